//! Huawei's two servers, written from its documents as the module above names them.
//!
//! They read raw bytes and share nothing with our client but the table of codes. Checked in this order: the
//! Authorization, the id in the path, the message, the tokens; Huawei does not document its own order. A business
//! error is HTTP 400, one of authentication 401, both with the JSON of a success: `code` as a text, `msg`, `requestId`.

mod audience;
mod bearer;
mod message;
mod next;
mod oauth;
mod reader;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::{Value, json};

use self::bearer::Account;
use crate::context::Clock;
use crate::emulator::read::{Object, joined, object, scalar, wrong_content_type};
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

const PUSH_HOST: &str = "push-api.cloud.huawei.com";
const OAUTH_HOST: &str = "oauth-login.cloud.huawei.com";

/// To be named; `{id}` stands for the client id, in v2 and v3 for the project id.
const PATHS: &[&str] = &[
    "/oauth2/v3/token",
    "/v1/{id}/messages:send",
    "/v2/{id}/messages:send",
    "/v3/{id}/messages:send",
    "/v1/{id}/token:query",
];

const JSON: &str = "application/json;charset=UTF-8";

/// The servers for one app.
struct Huawei {
    client_id: String,
    app_secret: Secret,
    project_id: Option<String>,
    account: Option<Account>,
    world: World,
    /// Access tokens and when each was given, in milliseconds since 1970.
    access_tokens: HashMap<String, u64>,
    requests: u64,
    accepted: u64,
}

/// A generation of `messages:send`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Version {
    V1,
    V2,
    V3,
}

/// What a path asks for.
#[derive(Debug, PartialEq, Eq)]
enum Route<'a> {
    Token,
    Send(Version, &'a str),
    Query(&'a str),
}

/// Why a request is refused: Huawei's code, its words if they are not those of the table, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    code: String,
    words: Option<String>,
    remark: Text,
}

fn refuse<T>(code: &str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { code: code.to_owned(), words: None, remark })
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Huawei::new(world))
}

impl EmulatedVendor for Huawei {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => [PUSH_HOST, OAUTH_HOST].iter().any(|own| host.eq_ignore_ascii_case(own)),
            None => route(&request.path).is_some(),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let Some(route) = route(&request.path) else { return RawAnswer::no_such_path(PATHS) };
        if request.method != "POST" {
            let (path, method) = (&request.path, &request.method);
            let remark = text!("{path} is POST, not {method}", "{path} 要用 POST，不是 {method}");
            return RawAnswer::new(405, "text/plain", "Method Not Allowed").remark(remark);
        }
        match route {
            Route::Token => self.token(request, clock).asking(Operation::Authenticate),
            Route::Send(version, id) => self.messages_send(request, version, id, clock),
            Route::Query(id) => self.token_query(request, id, clock).asking(Operation::TokenStatus),
        }
    }
}

/// What a path asks for; none of other vendors' paths is among them: Google's has four parts.
fn route(path: &str) -> Option<Route<'_>> {
    if matches!(path, "/oauth2/v3/token" | "/oauth2/v2/token") {
        return Some(Route::Token);
    }
    let mut parts = path.strip_prefix('/')?.split('/');
    let (version, id, call) = (parts.next()?, parts.next()?, parts.next()?);
    if id.is_empty() || parts.next().is_some() {
        return None;
    }
    match (version, call) {
        ("v1", "messages:send") => Some(Route::Send(Version::V1, id)),
        ("v2", "messages:send") => Some(Route::Send(Version::V2, id)),
        ("v3", "messages:send") => Some(Route::Send(Version::V3, id)),
        ("v1", "token:query") => Some(Route::Query(id)),
        _ => None,
    }
}

impl Huawei {
    fn new(world: &World) -> Self {
        let own = |key| Some(world.credential("huawei", key).expose().to_owned()).filter(|value| !value.is_empty());
        let account = Account::read(world);
        let of_account = account.as_ref().map(|account| account.project_id.clone());
        Self {
            client_id: own("client_id").or_else(|| own("app_id")).unwrap_or_default(),
            app_secret: world.credential("huawei", "app_secret"),
            project_id: own("project_id").or(of_account),
            account,
            world: world.clone(),
            access_tokens: HashMap::new(),
            requests: 0,
            accepted: 0,
        }
    }

