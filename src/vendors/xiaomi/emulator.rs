//! Xiaomi's server, written from its documents as the module above names them.
//!
//! It reads raw bytes and shares nothing with our client but the table of codes. Every answer is HTTP 200 with a
//! `code`. Which code a broken limit gives is documented for few of them; where it is not, the answer is the one whose
//! words fit, and what no known code refuses gets a remark only. Broadcasts are not emulated.

mod audience;
mod auth;
mod form;
mod message;
mod multi;
mod report;
mod slips;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashSet};

use serde_json::{Map, Value, json};

use self::report::Sent;
use crate::context::Clock;
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// Hosts end so: `api.` and its sisters, `feedback.`, `sandbox.`.
const MAINLAND: &str = ".xmpush.xiaomi.com";
/// The same of the overseas service.
const OVERSEAS: &str = ".xmpush.global.xiaomi.com";

/// Many messages in one request.
const MULTI: &str = "/v2/multi_messages/";
const QUOTA: &str = "/v1/trace/quota/get";
const STATUS: &str = "/v1/trace/message/status";
const STATUSES: &str = "/v1/trace/messages/status";
const COUNTERS: &str = "/v1/stats/message/counters";

const PATHS: &[&str] = &[
    "/v3/message/regid",
    "/v2/message/regid",
    "/v4/message/regid",
    "/v3/message/alias",
    "/v2/message/alias",
    "/v2/message/user_account",
    "/v2/multi_messages/regids",
    "/v2/multi_messages/aliases",
    "/v2/multi_messages/user_accounts",
    QUOTA,
    STATUS,
    STATUSES,
    COUNTERS,
];

const JSON: &str = "application/json;charset=UTF-8";

/// The server of one app.
struct Xiaomi {
    app_id: String,
    app_key: String,
    app_secret: Secret,
    world: World,
    sent: BTreeMap<String, Sent>,
    /// Phones that got their one message of the day on the default channel.
    without_channel: HashSet<String>,
    delivered: u64,
    answers: u64,
    /// When the quota was asked for last, in milliseconds since 1970.
    asked: Option<u64>,
}

/// Why a request is refused: Xiaomi's code and reason, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    code: &'static str,
    reason: Option<String>,
    remark: Text,
}

fn refuse<T>(code: &'static str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { code, reason: None, remark })
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Xiaomi::new(world))
}

impl EmulatedVendor for Xiaomi {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority().map(str::to_ascii_lowercase) {
            Some(host) => host.ends_with(MAINLAND) || host.ends_with(OVERSEAS),
            None => PATHS.contains(&request.path.as_str()),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let operation = match request.path.as_str() {
            QUOTA => Operation::Authenticate,
            STATUS | STATUSES | COUNTERS => Operation::MessageStatus,
            path if PATHS.contains(&path) => Operation::Send,
            _ => return RawAnswer::no_such_path(PATHS).noting(request.authority().and_then(other_host)),
        };
        self.answers += 1;
        let answer = self.read_and_answer(request, operation, clock);
        answer.noting(request.authority().and_then(other_host)).asking(operation)
    }
}

impl Xiaomi {
    fn new(world: &World) -> Self {
        let own = |key| world.credential("xiaomi", key);
        Self {
            app_id: own("app_id").expose().to_owned(),
            app_key: own("app_key").expose().to_owned(),
            app_secret: own("app_secret"),
            world: world.clone(),
            sent: BTreeMap::new(),
            without_channel: HashSet::new(),
            delivered: 0,
            answers: 0,
            asked: None,
        }
    }

    fn read_and_answer(&mut self, request: &RawRequest, operation: Operation, clock: &Clock) -> RawAnswer {
        let wanted = if operation == Operation::Send { "POST" } else { "GET" };
        if request.method != wanted {
            let (path, method) = (&request.path, &request.method);
            let remark = text!("{path} is {wanted}, not {method}", "{path} 要用 {wanted}，不是 {method}");
            return self.refused(&Refusal { code: "10021", reason: None, remark });
        }
        if let Err(refusal) = self.access(request) {
            return self.refused(&refusal);
        }
        let answer = match request.path.as_str() {
            QUOTA => self.quota(clock.millis()),
            STATUS | STATUSES => self.status(request.query.as_deref()),
            COUNTERS => self.counters(request.query.as_deref()),
            _ => return self.push(request, clock.millis()),
        };
        answer.unwrap_or_else(|refusal| self.refused(&refusal))
    }

