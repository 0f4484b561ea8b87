//! Requests to the REST API, and what came back as an [`Outcome`]: pure functions.
//!
//! Form, hosts and answers: Tencent Cloud documents 269/1519, 269/2720, 269/38417 and 1047/35477, push records
//! 1047/71893, as read in 2026; compared with doocs/qcloud-im-server-sdk-java and dobyte/tencent-im.

use serde_json::{Value, json};

use super::section::Credentials;
use super::{Region, VENDOR, codes, message, trace};
use crate::device::DeviceToken;
use crate::encoding::sha256;
use crate::http::{Answer, Call, Effect, Error};
use crate::message::Message;
use crate::outcome::{Class, Operation, Outcome};
use crate::text;
use crate::text::Text;
use crate::vendors::{Found, USUAL_SCOPE, usual};

/// The scope of `ErrorCode`, at the top of an answer and in its items, in errors.toml.
const RESULT: &str = USUAL_SCOPE;
/// The scope of a user's `State`.
const STATE: &str = "State";
/// The scope of an account's `AccountStatus`.
const ACCOUNT: &str = "AccountStatus";

/// What stands in the URL of every call beside the app.
#[derive(Debug, Clone, Copy)]
pub(super) struct Access<'a> {
    pub(super) credentials: &'a Credentials,
    /// The host that is asked; that of the credentials but for a search.
    pub(super) region: Region,
    /// The `UserSig`, or a shell variable in its place.
    pub(super) user_sig: &'a str,
    /// New for each call.
    pub(super) random: u32,
}

/// 32 bits that no other request of this run has, and hardly one of another run.
pub(super) fn random(request_id: &str) -> u32 {
    sha256(request_id.as_bytes()).iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

impl Access<'_> {
    fn url(&self, command: &str) -> String {
        let Credentials { sdk_app_id, admin, .. } = self.credentials;
        let (host, user_sig, random) = (self.region.host(), self.user_sig, self.random);
        let admin: String = form_urlencoded::byte_serialize(admin.as_bytes()).collect();
        // The alphabet of a UserSig needs no encoding in a query.
        format!(
            "https://{host}/v4/{command}?sdkappid={sdk_app_id}&identifier={admin}&usersig={user_sig}&random={random}\
             &contenttype=json"
        )
    }

    fn ask(&self, name: &'static str, command: &str, body: &Value) -> Call {
        Call::post_json("tencent", name, self.url(command), body).effect(Effect::Read)
    }

    /// Whether accounts exist, at most 100 at once. Changes nothing.
    pub(super) fn account_check(&self, users: &[&str]) -> Call {
        let items: Vec<Value> = users.iter().map(|user| json!({ "UserID": user })).collect();
        self.ask("tencent account check", "im_open_login_svc/account_check", &json!({ "CheckItem": items }))
    }

    /// Where users are, at most 500 at once.
    pub(super) fn online_status(&self, users: &[DeviceToken]) -> Call {
        let users: Vec<&str> = users.iter().map(DeviceToken::as_str).collect();
        let body = json!({ "To_Account": users, "IsNeedDetail": 1 });
        self.ask("tencent online status", "openim/query_online_status", &body)
    }

    /// One message to one user.
    pub(super) fn send(&self, message: &Message, user: &DeviceToken) -> Call {
        let body = message::body(message, user, self.random);
        Call::post_json("tencent", "tencent sendmsg", self.url("openim/sendmsg"), &body)
    }

    /// The record of a push, of the last seven days; with the paid Push service only.
    pub(super) fn trace(&self, id: &str) -> Call {
        self.ask("tencent push trace", "timpush/normal_push_trace", &json!({ "PushID": id }))
    }
}

/// An answer read as far as all of IM's answers are alike.
pub(super) struct Read {
    pub(super) json: Value,
    code: String,
    text: String,
    /// `ActionStatus` is `OK`.
    ok: bool,
    excerpt: String,
}

/// Reads `ErrorCode`, `ErrorInfo` and `ActionStatus`. `Ok(Err(outcome))`: HTTP itself says that there is no verdict.
pub(super) fn read(answer: &Answer, operation: Operation) -> Result<Result<Read, Outcome>, Error> {
    if let Some(outcome) = usual::refused_by_http("tencent", operation, answer) {
        return Ok(Err(outcome));
    }
    let json = answer.json()?;
    let Some(code) = number_in(&json, "ErrorCode") else {
        return Err(answer.not_the_vendor("JSON without `ErrorCode`: not an answer of Tencent IM"));
    };
    let text = |key: &str| json.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let words = text("ErrorInfo").or_else(|| text("ErrorDisplay")).unwrap_or_default().to_owned();
    let ok = text("ActionStatus").is_some_and(|status| status.eq_ignore_ascii_case("OK"));
    Ok(Ok(Read { json, code, text: words, ok, excerpt: answer.excerpt() }))
}

