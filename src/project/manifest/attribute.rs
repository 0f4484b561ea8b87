//! Attributes set and taken out, and whole elements taken out.

use std::ops::Range;

use super::Manifest;
use super::element::{ANDROID, AttributeName, Element, TOOLS};
use super::insert::{begins_line, line_rest, line_start, quote_of, separator};
use crate::project::edit::{CannotEdit, Edit, indentation_at};
use crate::text;
use crate::text::Text;

/// A text as it stands between the quotes of an attribute, be they single or double.
///
/// Control characters have no notation in XML and stay as they are: the changes of [`Manifest`] refuse them.
#[must_use]
pub fn attribute_text(value: &str) -> String {
    let mut text = String::with_capacity(value.len());
    for sign in value.chars() {
        match sign {
            '&' => text.push_str("&amp;"),
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '"' => text.push_str("&quot;"),
            '\'' => text.push_str("&apos;"),
            // As they are, they would be read as blanks.
            '\t' => text.push_str("&#9;"),
            '\n' => text.push_str("&#10;"),
            '\r' => text.push_str("&#13;"),
            _ => text.push(sign),
        }
    }
    text
}

impl Manifest {
    /// Sets an attribute in a start tag: in place, or as the last one in the tag's own style.
    pub fn set_attribute(
        &self,
        tag_span: &Range<usize>,
        name: AttributeName,
        value: &str,
    ) -> Result<Vec<Edit>, CannotEdit> {
        check(value)?;
        let element = self.element(tag_span)?;
        if let Some(stated) = element.attribute(name) {
            let is_same = stated.value.as_deref() == Some(value);
            return Ok(if is_same { Vec::new() } else { vec![replace_value(stated.inner.clone(), value)] });
        }
        let (name, mut edits) = self.written_name(element, name)?;
        let tag = &element.tag;
        let blanks = self.separator_before(element, tag.attributes.len().saturating_sub(1));
        let quote = quote_of(&self.text, tag);
        let text = format!("{blanks}{name}={quote}{}{quote}", attribute_text(value));
        edits.push(Edit::insert(tag.content_end(), text));
        Ok(edits)
    }

    /// Takes an attribute out of a start tag, with the blanks or the line before it.
    pub fn remove_attribute(&self, tag_span: &Range<usize>, name: AttributeName) -> Result<Vec<Edit>, CannotEdit> {
        let element = self.element(tag_span)?;
        let Some(attribute) = element.whole_attribute(name) else { return Ok(Vec::new()) };
        let index = element.tag.attributes.partition_point(|span| span.start < attribute.span.start);
        Ok(vec![Edit::replace(element.tag.end_before(index)..attribute.span.end, "")])
    }

    /// Takes a whole element out, and its line too where it stands alone on it.
    pub fn remove_element(&self, span: &Range<usize>) -> Result<Vec<Edit>, CannotEdit> {
        let is_one = self.document.elements.iter().skip(1).any(|element| element.span == *span);
        if !is_one {
            return Err(no_element(span.start));
        }
        let text = self.text();
        let rest = line_rest(text, span.end);
        let blanks_after = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let whole = match (begins_line(text, span.start), blanks_after == rest.len()) {
            (true, true) => {
                let line_end = text[span.end..].find('\n').map_or(text.len(), |newline| span.end + newline + 1);
                line_start(text, span.start)..line_end
            }
            (false, true) => text[..span.start].trim_end_matches([' ', '\t']).len()..span.end,
            (_, false) => span.start..span.end + blanks_after,
        };
        Ok(vec![Edit::replace(whole, "")])
    }

    /// Declares the prefix `tools` on `<manifest>`, if its namespace has no prefix yet.
    pub fn ensure_tools_namespace(&self) -> Result<Vec<Edit>, CannotEdit> {
        let (root, text) = (self.document.root(), self.text());
        if self.document.prefix(root, TOOLS).is_some() {
            return Ok(Vec::new());
        }
        if self.document.has_prefix(root, "tools") {
            return Err(tools_taken(root));
        }
        let attributes = &root.tag.attributes;
        let last = attributes.iter().rposition(|span| text[span.clone()].starts_with("xmlns"));
        let blanks = self.separator_before(root, last.map_or(0, |last| (last + 1).min(attributes.len() - 1)));
        let at = last.map_or(root.tag.name_end, |last| attributes[last].end);
        let quote = quote_of(text, &root.tag);
        Ok(vec![Edit::insert(at, format!("{blanks}xmlns:tools={quote}{TOOLS}{quote}"))])
    }

    /// The prefix that the file has for Android's attributes, at an element.
    pub(super) fn android_prefix(&self, element: &Element) -> Result<&str, CannotEdit> {
        self.document.prefix(element, ANDROID).ok_or_else(|| CannotEdit {
            reason: text!(
                "no prefix is declared for `{uri}` (`xmlns:android`)",
                "没有为 `{uri}` 声明前缀（`xmlns:android`）",
                uri = ANDROID
            ),
            at: Some(element.span.start),
        })
    }

    /// An attribute's name as it has to be written at an element, and what makes it valid there.
    fn written_name(&self, element: &Element, name: AttributeName) -> Result<(String, Vec<Edit>), CannotEdit> {
        match name {
            AttributeName::Plain(local) => Ok((local.to_owned(), Vec::new())),
            AttributeName::Android(local) => Ok((format!("{}:{local}", self.android_prefix(element)?), Vec::new())),
            AttributeName::Tools(local) => match self.document.prefix(element, TOOLS) {
                Some(prefix) => Ok((format!("{prefix}:{local}"), Vec::new())),
                None if self.document.has_prefix(element, "tools") => Err(tools_taken(element)),
                None => Ok((format!("tools:{local}"), self.ensure_tools_namespace()?)),
            },
        }
    }

    /// What separates an attribute from what stands before it; a blank where there is no such attribute.
    fn separator_before(&self, element: &Element, index: usize) -> String {
        let Some(span) = element.tag.attributes.get(index) else { return " ".to_owned() };
        let indent = indentation_at(&self.text, element.span.start);
        let blanks = &self.text[element.tag.end_before(index)..span.start];
        separator(blanks, self.style().newline, indent, indent)
    }

    fn element(&self, tag_span: &Range<usize>) -> Result<&Element, CannotEdit> {
        self.document.with_tag(tag_span).ok_or_else(|| no_element(tag_span.start))
    }
}

/// Replaces what stands between the quotes.
pub(super) fn replace_value(inner: Range<usize>, value: &str) -> Edit {
    Edit::replace(inner, attribute_text(value))
}

/// Refuses what no XML file can hold.
pub(super) fn check(value: &str) -> Result<(), CannotEdit> {
    let is_allowed = |sign: char| match sign {
        '\t' | '\n' | '\r' => true,
        _ => sign >= ' ' && !matches!(sign, '\u{fffe}' | '\u{ffff}'),
    };
    if value.chars().all(is_allowed) {
        return Ok(());
    }
    let reason =
        Text::new("the value has a control character, which XML cannot hold", "值中含有 XML 无法表示的控制字符");
    Err(CannotEdit { reason, at: None })
}

fn no_element(at: usize) -> CannotEdit {
    CannotEdit { reason: Text::new("no element is at this place", "该位置没有元素"), at: Some(at) }
}

fn tools_taken(element: &Element) -> CannotEdit {
    let reason = Text::new(
        "the prefix `tools` stands for another namespace in this file",
        "此文件中前缀 `tools` 已用于其他命名空间",
    );
    CannotEdit { reason, at: Some(element.span.start) }
}
