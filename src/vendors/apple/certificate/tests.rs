//! Certificates made on the spot, with the subjects and extensions of Apple's. None lies in the repository.

use p12_keystore::{EncryptionAlgorithm, KeyStoreEntry, MacAlgorithm, PrivateKey, PrivateKeyChain};
use rcgen::{CertificateParams, CustomExtension, DnType, KeyPair};

use super::*;

/// What a made certificate says.
#[derive(Clone)]
pub(in super::super) struct Said<'a> {
    pub(in super::super) name: &'a str,
    pub(in super::super) topic: Option<&'a str>,
    pub(in super::super) extensions: &'a [(&'a [u64], &'a [u8])],
    pub(in super::super) ends: (i32, u8, u8),
}

const OID_SANDBOX: &[u64] = &[1, 2, 840, 113_635, 100, 6, 3, 1];
const OID_PRODUCTION: &[u64] = &[1, 2, 840, 113_635, 100, 6, 3, 2];
const OID_TOPICS: &[u64] = &[1, 2, 840, 113_635, 100, 6, 3, 6];
/// DER of NULL, the value of the two flags.
const NULL: &[u8] = &[5, 0];

/// The universal kind, as the portal makes it today.
pub(in super::super) const UNIVERSAL: Said<'static> = Said {
    name: "Apple Push Services: com.acme.chat",
    topic: Some("com.acme.chat"),
    extensions: &[(OID_SANDBOX, NULL), (OID_PRODUCTION, NULL)],
    ends: (2027, 12, 24),
};

/// The DER of a certificate and of its key.
pub(in super::super) fn made(said: &Said<'_>) -> (Vec<u8>, Vec<u8>) {
    let key = KeyPair::generate().expect("random numbers");
    let mut params = CertificateParams::new(Vec::new()).expect("no names");
    params.distinguished_name.push(DnType::CommonName, said.name);
    params.distinguished_name.push(DnType::OrganizationalUnitName, "DEF123GHIJ");
    if let Some(topic) = said.topic {
        params.distinguished_name.push(DnType::CustomDnType(vec![0, 9, 2342, 19_200_300, 100, 1, 1]), topic);
    }
    let (year, month, day) = said.ends;
    params.not_after = rcgen::date_time_ymd(year, month, day);
    params.custom_extensions =
        said.extensions.iter().map(|(oid, value)| CustomExtension::from_oid_content(oid, value.to_vec())).collect();
    let certificate = params.self_signed(&key).expect("a certificate");
    (certificate.der().to_vec(), key.serialize_der())
}

/// A `.p12` with the ciphers that the Keychain uses: RC2-40 and SHA-1.
pub(in super::super) fn p12(certificate: &[u8], key: &[u8], password: &str) -> Vec<u8> {
    let own = p12_keystore::Certificate::from_der(certificate).expect("a certificate");
    let key = PrivateKey::from_der(key).expect("a key");
    let mut store = KeyStore::new();
    store.add_entry("push", KeyStoreEntry::PrivateKeyChain(PrivateKeyChain::new("1", key, [own])));
    let writer = store.writer(password).encryption_algorithm(EncryptionAlgorithm::PbeWithShaAnd40BitRc4Cbc);
    writer.mac_algorithm(MacAlgorithm::HmacSha1).encryption_iterations(2048).mac_iterations(1).write().expect("written")
}

fn problem(file: &[u8], password: &str) -> Option<Problem> {
    Certificate::read(file, password).err()
}

#[test]
fn a_p12_of_the_keychain_is_opened_by_its_password() {
    let (der, key) = made(&UNIVERSAL);
    for password in ["", "Kirschbaum-2026", "密码"] {
        let file = p12(&der, &key, password);
        let certificate = Certificate::read(&file, password).expect("a certificate");
        assert_eq!(certificate.name, "Apple Push Services: com.acme.chat");
        assert_eq!(certificate.topic.as_deref(), Some("com.acme.chat"));
        assert_eq!(certificate.team.as_deref(), Some("DEF123GHIJ"));
        assert_eq!(certificate.usage, Usage::Push { sandbox: Some(true), production: Some(true) });
        // 2027-12-24T00:00:00Z
        assert_eq!(certificate.ends, 1_829_606_400);
        assert_eq!(problem(&file, "another"), Some(Problem::WrongPassword));
    }
}

#[test]
fn pem_is_read_in_either_order() {
    let (der, key) = made(&UNIVERSAL);
    let [certificate, private] = [pem_text("CERTIFICATE", &der), pem_text("PRIVATE KEY", &key)];
    for file in [format!("{certificate}{private}"), format!("Bag Attributes\n{private}\n{certificate}")] {
        let read = Certificate::read(file.as_bytes(), "").expect("a certificate");
        assert_eq!(read.topic.as_deref(), Some("com.acme.chat"));
    }
}

