//! From text to nodes.

use std::collections::HashSet;

use super::{Kind, Node};
use crate::project::edit::{Malformed, Stated, without_bom};
use crate::text;
use crate::text::Text;

/// How deep objects and arrays may be nested: far more than any of these files, far less than the stack holds.
const DEPTH: usize = 200;

/// The value that a file consists of, and the keys that repeat an earlier one of their object.
pub(super) fn document(text: &str) -> Result<(Node, Vec<Stated>), Malformed> {
    let (_, mark) = without_bom(text);
    let mut reader = Reader { text, at: mark, duplicates: Vec::new() };
    reader.blanks();
    if reader.peek().is_none() {
        return Err(Malformed { reason: Text::new("the file is empty", "文件是空的"), at: mark });
    }
    let root = reader.value(DEPTH)?;
    reader.blanks();
    if reader.peek().is_some() {
        return Err(reader.unexpected());
    }
    Ok((root, reader.duplicates))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    duplicates: Vec<Stated>,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Node, Malformed> {
        let start = self.at;
        let kind = match self.peek() {
            Some(b'{' | b'[') if depth == 0 => {
                return Err(malformed(start, Text::new("it is nested too deeply", "嵌套层数太多")));
            }
            Some(b'{') => self.object(depth - 1)?,
            Some(b'[') => self.array(depth - 1)?,
            Some(b'"') => Kind::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(b'a'..=b'z') => self.word()?,
            _ => return Err(self.unexpected()),
        };
        Ok(Node { span: start..self.at, kind })
    }

    fn object(&mut self, depth: usize) -> Result<Kind, Malformed> {
        let mut members: Vec<(Stated, Node)> = Vec::new();
        let mut more = self.opened(b'}')?;
        while more {
            let key = self.key()?;
            self.blanks();
            if self.peek() != Some(b':') {
                return Err(self.missing(Text::new("after a key there has to be a `:`", "键的后面缺少 `:`")));
            }
            self.at += 1;
            self.blanks();
            members.push((key, self.value(depth)?));
            more = self.goes_on(b'}')?;
        }
        let mut seen = HashSet::new();
        let again = members.iter().map(|(key, _)| key).filter(|key| !seen.insert(&key.value));
        self.duplicates.extend(again.cloned());
        Ok(Kind::Object(members))
    }

    fn array(&mut self, depth: usize) -> Result<Kind, Malformed> {
        let mut items = Vec::new();
        let mut more = self.opened(b']')?;
        while more {
            items.push(self.value(depth)?);
            more = self.goes_on(b']')?;
        }
        Ok(Kind::Array(items))
    }

    /// Steps over the opening bracket; whether anything follows before the closing one, which is stepped over too.
    fn opened(&mut self, close: u8) -> Result<bool, Malformed> {
        self.at += 1;
        self.blanks();
        match self.peek() {
            Some(found) if found == close => self.at += 1,
            Some(_) => return Ok(true),
            None => return Err(self.unexpected()),
        }
        Ok(false)
    }

    /// Steps over the comma or the closing bracket behind a value; whether another value has to follow.
    fn goes_on(&mut self, close: u8) -> Result<bool, Malformed> {
        self.blanks();
        match self.peek() {
            Some(b',') => {
                let comma = self.at;
                self.at += 1;
                self.blanks();
                if self.peek() == Some(close) {
                    let reason = Text::new("JSON has no comma after the last value", "JSON 的最后一项后面不能有逗号");
                    return Err(malformed(comma, reason));
                }
                Ok(true)
            }
            Some(found) if found == close => {
                self.at += 1;
                Ok(false)
            }
            _ => Err(self.missing(Text::new("between two values there has to be a comma", "两项之间缺少逗号"))),
        }
    }

    fn key(&mut self) -> Result<Stated, Malformed> {
        let start = self.at;
        match self.peek() {
            Some(b'"') => {
                let value = Some(self.string()?);
                Ok(Stated { value, span: start..self.at, inner: start + 1..self.at - 1 })
            }
            Some(byte) if byte.is_ascii_alphanumeric() || byte == b'_' => {
                Err(malformed(start, Text::new("a key has to stand in double quotes", "键要写在双引号里")))
            }
            _ => Err(self.unexpected()),
        }
    }

    fn string(&mut self) -> Result<String, Malformed> {
        let start = self.at;
        let unterminated = || malformed(start, Text::new("a string is not closed", "字符串没有结束引号"));
        let mut value = String::new();
        self.at += 1;
        loop {
            let plain = self.at;
            while self.peek().is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
                self.at += 1;
            }
            value.push_str(&self.text[plain..self.at]);
            match self.peek() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(value);
                }
                Some(b'\\') => value.push(self.escape()?),
                Some(b'\n' | b'\r') | None => return Err(unterminated()),
                Some(_) => {
                    let reason =
                        Text::new("a control character in a string has to be escaped", "字符串里的控制字符要转义");
                    return Err(malformed(self.at, reason));
                }
            }
        }
    }

    fn escape(&mut self) -> Result<char, Malformed> {
        let start = self.at;
        let wrong = || malformed(start, Text::new("JSON does not know this escape", "JSON 没有这种转义"));
        let letter = self.text.as_bytes().get(start + 1).copied();
        self.at += 2;
        match letter {
            Some(plain @ (b'"' | b'\\' | b'/')) => Ok(char::from(plain)),
            Some(b'b') => Ok('\u{8}'),
            Some(b'f') => Ok('\u{c}'),
            Some(b'n') => Ok('\n'),
            Some(b'r') => Ok('\r'),
            Some(b't') => Ok('\t'),
            Some(b'u') => {
                let unit = self.unit_at(start).ok_or_else(wrong)?;
                self.at = start + 6;
                Ok(self.code_point(unit))
            }
            _ => Err(wrong()),
        }
    }

    /// The character of a UTF-16 unit, together with the second half that follows a first one. A half without the
    /// other is allowed by the grammar, but is no character.
    fn code_point(&mut self, unit: u16) -> char {
        let first = std::iter::once(unit);
        let pair =
            self.unit_at(self.at).filter(|low| (0xd800..0xdc00).contains(&unit) && (0xdc00..0xe000).contains(low));
        if pair.is_some() {
            self.at += 6;
        }
        char::decode_utf16(first.chain(pair)).next().and_then(Result::ok).unwrap_or(char::REPLACEMENT_CHARACTER)
    }

    /// The value of `\u` and four hex digits at a byte.
    fn unit_at(&self, at: usize) -> Option<u16> {
        let digits = self.text.get(at..at + 6)?.strip_prefix("\\u")?;
        let all_hex = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
        u16::from_str_radix(digits, 16).ok().filter(|_| all_hex)
    }

    fn number(&mut self) -> Result<Kind, Malformed> {
        let start = self.at;
        let wrong = |at| malformed(at, Text::new("this is not how JSON writes a number", "JSON 的数字不能这样写"));
        self.skip(b"-");
        let whole = self.at;
        if self.digits() == 0 || (self.text.as_bytes()[whole] == b'0' && self.at - whole > 1) {
            return Err(wrong(start));
        }
        if self.skip(b".") && self.digits() == 0 {
            return Err(wrong(start));
        }
        if self.skip(b"eE") {
            self.skip(b"+-");
            if self.digits() == 0 {
                return Err(wrong(start));
            }
        }
        if self.peek().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'.') {
            return Err(wrong(start));
        }
        Ok(Kind::Number(self.text[start..self.at].to_owned()))
    }

    fn digits(&mut self) -> usize {
        let start = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        self.at - start
    }

    fn skip(&mut self, any: &[u8]) -> bool {
        let found = self.peek().is_some_and(|byte| any.contains(&byte));
        self.at += usize::from(found);
        found
    }

    fn word(&mut self) -> Result<Kind, Malformed> {
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'_').count();
        let kind = match &rest[..length] {
            "true" => Kind::Bool(true),
            "false" => Kind::Bool(false),
            "null" => Kind::Null,
            _ => {
                return Err(malformed(
                    self.at,
                    Text::new("a text has to stand in double quotes", "文本要写在双引号里"),
                ));
            }
        };
        self.at += length;
        Ok(kind)
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    /// What to say where something is left out: that, unless what stands there has a better reason of its own.
    fn missing(&self, reason: Text) -> Malformed {
        match self.peek() {
            None | Some(b'/' | b'#') => self.unexpected(),
            Some(_) => malformed(self.at, reason),
        }
    }

    fn unexpected(&self) -> Malformed {
        let reason = match self.text[self.at..].chars().next() {
            None => Text::new("the file ends in the middle of a value", "文件在值的中间就结束了"),
            Some('/' | '#') => Text::new("JSON has no comments", "JSON 不能写注释"),
            Some('\'') => Text::new("JSON knows double quotes only", "JSON 只认双引号"),
            Some(found) => text!("`{found}` has no place here", "这里不应该有 `{found}`"),
        };
        malformed(self.at, reason)
    }
}

fn malformed(at: usize, reason: Text) -> Malformed {
    Malformed { reason, at }
}
