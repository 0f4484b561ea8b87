//! Why a `UserSig` is wrong: the usual slips are tried, and the one that fits is named. No key is ever quoted.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use ring::hmac;

use super::{Alphabet, Packing, Read};
use crate::encoding::{hex, hmac_sha256};
use crate::text::Text;

/// What a user wrote, short enough for one line and without characters that would move the cursor.
pub(super) fn short(text: &str) -> String {
    let plain = |character: char| if character.is_control() { ' ' } else { character };
    let mut short: String = text.chars().take(40).map(plain).collect();
    if text.chars().nth(40).is_some() {
        short.push('…');
    }
    short
}

/// How an encoding that could be undone differs from Tencent's.
pub(super) fn of_encoding(alphabet: Alphabet, packing: Packing, padded: bool) -> Vec<Text> {
    let alphabet_slip = match alphabet {
        Alphabet::Tencent => None,
        Alphabet::UrlSafe => Some(Text::new(
            "Base64url; Tencent writes standard Base64 with `*` for `+`, `-` for `/` and `_` for `=`",
            "用了 Base64url；腾讯云是标准 Base64 再把 `+` 换成 `*`、`/` 换成 `-`、`=` 换成 `_`",
        )),
        Alphabet::Standard => Some(Text::new(
            "standard Base64; `+`, `/` and `=` must become `*`, `-` and `_`",
            "用了标准 Base64；`+`、`/`、`=` 要换成 `*`、`-`、`_`",
        )),
    };
    let packing_slip = match packing {
        Packing::Zlib => None,
        Packing::Gzip => Some(Text::new("compressed with gzip; Tencent wants zlib", "用了 gzip 压缩；腾讯云要 zlib")),
        Packing::Deflate => Some(Text::new(
            "raw deflate; Tencent wants zlib with its header and checksum",
            "用了裸 deflate；腾讯云要带头和校验和的 zlib",
        )),
        Packing::Plain => Some(Text::new("not compressed; Tencent wants zlib", "没有压缩；腾讯云要 zlib")),
    };
    let padding_slip = (alphabet == Alphabet::Tencent && !padded).then(|| {
        Text::new(
            "the padding is missing: Base64 ends in `=`, here `_`, until its length divides by 4",
            "缺少补位：Base64 要用 `=`（这里是 `_`）补到长度能被 4 整除",
        )
    });
    [alphabet_slip, packing_slip, padding_slip].into_iter().flatten().collect()
}

/// Why a text cannot be undone at all.
pub(super) fn unreadable(text: &str) -> Text {
    if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Text::new(
            "64 hex digits: that is a SecretKey, which never stands in a request",
            "64 位十六进制：那是密钥，不能出现在请求里",
        );
    }
    if text.matches('.').count() == 2 && text.starts_with("eyJ") {
        return Text::new("a JWT; Tencent IM takes a UserSig", "这是 JWT；腾讯云 IM 要 UserSig");
    }
    if text.contains('%') {
        return Text::new("percent-encoded once too often: a `%` stands in it", "多做了一次百分号编码：里面还有 `%`");
    }
    if looks_like_user_sig(text) {
        return Text::new(
            "cannot be inflated: cut off, by a buffer or in the URL, or changed on the way",
            "无法解压：被缓冲区或 URL 截断，或传输中被改动",
        );
    }
    Text::new("neither Base64 nor anything that is mistaken for it", "不是 Base64，也不是容易混淆的其它编码")
}

/// Whether a text is a `UserSig` or was meant to be one: Base64 of what zlib begins with at any level, of gzip's first
/// bytes, or of the JSON itself.
pub(in crate::vendors::tencent) fn looks_like_user_sig(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || b"*-_+/=% ".contains(&byte);
    let begins = ["eJ", "eN", "eA", "eF", "H4sI", "eyJUTFMu"].iter().any(|start| text.starts_with(start));
    text.len() >= 60 && begins && text.bytes().all(word)
}

/// What most probably made `TLS.sig`, which is not the right one.
pub(super) fn of_signature(read: &Read, secret_key: &str) -> Text {
    let right = read.signed_text();
    let mac = |key: &[u8], text: &str| hmac_sha256(key, text.as_bytes());
    let by_key = |text: &str| STANDARD.encode(mac(secret_key.as_bytes(), text)) == read.sig;
    other_key(read, secret_key, &right)
        .or_else(|| other_encoding(&read.sig, &mac(secret_key.as_bytes(), &right)))
        .or_else(|| other_text(read, &right, by_key))
        .or_else(|| {
            let key = hmac::Key::new(hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, secret_key.as_bytes());
            let sha1 = STANDARD.encode(hmac::sign(&key, right.as_bytes()).as_ref()) == read.sig;
            sha1.then(|| Text::new("signed with HMAC-SHA1; it is HMAC-SHA256", "用了 HMAC-SHA1；应当是 HMAC-SHA256"))
        })
        .unwrap_or_else(|| {
            Text::new(
                "signed with another key: that of another app, an older one, or a key that is none of Tencent IM",
                "签名用的是别的密钥：别的应用的、已更换的，或不是 IM 的密钥",
            )
        })
}

