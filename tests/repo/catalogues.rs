//! Rules and fields: complete, in both languages.

use std::collections::BTreeSet;

use pushctl::config::{APP_FIELDS, DEVICE_FIELDS, Field, Kind, MESSAGE_FIELDS};
use pushctl::explain;
use pushctl::outcome::{Class, State};
use pushctl::text::{Lang, Text};
use pushctl::vendors::{Confidence, Entry, Retry, VENDORS, Vendor};

fn fields() -> impl Iterator<Item = &'static Field> {
    let own = APP_FIELDS.iter().chain(MESSAGE_FIELDS).chain(DEVICE_FIELDS);
    own.chain(VENDORS.iter().flat_map(|vendor| vendor.fields))
}

fn is_whole(text: &Text) -> bool {
    !text.get(Lang::En).is_empty() && !text.get(Lang::Zh).is_empty()
}

#[test]
fn every_rule_has_an_id_of_its_own() {
    let mut seen = BTreeSet::new();
    for rule in explain::rules() {
        assert!(seen.insert(rule.id), "{} is there twice", rule.id);
        let (owner, name) = rule.id.split_once('/').expect("OWNER/NAME");
        let is_known = VENDORS.iter().any(|vendor| vendor.key == owner)
            || ["config", "project", "android", "ios", "online", "message"].contains(&owner);
        assert!(is_known, "{}: who is {owner}?", rule.id);
        assert!(name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'), "{name}");
    }
    assert!(seen.len() > 30);
}

#[test]
fn every_rule_speaks_both_languages() {
    for rule in explain::rules() {
        for (what, text) in [("title", &rule.title), ("cause", &rule.cause), ("remedy", &rule.remedy)] {
            assert!(is_whole(text), "{}: {what}", rule.id);
        }
        assert!(rule.link.is_none_or(|link| link.starts_with("https://")), "{}: {:?}", rule.id, rule.link);
    }
}

#[test]
fn every_field_is_described_and_has_an_example() {
    for field in fields() {
        for lang in [Lang::En, Lang::Zh] {
            assert!(!field.doc.get(lang).is_empty(), "{}: {lang:?}", field.key);
        }
        assert_eq!(field.found.get(Lang::En).is_empty(), field.found.get(Lang::Zh).is_empty(), "{}", field.key);
        assert!(!field.example.is_empty() || field.kind == Kind::Map, "{} has no example", field.key);
        assert_eq!(field.kind.accepts(field.example), Ok(()), "{}: {}", field.key, field.example);
    }
}

#[test]
fn every_required_field_of_a_vendor_says_where_it_stands() {
    for vendor in VENDORS {
        for field in vendor.fields.iter().filter(|field| field.required) {
            assert!(!field.found.is_empty(), "[{}] {}", vendor.key, field.key);
        }
    }
}

/// Every code of every vendor, with a name for messages.
fn codes() -> impl Iterator<Item = (String, &'static Entry)> {
    let of = |vendor: &'static Vendor| {
        let named = |entry: &'static Entry| (format!("{} {} {}", vendor.key, entry.scope, entry.code), entry);
        vendor.codes.entries().iter().map(named)
    };
    VENDORS.iter().copied().flat_map(of)
}

#[test]
fn every_code_stands_once_per_scope() {
    let mut seen = BTreeSet::new();
    for (name, _) in codes() {
        assert!(seen.insert(name.clone()), "{name} is there twice");
    }
    assert!(seen.len() > 50 * VENDORS.len() / 3);
}

#[test]
fn every_code_speaks_both_languages_and_names_its_source() {
    for (name, entry) in codes() {
        for text in [&entry.cause, &entry.remedy] {
            assert!(is_whole(text), "{name}");
            assert!(!text.get(Lang::En).ends_with('.') && !text.get(Lang::Zh).ends_with('。'), "{name}");
            let literals = |lang| text.get(lang).matches('`').count();
            assert_eq!(literals(Lang::En), literals(Lang::Zh), "{name}");
        }
        assert!(!entry.source.is_empty(), "{name}");
    }
}

/// Nobody deletes a row of a database on the word of a source that is not the vendor's.
#[test]
fn dead_is_said_by_official_sources_only() {
    for (name, entry) in codes().filter(|(_, entry)| entry.state == Some(State::Dead)) {
        assert_eq!(entry.confidence, Confidence::Official, "{name}");
    }
}

/// An answer that is no refusal asks for nothing to be mended.
#[test]
fn what_is_accepted_is_not_retried() {
    for (name, entry) in codes().filter(|(_, entry)| entry.class == Class::Accepted) {
        assert_eq!(entry.retry, Retry::Never, "{name}");
    }
}

/// A made-up secret that stands inside a public example would be hidden there too.
#[test]
fn no_example_holds_a_made_up_secret() {
    let secrets = || fields().filter(|field| field.kind == Kind::Secret).map(|field| field.example);
    let public = fields().filter(|field| field.kind != Kind::Secret && field.kind != Kind::Id);
    let public = public.map(|field| field.example).chain(VENDORS.iter().map(|vendor| vendor.example_device.address));
    for example in public {
        assert!(!secrets().any(|secret| example.contains(secret)), "{example}");
    }
}
