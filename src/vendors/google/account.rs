//! The service account's JSON key: what it must hold, and what people give in its place.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::jwt::{KeyProblem, PrivateKey};
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::CredentialFile;

/// The file that `service_account_file` names. Whether its key can be used is for the rules to say.
pub(super) const FILE: CredentialFile = CredentialFile {
    key: "service_account_file",
    read: |_, bytes| {
        let file = object(bytes).ok().filter(|file| file.contains_key("client_email"))?;
        let project = file.get("project_id").and_then(Value::as_str).map(|id| ("project_id", id.to_owned()));
        Some(Ok(project.into_iter().collect()))
    },
};

/// What a server proves itself with.
#[derive(Debug, Clone)]
pub struct ServiceAccount {
    /// `client_email`, the issuer of assertions.
    pub client_email: String,
    /// `project_id`: the project that the account was made in.
    pub project_id: Option<String>,
    /// `private_key_id`, sent as `kid`.
    pub private_key_id: Option<String>,
    /// `private_key`, ready to sign.
    pub key: Arc<PrivateKey>,
    /// The same as text, to keep it from being shown.
    pub private_key: Secret,
    /// `token_uri`, a host of Google's.
    pub token_uri: String,
}

/// Why a file is no service account that can be used.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Problem {
    /// The file is something else.
    Other(Text),
    /// These keys of it are missing or no text.
    Lacks(Vec<&'static str>),
    /// The private key cannot be used.
    Key(KeyProblem),
    /// The private key holds `\n` as two characters.
    EscapedTwice,
    /// The key is none of RSA.
    NotRsa,
    /// The assertion would go to a host that is not Google's.
    TokenUri,
}

/// Where assertions go; older files name the last two.
pub(super) const TOKEN_URIS: &[&str] = &[
    "https://oauth2.googleapis.com/token",
    "https://accounts.google.com/o/oauth2/token",
    "https://www.googleapis.com/oauth2/v4/token",
];

/// The file as JSON, or what it is instead.
pub(super) fn object(bytes: &[u8]) -> Result<Map<String, Value>, Problem> {
    // An editor's byte order mark is no reason to refuse the file.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match serde_json::from_slice::<Value>(bytes) {
        Ok(Value::Object(object)) => match other_json(&object) {
            Some(what) => Err(Problem::Other(what)),
            None => Ok(object),
        },
        Ok(_) => Err(Problem::Other(Text::new("JSON, but no object", "JSON，但不是对象"))),
        Err(_) => Err(Problem::Other(other_text(bytes))),
    }
}

impl ServiceAccount {
    /// Reads the file.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Problem> {
        let object = object(bytes)?;
        let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::trim).filter(|text| !text.is_empty());
        let missing: Vec<&'static str> =
            ["client_email", "private_key", "token_uri"].into_iter().filter(|key| text(key).is_none()).collect();
        let (Some(email), Some(pem), Some(uri)) = (text("client_email"), text("private_key"), text("token_uri")) else {
            return Err(Problem::Lacks(missing));
        };
        if !TOKEN_URIS.contains(&uri) {
            return Err(Problem::TokenUri);
        }
        let key = match PrivateKey::from_pem(format!("{pem}\n").as_bytes()) {
            Ok(key) if key.is_ec() => return Err(Problem::NotRsa),
            Ok(key) => key,
            Err(_) if pem.contains("\\n") => return Err(Problem::EscapedTwice),
            Err(problem) => return Err(Problem::Key(problem)),
        };
        Ok(Self {
            client_email: email.to_owned(),
            project_id: text("project_id").map(str::to_owned),
            private_key_id: text("private_key_id").map(str::to_owned),
            key: Arc::new(key),
            private_key: Secret::new(pem),
            token_uri: uri.to_owned(),
        })
    }
}

