//! Google's servers, written from its documents as the module above names them: the token endpoint, FCM v1, and the
//! Instance ID lookup.
//!
//! They read raw bytes with `serde_json` alone and share nothing with our client but the table of codes and the JWT
//! reader. Where a word of Google's is not known for sure, the shape is Google's and the words are the likely ones.

mod access;
mod answers;
mod assertion;
mod audience;
mod message;

use std::collections::HashMap;

use serde_json::Value;

use self::access::Access;
use self::answers::{Refusal, html, token_refusal};
use crate::context::Clock;
use crate::emulator::read::{form, object, wrong_content_type};
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::jwt::{PrivateKey, PublicKey};
use crate::outcome::Operation;
use crate::text;
use crate::text::Text;

/// The hosts of the token endpoint, the older ones behind the one of today; of FCM; of Instance IDs.
const HOSTS: &[&str] =
    &["oauth2.googleapis.com", "accounts.google.com", "www.googleapis.com", "fcm.googleapis.com", "iid.googleapis.com"];

/// The paths of the token endpoint, in the same order.
const TOKEN_PATHS: &[&str] = &["/token", "/o/oauth2/token", "/oauth2/v4/token"];
const SEND_HEAD: &str = "/v1/projects/";
const SEND_TAIL: &str = "/messages:send";
const INFO: &str = "/iid/info/";
/// What is gone since 2024.
const LEGACY: &[&str] = &["/fcm/send", "/batch"];

/// As they are named to somebody who asked for another one.
const PATHS: &[&str] = &["/token", "/v1/projects/PROJECT/messages:send", "/iid/info/TOKEN"];

/// The service account that this server knows.
struct Account {
    email: String,
    key_id: String,
    project: String,
    /// `None`: the file holds none that can be read.
    key: Option<PublicKey>,
    /// Nobody stated it: what another account signs cannot be judged.
    made_up: bool,
}

/// The servers of one project.
struct Google {
    account: Account,
    /// The project in the address, where somebody stated it.
    project: Option<String>,
    world: World,
    access_tokens: HashMap<String, Access>,
    delivered: u64,
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Google::new(world))
}

/// What a request asks for.
enum Route<'a> {
    Token,
    Send { project: &'a str },
    Info { token: &'a str },
    Legacy,
}

fn route(path: &str) -> Option<Route<'_>> {
    if TOKEN_PATHS.contains(&path) {
        return Some(Route::Token);
    }
    if LEGACY.contains(&path) {
        return Some(Route::Legacy);
    }
    if let Some(token) = path.strip_prefix(INFO).filter(|token| !token.is_empty()) {
        return Some(Route::Info { token });
    }
    let project = path.strip_prefix(SEND_HEAD)?.strip_suffix(SEND_TAIL)?;
    (!project.is_empty() && !project.contains('/')).then_some(Route::Send { project })
}

impl EmulatedVendor for Google {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => HOSTS.iter().any(|own| own.eq_ignore_ascii_case(host)),
            None => route(&request.path).is_some(),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        match route(&request.path) {
            Some(Route::Token) => self.token(request, clock).asking(Operation::Authenticate),
            Some(Route::Send { project }) => self.messages_send(request, project, clock),
            Some(Route::Info { token }) => self.info(request, &decoded(token), clock).asking(Operation::TokenStatus),
            Some(Route::Legacy) => html(
                404,
                Text::new(
                    "the legacy API was shut down in 2024: POST /v1/projects/PROJECT/messages:send with an access token",
                    "旧接口已在 2024 年停用：改用 POST /v1/projects/PROJECT/messages:send 和 access token",
                ),
            )
            .asking(Operation::Send),
            None => RawAnswer::no_such_path(PATHS),
        }
    }
}

impl Google {
    fn new(world: &World) -> Self {
        let project = world.credential("google", "project_id").expose().trim().to_owned();
        Self {
            account: Account::of(world),
            project: Some(project).filter(|project| !project.is_empty()),
            world: world.clone(),
            access_tokens: HashMap::new(),
            delivered: 0,
        }
    }

    /// `POST /token`: an assertion for an access token.
    fn token(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        if request.method != "POST" {
            let (path, method) = (&request.path, &request.method);
            return html(404, text!("{path} is POST, not {method}", "{path} 要用 POST，不是 {method}"));
        }
        let answer = match form(&request.body) {
            Ok(pairs) => self.exchange(&pairs, clock),
            Err(unreadable) => token_refusal("invalid_request", "Bad Request", unreadable),
        };
        answer.noting(wrong_content_type(request, "application/x-www-form-urlencoded", "Google"))
    }

    /// `POST /v1/projects/PROJECT/messages:send`. Authentication, then permission, then the message, then its target.
    fn messages_send(&mut self, request: &RawRequest, project: &str, clock: &Clock) -> RawAnswer {
        if request.method != "POST" {
            let (path, method) = (&request.path, &request.method);
            return html(404, text!("{path} is POST, not {method}", "{path} 要用 POST，不是 {method}"))
                .asking(Operation::Send);
        }
        let body = object(&request.body, "FCM");
        let is_dry = body.as_ref().is_ok_and(message::is_dry);
        let operation = if is_dry { Operation::Validate } else { Operation::Send };
        let answer = self
            .access(request, clock)
            .and_then(|()| self.permission(project))
            .and_then(|number| {
                let body = body.clone().map_err(|unreadable| Refusal::unreadable(&unreadable))?;
                self.send(project, &body, number)
            })
            .unwrap_or_else(Refusal::answer);
        let (target, title) = body.map(|body| message::journaled(&body)).unwrap_or_default();
        let answer = RawAnswer { target, title, ..answer };
        answer.noting(wrong_content_type(request, "application/json", "FCM")).asking(operation)
    }
}

impl Account {
    /// The account of the world's key file.
    fn of(world: &World) -> Self {
        let file = world.key_file("google", "service_account_file").unwrap_or_default();
        let json: Value = serde_json::from_slice(file).unwrap_or_default();
        let text = |key: &str| json.get(key).and_then(Value::as_str).unwrap_or_default().trim().to_owned();
        let key = PrivateKey::from_pem(text("private_key").as_bytes()).ok().filter(|key| !key.is_ec());
        Self {
            email: text("client_email"),
            key_id: text("private_key_id"),
            project: text("project_id"),
            key: key.map(|key| key.public()),
            made_up: world.is_made_up("google", "service_account_file"),
        }
    }
}

/// A part of a path without its percent signs.
fn decoded(part: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = part.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests;
