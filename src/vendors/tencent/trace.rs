//! The record of a push: the only place where the REST API shows a device token and a certificate id.
//!
//! It exists with the paid Push service only. What `PushStatus` and `NotificationStatus` may be is not documented but
//! for 1, done: they are shown as they came.

use serde_json::Value;

use super::wire::Read;
use crate::http::Answer;
use crate::outcome::{Figure, Outcome};
use crate::secret::mask;
use crate::text::Text;

/// `PushPlatform`; other numbers than those of the Flutter plugin.
const PLATFORMS: &[&str] = &["unknown", "APNs", "Xiaomi", "Huawei", "FCM", "Meizu", "OPPO", "vivo", "Honor"];

/// What stands in a device's row, in the order in which a person reads it: name on the wire, stable key, label.
const ROW: &[(&str, &str, Text)] = &[
    ("CertId", "certificate_id", Text::new("certificate id", "证书 ID")),
    ("DeviceModel", "device_model", Text::new("phone", "机型")),
    ("SystemVersion", "system_version", Text::new("system version", "系统版本")),
    ("SdkVersion", "sdk_version", Text::new("IM SDK", "IM SDK 版本")),
    ("PushVersion", "push_version", Text::new("Push SDK", "推送 SDK 版本")),
    ("NotificationStatus", "notification_status", Text::new("notifications", "通知权限")),
    ("PushTime", "push_time", Text::new("pushed at", "推送时间")),
];

/// The steps of a push, each with a state of its own.
const STEPS: &[(&str, &str, &str, Text)] = &[
    ("IMCommitStat", "IMStat", "im", Text::new("IM", "IM 受理")),
    ("OfflinePushStat", "OfflineStat", "offline_push", Text::new("offline push", "离线推送")),
    ("OfflinePushStat", "ChannelStat", "channel", Text::new("vendor", "厂商通道")),
    ("OfflinePushStat", "DeviceStat", "device", Text::new("arrived", "到达设备")),
    ("OfflinePushStat", "ClickStat", "click", Text::new("tapped", "点击")),
];

/// Adds what the record tells. Without a device in it nothing is known but that IM took the question.
pub(super) fn add(mut outcome: Outcome, read: &Read, answer: &Answer) -> Outcome {
    let devices: Vec<&Value> = read.items("InstanceTrace").collect();
    let count = i64::try_from(devices.len()).unwrap_or(i64::MAX);
    outcome.figures = vec![Figure { key: "devices", label: Text::new("devices", "设备数"), value: count }];
    if devices.is_empty() {
        outcome.raw = Some(answer.excerpt());
    }
    devices.into_iter().fold(outcome, device)
}

fn device(mut outcome: Outcome, row: &Value) -> Outcome {
    if let Some(platform) = plain(row.get("PushPlatform")) {
        let name = platform.parse::<usize>().ok().and_then(|number| PLATFORMS.get(number));
        let shown = name.map_or_else(|| platform.clone(), |name| format!("{platform} ({name})"));
        outcome = outcome.with_fact("push_platform", Text::new("vendor", "厂商"), shown);
    }
    if let Some(token) = plain(row.get("Token")) {
        outcome = outcome.with_fact("token", Text::new("device token", "token"), mask(&token));
    }
    for (name, key, label) in ROW {
        if let Some(value) = plain(row.get(*name)) {
            outcome = outcome.with_fact(key, label.clone(), value);
        }
    }
    for (group, name, key, label) in STEPS {
        if let Some(state) = row.get(*group).and_then(|group| group.get(*name)).and_then(step) {
            outcome = outcome.with_fact(key, label.clone(), state);
        }
    }
    outcome
}

/// `PushStatus 1`, with code and words where something went wrong.
fn step(state: &Value) -> Option<String> {
    let status = plain(state.get("PushStatus")).map(|status| format!("PushStatus {status}"));
    let code = plain(state.get("ErrorCode")).filter(|code| code != "0").map(|code| format!("ErrorCode {code}"));
    let parts: Vec<String> = [status, code, plain(state.get("ErrorInfo"))].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

fn plain(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
