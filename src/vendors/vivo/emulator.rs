//! vivo's server, written from its documents as the module above names them.
//!
//! It reads raw bytes with `serde_json` alone and shares nothing with our client but the table of codes. Where the
//! documents contradict each other it refuses what all of them refuse, and says in a remark what only some do.
//! Business failures are HTTP 200 with `result`; what cannot be read at all is HTTP 500 in plain text.

mod audience;
mod auth;
mod diagnosis;
mod message;
mod report;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use serde_json::{Value, json};

use self::message::Push;
use crate::context::Clock;
use crate::emulator::read::{Object, joined, kind, object, quoted, scalar, wrong_content_type};
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

/// The one host, for production and tests.
const HOST: &str = "api-push.vivo.com.cn";

const AUTH: &str = "/message/auth";
const SEND: &str = "/message/send";
const SAVE: &str = "/message/saveListPayload";
const LIST: &str = "/message/pushToList";
const STATISTICS: &str = "/report/getStatistics";
const CHECK: &str = "/invalidUser/check";
const PATHS: &[&str] = &[AUTH, SEND, SAVE, LIST, STATISTICS, CHECK];

const JSON: &str = "application/json;charset=UTF-8";

/// How long an access token lives. Several may live at once.
const LIFETIME_MS: u64 = 24 * 3600 * 1000;

/// The server of one app.
struct Vivo {
    app_id: String,
    app_key: String,
    app_secret: Secret,
    world: World,
    /// Access tokens and when each was given, in milliseconds since 1970.
    access_tokens: HashMap<String, u64>,
    tasks: HashMap<String, Task>,
    delivered: u64,
}

/// What became of a `taskId`.
#[derive(Default)]
struct Task {
    /// A message saved for lists, to be pushed later.
    saved: Option<Push>,
    sent: u64,
    received: u64,
}

/// Why a request is refused: vivo's code, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    code: &'static str,
    remark: Text,
}

fn refuse<T>(code: &'static str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { code, remark })
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Vivo::new(world))
}

impl EmulatedVendor for Vivo {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => host.eq_ignore_ascii_case(HOST),
            None => PATHS.contains(&request.path.as_str()),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let operation = match request.path.as_str() {
            AUTH => Operation::Authenticate,
            SEND | SAVE | LIST => Operation::Send,
            STATISTICS => Operation::MessageStatus,
            CHECK => Operation::TokenStatus,
            _ => return RawAnswer::no_such_path(PATHS),
        };
        let answer = match self.read_and_answer(request, clock) {
            Ok(answer) => answer,
            Err(unreadable) => {
                RawAnswer::new(500, "text/plain;charset=UTF-8", "Internal Server Error").remark(unreadable)
            }
        };
        RawAnswer { operation: Some(operation), ..answer }
    }
}

impl Vivo {
    fn new(world: &World) -> Self {
        let own = |key| world.credential("vivo", key);
        Self {
            app_id: own("app_id").expose().to_owned(),
            app_key: own("app_key").expose().to_owned(),
            app_secret: own("app_secret"),
            world: world.clone(),
            access_tokens: HashMap::new(),
            tasks: HashMap::new(),
            delivered: 0,
        }
    }

    /// `Err`: the request is none that this server can read.
    fn read_and_answer(&mut self, request: &RawRequest, clock: &Clock) -> Result<RawAnswer, Text> {
        let wanted = if request.path == STATISTICS { "GET" } else { "POST" };
        if request.method != wanted {
            let (path, method) = (&request.path, &request.method);
            return Err(text!("{path} is {wanted}, not {method}", "{path} 要用 {wanted}，不是 {method}"));
        }
        if request.path == STATISTICS {
            return Ok(self.with_access(request, clock, |vivo| vivo.statistics(request.query.as_deref())));
        }
        let body = object(&request.body, "vivo")?;
        let answer = match request.path.as_str() {
            AUTH => self.authenticate(&body, clock).unwrap_or_else(refused),
            SEND => self.with_access(request, clock, |vivo| vivo.send(&body)).for_message(&body),
            SAVE => self.with_access(request, clock, |vivo| vivo.save(&body)).for_message(&body),
            LIST => self.with_access(request, clock, |vivo| vivo.push_to_list(&body)),
            _ => self.with_access(request, clock, |vivo| vivo.check(&body)),
        };
        Ok(answer.noting(wrong_content_type(request, "application/json", "vivo")))
    }

