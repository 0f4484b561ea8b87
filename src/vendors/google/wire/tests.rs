mod answers;

use std::collections::BTreeMap;

use super::super::account::made_up;
use super::*;
use crate::http::Method;
use crate::message::{Click, Priority};

/// 22 characters before the colon, as installation ids have.
const TOKEN: &str = "cEXAMPLE00000000000001:APA91bEXAMPLE";

fn token() -> DeviceToken {
    DeviceToken::parse(TOKEN).expect("a token")
}

fn message() -> Message {
    Message {
        title: "订单提醒".to_owned(),
        body: "您的订单已发货".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_user1"}"#.to_owned()),
        ..Message::default()
    }
}

fn with(options: &[(&str, &str)]) -> Message {
    let extension = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Message { extension: extension.collect::<BTreeMap<_, _>>(), ..message() }
}

fn text_of(message: &Message) -> String {
    send("demo-project", message, &token()).body.expect("a body").into_owned()
}

fn body_of(message: &Message) -> Value {
    serde_json::from_str(&text_of(message)).expect("JSON")
}

/// Written out by hand from the description of the grant.
#[test]
fn the_exchange_is_a_form_with_the_grant_of_rfc_7523() {
    let account = ServiceAccount::parse(&made_up()).expect("an account");
    let call = exchange(&account, 1_700_000_000_000);
    assert_eq!((call.method, call.url.as_str()), (Method::Post, "https://oauth2.googleapis.com/token"));
    assert_eq!((call.effect, call.mints), (Effect::Mint, Some("access_token")));
    let body = call.body.expect("a body");
    let head = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGciOiJSUzI1NiIs";
    assert!(body.starts_with(head), "{body}");
}

#[test]
fn a_plain_push_is_as_short_as_it_can_be() {
    let call = send("demo-project", &message(), &token());
    assert_eq!(call.url, "https://fcm.googleapis.com/v1/projects/demo-project/messages:send");
    assert_eq!(call.effect, Effect::Push);
    assert_eq!(
        text_of(&message()),
        r#"{"message":{"token":"cEXAMPLE00000000000001:APA91bEXAMPLE","data":{"ext":"{\"conversationID\":\"c2c_user1\"}"},"notification":{"title":"订单提醒","body":"您的订单已发货"}}}"#
    );
}

/// The example of Google's guide for a chat message, field by field.
#[test]
fn everything_that_a_message_can_say_has_its_place() {
    let message = Message {
        channel_id: Some("new_message".to_owned()),
        badge: Some(3),
        sound: Some("default".to_owned()),
        ttl: Some(Duration::from_secs(3600)),
        priority: Some(Priority::High),
        collapse_key: Some("pushctl-test".to_owned()),
        image: Some("https://example.com/a.png".to_owned()),
        ..with(&[("tag", "pushctl-test"), ("analytics_label", "pushctl"), ("data.kind", "chat")])
    };
    assert_eq!(
        body_of(&message),
        json!({ "message": {
            "token": TOKEN,
            "data": { "ext": "{\"conversationID\":\"c2c_user1\"}", "kind": "chat" },
            "notification": { "title": "订单提醒", "body": "您的订单已发货", "image": "https://example.com/a.png" },
            "android": {
                "collapse_key": "pushctl-test",
                "priority": "HIGH",
                "ttl": "3600s",
                "notification": {
                    "channel_id": "new_message",
                    "sound": "default",
                    "tag": "pushctl-test",
                    "notification_count": 3,
                },
            },
            "fcm_options": { "analytics_label": "pushctl" },
        } })
    );
}

