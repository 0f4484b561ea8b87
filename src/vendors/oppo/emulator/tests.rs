//! Requests as bytes, written by hand from the vendor's documents and not with our client.

mod auth;
mod lists;
mod notification;

use super::*;
use crate::emulator::testing::{body, remark};
use crate::emulator::{Credential, TokenState};

/// 2025-01-01T00:00:00Z, the time of the sign vector.
const NOW: u64 = 1_735_689_600_000;
const KEY: &str = "00112233445566778899aabbccddeeff";
const APP_SECRET: &str = "89abcdef0123456789abcdef01234567";
const MASTER_SECRET: &str = "ffeeddccbbaa99887766554433221100";
/// sha256sum of key, [`NOW`] and master secret.
const SIGN: &str = "b0e6934953711ec17b6006b6c78e7ea4aece1b3565edb7e4e5b974fe23bd9b9b";
const PHONE: &str = "CN_00112233445566778899aabbccddeeff";
const ABROAD: &str = "IN_00112233445566778899aabbccddeeff";
const UNKNOWN: &str = "CN_ffffffffffffffffffffffffffffffff";

const SEND: &str = "/server/v1/message/notification/unicast";
const TYPE: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");

struct Server {
    oppo: Box<dyn EmulatedVendor>,
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
            (ABROAD, TokenState::Ok),
            ("CN_real*", TokenState::NotTest),
            ("CN_gone*", TokenState::Dead),
            ("CN_foreign*", TokenState::Foreign),
            ("CN_quiet*", TokenState::Muted),
            ("CN_never*", TokenState::Unregistered),
        ];
        let mut world = World::with_tokens("oppo", &states);
        let id = Credential { value: Secret::new("30123456"), made_up: false };
        world.credentials.entry("oppo").or_default().insert("app_id", id);
        change(&mut world);
        let mut server = Self { oppo: emulator(&world), token: String::new(), now: NOW };
        let answer = server.auth(&auth_form(&[]));
        server.token = body(&answer)["data"]["auth_token"].as_str().expect("a token").to_owned();
        server
    }

    fn ask(&mut self, method: &str, path: &str, headers: &[(&str, &str)], bytes: &[u8]) -> RawAnswer {
        let request = RawRequest::of(method, path, headers, bytes);
        self.oppo.answer(&request, &Clock::fixed(self.now))
    }

    fn auth(&mut self, form: &str) -> RawAnswer {
        self.ask("POST", "/server/v1/auth", &[TYPE], form.as_bytes())
    }

    /// Posts a form with the access token in it, as the document has it.
    fn post(&mut self, path: &str, form: &str) -> RawAnswer {
        let form = format!("auth_token={}&{form}", self.token);
        self.ask("POST", path, &[TYPE], form.as_bytes())
    }

    /// Sends a message, JSON text, to one phone.
    fn unicast(&mut self, message: &str) -> RawAnswer {
        self.post(SEND, &format!("message={}", encoded(message)))
    }

    /// Sends the usual notification with these raw JSON values in place of its own; an empty one leaves it out.
    fn send(&mut self, changes: &[(&str, &str)]) -> RawAnswer {
        self.unicast(&message(PHONE, changes))
    }

    fn send_to(&mut self, phone: &str) -> RawAnswer {
        self.unicast(&message(phone, &[]))
    }
}

/// Percent-encodes everything but letters and digits, byte by byte.
fn encoded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    text.bytes().map(byte).collect()
}

fn changed(own: &[(&str, &str)], changes: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> =
        own.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    for (name, value) in changes {
        match fields.iter_mut().find(|(own, _)| own == name) {
            Some(field) => (*value).clone_into(&mut field.1),
            None => fields.push(((*name).to_owned(), (*value).to_owned())),
        }
    }
    fields.retain(|(_, value)| !value.is_empty());
    fields
}

