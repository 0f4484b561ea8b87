//! `messageJson`: limits at n and n + 1, types, and what is accepted but odd.

use super::*;

fn bar(rest: &str) -> String {
    format!(r#"{{"noticeBarInfo":{{"noticeMsgType":0,"title":"订单提醒","content":"您的订单已发货"}}{rest}}}"#)
}

fn text(title: &str, content: &str) -> String {
    format!(r#"{{"noticeBarInfo":{{"noticeMsgType":0,"title":"{title}","content":"{content}"}}}}"#)
}

#[test]
fn every_limit_holds_at_n_and_breaks_at_n_plus_1() {
    let x = |count: usize| "x".repeat(count);
    let click = |kind: u8, name: &str, count| {
        bar(&format!(r#","clickTypeInfo":{{"clickType":{kind},"{name}":"{}"}}"#, x(count)))
    };
    let valid = |hours: i32| bar(&format!(r#","pushTimeInfo":{{"offLine":1,"validTime":{hours}}}"#));
    let extra = |name: &str, count| bar(&format!(r#","extra":{{"{name}":"{}"}}"#, x(count)));
    let key = |count| bar(&format!(r#","advanceInfo":{{"notifyKey":"{}"}}"#, x(count)));
    for (good, bad) in [
        (text(&"题".repeat(32), "x"), text(&"题".repeat(33), "x")),
        (text("x", &"文".repeat(100)), text("x", &"文".repeat(101))),
        (text("x", "x"), text("", "x")),
        (text("x", "x"), text("x", " ")),
        (click(1, "activity", 1000), click(1, "activity", 1001)),
        (click(2, "url", 1000), click(2, "url", 1001)),
        (click(3, "customAttribute", 1000), click(3, "customAttribute", 1001)),
        (click(1, "activity", 1), click(1, "activity", 0)),
        (click(2, "url", 1), click(2, "activity", 1)),
        (click(0, "activity", 0), click(4, "activity", 0)),
        (valid(1), valid(0)),
        (valid(72), valid(73)),
        (key(8), key(9)),
        (extra("callback", 128), extra("callback", 129)),
        (extra("callback.param", 64), extra("callback.param", 65)),
    ] {
        code(&Server::new().message(&good), "200");
        code(&Server::new().message(&bad), "1005");
    }
}

#[test]
fn what_is_wrong_with_a_message_is_named() {
    for (json, word) in [
        ("{", "messageJson is not JSON"),
        ("[]", "an array"),
        ("\"x\"", "a string"),
        ("{}", "noticeBarInfo is missing"),
        (r#"{"title":"x","content":"x"}"#, "outside noticeBarInfo"),
        (r#"{"noticeBarInfo":"x"}"#, "not an object"),
        (r#"{"noticeBarInfo":{"title":5,"content":"x"}}"#, "title is a number"),
        (&bar(r#","noticeExpandInfo":{"noticeExpandType":1}"#), "noticeExpandContent"),
        (&bar(r#","noticeExpandInfo":{"noticeExpandType":3}"#), "noticeExpandType is 3; 0 to 2"),
        (&bar(r#","clickTypeInfo":{"clickType":"x"}"#), "clickType is"),
        (&bar(r#","clickTypeInfo":{"parameters":"{}"}"#), "parameters is a string, not an object"),
        (&bar(r#","pushTimeInfo":{"offLine":2}"#), "offLine is 2; 0 to 1"),
        (&bar(r#","pushTimeInfo":{"validTime":86400}"#), "validTime is 86400; 1 to 72"),
        (&bar(r#","advanceInfo":{"suspend":"yes"}"#), "suspend is"),
        (&bar(r#","advanceInfo":{"notifyKey":"a b"}"#), "notifyKey is a b"),
        (&bar(r#","advanceInfo":{"fixDisplay":1,"fixStartDisplayTime":"2026-11-23 08:00:00"}"#), "fixEndDisplayTime"),
        (&bar(r#","extra":{"callback":{"param":"x"}}"#), "the names are flat"),
        (&bar(r#","extra":{"callback.type":4}"#), "is not 1, 2 or 3"),
        ("%7B%22noticeBarInfo%22%3A%7B%7D%7D", "urlencoded twice"),
    ] {
        let answer = Server::new().message(json);
        code(&answer, "1005");
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
    }
}

#[test]
fn what_is_accepted_but_odd_gets_a_word() {
    for (json, word) in [
        (r#"{"noticeBarInfo":{"title":"x","content":"x"}}"#.to_owned(), "no noticeMsgType: a public message"),
        (
            r#"{"noticeBarInfo":{"noticeMsgType":"0","title":"x","content":"x"}}"#.to_owned(),
            "noticeMsgType is a string",
        ),
        (bar(r#","clickTypeInfo":{"clickType":3,"customAttribute":"x"}"#), "Android 12"),
        (bar(r#","clickTypeInfo":{"parameters":{"ext":{"a":1}}}"#), "the app reads strings"),
        (bar(r#","noticeExpandInfo":{"noticeExpandType":2}"#), "VIP"),
        (bar(r#","vipInfo":{"subtitle":"x"}"#), "vipInfo is for VIP apps"),
        (bar(r#","pushTimeInfo":{"offLine":1,"validTime":1,"startTime":"2026-11-23 08:00:00"}"#), "app or tag"),
        (bar(r#","advanceInfo":{"fixEndDisplayTime ":"2026-11-23 08:00:00"}"#), "it is `fixEndDisplayTime`"),
        (bar(r#","pushTimeInfo":{"offline":1}"#), "it is `offLine`"),
        (bar(r#","push_time_info":{}"#), "it is `pushTimeInfo`"),
        (bar(r#","channelId":"x""#), "does not read `channelId`"),
    ] {
        let answer = Server::new().message(&json);
        code(&answer, "200");
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
    }
}

/// The vendor's Java SDK writes `true` and `false`, every unset text as `""` and every unset number as its default.
#[test]
fn what_the_vendors_sdk_sends_is_accepted() {
    let json = concat!(
        r#"{"noticeBarInfo":{"noticeBarType":0,"title":"x","content":"x","noticeMsgType":0,"noticeBarImgUrl":""},"#,
        r#""noticeExpandInfo":{"noticeExpandType":0,"noticeExpandContent":"","noticeExpandImgUrl":""},"#,
        r#""clickTypeInfo":{"clickType":0,"url":"","activity":"","customAttribute":"","parameters":{}},"#,
        r#""pushTimeInfo":{"offLine":true,"validTime":24,"pushTimeType":0,"startTime":""},"#,
        r#""advanceInfo":{"suspend":true,"clearNoticeBar":true,"fixDisplay":false,"fixStartDisplayTime":"","#,
        r#""fixEndDisplayTime":"","fixSpeed":false,"fixSpeedRate":0,"#,
        r#""notificationType":{"vibrate":true,"lights":true,"sound":true},"notifyKey":""},"extra":{}}"#
    );
    let answer = Server::new().message(json);
    code(&answer, "200");
    assert_eq!(remark(&answer), "public message (公信)");
    let offline = bar(r#","pushTimeInfo":{"offLine":false,"validTime":0}"#);
    code(&Server::new().message(&offline), "200");
}
