//! Requests as bytes, written by hand from Apple's pages and not with our client.

mod headers;
mod provider;

use serde_json::{Value, json};

use super::*;
use crate::emulator::testing::remark;
use crate::emulator::{KeyFile, TokenState, made_up};
use crate::encoding::base64url;
use crate::jwt::{self, Algorithm, PrivateKey};
use crate::text::Lang;

/// 2025-01-01T00:00:00Z
const NOW: u64 = 1_735_689_600_000;
const KEY_ID: &str = "ABC123DEFG";
const TEAM_ID: &str = "DEF123GHIJ";
const PHONE: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const UNKNOWN: &str = "10fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const SANDBOX: &str = "api.sandbox.push.apple.com";

struct Server {
    apple: Box<dyn EmulatedVendor>,
    now: u64,
}

impl Server {
    fn new() -> Self {
        Self::of(|_| {})
    }

    fn of(change: impl FnOnce(&mut World)) -> Self {
        let states = [
            (PHONE, TokenState::Ok),
            ("aa*", TokenState::NotTest),
            ("de*", TokenState::Dead),
            ("f0*", TokenState::Foreign),
            ("c0*", TokenState::Muted),
            ("e0*", TokenState::Unregistered),
        ];
        let mut world = World::with_tokens("apple", &states);
        // A key of the user's own: what is made up is not judged.
        let contents = Secret::new(made_up::ec_key_pem(0));
        world.key_files.insert(("apple", "key_file"), KeyFile { contents, made_up: false });
        for (key, value) in [("key_id", KEY_ID), ("team_id", TEAM_ID)] {
            let keys = world.credentials.get_mut("apple").expect("apple");
            keys.insert(key, crate::emulator::Credential { value: Secret::new(value), made_up: false });
        }
        world.bundle_id = Some("com.acme.chat".to_owned());
        change(&mut world);
        Self { apple: emulator(&world), now: NOW }
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, body.as_bytes());
        self.apple.answer(&request, &Clock::fixed(self.now))
    }

    /// The usual push with these headers in place of its own; an empty one leaves the header out.
    fn send(&mut self, token: &str, changes: &[(&str, &str)], body: &str) -> RawAnswer {
        let authorization = format!("bearer {}", signed(&json!({ "iss": TEAM_ID, "iat": self.now / 1000 })));
        let mut headers = vec![
            ("x-pushctl-authority", SANDBOX),
            ("authorization", authorization.as_str()),
            ("apns-topic", "com.acme.chat"),
            ("apns-push-type", "alert"),
            ("apns-priority", "10"),
        ];
        for (name, value) in changes {
            headers.retain(|(own, _)| own != name);
            if !value.is_empty() {
                headers.push((name, value));
            }
        }
        self.ask("POST", &format!("/3/device/{token}"), &headers, body)
    }

    fn with(&mut self, changes: &[(&str, &str)]) -> RawAnswer {
        self.send(PHONE, changes, BODY)
    }

    fn to(&mut self, token: &str) -> RawAnswer {
        self.send(token, &[], BODY)
    }
}

const BODY: &str = r#"{"aps":{"alert":{"title":"新消息提醒","body":"您有一条新消息"}}}"#;

fn key(number: usize) -> PrivateKey {
    PrivateKey::from_pem(made_up::ec_key_pem(number).as_bytes()).expect("a key")
}

fn signed(claims: &Value) -> String {
    jwt::sign(Algorithm::Es256, &key(0), &json!({ "kid": KEY_ID }), claims).expect("an EC key")
}

#[track_caller]
fn refused_with(answer: &RawAnswer, status: u16, reason: &str, words: &str) {
    assert_eq!((answer.status, answer.code.as_deref()), (status, Some(reason)), "{answer:?}");
    let body: Value = serde_json::from_str(&answer.body).expect("JSON");
    assert_eq!(body["reason"], reason);
    assert!(!answer.accepted);
    assert!(remark(answer).contains(words), "{}", remark(answer));
    assert!(!answer.remark.get(Lang::Zh).is_empty());
    assert!(answer.headers.iter().any(|(name, _)| *name == "apns-id"));
}

#[track_caller]
fn accepted(answer: &RawAnswer) {
    assert_eq!((answer.status, answer.body.as_str()), (200, ""), "{answer:?}");
    assert!(answer.accepted);
}

fn header<'a>(answer: &'a RawAnswer, name: &str) -> Option<&'a str> {
    answer.headers.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str())
}

