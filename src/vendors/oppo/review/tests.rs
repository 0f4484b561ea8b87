use std::time::Duration;

use super::*;
use crate::message::{Click, Priority};

fn message() -> Message {
    Message {
        title: "新消息提醒".to_owned(),
        body: "您有一条新消息".to_owned(),
        channel_id: Some("tuikit".to_owned()),
        ..Message::default()
    }
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    review(message).iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

fn with(options: &[(&str, &str)]) -> Message {
    let mut message = message();
    for (key, value) in options {
        message.extension.insert((*key).to_owned(), (*value).to_owned());
    }
    message
}

fn set(options: &[(&str, &str)]) -> Vec<(&'static str, Severity)> {
    reviewed(&with(options))
}

#[test]
fn a_usual_message_passes() {
    assert!(reviewed(&message()).is_empty());
}

#[test]
fn every_character_of_a_title_counts_1() {
    let title = |title: String| reviewed(&Message { title, ..message() });
    assert!(title("题".repeat(50)).is_empty());
    assert!(title("😀".repeat(50)).is_empty());
    assert_eq!(title("题".repeat(51)), [("oppo/title-length", Severity::Error)]);
    assert_eq!(title(" ".to_owned()), [("oppo/title-length", Severity::Error)]);
}

#[test]
fn a_body_has_the_length_of_its_style() {
    let body =
        |count: usize, style: &str| reviewed(&Message { body: "文".repeat(count), ..with(&[("style", style)]) });
    assert!(body(50, "1").is_empty());
    assert_eq!(body(51, "1"), [("oppo/body-length", Severity::Warning)]);
    assert_eq!(body(200, "1"), [("oppo/body-length", Severity::Warning)]);
    assert_eq!(body(201, "1"), [("oppo/body-length", Severity::Error)]);
    assert!(body(128, "2").is_empty());
    assert_eq!(body(129, "2"), [("oppo/body-length", Severity::Error)]);
    assert_eq!(body(0, "1"), [("oppo/body-length", Severity::Error)]);
}

#[test]
fn a_subtitle_has_10_characters() {
    let subtitle = |count: usize| reviewed(&Message { subtitle: Some("副".repeat(count)), ..message() });
    assert!(subtitle(10).is_empty());
    assert_eq!(subtitle(11), [("oppo/subtitle-length", Severity::Error)]);
}

#[test]
fn a_ttl_is_cut_at_10_days() {
    let ttl = |seconds| reviewed(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() });
    assert!(ttl(0).is_empty() && ttl(864_000).is_empty());
    assert_eq!(ttl(864_001), [("oppo/ttl", Severity::Warning)]);
}

#[test]
fn a_tap_needs_what_it_opens() {
    let click = |click| reviewed(&Message { click, ..message() });
    let activity = |count: usize| click(Click::Activity(format!("a.{}", "b".repeat(count - 2))));
    let url = |count: usize| click(Click::Url("a".repeat(count)));
    assert!(activity(500).is_empty() && url(500).is_empty());
    assert_eq!(activity(501), [("oppo/click", Severity::Error)]);
    assert_eq!(url(501), [("oppo/click", Severity::Warning)]);
    assert_eq!(url(2000), [("oppo/click", Severity::Warning)]);
    assert_eq!(url(2001), [("oppo/click", Severity::Error)]);
    for kind in ["1", "2", "3", "4", "5"] {
        assert_eq!(set(&[("click_action_type", kind)]), [("oppo/click", Severity::Error)], "{kind}");
    }
    assert!(set(&[("click_action_type", "0")]).is_empty());
}

