//! Meizu's servers, written from the vendor's document as the module above names it.
//!
//! They read raw bytes and share nothing with our client but the table of codes and the calendar. Business failures are
//! HTTP 200 with `code`; a failure of single phones is `code` 200 with the phones in `value`. Where the document gives
//! no code for a mistake inside `messageJson`, it is 1005; an empty parameter of the form is 110004. Tasks, which Meizu
//! makes for everybody, a tag or a list, are not emulated.

mod audience;
mod diagnosis;
mod message;
mod report;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use serde_json::{Value, json};

use self::diagnosis::{Signed, diagnose};
use self::report::task;
use super::day::Day;
use crate::context::Clock;
use crate::emulator::read::{form, joined, query, quoted, wrong_content_type};
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::encoding;
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::USUAL_SCOPE;

/// Pushes, tasks and statistics: at home and overseas.
const PUSH_HOSTS: [&str; 2] = ["server-api-push.meizu.com", "server-api-push.in.meizu.com"];
/// Questions about a pushId: at home and overseas.
const SUBSCRIPTION_HOSTS: [&str; 2] = ["api-push.meizu.com", "api-push.in.meizu.com"];

const BY_PUSH_ID: &str = "/garcia/api/server/push/varnished/pushByPushId";
const BY_ALIAS: &str = "/garcia/api/server/push/varnished/pushByAlias";
const THROUGH_BY_PUSH_ID: &str = "/garcia/api/server/push/unvarnished/pushByPushId";
const THROUGH_BY_ALIAS: &str = "/garcia/api/server/push/unvarnished/pushByAlias";
const TASK: &str = "/garcia/api/server/push/statistics/getTaskStatistics";
const DAILY: &str = "/garcia/api/server/push/statistics/dailyPushStatics";
const SWITCH: &str = "/garcia/api/server/message/getRegisterSwitch";
const PATHS: &[&str] = &[BY_PUSH_ID, BY_ALIAS, THROUGH_BY_PUSH_ID, THROUGH_BY_ALIAS, TASK, DAILY, SWITCH];

const JSON: &str = "application/json;charset=UTF-8";
const FORM: &str = "application/x-www-form-urlencoded";
const YES: &str = "200";

/// The servers of one app.
struct Meizu {
    app_id: String,
    app_key: String,
    app_secret: Secret,
    world: World,
    days: BTreeMap<Day, Count>,
    /// By phone, when it got something: in milliseconds since 1970, the last minute only.
    recent: HashMap<String, Vec<u64>>,
    delivered: u64,
    answered: u64,
}

/// What became of the pushes of a day.
#[derive(Debug, Default, Clone, Copy)]
struct Count {
    target: u64,
    accepted: u64,
}

/// Why a request is refused as a whole: Meizu's code, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    code: &'static str,
    remark: Text,
}

fn refuse<T>(code: &'static str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { code, remark })
}

/// The parameters of a request without `sign`, decoded, in the order in which they came.
struct Form(Vec<(String, String)>);

impl Form {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// A parameter that must not be blank.
    fn required(&self, name: &str) -> Result<&str, Refusal> {
        match self.get(name) {
            Some(value) if !value.trim().is_empty() => Ok(value),
            Some(_) => refuse("110004", text!("{name} is empty", "{name} 是空的")),
            None => refuse("110004", text!("{name} is missing", "缺少 {name}")),
        }
    }
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Meizu::new(world))
}

impl EmulatedVendor for Meizu {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => PUSH_HOSTS.iter().chain(&SUBSCRIPTION_HOSTS).any(|own| host.eq_ignore_ascii_case(own)),
            None => PATHS.contains(&request.path.as_str()),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let operation = match request.path.as_str() {
            DAILY => Operation::Authenticate,
            TASK => Operation::MessageStatus,
            SWITCH => Operation::TokenStatus,
            path if PATHS.contains(&path) => Operation::Send,
            _ => return RawAnswer::no_such_path(PATHS),
        };
        let asks = operation != Operation::Send;
        let answer = match request.method.as_str() {
            "POST" => self.read_and_answer(request, clock),
            "GET" if asks => self.read_and_answer(request, clock),
            method => {
                let path = &request.path;
                let remark = text!("{path} is POST, not {method}", "{path} 要用 POST，不是 {method}");
                RawAnswer::new(405, "text/plain;charset=UTF-8", "Method Not Allowed").remark(remark)
            }
        };
        answer.asking(operation)
    }
}

