//! The rules on values and messages of OPPO.

use crate::report::{Rule, Severity};
use crate::text::Text;

/// How to get the ids and secrets.
const DOCUMENT: Option<&str> = Some("https://open.oppomobile.com/new/developmentDoc/info?id=11234");
/// The fields of a message.
const API: Option<&str> = Some("https://open.oppomobile.com/new/developmentDoc/info?id=11236");
/// Sending to one phone.
const UNICAST: Option<&str> = Some("https://open.oppomobile.com/new/developmentDoc/info?id=11238");
/// Message classes.
const CLASSES: Option<&str> = Some("https://open.oppomobile.com/new/developmentDoc/info?id=13189");

pub(in crate::vendors::oppo) static APP_ID_FORMAT: Rule = Rule {
    id: "oppo/app-id-format",
    severity: Severity::Warning,
    title: Text::new("app_id is a number", "app_id 是数字"),
    cause: Text::new(
        "every AppId seen so far is a number of some 8 digits; OPPO documents no shape, so this may be wrong",
        "目前见过的 AppId 都是 8 位左右的数字；OPPO 没有写明格式，所以这条可能误报",
    ),
    remedy: Text::new("compare it with AppId in the application configuration", "与应用配置里的 AppId 核对"),
    link: DOCUMENT,
};

pub(in crate::vendors::oppo) static APP_KEY_FORMAT: Rule = Rule {
    id: "oppo/app-key-format",
    severity: Severity::Warning,
    title: Text::new("app_key has the usual shape", "app_key 的样子符合惯例"),
    cause: Text::new(
        "the keys seen so far are 32 hex digits, those of old apps may be shorter; more than 64 characters are certainly wrong",
        "目前见过的都是 32 位十六进制，旧应用的可能短一些；超过 64 个字符肯定不对",
    ),
    remedy: Text::new("compare it with AppKey in the application configuration", "与应用配置里的 AppKey 核对"),
    link: DOCUMENT,
};

pub(in crate::vendors::oppo) static APP_SECRET_FORMAT: Rule = Rule {
    id: "oppo/app-secret-format",
    severity: Severity::Warning,
    title: Text::new("app_secret has the usual shape", "app_secret 的样子符合惯例"),
    cause: Text::new(
        "the secrets seen so far are 32 hex digits; more than 64 characters are certainly wrong",
        "目前见过的都是 32 位十六进制；超过 64 个字符肯定不对",
    ),
    remedy: Text::new("compare it with AppSecret in the application configuration", "与应用配置里的 AppSecret 核对"),
    link: DOCUMENT,
};

pub(in crate::vendors::oppo) static MASTER_SECRET_FORMAT: Rule = Rule {
    id: "oppo/master-secret-format",
    severity: Severity::Warning,
    title: Text::new("master_secret has the usual shape", "master_secret 的样子符合惯例"),
    cause: Text::new(
        "the secrets seen so far are 32 hex digits; more than 64 characters are certainly wrong",
        "目前见过的都是 32 位十六进制；超过 64 个字符肯定不对",
    ),
    remedy: Text::new(
        "compare it with MasterSecret in the application configuration; only the main account sees it",
        "与应用配置里的 MasterSecret 核对；只有主账号看得到",
    ),
    link: DOCUMENT,
};

pub(in crate::vendors::oppo) static SWAPPED: Rule = Rule {
    id: "oppo/swapped",
    severity: Severity::Error,
    title: Text::new("app_id and app_key are not swapped", "app_id 和 app_key 没有写反"),
    cause: Text::new(
        "the two stand beside each other in the console; with AppId in place of AppKey OPPO answers 14, and the phone gets no registration_id",
        "控制台里两个值紧挨着；把 AppId 当成 AppKey 时 OPPO 回答 14，手机也拿不到 registration_id",
    ),
    remedy: Text::new("app_id takes the digits, app_key the 32 characters", "app_id 填数字，app_key 填 32 位的那个"),
    link: DOCUMENT,
};

pub(in crate::vendors::oppo) static MASTER_SECRET_IS_APP_SECRET: Rule = Rule {
    id: "oppo/master-secret-is-app-secret",
    severity: Severity::Error,
    title: Text::new("master_secret is not app_secret", "master_secret 不是 app_secret"),
    cause: Text::new(
        "the app registers with AppSecret, a server signs with MasterSecret; with one in place of the other OPPO answers 16 Invalid Signature, or the phone gets no registration_id",
        "App 注册用 AppSecret，服务端签名用 MasterSecret；混用时 OPPO 回答 16 Invalid Signature，或者手机拿不到 registration_id",
    ),
    remedy: Text::new(
        "copy each from its own line: push.oppo.com, configuration management (配置管理), application configuration (应用配置); only the main account sees MasterSecret",
        "分别复制：push.oppo.com → 配置管理 → 应用配置；MasterSecret 只有主账号看得到",
    ),
    link: DOCUMENT,
};

