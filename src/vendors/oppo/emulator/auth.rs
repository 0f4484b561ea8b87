//! `POST /server/v1/auth`: key, timestamp and sign for an access token.

use serde_json::json;

use super::diagnosis::{Signed, diagnose, sha256_hex};
use super::{Form, LIFETIME_MS, Oppo, Refusal, accepted, quoted, refuse};
use crate::context::Clock;
use crate::emulator::RawAnswer;
use crate::text;
use crate::text::Text;

/// How far the client's clock may be from OPPO's, in milliseconds, either way.
const WINDOW_MS: u64 = 600_000;

impl Oppo {
    pub(super) fn authenticate(&mut self, form: &Form, clock: &Clock) -> Result<RawAnswer, Refusal> {
        let [key, timestamp, sign] = present(form)?;
        self.known_app(key)?;
        let now = clock.millis();
        in_time(timestamp, now)?;
        let signed = Signed {
            app_key: &self.app_key,
            timestamp,
            master_secret: self.master_secret.expose(),
            app_secret: self.app_secret.expose(),
            app_id: &self.app_id,
        };
        if sign != signed.sign() {
            return refuse("16", diagnose(&signed, sign));
        }
        let token = self.mint(now);
        let hours = LIFETIME_MS / 3_600_000;
        let remark = text!("an auth_token for {hours} hours", "发出 auth_token，有效 {hours} 小时");
        Ok(accepted(&json!({ "auth_token": token, "create_time": now }), remark))
    }

    fn known_app(&self, key: &str) -> Result<(), Refusal> {
        if key == self.app_key {
            return Ok(());
        }
        let holds = |value: &str| !value.is_empty() && key == value;
        let remark = if key.trim() == self.app_key {
            Text::new("app_key has blanks around it", "app_key 前后有空白")
        } else if key.eq_ignore_ascii_case(&self.app_key) {
            Text::new("app_key is right but for upper and lower case", "app_key 只有大小写不对")
        } else if holds(&self.app_id) || key.bytes().all(|byte| byte.is_ascii_digit()) {
            Text::new("app_key holds an AppId; OPPO wants AppKey", "app_key 里是 AppId；OPPO 要 AppKey")
        } else if holds(self.master_secret.expose()) {
            Text::new("app_key holds MasterSecret, which must never be sent", "app_key 里是 MasterSecret，它不能发出去")
        } else if holds(self.app_secret.expose()) {
            Text::new("app_key holds AppSecret", "app_key 里是 AppSecret")
        } else {
            Text::new("there is no app with this app_key here", "这里没有这个 app_key 的应用")
        };
        refuse("14", remark)
    }

    /// Old tokens stay valid.
    fn mint(&mut self, now: u64) -> String {
        // An expired token is told from an unknown one for another day, then it is forgotten.
        self.access_tokens.retain(|_, given| now.saturating_sub(*given) < 2 * LIFETIME_MS);
        let count = self.access_tokens.len();
        let token = sha256_hex(&format!("auth_token {now} {count}"))[..24].to_owned();
        self.access_tokens.insert(token.clone(), now);
        token
    }
}

/// The three fields, each with a code of its own where it is missing or empty.
fn present(form: &Form) -> Result<[&str; 3], Refusal> {
    let field = |name: &'static str, code| match form.get(name) {
        Some(value) => Ok(value),
        None if form.has(name) => refuse(code, text!("{name} is empty", "{name} 是空的")),
        None => refuse(code, text!("{name} is missing", "缺少 {name}")),
    };
    Ok([field("app_key", "15")?, field("timestamp", "18")?, field("sign", "17")?])
}

fn in_time(written: &str, now: u64) -> Result<(), Refusal> {
    let is_number = written.bytes().all(|byte| byte.is_ascii_digit());
    let Some(timestamp) = written.parse::<u64>().ok().filter(|_| is_number) else {
        let written = quoted(written);
        return refuse("19", text!("timestamp {written} is no whole number", "timestamp {written} 不是整数"));
    };
    let distance = timestamp.abs_diff(now);
    if distance <= WINDOW_MS {
        return Ok(());
    }
    let count = written.len();
    let near = |scaled: u64| scaled.abs_diff(now) <= 10 * 365 * 86_400_000;
    let remark = if near(timestamp.saturating_mul(1000)) {
        text!(
            "timestamp {timestamp} has {count} digits: seconds; OPPO wants milliseconds",
            "timestamp {timestamp} 有 {count} 位，是秒；OPPO 要毫秒"
        )
    } else if near(timestamp / 1000) {
        text!(
            "timestamp {timestamp} has {count} digits: microseconds; OPPO wants milliseconds",
            "timestamp {timestamp} 有 {count} 位，是微秒；OPPO 要毫秒"
        )
    } else if distance == 8 * 3_600_000 {
        Text::new(
            "timestamp is 8 hours off: the ordinary milliseconds since 1970 are wanted, not shifted to Beijing's time",
            "timestamp 相差 8 小时：要的是普通的毫秒时间戳，不要换算成北京时间",
        )
    } else {
        out_of_window(timestamp < now, distance.div_ceil(1000))
    };
    refuse("19", remark)
}

fn out_of_window(is_behind: bool, seconds: u64) -> Text {
    if is_behind {
        text!(
            "timestamp is {seconds} s behind this machine's clock; OPPO allows 600",
            "timestamp 比本机时钟慢 {seconds} 秒；OPPO 只允许 600 秒"
        )
    } else {
        text!(
            "timestamp is {seconds} s ahead of this machine's clock; OPPO allows 600",
            "timestamp 比本机时钟快 {seconds} 秒；OPPO 只允许 600 秒"
        )
    }
}
