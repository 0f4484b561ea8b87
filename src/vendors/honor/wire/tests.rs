use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::http::Effect;
use crate::secret::Secret;

/// The client of the document's test vector.
fn credentials() -> Credentials {
    Credentials {
        app_id: "104400000".to_owned(),
        client_id: "0123456789abcdef0123456789abcdef".to_owned(),
        client_secret: Secret::new("Ab+c/d=e f&g"),
        domain: "honor.com",
    }
}

fn message() -> Message {
    Message {
        title: "pushctl".to_owned(),
        body: "test".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_demo"}"#.to_owned()),
        ..Message::default()
    }
}

fn sent(message: &Message) -> Value {
    let credentials = credentials();
    let sender = Sender {
        credentials: &credentials,
        package_name: Some("com.example.imdemo"),
        launcher_activity: Some("com.example.app.MainActivity"),
    };
    let token = DeviceToken::parse("honor-token-one").expect("a token");
    let call = send(sender, message, &token, "pushctl-1");
    assert_eq!(call.effect, Effect::Push);
    serde_json::from_str(call.body.as_deref().expect("a body")).expect("JSON")
}

fn extended(pairs: &[(&str, &str)]) -> Message {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), (*value).to_owned());
    let extension: BTreeMap<String, String> = pairs.iter().map(pair).collect();
    Message { extension, ..message() }
}

fn plain(call: &Call, name: &str) -> String {
    let (_, value) = call.headers.iter().find(|(own, _)| *own == name).expect(name);
    match value {
        HeaderValue::Plain(text) => text.clone().into_owned(),
        HeaderValue::Bearer(token) => format!("Bearer {}", token.expose()),
        HeaderValue::Secret(secret) => secret.expose().to_owned(),
        HeaderValue::Variable { before, name } => format!("{before}${name}"),
    }
}

/// The vector of the vendor's file, section 3.
#[test]
fn auth_is_a_form_with_the_secret_encoded() {
    let call = auth(&credentials());
    assert_eq!(call.url, "https://iam.developer.honor.com/auth/token");
    assert_eq!(plain(&call, "content-type"), "application/x-www-form-urlencoded");
    assert_eq!(
        call.body.as_deref(),
        Some(
            "grant_type=client_credentials&client_id=0123456789abcdef0123456789abcdef\
             &client_secret=Ab%2Bc%2Fd%3De+f%26g"
        )
    );
    assert_eq!((call.effect, call.mints), (Effect::Mint, Some("access_token")));
}

#[test]
fn both_hosts_are_under_the_domain() {
    let older = Credentials { domain: "hihonor.com", ..credentials() };
    assert_eq!(auth(&older).url, "https://iam.developer.hihonor.com/auth/token");
    let call = probe(&older, &[], "id");
    assert_eq!(call.url, "https://push-api.cloud.hihonor.com/api/v1/104400000/sendMessage");
}

#[test]
fn a_send_has_a_bearer_and_the_time_in_milliseconds() {
    let call =
        authorised(probe(&credentials(), &[], "id"), HeaderValue::bearer(&Secret::new("t0ken")), 1_735_689_600_123);
    assert_eq!(call.url, "https://push-api.cloud.honor.com/api/v1/104400000/sendMessage");
    assert_eq!(plain(&call, "authorization"), "Bearer t0ken");
    assert_eq!(plain(&call, "timestamp"), "1735689600123");
    assert_eq!(plain(&call, "content-type"), "application/json");
}

/// The minimal test push of the vendor's file, section 4.
#[test]
fn the_minimal_test_push() {
    let message =
        Message { ttl: Some(Duration::from_secs(600)), click: Click::Open, ..extended(&[("badge_add", "1")]) };
    assert_eq!(
        sent(&message).to_string(),
        concat!(
            r#"{"token":["honor-token-one"],"#,
            r#""data":"{\"ext\":\"{\\\"conversationID\\\":\\\"c2c_demo\\\"}\"}","#,
            r#""android":{"ttl":"600s","biTag":"pushctl-1","targetUserType":1,"#,
            r#""notification":{"title":"pushctl","body":"test","importance":"NORMAL","#,
            r#""clickAction":{"type":3},"#,
            r#""badge":{"addNum":1,"badgeClass":"com.example.app.MainActivity"}}}}"#
        )
    );
}