/// What a JSON object is that is no service account.
fn other_json(object: &Map<String, Value>) -> Option<Text> {
    let kind = object.get("type").and_then(Value::as_str);
    if object.contains_key("project_info") || object.contains_key("configuration_version") {
        return Some(Text::new(
            "google-services.json, which belongs into the app (android/app/) and cannot send",
            "google-services.json；它要放在 App 里（android/app/），不能用来发送",
        ));
    }
    if object.contains_key("installed") || object.contains_key("web") {
        return Some(Text::new(
            "an OAuth client for people to sign in with, not a service account",
            "OAuth 客户端（给用户登录用的），不是服务账号",
        ));
    }
    if object.contains_key("agcgw") || object.contains_key("sub_account") {
        return Some(Text::new("a file of Huawei's AppGallery Connect", "华为 AppGallery Connect 的文件"));
    }
    match kind {
        Some("service_account") => None,
        Some(
            known @ ("authorized_user"
            | "external_account"
            | "external_account_authorized_user"
            | "impersonated_service_account"
            | "gdch_service_account"),
        ) => Some(text!(
            "credentials of type `{known}`, not a service account's key",
            "`{known}` 类型的凭据，不是服务账号密钥"
        )),
        // Google's own library does not look at the type, if the rest is there.
        None if object.contains_key("client_email") => None,
        _ => Some(Text::new(
            "JSON of another kind: `type` is not `service_account`",
            "别的 JSON：`type` 不是 `service_account`",
        )),
    }
}

/// What a text is that is no JSON.
fn other_text(bytes: &[u8]) -> Text {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim();
    if text.is_empty() {
        Text::new("empty", "空文件")
    } else if is_legacy_key(text) {
        Text::new(
            "a legacy server key, which Google shut down in 2024",
            "旧版服务器密钥（server key），Google 已在 2024 年停用",
        )
    } else if is_api_key(text) {
        Text::new("an API key, which cannot send", "API key，不能用来发送")
    } else if text.starts_with("-----BEGIN") {
        Text::new("the private key alone, without the JSON around it", "只有私钥本身，缺少外面的 JSON")
    } else if text.starts_with('<') {
        Text::new(
            "XML, such as GoogleService-Info.plist of the iOS app",
            "XML，例如 iOS App 的 GoogleService-Info.plist",
        )
    } else if bytes.starts_with(&[0x30, 0x82]) {
        Text::new("a P12 key; the JSON form is wanted", "P12 密钥；这里要 JSON 格式")
    } else if text.starts_with('{') {
        Text::new("damaged JSON: copied in part, or changed by an editor", "损坏的 JSON：没有复制完整，或被编辑器改过")
    } else {
        Text::new("not JSON", "不是 JSON")
    }
}

/// Whether a text looks like a legacy server key: `AAAA…:APA91b…`, eleven characters before the colon.
pub(super) fn is_legacy_key(text: &str) -> bool {
    text.split_once(':').is_some_and(|(head, rest)| {
        head.len() == 11 && head.starts_with("AAAA") && rest.starts_with("APA91b") && rest.len() > 100
    })
}

/// Whether a text looks like an API key: `AIza` and 35 characters.
pub(super) fn is_api_key(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_';
    text.strip_prefix("AIza").is_some_and(|rest| rest.len() == 35 && rest.bytes().all(word))
}

/// The project in an account's address: `NAME@PROJECT.iam.gserviceaccount.com`; `PROJECT.DOMAIN` for an old
/// `DOMAIN:PROJECT`.
pub(super) fn project_of(email: &str) -> Option<&str> {
    email.split_once('@')?.1.strip_suffix(".iam.gserviceaccount.com")
}

/// A made-up account around a made-up key.
#[cfg(feature = "emulator")]
pub(super) fn made_up() -> Vec<u8> {
    let email = format!("firebase-adminsdk-fbsvc@{MADE_UP_PROJECT}.iam.gserviceaccount.com");
    serde_json::json!({
        "type": "service_account",
        "project_id": MADE_UP_PROJECT,
        "private_key_id": "0123456789abcdef0123456789abcdef01234567",
        "private_key": crate::emulator::made_up::rsa_key_pem(0),
        "client_email": email,
        "client_id": "100000000000000000001",
        "auth_uri": "https://accounts.google.com/o/oauth2/auth",
        "token_uri": TOKEN_URIS[0],
        "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
        "universe_domain": "googleapis.com",
    })
    .to_string()
    .into_bytes()
}

/// The project of the made-up account, also the example of `project_id`: the two agree.
pub(super) const MADE_UP_PROJECT: &str = "imdemo-12345";

#[cfg(all(test, feature = "emulator"))]
mod tests {
    use super::*;
    use crate::emulator::made_up as keys;
    use crate::text::Lang;

