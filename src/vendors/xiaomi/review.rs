//! What Xiaomi makes of a message, judged before anything is sent.

use super::fields::FIELDS;
use super::rules::{
    BODY, CHANNEL, CLICK, EXT, NOT_EXPRESSIBLE, OPTION, PACKAGE_NAME, PASS_THROUGH, TEMPLATE, TEST_CONTENT, TITLE, TTL,
};
use super::wire;
use crate::message::{Click, Message};
use crate::report::{Finding, Findings, Rule, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{self, in_chinese, left_out, placed, review_empty};

/// Limits that are broken are errors, what only some documents say is a warning, what Xiaomi has no field for is a
/// note.
pub(super) fn review(message: &Message, package_name: Option<&str>) -> Findings {
    let mut findings = Findings::default();
    if package_name.is_none_or(str::is_empty) {
        let text = Text::new("[app] package_name is not set", "没有填 [app] package_name");
        findings.push(Finding::new(&PACKAGE_NAME, text));
    }
    review_text(&TITLE, "title", &message.title, 50, &mut findings);
    review_text(&BODY, "body", &message.body, 128, &mut findings);
    review_ttl(message, &mut findings);
    review_click(message, package_name, &mut findings);
    review_idle_targets(message, &mut findings);
    review_extra(message, &mut findings);
    review_pairs(message, &mut findings);
    usual::review_options(FIELDS, &OPTION, "xiaomi", message, &mut findings);
    review_options(message, &mut findings);
    review_channel(message, &mut findings);
    review_template(message, &mut findings);
    review_what_is_left_out(message, package_name, &mut findings);
    placed(findings, "xiaomi", message)
}

/// `limit` characters are one too many.
fn review_text(rule: &'static Rule, subject: &'static str, text: &str, limit: usize, findings: &mut Findings) {
    review_empty(rule, subject, text, findings);
    let (count, name) = (text.chars().count(), in_chinese(subject));
    if count >= limit {
        let message = Text::owned(
            format!("the {subject} has {count} characters, Xiaomi takes fewer than {limit}"),
            format!("{name}有 {count} 个字符，小米要求少于 {limit} 个"),
        );
        findings.push(Finding::new(rule, message).about(subject));
    }
    if looks_like_test(text) {
        let message = Text::owned(
            format!("Xiaomi may drop this {subject} as a test"),
            format!("小米可能把这个{name}当作测试内容拦截"),
        );
        findings.push(Finding::new(&TEST_CONTENT, message).about(subject));
    }
}

/// `test` as a word: `latest` is none.
fn looks_like_test(text: &str) -> bool {
    let words = text.split(|character: char| !character.is_ascii_alphanumeric());
    text.contains("测试") || words.into_iter().any(|word| word.eq_ignore_ascii_case("test"))
}

fn review_ttl(message: &Message, findings: &mut Findings) {
    const HOUR: u64 = 3600;
    let Some(seconds) = message.ttl.map(|ttl| ttl.as_secs()) else { return };
    let hours = if wire::channel_id(message).is_some() { 240 } else { 24 };
    if seconds > 14 * 24 * HOUR {
        let text = text!("the TTL is {seconds} s, Xiaomi takes 14 days", "有效期是 {seconds} 秒，小米最多 14 天");
        findings.push(Finding::new(&TTL, text).about("ttl"));
    } else if seconds > hours * HOUR {
        let text = text!(
            "the TTL is {seconds} s, Xiaomi keeps the message for {hours} hours at most",
            "有效期是 {seconds} 秒，小米最多保留 {hours} 小时"
        );
        findings.push(Finding::new(&TTL, text).severity(Severity::Warning).about("ttl"));
    }
}

fn review_click(message: &Message, package_name: Option<&str>, findings: &mut Findings) {
    let fields = wire::click(message, package_name);
    let value = |name: &str| fields.iter().find(|(own, _)| *own == name).map(|(_, value)| value.as_str());
    let subject = if message.option("notify_effect").is_some() { "notify_effect" } else { "click" };
    let mut say = |text, severity| findings.push(Finding::new(&CLICK, text).severity(severity).about(subject));
    let (intent, class, web) = (value("extra.intent_uri"), value("extra.class_name"), value("extra.web_uri"));
    match value("extra.notify_effect") {
        Some("2") if intent.is_none() && class.is_none() => {
            let text = Text::new(
                "notify_effect 2 needs intent_uri or class_name",
                "notify_effect 为 2 时需要 intent_uri 或 class_name",
            );
            say(text, Severity::Error);
        }
        Some("3") if web.is_none() => {
            say(Text::new("notify_effect 3 needs web_uri", "notify_effect 为 3 时需要 web_uri"), Severity::Error);
        }
        _ => {}
    }
    if intent.is_some_and(|uri| !(uri.starts_with("intent:") && uri.ends_with(";end"))) {
        let text = Text::new(
            "the intent URI is not of the form intent:#Intent;…;end",
            "intent URI 不是 intent:#Intent;…;end 的形式",
        );
        say(text, Severity::Warning);
    }
    if matches!(&message.click, Click::Activity(name) if !name.contains('.')) && class.is_some() {
        let text = Text::new("an activity needs its full class name", "activity 要写完整类名");
        say(text, Severity::Warning);
    }
    if web.is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
        let text = Text::new(
            "the web address has no scheme: the phone puts http:// before it",
            "网址没有协议：手机会在前面加 http://",
        );
        say(text, Severity::Warning);
    }
}

