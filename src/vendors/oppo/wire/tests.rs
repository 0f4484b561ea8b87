use std::time::Duration;

use serde_json::{Value, json};

use super::*;
use crate::http::Answer;
use crate::message::Click;
use crate::outcome::{Class, Verdict};
use crate::secret::Secret;
use crate::vendors::Found;

const AUTH: &str = include_str!("../../../../tests/fixtures/vendors/oppo/auth-accepted.json");
const AUTH_REFUSED: &str = include_str!("../../../../tests/fixtures/vendors/oppo/auth-refused.json");
const ACCEPTED: &str = include_str!("../../../../tests/fixtures/vendors/oppo/send-accepted.json");
const REFUSED: &str = include_str!("../../../../tests/fixtures/vendors/oppo/send-refused.json");
const NO_TEMPLATE: &str = include_str!("../../../../tests/fixtures/vendors/oppo/send-no-template.json");
const BATCH: &str = include_str!("../../../../tests/fixtures/vendors/oppo/batch.json");
const BROADCAST: &str = include_str!("../../../../tests/fixtures/vendors/oppo/broadcast.json");
const RECEIPT: &str = include_str!("../../../../tests/fixtures/vendors/oppo/receipt.json");

const PHONE: &str = "CN_00112233445566778899aabbccddeeff";

fn credentials() -> Credentials {
    Credentials {
        app_key: "00112233445566778899aabbccddeeff".to_owned(),
        master_secret: Secret::new("ffeeddccbbaa99887766554433221100"),
    }
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "api-push-cn.heytapmobi.com".to_owned(), ..Answer::default() }
}

fn token(text: &str) -> DeviceToken {
    DeviceToken::parse(text).expect("a token")
}

fn message() -> Message {
    Message {
        title: "Alice".to_owned(),
        body: "在吗？".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_bob"}"#.to_owned()),
        ..Message::default()
    }
}

/// The one field of the form that holds JSON text.
fn sent(message: &Message) -> Value {
    let call = unicast(message, &token(PHONE), "pushctl-1735689600000");
    let body = call.body.expect("a body");
    let fields: Vec<(String, String)> = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    assert_eq!(fields.len(), 1);
    assert_eq!(fields[0].0, "message");
    serde_json::from_str(&fields[0].1).expect("JSON")
}

/// The vector of the vendor's file, field by field and in the form it is sent in.
#[test]
fn auth_is_a_form_with_the_sign_of_the_same_timestamp() {
    let call = auth(Region::Domestic, &credentials(), 1_735_689_600_000);
    assert_eq!(call.url, "https://api-push-cn.heytapmobi.com/server/v1/auth");
    assert_eq!(call.other_host, Some("api.push.oppomobile.com"));
    assert_eq!(call.mints, Some("auth_token"));
    assert_eq!(
        call.body.as_deref(),
        Some(
            "app_key=00112233445566778899aabbccddeeff&timestamp=1735689600000\
             &sign=b0e6934953711ec17b6006b6c78e7ea4aece1b3565edb7e4e5b974fe23bd9b9b"
        )
    );
}

#[test]
fn phones_abroad_have_a_host_of_their_own() {
    let url = |phone: &str| unicast(&message(), &token(phone), "id").url;
    let path = "/server/v1/message/notification/unicast";
    assert_eq!(url(PHONE), format!("https://api-push-cn.heytapmobi.com{path}"));
    assert_eq!(url("IN_00112233445566778899aabbccddeeff"), format!("https://api-intl.push.oppomobile.com{path}"));
    let before = |phone: &str| unicast(&message(), &token(phone), "id").other_host;
    assert_eq!(before(PHONE), Some("api.push.oppomobile.com"), "the older name, where the newer cannot be resolved");
    assert_eq!(before("IN_00112233445566778899aabbccddeeff"), None);
    assert_eq!(auth(Region::Overseas, &credentials(), 0).other_host, None);
}

