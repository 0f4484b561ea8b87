use super::*;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/vendors/meizu/", $name, ".json"))
    };
}

const PHONE: &str = "ABC0123456789abcdef0123456789abcdef0123456789";

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "server-api-push.meizu.com".to_owned(), ..Answer::default() }
}

fn token() -> DeviceToken {
    DeviceToken::parse(PHONE).expect("a token")
}

fn sent(body: &str) -> Outcome {
    send_outcome(&answer(200, body), &token()).expect("an answer")
}

#[test]
fn an_accepted_push_has_its_message_id() {
    let outcome = sent(fixture!("send-accepted"));
    assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (Class::Accepted, "result", Some("200")));
    assert_eq!(outcome.ids.get("msg_id").map(String::as_str), Some("0123456789abcdef0123456789abcdef"));
    assert_eq!(outcome.text, None);
}

#[test]
fn every_way_to_write_no_failure_is_a_yes() {
    for value in
        ["{}", "\"\"", "[]", "null", "{\"110002\":[]}", "{\"200\":[\"ABC0123456789abcdef0123456789abcdef0123456789\"]}"]
    {
        let outcome = sent(&format!(r#"{{"code":"200","message":"","value":{value}}}"#));
        assert_eq!(outcome.class, Class::Accepted, "{value}");
    }
    assert_eq!(sent(r#"{"code":200}"#).class, Class::Accepted, "a number is accepted too");
}

#[test]
fn a_failure_inside_code_200_is_a_failure() {
    let outcome = sent(fixture!("send-failed"));
    assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (Class::TokenInvalid, "value", Some("110002")));
    assert_eq!(outcome.ids.get("msg_id").map(String::as_str), Some("0123456789abcdef0123456789abcdef"));
    for (code, class) in [
        ("201", Class::Permission),
        ("110010", Class::TokenInvalid),
        ("110011", Class::Quota),
        ("520", Class::RateLimited),
        ("519", Class::Transient),
        ("599", Class::Transient),
        ("110008", Class::TokenInvalid),
        ("999", Class::Payload),
    ] {
        for value in [
            format!(r#"{{"{code}":["{PHONE}"]}}"#),
            format!(r#"{{"{code}":["x","{PHONE}"]}}"#),
            format!(r#"{{"{code}":"{PHONE}"}}"#),
            // The other way round, as one public client reads it.
            format!(r#"{{"{PHONE}":"{code}"}}"#),
            format!(r#"{{"{PHONE}":{code}}}"#),
        ] {
            let outcome = sent(&format!(r#"{{"code":"200","value":{value}}}"#));
            assert_eq!(
                (outcome.class, outcome.scope, outcome.code.as_deref()),
                (class, "value", Some(code)),
                "{value}"
            );
        }
    }
}

/// Success is claimed only where it is provable.
#[test]
fn failures_of_others_and_unknown_shapes_are_no_yes() {
    for value in [
        r#"{"110002":["another"]}"#,
        r#"{"reason":["x"]}"#,
        r#"{"110002":{"pushId":"x"}}"#,
        r#"{"110002":[1]}"#,
        r#"["x"]"#,
        "true",
        "1",
        r#""some words""#,
    ] {
        let outcome = sent(&format!(r#"{{"code":"200","value":{value}}}"#));
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Protocol, Some("200")), "{value}");
        assert!(outcome.raw.is_some_and(|raw| raw.contains(value)), "the answer is shown as it came: {value}");
    }
}

#[test]
fn a_refusal_keeps_code_and_words() {
    let outcome = sent(fixture!("refused"));
    assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (Class::Credentials, "result", Some("1006")));
    assert_eq!(outcome.text.as_deref(), Some("签名认证失败"));
    let outcome = sent(fixture!("rate-limited"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::RateLimited, Some("110010")));
    assert_eq!(outcome.text.as_deref(), Some("应用请求频率超过限制"));
}

/// 110010 outside is a rate limit, inside a switched-off phone.
#[test]
fn the_same_number_means_two_things() {
    let outside = sent(r#"{"code":"110010","message":"","value":""}"#);
    let inside = sent(&format!(r#"{{"code":"200","message":"","value":{{"110010":["{PHONE}"]}}}}"#));
    assert_eq!((outside.class, inside.class), (Class::RateLimited, Class::TokenInvalid));
}

#[test]
fn an_unknown_code_is_shown_as_it_came() {
    let outcome = sent(r#"{"code":"119999","message":"新的错误","value":""}"#);
    assert_eq!((outcome.code.as_deref(), outcome.text.as_deref()), (Some("119999"), Some("新的错误")));
    assert_eq!(outcome.class.verdict(), crate::outcome::Verdict::Problem);
}

#[test]
fn what_is_no_answer_of_meizu_is_no_verdict() {
    for body in
        ["", "<html><h1>502</h1></html>", r#"{"code":"20"#, "[]", r#"{"code":{}}"#, r#"{"message":"x"}"#, "null"]
    {
        let error = send_outcome(&answer(200, body), &token()).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{body}");
    }
    for (status, class) in
        [(500, Class::Transient), (503, Class::Transient), (429, Class::RateLimited), (404, Class::Protocol)]
    {
        let outcome = send_outcome(&answer(status, "x"), &token()).expect("an answer");
        assert_eq!((outcome.class, outcome.scope), (class, "http"));
    }
}

#[test]
fn credentials_are_right_when_the_sign_was_accepted() {
    let of = |body: &str| credentials_outcome(&answer(200, body)).expect("an answer");
    assert_eq!(of(fixture!("daily-statistics")).class, Class::Accepted);
    assert_eq!(of(r#"{"code":"200","message":"","value":[],"redirect":""}"#).class, Class::Accepted);
    assert_eq!(of(fixture!("refused")).class, Class::Credentials);
    assert_eq!(of(r#"{"code":"110000","message":"","value":""}"#).class, Class::Credentials);
    assert_eq!(of(r#"{"code":"110033","message":"","value":""}"#).class, Class::Credentials);
    assert_eq!(of(r#"{"code":"110009","message":"","value":""}"#).class, Class::Permission);
    // After the sign Meizu looks at the dates.
    let dates = of(r#"{"code":"500","message":"结束时间不能早于开始时间","value":""}"#);
    assert_eq!((dates.class, dates.code.as_deref()), (Class::Accepted, Some("500")));
    for words in ["span above 30 days", "时间跨度不能超过30天", "endTime before startTime"] {
        assert_eq!(
            of(&format!(r#"{{"code":"500","message":"{words}","value":""}}"#)).class,
            Class::Accepted,
            "{words}"
        );
    }
    // Failures of the server itself prove nothing.
    for words in ["", "request timeout", "java.lang.RuntimeException", "update failed", "今天系统维护", "处理时间过长"]
    {
        let outcome = of(&format!(r#"{{"code":"500","message":"{words}","value":""}}"#));
        assert_eq!(outcome.class, Class::Transient, "{words}");
    }
    assert_eq!(of(r#"{"code":"1001","message":"","value":""}"#).class, Class::Transient);
}

#[test]
fn a_switch_tells_the_state_of_a_token() {
    let of = |body: &str| switch_outcome(&answer(200, body)).expect("an answer");
    for (body, class, state) in [
        (fixture!("switch-on"), Class::Accepted, State::Alive),
        (fixture!("switch-off"), Class::Accepted, State::Muted),
        (fixture!("switch-unregistered"), Class::TokenInvalid, State::Dead),
        (r#"{"code":"110003","message":"","value":""}"#, Class::TokenInvalid, State::Suspect),
        (fixture!("refused"), Class::Credentials, State::Unknown),
        (r#"{"code":"200","value":{"barTypeSwitch":true}}"#, Class::Accepted, State::Alive),
        (r#"{"code":"200","value":{"barTypeSwitch":"0"}}"#, Class::Accepted, State::Muted),
        (r#"{"code":"200","value":{}}"#, Class::Protocol, State::Unknown),
        (r#"{"code":"200","value":{"barTypeSwitch":2}}"#, Class::Protocol, State::Unknown),
    ] {
        let outcome = of(body);
        assert_eq!((outcome.class, outcome.state), (class, Some(state)), "{body}");
    }
    let outcome = switch_outcome(&answer(502, "x")).expect("an answer");
    assert_eq!((outcome.class, outcome.state), (Class::Transient, Some(State::Unknown)));
}

#[test]
fn a_task_has_counters() {
    let outcome = task_outcome(&answer(200, fixture!("task-statistics")), "12139732").expect("an answer");
    let figures: Vec<(&str, i64)> = outcome.figures.iter().map(|figure| (figure.key, figure.value)).collect();
    assert_eq!(figures, [("target", 3), ("valid", 2), ("send", 2), ("receive", 1), ("display", 1), ("click", 0)]);
    assert_eq!((outcome.class, outcome.ids["task_id"].as_str()), (Class::Accepted, "12139732"));
    let outcome = task_outcome(&answer(200, r#"{"code":"110032","message":"","value":""}"#), "x").expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Payload, Some("110032")));
    let outcome = task_outcome(&answer(200, r#"{"code":"200","value":""}"#), "x").expect("an answer");
    assert_eq!(outcome.class, Class::Protocol);
}

/// A sign must not go anywhere but to Meizu.
#[test]
fn only_addresses_of_meizu_are_followed() {
    let of = |body: &str| redirect(&answer(200, body));
    assert_eq!(
        of(fixture!("redirect")).as_deref(),
        Some("https://server-api-push.in.meizu.com/garcia/api/server/push/varnished/pushByPushId")
    );
    for url in [
        "",
        "http://server-api-push.meizu.com/a",
        "https://evilmeizu.com/a",
        "https://meizu.com.example.com/a",
        "https://a.meizu.com@example.com/a",
        "https://example.com/a.meizu.com",
        "https://example.com?.meizu.com",
        "https://example.com#.meizu.com",
        "https://example.com\\.meizu.com",
        "https://a.meizu.com:8443/a",
        "/garcia/api",
    ] {
        let body = serde_json::json!({ "code": "300", "redirect": url }).to_string();
        assert_eq!(of(&body), None, "{url}");
    }
    assert_eq!(of(r#"{"code":"200","redirect":"https://a.meizu.com/"}"#), None);
    assert_eq!(of("<html>"), None);
}

#[test]
fn codes_are_found_in_an_answer_out_of_a_log() {
    let of = |text: &str| {
        let found = codes_in(&serde_json::from_str(text).expect("JSON"));
        found.into_iter().map(|found| (found.scope, found.code, found.class)).collect::<Vec<_>>()
    };
    assert_eq!(
        of(fixture!("send-failed")),
        [
            ("result", "200".to_owned(), Class::Accepted),
            ("value", "110002".to_owned(), Class::TokenInvalid),
            ("value", "110003".to_owned(), Class::TokenInvalid),
        ]
    );
    assert_eq!(of(fixture!("refused")), [("result", "1006".to_owned(), Class::Credentials)]);
    assert_eq!(of(fixture!("task-statistics")).len(), 1);
    for other in
        [r#"{"code":"200"}"#, r#"{"code":"OK","value":1}"#, r#"{"result":10302}"#, "[]", r#"{"code":7,"msg":""}"#]
    {
        assert!(of(other).is_empty(), "{other}");
    }
}
