//! The bodies of `messages:send`: v1 and v2 in snake case inside `message`, v3 in camel case.
//!
//! Field names, defaults and limits: the API references of v1 (2025-08) and v3 (2026-04). What a message does not say
//! is left out, so that Huawei's own defaults hold.

use serde_json::{Map, Value, json};

use super::api::Api;
use crate::message::{Click, Message, Mode, Priority};

/// What the app is, as far as a message depends on it.
#[derive(Debug, Clone, Default)]
pub(super) struct Own {
    /// Android applicationId.
    pub(super) package_name: Option<String>,
    /// The activity whose badge is changed.
    pub(super) launcher_activity: Option<String>,
}

/// Whether Huawei only looks at a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// It goes to the phone.
    Send,
    /// `validate_only`: the message is checked and not delivered.
    Validate,
}

/// What a tap does, in Huawei's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Tap {
    /// Opens the app: what the IM console holds for Tencent's plugin.
    App,
    /// Opens a page by intent URI.
    Page(String),
    /// Opens the page whose intent-filter has this action.
    Action(String),
    /// Opens the browser.
    Url(String),
}

/// A JSON object that leaves out what is not said.
#[derive(Default)]
struct Fields(Map<String, Value>);

impl Fields {
    fn put(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
    }

    fn into_value(self) -> Option<Value> {
        (!self.0.is_empty()).then(|| self.0.into())
    }
}

/// The body for an interface. `validate_only` exists on v1 and v2 alone.
pub(super) fn body(api: Api, own: &Own, message: &Message, tokens: &[&str], purpose: Purpose) -> Value {
    match api {
        Api::V1 | Api::V2 => json!({
            "validate_only": purpose == Purpose::Validate,
            "message": { "android": android(own, message), "token": tokens },
        }),
        Api::V3 => json!({
            "payload": { "notification": notification_v3(message) },
            "target": { "token": tokens },
            "pushOptions": options_v3(message),
        }),
    }
}

/// How many bytes Huawei counts: the body without its tokens. [80300008]
pub(super) fn size(api: Api, own: &Own, message: &Message) -> usize {
    body(api, own, message, &[], Purpose::Send).to_string().len()
}

/// The message class: what the message says, else `[huawei] category`, else IM. Without one, Huawei treats a
/// notification as marketing: silent, and two a day.
pub(super) fn category(message: &Message) -> &str {
    message.category.as_deref().or_else(|| message.option("category")).unwrap_or("IM")
}

fn channel_id(message: &Message) -> Option<&str> {
    message.channel_id.as_deref().or_else(|| message.option("channel_id"))
}

/// Whether it is a data message (透传).
pub(super) fn is_data(message: &Message) -> bool {
    message.flag("data_only") == Some(true)
}

fn android(own: &Own, message: &Message) -> Value {
    let mut android = Fields::default();
    android.put("collapse_key", message.number("collapse_key"));
    android.put("urgency", urgency(message));
    android.put("category", Some(category(message)));
    android.put("ttl", message.ttl.map(|ttl| format!("{}s", ttl.as_secs())));
    android.put("bi_tag", message.option("bi_tag"));
    android.put("receipt_id", message.option("receipt_id"));
    android.put("target_user_type", (message.mode == Mode::Test).then_some(1));
    // A JSON object as text; its keys become extras of the intent.
    android.put("data", data(message).map(|data| data.to_string()));
    if !is_data(message) {
        android.put("notification", Some(notification(own, message)));
    }
    android.into_value().unwrap_or_default()
}

fn urgency(message: &Message) -> Option<&str> {
    let of = |priority| match priority {
        Priority::High => "HIGH",
        Priority::Normal => "NORMAL",
    };
    message.option("urgency").or_else(|| message.priority.map(of))
}

/// `ext` as text, as the plugin hands it to the app, and whatever pairs the user adds.
fn data(message: &Message) -> Option<Value> {
    let mut data = Fields::default();
    data.put("ext", message.ext.as_deref());
    for (key, value) in message.map("data") {
        data.put(key, Some(value));
    }
    data.into_value()
}

fn notification(own: &Own, message: &Message) -> Value {
    let text = |key| message.option(key);
    let mut fields = Fields::default();
    fields.put("title", Some(message.title.as_str()));
    fields.put("body", Some(message.body.as_str()));
    fields.put("click_action", Some(click_action(&tap(own, message))));
    fields.put("icon", text("icon"));
    fields.put("color", text("color"));
    match message.sound.as_deref() {
        Some("default") => fields.put("default_sound", Some(true)),
        Some(sound) => {
            fields.put("sound", Some(sound));
            fields.put("default_sound", Some(false));
        }
        None => {}
    }
    fields.put("tag", text("tag").or(message.collapse_key.as_deref()));
    fields.put("notify_id", message.number("notify_id"));
    fields.put("group", text("group"));
    fields.put("channel_id", channel_id(message));
    fields.put("importance", text("importance"));
    fields.put("style", message.number("style"));
    fields.put("big_title", text("big_title"));
    fields.put("big_body", text("big_body"));
    fields.put("inbox_content", text("inbox_content").map(lines));
    fields.put("image", message.image.as_deref());
    fields.put("badge", badge(own, message));
    fields.put("foreground_show", message.flag("foreground_show"));
    fields.put("ticker", text("ticker"));
    fields.put("when", text("when"));
    fields.put("use_default_vibrate", message.flag("use_default_vibrate"));
    fields.put("use_default_light", message.flag("use_default_light"));
    fields.put("visibility", text("visibility"));
    fields.put("profile_id", text("profile_id"));
    fields.put("notify_summary", text("notify_summary"));
    fields.into_value().unwrap_or_default()
}

