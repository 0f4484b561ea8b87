//! vivo's bodies: pure functions from what we mean to what is sent, and from what came back to an [`Outcome`].
//!
//! Field names and limits: API document 362 as mirrored by modood/pushapi (2025-07) and meetleev/go-multipush
//! (2025-11), and the vendor's Java SDK 3.3. Header and body forms were recorded from four clients, the SDK among
//! them: `appId` and `timestamp` are numbers.

use std::collections::HashMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use super::section::CATEGORIES;
use super::{Credentials, VENDOR, codes, intent, sign};
use crate::device::DeviceToken;
use crate::http::{Answer, Call, Effect, Error, HeaderValue};
use crate::message::{Click, Message, Mode};
use crate::outcome::{Class, Figure, Operation, Outcome, State};
use crate::secret::Secret;
use crate::text::Text;
use crate::vendors::{Found, USUAL_SCOPE, usual};

/// Production and test alike; vivo has one host.
const HOST: &str = "https://api-push.vivo.com.cn";

/// The scope of `result` in errors.toml.
const RESULT: &str = USUAL_SCOPE;
/// The scope of `invalidUser.status` in errors.toml.
const STATUS: &str = "invalidUser.status";

/// `POST /message/auth`. `timestamp` in milliseconds; vivo's clock may differ by ten minutes. The call changes
/// nothing, older access tokens stay valid.
pub(super) fn auth(credentials: &Credentials, timestamp: u64) -> Call {
    let id = credentials.app_id.to_string();
    let body = json!({
        "appId": credentials.app_id,
        "appKey": credentials.app_key,
        "timestamp": timestamp,
        "sign": sign(&id, &credentials.app_key, timestamp, credentials.app_secret.expose()),
    });
    Call::post_json("vivo", "vivo auth", format!("{HOST}/message/auth"), &body).mints("authToken")
}

/// `POST /message/send`, without its `authToken`.
pub(super) fn send(
    credentials: &Credentials,
    package_name: Option<&str>,
    message: &Message,
    token: &DeviceToken,
    request_id: &str,
) -> Call {
    let body = send_body(credentials, package_name, message, token, request_id);
    Call::post_json("vivo", "vivo send", format!("{HOST}/message/send"), &body)
}

/// The body of [`check_tokens`].
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Check<'a> {
    app_id: i32,
    user_type: u8,
    user_ids: Vec<&'a str>,
}

/// `POST /invalidUser/check`, without its `authToken`. `userType` 1 means regIds.
/// Observed in one production service (2020), not documented.
pub(super) fn check_tokens(credentials: &Credentials, tokens: &[DeviceToken]) -> Call {
    let ids = tokens.iter().map(DeviceToken::as_str).collect();
    let body = Check { app_id: credentials.app_id, user_type: 1, user_ids: ids };
    Call::post_json("vivo", "vivo token check", format!("{HOST}/invalidUser/check"), &body).effect(Effect::Read)
}

/// `GET /report/getStatistics`, without its `authToken`. At most 100 task ids by comma; one is asked for here.
pub(super) fn statistics(task_id: &str) -> Call {
    let id: String = task_id.chars().filter(char::is_ascii_alphanumeric).collect();
    Call::get("vivo", "vivo statistics", format!("{HOST}/report/getStatistics?taskIds={id}"))
}

/// The header of every call but auth.
pub(super) fn authorised(call: Call, token: HeaderValue) -> Call {
    call.header("authToken", token)
}

fn send_body(
    credentials: &Credentials,
    package_name: Option<&str>,
    message: &Message,
    token: &DeviceToken,
    request_id: &str,
) -> Value {
    let option = |key: &str| message.extension.get(key).map(String::as_str);
    let number = |key: &str| option(key).and_then(|text| text.trim().parse::<i64>().ok());
    let flag = |key: &str| option(key).map(|text| text == "true");
    let category = category(message);
    let (skip_type, skip_content) = skip(message, package_name);
    let mut body = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(key.to_owned(), value);
        }
    };
    put("appId", Some(credentials.app_id.into()));
    put("regId", Some(token.as_str().into()));
    put("notifyType", Some(number("notify_type").unwrap_or(4).into()));
    put("title", Some(message.title.as_str().into()));
    put("content", Some(message.body.as_str().into()));
    put("timeToLive", message.ttl.map(|ttl| ttl.as_secs().into()));
    put("skipType", Some(skip_type.into()));
    put("skipContent", skip_content.map(Value::from));
    put("networkType", Some(number("network_type").unwrap_or(-1).into()));
    put("classification", number("classification").or_else(|| class_of(&category)).map(Value::from));
    put("category", Some(category.as_str().into()));
    put("clientCustomMap", custom_map(message));
    put("extra", extra(message));
    put("requestId", Some(option("request_id").unwrap_or(request_id).into()));
    put("pushMode", Some(i32::from(message.mode == Mode::Test).into()));
    put("notifyId", number("notify_id").or_else(|| notify_id(message)).map(Value::from));
    put("foregroundShow", flag("foreground_show").map(Value::from));
    put("sendOnline", flag("send_online").map(Value::from));
    put("addBadge", flag("add_badge").or_else(|| message.badge.map(|badge| badge > 0)).map(Value::from));
    put("profileId", option("profile_id").map(Value::from));
    body.into()
}

