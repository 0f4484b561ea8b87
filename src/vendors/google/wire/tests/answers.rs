//! What comes back: which code, which class, whose words.

use super::*;
use crate::text::Lang;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../../tests/fixtures/vendors/google/", $name, ".json"))
    };
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "fcm.googleapis.com".to_owned(), ..Answer::default() }
}

#[test]
fn success_needs_the_name_of_a_message() {
    let sent = send_outcome(&answer(200, fixture!("send-accepted")), Operation::Send).expect("an answer");
    assert_eq!(sent.class, Class::Accepted);
    assert_eq!(sent.ids["message_id"], "0:1700000000000000%0123456789abcdef");
    for body in ["{}", r#"{"name":5}"#, r#"{"name":"x"}"#, r#"{"name":"projects/p/messages/"}"#, "<html>", ""] {
        assert!(send_outcome(&answer(200, body), Operation::Send).is_err(), "{body}");
    }
    let dry = answer(200, fixture!("dry-run-accepted"));
    assert_eq!(send_outcome(&dry, Operation::Validate).expect("an answer").class, Class::Accepted);
    assert!(send_outcome(&dry, Operation::Send).is_err(), "nothing was sent");
}

/// Class, scope, code and words of each refusal; 401 and 403 mean two things each.
#[test]
fn a_refusal_is_read_by_what_says_most() {
    let words = "Request contains an invalid argument.";
    for (status, body, class, scope, code, text) in [
        (
            404,
            fixture!("unregistered"),
            Class::TokenInvalid,
            "result",
            "UNREGISTERED",
            "Requested entity was not found.",
        ),
        (
            400,
            fixture!("token-malformed"),
            Class::TokenInvalid,
            "result",
            "INVALID_ARGUMENT",
            "The registration token is not a valid FCM registration token",
        ),
        (400, fixture!("token-field"), Class::TokenInvalid, "result", "INVALID_ARGUMENT", words),
        (
            400,
            fixture!("data-not-text"),
            Class::Payload,
            "status",
            "INVALID_ARGUMENT",
            "Invalid value at 'message.data[0].value' (TYPE_STRING), 1",
        ),
        (403, fixture!("sender-mismatch"), Class::TokenMismatch, "result", "SENDER_ID_MISMATCH", "SenderId mismatch"),
        (429, fixture!("quota"), Class::RateLimited, "result", "QUOTA_EXCEEDED", "Quota exceeded."),
        (
            401,
            fixture!("apns-auth"),
            Class::Permission,
            "result",
            "THIRD_PARTY_AUTH_ERROR",
            "Auth error from APNS or Web Push Service",
        ),
        (
            401,
            fixture!("unauthenticated"),
            Class::Credentials,
            "reason",
            "ACCESS_TOKEN_EXPIRED",
            "Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential.",
        ),
        (
            403,
            fixture!("permission"),
            Class::Permission,
            "reason",
            "IAM_PERMISSION_DENIED",
            "Permission 'cloudmessaging.messages.create' denied on resource '//cloudresourcemanager.googleapis.com/projects/demo-project' (or it may not exist).",
        ),
        (
            403,
            fixture!("service-disabled"),
            Class::Permission,
            "reason",
            "SERVICE_DISABLED",
            "Firebase Cloud Messaging API has not been used in project 123456789012 before or it is disabled.",
        ),
        (
            403,
            fixture!("plain-permission"),
            Class::Permission,
            "status",
            "PERMISSION_DENIED",
            "The caller does not have permission",
        ),
    ] {
        let outcome = send_outcome(&answer(status, body), Operation::Send).expect("an answer");
        assert_eq!(
            (outcome.class, outcome.scope, outcome.code.as_deref(), outcome.text.as_deref()),
            (class, scope, Some(code), Some(text)),
            "{body}"
        );
        assert!(VENDOR.codes.find(scope, code).is_some(), "{code}");
    }
}

#[test]
fn details_are_kept_and_odd_ones_do_no_harm() {
    let field = send_outcome(&answer(400, fixture!("token-field")), Operation::Send).expect("an answer");
    assert_eq!(
        (field.facts[0].key, field.facts[0].value.as_str()),
        ("field", "message.token: Invalid registration token")
    );
    let limited = answer(429, fixture!("quota")).with_header("retry-after", "30");
    let limited = send_outcome(&limited, Operation::Send).expect("an answer");
    let facts: Vec<_> = limited.facts.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
    assert_eq!(facts, [("quota", "device: Device message rate exceeded"), ("retry_after", "30 s")]);
    for (body, scope, code, class) in [
        (
            r#"{"error":{"code":400,"status":"INVALID_ARGUMENT","details":"x"}}"#,
            "status",
            "INVALID_ARGUMENT",
            Class::Payload,
        ),
        (r#"{"error":{"status":"NEW_WORD","details":[5,{"@type":7},{}]}}"#, "status", "NEW_WORD", Class::Payload),
        (
            r#"[{"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"@type":"x/google.firebase.fcm.v1.FcmError","errorCode":"NEW_CODE"}]}}]"#,
            "result",
            "NEW_CODE",
            Class::Payload,
        ),
    ] {
        let outcome = send_outcome(&answer(400, body), Operation::Send).expect("an answer");
        assert_eq!((outcome.scope, outcome.code.as_deref(), outcome.class), (scope, Some(code), class), "{body}");
    }
}

#[test]
fn without_an_error_of_google_s_only_the_status_says_something() {
    for (status, class) in
        [(429, Class::RateLimited), (502, Class::Transient), (408, Class::Transient), (404, Class::Protocol)]
    {
        let outcome = send_outcome(&answer(status, "<html>Error</html>"), Operation::Send).expect("an answer");
        let code = status.to_string();
        assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (class, "http", Some(code.as_str())));
        assert_eq!(outcome.raw.as_deref(), Some("<html>Error</html>"));
    }
}

