use std::time::Duration;

use super::*;
use crate::message::{Mode, Priority};
use crate::secret::Secret;
use crate::vendors::honor::Credentials;

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

fn judged(
    message: &Message,
    package_name: Option<&str>,
    launcher_activity: Option<&str>,
) -> Vec<(&'static str, Severity)> {
    let credentials = Credentials {
        app_id: "104400000".to_owned(),
        client_id: "c".to_owned(),
        client_secret: Secret::new("s"),
        domain: "honor.com",
    };
    let findings = review(message, Sender { credentials: &credentials, package_name, launcher_activity });
    findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    judged(message, Some("com.example.imdemo"), Some("com.example.imdemo.MainActivity"))
}

fn with(key: &str, value: &str) -> Message {
    let mut message = message();
    message.extension.insert(key.to_owned(), value.to_owned());
    message
}

#[test]
fn a_usual_message_passes_in_both_modes() {
    for mode in [Mode::Test, Mode::Live] {
        assert!(reviewed(&Message { mode, ..message() }).is_empty());
    }
}

#[test]
fn texts_must_be_there_and_are_warned_about_where_one_server_cuts() {
    let title = |title: String| reviewed(&Message { title, ..message() });
    assert!(title("题".repeat(40)).is_empty());
    assert_eq!(title("题".repeat(41)), [("honor/title-length", Severity::Warning)]);
    assert_eq!(title(" ".to_owned()), [("honor/title-length", Severity::Error)]);
    let body = |body: String| reviewed(&Message { body, ..message() });
    assert!(body("x".repeat(256)).is_empty());
    assert_eq!(body("x".repeat(257)), [("honor/body-length", Severity::Warning)]);
    assert_eq!(body(String::new()), [("honor/body-length", Severity::Error)]);
}

#[test]
fn the_ttl_is_at_most_fifteen_days() {
    let ttl = |seconds| reviewed(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() });
    assert!(ttl(1).is_empty());
    assert!(ttl(1_296_000).is_empty());
    assert_eq!(ttl(1_296_001), [("honor/ttl", Severity::Error)]);
    assert_eq!(ttl(0), [("honor/ttl", Severity::Warning)]);
}

#[test]
fn a_tap_opens_what_honor_can_open() {
    assert_eq!(judged(&message(), None, None), [("honor/click", Severity::Error)]);
    let click = |click: Click| reviewed(&Message { click, ..message() });
    assert!(judged(&Message { click: Click::Open, ..message() }, None, None).is_empty());
    assert!(click(Click::Url("https://example.com/".to_owned())).is_empty());
    assert_eq!(click(Click::Url("http://example.com/".to_owned())), [("honor/click", Severity::Error)]);
    assert!(click(Click::Intent("intent://a/b#Intent;scheme=c;end".to_owned())).is_empty());
    assert_eq!(click(Click::Intent("pushscheme://a/b".to_owned())), [("honor/click", Severity::Warning)]);
    assert_eq!(click(Click::Activity("com.example.A".to_owned())), [("honor/not-expressible", Severity::Note)]);
    assert!(judged(&with("click_action", "com.example.OPEN"), None, None).is_empty());
}

#[test]
fn a_picture_is_https() {
    let image = |image: &str| reviewed(&Message { image: Some(image.to_owned()), ..message() });
    assert!(image("https://example.com/a.png").is_empty());
    for bad in ["http://example.com/a.png", "a.png", "片片片"] {
        assert_eq!(image(bad), [("honor/image", Severity::Error)], "{bad}");
    }
}

#[test]
fn a_badge_has_a_class_and_one_number() {
    let badge = |number| Message { badge: Some(number), ..message() };
    assert!(reviewed(&badge(99)).is_empty());
    assert_eq!(reviewed(&badge(100)), [("honor/option", Severity::Error)]);
    assert_eq!(judged(&badge(1), Some("com.example.imdemo"), None), [("honor/badge-class", Severity::Warning)]);
    assert_eq!(
        judged(&with("badge_add", "1"), Some("com.example.imdemo"), None),
        [("honor/badge-class", Severity::Warning)]
    );
    let both = Message { badge: Some(1), ..with("badge_add", "1") };
    assert_eq!(reviewed(&both), [("honor/option", Severity::Warning)]);
}

#[test]
fn buttons_are_at_most_three_with_their_limits() {
    let button = |name: usize, data: usize| {
        format!(
            "{{\"name\":\"{}\",\"actionType\":2,\"intent\":\"https://example.com\",\"data\":\"{}\"}}",
            "按".repeat(name),
            "x".repeat(data)
        )
    };
    let list = |count: usize, name, data| format!("[{}]", vec![button(name, data); count].join(","));
    assert!(reviewed(&with("buttons", &list(3, 40, 1024))).iter().all(|(rule, _)| *rule == "honor/size"));
    assert!(reviewed(&with("buttons", &list(3, 40, 10))).is_empty());
    for bad in [
        list(4, 1, 1),
        list(1, 41, 1),
        list(1, 0, 1),
        list(1, 1, 1025),
        "{}".to_owned(),
        "打开".to_owned(),
        "[1]".to_owned(),
        r#"[{"name":"x"}]"#.to_owned(),
        r#"[{"name":"x","actionType":3}]"#.to_owned(),
        r#"[{"name":"x","actionType":1,"intentType":2}]"#.to_owned(),
        r#"[{"name":"x","actionType":1,"intentType":"0"}]"#.to_owned(),
    ] {
        assert_eq!(reviewed(&with("buttons", &bad)), [("honor/buttons", Severity::Error)], "{bad}");
    }
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in
        [("importance", "HIGH"), ("importance", "normal"), ("style", "2"), ("notify_id", "-2"), ("badge_add", "0")]
    {
        assert_eq!(reviewed(&with(key, value)), [("honor/option", Severity::Error)], "{key}");
    }
    for (key, value) in [("importance", "LOW"), ("style", "0"), ("notify_id", "-1"), ("when", "2026-11-23T15:01:23Z")] {
        assert!(reviewed(&with(key, value)).is_empty(), "{key}");
    }
}

#[test]
fn a_large_request_is_warned_about() {
    let ext = |count: usize| reviewed(&Message { ext: Some("x".repeat(count)), ..message() });
    assert!(ext(3000).is_empty());
    assert_eq!(ext(4096), [("honor/size", Severity::Warning)]);
}

#[test]
fn what_honor_cannot_express_is_a_note() {
    let mut message = Message {
        subtitle: Some("x".to_owned()),
        channel_id: Some("x".to_owned()),
        category: Some("IM".to_owned()),
        sound: Some("x".to_owned()),
        priority: Some(Priority::High),
        collapse_key: Some("x".to_owned()),
        ..message()
    };
    assert_eq!(reviewed(&message), [("honor/not-expressible", Severity::Note); 5]);
    message.extension.insert("tag".to_owned(), "t".to_owned());
    assert_eq!(reviewed(&message), [("honor/not-expressible", Severity::Note); 6]);
}
