//! A push certificate with its private key, from the `.p12` that the Keychain exports or from PEM, and what it says
//! about itself: for which app, which environment, until when.
//!
//! Subjects and extensions: the OIDs of parse-community/node-apn (`lib/credentials/certificate/oids.js`) and the
//! subject prefixes of noodlewerk/NWPusher (`Classes/NWSecTools.m`). What a certificate does not say is no finding.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use p12_keystore::{KeyStore, Pkcs12ImportPolicy};
use rustls::crypto::ring::sign::any_supported_type;
use rustls::pki_types::pem::{self, SectionKind};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs1KeyDer, PrivatePkcs8KeyDer, PrivateSec1KeyDer};
use x509_parser::certificate::X509Certificate;
use x509_parser::der_parser::parse_der;
use x509_parser::prelude::FromDer;

use crate::http::{Identity, quoted};
use crate::secret::Secret;
use crate::text::Text;

/// A certificate that can be shown to APNs.
#[derive(Debug, Clone)]
pub struct Certificate {
    /// What is shown in the TLS handshake.
    pub identity: Identity,
    /// The subject's common name, such as `Apple Push Services: com.example.app`.
    pub name: String,
    /// The subject's `UID`: the bundle id.
    pub topic: Option<String>,
    /// The subject's `OU`: the Team ID.
    pub team: Option<String>,
    /// Every topic that extension 6.3.6 lists.
    pub topics: Vec<String>,
    /// Seconds since 1970 at which it ends.
    pub ends: i64,
    /// What kind it is.
    pub usage: Usage,
}

/// What a certificate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Usage {
    /// Pushes to an app.
    Push {
        /// Whether the sandbox takes it; `None`: it does not say.
        sandbox: Option<bool>,
        /// Whether production takes it.
        production: Option<bool>,
    },
    /// Pushes of another kind only: `VoIP`, passes, web sites, watches.
    OtherPush,
    /// No pushes at all: a certificate that signs apps, most often.
    NoPush,
}

/// Why a file holds no certificate that can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Problem {
    /// The password does not open it.
    WrongPassword,
    /// Neither PKCS#12 nor PEM, or damaged.
    Unreadable,
    /// A certificate without its key.
    NoKey,
    /// A key without a certificate.
    NoCertificate,
    /// PEM with a key behind a password.
    EncryptedKey,
    /// The key is another one's.
    OtherKey,
    /// TLS takes no such key.
    KindOfKey,
}

impl Problem {
    /// The same for people, behind "`certificate_file`".
    pub(super) const fn label(self) -> Text {
        match self {
            Self::WrongPassword => Text::new("is not opened by certificate_password", "用 certificate_password 打不开"),
            Self::Unreadable => Text::new(
                "is neither a .p12 nor PEM, or was not copied whole",
                "既不是 .p12 也不是 PEM，或者没有复制完整",
            ),
            Self::NoKey => Text::new("holds a certificate without its private key", "里只有证书，没有私钥"),
            Self::NoCertificate => Text::new("holds a private key without a certificate", "里只有私钥，没有证书"),
            Self::EncryptedKey => Text::new("holds a private key behind a password", "里的私钥带密码"),
            Self::OtherKey => Text::new("holds a key that is not the certificate's", "里的私钥与证书不是一对"),
            Self::KindOfKey => Text::new("holds a key of a kind that TLS does not take", "里的私钥是 TLS 不支持的类型"),
        }
    }

    /// What to do about it.
    pub(super) const fn remedy(self) -> Text {
        match self {
            Self::WrongPassword => Text::new(
                "the password is the one typed when the .p12 was exported, and may be empty: then leave certificate_password out",
                "填导出 .p12 时输入的密码；如果当时为空，就不要填 certificate_password",
            ),
            Self::NoCertificate => Text::new(
                "a .p8 belongs into key_file, with key_id and team_id beside it",
                ".p8 要填在 key_file，并填上 key_id 和 team_id",
            ),
            Self::EncryptedKey => Text::new(
                "export it as .p12, or take the password away: openssl pkcs8 -topk8 -nocrypt",
                "导出为 .p12，或去掉密码：openssl pkcs8 -topk8 -nocrypt",
            ),
            Self::Unreadable | Self::NoKey | Self::OtherKey | Self::KindOfKey => Text::new(
                "in Keychain Access, my certificates, open the certificate, select it and the key below it, export both as .p12",
                "在钥匙串访问 → 我的证书里展开证书，同时选中证书和下面的私钥，导出为 .p12",
            ),
        }
    }
}

/// A certificate chain and its key, in DER.
struct Parts {
    certificates: Vec<Vec<u8>>,
    key: Key,
}

