//! `messageJson`, member by member.

use serde_json::Value;

use super::{Refusal, refuse, shown};
use crate::emulator::read::{Object, kind, quoted};
use crate::text;
use crate::text::Text;
use crate::vendors::meizu::day::is_time;

/// A message that breaks no limit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Push {
    /// `noticeMsgType` 1, private (私信), else public (公信).
    pub(super) private: bool,
    /// What is worth a word although it was accepted.
    pub(super) remarks: Vec<Text>,
}

/// Every member of the documents, by its object; what is none of them Meizu ignores without a word.
const MEMBERS: &[(&str, &[&str])] = &[
    ("noticeBarInfo", &["noticeBarType", "title", "content", "noticeMsgType", "noticeBarImgUrl"]),
    ("noticeExpandInfo", &["noticeExpandType", "noticeExpandContent", "noticeExpandImgUrl"]),
    ("clickTypeInfo", &["clickType", "url", "parameters", "activity", "customAttribute"]),
    ("pushTimeInfo", &["offLine", "validTime", "pushTimeType", "startTime"]),
    (
        "advanceInfo",
        &[
            "suspend",
            "clearNoticeBar",
            "fixDisplay",
            "fixStartDisplayTime",
            "fixEndDisplayTime",
            "notificationType",
            "notifyKey",
            "fixSpeed",
            "fixSpeedRate",
        ],
    ),
    (
        "vipInfo",
        &[
            "subtitle",
            "pullDownTop",
            "timeTop",
            "notGroup",
            "titleColor",
            "backgroundImgUrl",
            "smallIconUrl",
            "bigIconUrl",
        ],
    ),
    ("extra", &["callback", "callback.param", "callback.type"]),
];

/// Reads a message. The vendor's document gives 1005 for every mistake in it.
pub(super) fn read(text: &str) -> Result<Push, Refusal> {
    let json = match serde_json::from_str(text) {
        Ok(Value::Object(json)) => json,
        Ok(other) => {
            let (en, zh) = kind(&other);
            let message = Text::owned(
                format!("messageJson is {en}, not a JSON object"),
                format!("messageJson 是{zh}，不是 JSON 对象"),
            );
            return wrong(message);
        }
        Err(_) if text.starts_with("%7B") || text.starts_with("%7b") => {
            return wrong(Text::new("messageJson is urlencoded twice", "messageJson 做了两次 urlencode"));
        }
        // serde_json's words quote nothing of the text.
        Err(error) => return wrong(text!("messageJson is not JSON: {error}", "messageJson 不是 JSON：{error}")),
    };
    let mut reader = Reader { remarks: Vec::new() };
    let private = reader.notice_bar(&json)?;
    reader.notice_expand(&json)?;
    reader.click_type(&json)?;
    reader.push_time(&json)?;
    reader.advance(&json)?;
    Reader::extra(&json)?;
    reader.unread(&json);
    Ok(Push { private, remarks: reader.remarks })
}

fn wrong<T>(remark: Text) -> Result<T, Refusal> {
    refuse("1005", remark)
}

/// A member that is there. `null` is not, nor is `""`: the vendor's Java SDK sends every unset text as `""`.
fn member<'a>(object: &'a Object, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !value.is_null() && value.as_str() != Some(""))
}

struct Reader {
    remarks: Vec<Text>,
}

impl Reader {
    fn remark(&mut self, remark: Text) {
        self.remarks.push(remark);
    }

    /// An object inside the message, empty where it is not there.
    fn inner(json: &Object, name: &str) -> Result<Object, Refusal> {
        match member(json, name) {
            None => Ok(Object::new()),
            Some(Value::Object(object)) => Ok(object.clone()),
            Some(other) => {
                let (en, zh) = kind(other);
                wrong(Text::owned(format!("{name} is {en}, not an object"), format!("{name} 是{zh}，不是对象")))
            }
        }
    }

    /// A whole number within a range. Digits in quotes are taken, with a remark.
    fn number(&mut self, object: &Object, name: &str, min: i64, max: i64) -> Result<Option<i64>, Refusal> {
        let Some(value) = member(object, name) else { return Ok(None) };
        let written = value.as_str().and_then(|text| text.trim().parse::<i64>().ok());
        if written.is_some() {
            self.remark(text!("{name} is a string; Meizu documents a number", "{name} 是字符串；魅族文档写的是数字"));
        }
        match value.as_i64().or(written) {
            Some(number) if (min..=max).contains(&number) => Ok(Some(number)),
            _ => {
                let value = shown(value);
                wrong(text!("{name} is {value}; {min} to {max}", "{name} 是 {value}；应当是 {min} 到 {max}"))
            }
        }
    }

