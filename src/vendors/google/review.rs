//! What Google makes of a message, judged before anything is sent.

use super::rules::{DATA_KEY, EMPTY, IMAGE, NOT_EXPRESSIBLE, OPTION, PAYLOAD_SIZE, TTL};
use super::section::FIELDS;
use super::wire;
use crate::message::{Click, Message};
use crate::report::{Finding, Findings, Severity};
use crate::secret::shown;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{left_out, placed, review_options};

/// The longest TTL: 4 weeks.
const LONGEST_TTL: u128 = 2_419_200 * 1_000_000_000;
/// The most bytes of data and notification.
const LARGEST: usize = 4096;

/// Limits that are broken are errors, what only works badly is a warning, what Google has no field for is a note.
pub(super) fn review(message: &Message) -> Findings {
    let mut findings = Findings::default();
    review_options(FIELDS, &OPTION, "google", message, &mut findings);
    review_shapes(message, &mut findings);
    review_text(message, &mut findings);
    review_ttl(message, &mut findings);
    review_data(message, &mut findings);
    review_image(message, &mut findings);
    review_what_is_left_out(message, &mut findings);
    placed(findings, "google", message)
}

fn review_text(message: &Message, findings: &mut Findings) {
    let says = |text: &str, key: &str| !text.trim().is_empty() || message.option(key).is_some();
    if message.flag("data_only") == Some(true) {
        if message.ext.is_none() && wire::own_data(message).next().is_none() {
            let text = Text::new("a message of data alone without any data", "只有数据的消息，却没有任何数据");
            findings.push(Finding::new(&EMPTY, text).about("ext"));
        }
    } else if !says(&message.title, "title_loc_key") && !says(&message.body, "body_loc_key") {
        let text = Text::new("title and body are empty", "标题和正文都是空的");
        findings.push(Finding::new(&EMPTY, text).about("title"));
    }
}

fn review_ttl(message: &Message, findings: &mut Findings) {
    let Some(ttl) = wire::ttl_of(message) else { return };
    let written = shown(&ttl);
    match wire::nanos(&ttl) {
        None => {
            let text = text!(
                "the TTL `{written}` is not seconds with an `s` behind, such as `3.5s`",
                "有效期 `{written}` 不是秒数加 `s` 的写法，例如 `3.5s`"
            );
            findings.push(Finding::new(&TTL, text).about("ttl"));
        }
        Some(nanos) if nanos > LONGEST_TTL => {
            let text = text!("the TTL is {written}, more than 4 weeks", "有效期是 {written}，超过 4 周");
            findings.push(Finding::new(&TTL, text).about("ttl"));
        }
        Some(_) => {}
    }
}

fn review_data(message: &Message, findings: &mut Findings) {
    for (key, _) in wire::own_data(message) {
        let name = shown(key);
        let is_reserved = key.starts_with("google.") || key.starts_with("gcm.notification.");
        if is_reserved || matches!(key, "from" | "message_type") {
            let text = text!("google.data.{name}: the key is reserved", "google.data.{name}：这个键是保留的");
            findings.push(Finding::new(&DATA_KEY, text).about("data"));
        } else if key.starts_with("google") || key.starts_with("gcm") {
            // Older texts reserve all that begins with these words.
            let text = text!("google.data.{name}: older texts reserve it", "google.data.{name}：旧文档把它列为保留键");
            findings.push(Finding::new(&DATA_KEY, text).severity(Severity::Warning).about("data"));
        } else if key == "ext" && message.ext.is_some() {
            let text = Text::new("google.data.ext replaces ext", "google.data.ext 会替换 ext");
            findings.push(Finding::new(&OPTION, text).severity(Severity::Warning).about("data"));
        }
    }
    let size = wire::payload_size(message);
    if size > LARGEST {
        let text = text!(
            "data and notification have {size} bytes, Google takes {LARGEST}",
            "data 和通知共 {size} 字节，Google 最多 {LARGEST} 字节"
        );
        findings.push(Finding::new(&PAYLOAD_SIZE, text).about("ext"));
    }
}