    fn with_access(
        &mut self,
        request: &RawRequest,
        clock: &Clock,
        answer: impl FnOnce(&mut Self) -> Result<RawAnswer, Refusal>,
    ) -> RawAnswer {
        self.access(request, clock).and_then(|()| answer(self)).unwrap_or_else(refused)
    }

    /// The access token, in a header of its own without `Bearer`.
    fn access(&self, request: &RawRequest, clock: &Clock) -> Result<(), Refusal> {
        let Some(token) = request.header("authtoken").map(str::trim).filter(|token| !token.is_empty()) else {
            let remark = match request.header("authorization") {
                Some(_) => Text::new(
                    "no header authToken; vivo does not look at Authorization",
                    "没有 authToken 头；vivo 不看 Authorization",
                ),
                None => Text::new("no header authToken", "没有 authToken 头"),
            };
            return refuse("10000", remark);
        };
        match self.access_tokens.get(token) {
            Some(given) if clock.millis().saturating_sub(*given) < LIFETIME_MS => Ok(()),
            Some(_) => refuse("10000", Text::new("the authToken is older than 24 hours", "authToken 已超过 24 小时")),
            None if token.to_ascii_lowercase().starts_with("bearer") => refuse(
                "10000",
                Text::new(
                    "authToken begins with `Bearer`; vivo wants it bare",
                    "authToken 前面有 `Bearer`；vivo 只要 token 本身",
                ),
            ),
            None => refuse(
                "10000",
                Text::new(
                    "the authToken is none that this emulator gave: POST /message/auth first",
                    "authToken 不是这个模拟器发的：先 POST /message/auth",
                ),
            ),
        }
    }

    /// From document 2.9.2 on bodies carry `appId`; clients that leave it out still work.
    fn own_app(&self, body: &Object) -> Result<(), Refusal> {
        match scalar(body.get("appId")) {
            Some(id) if id.trim() != self.app_id => refuse(
                "10094",
                text!(
                    "appId {id} is not the app of the authToken",
                    "appId {id} 不是 authToken 所属的应用",
                    id = quoted(&id)
                ),
            ),
            _ => Ok(()),
        }
    }

    fn new_task(&mut self, task: Task) -> String {
        // Digits, as vivo gives them, and never one that a test may have made up.
        let id = (12_139_732 + self.tasks.len()).to_string();
        self.tasks.insert(id.clone(), task);
        id
    }
}

/// The answer with a vivo code, in its words.
fn refused(refusal: Refusal) -> RawAnswer {
    let Refusal { code, remark } = refusal;
    let desc = words(code);
    let result: u32 = code.parse().unwrap_or_default();
    let body = json!({ "result": result, "desc": desc });
    RawAnswer {
        accepted: false,
        scope: "result",
        code: Some(code.to_owned()),
        words: Some(desc),
        ..RawAnswer::new(200, JSON, body.to_string()).remark(remark)
    }
}

/// The answer `result` 0 with what else belongs into it.
fn accepted(rest: Value, remark: Text) -> RawAnswer {
    let mut body = json!({ "result": 0, "desc": SUCCESS });
    if let (Some(body), Value::Object(rest)) = (body.as_object_mut(), rest) {
        body.extend(rest);
    }
    RawAnswer {
        scope: "result",
        code: Some("0".to_owned()),
        words: Some(SUCCESS.to_owned()),
        ..RawAnswer::new(200, JSON, body.to_string()).remark(remark)
    }
}

/// What vivo says with `result` 0.
const SUCCESS: &str = "请求成功";

/// vivo's words for a code; where nobody has recorded them, words that say nothing: ours must not pass for vivo's.
fn words(code: &str) -> String {
    let entry = super::VENDOR.codes.find("result", code);
    entry.and_then(|entry| entry.text.clone()).unwrap_or_else(|| "请求失败".to_owned())
}

impl RawAnswer {
    /// With the title and the target that stand in a message, whether it was accepted or not.
    fn for_message(self, body: &Object) -> Self {
        let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
        Self { target: text("regId").or_else(|| text("alias")), title: text("title"), ..self }
    }
}
