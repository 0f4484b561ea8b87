//! `[xiaomi]` of push.toml: the rules on its values, and the credentials they make.

use super::rules::{
    APP_ID_FORMAT, APP_KEY_FORMAT, APP_SECRET_FORMAT, BUZ_ID_FORMAT, FOREIGN_NOTATION, KEY_IS_SECRET, REG_ID_FORMAT,
    SECRET_IS_KEY, SWAPPED,
};
use crate::config::{App, Given, Values};
use crate::report::{Finding, Findings, Severity};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{is_digits, lint_buz_id, unlike};

/// What a server proves itself with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// AppSecret. It is sent with every request, as it is.
    pub app_secret: Secret,
}

impl Credentials {
    /// The credentials, if the secret is there. Blanks around it are cut off: they would be part of the header.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        let secret = values.text("app_secret")?;
        let app_secret = secret.as_str().trim();
        (!app_secret.is_empty()).then(|| Self { app_secret: Secret::new(app_secret) })
    }
}

/// App ids since about 2013: 19 digits. Observed everywhere, not documented.
fn is_app_id(text: &str) -> bool {
    is_digits(text, 19..=19) && text.starts_with("2882303761")
}

/// 13 digits beginning with 5. Observed everywhere, not documented.
fn is_app_key(text: &str) -> bool {
    is_digits(text, 13..=13) && text.starts_with('5')
}

/// Base64 of 16 bytes. Observed everywhere, not documented.
fn is_app_secret(text: &str) -> bool {
    let body = text.strip_suffix("==").unwrap_or_default();
    body.len() == 22 && body.bytes().all(is_base64)
}

fn is_base64(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/'
}

/// The rules on the values of `[xiaomi]`, each looked at whatever the others are.
pub(super) fn lint(values: &Values, _app: &App, findings: &mut Findings) {
    let [id, key, secret] = ["app_id", "app_key", "app_secret"].map(|key| values.text(key));
    lint_buz_id(&BUZ_ID_FORMAT, "xiaomi", values, findings);
    let holds =
        |given: Option<&Given>, shape: fn(&str) -> bool| given.is_some_and(|given| shape(given.as_str().trim()));
    let id_is_key = holds(id.as_ref(), is_app_key);
    let key_is_id = holds(key.as_ref(), is_app_id);
    match (&id, &key) {
        (Some(id), Some(key)) if id_is_key && key_is_id => findings.push(swapped(id, key)),
        (id, key) => {
            findings.extend(id.as_ref().and_then(lint_app_id));
            findings.extend(key.as_ref().and_then(|key| lint_app_key(key, secret.as_ref())));
        }
    }
    findings.extend(secret.as_ref().and_then(|secret| lint_app_secret(secret, key.as_ref())));
}

fn at(finding: Finding, given: &Given) -> Finding {
    finding.of("xiaomi").at_value(Some(given))
}

fn swapped(id: &Given, key: &Given) -> Finding {
    let message = Text::new("[xiaomi] app_id holds an AppKey", "[xiaomi] app_id 里填的是 AppKey");
    let finding = Finding::new(&SWAPPED, message).label(Text::new(
        "13 digits beginning with 5: the shape of an AppKey",
        "5 开头的 13 位数字，那是 AppKey 的样子",
    ));
    match key.place.clone() {
        Some(place) => at(finding, id).related(place, Text::new("and the AppID stands here", "AppID 写在这里")),
        None => at(finding, id),
    }
}

/// `MI-`, as another push provider writes it before each value.
fn foreign_notation(key: &str, given: &Given) -> Option<Finding> {
    let message = text!("[xiaomi] {key} begins with `MI-`", "[xiaomi] {key} 以 `MI-` 开头");
    given.as_str().trim().starts_with("MI-").then(|| at(Finding::new(&FOREIGN_NOTATION, message), given))
}

fn lint_app_id(id: &Given) -> Option<Finding> {
    let text = id.as_str().trim();
    if let Some(finding) = foreign_notation("app_id", id) {
        return Some(finding);
    }
    let (severity, message) = if !is_digits(text, 4..=20) {
        (
            Severity::Error,
            Text::new("[xiaomi] app_id is not a number of 4 to 20 digits", "[xiaomi] app_id 不是 4 到 20 位的数字"),
        )
    } else if is_app_key(text) {
        (Severity::Warning, Text::new("[xiaomi] app_id looks like an AppKey", "[xiaomi] app_id 看起来是 AppKey"))
    } else if !is_app_id(text) {
        (
            Severity::Warning,
            Text::new(
                "[xiaomi] app_id is not 19 digits beginning with 2882303761",
                "[xiaomi] app_id 不是 2882303761 开头的 19 位数字",
            ),
        )
    } else {
        return None;
    };
    Some(at(Finding::new(&APP_ID_FORMAT, message).severity(severity), id))
}

