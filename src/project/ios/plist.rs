//! `Info.plist` and `*.entitlements`: property lists in XML, of which the dictionary at the top is read and changed.
//!
//! What is nested deeper keeps its text and is only named by its kind. Build settings in values (`$(…)`) are not
//! resolved here.

use std::collections::HashSet;
use std::ops::Range;

use roxmltree::{Document, Node, ParsingOptions};

use super::lines::{is_first_on_line, line_start};
use crate::project::edit::{CannotEdit, Edit, Malformed, Stated, Style, indentation_at, without_bom};
use crate::text;
use crate::text::Text;

/// More elements and texts than any list of an app has; what is larger is refused.
const NODES: u32 = 500_000;

/// A property list as its file has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plist {
    text: String,
    /// The dictionary at the top, with its tags.
    dict: Range<usize>,
    entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    key: String,
    /// The key without its tags.
    key_inner: Range<usize>,
    value: Value,
}

/// The value of one key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where it stands, with its tags.
    pub span: Range<usize>,
    /// Where its key stands, with its tags.
    pub key_span: Range<usize>,
}

/// What a value is, as far as anyone here asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// `<true/>` or `<false/>`.
    Bool(bool),
    /// `<string>`, as written: with `$(…)` in it if the file has that.
    Text(String),
    /// `<integer>`.
    Integer,
    /// `<array>`. A member that is no string, or has a build setting in it, has no known value.
    Array(Vec<Stated>),
    /// `<dict>`.
    Dict,
    /// A date, data or a real number.
    Other,
}

