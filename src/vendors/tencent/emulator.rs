//! Tencent IM's server, written from its documents as the module above names them.
//!
//! It reads raw bytes and shares nothing with our client but the table of codes; `verify.rs` reads a `UserSig` and is
//! no part of the client either. Every answer is HTTP 200 with `ActionStatus`, `ErrorCode` and `ErrorInfo`.
//!
//! A token of the world is a user here. `ok` is `PushOnline`, signed in and away: the message is pushed. `not-test` is
//! `Online`: no push, since the app is connected. `muted` is `Offline`: signed out, no push. `unregistered`, `dead` and
//! `foreign` have no account in this app. The app lives in the data centre of `region`; asked at the host of another
//! one, the server does not know it.

mod front;
mod message;
mod push_info;
#[cfg(test)]
mod tests;
mod users;

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::context::Clock;
use crate::emulator::read::object;
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;

const CHECK: &str = "/v4/im_open_login_svc/account_check";
const SEND: &str = "/v4/openim/sendmsg";
const BATCH: &str = "/v4/openim/batchsendmsg";
const STATUS: &str = "/v4/openim/query_online_status";
/// The older name of [`STATUS`], without details.
const STATE: &str = "/v4/openim/querystate";
const TRACE: &str = "/v4/timpush/normal_push_trace";
const PATHS: &[&str] = &[CHECK, SEND, BATCH, STATUS, STATE, TRACE];

/// Where a path belongs to IM, whether there is such a call or not.
const SERVICES: &[&str] = &["/v4/openim/", "/v4/im_open_login_svc/", "/v4/timpush/"];

/// The data centres and their hosts.
const HOSTS: &[(&str, &str)] = &[
    ("china", "console.tim.qq.com"),
    ("singapore", "adminapisgp.im.qcloud.com"),
    ("seoul", "adminapikr.im.qcloud.com"),
    ("tokyo", "adminapijpn.im.qcloud.com"),
    ("frankfurt", "adminapiger.im.qcloud.com"),
    ("silicon-valley", "adminapiusa.im.qcloud.com"),
    ("jakarta", "adminapiidn.im.qcloud.com"),
    ("mumbai", "adminapiind.im.qcloud.com"),
];

const JSON: &str = "application/json";

/// The server of one app.
struct Tencent {
    sdk_app_id: String,
    secret_key: Secret,
    admin: String,
    /// Where the app lives.
    region: String,
    world: World,
    /// Messages by `MsgKey`, and who got them.
    messages: HashMap<String, String>,
    /// Messages taken so far.
    taken: u64,
}

/// Why a request is refused: IM's code, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    code: &'static str,
    remark: Text,
}

fn refuse<T>(code: &'static str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { code, remark })
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    let own = |key| world.credential("tencent", key);
    let or = |text: Secret, usual: &str| {
        if text.expose().is_empty() { usual.to_owned() } else { text.expose().to_owned() }
    };
    Box::new(Tencent {
        sdk_app_id: own("sdk_app_id").expose().to_owned(),
        secret_key: own("secret_key"),
        admin: or(own("admin"), "administrator"),
        region: or(own("region"), "china"),
        world: world.clone(),
        messages: HashMap::new(),
        taken: 0,
    })
}

impl EmulatedVendor for Tencent {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => HOSTS.iter().any(|(_, own)| host.eq_ignore_ascii_case(own)),
            None => SERVICES.iter().any(|service| request.path.starts_with(service)),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let (operation, no_admin) = match request.path.as_str() {
            CHECK => (Operation::Authenticate, "70403"),
            SEND | BATCH => (Operation::Send, "90009"),
            STATUS | STATE => (Operation::UserStatus, "90009"),
            TRACE => (Operation::MessageStatus, "60010"),
            path => return no_such_command(path),
        };
        let answer = match self.front_door(request, clock, no_admin) {
            Ok(notes) => {
                let answer = self.command(request, clock).unwrap_or_else(refused);
                notes.into_iter().fold(answer, |answer, note| answer.noting(Some(note)))
            }
            Err(refusal) => refused(refusal),
        };
        answer.asking(operation)
    }
}

impl Tencent {
    /// What is asked, once it is clear by whom.
    fn command(&mut self, request: &RawRequest, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let body = match object(&request.body, "Tencent IM") {
            Ok(body) => body,
            Err(remark) => return refuse("60003", remark),
        };
        match request.path.as_str() {
            CHECK => self.account_check(&body),
            SEND => self.send(&body, clock),
            BATCH => self.send_to_many(&body, clock),
            TRACE => self.trace(&body, clock),
            _ => self.status(&body, request.path == STATUS),
        }
    }
}

fn no_such_command(path: &str) -> RawAnswer {
    let remark = if let Some(own) = PATHS.iter().find(|own| own.eq_ignore_ascii_case(path)) {
        text!("paths are case-sensitive: it is {own}", "路径区分大小写：应当写 {own}")
    } else {
        let paths = PATHS.join(", ");
        text!("no such command here; there are: {paths}", "没有这个接口；可用的接口：{paths}")
    };
    refused(Refusal { code: "60009", remark })
}

/// A refusal in IM's form. Its words for a code are not recorded: these say nothing, so that ours do not pass for
/// Tencent's.
fn refused(refusal: Refusal) -> RawAnswer {
    let Refusal { code, remark } = refusal;
    let number: i64 = code.parse().unwrap_or_default();
    let words = "request failed";
    let body = json!({ "ActionStatus": "FAIL", "ErrorInfo": words, "ErrorCode": number });
    RawAnswer::new(200, JSON, body.to_string()).code("result", code).words(words).remark(remark).refused()
}

/// `ErrorCode` 0 with what else belongs into the answer.
fn accepted(rest: Value, remark: Text) -> RawAnswer {
    let mut body = json!({ "ActionStatus": "OK", "ErrorInfo": "", "ErrorCode": 0 });
    if let (Some(body), Value::Object(rest)) = (body.as_object_mut(), rest) {
        body.extend(rest);
    }
    RawAnswer::new(200, JSON, body.to_string()).code("result", "0").remark(remark)
}
