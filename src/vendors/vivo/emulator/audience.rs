//! Who gets a message: one phone, a list, and what vivo says of phones that cannot get it.

use serde_json::{Value, json};

use super::message::{self, Push};
use super::{Object, Refusal, Task, Vivo, accepted, joined, refuse, refused, scalar};
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::text;
use crate::text::Text;

/// What happens to a push to one phone.
enum Arrival {
    /// It gets there.
    Arrives,
    /// `result` is 0, but `invalidUser` says why it does not.
    Invalid(u8),
    /// `result` is this code.
    Refused(&'static str),
}

impl Vivo {
    /// `POST /message/send`.
    pub(super) fn send(&mut self, body: &Object) -> Result<RawAnswer, Refusal> {
        self.own_app(body)?;
        let target = target(body)?;
        let push = message::read(body)?;
        self.within_quota(&push)?;
        let (arrival, why) = self.arrival(&target, push.live);
        let mode = if matches!(arrival, Arrival::Arrives) { mode(&push) } else { Text::new("", "") };
        let remark = joined([why, mode].into_iter().chain(push.remarks));
        Ok(match arrival {
            Arrival::Arrives => {
                self.delivered += 1;
                let id = self.new_task(Task { sent: 1, received: 1, ..Task::default() });
                accepted(json!({ "taskId": id }), remark)
            }
            Arrival::Invalid(status) => {
                let id = self.new_task(Task { sent: 1, ..Task::default() });
                let rest = json!({ "taskId": id, "invalidUser": invalid(status, &target) });
                RawAnswer {
                    accepted: false,
                    scope: "invalidUser.status",
                    code: Some(status.to_string()),
                    ..accepted(rest, remark)
                }
            }
            Arrival::Refused(code) => {
                let mut answer = refused(Refusal { code, remark });
                if code == "10302" {
                    answer.body = with_invalid_user(&answer.body, &target);
                }
                answer
            }
        })
    }

    /// `POST /message/saveListPayload`: a message without a target, kept under a `taskId`.
    pub(super) fn save(&mut self, body: &Object) -> Result<RawAnswer, Refusal> {
        self.own_app(body)?;
        let push = message::read(body)?;
        let mut remarks = vec![Text::new("saved for a list", "已保存，待发给列表")];
        for key in ["regId", "alias"].into_iter().filter(|key| body.contains_key(*key)) {
            remarks.push(text!("a saved message has no `{key}`: not looked at", "保存的消息不带 `{key}`：未处理"));
        }
        remarks.extend(push.remarks.iter().cloned());
        let id = self.new_task(Task { saved: Some(push), ..Task::default() });
        Ok(accepted(json!({ "taskId": id }), joined(remarks)))
    }

    /// `POST /message/pushToList`: a saved message to 2 to 1000 phones.
    pub(super) fn push_to_list(&mut self, body: &Object) -> Result<RawAnswer, Refusal> {
        self.own_app(body)?;
        let Some(id) = scalar(body.get("taskId")) else {
            return refuse("10151", Text::new("taskId is missing or empty", "taskId 缺失或为空"));
        };
        message::request_id(body)?;
        let targets = targets(body)?;
        let Some(push) = self.tasks.get(&id).and_then(|task| task.saved.clone()) else {
            return refuse(
                "10151",
                Text::new("taskId is none that saveListPayload gave", "taskId 不是 saveListPayload 返回的"),
            );
        };
        self.within_quota(&push)?;
        let (mut invalid_users, mut received) = (Vec::new(), 0);
        for target in &targets {
            match self.arrival(target, push.live).0 {
                Arrival::Arrives => received += 1,
                Arrival::Invalid(status) => invalid_users.push(invalid(status, target)),
                Arrival::Refused(_) => invalid_users.push(invalid(1, target)),
            }
        }
        let sent = targets.len();
        self.delivered += received;
        if let Some(task) = self.tasks.get_mut(&id) {
            task.sent += u64::try_from(sent).unwrap_or(u64::MAX);
            task.received += received;
        }
        let remark = joined([text!("{received} of {sent} phones", "{sent} 台手机中的 {received} 台"), mode(&push)]);
        Ok(accepted(json!({ "invalidUsers": invalid_users }), remark))
    }

    /// `POST /invalidUser/check`: sends nothing, lists only the ids that are not valid. One public program used it;
    /// the shape of the answer and the codes for a wrong request are by analogy with the tag calls.
    pub(super) fn check(&mut self, body: &Object) -> Result<RawAnswer, Refusal> {
        self.own_app(body)?;
        if !matches!(scalar(body.get("userType")).as_deref(), Some("1" | "2")) {
            return refuse(
                "10616",
                Text::new("userType is 1 (regId) or 2 (alias)", "userType 是 1（regId）或 2（alias）"),
            );
        }
        let ids = strings(body, "userIds").unwrap_or_default();
        let count = ids.len();
        if ids.is_empty() {
            return refuse("10609", Text::new("userIds is missing or empty", "userIds 缺失或为空"));
        }
        if count > 1000 {
            return refuse(
                "10614",
                text!("userIds has {count} ids, 1000 at most", "userIds 有 {count} 个，最多 1000 个"),
            );
        }
        // Whether a phone is a test device plays no part: nothing is sent.
        let status = |id: &String| match self.arrival(id, true).0 {
            Arrival::Arrives => None,
            Arrival::Invalid(status) => Some(invalid(status, id)),
            Arrival::Refused(_) => Some(invalid(1, id)),
        };
        let invalid_users: Vec<Value> = ids.iter().filter_map(status).collect();
        let wrong = invalid_users.len();
        let remark = text!("{wrong} of {count} not valid", "{count} 个中有 {wrong} 个无效");
        let answer = accepted(json!({ "invalidUsers": invalid_users }), remark);
        Ok(RawAnswer { target: ids.into_iter().next().filter(|_| count == 1), ..answer })
    }

