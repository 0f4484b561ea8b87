use super::*;
use crate::config::{Environment, Options, Source, assemble};
use crate::text::Lang;

const SECRET: &str = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543211";
const API_KEY_TEXT: &str = "CgB6e3x9Mz+abcdefghijklmnopqrstuvwxyz/ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789abcd==";

/// The values of a table, in a folder.
fn values(table: &str, folder: &std::path::Path) -> Values {
    let source = Source::new("push.toml", folder.join("push.toml"), format!("[huawei]\n{table}\n"));
    let options = Options { file: None, folder: folder.into(), profile: None, environment: Environment::new(|_| None) };
    let config = assemble(source, None, &options).expect("TOML");
    config.values(&super::super::VENDOR, &mut Findings::default())
}

/// The findings on a table, by rule; none of them quotes a secret.
fn linted_for(table: &str, app: &App) -> Vec<&'static str> {
    let mut findings = Findings::default();
    lint(&values(table, std::path::Path::new(".")), app, &mut findings);
    for finding in &findings {
        for lang in [Lang::En, Lang::Zh] {
            assert!(!finding.message.get(lang).contains(SECRET), "a secret is quoted");
        }
    }
    findings.iter().map(|finding| finding.rule.id).collect()
}

fn linted(table: &str) -> Vec<&'static str> {
    linted_for(table, &App::default())
}

#[test]
fn right_values_pass() {
    let table = format!(
        "buz_id = 34561\napp_id = \"102345679\"\napp_secret = \"{SECRET}\"\nproject_id = \"736430079244000001\"\ncategory = \"IM\""
    );
    assert!(linted(&table).is_empty(), "{:?}", linted(&table));
}

#[test]
fn an_app_id_is_1_to_64_digits() {
    for good in ["1", "102345679", &"1".repeat(63)] {
        assert!(linted(&format!("app_id = \"{good}\"")).is_empty(), "{good}");
    }
    for bad in ["10234567O", "app", &"1".repeat(65), "１０２", "102-345"] {
        assert_eq!(linted(&format!("app_id = \"{bad}\"")), ["huawei/app-id-format"], "{bad}");
        assert_eq!(linted(&format!("client_id = \"{bad}\"")), ["huawei/app-id-format"], "{bad}");
    }
}

#[test]
fn a_project_id_is_5_to_32_digits() {
    for good in ["12345", "736430079244000001", &"1".repeat(32)] {
        assert!(linted(&format!("project_id = \"{good}\"")).is_empty(), "{good}");
    }
    for bad in ["1234", &"1".repeat(33), "my-project"] {
        assert_eq!(linted(&format!("project_id = \"{bad}\"")), ["huawei/project-id-format"], "{bad}");
    }
}

#[test]
fn mix_ups_are_named() {
    let id = "102345679";
    assert_eq!(linted(&format!("app_id = \"{SECRET}\"")), ["huawei/swapped"]);
    assert_eq!(linted("app_secret = \"102345679\""), ["huawei/swapped"]);
    assert_eq!(linted(&format!("app_id = \"{id}\"\napp_secret = \"{id}\"")), ["huawei/secret-is-other"]);
    assert_eq!(linted(&format!("app_id = \"{id}\"\nproject_id = \"{id}\"")), ["huawei/project-is-app"]);
    assert_eq!(linted(&format!("app_id = \"{id}\"\nclient_id = \"736430079244000001\"")), ["huawei/client-id"]);
    assert!(linted(&format!("app_id = \"{id}\"\nclient_id = \"{id}\"")).is_empty());
    assert_eq!(linted(&format!("app_secret = \"{API_KEY_TEXT}\"")), ["huawei/api-key"]);
    for key in ["app_id", "client_id", "project_id", "app_secret"] {
        let table = format!("{key} = '{{\"client\":{{\"app_id\":\"102345679\"}}}}'");
        assert_eq!(linted(&table), ["huawei/pasted-file"], "{key}");
    }
}

#[test]
fn a_secret_is_64_hex_digits_in_lower_case() {
    assert!(linted(&format!("app_secret = \"{SECRET}\"")).is_empty());
    for odd in [&SECRET[1..], &SECRET.to_uppercase(), "s3cret-of-another-shape", "密钥"] {
        assert_eq!(linted(&format!("app_secret = \"{odd}\"")), ["huawei/app-secret-format"], "{odd}");
    }
}

#[test]
fn an_interface_needs_its_credentials() {
    assert_eq!(linted("api = \"v2\""), ["huawei/api"]);
    assert!(linted("api = \"v2\"\nproject_id = \"736430079244000001\"").is_empty());
    assert_eq!(linted("api = \"v3\"\nproject_id = \"736430079244000001\""), ["huawei/api"]);
    assert!(linted("api = \"v1\"").is_empty());
}

#[test]
fn categories_are_known_in_capitals() {
    assert!(lint_category(&Given::new("IM")).is_none());
    let finding = lint_category(&Given::new("im")).expect("a finding");
    assert_eq!((finding.rule.id, finding.remedy.get(Lang::En)), ("huawei/category", "write `IM`"));
    assert!(lint_category(&Given::new("GAMES")).is_some(), "the list grows: a warning");
}

/// Tencent's guide gives `com.tencent.flutter.tuikit`, a package, as the badge's parameter.
#[test]
fn a_package_is_no_launcher_activity() {
    let app = |activity: &str| App {
        package_name: Some(Given::new("com.tencent.flutter.tuikit")),
        launcher_activity: Some(Given::new(activity)),
        ..App::default()
    };
    assert_eq!(linted_for("", &app("com.tencent.flutter.tuikit")), ["huawei/badge-class"]);
    assert!(linted_for("", &app("com.tencent.flutter.tuikit.MainActivity")).is_empty());
}

#[test]
fn a_token_is_judged_by_its_blanks_alone() {
    for good in ["0864120031234567300004000500CN01", "IQAAAACy0", "MAMzLgIkEUz+/=", "x"] {
        assert!(lint_token(good).is_none(), "{good}");
    }
    for bad in ["", " IQAAAACy0", "IQAAAACy0\n", "IQAA ACy0"] {
        assert_eq!(lint_token(bad).map(|finding| finding.rule.id), Some("huawei/token-format"), "{bad}");
    }
}

#[cfg(feature = "emulator")]
#[test]
fn a_service_account_is_of_the_project_and_enough_for_v3() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).expect("a file");
    file("account.json", &super::super::service_account::made_up());
    file("agconnect.json", br#"{"client":{"app_id":"102345679"}}"#);
    let linted = |table: &str| {
        let mut findings = Findings::default();
        lint(&values(table, folder.path()), &App::default(), &mut findings);
        findings.iter().map(|finding| finding.rule.id).collect::<Vec<_>>()
    };
    assert!(linted("service_account_file = \"account.json\"").is_empty());
    // A note: it is right, and `check` cannot prove all of it.
    assert_eq!(linted("service_account_file = \"account.json\"\napi = \"v3\""), ["huawei/v3-not-asked"]);
    assert_eq!(linted("service_account_file = \"agconnect.json\""), ["huawei/service-account"]);
    let other = "service_account_file = \"account.json\"\nproject_id = \"736430079244000009\"";
    assert_eq!(linted(other), ["huawei/project-is-other"]);
}
