//! Who gets a message, and what Google says of device tokens that cannot get it.

use serde_json::json;

use super::Google;
use super::answers::{Refusal, accepted, info_refusal};
use super::message::{self, Target};
use crate::context::Clock;
use crate::emulator::read::{Object, joined, query};
use crate::emulator::{RawAnswer, RawRequest, TokenState, code_in};
use crate::text;
use crate::text::Text;

/// The number of this server's project, and that of another one.
const OWN_NUMBER: &str = "123456789012";
const OTHER_NUMBER: &str = "210987654321";

impl Google {
    /// A message that may be sent: shape, values, then its target.
    pub(super) fn send(&mut self, project: &str, body: &Object, note: Option<Text>) -> Result<RawAnswer, Refusal> {
        let push = message::read(body, self.world.package_name.as_deref())?;
        let why = match &push.target {
            Target::Token(token) => self.arrival(token)?,
            Target::Topic => Text::new("to a topic, which has no subscribers here", "发给主题，这里没有订阅者"),
        };
        if !push.is_dry {
            self.within_quota()?;
            self.delivered += 1;
        }
        let project = super::decoded(project);
        let id = if push.is_dry { "fake_message_id".to_owned() } else { self.new_id() };
        let dry = push.is_dry.then(|| Text::new("dry run: nothing was sent", "试运行：没有发送"));
        let remark = joined([Some(why), dry, note].into_iter().flatten().chain(push.remarks));
        Ok(accepted(&json!({ "name": format!("projects/{project}/messages/{id}") }), remark))
    }

    /// As Android's ids look: a zero, a time in microseconds, a hash.
    fn new_id(&self) -> String {
        let count = self.delivered;
        format!("0:{}%{:016x}", 1_700_000_000_000_000 + count, 0x31bd_1c96_31bd_1c96_u64 ^ count)
    }

    /// What FCM says of a token; `Ok` is a word on a push that gets there.
    fn arrival(&self, token: &str) -> Result<Text, Refusal> {
        let refuse = |code: &str, remark: Text| Err(Refusal::of_code(code, remark));
        match self.world.state("google", token) {
            Some(TokenState::Ok | TokenState::NotTest) => Ok(Text::new("", "")),
            Some(TokenState::Muted) => Ok(Text::new(
                "notifications are off on the phone, which FCM does not know",
                "手机上关闭了通知，但 FCM 不知道",
            )),
            Some(TokenState::Dead) => refuse("UNREGISTERED", Text::new("the app was uninstalled", "应用已卸载")),
            Some(TokenState::Unregistered) => refuse("UNREGISTERED", not_registered()),
            Some(TokenState::Foreign) => refuse(
                "SENDER_ID_MISMATCH",
                Text::new("registered with another Firebase project", "在另一个 Firebase 项目注册"),
            ),
            None => unknown(token),
        }
    }

    /// Arrivals count, not requests, so that a scenario's number is that of pushes.
    fn within_quota(&self) -> Result<(), Refusal> {
        match self.world.quota.get("google") {
            Some(limit) if self.delivered >= *limit => Err(Refusal::of_code(
                "QUOTA_EXCEEDED",
                text!("the scenario's quota of {limit} is used up", "场景里的额度 {limit} 已用完"),
            )),
            _ => Ok(()),
        }
    }

    /// `GET /iid/info/TOKEN`: whose token it is. The pairing of statuses and words is not documented for sure.
    pub(super) fn info(&self, request: &RawRequest, token: &str, clock: &Clock) -> RawAnswer {
        if request.method != "GET" {
            let method = &request.method;
            let remark = text!("/iid/info is GET, not {method}", "/iid/info 要用 GET，不是 {method}");
            return info_refusal(400, "InvalidParameters", remark);
        }
        if request.header("access_token_auth").map(str::trim) != Some("true") {
            let remark = Text::new(
                "no header `access_token_auth: true`: the bearer is taken for a server key",
                "没有 `access_token_auth: true` 头：bearer 会被当作 server key",
            );
            return info_refusal(401, "Unauthorized", remark);
        }
        if let Err(refusal) = self.access(request, clock) {
            return info_refusal(401, "Unauthorized", refusal.answer().remark);
        }
        let number = match self.world.state("google", token) {
            Some(TokenState::Ok | TokenState::NotTest | TokenState::Muted) => OWN_NUMBER,
            Some(TokenState::Foreign) => OTHER_NUMBER,
            Some(TokenState::Dead | TokenState::Unregistered) => {
                return info_refusal(404, "NotFound", not_registered()).targeting(token);
            }
            None if is_token(token) => return info_refusal(404, "NotFound", not_registered()).targeting(token),
            None => return info_refusal(400, "InvalidToken", malformed()).targeting(token),
        };
        let package = self.world.package_name.as_deref().unwrap_or("com.example.imdemo");
        let mut body = json!({
            "applicationVersion": "1", "application": package, "scope": "*", "authorizedEntity": number,
            "appSigner": "0000000000000000000000000000000000000000", "platform": "ANDROID",
        });
        let details = query(request.query.as_deref()).iter().any(|(name, value)| name == "details" && value == "true");
        if let (Some(body), true) = (body.as_object_mut(), details) {
            body.insert("rel".to_owned(), json!({ "topics": { "news": { "addDate": "2026-01-01" } } }));
        }
        accepted(&body, text!("of project number {number}", "属于项目编号 {number}")).targeting(token)
    }
}

/// A token that nobody stated: it may ask for a code by ending in it.
fn unknown(token: &str) -> Result<Text, Refusal> {
    if let Some(entry) = code_in(&super::super::VENDOR, token) {
        let code = entry.code.as_str();
        return Err(Refusal::of_code(code, text!("the token ends in {code}", "token 以 {code} 结尾")));
    }
    if is_token(token) {
        return Err(Refusal::of_code("UNREGISTERED", not_registered()));
    }
    Err(Refusal::no_token(malformed()))
}

fn not_registered() -> Text {
    Text::new("not registered with this project", "没有在这个项目注册")
}

fn malformed() -> Text {
    Text::new(
        "no registration token: an installation id, a colon and 100 or more characters; or an installation id of 22",
        "不是注册 token：应当是安装 ID、冒号加 100 个以上字符，或 22 个字符的安装 ID",
    )
}

/// An installation id, with or without what follows the colon in older tokens.
fn is_token(text: &str) -> bool {
    let word = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    match text.split_once(':') {
        Some((id, rest)) => (10..=30).contains(&id.len()) && word(id) && rest.len() >= 100 && word(rest),
        None => text.len() == 22 && word(text),
    }
}
