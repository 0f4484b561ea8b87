//! The message in the body of `messages:send`, field by field. All names are those of the discovery document.

use serde_json::{Map, Value, json};

use crate::device::DeviceToken;
use crate::message::{Message, Priority};

/// An installation id has at most so many characters; Google's own Android SDK tells the two apart like that.
const LONGEST_FID: usize = 22;

/// Options that go into `android` as text, as they are.
const ANDROID_TEXT: &[&str] = &["restricted_package_name"];
/// Options that go into `android` as flags.
const ANDROID_FLAG: &[&str] = &["direct_boot_ok", "bandwidth_constrained_ok", "restricted_satellite_ok"];
/// Options that go into `android.notification` as text, as they are.
const NOTIFICATION_TEXT: &[&str] = &[
    "icon",
    "color",
    "tag",
    "click_action",
    "title_loc_key",
    "body_loc_key",
    "ticker",
    "event_time",
    "visibility",
    "proxy",
];
/// Options that go into `android.notification` as flags.
const NOTIFICATION_FLAG: &[&str] =
    &["sticky", "local_only", "default_sound", "default_vibrate_timings", "default_light_settings"];
/// Options that go into `android.notification` as lists, written with commas.
const NOTIFICATION_LIST: &[&str] = &["title_loc_args", "body_loc_args", "vibrate_timings"];

/// An object to which only what is there is added.
#[derive(Default)]
struct Object(Map<String, Value>);

impl Object {
    fn put(&mut self, key: &str, value: Option<impl Into<Value>>) {
        if let Some(value) = value {
            self.0.insert(key.to_owned(), value.into());
        }
    }

    /// The object, unless it is empty.
    fn filled(self) -> Option<Value> {
        (!self.0.is_empty()).then(|| self.0.into())
    }
}

/// `message` with its target and nothing else. `token` also takes an installation id, but only for now.
pub(in super::super) fn target(token: &DeviceToken) -> Value {
    let text = token.as_str();
    let key = if text.chars().count() <= LONGEST_FID { "fid" } else { "token" };
    json!({ key: text })
}

/// `message`.
pub(in super::super) fn message(message: &Message, token: &DeviceToken) -> Value {
    let mut body = Object(target(token).as_object().cloned().unwrap_or_default());
    body.put("data", data(message));
    if !is_data_only(message) {
        body.put("notification", notification(message).filled());
    }
    body.put("android", android(message));
    body.put("fcm_options", message.option("analytics_label").map(|label| json!({ "analytics_label": label })));
    body.0.into()
}

/// Whether the message is for the app's own code alone.
fn is_data_only(message: &Message) -> bool {
    message.flag("data_only") == Some(true)
}

fn notification(message: &Message) -> Object {
    let mut notification = Object::default();
    notification.put("title", some(&message.title));
    notification.put("body", some(&message.body));
    notification.put("image", message.image.as_deref().or(message.option("image")));
    notification
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// `data`: texts only. `ext` stands under that name, where Tencent's plugin looks for it; Android hands it to the
/// activity that a tap starts.
fn data(message: &Message) -> Option<Value> {
    let mut data = Object::default();
    data.put("ext", message.ext.as_deref());
    for (key, value) in own_data(message) {
        data.put(key, Some(value));
    }
    data.filled()
}

/// The pairs that the user adds beside `ext`.
pub(in super::super) fn own_data(message: &Message) -> impl Iterator<Item = (&str, &str)> {
    message.map("data")
}

fn android(message: &Message) -> Option<Value> {
    let option = |key: &str| message.option(key);
    let mut android = Object::default();
    android.put("collapse_key", message.collapse_key.as_deref().or(option("collapse_key")));
    let priority = message.priority.map(|priority| match priority {
        Priority::High => "HIGH",
        Priority::Normal => "NORMAL",
    });
    android.put("priority", priority.or(option("priority")));
    android.put("ttl", ttl_of(message));
    for key in ANDROID_TEXT {
        android.put(key, option(key));
    }
    for key in ANDROID_FLAG {
        android.put(key, message.flag(key));
    }
    if !is_data_only(message) {
        android.put("notification", android_notification(message).filled());
    }
    android.filled()
}

/// How long Google keeps it, as it is written: `3600s`, `3.5s`.
pub(in super::super) fn ttl_of(message: &Message) -> Option<String> {
    message.ttl.map(super::seconds).or_else(|| message.option("ttl").map(|text| text.trim().to_owned()))
}

fn android_notification(message: &Message) -> Object {
    let option = |key: &str| message.option(key);
    let mut notification = Object::default();
    notification.put("channel_id", message.channel_id.as_deref().or(option("channel_id")));
    notification.put("sound", message.sound.as_deref().or(option("sound")));
    for key in NOTIFICATION_TEXT {
        notification.put(key, option(key));
    }
    notification.put("notification_priority", option("notification_priority").map(|word| format!("PRIORITY_{word}")));
    for key in NOTIFICATION_FLAG {
        notification.put(key, message.flag(key));
    }
    for key in NOTIFICATION_LIST {
        let list = |text: &str| text.split(',').map(str::trim).map(str::to_owned).collect::<Vec<_>>();
        notification.put(key, option(key).map(list));
    }
    let badge = message.badge.map(i64::from);
    notification.put("notification_count", badge.or(message.number("notification_count")));
    notification
}

/// Bytes of keys and values of `data` and `notification`, which Google limits to 4096.
pub(in super::super) fn payload_size(message: &Message) -> usize {
    let mut parts: Vec<Value> = data(message).into_iter().collect();
    if !is_data_only(message) {
        parts.extend(notification(message).filled());
        parts.extend(android_notification(message).filled());
    }
    let members = parts.iter().filter_map(Value::as_object).flatten();
    members.map(|(key, value)| key.len() + value.as_str().map_or_else(|| value.to_string().len(), str::len)).sum()
}
