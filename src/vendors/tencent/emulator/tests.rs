//! Requests as bytes, written by hand from the vendor's documents. The `UserSig`s are the vendor's vectors, at the
//! time for which they hold.

use super::*;
use crate::emulator::TokenState;
use crate::emulator::testing::{body, remark};
use crate::text::Lang;

/// A hundred seconds after vector 1 was made.
const NOW: u64 = 1_767_225_700_000;
/// Vector 1: `pushctl_admin`, 1400000001.
const USER_SIG: &str = "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwgWlxRnJJTnxiSm5mXlQBcUp2YkFBZkpSlaGJgYQYAiRSa0oyCxKVbKyMANKQIRKMnOBAobmZuZGRqZmMNHizHSg4eZhvkWlxWUleV5mTsVJWSnJSaVFRaXmxhWGTplZuYkunhGGqfmVrhGOOZ62SrUA4mo1Lg__";
/// Vector 2: of another app and user.
const OTHER_SIG: &str = "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl*UVQBcUp2YkFBZkpSlaGZgYQYASRSa0oyCxKVbIyNbQwAYpCBEsyc4FChuaWpsaWRnDR4sx0oPE5PqlehVmuiSUZacbZSe6GpgZezkFR7kl*of6upgVBqe5uYW7JuUbB-lGhtkq1ACAjNC8_";

struct Server {
    tencent: Box<dyn EmulatedVendor>,
    now: u64,
}

impl Server {
    fn new() -> Self {
        Self::of(|_| {})
    }

    fn of(change: impl FnOnce(&mut World)) -> Self {
        let states = [
            ("alice", TokenState::Ok),
            ("active*", TokenState::NotTest),
            ("gone*", TokenState::Muted),
            ("deleted*", TokenState::Dead),
            ("foreign*", TokenState::Foreign),
            ("never*", TokenState::Unregistered),
        ];
        let mut world = World::with_tokens("tencent", &states);
        let admin = crate::emulator::Credential { value: Secret::new("pushctl_admin"), made_up: false };
        world.credentials.entry("tencent").or_default().insert("admin", admin);
        change(&mut world);
        Self { tencent: emulator(&world), now: NOW }
    }

    fn ask(&mut self, method: &str, path: &str, query: &str, host: Option<&str>, body: &str) -> RawAnswer {
        let mut headers = vec![("content-type", "application/json")];
        headers.extend(host.map(|host| ("x-pushctl-authority", host)));
        let request = RawRequest::of(method, &format!("{path}?{query}"), &headers, body.as_bytes());
        assert!(self.tencent.takes(&request));
        self.tencent.answer(&request, &Clock::fixed(self.now))
    }

    /// With the right query.
    fn post(&mut self, path: &str, body: &str) -> RawAnswer {
        self.ask("POST", path, &query(&[]), None, body)
    }

