//! `sendmsg` and `batchsendmsg`: the body field by field, who gets it, and whether it is pushed.

use serde_json::{Value, json};

use super::push_info::{self, PushInfo};
use super::users::{Presence, strings};
use super::{Refusal, Tencent, accepted, refuse, refused};
use crate::context::Clock;
use crate::emulator::RawAnswer;
use crate::emulator::read::{Object, joined, kind, quoted};
use crate::text;
use crate::text::Text;

/// Seven days, in seconds.
const LONGEST: i64 = 604_800;
/// The whole body, in bytes, by current documents.
const LARGEST: usize = 12 * 1024;
/// What some documents allow.
const OLD_LARGEST: usize = 8 * 1024;

/// A message that breaks no limit.
struct Taken {
    info: PushInfo,
    /// Why nobody gets it pushed, wherever he is.
    never_pushed: Option<Text>,
    remarks: Vec<Text>,
}

impl Tencent {
    /// One message to one user.
    pub(super) fn send(&mut self, body: &Object, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let user = match body.get("To_Account") {
            Some(Value::String(user)) if !user.trim().is_empty() => user.clone(),
            Some(Value::Array(_)) => {
                let remark = Text::new(
                    "To_Account is an array; in sendmsg it is one string",
                    "To_Account 是数组；sendmsg 里应当是一个字符串",
                );
                return refuse("90003", remark);
            }
            Some(Value::String(_)) | None => {
                return refuse("90003", missing(body, "To_Account"));
            }
            Some(other) => {
                let (en, zh) = kind(other);
                return refuse(
                    "90003",
                    Text::owned(format!("To_Account is {en}, not a string"), format!("To_Account 是{zh}，不是字符串")),
                );
            }
        };
        let answer = self.send_to(&user, body, clock).unwrap_or_else(refused);
        let title = body.get("OfflinePushInfo").and_then(|info| info.get("Title")).and_then(Value::as_str);
        let answer = answer.targeting(user);
        Ok(match title {
            Some(title) => answer.titled(title),
            None => answer,
        })
    }

    fn send_to(&mut self, user: &str, body: &Object, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let taken = read(body)?;
        let presence = self.presence(user).map_err(|(code, remark)| Refusal { code, remark })?;
        self.within_quota()?;
        let seconds = clock.millis() / 1000;
        let key =
            self.new_message(user, body, seconds, presence == Presence::PushOnline && taken.never_pushed.is_none());
        let remark = joined([pushed(presence, &taken)].into_iter().chain(taken.remarks).chain(taken.info.remarks));
        Ok(accepted(json!({ "MsgTime": seconds, "MsgKey": key }), remark))
    }

    /// One message to at most 500 users. Who cannot get it stands in `ErrorList`; the top says OK all the same.
    pub(super) fn send_to_many(&mut self, body: &Object, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let Some(users) = strings(body.get("To_Account")) else {
            let remark = Text::new("To_Account is an array of strings here", "这里的 To_Account 应当是字符串数组");
            return refuse("90003", remark);
        };
        let count = users.len();
        if count > 500 {
            return refuse("90011", text!("{count} receivers, 500 at most", "{count} 个接收方，最多 500 个"));
        }
        let taken = read(body)?;
        self.within_quota()?;
        let seconds = clock.millis() / 1000;
        let mut errors = Vec::new();
        for user in &users {
            match self.presence(user) {
                Ok(presence) => {
                    let pushed = presence == Presence::PushOnline && taken.never_pushed.is_none();
                    self.new_message(user, body, seconds, pushed);
                }
                Err((code, _)) => {
                    let number: i64 = code.parse().unwrap_or_default();
                    errors.push(json!({ "To_Account": user, "ErrorCode": number }));
                }
            }
        }
        let got = count - errors.len();
        let remark = text!("{got} of {count} users", "{count} 个用户中的 {got} 个");
        let remarks = [remark].into_iter().chain(taken.remarks).chain(taken.info.remarks);
        Ok(accepted(json!({ "MsgKey": self.taken.to_string(), "ErrorList": errors }), joined(remarks)))
    }

    fn within_quota(&self) -> Result<(), Refusal> {
        let Some(limit) = self.world.quota.get("tencent").filter(|limit| self.taken >= **limit) else {
            return Ok(());
        };
        refuse("90047", text!("the scenario's quota of {limit} is used up", "场景里的额度 {limit} 已用完"))
    }

    /// `MsgKey`: three numbers, as IM writes it.
    fn new_message(&mut self, user: &str, body: &Object, seconds: u64, pushed: bool) -> String {
        self.taken += 1;
        let random = body.get("MsgRandom").and_then(Value::as_u64).unwrap_or_default();
        let key = format!("{}_{random}_{seconds}", self.taken);
        if pushed {
            self.messages.insert(key.clone(), user.to_owned());
        }
        key
    }
}

/// What becomes of the message, for the journal.
fn pushed(presence: Presence, taken: &Taken) -> Text {
    if let Some(why) = &taken.never_pushed {
        return why.clone();
    }
    match presence {
        Presence::PushOnline => Text::new("PushOnline: pushed", "PushOnline：已推送"),
        Presence::Online => {
            Text::new("Online: goes over the connection, no vendor push", "Online：走长连接，没有厂商推送")
        }
        Presence::Offline => Text::new("Offline: signed out, not pushed", "Offline：已退出登录，不推送"),
    }
}