    fn with(change: impl FnOnce(&mut Map<String, Value>)) -> Vec<u8> {
        let mut account: Map<String, Value> = serde_json::from_slice(&made_up()).expect("JSON");
        change(&mut account);
        Value::Object(account).to_string().into_bytes()
    }

    fn problem(change: impl FnOnce(&mut Map<String, Value>)) -> Option<Problem> {
        ServiceAccount::parse(&with(change)).err()
    }

    #[test]
    fn a_whole_account_is_read() {
        let account = ServiceAccount::parse(&made_up()).expect("an account");
        assert_eq!(account.client_email, "firebase-adminsdk-fbsvc@imdemo-12345.iam.gserviceaccount.com");
        assert_eq!(account.project_id.as_deref(), Some("imdemo-12345"));
        assert_eq!(account.private_key_id.as_deref(), Some("0123456789abcdef0123456789abcdef01234567"));
        assert_eq!(account.token_uri, "https://oauth2.googleapis.com/token");
        assert!(!format!("{account:?}").contains("PRIVATE"), "nothing of the key is shown");
        let marked = [b"\xef\xbb\xbf".as_slice(), &made_up()].concat();
        assert!(ServiceAccount::parse(&marked).is_ok(), "a byte order mark does no harm");
    }

    #[test]
    fn a_key_that_cannot_be_used_is_named() {
        let key = |text: String| problem(|account| _ = account.insert("private_key".to_owned(), text.into()));
        let pem = keys::rsa_key_pem(0);
        assert_eq!(key(pem.trim_end().to_owned()), None, "the last line break may be missing");
        assert_eq!(key(pem.replace('\n', "\\n")), Some(Problem::EscapedTwice));
        assert_eq!(key(keys::ec_key_pem(0)), Some(Problem::NotRsa));
        assert_eq!(key(pem.replace("PRIVATE KEY", "RSA PRIVATE KEY")), Some(Problem::Key(KeyProblem::OldForm)));
        assert_eq!(key("no key".to_owned()), Some(Problem::Key(KeyProblem::NotPem)));
    }

    #[test]
    fn what_is_missing_and_where_assertions_must_not_go() {
        assert_eq!(
            problem(|account| {
                account.remove("token_uri");
                account.insert("client_email".to_owned(), 5.into());
            }),
            Some(Problem::Lacks(vec!["client_email", "token_uri"]))
        );
        let uri = |text: &str| problem(|account| _ = account.insert("token_uri".to_owned(), text.into()));
        for good in TOKEN_URIS {
            assert_eq!(uri(good), None, "{good}");
        }
        for bad in ["http://oauth2.googleapis.com/token", "https://oauth2.googleapis.com.example.net/token"] {
            assert_eq!(uri(bad), Some(Problem::TokenUri), "{bad}");
        }
    }

    #[test]
    fn what_people_give_instead_is_named() {
        let legacy = format!("AAAAabcdefg:APA91b{}", "x".repeat(134));
        let api_key = format!("AIza{}", "x".repeat(35));
        for (bytes, word) in [
            (r#"{"project_info":{},"client":[]}"#.to_owned(), "google-services.json"),
            (r#"{"installed":{"client_id":"x"}}"#.to_owned(), "OAuth client"),
            (r#"{"agcgw":{}}"#.to_owned(), "Huawei"),
            (r#"{"type":"authorized_user"}"#.to_owned(), "`authorized_user`"),
            (r#"{"type":"other"}"#.to_owned(), "another kind"),
            (legacy, "legacy server key"),
            (api_key, "API key"),
            ("-----BEGIN SOMETHING".to_owned(), "private key alone"),
            ("<?xml version='1.0'?>".to_owned(), "GoogleService-Info.plist"),
            ("{\"type\":".to_owned(), "damaged JSON"),
            (String::new(), "empty"),
            ("[]".to_owned(), "no object"),
        ] {
            match ServiceAccount::parse(bytes.as_bytes()) {
                Err(Problem::Other(what)) => assert!(what.get(Lang::En).contains(word), "{bytes}: {what:?}"),
                other => panic!("{bytes}: {other:?}"),
            }
        }
    }

    #[test]
    fn an_address_names_its_project() {
        assert_eq!(project_of("a@demo-project.iam.gserviceaccount.com"), Some("demo-project"));
        assert_eq!(project_of("a@developer.gserviceaccount.com"), None);
    }
}
