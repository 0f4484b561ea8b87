//! The mistakes of Tencent's guide by number: each one that a file can hold is found, and none is written by us.
//!
//! The fixture's README says what is planted where. What is missing is found where it would be put in.

use std::collections::BTreeSet;

use pushctl::project::{Dsl, Generation, Kind, Target, render};
use pushctl::report::{Finding, Severity};
use pushctl::text::Lang;

use super::fixture::{Fixture, fixtures, required, shown};
use super::set_up::{patched, projects};
use super::{planted, removal};

/// Number, rule, file, line.
type Found = (u8, &'static str, &'static str, usize);

const APP: &str = "android/app/build.gradle";
const ROOT: &str = "android/build.gradle";
const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
const MAIN: &str = "lib/main.dart";
const IDS: &str = "lib/utils/push/push_constant.dart";
const PROGUARD: &str = "android/app/proguard-rules.pro";
const TIM_PUSH: &str = "android/app/src/main/assets/timpush-configs.json";

/// What is found in the project with the mistakes.
const PLANTED: &[Found] = &[
    (1, "vivo/dead-placeholder", APP, 54),
    (5, "vivo/dead-placeholder", APP, 55),
    (6, "android/placeholders-assign", APP, 53),
    (7, "vivo/dead-placeholder", APP, 54),
    (8, "huawei/badge-perm", MANIFEST, 4),
    (10, "android/misplaced-block", ROOT, 16),
    (10, "android/misplaced-block", ROOT, 22),
    (11, "android/signing-debug", APP, 62),
    (12, "android/jcenter", ROOT, 5),
    (12, "android/jcenter", ROOT, 35),
    (13, "huawei/agcp-classpath", ROOT, 12),
    (14, "android/unknown-placeholder", MANIFEST, 20),
    (14, "android/unknown-placeholder", MANIFEST, 21),
    (16, "google/firebase-core", "pubspec.yaml", 16),
    (17, "project/plugin-object", MAIN, 12),
    (18, "project/init-early", MAIN, 17),
    (19, "online/removed", MAIN, 38),
    (20, "project/guide-code", MAIN, 27),
    (21, "project/guide-code", MAIN, 23),
    (22, "apple/flag", "ios/Runner/Info.plist", 48),
    (23, "honor/app-id", MANIFEST, 56),
    (23, "honor/repo", ROOT, 37),
    (23, "honor/keys", IDS, 33),
    (25, "xiaomi/keys", IDS, 10),
    (25, "meizu/keys", IDS, 15),
    (29, "project/guide-code", MAIN, 36),
    (30, "android/exported", MANIFEST, 27),
    (30, "android/post-notifications", MANIFEST, 21),
    (30, "android/proguard", PROGUARD, 1),
    (31, "google/plugin", ROOT, 13),
    (31, "google/plugin", APP, 27),
    (32, "android/cleartext", MANIFEST, 26),
    (33, "meizu/phone-state", MANIFEST, 15),
    (34, "android/repo-https", ROOT, 6),
    (34, "android/repo-https", ROOT, 36),
    (35, "xiaomi/perm-declare", MANIFEST, 9),
    (36, "xiaomi/perm-declare", MANIFEST, 9),
    (36, "meizu/perm-flyme5", MANIFEST, 17),
    (37, "project/guide-code", MAIN, 65),
    (38, "project/guide-code", MAIN, 64),
];

/// Files that stand for themselves: number, file, the generation and the place that it belongs to, rule, line.
const BROKEN: &[(u8, &str, &str, &str, &str, usize)] = &[
    (2, "02-missing-comma.gradle", "g1", APP, "android/gradle-syntax", 6),
    (3, "03-dots.gradle", "g1", APP, "android/gradle-syntax", 5),
    (3, "03-dots.gradle", "g1", APP, "android/gradle-syntax", 7),
    (4, "04-labelled-android.gradle", "g1", APP, "android/gradle-syntax", 3),
    (9, "09-comment-in-tag.xml", "g1", MANIFEST, "project/malformed", 5),
    (14, "14-application-id.gradle", "g1", APP, "android/application-id", 5),
    (24, "24-timpush-configs.json", "g3", TIM_PUSH, "huawei/badge-class", 5),
    (24, "24-timpush-configs.json", "g3", TIM_PUSH, "honor/badge-class", 7),
];

/// Mistakes that no file of a project can hold.
const NOWHERE: &[(u8, &str)] = &[
    (15, "a URI that is typed into the IM console"),
    (26, "a step of the console"),
    (27, "shell commands, which are typed and not kept"),
    (28, "a table and a link of the guide's own page"),
];

fn is_at(finding: &Finding, rule: &str, file: &str, line: usize) -> bool {
    let place = finding.place.as_ref();
    finding.rule.id == rule && place.is_some_and(|at| at.source.name == file && at.line_column().0 == line)
}

