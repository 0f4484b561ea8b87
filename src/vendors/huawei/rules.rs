//! The rules on values and messages of Huawei, as `explain` shows them. What looks at them is `lint.rs` and `review.rs`.

use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::usual_rules;

usual_rules!("huawei", "Huawei", "华为");

/// The interface of `messages:send`.
const API_PAGE: Option<&str> =
    Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-References/https-send-api-0000001050986197");
/// Adding the SDK to an app.
const SDK_PAGE: Option<&str> =
    Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/android-integrating-sdk-0000001050040084");
/// The token call.
const OAUTH_PAGE: Option<&str> =
    Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/oauth2-0000001212610981");
/// The JWT of a service account.
const JWT_PAGE: Option<&str> = Some("https://developer.huawei.com/consumer/cn/doc/harmonyos-guides/push-jwt-token");
/// Message classes.
const CLS_PAGE: Option<&str> =
    Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/message-classification-0000001149358835");
/// What a tap does.
const CLICK_PAGE: Option<&str> =
    Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/andorid-basic-clickaction-0000001087554076");

pub(super) static APP_ID_FORMAT: Rule = Rule {
    id: "huawei/app-id-format",
    severity: Severity::Error,
    title: Text::new("app_id and client_id are digits only", "app_id 和 client_id 只有数字"),
    cause: Text::new(
        "Huawei's OAuth server takes 1 to 64 digits and nothing else (1101, sub_error 20002)",
        "华为的 OAuth 服务器只接受 1 到 64 位数字（1101，sub_error 20002）",
    ),
    remedy: Text::new(
        "copy App ID from the project settings in AppGallery Connect; it is client.app_id of agconnect-services.json, neither cp_id nor product_id",
        "从 AppGallery Connect 的项目设置复制 App ID；也就是 agconnect-services.json 的 client.app_id，不是 cp_id 或 product_id",
    ),
    link: OAUTH_PAGE,
};

pub(super) static CLIENT_ID: Rule = Rule {
    id: "huawei/client-id",
    severity: Severity::Note,
    title: Text::new("client_id is that of the app", "client_id 是应用自己的"),
    cause: Text::new(
        "an app and its project have a client id each; path, id and secret must be of the same one, else Huawei answers 80200001 or sub_error 12304",
        "应用和项目各有一个 Client ID；路径、ID、密钥必须出自同一个，否则返回 80200001 或 sub_error 12304",
    ),
    remedy: Text::new(
        "take client_id and app_secret from the same block of the project settings, or leave client_id out: it is then app_id",
        "client_id 和 app_secret 要从项目设置的同一个区块复制；不填 client_id 时使用 app_id",
    ),
    link: OAUTH_PAGE,
};

pub(super) static APP_SECRET_FORMAT: Rule = Rule {
    id: "huawei/app-secret-format",
    severity: Severity::Warning,
    title: Text::new("app_secret has the usual shape", "app_secret 的样子符合惯例"),
    cause: Text::new(
        "every secret seen so far is 64 hex digits in lower case; Huawei documents no shape, so this may be wrong",
        "目前见过的都是 64 位小写十六进制；华为没有写明格式，所以这条可能误报",
    ),
    remedy: Text::new("compare it with App secret in the project settings", "与项目设置里的 App secret 核对"),
    link: OAUTH_PAGE,
};

pub(super) static SWAPPED: Rule = Rule {
    id: "huawei/swapped",
    severity: Severity::Error,
    title: Text::new("app_id and app_secret are not swapped", "app_id 和 app_secret 没有写反"),
    cause: Text::new(
        "an id is digits only and a secret is not; Huawei answers sub_error 20002, 20003 or 12304",
        "ID 只有数字，密钥不是；填错时华为返回 sub_error 20002、20003 或 12304",
    ),
    remedy: Text::new(
        "put App ID into app_id and App secret into app_secret",
        "App ID 填到 app_id，App secret 填到 app_secret",
    ),
    link: OAUTH_PAGE,
};

