//! Why a sign is wrong: the emulator holds the secret, so it can try the usual slips and name the one that fits.

use md5::{Digest, Md5};

use crate::emulator::slips::Concatenated;
use crate::encoding;
use crate::text;
use crate::text::Text;

/// The parts of the signed text, in vivo's order.
pub(super) struct Signed<'a> {
    pub(super) app_id: &'a str,
    pub(super) app_key: &'a str,
    pub(super) timestamp: &'a str,
    pub(super) app_secret: &'a str,
}

impl Signed<'_> {
    fn concatenated(&self) -> Concatenated<'_, 4> {
        Concatenated {
            vendor: "vivo",
            names: ["appId", "appKey", "timestamp", "appSecret"],
            parts: [self.app_id, self.app_key, self.timestamp, self.app_secret],
            timestamp: 2,
            digest: (md5_hex, "md5"),
        }
    }

    /// The right sign: md5 of the parts without separators, in lower-case hex.
    pub(super) fn sign(&self) -> String {
        self.concatenated().sign()
    }
}

/// md5 in lower-case hex.
pub(super) fn md5_hex(text: &str) -> String {
    encoding::hex(&Md5::digest(text.as_bytes()))
}

/// What most probably made `sign`, which is not the right one.
pub(super) fn diagnose(signed: &Signed<'_>, sign: &str) -> Text {
    let concatenated = signed.concatenated();
    if let Some(remark) = concatenated.wrong_writing(sign) {
        return remark;
    }
    let made = sign.trim().to_ascii_lowercase();
    wrong_shape(&made, &signed.sign())
        .or_else(|| other_text(signed, &made))
        .or_else(|| concatenated.diagnose(&made))
        .unwrap_or_else(|| {
            Text::new(
                "sign: not md5 of appId + appKey + timestamp + appSecret with this app's secret",
                "sign：不是用这个应用的 App secret 对 appId + appKey + timestamp + appSecret 算出的 md5",
            )
        })
}

fn wrong_shape(made: &str, right: &str) -> Option<Text> {
    let is_hex = made.bytes().all(|byte| byte.is_ascii_hexdigit());
    match made.len() {
        32 if is_hex => None,
        16 if is_hex && right.contains(made) => Some(Text::new(
            "sign: the short md5 of 16 digits; vivo wants all 32",
            "sign：是 16 位的短 md5；vivo 要完整的 32 位",
        )),
        40 if is_hex => Some(Text::new(
            "sign: 40 hex digits, that is SHA-1; vivo wants md5",
            "sign：40 位十六进制，是 SHA-1；vivo 要 md5",
        )),
        64 if is_hex => Some(Text::new(
            "sign: 64 hex digits, that is SHA-256; vivo wants md5",
            "sign：64 位十六进制，是 SHA-256；vivo 要 md5",
        )),
        24 if made.ends_with("==") => {
            Some(Text::new("sign: Base64; vivo wants the md5 in hex", "sign：是 Base64；vivo 要十六进制的 md5"))
        }
        count => Some(text!(
            "sign: {count} characters; an md5 in hex has 32",
            "sign：{count} 个字符；十六进制的 md5 有 32 个"
        )),
    }
}

/// Something in place of the right parts.
fn other_text(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let Signed { app_id: id, app_key: key, timestamp: time, app_secret: secret } = signed;
    let slips = [
        (
            format!("{id}{key}{time}{key}"),
            Text::new(
                "sign: made with the app key in place of the app secret",
                "sign：本该用 App secret 的地方用了 AppKey",
            ),
        ),
        (format!("{id}{key}{time}"), Text::new("sign: made without the app secret", "sign：签名文本里没有 App secret")),
        (format!("{id}{key}{secret}"), Text::new("sign: made without the timestamp", "sign：签名文本里没有 timestamp")),
        (
            format!("appId={id}&appKey={key}&timestamp={time}&appSecret={secret}"),
            Text::new(
                "sign: made with the names of the fields; vivo wants the values alone",
                "sign：把字段名也签了；vivo 只要值",
            ),
        ),
    ];
    slips.into_iter().find(|(text, _)| md5_hex(text) == made).map(|(_, remark)| remark)
}
