//! The body of `sendMessage`: `token`, `data`, `android`. What `android.notification` holds is read beside this.

use serde_json::Value;

use super::{notification, strings};
use crate::emulator::read::{Object, kind, quoted};
use crate::text;
use crate::text::Text;

/// A message that breaks no limit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Push {
    /// The phones.
    pub(super) tokens: Vec<String>,
    /// `targetUserType` 0.
    pub(super) live: bool,
    /// Shows a notification, else it is a pass-through message (透传消息).
    pub(super) notifies: bool,
    /// What is worth a word although it was accepted.
    pub(super) remarks: Vec<Text>,
}

const FIELDS: &[&str] = &["token", "notification", "data", "android"];
const ANDROID: &[&str] = &["ttl", "biTag", "data", "targetUserType", "notification"];

/// The longest TTL, in seconds.
const LONGEST_TTL: u64 = 1_296_000;
/// How many phones one call takes.
const LARGEST: usize = 1000;
/// Bytes of a body by Huawei's documents; Honor's own limit could not be read.
const LARGEST_BODY: usize = 4096;

/// Reads a message. `Err` says which field is wrong: all of them have the one code 400.
pub(super) fn read(body: &Object, size: usize) -> Result<Push, Text> {
    let mut remarks = Vec::new();
    if size > LARGEST_BODY {
        remarks.push(text!(
            "the body has {size} bytes; Huawei takes {LARGEST_BODY}, Honor's limit is not known",
            "请求体有 {size} 字节；华为最多 {LARGEST_BODY}，荣耀的限制未知"
        ));
    }
    let tokens = tokens(body)?;
    let android = member(body, "android")?;
    let own = android.map(|android| member(android, "notification")).transpose()?.flatten();
    let outer = member(body, "notification")?;
    let notifies = own.is_some() || outer.is_some();
    let has_data = data(body, "data", notifies, &mut remarks)?;
    let mut live = true;
    let mut has_android_data = false;
    if let Some(android) = android {
        ttl(android.get("ttl"))?;
        live = live_of(android.get("targetUserType"), &mut remarks)?;
        has_android_data = data(android, "data", notifies, &mut remarks)?;
        unknown_fields("android", android, ANDROID, &mut remarks);
    }
    if notifies {
        notification::read(outer, own, &mut remarks)?;
    } else if !has_data && !has_android_data {
        return Err(Text::new("neither a notification nor data", "既没有 notification，也没有 data"));
    }
    unknown_fields("", body, FIELDS, &mut remarks);
    Ok(Push { tokens, live, notifies, remarks })
}

/// The first device, for the journal.
pub(super) fn first_token(body: &Object) -> Option<String> {
    strings(body.get("token")?)?.into_iter().next()
}

/// The title, for the journal: that of `android.notification` wins.
pub(super) fn title(body: &Object) -> Option<String> {
    let inner = body.get("android").and_then(|android| android["notification"]["title"].as_str());
    let outer = || body.get("notification").and_then(|outer| outer["title"].as_str());
    inner.or_else(outer).map(str::to_owned)
}

/// A member that is an object; `null` is absent.
pub(super) fn member<'a>(object: &'a Object, key: &str) -> Result<Option<&'a Object>, Text> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(inner)) => Ok(Some(inner)),
        Some(other) => Err(wrong_kind(key, other, ("an object", "对象"))),
    }
}

/// `KEY is a string, not an object`.
pub(super) fn wrong_kind(key: &str, value: &Value, (wanted, wanted_zh): (&str, &str)) -> Text {
    let (en, zh) = kind(value);
    Text::owned(format!("{key} is {en}, not {wanted}"), format!("{key} 是{zh}，不是{wanted_zh}"))
}

fn tokens(body: &Object) -> Result<Vec<String>, Text> {
    let value = match body.get("token") {
        None | Some(Value::Null) if body.get("message").is_some_and(Value::is_object) => {
            return Err(Text::new(
                "the body is wrapped in `message`, as Huawei's is; Honor's is flat: token, data, android",
                "请求体外面包了 `message`，那是华为的写法；荣耀是平的：token、data、android",
            ));
        }
        None | Some(Value::Null) => return Err(Text::new("token is missing", "缺少 token")),
        Some(value @ Value::Array(_)) => value,
        Some(Value::String(_)) => {
            return Err(Text::new(
                "token is a string; Honor wants an array, also for one phone",
                "token 是字符串；荣耀要数组，只有一台手机也一样",
            ));
        }
        Some(other) => return Err(wrong_kind("token", other, ("an array", "数组"))),
    };
    let Some(tokens) = strings(value) else {
        return Err(Text::new("token holds something that is no string", "token 里有不是字符串的值"));
    };
    let count = tokens.len();
    if !(1..=LARGEST).contains(&count) {
        return Err(text!(
            "token has {count} entries; 1 to {LARGEST}",
            "token 有 {count} 个；应当是 1 到 {LARGEST} 个"
        ));
    }
    if tokens.iter().any(|token| token.is_empty() || token.contains(char::is_whitespace)) {
        return Err(Text::new("a token is empty or has a blank in it", "有 token 是空的，或含有空白"));
    }
    Ok(tokens)
}

