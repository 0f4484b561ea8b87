//! Reads and judges a `UserSig` that somebody made: for `pushctl sign --decode VALUE` and for the emulator.
//!
//! It undoes what the vendor's documents say and shares nothing with `usersig.rs`, which makes ours. What does not fit
//! is tried in the ways in which people get it wrong, so that the slip can be named.

pub(super) mod slips;
#[cfg(test)]
mod tests;

use std::io::Read as _;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig, STANDARD};
use flate2::read::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use serde_json::{Map, Value};

use crate::encoding::hmac_sha256;
use crate::text;
use crate::text::Text;

/// More than any `UserSig` holds; a small text may inflate to a very large one.
const LARGEST: usize = 64 * 1024;
/// How far a clock may be ahead, in seconds: "minutes" by the vendor's documents.
const AHEAD: u64 = 600;

/// What a `UserSig` says. Numbers as text are taken: some producers write them so.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Read {
    pub(super) version: String,
    pub(super) identifier: String,
    pub(super) sdk_app_id: String,
    pub(super) time: String,
    pub(super) expire: String,
    pub(super) sig: String,
    /// `TLS.userbuf`, of a `PrivateMapKey` only.
    pub(super) user_buffer: Option<String>,
    /// The JSON, as it was written.
    pub(super) json: String,
    /// How the text deviates from what Tencent takes: it cannot read it.
    pub(super) slips: Vec<Text>,
    /// What is odd but harmless.
    pub(super) remarks: Vec<Text>,
}

/// Tencent's alphabet and the two it is mistaken for.
#[derive(Clone, Copy, PartialEq)]
enum Alphabet {
    Tencent,
    UrlSafe,
    Standard,
}

/// What stands inside the Base64: zlib, and what it is mistaken for.
#[derive(Clone, Copy, PartialEq)]
enum Packing {
    Zlib,
    Gzip,
    Deflate,
    Plain,
}

/// Undoes Base64, compression and JSON. `Err` says why that is impossible.
pub(super) fn read(text: &str) -> Result<Read, Text> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Text::new("the UserSig is empty", "UserSig 是空的"));
    }
    let alphabets = [Alphabet::Tencent, Alphabet::UrlSafe, Alphabet::Standard];
    let packings = [Packing::Zlib, Packing::Gzip, Packing::Deflate, Packing::Plain];
    for alphabet in alphabets {
        let Some((bytes, padded)) = unbase64(text, alphabet) else { continue };
        for packing in packings {
            if let Some((json, object)) = unpack(&bytes, packing).and_then(object) {
                let mut read = members(json, &object);
                read.slips = slips::of_encoding(alphabet, packing, padded);
                return Ok(read);
            }
        }
    }
    Err(slips::unreadable(text))
}

/// The bytes, and whether the padding was there.
fn unbase64(text: &str, alphabet: Alphabet) -> Option<(Vec<u8>, bool)> {
    let standard: String = text
        .chars()
        .map(|character| match (alphabet, character) {
            // A `+` of a query is read as a blank.
            (Alphabet::Tencent, '*') | (Alphabet::UrlSafe, '-') | (Alphabet::Standard, ' ') => Some('+'),
            (Alphabet::Tencent, '-') | (Alphabet::UrlSafe, '_') => Some('/'),
            (Alphabet::Tencent, '_') => Some('='),
            (Alphabet::Tencent, '+' | '/' | '=') | (Alphabet::UrlSafe, '+' | '/') => None,
            (_, other) => Some(other),
        })
        .collect::<Option<_>>()?;
    if let Ok(bytes) = STANDARD.decode(&standard) {
        return Some((bytes, true));
    }
    let config = GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true);
    let lenient = GeneralPurpose::new(&base64::alphabet::STANDARD, config);
    lenient.decode(&standard).ok().map(|bytes| (bytes, false))
}

fn unpack(bytes: &[u8], packing: Packing) -> Option<String> {
    let bytes = match packing {
        Packing::Zlib => inflate(Decompress::new(true), bytes)?,
        Packing::Deflate => inflate(Decompress::new(false), bytes)?,
        Packing::Gzip => {
            let mut whole = Vec::new();
            GzDecoder::new(bytes).take(LARGEST as u64).read_to_end(&mut whole).ok()?;
            whole
        }
        Packing::Plain => bytes.to_vec(),
    };
    String::from_utf8(bytes).ok()
}

/// The whole stream, its checksum included: flate2's readers do not mind when the end is missing.
fn inflate(mut decoder: Decompress, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut whole = Vec::with_capacity(LARGEST);
    let status = decoder.decompress_vec(bytes, &mut whole, FlushDecompress::Finish).ok()?;
    (status == Status::StreamEnd).then_some(whole)
}

fn object(json: String) -> Option<(String, Map<String, Value>)> {
    match serde_json::from_str(&json) {
        Ok(Value::Object(object)) => Some((json, object)),
        _ => None,
    }
}

