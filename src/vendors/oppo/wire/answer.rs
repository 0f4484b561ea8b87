//! OPPO's answers: `{"code":0,"message":"success","data":{…}}`, with HTTP 200 also for a refusal.

use serde_json::Value;

use crate::http::{Answer, Error};
use crate::outcome::{Class, Operation, Outcome};
use crate::secret::Secret;
use crate::vendors::oppo::{VENDOR, codes};
use crate::vendors::{Found, USUAL_SCOPE, usual};

/// The scope of `code` in errors.toml.
const CODE: &str = USUAL_SCOPE;
/// The scope of one item's code in a batch.
const ITEM: &str = "data.errorCode";
/// The scope of a receipt's event.
const EVENT: &str = "eventType";

/// An answer read as far as all of OPPO's answers are alike.
struct Read {
    json: Value,
    code: String,
    text: String,
}

/// Reads `code` and `message`. `Ok(Err(outcome))`: HTTP itself says that there is no verdict.
fn read(answer: &Answer, operation: Operation) -> Result<Result<Read, Outcome>, Error> {
    if let Some(outcome) = usual::refused_by_http("oppo", operation, answer) {
        return Ok(Err(outcome));
    }
    let json = answer.json()?;
    let Some(code) = scalar(json.get("code")) else {
        return Err(answer.not_the_vendor("JSON without `code`: not an answer of OPPO"));
    };
    let text = json.get("message").and_then(Value::as_str).unwrap_or_default().to_owned();
    Ok(Ok(Read { json, code, text }))
}

/// A number or a text that is not empty.
fn scalar(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        _ => None,
    }
}

fn class_of(scope: &str, code: &str) -> Class {
    if (scope, code) == (CODE, "0") {
        return Class::Accepted;
    }
    VENDOR.codes.find(scope, code).map_or_else(|| codes::class_of_unknown(code), |entry| entry.class)
}

impl Read {
    /// The outcome by `code` alone.
    fn outcome(&self, operation: Operation) -> Outcome {
        let class = class_of(CODE, &self.code);
        Outcome::new("oppo", operation, class).with_code(CODE, self.code.clone()).with_text(self.text.clone())
    }

    fn data(&self, key: &str) -> Option<String> {
        scalar(self.json.get("data")?.get(key))
    }
}

/// The answer to auth: the access token, or why there is none.
pub(in crate::vendors::oppo) fn auth_outcome(answer: &Answer) -> Result<(Outcome, Option<Secret>), Error> {
    let read = match read(answer, Operation::Authenticate)? {
        Ok(read) => read,
        Err(outcome) => return Ok((outcome, None)),
    };
    let outcome = read.outcome(Operation::Authenticate);
    match (outcome.class, read.data("auth_token")) {
        (Class::Accepted, None) => {
            Err(answer.not_the_vendor("`code` 0 without `data.auth_token`: not an answer of OPPO"))
        }
        (Class::Accepted, Some(token)) => Ok((outcome, Some(Secret::new(token)))),
        _ => Ok((outcome, None)),
    }
}

/// Whether OPPO no longer takes the access token (11); it answers so before it looks at the rest.
pub(in crate::vendors::oppo) fn token_expired(answer: &Answer) -> bool {
    answer.json().is_ok_and(|json| scalar(json.get("code")).as_deref() == Some("11"))
}

/// The answer to a single push. The id is `messageId` here and `message_id` in other calls; both are read. A batch has
/// a code per item beside the `code` 0 of the whole, so one is looked for here too.
pub(in crate::vendors::oppo) fn send_outcome(answer: &Answer) -> Result<Outcome, Error> {
    let read = match read(answer, Operation::Send)? {
        Ok(read) => read,
        Err(outcome) => return Ok(outcome),
    };
    let mut outcome = read.outcome(Operation::Send);
    let id = read.data("messageId").or_else(|| read.data("message_id"));
    if outcome.class == Class::Accepted {
        if let Some(code) = read.data("errorCode").filter(|code| code != "0") {
            outcome.class = class_of(ITEM, &code);
            outcome = outcome.with_code(ITEM, code).with_text(read.data("errorMessage").unwrap_or_default());
        } else if id.is_none() {
            outcome.raw = Some(answer.excerpt());
        }
    }
    Ok(match id {
        Some(id) => outcome.with_id("message_id", id),
        None => outcome,
    })
}

/// The codes in an answer or a receipt out of a log. `code` and `message` are words of many vendors: only numbers of
/// OPPO's own range count.
pub(in crate::vendors::oppo) fn codes_in(answer: &Value) -> Vec<Found> {
    if let Some(events) = answer.as_array() {
        return distinct(events.iter().filter_map(|event| scalar(event.get("eventType"))), EVENT);
    }
    let words = answer.get("message").and_then(Value::as_str);
    let code = answer.get("code").and_then(Value::as_i64).filter(|code| codes::is_in_range(*code));
    let (Some(code), Some(words)) = (code, words) else {
        return distinct(scalar(answer.get("eventType")).into_iter(), EVENT);
    };
    let code = code.to_string();
    let class = class_of(CODE, &code);
    let text = Some(words.to_owned()).filter(|words| !words.is_empty());
    let mut found = vec![Found { scope: CODE, code, class, text }];
    found.extend(distinct(item_codes(answer.get("data")).into_iter(), ITEM));
    found
}

/// The codes of single ids: `errorCode` in the items of a batch; of a broadcast the decimal keys of `data`, whose
/// values are the refused ids.
fn item_codes(data: Option<&Value>) -> Vec<String> {
    match data {
        Some(Value::Array(items)) => items.iter().filter_map(|item| scalar(item.get("errorCode"))).collect(),
        Some(Value::Object(members)) => {
            let is_code = |(key, ids): &(&String, &Value)| ids.is_array() && key.parse::<i64>().is_ok();
            let refused = members.iter().filter(is_code).map(|(key, _)| key.clone());
            scalar(members.get("errorCode")).into_iter().chain(refused).collect()
        }
        _ => Vec::new(),
    }
}

fn distinct(codes: impl Iterator<Item = String>, scope: &'static str) -> Vec<Found> {
    let mut codes: Vec<String> = codes.filter(|code| code != "0").collect();
    codes.sort_unstable();
    codes.dedup();
    let found = |code: String| Found { scope, class: class_of(scope, &code), code, text: None };
    codes.into_iter().map(found).collect()
}