/// `ttl`: seconds with an `s`, as text.
fn ttl(value: Option<&Value>) -> Result<(), Text> {
    let written = match value {
        None | Some(Value::Null) => return Ok(()),
        Some(Value::String(written)) => written,
        Some(Value::Number(_)) => {
            return Err(Text::new(
                "ttl is a number; Honor wants text in seconds, such as \"86400s\"",
                "ttl 是数字；荣耀要以秒为单位的字符串，例如 \"86400s\"",
            ));
        }
        Some(other) => return Err(wrong_kind("ttl", other, ("a string", "字符串"))),
    };
    let digits = written.strip_suffix('s').filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
    match digits.and_then(|digits| digits.parse::<u64>().ok()) {
        Some(0..=LONGEST_TTL) => Ok(()),
        Some(seconds) => {
            Err(text!("ttl is {seconds} s; at most {LONGEST_TTL}", "ttl 是 {seconds} 秒；最多 {LONGEST_TTL}"))
        }
        None => {
            let written = quoted(written);
            Err(text!(
                "ttl is {written}; seconds and `s`, such as 86400s",
                "ttl 是 {written}；要秒数加 `s`，例如 86400s"
            ))
        }
    }
}

/// `targetUserType`: 1 for a test message.
fn live_of(value: Option<&Value>, remarks: &mut Vec<Text>) -> Result<bool, Text> {
    match value.filter(|value| !value.is_null()).map(|value| whole(value, "targetUserType", remarks)) {
        None | Some(Some(0)) => Ok(true),
        Some(Some(1)) => Ok(false),
        Some(_) => Err(Text::new("targetUserType is neither 0 nor 1", "targetUserType 不是 0 或 1")),
    }
}

/// A whole number. Digits in quotes are taken, with a remark.
pub(super) fn whole(value: &Value, key: &str, remarks: &mut Vec<Text>) -> Option<i64> {
    if let Some(number) = value.as_i64() {
        return Some(number);
    }
    let number = value.as_str()?.trim().parse().ok()?;
    remarks.push(text!("{key} is a string; Honor documents a number", "{key} 是字符串；荣耀文档写的是数字"));
    Some(number)
}

/// `data`, whether it is there. With a notification it must be a JSON object, as text.
fn data(object: &Object, key: &str, notifies: bool, remarks: &mut Vec<Text>) -> Result<bool, Text> {
    let written = match object.get(key) {
        None | Some(Value::Null) => return Ok(false),
        Some(Value::String(written)) => written,
        Some(other) => return Err(wrong_kind(key, other, ("a string that holds JSON", "装着 JSON 的字符串"))),
    };
    if notifies && !matches!(serde_json::from_str(written), Ok(Value::Object(_))) {
        remarks.push(text!(
            "{key} is no JSON object as text, which Honor documents beside a notification",
            "{key} 不是 JSON 对象的文字；与通知一起发送时荣耀文档要求这样"
        ));
    }
    Ok(!written.is_empty())
}

/// What Honor does not read, with the name that was probably meant.
pub(super) fn unknown_fields(parent: &str, object: &Object, known: &[&str], remarks: &mut Vec<Text>) {
    for key in object.keys().filter(|key| !known.contains(&key.as_str())) {
        let written = if parent.is_empty() { quoted(key) } else { format!("{parent}.{}", quoted(key)) };
        remarks.push(match known.iter().find(|field| plain(field) == plain(key)) {
            Some(field) => {
                text!("Honor does not read `{written}`: it is `{field}`", "荣耀不读 `{written}`：应当写 `{field}`")
            }
            None => text!("Honor does not read `{written}`", "荣耀不读 `{written}`"),
        });
    }
}

/// A field's name without what people get wrong in it: `click_action` for `clickAction`.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}
