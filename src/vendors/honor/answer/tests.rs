use super::*;
use crate::outcome::Verdict;

const AUTH: &str = include_str!("../../../../tests/fixtures/vendors/honor/auth-accepted.json");
const AUTH_REFUSED: &str = include_str!("../../../../tests/fixtures/vendors/honor/auth-refused.json");
const ACCEPTED: &str = include_str!("../../../../tests/fixtures/vendors/honor/send-accepted.json");
const ACCEPTED_SHORT: &str = include_str!("../../../../tests/fixtures/vendors/honor/send-accepted-short.json");
const NOT_SENT: &str = include_str!("../../../../tests/fixtures/vendors/honor/send-not-sent.json");
const PARTIAL_FAILURE: &str = include_str!("../../../../tests/fixtures/vendors/honor/send-partial.json");
const EXPIRED: &str = include_str!("../../../../tests/fixtures/vendors/honor/send-expired.json");
const REFUSED: &str = include_str!("../../../../tests/fixtures/vendors/honor/send-refused.json");
const RECEIPT: &str = include_str!("../../../../tests/fixtures/vendors/honor/receipt.json");

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "push-api.cloud.honor.com".to_owned(), ..Answer::default() }
}

fn token(text: &str) -> DeviceToken {
    DeviceToken::parse(text).expect("a token")
}

fn sent_to(device: &str, status: u16, body: &str) -> Outcome {
    send_outcome(&answer(status, body), &token(device)).expect("an answer")
}

fn sent(status: u16, body: &str) -> Outcome {
    sent_to("honor-token-one", status, body)
}

#[test]
fn an_access_token_has_the_lifetime_that_the_answer_states() {
    let (outcome, minted) = auth_outcome(&answer(200, AUTH)).expect("an answer");
    assert_eq!(outcome.class, Class::Accepted);
    let minted = minted.expect("a token");
    assert_eq!(minted.token.expose(), "0f1e2d3c4b5a69788796a5b4c3d2e1f0");
    assert_eq!(minted.used_for, Duration::from_secs(3600));
    let other = r#"{"access_token":"abc","expires_in":"120"}"#;
    let (_, minted) = auth_outcome(&answer(200, other)).expect("an answer");
    assert_eq!(minted.expect("a token").used_for, Duration::from_secs(120));
}

