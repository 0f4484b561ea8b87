//! `notification` and `android.notification`, of which the latter wins, field by field.

use serde_json::Value;

use super::message::{member, plain, unknown_fields, whole, wrong_kind};
use crate::emulator::read::{Object, quoted};
use crate::text;
use crate::text::Text;

const OUTER: &[&str] = &["title", "body", "image"];
const FIELDS: &[&str] = &[
    "title",
    "body",
    "clickAction",
    "image",
    "style",
    "bigTitle",
    "bigBody",
    "importance",
    "when",
    "buttons",
    "badge",
    "notifyId",
    "tag",
    "group",
];
const CLICK_ACTION: &[&str] = &["type", "intent", "action", "url"];
const BADGE: &[&str] = &["addNum", "setNum", "badgeClass"];
const BUTTON: &[&str] = &["name", "actionType", "intentType", "intent", "data"];

/// Reads what is shown. `Err` says which field is wrong.
pub(super) fn read(outer: Option<&Object>, own: Option<&Object>, remarks: &mut Vec<Text>) -> Result<(), Text> {
    // One public server cuts there; Honor's own limits could not be read.
    for (key, usual) in [("title", 40), ("body", 256)] {
        words(key, [own, outer], usual, remarks)?;
    }
    for notification in [own, outer].into_iter().flatten() {
        https(notification.get("image"), "image")?;
    }
    if let Some(outer) = outer {
        unknown_fields("notification", outer, OUTER, remarks);
    }
    let Some(own) = own else {
        remarks.push(Text::new(
            "no android.notification, and with it no clickAction",
            "没有 android.notification，也就没有 clickAction",
        ));
        return Ok(());
    };
    click_action(own, remarks)?;
    style(own, remarks)?;
    importance(own.get("importance"))?;
    buttons(own.get("buttons"), remarks)?;
    if let Some(badge) = member(own, "badge")? {
        read_badge(badge, remarks)?;
    }
    harmless(own, remarks);
    unknown_fields("android.notification", own, FIELDS, remarks);
    Ok(())
}

/// `title` and `body`, here or there.
fn words(key: &str, places: [Option<&Object>; 2], usual: usize, remarks: &mut Vec<Text>) -> Result<(), Text> {
    let value = places.into_iter().flatten().find_map(|place| place.get(key).filter(|value| !value.is_null()));
    let text = match value {
        Some(Value::String(text)) if !text.trim().is_empty() => text,
        None | Some(Value::String(_)) => return Err(text!("{key} is missing or empty", "{key} 缺失或为空")),
        Some(other) => return Err(wrong_kind(key, other, ("a string", "字符串"))),
    };
    let count = text.chars().count();
    if count > usual {
        remarks.push(text!(
            "{key} has {count} characters; one public server cuts at {usual}, Honor's limit is not known",
            "{key} 有 {count} 个字符；一个公开的服务端按 {usual} 截断，荣耀的限制未知"
        ));
    }
    Ok(())
}

fn https(value: Option<&Value>, key: &str) -> Result<(), Text> {
    match value {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(url)) if url.get(..8).is_some_and(|start| start.eq_ignore_ascii_case("https://")) => Ok(()),
        Some(Value::String(_)) => Err(text!("{key} is no https address", "{key} 不是 https 地址")),
        Some(other) => Err(wrong_kind(key, other, ("a string", "字符串"))),
    }
}

fn text_of<'a>(object: &'a Object, key: &str) -> Option<&'a str> {
    object.get(key).and_then(Value::as_str).filter(|text| !text.trim().is_empty())
}

/// `clickAction`, which is required.
fn click_action(own: &Object, remarks: &mut Vec<Text>) -> Result<(), Text> {
    let Some(click) = member(own, "clickAction")? else {
        let misspelt = own.keys().find(|key| plain(key) == "clickaction");
        return Err(match misspelt {
            Some(key) => {
                text!("clickAction is missing: `{key}` is not its name", "缺少 clickAction：`{key}` 不是这个名字")
            }
            None => Text::new("clickAction is missing", "缺少 clickAction"),
        });
    };
    unknown_fields("clickAction", click, CLICK_ACTION, remarks);
    match click.get("type").and_then(|value| whole(value, "clickAction.type", remarks)) {
        Some(1) if text_of(click, "intent").is_none() && text_of(click, "action").is_none() => {
            Err(Text::new("clickAction.type 1 needs intent or action", "clickAction.type 为 1 时需要 intent 或 action"))
        }
        Some(2) if text_of(click, "url").is_none() => {
            Err(Text::new("clickAction.type 2 needs url", "clickAction.type 为 2 时需要 url"))
        }
        Some(2) => https(click.get("url"), "clickAction.url"),
        Some(1 | 3) => Ok(()),
        Some(other) => {
            Err(text!("clickAction.type is {other}; 1, 2 or 3", "clickAction.type 是 {other}；应当是 1、2 或 3"))
        }
        None => {
            Err(Text::new("clickAction.type is no number: 1, 2 or 3", "clickAction.type 不是数字：应当是 1、2 或 3"))
        }
    }
}

