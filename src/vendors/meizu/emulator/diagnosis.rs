//! Why a sign is wrong: the emulator holds the secret, so it can try the usual slips and name the one that fits.

use md5::{Digest, Md5};
use serde_json::Value;

use crate::encoding::hex;
use crate::text;
use crate::text::Text;

/// What the sign covers: every parameter but itself, in the order in which they came.
pub(super) struct Signed<'a> {
    pub(super) parameters: &'a [(String, String)],
    pub(super) app_key: &'a str,
    pub(super) app_secret: &'a str,
}

/// md5 in lower-case hex.
pub(super) fn md5_hex(text: &str) -> String {
    hex(&Md5::digest(text.as_bytes()))
}

type Pairs = Vec<(String, String)>;

/// `name=value` of every pair, with something between them.
fn plain(pairs: &[(String, String)], separator: &str) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join(separator)
}

impl Signed<'_> {
    fn sorted(&self) -> Pairs {
        let mut pairs = self.parameters.to_vec();
        pairs.sort();
        pairs
    }

    /// The right sign: md5 of the sorted `name=value` without separators and the secret.
    pub(super) fn right(&self) -> String {
        self.of(&plain(&self.sorted(), ""))
    }

    fn of(&self, base: &str) -> String {
        md5_hex(&format!("{base}{}", self.app_secret))
    }
}

/// What most probably made `sign`, which is not the right one.
pub(super) fn diagnose(signed: &Signed<'_>, sign: &str) -> Text {
    let right = signed.right();
    if sign.trim().is_empty() {
        return Text::new("sign is empty", "sign 是空的");
    }
    if sign.eq_ignore_ascii_case(&right) {
        return Text::new(
            "sign: md5 of the right text in UPPER case; Meizu wants lower case",
            "sign：文本对了，但 md5 是大写；魅族要小写",
        );
    }
    if sign.trim().eq_ignore_ascii_case(&right) {
        return Text::new("sign: right, but with blanks around it", "sign：值对了，但前后有空白");
    }
    let made = sign.trim().to_ascii_lowercase();
    wrong_shape(&made, &right)
        .or_else(|| other_secret(signed, &made))
        .or_else(|| other_order(signed, &made))
        .or_else(|| other_values(signed, &made))
        .or_else(|| other_parameters(signed, &made))
        .unwrap_or_else(|| {
            Text::new(
                "sign: not md5 of the sorted name=value of all parameters and this app's AppSecret",
                "sign：不是用这个应用的 AppSecret 对全部参数排序后的 name=value 算出的 md5",
            )
        })
}

fn wrong_shape(made: &str, right: &str) -> Option<Text> {
    let is_hex = made.bytes().all(|byte| byte.is_ascii_hexdigit());
    match made.len() {
        32 if is_hex => None,
        16 if is_hex && right.contains(made) => Some(Text::new(
            "sign: the short md5 of 16 digits; Meizu wants all 32",
            "sign：是 16 位的短 md5；魅族要完整的 32 位",
        )),
        40 if is_hex => Some(Text::new(
            "sign: 40 hex digits, that is SHA-1; Meizu wants md5",
            "sign：40 位十六进制，是 SHA-1；魅族要 md5",
        )),
        64 if is_hex => Some(Text::new(
            "sign: 64 hex digits, that is SHA-256; Meizu wants md5",
            "sign：64 位十六进制，是 SHA-256；魅族要 md5",
        )),
        24 if made.ends_with("==") => {
            Some(Text::new("sign: Base64; Meizu wants the md5 in hex", "sign：是 Base64；魅族要十六进制的 md5"))
        }
        count => Some(text!(
            "sign: {count} characters; an md5 in hex has 32",
            "sign：{count} 个字符；十六进制的 md5 有 32 个"
        )),
    }
}

