//! `[tencent]` of push.toml: the rules on its values, and the credentials they make.

use super::rules::{
    ADMIN_FORMAT, CLOUD_API_KEY, REGION, SDK_APP_ID_FORMAT, SECRET_IS_USER_SIG, SECRET_KEY_FORMAT, USER_ID_FORMAT,
};
use super::verify::slips::looks_like_user_sig;
use crate::config::{App, Given, Values};
use crate::report::{Finding, Findings, Severity};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::usual::is_digits;

/// What a server proves itself with.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// `SDKAppID`. Ten digits may be more than 32 bits hold.
    pub sdk_app_id: u64,
    /// The app's key; its characters sign, and it is never sent.
    pub secret_key: Secret,
    /// The admin on whose behalf requests are made.
    pub admin: String,
    /// Where the app lives.
    pub region: Region,
}

impl Credentials {
    /// The credentials, if `SDKAppID` and key are there and the region is one. Blanks around them are cut off.
    #[must_use]
    pub fn read(values: &Values) -> Option<Self> {
        let admin = values.text("admin").map(|admin| admin.as_str().trim().to_owned());
        Some(Self {
            sdk_app_id: values.text("sdk_app_id")?.as_str().trim().parse().ok().filter(|id| *id > 0)?,
            secret_key: Secret::new(values.text("secret_key")?.as_str().trim()),
            admin: admin.filter(|admin| !admin.is_empty()).unwrap_or_else(|| DEFAULT_ADMIN.to_owned()),
            region: match values.text("region") {
                Some(region) => Region::find(region.as_str().trim())?,
                None => Region::China,
            },
        })
    }
}

/// The admin that the console makes.
const DEFAULT_ADMIN: &str = "administrator";

/// A data centre. An app lives in exactly one, chosen when it was created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "places need no words")]
pub enum Region {
    China,
    Singapore,
    Seoul,
    Tokyo,
    Frankfurt,
    SiliconValley,
    Jakarta,
    Mumbai,
}

impl Region {
    /// All of them. Tokyo's and Jakarta's hosts have one source, Mumbai's only older lists.
    pub const ALL: [(Self, &'static str, &'static str); 8] = [
        (Self::China, "china", "console.tim.qq.com"),
        (Self::Singapore, "singapore", "adminapisgp.im.qcloud.com"),
        (Self::Seoul, "seoul", "adminapikr.im.qcloud.com"),
        (Self::Tokyo, "tokyo", "adminapijpn.im.qcloud.com"),
        (Self::Frankfurt, "frankfurt", "adminapiger.im.qcloud.com"),
        (Self::SiliconValley, "silicon-valley", "adminapiusa.im.qcloud.com"),
        (Self::Jakarta, "jakarta", "adminapiidn.im.qcloud.com"),
        (Self::Mumbai, "mumbai", "adminapiind.im.qcloud.com"),
    ];

    /// The region that push.toml calls so.
    #[must_use]
    pub fn find(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, own, _)| *own == word).map(|(region, ..)| region)
    }

    /// Its word in push.toml.
    #[must_use]
    pub fn word(self) -> &'static str {
        self.row().1
    }

    /// Its host.
    #[must_use]
    pub fn host(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> (Self, &'static str, &'static str) {
        Self::ALL.into_iter().find(|(own, ..)| *own == self).unwrap_or(Self::ALL[0])
    }
}

/// The rules on the values of `[tencent]`, each looked at whatever the others are.
pub(super) fn lint(values: &Values, _app: &App, findings: &mut Findings) {
    let [id, key, admin] = ["sdk_app_id", "secret_key", "admin"].map(|key| values.text(key));
    if let Some(id) = &id {
        lint_sdk_app_id(id, findings);
        let text = id.as_str().trim();
        let international = is_digits(text, 8..=8) && text.starts_with('2');
        let region = values.text("region");
        if international && region.as_ref().is_none_or(|region| region.as_str().trim() == "china") {
            let message = Text::new(
                "[tencent] sdk_app_id looks like one of the international site, region is china",
                "[tencent] sdk_app_id 像是国际站的，而 region 是 china",
            );
            findings.push(at(Finding::new(&REGION, message), region.as_ref().or(Some(id))));
        }
    }
    if let Some(key) = &key {
        lint_secret_key(key, findings);
    }
    if let Some(admin) = &admin {
        lint_admin(admin, id.as_ref(), findings);
    }
}

fn at(finding: Finding, given: Option<&Given>) -> Finding {
    finding.of("tencent").at_value(given)
}

