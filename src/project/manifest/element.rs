//! The elements of a manifest in the order of the text: owned, and with every place that an edit may need.
//!
//! The tree of the XML library borrows its text and knows neither where a start tag ends nor where `xmlns` stands. Both
//! are read from the text here, which is easy once it is known to be well-formed.

use std::ops::Range;

use roxmltree::{Node, ParsingOptions};

use super::malformed::{Outline, describe, not_a_manifest};
use crate::project::edit::{Malformed, Stated};

/// The namespace of Android's attributes, whatever prefix a file gives it.
pub(super) const ANDROID: &str = "http://schemas.android.com/apk/res/android";
/// The namespace of instructions for the manifest merger.
pub(super) const TOOLS: &str = "http://schemas.android.com/tools";
/// Elements, comments and texts of a file. Large apps have some thousands.
const MOST_NODES: u32 = 200_000;

/// Names an attribute by its namespace; which prefix the file has for it does not matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttributeName<'a> {
    /// `android:name`
    Android(&'a str),
    /// `tools:node`
    Tools(&'a str),
    /// `package`
    Plain(&'a str),
}

/// All elements, each before what stands in it.
#[derive(Debug, Clone)]
pub(super) struct Document {
    pub(super) elements: Vec<Element>,
    scopes: Vec<Scope>,
}

/// An element with its attributes.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// As written: with its prefix, if it has one.
    pub(super) name: String,
    /// From `<` of its start tag to `>` of its end tag.
    pub(super) span: Range<usize>,
    pub(super) tag: Tag,
    pub(super) attributes: Vec<Attribute>,
    /// The element it stands in, as an index.
    pub(super) parent: Option<usize>,
    scope: usize,
}

/// An attribute that is no declaration of a namespace.
#[derive(Debug, Clone)]
pub(super) struct Attribute {
    namespace: Option<String>,
    pub(super) name: String,
    pub(super) value: Stated,
    /// From its name to the closing quote.
    pub(super) span: Range<usize>,
}

/// The places in a start tag.
#[derive(Debug, Clone)]
pub(super) struct Tag {
    pub(super) span: Range<usize>,
    /// Where the element's name ends.
    pub(super) name_end: usize,
    /// Every attribute, declarations of namespaces included.
    pub(super) attributes: Vec<Range<usize>>,
    /// Whether it ends in `/>`.
    pub(super) is_empty: bool,
}

/// The prefixes that are in force at an element, with their namespaces.
#[derive(Debug, Clone, Default)]
struct Scope(Vec<(String, String)>);

impl Document {
    /// Reads a text whose root has to be `<manifest>`.
    pub(super) fn read(text: &str) -> Result<Self, Malformed> {
        let outline = Outline::of(text)?;
        let options = ParsingOptions { nodes_limit: MOST_NODES, ..ParsingOptions::default() };
        let tree =
            roxmltree::Document::parse_with_options(text, options).map_err(|error| describe(text, &outline, &error))?;
        let root = tree.root_element();
        if let Some(reason) = not_a_manifest(root.tag_name()) {
            return Err(Malformed { reason, at: root.range().start });
        }
        let mut document = Self { elements: Vec::new(), scopes: Vec::new() };
        let mut open: Vec<usize> = Vec::new();
        for node in root.descendants().filter(Node::is_element) {
            while open.last().is_some_and(|&last| document.elements[last].span.end <= node.range().start) {
                open.pop();
            }
            let parent = open.last().copied();
            open.push(document.elements.len());
            document.push(text, node, parent);
        }
        Ok(document)
    }

    fn push(&mut self, text: &str, node: Node, parent: Option<usize>) {
        let tag = Tag::at(text, node.range().start);
        let declares = tag.attributes.iter().any(|span| text[span.clone()].starts_with("xmlns"));
        let scope = match parent {
            Some(parent) if !declares => self.elements[parent].scope,
            _ => {
                self.scopes.push(Scope::of(node));
                self.scopes.len() - 1
            }
        };
        self.elements.push(Element {
            name: text[tag.span.start + 1..tag.name_end].to_owned(),
            span: node.range(),
            attributes: node.attributes().map(|attribute| Attribute::of(text, &attribute)).collect(),
            tag,
            parent,
            scope,
        });
    }

    /// `<manifest>`.
    pub(super) fn root(&self) -> &Element {
        &self.elements[0]
    }

    /// The first `<application>` under `<manifest>`, as an index.
    pub(super) fn application(&self) -> Option<usize> {
        self.elements.iter().position(|element| element.parent == Some(0) && element.name == "application")
    }

    /// What stands right in an element.
    pub(super) fn children(&self, parent: usize) -> impl Iterator<Item = (usize, &Element)> {
        let end = self.elements[parent].span.end;
        let inside = self.elements.iter().enumerate().skip(parent + 1);
        let inside = inside.take_while(move |(_, element)| element.span.start < end);
        inside.filter(move |(_, element)| element.parent == Some(parent))
    }

    /// The element whose start tag is this.
    pub(super) fn with_tag(&self, span: &Range<usize>) -> Option<&Element> {
        let index = self.elements.binary_search_by_key(&span.start, |element| element.span.start).ok()?;
        self.elements.get(index).filter(|element| element.tag.span == *span)
    }

    /// The prefix of a namespace that can be used at an element.
    pub(super) fn prefix(&self, element: &Element, namespace: &str) -> Option<&str> {
        let prefixes = &self.scopes[element.scope].0;
        prefixes.iter().find(|(_, uri)| uri == namespace).map(|(prefix, _)| prefix.as_str())
    }

    /// Whether a prefix is in use at an element, for whichever namespace.
    pub(super) fn has_prefix(&self, element: &Element, prefix: &str) -> bool {
        self.scopes[element.scope].0.iter().any(|(taken, _)| taken == prefix)
    }
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: AttributeName) -> Option<&Stated> {
        self.whole_attribute(name).map(|attribute| &attribute.value)
    }

    /// An attribute with its place.
    pub(super) fn whole_attribute(&self, name: AttributeName) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.is(name))
    }

    /// The value of an attribute of Android.
    pub(super) fn android(&self, name: &str) -> Option<&Stated> {
        self.attribute(AttributeName::Android(name))
    }

    /// The text of an instruction for the manifest merger.
    pub(super) fn tools(&self, name: &str) -> Option<String> {
        self.attribute(AttributeName::Tools(name)).and_then(|stated| stated.value.clone())
    }

    /// Whether the merger takes such an element away instead of adding it.
    pub(super) fn is_removed(&self) -> bool {
        matches!(self.tools("node").as_deref(), Some("remove" | "removeAll"))
    }
}

