use std::time::Duration;

use super::*;
use crate::message::Priority;

fn message() -> Message {
    let extension = [("channel_id", "100001"), ("template_id", "200001")];
    Message {
        title: "新消息提醒".to_owned(),
        body: "您有一条新消息".to_owned(),
        extension: extension.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
        ..Message::default()
    }
}

fn with(options: &[(&str, &str)]) -> Message {
    let mut message = message();
    message.extension.extend(options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())));
    message
}

fn reviewed(message: &Message) -> Vec<(&'static str, Severity)> {
    let findings = review(message, Some("com.example.app"));
    findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

#[test]
fn a_usual_message_passes() {
    assert!(reviewed(&message()).is_empty());
}

#[test]
fn title_and_body_are_counted_in_characters() {
    let title = |title: String| reviewed(&Message { title, ..message() });
    assert!(title("题".repeat(49)).is_empty());
    assert_eq!(title("题".repeat(50)), [("xiaomi/title-length", Severity::Error)]);
    assert_eq!(title(" ".to_owned()), [("xiaomi/title-length", Severity::Error)]);
    let body = |body: String| reviewed(&Message { body, ..message() });
    assert!(body("文".repeat(127)).is_empty());
    assert_eq!(body("文".repeat(128)), [("xiaomi/body-length", Severity::Error)]);
    assert_eq!(body(String::new()), [("xiaomi/body-length", Severity::Error)]);
}

#[test]
fn test_words_are_warned_of() {
    for title in ["测试推送", "Test", "a test"] {
        let message = Message { title: title.to_owned(), ..message() };
        assert_eq!(reviewed(&message), [("xiaomi/test-content", Severity::Warning)], "{title}");
    }
    let word = Message { title: "The latest contest".to_owned(), ..message() };
    assert!(reviewed(&word).is_empty(), "no word `test`");
}

#[test]
fn the_package_name_is_needed() {
    for none in [None, Some("")] {
        let findings = review(&message(), none);
        assert_eq!(findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>(), ["xiaomi/package-name"]);
    }
}

#[test]
fn the_ttl_has_bounds_that_the_channel_widens() {
    let ttl = |seconds| reviewed(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() });
    assert!(ttl(864_000).is_empty());
    assert_eq!(ttl(864_001), [("xiaomi/ttl", Severity::Warning)]);
    assert_eq!(ttl(1_209_600), [("xiaomi/ttl", Severity::Warning)]);
    assert_eq!(ttl(1_209_601), [("xiaomi/ttl", Severity::Error)]);
    let mut plain = message();
    plain.extension.clear();
    plain.ttl = Some(Duration::from_secs(86_401));
    assert!(reviewed(&plain).contains(&("xiaomi/ttl", Severity::Warning)));
    plain.ttl = Some(Duration::from_secs(86_400));
    assert_eq!(reviewed(&plain), [("xiaomi/channel", Severity::Warning)]);
}

#[test]
fn without_a_channel_there_is_a_warning_and_without_a_template_a_note() {
    let mut message = message();
    message.extension.remove("template_id");
    assert_eq!(reviewed(&message), [("xiaomi/template", Severity::Note)]);
    message.extension.clear();
    assert_eq!(reviewed(&message), [("xiaomi/channel", Severity::Warning)]);
    message.channel_id = Some("100001".to_owned());
    assert_eq!(reviewed(&message), [("xiaomi/template", Severity::Note)]);
}

#[test]
fn templates_have_limits() {
    let params = |count: usize| {
        let mut message = message();
        message.extension.extend((0..count).map(|at| (format!("template_params.n{at}"), "v".to_owned())));
        reviewed(&message)
    };
    assert!(params(9).is_empty());
    assert_eq!(params(10), [("xiaomi/template", Severity::Error)]);
    let value = |value: &str| reviewed(&with(&[("template_params.n", value)]));
    assert!(value(&"值".repeat(128)).is_empty());
    for good in ["25 度", "→ ❶ ♯ ① $ + ~ ￥", "é"] {
        assert!(value(good).is_empty(), "{good}");
    }
    // Category So of Unicode: emoji, but not only.
    for bad in [&"值".repeat(129), "", "  ", "好😀", "☀", "25℃", "25°", "90㎡", "®", "▶", "⏰", "㊗"] {
        assert_eq!(value(bad), [("xiaomi/template", Severity::Error)], "{bad}");
    }
    let mut alone = with(&[("template_params.n", "v")]);
    alone.extension.remove("template_id");
    assert!(reviewed(&alone).contains(&("xiaomi/template", Severity::Error)));
}

#[test]
fn pairs_of_the_app_have_limits_and_xiaomi_s_own_do_not_count() {
    let ext = |count: usize| reviewed(&Message { ext: Some("x".repeat(count)), ..message() });
    assert!(ext(1021).is_empty(), "1021 characters and the key's 3");
    assert_eq!(ext(1022), [("xiaomi/ext-length", Severity::Error)]);
    let pairs = |count: usize| {
        let mut message = with(&[("extra.callback.type", "3"), ("extra.notification_style_button_left_name", "a")]);
        message.ext = Some("{}".to_owned());
        message.extension.extend((1..count).map(|at| (format!("extra.k{at}"), "v".to_owned())));
        reviewed(&message)
    };
    assert!(pairs(10).is_empty());
    assert_eq!(pairs(11), [("xiaomi/ext-length", Severity::Error)]);
    assert_eq!(reviewed(&with(&[("payload", &"x".repeat(4096))])), [("xiaomi/ext-length", Severity::Warning)]);
}

