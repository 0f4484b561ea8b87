//! Google's bodies: pure functions from what we mean to what is sent, and from what came back to an [`Outcome`].
//!
//! Field names and limits: the discovery document of fcm v1, revision 20261023. Errors are read as Google's own Admin
//! SDK does it: the `errorCode` of an `FcmError` in `error.details` says most, then the `reason` of an `ErrorInfo`
//! there, then `error.status`. So both meanings of 401 and of 403 are told apart.

mod body;
mod refusal;

use std::time::Duration;

use serde_json::{Value, json};

pub(super) use self::body::{own_data, payload_size, ttl_of};
pub(super) use self::refusal::{blames_access_token, codes_in};
use super::VENDOR;
use super::account::ServiceAccount;
use super::sign::assertion;
use crate::device::DeviceToken;
use crate::http::{Answer, Call, Effect, Error, HeaderValue};
use crate::message::Message;
use crate::outcome::{Class, Fact, Operation, Outcome, State};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::USUAL_SCOPE;

/// Sending, for every region; there is no sandbox.
const SEND_HOST: &str = "https://fcm.googleapis.com";
/// What it knows about a device token. Legacy, without an end date.
const IID_HOST: &str = "https://iid.googleapis.com";

/// The grant of RFC 7523.
const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// A topic that nobody subscribes to: a dry run to it needs no device token.
const PROBE_TOPIC: &str = "pushctl-check";

/// `POST` to `token_uri`: an assertion for an access token. It changes nothing, older access tokens stay valid.
pub(super) fn exchange(account: &ServiceAccount, millis: u64) -> Call {
    let pairs = [("grant_type", GRANT_TYPE.to_owned()), ("assertion", assertion(account, millis))];
    Call::post_form("google", "google token", account.token_uri.as_str(), &pairs).mints("access_token")
}

/// `POST …/messages:send`, without its access token.
pub(super) fn send(project: &str, message: &Message, token: &DeviceToken) -> Call {
    let body = json!({ "message": body::message(message, token) });
    Call::post_json("google", "google send", send_url(project), &body)
}

/// The same with `validate_only`: Google looks at everything and sends nothing.
pub(super) fn validate(project: &str, message: &Message, token: &DeviceToken) -> Call {
    let body = json!({ "validate_only": true, "message": body::message(message, token) });
    Call::post_json("google", "google dry run", send_url(project), &body).effect(Effect::Read)
}

/// A dry run of an empty message: whether the token is registered for this project.
pub(super) fn look_at(project: &str, token: &DeviceToken) -> Call {
    let body = json!({ "validate_only": true, "message": body::target(token) });
    Call::post_json("google", "google token check", send_url(project), &body).effect(Effect::Read)
}

/// A dry run to a topic: whether the API is enabled and the account may send.
pub(super) fn probe(project: &str) -> Call {
    let message = json!({ "topic": PROBE_TOPIC, "notification": { "title": "pushctl" } });
    let body = json!({ "validate_only": true, "message": message });
    Call::post_json("google", "google permission", send_url(project), &body).effect(Effect::Read)
}

/// `GET /iid/info/TOKEN?details=true`, without its access token: whose token it is.
pub(super) fn look_up(token: &DeviceToken) -> Call {
    let url = format!("{IID_HOST}/iid/info/{}?details=true", escaped(token.as_str()));
    Call::get("google", "google token info", url).header("access_token_auth", HeaderValue::plain("true"))
}

/// The header of every call but the exchange.
pub(super) fn authorised(call: Call, token: HeaderValue) -> Call {
    call.header("authorization", token)
}

fn send_url(project: &str) -> String {
    format!("{SEND_HOST}/v1/projects/{}/messages:send", escaped(project))
}

/// A part of a path. Project ids and device tokens hold nothing that is escaped, unless they were mistyped.
fn escaped(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
    part.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// How far this machine's clock may be from Google's before an assertion is refused, in seconds.
const WINDOW: u64 = 300;

/// The answer of the token endpoint: the access token and its life, or why there is none. `now` in milliseconds.
pub(super) fn exchange_outcome(answer: &Answer, now: u64) -> Result<(Outcome, Option<(Secret, Duration)>), Error> {
    if answer.status >= 300 {
        let outcome = refusal::outcome(answer, Operation::Authenticate);
        return Ok((with_clock(outcome, answer, now), None));
    }
    let json = answer.json()?;
    let text = |key: &str| json.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let Some(token) = text("access_token") else {
        return Err(answer.not_the_vendor("HTTP 200 without `access_token`: not an answer of Google's token endpoint"));
    };
    // Some implementations give the number as text.
    let seconds = match json.get("expires_in") {
        Some(Value::Number(number)) => number.as_u64(),
        Some(Value::String(text)) => text.parse().ok(),
        _ => None,
    };
    let life = Duration::from_secs(seconds.unwrap_or(3599));
    let outcome = Outcome::new("google", Operation::Authenticate, Class::Accepted);
    Ok((outcome, Some((Secret::new(token), life))))
}

/// How wrong this machine's clock is, where Google refuses and its own `Date` says otherwise.
fn with_clock(outcome: Outcome, answer: &Answer, now: u64) -> Outcome {
    let date = answer.header("date").and_then(|date| httpdate::parse_http_date(date).ok());
    let Some(theirs) = date.and_then(|date| date.duration_since(std::time::UNIX_EPOCH).ok()) else { return outcome };
    let (ours, theirs) = (now / 1000, theirs.as_secs());
    let apart = ours.abs_diff(theirs);
    if apart <= WINDOW {
        return outcome;
    }
    let direction = if ours > theirs { "+" } else { "-" };
    outcome.with_fact("clock", Text::new("this machine's clock", "本机时钟误差"), format!("{direction}{apart} s"))
}

/// The answer to a push or a dry run. Only a `name` proves success.
pub(super) fn send_outcome(answer: &Answer, operation: Operation) -> Result<Outcome, Error> {
    if answer.status >= 300 {
        return Ok(refusal::outcome(answer, operation));
    }
    let json = answer.json()?;
    let name = json.get("name").and_then(Value::as_str).and_then(|name| name.split_once("/messages/"));
    let Some((_, id)) = name.filter(|(_, id)| !id.is_empty()) else {
        return Err(answer.not_the_vendor("HTTP 200 without the `name` of a message: not an answer of FCM"));
    };
    if id == "fake_message_id" && operation == Operation::Send {
        return Err(answer.not_the_vendor("the `name` of a dry run, though a push was asked for: nothing was sent"));
    }
    Ok(Outcome::new("google", operation, Class::Accepted).with_id("message_id", id))
}

/// What a dry run says about a token.
pub(super) fn token_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let outcome = send_outcome(answer, Operation::TokenStatus)?;
    let entry = outcome.code.as_deref().and_then(|code| VENDOR.codes.find(outcome.scope, code));
    let state = match outcome.class {
        Class::Accepted => State::Alive,
        // A refusal of our own dry run says nothing about the token.
        Class::TokenInvalid | Class::TokenMismatch => entry.and_then(|entry| entry.state).unwrap_or(State::Suspect),
        _ => State::Unknown,
    };
    // The id of a dry run is that of no message.
    Ok(Outcome { ids: std::collections::BTreeMap::new(), ..outcome }.with_state(state))
}