/// Targets that no effect asks for: Xiaomi would not get them.
fn review_idle_targets(message: &Message, findings: &mut Findings) {
    let idle = |key: &&str| message.option(key).is_some() && message.option("notify_effect").is_none();
    for key in ["intent_uri", "class_name", "web_uri"].into_iter().filter(idle) {
        let text = text!(
            "xiaomi.{key} is not sent: it needs xiaomi.notify_effect",
            "xiaomi.{key} 不会发送：要和 xiaomi.notify_effect 一起用"
        );
        findings.push(Finding::new(&CLICK, text).severity(Severity::Warning).about(key));
    }
}

/// Fields of `extra.` that have an option of their own, with its limits.
fn review_extra(message: &Message, findings: &mut Findings) {
    for (key, _) in message.map("extra") {
        let option = match key {
            "ext" => "--ext".to_owned(),
            "template_param" => "xiaomi.template_params".to_owned(),
            key if wire::is_reserved(key) && FIELDS.iter().any(|field| field.key == key) => {
                format!("xiaomi.{key}")
            }
            _ => continue,
        };
        let text =
            text!("xiaomi.extra.{key} has an option of its own: {option}", "xiaomi.extra.{key} 有专门的选项：{option}");
        let remedy = text!("use {option}", "改用 {option}");
        findings.push(Finding::new(&OPTION, text).remedy(remedy).about("extra"));
    }
}

fn review_pairs(message: &Message, findings: &mut Findings) {
    let pairs = wire::own_pairs(message);
    let count: usize = pairs.iter().map(|(key, value)| key.chars().count() + value.chars().count()).sum();
    if count > 1024 {
        let text = text!("ext and xiaomi.extra have {count} characters", "ext 和 xiaomi.extra 共 {count} 个字符");
        findings.push(Finding::new(&EXT, text).about("ext"));
    }
    let pairs = pairs.len();
    if pairs > 10 {
        let text = text!("ext and xiaomi.extra are {pairs} pairs", "ext 和 xiaomi.extra 共 {pairs} 对");
        findings.push(Finding::new(&EXT, text).about("extra"));
    }
    // The exact limit is not known, nor what counts.
    let bytes = message.title.len() + message.body.len() + wire::payload(message).len();
    if bytes > 4096 {
        let text = text!(
            "title, body and payload have {bytes} bytes; Xiaomi takes about 4096",
            "标题、正文和 payload 共 {bytes} 字节；小米大约只收 4096"
        );
        findings.push(Finding::new(&EXT, text).severity(Severity::Warning).about("ext"));
    }
}

/// The limits that no kind of option holds.
fn review_options(message: &Message, findings: &mut Findings) {
    let mut say = |key: &'static str, severity, text| {
        findings.push(Finding::new(&OPTION, text).severity(severity).about(key));
    };
    if let Some(key) = message.option("jobkey") {
        let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if key.is_empty() || key.len() > 20 || key.starts_with('_') || !key.bytes().all(word) {
            let text = Text::new(
                "xiaomi.jobkey has letters, digits, `_` and `-`, at most 20, and does not begin with `_`",
                "xiaomi.jobkey 只能有字母、数字、`_`、`-`，最多 20 个，不能以 `_` 开头",
            );
            say("jobkey", Severity::Error, text);
        }
    }
    if let Some(bytes) = message.option("callback_param").map(str::len).filter(|bytes| *bytes > 64) {
        let severity = if bytes > 256 { Severity::Error } else { Severity::Warning };
        let text = text!(
            "xiaomi.callback_param has {bytes} bytes, Xiaomi is sure to take 64",
            "xiaomi.callback_param 有 {bytes} 字节，小米一定接受的是 64"
        );
        say("callback_param", severity, text);
    }
    if message.option("callback").is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://")) {
        let text = Text::new("xiaomi.callback is no web address", "xiaomi.callback 不是网址");
        say("callback", Severity::Error, text);
    }
    // A bit that is none switches a kind of receipt off without a word.
    let known = 1 | 2 | 16 | 32 | 64 | 128 | 1024;
    if let Some(sum) = message.number("callback_type").filter(|sum| (1..=known).contains(sum) && sum & !known != 0) {
        let text = text!(
            "xiaomi.callback_type {sum} is no sum of 1, 2, 16, 32, 64, 128, 1024",
            "xiaomi.callback_type {sum} 不是 1、2、16、32、64、128、1024 之和"
        );
        say("callback_type", Severity::Error, text);
    }
    if message.number("pass_through") == Some(1) {
        let text = Text::new("xiaomi.pass_through is 1", "xiaomi.pass_through 是 1");
        findings.push(Finding::new(&PASS_THROUGH, text).about("pass_through"));
    }
}