#[test]
fn only_a_401_about_the_access_token_makes_it_stale() {
    assert!(blames_access_token(&answer(401, fixture!("unauthenticated"))));
    assert!(blames_access_token(&answer(401, r#"{"error":{"code":401,"status":"UNAUTHENTICATED"}}"#)));
    assert!(!blames_access_token(&answer(401, fixture!("apns-auth"))));
    let new_code = fixture!("apns-auth").replace("THIRD_PARTY_AUTH_ERROR", "NEW_CODE");
    assert!(!blames_access_token(&answer(401, &new_code)), "FCM looked at that push, whatever the code means");
    assert!(!blames_access_token(&answer(401, r#"{"error":"Unauthorized"}"#)), "the Instance ID server's own");
    assert!(!blames_access_token(&answer(403, fixture!("permission"))));
    assert!(!blames_access_token(&answer(401, "<html>")));
}

#[test]
fn a_dry_run_tells_the_state_of_a_token() {
    for (status, body, state) in [
        (200, fixture!("dry-run-accepted"), State::Alive),
        (404, fixture!("unregistered"), State::Dead),
        (403, fixture!("sender-mismatch"), State::Foreign),
        (400, fixture!("token-malformed"), State::Suspect),
        (404, r#"{"error":{"code":404,"status":"NOT_FOUND"}}"#, State::Suspect),
        (400, fixture!("data-not-text"), State::Unknown),
        (403, fixture!("permission"), State::Unknown),
        (401, fixture!("apns-auth"), State::Unknown),
        (429, fixture!("quota"), State::Unknown),
    ] {
        let outcome = token_outcome(&answer(status, body)).expect("an answer");
        assert_eq!(outcome.state, Some(state), "{body}");
        assert!(outcome.ids.is_empty());
    }
}

/// Authentication comes first, then permission, then the message: FCM's complaint about the message proves both. The
/// JSON reader's may come before permission.
#[test]
fn the_probe_proves_key_and_permission() {
    let probed = |status, body| probe_outcome(&answer(status, body)).expect("an answer");
    for (status, body, class) in [
        (200, fixture!("dry-run-accepted"), Class::Accepted),
        (400, fixture!("token-field"), Class::Accepted),
        (400, fixture!("data-not-text"), Class::Payload),
        (403, fixture!("service-disabled"), Class::Permission),
        (403, fixture!("plain-permission"), Class::Permission),
        (401, fixture!("unauthenticated"), Class::Credentials),
        (401, fixture!("apns-auth"), Class::Permission),
        (404, r#"{"error":{"code":404,"status":"NOT_FOUND"}}"#, Class::Credentials),
        (404, r#"{"error":{"code":404,"status":"NEW_WORD"}}"#, Class::Payload),
        (404, "<html>", Class::Protocol),
        (503, "busy", Class::Transient),
    ] {
        assert_eq!(probed(status, body).class, class, "{body}");
    }
    assert_eq!(probed(400, fixture!("token-field")).code, None, "what FCM said of the topic is no news");
    let (cause, _) = probed(404, r#"{"error":{"status":"NOT_FOUND"}}"#).failure.expect("a cause");
    assert!(cause.get(Lang::En).contains("no such project"), "not that a token may be gone");
}

/// `INVALID_ARGUMENT` is of everything; where the field is the token, only the token is spoken of.
#[test]
fn a_malformed_token_is_not_explained_as_any_parameter() {
    for body in [fixture!("token-field"), fixture!("token-malformed")] {
        let outcome = send_outcome(&answer(400, body), Operation::Send).expect("an answer");
        let (cause, _) = outcome.failure.expect("a cause");
        assert!(cause.get(Lang::En).starts_with("the device token is malformed"), "{cause:?}");
    }
    let other = send_outcome(&answer(400, fixture!("data-not-text")), Operation::Send).expect("an answer");
    assert_eq!(other.failure, None);
}

/// The answer as it came is for what we could not make sense of.
#[test]
fn an_answer_is_shown_whole_only_where_its_code_is_unknown() {
    let raw = |body| send_outcome(&answer(403, body), Operation::Send).expect("an answer").raw;
    assert_eq!(raw(fixture!("permission")), None);
    let unknown = r#"{"error":{"code":403,"status":"NEW_WORD","message":"x"}}"#;
    assert_eq!(raw(unknown).as_deref(), Some(unknown));
}

#[test]
fn an_access_token_lives_as_long_as_google_says() {
    let read = |body: &str| exchange_outcome(&answer(200, body), 0);
    let (outcome, minted) = read(fixture!("exchange-accepted")).expect("an answer");
    let (token, life) = minted.expect("a token");
    assert_eq!((outcome.class, token.expose(), life.as_secs()), (Class::Accepted, "ya29.c.example", 3599));
    let (_, minted) = read(r#"{"access_token":"t","expires_in":"60"}"#).expect("an answer");
    assert_eq!(minted.expect("a token").1.as_secs(), 60);
    assert!(read(r#"{"id_token":"eyJ"}"#).is_err(), "the scope was missing");
}

#[test]
fn a_refused_assertion_says_which_of_its_reasons_it_is() {
    let refused = answer(400, fixture!("exchange-refused"));
    let (outcome, token) = exchange_outcome(&refused, 0).expect("an answer");
    assert!(token.is_none());
    assert_eq!(
        (outcome.class, outcome.scope, outcome.code.as_deref()),
        (Class::Credentials, "error", Some("invalid_grant"))
    );
    assert_eq!(outcome.text.as_deref(), Some("Invalid JWT Signature."));
    let (cause, _) = outcome.failure.expect("a cause");
    assert!(cause.get(Lang::En).contains("deleted or rotated"), "{cause:?}");
    let (outcome, _) = exchange_outcome(&answer(400, fixture!("exchange-clock")), 0).expect("an answer");
    assert!(outcome.failure.expect("a cause").0.get(Lang::En).contains("clock"));
    // 2025-01-01T00:00:00Z, and seven minutes less.
    let refused = refused.with_header("date", "Wed, 01 Jan 2025 00:00:00 GMT");
    let clock = |now: u64| {
        let (outcome, _) = exchange_outcome(&refused, now).expect("an answer");
        outcome.facts.first().map(|fact| fact.value.clone())
    };
    assert_eq!(clock(1_735_689_600_000 - 420_000).as_deref(), Some("-420 s"));
    assert_eq!(clock(1_735_689_600_000 + 301_000).as_deref(), Some("+301 s"));
    assert_eq!(clock(1_735_689_600_000 + 300_000), None);
}

#[test]
fn the_lookup_names_the_project_of_a_token() {
    let told = facts(&answer(200, fixture!("info")));
    let told: Vec<_> = told.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
    assert_eq!(
        told,
        [
            ("project_number", "123456789012"),
            ("package_name", "com.example.imdemo"),
            ("app_version", "36"),
            ("platform", "ANDROID"),
            ("topics", "news, sports"),
        ]
    );
    assert!(facts(&answer(400, fixture!("info-refused"))).is_empty());
    assert!(facts(&answer(200, "<html>")).is_empty());
}

#[test]
fn codes_are_found_in_answers_out_of_a_log() {
    let found = |body: &str| {
        let value = serde_json::from_str(body).expect("JSON");
        codes_in(&value).into_iter().map(|found| (found.scope, found.code, found.class)).collect::<Vec<_>>()
    };
    assert_eq!(found(fixture!("unregistered")), [("result", "UNREGISTERED".to_owned(), Class::TokenInvalid)]);
    for body in [fixture!("token-field"), fixture!("token-malformed")] {
        assert_eq!(
            found(body),
            [
                ("result", "INVALID_ARGUMENT".to_owned(), Class::TokenInvalid),
                ("field", "message.token".to_owned(), Class::TokenInvalid),
            ]
        );
    }
    assert_eq!(found(fixture!("data-not-text")), [("status", "INVALID_ARGUMENT".to_owned(), Class::Payload)]);
    assert_eq!(found(fixture!("send-accepted")), [("name", "message_id".to_owned(), Class::Accepted)]);
    assert_eq!(
        found(fixture!("exchange-refused")),
        [
            ("error", "invalid_grant".to_owned(), Class::Credentials),
            ("error_description", "Invalid JWT Signature.".to_owned(), Class::Credentials),
        ]
    );
    assert_eq!(found(fixture!("info-refused")), [("iid", "InvalidToken".to_owned(), Class::TokenInvalid)]);
    assert_eq!(found(fixture!("dry-run-accepted")), [("name", "fake_message_id".to_owned(), Class::Accepted)]);
    for none in
        ["{}", r#"{"error":"nothing of Google's"}"#, r#"{"error":1101}"#, r#"{"result":0}"#, "[]", r#"{"name":"x"}"#]
    {
        assert!(found(none).is_empty(), "{none}");
    }
}
