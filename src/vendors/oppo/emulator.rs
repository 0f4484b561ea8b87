//! OPPO's server, written from its documents as the module above names them.
//!
//! It reads raw bytes and shares nothing with our client but the table of codes. Where the documents contradict each
//! other it refuses what all of them refuse, and says in a remark what only some do. What they leave open it accepts:
//! an access token in the form or in a header, fields that nobody knows. A refusal is HTTP 200 with `code` and
//! `message`, without `data`. Pictures, aliases and tags have hosts of their own and are
//! not emulated, and neither are the calls that reach all users of an app.

mod audience;
mod auth;
mod diagnosis;
mod lists;
mod message;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use crate::context::Clock;
use crate::emulator::read::{self, Object, kind, quoted, scalar, wrong_content_type};
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::USUAL_SCOPE;

/// For phones abroad; the other hosts are for those in mainland China.
const OVERSEAS: &str = "api-intl.push.oppomobile.com";
/// Both names of the domestic host, and the one of the list of invalid ids.
const DOMESTIC: &[&str] = &["api-push-cn.heytapmobi.com", "api.push.oppomobile.com", "feedback.push.oppomobile.com"];

const AUTH: &str = "/server/v1/auth";
const UNICAST: &str = "/server/v1/message/notification/unicast";
const BATCH: &str = "/server/v1/message/notification/unicast_batch";
const INVALID_IDS: &str = "/server/v1/feedback/fetch_invalid_regidList";
const PATHS: &[&str] = &[AUTH, UNICAST, BATCH, INVALID_IDS];

const JSON: &str = "application/json;charset=UTF-8";
const FORM: &str = "application/x-www-form-urlencoded";

/// How long an access token lives. Several may live at once.
const LIFETIME_MS: u64 = 24 * 3600 * 1000;

/// The server of one app.
struct Oppo {
    /// Empty where nobody stated it: no request holds it.
    app_id: String,
    app_key: String,
    app_secret: Secret,
    master_secret: Secret,
    world: World,
    /// Access tokens and when each was given, in milliseconds since 1970.
    access_tokens: HashMap<String, u64>,
    /// What each phone has had: the same `app_message_id` reaches it once.
    delivered: HashSet<(String, String)>,
    /// Messages of content and marketing that were taken.
    counted: u64,
    ids: u64,
}

/// Why a request is refused: OPPO's code, its words where a code has several, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    code: &'static str,
    words: Option<&'static str>,
    remark: Text,
}

fn refuse<T>(code: &'static str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { code, words: None, remark })
}

/// The fields of a request's form, or of its query.
#[derive(Default)]
struct Form(Vec<(String, String)>);

impl Form {
    /// A field that is there and not empty.
    fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(own, _)| own == name)
    }
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    Box::new(Oppo::new(world))
}

impl EmulatedVendor for Oppo {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => DOMESTIC.iter().chain([&OVERSEAS]).any(|own| host.eq_ignore_ascii_case(own)),
            None => PATHS.contains(&request.path.as_str()),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let operation = match request.path.as_str() {
            AUTH => Operation::Authenticate,
            UNICAST | BATCH => Operation::Send,
            INVALID_IDS => Operation::TokenStatus,
            _ => return RawAnswer::no_such_path(PATHS),
        };
        self.read_and_answer(request, clock).unwrap_or_else(refused).asking(operation)
    }
}

impl Oppo {
    fn new(world: &World) -> Self {
        let own = |key| world.credential("oppo", key);
        Self {
            app_id: own("app_id").expose().to_owned(),
            app_key: own("app_key").expose().to_owned(),
            app_secret: own("app_secret"),
            master_secret: own("master_secret"),
            world: world.clone(),
            access_tokens: HashMap::new(),
            delivered: HashSet::new(),
            counted: 0,
            ids: 0,
        }
    }