pub(in crate::vendors::oppo) static SECRET_IS_KEY: Rule = Rule {
    id: "oppo/secret-is-key",
    severity: Severity::Error,
    title: Text::new("neither secret is app_key", "两个 secret 都不是 app_key"),
    cause: Text::new(
        "AppKey, AppSecret and MasterSecret look alike and stand under one another; OPPO answers 16 Invalid Signature",
        "AppKey、AppSecret、MasterSecret 样子相同，上下排列；填错时 OPPO 回答 16 Invalid Signature",
    ),
    remedy: Text::new("copy each from its own line of the application configuration", "从应用配置里分别复制"),
    link: DOCUMENT,
};

pub(in crate::vendors::oppo) static REGISTRATION_ID_FORMAT: Rule = Rule {
    id: "oppo/registration-id-format",
    severity: Severity::Error,
    title: Text::new(
        "a registration_id has the shape that OPPO's own SDK demands",
        "registration_id 符合 OPPO SDK 自己的校验规则",
    ),
    cause: Text::new(
        "`CN_` or another region in capitals and 32 hex digits, with or without a brand before it; or 32 or 24 hex digits alone. A token of another vendor is the usual slip (10000)",
        "`CN_` 或其它大写区域加 32 位十六进制，前面可以有品牌；或者只有 32 位、24 位十六进制。常见的失误是填了别的厂商的 token（10000）",
    ),
    remedy: Text::new(
        "print it on the phone with getDevicePushToken() and copy it whole",
        "在手机上用 getDevicePushToken() 打印，完整复制",
    ),
    link: UNICAST,
};

pub(in crate::vendors::oppo) static CHANNEL_ID: Rule = Rule {
    id: "oppo/channel-id",
    severity: Severity::Warning,
    title: Text::new("a message names a notification channel", "消息带有通知通道"),
    cause: Text::new(
        "such a message goes to OPPO's default channel or nowhere; the id must exist in the app and at push.oppo.com",
        "这样的消息会进 OPPO 的默认通道，或者根本不显示；ID 要在 App 里创建，也要在 push.oppo.com 登记",
    ),
    remedy: Text::new(
        "set [oppo] channel_id, or --channel-id: push.oppo.com, configuration management, new channel (新建通道)",
        "填写 [oppo] channel_id 或 --channel-id：push.oppo.com → 配置管理 → 新建通道",
    ),
    link: API,
};

pub(in crate::vendors::oppo) static CATEGORY: Rule = Rule {
    id: "oppo/category",
    severity: Severity::Error,
    title: Text::new("category is a word OPPO knows, in capitals", "category 是 OPPO 认识的大写单词"),
    cause: Text::new("OPPO refuses others with 67", "不认识的 OPPO 回答 67"),
    remedy: Text::new(
        "pick one of: IM ACCOUNT DEVICE_REMINDER ORDER TODO SUBSCRIPTION NEWS CONTENT MARKETING SOCIAL",
        "从这些里选：IM ACCOUNT DEVICE_REMINDER ORDER TODO SUBSCRIPTION NEWS CONTENT MARKETING SOCIAL",
    ),
    link: CLASSES,
};

pub(in crate::vendors::oppo) static TEMPLATE: Rule = Rule {
    id: "oppo/template",
    severity: Severity::Warning,
    title: Text::new("a message of communication and service names its template", "通讯与服务类消息带有私信模板"),
    cause: Text::new(
        "since the classes of 2024-11-20 each of these messages needs an approved private template (私信模板); without its id OPPO answers 54",
        "2024-11-20 的新分类之后，这一类消息都要有审核通过的私信模板；没有模板 ID 时 OPPO 回答 54",
    ),
    remedy: Text::new(
        "set [oppo] template_id and template_params, or leave out category",
        "填写 [oppo] template_id 和 template_params，或去掉 category",
    ),
    link: CLASSES,
};

pub(in crate::vendors::oppo) static NOTIFY_LEVEL: Rule = Rule {
    id: "oppo/notify-level",
    severity: Severity::Error,
    title: Text::new("notify_level stands beside a category", "notify_level 与 category 同时填写"),
    cause: Text::new("OPPO takes it with a category only, else 67", "OPPO 只在有 category 时接受它，否则回答 67"),
    remedy: Text::new("set category too, or leave out notify_level", "同时填写 category，或去掉 notify_level"),
    link: API,
};

