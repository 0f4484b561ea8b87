//! The keys of `[google]`.

use super::account::MADE_UP_PROJECT;
use crate::config::{Field, Kind, Side};
use crate::text::Phrase;

/// The keys of `[google]`. The message options behind `channel_id` are those of `message.android` in v1.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("google_buz_id"),
        doc: Phrase::new("certificate id that Tencent IM gave the FCM channel", "腾讯云 IM 给 FCM 渠道分配的证书 ID"),
        found: Phrase::new(
            "IM console, basic configuration, Android certificate of Google",
            "IM 控制台 → 基础配置 → Google 的 Android 证书",
        ),
        example: "34562",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "the service account's JSON key, the file that the IM console holds as certificate: only for a server",
            "服务账号的 JSON 密钥，也就是上传到 IM 控制台的证书文件：只给服务端",
        ),
        found: Phrase::new(
            "Firebase console, project settings, service accounts, generate new private key",
            "Firebase 控制台 → 项目设置 → 服务账号 → 生成新的私钥",
        ),
        example: "keys/google-service-account.json",
        #[cfg(feature = "emulator")]
        made_up: Some(super::account::made_up),
        ..Field::new("service_account_file", Kind::KeyFile, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "project id, in the address of every push; default: that of the service account",
            "项目 ID，写在推送地址里；默认取服务账号里的",
        ),
        found: Phrase::new(
            "Firebase console, project settings, general, project ID (not the project number)",
            "Firebase 控制台 → 项目设置 → 常规 → 项目 ID（不是项目编号）",
        ),
        example: MADE_UP_PROJECT,
        ..Field::new("project_id", Kind::Id, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "notification channel, which the app must have made; unknown ones fall back to the manifest's default channel",
            "通知通道，App 必须已创建；没有创建时用清单里的默认通道",
        ),
        example: "new_message",
        ..Field::new("channel_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "HIGH wakes the phone; default: HIGH for notifications, NORMAL for data alone",
            "HIGH 会唤醒手机；默认：通知为 HIGH，纯数据为 NORMAL",
        ),
        example: "HIGH",
        ..Field::new("priority", Kind::Choice(&["HIGH", "NORMAL"]), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "how long Google keeps it, in seconds with an `s`: 0s to 2419200s (4 weeks, the default); 0s: now or never",
            "Google 保存多久，秒数后面加 `s`：0s 到 2419200s（4 周，默认值）；0s 表示要么立即送达要么丢弃",
        ),
        example: "3.5s",
        ..Field::new("ttl", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "a later message of the same key replaces one that waits; at most 4 keys per phone",
            "相同 key 的新消息替换还没送达的旧消息；每台手机最多 4 个 key",
        ),
        example: "news",
        ..Field::new("collapse_key", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("the same tag replaces the notification that is shown", "相同的 tag 会替换已显示的通知"),
        example: "chat-1",
        ..Field::new("tag", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "intent action of the activity that a tap starts, declared in an <intent-filter>; default: the launcher's, which Tencent's plugin expects",
            "点击后启动的 activity 的 intent action，要写在 <intent-filter> 里；默认打开应用入口，腾讯的插件需要这样",
        ),
        example: "OPEN_CHAT",
        ..Field::new("click_action", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "name of a drawable of the app; default: from the manifest",
            "App 里 drawable 的名字；默认取清单里的",
        ),
        example: "ic_stat_chat",
        ..Field::new("icon", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("colour of the icon, `#rrggbb`", "图标颜色，`#rrggbb`"),
        example: "#2d8cf0",
        ..Field::new("color", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "`default` or a file in res/raw; only before Android 8, from there on the channel decides",
            "`default` 或 res/raw 里的文件；只对 Android 8 之前有效，之后由通道决定",
        ),
        example: "default",
        ..Field::new("sound", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("URL of a picture, https, at most 1 MB", "图片地址，https，最大 1 MB"),
        example: "https://example.com/a.png",
        ..Field::new("image", Kind::Url, Side::Message)
    },
    Field {
        doc: Phrase::new("text for accessibility services", "给无障碍服务读的文字"),
        example: "new message",
        ..Field::new("ticker", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("true: stays after a tap", "true：点击后不消失"),
        example: "false",
        ..Field::new("sticky", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("true: only on the phone, not on a watch", "true：只在手机上显示，不同步到手表"),
        example: "false",
        ..Field::new("local_only", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("time of the event, RFC 3339 with `Z`", "事件时间，RFC 3339 格式，以 `Z` 结尾"),
        example: "2026-01-01T08:00:00Z",
        ..Field::new("event_time", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "how it is shown before Android 8; other than priority",
            "Android 8 之前的展示优先级；与 priority 不同",
        ),
        example: "HIGH",
        ..Field::new("notification_priority", Kind::Choice(&["MIN", "LOW", "DEFAULT", "HIGH", "MAX"]), Side::Message)
    },
    Field {
        doc: Phrase::new("true: the system's sound", "true：使用系统提示音"),
        example: "true",
        ..Field::new("default_sound", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("true: the system's vibration", "true：使用系统振动"),
        example: "true",
        ..Field::new("default_vibrate_timings", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("true: the system's light", "true：使用系统指示灯"),
        example: "true",
        ..Field::new("default_light_settings", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "pauses and vibrations in turn, in seconds with an `s`, separated by commas",
            "停顿和振动交替，秒数后面加 `s`，用逗号分隔",
        ),
        example: "0s,0.2s,0.1s,0.2s",
        ..Field::new("vibrate_timings", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("what a locked screen shows; default PRIVATE", "锁屏上显示多少；默认 PRIVATE"),
        example: "PUBLIC",
        ..Field::new("visibility", Kind::Choice(&["PRIVATE", "PUBLIC", "SECRET"]), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "number on the app's icon, for launchers that show one; default: from --badge",
            "桌面角标数字，需要桌面支持；默认由 --badge 决定",
        ),
        example: "1",
        ..Field::new("notification_count", Kind::Integer { min: 0, max: 2_147_483_647 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "whether Google Play services may show it in place of the app; default IF_PRIORITY_LOWERED",
            "是否允许 Google Play 服务代为显示；默认 IF_PRIORITY_LOWERED",
        ),
        example: "ALLOW",
        ..Field::new("proxy", Kind::Choice(&["ALLOW", "DENY", "IF_PRIORITY_LOWERED"]), Side::Message)
    },
    Field {
        doc: Phrase::new("string resource of the app for the title", "标题用 App 的字符串资源名"),
        example: "new_message_title",
        ..Field::new("title_loc_key", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("what fills it in, separated by commas", "填进标题的参数，用逗号分隔"),
        example: "Alice",
        ..Field::new("title_loc_args", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("string resource of the app for the body", "正文用 App 的字符串资源名"),
        example: "new_message_body",
        ..Field::new("body_loc_key", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("what fills it in, separated by commas", "填进正文的参数，用逗号分隔"),
        example: "Alice,2",
        ..Field::new("body_loc_args", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "the token must be of this package, else INVALID_ARGUMENT",
            "token 必须属于这个包名，否则返回 INVALID_ARGUMENT",
        ),
        example: "com.example.imdemo",
        ..Field::new("restricted_package_name", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("true: also before the phone is unlocked after a start", "true：手机重启后未解锁时也投递"),
        example: "false",
        ..Field::new("direct_boot_ok", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("true: also over a constrained satellite network", "true：带宽受限的卫星网络也投递"),
        example: "false",
        ..Field::new("bandwidth_constrained_ok", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("true: also over a restricted satellite network", "true：受限的卫星网络也投递"),
        example: "false",
        ..Field::new("restricted_satellite_ok", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "label in the delivery reports, at most 50 of letters, digits and `-_.~%`",
            "送达报告里的标签，最多 50 个字母、数字或 `-_.~%`",
        ),
        example: "pushctl",
        ..Field::new("analytics_label", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "true: no notification, only data for the app's own code",
            "true：不带通知，只有给 App 代码的数据",
        ),
        example: "false",
        ..Field::new("data_only", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "further pairs for the app beside ext; not `from`, `message_type`, `google.…`, `gcm.…`; data and notification together at most 4096 bytes",
            "除 ext 之外带给 App 的键值；不能用 `from`、`message_type`、`google.…`、`gcm.…`；data 和通知合计最多 4096 字节",
        ),
        example: "",
        ..Field::new("data", Kind::Map, Side::Message)
    },
];
