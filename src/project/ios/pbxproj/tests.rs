use super::super::samples::PBXPROJ;
use super::*;
use crate::project::edit::edited;
use crate::text::Lang;

fn set(text: &str, configuration: &str, key: &str, value: &str) -> String {
    let done = edited(
        text,
        &XcodeProject::read(text).unwrap().set_build_setting("Runner", configuration, key, value).unwrap(),
    );
    let project = XcodeProject::read(&done).unwrap();
    assert_eq!(project.set_build_setting("Runner", configuration, key, value).unwrap(), [], "not settled");
    assert_eq!(known(&project, "Runner", configuration, key).as_deref(), Some(value));
    done
}

fn setting(project: &XcodeProject, target: &str, configuration: &str, key: &str) -> Option<Setting> {
    project.configurations(target).iter().find(|found| found.name == configuration)?.setting(key)
}

fn known(project: &XcodeProject, target: &str, configuration: &str, key: &str) -> Option<String> {
    setting(project, target, configuration, key)?.stated.value
}

#[test]
fn targets_are_told_by_what_they_make() {
    let project = XcodeProject::read(PBXPROJ).unwrap();
    let targets: Vec<_> = project.targets().iter().map(|target| (target.name.as_str(), target.product)).collect();
    assert_eq!(
        targets,
        [
            ("Runner", Product::Application),
            ("RunnerTests", Product::Tests),
            ("NotificationService", Product::Extension)
        ]
    );
    assert_eq!(project.apps().count(), 1);
}

#[test]
fn configurations_are_the_targets_own_with_their_settings() {
    let project = XcodeProject::read(PBXPROJ).unwrap();
    let names: Vec<_> = project.configurations("Runner").iter().map(|found| found.name.as_str()).collect();
    assert_eq!(names, ["Debug", "Release-prod", "Profile"]);
    assert_eq!(known(&project, "Runner", "Debug", "PRODUCT_BUNDLE_IDENTIFIER").unwrap(), "com.example.imdemo");
    assert_eq!(
        known(&project, "RunnerTests", "Debug", "PRODUCT_BUNDLE_IDENTIFIER").unwrap(),
        "com.example.imdemo.RunnerTests"
    );
    let quoted = setting(&project, "Runner", "Release-prod", "PRODUCT_BUNDLE_IDENTIFIER").unwrap().stated;
    assert_eq!(quoted.value.as_deref(), Some("com.example.imdemo-prod"));
    assert_eq!(&PBXPROJ[quoted.span], "\"com.example.imdemo-prod\"");
    assert_eq!(&PBXPROJ[quoted.inner], "com.example.imdemo-prod");
    let debug = &project.configurations("Runner")[0];
    assert!(PBXPROJ[debug.span.clone()].starts_with("{\n\t\t\tisa = XCBuildConfiguration;"));
    assert_eq!(project.configurations("Watch"), []);
}

#[test]
fn expressions_and_lists_have_no_known_value() {
    let project = XcodeProject::read(PBXPROJ).unwrap();
    for key in ["PRODUCT_NAME", "CURRENT_PROJECT_VERSION", "LD_RUNPATH_SEARCH_PATHS"] {
        assert_eq!(setting(&project, "Runner", "Profile", key).unwrap().stated.value, None, "{key}");
    }
}

#[test]
fn what_a_target_does_not_set_comes_from_the_project() {
    let project = XcodeProject::read(PBXPROJ).unwrap();
    let inherited = setting(&project, "Runner", "Profile", "IPHONEOS_DEPLOYMENT_TARGET").unwrap();
    assert_eq!((inherited.stated.value.as_deref(), inherited.inherited), (Some("13.0"), true));
    assert!(!setting(&project, "Runner", "Debug", "CODE_SIGN_ENTITLEMENTS").unwrap().inherited);
    assert_eq!(setting(&project, "Runner", "Debug", "IPHONEOS_DEPLOYMENT_TARGET"), None);
    assert_eq!(known(&project, "Runner", "Debug", "CODE_SIGN_IDENTITY").as_deref(), Some("iPhone Developer"));
}

#[test]
fn a_setting_goes_where_the_alphabet_has_it() {
    assert_eq!(
        set(PBXPROJ, "Profile", "CODE_SIGN_ENTITLEMENTS", "Runner/Runner.entitlements"),
        PBXPROJ.replace(
            "\t\t\t\tCURRENT_PROJECT_VERSION",
            "\t\t\t\tCODE_SIGN_ENTITLEMENTS = Runner/Runner.entitlements;\n\t\t\t\tCURRENT_PROJECT_VERSION"
        )
    );
    assert_eq!(
        set(PBXPROJ, "Release-prod", "SWIFT_VERSION", "5.0"),
        PBXPROJ.replace("imdemo-prod\";\n", "imdemo-prod\";\n\t\t\t\tSWIFT_VERSION = 5.0;\n")
    );
}