fn lint_app_key(key: &Given, secret: Option<&Given>) -> Option<Finding> {
    let text = key.as_str().trim();
    if let Some(finding) = foreign_notation("app_key", key) {
        return Some(finding);
    }
    // A key that equals a secret of digits is told at the secret: the key may well be right.
    let is_secret = is_app_secret(text)
        || secret.is_some_and(|secret| secret.as_str().trim() == text && !is_digits(text, 1..=usize::MAX));
    let finding = if is_secret {
        let message = Text::new("[xiaomi] app_key holds an AppSecret", "[xiaomi] app_key 里填的是 AppSecret");
        Finding::new(&KEY_IS_SECRET, message)
    } else if is_app_id(text) {
        let message = Text::new("[xiaomi] app_key holds an AppID", "[xiaomi] app_key 里填的是 AppID");
        Finding::new(&SWAPPED, message)
            .remedy(Text::new("put AppKey there, 13 digits beginning with 5", "这里应当填 AppKey，5 开头的 13 位数字"))
    } else if !is_app_key(text) {
        let message = Text::new("[xiaomi] app_key has an unusual shape", "[xiaomi] app_key 的样子不常见");
        Finding::new(&APP_KEY_FORMAT, message)
    } else {
        return None;
    };
    Some(at(finding, key))
}

/// The value is never quoted: only what kind of value it seems to be, or how long it is.
fn lint_app_secret(secret: &Given, key: Option<&Given>) -> Option<Finding> {
    let text = secret.as_str().trim();
    if let Some(finding) = foreign_notation("app_secret", secret) {
        return Some(finding);
    }
    if let Some(key) = key.filter(|key| key.as_str().trim() == text && !is_app_secret(text)) {
        let message = Text::new("[xiaomi] app_secret is the same as app_key", "[xiaomi] app_secret 与 app_key 相同");
        let finding = at(Finding::new(&SECRET_IS_KEY, message), secret);
        return Some(match key.place.clone() {
            Some(place) => finding.related(place, Text::new("the AppKey", "AppKey 在这里")),
            None => finding,
        });
    }
    let message = if is_app_id(text) {
        Text::new("[xiaomi] app_secret holds an AppID", "[xiaomi] app_secret 里填的是 AppID")
    } else if is_digits(text, 1..=usize::MAX) {
        Text::new("[xiaomi] app_secret is only digits, like an AppKey", "[xiaomi] app_secret 只有数字，像是 AppKey")
    } else {
        return odd_secret(text).map(|finding| at(finding, secret));
    };
    Some(at(Finding::new(&SECRET_IS_KEY, message), secret))
}

/// The shape of what may be an AppSecret, and what probably happened to it on the way. White space inside is told for
/// the values of every vendor alike (`config/blanks`).
fn odd_secret(text: &str) -> Option<Finding> {
    if is_app_secret(text) || text.chars().any(char::is_whitespace) {
        return None;
    }
    let of = |message| Finding::new(&APP_SECRET_FORMAT, message);
    Some(if text.starts_with("key=") {
        of(Text::new("[xiaomi] app_secret begins with `key=`", "[xiaomi] app_secret 以 `key=` 开头"))
            .severity(Severity::Error)
            .remedy(Text::new("leave out `key=`: pushctl puts it before the secret", "去掉 `key=`：pushctl 会自己加上"))
    } else if is_app_secret(&format!("{}==", text.trim_end_matches('='))) {
        of(Text::new("[xiaomi] app_secret does not end in `==`", "[xiaomi] app_secret 不是以 `==` 结尾"))
    } else if text.contains('%') {
        of(Text::new("[xiaomi] app_secret is percent-encoded", "[xiaomi] app_secret 做过百分号编码")).remedy(Text::new(
            "copy it as the console shows it, with `+`, `/` and `=`",
            "按控制台的原样复制，`+`、`/`、`=` 都不编码",
        ))
    } else {
        let count = text.chars().count();
        of(text!(
            "[xiaomi] app_secret has an unusual shape ({count} characters)",
            "[xiaomi] app_secret 的样子不常见（{count} 个字符）"
        ))
    })
}

/// The rule on a regId. Its length is documented nowhere, so that nothing here is an error.
pub(super) fn lint_token(text: &str) -> Option<Finding> {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    if (20..=512).contains(&body.len()) && padding <= 2 && body.bytes().all(is_base64) {
        return None;
    }
    let message = if text.contains('%') {
        Text::new(
            "this regId is percent-encoded: it was copied out of a request",
            "这个 regId 是百分号编码过的，像是从请求里抄来的",
        )
    } else if text.contains(' ') {
        Text::new("this regId has a blank where a `+` was", "这个 regId 里有空格，原来应当是 `+`")
    } else {
        unlike("a regId of Xiaomi", "小米的 regId", text)
    };
    Some(Finding::new(&REG_ID_FORMAT, message).of("xiaomi"))
}

#[cfg(test)]
mod tests;