impl Attribute {
    fn of(text: &str, attribute: &roxmltree::Attribute) -> Self {
        let span = attribute.range();
        // The library counts the blanks around `=` in one byte; a file may have more of them.
        let quote = text.as_bytes()[span.end - 1];
        let before = &text.as_bytes()[span.start..span.end - 1];
        let open = span.start + before.iter().rposition(|&byte| byte == quote).unwrap_or_default();
        Self {
            namespace: attribute.namespace().map(str::to_owned),
            name: attribute.name().to_owned(),
            value: Stated {
                value: Some(attribute.value().to_owned()),
                span: open..span.end,
                inner: open + 1..span.end - 1,
            },
            span,
        }
    }

    pub(super) fn is(&self, name: AttributeName) -> bool {
        let (namespace, local) = match name {
            AttributeName::Android(local) => (Some(ANDROID), local),
            AttributeName::Tools(local) => (Some(TOOLS), local),
            AttributeName::Plain(local) => (None, local),
        };
        self.name == local && self.namespace.as_deref() == namespace
    }
}

impl Tag {
    /// The start tag at a byte of a well-formed text.
    fn at(text: &str, start: usize) -> Self {
        let bytes = text.as_bytes();
        let next = |from: usize, wanted: fn(u8) -> bool| {
            bytes[from..].iter().position(|&byte| wanted(byte)).map_or(bytes.len(), |found| from + found)
        };
        let name_end = next(start, |byte| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>'));
        let mut attributes = Vec::new();
        let mut at = name_end;
        loop {
            at = next(at, |byte| !byte.is_ascii_whitespace());
            if matches!(bytes.get(at), None | Some(b'/' | b'>')) {
                let is_empty = bytes.get(at) == Some(&b'/');
                let end = (at + 1 + usize::from(is_empty)).min(bytes.len());
                return Self { span: start..end, name_end, attributes, is_empty };
            }
            let open = next(at, |byte| matches!(byte, b'"' | b'\''));
            let close = if bytes.get(open) == Some(&b'"') {
                next(open + 1, |byte| byte == b'"')
            } else {
                next((open + 1).min(bytes.len()), |byte| byte == b'\'')
            };
            let end = (close + 1).min(bytes.len());
            attributes.push(at..end);
            at = end;
        }
    }

    /// Where the last attribute ends, or the name if there is none: what follows is blank, then `>` or `/>`.
    pub(super) fn content_end(&self) -> usize {
        self.attributes.last().map_or(self.name_end, |span| span.end)
    }

    /// Where the part before an attribute ends: the attribute before it, or the element's name.
    pub(super) fn end_before(&self, attribute: usize) -> usize {
        attribute.checked_sub(1).map_or(self.name_end, |before| self.attributes[before].end)
    }
}

impl Scope {
    fn of(node: Node) -> Self {
        let named = node.namespaces().filter_map(|namespace| Some((namespace.name()?, namespace.uri())));
        Self(named.map(|(prefix, uri)| (prefix.to_owned(), uri.to_owned())).collect())
    }
}
