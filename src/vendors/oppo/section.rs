//! `[oppo]` of push.toml: its keys, the rules on their values, and the credentials they make.

mod lint;
mod rules;
#[cfg(test)]
mod tests;

pub(super) use lint::{class_of, lint, lint_class, lint_token};
pub(super) use rules::*;

use crate::config::{Field, Kind, Side, Values};
use crate::secret::Secret;
use crate::text::Phrase;
use crate::vendors::usual::usual_rules;

usual_rules!("oppo", "OPPO", "OPPO ");

/// Where ids and secrets stand.
const APP_PAGE: Phrase = Phrase::new(
    "push.oppo.com, configuration management (配置管理), application configuration (应用配置)",
    "push.oppo.com → 配置管理 → 应用配置",
);

/// The same page, for what only the main developer account sees.
const SECRET_PAGE: Phrase = Phrase::new(
    "push.oppo.com, configuration management (配置管理), application configuration (应用配置); only the main account sees it",
    "push.oppo.com → 配置管理 → 应用配置（只有主账号看得到）",
);

/// A message option: never required, no page of its own.
const fn option(key: &'static str, kind: Kind, doc: Phrase, example: &'static str) -> Field {
    Field { doc, example, ..Field::new(key, kind, Side::Message) }
}

/// The keys of `[oppo]`. The message options are those of document 11236 that hold for one phone; what is for
/// broadcasts only or paid for is left out.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("oppo_buz_id"),
        doc: Phrase::new("certificate id that Tencent IM gave the OPPO channel", "腾讯云 IM 给 OPPO 渠道分配的证书 ID"),
        found: Phrase::new(
            "IM console, basic configuration, Android certificate of OPPO",
            "IM 控制台 → 基础配置 → OPPO 的 Android 证书",
        ),
        example: "34566",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        push_app_info: Some("oppo_app_id"),
        doc: Phrase::new(
            "AppId, digits; in no request and not read by Tencent's plugin, but asked for beside the keys",
            "AppId，只有数字；任何请求都不用它，腾讯云插件也不读取，只是和密钥写在一起",
        ),
        found: APP_PAGE,
        example: "30123456",
        ..Field::new("app_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        push_app_info: Some("oppo_app_key"),
        doc: Phrase::new("AppKey: for the app and for the server", "AppKey：App 和服务端都要用"),
        found: APP_PAGE,
        example: "00112233445566778899aabbccddeeff",
        ..Field::new("app_key", Kind::Id, Side::Both)
    },
    Field {
        required: true,
        push_app_info: Some("oppo_app_secret"),
        doc: Phrase::new(
            "AppSecret: for the app alone, never to sign with on a server",
            "AppSecret：只给 App 用，服务端签名不用它",
        ),
        found: SECRET_PAGE,
        example: "89abcdef0123456789abcdef01234567",
        ..Field::new("app_secret", Kind::Secret, Side::App)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "MasterSecret: signs on a server, never in the app; not AppSecret",
            "MasterSecret：服务端签名用，不能放进 App；不是 AppSecret",
        ),
        found: SECRET_PAGE,
        example: "ffeeddccbbaa99887766554433221100",
        ..Field::new("master_secret", Kind::Secret, Side::Server)
    },
    option(
        "channel_id",
        Kind::Text,
        Phrase::new(
            "notification channel: made by the app and registered at push.oppo.com under the same id; without one Android 8 and later may show nothing",
            "通知通道：App 里创建，并在 push.oppo.com 用同一个 ID 登记；没有它，Android 8 以上可能什么都不显示",
        ),
        "tuikit",
    ),
    option(
        "category",
        Kind::Text,
        Phrase::new(
            "message class (消息分类): IM, ACCOUNT, DEVICE_REMINDER, ORDER, TODO, SUBSCRIPTION are communication and service and need template_id; NEWS, CONTENT, MARKETING, SOCIAL content and marketing; default: none, the old rules",
            "消息分类：IM、ACCOUNT、DEVICE_REMINDER、ORDER、TODO、SUBSCRIPTION 属于通讯与服务，需要 template_id；NEWS、CONTENT、MARKETING、SOCIAL 属于内容与营销；默认不填，按旧规则",
        ),
        "IM",
    ),
    option(
        "notify_level",
        Kind::Integer { min: 1, max: 16 },
        Phrase::new(
            "1 shade, 2 shade and lock screen, 16 also banner, vibration and sound (has to be applied for); needs category",
            "1 通知栏，2 通知栏加锁屏，16 再加横幅、震动和铃声（需要申请）；必须同时有 category",
        ),
        "2",
    ),
    option(
        "template_id",
        Kind::Id,
        Phrase::new(
            "id of an approved private template (私信模板), for communication and service; without it code 54",
            "审核通过的私信模板 ID，用于通讯与服务；没有它返回 54",
        ),
        "1000001",
    ),
    option(
        "template_params",
        Kind::Map,
        Phrase::new(
            "values for the `${name}$` of the template's content, by name",
            "模板正文里 `${name}$` 的值，按名称填写",
        ),
        "",
    ),
    option(
        "template_title_params",
        Kind::Map,
        Phrase::new(
            "values for the `${name}$` of the template's title, by name",
            "模板标题里 `${name}$` 的值，按名称填写",
        ),
        "",
    ),
    option(
        "style",
        Kind::Integer { min: 1, max: 2 },
        Phrase::new(
            "1 standard (a body of 50 characters), 2 long text (128); default 1",
            "1 标准（正文 50 个字符），2 长文本（128 个）；默认 1",
        ),
        "1",
    ),
    option(
        "click_action_type",
        Kind::Integer { min: 0, max: 5 },
        Phrase::new(
            "0 open app, 1 page by intent action, 2 web page, 4 page by activity name, 5 intent URI; default: from --click",
            "0 打开应用，1 按 intent action 打开页面，2 网页，4 按 activity 全名打开页面，5 intent URI；默认由 --click 决定",
        ),
        "4",
    ),
    option(
        "click_action_activity",
        Kind::Text,
        Phrase::new(
            "the action or activity that click_action_type 1 and 4 open, at most 500 characters",
            "click_action_type 为 1、4 时的 action 或 activity，最多 500 个字符",
        ),
        "com.acme.chat.MainActivity",
    ),
    option(
        "click_action_url",
        Kind::Text,
        Phrase::new(
            "what click_action_type 2 and 5 open, at most 2000 characters",
            "click_action_type 为 2、5 时打开的地址，最多 2000 个字符",
        ),
        "https://example.com/",
    ),
    option(
        "action_parameters",
        Kind::Map,
        Phrase::new(
            "further pairs for the app beside ext; the whole JSON at most 4000 characters",
            "除 ext 之外带给 App 的键值；整个 JSON 最多 4000 个字符",
        ),
        "",
    ),
    option(
        "off_line",
        Kind::Flag,
        Phrase::new("false: not kept for a phone that is off; default true", "false：手机不在线时不保留；默认 true"),
        "true",
    ),
    option(
        "show_time_type",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new(
            "0 shown at once, 1 between show_start_time and show_end_time; default 0",
            "0 立即显示，1 在 show_start_time 和 show_end_time 之间显示；默认 0",
        ),
        "0",
    ),
    option(
        "show_start_time",
        Kind::Integer { min: 0, max: i64::MAX },
        Phrase::new("milliseconds since 1970, for show_time_type 1", "毫秒时间戳，用于 show_time_type 1"),
        "1735689600000",
    ),
    option(
        "show_end_time",
        Kind::Integer { min: 0, max: i64::MAX },
        Phrase::new("milliseconds since 1970, after show_start_time", "毫秒时间戳，晚于 show_start_time"),
        "1735693200000",
    ),
    option(
        "time_zone",
        Kind::Text,
        Phrase::new("of the times above; default GMT+08:00", "上面两个时间的时区；默认 GMT+08:00"),
        "GMT+08:00",
    ),
    option(
        "show_ttl",
        Kind::Integer { min: 0, max: 86_400 },
        Phrase::new(
            "seconds that it stays shown: content and marketing up to 43200, communication and service up to 86400; default 1 day",
            "显示多少秒后消失：内容与营销最多 43200，通讯与服务最多 86400；默认 1 天",
        ),
        "43200",
    ),
    option(
        "network_type",
        Kind::Integer { min: 0, max: 1 },
        Phrase::new("0 any network, 1 Wi-Fi only; default 0", "0 任何网络，1 仅 Wi-Fi；默认 0"),
        "0",
    ),
    option(
        "notify_id",
        Kind::Integer { min: 1, max: 2_147_483_647 },
        Phrase::new(
            "the same id replaces the notification that is shown; default: OPPO makes one",
            "相同的 id 会替换已显示的通知；默认由 OPPO 生成",
        ),
        "1",
    ),
    option(
        "small_picture_id",
        Kind::Text,
        Phrase::new("id of an uploaded picture of at most 50 KiB", "已上传小图的 id，图片不超过 50 KiB"),
        "5f2a-small",
    ),
    option(
        "call_back_url",
        Kind::Url,
        Phrase::new("receipt (回执) address, at most 200 characters", "回执地址，最多 200 个字符"),
        "https://push.example.com/oppo",
    ),
    option(
        "call_back_parameter",
        Kind::Text,
        Phrase::new(
            "handed back in the receipt, at most 100 characters (50 by older texts)",
            "回执里原样带回，最多 100 个字符（旧文档写 50）",
        ),
        "order-1",
    ),
    option(
        "app_message_id",
        Kind::Text,
        Phrase::new(
            "one phone gets the same id only once: keep it on a retry; default: made by pushctl",
            "同一台手机只收到一次相同的 id：重试时保持不变；默认由 pushctl 生成",
        ),
        "order-1-1",
    ),
    option(
        "verify_registration_id",
        Kind::Flag,
        Phrase::new(
            "true: the phone drops a message whose registration_id is not its own; default false",
            "true：手机发现 registration_id 不是自己的就丢弃；默认 false",
        ),
        "false",
    ),
];

