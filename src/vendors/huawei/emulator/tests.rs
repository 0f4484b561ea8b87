//! Requests as bytes, written by hand from the vendor's documents and not with our client.

mod bearer;
mod fields;
mod next;

use super::*;
use crate::emulator::TokenState;
use crate::emulator::testing::{body, remark};
use crate::text::Lang;

/// 2023-11-14T22:13:20Z, the time of the JWT's vector.
const NOW: u64 = 1_700_000_000_000;
const ID: &str = "102345678";
const PROJECT: &str = "736430079244000000";
const SECRET: &str = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";
const PHONE: &str = "IQAAAACy0PHONE00000000000000000000000000000000000001";
const FORM: &str = "application/x-www-form-urlencoded";
const JSON_TYPE: &str = "application/json;charset=UTF-8";

struct Server {
    huawei: Box<dyn EmulatedVendor>,
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
            ("MAMzNEXT*", TokenState::Ok),
            ("real*", TokenState::NotTest),
            ("gone*", TokenState::Dead),
            ("foreign*", TokenState::Foreign),
            ("quiet*", TokenState::Muted),
            ("never*", TokenState::Unregistered),
        ];
        let mut world = World::with_tokens("huawei", &states);
        change(&mut world);
        let mut server = Self { huawei: emulator(&world), token: String::new(), now: NOW };
        server.token = server.mint();
        server
    }

    fn mint(&mut self) -> String {
        let answer = self.oauth(&format!("grant_type=client_credentials&client_id={ID}&client_secret={SECRET}"));
        body(&answer)["access_token"].as_str().expect("a token").to_owned()
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, bytes);
        self.huawei.answer(&request, &Clock::fixed(self.now))
    }

    fn oauth(&mut self, form: &str) -> RawAnswer {
        self.ask("POST", "/oauth2/v3/token", &[("content-type", FORM)], form.as_bytes())
    }

    fn post(&mut self, path: &str, bytes: &str) -> RawAnswer {
        let bearer = format!("Bearer {}", self.token);
        self.ask("POST", path, &[("content-type", JSON_TYPE), ("authorization", &bearer)], bytes.as_bytes())
    }

    fn send(&mut self, bytes: &str) -> RawAnswer {
        self.post(&format!("/v1/{ID}/messages:send"), bytes)
    }

    fn query(&mut self, token: &str) -> RawAnswer {
        self.post(&format!("/v1/{ID}/token:query"), &format!("{{\"token\":\"{token}\"}}"))
    }
}

/// A right body of v1, with this in place of the tokens.
fn to(tokens: &str) -> String {
    format!(
        r#"{{"validate_only":false,"message":{{"android":{{"category":"IM","target_user_type":1,"notification":{{"title":"新消息","body":"test","click_action":{{"type":3}}}}}},"token":{tokens}}}}}"#
    )
}

/// A right body of v1 to [`PHONE`], with further fields of `android` and `android.notification`.
fn with(android: &str, notification: &str) -> String {
    let comma = |fields: &str| if fields.is_empty() { String::new() } else { format!(",{fields}") };
    let (android, notification) = (comma(android), comma(notification));
    format!(
        r#"{{"message":{{"android":{{"category":"IM"{android},"notification":{{"title":"t","body":"b","click_action":{{"type":3}}{notification}}}}},"token":["{PHONE}"]}}}}"#
    )
}

#[track_caller]
fn code(answer: &RawAnswer, status: u16, code: &str) {
    assert_eq!(answer.status, status, "{answer:?}");
    assert_eq!(body(answer)["code"], code, "{answer:?}");
    assert_eq!(answer.code.as_deref(), Some(code));
    assert!(body(answer)["msg"].is_string() && body(answer)["requestId"].is_string(), "{answer:?}");
    assert!(!remark(answer).is_empty() && !answer.remark.get(Lang::Zh).is_empty(), "{answer:?}");
}

#[test]
fn a_good_push_is_accepted() {
    let mut server = Server::new();
    let answer = server.send(&to(&format!("[\"{PHONE}\"]")));
    code(&answer, 200, "80000000");
    assert!(answer.accepted);
    assert_eq!(remark(&answer), "test message (target_user_type 1)");
    assert_eq!((answer.target.as_deref(), answer.title.as_deref()), (Some(PHONE), Some("新消息")));
    assert_eq!(answer.operation, Some(Operation::Send));
    assert_eq!(body(&answer)["msg"], "Success");
    // v2 is the same by project.
    let answer = server.post(&format!("/v2/{PROJECT}/messages:send"), &to(&format!("[\"{PHONE}\"]")));
    assert_eq!(answer.code.as_deref(), Some("80000000"), "a project that nobody stated is not judged: {answer:?}");
}