/// `AKID` and 32 characters: the `SecretId` of a cloud account.
fn is_secret_id(text: &str) -> bool {
    text.len() == 36 && text.starts_with("AKID") && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn cloud_key(key: &'static str, given: &Given) -> Finding {
    let message =
        text!("[tencent] {key} holds a SecretId of the cloud account", "[tencent] {key} 里填的是云账号的 SecretId");
    at(Finding::new(&CLOUD_API_KEY, message), Some(given))
}

fn lint_sdk_app_id(id: &Given, findings: &mut Findings) {
    let text = id.as_str().trim();
    if is_secret_id(text) {
        findings.push(cloud_key("sdk_app_id", id));
    } else if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let message = Text::new("[tencent] sdk_app_id holds a secret key", "[tencent] sdk_app_id 里填的是密钥");
        findings.push(at(Finding::new(&SDK_APP_ID_FORMAT, message), Some(id)));
    } else if !is_digits(text, 8..=10) || text.starts_with('0') {
        let message = Text::new(
            "[tencent] sdk_app_id is not a number of 8 to 10 digits",
            "[tencent] sdk_app_id 不是 8 到 10 位的数字",
        );
        findings.push(at(Finding::new(&SDK_APP_ID_FORMAT, message), Some(id)));
    }
}

fn lint_secret_key(key: &Given, findings: &mut Findings) {
    let text = key.as_str().trim();
    let is_hex = text.bytes().all(|byte| byte.is_ascii_hexdigit());
    if looks_like_user_sig(text) {
        let message = Text::new("[tencent] secret_key holds a UserSig", "[tencent] secret_key 里填的是 UserSig");
        findings.push(at(Finding::new(&SECRET_IS_USER_SIG, message), Some(key)));
    } else if is_secret_id(text) {
        findings.push(cloud_key("secret_key", key));
    } else if is_digits(text, 8..=10) {
        let message = Text::new("[tencent] secret_key holds an SDKAppID", "[tencent] secret_key 里填的是 SDKAppID");
        findings.push(at(Finding::new(&SECRET_KEY_FORMAT, message).severity(Severity::Error), Some(key)));
    } else if text.len() == 32 && !is_hex && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        // The account's SecretKey has no mark of its own, so this is a guess.
        let message = Text::new(
            "[tencent] secret_key has 32 letters and digits: probably the SecretKey of the cloud account",
            "[tencent] secret_key 是 32 位字母和数字：多半是云账号的 SecretKey",
        );
        let remedy = CLOUD_API_KEY.remedy.clone();
        findings.push(at(Finding::new(&SECRET_KEY_FORMAT, message).remedy(remedy), Some(key)));
    } else if text.len() == 64 && is_hex && text.bytes().any(|byte| byte.is_ascii_uppercase()) {
        let message = Text::new(
            "[tencent] secret_key has capitals; it is used as text, so that they count",
            "[tencent] secret_key 里有大写字母；密钥按文本使用，大小写有区别",
        );
        findings.push(at(Finding::new(&SECRET_KEY_FORMAT, message), Some(key)));
    } else if text.len() != 64 || !is_hex {
        let count = key.secret().chars();
        let message = text!(
            "[tencent] secret_key has an unusual shape ({count} characters)",
            "[tencent] secret_key 的样子不常见（{count} 个字符）"
        );
        findings.push(at(Finding::new(&SECRET_KEY_FORMAT, message), Some(key)));
    }
}

fn lint_admin(admin: &Given, id: Option<&Given>, findings: &mut Findings) {
    let text = admin.as_str().trim();
    let message = if is_secret_id(text) {
        findings.push(cloud_key("admin", admin));
        return;
    } else if text.len() > 32 {
        let count = text.len();
        text!("[tencent] admin has {count} bytes; 32 at most", "[tencent] admin 有 {count} 字节；最多 32")
    } else if id.is_some_and(|id| id.as_str().trim() == text) {
        Text::new("[tencent] admin is the SDKAppID", "[tencent] admin 里填的是 SDKAppID")
    } else {
        return;
    };
    findings.push(at(Finding::new(&ADMIN_FORMAT, message), Some(admin)));
}

/// The rule on a user id.
pub(super) fn lint_user(user: &str) -> Option<Finding> {
    let count = user.trim().len();
    let message = text!("this user id has {count} bytes; 32 at most", "这个用户 ID 有 {count} 字节；最多 32");
    (count > 32).then(|| Finding::new(&USER_ID_FORMAT, message).of("tencent"))
}

#[cfg(test)]
mod tests;