/// What the permission probe says about the credentials. FCM itself comes after authentication and permission: where it
/// complains about the topic, both are right. A 400 without an `FcmError` is of the JSON reader, which may come before.
pub(super) fn probe_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let mut outcome = send_outcome(answer, Operation::Authenticate)?;
    outcome.ids.clear();
    let is_of_fcm = outcome.scope == USUAL_SCOPE;
    if is_of_fcm && matches!(outcome.class, Class::Payload | Class::TokenInvalid | Class::TokenMismatch) {
        return Ok(Outcome::new("google", Operation::Authenticate, Class::Accepted));
    }
    // There is no device token in a probe: what was not found is the project.
    if outcome.class == Class::TokenInvalid && answer.status == 404 {
        outcome.class = Class::Credentials;
        outcome.failure = Some(NO_PROJECT);
    }
    Ok(outcome)
}

/// Why a probe ends in 404.
const NO_PROJECT: (Text, Text) = (
    Text::new(
        "Google finds no such project: `project_id` is mistyped, or the project was deleted",
        "Google 找不到这个项目：`project_id` 写错了，或者项目已删除",
    ),
    Text::new(
        "copy the project id from the Firebase console, project settings, or leave the key out: the service account knows it",
        "从 Firebase 控制台 → 项目设置 复制项目 ID；也可以不填，服务账号里有",
    ),
);

/// What the Instance ID server tells about a token; nothing, if it tells nothing.
pub(super) fn facts(answer: &Answer) -> Vec<Fact> {
    let Ok(json) = answer.json() else { return Vec::new() };
    if answer.status >= 300 {
        return Vec::new();
    }
    let text = |key: &str| match json.get(key) {
        Some(Value::String(text)) if !text.is_empty() => Some(text.clone()),
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    let topics = json.pointer("/rel/topics").and_then(Value::as_object).filter(|topics| !topics.is_empty());
    let topics = topics.map(|topics| topics.keys().map(String::as_str).collect::<Vec<_>>().join(", "));
    let rows = [
        ("project_number", Text::new("project number that may send", "有权发送的项目编号"), text("authorizedEntity")),
        ("package_name", Text::new("package", "包名"), text("application")),
        ("app_version", Text::new("app version", "应用版本"), text("applicationVersion")),
        ("platform", Text::new("platform", "平台"), text("platform")),
        ("topics", Text::new("topics", "主题"), topics),
    ];
    rows.into_iter().filter_map(|(key, label, value)| Some(Fact { key, label, value: value? })).collect()
}

/// Seconds as a duration of protobuf: `3600s`, `3.5s`.
pub(super) fn seconds(duration: Duration) -> String {
    let (whole, nanos) = (duration.as_secs(), duration.subsec_nanos());
    if nanos == 0 {
        return format!("{whole}s");
    }
    let fraction = format!("{nanos:09}");
    format!("{whole}.{}s", fraction.trim_end_matches('0'))
}

/// A duration of protobuf, in nanoseconds; `None`: it is none.
pub(super) fn nanos(text: &str) -> Option<u128> {
    let number = text.trim().strip_suffix('s')?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, "0"));
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) || whole.len() > 12 || fraction.len() > 9 {
        return None;
    }
    let nanos: u128 = format!("{fraction:0<9}").parse().ok()?;
    Some(whole.parse::<u128>().ok()? * 1_000_000_000 + nanos)
}

/// Where a refusal said how long to wait.
fn with_patience(outcome: Outcome, answer: &Answer) -> Outcome {
    match answer.header("retry-after") {
        Some(wait) => {
            let shown =
                if wait.bytes().all(|byte| byte.is_ascii_digit()) { format!("{wait} s") } else { wait.to_owned() };
            outcome.with_fact("retry_after", text!("wait", "需要等待"), shown)
        }
        None => outcome,
    }
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
