//! Swift and Objective-C as words, symbols, strings and brackets, without the comments.
//!
//! Enough to find statements and the blocks they are in; no grammar. A regular expression in slashes (Swift) and a
//! macro that opens a bracket for another to close (Objective-C) are not understood.

use std::ops::Range;

use crate::project::edit::Malformed;
use crate::text;
use crate::text::Text;

/// More `#` than anyone puts before a string.
const HASHES: usize = 16;

/// The language of an app delegate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `AppDelegate.swift`.
    Swift,
    /// `AppDelegate.m` and `AppDelegate.mm`.
    ObjectiveC,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, keyword or number.
    Word,
    /// A string, with its quotes.
    Literal,
    /// `(`, `[` or `{`.
    Open,
    /// `)`, `]` or `}`.
    Close,
    /// Any other single character.
    Symbol,
    /// A line of the preprocessor or of conditional compilation, without a comment behind it.
    Directive,
}

/// One token with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
    /// Of a bracket, the index of the one it belongs to; of anything else, its own.
    pub(super) partner: usize,
}

/// A text and its tokens. An index that is out of range is a token that matches nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Code {
    pub(super) text: String,
    pub(super) tokens: Vec<Token>,
}

impl Code {
    pub(super) fn read(text: &str, language: Language) -> Result<Self, Malformed> {
        let mut tokens = Scanner { text, language, at: 0 }.tokens()?;
        pair_brackets(text, &mut tokens)?;
        Ok(Self { text: text.to_owned(), tokens })
    }

    /// The token at an index, as written; nothing behind the last one.
    pub(super) fn word(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| &self.text[token.span.clone()])
    }

    pub(super) fn is(&self, index: usize, word: &str) -> bool {
        self.word(index) == word
    }

    pub(super) fn is_kind(&self, index: usize, kind: Kind) -> bool {
        self.tokens.get(index).is_some_and(|token| token.kind == kind)
    }

    /// Whether these words stand here one after another.
    pub(super) fn has(&self, index: usize, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(offset, word)| self.is(index + offset, word))
    }

    /// The index of the bracket that belongs to the one at an index.
    pub(super) fn partner(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(index, |token| token.partner)
    }

    /// What comes after a token on its own level: behind a bracket that opens, what follows the one that closes it.
    pub(super) fn after(&self, index: usize) -> usize {
        self.partner(index).max(index) + 1
    }

    pub(super) fn start(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.text.len(), |token| token.span.start)
    }

    /// Where a token ends; nothing ends before the first.
    pub(super) fn end(&self, index: usize) -> usize {
        self.tokens.get(index).map_or(self.text.len(), |token| token.span.end)
    }
}

fn pair_brackets(text: &str, tokens: &mut [Token]) -> Result<(), Malformed> {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..tokens.len() {
        match tokens[index].kind {
            Kind::Open => open.push(index),
            Kind::Close => {
                let close = &text[tokens[index].span.clone()];
                let at = tokens[index].span.start;
                let pairs = |open: &usize| {
                    matches!((&text[tokens[*open].span.clone()], close), ("(", ")") | ("[", "]") | ("{", "}"))
                };
                let partner = open.pop().filter(pairs).ok_or_else(|| Malformed {
                    reason: text!("`{close}` that closes nothing", "多余的 `{close}`"),
                    at,
                })?;
                tokens[partner].partner = index;
                tokens[index].partner = partner;
            }
            _ => {}
        }
    }
    match open.pop() {
        None => Ok(()),
        Some(left) => {
            let open = &text[tokens[left].span.clone()];
            let reason = text!("`{open}` that nothing closes", "`{open}` 没有闭合");
            Err(Malformed { reason, at: tokens[left].span.start })
        }
    }
}

struct Scanner<'t> {
    text: &'t str,
    language: Language,
    at: usize,
}

/// What the end of a Swift string is looked for in: strings hold code (`\(…)`) that holds strings.
enum Inside {
    String { hashes: usize, lines: bool },
    Code { brackets: usize },
}

