//! Google's no: which code stands in it, and what that means.

use serde_json::Value;

use super::super::{VENDOR, codes};
use super::with_patience;
use crate::http::Answer;
use crate::outcome::{Class, Operation, Outcome};
use crate::text::Text;
use crate::vendors::{Found, USUAL_SCOPE};

/// The scope of an `FcmError`'s `errorCode`.
const RESULT: &str = USUAL_SCOPE;
/// The scope of an `ErrorInfo`'s `reason`.
const REASON: &str = "reason";
/// The scope of `error.status`.
const STATUS: &str = "status";
/// The scope of the token endpoint's `error`.
const ERROR: &str = "error";
/// The scope of the beginnings of the token endpoint's `error_description`.
const DESCRIPTION: &str = "error_description";
/// The scope of the Instance ID server's `error`.
const IID: &str = "iid";
/// The scope of the last part of `name`.
const NAME: &str = "name";
/// The scope of a field that Google complains about.
const FIELD: &str = "field";
/// The field that holds the device token.
const TOKEN: &str = "message.token";

/// A refusal that was read.
#[derive(Debug)]
pub(super) struct Refusal {
    /// Where the code stood.
    pub(super) scope: &'static str,
    /// The code.
    pub(super) code: String,
    /// What it means.
    pub(super) class: Class,
    /// Google's words.
    text: Option<String>,
    /// The fields that Google complains about, and why.
    violations: Vec<String>,
    /// Which quota was used up.
    quotas: Vec<String>,
}

/// The outcome of an answer that is no success.
pub(super) fn outcome(answer: &Answer, operation: Operation) -> Outcome {
    let raw = Some(answer.excerpt()).filter(|excerpt| !excerpt.is_empty());
    let Some(refusal) = read(answer) else {
        // HTML of Google's front end, or of a proxy: only the status can be gone by.
        let class = match codes::class_of_status(answer.status) {
            class @ (Class::RateLimited | Class::Transient) => class,
            _ => Class::Protocol,
        };
        let mut outcome = Outcome::new("google", operation, class).with_code("http", answer.status.to_string());
        outcome.raw = raw;
        return with_patience(outcome, answer);
    };
    let Refusal { scope, code, class, text, violations, quotas } = refusal;
    let mut outcome =
        Outcome::new("google", operation, class).with_code(scope, code).with_text(text.unwrap_or_default());
    let entry = VENDOR.codes.find(scope, outcome.code.as_deref().unwrap_or_default());
    outcome.raw = raw.filter(|_| entry.is_none());
    let says_more = match scope {
        ERROR => outcome.text.as_deref().and_then(description),
        _ if entry.is_some_and(|entry| entry.class != class) => VENDOR.codes.find(FIELD, TOKEN),
        _ => None,
    };
    outcome.failure = says_more.map(|entry| (entry.cause.clone(), entry.remedy.clone()));
    for violation in violations {
        outcome = outcome.with_fact("field", Text::new("field", "字段"), violation);
    }
    for quota in quotas {
        outcome = outcome.with_fact("quota", Text::new("quota", "配额"), quota);
    }
    with_patience(outcome, answer)
}

/// Whether Google no longer takes the access token. A 401 with an `FcmError` is about APNs: that push was looked at. The
/// Instance ID server's is its own: a new access token would not change it.
pub(in super::super) fn blames_access_token(answer: &Answer) -> bool {
    let of_google = |refusal: &Refusal| matches!(refusal.scope, REASON | STATUS);
    answer.status == 401 && read(answer).as_ref().is_some_and(of_google)
}

/// The entry of a description that is known; `invalid_grant` alone may be five different things.
fn description(text: &str) -> Option<&'static crate::vendors::Entry> {
    let mut known = VENDOR.codes.entries().iter().filter(|entry| entry.scope == DESCRIPTION);
    known.find(|entry| text.starts_with(&entry.code))
}

/// Reads an answer that is no success. `None`: it holds no error that Google's documents know.
pub(super) fn read(answer: &Answer) -> Option<Refusal> {
    of_json(&answer.json().ok()?, answer.status)
}

fn of_json(json: &Value, status: u16) -> Option<Refusal> {
    // Streaming front ends wrap the object in an array.
    let json = json.as_array().and_then(|array| array.first()).unwrap_or(json);
    match json.get("error")? {
        Value::Object(_) => of_rpc(json.get("error")?, status),
        Value::String(error) => of_word(error, json, status),
        _ => None,
    }
}

