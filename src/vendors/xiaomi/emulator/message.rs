//! The message in a push, field by field.

use serde_json::Value;

use super::form::Form;
use super::{Refusal, refuse, slips};
use crate::emulator::read::quoted;
use crate::text;
use crate::text::Text;

/// A message that breaks no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Push {
    /// It names a channel.
    pub(super) has_channel: bool,
    /// How long it is kept, in milliseconds.
    pub(super) time_to_live: u64,
}

/// Two weeks, the most and the default.
const LONGEST_MS: u64 = 1_209_600_000;

/// Reads the message of a form. Its target is not looked at here.
pub(super) fn read(form: &Form) -> Result<Push, Refusal> {
    let pass_through = one_of(form, "pass_through", 0..=1)?.unwrap_or(0);
    if pass_through == 0 {
        text_of(form, "title", 50)?;
        text_of(form, "description", 128)?;
    }
    payload(form)?;
    one_of(form, "notify_type", -1..=7)?;
    notify_id(form)?;
    let time_to_live = time_to_live(form)?;
    pairs(form)?;
    let has_channel = channel(form)?;
    template(form)?;
    click(form);
    receipts(form)?;
    harmless(form, pass_through);
    Ok(Push { has_channel, time_to_live })
}

/// `registration_id` and the like: by comma, or the name several times.
pub(super) fn targets(form: &Form, name: &'static str) -> Result<Vec<String>, Refusal> {
    let targets: Vec<String> = form.values(name).flat_map(|list| list.split(',')).map(str::to_owned).collect();
    let count = targets.len();
    if targets.iter().all(|target| target.trim().is_empty()) {
        return refuse("10016", text!("{name} is missing or empty", "{name} 缺失或为空"));
    }
    if count > 1000 {
        return refuse("10017", text!("{name} has {count} ids, 1000 at most", "{name} 有 {count} 个，最多 1000 个"));
    }
    Ok(targets.into_iter().filter(|target| !target.trim().is_empty()).collect())
}

fn one_of(form: &Form, name: &'static str, allowed: std::ops::RangeInclusive<i64>) -> Result<Option<i64>, Refusal> {
    let Some(written) = form.text(name) else { return Ok(None) };
    match written.trim().parse() {
        Ok(number) if allowed.contains(&number) => Ok(Some(number)),
        _ => {
            let (written, min, max) = (quoted(written), allowed.start(), allowed.end());
            refuse("10017", text!("{name} is {written}; {min} to {max}", "{name} 是 {written}；应当是 {min} 到 {max}"))
        }
    }
}

/// Characters are counted, a Chinese one as 1; `limit` of them are one too many. No document says with which code a
/// long title is refused: "content too long" is the one whose words fit.
fn text_of(form: &Form, name: &'static str, limit: usize) -> Result<(), Refusal> {
    let Some(text) = form.text(name) else {
        return refuse("65011", text!("{name} is missing or empty", "{name} 缺失或为空"));
    };
    let count = text.chars().count();
    if count >= limit {
        return refuse(
            "65009",
            text!(
                "{name} has {count} characters, fewer than {limit} allowed",
                "{name} 有 {count} 个字符，要少于 {limit} 个"
            ),
        );
    }
    let mut words = text.split(|character: char| !character.is_ascii_alphanumeric());
    if text.contains("测试") || words.any(|word| word.eq_ignore_ascii_case("test")) {
        form.say(text!(
            "{name} looks like a test: one source reports that such messages are intercepted",
            "{name} 像是测试内容：有资料提到会被拦截"
        ));
    }
    Ok(())
}

/// The documents demand it; the official SDK leaves it out when it is empty.
fn payload(form: &Form) -> Result<(), Refusal> {
    let Some(payload) = form.text("payload") else {
        form.say(Text::new("no payload; the documents demand one", "没有 payload；文档要求必填"));
        return Ok(());
    };
    let bytes = payload.len();
    // The exact limit is not known; twice what the sources name is surely too much.
    if bytes > 8192 {
        return refuse(
            "65009",
            text!("payload has {bytes} bytes, about 4096 allowed", "payload 有 {bytes} 字节，大约允许 4096"),
        );
    }
    if bytes > 4096 {
        form.say(text!("payload has {bytes} bytes, about 4096 allowed", "payload 有 {bytes} 字节，大约允许 4096"));
    }
    if payload.starts_with("%7B") || payload.starts_with("%7b") || payload.starts_with("%22") {
        form.say(Text::new(
            "payload was percent-encoded twice: the app gets the escapes",
            "payload 做了两次百分号编码：App 会收到转义字符",
        ));
    }
    Ok(())
}

