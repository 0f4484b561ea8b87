//! `[google]` of push.toml: the rules on its values, and the credentials they make.

use serde_json::{Map, Value};

use super::account::{self, Problem, ServiceAccount, is_api_key, is_legacy_key};
pub(super) use super::fields::FIELDS;
use super::google_services;
use super::rules::{
    ACCOUNT_SHAPE, BUZ_ID_FORMAT, LEGACY_KEY, PRIVATE_KEY, PROJECT_ID_FORMAT, PROJECT_MISMATCH, SERVICE_ACCOUNT,
    TOKEN_FORMAT, TOKEN_URI,
};
use crate::config::{App, Contents, Given, Values};
use crate::report::{Finding, Findings, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors::usual::{is_digits, is_hex, lint_buz_id, unlike};

/// What a server proves itself with, and the project it sends for.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The service account.
    pub account: ServiceAccount,
    /// The project in the address: id or number.
    pub project: String,
}

impl Credentials {
    /// The credentials, if the file is a service account and a project is known.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        let Contents::Bytes(bytes) = values.contents("service_account_file") else { return None };
        let account = ServiceAccount::parse(&bytes).ok()?;
        let own = values.text("project_id").map(|id| id.as_str().trim().to_owned());
        let project = own.or_else(|| account.project_id.clone())?;
        Some(Self { account, project })
    }
}

/// The rules on the values of `[google]`, each looked at whatever the others are.
pub(super) fn lint(values: &Values, app: &App, findings: &mut Findings) {
    lint_buz_id(&BUZ_ID_FORMAT, "google", values, findings);
    let project = values.text("project_id");
    if let Some(project) = &project {
        findings.extend(lint_project_id(project));
    }
    let Some(file) = values.text("service_account_file") else { return };
    if let Some(finding) = lint_path(&file) {
        findings.push(finding);
        return;
    }
    let Contents::Bytes(bytes) = values.contents("service_account_file") else { return };
    // An account that an emulator made up is of no project of the user's.
    let is_own = std::path::Path::new(file.as_str()).is_file();
    lint_account(&file, &bytes, project.as_ref().filter(|_| is_own), findings);
    if let (Some(folder), Some(credentials), true) = (&app.project, Credentials::read(values), is_own) {
        google_services::lint(folder, &credentials.project, &file, findings);
    }
}

fn at(finding: Finding, given: &Given) -> Finding {
    finding.of("google").at_value(Some(given))
}

/// A key that stands where the path of a key file belongs.
fn lint_path(file: &Given) -> Option<Finding> {
    let name = file.as_str().rsplit(['/', '\\']).next().unwrap_or_default().trim();
    if is_legacy_key(name) {
        let message = Text::new(
            "[google] service_account_file holds a legacy server key, not a path",
            "[google] service_account_file 里填的是旧版 server key，不是路径",
        );
        return Some(at(Finding::new(&LEGACY_KEY, message), file));
    }
    is_api_key(name).then(|| {
        let message = Text::new(
            "[google] service_account_file holds an API key, not a path",
            "[google] service_account_file 里填的是 API key，不是路径",
        );
        at(Finding::new(&SERVICE_ACCOUNT, message), file)
    })
}

fn lint_account(file: &Given, bytes: &[u8], project: Option<&Given>, findings: &mut Findings) {
    match ServiceAccount::parse(bytes) {
        Err(problem) => findings.push(at(of_problem(problem), file)),
        Ok(account) if account.project_id.is_none() && project.is_none() => {
            findings.push(at(of_problem(Problem::Lacks(vec!["project_id"])), file));
        }
        Ok(_) => {}
    }
    // The shape is looked at even when the key is damaged: all mistakes at once.
    let Ok(object) = account::object(bytes) else { return };
    for message in odd_shapes(&object) {
        findings.push(at(Finding::new(&ACCOUNT_SHAPE, message), file));
    }
    findings.extend(project.and_then(|project| lint_own_project(project, &object, file)));
}

/// The project of push.toml beside that of the account. What is no project id at all has a finding already.
fn lint_own_project(project: &Given, account: &Map<String, Value>, file: &Given) -> Option<Finding> {
    let own = account.get("project_id").and_then(Value::as_str)?;
    if project.as_str().trim() == own || lint_project_id(project).is_some() {
        return None;
    }
    let message = text!(
        "[google] project_id is not that of the service account, `{own}`",
        "[google] project_id 与服务账号里的 `{own}` 不同"
    );
    let finding = at(Finding::new(&PROJECT_MISMATCH, message), project);
    Some(match &file.place {
        Some(place) => finding.related(place.clone(), Text::new("the service account", "服务账号在这里")),
        None => finding,
    })
}

