//! v3: a body, a header and reasons of its own, and the JWT alone.

use super::*;
use crate::emulator::made_up;
use crate::jwt::{self, Algorithm, PrivateKey};

const NEXT: &str = "MAMzNEXT00000000000000000000001";

/// A server that knows no key, asked with a JWT.
fn server() -> Server {
    let mut server = Server::new();
    let key = PrivateKey::from_pem(made_up::rsa_key_pem(0).as_bytes()).expect("a key");
    let claims = json!({"aud": "https://oauth-login.cloud.huawei.com/oauth2/v3/token", "iss": "101234567",
        "exp": 1_700_003_600, "iat": 1_700_000_000});
    server.token = jwt::sign(Algorithm::Ps256, &key, &json!({"kid": "k"}), &claims).expect("an RSA key");
    server
}

fn post(server: &mut Server, push_type: &str, bytes: &str) -> RawAnswer {
    let bearer = format!("Bearer {}", server.token);
    let headers = [("content-type", "application/json"), ("push-type", push_type), ("authorization", bearer.as_str())];
    server.ask("POST", &format!("/v3/{PROJECT}/messages:send"), &headers, bytes.as_bytes())
}

/// The smallest push of the notes, with further fields of the notification, and these tokens and options.
fn push(notification: &str, tokens: &str, options: &str) -> String {
    let comma = if notification.is_empty() { "" } else { "," };
    format!(
        r#"{{"payload":{{"notification":{{"category":"IM","title":"t","body":"b","clickAction":{{"actionType":0}}{comma}{notification}}}}},"target":{{"token":{tokens}}},"pushOptions":{{{options}}}}}"#
    )
}

fn to_next(notification: &str, options: &str) -> String {
    push(notification, &format!("[\"{NEXT}\"]"), options)
}

#[test]
fn the_smallest_push_is_accepted() {
    let mut server = server();
    let answer = post(&mut server, "0", &to_next("", "\"testMessage\":true"));
    code(&answer, 200, "80000000");
    assert_eq!((answer.target.as_deref(), answer.title.as_deref()), (Some(NEXT), Some("t")));
    assert!(remark(&answer).contains("testMessage"));
}

#[test]
fn an_access_token_is_none_for_v3() {
    let mut server = Server::new();
    let answer = post(&mut server, "0", &to_next("", ""));
    code(&answer, 401, "80200001");
    assert!(remark(&answer).contains("JWT of a service account only"));
}

#[test]
fn reasons_stand_by_name_inside_the_words() {
    let mut server = server();
    let answer = post(&mut server, "0", &push("", "[\"foreign1\",\"IQAAUNKNOWN\"]", ""));
    code(&answer, 400, "80300007");
    assert_eq!(
        body(&answer)["msg"],
        r#"{"failure":2,"illegalTokens":{"noRight":["foreign1"],"tokenFormatError":["IQAAUNKNOWN"]}}"#
    );
    let answer = post(&mut server, "0", &push("", &format!("[\"{NEXT}\",\"foreign1\"]"), ""));
    code(&answer, 200, "80100000");
    assert_eq!(body(&answer)["msg"], r#"{"success":1,"failure":1,"illegalTokens":{"noRight":["foreign1"]}}"#);
}

#[test]
fn every_limit_holds_at_n_and_breaks_at_n_plus_1() {
    let text = |key: &str, count: usize| format!("\"{key}\":\"{}\"", "x".repeat(count));
    let lines = |count: usize| format!("\"style\":3,\"inboxContent\":[{}]", vec!["\"x\""; count].join(","));
    let tests =
        |count: usize| push("", &format!("[{}]", vec![format!("\"{NEXT}\""); count].join(",")), "\"testMessage\":true");
    for (good, bad, expected) in [
        (to_next("\"badge\":{\"addNum\":99}", ""), to_next("\"badge\":{\"addNum\":100}", ""), "80100003"),
        (to_next("\"badge\":{\"addNum\":1}", ""), to_next("\"badge\":{\"addNum\":0}", ""), "80100003"),
        (to_next("\"badge\":{\"setNum\":99}", ""), to_next("\"badge\":{\"setNum\":100}", ""), "80100003"),
        (to_next("\"notifyId\":0", ""), to_next("\"notifyId\":-1", ""), "80100003"),
        (to_next("\"notifyId\":2147483647", ""), to_next("\"notifyId\":2147483648", ""), "80100003"),
        (to_next(&text("appMessageId", 64), ""), to_next(&text("appMessageId", 65), ""), "80100003"),
        (to_next(&text("profileId", 64), ""), to_next(&text("profileId", 65), ""), "80100003"),
        (to_next(&lines(3), ""), to_next(&lines(4), ""), "80100003"),
        (to_next("", "\"ttl\":1296000"), to_next("", "\"ttl\":1296001"), "80100003"),
        (to_next("", "\"ttl\":86400"), to_next("", "\"ttl\":\"86400s\""), "80100003"),
        (to_next("", &text("biTag", 64)), to_next("", &text("biTag", 65)), "80100003"),
        (to_next("", "\"collapseKey\":100"), to_next("", "\"collapseKey\":101"), "80100013"),
        (tests(10), tests(11), "80300030"),
    ] {
        code(&post(&mut server(), "0", &good), 200, "80000000");
        code(&post(&mut server(), "0", &bad), 400, expected);
    }
}

#[test]
fn slips_are_named() {
    let click = |click: &str| to_next("", "").replace("{\"actionType\":0}", click);
    for (kind, bytes, expected, word) in [
        ("", to_next("", ""), "80100003", "push-type"),
        ("3", to_next("", ""), "80100003", "push-type is 3"),
        ("0", to(&format!("[\"{NEXT}\"]")), "80300010", "body is one of v1"),
        ("0", "{}".to_owned(), "80300010", "target is missing"),
        ("0", click("{}"), "80100003", "actionType is missing"),
        ("0", click("{\"actionType\":2}"), "80100003", "none of 0, 1, 3, 5"),
        ("0", click("{\"actionType\":1}"), "80100003", "needs an action or a uri"),
        ("0", click("{\"actionType\":0,\"data\":\"{}\"}"), "80100003", "no object"),
        ("0", to_next("", "").replace("\"category\":\"IM\",", ""), "80100003", "category is missing"),
    ] {
        let answer = post(&mut server(), kind, &bytes);
        code(&answer, 400, expected);
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
    }
    let answer = post(&mut server(), "0", &to_next("\"click_action\":{}", ""));
    code(&answer, 200, "80000000");
    assert!(remark(&answer).contains("it is `clickAction`"));
}
