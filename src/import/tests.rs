//! Imports of every kind, from files on a disk.

use std::fs;
use std::path::{Path, PathBuf};

use super::*;

struct Files(tempfile::TempDir);

impl Files {
    fn of(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Self(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, names: &[&str], wanted: &Wanted) -> Result<Import, Refusal> {
        let paths: Vec<PathBuf> = names.iter().map(|name| self.path(name)).collect();
        let base = if wanted.base.as_os_str().is_empty() { self.0.path().to_owned() } else { wanted.base.clone() };
        let (package_name, flavor) = (wanted.package_name.clone(), wanted.flavor.clone());
        read(&paths, &Wanted { vendors: wanted.vendors.clone(), package_name, flavor, base })
    }
}

/// `table.key=value` of everything that was found.
fn keys(import: &Import) -> Vec<String> {
    let mut keys: Vec<String> =
        import.found.iter().map(|found| format!("{}.{}={}", found.table, found.field.key, found.value)).collect();
    keys.sort();
    keys.dedup();
    keys
}

fn one(name: &str, text: &str) -> Import {
    Files::of(&[(name, text)]).read(&[name], &Wanted::default()).unwrap_or_else(|refusal| panic!("{refusal:?}"))
}

#[track_caller]
fn refused(name: &str, text: &str) -> String {
    match Files::of(&[(name, text)]).read(&[name], &Wanted::default()) {
        Err(refusal) => refusal.message.get(Lang::En).to_owned(),
        Ok(import) => panic!("{:?}", keys(&import)),
    }
}

/// A project of the fixtures with its overlays.
fn project(parts: &[&str]) -> Files {
    fn lay_over(from: &Path, to: &Path) {
        fs::create_dir_all(to).unwrap();
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            let to = to.join(entry.file_name());
            if entry.path().is_dir() {
                lay_over(&entry.path(), &to);
            } else {
                fs::copy(entry.path(), to).unwrap();
            }
        }
    }
    let files = Files::of(&[]);
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects");
    for part in parts {
        lay_over(&fixtures.join(part), &files.path("app"));
    }
    files
}

const DART: &str = "\
import 'package:tim_ui_kit_push_plugin/model/appInfo.dart' as push;

class PushConfig {
  // 华为
  static const HWPushBuzID = 34563;
  static const XMPushBuzID = 0;
  static const String XMPushAPPID = \"\";
  static const String OPPOChannelID = \"new_message\";
  static final OPPOKey = 'abcdef' \"ghij\";

  static final push.PushAppInfo appInfo = push.PushAppInfo(
    hw_buz_id: PushConfig.HWPushBuzID,
    mi_buz_id: XMPushBuzID,
    mi_app_id: PushConfig.XMPushAPPID, /* mi_app_key: 'no', */
    oppo_app_key: OPPOKey,
    vivo_buz_id: 0x8707,
  );
}
";

#[test]
fn dart_constants_are_followed_and_gaps_are_no_values() {
    for text in [DART.to_owned(), DART.replace('\n', "\r\n"), format!("\u{feff}{DART}")] {
        let import = one("push_constant.dart", &text);
        assert_eq!(keys(&import), ["huawei.buz_id=34563", "oppo.app_key=abcdefghij", "vivo.buz_id=34567"]);
        let blanks: Vec<&str> = import.blanks.iter().map(|blank| blank.name.as_str()).collect();
        assert_eq!(blanks, ["mi_buz_id", "mi_app_id"]);
        let huawei = import.found.iter().find(|found| found.table == "huawei").unwrap();
        assert_eq!((huawei.place.line_column().0, huawei.origin), (5, "PushAppInfo"));
    }
    // The same without a name that tells.
    assert_eq!(keys(&one("constants.txt", DART)).len(), 3);
}

#[test]
fn what_dart_computes_is_reported_by_its_name() {
    let text = "\
const String K = String.fromEnvironment('K');
final info = PushAppInfo(mi_app_key: K, mi_buz_id: int.parse('1'), hw_buz_id: Other.id, oppo_buz_id: null);
";
    let import = one("a.dart", text);
    assert_eq!(keys(&import), Vec::<String>::new());
    let mut unread: Vec<(String, &str)> =
        import.unread.iter().map(|own| (format!("{} {}", own.name, own.expression), own.table)).collect();
    unread.sort();
    let expected = [
        ("hw_buz_id Other.id".to_owned(), "huawei"),
        ("mi_app_key K".to_owned(), "xiaomi"),
        ("mi_buz_id int.parse('1')".to_owned(), "xiaomi"),
    ];
    assert_eq!(unread, expected);
    assert_eq!(import.blanks.len(), 1);
}