/// `style` 1 is big text, which Honor wants to be the same text.
fn style(own: &Object, remarks: &mut Vec<Text>) -> Result<(), Text> {
    match own.get("style").map(|value| whole(value, "style", remarks)) {
        None | Some(Some(0)) => return Ok(()),
        Some(Some(1)) => {}
        Some(_) => return Err(Text::new("style is neither 0 nor 1", "style 不是 0 或 1")),
    }
    for (big, small) in [("bigTitle", "title"), ("bigBody", "body")] {
        match text_of(own, big) {
            None => return Err(text!("style 1 needs {big}", "style 为 1 时需要 {big}")),
            Some(text) if text_of(own, small).is_some_and(|small| small != text) => {
                remarks.push(text!(
                    "{big} differs from {small}; Honor wants them equal",
                    "{big} 与 {small} 不同；荣耀要求相同"
                ));
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn importance(value: Option<&Value>) -> Result<(), Text> {
    match value {
        None | Some(Value::Null) => Ok(()),
        Some(Value::String(word)) if word == "NORMAL" || word == "LOW" => Ok(()),
        Some(Value::String(word)) if ["normal", "low"].contains(&word.to_ascii_lowercase().as_str()) => {
            Err(text!("importance {word} must be in capitals", "importance {word} 必须大写"))
        }
        Some(Value::String(word)) => {
            let word = quoted(word);
            Err(text!("importance is {word}; NORMAL or LOW", "importance 是 {word}；应当是 NORMAL 或 LOW"))
        }
        Some(other) => Err(wrong_kind("importance", other, ("a string", "字符串"))),
    }
}

/// At most three. One public client sends a single object; two others and the vendor's text an array.
fn buttons(value: Option<&Value>, remarks: &mut Vec<Text>) -> Result<(), Text> {
    let buttons = match value {
        None | Some(Value::Null) => return Ok(()),
        Some(Value::Array(buttons)) => buttons,
        Some(other) => return Err(wrong_kind("buttons", other, ("an array", "数组"))),
    };
    let count = buttons.len();
    if count > 3 {
        return Err(text!("buttons has {count} entries, 3 at most", "buttons 有 {count} 个，最多 3 个"));
    }
    for button in buttons {
        let Value::Object(button) = button else {
            return Err(wrong_kind("a button", button, ("an object", "对象")));
        };
        one_button(button, remarks)?;
    }
    Ok(())
}

fn one_button(button: &Object, remarks: &mut Vec<Text>) -> Result<(), Text> {
    let characters = |key: &str| text_of(button, key).map_or(0, |text| text.chars().count());
    match characters("name") {
        0 => return Err(Text::new("a button has no name", "有按钮没有 name")),
        1..=40 => {}
        count => {
            return Err(text!(
                "a button's name has {count} characters, 40 at most",
                "按钮的 name 有 {count} 个字符，最多 40 个"
            ));
        }
    }
    let count = characters("data");
    if count > 1024 {
        return Err(text!(
            "a button's data has {count} characters, 1024 at most",
            "按钮的 data 有 {count} 个字符，最多 1024 个"
        ));
    }
    for (key, largest) in [("actionType", 2), ("intentType", 1)] {
        let number = button.get(key).map(|value| whole(value, key, remarks));
        let fits = match number {
            None => key == "intentType",
            Some(number) => number.is_some_and(|number| (0..=largest).contains(&number)),
        };
        if !fits {
            return Err(text!("a button's {key} is not 0 to {largest}", "按钮的 {key} 不是 0 到 {largest}"));
        }
    }
    unknown_fields("buttons", button, BUTTON, remarks);
    Ok(())
}

/// `badge`. Its class is `badgeClass` here, `class` at Huawei.
fn read_badge(badge: &Object, remarks: &mut Vec<Text>) -> Result<(), Text> {
    if let Some(number) = badge.get("setNum").map(|value| whole(value, "badge.setNum", remarks))
        && !number.is_some_and(|number| (0..=99).contains(&number))
    {
        return Err(Text::new("badge.setNum is not 0 to 99", "badge.setNum 不是 0 到 99"));
    }
    if badge.get("addNum").is_some_and(|value| whole(value, "badge.addNum", remarks).is_none()) {
        return Err(Text::new("badge.addNum is no whole number", "badge.addNum 不是整数"));
    }
    if badge.contains_key("setNum") && badge.contains_key("addNum") {
        remarks.push(Text::new(
            "badge has setNum and addNum; nobody knows which one Honor takes",
            "badge 里同时有 setNum 和 addNum；不知道荣耀以哪个为准",
        ));
    }
    if badge.contains_key("class") {
        remarks.push(Text::new(
            "badge.class is Huawei's name; Honor reads badgeClass",
            "badge.class 是华为的名字；荣耀读 badgeClass",
        ));
    } else if text_of(badge, "badgeClass").is_none_or(|class| !class.contains('.')) {
        remarks.push(Text::new(
            "badge.badgeClass is not the full class of the launcher activity",
            "badge.badgeClass 不是桌面入口 Activity 的完整类名",
        ));
    }
    let known: Vec<&str> = BADGE.iter().copied().chain(["class"]).collect();
    unknown_fields("badge", badge, &known, remarks);
    Ok(())
}

/// What no document refuses, and what is worth a word all the same.
fn harmless(own: &Object, remarks: &mut Vec<Text>) {
    let number = own.get("notifyId").map(|value| whole(value, "notifyId", remarks));
    if number.is_some_and(|number| number.is_none_or(|number| !(-1..=2_147_483_647).contains(&number))) {
        remarks.push(Text::new("notifyId should be -1 to 2147483647", "notifyId 应当是 -1 到 2147483647"));
    }
    for key in ["tag", "group", "when"] {
        if own.get(key).is_some_and(|value| !value.is_string() && !value.is_null()) {
            remarks.push(text!("{key} should be a string", "{key} 应当是字符串"));
        }
    }
}
