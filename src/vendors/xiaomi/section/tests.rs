use super::*;
use crate::text::Lang;
use crate::vendors::xiaomi::fields::FIELDS;

const ID: &str = "2882303761517000001";
const KEY: &str = "5123456789012";
const SECRET: &str = "AAECAwQFBgcICQoLDA0ODw==";

fn found(finding: Option<Finding>) -> Option<(&'static str, Severity)> {
    finding.map(|finding| (finding.rule.id, finding.severity))
}

fn id(text: &str) -> Option<(&'static str, Severity)> {
    found(lint_app_id(&Given::new(text)))
}

fn key(text: &str) -> Option<(&'static str, Severity)> {
    found(lint_app_key(&Given::new(text), Some(&Given::new(SECRET))))
}

fn secret(text: &str) -> Option<(&'static str, Severity)> {
    found(lint_app_secret(&Given::new(text), Some(&Given::new(KEY))))
}

#[test]
fn an_app_id_is_a_number_and_usually_19_digits() {
    for good in [ID, " 2882303761517000001 "] {
        assert_eq!(id(good), None, "{good}");
    }
    for odd in ["1000271", "2882303761", "288230376151700000", "28823037615170000011", "1234", KEY] {
        assert_eq!(id(odd), Some(("xiaomi/app-id-format", Severity::Warning)), "{odd}");
    }
    for bad in ["123", "288230376151700000l", "288230376151700000112", "com.example.app", SECRET] {
        assert_eq!(id(bad), Some(("xiaomi/app-id-format", Severity::Error)), "{bad}");
    }
}

#[test]
fn an_app_key_is_13_digits_from_5_and_no_other_value() {
    assert_eq!(key(KEY), None);
    for odd in ["512345678901", "51234567890123", "6123456789012", "key"] {
        assert_eq!(key(odd), Some(("xiaomi/app-key-format", Severity::Warning)), "{odd}");
    }
    assert_eq!(key(ID), Some(("xiaomi/swapped", Severity::Error)));
    assert_eq!(key(SECRET), Some(("xiaomi/key-is-secret", Severity::Error)));
    assert_eq!(key("AAECAwQFBgcICQoLDA0OEA=="), Some(("xiaomi/key-is-secret", Severity::Error)));
}

#[test]
fn a_secret_is_base64_of_16_bytes() {
    assert_eq!(secret(SECRET), None);
    assert_eq!(secret("+/ECAwQFBgcICQoLDA0ODw=="), None);
    for odd in ["AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0OD==", "AAECAwQFBgcICQoLDA0ODw%3D%3D", "abc"] {
        assert_eq!(secret(odd), Some(("xiaomi/app-secret-format", Severity::Warning)), "{odd}");
    }
    assert_eq!(secret("key=AAECAwQFBgcICQoLDA0ODw=="), Some(("xiaomi/app-secret-format", Severity::Error)));
    assert_eq!(secret("AAECAwQFBgc ICQoLDA0ODw=="), None, "config/blanks tells it");
    let words = |text: &str| lint_app_secret(&Given::new(text), None).expect("a finding").message;
    for cut in ["AAECAwQFBgcICQoLDA0ODw", "AAECAwQFBgcICQoLDA0ODw="] {
        assert_eq!(words(cut).get(Lang::En), "[xiaomi] app_secret does not end in `==`");
    }
    assert_eq!(words("AAECAwQFBgcICQoLDA0ODw%3D%3D").get(Lang::En), "[xiaomi] app_secret is percent-encoded");
}

/// The classic: the AppKey in the secret's place.
#[test]
fn an_app_key_or_id_is_no_secret() {
    for bad in [KEY, "5123456789013", "12345", ID] {
        assert_eq!(secret(bad), Some(("xiaomi/secret-is-key", Severity::Error)), "{bad}");
    }
    let same = lint_app_secret(&Given::new("not-a-usual-key"), Some(&Given::new("not-a-usual-key")));
    assert_eq!(found(same), Some(("xiaomi/secret-is-key", Severity::Error)));
}

#[test]
fn a_foreign_prefix_is_named() {
    assert_eq!(id("MI-2882303761517000001"), Some(("xiaomi/foreign-notation", Severity::Error)));
    assert_eq!(key("MI-5123456789012"), Some(("xiaomi/foreign-notation", Severity::Error)));
    assert_eq!(secret("MI-AAECAwQFBgcICQoLDA0ODw=="), Some(("xiaomi/foreign-notation", Severity::Error)));
}

#[test]
fn swapped_ids_are_one_finding() {
    let finding = swapped(&Given::new(KEY), &Given::new(ID));
    assert_eq!(found(Some(finding)), Some(("xiaomi/swapped", Severity::Error)));
}

#[test]
fn no_message_holds_the_secret() {
    for text in [SECRET, KEY, ID, "key=AAECAwQFBgcICQoLDA0ODw==", "MI-AAECAwQFBgcICQoLDA0ODw==", "odd-shape"] {
        for finding in
            [lint_app_secret(&Given::new(text), None), lint_app_key(&Given::new(text), None)].into_iter().flatten()
        {
            let all = format!("{finding:?}");
            assert!(!all.contains(text), "{all}");
        }
    }
}

#[test]
fn what_is_made_up_passes_its_own_rules() {
    let values = Values::empty("xiaomi", FIELDS).made_up();
    let mut findings = Findings::default();
    lint(&values, &App::default(), &mut findings);
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(Credentials::read(&values).expect("complete").app_secret.expose(), SECRET);
}

#[test]
fn reg_ids_are_base64_of_any_length() {
    let long = "a".repeat(170);
    for good in
        ["yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=", &"a+/Z".repeat(16), &long, &"a".repeat(20), &"a".repeat(512)]
    {
        assert!(lint_token(good).is_none(), "{good}");
    }
    for odd in [
        "",
        "a",
        &"a".repeat(19),
        &"a".repeat(513),
        "yMnKy8zNzs%2FQ0dLT1NXW19jZ2tvc3d7f4OHi4%2BTl5uc%3D",
        "yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4 Tl5uc=",
        "v2-AAAAAAAAAAAAAAAAAAAAAAAAA",
        "aaaaaaaaaaaaaaaaaaaaaaaa===",
    ] {
        let finding = lint_token(odd).expect("a finding");
        assert_eq!((finding.rule.id, finding.severity), ("xiaomi/reg-id-format", Severity::Warning), "{odd}");
    }
}
