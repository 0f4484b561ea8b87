//! What is the same in most vendors' rules and reviews: shapes of values, options by their declared kind, notes on
//! what a vendor has no field for.

use std::ops::RangeInclusive;

use super::MissingFields;
use crate::config::{Field, Given, Kind, Side, Values};
use crate::http::Answer;
use crate::message::Message;
use crate::outcome::{Class, Operation, Outcome};
use crate::project::{DartCall, Item, Moment, Shown};
use crate::report::{Finding, Findings, Rule};
use crate::text;
use crate::text::Text;

/// Defines the rules that every vendor has: `BUZ_ID_FORMAT`, `OPTION`, `NOT_EXPRESSIBLE`.
macro_rules! usual_rules {
    ($key:literal, $name:literal, $in_chinese:literal) => {
        /// The certificate id.
        pub(super) static BUZ_ID_FORMAT: $crate::report::Rule = $crate::report::Rule {
            id: concat!($key, "/buz-id-format"),
            severity: $crate::report::Severity::Error,
            title: $crate::text::Text::new("buz_id is a certificate id of Tencent IM", "buz_id 是腾讯云 IM 的证书 ID"),
            cause: $crate::text::Text::new(
                "PushAppInfo holds it as a 32-bit integer; with another value the app uploads its token to no channel",
                "PushAppInfo 用 32 位整数保存它；填错时 App 上报的 token 不属于任何渠道",
            ),
            remedy: $crate::text::Text::new(
                concat!("copy the id beside the certificate of ", $name, " in the IM console's basic configuration"),
                concat!($in_chinese, "证书旁边的 ID，从 IM 控制台的基础配置复制"),
            ),
            link: Some("https://console.cloud.tencent.com/im/detail"),
        };

        /// Options outside their limits.
        pub(super) static OPTION: $crate::report::Rule = $crate::report::Rule {
            id: concat!($key, "/option"),
            severity: $crate::report::Severity::Error,
            title: $crate::text::Text::new(
                concat!("options of ", $name, " are within their limits"),
                concat!($in_chinese, "的选项在限制之内"),
            ),
            cause: $crate::text::Text::new(
                concat!($name, " refuses values outside"),
                concat!("超出限制，", $in_chinese, "会拒绝"),
            ),
            remedy: $crate::text::Text::new(
                "see the key's limits in push.example.toml",
                "限制见 push.example.toml 里的说明",
            ),
            link: None,
        };

        /// What the message says and the vendor cannot.
        pub(super) static NOT_EXPRESSIBLE: $crate::report::Rule = $crate::report::Rule {
            id: concat!($key, "/not-expressible"),
            severity: $crate::report::Severity::Note,
            title: $crate::text::Text::new(
                concat!("what ", $name, " has no field for"),
                concat!($in_chinese, "没有对应字段的选项"),
            ),
            cause: $crate::text::Text::new("the option is left out of the request", "这个选项没有放进请求"),
            remedy: $crate::text::Text::new("nothing to do", "不用处理"),
            link: None,
        };
    };
}
pub(crate) use usual_rules;

