//! `init --from` and `init --update`: what people have already becomes a push.toml, or is added to theirs.

use std::path::Path;

use super::harness::{APP_ID, APP_KEY, Folder, REG_ID, Ran};

const DART: &str = "\
class PushConfig {
  static const HWPushBuzID = 40563;
  static const VIVOPushBuzID = 40567;
  static const MZPushBuzID = 0;
  static final PushAppInfo appInfo =
      PushAppInfo(hw_buz_id: PushConfig.HWPushBuzID, vivo_buz_id: VIVOPushBuzID, mz_buz_id: MZPushBuzID);
}
";

const AGCONNECT: &str = r#"{
  "client": { "product_id": "736430079244000001", "app_id": "102345679", "package_name": "com.acme.chat",
    "client_secret": "SECRET-OF-AGC-SERVICES-1" }
}"#;

const MCS: &str = r#"{"developer_id":"5","app_id":"104500077","package_name":"com.acme.chat","version":"1.0"}"#;

fn tim_push() -> String {
    format!(
        r#"{{ "version": "1.0.1", "com.acme.chat": {{
  "manifestPlaceholders": {{ "VIVO_APPKEY": "{APP_KEY}", "VIVO_APPID": "{APP_ID}" }},
  "honorPushBussinessId": "40564", "xiaomiPushBussinessId": "", "vivoPushBussinessId": "40567" }} }}"#
    )
}

fn google(project: &str) -> String {
    format!(
        r#"{{ "project_info": {{ "project_number": "1", "project_id": "{project}" }}, "client":
  [ {{ "client_info": {{ "android_client_info": {{ "package_name": "com.acme.chat" }} }} }} ] }}"#
    )
}

