//! The server against raw requests, written out by hand.

mod header;
mod multi;
mod status;

use super::*;
use crate::emulator::TokenState;
use crate::emulator::testing::{body, remark};
use crate::text::Lang;

const NOW: u64 = 1_795_399_200_000;
const SECRET: &str = "AAECAwQFBgcICQoLDA0ODw==";
const KEY: &str = "5123456789012";
/// A regId with every character that a form must escape, and the same in a form.
const PHONE: &str = "yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=";
const PHONE_ENCODED: &str = "yMnKy8zNzs%2FQ0dLT1NXW19jZ2tvc3d7f4OHi4%2BTl5uc%3D";
const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

struct Server {
    xiaomi: Xiaomi,
    now: u64,
}

impl Server {
    fn new() -> Self {
        Self::of(|_| {})
    }

    fn of(change: impl FnOnce(&mut World)) -> Self {
        let states = [
            (PHONE, TokenState::Ok),
            ("*dead", TokenState::Dead),
            ("*quiet", TokenState::Muted),
            ("*foreign", TokenState::Foreign),
            ("*never", TokenState::Unregistered),
            ("*second", TokenState::NotTest),
        ];
        let mut world = World::with_tokens("xiaomi", &states);
        world.package_name = Some("com.example.app".to_owned());
        change(&mut world);
        Self { xiaomi: Xiaomi::new(&world), now: NOW }
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, bytes);
        self.xiaomi.answer(&request, &Clock::fixed(self.now))
    }

    fn post(&mut self, path: &str, body: &str) -> RawAnswer {
        let headers = [("content-type", FORM), ("authorization", "key=AAECAwQFBgcICQoLDA0ODw==")];
        self.ask("POST", path, &headers, body.as_bytes())
    }

    fn get(&mut self, path: &str) -> RawAnswer {
        self.ask("GET", path, &[("authorization", "key=AAECAwQFBgcICQoLDA0ODw==")], b"")
    }

    /// Sends the usual message with these raw values in place of its own; an empty one leaves the field out.
    fn send(&mut self, changes: &[(&str, &str)]) -> RawAnswer {
        self.post("/v3/message/regid", &message(changes))
    }
}

