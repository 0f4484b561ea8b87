//! Requests as bytes, written by hand from Google's documents and not with our client.

mod exchange;

use serde_json::json;

use super::*;
use crate::emulator::testing::{body, remark};
use crate::emulator::{KeyFile, TokenState, made_up};
use crate::jwt::{self, Algorithm};
use crate::secret::Secret;
use crate::text::Lang;

/// 2025-01-01T00:00:00Z.
const NOW: u64 = 1_735_689_600_000;
const EMAIL: &str = "firebase-adminsdk-abcde@demo-project.iam.gserviceaccount.com";
const KEY_ID: &str = "0123456789abcdef0123456789abcdef01234567";
const SEND: &str = "/v1/projects/demo-project/messages:send";

struct Server {
    google: Box<dyn EmulatedVendor>,
    token: String,
    now: u64,
}

/// A registration token whose installation id begins with these letters.
fn phone(head: &str) -> String {
    format!("{head:0<22}:APA91b{}", "x".repeat(140))
}

impl Server {
    fn new() -> Self {
        Self::of(|_| {})
    }

    /// A server that was told the account of demo-project.
    fn of(change: impl FnOnce(&mut World)) -> Self {
        let states = [
            ("ok*", TokenState::Ok),
            ("real*", TokenState::NotTest),
            ("gone*", TokenState::Dead),
            ("foreign*", TokenState::Foreign),
            ("quiet*", TokenState::Muted),
            ("never*", TokenState::Unregistered),
        ];
        let mut world = World::with_tokens("google", &states);
        let account = json!({ "client_email": EMAIL, "private_key_id": KEY_ID, "project_id": "demo-project",
                              "private_key": made_up::rsa_key_pem(0) });
        let file = KeyFile { contents: Secret::new(account.to_string()), made_up: false };
        world.key_files.insert(("google", "service_account_file"), file);
        change(&mut world);
        let mut server = Self { google: emulator(&world), token: String::new(), now: NOW };
        let answer = server.exchange(&signed(&json!({})));
        server.token = body(&answer)["access_token"].as_str().expect("a token").to_owned();
        server
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, bytes);
        self.google.answer(&request, &Clock::fixed(self.now))
    }

    fn exchange(&mut self, assertion: &str) -> RawAnswer {
        let body = format!("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer&assertion={assertion}");
        self.ask("POST", "/token", &[("content-type", "application/x-www-form-urlencoded")], body.as_bytes())
    }

    fn post(&mut self, path: &str, bytes: &str) -> RawAnswer {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("content-type", "application/json; charset=UTF-8"), ("authorization", bearer.as_str())];
        self.ask("POST", path, &headers, bytes.as_bytes())
    }

    /// Sends to a phone that is there, with this in the message beside its token.
    fn send(&mut self, rest: &str) -> RawAnswer {
        let token = phone("ok");
        self.post(SEND, &format!(r#"{{"message":{{"token":"{token}"{rest}}}}}"#))
    }

    fn send_to(&mut self, token: &str) -> RawAnswer {
        self.post(SEND, &format!(r#"{{"message":{{"token":"{token}","notification":{{"title":"T"}}}}}}"#))
    }

    fn info(&mut self, token: &str) -> RawAnswer {
        let bearer = format!("Bearer {}", self.token);
        let headers = [("authorization", bearer.as_str()), ("access_token_auth", "true")];
        self.ask("GET", &format!("/iid/info/{token}?details=true"), &headers, b"")
    }
}

/// An assertion of the account with these claims in place of its own; `null` leaves one out.
fn signed(changes: &Value) -> String {
    signed_by(Algorithm::Rs256, &made_up::rsa_key_pem(0), changes)
}

fn signed_by(algorithm: Algorithm, pem: &str, changes: &Value) -> String {
    let mut claims = json!({
        "iss": EMAIL, "scope": "https://www.googleapis.com/auth/firebase.messaging",
        "aud": "https://oauth2.googleapis.com/token", "iat": NOW / 1000, "exp": NOW / 1000 + 3600,
    });
    for (key, value) in changes.as_object().expect("an object") {
        let claims = claims.as_object_mut().expect("an object");
        if value.is_null() {
            claims.remove(key);
        } else {
            claims.insert(key.clone(), value.clone());
        }
    }
    let key = PrivateKey::from_pem(pem.as_bytes()).expect("a key");
    jwt::sign(algorithm, &key, &json!({ "typ": "JWT", "kid": KEY_ID }), &claims).expect("a key of that kind")
}

#[track_caller]
fn refused(answer: &RawAnswer, status: u16, scope: &str, code: &str, word: &str) {
    assert_eq!((answer.status, answer.scope, answer.code.as_deref()), (status, scope, Some(code)), "{answer:?}");
    assert!(!answer.accepted && remark(answer).contains(word), "{answer:?}");
    assert!(!answer.remark.get(Lang::Zh).is_empty());
}

#[test]
fn a_good_push_is_answered_with_the_name_of_a_message() {
    let mut server = Server::new();
    let answer = server.send(
        r#","notification":{"title":"订单提醒","body":"x","image":"https://e.com/a.png"},"data":{"ext":"{}"},"android":{"priority":"high","ttl":"3.5s","collapse_key":"k","notification":{"channel_id":"c","notification_priority":"PRIORITY_MAX","vibrate_timings":["0s","0.2s"]}},"fcm_options":{"analytics_label":"a"}"#,
    );
    assert!(answer.accepted, "{answer:?}");
    assert_eq!((answer.title.as_deref(), answer.target.clone()), (Some("订单提醒"), Some(phone("ok"))));
    assert_eq!(answer.operation, Some(Operation::Send));
    assert_eq!(remark(&answer), "");
    let name = body(&answer)["name"].as_str().expect("a name").to_owned();
    assert!(name.starts_with("projects/demo-project/messages/0:"), "{name}");
}

#[test]
fn a_dry_run_sends_nothing_and_has_the_fake_id() {
    let mut server = Server::of(|world| world.quota = [("google", 0)].into());
    for word in ["validate_only", "validateOnly"] {
        let token = phone("ok");
        let answer = server.post(SEND, &format!(r#"{{"{word}":true,"message":{{"fid":"{token}"}}}}"#));
        assert_eq!(body(&answer)["name"], "projects/demo-project/messages/fake_message_id");
        assert_eq!(answer.operation, Some(Operation::Validate));
        assert!(remark(&answer).contains("nothing was sent"));
    }
    let topic = server.post(SEND, r#"{"validate_only":true,"message":{"topic":"pushctl-check"}}"#);
    assert!(topic.accepted, "{topic:?}");
}

/// The bytes of Google's front end for a token that is gone.
#[test]
fn a_refusal_is_google_s_to_the_byte() {
    let answer = Server::new().send_to(&phone("gone"));
    assert_eq!((answer.status, answer.content_type), (404, "application/json; charset=UTF-8"));
    assert_eq!(
        answer.body,
        r#"{
  "error": {
    "code": 404,
    "message": "Requested entity was not found.",
    "status": "NOT_FOUND",
    "details": [
      {
        "@type": "type.googleapis.com/google.firebase.fcm.v1.FcmError",
        "errorCode": "UNREGISTERED"
      }
    ]
  }
}
"#
    );
}

#[test]
fn each_state_of_a_phone_is_answered_as_google_does() {
    let mut server = Server::new();
    for good in ["ok", "real", "quiet"] {
        assert!(server.send_to(&phone(good)).accepted, "{good}");
    }
    refused(&server.send_to(&phone("gone")), 404, "result", "UNREGISTERED", "uninstalled");
    refused(&server.send_to(&phone("never")), 404, "result", "UNREGISTERED", "not registered");
    refused(&server.send_to(&phone("unknown")), 404, "result", "UNREGISTERED", "not registered");
    refused(&server.send_to(&phone("foreign")), 403, "result", "SENDER_ID_MISMATCH", "another Firebase project");
    refused(&server.send_to("no token"), 400, "result", "INVALID_ARGUMENT", "no registration token");
    refused(&server.send_to("c000000000000000000001"), 404, "result", "UNREGISTERED", "not registered");
}

#[test]
fn an_unknown_token_that_ends_in_a_code_is_answered_with_it() {
    for (code, status) in [
        ("INVALID_ARGUMENT", 400),
        ("UNREGISTERED", 404),
        ("SENDER_ID_MISMATCH", 403),
        ("QUOTA_EXCEEDED", 429),
        ("UNAVAILABLE", 503),
        ("INTERNAL", 500),
        ("THIRD_PARTY_AUTH_ERROR", 401),
        ("APNS_AUTH_ERROR", 401),
        ("UNSPECIFIED_ERROR", 500),
    ] {
        let answer = Server::new().send_to(&format!("{}{code}", phone("x")));
        refused(&answer, status, "result", code, "ends in");
        assert_eq!(body(&answer)["error"]["code"], status);
    }
}

#[test]
fn the_quota_counts_what_is_sent_and_says_how_long_to_wait() {
    let mut server = Server::of(|world| world.quota = [("google", 1)].into());
    assert!(!server.send_to(&phone("gone")).accepted);
    assert!(server.send_to(&phone("ok")).accepted);
    let answer = server.send_to(&phone("ok"));
    refused(&answer, 429, "result", "QUOTA_EXCEEDED", "quota of 1");
    assert!(answer.headers.contains(&("retry-after", "60".to_owned())));
}

#[test]
fn a_bearer_is_an_access_token_of_this_hour() {
    let mut server = Server::new();
    let (own, assertion) = (server.token.clone(), signed(&json!({})));
    for (header, reason, word) in [
        (String::new(), "CREDENTIALS_MISSING", "no header"),
        ("key=AAAA:APA91b".to_owned(), "ACCESS_TOKEN_TYPE_UNSUPPORTED", "shut down in 2024"),
        (own.clone(), "ACCESS_TOKEN_TYPE_UNSUPPORTED", "does not begin with `Bearer `"),
        (format!("Bearer {assertion}"), "ACCESS_TOKEN_TYPE_UNSUPPORTED", "the assertion itself"),
        ("Bearer AIzaX".to_owned(), "ACCESS_TOKEN_TYPE_UNSUPPORTED", "API key"),
        ("Bearer ya29.other".to_owned(), "ACCESS_TOKEN_TYPE_UNSUPPORTED", "none that this emulator gave"),
    ] {
        let answer = server.ask("POST", SEND, &[("authorization", &header)], b"{}");
        refused(&answer, 401, "reason", reason, word);
        assert_eq!(body(&answer)["error"]["status"], "UNAUTHENTICATED");
    }
    server.now += 3_600_000 - 1;
    assert!(server.send("").accepted);
    server.now += 1;
    refused(&server.send(""), 401, "reason", "ACCESS_TOKEN_EXPIRED", "older than an hour");
}

#[test]
fn the_project_of_the_address_is_the_account_s() {
    let mut server = Server::new();
    let message = format!(r#"{{"message":{{"token":"{}"}}}}"#, phone("ok"));
    let answer = server.post("/v1/projects/another-project/messages:send", &message);
    refused(&answer, 403, "reason", "IAM_PERMISSION_DENIED", "another-project");
    let words = body(&answer)["error"]["message"].as_str().expect("words").to_owned();
    assert!(words.starts_with("Permission 'cloudmessaging.messages.create' denied on resource"), "{words}");
    assert!(remark(&server.post("/v1/projects/123456789012/messages:send", &message)).contains("project number"));
}

#[test]
fn json_that_does_not_fit_names_the_field() {
    let mut server = Server::new();
    for (rest, field, word) in [
        (r#","data":{"a":1}"#, "message.data[0].value", "values of data are strings"),
        (r#","data":{"ext":{"a":1}}"#, "message.data[0].value", "is an object"),
        (r#","android":{"ttl":3600}"#, "message.android.ttl", "\"3600s\""),
        (r#","android":{"ttl":"1h"}"#, "message.android.ttl", "\"3600s\""),
        (r#","android":{"priority":"urgent"}"#, "message.android.priority", "Google's words"),
        (r#","time_to_live":5"#, "message", "legacy API"),
        (r#","priority":"HIGH""#, "message", "belongs into `message.android`"),
        (r#","channel_id":"c""#, "message", "message.android.notification"),
        (r#","whatever":1"#, "message", "has no field whatever"),
        (r#","notification":[]"#, "message.notification", "an array"),
        (r#","topic":"t""#, "message", "more than one target"),
    ] {
        let answer = server.send(rest);
        refused(&answer, 400, "status", "INVALID_ARGUMENT", word);
        let violation = &body(&answer)["error"]["details"][0];
        assert_eq!(violation["@type"], "type.googleapis.com/google.rpc.BadRequest");
        assert_eq!(violation["fieldViolations"][0]["field"], field, "{rest}");
    }
    refused(&server.post(SEND, r#"{"to":"x"}"#), 400, "status", "INVALID_ARGUMENT", "legacy API");
    refused(&server.post(SEND, r#"{"token":"x"}"#), 400, "status", "INVALID_ARGUMENT", "belongs into `message`");
    for (bytes, word) in [("", "empty"), ("{", "not JSON"), ("a=b", "not JSON"), ("[]", "an array")] {
        refused(&server.post(SEND, bytes), 400, "status", "INVALID_ARGUMENT", word);
    }
}

#[test]
fn values_that_fcm_does_not_take_carry_its_code() {
    let mut server = Server::of(|world| world.package_name = Some("com.acme.chat".to_owned()));
    for (good, bad, field, word) in [
        (r#""data":{"kind":"x"}"#, r#""data":{"from":"x"}"#, "message.data", "reserved"),
        (r#""data":{"google":"x"}"#, r#""data":{"google.x":"x"}"#, "message.data", "reserved"),
        (r#""data":{"gcm":"x"}"#, r#""data":{"gcm.notification.x":"x"}"#, "message.data", "reserved"),
        (r#""android":{"ttl":"2419200s"}"#, r#""android":{"ttl":"2419201s"}"#, "message.android.ttl", "2419200s"),
        (r#""android":{"ttl":"0s"}"#, r#""android":{"ttl":"-1s"}"#, "message.android.ttl", "2419200s"),
        (
            r##""android":{"notification":{"color":"#00ff00"}}"##,
            r#""android":{"notification":{"color":"green"}}"#,
            "message.android.notification.color",
            "#rrggbb",
        ),
        (
            r#""android":{"restrictedPackageName":"com.acme.chat"}"#,
            r#""android":{"restricted_package_name":"com.other"}"#,
            "message.android.restricted_package_name",
            "com.other",
        ),
        (
            r#""fcm_options":{"analytics_label":"a-b_c.d~e%"}"#,
            r#""fcm_options":{"analytics_label":"a b"}"#,
            "message.fcm_options.analytics_label",
            "1 to 50",
        ),
        (
            r#""android":{}"#,
            r#""android":{"priority":"HIGH"},"android_v2":{}"#,
            "message.android_v2",
            "exclude each other",
        ),
    ] {
        assert!(server.send(&format!(",{good}")).accepted, "{good}");
        let answer = server.send(&format!(",{bad}"));
        refused(&answer, 400, "result", "INVALID_ARGUMENT", word);
        assert_eq!(body(&answer)["error"]["details"][1]["fieldViolations"][0]["field"], field, "{bad}");
    }
    refused(&server.post(SEND, r#"{"message":{}}"#), 400, "result", "INVALID_ARGUMENT", "no token");
    let topic = r#"{"message":{"topic":"/topics/x"}}"#;
    refused(&server.post(SEND, topic), 400, "result", "INVALID_ARGUMENT", "/topics/");
}

#[test]
fn a_message_has_4096_bytes() {
    let mut server = Server::new();
    let mut data = |count: usize| server.send(&format!(r#","data":{{"k":"{}"}}"#, "x".repeat(count)));
    assert!(data(4095).accepted);
    let answer = data(4096);
    refused(&answer, 400, "status", "INVALID_ARGUMENT", "4097 bytes");
    assert_eq!(body(&answer)["error"].get("details"), None, "as it was observed: no FcmError");
}

#[test]
fn what_is_accepted_but_odd_gets_a_word() {
    let mut server = Server::new();
    for (rest, word) in [
        ("", "the phone shows nothing"),
        (r#","data":{"a":"b"}"#, "goes as NORMAL"),
        (r#","notification":{"title":"T","image":"http://e.com"}"#, "no https URL"),
        (r#","notification":{"title":"T"},"data":{"ext":"x"}"#, "no JSON object"),
    ] {
        let answer = server.send(rest);
        assert!(answer.accepted && remark(&answer).contains(word), "{answer:?}");
    }
    let bearer = format!("Bearer {}", server.token);
    let answer = server.ask("POST", SEND, &[("authorization", &bearer)], br#"{"message":{"topic":"a"}}"#);
    assert!(answer.accepted && remark(&answer).contains("Content-Type"), "{answer:?}");
}

#[test]
fn the_lookup_tells_whose_a_token_is() {
    let mut server = Server::of(|world| world.package_name = Some("com.acme.chat".to_owned()));
    let own = body(&server.info(&phone("ok")));
    assert_eq!((&own["application"], &own["authorizedEntity"]), (&json!("com.acme.chat"), &json!("123456789012")));
    assert!(own["rel"]["topics"].is_object());
    assert_eq!(body(&server.info(&phone("foreign").replace(':', "%3A")))["authorizedEntity"], "210987654321");
    refused(&server.info(&phone("gone")), 404, "iid", "NotFound", "not registered");
    refused(&server.info("short"), 400, "iid", "InvalidToken", "no registration token");
    let bearer = format!("Bearer {}", server.token);
    let plain = server.ask("GET", "/iid/info/x", &[("authorization", &bearer)], b"");
    refused(&plain, 401, "iid", "Unauthorized", "access_token_auth");
}

#[test]
fn what_is_gone_or_elsewhere_is_html() {
    let mut server = Server::new();
    let answer = server.ask("POST", "/fcm/send", &[("authorization", "key=x")], b"{}");
    assert_eq!((answer.status, answer.content_type), (404, "text/html; charset=UTF-8"));
    assert!(remark(&answer).contains("shut down in 2024"));
    assert_eq!(server.ask("GET", SEND, &[], b"").status, 404);
    assert_eq!(server.ask("GET", "/nowhere", &[], b"").status, 404);
}

#[test]
fn a_request_is_taken_by_its_host_and_without_one_by_its_path() {
    let server = Server::new();
    let takes = |path: &str, host: Option<&str>| {
        let headers = host.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned())).into_iter().collect();
        server.google.takes(&RawRequest { path: path.to_owned(), headers, ..RawRequest::default() })
    };
    for path in ["/token", SEND, "/iid/info/x", "/fcm/send", "/oauth2/v4/token"] {
        assert!(takes(path, None), "{path}");
    }
    for path in ["/nowhere", "/v1/105/messages:send", "/v2/105/messages:send", "/v1/projects/a/b/messages:send"] {
        assert!(!takes(path, None), "{path}");
    }
    assert!(takes("/nowhere", Some("fcm.googleapis.com")));
    assert!(!takes(SEND, Some("push-api.cloud.huawei.com")));
}
