//! The body of `v4/openim/sendmsg`: a chat message, and what the receiver's push looks like.

use serde_json::{Map, Value, json};

use crate::device::DeviceToken;
use crate::message::Message;

/// How long IM keeps a message for offline delivery unless `--ttl` says otherwise, in seconds: a test that arrives a
/// week later only puzzles.
const LIFETIME: u64 = 3600;

/// The whole body. `random` sets a message apart from others of the same second.
pub(super) fn body(message: &Message, user: &DeviceToken, random: u32) -> Value {
    let mut body = Map::new();
    let mut put = |key: &str, value: Option<Value>| {
        if let Some(value) = value {
            body.insert(key.to_owned(), value);
        }
    };
    put("SyncOtherMachine", Some(message.number("sync_other_machine").unwrap_or(2).into()));
    put("From_Account", message.option("from_account").map(Value::from));
    put("To_Account", Some(user.as_str().into()));
    put("MsgLifeTime", Some(message.ttl.map_or(LIFETIME, |ttl| ttl.as_secs()).into()));
    put("MsgRandom", Some(random.into()));
    if message.flag("forbid_callbacks") == Some(true) {
        put("ForbidCallbackControl", Some(json!(["ForbidBeforeSendMsgCallback", "ForbidAfterSendMsgCallback"])));
    }
    put("SendMsgControl", control(message));
    put("MsgBody", Some(json!([element(message)])));
    put("CloudCustomData", message.option("cloud_custom_data").map(Value::from));
    put("OfflinePushInfo", Some(push_info(message)));
    body.into()
}

fn control(message: &Message) -> Option<Value> {
    let words =
        [("no_unread", "NoUnread"), ("no_last_msg", "NoLastMsg"), ("mute_notifications", "WithMuteNotifications")];
    let set: Vec<&str> =
        words.into_iter().filter(|(key, _)| message.flag(key) == Some(true)).map(|(_, word)| word).collect();
    (!set.is_empty()).then(|| set.into())
}

/// A text, or a custom message. The push of either is described by `OfflinePushInfo` alone.
fn element(message: &Message) -> Value {
    match message.option("custom_data") {
        Some(data) => json!({ "MsgType": "TIMCustomElem", "MsgContent": { "Data": data } }),
        None => json!({ "MsgType": "TIMTextElem", "MsgContent": { "Text": message.body } }),
    }
}

fn push_info(message: &Message) -> Value {
    let mut info = Map::new();
    info.insert("PushFlag".to_owned(), message.number("push_flag").unwrap_or(0).into());
    info.insert("Title".to_owned(), message.title.as_str().into());
    info.insert("Desc".to_owned(), message.body.as_str().into());
    if let Some(ext) = &message.ext {
        info.insert("Ext".to_owned(), ext.as_str().into());
    }
    for (name, part) in [("AndroidInfo", android(message)), ("ApnsInfo", apns(message))] {
        if !part.is_empty() {
            info.insert(name.to_owned(), part.into());
        }
    }
    info.into()
}

/// Names as the vendor writes them: others are ignored without a word.
fn android(message: &Message) -> Map<String, Value> {
    let text = |key: &str, usual: &Option<String>| message.option(key).or(usual.as_deref()).map(Value::from);
    let own = |key: &str| message.option(key).map(Value::from);
    let number = |key: &str| message.number(key).map(Value::from);
    let (channel, category, image) = (&message.channel_id, &message.category, &message.image);
    let fields = [
        ("Sound", text("android_sound", &message.sound)),
        ("PushStyle", number("push_style")),
        ("HuaWeiChannelID", text("huawei_channel_id", channel)),
        ("XiaoMiChannelID", text("xiaomi_channel_id", channel)),
        ("OPPOChannelID", text("oppo_channel_id", channel)),
        ("GoogleChannelID", text("google_channel_id", channel)),
        ("VIVOClassification", number("vivo_classification")),
        ("VIVOCategory", text("vivo_category", category)),
        ("HuaWeiImportance", own("huawei_importance")),
        ("HuaWeiCategory", text("huawei_category", category)),
        ("ExtAsHuaweiIntentParam", number("huawei_ext_as_intent_param")),
        ("HuaWeiImage", text("huawei_image", image)),
        ("HonorImportance", own("honor_importance")),
        ("HonorImage", text("honor_image", image)),
        ("GoogleImage", text("google_image", image)),
        ("OPPOCategory", own("oppo_category")),
        ("OPPONotifyLevel", number("oppo_notify_level")),
        ("OPPOPrivateMsgTemplateId", own("oppo_template_id")),
        ("MeiZuNoticeMsgType", number("meizu_notice_msg_type")),
    ];
    present(fields)
}

fn apns(message: &Message) -> Map<String, Value> {
    let text = |key: &str, usual: &Option<String>| message.option(key).or(usual.as_deref()).map(Value::from);
    let switch = |key: &str| message.flag(key).map(|on| Value::from(u8::from(on)));
    let fields = [
        ("Sound", text("apns_sound", &message.sound)),
        ("BadgeMode", message.number("apns_badge_mode").map(Value::from)),
        ("Title", text("apns_title", &None)),
        ("SubTitle", text("apns_subtitle", &message.subtitle)),
        ("Image", text("apns_image", &message.image)),
        ("MutableContent", switch("apns_mutable_content")),
        ("InterruptionLevel", text("apns_interruption_level", &None)),
        ("ContentAvailable", switch("apns_content_available")),
    ];
    present(fields)
}

fn present<const N: usize>(fields: [(&str, Option<Value>); N]) -> Map<String, Value> {
    fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

#[cfg(test)]
mod tests;
