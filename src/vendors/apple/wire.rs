//! Requests to APNs and its answers: pure functions from what we mean to what is sent, and from what came back to an
//! [`Outcome`].
//!
//! One call, `POST /3/device/TOKEN`. Header names and limits: Apple, sending notification requests to APNs (2026);
//! answers: Apple, handling notification responses from APNs (2026).

use std::borrow::Cow;
use std::fmt::Write as _;

use a2::{CollapseId, NotificationOptions, Priority, PushType};
use serde_json::Value;

use super::codes;
use super::decode::date;
use super::payload::{payload, push_type, suffix};
use super::{Credentials, VENDOR};
use crate::device::DeviceToken;
use crate::http::{Answer, Call, Effect, Error, HeaderValue};
use crate::message::{self, Message};
use crate::outcome::{Class, Operation, Outcome, State};
use crate::text::Text;
use crate::vendors::{Found, USUAL_SCOPE};

/// The scope of the channel calls' reasons in errors.toml.
const CHANNEL: &str = "channel";

/// A device token that no device has. With good credentials APNs answers `BadDeviceToken`, and nothing can arrive.
/// Used so by the integration tests of ndx-technologies/go-apple (2026-09) against both hosts.
pub(super) const NOBODY: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// A push, without its `authorization`. `millis` since 1970.
pub(super) fn push(credentials: &Credentials, message: &Message, token: &DeviceToken, millis: u64) -> Call {
    let seconds = millis / 1000;
    let topic = topic(credentials, message);
    let expiration = message.ttl.map(|ttl| expiration(ttl.as_secs(), seconds));
    let options = NotificationOptions {
        apns_id: message.option("apns_id"),
        apns_push_type: known_push_type(push_type(message)),
        apns_expiration: expiration,
        apns_priority: priority(message),
        apns_topic: topic.as_deref(),
        apns_collapse_id: message.collapse_key.as_deref().and_then(|key| CollapseId::new(key).ok()),
    };
    let call = device_call(credentials, "apple send", token.as_str(), payload(message, seconds).to_string());
    // What a2 has no word for is written as it was given: `widgets`, priority 1.
    let push_type = options.apns_push_type.map_or_else(|| push_type(message).to_owned(), |known| known.to_string());
    let lowest = message.option("priority").filter(|priority| *priority == "1");
    let priority = lowest.map(str::to_owned).or(options.apns_priority.map(|priority| priority.to_string()));
    let headers = [
        ("apns-push-type", Some(push_type)),
        ("apns-topic", options.apns_topic.map(str::to_owned)),
        ("apns-priority", priority),
        ("apns-expiration", options.apns_expiration.map(|seconds| seconds.to_string())),
        ("apns-id", options.apns_id.map(str::to_owned)),
        ("apns-collapse-id", options.apns_collapse_id.map(|id| id.value.to_owned())),
    ];
    with_headers(call, headers)
}

