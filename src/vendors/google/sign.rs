//! The assertion that a service account signs: a JWT with RS256, exchanged for an access token.

use serde_json::{Value, json};

use super::account::ServiceAccount;
use crate::config::{Contents, Values};
use crate::context::Clock;
use crate::jwt::{self, Algorithm, Jwt};
use crate::text;
use crate::text::Text;
use crate::vendors::{Decoded, Signature};

/// The one scope that sending needs.
pub(super) const SCOPE: &str = "https://www.googleapis.com/auth/firebase.messaging";
/// Who the assertion is for. Google's own library always says this, whatever `token_uri` is.
pub(super) const AUDIENCE: &str = "https://oauth2.googleapis.com/token";
/// The longest life of an assertion, in seconds.
const LIFETIME: u64 = 3600;

/// What is claimed at `millis`, milliseconds since 1970. `iat` and `exp` are seconds.
pub(super) fn claims(account: &ServiceAccount, millis: u64) -> Value {
    let now = millis / 1000;
    json!({ "iss": account.client_email, "scope": SCOPE, "aud": AUDIENCE, "iat": now, "exp": now + LIFETIME })
}

/// The header without `alg`, which signing puts in front.
pub(super) fn header(account: &ServiceAccount) -> Value {
    match &account.private_key_id {
        Some(id) => json!({ "typ": "JWT", "kid": id }),
        None => json!({ "typ": "JWT" }),
    }
}

/// The assertion. Empty only if the key is none of RSA, which [`ServiceAccount`] rules out.
pub(super) fn assertion(account: &ServiceAccount, millis: u64) -> String {
    jwt::sign(Algorithm::Rs256, &account.key, &header(account), &claims(account, millis)).unwrap_or_default()
}

/// Reads an assertion, for `sign --decode`. `None`: it claims nothing that Google's token endpoint is asked for.
pub(super) fn decode(text: &str, values: Option<&Values>, clock: &Clock) -> Option<Decoded> {
    let jwt = jwt::decode(text)?;
    let claim = |key: &str| jwt.claims.get(key).and_then(Value::as_str);
    let is_ours = claim("aud").is_some_and(|aud| aud.contains("google"))
        || claim("scope").is_some_and(|scope| scope.contains("googleapis.com/auth/"))
        || claim("iss").is_some_and(|iss| iss.ends_with(".gserviceaccount.com"));
    if !is_ours {
        return None;
    }
    let account = values.and_then(|values| match values.contents("service_account_file") {
        Contents::Bytes(bytes) => ServiceAccount::parse(&bytes).ok(),
        _ => None,
    });
    Some(Decoded {
        kind: "service account assertion",
        parts: parts(&jwt),
        signature: match &account {
            None => Signature::NotJudged,
            Some(account) if jwt.is_signed_by(Algorithm::Rs256, &account.key.public()) => Signature::Right,
            Some(_) => Signature::Wrong,
        },
        expires: jwt.claims.get("exp").and_then(Value::as_u64),
        remarks: remarks(&jwt, account.as_ref(), clock.millis() / 1000),
    })
}

/// Header and claims, in their own order and words.
fn parts(jwt: &Jwt) -> Vec<(String, String)> {
    let members = [&jwt.header, &jwt.claims].into_iter().filter_map(Value::as_object).flatten();
    let shown = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    members.map(|(key, value)| (key.clone(), shown(value))).collect()
}

fn remarks(jwt: &Jwt, account: Option<&ServiceAccount>, now: u64) -> Vec<Text> {
    let claim = |key: &str| jwt.claims.get(key).and_then(Value::as_str);
    let seconds = |key: &str| jwt.claims.get(key).and_then(Value::as_u64);
    let mut remarks = Vec::new();
    let mut say = |wrong: bool, remark: Text| {
        if wrong {
            remarks.push(remark);
        }
    };
    let algorithm = jwt.algorithm();
    say(
        algorithm != "RS256",
        text!("alg is `{algorithm}`; Google wants RS256", "alg 是 `{algorithm}`；Google 要 RS256"),
    );
    say(
        jwt.is_loose,
        Text::new(
            "a part is padded or in plain Base64; Base64url without `=` is wanted",
            "有一段带填充或用了普通 Base64；应当用不带 `=` 的 Base64url",
        ),
    );
    let aud = claim("aud").unwrap_or_default();
    say(aud != AUDIENCE, text!("aud is `{aud}`, not `{AUDIENCE}`", "aud 是 `{aud}`，不是 `{AUDIENCE}`"));
    let scope = claim("scope").unwrap_or_default();
    let sends =
        scope.split(' ').any(|scope| scope == SCOPE || scope == "https://www.googleapis.com/auth/cloud-platform");
    say(!sends, text!("scope lacks `{SCOPE}`", "scope 缺少 `{SCOPE}`"));
    say(
        jwt.claims.get("sub").is_some(),
        Text::new("sub is set: that asks for domain-wide delegation", "设置了 sub：那是在请求全网域授权"),
    );
    match (seconds("iat"), seconds("exp")) {
        (Some(iat), Some(exp)) => {
            let life = exp.saturating_sub(iat);
            say(
                life > LIFETIME,
                text!("it lives {life} s; Google takes 3600 at most", "有效期 {life} 秒；Google 最多 3600 秒"),
            );
            let (gone, ahead) = (now.saturating_sub(exp), iat.saturating_sub(now));
            say(gone > 0, text!("expired {gone} s ago", "已过期 {gone} 秒"));
            say(
                ahead > 300,
                text!(
                    "made {ahead} s in the future: whose clock is wrong?",
                    "签发时间在 {ahead} 秒之后：谁的时钟不准？"
                ),
            );
        }
        _ => {
            say(
                true,
                Text::new("iat or exp is missing or no whole number of seconds", "iat 或 exp 缺失，或不是整数秒"),
            );
        }
    }
    if let Some(account) = account {
        say(
            claim("iss").is_some_and(|iss| iss != account.client_email),
            Text::new(
                "iss is another account than that of service_account_file",
                "iss 不是 service_account_file 里的账号",
            ),
        );
    }
    remarks
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