    /// An account check with these parameters of the query in place of the right ones; an empty one is left out.
    fn check(&mut self, changes: &[(&str, &str)]) -> RawAnswer {
        self.ask("POST", CHECK, &query(changes), None, r#"{"CheckItem":[{"UserID":"pushctl_admin"}]}"#)
    }

    /// The usual message with these raw JSON values in place of its own; an empty one leaves the field out.
    fn send(&mut self, changes: &[(&str, &str)]) -> RawAnswer {
        self.post(SEND, &message(changes))
    }
}

fn query(changes: &[(&str, &str)]) -> String {
    let own = [
        ("sdkappid", "1400000001"),
        ("identifier", "pushctl_admin"),
        ("usersig", USER_SIG),
        ("random", "99999999"),
        ("contenttype", "json"),
    ];
    let value = |name: &str, own: &'static str| {
        changes.iter().find(|(changed, _)| *changed == name).map_or(own.to_owned(), |(_, value)| (*value).to_owned())
    };
    let pairs = own.into_iter().map(|(name, own)| (name, value(name, own))).filter(|(_, value)| !value.is_empty());
    pairs.map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn message(changes: &[(&str, &str)]) -> String {
    let mut fields: Vec<(&str, &str)> = vec![
        ("SyncOtherMachine", "2"),
        ("To_Account", "\"alice\""),
        ("MsgLifeTime", "3600"),
        ("MsgRandom", "1287657"),
        ("MsgBody", r#"[{"MsgType":"TIMTextElem","MsgContent":{"Text":"您有一条新消息"}}]"#),
        ("OfflinePushInfo", r#"{"PushFlag":0,"Title":"新消息提醒","Desc":"您有一条新消息","Ext":"{}"}"#),
    ];
    for (name, value) in changes {
        match fields.iter_mut().find(|(own, _)| own == name) {
            Some(field) => field.1 = value,
            None => fields.push((name, value)),
        }
    }
    let pairs = fields.iter().filter(|(_, value)| !value.is_empty());
    format!("{{{}}}", pairs.map(|(name, value)| format!("\"{name}\":{value}")).collect::<Vec<_>>().join(","))
}

#[track_caller]
fn result(answer: &RawAnswer, code: i64) {
    assert_eq!(answer.status, 200, "{answer:?}");
    let body = body(answer);
    assert_eq!(body["ErrorCode"], code, "{answer:?}");
    assert_eq!(body["ActionStatus"], if code == 0 { "OK" } else { "FAIL" });
    assert_eq!(answer.accepted, code == 0);
    assert!(body["ErrorInfo"].is_string());
    assert!(!remark(answer).is_empty() && !answer.remark.get(Lang::Zh).is_empty(), "{answer:?}");
}

#[track_caller]
fn says(answer: &RawAnswer, code: i64, word: &str) {
    result(answer, code);
    assert!(remark(answer).contains(word), "{word}: {}", remark(answer));
}

#[test]
fn the_vector_is_let_in() {
    let answer = Server::new().check(&[]);
    result(&answer, 0);
    assert_eq!(
        body(&answer)["ResultItem"],
        json!([{ "UserID": "pushctl_admin", "ResultCode": 0, "ResultInfo": "", "AccountStatus": "Imported" }])
    );
}

#[test]
fn the_front_door_names_what_is_missing() {
    let mut server = Server::new();
    for (name, code) in [("sdkappid", 60_012), ("identifier", 60_004), ("usersig", 70_002)] {
        says(&server.check(&[(name, "")]), code, "missing");
    }
    says(&server.check(&[("sdkappid", "abc")]), 60_006, "no number");
    says(&server.check(&[("random", "")]), 0, "random is missing");
    says(&server.check(&[("contenttype", "")]), 0, "contenttype");
    says(&server.ask("GET", CHECK, &query(&[]), None, ""), 60_002, "POST");
    says(&server.post("/v4/openim/nowhere", "{}"), 60_009, "no such command");
    says(&server.post("/v4/openim/sendMsg", "{}"), 60_009, "it is /v4/openim/sendmsg");
    says(&server.post(CHECK, ""), 60_003, "empty");
    says(&server.post(CHECK, "[]"), 60_003, "array");
}

#[test]
fn another_data_centre_does_not_know_the_app() {
    let mut server = Server::new();
    let items = r#"{"CheckItem":[{"UserID":"pushctl_admin"}]}"#;
    result(&server.ask("POST", CHECK, &query(&[]), Some("console.tim.qq.com"), items), 0);
    let elsewhere = server.ask("POST", CHECK, &query(&[]), Some("adminapisgp.im.qcloud.com"), items);
    says(&elsewhere, 70_020, "singapore");
    says(&server.check(&[("sdkappid", "1400000002")]), 70_020, "no app 1400000002");
}

/// Version, app and user, time, signature: in this order, each with its code.
#[test]
fn a_user_sig_is_looked_at_as_the_documents_say() {
    let mut server = Server::new();
    says(&server.check(&[("usersig", &USER_SIG[..100])]), 70_003, "cut off");
    let standard = USER_SIG.replace('*', "%2B").replace('-', "/").replace('_', "=");
    says(&server.check(&[("usersig", &standard)]), 70_003, "standard Base64");
    says(&server.check(&[("usersig", OTHER_SIG)]), 70_014, "1600000002");
    says(&server.check(&[("identifier", "administrator")]), 70_013, "pushctl_admin");
    server.now = NOW + 86_400_000;
    says(&server.check(&[]), 70_001, "expired");
    server.now = NOW - 86_400_000;
    says(&server.check(&[]), 70_001, "in the future");
    let mut other = Server::of(|world| {
        let key = crate::emulator::Credential { value: Secret::new("f".repeat(64)), made_up: false };
        world.credentials.entry("tencent").or_default().insert("secret_key", key);
    });
    let answer = other.check(&[]);
    says(&answer, 70_009, "another key");
    assert!(!remark(&answer).contains(&"f".repeat(64)));
}

#[test]
fn each_command_has_its_own_code_for_no_admin() {
    let mut server = Server::of(|world| {
        let admin = crate::emulator::Credential { value: Secret::new("administrator"), made_up: false };
        world.credentials.entry("tencent").or_default().insert("admin", admin);
    });
    says(&server.check(&[]), 70_403, "no admin");
    says(&server.send(&[]), 90_009, "administrator");
    result(&server.post(STATUS, r#"{"To_Account":["alice"]}"#), 90_009);
    result(&server.post(TRACE, r#"{"PushID":"1"}"#), 60_010);
}

#[test]
fn a_message_has_time_and_key() {
    let answer = Server::new().send(&[]);
    says(&answer, 0, "PushOnline: pushed");
    let body = body(&answer);
    assert_eq!(body["MsgTime"], NOW / 1000);
    assert_eq!(body["MsgKey"], "1_1287657_1767225700");
    assert_eq!((answer.target.as_deref(), answer.title.as_deref()), (Some("alice"), Some("新消息提醒")));
}

#[test]
fn who_gets_it_decides() {
    let mut server = Server::new();
    for (user, code, word) in [
        ("active1", 0, "no vendor push"),
        ("gone1", 0, "signed out"),
        ("deleted1", 90_048, "deleted"),
        ("foreign1", 90_012, "another app"),
        ("never1", 90_012, "no such account"),
        ("nobody", 90_012, "no such account"),
        ("alice90995", 90_995, "ends in 90995"),
        ("alice70009", 70_009, "ends in 70009"),
    ] {
        says(&server.send(&[("To_Account", &format!("\"{user}\""))]), code, word);
    }
}

#[test]
fn each_wrong_field_has_its_code() {
    let mut server = Server::new();
    for (field, value, code, word) in [
        ("To_Account", "", 90_003, "missing"),
        ("To_Account", "\"\"", 90_003, "empty"),
        ("To_Account", "[\"alice\"]", 90_003, "array"),
        ("To_Account", "7", 90_003, "a number"),
        ("From_Account", "7", 90_008, "From_Account"),
        ("MsgRandom", "", 90_005, "missing"),
        ("MsgRandom", "-1", 90_005, "32-bit"),
        ("MsgRandom", "4294967296", 90_005, "32-bit"),
        ("MsgRandom", "\"1\"", 90_005, "32-bit"),
        ("MsgTimeStamp", "\"now\"", 90_006, "whole number"),
        ("MsgLifeTime", "604801", 90_026, "604800 at most"),
        ("MsgLifeTime", "\"1\"", 90_026, "whole number"),
        ("MsgBody", "", 90_002, "missing"),
        ("MsgBody", "[]", 90_002, "empty"),
        ("MsgBody", "{}", 90_007, "not an array"),
        ("MsgBody", "[{\"MsgType\":\"TIMTextElem\"}]", 90_010, "MsgContent"),
        ("MsgBody", "[{\"MsgType\":\"TIMTextElem\",\"MsgContent\":{}}]", 90_010, "without Text"),
        ("OfflinePushInfo", "\"{}\"", 90_043, "not an object"),
        ("OfflinePushInfo", "{\"PushFlag\":\"0\"}", 90_043, "PushFlag is a string"),
        ("OfflinePushInfo", "{\"PushFlag\":2}", 90_043, "one of 0, 1"),
        ("OfflinePushInfo", "{\"Title\":1}", 90_043, "Title is a number"),
        ("OfflinePushInfo", "{\"Ext\":{}}", 90_043, "Ext is an object"),
        ("OfflinePushInfo", "{\"AndroidInfo\":{\"VIVOClassification\":\"1\"}}", 90_043, "AndroidInfo.VIVO"),
        ("OfflinePushInfo", "{\"ApnsInfo\":{\"MutableContent\":true}}", 90_043, "a boolean"),
    ] {
        says(&server.send(&[(field, value)]), code, word);
    }
    for (field, value) in [("MsgRandom", "4294967295"), ("MsgLifeTime", "604800"), ("MsgTimeStamp", "1767225600")] {
        result(&server.send(&[(field, value)]), 0);
    }
}

#[test]
fn the_body_has_at_most_12_kb() {
    let mut server = Server::new();
    let rest = message(&[("CloudCustomData", "\"\"")]).len();
    let of = |server: &mut Server, count: usize| {
        server.send(&[("CloudCustomData", &format!("\"{}\"", "x".repeat(count - rest)))])
    };
    result(&of(&mut server, 8192), 0);
    says(&of(&mut server, 8193), 0, "8192");
    result(&of(&mut server, 12_288), 0);
    says(&of(&mut server, 12_289), 93_000, "12288 at most");
}

#[test]
fn a_push_that_silently_does_not_happen_is_told() {
    let mut server = Server::new();
    let custom = r#"[{"MsgType":"TIMCustomElem","MsgContent":{"Data":"d","Desc":"own"}}]"#;
    says(&server.send(&[("OfflinePushInfo", r#"{"PushFlag":1,"Desc":"d"}"#)]), 0, "PushFlag 1");
    says(&server.send(&[("MsgLifeTime", "0")]), 0, "online only");
    says(&server.send(&[("MsgBody", custom), ("OfflinePushInfo", "{}")]), 0, "without Desc");
    says(&server.send(&[("MsgBody", custom), ("OfflinePushInfo", "")]), 0, "PushOnline: pushed");
    says(&server.send(&[("MsgBody", custom)]), 0, "PushOnline: pushed");
}

#[test]
fn names_that_im_does_not_read_are_named() {
    let mut server = Server::new();
    for (info, word) in [
        (r#"{"Desc":"d","AndroidInfo":{"HuaweiChannelID":"c"}}"#, "it is `HuaWeiChannelID`"),
        (r#"{"Desc":"d","AndroidInfo":{"OppoChannelID":"c"}}"#, "it is `OPPOChannelID`"),
        (r#"{"Desc":"d","AndroidInfo":{"MiChannelID":"c"}}"#, "it is `XiaoMiChannelID`"),
        (r#"{"Desc":"d","AndroidInfo":{"androidVIVOCategory":"IM"}}"#, "it is `VIVOCategory`"),
        (r#"{"desc":"d"}"#, "it is `Desc`"),
        (r#"{"Desc":"d","Colour":"red"}"#, "does not read `Colour`"),
        (r#"{"Desc":"d","Ext":"plain"}"#, "OPPO drops"),
    ] {
        says(&server.send(&[("OfflinePushInfo", info)]), 0, word);
    }
    let answer = server.post(SEND, &message(&[("To_Account", ""), ("to_account", "\"alice\"")]));
    says(&answer, 90_003, "it is `To_Account`");
}

#[test]
fn a_batch_says_ok_and_names_those_who_get_nothing() {
    let mut server = Server::new();
    let answer = server.post(BATCH, &message(&[("To_Account", r#"["alice","never1","gone1"]"#)]));
    says(&answer, 0, "2 of 3");
    assert_eq!(body(&answer)["ErrorList"], json!([{ "To_Account": "never1", "ErrorCode": 90_012 }]));
    result(&server.post(BATCH, &message(&[])), 90_003);
    let many = |count: usize| format!("[{}]", vec!["\"alice\""; count].join(","));
    result(&server.post(BATCH, &message(&[("To_Account", &many(500))])), 0);
    result(&server.post(BATCH, &message(&[("To_Account", &many(501))])), 90_011);
}

#[test]
fn a_quota_is_used_up() {
    let mut server = Server::of(|world| {
        world.quota.insert("tencent", 1);
    });
    result(&server.send(&[]), 0);
    result(&server.send(&[]), 90_047);
}

#[test]
fn users_have_states() {
    let mut server = Server::new();
    let answer = server.post(STATUS, r#"{"To_Account":["alice","active1","gone1","never1"],"IsNeedDetail":1}"#);
    says(&answer, 0, "3 of 4");
    assert_eq!(
        body(&answer)["QueryResult"],
        json!([
            { "To_Account": "alice", "State": "PushOnline",
              "Detail": [{ "Platform": "Android", "Status": "PushOnline" }] },
            { "To_Account": "active1", "State": "Online", "Detail": [{ "Platform": "Android", "Status": "Online" }] },
            { "To_Account": "gone1", "State": "Offline" },
        ])
    );
    assert_eq!(body(&answer)["ErrorList"], json!([{ "To_Account": "never1", "ErrorCode": 70_107 }]));
    let plain = server.post(STATE, r#"{"To_Account":["alice"],"IsNeedDetail":1}"#);
    assert_eq!(body(&plain)["QueryResult"], json!([{ "To_Account": "alice", "State": "PushOnline" }]));
    assert_eq!(plain.target.as_deref(), Some("alice"));
    for (bytes, code) in [("{}", 90_003), (r#"{"To_Account":"alice"}"#, 90_003), (r#"{"To_Account":[]}"#, 90_003)] {
        result(&server.post(STATUS, bytes), code);
    }
    let many = |count: usize| format!("{{\"To_Account\":[{}]}}", vec!["\"alice\""; count].join(","));
    result(&server.post(STATUS, &many(500)), 0);
    result(&server.post(STATUS, &many(501)), 90_011);
}

#[test]
fn accounts_are_looked_up_100_at_once() {
    let mut server = Server::new();
    let many = |count: usize| format!("{{\"CheckItem\":[{}]}}", vec!["{\"UserID\":\"alice\"}"; count].join(","));
    result(&server.post(CHECK, &many(100)), 0);
    result(&server.post(CHECK, &many(101)), 70_206);
    for bytes in ["{}", r#"{"CheckItem":[]}"#, r#"{"CheckItem":[{"userId":"alice"}]}"#] {
        result(&server.post(CHECK, bytes), 70_402);
    }
    let answer = server.post(CHECK, r#"{"CheckItem":[{"UserID":"never1"}]}"#);
    assert_eq!(body(&answer)["ResultItem"][0]["AccountStatus"], "NotImported");
}

#[test]
fn a_push_has_a_record_and_a_message_that_was_not_pushed_has_none() {
    let mut server = Server::new();
    let devices = |server: &mut Server, id: &str| {
        let answer = server.post(TRACE, &format!("{{\"PushID\":\"{id}\"}}"));
        result(&answer, 0);
        body(&answer)["InstanceTrace"].as_array().expect("a list").len()
    };
    let key = |answer: &RawAnswer| body(answer)["MsgKey"].as_str().expect("a key").to_owned();
    let pushed = key(&server.send(&[]));
    let not_pushed = key(&server.send(&[("To_Account", "\"gone1\"")]));
    assert_eq!(devices(&mut server, &pushed), 1);
    assert_eq!(devices(&mut server, &not_pushed), 0);
    assert_eq!(devices(&mut server, "1"), 0);
    result(&server.post(TRACE, "{}"), 90_001);
}
