use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};

use super::*;

const ACCEPTED: &str = include_str!("../../../../tests/fixtures/vendors/vivo/send-accepted.json");
const REFUSED: &str = include_str!("../../../../tests/fixtures/vendors/vivo/send-refused.json");
const INVALID_USER: &str = include_str!("../../../../tests/fixtures/vendors/vivo/send-invalid-user.json");
const AUTH: &str = include_str!("../../../../tests/fixtures/vendors/vivo/auth-accepted.json");
const AUTH_REFUSED: &str = include_str!("../../../../tests/fixtures/vendors/vivo/auth-refused.json");
const TOKENS: &str = include_str!("../../../../tests/fixtures/vendors/vivo/token-check.json");
const STATISTICS: &str = include_str!("../../../../tests/fixtures/vendors/vivo/statistics.json");

fn credentials() -> Credentials {
    Credentials {
        app_id: 105_000_001,
        app_key: "0123456789abcdef0123456789abcdef".to_owned(),
        app_secret: Secret::new("11111111-2222-3333-4444-555555555555"),
    }
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "api-push.vivo.com.cn".to_owned(), ..Answer::default() }
}

fn token(text: &str) -> DeviceToken {
    DeviceToken::parse(text).expect("a token")
}

fn body(call: &Call) -> Value {
    serde_json::from_str(call.body.as_deref().expect("a body")).expect("JSON")
}

fn message() -> Message {
    Message {
        title: "订单提醒".to_owned(),
        body: "您的订单已发货，请注意查收".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_alice"}"#.to_owned()),
        ..Message::default()
    }
}

fn sent(message: &Message) -> Value {
    body(&send(&credentials(), Some("com.example.imdemo"), message, &token("v2-AAAA"), "id-1"))
}

/// The sign is the vector of the sign's own test; field names and types are of the vendor's SDK 3.3.
#[test]
fn auth_sends_numbers_and_the_sign_of_the_same_timestamp() {
    let call = auth(&credentials(), 1_735_689_600_000);
    assert_eq!(call.url, "https://api-push.vivo.com.cn/message/auth");
    assert_eq!(
        body(&call),
        json!({
            "appId": 105_000_001,
            "appKey": "0123456789abcdef0123456789abcdef",
            "timestamp": 1_735_689_600_000_u64,
            "sign": "5816e04b32f7eac7fd51e1ccaf8a624e",
        })
    );
}

