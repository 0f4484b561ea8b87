//! Who gets a message, and what Huawei says of tokens that do not: plain words, or JSON inside `msg`.

use serde_json::{Map, Value, json};

use super::{Huawei, Refusal, Version, refuse};
use crate::context::Clock;
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::encoding::{hex, sha256};
use crate::text;
use crate::text::Text;

/// A message that breaks no limit.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Push {
    /// Device tokens, 1 to 1000.
    pub(super) tokens: Vec<String>,
    /// A test message.
    pub(super) test: bool,
    /// `validate_only`.
    pub(super) dry: bool,
}

/// A token that does not get it.
struct Bad {
    token: String,
    /// v3's word for it.
    reason: &'static str,
}

impl Huawei {
    /// The answer to a message that may be sent.
    pub(super) fn deliver(
        &mut self,
        version: Version,
        push: &Push,
        clock: &Clock,
        remarks: &mut Vec<Text>,
    ) -> Result<RawAnswer, Refusal> {
        if let [token] = push.tokens.as_slice()
            && self.world.state("huawei", token).is_none()
            && let Some(entry) = code_in(&super::super::VENDOR, token)
        {
            let code = entry.code.as_str();
            remarks.push(text!("the token ends in {code}", "token 以 {code} 结尾"));
            return self.asked_for(version, code, token, clock);
        }
        let mut bad = Vec::new();
        for token in &push.tokens {
            if let Some(reason) = self.refusal_of(version, token, remarks) {
                bad.push(Bad { token: token.clone(), reason });
            }
        }
        let failure = bad.len();
        let success = push.tokens.len() - failure;
        if success == 0 {
            let words = if version == Version::V3 { Some(by_reason(&bad, None)) } else { None };
            return Err(Refusal { code: "80300007".to_owned(), words, remark: Text::new("", "") });
        }
        remarks.push(mode(version, push));
        if !push.dry {
            if let Some(limit) = self.world.quota.get("huawei").filter(|limit| self.accepted >= **limit) {
                return Ok(flow_control(*limit));
            }
            self.accepted += 1;
        }
        if bad.is_empty() {
            return Ok(self.reply(200, "80000000", "Success", clock));
        }
        let words = if version == Version::V3 { by_reason(&bad, Some(success)) } else { as_list(&bad, success) };
        Ok(self.reply(200, "80100000", &words, clock).refused())
    }

    /// The code that a token asks for, in the form it comes in.
    fn asked_for(&mut self, version: Version, code: &str, token: &str, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let bad = [Bad { token: token.to_owned(), reason: "tokenFormatError" }];
        let words = match (code, version) {
            ("80100000", Version::V3) => by_reason(&bad, Some(0)),
            ("80100000", _) => as_list(&bad, 0),
            _ => return refuse(code, Text::new("", "")),
        };
        Ok(self.reply(200, code, &words, clock).refused())
    }

    /// Why a token is not taken, in v3's words; `None`: it is. Test messages reach every phone, a muted one shows
    /// nothing.
    fn refusal_of(&self, version: Version, token: &str, remarks: &mut Vec<Text>) -> Option<&'static str> {
        let (reason, remark) = match self.world.state("huawei", token) {
            Some(TokenState::Ok) => return None,
            Some(TokenState::NotTest) => {
                remarks.push(Text::new(
                    "Huawei has no test devices: a test message reaches every phone",
                    "华为没有测试设备：测试消息能发到任何手机",
                ));
                return None;
            }
            Some(TokenState::Muted) => {
                remarks.push(Text::new("notifications are off: the receipt will say 6", "通知已关闭：回执会是 6"));
                return None;
            }
            Some(TokenState::Dead) => ("noRight", Text::new("the token is not valid any more", "token 已失效")),
            Some(TokenState::Foreign) => ("noRight", Text::new("registered by another app", "由别的应用注册")),
            Some(TokenState::Unregistered) => ("noRight", not_registered()),
            None => of_unknown(version, token),
        };
        remarks.push(remark);
        Some(reason)
    }

    /// The answer to a token query.
    pub(super) fn known(&mut self, token: &str, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let state = self.world.state("huawei", token);
        if matches!(state, Some(TokenState::Ok | TokenState::NotTest | TokenState::Muted)) {
            let aa_id = hex(&sha256(token.as_bytes())[..16]);
            let body = json!({
                "code": "80000000", "msg": "Success", "requestId": self.request_id(clock), "aaId": aa_id, "topics": [],
            });
            let answer = RawAnswer::new(200, super::JSON, body.to_string()).code("result", "80000000").words("Success");
            return Ok(answer.remark(Text::new("known", "华为认识这个 token")));
        }
        if let (None, Some(entry)) = (state, code_in(&super::super::VENDOR, token)) {
            let code = entry.code.as_str();
            return refuse(code, text!("the token ends in {code}", "token 以 {code} 结尾"));
        }
        let mut remarks = Vec::new();
        self.refusal_of(Version::V1, token, &mut remarks);
        let undocumented = Text::new("which code Huawei gives here is documented nowhere", "文档没有写这里返回什么码");
        let answer = self.refused(
            Refusal {
                code: "80300007".to_owned(),
                words: None,
                remark: crate::emulator::read::joined(remarks.into_iter().chain([undocumented])),
            },
            clock,
        );
        Ok(answer)
    }
}

