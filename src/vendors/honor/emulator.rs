//! Honor's server, written from its documents as the module above names them.
//!
//! It reads raw bytes and shares nothing with our client but the table of codes. What the documents demand it refuses
//! when it is broken; what only some sources say it puts into a remark. The shape of a success is known, that of a
//! refusal inferred: `{"code":N,"message":"…"}` with the HTTP status of the same number, and where a device is at
//! fault 80100000 with the lists. Honor's own words of a refusal were never recorded, so that these say nothing.

mod audience;
mod auth;
mod message;
mod notification;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::context::Clock;
use crate::emulator::read::{joined, object, quoted, wrong_content_type};
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::encoding::{hex, sha256};
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// The host of the access token and that of pushes, under the domain of today and that of older documents.
const AUTH_HOSTS: &[&str] = &["iam.developer.honor.com", "iam.developer.hihonor.com"];
const PUSH_HOSTS: &[&str] = &["push-api.cloud.honor.com", "push-api.cloud.hihonor.com"];

const AUTH: &str = "/auth/token";
/// The path that older documents have.
const OLDER_AUTH: &str = "/auth/realms/developer/protocol/openid-connect/token";
/// What stands around the app id in the path of a send.
const SEND: (&str, &str) = ("/api/v1/", "/sendMessage");
const PATHS: &[&str] = &[AUTH, "/api/v1/{appId}/sendMessage"];

const JSON: &str = "application/json";

/// How long an access token lives, in seconds. Several may live at once.
const LIFETIME: u64 = 3600;

/// How far `timestamp` may be from this machine's clock before it is worth a word, in milliseconds. Nobody documents
/// what Honor allows, or whether it looks.
const WINDOW_MS: u64 = 600_000;

/// The server of one app.
struct Honor {
    app_id: String,
    client_id: String,
    client_secret: Secret,
    world: World,
    /// Access tokens and when each was given, in milliseconds since 1970.
    access_tokens: HashMap<String, u64>,
    answers: u64,
    delivered: u64,
}

/// Why a push is refused: the code, which is the HTTP status too, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    code: &'static str,
    remark: Text,
}

fn refuse<T>(code: &'static str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { code, remark })
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Honor::new(world))
}

impl EmulatedVendor for Honor {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => AUTH_HOSTS.iter().chain(PUSH_HOSTS).any(|own| own.eq_ignore_ascii_case(host)),
            None => is_auth(&request.path) || app_in(&request.path).is_some(),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let app = app_in(&request.path);
        let operation = match app {
            Some(_) => Operation::Send,
            None if is_auth(&request.path) => Operation::Authenticate,
            None => return no_such_path(request),
        };
        if let Some(remark) = wrong_host(request, operation) {
            return RawAnswer::no_such_path(PATHS).remark(remark).asking(operation);
        }
        if request.method != "POST" {
            let (path, method) = (&request.path, &request.method);
            let remark = text!("{path} is POST, not {method}", "{path} 要用 POST，不是 {method}");
            return RawAnswer::new(405, "text/plain", "Method Not Allowed").remark(remark).asking(operation);
        }
        let answer = match app {
            Some(app) => self.push(request, app, clock),
            None => self.authenticate(request, clock),
        };
        answer.asking(operation)
    }
}

fn is_auth(path: &str) -> bool {
    path == AUTH || path == OLDER_AUTH
}

/// The app id in the path of a send.
fn app_in(path: &str) -> Option<&str> {
    let app = path.strip_prefix(SEND.0)?.strip_suffix(SEND.1)?;
    (!app.contains('/')).then_some(app)
}

fn no_such_path(request: &RawRequest) -> RawAnswer {
    let answer = RawAnswer::no_such_path(PATHS);
    if request.path.ends_with("messages:send") {
        return answer.remark(Text::new(
            "messages:send is Huawei's path; Honor's is /api/v1/{appId}/sendMessage",
            "messages:send 是华为的路径；荣耀的是 /api/v1/{appId}/sendMessage",
        ));
    }
    answer
}

