//! The body of `/message/send` and `/message/saveListPayload`, field by field.

use serde_json::Value;

use super::{Object, Refusal, kind, quoted, refuse, scalar};
use crate::text;
use crate::text::Text;

/// A message that breaks no limit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Push {
    /// `pushMode` 0: to every phone, against the quota.
    pub(super) live: bool,
    /// System message (系统消息), else operational (运营消息).
    pub(super) system: bool,
    /// What is worth a word although it was accepted.
    pub(super) remarks: Vec<Text>,
}

/// Every field of the documents; what is none of them vivo ignores without a word.
const FIELDS: &[&str] = &[
    "appId",
    "regId",
    "alias",
    "notifyType",
    "title",
    "content",
    "timeToLive",
    "skipType",
    "skipContent",
    "networkType",
    "classification",
    "category",
    "clientCustomMap",
    "extra",
    "requestId",
    "pushMode",
    "notifyId",
    "foregroundShow",
    "sendOnline",
    "addBadge",
    "profileId",
    "auditReview",
    "timedDisplay",
    "marketing",
    "serverSdkVer",
    "tagExpression",
];

const SYSTEM: &[&str] = &["IM", "ACCOUNT", "TODO", "DEVICE_REMINDER", "ORDER", "SUBSCRIPTION"];
const OPERATIONAL: &[&str] = &["NEWS", "CONTENT", "MARKETING", "SOCIAL"];

/// Reads a message. Its target is not looked at here.
pub(super) fn read(body: &Object) -> Result<Push, Refusal> {
    let mut reader = Reader { body, remarks: Vec::new() };
    request_id(body)?;
    reader.one_of("notifyType", "10054", &[1, 2, 3, 4], Presence::Required)?;
    reader.text_of("title", "10055", "10056", 40)?;
    reader.text_of("content", "10057", "10058", 100)?;
    reader.time_to_live()?;
    reader.click()?;
    reader.one_of("networkType", "10065", &[-1, 1], Presence::Optional)?;
    reader.custom_map()?;
    let system = reader.message_class()?;
    reader.extra()?;
    reader.harmless();
    let live = reader.push_mode();
    if live {
        real_text(body)?;
    }
    Ok(Push { live, system, remarks: reader.remarks })
}

/// `requestId`, also of `/message/pushToList`. A number is accepted: one public client sends it so.
pub(super) fn request_id(body: &Object) -> Result<(), Refusal> {
    let Some(id) = scalar(body.get("requestId")) else {
        return refuse("10352", Text::new("requestId is missing or empty", "requestId 缺失或为空"));
    };
    let count = id.chars().count();
    if count > 64 {
        return refuse(
            "10353",
            text!("requestId has {count} characters, 64 at most", "requestId 有 {count} 个字符，最多 64 个"),
        );
    }
    Ok(())
}

#[derive(Clone, Copy, PartialEq)]
enum Presence {
    Required,
    Optional,
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

    /// A whole number; `Err` says what stands there instead. Digits in quotes are taken, with a remark.
    fn number(&mut self, key: &str) -> Option<Result<i64, String>> {
        let value = self.value(key)?;
        if let Some(number) = value.as_i64() {
            return Some(Ok(number));
        }
        let written = value.as_str().and_then(|text| text.trim().parse().ok());
        if let Some(number) = written {
            self.remark(text!("{key} is a string; vivo documents a number", "{key} 是字符串；vivo 文档写的是数字"));
            return Some(Ok(number));
        }
        Some(Err(quoted(&value.to_string())))
    }

    fn one_of(
        &mut self,
        key: &str,
        code: &'static str,
        allowed: &[i64],
        presence: Presence,
    ) -> Result<Option<i64>, Refusal> {
        let words = allowed.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
        match self.number(key) {
            Some(Ok(number)) if allowed.contains(&number) => Ok(Some(number)),
            None if presence == Presence::Optional => Ok(None),
            None => refuse(code, text!("{key} is missing; one of {words}", "缺少 {key}；可用的值：{words}")),
            Some(Ok(number)) => {
                refuse(code, text!("{key} is {number}; one of {words}", "{key} 是 {number}；可用的值：{words}"))
            }
            Some(Err(written)) => {
                refuse(code, text!("{key} is {written}; one of {words}", "{key} 是 {written}；可用的值：{words}"))
            }
        }
    }

    /// `title` and `content`, counted in characters as the newer documents do. The older ones count a Chinese
    /// character twice; a text that is too long for them only gets a remark.
    fn text_of(&mut self, key: &str, empty: &'static str, long: &'static str, limit: usize) -> Result<(), Refusal> {
        let text = match self.value(key) {
            Some(Value::String(text)) if !text.trim().is_empty() => text,
            None | Some(Value::String(_)) => {
                return refuse(empty, text!("{key} is missing or empty", "{key} 缺失或为空"));
            }
            Some(other) => {
                let (en, zh) = kind(other);
                return refuse(
                    empty,
                    Text::owned(format!("{key} is {en}, not a string"), format!("{key} 是{zh}，不是字符串")),
                );
            }
        };
        let count = text.chars().count();
        if count > limit {
            return refuse(
                long,
                text!("{key} has {count} characters, {limit} at most", "{key} 有 {count} 个字符，最多 {limit} 个"),
            );
        }
        let weight: usize = text.chars().map(|character| if character.is_ascii() { 1 } else { 2 }).sum();
        if weight > limit {
            self.remark(text!(
                "{key} weighs {weight} with Chinese characters counted twice; older documents allow {limit}",
                "{key} 按汉字算 2 计为 {weight}；旧文档最多 {limit}"
            ));
        }
        Ok(())
    }