/// The lines of style 3.
pub(super) fn lines(text: &str) -> Vec<&str> {
    text.lines().filter(|line| !line.is_empty()).collect()
}

/// `set_num` wins over `add_num`. Without `class` the number on the icon does not change.
fn badge(own: &Own, message: &Message) -> Option<Value> {
    let mut badge = Fields::default();
    match message.badge {
        Some(number) => badge.put("set_num", Some(number)),
        None => badge.put("add_num", message.number("badge_add")),
    }
    if badge.0.is_empty() {
        return None;
    }
    badge.put("class", badge_class(own, message));
    badge.into_value()
}

/// The full class name of the launcher activity.
pub(super) fn badge_class(own: &Own, message: &Message) -> Option<String> {
    let written = message.option("badge_class").or(own.launcher_activity.as_deref())?;
    Some(full_class(own, written))
}

/// `.MainActivity` is short for the package and what follows.
fn full_class(own: &Own, class: &str) -> String {
    match (&own.package_name, class.starts_with('.')) {
        (Some(package), true) => format!("{package}{class}"),
        _ => class.to_owned(),
    }
}

/// What a tap does.
pub(super) fn tap(own: &Own, message: &Message) -> Tap {
    match &message.click {
        Click::Intent(uri) => Tap::Page(uri.clone()),
        Click::Url(url) => Tap::Url(url.clone()),
        Click::Activity(class) => match &own.package_name {
            Some(package) => Tap::Page(component(package, &full_class(own, class))),
            None => Tap::App,
        },
        Click::Im | Click::Open => match message.option("action") {
            Some(action) => Tap::Action(action.to_owned()),
            None => Tap::App,
        },
    }
}

/// An intent for an activity, as Android itself writes it; Huawei documents `component=` beside `scheme=`.
fn component(package: &str, class: &str) -> String {
    format!("intent:#Intent;launchFlags=0x04000000;component={package}/{class};end")
}

fn click_action(tap: &Tap) -> Value {
    match tap {
        Tap::App => json!({ "type": 3 }),
        Tap::Page(intent) => json!({ "type": 1, "intent": intent }),
        Tap::Action(action) => json!({ "type": 1, "action": action }),
        Tap::Url(url) => json!({ "type": 2, "url": url }),
    }
}

fn notification_v3(message: &Message) -> Value {
    let text = |key| message.option(key);
    let mut fields = Fields::default();
    fields.put("category", Some(category(message)));
    fields.put("title", Some(message.title.as_str()));
    fields.put("body", Some(message.body.as_str()));
    fields.put("clickAction", Some(click_v3(message)));
    let mut badge = Fields::default();
    match message.badge {
        Some(number) => badge.put("setNum", Some(number)),
        None => badge.put("addNum", message.number("badge_add")),
    }
    fields.put("badge", badge.into_value());
    fields.put("notifyId", message.number("notify_id"));
    fields.put("appMessageId", text("app_message_id"));
    fields.put("style", message.number("style"));
    fields.put("bigTitle", text("big_title"));
    fields.put("bigBody", text("big_body"));
    fields.put("inboxContent", text("inbox_content").map(lines));
    fields.put("image", message.image.as_deref());
    fields.put("sound", message.sound.as_deref().filter(|sound| *sound != "default"));
    fields.put("foregroundShow", message.flag("foreground_show"));
    fields.put("profileId", text("profile_id"));
    fields.into_value().unwrap_or_default()
}

/// `actionType` 0 opens the app, 1 a page. `data` is an object here, not a text.
fn click_v3(message: &Message) -> Value {
    let (kind, key, target) = match (&message.click, message.option("action")) {
        (Click::Intent(uri) | Click::Url(uri), _) => (1, "uri", Some(uri.as_str())),
        (Click::Im | Click::Open, Some(action)) => (1, "action", Some(action)),
        _ => (0, "", None),
    };
    let mut click = Fields::default();
    click.put("actionType", Some(kind));
    click.put(key, target);
    click.put("data", data(message));
    click.into_value().unwrap_or_default()
}

fn options_v3(message: &Message) -> Value {
    let mut options = Fields::default();
    options.put("testMessage", Some(message.mode == Mode::Test));
    options.put("ttl", message.ttl.map(|ttl| ttl.as_secs()));
    options.put("biTag", message.option("bi_tag"));
    options.put("receiptId", message.option("receipt_id"));
    options.put("collapseKey", message.number("collapse_key"));
    options.into_value().unwrap_or_default()
}

#[cfg(test)]
mod tests;