fn members(json: String, object: &Map<String, Value>) -> Read {
    let mut remarks = Vec::new();
    let mut member = |name: &str, wanted_number: bool| match object.get(name) {
        Some(Value::String(text)) => {
            if wanted_number {
                remarks.push(text!(
                    "`{name}` is a string; Tencent's libraries write a number",
                    "`{name}` 是字符串；腾讯云的库写的是数字"
                ));
            }
            text.clone()
        }
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    Read {
        version: member("TLS.ver", false),
        identifier: member("TLS.identifier", false),
        sdk_app_id: member("TLS.sdkappid", true),
        time: member("TLS.time", true),
        expire: member("TLS.expire", true),
        sig: member("TLS.sig", false),
        user_buffer: object.get("TLS.userbuf").and_then(Value::as_str).map(str::to_owned),
        json,
        slips: Vec::new(),
        remarks,
    }
}

/// What is wrong, as the vendor's code and in words.
pub(super) type Wrong = (&'static str, Text);

impl Read {
    /// Whether it has the one form that is taken today.
    pub(super) fn form(&self) -> Result<(), Wrong> {
        let wrong = |remark| Err(("70003", remark));
        if let Some(slip) = self.slips.first() {
            return wrong(slip.clone());
        }
        match self.version.as_str() {
            "2.0" => {}
            "1.0" => {
                return wrong(Text::new(
                    "`TLS.ver` is 1.0, the old form with an ECDSA key pair; make it with TLSSigAPIv2 and the SecretKey",
                    "`TLS.ver` 是 1.0，那是用 ECDSA 密钥对的旧格式；要用 TLSSigAPIv2 和密钥生成",
                ));
            }
            "" => return wrong(Text::new("`TLS.ver` is missing; it is \"2.0\"", "缺少 `TLS.ver`；应当是 \"2.0\"")),
            _ => return wrong(Text::new("`TLS.ver` is not \"2.0\"", "`TLS.ver` 不是 \"2.0\"")),
        }
        let named = [
            ("TLS.identifier", &self.identifier),
            ("TLS.sdkappid", &self.sdk_app_id),
            ("TLS.time", &self.time),
            ("TLS.expire", &self.expire),
            ("TLS.sig", &self.sig),
        ];
        match named.into_iter().find(|(_, value)| value.is_empty()) {
            Some((name, _)) => wrong(text!("`{name}` is missing", "缺少 `{name}`")),
            None => Ok(()),
        }
    }

    /// Whether it is of this app.
    pub(super) fn app(&self, sdk_app_id: &str) -> Result<(), Wrong> {
        let own = &self.sdk_app_id;
        if own == sdk_app_id {
            return Ok(());
        }
        Err((
            "70014",
            text!(
                "the UserSig was made for SDKAppID {own}, not for {sdk_app_id}",
                "UserSig 是给 SDKAppID {own} 生成的，不是 {sdk_app_id}",
                own = slips::short(own)
            ),
        ))
    }

    /// Whether it is of this user.
    #[cfg(feature = "emulator")]
    pub(super) fn user(&self, identifier: &str) -> Result<(), Wrong> {
        let own = slips::short(&self.identifier);
        if self.identifier == identifier {
            return Ok(());
        }
        let remark = if self.identifier.eq_ignore_ascii_case(identifier) {
            text!(
                "the UserSig was made for `{own}`: the identifier differs in upper and lower case",
                "UserSig 是给 `{own}` 生成的：identifier 大小写不一致"
            )
        } else if self.identifier.trim() == identifier {
            Text::new(
                "the identifier in the UserSig has blanks around it: it was padded",
                "UserSig 里的 identifier 前后有空白：被补齐过",
            )
        } else {
            text!(
                "the UserSig was made for `{own}`, not for `{identifier}`",
                "UserSig 是给 `{own}` 生成的，不是 `{identifier}`",
                identifier = slips::short(identifier)
            )
        };
        Err(("70013", remark))
    }

    /// Whether it holds at `now`, in seconds since 1970.
    pub(super) fn in_time(&self, now: u64) -> Result<(), Wrong> {
        let wrong = |remark| Err(("70001", remark));
        let (Ok(time), Ok(expire)) = (self.time.parse::<u64>(), self.expire.parse::<u64>()) else {
            return Err((
                "70003",
                Text::new(
                    "`TLS.time` and `TLS.expire` are whole numbers of seconds",
                    "`TLS.time`、`TLS.expire` 应当是整数秒",
                ),
            ));
        };
        if time / 1000 > now / 10 {
            return wrong(text!(
                "`TLS.time` {time} is in milliseconds; it is seconds",
                "`TLS.time` {time} 是毫秒；应当是秒"
            ));
        }
        let end = time.saturating_add(expire);
        if end < now {
            let ago = now - end;
            return wrong(text!("the UserSig expired {ago} s ago", "UserSig 已过期 {ago} 秒"));
        }
        if time > now.saturating_add(AHEAD) {
            let ahead = time - now;
            return wrong(text!(
                "`TLS.time` is {ahead} s in the future: one of the two clocks is wrong",
                "`TLS.time` 比现在晚 {ahead} 秒：有一边的时钟不对"
            ));
        }
        Ok(())
    }

    /// Whether it is signed with this key.
    pub(super) fn signed(&self, secret_key: &str) -> Result<(), Wrong> {
        if self.sig == STANDARD.encode(hmac_sha256(secret_key.as_bytes(), self.signed_text().as_bytes())) {
            return Ok(());
        }
        Err(("70009", slips::of_signature(self, secret_key)))
    }

    /// The lines that are signed, the fifth one only with a buffer.
    fn signed_text(&self) -> String {
        let mut lines = vec![
            format!("TLS.identifier:{}", self.identifier),
            format!("TLS.sdkappid:{}", self.sdk_app_id),
            format!("TLS.time:{}", self.time),
            format!("TLS.expire:{}", self.expire),
        ];
        lines.extend(self.user_buffer.iter().map(|buffer| format!("TLS.userbuf:{buffer}")));
        lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }
}
