//! What is read, printed and patched, read by other people's parsers: Kotlin's grammar, an XML and a plist parser, and a
//! JSON parser that keeps no places. Groovy's own parser is no crate: see `tests/grammars`.

use std::collections::BTreeMap;

use pushctl::project::{Dsl, Generation, Kind, Snippet, Target, render};
use pushctl::text::Lang;

use super::fixture::{Fixture, TEMPLATES, fixtures, required};
use super::set_up::{patched, projects};

/// The first place that Kotlin's grammar does not understand.
fn kotlin_error(text: &str) -> Option<String> {
    let mut parser = tree_sitter::Parser::new();
    parser.set_language(&tree_sitter_kotlin_ng::LANGUAGE.into()).expect("the grammar fits");
    let tree = parser.parse(text.trim_start_matches('\u{feff}'), None).expect("a tree");
    let mut nodes = vec![tree.root_node()];
    while let Some(node) = nodes.pop() {
        if node.is_error() || node.is_missing() {
            let line = node.start_position().row;
            return Some(format!("line {}: {}", line + 1, text.lines().nth(line).unwrap_or_default()));
        }
        let mut cursor = node.walk();
        nodes.extend(node.children(&mut cursor));
    }
    None
}

/// Whether an XML parser reads it to its end.
fn xml_error(text: &str) -> Option<String> {
    let reader = xml::EventReader::new(text.trim_start_matches('\u{feff}').as_bytes());
    reader.into_iter().find_map(Result::err).map(|error| error.to_string())
}

fn plist_error(text: &str) -> Option<String> {
    let value = plist::Value::from_reader_xml(text.trim_start_matches('\u{feff}').as_bytes());
    match value {
        Ok(value) => value.as_dictionary().is_none().then(|| "no dictionary".to_owned()),
        Err(error) => Some(error.to_string()),
    }
}

fn json_error(text: &str) -> Option<String> {
    let text = text.trim_start_matches('\u{feff}');
    serde_json::from_str::<serde_json::Value>(text).err().map(|error| error.to_string())
}

/// What the parser for a file of this name says; `None` also where there is none.
fn error(path: &str, text: &str) -> Option<String> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit('.').next().unwrap_or_default() {
        "kts" | "kt" => kotlin_error(text),
        "xml" => xml_error(text),
        "plist" | "entitlements" => plist_error(text),
        "json" => json_error(text),
        _ => None,
    }
}

#[test]
fn the_parsers_find_mistakes() {
    assert!(kotlin_error("android {\n    defaultConfig {\n}\n").is_some());
    assert!(kotlin_error("plugins {\n    id 'com.android.application'\n}\n").is_some());
    assert!(xml_error("<a b=\"1\" // x\n/>").is_some() && xml_error("<a><b></a>").is_some());
    assert!(plist_error("<plist version=\"1.0\"><dict><key>a</key></dict></plist>").is_some());
    assert!(json_error("{\"a\": 1,}").is_some());
}

#[test]
fn the_fixtures_are_what_they_claim_to_be() {
    let mut read: BTreeMap<String, usize> = BTreeMap::new();
    for template in TEMPLATES {
        for part in ["bare", "g1", "g3"] {
            let fixture = Fixture::laid(&[&format!("{template}/{part}")]);
            for path in fixture.files() {
                let end = path.rsplit('.').next().unwrap_or_default().to_owned();
                if !["kts", "kt", "xml", "plist", "entitlements", "json"].contains(&end.as_str()) {
                    continue;
                }
                *read.entry(end).or_default() += 1;
                let found = error(&path, &fixture.text(&path));
                assert_eq!(found, None, "{template}/{part}/{path}");
            }
        }
    }
    assert!(read.len() == 6 && read["kts"] >= 15 && read["xml"] >= 12, "{read:?}");
    let broken = fixtures().join("mistakes/broken/09-comment-in-tag.xml");
    assert!(xml_error(&std::fs::read_to_string(broken).expect("a file")).is_some());
}

#[test]
fn patched_files_parse() {
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for (template, generation) in projects() {
        let (_, patch) = patched(&Fixture::begun(template, generation));
        for file in &patch.files {
            *ends.entry(file.path.rsplit('.').next().unwrap_or_default().to_owned()).or_default() += 1;
            assert_eq!(error(&file.path, &file.after), None, "{template} {generation} {}\n{}", file.path, file.after);
        }
    }
    for end in ["kts", "kt", "xml", "entitlements", "json", "swift", "gradle", "pro", "dart", "pbxproj"] {
        assert!(ends.contains_key(end), "{end}: {ends:?}");
    }
}

