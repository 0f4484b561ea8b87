//! Ruby as far as a `Podfile` needs it: its lines without comments, and which block each is in.
//!
//! Blocks are counted by `do … end` and the keywords that need an `end`; a here-document is not understood.

use std::ops::Range;

use crate::project::ios::lines::{line_end, next_line};

/// One line that is not inside a comment of several lines.
#[derive(Debug)]
pub(super) struct Line<'t> {
    /// Where it begins and ends, without its newline.
    pub(super) span: Range<usize>,
    /// The line's code.
    pub(super) words: Vec<Word<'t>>,
    /// Where its comment begins, if it has one.
    pub(super) comment: Option<usize>,
}

/// A word, a string or another single character, with its place.
#[derive(Debug)]
pub(super) struct Word<'t> {
    pub(super) text: &'t str,
    pub(super) span: Range<usize>,
}

impl<'t> Line<'t> {
    /// The text of a word; nothing behind the last.
    pub(super) fn word(&self, index: usize) -> &'t str {
        self.words.get(index).map_or("", |word| word.text)
    }

    pub(super) fn has(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.word(index + offset) == *word)
    }

    /// How many blocks the line opens.
    pub(super) fn opens(&self) -> usize {
        const BLOCKS: [&str; 6] = ["if", "unless", "case", "while", "until", "begin"];
        const FIRST: [&str; 4] = ["def", "class", "module", "for"];
        let first = self.word(0);
        let by_first = BLOCKS.contains(&first) || FIRST.contains(&first);
        // `value = if …`. A condition behind a statement opens nothing.
        let assigned =
            (1..self.words.len()).filter(|index| self.word(index - 1) == "=" && BLOCKS.contains(&self.word(*index)));
        let loops = matches!(first, "while" | "until" | "for");
        let does = (0..self.words.len()).filter(|index| self.is_keyword(*index, "do")).count();
        usize::from(by_first) + assigned.count() + if loops { 0 } else { does }
    }

    /// How many blocks the line closes.
    pub(super) fn closes(&self) -> usize {
        (0..self.words.len()).filter(|index| self.is_keyword(*index, "end")).count()
    }

    /// Whether this word is the keyword, not a symbol, method or key of that name.
    fn is_keyword(&self, index: usize, keyword: &str) -> bool {
        let is_name = index > 0 && matches!(self.word(index - 1), ":" | ".");
        let is_key = self.words.get(index + 1).is_some_and(|next| {
            next.text == ":" && self.words.get(index).is_some_and(|word| word.span.end == next.span.start)
        });
        self.word(index) == keyword && !is_name && !is_key
    }
}

/// The lines of a file, from a byte on.
pub(super) fn lines(text: &str, start: usize) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut in_comment = false;
    let mut at = start;
    while at < text.len() {
        let span = at..line_end(text, at);
        let line = &text[span.clone()];
        if line.trim_end() == "__END__" {
            break;
        }
        at = next_line(text, at);
        if in_comment || line.starts_with("=begin") {
            in_comment = !line.starts_with("=end");
            continue;
        }
        lines.push(scanned(text, span));
    }
    lines
}

fn scanned(text: &str, span: Range<usize>) -> Line<'_> {
    let mut words = Vec::new();
    let mut at = span.start;
    while let Some(first) = text[at..span.end].chars().next() {
        if first == '#' {
            return Line { span, words, comment: Some(at) };
        }
        let rest = &text[at..span.end];
        let length = if matches!(first, '\'' | '"') {
            string_length(rest, first)
        } else if is_in_word(first) {
            rest.find(|character| !is_in_word(character)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        if !first.is_whitespace() {
            words.push(Word { text: &rest[..length], span: at..at + length });
        }
        at += length;
    }
    Line { span, words, comment: None }
}

fn is_in_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '!' | '?' | '$' | '@')
}

fn string_length(rest: &str, quote: char) -> usize {
    let mut characters = rest.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        if character == '\\' {
            characters.next();
        } else if character == quote {
            return at + 1;
        }
    }
    rest.len()
}