fn of_problem(problem: Problem) -> Finding {
    match problem {
        Problem::Other(what) => {
            let (en, zh) = (what.get(text::Lang::En), what.get(text::Lang::Zh));
            let message = Text::owned(
                format!("[google] service_account_file is {en}"),
                format!("[google] service_account_file 不是服务账号密钥，而是：{zh}"),
            );
            Finding::new(&SERVICE_ACCOUNT, message)
        }
        Problem::Lacks(keys) => {
            let keys = keys.join(", ");
            let message =
                text!("[google] service_account_file lacks {keys}", "[google] service_account_file 缺少 {keys}");
            Finding::new(&SERVICE_ACCOUNT, message)
        }
        Problem::Key(problem) => {
            let label = problem.label();
            let (en, zh) = (label.get(text::Lang::En), label.get(text::Lang::Zh));
            let message = Text::owned(
                format!("[google] private_key in service_account_file is {en}"),
                format!("[google] service_account_file 里的 private_key 是{zh}"),
            );
            Finding::new(&PRIVATE_KEY, message)
        }
        Problem::EscapedTwice => {
            let message = Text::new(
                "[google] private_key in service_account_file holds `\\n` as two characters",
                "[google] service_account_file 里的 private_key 把 `\\n` 写成了两个字符",
            );
            let remedy = Text::new(
                "it was escaped twice, as variables of a CI do: use the file as Google gave it",
                "它被转义了两次，CI 变量常会这样：使用 Google 原样下载的文件",
            );
            Finding::new(&PRIVATE_KEY, message).remedy(remedy)
        }
        Problem::NotRsa => {
            let message = Text::new(
                "[google] private_key in service_account_file is an EC key; Google's are RSA",
                "[google] service_account_file 里的 private_key 是 EC 密钥；Google 的是 RSA",
            );
            Finding::new(&PRIVATE_KEY, message)
        }
        Problem::TokenUri => {
            let message = Text::new(
                "[google] token_uri in service_account_file is no address of Google's",
                "[google] service_account_file 里的 token_uri 不是 Google 的地址",
            );
            Finding::new(&TOKEN_URI, message)
        }
    }
}

/// What is unusual about values that are no secrets.
fn odd_shapes(object: &Map<String, Value>) -> Vec<Text> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    let mut odd = Vec::new();
    if text("private_key_id").is_some_and(|id| !is_hex(id, 40)) {
        odd.push(Text::new(
            "[google] private_key_id in service_account_file is not 40 hex digits",
            "[google] service_account_file 里的 private_key_id 不是 40 位十六进制",
        ));
    }
    if text("client_id").is_some_and(|id| !is_digits(id, 15..=25)) {
        odd.push(Text::new(
            "[google] client_id in service_account_file is not a number of about 21 digits",
            "[google] service_account_file 里的 client_id 不是 21 位左右的数字",
        ));
    }
    if text("universe_domain").is_some_and(|domain| domain != "googleapis.com") {
        odd.push(Text::new(
            "[google] universe_domain in service_account_file is another cloud than Google's own, which pushctl does not know",
            "[google] service_account_file 里的 universe_domain 不是 Google 公有云，pushctl 不支持",
        ));
    }
    match (text("client_email").map(account::project_of), text("project_id")) {
        (Some(None), _) => odd.push(Text::new(
            "[google] client_email in service_account_file is not NAME@PROJECT.iam.gserviceaccount.com",
            "[google] service_account_file 里的 client_email 不是 NAME@PROJECT.iam.gserviceaccount.com",
        )),
        // An old project `example.com:chat` has the address `…@chat.example.com.iam…`.
        (Some(Some(project)), Some(id)) if project != id && !id.contains(':') => odd.push(text!(
            "[google] the account in service_account_file is of project `{project}`, its project_id is `{id}`",
            "[google] service_account_file 的账号属于项目 `{project}`，而 project_id 是 `{id}`"
        )),
        _ => {}
    }
    odd
}

fn lint_project_id(project: &Given) -> Option<Finding> {
    let id = project.as_str().trim();
    let word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let usual = (6..=30).contains(&id.len())
        && id.bytes().all(word)
        && id.starts_with(|first: char| first.is_ascii_lowercase())
        && !id.ends_with('-');
    // Projects of old company accounts: `example.com:chat`.
    let of_domain = id.split_once(':').is_some_and(|(domain, name)| domain.contains('.') && name.bytes().all(word));
    if usual || of_domain {
        return None;
    }
    let (severity, message) = if is_digits(id, 6..=20) {
        (
            Severity::Warning,
            Text::new(
                "[google] project_id holds the project number (sender id)",
                "[google] project_id 里填的是项目编号（sender ID）",
            ),
        )
    } else if is_api_key(id) || is_legacy_key(id) {
        (Severity::Error, Text::new("[google] project_id holds a key", "[google] project_id 里填的是密钥"))
    } else if id.starts_with("1:") && id.matches(':').count() == 3 {
        (Severity::Error, Text::new("[google] project_id holds an app id", "[google] project_id 里填的是应用 ID"))
    } else {
        (Severity::Warning, Text::new("[google] project_id has an unusual shape", "[google] project_id 的样子不常见"))
    };
    Some(at(Finding::new(&PROJECT_ID_FORMAT, message).severity(severity), project))
}

/// The rule on a registration token or an installation id.
pub(super) fn lint_token(text: &str) -> Option<Finding> {
    let found = |message| Finding::new(&TOKEN_FORMAT, message).of("google");
    if is_legacy_key(text) {
        let message = Text::new("this is a legacy server key, not a device token", "这是旧版 server key，不是 token");
        return Some(found(message));
    }
    if is_hex(text, 64) {
        let message = Text::new(
            "this looks like a device token of Apple; Tencent's plugin does not use FCM on iOS",
            "这像苹果的 device token；腾讯的插件在 iOS 上不用 FCM",
        );
        return Some(found(message));
    }
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    let fits = match text.split_once(':') {
        Some((head, rest)) => {
            (10..=30).contains(&head.len()) && head.bytes().all(word) && rest.len() >= 100 && rest.bytes().all(word)
        }
        None => (1..=22).contains(&text.len()) && text.bytes().all(word),
    };
    (!fits).then(|| found(unlike("a registration token of FCM", " FCM 的注册 token", text)))
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
