//! Permissions added: asked for, or declared by the app itself.

use super::Manifest;
use super::attribute::check;
use super::element::Element;
use super::insert::{TagStyle, begins_line};
use crate::project::edit::{CannotEdit, Edit, indentation_at};
use crate::text;

const USED: &str = "uses-permission";
const USED_FROM_ANDROID_6: &str = "uses-permission-sdk-23";
const DECLARED: &str = "permission";

impl Manifest {
    /// Asks for a permission with `<uses-permission>`, before `<application>` and beside the others.
    ///
    /// A permission that the file takes away with `tools:node="remove"` cannot be added: that was meant.
    pub fn add_permission(&self, name: &str) -> Result<Vec<Edit>, CannotEdit> {
        check(name)?;
        match self.used(name)? {
            Some(_) => Ok(Vec::new()),
            None => Ok(vec![self.insert_permission(&[USED], name)?]),
        }
    }

    /// Declares a permission for apps of the same signature alone, and asks for it; adds what is missing of the two.
    pub fn add_own_permission(&self, name: &str) -> Result<Vec<Edit>, CannotEdit> {
        check(name)?;
        match (self.named(&[DECLARED], name)?, self.used(name)?) {
            (Some(_), Some(_)) => Ok(Vec::new()),
            (None, None) => Ok(vec![self.insert_permission(&[DECLARED, USED], name)?]),
            (None, Some(used)) => {
                let indent = self.indentation_like(used);
                let lines = self.permission_lines(&[DECLARED], name, Some(used), &indent)?;
                Ok(vec![self.line_before(used.span.start, &indent, &lines, &indent)])
            }
            (Some(declared), None) => {
                let indent = self.indentation_like(declared);
                let lines = self.permission_lines(&[USED], name, Some(declared), &indent)?;
                Ok(vec![self.line_after(declared.span.end, &indent, &lines)])
            }
        }
    }

    fn used(&self, name: &str) -> Result<Option<&Element>, CannotEdit> {
        self.named(&[USED, USED_FROM_ANDROID_6], name)
    }

    /// The element under `<manifest>` of one of these kinds that has this name.
    fn named(&self, kinds: &[&str], name: &str) -> Result<Option<&Element>, CannotEdit> {
        let all = self.document.children(0).map(|(_, element)| element);
        let named = |element: &&Element| {
            kinds.contains(&element.name.as_str())
                && element.android("name").is_some_and(|stated| stated.value.as_deref() == Some(name))
        };
        let (removed, there): (Vec<_>, Vec<_>) = all.filter(named).partition(|element| element.is_removed());
        match (there.first(), removed.first()) {
            (Some(there), _) => Ok(Some(there)),
            (None, Some(removed)) => Err(is_removed(name, removed)),
            (None, None) => Ok(None),
        }
    }

    /// Puts elements after the last permission before `<application>`; without one right before `<application>`, and
    /// without that at the end.
    fn insert_permission(&self, kinds: &[&str], name: &str) -> Result<Edit, CannotEdit> {
        let application = self.application().map(|application| application.span.start);
        let before = self.document.children(0).map(|(_, element)| element);
        let before = before.take_while(|element| application.is_none_or(|start| element.span.start < start));
        let kind_of_permission = [USED, USED_FROM_ANDROID_6, DECLARED];
        let sibling = before.filter(|element| kind_of_permission.contains(&element.name.as_str())).last();
        let indent = sibling.map_or_else(|| self.indentation_in(0), |sibling| self.indentation_like(sibling));
        let lines = self.permission_lines(kinds, name, sibling, &indent)?;
        Ok(match (sibling, application) {
            (Some(sibling), _) => self.line_after(sibling.span.end, &indent, &lines),
            (None, Some(application)) => self.line_before(application, &indent, &lines, &indent),
            (None, None) => self.last_in(0, &indent, &lines),
        })
    }

    /// The elements as text, written like `model`.
    fn permission_lines(
        &self,
        kinds: &[&str],
        name: &str,
        model: Option<&Element>,
        indent: &str,
    ) -> Result<String, CannotEdit> {
        let prefix = self.android_prefix(self.document.root())?;
        let style = model.map_or_else(|| TagStyle::usual(self), |model| TagStyle::like(self, model, indent));
        let lines = kinds.iter().map(|&kind| match kind {
            DECLARED => style.write(kind, prefix, &[("name", name), ("protectionLevel", "signature")]),
            _ => style.write(kind, prefix, &[("name", name)]),
        });
        Ok(lines.collect::<Vec<_>>().join(&format!("{}{indent}", self.style().newline)))
    }

    /// The indentation of an element's siblings, be it the first on its line or not.
    fn indentation_like(&self, sibling: &Element) -> String {
        if begins_line(&self.text, sibling.span.start) {
            return indentation_at(&self.text, sibling.span.start).to_owned();
        }
        self.indentation_in(0)
    }
}

/// The file takes away on purpose what is to be added.
pub(super) fn is_removed(name: &str, element: &Element) -> CannotEdit {
    let reason = text!(
        "the manifest takes `{name}` away on purpose (`tools:node=\"remove\"`)",
        "清单文件用 `tools:node=\"remove\"` 主动移除了 `{name}`",
        name = name
    );
    CannotEdit { reason, at: Some(element.span.start) }
}
