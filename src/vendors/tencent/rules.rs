//! The rules of Tencent IM: on values, then on messages.

use crate::report::{Rule, Severity};
use crate::text::Text;

/// The IM console.
const CONSOLE: Option<&str> = Some("https://console.cloud.tencent.com/im");
/// The REST API's overview.
const REST: Option<&str> = Some("https://cloud.tencent.com/document/product/269/1519");
/// How a `UserSig` is made.
const USER_SIG: Option<&str> = Some("https://cloud.tencent.com/document/product/269/32688");
/// The message format with `OfflinePushInfo`.
const MESSAGE: Option<&str> = Some("https://cloud.tencent.com/document/product/269/2720");

/// Every rule.
pub(super) static RULES: &[&Rule] = &[
    &SDK_APP_ID_FORMAT,
    &SECRET_KEY_FORMAT,
    &SECRET_IS_USER_SIG,
    &CLOUD_API_KEY,
    &ADMIN_FORMAT,
    &REGION,
    &USER_ID_FORMAT,
    &BODY,
    &TTL,
    &EXT,
    &SIZE,
    &NO_PUSH,
    &OPTION,
    &NOT_EXPRESSIBLE,
];

pub(super) static SDK_APP_ID_FORMAT: Rule = Rule {
    id: "tencent/sdk-app-id-format",
    severity: Severity::Error,
    title: Text::new("sdk_app_id is a number of 8 to 10 digits", "sdk_app_id 是 8 到 10 位的数字"),
    cause: Text::new(
        "anything else belongs to another field or another product; IM answers 60006 or 70020",
        "其它写法是别的字段或别的产品的值；IM 会回答 60006 或 70020",
    ),
    remedy: Text::new("copy SDKAppID from the IM console", "从 IM 控制台复制 SDKAppID"),
    link: CONSOLE,
};

pub(super) static SECRET_KEY_FORMAT: Rule = Rule {
    id: "tencent/secret-key-format",
    severity: Severity::Warning,
    title: Text::new("secret_key is 64 lower-case hex digits", "secret_key 是 64 位小写十六进制"),
    cause: Text::new(
        "every key seen so far has this shape, and it is used as text, so that every character counts; Tencent documents no shape",
        "目前见过的都是这个样子，而且按文本使用，一个字符都不能差；腾讯云没有写明格式",
    ),
    remedy: Text::new("copy the key (密钥) from the IM console, basic configuration", "从 IM 控制台的基础配置复制密钥"),
    link: CONSOLE,
};

pub(super) static SECRET_IS_USER_SIG: Rule = Rule {
    id: "tencent/secret-is-usersig",
    severity: Severity::Error,
    title: Text::new("secret_key is not a UserSig", "secret_key 不是 UserSig"),
    cause: Text::new(
        "a UserSig is what the key makes, for one user and a limited time; it signs nothing itself",
        "UserSig 是用密钥生成的，只属于一个用户而且会过期；它不能用来签名",
    ),
    remedy: Text::new(
        "copy the key (密钥) from the IM console; read the UserSig with `pushctl sign --decode VALUE`",
        "从 IM 控制台复制密钥；UserSig 可以用 `pushctl sign --decode VALUE` 查看",
    ),
    link: USER_SIG,
};

pub(super) static CLOUD_API_KEY: Rule = Rule {
    id: "tencent/cloud-api-key",
    severity: Severity::Error,
    title: Text::new("no key of the cloud account stands in [tencent]", "[tencent] 里没有云账号的密钥"),
    cause: Text::new(
        "SecretId and SecretKey of the cloud account are for im.tencentcloudapi.com; the REST API of IM is signed with the app's own key, and answers 70009",
        "云账号的 SecretId、SecretKey 用于 im.tencentcloudapi.com；IM 的 REST API 用应用自己的密钥签名，填错时回答 70009",
    ),
    remedy: Text::new(
        "copy the key (密钥) of the app from the IM console, not from access management (访问管理)",
        "从 IM 控制台复制应用的密钥，不是访问管理里的密钥",
    ),
    link: CONSOLE,
};

pub(super) static ADMIN_FORMAT: Rule = Rule {
    id: "tencent/admin-format",
    severity: Severity::Error,
    title: Text::new("admin is an account of at most 32 bytes", "admin 是不超过 32 字节的账号"),
    cause: Text::new(
        "IM has no longer ones; another value here is answered with 60010 or 70403",
        "IM 没有更长的账号；填了别的值会回答 60010 或 70403",
    ),
    remedy: Text::new(
        "put an admin account of the app there; the console's default is `administrator`",
        "填应用的管理员账号；控制台默认是 `administrator`",
    ),
    link: CONSOLE,
};