#[test]
fn a_good_push_is_answered_with_an_empty_body_and_its_ids() {
    let mut server = Server::new();
    let answer = server.with(&[]);
    accepted(&answer);
    assert_eq!(remark(&answer), "", "nothing is unusual about it");
    assert_eq!(answer.title.as_deref(), Some("新消息提醒"));
    assert_eq!(answer.target.as_deref(), Some(PHONE));
    assert_eq!(answer.operation, Some(Operation::Send));
    assert!(is_uuid(header(&answer, "apns-id").expect("an id")));
    assert!(header(&answer, "apns-unique-id").is_some(), "the sandbox has one");
}

#[test]
fn an_id_of_one_s_own_comes_back_and_production_has_no_unique_id() {
    let mut server = Server::new();
    let id = "123e4567-e89b-12d3-a456-42665544000a";
    let answer = server.with(&[("apns-id", id), ("x-pushctl-authority", "api.push.apple.com")]);
    accepted(&answer);
    assert_eq!(header(&answer, "apns-id"), Some(id));
    assert_eq!(header(&answer, "apns-unique-id"), None);
    let other = server.with(&[]);
    assert!(is_uuid(header(&other, "apns-id").expect("an id")));
}

#[test]
fn it_takes_what_is_for_one_of_its_hosts() {
    let server = Server::new();
    let takes = |authority: Option<&str>, path: &str| {
        let headers = authority.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned()));
        let request =
            RawRequest { path: path.to_owned(), headers: headers.into_iter().collect(), ..RawRequest::default() };
        server.apple.takes(&request)
    };
    for host in ["api.push.apple.com", "api.sandbox.push.apple.com", "api.development.push.apple.com"] {
        assert!(takes(Some(host), "/anything"), "{host}");
    }
    assert!(!takes(Some("api-push.vivo.com.cn"), "/3/device/x"));
    assert!(takes(None, "/3/device/x") && takes(None, "/3/device") && !takes(None, "/message/send"));
}

#[test]
fn method_and_path_are_looked_at_first() {
    let mut server = Server::new();
    let path = format!("/3/device/{PHONE}");
    refused_with(&server.ask("GET", &path, &[], ""), 405, "MethodNotAllowed", "GET");
    for path in ["/3/device", "/3/device/"] {
        refused_with(&server.ask("POST", path, &[], BODY), 400, "MissingDeviceToken", "no device token");
    }
    for path in ["/3/devices/x", "/4/broadcasts/apps/com.acme.chat", "/3/device/a/b"] {
        let own = [("x-pushctl-authority", SANDBOX)];
        refused_with(&server.ask("POST", path, &own, BODY), 404, "BadPath", "");
    }
}

#[test]
fn the_sender_is_judged_before_the_topic_and_the_topic_before_the_token() {
    let mut server = Server::new();
    let nothing_right = [("authorization", ""), ("apns-topic", ""), ("apns-push-type", "x")];
    refused_with(&server.send("x", &nothing_right, ""), 403, "MissingProviderToken", "");
    refused_with(&server.send("x", &nothing_right[1..], ""), 400, "MissingTopic", "");
    refused_with(&server.send("x", &nothing_right[2..], ""), 400, "InvalidPushType", "");
    refused_with(&server.send("x", &[], ""), 400, "PayloadEmpty", "");
    refused_with(&server.send("x", &[], BODY), 400, "BadDeviceToken", "");
}

#[test]
fn states_of_tokens_are_told_apart() {
    let mut server = Server::new();
    let token = |head: &str| format!("{head}{}", "0".repeat(64 - head.len()));
    accepted(&server.to(&token("aa")));
    accepted(&server.to(&PHONE.to_uppercase()));
    let muted = server.to(&token("c0"));
    accepted(&muted);
    assert!(remark(&muted).contains("notifications are off"));
    let dead = server.to(&token("de"));
    refused_with(&dead, 410, "Unregistered", "gone");
    let body: Value = serde_json::from_str(&dead.body).expect("JSON");
    assert_eq!(body["timestamp"], NOW - 86_400_000, "milliseconds");
    refused_with(&server.to(&token("f0")), 400, "DeviceTokenNotForTopic", "another app");
    refused_with(&server.to(&token("e0")), 400, "BadDeviceToken", "other environment");
    refused_with(&server.to(UNKNOWN), 400, "BadDeviceToken", "other environment");
}

#[test]
fn the_usual_slips_in_a_token_are_named() {
    let mut server = Server::new();
    for (token, words) in [
        (&UNKNOWN[..63], "one is missing"),
        (&UNKNOWN[..40], "cut off"),
        ("EPwTrf94USK0rSiAmjQgmCNBJBQhNICXh45XfJkd6PA=", "Base64"),
        ("v2-CRuzWsbR1ovPAmAhu6M9cHPL8LMhOvLyVvVEkQTu12345", "another vendor"),
        ("%3C00fc13ad%20ff785122%3E", "blanks of a log"),
    ] {
        refused_with(&server.to(token), 400, "BadDeviceToken", words);
    }
}

