//! `[vivo]` of push.toml: its keys, the rules on their values, and the credentials they make.

use crate::config::{App, Field, Given, Kind, Side, Values};
use crate::report::{Finding, Findings, Rule, Severity};
use crate::secret::{Secret, shown};
use crate::text;
use crate::text::{Phrase, Text};
use crate::vendors::usual::{is_digits, is_hex, is_positive_int, is_uuid, lint_buz_id, unlike, usual_rules};

/// Where the ids and secrets stand.
const APP_PAGE: Phrase = Phrase::new(
    "dev.vivo.com.cn, management centre, message push (消息推送), the app's details",
    "dev.vivo.com.cn → 管理中心 → 消息推送 → 应用详情",
);

/// The keys of `[vivo]`. The message options behind `category` are those of `/message/send`.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("vivo_buz_id"),
        doc: Phrase::new("certificate id that Tencent IM gave the vivo channel", "腾讯云 IM 给 vivo 渠道分配的证书 ID"),
        found: Phrase::new(
            "IM console, basic configuration, Android certificate of vivo",
            "IM 控制台 → 基础配置 → vivo 的 Android 证书",
        ),
        example: "34564",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "APP ID, digits only; also com.vivo.push.app_id in the manifest",
            "APP ID，只有数字；也写在清单的 com.vivo.push.app_id",
        ),
        found: APP_PAGE,
        example: "105000001",
        ..Field::new("app_id", Kind::Id, Side::Both)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "APP key; also com.vivo.push.api_key in the manifest",
            "APP key；也写在清单的 com.vivo.push.api_key",
        ),
        found: APP_PAGE,
        example: "0123456789abcdef0123456789abcdef",
        ..Field::new("app_key", Kind::Id, Side::Both)
    },
    Field {
        required: true,
        doc: Phrase::new("App secret: only for a server, never in the app", "App secret：只给服务端，不能放进 App"),
        found: APP_PAGE,
        example: "11111111-2222-3333-4444-555555555555",
        ..Field::new("app_secret", Kind::Secret, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "message class (消息分类): IM, ACCOUNT, TODO, DEVICE_REMINDER, ORDER, SUBSCRIPTION are system messages; NEWS, CONTENT, MARKETING, SOCIAL operational ones",
            "消息分类：IM、ACCOUNT、TODO、DEVICE_REMINDER、ORDER、SUBSCRIPTION 属于系统消息；NEWS、CONTENT、MARKETING、SOCIAL 属于运营消息",
        ),
        example: "IM",
        ..Field::new("category", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "1 silent, 2 ring, 3 vibrate, 4 ring and vibrate; default 4",
            "1 无提醒，2 响铃，3 振动，4 响铃加振动；默认 4",
        ),
        example: "4",
        ..Field::new("notify_type", Kind::Integer { min: 1, max: 4 }, Side::Message)
    },
    Field {
        doc: Phrase::new("-1 any network, 1 Wi-Fi only; default -1", "-1 任何网络，1 仅 Wi-Fi；默认 -1"),
        example: "-1",
        ..Field::new("network_type", Kind::Integer { min: -1, max: 1 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "0 operational (运营), 1 system (系统); must agree with category",
            "0 运营消息，1 系统消息；必须与 category 一致",
        ),
        example: "1",
        ..Field::new("classification", Kind::Integer { min: 0, max: 1 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "the same id replaces the notification that is shown; default: vivo makes one",
            "相同的 id 会替换已显示的通知；默认由 vivo 生成",
        ),
        example: "1",
        ..Field::new("notify_id", Kind::Integer { min: 1, max: 2_147_483_647 }, Side::Message)
    },
    Field {
        doc: Phrase::new("false: not shown while the app is in the foreground", "false：App 在前台时不显示"),
        example: "true",
        ..Field::new("foreground_show", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("true: one attempt, only if the phone is online", "true：只在手机在线时尝试一次"),
        example: "false",
        ..Field::new("send_online", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new("true: adds to the number on the app's icon", "true：角标加一"),
        example: "true",
        ..Field::new("add_badge", Kind::Flag, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "id of the user signed in on the phone, at most 64 characters",
            "手机上登录用户的 id，最多 64 个字符",
        ),
        example: "alice",
        ..Field::new("profile_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "receipt (回执) address, at most 128 characters; production messages only",
            "回执地址，最多 128 个字符；只对正式消息有效",
        ),
        example: "https://push.example.com/vivo",
        ..Field::new("callback", Kind::Url, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "id of a receipt address registered in the console; wins over callback",
            "控制台登记的回执地址 id；优先于 callback",
        ),
        example: "1",
        ..Field::new("callback_id", Kind::Id, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "handed back in the receipt, at most 64 characters (192 by newer texts)",
            "回执里原样带回，最多 64 个字符（较新的文档写 192）",
        ),
        example: "order-1",
        ..Field::new("callback_param", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "unique per request, at most 64 characters; default: made by pushctl",
            "每次请求唯一，最多 64 个字符；默认由 pushctl 生成",
        ),
        example: "order-1-1",
        ..Field::new("request_id", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "1 open app, 2 open URL, 3 custom, 4 open page; default: from --click",
            "1 打开应用，2 打开链接，3 自定义，4 打开页面；默认由 --click 决定",
        ),
        example: "4",
        ..Field::new("skip_type", Kind::Integer { min: 1, max: 4 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "what skip_type 2, 3 and 4 open, at most 1024 characters",
            "skip_type 为 2、3、4 时打开的内容，最多 1024 个字符",
        ),
        example: "https://example.com/",
        ..Field::new("skip_content", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "further pairs for the app beside ext; all keys and values together at most 1024 characters, older texts: at most 10 pairs",
            "除 ext 之外带给 App 的键值；所有键和值合计最多 1024 个字符，旧文档：最多 10 对",
        ),
        example: "",
        ..Field::new("client_custom_map", Kind::Map, Side::Message)
    },
];

/// What a server proves itself with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// APP ID. A number on the wire: the vendor's SDK types it as Java `int`.
    pub app_id: i32,
    /// APP key.
    pub app_key: String,
    /// App secret. Goes into the sign and is never sent.
    pub app_secret: Secret,
}

impl Credentials {
    /// The credentials, if all three are there and the id is a number. Blanks around them are cut off: the vendor's
    /// document demands it, and a pasted blank is answered with 10206.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        Some(Self {
            app_id: values.text("app_id")?.as_str().trim().parse().ok().filter(|id| *id > 0)?,
            app_key: values.text("app_key")?.as_str().trim().to_owned(),
            app_secret: Secret::new(values.text("app_secret")?.as_str().trim()),
        })
    }
}

