//! Whether something in a Gradle file is what a caller looks for, by its name or through the version catalogue.

use super::{Build, Catalogue, Module, Plugin};

impl Plugin {
    /// Whether it is the plugin of this id.
    #[must_use]
    pub fn is(&self, id: &str, catalogue: Option<&Catalogue>) -> bool {
        let entry = || catalogue?.plugin(self.catalogue_alias.as_deref()?);
        self.id.value.as_deref() == Some(id) || entry().is_some_and(|entry| entry.name == id)
    }
}

impl Module {
    /// Whether it is the module of this group and name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.as_deref() == Some(name)
    }

    /// The same, also where the file has but the catalogue's word for it.
    #[must_use]
    pub fn is_or_names(&self, name: &str, catalogue: Option<&Catalogue>) -> bool {
        let entry = || catalogue?.library(self.catalogue_alias.as_deref()?);
        self.is(name) || entry().is_some_and(|entry| entry.name == name)
    }
}

impl Build {
    /// Whether placeholders come from somewhere that nobody here can read, such as a variable or a function.
    #[must_use]
    pub fn has_unread_placeholders(&self) -> bool {
        let settings = self.placeholder_settings();
        settings
            .iter()
            .any(|setting| setting.entries.is_empty() || setting.entries.iter().any(|own| own.key.value.is_none()))
    }
}