/// Which tokens were not taken stands in `msg`, as JSON inside a text; where none was taken, v1 has plain words.
#[test]
fn each_state_of_a_phone_is_answered_as_huawei_does() {
    let mut server = Server::new();
    for (phone, status, expected) in [
        (PHONE, 200, "80000000"),
        ("real1", 200, "80000000"),
        ("quiet1", 200, "80000000"),
        ("gone1", 400, "80300007"),
        ("foreign1", 400, "80300007"),
        ("never1", 400, "80300007"),
        ("IQAAAACy0UNKNOWN", 400, "80300007"),
        ("MAMzUNKNOWN", 400, "80300007"),
        (" blank", 400, "80300007"),
    ] {
        let answer = server.send(&to(&format!("[\"{phone}\"]")));
        code(&answer, status, expected);
        assert_eq!(answer.accepted, status == 200);
    }
    assert_eq!(body(&server.send(&to("[\"gone1\"]")))["msg"], "All the tokens are invalid");
    assert!(remark(&server.send(&to("[\"MAMzUNKNOWN\"]"))).contains("HarmonyOS NEXT"));
    let partial = server.send(&to(&format!("[\"{PHONE}\",\"gone1\",\"never2\"]")));
    code(&partial, 200, "80100000");
    assert!(!partial.accepted);
    assert_eq!(body(&partial)["msg"], r#"{"success":1,"failure":2,"illegal_tokens":["gone1","never2"]}"#);
}

#[test]
fn an_unknown_token_that_ends_in_a_code_is_answered_with_it() {
    for entry in super::super::VENDOR.codes.entries() {
        if entry.scope == "result" && entry.code != "80000000" {
            let answer = Server::new().send(&to(&format!("[\"IQAA-x-{}\"]", entry.code)));
            assert_eq!(body(&answer)["code"], entry.code.as_str());
            assert!(!answer.accepted);
            if let Some(text) = &entry.text {
                assert_eq!(body(&answer)["msg"], text.as_str());
            }
        }
    }
}

#[test]
fn the_quota_ends_in_flow_control() {
    let mut server = Server::of(|world| world.quota = [("huawei", 2)].into());
    let push = to(&format!("[\"{PHONE}\"]"));
    for _ in 0..3 {
        code(&server.send(&to("[\"gone1\"]")), 400, "80300007");
    }
    code(&server.send(&push), 200, "80000000");
    code(&server.send(&push.replace("\"validate_only\":false", "\"validate_only\":true")), 200, "80000000");
    code(&server.send(&push), 200, "80000000");
    let answer = server.send(&push);
    assert_eq!((answer.status, answer.scope, answer.code.as_deref()), (503, "http", Some("503")));
    assert!(remark(&answer).contains("quota of 2"));
}

#[test]
fn validate_only_delivers_nothing() {
    let mut server = Server::new();
    let push = to(&format!("[\"{PHONE}\"]")).replace("\"validate_only\":false", "\"validate_only\":true");
    let answer = server.send(&push);
    code(&answer, 200, "80000000");
    assert_eq!(answer.operation, Some(Operation::Validate));
    assert!(remark(&answer).contains("nothing is delivered"));
}

#[test]
fn a_token_query_knows_a_phone_or_refuses_it() {
    let mut server = Server::new();
    for phone in [PHONE, "quiet1", "real1"] {
        let answer = server.query(phone);
        code(&answer, 200, "80000000");
        assert!(!body(&answer)["aaId"].as_str().expect("an id").is_empty() && body(&answer)["topics"].is_array());
        assert_eq!(answer.operation, Some(Operation::TokenStatus));
    }
    for phone in ["gone1", "foreign1", "never1", "IQAAAACy0UNKNOWN"] {
        let answer = server.query(phone);
        code(&answer, 400, "80300007");
        assert!(remark(&answer).contains("documented nowhere"));
    }
    let answer = server.post(&format!("/v1/{ID}/token:query"), "{}");
    code(&answer, 400, "82000011");
    assert_eq!(answer.scope, "token.code");
}

#[test]
fn what_is_no_path_is_404_and_a_get_405() {
    let mut server = Server::new();
    for path in
        ["/nowhere", "/v1//messages:send", "/v4/1/messages:send", "/v1/projects/x/messages:send", "/v1/1/token:delete"]
    {
        assert_eq!(server.post(path, "{}").status, 404, "{path}");
    }
    let answer = server.ask("GET", &format!("/v1/{ID}/messages:send"), &[], b"");
    assert_eq!((answer.status, answer.accepted), (405, false));
    assert!(remark(&answer).contains("is POST, not GET"));
}

#[test]
fn a_request_is_taken_by_its_host_and_without_one_by_its_path() {
    let server = Server::new();
    let request = |path: &str, host: Option<&str>| RawRequest {
        path: path.to_owned(),
        headers: host.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned())).into_iter().collect(),
        ..RawRequest::default()
    };
    assert!(server.huawei.takes(&request("/v1/1/messages:send", None)));
    assert!(server.huawei.takes(&request("/nowhere", Some("push-api.cloud.huawei.com"))));
    assert!(server.huawei.takes(&request("/nowhere", Some("oauth-login.cloud.huawei.com"))));
    assert!(!server.huawei.takes(&request("/v1/projects/x/messages:send", None)), "that is Google's");
    assert!(!server.huawei.takes(&request("/v1/1/messages:send", Some("fcm.googleapis.com"))));
}
