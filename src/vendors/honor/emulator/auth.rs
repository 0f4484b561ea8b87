//! `POST /auth/token`: a form with Client ID and Client Secret for an access token.
//!
//! No document shows a refusal. The host and the older path look like Keycloak, which answers a wrong id or secret with
//! HTTP 401 and `invalid_client` or `unauthorized_client`, and a wrong grant with HTTP 400.

use serde_json::json;

use super::{AUTH, Honor, JSON, LIFETIME, OLDER_AUTH};
use crate::context::Clock;
use crate::emulator::read::{form, query, quoted, wrong_content_type};
use crate::emulator::{RawAnswer, RawRequest};
use crate::encoding::{hex, sha256};
use crate::text;
use crate::text::Text;

const FORM: &str = "application/x-www-form-urlencoded";

/// Why there is no access token: HTTP status, Keycloak's word, and a word for the journal.
type Refused = (u16, &'static str, Text);

const UNKNOWN_CLIENT: (u16, &str) = (401, "invalid_client");
const WRONG_SECRET: (u16, &str) = (401, "unauthorized_client");
const WRONG_GRANT: (u16, &str) = (400, "unsupported_grant_type");

fn refuse<T>((status, error): (u16, &'static str), remark: Text) -> Result<T, Refused> {
    Err((status, error, remark))
}

impl Honor {
    pub(super) fn authenticate(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        let answer = match self.credentials(request) {
            Ok(()) => self.mint(clock.millis()),
            Err((status, error, remark)) => {
                // What Honor says beside the word was never recorded.
                let words = "Fail";
                let body = json!({ "error": error, "error_description": words });
                RawAnswer::new(status, JSON, body.to_string()).code("error", error).words(words).remark(remark)
            }
        };
        let older =
            Text::new("an older path; today's documents have /auth/token", "这是旧路径；现在的文档写 /auth/token");
        let answer = answer.noting((request.path == OLDER_AUTH).then_some(older));
        answer.noting(wrong_content_type(request, FORM, "Honor"))
    }

    fn credentials(&self, request: &RawRequest) -> Result<(), Refused> {
        let fields = fields(request)?;
        let field = |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        grant(field("grant_type"))?;
        self.known_client(request, field("client_id"), field("client_secret"))?;
        match field("client_secret") {
            Some(secret) if secret == self.client_secret.expose() => Ok(()),
            None | Some("") => {
                refuse(WRONG_SECRET, Text::new("client_secret is missing or empty", "client_secret 缺失或为空"))
            }
            Some(secret) => refuse(WRONG_SECRET, self.wrong_secret(secret, &request.body)),
        }
    }

    fn known_client(&self, request: &RawRequest, id: Option<&str>, secret: Option<&str>) -> Result<(), Refused> {
        let Some(id) = id.filter(|id| !id.is_empty()) else {
            let basic = request.header("authorization").is_some_and(|value| value.starts_with("Basic "));
            let remark = if basic {
                Text::new(
                    "client_id is missing; Honor documents it in the form, not in Authorization: Basic",
                    "缺少 client_id；荣耀文档要求写在表单里，不是 Authorization: Basic",
                )
            } else {
                Text::new("client_id is missing or empty", "client_id 缺失或为空")
            };
            return refuse(UNKNOWN_CLIENT, remark);
        };
        if id == self.client_id {
            return Ok(());
        }
        // What stands in an id's place may be a secret: it is not quoted.
        let remark = if id == self.app_id {
            Text::new(
                "client_id holds the App ID; Honor wants the Client ID beside it in the console",
                "client_id 里是 App ID；要填控制台里旁边的 Client ID",
            )
        } else if id == self.client_secret.expose() && secret == Some(self.client_id.as_str()) {
            Text::new("client_id and client_secret are swapped", "client_id 和 client_secret 写反了")
        } else if id.trim() == self.client_id {
            Text::new("client_id is right, but with blanks around it", "client_id 值对了，但前后有空白")
        } else if id.eq_ignore_ascii_case(&self.client_id) {
            Text::new("client_id is right but for upper and lower case", "client_id 只有大小写不对")
        } else {
            Text::new("there is no client with this client_id here", "这里没有这个 client_id")
        };
        refuse(UNKNOWN_CLIENT, remark)
    }

    /// The emulator holds the secret, so it can try the usual slips and name the one that fits.
    fn wrong_secret(&self, secret: &str, body: &[u8]) -> Text {
        let right = self.client_secret.expose();
        if raw_field(body, "client_secret").as_deref() == Some(right) {
            return Text::new(
                "client_secret is right but not form-encoded: `+` is read as a blank, `%` as the beginning of a code",
                "client_secret 值对了，但没有做表单编码：`+` 会被读成空格，`%` 会被当成编码的开头",
            );
        }
        if form(format!("x={secret}").as_bytes())
            .is_ok_and(|pairs| pairs.first().is_some_and(|(_, once)| once == right))
        {
            return Text::new("client_secret was form-encoded twice", "client_secret 做了两次表单编码");
        }
        if secret == self.client_id || secret == self.app_id {
            let name = if secret == self.app_id { "App ID" } else { "Client ID" };
            return text!("client_secret holds the {name}", "client_secret 里是 {name}");
        }
        if secret.trim() == right {
            return Text::new(
                "client_secret is right, but with blanks or a line break around it",
                "client_secret 值对了，但前后有空白或换行",
            );
        }
        if secret.eq_ignore_ascii_case(right) {
            return Text::new("client_secret is right but for upper and lower case", "client_secret 只有大小写不对");
        }
        Text::new(
            "client_secret is not that of this client_id; the App Secret in its place is the usual slip",
            "client_secret 不是这个 client_id 的；常见的失误是填了 App Secret",
        )
    }

    /// Old tokens stay valid.
    fn mint(&mut self, now: u64) -> RawAnswer {
        // An expired token is told from an unknown one for another hour, then it is forgotten.
        self.access_tokens.retain(|_, given| now.saturating_sub(*given) < 2 * LIFETIME * 1000);
        let count = self.access_tokens.len();
        let token = hex(&sha256(format!("access_token {now} {count}").as_bytes()));
        self.access_tokens.insert(token.clone(), now);
        let body = json!({ "access_token": token, "expires_in": LIFETIME, "token_type": "Bearer" });
        let remark = text!("an access token for {LIFETIME} s", "发出 access token，有效 {LIFETIME} 秒");
        RawAnswer::new(200, JSON, body.to_string()).remark(remark)
    }
}

/// The fields of the form, decoded.
fn fields(request: &RawRequest) -> Result<Vec<(String, String)>, Refused> {
    if request.body.is_empty() {
        let in_url = query(request.query.as_deref()).iter().any(|(name, _)| name == "client_id");
        let remark = if in_url {
            text!(
                "the fields stand in the URL; {AUTH} takes them in the body only",
                "字段写在 URL 里；{AUTH} 只从请求体读取"
            )
        } else {
            text!("the body is empty; {AUTH} takes a form", "请求体是空的；{AUTH} 要表单")
        };
        return refuse(WRONG_GRANT, remark);
    }
    form(&request.body).or_else(|remark| refuse(WRONG_GRANT, remark))
}

fn grant(written: Option<&str>) -> Result<(), Refused> {
    const WANTED: &str = "client_credentials";
    match written {
        Some(WANTED) => Ok(()),
        None | Some("") => refuse(
            WRONG_GRANT,
            text!("grant_type is missing; Honor takes {WANTED}", "缺少 grant_type；荣耀要 {WANTED}"),
        ),
        Some(other) => {
            let written = quoted(other);
            refuse(
                WRONG_GRANT,
                text!("grant_type is {written}; Honor takes {WANTED}", "grant_type 是 {written}；荣耀要 {WANTED}"),
            )
        }
    }
}

/// A field of a form as it was written, nothing decoded.
fn raw_field(body: &[u8], name: &str) -> Option<String> {
    let text = std::str::from_utf8(body).ok()?;
    let value = |pair: &str| pair.strip_prefix(name)?.strip_prefix('=').map(str::to_owned);
    text.split('&').find_map(value)
}
