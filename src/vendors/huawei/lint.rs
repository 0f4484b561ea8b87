//! The rules on the values of `[huawei]`, each looked at whatever the others are.

use super::api::Api;
use super::rules::{
    API, API_KEY, APP_ID_FORMAT, APP_SECRET_FORMAT, BADGE_CLASS, BUZ_ID_FORMAT, CATEGORY, CLIENT_ID, PASTED_FILE,
    PROJECT_ID_FORMAT, PROJECT_IS_APP, PROJECT_IS_OTHER, SECRET_IS_OTHER, SERVICE_ACCOUNT, SWAPPED, TOKEN_FORMAT,
    V3_NOT_ASKED,
};
use super::service_account::ServiceAccount;
use crate::config::{App, Contents, Given, Values};
use crate::device::is_whole;
use crate::report::{Finding, Findings, Rule};
use crate::secret::shown;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{is_digits, is_hex, lint_buz_id};

/// The words of `category`. The last two were seen in lists of others and on pages of v3 only.
pub(super) const CATEGORIES: &[&str] = &[
    "IM",
    "VOIP",
    "MISS_CALL",
    "SUBSCRIPTION",
    "TRAVEL",
    "HEALTH",
    "WORK",
    "ACCOUNT",
    "EXPRESS",
    "FINANCE",
    "DEVICE_REMINDER",
    "MAIL",
    "PLAY_VOICE",
    "MARKETING",
    "SYSTEM_REMINDER",
    "CUSTOMER_SERVICE",
];

/// All rules on values.
pub(super) fn lint(values: &Values, app: &App, findings: &mut Findings) {
    lint_buz_id(&BUZ_ID_FORMAT, "huawei", values, findings);
    let ids = ["app_id", "client_id", "project_id"].map(|key| (key, values.text(key)));
    let secret = values.text("app_secret");
    for (key, id) in &ids {
        if let Some(id) = id {
            lint_id(key, id, findings);
        }
    }
    let [app_id, client_id, project_id] = ids.map(|(_, id)| id);
    if let Some(secret) = &secret {
        lint_secret(secret, values, findings);
    }
    lint_ids_together(app_id.as_ref(), client_id.as_ref(), project_id.as_ref(), findings);
    let account = lint_service_account(values, project_id.as_ref(), findings);
    lint_api(values, project_id.is_some() || account, account, findings);
    if let Some(category) = values.text("category") {
        findings.extend(lint_category(&category));
    }
    lint_launcher_activity(app, findings);
}

fn found(rule: &'static Rule, message: Text, given: &Given) -> Finding {
    Finding::new(rule, message).of("huawei").at_value(Some(given))
}

fn looks_like_secret(text: &str) -> bool {
    is_hex(text, 64)
}

fn is_json(text: &str) -> bool {
    text.starts_with('{')
}

fn lint_id(key: &'static str, id: &Given, findings: &mut Findings) {
    let text = id.as_str().trim();
    let finding = if is_json(text) {
        found(&PASTED_FILE, text!("[huawei] {key} holds JSON", "[huawei] {key} 里是一段 JSON"), id)
    } else if looks_like_secret(text) && !is_digits(text, 1..=64) {
        found(&SWAPPED, text!("[huawei] {key} holds an app secret", "[huawei] {key} 里填的是 App secret"), id)
            .label(Text::new("64 hex digits: the shape of a secret", "64 位十六进制，那是密钥的样子"))
    } else if key == "project_id" {
        if is_digits(text, 5..=32) {
            return;
        }
        let message = Text::new(
            "[huawei] project_id is not a number of 5 to 32 digits",
            "[huawei] project_id 不是 5 到 32 位的数字",
        );
        found(&PROJECT_ID_FORMAT, message, id)
    } else if is_digits(text, 1..=64) {
        return;
    } else {
        found(&APP_ID_FORMAT, text!("[huawei] {key} is not digits only", "[huawei] {key} 不是纯数字"), id)
    };
    findings.push(finding);
}

fn lint_secret(secret: &Given, values: &Values, findings: &mut Findings) {
    let text = secret.as_str().trim();
    let same = ["app_id", "client_id", "project_id", "buz_id"]
        .into_iter()
        .find_map(|key| values.text(key).filter(|other| other.as_str().trim() == text).map(|other| (key, other)));
    if let Some((key, other)) = same {
        let message = text!("[huawei] app_secret is the same as {key}", "[huawei] app_secret 与 {key} 相同");
        let finding = found(&SECRET_IS_OTHER, message, secret);
        findings.push(match other.place {
            Some(place) => finding.related(place, text!("{key} stands here", "{key} 在这里")),
            None => finding,
        });
    } else if is_json(text) {
        let message = Text::new("[huawei] app_secret holds JSON", "[huawei] app_secret 里是一段 JSON");
        findings.push(found(&PASTED_FILE, message, secret));
    } else if is_digits(text, 5..=32) {
        let message = Text::new(
            "[huawei] app_secret is digits only: an id, not a secret",
            "[huawei] app_secret 只有数字：那是 ID，不是密钥",
        );
        findings.push(found(&SWAPPED, message, secret));
    } else if looks_like_api_key(text) {
        let message = Text::new(
            "[huawei] app_secret looks like client.api_key of agconnect-services.json",
            "[huawei] app_secret 像是 agconnect-services.json 里的 client.api_key",
        );
        findings.push(found(&API_KEY, message, secret));
    } else if looks_like_secret(text) && text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let message = Text::new(
            "[huawei] app_secret has capital letters: every secret seen so far is in lower case",
            "[huawei] app_secret 里有大写字母：目前见过的密钥都是小写",
        );
        findings.push(found(&APP_SECRET_FORMAT, message, secret));
    } else if !looks_like_secret(text) {
        let count = secret.secret().chars();
        let message = text!(
            "[huawei] app_secret has an unusual shape ({count} characters)",
            "[huawei] app_secret 的样子不常见（{count} 个字符）"
        );
        findings.push(found(&APP_SECRET_FORMAT, message, secret));
    }
}

