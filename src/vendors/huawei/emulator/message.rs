//! The body of v1 and v2, field by field.

use serde_json::Value;

use super::audience::Push;
use super::reader::{At, ILLEGAL, NO_TOKENS, tokens};
use super::{Refusal, refuse};
use crate::emulator::read::{Object, quoted};
use crate::text;
use crate::text::Text;

/// The body's largest size in bytes, without its tokens.
const LARGEST: usize = 4096;
/// The longest ttl in seconds.
pub(super) const LONGEST: f64 = 1_296_000.0;

const BODY: &[&str] = &["validate_only", "message", "review"];
const MESSAGE: &[&str] =
    &["token", "topic", "condition", "notification", "data", "android", "apns", "webpush", "review"];
const ANDROID: &[&str] = &[
    "collapse_key",
    "urgency",
    "category",
    "ttl",
    "bi_tag",
    "receipt_id",
    "fast_app_target",
    "data",
    "target_user_type",
    "notification",
];
const NOTIFICATION: &[&str] = &[
    "title",
    "body",
    "click_action",
    "icon",
    "color",
    "sound",
    "default_sound",
    "tag",
    "notify_id",
    "group",
    "channel_id",
    "importance",
    "style",
    "big_title",
    "big_body",
    "big_picture",
    "inbox_content",
    "image",
    "badge",
    "foreground_show",
    "ticker",
    "when",
    "auto_cancel",
    "auto_clear",
    "local_only",
    "use_default_vibrate",
    "use_default_light",
    "vibrate_config",
    "visibility",
    "light_settings",
    "title_loc_key",
    "title_loc_args",
    "body_loc_key",
    "body_loc_args",
    "multi_lang_key",
    "buttons",
    "profile_id",
    "notify_summary",
];

/// The words of `category` that are documented, and those that were seen.
pub(super) const CATEGORIES: &[&str] = &[
    "IM",
    "VOIP",
    "MISS_CALL",
    "SUBSCRIPTION",
    "TRAVEL",
    "HEALTH",
    "WORK",
    "ACCOUNT",
    "EXPRESS",
    "FINANCE",
    "DEVICE_REMINDER",
    "MAIL",
    "SYSTEM_REMINDER",
    "CUSTOMER_SERVICE",
    "PLAY_VOICE",
    "MARKETING",
];

/// Reads a message of v1 or v2. Where its tokens are is looked at first: what is misspelt there is 80300010.
pub(super) fn read(body: &Object, bytes: usize, remarks: &mut Vec<Text>) -> Result<Push, Refusal> {
    let body = At { path: "body", object: body };
    body.unknown(BODY, remarks);
    let dry = body.flag("validate_only")?.unwrap_or(false);
    let Some(message) = body.inner("message", "message")? else {
        return refuse(NO_TOKENS, Text::new("message is missing: no tokens are found", "缺少 message：找不到 token"));
    };
    let tokens = audience(&body, &message)?;
    within_size(bytes, &tokens)?;
    message.unknown(MESSAGE, remarks);
    let data = message.text("data")?;
    let common = message.inner("notification", "message.notification")?;
    let test = match message.inner("android", "message.android")? {
        Some(android) => {
            let own_data = android.text("data")?;
            let test = read_android(&android, common.as_ref(), own_data.or(data), remarks)?;
            if android.value("notification").is_some() {
                plain_data("message.data", data, remarks);
                plain_data("message.android.data", own_data, remarks);
            }
            test
        }
        None if common.is_some() => {
            return message.illegal("android", "has no notification.click_action", "里没有 notification.click_action");
        }
        None if data.is_none() => return neither(),
        None => false,
    };
    Ok(Push { tokens, test, dry })
}

fn neither<T>() -> Result<T, Refusal> {
    refuse(ILLEGAL, Text::new("neither a notification nor data", "notification 和 data 都没有"))
}

/// The tokens of a message; one that is put elsewhere is found by nobody.
fn audience(body: &At<'_>, message: &At<'_>) -> Result<Vec<String>, Refusal> {
    if message.value("token").is_some() {
        return tokens(message);
    }
    for key in ["topic", "condition"] {
        if message.value(key).is_some() {
            return refuse(NO_TOKENS, text!("{key} is not emulated: give tokens", "这里不模拟 {key}：请填 token"));
        }
    }
    let elsewhere =
        body.value("token").is_some() || message.value("android").is_some_and(|android| android.get("token").is_some());
    let remark = if elsewhere {
        Text::new("token belongs into message, beside android", "token 要放在 message 里，与 android 同级")
    } else if ["tokens", "Token", "tokenArray"].iter().any(|key| message.value(key).is_some()) {
        Text::new("the tokens' key is `token`", "键名应当是 `token`")
    } else {
        Text::new("message.token is missing", "缺少 message.token")
    };
    refuse(NO_TOKENS, remark)
}

