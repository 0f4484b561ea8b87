//! Meizu's requests: pure functions from what we mean to what is sent. What comes back is read in `answer.rs`.
//!
//! Field names, limits and the form of the body: `PushAPI` README (2025-04-09). The document writes 0 and 1 for every
//! switch where the vendor's Java SDK writes `true` and `false`; what is sent here is what is set, in the document's
//! form.

use std::time::Duration;

use serde_json::{Map, Value};

use super::day::Day;
use super::sign::base;
use super::{Credentials, Region};
use crate::device::DeviceToken;
use crate::http::{Call, Effect, HeaderValue};
use crate::message::{Click, Message};

/// `Content-Type` of every POST, as the vendor documents it.
const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// A request that is not signed yet: the sign covers its parameters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    name: &'static str,
    url: String,
    effect: Effect,
    parameters: Vec<(&'static str, String)>,
}

impl Request {
    /// The text that is signed, without the app secret.
    pub(super) fn sign_text(&self) -> String {
        base(&self.parameters)
    }

    /// The request with its sign: a POST of a form if it reaches a phone, else a GET. The sign comes last.
    pub(super) fn signed(&self, sign: &str) -> Call {
        self.to(&self.url, sign)
    }

    /// The same to another address, as code 300 asks for.
    pub(super) fn to(&self, url: &str, sign: &str) -> Call {
        // Parameters stand in the body, or are written into the query anew.
        let url = url.split(['?', '#']).next().unwrap_or(url);
        // The sign is hex, or `${NAME}` in a printed request: neither is encoded.
        if self.effect == Effect::Push {
            let mut call = Call::post_form("meizu", self.name, url, &self.parameters);
            call.headers = vec![("content-type", HeaderValue::plain(FORM))];
            call.body = call.body.map(|body| format!("{body}&sign={sign}").into());
            return call;
        }
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.parameters).finish();
        Call::get("meizu", self.name, format!("{url}?{query}&sign={sign}"))
    }
}

/// `POST …/push/varnished/pushByPushId`: a notification to one phone.
pub(super) fn send(credentials: &Credentials, region: Region, message: &Message, token: &DeviceToken) -> Request {
    let mut parameters = vec![
        ("appId", credentials.app_id.clone()),
        ("pushIds", token.as_str().to_owned()),
        // Serialised once: sign and body must hold the same text.
        ("messageJson", message_json(message).to_string()),
    ];
    if let Some(names) = message.option("restricted_package_names").filter(|names| !names.trim().is_empty()) {
        parameters.push(("restrictedPackageNames", names.to_owned()));
    }
    let url = format!("{}/garcia/api/server/push/varnished/pushByPushId", region.push_host());
    Request { name: "meizu send", url, effect: Effect::Push, parameters }
}

/// `GET …/message/getRegisterSwitch`: whether a pushId is registered and takes messages. Changes nothing.
pub(super) fn switch(credentials: &Credentials, region: Region, token: &DeviceToken) -> Request {
    let parameters = vec![("appId", credentials.app_id.clone()), ("pushId", token.as_str().to_owned())];
    let url = format!("{}/garcia/api/server/message/getRegisterSwitch", region.subscription_host());
    Request { name: "meizu switch", url, effect: Effect::Read, parameters }
}

/// `GET …/push/statistics/dailyPushStatics` of one day: the call that proves credentials. `Statics` is the vendor's
/// spelling.
pub(super) fn daily(credentials: &Credentials, region: Region, day: Day) -> Request {
    let day = day.compact();
    let parameters = vec![("appId", credentials.app_id.clone()), ("startTime", day.clone()), ("endTime", day)];
    let url = format!("{}/garcia/api/server/push/statistics/dailyPushStatics", region.push_host());
    Request { name: "meizu statistics of a day", url, effect: Effect::Read, parameters }
}

/// `GET …/push/statistics/getTaskStatistics`: what became of a task. A single push is none.
pub(super) fn task(credentials: &Credentials, region: Region, task_id: &str) -> Request {
    let parameters = vec![("appId", credentials.app_id.clone()), ("taskId", task_id.to_owned())];
    let url = format!("{}/garcia/api/server/push/statistics/getTaskStatistics", region.push_host());
    Request { name: "meizu statistics of a task", url, effect: Effect::Read, parameters }
}

/// A JSON object of what is set.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn with(mut self, key: &str, value: Option<impl Into<Value>>) -> Self {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
        self
    }

    fn not_empty(self) -> Option<Value> {
        (!self.0.is_empty()).then(|| self.0.into())
    }
}

fn message_json(message: &Message) -> Value {
    Object::default()
        .with("noticeBarInfo", notice_bar(message).not_empty())
        .with("noticeExpandInfo", notice_expand(message).not_empty())
        .with("clickTypeInfo", click_type(message).not_empty())
        .with("pushTimeInfo", push_time(message).not_empty())
        .with("advanceInfo", advance(message).not_empty())
        .with("extra", extra(message).not_empty())
        .0
        .into()
}

/// Text, class and look. The class is always said: without it every message is public.
fn notice_bar(message: &Message) -> Object {
    Object::default()
        .with("noticeMsgType", Some(notice_msg_type(message)))
        .with("title", Some(message.title.as_str()))
        .with("content", Some(message.body.as_str()))
        .with("noticeBarType", message.number("notice_bar_type"))
}

