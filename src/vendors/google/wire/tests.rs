use std::collections::BTreeMap;

use super::super::account::made_up;
use super::*;
use crate::http::Method;
use crate::message::{Click, Priority};
use crate::text::Lang;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/vendors/google/", $name, ".json"))
    };
}

/// 22 characters before the colon, as installation ids have.
const TOKEN: &str = "cEXAMPLE00000000000001:APA91bEXAMPLE";

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "fcm.googleapis.com".to_owned(), ..Answer::default() }
}

fn token() -> DeviceToken {
    DeviceToken::parse(TOKEN).expect("a token")
}

fn message() -> Message {
    Message {
        title: "订单提醒".to_owned(),
        body: "您的订单已发货".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_user1"}"#.to_owned()),
        ..Message::default()
    }
}

fn with(options: &[(&str, &str)]) -> Message {
    let extension = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned()));
    Message { extension: extension.collect::<BTreeMap<_, _>>(), ..message() }
}

fn text_of(message: &Message) -> String {
    send("demo-project", message, &token()).body.expect("a body")
}

fn body_of(message: &Message) -> Value {
    serde_json::from_str(&text_of(message)).expect("JSON")
}

/// Written out by hand from the description of the grant.
#[test]
fn the_exchange_is_a_form_with_the_grant_of_rfc_7523() {
    let account = ServiceAccount::parse(&made_up()).expect("an account");
    let call = exchange(&account, 1_700_000_000_000);
    assert_eq!((call.method, call.url.as_str()), (Method::Post, "https://oauth2.googleapis.com/token"));
    assert_eq!((call.effect, call.mints), (Effect::Mint, Some("access_token")));
    let body = call.body.expect("a body");
    let head = "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion=eyJhbGciOiJSUzI1NiIs";
    assert!(body.starts_with(head), "{body}");
}

#[test]
fn a_plain_push_is_as_short_as_it_can_be() {
    let call = send("demo-project", &message(), &token());
    assert_eq!(call.url, "https://fcm.googleapis.com/v1/projects/demo-project/messages:send");
    assert_eq!(call.effect, Effect::Push);
    assert_eq!(
        text_of(&message()),
        r#"{"message":{"token":"cEXAMPLE00000000000001:APA91bEXAMPLE","data":{"ext":"{\"conversationID\":\"c2c_user1\"}"},"notification":{"title":"订单提醒","body":"您的订单已发货"}}}"#
    );
}

/// The example of Google's guide for a chat message, field by field.
#[test]
fn everything_that_a_message_can_say_has_its_place() {
    let message = Message {
        channel_id: Some("new_message".to_owned()),
        badge: Some(3),
        sound: Some("default".to_owned()),
        ttl: Some(Duration::from_secs(3600)),
        priority: Some(Priority::High),
        collapse_key: Some("pushctl-test".to_owned()),
        image: Some("https://example.com/a.png".to_owned()),
        ..with(&[("tag", "pushctl-test"), ("analytics_label", "pushctl"), ("data.kind", "chat")])
    };
    assert_eq!(
        body_of(&message),
        json!({ "message": {
            "token": TOKEN,
            "data": { "ext": "{\"conversationID\":\"c2c_user1\"}", "kind": "chat" },
            "notification": { "title": "订单提醒", "body": "您的订单已发货", "image": "https://example.com/a.png" },
            "android": {
                "collapse_key": "pushctl-test",
                "priority": "HIGH",
                "ttl": "3600s",
                "notification": {
                    "channel_id": "new_message",
                    "sound": "default",
                    "tag": "pushctl-test",
                    "notification_count": 3,
                },
            },
            "fcm_options": { "analytics_label": "pushctl" },
        } })
    );
}

