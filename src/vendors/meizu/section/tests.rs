use super::*;

const KEY: &str = "0123456789abcdef0123456789abcdef";
const OTHER: &str = "fedcba9876543210fedcba9876543210";

fn found(lint: impl FnOnce(&mut Findings)) -> Vec<(&'static str, Severity)> {
    let mut findings = Findings::default();
    lint(&mut findings);
    for finding in &findings {
        assert_eq!(finding.vendor, Some("meizu"));
    }
    findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

fn app_id(value: &str) -> Vec<(&'static str, Severity)> {
    found(|findings| lint_app_id(&Given::new(value), None, findings))
}

fn app_key(value: &str) -> Vec<(&'static str, Severity)> {
    found(|findings| lint_app_key(&Given::new(value), findings))
}

fn app_secret(value: &str, key: &str, id: &str) -> Vec<(&'static str, Severity)> {
    found(|findings| lint_app_secret(&Given::new(value), Some(&Given::new(key)), Some(&Given::new(id)), findings))
}

#[test]
fn an_app_id_is_a_number_of_usual_length() {
    for good in ["1234", "123456", "1234567890", " 123456 "] {
        assert!(app_id(good).is_empty(), "{good}");
    }
    for odd in ["123", "12345678901"] {
        assert_eq!(app_id(odd), [("meizu/app-id-format", Severity::Warning)], "{odd}");
    }
    for bad in ["12345a", "-12345", "１２３４５", "com.example.app", "MZ-12345"] {
        assert_eq!(app_id(bad), [("meizu/app-id-format", Severity::Error)], "{bad}");
    }
    assert_eq!(app_id(KEY), [("meizu/swapped", Severity::Error)]);
}

#[test]
fn a_key_is_32_hex_digits_in_lower_case() {
    assert!(app_key(KEY).is_empty());
    for odd in
        [&KEY[1..], "0123456789ABCDEF0123456789ABCDEF", "11111111-2222-3333-4444-555555555555", "MZ-012345678901"]
    {
        assert_eq!(app_key(odd), [("meizu/app-key-format", Severity::Warning)], "{odd}");
    }
    assert_eq!(app_key("123456"), [("meizu/swapped", Severity::Error)]);
}

#[test]
fn a_secret_is_neither_key_nor_id() {
    assert!(app_secret(KEY, OTHER, "123456").is_empty());
    assert!(app_secret(&format!(" {KEY}\n"), OTHER, "123456").is_empty(), "blanks around it are cut off");
    assert_eq!(app_secret(KEY, KEY, "123456"), [("meizu/secret-is-key", Severity::Error)]);
    assert_eq!(app_secret("123456", KEY, "123456"), [("meizu/swapped", Severity::Error)]);
    assert_eq!(app_secret("654321", KEY, "123456"), [("meizu/swapped", Severity::Error)]);
    assert_eq!(app_secret(&KEY[..31], OTHER, "123456"), [("meizu/app-secret-format", Severity::Warning)]);
}

#[test]
fn no_finding_quotes_a_secret() {
    for secret in [KEY, "5ecret-of-an-odd-shape", "MZ-5ecretofanoddshape"] {
        let mut findings = Findings::default();
        lint_app_secret(&Given::new(secret), Some(&Given::new(secret)), None, &mut findings);
        lint_app_secret(&Given::new(secret), None, None, &mut findings);
        lint_app_id(&Given::new(secret), None, &mut findings);
        assert!(!findings.is_empty());
        for finding in &findings {
            for lang in [text::Lang::En, text::Lang::Zh] {
                assert!(!finding.message.get(lang).contains(secret) && !finding.remedy.get(lang).contains(secret));
            }
        }
    }
}

#[test]
fn a_push_id_has_a_prefix_and_hex_digits() {
    let hex = |count: usize| "0123456789abcdef".repeat(8)[..count].to_owned();
    for good in [format!("ABC{}", hex(42)), format!("5V0{}", hex(30)), format!("UCI{}", hex(80)), hex(32)] {
        assert!(lint_token(&good).is_none(), "{good}");
    }
    for odd in [
        format!("ABC{}", hex(29)),
        format!("ABC{}", hex(81)),
        format!("abc{}", hex(42)),
        format!("ABC{}", hex(42).to_uppercase()),
        hex(31),
        "v2-PHONE00000000000000000000000000000000000000000000000A".to_owned(),
        "测试".to_owned(),
        String::new(),
    ] {
        let finding = lint_token(&odd).expect("a finding");
        assert_eq!((finding.rule.id, finding.severity), ("meizu/push-id-format", Severity::Warning), "{odd}");
    }
}

#[test]
fn a_notify_key_has_at_most_8_characters() {
    for good in ["a", "12345678", "A_b-9"] {
        assert!(is_notify_key(good), "{good}");
    }
    for bad in ["", "123456789", "a b", "键", "a.b"] {
        assert!(!is_notify_key(bad), "{bad}");
    }
}

/// What the emulator and push.example.toml show passes the rules itself.
#[test]
fn the_examples_pass() {
    let values = Values::empty("meizu", FIELDS).made_up();
    assert!(found(|findings| lint(&values, &App::default(), findings)).is_empty());
    assert!(lint_token(super::super::VENDOR.example_device.address).is_none());
}

#[test]
fn credentials_are_complete_or_absent() {
    let credentials = Credentials::read(&Values::empty("meizu", FIELDS).made_up()).expect("made-up values");
    assert_eq!((credentials.app_id.as_str(), credentials.app_secret.expose()), ("123456", KEY));
    assert!(Credentials::read(&Values::empty("meizu", FIELDS)).is_none());
}