/// The two classes and their `category` words, from the vendor's table as mirrored in 2025-11.
pub(super) const CATEGORIES: &[(&str, u8)] = &[
    ("IM", 1),
    ("ACCOUNT", 1),
    ("TODO", 1),
    ("DEVICE_REMINDER", 1),
    ("ORDER", 1),
    ("SUBSCRIPTION", 1),
    ("NEWS", 0),
    ("CONTENT", 0),
    ("MARKETING", 0),
    ("SOCIAL", 0),
];

/// vivo's overview of message push.
const DOCUMENT: Option<&str> = Some("https://dev.vivo.com.cn/documentCenter/doc/180");
/// vivo's description of the server interface.
const API: Option<&str> = Some("https://dev.vivo.com.cn/documentCenter/doc/362");

usual_rules!("vivo", "vivo", "vivo ");

pub(super) static APP_ID_FORMAT: Rule = Rule {
    id: "vivo/app-id-format",
    severity: Severity::Error,
    title: Text::new("app_id is a number of 4 to 10 digits", "app_id 是 4 到 10 位的数字"),
    cause: Text::new(
        "vivo's SDK holds it in a 32-bit integer; anything else belongs to another app, vendor or field",
        "vivo 的 SDK 用 32 位整数保存它；其它写法是别的应用、别的厂商或别的字段的值",
    ),
    remedy: Text::new(
        "copy APP ID from the app's details at dev.vivo.com.cn",
        "从 dev.vivo.com.cn 的应用详情复制 APP ID",
    ),
    link: DOCUMENT,
};

pub(super) static APP_KEY_FORMAT: Rule = Rule {
    id: "vivo/app-key-format",
    severity: Severity::Warning,
    title: Text::new("app_key has the usual shape", "app_key 的样子符合惯例"),
    cause: Text::new(
        "every key seen so far is 32 hex digits or a UUID; vivo documents no shape, so this may be wrong",
        "目前见过的都是 32 位十六进制或 UUID；vivo 没有写明格式，所以这条可能误报",
    ),
    remedy: Text::new("compare it with APP key in the app's details", "与应用详情里的 APP key 核对"),
    link: DOCUMENT,
};