pub(super) static SECRET_IS_OTHER: Rule = Rule {
    id: "huawei/secret-is-other",
    severity: Severity::Error,
    title: Text::new("app_secret is no other value of the table", "app_secret 不是表里的另一个值"),
    cause: Text::new(
        "the values stand beside each other on the console's page; Huawei answers sub_error 12304",
        "这些值在控制台页面上紧挨着；填错时华为返回 sub_error 12304",
    ),
    remedy: Text::new("copy App secret", "复制 App secret"),
    link: OAUTH_PAGE,
};

pub(super) static API_KEY: Rule = Rule {
    id: "huawei/api-key",
    severity: Severity::Warning,
    title: Text::new(
        "app_secret is not the API key of agconnect-services.json",
        "app_secret 不是 agconnect-services.json 里的 api_key",
    ),
    cause: Text::new(
        "client.api_key serves other services of AppGallery Connect and sends no push",
        "client.api_key 是 AppGallery Connect 其它服务用的，不能推送",
    ),
    remedy: Text::new(
        "copy App secret from the project settings; it stands in no file of the app",
        "从项目设置复制 App secret；App 的文件里没有它",
    ),
    link: OAUTH_PAGE,
};

pub(super) static PASTED_FILE: Rule = Rule {
    id: "huawei/pasted-file",
    severity: Severity::Error,
    title: Text::new("a value is one value, not a whole file", "填的是一个值，不是整个文件"),
    cause: Text::new(
        "the text is JSON: agconnect-services.json or a service account's key was pasted",
        "内容是 JSON：粘贴了整个 agconnect-services.json 或服务账号密钥",
    ),
    remedy: Text::new(
        "take app_id from client.app_id; name a service account by service_account_file",
        "app_id 取 client.app_id；服务账号用 service_account_file 指定路径",
    ),
    link: SDK_PAGE,
};

pub(super) static PROJECT_ID_FORMAT: Rule = Rule {
    id: "huawei/project-id-format",
    severity: Severity::Warning,
    title: Text::new("project_id is a number of 5 to 32 digits", "project_id 是 5 到 32 位的数字"),
    cause: Text::new(
        "project ids seen so far are long numbers; the length is not documented, so this may be wrong",
        "目前见过的项目 ID 都是长数字；长度没有文档，所以这条可能误报",
    ),
    remedy: Text::new(
        "copy the project id from project settings, general; in agconnect-services.json it is client.product_id",
        "从 项目设置 → 常规 复制项目 ID；agconnect-services.json 里是 client.product_id",
    ),
    link: JWT_PAGE,
};

pub(super) static PROJECT_IS_APP: Rule = Rule {
    id: "huawei/project-is-app",
    severity: Severity::Error,
    title: Text::new("project_id is not app_id", "project_id 不是 app_id"),
    cause: Text::new(
        "v2 and v3 want the project in the path, v1 the app: with the other one Huawei answers 80200001 or 80300002",
        "v2、v3 的路径里是项目 ID，v1 是应用的：填反时华为返回 80200001 或 80300002",
    ),
    remedy: Text::new("copy the project id from project settings, general", "从 项目设置 → 常规 复制项目 ID"),
    link: JWT_PAGE,
};

pub(super) static SERVICE_ACCOUNT: Rule = Rule {
    id: "huawei/service-account",
    severity: Severity::Error,
    title: Text::new(
        "service_account_file is the key of a service account of Huawei",
        "service_account_file 是华为的服务账号密钥",
    ),
    cause: Text::new(
        "without project_id, key_id, sub_account and an RSA key in PKCS#8 no JWT can be made",
        "缺少 project_id、key_id、sub_account 或 PKCS#8 的 RSA 私钥就无法生成 JWT",
    ),
    remedy: Text::new(
        "create it at Huawei Developers, API console, credentials, service account key (服务账号密钥), and keep the file as it was downloaded",
        "在 华为开发者联盟 → API Console → 凭据 → 服务账号密钥 创建，保留下载的原文件",
    ),
    link: JWT_PAGE,
};

pub(super) static PROJECT_IS_OTHER: Rule = Rule {
    id: "huawei/project-is-other",
    severity: Severity::Error,
    title: Text::new("project_id is that of service_account_file", "project_id 与 service_account_file 里的一致"),
    cause: Text::new(
        "a JWT is good for the project of its key file; with another one in the path Huawei answers 80200001",
        "JWT 只能用于密钥文件所属的项目；路径里是别的项目时，华为返回 80200001",
    ),
    remedy: Text::new(
        "leave project_id out, or take the key file of that project",
        "去掉 project_id，或换成那个项目的密钥文件",
    ),
    link: JWT_PAGE,
};