/// A push to [`NOBODY`], which proves the credentials: it asks, and reaches no phone.
pub(super) fn prove(credentials: &Credentials) -> Call {
    let call = device_call(credentials, "apple credentials", NOBODY, r#"{"aps":{"alert":"pushctl"}}"#);
    with_least_headers(call.effect(Effect::Read), credentials, "alert")
}

/// A silent background push: the only way to ask about a token. It wakes the app at most and shows nothing.
pub(super) fn probe(credentials: &Credentials, token: &DeviceToken) -> Call {
    let call = device_call(credentials, "apple token probe", token.as_str(), r#"{"aps":{"content-available":1}}"#);
    with_least_headers(call, credentials, "background")
}

fn device_call(credentials: &Credentials, name: &'static str, token: &str, body: impl Into<Cow<'static, str>>) -> Call {
    let host = credentials.environment.host();
    let url = format!("https://{host}/3/device/{}", in_path(token));
    Call::post_json_text("apple", name, url, body).over_http2()
}

fn with_headers(call: Call, headers: impl IntoIterator<Item = (&'static str, Option<String>)>) -> Call {
    headers.into_iter().fold(call, |call, (name, value)| match value {
        Some(value) => call.header(name, HeaderValue::plain(value)),
        None => call,
    })
}

/// With what APNs needs to judge a push that nobody is to see: tried once, not stored, not urgent.
fn with_least_headers(call: Call, credentials: &Credentials, push_type: &'static str) -> Call {
    let call = call.header("apns-push-type", HeaderValue::plain(push_type));
    let call = match &credentials.topic {
        Some(topic) => call.header("apns-topic", HeaderValue::plain(topic.clone())),
        None => call,
    };
    call.header("apns-priority", HeaderValue::plain("5")).header("apns-expiration", HeaderValue::plain("0"))
}

/// A token as a part of a path. A right one has nothing to be encoded; a wrong one must not change the path.
fn in_path(token: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    if token.bytes().all(is_plain) {
        return Cow::Borrowed(token);
    }
    let encoded = token.bytes().fold(String::new(), |mut path, byte| {
        if is_plain(byte) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
        path
    });
    Cow::Owned(encoded)
}

/// What stands in `apns-topic`: what the message says, else the bundle id with the suffix of the push type.
pub(super) fn topic(credentials: &Credentials, message: &Message) -> Option<String> {
    let own = message.option("apns_topic").map(str::to_owned);
    own.or_else(|| Some(format!("{}{}", credentials.topic.as_deref()?, suffix(push_type(message)))))
}

/// An absolute time; 0 means one attempt and no storing.
const fn expiration(ttl: u64, now: u64) -> u64 {
    if ttl == 0 { 0 } else { now.saturating_add(ttl) }
}

/// 10 or 5. Background pushes are of priority 5 whatever `--priority` says, since APNs refuses 10.
fn priority(message: &Message) -> Option<Priority> {
    match (message.option("priority"), push_type(message), message.priority) {
        (Some("10"), ..) => Some(Priority::High),
        (Some("5"), ..) | (_, "background", _) | (_, _, Some(message::Priority::Normal)) => Some(Priority::Normal),
        (_, _, Some(message::Priority::High)) => Some(Priority::High),
        (_, _, None) => None,
    }
}

fn known_push_type(word: &str) -> Option<PushType> {
    Some(match word {
        "alert" => PushType::Alert,
        "background" => PushType::Background,
        "location" => PushType::Location,
        "voip" => PushType::Voip,
        "fileprovider" => PushType::FileProvider,
        "mdm" => PushType::Mdm,
        "liveactivity" => PushType::LiveActivity,
        "pushtotalk" => PushType::PushToTalk,
        _ => return None,
    })
}

/// Reads an answer. Accepted is only HTTP 200 with an `apns-id`: a gateway's 200 has none.
pub(super) fn outcome(answer: &Answer, operation: Operation) -> Result<Outcome, Error> {
    if answer.status == 200 {
        let Some(id) = answer.header("apns-id") else {
            return Err(answer.not_the_vendor("HTTP 200 without `apns-id`: not an answer of APNs"));
        };
        let outcome = Outcome::new("apple", operation, Class::Accepted).with_id("apns_id", id);
        return Ok(match answer.header("apns-unique-id") {
            Some(id) => outcome.with_id("apns_unique_id", id),
            None => outcome,
        });
    }
    let failed = match answer.status {
        429 => Some(Class::RateLimited),
        500..=599 => Some(Class::Transient),
        _ => None,
    };
    let json = match (answer.json(), failed) {
        (Ok(json), _) => json,
        (Err(_), Some(class)) => return Ok(without_reason(answer, operation, class)),
        (Err(error), None) => return Err(error),
    };
    let Some(reason) = json.get("reason").and_then(Value::as_str).filter(|reason| !reason.is_empty()) else {
        return match failed {
            Some(class) => Ok(without_reason(answer, operation, class)),
            None => {
                Err(answer.not_the_vendor(&format!("HTTP {} without `reason`: not an answer of APNs", answer.status)))
            }
        };
    };
    let outcome = Outcome::new("apple", operation, class_of(reason, answer.status)).with_code(USUAL_SCOPE, reason);
    let outcome = match answer.header("apns-id") {
        Some(id) => outcome.with_id("apns_id", id),
        None => outcome,
    };
    // What the clock of this machine is to be compared with.
    let clock = answer.header("date").filter(|_| reason == "ExpiredProviderToken");
    let outcome = match clock {
        Some(clock) => outcome.with_fact("server_clock", Text::new("clock of APNs", "APNs 的时间"), clock),
        None => outcome,
    };
    let since = json.get("timestamp").and_then(Value::as_u64);
    Ok(match since.and_then(|millis| date(millis / 1000)) {
        Some(since) => outcome.with_fact("invalid_since", Text::new("no longer valid since", "失效时间"), since),
        None => outcome,
    })
}

fn without_reason(answer: &Answer, operation: Operation, class: Class) -> Outcome {
    let mut outcome = Outcome::new("apple", operation, class).with_code("http", answer.status.to_string());
    outcome.raw = Some(answer.excerpt()).filter(|excerpt| !excerpt.is_empty());
    outcome
}

fn class_of(reason: &str, status: u16) -> Class {
    VENDOR.codes.find(USUAL_SCOPE, reason).map_or_else(|| codes::class_of_unknown(status), |entry| entry.class)
}

/// What the answer to [`prove`] says about the credentials.
pub(super) fn proof_outcome(credentials: &Credentials, answer: &Answer) -> Result<Outcome, Error> {
    let mut outcome = outcome(answer, Operation::Authenticate)?;
    match (outcome.class, outcome.code.as_deref()) {
        (_, Some("BadDeviceToken")) => {
            // APNs looks at the token last: key, team and environment were right. That the topic is, is likely only.
            outcome.class = Class::Accepted;
            let topic = credentials.topic.clone().unwrap_or_default();
            Ok(outcome.with_fact("topic", Text::new("topic not refused", "topic 未被拒绝"), topic))
        }
        (Class::Accepted, _) => {
            outcome.class = Class::Protocol;
            outcome.failure = Some((
                Text::new(
                    "APNs took a push to a device token of zeros, which no device has: this proves nothing",
                    "APNs 接受了发给全零 device token 的推送，而没有设备用这个 token：这什么也证明不了",
                ),
                Text::new(
                    "look whether something else answers in APNs' place, with -v",
                    "用 -v 看看是不是别的服务器在代替 APNs 回答",
                ),
            ));
            Ok(outcome)
        }
        _ => Ok(outcome),
    }
}

/// What the answer to [`probe`] says about a token.
pub(super) fn state_of(outcome: &Outcome) -> State {
    let code = outcome.code.as_deref().unwrap_or_default();
    let known = VENDOR.codes.find(outcome.scope, code).and_then(|entry| entry.state);
    match (outcome.class, known) {
        (Class::Accepted, _) => State::Alive,
        (_, Some(state)) => state,
        (Class::TokenInvalid | Class::TokenMismatch, None) => State::Suspect,
        _ => State::Unknown,
    }
}

/// The reason in an answer out of a log. A log's own `"reason":"timeout"` is none: APNs' begin with a capital and are
/// one word.
pub(super) fn codes_in(answer: &Value) -> Vec<Found> {
    let Some(reason) = answer.get("reason").and_then(Value::as_str) else { return Vec::new() };
    let known = |scope: &'static str| VENDOR.codes.find(scope, reason).map(|entry| (scope, entry.class));
    let looks_right = reason.starts_with(|first: char| first.is_ascii_uppercase())
        && reason.chars().filter(char::is_ascii_uppercase).count() > 1
        && reason.bytes().all(|byte| byte.is_ascii_alphabetic());
    let unknown = || looks_right.then_some((USUAL_SCOPE, Class::Payload));
    let found = known(USUAL_SCOPE).or_else(|| known(CHANNEL)).or_else(unknown);
    found.map(|(scope, class)| Found { scope, code: reason.to_owned(), class, text: None }).into_iter().collect()
}

#[cfg(all(test, feature = "emulator"))]
pub(super) mod tests;