/// The right text with something other than the secret behind it.
fn other_secret(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let (secret, key) = (signed.app_secret, signed.app_key);
    let base = plain(&signed.sorted(), "");
    let slips = [
        (base.clone(), Text::new("sign: made without the AppSecret", "sign：签名文本后面没有接 AppSecret")),
        (
            format!("{base}{key}"),
            Text::new(
                "sign: made with the AppKey in place of the AppSecret",
                "sign：本该用 AppSecret 的地方用了 AppKey",
            ),
        ),
        (
            format!("{secret}{base}"),
            Text::new(
                "sign: the AppSecret stands before the parameters; Meizu wants it behind them",
                "sign：AppSecret 放在了参数前面；魅族要放在后面",
            ),
        ),
        (
            format!("{secret}{base}{secret}"),
            Text::new(
                "sign: the AppSecret stands on both sides; Meizu wants it behind the parameters alone",
                "sign：AppSecret 放在了两头；魅族只要放在后面",
            ),
        ),
        (signed.right(), Text::new("sign: md5 of the md5; Meizu wants it once", "sign：做了两次 md5；魅族只要一次")),
    ];
    let named = ["&appSecret=", "appSecret=", "&key=", "key=", "&"].map(|before| {
        let remark = text!(
            "sign: {before:?} stands before the AppSecret; Meizu wants nothing there",
            "sign：AppSecret 前面有 {before:?}；魅族要直接相连"
        );
        (format!("{base}{before}{secret}"), remark)
    });
    let blanked = [format!("{base}{secret}\n"), format!("{base}{secret} "), format!("{base} {secret}")].map(|text| {
        let remark = Text::new(
            "sign: a blank or line break around the AppSecret was signed too",
            "sign：AppSecret 前后的空白或换行也参与了签名",
        );
        (text, remark)
    });
    let mut all = slips.into_iter().chain(named).chain(blanked);
    all.find(|(text, _)| md5_hex(text) == made).map(|(_, remark)| remark)
}

/// The right parameters in another order, or with something between them.
fn other_order(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let sorted = signed.sorted();
    let mut backwards = sorted.clone();
    backwards.reverse();
    let mut caseless = sorted.clone();
    caseless.sort_by_key(|(name, _)| name.to_lowercase());
    for (pairs, remark) in [
        (
            signed.parameters.to_vec(),
            Text::new(
                "sign: the parameters are not sorted by name, but signed in the order of the request",
                "sign：参数没有按名称排序，是按请求里的顺序签的",
            ),
        ),
        (backwards, Text::new("sign: the parameters are sorted backwards", "sign：参数按名称倒序排了")),
        (
            caseless,
            Text::new(
                "sign: the parameters are sorted without regard to case; Meizu sorts capitals first",
                "sign：参数排序时忽略了大小写；魅族把大写排在前面",
            ),
        ),
    ] {
        if signed.of(&plain(&pairs, "")) == made {
            return Some(remark);
        }
    }
    for separator in ["&", ",", "\n", " ", "|", ";"] {
        let joined = [plain(&sorted, separator), format!("{}{separator}", plain(&sorted, separator))];
        if joined.iter().any(|base| signed.of(base) == made) {
            return Some(text!(
                "sign: the parameters are joined with {separator:?}; Meizu wants nothing between them",
                "sign：各参数之间有 {separator:?}；魅族要直接相连"
            ));
        }
    }
    let bare = |write: fn(&(String, String)) -> String| sorted.iter().map(write).collect::<String>();
    if signed.of(&bare(|(_, value)| value.clone())) == made {
        return Some(Text::new("sign: made from the values without names", "sign：只签了值，没有带参数名"));
    }
    if signed.of(&bare(|(name, value)| format!("{name}{value}"))) == made {
        return Some(Text::new("sign: there is no `=` between names and values", "sign：参数名和值之间没有 `=`"));
    }
    None
}

/// The values in another spelling than the one that was sent.
fn other_values(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let sorted = signed.sorted();
    let with = |write: &dyn Fn(&str) -> String| {
        let pairs: Pairs = sorted.iter().map(|(name, value)| (name.clone(), write(value))).collect();
        plain(&pairs, "")
    };
    let plus = |text: &str| form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>();
    let encoded: [&dyn Fn(&str) -> String; 3] =
        [&plus, &|text| plus(text).replace('+', "%20"), &|text| plus(text).to_lowercase()];
    if encoded.into_iter().any(|write| signed.of(&with(write)) == made) {
        return Some(Text::new(
            "sign: made from urlencoded values; Meizu signs them as they are, only the body is urlencoded",
            "sign：签的是 urlencode 之后的值；魅族要签原值，只有请求体才做 urlencode",
        ));
    }
    let (_, json) = sorted.iter().find(|(name, _)| name == "messageJson")?;
    let json: Value = serde_json::from_str(json).ok()?;
    for spelling in spellings(&json) {
        let with_json = |(name, value): &(String, String)| {
            (name.clone(), if name == "messageJson" { spelling.clone() } else { value.clone() })
        };
        let pairs: Pairs = sorted.iter().map(with_json).collect();
        if signed.of(&plain(&pairs, "")) == made {
            return Some(Text::new(
                "sign: made from another spelling of messageJson than the one sent: serialise it once and use the same text twice",
                "sign：签名用的 messageJson 与发送的文本不一致：只序列化一次，两处用同一个文本",
            ));
        }
    }
    None
}

