//! The `apns-` headers, one by one.

use super::{Refusal, refuse};
use crate::emulator::RawRequest;
use crate::emulator::read::quoted;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::is_uuid;

/// What is known about the app.
pub(super) struct Expected<'a> {
    pub(super) bundle_id: Option<&'a str>,
    pub(super) team_id: &'a str,
    pub(super) has_certificate: bool,
}

/// What the headers say of a push that breaks no limit.
#[derive(Debug)]
pub(super) struct Push {
    pub(super) push_type: String,
    /// What is worth a word although it was accepted.
    pub(super) remarks: Vec<Text>,
}

/// The push types, and what each has behind the bundle id in its topic. `None`: a topic of its own.
const TYPES: &[(&str, Option<&str>)] = &[
    ("alert", Some("")),
    ("background", Some("")),
    ("voip", Some(".voip")),
    ("complication", Some(".complication")),
    ("fileprovider", Some(".pushkit.fileprovider")),
    ("mdm", None),
    ("location", Some(".location-query")),
    ("liveactivity", Some(".push-type.liveactivity")),
    ("pushtotalk", Some(".voip-ptt")),
    ("widgets", Some(".push-type.widgets")),
    ("controls", Some(".push-type.controls")),
];

/// No header of Apple's may come twice.
pub(super) fn sent_once(request: &RawRequest) -> Result<(), Refusal> {
    let own = |name: &str| name.starts_with("apns-") || name == "authorization";
    for (at, (name, _)) in request.headers.iter().enumerate() {
        if own(name) && request.headers.iter().skip(at + 1).any(|(other, _)| other == name) {
            return refuse("DuplicateHeaders", text!("{name} was sent twice", "{name} 发了两次"));
        }
    }
    Ok(())
}

/// Reads the headers in the order: topic, id, collapse id, priority, push type, expiration.
pub(super) fn read(request: &RawRequest, expected: &Expected<'_>) -> Result<Push, Refusal> {
    let mut remarks = Vec::new();
    let topic = topic(request, expected, &mut remarks)?;
    id(request, &mut remarks)?;
    collapse_id(request)?;
    let push_type = push_type(request, &mut remarks);
    priority(request, &push_type, &mut remarks)?;
    let Some((_, suffix)) = TYPES.iter().find(|(word, _)| *word == push_type) else {
        let nearest = TYPES.iter().find(|(word, _)| word.eq_ignore_ascii_case(&push_type));
        let written = quoted(&push_type);
        return refuse(
            "InvalidPushType",
            match nearest {
                Some((word, _)) => {
                    text!("apns-push-type {written} is written `{word}`", "apns-push-type {written} 要写成 `{word}`")
                }
                None => text!("apns-push-type {written} is no push type", "apns-push-type {written} 不是推送类型"),
            },
        );
    };
    expiration(request, &mut remarks)?;
    if let (Some(topic), Some(suffix)) = (&topic, suffix) {
        of_type(topic, suffix, &push_type)?;
    }
    Ok(Push { push_type, remarks })
}

fn topic(request: &RawRequest, expected: &Expected<'_>, remarks: &mut Vec<Text>) -> Result<Option<String>, Refusal> {
    let Some(topic) = request.header("apns-topic").map(str::trim).filter(|topic| !topic.is_empty()) else {
        let is_certificate = expected.has_certificate && request.header("authorization").is_none();
        if is_certificate {
            remarks.push(Text::new("no apns-topic: the certificate's own", "没有 apns-topic：用证书自己的 topic"));
            return Ok(None);
        }
        return refuse("MissingTopic", Text::new("no header apns-topic", "没有 apns-topic 头"));
    };
    if !topic.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)) {
        let written = quoted(topic);
        return refuse("BadTopic", text!("{written} can be no bundle id", "{written} 不可能是 Bundle ID"));
    }
    let Some(own) = expected.bundle_id else { return Ok(Some(topic.to_owned())) };
    let is_own = topic == own || topic.strip_prefix(own).is_some_and(|rest| rest.starts_with('.'));
    if is_own {
        return Ok(Some(topic.to_owned()));
    }
    let (written, team) = (quoted(topic), expected.team_id);
    let remark = if topic.strip_prefix(team).is_some_and(|rest| rest.starts_with('.')) {
        text!(
            "{written} has the Team ID in front; the topic is the bundle id alone",
            "{written} 前面带了 Team ID；topic 只要 Bundle ID"
        )
    } else if topic.eq_ignore_ascii_case(own) {
        text!("{written} is {own} but for upper and lower case", "{written} 与 {own} 只有大小写不同")
    } else {
        text!("{written} is not {own} of push.toml", "{written} 不是 push.toml 里的 {own}")
    };
    refuse("TopicDisallowed", remark)
}