pub(super) static V3_NOT_ASKED: Rule = Rule {
    id: "huawei/v3-not-asked",
    severity: Severity::Note,
    title: Text::new("what `check` proves of v3", "`check` 能证明 v3 的哪些部分"),
    cause: Text::new(
        "v3 has no dry run, and every test message that it takes is counted (1000 a day for a project); the JWT is proven on v1 with `validate_only`, the project id in v3's path and the right to send there are not",
        "v3 没有只校验的接口，每条被接收的测试消息都会计数（每个项目每天 1000 条）；JWT 用 v1 的 `validate_only` 验证，v3 路径里的项目 ID 和发送权限无法验证",
    ),
    remedy: Text::new(
        "`pushctl send-test` to a phone of your own tells the rest",
        "用 `pushctl send-test` 发给自己的手机，就能知道其余的",
    ),
    link: JWT_PAGE,
};

pub(super) static API: Rule = Rule {
    id: "huawei/api",
    severity: Severity::Error,
    title: Text::new("the interface has the credentials that it needs", "接口需要的凭据齐全"),
    cause: Text::new(
        "v2 and v3 have the project id in their path, and v3 takes nothing but the JWT of a service account",
        "v2、v3 的路径里有项目 ID；v3 只接受服务账号的 JWT",
    ),
    remedy: Text::new(
        "set project_id (v2) or service_account_file (v3), or use `api = \"v1\"`",
        "填写 project_id（v2）或 service_account_file（v3），或者用 `api = \"v1\"`",
    ),
    link: JWT_PAGE,
};

pub(super) static TOKEN_FORMAT: Rule = Rule {
    id: "huawei/token-format",
    severity: Severity::Error,
    title: Text::new("a push token has no blank in it", "push token 里没有空白"),
    cause: Text::new(
        "a blank in front, behind or inside is a cause of 80300007; length and prefix differ between generations and say nothing",
        "前后或中间的空白会导致 80300007；长度和前缀各代不同，不能作为判断",
    ),
    remedy: Text::new("print it on the phone and copy it whole", "在手机上打印，完整复制"),
    link: API_PAGE,
};

pub(super) static CATEGORY: Rule = Rule {
    id: "huawei/category",
    severity: Severity::Warning,
    title: Text::new("category is a word that Huawei is known to use", "category 是已知的单词"),
    cause: Text::new(
        "the list grows, so that an unknown word may be right; without the self-classification right (自分类权益) it has no effect",
        "列表会增加，不认识的也可能是对的；没有自分类权益时不起作用",
    ),
    remedy: Text::new("IM is the one for chat messages", "聊天消息用 IM"),
    link: CLS_PAGE,
};

pub(super) static TEXT: Rule = Rule {
    id: "huawei/text",
    severity: Severity::Error,
    title: Text::new("title and body are there", "标题和正文不为空"),
    cause: Text::new("a notification needs both (80100003)", "通知消息两个都需要（80100003）"),
    remedy: Text::new("set --title and --body, or [message]", "填写 --title 和 --body，或 [message]"),
    link: API_PAGE,
};

pub(super) static SIZE: Rule = Rule {
    id: "huawei/size",
    severity: Severity::Error,
    title: Text::new("the request has at most 4096 bytes", "请求不超过 4096 字节"),
    cause: Text::new("counted without the tokens (80300008)", "不计 token（80300008）"),
    remedy: Text::new("shorten body, ext or huawei.data", "缩短正文、ext 或 huawei.data"),
    link: API_PAGE,
};

pub(super) static TTL: Rule = Rule {
    id: "huawei/ttl",
    severity: Severity::Error,
    title: Text::new("the TTL is at most 15 days", "有效期不超过 15 天"),
    cause: Text::new("1296000 seconds; longer ones are refused (80100003)", "1296000 秒；更长会被拒绝（80100003）"),
    remedy: Text::new("use a TTL of 15d or less", "用 15d 以内的有效期"),
    link: API_PAGE,
};

