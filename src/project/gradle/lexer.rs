//! Cuts a Gradle file into tokens.
//!
//! Knows the strings and comments of both languages, because a brace or a `//` inside of one must not count. It does
//! not judge whether tokens make sense together. Every byte is looked at a bounded number of times.

use std::ops::Range;

use crate::project::Dsl;
use crate::project::edit::{Malformed, without_bom};
use crate::text;
use crate::text::Text;

/// How deep strings, braces and brackets may stand in one another; no file written by people comes near.
pub(super) const DEPTH_LIMIT: usize = 200;

/// A file in tokens.
#[derive(Debug)]
pub(super) struct Lexed {
    /// All tokens in source order; comments are none.
    pub(super) tokens: Vec<Token>,
    /// Where the comments are, in source order, a shebang line included.
    pub(super) comments: Vec<Range<usize>>,
}

/// The smallest piece that means something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: Kind,
    /// Where it stands.
    pub(super) span: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name or a keyword, also in backticks.
    Word,
    /// A number with its suffix.
    Number,
    /// A string.
    Text {
        /// Its quotes.
        quote: Quote,
        /// Whether a `$x` or `${…}` is in it.
        is_computed: bool,
    },
    /// An operator or any other character.
    Symbol,
    /// `,`
    Comma,
    /// `;`
    Semicolon,
    /// The end of a line.
    Newline,
    /// `(`, `[` or `{`
    Open(Delimiter),
    /// `)`, `]` or `}`
    Close(Delimiter),
}

/// A pair of brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Delimiter {
    /// `()`
    Round,
    /// `[]`
    Square,
    /// `{}`
    Curly,
}

impl Delimiter {
    /// The opening and the closing character.
    pub(super) const fn characters(self) -> (char, char) {
        match self {
            Self::Round => ('(', ')'),
            Self::Square => ('[', ']'),
            Self::Curly => ('{', '}'),
        }
    }
}

/// The quotes of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// `'…'`; in Kotlin a character.
    Single,
    /// `"…"`
    Double,
    /// `'''…'''`, Groovy.
    TripleSingle,
    /// `"""…"""`; in Kotlin without escapes.
    TripleDouble,
    /// `/…/`, Groovy.
    Slashy,
    /// `$/…/$`, Groovy.
    DollarSlashy,
}

impl Quote {
    /// What it begins and ends with.
    pub(super) const fn marks(self) -> (&'static str, &'static str) {
        match self {
            Self::Single => ("'", "'"),
            Self::Double => ("\"", "\""),
            Self::TripleSingle => ("'''", "'''"),
            Self::TripleDouble => ("\"\"\"", "\"\"\""),
            Self::Slashy => ("/", "/"),
            Self::DollarSlashy => ("$/", "/$"),
        }
    }

    const fn is_single_line(self) -> bool {
        matches!(self, Self::Single | Self::Double)
    }

    /// Whether `$x` and `${…}` in it are replaced.
    pub(super) const fn has_interpolation(self) -> bool {
        !matches!(self, Self::Single | Self::TripleSingle)
    }

    /// Whether a backslash in it escapes any character.
    pub(super) fn has_escapes(self, dsl: Dsl) -> bool {
        match self {
            Self::Single | Self::Double | Self::TripleSingle => true,
            Self::TripleDouble => dsl == Dsl::Groovy,
            Self::Slashy | Self::DollarSlashy => false,
        }
    }
}

/// Longer ones first, so that none is cut short. `>>` is left out: it closes two type arguments as often.
const OPERATORS: [&str; 24] = [
    "==~", "===", "!==", "<=>", "?.", "?:", "*.", "=~", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/=",
    "%=", "++", "--", "->", "<<", "!!",
];

/// Words after which a `/` begins a string, although a name before it would make it a division.
const EXPECT_VALUE: [&str; 7] = ["return", "in", "assert", "case", "throw", "else", "instanceof"];

/// Cuts a file into tokens.
pub(super) fn lex(text: &str, dsl: Dsl) -> Result<Lexed, Malformed> {
    let (_, start) = without_bom(text);
    let mut lexer = Lexer { text, bytes: text.as_bytes(), dsl, at: start, tokens: Vec::new(), comments: Vec::new() };
    if text[start..].starts_with("#!") {
        lexer.line_comment();
    }
    while lexer.at < text.len() {
        lexer.step()?;
    }
    Ok(Lexed { tokens: lexer.tokens, comments: lexer.comments })
}

