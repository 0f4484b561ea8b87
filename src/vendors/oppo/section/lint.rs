//! The rules on the values of `[oppo]`, each looked at whatever the others are. A secret is never quoted.

use super::rules::{
    APP_ID_FORMAT, APP_KEY_FORMAT, APP_SECRET_FORMAT, CATEGORY, CHANNEL_ID, MASTER_SECRET_FORMAT,
    MASTER_SECRET_IS_APP_SECRET, NOTIFY_LEVEL, REGISTRATION_ID_FORMAT, SECRET_IS_KEY, SWAPPED, TEMPLATE,
};
use super::{BUZ_ID_FORMAT, CATEGORIES, MessageClass, OPTION};
use crate::config::{App, Given, Values};
use crate::report::{Finding, Findings, Rule, Severity};
use crate::secret::shown;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{is_digits, is_hex, lint_buz_id};

/// The longest key or secret that can be right.
const LONGEST_KEY: usize = 64;

/// The rules on the values of `[oppo]`.
pub(in crate::vendors::oppo) fn lint(values: &Values, _app: &App, findings: &mut Findings) {
    lint_buz_id(&BUZ_ID_FORMAT, "oppo", values, findings);
    let keys = ["app_id", "app_key", "app_secret", "master_secret"].map(|key| values.text(key));
    lint_keys(keys.each_ref().map(Option::as_ref), findings);
    if let Some(channel) = values.text("channel_id") {
        findings.extend(lint_channel_id(&channel));
    }
    let [category, template, level] = ["category", "template_id", "notify_level"].map(|key| values.text(key));
    findings.append(lint_class(category.as_ref(), template.as_ref(), level.as_ref()));
}

/// The rules on `AppId`, AppKey, AppSecret and `MasterSecret`, which look alike.
pub(super) fn lint_keys([id, key, app_secret, master_secret]: [Option<&Given>; 4], findings: &mut Findings) {
    if let Some(id) = id {
        lint_app_id(id, key, findings);
    }
    if let Some(key) = key {
        lint_app_key(key, id, findings);
    }
    let secrets =
        [("app_secret", app_secret, &APP_SECRET_FORMAT), ("master_secret", master_secret, &MASTER_SECRET_FORMAT)];
    for (name, secret, rule) in secrets {
        match secret {
            Some(secret) if same(Some(secret), key) => findings.push(secret_is_key(name, secret, key)),
            Some(secret) => findings.extend(key_format(rule, name, secret)),
            None => {}
        }
    }
    if let (Some(master), Some(app)) = (master_secret, app_secret)
        && same(master_secret, app_secret)
    {
        findings.push(master_is_app(master, app));
    }
}

fn at(finding: Finding, given: &Given) -> Finding {
    finding.of("oppo").at_value(Some(given))
}

/// Whether two values are there and the same, blanks around them aside.
fn same(one: Option<&Given>, other: Option<&Given>) -> bool {
    one.zip(other).is_some_and(|(one, other)| one.as_str().trim() == other.as_str().trim())
}

fn looks_like_id(text: &str) -> bool {
    is_digits(text, 4..=12)
}

/// 32 digits alone would be hex too, but no id is that long.
fn looks_like_key(text: &str) -> bool {
    is_hex(text, 32)
}

fn lint_app_id(id: &Given, key: Option<&Given>, findings: &mut Findings) {
    let text = id.as_str().trim();
    if looks_like_key(text) {
        let message = Text::new("[oppo] app_id holds a key", "[oppo] app_id 里填的是 AppKey");
        let finding = at(Finding::new(&SWAPPED, message), id)
            .label(Text::new("32 hex digits: the shape of a key", "32 位十六进制，那是 AppKey 的样子"));
        let key_place = key.filter(|key| looks_like_id(key.as_str().trim())).and_then(|key| key.place.clone());
        findings.push(match key_place {
            Some(place) => finding.related(place, Text::new("and the id stands here", "ID 写在这里")),
            None => finding.remedy(Text::new("put AppId (digits) there", "这里应当填 AppId（数字）")),
        });
    } else if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = Text::new("[oppo] app_id is not a number", "[oppo] app_id 不是数字");
        findings.push(at(Finding::new(&APP_ID_FORMAT, message), id));
    }
}