impl Plist {
    /// Reads a list in XML. Whether a file is one at all, [`is_binary`] tells from its bytes.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let (xml, offset) = without_bom(text);
        if is_binary(xml.as_bytes()) {
            let reason = Text::new("a property list in binary form", "二进制格式的属性列表");
            return Err(Malformed { reason, at: offset });
        }
        if let Some(at) = xml.find("<!ENTITY") {
            let reason = Text::new("a property list that declares entities", "属性列表中声明了实体（ENTITY）");
            return Err(Malformed { reason, at: offset + at });
        }
        let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
        let document = Document::parse_with_options(xml, options).map_err(|error| Malformed {
            reason: text!("not well-formed XML: {error}", "XML 格式不正确：{error}"),
            at: offset + byte_of(xml, &error),
        })?;
        let dict = top_dict(&document, offset)?;
        let entries = entries_of(xml, dict, offset)?;
        Ok(Self { text: text.to_owned(), dict: moved(&dict.range(), offset), entries })
    }

    /// The value of a key of the dictionary at the top. Of a key that is [repeated](Self::duplicates), the first.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value)
    }

    /// The keys of the dictionary at the top, in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| entry.key.as_str())
    }

    /// Every key that stood before already, and where it stands again. Which of the values iOS takes is not documented.
    #[must_use]
    pub fn duplicates(&self) -> Vec<(&str, Range<usize>)> {
        let mut seen = HashSet::new();
        let repeated = self.entries.iter().filter(|entry| !seen.insert(entry.key.as_str()));
        repeated.map(|entry| (entry.key.as_str(), entry.value.key_span.clone())).collect()
    }

    /// Gives a key the value that `xml` writes, such as `<true/>`. A new key becomes the last one.
    pub fn set(&self, key: &str, xml: &str) -> Result<Vec<Edit>, CannotEdit> {
        let wanted = kind_of_xml(xml)?;
        let Some(entry) = self.only(key)? else {
            return Ok(vec![self.appended_entry(key, xml)]);
        };
        let span = entry.value.span.clone();
        let fitted = fitted(xml, self.style().newline, indentation_at(&self.text, entry.value.key_span.start));
        let says_it = matches!(wanted, Kind::Bool(_) | Kind::Text(_)) && wanted == entry.value.kind;
        if says_it || self.text[span.clone()] == fitted {
            return Ok(Vec::new());
        }
        Ok(vec![Edit::replace(span, fitted)])
    }

    /// Adds a string to an array, and the array itself where the key is not there.
    pub fn add_to_array(&self, key: &str, member: &str) -> Result<Vec<Edit>, CannotEdit> {
        let element = format!("<string>{}</string>", escaped(member));
        let Some(entry) = self.only(key)? else {
            let xml = format!("<array>\n{}{element}\n</array>", self.style().indent);
            return Ok(vec![self.appended_entry(key, &xml)]);
        };
        let Kind::Array(members) = &entry.value.kind else {
            let reason = text!("the value of `{key}` is not an array", "`{key}` 的值不是数组");
            return Err(CannotEdit { reason, at: Some(entry.value.span.start) });
        };
        let written = |stated: &Stated| self.text[stated.span.clone()] == element;
        if members.iter().any(|stated| stated.value.as_deref() == Some(member) || written(stated)) {
            return Ok(Vec::new());
        }
        let first = members.first().map(|stated| stated.span.start);
        Ok(vec![self.appended(&entry.value.span, "array", first, &[element])])
    }

    /// Gives a key another name, and leaves its value.
    pub fn rename_key(&self, old: &str, new: &str) -> Result<Vec<Edit>, CannotEdit> {
        match (self.only(old)?, self.get(new)) {
            (Some(entry), None) => Ok(vec![Edit::replace(entry.key_inner.clone(), escaped(new))]),
            (None, Some(_)) => Ok(Vec::new()),
            (Some(_), Some(value)) => {
                let reason = text!("`{new}` is there as well as `{old}`", "`{new}` 与 `{old}` 同时存在");
                Err(CannotEdit { reason, at: Some(value.key_span.start) })
            }
            (None, None) => Err(CannotEdit { reason: text!("there is no key `{old}`", "没有键 `{old}`"), at: None }),
        }
    }

    /// The entry of a key that is to be changed, which must not be there twice.
    fn only(&self, key: &str) -> Result<Option<&Entry>, CannotEdit> {
        let mut entries = self.entries.iter().filter(|entry| entry.key == key);
        let first = entries.next();
        match entries.next() {
            Some(second) => {
                let reason = text!("the key `{key}` is there twice", "键 `{key}` 重复出现");
                Err(CannotEdit { reason, at: Some(second.value.key_span.start) })
            }
            None => Ok(first),
        }
    }

    fn appended_entry(&self, key: &str, xml: &str) -> Edit {
        let first = self.entries.first().map(|entry| entry.value.key_span.start);
        let mut lines = vec![format!("<key>{}</key>", escaped(key))];
        lines.extend(xml.lines().map(str::to_owned));
        self.appended(&self.dict, "dict", first, &lines)
    }

    /// Lines before the end tag of a container, indented like its `first` member.
    fn appended(&self, container: &Range<usize>, tag: &str, first: Option<usize>, lines: &[String]) -> Edit {
        let Style { newline, indent } = self.style();
        let outer = indentation_at(&self.text, container.start);
        let first = first.filter(|first| is_first_on_line(&self.text, *first));
        let inner = first.map_or_else(|| format!("{outer}{indent}"), |at| indentation_at(&self.text, at).to_owned());
        let lines = fitted_lines(lines, newline, &inner);
        let Some(end_tag) = self.text[container.clone()].rfind("</").map(|at| container.start + at) else {
            let whole = format!("<{tag}>{newline}{inner}{lines}{newline}{outer}</{tag}>");
            return Edit::replace(container.clone(), whole);
        };
        if is_first_on_line(&self.text, end_tag) {
            return Edit::insert(line_start(&self.text, end_tag), format!("{inner}{lines}{newline}"));
        }
        Edit::insert(end_tag, format!("{newline}{inner}{lines}{newline}{outer}"))
    }

    fn style(&self) -> Style {
        Style::of(&self.text, "\t")
    }
}

/// Whether a file is a property list in Apple's binary form, which has no text to read or change.
#[must_use]
pub fn is_binary(bytes: &[u8]) -> bool {
    bytes.starts_with(b"bplist00")
}