/// What Tencent's testvivo.js sends, with its weaknesses mended: ext is text, the app id is there, the class is named.
#[test]
fn a_test_push_for_the_plugin() {
    assert_eq!(
        sent(&message()),
        json!({
            "appId": 105_000_001,
            "regId": "v2-AAAA",
            "notifyType": 4,
            "title": "订单提醒",
            "content": "您的订单已发货，请注意查收",
            "skipType": 4,
            "skipContent":
                "tencent_im_push://com.example.imdemo/message?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end",
            "networkType": -1,
            "classification": 1,
            "category": "IM",
            "clientCustomMap": { "ext": r#"{"conversationID":"c2c_alice"}"# },
            "requestId": "id-1",
            "pushMode": 1,
        })
    );
}

#[test]
fn every_option_has_its_field() {
    let set = [
        ("notify_type", "2"),
        ("network_type", "1"),
        ("classification", "0"),
        ("category", "NEWS"),
        ("notify_id", "7"),
        ("foreground_show", "false"),
        ("send_online", "true"),
        ("add_badge", "true"),
        ("profile_id", "alice"),
        ("callback", "https://push.example.com/vivo"),
        ("callback_id", "5"),
        ("callback_param", "p"),
        ("request_id", "r"),
        ("client_custom_map.k", "v"),
    ];
    let extension: BTreeMap<String, String> =
        set.into_iter().map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
    let message = Message {
        ttl: Some(Duration::from_secs(3600)),
        click: Click::Url("https://example.com/".to_owned()),
        mode: Mode::Live,
        extension,
        ..message()
    };
    let wire = sent(&message);
    for (key, value) in [
        ("notifyType", json!(2)),
        ("networkType", json!(1)),
        ("classification", json!(0)),
        ("category", json!("NEWS")),
        ("notifyId", json!(7)),
        ("foregroundShow", json!(false)),
        ("sendOnline", json!(true)),
        ("addBadge", json!(true)),
        ("profileId", json!("alice")),
        ("requestId", json!("r")),
        ("timeToLive", json!(3600)),
        ("skipType", json!(2)),
        ("skipContent", json!("https://example.com/")),
        ("pushMode", json!(0)),
        ("clientCustomMap", json!({ "ext": r#"{"conversationID":"c2c_alice"}"#, "k": "v" })),
        ("extra", json!({ "callback": "https://push.example.com/vivo", "callback.id": "5", "callback.param": "p" })),
    ] {
        assert_eq!(wire.get(key), Some(&value), "{key}");
    }
}

#[test]
fn the_class_follows_the_category_unless_it_is_unknown() {
    let of = |category: &str| sent(&Message { category: Some(category.to_owned()), ..message() });
    assert_eq!(of("ORDER")["classification"], json!(1));
    assert_eq!(of("MARKETING")["classification"], json!(0));
    assert_eq!(of("SOMETHING_NEW").get("classification"), None);
}

#[test]
fn a_collapse_key_that_is_a_number_replaces() {
    let of = |key: &str| sent(&Message { collapse_key: Some(key.to_owned()), ..message() }).get("notifyId").cloned();
    assert_eq!(of("2147483647"), Some(json!(2_147_483_647)));
    assert_eq!(of("2147483648"), None);
    assert_eq!(of("0"), None);
    assert_eq!(of("order"), None);
}

#[test]
fn an_accepted_push_has_its_task_id() {
    let outcome = send_outcome(&answer(200, ACCEPTED)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, Some("0")));
    assert_eq!(outcome.ids.get("task_id").map(String::as_str), Some("12139732"));
}

#[test]
fn a_refused_push_keeps_code_and_words() {
    let outcome = send_outcome(&answer(200, REFUSED)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::TokenInvalid, Some("10302")));
    assert_eq!(outcome.text.as_deref(), Some("regId 不合法"));
}

#[test]
fn invalid_user_counts_even_beside_result_0() {
    for body in [INVALID_USER, r#"{"result":0,"invalidUsers":[{"status":"2","userid":"v2-Ck"}]}"#] {
        let outcome = send_outcome(&answer(200, body)).expect("an answer");
        assert_eq!((outcome.class, outcome.scope), (Class::TokenInvalid, "invalidUser.status"), "{body}");
        assert_eq!(outcome.code.as_deref(), Some("2"));
    }
}

#[test]
fn an_unknown_code_is_shown_as_it_came() {
    let outcome = send_outcome(&answer(200, r#"{"result":19999,"desc":"新的错误"}"#)).expect("an answer");
    assert_eq!(outcome.code.as_deref(), Some("19999"));
    assert_eq!(outcome.text.as_deref(), Some("新的错误"));
    assert_eq!(outcome.class.verdict(), crate::outcome::Verdict::Problem);
}

#[test]
fn what_is_no_answer_of_vivo_is_no_verdict() {
    for body in
        ["", "<html><h1>502</h1></html>", r#"{"result":0,"de"#, "[]", r#"{"result":{}}"#, r#"{"desc":"x"}"#, "null"]
    {
        let error = send_outcome(&answer(200, body)).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{body}");
    }
    let outcome = send_outcome(&answer(500, "internal error")).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Transient, Some("500")));
    let outcome = send_outcome(&answer(429, "")).expect("an answer");
    assert_eq!(outcome.class, Class::RateLimited);
}

#[test]
fn auth_gives_a_token_or_says_why_not() {
    let (outcome, token) = auth_outcome(&answer(200, AUTH)).expect("an answer");
    assert_eq!(outcome.class, Class::Accepted);
    assert_eq!(token.map(|token| token.expose().to_owned()).as_deref(), Some("0f1e2d3c-4b5a"));

    let (outcome, token) = auth_outcome(&answer(200, AUTH_REFUSED)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("10206")));
    assert_eq!(outcome.text.as_deref(), Some("sign错误"));
    assert!(token.is_none());

    assert!(
        auth_outcome(&answer(200, r#"{"result":0,"desc":"ok"}"#)).is_err(),
        "0 without a token is no answer of vivo"
    );
}

#[test]
fn tokens_that_are_not_named_are_alive() {
    let tokens = [token("v2-one"), token("v2-two"), token("v2-three")];
    let outcomes = check_outcomes(&answer(200, TOKENS), &tokens).expect("an answer");
    let states: Vec<Option<State>> = outcomes.iter().map(|outcome| outcome.state).collect();
    assert_eq!(states, [Some(State::Alive), Some(State::Dead), Some(State::Alive)]);
    assert_eq!(outcomes[1].code.as_deref(), Some("1"));
}

#[test]
fn a_token_check_of_unknown_shape_decides_nothing() {
    let outcomes = check_outcomes(&answer(200, r#"{"result":0,"list":[]}"#), &[token("v2-one")]).expect("an answer");
    assert_eq!((outcomes[0].class, outcomes[0].state), (Class::Protocol, Some(State::Unknown)));
    assert_eq!(outcomes[0].raw.as_deref(), Some(r#"{"result":0,"list":[]}"#));
}

#[test]
fn statistics_are_of_the_task_asked_about() {
    let outcome = statistics_outcome(&answer(200, STATISTICS), "12139732").expect("an answer");
    let figures: Vec<(&str, i64)> = outcome.figures.iter().map(|figure| (figure.key, figure.value)).collect();
    assert_eq!(figures, [("send", 1), ("receive", 1), ("display", 1), ("click", 0), ("target", 1), ("valid", 1)]);
    let outcome = statistics_outcome(&answer(200, STATISTICS), "1").expect("an answer");
    assert!(outcome.figures.is_empty());
}

#[test]
fn an_expired_access_token_is_recognised() {
    assert!(token_expired(&answer(200, r#"{"result":10000,"desc":"权限认证失败"}"#)));
    assert!(token_expired(&answer(200, r#"{"result":"10000"}"#)));
    assert!(!token_expired(&answer(200, ACCEPTED)));
    assert!(!token_expired(&answer(200, "<html>")));
}