pub(super) static REGION: Rule = Rule {
    id: "tencent/region",
    severity: Severity::Warning,
    title: Text::new("region fits the SDKAppID", "region 与 SDKAppID 相符"),
    cause: Text::new(
        "8-digit SDKAppIDs beginning with 2 were seen on the international site only; asked in another data centre, IM does not know the app (70016, 70020)",
        "目前只在国际站见过 2 开头的 8 位 SDKAppID；问错数据中心时，IM 不认识这个应用（70016、70020）",
    ),
    remedy: Text::new(
        "look up the app's data centre in the IM console and set `region`",
        "在 IM 控制台查看应用的数据中心，填写 `region`",
    ),
    link: REST,
};

pub(super) static USER_ID_FORMAT: Rule = Rule {
    id: "tencent/user-id-format",
    severity: Severity::Warning,
    title: Text::new("a user id has at most 32 bytes", "用户 ID 不超过 32 字节"),
    cause: Text::new(
        "IM has no longer ones; a device token of a vendor is the usual slip: chat messages go to a user, whatever the phone",
        "IM 没有更长的 ID；常见的失误是填了厂商的 token：聊天消息发给用户，不是发给手机",
    ),
    remedy: Text::new(
        "put the user there that is signed in to IM on the phone: `user = \"alice\"`",
        "填手机上登录 IM 的用户：`user = \"alice\"`",
    ),
    link: None,
};

pub(super) static BODY: Rule = Rule {
    id: "tencent/body",
    severity: Severity::Error,
    title: Text::new("the body is there", "正文不为空"),
    cause: Text::new(
        "a text message without text is refused, and a custom message without Desc is not pushed",
        "没有文字的文本消息会被拒绝，没有 Desc 的自定义消息不会推送",
    ),
    remedy: Text::new("set --body or [message] body", "填写 --body 或 [message] body"),
    link: MESSAGE,
};

pub(super) static TTL: Rule = Rule {
    id: "tencent/ttl",
    severity: Severity::Error,
    title: Text::new("the TTL is at most 7 days", "有效期不超过 7 天"),
    cause: Text::new(
        "MsgLifeTime is 604800 seconds at most (90026); 0 means online only, without any push",
        "MsgLifeTime 最多 604800 秒（90026）；0 表示只发在线消息，不推送",
    ),
    remedy: Text::new("use a TTL from 1s to 7d", "用 1s 到 7d 之间的有效期"),
    link: MESSAGE,
};

pub(super) static EXT: Rule = Rule {
    id: "tencent/ext",
    severity: Severity::Error,
    title: Text::new("ext is a JSON object, and short enough for every vendor", "ext 是 JSON 对象，长度各厂商都能接受"),
    cause: Text::new(
        "OPPO drops a push whose Ext is no JSON object; Tencent advises at most 1 KB, and APNs takes 4 KB in all, which leaves 3 KB for Desc and Ext",
        "Ext 不是 JSON 对象时 OPPO 会丢弃推送；腾讯云建议不超过 1 KB，APNs 总共 4 KB，Desc 与 Ext 合计约 3 KB",
    ),
    remedy: Text::new(
        "use --ext conversationID=c2c_USER, or a short JSON object",
        "用 --ext conversationID=c2c_用户，或简短的 JSON 对象",
    ),
    link: MESSAGE,
};

pub(super) static SIZE: Rule = Rule {
    id: "tencent/size",
    severity: Severity::Error,
    title: Text::new("the whole request is at most 12 KB", "整个请求不超过 12 KB"),
    cause: Text::new(
        "current documents say 12 KB, those of 2023 said 8 KB (80002, 90056, 93000)",
        "现在的文档写 12 KB，2023 年写 8 KB（80002、90056、93000）",
    ),
    remedy: Text::new("shorten body, ext and custom data", "缩短正文、ext 和自定义数据"),
    link: MESSAGE,
};

pub(super) static NO_PUSH: Rule = Rule {
    id: "tencent/no-push",
    severity: Severity::Warning,
    title: Text::new("the message may be pushed", "消息可以推送"),
    cause: Text::new(
        "IM takes such a message and pushes it to nobody, without an error",
        "IM 会接收这样的消息，但不推送，也不报错",
    ),
    remedy: Text::new("leave the option out", "去掉这个选项"),
    link: MESSAGE,
};

pub(super) static OPTION: Rule = Rule {
    id: "tencent/option",
    severity: Severity::Error,
    title: Text::new("options of Tencent IM are within their limits", "腾讯云 IM 的选项在限制之内"),
    cause: Text::new(
        "IM refuses values outside with 90043, or ignores them without a word",
        "超出限制时 IM 回答 90043，或者不作声地忽略",
    ),
    remedy: Text::new("see the key's limits in push.example.toml", "限制见 push.example.toml 里的说明"),
    link: MESSAGE,
};

pub(super) static NOT_EXPRESSIBLE: Rule = Rule {
    id: "tencent/not-expressible",
    severity: Severity::Note,
    title: Text::new("what a chat message has no field for", "聊天消息没有对应字段的选项"),
    cause: Text::new("the option is left out of the request", "这个选项没有放进请求"),
    remedy: Text::new("nothing to do", "不用处理"),
    link: MESSAGE,
};
