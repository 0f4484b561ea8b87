use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::message::Priority;

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    let findings = review(message);
    assert!(findings.iter().all(|finding| finding.vendor == Some("meizu")));
    findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

fn set(pairs: &[(&str, &str)]) -> Vec<(&'static str, Severity)> {
    let extension: BTreeMap<String, String> =
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    reviewed(&Message { extension, ..message() })
}

#[test]
fn a_usual_message_passes() {
    assert!(reviewed(&message()).is_empty());
    assert!(reviewed(&Message { ext: Some("{}".to_owned()), ..message() }).is_empty());
}

#[test]
fn titles_have_32_characters_and_bodies_100() {
    for (text, count) in [("x", 32), ("题", 32)] {
        assert!(reviewed(&Message { title: text.repeat(count), ..message() }).is_empty());
        let long = Message { title: text.repeat(count + 1), ..message() };
        assert_eq!(reviewed(&long), [("meizu/title-length", Severity::Error)]);
    }
    assert!(reviewed(&Message { body: "文".repeat(100), ..message() }).is_empty());
    assert_eq!(reviewed(&Message { body: "文".repeat(101), ..message() }), [("meizu/body-length", Severity::Error)]);
    assert_eq!(reviewed(&Message { title: " ".to_owned(), ..message() }), [("meizu/title-length", Severity::Error)]);
    assert_eq!(reviewed(&Message { body: String::new(), ..message() }), [("meizu/body-length", Severity::Error)]);
}

#[test]
fn a_ttl_is_at_most_72_whole_hours() {
    let ttl = |seconds| reviewed(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() });
    for seconds in [0, 3600, 72 * 3600] {
        assert!(ttl(seconds).is_empty(), "{seconds}");
    }
    for seconds in [1, 3599, 3601] {
        assert_eq!(ttl(seconds), [("meizu/ttl", Severity::Note)], "{seconds}");
    }
    assert_eq!(ttl(72 * 3600 + 1), [("meizu/ttl", Severity::Error)]);
}

#[test]
fn click_targets_have_1000_bytes() {
    let click = |click| reviewed(&Message { click, ..message() });
    assert!(click(Click::Activity("a".repeat(1000))).is_empty());
    assert_eq!(click(Click::Activity("a".repeat(1001))), [("meizu/click", Severity::Error)]);
    assert!(click(Click::Url("页".repeat(333))).is_empty());
    assert_eq!(click(Click::Url("页".repeat(334))), [("meizu/click", Severity::Error)]);
    assert_eq!(click(Click::Activity(String::new())), [("meizu/click", Severity::Error)]);
}

#[test]
fn a_click_type_needs_its_target() {
    assert_eq!(set(&[("click_type", "1")]), [("meizu/click", Severity::Error)]);
    assert!(set(&[("click_type", "1"), ("activity", "a.B")]).is_empty());
    assert!(set(&[("activity", "a.B")]).is_empty());
    assert_eq!(set(&[("click_type", "2")]), [("meizu/click", Severity::Error)]);
    let custom = set(&[("click_type", "3"), ("custom_attribute", "x")]);
    assert_eq!(custom, [("meizu/click", Severity::Warning)]);
    assert_eq!(
        set(&[("click_type", "0"), ("url", "https://example.com/")]),
        [("meizu/not-expressible", Severity::Note)]
    );
}

#[test]
fn what_hides_ext_from_the_plugin_is_said() {
    let url = Message { click: Click::Url("https://example.com/".to_owned()), ext: Some("{}".to_owned()), ..message() };
    assert_eq!(reviewed(&url), [("meizu/click", Severity::Note)]);
    assert_eq!(set(&[("parameters.sk", "x")]), [("meizu/click", Severity::Warning)]);
    assert!(set(&[("parameters.k", "x")]).is_empty());
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in [
        ("notice_msg_type", "2"),
        ("notice_bar_type", "1"),
        ("valid_time", "0"),
        ("valid_time", "73"),
        ("off_line", "yes"),
        ("suspend", "1"),
        ("notify_key", "123456789"),
        ("notify_key", "a b"),
    ] {
        assert_eq!(set(&[(key, value)]), [("meizu/option", Severity::Error)], "{key}");
    }
    assert!(set(&[("valid_time", "1")]).is_empty() && set(&[("valid_time", "72")]).is_empty());
    assert!(set(&[("notify_key", "12345678")]).is_empty());
    let callback = |count: usize| set(&[("callback", &"x".repeat(count))]);
    assert!(callback(128).is_empty());
    assert_eq!(callback(129), [("meizu/option", Severity::Error)]);
    let param = |count: usize| set(&[("callback", "x"), ("callback_param", &"x".repeat(count))]);
    assert!(param(64).is_empty());
    assert_eq!(param(65), [("meizu/option", Severity::Error)]);
    let packages = |count: usize| set(&[("restricted_package_names", &vec!["a"; count].join(","))]);
    assert!(packages(50).is_empty());
    assert_eq!(packages(51), [("meizu/option", Severity::Error)]);
    assert_eq!(set(&[("callback_type", "3")]), [("meizu/option", Severity::Warning)]);
    assert_eq!(set(&[("off_line", "false"), ("valid_time", "5")]), [("meizu/not-expressible", Severity::Note)]);
}

#[test]
fn a_time_of_display_has_two_ends() {
    let (start, end) = ("fix_start_display_time", "fix_end_display_time");
    assert!(set(&[(start, "2026-11-23 08:00:00"), (end, "2026-11-23 22:00:00")]).is_empty());
    for pairs in [
        &[(start, "2026-11-23 08:00:00")][..],
        &[(end, "2026-11-23 08:00:00")],
        &[(start, "2026-11-23 08:00:00"), (end, "2026-11-23")],
        &[(start, "2026-11-23 08:00:00"), (end, "2026-11-23 08:00:00")],
    ] {
        assert_eq!(set(pairs), [("meizu/option", Severity::Error)], "{pairs:?}");
    }
}

#[test]
fn what_meizu_cannot_express_is_a_note() {
    let message = Message {
        subtitle: Some("x".to_owned()),
        channel_id: Some("x".to_owned()),
        category: Some("IM".to_owned()),
        sound: Some("x".to_owned()),
        badge: Some(3),
        priority: Some(Priority::High),
        image: Some("x".to_owned()),
        collapse_key: Some("too long a key".to_owned()),
        click: Click::Intent("intent://a#Intent;scheme=b;end".to_owned()),
        ..message()
    };
    assert_eq!(reviewed(&message), [("meizu/not-expressible", Severity::Note); 9]);
    assert!(reviewed(&Message { collapse_key: Some("order-1".to_owned()), ..self::message() }).is_empty());
}
