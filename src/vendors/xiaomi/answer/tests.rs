use super::*;
use crate::outcome::State;
use crate::text::Lang;
use crate::vendors::Confidence;

macro_rules! fixture {
    ($name:literal) => {
        include_str!(concat!("../../../../tests/fixtures/vendors/xiaomi/", $name, ".json"))
    };
}

fn answer(status: u16, body: &str) -> Answer {
    Answer { status, body: body.to_owned(), host: "api.xmpush.xiaomi.com".to_owned(), ..Answer::default() }
}

fn sent(body: &str) -> Outcome {
    send_outcome(&answer(200, body)).expect("an outcome")
}

fn figures(outcome: &Outcome) -> Vec<(&'static str, i64)> {
    outcome.figures.iter().map(|figure| (figure.key, figure.value)).collect()
}

#[test]
fn an_accepted_push_has_its_ids_and_the_quota() {
    let outcome = sent(fixture!("send-accepted"));
    assert_eq!(outcome.class, Class::Accepted);
    assert_eq!((outcome.scope, outcome.code.as_deref()), ("result", Some("0")));
    assert_eq!(outcome.text.as_deref(), Some("成功"));
    assert_eq!(outcome.ids["msg_id"], "sdm01234567890123456ab");
    assert_eq!(outcome.ids["trace_id"], "Xdm012345");
    assert_eq!(figures(&outcome), [("day_quota", 50_000), ("day_acked", 0)]);
}

#[test]
fn without_an_id_in_data_the_trace_id_is_left() {
    let outcome = sent(r#"{"result":"ok","trace_id":"Xdm1","code":0,"description":"成功"}"#);
    assert_eq!(outcome.class, Class::Accepted);
    assert_eq!(outcome.ids.into_iter().collect::<Vec<_>>(), [("trace_id", "Xdm1".to_owned())]);
}

#[test]
fn refusals_keep_code_description_and_reason() {
    for (body, class, code, text) in [
        (fixture!("send-refused"), Class::TokenInvalid, "20301", "发送消息失败: No valid targets!"),
        (fixture!("auth-refused"), Class::Credentials, "21301", "认证失败: Invalid application secret."),
        (fixture!("over-quota"), Class::Quota, "200001", "超过配额: exceed quota, quota: 50000, have acked: 50000"),
        (fixture!("channel-refused"), Class::Permission, "27001", "通道不匹配: invalid channel info!"),
        (
            fixture!("blacklisted"),
            Class::Permission,
            "10031",
            "应用在黑名单中: AppId(id=2882303761517000001) in the blacklist, forbid to send messages",
        ),
    ] {
        let outcome = sent(body);
        assert_eq!((outcome.class, outcome.code.as_deref()), (class, Some(code)));
        assert_eq!(outcome.text.as_deref(), Some(text));
        assert_eq!(outcome.scope, "result");
    }
}

#[test]
fn what_data_takes_back_is_no_success() {
    let outcome = sent(fixture!("send-bad-regids"));
    assert_eq!((outcome.class, outcome.scope), (Class::TokenInvalid, "data"));
    assert_eq!(outcome.code.as_deref(), Some("bad_regids"));
    assert_eq!(outcome.ids["msg_id"], "sdm01234567890123457ab");
    let outcome = sent(fixture!("send-channel-exceeded"));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Quota, Some("channel_exceed_quota")));
    let empty = sent(r#"{"result":"ok","code":0,"data":{"id":"sdm1","bad_regids":""}}"#);
    assert_eq!(empty.class, Class::Accepted);
}

