//! Where a new element goes and how it is written, so that it looks as if the file's author had added it.

use super::Manifest;
use super::attribute::attribute_text;
use super::element::{Element, Tag};
use crate::project::edit::{Edit, Style, indentation_at};

/// How the start tags of a file are written.
pub(super) struct TagStyle {
    /// Between the element's name and the first attribute: a blank, or a new line with its indentation.
    first: String,
    /// Between two attributes.
    between: String,
    /// Before `/>`.
    end: String,
    quote: char,
}

impl TagStyle {
    /// The style of one element, for another one that is indented by `indent`.
    pub(super) fn like(manifest: &Manifest, model: &Element, indent: &str) -> Self {
        let (text, tag) = (manifest.text(), &model.tag);
        let newline = manifest.style().newline;
        let from = indentation_at(text, tag.span.start);
        let before = |index: usize| {
            let span = tag.attributes.get(index)?;
            Some(separator(&text[tag.end_before(index)..span.start], newline, from, indent))
        };
        let usual = Self::usual(manifest);
        let first = before(0).unwrap_or(usual.first);
        let end = if tag.is_empty {
            separator(&text[tag.content_end()..tag.span.end - 2], newline, from, indent)
        } else {
            usual.end
        };
        Self { between: before(1).unwrap_or_else(|| first.clone()), first, end, quote: quote_of(text, tag) }
    }

    /// The style where nothing alike is in the file: all on one line.
    pub(super) fn usual(manifest: &Manifest) -> Self {
        let text = manifest.text();
        let ends = manifest.document.elements.iter().map(|element| &element.tag).filter(|tag| tag.is_empty);
        let (mut blank, mut close) = (0, 0);
        for tag in ends {
            if tag.content_end() + 2 == tag.span.end { close += 1 } else { blank += 1 }
        }
        let end = if close > blank { "" } else { " " }.to_owned();
        let quote = quote_of(text, &manifest.document.root().tag);
        Self { first: " ".to_owned(), between: " ".to_owned(), end, quote }
    }

    /// An element without content. Values are escaped here.
    pub(super) fn write(&self, element: &str, prefix: &str, attributes: &[(&str, &str)]) -> String {
        let Self { first, between, end, quote } = self;
        let attributes: Vec<String> = attributes
            .iter()
            .map(|(name, value)| format!("{prefix}:{name}={quote}{}{quote}", attribute_text(value)))
            .collect();
        format!("<{element}{first}{}{end}/>", attributes.join(between))
    }
}

impl Manifest {
    /// How the file is written; the templates of Flutter have four blanks.
    pub(super) fn style(&self) -> Style {
        Style::of(&self.text, "    ")
    }

    /// The indentation of what stands in an element.
    pub(super) fn indentation_in(&self, parent: usize) -> String {
        let text = self.text();
        let children = self.document.children(parent).map(|(_, child)| child.span.start);
        match children.filter(|&start| begins_line(text, start)).last() {
            Some(start) => indentation_at(text, start).to_owned(),
            None => indentation_at(text, self.document.elements[parent].span.start).to_owned() + &self.style().indent,
        }
    }

    /// Inserts an element on a line of its own, after the line on which another one ends at `end`.
    pub(super) fn line_after(&self, end: usize, indent: &str, element: &str) -> Edit {
        self.line_between(end, indent, element, indent)
    }

    /// Inserts an element on a line of its own, before what begins at `start` and is to be indented by `following`.
    pub(super) fn line_before(&self, start: usize, indent: &str, element: &str, following: &str) -> Edit {
        let line = line_start(&self.text, start);
        let before = &self.text[line..start];
        if is_blank(before) {
            return Edit::insert(line, format!("{indent}{element}{}", self.style().newline));
        }
        self.line_between(line + before.trim_end_matches(BLANKS).len(), indent, element, following)
    }

    /// Inserts an element as the last one in another; one that closes itself is opened.
    pub(super) fn last_in(&self, parent: usize, indent: &str, element: &str) -> Edit {
        let Element { name, span, tag, .. } = &self.document.elements[parent];
        let text = self.text();
        let outer = indentation_at(text, span.start);
        if !tag.is_empty {
            let close = text[..span.end].rfind("</").unwrap_or(tag.span.end);
            return self.line_before(close, indent, element, outer);
        }
        let newline = self.style().newline;
        let slash = tag.span.end - 2;
        let blanks = &text[tag.content_end()..slash];
        // `/>` on a line of its own leaves `>` there.
        let from = if blanks.contains('\n') { slash } else { tag.content_end() };
        Edit::replace(from..tag.span.end, format!(">{newline}{indent}{element}{newline}{outer}</{name}>"))
    }

    /// Inserts a line at a place, and gives what then follows on its line a line of its own too.
    fn line_between(&self, at: usize, indent: &str, element: &str, following: &str) -> Edit {
        let newline = self.style().newline;
        let at = at + comments_length(line_rest(&self.text, at));
        let rest = line_rest(&self.text, at);
        let line = format!("{newline}{indent}{element}");
        if is_blank(rest) {
            // Blanks at the end of a line stay on it.
            return Edit::insert(at + rest.len(), line);
        }
        let blanks = &rest[..rest.len() - rest.trim_start_matches(BLANKS).len()];
        Edit::insert(at, line + newline + following.strip_suffix(blanks).unwrap_or(following))
    }
}

const BLANKS: [char; 2] = [' ', '\t'];

fn is_blank(text: &str) -> bool {
    text.trim_matches(BLANKS).is_empty()
}

/// Where the line of a byte begins.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Whether only blanks stand before a byte on its line.
pub(super) fn begins_line(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches(BLANKS);
    before.is_empty() || before.ends_with('\n')
}

/// What follows on the line of a byte, without the line's end.
pub(super) fn line_rest(text: &str, at: usize) -> &str {
    let rest = text[at..].split('\n').next().unwrap_or_default();
    rest.strip_suffix('\r').unwrap_or(rest)
}

/// How much of the rest of a line is comments about what stands before them.
fn comments_length(rest: &str) -> usize {
    let mut length = 0;
    loop {
        let comment = rest[length..].trim_start_matches(BLANKS);
        let Some(end) = comment.strip_prefix("<!--").and_then(|comment| comment.find("-->")) else { return length };
        length = rest.len() - comment.len() + "<!--".len() + end + "-->".len();
    }
}

/// The blanks between two attributes, for a tag with another indentation: what is on a new line stays there, without
/// empty lines in between.
pub(super) fn separator(blanks: &str, newline: &str, from: &str, to: &str) -> String {
    let Some((_, own)) = blanks.rsplit_once('\n') else {
        return if blanks.is_empty() { String::new() } else { " ".to_owned() };
    };
    own.strip_prefix(from).map_or_else(|| format!("{newline}{own}"), |deeper| format!("{newline}{to}{deeper}"))
}

/// The quote of a tag's last attribute.
pub(super) fn quote_of(text: &str, tag: &Tag) -> char {
    if tag.attributes.last().is_some_and(|span| text[span.clone()].ends_with('\'')) { '\'' } else { '"' }
}
