//! The keys of `[apple]`, declared once: what the app and a server hold, then what a message can say.

use crate::config::{Field, Kind, Side};
use crate::text::Phrase;

/// Where the `.p8` and its id stand.
const KEYS_PAGE: Phrase = Phrase::new(
    "developer.apple.com, Certificates, Identifiers & Profiles, Keys, the key with Apple Push Notifications service (APNs)",
    "developer.apple.com → Certificates, Identifiers & Profiles → Keys，启用了 Apple Push Notifications service (APNs) 的密钥",
);

/// What an emulator inside this process takes for the `.p8`.
#[cfg(feature = "emulator")]
const MADE_UP_KEY: Option<fn() -> Vec<u8>> = Some(|| crate::emulator::made_up::ec_key_pem(0).into_bytes());
#[cfg(not(feature = "emulator"))]
const MADE_UP_KEY: Option<fn() -> Vec<u8>> = None;

/// The words of `apns-push-type`, and what each adds to the bundle id to make the topic. An MDM's topic is that of its
/// own certificate: see `apns_topic`.
pub(super) const PUSH_TYPES: &[(&str, &str)] = &[
    ("alert", ""),
    ("background", ""),
    ("voip", ".voip"),
    ("complication", ".complication"),
    ("fileprovider", ".pushkit.fileprovider"),
    ("mdm", ""),
    ("location", ".location-query"),
    ("liveactivity", ".push-type.liveactivity"),
    ("pushtotalk", ".voip-ptt"),
    ("widgets", ".push-type.widgets"),
    ("controls", ".push-type.controls"),
];

/// [`PUSH_TYPES`] without the suffixes; a test compares the two.
pub(super) const PUSH_TYPE_WORDS: &[&str] = &[
    "alert",
    "background",
    "voip",
    "complication",
    "fileprovider",
    "mdm",
    "location",
    "liveactivity",
    "pushtotalk",
    "widgets",
    "controls",
];