fn review_channel(message: &Message, findings: &mut Findings) {
    if wire::channel_id(message).is_none() {
        let text = Text::new(
            "no channel_id: a phone gets one message a day from this app",
            "没有 channel_id：每台手机每天只收到这个应用的一条消息",
        );
        findings.push(Finding::new(&CHANNEL, text).about("channel_id"));
    } else if message.option("template_id").is_none() {
        let text = Text::new(
            "no template_id: a private channel (私信) needs one from 2026-12-31 on, new apps (2026-07-01) already now",
            "没有 template_id：私信通道从 2026-12-31 起都要模板，新应用（2026-07-01 起）现在就要",
        );
        findings.push(Finding::new(&TEMPLATE, text).severity(Severity::Note).about("template_id"));
    }
}

fn review_template(message: &Message, findings: &mut Findings) {
    let params: Vec<(&str, &str)> = message.map("template_params").collect();
    let mut say =
        |text, severity| findings.push(Finding::new(&TEMPLATE, text).severity(severity).about("template_params"));
    if !params.is_empty() && message.option("template_id").is_none() {
        let text = Text::new("template_params without template_id", "有 template_params，但没有 template_id");
        say(text, Severity::Error);
    }
    let count = params.len();
    if count > 9 {
        let text =
            text!("template_params has {count} variables, 9 at most", "template_params 有 {count} 个变量，最多 9 个");
        say(text, Severity::Error);
    }
    for (name, value) in params {
        let length = value.chars().count();
        if value.trim().is_empty() || length > 128 {
            let text = text!(
                "template_params.{name} has {length} characters; 1 to 128, not only blanks",
                "template_params.{name} 有 {length} 个字符；应当是 1 到 128 个，不能全是空白"
            );
            say(text, Severity::Error);
        } else if let Some(symbol) = value.chars().find(|character| is_symbol(*character)) {
            let text = text!(
                "template_params.{name} has a symbol that Xiaomi does not take: {symbol}",
                "template_params.{name} 里有小米不接受的符号：{symbol}"
            );
            say(text, Severity::Error);
        }
    }
}

/// Unicode's "other symbols" (So), all of which Xiaomi refuses, as far as people write them: emoji, ° © ® ℃ ™, dingbats,
/// Chinese units such as ㎡. What is missing here is left to Xiaomi.
fn is_symbol(character: char) -> bool {
    matches!(character,
        '¦' | '©' | '®' | '°' | '℃' | '℉' | '№' | '™' | '⌚' | '⌛'
        | '\u{23e9}'..='\u{23fa}' // ⏩ to ⏺
        | '\u{25a0}'..='\u{25b6}' // ■ to ▶; ▷ is a mathematical one
        | '\u{25b8}'..='\u{25c0}' | '\u{25c2}'..='\u{25f7}'
        | '\u{2600}'..='\u{266e}' // ♯ is a mathematical one
        | '\u{2670}'..='\u{2767}' | '\u{2794}'..='\u{27bf}' // ❶ is a number
        | '\u{2b00}'..='\u{2b2f}' | '\u{2b4d}'..='\u{2bff}'
        | '\u{328a}'..='\u{32b0}' | '\u{3300}'..='\u{33ff}'
        | '\u{1f000}'..='\u{1f0ff}' | '\u{1f110}'..='\u{1faff}')
}

fn review_what_is_left_out(message: &Message, package_name: Option<&str>, findings: &mut Findings) {
    let none = |given, subject, text| left_out(&NOT_EXPRESSIBLE, given, subject, text);
    let own_sound = message.sound.as_deref().is_some_and(|sound| sound != "default");
    findings.extend(
        [
            none(
                message.subtitle.is_some(),
                "subtitle",
                Text::new("Xiaomi has no subtitle: left out", "小米没有副标题：不发送"),
            ),
            none(
                message.category.is_some(),
                "category",
                Text::new(
                    "Xiaomi has no message class beside the channel: --category is left out, the class is --channel-id",
                    "小米的消息分类由通道决定：不发送 --category，用 --channel-id",
                ),
            ),
            none(
                message.priority.is_some(),
                "priority",
                Text::new("Xiaomi has no priority: left out", "小米没有优先级：不发送"),
            ),
            none(
                message.image.is_some(),
                "image",
                Text::new(
                    "Xiaomi shows pictures uploaded to it only: left out; see xiaomi.big_picture_uri",
                    "小米只显示上传给它的图片：不发送；见 xiaomi.big_picture_uri",
                ),
            ),
            none(
                own_sound && wire::sound_uri(message, package_name).is_none(),
                "sound",
                Text::new(
                    "a sound of the app needs [app] package_name: left out",
                    "自定义声音需要 [app] package_name：不发送",
                ),
            ),
        ]
        .into_iter()
        .flatten(),
    );
}

#[cfg(test)]
mod tests;
