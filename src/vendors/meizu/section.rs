//! `[meizu]` of push.toml: its keys, the rules on their values, and the credentials they make.

use super::rules::{
    APP_ID_FORMAT, APP_KEY_FORMAT, APP_SECRET_FORMAT, BUZ_ID_FORMAT, OPTION, PUSH_ID_FORMAT, SECRET_IS_KEY, SWAPPED,
};
use crate::config::{App, Field, Given, Kind, Side, Values};
use crate::report::{Finding, Findings, Severity};
use crate::secret::Secret;
use crate::text;
use crate::text::{Phrase, Text};
use crate::vendors::usual::{is_digits, is_hex, lint_buz_id, unlike};

/// Where the ids and secrets stand.
const APP_PAGE: Phrase = Phrase::new(
    "open.flyme.cn, the app, configuration management (配置管理), app configuration (应用配置)",
    "open.flyme.cn → 应用 → 配置管理 → 应用配置",
);

/// The words of `region`.
pub(super) const REGIONS: &[&str] = &["china", "overseas"];

/// The keys of `[meizu]`. Those behind `region` are the options of a message, in the order of the vendor's document.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("mz_buz_id"),
        doc: Phrase::new("certificate id that Tencent IM gave the Meizu channel", "腾讯云 IM 给魅族渠道分配的证书 ID"),
        found: Phrase::new(
            "IM console, basic configuration, Android certificate of Meizu",
            "IM 控制台 → 基础配置 → 魅族的 Android 证书",
        ),
        example: "34565",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        push_app_info: Some("mz_app_id"),
        doc: Phrase::new("AppID, digits only", "AppID，只有数字"),
        found: APP_PAGE,
        example: "123456",
        ..Field::new("app_id", Kind::Id, Side::Both)
    },
    Field {
        required: true,
        push_app_info: Some("mz_app_key"),
        doc: Phrase::new(
            "AppKey, with which the phone registers; not AppSecret, whatever Tencent's guide says",
            "AppKey，手机用它注册；不是 AppSecret，腾讯云教程这里写混了",
        ),
        found: APP_PAGE,
        example: "fedcba9876543210fedcba9876543210",
        ..Field::new("app_key", Kind::Id, Side::App)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "AppSecret: signs every request and is never sent; only for a server, never in the app",
            "AppSecret：给每个请求签名，本身不会发送；只给服务端，不能放进 App",
        ),
        found: APP_PAGE,
        example: "0123456789abcdef0123456789abcdef",
        ..Field::new("app_secret", Kind::Secret, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "china: server-api-push.meizu.com; overseas: server-api-push.in.meizu.com; default china",
            "china：server-api-push.meizu.com；overseas：server-api-push.in.meizu.com；默认 china",
        ),
        example: "china",
        ..Field::new("region", Kind::Choice(REGIONS), Side::Server)
    },
    Field {
        doc: Phrase::new(
            "message class: 0 public (公信), 3 a day per phone; 1 private (私信), unlimited, needs the right; default 0",
            "消息分类：0 公信，每台手机每天 3 条；1 私信，不限量，需要权限；默认 0",
        ),
        example: "0",
        ..Field::new("notice_msg_type", Kind::Integer { min: 0, max: 1 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "look of the notification: 0 Meizu's own, 2 Android's; default 0; 1 (picture) was stopped in 2022",
            "通知样式：0 魅族标准，2 安卓原生；默认 0；1（图片）已在 2022 年停用",
        ),
        example: "0",
        ..Field::new("notice_bar_type", Kind::Choice(&["0", "2"]), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "text of the unfolded notification (noticeExpandType 1)",
            "展开后的文字（noticeExpandType 1）",
        ),
        example: "您的订单已发货，预计明天送达",
        ..Field::new("notice_expand_content", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "0 open the app, 1 an activity, 2 a URI, 3 the client decides (not from Android 12 on); default: from --click",
            "0 打开应用，1 打开页面，2 打开 URI，3 由客户端处理（Android 12 起不能用）；默认由 --click 决定",
        ),
        example: "0",
        ..Field::new("click_type", Kind::Integer { min: 0, max: 3 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "for click_type 1: full class name of the activity, at most 1000 bytes",
            "click_type 为 1 时：Activity 的完整类名，最多 1000 字节",
        ),
        example: "com.example.app.DetailActivity",
        ..Field::new("activity", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "for click_type 2: http(s) or a scheme of the app, at most 1000 bytes",
            "click_type 为 2 时：http(s) 或 App 的 scheme，最多 1000 字节",
        ),
        example: "https://example.com/",
        ..Field::new("url", Kind::Url, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "for click_type 3: handed to the client, at most 1000 bytes",
            "click_type 为 3 时：交给客户端的内容，最多 1000 字节",
        ),
        example: "order-1",
        ..Field::new("custom_attribute", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "further pairs for the app beside ext, string extras of the intent; `sk` would hide ext from the plugin",
            "除 ext 之外带给 App 的键值，作为 Intent 的字符串 extra；用了 `sk` 插件就读不到 ext",
        ),
        example: "",
        ..Field::new("parameters", Kind::Map, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "false: not kept for a phone that is offline; default true",
            "false：手机离线时不保留；默认 true",
        ),
        example: "true",
        ..Field::new("off_line", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "hours that a message is kept, 1 to 72; default: from --ttl, else 24",
            "消息保留的小时数，1 到 72；默认由 --ttl 决定，否则 24",
        ),
        example: "24",
        ..Field::new("valid_time", Kind::Integer { min: 1, max: 72 }, Side::Message)
    },
    Field {
        doc: Phrase::new("false: no heads-up (悬浮窗); default true", "false：不显示悬浮窗；默认 true"),
        example: "true",
        ..Field::new("suspend", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("false: the user cannot swipe it away; default true", "false：用户不能清除；默认 true"),
        example: "true",
        ..Field::new("clear_notice_bar", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "beginning of the time in which it may be shown, `yyyy-MM-dd HH:mm:ss`; with fix_end_display_time",
            "允许展示的开始时间，`yyyy-MM-dd HH:mm:ss`；与 fix_end_display_time 一起用",
        ),
        example: "2026-11-23 08:00:00",
        ..Field::new("fix_start_display_time", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "end of the time in which it may be shown, `yyyy-MM-dd HH:mm:ss`",
            "允许展示的结束时间，`yyyy-MM-dd HH:mm:ss`",
        ),
        example: "2026-11-23 22:00:00",
        ..Field::new("fix_end_display_time", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("false: does not vibrate; default true", "false：不振动；默认 true"),
        example: "true",
        ..Field::new("vibrate", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("false: no light; default true", "false：不闪灯；默认 true"),
        example: "true",
        ..Field::new("lights", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "false: no sound; default true. There are no sounds of one's own",
            "false：不响铃；默认 true。不能自定义声音",
        ),
        example: "true",
        ..Field::new("sound", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "only the newest notification with this key stays: letters, digits, `_`, `-`, at most 8; default: from --collapse-key",
            "相同 key 只保留最新一条通知：字母、数字、`_`、`-`，最多 8 个；默认由 --collapse-key 决定",
        ),
        example: "order-1",
        ..Field::new("notify_key", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "receipt (回执) address, registered in the console, at most 128 bytes",
            "回执地址，要先在控制台登记，最多 128 字节",
        ),
        example: "https://push.example.com/meizu",
        ..Field::new("callback", Kind::Url, Side::Message)
    },
    Field {
        doc: Phrase::new("handed back in the receipt, at most 64 bytes", "回执里原样带回，最多 64 字节"),
        example: "order-1",
        ..Field::new("callback_param", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "receipts: 1 delivered, 2 clicked, 3 both; default 3",
            "回执类型：1 送达，2 点击，3 两者；默认 3",
        ),
        example: "3",
        ..Field::new("callback_type", Kind::Integer { min: 1, max: 3 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "only to these packages of an app that has several: comma separated, at most 50",
            "应用有多个包名时只发给这些包：用逗号分隔，最多 50 个",
        ),
        example: "com.example.app",
        ..Field::new("restricted_package_names", Kind::Text, Side::Message)
    },
];

/// What a server proves itself with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// `AppID`: digits.
    pub app_id: String,
    /// `AppSecret`. Goes into every sign and is never sent.
    pub app_secret: Secret,
}

impl Credentials {
    /// The credentials, if both are there and the id is a number. Blanks around them are cut off: a console never has
    /// any, and Meizu answers a pasted one with 1006.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        let app_id = values.text("app_id")?.as_str().trim().to_owned();
        is_digits(&app_id, 1..=19).then_some(())?;
        Some(Self { app_id, app_secret: Secret::new(values.text("app_secret")?.as_str().trim()) })
    }
}

/// Whether a value looks like an app key or secret: 32 hex digits.
fn looks_like_key(text: &str) -> bool {
    is_hex(text, 32)
}

/// Whether a value looks like an app id: 4 to 10 digits.
fn looks_like_id(text: &str) -> bool {
    is_digits(text, 4..=10)
}

/// The rules on the values of `[meizu]`, each looked at whatever the others are.
pub(super) fn lint(values: &Values, _app: &App, findings: &mut Findings) {
    // A blank inside is told by `config/blanks`; what the rest looks like says nothing then.
    let whole = |given: &Given| !given.as_str().trim().contains(char::is_whitespace);
    let [id, key, secret] = ["app_id", "app_key", "app_secret"].map(|key| values.text(key).filter(whole));
    lint_buz_id(&BUZ_ID_FORMAT, "meizu", values, findings);
    if let Some(id) = &id {
        lint_app_id(id, key.as_ref(), findings);
    }
    let named_already = |key: &Given| looks_like_id(key.as_str().trim()) && id.as_ref().is_some_and(holds_key);
    if let Some(key) = key.as_ref().filter(|key| !named_already(key)) {
        lint_app_key(key, findings);
    }
    if let Some(secret) = &secret {
        lint_app_secret(secret, key.as_ref(), id.as_ref(), findings);
    }
    if let Some(key) = values.text("notify_key").filter(|key| !is_notify_key(key.as_str())) {
        findings.push(at(Finding::new(&OPTION, notify_key_message()), Some(&key)));
    }
}

fn at(finding: Finding, given: Option<&Given>) -> Finding {
    finding.of("meizu").at_value(given)
}

fn holds_key(id: &Given) -> bool {
    looks_like_key(id.as_str().trim())
}

fn lint_app_id(id: &Given, key: Option<&Given>, findings: &mut Findings) {
    let text = id.as_str().trim();
    if holds_key(id) {
        let message = Text::new("[meizu] app_id holds a key or secret", "[meizu] app_id 里填的是 AppKey 或 AppSecret");
        let label = Text::new(
            "32 hex digits: the shape of AppKey and AppSecret",
            "32 位十六进制，那是 AppKey、AppSecret 的样子",
        );
        let finding = at(Finding::new(&SWAPPED, message).label(label), Some(id));
        let other = key.filter(|key| looks_like_id(key.as_str().trim())).and_then(|key| key.place.clone());
        findings.push(match other {
            Some(place) => finding.related(place, Text::new("and the id stands here", "ID 写在这里")),
            None => finding.remedy(Text::new("put AppID (digits) there", "这里应当填 AppID（数字）")),
        });
    } else if text.starts_with(OTHER_PROVIDER) {
        let (message, remedy) = of_another_provider("app_id");
        findings.push(at(Finding::new(&APP_ID_FORMAT, message).remedy(remedy), Some(id)));
    } else if !is_digits(text, 1..=19) {
        let message = Text::new("[meizu] app_id is not a number", "[meizu] app_id 不是数字");
        findings.push(at(Finding::new(&APP_ID_FORMAT, message), Some(id)));
    } else if !looks_like_id(text) {
        let count = text.len();
        let message = text!(
            "[meizu] app_id has {count} digits; 5 or 6 are usual",
            "[meizu] app_id 有 {count} 位；常见的是 5 到 6 位"
        );
        findings.push(at(Finding::new(&APP_ID_FORMAT, message).severity(Severity::Warning), Some(id)));
    }
}

fn lint_app_key(key: &Given, findings: &mut Findings) {
    let text = key.as_str().trim();
    if looks_like_id(text) {
        let message = Text::new("[meizu] app_key holds an app id", "[meizu] app_key 里填的是 AppID");
        let finding = Finding::new(&SWAPPED, message).remedy(Text::new("put AppKey there", "这里应当填 AppKey"));
        findings.push(at(finding, Some(key)));
    } else if let Some((message, remedy)) = odd("app_key", text) {
        findings.push(at(Finding::new(&APP_KEY_FORMAT, message).remedy(remedy), Some(key)));
    }
}

fn lint_app_secret(secret: &Given, key: Option<&Given>, id: Option<&Given>, findings: &mut Findings) {
    let text = secret.as_str().trim();
    let same = |other: &&Given| other.as_str().trim() == text;
    if let Some(key) = key.filter(same) {
        let message = Text::new("[meizu] app_secret is the same as app_key", "[meizu] app_secret 与 app_key 相同");
        let finding = at(Finding::new(&SECRET_IS_KEY, message), Some(secret));
        findings.push(match &key.place {
            Some(place) => finding.related(place.clone(), Text::new("the key", "AppKey 在这里")),
            None => finding,
        });
    } else if id.as_ref().is_some_and(same) || looks_like_id(text) {
        let message = Text::new("[meizu] app_secret holds an app id", "[meizu] app_secret 里填的是 AppID");
        let finding = Finding::new(&SWAPPED, message).remedy(Text::new("put AppSecret there", "这里应当填 AppSecret"));
        findings.push(at(finding, Some(secret)));
    } else if let Some((message, remedy)) = odd("app_secret", text) {
        findings.push(at(Finding::new(&APP_SECRET_FORMAT, message).remedy(remedy), Some(secret)));
    }
}

/// What is unusual about a key or secret, and what to do. The value itself is never shown.
fn odd(name: &str, text: &str) -> Option<(Text, Text)> {
    let count = text.chars().count();
    let compare = Text::new("compare it with the app's configuration", "与应用配置页核对");
    if looks_like_key(text) && text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let message = text!(
            "[meizu] {name} has capital letters; all keys and secrets seen so far are lower case",
            "[meizu] {name} 有大写字母；目前见过的都是小写"
        );
        Some((message, compare))
    } else if looks_like_key(text) {
        None
    } else if text.starts_with(OTHER_PROVIDER) {
        Some(of_another_provider(name))
    } else {
        let message = text!(
            "[meizu] {name} has an unusual shape ({count} characters)",
            "[meizu] {name} 的样子不常见（{count} 个字符）"
        );
        Some((message, compare))
    }
}

/// How another push provider (`JPush`) writes Meizu's values in its own console.
const OTHER_PROVIDER: &str = "MZ-";

fn of_another_provider(name: &str) -> (Text, Text) {
    let message = text!(
        "[meizu] {name} begins with `MZ-`, which is another push provider's notation",
        "[meizu] {name} 以 `MZ-` 开头，那是别的推送服务商的写法"
    );
    (message, Text::new("copy the value from open.flyme.cn", "从 open.flyme.cn 复制"))
}

/// Whether a text can be a `notifyKey`.
pub(super) fn is_notify_key(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    (1..=8).contains(&text.len()) && text.bytes().all(word)
}

pub(super) fn notify_key_message() -> Text {
    Text::new(
        "meizu.notify_key is not 1 to 8 letters, digits, `_` or `-`",
        "meizu.notify_key 不是 1 到 8 个字母、数字、`_` 或 `-`",
    )
}

/// The rule on a pushId. The classic form is 3 characters and 42 hex digits; a bare 32-digit id was seen once.
pub(super) fn lint_token(text: &str) -> Option<Finding> {
    let hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    let capital = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    let classic = text.split_at_checked(3).is_some_and(|(prefix, rest)| {
        prefix.bytes().all(capital) && (30..=80).contains(&rest.len()) && rest.bytes().all(hex)
    });
    let bare = text.len() == 32 && text.bytes().all(hex);
    (!classic && !bare)
        .then(|| Finding::new(&PUSH_ID_FORMAT, unlike("a pushId of Meizu", "魅族的 pushId", text)).of("meizu"))
}

#[cfg(test)]
mod tests;