#[test]
fn a_tap_needs_its_target() {
    let error = [("xiaomi/click", Severity::Error)];
    let warning = [("xiaomi/click", Severity::Warning)];
    assert_eq!(reviewed(&with(&[("notify_effect", "2")])), error);
    assert_eq!(reviewed(&with(&[("notify_effect", "3")])), error);
    assert!(reviewed(&with(&[("notify_effect", "2"), ("class_name", "com.example.app.Detail")])).is_empty());
    assert!(reviewed(&with(&[("notify_effect", "3"), ("web_uri", "https://example.com/")])).is_empty());
    let tap = |click| reviewed(&Message { click, ..message() });
    assert!(tap(Click::Intent("intent:#Intent;component=a/.B;end".to_owned())).is_empty());
    assert_eq!(tap(Click::Intent("com.example.app/.Detail".to_owned())), warning);
    assert_eq!(tap(Click::Url("example.com".to_owned())), warning);
    assert_eq!(tap(Click::Activity("Detail".to_owned())), warning);
    assert!(tap(Click::Activity(".Detail".to_owned())).is_empty());
}

#[test]
fn options_out_of_bounds_are_errors() {
    for (key, value) in [
        ("notify_type", "8"),
        ("notify_type", "-2"),
        ("notify_id", "2147483648"),
        ("notify_id", "-1"),
        ("pass_through", "2"),
        ("notify_effect", "4"),
        ("only_send_once", "1"),
        ("connpt", "4g"),
        ("callback", "push.example.com"),
        ("callback_type", "4"),
        ("callback_type", "246"),
        ("callback_type", "1268"),
        ("jobkey", "_order"),
        ("jobkey", "订单"),
        ("jobkey", ""),
        ("jobkey", "012345678901234567890"),
    ] {
        assert_eq!(reviewed(&with(&[(key, value)])), [("xiaomi/option", Severity::Error)], "{key} {value}");
    }
    for (key, value) in [
        ("notify_type", "-1"),
        ("notify_type", "7"),
        ("notify_id", "0"),
        ("notify_id", "2147483647"),
        ("callback_type", "1267"),
        ("callback_type", "3"),
        ("callback_type", "243"),
        ("jobkey", "01234567890123456_-a"),
    ] {
        assert!(reviewed(&with(&[(key, value)])).is_empty(), "{key} {value}");
    }
    let param = |count: usize| reviewed(&with(&[("callback_param", &"x".repeat(count))]));
    assert!(param(64).is_empty());
    assert_eq!(param(65), [("xiaomi/option", Severity::Warning)]);
    assert_eq!(param(256), [("xiaomi/option", Severity::Warning)]);
    assert_eq!(param(257), [("xiaomi/option", Severity::Error)]);
    assert_eq!(reviewed(&with(&[("pass_through", "1")])), [("xiaomi/pass-through", Severity::Warning)]);
}

#[test]
fn what_xiaomi_cannot_express_is_a_note() {
    let message = Message {
        subtitle: Some("x".to_owned()),
        category: Some("IM".to_owned()),
        priority: Some(Priority::High),
        image: Some("https://example.com/p.png".to_owned()),
        ..message()
    };
    assert_eq!(reviewed(&message), [("xiaomi/not-expressible", Severity::Note); 4]);
    let expressible = Message {
        sound: Some("bell".to_owned()),
        badge: Some(3),
        collapse_key: Some("order-1".to_owned()),
        ..self::message()
    };
    assert!(reviewed(&expressible).is_empty());
    let sound = Message { sound: Some("bell".to_owned()), ..self::message() };
    let findings = review(&sound, None);
    assert_eq!(findings.iter().filter(|finding| finding.rule.id == "xiaomi/not-expressible").count(), 1);
}

#[test]
fn what_would_not_be_sent_is_told() {
    for key in ["intent_uri", "class_name", "web_uri"] {
        assert_eq!(reviewed(&with(&[(key, "intent:#Intent;end")])), [("xiaomi/click", Severity::Warning)], "{key}");
    }
}

/// Else a field would stand in the form twice, or past the limits of its option.
#[test]
fn what_has_an_option_is_no_extra() {
    for key in ["extra.ext", "extra.channel_id", "extra.template_param", "extra.notify_effect", "extra.callback"] {
        assert_eq!(reviewed(&with(&[(key, "1")])), [("xiaomi/option", Severity::Error)], "{key}");
    }
    // A pair of the app may be called like a field that is no extra.
    for key in ["extra.order", "extra.callback.type", "extra.payload", "extra.notify_id"] {
        assert!(reviewed(&with(&[(key, "1")])).is_empty(), "{key}");
    }
}
