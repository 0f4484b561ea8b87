//! `Authorization: Bearer …`: an access token of ours, or the JWT of a service account.

use serde_json::Value;

use super::oauth::LIFETIME_MS;
use super::{Huawei, Refusal, Version, refuse};
use crate::context::Clock;
use crate::emulator::read::quoted;
use crate::emulator::{RawRequest, World};
use crate::jwt::{self, Algorithm, Jwt, PrivateKey, PublicKey};
use crate::text;
use crate::text::Text;

/// `aud` of every JWT.
const AUDIENCE: &str = "https://oauth-login.cloud.huawei.com/oauth2/v3/token";
/// The longest validity of a JWT in seconds.
const LONGEST: i64 = 86_400;

/// A service account as the console holds it: everything but the private half of its key.
pub(super) struct Account {
    pub(super) project_id: String,
    key_id: String,
    sub_account: String,
    key: PublicKey,
    made_up: bool,
}

impl Account {
    /// The service account of this world, if there is one that can be read.
    pub(super) fn read(world: &World) -> Option<Self> {
        let file: Value = serde_json::from_slice(world.key_file("huawei", "service_account_file")?).ok()?;
        let text = |key: &str| file.get(key).and_then(Value::as_str);
        Some(Self {
            project_id: text("project_id")?.to_owned(),
            key_id: text("key_id")?.to_owned(),
            sub_account: text("sub_account")?.to_owned(),
            key: PrivateKey::from_pem(text("private_key")?.as_bytes()).ok()?.public(),
            made_up: world.is_made_up("huawei", "service_account_file"),
        })
    }
}

impl Huawei {
    /// Whether the request may be looked at: its Authorization, and the id in its path.
    pub(super) fn authorised(
        &self,
        request: &RawRequest,
        version: Version,
        id: &str,
        clock: &Clock,
        remarks: &mut Vec<Text>,
    ) -> Result<(), Refusal> {
        let written = request.header("authorization").unwrap_or_default().trim();
        if written.is_empty() {
            return refuse("80200001", Text::new("no header Authorization", "没有 Authorization 头"));
        }
        let bearer = written.get(..7).filter(|word| word.eq_ignore_ascii_case("bearer "));
        let Some(token) = bearer.and_then(|_| written.get(7..)).map(str::trim) else {
            let remark = Text::new("Authorization does not begin with `Bearer `", "Authorization 开头不是 `Bearer `");
            return refuse("80200001", remark);
        };
        if token.matches('.').count() == 2 {
            self.jwt(token, clock, remarks)?;
        } else if version == Version::V3 {
            let remark = Text::new(
                "v3 takes the JWT of a service account only, not an access token",
                "v3 只接受服务账号的 JWT，不接受 access token",
            );
            return refuse("80200001", remark);
        } else {
            self.access_token(token, clock)?;
        }
        self.own_path(version, id, remarks)
    }

    fn access_token(&self, token: &str, clock: &Clock) -> Result<(), Refusal> {
        match self.access_tokens.get(token) {
            Some(given) if clock.millis().saturating_sub(*given) < LIFETIME_MS => Ok(()),
            Some(_) => {
                refuse("80200003", Text::new("the access token is older than 1 hour", "access token 已超过 1 小时"))
            }
            None if self.access_tokens.contains_key(&token.replace("\\/", "/")) => refuse(
                "80200003",
                Text::new(
                    "the access token still has the back-slash of `\\/`: read the answer as JSON",
                    "access token 里还留着 `\\/` 的反斜杠：要按 JSON 解析回答",
                ),
            ),
            None if self.access_tokens.keys().any(|own| own.len() > token.len() && own.starts_with(token)) => {
                refuse("80200003", Text::new("the access token is cut off", "access token 被截断了"))
            }
            None if self.access_tokens.contains_key(token.trim_matches('"')) => {
                refuse("80200003", Text::new("the access token has quotes around it", "access token 外面多了引号"))
            }
            None => refuse(
                "80200001",
                Text::new(
                    "the access token is none that this emulator gave: POST /oauth2/v3/token first",
                    "access token 不是这个模拟器发的：先 POST /oauth2/v3/token",
                ),
            ),
        }
    }

    /// A JWT: its form, its times, its signature. One whose key nobody told this emulator cannot be judged.
    fn jwt(&self, token: &str, clock: &Clock, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
        let Some(jwt) = jwt::decode(token) else {
            return refuse("80200001", Text::new("the JWT cannot be read", "JWT 无法解析"));
        };
        if jwt.is_loose {
            let remark = Text::new(
                "the JWT is padded or in plain Base64; it wants base64url without padding",
                "JWT 用了带填充或普通的 Base64；要用无填充的 base64url",
            );
            return refuse("80200001", remark);
        }
        form(&jwt)?;
        times(&jwt.claims, clock)?;
        let unknown = |remarks: &mut Vec<Text>| {
            remarks.push(Text::new(
                "the JWT's key is not known here: its signature was not judged",
                "这里没有 JWT 的密钥：没有校验签名",
            ));
            Ok(())
        };
        let Some(account) = &self.account else { return unknown(remarks) };
        match signed(&jwt, account) {
            Ok(()) => Ok(()),
            Err(_) if account.made_up => unknown(remarks),
            Err(remark) => refuse("80200001", remark),
        }
    }