/// A code, also one in quotes.
fn number_in(json: &Value, key: &str) -> Option<String> {
    match json.get(key)? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if text.parse::<i64>().is_ok() => Some(text.clone()),
        _ => None,
    }
}

fn class_of(code: &str) -> Class {
    if code == "0" {
        return Class::Accepted;
    }
    let entry = VENDOR.codes.find(RESULT, code);
    entry.map_or_else(|| codes::class_of_unknown(code), |entry| entry.class)
}

impl Read {
    /// The outcome by `ErrorCode` alone. Success needs both words for it.
    pub(super) fn outcome(&self, operation: Operation) -> Outcome {
        let of = |class| Outcome::new("tencent", operation, class).with_code(RESULT, self.code.clone());
        match class_of(&self.code) {
            Class::Accepted if !self.ok => Outcome { raw: Some(self.excerpt.clone()), ..of(Class::Protocol) },
            class => of(class).with_text(self.text.clone()),
        }
    }

    /// The objects of a list, none if it is not there.
    pub(super) fn items(&self, key: &str) -> impl Iterator<Item = &Value> {
        self.json.get(key).and_then(Value::as_array).into_iter().flatten()
    }

    /// The item of a user.
    fn item_of<'a>(&'a self, list: &'a str, key: &'a str, user: &str) -> Option<&'a Value> {
        self.items(list).find(|item| item.get(key).and_then(Value::as_str) == Some(user))
    }
}

/// The answer to an account check of the admin itself: proves `SDKAppID`, key, admin right and data centre at once.
pub(super) fn check_outcome(answer: &Answer, admin: &str) -> Result<Outcome, Error> {
    let operation = Operation::Authenticate;
    let read = match read(answer, operation)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let outcome = read.outcome(operation);
    if outcome.class != Class::Accepted {
        return Ok(with_clock(outcome, answer));
    }
    let Some(item) = read.item_of("ResultItem", "UserID", admin) else {
        return Err(answer.not_the_vendor("`ErrorCode` 0 without the account that was asked about"));
    };
    match number_in(item, "ResultCode").filter(|code| code != "0") {
        Some(code) => {
            let words = item.get("ResultInfo").and_then(Value::as_str).unwrap_or_default();
            Ok(Outcome { class: class_of(&code), ..outcome.with_code(RESULT, code).with_text(words) })
        }
        None => account(answer, outcome, item),
    }
}

/// A `UserSig` that was made a moment ago has not expired: one of the two clocks is wrong.
fn with_clock(mut outcome: Outcome, answer: &Answer) -> Outcome {
    let Some(date) = answer.header("date").filter(|_| outcome.code.as_deref() == Some("70001")) else { return outcome };
    outcome.failure = Some((
        text!("the UserSig was made just now; Tencent's clock says {date}", "UserSig 刚刚生成；腾讯云的时间是 {date}"),
        Text::new("set this machine's clock", "校准本机时钟"),
    ));
    outcome.with_fact("server_date", Text::new("Tencent's clock", "腾讯云的时间"), date)
}

/// `Imported` or not. An admin that does not exist is a wrong credential, whatever the key is.
fn account(answer: &Answer, outcome: Outcome, item: &Value) -> Result<Outcome, Error> {
    match item.get("AccountStatus").and_then(Value::as_str) {
        Some("Imported") => Ok(outcome),
        Some("NotImported") => {
            Ok(Outcome { class: Class::Credentials, ..outcome.with_code(ACCOUNT, "NotImported").with_text("") })
        }
        _ => Err(answer.not_the_vendor("`ErrorCode` 0 without the state of the account")),
    }
}

/// Whether the data centre that answered does not have the app: `SDKAppID` or region is wrong.
pub(super) fn is_elsewhere(outcome: &Outcome) -> bool {
    outcome.scope == RESULT && matches!(outcome.code.as_deref(), Some("60006" | "70016" | "70020"))
}

/// Whether the data centre that answered has the app, which is so if it found its key or its accounts. An overload or a
/// code that nobody knows proves nothing.
pub(super) fn knows_the_app(outcome: &Outcome) -> bool {
    const AFTER_THE_APP: &[&str] = &["70009", "60010", "70403", "60016", "60020", "60021", "80005"];
    let code = outcome.code.as_deref().unwrap_or_default();
    match outcome.scope {
        ACCOUNT => true,
        RESULT => outcome.class == Class::Accepted || AFTER_THE_APP.contains(&code),
        _ => false,
    }
}

/// The answer to a message. OK means accepted by IM: not pushed, let alone shown.
pub(super) fn send_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let read = match read(answer, Operation::Send)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let outcome = read.outcome(Operation::Send);
    match read.json.get("MsgKey").and_then(Value::as_str).filter(|key| !key.is_empty()) {
        Some(key) if outcome.class == Class::Accepted => Ok(outcome.with_id("msg_key", key)),
        _ => Ok(outcome),
    }
}

