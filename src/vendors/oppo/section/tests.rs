use super::lint::{lint_category, lint_keys, lint_notify_level};
use super::*;
use crate::config::Given;
use crate::report::{Findings, Severity};
use crate::text::Lang;

/// Shapes of the vendor's file, made up.
const ID: &str = "30123456";
const KEY: &str = "00112233445566778899aabbccddeeff";
const APP_SECRET: &str = "89abcdef0123456789abcdef01234567";
const MASTER_SECRET: &str = "ffeeddccbbaa99887766554433221100";

/// The rules that `AppId`, AppKey, AppSecret and `MasterSecret` break, none of which is quoted.
fn keys(values: [&str; 4]) -> Vec<(&'static str, Severity)> {
    let given = values.map(|value| (!value.is_empty()).then(|| Given::new(value)));
    let mut findings = Findings::default();
    lint_keys(given.each_ref().map(Option::as_ref), &mut findings);
    for finding in &findings {
        for lang in [Lang::En, Lang::Zh] {
            assert!(values.iter().all(|value| value.len() < 16 || !finding.message.get(lang).contains(value)));
        }
    }
    findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

const RIGHT: [&str; 4] = [ID, KEY, APP_SECRET, MASTER_SECRET];

#[test]
fn the_examples_break_no_rule() {
    assert!(keys(RIGHT).is_empty());
    let example = |key: &str| FIELDS.iter().find(|field| field.key == key).expect("a field").example;
    assert!(keys(["app_id", "app_key", "app_secret", "master_secret"].map(example)).is_empty());
    assert!(keys(["", " 00112233445566778899AABBCCDDEEFF ", "", ""]).is_empty(), "blanks around are cut off");
}

#[test]
fn the_app_secret_in_place_of_the_master_secret_is_named() {
    let wrong = ("oppo/master-secret-is-app-secret", Severity::Error);
    assert_eq!(keys([ID, KEY, APP_SECRET, APP_SECRET]), [wrong]);
    assert_eq!(keys([ID, KEY, MASTER_SECRET, &format!("{MASTER_SECRET} ")]), [wrong]);
}

#[test]
fn the_key_in_place_of_a_secret_is_named() {
    let wrong = ("oppo/secret-is-key", Severity::Error);
    assert_eq!(keys([ID, KEY, KEY, MASTER_SECRET]), [wrong]);
    assert_eq!(keys([ID, KEY, APP_SECRET, KEY]), [wrong]);
    assert_eq!(keys([ID, KEY, KEY, KEY]), [wrong, wrong, ("oppo/master-secret-is-app-secret", Severity::Error)]);
}

#[test]
fn id_and_key_that_are_swapped_are_one_mistake() {
    let wrong = ("oppo/swapped", Severity::Error);
    assert_eq!(keys([KEY, ID, APP_SECRET, MASTER_SECRET]), [wrong]);
    assert_eq!(keys([ID, ID, APP_SECRET, MASTER_SECRET]), [wrong]);
    assert_eq!(keys([KEY, KEY, APP_SECRET, MASTER_SECRET]), [wrong]);
}

#[test]
fn an_unusual_shape_is_a_warning_and_an_impossible_one_an_error() {
    let of = |key: &str| keys(["", key, "", ""]);
    for odd in [&KEY[..31], "00112233445566778899aabbccddeeffa", "OP-00112233445566778899aabbccddee", &"k".repeat(64)] {
        assert_eq!(of(odd), [("oppo/app-key-format", Severity::Warning)], "{odd}");
    }
    assert_eq!(of(&"k".repeat(65)), [("oppo/app-key-format", Severity::Error)]);
    assert!(of("0011 2233").is_empty(), "config/blanks tells it");
    assert_eq!(keys([ID, KEY, "short", "short2"]).len(), 2);
    assert_eq!(keys(["im-demo", "", "", ""]), [("oppo/app-id-format", Severity::Warning)]);
}

/// The ids that the vendor's file checked against the SDK's pattern.
#[test]
fn registration_ids_go_by_the_sdk_s_own_pattern() {
    let is_id = |text: &str| lint_token(text).is_none();
    for good in [
        format!("CN_{KEY}"),
        format!("OPPO_CN_{KEY}"),
        format!("EUEX_{KEY}"),
        format!("IN_{}", KEY.to_uppercase()),
        KEY.to_owned(),
        KEY[..24].to_owned(),
    ] {
        assert!(is_id(&good), "{good}");
    }
    for bad in [
        format!("cn_{KEY}"),
        format!("CN-{KEY}"),
        format!("CN_{}", &KEY[..31]),
        format!("CN_{KEY}0"),
        format!("CN_{}", &KEY[..24]),
        format!("X_CN_{KEY}"),
        format!("OPPOREALMEX_CN_{KEY}"),
        format!("A_B_CN_{KEY}"),
        KEY[..23].to_owned(),
        KEY[..25].to_owned(),
        "v2-AAAA".to_owned(),
        String::new(),
    ] {
        assert!(!is_id(&bad), "{bad}");
    }
}

#[test]
fn a_category_is_known_and_in_capitals() {
    let lint = |word: &str| lint_category(&Given::new(word)).iter().map(|finding| finding.severity).collect::<Vec<_>>();
    assert!(lint("IM").is_empty() && lint("SOCIAL").is_empty());
    assert_eq!(lint("im"), [Severity::Error]);
    assert_eq!(lint("GAMES"), [Severity::Warning]);
}

#[test]
fn categories_are_those_of_the_vendor_s_table() {
    let of = |class| CATEGORIES.iter().filter(|(_, own)| *own == class).map(|(word, _)| *word).collect::<Vec<_>>();
    assert_eq!(of(MessageClass::Communication), ["IM", "ACCOUNT", "DEVICE_REMINDER", "ORDER", "TODO", "SUBSCRIPTION"]);
    assert_eq!(of(MessageClass::Content), ["NEWS", "CONTENT", "MARKETING", "SOCIAL"]);
}

#[test]
fn a_notify_level_is_one_of_three() {
    let wrong = |level: &str| lint_notify_level(&Given::new(level)).is_some();
    assert_eq!(["1", "2", "3", "15", "16"].map(wrong), [false, false, true, true, false]);
}