#[test]
fn a_second_dart_file_may_hold_the_constants() {
    let files = Files::of(&[
        ("ids.dart", "class Ids { static const huawei = 34563; }"),
        ("info.dart", "final info = PushAppInfo(hw_buz_id: Ids.huawei);"),
    ]);
    let import = files.read(&["ids.dart", "info.dart"], &Wanted::default()).unwrap();
    assert_eq!(keys(&import), ["huawei.buz_id=34563"]);
    assert!(import.found[0].place.source.name.ends_with("ids.dart"));
    assert!(files.read(&["ids.dart"], &Wanted::default()).unwrap_err().message.get(Lang::En).contains("PushAppInfo"));
}

#[test]
fn values_per_build_are_several() {
    let import = one("a.dart", "final info = PushAppInfo(apple_buz_id: kReleaseMode ? 34560 : 34561);");
    let merged = merged(&import.found);
    assert_eq!((merged.agreed.len(), merged.conflicts[0].candidates.len()), (0, 2));
}

const TIM_PUSH: &str = r#"{ "version": "1.0.1",
  "com.acme.chat": {
    "manifestPlaceholders": { "VIVO_APPKEY": "105000042", "VIVO_APPID": "fedcba9876543210fedcba9876543210", "HONOR_APPID": "" },
    "huaweiPushBussinessId": "34563", "huaweiBadgeClassName": "com.acme.chat",
    "xiaomiPushBussinessId": "", "xiaomiPushAppId": "", "xiaomiPushAppKey": "",
    "honorPushBusinessId": "34564",
    "oppoPushAppKey": "" },
  "": { "vivoPushBussinessId": "34567", "oppoPushAppKey": "0123456789abcdef", "huaweiPushBussinessId": "99999" } }"#;

#[test]
fn timpush_configs_of_one_package() {
    let import = one("timpush-configs.json", TIM_PUSH);
    let expected = [
        "app.package_name=com.acme.chat",
        "huawei.buz_id=34563",
        "oppo.app_key=0123456789abcdef",
        "vivo.app_id=105000042",
        "vivo.app_key=fedcba9876543210fedcba9876543210",
        "vivo.buz_id=34567",
    ];
    assert_eq!(keys(&import), expected);
    let said: Vec<&str> = import.remarks.iter().map(|remark| remark.text.get(Lang::En)).collect();
    let says = |word: &str| said.iter().filter(|text| text.contains(word)).count();
    assert_eq!((says("swapped"), says("huaweiBadgeClassName"), says("honorPushBusinessId")), (1, 1, 1), "{said:?}");
    let blanks: Vec<&str> = import.blanks.iter().map(|blank| blank.name.as_str()).collect();
    assert!(blanks.contains(&"xiaomiPushAppKey") && blanks.contains(&"HONOR_APPID"), "{blanks:?}");
}