impl<'t> Scanner<'t> {
    fn tokens(mut self) -> Result<Vec<Token>, Malformed> {
        let mut tokens = Vec::new();
        let mut begins_line = true;
        while let Some(first) = self.rest().chars().next() {
            let start = self.at;
            if first.is_whitespace() || first == '\u{feff}' {
                begins_line |= first == '\n';
                self.at += first.len_utf8();
            } else if !self.skip_comment()? {
                let kind = self.token(first, begins_line)?;
                begins_line = false;
                tokens.push(Token { kind, span: start..self.at, partner: tokens.len() });
            }
        }
        Ok(tokens)
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// Goes behind the token that begins here.
    fn token(&mut self, first: char, begins_line: bool) -> Result<Kind, Malformed> {
        let swift = self.language == Language::Swift;
        if first == '#' && begins_line && (!swift || is_swift_directive(self.rest())) {
            self.directive();
            return Ok(Kind::Directive);
        }
        if let Some((length, string)) = opened_string(self.rest()).filter(|_| swift) {
            self.swift_string(length, string)?;
            return Ok(Kind::Literal);
        }
        if matches!(first, '"' | '\'') && !swift {
            self.c_string(first)?;
            return Ok(Kind::Literal);
        }
        let in_word = |character: char| character.is_alphanumeric() || matches!(character, '_' | '$' | '`');
        if in_word(first) {
            self.at += self.rest().find(|character| !in_word(character)).unwrap_or(self.rest().len());
            return Ok(Kind::Word);
        }
        self.at += first.len_utf8();
        Ok(match first {
            '(' | '[' | '{' => Kind::Open,
            ')' | ']' | '}' => Kind::Close,
            _ => Kind::Symbol,
        })
    }

    /// Goes behind a comment, if one begins here. Those of Swift nest.
    fn skip_comment(&mut self) -> Result<bool, Malformed> {
        let rest = self.rest();
        if rest.starts_with("//") {
            self.at += rest.find('\n').unwrap_or(rest.len());
            return Ok(true);
        }
        if !rest.starts_with("/*") {
            return Ok(false);
        }
        let bytes = rest.as_bytes();
        let (mut at, mut depth) = (2, 1_usize);
        while depth > 0 {
            match bytes.get(at..at + 2) {
                None => return Err(self.unfinished("`/*` without `*/`", "`/*` 没有对应的 `*/`")),
                Some(b"*/") => (at, depth) = (at + 2, depth - 1),
                Some(b"/*") if self.language == Language::Swift => (at, depth) = (at + 2, depth + 1),
                Some(_) => at += 1,
            }
        }
        self.at += at;
        Ok(true)
    }

    /// Goes to the end of the line, or to a comment before that.
    fn directive(&mut self) {
        let bytes = self.rest().as_bytes();
        let mut quoted = false;
        let mut at = 1;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b'\n' if bytes[at - 1] == b'\\' || bytes[..at].ends_with(b"\\\r") => {}
                b'\n' => break,
                b'"' => quoted = !quoted,
                b'/' if !quoted && matches!(bytes.get(at + 1), Some(b'/' | b'*')) => break,
                _ => {}
            }
            at += 1;
        }
        self.at += self.rest()[..at].trim_end().len();
    }

    fn c_string(&mut self, quote: char) -> Result<(), Malformed> {
        let mut characters = self.rest().char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '\\' => {
                    characters.next();
                }
                '\n' => break,
                _ if character == quote => {
                    self.at += at + 1;
                    return Ok(());
                }
                _ => {}
            }
        }
        Err(self.unfinished("a string without its closing quote", "字符串缺少结尾引号"))
    }

    fn swift_string(&mut self, mut at: usize, first: Inside) -> Result<(), Malformed> {
        let text = self.rest();
        let mut inside = vec![first];
        while let Some(innermost) = inside.last_mut() {
            let rest = &text[at..];
            let Some(character) = rest.chars().next() else { break };
            match innermost {
                Inside::Code { brackets } => match character {
                    '(' => (at, *brackets) = (at + 1, *brackets + 1),
                    ')' if *brackets == 0 => {
                        at += 1;
                        inside.pop();
                    }
                    ')' => (at, *brackets) = (at + 1, *brackets - 1),
                    other => match opened_string(rest) {
                        Some((length, string)) => {
                            at += length;
                            inside.push(string);
                        }
                        None => at += other.len_utf8(),
                    },
                },
                Inside::String { hashes, lines } => match in_string(rest, character, *hashes, *lines) {
                    InString::Goes(length) => at += length,
                    InString::Ends(length) => {
                        at += length;
                        inside.pop();
                    }
                    InString::Interpolates(length) => {
                        at += length;
                        inside.push(Inside::Code { brackets: 0 });
                    }
                    InString::Breaks => break,
                },
            }
        }
        if inside.is_empty() {
            self.at += at;
            return Ok(());
        }
        Err(self.unfinished("a string without its closing quote", "字符串缺少结尾引号"))
    }

    fn unfinished(&self, en: &'static str, zh: &'static str) -> Malformed {
        Malformed { reason: Text::new(en, zh), at: self.at }
    }
}

