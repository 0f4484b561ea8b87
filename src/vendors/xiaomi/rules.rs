//! The rules on the values of `[xiaomi]`, on device tokens and on messages.

use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::usual_rules;

/// How to enable push and where the ids are.
const DOCUMENT: Option<&str> = Some("https://dev.mi.com/xiaomihyperos/documentation/detail?pId=1542");
/// The server interface.
const API: Option<&str> = Some("https://dev.mi.com/xiaomihyperos/documentation/detail?pId=1559");
/// Limits and quotas.
const LIMITS: Option<&str> = Some("https://dev.mi.com/xiaomihyperos/documentation/detail?pId=1656");
/// Templates.
const TEMPLATES: Option<&str> = Some("https://dev.mi.com/xiaomihyperos/documentation/detail?pId=2314");

usual_rules!("xiaomi", "Xiaomi", "小米");

pub(super) static APP_ID_FORMAT: Rule = Rule {
    id: "xiaomi/app-id-format",
    severity: Severity::Error,
    title: Text::new("app_id is a number", "app_id 是一串数字"),
    cause: Text::new(
        "AppIDs since about 2013 are 19 digits beginning with 2882303761, older ones are shorter; anything else is another value",
        "约 2013 年以来的 AppID 是 2882303761 开头的 19 位数字，更早的较短；其它写法是别的值",
    ),
    remedy: Text::new(
        "copy AppID from the app's information at dev.mi.com, PUSH service",
        "从 dev.mi.com → PUSH 服务 → 应用信息复制 AppID",
    ),
    link: DOCUMENT,
};

pub(super) static APP_KEY_FORMAT: Rule = Rule {
    id: "xiaomi/app-key-format",
    severity: Severity::Warning,
    title: Text::new("app_key has the usual shape", "app_key 的样子符合惯例"),
    cause: Text::new(
        "every AppKey seen so far is 13 digits beginning with 5; Xiaomi documents no shape, so this may be wrong",
        "目前见过的 AppKey 都是 5 开头的 13 位数字；小米没有写明格式，所以这条可能误报",
    ),
    remedy: Text::new("compare it with AppKey in the app's information", "与应用信息里的 AppKey 核对"),
    link: DOCUMENT,
};

pub(super) static APP_SECRET_FORMAT: Rule = Rule {
    id: "xiaomi/app-secret-format",
    severity: Severity::Warning,
    title: Text::new("app_secret has the usual shape", "app_secret 的样子符合惯例"),
    cause: Text::new(
        "every AppSecret seen so far is 24 characters of Base64 ending in ==; Xiaomi documents no shape, so this may be wrong",
        "目前见过的 AppSecret 都是 24 个字符的 Base64，以 == 结尾；小米没有写明格式，所以这条可能误报",
    ),
    remedy: Text::new(
        "compare it with AppSecret in the app's information, the final == included",
        "与应用信息里的 AppSecret 核对，包括末尾的 ==",
    ),
    link: DOCUMENT,
};

pub(super) static SWAPPED: Rule = Rule {
    id: "xiaomi/swapped",
    severity: Severity::Error,
    title: Text::new("app_id and app_key are not swapped", "app_id 和 app_key 没有写反"),
    cause: Text::new(
        "both are digits and stand beside each other in the console; the phone then gets no regId, with 70000002 in its log",
        "两个都是数字，在控制台里挨着；写反后手机拿不到 regId，日志里是 70000002",
    ),
    remedy: Text::new("swap the two values", "两个值对调"),
    link: DOCUMENT,
};

pub(super) static SECRET_IS_KEY: Rule = Rule {
    id: "xiaomi/secret-is-key",
    severity: Severity::Error,
    title: Text::new("app_secret is not an AppKey or AppID", "app_secret 不是 AppKey 或 AppID"),
    cause: Text::new(
        "the AppKey in place of the AppSecret is the usual slip; Xiaomi answers 21301",
        "把 AppKey 当成 AppSecret 是最常见的失误；小米回答 21301",
    ),
    remedy: Text::new("copy AppSecret, which has letters and ends in ==", "复制 AppSecret：它含有字母，以 == 结尾"),
    link: DOCUMENT,
};