#[test]
fn every_number_is_in_one_of_the_tables() {
    let planted = PLANTED.iter().map(|one| one.0).chain(BROKEN.iter().map(|one| one.0));
    let nowhere: BTreeSet<u8> = NOWHERE.iter().map(|one| one.0).collect();
    let planted: BTreeSet<u8> = planted.collect();
    assert!(planted.is_disjoint(&nowhere));
    assert_eq!(planted.union(&nowhere).copied().collect::<Vec<_>>(), (1..=38).collect::<Vec<u8>>());
}

#[test]
fn every_planted_mistake_is_found_at_its_line() {
    let fixture = Fixture::laid(&["legacy/bare", "legacy/g1", "mistakes"]);
    let found = fixture.inspect(&fixture.model()).findings;
    let is_found = |one: &&Found| found.iter().any(|finding| is_at(finding, one.1, one.2, one.3));
    let missed: Vec<&Found> = PLANTED.iter().filter(|one| !is_found(one)).collect();
    assert!(missed.is_empty(), "{missed:?}\n{}", found.iter().map(shown).collect::<Vec<_>>().join("\n"));
}

/// Findings that are no mistake of the guide but follow from one: what a project with them lacks too.
const FOLLOWING: &[&str] = &[
    "android/discontinued",
    "honor/proguard",
    "huawei/proguard",
    "huawei/repo",
    "meizu/perm-flyme3",
    "meizu/proguard",
    "online/lock-screen",
    "oppo/notification-permission",
    "oppo/proguard",
    "vivo/proguard",
    "xiaomi/proguard",
];

#[test]
fn nothing_else_is_found_beside_the_mistakes() {
    let fixture = Fixture::laid(&["legacy/bare", "legacy/g1", "mistakes"]);
    let found = fixture.inspect(&fixture.model()).findings;
    let is_known = |finding: &&Finding| {
        FOLLOWING.contains(&finding.rule.id)
            || PLANTED.iter().any(|one| is_at(finding, one.1, one.2, one.3))
            // The second of two, as in `<permission>` and its `<uses-permission>`.
            || PLANTED.iter().any(|one| one.1 == finding.rule.id && finding.severity == Severity::Note)
    };
    let unknown: Vec<String> = found.iter().filter(|finding| !is_known(finding)).map(shown).collect();
    assert!(unknown.is_empty(), "{}", unknown.join("\n"));
}

#[test]
fn every_broken_file_is_found_at_its_line() {
    for (number, file, generation, target, rule, line) in BROKEN {
        let fixture = Fixture::set_up("legacy", generation);
        let bytes = std::fs::read(fixtures().join("mistakes/broken").join(file)).expect("a file");
        fixture.write(target, &bytes);
        let found = fixture.inspect(&fixture.model()).findings;
        let is_found = found.iter().any(|finding| is_at(finding, rule, target, *line));
        assert!(is_found, "{number}:\n{}", found.iter().map(shown).collect::<Vec<_>>().join("\n"));
    }
}

#[test]
fn every_rule_on_what_must_not_be_there_has_an_example() {
    let seen: BTreeSet<&str> = PLANTED.iter().map(|one| one.1).chain(BROKEN.iter().map(|one| one.4)).collect();
    let seen: BTreeSet<&str> = seen.union(&planted::rules()).copied().chain(["android/discontinued"]).collect();
    let without: Vec<_> = removal::BY_PRESENCE.iter().filter(|rule| !seen.contains(*rule)).collect();
    assert!(without.is_empty(), "{without:?}");
}

/// How each mistake would look in a text of ours, which has no blanks more than needed. Those that are about what is
/// left out are no pattern: `set_up` shows that nothing is.
fn forbidden(text: &str) -> Vec<(u8, String)> {
    let lines = || text.lines().map(str::trim).filter(|line| !is_comment(line));
    let has = |words: &str| lines().any(|line| line.contains(words));
    let any = |words: &[&str]| words.iter().any(|words| has(words));
    let literal = |name: &str| has(&format!("\"com.example.imdemo.{name}"));
    let cases = [
        (1, any(&["vivo_APPID", "VIVO_APPID: \"fedcba", "VIVO_APPID\"] = \"fedcba", "\"VIVO_APPID\" to \"fedcba"])),
        (3, lines().any(|line| !line.is_empty() && line.chars().all(|sign| sign == '.'))),
        (4, has("android: {")),
        (5, any(&["vivo_APPKEY", "vivo_APPID"])),
        (6, any(&["manifestPlaceholders = [", "manifestPlaceholders = mapOf", "manifestPlaceholders=["])),
        (7, has("com.vivo.push.a") && any(&["VIVO_APPID", "VIVO_APPKEY"])),
        (8, lines().any(|line| line.contains("android:name") && line.contains(" \""))),
        (9, lines().any(|line| line.contains("android:") && line.contains("\" //"))),
        (12, has("jcenter")),
        (13, any(&["agcp:1.3", "agcp:1.4", "agcp:1.5"])),
        (14, any(&["${替换", "${YOUR", "{APPLICATION_ID}"])),
        (15, has("push://${")),
        (16, has("firebase_core: 1.12.0") && has("^3.")),
        (17, has("TimUiKitPushPlugin()")),
        (19, any(&["displayNotification", "displayDefaultNotificationForMessage"])),
        (20, has("ChannelPush.uploadToken")),
        (21, has("Platfrom")),
        (
            22,
            lines()
                .zip(lines().skip(1))
                .any(|(key, value)| key.contains("disable_firebase_core") && value != "<false/>"),
        ),
        (24, any(&["BadgeClassName\": \"com.example.imdemo\"", "BadgeClassName\": \"com.example.imdemo\","])),
        (29, has(".split(\"_\")[1]")),
        (32, has("usesCleartextTraffic")),
        (33, has("<uses-permission android:name=\"android.permission.READ_PHONE_STATE")),
        (34, has("http://developer.")),
        (36, literal("permission") || literal("push.permission")),
    ];
    cases.into_iter().filter(|(_, is_made)| *is_made).map(|(number, _)| (number, text.to_owned())).collect()
}

