//! The key file of a service account: what is read of it, and what a wrong one is.
//!
//! A JSON object of texts. `project_id`, `key_id`, `private_key` (PKCS#8, RSA) and `sub_account` make the JWT; the
//! URIs beside them are fixed and not looked at. [harmonyos-guides, push-jwt-token, 2026-04]

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::jwt::{KeyProblem, PrivateKey};
use crate::text;
use crate::text::Text;
use crate::vendors::CredentialFile;

/// The file that `service_account_file` names. Whether its key can be used is for the rules to say.
pub(super) const FILE: CredentialFile = CredentialFile {
    key: "service_account_file",
    read: |_, bytes| {
        let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        let file: Map<String, Value> = serde_json::from_slice(bytes).ok()?;
        if !file.contains_key("sub_account") || !file.contains_key("private_key") {
            return None;
        }
        let project = text_of(&file, "project_id").ok().map(|id| ("project_id", id.to_owned()));
        Some(Ok(project.into_iter().collect()))
    },
};

/// A service account with its key.
#[derive(Debug, Clone)]
pub struct ServiceAccount {
    /// The project it belongs to.
    pub project_id: String,
    /// `kid` of the JWT.
    pub key_id: String,
    /// `iss` of the JWT.
    pub sub_account: String,
    /// The key that signs it.
    pub key: Arc<PrivateKey>,
}

/// Why a file is no service account that can be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AccountProblem {
    /// agconnect-services.json, the app's own file.
    AgConnect,
    /// The service account of another company.
    Google,
    /// A key without the JSON around it.
    BareKey,
    /// No JSON.
    NotJson,
    /// A field is missing or empty.
    Lacks(&'static str),
    /// The key in it cannot be used.
    Key(KeyProblem),
    /// The key in it is no RSA key.
    NotRsa,
}

impl AccountProblem {
    /// The same for people, as the end of a sentence such as "`service_account_file` is …".
    #[must_use]
    pub fn label(&self) -> Text {
        match self {
            Self::AgConnect => Text::new(
                "agconnect-services.json, which belongs into the app; the key of a service account is another file",
                "agconnect-services.json，那是放进 App 的文件；服务账号密钥是另一个文件",
            ),
            Self::Google => Text::new("a service account of Google", "Google 的服务账号"),
            Self::BareKey => Text::new(
                "a key without the JSON around it: take the file as the console gave it",
                "只有私钥，缺少外面的 JSON：请用控制台下载的原文件",
            ),
            Self::NotJson => Text::new("not a JSON object", "不是 JSON 对象"),
            Self::Lacks(field) => text!("without `{field}`", "缺少 `{field}`", field = field),
            Self::Key(problem) => {
                let label = problem.label();
                let (en, zh) = (label.get(text::Lang::En), label.get(text::Lang::Zh));
                Text::owned(format!("a file whose private_key is {en}"), format!("private_key 有问题的文件：{zh}"))
            }
            Self::NotRsa => Text::new("a file whose private_key is no RSA key", "private_key 不是 RSA 密钥的文件"),
        }
    }
}

impl ServiceAccount {
    /// Reads the file.
    pub fn parse(bytes: &[u8]) -> Result<Self, AccountProblem> {
        // Editors on Windows put a byte order mark in front.
        let trimmed = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
        if trimmed.starts_with(b"-----BEGIN") {
            return Err(AccountProblem::BareKey);
        }
        let Ok(Value::Object(file)) = serde_json::from_slice(trimmed) else { return Err(AccountProblem::NotJson) };
        if file.contains_key("agcgw") || file.get("client").is_some_and(|client| client.get("app_id").is_some()) {
            return Err(AccountProblem::AgConnect);
        }
        if file.contains_key("client_email") {
            return Err(AccountProblem::Google);
        }
        let [project_id, key_id, private_key, sub_account] =
            ["project_id", "key_id", "private_key", "sub_account"].map(|field| text_of(&file, field));
        let key = PrivateKey::from_pem(private_key?.as_bytes()).map_err(AccountProblem::Key)?;
        if key.is_ec() {
            return Err(AccountProblem::NotRsa);
        }
        Ok(Self {
            project_id: project_id?.to_owned(),
            key_id: key_id?.to_owned(),
            sub_account: sub_account?.to_owned(),
            key: Arc::new(key),
        })
    }
}

fn text_of<'a>(file: &'a Map<String, Value>, field: &'static str) -> Result<&'a str, AccountProblem> {
    let text = file.get(field).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
    text.ok_or(AccountProblem::Lacks(field))
}

/// A service account that nobody has.
#[cfg(feature = "emulator")]
pub(super) fn made_up() -> Vec<u8> {
    let file = serde_json::json!({
        "project_id": "736430079244000000",
        "key_id": "0123456789abcdef0123456789abcdef",
        "private_key": crate::emulator::made_up::rsa_key_pem(0),
        "sub_account": "101234567",
        "auth_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/authorize",
        "token_uri": "https://oauth-login.cloud.huawei.com/oauth2/v3/token",
    });
    file.to_string().into_bytes()
}

#[cfg(all(test, feature = "emulator"))]
mod tests {
    use super::*;
    use crate::emulator::made_up as keys;

    fn parsed(change: impl FnOnce(&mut Map<String, Value>)) -> Result<ServiceAccount, AccountProblem> {
        let mut file: Map<String, Value> = serde_json::from_slice(&made_up()).expect("JSON");
        change(&mut file);
        ServiceAccount::parse(Value::from(file).to_string().as_bytes())
    }

    #[test]
    fn the_four_fields_are_read() {
        let account = parsed(|_| {}).expect("an account");
        assert_eq!(account.project_id, "736430079244000000");
        assert_eq!(account.key_id, "0123456789abcdef0123456789abcdef");
        assert_eq!(account.sub_account, "101234567");
        let marked = [b"\xef\xbb\xbf".as_slice(), &made_up()].concat();
        assert!(ServiceAccount::parse(&marked).is_ok(), "with a byte order mark");
        assert!(!format!("{account:?}").contains("BEGIN"));
    }

    #[test]
    fn what_is_no_service_account_is_named() {
        for field in ["project_id", "key_id", "private_key", "sub_account"] {
            assert_eq!(parsed(|file| drop(file.remove(field))).err(), Some(AccountProblem::Lacks(field)));
            assert_eq!(
                parsed(|file| drop(file.insert(field.to_owned(), " ".into()))).err(),
                Some(AccountProblem::Lacks(field))
            );
        }
        let with_key = |key: String| parsed(|file| drop(file.insert("private_key".to_owned(), key.into()))).err();
        assert_eq!(with_key(keys::ec_key_pem(0)), Some(AccountProblem::NotRsa));
        assert_eq!(with_key("abc".to_owned()), Some(AccountProblem::Key(KeyProblem::NotPem)));
        let of = |text: &str| ServiceAccount::parse(text.as_bytes()).err();
        assert_eq!(of(&keys::rsa_key_pem(0)), Some(AccountProblem::BareKey));
        assert_eq!(of("[]"), Some(AccountProblem::NotJson));
        assert_eq!(of(r#"{"client":{"app_id":"102345678"},"region":"CN"}"#), Some(AccountProblem::AgConnect));
        assert_eq!(of(r#"{"type":"service_account","client_email":"a@b"}"#), Some(AccountProblem::Google));
    }
}