/// `{"error": "invalid_grant", "error_description": "…"}`, or the Instance ID server's `{"error": "InvalidToken"}`.
fn of_word(error: &str, json: &Value, status: u16) -> Option<Refusal> {
    let text = json.get("error_description").and_then(Value::as_str).map(str::to_owned);
    let known = [ERROR, IID].into_iter().find_map(|scope| VENDOR.codes.find(scope, error).map(|entry| (scope, entry)));
    let (scope, class) = match known {
        Some((scope, entry)) => (scope, entry.class),
        None if text.is_some() || status >= 400 => (ERROR, codes::class_of_status(status)),
        None => return None,
    };
    Some(Refusal { scope, code: error.to_owned(), class, text, violations: Vec::new(), quotas: Vec::new() })
}

/// An error of Google's API model. Every part of it is optional.
fn of_rpc(error: &Value, http: u16) -> Option<Refusal> {
    let text = |value: &Value, key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    let written = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
    let http = if http >= 400 { http } else { written? };
    let message = text(error, "message");
    let details: Vec<&Value> = error.get("details").and_then(Value::as_array).into_iter().flatten().collect();
    let of_type = |name: &str| {
        let matches = move |detail: &&Value| text(detail, "@type").is_some_and(|kind| kind.ends_with(name));
        details.iter().copied().find(matches)
    };
    let listed = |name: &str, list: &str, key: &str| -> Vec<String> {
        let rows = of_type(name).and_then(|detail| detail.get(list)).and_then(Value::as_array);
        rows.into_iter().flatten().filter_map(|row| said(row, key)).collect()
    };
    let violations = listed("google.rpc.BadRequest", "fieldViolations", "field");
    let quotas = listed("google.rpc.QuotaFailure", "violations", "subject");
    let error_code = of_type("google.firebase.fcm.v1.FcmError").and_then(|detail| text(detail, "errorCode"));
    let reason = of_type("google.rpc.ErrorInfo").and_then(|detail| text(detail, "reason"));
    let codes = [(RESULT, error_code), (REASON, reason), (STATUS, text(error, "status"))];
    let (scope, code) = codes.into_iter().find_map(|(scope, code)| Some((scope, code?)))?;
    let entry = VENDOR.codes.find(scope, &code);
    let class = match entry.map_or_else(|| codes::class_of_status(http), |entry| entry.class) {
        Class::Payload if is_about_token(message.as_deref(), &violations) => Class::TokenInvalid,
        class => class,
    };
    Some(Refusal { scope, code, class, text: message, violations, quotas })
}

/// `FIELD: DESCRIPTION`, or what there is of the two.
fn said(row: &Value, key: &str) -> Option<String> {
    let parts: Vec<&str> = [key, "description"]
        .into_iter()
        .filter_map(|key| row.get(key)?.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(": "))
}

/// `INVALID_ARGUMENT` blames the device token only where it says so.
fn is_about_token(message: Option<&str>, violations: &[String]) -> bool {
    let names_token = |violation: &String| {
        let field = violation.split(':').next().unwrap_or_default();
        matches!(field, "message.token" | "message.fid")
    };
    violations.iter().any(names_token)
        || message.is_some_and(|message| message.to_lowercase().contains("registration token"))
}

/// The codes in an answer out of a log.
pub(in super::super) fn codes_in(answer: &Value) -> Vec<Found> {
    if let Some(refusal) = of_json(answer, 0) {
        let mut found =
            vec![Found { scope: refusal.scope, code: refusal.code, class: refusal.class, text: refusal.text.clone() }];
        if let Some(entry) = refusal.text.as_deref().filter(|_| refusal.scope == ERROR).and_then(description) {
            found.push(Found { scope: DESCRIPTION, code: entry.code.clone(), class: entry.class, text: None });
        }
        if found[0].code == "INVALID_ARGUMENT" && found[0].class == Class::TokenInvalid {
            found.push(Found { scope: FIELD, code: TOKEN.to_owned(), class: Class::TokenInvalid, text: None });
        }
        return found;
    }
    let name = answer.get("name").and_then(Value::as_str).filter(|name| name.starts_with("projects/"));
    let code = match name.and_then(|name| name.split_once("/messages/")) {
        Some((_, "fake_message_id")) => "fake_message_id",
        Some((_, id)) if !id.is_empty() => "message_id",
        _ => return Vec::new(),
    };
    vec![Found { scope: NAME, code: code.to_owned(), class: Class::Accepted, text: None }]
}
