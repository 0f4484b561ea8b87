//! `POST /token`: who signed the assertion, for whom, when, and for which scope; and which slip it is if it is wrong.

use serde_json::Value;

use super::answers::{minted, token_refusal};
use super::{Account, Google};
use crate::context::Clock;
use crate::emulator::RawAnswer;
use crate::emulator::read::quoted;
use crate::jwt::{self, Algorithm, Jwt};
use crate::text;
use crate::text::Text;

const GRANT_TYPE: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";
const AUDIENCE: &str = "https://oauth2.googleapis.com/token";
/// What older clients say instead; taken, with a word.
const OLD_AUDIENCES: &[&str] =
    &["https://accounts.google.com/o/oauth2/token", "https://www.googleapis.com/oauth2/v4/token"];
const SCOPES: &str = "https://www.googleapis.com/auth/";
/// Either of these may send.
const SENDING: &[&str] =
    &["https://www.googleapis.com/auth/firebase.messaging", "https://www.googleapis.com/auth/cloud-platform"];
/// How far the clocks may be apart, in seconds.
const WINDOW: i64 = 300;

const BAD_SIGNATURE: &str = "Invalid JWT Signature.";
const BAD_TIME: &str = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. \
                        Check your iat and exp values in the JWT claim.";

/// Why an assertion is refused: `error`, `error_description`, and a word on it.
type Refused = (&'static str, &'static str, Text);

/// What an assertion is good for.
struct Grant {
    sends: bool,
    remarks: Vec<Text>,
}

impl Google {
    pub(super) fn exchange(&mut self, pairs: &[(String, String)], clock: &Clock) -> RawAnswer {
        let value = |name: &str| pairs.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        match granted(value("grant_type"), value("assertion"), &self.account, clock.millis()) {
            Ok(Grant { sends, remarks }) => {
                let token = self.mint(sends, clock.millis());
                let first = Text::new("an access token for an hour", "发出 access token，有效一小时");
                minted(&token, crate::emulator::read::joined([first].into_iter().chain(remarks)))
            }
            Err((error, description, remark)) => token_refusal(error, description, remark),
        }
    }
}

fn granted(grant_type: Option<&str>, assertion: Option<&str>, account: &Account, now: u64) -> Result<Grant, Refused> {
    match grant_type {
        Some(GRANT_TYPE) => {}
        Some(other) => {
            let other = quoted(other);
            let remark = text!("grant_type is {other}, not {GRANT_TYPE}", "grant_type 是 {other}，应当是 {GRANT_TYPE}");
            return Err(("invalid_request", "Bad Request", remark));
        }
        None => return Err(("invalid_request", "Bad Request", Text::new("no grant_type", "没有 grant_type"))),
    }
    let Some(assertion) = assertion.filter(|text| !text.is_empty()) else {
        return Err(("invalid_request", "Bad Request", Text::new("no assertion", "没有 assertion")));
    };
    let Some(jwt) = jwt::decode(assertion) else {
        let remark = Text::new(
            "assertion is no JWT: three parts of Base64url with dots between, the first two JSON objects",
            "assertion 不是 JWT：应当是用点隔开的三段 Base64url，前两段是 JSON 对象",
        );
        return Err(("invalid_request", "Bad Request", remark));
    };
    let mut remarks = Vec::new();
    issuer(&jwt, account)?;
    signature(&jwt, account, &mut remarks)?;
    audience(&jwt, &mut remarks)?;
    time(&jwt, now)?;
    if jwt.claims.get("sub").is_some_and(|sub| sub.as_str() != Some(account.email.as_str())) {
        let remark = Text::new("sub is set: leave it out", "设置了 sub：去掉它");
        let description = "Client is unauthorized to retrieve access tokens using this method, or client not authorized \
                           for any of the scopes requested.";
        return Err(("unauthorized_client", description, remark));
    }
    let sends = scope(&jwt)?;
    Ok(Grant { sends, remarks })
}