/// The example of the vendor's file, with the click target of Tencent's plugin.
#[test]
fn a_push_for_the_plugin() {
    let message =
        Message { channel_id: Some("im_message".to_owned()), ttl: Some(Duration::from_secs(3600)), ..message() };
    let written = sent(&message);
    assert_eq!(
        written,
        json!({
            "target_type": 2,
            "target_value": "CN_00112233445566778899aabbccddeeff",
            "notification": {
                "app_message_id": "pushctl-1735689600000",
                "style": 1,
                "title": "Alice",
                "content": "在吗？",
                "click_action_type": 4,
                "click_action_activity":
                    "com.tencent.flutter.tim_ui_kit_push_plugin.pushActivity.OPPOMessageActivity",
                "action_parameters": "{\"ext\":\"{\\\"conversationID\\\":\\\"c2c_bob\\\"}\"}",
                "off_line": true,
                "off_line_ttl": 3600,
                "channel_id": "im_message",
            },
        })
    );
}

/// The document has the access token as the first field of the form, not as a header.
#[test]
fn the_access_token_is_a_field_of_the_form() {
    let call = unicast(&message(), &token(PHONE), "id");
    let body = call.body.clone().expect("a body");
    let sent = authorised(call.clone(), &Secret::new("58ad+0/5"));
    assert_eq!(sent.body, Some(format!("auth_token=58ad%2B0%2F5&{body}").into()));
    assert_eq!(sent.headers.len(), 1, "content-type alone");
    let printed = with_variable(call, "OPPO_AUTH_TOKEN");
    assert_eq!(printed.body, Some(format!("auth_token=${{OPPO_AUTH_TOKEN}}&{body}").into()));
    assert_eq!(printed.variable, Some("OPPO_AUTH_TOKEN"));
}

/// The encoding check of the vendor's file.
#[test]
fn what_a_form_would_break_is_encoded() {
    let message = Message { title: "Hi & bye".to_owned(), body: "50% off + more".to_owned(), ..message() };
    let body = unicast(&message, &token(PHONE), "id").body.expect("a body");
    assert!(body.contains("Hi+%26+bye"), "{body}");
    assert!(body.contains("50%25+off+%2B+more"), "{body}");
    assert!(body.starts_with("message=%7B%22target_type%22%3A2"), "{body}");
}

#[test]
fn every_option_has_its_field() {
    let mut message = Message { subtitle: Some("副标题".to_owned()), click: Click::Open, ..message() };
    for (key, value) in [
        ("channel_id", "tuikit"),
        ("category", "IM"),
        ("notify_level", "16"),
        ("template_id", "1000001"),
        ("template_params.city", "北京"),
        ("template_title_params.title", "Alice"),
        ("style", "2"),
        ("action_parameters.k", "v"),
        ("off_line", "false"),
        ("show_time_type", "1"),
        ("show_start_time", "1735689600000"),
        ("show_end_time", "1735693200000"),
        ("time_zone", "GMT+08:00"),
        ("show_ttl", "43200"),
        ("network_type", "1"),
        ("notify_id", "7"),
        ("small_picture_id", "p1"),
        ("call_back_url", "https://push.example.com/oppo"),
        ("call_back_parameter", "p"),
        ("app_message_id", "order-1"),
        ("verify_registration_id", "true"),
    ] {
        message.extension.insert(key.to_owned(), value.to_owned());
    }
    assert_eq!(
        sent(&message),
        json!({
            "target_type": 2,
            "target_value": PHONE,
            "verify_registration_id": true,
            "notification": {
                "app_message_id": "order-1",
                "style": 2,
                "title": "Alice",
                "sub_title": "副标题",
                "content": "在吗？",
                "click_action_type": 0,
                "action_parameters": "{\"ext\":\"{\\\"conversationID\\\":\\\"c2c_bob\\\"}\",\"k\":\"v\"}",
                "show_time_type": 1,
                "show_start_time": 1_735_689_600_000_i64,
                "show_end_time": 1_735_693_200_000_i64,
                "off_line": false,
                "time_zone": "GMT+08:00",
                "network_type": 1,
                "call_back_url": "https://push.example.com/oppo",
                "call_back_parameter": "p",
                "channel_id": "tuikit",
                "category": "IM",
                "notify_level": 16,
                "private_msg_template_id": "1000001",
                "private_title_parameters": "{\"title\":\"Alice\"}",
                "private_content_parameters": "{\"city\":\"北京\"}",
                "show_ttl": 43200,
                "notify_id": 7,
                "small_picture_id": "p1",
            },
        })
    );
}

