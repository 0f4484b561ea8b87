//! What OPPO makes of a message, judged before anything is sent.

use serde_json::Value;

use super::click::tap;
use super::section::{
    BODY, CHANNEL_ID, CLICK, EXT, EXT_LENGTH, FIELDS, MessageClass, NOT_EXPRESSIBLE, OPTION, SHOW_TIME, SUBTITLE,
    TEMPLATE, TITLE, TTL, class_of, lint_class,
};
use super::wire;
use crate::config::Given;
use crate::message::Message;
use crate::report::{Finding, Findings, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{self, left_out, placed, review_empty};

/// Limits that are broken are errors, those that only some documents have are warnings, what OPPO has no field for is
/// a note.
pub(super) fn review(message: &Message) -> Findings {
    let mut findings = Findings::default();
    review_texts(message, &mut findings);
    review_ttl(message, &mut findings);
    review_click(message, &mut findings);
    review_idle_targets(message, &mut findings);
    review_ext(message, &mut findings);
    review_channel(message, &mut findings);
    review_class(message, &mut findings);
    review_show_time(message, &mut findings);
    review_options(message, &mut findings);
    review_what_is_left_out(message, &mut findings);
    placed(findings, "oppo", message)
}

/// Every character counts 1.
fn review_texts(message: &Message, findings: &mut Findings) {
    let count = message.title.chars().count();
    review_empty(&TITLE, "title", &message.title, findings);
    if count > 50 {
        let words = text!("the title has {count} characters, OPPO takes 50", "标题有 {count} 个字符，OPPO 最多 50 个");
        findings.push(Finding::new(&TITLE, words).about("title"));
    }
    let count = message.subtitle.as_deref().unwrap_or_default().chars().count();
    if count > 10 {
        let words =
            text!("the subtitle has {count} characters, OPPO takes 10", "副标题有 {count} 个字符，OPPO 最多 10 个");
        findings.push(Finding::new(&SUBTITLE, words).about("subtitle"));
    }
    review_body(message, findings);
}

/// Older texts, and the check in the vendor's SDK, allow 200 characters in style 1; phones show about 50.
fn review_body(message: &Message, findings: &mut Findings) {
    let count = message.body.chars().count();
    let style = wire::style(message);
    let (shown, most) = if style == 2 { (128, 128) } else { (50, 200) };
    review_empty(&BODY, "body", &message.body, findings);
    if count > most {
        let words = text!(
            "the body has {count} characters, OPPO takes {most} in style {style}",
            "正文有 {count} 个字符，OPPO 的样式 {style} 最多 {most} 个"
        );
        findings.push(Finding::new(&BODY, words).about("body"));
    } else if count > shown {
        let words = text!(
            "the body has {count} characters, of which style {style} shows about {shown}; newer documents refuse more",
            "正文有 {count} 个字符，样式 {style} 只显示 {shown} 个左右；较新的文档会拒绝更长的"
        );
        findings.push(Finding::new(&BODY, words).severity(Severity::Warning).about("body"));
    }
}

fn review_ttl(message: &Message, findings: &mut Findings) {
    let Some(seconds) = message.ttl.map(|ttl| ttl.as_secs()).filter(|seconds| *seconds > 864_000) else { return };
    let words = text!("the TTL is {seconds} s; OPPO cuts it to 864000", "有效期是 {seconds} 秒；OPPO 会截到 864000");
    findings.push(Finding::new(&TTL, words).about("ttl"));
}

fn review_click(message: &Message, findings: &mut Findings) {
    let tap = tap(message);
    let kind = tap.kind;
    let (key, value, sure, most) = match kind {
        1 | 4 => ("click_action_activity", tap.activity, 500, 500),
        2 | 5 => ("click_action_url", tap.url, 500, 2000),
        3 => {
            let words = Text::new("click_action_type 3 is not defined", "click_action_type 3 没有定义");
            findings.push(Finding::new(&CLICK, words).about("click_action_type"));
            return;
        }
        _ => return,
    };
    let value = value.unwrap_or_default();
    let count = value.trim().chars().count();
    if count == 0 {
        let words = text!("click_action_type {kind} needs {key}", "click_action_type {kind} 需要 {key}");
        findings.push(Finding::new(&CLICK, words).about("click"));
    } else if count > sure {
        let severity = if count > most { Severity::Error } else { Severity::Warning };
        let words = text!("the click target has {count} characters", "点击目标有 {count} 个字符");
        findings.push(Finding::new(&CLICK, words).severity(severity).about("click"));
    } else if kind == 4 && (value.starts_with('.') || !value.contains('.')) {
        let words = Text::new("an activity needs its full class name", "activity 要写完整类名");
        findings.push(Finding::new(&CLICK, words).severity(Severity::Warning).about("click"));
    }
}

/// Targets that no type asks for: OPPO would not get them.
fn review_idle_targets(message: &Message, findings: &mut Findings) {
    let idle = |key: &&str| message.option(key).is_some() && message.number("click_action_type").is_none();
    for key in ["click_action_activity", "click_action_url"].into_iter().filter(idle) {
        let words = text!(
            "oppo.{key} is not sent: it needs oppo.click_action_type",
            "oppo.{key} 不会发送：要和 oppo.click_action_type 一起用"
        );
        findings.push(Finding::new(&CLICK, words).severity(Severity::Warning).about(key));
    }
}

/// The vendor takes any text here and answers with success; the phone then shows nothing.
fn review_ext(message: &Message, findings: &mut Findings) {
    if let Some(ext) = &message.ext {
        let found = match serde_json::from_str(ext) {
            Ok(Value::Object(_)) => None,
            Ok(_) => Some(Text::new("ext is JSON, but no object", "ext 是 JSON，但不是对象")),
            Err(_) => Some(Text::new("ext is not JSON", "ext 不是 JSON")),
        };
        findings.extend(found.map(|words| Finding::new(&EXT, words).about("ext")));
    }
    if message.map("action_parameters").any(|(key, _)| key == "ext") {
        let words = Text::new(
            "oppo.action_parameters.ext would replace ext: use --ext",
            "oppo.action_parameters.ext 会顶替 ext：请用 --ext",
        );
        findings.push(Finding::new(&EXT, words).about("action_parameters"));
    }
    let count = wire::action_parameters(message).map_or(0, |text| text.chars().count());
    if count > 4000 {
        let words = text!(
            "ext and action_parameters make {count} characters of JSON",
            "ext 和 action_parameters 的 JSON 有 {count} 个字符"
        );
        findings.push(Finding::new(&EXT_LENGTH, words).about("ext"));
    }
}

fn review_channel(message: &Message, findings: &mut Findings) {
    if wire::channel_id(message).is_none() {
        let words = Text::new(
            "no channel_id: Android 8 and later may show nothing",
            "没有 channel_id：Android 8 以上的手机可能什么都不显示",
        );
        findings.push(Finding::new(&CHANNEL_ID, words).about("channel_id"));
    }
}

fn review_class(message: &Message, findings: &mut Findings) {
    let category = wire::category(message).map(Given::new);
    let [template, level] = ["template_id", "notify_level"].map(|key| usual::given(message, key));
    let values = |key: &&str| message.map(key).next().is_some() && template.is_none();
    for key in ["template_params", "template_title_params"].into_iter().filter(values) {
        let words = text!("{key} without template_id", "有 {key}，没有 template_id");
        let remedy = text!("set [oppo] template_id, or leave out {key}", "填写 [oppo] template_id，或去掉 {key}");
        findings.push(Finding::new(&TEMPLATE, words).remedy(remedy).about(key));
    }
    findings.append(lint_class(category.as_ref(), template.as_ref(), level.as_ref()));
    review_show_ttl(message, findings);
}

/// 12 hours for content and marketing; the 24 of the other class are the limit of the option itself.
fn review_show_ttl(message: &Message, findings: &mut Findings) {
    const CONTENT: i64 = 43_200;
    let is_content = wire::category(message).and_then(class_of) == Some(MessageClass::Content);
    if let Some(seconds) = message.number("show_ttl").filter(|seconds| is_content && *seconds > CONTENT) {
        let words = text!(
            "oppo.show_ttl is {seconds} s; content and marketing is shown for {CONTENT} at most",
            "oppo.show_ttl 是 {seconds} 秒；内容与营销类最多显示 {CONTENT} 秒"
        );
        findings.push(Finding::new(&OPTION, words).severity(Severity::Warning).about("show_ttl"));
    }
}

fn review_show_time(message: &Message, findings: &mut Findings) {
    let [start, end] = ["show_start_time", "show_end_time"].map(|key| message.number(key));
    if message.number("show_time_type") == Some(1) && !matches!((start, end), (Some(start), Some(end)) if start < end) {
        let words = Text::new(
            "show_time_type 1 needs show_start_time and a later show_end_time",
            "show_time_type 为 1 时需要 show_start_time 和更晚的 show_end_time",
        );
        findings.push(Finding::new(&SHOW_TIME, words).about("show_time_type"));
    }
}

/// Options by their declared kind, and the lengths that no kind holds.
fn review_options(message: &Message, findings: &mut Findings) {
    usual::review_options(FIELDS, &OPTION, "oppo", message, findings);
    for (key, sure, most) in [("call_back_url", 200, 200), ("call_back_parameter", 50, 100)] {
        let count = message.option(key).unwrap_or_default().chars().count();
        if count > sure {
            let severity = if count > most { Severity::Error } else { Severity::Warning };
            let words = text!(
                "oppo.{key} has {count} characters, OPPO takes {sure}",
                "oppo.{key} 有 {count} 个字符，OPPO 最多 {sure} 个"
            );
            findings.push(Finding::new(&OPTION, words).severity(severity).about(key));
        }
    }
}

fn review_what_is_left_out(message: &Message, findings: &mut Findings) {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    let is_number = wire::notify_id(message).is_some();
    findings.extend(
        [
            none(
                message.sound.is_some(),
                "sound",
                Text::new(
                    "OPPO has no sounds per message: left out; the channel or oppo.notify_level decides",
                    "OPPO 不能按消息指定声音：不发送；由通道或 oppo.notify_level 决定",
                ),
            ),
            none(
                message.badge.is_some(),
                "badge",
                Text::new(
                    "badges are a privilege at OPPO, and their field is not documented: left out",
                    "OPPO 的角标是特权功能，字段没有公开文档：不发送",
                ),
            ),
            none(
                message.priority.is_some(),
                "priority",
                Text::new(
                    "OPPO has no priority: left out; oppo.notify_level comes nearest",
                    "OPPO 没有优先级：不发送；最接近的是 oppo.notify_level",
                ),
            ),
            none(
                message.image.is_some(),
                "image",
                Text::new(
                    "pictures by URL are paid for at OPPO: left out; oppo.small_picture_id takes an uploaded one",
                    "OPPO 按 URL 的图片要付费：不发送；已上传的图片用 oppo.small_picture_id",
                ),
            ),
            none(
                message.collapse_key.is_some() && !is_number,
                "collapse_key",
                Text::new(
                    "OPPO replaces by number: a collapse key that is no number from 1 to 2147483647 is left out",
                    "OPPO 按数字替换通知：不是 1 到 2147483647 的数字就不发送",
                ),
            ),
        ]
        .into_iter()
        .flatten(),
    );
}

#[cfg(test)]
mod tests;
