//! The body of `sendMessage`, field by field.

use super::*;

/// The usual message with one part replaced.
#[track_caller]
fn changed(from: &str, to: &str) -> String {
    let usual = message();
    assert!(usual.contains(from), "{from}");
    usual.replace(from, to)
}

/// The usual message with one more field in `android.notification`.
fn with(field: &str) -> String {
    changed(r#""importance":"NORMAL""#, &format!(r#""importance":"NORMAL",{field}"#))
}

#[test]
fn every_limit_holds_at_n_and_breaks_at_n_plus_1() {
    let tokens =
        |count: usize| changed(r#"["honor-phone"]"#, &format!("[{}]", vec!["\"honor-phone\""; count].join(",")));
    let ttl = |seconds: u64| changed("600s", &format!("{seconds}s"));
    let badge = |number: i64| changed(r#""addNum":1"#, &format!(r#""setNum":{number}"#));
    let button = |name: usize, data: usize| {
        let (name, data) = ("x".repeat(name), "x".repeat(data));
        format!(r#"{{"name":"{name}","actionType":1,"intentType":0,"intent":"a","data":"{data}"}}"#)
    };
    let buttons =
        |count: usize, name, data| with(&format!(r#""buttons":[{}]"#, vec![button(name, data); count].join(",")));
    for (good, bad, word) in [
        (tokens(1), tokens(0), "token has 0 entries"),
        (tokens(1000), tokens(1001), "token has 1001 entries"),
        (ttl(1_296_000), ttl(1_296_001), "ttl is 1296001 s"),
        (badge(0), badge(-1), "badge.setNum"),
        (badge(99), badge(100), "badge.setNum"),
        (buttons(3, 1, 1), buttons(4, 1, 1), "buttons has 4 entries"),
        (buttons(1, 40, 1), buttons(1, 41, 1), "41 characters"),
        (buttons(1, 1, 1024), buttons(1, 1, 1025), "1025 characters"),
    ] {
        result(&Server::new().send(&good), 200, "");
        result(&Server::new().send(&bad), 400, word);
    }
}

#[test]
fn what_is_missing_or_of_another_type_is_refused_with_a_word() {
    let mut server = Server::new();
    for (from, to, word) in [
        (r#"["honor-phone"]"#, r#""honor-phone""#, "token is a string"),
        (r#"["honor-phone"]"#, "[1]", "no string"),
        (r#"["honor-phone"]"#, r#"["honor phone"]"#, "blank"),
        (r#""token":["honor-phone"],"#, "", "token is missing"),
        (r#""600s""#, "600", "ttl is a number"),
        (r#""600s""#, r#""600""#, "seconds and `s`"),
        (r#""600s""#, r#""600000ms""#, "seconds and `s`"),
        (r#""targetUserType":1"#, r#""targetUserType":2"#, "neither 0 nor 1"),
        (r#""targetUserType":1"#, r#""targetUserType":true"#, "neither 0 nor 1"),
        (r#""title":"pushctl","#, "", "title is missing"),
        (r#""body":"test""#, r#""body":" ""#, "body is missing or empty"),
        (r#""body":"test""#, r#""body":1"#, "body is a number"),
        (r#""clickAction":{"type":3},"#, "", "clickAction is missing"),
        (r#""clickAction""#, r#""click_action""#, "`click_action` is not its name"),
        (r#"{"type":3}"#, r#"{"type":1}"#, "needs intent or action"),
        (r#"{"type":3}"#, r#"{"type":2}"#, "needs url"),
        (r#"{"type":3}"#, r#"{"type":2,"url":"http://example.com"}"#, "no https address"),
        (r#"{"type":3}"#, r#"{"type":4}"#, "type is 4"),
        (r#"{"type":3}"#, "{}", "is no number"),
        ("\"NORMAL\"", "\"normal\"", "in capitals"),
        ("\"NORMAL\"", "\"HIGH\"", "NORMAL or LOW"),
        ("\"NORMAL\"", "1", "importance is a number"),
    ] {
        result(&server.send(&changed(from, to)), 400, word);
    }
    for (field, word) in [
        (r#""image":"http://example.com/a.png""#, "image is no https address"),
        (r#""style":2"#, "neither 0 nor 1"),
        (r#""style":1"#, "style 1 needs bigTitle"),
        (r#""style":1,"bigTitle":"pushctl""#, "style 1 needs bigBody"),
        (r#""buttons":{"name":"x","actionType":0}"#, "buttons is an object, not an array"),
        (r#""buttons":[1]"#, "not an object"),
        (r#""buttons":[{"actionType":0}]"#, "no name"),
        (r#""buttons":[{"name":"x"}]"#, "actionType"),
        (r#""buttons":[{"name":"x","actionType":0,"intentType":2}]"#, "intentType"),
    ] {
        result(&server.send(&with(field)), 400, word);
    }
}

#[test]
fn huawei_s_body_is_recognised() {
    let mut server = Server::new();
    let wrapped = format!(r#"{{"message":{}}}"#, message());
    result(&server.send(&wrapped), 400, "wrapped in `message`, as Huawei's is");
    let badge = changed("badgeClass", "class");
    result(&server.send(&badge), 200, "badge.class is Huawei's name; Honor reads badgeClass");
    let snake = changed("addNum", "add_num");
    result(&server.send(&snake), 200, "does not read `badge.add_num`: it is `addNum`");
    let snake = changed("targetUserType", "target_user_type");
    result(&server.send(&snake), 200, "`android.target_user_type`: it is `targetUserType`");
    let object = changed(r#""{\"ext\":\"{\\\"conversationID\\\":\\\"c2c_demo\\\"}\"}""#, r#"{"ext":"x"}"#);
    result(&server.send(&object), 400, "data is an object, not a string that holds JSON");
}

#[test]
fn what_is_accepted_but_odd_gets_a_word() {
    let mut server = Server::new();
    for (from, to, word) in [
        (r#""targetUserType":1"#, r#""targetUserType":"1""#, "targetUserType is a string"),
        (r#""addNum":1"#, r#""addNum":1,"setNum":0"#, "setNum and addNum"),
        ("com.example.app.MainActivity", "MainActivity", "not the full class"),
        (
            "\"pushctl\"",
            "\"一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一\"",
            "title has 41 characters",
        ),
        (r#"\"ext\":"#, r#"\"ext\""#, "no JSON object as text"),
        (r#""ttl""#, r#""validate_only":true,"ttl""#, "does not read `android.validate_only`"),
    ] {
        result(&server.send(&changed(from, to)), 200, word);
    }
    for (field, word) in [
        (r#""notifyId":-2"#, "notifyId should be"),
        (r#""tag":1"#, "tag should be a string"),
        (r#""style":1,"bigTitle":"other","bigBody":"test""#, "bigTitle differs from title"),
        (r#""foregroundShow":true"#, "does not read `android.notification.foregroundShow`"),
    ] {
        result(&server.send(&with(field)), 200, word);
    }
    let long = changed("c2c_demo", &"x".repeat(4096));
    result(&server.send(&long), 200, "Honor's limit is not known");
}

#[test]
fn title_and_body_may_stand_in_the_outer_notification() {
    let mut server = Server::new();
    let outer = r#"{"token":["honor-phone"],"notification":{"title":"a","body":"b"},"android":{"targetUserType":1,"notification":{"clickAction":{"type":3}}}}"#;
    let answer = server.send(outer);
    result(&answer, 200, "test message");
    assert_eq!(answer.title.as_deref(), Some("a"));
    let alone = r#"{"token":["honor-phone"],"notification":{"title":"a","body":"b"}}"#;
    result(&server.send(alone), 200, "no android.notification");
}

#[test]
fn data_alone_is_a_pass_through_message() {
    let mut server = Server::new();
    result(&server.send(r#"{"token":["honor-phone"],"data":"x"}"#), 200, "production, pass-through");
    result(
        &server.send(r#"{"token":["honor-phone"],"data":"{}","android":{"targetUserType":1}}"#),
        200,
        "test message, pass-through",
    );
    result(&server.send(r#"{"token":["honor-phone"]}"#), 400, "neither a notification nor data");
}

#[test]
fn what_cannot_be_read_is_a_bad_request() {
    let mut server = Server::new();
    for (bytes, word) in [("", "empty"), ("{\"a\":", "not JSON"), ("a=b", "not JSON"), ("[]", "an array")] {
        let answer = server.send(bytes);
        result(&answer, 400, word);
        assert_eq!(answer.status, 400);
    }
}
