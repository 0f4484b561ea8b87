//! Requests as bytes, written by hand from the vendor's document and not with our client.

mod messages;
mod signs;

use super::*;
use crate::emulator::TokenState;
use crate::emulator::testing::{body, remark};
use crate::text::Lang;

/// 2026-11-23T00:00:00Z
const NOW: u64 = 1_795_392_000_000;
const SECRET: &str = "0123456789abcdef0123456789abcdef";
const KEY: &str = "fedcba9876543210fedcba9876543210";
const PHONE: &str = "ABC0123456789abcdef0123456789abcdef0123456789";
const MESSAGE: &str = r#"{"noticeBarInfo":{"noticeMsgType":0,"title":"订单提醒","content":"您的订单已发货"}}"#;

struct Server {
    meizu: Box<dyn EmulatedVendor>,
    now: u64,
}

impl Server {
    fn new() -> Self {
        Self::of(|_| {})
    }

    fn of(change: impl FnOnce(&mut World)) -> Self {
        let states = [
            (PHONE, TokenState::Ok),
            ("REA*", TokenState::NotTest),
            ("DEA*", TokenState::Dead),
            ("FOR*", TokenState::Foreign),
            ("MUT*", TokenState::Muted),
            ("UNR*", TokenState::Unregistered),
            ("alice*", TokenState::Ok),
        ];
        let mut world = World::with_tokens("meizu", &states);
        change(&mut world);
        Self { meizu: emulator(&world), now: NOW }
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, bytes);
        self.meizu.answer(&request, &Clock::fixed(self.now))
    }

    fn post(&mut self, path: &str, body: &str) -> RawAnswer {
        let form = [("content-type", "application/x-www-form-urlencoded;charset=UTF-8")];
        self.ask("POST", path, &form, body.as_bytes())
    }

    /// Posts these parameters, rightly signed.
    fn signed(&mut self, path: &str, pairs: &[(&str, &str)]) -> RawAnswer {
        let body = body_of(pairs, &md5sum(&format!("{}{SECRET}", base_of(pairs))));
        self.post(path, &body)
    }

    /// Sends the usual message to these phones.
    fn send(&mut self, ids: &str) -> RawAnswer {
        self.signed(BY_PUSH_ID, &[("appId", "123456"), ("pushIds", ids), ("messageJson", MESSAGE)])
    }

    fn message(&mut self, json: &str) -> RawAnswer {
        self.signed(BY_PUSH_ID, &[("appId", "123456"), ("pushIds", PHONE), ("messageJson", json)])
    }

    fn get(&mut self, path: &str, pairs: &[(&str, &str)]) -> RawAnswer {
        let query = body_of(pairs, &md5sum(&format!("{}{SECRET}", base_of(pairs))));
        self.ask("GET", &format!("{path}?{query}"), &[], b"")
    }
}

/// `name=value` sorted by name, nothing between.
fn base_of(pairs: &[(&str, &str)]) -> String {
    let mut pairs = pairs.to_vec();
    pairs.sort_unstable();
    pairs.iter().flat_map(|(name, value)| [*name, "=", *value]).collect()
}

fn body_of(pairs: &[(&str, &str)], sign: &str) -> String {
    let pairs = pairs.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
    pairs.chain([format!("sign={sign}")]).collect::<Vec<_>>().join("&")
}

