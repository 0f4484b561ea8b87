//! What all vendors together get, read back by parsers and held against what each file has to hold.

mod android;
mod code;
mod signing;

use std::collections::BTreeSet;

use super::*;
use crate::config::{Environment, Options, Side, Source, assemble};
use crate::report::Findings;
use crate::vendors::Vendor;

const ANDROID: &str = "http://schemas.android.com/apk/res/android";

/// The value that a key has here; it tells which key it was.
fn mark(vendor: &str, key: &str) -> String {
    match key {
        "buz_id" => {
            let at = VENDORS.iter().position(|other| other.key == vendor).unwrap();
            (34500 + at).to_string()
        }
        _ => format!("{vendor}-{key}"),
    }
}

/// Every vendor, with every key set to its mark, or with none.
fn everything(filled: bool) -> Vec<Requirement> {
    let table = |vendor: &Vendor| {
        let keys = vendor.fields.iter().map(|field| format!("{} = \"{}\"\n", field.key, mark(vendor.key, field.key)));
        format!("[{}]\n{}", vendor.key, keys.collect::<String>())
    };
    let text = VENDORS.iter().filter(|_| filled).map(|vendor| table(vendor)).collect();
    let source = Source::new("push.toml", "push.toml", text);
    let environment = Environment::new(|_| None);
    let options = Options { file: None, folder: ".".into(), profile: None, environment };
    let config = assemble(source, None, &options).expect("TOML");
    let app = App {
        package_name: Some(Given::new("com.example.imdemo")),
        launcher_activity: Some(Given::new("com.example.imdemo.MainActivity")),
        ..App::default()
    };
    let app = if filled { app } else { App::default() };
    let mut all = general::requirements();
    for vendor in VENDORS {
        all.extend((vendor.requirements)(&config.values(vendor, &mut Findings::default()), &app));
    }
    all
}

fn snippets(generation: Generation, dsls: &'static [Dsl]) -> Vec<Snippet> {
    render(&everything(true), &target(generation, dsls, Lang::En))
}

/// The text of the one snippet of a file that has something in it.
fn only<'a>(snippets: &'a [Snippet], file: &str, has: &str) -> &'a str {
    let mut found = snippets.iter().filter(|one| one.file == file && one.text.contains(has));
    let one = found.next().unwrap_or_else(|| panic!("{file} {has}: {snippets:?}"));
    assert_eq!(found.next(), None);
    &one.text
}

/// What a run of `run` prints in each form there is.
fn in_every_form(mut run: impl FnMut(Generation, bool, Lang, &[Snippet])) {
    for generation in Generation::ALL {
        for filled in [true, false] {
            let requirements = everything(filled);
            for lang in [Lang::En, Lang::Zh] {
                run(*generation, filled, lang, &render(&requirements, &target(*generation, &Dsl::ALL, lang)));
            }
        }
    }
}

/// Lines that say something: no comments, no lines that only open or close a block, no `google()`.
fn statements(text: &str) -> impl Iterator<Item = &str> {
    let says = |line: &&str| {
        let comment = ["//", "#", "<!--"].iter().any(|start| line.starts_with(start));
        !comment
            && !line.is_empty()
            && !line.ends_with('{')
            && !matches!(*line, "}" | ");" | "google()" | "mavenCentral()")
    };
    text.lines().map(str::trim).filter(says)
}

/// Brackets of all kinds match, outside of strings and comments, and each string ends in its line.
fn assert_balanced(text: &str) {
    let mut open = Vec::new();
    for line in text.lines() {
        let mut characters = line.chars().peekable();
        while let Some(character) = characters.next() {
            match character {
                '/' if characters.peek() == Some(&'/') => break,
                '"' | '\'' => loop {
                    match characters.next() {
                        Some('\\') => drop(characters.next()),
                        Some(end) if end == character => break,
                        Some(_) => {}
                        None => panic!("an open string: {line}"),
                    }
                },
                '(' => open.push(')'),
                '[' => open.push(']'),
                '{' => open.push('}'),
                ')' | ']' | '}' => assert_eq!(open.pop(), Some(character), "{line} in {text}"),
                _ => {}
            }
        }
    }
    assert!(open.is_empty(), "{text}");
}

fn manifest(snippets: &[Snippet]) -> roxmltree::Document<'static> {
    let parts = snippets.iter().filter(|one| one.file.ends_with("AndroidManifest.xml"));
    let is_attribute = |one: &&Snippet| one.text.trim_start().starts_with("android:");
    let (attributes, elements): (Vec<_>, Vec<_>) = parts.partition(is_attribute);
    let attributes: String = attributes.iter().map(|one| one.text.as_str()).collect();
    let mut elements = elements.iter().map(|one| one.with_place(Lang::En));
    let (permissions, application) = (elements.next().unwrap(), elements.next().unwrap_or_default());
    let xml = format!(
        "<manifest xmlns:android=\"{ANDROID}\">{permissions}<application {attributes}>{application}</application></manifest>"
    );
    roxmltree::Document::parse(Box::leak(xml.into_boxed_str())).unwrap()
}

/// Key and value of a plist's outermost `<dict>`.
fn entries(xml: &str) -> Vec<(String, String)> {
    let document = roxmltree::Document::parse_with_options(
        xml,
        roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() },
    );
    let document = document.unwrap();
    let dict = document.descendants().find(|node| node.has_tag_name("dict")).unwrap();
    let nodes: Vec<_> = dict.children().filter(roxmltree::Node::is_element).collect();
    let pair = |pair: &[roxmltree::Node<'_, '_>]| {
        assert!(pair[0].has_tag_name("key"));
        let value = &xml[pair[1].range()];
        (pair[0].text().unwrap().to_owned(), value.to_owned())
    };
    nodes.chunks(2).map(pair).collect()
}

