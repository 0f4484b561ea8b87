//! Meta-data of the application: set in place, or added at the end of `<application>`.

use super::attribute::{check, replace_value};
use super::element::Element;
use super::insert::TagStyle;
use super::permission::is_removed;
use super::{AttributeName, Manifest};
use crate::project::edit::{CannotEdit, Edit};
use crate::text;
use crate::text::Text;

impl Manifest {
    /// Sets the value of a `<meta-data>` right under `<application>`, or adds the element.
    ///
    /// Where the name stands twice, which does not build anyway, both get the value.
    pub fn set_meta_data(&self, name: &str, value: &str) -> Result<Vec<Edit>, CannotEdit> {
        check(name)?;
        check(value)?;
        let Some(application) = self.document.application() else {
            let reason = Text::new("the manifest has no `<application>`", "清单文件中没有 `<application>`");
            return Err(CannotEdit { reason, at: None });
        };
        let all = self.document.children(application).map(|(_, element)| element);
        let all: Vec<&Element> = all.filter(|element| element.name == "meta-data").collect();
        let named = all
            .iter()
            .filter(|element| element.android("name").is_some_and(|stated| stated.value.as_deref() == Some(name)));
        let (removed, there): (Vec<&Element>, Vec<&Element>) = named.partition(|element| element.is_removed());
        match (there.is_empty(), removed.first()) {
            (true, Some(removed)) => Err(is_removed(name, removed)),
            (true, None) => Ok(vec![self.insert_meta_data(application, all.last().copied(), name, value)?]),
            (false, _) => {
                let edits: Result<Vec<_>, _> =
                    there.iter().map(|element| self.set_value(element, name, value)).collect();
                Ok(edits?.concat())
            }
        }
    }

    fn set_value(&self, element: &Element, name: &str, value: &str) -> Result<Vec<Edit>, CannotEdit> {
        if let Some(resource) = element.android("resource") {
            let reason = text!(
                "the value of `{name}` comes from a resource (`android:resource`)",
                "`{name}` 的值来自资源（`android:resource`）",
                name = name
            );
            return Err(CannotEdit { reason, at: Some(resource.span.start) });
        }
        match element.android("value") {
            Some(stated) if stated.value.as_deref() == Some(value) => Ok(Vec::new()),
            Some(stated) => Ok(vec![replace_value(stated.inner.clone(), value)]),
            None => self.set_attribute(&element.tag.span, AttributeName::Android("value"), value),
        }
    }

    /// Adds an element, written like the last one of its kind.
    fn insert_meta_data(
        &self,
        application: usize,
        model: Option<&Element>,
        name: &str,
        value: &str,
    ) -> Result<Edit, CannotEdit> {
        let indent = self.indentation_in(application);
        let prefix = self.android_prefix(&self.document.elements[application])?;
        let style = model.map_or_else(|| TagStyle::usual(self), |model| TagStyle::like(self, model, &indent));
        let element = style.write("meta-data", prefix, &[("name", name), ("value", value)]);
        Ok(self.last_in(application, &indent, &element))
    }
}
