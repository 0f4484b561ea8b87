//! What Huawei makes of a message, judged before anything is sent.

use super::api::Api;
use super::body::{self, Own, Tap};
use super::lint::{lacking, lint_category};
use super::rules::{
    API, BADGE, BADGE_CLASS, CLICK, IMAGE, NOT_EXPRESSIBLE, OPTION, RIGHT, SIZE, SOUND, STYLE, TEXT, TTL,
};
use super::section::{Credentials, FIELDS};
use crate::config::Given;
use crate::message::{Click, Message, Priority};
use crate::report::{Finding, Findings, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{left_out, placed, review_empty, review_options};

/// The body's largest size in bytes, tokens not counted. [80300008]
const LARGEST: usize = 4096;
/// The longest TTL in seconds: 15 days.
const LONGEST: u64 = 1_296_000;

/// Limits that are broken are errors, what needs a right is a warning, what Huawei has no field for is a note.
pub(super) fn review(credentials: &Credentials, own: &Own, message: &Message) -> Findings {
    let api = Api::of_message(message);
    let mut findings = Findings::default();
    let (has_project, has_account) = (credentials.project_id.is_some(), credentials.service_account.is_some());
    if let Some(lack) = lacking(api, has_project, has_account) {
        findings.push(Finding::new(&API, lack).about("api"));
    }
    review_options(FIELDS, &OPTION, "huawei", message, &mut findings);
    review_lengths(api, message, &mut findings);
    if !body::is_data(message) || api == Api::V3 {
        review_empty(&TEXT, "title", &message.title, &mut findings);
        review_empty(&TEXT, "body", &message.body, &mut findings);
        review_click(api, own, message, &mut findings);
        review_badge(api, own, message, &mut findings);
        review_style(api, message, &mut findings);
    }
    review_ttl(message, &mut findings);
    review_image(message, &mut findings);
    review_sound(api, message, &mut findings);
    review_rights(api, message, &mut findings);
    let size = body::size(api, own, message);
    if size > LARGEST {
        let text = text!(
            "the request has {size} bytes without its token, Huawei takes {LARGEST}",
            "请求（不计 token）有 {size} 字节，华为最多 {LARGEST}"
        );
        findings.push(Finding::new(&SIZE, text).about("body"));
    }
    findings.extend(lint_category(&Given::new(body::category(message))));
    findings.extend(what_is_left_out(api, message));
    placed(findings, "huawei", message)
}

/// A sound is a file of the app's own: Huawei documents `/raw/` in front of its name.
fn review_sound(api: Api, message: &Message, findings: &mut Findings) {
    let Some(sound) = message.sound.as_deref().filter(|sound| *sound != "default") else { return };
    if api != Api::V3 && !sound.starts_with("/raw/") {
        let text = Text::new("the sound does not begin with /raw/", "声音不是以 /raw/ 开头");
        findings.push(Finding::new(&SOUND, text).about("sound"));
    }
}

/// Limits that no kind of an option holds.
fn review_lengths(api: Api, message: &Message, findings: &mut Findings) {
    let limited: &[&'static str] = if api == Api::V3 { &["profile_id", "app_message_id"] } else { &["profile_id"] };
    for key in limited {
        let count = message.option(key).map_or(0, |text| text.chars().count());
        if count > 64 {
            let text = text!(
                "huawei.{key} has {count} characters, Huawei takes 64",
                "huawei.{key} 有 {count} 个字符，华为最多 64"
            );
            findings.push(Finding::new(&OPTION, text).about(key));
        }
    }
    let bytes = message.option("bi_tag").map_or(0, str::len);
    if bytes > 64 {
        let (text, severity) = if api == Api::V3 {
            let text =
                text!("huawei.bi_tag has {bytes} bytes, v3 takes 64", "huawei.bi_tag 有 {bytes} 字节，v3 最多 64");
            (text, Severity::Error)
        } else {
            let text = text!(
                "huawei.bi_tag has {bytes} bytes; v3 takes 64, v1 states no limit",
                "huawei.bi_tag 有 {bytes} 字节；v3 最多 64，v1 没有写上限"
            );
            (text, Severity::Warning)
        };
        findings.push(Finding::new(&OPTION, text).severity(severity).about("bi_tag"));
    }
    if let Some(color) = message.option("color").filter(|color| !is_color(color)) {
        let count = color.chars().count();
        let text = text!(
            "huawei.color is not `#` and six hex digits ({count} characters)",
            "huawei.color 不是 `#` 加六位十六进制（{count} 个字符）"
        );
        findings.push(Finding::new(&OPTION, text).about("color"));
    }
}

fn is_color(text: &str) -> bool {
    text.strip_prefix('#').is_some_and(|digits| crate::vendors::usual::is_hex(digits, 6))
}

fn review_ttl(message: &Message, findings: &mut Findings) {
    let Some(seconds) = message.ttl.map(|ttl| ttl.as_secs()) else { return };
    if seconds > LONGEST {
        findings.push(Finding::new(&TTL, text!("the TTL is {seconds} s", "有效期是 {seconds} 秒")).about("ttl"));
    } else if seconds == 0 {
        let text = Text::new("with a TTL of 0 a phone that is off gets nothing", "有效期为 0 时，离线的手机收不到");
        findings.push(Finding::new(&TTL, text).severity(Severity::Warning).about("ttl"));
    }
}

fn review_click(api: Api, own: &Own, message: &Message, findings: &mut Findings) {
    let finding = |text| Finding::new(&CLICK, text).about("click");
    if matches!(message.click, Click::Activity(_)) && api != Api::V3 && own.package_name.is_none() {
        let text = Text::new("--click activity needs [app] package_name", "--click activity 需要 [app] package_name");
        let remedy = Text::new(
            "set [app] package_name to the Android applicationId",
            "把 [app] package_name 填成 Android applicationId",
        );
        findings.push(finding(text).remedy(remedy));
    }
    match body::tap(own, message) {
        Tap::Url(url) if api != Api::V3 && !url.starts_with("https://") => {
            let text = Text::new("Huawei opens links with https only", "华为只能打开 https 链接");
            findings.push(finding(text));
        }
        Tap::Page(uri) if api != Api::V3 && !uri.contains("#Intent;") => {
            let text = Text::new(
                "the intent has no `#Intent;…;end`: it opens nothing",
                "intent 里没有 `#Intent;…;end`：打不开页面",
            );
            findings.push(finding(text).severity(Severity::Warning));
        }
        _ => {}
    }
}

fn review_badge(api: Api, own: &Own, message: &Message, findings: &mut Findings) {
    if let Some(badge) = message.badge.filter(|badge| *badge > 99) {
        let text = text!("the badge is {badge}", "角标是 {badge}");
        findings.push(Finding::new(&BADGE, text).about("badge"));
    }
    let has_badge = message.badge.is_some() || message.option("badge_add").is_some();
    if has_badge && api != Api::V3 && body::badge_class(own, message).is_none() {
        let text = Text::new(
            "there is no launcher activity: the badge will not change",
            "没有填写入口 Activity：角标不会变化",
        );
        findings.push(Finding::new(&BADGE_CLASS, text).about("badge"));
    }
}

fn review_style(api: Api, message: &Message, findings: &mut Findings) {
    let mut wrong = |subject: &'static str, text| findings.push(Finding::new(&STYLE, text).about(subject));
    let is_there = |key| message.option(key).is_some_and(|text| !text.is_empty());
    match message.option("style") {
        Some("1") => {
            for key in ["big_title", "big_body"] {
                if !is_there(key) {
                    wrong(key, text!("style 1 needs huawei.{key}", "style 1 需要 huawei.{key}"));
                }
            }
        }
        Some("3") => {
            let lines = body::lines(message.option("inbox_content").unwrap_or_default());
            let (count, most) = (lines.len(), if api == Api::V3 { 3 } else { 5 });
            if count == 0 || count > most {
                let text = text!(
                    "style 3 shows 1 to {most} lines, huawei.inbox_content has {count}",
                    "style 3 展示 1 到 {most} 行，huawei.inbox_content 有 {count} 行"
                );
                wrong("inbox_content", text);
            }
            if lines.iter().any(|line| line.chars().count() > 1024) {
                let text = Text::new(
                    "a line of huawei.inbox_content has more than 1024 characters",
                    "huawei.inbox_content 有一行超过 1024 个字符",
                );
                wrong("inbox_content", text);
            }
        }
        _ => {}
    }
}

fn review_image(message: &Message, findings: &mut Findings) {
    if message.image.as_ref().is_some_and(|image| !image.starts_with("https://")) {
        let text = Text::new("the picture's link has no https", "图片链接不是 https");
        findings.push(Finding::new(&IMAGE, text).about("image"));
    }
}

fn review_rights(api: Api, message: &Message, findings: &mut Findings) {
    if api == Api::V3 {
        return;
    }
    let mut needs = |subject: &'static str| {
        let text = text!("{subject} HIGH needs a right", "{subject} HIGH 需要权益");
        findings.push(Finding::new(&RIGHT, text).about(subject));
    };
    for subject in ["importance", "urgency"] {
        if message.option(subject) == Some("HIGH") {
            needs(subject);
        }
    }
    if message.priority == Some(Priority::High) && message.option("urgency").is_none() {
        needs("priority");
    }
}

/// Options of v1 and v2 that v3 has no field for.
const NOT_ON_V3: &[&str] = &[
    "channel_id",
    "importance",
    "urgency",
    "data_only",
    "tag",
    "group",
    "icon",
    "color",
    "badge_class",
    "visibility",
    "use_default_vibrate",
    "use_default_light",
    "ticker",
    "when",
    "notify_summary",
];

fn what_is_left_out(api: Api, message: &Message) -> Vec<Finding> {
    let none = |given: bool, subject: &'static str, text: Text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    let has = |key: &str| message.option(key).is_some();
    let mut findings: Vec<Finding> = Vec::new();
    findings.extend(none(
        message.subtitle.is_some(),
        "subtitle",
        Text::new("Huawei has no subtitle: left out", "华为没有副标题：不发送"),
    ));
    if api != Api::V3 {
        findings.extend(none(
            body::is_data(message),
            "data_only",
            Text::new(
                "a data message shows nothing: title, body and all else of the notification are left out",
                "透传消息不展示通知：标题、正文和其它通知选项都不发送",
            ),
        ));
        findings.extend(none(
            has("app_message_id"),
            "app_message_id",
            Text::new(
                "huawei.app_message_id exists on v3 only: left out",
                "huawei.app_message_id 只有 v3 才有：不发送",
            ),
        ));
        return findings;
    }
    for subject in NOT_ON_V3 {
        let text = text!("v3 has no huawei.{subject}: left out", "v3 没有 huawei.{subject}：不发送");
        findings.extend(none(has(subject), subject, text));
    }
    findings.extend(none(
        message.channel_id.is_some(),
        "channel_id",
        Text::new("v3 has no notification channels: left out", "v3 没有通知渠道：不发送"),
    ));
    findings.extend(none(
        message.collapse_key.is_some(),
        "collapse_key",
        Text::new(
            "v3 replaces by number: use huawei.notify_id; --collapse-key is left out",
            "v3 按数字替换通知：请用 huawei.notify_id；不发送 --collapse-key",
        ),
    ));
    findings.extend(none(
        message.priority.is_some(),
        "priority",
        Text::new("v3 has no priority: left out", "v3 没有优先级：不发送"),
    ));
    findings.extend(none(
        matches!(message.click, Click::Activity(_)),
        "click",
        Text::new(
            "v3 opens pages by action or URI, not by class name: the tap opens the app",
            "v3 用 action 或 URI 打开页面，不支持类名：点击后打开应用首页",
        ),
    ));
    findings.extend(none(
        matches!(message.click, Click::Url(_)),
        "click",
        Text::new(
            "v3 has no links for the browser: the tap opens the page of the app that declares this URI",
            "v3 不能打开浏览器链接：点击后打开应用里声明了这个 URI 的页面",
        ),
    ));
    findings
}

#[cfg(test)]
mod tests;
