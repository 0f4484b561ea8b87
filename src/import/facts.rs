//! Where the values of push.toml stand in an app's files.
//!
//! The vendors' requirements say which value has to stand where. Asked with a mark in place of each value, they tell
//! which place holds which key, so that no second list is needed.

use crate::config::{APP_FIELDS, App, Field, Given, Place, Side, Source, Values};
use crate::project::{DartCall, Expected, Item, JsonFact, Likeness, Requirement, Shown};
use crate::vendors::{VENDORS, Vendor};

/// One key, and a place in which an app holds its value.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// The table.
    pub(super) table: &'static str,
    /// The key.
    pub(super) field: &'static Field,
    /// The place.
    pub(super) spot: Spot,
    /// What the value must look like at least.
    pub(super) likeness: Option<Likeness>,
}

/// A kind of place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Spot {
    /// A named argument of `PushAppInfo`.
    Info(&'static str),
    /// A named argument of another Dart call.
    Call(&'static str, &'static str),
    /// A key of timpush-configs.json.
    TimPush(&'static str),
    /// `<meta-data>` of the manifest.
    MetaData(&'static str),
    /// A key of `manifestPlaceholders`.
    Placeholder(&'static str),
    /// A value of a console's JSON file.
    Json(JsonSpot),
}

/// A value of a console's JSON file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct JsonSpot {
    /// Where the file belongs, from the project's folder.
    pub(super) file: &'static str,
    /// The keys that lead to it.
    pub(super) path: &'static [&'static str],
    /// Whether the file may be without it.
    pub(super) optional: bool,
}

/// Every fact.
pub(super) fn all() -> Vec<Fact> {
    let mut facts: Vec<Fact> = Vec::new();
    let app = marked_app();
    for vendor in VENDORS {
        let of_info = |field: &'static Field| {
            let spot = Spot::Info(field.push_app_info?);
            Some(Fact { table: vendor.key, field, spot, likeness: None })
        };
        facts.extend(vendor.fields.iter().filter_map(of_info));
        let requirements = (vendor.requirements)(&marked_values(vendor), &app);
        for fact in requirements.iter().flat_map(|requirement| facts_in(vendor, requirement)) {
            let is_known = |own: &Fact| own.spot == fact.spot && std::ptr::eq(own.field, fact.field);
            if !facts.iter().any(is_known) {
                facts.push(fact);
            }
        }
    }
    facts
}

/// A field of `[app]` by its key.
pub(super) fn app_field(key: &str) -> Option<&'static Field> {
    APP_FIELDS.iter().find(|field| field.key == key)
}

fn mark(table: &str, key: &str) -> String {
    format!("mark.{table}.{key}")
}

fn marked_values(vendor: &'static Vendor) -> Values {
    let place = Place { source: Source::new("", "", String::new()), span: 0..0 };
    let values = Values::empty(vendor.key, vendor.fields);
    vendor.fields.iter().fold(values, |values, field| {
        values.with(field.key, &Given::new(mark(vendor.key, field.key)).at(place.clone()))
    })
}

fn marked_app() -> App {
    let given = |key| Some(Given::new(mark("app", key)));
    App {
        package_name: given("package_name"),
        bundle_id: given("bundle_id"),
        launcher_activity: given("launcher_activity"),
        ..App::default()
    }
}

fn facts_in(vendor: &'static Vendor, requirement: &Requirement) -> Vec<Fact> {
    let fact = |spot, value: &Shown| {
        let (table, field) = marked(vendor, value)?;
        Some(Fact { table, field, spot, likeness: requirement.likeness })
    };
    let one = match &requirement.item {
        Item::TimPush { key, value } => fact(Spot::TimPush(key), value),
        Item::MetaData { name, value } => fact(Spot::MetaData(name), value),
        Item::Placeholder { key, value } => fact(Spot::Placeholder(key), value),
        // What the app calls its notification channel need not be what the vendor's console does.
        Item::DartCode { call: Some(DartCall { name, argument: Some((argument, value)) }), .. } => {
            fact(Spot::Call(name, argument), value).filter(|fact| fact.field.side == Side::App)
        }
        Item::File { path, holds, .. } => {
            return holds.iter().filter_map(|held| fact_of_file(vendor, path, held)).collect();
        }
        _ => None,
    };
    one.into_iter().collect()
}

