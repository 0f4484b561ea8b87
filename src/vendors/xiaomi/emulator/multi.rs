//! `/v2/multi_messages/…`: up to 1000 messages, each with a target of its own, as one JSON array in a form.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::audience::{Tally, kind};
use super::form::Form;
use super::{Refusal, Xiaomi, message, refuse};
use crate::emulator::RawAnswer;
use crate::emulator::read::scalar;
use crate::text;
use crate::text::Text;

impl Xiaomi {
    /// Messages over the quota are dropped one by one and counted by channel in `data.channel_exceed_quota`; the
    /// request is accepted all the same.
    pub(super) fn send_many(&mut self, path: &str, form: &Form, now: u64) -> Result<RawAnswer, Refusal> {
        let items = items(form)?;
        let (kind, count, day) = (kind(path), items.len(), self.day());
        let (mut tally, mut dropped, mut longest) = (Tally::default(), BTreeMap::<String, u64>::new(), 0);
        for (at, (target, single)) in items.iter().enumerate() {
            let push = self.own_package(path, single).and_then(|()| message::read(single)).map_err(|refusal| {
                let remark = &refusal.remark;
                let (en, zh) = (remark.get(text::Lang::En), remark.get(text::Lang::Zh));
                let remark = Text::owned(format!("messages[{at}]: {en}"), format!("messages[{at}]：{zh}"));
                Refusal { remark, ..refusal }
            })?;
            longest = longest.max(push.time_to_live);
            if self.used_up().is_some() {
                let channel = single.extra("channel_id").unwrap_or("no_channel");
                *dropped.entry(channel.to_owned()).or_default() += 1;
            } else if let Err(refusal) = self.deliver(target, kind, push, &mut tally) {
                tally.refuse(target, refusal.remark);
            }
            // The same word for each of a thousand messages is one word.
            if at == 0 {
                single.remark().into_iter().for_each(|remark| tally.say(remark));
            }
        }
        let mut rest = day;
        if !dropped.is_empty() {
            let words: Vec<String> = dropped.iter().map(|(channel, count)| format!("{channel}:{count}")).collect();
            let words = words.join(" ");
            tally.say(text!("over the scenario's quota: {words}", "超出场景里的额度：{words}"));
            rest.insert("channel_exceed_quota".to_owned(), words.into());
        }
        self.answer_for(kind, count, rest, longest, now, tally)
    }
}

/// The target of each message, and the message as the form that a single push would be.
fn items(form: &Form) -> Result<Vec<(String, Form)>, Refusal> {
    let Some(written) = form.text("messages") else {
        return refuse("10016", Text::new("messages is missing or empty", "messages 缺失或为空"));
    };
    let Ok(Value::Array(items)) = serde_json::from_str(written) else {
        return refuse("10017", Text::new("messages is no JSON array in a text", "messages 不是 JSON 数组文本"));
    };
    let count = items.len();
    if !(1..=1000).contains(&count) {
        return refuse(
            "10017",
            text!("messages has {count} items; 1 to 1000", "messages 有 {count} 项；应当是 1 到 1000"),
        );
    }
    items.iter().enumerate().map(|(at, item)| read(at, item)).collect()
}

fn read(at: usize, item: &Value) -> Result<(String, Form), Refusal> {
    let target = scalar(item.get("target"));
    let (Some(target), Some(message)) = (target, item.get("message").and_then(Value::as_object)) else {
        return refuse(
            "10016",
            text!("messages[{at}] has no target or no message", "messages[{at}] 缺少 target 或 message"),
        );
    };
    let mut fields = Vec::new();
    for (name, value) in message {
        match value {
            Value::Object(extra) if name == "extra" => fields.extend(extras(extra)),
            value => fields.extend(scalar(Some(value)).map(|value| (name.clone(), value))),
        }
    }
    Ok((target, Form::of(fields)))
}

/// Inside the JSON the extras have no `extra.` before their names.
fn extras(extra: &Map<String, Value>) -> impl Iterator<Item = (String, String)> {
    extra.iter().filter_map(|(key, value)| Some((format!("extra.{key}"), scalar(Some(value))?)))
}
