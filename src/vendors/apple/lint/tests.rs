use std::path::Path;

use super::*;
use crate::config::{Environment as Variables, Options, Source, assemble};
use crate::text::Lang;
use crate::vendors::apple::VENDOR;

const GOOD: &str = "[app]\nbundle_id = \"com.acme.chat\"\n[apple]\nteam_id = \"DEF123GHIJ\"\nkey_id = \"ABC123DEFG\"\n";

fn findings(folder: &Path, toml: &str) -> Findings {
    let source = Source::new("push.toml", folder.join("push.toml"), toml.to_owned());
    let environment = Variables::new(|_| None);
    let options = Options { file: None, folder: folder.to_owned(), profile: None, environment };
    let config = assemble(source, None, &options).expect("TOML");
    let mut unused = Findings::default();
    let (values, app) = (config.values(&VENDOR, &mut unused), config.app(&mut unused));
    let mut findings = Findings::default();
    lint(&values, &app, &mut findings);
    findings
}

fn linted(toml: &str) -> Vec<(&'static str, Severity)> {
    let found = findings(Path::new("/nowhere"), toml);
    found.iter().map(|finding| (finding.rule.id, finding.severity)).collect()
}

#[test]
fn a_table_that_is_right_has_nothing_to_say() {
    assert!(linted(GOOD).is_empty());
    assert!(linted(&format!("{GOOD}buz_id = \"34560\"\nkey_file = \"AuthKey_ABC123DEFG.p8\"\n")).is_empty());
}

#[test]
fn ids_have_ten_characters() {
    let with = |team: &str, key: &str| linted(&GOOD.replace("DEF123GHIJ", team).replace("ABC123DEFG", key));
    assert_eq!(with("DEF123GHI", "ABC123DEFG"), [("apple/team-id-format", Severity::Error)]);
    assert_eq!(with("DEF123GHIJK", "ABC123DEFG"), [("apple/team-id-format", Severity::Error)]);
    assert_eq!(with("def123ghij", "ABC123DEFG"), [("apple/team-id-format", Severity::Warning)]);
    assert_eq!(with("DEF123GHIJ", "ABC123DEF"), [("apple/key-id-format", Severity::Error)]);
    assert_eq!(with("DEF123GHIJ", "ABC-23DEFG"), [("apple/key-id-format", Severity::Warning)]);
}

#[test]
fn the_two_ids_are_told_apart_by_the_file_s_name() {
    let with = |team: &str, key: &str, file: &str| {
        linted(&format!("{}key_file = \"{file}\"\n", GOOD.replace("DEF123GHIJ", team).replace("ABC123DEFG", key)))
    };
    let swapped = [("apple/swapped-ids", Severity::Error)];
    assert_eq!(with("ABC123DEFG", "DEF123GHIJ", "AuthKey_ABC123DEFG.p8"), swapped);
    assert_eq!(with("ABC123DEFG", "DEF123GHIJ", "keys/APNSAuthKey_ABC123DEFG.p8"), swapped);
    assert_eq!(with("ABC123DEFG", "ABC123DEFG", "push.p8"), swapped);
    assert_eq!(with("DEF123GHIJ", "ABC123DEFG", "AuthKey_ZZZ123DEFG.p8"), [("apple/key-id-file", Severity::Warning)]);
    assert!(with("DEF123GHIJ", "ABC123DEFG", "push.p8").is_empty());
}

#[test]
fn a_bundle_id_is_needed_for_sending_and_can_be_a_topic() {
    let with = |id: &str| linted(&GOOD.replace("com.acme.chat", id));
    let error = [("apple/topic", Severity::Error)];
    for bad in ["com.acme.*", "com.acme chat", "DEF123GHIJ.com.acme.chat"] {
        assert_eq!(with(bad), error, "{bad}");
    }
    assert_eq!(with("com.acme_chat"), [("apple/topic", Severity::Warning)]);
    assert_eq!(linted(&GOOD.replace("bundle_id = \"com.acme.chat\"\n", "")), error);
    assert!(linted("[apple]\nbuz_id = 34560\n").is_empty(), "the app's side needs no topic");
}

#[test]
fn a_certificate_id_is_a_number() {
    assert_eq!(linted("[apple]\nbuz_id = \"34560a\"\n"), [("apple/buz-id-format", Severity::Error)]);
}

/// The file's own mistakes, with a folder to write into.
#[cfg(feature = "emulator")]
mod files {
    use super::super::super::certificate::tests::{Said, UNIVERSAL, made, p12};
    use super::*;
    use crate::emulator::made_up;

