//! What APNs makes of a message, judged before anything is sent.

use a2::CollapseId;
use serde_json::Value;

use super::payload::{Sound, arguments, payload, push_type, sound};
use super::rules::{
    BACKGROUND, COLLAPSE_KEY, NEEDS_PERMISSION, NOT_EXPRESSIBLE, OPTION, PAYLOAD_SIZE, PUSH_TYPE, SOUND, TOPIC,
};
use super::section::FIELDS;
use super::wire;
use super::{Credentials, Proof};
use crate::message::{Click, Message, Priority};
use crate::report::{Finding, Findings, Severity};
use crate::secret::shown;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{self, is_uuid, left_out, placed};

/// The longest that APNs keeps a notification.
const LONGEST_DAYS: u64 = 30;

/// Options that only a Live Activity has.
const LIVE_ACTIVITY: &[&str] =
    &["event", "content_state", "stale_date", "dismissal_date", "attributes_type", "attributes"];

/// What APNs refuses is an error, what it drops or a phone ignores is a warning, what it has no field for is a note.
pub(super) fn review(message: &Message, credentials: &Credentials) -> Findings {
    let mut findings = Findings::default();
    review_topic(message, credentials, &mut findings);
    review_size(message, &mut findings);
    review_push_type(message, credentials, &mut findings);
    review_headers(message, &mut findings);
    review_options(message, &mut findings);
    review_sound(message, &mut findings);
    review_permissions(message, &mut findings);
    review_what_is_left_out(message, &mut findings);
    placed(findings, "apple", message)
}

fn review_topic(message: &Message, credentials: &Credentials, findings: &mut Findings) {
    let own_app = matches!(&credentials.proof, Proof::Certificate(certificate) if certificate.topics.len() < 2);
    if wire::topic(credentials, message).is_none() && !own_app {
        let message = Text::new("there is no topic: [app] bundle_id is not set", "没有 topic：没有填 [app] bundle_id");
        findings.push(Finding::new(&TOPIC, message).about("apns_topic"));
    }
}

fn review_size(message: &Message, findings: &mut Findings) {
    // The time in a Live Activity's payload has ten digits whatever it is.
    let bytes = payload(message, 1_700_000_000).to_string().len();
    let limit = if push_type(message) == "voip" { 5120 } else { 4096 };
    if bytes > limit {
        let message = text!(
            "the payload has {bytes} bytes, APNs takes {limit}",
            "payload 有 {bytes} 字节，APNs 最多 {limit} 字节"
        );
        findings.push(Finding::new(&PAYLOAD_SIZE, message).about("body"));
    }
}

fn review_push_type(message: &Message, credentials: &Credentials, findings: &mut Findings) {
    let push_type = push_type(message);
    let mut warn = |text| findings.push(Finding::new(&PUSH_TYPE, text).about("push_type"));
    let is_certificate = matches!(credentials.proof, Proof::Certificate(_));
    if is_certificate && matches!(push_type, "location" | "liveactivity") {
        warn(text!(
            "push_type {push_type} takes a provider token, no certificate",
            "push_type {push_type} 要用 provider token，不能用证书"
        ));
    }
    if push_type == "mdm" && message.option("apns_topic").is_none() {
        warn(Text::new(
            "push_type mdm has the UID of the MDM certificate as its topic: set apns_topic",
            "push_type mdm 的 topic 是 MDM 证书的 UID：请填 apns_topic",
        ));
    }
    let given = LIVE_ACTIVITY.iter().find(|key| message.option(key).is_some());
    match (push_type, given) {
        ("liveactivity", _) if message.option("content_state").is_none() => {
            warn(Text::new("a Live Activity needs content_state", "实时活动需要 content_state"));
        }
        ("liveactivity", _) | (_, None) => {}
        (_, Some(key)) => {
            let message = text!(
                "{key} is left out: it is for push_type liveactivity only",
                "不发送 {key}：它只用于 push_type liveactivity"
            );
            findings.push(Finding::new(&NOT_EXPRESSIBLE, message).about("push_type"));
        }
    }
    if push_type == "background" {
        review_background(message, findings);
    }
}

fn review_background(message: &Message, findings: &mut Findings) {
    if message.option("priority") == Some("10") {
        let message = Text::new("priority is 10 in a background push", "后台推送的 priority 是 10");
        findings.push(Finding::new(&BACKGROUND, message).about("priority"));
    } else if message.priority == Some(Priority::High) {
        let message = Text::new(
            "a background push is of priority 5: --priority high is left out",
            "后台推送的优先级只能是 5：不发送 --priority high",
        );
        findings.push(Finding::new(&NOT_EXPRESSIBLE, message).about("priority"));
    }
    let message = Text::new(
        "a background push shows nothing: title, body, badge and sound are left out",
        "后台推送不显示：不发送标题、正文、角标和声音",
    );
    findings.push(Finding::new(&NOT_EXPRESSIBLE, message).about("push_type"));
}