/// What a server proves itself with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// AppKey.
    pub app_key: String,
    /// `MasterSecret`. Goes into the sign and is never sent.
    pub master_secret: Secret,
}

impl Credentials {
    /// The credentials, if both are there. Blanks around them are cut off: a console never has any.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        let text = |key| values.text(key).map(|given| given.as_str().trim().to_owned()).filter(|text| !text.is_empty());
        Some(Self { app_key: text("app_key")?, master_secret: Secret::new(text("master_secret")?) })
    }
}

/// The class of a message in the scheme announced for 2024-11-20.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum MessageClass {
    /// Communication and service (通讯与服务).
    Communication,
    /// Content and marketing (内容与营销).
    Content,
}

/// The `category` words and their classes, from a mirror of document 13189 of 2025-11.
pub(super) const CATEGORIES: &[(&str, MessageClass)] = &[
    ("IM", MessageClass::Communication),
    ("ACCOUNT", MessageClass::Communication),
    ("DEVICE_REMINDER", MessageClass::Communication),
    ("ORDER", MessageClass::Communication),
    ("TODO", MessageClass::Communication),
    ("SUBSCRIPTION", MessageClass::Communication),
    ("NEWS", MessageClass::Content),
    ("CONTENT", MessageClass::Content),
    ("MARKETING", MessageClass::Content),
    ("SOCIAL", MessageClass::Content),
];