enum Key {
    Pkcs8(Vec<u8>),
    Pkcs1(Vec<u8>),
    Sec1(Vec<u8>),
}

impl Certificate {
    /// Reads a file. An empty password is a password too.
    pub(super) fn read(file: &[u8], password: &str) -> Result<Self, Problem> {
        let parts = if is_pem(file) { parts_of_pem(file)? } else { parts_of_p12(file, password)? };
        Self::of(parts)
    }

    /// With the name of the file it was read from, for printed requests. curl splits at a colon what `--cert` names.
    pub(super) fn of_file(self, file: &[u8], path: &str, password: &str) -> Self {
        let path = quoted(&path.replace('\\', "\\\\").replace(':', "\\:"));
        let options = match (is_pem(file), password.is_empty()) {
            (true, _) => format!("--cert {path}"),
            (false, true) => format!("--cert-type P12 --cert {path} --pass ''"),
            (false, false) => format!("--cert-type P12 --cert {path} --pass {PASSWORD}"),
        };
        Self { identity: self.identity.known_to_curl_as(options), ..self }
    }

    fn of(mut parts: Parts) -> Result<Self, Problem> {
        let own = public_key(&parts.key).ok_or(Problem::KindOfKey)?;
        let is_own = |der: &Vec<u8>| parse(der).is_some_and(|certificate| certificate.public_key().raw == own);
        let Some(at) = parts.certificates.iter().position(is_own) else {
            let readable = parts.certificates.iter().any(|der| parse(der).is_some());
            return Err(if readable { Problem::OtherKey } else { Problem::Unreadable });
        };
        // The server is shown the certificate of the key first, those above it behind.
        let leaf = parts.certificates.remove(at);
        let mut text = pem_text("CERTIFICATE", &leaf);
        for other in &parts.certificates {
            text += &pem_text("CERTIFICATE", other);
        }
        text += &match &parts.key {
            Key::Pkcs8(der) => pem_text("PRIVATE KEY", der),
            Key::Pkcs1(der) => pem_text("RSA PRIVATE KEY", der),
            Key::Sec1(der) => pem_text("EC PRIVATE KEY", der),
        };
        let certificate = parse(&leaf).ok_or(Problem::Unreadable)?;
        let subject = |oid: &str| {
            let mut attributes = certificate.subject().iter_attributes();
            let found = attributes.find(|attribute| attribute.attr_type().to_id_string() == oid)?;
            String::from_utf8(found.as_slice().to_vec()).ok().filter(|text| !text.is_empty())
        };
        let name = subject(COMMON_NAME).unwrap_or_default();
        Ok(Self {
            usage: usage(&certificate, &name),
            topic: subject(USER_ID),
            team: subject(UNIT),
            topics: topics(&certificate),
            ends: certificate.validity().not_after.timestamp(),
            name,
            identity: Identity::from_pem(Secret::new(text)),
        })
    }

    /// Whether it is for this topic, as far as it says. A suffix of a push type is not looked at.
    pub(super) fn covers(&self, bundle_id: &str) -> bool {
        let named: Vec<&String> = self.topics.iter().chain(&self.topic).collect();
        named.is_empty() || named.iter().any(|topic| *topic == bundle_id)
    }
}

/// A shell's word for the password: without it the command ends with these words.
const PASSWORD: &str = r#""${APPLE_CERTIFICATE_PASSWORD?is the password of certificate_file}""#;

fn is_pem(file: &[u8]) -> bool {
    let begin = b"-----BEGIN ";
    file.windows(begin.len()).any(|window| window == begin)
}

const COMMON_NAME: &str = "2.5.4.3";
const UNIT: &str = "2.5.4.11";
const USER_ID: &str = "0.9.2342.19200300.100.1.1";
const SANDBOX: &str = "1.2.840.113635.100.6.3.1";
const PRODUCTION: &str = "1.2.840.113635.100.6.3.2";
const TOPICS: &str = "1.2.840.113635.100.6.3.6";

fn parse(der: &[u8]) -> Option<X509Certificate<'_>> {
    X509Certificate::from_der(der).ok().map(|(_, certificate)| certificate)
}

fn has(certificate: &X509Certificate<'_>, oid: &str) -> bool {
    certificate.extensions().iter().any(|extension| extension.oid.to_id_string() == oid)
}