/// 20301 is "sending failed"; only its usual reason is about the target.
#[test]
fn the_reason_of_20301_decides() {
    let of = |reason: &str| sent(&format!(r#"{{"result":"error","code":20301,"reason":"{reason}"}}"#)).class;
    assert_eq!(of("No valid targets!"), Class::TokenInvalid);
    assert_eq!(of(""), Class::TokenInvalid);
    assert_eq!(of("something about the message"), Class::Payload);
}

#[test]
fn success_is_proven_by_all_three() {
    let outcome = |status, body: &str| send_outcome(&answer(status, body)).expect("an outcome").class;
    assert_eq!(outcome(200, r#"{"result":"ok","code":0}"#), Class::Accepted);
    assert_eq!(outcome(200, r#"{"result":"ok","code":"0"}"#), Class::Accepted);
    assert_eq!(outcome(200, r#"{"result":"error","code":0}"#), Class::Protocol);
    assert_eq!(outcome(500, r#"{"result":"ok","code":0}"#), Class::Protocol);
    assert_eq!(outcome(200, r#"{"result":"ok","code":20301}"#), Class::TokenInvalid);
}

/// A body with a `code` counts whatever the status, since no document names one.
#[test]
fn a_refusal_is_read_with_any_status() {
    for status in [200, 400, 401, 403, 500] {
        let outcome = send_outcome(&answer(status, fixture!("auth-refused"))).expect("an outcome");
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("21301")), "{status}");
    }
}

#[test]
fn http_speaks_where_xiaomi_does_not() {
    for (status, class) in
        [(429, Class::RateLimited), (503, Class::Transient), (302, Class::Protocol), (404, Class::Protocol)]
    {
        let outcome = send_outcome(&answer(status, "<html>no</html>")).expect("an outcome");
        assert_eq!((outcome.class, outcome.scope), (class, "http"));
        assert_eq!(outcome.code, Some(status.to_string()));
        assert_eq!(outcome.raw.as_deref(), Some("<html>no</html>"));
    }
    for body in ["", "<html>", "{\"result\":\"ok\"", "{}", "[]", r#"{"result":"ok"}"#, r#"{"code":null}"#] {
        assert!(send_outcome(&answer(200, body)).is_err(), "{body}");
    }
}

#[test]
fn unknown_codes_stay_and_go_by_status_and_range() {
    let of = |status, code: &str| {
        let body = format!(r#"{{"result":"error","code":{code},"description":"x"}}"#);
        let outcome = send_outcome(&answer(status, &body)).expect("an outcome");
        assert_eq!((outcome.code.as_deref(), outcome.text.as_deref()), (Some(code), Some("x")));
        outcome.class
    };
    assert_eq!(of(200, "21399"), Class::Credentials);
    assert_eq!(of(200, "22050"), Class::Permission);
    assert_eq!(of(200, "200003"), Class::Quota);
    assert_eq!(of(200, "65099"), Class::Payload);
    assert_eq!(of(503, "65099"), Class::Transient);
    assert_eq!(of(429, "65099"), Class::RateLimited);
}

#[test]
fn the_quota_proves_the_secret() {
    let outcome = |body: &str| quota_outcome(&answer(200, body)).expect("an outcome");
    let accepted = outcome(fixture!("quota"));
    assert_eq!((accepted.operation, accepted.class), (Operation::Authenticate, Class::Accepted));
    assert_eq!(figures(&accepted), [("day_quota", 50_000), ("day_acked", 12)]);
    assert_eq!(accepted.raw, None);
    assert_eq!(outcome(fixture!("auth-refused")).class, Class::Credentials);
    // Too often, or not one's right: the secret was recognised.
    for code in ["10027", "10038", "10039"] {
        let known = outcome(&format!(r#"{{"result":"error","code":{code}}}"#));
        assert_eq!((known.class, known.code.as_deref()), (Class::Accepted, Some(code)));
    }
    for (code, class) in [
        ("21302", Class::Credentials),
        ("22008", Class::Credentials),
        ("22000", Class::Permission),
        ("10031", Class::Permission),
        ("10001", Class::Transient),
        ("-1", Class::Transient),
    ] {
        assert_eq!(outcome(&format!(r#"{{"result":"error","code":{code}}}"#)).class, class, "{code}");
    }
}

/// Nobody has written down the fields: what is not recognised is shown.
#[test]
fn a_quota_of_another_shape_is_shown_as_it_came() {
    let body = r#"{"result":"ok","code":0,"data":{"quotas":[1]}}"#;
    let outcome = quota_outcome(&answer(200, body)).expect("an outcome");
    assert_eq!((outcome.class, outcome.raw.as_deref()), (Class::Accepted, Some(body)));
}

#[test]
fn a_status_is_an_object_or_a_list_of_numbers_or_texts() {
    let outcome = |body: &str| status_outcome(&answer(200, body), "sdm01234567890123456ab").expect("an outcome");
    let one = outcome(fixture!("message-status"));
    assert_eq!((one.operation, one.class), (Operation::MessageStatus, Class::Accepted));
    assert_eq!(figures(&one), [("resolved", 1), ("delivered", 1), ("click", 0)]);
    let facts: Vec<(&str, &str)> = one.facts.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
    assert_eq!(facts, [("delivery_rate", "100.00%"), ("click_rate", "0.00%"), ("create_time", "2026-11-23 10:00:00")]);
    assert_eq!(figures(&outcome(fixture!("message-status-list"))), [("resolved", 1), ("delivered", 0), ("click", 0)]);
    let other = outcome(r#"{"result":"ok","code":0,"data":{"data":[{"id":"sdm9","resolved":1,"delivered":1}]}}"#);
    assert!(other.figures.is_empty() && other.raw.is_some(), "another message's numbers");
    let strange = outcome(r#"{"result":"ok","code":0,"data":{"x":1}}"#);
    assert!(strange.figures.is_empty() && strange.raw.is_some());
    let unknown = outcome(r#"{"result":"error","code":65028,"description":"x"}"#);
    assert_eq!((unknown.class, unknown.code.as_deref()), (Class::Payload, Some("65028")));
}

#[test]
fn codes_are_found_in_answers_of_xiaomi_only() {
    let found = |body: &str| codes_in(&serde_json::from_str(body).expect("JSON"));
    let one = found(fixture!("send-refused"));
    assert_eq!((one.len(), one[0].scope, one[0].code.as_str()), (1, "result", "20301"));
    assert_eq!(one[0].class, Class::TokenInvalid);
    assert_eq!(one[0].text.as_deref(), Some("发送消息失败: No valid targets!"));
    let two: Vec<(&str, String)> =
        found(fixture!("send-bad-regids")).into_iter().map(|found| (found.scope, found.code)).collect();
    assert_eq!(two, [("result", "0".to_owned()), ("data", "bad_regids".to_owned())]);
    let end = found(r#"{"result":"error","code":10035,"reason":"x"}"#);
    assert_eq!((end[0].scope, end[0].class), ("feedback", Class::Accepted));
    for foreign in [
        r#"{"result":10302,"desc":"regId 不合法"}"#,
        r#"{"code":"80000000","msg":"Success"}"#,
        r#"{"code":0,"message":"Success","data":{}}"#,
        "[]",
        "{}",
    ] {
        assert!(found(foreign).is_empty(), "{foreign}");
    }
}

#[test]
fn receipts_are_told_by_their_type() {
    let found = |body: &str| codes_in(&serde_json::from_str(body).expect("JSON"));
    let receipts: Value = serde_json::from_str(fixture!("receipt")).expect("JSON");
    let inner = receipts.as_object().expect("by message").values().flat_map(codes_in);
    let told: Vec<(&str, String, Class)> = inner.map(|found| (found.scope, found.code, found.class)).collect();
    assert_eq!(told, [("receipt", "1".to_owned(), Class::Accepted), ("receipt", "16".to_owned(), Class::TokenInvalid)]);
    for foreign in [r#"{"type":1}"#, r#"{"type":1,"targets":["a"]}"#, r#"{"type":"push","targets":"a","timestamp":1}"#]
    {
        assert!(found(foreign).is_empty(), "{foreign}");
    }
}

/// Every number of the vendor's lists, written out once more.
#[test]
fn the_catalogue_is_complete() {
    let result = [
        -1, 0, 1, 100, 10001, 10002, 10003, 10004, 10005, 10006, 10007, 10008, 10009, 10010, 10011, 10012, 10013,
        10014, 10016, 10017, 10018, 10020, 10021, 10022, 10023, 10024, 10025, 10026, 10027, 10028, 10029, 10030, 10031,
        10032, 10033, 10034, 10036, 10037, 10038, 10039, 20209, 20215, 20216, 20301, 20315, 20607, 21301, 21302, 21303,
        21305, 22000, 22001, 22002, 22003, 22004, 22005, 22006, 22007, 22008, 22020, 22021, 22022, 22100, 22101, 22102,
        22103, 26003, 26004, 26005, 26006, 27001, 65003, 65006, 65007, 65008, 65009, 65010, 65011, 65012, 65013, 65014,
        65015, 65016, 65017, 65028, 65029, 65030, 65035, 65036, 65037, 65038, 65040, 65041, 200_001, 200_002,
    ];
    let client = [0, 70_000_001, 70_000_002, 70_000_003, 70_000_004];
    let receipt = [1, 2, 16, 32, 64, 128, 1024];
    for (scope, codes) in [("result", &result[..]), ("feedback", &[10035]), ("receipt", &receipt), ("client", &client)]
    {
        let entries = VENDOR.codes.entries().iter().filter(|entry| entry.scope == scope);
        let mut found: Vec<i32> = entries.map(|entry| entry.code.parse().expect("a number")).collect();
        found.sort_unstable();
        assert_eq!(found, codes, "{scope}");
    }
    for key in RESERVATIONS {
        assert!(VENDOR.codes.find(DATA, key).is_some(), "{key}");
    }
}

#[test]
fn every_entry_speaks_both_languages_and_names_its_source() {
    for entry in VENDOR.codes.entries() {
        for text in [&entry.cause, &entry.remedy] {
            let (en, zh) = (text.get(Lang::En), text.get(Lang::Zh));
            assert!(!en.is_empty() && !zh.is_empty(), "{}", entry.code);
            assert!(!en.ends_with('.') && !zh.ends_with('。'), "{}", entry.code);
            assert_eq!(en.matches('`').count(), zh.matches('`').count(), "{}", entry.code);
        }
        assert!(!entry.source.is_empty(), "{}", entry.code);
    }
}

/// 20301 is given to another app's regId too: nobody deletes a row of a database for it.
#[test]
fn no_code_calls_a_reg_id_dead() {
    assert!(VENDOR.codes.entries().iter().all(|entry| entry.state != Some(State::Dead)));
    let refused = VENDOR.codes.find("result", "20301").expect("20301");
    assert_eq!((refused.state, refused.confidence), (Some(State::Suspect), Confidence::Official));
}