fn review_image(message: &Message, findings: &mut Findings) {
    let image = message.image.as_deref().or(message.option("image"));
    if image.is_some_and(|url| !url.starts_with("https://")) {
        let text = Text::new("the picture's URL does not begin with https://", "图片地址不是以 https:// 开头");
        findings.push(Finding::new(&IMAGE, text).about("image"));
    }
}

/// Shapes that no kind of field holds.
fn review_shapes(message: &Message, findings: &mut Findings) {
    let mut odd = |key: &'static str, severity: Severity, text: Text| {
        findings.push(Finding::new(&OPTION, text).severity(severity).about(key));
    };
    let is_color = |text: &str| {
        text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    if message.option("color").is_some_and(|color| !is_color(color)) {
        odd("color", Severity::Error, Text::new("google.color is not `#rrggbb`", "google.color 不是 `#rrggbb`"));
    }
    let is_label = |text: &str| {
        (1..=50).contains(&text.len())
            && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.~%".contains(&byte))
    };
    if message.option("analytics_label").is_some_and(|label| !is_label(label)) {
        // The discovery document gives no pattern; this one is of Google's prose.
        odd(
            "analytics_label",
            Severity::Warning,
            Text::new(
                "google.analytics_label is not 1 to 50 of letters, digits and `-_.~%`",
                "google.analytics_label 不是 1 到 50 个字母、数字或 `-_.~%`",
            ),
        );
    }
    let is_pattern = |text: &str| text.split(',').all(|part| wire::nanos(part).is_some());
    if message.option("vibrate_timings").is_some_and(|timings| !is_pattern(timings)) {
        odd(
            "vibrate_timings",
            Severity::Error,
            Text::new(
                "google.vibrate_timings is not a list such as `0s,0.2s`",
                "google.vibrate_timings 不是 `0s,0.2s` 这样的列表",
            ),
        );
    }
    for (args, key) in [("title_loc_args", "title_loc_key"), ("body_loc_args", "body_loc_key")] {
        if message.option(args).is_some() && message.option(key).is_none() {
            odd(args, Severity::Warning, text!("google.{args} needs google.{key}", "google.{args} 需要 google.{key}"));
        }
    }
}

fn review_what_is_left_out(message: &Message, findings: &mut Findings) {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    let silent = message.flag("data_only") == Some(true);
    findings.extend(
        [
            none(
                message.subtitle.is_some(),
                "subtitle",
                Text::new("FCM has no subtitle: left out", "FCM 没有副标题：不发送"),
            ),
            none(
                message.category.is_some(),
                "category",
                Text::new(
                    "FCM has no message classes: left out; the channel decides how a notification looks",
                    "FCM 没有消息分类：不发送；通知的样式由通道决定",
                ),
            ),
            none(
                matches!(message.click, Click::Activity(_)),
                "click",
                Text::new(
                    "FCM starts an activity by its intent action, not by its class: the tap opens the app; set google.click_action",
                    "FCM 按 intent action 启动 activity，不按类名：点击后打开应用；请设置 google.click_action",
                ),
            ),
            none(
                matches!(message.click, Click::Intent(_)),
                "click",
                Text::new(
                    "FCM opens no intent URI: the tap opens the app; set google.click_action",
                    "FCM 不支持 intent URI：点击后打开应用；请设置 google.click_action",
                ),
            ),
            none(
                matches!(message.click, Click::Url(_)),
                "click",
                Text::new(
                    "FCM opens no web page on Android: the tap opens the app, which may read a URL from ext",
                    "FCM 在 Android 上不能直接打开网页：点击后打开应用，可由 App 从 ext 里读取地址",
                ),
            ),
            none(
                silent,
                "data_only",
                Text::new(
                    "google.data_only: no notification is sent, so title and body are left out",
                    "google.data_only：不发送通知，因此不带标题和正文",
                ),
            ),
        ]
        .into_iter()
        .flatten(),
    );
}

#[cfg(test)]
mod tests;
