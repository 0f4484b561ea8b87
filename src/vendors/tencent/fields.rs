//! The keys of `[tencent]`: what stands in the IM console, then the options of a chat message.
//!
//! A chat message goes to a user, not to a phone, so it carries what every vendor's channel may need; the option of a
//! vendor begins with its name. What is left out is decided by the certificate in the console.

use crate::config::{Field, Kind, Side};
use crate::text::Phrase;

/// Where ids and secrets stand.
const APP_PAGE: Phrase = Phrase::new(
    "console.cloud.tencent.com/im, the app, basic configuration (基础配置)",
    "console.cloud.tencent.com/im → 应用 → 基础配置",
);

/// Every key.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        doc: Phrase::new(
            "SDKAppID of the IM app, digits only; also where the app initialises the IM SDK",
            "IM 应用的 SDKAppID，只有数字；App 初始化 IM SDK 时用的也是它",
        ),
        found: APP_PAGE,
        example: "1400000001",
        ..Field::new("sdk_app_id", Kind::Id, Side::Both)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "SecretKey (密钥) of the IM app, 64 hex digits: only for a server, never in the app; not the SecretKey of the cloud account",
            "IM 应用的密钥，64 位十六进制：只给服务端，不能放进 App；不是云账号的 SecretKey",
        ),
        found: APP_PAGE,
        example: "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        ..Field::new("secret_key", Kind::Secret, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "an admin account (App 管理员) of the app, at most 32 bytes; default administrator",
            "应用的 App 管理员账号，最多 32 字节；默认 administrator",
        ),
        found: APP_PAGE,
        example: "administrator",
        ..Field::new("admin", Kind::Text, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "the data centre (数据中心) chosen when the app was created; default china. With a wrong one SDKAppID and key look wrong",
            "创建应用时选的数据中心；默认 china。填错时看起来像 SDKAppID 或密钥不对",
        ),
        found: APP_PAGE,
        example: "china",
        ..Field::new("region", Kind::Choice(REGION_WORDS), Side::Server)
    },
    option(
        "from_account",
        Kind::Text,
        Phrase::new("the user that the message comes from; default: the admin", "消息的发送方；默认是管理员"),
        "bob",
    ),
    option(
        "sync_other_machine",
        Kind::Integer { min: 1, max: 2 },
        Phrase::new(
            "1 also puts the message into the sender's own history, 2 does not; default 2",
            "1 同时存入发送方自己的消息记录，2 不存；默认 2",
        ),
        "2",
    ),
    option(
        "push_flag",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new("0 push, 1 never push this message; default 0", "0 推送，1 这条消息不推送；默认 0"),
        "0",
    ),
    option(
        "custom_data",
        Kind::Text,
        Phrase::new(
            "makes it a custom message (自定义消息) with this data in place of a text",
            "改为发送自定义消息，内容是这段数据",
        ),
        "{\"type\":\"order\"}",
    ),
    option(
        "cloud_custom_data",
        Kind::Text,
        Phrase::new("CloudCustomData, stored with the message; not pushed", "CloudCustomData，随消息保存；不推送"),
        "{\"trace\":\"1\"}",
    ),
    option(
        "forbid_callbacks",
        Kind::Flag,
        Phrase::new("true: the callbacks before and after sending are not called", "true：不触发发送前、发送后的回调"),
        "false",
    ),
    option("no_unread", Kind::Flag, Phrase::new("true: does not count as unread", "true：不计入未读数"), "false"),
    option(
        "no_last_msg",
        Kind::Flag,
        Phrase::new("true: does not become the conversation's last message", "true：不更新会话的最后一条消息"),
        "false",
    ),
    option(
        "mute_notifications",
        Kind::Flag,
        Phrase::new(
            "true: the receiver's own muting (免打扰) of the sender holds for this message too; messages over REST otherwise ignore it",
            "true：接收方对发送方设置的免打扰对这条消息也生效；REST 发的消息默认不检查免打扰",
        ),
        "false",
    ),
    option(
        "android_sound",
        Kind::Text,
        Phrase::new(
            "sound file in res/raw of the app, by newer documents without suffix",
            "App 的 res/raw 里的声音文件，较新的文档写不带后缀",
        ),
        "message",
    ),
    option(
        "push_style",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new("0 default, 1 big text; Huawei, Honor and OPPO", "0 默认，1 长文本；华为、荣耀、OPPO 有效"),
        "0",
    ),
    option(
        "huawei_channel_id",
        Kind::Text,
        Phrase::new(
            "Huawei: notification channel (EMUI 10 and later); replaces the console's value",
            "华为：通知渠道（EMUI 10 起）；替换控制台里填的值",
        ),
        "new_message",
    ),
    option(
        "huawei_category",
        Kind::Text,
        Phrase::new(
            "Huawei: message class (消息分类), such as IM or MARKETING; replaces the console's value",
            "华为：消息分类，例如 IM、MARKETING；替换控制台里填的值",
        ),
        "IM",
    ),
    option(
        "huawei_importance",
        Kind::Choice(IMPORTANCE),
        Phrase::new("Huawei: LOW or NORMAL; default NORMAL", "华为：LOW 或 NORMAL；默认 NORMAL"),
        "NORMAL",
    ),
    option(
        "huawei_image",
        Kind::Url,
        Phrase::new(
            "Huawei: picture, https, less than 512 KB, shown at 40 dp",
            "华为：图片，https，小于 512 KB，按 40 dp 显示",
        ),
        "https://example.com/icon.png",
    ),
    option(
        "huawei_ext_as_intent_param",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new(
            "Huawei, if the console says \"open given page\": 1 hands ext over as a parameter of the intent, 0 as its action; default 0",
            "华为，控制台选了“打开应用内指定页面”时：1 把 ext 作为 intent 参数，0 作为 action；默认 0",
        ),
        "0",
    ),
    option(
        "honor_importance",
        Kind::Choice(IMPORTANCE),
        Phrase::new("Honor: LOW or NORMAL; default NORMAL", "荣耀：LOW 或 NORMAL；默认 NORMAL"),
        "NORMAL",
    ),
    option(
        "honor_image",
        Kind::Url,
        Phrase::new(
            "Honor: picture, https, less than 512 KB, by newer documents 100 KB",
            "荣耀：图片，https，小于 512 KB，较新的文档写 100 KB",
        ),
        "https://example.com/icon.png",
    ),
    option(
        "xiaomi_channel_id",
        Kind::Text,
        Phrase::new(
            "Xiaomi: notification channel, required on Android 8 and later by the documents of 2026; replaces the console's value",
            "小米：通知渠道，2026 年的文档写 Android 8 起必填；替换控制台里填的值",
        ),
        "new_message",
    ),
    option(
        "oppo_channel_id",
        Kind::Text,
        Phrase::new(
            "OPPO: notification channel; Android 8 and later show nothing without one that exists on the phone",
            "OPPO：通知渠道；Android 8 起，手机上没有这个渠道就什么都不显示",
        ),
        "new_message",
    ),
    option(
        "oppo_category",
        Kind::Text,
        Phrase::new(
            "OPPO: message class such as IM or NEWS; communication classes need a template",
            "OPPO：消息分类，例如 IM、NEWS；通讯与服务类需要模板",
        ),
        "IM",
    ),
    option(
        "oppo_notify_level",
        Kind::Integer { min: 1, max: 16 },
        Phrase::new(
            "OPPO: 1, 2 or 16, with oppo_category; the REST name is inferred from the client SDK's",
            "OPPO：1、2 或 16，要同时填 oppo_category；REST 字段名由客户端 SDK 推断",
        ),
        "2",
    ),
    option(
        "oppo_template_id",
        Kind::Text,
        Phrase::new(
            "OPPO: id of the template for communication classes; the REST names of its parameters are not known",
            "OPPO：通讯与服务类消息的模板 ID；模板参数的 REST 字段名不详",
        ),
        "template-1",
    ),
    option(
        "vivo_category",
        Kind::Text,
        Phrase::new(
            "vivo: message class such as IM or MARKETING; replaces the console's value",
            "vivo：消息分类，例如 IM、MARKETING；替换控制台里填的值",
        ),
        "IM",
    ),
    option(
        "vivo_classification",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new(
            "vivo: 0 operational (运营), 1 system (系统); default 1; superseded by vivo_category",
            "vivo：0 运营消息，1 系统消息；默认 1；已由 vivo_category 取代",
        ),
        "1",
    ),
    option(
        "meizu_notice_msg_type",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new("Meizu: 0 public, 1 private message", "魅族：0 公信消息，1 私信消息"),
        "1",
    ),
    option(
        "google_channel_id",
        Kind::Text,
        Phrase::new(
            "FCM: notification channel; only if the console holds a certificate file, not a server key",
            "FCM：通知渠道；只有控制台上传的是证书文件而不是服务器密钥时有效",
        ),
        "new_message",
    ),
    option(
        "google_image",
        Kind::Url,
        Phrase::new("FCM: picture, at most 1 MB", "FCM：图片，最大 1 MB"),
        "https://example.com/icon.png",
    ),
    option(
        "apns_title",
        Kind::Text,
        Phrase::new("iOS: title in place of --title", "iOS：标题，替换 --title"),
        "新消息提醒",
    ),
    option(
        "apns_subtitle",
        Kind::Text,
        Phrase::new("iOS: subtitle in place of --subtitle", "iOS：副标题，替换 --subtitle"),
        "工作群",
    ),
    option(
        "apns_sound",
        Kind::Text,
        Phrase::new("iOS: sound file with its suffix", "iOS：声音文件，带后缀"),
        "message.caf",
    ),
    option(
        "apns_badge_mode",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new("iOS: 0 counts in the badge, 1 does not; default 0", "iOS：0 计入角标，1 不计入；默认 0"),
        "0",
    ),
    option(
        "apns_image",
        Kind::Url,
        Phrase::new(
            "iOS: picture, fetched by a notification service extension of the app",
            "iOS：图片，由 App 的 Notification Service Extension 下载",
        ),
        "https://example.com/icon.png",
    ),
    option(
        "apns_mutable_content",
        Kind::Flag,
        Phrase::new(
            "iOS: true wakes the app's notification service extension; default false",
            "iOS：true 会唤起 App 的 Notification Service Extension；默认 false",
        ),
        "true",
    ),
    option(
        "apns_content_available",
        Kind::Flag,
        Phrase::new("iOS: true makes it a silent push", "iOS：true 为静默推送"),
        "false",
    ),
    option(
        "apns_interruption_level",
        Kind::Choice(&["passive", "active", "time-sensitive", "critical"]),
        Phrase::new("iOS 15 and later: how much it interrupts", "iOS 15 起：打扰的程度"),
        "active",
    ),
];

/// The data centres, as push.toml names them.
const REGION_WORDS: &[&str] =
    &["china", "singapore", "seoul", "tokyo", "frankfurt", "silicon-valley", "jakarta", "mumbai"];

/// Huawei's and Honor's words.
const IMPORTANCE: &[&str] = &["LOW", "NORMAL"];

/// A message option.
const fn option(key: &'static str, kind: Kind, doc: Phrase, example: &'static str) -> Field {
    Field { doc, example, ..Field::new(key, kind, Side::Message) }
}
