//! Tokens together with their text: the questions that the readers of code ask.

use std::ops::Range;

use super::lexer::{Kind, Token};
use super::literal;
use crate::project::edit::Stated;

/// How far a list of type arguments is looked for, in tokens. `a < b` is one that never ends.
const TYPE_ARGUMENTS: usize = 64;

/// The tokens of a file. Ranges here count tokens unless they are called spans.
#[derive(Clone, Copy)]
pub(super) struct Code<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
}

impl<'a> Code<'a> {
    /// The text of a token; empty behind the last one.
    pub(super) fn word(self, index: usize) -> &'a str {
        self.tokens.get(index).map_or("", |token| &self.text[token.span.clone()])
    }

    /// The same of the token before.
    pub(super) fn word_before(self, index: usize) -> &'a str {
        index.checked_sub(1).map_or("", |index| self.word(index))
    }

    pub(super) fn is_name(self, index: usize) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == Kind::Word)
    }

    /// The token that closes the bracket.
    pub(super) fn partner(self, index: usize) -> Option<usize> {
        match self.tokens.get(index)?.kind {
            Kind::Open(partner) => Some(partner),
            _ => None,
        }
    }

    /// The next token that is not inside of this one: behind the bracket or type arguments that begin here.
    pub(super) fn past(self, index: usize) -> usize {
        self.partner(index).or_else(|| self.type_arguments(index)).unwrap_or(index) + 1
    }

    /// The `>` of `<String, int>` before a call or a collection.
    fn type_arguments(self, index: usize) -> Option<usize> {
        if self.word(index) != "<" {
            return None;
        }
        let mut depth = 0_usize;
        for at in index..self.tokens.len().min(index + TYPE_ARGUMENTS) {
            match self.word(at) {
                "<" => depth += 1,
                ">" if depth == 1 => return Some(at).filter(|at| matches!(self.word(at + 1), "(" | "{" | "[" | ".")),
                ">" => depth -= 1,
                "," | "." | "?" => {}
                _ if self.is_name(at) => {}
                _ => return None,
            }
        }
        None
    }

    /// The stretches between the commas; a last empty one is none.
    pub(super) fn split(self, range: Range<usize>) -> Vec<Range<usize>> {
        let mut pieces = Vec::new();
        let (mut start, mut at) = (range.start, range.start);
        while at < range.end {
            if self.word(at) == "," {
                pieces.push(start..at);
                start = at + 1;
            }
            at = self.past(at);
        }
        if start < range.end {
            pieces.push(start..range.end);
        }
        pieces
    }

    /// The bytes of some tokens; none for no tokens.
    pub(super) fn span(self, range: &Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens.get(range.clone())?;
        Some(tokens.first()?.span.start..tokens.last()?.span.end)
    }

    /// The tokens of some bytes.
    pub(super) fn range(self, span: &Range<usize>) -> Range<usize> {
        let start = self.tokens.partition_point(|token| token.span.start < span.start);
        let end = self.tokens.partition_point(|token| token.span.end <= span.end);
        start..end.max(start)
    }

    /// What an expression states. Where there is none, its place is behind the `:` or `=` and a blank.
    pub(super) fn stated(self, range: &Range<usize>) -> Stated {
        let before = range.start.checked_sub(1).and_then(|before| self.tokens.get(before));
        let sign = before.map_or(0, |token| token.span.end);
        let empty = sign + usize::from(self.text[sign..].starts_with(' '));
        let span = self.span(range).unwrap_or(empty..empty);
        let value = self.value(range);
        let inner = match self.tokens.get(range.clone()) {
            Some([Token { kind: Kind::Text { .. }, span }]) => literal::Quotes::of(self.text, span).inner,
            _ => span.clone(),
        };
        Stated { value, span, inner }
    }

    fn value(self, range: &Range<usize>) -> Option<String> {
        match self.tokens.get(range.clone())? {
            [Token { kind: Kind::Number, span }] => Some(literal::number(&self.text[span.clone()])),
            [sign, Token { kind: Kind::Number, span }] if self.text[sign.span.clone()] == *"-" => {
                Some(format!("-{}", literal::number(&self.text[span.clone()])))
            }
            [Token { kind: Kind::Word, span }] => {
                Some(&self.text[span.clone()]).filter(|word| matches!(*word, "true" | "false")).map(str::to_owned)
            }
            [] => None,
            // Strings beside each other are one string.
            strings => strings.iter().map(|token| self.string(token)).collect(),
        }
    }

    fn string(self, token: &Token) -> Option<String> {
        match token.kind {
            Kind::Text { interpolated: false } => literal::Quotes::of(self.text, &token.span).value(self.text),
            _ => None,
        }
    }
}
