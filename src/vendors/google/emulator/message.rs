//! The body of `messages:send`, field by field.

use serde_json::Value;

use super::answers::Refusal;
use crate::emulator::read::{Object, kind, quoted};
use crate::text;
use crate::text::Text;

/// Where a message goes.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Target {
    /// A registration token or an installation id.
    Token(String),
    /// A topic or a condition over topics.
    Topic,
}

/// A message that breaks no limit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Push {
    /// `validate_only`.
    pub(super) is_dry: bool,
    pub(super) target: Target,
    /// What is worth a word although it was accepted.
    pub(super) remarks: Vec<Text>,
}

/// What a field holds.
enum Shape {
    Text,
    Flag,
    Number,
    Duration,
    Words(&'static [&'static str]),
    Texts,
    Durations,
    TextMap,
    Object(&'static [(&'static str, Shape)]),
    Any,
}

use Shape::{Any, Duration, Durations, Flag, Number, TextMap, Texts, Words};

const OPTIONS: &[(&str, Shape)] = &[("analytics_label", Shape::Text)];
const NOTIFICATION: &[(&str, Shape)] = &[("title", Shape::Text), ("body", Shape::Text), ("image", Shape::Text)];
const ANDROID: &[(&str, Shape)] = &[
    ("collapse_key", Shape::Text),
    ("priority", Words(&["NORMAL", "HIGH"])),
    ("ttl", Duration),
    ("restricted_package_name", Shape::Text),
    ("data", TextMap),
    ("notification", Shape::Object(ANDROID_NOTIFICATION)),
    ("fcm_options", Shape::Object(OPTIONS)),
    ("direct_boot_ok", Flag),
    ("bandwidth_constrained_ok", Flag),
    ("restricted_satellite_ok", Flag),
];
const ANDROID_NOTIFICATION: &[(&str, Shape)] = &[
    ("title", Shape::Text),
    ("body", Shape::Text),
    ("icon", Shape::Text),
    ("color", Shape::Text),
    ("sound", Shape::Text),
    ("tag", Shape::Text),
    ("click_action", Shape::Text),
    ("body_loc_key", Shape::Text),
    ("body_loc_args", Texts),
    ("title_loc_key", Shape::Text),
    ("title_loc_args", Texts),
    ("channel_id", Shape::Text),
    ("ticker", Shape::Text),
    ("sticky", Flag),
    ("event_time", Shape::Text),
    ("local_only", Flag),
    (
        "notification_priority",
        Words(&[
            "PRIORITY_UNSPECIFIED",
            "PRIORITY_MIN",
            "PRIORITY_LOW",
            "PRIORITY_DEFAULT",
            "PRIORITY_HIGH",
            "PRIORITY_MAX",
        ]),
    ),
    ("default_sound", Flag),
    ("default_vibrate_timings", Flag),
    ("default_light_settings", Flag),
    ("vibrate_timings", Durations),
    ("visibility", Words(&["VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET"])),
    ("notification_count", Number),
    ("light_settings", Any),
    ("image", Shape::Text),
    ("proxy", Words(&["PROXY_UNSPECIFIED", "ALLOW", "DENY", "IF_PRIORITY_LOWERED"])),
    ("bypass_proxy_notification", Flag),
];
const MESSAGE: &[(&str, Shape)] = &[
    ("name", Shape::Text),
    ("fid", Shape::Text),
    ("token", Shape::Text),
    ("topic", Shape::Text),
    ("condition", Shape::Text),
    ("data", TextMap),
    ("notification", Shape::Object(NOTIFICATION)),
    ("android", Shape::Object(ANDROID)),
    ("android_v2", Any),
    ("apns", Any),
    ("webpush", Any),
    ("fcm_options", Shape::Object(OPTIONS)),
];
const REQUEST: &[(&str, Shape)] = &[("validate_only", Flag), ("message", Shape::Object(MESSAGE))];

/// Whether nothing is to be sent.
pub(super) fn is_dry(body: &Object) -> bool {
    field(body, "validate_only").and_then(Value::as_bool) == Some(true)
}

/// Target and title, for the journal.
pub(super) fn journaled(body: &Object) -> (Option<String>, Option<String>) {
    let Some(message) = body.get("message").and_then(Value::as_object) else { return (None, None) };
    let text = |object: Option<&Object>, key: &str| object?.get(key)?.as_str().map(str::to_owned);
    let notification = message.get("notification").and_then(Value::as_object);
    (text(Some(message), "token").or_else(|| text(Some(message), "fid")), text(notification, "title"))
}