    fn messages_send(&mut self, request: &RawRequest, version: Version, id: &str, clock: &Clock) -> RawAnswer {
        let mut remarks = Vec::new();
        let (operation, for_whom, answer) = match self.read(request, version, id, clock, &mut remarks) {
            Ok(body) => {
                let dry = version != Version::V3 && body.get("validate_only") == Some(&Value::Bool(true));
                let operation = if dry { Operation::Validate } else { Operation::Send };
                let answer = self.send(request, version, &body, clock, &mut remarks);
                (operation, Some(heading(version, &body)), answer)
            }
            Err(refusal) => (Operation::Send, None, Err(refusal)),
        };
        let answer = answer.unwrap_or_else(|refusal| self.refused(refusal, clock)).asking(operation);
        let answer =
            answer.noting(Some(joined(remarks))).noting(wrong_content_type(request, "application/json", "Huawei"));
        match for_whom {
            Some((target, title)) => RawAnswer { target, title, ..answer },
            None => answer,
        }
    }

    /// The body, once the request may be looked at.
    fn read(
        &mut self,
        request: &RawRequest,
        version: Version,
        id: &str,
        clock: &Clock,
        remarks: &mut Vec<Text>,
    ) -> Result<Object, Refusal> {
        self.authorised(request, version, id, clock, remarks)?;
        object(&request.body, "Huawei").or_else(|remark| refuse("80100003", remark))
    }

    fn send(
        &mut self,
        request: &RawRequest,
        version: Version,
        body: &Object,
        clock: &Clock,
        remarks: &mut Vec<Text>,
    ) -> Result<RawAnswer, Refusal> {
        let push = match version {
            Version::V1 | Version::V2 => message::read(body, request.body.len(), remarks)?,
            Version::V3 => next::read(request, body, remarks)?,
        };
        self.deliver(version, &push, clock, remarks)
    }

    /// `POST /v1/{id}/token:query`. What a dead token is answered with is documented nowhere; here it is 80300007.
    fn token_query(&mut self, request: &RawRequest, id: &str, clock: &Clock) -> RawAnswer {
        let mut remarks = Vec::new();
        let answer =
            self.read(request, Version::V1, id, clock, &mut remarks).and_then(|body| match scalar(body.get("token")) {
                Some(token) => self.known(&token, clock).map(|answer| answer.targeting(token)),
                None => refuse("82000011", Text::new("token is missing or empty", "token 缺失或为空")),
            });
        answer.unwrap_or_else(|refusal| self.refused(refusal, clock)).noting(Some(joined(remarks)))
    }

    /// Digits, as Huawei gives them.
    fn request_id(&mut self, clock: &Clock) -> String {
        self.requests += 1;
        format!("{}{:08}", clock.millis(), self.requests)
    }

    /// An answer of the push server.
    fn reply(&mut self, status: u16, code: &str, msg: &str, clock: &Clock) -> RawAnswer {
        let body = json!({ "code": code, "msg": msg, "requestId": self.request_id(clock) });
        RawAnswer::new(status, JSON, body.to_string()).code(scope_of(code), code).words(msg)
    }

    /// The refusal with a code, in Huawei's words.
    fn refused(&mut self, refusal: Refusal, clock: &Clock) -> RawAnswer {
        let Refusal { code, words, remark } = refusal;
        let status = match code.get(..4) {
            Some("8020") => 401,
            Some("8060" | "8100") => 500,
            _ if code == "80300036" => 401,
            _ => 400,
        };
        let words = words.unwrap_or_else(|| words_of(&code));
        self.reply(status, &code, &words, clock).refused().remark(remark)
    }
}

/// Where the table lists a code of the push server.
fn scope_of(code: &str) -> &'static str {
    if code.starts_with("82") { "token.code" } else { "result" }
}

/// Huawei's words for a code; where nobody has recorded them, words that say nothing: ours must not pass for Huawei's.
fn words_of(code: &str) -> String {
    let entry = super::VENDOR.codes.find(scope_of(code), code);
    entry.and_then(|entry| entry.text.clone()).unwrap_or_else(|| "request failed".to_owned())
}

/// The first token of a message and its title, whatever else is wrong with it.
fn heading(version: Version, body: &Object) -> (Option<String>, Option<String>) {
    let text = |pointer: &[&str]| {
        let first = body.get(*pointer.first()?)?;
        let last = pointer.iter().skip(1).try_fold(first, |value, key| value.get(*key))?;
        let value = if let Value::Array(values) = last { values.first()? } else { last };
        value.as_str().map(str::to_owned)
    };
    match version {
        Version::V3 => (text(&["target", "token"]), text(&["payload", "notification", "title"])),
        Version::V1 | Version::V2 => (
            text(&["message", "token"]),
            text(&["message", "android", "notification", "title"])
                .or_else(|| text(&["message", "notification", "title"])),
        ),
    }
}
