use std::time::Duration;

use super::super::certificate::Certificate;
use super::super::certificate::tests::{UNIVERSAL, made, p12};
use super::super::wire::tests::credentials;
use super::*;
use crate::vendors::apple::Environment;

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

fn with(set: &[(&str, &str)]) -> Message {
    let extension = set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Message { extension, ..message() }
}

fn reviewed_by(message: &Message, credentials: &Credentials) -> Vec<(&'static str, Severity)> {
    review(message, credentials).iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    reviewed_by(message, &credentials(Environment::Sandbox))
}

#[test]
fn a_usual_message_passes() {
    assert!(reviewed(&message()).is_empty());
    assert!(reviewed(&Message { badge: Some(1), ext: Some("{}".to_owned()), ..message() }).is_empty());
}

#[test]
fn the_payload_has_4096_bytes_and_for_voip_5120() {
    let bytes = |message: &Message| payload(message, 0).to_string().len();
    let filled = |total: usize, set: &[(&str, &str)]| {
        let empty = Message { body: "x".to_owned(), ..with(set) };
        let body = "x".repeat(1 + total - bytes(&empty));
        let message = Message { body, ..with(set) };
        assert_eq!(bytes(&message), total);
        message
    };
    let error = [("apple/payload-size", Severity::Error)];
    assert!(reviewed(&filled(4096, &[])).is_empty());
    assert_eq!(reviewed(&filled(4097, &[])), error);
    let voip = [("push_type", "voip")];
    assert!(reviewed(&filled(5120, &voip)).is_empty());
    assert_eq!(reviewed(&filled(5121, &voip)), error);
    let chinese = Message { body: "文".repeat(1366), ..message() };
    assert_eq!(reviewed(&chinese), error, "a Chinese character is 3 bytes");
}

#[test]
fn a_collapse_key_has_64_bytes() {
    let of = |key: &str| reviewed(&Message { collapse_key: Some(key.to_owned()), ..message() });
    assert!(of(&"x".repeat(64)).is_empty());
    assert_eq!(of(&"x".repeat(65)), [("apple/collapse-key", Severity::Error)]);
    assert!(of(&"文".repeat(21)).is_empty());
    assert_eq!(of(&"文".repeat(22)), [("apple/collapse-key", Severity::Error)]);
}

#[test]
fn a_ttl_is_at_most_30_days() {
    let of = |days: u64| reviewed(&Message { ttl: Some(Duration::from_secs(days * 86_400)), ..message() });
    assert!(of(0).is_empty() && of(30).is_empty());
    assert_eq!(of(31), [("apple/option", Severity::Warning)]);
}

#[test]
fn a_background_push_is_of_priority_5() {
    let note = ("apple/not-expressible", Severity::Note);
    let background = ("push_type", "background");
    assert_eq!(reviewed(&with(&[background])), [note]);
    assert_eq!(reviewed(&with(&[background, ("priority", "5")])), [note]);
    assert_eq!(reviewed(&with(&[background, ("priority", "10")])), [("apple/background", Severity::Error), note]);
    let high = Message { priority: Some(Priority::High), ..with(&[background]) };
    assert_eq!(reviewed(&high), [note, note]);
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in [
        ("push_type", "Alert"),
        ("priority", "high"),
        ("interruption_level", "urgent"),
        ("apns_id", "123e4567"),
        ("relevance_score", "1.1"),
        ("relevance_score", "-0.1"),
        ("relevance_score", "NaN"),
        ("title_loc_args", "Alice"),
        ("loc_args", "[1]"),
        ("subtitle_loc_args", "{}"),
        ("mutable_content", "1"),
        ("data.aps", "x"),
    ] {
        assert_eq!(reviewed(&with(&[(key, value)])), [("apple/option", Severity::Error)], "{key} {value}");
    }
    for (key, value) in [
        ("relevance_score", "0"),
        ("relevance_score", "1"),
        ("loc_args", "[]"),
        ("apns_id", "123e4567-e89b-12d3-a456-42665544000a"),
        ("data.order", "42"),
    ] {
        assert!(reviewed(&with(&[(key, value)])).is_empty(), "{key} {value}");
    }
    let capitals = with(&[("apns_id", "123E4567-E89B-12D3-A456-42665544000A")]);
    assert_eq!(reviewed(&capitals), [("apple/option", Severity::Warning)]);
}