pub(super) static KEY_IS_SECRET: Rule = Rule {
    id: "xiaomi/key-is-secret",
    severity: Severity::Error,
    title: Text::new("app_key is not the AppSecret", "app_key 不是 AppSecret"),
    cause: Text::new(
        "Tencent's guide has one note the AppSecret, but the app needs the AppKey; a secret inside an app is public",
        "腾讯云教程让人记下 AppSecret，但 App 里要填 AppKey；放进 App 的密钥等于公开",
    ),
    remedy: Text::new(
        "put AppKey there, 13 digits; if an app with the secret was released, renew it in Xiaomi's console",
        "改成 AppKey（13 位数字）；如果带密钥的 App 已经发布，到小米控制台重置密钥",
    ),
    link: DOCUMENT,
};

pub(super) static FOREIGN_NOTATION: Rule = Rule {
    id: "xiaomi/foreign-notation",
    severity: Severity::Error,
    title: Text::new("values are as Xiaomi's console shows them", "值与小米控制台上的一致"),
    cause: Text::new(
        "`MI-` before a value is the notation of another push provider's placeholders",
        "值前面的 `MI-` 是别家推送服务占位符的写法",
    ),
    remedy: Text::new("leave out `MI-`", "去掉 `MI-`"),
    link: DOCUMENT,
};

pub(super) static REG_ID_FORMAT: Rule = Rule {
    id: "xiaomi/reg-id-format",
    severity: Severity::Warning,
    title: Text::new("a regId looks like Base64", "regId 看起来像 Base64"),
    cause: Text::new(
        "regIds have letters, digits, + and /, most of them 44 or 64 characters; with %2B or a blank in it, it was taken from a request; on a phone with Google services it may be an FCM token",
        "regId 由字母、数字、+ 和 / 组成，多为 44 或 64 个字符；含有 %2B 或空格的是从请求里抄来的；装有谷歌服务的手机上拿到的可能是 FCM token",
    ),
    remedy: Text::new(
        "print it on the phone with getDevicePushToken() and copy it whole",
        "在手机上用 getDevicePushToken() 打印，完整复制",
    ),
    link: API,
};

pub(super) static PACKAGE_NAME: Rule = Rule {
    id: "xiaomi/package-name",
    severity: Severity::Error,
    title: Text::new("[app] package_name is known", "知道 [app] package_name"),
    cause: Text::new(
        "every request names the package (restricted_package_name); another one than the app's is 22022",
        "每个请求都要写包名（restricted_package_name）；与应用不一致时返回 22022",
    ),
    remedy: Text::new(
        "set [app] package_name to the Android applicationId, the main package name (主包名) in Xiaomi's console",
        "把 [app] package_name 填成 Android applicationId，也就是小米控制台里的主包名",
    ),
    link: API,
};

pub(super) static CHANNEL: Rule = Rule {
    id: "xiaomi/channel",
    severity: Severity::Warning,
    title: Text::new("the push names an approved channel", "推送指定了已通过审核的通道"),
    cause: Text::new(
        "the others of the day vanish without an error, or Xiaomi answers 27001; chat needs a private channel (私信)",
        "当天其余的消息没有报错就消失，或者返回 27001；聊天消息需要私信通道",
    ),
    remedy: Text::new(
        "apply for a channel (通知类别) at admin.xmpush.xiaomi.com, then set [xiaomi] channel_id or --channel-id",
        "在 admin.xmpush.xiaomi.com 申请通知类别，再填 [xiaomi] channel_id 或 --channel-id",
    ),
    link: LIMITS,
};

pub(super) static TEMPLATE: Rule = Rule {
    id: "xiaomi/template",
    severity: Severity::Error,
    title: Text::new("the template and its variables are right", "模板和变量符合要求"),
    cause: Text::new(
        "by the rules of 2026 a private message (私信) follows an approved template; it has at most 9 variables, each 1 to 128 characters without emoji or other symbols",
        "按 2026 年新规，私信消息要用审核通过的模板；模板最多 9 个变量，每个值 1 到 128 个字符，不能有 emoji 等符号",
    ),
    remedy: Text::new(
        "set [xiaomi] template_id and template_params as the operation platform shows them",
        "按运营平台上的模板填写 [xiaomi] template_id 和 template_params",
    ),
    link: TEMPLATES,
};

