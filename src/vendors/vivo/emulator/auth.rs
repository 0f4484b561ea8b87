//! `POST /message/auth`: id, key, timestamp and sign for an access token.

use serde_json::json;

use super::diagnosis::{Signed, diagnose, md5_hex};
use super::{LIFETIME_MS, Object, Refusal, Vivo, accepted, quoted, refuse, scalar};
use crate::context::Clock;
use crate::emulator::RawAnswer;
use crate::text;
use crate::text::Text;

/// How far the client's clock may be from vivo's, in milliseconds, either way.
const WINDOW_MS: u64 = 600_000;

impl Vivo {
    pub(super) fn authenticate(&mut self, body: &Object, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let [id, key, timestamp, sign] = present(body)?;
        self.known_app(&id, &key)?;
        let now = clock.millis();
        in_time(&timestamp, now)?;
        let signed = Signed {
            app_id: &self.app_id,
            app_key: &self.app_key,
            timestamp: timestamp.trim(),
            app_secret: self.app_secret.expose(),
        };
        if sign != signed.sign() {
            return refuse("10206", diagnose(&signed, &sign));
        }
        for (name, value) in [("appId", &id), ("appKey", &key), ("timestamp", &timestamp)] {
            if value.trim() != value {
                return refuse("10206", text!("{name} has blanks around it", "{name} 前后有空白"));
            }
        }
        let token = self.mint(now);
        let hours = LIFETIME_MS / 3_600_000;
        let remark = text!("an authToken for {hours} hours", "发出 authToken，有效 {hours} 小时");
        Ok(accepted(json!({ "authToken": token }), remark))
    }

    fn known_app(&self, id: &str, key: &str) -> Result<(), Refusal> {
        let (id, key) = (id.trim(), key.trim());
        if id == self.app_key && key == self.app_id {
            let remark = Text::new(
                "appId holds the app key and appKey the app id: swap the two",
                "appId 里是 AppKey，appKey 里是 APP ID：两个写反了",
            );
            return refuse("10205", remark);
        }
        if id != self.app_id {
            // An app id is no secret, but what stands in its place may be one.
            let is_id = id.len() <= 12 && id.bytes().all(|byte| byte.is_ascii_digit());
            let remark = if is_id {
                text!("there is no app {id} here", "这里没有应用 {id}")
            } else {
                Text::new("appId is not a number", "appId 不是数字")
            };
            return refuse("10205", remark);
        }
        if key == self.app_secret.expose() && key != self.app_key {
            let remark = Text::new(
                "appKey holds the app secret, which must never be sent",
                "appKey 里是 App secret，它不能发出去",
            );
            return refuse("10202", remark);
        }
        if key != self.app_key {
            let remark = if key.eq_ignore_ascii_case(&self.app_key) {
                Text::new("appKey is right but for upper and lower case", "appKey 只有大小写不对")
            } else {
                text!("appKey is not that of app {id}", "appKey 不是应用 {id} 的")
            };
            return refuse("10202", remark);
        }
        Ok(())
    }

    /// Old tokens stay valid.
    fn mint(&mut self, now: u64) -> String {
        // An expired token is told from an unknown one for another day, then it is forgotten.
        self.access_tokens.retain(|_, given| now.saturating_sub(*given) < 2 * LIFETIME_MS);
        let count = self.access_tokens.len();
        let token = md5_hex(&format!("authToken {now} {count}"));
        self.access_tokens.insert(token.clone(), now);
        token
    }
}

/// The four fields, each with a code of its own where it is missing or empty.
fn present(body: &Object) -> Result<[String; 4], Refusal> {
    let field = |name: &'static str, code| match scalar(body.get(name)) {
        Some(value) => Ok(value),
        None if body.contains_key(name) => refuse(code, text!("{name} is empty", "{name} 是空的")),
        None => refuse(code, text!("{name} is missing", "缺少 {name}")),
    };
    Ok([field("appId", "10200")?, field("appKey", "10201")?, field("timestamp", "10203")?, field("sign", "10204")?])
}

fn in_time(written: &str, now: u64) -> Result<(), Refusal> {
    let digits = written.trim();
    let Some(timestamp) = digits.parse::<u64>().ok().filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))
    else {
        let written = quoted(digits);
        return refuse("10207", text!("timestamp {written} is no whole number", "timestamp {written} 不是整数"));
    };
    let distance = timestamp.abs_diff(now);
    if distance <= WINDOW_MS {
        return Ok(());
    }
    let count = digits.len();
    let near = |scaled: u64| scaled.abs_diff(now) <= 10 * 365 * 86_400_000;
    let remark = if near(timestamp.saturating_mul(1000)) {
        text!(
            "timestamp {timestamp} has {count} digits: seconds; vivo wants milliseconds",
            "timestamp {timestamp} 有 {count} 位，是秒；vivo 要毫秒"
        )
    } else if near(timestamp / 1000) {
        text!(
            "timestamp {timestamp} has {count} digits: microseconds; vivo wants milliseconds",
            "timestamp {timestamp} 有 {count} 位，是微秒；vivo 要毫秒"
        )
    } else {
        let seconds = distance.div_ceil(1000);
        if timestamp < now {
            text!(
                "timestamp is {seconds} s behind this machine's clock; vivo allows 600",
                "timestamp 比本机时钟慢 {seconds} 秒；vivo 只允许 600 秒"
            )
        } else {
            text!(
                "timestamp is {seconds} s ahead of this machine's clock; vivo allows 600",
                "timestamp 比本机时钟快 {seconds} 秒；vivo 只允许 600 秒"
            )
        }
    };
    refuse("10207", remark)
}
