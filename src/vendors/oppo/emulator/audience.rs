//! Who gets a message: one phone, and what OPPO says of phones that cannot get it.

use serde_json::{Value, json};

use super::message::{self, Push};
use super::{Form, Object, Oppo, Refusal, Region, accepted, json_field, object, refuse, required};
use crate::emulator::read::joined;
use crate::emulator::{RawAnswer, TokenState, code_in};
use crate::text;
use crate::text::Text;

/// One phone and what it is sent.
pub(super) struct Single {
    pub(super) target: String,
    pub(super) push: Push,
}

impl Oppo {
    /// `POST /server/v1/message/notification/unicast`.
    pub(super) fn unicast(&mut self, form: &Form, region: Region) -> Result<RawAnswer, Refusal> {
        let value = json_field(form, "message")?;
        let body = object(&value, "message")?;
        let answer = self.unicast_object(body, region).unwrap_or_else(super::refused);
        Ok(for_message(answer, body))
    }

    fn unicast_object(&mut self, body: &Object, region: Region) -> Result<RawAnswer, Refusal> {
        let single = single(body)?;
        self.within_quota(&single.push)?;
        let remark = self.deliver(&single, region)?;
        let id = self.new_message_id();
        Ok(accepted(&json!({ "messageId": id }), joined([remark].into_iter().chain(single.push.remarks))))
    }

    /// Hands a message to a phone; the word says what becomes of it there.
    pub(super) fn deliver(&mut self, single: &Single, region: Region) -> Result<Text, Refusal> {
        let Single { target, push } = single;
        let fate = self.arrival(target, region)?;
        if !push.communication {
            self.counted += 1;
        }
        let is_new = match &push.app_message_id {
            Some(id) => self.delivered.insert((target.clone(), id.clone())),
            None => true,
        };
        let again = Text::new(
            "this app_message_id was sent to this phone before: it gets it only once",
            "这个 app_message_id 已经发给过这台手机：只会收到一次",
        );
        let class = if push.communication {
            Text::new("communication and service", "通讯与服务")
        } else {
            Text::new("content and marketing, or the old rules", "内容与营销，或旧规则")
        };
        Ok(if is_new { joined([fate, class]) } else { joined([fate, again]) })
    }

    /// Whether OPPO takes a message for `target`, and what then happens on the phone. It answers with success for a
    /// phone that is gone: a receipt tells later.
    pub(super) fn arrival(&self, target: &str, region: Region) -> Result<Text, Refusal> {
        let state = self.world.state("oppo", target);
        if state.is_none() {
            return unknown(target);
        }
        if let Some(remark) = wrong_host(target, region) {
            return refuse("10000", remark);
        }
        match state {
            Some(TokenState::Foreign) => refuse("10000", Text::new("registered by another app", "由别的应用注册")),
            Some(TokenState::Unregistered) | None => refuse("10000", not_registered()),
            Some(TokenState::Dead) => Ok(Text::new(
                "the app is gone from the phone: OPPO says so later, in a receipt with eventType regid_invalid",
                "手机上已卸载应用：OPPO 之后用 eventType 为 regid_invalid 的回执告知",
            )),
            Some(TokenState::Muted) => {
                Ok(Text::new("notifications are off on the phone: nothing is shown", "手机上通知已关闭：什么都不显示"))
            }
            Some(TokenState::Ok | TokenState::NotTest) => Ok(Text::new("", "")),
        }
    }

    /// Only content and marketing has a daily limit.
    pub(super) fn within_quota(&self, push: &Push) -> Result<(), Refusal> {
        match self.world.quota.get("oppo").filter(|limit| self.counted >= **limit) {
            Some(limit) if !push.communication => {
                refuse("33", text!("the scenario's quota of {limit} is used up", "场景里的额度 {limit} 已用完"))
            }
            _ => Ok(()),
        }
    }
}

