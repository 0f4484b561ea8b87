//! Makes a `UserSig` (`TLSSigAPIv2`), which stands in the URL of every request.
//!
//! It is read and judged in `verify.rs`, which shares nothing with this file, so that a mistake here is seen there.

use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::json;

use crate::encoding::hmac_sha256;

/// Whose `UserSig` it is and for how long.
#[derive(Debug, Clone, Copy)]
pub struct Claims<'a> {
    /// The user; for the REST API an admin of the app.
    pub identifier: &'a str,
    /// The app.
    pub sdk_app_id: u64,
    /// When it was made, in seconds since 1970.
    pub time: u64,
    /// How long it holds from then on, in seconds.
    pub expire: u64,
}

/// The text that is signed: four lines, the last one ended like the others.
///
/// Some pages of Tencent print the values run together instead. That is wrong: the vendor's libraries sign lines.
#[must_use]
pub fn base(claims: &Claims<'_>) -> String {
    let Claims { identifier, sdk_app_id, time, expire } = claims;
    format!("TLS.identifier:{identifier}\nTLS.sdkappid:{sdk_app_id}\nTLS.time:{time}\nTLS.expire:{expire}\n")
}

/// `TLS.sig`: HMAC-SHA256 of the [`base`] in standard Base64. The key is the secret key's characters, although they
/// are hex digits.
#[must_use]
pub fn signature(claims: &Claims<'_>, secret_key: &str) -> String {
    STANDARD.encode(hmac_sha256(secret_key.as_bytes(), base(claims).as_bytes()))
}

/// The `UserSig`: JSON, compressed as zlib does, in Base64 with Tencent's own three characters.
#[must_use]
pub fn user_sig(claims: &Claims<'_>, secret_key: &str) -> String {
    let json = json!({
        "TLS.ver": "2.0",
        "TLS.identifier": claims.identifier,
        "TLS.sdkappid": claims.sdk_app_id,
        "TLS.expire": claims.expire,
        "TLS.time": claims.time,
        "TLS.sig": signature(claims, secret_key),
    });
    let compressed = zlib(json.to_string().as_bytes());
    let own = |character| match character {
        '+' => '*',
        '/' => '-',
        '=' => '_',
        other => other,
    };
    STANDARD.encode(compressed).chars().map(own).collect()
}

/// RFC 1950. Writing into memory cannot fail; if it did, the empty text would be refused as such.
fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::verify;
    use super::*;
    use crate::encoding::hex;

    /// Four times the sixteen hex digits: the key of all vectors, computed with Python's hmac and zlib.
    fn key() -> String {
        "0123456789abcdef".repeat(4)
    }

    const FIRST: Claims<'_> =
        Claims { identifier: "pushctl_admin", sdk_app_id: 1_400_000_001, time: 1_767_225_600, expire: 86_400 };
    const SECOND: Claims<'_> =
        Claims { identifier: "administrator", sdk_app_id: 1_600_000_002, time: 1_795_392_000, expire: 5_184_000 };
    const THIRD: Claims<'_> =
        Claims { identifier: "user-01@x", sdk_app_id: 20_000_001, time: 1_795_392_000, expire: 604_800 };

    #[test]
    fn the_base_is_four_lines_each_with_its_end() {
        assert_eq!(
            base(&FIRST),
            "TLS.identifier:pushctl_admin\nTLS.sdkappid:1400000001\nTLS.time:1767225600\nTLS.expire:86400\n"
        );
    }

    #[test]
    fn the_signatures_are_those_of_the_vectors() {
        assert_eq!(
            hex(&hmac_sha256(key().as_bytes(), base(&FIRST).as_bytes())),
            "ed532bbacbed9c9e81b1b8dd71bbabaeeef7c750628e6683217d5ea321170252"
        );
        assert_eq!(
            hex(&hmac_sha256(key().as_bytes(), base(&SECOND).as_bytes())),
            "94b789aa311ab617f791b1b5e7424245919b354384e6945e185545726d923995"
        );
        for (claims, expected) in [
            (&FIRST, "7VMrusvtnJ6Bsbjdcburru73x1BijmaDIX1eoyEXAlI="),
            (&SECOND, "lLeJqjEathf3kbG150JCRZGbNUOE5pReGFVFcm2SOZU="),
            (&THIRD, "ySG9ZR2gNw5iIrsDn1wLdEJfr1eToBa4c3dlN5HdJSI="),
        ] {
            assert_eq!(signature(claims, &key()), expected);
        }
    }

    /// Two of them are never compared byte by byte: order of members and compression are free.
    #[test]
    fn what_is_made_decodes_to_the_compact_json_of_the_vector() {
        let made = user_sig(&FIRST, &key());
        assert!(made.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"*-_".contains(&byte)), "{made}");
        let read = verify::read(&made).expect("a UserSig");
        assert!(read.slips.is_empty(), "{read:?}");
        assert_eq!(
            read.json,
            r#"{"TLS.ver":"2.0","TLS.identifier":"pushctl_admin","TLS.sdkappid":1400000001,"TLS.expire":86400,"TLS.time":1767225600,"TLS.sig":"7VMrusvtnJ6Bsbjdcburru73x1BijmaDIX1eoyEXAlI="}"#
        );
    }
}