/// Tokens are not counted: neither they nor the quotes and commas around them.
pub(super) fn within_size(bytes: usize, tokens: &[String]) -> Result<(), Refusal> {
    let of_tokens: usize = tokens.iter().map(|token| token.len() + 3).sum::<usize>().saturating_sub(1);
    let size = bytes.saturating_sub(of_tokens);
    if size > LARGEST {
        return refuse(
            "80300008",
            text!(
                "the body has {size} bytes without its tokens; {LARGEST} at most",
                "请求体（不计 token）有 {size} 字节；最多 {LARGEST}"
            ),
        );
    }
    Ok(())
}

/// A word on `data` beside a notification: it should be a JSON object as text, whose keys become extras of the intent.
fn plain_data(path: &str, data: Option<&str>, remarks: &mut Vec<Text>) {
    if data.is_some_and(|data| !matches!(serde_json::from_str(data), Ok(Value::Object(_)))) {
        remarks.push(text!(
            "{path} is no JSON object: beside a notification the app gets nothing of it",
            "{path} 不是 JSON 对象：与通知一起发时 App 收不到"
        ));
    }
}

/// Whether it is a test message.
fn read_android(
    android: &At<'_>,
    common: Option<&At<'_>>,
    data: Option<&str>,
    remarks: &mut Vec<Text>,
) -> Result<bool, Refusal> {
    android.unknown(ANDROID, remarks);
    android.number("collapse_key", "80100013", -1, 100)?;
    if android.one_of("urgency", &["HIGH", "NORMAL"])? == Some("HIGH") {
        remarks.push(Text::new("urgency HIGH needs a right, else 80300011", "urgency HIGH 需要权益，否则 80300011"));
    }
    category(android, remarks)?;
    ttl(android, remarks)?;
    for key in ["bi_tag", "receipt_id"] {
        android.text(key)?;
    }
    android.number("fast_app_target", ILLEGAL, 1, 2)?;
    let test = android.number("target_user_type", ILLEGAL, 0, 1)? == Some(1);
    match android.inner("notification", "android.notification")? {
        Some(notification) => read_notification(&notification, common, remarks)?,
        None if common.is_some() => {
            return android.illegal("notification", "has no click_action", "里没有 click_action");
        }
        None if data.is_some() => {}
        None => return neither(),
    }
    Ok(test)
}

fn category(at: &At<'_>, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    match at.text("category")? {
        None => remarks.push(Text::new(
            "no category: taken for marketing, silent and two a day",
            "没有 category：按资讯营销处理，静默，每天两条",
        )),
        Some(word) if !CATEGORIES.contains(&word) => {
            let written = quoted(word);
            remarks.push(text!("category {written} is not known here", "不认识 category {written}"));
        }
        Some(_) => {}
    }
    Ok(())
}

/// Seconds as text, with or without `s`; fractions are taken.
fn ttl(android: &At<'_>, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    let written = match android.value("ttl") {
        None => return Ok(()),
        Some(Value::Number(number)) => {
            remarks.push(Text::new("ttl is a number; v1 documents a string", "ttl 是数字；v1 文档写的是字符串"));
            number.to_string()
        }
        Some(_) => android.text("ttl")?.unwrap_or_default().to_owned(),
    };
    let number = written.strip_suffix(['s', 'S']).unwrap_or(&written);
    let is_number = !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
        && number.split('.').count() <= 2;
    match number.parse::<f64>().ok().filter(|_| is_number) {
        Some(seconds) if seconds <= LONGEST => Ok(()),
        Some(_) => {
            let written = quoted(&written);
            refuse(ILLEGAL, text!("ttl is {written}; at most 1296000s", "ttl 是 {written}；最多 1296000s"))
        }
        None => {
            let written = quoted(&written);
            refuse(ILLEGAL, text!("ttl is {written}; such as 86400s", "ttl 是 {written}；应当写成 86400s"))
        }
    }
}