#[test]
fn every_option_has_its_place() {
    let message = with(&[
        ("priority", "NORMAL"),
        ("ttl", "3.5s"),
        ("restricted_package_name", "com.example.imdemo"),
        ("direct_boot_ok", "true"),
        ("bandwidth_constrained_ok", "true"),
        ("restricted_satellite_ok", "false"),
        ("channel_id", "news"),
        ("icon", "ic"),
        ("color", "#2d8cf0"),
        ("click_action", "OPEN_CHAT"),
        ("title_loc_key", "t"),
        ("title_loc_args", "Alice, 2"),
        ("body_loc_key", "b"),
        ("body_loc_args", "Bob"),
        ("ticker", "new"),
        ("sticky", "true"),
        ("local_only", "true"),
        ("event_time", "2026-01-01T08:00:00Z"),
        ("notification_priority", "MAX"),
        ("default_sound", "true"),
        ("default_vibrate_timings", "true"),
        ("default_light_settings", "true"),
        ("vibrate_timings", "0s,0.2s"),
        ("visibility", "PUBLIC"),
        ("notification_count", "7"),
        ("proxy", "DENY"),
    ]);
    assert_eq!(
        body_of(&message)["message"]["android"],
        json!({
            "priority": "NORMAL",
            "ttl": "3.5s",
            "restricted_package_name": "com.example.imdemo",
            "direct_boot_ok": true,
            "bandwidth_constrained_ok": true,
            "restricted_satellite_ok": false,
            "notification": {
                "channel_id": "news", "icon": "ic", "color": "#2d8cf0", "click_action": "OPEN_CHAT",
                "title_loc_key": "t", "title_loc_args": ["Alice", "2"], "body_loc_key": "b", "body_loc_args": ["Bob"],
                "ticker": "new", "sticky": true, "local_only": true, "event_time": "2026-01-01T08:00:00Z",
                "notification_priority": "PRIORITY_MAX", "default_sound": true, "default_vibrate_timings": true,
                "default_light_settings": true, "vibrate_timings": ["0s", "0.2s"], "visibility": "PUBLIC",
                "notification_count": 7, "proxy": "DENY",
            },
        })
    );
}

/// Tencent's plugin expects the launcher activity: no tap of ours names another one.
#[test]
fn a_tap_opens_the_launcher_unless_an_action_is_named() {
    for click in [Click::Im, Click::Open, Click::Activity("A".to_owned()), Click::Url("https://example.com".to_owned())]
    {
        let body = body_of(&Message { click, ..message() });
        assert_eq!(body["message"].get("android"), None, "{body}");
    }
}

#[test]
fn data_alone_carries_no_notification() {
    let body = body_of(&with(&[("data_only", "true"), ("channel_id", "news")]));
    assert_eq!(body, json!({ "message": { "token": TOKEN, "data": { "ext": "{\"conversationID\":\"c2c_user1\"}" } } }));
}

#[test]
fn an_installation_id_goes_into_its_own_field() {
    let fid = |text: &str| body::target(&DeviceToken::parse(text).expect("a token"));
    assert_eq!(fid("cEXAMPLE00000000000001"), json!({ "fid": "cEXAMPLE00000000000001" }));
    assert_eq!(fid("cEXAMPLE000000000000012"), json!({ "token": "cEXAMPLE000000000000012" }));
}

#[test]
fn what_only_asks_may_be_repeated_and_says_so_to_google() {
    for call in [validate("p", &message(), &token()), look_at("p", &token()), probe("p")] {
        assert_eq!(call.effect, Effect::Read);
        let body: Value = serde_json::from_str(call.body.as_deref().expect("a body")).expect("JSON");
        assert_eq!(body["validate_only"], true, "{}", call.name);
    }
    let body = probe("p").body.expect("a body");
    assert_eq!(
        body,
        r#"{"validate_only":true,"message":{"topic":"pushctl-check","notification":{"title":"pushctl"}}}"#
    );
    let call = look_up(&DeviceToken::parse("c/1:APA91b-_").expect("a token"));
    assert_eq!(call.url, "https://iid.googleapis.com/iid/info/c%2F1:APA91b-_?details=true");
    assert_eq!((call.method, call.headers[0].0), (Method::Get, "access_token_auth"));
}

#[test]
fn durations_are_those_of_protobuf() {
    for (millis, text) in [(3_600_000, "3600s"), (3500, "3.5s"), (0, "0s"), (1, "0.001s")] {
        assert_eq!(seconds(Duration::from_millis(millis)), text);
        assert_eq!(nanos(text), Some(u128::from(millis) * 1_000_000));
    }
    for none in ["3600", "s", "1.s", ".5s", "-1s", "1h", "1.0000000001s", ""] {
        assert_eq!(nanos(none), None, "{none}");
    }
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
    let mut limited = answer(429, fixture!("quota"));
    limited.headers.push(("retry-after".to_owned(), "30".to_owned()));
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
        let outcome = token_outcome(&answer(status, body), &token()).expect("an answer");
        assert_eq!(outcome.state, Some(state), "{body}");
        assert_eq!(outcome.target.as_deref(), Some("cEXAMPL…MPLE"));
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
    let mut refused = answer(400, fixture!("exchange-refused"));
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
    refused.headers.push(("date".to_owned(), "Wed, 01 Jan 2025 00:00:00 GMT".to_owned()));
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