#[test]
fn what_two_vendors_need_is_written_once() {
    in_every_form(|_, _, _, snippets| {
        for snippet in snippets {
            // Repositories of plugins and of dependencies are two lists.
            for part in snippet.text.split("allprojects {") {
                let mut seen = BTreeSet::new();
                let repeats = |line: &&str| !seen.insert((*line).trim_end_matches('/').replace(' ', ""));
                let code = snippet.kind != Kind::Delegate && snippet.kind != Kind::Console;
                let twice: Vec<&str> = statements(part).filter(repeats).collect();
                assert!(!code || twice.is_empty(), "{twice:?} in {}", snippet.text);
            }
        }
    });
    let repeated = ["first", "second"].map(|word| {
        let item = Item::MavenRepository { url: "https://example.com/", of_plugins: false };
        Requirement::new(&general::rules::POST_NOTIFICATIONS, &[Generation::Classic], item, Text::new(word, word))
    });
    let text = text(&render(&repeated, &target(Generation::Classic, &[Dsl::Kotlin], Lang::En)));
    assert!(text.contains("// first") && !text.contains("// second"), "{text}");
}

#[test]
fn code_is_balanced_and_data_parses() {
    in_every_form(|_, _, lang, snippets| {
        for snippet in snippets {
            let text = snippet.with_place(lang);
            match snippet.kind {
                _ if snippet.file.ends_with(".kt") => assert_balanced(&text),
                Kind::Gradle if snippet.file.ends_with(".properties") => {
                    assert!(text.lines().all(|line| line.starts_with("# ") || line.contains('=')), "{text}");
                }
                Kind::Gradle | Kind::Settings | Kind::Dart | Kind::Delegate => assert_balanced(&text),
                Kind::TimPush => drop(serde_json::from_str::<Value>(&text).unwrap()),
                Kind::Entitlements => drop(entries(&text)),
                Kind::Plist => drop(entries(&format!("<dict>{text}</dict>"))),
                Kind::Manifest | Kind::Podfile | Kind::Proguard | Kind::Console => {}
            }
            assert!(snippet.text.ends_with('\n') && !snippet.text.ends_with("\n\n"), "{snippet:?}");
        }
        drop(manifest(snippets));
    });
}

/// Only OPPO's AppSecret is built into an app.
#[test]
fn no_secret_of_a_server_is_ever_rendered() {
    let secrets: Vec<String> = VENDORS
        .iter()
        .flat_map(|vendor| vendor.fields.iter().map(move |field| (vendor.key, field)))
        .filter(|(_, field)| field.side == Side::Server)
        .map(|(vendor, field)| mark(vendor, field.key))
        .collect();
    for secret in ["huawei-app_secret", "honor-client_secret", "oppo-master_secret", "tencent-secret_key"] {
        assert!(secrets.iter().any(|own| own == secret), "{secret}: {secrets:?}");
    }
    for generation in Generation::ALL {
        let hidden = target(*generation, &Dsl::ALL, Lang::En);
        let (shown, written) =
            [hidden, Target { reveal: true, ..hidden }].map(|target| text(&render(&everything(true), &target))).into();
        for secret in &secrets {
            assert!(!written.contains(secret.as_str()), "{secret}: {written}");
        }
        assert!(!shown.contains("oppo-app_secret") && shown.contains("***"), "{shown}");
        assert!(written.contains("oppo-app_secret") && !written.contains("***"), "{written}");
    }
}

/// Each was in Tencent's guide, or in the demo it links to.
#[test]
fn no_mistake_of_the_guide_comes_from_any_vendor() {
    let forbidden = [
        // Swapped or dead names of vivo's ids, maps that do not compile or throw away Flutter's own.
        "vivo_APPID",
        "vivo_APPKEY",
        "manifestPlaceholders = [",
        "manifestPlaceholders = mapOf",
        "....",
        "android: {",
        // Names with a blank, comments where none may stand, packages written out or as an expression.
        " \"/>",
        " \" />",
        "usesCleartextTraffic",
        "\"com.example.imdemo.permission",
        "\"com.example.imdemo.push",
        "://${",
        "${applicationId}/",
        "applicationId \"",
        // Repositories and versions of yesterday.
        "jcenter",
        "http://developer",
        "agcp:1.3.1.300",
        "firebase_core: 1.12.0",
        // Calls that are gone, of the demo only, or misspelt.
        "TimUiKitPushPlugin()",
        "displayNotification",
        "displayDefaultNotificationForMessage",
        "ChannelPush.",
        "Platfrom",
        "await cPush",
        // What a review of privacy objects to, other spellings, the desktop's key.
        "READ_PHONE_STATE",
        "RECEIVE_MCS_MESSAGE",
        "com.apple.developer.aps-environment",
        "<string>false</string>",
        "-ignorewarnings",
        "tools:",
    ];
    in_every_form(|_, _, _, snippets| {
        let root = snippets.iter().filter(|one| one.file.starts_with("android/build.gradle"));
        assert!(root.into_iter().all(|one| !one.text.contains("signingConfig")), "it belongs into the app's file");
        let text = text(snippets);
        for mistake in forbidden {
            assert!(!text.contains(mistake), "{mistake}: {text}");
        }
        for guide in ["action on tap:\ncom.example.imdemo\n", "badge parameter:\ncom.example.imdemo\n"] {
            assert!(!text.contains(guide), "{text}");
        }
    });
}
