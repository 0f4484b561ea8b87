//! Xiaomi's requests: pure functions from what we mean to what is sent.
//!
//! Fields and limits: REST document pId=1559 (2024-10-21), the official server SDK 1.0.x, templates pId=2314
//! (2026-06-02). Whatever stands in `extra.` is text.

use serde_json::{Map, Value};

use super::sign;
use crate::device::DeviceToken;
use crate::http::{Call, HeaderValue};
use crate::message::{Click, Message};
use crate::secret::Secret;

/// Mainland China. The overseas service ended on 2024-04-02; the sandbox is for iOS only.
const HOST: &str = "https://api.xmpush.xiaomi.com";

/// The documents name the charset; without it a server may read a form as Latin-1.
const FORM: &str = "application/x-www-form-urlencoded;charset=UTF-8";

/// How long a message is kept unless said otherwise: one hour, in milliseconds. Xiaomi's own default is two weeks, of
/// which a day or ten are kept; a test that arrives days later only confuses.
const TIME_TO_LIVE: u64 = 3_600_000;

/// `POST /v3/message/regid`, without its `Authorization`. The path of the official SDK for one regId; `/v2` takes the
/// same fields.
pub(super) fn send(package_name: Option<&str>, message: &Message, token: &DeviceToken, request_id: &str) -> Call {
    let fields = fields(package_name, message, token, request_id);
    let pairs: Vec<(&str, String)> = fields.iter().map(|(name, value)| (name.as_str(), value.clone())).collect();
    let mut call = Call::post_form("xiaomi", "xiaomi send", format!("{HOST}/v3/message/regid"), &pairs);
    call.headers = vec![("content-type", HeaderValue::plain(FORM))];
    call
}

/// `GET /v1/trace/quota/get`, without its `Authorization`: changes nothing, may be asked once a second, and needs no
/// more than a right AppSecret.
pub(super) fn quota() -> Call {
    Call::get("xiaomi", "xiaomi quota", format!("{HOST}/v1/trace/quota/get"))
}

/// `GET /v1/trace/message/status`, without its `Authorization`.
pub(super) fn status(message_id: &str) -> Call {
    let query = form_urlencoded::Serializer::new(String::new()).append_pair("msg_id", message_id).finish();
    Call::get("xiaomi", "xiaomi message status", format!("{HOST}/v1/trace/message/status?{query}"))
}

/// The header that holds the AppSecret.
pub(super) fn authorised(call: Call, app_secret: &Secret) -> Call {
    call.header("authorization", HeaderValue::Secret(Secret::new(sign::authorization(app_secret.expose()))))
}

/// Options that are `extra.` fields of the same name, as they are.
const VERBATIM: &[&str] = &[
    "jobkey",
    "ticker",
    "callback",
    "locale",
    "locale_not_in",
    "model",
    "model_not_in",
    "app_version",
    "app_version_not_in",
    "connpt",
    "notification_style_type",
];

/// Options whose `extra.` fields have another name.
const RENAMED: &[(&str, &str)] = &[
    ("callback_param", "extra.callback.param"),
    ("callback_type", "extra.callback.type"),
    ("big_picture_uri", "extra.notification_bigPic_uri"),
    ("large_icon_uri", "extra.notification_large_icon_uri"),
];

fn fields(
    package_name: Option<&str>,
    message: &Message,
    token: &DeviceToken,
    request_id: &str,
) -> Vec<(String, String)> {
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, value: Option<String>| fields.extend(value.map(|value| (name.to_owned(), value)));
    let own = |key: &str| message.option(key).map(str::to_owned);
    let flag = |key: &str| message.flag(key).map(|flag| u8::from(flag).to_string());
    put("registration_id", Some(token.as_str().to_owned()));
    put("restricted_package_name", package_name.map(str::to_owned));
    put("pass_through", Some(own("pass_through").unwrap_or_else(|| "0".to_owned())));
    put("title", Some(message.title.clone()));
    put("description", Some(message.body.clone()));
    put("payload", Some(payload(message)));
    put("notify_type", Some(own("notify_type").unwrap_or_else(|| "-1".to_owned())));
    put("notify_id", Some(notify_id(message, request_id).to_string()));
    put("time_to_live", Some(time_to_live(message).to_string()));
    put("extra.channel_id", channel_id(message).map(str::to_owned));
    put("extra.template_id", own("template_id"));
    put("extra.template_param", template_params(message));
    for (name, value) in click(message, package_name) {
        put(name, Some(value));
    }
    put("extra.notify_foreground", flag("notify_foreground"));
    // 0 is not documented: absent means no.
    put("extra.only_send_once", message.flag("only_send_once").filter(|flag| *flag).map(|_| "1".to_owned()));
    put("extra.sound_uri", sound_uri(message, package_name));
    // Used in production by one server, in no document that was read.
    put("extra.badge", message.badge.map(|badge| badge.to_string()));
    for key in VERBATIM {
        put(&format!("extra.{key}"), own(key));
    }
    for (key, name) in RENAMED {
        put(name, own(key));
    }
    put("extra.ext", message.ext.clone());
    // A field stands there once; what was written out as it is counts.
    for (key, value) in message.map("extra") {
        let name = format!("extra.{key}");
        fields.retain(|(own, _)| *own != name);
        fields.push((name, value.to_owned()));
    }
    fields
}