pub(super) static TITLE: Rule = Rule {
    id: "xiaomi/title-length",
    severity: Severity::Error,
    title: Text::new("the title is there and shorter than 50 characters", "标题不为空且少于 50 个字符"),
    cause: Text::new("a Chinese character counts as 1; an empty one is 65011", "一个汉字算 1；为空时返回 65011"),
    remedy: Text::new("shorten the title", "缩短标题"),
    link: API,
};

pub(super) static BODY: Rule = Rule {
    id: "xiaomi/body-length",
    severity: Severity::Error,
    title: Text::new("the body is there and shorter than 128 characters", "正文不为空且少于 128 个字符"),
    cause: Text::new("a Chinese character counts as 1; an empty one is 65011", "一个汉字算 1；为空时返回 65011"),
    remedy: Text::new("shorten the body", "缩短正文"),
    link: API,
};

pub(super) static TTL: Rule = Rule {
    id: "xiaomi/ttl",
    severity: Severity::Error,
    title: Text::new("the TTL is at most 14 days", "有效期不超过 14 天"),
    cause: Text::new(
        "the server interface allows 14 days, but messages are kept 1 day, those of a private channel 10 days",
        "接口允许 14 天，但消息实际只保留 1 天，私信通道 10 天",
    ),
    remedy: Text::new("use a shorter TTL", "缩短有效期"),
    link: LIMITS,
};

pub(super) static CLICK: Rule = Rule {
    id: "xiaomi/click",
    severity: Severity::Error,
    title: Text::new("a tap opens something Xiaomi can open", "点击动作小米能够执行"),
    cause: Text::new(
        "notify_effect 2 needs intent_uri or class_name of one's own app, 3 needs web_uri; a target that is none does nothing on a tap",
        "notify_effect 为 2 时需要自己应用的 intent_uri 或 class_name，为 3 时需要 web_uri；目标不对时点击没有反应",
    ),
    remedy: Text::new(
        "use --click im, open, activity:NAME, intent:URI or url:URL",
        "用 --click im、open、activity:NAME、intent:URI 或 url:URL",
    ),
    link: API,
};

pub(super) static EXT: Rule = Rule {
    id: "xiaomi/ext-length",
    severity: Severity::Error,
    title: Text::new("what is handed to the app fits", "带给 App 的内容不超限"),
    cause: Text::new(
        "pairs of one's own in extra: at most 10 (65014), keys and values together at most 1024 characters (65015); the whole message about 4 KB (65009)",
        "extra 里自定义的键值：最多 10 对（65014），键和值合计最多 1024 个字符（65015）；整条消息约 4 KB（65009）",
    ),
    remedy: Text::new("shorten ext", "缩短 ext"),
    link: API,
};

pub(super) static PASS_THROUGH: Rule = Rule {
    id: "xiaomi/pass-through",
    severity: Severity::Warning,
    title: Text::new("the push is a notification", "推送是通知栏消息"),
    cause: Text::new(
        "pass-through messages show nothing, and Xiaomi has announced their end",
        "透传消息不显示通知，小米也已预告下线",
    ),
    remedy: Text::new("leave out xiaomi.pass_through", "去掉 xiaomi.pass_through"),
    link: API,
};

pub(super) static TEST_CONTENT: Rule = Rule {
    id: "xiaomi/test-content",
    severity: Severity::Warning,
    title: Text::new("the text does not look like a test", "文字不像测试"),
    cause: Text::new(
        "one source reports that Xiaomi intercepts text with `test` or 测试 as unimportant, after accepting it",
        "有一处资料提到：含 `test` 或“测试”的消息会在接收之后被小米当作无关紧要的消息拦截",
    ),
    remedy: Text::new("write real text", "写真实的文字"),
    link: None,
};