fn other_key(read: &Read, secret_key: &str, right: &str) -> Option<Text> {
    let signs = |key: &[u8]| STANDARD.encode(hmac_sha256(key, right.as_bytes())) == read.sig;
    if unhex(secret_key).is_some_and(|key| signs(&key)) {
        return Some(Text::new(
            "signed with the key hex-decoded; its 64 characters are the key, as text",
            "把密钥按十六进制解码后再签名了；密钥就是这 64 个字符的文本",
        ));
    }
    if signs(secret_key.to_ascii_uppercase().as_bytes()) {
        return Some(Text::new(
            "signed with the key in UPPER case; its characters are used as they stand",
            "签名时密钥变成了大写；要原样使用",
        ));
    }
    let blanks = ["\n", "\r\n", " "];
    blanks.iter().any(|blank| signs(format!("{secret_key}{blank}").as_bytes())).then(|| {
        Text::new(
            "signed with a line break or blank behind the key, as a file has it",
            "签名时密钥后面带了换行或空格，多半来自文件",
        )
    })
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let pair = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(pair).collect()
}

/// The right HMAC, written in another way.
fn other_encoding(sig: &str, mac: &[u8]) -> Option<Text> {
    let digits = hex(mac);
    if sig.eq_ignore_ascii_case(&digits) {
        return Some(Text::new("`TLS.sig` is hex; it is Base64", "`TLS.sig` 是十六进制；应当是 Base64"));
    }
    if [digits.clone(), digits.to_ascii_uppercase()].iter().any(|digits| sig == STANDARD.encode(digits)) {
        return Some(Text::new(
            "`TLS.sig` is Base64 of the hex digits; it is Base64 of the 32 bytes",
            "`TLS.sig` 是十六进制文本的 Base64；应当是 32 个字节的 Base64",
        ));
    }
    if sig == STANDARD_NO_PAD.encode(mac) {
        return Some(Text::new("`TLS.sig` lacks its padding `=`", "`TLS.sig` 缺少补位 `=`"));
    }
    [URL_SAFE.encode(mac), URL_SAFE_NO_PAD.encode(mac)].iter().any(|other| sig == other).then(|| {
        Text::new(
            "`TLS.sig` is Base64url; inside the JSON it is standard Base64",
            "`TLS.sig` 是 Base64url；JSON 里应当是标准 Base64",
        )
    })
}

/// Another text under the right key.
fn other_text(read: &Read, right: &str, by_key: impl Fn(&str) -> bool) -> Option<Text> {
    let Read { identifier, sdk_app_id, time, expire, .. } = read;
    if by_key(&format!("{identifier}{sdk_app_id}{time}{expire}")) {
        return Some(Text::new(
            "signed over the values run together, as some pages print it; Tencent signs four lines `TLS.identifier:…`",
            "按某些页面的公式把几个值直接连起来签名了；腾讯云签的是 `TLS.identifier:…` 等四行",
        ));
    }
    if by_key(right.trim_end()) {
        return Some(Text::new("signed without the line break behind the last line", "签名文本最后一行少了换行"));
    }
    if by_key(&right.replace('\n', "\r\n")) {
        return Some(Text::new("signed with line ends CR LF; it is LF alone", "换行用了 CR LF；应当只有 LF"));
    }
    let swapped =
        format!("TLS.identifier:{identifier}\nTLS.sdkappid:{sdk_app_id}\nTLS.expire:{expire}\nTLS.time:{time}\n");
    if by_key(&swapped) {
        return Some(Text::new(
            "signed with expire before time; the lines are identifier, sdkappid, time, expire",
            "签名文本里 expire 写在了 time 前面；顺序是 identifier、sdkappid、time、expire",
        ));
    }
    by_key(&read.json).then(|| {
        Text::new(
            "signed over the JSON; Tencent signs four lines `TLS.identifier:…`",
            "对 JSON 签名了；腾讯云签的是 `TLS.identifier:…` 等四行",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_shown_is_short_and_plain() {
        assert_eq!(short("alice"), "alice");
        assert_eq!(short(&"用".repeat(40)), "用".repeat(40));
        assert_eq!(short(&"用".repeat(41)), format!("{}…", "用".repeat(40)));
        assert_eq!(short("a\u{1b}[31m\u{85}b"), "a [31m b");
    }
}
