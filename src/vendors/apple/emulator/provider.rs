//! Who asks: the provider token, and which slip made a wrong one.

use serde_json::Value;

use super::super::jose::fixed;
use super::{Apple, Refusal, joined, key_of, refuse};
use crate::context::Clock;
use crate::emulator::RawRequest;
use crate::emulator::read::{kind, quoted};
use crate::encoding::{base64url, hex, sha256};
use crate::jwt::{self, Algorithm, Jwt, PrivateKey, PublicKey};
use crate::text;
use crate::text::Text;

/// How old a provider token may be, and how far in the future.
const HOUR_MS: u64 = 3_600_000;
/// How often one may be made anew, on one connection.
const RENEWAL_MS: u64 = 20 * 60_000;

impl Apple {
    /// `Ok` is a word on what is unusual about it.
    pub(super) fn known_sender(&mut self, request: &RawRequest, clock: &Clock) -> Result<Text, Refusal> {
        let Some(header) = request.header("authorization").map(str::trim).filter(|header| !header.is_empty()) else {
            if self.has_certificate() {
                return Ok(Text::new(
                    "no provider token; a certificate is shown in the TLS handshake only, which this emulator cannot judge",
                    "没有 provider token；证书只在 TLS 握手时出示，这个模拟器无法判断",
                ));
            }
            return refuse("MissingProviderToken", Text::new("no header authorization", "没有 authorization 头"));
        };
        let Some((scheme, token)) = header.split_once(' ') else {
            return refuse(
                "MissingProviderToken",
                Text::new(
                    "authorization has no `bearer` in front of the token",
                    "authorization 里 token 前面没有 `bearer`",
                ),
            );
        };
        if !scheme.eq_ignore_ascii_case("bearer") {
            return refuse(
                "MissingProviderToken",
                Text::new("authorization is of another scheme than `bearer`", "authorization 的方式不是 `bearer`"),
            );
        }
        let token = token.trim();
        let jwt = read(token)?;
        let mut remarks = vec![form(&jwt)];
        remarks.push(self.ids(&jwt)?);
        remarks.push(self.signature(token, &jwt)?);
        remarks.push(age(jwt.claims.get("iat"), clock)?);
        remarks.push(self.renewal(token, clock));
        Ok(joined(remarks))
    }

    /// `kid` and `iss`: neither is secret. Where the world made them up they cannot be judged.
    fn ids(&self, jwt: &Jwt) -> Result<Text, Refusal> {
        let (kid, iss) = (text_of(&jwt.header, "kid")?, text_of(&jwt.claims, "iss")?);
        if kid == self.key_id && iss == self.team_id {
            return Ok(Text::new("", ""));
        }
        if kid == self.team_id && iss == self.key_id {
            return refuse(
                "InvalidProviderToken",
                Text::new(
                    "`kid` holds the Team ID and `iss` the Key ID: swap the two",
                    "`kid` 里是 Team ID，`iss` 里是 Key ID：两个写反了",
                ),
            );
        }
        if self.world.is_made_up("apple", "key_id") {
            return Ok(Text::new(
                "Key ID and Team ID are taken as they come: no push.toml or scenario says which are yours",
                "Key ID 和 Team ID 没有核对：没有 push.toml 或场景说明哪个是你的",
            ));
        }
        let (name, found) = if kid == self.key_id { ("iss", &iss) } else { ("kid", &kid) };
        // Ten characters are an id, which is no secret; what else stands there may be one.
        let count = found.chars().count();
        let (en, zh) = match count {
            10 => (quoted(found), quoted(found)),
            _ => (format!("of {count} characters"), format!("（{count} 个字符）")),
        };
        let remark = Text::owned(
            format!("`{name}` {en} is not that of push.toml"),
            format!("`{name}` {zh} 与 push.toml 不一致"),
        );
        refuse("InvalidProviderToken", remark)
    }