/// Reads a request. `package` is that of the app, where it is known.
pub(super) fn read(body: &Object, package: Option<&str>) -> Result<Push, Refusal> {
    check(body, "", REQUEST)?;
    let empty = Object::new();
    let message = body.get("message").and_then(Value::as_object).unwrap_or(&empty);
    let android = field(message, "android").and_then(Value::as_object).unwrap_or(&empty);
    let target = target(message)?;
    if field(message, "android_v2").is_some() && !android.is_empty() {
        let remark = Text::new("android and android_v2 exclude each other", "android 和 android_v2 只能用一个");
        return Err(Refusal::invalid("message.android_v2", "android and android_v2 are mutually exclusive", remark));
    }
    for (object, path) in [(message, "message.data"), (android, "message.android.data")] {
        data_keys(object, path)?;
    }
    ttl(android)?;
    size(message, android)?;
    values(message, android)?;
    if let (Some(wanted), Some(own)) = (text(android, "restricted_package_name"), package)
        && wanted != own
    {
        let wanted = quoted(wanted);
        let remark = text!(
            "restricted_package_name is {wanted}, the token is of {own}",
            "restricted_package_name 是 {wanted}，而 token 属于 {own}"
        );
        return Err(Refusal::invalid("message.android.restricted_package_name", "Invalid package name", remark));
    }
    Ok(Push { is_dry: is_dry(body), target, remarks: remarks(message, android) })
}

/// A field by its name of protobuf or in camel case; the API takes both.
fn field<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).or_else(|| object.get(&camel(name))).filter(|value| !value.is_null())
}

fn text<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    field(object, name).and_then(Value::as_str)
}

fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    words.fold(first, |mut whole, word| {
        let mut letters = word.chars();
        whole.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        whole.push_str(letters.as_str());
        whole
    })
}

/// Whether an object has only fields of the API, each of its kind.
fn check(object: &Object, path: &str, fields: &[(&str, Shape)]) -> Result<(), Refusal> {
    for (key, value) in object {
        let Some((_, shape)) = fields.iter().find(|(name, _)| name == key || camel(name) == *key) else {
            return Err(unknown_name(key, path));
        };
        let own = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        if !value.is_null() {
            check_value(value, &own, shape)?;
        }
    }
    Ok(())
}

fn unknown_name(key: &str, path: &str) -> Refusal {
    let name: String = key.chars().take(60).collect();
    let at = if path.is_empty() { String::new() } else { format!(" at '{path}'") };
    let message = format!("Invalid JSON payload received. Unknown name \"{name}\"{at}: Cannot find field.");
    let place = if path.is_empty() { "the request" } else { path };
    let name = quoted(key);
    let remark = match key {
        "to" | "registration_ids" => text!(
            "`{key}` is of the legacy API; HTTP v1 has one `message.token` a request",
            "`{key}` 属于旧接口；HTTP v1 每个请求只有一个 `message.token`"
        ),
        "time_to_live" | "timeToLive" => {
            text!(
                "`{key}` is of the legacy API; HTTP v1 has `android.ttl`, such as \"3600s\"",
                "`{key}` 属于旧接口；HTTP v1 用 `android.ttl`，例如 \"3600s\""
            )
        }
        "priority" | "collapse_key" | "ttl" | "restricted_package_name" if path == "message" => {
            text!("`{key}` belongs into `message.android`", "`{key}` 要放在 `message.android` 里")
        }
        "channel_id" | "click_action" | "sound" | "icon" | "tag" | "color" | "android_channel_id" => {
            text!(
                "`{key}` belongs into `message.android.notification`",
                "`{key}` 要放在 `message.android.notification` 里"
            )
        }
        "token" | "notification" | "data" if path.is_empty() => {
            text!("`{key}` belongs into `message`", "`{key}` 要放在 `message` 里")
        }
        _ => text!("{place} has no field {name}", "{place} 没有字段 {name}"),
    };
    Refusal::misfit(path, message, remark)
}