#[test]
fn a_value_is_replaced_with_quotes_only_where_it_needs_them() {
    let old = "CODE_SIGN_ENTITLEMENTS = Runner/Runner.entitlements;";
    assert_eq!(
        set(PBXPROJ, "Debug", "CODE_SIGN_ENTITLEMENTS", "Runner/Runner-Debug.entitlements"),
        PBXPROJ.replace(old, "CODE_SIGN_ENTITLEMENTS = \"Runner/Runner-Debug.entitlements\";")
    );
    assert_eq!(
        set(PBXPROJ, "Release-prod", "PRODUCT_BUNDLE_IDENTIFIER", "com.example.imdemo"),
        PBXPROJ.replace("\"com.example.imdemo-prod\"", "com.example.imdemo")
    );
    assert_eq!(set(PBXPROJ, "Profile", "IPHONEOS_DEPLOYMENT_TARGET", "13.0"), PBXPROJ);
}

#[test]
fn empty_and_one_line_settings_are_filled() {
    let set_in = |text: &str| {
        let edits = XcodeProject::read(text)
            .unwrap()
            .set_build_setting("NotificationService", "Debug", "A_KEY", "a b")
            .unwrap();
        edited(text, &edits)
    };
    let empty = "A10000000000000000000003 /* Debug */ = {\n\t\t\tisa = XCBuildConfiguration;\n\t\t\tbuildSettings = {";
    let filled = format!("{empty}\n\t\t\t\tA_KEY = \"a b\";");
    assert_eq!(set_in(PBXPROJ), PBXPROJ.replace(empty, &filled));
    let closed = PBXPROJ.replace(&format!("{empty}\n\t\t\t}}"), &format!("{empty}}}"));
    assert_eq!(set_in(&closed), PBXPROJ.replace(empty, &filled));
    let one_line = PBXPROJ.replace(&format!("{empty}\n\t\t\t}}"), &format!("{empty} B = 1; /* c */ }}"));
    assert!(set_in(&one_line).contains("{ A_KEY = \"a b\"; B = 1; /* c */ }"));
}

#[test]
fn windows_newlines_and_a_byte_order_mark_are_kept() {
    let text = format!("\u{feff}{}", PBXPROJ.replace('\n', "\r\n"));
    let done = set(&text, "Release-prod", "CODE_SIGN_ENTITLEMENTS", "a b");
    assert!(done.contains("{\r\n\t\t\t\tCODE_SIGN_ENTITLEMENTS = \"a b\";\r\n\t\t\t\tPRODUCT_BUNDLE"));
}

#[test]
fn what_cannot_be_set_safely_is_refused() {
    let project = XcodeProject::read(PBXPROJ).unwrap();
    let refused = |target, configuration, key| project.set_build_setting(target, configuration, key, "a").unwrap_err();
    assert_eq!(
        refused("Runner", "Release", "A").reason.get(Lang::En),
        "there is no configuration `Release` of a target `Runner`"
    );
    refused("Watch", "Debug", "A");
    refused("Runner", "Profile", "PRODUCT_NAME");
    refused("Runner", "Profile", "LD_RUNPATH_SEARCH_PATHS");
}

#[test]
fn other_forms_are_malformed_with_a_reason() {
    let reason = |text: &str| XcodeProject::read(text).unwrap_err().reason.get(Lang::En).to_owned();
    assert!(reason("<?xml version=\"1.0\"?><plist/>").contains("XML"));
    assert!(reason("{\n  \"archiveVersion\" : \"1\" }").contains("JSON"));
    assert_eq!(reason("{ a = 1; }"), "there are no `objects`");
    assert_eq!(reason("{ objects = { }; rootObject = A; }"), "there is no root object");
    assert_eq!(reason("{ a = 1;"), "`{` without `}`");
    assert_eq!(reason("{ a = \"1; }"), "a string without its closing quote");
    assert_eq!(reason("{\n<<<<<<< HEAD\n a = 1; }"), "an unexpected character");
    assert_eq!(reason(&"{a=".repeat(100_000)), "nested too deeply");
    assert_eq!(reason(""), "an unexpected character");
}

#[test]
fn escapes_and_data_are_read() {
    let node = openstep::read(r#"{ a = "\"\\\n\U4e2d\101"; b = <0fbd77 1c>; c = 'd e'; f = (); }"#).unwrap();
    assert_eq!(node.get("a").unwrap().text(), Some("\"\\\n中A"));
    assert_eq!(node.get("b").unwrap().text(), None);
    assert_eq!(node.get("c").unwrap().text(), Some("d e"));
    assert_eq!(openstep::written("a\"\\\n"), r#""a\"\\\n""#);
    assert_eq!(openstep::written(""), "\"\"");
}