struct Lexer<'t> {
    text: &'t str,
    bytes: &'t [u8],
    dsl: Dsl,
    at: usize,
    tokens: Vec<Token>,
    comments: Vec<Range<usize>>,
}

impl Lexer<'_> {
    fn step(&mut self) -> Result<(), Malformed> {
        let rest = &self.text[self.at..];
        let Some(first) = rest.chars().next() else { return Ok(()) };
        if rest.starts_with("//") {
            self.line_comment();
            return Ok(());
        }
        if rest.starts_with("/*") {
            return self.block_comment();
        }
        if let Some(quote) = self.quote_here(rest) {
            let (end, is_computed) = self.string_end(self.at, quote, 0)?;
            self.push(Kind::Text { quote, is_computed }, end);
            return Ok(());
        }
        match first {
            '\n' => self.push(Kind::Newline, self.at + 1),
            _ if first.is_whitespace() => self.at += first.len_utf8(),
            ',' => self.push(Kind::Comma, self.at + 1),
            ';' => self.push(Kind::Semicolon, self.at + 1),
            '(' => self.push(Kind::Open(Delimiter::Round), self.at + 1),
            '[' => self.push(Kind::Open(Delimiter::Square), self.at + 1),
            '{' => self.push(Kind::Open(Delimiter::Curly), self.at + 1),
            ')' => self.push(Kind::Close(Delimiter::Round), self.at + 1),
            ']' => self.push(Kind::Close(Delimiter::Square), self.at + 1),
            '}' => self.push(Kind::Close(Delimiter::Curly), self.at + 1),
            '`' => self.push(Kind::Word, self.at + backticks(rest)),
            _ if first.is_ascii_digit() => self.push(Kind::Number, self.at + number(rest)),
            _ if self.begins_word(first) => {
                let length = rest.find(|c| !(self.begins_word(c) || c.is_numeric())).unwrap_or(rest.len());
                self.push(Kind::Word, self.at + length);
            }
            _ => self.push(Kind::Symbol, self.at + symbol(rest, first)),
        }
        Ok(())
    }

    fn push(&mut self, kind: Kind, end: usize) {
        self.tokens.push(Token { kind, span: self.at..end });
        self.at = end;
    }

    fn begins_word(&self, character: char) -> bool {
        begins_name(character) || (character == '$' && self.dsl == Dsl::Groovy)
    }

    fn line_comment(&mut self) {
        let rest = &self.text[self.at..];
        let line = rest.find('\n').map_or(rest, |newline| &rest[..newline]);
        let end = self.at + line.trim_end_matches('\r').len();
        self.comments.push(self.at..end);
        self.at = end;
    }

    fn block_comment(&mut self) -> Result<(), Malformed> {
        let start = self.at;
        let mut depth = 1;
        let mut at = start + 2;
        while depth > 0 {
            match self.bytes.get(at..at + 2) {
                None => return Err(unterminated_comment(start)),
                Some(b"*/") => {
                    depth -= 1;
                    at += 2;
                }
                Some(b"/*") if self.dsl == Dsl::Kotlin => {
                    depth += 1;
                    at += 2;
                }
                Some(_) => at += 1,
            }
        }
        self.comments.push(start..at);
        self.at = at;
        Ok(())
    }

    fn quote_here(&self, rest: &str) -> Option<Quote> {
        let groovy = self.dsl == Dsl::Groovy;
        match rest.as_bytes() {
            [b'"', b'"', b'"', ..] => Some(Quote::TripleDouble),
            [b'"', ..] => Some(Quote::Double),
            [b'\'', b'\'', b'\'', ..] if groovy => Some(Quote::TripleSingle),
            [b'\'', ..] => Some(Quote::Single),
            [b'$', b'/', ..] if groovy && self.expects_value() => Some(Quote::DollarSlashy),
            [b'/', ..] if groovy && self.expects_value() => Some(Quote::Slashy),
            _ => None,
        }
    }

    /// Whether a value may begin here, as opposed to an operator that follows one.
    fn expects_value(&self) -> bool {
        self.tokens.last().is_none_or(|token| match token.kind {
            Kind::Word => EXPECT_VALUE.contains(&&self.text[token.span.clone()]),
            Kind::Number | Kind::Text { .. } | Kind::Close(_) => false,
            Kind::Symbol => !matches!(&self.text[token.span.clone()], "++" | "--"),
            Kind::Comma | Kind::Semicolon | Kind::Newline | Kind::Open(_) => true,
        })
    }

    /// Where the string that begins at `start` ends, and whether something in it is computed.
    fn string_end(&self, start: usize, quote: Quote, level: usize) -> Result<(usize, bool), Malformed> {
        let (open, close) = quote.marks();
        let mut at = start + open.len();
        let mut is_computed = false;
        loop {
            let rest = self.bytes.get(at..).filter(|rest| !rest.is_empty());
            let rest = rest.ok_or_else(|| unterminated_string(start))?;
            if rest.starts_with(close.as_bytes()) {
                // `""""` ends with the last three: a raw string may end in a quote.
                let is_last = close.len() < 3 || rest.get(3) != Some(&rest[0]);
                at += if is_last { close.len() } else { 1 };
                if is_last {
                    return Ok((at, is_computed));
                }
                continue;
            }
            match (rest[0], rest.get(1)) {
                (b'\n', _) if quote.is_single_line() => return Err(unterminated_string(start)),
                (b'\\', _) if quote.has_escapes(self.dsl) => at += 2,
                (b'\\', Some(b'/')) if quote == Quote::Slashy => at += 2,
                (b'$', Some(b'$' | b'/')) if quote == Quote::DollarSlashy => at += 2,
                (b'$', Some(b'{')) if quote.has_interpolation() => {
                    is_computed = true;
                    at = self.interpolation_end(at + 2, start, level + 1)?;
                }
                (b'$', _) if quote.has_interpolation() => {
                    is_computed |= self.text[at + 1..].chars().next().is_some_and(|c| begins_name(c) || c == '`');
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// The byte after the `}` of a `${…}` whose content begins at `at`; `string` is where its string begins.
    fn interpolation_end(&self, mut at: usize, string: usize, level: usize) -> Result<usize, Malformed> {
        if level > DEPTH_LIMIT {
            return Err(too_deep(string));
        }
        let mut depth = 1;
        while depth > 0 {
            match self.bytes.get(at..).unwrap_or_default() {
                [] => return Err(unterminated_string(string)),
                [b'{', ..] => depth += 1,
                [b'}', ..] => depth -= 1,
                [b'"', b'"', b'"', ..] => {
                    at = self.string_end(at, Quote::TripleDouble, level)?.0;
                    continue;
                }
                [quote @ (b'"' | b'\''), ..] => {
                    let quote = if *quote == b'"' { Quote::Double } else { Quote::Single };
                    at = self.string_end(at, quote, level)?.0;
                    continue;
                }
                _ => {}
            }
            at += 1;
        }
        Ok(at)
    }
}

/// Whether a name may begin with this character.
pub(super) fn begins_name(character: char) -> bool {
    character.is_alphabetic() || character == '_'
}

fn backticks(rest: &str) -> usize {
    rest[1..].find(['`', '\n']).filter(|end| rest.as_bytes()[end + 1] == b'`').map_or(1, |end| end + 2)
}

fn number(rest: &str) -> usize {
    let part = |text: &str| text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    let whole = part(rest);
    // `1..3` is a range and `1.toString()` a call, `1.5` a number.
    match rest.as_bytes().get(whole..whole + 2) {
        Some([b'.', digit]) if digit.is_ascii_digit() => whole + 1 + part(&rest[whole + 1..]),
        _ => whole,
    }
}

fn symbol(rest: &str, first: char) -> usize {
    let dots = rest.len() - rest.trim_start_matches('.').len();
    let operator = OPERATORS.iter().find(|operator| rest.starts_with(**operator));
    if dots > 0 { dots } else { operator.map_or(first.len_utf8(), |operator| operator.len()) }
}

fn unterminated_string(at: usize) -> Malformed {
    Malformed {
        reason: Text::new("a string that begins here has no end", "从这里开始的字符串没有结束"), at
    }
}

fn unterminated_comment(at: usize) -> Malformed {
    Malformed { reason: Text::new("`/*` without `*/`", "`/*` 没有对应的 `*/`"), at }
}

/// What is said where things stand too deep in one another.
pub(super) fn too_deep(at: usize) -> Malformed {
    let reason = text!("more than {limit} levels in one another", "嵌套超过 {limit} 层", limit = DEPTH_LIMIT);
    Malformed { reason, at }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tokens as they are written, without the ends of lines.
    fn words(text: &str, dsl: Dsl) -> Vec<&str> {
        let lexed = lex(text, dsl).unwrap();
        lexed.tokens.iter().filter(|t| t.kind != Kind::Newline).map(|t| &text[t.span.clone()]).collect()
    }

    fn computed(text: &str, dsl: Dsl) -> bool {
        let lexed = lex(text, dsl).unwrap();
        lexed.tokens.iter().any(|token| matches!(token.kind, Kind::Text { is_computed: true, .. }))
    }

    #[test]
    fn slashes_in_strings_are_no_comments() {
        assert_eq!(words("url 'https://a/' // b", Dsl::Groovy), ["url", "'https://a/'"]);
        assert_eq!(words("a /* } */ b", Dsl::Groovy), ["a", "b"]);
        assert_eq!(words("a /* /* } */ */ b", Dsl::Kotlin), ["a", "b"]);
        assert_eq!(words("a /* /* */ b", Dsl::Groovy), ["a", "b"]);
        assert_eq!(words("'\\'' \"\\\"\" 'x'", Dsl::Groovy), ["'\\''", "\"\\\"\"", "'x'"]);
    }

    #[test]
    fn interpolations_hold_strings_and_braces() {
        let text = r#""${x.map { "}" + '}' }}" y"#;
        assert_eq!(words(text, Dsl::Groovy), [r#""${x.map { "}" + '}' }}""#, "y"]);
        assert_eq!(words(text, Dsl::Kotlin).len(), 2);
        assert!(computed("\"$x\"", Dsl::Groovy) && computed("\"a${x}\"", Dsl::Kotlin));
        assert!(
            !computed("'$x'", Dsl::Groovy) && !computed("\"\\$x\"", Dsl::Kotlin) && !computed("\"5$\"", Dsl::Groovy)
        );
    }

    #[test]
    fn long_strings_end_where_they_end() {
        assert_eq!(words("'''a\n'b''' c", Dsl::Groovy), ["'''a\n'b'''", "c"]);
        assert_eq!(words(r#""""a\"""" c"#, Dsl::Kotlin), [r#""""a\"""""#, "c"]);
        assert_eq!(words("x = $/a$/b$$/'/$ c", Dsl::Groovy), ["x", "=", "$/a$/b$$/'/$", "c"]);
    }

    #[test]
    fn a_slash_begins_a_string_only_where_a_value_is_expected() {
        assert_eq!(words("a =~ /b\\/'c/ d", Dsl::Groovy), ["a", "=~", "/b\\/'c/", "d"]);
        assert_eq!(words("a / b / c", Dsl::Groovy), ["a", "/", "b", "/", "c"]);
        assert_eq!(words("f(/[\"']/)", Dsl::Groovy), ["f", "(", "/[\"']/", ")"]);
        assert_eq!(words("return /'/", Dsl::Groovy), ["return", "/'/"]);
    }

    #[test]
    fn small_things() {
        assert_eq!(words("\u{feff}#!/usr/bin/env groovy {\r\na", Dsl::Groovy), ["a"]);
        assert_eq!(words("1..3 1.5f 0x1F 1_0.x", Dsl::Kotlin), ["1", "..", "3", "1.5f", "0x1F", "1_0", ".", "x"]);
        assert_eq!(words("`a-b`.c '中文' 变量 ，", Dsl::Kotlin), ["`a-b`", ".", "c", "'中文'", "变量", "，"]);
        assert_eq!(words("a?.b ?: c->d += ....", Dsl::Groovy), ["a", "?.", "b", "?:", "c", "->", "d", "+=", "...."]);
    }

    #[test]
    fn what_has_no_end_is_malformed_where_it_begins() {
        let at = |text, dsl| lex(text, dsl).unwrap_err().at;
        assert_eq!(at("a 'b\nc'", Dsl::Groovy), 2);
        assert_eq!(at("a \"\"\"b\n", Dsl::Groovy), 2);
        assert_eq!(at("a \"${b", Dsl::Kotlin), 2);
        assert_eq!(at("a /* b", Dsl::Kotlin), 2);
        assert_eq!(at("a 'b\\", Dsl::Groovy), 2);
        assert_eq!(at(&"\"${".repeat(100_000), Dsl::Kotlin) % 3, 0);
    }
}