/// As `java.net.URLEncoder` writes it.
fn encoded(text: &str) -> String {
    let write = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'*' | b'_' => char::from(byte).to_string(),
        b' ' => "+".to_owned(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(write).collect()
}

fn md5sum(text: &str) -> String {
    super::diagnosis::md5_hex(text)
}

#[track_caller]
fn code(answer: &RawAnswer, code: &str) {
    assert_eq!(answer.status, 200, "{answer:?}");
    assert_eq!(body(answer)["code"], code, "{answer:?}");
    assert!(!remark(answer).is_empty() && !answer.remark.get(Lang::Zh).is_empty(), "{answer:?}");
    for lang in [Lang::En, Lang::Zh] {
        assert!(!answer.remark.get(lang).contains(SECRET), "{answer:?}");
    }
}

/// Vector A of the vendor's file: body and sign byte for byte.
#[test]
fn the_vector_is_accepted_with_the_vendors_bytes() {
    let mut server = Server::new();
    let answer = server.post(
        BY_PUSH_ID,
        concat!(
            "appId=123456&pushIds=ABC0123456789abcdef0123456789abcdef0123456789&messageJson=",
            "%7B%22noticeBarInfo%22%3A%7B%22noticeMsgType%22%3A1%2C%22title%22%3A%22%E6%B5%8B%E8%AF%95%22%2C",
            "%22content%22%3A%22hi+%26+bye%22%7D%2C%22clickTypeInfo%22%3A%7B%22clickType%22%3A0%2C",
            "%22parameters%22%3A%7B%22ext%22%3A%22%7B%5C%22a%5C%22%3A1%7D%22%7D%7D%7D",
            "&sign=e1aec2a388c9e1ac13308d380e3c503c"
        ),
    );
    code(&answer, "200");
    assert!(answer.accepted);
    let id = body(&answer)["msgId"].as_str().expect("an id").to_owned();
    assert!(id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(answer.body, format!(r#"{{"code":"200","message":"","msgId":"{id}","value":{{}}}}"#));
    assert_eq!((answer.title.as_deref(), answer.target.as_deref()), (Some("测试"), Some(PHONE)));
    assert_eq!(remark(&answer), "private message (私信)");
}

#[test]
fn a_refusal_has_the_vendors_shape() {
    let answer = Server::new().send(&format!("{PHONE}110010"));
    assert_eq!(answer.body, r#"{"code":"110010","message":"应用请求频率超过限制","value":"","redirect":""}"#);
    assert!(!answer.accepted);
    assert_eq!((answer.scope, answer.code.as_deref()), ("result", Some("110010")));
}

#[test]
fn each_state_of_a_phone_is_answered_as_meizu_does() {
    let mut server = Server::new();
    for (prefix, inner) in [
        ("REA", None),
        ("DEA", Some("110002")),
        ("UNR", Some("110002")),
        ("FOR", Some("110003")),
        ("MUT", Some("110010")),
    ] {
        let phone = PHONE.replace("ABC", prefix);
        let answer = server.send(&phone);
        code(&answer, "200");
        assert_eq!(answer.accepted, inner.is_none(), "{prefix}");
        let value = inner.map_or_else(|| json!({}), |inner| json!({ inner: [phone] }));
        assert_eq!(body(&answer)["value"], value, "{prefix}");
        if let Some(inner) = inner {
            assert_eq!((answer.scope, answer.code.as_deref()), ("value", Some(inner)));
        }
    }
    let unknown = server.send(&PHONE.replace("ABC", "NEW"));
    assert_eq!(unknown.code.as_deref(), Some("110002"));
    assert_eq!(server.send("no-push-id").code.as_deref(), Some("110003"));
}

#[test]
fn a_batch_names_only_those_that_failed() {
    let mut server = Server::new();
    let (dead, gone) = (PHONE.replace("ABC", "DEA"), PHONE.replace("ABC", "UNR"));
    let answer = server.send(&format!("{PHONE},{dead},{gone},x"));
    code(&answer, "200");
    assert!(answer.accepted);
    assert_eq!(body(&answer)["value"], json!({ "110002": [dead, gone], "110003": ["x"] }));
    assert!(remark(&answer).contains("1 of 4 phones"), "{}", remark(&answer));
    let many = |count: usize| vec![PHONE; count].join(",");
    code(&server.send(&many(100)), "200");
    code(&server.send(&many(101)), "1005");
    code(&server.send(&format!("{PHONE},,x")), "1005");
}

#[test]
fn a_push_id_that_ends_in_a_code_is_answered_with_it() {
    for entry in super::super::VENDOR.codes.entries() {
        let answer = Server::new().send(&format!("{PHONE}{}", entry.code));
        match entry.scope.as_str() {
            "result" if entry.code != "200" => code(&answer, &entry.code),
            // A number that stands in both places is the outer one.
            "value" if super::super::VENDOR.codes.find("result", &entry.code).is_none() => {
                code(&answer, "200");
                assert_eq!((answer.scope, answer.code.as_deref()), ("value", Some(entry.code.as_str())));
            }
            _ => {}
        }
    }
}

#[test]
fn aliases_are_subscribed_to_or_not() {
    let mut server = Server::new();
    let mut send =
        |alias: &str| server.signed(BY_ALIAS, &[("appId", "123456"), ("alias", alias), ("messageJson", MESSAGE)]);
    assert!(send("alice").accepted);
    let answer = send("bob");
    assert_eq!(body(&answer)["value"], json!({ "110005": ["bob"] }));
    assert!(send(&format!("alice{}", "x".repeat(55))).accepted);
    code(&send(&format!("alice{}", "x".repeat(56))), "1005");
}

#[test]
fn a_message_is_no_task() {
    let mut server = Server::new();
    let sent = server.send(PHONE);
    let id = body(&sent)["msgId"].as_str().expect("an id").to_owned();
    code(&server.get(TASK, &[("appId", "123456"), ("taskId", &id)]), "110032");
    code(&server.get(TASK, &[("appId", "123456"), ("taskId", "")]), "110004");
}

#[test]
fn pass_through_is_stopped() {
    let mut server = Server::new();
    let pairs = [("appId", "123456"), ("pushIds", PHONE), ("messageJson", "{}")];
    code(&server.signed(THROUGH_BY_PUSH_ID, &pairs), "110053");
    code(&server.signed(THROUGH_BY_ALIAS, &pairs), "110053");
}

#[test]
fn the_switch_says_whether_a_push_id_takes_messages() {
    let mut server = Server::new();
    let mut ask = |prefix: &str| {
        let phone = PHONE.replace("ABC", prefix);
        server.get(SWITCH, &[("appId", "123456"), ("pushId", &phone)])
    };
    let on = ask("ABC");
    assert_eq!(
        on.body,
        format!(
            r#"{{"code":"200","message":"","value":{{"barTypeSwitch":1,"directTypeSwitch":1,"pushId":"{PHONE}"}},"redirect":""}}"#
        )
    );
    assert_eq!(body(&ask("MUT"))["value"]["barTypeSwitch"], 0);
    for (prefix, expected) in
        [("DEA", "110002"), ("UNR", "110002"), ("NEW", "110002"), ("FOR", "110003"), ("new", "110003")]
    {
        code(&ask(prefix), expected);
    }
    assert_eq!(on.operation, Some(Operation::TokenStatus));
}

/// The vendor's Java SDK posts the questions too.
#[test]
fn questions_may_be_posted() {
    let mut server = Server::new();
    code(&server.signed(SWITCH, &[("appId", "123456"), ("pushId", PHONE)]), "200");
    code(&server.signed(DAILY, &[("appId", "123456"), ("startTime", "20261123"), ("endTime", "20261123")]), "200");
    assert_eq!(server.ask("GET", BY_PUSH_ID, &[], b"").status, 405);
    assert_eq!(server.ask("POST", "/nowhere", &[], b"").status, 404);
}

#[test]
fn days_are_counted_to_30() {
    let mut server = Server::new();
    let mut ask =
        |start: &str, end: &str| server.get(DAILY, &[("appId", "123456"), ("startTime", start), ("endTime", end)]);
    let empty = ask("20261123", "20261123");
    assert_eq!(empty.body, r#"{"code":"200","message":"","value":[],"redirect":""}"#);
    code(&ask("20261025", "20261123"), "200");
    code(&ask("20261024", "20261123"), "500");
    code(&ask("20261123", "20261122"), "500");
    code(&ask("20261124", "20261124"), "500");
    code(&ask("2026-11-23", "20261123"), "1005");
    code(&ask("20261123", ""), "110004");
    server.send(PHONE);
    let told = server.get(DAILY, &[("appId", "123456"), ("startTime", "20261101"), ("endTime", "20261123")]);
    assert_eq!(body(&told)["value"][0]["date"], "2026-11-23");
    assert_eq!(body(&told)["value"][0]["pushedNo"], 1);
}

#[test]
fn the_quota_counts_what_arrives() {
    let mut server = Server::of(|world| world.quota = [("meizu", 2)].into());
    for _ in 0..3 {
        assert_eq!(server.send(&PHONE.replace("ABC", "DEA")).code.as_deref(), Some("110002"));
    }
    assert!(server.send(PHONE).accepted && server.send(PHONE).accepted);
    let public = server.send(PHONE);
    assert_eq!((public.scope, public.code.as_deref()), ("value", Some("110011")));
    let private = server.message(&MESSAGE.replace("\"noticeMsgType\":0", "\"noticeMsgType\":1"));
    code(&private, "110019");
}

#[test]
fn more_than_five_a_minute_get_a_word() {
    let mut server = Server::new();
    for _ in 0..5 {
        assert!(!remark(&server.send(PHONE)).contains("520"));
    }
    let sixth = server.send(PHONE);
    assert!(sixth.accepted && remark(&sixth).contains("6 messages"), "{}", remark(&sixth));
    server.now += 60_000;
    assert!(!remark(&server.send(PHONE)).contains("520"));
}

#[test]
fn a_request_is_taken_by_its_host_and_without_one_by_its_path() {
    let mut server = Server::new();
    let request = |path: &str, host: Option<&str>| RawRequest {
        path: path.to_owned(),
        headers: host.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned())).into_iter().collect(),
        ..RawRequest::default()
    };
    assert!(server.meizu.takes(&request(BY_PUSH_ID, None)));
    for host in
        ["server-api-push.meizu.com", "api-push.meizu.com", "server-api-push.in.meizu.com", "API-push.in.meizu.com"]
    {
        assert!(server.meizu.takes(&request("/nowhere", Some(host))), "{host}");
    }
    assert!(!server.meizu.takes(&request("/nowhere", None)));
    assert!(!server.meizu.takes(&request(BY_PUSH_ID, Some("api-push.vivo.com.cn"))));
    let pairs = [("appId", "123456"), ("pushId", PHONE)];
    let query = body_of(&pairs, &md5sum(&format!("{}{SECRET}", base_of(&pairs))));
    let host = [("x-pushctl-authority", "server-api-push.meizu.com")];
    let answer = server.ask("GET", &format!("{SWITCH}?{query}"), &host, b"");
    code(&answer, "200");
    assert!(remark(&answer).contains("belongs to api-push.meizu.com"), "{}", remark(&answer));
}

/// A client that pushctl did not send here would take its request to the real server.
#[test]
fn nobody_is_redirected_away_from_this_machine() {
    let mut server = Server::new();
    let answer = server.send(&format!("{PHONE}300"));
    assert_eq!(body(&answer)["redirect"], "");
}
