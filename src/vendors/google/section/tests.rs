use std::fs;
use std::path::PathBuf;

use super::*;
use crate::config::{Place, Source};
use crate::text::Lang;

fn ids(findings: &Findings) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

fn account_with(change: impl FnOnce(&mut Map<String, Value>)) -> Vec<u8> {
    let mut object: Map<String, Value> = serde_json::from_slice(&account::made_up()).expect("JSON");
    change(&mut object);
    Value::Object(object).to_string().into_bytes()
}

fn linted(bytes: &[u8], project: Option<&str>) -> Findings {
    let mut findings = Findings::default();
    lint_account(&Given::new("keys/a.json"), bytes, project.map(Given::new).as_ref(), &mut findings);
    findings
}

#[test]
fn the_made_up_account_and_the_examples_pass() {
    assert!(ids(&linted(&account::made_up(), Some("imdemo-12345"))).is_empty());
    let example = |key: &str| FIELDS.iter().find(|field| field.key == key).expect("a field").example;
    assert!(lint_project_id(&Given::new(example("project_id"))).is_none());
    assert!(lint_path(&Given::new(example("service_account_file"))).is_none());
    assert!(lint_token(super::super::VENDOR.example_device.address).is_none());
}

#[test]
fn what_stands_in_place_of_an_account_is_named() {
    let services = br#"{"project_info":{"project_id":"demo-project"},"client":[]}"#;
    let findings = linted(services, None);
    assert_eq!(ids(&findings), ["google/service-account"]);
    let message = findings.iter().next().expect("one").message.get(Lang::En).to_owned();
    assert!(message.contains("google-services.json"), "{message}");
    let escaped = account_with(|account| {
        let pem = account["private_key"].as_str().expect("text").replace('\n', "\\n");
        account.insert("private_key".to_owned(), pem.into());
    });
    assert_eq!(ids(&linted(&escaped, None)), ["google/private-key"]);
    let homeless = account_with(|account| _ = account.remove("project_id"));
    assert_eq!(ids(&linted(&homeless, None)), ["google/service-account"], "nobody says which project it is");
    assert!(ids(&linted(&homeless, Some("imdemo-12345"))).is_empty());
    let elsewhere = account_with(|account| _ = account.insert("token_uri".to_owned(), "https://example.com".into()));
    assert_eq!(ids(&linted(&elsewhere, None)), ["google/token-uri"]);
}

#[test]
fn odd_shapes_are_warnings_whatever_else_is_wrong() {
    let odd = |key: &str, value: &str| {
        ids(&linted(&account_with(|account| _ = account.insert(key.to_owned(), value.into())), None))
    };
    assert_eq!(odd("private_key_id", "0123"), ["google/service-account-shape"]);
    assert_eq!(odd("client_id", "12"), ["google/service-account-shape"]);
    assert_eq!(odd("universe_domain", "example.com"), ["google/service-account-shape"]);
    assert_eq!(odd("client_email", "a@other-project.iam.gserviceaccount.com"), ["google/service-account-shape"]);
    assert_eq!(odd("client_email", "a@example.com"), ["google/service-account-shape"]);
    let both = account_with(|account| {
        account.insert("private_key".to_owned(), "x".into());
        account.insert("client_id".to_owned(), "12".into());
    });
    assert_eq!(ids(&linted(&both, None)), ["google/private-key", "google/service-account-shape"]);
}

#[test]
fn no_finding_quotes_the_key() {
    for bytes in
        [account::made_up(), account_with(|account| _ = account.insert("private_key".to_owned(), "secret-1".into()))]
    {
        for finding in &linted(&bytes, Some("another-project")) {
            let text = finding.message.get(Lang::En);
            assert!(!text.contains("secret-1") && !text.contains("MII"), "{text}");
        }
    }
}

#[test]
fn an_account_of_another_project_is_a_warning() {
    let findings = linted(&account::made_up(), Some("another-project"));
    assert_eq!(ids(&findings), ["google/project-mismatch"]);
    assert_eq!(findings.count(Severity::Warning), 1);
    assert!(ids(&linted(&account::made_up(), Some("123456789012"))).is_empty(), "a number cannot be compared");
    let app_id = linted(&account::made_up(), Some("1:123456789012:android:0a1b2c"));
    assert!(ids(&app_id).is_empty(), "one finding says that this is no project id");
}

#[test]
fn a_project_id_is_neither_number_nor_key() {
    let severity = |id: &str| lint_project_id(&Given::new(id)).map(|finding| finding.severity);
    for good in ["demo-project", "abcdef", "a12345678901234567890123456789", "example.com:chat", " demo-project "] {
        assert_eq!(severity(good), None, "{good}");
    }
    let api_key = format!("AIza{}", "x".repeat(35));
    for (bad, expected) in [
        ("123456789012", Severity::Warning),
        ("1:123456789012:android:0a1b2c3d4e5f", Severity::Error),
        (api_key.as_str(), Severity::Error),
        ("Demo-Project", Severity::Warning),
        ("abcde", Severity::Warning),
        ("a123456789012345678901234567890", Severity::Warning),
        ("demo-project-", Severity::Warning),
    ] {
        assert_eq!(severity(bad), Some(expected), "{bad}");
    }
}