    /// The fields of a form, then what they say; title and target are told in either case.
    fn push(&mut self, request: &RawRequest, now: u64) -> RawAnswer {
        let form = match form::read(request) {
            Ok(form) => form,
            Err(refusal) => return self.refused(&refusal),
        };
        let answer = if request.path.starts_with(MULTI) {
            self.send_many(&request.path, &form, now)
        } else {
            self.send(&request.path, &form, now)
        };
        let answer = answer.unwrap_or_else(|refusal| self.refused(&refusal));
        let target = ["registration_id", "alias", "user_account"].into_iter().find_map(|name| form.text(name));
        let answer = answer.noting(form.remark());
        RawAnswer { target: target.map(str::to_owned), title: form.text("title").map(str::to_owned), ..answer }
    }

    /// The answer with a code, in Xiaomi's words.
    fn refused(&self, refusal: &Refusal) -> RawAnswer {
        let (description, code) = (description(refusal.code), refusal.code);
        let reason = refusal.reason.clone().unwrap_or_else(|| reason(code).to_owned());
        let number: i64 = code.parse().unwrap_or_default();
        let body = json!({
            "result": "error", "reason": reason, "trace_id": self.trace_id(),
            "code": number, "description": description,
        });
        let words = if reason.is_empty() { description } else { format!("{description}: {reason}") };
        RawAnswer::new(200, JSON, body.to_string())
            .code("result", code)
            .words(words)
            .refused()
            .remark(refusal.remark.clone())
    }

    /// The answer with code 0. `data` is what the call gives.
    fn accepted(&self, info: Option<&str>, data: Value, remark: Text) -> RawAnswer {
        let mut body = Map::new();
        body.insert("result".to_owned(), "ok".into());
        body.insert("trace_id".to_owned(), self.trace_id().into());
        body.insert("code".to_owned(), 0.into());
        body.insert("description".to_owned(), SUCCESS.into());
        if let Some(info) = info {
            body.insert("info".to_owned(), info.into());
        }
        body.insert("data".to_owned(), data);
        RawAnswer::new(200, JSON, Value::from(body).to_string()).code("result", "0").words(SUCCESS).remark(remark)
    }

    /// `X`, two letters, digits, two letters; never one that a test may have made up.
    fn trace_id(&self) -> String {
        format!("Xdm{:017}tr", 90_000_000 + self.answers)
    }
}

/// What Xiaomi says with code 0.
const SUCCESS: &str = "成功";

/// Xiaomi's description of a code; where nobody has recorded one, words that say nothing: ours must not pass for
/// Xiaomi's.
fn description(code: &str) -> String {
    let entry = super::VENDOR.codes.find("result", code);
    entry.and_then(|entry| entry.text.clone()).unwrap_or_else(|| "请求失败".to_owned())
}

/// The reasons that users have reported, word for word.
fn reason(code: &str) -> &'static str {
    match code {
        "10031" => "AppId(id=0) in the blacklist, forbid to send messages",
        "20301" => "No valid targets!",
        "21301" => "Invalid application secret.",
        "27001" => "invalid channel info!",
        "65011" => "Title or Description is empty!",
        _ => "",
    }
}

/// A word on hosts that are not the one for Android in mainland China.
fn other_host(host: &str) -> Option<Text> {
    let host = host.to_ascii_lowercase();
    if host.starts_with("sandbox.") {
        Some(Text::new("the sandbox host is for iOS only", "沙盒地址只用于 iOS"))
    } else if host.ends_with(OVERSEAS) {
        Some(Text::new(
            "the overseas service was discontinued on 2024-04-02 according to two push providers",
            "据两家推送服务商，海外服务在 2024-04-02 停止",
        ))
    } else {
        None
    }
}