    /// The id in the path is that of the app, in v2 and v3 of the project.
    fn own_path(&self, version: Version, id: &str, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
        let (own, other) = match version {
            Version::V1 => (Some(self.client_id.as_str()), self.project_id.as_deref()),
            Version::V2 | Version::V3 => (self.project_id.as_deref(), Some(self.client_id.as_str())),
        };
        let Some(own) = own else {
            remarks
                .push(Text::new("the project id is not known here: it was not judged", "这里不知道项目 ID：没有校验"));
            return Ok(());
        };
        if own == id {
            return Ok(());
        }
        // Only an id may be repeated: what stands in its place may be a secret.
        let written = if id.bytes().all(|byte| byte.is_ascii_digit()) { id } else { "***" };
        let remark = match version {
            Version::V1 if other == Some(id) => Text::new(
                "v1 wants the client id in the path, not the project id",
                "v1 的路径里要 client id，不是项目 ID",
            ),
            _ if other == Some(id) => Text::new(
                "v2 and v3 want the project id in the path, not the app's",
                "v2、v3 的路径里要项目 ID，不是应用的 ID",
            ),
            _ => text!("the token is not of {written}, the id in the path", "token 不属于路径里的 {written}"),
        };
        refuse("80200001", remark)
    }
}

/// Header and claims, as far as they can be judged without a key.
fn form(jwt: &Jwt) -> Result<(), Refusal> {
    if jwt.algorithm() != Algorithm::Ps256.name() {
        let written = quoted(jwt.algorithm());
        return refuse("80200001", text!("alg is {written}; Huawei wants PS256", "alg 是 {written}；华为要 PS256"));
    }
    if jwt.claims.get("aud").and_then(Value::as_str) != Some(AUDIENCE) {
        return refuse("80200001", text!("aud is not {AUDIENCE}", "aud 不是 {AUDIENCE}"));
    }
    Ok(())
}

fn times(claims: &Value, clock: &Clock) -> Result<(), Refusal> {
    let time = |key: &str| claims.get(key).and_then(Value::as_i64);
    let now = i64::try_from(clock.millis() / 1000).unwrap_or(i64::MAX);
    let (Some(issued), Some(expires)) = (time("iat"), time("exp")) else {
        let remark = Text::new("iat or exp is missing or no whole number", "缺少 iat 或 exp，或者不是整数");
        return refuse("80200001", remark);
    };
    if issued > 100_000_000_000 {
        let remark = Text::new("iat and exp are in milliseconds; Huawei wants seconds", "iat、exp 是毫秒；华为要秒");
        return refuse("80300036", remark);
    }
    if expires - issued > LONGEST {
        let seconds = expires - issued;
        let remark =
            text!("the JWT is valid for {seconds} s; at most {LONGEST}", "JWT 的有效期是 {seconds} 秒；最多 {LONGEST}");
        return refuse("80300036", remark);
    }
    if expires <= now {
        let seconds = now - expires;
        let remark = text!("the JWT expired {seconds} s ago", "JWT 已过期 {seconds} 秒");
        return refuse("80200005", remark);
    }
    Ok(())
}

/// Whether the account signed it; `Err` says what is wrong.
fn signed(jwt: &Jwt, account: &Account) -> Result<(), Text> {
    let text = |part: &Value, key: &str| part.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
    let is_signed = jwt.is_signed_by(Algorithm::Ps256, &account.key);
    if text(&jwt.header, "kid") != account.key_id {
        return Err(Text::new("kid is not the key_id of the service account", "kid 不是服务账号的 key_id"));
    }
    if text(&jwt.claims, "iss") != account.sub_account {
        return Err(Text::new("iss is not the sub_account of the service account", "iss 不是服务账号的 sub_account"));
    }
    if is_signed {
        return Ok(());
    }
    Err(if jwt.is_signed_by(Algorithm::Rs256, &account.key) {
        Text::new(
            "the JWT says PS256 but is signed as RS256 (PKCS#1 v1.5)",
            "JWT 写的是 PS256，签名却是 RS256（PKCS#1 v1.5）",
        )
    } else {
        Text::new("the JWT is not signed with the service account's key", "JWT 不是用服务账号的密钥签名的")
    })
}