/// Each type has a topic of its own; the device token of one is not that of another.
fn of_type(topic: &str, suffix: &str, push_type: &str) -> Result<(), Refusal> {
    if !suffix.is_empty() && !topic.ends_with(suffix) {
        return refuse(
            "DeviceTokenNotForTopic",
            text!(
                "the topic of push type {push_type} ends in {suffix}",
                "推送类型 {push_type} 的 topic 以 {suffix} 结尾"
            ),
        );
    }
    let other = TYPES.iter().filter_map(|(word, suffix)| suffix.map(|suffix| (*word, suffix)));
    let mut other = other.filter(|(_, suffix)| !suffix.is_empty());
    let found = other.find(|(_, other)| topic.ends_with(other)).filter(|(_, other)| *other != suffix);
    match found {
        Some((word, other)) => refuse(
            "DeviceTokenNotForTopic",
            text!(
                "the topic ends in {other}, which is of push type {word}, not {push_type}",
                "topic 以 {other} 结尾，那是推送类型 {word}，不是 {push_type}"
            ),
        ),
        None => Ok(()),
    }
}

fn push_type(request: &RawRequest, remarks: &mut Vec<Text>) -> String {
    match request.header("apns-push-type") {
        Some(word) => word.trim().to_owned(),
        None => {
            remarks.push(Text::new(
                "no apns-push-type: iOS 13 and later may delay or drop the push",
                "没有 apns-push-type：iOS 13 起可能延迟或丢弃",
            ));
            "alert".to_owned()
        }
    }
}

fn id(request: &RawRequest, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    let Some(id) = request.header("apns-id") else { return Ok(()) };
    if !is_uuid(id) {
        return refuse("BadMessageId", Text::new("apns-id is no UUID 8-4-4-4-12", "apns-id 不是 8-4-4-4-12 的 UUID"));
    }
    if id.bytes().any(|byte| byte.is_ascii_uppercase()) {
        remarks.push(Text::new(
            "apns-id has capitals; Apple documents lower case",
            "apns-id 有大写字母；Apple 文档写的是小写",
        ));
    }
    Ok(())
}

fn collapse_id(request: &RawRequest) -> Result<(), Refusal> {
    let bytes = request.header("apns-collapse-id").map_or(0, str::len);
    if bytes > 64 {
        return refuse(
            "BadCollapseId",
            text!("apns-collapse-id has {bytes} bytes, 64 at most", "apns-collapse-id 有 {bytes} 字节，最多 64 字节"),
        );
    }
    Ok(())
}

fn priority(request: &RawRequest, push_type: &str, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    let is_background = push_type == "background";
    match request.header("apns-priority").map(str::trim) {
        None if is_background => {
            remarks.push(Text::new(
                "no apns-priority: the default 10 is wrong for a background push; send 5",
                "没有 apns-priority：默认的 10 不适合后台推送；请发 5",
            ));
            Ok(())
        }
        Some("10") if is_background => refuse(
            "BadPriority",
            Text::new(
                "apns-priority is 10 in a background push, which is of priority 5",
                "后台推送的 apns-priority 是 10，应当是 5",
            ),
        ),
        None | Some("10" | "5" | "1") => Ok(()),
        Some(other) => {
            let other = quoted(other);
            refuse(
                "BadPriority",
                text!("apns-priority is {other}; 10, 5 or 1", "apns-priority 是 {other}；应当是 10、5 或 1"),
            )
        }
    }
}

/// Seconds since 1970; 0 is one attempt.
fn expiration(request: &RawRequest, remarks: &mut Vec<Text>) -> Result<(), Refusal> {
    let Some(written) = request.header("apns-expiration").map(str::trim) else { return Ok(()) };
    let Ok(seconds) = written.parse::<i64>() else {
        let written = quoted(written);
        return refuse(
            "BadExpirationDate",
            text!("apns-expiration is {written}, no whole number", "apns-expiration 是 {written}，不是整数"),
        );
    };
    match seconds {
        1..=99_999_999 => remarks.push(text!(
            "apns-expiration {seconds} is a duration; APNs wants a time in seconds since 1970, and takes this one as past",
            "apns-expiration {seconds} 是时长；APNs 要 1970 年以来的秒数，这个值会被当成已过期"
        )),
        100_000_000_000.. => remarks.push(text!(
            "apns-expiration {seconds} is in milliseconds; APNs wants seconds",
            "apns-expiration {seconds} 是毫秒；APNs 要秒"
        )),
        _ => {}
    }
    Ok(())
}