pub(super) static APP_SECRET_FORMAT: Rule = Rule {
    id: "vivo/app-secret-format",
    severity: Severity::Warning,
    title: Text::new("app_secret has the usual shape", "app_secret 的样子符合惯例"),
    cause: Text::new(
        "every secret seen so far is a UUID or 32 hex digits; vivo documents no shape, so this may be wrong",
        "目前见过的都是 UUID 或 32 位十六进制；vivo 没有写明格式，所以这条可能误报",
    ),
    remedy: Text::new("compare it with App secret in the app's details", "与应用详情里的 App secret 核对"),
    link: DOCUMENT,
};

pub(super) static SWAPPED: Rule = Rule {
    id: "vivo/swapped",
    severity: Severity::Error,
    title: Text::new("app_id and app_key are not swapped", "app_id 和 app_key 没有写反"),
    cause: Text::new(
        "Tencent's guide has the two comments the wrong way round at this step; in the app, registration then fails without an error",
        "腾讯云教程在这一步把两行注释写反了；后果是 App 里 vivo 注册失败，而且没有报错",
    ),
    remedy: Text::new(
        "swap the two values; in the project `pushctl gen-manifest --apply --vendor vivo` does it",
        "两个值对调；工程里的可以用 `pushctl gen-manifest --apply --vendor vivo` 自动修改",
    ),
    link: DOCUMENT,
};

pub(super) static SECRET_IS_KEY: Rule = Rule {
    id: "vivo/secret-is-key",
    severity: Severity::Error,
    title: Text::new("app_secret is not app_key", "app_secret 不是 app_key"),
    cause: Text::new(
        "the two stand beside each other on the console's page; vivo answers 10206",
        "控制台页面上两个值紧挨着；填错时 vivo 回答 10206",
    ),
    remedy: Text::new("copy App secret, not APP key", "复制 App secret，不是 APP key"),
    link: DOCUMENT,
};

pub(super) static REG_ID_FORMAT: Rule = Rule {
    id: "vivo/reg-id-format",
    severity: Severity::Warning,
    title: Text::new("a regId has one of the two usual shapes", "regId 符合两种常见样子之一"),
    cause: Text::new(
        "old ones are 23 digits, new ones begin with v2- and have more than 50 characters; a token of another vendor is the usual slip",
        "旧的是 23 位数字，新的以 v2- 开头、超过 50 个字符；常见的失误是填了别的厂商的 token",
    ),
    remedy: Text::new(
        "print it on the phone with getDevicePushToken() and copy it whole",
        "在手机上用 getDevicePushToken() 打印，完整复制",
    ),
    link: API,
};

pub(super) static CATEGORY: Rule = Rule {
    id: "vivo/category",
    severity: Severity::Error,
    title: Text::new("category is a word vivo knows, in capitals", "category 是 vivo 认识的大写单词"),
    cause: Text::new(
        "vivo refuses others with 10096, and one that contradicts classification with 10097",
        "不认识的 vivo 回答 10096；与 classification 矛盾的回答 10097",
    ),
    remedy: Text::new(
        "pick one of: IM ACCOUNT TODO DEVICE_REMINDER ORDER SUBSCRIPTION NEWS CONTENT MARKETING SOCIAL",
        "从这些里选：IM ACCOUNT TODO DEVICE_REMINDER ORDER SUBSCRIPTION NEWS CONTENT MARKETING SOCIAL",
    ),
    link: Some("https://dev.vivo.com.cn/documentCenter/doc/359"),
};

pub(super) static TITLE: Rule = Rule {
    id: "vivo/title-length",
    severity: Severity::Error,
    title: Text::new("the title is there and at most 40 long", "标题不为空且不超过 40"),
    cause: Text::new(
        "older texts count a Chinese character as 2, newer ones as 1: up to 40 characters may pass, up to 40 by the older count surely does (10055, 10056)",
        "旧文档一个汉字算 2，新文档算 1：40 个字符以内可能通过，按旧算法 40 以内一定通过（10055、10056）",
    ),
    remedy: Text::new("shorten the title", "缩短标题"),
    link: API,
};

pub(super) static BODY: Rule = Rule {
    id: "vivo/body-length",
    severity: Severity::Error,
    title: Text::new("the body is there and at most 100 long", "正文不为空且不超过 100"),
    cause: Text::new(
        "counted as the title is: older texts count a Chinese character as 2, newer ones as 1 (10057, 10058)",
        "算法同标题：旧文档一个汉字算 2，新文档算 1（10057、10058）",
    ),
    remedy: Text::new("shorten the body", "缩短正文"),
    link: API,
};