/// The seed's word on it: OPPO limits ext to JSON, and shows nothing else.
#[test]
fn ext_is_a_json_object() {
    let ext = |text: &str| reviewed(&Message { ext: Some(text.to_owned()), ..message() });
    assert!(ext("{}").is_empty() && ext(r#"{"conversationID":"c2c_alice"}"#).is_empty());
    for wrong in ["c2c_alice", "[1]", "\"text\"", "1", "{\"a\":", ""] {
        assert_eq!(ext(wrong), [("oppo/ext-json", Severity::Error)], "{wrong}");
    }
}

#[test]
fn ext_has_a_limit_as_json_text() {
    // `{"ext":"{\"k\":\"…\"}"}` has 22 characters around the value.
    let ext = |count: usize| {
        let ext = format!("{{\"k\":\"{}\"}}", "x".repeat(count));
        assert_eq!(
            wire::action_parameters(&Message { ext: Some(ext.clone()), ..message() }).map(|text| text.len()),
            Some(count + 22)
        );
        reviewed(&Message { ext: Some(ext), ..message() })
    };
    assert!(ext(3978).is_empty());
    assert_eq!(ext(3979), [("oppo/ext-length", Severity::Error)]);
}

#[test]
fn a_channel_is_needed_in_practice() {
    assert_eq!(reviewed(&Message { channel_id: None, ..message() }), [("oppo/channel-id", Severity::Warning)]);
    assert!(reviewed(&Message { channel_id: None, ..with(&[("channel_id", "tuikit")]) }).is_empty());
}

#[test]
fn communication_and_service_needs_a_template() {
    assert_eq!(set(&[("category", "IM")]), [("oppo/template", Severity::Warning)]);
    assert!(set(&[("category", "IM"), ("template_id", "1")]).is_empty());
    assert!(set(&[("category", "NEWS")]).is_empty());
    let category = reviewed(&Message { category: Some("im".to_owned()), ..message() });
    assert_eq!(category, [("oppo/category", Severity::Error)]);
}

#[test]
fn a_notify_level_needs_a_category() {
    assert_eq!(set(&[("notify_level", "2")]), [("oppo/notify-level", Severity::Error)]);
    assert!(set(&[("notify_level", "16"), ("category", "NEWS")]).is_empty());
    assert_eq!(set(&[("notify_level", "3"), ("category", "NEWS")]), [("oppo/option", Severity::Error)]);
}

#[test]
fn a_time_to_show_has_a_beginning_before_its_end() {
    let window = |start, end| set(&[("show_time_type", "1"), ("show_start_time", start), ("show_end_time", end)]);
    assert!(window("1", "2").is_empty());
    assert_eq!(window("2", "2"), [("oppo/show-time", Severity::Error)]);
    assert_eq!(set(&[("show_time_type", "1")]), [("oppo/show-time", Severity::Error)]);
    assert!(set(&[("show_time_type", "0")]).is_empty());
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in [
        ("style", "3"),
        ("network_type", "2"),
        ("show_ttl", "86401"),
        ("off_line", "yes"),
        ("notify_id", "0"),
        ("show_start_time", "now"),
        ("call_back_url", &"u".repeat(201)),
        ("call_back_parameter", &"p".repeat(101)),
    ] {
        assert_eq!(set(&[(key, value)]), [("oppo/option", Severity::Error)], "{key}");
    }
    for (key, value) in
        [("show_ttl", "86400"), ("call_back_url", &"u".repeat(200)), ("call_back_parameter", &"p".repeat(50))]
    {
        assert!(set(&[(key, value)]).is_empty(), "{key}");
    }
    let older = set(&[("call_back_parameter", &"p".repeat(51))]);
    assert_eq!(older, [("oppo/option", Severity::Warning)], "older texts say 50");
}

#[test]
fn what_oppo_cannot_express_is_a_note() {
    let message = Message {
        sound: Some("x".to_owned()),
        badge: Some(3),
        priority: Some(Priority::High),
        image: Some("x".to_owned()),
        collapse_key: Some("x".to_owned()),
        ..message()
    };
    assert_eq!(reviewed(&message), [("oppo/not-expressible", Severity::Note); 5]);
    assert!(reviewed(&Message { collapse_key: Some("7".to_owned()), ..self::message() }).is_empty());
}

#[test]
fn an_activity_is_named_in_full() {
    let click = |name: &str| reviewed(&Message { click: Click::Activity(name.to_owned()), ..message() });
    assert!(click("com.acme.chat.DetailActivity").is_empty());
    assert_eq!(click(".DetailActivity"), [("oppo/click", Severity::Warning)]);
    assert_eq!(click("DetailActivity"), [("oppo/click", Severity::Warning)]);
}

#[test]
fn what_would_not_be_sent_is_told() {
    let wrong = [("oppo/click", Severity::Warning)];
    assert_eq!(set(&[("click_action_url", "https://example.com/")]), wrong);
    assert_eq!(set(&[("click_action_activity", "com.a.B")]), wrong);
    assert!(set(&[("click_action_type", "4"), ("click_action_activity", "com.a.B")]).is_empty());
    assert_eq!(set(&[("template_params.city", "x")]), [("oppo/template", Severity::Warning)]);
    assert_eq!(set(&[("template_title_params.city", "x")]), [("oppo/template", Severity::Warning)]);
    assert!(set(&[("template_params.city", "x"), ("template_id", "1")]).is_empty());
}

/// `--ext` is looked at, a value that takes its place is not.
#[test]
fn nothing_takes_the_place_of_ext() {
    assert_eq!(set(&[("action_parameters.ext", "x")]), [("oppo/ext-json", Severity::Error)]);
    assert!(set(&[("action_parameters.order", "x")]).is_empty());
}

#[test]
fn content_and_marketing_is_shown_for_12_hours() {
    let of =
        |seconds: &str, category: &str| set(&[("show_ttl", seconds), ("category", category), ("template_id", "1")]);
    assert!(of("43200", "NEWS").is_empty() && of("86400", "IM").is_empty());
    assert_eq!(of("43201", "NEWS"), [("oppo/option", Severity::Warning)]);
}

#[test]
fn an_empty_channel_is_none_and_is_not_sent() {
    let message = Message { channel_id: Some(" ".to_owned()), ..message() };
    assert_eq!(reviewed(&message), [("oppo/channel-id", Severity::Warning)]);
    assert_eq!(wire::channel_id(&message), None);
}
