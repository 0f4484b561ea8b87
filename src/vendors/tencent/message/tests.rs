use std::collections::BTreeMap;
use std::time::Duration;

use super::*;

fn message() -> Message {
    Message {
        title: "pushctl".to_owned(),
        body: "pushctl test".to_owned(),
        ext: Some(r#"{"conversationID":"c2c_administrator"}"#.to_owned()),
        ..Message::default()
    }
}

fn with(set: &[(&str, &str)]) -> Message {
    let extension: BTreeMap<String, String> =
        set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Message { extension, ..message() }
}

fn sent(message: &Message) -> Value {
    body(message, &DeviceToken::user("user1").expect("a user"), 1_287_657)
}

/// The minimal request of the vendor's sendmsg page with `OfflinePushInfo`.
#[test]
fn the_minimal_request() {
    let set = [
        ("oppo_channel_id", "new_message"),
        ("vivo_classification", "1"),
        ("huawei_category", "IM"),
        ("vivo_category", "IM"),
        ("apns_badge_mode", "1"),
    ];
    let expected = json!({
        "SyncOtherMachine": 2, "To_Account": "user1", "MsgLifeTime": 3600, "MsgRandom": 1_287_657,
        "MsgBody": [{ "MsgType": "TIMTextElem", "MsgContent": { "Text": "pushctl test" } }],
        "OfflinePushInfo": {
            "PushFlag": 0, "Title": "pushctl", "Desc": "pushctl test",
            "Ext": "{\"conversationID\":\"c2c_administrator\"}",
            "AndroidInfo": {
                "OPPOChannelID": "new_message", "VIVOClassification": 1, "HuaWeiCategory": "IM", "VIVOCategory": "IM",
            },
            "ApnsInfo": { "BadgeMode": 1 },
        },
    });
    assert_eq!(sent(&with(&set)), expected);
}

#[test]
fn the_console_decides_what_is_left_out() {
    let wire = sent(&message());
    assert_eq!(wire["OfflinePushInfo"].get("AndroidInfo"), None);
    assert_eq!(wire["OfflinePushInfo"].get("ApnsInfo"), None);
}

/// Every field of the vendor's table of `OfflinePushInfo`, with its type.
#[test]
fn every_option_has_its_field() {
    let android = [
        ("android_sound", "a", "Sound", json!("a")),
        ("push_style", "1", "PushStyle", json!(1)),
        ("huawei_channel_id", "h", "HuaWeiChannelID", json!("h")),
        ("xiaomi_channel_id", "x", "XiaoMiChannelID", json!("x")),
        ("oppo_channel_id", "o", "OPPOChannelID", json!("o")),
        ("google_channel_id", "g", "GoogleChannelID", json!("g")),
        ("vivo_classification", "0", "VIVOClassification", json!(0)),
        ("vivo_category", "NEWS", "VIVOCategory", json!("NEWS")),
        ("huawei_importance", "LOW", "HuaWeiImportance", json!("LOW")),
        ("huawei_category", "IM", "HuaWeiCategory", json!("IM")),
        ("huawei_ext_as_intent_param", "1", "ExtAsHuaweiIntentParam", json!(1)),
        ("huawei_image", "https://a/h", "HuaWeiImage", json!("https://a/h")),
        ("honor_importance", "LOW", "HonorImportance", json!("LOW")),
        ("honor_image", "https://a/o", "HonorImage", json!("https://a/o")),
        ("google_image", "https://a/g", "GoogleImage", json!("https://a/g")),
        ("oppo_category", "IM", "OPPOCategory", json!("IM")),
        ("oppo_notify_level", "16", "OPPONotifyLevel", json!(16)),
        ("oppo_template_id", "t", "OPPOPrivateMsgTemplateId", json!("t")),
        ("meizu_notice_msg_type", "1", "MeiZuNoticeMsgType", json!(1)),
    ];
    let apns = [
        ("apns_sound", "a.caf", "Sound", json!("a.caf")),
        ("apns_badge_mode", "1", "BadgeMode", json!(1)),
        ("apns_title", "t", "Title", json!("t")),
        ("apns_subtitle", "s", "SubTitle", json!("s")),
        ("apns_image", "https://a/i", "Image", json!("https://a/i")),
        ("apns_mutable_content", "true", "MutableContent", json!(1)),
        ("apns_interruption_level", "passive", "InterruptionLevel", json!("passive")),
        ("apns_content_available", "false", "ContentAvailable", json!(0)),
    ];
    let set: Vec<(&str, &str)> = android.iter().chain(&apns).map(|(key, value, ..)| (*key, *value)).collect();
    let wire = sent(&with(&set));
    for (part, fields) in [("AndroidInfo", &android[..]), ("ApnsInfo", &apns[..])] {
        let object = wire["OfflinePushInfo"][part].as_object().expect("an object");
        assert_eq!(object.len(), fields.len(), "{part}");
        for (_, _, name, value) in fields {
            assert_eq!(object.get(*name), Some(value), "{part}.{name}");
        }
    }
}

#[test]
fn the_message_itself_has_its_options() {
    let set = [
        ("from_account", "bob"),
        ("sync_other_machine", "1"),
        ("push_flag", "1"),
        ("custom_data", "{}"),
        ("cloud_custom_data", "c"),
        ("forbid_callbacks", "true"),
        ("no_unread", "true"),
        ("no_last_msg", "false"),
        ("mute_notifications", "true"),
    ];
    let wire = sent(&Message { ttl: Some(Duration::from_secs(60)), ..with(&set) });
    for (key, value) in [
        ("From_Account", json!("bob")),
        ("SyncOtherMachine", json!(1)),
        ("MsgLifeTime", json!(60)),
        ("MsgBody", json!([{ "MsgType": "TIMCustomElem", "MsgContent": { "Data": "{}" } }])),
        ("CloudCustomData", json!("c")),
        ("ForbidCallbackControl", json!(["ForbidBeforeSendMsgCallback", "ForbidAfterSendMsgCallback"])),
        ("SendMsgControl", json!(["NoUnread", "WithMuteNotifications"])),
    ] {
        assert_eq!(wire.get(key), Some(&value), "{key}");
    }
    assert_eq!(wire["OfflinePushInfo"]["PushFlag"], json!(1));
}

/// The phone's vendor is not known here, so what was said for any vendor goes to all that have a field for it.
#[test]
fn what_holds_for_any_vendor_goes_to_all() {
    let message = Message {
        channel_id: Some("c".to_owned()),
        category: Some("IM".to_owned()),
        sound: Some("s".to_owned()),
        subtitle: Some("sub".to_owned()),
        image: Some("https://a/p".to_owned()),
        ..with(&[("oppo_channel_id", "own")])
    };
    let info = &sent(&message)["OfflinePushInfo"];
    assert_eq!(
        info["AndroidInfo"],
        json!({
            "Sound": "s", "HuaWeiChannelID": "c", "XiaoMiChannelID": "c", "OPPOChannelID": "own", "GoogleChannelID": "c",
            "VIVOCategory": "IM", "HuaWeiCategory": "IM",
            "HuaWeiImage": "https://a/p", "HonorImage": "https://a/p", "GoogleImage": "https://a/p",
        })
    );
    assert_eq!(info["ApnsInfo"], json!({ "Sound": "s", "SubTitle": "sub", "Image": "https://a/p" }));
}
