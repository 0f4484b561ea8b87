//! `[honor]` of push.toml: its keys, the rules on their values, and the credentials they make.

use super::rules::{APP_ID_FORMAT, BADGE_CLASS, CLIENT_ID_IS_APP_ID, CLIENT_SECRET_FORMAT, SECRET_IS_ID, TOKEN_FORMAT};
use crate::config::{App, Field, Given, Kind, Side, Values};
use crate::report::{Finding, Findings, Severity};
use crate::secret::Secret;
use crate::text;
use crate::text::{Phrase, Text};
use crate::vendors::usual::{is_digits, lint_buz_id, usual_rules};

/// Where the ids and secrets stand.
const APP_PAGE: Phrase = Phrase::new(
    "developer.honor.com, management centre, app services, push service (推送服务), View (查看) of the app",
    "developer.honor.com → 管理中心 → 生态服务 → 应用服务 → 推送服务 → 应用的「查看」",
);

/// Four values stand there; two of them look alike.
const SECRET_PAGE: Phrase = Phrase::new(
    "developer.honor.com, push service (推送服务), View (查看) of the app: Client Secret, not App Secret",
    "developer.honor.com → 推送服务 → 应用的「查看」：Client Secret，不是 App Secret",
);

/// The domain in use since 2024, and the one that older documents show. Whether the older one still answers is not
/// known.
pub(super) const DOMAINS: &[&str] = &["honor.com", "hihonor.com"];