fn review_headers(message: &Message, findings: &mut Findings) {
    if let Some(key) = message.collapse_key.as_deref().filter(|key| CollapseId::new(key).is_err()) {
        let bytes = key.len();
        let message = text!(
            "the collapse key has {bytes} bytes, APNs takes 64",
            "collapse key 有 {bytes} 字节，APNs 最多 64 字节"
        );
        findings.push(Finding::new(&COLLAPSE_KEY, message).about("collapse_key"));
    }
    if let Some(id) = message.option("apns_id") {
        if !is_uuid(id) {
            let message = Text::new("apple.apns_id is not a UUID", "apple.apns_id 不是 UUID");
            findings.push(Finding::new(&OPTION, message).about("apns_id"));
        } else if id.bytes().any(|byte| byte.is_ascii_uppercase()) {
            let message = Text::new(
                "apple.apns_id has capitals; Apple documents lower case",
                "apple.apns_id 有大写字母；Apple 文档写的是小写",
            );
            findings.push(Finding::new(&OPTION, message).severity(Severity::Warning).about("apns_id"));
        }
    }
    let days = message.ttl.map_or(0, |ttl| ttl.as_secs() / 86_400);
    if days > LONGEST_DAYS {
        let message = text!(
            "the TTL is {days} days; APNs keeps a notification for {LONGEST_DAYS} at most",
            "有效期是 {days} 天；APNs 最多保存 {LONGEST_DAYS} 天"
        );
        let remedy = Text::new("a TTL of 30 days or less says what will happen", "把有效期改成 30 天以内");
        findings.push(Finding::new(&OPTION, message).severity(Severity::Warning).remedy(remedy).about("ttl"));
    }
}

/// Options by their declared kind, and what no kind holds.
fn review_options(message: &Message, findings: &mut Findings) {
    usual::review_options(FIELDS, &OPTION, "apple", message, findings);
    let mut refuse = |key: &'static str, en: &str, zh: &str| {
        let message = Text::owned(format!("apple.{key} {en}"), format!("apple.{key} {zh}"));
        findings.push(Finding::new(&OPTION, message).about(key));
    };
    // A Live Activity takes any number.
    let any_score = push_type(message) == "liveactivity";
    for (key, any) in [("relevance_score", any_score), ("volume", false)] {
        let Some(text) = message.option(key) else { continue };
        let number = text.trim().parse::<f64>().ok().filter(|number| number.is_finite());
        if !number.is_some_and(|number| any || (0.0..=1.0).contains(&number)) {
            refuse(key, "is not a number from 0 to 1", "不是 0 到 1 的数");
        }
    }
    for key in ["title_loc_args", "subtitle_loc_args", "loc_args"] {
        if message.option(key).is_some_and(|text| arguments(text).is_none()) {
            refuse(
                key,
                "is not a JSON array of strings such as [\"Alice\"]",
                "不是字符串组成的 JSON 数组，例如 [\"Alice\"]",
            );
        }
    }
    for key in ["content_state", "attributes"] {
        let is_object = |text: &str| serde_json::from_str::<Value>(text).is_ok_and(|value| value.is_object());
        if message.option(key).is_some_and(|text| !is_object(text)) {
            refuse(key, "is not a JSON object", "不是 JSON 对象");
        }
    }
    if message.map("data").any(|(key, _)| key == "aps") {
        refuse("data", "cannot hold `aps`", "里不能有 `aps`");
    }
    if message.flag("critical") != Some(true) && message.option("volume").is_some() {
        let message =
            Text::new("volume is left out: it is for critical sounds only", "不发送 volume：它只用于重要警报的声音");
        findings.push(Finding::new(&NOT_EXPRESSIBLE, message).about("volume"));
    }
}

fn review_sound(message: &Message, findings: &mut Findings) {
    if sound(message) == Sound::None && message.flag("critical") == Some(true) {
        let message =
            Text::new("a critical sound, and no sound: name one", "既要重要警报的声音，又不要声音：请指定一个");
        findings.push(Finding::new(&SOUND, message).about("sound"));
    }
    let Sound::File(name) = sound(message) else { return };
    let suffixes = [".aiff", ".aif", ".wav", ".caf"];
    if !suffixes.iter().any(|suffix| name.to_ascii_lowercase().ends_with(suffix)) {
        let name = shown(name);
        let message = text!("`{name}` does not end like a sound file of iOS", "`{name}` 的后缀不是 iOS 的声音文件");
        findings.push(Finding::new(&SOUND, message).about("sound"));
    }
}

fn review_permissions(message: &Message, findings: &mut Findings) {
    let mut note = |subject: &'static str, text| findings.push(Finding::new(&NEEDS_PERMISSION, text).about(subject));
    let level = message.option("interruption_level");
    if level == Some("time-sensitive") {
        note(
            "interruption_level",
            Text::new("time-sensitive needs the capability in Xcode", "time-sensitive 要先在 Xcode 里开启能力"),
        );
    }
    if level == Some("critical") || message.flag("critical") == Some(true) {
        note(
            "critical",
            Text::new("critical alerts need an entitlement that Apple grants", "重要警报要 Apple 批准的 entitlement"),
        );
    }
    if message.image.is_some() {
        note(
            "image",
            Text::new(
                "the picture is sent as `image`; a notification service extension of the app has to show it",
                "图片地址放在 `image`；要由 App 的通知服务扩展显示",
            ),
        );
    }
}

fn review_what_is_left_out(message: &Message, findings: &mut Findings) {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    let click = !matches!(message.click, Click::Im | Click::Open);
    findings.extend(
        [
            none(
                click,
                "click",
                Text::new(
                    "a tap opens the app, iOS knows nothing else: the target is left out; the app reads ext",
                    "iOS 点击后总是打开 App：不发送点击目标；App 读取 ext",
                ),
            ),
            none(
                message.channel_id.is_some(),
                "channel_id",
                Text::new("iOS has no notification channels: left out", "iOS 没有通知通道：不发送"),
            ),
            none(
                message.category.is_some(),
                "category",
                Text::new(
                    "APNs has no message classes: --category is left out; a set of actions is apple.apns_category",
                    "APNs 没有消息分类：不发送 --category；操作组用 apple.apns_category",
                ),
            ),
        ]
        .into_iter()
        .flatten(),
    );
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
