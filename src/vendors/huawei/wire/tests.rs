use serde_json::json;

use super::*;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/vendors/huawei/", $name, ".json"))
    };
}

fn credentials() -> Credentials {
    Credentials {
        client_id: "102345678".to_owned(),
        app_secret: Some(Secret::new("a1b2+c3/d4=e5&f6 0123456789abcdef")),
        project_id: Some("736430079244000000".to_owned()),
        service_account: None,
    }
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "push-api.cloud.huawei.com".to_owned(), ..Answer::default() }
}

fn token(text: &str) -> DeviceToken {
    DeviceToken::parse(text).expect("a token")
}

fn message() -> Message {
    Message { title: "t".to_owned(), body: "b".to_owned(), ..Message::default() }
}

fn sent(status: u16, body: &str) -> Outcome {
    let token = token("IQAAAACy0made-up-token");
    send_outcome(&answer(status, body), Operation::Send, Api::V1, &token).expect("an answer")
}

fn sent_on_v3(status: u16, body: &str) -> Outcome {
    let token = token("MAMzLgIkEUzmade-up-token");
    send_outcome(&answer(status, body), Operation::Send, Api::V3, &token).expect("an answer")
}

fn fact<'a>(outcome: &'a Outcome, key: &str) -> Option<&'a str> {
    outcome.facts.iter().find(|fact| fact.key == key).map(|fact| fact.value.as_str())
}

/// The vector of the notes on the token call: 105 bytes in all; `%20` for the blank would do as well.
#[test]
fn the_token_call_is_a_form() {
    let own = credentials();
    let call = oauth(&own.client_id, own.app_secret.as_ref().expect("a secret"));
    assert_eq!(call.url, "https://oauth-login.cloud.huawei.com/oauth2/v3/token");
    let body = call.body.expect("a body");
    assert_eq!(
        body,
        "grant_type=client_credentials&client_id=102345678&client_secret=a1b2%2Bc3%2Fd4%3De5%26f6+0123456789abcdef"
    );
    assert_eq!(body.len(), 105);
    assert_eq!((call.effect, call.mints), (Effect::Mint, Some("access_token")));
}

#[test]
fn every_interface_has_its_path_and_v3_its_header() {
    let of = |api| send(&credentials(), api, &Own::default(), &message(), &token("IQAA"));
    assert_eq!(of(Api::V1).url, "https://push-api.cloud.huawei.com/v1/102345678/messages:send");
    assert_eq!(of(Api::V2).url, "https://push-api.cloud.huawei.com/v2/736430079244000000/messages:send");
    assert_eq!(of(Api::V3).url, "https://push-api.cloud.huawei.com/v3/736430079244000000/messages:send");
    let push_type = |call: &Call| {
        call.headers
            .iter()
            .any(|(name, value)| *name == "push-type" && matches!(value, HeaderValue::Plain(text) if text == "0"))
    };
    assert!(push_type(&of(Api::V3)) && !push_type(&of(Api::V1)));
    assert_eq!(of(Api::V1).effect, Effect::Push);
}

/// As the references write it: v1 with its charset, v3 without.
#[test]
fn the_content_type_is_that_of_the_reference() {
    for (api, expected) in [
        (Api::V1, "application/json;charset=UTF-8"),
        (Api::V2, "application/json;charset=UTF-8"),
        (Api::V3, "application/json"),
    ] {
        let call = send(&credentials(), api, &Own::default(), &message(), &token("IQAA"));
        let types: Vec<_> = call.headers.iter().filter(|(name, _)| *name == "content-type").collect();
        assert!(matches!(types[..], [(_, HeaderValue::Plain(text))] if text == expected), "{api:?}: {types:?}");
    }
}