/// The message class: what the message says, else `[vivo] category`, else IM. Without any, vivo treats a push as
/// operational, of which a phone gets two a day.
pub(super) fn category(message: &Message) -> String {
    let own = message.extension.get("category");
    message.category.as_ref().or(own).map_or_else(|| "IM".to_owned(), Clone::clone)
}

fn class_of(category: &str) -> Option<i64> {
    CATEGORIES.iter().find(|(word, _)| *word == category).map(|(_, class)| i64::from(*class))
}

/// `skipType` and `skipContent`. 4 with the plugin's URI is what the IM console holds; 3 no longer works on newer
/// client SDKs and is only sent when asked for by `skip_type`.
pub(super) fn skip(message: &Message, package_name: Option<&str>) -> (i64, Option<String>) {
    let option = |key: &str| message.extension.get(key);
    if let Some(skip_type) = option("skip_type").and_then(|text| text.trim().parse().ok()) {
        return (skip_type, option("skip_content").cloned());
    }
    match &message.click {
        Click::Im => (4, package_name.map(intent::uri)),
        Click::Intent(uri) => (4, Some(uri.clone())),
        Click::Url(url) => (2, Some(url.clone())),
        Click::Open | Click::Activity(_) => (1, None),
    }
}

/// `clientCustomMap`: `ext` as JSON text, since the plugin hands string extras to the app, which decodes them; and
/// whatever pairs the user adds.
pub(super) fn custom_map(message: &Message) -> Option<Value> {
    let mut map = Map::new();
    if let Some(ext) = &message.ext {
        map.insert("ext".to_owned(), ext.as_str().into());
    }
    for (key, value) in &message.extension {
        if let Some(inner) = key.strip_prefix("client_custom_map.") {
            map.insert(inner.to_owned(), value.as_str().into());
        }
    }
    (!map.is_empty()).then(|| map.into())
}

/// `extra`: where and how receipts come. The keys hold a real dot.
fn extra(message: &Message) -> Option<Value> {
    let wire = [("callback", "callback"), ("callback_id", "callback.id"), ("callback_param", "callback.param")];
    let mut map = Map::new();
    for (key, name) in wire {
        if let Some(value) = message.extension.get(key) {
            map.insert(name.to_owned(), value.as_str().into());
        }
    }
    (!map.is_empty()).then(|| map.into())
}

/// A collapse key that is a number vivo can take as `notifyId`.
pub(super) fn notify_id(message: &Message) -> Option<i64> {
    let id: i64 = message.collapse_key.as_ref()?.parse().ok()?;
    (1..=2_147_483_647).contains(&id).then_some(id)
}

/// An answer read as far as all of vivo's answers are alike.
struct Read {
    json: Value,
    code: String,
    text: String,
}

/// Reads `result` and `desc`. `Ok(Err(outcome))`: HTTP itself says that there is no verdict.
fn read(answer: &Answer, operation: Operation) -> Result<Result<Read, Outcome>, Error> {
    if let Some(outcome) = usual::refused_by_http("vivo", operation, answer) {
        return Ok(Err(outcome));
    }
    let json = answer.json()?;
    let code = match json.get("result") {
        Some(Value::Number(number)) => number.to_string(),
        Some(Value::String(text)) if !text.is_empty() => text.clone(),
        _ => return Err(answer.not_the_vendor("JSON without `result`: not an answer of vivo")),
    };
    let text = json.get("desc").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Ok(Read { json, code, text }))
}