    fn signature(&self, token: &str, jwt: &Jwt) -> Result<Text, Refusal> {
        let nothing = || Text::new("", "");
        let key = key_of(&self.world).and_then(|key| PrivateKey::from_pem(key.expose().as_bytes()).ok());
        let Some(key) = key.filter(PrivateKey::is_ec).map(|key| key.public()) else {
            return Ok(not_judged());
        };
        if jwt.is_signed_by(Algorithm::Es256, &key) {
            return Ok(nothing());
        }
        if is_der_of(token, jwt, &key) {
            return Ok(Text::new(
                "the signature is DER: a2 sends it so and APNs takes it; RFC 7518 wants 64 bytes",
                "签名是 DER 格式：a2 就这样发，APNs 也接受；RFC 7518 要求 64 字节",
            ));
        }
        if self.world.is_made_up("apple", "key_file") {
            return Ok(not_judged());
        }
        let remark = slip(token, jwt, &key);
        refuse("InvalidProviderToken", remark)
    }

    /// Another provider token so soon after the last: on one connection APNs refuses that.
    fn renewal(&mut self, token: &str, clock: &Clock) -> Text {
        let now = clock.millis();
        let digest = hex(&sha256(token.as_bytes()));
        self.provider_tokens.retain(|_, first| now.saturating_sub(*first) < RENEWAL_MS);
        let others = self.provider_tokens.keys().filter(|own| **own != digest).count();
        let is_new = self.provider_tokens.insert(digest.clone(), now).is_none();
        if !is_new || others == 0 {
            return Text::new("", "");
        }
        let count = others + 1;
        text!(
            "{count} provider tokens in 20 minutes: on one connection APNs answers TooManyProviderTokenUpdates",
            "20 分钟内用了 {count} 个 provider token：在同一个连接上 APNs 会回答 TooManyProviderTokenUpdates"
        )
    }
}

fn not_judged() -> Text {
    Text::new(
        "the signature was not judged: no push.toml or scenario gives the key",
        "没有核对签名：push.toml 和场景都没有给出密钥",
    )
}

fn read(token: &str) -> Result<Jwt, Refusal> {
    let Some(jwt) = jwt::decode(token) else {
        let parts = token.split('.').count();
        let remark = if parts == 3 {
            Text::new("one of the three parts is not base64url of JSON", "三段里有一段不是 JSON 的 base64url")
        } else {
            text!("the token has {parts} part(s); a JWT has 3", "token 有 {parts} 段；JWT 有 3 段")
        };
        return refuse("InvalidProviderToken", remark);
    };
    match jwt.algorithm() {
        "ES256" => Ok(jwt),
        other => {
            let other = quoted(other);
            refuse(
                "InvalidProviderToken",
                text!("`alg` is {other}; APNs wants ES256", "`alg` 是 {other}；APNs 要 ES256"),
            )
        }
    }
}

/// What is unusual about the form, and taken nevertheless.
fn form(jwt: &Jwt) -> Text {
    let loose = jwt.is_loose.then(|| {
        Text::new(
            "padded or plain Base64 in place of base64url: a2 sends it so and APNs takes it; RFC 7515 does not",
            "用了带填充或普通的 Base64，不是 base64url：a2 就这样发，APNs 也接受；不符合 RFC 7515",
        )
    });
    let more = ["aud", "exp"].into_iter().filter(|claim| jwt.claims.get(*claim).is_some());
    let more = more.map(|claim| text!("APNs does not read `{claim}`", "APNs 不看 `{claim}`"));
    joined(loose.into_iter().chain(more))
}

fn text_of(part: &Value, name: &'static str) -> Result<String, Refusal> {
    match part.get(name) {
        Some(Value::String(text)) if !text.is_empty() => Ok(text.clone()),
        None | Some(Value::String(_)) => {
            refuse("InvalidProviderToken", text!("no `{name}` in the token", "token 里没有 `{name}`"))
        }
        Some(other) => {
            let (en, zh) = kind(other);
            let remark = Text::owned(format!("`{name}` is {en}, not a string"), format!("`{name}` 是{zh}，不是字符串"));
            refuse("InvalidProviderToken", remark)
        }
    }
}

