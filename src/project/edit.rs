//! What the readers of a project's files have in common: values with their place, and small changes to a text.
//!
//! A file is never written out from a tree: a change replaces a stretch of the text that was read, so that everything
//! else keeps every byte.

use std::ops::Range;

use crate::text::Text;

/// A value as a file states it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    /// The value; `None` where the file has an expression, of which nobody here knows what it gives.
    pub value: Option<String>,
    /// Where it stands, with its quotes.
    pub span: Range<usize>,
    /// The same without the quotes: what is replaced to change it. Equals `span` where there are none.
    pub inner: Range<usize>,
}

/// Why a file cannot be read: it is no well-formed file of its kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Malformed {
    /// What is wrong, such as `{` without `}`.
    pub reason: Text,
    /// The byte where it shows.
    pub at: usize,
}

/// Why a change cannot be made safely. What to do instead, its caller says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CannotEdit {
    /// What is in the way: there is no block `android`, a value is an expression.
    pub reason: Text,
    /// The byte where it shows, if it is at one place.
    pub at: Option<usize>,
}

/// Replaces a stretch of a text; an empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced, in bytes.
    pub span: Range<usize>,
    /// What stands there afterwards.
    pub text: String,
}

impl Edit {
    /// Inserts `text` at a byte.
    #[must_use]
    pub fn insert(at: usize, text: impl Into<String>) -> Self {
        Self { span: at..at, text: text.into() }
    }

    /// Replaces a stretch.
    #[must_use]
    pub fn replace(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// The text with every edit made. Edits do not overlap; of two at one place the first comes first.
#[must_use]
pub fn edited(text: &str, edits: &[Edit]) -> String {
    let mut edits: Vec<&Edit> = edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    let mut done = String::with_capacity(text.len() + edits.iter().map(|edit| edit.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        done.push_str(&text[at..edit.span.start]);
        done.push_str(&edit.text);
        at = edit.span.end;
    }
    done + &text[at..]
}

/// How a file is written: what an insertion has to look like to fit in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// `\n` or `\r\n`, whichever the file has more of.
    pub newline: &'static str,
    /// One step of indentation: two or four blanks, or a tab.
    pub indent: String,
}

impl Style {
    /// The style of a text; `usual` is the indentation where it shows none.
    #[must_use]
    pub fn of(text: &str, usual: &str) -> Self {
        let windows = text.matches("\r\n").count();
        let newline = if windows * 2 > text.matches('\n').count() { "\r\n" } else { "\n" };
        Self { newline, indent: indent_of(text).unwrap_or_else(|| usual.to_owned()) }
    }
}

/// The smallest step that lines of this file are indented by.
fn indent_of(text: &str) -> Option<String> {
    let leading = |line: &str| line.len() - line.trim_start_matches([' ', '\t']).len();
    let indented = text.lines().filter(|line| leading(line) > 0 && !line.trim().is_empty());
    // ` * ` of a block comment is no indentation.
    let indented: Vec<&str> = indented.filter(|line| !line.trim_start().starts_with('*')).collect();
    if indented.iter().any(|line| line.starts_with('\t')) {
        return Some("\t".to_owned());
    }
    let step = indented.iter().map(|line| leading(line)).filter(|width| *width > 1).min()?;
    Some(" ".repeat(step.min(8)))
}

/// The blanks at the beginning of the line that a byte stands on.
#[must_use]
pub fn indentation_at(text: &str, at: usize) -> &str {
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].trim_start_matches('\u{feff}');
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    &line[..blanks]
}

/// The text without a byte order mark at its beginning, and the mark's length.
#[must_use]
pub fn without_bom(text: &str) -> (&str, usize) {
    text.strip_prefix('\u{feff}').map_or((text, 0), |rest| (rest, text.len() - rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_leave_everything_else_as_it_is() {
        let text = "一 b\r\nc";
        let edits = [Edit::insert(7, "d"), Edit::replace(4..5, "B"), Edit::insert(0, "<"), Edit::insert(0, ">")];
        assert_eq!(edited(text, &edits), "<>一 B\r\ndc");
    }

    #[test]
    fn the_style_is_that_of_the_file() {
        assert_eq!(Style::of("a {\r\n  b\r\n}\r\n", "    "), Style { newline: "\r\n", indent: "  ".to_owned() });
        assert_eq!(Style::of("a {\n\tb\n}\n", "    ").indent, "\t");
        assert_eq!(Style::of("/**\n * a\n */\nb {\n    c\n}", "  ").indent, "    ");
        assert_eq!(Style::of("a", "  ").indent, "  ");
    }

    #[test]
    fn the_indentation_is_that_of_the_line() {
        assert_eq!(indentation_at("a\n  b c", 6), "  ");
        assert_eq!(indentation_at("\u{feff}  a", 5), "  ");
    }
}
