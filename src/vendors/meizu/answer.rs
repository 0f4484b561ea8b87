//! Meizu's answers: `{"code":"200","message":"","value":…,"redirect":"","msgId":"…"}` with HTTP 200.
//!
//! `code` is a text; `value` may be an object, an array, a flag or `""`. A push with code 200 may have failed all the
//! same: `value` then holds, by code, the pushIds that failed.

use serde_json::Value;

use super::{VENDOR, codes};
use crate::device::DeviceToken;
use crate::http::{Answer, Error};
use crate::outcome::{Class, Figure, Operation, Outcome, State};
use crate::text::Text;
use crate::vendors::{Found, USUAL_SCOPE, usual};

/// The scope of `code` in errors.toml.
const RESULT: &str = USUAL_SCOPE;
/// The scope of the codes in `value` in errors.toml.
const VALUE: &str = "value";

/// An answer read as far as all of Meizu's answers are alike.
struct Read<'a> {
    answer: &'a Answer,
    json: Value,
    code: String,
    text: String,
}

/// Reads `code` and `message`. `Ok(Err(outcome))`: HTTP itself says that there is no verdict.
fn read(answer: &Answer, operation: Operation) -> Result<Result<Read<'_>, Outcome>, Error> {
    if let Some(outcome) = usual::refused_by_http("meizu", operation, answer) {
        return Ok(Err(outcome));
    }
    let json = answer.json()?;
    let Some(code) = json.get("code").and_then(scalar) else {
        return Err(answer.not_the_vendor("JSON without `code`: not an answer of Meizu"));
    };
    let text = json.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Ok(Read { answer, json, code, text }))
}

/// A number, or a text that is not empty.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

impl Read<'_> {
    /// The outcome by `code` alone.
    fn outcome(&self, operation: Operation) -> Outcome {
        let entry = VENDOR.codes.find(RESULT, &self.code);
        let class = entry.map_or_else(|| codes::class_of_unknown(&self.code), |entry| entry.class);
        Outcome::new("meizu", operation, class).with_code(RESULT, self.code.clone()).with_text(self.text.clone())
    }

    /// Code 200 around something that no document describes: shown as it came, and not taken for a yes.
    fn unclear(&self, operation: Operation) -> Outcome {
        let mut outcome = Outcome { class: Class::Protocol, ..self.outcome(operation) };
        outcome.raw = Some(self.answer.excerpt());
        outcome
    }

    /// What `value` says of one pushId.
    fn about(&self, token: &DeviceToken) -> About {
        let Some(failures) = failures(self.json.get("value")) else { return About::Unclear };
        let mut named_others = false;
        for (code, ids) in failures.iter().filter(|(code, _)| class_of_target(code) != Class::Accepted) {
            if ids.iter().any(|id| id.trim() == token.as_str()) {
                return About::Failed(code.clone());
            }
            named_others |= !ids.is_empty();
        }
        if named_others { About::Unclear } else { About::Nothing }
    }
}

/// What an answer with code 200 says of one pushId.
enum About {
    /// Nothing: it did not fail.
    Nothing,
    /// It failed with this code.
    Failed(String),
    /// A shape nobody knows, or failures of pushIds that were not asked about.
    Unclear,
}

/// The failed pushIds by code. `None`: a shape nobody knows. One public client reads the map the other way round, by
/// pushId; the vendor's document and SDK do not.
fn failures(value: Option<&Value>) -> Option<Vec<(String, Vec<String>)>> {
    match value {
        None | Some(Value::Null) => Some(Vec::new()),
        Some(Value::String(text)) => text.is_empty().then(Vec::new),
        Some(Value::Array(items)) => items.is_empty().then(Vec::new),
        Some(Value::Object(map)) => map.iter().map(|(key, value)| failure(key, value)).collect(),
        Some(_) => None,
    }
}

fn failure(key: &str, value: &Value) -> Option<(String, Vec<String>)> {
    match value {
        Value::Array(ids) if is_code(key) => {
            let ids: Option<Vec<String>> = ids.iter().map(|id| id.as_str().map(str::to_owned)).collect();
            Some((key.to_owned(), ids?))
        }
        Value::String(id) if is_code(key) && !is_code(id) => Some((key.to_owned(), vec![id.clone()])),
        other => scalar(other).filter(|code| is_code(code)).map(|code| (code, vec![key.to_owned()])),
    }
}

/// Codes have at most six digits; a pushId has 32 characters and more.
fn is_code(text: &str) -> bool {
    text.len() <= 7 && text.parse::<i32>().is_ok()
}

/// The class of a code in `value`.
fn class_of_target(code: &str) -> Class {
    let entry = VENDOR.codes.find(VALUE, code);
    entry.map_or_else(|| codes::class_of_unknown_target(code), |entry| entry.class)
}

/// The answer to a send: accepted only if the code is 200 and `value` does not name the pushId.
pub(super) fn send_outcome(answer: &Answer, token: &DeviceToken) -> Result<Outcome, Error> {
    let operation = Operation::Send;
    let read = match read(answer, operation)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let mut outcome = read.outcome(operation);
    if outcome.class == Class::Accepted {
        outcome = match read.about(token) {
            About::Nothing => outcome,
            About::Unclear => read.unclear(operation),
            About::Failed(code) => {
                let class = class_of_target(&code);
                Outcome { class, ..outcome }.with_code(VALUE, code)
            }
        };
    }
    Ok(match read.json.get("msgId").and_then(scalar) {
        Some(id) => outcome.with_id("msg_id", id),
        None => outcome,
    })
}