fn notify_id(form: &Form) -> Result<(), Refusal> {
    let Some(written) = form.text("notify_id") else {
        form.say(Text::new(
            "no notify_id: with the default 0 it replaces the app's earlier notification",
            "没有 notify_id：默认 0 会替换这个应用之前的通知",
        ));
        return Ok(());
    };
    // A library in use sends milliseconds here, and the code for it stands in an old SDK only: a word, no refusal.
    match written.trim().parse::<u64>() {
        Ok(0..=2_147_483_647) => Ok(()),
        Ok(id) => {
            form.say(text!(
                "notify_id {id} is above 2147483647, the documented maximum (22103)",
                "notify_id {id} 超过文档规定的最大值 2147483647（22103）"
            ));
            Ok(())
        }
        Err(_) => {
            let written = quoted(written);
            refuse(
                "22103",
                text!("notify_id is {written}; 0 to 2147483647", "notify_id 是 {written}；应当是 0 到 2147483647"),
            )
        }
    }
}

fn time_to_live(form: &Form) -> Result<u64, Refusal> {
    let Some(written) = form.text("time_to_live") else { return Ok(LONGEST_MS) };
    let Ok(millis) = written.trim().parse::<u64>() else {
        let written = quoted(written);
        return refuse(
            "10017",
            text!(
                "time_to_live is {written}, no whole number of milliseconds",
                "time_to_live 是 {written}，不是整数毫秒"
            ),
        );
    };
    if millis > LONGEST_MS {
        return refuse(
            "10017",
            text!(
                "time_to_live is {millis} ms; at most {LONGEST_MS}, two weeks",
                "time_to_live 是 {millis} 毫秒；最多 {LONGEST_MS}，即两周"
            ),
        );
    }
    // Under a minute, or whole hours in seconds that are no whole minutes in milliseconds.
    if millis < 60_000 || (millis % 3600 == 0 && millis % 60_000 != 0) {
        form.say(text!(
            "time_to_live {millis} looks like seconds; Xiaomi wants milliseconds",
            "time_to_live {millis} 像是秒；小米要毫秒"
        ));
    }
    Ok(millis)
}

/// Pairs of the app: at most 10, all keys and values together at most 1024 characters.
fn pairs(form: &Form) -> Result<(), Refusal> {
    let own: Vec<(&str, &str)> = form.extras().filter(|(key, _)| !slips::is_own_extra(key)).collect();
    let (pairs, count) =
        (own.len(), own.iter().map(|(key, value)| key.chars().count() + value.chars().count()).sum::<usize>());
    if pairs > 10 {
        return refuse(
            "65014",
            text!("extra has {pairs} pairs of the app, 10 at most", "extra 里有 {pairs} 对自定义键值，最多 10 对"),
        );
    }
    if count > 1024 {
        return refuse(
            "65015",
            text!(
                "extra has {count} characters of the app, 1024 at most",
                "extra 里自定义键值共 {count} 个字符，最多 1024 个"
            ),
        );
    }
    Ok(())
}

/// Whether a channel is named. Which ones are approved stands in no file: every name is believed.
fn channel(form: &Form) -> Result<bool, Refusal> {
    let written = form.extras().find(|(key, _)| *key == "channel_id").map(|(_, value)| value);
    match written {
        Some(id) if id.trim().is_empty() => {
            refuse("27001", Text::new("extra.channel_id is empty", "extra.channel_id 是空的"))
        }
        Some(_) => Ok(true),
        None => {
            form.say(Text::new(
                "no extra.channel_id: the default channel, one message a phone and day; apps on the mandatory migration get 27001",
                "没有 extra.channel_id：走默认通道，每台手机每天一条；全量迁移的应用会得到 27001",
            ));
            Ok(false)
        }
    }
}

