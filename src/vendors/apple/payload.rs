//! The payload: `aps` by a2's builder, what a2 does not know laid over it, and the app's own keys beside it.
//!
//! a2 0.10 always writes `mutable-content`, and knows neither `thread-id` nor what came after iOS 12.

use a2::request::payload::PayloadLike;
use a2::{DefaultNotificationBuilder, NotificationBuilder, NotificationOptions};
use serde_json::{Map, Value, json};

use super::fields::PUSH_TYPES;
use crate::message::Message;

/// The word of `apns-push-type`.
pub(super) fn push_type(message: &Message) -> &str {
    message.option("push_type").unwrap_or("alert")
}

/// What the push type adds to the bundle id.
pub(super) fn suffix(push_type: &str) -> &'static str {
    PUSH_TYPES.iter().find(|(word, _)| *word == push_type).map_or("", |(_, suffix)| suffix)
}

/// What `--sound` means to iOS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sound<'a> {
    /// No sound: the key is left out.
    None,
    /// The system's.
    Default,
    /// A file in the app.
    File(&'a str),
}

/// Tencent IM's two names are taken as IM means them; the guide for Flutter names the constants, not their values.
pub(super) fn sound(message: &Message) -> Sound<'_> {
    match message.sound.as_deref().map(str::trim) {
        Some("push.no_sound" | "kIOSOfflinePushNoSound") => Sound::None,
        None | Some("" | "default" | "kIOSOfflinePushDefaultSound") => Sound::Default,
        Some(name) => Sound::File(name),
    }
}

/// The JSON array of strings that a key of arguments holds. `None`: it is none.
pub(super) fn arguments(text: &str) -> Option<Vec<String>> {
    serde_json::from_str(text).ok()
}

/// The payload of a push. `now` in seconds since 1970, for Live Activities.
pub(super) fn payload(message: &Message, now: u64) -> Value {
    let mut root = match push_type(message) {
        "background" => json!({ "aps": {} }),
        _ => notification(message),
    };
    if let Some(aps) = root.get_mut("aps").and_then(Value::as_object_mut) {
        complete(aps, message);
        if push_type(message) == "liveactivity" {
            live_activity(aps, message, now);
        }
    }
    if let Some(root) = root.as_object_mut() {
        // The plugin hands it to Dart as `ext`, a string.
        if let Some(ext) = &message.ext {
            root.insert("ext".to_owned(), ext.as_str().into());
        }
        // Where Tencent IM puts the picture for the app's notification service extension.
        if let Some(image) = &message.image {
            root.insert("image".to_owned(), image.as_str().into());
        }
        for (key, value) in message.map("data").filter(|(key, _)| *key != "aps") {
            root.insert(key.to_owned(), value.into());
        }
    }
    root
}

/// What a2 can say of a notification that is shown.
fn notification(message: &Message) -> Value {
    let option = |key| message.option(key);
    let list = |key| message.option(key).and_then(arguments).unwrap_or_default();
    let (title_arguments, body_arguments) = (list("title_loc_args"), list("loc_args"));
    let mut builder = DefaultNotificationBuilder::new();
    if !message.title.is_empty() {
        builder = builder.set_title(&message.title);
    }
    if let Some(subtitle) = message.subtitle.as_deref().filter(|subtitle| !subtitle.is_empty()) {
        builder = builder.set_subtitle(subtitle);
    }
    if !message.body.is_empty() {
        builder = builder.set_body(&message.body);
    }
    if let Some(key) = option("title_loc_key") {
        builder = builder.set_title_loc_key(key);
    }
    if !title_arguments.is_empty() {
        builder = builder.set_title_loc_args(&title_arguments);
    }
    if let Some(key) = option("loc_key") {
        builder = builder.set_loc_key(key);
    }
    if !body_arguments.is_empty() {
        builder = builder.set_loc_args(&body_arguments);
    }
    if let Some(image) = option("launch_image") {
        builder = builder.set_launch_image(image);
    }
    if let Some(badge) = message.badge {
        builder = builder.set_badge(badge);
    }
    if let Some(category) = option("apns_category") {
        builder = builder.set_category(category);
    }
    builder = match sound(message) {
        Sound::None => builder,
        Sound::Default => builder.set_sound("default"),
        Sound::File(name) => builder.set_sound(name),
    };
    if message.flag("critical") == Some(true) {
        builder = builder.set_critical(true, option("volume").and_then(|volume| volume.trim().parse().ok()));
    }
    let payload = builder.build("", NotificationOptions::default());
    payload
        .to_json_string()
        .ok()
        .and_then(|json| serde_json::from_str(&json).ok())
        .unwrap_or_else(|| json!({"aps": {}}))
}

/// What a2 leaves out of `aps`, or writes although nobody said it.
fn complete(aps: &mut Map<String, Value>, message: &Message) {
    let option = |key| message.option(key);
    let is_background = push_type(message) == "background";
    aps.shift_remove("mutable-content");
    if message.flag("mutable_content").unwrap_or(message.image.is_some()) {
        aps.insert("mutable-content".to_owned(), 1.into());
    }
    if message.flag("content_available").unwrap_or(is_background) {
        aps.insert("content-available".to_owned(), 1.into());
    }
    for (key, wire) in [
        ("thread_id", "thread-id"),
        ("interruption_level", "interruption-level"),
        ("target_content_id", "target-content-id"),
        ("filter_criteria", "filter-criteria"),
    ] {
        if let Some(value) = option(key) {
            aps.insert(wire.to_owned(), value.into());
        }
    }
    if let Some(score) = option("relevance_score").and_then(|score| score.trim().parse::<f64>().ok()) {
        aps.insert("relevance-score".to_owned(), score.into());
    }
    let subtitle = [("subtitle_loc_key", "subtitle-loc-key"), ("subtitle_loc_args", "subtitle-loc-args")];
    for (key, wire) in subtitle {
        let Some(text) = option(key).filter(|_| !is_background) else { continue };
        let value = match key {
            "subtitle_loc_args" => json!(arguments(text).unwrap_or_default()),
            _ => text.into(),
        };
        if let Some(alert) = alert(aps) {
            alert.insert(wire.to_owned(), value);
        }
    }
}

/// `alert` as a dictionary: a2 writes a body alone as a string.
fn alert(aps: &mut Map<String, Value>) -> Option<&mut Map<String, Value>> {
    let alert = aps.entry("alert").or_insert_with(|| json!({}));
    if let Value::String(body) = alert {
        *alert = json!({ "body": body });
    }
    alert.as_object_mut()
}

/// What drives a Live Activity; dates in seconds since 1970.
fn live_activity(aps: &mut Map<String, Value>, message: &Message, now: u64) {
    let object = |key| message.option(key).and_then(|text| serde_json::from_str::<Value>(text).ok());
    aps.insert("timestamp".to_owned(), now.into());
    aps.insert("event".to_owned(), message.option("event").unwrap_or("update").into());
    let rest = [
        ("content-state", object("content_state")),
        ("stale-date", message.number("stale_date").map(Value::from)),
        ("dismissal-date", message.number("dismissal_date").map(Value::from)),
        ("attributes-type", message.option("attributes_type").map(Value::from)),
        ("attributes", object("attributes")),
    ];
    for (key, value) in rest {
        if let Some(value) = value {
            aps.insert(key.to_owned(), value);
        }
    }
}

#[cfg(test)]
mod tests;
