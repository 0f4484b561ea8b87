//! The keys of `[xiaomi]` in push.toml. Those of messages are fields of `/v3/message/regid`.

use crate::config::{Field, Kind, Side};
use crate::text::Phrase;

/// Where the ids and secrets stand.
const APP_PAGE: Phrase = Phrase::new(
    "dev.mi.com, management centre, PUSH service (PUSH服务), the app, app information (应用信息)",
    "dev.mi.com → 管理中心 → PUSH服务 → 应用 → 应用信息",
);

/// Largest `notify_id`.
const INT_MAX: i64 = 2_147_483_647;

const fn option(key: &'static str, kind: Kind, doc: Phrase, example: &'static str) -> Field {
    Field { doc, example, ..Field::new(key, kind, Side::Message) }
}

/// The keys of `[xiaomi]`.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("mi_buz_id"),
        doc: Phrase::new("certificate id that Tencent IM gave the Xiaomi channel", "腾讯云 IM 给小米渠道分配的证书 ID"),
        found: Phrase::new(
            "IM console, basic configuration, Android certificate of Xiaomi",
            "IM 控制台 → 基础配置 → 小米的 Android 证书",
        ),
        example: "34563",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        push_app_info: Some("mi_app_id"),
        doc: Phrase::new(
            "AppID, 19 digits beginning with 2882303761; only the app uses it",
            "AppID，2882303761 开头的 19 位数字；只有 App 用到",
        ),
        found: APP_PAGE,
        example: "2882303761517000001",
        ..Field::new("app_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        push_app_info: Some("mi_app_key"),
        doc: Phrase::new(
            "AppKey, 13 digits beginning with 5; only the app uses it",
            "AppKey，5 开头的 13 位数字；只有 App 用到",
        ),
        found: APP_PAGE,
        example: "5123456789012",
        ..Field::new("app_key", Kind::Id, Side::App)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "AppSecret, 24 characters ending in ==: only for a server, never in the app",
            "AppSecret，24 个字符，以 == 结尾：只给服务端，不能放进 App",
        ),
        found: APP_PAGE,
        example: "AAECAwQFBgcICQoLDA0ODw==",
        ..Field::new("app_secret", Kind::Secret, Side::Server)
    },
    option(
        "channel_id",
        Kind::Id,
        Phrase::new(
            "approved channel (通知类别); without one a phone gets one message a day, or Xiaomi answers 27001",
            "已通过审核的通知类别 ID；不填时每台手机每天只有一条，或者返回 27001",
        ),
        "1098765432",
    ),
    option(
        "template_id",
        Kind::Id,
        Phrase::new(
            "message template (消息模板) of a private channel: needed by apps made since 2026-07-01, by all from 2026-12-31",
            "私信通道的消息模板 ID：2026-07-01 起的新应用必填，2026-12-31 起全部应用必填",
        ),
        "2098765432",
    ),
    option(
        "template_params",
        Kind::Map,
        Phrase::new(
            "one value per variable of the template, at most 9, each 1 to 128 characters without emoji and symbols such as ℃",
            "模板里每个变量的值，最多 9 个，每个 1 到 128 个字符，不能有 emoji 和 ℃ 之类的符号",
        ),
        "",
    ),
    option(
        "notify_type",
        Kind::Integer { min: -1, max: 7 },
        Phrase::new(
            "-1 all, or the sum of 1 sound, 2 vibration, 4 lights; default -1. On newer systems the channel decides",
            "-1 全部，或 1 声音、2 振动、4 呼吸灯之和；默认 -1。新系统上由通道决定",
        ),
        "-1",
    ),
    option(
        "notify_id",
        Kind::Integer { min: 0, max: INT_MAX },
        Phrase::new(
            "the same id replaces the notification that is shown; default: one per push, made by pushctl",
            "相同的 id 会替换已显示的通知；默认由 pushctl 为每条推送生成",
        ),
        "7",
    ),
    option(
        "pass_through",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new(
            "0 notification, 1 handed to the app alone, which Xiaomi has announced to end; default 0",
            "0 通知栏，1 透传（小米已预告下线）；默认 0",
        ),
        "0",
    ),
    option(
        "payload",
        Kind::Text,
        Phrase::new(
            "what MiPushMessage.getContent() gives the app; default: ext",
            "App 用 MiPushMessage.getContent() 取到的内容；默认与 ext 相同",
        ),
        "order-1",
    ),
    option(
        "notify_foreground",
        Kind::Flag,
        Phrase::new("false: not shown while the app is in the foreground", "false：App 在前台时不显示"),
        "true",
    ),
    option(
        "notify_effect",
        Kind::Integer { min: 1, max: 3 },
        Phrase::new(
            "1 open app, 2 open page, 3 open URL; default: from --click",
            "1 打开应用，2 打开页面，3 打开网页；默认由 --click 决定",
        ),
        "1",
    ),
    option(
        "intent_uri",
        Kind::Text,
        Phrase::new(
            "what notify_effect 2 opens, a page of one's own app",
            "notify_effect 为 2 时打开的 intent URI，只能是自己应用的页面",
        ),
        "intent:#Intent;component=com.acme.chat/.DetailActivity;end",
    ),
    option(
        "class_name",
        Kind::Text,
        Phrase::new(
            "what notify_effect 2 opens instead of intent_uri: an activity's full name",
            "notify_effect 为 2 时代替 intent_uri：activity 的完整类名",
        ),
        "com.acme.chat.DetailActivity",
    ),
    option(
        "web_uri",
        Kind::Url,
        Phrase::new("what notify_effect 3 opens", "notify_effect 为 3 时打开的网址"),
        "https://www.example.com/",
    ),
    option(
        "jobkey",
        Kind::Text,
        Phrase::new(
            "group of messages: a phone gets those of one key once; letters, digits, _ and -, at most 20, not beginning with _",
            "消息分组：同一个 jobkey 的消息每台手机只收一次；字母、数字、_、-，最多 20 个，不能以 _ 开头",
        ),
        "order-1",
    ),
    option(
        "only_send_once",
        Kind::Flag,
        Phrase::new("true: only if the phone is online now", "true：只发给此刻在线的手机"),
        "false",
    ),
    option(
        "ticker",
        Kind::Text,
        Phrase::new("text in the status bar of old systems", "旧系统状态栏上滚动的文字"),
        "新消息",
    ),
    option("callback", Kind::Url, Phrase::new("receipt (回执) address", "回执地址"), "https://push.example.com/xiaomi"),
    option(
        "callback_param",
        Kind::Text,
        Phrase::new(
            "handed back in the receipt, at most 64 bytes (256 by newer texts)",
            "回执里原样带回，最多 64 字节（较新的文档写 256）",
        ),
        "order-1",
    ),
    option(
        "callback_type",
        Kind::Integer { min: 1, max: 1267 },
        Phrase::new(
            "sum of the receipts wanted: 1 delivered, 2 clicked, 16 invalid target, 32 push switched off, 64 filtered, 128 over quota, 1024 expired",
            "要哪些回执，相加：1 送达，2 点击，16 目标无效，32 App 关闭推送，64 被过滤，128 超出配额，1024 过期",
        ),
        "3",
    ),
    option(
        "locale",
        Kind::Text,
        Phrase::new("only to these languages, by comma", "只发给这些语言，用逗号分隔"),
        "zh_CN",
    ),
    option(
        "locale_not_in",
        Kind::Text,
        Phrase::new("not to these languages, by comma", "不发给这些语言，用逗号分隔"),
        "en_US",
    ),
    option("model", Kind::Text, Phrase::new("only to these models, by comma", "只发给这些机型，用逗号分隔"), "mi14"),
    option(
        "model_not_in",
        Kind::Text,
        Phrase::new("not to these models, by comma", "不发给这些机型，用逗号分隔"),
        "mi8",
    ),
    option(
        "app_version",
        Kind::Text,
        Phrase::new("only to these versions of the app, by comma", "只发给这些 App 版本，用逗号分隔"),
        "1.0,2.0",
    ),
    option(
        "app_version_not_in",
        Kind::Text,
        Phrase::new("not to these versions of the app, by comma", "不发给这些 App 版本，用逗号分隔"),
        "0.9",
    ),
    option("connpt", Kind::Choice(&["wifi"]), Phrase::new("wifi: only over Wi-Fi", "wifi：只在 Wi-Fi 下送达"), "wifi"),
    option(
        "notification_style_type",
        Kind::Integer { min: 1, max: 99 },
        Phrase::new("1 long text, 2 picture, from 4 on the vendor's own styles", "1 长文本，2 大图，4 起是厂商样式"),
        "1",
    ),
    option(
        "big_picture_uri",
        Kind::Url,
        Phrase::new("picture of style 2, as uploading it to Xiaomi gave it", "样式 2 的大图，填上传到小米后得到的地址"),
        "https://pictures.example.com/picture.png",
    ),
    option(
        "large_icon_uri",
        Kind::Url,
        Phrase::new("large icon, as uploading it to Xiaomi gave it", "大图标，填上传到小米后得到的地址"),
        "https://pictures.example.com/icon.png",
    ),
    option(
        "extra",
        Kind::Map,
        Phrase::new(
            "further extra.* fields: Xiaomi's own, such as buttons, or pairs for the app; of the latter at most 10 with ext, 1024 characters in all",
            "其它 extra.* 字段：小米自己的（例如按钮），或带给 App 的键值；后者连同 ext 最多 10 对，合计 1024 个字符",
        ),
        "",
    ),
];
