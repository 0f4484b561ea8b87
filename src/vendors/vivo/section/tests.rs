use super::*;

const KEY: &str = "0123456789abcdef0123456789abcdef";
const UUID: &str = "01234567-89ab-cdef-0123-456789abcdef";

fn one(lint: impl Fn(&Given, &mut Findings), value: &str) -> Vec<&'static str> {
    let mut findings = Findings::default();
    lint(&Given::new(value), &mut findings);
    findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn an_app_id_is_a_number_that_fits_32_bits() {
    for good in ["1234", "12345", "105000001", "2147483647", " 105000001 "] {
        assert!(one(lint_app_id, good).is_empty(), "{good}");
    }
    for bad in ["123", "0000", "2147483648", "999999999999", "1234567890123", "10500000l", "１０５０００００１"]
    {
        assert_eq!(one(lint_app_id, bad), ["vivo/app-id-format"], "{bad}");
    }
}

#[test]
fn a_key_is_32_hex_digits_or_a_uuid() {
    for good in [KEY, UUID, "0123456789ABCDEF0123456789ABCDEF"] {
        assert!(one(lint_app_key, good).is_empty(), "{good}");
    }
    for odd in
        ["0123456789abcdef0123456789abcde", "0123456789abcdef0123456789abcdefa", "01234567-89ab-cdef-0123", "schlüssel"]
    {
        assert_eq!(one(lint_app_key, odd), ["vivo/app-key-format"], "{odd}");
    }
    assert_eq!(one(lint_app_key, "105000001"), ["vivo/swapped"]);
}

#[test]
fn a_secret_that_is_the_key_is_named() {
    let mut findings = Findings::default();
    lint_app_secret(&Given::new(KEY), Some(&Given::new(KEY)), &mut findings);
    assert_eq!(findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["vivo/secret-is-key"]);
}

#[test]
fn both_families_of_reg_ids_pass() {
    let new = format!("v2-{}", "A".repeat(48));
    for good in ["12345678901234567890123", new.as_str()] {
        assert!(lint_token(good).is_none(), "{good}");
    }
    let short = format!("v2-{}", "A".repeat(47));
    for odd in ["1234567890123456789012", "123456789012345678901234", short.as_str(), "CN_0123", ""] {
        assert!(lint_token(odd).is_some(), "{odd}");
    }
}

#[test]
fn a_category_is_known_in_capitals_and_agrees_with_the_class() {
    let lint = |category: &str, class: Option<&str>| {
        let findings = lint_category(&Given::new(category), class.map(Given::new).as_ref());
        findings.iter().map(|finding| finding.severity).collect::<Vec<_>>()
    };
    assert!(lint("IM", Some("1")).is_empty());
    assert!(lint("NEWS", Some("0")).is_empty());
    assert_eq!(lint("im", None), [Severity::Error]);
    assert_eq!(lint("IM", Some("0")), [Severity::Error]);
    assert_eq!(lint("GAMES", None), [Severity::Warning]);
}

#[test]
fn categories_are_those_of_the_vendor_s_table() {
    let system: Vec<&str> = CATEGORIES.iter().filter(|(_, class)| *class == 1).map(|(word, _)| *word).collect();
    assert_eq!(system, ["IM", "ACCOUNT", "TODO", "DEVICE_REMINDER", "ORDER", "SUBSCRIPTION"]);
    let operational: Vec<&str> = CATEGORIES.iter().filter(|(_, class)| *class == 0).map(|(word, _)| *word).collect();
    assert_eq!(operational, ["NEWS", "CONTENT", "MARKETING", "SOCIAL"]);
}
