//! OPPO's bodies: pure functions from what we mean to what is sent, and from what came back to an [`Outcome`].
//!
//! Field names and limits: document 11236 as mirrored by modood/pushapi (2025-07) and meetleev/go-multipush (2025-11).
//! Keys are `snake_case`, as in the vendor's field table and its SDK; the camelCase of the document's own example is
//! not. A message is JSON text inside a form, and the access token is a field beside it.

mod answer;
#[cfg(test)]
mod tests;

pub(super) use answer::{auth_outcome, codes_in, send_outcome, token_expired};

use serde_json::{Map, Value, json};

use super::click::tap;
use super::region::Region;
use super::{Credentials, sign};
use crate::device::DeviceToken;
use crate::http::Call;
use crate::message::Message;
use crate::secret::Secret;

/// `POST /server/v1/auth`. `timestamp` in milliseconds; OPPO's clock may differ by ten minutes. The call changes
/// nothing.
pub(super) fn auth(region: Region, credentials: &Credentials, timestamp: u64) -> Call {
    let Credentials { app_key, master_secret } = credentials;
    let fields = [
        ("app_key", app_key.clone()),
        ("timestamp", timestamp.to_string()),
        ("sign", sign(app_key, timestamp, master_secret.expose())),
    ];
    post(region, "oppo auth", "/server/v1/auth", &fields).mints("auth_token")
}

/// `POST /server/v1/message/notification/unicast`, without its `auth_token`.
pub(super) fn unicast(message: &Message, token: &DeviceToken, message_id: &str) -> Call {
    let fields = [("message", target(message, token, message_id).to_string())];
    post(Region::of(token.as_str()), "oppo unicast", "/server/v1/message/notification/unicast", &fields)
}

/// With the access token, which every call but auth has as a field of its form.
pub(super) fn authorised(call: Call, access_token: &Secret) -> Call {
    with_token(call, &form_urlencoded::byte_serialize(access_token.expose().as_bytes()).collect::<String>())
}

/// The same with a shell variable in the token's place, for printed requests. OPPO's tokens are letters and digits,
/// which a form leaves as they are.
pub(super) fn with_variable(call: Call, name: &'static str) -> Call {
    with_token(call, &format!("${{{name}}}")).with_variable(name)
}

fn with_token(mut call: Call, encoded: &str) -> Call {
    call.body = call.body.map(|body| format!("auth_token={encoded}&{body}").into());
    call
}

fn post(region: Region, name: &'static str, path: &str, fields: &[(&str, String)]) -> Call {
    let call = Call::post_form("oppo", name, format!("https://{}{path}", region.host()), fields);
    match region.other_host() {
        Some(host) => call.or_host(host),
        None => call,
    }
}

/// `target_type` 2: one `registration_id`.
fn target(message: &Message, token: &DeviceToken, message_id: &str) -> Value {
    let mut target = json!({
        "target_type": 2,
        "target_value": token.as_str(),
        "notification": notification(message, message_id),
    });
    if let Some(verify) = message.flag("verify_registration_id") {
        target["verify_registration_id"] = verify.into();
    }
    target
}

fn notification(message: &Message, message_id: &str) -> Value {
    let text = |key| message.option(key).map(Value::from);
    let number = |key| message.number(key).map(Value::from);
    let tap = tap(message);
    let ttl = message.ttl.map(|ttl| ttl.as_secs());
    let off_line = message.flag("off_line").or_else(|| ttl.map(|seconds| seconds > 0));
    let mut notification = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            notification.insert(key.to_owned(), value);
        }
    };
    put("app_message_id", Some(message.option("app_message_id").unwrap_or(message_id).into()));
    put("style", Some(style(message).into()));
    put("title", Some(message.title.as_str().into()));
    put("sub_title", message.subtitle.as_deref().map(Value::from));
    put("content", Some(message.body.as_str().into()));
    put("click_action_type", Some(tap.kind.into()));
    put("click_action_activity", tap.activity.map(Value::from));
    put("click_action_url", tap.url.map(Value::from));
    put("action_parameters", action_parameters(message).map(Value::from));
    put("show_time_type", number("show_time_type"));
    put("show_start_time", number("show_start_time"));
    put("show_end_time", number("show_end_time"));
    put("off_line", off_line.map(Value::from));
    put("off_line_ttl", ttl.filter(|seconds| *seconds > 0).map(Value::from));
    put("time_zone", text("time_zone"));
    put("network_type", number("network_type"));
    put("call_back_url", text("call_back_url"));
    put("call_back_parameter", text("call_back_parameter"));
    put("channel_id", channel_id(message).map(Value::from));
    put("category", category(message).map(Value::from));
    put("notify_level", number("notify_level"));
    put("private_msg_template_id", text("template_id"));
    put("private_title_parameters", pairs(message, "template_title_params"));
    put("private_content_parameters", pairs(message, "template_params"));
    put("show_ttl", number("show_ttl"));
    put("notify_id", message.number("notify_id").or_else(|| notify_id(message)).map(Value::from));
    put("small_picture_id", text("small_picture_id"));
    notification.into()
}

/// 1 standard, 2 long text.
pub(super) fn style(message: &Message) -> i64 {
    message.number("style").unwrap_or(1)
}

/// The notification channel: what the message says, else `[oppo] channel_id`. An empty one is none.
pub(super) fn channel_id(message: &Message) -> Option<&str> {
    let channel = message.channel_id.as_deref().or_else(|| message.option("channel_id"));
    channel.filter(|channel| !channel.trim().is_empty())
}

/// The message class: what the message says, else `[oppo] category`. There is no default: a class that was not
/// granted, or has no template, is refused, and apps of before 2024-11-20 have none at all.
pub(super) fn category(message: &Message) -> Option<&str> {
    message.category.as_deref().or_else(|| message.option("category"))
}

/// `action_parameters`: JSON text of an object. `ext` is a string in it, since the plugin hands string extras to the
/// app, which decodes them; beside it stand whatever pairs the user adds.
pub(super) fn action_parameters(message: &Message) -> Option<String> {
    let ext = message.ext.as_deref().map(|ext| ("ext", ext));
    let map: Map<String, Value> = ext
        .into_iter()
        .chain(message.map("action_parameters"))
        .map(|(key, value)| (key.to_owned(), value.into()))
        .collect();
    (!map.is_empty()).then(|| Value::from(map).to_string())
}

/// Values of a template as JSON text; one of two mirrors of the field table types them so.
fn pairs(message: &Message, key: &str) -> Option<Value> {
    let map: Map<String, Value> = message.map(key).map(|(name, value)| (name.to_owned(), value.into())).collect();
    (!map.is_empty()).then(|| Value::from(map).to_string().into())
}

/// A collapse key that is a number OPPO can take as `notify_id`.
pub(super) fn notify_id(message: &Message) -> Option<i64> {
    let id: i64 = message.collapse_key.as_ref()?.parse().ok()?;
    (1..=2_147_483_647).contains(&id).then_some(id)
}
