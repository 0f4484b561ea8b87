//! Requests as bytes, written by hand from the vendor's documents and not with our client.

mod auth;
mod message;

use super::*;
use crate::emulator::TokenState;
use crate::emulator::testing::{body, remark};
use crate::outcome::Class;
use crate::text::Lang;

/// 2025-01-01T00:00:00Z.
const NOW: u64 = 1_735_689_600_000;
const APP: &str = "104400000";
const CLIENT: &str = "0123456789abcdef0123456789abcdef";
/// The secret of the document's test vector, and what a form makes of it.
const SECRET: &str = "Ab+c/d=e f&g";
const ENCODED: &str = "Ab%2Bc%2Fd%3De+f%26g";
const PHONE: &str = "honor-phone";
const PATH: &str = "/api/v1/104400000/sendMessage";

struct Server {
    honor: Box<dyn EmulatedVendor>,
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
            ("honor-real*", TokenState::NotTest),
            ("honor-gone*", TokenState::Dead),
            ("honor-foreign*", TokenState::Foreign),
            ("honor-quiet*", TokenState::Muted),
            ("honor-never*", TokenState::Unregistered),
        ];
        let mut world = World::with_tokens("honor", &states);
        for (key, value) in [("app_id", APP), ("client_id", CLIENT), ("client_secret", SECRET)] {
            let known = world.credentials.get_mut("honor").expect("Honor is there").get_mut(key).expect(key);
            known.value = Secret::new(value);
            known.made_up = false;
        }
        change(&mut world);
        let mut server = Self { honor: emulator(&world), token: String::new(), now: NOW };
        server.token = server.mint();
        server
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, bytes);
        self.honor.answer(&request, &Clock::fixed(self.now))
    }

    fn auth(&mut self, form: &str) -> RawAnswer {
        self.ask("POST", "/auth/token", &[("content-type", "application/x-www-form-urlencoded")], form.as_bytes())
    }

    fn mint(&mut self) -> String {
        let answer = self.auth(&form("client_credentials", CLIENT, ENCODED));
        body(&answer)["access_token"].as_str().unwrap_or_default().to_owned()
    }

    /// Sends with these headers beside `Content-Type`.
    fn send_with(&mut self, headers: &[(&str, &str)], bytes: &str) -> RawAnswer {
        let mut all = vec![("content-type", "application/json; charset=UTF-8")];
        all.extend_from_slice(headers);
        self.ask("POST", PATH, &all, bytes.as_bytes())
    }

    fn send(&mut self, bytes: &str) -> RawAnswer {
        let (bearer, now) = (format!("Bearer {}", self.token), self.now.to_string());
        self.send_with(&[("authorization", &bearer), ("timestamp", &now)], bytes)
    }

    /// Sends the usual message to one phone.
    fn push_to(&mut self, phone: &str) -> RawAnswer {
        self.send(&message().replace(PHONE, phone))
    }
}

fn form(grant: &str, id: &str, secret: &str) -> String {
    format!("grant_type={grant}&client_id={id}&client_secret={secret}")
}

/// The minimal test push of the vendor's file.
fn message() -> String {
    concat!(
        r#"{"token":["honor-phone"],"#,
        r#""data":"{\"ext\":\"{\\\"conversationID\\\":\\\"c2c_demo\\\"}\"}","#,
        r#""android":{"ttl":"600s","biTag":"pushctl-1","targetUserType":1,"#,
        r#""notification":{"title":"pushctl","body":"test","importance":"NORMAL","#,
        r#""clickAction":{"type":3},"#,
        r#""badge":{"addNum":1,"badgeClass":"com.example.app.MainActivity"}}}}"#
    )
    .to_owned()
}

/// Fails unless `code` is this one, and the journal's word holds this.
#[track_caller]
fn result(answer: &RawAnswer, code: u64, word: &str) {
    assert_eq!(body(answer)["code"], code, "{answer:?}");
    assert_eq!(answer.code.as_deref(), Some(code.to_string().as_str()));
    assert_eq!((answer.accepted, answer.scope), (code == 200, "result"));
    assert!(remark(answer).contains(word), "{word}: {}", remark(answer));
    assert!(!answer.remark.get(Lang::Zh).is_empty());
}