/// The answer to the call that proves credentials. 500 about dates comes after the sign was looked at, so that the
/// credentials are right: what is wrong then is this machine's clock.
pub(super) fn credentials_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let operation = Operation::Authenticate;
    let read = match read(answer, operation)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let outcome = read.outcome(operation);
    if read.code == "500" && is_about_dates(&read.text) {
        return Ok(Outcome { class: Class::Accepted, ..outcome });
    }
    Ok(outcome)
}

/// Whole words, since `timeout`, `RuntimeException` and `update` are failures of the server.
fn is_about_dates(words: &str) -> bool {
    let chinese = ["日期", "开始时间", "结束时间", "30天", "30 天"].iter().any(|word| words.contains(word));
    let words = words.to_lowercase();
    let mut english = words.split(|character: char| !character.is_ascii_alphanumeric());
    chinese || english.any(|word| matches!(word, "date" | "dates" | "days" | "starttime" | "endtime"))
}

/// The answer to a question about one pushId. `barTypeSwitch` is the switch for notifications.
pub(super) fn switch_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let operation = Operation::TokenStatus;
    let read = match read(answer, operation)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome.with_state(State::Unknown)),
    };
    let outcome = read.outcome(operation);
    if outcome.class != Class::Accepted {
        let entry = VENDOR.codes.find(RESULT, &read.code);
        return Ok(outcome.with_state(entry.and_then(|entry| entry.state).unwrap_or(State::Unknown)));
    }
    let value = read.json.get("value");
    Ok(match value.and_then(|value| value.get("barTypeSwitch")).and_then(is_on) {
        Some(true) => outcome.with_state(State::Alive),
        Some(false) => outcome.with_state(State::Muted),
        None => read.unclear(operation).with_state(State::Unknown),
    })
}

/// A switch: 0 or 1, as a number, text or flag.
fn is_on(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(on) => Some(*on),
        other => match scalar(other)?.as_str() {
            "1" | "true" => Some(true),
            "0" | "false" => Some(false),
            _ => None,
        },
    }
}

/// What Meizu counts for a task.
const FIGURES: &[(&str, &str, Text)] = &[
    ("targetNo", "target", Text::new("addressed", "目标")),
    ("validNo", "valid", Text::new("valid", "有效")),
    ("pushedNo", "send", Text::new("sent", "下发")),
    ("acceptNo", "receive", Text::new("arrived", "到达")),
    ("displayNo", "display", Text::new("shown", "展示")),
    ("clickNo", "click", Text::new("clicked", "点击")),
];

/// The answer to a question about a task.
pub(super) fn task_outcome(answer: &Answer, task_id: &str) -> Result<Outcome, Error> {
    let operation = Operation::MessageStatus;
    let read = match read(answer, operation)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let outcome = read.outcome(operation).with_id("task_id", task_id);
    if outcome.class != Class::Accepted {
        return Ok(outcome);
    }
    let figures: Vec<Figure> = FIGURES.iter().filter_map(|figure| read_figure(&read.json, figure)).collect();
    Ok(if figures.is_empty() {
        read.unclear(operation).with_id("task_id", task_id)
    } else {
        Outcome { figures, ..outcome }
    })
}

/// One sample of the document prints `acceptNo` with a blank behind it.
fn read_figure(json: &Value, (wire, key, label): &(&str, &'static str, Text)) -> Option<Figure> {
    let counters = json.get("value")?.as_object()?;
    let (_, value) = counters.iter().find(|(name, _)| name.trim() == *wire)?;
    let value = scalar(value)?.parse().ok()?;
    Some(Figure { key, label: label.clone(), value })
}

/// The address that code 300 names, if it is one of Meizu's: a sign must not go anywhere else.
pub(super) fn redirect(answer: &Answer) -> Option<String> {
    let json = answer.json().ok()?;
    let is_redirect = json.get("code").and_then(scalar).is_some_and(|code| code == "300");
    let url = json.get("redirect").and_then(Value::as_str).filter(|_| is_redirect)?.trim();
    let host = url.strip_prefix("https://")?.split(['/', '?', '#']).next().unwrap_or_default();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let is_meizu = host.bytes().all(plain) && host.to_ascii_lowercase().ends_with(".meizu.com");
    is_meizu.then(|| url.to_owned())
}

/// The codes in an answer out of a log: `code`, and each code of `value`. `code` alone is a common word; an answer of
/// Meizu has another of its members beside it.
pub(super) fn codes_in(json: &Value) -> Vec<Found> {
    let has = |key: &str| json.get(key).is_some();
    let code = json.get("code").and_then(scalar).filter(|code| is_code(code));
    let Some(code) = code.filter(|_| ["value", "redirect", "msgId"].into_iter().any(has)) else { return Vec::new() };
    let class = VENDOR.codes.find(RESULT, &code).map_or_else(|| codes::class_of_unknown(&code), |entry| entry.class);
    let words = json.get("message").and_then(Value::as_str).filter(|words| !words.is_empty());
    let inner = if class == Class::Accepted { failures(json.get("value")).unwrap_or_default() } else { Vec::new() };
    let mut inner: Vec<String> = inner.into_iter().filter(|(_, ids)| !ids.is_empty()).map(|(code, _)| code).collect();
    inner.sort_unstable();
    inner.dedup();
    let mut found = vec![Found { scope: RESULT, code, class, text: words.map(str::to_owned) }];
    let of_target = |code: String| Found { scope: VALUE, class: class_of_target(&code), code, text: None };
    found.extend(inner.into_iter().map(of_target));
    found
}

#[cfg(test)]
mod tests;
