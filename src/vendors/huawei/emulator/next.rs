//! The body of v3, for HarmonyOS NEXT, field by field.

use serde_json::Value;

use super::audience::Push;
use super::message::{CATEGORIES, style, within_size};
use super::reader::{At, ILLEGAL, NO_TOKENS, tokens};
use super::{Refusal, refuse};
use crate::emulator::RawRequest;
use crate::emulator::read::{Object, quoted};
use crate::text;
use crate::text::Text;

const NOTIFICATION: &[&str] = &[
    "category",
    "title",
    "body",
    "clickAction",
    "badge",
    "notifyId",
    "appMessageId",
    "style",
    "bigTitle",
    "bigBody",
    "inboxContent",
    "image",
    "sound",
    "soundDuration",
    "foregroundShow",
    "profileId",
];
const OPTIONS: &[&str] = &["testMessage", "ttl", "biTag", "receiptId", "collapseKey", "backgroundMode"];

/// Reads a message of v3. Only notifications, `push-type` 0, are looked at closely.
pub(super) fn read(request: &RawRequest, body: &Object, remarks: &mut Vec<Text>) -> Result<Push, Refusal> {
    let kind = push_type(request)?;
    let body = At { path: "body", object: body };
    if body.value("message").is_some() {
        let remark = Text::new(
            "the body is one of v1: v3 wants payload, target and pushOptions",
            "请求体是 v1 的写法：v3 要 payload、target、pushOptions",
        );
        return refuse(NO_TOKENS, remark);
    }
    body.unknown(&["payload", "target", "pushOptions"], remarks);
    let Some(target) = body.inner("target", "target")? else {
        return refuse(NO_TOKENS, Text::new("target is missing: no tokens are found", "缺少 target：找不到 token"));
    };
    let tokens = tokens(&target)?;
    within_size(request.body.len(), &tokens)?;
    let Some(payload) = body.inner("payload", "payload")? else {
        return body.illegal("payload", "is missing", "缺失");
    };
    if kind == "0" {
        match payload.inner("notification", "payload.notification")? {
            Some(notification) => read_notification(&notification, remarks)?,
            None => return payload.illegal("notification", "is missing", "缺失"),
        }
    } else {
        remarks.push(text!("push-type {kind}: its payload was not looked at", "push-type {kind}：没有检查 payload"));
    }
    let test = match body.inner("pushOptions", "pushOptions")? {
        Some(options) => read_options(&options, remarks)?,
        None => false,
    };
    let count = tokens.len();
    if test && count > 10 {
        let remark = text!("a test message with {count} tokens; 10 at most", "测试消息有 {count} 个 token；最多 10 个");
        return refuse("80300030", remark);
    }
    Ok(Push { tokens, test, dry: false })
}

fn push_type(request: &RawRequest) -> Result<&str, Refusal> {
    let written = request.header("push-type").unwrap_or_default().trim();
    match written {
        "0" | "1" | "2" | "6" | "7" | "10" => Ok(written),
        "" => refuse(ILLEGAL, Text::new("no header push-type", "没有 push-type 头")),
        _ => {
            let written = quoted(written);
            refuse(
                ILLEGAL,
                text!(
                    "push-type is {written}; 0, 1, 2, 6, 7 or 10",
                    "push-type 是 {written}；应当是 0、1、2、6、7 或 10"
                ),
            )
        }
    }
}

fn read_notification(at: &At<'_>, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    at.unknown(NOTIFICATION, remarks);
    let category = at.needed("category")?;
    if !CATEGORIES.contains(&category) {
        let written = quoted(category);
        remarks.push(text!("category {written} is not known here", "不认识 category {written}"));
    }
    at.needed("title")?;
    at.needed("body")?;
    let Some(click) = at.inner("clickAction", "clickAction")? else {
        return at.illegal("clickAction", "is missing", "缺失");
    };
    click_action(&click)?;
    if let Some(badge) = at.inner("badge", "badge")? {
        badge.number("addNum", ILLEGAL, 1, 99)?;
        badge.number("setNum", ILLEGAL, 0, 99)?;
        badge.unknown(&["addNum", "setNum"], remarks);
    }
    at.number("notifyId", ILLEGAL, 0, i64::from(i32::MAX))?;
    at.at_most("appMessageId", 64)?;
    at.at_most("profileId", 64)?;
    at.number("soundDuration", ILLEGAL, 1, 60)?;
    at.flag("foregroundShow")?;
    at.text("sound")?;
    at.https("image")?;
    if at.value("image").is_some() {
        remarks.push(Text::new(
            "the image must have passed the image-check API, else 80100022",
            "图片要先通过图片校验接口，否则 80100022",
        ));
    }
    style(at, 3, ["bigTitle", "bigBody", "inboxContent"])
}

fn click_action(click: &At<'_>) -> Result<(), Refusal> {
    let Some(kind) = click.number("actionType", ILLEGAL, 0, 5)? else {
        return click.illegal("actionType", "is missing", "缺失");
    };
    if let Some(data) = click.value("data")
        && !data.is_object()
    {
        return click.illegal("data", "is no object; only v1 has it as a string", "不是对象；只有 v1 写成字符串");
    }
    let has = |key: &str| click.text(key).map(|text| text.is_some_and(|text| !text.trim().is_empty()));
    match kind {
        0 | 3 | 5 => Ok(()),
        1 if has("uri")? || has("action")? => Ok(()),
        1 => click.illegal("actionType", "1 needs an action or a uri", "为 1 时需要 action 或 uri"),
        _ => click.illegal("actionType", "is none of 0, 1, 3, 5", "不是 0、1、3、5"),
    }
}

/// Whether it is a test message.
fn read_options(at: &At<'_>, remarks: &mut Vec<Text>) -> Result<bool, Refusal> {
    at.unknown(OPTIONS, remarks);
    if matches!(at.value("ttl"), Some(Value::String(_))) {
        return at.illegal("ttl", "is a string; v3 wants a number of seconds", "是字符串；v3 要秒数（数字）");
    }
    at.number("ttl", ILLEGAL, 0, 1_296_000)?;
    at.number("collapseKey", "80100013", -1, 100)?;
    at.number("backgroundMode", ILLEGAL, 0, 1)?;
    at.text("receiptId")?;
    let bytes = at.text("biTag")?.map_or(0, str::len);
    if bytes > 64 {
        return at.illegal("biTag", "has more than 64 bytes", "超过 64 字节");
    }
    Ok(at.flag("testMessage")?.unwrap_or(false))
}