impl Meizu {
    fn new(world: &World) -> Self {
        let own = |key| world.credential("meizu", key);
        Self {
            app_id: own("app_id").expose().to_owned(),
            app_key: own("app_key").expose().to_owned(),
            app_secret: own("app_secret"),
            world: world.clone(),
            days: BTreeMap::new(),
            recent: HashMap::new(),
            delivered: 0,
            answered: 0,
        }
    }

    fn read_and_answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        self.answered += 1;
        let answer = match parameters(request) {
            Ok((form, sign)) => {
                let answer = self.checked(request, &form, sign.as_deref(), clock).unwrap_or_else(refused);
                with_redirect(for_message(answer, &form), request)
            }
            Err(remark) => refused(Refusal { code: "1005", remark }),
        };
        let content_type = (request.method == "POST").then(|| wrong_content_type(request, FORM, "Meizu")).flatten();
        noting(noting(answer, content_type), wrong_host(request))
    }

    /// The app and the sign are looked at before anything else.
    fn checked(
        &mut self,
        request: &RawRequest,
        form: &Form,
        sign: Option<&str>,
        clock: &Clock,
    ) -> Result<RawAnswer, Refusal> {
        self.known_app(form)?;
        self.signed(form, sign)?;
        let now = clock.millis();
        match request.path.as_str() {
            DAILY => self.daily(form, now),
            TASK => task(form),
            SWITCH => self.switch(form),
            BY_PUSH_ID => self.push(form, "pushIds", now),
            BY_ALIAS => self.push(form, "alias", now),
            _ => refuse("110053", pass_through()),
        }
    }

    fn known_app(&self, form: &Form) -> Result<(), Refusal> {
        let id = form.required("appId")?;
        if id == self.app_id {
            return Ok(());
        }
        let remark = if id == self.app_key {
            Text::new("appId holds the AppKey", "appId 里是 AppKey")
        } else if id == self.app_secret.expose() {
            Text::new("appId holds the AppSecret, which must never be sent", "appId 里是 AppSecret，它不能发出去")
        } else if id.trim() == self.app_id {
            Text::new("appId has blanks around it", "appId 前后有空白")
        } else if id.len() <= 12 && id.bytes().all(|byte| byte.is_ascii_digit()) {
            text!("there is no app {id} here", "这里没有应用 {id}")
        } else {
            // An app id is no secret, but what stands in its place may be one.
            Text::new("appId is not a number", "appId 不是数字")
        };
        refuse("110000", remark)
    }

    fn signed(&self, form: &Form, sign: Option<&str>) -> Result<(), Refusal> {
        let signed = Signed { parameters: &form.0, app_key: &self.app_key, app_secret: self.app_secret.expose() };
        match sign {
            None => refuse("1006", Text::new("there is no parameter sign", "没有参数 sign")),
            Some(sign) if sign == signed.right() => Ok(()),
            Some(sign) => refuse("1006", diagnose(&signed, sign)),
        }
    }

    /// The vendor's ids have 32 hex digits.
    fn message_id(&self, now: u64) -> String {
        let count = self.answered;
        let mut id = encoding::hex(&encoding::sha256(format!("msgId {now} {count}").as_bytes()));
        id.truncate(32);
        id
    }
}

fn pass_through() -> Text {
    Text::new(
        "pass-through messages (透传) are stopped: use the paths with varnished",
        "透传消息已停用：请用带 varnished 的路径",
    )
}