#[test]
fn a_tap_is_what_the_options_say_else_what_click_says() {
    let tapped = |click: Click, options: &[(&str, &str)]| {
        let mut message = Message { click, ..message() };
        for (key, value) in options {
            message.extension.insert((*key).to_owned(), (*value).to_owned());
        }
        let written = sent(&message);
        let notification = &written["notification"];
        let text = |key: &str| notification.get(key).and_then(Value::as_str).map(str::to_owned);
        let kind = notification["click_action_type"].as_i64().expect("a number");
        (kind, text("click_action_activity"), text("click_action_url"))
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(tapped(Click::Open, &[]), (0, None, None));
    assert_eq!(tapped(Click::Activity("com.a.B".to_owned()), &[]), (4, some("com.a.B"), None));
    assert_eq!(tapped(Click::Intent("intent://x".to_owned()), &[]), (5, None, some("intent://x")));
    assert_eq!(tapped(Click::Url("https://example.com/".to_owned()), &[]), (2, None, some("https://example.com/")));
    // The plugin's other way in: an intent action.
    let action = "com.suning.mobile.psc.yunxin.oppo.push";
    let options = [("click_action_type", "1"), ("click_action_activity", action)];
    assert_eq!(tapped(Click::Im, &options), (1, some(action), None));
}

#[test]
fn a_ttl_of_nothing_keeps_nothing() {
    let written = sent(&Message { ttl: Some(Duration::ZERO), ..message() });
    assert_eq!(written["notification"]["off_line"], json!(false));
    assert_eq!(written["notification"].get("off_line_ttl"), None);
}

#[test]
fn a_collapse_key_that_is_a_number_replaces() {
    let of = |key: &str| {
        let written = sent(&Message { collapse_key: Some(key.to_owned()), ..message() });
        written["notification"].get("notify_id").cloned()
    };
    assert_eq!(of("2147483647"), Some(json!(2_147_483_647)));
    assert_eq!(of("2147483648"), None);
    assert_eq!(of("0"), None);
    assert_eq!(of("order"), None);
}

#[test]
fn auth_gives_a_token_or_says_why_not() {
    let number = r#"{"code":0,"message":"success","data":{"auth_token":"58ad","create_time":1735689600000}}"#;
    for (body, expected) in [(AUTH, "58ad000000000000000000a5"), (number, "58ad")] {
        let (outcome, token) = auth_outcome(&answer(200, body)).expect("an answer");
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, Some("0")));
        assert_eq!(token.map(|token| token.expose().to_owned()).as_deref(), Some(expected));
    }
    let (outcome, token) = auth_outcome(&answer(200, AUTH_REFUSED)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("16")));
    assert_eq!(outcome.text.as_deref(), Some("Invalid Signature"));
    assert!(token.is_none());
    for body in [r#"{"code":0,"message":"success"}"#, r#"{"code":0,"message":"success","data":{"auth_token":""}}"#] {
        assert!(auth_outcome(&answer(200, body)).is_err(), "0 without a token is no answer of OPPO: {body}");
    }
}

