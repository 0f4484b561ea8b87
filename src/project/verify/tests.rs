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
