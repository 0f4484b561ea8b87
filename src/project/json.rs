//! JSON files whose values keep their place: `agconnect-services.json`, `google-services.json`,
//! `mcs-services.json`, `timpush-configs.json`.
//!
//! `serde_json` tells no positions, and findings and small edits need them. What is read here is JSON as RFC 8259 has
//! it and nothing more, because the Gradle plugins and the phone that read these files later are as strict. A file is
//! never written out from the tree.

use std::ops::Range;

use crate::project::edit::{CannotEdit, Edit, Malformed, Stated, Style, indentation_at};
use crate::text;

mod read;
#[cfg(test)]
mod tests;

/// A JSON file that was read.
#[derive(Debug, Clone)]
pub struct Json {
    text: String,
    root: Node,
    duplicates: Vec<Stated>,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// The whole value, with its quotes or brackets.
    pub span: Range<usize>,
    /// What it is.
    pub kind: Kind,
}

/// What a value of JSON can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `{…}`: keys and values in the order of the file.
    Object(Vec<(Stated, Node)>),
    /// `[…]`.
    Array(Vec<Node>),
    /// A string, without its quotes and escapes.
    Text(String),
    /// A number as the file writes it.
    Number(String),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

impl Json {
    /// Reads a file. A byte order mark at its beginning is let through, an empty file is not.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let (root, duplicates) = read::document(text)?;
        Ok(Self { text: text.to_owned(), root, duplicates })
    }

    /// The one value that the file consists of.
    #[must_use]
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The value at the end of a path of keys.
    #[must_use]
    pub fn get(&self, path: &[&str]) -> Option<&Node> {
        self.root.get(path)
    }

    /// Keys that an object has had before. The last one counts, so each of these hides another.
    #[must_use]
    pub fn duplicates(&self) -> &[Stated] {
        &self.duplicates
    }

    /// The edits that make the value at the end of a path this string: a string, number, `true`, `false` or `null`
    /// there is replaced, a missing key becomes the last of its object, and missing objects on the way are made.
    pub fn set(&self, path: &[&str], value: &str) -> Result<Vec<Edit>, CannotEdit> {
        let mut node = &self.root;
        for (depth, key) in path.iter().enumerate() {
            let Kind::Object(members) = &node.kind else {
                return Err(no_object(node, path[..depth].last().copied()));
            };
            match node.member(key) {
                Some(next) => node = next,
                None => return Ok(vec![self.insertion(node, members, &path[depth..], value)]),
            }
        }
        let literal = quoted(value);
        match &node.kind {
            Kind::Text(old) if old == value => Ok(Vec::new()),
            Kind::Text(_) => Ok(vec![Edit::replace(within(&node.span), &literal[1..literal.len() - 1])]),
            Kind::Number(_) | Kind::Bool(_) | Kind::Null => Ok(vec![Edit::replace(node.span.clone(), literal)]),
            Kind::Object(_) | Kind::Array(_) => Err(no_value(node, path.last().copied())),
        }
    }

    fn insertion(&self, object: &Node, members: &[(Stated, Node)], path: &[&str], value: &str) -> Edit {
        let layout = self.layout(members);
        let newline = layout.style.newline;
        let Some((key, last)) = members.last() else {
            let inside = within(&object.span);
            if !self.is_on_many_lines() {
                return Edit::replace(inside, layout.entry(path, value, None));
            }
            let outer = indentation_at(&self.text, object.span.start);
            let inner = format!("{outer}{}", layout.style.indent);
            let entry = layout.entry(path, value, Some(&inner));
            return Edit::replace(inside, format!("{newline}{inner}{entry}{newline}{outer}"));
        };
        let indentation = indentation_at(&self.text, key.span.start);
        let text = if self.is_first_on_its_line(key.span.start) {
            format!(",{newline}{indentation}{}", layout.entry(path, value, Some(indentation)))
        } else {
            let blank = if layout.colon.ends_with(' ') { " " } else { "" };
            format!(",{blank}{}", layout.entry(path, value, None))
        };
        Edit::insert(last.span.end, text)
    }

    /// How entries look beside these members, or beside the root's where there are none yet.
    fn layout(&self, members: &[(Stated, Node)]) -> Layout<'_> {
        let sample = members.last().or_else(|| self.root.members().first());
        let colon = sample.map_or(": ", |(key, value)| &self.text[key.span.end..value.span.start]);
        let colon = if colon.contains('\n') { ": " } else { colon };
        Layout { style: Style::of(&self.text, "  "), colon }
    }

    fn is_on_many_lines(&self) -> bool {
        self.root.members().is_empty() || self.text[self.root.span.clone()].contains('\n')
    }

    fn is_first_on_its_line(&self, at: usize) -> bool {
        let start = self.text[..at].rfind('\n');
        start.is_some_and(|newline| self.text[newline..at].trim().is_empty())
    }
}

