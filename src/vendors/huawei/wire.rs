//! Huawei's calls as pure functions, and what came back read into an [`Outcome`]. Bodies stand in `body.rs`.
//!
//! A business error normally comes with HTTP 400, an authentication error with 401, both with the JSON of a success;
//! `code` is looked at first, whatever HTTP says. All codes are texts of eight digits. [API reference v1, 2025-08]

use std::time::Duration;

use serde::Serialize;
use serde_json::Value;

use super::VENDOR;
use super::api::Api;
use super::body::{self, Own, Purpose};
use super::codes;
use super::reading::{self, Rejected, Reply};
use super::section::Credentials;
use crate::device::DeviceToken;
use crate::http::{Answer, Call, Effect, Error, HeaderValue};
use crate::message::{Click, Message, Mode};
use crate::outcome::{Class, Operation, Outcome, State};
use crate::secret::Secret;
use crate::text::Text;

/// The one host of pushes; no document names another, regional or for tests.
const PUSH: &str = "https://push-api.cloud.huawei.com";
/// The token call.
const OAUTH: &str = "https://oauth-login.cloud.huawei.com/oauth2/v3/token";

/// A token of the right look that no phone has: for questions whose answer is about the credentials.
const NOBODY: &str =
    "IQAAAACy0AAApushctlAsksWhetherTheCredentialsAreRightAndSendsThisToNobodyAAAA_noPhoneHasThisToken_AAAA";

/// `POST /oauth2/v3/token`: client credentials for an access token of an hour. Older ones stay valid.
pub(super) fn oauth(client_id: &str, app_secret: &Secret) -> Call {
    let pairs = [
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", client_id.to_owned()),
        ("client_secret", app_secret.expose().to_owned()),
    ];
    Call::post_form("huawei", "huawei token", OAUTH, &pairs).mints("access_token")
}

/// `messages:send`, without its Authorization.
pub(super) fn send(own: &Credentials, api: Api, app: &Own, message: &Message, token: &DeviceToken) -> Call {
    messages_send(own, api, &body::body(api, app, message, &[token.as_str()], Purpose::Send))
}

/// The same push, only looked at. v3 has no such field: `None`.
pub(super) fn validate(own: &Credentials, api: Api, app: &Own, message: &Message, token: &DeviceToken) -> Option<Call> {
    let body = body::body(api, app, message, &[token.as_str()], Purpose::Validate);
    (api != Api::V3).then(|| messages_send(own, api, &body).effect(Effect::Read))
}

/// A question about the credentials alone: a message with `validate_only`, and to a token that nobody has. v3 has no
/// such field, and a message that v3 takes counts among the 1000 test messages of a day, so that v1 is asked for it:
/// a JWT is good for both.
pub(super) fn probe(own: &Credentials, api: Api) -> Call {
    let api = if api == Api::V3 { Api::V1 } else { api };
    let message = Message {
        title: "pushctl".to_owned(),
        body: "check".to_owned(),
        click: Click::Open,
        // Test messages are counted for the whole app, others for a phone, and here is none.
        mode: Mode::Live,
        ..Message::default()
    };
    let body = body::body(api, &Own::default(), &message, &[NOBODY], Purpose::Validate);
    messages_send(own, api, &body).effect(Effect::Read)
}

/// The body of [`query`].
#[derive(Serialize)]
struct Query<'a> {
    token: &'a str,
}

/// `token:query`: what Huawei knows of a token. Reads only.
pub(super) fn query(own: &Credentials, token: &DeviceToken) -> Call {
    let url = format!("{PUSH}/v1/{}/token:query", segment(&own.client_id));
    Call::post_json("huawei", "huawei token query", url, &Query { token: token.as_str() }).effect(Effect::Read)
}

/// The header of every call but the token call.
pub(super) fn authorised(call: Call, bearer: HeaderValue) -> Call {
    call.header("authorization", bearer)
}

fn messages_send(own: &Credentials, api: Api, body: &Value) -> Call {
    let id = match api {
        Api::V1 => own.client_id.as_str(),
        Api::V2 | Api::V3 => own.project_id.as_deref().unwrap_or_default(),
    };
    let url = format!("{PUSH}/{}/{}/messages:send", api.word(), segment(id));
    let mut call = Call::post_json("huawei", "huawei send", url, body);
    if api == Api::V3 {
        // Kinds of messages are told apart by a header: 0 is a notification.
        return call.header("push-type", HeaderValue::plain("0"));
    }
    call.headers.retain(|(name, _)| *name != "content-type");
    call.header("content-type", HeaderValue::plain("application/json;charset=UTF-8"))
}