    fn read_and_answer(&mut self, request: &RawRequest, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let wanted = if request.path == INVALID_IDS { "GET" } else { "POST" };
        if request.method != wanted {
            let (path, method) = (&request.path, &request.method);
            return refuse("12", text!("{path} is {wanted}, not {method}", "{path} 要用 {wanted}，不是 {method}"));
        }
        if request.path == INVALID_IDS {
            let query = Form(read::query(request.query.as_deref()));
            self.access(request, &query, clock)?;
            return Ok(self.invalid_ids());
        }
        let (form, no_form) = form(request)?;
        let answer = self.answer_form(request, &form, clock).unwrap_or_else(refused);
        // A body that is no form has said more than its content type can.
        let note = no_form.or_else(|| wrong_content_type(request, FORM, "OPPO"));
        Ok(answer.noting(note))
    }

    fn answer_form(&mut self, request: &RawRequest, form: &Form, clock: &Clock) -> Result<RawAnswer, Refusal> {
        if request.path == AUTH {
            return self.authenticate(form, clock);
        }
        self.access(request, form, clock)?;
        let region = Region::asked(request);
        match request.path.as_str() {
            UNICAST => self.unicast(form, region),
            _ => self.batch(form, region),
        }
    }

    /// The access token: by the document a field of the form, by several servers a header.
    fn access(&self, request: &RawRequest, form: &Form, clock: &Clock) -> Result<(), Refusal> {
        let header = request.header("auth_token").map(str::trim).filter(|token| !token.is_empty());
        let Some(token) = form.get("auth_token").or(header) else {
            let remark = match request.header("authorization") {
                Some(_) => Text::new(
                    "no auth_token in form or header; OPPO does not look at Authorization",
                    "表单和请求头里都没有 auth_token；OPPO 不看 Authorization",
                ),
                None => Text::new("no auth_token in form or header", "表单和请求头里都没有 auth_token"),
            };
            return refuse("29", remark);
        };
        match self.access_tokens.get(token) {
            Some(given) if clock.millis().saturating_sub(*given) < LIFETIME_MS => Ok(()),
            Some(_) => refuse("11", Text::new("the auth_token is older than 24 hours", "auth_token 已超过 24 小时")),
            None if token.to_ascii_lowercase().starts_with("bearer") => refuse(
                "11",
                Text::new(
                    "auth_token begins with `Bearer`; OPPO wants it bare",
                    "auth_token 前面有 `Bearer`；OPPO 只要 token 本身",
                ),
            ),
            None => refuse(
                "11",
                Text::new(
                    "the auth_token is none that this emulator gave: POST /server/v1/auth first",
                    "auth_token 不是这个模拟器发的：先 POST /server/v1/auth",
                ),
            ),
        }
    }

    /// `<app part>-1-1-<unique id>`, as single pushes have it.
    fn new_message_id(&mut self) -> String {
        let unique = self.new_id();
        let app = if self.app_id.is_empty() { "30000000" } else { self.app_id.as_str() };
        format!("{app}-1-1-{unique}")
    }

    /// 24 hex digits, never twice the same.
    fn new_id(&mut self) -> String {
        self.ids += 1;
        format!("{:024x}", 0x65a0_0000_0000_u64 + self.ids)
    }
}

/// Whose phones a host is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Region {
    Domestic,
    Overseas,
    /// A request that names no host is taken as sent to the right one.
    NotSaid,
}

impl Region {
    fn asked(request: &RawRequest) -> Self {
        match request.authority() {
            Some(host) if host.eq_ignore_ascii_case(OVERSEAS) => Self::Overseas,
            Some(_) => Self::Domestic,
            None => Self::NotSaid,
        }
    }
}

