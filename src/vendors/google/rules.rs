//! The rules of `[google]`: on its values and on messages. Those on a project stand in `requirements.rs`.

use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::usual_rules;

/// How to move to HTTP v1: where the key is made, and what it replaces.
const MIGRATE: Option<&str> = Some("https://firebase.google.com/docs/cloud-messaging/migrate-v1");
/// Google's description of the grant.
const GRANT: Option<&str> = Some("https://developers.google.com/identity/protocols/oauth2/service-account");
/// The message, field by field.
const MESSAGE: Option<&str> = Some("https://firebase.google.com/docs/reference/fcm/rest/v1/projects.messages");
/// Life and care of device tokens.
const TOKENS: Option<&str> = Some("https://firebase.google.com/docs/cloud-messaging/manage-tokens");
/// What the Android app needs.
const ANDROID: Option<&str> = Some("https://firebase.google.com/docs/cloud-messaging/android/client");

usual_rules!("google", "Google", "Google ");

pub(super) static SERVICE_ACCOUNT: Rule = Rule {
    id: "google/service-account",
    severity: Severity::Error,
    title: Text::new(
        "service_account_file is the JSON key of a service account",
        "service_account_file 是服务账号的 JSON 密钥",
    ),
    cause: Text::new(
        "it is the only credential of HTTP v1; google-services.json, API keys and the old server key cannot send",
        "HTTP v1 只认这个文件；google-services.json、API key 和旧的 server key 都不能发送",
    ),
    remedy: Text::new(
        "Firebase console, project settings, service accounts, generate new private key",
        "Firebase 控制台 → 项目设置 → 服务账号 → 生成新的私钥",
    ),
    link: MIGRATE,
};

pub(super) static PRIVATE_KEY: Rule = Rule {
    id: "google/private-key",
    severity: Severity::Error,
    title: Text::new("the service account's private key can sign", "服务账号里的私钥可以签名"),
    cause: Text::new(
        "the usual damage is `\\n` escaped twice on the way through a variable; Google then answers invalid_grant, or nothing can be signed at all",
        "最常见的损坏是经过环境变量时 `\\n` 被转义两次；结果是 Google 返回 invalid_grant，或者根本无法签名",
    ),
    remedy: Text::new("use the file as Google gave it", "使用 Google 原样下载的文件"),
    link: GRANT,
};

pub(super) static TOKEN_URI: Rule = Rule {
    id: "google/token-uri",
    severity: Severity::Error,
    title: Text::new("the service account asks Google for access tokens", "服务账号向 Google 换取 access token"),
    cause: Text::new(
        "whoever gets the signed assertion can use it for an hour: pushctl sends it to Google's own hosts only",
        "拿到签好的 assertion 就能用一小时：pushctl 只把它发给 Google 自己的主机",
    ),
    remedy: Text::new(
        "use the file as Google gave it: `token_uri` is `https://oauth2.googleapis.com/token`",
        "使用 Google 原样下载的文件：`token_uri` 是 `https://oauth2.googleapis.com/token`",
    ),
    link: GRANT,
};

pub(super) static ACCOUNT_SHAPE: Rule = Rule {
    id: "google/service-account-shape",
    severity: Severity::Warning,
    title: Text::new("the service account has the usual shape", "服务账号的样子符合惯例"),
    cause: Text::new(
        "values of another shape were probably changed by hand; Google then answers invalid_grant",
        "样子不同的值多半是手工改过的；Google 会返回 invalid_grant",
    ),
    remedy: Text::new("use the file as Google gave it", "使用 Google 原样下载的文件"),
    link: GRANT,
};

pub(super) static LEGACY_KEY: Rule = Rule {
    id: "google/legacy-key",
    severity: Severity::Error,
    title: Text::new("no legacy server key is left", "没有残留的旧版 server key"),
    cause: Text::new(
        "Google shut the legacy API down in 2024: a server key (`AAAA…:APA91b…`) opens nothing any more",
        "Google 在 2024 年停用了旧接口：server key（`AAAA…:APA91b…`）已经没有任何用处",
    ),
    remedy: Text::new(
        "use the JSON key of a service account; in the IM console too, choose to upload a certificate",
        "改用服务账号的 JSON 密钥；IM 控制台里也选择上传证书",
    ),
    link: MIGRATE,
};

pub(super) static PROJECT_ID_FORMAT: Rule = Rule {
    id: "google/project-id-format",
    severity: Severity::Warning,
    title: Text::new("project_id is a project id", "project_id 是项目 ID"),
    cause: Text::new(
        "it has 6 to 30 lower-case letters, digits and hyphens; the project number, the app id and the API key stand beside it on the console's page",
        "它由 6 到 30 个小写字母、数字和连字符组成；控制台页面上项目编号、应用 ID、API key 就在旁边",
    ),
    remedy: Text::new(
        "copy the project ID from Firebase console, project settings, general; or leave the key out",
        "从 Firebase 控制台 → 项目设置 → 常规 复制项目 ID；也可以不填",
    ),
    link: None,
};

pub(super) static PROJECT_MISMATCH: Rule = Rule {
    id: "google/project-mismatch",
    severity: Severity::Warning,
    title: Text::new("the service account is of the project", "服务账号属于这个项目"),
    cause: Text::new(
        "an account of another project is refused with PERMISSION_DENIED, unless it was given a role there",
        "别的项目的服务账号会得到 PERMISSION_DENIED，除非在那个项目里授予了角色",
    ),
    remedy: Text::new("download a key of this project, or correct project_id", "下载这个项目的密钥，或改正 project_id"),
    link: None,
};