impl Read {
    /// The outcome by `result` alone.
    fn outcome(&self, operation: Operation) -> Outcome {
        let class = match self.code.as_str() {
            "0" => Class::Accepted,
            code => {
                let entry = VENDOR.codes.find(RESULT, code);
                entry.map_or_else(|| codes::class_of_unknown(code), |entry| entry.class)
            }
        };
        Outcome::new("vivo", operation, class).with_code(RESULT, self.code.clone()).with_text(self.text.clone())
    }

    /// The users called invalid, wherever they stand: `invalidUser`, `invalidUsers` or `data`, one or many.
    /// `None`: the answer has none of these.
    fn invalid_users(&self) -> Option<Vec<(String, String)>> {
        let found = ["invalidUsers", "invalidUser", "data"].into_iter().find_map(|key| self.json.get(key))?;
        let users = match found {
            Value::Array(users) => users.clone(),
            Value::Null => Vec::new(),
            user => vec![user.clone()],
        };
        Some(users.iter().filter_map(invalid_user).collect())
    }
}

/// `{"status":1,"userid":"…"}` as status and regId.
fn invalid_user(user: &Value) -> Option<(String, String)> {
    let status = match user.get("status")? {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return None,
    };
    let id = ["userid", "userId", "regId"].into_iter().find_map(|key| user.get(key)).and_then(Value::as_str);
    Some((status, id.unwrap_or_default().to_owned()))
}

/// The answer to auth: the access token, or why there is none.
pub(super) fn auth_outcome(answer: &Answer) -> Result<(Outcome, Option<Secret>), Error> {
    let read = match read(answer, Operation::Authenticate)? {
        Ok(read) => read,
        Err(outcome) => return Ok((outcome, None)),
    };
    let outcome = read.outcome(Operation::Authenticate);
    let token = read.json.get("authToken").and_then(Value::as_str).filter(|token| !token.is_empty());
    match (outcome.class, token) {
        (Class::Accepted, None) => Err(answer.not_the_vendor("`result` 0 without `authToken`: not an answer of vivo")),
        (Class::Accepted, Some(token)) => Ok((outcome, Some(Secret::new(token)))),
        _ => Ok((outcome, None)),
    }
}

/// Whether vivo no longer takes the access token; it answers so before it looks at the rest.
pub(super) fn token_expired(answer: &Answer) -> bool {
    const EXPIRED: &str = "10000";
    let is_code = |result: &Value| result.to_string().trim_matches('"') == EXPIRED;
    // Of a million answers none need be read twice.
    answer.body.contains(EXPIRED) && answer.json().is_ok_and(|json| json.get("result").is_some_and(is_code))
}

/// The answer to a send. `result` 0 does not mean that the device was right: `invalidUser` is looked at whenever it is
/// there, and no document says whether `result` is then 0.
pub(super) fn send_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let read = match read(answer, Operation::Send)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let mut outcome = read.outcome(Operation::Send);
    match read.invalid_users().unwrap_or_default().first() {
        Some((status, _)) if outcome.class == Class::Accepted => {
            let entry = VENDOR.codes.find(STATUS, status);
            outcome.class = entry.map_or(Class::TokenInvalid, |entry| entry.class);
            // The words stand beside `result`; next to the status of a device they would mislead.
            outcome = Outcome { text: None, ..outcome.with_code(STATUS, status.clone()) };
        }
        _ => {}
    }
    let task_id = match read.json.get("taskId") {
        Some(Value::String(id)) if !id.is_empty() => Some(id.clone()),
        Some(Value::Number(id)) => Some(id.to_string()),
        _ => None,
    };
    Ok(match task_id {
        Some(id) => outcome.with_id("task_id", id),
        None => outcome,
    })
}

/// The answer to a token check: one outcome per token, in order. A shape nobody knows is shown as it came.
pub(super) fn check_outcomes(answer: &Answer, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
    let all = |outcome| vec![outcome; tokens.len()];
    let read = match read(answer, Operation::TokenStatus)? {
        Ok(read) => read,
        Err(outcome) => return Ok(all(outcome.with_state(State::Unknown))),
    };
    let outcome = read.outcome(Operation::TokenStatus);
    let invalid = match (outcome.class, read.invalid_users()) {
        (Class::Accepted, Some(invalid)) => invalid,
        (Class::Accepted, None) => {
            let mut unknown = Outcome { class: Class::Protocol, ..outcome }.with_state(State::Unknown);
            unknown.raw = Some(answer.excerpt());
            return Ok(all(unknown));
        }
        _ => return Ok(all(outcome.with_state(State::Unknown))),
    };
    // Of a user that is told twice the first status holds.
    let invalid: HashMap<&str, &str> = invalid.iter().rev().map(|(status, id)| (&**id, &**status)).collect();
    Ok(tokens.iter().map(|token| token_outcome(outcome.clone(), invalid.get(token.as_str()).copied())).collect())
}

