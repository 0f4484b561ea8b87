//! What Xiaomi's answers mean: pure functions from what came back to an [`Outcome`].
//!
//! Every answer has `result` (`ok` or `error`), `code`, `description` and `trace_id`, a refusal also `reason`, which
//! says more than the code. HTTP is 200 as far as anybody saw, but no document says so: a body with a `code` counts
//! whatever the status.

use serde_json::Value;

use super::VENDOR;
use crate::http::{Answer, Error};
use crate::outcome::{Class, Figure, Operation, Outcome};
use crate::text::Text;
use crate::vendors::{Found, USUAL_SCOPE};

/// The scope of `code` in errors.toml.
const CODE: &str = USUAL_SCOPE;
/// The scope of what `data` says beside an accepted request.
const DATA: &str = "data";
/// The scope of codes that only the retired feedback host gave.
const FEEDBACK: &str = "feedback";

/// The scope of a receipt's `type`.
const RECEIPT: &str = "receipt";

/// Keys of `data` that take back a part of what `code` 0 says. Their values are texts, empty or absent if all is well.
const RESERVATIONS: [&str; 2] = ["bad_regids", "channel_exceed_quota"];

/// The answer to a send. `code` 0 means that the request was taken, and `data` may say that the phone was not right.
pub(super) fn send_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let read = match read(answer, Operation::Send)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let mut outcome = read.outcome(Operation::Send);
    if outcome.class == Class::Accepted
        && let Some(key) = read.reservations().next()
    {
        outcome.class = VENDOR.codes.find(DATA, key).map_or(Class::TokenInvalid, |entry| entry.class);
        outcome = outcome.with_code(DATA, key);
    }
    outcome.figures = read.figures(QUOTA);
    Ok(match read.data().and_then(|data| text(data.get("id"))) {
        Some(id) => outcome.with_id("msg_id", id),
        None => outcome,
    })
}

/// The answer to the quota query, which proves the AppSecret. Codes that say "too often" or "not your right" are given
/// to an app that Xiaomi knows: its secret is right.
pub(super) fn quota_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let read = match read(answer, Operation::Authenticate)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let mut outcome = read.outcome(Operation::Authenticate);
    if matches!(read.code.as_str(), "10027" | "10038" | "10039") {
        outcome.class = Class::Accepted;
    }
    outcome.figures = read.figures(QUOTA);
    // Nobody has written down the answer's fields.
    if read.code == "0" && outcome.figures.is_empty() {
        outcome.raw = Some(answer.excerpt());
    }
    Ok(outcome)
}

/// The answer to a status query: `data.data`, one object or a list of them.
pub(super) fn status_outcome(answer: &Answer, message_id: &str) -> Result<Outcome, Error> {
    let read = match read(answer, Operation::MessageStatus)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let outcome = read.outcome(Operation::MessageStatus).with_id("msg_id", message_id);
    if outcome.class != Class::Accepted {
        return Ok(outcome);
    }
    let inner = read.data().map(|data| data.get("data").unwrap_or(data));
    let row = match inner {
        // Another message's numbers would be worse than none.
        Some(Value::Array(rows)) => {
            let is_of = |row: &&Value| text(row.get("id")).is_none_or(|id| id == message_id);
            rows.iter().find(is_of)
        }
        other => other,
    };
    let figures = row.map(|row| read_figures(row, COUNTS)).unwrap_or_default();
    if figures.is_empty() {
        return Ok(Outcome { raw: Some(answer.excerpt()), ..outcome });
    }
    let facts = row.into_iter().flat_map(|row| RATES.iter().map(move |rate| (row, rate)));
    let outcome = facts.fold(outcome, |outcome, (row, (key, label))| match text(row.get(*key)) {
        Some(value) => outcome.with_fact(key, label.clone(), value),
        None => outcome,
    });
    Ok(Outcome { figures, ..outcome })
}

/// Today's quota, as sends report it; the numbers come as texts.
const QUOTA: &[(&str, Text)] =
    &[("day_quota", Text::new("quota of today", "今日额度")), ("day_acked", Text::new("used", "已用"))];

/// What became of a message. 0 resolved: the regId was not valid; resolved but not delivered: the phone is off,
/// notifications are off, or the message was filtered.
const COUNTS: &[(&str, Text)] = &[
    ("resolved", Text::new("targets found", "有效目标")),
    ("delivered", Text::new("delivered", "送达")),
    ("click", Text::new("clicked", "点击")),
];

/// The same as Xiaomi puts it in texts.
const RATES: &[(&str, Text)] = &[
    ("delivery_rate", Text::new("delivery rate", "送达率")),
    ("click_rate", Text::new("click rate", "点击率")),
    ("create_time", Text::new("created", "创建时间")),
];

/// The codes in an answer out of a log: `code`, and what `data` takes back; or the `type` of one receipt, which stands
/// in an object under its message's id.
pub(super) fn codes_in(answer: &Value) -> Vec<Found> {
    if let Some(receipt) = receipt_in(answer) {
        return vec![receipt];
    }
    let is_ours = ["result", "trace_id", "description", "reason"].iter().any(|key| answer.get(*key).is_some());
    let answer = Answer { status: 200, body: answer.to_string(), ..Answer::default() };
    let Ok(Ok(read)) = read(&answer, Operation::Send) else { return Vec::new() };
    if !is_ours || read.code.parse::<i64>().is_err() {
        return Vec::new();
    }
    let Outcome { class, text, .. } = read.outcome(Operation::Send);
    let code = read.code.clone();
    let first = match VENDOR.codes.find(FEEDBACK, &code) {
        Some(entry) => Found { scope: FEEDBACK, code, class: entry.class, text },
        None => Found { scope: CODE, code, class, text },
    };
    let reservation = |key: &str| {
        let class = VENDOR.codes.find(DATA, key).map_or(Class::TokenInvalid, |entry| entry.class);
        Found { scope: DATA, code: key.to_owned(), class, text: None }
    };
    [first].into_iter().chain(read.reservations().map(reservation)).collect()
}

