//! One mistake planted in a project that is set up: its rule is found, at its line, and nothing else is.
//!
//! These are the rules that are violated by what stands in a file, not by what is missing there; those that the guide's
//! own mistakes violate are in `mistakes`.

use std::collections::BTreeSet;

use pushctl::report::Severity;

use super::fixture::{Fixture, at_least};

/// What is changed in one file: `before` becomes `after`, and the finding stands at the line that holds `at`.
#[derive(Clone, Copy)]
struct Plant {
    rule: &'static str,
    project: (&'static str, &'static str),
    file: &'static str,
    before: &'static str,
    after: &'static str,
    at: &'static str,
    /// Rules that cannot but be violated with it.
    along: &'static [&'static str],
}

const APP: &str = "android/app/build.gradle";
const ROOT: &str = "android/build.gradle";
const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
const TIM_PUSH: &str = "android/app/src/main/assets/timpush-configs.json";

const fn plant(
    rule: &'static str,
    project: (&'static str, &'static str),
    file: &'static str,
    before: &'static str,
    after: &'static str,
    at: &'static str,
) -> Plant {
    Plant { rule, project, file, before, after, at, along: &[] }
}

const fn along(plant: Plant, along: &'static [&'static str]) -> Plant {
    Plant { along, ..plant }
}

const LEGACY_1: (&str, &str) = ("legacy", "g1");
const LEGACY_3: (&str, &str) = ("legacy", "g3");
const GROOVY_1: (&str, &str) = ("groovy-plugins", "g1");
const KOTLIN_3: (&str, &str) = ("kotlin", "g3");

const ENTITLEMENTS: &str = "ios/Runner/Runner.entitlements";
const KEY: &str = "<key>aps-environment</key>";
const MAC_KEY: &str = "<key>com.apple.developer.aps-environment</key>";

