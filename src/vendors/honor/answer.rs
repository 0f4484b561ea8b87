//! Honor's answers, read into [`Outcome`]s.
//!
//! A send succeeded only if `code` is 200, `data.sendResult` is true and the device stands in neither list. Shape of a
//! success: zandala88/honor-push, masastack/MASA.MC, doopush. Shape of a refusal: inferred, so what is not understood
//! is shown as it came.

use std::time::Duration;

use serde_json::Value;

use super::VENDOR;
use crate::device::DeviceToken;
use crate::http::{Answer, Error};
use crate::outcome::{Class, Operation, Outcome, State};
use crate::secret::Secret;
use crate::text::Text;
use crate::vendors::access::Minted;
use crate::vendors::{Found, USUAL_SCOPE};

/// The scope of `code` in errors.toml.
const CODE: &str = USUAL_SCOPE;
/// The scope of the lists in errors.toml.
const DATA: &str = "data";
/// The scope of `data.sendResult` in errors.toml.
const SEND_RESULT: &str = "data.sendResult";
/// The scope of the token endpoint's words in errors.toml.
const ERROR: &str = "error";
/// The scope of numbers that only Huawei's table has.
const UNCONFIRMED: &str = "unconfirmed";

/// How long an access token is used whose answer does not say.
const UNSTATED: Duration = Duration::from_secs(300);

/// The class of an answer by its HTTP status alone, where it is JSON or empty. Other text is of a gateway.
fn class_of(answer: &Answer) -> Class {
    let is_gateway = !answer.body.trim().is_empty() && answer.json().is_err();
    match answer.status {
        429 => Class::RateLimited,
        500..=599 => Class::Transient,
        _ if is_gateway => Class::Protocol,
        401 | 404 => Class::Credentials,
        403 => Class::Permission,
        200..=299 | 400..=499 => Class::Payload,
        _ => Class::Protocol,
    }
}

/// Without a code of Honor's: the HTTP status, and the answer as it came.
fn by_status(answer: &Answer, operation: Operation, class: Class) -> Outcome {
    let mut outcome = Outcome::new("honor", operation, class).with_code("http", answer.status.to_string());
    outcome.raw = Some(answer.excerpt()).filter(|excerpt| !excerpt.is_empty());
    outcome
}

/// A number, or digits in quotes.
fn number(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::Number(number) => Some(number.to_string()),
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| text.parse::<i64>().is_ok()),
        _ => None,
    }
}

fn words(json: &Value, keys: &[&str]) -> String {
    let text = keys.iter().find_map(|key| json.get(key)).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}

/// The answer of the token endpoint: the access token, or why there is none. No document shows a refusal; any 4xx with
/// JSON means that the credentials are wrong.
pub(super) fn auth_outcome(answer: &Answer) -> Result<(Outcome, Option<Minted>), Error> {
    let operation = Operation::Authenticate;
    if (200..300).contains(&answer.status) {
        let json = answer.json()?;
        let token = json.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
        let Some(token) = token else {
            return Err(answer.not_the_vendor("JSON without `access_token`: not an answer of Honor"));
        };
        let seconds = number(json.get("expires_in")).and_then(|seconds| seconds.parse().ok());
        let minted = Minted { token: Secret::new(token), used_for: seconds.map_or(UNSTATED, Duration::from_secs) };
        return Ok((Outcome::new("honor", operation, Class::Accepted), Some(minted)));
    }
    let class = class_of(answer);
    let json = match (answer.status, answer.json()) {
        (400..=499, Ok(json)) if class != Class::RateLimited => json,
        _ => return Ok((by_status(answer, operation, class), None)),
    };
    let text = words(&json, &["error_description", "message", "msg"]);
    let outcome = Outcome::new("honor", operation, Class::Credentials);
    let outcome = match (json.get("error").and_then(Value::as_str), number(json.get("code"))) {
        (Some(error), _) => outcome.with_code(ERROR, error).with_text(text),
        (None, Some(code)) => outcome.with_code(CODE, code).with_text(text),
        (None, None) => by_status(answer, operation, Class::Credentials).with_text(text),
    };
    Ok((outcome, None))
}

/// Whether Honor no longer takes the access token: 401, as the status or in the answer.
pub(super) fn token_expired(answer: &Answer) -> bool {
    let code = answer.json().ok().and_then(|json| number(json.get("code")));
    answer.status == 401 || code.is_some_and(|code| code == "401")
}

/// A send's answer, as far as all of them are alike.
struct Read {
    code: String,
    text: String,
    sent: Option<bool>,
    request_id: Option<String>,
    failed: Vec<String>,
    expired: Vec<String>,
    /// Of an answer with a code that errors.toml does not know.
    by_status: Class,
}

