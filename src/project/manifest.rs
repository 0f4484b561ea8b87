//! `AndroidManifest.xml`: what it states, each fact with its place, and the smallest changes to it.
//!
//! A manifest is read as strictly as Android's own tools read it, but never written out from a tree: every change is an
//! [`Edit`](crate::project::edit::Edit) of the text that was read. Nothing is judged or resolved here. `${applicationId}`
//! stays as it stands, and which permission an app needs, the caller knows.
//!
//! Edits belong to the text they were asked for: make the change, read again, ask for the next. Only permissions that
//! are added after one another, and values that are set in place, can be asked for at once: other changes may each bring
//! along what is needed once, such as `</application>` for an element that closed itself, or `xmlns:tools`.

mod attribute;
mod element;
mod facts;
mod insert;
mod malformed;
mod meta_data;
mod permission;
pub mod resolve;

#[cfg(test)]
mod tests;

use std::ops::Range;

pub use attribute::attribute_text;
pub use element::AttributeName;
pub use facts::{
    Application, Component, ComponentKind, DeclaredPermission, MetaData, Misplaced, Permission, UnprefixedName,
    Variable,
};

use crate::project::edit::{Malformed, Stated};
use element::Document;
use facts::Facts;

/// A manifest as it was read.
#[derive(Debug, Clone)]
pub struct Manifest {
    text: String,
    document: Document,
    facts: Facts,
}

impl Manifest {
    /// Reads a manifest. A byte order mark at its beginning is welcome; a DOCTYPE is not.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let document = Document::read(text)?;
        let facts = Facts::of(text, &document);
        Ok(Self { text: text.to_owned(), document, facts })
    }

    /// The text as it was read.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The start tag of `<manifest>`.
    #[must_use]
    pub fn tag_span(&self) -> Range<usize> {
        self.document.root().tag.span.clone()
    }

    /// `package` of `<manifest>`: up to AGP 7 the namespace of the app's classes.
    #[must_use]
    pub fn package(&self) -> Option<&Stated> {
        self.document.root().attribute(AttributeName::Plain("package"))
    }

    /// `<application>`; the first, should there be two.
    #[must_use]
    pub fn application(&self) -> Option<&Application> {
        self.facts.application.as_ref()
    }

    /// `<uses-permission>` and `<uses-permission-sdk-23>` where they belong: right under `<manifest>`.
    #[must_use]
    pub fn permissions(&self) -> &[Permission] {
        &self.facts.permissions
    }

    /// `<uses-permission>` in any other place, where Android overlooks it.
    #[must_use]
    pub fn misplaced_permissions(&self) -> &[Misplaced<Permission>] {
        &self.facts.misplaced_permissions
    }

    /// `<permission>`: what the app itself declares.
    #[must_use]
    pub fn declared_permissions(&self) -> &[DeclaredPermission] {
        &self.facts.declared_permissions
    }

    /// `<meta-data>` right under `<application>`.
    #[must_use]
    pub fn meta_data(&self) -> &[MetaData] {
        &self.facts.meta_data
    }

    /// `<meta-data>` in any other place. In an activity it may be meant so: judge by its name.
    #[must_use]
    pub fn misplaced_meta_data(&self) -> &[Misplaced<MetaData>] {
        &self.facts.misplaced_meta_data
    }

    /// The activities, services, receivers and providers under `<application>` that have a name.
    #[must_use]
    pub fn components(&self) -> &[Component] {
        &self.facts.components
    }

    /// Attributes such as `name` that lack the prefix of Android's namespace and therefore say nothing.
    #[must_use]
    pub fn unprefixed_names(&self) -> &[UnprefixedName] {
        &self.facts.unprefixed_names
    }

    /// Every `${…}` in the value of an attribute, in the order of the file.
    #[must_use]
    pub fn variables(&self) -> &[Variable] {
        &self.facts.variables
    }

    /// Where `${name}` is used first. Case counts, as it does for Android.
    #[must_use]
    pub fn uses_variable(&self, name: &str) -> Option<Range<usize>> {
        self.variables().iter().find(|variable| variable.name == name).map(|variable| variable.span.clone())
    }
}
