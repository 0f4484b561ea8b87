//! The body of v1 and v2: every limit at n and n + 1, every slip with its word.

use super::*;

#[test]
fn every_limit_holds_at_n_and_breaks_at_n_plus_1() {
    let x = |count: usize| "x".repeat(count);
    let field = |key: &str, value: String| format!("\"{key}\":{value}");
    let text = |key: &str, count: usize| format!("\"{key}\":\"{}\"", x(count));
    let badge = |inner: &str| format!("\"badge\":{{{inner},\"class\":\"a.B\"}}");
    let lines = |count: usize| format!("\"style\":3,\"inbox_content\":[{}]", vec!["\"x\""; count].join(","));
    let buttons = |count: usize, name: usize| {
        let one = format!("{{\"name\":\"{}\",\"action_type\":0}}", x(name));
        format!("\"buttons\":[{}]", vec![one; count].join(","))
    };
    let vibrate = |count: usize| format!("\"vibrate_config\":[{}]", vec!["\"1\""; count].join(","));
    for (good, bad, expected) in [
        (with(&field("collapse_key", "-1".into()), ""), with(&field("collapse_key", "-2".into()), ""), "80100013"),
        (with(&field("collapse_key", "100".into()), ""), with(&field("collapse_key", "101".into()), ""), "80100013"),
        (with("\"ttl\":\"1296000s\"", ""), with("\"ttl\":\"1296001s\"", ""), "80100003"),
        (with("\"ttl\":\"86400\"", ""), with("\"ttl\":\"1d\"", ""), "80100003"),
        (with("\"target_user_type\":1", ""), with("\"target_user_type\":2", ""), "80100003"),
        (with("", &badge("\"add_num\":1")), with("", &badge("\"add_num\":0")), "80100003"),
        (with("", &badge("\"add_num\":99")), with("", &badge("\"add_num\":100")), "80100003"),
        (with("", &badge("\"set_num\":0")), with("", &badge("\"set_num\":-1")), "80100003"),
        (with("", &badge("\"set_num\":99")), with("", &badge("\"set_num\":100")), "80100003"),
        (with("", &lines(5)), with("", &lines(6)), "80100003"),
        (with("", &text("profile_id", 64)), with("", &text("profile_id", 65)), "80100003"),
        (with("", &buttons(3, 40)), with("", &buttons(4, 40)), "80100003"),
        (with("", &buttons(1, 40)), with("", &buttons(1, 41)), "80100003"),
        (with("", &vibrate(10)), with("", &vibrate(11)), "80100003"),
    ] {
        code_of(&good, 200, "80000000");
        code_of(&bad, 400, expected);
    }
}

#[track_caller]
fn code_of(bytes: &str, status: u16, expected: &str) -> String {
    let answer = Server::new().send(bytes);
    code(&answer, status, expected);
    remark(&answer).to_owned()
}

#[test]
fn the_body_has_4096_bytes_without_its_tokens() {
    let of = |count: usize| with("", "").replace("\"body\":\"b\"", &format!("\"body\":\"{}\"", "x".repeat(count)));
    let empty = of(0).len() - PHONE.len() - 2;
    code_of(&of(4096 - empty), 200, "80000000");
    let answer = code_of(&of(4097 - empty), 400, "80300008");
    assert!(answer.contains("4097 bytes"), "{answer}");
}

