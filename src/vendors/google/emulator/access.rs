//! Access tokens: given, kept for an hour, demanded; and the project they may send for.

use super::Google;
use super::answers::Refusal;
use crate::context::Clock;
use crate::emulator::RawRequest;
use crate::encoding;
use crate::text;
use crate::text::Text;

/// How long an access token lives, in milliseconds.
const LIFETIME_MS: u64 = 3_600_000;

/// An access token that was given.
pub(super) struct Access {
    /// When, in milliseconds since 1970.
    given: u64,
    /// Whether its scope may send.
    sends: bool,
}

impl Google {
    /// A new access token; older ones stay valid.
    pub(super) fn mint(&mut self, sends: bool, now: u64) -> String {
        // An expired token is told from an unknown one for another hour, then it is forgotten.
        self.access_tokens.retain(|_, access| now.saturating_sub(access.given) < 2 * LIFETIME_MS);
        let count = self.access_tokens.len();
        let hash = encoding::base64url(&encoding::sha256(format!("access token {now} {count}").as_bytes()));
        let token = format!("ya29.c.{hash}");
        self.access_tokens.insert(token.clone(), Access { given: now, sends });
        token
    }

    /// `Authorization: Bearer` with an access token of this server.
    pub(super) fn access(&self, request: &RawRequest, clock: &Clock) -> Result<(), Refusal> {
        let written = request.header("authorization").map(str::trim).unwrap_or_default();
        if written.is_empty() {
            let remark = Text::new("no header Authorization", "没有 Authorization 头");
            return Err(Refusal::unauthenticated("CREDENTIALS_MISSING", remark));
        }
        let unsupported = |remark: Text| Err(Refusal::unauthenticated("ACCESS_TOKEN_TYPE_UNSUPPORTED", remark));
        let (scheme, token) = written.split_once(' ').unwrap_or(("", written));
        if !scheme.eq_ignore_ascii_case("bearer") {
            return unsupported(if written.starts_with("key=") {
                Text::new(
                    "`key=` with a server key is the legacy API's, shut down in 2024; HTTP v1 wants `Bearer` and an access token",
                    "`key=` 加 server key 是 2024 年停用的旧接口；HTTP v1 要 `Bearer` 加 access token",
                )
            } else {
                Text::new("Authorization does not begin with `Bearer `", "Authorization 不是以 `Bearer ` 开头")
            });
        }
        match self.access_tokens.get(token.trim()) {
            Some(access) if clock.millis().saturating_sub(access.given) >= LIFETIME_MS => {
                let remark = Text::new("the access token is older than an hour", "access token 已超过一小时");
                Err(Refusal::unauthenticated("ACCESS_TOKEN_EXPIRED", remark))
            }
            Some(access) if access.sends => Ok(()),
            Some(_) => Err(Refusal::no_scope(Text::new(
                "the access token was asked for without the scope firebase.messaging or cloud-platform",
                "换取 access token 时没有 firebase.messaging 或 cloud-platform 这个 scope",
            ))),
            None if token.matches('.').count() == 2 && token.starts_with("eyJ") => unsupported(Text::new(
                "that is the assertion itself: exchange it at /token and send the access_token",
                "这是 assertion 本身：先到 /token 换取，再发送 access_token",
            )),
            None if token.starts_with("AIza") => {
                unsupported(Text::new("that is an API key, no access token", "这是 API key，不是 access token"))
            }
            None => unsupported(Text::new(
                "the access token is none that this emulator gave: POST /token first",
                "access token 不是这个模拟器发的：先 POST /token",
            )),
        }
    }

    /// Whether the account may send for the project of the address; if it may, a word on what was not judged.
    pub(super) fn permission(&self, project: &str) -> Result<Option<Text>, Refusal> {
        let project = super::decoded(project);
        let own = self.project.as_deref().unwrap_or(&self.account.project);
        let number = project.bytes().all(|byte| byte.is_ascii_digit());
        let is_own = own.eq(&project) || project == self.account.project;
        if is_own || (self.account.made_up && self.project.is_none()) {
            return Ok(None);
        }
        if number {
            let remark = text!(
                "{project} is a project number; it was not compared with project {own}",
                "{project} 是项目编号；没有与项目 {own} 核对"
            );
            return Ok(Some(remark));
        }
        let remark = text!(
            "the address is of project {project}, the service account of {own}",
            "地址里的项目是 {project}，服务账号属于 {own}"
        );
        Err(Refusal::no_permission(&project, remark))
    }
}