pub(in crate::vendors::oppo) static TITLE: Rule = Rule {
    id: "oppo/title-length",
    severity: Severity::Error,
    title: Text::new("the title is there and has at most 50 characters", "标题不为空且不超过 50 个字符"),
    cause: Text::new(
        "every character counts 1, Chinese ones and emoji included (40, 41); texts of 2019 say 32",
        "每个字符算 1，汉字和表情也一样（40、41）；2019 年的文档写 32",
    ),
    remedy: Text::new("shorten the title", "缩短标题"),
    link: API,
};

pub(in crate::vendors::oppo) static SUBTITLE: Rule = Rule {
    id: "oppo/subtitle-length",
    severity: Severity::Error,
    title: Text::new("the subtitle has at most 10 characters", "副标题不超过 10 个字符"),
    cause: Text::new("the limit of sub_title", "sub_title 的长度限制"),
    remedy: Text::new("shorten the subtitle", "缩短副标题"),
    link: API,
};

pub(in crate::vendors::oppo) static BODY: Rule = Rule {
    id: "oppo/body-length",
    severity: Severity::Error,
    title: Text::new("the body is there and fits the style", "正文不为空且符合样式的长度"),
    cause: Text::new(
        "style 1 takes 50 characters by the current text and 200 by older ones, of which phones show about 50; style 2 takes 128 (40, 41)",
        "样式 1 按现行文档最多 50 个字符，旧文档 200 个，而手机只显示 50 个左右；样式 2 最多 128 个（40、41）",
    ),
    remedy: Text::new("shorten the body, or use --set oppo.style=2", "缩短正文，或用 --set oppo.style=2"),
    link: API,
};

pub(in crate::vendors::oppo) static TTL: Rule = Rule {
    id: "oppo/ttl",
    severity: Severity::Warning,
    title: Text::new("the TTL is at most 10 days", "有效期不超过 10 天"),
    cause: Text::new(
        "a longer off_line_ttl is cut to 864000 seconds; texts of 2019 say 3 days",
        "更长的 off_line_ttl 会截断为 864000 秒；2019 年的文档写 3 天",
    ),
    remedy: Text::new("use a TTL up to 10d", "用不超过 10d 的有效期"),
    link: API,
};

pub(in crate::vendors::oppo) static CLICK: Rule = Rule {
    id: "oppo/click",
    severity: Severity::Error,
    title: Text::new("a tap opens something OPPO can open", "点击动作 OPPO 能够执行"),
    cause: Text::new(
        "click_action_type 1 and 4 need click_action_activity of at most 500 characters, 2 and 5 need click_action_url of at most 2000 (500 by older texts); 3 is not defined",
        "click_action_type 为 1、4 时需要 click_action_activity（最多 500 个字符），为 2、5 时需要 click_action_url（最多 2000 个，旧文档 500 个）；3 没有定义",
    ),
    remedy: Text::new(
        "use --click im, open, activity:NAME, intent:URI or url:URL",
        "用 --click im、open、activity:NAME、intent:URI 或 url:URL",
    ),
    link: API,
};

pub(in crate::vendors::oppo) static EXT: Rule = Rule {
    id: "oppo/ext-json",
    severity: Severity::Error,
    title: Text::new("ext is a JSON object", "ext 是 JSON 对象"),
    cause: Text::new(
        "OPPO phones show nothing when what is handed to the app (action_parameters) is not a JSON object; in a chat message the same holds for `offlinePushInfo.ext`",
        "带给 App 的内容（action_parameters）不是 JSON 对象时，OPPO 手机什么都不显示；聊天消息的 `offlinePushInfo.ext` 也是这样",
    ),
    remedy: Text::new(
        "write an object: {\"conversationID\":\"c2c_alice\"}",
        "写成对象：{\"conversationID\":\"c2c_alice\"}",
    ),
    link: API,
};

pub(in crate::vendors::oppo) static EXT_LENGTH: Rule = Rule {
    id: "oppo/ext-length",
    severity: Severity::Error,
    title: Text::new("what is handed to the app has at most 4000 characters", "带给 App 的内容不超过 4000 个字符"),
    cause: Text::new("the limit of action_parameters, as JSON text", "action_parameters 的 JSON 文本的长度限制"),
    remedy: Text::new("shorten ext", "缩短 ext"),
    link: API,
};

pub(in crate::vendors::oppo) static SHOW_TIME: Rule = Rule {
    id: "oppo/show-time",
    severity: Severity::Error,
    title: Text::new("the time to show a message in has a beginning and an end", "显示时段有开始和结束"),
    cause: Text::new(
        "show_time_type 1 needs show_start_time and, after it, show_end_time, both in milliseconds",
        "show_time_type 为 1 时需要 show_start_time 和更晚的 show_end_time，单位都是毫秒",
    ),
    remedy: Text::new("set both, or leave out oppo.show_time_type", "两个都填，或去掉 oppo.show_time_type"),
    link: API,
};