static PLANTS: &[Plant] = &[
    plant("android/agp-version-twice", GROOVY_1, ROOT, "gradle:8.1.0", "gradle:8.0.2", "gradle:8.0.2"),
    along(
        plant(
            "android/application-id",
            LEGACY_1,
            APP,
            "applicationId \"com.example.imdemo\"",
            "applicationId \"com.example.other\"",
            "com.example.other",
        ),
        &["huawei/agconnect-json", "google/json"],
    ),
    plant(
        "android/keystore-secret",
        LEGACY_1,
        APP,
        "keyPassword keystoreProperties['keyPassword']",
        "keyPassword 'made-up'",
        "keyPassword 'made-up'",
    ),
    plant("android/min-sdk", LEGACY_1, APP, "minSdkVersion 21", "minSdkVersion 16", "minSdkVersion 16"),
    plant(
        "android/namespace",
        KOTLIN_3,
        MANIFEST,
        "<manifest xmlns",
        "<manifest package=\"com.example.imdemo\" xmlns",
        "<manifest package",
    ),
    plant(
        "android/timpush-version",
        LEGACY_3,
        APP,
        "timpush:oppo:8.6.7019",
        "timpush:oppo:8.5.6864",
        "timpush:oppo:8.5.6864",
    ),
    plant(
        "android/repos-fail-mode",
        LEGACY_1,
        "android/settings.gradle",
        "include ':app'",
        "include ':app'\n\ndependencyResolutionManagement {\n    repositoriesMode.set(RepositoriesMode.FAIL_ON_PROJECT_REPOS)\n}",
        "FAIL_ON_PROJECT_REPOS",
    ),
    plant(
        "apple/bundle-id",
        LEGACY_1,
        "ios/Runner.xcodeproj/project.pbxproj",
        "com.example.imdemo;",
        "com.example.other;",
        "com.example.other;",
    ),
    plant(
        "apple/entitlement-mac-key",
        GROOVY_1,
        ENTITLEMENTS,
        KEY,
        "<key>com.apple.developer.aps-environment</key>\n\t<string>development</string>\n\t<key>aps-environment</key>",
        MAC_KEY,
    ),
    along(plant("apple/entitlement-mac-key", KOTLIN_3, ENTITLEMENTS, KEY, MAC_KEY, MAC_KEY), &["apple/entitlement"]),
    plant(
        "google/version-twice",
        KOTLIN_3,
        "android/build.gradle.kts",
        "classpath(\"com.hihonor",
        "classpath(\"com.google.gms:google-services:4.3.15\")\n        classpath(\"com.hihonor",
        "google-services:4.3.15",
    ),
    plant(
        "huawei/manifest-appid",
        LEGACY_1,
        MANIFEST,
        "</application>",
        "<meta-data android:name=\"com.huawei.hms.client.appid\" android:value=\"appid=999\" />\r\n    </application>",
        "appid=999",
    ),
    plant(
        "vivo/swapped",
        LEGACY_1,
        MANIFEST,
        "android:value=\"105000042\"",
        "android:value=\"fedcba9876543210fedcba9876543210\"",
        "android:value=\"fedcba9876543210fedcba9876543210\"",
    ),
    plant("vivo/swapped", LEGACY_3, APP, "105000042", "fedcba9876543210fedcba9876543210", "VIVO_APPID"),
    // A second meta-data beside the SDK's own, with another value.
    plant(
        "vivo/placeholder",
        LEGACY_3,
        MANIFEST,
        "</application>",
        "<meta-data android:name=\"com.vivo.push.app_id\" android:value=\"105000043\" />\r\n    </application>",
        "105000043",
    ),
    // Not filled in, each in its own notation.
    plant("vivo/meta", LEGACY_1, MANIFEST, "android:value=\"105000042\"", "android:value=\"\"", "android:value=\"\""),
    plant(
        "honor/app-id",
        LEGACY_1,
        MANIFEST,
        "android:value=\"104500001\"",
        "android:value=\"YOUR_HONOR_APP_ID\"",
        "YOUR_HONOR_APP_ID",
    ),
    plant("oppo/keys", LEGACY_3, TIM_PUSH, "\"34566\"", "0", "oppoPushBussinessId"),
    plant(
        "meizu/keys",
        LEGACY_3,
        TIM_PUSH,
        "11112222333344445555666677778888",
        "11112222333344445555666677779999",
        "meizuPushAppKey",
    ),
    // In the wrong place.
    plant(
        "huawei/badge-perm",
        GROOVY_1,
        MANIFEST,
        "com.huawei.android.launcher.permission.CHANGE_BADGE",
        "com.huawei.android.launcher.permission.CHANGE_BADGES",
        "CHANGE_BADGES",
    ),
    plant(
        "oppo/perm",
        GROOVY_1,
        MANIFEST,
        "com.heytap.mcs.permission.RECIEVE_MCS_MESSAGE",
        "com.heytap.mcs.permission.RECEIVE_MCS_MESSAGE",
        "com.heytap.mcs.permission.RECEIVE_MCS_MESSAGE",
    ),
    plant(
        "xiaomi/perm-declare",
        LEGACY_1,
        MANIFEST,
        "<permission android:name=\"${applicationId}.permission.MIPUSH",
        "<permission android:name=\"com.example.other.permission.MIPUSH",
        "com.example.other.permission.MIPUSH",
    ),
    plant(
        "vivo/implementation",
        LEGACY_3,
        APP,
        "implementation 'com.tencent.timpush:vivo",
        "debugImplementation 'com.tencent.timpush:vivo",
        "timpush:vivo",
    ),
    plant(
        "apple/entitlement",
        GROOVY_1,
        "ios/Runner/RunnerRelease.entitlements",
        "production",
        "development",
        "development",
    ),
    plant(
        "apple/flag",
        GROOVY_1,
        "ios/Runner/Info.plist",
        "<key>flutter_apns.disable_firebase_core</key>\n\t<false/>",
        "<key>flutter_apns.disable_firebase_core</key>\n\t<true/>",
        "<true/>",
    ),
    plant(
        "apple/delegate",
        GROOVY_1,
        "ios/Runner/AppDelegate.swift",
        "UNUserNotificationCenter.current().delegate = self\n    GeneratedPluginRegistrant.register(with: self)",
        "GeneratedPluginRegistrant.register(with: self)\n    UNUserNotificationCenter.current().delegate = self",
        "UNUserNotificationCenter.current().delegate",
    ),
    plant(
        "apple/podfile",
        GROOVY_1,
        "ios/Podfile",
        "platform :ios, '13.0'",
        "platform :ios, '9.0'",
        "platform :ios, '9.0'",
    ),
];

