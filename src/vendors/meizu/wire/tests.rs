use std::collections::BTreeMap;

use serde_json::json;

use super::*;
use crate::http::Method;
use crate::secret::Secret;

const PHONE: &str = "ABC0123456789abcdef0123456789abcdef0123456789";

fn credentials() -> Credentials {
    Credentials { app_id: "123456".to_owned(), app_secret: Secret::new("0123456789abcdef0123456789abcdef") }
}

fn token() -> DeviceToken {
    DeviceToken::parse(PHONE).expect("a token")
}

fn message() -> Message {
    Message { title: "测试".to_owned(), body: "hi & bye".to_owned(), ..Message::default() }
}

fn with(set: &[(&str, &str)], message: Message) -> Message {
    let extension: BTreeMap<String, String> =
        set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Message { extension, ..message }
}

fn json_of(message: &Message) -> Value {
    message_json(message)
}

/// The vendor's minimal message, with every part that our vector A has. Body and sign were computed with coreutils and
/// Python's urllib.
#[test]
fn a_push_is_a_form_with_the_sign_of_its_raw_values() {
    let message = with(&[("notice_msg_type", "1")], Message { ext: Some(r#"{"a":1}"#.to_owned()), ..message() });
    let request = send(&credentials(), Region::China, &message, &token());
    assert_eq!(
        request.sign_text(),
        concat!(
            r#"appId=123456messageJson={"noticeBarInfo":{"noticeMsgType":1,"title":"测试","content":"hi & bye"},"#,
            r#""clickTypeInfo":{"clickType":0,"parameters":{"ext":"{\"a\":1}"}}}"#,
            "pushIds=ABC0123456789abcdef0123456789abcdef0123456789"
        )
    );
    let call = request.signed("e1aec2a388c9e1ac13308d380e3c503c");
    assert_eq!(call.url, "https://server-api-push.meizu.com/garcia/api/server/push/varnished/pushByPushId");
    assert_eq!((call.method, call.effect), (Method::Post, Effect::Push));
    assert_eq!(
        call.body.as_deref(),
        Some(concat!(
            "appId=123456&pushIds=ABC0123456789abcdef0123456789abcdef0123456789&messageJson=",
            "%7B%22noticeBarInfo%22%3A%7B%22noticeMsgType%22%3A1%2C%22title%22%3A%22%E6%B5%8B%E8%AF%95%22%2C",
            "%22content%22%3A%22hi+%26+bye%22%7D%2C%22clickTypeInfo%22%3A%7B%22clickType%22%3A0%2C",
            "%22parameters%22%3A%7B%22ext%22%3A%22%7B%5C%22a%5C%22%3A1%7D%22%7D%7D%7D",
            "&sign=e1aec2a388c9e1ac13308d380e3c503c"
        ))
    );
    let content_type = call.headers.iter().find(|(name, _)| *name == "content-type").map(|(_, value)| value);
    assert!(
        matches!(content_type, Some(HeaderValue::Plain(text)) if text == "application/x-www-form-urlencoded;charset=UTF-8")
    );
}

#[test]
fn questions_are_gets_with_the_sign_in_the_query() {
    let call = switch(&credentials(), Region::China, &token()).signed("2cbf508d84c6e8f291380293908b13a3");
    assert_eq!(
        call.url,
        "https://api-push.meizu.com/garcia/api/server/message/getRegisterSwitch?appId=123456\
         &pushId=ABC0123456789abcdef0123456789abcdef0123456789&sign=2cbf508d84c6e8f291380293908b13a3"
    );
    assert_eq!((call.method, call.effect, call.body), (Method::Get, Effect::Read, None));

    // 2026-11-23T00:00:00Z
    let request = daily(&credentials(), Region::China, Day::in_beijing(1_795_392_000_000));
    assert_eq!(request.sign_text(), "appId=123456endTime=20261123startTime=20261123");
    assert_eq!(
        request.signed("71a3beacb9ed8d4580d4c0418b327e25").url,
        "https://server-api-push.meizu.com/garcia/api/server/push/statistics/dailyPushStatics?appId=123456\
         &startTime=20261123&endTime=20261123&sign=71a3beacb9ed8d4580d4c0418b327e25"
    );

    let request = task(&credentials(), Region::China, "12139732");
    assert_eq!(request.sign_text(), "appId=123456taskId=12139732");
    assert!(request.signed("x").url.starts_with(
        "https://server-api-push.meizu.com/garcia/api/server/push/statistics/getTaskStatistics?appId=123456&taskId="
    ));
    assert!(task(&credentials(), Region::China, "a&b=c").signed("x").url.contains("taskId=a%26b%3Dc&sign=x"));
}

#[test]
fn overseas_has_hosts_of_its_own() {
    let push = send(&credentials(), Region::Overseas, &message(), &token()).signed("x");
    assert!(push.url.starts_with("https://server-api-push.in.meizu.com/garcia/"), "{}", push.url);
    let question = switch(&credentials(), Region::Overseas, &token()).signed("x");
    assert!(question.url.starts_with("https://api-push.in.meizu.com/garcia/"), "{}", question.url);
}

#[test]
fn a_redirected_request_keeps_its_parameters() {
    let other = "https://other.meizu.com/garcia/api/server/push/varnished/pushByPushId";
    let request = send(&credentials(), Region::China, &message(), &token());
    assert_eq!(request.to(other, "x").url, other);
    assert_eq!(request.to(other, "x").body, request.signed("x").body);
    let question = switch(&credentials(), Region::China, &token());
    let with_query = format!("https://other.meizu.com/a?appId=123456&pushId={PHONE}&sign=x");
    assert_eq!(question.to("https://other.meizu.com/a", "x").url, with_query);
    assert_eq!(question.to(&with_query, "x").url, with_query, "a query that comes along is not doubled");
    assert_eq!(question.to("https://other.meizu.com/a#b?c", "x").url, with_query, "nor does a fragment swallow it");
    assert_eq!(request.to(&format!("{other}?appId=1"), "x").url, other);
}

#[test]
fn the_class_is_always_said() {
    assert_eq!(json_of(&message())["noticeBarInfo"]["noticeMsgType"], json!(0));
}

#[test]
fn a_plain_message_has_no_more_than_it_says() {
    assert_eq!(
        json_of(&message()),
        json!({
            "noticeBarInfo": { "noticeMsgType": 0, "title": "测试", "content": "hi & bye" },
            "clickTypeInfo": { "clickType": 0 },
        })
    );
}

/// Names and types of the vendor's document: 0 and 1 for switches, hours, names with a dot in `extra`.
#[test]
fn every_option_has_its_member() {
    let set = [
        ("notice_msg_type", "1"),
        ("notice_bar_type", "2"),
        ("notice_expand_content", "更多内容"),
        ("parameters.k", "v"),
        ("off_line", "true"),
        ("valid_time", "72"),
        ("suspend", "false"),
        ("clear_notice_bar", "true"),
        ("fix_start_display_time", "2026-11-23 08:00:00"),
        ("fix_end_display_time", "2026-11-23 22:00:00"),
        ("vibrate", "false"),
        ("lights", "true"),
        ("sound", "false"),
        ("notify_key", "order-1"),
        ("callback", "https://push.example.com/meizu"),
        ("callback_param", "p"),
        ("callback_type", "1"),
        ("restricted_package_names", "com.example.app,com.example.lite"),
    ];
    let message = with(&set, Message { ext: Some("{}".to_owned()), ..message() });
    assert_eq!(
        json_of(&message),
        json!({
            "noticeBarInfo": { "noticeMsgType": 1, "title": "测试", "content": "hi & bye", "noticeBarType": 2 },
            "noticeExpandInfo": { "noticeExpandType": 1, "noticeExpandContent": "更多内容" },
            "clickTypeInfo": { "clickType": 0, "parameters": { "ext": "{}", "k": "v" } },
            "pushTimeInfo": { "offLine": 1, "validTime": 72 },
            "advanceInfo": {
                "suspend": 0,
                "clearNoticeBar": 1,
                "fixDisplay": 1,
                "fixStartDisplayTime": "2026-11-23 08:00:00",
                "fixEndDisplayTime": "2026-11-23 22:00:00",
                "notificationType": { "vibrate": 0, "lights": 1, "sound": 0 },
                "notifyKey": "order-1",
            },
            "extra": { "callback": "https://push.example.com/meizu", "callback.param": "p", "callback.type": "1" },
        })
    );
    let body = send(&credentials(), Region::China, &message, &token()).signed("x").body.expect("a body");
    assert!(body.contains("&restrictedPackageNames=com.example.app%2Ccom.example.lite&sign=x"), "{body}");
    let none = with(&[("restricted_package_names", "")], self::message());
    let body = send(&credentials(), Region::China, &none, &token()).signed("x").body.expect("a body");
    assert!(!body.contains("restrictedPackageNames"), "what is empty is not sent, nor signed: {body}");
}

#[test]
fn a_tap_opens_what_meizu_can_open() {
    let of = |click: Click| json_of(&Message { click, ..message() })["clickTypeInfo"].clone();
    assert_eq!(of(Click::Open), json!({ "clickType": 0 }));
    assert_eq!(
        of(Click::Activity("com.example.app.DetailActivity".to_owned())),
        json!({ "clickType": 1, "activity": "com.example.app.DetailActivity" })
    );
    assert_eq!(
        of(Click::Url("https://example.com/".to_owned())),
        json!({ "clickType": 2, "url": "https://example.com/" })
    );
    assert_eq!(of(Click::Intent("app://page".to_owned())), json!({ "clickType": 2, "url": "app://page" }));
    assert_eq!(of(Click::Intent("intent://a#Intent;scheme=b;end".to_owned())), json!({ "clickType": 0 }));
}

#[test]
fn options_on_a_tap_win_over_the_flag() {
    let of = |set: &[(&str, &str)]| {
        let message = Message { click: Click::Url("https://example.com/".to_owned()), ..message() };
        json_of(&with(set, message))["clickTypeInfo"].clone()
    };
    assert_eq!(of(&[("click_type", "0")]), json!({ "clickType": 0 }));
    assert_eq!(of(&[("activity", "a.B")]), json!({ "clickType": 1, "activity": "a.B" }));
    assert_eq!(
        of(&[("click_type", "3"), ("custom_attribute", "x")]),
        json!({ "clickType": 3, "customAttribute": "x" })
    );
    assert_eq!(of(&[("click_type", "2")]), json!({ "clickType": 2, "url": "https://example.com/" }));
    assert_eq!(of(&[("url", "app://x")]), json!({ "clickType": 2, "url": "app://x" }));
}

#[test]
fn a_ttl_is_whole_hours_rounded_up() {
    let time =
        |seconds| json_of(&Message { ttl: Some(Duration::from_secs(seconds)), ..message() })["pushTimeInfo"].clone();
    assert_eq!(time(1), json!({ "offLine": 1, "validTime": 1 }));
    assert_eq!(time(3600), json!({ "offLine": 1, "validTime": 1 }));
    assert_eq!(time(3601), json!({ "offLine": 1, "validTime": 2 }));
    assert_eq!(time(259_200), json!({ "offLine": 1, "validTime": 72 }));
    assert_eq!(time(0), json!({ "offLine": 0 }));
    assert_eq!(hours(Duration::from_millis(500)), 1);
    let of = |set: &[(&str, &str)]| json_of(&with(set, message()))["pushTimeInfo"].clone();
    assert_eq!(of(&[("off_line", "true")]), json!({ "offLine": 1, "validTime": 24 }));
    assert_eq!(of(&[("off_line", "false")]), json!({ "offLine": 0 }));
}

#[test]
fn a_collapse_key_that_fits_replaces() {
    let of = |key: &str| {
        json_of(&Message { collapse_key: Some(key.to_owned()), ..message() })["advanceInfo"]["notifyKey"].clone()
    };
    assert_eq!(of("order-12"), json!("order-12"));
    assert_eq!(of("order-123"), Value::Null);
    assert_eq!(of("订单"), Value::Null);
}