/// The keys of `[honor]`. The message options behind `importance` are those of `sendMessage`.
pub(super) static FIELDS: &[Field] = &[
    Field {
        required: true,
        push_app_info: Some("honor_buz_id"),
        doc: Phrase::new(
            "certificate id that Tencent IM gave the Honor channel; PushAppInfo has it from plugin 2.0.0 on",
            "腾讯云 IM 给荣耀渠道分配的证书 ID；插件 2.0.0 起 PushAppInfo 才有",
        ),
        found: Phrase::new(
            "IM console, basic configuration, Android certificate of Honor",
            "IM 控制台 → 基础配置 → 荣耀的 Android 证书",
        ),
        example: "34568",
        ..Field::new("buz_id", Kind::Id, Side::App)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "App ID, digits only; also com.hihonor.push.app_id in the manifest",
            "App ID，只有数字；也写在清单的 com.hihonor.push.app_id",
        ),
        found: APP_PAGE,
        example: "104400001",
        ..Field::new("app_id", Kind::Id, Side::Both)
    },
    Field {
        required: true,
        doc: Phrase::new("Client ID, which is not the App ID: only for a server", "Client ID，不是 App ID：只给服务端"),
        found: APP_PAGE,
        example: "0123456789abcdef0123456789abcdef",
        ..Field::new("client_id", Kind::Id, Side::Server)
    },
    Field {
        required: true,
        doc: Phrase::new(
            "Client Secret, which is not the App Secret beside it: only for a server, never in the app",
            "Client Secret，不是旁边的 App Secret：只给服务端，不能放进 App",
        ),
        found: SECRET_PAGE,
        example: "Zx81+kQ7/nB3w=Tm5vR9cL2dYp0a6S",
        ..Field::new("client_secret", Kind::Secret, Side::Server)
    },
    Field {
        doc: Phrase::new(
            "domain of Honor's servers: honor.com, the default, or the older hihonor.com, of which nobody knows whether it still answers",
            "荣耀服务器的域名：默认 honor.com；较旧的 hihonor.com 是否还能用不确定",
        ),
        example: "honor.com",
        ..Field::new("domain", Kind::Choice(DOMAINS), Side::Server)
    },
    Field {
        doc: Phrase::new(
            "message class: NORMAL, the default, is service and communication (服务与通讯) and needs the right of self-classification (自分类权益); LOW is marketing (资讯营销)",
            "消息分类：默认 NORMAL 是服务与通讯，需要自分类权益；LOW 是资讯营销",
        ),
        example: "NORMAL",
        ..Field::new("importance", Kind::Choice(&["NORMAL", "LOW"]), Side::Message)
    },
    Field {
        doc: Phrase::new(
            "handed back in the receipt (回执); default: made by pushctl",
            "回执里原样带回；默认由 pushctl 生成",
        ),
        example: "order-1",
        ..Field::new("bi_tag", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "0 default, 1 big text: title and body are sent as bigTitle and bigBody too, as Honor wants it",
            "0 默认，1 大文本：标题和正文会同时作为 bigTitle、bigBody 发送（荣耀的要求）",
        ),
        example: "1",
        ..Field::new("style", Kind::Integer { min: 0, max: 1 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "time by which notifications are sorted and which they show, UTC",
            "通知显示和排序用的时间，UTC",
        ),
        example: "2026-11-23T15:01:23Z",
        ..Field::new("when", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "the same id replaces the notification that is shown; -1, the default: every one is its own",
            "相同的 id 会替换已显示的通知；默认 -1，互不替换",
        ),
        example: "1",
        ..Field::new("notify_id", Kind::Integer { min: -1, max: 2_147_483_647 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "the same tag replaces the notification that is shown; default: --collapse-key",
            "相同的 tag 会替换已显示的通知；默认取 --collapse-key",
        ),
        example: "order-1",
        ..Field::new("tag", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new("notifications of one group are shown folded together", "同一组的通知折叠显示"),
        example: "orders",
        ..Field::new("group", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "adds to the number on the app's icon; --badge sets it. Only one of the two",
            "在角标数字上累加；--badge 是直接设置。两者只能用一个",
        ),
        example: "1",
        ..Field::new("badge_add", Kind::Integer { min: 1, max: 2_147_483_647 }, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "a tap opens the page with this intent action; wins over --click",
            "点击打开带这个 intent action 的页面；优先于 --click",
        ),
        example: "com.example.imdemo.OPEN_ORDER",
        ..Field::new("click_action", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "a JSON array of at most 3 buttons: name (at most 40 characters), actionType 0 home, 1 page, 2 URL, and intentType, intent, data (at most 1024)",
            "JSON 数组，最多 3 个按钮：name（最多 40 个字符），actionType 0 首页、1 页面、2 链接，以及 intentType、intent、data（最多 1024）",
        ),
        example: "[{\"name\":\"打开\",\"actionType\":0}]",
        ..Field::new("buttons", Kind::Text, Side::Message)
    },
    Field {
        doc: Phrase::new(
            "further pairs for the app beside ext, inside the JSON text of `data`",
            "除 ext 之外带给 App 的键值，放进 `data` 的 JSON 文字里",
        ),
        example: "",
        ..Field::new("data", Kind::Map, Side::Message)
    },
];

/// What a server proves itself with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// App ID: digits. It stands in the path of every push, and proves nothing.
    pub app_id: String,
    /// Client ID.
    pub client_id: String,
    /// Client Secret.
    pub client_secret: Secret,
    /// The domain of Honor's servers, one of two.
    pub domain: &'static str,
}

impl Credentials {
    /// The credentials, if all three are there and the App ID is digits. Blanks around them are cut off. The secret goes
    /// to no other domain than Honor's two, whatever push.toml says.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        let text = |key: &str| values.text(key).map(|given| given.as_str().trim().to_owned());
        let domain = text("domain").and_then(|own| DOMAINS.iter().copied().find(|domain| *domain == own));
        Some(Self {
            app_id: text("app_id").filter(|id| is_digits(id, 1..=40))?,
            client_id: text("client_id")?,
            client_secret: Secret::new(text("client_secret")?),
            domain: domain.unwrap_or(DOMAINS[0]),
        })
    }
}

usual_rules!("honor", "Honor", "荣耀");

/// How many digits an App ID may reasonably have; nine have been seen, nobody documents a number.
const APP_ID_DIGITS: std::ops::RangeInclusive<usize> = 6..=20;

/// The rules on the values of `[honor]`, each looked at whatever the others are.
pub(super) fn lint(values: &Values, app: &App, findings: &mut Findings) {
    lint_buz_id(&BUZ_ID_FORMAT, "honor", values, findings);
    let [app_id, client_id, secret] = ["app_id", "client_id", "client_secret"].map(|key| values.text(key));
    if let Some(app_id) = &app_id {
        findings.extend(lint_app_id(app_id, client_id.as_ref()));
    }
    // Of two ids that were exchanged one finding is enough.
    let is_number = |id: &Given| id.as_str().trim().bytes().all(|byte| byte.is_ascii_digit());
    if let Some(client_id) = client_id.as_ref().filter(|_| app_id.as_ref().is_none_or(is_number)) {
        findings.extend(lint_client_id(client_id, app_id.as_ref()));
    }
    if let Some(secret) = &secret {
        findings.extend(lint_secret(secret, [("client_id", client_id.as_ref()), ("app_id", app_id.as_ref())]));
    }
    if let Some(class) = &app.launcher_activity {
        let package_name = app.package_name.as_ref().map(|name| name.as_str().trim());
        findings.extend(lint_badge_class(class, package_name));
    }
}

