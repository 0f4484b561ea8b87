use std::time::Duration;

use super::*;
use crate::message::Priority;

fn message() -> Message {
    Message {
        title: "新消息提醒".to_owned(),
        body: "您有一条新消息".to_owned(),
        ext: Some("{}".to_owned()),
        ..Message::default()
    }
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    review(message).iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

fn set(key: &str, value: &str) -> Message {
    let mut message = message();
    message.extension.insert(key.to_owned(), value.to_owned());
    message
}

#[test]
fn a_usual_message_passes_also_without_a_title() {
    assert!(reviewed(&message()).is_empty());
    assert!(reviewed(&Message { title: String::new(), ..message() }).is_empty());
    assert_eq!(reviewed(&Message { body: " ".to_owned(), ..message() }), [("tencent/body", Severity::Error)]);
}

#[test]
fn the_ttl_has_bounds() {
    let ttl = |seconds| reviewed(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() });
    assert_eq!(ttl(0), [("tencent/ttl", Severity::Warning)]);
    assert!(ttl(1).is_empty());
    assert!(ttl(604_800).is_empty());
    assert_eq!(ttl(604_801), [("tencent/ttl", Severity::Error)]);
}

#[test]
fn ext_is_a_json_object_within_what_apns_takes() {
    let ext = |ext: String| reviewed(&Message { ext: Some(ext), body: "x".to_owned(), ..message() });
    let long = |count: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(count - 8));
    assert!(ext(long(1024)).is_empty());
    assert_eq!(ext(long(1025)), [("tencent/ext", Severity::Warning)]);
    assert_eq!(ext(long(3071)), [("tencent/ext", Severity::Warning)]);
    assert_eq!(ext(long(3072)), [("tencent/ext", Severity::Error)]);
    for odd in ["plain", "[1]", "\"text\"", "{a:1}"] {
        assert_eq!(ext(odd.to_owned()), [("tencent/ext", Severity::Warning)], "{odd}");
    }
}

/// A body of which the text stands twice: in the message and in Desc.
#[test]
fn the_request_has_at_most_12_kb() {
    let rules = |count: usize| reviewed(&set("cloud_custom_data", &"x".repeat(count)));
    let plain =
        message::body(&set("cloud_custom_data", ""), &DeviceToken::user(&"u".repeat(32)).expect("a user"), u32::MAX);
    let rest = plain.to_string().len();
    assert!(rules(8192 - rest).is_empty());
    assert_eq!(rules(8193 - rest), [("tencent/size", Severity::Warning)]);
    assert_eq!(rules(12_288 - rest), [("tencent/size", Severity::Warning)]);
    assert_eq!(rules(12_289 - rest), [("tencent/size", Severity::Error)]);
}

#[test]
fn what_is_taken_but_not_pushed_is_a_warning() {
    assert_eq!(reviewed(&set("push_flag", "1")), [("tencent/no-push", Severity::Warning)]);
    assert!(reviewed(&set("mute_notifications", "true")).is_empty(), "only if the receiver muted the sender");
    assert!(reviewed(&set("push_flag", "0")).is_empty());
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in [
        ("sync_other_machine", "3"),
        ("push_style", "2"),
        ("huawei_importance", "HIGH"),
        ("apns_interruption_level", "loud"),
        ("no_unread", "yes"),
        ("oppo_notify_level", "2"),
        ("oppo_notify_level", "3"),
        ("huawei_image", "http://a/b"),
    ] {
        assert_eq!(reviewed(&set(key, value)), [("tencent/option", Severity::Error)], "{key} {value}");
    }
    let image = |url: &str| reviewed(&Message { image: Some(url.to_owned()), ..message() });
    assert_eq!(image("http://a/b"), [("tencent/option", Severity::Error)]);
    assert!(image("https://a/b").is_empty());
    let mut good = set("oppo_notify_level", "16");
    good.extension.insert("oppo_category".to_owned(), "IM".to_owned());
    assert!(reviewed(&good).is_empty());
}

#[test]
fn what_a_chat_message_cannot_express_is_a_note() {
    let message = Message {
        click: Click::Open,
        badge: Some(3),
        priority: Some(Priority::High),
        collapse_key: Some("x".to_owned()),
        ..message()
    };
    assert_eq!(reviewed(&message), [("tencent/not-expressible", Severity::Note); 4]);
}