/// The two calls go to two hosts.
fn wrong_host(request: &RawRequest, operation: Operation) -> Option<Text> {
    let host = request.authority()?;
    let own = if operation == Operation::Send { PUSH_HOSTS } else { AUTH_HOSTS };
    let other = own[0];
    let path = &request.path;
    let right = own.iter().any(|own| own.eq_ignore_ascii_case(host));
    (!right).then(|| text!("{path} is a path of {other}, not of {host}", "{path} 是 {other} 的路径，不是 {host} 的"))
}

impl Honor {
    fn new(world: &World) -> Self {
        let own = |key| world.credential("honor", key);
        Self {
            app_id: own("app_id").expose().to_owned(),
            client_id: own("client_id").expose().to_owned(),
            client_secret: own("client_secret"),
            world: world.clone(),
            access_tokens: HashMap::new(),
            answers: 0,
            delivered: 0,
        }
    }

    /// `POST /api/v1/{appId}/sendMessage`.
    fn push(&mut self, request: &RawRequest, app: &str, clock: &Clock) -> RawAnswer {
        let body = object(&request.body, "Honor");
        let headers = self.access(request, clock).and_then(|()| timestamp(request, clock.millis()));
        let answer = headers.and_then(|note| {
            self.own_app(app)?;
            let body = body.as_ref().map_err(|remark| Refusal { code: "400", remark: remark.clone() })?;
            Ok(self.send(body, request.body.len())?.noting(note))
        });
        let answer = answer.unwrap_or_else(refused).noting(wrong_content_type(request, JSON, "Honor"));
        match body {
            Ok(body) => RawAnswer { target: message::first_token(&body), title: message::title(&body), ..answer },
            Err(_) => answer,
        }
    }

    /// `Authorization: Bearer` with a token of this server. One public client sends it bare; all others, and the
    /// vendor's text, have `Bearer`.
    fn access(&self, request: &RawRequest, clock: &Clock) -> Result<(), Refusal> {
        let written = request.header("authorization").map(str::trim).unwrap_or_default();
        if written.is_empty() {
            let remark = match ["authtoken", "access_token", "access-token"]
                .iter()
                .find(|name| request.header(name).is_some())
            {
                Some(name) => text!(
                    "no header Authorization; Honor does not look at {name}",
                    "没有 Authorization 头；荣耀不看 {name}"
                ),
                None => Text::new("no header Authorization", "没有 Authorization 头"),
            };
            return refuse("401", remark);
        }
        let token = match written.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ if self.access_tokens.contains_key(written) => {
                let remark = Text::new(
                    "the access token stands bare in Authorization; Honor wants `Bearer ` before it",
                    "Authorization 里只有 access token；荣耀要求前面加 `Bearer `",
                );
                return refuse("401", remark);
            }
            _ => {
                let remark =
                    Text::new("Authorization does not begin with `Bearer `", "Authorization 不是以 `Bearer ` 开头");
                return refuse("401", remark);
            }
        };
        match self.access_tokens.get(token) {
            Some(given) if clock.millis().saturating_sub(*given) < LIFETIME * 1000 => Ok(()),
            Some(_) => {
                refuse("401", text!("the access token is older than {LIFETIME} s", "access token 已超过 {LIFETIME} 秒"))
            }
            None => refuse(
                "401",
                Text::new(
                    "the access token is none that this emulator gave: POST /auth/token first",
                    "access token 不是这个模拟器发的：先 POST /auth/token",
                ),
            ),
        }
    }

    fn own_app(&self, app: &str) -> Result<(), Refusal> {
        if app == self.app_id {
            return Ok(());
        }
        let remark = if app == self.client_id {
            Text::new(
                "the path holds the Client ID; Honor wants the App ID there",
                "路径里是 Client ID；荣耀要的是 App ID",
            )
        } else if app.bytes().all(|byte| byte.is_ascii_digit()) {
            let app = quoted(app);
            text!("there is no app {app} here", "这里没有应用 {app}")
        } else {
            // What stands in an id's place may be a secret.
            Text::new("the app id in the path is not a number", "路径里的 App ID 不是数字")
        };
        refuse("404", remark)
    }

    /// An id that no other answer has: the app id and hex.
    fn request_id(&mut self) -> String {
        self.answers += 1;
        let (app_id, answers) = (&self.app_id, self.answers);
        let digest = hex(&sha256(format!("requestId {answers}").as_bytes()));
        format!("{app_id}-{}", &digest[..16])
    }

    /// The answer to a push of which these devices did not get anything; none of either: it went to all.
    fn answered(&mut self, failed: &[String], expired: &[String], remark: Text) -> RawAnswer {
        let all = failed.is_empty() && expired.is_empty();
        let code = if all { "200" } else { PARTIAL };
        let words = words(code);
        let body = json!({
            "code": code_number(code),
            "message": words,
            "data": {
                "sendResult": all,
                "requestId": self.request_id(),
                "failTokens": failed,
                "expireTokens": expired,
            },
        });
        let answer = RawAnswer::new(200, JSON, body.to_string()).code("result", code).words(words).remark(remark);
        if all { answer } else { answer.refused() }
    }
}