/// 0 public (公信), 1 private (私信). The default is the vendor's own: every app may send public messages, while private
/// ones need a right.
fn notice_msg_type(message: &Message) -> i64 {
    message.number("notice_msg_type").unwrap_or(0)
}

fn notice_expand(message: &Message) -> Object {
    let content = message.option("notice_expand_content");
    Object::default().with("noticeExpandType", content.map(|_| 1)).with("noticeExpandContent", content)
}

/// What a tap does: `clickType`, and the activity, URL or attribute that 1, 2 and 3 need.
///
/// An option of `[meizu]` decides before `--click`. For Tencent's plugin it is 0, open the app.
pub(super) fn click(message: &Message) -> (i64, Option<&str>) {
    const KEYS: [(i64, &str); 3] = [(1, "activity"), (2, "url"), (3, "custom_attribute")];
    let target = |kind: i64| {
        let option = KEYS.iter().find(|(own, _)| *own == kind).and_then(|(_, key)| message.option(key));
        match (&message.click, kind) {
            (_, 1..=3) if option.is_some() => option,
            (Click::Activity(name), 1) => Some(name.as_str()),
            (Click::Url(uri) | Click::Intent(uri), 2) => Some(uri.as_str()),
            _ => None,
        }
    };
    let by_option = KEYS.iter().find(|(_, key)| message.option(key).is_some()).map(|(kind, _)| *kind);
    let kind = message.number("click_type").or(by_option).unwrap_or(match &message.click {
        Click::Im | Click::Open => 0,
        Click::Activity(_) => 1,
        Click::Intent(uri) if is_intent_syntax(uri) => 0,
        Click::Url(_) | Click::Intent(_) => 2,
    });
    (kind, target(kind))
}

/// `intent:…#Intent;…;end`, which Meizu does not read: clickType 2 takes a plain URI.
pub(super) fn is_intent_syntax(uri: &str) -> bool {
    uri.contains("#Intent;")
}

fn click_type(message: &Message) -> Object {
    let (kind, target) = click(message);
    let key = match kind {
        1 => "activity",
        2 => "url",
        _ => "customAttribute",
    };
    Object::default()
        .with("clickType", Some(kind))
        .with(key, target)
        .with("parameters", parameters(message).not_empty())
}

/// String extras of the intent. The plugin takes the JSON of all of them and reads `ext`, which is JSON text itself.
/// [decompiled client SDK]
fn parameters(message: &Message) -> Object {
    let own = Object::default().with("ext", message.ext.as_deref());
    message.map("parameters").fold(own, |object, (key, value)| object.with(key, Some(value)))
}

/// Whole hours, rounded up: a message must not be gone before its time.
pub(super) fn hours(ttl: Duration) -> u64 {
    let up = u64::from(ttl.subsec_nanos() > 0);
    (ttl.as_secs() + up).div_ceil(3600)
}

/// `offLine` and `validTime`. A TTL of nothing means: only to a phone that is online.
fn push_time(message: &Message) -> Object {
    let no_time = message.ttl.is_some_and(|ttl| ttl.is_zero());
    let offline = message.flag("off_line").or_else(|| no_time.then_some(false));
    let ttl = message.ttl.filter(|ttl| !ttl.is_zero()).map(|ttl| Value::from(hours(ttl)));
    let valid = message.number("valid_time").map(Value::from).or(ttl);
    match (offline, valid) {
        (Some(false), _) => Object::default().with("offLine", Some(0)),
        (None, None) => Object::default(),
        // Required beside offLine 1; 24 is the default.
        (_, valid) => {
            Object::default().with("offLine", Some(1)).with("validTime", Some(valid.unwrap_or_else(|| 24.into())))
        }
    }
}

/// How the notification behaves.
fn advance(message: &Message) -> Object {
    let switch = |key: &str| message.flag(key).map(i32::from);
    let [start, end] = ["fix_start_display_time", "fix_end_display_time"].map(|key| message.option(key));
    let kinds = ["vibrate", "lights", "sound"];
    let kinds = kinds.into_iter().fold(Object::default(), |object, key| object.with(key, switch(key)));
    Object::default()
        .with("suspend", switch("suspend"))
        .with("clearNoticeBar", switch("clear_notice_bar"))
        .with("fixDisplay", start.or(end).map(|_| 1))
        .with("fixStartDisplayTime", start)
        // The document prints this key with a blank behind it, which is a slip.
        .with("fixEndDisplayTime", end)
        .with("notificationType", kinds.not_empty())
        .with("notifyKey", notify_key(message))
}

/// The collapse key.
pub(super) fn notify_key(message: &Message) -> Option<&str> {
    let fits = |key: &&str| super::section::is_notify_key(key);
    message.option("notify_key").or_else(|| message.collapse_key.as_deref().filter(fits))
}

/// Where receipts go. The keys hold a real dot.
fn extra(message: &Message) -> Object {
    let wire = [("callback", "callback"), ("callback_param", "callback.param"), ("callback_type", "callback.type")];
    wire.into_iter().fold(Object::default(), |object, (key, name)| object.with(name, message.option(key)))
}

#[cfg(test)]
mod tests;