/// `invalid`: the status of a user that vivo calls invalid.
fn token_outcome(outcome: Outcome, invalid: Option<&str>) -> Outcome {
    let Some(status) = invalid else { return outcome.with_state(State::Alive) };
    let entry = VENDOR.codes.find(STATUS, status);
    let state = entry.and_then(|entry| entry.state).unwrap_or(State::Suspect);
    let class = match state {
        State::Alive | State::Muted => Class::Accepted,
        _ => entry.map_or(Class::TokenInvalid, |entry| entry.class),
    };
    Outcome { class, text: None, ..outcome.with_code(STATUS, status).with_state(state) }
}

/// The codes in an answer out of a log: `result`, and each status of `invalidUser` or `invalidUsers`. A log's own
/// `"result":"ok"` is none: vivo's codes are numbers.
pub(super) fn codes_in(answer: &Value) -> Vec<Found> {
    let answer = Answer { status: 200, body: answer.to_string(), ..Answer::default() };
    let Ok(Ok(read)) = read(&answer, Operation::Send) else { return Vec::new() };
    if read.code.parse::<i64>().is_err() {
        return Vec::new();
    }
    let Outcome { class, text, .. } = read.outcome(Operation::Send);
    let mut statuses: Vec<String> =
        read.invalid_users().unwrap_or_default().into_iter().map(|(status, _)| status).collect();
    statuses.sort_unstable();
    statuses.dedup();
    let mut found = vec![Found { scope: RESULT, code: read.code, class, text }];
    found.extend(statuses.into_iter().map(|code| {
        let class = VENDOR.codes.find(STATUS, &code).map_or(Class::TokenInvalid, |entry| entry.class);
        Found { scope: STATUS, code, class, text: None }
    }));
    found
}

/// What vivo counts. SDK 3.3 knows the first four; the others are of SDK 2.2 and may be absent.
const FIGURES: &[(&str, &str, Text)] = &[
    ("send", "send", Text::new("sent", "下发")),
    ("receive", "receive", Text::new("arrived", "到达")),
    ("display", "display", Text::new("shown", "展示")),
    ("click", "click", Text::new("clicked", "点击")),
    ("target", "target", Text::new("addressed", "目标")),
    ("valid", "valid", Text::new("valid", "有效")),
    ("targetInvalid", "target_invalid", Text::new("invalid", "无效")),
    ("targetUnSub", "target_unsubscribed", Text::new("unsubscribed", "已退订")),
    ("targetInActive", "target_inactive", Text::new("inactive", "不活跃")),
    ("covered", "covered", Text::new("overwritten", "被覆盖")),
    ("controlled", "controlled", Text::new("held back by limits", "被频控拦下")),
    ("targetOffline", "target_offline", Text::new("offline", "离线")),
];

/// The answer to a statistics query.
pub(super) fn statistics_outcome(answer: &Answer, task_id: &str) -> Result<Outcome, Error> {
    let read = match read(answer, Operation::MessageStatus)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let mut outcome = read.outcome(Operation::MessageStatus).with_id("task_id", task_id);
    if outcome.class != Class::Accepted {
        return Ok(outcome);
    }
    let rows = match read.json.get("statistics") {
        Some(Value::Array(rows)) => rows.as_slice(),
        _ => &[],
    };
    let named = |row: &&Value| row.get("taskId").is_some_and(|id| id.to_string().trim_matches('"') == task_id);
    match rows.iter().find(named) {
        Some(row) => outcome.figures = FIGURES.iter().filter_map(|figure| read_figure(row, figure)).collect(),
        None => outcome.raw = Some(answer.excerpt()),
    }
    Ok(outcome)
}

fn read_figure(row: &Value, (wire, key, label): &(&str, &'static str, Text)) -> Option<Figure> {
    let value = match row.get(*wire)? {
        Value::Number(number) => number.as_i64()?,
        Value::String(text) => text.parse().ok()?,
        _ => return None,
    };
    Some(Figure { key, label: label.clone(), value })
}

#[cfg(test)]
mod tests;
