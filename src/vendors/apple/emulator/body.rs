//! The payload, as bytes.

use serde_json::{Map, Value};

use super::headers::Push;
use super::{Refusal, refuse};
use crate::emulator::read::{kind, object};
use crate::text;
use crate::text::Text;

/// Every key of `aps` that Apple documents; iOS ignores others without a word.
const KEYS: &[&str] = &[
    "alert",
    "badge",
    "sound",
    "thread-id",
    "category",
    "content-available",
    "mutable-content",
    "target-content-id",
    "interruption-level",
    "relevance-score",
    "filter-criteria",
    "stale-date",
    "content-state",
    "timestamp",
    "event",
    "dismissal-date",
    "attributes-type",
    "attributes",
    "input-push-token",
    "input-push-channel",
    "content-changed",
    "url-args",
];

/// `Ok` is what is unusual about a payload that was taken.
pub(super) fn read(bytes: &[u8], push: &Push) -> Result<Vec<Text>, Refusal> {
    if bytes.is_empty() {
        return refuse("PayloadEmpty", Text::new("the body is empty", "请求体是空的"));
    }
    let (count, limit) = (bytes.len(), if push.push_type == "voip" { 5120 } else { 4096 });
    if count > limit {
        return refuse(
            "PayloadTooLarge",
            text!("the body has {count} bytes, {limit} at most", "请求体有 {count} 字节，最多 {limit} 字节"),
        );
    }
    let Ok(root) = object(bytes, "APNs") else {
        return refuse(
            "PayloadEmpty",
            Text::new(
                "the body is no JSON object; which reason APNs gives to that is not documented",
                "请求体不是 JSON 对象；APNs 对此返回什么没有文档",
            ),
        );
    };
    Ok(match root.get("aps") {
        Some(Value::Object(aps)) => remarks(aps, &push.push_type),
        Some(other) => {
            let (en, zh) = kind(other);
            vec![Text::owned(format!("`aps` is {en}: iOS shows nothing"), format!("`aps` 是{zh}：iOS 不会显示"))]
        }
        None if push.push_type == "mdm" => Vec::new(),
        None => vec![Text::new("no `aps`: iOS shows nothing", "没有 `aps`：iOS 不会显示")],
    })
}

/// What iOS will not do, although APNs takes it.
fn remarks(aps: &Map<String, Value>, push_type: &str) -> Vec<Text> {
    let mut remarks = Vec::new();
    for key in aps.keys().filter(|key| !KEYS.contains(&key.as_str())) {
        remarks.push(text!(
            "`{key}` inside `aps` is ignored; keys of the app stand beside `aps`",
            "`aps` 里的 `{key}` 会被忽略；App 自己的键要放在 `aps` 旁边"
        ));
    }
    if let Some(badge) = aps.get("badge").filter(|badge| !badge.is_number()) {
        let (en, zh) = kind(badge);
        remarks.push(Text::owned(format!("`badge` is {en}, not a number"), format!("`badge` 是{zh}，不是数字")));
    }
    let is_background = push_type == "background";
    let shows = ["alert", "badge", "sound"].into_iter().find(|key| aps.contains_key(*key));
    if let Some(key) = shows.filter(|_| is_background) {
        remarks.push(text!("`{key}` in a background push, which shows nothing", "后台推送不显示，却有 `{key}`"));
    }
    if is_background && aps.get("content-available").and_then(Value::as_i64) != Some(1) {
        remarks.push(Text::new(
            "a background push without `content-available` 1 does nothing",
            "后台推送没有 `content-available` 1，不起作用",
        ));
    }
    if push_type == "alert" && !aps.contains_key("alert") && !aps.contains_key("badge") && !aps.contains_key("sound") {
        remarks.push(Text::new("push type alert, but nothing to show", "推送类型是 alert，但没有可显示的内容"));
    }
    remarks
}

/// The title of a notification, or its text where it has none.
pub(super) fn title(bytes: &[u8]) -> Option<String> {
    let root: Value = serde_json::from_slice(bytes).ok()?;
    match root.get("aps")?.get("alert")? {
        Value::String(text) => Some(text.clone()),
        alert => alert.get("title").or_else(|| alert.get("body"))?.as_str().map(str::to_owned),
    }
}