pub(super) static TTL: Rule = Rule {
    id: "vivo/ttl",
    severity: Severity::Error,
    title: Text::new("the TTL is 60 seconds to 1 day", "有效期在 60 秒到 1 天之间"),
    cause: Text::new(
        "shorter ones are refused (10059); older texts allow 7 days, newer ones cut at 1 day",
        "更短的会被拒绝（10059）；旧文档允许 7 天，新文档截断为 1 天",
    ),
    remedy: Text::new("use a TTL from 60s to 1d", "用 60s 到 1d 之间的有效期"),
    link: API,
};

pub(super) static CLICK: Rule = Rule {
    id: "vivo/click",
    severity: Severity::Error,
    title: Text::new("a tap opens something vivo can open", "点击动作 vivo 能够执行"),
    cause: Text::new(
        "skipContent is needed for skipType 2, 3 and 4 and has at most 1024 characters (2048 by a newer text)",
        "skipType 为 2、3、4 时需要 skipContent，最多 1024 个字符（较新的文档写 2048）",
    ),
    remedy: Text::new("use --click im, open, intent:URI or url:URL", "用 --click im、open、intent:URI 或 url:URL"),
    link: API,
};

pub(super) static EXT: Rule = Rule {
    id: "vivo/ext-length",
    severity: Severity::Error,
    title: Text::new("what is handed to the app has at most 1024 characters", "带给 App 的内容不超过 1024 个字符"),
    cause: Text::new(
        "clientCustomMap: all keys and values together, at most 10 pairs by older texts (10066, 10067)",
        "clientCustomMap 的所有键和值合计；旧文档限 10 对（10066、10067）",
    ),
    remedy: Text::new("shorten ext", "缩短 ext"),
    link: API,
};

pub(super) static TEST_CONTENT: Rule = Rule {
    id: "vivo/test-content",
    severity: Severity::Warning,
    title: Text::new("production text does not look like a test", "正式消息的文字不像测试"),
    cause: Text::new(
        "outside test mode vivo refuses text of digits, English or symbols alone, and text with 测试 or brackets (10104)",
        "测试模式之外，vivo 拒绝纯数字、纯英文、纯符号的文字，以及含“测试”或括号的文字（10104）",
    ),
    remedy: Text::new("write real text, or leave out --live", "写真实的文字，或去掉 --live"),
    link: None,
};

/// Whether a value looks like an app key or secret: 32 hex digits or a UUID.
fn looks_like_key(text: &str) -> bool {
    is_hex(text, 32) || is_uuid(text)
}

/// Whether a value looks like an app id: 4 to 12 digits.
fn looks_like_id(text: &str) -> bool {
    is_digits(text, 4..=12)
}

/// The rules on the values of `[vivo]`, each looked at whatever the others are.
pub(super) fn lint(values: &Values, _app: &App, findings: &mut Findings) {
    let [id, key, secret] = ["app_id", "app_key", "app_secret"].map(|key| values.text(key));
    let id_is_key = id.as_ref().is_some_and(|id| looks_like_key(id.as_str().trim()));
    let key_is_id = key.as_ref().is_some_and(|key| looks_like_id(key.as_str().trim()));
    lint_buz_id(&BUZ_ID_FORMAT, "vivo", values, findings);
    if let (Some(id), true) = (&id, id_is_key) {
        findings.push(swapped(id, key.as_ref().filter(|_| key_is_id)));
    } else if let Some(id) = &id {
        lint_app_id(id, findings);
    }
    if let (Some(key), false) = (&key, id_is_key && key_is_id) {
        lint_app_key(key, findings);
    }
    if let Some(secret) = &secret {
        lint_app_secret(secret, key.as_ref(), findings);
    }
    if let Some(category) = values.text("category") {
        findings.append(lint_category(&category, values.text("classification").as_ref()));
    }
    if values.text("network_type").is_some_and(|network| network.as_str() == "0") {
        let message = Text::new("[vivo] network_type is -1 or 1", "[vivo] network_type 是 -1 或 1");
        findings.push(at(Finding::new(&OPTION, message), values.text("network_type").as_ref()));
    }
}

fn at(finding: Finding, given: Option<&Given>) -> Finding {
    finding.of("vivo").at_value(given)
}

fn swapped(id: &Given, key: Option<&Given>) -> Finding {
    let finding = Finding::new(&SWAPPED, Text::new("[vivo] app_id holds an app key", "[vivo] app_id 里填的是 AppKey"))
        .label(Text::new("32 hex digits or a UUID: the shape of a key", "32 位十六进制或 UUID，那是 AppKey 的样子"));
    let finding = at(finding, Some(id));
    match key.and_then(|key| key.place.clone()) {
        Some(place) => finding.related(place, Text::new("and the id stands here", "ID 写在这里")),
        None => finding.remedy(Text::new("put APP ID (digits) there", "这里应当填 APP ID（数字）")),
    }
}