#[test]
fn an_accepted_push_has_its_id_in_either_spelling() {
    let other = r#"{"code":0,"message":"success","data":{"message_id":"m1"}}"#;
    for (body, id) in [(ACCEPTED, "30123456-1-1-65a000000000000000000001"), (other, "m1")] {
        let outcome = send_outcome(&answer(200, body)).expect("an answer");
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, Some("0")));
        assert_eq!(outcome.ids.get("message_id").map(String::as_str), Some(id));
        assert_eq!(outcome.raw, None);
    }
    let outcome = send_outcome(&answer(200, r#"{"code":0,"message":"success"}"#)).expect("an answer");
    assert_eq!(outcome.raw.as_deref(), Some(r#"{"code":0,"message":"success"}"#), "shown as it came");
}

#[test]
fn a_refused_push_keeps_code_and_words() {
    for (body, class, code, words) in [
        (REFUSED, Class::TokenInvalid, "10000", "registration_id格式不正确"),
        (NO_TEMPLATE, Class::Payload, "54", "private_msg_template_id is null"),
        (r#"{"code":"33","message":"over the daily limit"}"#, Class::Quota, "33", "over the daily limit"),
        (r#"{"code":56,"message":"something new"}"#, Class::Payload, "56", "something new"),
        (r#"{"code":-3,"message":"x"}"#, Class::Transient, "-3", "x"),
    ] {
        let outcome = send_outcome(&answer(200, body)).expect("an answer");
        assert_eq!((outcome.class, outcome.code.as_deref()), (class, Some(code)));
        assert_eq!(outcome.text.as_deref(), Some(words));
        assert_eq!(outcome.scope, "result");
    }
}

/// A batch has it so; nobody knows whether a single push may have it too.
#[test]
fn a_code_in_data_counts_beside_code_0() {
    let body = r#"{"code":0,"message":"success","data":{"messageId":"m","errorCode":10000,"errorMessage":"no"}}"#;
    let outcome = send_outcome(&answer(200, body)).expect("an answer");
    assert_eq!((outcome.class, outcome.scope), (Class::TokenInvalid, "data.errorCode"));
    assert_eq!((outcome.code.as_deref(), outcome.text.as_deref()), (Some("10000"), Some("no")));
}

#[test]
fn what_is_no_answer_of_oppo_is_no_verdict() {
    for body in
        ["", "<html><h1>502</h1></html>", r#"{"code":0,"me"#, "[]", r#"{"code":{}}"#, r#"{"message":"x"}"#, "null"]
    {
        let error = send_outcome(&answer(200, body)).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{body}");
    }
    for (status, class) in
        [(500, Class::Transient), (503, Class::Transient), (429, Class::RateLimited), (404, Class::Protocol)]
    {
        let outcome = send_outcome(&answer(status, r#"{"code":0}"#)).expect("an answer");
        assert_eq!((outcome.class, outcome.scope), (class, "http"));
        assert_eq!(outcome.code, Some(status.to_string()));
        assert_eq!(outcome.class.verdict(), Verdict::Undetermined);
        assert_eq!(outcome.raw.as_deref(), Some(r#"{"code":0}"#));
    }
}

#[test]
fn an_expired_access_token_is_recognised() {
    assert!(token_expired(&answer(200, r#"{"code":11,"message":"Invalid AuthToken"}"#)));
    assert!(token_expired(&answer(200, r#"{"code":"11"}"#)));
    assert!(!token_expired(&answer(200, ACCEPTED)));
    assert!(!token_expired(&answer(200, r#"{"code":29,"message":"Missing Auth Token"}"#)));
    assert!(!token_expired(&answer(200, "<html>")));
}

#[test]
fn codes_are_found_in_answers_and_receipts() {
    let codes = |text: &str| {
        let json = serde_json::from_str(text).expect("JSON");
        let short = |found: Found| (found.scope, found.code, found.class);
        codes_in(&json).into_iter().map(short).collect::<Vec<_>>()
    };
    let one = |scope, code: &str, class| (scope, code.to_owned(), class);
    assert_eq!(codes(ACCEPTED), [one("result", "0", Class::Accepted)]);
    assert_eq!(codes(NO_TEMPLATE), [one("result", "54", Class::Payload)]);
    for text in [BATCH, BROADCAST] {
        assert_eq!(
            codes(text),
            [one("result", "0", Class::Accepted), one("data.errorCode", "10000", Class::TokenInvalid)]
        );
    }
    assert_eq!(
        codes(RECEIPT),
        [one("eventType", "push_arrive", Class::Accepted), one("eventType", "regid_invalid", Class::TokenInvalid)]
    );
    // Other vendors' answers, and a log's own.
    for text in [
        r#"{"code":"80000000","msg":"Success"}"#,
        r#"{"code":200,"message":"success","data":{}}"#,
        r#"{"code":0,"result":"ok","description":"成功"}"#,
        r#"{"result":0,"desc":"请求成功"}"#,
        "[]",
        "[1]",
    ] {
        assert!(codes(text).is_empty(), "{text}");
    }
}