#[test]
fn every_option_has_its_place() {
    let message = with(&[
        ("priority", "NORMAL"),
        ("ttl", "3.5s"),
        ("restricted_package_name", "com.example.imdemo"),
        ("direct_boot_ok", "true"),
        ("bandwidth_constrained_ok", "true"),
        ("restricted_satellite_ok", "false"),
        ("channel_id", "news"),
        ("icon", "ic"),
        ("color", "#2d8cf0"),
        ("click_action", "OPEN_CHAT"),
        ("title_loc_key", "t"),
        ("title_loc_args", "Alice, 2"),
        ("body_loc_key", "b"),
        ("body_loc_args", "Bob"),
        ("ticker", "new"),
        ("sticky", "true"),
        ("local_only", "true"),
        ("event_time", "2026-01-01T08:00:00Z"),
        ("notification_priority", "MAX"),
        ("default_sound", "true"),
        ("default_vibrate_timings", "true"),
        ("default_light_settings", "true"),
        ("vibrate_timings", "0s,0.2s"),
        ("visibility", "PUBLIC"),
        ("notification_count", "7"),
        ("proxy", "DENY"),
    ]);
    assert_eq!(
        body_of(&message)["message"]["android"],
        json!({
            "priority": "NORMAL",
            "ttl": "3.5s",
            "restricted_package_name": "com.example.imdemo",
            "direct_boot_ok": true,
            "bandwidth_constrained_ok": true,
            "restricted_satellite_ok": false,
            "notification": {
                "channel_id": "news", "icon": "ic", "color": "#2d8cf0", "click_action": "OPEN_CHAT",
                "title_loc_key": "t", "title_loc_args": ["Alice", "2"], "body_loc_key": "b", "body_loc_args": ["Bob"],
                "ticker": "new", "sticky": true, "local_only": true, "event_time": "2026-01-01T08:00:00Z",
                "notification_priority": "PRIORITY_MAX", "default_sound": true, "default_vibrate_timings": true,
                "default_light_settings": true, "vibrate_timings": ["0s", "0.2s"], "visibility": "PUBLIC",
                "notification_count": 7, "proxy": "DENY",
            },
        })
    );
}

/// Tencent's plugin expects the launcher activity: no tap of ours names another one.
#[test]
fn a_tap_opens_the_launcher_unless_an_action_is_named() {
    for click in [Click::Im, Click::Open, Click::Activity("A".to_owned()), Click::Url("https://example.com".to_owned())]
    {
        let body = body_of(&Message { click, ..message() });
        assert_eq!(body["message"].get("android"), None, "{body}");
    }
}

#[test]
fn data_alone_carries_no_notification() {
    let body = body_of(&with(&[("data_only", "true"), ("channel_id", "news")]));
    assert_eq!(body, json!({ "message": { "token": TOKEN, "data": { "ext": "{\"conversationID\":\"c2c_user1\"}" } } }));
}

#[test]
fn an_installation_id_goes_into_its_own_field() {
    let fid = |text: &str| body::target(&DeviceToken::parse(text).expect("a token"));
    assert_eq!(fid("cEXAMPLE00000000000001"), json!({ "fid": "cEXAMPLE00000000000001" }));
    assert_eq!(fid("cEXAMPLE000000000000012"), json!({ "token": "cEXAMPLE000000000000012" }));
}

#[test]
fn what_only_asks_may_be_repeated_and_says_so_to_google() {
    for call in [validate("p", &message(), &token()), look_at("p", &token()), probe("p")] {
        assert_eq!(call.effect, Effect::Read);
        let body: Value = serde_json::from_str(call.body.as_deref().expect("a body")).expect("JSON");
        assert_eq!(body["validate_only"], true, "{}", call.name);
    }
    let body = probe("p").body.expect("a body");
    assert_eq!(
        body,
        r#"{"validate_only":true,"message":{"topic":"pushctl-check","notification":{"title":"pushctl"}}}"#
    );
    let call = look_up(&DeviceToken::parse("c/1:APA91b-_").expect("a token"));
    assert_eq!(call.url, "https://iid.googleapis.com/iid/info/c%2F1:APA91b-_?details=true");
    assert_eq!((call.method, call.headers[0].0), (Method::Get, "access_token_auth"));
}

#[test]
fn durations_are_those_of_protobuf() {
    for (millis, text) in [(3_600_000, "3600s"), (3500, "3.5s"), (0, "0s"), (1, "0.001s")] {
        assert_eq!(seconds(Duration::from_millis(millis)), text);
        assert_eq!(nanos(text), Some(u128::from(millis) * 1_000_000));
    }
    for none in ["3600", "s", "1.s", ".5s", "-1s", "1h", "1.0000000001s", ""] {
        assert_eq!(nanos(none), None, "{none}");
    }
}
