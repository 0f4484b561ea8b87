//! Why a sign is wrong: the emulator holds the secrets, so it can try the usual slips and name the one that fits.

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

const NAMES: [&str; 3] = ["app_key", "timestamp", "master_secret"];

impl Signed<'_> {
    const fn parts(&self) -> [&str; 3] {
        [self.app_key, self.timestamp, self.master_secret]
    }

    /// The right sign: sha256 of the parts without separators, in lower-case hex.
    pub(super) fn sign(&self) -> String {
        sha256_hex(&self.parts().concat())
    }
}

/// sha256 in lower-case hex.
pub(super) fn sha256_hex(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}

/// What most probably made `sign`, which is not the right one.
pub(super) fn diagnose(signed: &Signed<'_>, sign: &str) -> Text {
    let right = signed.sign();
    if sign.eq_ignore_ascii_case(&right) {
        return Text::new(
            "sign: sha256 of the same text in UPPER case; OPPO wants lower case",
            "sign：文本对了，但 sha256 是大写；OPPO 要小写",
        );
    }
    if sign.trim().eq_ignore_ascii_case(&right) {
        return Text::new("sign: right, but with blanks around it", "sign：值对了，但前后有空白");
    }
    let made = sign.trim().to_ascii_lowercase();
    wrong_shape(&made)
        .or_else(|| other_secret(signed, &made))
        .or_else(|| other_text(signed, &made))
        .or_else(|| other_time(signed, &made))
        .or_else(|| other_order(signed, &made))
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

/// The right parts with something between, around or over them.
fn other_text(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let parts = signed.parts();
    let [key, time, secret] = parts;
    let separators = [" ", "\n", "\t", "&", "+", ",", "|", "-", "_", ":", ";"];
    if let Some(separator) = separators.iter().find(|separator| sha256_hex(&parts.join(separator)) == made) {
        return Some(text!(
            "sign: the parts are joined with {separator:?}; OPPO wants nothing between them",
            "sign：各部分之间有 {separator:?}；OPPO 要直接相连"
        ));
    }
    for blank in [" ", "\n", "\r\n", "\t"] {
        for at in 0..3 {
            for blanked in [format!("{blank}{}", parts[at]), format!("{}{blank}", parts[at])] {
                let mut others = parts.map(str::to_owned);
                others[at] = blanked;
                if sha256_hex(&others.concat()) == made {
                    let name = NAMES[at];
                    return Some(text!(
                        "sign: a blank or line break around {name} was signed too",
                        "sign：{name} 前后的空白或换行也参与了签名"
                    ));
                }
            }
        }
    }
    if sha256_hex(&format!("app_key={key}&timestamp={time}&master_secret={secret}")) == made {
        return Some(Text::new(
            "sign: made with the names of the fields; OPPO wants the values alone",
            "sign：把字段名也签了；OPPO 只要值",
        ));
    }
    if hex(&hmac_sha256(secret.as_bytes(), format!("{key}{time}").as_bytes())) == made {
        return Some(Text::new(
            "sign: HMAC with MasterSecret as its key; OPPO wants plain sha256 with the secret at the end of the text",
            "sign：是以 MasterSecret 为密钥的 HMAC；OPPO 要普通 sha256，secret 接在文本末尾",
        ));
    }
    let right = signed.sign();
    [right.clone(), right.to_ascii_uppercase()]
        .iter()
        .any(|text| sha256_hex(text) == made)
        .then(|| Text::new("sign: sha256 of the sha256; OPPO wants it once", "sign：做了两次 sha256；OPPO 只要一次"))
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
    let orders = [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let order = orders.into_iter().find(|order| sha256_hex(&order.map(|at| parts[at]).concat()) == made)?;
    let order = order.map(|at| NAMES[at]).join(" + ");
    Some(text!(
        "sign: made from {order}; OPPO wants app_key + timestamp + master_secret",
        "sign：顺序是 {order}；OPPO 要 app_key + timestamp + master_secret"
    ))
}
