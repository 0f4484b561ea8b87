//! Dart text to tokens, without comments and without a look into strings.

use std::ops::Range;

use crate::project::edit::{Malformed, without_bom};
use crate::text;
use crate::text::Text;

/// A word of the language.
#[derive(Debug, Clone)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or keyword.
    Word,
    /// Without its sign.
    Number,
    /// A string literal, with its quotes and a leading `r`; whether there is something to be computed in it.
    Text { interpolated: bool },
    /// An opening bracket, and which token closes it.
    Open(usize),
    /// A closing bracket.
    Close,
    /// Any other sign.
    Sign,
}

/// How deep brackets may be nested. What is passed to a call is kept as text, each time again for calls within calls.
const DEPTH: usize = 256;

/// Signs of more than one letter that must not be taken for several, the longer ones first.
const SIGNS: [&str; 10] = ["??=", "...", "?..", "=>", "==", "!=", "<=", "??", "?.", ".."];

/// The tokens of a file. Every bracket has its partner.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Malformed> {
    let (_, mark) = without_bom(text);
    let mut lexer = Lexer { text, bytes: text.as_bytes(), at: mark, tokens: Vec::new(), open: Vec::new() };
    if text[mark..].starts_with("#!") {
        lexer.at = line_end(lexer.bytes, mark);
    }
    while lexer.at < text.len() {
        lexer.next()?;
    }
    match lexer.open.last() {
        None => Ok(lexer.tokens),
        Some(open) => {
            let at = lexer.tokens[*open].span.start;
            let bracket = &text[at..=at];
            Err(Malformed { reason: text!("`{bracket}` is not closed", "`{bracket}` 没有闭合"), at })
        }
    }
}

/// A block comment without its end.
pub(super) struct Unclosed;

/// Where a comment that begins here ends; `None` if none does.
pub(super) fn comment_end(bytes: &[u8], at: usize) -> Option<Result<usize, Unclosed>> {
    match bytes.get(at..at + 2)? {
        b"//" => Some(Ok(line_end(bytes, at))),
        b"/*" => Some(block_end(bytes, at).ok_or(Unclosed)),
        _ => None,
    }
}

fn line_end(bytes: &[u8], at: usize) -> usize {
    let ends = |byte: &u8| matches!(byte, b'\n' | b'\r');
    bytes[at..].iter().position(ends).map_or(bytes.len(), |length| at + length)
}

/// Block comments of Dart are nested.
fn block_end(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    loop {
        match bytes.get(at..at + 2)? {
            b"/*" => depth += 1,
            b"*/" if depth == 1 => return Some(at + 2),
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
    }
}

struct Lexer<'a> {
    text: &'a str,
    bytes: &'a [u8],
    at: usize,
    tokens: Vec<Token>,
    /// The tokens of the brackets that are open here.
    open: Vec<usize>,
}

impl Lexer<'_> {
    fn next(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        if let Some(end) = comment_end(self.bytes, start) {
            self.at = end.map_err(|Unclosed| unterminated_comment(start))?;
            return Ok(());
        }
        match self.bytes[start] {
            byte if byte.is_ascii_whitespace() => self.at += 1,
            b'"' | b'\'' => self.string(start)?,
            b'r' if matches!(self.bytes.get(start + 1), Some(b'"' | b'\'')) => self.string(start)?,
            byte if is_of_word(byte) && !byte.is_ascii_digit() => {
                self.at = self.while_byte(start, is_of_word);
                self.push(Kind::Word, start);
            }
            b'0'..=b'9' => self.number(start),
            b'.' if self.is_digit(start + 1) => self.number(start),
            b'(' | b'[' | b'{' => {
                if self.open.len() == DEPTH {
                    return Err(Malformed {
                        reason: Text::new("it is nested too deeply", "嵌套层数太多"), at: start
                    });
                }
                self.at += 1;
                self.open.push(self.tokens.len());
                self.push(Kind::Open(0), start);
            }
            b')' | b']' | b'}' => self.close(start)?,
            _ => {
                let rest = &self.text[start..];
                let one = rest.chars().next().map_or(1, char::len_utf8);
                self.at += SIGNS.iter().find(|sign| rest.starts_with(**sign)).map_or(one, |sign| sign.len());
                self.push(Kind::Sign, start);
            }
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, start: usize) {
        self.tokens.push(Token { kind, span: start..self.at });
    }

    fn close(&mut self, start: usize) -> Result<(), Malformed> {
        let wanted = match self.bytes[start] {
            b')' => b'(',
            b']' => b'[',
            _ => b'{',
        };
        let partner = self.open.pop().filter(|open| self.bytes[self.tokens[*open].span.start] == wanted);
        let Some(partner) = partner else {
            let bracket = &self.text[start..=start];
            let reason = text!("`{bracket}` closes nothing", "`{bracket}` 没有对应的左括号");
            return Err(Malformed { reason, at: start });
        };
        self.tokens[partner].kind = Kind::Open(self.tokens.len());
        self.at += 1;
        self.push(Kind::Close, start);
        Ok(())
    }

    fn number(&mut self, start: usize) {
        let digits = |byte: u8| byte.is_ascii_digit() || byte == b'_';
        if matches!(self.bytes[start..], [b'0', b'x' | b'X', ..]) {
            self.at = self.while_byte(start + 2, |byte| byte.is_ascii_hexdigit() || byte == b'_');
        } else {
            self.at = self.while_byte(start, digits);
            if self.bytes.get(self.at) == Some(&b'.') && self.is_digit(self.at + 1) {
                self.at = self.while_byte(self.at + 1, digits);
            }
            if matches!(self.bytes.get(self.at), Some(b'e' | b'E')) {
                let sign = usize::from(matches!(self.bytes.get(self.at + 1), Some(b'+' | b'-')));
                if self.is_digit(self.at + 1 + sign) {
                    self.at = self.while_byte(self.at + 1 + sign, digits);
                }
            }
        }
        self.push(Kind::Number, start);
    }

    fn while_byte(&self, from: usize, holds: impl Fn(u8) -> bool) -> usize {
        let rest = &self.bytes[from..];
        rest.iter().position(|byte| !holds(*byte)).map_or(self.bytes.len(), |length| from + length)
    }

    fn is_digit(&self, at: usize) -> bool {
        self.bytes.get(at).is_some_and(u8::is_ascii_digit)
    }

    fn string(&mut self, start: usize) -> Result<(), Malformed> {
        let mut strings = Strings { bytes: self.bytes, at: start, levels: Vec::new(), interpolated: false };
        strings.open();
        while !strings.levels.is_empty() {
            strings.step().ok_or_else(|| Malformed {
                reason: Text::new("a string is not closed", "字符串没有结束引号"),
                at: start,
            })?;
        }
        self.at = strings.at;
        self.push(Kind::Text { interpolated: strings.interpolated }, start);
        Ok(())
    }
}

