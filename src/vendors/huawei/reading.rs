//! What all of Huawei's answers have in common: `code`, `msg`, and inside `msg` the tokens that were not taken.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{VENDOR, codes};
use crate::http::{Answer, Error};
use crate::outcome::{Class, Operation, Outcome};
use crate::secret::mask;
use crate::vendors::{Found, USUAL_SCOPE};

/// The scopes of `code`, by the calls it is an answer to. No number stands in two of them.
const SCOPES: [&str; 3] = [USUAL_SCOPE, "token.code", "revoke.code"];

/// An answer of the push server.
pub(super) struct Reply {
    /// Eight digits.
    pub(super) code: String,
    /// `msg`: words, or JSON as text, its tokens in part only.
    pub(super) text: String,
    pub(super) request_id: Option<String>,
    /// The tokens that were not taken, if `msg` tells of them.
    pub(super) rejected: Option<Rejected>,
    /// Of a token that was asked about.
    pub(super) aa_id: Option<Value>,
    /// Of a token that was asked about.
    pub(super) topics: Option<Value>,
}

/// What is looked at of an answer, whatever it turns out to be.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Written {
    code: Option<Value>,
    msg: Option<Value>,
    request_id: Option<Value>,
    aa_id: Option<Value>,
    topics: Option<Value>,
}

/// The tokens that were not taken, as `msg` tells them.
pub(super) struct Rejected {
    success: u64,
    failure: u64,
    /// v1 and v2 list tokens without a reason.
    tokens: Vec<(Option<String>, String)>,
}