/// `iat` in seconds, at most an hour away.
fn age(iat: Option<&Value>, clock: &Clock) -> Result<Text, Refusal> {
    let written = match iat {
        Some(Value::String(text)) => text.trim().parse::<u64>().ok(),
        Some(Value::Number(number)) => number.as_u64(),
        _ => None,
    };
    let Some(seconds) = written else {
        return refuse("InvalidProviderToken", Text::new("no `iat` in whole seconds", "没有整数秒的 `iat`"));
    };
    let is_text = iat.is_some_and(Value::is_string);
    let now = clock.millis();
    let millis = seconds.saturating_mul(1000);
    let minutes = millis.abs_diff(now) / 60_000;
    if seconds.abs_diff(now) <= 10 * 365 * 86_400_000 {
        return refuse(
            "ExpiredProviderToken",
            text!("`iat` {seconds} is in milliseconds; APNs wants seconds", "`iat` {seconds} 是毫秒；APNs 要秒"),
        );
    }
    if millis.saturating_add(HOUR_MS) < now {
        return refuse(
            "ExpiredProviderToken",
            text!("`iat` is {minutes} minutes old, 60 at most", "`iat` 是 {minutes} 分钟前，最多 60 分钟"),
        );
    }
    if millis > now.saturating_add(HOUR_MS) {
        return refuse(
            "ExpiredProviderToken",
            text!("`iat` is {minutes} minutes in the future", "`iat` 在 {minutes} 分钟之后"),
        );
    }
    Ok(if is_text {
        Text::new(
            "`iat` is a string; Apple documents a number, and nobody knows whether APNs takes it",
            "`iat` 是字符串；Apple 文档写的是数字，APNs 是否接受不清楚",
        )
    } else {
        Text::new("", "")
    })
}

/// The same signature in its other form.
fn is_der_of(token: &str, jwt: &Jwt, key: &PublicKey) -> bool {
    let Some(signature) = fixed(jwt.signature()) else { return false };
    let Some((input, _)) = token.rsplit_once('.') else { return false };
    let rewritten = jwt::decode(&format!("{input}.{}", base64url(&signature)));
    rewritten.is_some_and(|jwt| jwt.is_signed_by(Algorithm::Es256, key))
}

/// What most probably made a signature that is not the key's.
fn slip(token: &str, jwt: &Jwt, key: &PublicKey) -> Text {
    let signature = jwt.signature();
    let (input, written) = token.rsplit_once('.').unwrap_or_default();
    let of = |input: &str| {
        jwt::decode(&format!("{input}.{written}")).is_some_and(|jwt| jwt.is_signed_by(Algorithm::Es256, key))
    };
    let url_safe = |text: &str| text.replace('=', "").replace('+', "-").replace('/', "_");
    if jwt.is_loose && of(&url_safe(input)) {
        return Text::new(
            "the text was signed as base64url, and sent as another Base64: sign what is sent",
            "签名用的是 base64url，发送的是另一种 Base64：要对发送的文本签名",
        );
    }
    let reversed: Vec<u8> = signature.iter().rev().copied().collect();
    if signature.len() == 64 && of_signature(input, &reversed, key) {
        return Text::new("r and s are written in little endian", "r 和 s 的字节序写反了");
    }
    match signature.len() {
        64 => Text::new(
            "signed with another key than the .p8 of push.toml, or the text was changed behind the signature",
            "不是用 push.toml 的 .p8 签的，或签名之后改了内容",
        ),
        32 => Text::new("32 bytes: HMAC, that is HS256; ES256 has 64", "32 字节：是 HMAC（HS256）；ES256 是 64 字节"),
        256 => Text::new("256 bytes: RSA; ES256 has 64", "256 字节：是 RSA；ES256 是 64 字节"),
        count => text!("the signature has {count} bytes; ES256 has 64", "签名有 {count} 字节；ES256 是 64 字节"),
    }
}

fn of_signature(input: &str, signature: &[u8], key: &PublicKey) -> bool {
    let token = format!("{input}.{}", base64url(signature));
    jwt::decode(&token).is_some_and(|jwt| jwt.is_signed_by(Algorithm::Es256, key))
}
