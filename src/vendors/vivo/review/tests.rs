use std::time::Duration;

use super::*;

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    let findings = review(message, Some("com.example.imdemo"));
    findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

#[test]
fn a_usual_message_passes() {
    assert!(reviewed(&message()).is_empty());
}

#[test]
fn titles_are_counted_both_ways() {
    let title = |title: String| reviewed(&Message { title, ..message() });
    assert!(title("x".repeat(40)).is_empty());
    assert_eq!(title("x".repeat(41)), [("vivo/title-length", Severity::Error)]);
    assert!(title("题".repeat(20)).is_empty());
    assert_eq!(title("题".repeat(21)), [("vivo/title-length", Severity::Warning)]);
    assert_eq!(title("题".repeat(40)), [("vivo/title-length", Severity::Warning)]);
    assert_eq!(title("题".repeat(41)), [("vivo/title-length", Severity::Error)]);
    assert_eq!(title(" ".to_owned()), [("vivo/title-length", Severity::Error)]);
}

#[test]
fn bodies_are_counted_both_ways() {
    let body = |body: String| reviewed(&Message { body, ..message() });
    assert!(body("x".repeat(100)).is_empty());
    assert!(body("文".repeat(50)).is_empty());
    assert_eq!(body("文".repeat(51)), [("vivo/body-length", Severity::Warning)]);
    assert_eq!(body("文".repeat(101)), [("vivo/body-length", Severity::Error)]);
}

#[test]
fn the_ttl_has_bounds() {
    let ttl = |seconds| reviewed(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() });
    assert_eq!(ttl(59), [("vivo/ttl", Severity::Error)]);
    assert!(ttl(60).is_empty());
    assert!(ttl(86_400).is_empty());
    assert_eq!(ttl(86_401), [("vivo/ttl", Severity::Warning)]);
    assert_eq!(ttl(604_800), [("vivo/ttl", Severity::Warning)]);
    assert_eq!(ttl(604_801), [("vivo/ttl", Severity::Error)]);
}

#[test]
fn the_plugin_s_target_needs_the_package_name() {
    let findings = review(&message(), None);
    assert_eq!(findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["vivo/click"]);
    assert!(review(&Message { click: Click::Open, ..message() }, None).is_empty());
}

#[test]
fn ext_has_a_limit() {
    let ext = |count: usize| reviewed(&Message { ext: Some("x".repeat(count)), ..message() });
    assert!(ext(1021).is_empty(), "1021 characters and the key's 3");
    assert_eq!(ext(1022), [("vivo/ext-length", Severity::Error)]);
}

#[test]
fn what_vivo_cannot_express_is_a_note() {
    let message = Message {
        subtitle: Some("x".to_owned()),
        channel_id: Some("x".to_owned()),
        sound: Some("x".to_owned()),
        badge: Some(3),
        priority: Some(crate::message::Priority::High),
        image: Some("x".to_owned()),
        collapse_key: Some("x".to_owned()),
        click: Click::Activity("x".to_owned()),
        ..message()
    };
    assert_eq!(reviewed(&message), [("vivo/not-expressible", Severity::Note); 8]);
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in [("notify_type", "5"), ("network_type", "0"), ("notify_id", "0"), ("send_online", "yes")] {
        let mut message = message();
        message.extension.insert(key.to_owned(), value.to_owned());
        assert_eq!(reviewed(&message), [("vivo/option", Severity::Error)], "{key}");
    }
    let mut long = message();
    long.extension.insert("profile_id".to_owned(), "x".repeat(65));
    assert_eq!(reviewed(&long), [("vivo/option", Severity::Error)]);
    long.extension.insert("profile_id".to_owned(), "x".repeat(64));
    assert!(reviewed(&long).is_empty());
}

/// Code 10104: digits, English or symbols alone, 测试, brackets.
#[test]
fn live_text_must_not_look_like_a_test() {
    let live = |title: &str| reviewed(&Message { title: title.to_owned(), mode: Mode::Live, ..message() });
    assert!(live("新消息提醒 2").is_empty());
    for refused in ["hello", "12345", "测试推送", "【新消息】", "!!!"] {
        assert_eq!(live(refused), [("vivo/test-content", Severity::Warning)], "{refused}");
    }
}
