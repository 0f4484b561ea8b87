use serde_json::json;

use super::*;
use crate::outcome::Verdict;
use crate::secret::Secret;

const ACCEPTED: &str = include_str!("../../../../tests/fixtures/vendors/tencent/send-accepted.json");
const REFUSED: &str = include_str!("../../../../tests/fixtures/vendors/tencent/send-refused.json");
const IMPORTED: &str = include_str!("../../../../tests/fixtures/vendors/tencent/account-imported.json");
const NOT_IMPORTED: &str = include_str!("../../../../tests/fixtures/vendors/tencent/account-not-imported.json");
const WRONG_KEY: &str = include_str!("../../../../tests/fixtures/vendors/tencent/wrong-key.json");
const STATUS: &str = include_str!("../../../../tests/fixtures/vendors/tencent/online-status.json");
const TRACE: &str = include_str!("../../../../tests/fixtures/vendors/tencent/push-trace.json");
const NOT_ENABLED: &str = include_str!("../../../../tests/fixtures/vendors/tencent/push-not-enabled.json");

fn credentials() -> Credentials {
    Credentials {
        sdk_app_id: 1_400_000_001,
        secret_key: Secret::new("0123456789abcdef".repeat(4)),
        admin: "admin @1".to_owned(),
        region: Region::Singapore,
    }
}

fn access(credentials: &Credentials) -> Access<'_> {
    Access { credentials, region: credentials.region, user_sig: "eJ*sig-1_", random: 99_999_999 }
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "console.tim.qq.com".to_owned(), ..Answer::default() }
}

fn user(text: &str) -> DeviceToken {
    DeviceToken::user(text).expect("a user")
}

fn body(call: &Call) -> Value {
    serde_json::from_str(call.body.as_deref().expect("a body")).expect("JSON")
}

/// The common form of the REST API's overview.
#[test]
fn the_url_has_host_command_and_five_parameters() {
    let credentials = credentials();
    let call = access(&credentials).account_check(&["u1"]);
    assert_eq!(
        call.url,
        "https://adminapisgp.im.qcloud.com/v4/im_open_login_svc/account_check?sdkappid=1400000001\
         &identifier=admin+%401&usersig=eJ*sig-1_&random=99999999&contenttype=json"
    );
    assert_eq!(body(&call), json!({ "CheckItem": [{ "UserID": "u1" }] }));
    assert_eq!(call.effect, Effect::Read);
}

#[test]
fn each_command_has_its_path_and_body() {
    let credentials = credentials();
    let access = access(&credentials);
    let status = access.online_status(&[user("u1"), user("u2")]);
    assert!(status.url.contains("/v4/openim/query_online_status?"));
    assert_eq!(body(&status), json!({ "To_Account": ["u1", "u2"], "IsNeedDetail": 1 }));
    let trace = access.trace("1_2_3");
    assert!(trace.url.contains("/v4/timpush/normal_push_trace?"));
    assert_eq!(body(&trace), json!({ "PushID": "1_2_3" }));
    let send = access.send(&Message { body: "x".to_owned(), ..Message::default() }, &user("u1"));
    assert!(send.url.contains("/v4/openim/sendmsg?"));
    assert_eq!((send.effect, &body(&send)["MsgRandom"]), (Effect::Push, &json!(99_999_999)));
}

/// SHA-256 of `abc` begins with ba7816bf.
#[test]
fn random_is_made_of_the_request_id() {
    assert_eq!(random("abc"), 0xba78_16bf);
    assert_ne!(random("pushctl-1-1"), random("pushctl-1-2"));
}

#[test]
fn an_accepted_message_has_its_key() {
    let outcome = send_outcome(&answer(200, ACCEPTED)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, Some("0")));
    assert_eq!(outcome.ids.get("msg_key").map(String::as_str), Some("1_2_3"));
}

#[test]
fn a_refused_message_keeps_code_and_words() {
    let outcome = send_outcome(&answer(200, REFUSED)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::TokenInvalid, Some("90012")));
    assert_eq!(outcome.text.as_deref(), Some("Fail to send msg, To_Account not registered"));
}

