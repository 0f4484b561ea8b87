//! Property lists in their old style, that of `OpenStep`, with the place of everything: `{ key = value; list = ( a, "b" ); }`.
//!
//! This is the form of `project.pbxproj` alone; what its objects mean is not known here.

use std::ops::Range;

use crate::project::edit::{Malformed, without_bom};
use crate::text::Text;

/// Deeper than any project nests, and shallow enough for every stack.
const DEPTH: usize = 200;

/// A value with its place.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) content: Content,
}

/// What a value is.
#[derive(Debug)]
pub(super) enum Content {
    Text(String),
    Data,
    Array(Vec<Node>),
    Dict(Vec<Entry>),
}

/// One `key = value;`.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) value: Node,
}

impl Node {
    pub(super) fn entries(&self) -> &[Entry] {
        match &self.content {
            Content::Dict(entries) => entries,
            _ => &[],
        }
    }

    pub(super) fn members(&self) -> &[Node] {
        match &self.content {
            Content::Array(members) => members,
            _ => &[],
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads a whole file, which holds one value.
pub(super) fn read(text: &str) -> Result<Node, Malformed> {
    let (content, offset) = without_bom(text);
    let start = content.trim_start();
    if start.starts_with("<?xml") || start.starts_with("<!DOCTYPE") || start.starts_with("<plist") {
        let reason = Text::new("a project in XML form, which is not read", "XML 形式的工程文件，无法读取");
        return Err(Malformed { reason, at: offset });
    }
    let mut reader = Reader { text, at: offset };
    let node = reader.value(0)?;
    match reader.peek()? {
        None => Ok(node),
        Some(_) => Err(reader.fault("something behind the end of the project", "工程内容结束之后还有多余内容")),
    }
}

/// A string as Xcode writes it: with quotes only where it needs them.
pub(super) fn written(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'/');
    if !text.is_empty() && text.bytes().all(plain) && !text.contains("//") && !text.contains("___") {
        return text.to_owned();
    }
    let mut quoted = String::from("\"");
    for character in text.chars() {
        match character {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            other => quoted.push(other),
        }
    }
    quoted + "\""
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Node, Malformed> {
        if depth > DEPTH {
            return Err(self.fault("nested too deeply", "嵌套过深"));
        }
        let first = self.peek()?;
        let start = self.at;
        let content = match first {
            Some(b'{') => self.dict(depth)?,
            Some(b'(') => self.array(depth)?,
            Some(b'<') => self.data()?,
            _ => Content::Text(self.string()?),
        };
        Ok(Node { span: start..self.at, content })
    }

    fn dict(&mut self, depth: usize) -> Result<Content, Malformed> {
        let open = self.at;
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            match self.peek()? {
                None => return Err(unclosed("`{` without `}`", "`{` 没有对应的 `}`", open)),
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Content::Dict(entries));
                }
                Some(_) => entries.push(self.entry(depth)?),
            }
        }
    }

    fn entry(&mut self, depth: usize) -> Result<Entry, Malformed> {
        let start = self.at;
        let key = self.string()?;
        let key_span = start..self.at;
        match self.peek()? {
            Some(b'=') => self.at += 1,
            Some(b':') => {
                return Err(self.fault("a project in JSON form, which is not read", "JSON 形式的工程文件，无法读取"));
            }
            _ => return Err(self.fault("a key without `=`", "键之后缺少 `=`")),
        }
        let value = self.value(depth + 1)?;
        if self.peek()? != Some(b';') {
            return Err(self.fault("a value without `;`", "值之后缺少 `;`"));
        }
        self.at += 1;
        Ok(Entry { key, key_span, value })
    }

    fn array(&mut self, depth: usize) -> Result<Content, Malformed> {
        let open = self.at;
        self.at += 1;
        let mut members = Vec::new();
        loop {
            match self.peek()? {
                None => return Err(unclosed("`(` without `)`", "`(` 没有对应的 `)`", open)),
                Some(b')') => {
                    self.at += 1;
                    return Ok(Content::Array(members));
                }
                Some(_) => members.push(self.value(depth + 1)?),
            }
            match self.peek()? {
                Some(b',') => self.at += 1,
                Some(b')') | None => {}
                Some(_) => return Err(self.fault("list members without `,` between them", "列表元素之间缺少 `,`")),
            }
        }
    }

    fn data(&mut self) -> Result<Content, Malformed> {
        let digits = &self.text[self.at + 1..];
        let length = digits.bytes().take_while(|byte| byte.is_ascii_hexdigit() || byte.is_ascii_whitespace()).count();
        if digits.as_bytes().get(length) != Some(&b'>') {
            // The markers of a merge that was not finished begin the same way.
            return Err(self.fault("`<` that begins no data", "`<` 之后不是数据（可能是未解决的合并冲突）"));
        }
        self.at += length + 2;
        Ok(Content::Data)
    }

    fn string(&mut self) -> Result<String, Malformed> {
        let rest = &self.text[self.at..];
        if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '"' | '\'')) {
            return self.quoted(quote);
        }
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_$/:.-+@~".contains(&byte);
        let length = rest.bytes().take_while(|byte| plain(*byte)).count();
        let word = &rest[..rest[..length].find("/*").unwrap_or(length)];
        if word.is_empty() {
            return Err(self.fault("an unexpected character", "出现意外的字符"));
        }
        self.at += word.len();
        Ok(word.to_owned())
    }

    fn quoted(&mut self, quote: char) -> Result<String, Malformed> {
        let open = self.at;
        let mut value = String::new();
        let mut characters = self.text[open + 1..].char_indices();
        while let Some((at, character)) = characters.next() {
            if character == quote {
                self.at = open + 1 + at + 1;
                return Ok(value);
            }
            if character != '\\' {
                value.push(character);
                continue;
            }
            let Some((_, escape)) = characters.next() else { break };
            let digits = match escape {
                'U' => Some((16, 4, 0)),
                '0'..='7' => Some((8, 2, escape.to_digit(8).unwrap_or(0))),
                _ => None,
            };
            let Some((radix, most, mut code)) = digits else {
                value.push(unescaped(escape));
                continue;
            };
            for _ in 0..most {
                let mut ahead = characters.clone();
                let Some(digit) = ahead.next().and_then(|(_, digit)| digit.to_digit(radix)) else { break };
                code = code * radix + digit;
                characters = ahead;
            }
            value.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        Err(unclosed("a string without its closing quote", "字符串缺少结尾引号", open))
    }

    /// The next byte that is neither blank nor in a comment, which is where the reader stands then.
    fn peek(&mut self) -> Result<Option<u8>, Malformed> {
        loop {
            let rest = &self.text[self.at..];
            let blanks = rest.len() - rest.trim_start().len();
            self.at += blanks;
            let rest = &rest[blanks..];
            if rest.starts_with("//") {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else if let Some(comment) = rest.strip_prefix("/*") {
                let end = comment.find("*/");
                let end = end.ok_or_else(|| self.fault("`/*` without `*/`", "`/*` 没有对应的 `*/`"))?;
                self.at += end + 4;
            } else {
                return Ok(rest.bytes().next());
            }
        }
    }

    fn fault(&self, en: &'static str, zh: &'static str) -> Malformed {
        Malformed { reason: Text::new(en, zh), at: self.at }
    }
}

fn unclosed(en: &'static str, zh: &'static str, at: usize) -> Malformed {
    Malformed { reason: Text::new(en, zh), at }
}

fn unescaped(escape: char) -> char {
    match escape {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        other => other,
    }
}
