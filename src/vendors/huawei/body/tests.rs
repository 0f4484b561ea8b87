use std::time::Duration;

use serde_json::json;

use super::*;

fn own() -> Own {
    Own {
        package_name: Some("com.example.app".to_owned()),
        launcher_activity: Some("com.example.app.MainActivity".to_owned()),
    }
}

fn message() -> Message {
    Message { title: "pushctl".to_owned(), body: "test".to_owned(), ..Message::default() }
}

fn v1(message: &Message) -> Value {
    body(Api::V1, &own(), message, &["TOKEN"], Purpose::Send)
}

fn v3(message: &Message) -> Value {
    body(Api::V3, &own(), message, &["TOKEN"], Purpose::Send)
}

fn with(pairs: &[(&str, &str)]) -> Message {
    let extension = pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Message { extension, ..message() }
}

/// The minimal push of the notes on the vendor's reference, but for `add_num`: a number of the user's is `set_num`.
#[test]
fn a_test_push_for_the_plugin() {
    let message = Message {
        ttl: Some(Duration::from_secs(600)),
        ext: Some(r#"{"conversationID":"c2c_demo"}"#.to_owned()),
        badge: Some(1),
        ..with(&[("bi_tag", "pushctl-1")])
    };
    assert_eq!(
        v1(&message),
        json!({"validate_only": false,
         "message": {
          "android": {"category": "IM", "ttl": "600s", "bi_tag": "pushctl-1", "target_user_type": 1,
           "data": "{\"ext\":\"{\\\"conversationID\\\":\\\"c2c_demo\\\"}\"}",
           "notification": {"title": "pushctl", "body": "test", "click_action": {"type": 3},
             "badge": {"set_num": 1, "class": "com.example.app.MainActivity"}}},
          "token": ["TOKEN"]}})
    );
}

#[test]
fn the_smallest_push_of_v3() {
    assert_eq!(
        v3(&message()),
        json!({"payload": {"notification": {"category": "IM", "title": "pushctl", "body": "test",
                 "clickAction": {"actionType": 0}}},
               "target": {"token": ["TOKEN"]}, "pushOptions": {"testMessage": true}})
    );
}

#[test]
fn a_validation_says_so_on_v1_and_v2() {
    let of = |api| body(api, &own(), &message(), &["T"], Purpose::Validate).get("validate_only").cloned();
    assert_eq!((of(Api::V1), of(Api::V2), of(Api::V3)), (Some(json!(true)), Some(json!(true)), None));
}

#[test]
fn every_option_has_its_field() {
    let message = Message {
        mode: Mode::Live,
        sound: Some("/raw/shake".to_owned()),
        image: Some("https://example.com/a.png".to_owned()),
        collapse_key: Some("order-1".to_owned()),
        ..with(&[
            ("channel_id", "im"),
            ("category", "WORK"),
            ("importance", "LOW"),
            ("urgency", "HIGH"),
            ("collapse_key", "7"),
            ("receipt_id", "RCPT1"),
            ("foreground_show", "false"),
            ("notify_id", "5"),
            ("group", "g"),
            ("style", "1"),
            ("big_title", "BT"),
            ("big_body", "BB"),
            ("icon", "/raw/ic"),
            ("color", "#FF0000"),
            ("badge_add", "2"),
            ("visibility", "PUBLIC"),
            ("use_default_vibrate", "false"),
            ("use_default_light", "true"),
            ("ticker", "t"),
            ("when", "2026-01-01T00:00:00Z"),
            ("notify_summary", "s"),
            ("profile_id", "p"),
            ("data.k", "v"),
        ])
    };
    let android = &v1(&message)["message"]["android"];
    assert_eq!(
        *android,
        json!({"collapse_key": 7, "urgency": "HIGH", "category": "WORK", "receipt_id": "RCPT1", "data": "{\"k\":\"v\"}",
          "notification": {"title": "pushctl", "body": "test", "click_action": {"type": 3}, "icon": "/raw/ic",
            "color": "#FF0000", "sound": "/raw/shake", "default_sound": false, "tag": "order-1", "notify_id": 5,
            "group": "g", "channel_id": "im", "importance": "LOW", "style": 1, "big_title": "BT", "big_body": "BB",
            "image": "https://example.com/a.png", "badge": {"add_num": 2, "class": "com.example.app.MainActivity"},
            "foreground_show": false, "ticker": "t", "when": "2026-01-01T00:00:00Z", "use_default_vibrate": false,
            "use_default_light": true, "visibility": "PUBLIC", "profile_id": "p", "notify_summary": "s"}})
    );
}

#[test]
fn what_v3_can_say_it_says_in_its_own_case() {
    let message = Message {
        mode: Mode::Live,
        ttl: Some(Duration::from_secs(3600)),
        badge: Some(3),
        ext: Some("{}".to_owned()),
        image: Some("https://example.com/a.png".to_owned()),
        ..with(&[
            ("bi_tag", "b"),
            ("receipt_id", "R"),
            ("collapse_key", "0"),
            ("notify_id", "5"),
            ("app_message_id", "m"),
            ("style", "3"),
            ("inbox_content", "one\ntwo"),
            ("foreground_show", "true"),
            ("profile_id", "p"),
            ("channel_id", "im"),
        ])
    };
    assert_eq!(
        v3(&message),
        json!({"payload": {"notification": {"category": "IM", "title": "pushctl", "body": "test",
                 "clickAction": {"actionType": 0, "data": {"ext": "{}"}}, "badge": {"setNum": 3}, "notifyId": 5,
                 "appMessageId": "m", "style": 3, "inboxContent": ["one", "two"],
                 "image": "https://example.com/a.png", "foregroundShow": true, "profileId": "p"}},
               "target": {"token": ["TOKEN"]},
               "pushOptions": {"testMessage": false, "ttl": 3600, "biTag": "b", "receiptId": "R", "collapseKey": 0}})
    );
}

#[test]
fn a_data_message_has_no_notification() {
    let message = Message { ext: Some("{}".to_owned()), ..with(&[("data_only", "true")]) };
    let body = v1(&message);
    assert_eq!(body["message"]["android"].get("notification"), None);
    assert_eq!(body["message"]["android"]["data"], json!("{\"ext\":\"{}\"}"));
}

#[test]
fn a_tap_opens_what_was_asked_for() {
    let of = |click: Click| {
        v1(&Message { click, ..message() })["message"]["android"]["notification"]["click_action"].clone()
    };
    assert_eq!(of(Click::Im), json!({"type": 3}));
    assert_eq!(of(Click::Open), json!({"type": 3}));
    assert_eq!(of(Click::Url("https://a.b/".to_owned())), json!({"type": 2, "url": "https://a.b/"}));
    let uri = "intent://com.example/p?#Intent;scheme=s;launchFlags=0x04000000;end";
    assert_eq!(of(Click::Intent(uri.to_owned())), json!({"type": 1, "intent": uri}));
    assert_eq!(
        of(Click::Activity(".Chat".to_owned())),
        json!({"type": 1, "intent":
            "intent:#Intent;launchFlags=0x04000000;component=com.example.app/com.example.app.Chat;end"})
    );
    let action = v1(&with(&[("action", "com.example.OPEN")]));
    assert_eq!(
        action["message"]["android"]["notification"]["click_action"],
        json!({"type": 1, "action": "com.example.OPEN"})
    );
}

#[test]
fn the_command_line_wins_over_push_toml() {
    let message = Message {
        category: Some("MAIL".to_owned()),
        channel_id: Some("mail".to_owned()),
        ..with(&[("category", "IM"), ("channel_id", "im")])
    };
    let body = v1(&message);
    assert_eq!(body["message"]["android"]["category"], json!("MAIL"));
    assert_eq!(body["message"]["android"]["notification"]["channel_id"], json!("mail"));
}

/// `{"validate_only":false,"message":{"android":{"category":"IM","target_user_type":1,"notification":{"title":"pushctl",
/// "body":"test","click_action":{"type":3}}},"token":[]}}` counted by hand with `wc -c`.
#[test]
fn the_size_is_that_of_the_body_without_tokens() {
    assert_eq!(size(Api::V1, &Own::default(), &message()), 170);
}
