//! Honor's requests: pure functions from what we mean to what is sent. What came back is read in `answer.rs`.
//!
//! Field names, types and limits: the vendor's field table as zandala88/honor-push (2024-10) copies it. The body is
//! flat, names are camelCase, and `timestamp` is a header. It resembles Huawei's and differs in every name.

use serde_json::{Map, Value, json};

use super::{Credentials, intent};
use crate::device::DeviceToken;
use crate::http::{Call, HeaderValue};
use crate::message::{Click, Message, Mode};

/// What stands around a message: who sends it, from which app, under which id.
#[derive(Debug, Clone, Copy)]
pub(super) struct Sender<'a> {
    /// App ID and domain.
    pub(super) credentials: &'a Credentials,
    /// Android applicationId, for the click target of Tencent's plugin.
    pub(super) package_name: Option<&'a str>,
    /// The full class of the launcher activity, for badges.
    pub(super) launcher_activity: Option<&'a str>,
}

/// `POST /auth/token`: Client ID and Client Secret for an access token. Changes nothing, sends nothing.
pub(super) fn auth(credentials: &Credentials) -> Call {
    let domain = credentials.domain;
    let pairs = [
        ("grant_type", "client_credentials".to_owned()),
        ("client_id", credentials.client_id.clone()),
        ("client_secret", credentials.client_secret.expose().to_owned()),
    ];
    let url = format!("https://iam.developer.{domain}/auth/token");
    Call::post_form("honor", "honor auth", url, &pairs).mints("access_token")
}

/// `POST /api/v1/{appId}/sendMessage` without its headers.
pub(super) fn send(sender: Sender<'_>, message: &Message, token: &DeviceToken, request_id: &str) -> Call {
    post(sender.credentials, "honor send", &body(sender, message, &[token.as_str()], request_id))
}

/// The same with a pass-through message (透传消息), which shows nothing: `data` without a notification. It is the only
/// way to learn something about tokens.
pub(super) fn probe(credentials: &Credentials, tokens: &[DeviceToken], request_id: &str) -> Call {
    let tokens: Vec<&str> = tokens.iter().map(DeviceToken::as_str).collect();
    let body = json!({
        "token": tokens,
        "data": "{}",
        "android": { "ttl": "60s", "biTag": request_id, "targetUserType": 1 },
    });
    post(credentials, "honor probe", &body)
}

fn post(credentials: &Credentials, name: &'static str, body: &Value) -> Call {
    let Credentials { app_id, domain, .. } = credentials;
    Call::post_json("honor", name, format!("https://push-api.cloud.{domain}/api/v1/{app_id}/sendMessage"), body)
}

/// The headers of a send. `timestamp` is the time of the request in milliseconds, as text; it goes into no sign.
pub(super) fn authorised(call: Call, token: HeaderValue, timestamp: u64) -> Call {
    call.header("authorization", token).header("timestamp", HeaderValue::plain(timestamp.to_string()))
}

/// The body of a send.
pub(super) fn body(sender: Sender<'_>, message: &Message, tokens: &[&str], request_id: &str) -> Value {
    let mut android = Map::new();
    if let Some(ttl) = message.ttl {
        android.insert("ttl".to_owned(), format!("{}s", ttl.as_secs()).into());
    }
    android.insert("biTag".to_owned(), message.option("bi_tag").unwrap_or(request_id).into());
    android.insert("targetUserType".to_owned(), i32::from(message.mode == Mode::Test).into());
    android.insert("notification".to_owned(), notification(sender, message));
    let mut body = Map::new();
    body.insert("token".to_owned(), tokens.into());
    if let Some(data) = data(message) {
        body.insert("data".to_owned(), data.into());
    }
    body.insert("android".to_owned(), android.into());
    body.into()
}

/// `data`: a JSON object as text, as the app gets it. `ext` stays text inside it: the plugin hands it on, and the app
/// decodes it.
fn data(message: &Message) -> Option<String> {
    let mut map = Map::new();
    if let Some(ext) = &message.ext {
        map.insert("ext".to_owned(), ext.as_str().into());
    }
    for (key, value) in message.map("data") {
        map.insert(key.to_owned(), value.into());
    }
    (!map.is_empty()).then(|| Value::from(map).to_string())
}

fn notification(sender: Sender<'_>, message: &Message) -> Value {
    let mut map = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            map.insert(key.to_owned(), value);
        }
    };
    let big = message.number("style") == Some(1);
    put("title", Some(message.title.as_str().into()));
    put("body", Some(message.body.as_str().into()));
    put("image", message.image.as_deref().map(Value::from));
    put("style", message.number("style").map(Value::from));
    put("bigTitle", big.then(|| message.title.as_str().into()));
    put("bigBody", big.then(|| message.body.as_str().into()));
    put("importance", Some(message.option("importance").unwrap_or("NORMAL").into()));
    put("when", message.option("when").map(Value::from));
    put("clickAction", Some(click_action(message, sender.package_name)));
    put("buttons", message.option("buttons").and_then(|text| serde_json::from_str(text).ok()));
    put("badge", badge(message, sender.launcher_activity));
    put("notifyId", message.number("notify_id").map(Value::from));
    put("tag", message.option("tag").or(message.collapse_key.as_deref()).map(Value::from));
    put("group", message.option("group").map(Value::from));
    map.into()
}

/// `clickAction`: 1 with the plugin's URI is what the IM console holds; 3 opens the app.
fn click_action(message: &Message, package_name: Option<&str>) -> Value {
    if let Some(action) = message.option("click_action") {
        return json!({ "type": 1, "action": action });
    }
    match (&message.click, package_name) {
        (Click::Im, Some(package_name)) => json!({ "type": 1, "intent": intent::uri(package_name) }),
        (Click::Intent(uri), _) => json!({ "type": 1, "intent": uri }),
        (Click::Url(url), _) => json!({ "type": 2, "url": url }),
        (Click::Im | Click::Open | Click::Activity(_), _) => json!({ "type": 3 }),
    }
}

/// `badge`, whose class is `badgeClass` here. Only one of the two numbers is sent: which of them wins is not known.
fn badge(message: &Message, launcher_activity: Option<&str>) -> Option<Value> {
    let class = launcher_activity?;
    match (message.badge, message.number("badge_add")) {
        (Some(number), _) => Some(json!({ "setNum": number, "badgeClass": class })),
        (None, Some(number)) => Some(json!({ "addNum": number, "badgeClass": class })),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests;