impl Node {
    /// The value at the end of a path of keys; the node itself where the path is empty.
    #[must_use]
    pub fn get(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.member(key))
    }

    /// The values at the end of a path; `*` goes into every element of an array.
    #[must_use]
    pub fn all(&self, path: &[&str]) -> Vec<&Self> {
        match path {
            [] => vec![self],
            ["*", rest @ ..] => self.items().iter().flat_map(|element| element.all(rest)).collect(),
            [key, rest @ ..] => self.member(key).map(|inner| inner.all(rest)).unwrap_or_default(),
        }
    }

    /// The keys and values of an object; nothing where it is none.
    #[must_use]
    pub fn members(&self) -> &[(Stated, Self)] {
        if let Kind::Object(members) = &self.kind { members } else { &[] }
    }

    /// The values of an array; nothing where it is none.
    #[must_use]
    pub fn items(&self) -> &[Self] {
        if let Kind::Array(items) = &self.kind { items } else { &[] }
    }

    /// What the file states here: a string, a number as it is written, `true` or `false`. `null` states nothing.
    #[must_use]
    pub fn as_stated(&self) -> Option<Stated> {
        let span = self.span.clone();
        let value = match &self.kind {
            Kind::Text(text) => return Some(Stated { value: Some(text.clone()), inner: within(&span), span }),
            Kind::Number(number) => number.clone(),
            Kind::Bool(yes) => yes.to_string(),
            Kind::Null | Kind::Object(_) | Kind::Array(_) => return None,
        };
        Some(Stated { value: Some(value), inner: span.clone(), span })
    }

    /// The value of a key: of the last one, where it is there more than once.
    fn member(&self, key: &str) -> Option<&Self> {
        self.members().iter().rev().find(|(own, _)| own.value.as_deref() == Some(key)).map(|(_, node)| node)
    }
}

/// A text as a JSON string, with its quotes.
#[must_use]
pub fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// How new entries have to look.
struct Layout<'a> {
    style: Style,
    /// What stands between a key and its value.
    colon: &'a str,
}

impl Layout<'_> {
    /// `"key": "value"`, inside of an object for every further key of the path. Without an indentation it stays on
    /// one line.
    fn entry(&self, path: &[&str], value: &str, indentation: Option<&str>) -> String {
        let [key, rest @ ..] = path else { return quoted(value) };
        let (key, colon) = (quoted(key), self.colon);
        if rest.is_empty() {
            return format!("{key}{colon}{}", quoted(value));
        }
        let Some(outer) = indentation else {
            return format!("{key}{colon}{{{}}}", self.entry(rest, value, None));
        };
        let inner = format!("{outer}{}", self.style.indent);
        let entry = self.entry(rest, value, Some(&inner));
        let newline = self.style.newline;
        format!("{key}{colon}{{{newline}{inner}{entry}{newline}{outer}}}")
    }
}

/// A span without the quotes or brackets at its ends.
fn within(span: &Range<usize>) -> Range<usize> {
    span.start + 1..span.end - 1
}

fn no_object(node: &Node, key: Option<&str>) -> CannotEdit {
    let reason = match key {
        Some(key) => text!("`{key}` is not an object", "`{key}` 不是对象"),
        None => text!("the file is not an object", "文件最外层不是对象"),
    };
    CannotEdit { reason, at: Some(node.span.start) }
}

fn no_value(node: &Node, key: Option<&str>) -> CannotEdit {
    let reason = match key {
        Some(key) => text!("`{key}` is an object or array", "`{key}` 是对象或数组"),
        None => text!("the file is an object or array", "文件最外层是对象或数组"),
    };
    CannotEdit { reason, at: Some(node.span.start) }
}