fn read(body: &Object) -> Result<Taken, Refusal> {
    let mut remarks = Vec::new();
    size(body, &mut remarks)?;
    if body.get("From_Account").is_some_and(|from| !from.is_string()) {
        return refuse("90008", Text::new("From_Account is no string", "From_Account 不是字符串"));
    }
    match body.get("MsgRandom") {
        Some(random) if random.as_u64().is_some_and(|number| u32::try_from(number).is_ok()) => {}
        Some(_) => {
            let remark = Text::new("MsgRandom is no unsigned 32-bit number", "MsgRandom 不是无符号 32 位整数");
            return refuse("90005", remark);
        }
        None => return refuse("90005", missing(body, "MsgRandom")),
    }
    if body.get("MsgTimeStamp").is_some_and(|time| time.as_u64().is_none()) {
        return refuse("90006", Text::new("MsgTimeStamp is no whole number", "MsgTimeStamp 不是整数"));
    }
    let lifetime = lifetime(body)?;
    let elements = elements(body)?;
    let info = push_info::read(body.get("OfflinePushInfo"))?;
    if !matches!(body.get("SyncOtherMachine").map(Value::as_i64), None | Some(Some(1 | 2))) {
        remarks.push(Text::new("SyncOtherMachine is 1 or 2", "SyncOtherMachine 是 1 或 2"));
    }
    let never_pushed = never_pushed(lifetime, elements, &info);
    Ok(Taken { info, never_pushed, remarks })
}

fn size(body: &Object, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    let count = Value::Object(body.clone()).to_string().len();
    if count > LARGEST {
        return refuse("93000", text!("{count} bytes, {LARGEST} at most", "{count} 字节，最多 {LARGEST}"));
    }
    if count > OLD_LARGEST {
        remarks.push(text!(
            "{count} bytes; documents of 2023 allow {OLD_LARGEST}",
            "{count} 字节；2023 年的文档最多 {OLD_LARGEST}"
        ));
    }
    Ok(())
}

fn lifetime(body: &Object) -> Result<Option<i64>, Refusal> {
    match body.get("MsgLifeTime").map(Value::as_i64) {
        None => Ok(None),
        Some(Some(seconds @ 0..=LONGEST)) => Ok(Some(seconds)),
        Some(Some(seconds)) => refuse(
            "90026",
            text!(
                "MsgLifeTime is {seconds}; seconds, {LONGEST} at most",
                "MsgLifeTime 是 {seconds}；单位秒，最多 {LONGEST}"
            ),
        ),
        Some(None) => refuse("90026", Text::new("MsgLifeTime is no whole number", "MsgLifeTime 不是整数")),
    }
}

/// The elements of `MsgBody`, each with its type and content.
fn elements(body: &Object) -> Result<&[Value], Refusal> {
    let elements = match body.get("MsgBody") {
        None => return refuse("90002", missing(body, "MsgBody")),
        Some(Value::Array(elements)) => elements,
        Some(other) => {
            let (en, zh) = kind(other);
            return refuse(
                "90007",
                Text::owned(format!("MsgBody is {en}, not an array"), format!("MsgBody 是{zh}，不是数组")),
            );
        }
    };
    if elements.is_empty() {
        return refuse("90002", Text::new("MsgBody is empty", "MsgBody 是空的"));
    }
    for element in elements {
        let kind = element.get("MsgType").and_then(Value::as_str);
        let content = element.get("MsgContent").filter(|content| content.is_object());
        let (Some(kind), Some(content)) = (kind, content) else {
            let remark = Text::new(
                "an element lacks the string MsgType or the object MsgContent",
                "有一个元素缺少字符串 MsgType 或对象 MsgContent",
            );
            return refuse("90010", remark);
        };
        let is_text = content.get("Text").is_some_and(|text| text.as_str().is_some_and(|text| !text.is_empty()));
        if kind == "TIMTextElem" && !is_text {
            return refuse("90010", Text::new("a TIMTextElem without Text", "TIMTextElem 没有 Text"));
        }
    }
    Ok(elements)
}

/// The rules by which a push silently does not happen.
fn never_pushed(lifetime: Option<i64>, elements: &[Value], info: &PushInfo) -> Option<Text> {
    let own_desc = |element: &Value| {
        let desc = element.get("MsgContent").and_then(|content| content.get("Desc")).and_then(Value::as_str);
        desc.is_some_and(|desc| !desc.is_empty())
    };
    let custom = |element: &Value| element.get("MsgType").and_then(Value::as_str) == Some("TIMCustomElem");
    // With OfflinePushInfo the element's own Desc is not looked at.
    let nameless =
        elements.len() == 1 && custom(&elements[0]) && !info.has_desc && (info.present || !own_desc(&elements[0]));
    if info.push_flag == 1 {
        Some(Text::new("PushFlag 1: not pushed", "PushFlag 为 1：不推送"))
    } else if lifetime == Some(0) {
        Some(Text::new("MsgLifeTime 0: online only, not pushed", "MsgLifeTime 为 0：只发在线，不推送"))
    } else if nameless {
        Some(Text::new(
            "a custom message without Desc in OfflinePushInfo: not pushed",
            "自定义消息的 OfflinePushInfo 里没有 Desc：不推送",
        ))
    } else {
        None
    }
}

/// A member that is not there, or is there under another spelling: names are case-sensitive.
fn missing(body: &Object, name: &str) -> Text {
    let plain = |text: &str| text.replace('_', "").to_ascii_lowercase();
    match body.keys().find(|key| *key != name && plain(key) == plain(name)) {
        Some(written) => {
            let written = quoted(written);
            text!("`{written}` is not read: it is `{name}`", "`{written}` 不会被读取：应当写 `{name}`")
        }
        None => text!("{name} is missing or empty", "缺少 {name}，或是空的"),
    }
}