#[test]
fn an_unknown_code_is_shown_as_it_came() {
    for (code, class) in [("90099", Class::Payload), ("70099", Class::Credentials)] {
        let body = format!(r#"{{"ActionStatus":"FAIL","ErrorCode":{code},"ErrorInfo":"new words"}}"#);
        let outcome = send_outcome(&answer(200, &body)).expect("an answer");
        assert_eq!((outcome.class, outcome.code.as_deref()), (class, Some(code)));
        assert_eq!(outcome.text.as_deref(), Some("new words"));
    }
}

#[test]
fn what_is_no_answer_of_im_is_no_verdict() {
    for body in ["", "<html><h1>502</h1></html>", r#"{"ErrorCode":0,"Act"#, "[]", "null", r#"{"ActionStatus":"OK"}"#] {
        let error = send_outcome(&answer(200, body)).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{body}");
    }
    for body in [r#"{"ErrorCode":0}"#, r#"{"ActionStatus":"FAIL","ErrorCode":0}"#] {
        let outcome = send_outcome(&answer(200, body)).expect("an answer");
        assert_eq!((outcome.class, outcome.raw.as_deref()), (Class::Protocol, Some(body)));
    }
    for (status, class) in [(500, Class::Transient), (429, Class::RateLimited), (404, Class::Protocol)] {
        let outcome = send_outcome(&answer(status, "no")).expect("an answer");
        assert_eq!((outcome.class, outcome.scope), (class, "http"));
    }
}

#[test]
fn the_admin_s_account_proves_everything_at_once() {
    let of = |body: &str| check_outcome(&answer(200, body), "administrator").expect("an answer");
    assert_eq!(of(IMPORTED).class, Class::Accepted);
    let missing = of(NOT_IMPORTED);
    assert_eq!((missing.class, missing.scope), (Class::Credentials, "AccountStatus"));
    assert_eq!(missing.code.as_deref(), Some("NotImported"));
    let wrong = of(WRONG_KEY);
    assert_eq!((wrong.class, wrong.code.as_deref()), (Class::Credentials, Some("70009")));
    assert_eq!(wrong.text.as_deref(), Some("verify usersig failed"));
    let item = IMPORTED.replace("\"ResultCode\":0", "\"ResultCode\":70402");
    assert_eq!((of(&item).class, of(&item).code.as_deref()), (Class::Payload, Some("70402")));
}

#[test]
fn success_about_another_account_proves_nothing() {
    for body in [IMPORTED.replace("administrator", "other"), IMPORTED.replace("Imported", "Perhaps")] {
        let error = check_outcome(&answer(200, &body), "administrator").expect_err("no verdict");
        assert_eq!(error.class(), Class::Protocol);
    }
}

#[test]
fn an_expired_user_sig_comes_with_the_server_s_clock() {
    let expired = answer(200, r#"{"ActionStatus":"FAIL","ErrorCode":70001,"ErrorInfo":"expired"}"#)
        .with_header("date", "Thu, 01 Jan 2026 00:00:00 GMT");
    let outcome = check_outcome(&expired, "administrator").expect("an answer");
    assert_eq!(outcome.class, Class::Credentials);
    assert_eq!(outcome.facts[0].value, "Thu, 01 Jan 2026 00:00:00 GMT");
}

#[test]
fn another_data_centre_is_told_from_a_wrong_key() {
    let of = |code: &str| {
        let body = format!(r#"{{"ActionStatus":"FAIL","ErrorCode":{code},"ErrorInfo":""}}"#);
        is_elsewhere(&check_outcome(&answer(200, &body), "administrator").expect("an answer"))
    };
    assert!(of("70016") && of("70020") && of("60006"));
    assert!(!of("70009") && !of("70003") && !of("60010") && !of("60021"));
}

/// Who has the app has found its key or its accounts; an overload, a timeout or a new code proves nothing.
#[test]
fn knowing_the_app_takes_proof() {
    let of = |code: &str| {
        let body = format!(r#"{{"ActionStatus":"FAIL","ErrorCode":{code},"ErrorInfo":""}}"#);
        knows_the_app(&check_outcome(&answer(200, &body), "administrator").expect("an answer"))
    };
    assert!(of("70009") && of("60010") && of("70403") && of("60021"));
    for code in ["70016", "70020", "60006", "60018", "60008", "70500", "70003", "70099", "60002"] {
        assert!(!of(code), "{code}");
    }
    let with = |status, body: &str| knows_the_app(&check_outcome(&answer(status, body), "administrator").expect("one"));
    assert!(with(200, IMPORTED) && with(200, NOT_IMPORTED) && !with(503, "no"));
}

#[test]
fn every_user_has_his_own_state() {
    let users = ["alice", "bob", "carol", "dave", "erin"].map(user);
    let outcomes = status_outcomes(&answer(200, STATUS), &users).expect("an answer");
    let told: Vec<_> =
        outcomes.iter().map(|outcome| (outcome.class, outcome.scope, outcome.code.as_deref().unwrap_or(""))).collect();
    assert_eq!(
        told,
        [
            (Class::Accepted, "State", "Online"),
            (Class::Accepted, "State", "PushOnline"),
            (Class::TokenInvalid, "State", "Offline"),
            (Class::TokenInvalid, "result", "70107"),
            (Class::Protocol, "result", "0"),
        ]
    );
    assert_eq!(outcomes[0].target.as_deref(), Some("alice"));
    assert_eq!(outcomes[0].facts[0].value, "iPhone PushOnline, Web Online");
    assert_eq!(outcomes[2].verdict(), Verdict::Problem);
    assert!(outcomes[4].raw.is_some());
}

#[test]
fn a_refused_or_strange_question_decides_nothing_about_users() {
    let users = [user("alice"), user("bob")];
    let refused = r#"{"ActionStatus":"FAIL","ErrorCode":90009,"ErrorInfo":"need admin"}"#;
    let outcomes = status_outcomes(&answer(200, refused), &users).expect("an answer");
    assert!(outcomes.iter().all(|outcome| outcome.code.as_deref() == Some("90009")));
    assert_eq!(outcomes.len(), 2);
    let strange = r#"{"ActionStatus":"OK","ErrorCode":0,"ErrorInfo":"","List":[]}"#;
    let outcomes = status_outcomes(&answer(200, strange), &users).expect("an answer");
    assert_eq!((outcomes[0].class, outcomes[0].raw.as_deref()), (Class::Protocol, Some(strange)));
    let new = STATUS.replace("PushOnline", "Asleep");
    let outcomes = status_outcomes(&answer(200, &new), &users).expect("an answer");
    assert_eq!((outcomes[1].class, outcomes[1].code.as_deref()), (Class::Protocol, Some("Asleep")));
}

#[test]
fn a_push_record_shows_token_certificate_and_steps() {
    let outcome = trace_outcome(&answer(200, TRACE), "1_2_3").expect("an answer");
    assert_eq!(outcome.class, Class::Accepted);
    assert_eq!((outcome.figures[0].key, outcome.figures[0].value), ("devices", 1));
    let fact = |key: &str| outcome.facts.iter().find(|fact| fact.key == key).map(|fact| fact.value.as_str());
    assert_eq!(fact("push_platform"), Some("7 (vivo)"));
    assert_eq!(fact("certificate_id"), Some("34564"));
    assert_eq!(fact("token"), Some("v2-MADE…9f3c"));
    assert_eq!(fact("channel"), Some("PushStatus 2 ErrorCode 10302 regId is not valid"));
    assert_eq!(fact("offline_push"), Some("PushStatus 1"));
    assert_eq!(fact("click"), None);
    let refused = trace_outcome(&answer(200, NOT_ENABLED), "1_2_3").expect("an answer");
    assert_eq!((refused.class, refused.code.as_deref()), (Class::Permission, Some("90045")));
}

#[test]
fn codes_are_found_in_a_log() {
    let of = |body: &str| {
        let value: Value = serde_json::from_str(body).expect("JSON");
        codes_in(&value).into_iter().map(|found| (found.scope, found.code, found.class)).collect::<Vec<_>>()
    };
    assert_eq!(of(REFUSED), [("result", "90012".to_owned(), Class::TokenInvalid)]);
    assert_eq!(
        of(STATUS),
        [
            ("result", "0".to_owned(), Class::Accepted),
            ("result", "70107".to_owned(), Class::TokenInvalid),
            ("State", "Online".to_owned(), Class::Accepted),
            ("State", "PushOnline".to_owned(), Class::Accepted),
            ("State", "Offline".to_owned(), Class::TokenInvalid),
        ]
    );
    assert_eq!(of(NOT_IMPORTED)[1], ("AccountStatus", "NotImported".to_owned(), Class::TokenInvalid));
    for other in [r#"{"result":10302,"desc":"x"}"#, r#"{"ErrorCode":5}"#, "[]", r#"{"ErrorInfo":"x"}"#] {
        assert!(of(other).is_empty(), "{other}");
    }
}
