//! Requests as bytes, written by hand from the vendor's documents and not with our client.

mod auth;
mod lists;

use super::*;
use crate::emulator::TokenState;
use crate::emulator::testing::{body, remark};
use crate::text::Lang;

/// 2025-01-01T00:00:00Z, the time of the sign vector.
const NOW: u64 = 1_735_689_600_000;
const ID: &str = "105000001";
const KEY: &str = "0123456789abcdef0123456789abcdef";
const SECRET: &str = "11111111-2222-3333-4444-555555555555";
/// md5sum of id, key, [`NOW`] and secret.
const SIGN: &str = "5816e04b32f7eac7fd51e1ccaf8a624e";
const PHONE: &str = "v2-PHONE00000000000000000000000000000000000000000000000A";
const UNKNOWN: &str = "v2-UNKNOWN000000000000000000000000000000000000000000000B";

struct Server {
    vivo: Box<dyn EmulatedVendor>,
    token: String,
    now: u64,
}

impl Server {
    fn new() -> Self {
        Self::of(|_| {})
    }

    fn of(change: impl FnOnce(&mut World)) -> Self {
        let states = [
            (PHONE, TokenState::Ok),
            ("v2-real*", TokenState::NotTest),
            ("v2-gone*", TokenState::Dead),
            ("v2-foreign*", TokenState::Foreign),
            ("v2-quiet*", TokenState::Muted),
            ("v2-never*", TokenState::Unregistered),
        ];
        let mut world = World::with_tokens("vivo", &states);
        change(&mut world);
        let mut server = Self { vivo: emulator(&world), token: String::new(), now: NOW };
        let answer = server.auth(&fields(&[]));
        server.token = body(&answer)["authToken"].as_str().expect("a token").to_owned();
        server
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, bytes);
        self.vivo.answer(&request, &Clock::fixed(self.now))
    }

    fn auth(&mut self, bytes: &str) -> RawAnswer {
        self.ask("POST", "/message/auth", &[("content-type", "application/json")], bytes.as_bytes())
    }

    fn post(&mut self, path: &str, bytes: &str) -> RawAnswer {
        let token = self.token.clone();
        let headers = [("content-type", "application/json;charset=UTF-8"), ("authtoken", token.as_str())];
        self.ask("POST", path, &headers, bytes.as_bytes())
    }

    fn get(&mut self, path: &str) -> RawAnswer {
        let token = self.token.clone();
        self.ask("GET", path, &[("authtoken", &token)], b"")
    }

    /// Sends the usual message with these raw JSON values in place of its own; an empty one leaves the field out.
    fn send(&mut self, changes: &[(&str, &str)]) -> RawAnswer {
        self.post("/message/send", &message(changes))
    }
}

fn write(fields: &[(&str, String)], changes: &[(&str, &str)]) -> String {
    let mut fields: Vec<(&str, String)> = fields.to_vec();
    for (name, value) in changes {
        match fields.iter_mut().find(|(own, _)| own == name) {
            Some(field) => field.1 = (*value).to_owned(),
            None => fields.push((name, (*value).to_owned())),
        }
    }
    let pairs = fields.iter().filter(|(_, value)| !value.is_empty());
    format!("{{{}}}", pairs.map(|(name, value)| format!("\"{name}\":{value}")).collect::<Vec<_>>().join(","))
}

/// The body of a right `/message/auth`.
fn fields(changes: &[(&str, &str)]) -> String {
    let own = [
        ("appId", ID.to_owned()),
        ("appKey", format!("\"{KEY}\"")),
        ("timestamp", NOW.to_string()),
        ("sign", format!("\"{SIGN}\"")),
    ];
    write(&own, changes)
}

/// The body of a right `/message/send` in test mode.
fn message(changes: &[(&str, &str)]) -> String {
    let own = [
        ("regId", format!("\"{PHONE}\"")),
        ("notifyType", "4".to_owned()),
        ("title", "\"订单提醒\"".to_owned()),
        ("content", "\"您的订单已发货，请注意查收\"".to_owned()),
        ("skipType", "1".to_owned()),
        ("requestId", "\"r-1\"".to_owned()),
        ("pushMode", "1".to_owned()),
    ];
    write(&own, changes)
}

#[track_caller]
fn result(answer: &RawAnswer, code: i64) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(body(answer)["result"], code, "{answer:?}");
    assert!(!body(answer)["desc"].as_str().expect("desc").is_empty());
    assert!(!remark(answer).is_empty() && !answer.remark.get(Lang::Zh).is_empty(), "{answer:?}");
}

