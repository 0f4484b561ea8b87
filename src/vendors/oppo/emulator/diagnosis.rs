//! Why a sign is wrong: the emulator holds the secrets, so it can try the usual slips and name the one that fits.

use crate::emulator::slips::Concatenated;
use crate::encoding::{hex, hmac_sha256, sha256};
use crate::text;
use crate::text::Text;

/// The parts of the signed text, in OPPO's order, and what people take for one of them.
pub(super) struct Signed<'a> {
    pub(super) app_key: &'a str,
    pub(super) timestamp: &'a str,
    pub(super) master_secret: &'a str,
    pub(super) app_secret: &'a str,
    pub(super) app_id: &'a str,
}

impl Signed<'_> {
    fn concatenated(&self) -> Concatenated<'_, 3> {
        Concatenated {
            vendor: "OPPO",
            names: ["app_key", "timestamp", "master_secret"],
            parts: [self.app_key, self.timestamp, self.master_secret],
            timestamp: 1,
            digest: (sha256_hex, "sha256"),
        }
    }

    /// The right sign: sha256 of the parts without separators, in lower-case hex.
    pub(super) fn sign(&self) -> String {
        self.concatenated().sign()
    }
}

/// sha256 in lower-case hex.
pub(super) fn sha256_hex(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}

/// What most probably made `sign`, which is not the right one.
pub(super) fn diagnose(signed: &Signed<'_>, sign: &str) -> Text {
    let concatenated = signed.concatenated();
    if let Some(remark) = concatenated.wrong_writing(sign) {
        return remark;
    }
    let made = sign.trim().to_ascii_lowercase();
    wrong_shape(&made)
        .or_else(|| other_secret(signed, &made))
        .or_else(|| other_text(signed, &made))
        .or_else(|| concatenated.diagnose(&made))
        .unwrap_or_else(|| {
            Text::new(
                "sign: not sha256 of app_key + timestamp + master_secret with this app's MasterSecret",
                "sign：不是用这个应用的 MasterSecret 对 app_key + timestamp + master_secret 算出的 sha256",
            )
        })
}

fn wrong_shape(made: &str) -> Option<Text> {
    let is_hex = made.bytes().all(|byte| byte.is_ascii_hexdigit());
    match made.len() {
        64 if is_hex => None,
        32 if is_hex => Some(Text::new(
            "sign: 32 hex digits, that is md5; OPPO wants sha256",
            "sign：32 位十六进制，是 md5；OPPO 要 sha256",
        )),
        40 if is_hex => Some(Text::new(
            "sign: 40 hex digits, that is SHA-1; OPPO wants sha256",
            "sign：40 位十六进制，是 SHA-1；OPPO 要 sha256",
        )),
        128 if is_hex => Some(Text::new(
            "sign: 128 hex digits, that is SHA-512; OPPO wants sha256",
            "sign：128 位十六进制，是 SHA-512；OPPO 要 sha256",
        )),
        44 if made.ends_with('=') => {
            Some(Text::new("sign: Base64; OPPO wants the sha256 in hex", "sign：是 Base64；OPPO 要十六进制的 sha256"))
        }
        count => Some(text!(
            "sign: {count} characters; a sha256 in hex has 64",
            "sign：{count} 个字符；十六进制的 sha256 有 64 个"
        )),
    }
}

/// AppSecret for `MasterSecret` is the usual one: both stand on one page.
fn other_secret(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let Signed { app_key, timestamp, master_secret, app_secret, app_id } = signed;
    let slips = [
        (
            format!("{app_key}{timestamp}{app_secret}"),
            Text::new(
                "sign: made with AppSecret in place of MasterSecret",
                "sign：本该用 MasterSecret 的地方用了 AppSecret",
            ),
        ),
        (
            format!("{app_key}{timestamp}{app_key}"),
            Text::new("sign: made with AppKey in place of MasterSecret", "sign：本该用 MasterSecret 的地方用了 AppKey"),
        ),
        (
            format!("{app_key}{timestamp}"),
            Text::new("sign: made without MasterSecret", "sign：签名文本里没有 MasterSecret"),
        ),
        (
            format!("{app_key}{master_secret}"),
            Text::new("sign: made without the timestamp", "sign：签名文本里没有 timestamp"),
        ),
        (
            format!("{timestamp}{master_secret}"),
            Text::new("sign: made without app_key", "sign：签名文本里没有 app_key"),
        ),
        // An AppId that nobody stated is empty, which the line above has said already.
        (
            format!("{app_id}{timestamp}{master_secret}"),
            Text::new("sign: made with AppId in place of AppKey", "sign：本该用 AppKey 的地方用了 AppId"),
        ),
    ];
    slips.into_iter().find(|(text, _)| sha256_hex(text) == made).map(|(_, remark)| remark)
}

/// The right parts in other clothes.
fn other_text(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let Signed { app_key: key, timestamp: time, master_secret: secret, .. } = signed;
    if sha256_hex(&format!("app_key={key}&timestamp={time}&master_secret={secret}")) == made {
        return Some(Text::new(
            "sign: made with the names of the fields; OPPO wants the values alone",
            "sign：把字段名也签了；OPPO 只要值",
        ));
    }
    (hex(&hmac_sha256(secret.as_bytes(), format!("{key}{time}").as_bytes())) == made).then(|| {
        Text::new(
            "sign: HMAC with MasterSecret as its key; OPPO wants plain sha256 with the secret at the end of the text",
            "sign：是以 MasterSecret 为密钥的 HMAC；OPPO 要普通 sha256，secret 接在文本末尾",
        )
    })
}
