use super::*;
use crate::report::Severity;
use crate::text::Lang;

const SHA256: &str = "F7:1F:3B:3A:F9:C9:9D:1B:8D:51:A5:8C:7B:A0:90:8D:C5:E2:2F:B9:73:BB:F0:81:59:6C:00:45:46:F9:37:0D";
const SHA1: &str = "40:BF:B8:85:98:C9:20:97:11:BB:03:1B:04:F7:F7:E1:D3:DC:ED:7B";

/// As keytool 17 prints it: a key with a chain of two, a certificate without a key, and a key.
const LISTING: &str = "Keystore type: PKCS12
Keystore provider: SUN

Your keystore contains 3 entries

Alias name: release
Creation date: Nov 25, 2026
Entry type: PrivateKeyEntry
Certificate chain length: 2
Certificate[1]:
Owner: CN=Example
Issuer: CN=Example CA
Certificate fingerprints:
\t SHA1: 40:BF:B8:85:98:C9:20:97:11:BB:03:1B:04:F7:F7:E1:D3:DC:ED:7B
\t SHA256: F7:1F:3B:3A:F9:C9:9D:1B:8D:51:A5:8C:7B:A0:90:8D:C5:E2:2F:B9:73:BB:F0:81:59:6C:00:45:46:F9:37:0D
Signature algorithm name: SHA256withRSA
Certificate[2]:
Owner: CN=Example CA
Certificate fingerprints:
\t SHA1: 11:BF:B8:85:98:C9:20:97:11:BB:03:1B:04:F7:F7:E1:D3:DC:ED:7B
\t SHA256: 11:1F:3B:3A:F9:C9:9D:1B:8D:51:A5:8C:7B:A0:90:8D:C5:E2:2F:B9:73:BB:F0:81:59:6C:00:45:46:F9:37:0D


*******************************************
*******************************************


Alias name: root
Creation date: Nov 25, 2026
Entry type: trustedCertEntry

Owner: CN=Example CA
Certificate fingerprints:
\t SHA1: 11:BF:B8:85:98:C9:20:97:11:BB:03:1B:04:F7:F7:E1:D3:DC:ED:7B
\t SHA256: 11:1F:3B:3A:F9:C9:9D:1B:8D:51:A5:8C:7B:A0:90:8D:C5:E2:2F:B9:73:BB:F0:81:59:6C:00:45:46:F9:37:0D

Alias name: 测试: two
Entry type: PrivateKeyEntry
Certificate fingerprints:
\t SHA256: 22:1F:3B:3A:F9:C9:9D:1B:8D:51:A5:8C:7B:A0:90:8D:C5:E2:2F:B9:73:BB:F0:81:59:6C:00:45:46:F9:37:0D
";

fn sha256(text: &str) -> Sha256 {
    Fingerprint::parse(text).expect("a fingerprint")
}

#[test]
fn fingerprints_are_read_in_every_usual_form() {
    let plain = SHA256.replace(':', "");
    for written in [SHA256, &SHA256.to_lowercase(), &plain, &plain.to_lowercase()] {
        assert_eq!(sha256(written).to_string(), SHA256);
    }
    assert_eq!(Sha1::parse(SHA1).expect("a fingerprint").to_string(), SHA1);
}

#[test]
fn what_is_no_fingerprint_is_refused() {
    let (colons, plain) = (SHA256, SHA256.replace(':', ""));
    let wrong = [
        String::new(),
        ":".to_owned(),
        SHA1.to_owned(),
        plain[1..].to_owned(),
        format!("{plain}0"),
        format!("{colons}:"),
        colons.replacen(':', "-", 1),
        colons.replacen("F7:1F", "F71F:", 1),
        colons.replacen('F', "G", 1),
        "é".repeat(32),
    ];
    for text in wrong {
        assert_eq!(Sha256::parse(&text), None, "{text}");
    }
}

#[test]
fn several_fingerprints_stand_behind_one_another() {
    let two = format!(" {SHA256}\n{}", SHA256.replace(':', "").to_lowercase());
    assert_eq!(fingerprints(&two), Some(vec![sha256(SHA256); 2]));
    assert_eq!(fingerprints(&format!("{SHA256} {SHA1}")), None);
    assert_eq!(fingerprints("  "), None);
}

#[test]
fn a_key_is_listed_with_the_first_certificate_of_its_chain() {
    let found = listed(LISTING);
    let expected = [
        Certificate { alias: "release".to_owned(), sha256: sha256(SHA256), sha1: Fingerprint::parse(SHA1) },
        Certificate { alias: "测试: two".to_owned(), sha256: sha256(&SHA256.replacen("F7", "22", 1)), sha1: None },
    ];
    assert_eq!(found, expected);
    assert_eq!(listed(&LISTING.replace('\n', "\r\n")), expected);
}

