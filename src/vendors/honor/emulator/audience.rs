//! Who gets a message, and what Honor says of phones that cannot get it.

use super::message::{self, Push};
use super::{Honor, PARTIAL, Refusal, refuse, with_remarks};
use crate::emulator::read::Object;
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::text;
use crate::text::Text;

/// What happens to a push to one phone.
enum Arrival {
    /// It gets there.
    Arrives,
    /// The token is in `failTokens`.
    Failed,
    /// The token is in `expireTokens`.
    Expired,
    /// The whole request is answered with this code.
    Refused(&'static str),
}

impl Honor {
    /// A message to 1 to 1000 phones. `size` is that of the body in bytes.
    pub(super) fn send(&mut self, body: &Object, size: usize) -> Result<RawAnswer, Refusal> {
        let push = message::read(body, size).map_err(|remark| Refusal { code: "400", remark })?;
        self.within_quota()?;
        let mut words = Vec::new();
        let (mut failed, mut expired, mut arrived) = (Vec::new(), Vec::new(), 0_u64);
        for token in &push.tokens {
            let (arrival, why) = self.arrival(token);
            words.push(why);
            match arrival {
                Arrival::Arrives => arrived += 1,
                Arrival::Expired => expired.push(token.clone()),
                // Only a request for one phone can be answered with a code of its own.
                Arrival::Refused(code) if push.tokens.len() == 1 => {
                    return refuse(code, with_remarks(words, push.remarks));
                }
                Arrival::Failed | Arrival::Refused(_) => failed.push(token.clone()),
            }
        }
        self.delivered += arrived;
        let words = told(&push, words, arrived);
        Ok(self.answered(&failed, &expired, with_remarks(words, push.remarks)))
    }

    /// What happens to a push to `token`, and why. No phone has to be registered for tests.
    fn arrival(&self, token: &str) -> (Arrival, Text) {
        match self.world.state("honor", token) {
            Some(TokenState::Ok | TokenState::NotTest) => (Arrival::Arrives, Text::new("", "")),
            Some(TokenState::Muted) => (
                Arrival::Arrives,
                Text::new(
                    "notifications are off: accepted, a receipt would say 40000005",
                    "通知已关闭：会被接收，回执是 40000005",
                ),
            ),
            Some(TokenState::Dead) => {
                (Arrival::Expired, Text::new("expireTokens: the app is gone", "expireTokens：应用已卸载"))
            }
            Some(TokenState::Foreign) => {
                (Arrival::Failed, Text::new("failTokens: registered by another app", "failTokens：由别的应用注册"))
            }
            Some(TokenState::Unregistered) => (Arrival::Failed, not_registered()),
            None => unknown(token),
        }
    }

    /// Arrivals count, not requests. What Honor answers above a daily number is not documented, for marketing it even
    /// accepts; a scenario that states a quota wants to see it used up, and 429 is the one code about numbers.
    fn within_quota(&self) -> Result<(), Refusal> {
        let Some(limit) = self.world.quota.get("honor").filter(|limit| self.delivered >= **limit) else {
            return Ok(());
        };
        refuse("429", text!("the scenario's quota of {limit} is used up", "场景里的额度 {limit} 已用完"))
    }
}

/// A token that nobody stated: it may ask for a code by ending in it.
fn unknown(token: &str) -> (Arrival, Text) {
    match code_in(&super::super::VENDOR, token) {
        Some(entry) => {
            let code = entry.code.as_str();
            let why = text!("the token ends in {code}", "token 以 {code} 结尾");
            (if code == PARTIAL { Arrival::Failed } else { Arrival::Refused(code) }, why)
        }
        None => (Arrival::Failed, not_registered()),
    }
}

fn not_registered() -> Text {
    Text::new("failTokens: not registered with this app", "failTokens：没有在这个应用注册")
}

/// One phone: what became of it. Many: how many got it.
fn told(push: &Push, words: Vec<Text>, arrived: u64) -> Vec<Text> {
    let all = push.tokens.len();
    let mut told = match all {
        1 => words,
        _ => vec![text!("{arrived} of {all} phones", "{all} 台手机中的 {arrived} 台")],
    };
    if arrived > 0 {
        told.push(match (push.live, push.notifies) {
            (false, true) => Text::new("test message", "测试消息"),
            (true, true) => Text::new("production", "正式推送"),
            (false, false) => Text::new("test message, pass-through", "测试消息，透传"),
            (true, false) => Text::new("production, pass-through", "正式推送，透传"),
        });
    }
    told
}