/// One string literal with all that is nested in it: strings in `${…}` in strings. A list instead of recursion, so
/// that no depth can overflow the stack.
struct Strings<'a> {
    bytes: &'a [u8],
    at: usize,
    levels: Vec<Level>,
    interpolated: bool,
}

#[derive(Clone, Copy)]
enum Level {
    Text {
        raw: bool,
        quote: u8,
        width: usize,
    },
    /// The code of `${…}`, and how many braces are open in it.
    Code {
        braces: usize,
    },
}

impl Strings<'_> {
    /// Steps over an opening quote, with its `r`.
    fn open(&mut self) {
        let raw = self.bytes[self.at] == b'r';
        self.at += usize::from(raw);
        let quote = self.bytes[self.at];
        let width = if self.bytes[self.at..].starts_with(&[quote; 3]) { 3 } else { 1 };
        self.at += width;
        self.levels.push(Level::Text { raw, quote, width });
    }

    /// Goes on by one letter, comment or quote; `None` where the string cannot be closed any more.
    fn step(&mut self) -> Option<()> {
        let byte = *self.bytes.get(self.at)?;
        match *self.levels.last()? {
            Level::Text { raw, quote, width } => self.step_in_text(byte, raw, quote, width),
            Level::Code { braces } => self.step_in_code(byte, braces),
        }
    }

    fn step_in_text(&mut self, byte: u8, raw: bool, quote: u8, width: usize) -> Option<()> {
        let next = self.bytes.get(self.at + 1).copied();
        match byte {
            b'\n' | b'\r' if width == 1 => return None,
            b'\\' if !raw && !matches!(next, Some(b'\n' | b'\r')) => self.at += 2,
            b'$' if !raw && next == Some(b'{') => {
                self.interpolated = true;
                self.at += 2;
                self.levels.push(Level::Code { braces: 0 });
            }
            _ if byte == quote && self.bytes[self.at..].starts_with(&[quote; 3][..width]) => {
                self.at += width;
                self.levels.pop();
            }
            _ => {
                self.interpolated |= byte == b'$' && !raw && next.is_some_and(is_of_word);
                self.at += 1;
            }
        }
        Some(())
    }

    fn step_in_code(&mut self, byte: u8, braces: usize) -> Option<()> {
        if let Some(end) = comment_end(self.bytes, self.at) {
            self.at = end.ok()?;
            return Some(());
        }
        let is_name = self.bytes[..self.at].last().is_some_and(|byte| is_of_word(*byte));
        let raw = byte == b'r' && !is_name && matches!(self.bytes.get(self.at + 1), Some(b'"' | b'\''));
        if raw || matches!(byte, b'"' | b'\'') {
            self.open();
            return Some(());
        }
        self.at += 1;
        let level = self.levels.last_mut()?;
        match byte {
            b'{' => *level = Level::Code { braces: braces + 1 },
            b'}' if braces > 0 => *level = Level::Code { braces: braces - 1 },
            b'}' => drop(self.levels.pop()),
            _ => {}
        }
        Some(())
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$')
}

fn unterminated_comment(at: usize) -> Malformed {
    Malformed { reason: Text::new("a comment is not closed", "注释没有闭合"), at }
}
