use super::*;

const CLIENT_ID: &str = "0123456789abcdef0123456789abcdef";

fn one(finding: Option<Finding>) -> Option<(&'static str, Severity)> {
    finding.map(|finding| (finding.rule.id, finding.severity))
}

#[test]
fn an_app_id_is_digits_and_usually_nine_of_them() {
    let lint = |text: &str| one(lint_app_id(&Given::new(text), None));
    for good in ["104400001", " 104400001 ", "123456", "12345678901234567890"] {
        assert_eq!(lint(good), None, "{good}");
    }
    for odd in ["12345", "123456789012345678901"] {
        assert_eq!(lint(odd), Some(("honor/app-id-format", Severity::Warning)), "{odd}");
    }
    for bad in [CLIENT_ID, "10440000l", "１０４４０００００"] {
        assert_eq!(lint(bad), Some(("honor/app-id-format", Severity::Error)), "{bad}");
    }
}

#[test]
fn a_client_id_is_not_the_app_id() {
    let lint = |client_id: &str| one(lint_client_id(&Given::new(client_id), Some(&Given::new("104400001"))));
    assert_eq!(lint(CLIENT_ID), None);
    assert_eq!(lint("104400001"), Some(("honor/client-id-is-app-id", Severity::Error)));
    assert_eq!(lint("104400002"), Some(("honor/client-id-is-app-id", Severity::Warning)));
}

#[test]
fn a_secret_is_no_id_and_is_never_quoted() {
    let (client_id, app_id) = (Given::new(CLIENT_ID), Given::new("104400001"));
    let lint =
        |secret: &str| lint_secret(&Given::new(secret), [("client_id", Some(&client_id)), ("app_id", Some(&app_id))]);
    assert_eq!(one(lint("Zx81+kQ7/nB3w=")), None);
    for id in [CLIENT_ID, "104400001"] {
        let finding = lint(id).expect("a finding");
        assert_eq!(finding.rule.id, "honor/secret-is-id");
        assert!(!finding.message.get(text::Lang::En).contains(id));
    }
    assert_eq!(one(lint("104400002")), Some(("honor/client-secret-format", Severity::Warning)));
}

#[test]
fn a_badge_class_is_a_whole_class_name() {
    let lint = |class: &str| one(lint_badge_class(&Given::new(class), Some("com.example.imdemo")));
    assert_eq!(lint("com.example.imdemo.MainActivity"), None);
    for bad in ["com.example.imdemo", ".MainActivity", "MainActivity"] {
        assert_eq!(lint(bad), Some(("honor/badge-class", Severity::Warning)), "{bad}");
    }
}

#[test]
fn a_token_of_any_length_passes_and_a_shortened_one_does_not() {
    for good in ["A", "BAEA.a-b_c:d+e/f=", &"x".repeat(400)] {
        assert!(lint_token(good).is_none(), "{good}");
    }
    for bad in ["HONOR-E…0001", "\"abc\"", "<DEVICE_TOKEN>", "令牌"] {
        assert_eq!(one(lint_token(bad)), Some(("honor/token-format", Severity::Warning)), "{bad}");
    }
}

#[test]
fn the_secret_goes_to_honor_s_domains_only() {
    let values = Values::empty("honor", FIELDS).made_up();
    let credentials = Credentials::read(&values).expect("made-up values are complete");
    assert_eq!(credentials.domain, "honor.com");
    assert_eq!(DOMAINS, ["honor.com", "hihonor.com"]);
}