/// A target with its notification.
pub(super) fn single(body: &Object) -> Result<Single, Refusal> {
    let target = target(body)?;
    let Some(notification) = body.get("notification").filter(|value| !value.is_null()) else {
        let remark = if body.contains_key("title") {
            Text::new(
                "notification is missing: title and the rest belong into an object of that name",
                "缺少 notification：title 等字段要放进名为 notification 的对象里",
            )
        } else {
            Text::new("notification is missing", "缺少 notification")
        };
        return refuse("40", remark);
    };
    let mut push = message::read(object(notification, "notification")?)?;
    if body.get("verify_registration_id").is_some_and(|value| !value.is_boolean()) {
        push.remarks.push(Text::new(
            "verify_registration_id should be true or false",
            "verify_registration_id 应当是 true 或 false",
        ));
    }
    Ok(Single { target, push })
}

/// `target_type` 2 and one `registration_id`; an alias is 5, in documents of 2019 3.
fn target(body: &Object) -> Result<String, Refusal> {
    match required(body, "target_type")?.as_str() {
        "2" | "3" | "5" => {}
        "1" => {
            return refuse(
                "41",
                Text::new(
                    "target_type 1 is all users; one registration_id is 2",
                    "target_type 1 是全部用户；单个 registration_id 是 2",
                ),
            );
        }
        other => {
            let other = super::quoted(other);
            return refuse(
                "41",
                text!(
                    "target_type is {other}; 2 is a registration_id, 5 an alias",
                    "target_type 是 {other}；2 是 registration_id，5 是别名"
                ),
            );
        }
    }
    let target = required(body, "target_value")?;
    if target.contains([';', ',']) {
        return refuse(
            "41",
            Text::new(
                "target_value holds several ids; a single push takes one",
                "target_value 里有多个 ID；单推只能有一个",
            ),
        );
    }
    Ok(target)
}

/// A token that nobody stated: one too long for a `registration_id` may ask for a code by ending in it. A whole one ends
/// in digits by chance.
fn unknown(target: &str) -> Result<Text, Refusal> {
    if is_registration_id(target) {
        return refuse("10000", not_registered());
    }
    if let Some(entry) = code_in(&super::super::VENDOR, target) {
        let code = entry.code.as_str();
        return refuse(code, text!("the token ends in {code}", "token 以 {code} 结尾"));
    }
    refuse(
        "10000",
        Text::new(
            "no registration_id: `CN_` (or another region) and 32 hex digits, or 32 or 24 hex digits alone",
            "不是 registration_id：应当是 `CN_`（或其它区域）加 32 位十六进制，或者只有 32、24 位十六进制",
        ),
    )
}

fn not_registered() -> Text {
    Text::new("no phone registered with this registration_id", "没有手机用这个 registration_id 注册")
}

/// `[[BRAND_]REGION_]` and 32 hex digits, or 24 hex digits.
fn is_registration_id(text: &str) -> bool {
    let (head, hash) = text.rsplit_once('_').map_or((None, text), |(head, hash)| (Some(head), hash));
    let is_hash = |len: usize| hash.len() == len && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let Some(head) = head else { return is_hash(32) || is_hash(24) };
    let (brand, region) = head.split_once('_').map_or((None, head), |(brand, region)| (Some(brand), region));
    let is_region = region == "EUEX" || (region.len() == 2 && region.bytes().all(|byte| byte.is_ascii_uppercase()));
    let is_brand = brand
        .is_none_or(|brand| (2..=10).contains(&brand.len()) && brand.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    is_region && is_brand && is_hash(32)
}

/// An id that is not of the region whose host was asked.
fn wrong_host(target: &str, region: Region) -> Option<Text> {
    let parts: Vec<&str> = target.split('_').collect();
    let is_domestic = match parts.len() {
        1 => true,
        2 => parts[0] == "CN",
        3 => parts[1] == "CN",
        _ => false,
    };
    match region {
        Region::Domestic if !is_domestic => Some(Text::new(
            "a phone from abroad: ask api-intl.push.oppomobile.com",
            "海外手机：请发到 api-intl.push.oppomobile.com",
        )),
        Region::Overseas if is_domestic => Some(Text::new(
            "a phone of mainland China: ask api-push-cn.heytapmobi.com",
            "国内手机：请发到 api-push-cn.heytapmobi.com",
        )),
        _ => None,
    }
}

/// With the target and the title that stand in a message, whether it was accepted or not.
fn for_message(answer: RawAnswer, body: &Object) -> RawAnswer {
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(str::to_owned);
    let title = body.get("notification").and_then(|notification| notification.get("title"));
    RawAnswer { target: text(body.get("target_value")), title: text(title), ..answer }
}