#[test]
fn timpush_configs_of_several_packages_need_a_name() {
    let text = r#"{"com.a": {"huaweiPushBussinessId": "1"}, "com.b": {"huaweiPushBussinessId": "2"}}"#;
    assert!(refused("x.json", text).contains("com.a, com.b"));
    let files = Files::of(&[("x.json", text), ("mcs.json", r#"{"app_id": "104500001", "package_name": "com.b"}"#)]);
    let named = |name: &str| Wanted { package_name: Some(name.to_owned()), ..Wanted::default() };
    let import = files.read(&["x.json"], &named("com.a")).unwrap();
    assert_eq!(keys(&import), ["app.package_name=com.a", "huawei.buz_id=1"]);
    // Another file tells, whatever comes first.
    let import = files.read(&["x.json", "mcs.json"], &Wanted::default()).unwrap();
    assert_eq!(keys(&import), ["app.package_name=com.b", "honor.app_id=104500001", "huawei.buz_id=2"]);
    let import = files.read(&["x.json"], &named("com.c")).unwrap();
    assert_eq!((keys(&import).len(), import.remarks.len()), (0, 1));
}

const AGCONNECT: &str = r#"{
  "agcgw": { "url": "connect-drcn.dbankcloud.cn" },
  "client": { "cp_id": "2850000000000000001", "product_id": "736430079244000001", "client_id": "1", "client_secret": "SECRET-OF-AGC-1",
    "app_id": "102345679", "package_name": "com.acme.chat", "api_key": "KEY-OF-AGC-1" },
  "app_info": { "app_id": "102345679", "package_name": "com.acme.chat" } }"#;

#[test]
fn agconnect_services_without_its_secrets() {
    let import = one("agconnect-services(1).json", AGCONNECT);
    let expected =
        ["app.package_name=com.acme.chat", "huawei.app_id=102345679", "huawei.project_id=736430079244000001"];
    assert_eq!(keys(&import), expected);
    let said: Vec<&str> = import.remarks.iter().map(|remark| remark.text.get(Lang::En)).collect();
    assert!(said.len() == 2 && said[0].starts_with("client_secret") && said[1].starts_with("api_key"), "{said:?}");
}

fn google(packages: &[&str]) -> String {
    let client = |name: &&str| serde_json::json!({ "client_info": { "android_client_info": { "package_name": name } }, "api_key": [{ "current_key": "K" }] });
    let clients: Vec<_> = packages.iter().map(client).collect();
    serde_json::json!({ "project_info": { "project_number": "1", "project_id": "acme-chat" }, "client": clients })
        .to_string()
}

#[test]
fn google_services_of_one_package_and_of_several() {
    let import = one("google-services.json", &google(&["com.acme.chat"]));
    assert_eq!(keys(&import), ["app.package_name=com.acme.chat", "google.project_id=acme-chat"]);
    assert!(import.remarks.is_empty());
    let import = one("google-services.json", &google(&["com.a", "com.b"]));
    assert_eq!((keys(&import), import.remarks.len()), (vec!["google.project_id=acme-chat".to_owned()], 1));
}

#[test]
fn mcs_services() {
    let text = r#"{"developer_id":"5","app_id":104500001,"package_name":"com.acme.chat"}"#;
    assert_eq!(keys(&one("mcs-services.json", text)), ["app.package_name=com.acme.chat", "honor.app_id=104500001"]);
}

#[test]
fn keys_and_accounts_are_named_by_their_path() {
    let google = r#"{"type":"service_account","project_id":"acme-chat","private_key":"x","client_email":"a@b"}"#;
    let huawei = r#"{"project_id":"736","key_id":"k","private_key":"x","sub_account":"s"}"#;
    let p8 = crate::emulator::made_up::ec_key_pem(0);
    let files = Files::of(&[("keys/AuthKey_ABC123DEFG.p8", &p8), ("keys/g.json", google), ("app/h.json", huawei)]);
    let wanted = Wanted { base: files.path("app"), ..Wanted::default() };
    let import = files.read(&["keys/AuthKey_ABC123DEFG.p8", "keys/g.json", "app/h.json"], &wanted).unwrap();
    let expected = [
        "apple.key_file=../keys/AuthKey_ABC123DEFG.p8",
        "apple.key_id=ABC123DEFG",
        "google.project_id=acme-chat",
        "google.service_account_file=../keys/g.json",
        "huawei.project_id=736",
        "huawei.service_account_file=h.json",
    ];
    assert_eq!(keys(&import), expected);
}

#[test]
fn what_is_of_no_use_says_so() {
    let certificate = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
    assert!(refused("AuthKey_ABC123DEFG.p8", certificate).ends_with("is a certificate, not a private key"));
    assert!(refused("main.dart", "void main() {}").contains("has no `PushAppInfo(…)`"));
    assert!(refused("broken.dart", "final a = PushAppInfo(hw_buz_id: 'x").contains("broken.dart:1:"));
    assert!(
        refused("package.json", r#"{"name": "x", "version": "1"}"#).contains("no file that values can be read from")
    );
    assert!(refused("timpush-configs.json", "\n").contains("timpush-configs.json:"));
    assert!(refused("list.json", "[1]").contains("no file"));
    assert!(refused("notes.txt", "hello").contains("no file"));
    let files = Files::of(&[("empty/x", "")]);
    assert!(
        files.read(&["nowhere.json"], &Wanted::default()).unwrap_err().message.get(Lang::Zh).contains("没有这个文件")
    );
    assert!(files.read(&["empty"], &Wanted::default()).unwrap_err().message.get(Lang::En).contains("pubspec.yaml"));
    fs::write(files.path("blob"), [0xff, 0xfe, 0x00]).unwrap();
    assert!(files.read(&["blob"], &Wanted::default()).is_err());
}

/// Everything that the fixtures' push.toml says of an app.
fn expected_of_fixtures(plugin: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects/push.toml");
    let table: toml::Table = fs::read_to_string(path).unwrap().parse().unwrap();
    let mut keys: Vec<String> = Vec::new();
    for (name, values) in &table {
        for (key, value) in values.as_table().unwrap().iter().filter(|(key, _)| *key != "channel_id") {
            keys.push(format!("{name}.{key}={}", value.as_str().unwrap()));
        }
    }
    keys.push(format!("app.plugin={plugin}"));
    keys.push("app.project=app".to_owned());
    keys.push("huawei.project_id=736430079244000000".to_owned());
    keys.sort();
    keys
}

#[test]
fn whole_projects_tell_all_that_an_app_holds() {
    for template in ["legacy", "groovy-plugins", "kotlin", "newest"] {
        for (part, plugin) in [("g1", "tim_ui_kit_push_plugin"), ("g3", "tencent_cloud_chat_push")] {
            let files = project(&[&format!("{template}/bare"), &format!("{template}/{part}")]);
            let import = files.read(&["app"], &Wanted::default()).unwrap();
            assert_eq!(keys(&import), expected_of_fixtures(plugin), "{template}/{part}");
            assert!(merged(&import.found).conflicts.is_empty(), "{template}/{part}");
            assert!(import.unread.is_empty() && import.remarks.is_empty(), "{:?} {:?}", import.unread, import.remarks);
        }
    }
}

#[test]
fn one_vendor_of_a_project() {
    let files = project(&["kotlin/bare", "kotlin/g1"]);
    let import = files.read(&["app"], &Wanted { vendors: vec!["meizu"], ..Wanted::default() }).unwrap();
    assert!(import.found.iter().all(|found| matches!(found.table, "app" | "meizu")));
    assert_eq!(import.found.iter().filter(|found| found.table == "meizu").count(), 3);
}

#[test]
fn swapped_ids_behind_placeholders_are_put_right() {
    let files = project(&["legacy/bare", "legacy/g1", "mistakes"]);
    let manifest = files.path("app/android/app/src/main/AndroidManifest.xml");
    let text = fs::read_to_string(&manifest).unwrap();
    let text = text
        .replace("fedcba9876543210fedcba9876543210", "${vivo_APPKEY}")
        .replace("\"105000042\"", "\"${vivo_APPID}\"");
    fs::write(manifest, text).unwrap();
    let import = files.read(&["app"], &Wanted { vendors: vec!["vivo"], ..Wanted::default() }).unwrap();
    let keys = keys(&import);
    assert!(keys.contains(&"vivo.app_id=105000042".to_owned()), "{keys:?}");
    assert!(keys.contains(&"vivo.app_key=fedcba9876543210fedcba9876543210".to_owned()), "{keys:?}");
    let id = import.found.iter().find(|found| found.table == "vivo" && found.field.key == "app_id").unwrap();
    assert_eq!(
        (id.place.to_string().ends_with("build.gradle:55:26"), id.origin),
        (true, "manifestPlaceholders"),
        "{}",
        id.place
    );
    assert_eq!(import.remarks.len(), 1);
    assert!(import.remarks[0].text.get(Lang::Zh).contains("写反了"));
}

#[test]
fn another_project_in_two_files_is_a_conflict() {
    let files = project(&["kotlin/bare", "kotlin/g3"]);
    let account = r#"{"type":"service_account","project_id":"other","private_key":"x","client_email":"a@b"}"#;
    fs::write(files.path("g.json"), account).unwrap();
    let import = files.read(&["app", "g.json"], &Wanted::default()).unwrap();
    let merged = merged(&import.found);
    let conflict = merged.conflicts.first().unwrap();
    assert_eq!((merged.conflicts.len(), conflict.table, conflict.field.key), (1, "google", "project_id"));
    assert_eq!(conflict.candidates.iter().map(|own| own.value.as_str()).collect::<Vec<_>>(), ["imdemo-00001", "other"]);
}