    fn with_file(key: &str, contents: &[u8], more: &str) -> Findings {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("file"), contents).expect("written");
        findings(folder.path(), &format!("{GOOD}{key} = \"file\"\n{more}"))
    }

    fn one(findings: &Findings) -> (&'static str, Severity, String) {
        let all: Vec<_> = findings.iter().map(|finding| (finding.rule.id, finding.severity)).collect();
        assert_eq!(all.len(), 1, "{all:?}");
        let finding = findings.iter().next().expect("one");
        assert!(finding.place.is_some());
        (all[0].0, all[0].1, finding.message.get(Lang::En).to_owned())
    }

    #[test]
    fn a_key_file_is_a_p8() {
        assert!(with_file("key_file", made_up::ec_key_pem(0).as_bytes(), "").is_empty());
        let (der, key) = made(&UNIVERSAL);
        for (contents, words) in [
            (made_up::rsa_key_pem(0).into_bytes(), "RSA"),
            (b"{}".to_vec(), "not PEM"),
            (p12(&der, &key, ""), "a .p12, not a .p8"),
        ] {
            let (rule, severity, message) = one(&with_file("key_file", &contents, ""));
            assert_eq!((rule, severity), ("apple/key-file-format", Severity::Error));
            assert!(message.contains(words), "{message}");
        }
    }

    #[test]
    fn a_certificate_file_opens_and_is_a_push_certificate() {
        let (der, key) = made(&UNIVERSAL);
        let file = p12(&der, &key, "Kirschbaum-2026");
        let password = "certificate_password = \"Kirschbaum-2026\"\n";
        assert!(with_file("certificate_file", &file, password).is_empty());

        let (rule, _, message) = one(&with_file("certificate_file", &file, "certificate_password = \"Apfelbaum\"\n"));
        assert_eq!(rule, "apple/certificate-file");
        assert!(message.contains("not opened") && !message.contains("Apfelbaum"), "{message}");
        let (rule, ..) = one(&with_file("certificate_file", &file, ""));
        assert_eq!(rule, "apple/certificate-file", "no password is the empty one");

        let (der, key) = made(&Said { name: "Apple Distribution: Acme", extensions: &[], ..UNIVERSAL });
        let (rule, severity, _) = one(&with_file("certificate_file", &p12(&der, &key, ""), ""));
        assert_eq!((rule, severity), ("apple/certificate-kind", Severity::Error));
        let (der, key) = made(&Said { name: "VoIP Services: com.acme.chat", extensions: &[], ..UNIVERSAL });
        let (rule, severity, _) = one(&with_file("certificate_file", &p12(&der, &key, ""), ""));
        assert_eq!((rule, severity), ("apple/certificate-kind", Severity::Warning));
    }

    #[test]
    fn a_certificate_is_for_the_app_and_the_environment() {
        let name = "Apple Development IOS Push Services: com.acme.chat";
        let (der, key) = made(&Said { name, extensions: &[], ..UNIVERSAL });
        let file = p12(&der, &key, "");
        assert!(with_file("certificate_file", &file, "").is_empty());
        let (rule, ..) = one(&with_file("certificate_file", &file, "environment = \"production\"\n"));
        assert_eq!(rule, "apple/certificate-environment");

        let (der, key) = made(&Said { topic: Some("com.acme.other"), ..UNIVERSAL });
        let (rule, _, message) = one(&with_file("certificate_file", &p12(&der, &key, ""), ""));
        assert_eq!(rule, "apple/certificate-topic");
        assert!(message.contains("com.acme.other"), "{message}");
    }

    #[test]
    fn both_ways_are_a_note() {
        let (der, key) = made(&UNIVERSAL);
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::write(folder.path().join("push.p12"), p12(&der, &key, "")).expect("written");
        std::fs::write(folder.path().join("push.p8"), made_up::ec_key_pem(0)).expect("written");
        let toml = format!("{GOOD}key_file = \"push.p8\"\ncertificate_file = \"push.p12\"\n");
        let (rule, severity, _) = one(&findings(folder.path(), &toml));
        assert_eq!((rule, severity), ("apple/two-ways", Severity::Note));
    }
}

#[test]
fn a_device_token_is_hex() {
    let said = |token: &str| lint_token(token).map(|finding| finding.message.get(Lang::En).to_owned());
    let good = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
    assert_eq!(said(good), None);
    assert_eq!(said(&good.to_uppercase()), None);
    assert_eq!(said(VENDOR.example_device.address), None);
    for (token, words) in [
        (&good[..63], "one is missing"),
        (&good[..62], "62 hex digits; usual are 64"),
        (&format!("{good}00"), "66 hex digits"),
        ("<00fc13ad ff785122>", "take them out"),
        ("{length = 32, bytes = 0x00fc13ad ... 991de8f0 }", "cut short"),
        ("APwTrf94USK0rSiAmjQgmCNBJBQhNICXh45XfJkd6PA=", "Base64"),
        ("v2-CRuzWsbR1ovPAmAhu6M9cHPL8LMhOvLyVvVEkQTu", "not all hex"),
        ("", "usual are 64"),
    ] {
        let message = said(token).unwrap_or_else(|| panic!("{token} passed"));
        assert!(message.contains(words), "{token}: {message}");
    }
}