#[test]
fn a_key_in_place_of_a_path_is_named() {
    let rule = |path: &str| lint_path(&Given::new(path)).map(|finding| finding.rule.id);
    let legacy = format!("/home/me/AAAAabcdefg:APA91b{}", "x".repeat(134));
    let api_key = format!("/home/me/AIza{}", "x".repeat(35));
    assert_eq!(rule(&legacy), Some("google/legacy-key"));
    assert_eq!(rule(&api_key), Some("google/service-account"));
    assert_eq!(rule("/home/me/keys/account.json"), None);
}

#[test]
fn tokens_and_installation_ids_pass() {
    let token = |head: usize, tail: usize| format!("{}:APA91b{}", "c".repeat(head), "x".repeat(tail - 6));
    for good in [token(22, 140), token(10, 100), token(30, 100), "c".repeat(22), "c".to_owned()] {
        assert!(lint_token(good.as_str()).is_none(), "{good}");
    }
    let legacy = format!("AAAAabcdefg:APA91b{}", "x".repeat(134));
    for odd in [token(9, 140), token(31, 140), token(22, 99), "c".repeat(23), "ab".repeat(32), legacy, String::new()] {
        assert!(lint_token(odd.as_str()).is_some(), "{odd}");
    }
}

/// A Flutter project with these files below android/app.
fn project(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("pushctl-google-{name}-{}", std::process::id()));
    for (path, text) in files {
        let path = folder.join("android/app").join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file");
    }
    folder
}

fn compared(name: &str, project_id: &str, files: &[(&str, &str)]) -> Findings {
    let folder = project(name, files);
    let mut findings = Findings::default();
    let text = "service_account_file = \"a.json\"".to_owned();
    let source = Source::new("../push.toml", folder.parent().expect("a folder").join("push.toml"), text);
    let place = Place { source, span: 23..31 };
    let key = Given::new("a.json").at(place.clone());
    google_services::lint(&Given::new(folder.to_string_lossy()).at(place), project_id, &key, &mut findings);
    fs::remove_dir_all(folder).ok();
    findings
}

const SERVICES: &str = "{\n  \"project_info\": {\n    \"project_number\": \"123456789012\",\n    \"project_id\": \"demo-project\"\n  }\n}\n";

#[test]
fn the_app_s_project_is_that_of_the_push() {
    let file = [("google-services.json", SERVICES)];
    assert!(compared("same", "demo-project", &file).is_empty());
    assert!(compared("number", "123456789012", &file).is_empty());
    let findings = compared("other", "another-project", &file);
    assert_eq!(ids(&findings), ["google/app-project"]);
    let finding = findings.iter().next().expect("one");
    let place = finding.place.as_ref().expect("a place");
    assert_eq!(place.line_column(), (4, 20));
    assert!(place.source.name.starts_with("../pushctl-google-other-"), "{}", place.source.name);
    assert_eq!(finding.severity, Severity::Error);
    let options = ("../../lib/firebase_options.dart", "");
    assert_eq!(compared("dart", "another-project", &[file[0], options]).count(Severity::Warning), 1);
    assert_eq!(finding.related.len(), 1);
    assert!(finding.message.get(Lang::En).contains("`demo-project`"));
}

#[test]
fn one_flavour_of_the_project_is_enough() {
    let own = SERVICES.replace("demo-project", "flavoured-project");
    let files = [("google-services.json", SERVICES), ("src/prod/google-services.json", own.as_str())];
    assert!(compared("flavour", "flavoured-project", &files).is_empty());
    assert!(compared("none", "flavoured-project", &[]).is_empty());
    assert!(compared("empty", "flavoured-project", &[("google-services.json", "\n")]).is_empty());
}

#[test]
fn the_app_ids_are_of_the_file_s_own_project() {
    let with = |app_id: &str| {
        let client = format!(r#""client":[{{"client_info":{{"mobilesdk_app_id":"{app_id}"}}}}],"project_info""#);
        let text = SERVICES.replace("\"project_info\"", &client);
        compared("mixed", "demo-project", &[("google-services.json", text.as_str())])
    };
    assert!(with("1:123456789012:android:0a1b2c").is_empty());
    let findings = with("1:210987654321:android:0a1b2c");
    assert_eq!((ids(&findings), findings.count(Severity::Warning)), (vec!["google/google-services"], 1));
    assert_eq!(findings.iter().next().and_then(|one| one.place.as_ref()).map(|place| place.line_column().0), Some(2));
}

#[test]
fn a_service_account_inside_the_app_is_an_error_and_not_shown() {
    let account = String::from_utf8(account::made_up()).expect("text");
    let findings = compared("account", "imdemo-12345", &[("google-services.json", &account)]);
    assert_eq!(ids(&findings), ["google/google-services"]);
    let place = findings.iter().next().expect("one").place.clone().expect("a place");
    assert!(place.source.masked().bytes().all(|byte| byte == b'*' || byte == b'\n'));
    for broken in ["{", "{}"] {
        assert_eq!(ids(&compared("broken", "p", &[("google-services.json", broken)])), ["google/google-services"]);
    }
}

#[test]
fn credentials_take_the_account_s_project_unless_another_is_named() {
    let values = Values::empty("google", FIELDS).made_up();
    let credentials = Credentials::read(&values).expect("made up");
    assert_eq!(credentials.project, "imdemo-12345");
    assert!(Credentials::read(&Values::empty("google", FIELDS)).is_none());
}