#[test]
fn what_is_no_certificate_with_its_key_is_named() {
    let (der, key) = made(&UNIVERSAL);
    let (_, other) = made(&UNIVERSAL);
    let [certificate, private] = [pem_text("CERTIFICATE", &der), pem_text("PRIVATE KEY", &key)];
    let encrypted = pem_text("ENCRYPTED PRIVATE KEY", &key);
    for (file, expected) in [
        (certificate.clone(), Problem::NoKey),
        (private.clone(), Problem::NoCertificate),
        (format!("{certificate}{encrypted}"), Problem::EncryptedKey),
        (
            format!(
                "{certificate}-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAA==\n-----END RSA PRIVATE KEY-----\n"
            ),
            Problem::EncryptedKey,
        ),
        (format!("{certificate}{}", pem_text("PRIVATE KEY", &other)), Problem::OtherKey),
        (format!("{}{private}", pem_text("CERTIFICATE", b"no certificate")), Problem::Unreadable),
        (format!("{certificate}{}", pem_text("PRIVATE KEY", b"no key")), Problem::KindOfKey),
        (certificate.replace("-----END", "-----EN"), Problem::Unreadable),
        ("neither".to_owned(), Problem::Unreadable),
        (String::new(), Problem::Unreadable),
    ] {
        assert_eq!(problem(file.as_bytes(), ""), Some(expected), "{file}");
    }
    // A `.cer` is the bare DER.
    assert_eq!(problem(&der, ""), Some(Problem::NoKey));
    let mut cut = p12(&der, &key, "");
    cut.truncate(200);
    assert_eq!(problem(&cut, ""), Some(Problem::Unreadable));
}

#[test]
fn the_name_tells_what_the_extensions_do_not() {
    let of = |name, extensions| {
        let (der, _) = made(&Said { name, extensions, ..UNIVERSAL });
        usage(&parse(&der).expect("a certificate"), name)
    };
    let push = |sandbox, production| Usage::Push { sandbox: Some(sandbox), production: Some(production) };
    assert_eq!(of("Apple Push Services: com.acme.chat", &[]), push(true, true));
    assert_eq!(of("Apple Development IOS Push Services: com.acme.chat", &[]), push(true, false));
    assert_eq!(of("Apple Production IOS Push Services: com.acme.chat", &[]), push(false, true));
    assert_eq!(of("Apple Push Services: com.acme.chat", &[(OID_SANDBOX, NULL)]), push(true, false));
    assert_eq!(of("Apple Push Services: com.acme.chat", &[(OID_PRODUCTION, NULL)]), push(false, true));
    assert_eq!(of("Pass Type ID: pass.com.acme", &[(OID_PRODUCTION, NULL)]), Usage::OtherPush);
    assert_eq!(of("VoIP Services: com.acme.chat", &[]), Usage::OtherPush);
    assert_eq!(of("Apple Distribution: Acme (DEF123GHIJ)", &[]), Usage::NoPush);
    assert_eq!(of("iPhone Developer: Acme", &[]), Usage::NoPush);
}

#[test]
fn the_topics_of_the_extension_are_all_covered() {
    // SEQUENCE { "com.a.b", SEQUENCE { "app" }, "com.a.b.voip", SEQUENCE { "voip" } }
    let text = |text: &str| [&[0x0c, u8::try_from(text.len()).expect("short")], text.as_bytes()].concat();
    let list = |inner: Vec<u8>| [&[0x30, u8::try_from(inner.len()).expect("short")], inner.as_slice()].concat();
    let parts = [text("com.a.b"), list(text("app")), text("com.a.b.voip"), list(text("voip"))];
    let value = list(parts.concat());
    let (der, key) = made(&Said { topic: Some("com.a.b"), extensions: &[(OID_TOPICS, &value)], ..UNIVERSAL });
    let certificate = Certificate::read(&p12(&der, &key, ""), "").expect("a certificate");
    assert_eq!(certificate.topics, ["com.a.b", "com.a.b.voip"]);
    assert!(certificate.covers("com.a.b") && certificate.covers("com.a.b.voip") && !certificate.covers("com.a"));
    // What cannot be read is no finding.
    let (der, key) = made(&Said { topic: None, extensions: &[(OID_TOPICS, &[0x30, 0x7f])], ..UNIVERSAL });
    let certificate = Certificate::read(&p12(&der, &key, ""), "").expect("a certificate");
    assert!(certificate.topics.is_empty() && certificate.covers("com.any.app"));
}

/// As curl(1) has it: `--cert` splits name and password at a colon, a backslash takes that meaning away.
#[test]
fn curl_is_told_of_the_file_and_not_of_its_password() {
    let (der, key) = made(&UNIVERSAL);
    let of = |file: &[u8], path, password| {
        Certificate::read(file, password).expect("a certificate").of_file(file, path, password).identity.curl
    };
    assert_eq!(
        of(&p12(&der, &key, "Kirschbaum-2026"), "/a b/push.p12", "Kirschbaum-2026"),
        r#"--cert-type P12 --cert '/a b/push.p12' --pass "${APPLE_CERTIFICATE_PASSWORD?is the password of certificate_file}""#
    );
    assert_eq!(
        of(&p12(&der, &key, ""), r"C:\x\it's.p12", ""),
        r"--cert-type P12 --cert 'C\:\\x\\it'\''s.p12' --pass ''"
    );
    let pem = pem_text("CERTIFICATE", &der) + &pem_text("PRIVATE KEY", &key);
    assert_eq!(of(pem.as_bytes(), "push.pem", ""), "--cert 'push.pem'");
}

#[test]
fn neither_the_key_nor_the_password_is_ever_printed() {
    let (der, key) = made(&UNIVERSAL);
    let certificate = Certificate::read(&p12(&der, &key, "Kirschbaum-2026"), "Kirschbaum-2026").expect("a certificate");
    let printed = format!("{certificate:?}");
    assert!(!printed.contains("PRIVATE") && !printed.contains("Kirschbaum"), "{printed}");
}