/// The form of a request. A body of JSON is an empty form: the fields are missing then, and a word says why.
fn form(request: &RawRequest) -> Result<(Form, Option<Text>), Refusal> {
    if std::str::from_utf8(&request.body).is_err() {
        return refuse("25", Text::new("the body is not UTF-8", "请求体不是 UTF-8 编码"));
    }
    let pairs = match read::form(&request.body) {
        Ok(pairs) => pairs,
        Err(no_form) => return Ok((Form::default(), Some(no_form))),
    };
    // What is no UTF-8 once it is decoded comes out as this character.
    if let Some((name, _)) = pairs.iter().find(|(_, value)| value.contains('\u{fffd}')) {
        let name = quoted(name);
        return refuse("25", text!("{name} is not UTF-8 when decoded", "{name} 解码后不是 UTF-8"));
    }
    Ok((Form(pairs), None))
}

/// The answer with an OPPO code, in its words.
fn refused(refusal: Refusal) -> RawAnswer {
    let Refusal { code, words, remark } = refusal;
    let words = words.map_or_else(|| words_of(code), str::to_owned);
    let body = format!("{{\"code\":{code},\"message\":{}}}", Value::from(words.as_str()));
    RawAnswer::new(200, JSON, body).code(USUAL_SCOPE, code).words(words).remark(remark).refused()
}

/// The answer `code` 0 with its data.
fn accepted(data: &Value, remark: Text) -> RawAnswer {
    let body = format!("{{\"code\":0,\"message\":\"{SUCCESS}\",\"data\":{data}}}");
    RawAnswer::new(200, JSON, body).code(USUAL_SCOPE, "0").words(SUCCESS).remark(remark)
}

/// What OPPO says with `code` 0.
const SUCCESS: &str = "success";

/// OPPO's words for a code; where nobody has recorded them, words that say nothing: ours must not pass for OPPO's.
fn words_of(code: &str) -> String {
    let entry = super::VENDOR.codes.find(USUAL_SCOPE, code);
    entry.and_then(|entry| entry.text.clone()).unwrap_or_else(|| "fail".to_owned())
}

/// A field of the form that holds JSON text, decoded.
fn json_field(form: &Form, name: &'static str) -> Result<Value, Refusal> {
    let Some(text) = form.get(name) else {
        let remark = if form.0.iter().any(|(own, _)| own == "title" || own == "target_value") {
            text!(
                "{name} is missing: OPPO wants one field `{name}` that holds JSON text, not its members as fields",
                "缺少 {name}：OPPO 要一个名为 `{name}` 的字段，内容是 JSON 文本，不是把成员分成多个字段"
            )
        } else {
            text!("{name} is missing or empty", "{name} 缺失或为空")
        };
        return refuse("40", remark);
    };
    serde_json::from_str(text).or_else(|error| {
        let remark = if error.is_eof() {
            text!(
                "{name} ends in the middle; a raw `&` cuts it off, it must be sent as `%26`",
                "{name} 中间断开；没有编码的 `&` 会把它截断，要写成 `%26`"
            )
        } else {
            // serde_json's words quote nothing of the text.
            text!("{name} is not JSON: {error}", "{name} 不是 JSON：{error}")
        };
        refuse("41", remark)
    })
}

/// An object among values.
fn object<'a>(value: &'a Value, name: &str) -> Result<&'a Object, Refusal> {
    match value {
        Value::Object(object) => Ok(object),
        other => {
            let (en, zh) = kind(other);
            refuse("41", Text::owned(format!("{name} is {en}, not an object"), format!("{name} 是{zh}，不是对象")))
        }
    }
}

/// A text or number that is there and not empty.
fn required(object: &Object, name: &'static str) -> Result<String, Refusal> {
    if let Some(text) = scalar(object.get(name)) {
        return Ok(text);
    }
    match message::other_spelling(object, name) {
        Some(written) => {
            let written = quoted(written);
            refuse(
                "40",
                text!("OPPO does not read `{written}`: it is `{name}`", "OPPO 不读 `{written}`：应当写 `{name}`"),
            )
        }
        None => refuse("40", text!("{name} is missing or empty", "{name} 缺失或为空")),
    }
}
