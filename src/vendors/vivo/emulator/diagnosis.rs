//! Why a sign is wrong: the emulator holds the secret, so it can try the usual slips and name the one that fits.

use md5::{Digest, Md5};

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

const NAMES: [&str; 4] = ["appId", "appKey", "timestamp", "appSecret"];

impl Signed<'_> {
    const fn parts(&self) -> [&str; 4] {
        [self.app_id, self.app_key, self.timestamp, self.app_secret]
    }

    /// The right sign: md5 of the parts without separators, in lower-case hex.
    pub(super) fn sign(&self) -> String {
        md5_hex(&self.parts().concat())
    }
}

/// md5 in lower-case hex.
pub(super) fn md5_hex(text: &str) -> String {
    encoding::hex(&Md5::digest(text.as_bytes()))
}

/// What most probably made `sign`, which is not the right one.
pub(super) fn diagnose(signed: &Signed<'_>, sign: &str) -> Text {
    let right = signed.sign();
    if sign.eq_ignore_ascii_case(&right) {
        return Text::new(
            "sign: md5 of the same text in UPPER case; vivo wants lower case",
            "sign：文本对了，但 md5 是大写；vivo 要小写",
        );
    }
    if sign.trim().eq_ignore_ascii_case(&right) {
        return Text::new("sign: right, but with blanks around it", "sign：值对了，但前后有空白");
    }
    let made = sign.trim().to_ascii_lowercase();
    wrong_shape(&made, &right)
        .or_else(|| other_text(signed, &made))
        .or_else(|| other_time(signed, &made))
        .or_else(|| other_order(signed, &made))
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

/// The right parts with something between, around or in place of them.
fn other_text(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let parts = signed.parts();
    let [id, key, time, secret] = parts;
    let separators = [" ", "\n", "\t", "&", "+", ",", "|", "-", "_", ":", ";"];
    if let Some(separator) = separators.iter().find(|separator| md5_hex(&parts.join(separator)) == made) {
        return Some(text!(
            "sign: the parts are joined with {separator:?}; vivo wants nothing between them",
            "sign：各部分之间有 {separator:?}；vivo 要直接相连"
        ));
    }
    for blank in [" ", "\n", "\r\n", "\t"] {
        for at in 0..4 {
            for blanked in [format!("{blank}{}", parts[at]), format!("{}{blank}", parts[at])] {
                let mut others = parts.map(str::to_owned);
                others[at] = blanked;
                if md5_hex(&others.concat()) == made {
                    let name = NAMES[at];
                    return Some(text!(
                        "sign: a blank or line break around {name} was signed too",
                        "sign：{name} 前后的空白或换行也参与了签名"
                    ));
                }
            }
        }
    }
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
        (signed.sign(), Text::new("sign: md5 of the md5; vivo wants it once", "sign：做了两次 md5；vivo 只要一次")),
        (
            signed.sign().to_ascii_uppercase(),
            Text::new("sign: md5 of the md5; vivo wants it once", "sign：做了两次 md5；vivo 只要一次"),
        ),
    ];
    slips.into_iter().find(|(text, _)| md5_hex(text) == made).map(|(_, remark)| remark)
}

/// Signed with another timestamp than the one that was sent.
fn other_time(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let sent: u64 = signed.timestamp.parse().ok()?;
    let with = |time: &str| Signed { timestamp: time, ..*signed }.sign() == made;
    if with(&(sent / 1000).to_string()) || with(&((sent + 500) / 1000).to_string()) {
        return Some(Text::new(
            "sign: made with the timestamp in seconds, sent in milliseconds",
            "sign：签名用的 timestamp 是秒，发送的是毫秒",
        ));
    }
    if with(&(sent / 1000 * 1000).to_string()) {
        return Some(Text::new(
            "sign: made with a timestamp rounded to seconds; sign the one that is sent",
            "sign：签名用的 timestamp 取整到了秒；要和发送的一致",
        ));
    }
    // Two looks at the clock are some milliseconds apart.
    let apart = (1..=200_u64).find(|apart| {
        with(&sent.saturating_sub(*apart).to_string()) || with(&sent.saturating_add(*apart).to_string())
    })?;
    Some(text!(
        "sign: made with another timestamp than the one sent, {apart} ms apart; look at the clock once",
        "sign：签名和发送用了两个 timestamp，差 {apart} 毫秒；只取一次时间"
    ))
}

/// The right parts in another order.
fn other_order(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let parts = signed.parts();
    for first in 0..4 {
        for second in (0..4).filter(|at| *at != first) {
            for third in (0..4).filter(|at| *at != first && *at != second) {
                let order = [first, second, third, 6 - first - second - third];
                if md5_hex(&order.map(|at| parts[at]).concat()) == made {
                    let order = order.map(|at| NAMES[at]).join(" + ");
                    return Some(text!(
                        "sign: made from {order}; vivo wants appId + appKey + timestamp + appSecret",
                        "sign：顺序是 {order}；vivo 要 appId + appKey + timestamp + appSecret"
                    ));
                }
            }
        }
    }
    None
}