#[test]
fn any_4xx_with_json_is_credentials_in_the_vendor_s_words() {
    let (outcome, minted) = auth_outcome(&answer(401, AUTH_REFUSED)).expect("an answer");
    assert_eq!((outcome.class, outcome.scope), (Class::Credentials, "error"));
    assert_eq!(outcome.code.as_deref(), Some("unauthorized_client"));
    assert_eq!(outcome.text.as_deref(), Some("Invalid client secret"));
    assert!(minted.is_none());
    let (outcome, _) = auth_outcome(&answer(400, r#"{"code":1101,"message":"bad client"}"#)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("1101")));
    assert_eq!(outcome.text.as_deref(), Some("bad client"));
    let (outcome, _) = auth_outcome(&answer(403, r#"{"reason":"x"}"#)).expect("an answer");
    assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (Class::Credentials, "http", Some("403")));
    assert_eq!(outcome.raw.as_deref(), Some(r#"{"reason":"x"}"#));
}

#[test]
fn what_the_token_endpoint_does_not_say_is_not_guessed() {
    for body in [r#"{"expires_in":3600}"#, r#"{"access_token":""}"#, "", "<html>", r#"{"access_tok"#] {
        assert_eq!(auth_outcome(&answer(200, body)).expect_err(body).class(), Class::Protocol, "{body}");
    }
    for (status, body, class) in [
        (429, "", Class::RateLimited),
        (429, r#"{"error":"slow_down"}"#, Class::RateLimited),
        (503, "busy", Class::Transient),
        (403, "<html>blocked</html>", Class::Protocol),
        (302, "", Class::Protocol),
    ] {
        let (outcome, minted) = auth_outcome(&answer(status, body)).expect("an answer");
        assert_eq!((outcome.class, outcome.scope), (class, "http"), "{status} {body}");
        assert!(minted.is_none());
    }
}

#[test]
fn an_accepted_push_has_its_request_id() {
    for body in [ACCEPTED, ACCEPTED_SHORT] {
        let outcome = sent(200, body);
        assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (Class::Accepted, "result", Some("200")));
        assert_eq!(outcome.text.as_deref(), Some("Success"));
        assert_eq!(outcome.ids.get("request_id").map(String::as_str), Some("104400000-0123456789abcdef"));
    }
    let quoted = r#"{"code":"200","msg":"Success","data":{"sendResult":true}}"#;
    assert_eq!(sent(200, quoted).class, Class::Accepted);
}

#[test]
fn code_200_alone_is_no_success() {
    let outcome = sent(200, NOT_SENT);
    assert_eq!((outcome.class, outcome.scope), (Class::Payload, "data.sendResult"));
    assert_eq!(outcome.code.as_deref(), Some("false"));
    for body in [
        r#"{"code":200,"message":"Success"}"#,
        r#"{"code":200,"message":"Success","data":null}"#,
        r#"{"code":200,"message":"Success","data":{"requestId":"1-2"}}"#,
        r#"{"code":200,"message":"Success","data":{"sendResult":1}}"#,
    ] {
        let outcome = sent(200, body);
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Protocol, Some("200")), "{body}");
        assert_eq!(outcome.raw.as_deref(), Some(body));
        assert!(outcome.failure.is_some());
    }
    // Huawei's word for success is none of Honor's.
    let huawei = sent(200, r#"{"code":"80000000","msg":"Success","requestId":"157"}"#);
    assert_eq!((huawei.class.verdict(), huawei.code.as_deref()), (Verdict::Problem, Some("80000000")));
}

#[test]
fn the_two_lists_are_told_apart() {
    let outcome = sent_to("honor-token-two", 200, EXPIRED);
    assert_eq!((outcome.class, outcome.scope), (Class::TokenInvalid, "data"));
    assert_eq!(outcome.code.as_deref(), Some("expireTokens"));
    assert_eq!(outcome.text.as_deref(), Some("Success"));

    let failed = EXPIRED.replace("expireTokens", "x").replace("failTokens\":[]", "failTokens\":[\"honor-token-two\"]");
    assert_eq!(sent_to("honor-token-two", 200, &failed).code.as_deref(), Some("failTokens"));

    assert_eq!(sent_to("honor-token-one", 200, EXPIRED).class, Class::Accepted);

    let outcome = sent_to("honor-token-two", 200, PARTIAL_FAILURE);
    assert_eq!(
        (outcome.class, outcome.scope, outcome.code.as_deref()),
        (Class::TokenInvalid, "result", Some("80100000"))
    );
    assert_eq!(outcome.text.as_deref(), Some("部分token发送失败"));
    let facts: Vec<_> = outcome.facts.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
    assert_eq!(facts, [("list", "failTokens")]);
    // Of the two lists one may be deleted after a look, the other not: the code alone says neither.
    let remedy = |body: &str| {
        let (_, remedy) = sent_to("honor-token-two", 200, body).failure.expect("a remedy");
        remedy.get(crate::text::Lang::En).starts_with("delete the token")
    };
    assert!(!remedy(PARTIAL_FAILURE));
    assert!(remedy(&PARTIAL_FAILURE.replace("failTokens", "expireTokens")));
    assert_eq!(outcome.raw, None, "code, list and words are known");
    let entry = VENDOR.codes.find("result", "80100000").expect("an entry");
    assert_eq!(entry.token, crate::vendors::Advice::Keep);
}

#[test]
fn a_refusal_keeps_code_and_words_whatever_its_http_status() {
    for status in [200, 403] {
        let outcome = sent(status, REFUSED);
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Permission, Some("403")));
        assert_eq!(outcome.text.as_deref(), Some("permission denied"));
    }
}

#[test]
fn an_unknown_code_is_shown_as_it_came_and_classed_by_http() {
    for (status, class) in [
        (200, Class::Payload),
        (400, Class::Payload),
        (401, Class::Credentials),
        (403, Class::Permission),
        (429, Class::RateLimited),
        (503, Class::Transient),
    ] {
        let outcome = sent(status, r#"{"code":80999999,"message":"新的错误"}"#);
        assert_eq!((outcome.class, outcome.code.as_deref()), (class, Some("80999999")), "{status}");
        assert_eq!(outcome.text.as_deref(), Some("新的错误"));
        assert!(outcome.failure.is_none());
        assert!(outcome.raw.is_some(), "nobody knows it: the whole answer");
    }
    let listed = r#"{"code":80999999,"message":"x","data":{"failTokens":["honor-token-one"]}}"#;
    assert_eq!(sent(200, listed).class, Class::TokenInvalid);
    assert_eq!(sent(503, listed).class, Class::Transient, "HTTP blames the server, not the token");
}

#[test]
fn a_number_of_huawei_s_is_labelled_and_still_classed_by_http() {
    let outcome = sent(400, r#"{"code":80200003,"message":"token expired"}"#);
    assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (Class::Payload, "result", Some("80200003")));
    let (cause, _) = outcome.failure.expect("a word on it");
    assert!(cause.get(crate::text::Lang::En).starts_with("not confirmed for Honor"));
    assert_eq!(outcome.text.as_deref(), Some("token expired"));
}

#[test]
fn what_is_no_answer_of_honor_is_no_verdict() {
    for body in ["", "<html><h1>502</h1></html>", r#"{"code":200,"da"#, "[]", r#"{"code":{}}"#, r#"{"message":"x"}"#] {
        let error = send_outcome(&answer(200, body), &token("honor-token-one")).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{body}");
    }
    for (status, body, class) in [
        (500, "internal error", Class::Transient),
        (429, "", Class::RateLimited),
        (403, "<html>blocked</html>", Class::Protocol),
        (302, "", Class::Protocol),
        (401, "", Class::Credentials),
        (404, r#"{"path":"/api"}"#, Class::Credentials),
    ] {
        let outcome = sent(status, body);
        assert_eq!((outcome.class, outcome.scope), (class, "http"), "{status} {body}");
        assert_eq!(outcome.code, Some(status.to_string()));
    }
}

#[test]
fn an_expired_access_token_is_recognised() {
    assert!(token_expired(&answer(401, r#"{"code":401,"message":"x"}"#)));
    assert!(token_expired(&answer(200, r#"{"code":"401"}"#)));
    assert!(token_expired(&answer(401, "")));
    assert!(!token_expired(&answer(200, ACCEPTED)));
    assert!(token_expired(&answer(401, r#"{"code":80200003}"#)));
    assert!(!token_expired(&answer(400, r#"{"code":80200003}"#)), "a number that nobody confirmed");
    assert!(!token_expired(&answer(200, "<html>")));
}

#[test]
fn a_probe_tells_states_and_calls_nothing_dead() {
    let tokens = ["honor-token-one", "honor-token-two"].map(token);
    let states = |status: u16, body: &str| -> Vec<_> {
        let outcomes = probe_outcomes(&answer(status, body), &tokens).expect("an answer");
        outcomes.iter().map(|outcome| (outcome.class, outcome.state.expect("a state"))).collect()
    };
    let (alive, suspect) = ((Class::Accepted, State::Alive), (Class::TokenInvalid, State::Suspect));
    assert_eq!(states(200, ACCEPTED), [alive, alive]);
    assert_eq!(states(200, EXPIRED), [alive, suspect]);
    assert_eq!(states(200, PARTIAL_FAILURE), [alive, suspect]);
    assert_eq!(states(403, REFUSED), [(Class::Permission, State::Unknown); 2]);
    assert_eq!(states(503, ""), [(Class::Transient, State::Unknown); 2]);
    assert_eq!(states(200, r#"{"code":200,"message":"Success"}"#), [(Class::Protocol, State::Unknown); 2]);
    let nobody = r#"{"code":80100000,"message":"x","data":{"failTokens":[]}}"#;
    assert_eq!(states(200, nobody), [(Class::TokenInvalid, State::Unknown); 2], "nobody is named");
}

#[test]
fn answers_in_a_log_are_read_with_every_code() {
    let codes = |body: &str| -> Vec<_> {
        let json = serde_json::from_str(body).expect("JSON");
        codes_in(&json).into_iter().map(|found| (found.scope, found.code, found.class)).collect()
    };
    let one = |scope, code: &str, class| (scope, code.to_owned(), class);
    let ok = one("result", "200", Class::Accepted);
    assert_eq!(codes(ACCEPTED), std::slice::from_ref(&ok));
    assert_eq!(codes(NOT_SENT), [ok.clone(), one("data.sendResult", "false", Class::Payload)]);
    assert_eq!(codes(EXPIRED), [ok, one("data", "expireTokens", Class::TokenInvalid)]);
    assert_eq!(codes(REFUSED), [one("result", "403", Class::Permission)]);
    assert_eq!(codes(AUTH_REFUSED), [one("error", "unauthorized_client", Class::Credentials)]);
    assert_eq!(codes(RECEIPT), [one("receipt", "40000009", Class::Quota), one("receipt", "40000002", Class::Accepted)]);
    assert_eq!(codes(r#"{"code":80300007,"message":"x"}"#), [one("unconfirmed", "80300007", Class::TokenInvalid)]);
    for body in [r#"{"code":200,"message":"ok"}"#, r#"{"code":0}"#, r#"{"error":"x"}"#, r#"{"level":"info"}"#, "{}"] {
        assert!(codes(body).is_empty(), "{body}");
    }
}