/// A whole file with these keys, each with its value in XML: for entitlements that do not exist yet.
#[must_use]
pub fn new_plist(pairs: &[(&str, &str)]) -> String {
    let entries = pairs.iter().map(|(key, xml)| {
        let value = fitted(xml, "\n", "\t");
        format!("\t<key>{}</key>\n\t{value}\n", escaped(key))
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <plist version=\"1.0\">\n<dict>\n{}</dict>\n</plist>\n",
        entries.collect::<String>()
    )
}

fn top_dict<'a, 'input>(document: &'a Document<'input>, offset: usize) -> Result<Node<'a, 'input>, Malformed> {
    let root = document.root_element();
    if !root.has_tag_name("plist") {
        let reason = Text::new("the root element is not `plist`", "根元素不是 `plist`");
        return Err(Malformed { reason, at: offset + root.range().start });
    }
    root.first_element_child().filter(|node| node.has_tag_name("dict")).ok_or_else(|| {
        let reason = Text::new("there is no dictionary at the top of the list", "属性列表的顶层不是字典");
        Malformed { reason, at: offset + root.range().start }
    })
}

fn entries_of(xml: &str, dict: Node<'_, '_>, offset: usize) -> Result<Vec<Entry>, Malformed> {
    let mut entries = Vec::new();
    let mut elements = dict.children().filter(Node::is_element);
    while let Some(key) = elements.next() {
        let at = offset + key.range().start;
        if !key.has_tag_name("key") {
            return Err(Malformed { reason: Text::new("a value without a key", "值之前缺少键"), at });
        }
        let value = elements.next().filter(|value| !value.has_tag_name("key"));
        let value =
            value.ok_or_else(|| Malformed { reason: Text::new("a key without a value", "键之后缺少值"), at })?;
        let key_span = moved(&key.range(), offset);
        entries.push(Entry {
            key: content(key),
            key_inner: moved(&inner(xml, key), offset),
            value: Value { kind: kind(xml, value, offset), span: moved(&value.range(), offset), key_span },
        });
    }
    Ok(entries)
}

fn kind(xml: &str, node: Node<'_, '_>, offset: usize) -> Kind {
    match node.tag_name().name() {
        "true" => Kind::Bool(true),
        "false" => Kind::Bool(false),
        "string" => Kind::Text(content(node)),
        "integer" => Kind::Integer,
        "array" => {
            Kind::Array(node.children().filter(Node::is_element).map(|node| stated(xml, node, offset)).collect())
        }
        "dict" => Kind::Dict,
        _ => Kind::Other,
    }
}

fn stated(xml: &str, node: Node<'_, '_>, offset: usize) -> Stated {
    let known = |value: &String| node.has_tag_name("string") && !value.contains("$(") && !value.contains("${");
    Stated {
        value: Some(content(node)).filter(known),
        span: moved(&node.range(), offset),
        inner: moved(&inner(xml, node), offset),
    }
}

/// The text of an element without the comments in it.
fn content(node: Node<'_, '_>) -> String {
    node.children().filter(Node::is_text).filter_map(|node| node.text()).collect()
}

/// What stands between an element's tags, or the whole of one that has only one tag.
fn inner(xml: &str, node: Node<'_, '_>) -> Range<usize> {
    let range = node.range();
    let attributes = node.attributes().next_back().map_or(range.start, |attribute| attribute.range().end);
    let start = xml[attributes..range.end].find('>').map_or(range.end, |at| attributes + at + 1);
    let end = xml[range.clone()].rfind("</").map_or(range.start, |at| range.start + at);
    if start <= end { start..end } else { range }
}

/// What a value is that is to be written. It must be exactly one element.
fn kind_of_xml(xml: &str) -> Result<Kind, CannotEdit> {
    let whole = new_plist(&[("key", xml)]);
    let plist = Plist::read(&whole).map_err(|malformed| CannotEdit { reason: malformed.reason, at: None })?;
    match plist.entries.as_slice() {
        [entry] => Ok(entry.value.kind.clone()),
        _ => {
            Err(CannotEdit { reason: Text::new("more than one value for a key", "一个键对应多个值"), at: None })
        }
    }
}

/// Lines as they go into a file whose newline and indentation these are. The first is where it belongs already.
fn fitted_lines(lines: &[String], newline: &str, indentation: &str) -> String {
    let mut fitted = String::new();
    for (number, line) in lines.iter().enumerate() {
        if number > 0 {
            fitted.push_str(newline);
            // A line that begins otherwise is inside a string, where blanks count.
            if line.trim_start().starts_with('<') {
                fitted.push_str(indentation);
            }
        }
        fitted.push_str(line);
    }
    fitted
}

fn fitted(xml: &str, newline: &str, indentation: &str) -> String {
    let lines: Vec<String> = xml.lines().map(str::to_owned).collect();
    fitted_lines(&lines, newline, indentation)
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn moved(range: &Range<usize>, offset: usize) -> Range<usize> {
    range.start + offset..range.end + offset
}

/// The byte of a parser's row and column, both of which count from one, the columns in characters.
fn byte_of(xml: &str, error: &roxmltree::Error) -> usize {
    let position = error.pos();
    let row = position.row as usize;
    let start = if row < 2 { 0 } else { xml.match_indices('\n').nth(row - 2).map_or(xml.len(), |(at, _)| at + 1) };
    let column = (position.col as usize).saturating_sub(1);
    xml[start..].char_indices().nth(column).map_or(xml.len(), |(at, _)| start + at)
}

#[cfg(test)]
mod tests;
