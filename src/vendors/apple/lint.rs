//! The rules on the values of `[apple]`, on `[app] bundle_id`, and on device tokens.

use super::certificate::{Certificate, Usage};
use super::key_file::id_in_name;
use super::rules::{
    BUZ_ID_FORMAT, CERTIFICATE_ENVIRONMENT, CERTIFICATE_FILE, CERTIFICATE_KIND, CERTIFICATE_TOPIC, KEY_FILE_FORMAT,
    KEY_ID_FILE, KEY_ID_FORMAT, SWAPPED_IDS, TEAM_ID_FORMAT, TOKEN_FORMAT, TOPIC, TWO_WAYS,
};
use super::section::{Environment, certificate, is_set};
use crate::config::{App, Contents, Given, Values};
use crate::jwt::PrivateKey;
use crate::report::{Finding, Findings, Rule, Severity};
use crate::secret::shown;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::lint_buz_id;

/// Each rule looks at its value whatever the others are.
pub(super) fn lint(values: &Values, app: &App, findings: &mut Findings) {
    lint_buz_id(&BUZ_ID_FORMAT, "apple", values, findings);
    lint_ids(values, findings);
    lint_key_file(values, findings);
    lint_certificate(values, app, findings);
    lint_bundle_id(values, app, findings);
    if is_set(values, "key_file") && is_set(values, "certificate_file") {
        let message = Text::new(
            "[apple] has key_file and certificate_file: APNs is asked with key_file",
            "[apple] 同时有 key_file 和 certificate_file：用 key_file 访问 APNs",
        );
        findings.push(at(Finding::new(&TWO_WAYS, message), values.text("certificate_file").as_ref()));
    }
}

fn at(finding: Finding, given: Option<&Given>) -> Finding {
    finding.of("apple").at_value(given)
}

fn lint_ids(values: &Values, findings: &mut Findings) {
    let [team, key, file] = ["team_id", "key_id", "key_file"].map(|key| values.text(key));
    let named = file.as_ref().and_then(|file| id_in_name(file.as_str()));
    let is = |given: Option<&Given>, id: &Option<String>| {
        given.zip(id.as_ref()).is_some_and(|(given, id)| given.as_str().trim() == id)
    };
    if let (Some(team), Some(key)) = (&team, &key) {
        if is(Some(team), &named) && !is(Some(key), &named) {
            let message = Text::new(
                "[apple] team_id holds the Key ID of key_file",
                "[apple] team_id 里填的是 key_file 的 Key ID",
            );
            findings.push(at(Finding::new(&SWAPPED_IDS, message), Some(team)));
            return;
        }
        if team.as_str().trim() == key.as_str().trim() {
            let message = Text::new("[apple] team_id is the same as key_id", "[apple] team_id 与 key_id 相同");
            findings.push(at(Finding::new(&SWAPPED_IDS, message), Some(team)));
            return;
        }
    }
    if let Some(team) = &team {
        findings.extend(lint_id(&TEAM_ID_FORMAT, "team_id", team));
    }
    let Some(key) = &key else { return };
    findings.extend(lint_id(&KEY_ID_FORMAT, "key_id", key));
    if let Some(named) = named.filter(|named| key.as_str().trim() != named) {
        let message = text!(
            "[apple] key_id is another one than `{named}` in the name of key_file",
            "[apple] key_id 与 key_file 文件名里的 `{named}` 不一致"
        );
        findings.push(at(Finding::new(&KEY_ID_FILE, message), Some(key)));
    }
}

/// The length is documented; that letters are capitals is how every id looks.
fn lint_id(rule: &'static Rule, key: &'static str, given: &Given) -> Option<Finding> {
    let text = given.as_str().trim();
    let count = text.chars().count();
    if count != 10 {
        let message =
            text!("[apple] {key} has {count} characters, not 10", "[apple] {key} 有 {count} 个字符，应当是 10 个");
        return Some(at(Finding::new(rule, message), Some(given)));
    }
    let usual = text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    (!usual).then(|| {
        let message = text!(
            "[apple] {key} has other characters than capital letters and digits",
            "[apple] {key} 里有大写字母和数字以外的字符"
        );
        at(Finding::new(rule, message).severity(Severity::Warning), Some(given))
    })
}

