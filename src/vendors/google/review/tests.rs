use std::time::Duration;

use super::*;

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    review(message).iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

fn with(key: &str, value: &str) -> Vec<(&'static str, Severity)> {
    reviewed(&Message { extension: [(key.to_owned(), value.to_owned())].into(), ..message() })
}

#[test]
fn a_usual_message_passes() {
    assert!(reviewed(&message()).is_empty());
}

#[test]
fn an_empty_notification_shows_nothing() {
    let empty = Message::default();
    assert_eq!(reviewed(&empty), [("google/empty-notification", Severity::Warning)]);
    let data = |ext: Option<&str>| {
        let extension = [("data_only".to_owned(), "true".to_owned())].into();
        reviewed(&Message { ext: ext.map(str::to_owned), extension, ..Message::default() })
    };
    assert_eq!(data(Some("{}")), [("google/not-expressible", Severity::Note)]);
    assert_eq!(
        data(None),
        [("google/empty-notification", Severity::Warning), ("google/not-expressible", Severity::Note)]
    );
}

#[test]
fn the_ttl_ends_at_four_weeks() {
    let ttl = |ttl| reviewed(&Message { ttl: Some(ttl), ..message() });
    assert!(ttl(Duration::ZERO).is_empty());
    assert!(ttl(Duration::from_secs(2_419_200)).is_empty());
    assert_eq!(ttl(Duration::from_secs(2_419_201)), [("google/ttl", Severity::Error)]);
    assert_eq!(ttl(Duration::from_millis(2_419_200_001)), [("google/ttl", Severity::Error)]);
    assert!(with("ttl", "3.5s").is_empty() && with("ttl", "2419200s").is_empty());
    for bad in ["2419201s", "3600", "1h", "-1s"] {
        assert_eq!(with("ttl", bad), [("google/ttl", Severity::Error)], "{bad}");
    }
}

#[test]
fn reserved_keys_are_refused() {
    for bad in ["from", "message_type", "google.x", "gcm.notification.title"] {
        assert_eq!(with(&format!("data.{bad}"), "x"), [("google/data-key", Severity::Error)], "{bad}");
    }
    for odd in ["googlex", "gcm", "gcm.x"] {
        assert_eq!(with(&format!("data.{odd}"), "x"), [("google/data-key", Severity::Warning)], "{odd}");
    }
    assert!(with("data.kind", "x").is_empty());
    let twice = Message {
        ext: Some("{}".to_owned()),
        extension: [("data.ext".to_owned(), "{}".to_owned())].into(),
        ..message()
    };
    assert_eq!(reviewed(&twice), [("google/option", Severity::Warning)]);
}

/// `title` and `body` take 5 + 15 and 4 + 21 bytes, the key `ext` 3.
#[test]
fn the_payload_has_4096_bytes() {
    let ext = |count: usize| reviewed(&Message { ext: Some("x".repeat(count)), ..message() });
    assert!(ext(4096 - 48).is_empty());
    assert_eq!(ext(4096 - 47), [("google/payload-size", Severity::Error)]);
}

#[test]
fn options_have_shapes() {
    for (key, good, bad, severity) in [
        ("color", "#2d8CF0", "2d8cf0", Severity::Error),
        ("color", "#000000", "#0000000", Severity::Error),
        ("vibrate_timings", "0s,0.2s", "0,200", Severity::Error),
        ("sticky", "true", "yes", Severity::Error),
        ("priority", "HIGH", "high", Severity::Error),
        ("notification_count", "0", "-1", Severity::Error),
    ] {
        assert!(with(key, good).is_empty(), "{key} {good}");
        assert_eq!(with(key, bad), [("google/option", severity)], "{key} {bad}");
    }
    assert!(with("analytics_label", &"x".repeat(50)).is_empty());
    assert_eq!(with("analytics_label", &"x".repeat(51)), [("google/option", Severity::Warning)]);
    assert_eq!(with("title_loc_args", "x"), [("google/option", Severity::Warning)]);
    assert!(with("image", "https://example.com/a.png").is_empty());
    assert_eq!(with("image", "http://example.com/a.png"), [("google/image", Severity::Warning)]);
}

#[test]
fn what_google_has_no_field_for_is_a_note() {
    let note = [("google/not-expressible", Severity::Note)];
    assert_eq!(reviewed(&Message { subtitle: Some("x".to_owned()), ..message() }), note);
    assert_eq!(reviewed(&Message { category: Some("IM".to_owned()), ..message() }), note);
    for click in [
        Click::Activity("A".to_owned()),
        Click::Intent("x://y".to_owned()),
        Click::Url("https://example.com".to_owned()),
    ] {
        assert_eq!(reviewed(&Message { click, ..message() }), note);
    }
    assert!(reviewed(&Message { click: Click::Open, ..message() }).is_empty());
}
