//! Reading a provider token back, for `pushctl sign --decode`: what it says, and what APNs will say to it.

use std::time::{Duration, UNIX_EPOCH};

use serde_json::Value;

use super::jose::fixed;
use crate::config::{Contents, Values};
use crate::context::Clock;
use crate::encoding::base64url;
use crate::jwt::{self, Algorithm, Jwt, PrivateKey, PublicKey};
use crate::text;
use crate::text::Text;
use crate::vendors::{Decoded, Signature};

/// How old a provider token may be.
const HOUR_MS: u64 = 3_600_000;

/// Reads `text` as a provider token. `None`: it is another vendor's, or none at all.
pub(super) fn decode(text: &str, values: Option<&Values>, clock: &Clock) -> Option<Decoded> {
    let text = without_scheme(text.trim());
    let jwt = jwt::decode(text)?;
    if jwt.algorithm() != "ES256" || jwt.claims.get("iss").is_none() {
        return None;
    }
    let mut parts = Vec::new();
    for (name, value) in [&jwt.header, &jwt.claims].into_iter().filter_map(Value::as_object).flatten() {
        parts.push((name.clone(), shown(name, value)));
    }
    let mut remarks = remarks_on_form(&jwt);
    remarks.extend(remark_on_age(jwt.claims.get("iat"), clock));
    if let Some(values) = values {
        remarks.extend(remarks_on_ids(&jwt, values));
    }
    let key = values.and_then(own_key);
    let expires = jwt.claims.get("iat").and_then(Value::as_u64).map(|iat| iat.saturating_add(HOUR_MS / 1000));
    Some(Decoded { kind: "provider token", parts, signature: judge(text, &jwt, key.as_ref()), expires, remarks })
}

/// Without the `bearer` of a header that was pasted whole.
fn without_scheme(text: &str) -> &str {
    match text.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("bearer") => rest.trim(),
        _ => text,
    }
}

fn shown(name: &str, value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Number(number) if name == "iat" || name == "exp" => match number.as_u64().and_then(date) {
            Some(date) => format!("{number} ({date})"),
            None => number.to_string(),
        },
        other => other.to_string(),
    }
}

/// A time in seconds since 1970, for people. `None`: no clock shows it.
pub(super) fn date(seconds: u64) -> Option<String> {
    // The last second of the year 9999: behind it the formatter panics.
    (seconds < 253_402_300_800).then(|| httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(seconds)))
}

fn own_key(values: &Values) -> Option<PublicKey> {
    let Contents::Bytes(file) = values.contents("key_file") else { return None };
    PrivateKey::from_pem(&file).ok().filter(PrivateKey::is_ec).map(|key| key.public())
}

/// A signature in DER is judged by what it means.
fn judge(text: &str, jwt: &Jwt, key: Option<&PublicKey>) -> Signature {
    let Some(key) = key else { return Signature::NotJudged };
    let rewritten = fixed(jwt.signature()).and_then(|signature| {
        let (input, _) = text.rsplit_once('.')?;
        jwt::decode(&format!("{input}.{}", base64url(&signature)))
    });
    let is_right = rewritten.as_ref().unwrap_or(jwt).is_signed_by(Algorithm::Es256, key);
    if is_right { Signature::Right } else { Signature::Wrong }
}

fn remarks_on_form(jwt: &Jwt) -> Vec<Text> {
    let mut remarks = Vec::new();
    if jwt.is_loose {
        remarks.push(Text::new(
            "padded or plain Base64 in place of base64url: APNs evidently takes it, a strict reader does not",
            "用了带填充或普通的 Base64，而不是 base64url：APNs 实际上接受，严格的解析器不接受",
        ));
    }
    if fixed(jwt.signature()).is_some() {
        remarks.push(Text::new(
            "the signature is DER; RFC 7518 wants 64 bytes. Whether APNs takes it, sources contradict each other",
            "签名是 DER 格式；RFC 7518 要求 64 字节。APNs 是否接受，资料互相矛盾",
        ));
    }
    if jwt.header.get("kid").is_none() {
        remarks.push(Text::new(
            "no `kid` in the header: APNs answers InvalidProviderToken",
            "头部没有 `kid`：APNs 会回答 InvalidProviderToken",
        ));
    }
    remarks
}

fn remark_on_age(iat: Option<&Value>, clock: &Clock) -> Option<Text> {
    let now = clock.millis();
    let seconds = match iat {
        Some(Value::Number(number)) => match number.as_u64() {
            Some(seconds) => seconds,
            None => {
                return Some(Text::new(
                    "`iat` is not a whole number of seconds since 1970",
                    "`iat` 不是 1970 年以来的整数秒",
                ));
            }
        },
        Some(Value::String(_)) => {
            return Some(Text::new(
                "`iat` is a string; APNs documents a number",
                "`iat` 是字符串；APNs 文档写的是数字",
            ));
        }
        _ => {
            return Some(Text::new(
                "no `iat`: APNs answers InvalidProviderToken",
                "没有 `iat`：APNs 会回答 InvalidProviderToken",
            ));
        }
    };
    if seconds > 100_000_000_000 {
        return Some(Text::new("`iat` is in milliseconds; APNs wants seconds", "`iat` 是毫秒；APNs 要秒"));
    }
    let millis = seconds.saturating_mul(1000);
    let minutes = millis.abs_diff(now) / 60_000;
    if millis + HOUR_MS < now {
        Some(text!(
            "signed {minutes} minutes ago, more than an hour: APNs answers ExpiredProviderToken",
            "签于 {minutes} 分钟前，超过一小时：APNs 会回答 ExpiredProviderToken"
        ))
    } else if millis > now + HOUR_MS {
        Some(text!(
            "signed {minutes} minutes in the future: one of the two clocks is wrong",
            "签名时间在 {minutes} 分钟之后：有一边的时钟不准"
        ))
    } else {
        None
    }
}

fn remarks_on_ids(jwt: &Jwt, values: &Values) -> Vec<Text> {
    let own = |key| values.text(key).map(|given| given.as_str().trim().to_owned());
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let (kid, iss) = (text(jwt.header.get("kid")), text(jwt.claims.get("iss")));
    let (key_id, team_id) = (own("key_id"), own("team_id"));
    if key_id.is_some() && key_id == iss && team_id == kid {
        return vec![Text::new("`kid` and `iss` are swapped", "`kid` 和 `iss` 写反了")];
    }
    let differs = |own: &Option<String>, found: &Option<String>| own.is_some() && own != found;
    let mut remarks = Vec::new();
    if differs(&key_id, &kid) {
        remarks.push(Text::new("`kid` is not [apple] key_id", "`kid` 不是 [apple] key_id"));
    }
    if differs(&team_id, &iss) {
        remarks.push(Text::new("`iss` is not [apple] team_id", "`iss` 不是 [apple] team_id"));
    }
    remarks
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