/// The one limit that a send is answered with: too many devices a second, HTTP 503. What is over a day's limit Huawei
/// accepts and drops; only a receipt tells.
fn flow_control(limit: u64) -> RawAnswer {
    let remark = text!(
        "the scenario's quota of {limit} is used up: flow control; daily limits are told by receipts 102 and 256 only",
        "场景里的额度 {limit} 已用完：流控；每日上限只在回执 102、256 里体现"
    );
    RawAnswer::new(503, "text/plain", "Service Unavailable").code("http", "503").remark(remark)
}

fn not_registered() -> Text {
    Text::new("not registered with this app", "没有在这个应用注册")
}

/// A token that nobody stated. Tokens of HarmonyOS NEXT were seen with `MA` in front, others without.
fn of_unknown(version: Version, token: &str) -> (&'static str, Text) {
    if token != token.trim() || token.chars().any(char::is_whitespace) {
        return ("tokenFormatError", Text::new("the token holds a blank", "token 里有空白"));
    }
    let is_next = token.starts_with("MA");
    match (version, is_next) {
        (Version::V1 | Version::V2, true) => (
            "noRight",
            Text::new(
                "the token looks like one of HarmonyOS NEXT, which only v3 reaches",
                "token 像是 HarmonyOS NEXT 的，只有 v3 能发",
            ),
        ),
        (Version::V3, false) => (
            "tokenFormatError",
            Text::new(
                "the token does not look like one of HarmonyOS NEXT; v3 reaches no others",
                "token 不像 HarmonyOS NEXT 的；v3 不能发给其它手机",
            ),
        ),
        _ => ("noRight", not_registered()),
    }
}

fn mode(version: Version, push: &Push) -> Text {
    match (push.dry, push.test, version) {
        (true, ..) => Text::new("validate_only: nothing is delivered", "validate_only：不下发"),
        (false, true, Version::V3) => Text::new("test message (testMessage)", "测试消息（testMessage）"),
        (false, true, _) => Text::new("test message (target_user_type 1)", "测试消息（target_user_type 1）"),
        (false, false, _) => Text::new("production", "正式推送"),
    }
}

/// v1 and v2: the tokens in a list.
fn as_list(bad: &[Bad], success: usize) -> String {
    let tokens: Vec<&str> = bad.iter().map(|bad| bad.token.as_str()).collect();
    json!({ "success": success, "failure": bad.len(), "illegal_tokens": tokens }).to_string()
}

/// v3: the tokens by reason; `success` stands there only where some were taken.
fn by_reason(bad: &[Bad], success: Option<usize>) -> String {
    let mut reasons: Map<String, Value> = Map::new();
    for Bad { token, reason } in bad {
        let tokens = reasons.entry((*reason).to_owned()).or_insert_with(|| json!([]));
        if let Value::Array(tokens) = tokens {
            tokens.push(token.as_str().into());
        }
    }
    let mut told = Map::new();
    if let Some(success) = success {
        told.insert("success".to_owned(), success.into());
    }
    told.insert("failure".to_owned(), bad.len().into());
    told.insert("illegalTokens".to_owned(), reasons.into());
    Value::from(told).to_string()
}
