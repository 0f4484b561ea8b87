//! Literals: what they mean, and how a value is written as one.

use std::ops::Range;

use crate::project::edit::Stated;

use super::code::Code;
use super::lexer::{Kind, Token};

/// A value that is to stand in the code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Literal<'a> {
    /// An `int`.
    Number(i64),
    /// A `String`.
    Text(&'a str),
}

impl Literal<'_> {
    /// The literal, a string in this kind of quotes.
    pub(super) fn written(self, quote: char) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("{quote}{}{quote}", escaped(text, quote)),
        }
    }

    /// Whether the code has this value here already: the same string or the same number.
    pub(super) fn is(self, stated: &Stated, code: Code<'_>) -> bool {
        let first = code.tokens.get(code.range(&stated.span).start).map(|token| token.kind);
        let is_text = matches!(first, Some(Kind::Text { .. }));
        let value = stated.value.as_deref();
        match self {
            Self::Number(number) => !is_text && value == Some(number.to_string().as_str()),
            Self::Text(text) => is_text && value == Some(text),
        }
    }
}

/// How a string literal is delimited.
pub(super) struct Quotes {
    raw: bool,
    pub(super) quote: char,
    is_triple: bool,
    /// What is between the quotes.
    pub(super) inner: Range<usize>,
}

impl Quotes {
    pub(super) fn of(text: &str, span: &Range<usize>) -> Self {
        let raw = text[span.clone()].starts_with('r');
        let start = span.start + usize::from(raw);
        let quote = if text[start..].starts_with('"') { '"' } else { '\'' };
        // `''` is an empty string, `''''''` is one too.
        let is_triple = span.end - start >= 6 && text[start..].chars().take(3).all(|letter| letter == quote);
        let width = if is_triple { 3 } else { 1 };
        Self { raw, quote, is_triple, inner: start + width..span.end - width }
    }

    /// The string; `None` if there is an escape that Dart does not know.
    pub(super) fn value(&self, text: &str) -> Option<String> {
        let written = &text[self.inner.clone()];
        if !self.is_triple {
            return if self.raw { Some(written.to_owned()) } else { unescaped(written) };
        }
        let written = written.replace("\r\n", "\n");
        // A first line of blanks only does not belong to the string.
        let written = match written.split_once('\n') {
            Some((first, rest)) if first.trim().is_empty() => rest,
            _ => written.as_str(),
        };
        if self.raw { Some(written.to_owned()) } else { unescaped(written) }
    }

    /// Another text for between these quotes; `None` if it cannot stand there.
    pub(super) fn fit(&self, text: &str) -> Option<String> {
        if !self.raw {
            return Some(escaped(text, self.quote));
        }
        let fits = !text.contains([self.quote, '\n', '\r']);
        fits.then(|| text.to_owned())
    }
}

/// The quotes that a file has more of.
pub(super) fn usual_quote(code: Code<'_>, tokens: &[Token]) -> Option<char> {
    let strings = tokens.iter().filter(|token| matches!(token.kind, Kind::Text { .. }));
    let (mut single, mut double) = (0, 0);
    for token in strings {
        match Quotes::of(code.text, &token.span).quote {
            '"' => double += 1,
            _ => single += 1,
        }
    }
    (single + double > 0).then_some(if double > single { '"' } else { '\'' })
}

/// A number in decimal: `0x10` is 16, `1_000` is 1000. What is no whole number stays as it is written.
pub(super) fn number(written: &str) -> String {
    let plain = written.replace('_', "");
    let whole = match plain.strip_prefix("0x").or_else(|| plain.strip_prefix("0X")) {
        Some(digits) => u64::from_str_radix(digits, 16),
        None => plain.parse(),
    };
    whole.map_or(plain, |number| number.to_string())
}

fn escaped(text: &str, quote: char) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\n' => written.push_str("\\n"),
            '\r' => written.push_str("\\r"),
            '\t' => written.push_str("\\t"),
            '\\' | '$' => written.extend(['\\', letter]),
            _ if letter == quote => written.extend(['\\', letter]),
            _ if letter.is_control() => written.extend(letter.escape_unicode()),
            _ => written.push(letter),
        }
    }
    written
}

/// Two escapes may name the halves of one character, so the string is put together of UTF-16.
fn unescaped(written: &str) -> Option<String> {
    if !written.contains('\\') {
        return Some(written.to_owned());
    }
    let mut units: Vec<u16> = Vec::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('\\') {
        units.extend(before.encode_utf16());
        let (code, behind) = escape(after)?;
        match u16::try_from(code) {
            Ok(unit) => units.push(unit),
            Err(_) => units.extend_from_slice(char::from_u32(code)?.encode_utf16(&mut [0; 2])),
        }
        rest = behind;
    }
    units.extend(rest.encode_utf16());
    Some(String::from_utf16_lossy(&units))
}

/// What an escape stands for, and what follows it.
fn escape(after: &str) -> Option<(u32, &str)> {
    let letter = after.chars().next()?;
    let rest = &after[letter.len_utf8()..];
    let plain = match letter {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'f' => '\u{c}',
        'b' => '\u{8}',
        'v' => '\u{b}',
        'x' => return hexadecimal(rest.get(..2)?).zip(rest.get(2..)),
        'u' => {
            let Some(braced) = rest.strip_prefix('{') else {
                return hexadecimal(rest.get(..4)?).zip(rest.get(4..));
            };
            let (digits, rest) = braced.split_once('}')?;
            return hexadecimal(digits).map(|code| (code, rest));
        }
        other => other,
    };
    Some((u32::from(plain), rest))
}

fn hexadecimal(digits: &str) -> Option<u32> {
    let all_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u32::from_str_radix(digits, 16).ok().filter(|_| all_digits)
}