/// The form of a right `/server/v1/auth`.
fn auth_form(changes: &[(&str, &str)]) -> String {
    let now = NOW.to_string();
    let fields = changed(&[("app_key", KEY), ("timestamp", &now), ("sign", SIGN)], changes);
    fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect::<Vec<_>>().join("&")
}

/// The members of a right notification, as raw JSON values.
fn notification(changes: &[(&str, &str)]) -> String {
    let own = [
        ("title", "\"Alice\""),
        ("content", "\"在吗？\""),
        ("click_action_type", "0"),
        ("channel_id", "\"im_message\""),
    ];
    let fields = changed(&own, changes);
    let members: Vec<String> = fields.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    format!("{{{}}}", members.join(","))
}

/// The JSON text of a right single push.
fn message(phone: &str, changes: &[(&str, &str)]) -> String {
    format!("{{\"target_type\":2,\"target_value\":\"{phone}\",\"notification\":{}}}", notification(changes))
}

#[track_caller]
fn code(answer: &RawAnswer, code: i64) {
    assert_eq!(body(answer)["code"], code, "{answer:?}");
    assert_eq!(answer.code.as_deref(), Some(code.to_string().as_str()));
    assert_eq!((answer.status, answer.accepted, answer.scope), (200, code == 0, USUAL_SCOPE), "{answer:?}");
    assert!(code == 0 || !remark(answer).is_empty(), "{answer:?} says why");
}

/// A JSON string of so many characters.
fn long(character: char, count: usize) -> String {
    format!("\"{}\"", character.to_string().repeat(count))
}

#[test]
fn answers_have_the_documented_shape_byte_for_byte() {
    let mut server = Server::new();
    let answer = server.auth(&auth_form(&[]));
    let token = body(&answer)["data"]["auth_token"].as_str().expect("a token").to_owned();
    assert_eq!(
        answer.body,
        format!(
            "{{\"code\":0,\"message\":\"success\",\"data\":{{\"auth_token\":\"{token}\",\"create_time\":1735689600000}}}}"
        )
    );
    let answer = server.send(&[]);
    let id = body(&answer)["data"]["messageId"].as_str().expect("an id").to_owned();
    assert_eq!(answer.body, format!("{{\"code\":0,\"message\":\"success\",\"data\":{{\"messageId\":\"{id}\"}}}}"));
    // `<app part>-1-1-<unique id>`
    let parts: Vec<&str> = id.split('-').collect();
    assert_eq!((parts.len(), parts[0], parts[1], parts[2]), (4, "30123456", "1", "1"));
    let answer = server.send_to(UNKNOWN);
    assert_eq!(answer.body, "{\"code\":10000,\"message\":\"registration_id格式不正确\"}");
    let answer = server.send(&[("category", "\"IM\"")]);
    assert_eq!(answer.body, "{\"code\":54,\"message\":\"private_msg_template_id is null\"}");
    assert_eq!(answer.content_type, "application/json;charset=UTF-8");
}

/// Every third id of hex digits ends in a code by chance.
#[test]
fn a_whole_id_asks_for_no_code() {
    let mut server = Server::new();
    code(&server.send_to("CN_ffffffffffffffffffffffffffffff11"), 10000);
    code(&server.send_to(&format!("{UNKNOWN}11")), 11);
}

#[test]
fn the_access_token_may_stand_in_form_or_header() {
    let mut server = Server::new();
    let form = format!("message={}", encoded(&message(PHONE, &[])));
    let token = server.token.clone();
    code(&server.post(SEND, &form), 0);
    code(&server.ask("POST", SEND, &[TYPE, ("auth_token", &token)], form.as_bytes()), 0);
    let answer = server.ask("POST", SEND, &[TYPE], form.as_bytes());
    code(&answer, 29);
    assert_eq!(remark(&answer), "no auth_token in form or header");
    let answer = server.ask("POST", SEND, &[TYPE, ("authorization", &format!("Bearer {token}"))], form.as_bytes());
    code(&answer, 29);
    assert!(remark(&answer).contains("Authorization"));
    let answer = server.ask("POST", SEND, &[TYPE, ("auth_token", &format!("Bearer {token}"))], form.as_bytes());
    code(&answer, 11);
    assert!(remark(&answer).contains("bare"));
    code(&server.ask("POST", SEND, &[TYPE, ("auth_token", "58ad000000000000000000a5")], form.as_bytes()), 11);
}