#[test]
fn what_is_only_looked_at_reaches_nobody() {
    let body = |call: &Call| -> Value { serde_json::from_str(call.body.as_deref().expect("a body")).expect("JSON") };
    let call = validate(&credentials(), Api::V1, &Own::default(), &message(), &token("IQAA")).expect("a call");
    assert_eq!((call.effect, &body(&call)["validate_only"]), (Effect::Read, &json!(true)));
    assert_eq!(body(&call)["message"]["token"], json!(["IQAA"]));
    assert!(validate(&credentials(), Api::V3, &Own::default(), &message(), &token("MAMz")).is_none());
    for (api, path) in [
        (Api::V1, "/v1/102345678/messages:send"),
        (Api::V2, "/v2/736430079244000000/messages:send"),
        // v3 has no dry run, and counts what it takes.
        (Api::V3, "/v1/102345678/messages:send"),
    ] {
        let call = probe(&credentials(), api);
        assert_eq!(call.url.strip_prefix("https://push-api.cloud.huawei.com"), Some(path));
        assert_eq!((call.effect, &body(&call)["validate_only"]), (Effect::Read, &json!(true)), "{api:?}");
        // Test messages are counted for the whole app.
        assert_eq!(body(&call)["message"]["android"].get("target_user_type"), None);
    }
    let call = query(&credentials(), &token("IQAA"));
    assert_eq!(call.url, "https://push-api.cloud.huawei.com/v1/102345678/token:query");
    assert_eq!((call.effect, call.body.as_deref()), (Effect::Read, Some(r#"{"token":"IQAA"}"#)));
}

#[test]
fn an_access_token_is_read_as_json() {
    let (outcome, minted) = oauth_outcome(&answer(200, fixture!("token-accepted"))).expect("an answer");
    let (token, lifetime) = minted.expect("a token");
    assert_eq!((outcome.class, token.expose()), (Class::Accepted, "DQEBAFXc/made/up=="));
    assert_eq!(lifetime, Duration::from_secs(3600));
}

#[test]
fn a_refused_token_call_keeps_both_codes() {
    let (outcome, minted) = oauth_outcome(&answer(400, fixture!("token-refused"))).expect("an answer");
    assert!(minted.is_none());
    assert_eq!(
        (outcome.class, outcome.scope, outcome.code.as_deref()),
        (Class::Credentials, "sub_error", Some("12304"))
    );
    assert_eq!((outcome.text.as_deref(), fact(&outcome, "error")), (Some("invalid client_secret"), Some("1101")));
    // Both are numbers, and texts are taken too.
    let body = r#"{"error":"1101","sub_error":"20171","error_description":"x"}"#;
    let (outcome, _) = oauth_outcome(&answer(400, body)).expect("an answer");
    assert_eq!(outcome.code.as_deref(), Some("20171"));
    let (outcome, _) = oauth_outcome(&answer(400, r#"{"error":1101}"#)).expect("an answer");
    assert_eq!((outcome.scope, outcome.code.as_deref(), outcome.class), ("error", Some("1101"), Class::Credentials));
    let (outcome, _) = oauth_outcome(&answer(400, r#"{"error":1101,"sub_error":29999}"#)).expect("an answer");
    assert_eq!((outcome.code.as_deref(), outcome.class), (Some("29999"), Class::Credentials));
}

#[test]
fn a_token_call_without_words_goes_by_http() {
    for (status, class) in [
        (403, Class::Protocol),
        (404, Class::Protocol),
        (429, Class::RateLimited),
        (500, Class::Transient),
        (503, Class::Transient),
        (590, Class::Transient),
    ] {
        let (outcome, _) = oauth_outcome(&answer(status, "<html></html>")).expect("an answer");
        assert_eq!((outcome.class, outcome.code), (class, Some(status.to_string())), "{status}");
    }
    let gateway = answer(503, "").with_header("nsp_status", "1302");
    let (outcome, _) = oauth_outcome(&gateway).expect("an answer");
    assert_eq!((outcome.class, outcome.scope), (Class::RateLimited, "NSP_STATUS"));
    for body in ["", "<html>", "[]", "{}", r#"{"access_token":""}"#, r#"{"access_token":5}"#] {
        let error = oauth_outcome(&answer(200, body)).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{body}");
    }
}

#[test]
fn an_accepted_push_has_its_request_id() {
    let outcome = sent(200, fixture!("send-accepted"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, Some("80000000")));
    assert_eq!(outcome.text.as_deref(), Some("Success"));
    assert_eq!(outcome.ids.get("request_id").map(String::as_str), Some("157440955549500001002006"));
}

#[test]
fn refusals_keep_code_and_words() {
    for (status, body, class, code, words) in [
        (400, fixture!("send-tokens-invalid"), Class::TokenInvalid, "80300007", "All the tokens are invalid"),
        (401, fixture!("send-unauthorised"), Class::Credentials, "80200001", "Authentication failed."),
        (
            400,
            fixture!("send-no-permission"),
            Class::Permission,
            "80300002",
            "No permission to send message to these tmIDs",
        ),
        (
            400,
            fixture!("send-illegal-payload"),
            Class::Payload,
            "80100003",
            "Illegal payload, click_action is required",
        ),
    ] {
        let outcome = sent(status, body);
        assert_eq!((outcome.class, outcome.scope), (class, "result"), "{code}");
        assert_eq!((outcome.code.as_deref(), outcome.text.as_deref()), (Some(code), Some(words)));
        // Whatever HTTP says, the code tells.
        assert_eq!(sent(200, body).class, class);
    }
}

#[test]
fn the_tokens_inside_the_words_are_read_and_masked() {
    let outcome = sent(200, fixture!("send-partial-v1"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::TokenInvalid, Some("80100000")));
    let words = outcome.text.expect("words");
    assert!(words.contains("IQAAAAC…oken") && !words.contains("IQAAAACy0made-up-token"), "{words}");
}

/// Huawei's JSON may write `/` as `\/`, and tokens of others may stand in the list too.
#[test]
fn no_token_in_the_words_is_shown_whatever_its_form() {
    for (text, shown) in [
        (
            r#"{"code":"80300007","msg":"{\"failure\":1,\"illegalTokens\":{\"noRight\":[\"MAMz\\/LgIkEUzmade+up\"]}}"}"#,
            "MAMz/Lg…e+up",
        ),
        (
            r#"{"code":"80100000","msg":"{\"success\":1,\"failure\":1,\"illegal_tokens\":[\"IQAAsomebody-else-s-token\"]}"}"#,
            "IQAAsom…oken",
        ),
    ] {
        let words = sent(400, text).text.expect("words");
        assert!(words.contains(shown) && !words.contains("made+up") && !words.contains("somebody-else"), "{words}");
        let found = reading::codes_in(&serde_json::from_str(text).expect("JSON"));
        assert_eq!(found[0].text.as_deref(), Some(words.as_str()));
    }
}

#[test]
fn the_reason_is_that_of_the_token_sent_to() {
    let text = r#"{"code":"80100000","msg":"{\"success\":1,\"failure\":2,\"illegalTokens\":{\"noRight\":[\"MAMzother-phone-s-token\"],\"tokenFormatError\":[\"MAMzLgIkEUzmade-up-token\"]}}"}"#;
    let outcome = sent_on_v3(200, text);
    assert_eq!((outcome.class, fact(&outcome, "reason")), (Class::TokenInvalid, Some("tokenFormatError")));
    assert_eq!(fact(&outcome, "reason_explained"), Some("pushctl explain huawei tokenFormatError"));
}

#[test]
fn odd_lists_of_tokens_are_read_without_a_panic() {
    for msg in [
        "{}",
        r#"{"illegal_tokens":null}"#,
        r#"{"illegal_tokens":[1,null,{}],"failure":"x"}"#,
        r#"{"illegalTokens":{"":[""]," ":null}}"#,
        r#"{"illegalTokens":{"noRight":"MAMzLgIkEUzmade-up-token"},"failure":18446744073709551616}"#,
        r#"{"success":-1,"failure":1e400}"#,
    ] {
        let text = json!({"code": "80300007", "msg": msg}).to_string();
        assert_ne!(sent_on_v3(400, &text).class, Class::Accepted, "{msg}");
        assert!(!reading::codes_in(&json!({"code": "80100000", "msg": msg})).is_empty(), "{msg}");
    }
}

#[test]
fn reasons_of_v3_say_what_a_refusal_is_about() {
    let outcome = sent_on_v3(200, fixture!("send-partial-v3"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::TokenMismatch, Some("80100000")));
    assert_eq!(fact(&outcome, "reason"), Some("noRight"));
    // One sample of the vendor has blanks in the name.
    let outcome = sent_on_v3(400, fixture!("send-tokens-invalid-v3"));
    assert_eq!((outcome.class, fact(&outcome, "reason")), (Class::TokenInvalid, Some("tokenFormatError")));
    let penalty = r#"{"code":"80300007","msg":"{\"failure\":1,\"illegalTokens\":{\"disableSendHuaweiMsgBecauseOfPenalty\":[\"MAMz\"]}}"}"#;
    assert_eq!(sent_on_v3(400, penalty).class, Class::Permission);
    let unknown = r#"{"code":"80300007","msg":"{\"failure\":1,\"illegalTokens\":{\"somethingNew\":[\"MAMz\"]}}"}"#;
    let outcome = sent_on_v3(400, unknown);
    assert_eq!((outcome.class, fact(&outcome, "reason")), (Class::TokenInvalid, Some("somethingNew")));
}

#[test]
fn the_other_generation_is_hinted_at() {
    let of = |api, address: &str, body: &str| {
        let outcome = send_outcome(&answer(400, body), Operation::Send, api, &token(address)).expect("an answer");
        fact(&outcome, "generation").map(str::to_owned)
    };
    let plain = fixture!("send-tokens-invalid");
    assert_eq!(of(Api::V1, "MAMzLgIkEUzmade-up-token", plain).as_deref(), Some("v3 (HarmonyOS NEXT)"));
    assert_eq!(of(Api::V3, "IQAAAACy0made-up-token", plain).as_deref(), Some("v1, v2 (Android, EMUI)"));
    assert_eq!(of(Api::V1, "IQAAAACy0made-up-token", plain), None);
    // v1 answering in v3's form was seen for such a token.
    let map = fixture!("send-tokens-invalid-v3");
    assert!(of(Api::V1, "IQAAAACy0made-up-token", map).is_some());
    assert_eq!(of(Api::V1, "MAMzLgIkEUzmade-up-token", fixture!("send-no-permission")), None);
}

#[test]
fn a_success_that_took_nobody_is_none() {
    let body = r#"{"code":"80000000","msg":"{\"success\":0,\"failure\":1,\"illegal_tokens\":[\"x\"]}"}"#;
    assert_eq!(sent(200, body).class, Class::TokenInvalid);
}

#[test]
fn an_unknown_code_is_shown_as_it_came() {
    let outcome = sent(400, r#"{"code":80399999,"msg":"something new"}"#);
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Permission, Some("80399999")));
    assert_eq!(outcome.text.as_deref(), Some("something new"));
}

#[test]
fn what_is_no_answer_of_huawei_is_no_verdict() {
    for body in ["", "<html><h1>502</h1></html>", r#"{"code":"8000"#, "[]", r#"{"code":0}"#, r#"{"msg":"x"}"#, "null"] {
        let token = token("IQAA");
        let error = send_outcome(&answer(200, body), Operation::Send, Api::V1, &token).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{body}");
    }
    for (status, class) in [
        (401, Class::Credentials),
        (404, Class::Protocol),
        (302, Class::Protocol),
        (500, Class::Transient),
        (502, Class::Transient),
        (503, Class::RateLimited),
    ] {
        let outcome = sent(status, "<html>");
        assert_eq!((outcome.class, outcome.scope, outcome.code), (class, "http", Some(status.to_string())));
        assert_eq!(outcome.raw.as_deref(), Some("<html>"));
    }
}

#[test]
fn a_refused_token_proves_the_credentials() {
    let of = |status, body| probe_outcome(&answer(status, body), Api::V1).expect("an answer");
    let outcome = of(400, fixture!("send-tokens-invalid"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, None));
    assert_eq!(fact(&outcome, "probe"), Some("80300007 All the tokens are invalid"));
    assert_eq!(of(400, fixture!("send-illegal-payload")).class, Class::Accepted);
    assert_eq!(of(200, fixture!("send-accepted")).class, Class::Accepted);
    let outcome = of(400, fixture!("send-no-permission"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Permission, Some("80300002")));
    let outcome = of(401, fixture!("send-unauthorised"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("80200001")));
    assert_eq!(of(502, "").class, Class::Transient);
    // What nobody has a list for proves nothing.
    let outcome = of(400, r#"{"code":"80100099","msg":"something new"}"#);
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Protocol, Some("80100099")));
}

/// v1 is asked on behalf of v3: whether an app may send there is not told by it.
#[test]
fn on_behalf_of_v3_the_jwt_alone_is_proven() {
    let of = |status, body| probe_outcome(&answer(status, body), Api::V3).expect("an answer");
    assert_eq!(of(400, fixture!("send-tokens-invalid")).class, Class::Accepted);
    let outcome = of(400, fixture!("send-no-permission"));
    let said = "80300002 No permission to send message to these tmIDs";
    assert_eq!((outcome.class, fact(&outcome, "probe")), (Class::Accepted, Some(said)));
    assert_eq!(of(401, fixture!("send-unauthorised")).class, Class::Credentials);
    let expired = r#"{"code":"80200005","msg":"x"}"#;
    assert_eq!(of(401, expired).class, Class::Credentials);
}

#[test]
fn a_token_that_is_known_is_alive_and_a_refused_one_suspect() {
    let of = |status, body| query_outcome(&answer(status, body), &token("IQAAAACy0made-up-token")).expect("an answer");
    let known = of(200, fixture!("token-query"));
    assert_eq!((known.class, known.state), (Class::Accepted, Some(State::Alive)));
    assert_eq!(fact(&known, "topics"), Some("news"));
    assert!(known.ids.contains_key("aa_id"));
    let empty = of(200, r#"{"code":"80000000","msg":"Success","aaId":""}"#);
    assert_eq!(empty.state, Some(State::Suspect));
    let odd = of(200, r#"{"code":"80000000","msg":"Success"}"#);
    assert_eq!((odd.state, odd.raw.is_some()), (Some(State::Unknown), true));
    assert_eq!(of(400, fixture!("send-tokens-invalid")).state, Some(State::Suspect));
    let wrong = of(400, r#"{"code":"82000010","msg":"x"}"#);
    assert_eq!((wrong.state, wrong.scope), (Some(State::Suspect), "token.code"));
    assert_eq!(of(401, fixture!("send-unauthorised")).state, Some(State::Unknown));
    assert_eq!(of(503, "").state, Some(State::Unknown));
    let next = query_outcome(&answer(400, fixture!("send-tokens-invalid")), &token("MAMzLgIkEUzmade-up-token"));
    assert_eq!(fact(&next.expect("an answer"), "generation"), Some("v3 (HarmonyOS NEXT)"));
}

#[test]
fn stale_tokens_are_recognised() {
    for code in ["80200003", "80200005"] {
        assert!(is_stale(&answer(401, &format!(r#"{{"code":"{code}","msg":"x"}}"#))));
    }
    assert!(!is_stale(&answer(401, fixture!("send-unauthorised"))), "another token would be refused as well");
    assert!(!is_stale(&answer(401, "<html>")));
}

#[test]
fn codes_are_found_in_answers_and_receipts() {
    let of = |text: &str| {
        let found = reading::codes_in(&serde_json::from_str(text).expect("JSON"));
        found.into_iter().map(|found| (found.scope, found.code, found.class)).collect::<Vec<_>>()
    };
    assert_eq!(of(fixture!("send-accepted")), [("result", "80000000".to_owned(), Class::Accepted)]);
    assert_eq!(
        of(fixture!("send-partial-v3")),
        [
            ("result", "80100000".to_owned(), Class::TokenInvalid),
            ("illegalTokens", "noRight".to_owned(), Class::TokenMismatch),
        ]
    );
    assert_eq!(
        of(fixture!("token-refused")),
        [("sub_error", "12304".to_owned(), Class::Credentials), ("error", "1101".to_owned(), Class::Credentials),]
    );
    // That another phone got it is not worth a word.
    assert_eq!(of(fixture!("receipt-v1")), [("receipt", "2".to_owned(), Class::TokenInvalid)]);
    assert_eq!(of(r#"{"statuses":[{"status":0}]}"#), [("receipt", "0".to_owned(), Class::Accepted)]);
    assert_eq!(of(fixture!("receipt-v2")), [("receipt", "256".to_owned(), Class::Quota)]);
    for other in [r#"{"result":10302}"#, r#"{"code":200}"#, r#"{"error":"invalid_grant"}"#, "[]", r#"{"code":"ok"}"#] {
        assert!(of(other).is_empty(), "{other}");
    }
}
