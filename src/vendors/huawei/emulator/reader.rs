//! Fields of a message, each with a word on what is wrong with it. Almost all of it is 80100003 at Huawei, whose words
//! name the field.

use serde_json::Value;

use super::{Refusal, refuse};
use crate::emulator::read::{Object, kind, quoted};
use crate::text;
use crate::text::Text;

/// A message that is not built as Huawei wants it.
pub(super) const ILLEGAL: &str = "80100003";
/// Tokens that are not there, too many, or where nobody looks.
pub(super) const NO_TOKENS: &str = "80300010";

/// An object at a place of the message, `message.android` for one.
pub(super) struct At<'a> {
    pub(super) path: &'static str,
    pub(super) object: &'a Object,
}

impl<'a> At<'a> {
    /// A value that is there; `null` is not.
    pub(super) fn value(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key).filter(|value| !value.is_null())
    }

    /// An object within, if it is there.
    pub(super) fn inner(&self, key: &str, path: &'static str) -> Result<Option<At<'a>>, Refusal> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Object(object)) => Ok(Some(At { path, object })),
            Some(other) => Err(self.another_kind(key, other, "an object", "对象")),
        }
    }

    /// A text, if it is there.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, Refusal> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(other) => Err(self.another_kind(key, other, "a string", "字符串")),
        }
    }

    /// A text that must be there and say something.
    pub(super) fn needed(&self, key: &str) -> Result<&'a str, Refusal> {
        match self.text(key)?.filter(|text| !text.trim().is_empty()) {
            Some(text) => Ok(text),
            None => self.illegal(key, "is missing or empty", "缺失或为空"),
        }
    }

    /// A text of a few words.
    pub(super) fn one_of(&self, key: &str, words: &[&str]) -> Result<Option<&'a str>, Refusal> {
        match self.text(key)? {
            Some(text) if !words.contains(&text) => {
                let (written, path) = (quoted(text), self.path);
                let words = words.join(", ");
                refuse(
                    ILLEGAL,
                    text!("{path}.{key} is {written}; one of {words}", "{path}.{key} 是 {written}；可用的值：{words}"),
                )
            }
            text => Ok(text),
        }
    }

    /// A text of at most so many characters.
    pub(super) fn at_most(&self, key: &str, most: usize) -> Result<(), Refusal> {
        let count = self.text(key)?.map_or(0, |text| text.chars().count());
        if count <= most {
            return Ok(());
        }
        let path = self.path;
        refuse(
            ILLEGAL,
            text!(
                "{path}.{key} has {count} characters, {most} at most",
                "{path}.{key} 有 {count} 个字符，最多 {most} 个"
            ),
        )
    }

    /// A whole number within bounds, if it is there.
    pub(super) fn number(&self, key: &str, code: &str, least: i64, most: i64) -> Result<Option<i64>, Refusal> {
        let Some(value) = self.value(key) else { return Ok(None) };
        match value.as_i64() {
            Some(number) if (least..=most).contains(&number) => Ok(Some(number)),
            _ => {
                let (written, path) = (quoted(&value.to_string()), self.path);
                refuse(
                    code,
                    text!(
                        "{path}.{key} is {written}; a number from {least} to {most}",
                        "{path}.{key} 是 {written}；应当是 {least} 到 {most} 的数字"
                    ),
                )
            }
        }
    }

    /// `true` or `false`, if it is there.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(other) => Err(self.another_kind(key, other, "true or false", "true 或 false")),
        }
    }

    /// An array, if it is there.
    pub(super) fn array(&self, key: &str) -> Result<Option<&'a [Value]>, Refusal> {
        match self.value(key) {
            None => Ok(None),
            Some(Value::Array(values)) => Ok(Some(values)),
            Some(other) => Err(self.another_kind(key, other, "an array", "数组")),
        }
    }

    /// A link that must have https.
    pub(super) fn https(&self, key: &str) -> Result<(), Refusal> {
        match self.text(key)? {
            Some(url) if !url.starts_with("https://") => self.illegal(key, "is no https link", "不是 https 链接"),
            _ => Ok(()),
        }
    }

    /// The refusal with a word on one field.
    pub(super) fn illegal<T>(&self, key: &str, en: &str, zh: &str) -> Result<T, Refusal> {
        let path = self.path;
        refuse(ILLEGAL, Text::owned(format!("{path}.{key} {en}"), format!("{path}.{key} {zh}")))
    }

    fn another_kind(&self, key: &str, value: &Value, wanted_en: &str, wanted_zh: &str) -> Refusal {
        let (en, zh) = kind(value);
        let path = self.path;
        Refusal {
            code: ILLEGAL.to_owned(),
            words: None,
            remark: Text::owned(
                format!("{path}.{key} is {en}; Huawei wants {wanted_en}"),
                format!("{path}.{key} 是{zh}；华为要{wanted_zh}"),
            ),
        }
    }

    /// Words on keys that Huawei does not know, with the one that was probably meant.
    pub(super) fn unknown(&self, known: &[&str], remarks: &mut Vec<Text>) {
        for key in self.object.keys().filter(|key| !known.contains(&key.as_str())) {
            let (written, path) = (quoted(key), self.path);
            remarks.push(match known.iter().find(|field| plain(field) == plain(key)) {
                Some(field) => text!(
                    "Huawei does not read `{path}.{written}`: it is `{field}`",
                    "华为不读 `{path}.{written}`：应当写 `{field}`"
                ),
                None => text!("Huawei does not read `{path}.{written}`", "华为不读 `{path}.{written}`"),
            });
        }
    }
}

/// A field's name without what people get wrong in it.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Device tokens: an array of texts, 1 to 1000, and for a test message of v3 at most 10.
pub(super) fn tokens(at: &At<'_>) -> Result<Vec<String>, Refusal> {
    let path = at.path;
    let values = match at.value("token") {
        Some(Value::Array(values)) => values,
        Some(Value::String(_)) => {
            let remark = text!(
                "{path}.token is a string; it is an array even for one",
                "{path}.token 是字符串；只有一个也要写成数组"
            );
            return refuse(NO_TOKENS, remark);
        }
        _ => return refuse(NO_TOKENS, text!("{path}.token is missing", "缺少 {path}.token")),
    };
    let count = values.len();
    if !(1..=1000).contains(&count) {
        return refuse(
            NO_TOKENS,
            text!("{path}.token has {count} tokens; 1 to 1000", "{path}.token 有 {count} 个；应当是 1 到 1000 个"),
        );
    }
    let tokens: Vec<String> = values.iter().filter_map(|token| token.as_str().map(str::to_owned)).collect();
    if tokens.len() < count {
        return at.illegal("token", "holds something that is no string", "里有不是字符串的值");
    }
    Ok(tokens)
}