#[test]
fn a_tap_opens_the_page_of_tencent_s_plugin() {
    assert_eq!(
        sent(&message())["android"]["notification"]["clickAction"],
        json!({
            "type": 1,
            "intent": "tencent_im_push://com.example.imdemo/honorMessage?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end",
        })
    );
}

#[test]
fn every_click_has_its_type() {
    let intent = "intent://com.honor.push:8888/deeplink#Intent;scheme=pushscheme;end";
    for (click, expected) in [
        (Click::Open, json!({ "type": 3 })),
        (Click::Activity("com.example.Page".to_owned()), json!({ "type": 3 })),
        (Click::Url("https://example.com/".to_owned()), json!({ "type": 2, "url": "https://example.com/" })),
        (Click::Intent(intent.to_owned()), json!({ "type": 1, "intent": intent })),
    ] {
        assert_eq!(sent(&Message { click, ..message() })["android"]["notification"]["clickAction"], expected);
    }
    let action = sent(&extended(&[("click_action", "com.example.OPEN")]));
    assert_eq!(action["android"]["notification"]["clickAction"], json!({ "type": 1, "action": "com.example.OPEN" }));
}

#[test]
fn every_option_has_its_field() {
    let message = Message {
        ttl: Some(Duration::from_secs(86_400)),
        badge: Some(3),
        image: Some("https://example.com/a.png".to_owned()),
        collapse_key: Some("left out".to_owned()),
        mode: Mode::Live,
        ..extended(&[
            ("importance", "LOW"),
            ("bi_tag", "order-1"),
            ("style", "1"),
            ("when", "2026-11-23T15:01:23Z"),
            ("notify_id", "7"),
            ("tag", "t"),
            ("group", "g"),
            ("badge_add", "2"),
            ("buttons", r#"[{"name":"打开","actionType":0}]"#),
            ("data.k", "v"),
        ])
    };
    let body = sent(&message);
    assert_eq!(body["data"], r#"{"ext":"{\"conversationID\":\"c2c_demo\"}","k":"v"}"#);
    let android = &body["android"];
    assert_eq!((&android["ttl"], &android["biTag"]), (&json!("86400s"), &json!("order-1")));
    assert_eq!(android["targetUserType"], 0);
    for (key, value) in [
        ("image", json!("https://example.com/a.png")),
        ("style", json!(1)),
        ("bigTitle", json!("pushctl")),
        ("bigBody", json!("test")),
        ("importance", json!("LOW")),
        ("when", json!("2026-11-23T15:01:23Z")),
        ("buttons", json!([{ "name": "打开", "actionType": 0 }])),
        ("badge", json!({ "setNum": 3, "badgeClass": "com.example.app.MainActivity" })),
        ("notifyId", json!(7)),
        ("tag", json!("t")),
        ("group", json!("g")),
    ] {
        assert_eq!(android["notification"].get(key), Some(&value), "{key}");
    }
}

#[test]
fn a_collapse_key_is_the_tag_and_a_badge_needs_its_class() {
    let collapsed = sent(&Message { collapse_key: Some("order-1".to_owned()), ..message() });
    assert_eq!(collapsed["android"]["notification"]["tag"], "order-1");
    assert_eq!(badge(&Message { badge: Some(1), ..message() }, None), None);
    assert_eq!(sent(&message())["android"]["notification"].get("badge"), None);
}

#[test]
fn a_probe_is_a_test_message_that_shows_nothing() {
    let tokens = ["honor-token-one", "honor-token-two"].map(|token| DeviceToken::parse(token).expect("a token"));
    let call = probe(&credentials(), &tokens, "pushctl-1");
    assert_eq!(
        call.body.as_deref(),
        Some(
            r#"{"token":["honor-token-one","honor-token-two"],"data":"{}","android":{"ttl":"60s","biTag":"pushctl-1","targetUserType":1}}"#
        )
    );
    assert_eq!(call.effect, Effect::Push, "it reaches phones: never repeated");
}
