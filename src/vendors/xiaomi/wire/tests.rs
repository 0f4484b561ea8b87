use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::http::{Effect, Method};

const PHONE: &str = "yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=";

fn token() -> DeviceToken {
    DeviceToken::parse(PHONE).expect("a token")
}

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

fn with(options: &[(&str, &str)]) -> Message {
    let extension = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Message { extension: extension.collect::<BTreeMap<_, _>>(), ..message() }
}

/// A field of the request, decoded by hand: nothing in these tests has a `+` or `%` in its name.
fn sent(message: &Message, name: &str) -> Option<String> {
    let all = fields(Some("com.example.app"), message, &token(), "pushctl-1");
    let mut values = all.into_iter().filter(|(own, _)| own == name).map(|(_, value)| value);
    let value = values.next();
    assert_eq!(values.next(), None, "{name} is there once");
    value
}

/// The worked vector of the protocol notes; its body was computed with Python's `urllib.parse.urlencode`.
#[test]
fn a_push_is_the_form_of_the_worked_vector() {
    let message = Message {
        title: "测试标题".to_owned(),
        body: "hello a+b".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_1"}"#.to_owned()),
        channel_id: Some("100001".to_owned()),
        ttl: Some(Duration::from_secs(3600)),
        ..with(&[("payload", r#"{"ext":"x"}"#), ("notify_id", "7")])
    };
    let call = send(Some("com.example.app"), &message, &token(), "pushctl-1");
    assert_eq!((call.method, call.effect), (Method::Post, Effect::Push));
    assert_eq!(call.url, "https://api.xmpush.xiaomi.com/v3/message/regid");
    assert_eq!(
        call.body.as_deref(),
        Some(
            "registration_id=yMnKy8zNzs%2FQ0dLT1NXW19jZ2tvc3d7f4OHi4%2BTl5uc%3D&restricted_package_name=com.example.app\
             &pass_through=0&title=%E6%B5%8B%E8%AF%95%E6%A0%87%E9%A2%98&description=hello+a%2Bb\
             &payload=%7B%22ext%22%3A%22x%22%7D&notify_type=-1&notify_id=7&time_to_live=3600000\
             &extra.channel_id=100001&extra.notify_effect=1\
             &extra.ext=%7B%22conversationID%22%3A%22c2c_1%22%7D"
        )
    );
    let [("content-type", HeaderValue::Plain(content_type))] = call.headers.as_slice() else { panic!("{call:?}") };
    assert_eq!(content_type, "application/x-www-form-urlencoded;charset=UTF-8");
}

#[test]
fn the_secret_stands_in_the_header_and_prints_as_stars() {
    let call = authorised(quota(), &Secret::new("AAECAwQFBgcICQoLDA0ODw=="));
    let [("authorization", HeaderValue::Secret(value))] = call.headers.as_slice() else { panic!("{call:?}") };
    assert_eq!(value.expose(), "key=AAECAwQFBgcICQoLDA0ODw==");
    assert!(!format!("{call:?}").contains("AAECAw"));
}

#[test]
fn queries_are_gets_that_change_nothing() {
    assert_eq!(quota().url, "https://api.xmpush.xiaomi.com/v1/trace/quota/get");
    assert_eq!((quota().method, quota().effect), (Method::Get, Effect::Read));
    let url = status("sdm01234567890123456ab").url;
    assert_eq!(url, "https://api.xmpush.xiaomi.com/v1/trace/message/status?msg_id=sdm01234567890123456ab");
    assert!(status("a&b=c d").url.ends_with("?msg_id=a%26b%3Dc+d"), "an id cannot add parameters");
}

#[test]
fn every_option_has_its_field() {
    for (key, value, name, expected) in [
        ("channel_id", "100002", "extra.channel_id", "100002"),
        ("template_id", "200001", "extra.template_id", "200001"),
        ("notify_type", "3", "notify_type", "3"),
        ("notify_id", "9", "notify_id", "9"),
        ("pass_through", "1", "pass_through", "1"),
        ("payload", "p", "payload", "p"),
        ("notify_foreground", "false", "extra.notify_foreground", "0"),
        ("notify_foreground", "true", "extra.notify_foreground", "1"),
        ("only_send_once", "true", "extra.only_send_once", "1"),
        ("jobkey", "order-1", "extra.jobkey", "order-1"),
        ("ticker", "t", "extra.ticker", "t"),
        ("callback", "https://push.example.com/", "extra.callback", "https://push.example.com/"),
        ("callback_param", "q", "extra.callback.param", "q"),
        ("callback_type", "3", "extra.callback.type", "3"),
        ("locale", "zh_CN", "extra.locale", "zh_CN"),
        ("locale_not_in", "en_US", "extra.locale_not_in", "en_US"),
        ("model", "mi14", "extra.model", "mi14"),
        ("model_not_in", "mi8", "extra.model_not_in", "mi8"),
        ("app_version", "1.0", "extra.app_version", "1.0"),
        ("app_version_not_in", "0.9", "extra.app_version_not_in", "0.9"),
        ("connpt", "wifi", "extra.connpt", "wifi"),
        ("notification_style_type", "1", "extra.notification_style_type", "1"),
        ("big_picture_uri", "https://e.com/p", "extra.notification_bigPic_uri", "https://e.com/p"),
        ("large_icon_uri", "https://e.com/i", "extra.notification_large_icon_uri", "https://e.com/i"),
        ("extra.callback.type", "16", "extra.callback.type", "16"),
        ("extra.notification_style_button_left_name", "a", "extra.notification_style_button_left_name", "a"),
    ] {
        assert_eq!(sent(&with(&[(key, value)]), name).as_deref(), Some(expected), "{key}");
    }
    assert_eq!(sent(&with(&[("only_send_once", "false")]), "extra.only_send_once"), None);
}

/// A form may hold a name twice, and nobody knows which of the two Xiaomi reads.
#[test]
fn no_field_is_there_twice() {
    let message = Message { ext: Some("{}".to_owned()), ..with(&[("extra.ext", "x"), ("extra.notify_effect", "2")]) };
    assert_eq!(sent(&message, "extra.ext").as_deref(), Some("x"));
    assert_eq!(sent(&message, "extra.notify_effect").as_deref(), Some("2"));
}

#[test]
fn every_message_option_of_push_toml_is_sent() {
    let plain = fields(None, &message(), &token(), "r");
    for field in super::super::fields::FIELDS.iter().filter(|field| field.side == crate::config::Side::Message) {
        let inner = format!("{}.k", field.key);
        let (key, value) = match field.kind {
            crate::config::Kind::Map => (inner.as_str(), "v"),
            crate::config::Kind::Flag => (field.key, "true"),
            _ => (field.key, field.example),
        };
        // What stands behind notify_effect needs it; defaults differ from what is set here.
        let message = match field.key {
            "notify_effect" => with(&[("notify_effect", "3")]),
            "notify_type" => with(&[("notify_type", "1")]),
            "pass_through" => with(&[("pass_through", "1")]),
            "intent_uri" | "class_name" | "web_uri" => with(&[("notify_effect", "2"), (key, value)]),
            _ => with(&[(key, value)]),
        };
        assert_ne!(fields(None, &message, &token(), "r"), plain, "{}", field.key);
    }
}

#[test]
fn a_tap_has_an_effect_and_a_target() {
    let of = |message: &Message| super::click(message, Some("com.example.app"));
    let tap = |click: Click| of(&Message { click, ..message() });
    let fields = |pairs: &[(&'static str, &str)]| -> Vec<(&'static str, String)> {
        pairs.iter().map(|(name, value)| (*name, (*value).to_owned())).collect()
    };
    assert_eq!(tap(Click::Im), fields(&[("extra.notify_effect", "1")]));
    assert_eq!(tap(Click::Open), fields(&[("extra.notify_effect", "1")]));
    assert_eq!(
        tap(Click::Activity(".Detail".to_owned())),
        fields(&[("extra.notify_effect", "2"), ("extra.class_name", "com.example.app.Detail")])
    );
    assert_eq!(
        tap(Click::Intent("intent:#Intent;end".to_owned())),
        fields(&[("extra.notify_effect", "2"), ("extra.intent_uri", "intent:#Intent;end")])
    );
    assert_eq!(
        tap(Click::Url("https://example.com/".to_owned())),
        fields(&[("extra.notify_effect", "3"), ("extra.web_uri", "https://example.com/")])
    );
    assert_eq!(
        of(&with(&[("notify_effect", "2"), ("class_name", "a.B")])),
        fields(&[("extra.notify_effect", "2"), ("extra.class_name", "a.B")])
    );
}

#[test]
fn time_to_live_is_in_milliseconds_and_an_hour_unless_said_otherwise() {
    assert_eq!(sent(&message(), "time_to_live").as_deref(), Some("3600000"));
    let day = Message { ttl: Some(Duration::from_secs(86_400)), ..message() };
    assert_eq!(sent(&day, "time_to_live").as_deref(), Some("86400000"));
}

#[test]
fn each_push_has_its_own_notify_id_and_a_collapse_key_shares_one() {
    let of = |message: &Message, request: &str| notify_id(message, request);
    assert_ne!(of(&message(), "pushctl-1-1"), of(&message(), "pushctl-1-2"));
    let keyed = |key: &str| Message { collapse_key: Some(key.to_owned()), ..message() };
    assert_eq!(of(&keyed("order-1"), "a"), of(&keyed("order-1"), "b"));
    assert_ne!(of(&keyed("order-1"), "a"), of(&keyed("order-2"), "a"));
    assert_eq!(of(&keyed("2147483647"), "a"), 2_147_483_647);
    for key in ["2147483648", "-1", "", "订单"] {
        assert!((0..=2_147_483_647).contains(&of(&keyed(key), "a")), "{key}");
    }
    assert_eq!(of(&with(&[("notify_id", "0")]), "a"), 0);
}

#[test]
fn template_variables_are_one_json_text() {
    let message = with(&[("template_params.name", "小李"), ("template_params.n", "2")]);
    assert_eq!(sent(&message, "extra.template_param").as_deref(), Some(r#"{"n":"2","name":"小李"}"#));
    assert_eq!(sent(&super::tests::message(), "extra.template_param"), None);
}

#[test]
fn a_sound_is_a_raw_resource_of_the_app() {
    let of = |sound: &str| sent(&Message { sound: Some(sound.to_owned()), ..message() }, "extra.sound_uri");
    assert_eq!(of("default"), None);
    assert_eq!(of("bell.mp3").as_deref(), Some("android.resource://com.example.app/raw/bell"));
    assert_eq!(of("android.resource://a/raw/b").as_deref(), Some("android.resource://a/raw/b"));
}

#[test]
fn the_message_s_own_channel_wins_and_ext_stands_in_for_the_payload() {
    let both = Message { channel_id: Some("2".to_owned()), ..with(&[("channel_id", "1")]) };
    assert_eq!(sent(&both, "extra.channel_id").as_deref(), Some("2"));
    assert_eq!(sent(&message(), "extra.channel_id"), None);
    let empty = Message { channel_id: Some(" ".to_owned()), ..with(&[("channel_id", "1")]) };
    assert_eq!(sent(&empty, "extra.channel_id"), None, "an empty channel is none");
    let ext = Message { ext: Some("{\"a\":1}".to_owned()), badge: Some(3), ..message() };
    assert_eq!(sent(&ext, "payload").as_deref(), Some("{\"a\":1}"));
    assert_eq!(sent(&ext, "extra.ext").as_deref(), Some("{\"a\":1}"));
    assert_eq!(sent(&ext, "extra.badge").as_deref(), Some("3"));
    assert_eq!(sent(&message(), "payload").as_deref(), Some("{}"));
}
