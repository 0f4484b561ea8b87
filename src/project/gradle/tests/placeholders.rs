//! Placeholders and mistakes, read.

use super::super::samples::{ALL, KOTLIN_APP, LEGACY_APP};
use super::super::{Build, Scope};
use super::{groovy, kotlin};

/// Scope, key and value of each placeholder.
fn placeholders(build: &Build) -> Vec<(Scope, String, String)> {
    let or_unknown = |value: Option<String>| value.unwrap_or("?".to_owned());
    let placeholders = build.placeholders().into_iter();
    placeholders.map(|it| (it.scope, or_unknown(it.key.value), or_unknown(it.value.value))).collect()
}

/// The placeholders of a Groovy or Kotlin `defaultConfig` with this content.
fn default_placeholders(read: fn(&str) -> Build, content: &str) -> Vec<(String, String)> {
    let build = read(&format!("android {{\n  defaultConfig {{\n    {content}\n  }}\n}}"));
    let found = placeholders(&build);
    assert!(found.iter().all(|(scope, ..)| *scope == Scope::DefaultConfig), "{content}");
    found.into_iter().map(|(_, key, value)| (key, value)).collect()
}

#[test]
fn placeholders_of_the_samples() {
    let entry = |scope: Scope, key: &str, value: &str| (scope, key.to_owned(), value.to_owned());
    let expected = [entry(Scope::DefaultConfig, "vivo_APPKEY", ""), entry(Scope::DefaultConfig, "vivo_APPID", "")];
    assert_eq!(placeholders(&groovy(LEGACY_APP)), expected);
    let expected = [
        entry(Scope::DefaultConfig, "VIVO_APPKEY", "key"),
        entry(Scope::DefaultConfig, "VIVO_APPID", "?"),
        entry(Scope::Flavor("dev".to_owned()), "HONOR_APPID", "105000001"),
    ];
    assert_eq!(placeholders(&kotlin(KOTLIN_APP)), expected);
}

#[test]
fn every_notation_of_placeholders() {
    let both = [("K".to_owned(), "v".to_owned()), ("K2".to_owned(), "w".to_owned())];
    for text in [
        "manifestPlaceholders = [K: \"v\", \"K2\": 'w']",
        "manifestPlaceholders = [\n K : \"v\", // x\n K2: 'w',\n]",
        "manifestPlaceholders += [K: 'v', K2: 'w']",
        "manifestPlaceholders = manifestPlaceholders + [K: 'v', K2: 'w']",
        "manifestPlaceholders.putAll([K: 'v', K2: 'w'])",
        "addManifestPlaceholders([K: 'v', K2: 'w'])",
        "addManifestPlaceholders K: 'v', K2: 'w'",
        "setManifestPlaceholders(K: 'v', K2: 'w')",
        "manifestPlaceholders [K: 'v', K2: 'w']",
        "manifestPlaceholders['K'] = 'v'; manifestPlaceholders.K2 = 'w'",
        "manifestPlaceholders.put('K', 'v'); manifestPlaceholders.put(\"K2\", \"w\")",
    ] {
        assert_eq!(default_placeholders(groovy, text), both, "{text}");
    }
    for text in [
        "manifestPlaceholders += mapOf(\"K\" to \"v\", \"K2\" to \"w\")",
        "manifestPlaceholders += mapOf<String, Any>(\n\"K\" to \"v\",\n\"K2\" to \"w\",\n)",
        "manifestPlaceholders = mutableMapOf(\"K\" to \"v\", Pair(\"K2\", \"w\"))",
        "addManifestPlaceholders(mapOf(\"K\" to \"v\", \"K2\" to \"w\"))",
        "manifestPlaceholders.putAll(mapOf(\"K\" to \"v\", \"K2\" to \"w\"))",
        "manifestPlaceholders[\"K\"] = \"v\"\nmanifestPlaceholders.put(\"K2\", \"w\")",
        "manifestPlaceholders += \"K\" to \"v\"\nmanifestPlaceholders += Pair(\"K2\", \"w\")",
        "manifestPlaceholders.apply { put(\"K\", \"v\"); put(\"K2\", \"w\") }",
    ] {
        assert_eq!(default_placeholders(kotlin, text), both, "{text}");
    }
    let computed = [("K".to_owned(), "?".to_owned())];
    for value in ["\"$x\"", "project.findProperty('x')", "props['x'] ?: 'y'", "a ? 'b' : 'c'"] {
        assert_eq!(default_placeholders(groovy, &format!("manifestPlaceholders = [K: {value}]")), computed, "{value}");
    }
    assert_eq!(default_placeholders(groovy, "manifestPlaceholders = [(KEY): 'v']"), [("?".into(), "v".into())]);
    assert!(default_placeholders(groovy, "manifestPlaceholders = [:]").is_empty());
}

#[test]
fn only_real_assignments_throw_placeholders_away() {
    let assignments =
        |text: &str| groovy(&format!("android {{ defaultConfig {{ {text} }} }}")).placeholder_assignments();
    let found = assignments("manifestPlaceholders = [K: 'v', \"L\": x]");
    assert_eq!(found[0].keys, ["K", "L"]);
    assert_eq!(found[0].scope, Scope::DefaultConfig);
    assert_eq!(found[0].operator.len(), 1);
    assert!(assignments("manifestPlaceholders += [K: 'v']").is_empty());
    assert!(assignments("manifestPlaceholders = manifestPlaceholders + [K: 'v']").is_empty());
    assert!(assignments("manifestPlaceholders['K'] = 'v'; addManifestPlaceholders([K: 'v'])").is_empty());
    assert_eq!(assignments("setManifestPlaceholders([K: 'v'])").len(), 1);
    assert_eq!(assignments("manifestPlaceholders = props").len(), 1);
    let other = groovy("android { buildTypes { release { manifestPlaceholders = [K: 'v'] } } }");
    assert_eq!(other.placeholder_assignments()[0].scope, Scope::BuildType("release".to_owned()));
}

#[test]
fn mistakes_of_the_guides() {
    let guide = "android: {\n  defaultConfig {\n    manifestPlaceholders = [\n      vivo_APPKEY: \"a\"\n      vivo_APPID: \"b\",\n      ....\n    ]\n  }\n}\n";
    let build = groovy(guide);
    let at: Vec<&str> = build.mistakes().iter().map(|mistake| guide[mistake.at..].lines().next().unwrap()).collect();
    assert_eq!(at, ["android: {", "vivo_APPID: \"b\",", "...."]);
    // What is meant is read all the same.
    let expected = [("vivo_APPKEY", "a"), ("vivo_APPID", "b")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    let found = build.placeholders().into_iter().map(|it| (it.key.value.unwrap(), it.value.value.unwrap()));
    assert_eq!(found.collect::<Vec<_>>(), expected);
    for (text, dsl) in ALL {
        assert_eq!(Build::read(text, dsl).unwrap().mistakes(), [], "{text}");
    }
    assert_eq!(groovy("def f(String... a) { g(x ? y as int : z) }\nh(a: 1, b: c ? d : e)").mistakes(), []);
}

#[test]
fn blocks_of_an_app_in_the_build_script() {
    let text = "buildscript {\n  repositories { google() }\n  signingConfigs { release { } }\n  buildTypes {\n  }\n}\n";
    let found = groovy(text).misplaced_blocks();
    let names: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["signingConfigs", "buildTypes"]);
    assert_eq!(&text[found[0].1.clone()], "signingConfigs");
    assert!(groovy(LEGACY_APP).misplaced_blocks().is_empty());
}