fn lint_app_id(id: &Given, findings: &mut Findings) {
    let text = id.as_str().trim();
    if !looks_like_id(text) {
        let message =
            Text::new("[vivo] app_id is not a number of 4 to 10 digits", "[vivo] app_id 不是 4 到 10 位的数字");
        findings.push(at(Finding::new(&APP_ID_FORMAT, message), Some(id)));
    } else if !is_positive_int(text) {
        let message =
            Text::new("[vivo] app_id is not between 1 and 2147483647", "[vivo] app_id 不在 1 到 2147483647 之间");
        findings.push(at(Finding::new(&APP_ID_FORMAT, message), Some(id)));
    }
}

fn lint_app_key(key: &Given, findings: &mut Findings) {
    let text = key.as_str().trim();
    if looks_like_id(text) {
        let message = Text::new("[vivo] app_key holds an app id", "[vivo] app_key 里填的是 APP ID");
        let finding = Finding::new(&SWAPPED, message).remedy(Text::new("put APP key there", "这里应当填 APP key"));
        findings.push(at(finding, Some(key)));
    } else if !looks_like_key(text) {
        let message = Text::new("[vivo] app_key has an unusual shape", "[vivo] app_key 的样子不常见");
        findings.push(at(Finding::new(&APP_KEY_FORMAT, message), Some(key)));
    }
}

fn lint_app_secret(secret: &Given, key: Option<&Given>, findings: &mut Findings) {
    let text = secret.as_str().trim();
    if let Some(key) = key.filter(|key| key.as_str().trim() == text) {
        let message = Text::new("[vivo] app_secret is the same as app_key", "[vivo] app_secret 与 app_key 相同");
        let mut finding = at(Finding::new(&SECRET_IS_KEY, message), Some(secret));
        if let Some(place) = &key.place {
            finding = finding.related(place.clone(), Text::new("the key", "APP key 在这里"));
        }
        findings.push(finding);
    } else if !looks_like_key(text) {
        let count = secret.secret().chars();
        let message = text!(
            "[vivo] app_secret has an unusual shape ({count} characters)",
            "[vivo] app_secret 的样子不常见（{count} 个字符）"
        );
        findings.push(at(Finding::new(&APP_SECRET_FORMAT, message), Some(secret)));
    }
}

/// The rule on a class word, from push.toml or the command line.
pub(super) fn lint_category(category: &Given, classification: Option<&Given>) -> Findings {
    let word = category.as_str();
    let name = shown(word);
    let mut findings = Findings::default();
    match CATEGORIES.iter().find(|(known, _)| *known == word) {
        None if CATEGORIES.iter().any(|(known, _)| known.eq_ignore_ascii_case(word)) => {
            let capitals = word.to_ascii_uppercase();
            let message = text!("category `{name}` must be in capitals", "category `{name}` 必须大写");
            let remedy = text!("write `{capitals}`", "写成 `{capitals}`");
            findings.push(at(Finding::new(&CATEGORY, message).remedy(remedy).about("category"), Some(category)));
        }
        None => {
            // vivo may add words; only it can say whether one is wrong.
            let message = text!("category `{name}` is not known here", "不认识 category `{name}`");
            let finding = Finding::new(&CATEGORY, message).severity(Severity::Warning).about("category");
            findings.push(at(finding, Some(category)));
        }
        Some((_, class)) => {
            if let Some(given) = classification.filter(|given| given.as_str() != class.to_string()) {
                let message = text!(
                    "classification contradicts category `{word}`, which is of class {class}",
                    "classification 与 category `{word}` 矛盾，它属于 {class}"
                );
                findings.push(at(Finding::new(&CATEGORY, message), Some(given)));
            }
        }
    }
    findings
}

/// The rule on a regId.
pub(super) fn lint_token(text: &str) -> Option<Finding> {
    let old = is_digits(text, 23..=23);
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let new = text.strip_prefix("v2-").is_some_and(|rest| rest.len() >= 48 && rest.bytes().all(word));
    (!old && !new).then(|| Finding::new(&REG_ID_FORMAT, unlike("a regId of vivo", " vivo 的 regId", text)).of("vivo"))
}

#[cfg(test)]
mod tests;