/// An id as part of a path. What is no id is found by the rules on values.
fn segment(id: &str) -> String {
    id.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// The answer to the token call: an access token and how long it lives, or why there is none.
pub(super) fn oauth_outcome(answer: &Answer) -> Result<(Outcome, Option<(Secret, Duration)>), Error> {
    let operation = Operation::Authenticate;
    let json = match answer.json() {
        Ok(json) => json,
        Err(_) if !(200..300).contains(&answer.status) => return Ok((without_words(answer), None)),
        Err(error) => return Err(error),
    };
    let token = json.get("access_token").and_then(Value::as_str).filter(|token| !token.is_empty());
    if let (200..=299, Some(token)) = (answer.status, token) {
        let seconds = reading::scalar(json.get("expires_in")).and_then(|text| text.parse().ok()).unwrap_or(3600);
        let minted = (Secret::new(token), Duration::from_secs(seconds));
        return Ok((Outcome::new("huawei", operation, Class::Accepted), Some(minted)));
    }
    let written = |key| reading::scalar(json.get(key)).filter(|code| code != "0");
    let Some((scope, code)) =
        written("sub_error").map(|code| ("sub_error", code)).or_else(|| written("error").map(|code| ("error", code)))
    else {
        if (200..300).contains(&answer.status) {
            return Err(answer.not_the_vendor("JSON without `access_token` and `error`: not an answer of Huawei"));
        }
        return Ok((without_words(answer), None));
    };
    let entry = VENDOR.codes.find(scope, &code);
    let class = entry.map_or_else(|| codes::class_of_unknown_grant(&code, answer.status), |entry| entry.class);
    let words = json.get("error_description").and_then(Value::as_str).unwrap_or_default();
    let outcome = Outcome::new("huawei", operation, class).with_code(scope, code).with_text(words);
    Ok(match written("error").filter(|_| scope == "sub_error") {
        Some(error) => (outcome.with_fact("error", Text::same("error"), error), None),
        None => (outcome, None),
    })
}

/// A token call that failed without a word. Its server may be down as well as overloaded: HTTP 503 is called flow
/// control by the documents of `messages:send` alone.
fn without_words(answer: &Answer) -> Outcome {
    let outcome = reading::by_http(answer, Operation::Authenticate);
    let is_http = outcome.scope == "http" && answer.status >= 500;
    if is_http { Outcome { class: Class::Transient, ..outcome } } else { outcome }
}

/// Whether Huawei no longer takes the access token or the JWT; it answers so before it looks at the rest.
pub(super) fn is_stale(answer: &Answer) -> bool {
    const STALE: [&str; 2] = ["80200003", "80200005"];
    // Of a million answers none need be read twice.
    STALE.iter().any(|code| answer.body.contains(code))
        && reading::reply(answer).is_some_and(|reply| STALE.contains(&reply.code.as_str()))
}

/// The answer to a send, or to a validation of the same shape.
pub(super) fn send_outcome(
    answer: &Answer,
    operation: Operation,
    api: Api,
    token: &DeviceToken,
) -> Result<Outcome, Error> {
    let Some(reply) = reading::expect(answer)? else { return Ok(reading::by_http(answer, operation)) };
    let mut outcome = outcome_of(&reply, operation, answer.status);
    // The list of rejected tokens is in the words, and a token is shown in part only.
    outcome.text = outcome.text.map(|text| text.replace(token.as_str(), &token.masked()));
    let rejected = reply.rejected.as_ref();
    outcome = with_reason(outcome, rejected.and_then(|rejected| rejected.reason_of(Some(token.as_str()))));
    if outcome.class == Class::Accepted && rejected.is_some_and(Rejected::is_total) {
        outcome.class = Class::TokenInvalid;
    }
    let said_so = rejected.is_some_and(Rejected::has_reasons) && api != Api::V3;
    Ok(with_generation(outcome, api, said_so || api.is_foreign(token.as_str())))
}

/// A word on the other generation with a refused token, where the token looks like one of it or the answer has its
/// form.
fn with_generation(outcome: Outcome, api: Api, looks_like_it: bool) -> Outcome {
    if !looks_like_it || !is_of_token(&outcome) {
        return outcome;
    }
    let label = Text::new("looks like", "像是");
    let other = if api == Api::V3 { "v1, v2 (Android, EMUI)" } else { "v3 (HarmonyOS NEXT)" };
    outcome.with_fact("generation", label, other)
}

fn outcome_of(reply: &Reply, operation: Operation, status: u16) -> Outcome {
    let (scope, class) = reply.meaning(status);
    let outcome =
        Outcome::new("huawei", operation, class).with_code(scope, reply.code.clone()).with_text(reply.text.clone());
    match &reply.request_id {
        Some(id) => outcome.with_id("request_id", id.clone()),
        None => outcome,
    }
}

fn is_of_token(outcome: &Outcome) -> bool {
    matches!(outcome.class, Class::TokenInvalid | Class::TokenMismatch)
}

/// Of a refused token v3 says why, and some reasons are not about the token at all.
fn with_reason(outcome: Outcome, reason: Option<&str>) -> Outcome {
    let Some(reason) = reason else { return outcome };
    let entry = VENDOR.codes.find("illegalTokens", reason);
    let class = entry.filter(|_| is_of_token(&outcome)).map_or(outcome.class, |entry| entry.class);
    let outcome = Outcome { class, ..outcome }.with_fact("reason", Text::new("reason", "拒绝理由"), reason);
    match entry {
        Some(_) => outcome.with_fact(
            "reason_explained",
            Text::new("about it", "理由说明"),
            format!("pushctl explain huawei {reason}"),
        ),
        None => outcome,
    }
}

/// The answer to [`probe`] on behalf of an interface: that the token is refused is what right credentials end in. A
/// refused message proves them too, but not the right to send; nor does v1 tell whether an app may send on v3. A code
/// that no list has proves nothing.
pub(super) fn probe_outcome(answer: &Answer, api: Api) -> Result<Outcome, Error> {
    let operation = Operation::Authenticate;
    let Some(reply) = reading::expect(answer)? else { return Ok(reading::by_http(answer, operation)) };
    let reason = reply.rejected.as_ref().and_then(|rejected| rejected.reason_of(None));
    let outcome = with_reason(outcome_of(&reply, operation, answer.status), reason);
    let is_known = VENDOR.codes.find(outcome.scope, &reply.code).is_some();
    let label = match outcome.class {
        Class::TokenInvalid | Class::TokenMismatch => Text::new("probe, as it should be", "试探（正常）"),
        Class::Payload if !is_known => return Ok(Outcome { class: Class::Protocol, ..outcome }),
        Class::Payload => AUTHENTICATED,
        Class::Permission if api == Api::V3 && is_known => AUTHENTICATED,
        _ => return Ok(outcome),
    };
    let said = [outcome.code, outcome.text].into_iter().flatten().collect::<Vec<_>>().join(" ");
    Ok(Outcome::new("huawei", operation, Class::Accepted).with_fact("probe", label, said))
}

const AUTHENTICATED: Text = Text::new("probe, authenticated only", "试探（仅鉴权通过）");

/// The answer to a token query. Which code a dead token gets is documented nowhere: a refusal makes a token suspect,
/// never dead, and a token of a removed app may still be known.
pub(super) fn query_outcome(answer: &Answer, token: &DeviceToken) -> Result<Outcome, Error> {
    let operation = Operation::TokenStatus;
    let Some(reply) = reading::expect(answer)? else {
        return Ok(reading::by_http(answer, operation).with_state(State::Unknown));
    };
    let mut outcome = outcome_of(&reply, operation, answer.status);
    if outcome.class == Class::Accepted {
        return Ok(known(outcome, &reply, answer));
    }
    let own = VENDOR.codes.find(outcome.scope, &reply.code).and_then(|entry| entry.state);
    let state = match outcome.class {
        Class::TokenInvalid | Class::TokenMismatch => own.unwrap_or(State::Suspect),
        _ => State::Unknown,
    };
    outcome.text = outcome.text.map(|text| text.replace(token.as_str(), &token.masked()));
    // The query knows v1 alone.
    Ok(with_generation(outcome, Api::V1, Api::V1.is_foreign(token.as_str())).with_state(state))
}

/// A token that Huawei answers for: known with an AAID, doubtful with an empty one.
fn known(outcome: Outcome, reply: &Reply, answer: &Answer) -> Outcome {
    let aa_id = reply.aa_id.as_ref().and_then(Value::as_str).map(str::trim);
    let topics = reading::names(reply.topics.as_ref());
    let outcome = if topics.is_empty() {
        outcome
    } else {
        outcome.with_fact("topics", Text::new("topics", "主题"), topics.join(", "))
    };
    match aa_id {
        Some("") => outcome.with_state(State::Suspect),
        Some(id) => outcome.with_id("aa_id", id).with_state(State::Alive),
        None => {
            let mut unknown = outcome.with_state(State::Unknown);
            unknown.raw = Some(answer.excerpt());
            unknown
        }
    }
}

#[cfg(test)]
mod tests;