    /// What happens to a push to `target`, and why.
    fn arrival(&self, target: &str, live: bool) -> (Arrival, Text) {
        match self.world.state("vivo", target) {
            Some(TokenState::Ok) => (Arrival::Arrives, Text::new("", "")),
            Some(TokenState::NotTest) if live => (Arrival::Arrives, Text::new("", "")),
            Some(TokenState::NotTest) => (
                Arrival::Invalid(4),
                Text::new("invalidUser.status 4: no test device (测试设备)", "invalidUser.status 4：不是测试设备"),
            ),
            Some(TokenState::Dead) => (
                Arrival::Invalid(2),
                Text::new(
                    "invalidUser.status 2: the app is gone from the phone",
                    "invalidUser.status 2：手机上已卸载应用",
                ),
            ),
            Some(TokenState::Muted) => (
                Arrival::Invalid(2),
                Text::new("invalidUser.status 2: notifications are off", "invalidUser.status 2：通知已关闭"),
            ),
            Some(TokenState::Foreign) => {
                (Arrival::Refused("10302"), Text::new("registered by another app", "由别的应用注册"))
            }
            Some(TokenState::Unregistered) => (Arrival::Refused("10302"), not_registered()),
            None => unknown(target),
        }
    }

    /// Arrivals count, not requests. The newest documents give test messages no limit, older ones 100 or 10000 a day;
    /// a scenario that states a quota wants to see it used up, so that both modes count here.
    fn within_quota(&self, push: &Push) -> Result<(), Refusal> {
        let Some(limit) = self.world.quota.get("vivo").filter(|limit| self.delivered >= **limit) else {
            return Ok(());
        };
        let code = if push.system { "10073" } else { "10070" };
        refuse(code, text!("the scenario's quota of {limit} is used up", "场景里的额度 {limit} 已用完"))
    }
}

/// A token that nobody stated: it may ask for a code by ending in it.
fn unknown(target: &str) -> (Arrival, Text) {
    if let Some(entry) = code_in(&super::super::VENDOR, target) {
        let code = entry.code.as_str();
        return (Arrival::Refused(code), text!("the token ends in {code}", "token 以 {code} 结尾"));
    }
    if is_reg_id(target) {
        return (Arrival::Refused("10302"), not_registered());
    }
    let remark = Text::new(
        "no regId: neither 23 digits nor v2- and more than 50 characters",
        "不是 regId：既不是 23 位数字，也不是 v2- 开头的 50 个以上字符",
    );
    (Arrival::Refused("10302"), remark)
}

fn not_registered() -> Text {
    Text::new("not registered with this app", "没有在这个应用注册")
}

/// 23 digits, or `v2-` and more than 50 characters in all.
fn is_reg_id(text: &str) -> bool {
    let old = text.len() == 23 && text.bytes().all(|byte| byte.is_ascii_digit());
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    old || text.strip_prefix("v2-").is_some_and(|rest| rest.len() >= 48 && rest.bytes().all(word))
}

fn mode(push: &Push) -> Text {
    match (push.live, push.system) {
        (false, _) => Text::new("test mode", "测试模式"),
        (true, true) => Text::new("production, system message", "正式推送，系统消息"),
        (true, false) => Text::new("production, operational message", "正式推送，运营消息"),
    }
}

/// `regId`, else `alias`.
fn target(body: &Object) -> Result<String, Refusal> {
    if let Some(id) = scalar(body.get("regId")) {
        return Ok(id);
    }
    let Some(alias) = scalar(body.get("alias")) else {
        return refuse("10050", Text::new("neither regId nor alias", "regId 和 alias 都没有"));
    };
    let count = alias.chars().count();
    if count > 70 {
        return refuse(
            "10301",
            text!("alias has {count} characters, 70 at most", "alias 有 {count} 个字符，最多 70 个"),
        );
    }
    Ok(alias)
}

/// `regIds`, else `aliases`.
fn targets(body: &Object) -> Result<Vec<String>, Refusal> {
    let lists = [("regIds", "10153"), ("aliases", "10154")];
    let Some((key, code, ids)) = lists
        .into_iter()
        .find_map(|(key, code)| strings(body, key).filter(|ids| !ids.is_empty()).map(|ids| (key, code, ids)))
    else {
        return refuse("10150", Text::new("neither regIds nor aliases", "regIds 和 aliases 都没有"));
    };
    let count = ids.len();
    if !(2..=1000).contains(&count) {
        return refuse(code, text!("{key} has {count} ids; 2 to 1000", "{key} 有 {count} 个；应当是 2 到 1000 个"));
    }
    Ok(ids)
}

fn strings(body: &Object, key: &str) -> Option<Vec<String>> {
    let array = body.get(key)?.as_array()?;
    Some(array.iter().map(|value| scalar(Some(value)).unwrap_or_default()).collect())
}

fn invalid(status: u8, id: &str) -> Value {
    json!({ "status": status, "userid": id })
}

/// A refusal of the token says so in `invalidUser` too.
fn with_invalid_user(body: &str, target: &str) -> String {
    let Ok(Value::Object(mut body)) = serde_json::from_str(body) else { return body.to_owned() };
    body.insert("invalidUser".to_owned(), invalid(1, target));
    Value::Object(body).to_string()
}