impl Read {
    /// `None`: JSON without a `code`.
    fn of(json: &Value, by_status: Class) -> Option<Self> {
        let data = json.get("data");
        let member = |key: &str| data.and_then(|data| data.get(key));
        let tokens = |key: &str| match member(key) {
            Some(Value::Array(tokens)) => tokens.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        Some(Self {
            code: number(json.get("code"))?,
            text: words(json, &["message", "msg"]),
            sent: match member("sendResult") {
                Some(Value::Bool(sent)) => Some(*sent),
                Some(Value::String(text)) => text.trim().parse().ok(),
                _ => None,
            },
            request_id: member("requestId").and_then(Value::as_str).filter(|id| !id.is_empty()).map(str::to_owned),
            failed: tokens("failTokens"),
            expired: tokens("expireTokens"),
            by_status,
        })
    }

    /// In which list a token stands. `expireTokens` says more than `failTokens`.
    fn list_of(&self, token: &str) -> Option<&'static str> {
        let holds = |list: &[String]| list.iter().any(|listed| listed == token);
        match (holds(&self.expired), holds(&self.failed)) {
            (true, _) => Some("expireTokens"),
            (false, true) => Some("failTokens"),
            (false, false) => None,
        }
    }

    /// The class by `code` alone.
    fn class(&self) -> Class {
        let entry = VENDOR.codes.find(CODE, &self.code);
        entry.map_or(self.by_status, |entry| entry.class)
    }

    /// What the answer says about one of its tokens.
    fn outcome(&self, operation: Operation, token: &str) -> Outcome {
        let class = self.class();
        let list = self.list_of(token);
        let outcome = Outcome::new("honor", operation, class).with_code(CODE, &self.code).with_text(&self.text);
        let mut outcome = match &self.request_id {
            Some(id) => outcome.with_id("request_id", id),
            None => outcome,
        };
        if let Some(list) = list {
            outcome = outcome.with_fact("list", Text::new("named in", "所在列表"), list);
        }
        match (class, list, self.sent) {
            // The list says more than a code that means success.
            (Class::Accepted, Some(list), _) => {
                outcome.class = list_class(list);
                outcome.with_fact("code", Text::new("code", "code"), &self.code).with_code(DATA, list)
            }
            (Class::Accepted, None, Some(true)) => outcome,
            (Class::Accepted, None, Some(false)) => {
                outcome.class = Class::Payload;
                outcome.with_fact("code", Text::new("code", "code"), &self.code).with_code(SEND_RESULT, "false")
            }
            (Class::Accepted, None, None) => {
                outcome.class = Class::Protocol;
                outcome.failure = Some(UNPROVEN);
                outcome
            }
            (_, list, _) => self.refused(outcome, list),
        }
    }

    /// A code other than 200. One that is not known is told with what the same number means elsewhere; a list that names
    /// the token says that the token is what is wrong, unless HTTP blames something else.
    fn refused(&self, mut outcome: Outcome, list: Option<&'static str>) -> Outcome {
        let is_known = VENDOR.codes.find(CODE, &self.code).is_some();
        if let (Some(list), Class::Payload, false) = (list, outcome.class, is_known) {
            outcome.class = list_class(list);
        }
        let says_more = match list.filter(|_| self.code == PARTIAL) {
            Some(list) => VENDOR.codes.find(DATA, list),
            None => VENDOR.codes.find(UNCONFIRMED, &self.code),
        };
        outcome.failure = says_more.map(|entry| (entry.cause.clone(), entry.remedy.clone()));
        outcome
    }
}

fn list_class(list: &str) -> Class {
    VENDOR.codes.find(DATA, list).map_or(Class::TokenInvalid, |entry| entry.class)
}

/// Why an answer with code 200 is no success.
const UNPROVEN: (Text, Text) = (
    Text::new(
        "`code` is 200 but `data.sendResult` is missing: that proves nothing",
        "`code` 是 200 但没有 `data.sendResult`：不能证明已经发送",
    ),
    Text::new("look at the phone, and at the receipts (回执)", "看手机，看回执"),
);

/// Reads a send's answer. `Ok(Err(outcome))`: it has no code of Honor's.
fn read(answer: &Answer, operation: Operation) -> Result<Result<Read, Outcome>, Error> {
    let class = class_of(answer);
    let json = match answer.json() {
        Ok(json) => json,
        Err(error) if (200..300).contains(&answer.status) => return Err(error),
        Err(_) => return Ok(Err(by_status(answer, operation, class))),
    };
    match Read::of(&json, class) {
        Some(read) => Ok(Ok(read)),
        None if (200..300).contains(&answer.status) => {
            Err(answer.not_the_vendor("JSON without `code`: not an answer of Honor"))
        }
        None => Ok(Err(by_status(answer, operation, class))),
    }
}