#[test]
fn a_good_push_is_answered_in_the_vendor_s_shape() {
    let mut server = Server::new();
    let answer = server.send(&message());
    result(&answer, 200, "test message");
    assert_eq!((answer.status, answer.content_type), (200, "application/json"));
    let id = body(&answer)["data"]["requestId"].as_str().expect("an id").to_owned();
    let (app, hex) = id.split_once('-').expect("APPID-HEX");
    assert_eq!((app, hex.len()), (APP, 16));
    assert!(hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
    assert_eq!(
        answer.body,
        format!(
            r#"{{"code":200,"message":"Success","data":{{"sendResult":true,"requestId":"{id}","failTokens":[],"expireTokens":[]}}}}"#
        )
    );
    assert_eq!(answer.target.as_deref(), Some(PHONE));
    assert_eq!(answer.title.as_deref(), Some("pushctl"));
    assert_eq!(answer.operation, Some(Operation::Send));
    let other = body(&server.send(&message()))["data"]["requestId"].clone();
    assert_ne!(other, id.as_str(), "an id of its own");
}

#[test]
fn without_a_known_access_token_nothing_goes() {
    let mut server = Server::new();
    let (token, now) = (server.token.clone(), NOW.to_string());
    for (header, value, word) in [
        ("x", String::new(), "no header Authorization"),
        ("authtoken", token.clone(), "does not look at authtoken"),
        ("authorization", token.clone(), "bare"),
        ("authorization", format!("Basic {token}"), "`Bearer `"),
        ("authorization", "Bearer 0000".to_owned(), "none that this emulator gave"),
    ] {
        let answer = server.send_with(&[(header, &value), ("timestamp", &now)], &message());
        result(&answer, 401, word);
        assert_eq!(answer.status, 401);
        assert!(!remark(&answer).contains(&token));
    }
    server.now += 3_599_999;
    result(&server.send(&message()), 200, "");
    server.now += 1;
    result(&server.send(&message()), 401, "older than 3600 s");
}

#[test]
fn several_access_tokens_live_at_once() {
    let mut server = Server::new();
    let first = server.token.clone();
    server.token = server.mint();
    assert_ne!(first, server.token);
    result(&server.send(&message()), 200, "");
    server.token = first;
    result(&server.send(&message()), 200, "");
}

#[test]
fn the_time_is_in_milliseconds() {
    let mut server = Server::new();
    server.now = 1_795_392_000_123;
    server.token = server.mint();
    let bearer = format!("Bearer {}", server.token);
    for (timestamp, word) in [
        ("", "no header timestamp"),
        ("1795392000", "timestamp 1795392000 has 10 digits: seconds; Honor wants milliseconds"),
        ("1795392000123000", "microseconds"),
        ("2026-11-23", "no whole number"),
        ("+1795392000123", "no whole number"),
    ] {
        let answer = server.send_with(&[("authorization", &bearer), ("timestamp", timestamp)], &message());
        result(&answer, 400, word);
    }
    let missing = server.send_with(&[("authorization", &bearer)], &message());
    result(&missing, 400, "no header timestamp");
    for (timestamp, word) in [
        (1_795_392_000_123_u64 - 600_000, "test message"),
        (1_795_392_000_123 - 600_001, "601 s away from this machine's clock; what Honor allows is not documented"),
    ] {
        let timestamp = timestamp.to_string();
        let answer = server.send_with(&[("authorization", &bearer), ("timestamp", &timestamp)], &message());
        result(&answer, 200, word);
    }
}

#[test]
fn the_app_id_stands_in_the_path() {
    let mut server = Server::new();
    let (bearer, now) = (format!("Bearer {}", server.token), NOW.to_string());
    let headers = [("authorization", bearer.as_str()), ("timestamp", now.as_str())];
    for (app, word) in
        [("104400001", "no app 104400001"), (CLIENT, "the path holds the Client ID"), ("x-secret", "not a number")]
    {
        let answer = server.ask("POST", &format!("/api/v1/{app}/sendMessage"), &headers, message().as_bytes());
        result(&answer, 404, word);
        assert_eq!(answer.status, 404);
    }
}

#[test]
fn each_state_of_a_phone_is_told_by_its_list() {
    let mut server = Server::new();
    for (phone, list, word) in [
        (PHONE, None, "test message"),
        ("honor-real1", None, "test message"),
        ("honor-quiet1", None, "40000005"),
        ("honor-gone1", Some("expireTokens"), "the app is gone"),
        ("honor-foreign1", Some("failTokens"), "another app"),
        ("honor-never1", Some("failTokens"), "not registered"),
        ("honor-unknown1", Some("failTokens"), "not registered"),
    ] {
        let answer = server.push_to(phone);
        result(&answer, if list.is_none() { 200 } else { 80_100_000 }, word);
        assert_eq!(answer.status, 200);
        let data = &body(&answer)["data"];
        assert_eq!(data["sendResult"], list.is_none());
        for name in ["failTokens", "expireTokens"] {
            let expected = if list == Some(name) { json!([phone]) } else { json!([]) };
            assert_eq!(data[name], expected, "{phone} {name}");
        }
        assert_eq!(answer.target.as_deref(), Some(phone));
    }
}

#[test]
fn many_phones_are_told_apart() {
    let mut server = Server::new();
    let tokens = r#"["honor-phone","honor-gone1","honor-never1","honor-x-400"]"#;
    let answer = server.send(&message().replace(r#"["honor-phone"]"#, tokens));
    result(&answer, 80_100_000, "1 of 4 phones; test message");
    assert_eq!(body(&answer)["data"]["failTokens"], json!(["honor-never1", "honor-x-400"]));
    assert_eq!(body(&answer)["data"]["expireTokens"], json!(["honor-gone1"]));
}

#[test]
fn an_unknown_token_that_ends_in_a_code_is_answered_with_it() {
    let refusals = super::super::VENDOR.codes.entries().iter();
    for entry in refusals.filter(|entry| entry.scope == "result" && entry.class != Class::Accepted) {
        let answer = Server::new().push_to(&format!("honor-x-{}", entry.code));
        result(&answer, entry.code.parse().expect("a number"), "the token ends in");
        let status = if entry.code == PARTIAL { "200" } else { entry.code.as_str() };
        assert_eq!(answer.status.to_string(), status);
    }
}

#[test]
fn the_quota_counts_what_arrives() {
    let mut server = Server::of(|world| world.quota = [("honor", 2)].into());
    for _ in 0..3 {
        result(&server.push_to("honor-gone1"), 80_100_000, "");
    }
    result(&server.send(&message()), 200, "");
    result(&server.send(&message()), 200, "");
    result(&server.send(&message()), 429, "the scenario's quota of 2");
}

#[test]
fn other_methods_paths_and_hosts_are_named() {
    let mut server = Server::new();
    let answer = server.ask("GET", PATH, &[], b"");
    assert_eq!((answer.status, answer.accepted), (405, false));
    assert!(remark(&answer).contains("is POST, not GET"));
    let answer = server.ask("POST", "/v1/104400000/messages:send", &[], b"{}");
    assert_eq!(answer.status, 404);
    assert!(remark(&answer).contains("Huawei's path"));
    let host = [("x-pushctl-authority", "push-api.cloud.honor.com")];
    let answer = server.ask("POST", "/auth/token", &host, b"x=y");
    assert_eq!(answer.status, 404);
    assert!(remark(&answer).contains("a path of iam.developer.honor.com"), "{}", remark(&answer));
}

#[test]
fn a_request_is_taken_by_its_host_and_without_one_by_its_path() {
    let server = Server::new();
    let request = |path: &str, host: Option<&str>| RawRequest {
        path: path.to_owned(),
        headers: host.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned())).into_iter().collect(),
        ..RawRequest::default()
    };
    for path in ["/auth/token", PATH, "/auth/realms/developer/protocol/openid-connect/token"] {
        assert!(server.honor.takes(&request(path, None)), "{path}");
        assert!(!server.honor.takes(&request(path, Some("push-api.cloud.huawei.com"))), "{path}");
    }
    for host in ["iam.developer.honor.com", "push-api.cloud.honor.com", "push-api.cloud.hihonor.com"] {
        assert!(server.honor.takes(&request("/nowhere", Some(host))), "{host}");
    }
    for path in ["/nowhere", "/api/v1/a/b/sendMessage", "/message/send"] {
        assert!(!server.honor.takes(&request(path, None)), "{path}");
    }
}