/// The parameters of query and form, `sign` apart. The documented calls put them into one of the two; Meizu's SDK
/// always takes the form, older ones the query for questions.
fn parameters(request: &RawRequest) -> Result<(Form, Option<String>), Text> {
    let mut pairs = query(request.query.as_deref());
    pairs.extend(form(&request.body)?);
    let at = pairs.iter().position(|(name, _)| name == "sign");
    let sign = at.map(|at| pairs.remove(at).1);
    Ok((Form(pairs), sign))
}

/// A request to the other one of the two hosts: since 2017 each has its own paths.
fn wrong_host(request: &RawRequest) -> Option<Text> {
    let host = request.authority()?;
    let right = if request.path == SWITCH { SUBSCRIPTION_HOSTS } else { PUSH_HOSTS };
    let is_right = right.iter().any(|own| host.eq_ignore_ascii_case(own));
    let wanted = right[0];
    (!is_right).then(|| text!("this path belongs to {wanted}, not {host}", "这个路径属于 {wanted}，不是 {host}"))
}

/// The answer with a code of Meizu's, in its words.
fn refused(refusal: Refusal) -> RawAnswer {
    let Refusal { code, remark } = refusal;
    let message = words(code);
    let body = json!({ "code": code, "message": message, "value": "", "redirect": "" });
    RawAnswer::new(200, JSON, body.to_string()).refused().code(USUAL_SCOPE, code).words(message).remark(remark)
}

/// The answer 200 to a question.
fn told(value: &Value, remark: Text) -> RawAnswer {
    let body = json!({ "code": YES, "message": "", "value": value, "redirect": "" });
    RawAnswer::new(200, JSON, body.to_string()).code(USUAL_SCOPE, YES).remark(remark)
}

/// The answer 200 to a push, with the phones that failed.
fn pushed(message_id: &str, value: &Value, remark: Text) -> RawAnswer {
    let body = json!({ "code": YES, "message": "", "msgId": message_id, "value": value });
    RawAnswer::new(200, JSON, body.to_string()).code(USUAL_SCOPE, YES).remark(remark)
}

/// Meizu's words for a code; where nobody has recorded them, words that say nothing: ours must not pass for Meizu's.
fn words(code: &str) -> String {
    let entry = super::VENDOR.codes.find(USUAL_SCOPE, code);
    entry.and_then(|entry| entry.text.clone()).unwrap_or_else(|| "请求失败".to_owned())
}

/// Code 300 names the address to ask instead, which is this server again; but only to a client that was redirected to
/// this machine by pushctl. Any other would go to the real server with a request that was meant for a test.
fn with_redirect(mut answer: RawAnswer, request: &RawRequest) -> RawAnswer {
    if let (Some("300"), Some(host)) = (answer.code.as_deref(), request.authority()) {
        let url = format!("https://{host}{}", request.path);
        answer.body = answer.body.replace("\"redirect\":\"\"", &format!("\"redirect\":\"{url}\""));
    }
    answer
}

/// With the title and the target that stand in a request, whether it was accepted or not.
fn for_message(answer: RawAnswer, form: &Form) -> RawAnswer {
    let title = form.get("messageJson").and_then(|text| serde_json::from_str::<Value>(text).ok());
    let title = title.and_then(|json| json.pointer("/noticeBarInfo/title")?.as_str().map(str::to_owned));
    let one = |name: &str| form.get(name).filter(|ids| !ids.contains(',')).map(|id| id.trim().to_owned());
    let target = ["pushIds", "pushId", "alias"].into_iter().find_map(one);
    RawAnswer { title: answer.title.clone().or(title), target, ..answer }
}

/// With one more word for the journal.
fn noting(answer: RawAnswer, note: Option<Text>) -> RawAnswer {
    match note {
        Some(note) => {
            let remark = joined([answer.remark.clone(), note]);
            answer.remark(remark)
        }
        None => answer,
    }
}

/// A value of a client's as it may stand in a remark.
fn shown(value: &Value) -> String {
    quoted(&value.to_string())
}