fn claim<'a>(jwt: &'a Jwt, key: &str) -> Option<&'a str> {
    jwt.claims.get(key).and_then(Value::as_str)
}

fn issuer(jwt: &Jwt, account: &Account) -> Result<(), Refused> {
    const GONE: &str = "Invalid grant: account not found";
    let Some(issuer) = claim(jwt, "iss") else {
        return Err((
            "invalid_grant",
            GONE,
            Text::new("iss is missing: it is client_email", "缺少 iss：填 client_email"),
        ));
    };
    if account.made_up || issuer == account.email {
        return Ok(());
    }
    let remark = if issuer.trim().eq_ignore_ascii_case(&account.email) {
        Text::new("iss is right but for blanks or upper and lower case", "iss 只差空白或大小写")
    } else if issuer.contains('@') {
        Text::new("iss is another account than that of the key file", "iss 不是密钥文件里的账号")
    } else {
        Text::new(
            "iss is no address: it is client_email of the key file",
            "iss 不是邮箱：应当填密钥文件里的 client_email",
        )
    };
    Err(("invalid_grant", GONE, remark))
}

fn signature(jwt: &Jwt, account: &Account, remarks: &mut Vec<Text>) -> Result<(), Refused> {
    let refuse = |remark: Text| Err(("invalid_grant", BAD_SIGNATURE, remark));
    let algorithm = jwt.algorithm();
    if algorithm != "RS256" {
        return refuse(match algorithm {
            "PS256" => Text::new(
                "alg is PS256 (RSA-PSS), which is Huawei's; Google wants RS256 (PKCS #1 v1.5)",
                "alg 是 PS256（RSA-PSS），那是华为的；Google 要 RS256（PKCS #1 v1.5）",
            ),
            "ES256" => Text::new(
                "alg is ES256, which is Apple's; Google wants RS256",
                "alg 是 ES256，那是苹果的；Google 要 RS256",
            ),
            "HS256" => Text::new(
                "alg is HS256: the private key was used as a password; Google wants RS256",
                "alg 是 HS256：把私钥当成了密码；Google 要 RS256",
            ),
            "" => Text::new("the header has no alg", "头里没有 alg"),
            other => {
                let other = quoted(other);
                text!("alg is {other}; Google wants RS256", "alg 是 {other}；Google 要 RS256")
            }
        });
    }
    if jwt.is_loose {
        return refuse(Text::new(
            "a part is padded with `=` or in plain Base64; RFC 7515 wants Base64url without padding",
            "有一段带 `=` 填充或用了普通 Base64；RFC 7515 要不带填充的 Base64url",
        ));
    }
    let Some(key) = &account.key else {
        remarks.push(not_judged());
        return Ok(());
    };
    if jwt.is_signed_by(Algorithm::Rs256, key) {
        return Ok(());
    }
    if account.made_up {
        remarks.push(not_judged());
        return Ok(());
    }
    if jwt.is_signed_by(Algorithm::Ps256, key) {
        return refuse(Text::new(
            "alg says RS256, but the padding of the signature is that of PS256 (RSA-PSS)",
            "alg 写的是 RS256，但签名用的是 PS256（RSA-PSS）的填充",
        ));
    }
    let kid = jwt.header.get("kid").and_then(Value::as_str);
    refuse(if kid.is_some_and(|kid| kid != account.key_id) {
        Text::new(
            "signed with another key: kid is not private_key_id of the key file",
            "用了另一把密钥签名：kid 不是密钥文件里的 private_key_id",
        )
    } else if jwt.signature().len() == 32 {
        Text::new(
            "the signature has 32 bytes: a hash or an HMAC, not a signature with the private key",
            "签名只有 32 字节：是哈希或 HMAC，不是用私钥签的",
        )
    } else {
        Text::new(
            "not signed with the private key of the key file, or over other bytes than those sent",
            "不是用密钥文件里的私钥签的，或者签名的内容与发送的不一致",
        )
    })
}