/// `payload`: the documents demand one. The form encodes it once; encoding it by hand before would show the app
/// percent-escapes.
pub(super) fn payload(message: &Message) -> String {
    message.option("payload").map(str::to_owned).or_else(|| message.ext.clone()).unwrap_or_else(|| "{}".to_owned())
}

/// `time_to_live` in milliseconds.
fn time_to_live(message: &Message) -> u64 {
    message.ttl.map_or(TIME_TO_LIVE, |ttl| u64::try_from(ttl.as_millis()).unwrap_or(u64::MAX))
}

/// The channel: what the message says, else `[xiaomi] channel_id`. An empty one is none: Xiaomi would answer 27001.
pub(super) fn channel_id(message: &Message) -> Option<&str> {
    let channel = message.channel_id.as_deref().or_else(|| message.option("channel_id"));
    channel.filter(|channel| !channel.trim().is_empty())
}

/// `notify_id`: the same one replaces what is shown, and 0, Xiaomi's default, would leave the newest message alone on
/// the screen. So each push gets its own, and pushes of one collapse key share one.
fn notify_id(message: &Message, request_id: &str) -> i64 {
    let number = |key: &String| key.parse().ok().filter(|id| (0..=i64::from(i32::MAX)).contains(id));
    let of_key = |key: &String| number(key).unwrap_or_else(|| id_of(key));
    let own = message.number("notify_id").or_else(|| message.collapse_key.as_ref().map(of_key));
    own.unwrap_or_else(|| id_of(request_id))
}

/// A number from 0 to 2147483647 for a text.
fn id_of(text: &str) -> i64 {
    let hash = text.bytes().fold(0_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(u32::from(byte)));
    i64::from(hash & 0x7fff_ffff)
}

/// `extra.template_param`: a JSON object as text, one text per variable.
fn template_params(message: &Message) -> Option<String> {
    let params: Map<String, Value> =
        message.map("template_params").map(|(name, value)| (name.to_owned(), value.into())).collect();
    (!params.is_empty()).then(|| Value::from(params).to_string())
}

/// `extra.notify_effect` and what it opens. Without an effect the notification is a "custom" one, which Xiaomi retired
/// on 2024-09-30. The IM console's choice for Xiaomi is "open the app".
pub(super) fn click(message: &Message, package_name: Option<&str>) -> Vec<(&'static str, String)> {
    const EFFECT: &str = "extra.notify_effect";
    const TARGETS: [(&str, &str); 3] =
        [("intent_uri", "extra.intent_uri"), ("class_name", "extra.class_name"), ("web_uri", "extra.web_uri")];
    if let Some(effect) = message.option("notify_effect") {
        let target = |(key, name): (&str, &'static str)| message.option(key).map(|value| (name, value.to_owned()));
        return [(EFFECT, effect.trim().to_owned())]
            .into_iter()
            .chain(TARGETS.into_iter().filter_map(target))
            .collect();
    }
    let effect = |number: &str| (EFFECT, number.to_owned());
    match &message.click {
        Click::Im | Click::Open => vec![effect("1")],
        Click::Activity(name) => vec![effect("2"), ("extra.class_name", full_name(name, package_name))],
        Click::Intent(uri) => vec![effect("2"), ("extra.intent_uri", uri.clone())],
        Click::Url(url) => vec![effect("3"), ("extra.web_uri", url.clone())],
    }
}

/// A class that begins with a dot stands in the app's own package.
fn full_name(name: &str, package_name: Option<&str>) -> String {
    match package_name.filter(|_| name.starts_with('.')) {
        Some(package_name) => format!("{package_name}{name}"),
        None => name.to_owned(),
    }
}

/// `extra.sound_uri`: a raw resource of the app's own, named without its ending.
pub(super) fn sound_uri(message: &Message, package_name: Option<&str>) -> Option<String> {
    let sound = message.sound.as_deref().filter(|sound| *sound != "default")?;
    if sound.contains("://") {
        return Some(sound.to_owned());
    }
    let name = sound.rsplit_once('.').map_or(sound, |(name, _)| name);
    Some(format!("android.resource://{}/raw/{name}", package_name?))
}

/// Xiaomi's own `extra.` keys, which do not count as pairs of the app.
pub(super) fn is_reserved(key: &str) -> bool {
    const RESERVED: &[&str] = &[
        "channel_id",
        "channel_name",
        "channel_description",
        "template_id",
        "template_param",
        "notify_effect",
        "intent_uri",
        "intent_flag",
        "class_name",
        "web_uri",
        "notify_foreground",
        "sound_uri",
        "badge",
        "flow_control",
        "only_send_once",
        "callback.param",
        "callback.type",
        "instant_notify",
    ];
    RESERVED.contains(&key) || VERBATIM.contains(&key) || key.starts_with("notification_")
}

/// The pairs that the app gets in `MiPushMessage.getExtra()` and that count against Xiaomi's limits.
pub(super) fn own_pairs(message: &Message) -> Vec<(&str, &str)> {
    let ext = message.ext.as_deref().map(|ext| ("ext", ext));
    ext.into_iter().chain(message.map("extra").filter(|(key, _)| !is_reserved(key))).collect()
}

#[cfg(test)]
mod tests;