/// The facts of a patched file as someone else reads them.
#[test]
fn patched_files_say_the_same_to_others() {
    for template in TEMPLATES {
        let (model, _) = patched(&Fixture::begun(template, "g1"));
        let manifest = model.text("android/app/src/main/AndroidManifest.xml").expect("a manifest");
        let names = attributes(&manifest, "name");
        for name in ["com.vivo.push.app_id", "android.permission.POST_NOTIFICATIONS", "com.hihonor.push.app_id"] {
            assert_eq!(names.iter().filter(|own| *own == name).count(), 1, "{template} {name}");
        }
        assert_eq!(attributes(&manifest, "value").iter().filter(|own| *own == "105000042").count(), 1, "{template}");
        for (file, expected) in [("Runner", "development"), ("RunnerRelease", "production")] {
            let text = model.text(&format!("ios/Runner/{file}.entitlements")).expect("entitlements");
            let value = plist::Value::from_reader_xml(text.as_bytes()).expect("a plist");
            let own = value.as_dictionary().and_then(|entries| entries.get("aps-environment"));
            assert_eq!(own.and_then(plist::Value::as_string), Some(expected), "{template} {file}");
        }
        let info = model.text("ios/Runner/Info.plist").expect("Info.plist");
        let value = plist::Value::from_reader_xml(info.as_bytes()).expect("a plist");
        let flag = value.as_dictionary().and_then(|entries| entries.get("flutter_apns.disable_firebase_core"));
        assert_eq!(flag.and_then(plist::Value::as_boolean), Some(false), "{template}");
        let (model, _) = patched(&Fixture::begun(template, "g3"));
        let json = model.text("android/app/src/main/assets/timpush-configs.json").expect("a file");
        let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
        let own = &json["com.example.imdemo"];
        assert_eq!(own["vivoPushBussinessId"], "34567", "{template}");
        assert_eq!(own["oppoPushAppSecret"], "89abcdef0123456789abcdef01234567", "{template}");
        assert_eq!(own["huaweiBadgeClassName"], "com.example.imdemo.MainActivity", "{template}");
        assert_eq!(own.as_object().map(serde_json::Map::len), Some(15), "{template}");
    }
}

/// The values of an attribute of Android's namespace.
fn attributes(text: &str, name: &str) -> Vec<String> {
    let reader = xml::EventReader::new(text.trim_start_matches('\u{feff}').as_bytes());
    let mut values = Vec::new();
    for event in reader {
        if let xml::reader::XmlEvent::StartElement { attributes, .. } = event.expect("XML") {
            let of_android = attributes.into_iter().filter(|own| own.name.prefix.as_deref() == Some("android"));
            values.extend(of_android.filter(|own| own.name.local_name == name).map(|own| own.value));
        }
    }
    values
}

/// Every snippet, for every plugin and in both languages.
fn snippets(dsl: Dsl) -> Vec<Snippet> {
    let (requirements, _) = required();
    let plugins = [
        (Generation::Classic, "tim_ui_kit_push_plugin", "3.1.2+1"),
        (Generation::China, "tencent_chat_push_for_china", "1.0.0"),
        (Generation::TimPush, "tencent_cloud_chat_push", "8.9.7538"),
    ];
    let mut all = Vec::new();
    for (generation, plugin, version) in plugins {
        for version in [Some(version), None] {
            for lang in [Lang::En, Lang::Zh] {
                let package_name = version.map(|_| "com.example.imdemo");
                let namespace = Some("com.example.imdemo");
                let target =
                    Target { plugin, generation, version, dsls: &[dsl], lang, package_name, namespace, reveal: true };
                all.extend(render(&requirements, &target));
            }
        }
    }
    all
}

#[test]
fn kotlin_snippets_parse() {
    let all = snippets(Dsl::Kotlin);
    let kotlin: Vec<_> = all.iter().filter(|snippet| snippet.dsl == Some(Dsl::Kotlin)).collect();
    assert!(kotlin.len() > 20, "{}", kotlin.len());
    for snippet in kotlin {
        assert_eq!(kotlin_error(&snippet.text), None, "{}\n{}", snippet.file, snippet.text);
    }
    for lang in [Lang::En, Lang::Zh] {
        for snippet in all.iter().filter(|snippet| snippet.dsl == Some(Dsl::Kotlin)) {
            assert_eq!(kotlin_error(&snippet.with_place(lang)), None, "{}", snippet.with_place(lang));
        }
    }
}

#[test]
fn snippets_of_other_kinds_parse() {
    let mut kinds = [0; 4];
    for snippet in snippets(Dsl::Groovy) {
        let text = &snippet.text;
        let found = match snippet.kind {
            Kind::Manifest => {
                kinds[0] += 1;
                xml_error(&format!(
                    "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">{text}</manifest>"
                ))
            }
            Kind::Entitlements => {
                kinds[1] += 1;
                plist_error(text)
            }
            Kind::Plist => {
                kinds[1] += 1;
                plist_error(&format!("<plist version=\"1.0\"><dict>{text}</dict></plist>"))
            }
            Kind::TimPush => {
                kinds[2] += 1;
                json_error(text)
            }
            _ if snippet.file.ends_with(".kt") => kotlin_error(text),
            _ => {
                kinds[3] += 1;
                None
            }
        };
        assert_eq!(found, None, "{}\n{text}", snippet.file);
    }
    assert!(kinds.iter().all(|count| *count >= 4), "{kinds:?}");
}
