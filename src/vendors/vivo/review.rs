//! What vivo makes of a message, judged before anything is sent.

use super::section::{BODY, CLICK, EXT, FIELDS, NOT_EXPRESSIBLE, OPTION, TEST_CONTENT, TITLE, TTL, lint_category};
use super::wire;
use crate::config::Given;
use crate::message::{Click, Message, Mode};
use crate::report::{Finding, Findings, Rule, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{self, given, in_chinese, left_out, placed, review_empty};

/// Length by vivo's older count: a Chinese character is 2, all else 1.
fn weighted(text: &str) -> usize {
    text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum()
}

/// Limits that are broken are errors, those that only some documents have are warnings, what vivo has no field for is
/// a note.
pub(super) fn review(message: &Message, package_name: Option<&str>) -> Findings {
    let mut findings = Findings::default();
    review_text(&TITLE, "title", &message.title, 40, &mut findings);
    review_text(&BODY, "body", &message.body, 100, &mut findings);
    review_ttl(message, &mut findings);
    review_click(message, package_name, &mut findings);
    review_custom_map(message, &mut findings);
    review_options(message, &mut findings);
    review_category(message, &mut findings);
    if message.mode == Mode::Live {
        review_live_text("title", &message.title, &mut findings);
        review_live_text("body", &message.body, &mut findings);
    }
    review_what_is_left_out(message, &mut findings);
    placed(findings, "vivo", message)
}

fn review_text(rule: &'static Rule, subject: &'static str, text: &str, limit: usize, findings: &mut Findings) {
    let (count, weight) = (text.chars().count(), weighted(text));
    let name = in_chinese(subject);
    review_empty(rule, subject, text, findings);
    if count > limit {
        let message = Text::owned(
            format!("the {subject} has {count} characters, vivo takes {limit}"),
            format!("{name}有 {count} 个字符，vivo 最多 {limit} 个"),
        );
        findings.push(Finding::new(rule, message).about(subject));
    } else if weight > limit {
        let message = Text::owned(
            format!("the {subject} has {count} characters, {weight} by vivo's older count; {limit} are sure to pass"),
            format!("{name}有 {count} 个字符，按 vivo 的旧算法是 {weight}；{limit} 以内一定通过"),
        );
        findings.push(Finding::new(rule, message).severity(Severity::Warning).about(subject));
    }
}

fn review_ttl(message: &Message, findings: &mut Findings) {
    let Some(seconds) = message.ttl.map(|ttl| ttl.as_secs()) else { return };
    let message = text!("the TTL is {seconds} s", "有效期是 {seconds} 秒");
    match seconds {
        60..=86_400 => {}
        86_401..=604_800 => {
            findings.push(Finding::new(&TTL, message).severity(Severity::Warning).about("ttl"));
        }
        _ => findings.push(Finding::new(&TTL, message).about("ttl")),
    }
}

fn review_click(message: &Message, package_name: Option<&str>, findings: &mut Findings) {
    let (skip_type, content) = wire::skip(message, package_name);
    match content {
        None if skip_type == 4 && message.click == Click::Im && !message.extension.contains_key("skip_type") => {
            let message = Text::new(
                "the plugin's click target needs [app] package_name",
                "插件的点击目标需要 [app] package_name",
            );
            let remedy = Text::new(
                "set [app] package_name to the Android applicationId, or use --click open",
                "把 [app] package_name 填成 Android applicationId，或用 --click open",
            );
            findings.push(Finding::new(&CLICK, message).remedy(remedy).about("click"));
        }
        None if skip_type != 1 => {
            let message = text!("skip_type {skip_type} needs skip_content", "skip_type {skip_type} 需要 skip_content");
            findings.push(Finding::new(&CLICK, message).about("skip_type"));
        }
        Some(content) if content.chars().count() > 1024 => {
            let count = content.chars().count();
            let severity = if count > 2048 { Severity::Error } else { Severity::Warning };
            let message = text!("the click target has {count} characters", "点击目标有 {count} 个字符");
            findings.push(Finding::new(&CLICK, message).severity(severity).about("click"));
        }
        _ => {}
    }
    if skip_type == 3 {
        let message = Text::new(
            "skip_type 3 no longer works on newer client SDKs",
            "skip_type 3 在新版客户端 SDK 上已经不起作用",
        );
        let remedy = Text::new("use skip_type 4 with an intent URI", "改用 skip_type 4 和 intent URI");
        findings.push(Finding::new(&CLICK, message).remedy(remedy).severity(Severity::Warning).about("skip_type"));
    }
    if matches!(message.click, Click::Activity(_)) {
        let message = Text::new(
            "vivo opens pages by intent URI, not by activity name: the tap opens the app",
            "vivo 用 intent URI 打开页面，不支持 activity 名：点击后打开应用首页",
        );
        findings.push(Finding::new(&NOT_EXPRESSIBLE, message).about("click"));
    }
}

fn review_custom_map(message: &Message, findings: &mut Findings) {
    let map = wire::custom_map(message).unwrap_or_default();
    let Some(pairs) = map.as_object() else { return };
    let count: usize = pairs
        .iter()
        .map(|(key, value)| key.chars().count() + value.as_str().map_or(0, |value| value.chars().count()))
        .sum();
    if count > 1024 {
        let message =
            text!("ext and client_custom_map have {count} characters", "ext 和 client_custom_map 共 {count} 个字符");
        findings.push(Finding::new(&EXT, message).about("ext"));
    }
    if pairs.len() > 10 {
        let pairs = pairs.len();
        let message = text!("client_custom_map has {pairs} pairs", "client_custom_map 有 {pairs} 对");
        findings.push(Finding::new(&EXT, message).severity(Severity::Warning).about("client_custom_map"));
    }
}

/// Options by their declared kind, and the lengths that no kind holds.
fn review_options(message: &Message, findings: &mut Findings) {
    usual::review_options(FIELDS, &OPTION, "vivo", message, findings);
    for field in FIELDS {
        let (key, Some(value)) = (field.key, message.option(field.key)) else { continue };
        let count = value.chars().count();
        let (sure, most) = match key {
            "profile_id" | "request_id" => (64, 64),
            "callback" => (128, 128),
            "callback_param" => (64, 192),
            _ => continue,
        };
        if count > sure {
            let severity = if count > most { Severity::Error } else { Severity::Warning };
            let message = text!(
                "vivo.{key} has {count} characters, vivo takes {sure}",
                "vivo.{key} 有 {count} 个字符，vivo 最多 {sure} 个"
            );
            findings.push(Finding::new(&OPTION, message).severity(severity).about(field.key));
        }
    }
    if message.extension.get("network_type").is_some_and(|network| network.trim() == "0") {
        let message = Text::new("vivo.network_type is -1 or 1", "vivo.network_type 是 -1 或 1");
        findings.push(Finding::new(&OPTION, message).about("network_type"));
    }
}

fn review_category(message: &Message, findings: &mut Findings) {
    let category = Given::new(wire::category(message));
    let classification = given(message, "classification");
    findings.append(lint_category(&category, classification.as_ref()));
}

/// Text that vivo takes for a test outside the test mode, code 10104: digits, English or symbols alone, 测试,
/// brackets. [`help.aliyun.com/document_detail/611820`]
fn review_live_text(subject: &'static str, text: &str, findings: &mut Findings) {
    let has_chinese = text.chars().any(|character| !character.is_ascii() && character.is_alphanumeric());
    let brackets = text.chars().any(|character| "[]{}【】".contains(character));
    if !has_chinese || brackets || text.contains("测试") {
        let name = in_chinese(subject);
        let message = Text::owned(
            format!("vivo may refuse this {subject} as test content"),
            format!("vivo 可能把这个{name}当作测试内容拒绝"),
        );
        findings.push(Finding::new(&TEST_CONTENT, message).about(subject));
    }
}

fn review_what_is_left_out(message: &Message, findings: &mut Findings) {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    let is_number = wire::notify_id(message).is_some();
    findings.extend(
        [
            none(
                message.subtitle.is_some(),
                "subtitle",
                Text::new("vivo has no subtitle: left out", "vivo 没有副标题：不发送"),
            ),
            none(
                message.channel_id.is_some(),
                "channel_id",
                Text::new(
                    "vivo has no notification channels: --channel-id is left out, the class is --category",
                    "vivo 没有通知通道：不发送 --channel-id，分类用 --category",
                ),
            ),
            none(
                message.sound.is_some(),
                "sound",
                Text::new(
                    "vivo has no sounds of one's own: left out; vivo.notify_type chooses ring and vibration",
                    "vivo 不能自定义声音：不发送；响铃和振动由 vivo.notify_type 决定",
                ),
            ),
            none(
                message.badge.is_some(),
                "badge",
                Text::new(
                    "vivo only adds one to the badge (addBadge); the number is left out",
                    "vivo 的角标只能加一（addBadge），不发送具体数字",
                ),
            ),
            none(
                message.priority.is_some(),
                "priority",
                Text::new("vivo has no priority: left out", "vivo 没有优先级：不发送"),
            ),
            none(
                message.image.is_some(),
                "image",
                Text::new("pictures need a commercial style at vivo: left out", "vivo 的图片属于商业样式：不发送"),
            ),
            none(
                message.collapse_key.is_some() && !is_number,
                "collapse_key",
                Text::new(
                    "vivo replaces by number: a collapse key that is no number from 1 to 2147483647 is left out",
                    "vivo 按数字替换通知：不是 1 到 2147483647 的数字就不发送",
                ),
            ),
        ]
        .into_iter()
        .flatten(),
    );
}

#[cfg(test)]
mod tests;