/// The body of a right push: names and values already encoded.
fn message(changes: &[(&str, &str)]) -> String {
    let own = [
        ("registration_id", PHONE_ENCODED),
        ("restricted_package_name", "com.example.app"),
        ("pass_through", "0"),
        ("title", "%E6%96%B0%E6%B6%88%E6%81%AF"),
        ("description", "hello+a%2Bb"),
        ("payload", "%7B%7D"),
        ("notify_type", "-1"),
        ("notify_id", "7"),
        ("time_to_live", "3600000"),
        ("extra.channel_id", "100001"),
        ("extra.notify_effect", "1"),
        ("extra.ext", "%7B%7D"),
    ];
    let mut fields: Vec<(String, String)> =
        own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    for (name, value) in changes {
        match fields.iter_mut().find(|(own, _)| own == name) {
            Some(field) => field.1 = (*value).to_owned(),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    let pairs = fields.iter().filter(|(_, value)| !value.is_empty());
    pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

#[track_caller]
fn code(answer: &RawAnswer, code: i64) {
    assert_eq!((answer.status, answer.content_type), (200, "application/json;charset=UTF-8"), "{answer:?}");
    let body = body(answer);
    assert_eq!(body["code"], code, "{answer:?}");
    assert_eq!(body["result"], if code == 0 { "ok" } else { "error" });
    assert_eq!(answer.accepted, code == 0);
    assert_eq!(answer.code.as_deref(), Some(code.to_string().as_str()));
    if code != 0 {
        assert!(!remark(answer).is_empty() && !answer.remark.get(Lang::Zh).is_empty(), "{answer:?}");
    }
}

#[test]
fn an_accepted_push_is_answered_in_xiaomi_s_shape() {
    let mut server = Server::new();
    let answer = server.send(&[]);
    assert_eq!(
        answer.body,
        r#"{"result":"ok","trace_id":"Xdm00000000090000001tr","code":0,"description":"成功","info":"Received push messages for 1 REGID","data":{"id":"sdm00000000070000000pc","day_quota":"50000","day_acked":"0"}}"#
    );
    assert_eq!(remark(&answer), "");
    assert_eq!(answer.target.as_deref(), Some(PHONE));
    assert_eq!(answer.title.as_deref(), Some("新消息"));
    assert_eq!(answer.operation, Some(Operation::Send));
}

/// Word for word as users report it.
#[test]
fn a_refusal_is_answered_in_xiaomi_s_shape() {
    let answer = Server::new().send(&[("registration_id", "aaaaaaaaaaaaaaaaaaaaaaaanever")]);
    assert_eq!(
        answer.body,
        r#"{"result":"error","reason":"No valid targets!","trace_id":"Xdm00000000090000001tr","code":20301,"description":"发送消息失败"}"#
    );
    assert_eq!(answer.words.as_deref(), Some("发送消息失败: No valid targets!"));
}

#[test]
fn every_version_of_the_path_is_served() {
    for path in ["/v2/message/regid", "/v3/message/regid", "/v4/message/regid"] {
        code(&Server::new().post(path, &message(&[])), 0);
    }
    code(&Server::new().ask("GET", "/v3/message/regid", &[("authorization", "key=x")], b""), 10021);
    assert_eq!(Server::new().post("/v3/message/all", "").status, 404);
}

/// The bug that the form's encoding invites: `+` is a blank in a form.
#[test]
fn a_plus_that_became_a_blank_is_named() {
    let mut server = Server::new();
    let raw = server.send(&[("registration_id", PHONE)]);
    code(&raw, 20301);
    assert_eq!(
        remark(&raw),
        "registration_id has a blank where the regId has a `+`: in a form `+` must be sent as %2B"
    );
    for (written, word) in [
        ("aaaaaaaaaaaaaaaa+aaaaaaaaaaaaaaaaa", "an unescaped `+`"),
        ("yMnKy8zNzs%252FQ0dLT1NXW19jZ2tvc3d7f4OHi4", "percent-encoded twice"),
        ("%5B%22yMnKy8zNzs%22%5D", "is JSON"),
        ("%0AyMnKy8zNzsyMnKy8zNzs", "blanks around"),
        ("v2-AAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "no regId of Xiaomi"),
        ("AAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "not registered with this app"),
    ] {
        let answer = server.send(&[("registration_id", written)]);
        code(&answer, 20301);
        assert!(remark(&answer).contains(word), "{written}: {}", remark(&answer));
    }
}

/// push-xiaomi 0.1.6 sends 13 digits, as recorded; the largest documented id gets no word.
#[test]
fn the_largest_notify_id_is_right_and_a_larger_one_odd() {
    assert_eq!(remark(&Server::new().send(&[("notify_id", "2147483647")])), "");
    let larger = Server::new().send(&[("notify_id", "1735689600000")]);
    assert!(larger.accepted && remark(&larger).contains("documented maximum"));
}

#[test]
fn ten_minutes_in_milliseconds_are_no_seconds() {
    for millis in ["60000", "600000", "86400000"] {
        assert_eq!(remark(&Server::new().send(&[("time_to_live", millis)])), "");
    }
}

/// `/` and `=` need no escape in a value: only `+` is lost.
#[test]
fn unescaped_slash_and_equals_arrive() {
    code(&Server::new().send(&[("registration_id", "yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4%2BTl5uc=")]), 0);
}

#[test]
fn each_state_of_a_phone_is_answered_as_xiaomi_does() {
    let mut server = Server::new();
    for (phone, expected, word) in [
        ("aaaaaaaaaaaaaaaaaaaasecond", 0, ""),
        ("aaaaaaaaaaaaaaaaaaaaquiet", 0, "notifications are off: accepted, not delivered"),
        ("aaaaaaaaaaaaaaaaaaaadead", 20301, "the app is gone from the phone"),
        ("aaaaaaaaaaaaaaaaaaaaforeign", 20301, "registered by another app"),
        ("aaaaaaaaaaaaaaaaaaaanever", 20301, "not registered with this app"),
    ] {
        let answer = server.send(&[("registration_id", phone)]);
        code(&answer, expected);
        assert_eq!(remark(&answer), word);
    }
}

#[test]
fn several_targets_have_one_answer() {
    let mut server = Server::new();
    let mixed = format!("{PHONE_ENCODED},aaaadead,bbbbdead,ccccsecond");
    let answer = server.send(&[("registration_id", &mixed)]);
    code(&answer, 0);
    assert_eq!(body(&answer)["data"]["bad_regids"], "aaaadead,bbbbdead");
    assert_eq!(body(&answer)["info"], "Received push messages for 4 REGID");
    code(&server.send(&[("registration_id", "aaaadead,bbbbdead")]), 20301);
    let many = |count: usize| vec!["aaaasecond"; count].join(",");
    code(&server.send(&[("registration_id", &many(1000))]), 0);
    code(&server.send(&[("registration_id", &many(1001))]), 10017);
    // The official SDK repeats the name for aliases.
    let repeated = message(&[("registration_id", ""), ("alias", "aliassecond")]) + "&alias=nobodydead";
    let answer = server.post("/v2/message/alias", &repeated);
    code(&answer, 0);
    assert!(body(&answer)["data"]["id"].as_str().expect("an id").starts_with('a'));
}

#[test]
fn every_limit_holds_at_n_and_breaks_at_n_plus_1() {
    let long = |count: usize| "x".repeat(count);
    let chinese = |count: usize| "%E9%A2%98".repeat(count);
    let params = |count: usize| {
        let pairs: Vec<String> = (0..count).map(|at| format!("%22n{at}%22:%22v%22")).collect();
        format!("%7B{}%7D", pairs.join(","))
    };
    let value = |count: usize| format!("%7B%22n%22:%22{}%22%7D", long(count));
    for (name, good, bad, expected) in [
        ("title", long(49), long(50), 65009),
        ("title", chinese(49), chinese(50), 65009),
        ("description", long(127), long(128), 65009),
        ("description", chinese(127), chinese(128), 65009),
        ("pass_through", "1".into(), "2".into(), 10017),
        ("notify_type", "-1".into(), "-2".into(), 10017),
        ("notify_type", "7".into(), "8".into(), 10017),
        ("notify_id", "0".into(), "-1".into(), 22103),
        ("time_to_live", "1209600000".into(), "1209600001".into(), 10017),
        ("extra.ext", long(1021), long(1022), 65015),
        ("extra.callback.param", long(256), long(257), 65036),
        ("extra.template_param", params(9), params(10), 10017),
        ("extra.template_param", value(128), value(129), 10017),
        ("payload", long(8192), long(8193), 65009),
    ] {
        code(&Server::new().send(&[(name, &good)]), 0);
        code(&Server::new().send(&[(name, &bad)]), expected);
    }
    let pairs = |count: usize| {
        let more: Vec<String> = (1..count).map(|at| format!("&extra.k{at}=v")).collect();
        message(&[]) + &more.concat()
    };
    code(&Server::new().post("/v3/message/regid", &pairs(10)), 0);
    code(&Server::new().post("/v3/message/regid", &pairs(11)), 65014);
}

#[test]
fn what_is_missing_or_of_another_type_has_its_code() {
    for (name, value, expected) in [
        ("registration_id", "", 10016),
        ("registration_id", "+", 10016),
        ("title", "", 65011),
        ("title", "+", 65011),
        ("description", "", 65011),
        ("notify_id", "1735689600000", 0),
        ("notify_id", "x", 22103),
        ("time_to_live", "1h", 10017),
        ("restricted_package_name", "com.example.other", 22022),
        ("restricted_package_name", "com.example.other,com.example.app", 0),
        ("extra.channel_id", "+", 27001),
        ("extra.template_param", "name", 10017),
        ("extra.template_param", "%7B%22n%22:1%7D", 10017),
        ("extra.template_param", "%7B%22n%22:%22%F0%9F%98%80%22%7D", 10017),
        ("extra.callback", "push.example.com", 65038),
        ("pass_through", "", 0),
        ("restricted_package_name", "", 0),
    ] {
        code(&Server::new().send(&[(name, value)]), expected);
    }
    let answer = Server::new().send(&[("title", "")]);
    assert_eq!(body(&answer)["reason"], "Title or Description is empty!");
    assert_eq!(body(&Server::new().send(&[("extra.channel_id", "+")]))["reason"], "invalid channel info!");
    // A pass-through message has no title.
    code(&Server::new().send(&[("title", ""), ("description", ""), ("pass_through", "1")]), 0);
}

#[test]
fn what_is_accepted_but_odd_gets_a_word() {
    for (name, value, word) in [
        ("extra.channel_id", "", "one message a phone and day"),
        ("extra.notify_effect", "", "retired on 2024-09-30"),
        ("extra.notify_effect", "2", "without extra.intent_uri"),
        ("extra.notify_effect", "3", "without extra.web_uri"),
        ("extra.notify_effect", "4", "1, 2 or 3"),
        ("time_to_live", "3600", "looks like seconds"),
        ("time_to_live", "86400", "looks like seconds"),
        ("notify_id", "2147483648", "above 2147483647"),
        ("notify_id", "", "replaces the app's earlier notification"),
        ("payload", "", "the documents demand one"),
        ("payload", "%257B%257D", "percent-encoded twice"),
        ("payload", &"x".repeat(4097), "about 4096"),
        ("title", "test", "intercepted"),
        ("title", "%B2%E2", "is not UTF-8"),
        ("title", "100%", "is no escape"),
        ("restricted_package_name", "", "the documents demand it"),
        ("extra.callback.type", "246", "some receipts will not come"),
        ("extra.callback.param", &"x".repeat(65), "older documents allow 64"),
        ("extra.jobkey", "_a", "does not begin with `_`"),
        ("pass_through", "1", "nothing is shown"),
        ("regId", "x", "`regId`: it is `registration_id`"),
        ("timeToLive", "1", "`timeToLive`: it is `time_to_live`"),
        ("channel_id", "1", "`channel_id`: it is `extra.channel_id`"),
        ("extra[channel_id]", "1", "`extra[channel_id]`: it is `extra.channel_id`"),
        ("extra.channelId", "1", "`extra.channelId`: it is `extra.channel_id`"),
        ("content", "x", "`content`: it is `description`"),
        ("whatever", "x", "Xiaomi does not read `whatever`"),
    ] {
        let answer = Server::new().send(&[(name, value)]);
        code(&answer, 0);
        assert!(remark(&answer).contains(word), "{name}={value}: {}", remark(&answer));
        assert!(!answer.remark.get(Lang::Zh).is_empty());
    }
}

#[test]
fn only_forms_are_read() {
    let mut server = Server::new();
    let header = ("authorization", "key=AAECAwQFBgcICQoLDA0ODw==");
    let json = br#"{"registration_id":"x"}"#;
    for (content_type, body) in [
        (Some("application/json"), &json[..]),
        (Some("multipart/form-data; boundary=x"), b"x"),
        (Some("application/x-www-form-urlencoded"), json),
        (Some("application/x-www-form-urlencoded"), b"title=\xff"),
        (None, b"title=x"),
    ] {
        let headers: Vec<(&str, &str)> =
            [header].into_iter().chain(content_type.map(|content_type| ("content-type", content_type))).collect();
        code(&server.ask("POST", "/v3/message/regid", &headers, body), 10007);
    }
    // The charset may be left out: pushctl and the documents name it, several clients do not.
    let headers = [header, ("content-type", "application/x-www-form-urlencoded")];
    code(&server.ask("POST", "/v3/message/regid", &headers, message(&[]).as_bytes()), 0);
}

#[test]
fn an_unknown_token_that_ends_in_a_code_is_answered_with_it() {
    for entry in super::super::VENDOR.codes.entries() {
        if entry.scope == "result" && entry.code != "0" {
            let answer = Server::new().send(&[("registration_id", &format!("{PHONE_ENCODED}{}", entry.code))]);
            code(&answer, entry.code.parse().expect("a number"));
            if let Some(text) = &entry.text {
                assert_eq!(body(&answer)["description"], text.as_str());
            }
        }
    }
}

/// A regId of 64 characters often ends in digits.
#[test]
fn a_whole_reg_id_asks_for_no_code() {
    for phone in [format!("{}20301", "a".repeat(59)), format!("{}1", "a".repeat(63))] {
        let answer = Server::new().send(&[("registration_id", &phone)]);
        code(&answer, 20301);
        assert_eq!(answer.remark.get(Lang::En), "not registered with this app");
    }
}

#[test]
fn a_field_that_is_there_twice_is_named() {
    let answer = Server::new().post("/v3/message/regid", &(message(&[]) + "&title=again"));
    code(&answer, 0);
    assert!(answer.remark.get(Lang::En).contains("title is there twice"), "{answer:?}");
    let answer =
        Server::new().post("/v3/message/regid", &(message(&[]) + &format!("&registration_id={PHONE_ENCODED}")));
    assert!(!answer.remark.get(Lang::En).contains("twice"), "{answer:?}");
}

#[test]
fn the_quota_counts_what_is_delivered() {
    let mut server = Server::of(|world| world.quota = [("xiaomi", 2)].into());
    for _ in 0..3 {
        code(&server.send(&[("registration_id", "aaaaquiet")]), 0);
    }
    assert_eq!(body(&server.send(&[]))["data"]["day_acked"], "0");
    assert_eq!(body(&server.send(&[]))["data"]["day_acked"], "1");
    let over = server.send(&[]);
    code(&over, 200_001);
    assert_eq!(body(&over)["reason"], "exceed quota, quota: 2, have acked: 2");
}

/// The second one is accepted like the first, and vanishes: that is what developers call "lost".
#[test]
fn without_a_channel_a_phone_gets_one_a_day() {
    let mut server = Server::new();
    let plain = [("extra.channel_id", "")];
    let first = server.send(&plain);
    let second = server.send(&plain);
    code(&second, 0);
    assert!(remark(&second).starts_with("the phone had its one message of the day"), "{}", remark(&second));
    for (answer, delivered) in [(first, 1), (second, 0)] {
        let id = body(&answer)["data"]["id"].as_str().expect("an id").to_owned();
        let status = server.get(&format!("/v1/trace/message/status?msg_id={id}"));
        assert_eq!(body(&status)["data"]["data"]["delivered"], delivered);
    }
}

#[test]
fn a_request_is_taken_by_its_host_and_without_one_by_its_path() {
    let server = Server::new();
    let request = |path: &str, host: Option<&str>| RawRequest {
        path: path.to_owned(),
        headers: host.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned())).into_iter().collect(),
        ..RawRequest::default()
    };
    assert!(server.xiaomi.takes(&request("/v3/message/regid", None)));
    for host in ["api.xmpush.xiaomi.com", "vip.api.xmpush.xiaomi.com", "sgp-api.xmpush.global.xiaomi.com"] {
        assert!(server.xiaomi.takes(&request("/nowhere", Some(host))), "{host}");
    }
    assert!(!server.xiaomi.takes(&request("/nowhere", None)));
    for host in ["api-push.vivo.com.cn", "xmpush.xiaomi.com.evil.example"] {
        assert!(!server.xiaomi.takes(&request("/v3/message/regid", Some(host))), "{host}");
    }
}

#[test]
fn other_hosts_get_a_word() {
    let mut server = Server::new();
    for (host, word) in
        [("sandbox.xmpush.xiaomi.com", "iOS only"), ("fr-api.xmpush.global.xiaomi.com", "discontinued on 2024-04-02")]
    {
        let headers =
            [("content-type", FORM), ("authorization", "key=AAECAwQFBgcICQoLDA0ODw=="), ("x-pushctl-authority", host)];
        let answer = server.ask("POST", "/v3/message/regid", &headers, message(&[]).as_bytes());
        assert!(remark(&answer).contains(word), "{}", remark(&answer));
    }
}
