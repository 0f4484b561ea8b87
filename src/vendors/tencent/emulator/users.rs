//! Accounts, where users are, and what became of a push.

use serde_json::{Value, json};

use super::{Refusal, Tencent, accepted, refuse};
use crate::context::Clock;
use crate::emulator::read::Object;
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::text;
use crate::text::Text;

/// How many accounts an account check takes.
const MOST_ACCOUNTS: usize = 100;
/// How many users a question for states takes.
const MOST_USERS: usize = 500;

/// Where a user is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Presence {
    Online,
    PushOnline,
    Offline,
}

impl Presence {
    const fn word(self) -> &'static str {
        match self {
            Self::Online => "Online",
            Self::PushOnline => "PushOnline",
            Self::Offline => "Offline",
        }
    }
}

impl Tencent {
    /// Where a user is; `Err`: nowhere, and with which code a message to him is refused.
    pub(super) fn presence(&self, user: &str) -> Result<Presence, (&'static str, Text)> {
        let none = || Text::new("no such account in this app", "这个应用里没有这个账号");
        match self.world.state("tencent", user) {
            Some(TokenState::Ok) => Ok(Presence::PushOnline),
            Some(TokenState::NotTest) => Ok(Presence::Online),
            Some(TokenState::Muted) => Ok(Presence::Offline),
            Some(TokenState::Dead) => Err(("90048", Text::new("the account was deleted", "账号已被删除"))),
            Some(TokenState::Foreign) => Err(("90012", Text::new("the account is of another app", "账号属于别的应用"))),
            Some(TokenState::Unregistered) => Err(("90012", none())),
            // The admin is a user like others, who never comes with an app.
            None if user == self.admin => Ok(Presence::Offline),
            None => match code_in(&super::super::VENDOR, user) {
                Some(entry) => {
                    let code = entry.code.as_str();
                    Err((code, text!("the user id ends in {code}", "用户 ID 以 {code} 结尾")))
                }
                None => Err(("90012", none())),
            },
        }
    }

    /// `account_check`: writes nothing.
    pub(super) fn account_check(&self, body: &Object) -> Result<RawAnswer, Refusal> {
        let Some(items) = body.get("CheckItem").and_then(Value::as_array).filter(|items| !items.is_empty()) else {
            return refuse("70402", Text::new("CheckItem is missing or empty", "缺少 CheckItem，或是空的"));
        };
        let count = items.len();
        if count > MOST_ACCOUNTS {
            let remark = text!(
                "CheckItem has {count} accounts, {MOST_ACCOUNTS} at most",
                "CheckItem 有 {count} 个账号，最多 {MOST_ACCOUNTS} 个"
            );
            return refuse("70206", remark);
        }
        let mut results = Vec::with_capacity(count);
        for item in items {
            let Some(user) = item.get("UserID").and_then(Value::as_str) else {
                return refuse("70402", Text::new("an item without the string UserID", "有一项没有字符串 UserID"));
            };
            let status = if self.presence(user).is_ok() { "Imported" } else { "NotImported" };
            results.push(json!({ "UserID": user, "ResultCode": 0, "ResultInfo": "", "AccountStatus": status }));
        }
        let remark = text!("{count} account(s) looked up", "查了 {count} 个账号");
        Ok(accepted(json!({ "ResultItem": results }), remark))
    }

    /// `query_online_status`, and the older `querystate` without details.
    pub(super) fn status(&self, body: &Object, with_details: bool) -> Result<RawAnswer, Refusal> {
        let Some(users) = strings(body.get("To_Account")) else {
            let remark = Text::new("To_Account is an array of strings", "To_Account 应当是字符串数组");
            return refuse("90003", remark);
        };
        let count = users.len();
        if count > MOST_USERS {
            return refuse(
                "90011",
                text!("{count} users, {MOST_USERS} at most", "{count} 个用户，最多 {MOST_USERS} 个"),
            );
        }
        let details = with_details && body.get("IsNeedDetail").and_then(Value::as_i64) == Some(1);
        let (mut results, mut errors) = (Vec::new(), Vec::new());
        for user in &users {
            match self.presence(user) {
                Ok(presence) => results.push(state_of(user, presence, details)),
                Err(_) => errors.push(json!({ "To_Account": user, "ErrorCode": 70_107 })),
            }
        }
        let known = results.len();
        let mut rest = json!({ "QueryResult": results });
        if let (Some(rest), false) = (rest.as_object_mut(), errors.is_empty()) {
            rest.insert("ErrorList".to_owned(), errors.into());
        }
        let remark = text!("{known} of {count} users known", "{count} 个用户中认识 {known} 个");
        let answer = accepted(rest, remark);
        Ok(match users.as_slice() {
            [user] => answer.targeting(user.clone()),
            _ => answer,
        })
    }

    /// `normal_push_trace`, as with the Push service. A message that nobody got pushed has no device.
    pub(super) fn trace(&self, body: &Object, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let Some(id) = body.get("PushID").and_then(Value::as_str).filter(|id| !id.is_empty()) else {
            return refuse("90001", Text::new("PushID is missing or no string", "缺少 PushID，或不是字符串"));
        };
        let Some(user) = self.messages.get(id) else {
            let remark = Text::new("no message of this id was pushed", "没有推送过这个 id 的消息");
            return Ok(accepted(json!({ "InstanceTrace": [] }), remark));
        };
        let seconds = clock.millis() / 1000;
        let done = json!({ "PushStatus": 1, "ErrorCode": 0, "ErrorInfo": "", "EventTime": seconds });
        let device = json!({
            "InstanceId": 1, "PushTime": seconds, "DeviceModel": "emulated", "System": "Android", "PushPlatform": 7,
            "Token": "v2-EMULATED0000000000000000000000000000000000000000001", "CertId": "34564",
            "IMCommitStat": { "IMStat": done },
            "OfflinePushStat": { "OfflineStat": done, "ChannelStat": done },
        });
        let remark = text!("pushed to `{user}`", "推送给了 `{user}`");
        Ok(accepted(json!({ "InstanceTrace": [device] }), remark).targeting(user.clone()))
    }
}

fn state_of(user: &str, presence: Presence, details: bool) -> Value {
    let mut item = json!({ "To_Account": user, "State": presence.word() });
    if let (Some(item), true) = (item.as_object_mut(), details && presence != Presence::Offline) {
        item.insert("Detail".to_owned(), json!([{ "Platform": "Android", "Status": presence.word() }]));
    }
    item
}

/// A list of strings that has at least one.
pub(super) fn strings(value: Option<&Value>) -> Option<Vec<String>> {
    let list: Option<Vec<String>> = value?.as_array()?.iter().map(|item| item.as_str().map(str::to_owned)).collect();
    list.filter(|list| !list.is_empty())
}
