//! What Tencent IM makes of a message, judged before anything is sent.

use super::fields::FIELDS;
use super::message;
use super::rules::{BODY, EXT, NO_PUSH, NOT_EXPRESSIBLE, OPTION, SIZE, TTL};
use crate::device::DeviceToken;
use crate::message::{Click, Message};
use crate::report::{Finding, Findings, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{self, left_out, placed, review_empty};

/// Limits that are broken are errors, what IM takes but does not push is a warning, what a chat message has no field
/// for is a note. The title may be empty: IM then shows the sender's nickname.
pub(super) fn review(message: &Message) -> Findings {
    let mut findings = Findings::default();
    review_empty(&BODY, "body", &message.body, &mut findings);
    review_ttl(message, &mut findings);
    review_ext(message, &mut findings);
    review_size(message, &mut findings);
    usual::review_options(FIELDS, &OPTION, "tencent", message, &mut findings);
    review_options(message, &mut findings);
    findings.extend(left_out_of(message));
    placed(findings, "tencent", message)
}

fn review_ttl(message: &Message, findings: &mut Findings) {
    let Some(seconds) = message.ttl.map(|ttl| ttl.as_secs()) else { return };
    if seconds == 0 {
        let message = Text::new("a TTL of 0 is online only: nothing is pushed", "有效期为 0 只发在线消息：不会推送");
        findings.push(Finding::new(&TTL, message).severity(Severity::Warning).about("ttl"));
    } else if seconds > 604_800 {
        let message = text!("the TTL is {seconds} s", "有效期是 {seconds} 秒");
        findings.push(Finding::new(&TTL, message).about("ttl"));
    }
}

fn review_ext(message: &Message, findings: &mut Findings) {
    let Some(ext) = &message.ext else { return };
    let is_object = serde_json::from_str(ext).is_ok_and(|value: serde_json::Value| value.is_object());
    let warn = |text| Finding::new(&EXT, text).severity(Severity::Warning).about("ext");
    if !is_object {
        findings.push(warn(Text::new(
            "ext is not the text of a JSON object: OPPO drops such a push",
            "ext 不是 JSON 对象的文本：OPPO 会丢弃这样的推送",
        )));
    }
    let (count, both) = (ext.len(), ext.len() + message.body.len());
    if both > 3072 {
        let message = text!(
            "ext and body have {both} bytes; APNs takes about 3072",
            "ext 和正文共 {both} 字节；APNs 约能容纳 3072"
        );
        findings.push(Finding::new(&EXT, message).about("ext"));
    } else if count > 1024 {
        findings.push(warn(text!("ext has {count} bytes; 1024 are advised", "ext 有 {count} 字节；建议不超过 1024")));
    }
}

/// The receiver's id is at most 32 bytes: whose message it is hardly matters here.
fn review_size(message: &Message, findings: &mut Findings) {
    let Some(user) = DeviceToken::user(&"u".repeat(32)) else { return };
    let count = message::body(message, &user, u32::MAX).to_string().len();
    let severity = match count {
        ..=8192 => return,
        8193..=12_288 => Severity::Warning,
        _ => Severity::Error,
    };
    let message = text!("the request has {count} bytes", "请求有 {count} 字节");
    findings.push(Finding::new(&SIZE, message).severity(severity).about("body"));
}

fn review_options(message: &Message, findings: &mut Findings) {
    if message.number("push_flag") == Some(1) {
        let message = Text::new("tencent.push_flag is 1: nothing is pushed", "tencent.push_flag 为 1：不会推送");
        findings.push(Finding::new(&NO_PUSH, message).about("push_flag"));
    }
    match message.number("oppo_notify_level") {
        Some(1 | 2 | 16) if message.option("oppo_category").is_none() => {
            let message = Text::new(
                "tencent.oppo_notify_level needs tencent.oppo_category",
                "填了 tencent.oppo_notify_level 就要填 tencent.oppo_category",
            );
            findings.push(Finding::new(&OPTION, message).about("oppo_notify_level"));
        }
        None | Some(1 | 2 | 16) => {}
        Some(_) => {
            let message =
                Text::new("tencent.oppo_notify_level is 1, 2 or 16", "tencent.oppo_notify_level 是 1、2 或 16");
            findings.push(Finding::new(&OPTION, message).about("oppo_notify_level"));
        }
    }
    let plain = |url: &str| !url.starts_with("https://");
    for key in ["huawei_image", "honor_image"] {
        if message.option(key).is_some_and(plain) {
            let message = text!("tencent.{key} is no https URL", "tencent.{key} 不是 https 地址");
            findings.push(Finding::new(&OPTION, message).about(key));
        }
    }
    if message.image.as_deref().is_some_and(plain) {
        let message = Text::new(
            "the image is no https URL, which Huawei and Honor take alone",
            "图片不是 https 地址，华为和荣耀只接受 https",
        );
        findings.push(Finding::new(&OPTION, message).about("image"));
    }
}

fn left_out_of(message: &Message) -> impl Iterator<Item = Finding> {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    [
        none(
            message.click != Click::Im,
            "click",
            Text::new(
                "what a tap opens stands in the IM console, per certificate: --click is left out",
                "点击动作在 IM 控制台按证书设置：不发送 --click",
            ),
        ),
        none(
            message.badge.is_some(),
            "badge",
            Text::new(
                "IM counts the badge itself: the number is left out; tencent.apns_badge_mode says whether this message counts",
                "角标由 IM 自己计数：不发送具体数字；tencent.apns_badge_mode 决定这条消息是否计入",
            ),
        ),
        none(
            message.priority.is_some(),
            "priority",
            Text::new(
                "a chat message has no priority: left out; for iOS see tencent.apns_interruption_level",
                "聊天消息没有优先级：不发送；iOS 可用 tencent.apns_interruption_level",
            ),
        ),
        none(
            message.collapse_key.is_some(),
            "collapse_key",
            Text::new("a chat message replaces no other: the collapse key is left out", "聊天消息不会替换别的通知：不发送 collapse key"),
        ),
    ]
    .into_iter()
    .flatten()
}

#[cfg(test)]
mod tests;
