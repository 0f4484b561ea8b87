//! `POST /oauth2/v3/token`: client id and secret, as a form, for an access token.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::json;

use super::{Huawei, JSON};
use crate::context::Clock;
use crate::emulator::read::{form, quoted, wrong_content_type};
use crate::emulator::{RawAnswer, RawRequest};
use crate::encoding::sha256;
use crate::text;
use crate::text::Text;

/// How long an access token lives, in milliseconds.
pub(super) const LIFETIME_MS: u64 = 3_600_000;

/// `error` of every refusal; `sub_error` says more.
const ERROR: u64 = 1101;

impl Huawei {
    pub(super) fn token(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let answer = match form(&request.body) {
            Ok(pairs) => match self.grant(&pairs) {
                Ok(()) => self.mint(clock),
                Err((code, remark)) => refused(code, remark),
            },
            Err(remark) => refused("20182", remark),
        };
        answer.noting(wrong_content_type(request, "application/x-www-form-urlencoded", "Huawei"))
    }

    fn grant(&self, pairs: &[(String, String)]) -> Result<(), (&'static str, Text)> {
        let field = |name: &str| pairs.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str());
        let grant_type = field("grant_type");
        if grant_type != "client_credentials" {
            let written = quoted(grant_type);
            let remark = text!(
                "grant_type is {written}; it must be client_credentials",
                "grant_type 是 {written}；应当是 client_credentials"
            );
            return Err(("20182", remark));
        }
        self.known_client(field("client_id"))?;
        self.right_secret(field("client_secret"))
    }

    fn known_client(&self, id: &str) -> Result<(), (&'static str, Text)> {
        let is_id = (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_digit());
        if id == self.client_id {
            return Ok(());
        }
        if id == self.app_secret.expose() {
            let remark = Text::new("client_id holds the secret: the two are swapped", "client_id 里是密钥：两个写反了");
            return Err((if is_id { "20003" } else { "20002" }, remark));
        }
        if !is_id {
            let remark = match id.trim() {
                "" => Text::new("client_id is missing or empty", "client_id 缺失或为空"),
                trimmed if trimmed == self.client_id => {
                    Text::new("client_id has blanks around it", "client_id 前后有空白")
                }
                _ => Text::new("client_id is not 1 to 64 digits", "client_id 不是 1 到 64 位数字"),
            };
            return Err(("20002", remark));
        }
        let remark = if self.project_id.as_deref() == Some(id) {
            Text::new("client_id holds the project id", "client_id 里是项目 ID")
        } else {
            text!("there is no client {id} here", "这里没有 client_id {id}")
        };
        Err(("20003", remark))
    }

    fn right_secret(&self, secret: &str) -> Result<(), (&'static str, Text)> {
        let own = self.app_secret.expose();
        if secret == own {
            return Ok(());
        }
        if secret.trim().is_empty() {
            return Err(("20171", Text::new("client_secret is missing or empty", "client_secret 缺失或为空")));
        }
        let decoded =
            || form_urlencoded::parse(format!("s={secret}").as_bytes()).next().map(|(_, value)| value.into_owned());
        let remark = if secret.trim() == own {
            Text::new("client_secret has blanks around it", "client_secret 前后有空白")
        } else if secret.replace(' ', "+") == own {
            Text::new(
                "client_secret was not form-encoded: its `+` arrived as a blank",
                "client_secret 没有按表单编码：`+` 变成了空格",
            )
        } else if decoded().as_deref() == Some(own) {
            Text::new("client_secret was encoded twice", "client_secret 编码了两次")
        } else if secret.eq_ignore_ascii_case(own) {
            Text::new("client_secret is right but for upper and lower case", "client_secret 只有大小写不对")
        } else if secret.trim_matches('"') == own {
            Text::new("client_secret has quotes around it", "client_secret 外面多了引号")
        } else if secret == self.client_id {
            Text::new("client_secret holds the client id", "client_secret 里是 client_id")
        } else {
            Text::new(
                "client_secret is not that of this client id; the usual mix-up is the app's id with the project's secret",
                "client_secret 不属于这个 client_id；常见的混淆是应用的 ID 配了项目级的密钥",
            )
        };
        Err(("12304", remark))
    }

    /// Old tokens stay valid. The token holds a `/`, which Huawei may write as `\/`.
    fn mint(&mut self, clock: &Clock) -> RawAnswer {
        let now = clock.millis();
        // An expired token is told from an unknown one for another hour, then it is forgotten.
        self.access_tokens.retain(|_, given| now.saturating_sub(*given) < 2 * LIFETIME_MS);
        self.requests += 1;
        let digest = sha256(format!("access token {now} {}", self.requests).as_bytes());
        let token = format!("DQEBAFXc/{}", STANDARD.encode(digest).trim_end_matches('='));
        let written = token.replace('/', "\\/");
        self.access_tokens.insert(token, now);
        let body = format!(r#"{{"access_token":"{written}","expires_in":3600,"token_type":"Bearer"}}"#);
        RawAnswer::new(200, JSON, body)
            .remark(Text::new("an access token for 1 hour", "发出 access token，有效 1 小时"))
    }
}

/// Codes are numbers here. The words are Huawei's where somebody recorded them.
fn refused(code: &'static str, remark: Text) -> RawAnswer {
    let words = "request failed";
    let sub_error: u64 = code.parse().unwrap_or_default();
    let body = json!({ "error": ERROR, "sub_error": sub_error, "error_description": words });
    RawAnswer::new(400, JSON, body.to_string()).code("sub_error", code).words(words).remark(remark)
}