#[test]
fn a_planted_mistake_is_found_where_it_is_and_nothing_else() {
    for plant in PLANTS {
        let (template, generation) = plant.project;
        let fixture = Fixture::set_up(template, generation);
        let (name, text) = (plant.rule, fixture.text(plant.file));
        assert!(text.contains(plant.before), "{name}: `{}` is not in {}", plant.before, plant.file);
        let text = text.replace(plant.before, plant.after);
        fixture.write(plant.file, text.as_bytes());
        let found = fixture.inspect(&fixture.model());
        let worse: Vec<_> = found.findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
        let rules: BTreeSet<&str> = worse.iter().map(|finding| finding.rule.id).collect();
        let expected: BTreeSet<&str> = plant.along.iter().copied().chain([name]).collect();
        assert_eq!(rules, expected, "{name}: {:?}", at_least(&found, Severity::Warning));
        let its = worse.iter().filter(|finding| finding.rule.id == name).filter_map(|finding| finding.place.as_ref());
        // A `<meta-data>` may begin on the line before its name.
        let is_wanted = |at: usize| text.lines().nth(at).is_some_and(|line| line.contains(plant.at));
        let lines: Vec<usize> = its.map(|place| place.line_column().0 - 1).collect();
        assert!(lines.iter().any(|line| is_wanted(*line) || is_wanted(*line + 1)), "{name}: at {lines:?}");
    }
}

/// The rules that have an example here.
pub(crate) fn rules() -> BTreeSet<&'static str> {
    let others = ["android/gradle-twice", "online/icon", "online/lock-screen", "online/delegate"];
    PLANTS.iter().map(|plant| plant.rule).chain(others).collect()
}

fn found(fixture: &Fixture) -> BTreeSet<&'static str> {
    fixture.inspect(&fixture.model()).findings.iter().map(|finding| finding.rule.id).collect()
}

#[test]
fn of_two_gradle_files_the_second_does_not_count() {
    let fixture = Fixture::set_up("legacy", "g1");
    fixture.write("android/build.gradle.kts", b"allprojects {\n}\n");
    let found = fixture.inspect(&fixture.model());
    let [one] = at_least(&found, Severity::Warning).try_into().expect("one finding");
    assert!(one.starts_with("android/gradle-twice android/build.gradle.kts:1:1"), "{one}");
}

/// The guide's last part, for the versions of the plugin that still had it.
#[test]
fn an_app_that_shows_notifications_itself_needs_more() {
    let fixture = Fixture::set_up("legacy", "g1");
    let before = found(&fixture);
    fixture.write("pubspec.lock", fixture.text("pubspec.lock").replace("3.1.2+1", "2.2.0").as_bytes());
    let code = "void show() {\n  cPush.displayNotification(title: 'a', body: 'b');\n}\n";
    fixture.write("lib/show.dart", code.as_bytes());
    let more = |fixture: &Fixture| found(fixture).difference(&before).copied().collect::<Vec<_>>();
    assert_eq!(more(&fixture), ["online/lock-screen"]);
    let manifest = fixture.text(MANIFEST);
    let lit = "android:showWhenLocked=\"true\" android:turnScreenOn=\"true\" android:exported=\"true\"";
    fixture.write(MANIFEST, manifest.replace("android:exported=\"true\"", lit).as_bytes());
    assert_eq!(more(&fixture), [""; 0]);
    let delegate = "ios/Runner/AppDelegate.swift";
    let text = fixture.text(delegate);
    let is_other = |line: &&str| !line.contains("UNUserNotificationCenter.current()");
    let without: String = text.split_inclusive('\n').filter(is_other).collect();
    fixture.write(delegate, without.as_bytes());
    assert_eq!(more(&fixture), ["apple/delegate", "online/delegate"]);
    fixture.write(delegate, text.as_bytes());
    for icon in fixture.files().iter().filter(|file| file.contains("/mipmap") && file.contains("/ic_launcher.")) {
        std::fs::remove_file(fixture.path(icon)).expect("removed");
    }
    assert_eq!(more(&fixture), ["online/icon"]);
}