fn check_value(value: &Value, path: &str, shape: &Shape) -> Result<(), Refusal> {
    let fits = match shape {
        Shape::Text => value.is_string(),
        Shape::Flag => value.is_boolean() || matches!(value.as_str(), Some("true" | "false")),
        Shape::Number => value.is_i64() || value.as_str().is_some_and(|text| text.parse::<i64>().is_ok()),
        Shape::Duration => value.as_str().is_some_and(|text| nanos(text).is_some()),
        Shape::Words(words) => {
            value.as_str().is_some_and(|text| words.iter().any(|word| word.eq_ignore_ascii_case(text)))
        }
        Shape::Texts | Shape::Durations => {
            let inner = if matches!(shape, Shape::Texts) { &Shape::Text } else { &Shape::Duration };
            let Some(array) = value.as_array() else { return Err(misfit(value, path, shape)) };
            for (at, value) in array.iter().enumerate() {
                check_value(value, &format!("{path}[{at}]"), inner)?;
            }
            true
        }
        Shape::TextMap => {
            let Some(map) = value.as_object() else { return Err(misfit(value, path, shape)) };
            for (at, value) in map.values().enumerate() {
                check_value(value, &format!("{path}[{at}].value"), &Shape::Text)?;
            }
            true
        }
        Shape::Object(fields) => {
            let Some(object) = value.as_object() else { return Err(misfit(value, path, shape)) };
            check(object, path, fields)?;
            true
        }
        Shape::Any => true,
    };
    if fits { Ok(()) } else { Err(misfit(value, path, shape)) }
}

fn misfit(value: &Value, path: &str, shape: &Shape) -> Refusal {
    let (name, wanted, wanted_zh) = match shape {
        Shape::Text => ("TYPE_STRING", "a string", "字符串"),
        Shape::Flag => ("TYPE_BOOL", "true or false", "true 或 false"),
        Shape::Number => ("TYPE_INT32", "a whole number", "整数"),
        Shape::Duration => (
            "type.googleapis.com/google.protobuf.Duration",
            "seconds with an `s`, such as \"3600s\"",
            "秒数加 `s`，例如 \"3600s\"",
        ),
        Shape::Words(_) => ("TYPE_ENUM", "one of Google's words", "Google 规定的单词"),
        Shape::Texts | Shape::Durations => ("TYPE_MESSAGE", "an array", "数组"),
        Shape::TextMap | Shape::Object(_) | Shape::Any => ("TYPE_MESSAGE", "an object", "对象"),
    };
    let written = quoted(&value.to_string());
    let message = format!("Invalid value at '{path}' ({name}), {written}");
    let (en, zh) = kind(value);
    let remark = if path.ends_with("].value") {
        Text::owned(
            format!("{path} is {en}; values of data are strings: write JSON as text"),
            format!("{path} 是{zh}；data 的值只能是字符串：把 JSON 写成文字"),
        )
    } else {
        Text::owned(
            format!("{path} is {en} {written}; Google wants {wanted}"),
            format!("{path} 是{zh} {written}；Google 要{wanted_zh}"),
        )
    };
    Refusal::misfit(path, message, remark)
}

/// Exactly one of `fid`, `token`, `topic`, `condition`.
fn target(message: &Object) -> Result<Target, Refusal> {
    let given: Vec<(&str, &str)> = ["fid", "token", "topic", "condition"]
        .into_iter()
        .filter_map(|key| Some((key, text(message, key).filter(|text| !text.is_empty())?)))
        .collect();
    match given[..] {
        [("topic", topic)] => {
            let word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte);
            if topic.starts_with("/topics/") || !(1..=900).contains(&topic.len()) || !topic.bytes().all(word) {
                let remark = Text::new(
                    "topic is 1 to 900 of letters, digits and -_.~%, without /topics/ before it",
                    "topic 是 1 到 900 个字母、数字或 -_.~%，前面不带 /topics/",
                );
                return Err(Refusal::invalid("message.topic", "Malformed topic name", remark));
            }
            Ok(Target::Topic)
        }
        [("condition", _)] => Ok(Target::Topic),
        [(_, token)] => Ok(Target::Token(token.to_owned())),
        [] => Err(Refusal::invalid(
            "message",
            "Recipient of the message is not set.",
            Text::new("no token, fid, topic or condition", "没有 token、fid、topic 或 condition"),
        )),
        [.., (second, _)] => {
            let message = format!(
                "Invalid value at 'message' (oneof), oneof field 'target' is already set. Cannot set '{second}'"
            );
            let remark = Text::new("more than one target", "目标不止一个");
            Err(Refusal::misfit("message", message, remark))
        }
    }
}

fn data_keys(object: &Object, path: &str) -> Result<(), Refusal> {
    let reserved = |key: &str| {
        matches!(key, "from" | "message_type") || key.starts_with("google.") || key.starts_with("gcm.notification.")
    };
    let data = field(object, "data").and_then(Value::as_object);
    match data.into_iter().flat_map(Object::keys).find(|key| reserved(key)) {
        Some(key) => {
            let description = format!("Invalid data payload key: {key}");
            let key = quoted(key);
            let remark = text!("data key {key} is reserved", "data 的键 {key} 是保留的");
            Err(Refusal::invalid(path, &description, remark))
        }
        None => Ok(()),
    }
}