/// How serialisers write the same JSON: compact, with blanks, indented, members sorted, characters escaped.
fn spellings(json: &Value) -> Vec<String> {
    let sorted = sorted_members(json);
    let mut all = Vec::new();
    for json in [json, &sorted] {
        let compact = json.to_string();
        let mut spaced = String::new();
        with_blanks(json, &mut spaced);
        all.extend([compact.clone(), spaced.clone(), escaped(&compact), escaped(&spaced)]);
        all.extend(serde_json::to_string_pretty(json));
    }
    all
}

fn sorted_members(json: &Value) -> Value {
    match json {
        Value::Object(map) => {
            let mut members: Vec<_> = map.iter().collect();
            members.sort_by_key(|(name, _)| name.as_str());
            Value::Object(members.into_iter().map(|(name, value)| (name.clone(), sorted_members(value))).collect())
        }
        Value::Array(items) => Value::Array(items.iter().map(sorted_members).collect()),
        other => other.clone(),
    }
}

/// JSON as Python writes it: `{"a": 1, "b": 2}`.
fn with_blanks(json: &Value, text: &mut String) {
    match json {
        Value::Object(map) => {
            text.push('{');
            for (at, (name, value)) in map.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                text.push_str(&Value::from(name.as_str()).to_string());
                text.push_str(": ");
                with_blanks(value, text);
            }
            text.push('}');
        }
        Value::Array(items) => {
            text.push('[');
            for (at, item) in items.iter().enumerate() {
                text.push_str(if at == 0 { "" } else { ", " });
                with_blanks(item, text);
            }
            text.push(']');
        }
        other => text.push_str(&other.to_string()),
    }
}

/// With every character outside ASCII in JSON's `\u` notation.
fn escaped(json: &str) -> String {
    let mut text = String::new();
    for character in json.chars() {
        if character.is_ascii() {
            text.push(character);
        } else {
            let mut units = [0; 2];
            for unit in character.encode_utf16(&mut units) {
                text.push_str("\\u");
                text.push_str(&hex(&unit.to_be_bytes()));
            }
        }
    }
    text
}

/// Parameters left out, or too many of them.
fn other_parameters(signed: &Signed<'_>, made: &str) -> Option<Text> {
    let sorted = signed.sorted();
    for at in 0..sorted.len() {
        let mut fewer = sorted.clone();
        let (name, _) = fewer.remove(at);
        if signed.of(&plain(&fewer, "")) == made {
            return Some(text!(
                "sign: made without the parameter {name}; every parameter that is sent is signed",
                "sign：漏签了参数 {name}；发送的每个参数都要签"
            ));
        }
    }
    for more in ["", "null"] {
        let mut pairs = sorted.clone();
        pairs.push(("sign".to_owned(), more.to_owned()));
        pairs.sort();
        if signed.of(&plain(&pairs, "")) == made {
            return Some(Text::new(
                "sign: the parameter sign itself was signed too",
                "sign：把参数 sign 自己也签了进去",
            ));
        }
    }
    let mut pairs = sorted.clone();
    pairs.push(("appSecret".to_owned(), signed.app_secret.to_owned()));
    pairs.sort();
    (md5_hex(&plain(&pairs, "")) == made || signed.of(&plain(&pairs, "")) == made).then(|| {
        Text::new(
            "sign: appSecret was sorted among the parameters; Meizu wants its value alone at the end",
            "sign：把 appSecret 当成参数一起排序了；魅族只要把它的值接在最后",
        )
    })
}