#[test]
fn a_volume_is_for_critical_sounds() {
    let note = ("apple/needs-permission", Severity::Note);
    assert_eq!(reviewed(&with(&[("critical", "true"), ("volume", "1")])), [note]);
    assert_eq!(reviewed(&with(&[("critical", "true"), ("volume", "1.1")])), [("apple/option", Severity::Error), note]);
    assert_eq!(reviewed(&with(&[("volume", "1")])), [("apple/not-expressible", Severity::Note)]);
}

#[test]
fn a_live_activity_needs_its_state() {
    let live = ("push_type", "liveactivity");
    assert_eq!(reviewed(&with(&[live])), [("apple/push-type", Severity::Warning)]);
    assert!(reviewed(&with(&[live, ("content_state", "{}"), ("relevance_score", "100")])).is_empty());
    assert_eq!(reviewed(&with(&[live, ("content_state", "[]")])), [("apple/option", Severity::Error)]);
    assert_eq!(reviewed(&with(&[("event", "end")])), [("apple/not-expressible", Severity::Note)]);
}

#[test]
fn a_sound_is_a_file_of_ios() {
    let of = |sound: &str| reviewed(&Message { sound: Some(sound.to_owned()), ..message() });
    for good in ["default", "push.no_sound", "kIOSOfflinePushNoSound", "a.aiff", "a.WAV", "a.caf"] {
        assert!(of(good).is_empty(), "{good}");
    }
    for odd in ["dingdong", "a.mp3", "private_ring"] {
        assert_eq!(of(odd), [("apple/sound", Severity::Warning)], "{odd}");
    }
}

#[test]
fn a_critical_sound_and_silence_contradict_each_other() {
    let message = Message { sound: Some("push.no_sound".to_owned()), ..with(&[("critical", "true")]) };
    let note = ("apple/needs-permission", Severity::Note);
    assert_eq!(reviewed(&message), [("apple/sound", Severity::Warning), note]);
}

#[test]
fn what_apns_cannot_express_is_a_note() {
    let message = Message {
        click: Click::Url("https://example.com/".to_owned()),
        channel_id: Some("x".to_owned()),
        category: Some("IM".to_owned()),
        ..message()
    };
    assert_eq!(reviewed(&message), [("apple/not-expressible", Severity::Note); 3]);
}

#[test]
fn opening_the_app_is_what_a_tap_does() {
    assert!(reviewed(&Message { click: Click::Open, ..message() }).is_empty());
}

#[test]
fn what_needs_a_capability_is_a_note() {
    let note = ("apple/needs-permission", Severity::Note);
    assert_eq!(reviewed(&with(&[("interruption_level", "time-sensitive")])), [note]);
    assert_eq!(reviewed(&with(&[("interruption_level", "critical")])), [note]);
    assert_eq!(reviewed(&Message { image: Some("https://example.com/a.png".to_owned()), ..message() }), [note]);
    assert!(reviewed(&with(&[("interruption_level", "passive")])).is_empty());
}

#[test]
fn without_a_topic_only_a_certificate_for_one_app_can_send() {
    let without = Credentials { topic: None, ..credentials(Environment::Sandbox) };
    assert_eq!(reviewed_by(&message(), &without), [("apple/topic", Severity::Error)]);
    assert!(reviewed_by(&with(&[("apns_topic", "com.acme.chat")]), &without).is_empty());
    let (der, key) = made(&UNIVERSAL);
    let certificate = Certificate::read(&p12(&der, &key, ""), "").expect("a certificate");
    let shown = Credentials { proof: Proof::Certificate(Box::new(certificate)), ..without };
    assert!(reviewed_by(&message(), &shown).is_empty());
    assert_eq!(
        reviewed_by(&with(&[("push_type", "location")]), &shown),
        [("apple/push-type", Severity::Warning)],
        "location takes no certificate"
    );
}
