use std::fs;

use super::*;
use crate::project::look::Fix;
use crate::project::tree::Tree;
use crate::project::{Expected, JsonFact, Likeness, Plugin, Project, Shown};
use crate::report::Severity;

static RULE: Rule = Rule {
    id: "vivo/test",
    severity: Severity::Error,
    title: Text::new("", ""),
    cause: Text::new("", ""),
    remedy: Text::new("", ""),
    link: None,
};

const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
const GRADLE: &str = "android/app/build.gradle";

/// A project of these files, with G1 or G3 in its pubspec.yaml.
fn model(plugin: Plugin, files: &[(&str, &str)]) -> (tempfile::TempDir, Model) {
    let folder = tempfile::tempdir().unwrap();
    let pubspec = format!("dependencies:\n  {}: any\n", plugin.name());
    for (path, text) in files.iter().chain([&("pubspec.yaml", pubspec.as_str())]) {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let project = Project::open(folder.path()).unwrap();
    let model = Model::new(Tree::open(folder.path()).unwrap(), &project, plugin);
    (folder, model)
}

fn classic(files: &[(&str, &str)]) -> (tempfile::TempDir, Model) {
    model(Plugin::TimUiKitPushPlugin, files)
}

/// The states of all looks at one item, with their messages.
fn states(model: &Model, item: Item) -> Vec<(State, String)> {
    let requirement = Requirement::new(&RULE, crate::project::Generation::ALL, item, Text::new("", ""));
    let checked = look(model, Subject::Requirement(&requirement));
    let looks = checked.map(|checked| checked.looks).unwrap_or_default();
    looks.into_iter().map(|look| (look.state, look.message.get(crate::text::Lang::En).to_owned())).collect()
}

fn state(model: &Model, item: Item) -> State {
    states(model, item).into_iter().map(|(state, _)| state).max().unwrap_or(State::Holds)
}

fn manifest(application: &str) -> String {
    format!(
        "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n    <application>\n{application}    \
         </application>\n</manifest>\n"
    )
}

fn app_id(value: &str) -> Item {
    Item::MetaData { name: "com.vivo.push.app_id", value: Shown::Value(value.to_owned()) }
}

fn meta_data(value: &str) -> String {
    manifest(&format!("        <meta-data android:name=\"com.vivo.push.app_id\" android:value=\"{value}\"/>\n"))
}

#[test]
fn a_value_is_missing_not_filled_in_wrong_or_not_known() {
    let of = |text: &str| {
        let (_folder, model) = classic(&[(MANIFEST, text), (GRADLE, "android {\n    defaultConfig {\n    }\n}\n")]);
        state(&model, app_id("105000042"))
    };
    assert_eq!(of(&meta_data("105000042")), State::Holds);
    assert_eq!(of(&manifest("")), State::Missing);
    assert_eq!([of(&meta_data("")), of(&meta_data("0")), of(&meta_data("YOUR_APP_ID"))], [State::NotFilled; 3]);
    assert_eq!([of(&meta_data("105000043")), of(&meta_data(" 105000042"))], [State::Wrong; 2]);
    assert_eq!(of("<manifest"), State::NotKnown);
}

#[test]
fn a_value_from_gradle_is_looked_at_there() {
    let gradle = |entry: &str| {
        format!("android {{\n    defaultConfig {{\n        manifestPlaceholders += [{entry}]\n    }}\n}}\n")
    };
    let of = |entry: &str| {
        let (_folder, model) = classic(&[(MANIFEST, &meta_data("${ID}")), (GRADLE, &gradle(entry))]);
        states(&model, app_id("105000042")).pop().unwrap()
    };
    assert_eq!(of("ID: \"105000042\"").0, State::Holds);
    assert_eq!(of("ID: ''").0, State::NotFilled);
    assert_eq!(of("ID: project.id").0, State::NotKnown);
    let (state, message) = of("id: \"105000042\"");
    assert_eq!((state, message.as_str()), (State::Wrong, "com.vivo.push.app_id: nothing sets the placeholder `ID`"));
}

#[test]
fn a_value_like_another_one_of_the_vendor_is_of_that_rule_and_not_shown() {
    static OTHER: Rule = Rule {
        id: "vivo/other",
        severity: Severity::Error,
        title: Text::new("", ""),
        cause: Text::new("", ""),
        remedy: Text::new("", ""),
        link: None,
    };
    let likeness = Likeness { can_be: |value| value.len() < 32, rule: &OTHER };
    let (_folder, model) = classic(&[(MANIFEST, &meta_data("fedcba9876543210fedcba9876543210"))]);
    let requirement = Requirement::new(&RULE, crate::project::Generation::ALL, app_id("105000042"), Text::new("", ""));
    let checked = look(&model, Subject::Requirement(&requirement.like(likeness))).unwrap();
    let look = &checked.looks[0];
    assert_eq!((look.state, look.rule.map(|rule| rule.id)), (State::Wrong, Some("vivo/other")));
    assert_eq!(look.hidden.len(), 1);
    assert!(!look.message.get(crate::text::Lang::En).contains("fedcba"));
    assert!(matches!(look.fix, Fix::Changes(_)));
}

#[test]
fn a_secret_that_differs_is_neither_said_nor_shown() {
    let text = "final a = PushAppInfo(oppo_app_secret: 'aaaabbbbccccdddd1111222233334444');\n";
    let (_folder, model) = classic(&[("lib/a.dart", text)]);
    let value = Shown::Secret("89abcdef0123456789abcdef01234567".to_owned());
    let requirement = Requirement::new(
        &RULE,
        crate::project::Generation::ALL,
        Item::Dart { argument: "oppo_app_secret", value },
        Text::new("", ""),
    );
    let found = crate::project::inspect(&model, &[Subject::Requirement(&requirement)], "");
    let finding = found.findings.iter().find(|finding| finding.rule.id == "vivo/test").unwrap();
    let shown = finding.place.as_ref().unwrap().source.masked();
    assert!(!shown.contains("aaaabbbb") && shown.contains("PushAppInfo"), "{shown}");
    assert_eq!(finding.message.get(crate::text::Lang::En), "oppo_app_secret differs from push.toml");
}

#[test]
fn a_permission_misspelt_misplaced_or_of_one_build_is_not_there() {
    let name = "com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE";
    let of = |inner: &str, debug: &str| {
        let root = |inner: &str| {
            format!("<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">{inner}</manifest>")
        };
        let (_folder, model) =
            classic(&[(MANIFEST, &root(inner)), ("android/app/src/debug/AndroidManifest.xml", &root(debug))]);
        state(&model, Item::Permission(name))
    };
    let permission = |name: &str| format!("<uses-permission android:name=\"{name}\"/>");
    assert_eq!(of(&permission(name), ""), State::Holds);
    assert_eq!(of("<!-- none --><application/>", ""), State::Missing);
    assert_eq!(of(&permission("com.coloros.mcs.permission.RECEIVE_MCS_MESSAGE"), ""), State::Wrong);
    assert_eq!(of(&permission("com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE "), ""), State::Wrong);
    assert_eq!(of(&format!("<application>{}</application>", permission(name)), ""), State::Misplaced);
    assert_eq!(of("<application/>", &permission(name)), State::Misplaced);
    assert_eq!(of(&format!("<!-- {} -->", permission(name)), ""), State::Missing);
}

const FLAVORS: &str = "android {
    defaultConfig { applicationId \"com.example.imdemo\" }
    productFlavors {
        dev { applicationIdSuffix \".dev\" }
        prod { }
    }
}
";

#[test]
fn each_flavour_has_a_file_of_its_own() {
    let json = |package: &str| format!("{{\"package_name\": \"{package}\"}}");
    let item = || Item::File {
        path: "android/app/mcs-services.json",
        origin: Text::new("", ""),
        holds: vec![JsonFact { path: &["package_name"], expected: Expected::ApplicationId, optional: false }],
    };
    let (prod, dev) = (json("com.example.imdemo"), json("com.example.imdemo.dev"));
    let app = ("android/app/mcs-services.json", prod.as_str());
    let (_folder, mut model) = classic(&[(GRADLE, FLAVORS), app]);
    assert_eq!(state(&model, item()), State::Wrong, "nothing is there for dev");
    model.flavor = Some("prod".to_owned());
    assert_eq!(state(&model, item()), State::Holds);
    let own = ("android/app/src/dev/mcs-services.json", dev.as_str());
    let (_folder, model) = classic(&[(GRADLE, FLAVORS), app, own]);
    assert_eq!(state(&model, item()), State::Holds);
    let (_folder, model) = classic(&[(GRADLE, FLAVORS), own]);
    assert_eq!(state(&model, item()), State::Missing, "nothing is there for prod");
    let stray = ("android/mcs-services.json", prod.as_str());
    let (_folder, model) = classic(&[(GRADLE, "android { defaultConfig { applicationId \"a.b\" } }"), stray]);
    assert_eq!(state(&model, item()), State::Misplaced);
}

#[test]
fn a_flavour_has_values_of_its_own() {
    let gradle = "android {
    defaultConfig { applicationId \"com.example.imdemo\" }
    productFlavors {
        dev { manifestPlaceholders = [ID: \"105000001\"] }
        prod { manifestPlaceholders = [ID: \"105000042\"] }
    }
}
";
    let item = || Item::Placeholder { key: "ID", value: Shown::Value("105000042".to_owned()) };
    let (_folder, mut model) = model(Plugin::TencentCloudChatPush, &[(GRADLE, gradle)]);
    assert_eq!(state(&model, item()), State::Holds, "one of them is that of push.toml");
    model.flavor = Some("prod".to_owned());
    assert_eq!(state(&model, item()), State::Holds);
    model.flavor = Some("dev".to_owned());
    assert_eq!(state(&model, item()), State::Wrong);
}

#[test]
fn constants_are_followed_to_where_they_stand() {
    let files = [
        ("lib/push.dart", "import 'ids.dart';\nfinal a = PushAppInfo(vivo_buz_id: Ids.vivoPushBuzID);\n"),
        ("lib/ids.dart", "class Ids {\n  static const vivoPushBuzID = 0; // PushBuzID\n}\n"),
    ];
    let (_folder, model) = classic(&files);
    let value = Shown::Value("34567".to_owned());
    let item = Item::Dart { argument: "vivo_buz_id", value };
    let requirement = Requirement::new(&RULE, crate::project::Generation::ALL, item, Text::new("", ""));
    let checked = look(&model, Subject::Requirement(&requirement)).unwrap();
    let found = &checked.looks[0];
    assert_eq!((found.state, found.at.as_ref().unwrap().path.as_str()), (State::NotFilled, "lib/ids.dart"));
    let Fix::Changes(changes) = &found.fix else { panic!("{:?}", found.fix) };
    assert_eq!((changes[0].path.as_str(), changes[0].edits[0].text.as_str()), ("lib/ids.dart", "34567"));
}

/// An Xcode project of one target with these configurations and their entitlements files, that knows these sources.
fn xcode(configurations: &[(&str, &str)], sources: &[&str]) -> String {
    let id = |(name, file): &(&str, &str)| {
        format!(
            "{name} = {{ isa = XCBuildConfiguration; name = {name}; buildSettings = {{ CODE_SIGN_ENTITLEMENTS = {file}; }}; }};\n"
        )
    };
    let objects: String = configurations.iter().map(id).collect();
    let source = |name: &&str| format!("\"{name}\" = {{ isa = PBXFileReference; path = \"{name}\"; }};\n");
    let sources: String = sources.iter().map(source).collect();
    let names = configurations.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
    format!(
        "{{ objects = {{\n{objects}{sources}L = {{ isa = XCConfigurationList; buildConfigurations = ({names}); }};\n\
         T = {{ isa = PBXNativeTarget; name = Runner; productType = \"com.apple.product-type.application\"; \
         buildConfigurationList = L; }};\nP = {{ isa = PBXProject; targets = (T); }};\n}}; rootObject = P; }}\n"
    )
}

const XCODE: &str = "ios/Runner.xcodeproj/project.pbxproj";

#[test]
fn an_entitlements_file_of_all_builds_holds_either_environment() {
    let item = || Item::Entitlement { key: "aps-environment", debug: "development", release: "production" };
    let plist =
        |value: &str| crate::project::ios::new_plist(&[("aps-environment", &format!("<string>{value}</string>"))]);
    let of = |release: &str, value: &str| {
        let project = xcode(&[("Debug", "Runner/A.entitlements"), ("Release", release)], &[]);
        let debug = plist("development");
        let own = plist(value);
        let path = format!("ios/{release}");
        // The second one is written over the first where both configurations name one file.
        let files = [(XCODE, project.as_str()), ("ios/Runner/A.entitlements", &debug), (&path, &own)];
        let (_folder, model) = classic(&files);
        state(&model, item())
    };
    assert_eq!(of("Runner/A.entitlements", "development"), State::Holds);
    assert_eq!(of("Runner/A.entitlements", "production"), State::Holds);
    assert_eq!(of("Runner/A.entitlements", "staging"), State::Wrong);
    assert_eq!(of("Runner/B.entitlements", "development"), State::Wrong);
    assert_eq!(of("Runner/B.entitlements", "production"), State::Holds);
}

#[test]
fn of_two_app_delegates_the_one_that_xcode_knows_counts() {
    let swift = "class AppDelegate: FlutterAppDelegate {\n}\n";
    let objective_c = "@implementation AppDelegate\n@end\n";
    let of = |sources: &[&str]| {
        let project = xcode(&[], sources);
        let files = [
            (XCODE, project.as_str()),
            ("ios/Runner/AppDelegate.swift", swift),
            ("ios/Runner/AppDelegate.m", objective_c),
        ];
        let (_folder, model) = classic(&files);
        model.delegate().unwrap().path.clone()
    };
    assert_eq!(of(&["AppDelegate.h", "AppDelegate.m"]), "ios/Runner/AppDelegate.m");
    assert_eq!(of(&["Runner/AppDelegate.swift"]), "ios/Runner/AppDelegate.swift");
    // A project of folders names no files.
    assert_eq!(of(&[]), "ios/Runner/AppDelegate.swift");
}

#[test]
fn what_only_an_ios_app_needs_is_not_asked_of_an_android_app() {
    let item = Item::Dart { argument: "apple_buz_id", value: Shown::Value("34561".to_owned()) };
    let requirement = Requirement::new(&RULE, crate::project::Generation::ALL, item, Text::new("", "")).when(When::Ios);
    let of = |file: &str| {
        let (_folder, model) = classic(&[("lib/a.dart", "final a = PushAppInfo();\n"), (file, "")]);
        look(&model, Subject::Requirement(&requirement)).map(|checked| checked.state())
    };
    assert_eq!(of("android/build.gradle"), None);
    assert_eq!(of("ios/Podfile"), Some(State::Missing));
}

#[test]
fn a_repository_with_http_is_one_mistake_and_not_a_missing_one() {
    let url = "https://developer.example.com/repo/";
    let of = |plugins: &str, dependencies: &str| {
        let root = format!(
            "buildscript {{\n    repositories {{\n        google()\n{plugins}    }}\n}}\nallprojects {{\n    \
             repositories {{\n        google()\n{dependencies}    }}\n}}\n"
        );
        let (_folder, model) = classic(&[("android/build.gradle", &root), (GRADLE, "")]);
        let item = Item::MavenRepository { url, of_plugins: true };
        states(&model, item).into_iter().map(|(state, _)| state).collect::<Vec<_>>()
    };
    let plain = "        maven { url 'http://developer.example.com/repo/' }\n";
    let secure = "        maven { url 'https://developer.example.com/repo' }\n";
    assert_eq!(of(secure, secure), [State::Holds]);
    assert_eq!(of("", ""), [State::Missing, State::Missing]);
    assert_eq!(of(plain, plain), [State::Wrong, State::Wrong]);
    assert_eq!(of(plain, secure), [State::Wrong]);
    assert_eq!(of(plain, ""), [State::Missing, State::Wrong]);
}

#[test]
fn an_app_delegate_in_objective_c_is_left_to_its_author() {
    let item = Item::DelegateProtocol { imports: &["TIMPush"], protocol: "TIMPushDelegate", methods: &[] };
    let source = "#import \"AppDelegate.h\"\n@implementation AppDelegate\n@end\n";
    let (_folder, model) = model(Plugin::TencentCloudChatPush, &[("ios/Runner/AppDelegate.m", source)]);
    let requirement = Requirement::new(&RULE, crate::project::Generation::ALL, item, Text::new("", ""));
    let checked = look(&model, Subject::Requirement(&requirement)).unwrap();
    assert!(checked.looks.iter().all(|look| look.state == State::Missing && matches!(look.fix, Fix::ByHand)));
    assert_eq!(checked.looks.len(), 2);
}

#[test]
fn a_dependency_gets_the_version_that_pubspec_allows_where_there_is_no_lock() {
    let folder = tempfile::tempdir().unwrap();
    let file = |path: &str, text: &str| {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    file("pubspec.yaml", "dependencies:\n  tencent_cloud_chat_push: ^8.9.7538+2\n");
    file(GRADLE, "dependencies {\n}\n");
    let project = Project::open(folder.path()).unwrap();
    let model = Model::new(Tree::open(folder.path()).unwrap(), &project, Plugin::TencentCloudChatPush);
    let item = Item::Implementation { module: "com.tencent.timpush:vivo" };
    let requirement = Requirement::new(&RULE, crate::project::Generation::ALL, item, Text::new("", ""));
    let checked = look(&model, Subject::Requirement(&requirement)).unwrap();
    let Fix::Changes(changes) = &checked.looks[0].fix else { panic!("{:?}", checked.looks[0].fix) };
    assert!(changes[0].edits[0].text.contains("com.tencent.timpush:vivo:8.9.7538'"), "{:?}", changes[0].edits);
}