fn lint_key_file(values: &Values, findings: &mut Findings) {
    let Contents::Bytes(file) = values.contents("key_file") else { return };
    let finding = match PrivateKey::from_pem(&file) {
        Ok(key) if key.is_ec() => return,
        Ok(_) => Finding::new(
            &KEY_FILE_FORMAT,
            Text::new("[apple] key_file is an RSA key, not one on P-256", "[apple] key_file 是 RSA 密钥，不是 P-256"),
        ),
        // A .p12 begins as every DER sequence does.
        Err(_) if file.first() == Some(&0x30) => {
            let message = Text::new("[apple] key_file is a .p12, not a .p8", "[apple] key_file 是 .p12，不是 .p8");
            Finding::new(&KEY_FILE_FORMAT, message).remedy(Text::new(
                "a .p12 belongs into certificate_file, with certificate_password beside it",
                ".p12 要填在 certificate_file，并填上 certificate_password",
            ))
        }
        Err(problem) => {
            let label = problem.label();
            let (en, zh) = (label.get(text::Lang::En), label.get(text::Lang::Zh));
            Finding::new(
                &KEY_FILE_FORMAT,
                Text::owned(format!("[apple] key_file is {en}"), format!("[apple] key_file 是{zh}")),
            )
        }
    };
    findings.push(at(finding, values.text("key_file").as_ref()));
}

fn lint_certificate(values: &Values, app: &App, findings: &mut Findings) {
    let given = values.text("certificate_file");
    match certificate(values) {
        None => {}
        Some(Err(problem)) => {
            let label = problem.label();
            let (en, zh) = (label.get(text::Lang::En), label.get(text::Lang::Zh));
            let message =
                Text::owned(format!("[apple] certificate_file {en}"), format!("[apple] certificate_file {zh}"));
            let finding = Finding::new(&CERTIFICATE_FILE, message).remedy(problem.remedy());
            findings.push(at(finding, given.as_ref()));
        }
        Some(Ok(certificate)) => {
            for finding in lint_usage(&certificate, Environment::read(values), app) {
                findings.push(at(finding, given.as_ref()));
            }
        }
    }
}

/// What a certificate that can be read says about itself.
pub(super) fn lint_usage(certificate: &Certificate, environment: Environment, app: &App) -> Findings {
    let mut findings = Findings::default();
    let name = shown(&certificate.name);
    let taken = match certificate.usage {
        Usage::NoPush => {
            let message = text!(
                "[apple] certificate_file holds `{name}`, which is no push certificate",
                "[apple] certificate_file 里是 `{name}`，不是推送证书"
            );
            findings.push(Finding::new(&CERTIFICATE_KIND, message));
            return findings;
        }
        Usage::OtherPush => {
            let message = text!(
                "[apple] certificate_file holds `{name}`, which is for other pushes than notifications of an app",
                "[apple] certificate_file 里是 `{name}`，不用于 App 的普通通知"
            );
            findings.push(Finding::new(&CERTIFICATE_KIND, message).severity(Severity::Warning));
            return findings;
        }
        Usage::Push { sandbox, production } => match environment {
            Environment::Sandbox => sandbox,
            Environment::Production => production,
        },
    };
    if taken == Some(false) {
        let environment = environment.name();
        let message = text!(
            "[apple] certificate_file is not for {environment}",
            "[apple] certificate_file 不能用于 {environment}"
        );
        findings.push(Finding::new(&CERTIFICATE_ENVIRONMENT, message));
    }
    if let Some(bundle_id) = app.bundle_id.as_ref().filter(|id| !certificate.covers(id.as_str().trim())) {
        let own = certificate.topic.as_deref().or(certificate.topics.first().map(String::as_str)).unwrap_or_default();
        let (own, wanted) = (shown(own), shown(bundle_id.as_str()));
        let message = text!(
            "[apple] certificate_file is for `{own}`, [app] bundle_id is `{wanted}`",
            "[apple] certificate_file 属于 `{own}`，而 [app] bundle_id 是 `{wanted}`"
        );
        findings.push(Finding::new(&CERTIFICATE_TOPIC, message));
    }
    findings
}