/// What is cut off anywhere gives fewer certificates and never another one.
#[test]
fn a_listing_may_end_anywhere() {
    let all = listed(LISTING);
    for (end, _) in LISTING.char_indices() {
        let found = listed(&LISTING[..end]);
        let is_cut_name = |own: &Certificate| all.iter().all(|one| one != own);
        assert!(!found.iter().any(is_cut_name), "{end}");
    }
    assert_eq!(listed("SHA256: x\nAlias name:\nSHA256:\n"), []);
    // A keystore read without its password: OpenJDK lists the key and no certificate.
    assert_eq!(listed("Alias name: release\nEntry type: PrivateKeyEntry\nCertificate chain length: 0\n"), []);
}

#[test]
fn keytool_s_words_say_what_is_wrong() {
    let of = |printed: &str| {
        let Refusal { cause, words } = refusal(printed);
        (cause, words)
    };
    let said = |cause, words: &str| (cause, words.to_owned());
    assert_eq!(
        of("keytool error: java.io.IOException: keystore password was incorrect\n\tat java.base/sun.security\n"),
        said(Cause::Password, "keystore password was incorrect")
    );
    assert_eq!(
        of("keytool error: java.io.IOException: Keystore was tampered with, or password was incorrect\n").0,
        Cause::Password
    );
    assert_eq!(
        of("keytool error: java.lang.Exception: Alias <nope> does not exist\n"),
        said(Cause::Alias, "Alias <nope> does not exist")
    );
    assert_eq!(
        of("keytool error: java.security.KeyStoreException: Unrecognized keystore format. Please load it\n"),
        said(Cause::Format, "Unrecognized keystore format. Please load it")
    );
    assert_eq!(
        of("\nPicked up\u{1b}[2J JAVA_TOOL_OPTIONS: -Xmx1g\n"),
        said(Cause::Format, "Picked up [2J JAVA_TOOL_OPTIONS: -Xmx1g")
    );
    assert_eq!(of(""), said(Cause::Format, ""));
}

#[test]
fn one_certificate_of_push_toml_is_enough() {
    let certificates = listed(LISTING);
    let other = sha256(&SHA256.replacen("F7", "33", 1));
    assert!(stranger("release.jks", &certificates, &[other, sha256(SHA256)]).is_none());
    let finding = stranger("release.jks", &certificates[..1], &[other]).expect("a finding");
    assert_eq!((finding.rule.id, finding.severity), ("android/signing-certificate", Severity::Error));
    for lang in [Lang::En, Lang::Zh] {
        let message = finding.message.get(lang);
        assert!(message.contains(SHA256) && message.contains(&other.to_string()), "{message}");
    }
}

mod downloaded {
    use super::*;
    use crate::config::{App, Values};
    use crate::project::Requirement;
    use crate::project::tree::Tree;
    use crate::vendors::VENDORS;

    fn requirements() -> Vec<Requirement> {
        let of = |vendor: &&'static crate::vendors::Vendor| {
            (vendor.requirements)(&Values::empty(vendor.key, vendor.fields), &App::default())
        };
        VENDORS.iter().flat_map(of).collect()
    }

    fn notes(json: Option<&str>) -> Vec<Finding> {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir_all(folder.path().join("android/app")).expect("folders");
        if let Some(json) = json {
            std::fs::write(folder.path().join("android/app/google-services.json"), json).expect("a file");
        }
        let tree = Tree::open(folder.path()).expect("a tree");
        unregistered(&tree, &requirements(), &listed(LISTING))
    }

    fn services(hash: &str) -> String {
        format!(
            r#"{{"client": [{{"oauth_client": [{{"client_id": "1"}}, {{"client_type": 1, "android_info":
            {{"package_name": "com.example.imdemo", "certificate_hash": "{hash}"}}}}]}}]}}"#
        )
    }

    #[test]
    fn another_certificate_is_worth_a_note() {
        let other = "99bfb88598c9209711bb031b04f7f7e1d3dced7b";
        let notes = notes(Some(&services(other)));
        assert_eq!(notes.len(), 1, "{notes:?}");
        assert_eq!(notes[0].severity, Severity::Note);
        assert!(notes[0].message.get(Lang::En).contains("99:BF:B8:85"), "{notes:?}");
    }

    #[test]
    fn nothing_is_said_where_nothing_can_be_compared() {
        let own = SHA1.replace(':', "").to_lowercase();
        for json in [None, Some("{"), Some("{}"), Some(services("x").as_str()), Some(services(&own).as_str())] {
            assert!(notes(json).is_empty(), "{json:?}");
        }
    }
}
