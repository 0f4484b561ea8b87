//! What Honor makes of a message, judged before anything is sent.

use serde_json::Value;

use super::rules::{BADGE_CLASS, BODY, BUTTONS, CLICK, IMAGE, SIZE, TITLE, TTL};
use super::section::{FIELDS, NOT_EXPRESSIBLE, OPTION};
use super::wire::{self, Sender};
use crate::message::{Click, Message};
use crate::report::{Finding, Findings, Rule, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{self, in_chinese, left_out, placed, review_empty};

/// Where one public server cuts titles and bodies; Honor's own limits could not be read.
const TITLE_CHARACTERS: usize = 40;
const BODY_CHARACTERS: usize = 256;
/// 15 days, in seconds.
const LONGEST_TTL: u64 = 1_296_000;
/// The largest number that a badge may be set to.
const LARGEST_BADGE: u32 = 99;
/// Bytes of a body, by analogy.
const LARGEST_BODY: usize = 4096;

/// Documented limits that are broken are errors, those of other sources are warnings, what Honor has no field for is a
/// note.
pub(super) fn review(message: &Message, sender: Sender<'_>) -> Findings {
    let mut findings = Findings::default();
    review_text(&TITLE, "title", &message.title, TITLE_CHARACTERS, &mut findings);
    review_text(&BODY, "body", &message.body, BODY_CHARACTERS, &mut findings);
    findings.extend(review_ttl(message));
    findings.extend(review_click(message, sender.package_name));
    findings.extend(review_image(message));
    review_badge(message, sender.launcher_activity, &mut findings);
    findings.extend(message.option("buttons").and_then(review_buttons));
    usual::review_options(FIELDS, &OPTION, "honor", message, &mut findings);
    findings.extend(review_size(message, sender));
    review_what_is_left_out(message, &mut findings);
    placed(findings, "honor", message)
}

fn review_text(rule: &'static Rule, subject: &'static str, text: &str, usual: usize, findings: &mut Findings) {
    review_empty(rule, subject, text, findings);
    let count = text.chars().count();
    if count > usual {
        let name = in_chinese(subject);
        let message = Text::owned(
            format!("the {subject} has {count} characters; one public server cuts at {usual}"),
            format!("{name}有 {count} 个字符；一个公开的服务端按 {usual} 个截断"),
        );
        findings.push(Finding::new(rule, message).severity(Severity::Warning).about(subject));
    }
}

fn review_ttl(message: &Message) -> Option<Finding> {
    let seconds = message.ttl?.as_secs();
    let message = text!("the TTL is {seconds} s", "有效期是 {seconds} 秒");
    let finding = Finding::new(&TTL, message).about("ttl");
    match seconds {
        // Nobody documents a lower bound.
        0 => Some(finding.severity(Severity::Warning)),
        1..=LONGEST_TTL => None,
        _ => Some(finding),
    }
}

fn review_click(message: &Message, package_name: Option<&str>) -> Option<Finding> {
    let finding = |message| Finding::new(&CLICK, message).about("click");
    if message.option("click_action").is_some() {
        return None;
    }
    match &message.click {
        Click::Im if package_name.is_none() => Some(
            finding(Text::new(
                "the plugin's click target needs [app] package_name",
                "插件的点击目标需要 [app] package_name",
            ))
            .remedy(Text::new(
                "set [app] package_name to the Android applicationId, or use --click open",
                "把 [app] package_name 填成 Android applicationId，或用 --click open",
            )),
        ),
        Click::Url(url) if !is_https(url) => {
            Some(finding(Text::new("the address that a tap opens is not https", "点击打开的地址不是 https")))
        }
        Click::Intent(uri) if !uri.contains("#Intent;") || !uri.trim_end().ends_with("end") => {
            let message = Text::new(
                "the intent URI lacks `#Intent;` or the `end` behind it",
                "intent URI 缺少 `#Intent;` 或结尾的 `end`",
            );
            Some(finding(message).severity(Severity::Warning))
        }
        Click::Activity(_) => Some(
            Finding::new(
                &NOT_EXPRESSIBLE,
                Text::new(
                    "Honor opens pages by intent URI or action, not by activity name: the tap opens the app",
                    "荣耀用 intent URI 或 action 打开页面，不支持 activity 名：点击后打开应用首页",
                ),
            )
            .about("click"),
        ),
        _ => None,
    }
}

fn is_https(url: &str) -> bool {
    url.get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"))
}

fn review_image(message: &Message) -> Option<Finding> {
    let plain = message.image.as_deref().is_some_and(|image| !is_https(image));
    let text = Text::new("the picture's address is not https", "图片地址不是 https");
    plain.then(|| Finding::new(&IMAGE, text).about("image"))
}

fn review_badge(message: &Message, launcher_activity: Option<&str>, findings: &mut Findings) {
    let added = message.option("badge_add").is_some();
    let subject = if message.badge.is_some() { "badge" } else { "badge_add" };
    if let Some(number) = message.badge.filter(|number| *number > LARGEST_BADGE) {
        let text = text!(
            "the badge is {number}; Honor takes 0 to {LARGEST_BADGE}",
            "角标是 {number}；荣耀只接受 0 到 {LARGEST_BADGE}"
        );
        findings.push(Finding::new(&OPTION, text).about("badge"));
    }
    if message.badge.is_some() && added {
        let text = Text::new(
            "the badge is set and added to: honor.badge_add is left out, since nobody knows which one Honor takes",
            "角标既设置又累加：不发送 honor.badge_add，因为不知道荣耀以哪个为准",
        );
        findings.push(Finding::new(&OPTION, text).severity(Severity::Warning).about("badge_add"));
    }
    if launcher_activity.is_none() && (message.badge.is_some() || added) {
        let text =
            Text::new("a badge needs [app] launcher_activity: left out", "角标需要 [app] launcher_activity：没有发送");
        findings.push(Finding::new(&BADGE_CLASS, text).about(subject));
    }
}

fn review_buttons(written: &str) -> Option<Finding> {
    let problem = |text| Some(Finding::new(&BUTTONS, text).about("buttons"));
    let Ok(Value::Array(buttons)) = serde_json::from_str(written) else {
        return problem(Text::new("honor.buttons is no JSON array", "honor.buttons 不是 JSON 数组"));
    };
    let count = buttons.len();
    if count > 3 {
        return problem(text!("honor.buttons has {count} buttons", "honor.buttons 有 {count} 个按钮"));
    }
    let characters = |button: &Value, key: &str| button[key].as_str().map(|text| text.chars().count());
    let of_one = |button: &Value, at: usize| {
        if characters(button, "name").is_none_or(|count| count == 0 || count > 40) {
            Some(text!("button {at} has no name of 1 to 40 characters", "第 {at} 个按钮没有 1 到 40 个字符的 name"))
        } else if button["actionType"].as_i64().is_none_or(|kind| !(0..=2).contains(&kind)) {
            Some(text!("button {at} has no actionType from 0 to 2", "第 {at} 个按钮没有 0 到 2 的 actionType"))
        } else if !matches!(button["intentType"], Value::Null) && !matches!(button["intentType"].as_i64(), Some(0 | 1))
        {
            Some(text!("intentType of button {at} is neither 0 nor 1", "第 {at} 个按钮的 intentType 不是 0 或 1"))
        } else if characters(button, "data").is_some_and(|count| count > 1024) {
            Some(text!("data of button {at} is longer than 1024", "第 {at} 个按钮的 data 超过 1024 个字符"))
        } else {
            None
        }
    };
    buttons.iter().zip(1..).find_map(|(button, at)| of_one(button, at)).and_then(problem)
}

/// Without the device token, whose length differs.
fn review_size(message: &Message, sender: Sender<'_>) -> Option<Finding> {
    let count = wire::body(sender, message, &[""], "").to_string().len();
    let text = text!("the request has {count} bytes without the token", "请求体不含 token 已有 {count} 字节");
    (count > LARGEST_BODY).then(|| Finding::new(&SIZE, text).about("ext"))
}

fn review_what_is_left_out(message: &Message, findings: &mut Findings) {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    findings.extend(
        [
            none(
                message.subtitle.is_some(),
                "subtitle",
                Text::new("Honor has no subtitle: left out", "荣耀没有副标题：不发送"),
            ),
            none(
                message.channel_id.is_some(),
                "channel_id",
                Text::new(
                    "Honor ignores notification channels: --channel-id is left out, honor.importance decides",
                    "荣耀不看通知通道：不发送 --channel-id，由 honor.importance 决定",
                ),
            ),
            none(
                message.category.is_some(),
                "category",
                Text::new(
                    "Honor has no category: left out, the class is honor.importance",
                    "荣耀没有 category：不发送，分类用 honor.importance",
                ),
            ),
            none(
                message.sound.is_some(),
                "sound",
                Text::new("Honor has no sounds of one's own: left out", "荣耀不能自定义声音：不发送"),
            ),
            none(
                message.priority.is_some(),
                "priority",
                Text::new("Honor has no priority: left out", "荣耀没有优先级：不发送"),
            ),
            none(
                message.collapse_key.is_some() && message.option("tag").is_some(),
                "collapse_key",
                Text::new(
                    "honor.tag stands where the collapse key would: the key is left out",
                    "honor.tag 占用了折叠键的位置：不发送折叠键",
                ),
            ),
        ]
        .into_iter()
        .flatten(),
    );
}

#[cfg(test)]
mod tests;