fn lint_bundle_id(values: &Values, app: &App, findings: &mut Findings) {
    let Some(given) = &app.bundle_id else {
        let for_sending = ["team_id", "key_id", "key_file"].iter().any(|key| is_set(values, key));
        let named = || certificate(values).is_some_and(|read| read.is_ok_and(|read| read.topic.is_some()));
        if for_sending || (is_set(values, "certificate_file") && !named()) {
            let message = Text::new(
                "[app] bundle_id is not set: APNs needs it as the topic",
                "没有填 [app] bundle_id：APNs 用它作为 topic",
            );
            let finding = Finding::new(&TOPIC, message).of("apple");
            findings.push(match values.place() {
                Some(place) => finding.at(place.clone()),
                None => finding,
            });
        }
        return;
    };
    let text = given.as_str().trim();
    let team = values.text("team_id").map(|team| format!("{}.", team.as_str().trim())).filter(|team| team.len() > 1);
    let (message, severity) = if team.is_some_and(|team| text.starts_with(&team)) {
        let message = Text::new("[app] bundle_id begins with the Team ID", "[app] bundle_id 前面带了 Team ID");
        (message, Severity::Error)
    } else if text.contains('*') {
        let message = Text::new("[app] bundle_id is a wildcard", "[app] bundle_id 是通配符");
        (message, Severity::Error)
    } else if text.contains(char::is_whitespace) {
        let message = Text::new("[app] bundle_id holds a blank", "[app] bundle_id 里有空白");
        (message, Severity::Error)
    } else if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-".contains(&byte)) {
        let message = Text::new(
            "[app] bundle_id has other characters than letters, digits, `.` and `-`",
            "[app] bundle_id 里有字母、数字、`.`、`-` 以外的字符",
        );
        (message, Severity::Warning)
    } else {
        return;
    };
    findings.push(at(Finding::new(&TOPIC, message).severity(severity), Some(given)));
}

/// The rule on a device token.
pub(super) fn lint_token(token: &str) -> Option<Finding> {
    let text = token.trim();
    let count = text.chars().count();
    let message = if text.starts_with("{length") || text.starts_with("length=") {
        Text::new(
            "this is what iOS 13 and later print of a token, cut short: it cannot be used",
            "这是 iOS 13 起打印 token 的缩写形式，不能使用",
        )
    } else if text.contains(['<', '>', ' ']) {
        Text::new(
            "this is a token with the <, > and blanks of an old log: take them out",
            "这是带有旧日志里 <、> 和空格的 token：请去掉",
        )
    } else if !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let base64 = text.ends_with('=') || text.contains(['+', '/']);
        if base64 && !text.contains(':') {
            Text::new("this looks like Base64; APNs wants the token in hex", "这像是 Base64；APNs 要十六进制的 token")
        } else {
            text!(
                "this does not look like a device token of APNs ({count} characters, not all hex)",
                "这不像 APNs 的 device token（{count} 个字符，不全是十六进制）"
            )
        }
    } else if count % 2 == 1 {
        text!("this token has {count} hex digits: one is missing", "这个 token 有 {count} 位十六进制：少了一位")
    } else if count != 64 {
        text!("this token has {count} hex digits; usual are 64", "这个 token 有 {count} 位十六进制；通常是 64 位")
    } else {
        return None;
    };
    Some(Finding::new(&TOKEN_FORMAT, message).of("apple"))
}

#[cfg(test)]
mod tests;
