//! A notification, field by field.
//!
//! The documents give limits, but name no code for each of them: what is missing is answered with 40, what breaks a
//! limit or a type with 41, classes and templates with 67 and 54.

use serde_json::Value;

use super::{Object, Refusal, kind, quoted, refuse, scalar};
use crate::text;
use crate::text::Text;

/// A message that breaks no limit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Push {
    /// Communication and service (通讯与服务), which has no daily limit; else content and marketing.
    pub(super) communication: bool,
    /// What tells a repeated message.
    pub(super) app_message_id: Option<String>,
    /// What is worth a word although it was accepted.
    pub(super) remarks: Vec<Text>,
}

/// Every field of the documents.
const FIELDS: &[&str] = &[
    "app_message_id",
    "style",
    "title",
    "sub_title",
    "content",
    "click_action_type",
    "click_action_activity",
    "click_action_url",
    "action_parameters",
    "show_time_type",
    "show_start_time",
    "show_end_time",
    "off_line",
    "off_line_ttl",
    "push_time_type",
    "push_start_time",
    "time_zone",
    "fix_speed",
    "fix_speed_rate",
    "network_type",
    "call_back_url",
    "call_back_parameter",
    "channel_id",
    "category",
    "notify_level",
    "private_msg_template_id",
    "private_title_parameters",
    "private_content_parameters",
    "show_ttl",
    "notify_id",
    "big_picture_id",
    "small_picture_id",
    "small_picture_url",
    "medium_picture_url",
    "big_picture_url",
    "buttons",
    "option",
    "auditResponse",
];

const COMMUNICATION: &[&str] = &["IM", "ACCOUNT", "DEVICE_REMINDER", "ORDER", "TODO", "SUBSCRIPTION"];
const CONTENT: &[&str] = &["NEWS", "CONTENT", "MARKETING", "SOCIAL"];

/// Reads a notification. Its target is not looked at here.
pub(super) fn read(body: &Object) -> Result<Push, Refusal> {
    let mut reader = Reader { body, remarks: Vec::new() };
    let style = reader.one_of("style", &[1, 2, 3, 4])?.unwrap_or(1);
    reader.texts(style)?;
    reader.click()?;
    reader.parameters()?;
    reader.times()?;
    reader.receipts()?;
    let communication = reader.message_class()?;
    reader.show_ttl(communication)?;
    reader.one_of("network_type", &[0, 1])?;
    reader.in_range("notify_id", i64::from(i32::MIN)..=i64::from(i32::MAX))?;
    reader.harmless();
    let app_message_id = scalar(body.get("app_message_id"));
    Ok(Push { communication, app_message_id, remarks: reader.remarks })
}

/// A key of `object` that is `name` but for capitals and underscores, such as the document's own `clickActionType`.
pub(super) fn other_spelling<'a>(object: &'a Object, name: &str) -> Option<&'a str> {
    object.keys().map(String::as_str).find(|key| *key != name && plain(key) == plain(name))
}

/// A field's name without what people get wrong in it.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

struct Reader<'a> {
    body: &'a Object,
    remarks: Vec<Text>,
}