    fn time_to_live(&mut self) -> Result<(), Refusal> {
        match self.number("timeToLive") {
            None | Some(Ok(60..=86_400)) => {}
            Some(Ok(seconds @ 86_401..=604_800)) => self.remark(text!(
                "timeToLive {seconds}: newer documents cut it to 86400",
                "timeToLive {seconds}：较新的文档会截到 86400"
            )),
            Some(Ok(seconds)) => {
                return refuse(
                    "10059",
                    text!(
                        "timeToLive is {seconds}; 60 to 604800 seconds",
                        "timeToLive 是 {seconds}；应当是 60 到 604800 秒"
                    ),
                );
            }
            Some(Err(written)) => {
                return refuse(
                    "10059",
                    text!("timeToLive is {written}, no number", "timeToLive 是 {written}，不是数字"),
                );
            }
        }
        Ok(())
    }

    /// `skipType` and what it opens. The length is refused where every document refuses it.
    fn click(&mut self) -> Result<(), Refusal> {
        let skip_type = self.one_of("skipType", "10060", &[1, 2, 3, 4], Presence::Required)?;
        let (empty, long, limit) = match skip_type {
            Some(2) => ("10061", "10062", 2048),
            Some(3) => ("10063", "10064", 1024),
            Some(4) => ("10068", "10069", 2048),
            _ => return Ok(()),
        };
        let content = self.value("skipContent").and_then(Value::as_str).unwrap_or_default();
        let count = content.chars().count();
        if content.trim().is_empty() {
            return refuse(empty, Text::new("skipContent is missing or empty", "skipContent 缺失或为空"));
        }
        if count > limit {
            return refuse(
                long,
                text!(
                    "skipContent has {count} characters, {limit} at most",
                    "skipContent 有 {count} 个字符，最多 {limit} 个"
                ),
            );
        }
        if count > 1024 {
            self.remark(text!(
                "skipContent has {count} characters; older documents allow 1024",
                "skipContent 有 {count} 个字符；旧文档最多 1024 个"
            ));
        }
        if skip_type == Some(3) {
            self.remark(Text::new(
                "skipType 3 is gone from the newest documents: use 4",
                "最新的文档里已没有 skipType 3：请用 4",
            ));
        }
        Ok(())
    }

    /// `clientCustomMap`: at most 10 pairs, all keys and values together at most 1024 characters. Tencent's own test
    /// script nests an object in it and vivo takes that, but the app reads strings.
    fn custom_map(&mut self) -> Result<(), Refusal> {
        let map = match self.value("clientCustomMap") {
            None => return Ok(()),
            Some(Value::Object(map)) => map,
            Some(other) => {
                let (en, zh) = kind(other);
                let remark = Text::owned(
                    format!("clientCustomMap is {en}, not an object"),
                    format!("clientCustomMap 是{zh}，不是对象"),
                );
                return refuse("10067", remark);
            }
        };
        let pairs = map.len();
        if pairs > 10 {
            return refuse(
                "10066",
                text!("clientCustomMap has {pairs} pairs, 10 at most", "clientCustomMap 有 {pairs} 对，最多 10 对"),
            );
        }
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let count: usize = map.iter().map(|(key, value)| key.chars().count() + text(value).chars().count()).sum();
        if count > 1024 {
            return refuse(
                "10067",
                text!(
                    "clientCustomMap has {count} characters, 1024 at most",
                    "clientCustomMap 共 {count} 个字符，最多 1024 个"
                ),
            );
        }
        for (key, value) in map.iter().filter(|(_, value)| !value.is_string()) {
            let ((en, zh), key) = (kind(value), quoted(key));
            self.remark(Text::owned(
                format!("clientCustomMap.{key} is {en}; the app reads strings"),
                format!("clientCustomMap.{key} 是{zh}；App 只读字符串"),
            ));
        }
        Ok(())
    }

    /// `classification` and `category`, which must agree. Without either the message is operational.
    fn message_class(&mut self) -> Result<bool, Refusal> {
        let class = self.one_of("classification", "11000", &[0, 1], Presence::Optional)?;
        let Some(category) = scalar(self.body.get("category")) else {
            return Ok(class == Some(1));
        };
        let system = SYSTEM.contains(&category.as_str());
        if !system && !OPERATIONAL.contains(&category.as_str()) {
            let written = quoted(&category);
            let capitals = category.to_ascii_uppercase();
            let known = SYSTEM.contains(&capitals.as_str()) || OPERATIONAL.contains(&capitals.as_str());
            let remark = if known {
                text!("category {written} must be in capitals", "category {written} 必须大写")
            } else {
                text!("vivo does not know category {written}", "vivo 没有 category {written}")
            };
            return refuse("10096", remark);
        }
        if let Some(class) = class.filter(|class| (*class == 1) != system) {
            return refuse(
                "10097",
                text!(
                    "category {category} contradicts classification {class}",
                    "category {category} 与 classification {class} 矛盾"
                ),
            );
        }
        Ok(system)
    }

