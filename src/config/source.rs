//! The text of one file, and places in it.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// A file as it was read. Findings point into it; [`Source::masked`] is the only way its text reaches a screen.
#[derive(Debug)]
pub struct Source {
    /// The name shown to people: relative to the current folder where it can be.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    text: String,
    masked: OnceLock<String>,
}

impl Source {
    /// A file's text under the name shown to people.
    #[must_use]
    pub fn new(name: impl Into<String>, path: impl Into<PathBuf>, text: String) -> Arc<Self> {
        Arc::new(Self { name: name.into(), path: path.into(), text, masked: OnceLock::new() })
    }

    /// The text as it was read: for parsing, never for printing.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The folder that relative paths in this file start from.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Says which bytes must not be shown. Byte offsets stay valid: each hidden byte becomes one `*`.
    pub(crate) fn hide(&self, spans: &[Range<usize>]) {
        let mut bytes = self.text.clone().into_bytes();
        for span in spans {
            for byte in bytes.iter_mut().take(span.end).skip(span.start) {
                if *byte != b'\n' && *byte != b'\r' {
                    *byte = b'*';
                }
            }
        }
        // Whole characters are replaced, so this cannot fail; if it did, nothing would be shown.
        let _ = self.masked.set(String::from_utf8(bytes).unwrap_or_default());
    }

    /// The text with every value hidden that may be a secret. A file in which nothing was marked is shown as it is.
    #[must_use]
    pub fn masked(&self) -> &str {
        self.masked.get().unwrap_or(&self.text)
    }

    /// The line in which a byte stands, without its end and with every hidden value hidden.
    #[must_use]
    pub fn masked_line(&self, offset: usize) -> &str {
        let masked = self.masked();
        let offset = masked.floor_char_boundary(offset);
        let start = masked[..offset].rfind('\n').map_or(0, |at| at + 1);
        masked[start..].lines().next().unwrap_or_default()
    }

    /// Line and column of a byte offset, both from 1, the column in characters.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let offset = self.text.floor_char_boundary(offset);
        let before = &self.text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }
}

/// A stretch of a file.
#[derive(Debug, Clone)]
pub struct Place {
    /// The file.
    pub source: Arc<Source>,
    /// Bytes of its text.
    pub span: Range<usize>,
}

impl Place {
    /// Line and column of its beginning, from 1.
    #[must_use]
    pub fn line_column(&self) -> (usize, usize) {
        self.source.line_column(self.span.start)
    }

    /// The part of it on the line it begins on: marking a whole table of many lines helps nobody.
    #[must_use]
    pub fn first_line(&self) -> Range<usize> {
        let text = self.source.text();
        let start = text.floor_char_boundary(self.span.start);
        let rest = &text[start..];
        let line_end = start + rest.lines().next().map_or(0, str::len);
        start..text.floor_char_boundary(self.span.end).clamp(start, line_end)
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (line, column) = self.line_column();
        write!(formatter, "{}:{line}:{column}", self.source.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let source = Source::new("push.toml", "push.toml", "# 注释\n键 = \"值\" # x\n".to_owned());
        let offset = source.text().find('#').expect("first") + "# 注释\n键 = ".len();
        assert_eq!(source.line_column(offset), (2, 5));
        assert_eq!(source.line_column(999), (3, 1));
    }

    #[test]
    fn a_place_of_many_lines_ends_with_its_first() {
        let place = |text: &str, span| Place { source: Source::new("a", "a", text.to_owned()), span }.first_line();
        assert_eq!(place("[值]\r\nk = 1\r\n", 0..14), 0..5);
        assert_eq!(place("k = 1\n", 4..5), 4..5);
        assert_eq!(place("\n\n", 1..2), 1..1);
        assert_eq!(place("值", 1..99), 0..3);
        assert_eq!(place("", 7..9), 0..0);
    }

    #[test]
    fn a_masked_line_has_neither_end_nor_secret() {
        let source = Source::new("a", "a", "x = 1\r\n  k = \"秘密\"\r\n".to_owned());
        source.hide(std::slice::from_ref(&(14..20)));
        assert_eq!(source.masked_line(15), "  k = \"******\"");
        assert_eq!(source.masked_line(6), "x = 1");
        assert_eq!(source.masked_line(99), "");
    }

    #[test]
    fn hidden_bytes_keep_every_offset() {
        let source = Source::new("a", "a", "k = \"秘密\" # end".to_owned());
        source.hide(&[5..8, 8..11]);
        assert_eq!(source.masked(), "k = \"******\" # end");
    }
}