/// Long, and with characters that stand in no secret seen so far but in keys of the console's own services.
fn looks_like_api_key(text: &str) -> bool {
    text.len() > 64 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+/=-_".contains(&byte))
}

fn lint_ids_together(
    app_id: Option<&Given>,
    client_id: Option<&Given>,
    project_id: Option<&Given>,
    findings: &mut Findings,
) {
    let value = |given: Option<&Given>| given.map(|given| given.as_str().trim().to_owned());
    let app = value(app_id);
    if let (Some(client_id), Some(app)) = (client_id, &app)
        && client_id.as_str().trim() != app
    {
        let message = Text::new("[huawei] client_id differs from app_id", "[huawei] client_id 与 app_id 不同");
        findings.push(found(&CLIENT_ID, message, client_id));
    }
    if let Some(project_id) = project_id
        && app.is_some_and(|app| project_id.as_str().trim() == app)
    {
        let message = Text::new("[huawei] project_id is the same as app_id", "[huawei] project_id 与 app_id 相同");
        findings.push(found(&PROJECT_IS_APP, message, project_id));
    }
}

/// Whether there is a service account that can be used.
fn lint_service_account(values: &Values, project_id: Option<&Given>, findings: &mut Findings) -> bool {
    // An unreadable file is found by whatever reads the values.
    let Contents::Bytes(bytes) = values.contents("service_account_file") else { return false };
    let path = values.text("service_account_file");
    let at = |message| Finding::new(&SERVICE_ACCOUNT, message).of("huawei").at_value(path.as_ref());
    let account = match ServiceAccount::parse(&bytes) {
        Ok(account) => account,
        Err(problem) => {
            let label = problem.label();
            let (en, zh) = (label.get(text::Lang::En), label.get(text::Lang::Zh));
            findings.push(at(Text::owned(
                format!("[huawei] service_account_file is {en}"),
                format!("[huawei] service_account_file：{zh}"),
            )));
            return false;
        }
    };
    if let Some(given) = project_id.filter(|given| given.as_str().trim() != account.project_id) {
        let message = Text::new(
            "[huawei] project_id is not that of service_account_file",
            "[huawei] project_id 与 service_account_file 里的不同",
        );
        findings.push(found(&PROJECT_IS_OTHER, message, given));
    }
    true
}

fn lint_api(values: &Values, has_project: bool, has_account: bool, findings: &mut Findings) {
    let Some(given) = values.text("api") else { return };
    let api = Api::of(Some(given.as_str()));
    if let Some(message) = lacking(api, has_project, has_account) {
        findings.push(found(&API, message, &given));
    } else if api == Api::V3 {
        let message = Text::new(
            "the JWT is proven on v1: v3 has no dry run and is not asked",
            "JWT 通过 v1 验证：v3 没有只校验的接口，所以不询问它",
        );
        findings.push(found(&V3_NOT_ASKED, message, &given));
    }
}

/// What an interface lacks, if anything.
pub(super) fn lacking(api: Api, has_project: bool, has_account: bool) -> Option<Text> {
    match api {
        Api::V2 if !has_project => Some(Text::new("api v2 needs project_id", "接口 v2 需要 project_id")),
        Api::V3 if !has_account => {
            Some(Text::new("api v3 needs service_account_file", "接口 v3 需要 service_account_file"))
        }
        _ => None,
    }
}

/// The rule on a message class, from push.toml or the command line.
pub(super) fn lint_category(category: &Given) -> Option<Finding> {
    let word = category.as_str();
    if CATEGORIES.contains(&word) {
        return None;
    }
    let name = shown(word);
    let message = text!("category `{name}` is not known here", "不认识 category `{name}`");
    let finding = found(&CATEGORY, message, category).about("category");
    let capitals = word.trim().to_ascii_uppercase();
    Some(if CATEGORIES.contains(&capitals.as_str()) {
        finding.remedy(text!("write `{capitals}`", "写成 `{capitals}`"))
    } else {
        finding
    })
}

fn lint_launcher_activity(app: &App, findings: &mut Findings) {
    let Some(activity) = &app.launcher_activity else { return };
    let package = app.package_name.as_ref().map(|name| name.as_str().trim());
    let class = activity.as_str().trim();
    if package == Some(class) {
        let message = Text::new(
            "[app] launcher_activity is the package, not an activity",
            "[app] launcher_activity 填的是包名，不是 Activity",
        );
        findings.push(found(&BADGE_CLASS, message, activity));
    }
}

/// The rule on a push token: nothing is said of its length or beginning.
pub(super) fn lint_token(text: &str) -> Option<Finding> {
    let message = if text.is_empty() {
        Text::new("the push token is empty", "push token 是空的")
    } else if !is_whole(text) {
        Text::new("the push token holds a blank or a line break", "push token 里有空白或换行")
    } else {
        return None;
    };
    Some(Finding::new(&TOKEN_FORMAT, message).of("huawei"))
}

#[cfg(test)]
mod tests;