#[test]
fn an_access_token_lives_a_day_and_no_millisecond_more() {
    let mut server = Server::new();
    server.now = NOW + 24 * 3_600_000 - 1;
    code(&server.send(&[]), 0);
    server.now += 1;
    let answer = server.send(&[]);
    code(&answer, 11);
    assert!(remark(&answer).contains("24 hours"));
}

#[test]
fn a_body_of_json_lacks_the_fields_of_a_form() {
    let mut server = Server::new();
    let token = server.token.clone();
    let json = [("content-type", "application/json")];
    let answer = server.ask("POST", "/server/v1/auth", &json, b"{\"app_key\":\"x\"}");
    code(&answer, 15);
    assert!(remark(&answer).contains("the body is JSON; wanted is a form"), "{}", remark(&answer));
    let text = message(PHONE, &[]);
    code(&server.ask("POST", SEND, &json, text.as_bytes()), 29);
    code(&server.ask("POST", SEND, &[json[0], ("auth_token", &token)], text.as_bytes()), 40);
}

#[test]
fn a_form_is_decoded_and_what_was_not_encoded_is_named() {
    let mut server = Server::new();
    // The encoding check of the vendor's file: `+` and `%20` are both a blank.
    for blank in ["+", "%20"] {
        let text = encoded(&message(PHONE, &[("title", "\"Hi & bye\"")])).replace("%20", blank);
        let answer = server.post(SEND, &format!("message={text}"));
        code(&answer, 0);
        assert_eq!(answer.title.as_deref(), Some("Hi & bye"));
        assert_eq!(answer.target.as_deref(), Some(PHONE));
    }
    let raw = server.post(SEND, &format!("message={}", message(PHONE, &[("title", "\"Hi & bye\"")])));
    code(&raw, 41);
    assert!(remark(&raw).contains("a raw `&` cuts it off"), "{}", remark(&raw));
    code(&server.post(SEND, "message=%C4%E3%BA%C3"), 25);
    code(&server.ask("POST", SEND, &[TYPE], b"message=\xc4\xe3"), 25);
}

#[test]
fn a_wrong_content_type_around_a_right_form_gets_a_word() {
    let mut server = Server::new();
    let answer = server.ask("POST", "/server/v1/auth", &[("content-type", "text/plain")], auth_form(&[]).as_bytes());
    code(&answer, 0);
    assert!(remark(&answer).contains("Content-Type is text/plain"), "{}", remark(&answer));
}

#[test]
fn a_wrong_method_is_12_and_a_wrong_path_is_404() {
    let mut server = Server::new();
    let answer = server.ask("GET", SEND, &[], b"");
    code(&answer, 12);
    assert_eq!(remark(&answer), "/server/v1/message/notification/unicast is POST, not GET");
    assert_eq!(server.ask("POST", "/server/v2/auth", &[], b"").status, 404);
}

#[test]
fn each_state_of_a_phone_is_answered_as_oppo_does() {
    let mut server = Server::new();
    for (phone, expected, word) in [
        (PHONE, 0, "content and marketing"),
        ("CN_real1", 0, "content and marketing"),
        ("CN_gone1", 0, "regid_invalid"),
        ("CN_quiet1", 0, "notifications are off"),
        ("CN_foreign1", 10000, "another app"),
        ("CN_never1", 10000, "no phone registered"),
        (UNKNOWN, 10000, "no phone registered"),
        ("v2-AAAA", 10000, "no registration_id"),
    ] {
        let answer = server.send_to(phone);
        code(&answer, expected);
        assert!(remark(&answer).contains(word), "{phone}: {}", remark(&answer));
        assert_eq!(body(&answer).get("data").is_some(), expected == 0, "a refusal has no data");
        assert_eq!(answer.operation, Some(Operation::Send));
    }
}