fn fact_of_file(vendor: &'static Vendor, file: &'static str, held: &JsonFact) -> Option<Fact> {
    let spot = Spot::Json(JsonSpot { file, path: held.path, optional: held.optional });
    let (table, field) = match &held.expected {
        Expected::ApplicationId => ("app", app_field("package_name")?),
        Expected::Value(value) => marked(vendor, value)?,
        // A fingerprint of the app's own keystore, which no key holds as this file has it.
        Expected::SigningCertificate => return None,
    };
    Some(Fact { table, field, spot, likeness: None })
}

/// The key whose mark a value is.
fn marked(vendor: &'static Vendor, value: &Shown) -> Option<(&'static str, &'static Field)> {
    let (Shown::Value(value) | Shown::Secret(value)) = value else { return None };
    let of_vendor = vendor.fields.iter().map(|field| (vendor.key, field));
    let of_app = APP_FIELDS.iter().map(|field| ("app", field));
    of_vendor.chain(of_app).find(|(table, field)| *value == mark(table, field.key))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn key_at(spot: &Spot) -> String {
        let facts = all();
        let found: Vec<String> = facts
            .iter()
            .filter(|fact| fact.spot == *spot)
            .map(|fact| format!("{}.{}", fact.table, fact.field.key))
            .collect();
        assert!(found.len() <= 2, "{found:?}");
        found.join(" ")
    }

    #[test]
    fn every_place_of_the_documents_has_its_key() {
        for (name, key) in [
            ("hw_buz_id", "huawei.buz_id"),
            ("mi_app_key", "xiaomi.app_key"),
            ("mz_app_id", "meizu.app_id"),
            ("oppo_app_secret", "oppo.app_secret"),
            ("oppo_app_id", "oppo.app_id"),
            ("google_buz_id", "google.buz_id"),
            ("apple_buz_id", "apple.buz_id"),
            ("honor_buz_id", "honor.buz_id"),
        ] {
            assert_eq!(key_at(&Spot::Info(name)), key);
        }
        for (name, key) in [
            ("huaweiPushBussinessId", "huawei.buz_id"),
            ("huaweiBadgeClassName", "app.launcher_activity"),
            ("honorPushBussinessId", "honor.buz_id"),
            ("xiaomiPushBussinessId", "xiaomi.buz_id"),
            ("xiaomiPushAppId", "xiaomi.app_id"),
            ("xiaomiPushAppKey", "xiaomi.app_key"),
            ("meizuPushBussinessId", "meizu.buz_id"),
            ("meizuPushAppId", "meizu.app_id"),
            ("meizuPushAppKey", "meizu.app_key"),
            ("vivoPushBussinessId", "vivo.buz_id"),
            ("oppoPushBussinessId", "oppo.buz_id"),
            ("oppoPushAppKey", "oppo.app_key"),
            ("oppoPushAppSecret", "oppo.app_secret"),
            ("fcmPushBussinessId", "google.buz_id"),
        ] {
            assert_eq!(key_at(&Spot::TimPush(name)), key);
        }
        assert_eq!(key_at(&Spot::MetaData("com.vivo.push.app_id")), "vivo.app_id");
        assert_eq!(key_at(&Spot::MetaData("com.vivo.push.api_key")), "vivo.app_key");
        assert_eq!(key_at(&Spot::MetaData("com.hihonor.push.app_id")), "honor.app_id");
        assert_eq!(key_at(&Spot::Placeholder("VIVO_APPKEY")), "vivo.app_key");
        assert_eq!(key_at(&Spot::Placeholder("HONOR_APPID")), "honor.app_id");
        assert_eq!(key_at(&Spot::Call("registerPush", "apnsCertificateID")), "apple.buz_id");
    }

    #[test]
    fn files_of_consoles_have_their_keys() {
        let facts = all();
        let at = |name: &str, path: &[&str]| {
            let is_it =
                |fact: &&Fact| matches!(&fact.spot, Spot::Json(own) if own.file.ends_with(name) && own.path == path);
            facts.iter().find(is_it).map(|fact| format!("{}.{}", fact.table, fact.field.key))
        };
        let key = |key: &str| Some(key.to_owned());
        assert_eq!(at("agconnect-services.json", &["client", "app_id"]), key("huawei.app_id"));
        assert_eq!(at("agconnect-services.json", &["client", "product_id"]), key("huawei.project_id"));
        assert_eq!(at("agconnect-services.json", &["client", "package_name"]), key("app.package_name"));
        assert_eq!(at("google-services.json", &["project_info", "project_id"]), key("google.project_id"));
        assert_eq!(at("mcs-services.json", &["app_id"]), key("honor.app_id"));
        assert_eq!(at("mcs-services.json", &["package_name"]), key("app.package_name"));
    }
}