pub(super) static OTHER_PROJECT: Rule = Rule {
    id: "google/app-project",
    severity: Severity::Error,
    title: Text::new("the app registers with the project that pushctl sends for", "App 注册的项目就是发送用的项目"),
    cause: Text::new(
        "device tokens belong to the project in google-services.json; another project's push is refused with SENDER_ID_MISMATCH",
        "token 属于 google-services.json 里的项目；用别的项目发送会得到 SENDER_ID_MISMATCH",
    ),
    remedy: Text::new(
        "use a service account of the app's project, or download google-services.json of the other one",
        "改用 App 所在项目的服务账号，或换成另一个项目的 google-services.json",
    ),
    link: ANDROID,
};

pub(super) static GOOGLE_SERVICES: Rule = Rule {
    id: "google/google-services",
    severity: Severity::Error,
    title: Text::new("google-services.json is the app's file", "google-services.json 是 App 的配置文件"),
    cause: Text::new(
        "its Gradle plugin stops the build without project_info; ids of two projects mean that it was pieced together by hand; a service account there would give the server's key to every user",
        "缺少 project_info 时 Gradle 插件会中断构建；出现两个项目的 ID 说明是手工拼出来的；误放服务账号等于把服务端密钥发给所有用户",
    ),
    remedy: Text::new(
        "download it again: Firebase console, project settings, general, your Android app",
        "重新下载：Firebase 控制台 → 项目设置 → 常规 → 你的 Android 应用",
    ),
    link: ANDROID,
};

pub(super) static TOKEN_FORMAT: Rule = Rule {
    id: "google/token-format",
    severity: Severity::Warning,
    title: Text::new("a registration token has the usual shape", "注册 token 的样子符合惯例"),
    cause: Text::new(
        "so far: an installation id, `:APA91b` and about 140 characters, or the installation id (22 characters) alone; Google calls it opaque, so this may be wrong",
        "目前见过的：安装 ID、`:APA91b` 加约 140 个字符，或单独的安装 ID（22 个字符）；Google 说它没有固定格式，所以这条可能误报",
    ),
    remedy: Text::new(
        "print it in the app with getDevicePushToken() after init, and copy it whole",
        "在 App 里 init 之后用 getDevicePushToken() 打印，完整复制",
    ),
    link: TOKENS,
};

pub(super) static TTL: Rule = Rule {
    id: "google/ttl",
    severity: Severity::Error,
    title: Text::new("the TTL is at most 4 weeks", "有效期不超过 4 周"),
    cause: Text::new(
        "Google takes 0s to 2419200s and refuses others with INVALID_ARGUMENT",
        "Google 接受 0s 到 2419200s，其余返回 INVALID_ARGUMENT",
    ),
    remedy: Text::new("use at most 28d, written `2419200s` in google.ttl", "最长 28d，在 google.ttl 里写 `2419200s`"),
    link: MESSAGE,
};

pub(super) static DATA_KEY: Rule = Rule {
    id: "google/data-key",
    severity: Severity::Error,
    title: Text::new("data uses no reserved key", "data 没有使用保留的键"),
    cause: Text::new(
        "`from`, `message_type` and what begins with `google.` or `gcm.notification.` are Google's own; a message with them is refused with INVALID_ARGUMENT",
        "`from`、`message_type` 以及 `google.`、`gcm.notification.` 开头的键归 Google 使用；带上它们会返回 INVALID_ARGUMENT",
    ),
    remedy: Text::new("choose another name", "换一个名字"),
    link: MESSAGE,
};

pub(super) static PAYLOAD_SIZE: Rule = Rule {
    id: "google/payload-size",
    severity: Severity::Error,
    title: Text::new("data and notification have at most 4096 bytes", "data 和通知合计不超过 4096 字节"),
    cause: Text::new(
        "Google refuses more with INVALID_ARGUMENT; a Chinese character takes 3 bytes",
        "超出时 Google 返回 INVALID_ARGUMENT；一个汉字占 3 个字节",
    ),
    remedy: Text::new("shorten ext or the body", "缩短 ext 或正文"),
    link: MESSAGE,
};

pub(super) static EMPTY: Rule = Rule {
    id: "google/empty-notification",
    severity: Severity::Warning,
    title: Text::new("a notification says something", "通知里有文字"),
    cause: Text::new(
        "Google accepts an empty notification, and the phone shows none",
        "空通知 Google 也会接受，但手机上什么都不显示",
    ),
    remedy: Text::new("set title and body", "填写标题和正文"),
    link: MESSAGE,
};

pub(super) static IMAGE: Rule = Rule {
    id: "google/image",
    severity: Severity::Warning,
    title: Text::new("the picture's URL is https", "图片地址是 https"),
    cause: Text::new(
        "the phone does not load others and shows the notification without a picture; at most 1 MB, JPEG, PNG or BMP",
        "否则手机不加载图片，只显示文字；最大 1 MB，JPEG、PNG 或 BMP",
    ),
    remedy: Text::new("use an https URL", "改用 https 地址"),
    link: MESSAGE,
};