fn lint_app_key(key: &Given, id: Option<&Given>, findings: &mut Findings) {
    // Two values that are swapped are one mistake, and it stands at the id.
    let is_swapped = id.is_some_and(|id| looks_like_key(id.as_str().trim()));
    if looks_like_id(key.as_str().trim()) {
        if !is_swapped {
            let message = Text::new("[oppo] app_key holds an app id", "[oppo] app_key 里填的是 AppId");
            let remedy = Text::new("put AppKey (32 characters) there", "这里应当填 AppKey（32 个字符）");
            findings.push(at(Finding::new(&SWAPPED, message).remedy(remedy), key));
        }
    } else {
        findings.extend(key_format(&APP_KEY_FORMAT, "app_key", key));
    }
}

/// The rule on the shape of a key or secret. What cannot be right at all is an error. White space inside is told for
/// the values of every vendor alike (`config/blanks`).
fn key_format(rule: &'static Rule, name: &str, given: &Given) -> Option<Finding> {
    let text = given.as_str().trim();
    let count = text.chars().count();
    let (message, severity) = if text.contains(char::is_whitespace) {
        return None;
    } else if count > LONGEST_KEY {
        let message = text!(
            "[oppo] {name} has {count} characters, {LONGEST_KEY} at most",
            "[oppo] {name} 有 {count} 个字符，最多 {LONGEST_KEY} 个"
        );
        (message, Severity::Error)
    } else if text.get(..3).is_some_and(|head| head.eq_ignore_ascii_case("op-")) {
        let message = text!(
            "[oppo] {name} begins with `OP-`, the notation of another push provider",
            "[oppo] {name} 以 `OP-` 开头，那是别的推送平台的写法"
        );
        (message, Severity::Warning)
    } else if !looks_like_key(text) {
        let message = text!(
            "[oppo] {name} has an unusual shape ({count} characters)",
            "[oppo] {name} 的样子不常见（{count} 个字符）"
        );
        (message, Severity::Warning)
    } else {
        return None;
    };
    Some(at(Finding::new(rule, message).severity(severity), given))
}

fn secret_is_key(name: &str, secret: &Given, key: Option<&Given>) -> Finding {
    let message = text!("[oppo] {name} is the same as app_key", "[oppo] {name} 与 app_key 相同");
    let finding = at(Finding::new(&SECRET_IS_KEY, message), secret);
    match key.and_then(|key| key.place.clone()) {
        Some(place) => finding.related(place, Text::new("AppKey", "AppKey 在这里")),
        None => finding,
    }
}

fn master_is_app(master: &Given, app: &Given) -> Finding {
    let message =
        Text::new("[oppo] master_secret is the same as app_secret", "[oppo] master_secret 与 app_secret 相同");
    let finding = at(Finding::new(&MASTER_SECRET_IS_APP_SECRET, message), master)
        .label(Text::new("a server signs with MasterSecret", "服务端签名要用 MasterSecret"));
    match app.place.clone() {
        Some(place) => finding.related(place, Text::new("the same value", "同一个值")),
        None => finding,
    }
}

/// OPPO names no limit; one public server takes 64.
fn lint_channel_id(channel: &Given) -> Option<Finding> {
    let text = channel.as_str();
    let count = text.chars().count();
    let message = if text.trim() != text {
        Text::new("[oppo] channel_id has blanks around it", "[oppo] channel_id 前后有空白")
    } else if count > 64 {
        text!("[oppo] channel_id has {count} characters", "[oppo] channel_id 有 {count} 个字符")
    } else {
        return None;
    };
    let remedy = Text::new(
        "copy the channel's id from push.oppo.com, configuration management (配置管理)",
        "从 push.oppo.com → 配置管理 复制通道 ID",
    );
    Some(at(Finding::new(&CHANNEL_ID, message).remedy(remedy), channel))
}

