//! Who gets a push: the device token, looked at last.

use super::{Apple, Refusal, refuse};
use crate::emulator::{TokenState, code_in};
use crate::text;
use crate::text::Text;

impl Apple {
    /// `Ok`: it gets there, with a word on how.
    pub(super) fn arrival(&self, token: &str) -> Result<Text, Refusal> {
        let state = self.world.state("apple", token);
        let state = state.or_else(|| self.world.state("apple", &token.to_ascii_lowercase()));
        match state {
            Some(TokenState::Ok | TokenState::NotTest) => {
                self.within_quota()?;
                Ok(Text::new("", ""))
            }
            Some(TokenState::Muted) => {
                self.within_quota()?;
                Ok(Text::new(
                    "notifications are off on the phone: APNs takes the push all the same, nothing is shown",
                    "手机上关闭了通知：APNs 照样接受，只是不显示",
                ))
            }
            Some(TokenState::Dead) => {
                refuse("Unregistered", Text::new("the app is gone from the phone", "手机上已卸载应用"))
            }
            Some(TokenState::Foreign) => {
                refuse("DeviceTokenNotForTopic", Text::new("registered by another app", "由别的应用注册"))
            }
            Some(TokenState::Unregistered) => refuse("BadDeviceToken", not_known()),
            None => unknown(token),
        }
    }

    /// APNs has no daily limit, only one on how fast a phone gets pushes.
    fn within_quota(&self) -> Result<(), Refusal> {
        let Some(limit) = self.world.quota.get("apple").filter(|limit| self.delivered >= **limit) else {
            return Ok(());
        };
        refuse(
            "TooManyRequests",
            text!(
                "the scenario's quota of {limit} is used up; APNs itself has none, and refuses what comes too fast",
                "场景里的额度 {limit} 已用完；APNs 本身没有额度，只拒绝过快的请求"
            ),
        )
    }
}

/// A token that nobody stated: it may ask for a reason by ending in it.
fn unknown(token: &str) -> Result<Text, Refusal> {
    if let Some(entry) = code_in(&super::super::VENDOR, token) {
        let reason = entry.code.as_str();
        return refuse(reason, text!("the token ends in {reason}", "token 以 {reason} 结尾"));
    }
    refuse("BadDeviceToken", why_bad(token))
}

fn why_bad(token: &str) -> Text {
    let count = token.chars().count();
    if token.contains('%') {
        return Text::new(
            "the token holds characters that no token has: <, > or blanks of a log?",
            "token 里有不该有的字符：是不是带了日志里的 <、> 或空格？",
        );
    }
    if !token.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        // 32 bytes in Base64 are 44 characters, the last one `=`.
        return if (43..=44).contains(&count) {
            Text::new("this looks like Base64; APNs wants the token in hex", "这像是 Base64；APNs 要十六进制的 token")
        } else {
            Text::new("no hex: the token of another vendor?", "不是十六进制：是别的厂商的 token 吗？")
        };
    }
    if count % 2 == 1 {
        return text!("{count} hex digits: one is missing", "{count} 位十六进制：少了一位");
    }
    if count < 64 {
        return text!(
            "{count} hex digits, usual are 64: cut off?",
            "{count} 位十六进制，通常是 64 位：是不是没复制完整？"
        );
    }
    not_known()
}

fn not_known() -> Text {
    Text::new(
        "unknown here, or of the other environment: APNs does not tell the two apart",
        "这里没有登记，或属于另一个环境：APNs 不区分这两种情况",
    )
}
