//! `OfflinePushInfo`: what the receiver's push looks like. IM ignores names that it does not know, without a word, so
//! that a misspelt one is the mistake that nobody sees: the journal names it.

use serde_json::Value;

use super::{Refusal, refuse};
use crate::emulator::read::{Object, kind, quoted};
use crate::text;
use crate::text::Text;

/// What it says, as far as it matters here.
pub(super) struct PushInfo {
    pub(super) present: bool,
    pub(super) push_flag: i64,
    pub(super) has_desc: bool,
    pub(super) remarks: Vec<Text>,
}

/// What a member holds.
#[derive(Clone, Copy)]
enum Kind {
    Text,
    /// A whole number, one of these.
    Number(&'static [i64]),
    Object,
}

use Kind::{Number, Object as Table, Text as Words};

const TOP: &[(&str, Kind)] = &[
    ("PushFlag", Number(&[0, 1])),
    ("Title", Words),
    ("Desc", Words),
    ("Ext", Words),
    ("AndroidInfo", Table),
    ("ApnsInfo", Table),
    ("HarmonyInfo", Table),
];

const ANDROID: &[(&str, Kind)] = &[
    ("Sound", Words),
    ("PushStyle", Number(&[0, 1])),
    ("HuaWeiChannelID", Words),
    ("XiaoMiChannelID", Words),
    ("OPPOChannelID", Words),
    ("GoogleChannelID", Words),
    ("VIVOClassification", Number(&[0, 1])),
    ("VIVOCategory", Words),
    ("HuaWeiImportance", Words),
    ("HuaWeiCategory", Words),
    ("ExtAsHuaweiIntentParam", Number(&[0, 1])),
    ("HuaWeiImage", Words),
    ("HonorImportance", Words),
    ("HonorImage", Words),
    ("GoogleImage", Words),
    ("OPPOCategory", Words),
    ("OPPONotifyLevel", Number(&[1, 2, 16])),
    ("OPPOPrivateMsgTemplateId", Words),
    ("MeiZuNoticeMsgType", Number(&[0, 1])),
];

const APNS: &[(&str, Kind)] = &[
    ("Sound", Words),
    ("BadgeMode", Number(&[0, 1])),
    ("Title", Words),
    ("SubTitle", Words),
    ("Image", Words),
    ("MutableContent", Number(&[0, 1])),
    ("InterruptionLevel", Words),
    ("ContentAvailable", Number(&[0, 1])),
];

/// A malformed one is 90043.
pub(super) fn read(value: Option<&Value>) -> Result<PushInfo, Refusal> {
    let mut remarks = Vec::new();
    let Some(value) = value else {
        remarks.push(Text::new(
            "no OfflinePushInfo: the console and the text decide what is shown",
            "没有 OfflinePushInfo：由控制台和消息文字决定显示内容",
        ));
        return Ok(PushInfo { present: false, push_flag: 0, has_desc: false, remarks });
    };
    let Some(info) = value.as_object() else {
        let (en, zh) = kind(value);
        let remark =
            Text::owned(format!("OfflinePushInfo is {en}, not an object"), format!("OfflinePushInfo 是{zh}，不是对象"));
        return refuse("90043", remark);
    };
    members("OfflinePushInfo", info, TOP, &mut remarks)?;
    for (name, known) in [("AndroidInfo", ANDROID), ("ApnsInfo", APNS)] {
        if let Some(part) = info.get(name).and_then(Value::as_object) {
            members(name, part, known, &mut remarks)?;
        }
    }
    let text = |name: &str| info.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    if let Some(ext) = text("Ext")
        && !serde_json::from_str(ext).is_ok_and(|ext: Value| ext.is_object())
    {
        remarks.push(Text::new(
            "Ext is not the text of a JSON object: OPPO drops the push",
            "Ext 不是 JSON 对象的文本：OPPO 会丢弃推送",
        ));
    }
    let push_flag = info.get("PushFlag").and_then(Value::as_i64).unwrap_or(0);
    Ok(PushInfo { present: true, push_flag, has_desc: text("Desc").is_some(), remarks })
}

fn members(
    part: &str,
    object: &Object,
    known: &[(&'static str, Kind)],
    remarks: &mut Vec<Text>,
) -> Result<(), Refusal> {
    for (name, value) in object {
        match known.iter().find(|(own, _)| own == name) {
            Some((own, wanted)) => fits(part, own, *wanted, value)?,
            None => remarks.push(ignored(part, name, known)),
        }
    }
    Ok(())
}

fn fits(part: &str, name: &str, wanted: Kind, value: &Value) -> Result<(), Refusal> {
    let wrong = |en: &str, zh: &str| {
        let (own_en, own_zh) = kind(value);
        let remark =
            Text::owned(format!("{part}.{name} is {own_en}, not {en}"), format!("{part}.{name} 是{own_zh}，不是{zh}"));
        refuse("90043", remark)
    };
    match wanted {
        Words if value.is_string() => Ok(()),
        Words => wrong("a string", "字符串"),
        Table if value.is_object() => Ok(()),
        Table => wrong("an object", "对象"),
        Number(allowed) => match value.as_i64() {
            Some(number) if allowed.contains(&number) => Ok(()),
            Some(number) => {
                let words = allowed.iter().map(i64::to_string).collect::<Vec<_>>().join(", ");
                let remark =
                    text!("{part}.{name} is {number}; one of {words}", "{part}.{name} 是 {number}；可用的值：{words}");
                refuse("90043", remark)
            }
            None => wrong("a whole number", "整数"),
        },
    }
}

/// A name that IM does not read, and what it probably means: other capitals, or the name of the Dart SDK.
fn ignored(part: &str, written: &str, known: &[(&'static str, Kind)]) -> Text {
    let plain = |text: &str| text.trim_start_matches("android").trim_start_matches("iOS").to_ascii_lowercase();
    let same = known.iter().map(|(own, _)| *own).find(|own| plain(own) == plain(written));
    let shorter = ["MiChannelID", "FCMChannelID"].iter().position(|short| plain(short) == plain(written));
    let meant = same.or_else(|| shorter.map(|at| ["XiaoMiChannelID", "GoogleChannelID"][at]));
    let written = quoted(written);
    match meant.filter(|meant| known.iter().any(|(own, _)| own == meant)) {
        Some(meant) => text!(
            "{part}: IM does not read `{written}`, it is `{meant}`",
            "{part}：IM 不读 `{written}`，应当写 `{meant}`"
        ),
        None => text!("{part}: IM does not read `{written}`", "{part}：IM 不读 `{written}`"),
    }
}