#[test]
fn an_unknown_token_that_ends_in_a_code_is_answered_with_it() {
    for entry in super::super::VENDOR.codes.entries() {
        if entry.scope == USUAL_SCOPE && entry.code != "0" {
            let mut server = Server::new();
            let answer = server.send_to(&format!("CN_xx{}", entry.code));
            code(&answer, entry.code.parse().expect("a number"));
            if let Some(text) = &entry.text {
                assert_eq!(body(&answer)["message"], text.as_str());
            }
        }
    }
}

#[test]
fn a_phone_is_asked_for_at_the_host_of_its_region() {
    let mut server = Server::new();
    let token = server.token.clone();
    let mut send = |phone: &str, host: &str| {
        let form = format!("message={}", encoded(&message(phone, &[])));
        let headers = [TYPE, ("auth_token", token.as_str()), ("x-pushctl-authority", host)];
        server.ask("POST", SEND, &headers, form.as_bytes())
    };
    for domestic in ["api-push-cn.heytapmobi.com", "api.push.oppomobile.com"] {
        code(&send(PHONE, domestic), 0);
        let answer = send(ABROAD, domestic);
        code(&answer, 10000);
        assert!(remark(&answer).contains("api-intl.push.oppomobile.com"));
    }
    code(&send(ABROAD, "api-intl.push.oppomobile.com"), 0);
    let answer = send(PHONE, "api-intl.push.oppomobile.com");
    code(&answer, 10000);
    assert!(remark(&answer).contains("api-push-cn.heytapmobi.com"));
}

#[test]
fn only_content_and_marketing_has_a_quota() {
    let mut server = Server::of(|world| world.quota = [("oppo", 2)].into());
    let communication = [("category", "\"IM\""), ("private_msg_template_id", "\"1\"")];
    for _ in 0..3 {
        code(&server.send(&communication), 0);
    }
    code(&server.send(&[]), 0);
    code(&server.send_to(UNKNOWN), 10000);
    code(&server.send(&[("category", "\"NEWS\"")]), 0);
    code(&server.send(&[]), 33);
    code(&server.send(&[("category", "\"NEWS\"")]), 33);
    code(&server.send(&communication), 0);
}

#[test]
fn the_same_message_id_reaches_a_phone_once() {
    let mut server = Server::new();
    let again = |answer: &RawAnswer| remark(answer).contains("only once");
    let id = [("app_message_id", "\"order-1\"")];
    assert!(!again(&server.send(&id)));
    assert!(again(&server.send(&id)));
    assert!(!again(&server.send(&[("app_message_id", "\"order-2\"")])));
    assert!(!again(&server.unicast(&message("CN_real1", &id))));
}

#[test]
fn a_request_is_taken_by_its_host_and_without_one_by_its_path() {
    let server = Server::new();
    let request = |path: &str, host: Option<&str>| RawRequest {
        path: path.to_owned(),
        headers: host.map(|host| ("x-pushctl-authority".to_owned(), host.to_owned())).into_iter().collect(),
        ..RawRequest::default()
    };
    assert!(server.oppo.takes(&request("/server/v1/auth", None)));
    for host in [
        "api-push-cn.heytapmobi.com",
        "api.push.oppomobile.com",
        "api-intl.push.oppomobile.com",
        "feedback.push.oppomobile.com",
    ] {
        assert!(server.oppo.takes(&request("/nowhere", Some(host))), "{host}");
    }
    assert!(!server.oppo.takes(&request("/nowhere", None)));
    assert!(!server.oppo.takes(&request("/server/v1/auth", Some("api-push.vivo.com.cn"))));
}