/// By its extensions, else by the beginning of its name.
fn usage(certificate: &X509Certificate<'_>, name: &str) -> Usage {
    let begins = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    let both = Usage::Push { sandbox: Some(true), production: Some(true) };
    let special = ["VoIP Services:", "WatchKit Services:", "Website Push ID:", "Pass Type ID:", "APSP:"];
    let extensions = (has(certificate, SANDBOX), has(certificate, PRODUCTION));
    if begins(&special) {
        return Usage::OtherPush;
    }
    match extensions {
        (false, false) if begins(&["Apple Push Services:"]) => both,
        (false, false) if begins(&["Apple Development IOS Push Services:", "Apple Development Mac Push Services:"]) => {
            Usage::Push { sandbox: Some(true), production: Some(false) }
        }
        (false, false) if begins(&["Apple Production IOS Push Services:", "Apple Production Mac Push Services:"]) => {
            Usage::Push { sandbox: Some(false), production: Some(true) }
        }
        (false, false) if has(certificate, TOPICS) => Usage::Push { sandbox: None, production: None },
        (false, false) => Usage::NoPush,
        (sandbox, production) => Usage::Push { sandbox: Some(sandbox), production: Some(production) },
    }
}

/// The texts in extension 6.3.6: topics alternate with lists of what each may be used for. Its exact form is not
/// documented: what is not a text is passed over.
fn topics(certificate: &X509Certificate<'_>) -> Vec<String> {
    let extension = certificate.extensions().iter().find(|extension| extension.oid.to_id_string() == TOPICS);
    let Some(Ok((_, value))) = extension.map(|extension| parse_der(extension.value)) else { return Vec::new() };
    let entries = value.as_sequence().map(Vec::as_slice).unwrap_or_default();
    entries.iter().filter_map(|entry| entry.as_str().ok()).map(str::to_owned).collect()
}

/// The public half, as a certificate holds it.
fn public_key(key: &Key) -> Option<Vec<u8>> {
    let der = match key {
        Key::Pkcs8(der) => PrivateKeyDer::from(PrivatePkcs8KeyDer::from(der.as_slice())),
        Key::Pkcs1(der) => PrivateKeyDer::from(PrivatePkcs1KeyDer::from(der.as_slice())),
        Key::Sec1(der) => PrivateKeyDer::from(PrivateSec1KeyDer::from(der.as_slice())),
    };
    any_supported_type(&der).ok()?.public_key().map(|key| key.as_ref().to_vec())
}

fn parts_of_pem(file: &[u8]) -> Result<Parts, Problem> {
    let encrypted = b"ENCRYPTED";
    let is_encrypted = file.windows(encrypted.len()).any(|window| window == encrypted);
    let (mut certificates, mut key) = (Vec::new(), None);
    let mut rest = file;
    loop {
        match pem::from_buf(&mut rest) {
            Ok(Some((SectionKind::Certificate, der))) => certificates.push(der),
            Ok(Some((SectionKind::PrivateKey, der))) => key = Some(Key::Pkcs8(der)),
            Ok(Some((SectionKind::RsaPrivateKey, der))) => key = Some(Key::Pkcs1(der)),
            Ok(Some((SectionKind::EcPrivateKey, der))) => key = Some(Key::Sec1(der)),
            Ok(Some(_)) => {}
            Ok(None) => break,
            // The old form of an encrypted key has headers above its Base64, which the reader does not take.
            Err(_) if is_encrypted => return Err(Problem::EncryptedKey),
            Err(_) => return Err(Problem::Unreadable),
        }
    }
    match key {
        None if is_encrypted => Err(Problem::EncryptedKey),
        None => Err(Problem::NoKey),
        Some(_) if certificates.is_empty() => Err(Problem::NoCertificate),
        Some(key) => Ok(Parts { certificates, key }),
    }
}

/// The library reads the old ciphers of the Keychain too, which OpenSSL 3 refuses.
fn parts_of_p12(file: &[u8], password: &str) -> Result<Parts, Problem> {
    let store = KeyStore::from_pkcs12(file, password, Pkcs12ImportPolicy::Relaxed).map_err(|error| match error {
        p12_keystore::error::Error::MacError(_) => Problem::WrongPassword,
        // A bare certificate (`.cer`) is DER as well.
        _ if parse(file).is_some() => Problem::NoKey,
        _ => Problem::Unreadable,
    })?;
    let Some((_, chain)) = store.private_key_chain() else { return Err(Problem::NoKey) };
    let certificates: Vec<Vec<u8>> = chain.certs().iter().map(|certificate| certificate.as_der().to_vec()).collect();
    if certificates.is_empty() {
        return Err(Problem::NoCertificate);
    }
    Ok(Parts { certificates, key: Key::Pkcs8(chain.key().as_der().to_vec()) })
}

fn pem_text(kind: &str, der: &[u8]) -> String {
    let text = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {kind}-----\n");
    for line in text.as_bytes().chunks(64) {
        let _ = writeln!(pem, "{}", String::from_utf8_lossy(line));
    }
    let _ = writeln!(pem, "-----END {kind}-----");
    pem
}

#[cfg(all(test, feature = "emulator"))]
pub(super) mod tests;