    /// A switch: 0 or 1 by the document, `true` or `false` by the vendor's SDK.
    fn switch(&mut self, object: &Object, name: &str) -> Result<Option<bool>, Refusal> {
        if let Some(Value::Bool(on)) = member(object, name) {
            return Ok(Some(*on));
        }
        Ok(self.number(object, name, 0, 1)?.map(|number| number == 1))
    }

    fn text<'a>(object: &'a Object, name: &str) -> Result<Option<&'a str>, Refusal> {
        match member(object, name) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => {
                let (en, zh) = kind(other);
                wrong(Text::owned(format!("{name} is {en}, not a string"), format!("{name} 是{zh}，不是字符串")))
            }
        }
    }

    /// A text with a limit in bytes, needed or not.
    fn limited(object: &Object, name: &str, limit: usize, needed_for: Option<i64>) -> Result<(), Refusal> {
        let text = Self::text(object, name)?.unwrap_or_default();
        let count = text.len();
        match needed_for {
            Some(kind) if text.trim().is_empty() => {
                wrong(text!("clickType {kind} needs {name}", "clickType {kind} 需要 {name}"))
            }
            _ if count > limit => {
                wrong(text!("{name} has {count} bytes, {limit} at most", "{name} 有 {count} 字节，最多 {limit} 字节"))
            }
            _ => Ok(()),
        }
    }

    /// Returns whether the message is private.
    fn notice_bar(&mut self, json: &Object) -> Result<bool, Refusal> {
        if member(json, "noticeBarInfo").is_none() {
            let remark = if json.contains_key("title") {
                Text::new(
                    "title and content stand outside noticeBarInfo, which is the form of pass-through messages",
                    "title 和 content 没有放在 noticeBarInfo 里，那是透传消息的写法",
                )
            } else {
                Text::new("noticeBarInfo is missing", "缺少 noticeBarInfo")
            };
            return wrong(remark);
        }
        let bar = Self::inner(json, "noticeBarInfo")?;
        for (name, limit) in [("title", 32), ("content", 100)] {
            let text = Self::text(&bar, name)?.unwrap_or_default();
            let count = text.chars().count();
            if text.trim().is_empty() {
                return wrong(text!("{name} is missing or empty", "{name} 缺失或为空"));
            }
            if count > limit {
                return wrong(text!(
                    "{name} has {count} characters, {limit} at most",
                    "{name} 有 {count} 个字符，最多 {limit} 个"
                ));
            }
        }
        if self.number(&bar, "noticeBarType", 0, 2)? == Some(1) {
            self.remark(Text::new("noticeBarType 1 was stopped in 2022", "noticeBarType 1 已在 2022 年停用"));
        }
        let class = self.number(&bar, "noticeMsgType", 0, 1)?;
        if class.is_none() {
            self.remark(Text::new("no noticeMsgType: a public message (公信)", "没有 noticeMsgType：按公信处理"));
        }
        Ok(class == Some(1))
    }

    fn notice_expand(&mut self, json: &Object) -> Result<(), Refusal> {
        let expand = Self::inner(json, "noticeExpandInfo")?;
        let content = Self::text(&expand, "noticeExpandContent")?;
        match self.number(&expand, "noticeExpandType", 0, 2)? {
            Some(1) if content.is_none_or(|text| text.trim().is_empty()) => wrong(Text::new(
                "noticeExpandType 1 needs noticeExpandContent",
                "noticeExpandType 1 需要 noticeExpandContent",
            )),
            Some(2) => {
                self.remark(Text::new("noticeExpandType 2 is for VIP apps", "noticeExpandType 2 只给 VIP 应用"));
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn click_type(&mut self, json: &Object) -> Result<(), Refusal> {
        let click = Self::inner(json, "clickTypeInfo")?;
        let kind = self.number(&click, "clickType", 0, 3)?.unwrap_or(0);
        for (own, name) in [(1, "activity"), (2, "url"), (3, "customAttribute")] {
            Self::limited(&click, name, 1000, (own == kind).then_some(kind))?;
        }
        if kind == 3 {
            self.remark(Text::new(
                "clickType 3 must not be used from Android 12 on",
                "Android 12 起不能用 clickType 3",
            ));
        }
        let parameters = Self::inner(&click, "parameters")?;
        for (name, value) in parameters.iter().filter(|(_, value)| !value.is_string()) {
            let (name, value) = (quoted(name), shown(value));
            self.remark(text!(
                "parameters.{name} is {value}, no string; the app reads strings",
                "parameters.{name} 是 {value}，不是字符串；App 只读字符串"
            ));
        }
        Ok(())
    }

    fn push_time(&mut self, json: &Object) -> Result<(), Refusal> {
        let time = Self::inner(json, "pushTimeInfo")?;
        if self.switch(&time, "offLine")? != Some(false) {
            self.number(&time, "validTime", 1, 72)?;
        }
        for name in ["startTime", "pushTimeType"] {
            if member(&time, name).is_some_and(|value| value.as_i64() != Some(0)) {
                self.remark(text!("{name} is for pushes to an app or tag only", "{name} 只对全量或标签推送有效"));
            }
        }
        Ok(())
    }

    fn advance(&mut self, json: &Object) -> Result<(), Refusal> {
        let advance = Self::inner(json, "advanceInfo")?;
        for name in ["suspend", "clearNoticeBar", "fixSpeed"] {
            self.switch(&advance, name)?;
        }
        let kinds = Self::inner(&advance, "notificationType")?;
        for name in ["vibrate", "lights", "sound"] {
            self.switch(&kinds, name)?;
        }
        if self.switch(&advance, "fixDisplay")? == Some(true) {
            for name in ["fixStartDisplayTime", "fixEndDisplayTime"] {
                if !Self::text(&advance, name)?.is_some_and(is_time) {
                    return wrong(text!(
                        "fixDisplay 1 needs {name} as yyyy-MM-dd HH:mm:ss",
                        "fixDisplay 1 需要 {name}，写法是 yyyy-MM-dd HH:mm:ss"
                    ));
                }
            }
        }
        let key = Self::text(&advance, "notifyKey")?.unwrap_or_default();
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
        if key.len() > 8 || !key.bytes().all(word) {
            let key = quoted(key);
            return wrong(text!(
                "notifyKey is {key}; at most 8 letters, digits, _ or -",
                "notifyKey 是 {key}；最多 8 个字母、数字、_ 或 -"
            ));
        }
        Ok(())
    }

    /// Receipts. The names hold a real dot.
    fn extra(json: &Object) -> Result<(), Refusal> {
        let extra = Self::inner(json, "extra")?;
        if extra.get("callback").is_some_and(Value::is_object) {
            return wrong(Text::new(
                "extra.callback is an object; the names are flat: \"callback\", \"callback.param\"",
                "extra.callback 是对象；名字是平的：\"callback\"、\"callback.param\"",
            ));
        }
        Self::limited(&extra, "callback", 128, None)?;
        Self::limited(&extra, "callback.param", 64, None)?;
        // A text in the document's own sample, a number in its table.
        let written =
            member(&extra, "callback.type").map(|value| value.as_str().map_or(value.to_string(), str::to_owned));
        if written.is_some_and(|text| !matches!(text.as_str(), "1" | "2" | "3")) {
            return wrong(Text::new(
                "extra[\"callback.type\"] is not 1, 2 or 3",
                "extra[\"callback.type\"] 不是 1、2 或 3",
            ));
        }
        Ok(())
    }

    /// What Meizu does not read, and the name that was probably meant.
    fn unread(&mut self, json: &Object) {
        for (name, value) in json {
            let Some((_, members)) = MEMBERS.iter().find(|(own, _)| own == name) else {
                self.unknown(name, MEMBERS.iter().map(|(own, _)| *own));
                continue;
            };
            if name == "vipInfo" {
                self.remark(Text::new("vipInfo is for VIP apps", "vipInfo 只给 VIP 应用"));
            }
            for inner in value.as_object().into_iter().flat_map(Object::keys) {
                if !members.contains(&inner.as_str()) {
                    self.unknown(inner, members.iter().copied());
                }
            }
        }
    }

    fn unknown(&mut self, written: &str, mut known: impl Iterator<Item = &'static str>) {
        let plain = |name: &str| -> String {
            name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
        };
        let name = quoted(written);
        let remark = match known.find(|own| plain(own) == plain(written)) {
            Some(own) => text!("Meizu does not read `{name}`: it is `{own}`", "魅族不读 `{name}`：应当写 `{own}`"),
            None => text!("Meizu does not read `{name}`", "魅族不读 `{name}`"),
        };
        self.remark(remark);
    }
}