/// The answer to a send to one device.
pub(super) fn send_outcome(answer: &Answer, token: &DeviceToken) -> Result<Outcome, Error> {
    let outcome = match read(answer, Operation::Send)? {
        Ok(read) => read.outcome(Operation::Send, token.as_str()),
        Err(outcome) => return Ok(outcome),
    };
    Ok(with_raw(outcome, answer))
}

/// The answer as it came, where we could not make sense of it.
fn with_raw(mut outcome: Outcome, answer: &Answer) -> Outcome {
    let code = outcome.code.as_deref().unwrap_or_default();
    if outcome.class == Class::Protocol || VENDOR.codes.find(outcome.scope, code).is_none() {
        outcome.raw = Some(answer.excerpt());
    }
    outcome
}

/// The answer to a probe: one outcome per token, in order. A token is alive if Honor says that it sent and neither list
/// names it, or if the lists name others.
pub(super) fn probe_outcomes(answer: &Answer, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
    let operation = Operation::TokenStatus;
    let read = match read(answer, operation)? {
        Ok(read) => read,
        Err(outcome) => return Ok(vec![outcome.with_state(State::Unknown); tokens.len()]),
    };
    let partial = read.code == PARTIAL && tokens.iter().any(|token| read.list_of(token.as_str()).is_some());
    let of = |token: &DeviceToken| {
        let outcome = read.outcome(operation, token.as_str());
        let state = match read.list_of(token.as_str()) {
            Some(list) => VENDOR.codes.find(DATA, list).and_then(|entry| entry.state).unwrap_or(State::Suspect),
            None if partial || outcome.class == Class::Accepted => State::Alive,
            None => State::Unknown,
        };
        let class = match state {
            State::Alive => Class::Accepted,
            _ => outcome.class,
        };
        with_raw(Outcome { class, ..outcome.with_state(state) }, answer)
    };
    Ok(tokens.iter().map(of).collect())
}

/// Part of the tokens failed.
const PARTIAL: &str = "80100000";

/// The codes in an answer out of a log: of a send, of the token endpoint, or of a receipt that Honor posted. A log's own
/// `"code":200` is none: a send's answer has `data.sendResult`, or a code of Honor's.
pub(super) fn codes_in(answer: &Value) -> Vec<Found> {
    if let Some(Value::Array(statuses)) = answer.get("statuses") {
        return receipts(statuses);
    }
    if let Some(error) = answer.get("error").and_then(Value::as_str) {
        let words = Some(words(answer, &["error_description"])).filter(|text| !text.is_empty());
        let entry = VENDOR.codes.find(ERROR, error);
        let found = |class| Found { scope: ERROR, code: error.to_owned(), class, text: words };
        return entry.map(|entry| found(entry.class)).into_iter().collect();
    }
    let Some(read) = Read::of(answer, Class::Payload) else { return Vec::new() };
    let known = [CODE, UNCONFIRMED].into_iter().find(|scope| VENDOR.codes.find(scope, &read.code).is_some());
    if read.sent.is_none() && (known.is_none() || read.class() == Class::Accepted) {
        return Vec::new();
    }
    let scope = known.unwrap_or(CODE);
    let class = VENDOR.codes.find(scope, &read.code).map_or(Class::Payload, |entry| entry.class);
    let text = Some(read.text.clone()).filter(|text| !text.is_empty());
    let mut found = vec![Found { scope, code: read.code.clone(), class, text }];
    let lists = [("expireTokens", &read.expired), ("failTokens", &read.failed)];
    for (list, _) in lists.into_iter().filter(|(_, tokens)| !tokens.is_empty()) {
        found.push(Found { scope: DATA, code: list.to_owned(), class: list_class(list), text: None });
    }
    if found.len() == 1 && class == Class::Accepted && read.sent == Some(false) {
        found.push(Found { scope: SEND_RESULT, code: "false".to_owned(), class: Class::Payload, text: None });
    }
    found
}

/// Each status of a receipt once, what went wrong first: they are of different pushes, and none hides behind another.
/// Receipts come to a server of one's own, by `biTag` and `requestId` of the send.
fn receipts(statuses: &[Value]) -> Vec<Found> {
    let mut codes: Vec<String> = statuses.iter().filter_map(|status| number(status.get("status"))).collect();
    codes.sort_unstable();
    codes.dedup();
    let found = |code: String| {
        let entry = VENDOR.codes.find("receipt", &code);
        entry.map(|entry| Found { scope: "receipt", code, class: entry.class, text: None })
    };
    let mut found: Vec<Found> = codes.into_iter().filter_map(found).collect();
    found.sort_by_key(|found| !found.is_refusal());
    found
}

#[cfg(test)]
mod tests;