/// Whether a text is `len` hex digits.
pub(crate) fn is_hex(text: &str, len: usize) -> bool {
    text.len() == len && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Whether a text is so many digits and nothing else.
pub(crate) fn is_digits(text: &str, len: RangeInclusive<usize>) -> bool {
    len.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is a UUID with its four hyphens.
pub(crate) fn is_uuid(text: &str) -> bool {
    let groups: Vec<&str> = text.split('-').collect();
    groups.len() == 5 && groups.iter().zip([8, 4, 4, 4, 12]).all(|(group, len)| is_hex(group, len))
}

/// Whether a value fits Java's and Dart's `int` and is more than 0.
pub(crate) fn is_positive_int(text: &str) -> bool {
    text.trim().parse::<i32>().is_ok_and(|id| id > 0)
}

/// Whether a text is a class with its package, as against the package alone: its last name begins with a capital.
pub(crate) fn is_class(text: &str) -> bool {
    text.rsplit('.').next().is_some_and(|name| name.starts_with(|first: char| first.is_uppercase()))
}

/// That a token is of no shape known. `en`: what it should be, with its article; `zh`: the same, behind 不像.
pub(crate) fn unlike(en: &str, zh: &str, token: &str) -> Text {
    let count = token.chars().count();
    text!("this does not look like {en} ({count} characters)", "这不像{zh}（{count} 个字符）")
}

/// The rule on `buz_id`.
pub(crate) fn lint_buz_id(rule: &'static Rule, vendor: &'static str, values: &Values, findings: &mut Findings) {
    if let Some(buz_id) = values.text("buz_id").filter(|id| !is_positive_int(id.as_str())) {
        let message = text!(
            "[{vendor}] buz_id is not a number from 1 to 2147483647",
            "[{vendor}] buz_id 不是 1 到 2147483647 的数字"
        );
        findings.push(Finding::new(rule, message).of(vendor).at_value(Some(&buz_id)));
    }
}

/// The required keys of the server side that are missing.
pub(crate) fn needed(fields: &'static [Field], values: &Values) -> MissingFields {
    let server = fields.iter().filter(|field| field.side != Side::App && values.needs(field));
    server.filter(|field| values.text(field.key).is_none()).collect()
}

/// The value of a key, without the blanks around it that a paste brings along.
pub(crate) fn shown(values: &Values, key: &str, placeholder: &'static str) -> Shown {
    let value = values.text(key).map(|given| given.as_str().trim().to_owned());
    value.filter(|value| !value.is_empty()).map_or(Shown::Placeholder(placeholder), Shown::Value)
}

/// The plugin's call that makes a notification channel. What the user sees of it is theirs to word.
pub(crate) fn created_channel(id: &Shown) -> Item {
    // Dart's `$` begins an expression, in JSON's string it is a plain character.
    let quoted = serde_json::Value::from(id.plain()).to_string().replace('$', "\\$");
    let code = format!(
        "cPush.createNotificationChannel(channelId: {quoted}, channelName: \"消息\", channelDescription: \"聊天消息\");"
    );
    let call = DartCall { name: "createNotificationChannel", argument: Some(("channelId", id.clone())) };
    Item::DartCode { moment: Moment::LoggedIn, code, call: Some(call) }
}

/// What HTTP says by itself, for vendors whose own refusals come with 2xx: any other status is no word of theirs.
pub(crate) fn refused_by_http(vendor: &'static str, operation: Operation, answer: &Answer) -> Option<Outcome> {
    let class = match answer.status {
        200..=299 => return None,
        429 => Class::RateLimited,
        500..=599 => Class::Transient,
        _ => Class::Protocol,
    };
    let mut outcome = Outcome::new(vendor, operation, class).with_code("http", answer.status.to_string());
    outcome.raw = Some(answer.excerpt()).filter(|excerpt| !excerpt.is_empty());
    Some(outcome)
}

/// The word for a part of the message in Chinese texts.
pub(crate) fn in_chinese(subject: &str) -> &str {
    match subject {
        "title" => "标题",
        "subtitle" => "副标题",
        "body" => "正文",
        other => other,
    }
}

/// Whether the options of a message are of their declared kinds.
pub(crate) fn review_options(
    fields: &'static [Field],
    rule: &'static Rule,
    vendor: &'static str,
    message: &Message,
    findings: &mut Findings,
) {
    for (key, value) in &message.extension {
        let name = key.split('.').next().unwrap_or(key);
        let Some(field) = fields.iter().find(|field| field.key == name && field.kind != Kind::Map) else { continue };
        if let Err(expected) = field.kind.accepts(value) {
            let (en, zh) = (expected.get(text::Lang::En), expected.get(text::Lang::Zh));
            let message = Text::owned(format!("{vendor}.{key} should be {en}"), format!("{vendor}.{key} 应当是{zh}"));
            findings.push(Finding::new(rule, message).about(field.key));
        }
    }
}

/// The note that something of the message is left out, if it was given.
pub(crate) fn left_out(rule: &'static Rule, given: bool, subject: &'static str, text: Text) -> Option<Finding> {
    given.then(|| Finding::new(rule, text).about(subject))
}

/// An error for an empty title or body.
pub(crate) fn review_empty(rule: &'static Rule, subject: &'static str, text: &str, findings: &mut Findings) {
    if text.trim().is_empty() {
        let name = in_chinese(subject);
        let message = Text::owned(format!("the {subject} is empty"), format!("{name}是空的"));
        findings.push(Finding::new(rule, message).about(subject));
    }
}

/// Findings on a message, with the vendor and with the place of each value that came from push.toml.
pub(crate) fn placed(findings: Findings, vendor: &'static str, message: &Message) -> Findings {
    let place = |finding: Finding| {
        let place = finding.subject.and_then(|subject| message.places.get(subject)).cloned();
        match place {
            Some(place) if finding.place.is_none() => finding.at(place),
            _ => finding,
        }
    };
    findings.into_iter().map(|finding| place(finding.of(vendor))).collect()
}

/// A message option as a value of push.toml, for rules that look at both.
pub(crate) fn given(message: &Message, key: &str) -> Option<Given> {
    message.option(key).map(Given::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes() {
        assert!(is_hex("0123456789abcdefABCDEF0123456789", 32) && !is_hex("0123", 32) && !is_hex("xx", 2));
        assert!(is_digits("1234", 4..=10) && !is_digits("123", 4..=10) && !is_digits("12a4", 4..=10));
        assert!(is_uuid("11111111-2222-3333-4444-555555555555") && !is_uuid("11111111-2222-3333-4444-55555555555"));
        assert!(is_positive_int("1") && is_positive_int(" 2147483647 "));
        assert!(!is_positive_int("0") && !is_positive_int("2147483648") && !is_positive_int("1.5"));
    }

    #[test]
    fn a_channel_s_name_cannot_leave_its_quotes() {
        let code = |id: &str| match created_channel(&Shown::Value(id.to_owned())) {
            Item::DartCode { code, .. } => code,
            other => panic!("{other:?}"),
        };
        assert!(code("tuikit").starts_with("cPush.createNotificationChannel(channelId: \"tuikit\","));
        assert!(code("a\"$b").contains(r#"channelId: "a\"\$b","#));
    }
}