    /// Receipts. The old generation names an address, the newer one the id of an address in the console.
    fn extra(&mut self) -> Result<(), Refusal> {
        let Some(extra) = self.value("extra") else { return Ok(()) };
        let Some(extra) = extra.as_object() else {
            let (en, zh) = kind(extra);
            self.remark(Text::owned(
                format!("extra is {en}, not an object: no receipts"),
                format!("extra 是{zh}，不是对象：没有回执"),
            ));
            return Ok(());
        };
        let count = |key: &str| scalar(extra.get(key)).map_or(0, |text| text.chars().count());
        let newer = extra.contains_key("callback.id");
        let limit = if newer { 192 } else { 64 };
        if count("callback") > 128 {
            let count = count("callback");
            return refuse(
                "10305",
                text!(
                    "extra.callback has {count} characters, 128 at most",
                    "extra.callback 有 {count} 个字符，最多 128 个"
                ),
            );
        }
        let param = count("callback.param");
        if param > limit {
            return refuse(
                "10306",
                text!(
                    "extra[\"callback.param\"] has {param} characters, {limit} at most",
                    "extra[\"callback.param\"] 有 {param} 个字符，最多 {limit} 个"
                ),
            );
        }
        if newer && param > 64 {
            self.remark(text!(
                "extra[\"callback.param\"] has {param} characters; older documents allow 64",
                "extra[\"callback.param\"] 有 {param} 个字符；旧文档最多 64 个"
            ));
        }
        Ok(())
    }

    /// What no known code refuses, and what is worth a word all the same.
    fn harmless(&mut self) {
        if let Some(Err(_) | Ok(..=0 | 2_147_483_648..)) = self.number("notifyId") {
            self.remark(Text::new("notifyId should be 1 to 2147483647", "notifyId 应当是 1 到 2147483647"));
        }
        if scalar(self.body.get("profileId")).is_some_and(|id| id.chars().count() > 64) {
            self.remark(Text::new("profileId has more than 64 characters", "profileId 超过 64 个字符"));
        }
        for key in ["foregroundShow", "sendOnline", "addBadge"] {
            if self.value(key).is_some_and(|value| !value.is_boolean()) {
                self.remark(text!("{key} should be true or false", "{key} 应当是 true 或 false"));
            }
        }
        let unknown: Vec<&String> = self.body.keys().filter(|key| !FIELDS.contains(&key.as_str())).collect();
        for key in unknown {
            let written = quoted(key);
            match FIELDS.iter().find(|field| plain(field) == plain(key)) {
                Some(field) => self.remark(text!(
                    "vivo does not read `{written}`: it is `{field}`",
                    "vivo 不读 `{written}`：应当写 `{field}`"
                )),
                None => self.remark(text!("vivo does not read `{written}`", "vivo 不读 `{written}`")),
            }
        }
    }

    fn push_mode(&mut self) -> bool {
        match self.number("pushMode") {
            Some(Ok(1)) => false,
            None | Some(Ok(0)) => true,
            Some(_) => {
                self.remark(Text::new("pushMode is neither 0 nor 1: taken as 0", "pushMode 不是 0 或 1：按 0 处理"));
                true
            }
        }
    }
}

/// A field's name without what people get wrong in it.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Production text must not look like a test: digits only, English only, symbols only, symbols and digits, 测试,
/// braces or brackets.
fn real_text(body: &Object) -> Result<(), Refusal> {
    for key in ["title", "content"] {
        let text = body.get(key).and_then(Value::as_str).unwrap_or_default();
        if let Some((en, zh)) = test_like(text) {
            let remark = Text::owned(
                format!("{key} {en}; refused outside the test mode"),
                format!("{key}{zh}；正式推送会被拒绝"),
            );
            return refuse("10104", remark);
        }
    }
    Ok(())
}

fn test_like(text: &str) -> Option<(&'static str, &'static str)> {
    let all = |test: fn(char) -> bool| text.chars().filter(|character| !character.is_whitespace()).all(test);
    let symbol = |character: char| !character.is_alphanumeric();
    if text.contains("测试") {
        Some(("contains 测试", "含有“测试”"))
    } else if text.contains(['{', '}', '[', ']', '【', '】', '｛', '｝', '［', '］']) {
        Some(("contains braces or brackets", "含有花括号或方括号"))
    } else if all(char::is_numeric) {
        Some(("is digits only", "只有数字"))
    } else if all(symbol) {
        Some(("is symbols only", "只有符号"))
    } else if all(|character| character.is_numeric() || !character.is_alphanumeric()) {
        Some(("is symbols and digits only", "只有符号和数字"))
    } else if all(|character| character.is_ascii_alphabetic() || !character.is_alphanumeric()) {
        Some(("is English only", "只有英文"))
    } else {
        None
    }
}