/// The answer to a question about users: one outcome per user, in order. `OK` at the top says nothing about each.
pub(super) fn status_outcomes(answer: &Answer, users: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
    let all = |outcome: &Outcome| users.iter().map(|user| outcome.clone().with_target(user.as_str())).collect();
    let read = match read(answer, Operation::UserStatus)? {
        Ok(read) => read,
        Err(outcome) => return Ok(all(&outcome)),
    };
    let whole = read.outcome(Operation::UserStatus);
    let listed = read.items("QueryResult").next().is_some() || read.items("ErrorList").next().is_some();
    if !listed {
        return Ok(all(&undetermined(whole, answer)));
    }
    Ok(users.iter().map(|user| user_outcome(&read, answer, &whole, user)).collect())
}

/// An answer that says yes without what was asked for decides nothing.
fn undetermined(outcome: Outcome, answer: &Answer) -> Outcome {
    if outcome.class != Class::Accepted {
        return outcome;
    }
    Outcome { class: Class::Protocol, raw: Some(answer.excerpt()), ..outcome }
}

fn user_outcome(read: &Read, answer: &Answer, whole: &Outcome, user: &DeviceToken) -> Outcome {
    let outcome = whole.clone().with_target(user.as_str());
    if let Some(item) = read.item_of("QueryResult", "To_Account", user.as_str())
        && let Some(state) = item.get("State").and_then(Value::as_str)
    {
        let Some(entry) = VENDOR.codes.find(STATE, state) else {
            return Outcome { class: Class::Protocol, raw: Some(answer.excerpt()), ..outcome.with_code(STATE, state) };
        };
        let outcome = Outcome { class: entry.class, ..outcome.with_code(STATE, state).with_text("") };
        return match platforms(item) {
            Some(list) => outcome.with_fact("platforms", Text::new("signed in on", "登录的设备"), list),
            None => outcome,
        };
    }
    let item = read.item_of("ErrorList", "To_Account", user.as_str());
    match item.and_then(|item| number_in(item, "ErrorCode")) {
        Some(code) => Outcome { class: class_of(&code), ..outcome.with_code(RESULT, code).with_text("") },
        None => undetermined(outcome, answer),
    }
}

/// `Android Online, iPhone PushOnline`.
fn platforms(item: &Value) -> Option<String> {
    let word = |device: &Value| {
        let text = |key: &str| device.get(key).and_then(Value::as_str);
        Some(format!("{} {}", text("Platform")?, text("Status")?))
    };
    let list: Vec<String> = item.get("Detail")?.as_array()?.iter().filter_map(word).collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// The answer to a question for a push record.
pub(super) fn trace_outcome(answer: &Answer, id: &str) -> Result<Outcome, Error> {
    let operation = Operation::MessageStatus;
    match read(answer, operation)? {
        Ok(read) => {
            let outcome = read.outcome(operation).with_id("push_id", id);
            Ok(if outcome.class == Class::Accepted { trace::add(outcome, &read, answer) } else { outcome })
        }
        Err(outcome) => Ok(outcome),
    }
}

/// The codes in an answer out of a log: `ErrorCode`, those of items, and the states of users.
pub(super) fn codes_in(answer: &Value) -> Vec<Found> {
    if answer.get("ActionStatus").is_none() && answer.get("ErrorInfo").is_none() {
        return Vec::new();
    }
    let answer = Answer { status: 200, body: answer.to_string(), ..Answer::default() };
    let Ok(Ok(read)) = read(&answer, Operation::Send) else { return Vec::new() };
    let Outcome { class, text, .. } = read.outcome(Operation::Send);
    let mut found = vec![Found { scope: RESULT, code: read.code.clone(), class, text }];
    let mut add = |scope, code: String, class| {
        if !found.iter().any(|one| one.scope == scope && one.code == code) {
            found.push(Found { scope, code, class, text: None });
        }
    };
    for (list, key) in [("ErrorList", "ErrorCode"), ("ResultItem", "ResultCode")] {
        for code in read.items(list).filter_map(|item| number_in(item, key)).filter(|code| code != "0") {
            let class = class_of(&code);
            add(RESULT, code, class);
        }
    }
    for (list, scope) in [("QueryResult", STATE), ("ResultItem", ACCOUNT)] {
        for word in read.items(list).filter_map(|item| item.get(scope).and_then(Value::as_str)) {
            let entry = VENDOR.codes.find(scope, word);
            add(scope, word.to_owned(), entry.map_or(Class::Protocol, |entry| entry.class));
        }
    }
    found
}

#[cfg(test)]
mod tests;