/// The rules on the message class, from push.toml or the command line.
pub(in crate::vendors::oppo) fn lint_class(
    category: Option<&Given>,
    template: Option<&Given>,
    level: Option<&Given>,
) -> Findings {
    let mut findings = category.map(lint_category).unwrap_or_default();
    if let (Some(category), None) = (category, template)
        && class_of(category.as_str()) == Some(MessageClass::Communication)
    {
        let word = category.as_str();
        let message = text!(
            "category `{word}` without template_id: OPPO answers 54",
            "category `{word}` 没有 template_id：OPPO 会回答 54"
        );
        findings.push(at(Finding::new(&TEMPLATE, message).about("category"), category));
    }
    if let Some(level) = level {
        findings.extend(lint_notify_level(level));
        if category.is_none() {
            let message = Text::new("notify_level without category", "有 notify_level，没有 category");
            findings.push(at(Finding::new(&NOTIFY_LEVEL, message).about("notify_level"), level));
        }
    }
    findings
}

/// 1, 2 or 16: what lies between is no level.
pub(super) fn lint_notify_level(level: &Given) -> Option<Finding> {
    let number: i64 = level.as_str().trim().parse().ok()?;
    let message = Text::new("oppo.notify_level is 1, 2 or 16", "oppo.notify_level 是 1、2 或 16");
    let is_level = number <= 2 || number >= 16;
    (!is_level).then(|| at(Finding::new(&OPTION, message).about("notify_level"), level))
}

/// The rule on a class word.
pub(super) fn lint_category(category: &Given) -> Findings {
    let word = category.as_str();
    let name = shown(word);
    let mut findings = Findings::default();
    if class_of(word).is_some() {
        return findings;
    }
    let finding = if class_of(&word.to_ascii_uppercase()).is_some() {
        let capitals = word.to_ascii_uppercase();
        let message = text!("category `{name}` must be in capitals", "category `{name}` 必须大写");
        Finding::new(&CATEGORY, message).remedy(text!("write `{capitals}`", "写成 `{capitals}`"))
    } else {
        // OPPO may add words; only it can say whether one is wrong.
        let message = text!("category `{name}` is not known here", "不认识 category `{name}`");
        Finding::new(&CATEGORY, message).severity(Severity::Warning)
    };
    findings.push(at(finding.about("category"), category));
    findings
}

/// The class of a word of the table.
pub(in crate::vendors::oppo) fn class_of(category: &str) -> Option<MessageClass> {
    CATEGORIES.iter().find(|(word, _)| *word == category).map(|(_, class)| *class)
}

/// The rule on a `registration_id`.
pub(in crate::vendors::oppo) fn lint_token(text: &str) -> Option<Finding> {
    (!is_registration_id(text)).then(|| {
        let count = text.chars().count();
        let message = text!(
            "this is no registration_id of OPPO ({count} characters)",
            "这不是 OPPO 的 registration_id（{count} 个字符）"
        );
        Finding::new(&REGISTRATION_ID_FORMAT, message).of("oppo")
    })
}

/// The vendor SDK's own pattern (class `Validate`):
/// `((([0-9A-Za-z]{2,10}_)?([A-Z]{2}|EUEX)_)?[0-9a-fA-F]{32}|[0-9a-fA-F]{24})`.
fn is_registration_id(text: &str) -> bool {
    let is_region =
        |part: &str| part == "EUEX" || (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_uppercase()));
    let is_brand = |part: &str| (2..=10).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match text.split('_').collect::<Vec<_>>().as_slice() {
        [hash] => is_hex(hash, 32) || is_hex(hash, 24),
        [region, hash] => is_region(region) && is_hex(hash, 32),
        [brand, region, hash] => is_brand(brand) && is_region(region) && is_hex(hash, 32),
        _ => false,
    }
}