/// What the next characters are to a Swift string, and how many bytes of them.
enum InString {
    Goes(usize),
    Ends(usize),
    Interpolates(usize),
    Breaks,
}

fn in_string(rest: &str, first: char, hashes: usize, lines: bool) -> InString {
    let quotes = if lines { "\"\"\"" } else { "\"" };
    let is_marked = |rest: &str| rest.bytes().take(hashes).filter(|byte| *byte == b'#').count() == hashes;
    match first {
        '"' if rest.starts_with(quotes) && is_marked(&rest[quotes.len()..]) => InString::Ends(quotes.len() + hashes),
        '\\' if is_marked(&rest[1..]) => match rest[1 + hashes..].chars().next() {
            Some('(') => InString::Interpolates(hashes + 2),
            Some(escaped) => InString::Goes(1 + hashes + escaped.len_utf8()),
            None => InString::Breaks,
        },
        '\n' if !lines => InString::Breaks,
        other => InString::Goes(other.len_utf8()),
    }
}

/// The length of the opening quotes of a Swift string and what kind of string they open, if one begins here.
fn opened_string(text: &str) -> Option<(usize, Inside)> {
    let hashes = text.bytes().take(HASHES).take_while(|byte| *byte == b'#').count();
    let quotes = &text[hashes..];
    let lines = quotes.starts_with("\"\"\"");
    quotes.starts_with('"').then_some((hashes + if lines { 3 } else { 1 }, Inside::String { hashes, lines }))
}

fn is_swift_directive(rest: &str) -> bool {
    let word = rest[1..].split(|character: char| !character.is_alphanumeric()).next();
    matches!(word, Some("if" | "elseif" | "else" | "endif"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, language: Language) -> Vec<String> {
        let code = Code::read(text, language).unwrap();
        (0..code.tokens.len()).map(|index| code.word(index).to_owned()).collect()
    }

    #[test]
    fn comments_are_left_out_and_those_of_swift_nest() {
        assert_eq!(words("a // b\nc /* d /* e */ f */ g", Language::Swift), ["a", "c", "g"]);
        assert_eq!(words("a /* b /* c */ d", Language::ObjectiveC), ["a", "d"]);
    }

    #[test]
    fn strings_are_one_token_whatever_is_in_them() {
        let text = r##"a("x // \"{", "\(b(")", c: ["{"]))", #"\ " \#("}")"#, """
          "}" {
          """)"##;
        assert_eq!(
            words(text, Language::Swift),
            [
                "a",
                "(",
                r#""x // \"{""#,
                ",",
                r#""\(b(")", c: ["{"]))""#,
                ",",
                r##"#"\ " \#("}")"#"##,
                ",",
                "\"\"\"\n          \"}\" {\n          \"\"\"",
                ")"
            ]
        );
        assert_eq!(
            words(r#"f(@"a \" {", '"')"#, Language::ObjectiveC),
            ["f", "(", "@", r#""a \" {""#, ",", "'\"'", ")"]
        );
    }

    #[test]
    fn a_directive_is_one_token_without_its_comment() {
        assert_eq!(
            words("#import \"http://a.h\" // b\n#define A {\\\n  b\nc # d", Language::ObjectiveC),
            ["#import \"http://a.h\"", "#define A {\\\n  b", "c", "#", "d"]
        );
        assert_eq!(words("#if DEBUG\n#available(a)", Language::Swift), ["#if DEBUG", "#", "available", "(", "a", ")"]);
    }
}