fn is_comment(line: &str) -> bool {
    ["//", "/*", "#", "<!--"].iter().any(|start| line.starts_with(start))
}

#[test]
fn no_mistake_is_printed() {
    let (requirements, _) = required();
    let plugins = [
        (Generation::Classic, "tim_ui_kit_push_plugin", "3.1.2+1"),
        (Generation::Classic, "tim_ui_kit_push_plugin", "0.4.2"),
        (Generation::China, "tencent_chat_push_for_china", "1.0.0"),
        (Generation::TimPush, "tencent_cloud_chat_push", "8.9.7538"),
    ];
    for (generation, plugin, version) in plugins {
        for (dsl, lang) in
            [(Dsl::Groovy, Lang::En), (Dsl::Groovy, Lang::Zh), (Dsl::Kotlin, Lang::En), (Dsl::Kotlin, Lang::Zh)]
        {
            for version in [Some(version), None] {
                let package_name = Some("com.example.imdemo");
                let namespace = Some("com.example.imdemo");
                let target =
                    Target { plugin, generation, version, dsls: &[dsl], lang, package_name, namespace, reveal: true };
                let snippets = render(&requirements, &target);
                assert!(snippets.len() > 5, "{plugin}");
                for snippet in &snippets {
                    assert_eq!(forbidden(&snippet.text), [], "{plugin} {dsl:?} {lang:?}");
                }
                // 7: not in one file, and not in two of one project.
                let all: String = snippets.iter().map(|one| one.text.as_str()).collect();
                assert!(!(all.contains("com.vivo.push.app_id") && all.contains("VIVO_APPID")), "{plugin}");
                // 37, 38: nothing is written that handles the lifecycle. 18: `init` comes behind the login.
                assert!(!all.contains("AppLifecycleState") && !all.contains("doBackground"), "{plugin}");
                let dart: String =
                    snippets.iter().filter(|one| one.kind == Kind::Dart).map(|one| one.text.as_str()).collect();
                let main = dart.split("main()").nth(1).and_then(|main| main.split("\n}").next()).unwrap_or_default();
                assert!(!main.contains(".init("), "{dart}");
            }
        }
    }
}

#[test]
fn no_mistake_is_patched_in() {
    for (template, generation) in projects() {
        let (_, patch) = patched(&Fixture::begun(template, generation));
        assert!(patch.files.len() > 5, "{template} {generation}");
        for file in &patch.files {
            assert_eq!(forbidden(&file.after), [], "{template} {generation} {}", file.path);
        }
    }
}

/// The patterns find what they are for.
#[test]
fn the_patterns_find_the_guide_s_own_files() {
    let fixture = Fixture::laid(&["legacy/bare", "legacy/g1", "mistakes"]);
    let broken = [
        "02-missing-comma.gradle",
        "03-dots.gradle",
        "04-labelled-android.gradle",
        "09-comment-in-tag.xml",
        "14-application-id.gradle",
        "24-timpush-configs.json",
    ];
    let broken =
        broken.map(|file| std::fs::read_to_string(fixtures().join("mistakes/broken").join(file)).expect("a file"));
    let files = [APP, ROOT, MANIFEST, MAIN, IDS, "pubspec.yaml"].map(|file| fixture.text(file));
    let found: BTreeSet<u8> = broken.iter().chain(&files).flat_map(|text| forbidden(text)).map(|one| one.0).collect();
    let expected = [1, 3, 4, 5, 6, 8, 9, 12, 13, 14, 16, 17, 19, 20, 21, 24, 29, 32, 33, 34, 36];
    assert_eq!(found, BTreeSet::from(expected));
}
