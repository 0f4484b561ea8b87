//! What Meizu makes of a message, judged before anything is sent.

use super::day::is_time;
use super::rules::{BODY, CLICK, NOT_EXPRESSIBLE, OPTION, TITLE, TTL};
use super::section::{FIELDS, is_notify_key, notify_key_message};
use super::wire;
use crate::message::{Click, Message};
use crate::report::{Finding, Findings, Rule, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{self, in_chinese, left_out, placed, review_empty};

/// Limits that are broken are errors, what Meizu has no field for is a note.
pub(super) fn review(message: &Message) -> Findings {
    let mut findings = Findings::default();
    review_text(&TITLE, "title", &message.title, 32, &mut findings);
    review_text(&BODY, "body", &message.body, 100, &mut findings);
    review_ttl(message, &mut findings);
    review_click(message, &mut findings);
    usual::review_options(FIELDS, &OPTION, "meizu", message, &mut findings);
    review_lengths(message, &mut findings);
    review_advance(message, &mut findings);
    review_what_is_left_out(message, &mut findings);
    placed(findings, "meizu", message)
}

fn review_text(rule: &'static Rule, subject: &'static str, text: &str, limit: usize, findings: &mut Findings) {
    review_empty(rule, subject, text, findings);
    let count = text.chars().count();
    if count > limit {
        let name = in_chinese(subject);
        let message = Text::owned(
            format!("the {subject} has {count} characters, Meizu takes {limit}"),
            format!("{name}有 {count} 个字符，魅族最多 {limit} 个"),
        );
        findings.push(Finding::new(rule, message).about(subject));
    }
}

fn review_ttl(message: &Message, findings: &mut Findings) {
    let Some(ttl) = message.ttl.filter(|_| message.option("valid_time").is_none()) else { return };
    let (seconds, hours) = (ttl.as_secs(), wire::hours(ttl));
    if hours > 72 {
        let message = text!("the TTL is {hours} hours, Meizu takes 72", "有效期是 {hours} 小时，魅族最多 72 小时");
        findings.push(Finding::new(&TTL, message).about("ttl"));
    } else if seconds != hours * 3600 {
        let message = text!(
            "Meizu counts whole hours: a TTL of {seconds} s is sent as {hours} h",
            "魅族按整小时计：{seconds} 秒的有效期按 {hours} 小时发送"
        );
        findings.push(Finding::new(&TTL, message).severity(Severity::Note).about("ttl"));
    }
}

fn review_click(message: &Message, findings: &mut Findings) {
    let (kind, target) = wire::click(message);
    let push = |findings: &mut Findings, message, severity| {
        findings.push(Finding::new(&CLICK, message).severity(severity).about("click"));
    };
    let key = match kind {
        1 => "activity",
        2 => "url",
        3 => "custom_attribute",
        _ => "",
    };
    match target.map(str::len) {
        None | Some(0) if !key.is_empty() => {
            let message = text!("click_type {kind} needs {key}", "click_type {kind} 需要 {key}");
            push(findings, message, Severity::Error);
        }
        Some(count @ 1001..) => {
            let message =
                text!("{key} has {count} bytes, Meizu takes 1000", "{key} 有 {count} 字节，魅族最多 1000 字节");
            push(findings, message, Severity::Error);
        }
        _ => {}
    }
    if kind == 2 && message.ext.is_some() {
        let message = Text::new(
            "with a URL Tencent's plugin gets the URL in place of ext",
            "点击打开 URL 时，腾讯插件拿到的是 URL，读不到 ext",
        );
        push(findings, message, Severity::Note);
    }
    if kind == 3 {
        let message = Text::new("click_type 3 must not be used from Android 12 on", "Android 12 起不能用 click_type 3");
        push(findings, message, Severity::Warning);
    }
    review_click_options(message, kind, findings);
}

/// Options that the chosen `clickType` does not read.
fn review_click_options(message: &Message, kind: i64, findings: &mut Findings) {
    for (own, key) in [(1, "activity"), (2, "url"), (3, "custom_attribute")] {
        if own != kind && message.option(key).is_some() {
            let text = text!(
                "meizu.{key} belongs to click_type {own}, not {kind}: left out",
                "meizu.{key} 属于 click_type {own}，不是 {kind}：不发送"
            );
            findings.extend(left_out(&NOT_EXPRESSIBLE, true, key, text));
        }
    }
    if message.map("parameters").any(|(key, _)| key == "sk") {
        let text = Text::new(
            "with `sk` among the parameters Tencent's plugin reads that in place of ext",
            "parameters 里有 `sk` 时，腾讯插件读的是它，不是 ext",
        );
        findings.push(Finding::new(&CLICK, text).severity(Severity::Warning).about("parameters"));
    }
}

/// Limits in bytes, and the number of packages.
fn review_lengths(message: &Message, findings: &mut Findings) {
    for (key, limit) in [("callback", 128), ("callback_param", 64)] {
        let count = message.option(key).map_or(0, str::len);
        if count > limit {
            let text = text!(
                "meizu.{key} has {count} bytes, Meizu takes {limit}",
                "meizu.{key} 有 {count} 字节，魅族最多 {limit} 字节"
            );
            findings.push(Finding::new(&OPTION, text).about(key));
        }
    }
    let packages = message.option("restricted_package_names").map_or(0, |names| names.split(',').count());
    if packages > 50 {
        let text = text!(
            "meizu.restricted_package_names has {packages} packages, Meizu takes 50",
            "meizu.restricted_package_names 有 {packages} 个包名，魅族最多 50 个"
        );
        findings.push(Finding::new(&OPTION, text).about("restricted_package_names"));
    }
}

/// What no kind of field holds: the form of keys and times, and what needs what.
fn review_advance(message: &Message, findings: &mut Findings) {
    if message.option("notify_key").is_some_and(|key| !is_notify_key(key)) {
        findings.push(Finding::new(&OPTION, notify_key_message()).about("notify_key"));
    }
    let keys = ["fix_start_display_time", "fix_end_display_time"];
    for key in keys {
        if message.option(key).is_some_and(|time| !is_time(time)) {
            let text =
                text!("meizu.{key} is not `yyyy-MM-dd HH:mm:ss`", "meizu.{key} 不是 `yyyy-MM-dd HH:mm:ss` 的写法");
            findings.push(Finding::new(&OPTION, text).about(key));
        }
    }
    let [start, end] = keys.map(|key| message.option(key));
    let needs = |given: &'static str, missing: &'static str| {
        let text = text!("meizu.{given} needs meizu.{missing}", "meizu.{given} 需要 meizu.{missing}");
        let remedy = text!("set meizu.{missing} too", "同时填写 meizu.{missing}");
        Finding::new(&OPTION, text).remedy(remedy).about(given)
    };
    match (start, end) {
        (Some(_), None) => findings.push(needs(keys[0], keys[1])),
        (None, Some(_)) => findings.push(needs(keys[1], keys[0])),
        (Some(start), Some(end)) if is_time(start) && is_time(end) && end <= start => {
            let text = Text::new("the time of display ends before it begins", "展示时间的结束早于开始");
            findings.push(Finding::new(&OPTION, text).about(keys[1]));
        }
        _ => {}
    }
    let receipts = ["callback_param", "callback_type"].into_iter().find(|key| message.option(key).is_some());
    if let Some(key) = receipts.filter(|_| message.option("callback").is_none()) {
        findings.push(needs(key, "callback").severity(Severity::Warning));
    }
    if message.flag("off_line") == Some(false) && message.option("valid_time").is_some() {
        let text = Text::new(
            "with off_line = false nothing is kept: valid_time is left out",
            "off_line = false 时不保留消息：不发送 valid_time",
        );
        findings.extend(left_out(&NOT_EXPRESSIBLE, true, "valid_time", text));
    }
}

fn review_what_is_left_out(message: &Message, findings: &mut Findings) {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    let intent = matches!(&message.click, Click::Intent(uri) if wire::is_intent_syntax(uri));
    findings.extend(
        [
            none(
                message.subtitle.is_some(),
                "subtitle",
                Text::new("Meizu has subtitles for VIP apps only: left out", "魅族只有 VIP 应用能用副标题：不发送"),
            ),
            none(
                message.channel_id.is_some(),
                "channel_id",
                Text::new("Meizu has no notification channels: left out", "魅族没有通知通道：不发送"),
            ),
            none(
                message.category.is_some(),
                "category",
                Text::new(
                    "Meizu has no class words: --category is left out; meizu.notice_msg_type is 0 public or 1 private",
                    "魅族没有分类词：不发送 --category；meizu.notice_msg_type 为 0 公信或 1 私信",
                ),
            ),
            none(
                message.sound.is_some(),
                "sound",
                Text::new(
                    "Meizu has no sounds of one's own: left out; meizu.sound switches the sound on or off",
                    "魅族不能自定义声音：不发送；meizu.sound 决定是否响铃",
                ),
            ),
            none(message.badge.is_some(), "badge", Text::new("Meizu has no badge: left out", "魅族没有角标：不发送")),
            none(
                message.priority.is_some(),
                "priority",
                Text::new("Meizu has no priority: left out", "魅族没有优先级：不发送"),
            ),
            none(
                message.image.is_some(),
                "image",
                Text::new(
                    "Meizu shows pictures of VIP apps only, uploaded before: left out",
                    "魅族只展示 VIP 应用事先上传的图片：不发送",
                ),
            ),
            none(
                message.collapse_key.is_some() && wire::notify_key(message).is_none(),
                "collapse_key",
                Text::new(
                    "Meizu replaces by a key of at most 8 letters, digits, `_` or `-`: another one is left out",
                    "魅族按最多 8 个字母、数字、`_`、`-` 的 key 替换通知：其它写法不发送",
                ),
            ),
            none(
                intent,
                "click",
                Text::new(
                    "Meizu opens plain URIs, no `#Intent;` syntax: the tap opens the app",
                    "魅族只能打开普通 URI，不支持 `#Intent;` 写法：点击后打开应用",
                ),
            ),
        ]
        .into_iter()
        .flatten(),
    );
}

#[cfg(test)]
mod tests;
