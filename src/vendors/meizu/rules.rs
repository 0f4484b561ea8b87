//! The rules on values of `[meizu]` and on messages.

use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::usual_rules;

/// The vendor's description of the server interface, which also has the sign and the codes.
pub(super) const API: Option<&str> = Some("https://github.com/MEIZUPUSH/PushAPI");
/// The vendor's guide to the client side, with its questions and answers.
pub(super) const CLIENT: Option<&str> = Some("https://github.com/MEIZUPUSH/PushDemo");

usual_rules!("meizu", "Meizu", "魅族");

pub(super) static APP_ID_FORMAT: Rule = Rule {
    id: "meizu/app-id-format",
    severity: Severity::Error,
    title: Text::new("app_id is a number", "app_id 是数字"),
    cause: Text::new(
        "Meizu's SDKs hold it as a number; anything else belongs to another vendor or field, and Meizu answers 110000",
        "魅族的 SDK 用数字保存它；其它写法是别的厂商或别的字段的值，魅族会回答 110000",
    ),
    remedy: Text::new(
        "copy AppID from the app's configuration (应用配置) at open.flyme.cn",
        "从 open.flyme.cn 的应用配置复制 AppID",
    ),
    link: API,
};

pub(super) static APP_KEY_FORMAT: Rule = Rule {
    id: "meizu/app-key-format",
    severity: Severity::Warning,
    title: Text::new("app_key has the usual shape", "app_key 的样子符合惯例"),
    cause: Text::new(
        "every key seen so far is 32 hex digits in lower case; Meizu documents no shape, so this may be wrong",
        "目前见过的都是 32 位小写十六进制；魅族没有写明格式，所以这条可能误报",
    ),
    remedy: Text::new("compare it with AppKey in the app's configuration", "与应用配置里的 AppKey 核对"),
    link: CLIENT,
};

pub(super) static APP_SECRET_FORMAT: Rule = Rule {
    id: "meizu/app-secret-format",
    severity: Severity::Warning,
    title: Text::new("app_secret has the usual shape", "app_secret 的样子符合惯例"),
    cause: Text::new(
        "every secret seen so far is 32 hex digits in lower case, like AppKey; Meizu documents no shape, so this may be wrong. With a wrong one Meizu answers 1006",
        "目前见过的都是 32 位小写十六进制，与 AppKey 一样；魅族没有写明格式，所以这条可能误报。填错时魅族回答 1006",
    ),
    remedy: Text::new("compare it with AppSecret in the app's configuration", "与应用配置里的 AppSecret 核对"),
    link: API,
};

pub(super) static SWAPPED: Rule = Rule {
    id: "meizu/swapped",
    severity: Severity::Error,
    title: Text::new(
        "app_id, app_key and app_secret stand in their own places",
        "app_id、app_key、app_secret 没有填错位置",
    ),
    cause: Text::new(
        "the three stand beside each other on the console's page; an id is a number, key and secret are 32 hex digits. The phone registers with 110000, a request gets 110000 or 1006",
        "控制台页面上三个值紧挨着：ID 是数字，AppKey 和 AppSecret 是 32 位十六进制。填错时手机注册得到 110000，请求得到 110000 或 1006",
    ),
    remedy: Text::new("put each value into its own key", "把每个值填到自己的位置"),
    link: API,
};

pub(super) static SECRET_IS_KEY: Rule = Rule {
    id: "meizu/secret-is-key",
    severity: Severity::Error,
    title: Text::new("app_secret is not app_key", "app_secret 不是 app_key"),
    cause: Text::new(
        "Tencent's guide tells to note AppSecret and then asks for AppKey in the app: the app needs AppKey, the IM console and a server need AppSecret. With AppKey in its place Meizu answers 1006",
        "腾讯云教程让人记录 AppSecret，到了 App 里又要 AppKey：App 要的是 AppKey，IM 控制台和服务端要的是 AppSecret。用 AppKey 代替时魅族回答 1006",
    ),
    remedy: Text::new("app_key: copy AppKey; app_secret: copy AppSecret", "app_key 填 AppKey，app_secret 填 AppSecret"),
    link: API,
};

pub(super) static PUSH_ID_FORMAT: Rule = Rule {
    id: "meizu/push-id-format",
    severity: Severity::Warning,
    title: Text::new("a pushId has one of the usual shapes", "pushId 符合常见的样子"),
    cause: Text::new(
        "it is 3 capital letters or digits and then hex digits in lower case, 45 characters in all; newer phones may differ. A token of another vendor is the usual slip",
        "前 3 位是大写字母或数字，后面是小写十六进制，一共 45 个字符；新机型可能不同。常见的失误是填了别的厂商的 token",
    ),
    remedy: Text::new(
        "print it on the phone with getDevicePushToken() and copy it whole",
        "在手机上用 getDevicePushToken() 打印，完整复制",
    ),
    link: CLIENT,
};

pub(super) static TITLE: Rule = Rule {
    id: "meizu/title-length",
    severity: Severity::Error,
    title: Text::new("the title has 1 to 32 characters", "标题有 1 到 32 个字符"),
    cause: Text::new("Meizu refuses others with 1005", "其它长度魅族会拒绝（1005）"),
    remedy: Text::new("shorten the title", "缩短标题"),
    link: API,
};

pub(super) static BODY: Rule = Rule {
    id: "meizu/body-length",
    severity: Severity::Error,
    title: Text::new("the body has 1 to 100 characters", "正文有 1 到 100 个字符"),
    cause: Text::new("Meizu refuses others with 1005", "其它长度魅族会拒绝（1005）"),
    remedy: Text::new("shorten the body", "缩短正文"),
    link: API,
};

pub(super) static TTL: Rule = Rule {
    id: "meizu/ttl",
    severity: Severity::Error,
    title: Text::new("the TTL is at most 72 hours", "有效期不超过 72 小时"),
    cause: Text::new(
        "validTime is in whole hours, 1 to 72; 0 means: not kept for a phone that is offline (offLine 0)",
        "validTime 以整小时计，1 到 72；0 表示手机离线时不保留（offLine 0）",
    ),
    remedy: Text::new("use a TTL from 1h to 3d", "用 1h 到 3d 之间的有效期"),
    link: API,
};

pub(super) static CLICK: Rule = Rule {
    id: "meizu/click",
    severity: Severity::Error,
    title: Text::new("a tap opens something Meizu can open", "点击动作魅族能够执行"),
    cause: Text::new(
        "clickType 1 needs activity, 2 needs url, 3 needs customAttribute, each of at most 1000 bytes; 3 must not be used from Android 12 on. With a url Tencent's plugin gets no ext",
        "clickType 为 1 时要有 activity，2 要有 url，3 要有 customAttribute，都不超过 1000 字节；Android 12 起不能用 3。用 url 时腾讯插件读不到 ext",
    ),
    remedy: Text::new(
        "use --click im, open, activity:NAME or url:URL",
        "用 --click im、open、activity:NAME 或 url:URL",
    ),
    link: API,
};