/// A JSON string of so many characters.
fn long(character: &str, count: usize) -> String {
    format!("\"{}\"", character.repeat(count))
}

fn md5sum(text: &str) -> String {
    super::diagnosis::md5_hex(text)
}

#[test]
fn several_access_tokens_live_at_once_for_a_day() {
    let mut server = Server::new();
    let first = server.token.clone();
    let second = body(&server.auth(&fields(&[])))["authToken"].as_str().expect("a token").to_owned();
    assert_ne!(first, second);
    for token in [first, second] {
        server.token = token;
        server.now = NOW + 24 * 3_600_000 - 1;
        result(&server.send(&[]), 0);
        server.now += 1;
        let expired = server.send(&[]);
        result(&expired, 10000);
        assert!(remark(&expired).contains("24 hours"), "{expired:?}");
    }
}

#[test]
fn without_a_known_access_token_nothing_goes() {
    let mut server = Server::new();
    let token = server.token.clone();
    let bearer = format!("Bearer {token}");
    for headers in
        [&[][..], &[("authtoken", "")], &[("authtoken", "x")], &[("authorization", "x")], &[("authtoken", &bearer)]]
    {
        result(&server.ask("POST", "/message/send", headers, message(&[]).as_bytes()), 10000);
    }
}

#[test]
fn a_good_push_is_accepted_with_a_task_id_of_digits() {
    let mut server = Server::new();
    let answer = server.send(&[("appId", ID), ("clientCustomMap", "{\"ext\":\"{}\"}"), ("extra", "{}")]);
    result(&answer, 0);
    assert!(answer.accepted);
    assert_eq!(remark(&answer), "test mode");
    assert_eq!(answer.title.as_deref(), Some("订单提醒"));
    assert_eq!(answer.target.as_deref(), Some(PHONE));
    let body = body(&answer);
    assert_eq!(body["desc"], "请求成功");
    assert!(body["taskId"].as_str().expect("text").bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(body.get("invalidUser"), None);
}

#[test]
fn what_the_vendors_sdk_sends_beside_the_documents_is_accepted() {
    let mut server = Server::new();
    let token = server.token.clone();
    // SDK 3.3 names a charset where a content coding belongs, and sends an empty tag expression.
    let headers = [
        ("content-type", "application/json;charset=UTF-8"),
        ("content-encoding", "UTF-8"),
        ("authtoken", token.as_str()),
    ];
    let bytes =
        message(&[("tagExpression", r#"{"orTags":[],"andTags":[],"notTags":[]}"#), ("requestId", "1735689600000")]);
    result(&server.ask("POST", "/message/send", &headers, bytes.as_bytes()), 0);
}

#[test]
fn every_limit_holds_at_n_and_breaks_at_n_plus_1() {
    let map = |pairs: usize, filler: usize| {
        let pairs = (0..pairs).map(|at| format!("\"{at}\":\"{}\"", "x".repeat(if at == 0 { filler } else { 0 })));
        format!("{{{}}}", pairs.collect::<Vec<_>>().join(","))
    };
    let extra = |key: &str, count: usize, more: &str| format!("{{\"{key}\":\"{}\"{more}}}", "x".repeat(count));
    let skip = |kind: &str, count| vec![("skipType", kind.to_owned()), ("skipContent", long("x", count))];
    let one = |name: &'static str, value: String| vec![(name, value)];
    let newer = ",\"callback.id\":\"1\"";
    for (good, bad, code) in [
        (one("title", long("题", 40)), one("title", long("题", 41)), 10056),
        (one("content", long("x", 100)), one("content", long("x", 101)), 10058),
        (one("timeToLive", "60".into()), one("timeToLive", "59".into()), 10059),
        (one("timeToLive", "604800".into()), one("timeToLive", "604801".into()), 10059),
        (one("notifyType", "1".into()), one("notifyType", "0".into()), 10054),
        (one("notifyType", "4".into()), one("notifyType", "5".into()), 10054),
        (skip("4", 1), one("skipType", "5".into()), 10060),
        (one("skipType", "1".into()), one("skipType", "0".into()), 10060),
        (skip("2", 2048), skip("2", 2049), 10062),
        (skip("3", 1024), skip("3", 1025), 10064),
        (skip("4", 2048), skip("4", 2049), 10069),
        (one("networkType", "1".into()), one("networkType", "0".into()), 10065),
        (one("networkType", "-1".into()), one("networkType", "2".into()), 10065),
        (one("clientCustomMap", map(10, 0)), one("clientCustomMap", map(11, 0)), 10066),
        (one("clientCustomMap", map(1, 1023)), one("clientCustomMap", map(1, 1024)), 10067),
        (one("extra", extra("callback", 128, "")), one("extra", extra("callback", 129, "")), 10305),
        (one("extra", extra("callback.param", 64, "")), one("extra", extra("callback.param", 65, "")), 10306),
        (one("extra", extra("callback.param", 192, newer)), one("extra", extra("callback.param", 193, newer)), 10306),
        (one("requestId", long("r", 64)), one("requestId", long("r", 65)), 10353),
        (one("classification", "1".into()), one("classification", "2".into()), 11000),
        (one("classification", "0".into()), one("classification", "-1".into()), 11000),
    ] {
        let raw = |changes: &[(&'static str, String)]| -> RawAnswer {
            let changes: Vec<(&str, &str)> = changes.iter().map(|(name, value)| (*name, value.as_str())).collect();
            Server::new().send(&changes)
        };
        result(&raw(&good), 0);
        result(&raw(&bad), code);
    }
}

#[test]
fn what_is_empty_or_of_another_type_has_its_code() {
    let mut server = Server::new();
    for (field, value, code) in [
        ("regId", "", 10050),
        ("regId", "\"\"", 10050),
        ("notifyType", "", 10054),
        ("notifyType", "\"x\"", 10054),
        ("title", "", 10055),
        ("title", "\" \"", 10055),
        ("title", "5", 10055),
        ("content", "null", 10057),
        ("timeToLive", "1.5", 10059),
        ("skipType", "", 10060),
        ("skipType", "2", 10061),
        ("skipType", "3", 10063),
        ("skipType", "4", 10068),
        ("clientCustomMap", "\"x\"", 10067),
        ("category", "\"im\"", 10096),
        ("category", "\"WHATEVER\"", 10096),
        ("requestId", "", 10352),
        ("requestId", "\"\"", 10352),
        ("appId", "105000002", 10094),
    ] {
        let answer = server.send(&[(field, value)]);
        result(&answer, code);
        assert!(!answer.accepted);
    }
}

#[test]
fn class_and_category_must_agree() {
    let mut server = Server::new();
    for (category, class, code) in [
        ("\"IM\"", "1", 0),
        ("\"IM\"", "0", 10097),
        ("\"NEWS\"", "0", 0),
        ("\"NEWS\"", "1", 10097),
        ("\"ORDER\"", "", 0),
    ] {
        result(&server.send(&[("category", category), ("classification", class)]), code);
    }
}

#[test]
fn an_alias_stands_in_for_a_reg_id() {
    let mut server = Server::of(|world| world.tokens[0].pattern = "*a".to_owned());
    result(&server.send(&[("regId", ""), ("alias", &long("a", 70))]), 0);
    result(&server.send(&[("regId", ""), ("alias", &long("a", 71))]), 10301);
}

#[test]
fn production_text_must_not_look_like_a_test() {
    let mut server = Server::new();
    for text in ["测试推送", "12345", "Hello World", "!!!", "1-2-3", "订单{1}", "订单[1]"] {
        let text = format!("\"{text}\"");
        for field in ["title", "content"] {
            result(&server.send(&[(field, &text), ("pushMode", "0")]), 10104);
            result(&server.send(&[(field, &text), ("pushMode", "")]), 10104);
            result(&server.send(&[(field, &text), ("pushMode", "1")]), 0);
        }
    }
    result(&server.send(&[("pushMode", "0"), ("title", "\"订单 1024 已发货\"")]), 0);
}

#[test]
fn each_state_of_a_phone_is_answered_as_vivo_does() {
    let mut server = Server::new();
    for (phone, mode, code, status) in [
        (PHONE, "1", 0, None),
        ("v2-real1", "1", 0, Some(4)),
        ("v2-real1", "0", 0, None),
        ("v2-gone1", "1", 0, Some(2)),
        ("v2-quiet1", "1", 0, Some(2)),
        ("v2-foreign1", "1", 10302, Some(1)),
        ("v2-never1", "1", 10302, Some(1)),
        (UNKNOWN, "1", 10302, Some(1)),
        ("12345678901234567890123", "1", 10302, Some(1)),
        ("no regId", "1", 10302, Some(1)),
    ] {
        let answer = server.send(&[("regId", &format!("\"{phone}\"")), ("pushMode", mode)]);
        result(&answer, code);
        assert_eq!(answer.accepted, status.is_none(), "{answer:?}");
        let body = body(&answer);
        assert_eq!(body["invalidUser"]["status"].as_i64(), status, "{phone}");
        assert_eq!(body["invalidUser"]["userid"].as_str(), status.map(|_| phone));
        assert_eq!(body.get("taskId").is_some(), code == 0);
    }
}

#[test]
fn an_unknown_token_that_ends_in_a_code_is_answered_with_it() {
    for entry in super::super::VENDOR.codes.entries() {
        if entry.scope == "result" && entry.code != "0" {
            let mut server = Server::new();
            let answer = server.send(&[("regId", &format!("\"v2-x-{}\"", entry.code))]);
            result(&answer, entry.code.parse().expect("a number"));
            if let Some(text) = &entry.text {
                assert_eq!(body(&answer)["desc"], text.as_str());
            }
        }
    }
}

#[test]
fn the_quota_counts_what_arrives() {
    let mut server = Server::of(|world| world.quota = [("vivo", 2)].into());
    let live = |class: &'static str| [("pushMode", "0"), ("classification", class)];
    for _ in 0..3 {
        result(&server.send(&[("regId", "\"v2-gone1\""), ("pushMode", "0")]), 0);
    }
    result(&server.send(&[]), 0);
    result(&server.send(&live("1")), 0);
    result(&server.send(&live("0")), 10070);
    result(&server.send(&live("1")), 10073);
    result(&server.send(&[("category", "\"IM\"")]), 10073);
}

#[test]
fn what_is_accepted_but_odd_gets_a_word() {
    let mut server = Server::new();
    for (field, value, word) in [
        (
            "clientCustomMap",
            "{\"ext\":{\"conversationID\":1}}",
            "clientCustomMap.ext is an object; the app reads strings",
        ),
        ("clientCustomMap", "{\"n\":1}", "clientCustomMap.n is a number; the app reads strings"),
        ("title", "\"一二三四五六七八九十一二三四五六七八九十一\"", "older documents allow 40"),
        ("timeToLive", "86401", "cut it to 86400"),
        ("notify_id", "1", "`notify_id`: it is `notifyId`"),
        ("notifyType", "\"4\"", "notifyType is a string"),
        ("notifyId", "0", "1 to 2147483647"),
        ("addBadge", "1", "true or false"),
    ] {
        let answer = server.send(&[(field, value)]);
        result(&answer, 0);
        assert!(remark(&answer).contains(word), "{}", remark(&answer));
    }
}

#[test]
fn what_cannot_be_read_is_http_500_in_plain_text() {
    let mut server = Server::new();
    let token = server.token.clone();
    for (bytes, word) in [
        (&b""[..], "empty"),
        (b"{\"a\":", "not JSON"),
        (b"a=b", "not JSON"),
        (b"[]", "an array"),
        (b"{\"a\":\"\xff\"}", "UTF-8"),
    ] {
        let answer = server.ask("POST", "/message/send", &[("authtoken", &token)], bytes);
        assert_eq!((answer.status, answer.content_type), (500, "text/plain;charset=UTF-8"));
        assert!(remark(&answer).contains(word) && !answer.accepted, "{answer:?}");
    }
    let answer = server.ask("GET", "/message/send", &[], b"");
    assert_eq!(answer.status, 500);
    assert_eq!(remark(&answer), "/message/send is POST, not GET");
    assert_eq!(server.get("/nowhere").status, 404);
}

#[test]
fn a_request_is_taken_by_its_host_and_without_one_by_its_path() {
    let server = Server::new();
    let request = |path: &str, host: Option<&str>| RawRequest {
        path: path.to_owned(),
        headers: host.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned())).into_iter().collect(),
        ..RawRequest::default()
    };
    assert!(server.vivo.takes(&request("/message/send", None)));
    assert!(server.vivo.takes(&request("/nowhere", Some("api-push.vivo.com.cn"))));
    assert!(!server.vivo.takes(&request("/nowhere", None)));
    assert!(!server.vivo.takes(&request("/message/send", Some("api.push.apple.com"))));
}