/// The keys of `[apple]`. The message options are Apple's own names, with `_` for `-`.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("apple_buz_id"),
        doc: Phrase::new(
            "certificate id that Tencent IM gave the uploaded APNs certificate; one per environment",
            "腾讯云 IM 给上传的 APNs 证书分配的证书 ID；每个环境一个",
        ),
        found: Phrase::new("IM console, basic configuration, iOS certificate", "IM 控制台 → 基础配置 → iOS 证书"),
        example: "34560",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        doc: Phrase::new(
            "sandbox (default) for builds that Xcode runs; production for TestFlight, App Store, Ad Hoc",
            "sandbox（默认）：Xcode 直接运行的包；production：TestFlight、App Store、Ad Hoc",
        ),
        example: "sandbox",
        ..Field::new("environment", Kind::Choice(&["sandbox", "production"]), Side::Server)
    },
    Field {
        required: true,
        unless: Some("certificate_file"),
        doc: Phrase::new("Team ID, 10 letters and digits", "Team ID，10 位字母和数字"),
        found: Phrase::new(
            "developer.apple.com, Membership details, Team ID",
            "developer.apple.com → Membership details → Team ID",
        ),
        example: "DEF123GHIJ",
        ..Field::new("team_id", Kind::Id, Side::Server)
    },
    Field {
        required: true,
        unless: Some("certificate_file"),
        doc: Phrase::new(
            "Key ID of the .p8, 10 letters and digits; also in its name AuthKey_KEYID.p8",
            ".p8 的 Key ID，10 位字母和数字；也在文件名 AuthKey_KEYID.p8 里",
        ),
        found: KEYS_PAGE,
        example: "ABC123DEFG",
        ..Field::new("key_id", Kind::Id, Side::Server)
    },
    Field {
        required: true,
        unless: Some("certificate_file"),
        doc: Phrase::new(
            "path of the .p8: a secret, downloaded once, never in git",
            ".p8 的路径：机密，只能下载一次，不要放进 git",
        ),
        found: KEYS_PAGE,
        example: "AuthKey_ABC123DEFG.p8",
        made_up: MADE_UP_KEY,
        ..Field::new("key_file", Kind::KeyFile, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "path of the .p12 (or PEM) with certificate and key, as uploaded to the IM console; in place of the .p8",
            ".p12（或 PEM）的路径，含证书和私钥，就是上传到 IM 控制台的那个；用来代替 .p8",
        ),
        found: Phrase::new(
            "developer.apple.com, Certificates, Apple Push Notification service SSL; then Keychain Access, export",
            "developer.apple.com → Certificates → Apple Push Notification service SSL；再从钥匙串访问导出",
        ),
        example: "apns.p12",
        ..Field::new("certificate_file", Kind::KeyFile, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "the password typed when the .p12 was exported; leave it out if there was none",
            "导出 .p12 时输入的密码；没有密码就不填",
        ),
        example: "Kirschbaum-2026",
        ..Field::new("certificate_password", Kind::Secret, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "apns-push-type; default alert. background is silent, voip wants a PushKit token",
            "apns-push-type；默认 alert。background 是静默推送，voip 需要 PushKit 的 token",
        ),
        example: "alert",
        ..Field::new("push_type", Kind::Choice(PUSH_TYPE_WORDS), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "apns-topic; default: [app] bundle_id and the suffix of push_type",
            "apns-topic；默认：[app] bundle_id 加上 push_type 的后缀",
        ),
        example: "com.acme.chat",
        ..Field::new("apns_topic", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "apns-priority: 10 at once, 5 when it suits the phone, 1 never wakes it; default: from --priority, 5 for background",
            "apns-priority：10 立即，5 按电量安排，1 不唤醒；默认由 --priority 决定，background 为 5",
        ),
        example: "10",
        ..Field::new("priority", Kind::Choice(&["10", "5", "1"]), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "apns-id, a lower-case UUID; default: APNs makes one",
            "apns-id，小写的 UUID；默认由 APNs 生成",
        ),
        example: "123e4567-e89b-12d3-a456-42665544000a",
        ..Field::new("apns_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("groups notifications", "通知分组"),
        example: "chat-alice",
        ..Field::new("thread_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "aps.category: the id of a set of actions that the app registered; no message class",
            "aps.category：App 注册的一组操作的 id；不是消息分类",
        ),
        example: "MESSAGE",
        ..Field::new("apns_category", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "passive, active (default), time-sensitive (needs a capability), critical (needs Apple's permission); iOS 15",
            "passive、active（默认）、time-sensitive（要开启能力）、critical（要 Apple 批准）；iOS 15 起",
        ),
        example: "active",
        ..Field::new(
            "interruption_level",
            Kind::Choice(&["passive", "active", "time-sensitive", "critical"]),
            Side::Message,
        )
    },
    Field {
        doc: Phrase::new("0 to 1: order in the summary", "0 到 1：在摘要里的排序"),
        example: "0.5",
        ..Field::new("relevance_score", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "true: a notification service extension may change it, which pictures need; default true with --image",
            "true：允许通知服务扩展修改，图片需要它；有 --image 时默认 true",
        ),
        example: "true",
        ..Field::new("mutable_content", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "true: wakes the app in the background; default true for push_type background",
            "true：在后台唤醒 App；push_type 为 background 时默认 true",
        ),
        example: "false",
        ..Field::new("content_available", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("id of the window that a tap brings forward", "点击后显示的窗口的 id"),
        example: "chat",
        ..Field::new("target_content_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("criteria for a Focus filter", "专注模式过滤条件"),
        example: "work",
        ..Field::new("filter_criteria", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "true: a critical sound, heard in silent mode too; needs Apple's permission",
            "true：重要警报的声音，静音时也响；要 Apple 批准",
        ),
        example: "false",
        ..Field::new("critical", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("volume of a critical sound, 0 to 1", "重要警报的音量，0 到 1"),
        example: "0.8",
        ..Field::new("volume", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("title: a key of Localizable.strings", "标题：Localizable.strings 的键"),
        example: "NEW_MESSAGE",
        ..Field::new("title_loc_key", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("its arguments, a JSON array of strings", "它的参数，字符串组成的 JSON 数组"),
        example: "[\"Alice\"]",
        ..Field::new("title_loc_args", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("subtitle: a key of Localizable.strings", "副标题：Localizable.strings 的键"),
        example: "IN_GROUP",
        ..Field::new("subtitle_loc_key", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("its arguments, a JSON array of strings", "它的参数，字符串组成的 JSON 数组"),
        example: "[\"Team\"]",
        ..Field::new("subtitle_loc_args", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("body: a key of Localizable.strings", "正文：Localizable.strings 的键"),
        example: "MESSAGE_BODY",
        ..Field::new("loc_key", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("its arguments, a JSON array of strings", "它的参数，字符串组成的 JSON 数组"),
        example: "[\"Alice\", \"3\"]",
        ..Field::new("loc_args", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("launch image or storyboard shown on a tap", "点击后显示的启动图或 storyboard"),
        example: "Default",
        ..Field::new("launch_image", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "further keys beside aps and ext, handed to the app as text",
            "aps 和 ext 之外的键，作为文字交给 App",
        ),
        example: "",
        ..Field::new("data", Kind::Map, Side::Message)
    },
    Field {
        doc: Phrase::new("for push_type liveactivity: what happens to it", "push_type 为 liveactivity 时：事件"),
        example: "update",
        ..Field::new("event", Kind::Choice(&["start", "update", "end"]), Side::Message)
    },
    Field {
        doc: Phrase::new("liveactivity: its new state, a JSON object", "liveactivity：新的状态，JSON 对象"),
        example: "{\"eta\": 5}",
        ..Field::new("content_state", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "liveactivity: from when on it is out of date, seconds since 1970",
            "liveactivity：何时算过期，1970 年以来的秒数",
        ),
        example: "1790000000",
        ..Field::new("stale_date", Kind::Integer { min: 0, max: 99_999_999_999 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "liveactivity, event end: when it leaves the lock screen, seconds since 1970",
            "liveactivity，event 为 end：何时从锁屏移除，1970 年以来的秒数",
        ),
        example: "1790003600",
        ..Field::new("dismissal_date", Kind::Integer { min: 0, max: 99_999_999_999 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "liveactivity, event start: the name of the attributes' type",
            "liveactivity，event 为 start：attributes 的类型名",
        ),
        example: "DeliveryAttributes",
        ..Field::new("attributes_type", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("liveactivity, event start: a JSON object", "liveactivity，event 为 start：JSON 对象"),
        example: "{\"order\": \"1\"}",
        ..Field::new("attributes", Kind::Text, Side::Message)
    },
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_lists_of_push_types_are_one() {
        let words: Vec<&str> = PUSH_TYPES.iter().map(|(word, _)| *word).collect();
        assert_eq!(words, PUSH_TYPE_WORDS);
    }

    /// Apple's table, sending notification requests to APNs.
    #[test]
    fn topics_have_the_suffixes_of_apple_s_table() {
        let suffix = |word: &str| PUSH_TYPES.iter().find(|(own, _)| *own == word).map(|(_, suffix)| *suffix);
        for (word, expected) in [
            ("alert", ""),
            ("background", ""),
            ("voip", ".voip"),
            ("complication", ".complication"),
            ("fileprovider", ".pushkit.fileprovider"),
            ("location", ".location-query"),
            ("liveactivity", ".push-type.liveactivity"),
            ("pushtotalk", ".voip-ptt"),
            ("widgets", ".push-type.widgets"),
            ("controls", ".push-type.controls"),
        ] {
            assert_eq!(suffix(word), Some(expected), "{word}");
        }
    }
}