/// A receipt: `type`, the regIds in `targets`, and when. `type` alone is a word of many logs.
fn receipt_in(answer: &Value) -> Option<Found> {
    let code = answer.get("type")?.as_u64()?.to_string();
    let is_ours = answer.get("targets").is_some_and(Value::is_string)
        && ["timestamp", "barStatus"].iter().any(|key| answer.get(*key).is_some());
    let entry = VENDOR.codes.find(RECEIPT, &code).filter(|_| is_ours)?;
    Some(Found { scope: RECEIPT, code, class: entry.class, text: None })
}

/// An answer read as far as all of Xiaomi's answers are alike.
struct Read {
    status: u16,
    json: Value,
    code: String,
}

/// Reads `code`. `Ok(Err(outcome))`: HTTP itself says that there is no verdict.
fn read(answer: &Answer, operation: Operation) -> Result<Result<Read, Outcome>, Error> {
    let json = answer.json();
    if let Ok(json) = &json
        && let Some(code) = text(json.get("code"))
    {
        return Ok(Ok(Read { status: answer.status, json: json.clone(), code }));
    }
    let class = match answer.status {
        200..=299 => {
            json?;
            return Err(answer.not_the_vendor("JSON without `code`: not an answer of Xiaomi"));
        }
        429 => Class::RateLimited,
        500..=599 => Class::Transient,
        _ => Class::Protocol,
    };
    let mut outcome = Outcome::new("xiaomi", operation, class).with_code("http", answer.status.to_string());
    outcome.raw = Some(answer.excerpt()).filter(|excerpt| !excerpt.is_empty());
    Ok(Err(outcome))
}

impl Read {
    /// The outcome by `code`, `result` and `reason`.
    fn outcome(&self, operation: Operation) -> Outcome {
        let outcome =
            Outcome::new("xiaomi", operation, self.class()).with_code(CODE, self.code.clone()).with_text(self.words());
        match text(self.json.get("trace_id")) {
            Some(id) => outcome.with_id("trace_id", id),
            None => outcome,
        }
    }

    fn class(&self) -> Class {
        let says_ok = self.string("result").is_none_or(|result| result == "ok");
        match self.code.as_str() {
            "0" if says_ok && (200..300).contains(&self.status) => Class::Accepted,
            // `code` and `result`, or `code` and HTTP, contradict each other: nothing is proven.
            "0" => Class::Protocol,
            "20301" if self.is_about_the_message() => Class::Payload,
            code => {
                let entry = VENDOR.codes.find(CODE, code);
                entry.map_or_else(|| class_of_unknown(code, self.status), |entry| entry.class)
            }
        }
    }

    /// 20301 is "sending failed"; its usual reason is `No valid targets!`, any other one is about the message.
    fn is_about_the_message(&self) -> bool {
        self.string("reason").is_some_and(|reason| !reason.to_ascii_lowercase().contains("no valid target"))
    }

    /// `description`, and `reason` where it says something else.
    fn words(&self) -> String {
        match (self.string("description"), self.string("reason")) {
            (Some(description), Some(reason)) if description != reason => format!("{description}: {reason}"),
            (description, reason) => description.or(reason).unwrap_or_default().to_owned(),
        }
    }

    fn string(&self, key: &str) -> Option<&str> {
        self.json.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
    }

    fn data(&self) -> Option<&Value> {
        self.json.get("data").filter(|data| !data.is_null())
    }

    fn reservations(&self) -> impl Iterator<Item = &'static str> {
        let data = self.data();
        RESERVATIONS.into_iter().filter(move |key| data.is_some_and(|data| text(data.get(*key)).is_some()))
    }

    fn figures(&self, wanted: &[(&'static str, Text)]) -> Vec<Figure> {
        self.data().map(|data| read_figures(data, wanted)).unwrap_or_default()
    }
}

/// A code that no list has: HTTP says whether the vendor failed, else its range says what it is about. It stays a
/// refusal: Xiaomi answered, and its own words are shown.
fn class_of_unknown(code: &str, status: u16) -> Class {
    match (status, code.parse::<u32>()) {
        (429, _) => Class::RateLimited,
        (500..=599, _) => Class::Transient,
        (_, Ok(21_300..=21_399)) => Class::Credentials,
        (_, Ok(22_000..=22_099)) => Class::Permission,
        (_, Ok(200_000..=200_099)) => Class::Quota,
        _ => Class::Payload,
    }
}

/// A text or a number as text, if it says anything.
fn text(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn read_figures(row: &Value, wanted: &[(&'static str, Text)]) -> Vec<Figure> {
    let number = |key: &str| text(row.get(key)).and_then(|text| text.trim().parse().ok());
    wanted.iter().filter_map(|(key, label)| Some(Figure { key, label: label.clone(), value: number(key)? })).collect()
}

#[cfg(test)]
mod tests;