pub(super) static CLICK: Rule = Rule {
    id: "huawei/click",
    severity: Severity::Error,
    title: Text::new("a tap opens something Huawei can open", "点击动作华为能够执行"),
    cause: Text::new(
        "type 1 needs an intent or an action, type 2 a link with https; a page that is not exported ends in receipt 31",
        "type 1 需要 intent 或 action，type 2 需要 https 链接；页面没有导出时回执是 31",
    ),
    remedy: Text::new(
        "use --click im, open, activity:NAME, intent:URI or url:https://…",
        "用 --click im、open、activity:类名、intent:URI 或 url:https://…",
    ),
    link: CLICK_PAGE,
};

pub(super) static BADGE: Rule = Rule {
    id: "huawei/badge",
    severity: Severity::Error,
    title: Text::new("the badge is 0 to 99", "角标是 0 到 99"),
    cause: Text::new("set_num takes no other number (80100003)", "set_num 只接受这个范围（80100003）"),
    remedy: Text::new("use a number from 0 to 99", "用 0 到 99 的数字"),
    link: API_PAGE,
};

pub(super) static BADGE_CLASS: Rule = Rule {
    id: "huawei/badge-class",
    severity: Severity::Warning,
    title: Text::new("the badge names the launcher activity", "角标写了入口 Activity"),
    cause: Text::new(
        "without the full class name of the launcher activity the number on the icon does not change; Tencent's guide shows a package name in its place",
        "没有入口 Activity 的完整类名，桌面角标不会变化；腾讯云教程里举的例子却是包名",
    ),
    remedy: Text::new(
        "set [app] launcher_activity to the class, such as com.acme.chat.MainActivity; the same goes into the IM console, badge parameter (角标参数)",
        "把 [app] launcher_activity 填成类名，例如 com.acme.chat.MainActivity；IM 控制台的 角标参数 也填它",
    ),
    link: API_PAGE,
};

pub(super) static SOUND: Rule = Rule {
    id: "huawei/sound",
    severity: Severity::Warning,
    title: Text::new("the sound is a file of the app", "声音是 App 里的文件"),
    cause: Text::new(
        "Huawei documents `/raw/NAME` alone: a file of the app's res/raw",
        "华为只写了 `/raw/文件名` 这一种写法：App 的 res/raw 里的文件",
    ),
    remedy: Text::new(
        "put the file into the app's res/raw and write /raw/NAME without its ending",
        "把文件放到 App 的 res/raw，写成 /raw/文件名（不带后缀）",
    ),
    link: API_PAGE,
};

pub(super) static IMAGE: Rule = Rule {
    id: "huawei/image",
    severity: Severity::Error,
    title: Text::new("the picture is a link with https", "图片是 https 链接"),
    cause: Text::new(
        "Huawei fetches it from an https address, below 512 KB",
        "华为从 https 地址获取图片，要小于 512 KB",
    ),
    remedy: Text::new("use an https link", "用 https 链接"),
    link: API_PAGE,
};

pub(super) static STYLE: Rule = Rule {
    id: "huawei/style",
    severity: Severity::Error,
    title: Text::new("a style has the texts it shows", "样式需要的文字齐全"),
    cause: Text::new(
        "style 1 shows big_title and big_body, style 3 the lines of inbox_content: at most 5 (v3: 3) of 1024 characters",
        "style 1 展示 big_title 和 big_body，style 3 展示 inbox_content 的各行：最多 5 行（v3：3 行），每行 1024 个字符",
    ),
    remedy: Text::new("set the texts, or leave huawei.style out", "填写这些文字，或去掉 huawei.style"),
    link: API_PAGE,
};

pub(super) static RIGHT: Rule = Rule {
    id: "huawei/right",
    severity: Severity::Warning,
    title: Text::new("high priority has its right", "高优先级有权益"),
    cause: Text::new("without an approved right Huawei answers 80300011", "没有审批通过的权益时，华为返回 80300011"),
    remedy: Text::new(
        "leave it out, or apply for the right in AppGallery Connect, Push Kit, Config",
        "去掉它，或在 AppGallery Connect → 推送服务 → 配置 里申请权益",
    ),
    link: API_PAGE,
};