impl<'a> Reader<'a> {
    /// A value that is there; `null` is not.
    fn value(&self, key: &str) -> Option<&'a Value> {
        self.body.get(key).filter(|value| !value.is_null())
    }

    fn remark(&mut self, remark: Text) {
        self.remarks.push(remark);
    }

    /// A whole number. Digits in quotes are taken, with a remark.
    fn number(&mut self, key: &str) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.value(key) else { return Ok(None) };
        if let Some(number) = value.as_i64() {
            return Ok(Some(number));
        }
        if let Some(number) = value.as_str().and_then(|text| text.trim().parse().ok()) {
            self.remark(text!("{key} is a string; OPPO documents a number", "{key} 是字符串；OPPO 文档写的是数字"));
            return Ok(Some(number));
        }
        let written = quoted(&value.to_string());
        refuse("41", text!("{key} is {written}, no whole number", "{key} 是 {written}，不是整数"))
    }

    fn one_of(&mut self, key: &str, allowed: &[i64]) -> Result<Option<i64>, Refusal> {
        match self.number(key)? {
            Some(number) if !allowed.contains(&number) => {
                let words = allowed.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                refuse("41", text!("{key} is {number}; one of {words}", "{key} 是 {number}；可用的值：{words}"))
            }
            number => Ok(number),
        }
    }

    fn in_range(&mut self, key: &str, range: std::ops::RangeInclusive<i64>) -> Result<Option<i64>, Refusal> {
        match self.number(key)? {
            Some(number) if !range.contains(&number) => {
                let (least, most) = (range.start(), range.end());
                refuse(
                    "41",
                    text!("{key} is {number}; {least} to {most}", "{key} 是 {number}；应当是 {least} 到 {most}"),
                )
            }
            number => Ok(number),
        }
    }

    /// A string; empty counts as absent.
    fn string(&self, key: &str) -> Result<Option<&'a str>, Refusal> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text.as_str()).filter(|text| !text.trim().is_empty())),
            Some(other) => {
                let (en, zh) = kind(other);
                refuse("41", Text::owned(format!("{key} is {en}, not a string"), format!("{key} 是{zh}，不是字符串")))
            }
        }
    }

    fn required(&self, key: &str) -> Result<&'a str, Refusal> {
        if let Some(text) = self.string(key)? {
            return Ok(text);
        }
        match other_spelling(self.body, key) {
            Some(written) => {
                let written = quoted(written);
                refuse(
                    "40",
                    text!("OPPO does not read `{written}`: it is `{key}`", "OPPO 不读 `{written}`：应当写 `{key}`"),
                )
            }
            None => refuse("40", text!("{key} is missing or empty", "{key} 缺失或为空")),
        }
    }

    /// A text of at most `most` characters; every character counts 1.
    fn at_most(&self, key: &str, most: usize) -> Result<usize, Refusal> {
        let count = self.string(key)?.map_or(0, |text| text.chars().count());
        if count > most {
            return refuse(
                "41",
                text!("{key} has {count} characters, {most} at most", "{key} 有 {count} 个字符，最多 {most} 个"),
            );
        }
        Ok(count)
    }

    /// Older documents allow 200 characters of content in style 1, the newer ones 50.
    fn texts(&mut self, style: i64) -> Result<(), Refusal> {
        self.required("title")?;
        self.required("content")?;
        self.at_most("title", 50)?;
        self.at_most("sub_title", 10)?;
        let most = match style {
            1 => 200,
            2 => 128,
            _ => 50,
        };
        let count = self.at_most("content", most)?;
        if style == 1 && count > 50 {
            self.remark(text!(
                "content has {count} characters; newer documents allow 50 in style 1",
                "content 有 {count} 个字符；较新的文档在样式 1 只允许 50 个"
            ));
        }
        if style == 3 {
            self.remark(Text::new("style 3 is for messages to all users only", "样式 3 只用于发给全部用户的消息"));
        }
        Ok(())
    }

    /// `click_action_type` and what it opens.
    fn click(&mut self) -> Result<(), Refusal> {
        let (key, sure, most) = match self.one_of("click_action_type", &[0, 1, 2, 4, 5])? {
            Some(1 | 4) => ("click_action_activity", 500, 500),
            Some(2 | 5) => ("click_action_url", 500, 2000),
            _ => return Ok(()),
        };
        self.required(key)?;
        let count = self.at_most(key, most)?;
        if count > sure {
            self.remark(text!(
                "{key} has {count} characters; older documents allow {sure}",
                "{key} 有 {count} 个字符；旧文档最多 {sure} 个"
            ));
        }
        Ok(())
    }

    /// `action_parameters` is JSON text of an object. OPPO takes any text, and the phone then shows nothing.
    fn parameters(&mut self) -> Result<(), Refusal> {
        if let Some(value @ (Value::Object(_) | Value::Array(_))) = self.value("action_parameters") {
            let (en, zh) = kind(value);
            let remark = Text::owned(
                format!("action_parameters is {en}; OPPO wants JSON text in a string"),
                format!("action_parameters 是{zh}；OPPO 要放在字符串里的 JSON 文本"),
            );
            return refuse("41", remark);
        }
        self.at_most("action_parameters", 4000)?;
        let Some(text) = self.string("action_parameters")? else { return Ok(()) };
        let Ok(Value::Object(parameters)) = serde_json::from_str(text) else {
            self.remark(Text::new(
                "action_parameters is no JSON object: the phone will show NOTHING",
                "action_parameters 不是 JSON 对象：手机什么都不会显示",
            ));
            return Ok(());
        };
        for (key, value) in parameters.iter().filter(|(_, value)| !value.is_string()) {
            let ((en, zh), key) = (kind(value), quoted(key));
            self.remark(Text::owned(
                format!("action_parameters.{key} is {en}; Tencent's plugin reads strings"),
                format!("action_parameters.{key} 是{zh}；腾讯云插件只读字符串"),
            ));
        }
        Ok(())
    }

    /// When it is shown and how long it is kept.
    fn times(&mut self) -> Result<(), Refusal> {
        let is_window = self.one_of("show_time_type", &[0, 1])? == Some(1);
        let (start, end) = (self.number("show_start_time")?, self.number("show_end_time")?);
        match (start, end) {
            (Some(start), Some(end)) if is_window && start >= end => {
                return refuse(
                    "41",
                    Text::new("show_start_time is not before show_end_time", "show_start_time 不早于 show_end_time"),
                );
            }
            (Some(_), Some(_)) => {}
            _ if is_window => {
                return refuse(
                    "40",
                    Text::new(
                        "show_time_type 1 needs show_start_time and show_end_time",
                        "show_time_type 为 1 时需要 show_start_time 和 show_end_time",
                    ),
                );
            }
            _ => {}
        }
        if let Some(seconds) = self.in_range("off_line_ttl", 0..=i64::MAX)?.filter(|seconds| *seconds > 864_000) {
            self.remark(text!(
                "off_line_ttl {seconds}: OPPO cuts it to 864000",
                "off_line_ttl {seconds}：OPPO 会截到 864000"
            ));
        }
        Ok(())
    }

    fn receipts(&mut self) -> Result<(), Refusal> {
        self.at_most("call_back_url", 200)?;
        let count = self.at_most("call_back_parameter", 100)?;
        if count > 50 {
            self.remark(text!(
                "call_back_parameter has {count} characters; older documents allow 50",
                "call_back_parameter 有 {count} 个字符；旧文档最多 50 个"
            ));
        }
        Ok(())
    }

    /// `category`, `notify_level` and the template. Without a category the old rules hold.
    fn message_class(&mut self) -> Result<bool, Refusal> {
        let category = self.string("category")?;
        let level = self.number("notify_level")?;
        let communication = match category {
            Some(word) => known_class(word)?,
            None => false,
        };
        if level.is_some_and(|level| category.is_none() || !matches!(level, 1 | 2 | 16)) {
            let remark = if category.is_none() {
                Text::new("notify_level without category", "有 notify_level，没有 category")
            } else {
                Text::new("notify_level is none of 1, 2, 16", "notify_level 不是 1、2、16")
            };
            return Err(Refusal { code: "67", words: Some("Private classify channel notify_level invalid"), remark });
        }
        if communication && scalar(self.body.get("private_msg_template_id")).is_none() {
            let word = category.unwrap_or_default();
            return refuse(
                "54",
                text!(
                    "category {word} is of communication and service (通讯与服务) and needs private_msg_template_id",
                    "category {word} 属于通讯与服务，需要 private_msg_template_id"
                ),
            );
        }
        for key in ["private_title_parameters", "private_content_parameters"] {
            self.template_values(key)?;
        }
        Ok(communication)
    }

    /// One mirror of the documents types them as JSON text, another as an object: both are taken.
    fn template_values(&self, key: &'static str) -> Result<(), Refusal> {
        let is_object = match self.value(key) {
            None | Some(Value::Object(_)) => true,
            Some(Value::String(text)) => matches!(serde_json::from_str(text), Ok(Value::Object(_))),
            Some(_) => false,
        };
        if is_object {
            return Ok(());
        }
        refuse("41", text!("{key} is no JSON object, as text or as it is", "{key} 不是 JSON 对象，也不是它的文本"))
    }

    /// At most 12 hours for content, 24 for communication; an older SDK allows 48.
    fn show_ttl(&mut self, communication: bool) -> Result<(), Refusal> {
        let most = if communication { 86_400 } else { 43_200 };
        if let Some(seconds) = self.in_range("show_ttl", 0..=172_800)?.filter(|seconds| *seconds > most) {
            self.remark(text!(
                "show_ttl {seconds}: newer documents allow {most} for this class",
                "show_ttl {seconds}：较新的文档对这一类最多允许 {most}"
            ));
        }
        Ok(())
    }

    /// What no known code refuses, and what is worth a word all the same.
    fn harmless(&mut self) {
        if scalar(self.body.get("channel_id")).is_none() {
            self.remark(Text::new(
                "no channel_id: Android 8 and later may show nothing",
                "没有 channel_id：Android 8 以上的手机可能什么都不显示",
            ));
        }
        for key in ["off_line", "fix_speed"] {
            let is_flag = |value: &Value| value.is_boolean() || matches!(value.as_str(), Some("true" | "false"));
            if self.value(key).is_some_and(|value| !is_flag(value)) {
                self.remark(text!("{key} should be true or false", "{key} 应当是 true 或 false"));
            }
        }
        for key in ["push_time_type", "fix_speed"].into_iter().filter(|key| self.body.contains_key(*key)) {
            self.remark(text!("{key} is for messages to all users only", "{key} 只用于发给全部用户的消息"));
        }
        for key in self.body.keys().filter(|key| !FIELDS.contains(&key.as_str())) {
            let written = quoted(key);
            self.remarks.push(match FIELDS.iter().find(|field| plain(field) == plain(key)) {
                Some(field) => {
                    text!("OPPO does not read `{written}`: it is `{field}`", "OPPO 不读 `{written}`：应当写 `{field}`")
                }
                None => text!("OPPO does not read `{written}`", "OPPO 不读 `{written}`"),
            });
        }
    }
}

/// Whether a word of the table is of communication and service.
fn known_class(word: &str) -> Result<bool, Refusal> {
    let is_in = |word: &str| COMMUNICATION.contains(&word) || CONTENT.contains(&word);
    if is_in(word) {
        return Ok(COMMUNICATION.contains(&word));
    }
    let written = quoted(word);
    let remark = if is_in(&word.to_ascii_uppercase()) {
        text!("category {written} must be in capitals", "category {written} 必须大写")
    } else {
        text!("OPPO does not know category {written}", "OPPO 没有 category {written}")
    };
    refuse("67", remark)
}
