//! The version catalogue `gradle/libs.versions.toml`: what `libs.x` and `libs.plugins.x` stand for.

use std::collections::HashMap;

use toml::{Table, Value};

use crate::project::edit::Malformed;
use crate::text::Text;

/// A version catalogue that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    plugins: HashMap<String, CatalogueEntry>,
    libraries: HashMap<String, CatalogueEntry>,
}

/// What an alias stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueEntry {
    /// The id of a plugin, or `group:artifact` of a library.
    pub name: String,
    /// The version, a reference resolved; `None` if there is none, or only a range or rejection.
    pub version: Option<String>,
}

impl Catalogue {
    /// Reads a catalogue. An entry that is unlike any known form is left out.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let (content, offset) = crate::project::edit::without_bom(text);
        let catalogue: Table = content.parse().map_err(|error: toml::de::Error| Malformed {
            reason: Text::same(error.message().to_owned()),
            at: offset + error.span().map_or(0, |span| span.start),
        })?;
        let table = |name: &str| catalogue.get(name).and_then(Value::as_table);
        let versions = table("versions");
        let entries = |name: &str, read: Reader| {
            let table = table(name).into_iter().flatten();
            table.filter_map(|(alias, value)| Some((accessor(alias), read(value, versions)?))).collect()
        };
        Ok(Self { plugins: entries("plugins", plugin), libraries: entries("libraries", library) })
    }

    /// The plugin of `libs.plugins.<alias>`; dots, dashes and underscores in the alias are the same.
    #[must_use]
    pub fn plugin(&self, alias: &str) -> Option<&CatalogueEntry> {
        self.plugins.get(&accessor(alias))
    }

    /// The library of `libs.<alias>`; dots, dashes and underscores in the alias are the same.
    #[must_use]
    pub fn library(&self, alias: &str) -> Option<&CatalogueEntry> {
        self.libraries.get(&accessor(alias))
    }
}

type Reader = fn(&Value, Option<&Table>) -> Option<CatalogueEntry>;

/// How an alias is written in a build file.
fn accessor(alias: &str) -> String {
    alias.replace(['-', '_'], ".")
}

/// `"id:version"`, `{ id = "…", version = … }`
fn plugin(value: &Value, versions: Option<&Table>) -> Option<CatalogueEntry> {
    match value {
        Value::String(notation) => Some(named(notation, notation.find(':'))),
        Value::Table(table) => {
            let name = table.get("id")?.as_str()?.to_owned();
            Some(CatalogueEntry { name, version: version(table.get("version"), versions) })
        }
        _ => None,
    }
}

/// `"g:a:v"`, `{ module = "g:a", version = … }`, `{ group = "g", name = "a", version = … }`
fn library(value: &Value, versions: Option<&Table>) -> Option<CatalogueEntry> {
    match value {
        Value::String(notation) => Some(named(notation, notation.match_indices(':').nth(1).map(|(at, _)| at))),
        Value::Table(table) => {
            let part = |key: &str| table.get(key).and_then(Value::as_str);
            let parts = || Some(format!("{}:{}", part("group")?, part("name")?));
            let name = part("module").map(str::to_owned).or_else(parts)?;
            Some(CatalogueEntry { name, version: version(table.get("version"), versions) })
        }
        _ => None,
    }
}

fn named(notation: &str, colon: Option<usize>) -> CatalogueEntry {
    let (name, version) = match colon {
        Some(colon) => (&notation[..colon], Some(notation[colon + 1..].to_owned())),
        None => (notation, None),
    };
    CatalogueEntry { name: name.to_owned(), version }
}

/// `"1.0"`, `{ ref = "x" }`, `{ strictly = "1.0" }`
fn version(value: Option<&Value>, versions: Option<&Table>) -> Option<String> {
    match value? {
        Value::String(version) => Some(version.clone()),
        Value::Table(rich) => match rich.get("ref").and_then(Value::as_str) {
            // What is referred to cannot refer on, so this ends.
            Some(name) => version(versions?.get(name), None),
            None => {
                ["strictly", "require", "prefer"].iter().find_map(|key| rich.get(*key)?.as_str()).map(str::to_owned)
            }
        },
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
[versions]
agp = "8.9.1"
agcp = { strictly = "1.9.1.301" }

[libraries]
agcp = { module = "com.huawei.agconnect:agcp", version.ref = "agcp" }
time-push_vivo = "com.tencent.timpush:vivo:8.9.7537"
bom = { group = "com.google.firebase", name = "firebase-bom", version = "33.0.0" }
odd = 5

[plugins]
android-application = { id = "com.android.application", version.ref = "agp" }
google-services = "com.google.gms.google-services:4.4.2"
agconnect = { id = "com.huawei.agconnect" }
"#;

    #[test]
    fn aliases_are_resolved() {
        let catalogue = Catalogue::read(SAMPLE).unwrap();
        let entry = |name: &str, version: Option<&str>| CatalogueEntry {
            name: name.to_owned(),
            version: version.map(str::to_owned),
        };
        let application = entry("com.android.application", Some("8.9.1"));
        assert_eq!(catalogue.plugin("android.application"), Some(&application));
        assert_eq!(catalogue.plugin("android_application"), Some(&application));
        let services = entry("com.google.gms.google-services", Some("4.4.2"));
        assert_eq!(catalogue.plugin("google.services"), Some(&services));
        assert_eq!(catalogue.plugin("agconnect"), Some(&entry("com.huawei.agconnect", None)));
        assert_eq!(catalogue.library("agcp"), Some(&entry("com.huawei.agconnect:agcp", Some("1.9.1.301"))));
        let vivo = entry("com.tencent.timpush:vivo", Some("8.9.7537"));
        assert_eq!(catalogue.library("time.push.vivo"), Some(&vivo));
        assert_eq!(catalogue.library("bom"), Some(&entry("com.google.firebase:firebase-bom", Some("33.0.0"))));
        assert_eq!(catalogue.library("odd"), None);
        assert_eq!(catalogue.library("missing"), None);
    }

    #[test]
    fn broken_toml_is_malformed_where_it_breaks() {
        assert_eq!(Catalogue::read("\u{feff}[a]\nb = = 1\n").unwrap_err().at, 11);
        assert_eq!(Catalogue::read("").unwrap(), Catalogue::default());
    }
}
