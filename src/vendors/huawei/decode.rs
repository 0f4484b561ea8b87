//! Reading a JWT of a service account back, for `pushctl sign --decode`.

use serde_json::Value;

use super::service_account::ServiceAccount;
use super::sign::AUDIENCE;
use crate::config::{Contents, Values};
use crate::context::Clock;
use crate::jwt::{self, Algorithm, Jwt};
use crate::text;
use crate::text::Text;
use crate::vendors::{Decoded, Signature};

/// The longest validity in seconds. [80300036]
const LONGEST: i64 = 86_400;

/// A JWT that Huawei would look at: one for its OAuth server, or signed as only Huawei wants it.
pub(super) fn decode(text: &str, values: Option<&Values>, clock: &Clock) -> Option<Decoded> {
    let jwt = jwt::decode(text)?;
    let audience = jwt.claims.get("aud").and_then(Value::as_str).unwrap_or_default();
    if !audience.contains("cloud.huawei.com") && jwt.algorithm() != Algorithm::Ps256.name() {
        return None;
    }
    let account = values.and_then(account);
    let mut remarks = Vec::new();
    remark_on_form(&jwt, audience, &mut remarks);
    remark_on_times(&jwt.claims, clock, &mut remarks);
    let signature = judge(&jwt, account.as_ref(), &mut remarks);
    let parts = [&jwt.header, &jwt.claims].into_iter().filter_map(Value::as_object).flatten();
    Some(Decoded {
        kind: "JWT",
        parts: parts.map(|(key, value)| (key.clone(), plain(value))).collect(),
        signature,
        expires: jwt.claims.get("exp").and_then(Value::as_u64),
        remarks,
    })
}

fn account(values: &Values) -> Option<ServiceAccount> {
    match values.contents("service_account_file") {
        Contents::Bytes(bytes) => ServiceAccount::parse(&bytes).ok(),
        _ => None,
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn remark_on_form(jwt: &Jwt, audience: &str, remarks: &mut Vec<Text>) {
    if jwt.algorithm() != Algorithm::Ps256.name() {
        let algorithm = jwt.algorithm();
        remarks.push(text!("alg is {algorithm}; Huawei wants PS256", "alg 是 {algorithm}；华为要 PS256"));
    }
    if jwt.header.get("kid").and_then(Value::as_str).is_none_or(str::is_empty) {
        remarks.push(Text::new("no kid: Huawei cannot find the key", "没有 kid：华为找不到密钥"));
    }
    if audience != AUDIENCE {
        remarks.push(text!("aud is not {AUDIENCE}", "aud 不是 {AUDIENCE}"));
    }
    if jwt.is_loose {
        remarks.push(Text::new(
            "padded or plain Base64; a JWT wants base64url without padding",
            "用了带填充或普通的 Base64；JWT 要无填充的 base64url",
        ));
    }
}

fn remark_on_times(claims: &Value, clock: &Clock, remarks: &mut Vec<Text>) {
    let time = |key| claims.get(key).and_then(Value::as_i64);
    let now = i64::try_from(clock.millis() / 1000).unwrap_or(i64::MAX);
    let (Some(issued), Some(expires)) = (time("iat"), time("exp")) else {
        remarks.push(Text::new("iat or exp is missing or no whole number", "缺少 iat 或 exp，或者不是整数"));
        return;
    };
    if issued > 100_000_000_000 {
        remarks.push(Text::new("iat is in milliseconds; Huawei wants seconds", "iat 是毫秒；华为要秒"));
        return;
    }
    if expires <= now {
        let seconds = now - expires;
        remarks.push(text!("expired {seconds} s ago (80200005)", "已过期 {seconds} 秒（80200005）"));
    }
    if issued > now + 60 {
        let seconds = issued - now;
        remarks.push(text!("issued {seconds} s in the future", "签发时间在 {seconds} 秒之后"));
    }
    if expires - issued > LONGEST {
        remarks.push(Text::new("valid for more than a day (80300036)", "有效期超过一天（80300036）"));
    }
}

fn judge(jwt: &Jwt, account: Option<&ServiceAccount>, remarks: &mut Vec<Text>) -> Signature {
    let Some(account) = account else { return Signature::NotJudged };
    let is = |key: &str, part: &Value, own: &str| part.get(key).and_then(Value::as_str) == Some(own);
    if !is("kid", &jwt.header, &account.key_id) {
        remarks.push(Text::new("kid is not key_id of service_account_file", "kid 不是 service_account_file 的 key_id"));
    }
    if !is("iss", &jwt.claims, &account.sub_account) {
        remarks.push(Text::new(
            "iss is not sub_account of service_account_file",
            "iss 不是 service_account_file 的 sub_account",
        ));
    }
    let key = account.key.public();
    if jwt.is_signed_by(Algorithm::Ps256, &key) {
        return Signature::Right;
    }
    if jwt.is_signed_by(Algorithm::Rs256, &key) {
        remarks.push(Text::new(
            "signed with the right key, but as RS256; Huawei wants PS256",
            "密钥是对的，但用了 RS256 签名；华为要 PS256",
        ));
    }
    Signature::Wrong
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
