//! Names and values as people get them wrong.

use crate::emulator::read::quoted;
use crate::text;
use crate::text::Text;

/// Every field of the documents outside of `extra.`.
const FIELDS: &[&str] = &[
    "registration_id",
    "restricted_package_name",
    "pass_through",
    "title",
    "description",
    "payload",
    "notify_type",
    "notify_id",
    "time_to_live",
    "time_to_send",
    "collapse_key",
    "alias",
    "user_account",
    "messages",
];

/// Xiaomi's own keys of `extra.`; all others are pairs of the app.
const EXTRAS: &[&str] = &[
    "channel_id",
    "channel_name",
    "channel_description",
    "template_id",
    "template_param",
    "notify_effect",
    "intent_uri",
    "intent_flag",
    "class_name",
    "web_uri",
    "notify_foreground",
    "ticker",
    "sound_uri",
    "badge",
    "flow_control",
    "jobkey",
    "only_send_once",
    "callback",
    "callback.param",
    "callback.type",
    "locale",
    "locale_not_in",
    "model",
    "model_not_in",
    "app_version",
    "app_version_not_in",
    "connpt",
    "instant_notify",
];

/// Words of other vendors and of Xiaomi's own SDK for a field.
const OTHER_WORDS: &[(&str, &str)] = &[
    ("regid", "registration_id"),
    ("regids", "registration_id"),
    ("registrationids", "registration_id"),
    ("token", "registration_id"),
    ("content", "description"),
    ("body", "description"),
    ("packagename", "restricted_package_name"),
    ("ttl", "time_to_live"),
    ("passthrough", "pass_through"),
    ("ext", "extra.ext"),
];

/// Whether a key of `extra.` is Xiaomi's own.
pub(super) fn is_own_extra(key: &str) -> bool {
    EXTRAS.contains(&key) || key.starts_with("notification_")
}

/// A word on a name that Xiaomi does not read.
pub(super) fn of_name(name: &str) -> Option<Text> {
    if let Some(key) = name.strip_prefix("extra.") {
        if let Some(inner) = key.strip_prefix("extra.") {
            return Some(reads(&format!("extra.{key}"), &format!("extra.{inner}")));
        }
        let near = EXTRAS.iter().find(|own| **own != key && plain(own) == plain(key) && !is_own_extra(key))?;
        return Some(reads(&format!("extra.{key}"), &format!("extra.{near}")));
    }
    if FIELDS.contains(&name) {
        return None;
    }
    let bare = plain(name);
    let inner = name.strip_prefix("extra[").and_then(|rest| rest.strip_suffix(']'));
    if let Some(inner) = inner {
        return Some(reads(name, &format!("extra.{}", inner.trim_matches(['"', '\'']))));
    }
    let field = FIELDS.iter().find(|field| plain(field) == bare).map(|field| (*field).to_owned());
    let field =
        field.or_else(|| OTHER_WORDS.iter().find(|(own, _)| *own == bare).map(|(_, field)| (*field).to_owned()));
    let field = field.or_else(|| EXTRAS.iter().find(|own| plain(own) == bare).map(|own| format!("extra.{own}")));
    let written = quoted(name);
    Some(match field {
        Some(field) => reads(name, &field),
        None => text!("Xiaomi does not read `{written}`", "小米不读 `{written}`"),
    })
}

fn reads(written: &str, right: &str) -> Text {
    let written = quoted(written);
    text!("Xiaomi does not read `{written}`: it is `{right}`", "小米不读 `{written}`：应当写 `{right}`")
}

/// A field's name without what people get wrong in it.
fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).map(|character| character.to_ascii_lowercase()).collect()
}

/// Whether a text is a regId of the lengths seen, 32 or 48 bytes in Base64.
pub(super) fn is_whole(text: &str) -> bool {
    let body = text.trim_end_matches('=');
    let padding = text.len() - body.len();
    matches!((body.len(), padding), (43, 1) | (64, 0))
        && body.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/".contains(&byte))
}

/// What is wrong with a regId that is none of the app's, as far as it can be seen. `is_known` tells whether a mended
/// one would be.
pub(super) fn of_reg_id(text: &str, is_known: impl Fn(&str) -> bool) -> Text {
    let mended = text.replace(' ', "+");
    if text.contains(' ') && is_known(mended.trim()) {
        return Text::new(
            "registration_id has a blank where the regId has a `+`: in a form `+` must be sent as %2B",
            "registration_id 里的空格原来是 regId 的 `+`：表单里 `+` 要写成 %2B",
        );
    }
    if text.trim().contains(' ') {
        return Text::new(
            "registration_id has a blank inside: an unescaped `+` arrives so, it must be sent as %2B",
            "registration_id 中间有空格：没有转义的 `+` 会变成空格，应当写成 %2B",
        );
    }
    if text.trim() != text {
        return Text::new("registration_id has blanks around it", "registration_id 前后有空白");
    }
    if text.contains('%') {
        return Text::new("registration_id was percent-encoded twice", "registration_id 做了两次百分号编码");
    }
    if text.starts_with(['[', '"', '{']) {
        return Text::new(
            "registration_id is JSON; several regIds are joined with commas",
            "registration_id 是 JSON；多个 regId 用逗号连接",
        );
    }
    if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=".contains(&byte)) {
        return Text::new(
            "no regId of Xiaomi, which has letters, digits, `+`, `/` and `=` only",
            "不是小米的 regId：它只有字母、数字、`+`、`/` 和 `=`",
        );
    }
    Text::new("not registered with this app", "没有在这个应用注册")
}