/// A text or a number as text.
pub(super) fn scalar(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// The answer, if it is one of the push server.
pub(super) fn reply(answer: &Answer) -> Option<Reply> {
    // A member that is there twice is of no consequence to a `Value`.
    let again = || serde_json::from_value(answer.json().ok()?).ok();
    reply_of(serde_json::from_str(&answer.body).ok().or_else(again)?)
}

fn reply_of(written: Written) -> Option<Reply> {
    let is_code = |code: &String| code.len() == 8 && code.bytes().all(|byte| byte.is_ascii_digit());
    let code = scalar(written.code.as_ref()).filter(is_code)?;
    let text = match written.msg {
        Some(Value::String(text)) => text,
        Some(Value::Null) | None => String::new(),
        Some(other) => other.to_string(),
    };
    let request_id = scalar(written.request_id.as_ref());
    let rejected = Rejected::read(&text);
    let tokens = rejected.iter().flat_map(|rejected| &rejected.tokens).filter(|(_, token)| !token.is_empty());
    let text = tokens.fold(text, |text, (_, token)| masked(&text, token));
    Some(Reply { code, text, request_id, rejected, aa_id: written.aa_id, topics: written.topics })
}

/// JSON with a token of it shown in part only. Huawei may write `/` as `\/`.
fn masked(json: &str, token: &str) -> String {
    let shown = Value::from(mask(token)).to_string();
    let written = Value::from(token).to_string();
    json.replace(&written, &shown).replace(&written.replace('/', "\\/"), &shown)
}

/// The answer. `None`: HTTP itself says that there is no verdict. `Err`: it is no answer of Huawei.
pub(super) fn expect(answer: &Answer) -> Result<Option<Reply>, Error> {
    match reply(answer) {
        Some(reply) => Ok(Some(reply)),
        None if !(200..300).contains(&answer.status) => Ok(None),
        None => {
            answer.json()?;
            Err(answer.not_the_vendor("JSON without `code` of eight digits: not an answer of Huawei"))
        }
    }
}

/// The outcome by HTTP alone, or by the header that the older gateway sets.
pub(super) fn by_http(answer: &Answer, operation: Operation) -> Outcome {
    let status = answer.status.to_string();
    let gateway = answer.header("nsp_status").map(str::trim).filter(|code| !matches!(*code, "" | "0"));
    let (scope, code) = match gateway {
        Some(code) if VENDOR.codes.find("NSP_STATUS", code).is_some() => ("NSP_STATUS", code.to_owned()),
        _ => ("http", status),
    };
    let entry = VENDOR.codes.find(scope, &code);
    let class = entry.map_or_else(|| codes::class_of_status(answer.status), |entry| entry.class);
    let mut outcome = Outcome::new("huawei", operation, class).with_code(scope, code);
    outcome.raw = Some(answer.excerpt()).filter(|excerpt| !excerpt.is_empty());
    outcome
}

impl Reply {
    /// Where errors.toml lists the code, and what the code means.
    pub(super) fn meaning(&self, status: u16) -> (&'static str, Class) {
        let listed = |scope: &&'static str| Some((*scope, VENDOR.codes.find(scope, &self.code)?.class));
        SCOPES.iter().find_map(listed).unwrap_or_else(|| (USUAL_SCOPE, codes::class_of_unknown(&self.code, status)))
    }
}

impl Rejected {
    /// What `msg` tells of tokens, if it is JSON at all: `{"success":1,"failure":1,"illegal_tokens":["…"]}` on v1 and
    /// v2, `{"failure":2,"illegalTokens":{"REASON":["…"]}}` on v3. Either is read from either.
    fn read(text: &str) -> Option<Self> {
        let Ok(Value::Object(told)) = serde_json::from_str(text) else { return None };
        let count = |key: &str| scalar(told.get(key)).and_then(|text| text.parse().ok());
        let listed = ["illegal_tokens", "illegalTokens"].into_iter().find_map(|key| told.get(key));
        let tokens = match listed {
            Some(Value::Object(by_reason)) => with_reasons(by_reason),
            Some(list) => texts(list).map(|token| (None, token.to_owned())).collect(),
            None => Vec::new(),
        };
        let failure = count("failure").unwrap_or(tokens.len() as u64);
        (listed.is_some() || failure > 0).then(|| Self { success: count("success").unwrap_or(0), failure, tokens })
    }

    /// Why a token was not taken; of a token that is not listed the first reason of all.
    pub(super) fn reason_of(&self, token: Option<&str>) -> Option<&str> {
        let own = self.tokens.iter().find(|(_, listed)| Some(listed.as_str()) == token);
        own.or(self.tokens.first())?.0.as_deref()
    }

    /// The reasons, each once.
    fn reasons(&self) -> BTreeSet<&str> {
        self.tokens.iter().filter_map(|(reason, _)| reason.as_deref()).collect()
    }

    /// Whether the answer has the form of v3, which tells reasons.
    pub(super) fn has_reasons(&self) -> bool {
        !self.reasons().is_empty()
    }

    /// Whether no token was taken.
    pub(super) fn is_total(&self) -> bool {
        self.success == 0 && self.failure > 0
    }
}

/// Tokens with their reasons; one sample of the vendor has blanks in a reason's name. A reason without a token stays.
fn with_reasons(by_reason: &Map<String, Value>) -> Vec<(Option<String>, String)> {
    let tokens_of = |(reason, tokens): (&String, &Value)| {
        let name: String = reason.split_whitespace().collect();
        let tokens: Vec<String> = texts(tokens).map(str::to_owned).collect();
        let tokens = if tokens.is_empty() { vec![String::new()] } else { tokens };
        tokens.into_iter().map(move |token| (Some(name.clone()), token)).collect::<Vec<_>>()
    };
    by_reason.iter().flat_map(tokens_of).collect()
}

/// A text, or the texts of a list.
fn texts(value: &Value) -> impl Iterator<Item = &str> {
    let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    values.iter().filter_map(Value::as_str)
}

/// The topics of a token: names, or objects with one.
pub(super) fn names(topics: Option<&Value>) -> Vec<&str> {
    let topics = topics.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    topics.iter().filter_map(|topic| topic.as_str().or_else(|| topic.get("name")?.as_str())).collect()
}

/// The codes in an answer out of a log: of the push server with the reasons inside, of the token call, or of a receipt.
pub(super) fn codes_in(answer: &Value) -> Vec<Found> {
    if let Some(reply) = Written::deserialize(answer).ok().and_then(reply_of) {
        return codes_of(&reply);
    }
    let is_number = |code: &String| code.bytes().all(|byte| byte.is_ascii_digit());
    if let (Some(error), Some(sub)) = (scalar(answer.get("error")), scalar(answer.get("sub_error")))
        && is_number(&error)
        && is_number(&sub)
    {
        let text = answer.get("error_description").and_then(Value::as_str).map(str::to_owned);
        return vec![found("sub_error", sub, text), found("error", error, None)];
    }
    let statuses = answer.get("statuses").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut codes: BTreeSet<String> = statuses.iter().filter_map(receipt_code).collect();
    // Each entry is of a phone of its own: that one got the message says nothing of the others.
    if codes.len() > 1 {
        codes.remove("0");
    }
    codes.into_iter().map(|code| found("receipt", code, None)).collect()
}

fn codes_of(reply: &Reply) -> Vec<Found> {
    let (scope, class) = reply.meaning(200);
    let first = Found {
        scope,
        code: reply.code.clone(),
        class,
        text: Some(reply.text.clone()).filter(|text| !text.is_empty()),
    };
    let reasons = reply.rejected.iter().flat_map(Rejected::reasons);
    std::iter::once(first).chain(reasons.map(|reason| found("illegalTokens", reason.to_owned(), None))).collect()
}

/// Of one entry of a receipt: v1's `status`, v2's `deliveryStatus.result`, a card's `formStatus.result`.
fn receipt_code(entry: &Value) -> Option<String> {
    let inner = |key: &str| entry.get(key).and_then(|status| status.get("result"));
    scalar(entry.get("status").or_else(|| inner("deliveryStatus")).or_else(|| inner("formStatus")))
}

fn found(scope: &'static str, code: String, text: Option<String>) -> Found {
    let unknown = match scope {
        "sub_error" | "error" => codes::class_of_unknown_grant(&code, 400),
        _ => Class::TokenInvalid,
    };
    let class = VENDOR.codes.find(scope, &code).map_or(unknown, |entry| entry.class);
    Found { scope, code, class, text }
}
