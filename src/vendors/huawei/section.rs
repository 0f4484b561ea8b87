//! `[huawei]` of push.toml: its keys, and the credentials they make. The rules on values stand in `rules.rs`.

use super::api::Api;
use super::service_account::ServiceAccount;
use crate::config::{Contents, Field, Kind, Side, Values};
use crate::secret::Secret;
use crate::text::Phrase;

/// Where the ids and secrets stand.
const SETTINGS: Phrase = Phrase::new(
    "AppGallery Connect, my projects, the project, project settings (项目设置), the app below",
    "AppGallery Connect → 我的项目 → 项目 → 项目设置 → 下方的应用",
);

/// The file of a service account for runs in which nobody has one.
#[cfg(feature = "emulator")]
const MADE_UP: Option<fn() -> Vec<u8>> = Some(super::service_account::made_up);
#[cfg(not(feature = "emulator"))]
const MADE_UP: Option<fn() -> Vec<u8>> = None;

/// The keys of `[huawei]`: ids and secrets, then the message options of `messages:send`.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("hw_buz_id"),
        doc: Phrase::new("certificate id that Tencent IM gave the Huawei channel", "腾讯云 IM 给华为渠道分配的证书 ID"),
        found: Phrase::new(
            "IM console, basic configuration, Android certificate of Huawei",
            "IM 控制台 → 基础配置 → 华为的 Android 证书",
        ),
        example: "34561",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "App ID, digits only; in the app it stands in agconnect-services.json as client.app_id",
            "App ID，只有数字；App 里写在 agconnect-services.json 的 client.app_id",
        ),
        found: SETTINGS,
        example: "102345678",
        ..Field::new("app_id", Kind::Id, Side::Both)
    },
    Field {
        required: true,
        aliases: &["client_secret"],
        unless: Some("service_account_file"),
        doc: Phrase::new(
            "App secret, also called client secret: only for a server, never in the app; not needed with service_account_file",
            "App secret，也叫 Client Secret：只给服务端，不能放进 App；有 service_account_file 时不需要",
        ),
        found: SETTINGS,
        example: "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
        ..Field::new("app_secret", Kind::Secret, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "OAuth client id, digits only, in the path of v1 too; default app_id. The secret must be the one beside it",
            "OAuth Client ID，只有数字，也用在 v1 的路径里；默认同 app_id。密钥必须是它旁边的那个",
        ),
        found: SETTINGS,
        example: "102345678",
        ..Field::new("client_id", Kind::Id, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "project id, digits only: for v2 and v3; default: that of the service account",
            "项目 ID，只有数字：v2、v3 使用；默认取服务账号文件里的",
        ),
        found: Phrase::new(
            "AppGallery Connect, my projects, the project, project settings (项目设置), general",
            "AppGallery Connect → 我的项目 → 项目 → 项目设置 → 常规",
        ),
        example: "736430079244000000",
        ..Field::new("project_id", Kind::Id, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "key file of a service account (JSON), for the JWT: needed for v3, enough for v1 and v2 where there is no app_secret",
            "服务账号密钥文件（JSON），用来生成 JWT：v3 必需；v1、v2 没有 app_secret 时也用它",
        ),
        found: Phrase::new(
            "Huawei Developers, API console, credentials, service account key (服务账号密钥)",
            "华为开发者联盟 → API Console → 凭据 → 服务账号密钥",
        ),
        example: "huawei-service-account.json",
        made_up: MADE_UP,
        ..Field::new("service_account_file", Kind::KeyFile, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "the interface: v1 or v2 (by project) for Android, EMUI and HarmonyOS up to 4; v3 for HarmonyOS NEXT only; default v1",
            "接口：v1、v2（按项目）对应 Android、EMUI 和 HarmonyOS 4 及以下；v3 只对应 HarmonyOS NEXT；默认 v1",
        ),
        example: "v1",
        ..Field::new("api", Kind::Choice(Api::WORDS), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "notification channel that the app made; Huawei's class of the message overrules its importance",
            "App 创建的通知渠道；华为的消息分类优先于渠道的重要级别",
        ),
        example: "im",
        ..Field::new("channel_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "message class (消息分类), counts with the self-classification right (自分类权益) only: IM, VOIP, SUBSCRIPTION, TRAVEL, HEALTH, WORK, ACCOUNT, EXPRESS, FINANCE, DEVICE_REMINDER, MAIL, MARKETING; default IM",
            "消息分类，有自分类权益才生效：IM、VOIP、SUBSCRIPTION、TRAVEL、HEALTH、WORK、ACCOUNT、EXPRESS、FINANCE、DEVICE_REMINDER、MAIL、MARKETING；默认 IM",
        ),
        example: "IM",
        ..Field::new("category", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "LOW is silent; HIGH needs a right (80300011); default NORMAL",
            "LOW 静默；HIGH 需要权益（80300011）；默认 NORMAL",
        ),
        example: "NORMAL",
        ..Field::new("importance", Kind::Choice(&["LOW", "NORMAL", "HIGH"]), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "of data messages: HIGH wakes the app and needs a right (80300011); default NORMAL",
            "透传消息的优先级：HIGH 唤醒 App，需要权益（80300011）；默认 NORMAL",
        ),
        example: "NORMAL",
        ..Field::new("urgency", Kind::Choice(&["NORMAL", "HIGH"]), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "true: a data message (透传) without a notification; the app's service gets it",
            "true：透传消息，没有通知，由 App 的服务接收",
        ),
        example: "false",
        ..Field::new("data_only", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "further pairs for the app beside ext; a tap hands them over as extras of the intent",
            "除 ext 之外带给 App 的键值；点击后作为 intent 的 extra 传入",
        ),
        example: "",
        ..Field::new("data", Kind::Map, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "for a phone that is off: -1 keeps all messages, 0 only the newest, 1 to 100 the newest of each number; default -1",
            "手机离线时：-1 全部缓存，0 只留最新一条，1 到 100 每个编号留最新一条；默认 -1",
        ),
        example: "-1",
        ..Field::new("collapse_key", Kind::Integer { min: -1, max: 100 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "handed back in the receipt, at most 64 bytes on v3; v1 states no limit",
            "回执里原样带回；v3 最多 64 字节，v1 没有写上限",
        ),
        example: "order-1",
        ..Field::new("bi_tag", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("a receipt (回执) configuration other than the default one", "使用默认之外的回执配置"),
        example: "RCPT0001",
        ..Field::new("receipt_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "false: an app in the foreground gets the message itself, nothing is shown; default true",
            "false：App 在前台时由它自己处理，不展示；默认 true",
        ),
        example: "true",
        ..Field::new("foreground_show", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "the same id replaces the notification that is shown; default: each is its own",
            "相同的 id 会替换已显示的通知；默认各自独立",
        ),
        example: "1",
        ..Field::new("notify_id", Kind::Integer { min: 0, max: 2_147_483_647 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "the same tag replaces the notification that is shown; default: the collapse key",
            "相同的 tag 会替换已显示的通知；默认取 collapse key",
        ),
        example: "order-1",
        ..Field::new("tag", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("notifications of one group are shown together", "同一组的通知合并展示"),
        example: "chat",
        ..Field::new("group", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "0 usual, 1 big text (big_title, big_body), 3 lines (inbox_content); default 0",
            "0 默认，1 大文本（big_title、big_body），3 多行（inbox_content）；默认 0",
        ),
        example: "0",
        ..Field::new("style", Kind::Choice(&["0", "1", "3"]), Side::Message)
    },
    Field {
        doc: Phrase::new("title of style 1", "style 1 的标题"),
        example: "订单提醒",
        ..Field::new("big_title", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("text of style 1", "style 1 的正文"),
        example: "您的订单已发货",
        ..Field::new("big_body", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "lines of style 3, separated by line breaks: at most 5 (v3: 3) of 1024 characters",
            "style 3 的各行，用换行分隔：最多 5 行（v3：3 行），每行 1024 个字符",
        ),
        example: "您有一条新消息",
        ..Field::new("inbox_content", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "small icon in the app's /raw/; default: the app's",
            "App 里 /raw/ 下的小图标；默认用应用图标",
        ),
        example: "/raw/ic_push",
        ..Field::new("icon", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("colour of the icon, #RRGGBB", "图标颜色，#RRGGBB"),
        example: "#FF0000",
        ..Field::new("color", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "full class name of the launcher activity, without which the badge does not change; default [app] launcher_activity",
            "入口 Activity 的完整类名，没有它角标不会变化；默认取 [app] launcher_activity",
        ),
        example: "com.acme.chat.MainActivity",
        ..Field::new("badge_class", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "adds to the badge, 1 to 99; a number of --badge wins over it",
            "角标增加的数，1 到 99；--badge 给出的数优先",
        ),
        example: "1",
        ..Field::new("badge_add", Kind::Integer { min: 1, max: 99 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "opens the activity whose intent-filter has this action; an intent of --click wins over it",
            "打开 intent-filter 含这个 action 的页面；--click 给出的 intent 优先",
        ),
        example: "com.acme.chat.OPEN",
        ..Field::new("action", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "on the lock screen: VISIBILITY_UNSPECIFIED, PRIVATE, PUBLIC or SECRET; default PRIVATE",
            "锁屏可见性：VISIBILITY_UNSPECIFIED、PRIVATE、PUBLIC 或 SECRET；默认 PRIVATE",
        ),
        example: "PRIVATE",
        ..Field::new(
            "visibility",
            Kind::Choice(&["VISIBILITY_UNSPECIFIED", "PRIVATE", "PUBLIC", "SECRET"]),
            Side::Message,
        )
    },
    Field {
        doc: Phrase::new("false: without the phone's own vibration; default true", "false：不用默认振动；默认 true"),
        example: "true",
        ..Field::new("use_default_vibrate", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("false: without the phone's own light; default true", "false：不用默认呼吸灯；默认 true"),
        example: "true",
        ..Field::new("use_default_light", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("text in the status bar", "状态栏里的文字"),
        example: "您有一条新消息",
        ..Field::new("ticker", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("the time it is sorted by: UTC as in RFC 3339", "排序用的时间：UTC，RFC 3339 格式"),
        example: "2026-01-01T00:00:00.000000000Z",
        ..Field::new("when", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("a word on the notification, for summaries", "通知的摘要"),
        example: "聊天",
        ..Field::new("notify_summary", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "id of the user signed in on the phone, at most 64 characters; shown only while that profile is there",
            "手机上登录用户的 id，最多 64 个字符；这个 profile 在手机上时才展示",
        ),
        example: "alice",
        ..Field::new("profile_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "v3 only: the same id is shown once, 1 to 64 characters",
            "仅 v3：相同的 id 只展示一次，1 到 64 个字符",
        ),
        example: "order-1",
        ..Field::new("app_message_id", Kind::Text, Side::Message)
    },
];

/// What a server proves itself with: an app secret, the key of a service account, or both.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// OAuth client id, which is also in the path of v1.
    pub client_id: String,
    /// App secret. Goes into the token call alone.
    pub app_secret: Option<Secret>,
    /// Project id, in the path of v2 and v3.
    pub project_id: Option<String>,
    /// The key of the JWT.
    pub service_account: Option<ServiceAccount>,
}

impl Credentials {
    /// The credentials, if the id is there and one of the two proofs. Blanks around them are cut off.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        let text = |key| values.text(key).map(|given| given.as_str().trim().to_owned());
        let service_account = match values.contents("service_account_file") {
            Contents::Bytes(bytes) => ServiceAccount::parse(&bytes).ok(),
            _ => None,
        };
        // A secret that was made up is for those who have neither.
        let wanted = |secret: &crate::config::Given| secret.place.is_some() || service_account.is_none();
        let app_secret = values.text("app_secret").filter(wanted).map(|secret| Secret::new(secret.as_str().trim()));
        if app_secret.is_none() && service_account.is_none() {
            return None;
        }
        let own_project = service_account.as_ref().map(|account| account.project_id.clone());
        Some(Self {
            client_id: text("client_id").or_else(|| text("app_id"))?,
            app_secret,
            project_id: text("project_id").or(own_project),
            service_account,
        })
    }
}