#[test]
fn a_token_may_ask_for_a_reason() {
    let mut server = Server::new();
    for (reason, status) in [
        ("ExpiredToken", 410),
        ("BadEnvironmentKeyInToken", 403),
        ("TooManyProviderTokenUpdates", 429),
        ("InternalServerError", 500),
        ("Shutdown", 503),
    ] {
        refused_with(&server.to(&format!("{UNKNOWN}{reason}")), status, reason, "ends in");
    }
}

#[test]
fn the_proof_of_a_key_ends_in_a_refusal_that_is_none() {
    let mut server = Server::new();
    for nobody in ["0".repeat(64), "ab".repeat(32)] {
        let answer = server.to(&nobody);
        assert_eq!((answer.status, answer.code.as_deref()), (400, Some("BadDeviceToken")));
        assert_eq!(answer.operation, Some(Operation::Authenticate));
        assert!(answer.accepted && remark(&answer).contains("credentials are right"));
        let wrong = server.send(&nobody, &[("authorization", "bearer x.y.z")], BODY);
        refused_with(&wrong, 403, "InvalidProviderToken", "");
    }
}

#[test]
fn a_silent_push_asks_about_a_token() {
    let mut server = Server::new();
    let silent = [("apns-push-type", "background"), ("apns-priority", "5")];
    let answer = server.send(PHONE, &silent, r#"{"aps":{"content-available":1}}"#);
    accepted(&answer);
    assert_eq!((answer.operation, remark(&answer)), (Some(Operation::TokenStatus), "push type background"));
}

#[test]
fn a_payload_has_4096_bytes_and_for_voip_5120() {
    let mut server = Server::new();
    let of = |bytes: usize| {
        let frame = r#"{"aps":{"alert":""}}"#.len();
        format!(r#"{{"aps":{{"alert":"{}"}}}}"#, "x".repeat(bytes - frame))
    };
    assert_eq!(of(4096).len(), 4096);
    accepted(&server.send(PHONE, &[], &of(4096)));
    refused_with(&server.send(PHONE, &[], &of(4097)), 413, "PayloadTooLarge", "4097 bytes");
    let voip = [("apns-push-type", "voip"), ("apns-topic", "com.acme.chat.voip")];
    accepted(&server.send(PHONE, &voip, &of(5120)));
    refused_with(&server.send(PHONE, &voip, &of(5121)), 413, "PayloadTooLarge", "5120");
    refused_with(&server.send(PHONE, &[], ""), 400, "PayloadEmpty", "empty");
    refused_with(&server.send(PHONE, &[], "{"), 400, "PayloadEmpty", "not documented");
}

#[test]
fn what_ios_ignores_is_remarked_on() {
    let mut server = Server::new();
    for (body, words) in [
        (r#"{"alert":"x"}"#, "no `aps`"),
        (r#"{"aps":[]}"#, "an array"),
        (r#"{"aps":{"alert":"x","ext":"{}"}}"#, "`ext` inside `aps`"),
        (r#"{"aps":{"alert":"x","badge":"1"}}"#, "`badge` is a string"),
        (r#"{"aps":{}}"#, "nothing to show"),
    ] {
        let answer = server.send(PHONE, &[], body);
        accepted(&answer);
        assert!(remark(&answer).contains(words), "{}", remark(&answer));
    }
    let silent = [("apns-push-type", "background"), ("apns-priority", "5")];
    let answer = server.send(PHONE, &silent, r#"{"aps":{"alert":"x"}}"#);
    assert!(remark(&answer).contains("shows nothing") && remark(&answer).contains("content-available"));
}

#[test]
fn a_quota_of_the_scenario_is_too_many_requests() {
    let mut server = Server::of(|world| {
        world.quota.insert("apple", 1);
    });
    accepted(&server.with(&[]));
    refused_with(&server.with(&[]), 429, "TooManyRequests", "used up");
}

#[test]
fn the_other_environment_is_remarked_on() {
    let own = |world: &mut World| {
        let value = crate::emulator::Credential { value: Secret::new("production"), made_up: false };
        world.credentials.get_mut("apple").expect("apple").insert("environment", value);
    };
    let mut server = Server::of(own);
    let sandbox = server.with(&[]);
    accepted(&sandbox);
    assert!(remark(&sandbox).contains("BadEnvironmentKeyInToken"), "{}", remark(&sandbox));
    let production = server.with(&[("x-pushctl-authority", "api.push.apple.com")]);
    assert!(!remark(&production).contains("BadEnvironmentKeyInToken"), "{}", remark(&production));
}