fn not_judged() -> Text {
    Text::new(
        "this emulator has no service account of yours: the signature was not judged",
        "模拟器没有你的服务账号：没有验证签名",
    )
}

fn audience(jwt: &Jwt, remarks: &mut Vec<Text>) -> Result<(), Refused> {
    let refuse = |remark: Text| Err(("invalid_grant", "Invalid JWT: Failed audience check.", remark));
    match claim(jwt, "aud") {
        Some(AUDIENCE) => Ok(()),
        Some(old) if OLD_AUDIENCES.contains(&old) => {
            remarks.push(text!("aud is the old {old}; today it is {AUDIENCE}", "aud 是旧的 {old}；现在是 {AUDIENCE}"));
            Ok(())
        }
        Some(other) if other.contains("fcm.googleapis.com") => refuse(text!(
            "aud is FCM's own host, as in a self-signed JWT; here it is {AUDIENCE}",
            "aud 是 FCM 的主机，那是自签 JWT 的用法；这里应当是 {AUDIENCE}"
        )),
        Some(other) => {
            let other = quoted(other);
            refuse(text!("aud is {other}, not {AUDIENCE}", "aud 是 {other}，应当是 {AUDIENCE}"))
        }
        None => refuse(text!("aud is missing: it is {AUDIENCE}", "缺少 aud：应当是 {AUDIENCE}")),
    }
}

fn time(jwt: &Jwt, now: u64) -> Result<(), Refused> {
    let refuse = |remark: Text| Err(("invalid_grant", BAD_TIME, remark));
    let now = i64::try_from(now / 1000).unwrap_or(i64::MAX);
    let [iat, exp] = ["iat", "exp"].map(|key| jwt.claims.get(key).and_then(Value::as_i64));
    let (Some(iat), Some(exp)) = (iat, exp) else {
        return refuse(Text::new(
            "iat or exp is missing or no whole number of seconds",
            "iat 或 exp 缺失，或不是整数秒",
        ));
    };
    if iat > 100_000_000_000 || exp > 100_000_000_000 {
        return refuse(Text::new(
            "iat or exp is in milliseconds; Google wants seconds",
            "iat 或 exp 用了毫秒；Google 要秒",
        ));
    }
    let (life, ahead, gone) = (exp.saturating_sub(iat), iat.saturating_sub(now), now.saturating_sub(exp));
    if life > 3600 {
        return refuse(text!("exp is {life} s after iat; 3600 at most", "exp 比 iat 晚 {life} 秒；最多 3600 秒"));
    }
    if ahead > WINDOW {
        return refuse(text!("iat is {ahead} s ahead of this machine's clock", "iat 比本机时钟快 {ahead} 秒"));
    }
    if gone > 0 {
        return refuse(text!("exp is {gone} s behind this machine's clock", "exp 比本机时钟慢 {gone} 秒"));
    }
    Ok(())
}

/// Whether the scope is one that may send.
fn scope(jwt: &Jwt) -> Result<bool, Refused> {
    let refuse = |remark: Text| Err(("invalid_scope", "Invalid OAuth scope or ID token audience provided.", remark));
    let scopes: Vec<&str> = claim(jwt, "scope").unwrap_or_default().split(' ').filter(|one| !one.is_empty()).collect();
    if scopes.is_empty() {
        return refuse(Text::new("scope is missing or no text", "scope 缺失或不是文字"));
    }
    if let Some(odd) = scopes.iter().find(|scope| !scope.starts_with(SCOPES)) {
        let odd = quoted(odd);
        let sending = SENDING[0];
        return refuse(text!(
            "scope {odd} is none; sending needs {sending}",
            "没有 {odd} 这个 scope；发送需要 {sending}"
        ));
    }
    Ok(scopes.iter().any(|scope| SENDING.contains(scope)))
}