fn read_notification(at: &At<'_>, common: Option<&At<'_>>, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    at.unknown(NOTIFICATION, remarks);
    for key in ["title", "body"] {
        let elsewhere = common.is_some_and(|common| common.value(key).is_some());
        if at.value(key).is_some() || !elsewhere {
            at.needed(key)?;
        }
    }
    let Some(click) = at.inner("click_action", "click_action")? else {
        return at.illegal("click_action", "is missing", "缺失");
    };
    click_action(&click)?;
    if let Some(badge) = at.inner("badge", "badge")? {
        read_badge(&badge, remarks)?;
    }
    if at.one_of("importance", &["LOW", "NORMAL", "HIGH"])? == Some("HIGH") {
        remarks
            .push(Text::new("importance HIGH needs a right, else 80300011", "importance HIGH 需要权益，否则 80300011"));
    }
    style(at, 5, ["big_title", "big_body", "inbox_content"])?;
    looks(at)?;
    at.number("notify_id", ILLEGAL, i64::from(i32::MIN), i64::from(i32::MAX))?;
    at.at_most("profile_id", 64)?;
    for key in ["foreground_show", "default_sound", "use_default_vibrate", "use_default_light", "local_only"] {
        at.flag(key)?;
    }
    for key in ["icon", "sound", "tag", "group", "channel_id", "ticker", "when", "notify_summary"] {
        at.text(key)?;
    }
    buttons(at)
}

fn click_action(click: &At<'_>) -> Result<(), Refusal> {
    let Some(kind) = click.number("type", ILLEGAL, 1, 4)? else {
        return click.illegal("type", "is missing", "缺失");
    };
    let has = |key: &str| click.text(key).map(|text| text.is_some_and(|text| !text.trim().is_empty()));
    match kind {
        1 if !has("intent")? && !has("action")? => {
            click.illegal("type", "1 needs an intent or an action", "为 1 时需要 intent 或 action")
        }
        2 => {
            click.needed("url")?;
            click.https("url")
        }
        4 => {
            click.needed("rich_resource")?;
            click.https("rich_resource")
        }
        _ => Ok(()),
    }
}

fn read_badge(badge: &At<'_>, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    badge.unknown(&["add_num", "set_num", "class"], remarks);
    badge.number("add_num", ILLEGAL, 1, 99)?;
    badge.number("set_num", ILLEGAL, 0, 99)?;
    match badge.text("class")? {
        None | Some("") => remarks
            .push(Text::new("badge.class is missing: the badge will not change", "缺少 badge.class：角标不会变化")),
        Some(class) if !class.contains('.') => remarks.push(Text::new(
            "badge.class is no full class name: the badge will not change",
            "badge.class 不是完整类名：角标不会变化",
        )),
        Some(_) => {}
    }
    Ok(())
}

/// The texts that a style shows, by the names that v1 and v3 have for them.
pub(super) fn style(at: &At<'_>, lines: usize, [title, body, inbox]: [&str; 3]) -> Result<(), Refusal> {
    match at.number("style", ILLEGAL, 0, 3)? {
        Some(1) => {
            at.needed(title)?;
            at.needed(body)?;
            Ok(())
        }
        Some(3) => {
            let written = at.array(inbox)?.unwrap_or_default();
            if written.is_empty() || written.len() > lines {
                return at.illegal(inbox, "has no lines or too many", "没有内容或行数过多");
            }
            let fits = |line: &Value| line.as_str().is_some_and(|line| line.chars().count() <= 1024);
            if written.iter().all(fits) {
                Ok(())
            } else {
                at.illegal(
                    inbox,
                    "has a line that is no string or longer than 1024",
                    "有一行不是字符串或超过 1024 个字符",
                )
            }
        }
        _ => Ok(()),
    }
}

fn looks(at: &At<'_>) -> Result<(), Refusal> {
    at.https("image")?;
    at.one_of("visibility", &["VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET"])?;
    let is_color = |text: &str| {
        text.strip_prefix('#').is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit()))
    };
    if at.text("color")?.is_some_and(|color| !is_color(color)) {
        return at.illegal("color", "is not #RRGGBB", "不是 #RRGGBB");
    }
    if at.array("vibrate_config")?.is_some_and(|values| values.len() > 10) {
        return at.illegal("vibrate_config", "has more than 10 values", "超过 10 个值");
    }
    Ok(())
}

fn buttons(at: &At<'_>) -> Result<(), Refusal> {
    let buttons = at.array("buttons")?.unwrap_or_default();
    if buttons.len() > 3 {
        return at.illegal("buttons", "has more than 3", "超过 3 个");
    }
    for button in buttons.iter().filter_map(Value::as_object) {
        let button = At { path: "buttons", object: button };
        button.needed("name")?;
        button.at_most("name", 40)?;
        button.at_most("data", 1024)?;
        button.number("action_type", ILLEGAL, 0, 4)?;
        button.number("intent_type", ILLEGAL, 0, 1)?;
    }
    Ok(())
}
