//! What takes or answers many ids at once.

use serde_json::{Value, json};

use super::audience::single;
use super::{Form, Oppo, Refusal, Region, accepted, json_field, object, refuse, words_of};
use crate::emulator::{RawAnswer, TokenState};
use crate::text;
use crate::text::Text;

/// How many messages one call takes.
const LARGEST: usize = 1000;

impl Oppo {
    /// `POST …/unicast_batch`: each item a message of its own. The code of the whole is 0 even where items fail; those
    /// carry a code of their own.
    pub(super) fn batch(&mut self, form: &Form, region: Region) -> Result<RawAnswer, Refusal> {
        let value = json_field(form, "messages")?;
        let Value::Array(items) = value else {
            return refuse("41", Text::new("messages is no array", "messages 不是数组"));
        };
        let count = items.len();
        if !(1..=LARGEST).contains(&count) {
            return refuse(
                "41",
                text!("messages has {count} items; 1 to {LARGEST}", "messages 有 {count} 项；应当是 1 到 {LARGEST} 项"),
            );
        }
        let mut taken = 0;
        let mut data = Vec::new();
        for item in &items {
            let target = item.get("target_value").cloned().unwrap_or_default();
            let mut answer = json!({ "messageId": self.new_message_id(), "registrationId": target });
            match self.item(item, region) {
                Ok(()) => taken += 1,
                Err(Refusal { code, words, .. }) => {
                    answer["errorCode"] = code.parse::<i64>().unwrap_or_default().into();
                    answer["errorMessage"] = words.map_or_else(|| words_of(code), str::to_owned).into();
                }
            }
            data.push(answer);
        }
        let answer = accepted(&data.into(), text!("{taken} of {count} messages", "{count} 条中的 {taken} 条"));
        let target = items.first().and_then(|item| item["target_value"].as_str()).filter(|_| count == 1);
        Ok(RawAnswer { target: target.map(str::to_owned), ..answer })
    }

    fn item(&mut self, item: &Value, region: Region) -> Result<(), Refusal> {
        let single = single(object(item, "an item of messages")?)?;
        self.within_quota(&single.push)?;
        self.deliver(&single, region).map(|_| ())
    }

    /// `GET …/fetch_invalid_regidList`. Whether reading empties the list is not documented; here it does not.
    pub(super) fn invalid_ids(&self) -> RawAnswer {
        let rules = self.world.tokens.iter().filter(|rule| rule.vendor == "oppo" && rule.state == TokenState::Dead);
        let ids: Vec<&str> = rules.map(|rule| rule.pattern.as_str()).filter(|id| !id.contains('*')).collect();
        let count = ids.len();
        let data = json!({ "registration_ids": ids, "totalCount": count });
        accepted(&data, text!("{count} dead ids", "{count} 个失效的 ID"))
    }
}