/// Nanoseconds of a protobuf duration.
fn nanos(text: &str) -> Option<i128> {
    let number = text.strip_suffix('s')?;
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if fraction.len() > 9 || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    Some(i128::from(whole) * 1_000_000_000 + format!("{fraction:0<9}").parse::<i128>().ok()?)
}

fn ttl(android: &Object) -> Result<(), Refusal> {
    let Some(written) = text(android, "ttl") else { return Ok(()) };
    let longest = 2_419_200 * 1_000_000_000_i128;
    if nanos(written).is_some_and(|nanos| (0..=longest).contains(&nanos)) {
        return Ok(());
    }
    let written = quoted(written);
    let remark = text!("ttl is {written}; 0s to 2419200s", "ttl 是 {written}；应当在 0s 到 2419200s 之间");
    Err(Refusal::invalid("message.android.ttl", "Invalid ttl: must be between 0 and 2419200 seconds", remark))
}

/// Keys and values of data and notification, in bytes.
fn size(message: &Object, android: &Object) -> Result<(), Refusal> {
    let parts = [(message, "data"), (message, "notification"), (android, "data"), (android, "notification")];
    let count: usize = parts
        .into_iter()
        .filter_map(|(object, key)| field(object, key)?.as_object())
        .flatten()
        .map(|(key, value)| key.len() + value.as_str().map_or_else(|| value.to_string().len(), str::len))
        .sum();
    if count <= 4096 {
        return Ok(());
    }
    Err(Refusal::too_large(text!(
        "data and notification have {count} bytes, 4096 at most",
        "data 和通知共 {count} 字节，最多 4096"
    )))
}

/// Values with a pattern of their own.
fn values(message: &Object, android: &Object) -> Result<(), Refusal> {
    let notification = field(android, "notification").and_then(Value::as_object);
    if let Some(color) = notification.and_then(|notification| text(notification, "color")) {
        let hex = color
            .strip_prefix('#')
            .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()));
        if !hex {
            let written = quoted(color);
            let remark = text!("color is {written}, not #rrggbb", "color 是 {written}，应当是 #rrggbb");
            return Err(Refusal::invalid("message.android.notification.color", "Invalid color format", remark));
        }
    }
    for (object, path) in [(message, "message"), (android, "message.android")] {
        let options = field(object, "fcm_options").and_then(Value::as_object);
        let Some(label) = options.and_then(|options| text(options, "analytics_label")) else { continue };
        let word = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte);
        if !(1..=50).contains(&label.len()) || !label.bytes().all(word) {
            let remark = Text::new(
                "analytics_label is 1 to 50 of letters, digits and -_.~%",
                "analytics_label 是 1 到 50 个字母、数字或 -_.~%",
            );
            let path = format!("{path}.fcm_options.analytics_label");
            return Err(Refusal::invalid(&path, "Invalid analytics label", remark));
        }
    }
    Ok(())
}

/// What is accepted but odd.
fn remarks(message: &Object, android: &Object) -> Vec<Text> {
    let mut remarks = Vec::new();
    let notification = field(message, "notification").and_then(Value::as_object);
    let shows = notification.is_some() || field(android, "notification").is_some();
    let data = field(message, "data").or_else(|| field(android, "data"));
    if !shows && data.is_none() {
        remarks.push(Text::new(
            "neither notification nor data: the phone shows nothing",
            "没有 notification 也没有 data：手机上什么都不显示",
        ));
    } else if !shows && text(android, "priority").is_none() {
        remarks.push(Text::new(
            "data alone without android.priority goes as NORMAL and may come late",
            "只有 data 且没有 android.priority：按 NORMAL 发送，可能延迟",
        ));
    }
    let image = notification.and_then(|notification| text(notification, "image"));
    if image.is_some_and(|url| !url.starts_with("https://")) {
        remarks.push(Text::new(
            "image is no https URL: the phone leaves it out",
            "image 不是 https 地址：手机不会显示图片",
        ));
    }
    let ext = data.and_then(|data| data.get("ext")).and_then(Value::as_str);
    if ext.is_some_and(|ext| serde_json::from_str::<Object>(ext).is_err()) {
        remarks.push(Text::new(
            "data.ext is no JSON object: Tencent's plugin cannot read it",
            "data.ext 不是 JSON 对象：腾讯的插件读不了",
        ));
    }
    remarks
}