fn template(form: &Form) -> Result<(), Refusal> {
    let Some(written) = form.extra("template_param") else { return Ok(()) };
    if form.extra("template_id").is_none() {
        form.say(Text::new(
            "extra.template_param without extra.template_id",
            "有 extra.template_param，没有 extra.template_id",
        ));
    }
    let Ok(Value::Object(params)) = serde_json::from_str(written) else {
        return refuse(
            "10017",
            Text::new("extra.template_param is no JSON object in a text", "extra.template_param 不是 JSON 对象文本"),
        );
    };
    let count = params.len();
    if count > 9 {
        return refuse(
            "10017",
            text!(
                "extra.template_param has {count} variables, 9 at most",
                "extra.template_param 有 {count} 个变量，最多 9 个"
            ),
        );
    }
    for (name, value) in &params {
        let right = value.as_str().is_some_and(|text| !text.trim().is_empty() && text.chars().count() <= 128);
        if !right {
            let name = quoted(name);
            return refuse(
                "10017",
                text!(
                    "template variable {name} is no text of 1 to 128 characters",
                    "模板变量 {name} 不是 1 到 128 个字符的文字"
                ),
            );
        }
        if value.as_str().is_some_and(|text| text.chars().any(is_emoji)) {
            let name = quoted(name);
            return refuse("10017", text!("template variable {name} has an emoji", "模板变量 {name} 里有 emoji"));
        }
    }
    Ok(())
}

/// The blocks in which nearly all emoji stand. Xiaomi refuses further symbols; here those pass.
fn is_emoji(character: char) -> bool {
    matches!(u32::from(character), 0x2600..=0x266e | 0x2670..=0x2767 | 0x1_f300..=0x1_faff)
}

/// No document says what a wrong target is answered with; on the phone a tap does nothing.
fn click(form: &Form) {
    let has = |key: &str| form.extra(key).is_some();
    let remark = match form.extra("notify_effect") {
        None => Text::new(
            "no extra.notify_effect: custom notifications were retired on 2024-09-30",
            "没有 extra.notify_effect：自定义通知已在 2024-09-30 下线",
        ),
        Some("1") => return,
        Some("2") if has("intent_uri") || has("class_name") => return,
        Some("3") if has("web_uri") => return,
        Some("2") => Text::new(
            "extra.notify_effect 2 without extra.intent_uri: a tap does nothing",
            "extra.notify_effect 为 2 但没有 extra.intent_uri：点击没有反应",
        ),
        Some("3") => Text::new(
            "extra.notify_effect 3 without extra.web_uri: a tap does nothing",
            "extra.notify_effect 为 3 但没有 extra.web_uri：点击没有反应",
        ),
        Some(other) => {
            let other = quoted(other);
            text!("extra.notify_effect is {other}; 1, 2 or 3", "extra.notify_effect 是 {other}；应当是 1、2 或 3")
        }
    };
    form.say(remark);
}

fn receipts(form: &Form) -> Result<(), Refusal> {
    if let Some(url) = form.extra("callback").filter(|url| !url.starts_with("http://") && !url.starts_with("https://"))
    {
        let url = quoted(url);
        return refuse("65038", text!("extra.callback {url} is no web address", "extra.callback {url} 不是网址"));
    }
    let bytes = form.extra("callback.param").map_or(0, str::len);
    if bytes > 256 {
        return refuse(
            "65036",
            text!(
                "extra.callback.param has {bytes} bytes, 256 at most",
                "extra.callback.param 有 {bytes} 字节，最多 256"
            ),
        );
    }
    if bytes > 64 {
        form.say(text!(
            "extra.callback.param has {bytes} bytes; older documents allow 64",
            "extra.callback.param 有 {bytes} 字节；旧文档最多 64"
        ));
    }
    let known: u32 = 1 | 2 | 16 | 32 | 64 | 128 | 1024;
    let sum = form.extra("callback.type");
    if sum.is_some_and(|sum| sum.trim().parse::<u32>().map_or(true, |sum| sum == 0 || sum & !known != 0)) {
        form.say(Text::new(
            "extra.callback.type is no sum of 1, 2, 16, 32, 64, 128, 1024: some receipts will not come",
            "extra.callback.type 不是 1、2、16、32、64、128、1024 之和：有些回执不会来",
        ));
    }
    Ok(())
}

/// What no known code refuses, and what is worth a word all the same.
fn harmless(form: &Form, pass_through: i64) {
    if pass_through == 1 {
        form.say(Text::new(
            "pass-through: nothing is shown, and its end is announced",
            "透传：不显示通知，而且已预告下线",
        ));
    }
    if form.text("time_to_send").is_some() {
        form.say(Text::new("time_to_send: this emulator sends at once", "time_to_send：模拟器会立刻发送"));
    }
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
    if form.extra("jobkey").is_some_and(|key| key.len() > 20 || key.starts_with('_') || !key.bytes().all(word)) {
        form.say(Text::new(
            "extra.jobkey has letters, digits, `_`, `-`, at most 20, and does not begin with `_`",
            "extra.jobkey 只能有字母、数字、`_`、`-`，最多 20 个，不能以 `_` 开头",
        ));
    }
}