/// A key file as an emulator makes it up for a key.
fn made_up(vendor: &str, key: &str) -> Vec<u8> {
    let vendor = pushctl::vendors::find(vendor).expect("a vendor");
    let field = vendor.fields.iter().find(|field| field.key == key).expect("a key");
    field.made_up.expect("made up by an emulator")()
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The keys that are set in push.toml.
fn values(folder: &Folder) -> toml::Table {
    read(folder, "push.toml").parse().expect("TOML")
}

#[track_caller]
fn has(folder: &Folder, keys: &[(&str, &str, &str)]) {
    let values = values(folder);
    for (table, key, value) in keys {
        let found = values.get(*table).and_then(|table| table.get(*key)).and_then(toml::Value::as_str);
        assert_eq!(found, Some(*value), "{table}.{key}");
    }
}

fn project(parts: &[&str], to: &str) -> Folder {
    let folder = Folder::empty();
    for part in parts {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects").join(part);
        super::harness::lay_over(&from, &folder.path(to));
    }
    folder
}

fn is_untouched(folder: &Folder) {
    for name in ["push.toml", "push.local.toml", ".gitignore"] {
        assert!(!folder.path(name).exists(), "{name} was written");
    }
}

#[test]
fn a_dart_file_tells_where_each_value_stands() {
    let folder = Folder::empty().file("push_constant.dart", DART);
    let ran = folder.run_bare(&["init", "--from", "push_constant.dart"]).exits(0);
    ran.says(&[
        "push_constant.dart:2",
        "huawei.buz_id 40563",
        "not filled in (0 or empty): mz_buz_id → Meizu left out",
        "still to be filled in: ",
        "vivo.app_secret",
        "next: pushctl check",
    ]);
    has(&folder, &[("huawei", "buz_id", "40563"), ("vivo", "buz_id", "40567")]);
    assert!(!values(&folder).contains_key("meizu"));
    let zh = Folder::empty().file("a.dart", DART);
    zh.run_bare(&["init", "--lang", "zh", "--from", "a.dart"]).exits(0).says(&["读到：", "没有填写", "魅族 先不写入"]);
}

#[test]
fn all_kinds_at_once() {
    let folder = Folder::empty()
        .file("push_constant.dart", DART)
        .file("agconnect-services.json", AGCONNECT)
        .file("google-services.json", &google("demo-project"))
        .file("mcs-services.json", MCS)
        .file("timpush-configs.json", &tim_push())
        .bytes("account.json", &made_up("google", "service_account_file"))
        .bytes("keys/AuthKey_ABC123DEFH.p8", &made_up("apple", "key_file"));
    let account: serde_json::Value = serde_json::from_str(&read(&folder, "account.json")).expect("JSON");
    let folder = folder.file("google-services.json", &google(account["project_id"].as_str().expect("a project")));
    let mut words = vec!["init"];
    let sources = [
        "push_constant.dart",
        "agconnect-services.json",
        "google-services.json",
        "mcs-services.json",
        "timpush-configs.json",
        "account.json",
        "keys/AuthKey_ABC123DEFH.p8",
    ];
    for source in &sources {
        words.extend(["--from", source]);
    }
    let ran = folder.run_bare(&words).exits(0);
    ran.says(&["client_secret in it is for other services"]).keeps(&["SECRET-OF-AGC-SERVICES-1"]);
    has(
        &folder,
        &[
            ("app", "package_name", "com.acme.chat"),
            ("huawei", "buz_id", "40563"),
            ("huawei", "app_id", "102345679"),
            ("huawei", "project_id", "736430079244000001"),
            ("honor", "app_id", "104500077"),
            ("honor", "buz_id", "40564"),
            ("vivo", "app_id", APP_ID),
            ("vivo", "app_key", APP_KEY),
            ("google", "service_account_file", "account.json"),
            ("apple", "key_file", "keys/AuthKey_ABC123DEFH.p8"),
            ("apple", "key_id", "ABC123DEFH"),
        ],
    );
    assert!(!read(&folder, "push.toml").contains("SECRET-OF-AGC"));
    folder.run_bare(&["check", "--offline"]).says(&["push.toml"]);
}

#[test]
fn a_project_is_imported_where_one_stands_in_it() {
    let folder = project(&["kotlin/bare", "kotlin/g3"], "");
    let ran = folder.run_bare(&["init"]).exits(0);
    ran.says(&[
        "Flutter project . · com.example.imdemo · tencent_cloud_chat_push 8.9.7538",
        "android/app/build.gradle.kts:",
    ]);
    has(
        &folder,
        &[
            ("app", "bundle_id", "com.example.imdemo"),
            ("app", "launcher_activity", "com.example.imdemo.MainActivity"),
            ("app", "plugin", "tencent_cloud_chat_push"),
            ("apple", "buz_id", "34561"),
            ("honor", "app_id", "104500001"),
            ("vivo", "app_key", "fedcba9876543210fedcba9876543210"),
            ("meizu", "app_key", "11112222333344445555666677778888"),
        ],
    );
    folder.run_bare(&["gen-manifest", "--check"]).exits(0);
}

#[test]
fn a_project_elsewhere_is_named_in_push_toml() {
    let folder = project(&["legacy/bare", "legacy/g1"], "app");
    let ran = folder.run_bare(&["init", "--from", "app", "--vendor", "vivo"]).exits(0);
    ran.says(&["no longer maintained", "tencent_cloud_chat_push"]);
    has(&folder, &[("app", "project", "app"), ("vivo", "app_id", APP_ID), ("vivo", "buz_id", "34567")]);
    assert!(!values(&folder).contains_key("meizu"));
}

#[test]
fn flags_win_over_files() {
    let folder = Folder::empty().file("a.dart", DART).file("b.dart", "final a = PushAppInfo(vivo_buz_id: f());");
    let ran = folder.run_bare(&["init", "--from", "a.dart", "--set", "vivo.buz_id=41000"]).exits(0);
    drop(ran);
    has(&folder, &[("vivo", "buz_id", "41000"), ("huawei", "buz_id", "40563")]);
    folder.run_bare(&["init", "--force", "--from", "b.dart"]).exits(2).says(&["--set vivo.buz_id="]);
    folder.run_bare(&["init", "--force", "--from", "b.dart", "--set", "vivo.buz_id=1234"]).exits(2);
    let more = ["--from", "a.dart", "--set", "vivo.buz_id=1234"];
    folder.run_bare(&[&["init", "--force", "--from", "b.dart"][..], &more].concat()).exits(0);
    has(&folder, &[("vivo", "buz_id", "1234")]);
}

#[test]
fn sources_that_contradict_each_other_need_a_decision() {
    let folder = Folder::empty().file("a.dart", DART).file("b.dart", &DART.replace("40567", "40599"));
    let files = ["init", "--from", "a.dart", "--from", "b.dart"];
    // The second file declares the same class; each is read by itself.
    let ran = folder.run_bare(&files).exits(2);
    ran.says(&["vivo.buz_id has different values", "a.dart:3", "40567", "b.dart:3", "40599", "--set vivo.buz_id="]);
    is_untouched(&folder);
    folder.run_bare(&[&files[..], &["--lang", "zh"]].concat()).exits(2).says(&["有不同的值", "决定用哪一个"]);
    folder.run_bare(&[&files[..], &["--set", "vivo.buz_id=40599"]].concat()).exits(0);
    has(&folder, &[("vivo", "buz_id", "40599")]);
}

#[test]
fn bad_input_leaves_no_file() {
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    for (name, text, said) in [
        ("main.dart", "void main() {}\n", "has no `PushAppInfo(…)`"),
        (
            "main.dart",
            "final a = PushAppInfo(mi_app_key: String.fromEnvironment('K'));",
            "cannot read mi_app_key: `String.fromEnvironment('K')`",
        ),
        ("package.json", "{\"name\": \"x\"}", "no file that values can be read from"),
        ("timpush-configs.json", "\n", "timpush-configs.json:"),
        ("AuthKey_ABC123DEFH.p8", certificate, "is a certificate, not a private key"),
        ("mi.dart", "final a = PushAppInfo(vivo_buz_id: -5);", "vivo/buz-id-format"),
    ] {
        let folder = Folder::empty().file(name, text);
        folder.run_bare(&["init", "--from", name]).exits(2).says(&[said]);
        is_untouched(&folder);
    }
    let folder = Folder::empty();
    folder.run_bare(&["init", "--from", "nowhere"]).exits(2).says(&["nowhere: there is no such file"]);
    folder.run_bare(&["init", "--from", "."]).exits(2).says(&["pubspec.yaml"]);
    let folder = Folder::empty().file("a.dart", "final a = PushAppInfo(hw_buz_id: 0);");
    folder.run_bare(&["init", "--from", "a.dart"]).exits(2).says(&["nothing could be taken over", "--vendor"]);
    is_untouched(&folder);
}

#[test]
fn json_names_the_places() {
    let folder = Folder::empty().file("a.dart", DART);
    let document = folder.run_bare(&["init", "--from", "a.dart", "--format", "json"]).exits(0).json();
    let expected = serde_json::json!({ "key": "huawei.buz_id", "file": "a.dart", "line": 2, "column": 30 });
    assert_eq!(document["imported"][0], expected);
    assert_eq!(document["not_filled"], serde_json::json!(["mz_buz_id"]));
}

/// As somebody wrote it: comments, blanks, an alias, a table of one's own choice of order.
const MINE: &str = "\
# 我们的推送，改之前问老王
[rules]
\"android/jcenter\" = \"off\"   # 老项目

[vivo]
  app_id   = \"105000042\" # 数字的那个
app_secret = \"${VIVO_APP_SECRET}\"
#category = \"IM\"

[hw]
buz_id = 40563

[app]
package_name = 'com.acme.chat'
";

fn update(folder: &Folder, more: &[&str]) -> Ran {
    folder.run_bare(&[&["init", "--update"][..], more].concat())
}

#[test]
fn an_update_adds_and_keeps_every_byte() {
    let folder = Folder::with(MINE).file("timpush-configs.json", &tim_push()).file("ag.json", AGCONNECT);
    let sources = ["--from", "timpush-configs.json", "--from", "ag.json"];
    let refused = update(&folder, &sources).exits(2);
    refused.says(&["+++ b/push.toml", "+buz_id = \"40567\"", "add --yes"]);
    assert_eq!(read(&folder, "push.toml"), MINE, "nobody agreed");
    update(&folder, &[&sources[..], &["--yes"]].concat()).exits(0).says(&["+[honor]", "written:", "push.toml"]);
    let text = read(&folder, "push.toml");
    let expected = MINE
        .replace("#category", &format!("app_key = \"{APP_KEY}\"\nbuz_id = \"40567\"\n#category"))
        .replace("40563\n", "40563\napp_id = \"102345679\"\nproject_id = \"736430079244000001\"\n");
    assert!(text.starts_with(&expected), "{text}");
    assert!(text[expected.len()..].contains("\nbuz_id = \"40564\"\n"), "{text}");
    // Once is enough.
    update(&folder, &[&sources[..], &["--yes"]].concat()).exits(0).says(&["nothing to add"]);
    assert_eq!(read(&folder, "push.toml"), text);
}

#[test]
fn an_update_replaces_nothing_by_itself() {
    let folder = Folder::with(MINE).file("timpush-configs.json", &tim_push().replace(APP_ID, "105000777"));
    let sources = ["--yes", "--from", "timpush-configs.json"];
    let ran = update(&folder, &sources).exits(2);
    ran.says(&["vivo.app_id has different values", "push.toml:6", "105000042", "timpush-configs.json:2", "105000777"]);
    assert_eq!(read(&folder, "push.toml"), MINE);
    update(&folder, &[&sources[..], &["--set", "vivo.app_id=105000777"]].concat()).exits(0);
    assert!(read(&folder, "push.toml").contains("  app_id   = \"105000777\" # 数字的那个\n"));
    folder.run_bare(&["init", "--force", "--from", "timpush-configs.json"]).exits(0);
    assert!(!read(&folder, "push.toml").contains("老王"));
}

#[test]
fn an_update_of_both_files_shows_no_secret() {
    let local = format!(
        "# mine\n[devices.x]\nvendor = \"vivo\"\ntoken = \"{REG_ID}\"\n\n[vivo]\napp_secret = \"OLD-SECRET-11\"\n"
    );
    let folder = Folder::with(MINE).file("push.local.toml", &local);
    let ran = update(&folder, &["--yes", "--set", "huawei.app_secret=NEW-SECRET-22"]).exits(0);
    ran.says(&["push.local.toml", "***"]).keeps(&["OLD-SECRET-11", "NEW-SECRET-22", REG_ID]);
    // CI has no push.local.toml: there the same secret comes from a variable.
    let named = "buz_id = 40563\napp_secret = \"${HUAWEI_APP_SECRET}\"\n";
    assert_eq!(read(&folder, "push.toml"), MINE.replace("buz_id = 40563\n", named));
    assert_eq!(read(&folder, "push.local.toml"), format!("{local}\n[huawei]\napp_secret = \"NEW-SECRET-22\"\n"));
    // What stands in the local file wins, so that it is changed there.
    update(&folder, &["--yes", "--set", "vivo.app_secret=${VIVO_APP_SECRET}"]).exits(0).keeps(&["OLD-SECRET-11"]);
    assert!(read(&folder, "push.local.toml").contains("app_secret = \"${VIVO_APP_SECRET}\""));
}

#[test]
fn an_update_needs_files_that_can_be_read() {
    Folder::empty().run_bare(&["init", "--update"]).exits(2).says(&["to add to"]);
    let folder = Folder::with("[vivo\n");
    update(&folder, &["--yes", "--set", "vivo.app_id=105000042"]).exits(2).says(&["push.toml:1"]);
    assert_eq!(read(&folder, "push.toml"), "[vivo\n");
    // A mistake that is there already is for `check` to show.
    let folder = Folder::with("[vivo]\nap_id = \"1\"\n");
    update(&folder, &["--yes", "--set", "vivo.app_id=105000042"]).exits(0);
    assert_eq!(read(&folder, "push.toml"), "[vivo]\nap_id = \"1\"\napp_id = \"105000042\"\n");
}