fn at(finding: Finding, given: &Given) -> Finding {
    finding.of("honor").at_value(Some(given))
}

/// Also says where the id went if the two were exchanged.
fn lint_app_id(id: &Given, client_id: Option<&Given>) -> Option<Finding> {
    let text = id.as_str().trim();
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        let message = Text::new("[honor] app_id is not a number", "[honor] app_id 不是数字");
        let finding = at(Finding::new(&APP_ID_FORMAT, message), id);
        let place = client_id
            .filter(|other| is_digits(other.as_str().trim(), APP_ID_DIGITS))
            .and_then(|other| other.place.clone());
        return Some(match place {
            Some(place) => finding
                .remedy(Text::new("swap app_id and client_id", "app_id 和 client_id 对调"))
                .related(place, Text::new("the id seems to stand here", "App ID 像是写在这里")),
            None => finding,
        });
    }
    let count = text.len();
    let message = text!("[honor] app_id has {count} digits; 9 are usual", "[honor] app_id 有 {count} 位；通常是 9 位");
    let unusual = !APP_ID_DIGITS.contains(&count);
    unusual.then(|| at(Finding::new(&APP_ID_FORMAT, message).severity(Severity::Warning), id))
}

fn lint_client_id(id: &Given, app_id: Option<&Given>) -> Option<Finding> {
    let text = id.as_str().trim();
    if app_id.is_some_and(|app_id| app_id.as_str().trim() == text) {
        let message = Text::new("[honor] client_id is the same as app_id", "[honor] client_id 与 app_id 相同");
        let finding = at(Finding::new(&CLIENT_ID_IS_APP_ID, message), id);
        return Some(match app_id.and_then(|app_id| app_id.place.clone()) {
            Some(place) => finding.related(place, Text::new("the App ID", "App ID 在这里")),
            None => finding,
        });
    }
    let message = Text::new(
        "[honor] client_id is digits only, the shape of an App ID",
        "[honor] client_id 只有数字，是 App ID 的样子",
    );
    is_digits(text, APP_ID_DIGITS)
        .then(|| at(Finding::new(&CLIENT_ID_IS_APP_ID, message).severity(Severity::Warning), id))
}

/// A secret that is one of the ids beside it, or has the shape of one. An App Secret has no shape to know it by.
fn lint_secret(secret: &Given, ids: [(&str, Option<&Given>); 2]) -> Option<Finding> {
    let text = secret.as_str().trim();
    for (key, id) in ids {
        let Some(id) = id.filter(|id| id.as_str().trim() == text) else { continue };
        let message = text!("[honor] client_secret is the same as {key}", "[honor] client_secret 与 {key} 相同");
        let finding = at(Finding::new(&SECRET_IS_ID, message), secret);
        return Some(match &id.place {
            Some(place) => finding.related(place.clone(), Text::new("the id", "ID 在这里")),
            None => finding,
        });
    }
    let message = Text::new(
        "[honor] client_secret is digits only, the shape of an App ID",
        "[honor] client_secret 只有数字，是 App ID 的样子",
    );
    is_digits(text, APP_ID_DIGITS).then(|| at(Finding::new(&CLIENT_SECRET_FORMAT, message), secret))
}

/// `[app] launcher_activity`, which becomes `badgeClass`.
pub(super) fn lint_badge_class(class: &Given, package_name: Option<&str>) -> Option<Finding> {
    let text = class.as_str().trim();
    let message = if package_name == Some(text) {
        Text::new(
            "[app] launcher_activity is the package name, not an activity",
            "[app] launcher_activity 填的是包名，不是 Activity",
        )
    } else if text.starts_with('.') || !text.contains('.') {
        Text::new("[app] launcher_activity is not a full class name", "[app] launcher_activity 不是完整的类名")
    } else {
        return None;
    };
    Some(at(Finding::new(&BADGE_CLASS, message), class))
}

/// The rule on a push token. Nobody documents its shape or length; what cannot be part of any is told.
pub(super) fn lint_token(text: &str) -> Option<Finding> {
    let whole = text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"'`<>\\".contains(&byte));
    let message = if text.contains('…') {
        Text::new("this token is shortened: the middle is missing", "这个 token 是缩略显示的：中间部分不见了")
    } else {
        Text::new("this token holds characters that no push token has", "这个 token 里有 push token 不会有的字符")
    };
    (!whole).then(|| Finding::new(&TOKEN_FORMAT, message).of("honor"))
}

#[cfg(test)]
mod tests;