/// Part of the tokens failed; the only code that is known for it, also where all did.
const PARTIAL: &str = "80100000";

/// `timestamp`, the time of the request in milliseconds. The vendor's sample has 13 digits; some servers send seconds
/// and some nothing at all, and nobody documents whether Honor looks, so that a time far away is only worth a word.
fn timestamp(request: &RawRequest, now: u64) -> Result<Option<Text>, Refusal> {
    let Some(written) = request.header("timestamp").map(str::trim).filter(|written| !written.is_empty()) else {
        let remark = Text::new(
            "no header timestamp: the time of the request in milliseconds",
            "没有 timestamp 头：请求时间，单位毫秒",
        );
        return refuse("400", remark);
    };
    let number = written.parse::<u64>().ok().filter(|_| written.bytes().all(|byte| byte.is_ascii_digit()));
    let Some(time) = number else {
        let written = quoted(written);
        return refuse("400", text!("timestamp {written} is no whole number", "timestamp {written} 不是整数"));
    };
    let count = written.len();
    let is_near = |time: u64| time.abs_diff(now) <= 10 * 365 * 86_400_000;
    if !is_near(time) && is_near(time.saturating_mul(1000)) {
        return refuse(
            "400",
            text!(
                "timestamp {time} has {count} digits: seconds; Honor wants milliseconds",
                "timestamp {time} 有 {count} 位，是秒；荣耀要毫秒"
            ),
        );
    }
    if !is_near(time) && is_near(time / 1000) {
        return refuse(
            "400",
            text!(
                "timestamp {time} has {count} digits: microseconds; Honor wants milliseconds",
                "timestamp {time} 有 {count} 位，是微秒；荣耀要毫秒"
            ),
        );
    }
    let seconds = time.abs_diff(now).div_ceil(1000);
    let far = time.abs_diff(now) > WINDOW_MS;
    Ok(far.then(|| {
        text!(
            "timestamp is {seconds} s away from this machine's clock; what Honor allows is not documented",
            "timestamp 与本机时钟差 {seconds} 秒；荣耀允许多少没有文档"
        )
    }))
}

/// A refusal by code, which is the HTTP status too.
fn refused(refusal: Refusal) -> RawAnswer {
    let Refusal { code, remark } = refusal;
    let words = words(code);
    let body = json!({ "code": code_number(code), "message": words });
    let status = u16::try_from(code_number(code)).ok().filter(|status| (400..600).contains(status)).unwrap_or(200);
    RawAnswer::new(status, JSON, body.to_string()).code("result", code).words(words).refused().remark(remark)
}

fn code_number(code: &str) -> u32 {
    code.parse().unwrap_or_default()
}

/// Honor's words for a code; where nobody has recorded them, words that say nothing: ours must not pass for Honor's.
fn words(code: &str) -> String {
    let entry = super::VENDOR.codes.find("result", code);
    entry.and_then(|entry| entry.text.clone()).unwrap_or_else(|| "Fail".to_owned())
}

/// A list of device tokens, as text.
fn strings(value: &Value) -> Option<Vec<String>> {
    value.as_array()?.iter().map(|token| token.as_str().map(str::to_owned)).collect()
}

/// Remarks on what was accepted, in front of them what happened to it.
fn with_remarks(first: Vec<Text>, remarks: Vec<Text>) -> Text {
    joined(first.into_iter().chain(remarks))
}