#[test]
fn there_are_1_to_1000_tokens_in_their_place() {
    let many = |count: usize| to(&format!("[{}]", vec![format!("\"{PHONE}\""); count].join(",")));
    code_of(&many(1000), 200, "80000000");
    for (bytes, word) in [
        (many(1001), "1001 tokens"),
        (to("[]"), "0 tokens"),
        (to(&format!("\"{PHONE}\"")), "an array even for one"),
        ("{}".to_owned(), "message is missing"),
        (to("[\"x\"]").replace("\"token\"", "\"tokens\""), "key is `token`"),
        (format!("{{\"message\":{{\"android\":{{}}}},\"token\":[\"{PHONE}\"]}}"), "belongs into message"),
        (format!("{{\"message\":{{\"android\":{{\"token\":[\"{PHONE}\"]}}}}}}"), "belongs into message"),
    ] {
        let said = code_of(&bytes, 400, "80300010");
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn what_is_not_built_as_documented_is_named() {
    let click = |click: &str| with("", "").replace("{\"type\":3}", click);
    for (bytes, word) in [
        (with("", "").replace(",\"click_action\":{\"type\":3}", ""), "click_action is missing"),
        (click("{}"), "type is missing"),
        (click("{\"type\":5}"), "from 1 to 4"),
        (click("{\"type\":1}"), "needs an intent or an action"),
        (click("{\"type\":2,\"url\":\"http://a.b\"}"), "no https link"),
        (click("{\"type\":2}"), "url is missing"),
        (with("", "").replace("\"title\":\"t\"", "\"title\":\" \""), "title is missing"),
        (with("", "").replace("\"body\":\"b\"", "\"body\":5"), "body is a number"),
        (with("\"data\":{\"a\":1}", ""), "data is an object"),
        (with("", "\"style\":1,\"big_title\":\"t\""), "big_body is missing"),
        (with("", "\"importance\":\"MAX\""), "one of LOW, NORMAL, HIGH"),
        (with("", "\"color\":\"red\""), "not #RRGGBB"),
        (with("", "\"image\":\"http://a.b/c.png\""), "no https link"),
        (with("", "\"visibility\":\"public\""), "one of VISIBILITY_UNSPECIFIED"),
        (with("", "\"foreground_show\":\"true\""), "true or false"),
        (format!("{{\"message\":{{\"token\":[\"{PHONE}\"]}}}}"), "neither a notification nor data"),
        (format!("{{\"message\":{{\"android\":{{\"category\":\"IM\"}},\"token\":[\"{PHONE}\"]}}}}"), "neither"),
        ("{\"a\":".to_owned(), "not JSON"),
        ("[]".to_owned(), "an array"),
        (String::new(), "empty"),
    ] {
        let said = code_of(&bytes, 400, "80100003");
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn data_alone_is_a_data_message() {
    code_of(&format!("{{\"message\":{{\"data\":\"x\",\"token\":[\"{PHONE}\"]}}}}"), 200, "80000000");
    let android =
        format!("{{\"message\":{{\"android\":{{\"data\":\"{{}}\",\"urgency\":\"HIGH\"}},\"token\":[\"{PHONE}\"]}}}}");
    assert!(code_of(&android, 200, "80000000").contains("80300011"));
}

#[test]
fn title_and_body_may_stand_beside_android() {
    let bytes = format!(
        "{{\"message\":{{\"notification\":{{\"title\":\"t\",\"body\":\"b\"}},\"android\":{{\"category\":\"IM\",\"notification\":{{\"click_action\":{{\"type\":3}}}}}},\"token\":[\"{PHONE}\"]}}}}"
    );
    code_of(&bytes, 200, "80000000");
}

#[test]
fn a_data_message_may_hold_any_text() {
    for part in ["\"data\":\"plain\"", "\"android\":{\"category\":\"IM\",\"data\":\"plain\"}"] {
        let word = code_of(&format!("{{\"message\":{{{part},\"token\":[\"{PHONE}\"]}}}}"), 200, "80000000");
        assert!(!word.contains("JSON object"), "{word}");
    }
}

#[test]
fn what_is_accepted_but_odd_gets_a_word() {
    for (bytes, word) in [
        (with("\"data\":\"plain\"", ""), "no JSON object"),
        (with("\"ttl\":600", ""), "ttl is a number"),
        (with("\"bitag\":\"x\"", ""), "it is `bi_tag`"),
        (with("", "\"clickAction\":{}"), "it is `click_action`"),
        (with("", "\"badge\":{\"add_num\":1}"), "badge.class is missing"),
        (with("", "\"badge\":{\"add_num\":1,\"class\":\"Main\"}"), "no full class name"),
        (with("", "\"importance\":\"HIGH\""), "needs a right"),
        (with("", "").replace("\"category\":\"IM\"", "\"category\":\"im\""), "category im is not known"),
        (with("\"category\":null", "").replacen("\"category\":\"IM\",", "", 1), "no category"),
    ] {
        let said = code_of(&bytes, 200, "80000000");
        assert!(said.contains(word), "{word}: {said}");
    }
}

#[test]
fn a_content_type_other_than_json_gets_a_word() {
    let mut server = Server::new();
    let bearer = format!("Bearer {}", server.token);
    let headers = [("content-type", "text/plain"), ("authorization", bearer.as_str())];
    let push = to(&format!("[\"{PHONE}\"]"));
    let answer = server.ask("POST", &format!("/v1/{ID}/messages:send"), &headers, push.as_bytes());
    code(&answer, 200, "80000000");
    assert!(remark(&answer).contains("documents application/json"));
}
