//! `gen-manifest --check`, `--diff` and `--apply` on whole projects, as their users start them.

mod bad_input;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use roxmltree::Document;
use serde_json::Value;

use super::harness::{Folder, Ran, lay_over, ran};

/// OPPO's AppSecret in push.toml of the fixtures: in the app, and secret all the same.
const SECRET: &str = "89abcdef0123456789abcdef01234567";

const MANIFEST: &str = "android/app/src/main/AndroidManifest.xml";
const GRADLE: &str = "android/app/build.gradle.kts";
const TIM_PUSH: &str = "android/app/src/main/assets/timpush-configs.json";
const CHECK: [&str; 2] = ["gen-manifest", "--check"];
const APPLY: [&str; 3] = ["gen-manifest", "--apply", "--yes"];

fn fixtures() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects")
}

/// Parts of the fixtures over each other, and push.toml beside them.
fn laid(parts: &[&str]) -> Folder {
    let folder = Folder::empty();
    lay(&folder, "", parts);
    lay_over(&fixtures().join("push.toml"), folder.root());
    folder
}

fn lay(folder: &Folder, below: &str, parts: &[&str]) {
    for part in parts {
        lay_over(&fixtures().join(part), &folder.path(below));
    }
}

fn set_up() -> Folder {
    laid(&["kotlin/bare", "kotlin/g3"])
}

/// A fresh project with the plugin and what consoles give to download.
fn begun(template: &str) -> Folder {
    let folder = laid(&[&format!("{template}/bare")]);
    for file in ["pubspec.yaml", "pubspec.lock"] {
        lay(&folder, "", &[&format!("{template}/g3/{file}")]);
    }
    lay(&folder, "lib", &[&format!("{template}/g3/lib")]);
    for name in ["agconnect", "google", "mcs"] {
        lay(&folder, "android/app", &[&format!("{template}/g3/android/app/{name}-services.json")]);
    }
    folder
}

fn text(folder: &Folder, path: &str) -> String {
    std::fs::read_to_string(folder.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn write(folder: &Folder, path: &str, bytes: impl AsRef<[u8]>) {
    std::fs::write(folder.path(path), bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
}

/// Changes one file; fails where there is nothing to change.
#[track_caller]
fn change(folder: &Folder, path: &str, before: &str, after: &str) {
    let old = text(folder, path);
    assert!(old.contains(before), "`{before}` is not in {path}");
    write(folder, path, old.replace(before, after));
}

/// Every file with its bytes. Those that cannot be read, and links, count by what they are.
fn bytes(folder: &Folder) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.root().to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
            if is_folder {
                folders.push(path);
            } else {
                files.insert(path.to_string_lossy().into_owned(), std::fs::read(&path).unwrap_or_default());
            }
        }
    }
    files
}

fn run_in(folder: &Folder, below: &str, arguments: &[&str]) -> Ran {
    ran(folder.command(arguments).current_dir(folder.path(below)))
}

fn findings(json: &Value) -> Vec<(String, String)> {
    let text = |finding: &Value, key: &str| finding[key].as_str().unwrap_or_default().to_owned();
    let place = |finding: &Value| format!("{}:{}", text(finding, "file"), finding["line"]);
    json["findings"].as_array().into_iter().flatten().map(|one| (text(one, "rule"), place(one))).collect()
}

fn found(rule: &str, place: &str) -> (String, String) {
    (rule.to_owned(), place.to_owned())
}

/// The project with two lines taken out: an error and a warning.
fn with_two_mistakes() -> Folder {
    let folder = set_up();
    change(&folder, GRADLE, "        manifestPlaceholders[\"VIVO_APPID\"] = \"105000042\"\n", "");
    let permission = "    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\" />\n";
    change(&folder, MANIFEST, permission, "");
    folder
}

const TWO: [(&str, &str); 2] = [
    ("vivo/placeholder", "android/app/build.gradle.kts:41"),
    ("android/post-notifications", "android/app/src/main/AndroidManifest.xml:4"),
];

#[test]
fn a_project_that_is_set_up_is_ok() {
    let ran = set_up().run_bare(&CHECK).exits(0);
    ran.says(&["com.example.imdemo · tencent_cloud_chat_push 8.9.7538 · Kotlin DSL · AGP 8.9.1", "ok: ", "hold"])
        .says(&["apple 7 of 7", "vivo 5 of 5"])
        .keeps(&["error[", SECRET]);
    let chinese = ran_in_chinese(&set_up(), &CHECK).exits(0);
    chinese.says(&["工程 ", "vivo 5/5", "没有问题："]).keeps(&["requirements", " of 5"]);
}

fn ran_in_chinese(folder: &Folder, arguments: &[&str]) -> Ran {
    ran(folder.command(arguments).env("LANG", "zh_CN.UTF-8"))
}

#[test]
fn what_is_missing_is_shown_with_its_place_and_what_to_write() {
    let ran = with_two_mistakes().run_bare(&CHECK).exits(1);
    ran.says(&[
        "error[vivo/placeholder]",
        "--> android/app/build.gradle.kts:41:58\n",
        "missing here: manifestPlaceholders[\"VIVO_APPID\"] = \"105000042\"",
        "= cause:",
        "= help:",
        "warning[android/post-notifications]",
        "--> android/app/src/main/AndroidManifest.xml:4:83\n",
        "vivo 4 of 5",
        "1 error(s), 1 warning(s)",
        "2 of them can be mended: pushctl gen-manifest --apply",
    ]);
    let chinese = ran_in_chinese(&with_two_mistakes(), &CHECK).exits(1);
    chinese.says(&[
        "错误[vivo/placeholder]",
        "清单没有声明 android.permission.POST_NOTIFICATIONS",
        "vivo 4/5",
        "1 个错误，1 个警告",
    ]);
}

#[test]
fn a_warning_is_a_problem_where_it_is_denied() {
    let folder = set_up();
    change(&folder, MANIFEST, "<uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\" />", "");
    folder.run_bare(&CHECK).exits(0).says(&["warning[android/post-notifications]", "1 warning(s)"]);
    folder.run_bare(&["gen-manifest", "--check", "--deny-warnings"]).exits(1);
    let json = folder.run_bare(&["gen-manifest", "--check", "--deny-warnings", "--format", "json"]).exits(1).json();
    assert_eq!(json["verdict"], "problem");
}

#[test]
fn only_one_kind_of_file_or_one_vendor_is_looked_at() {
    let folder = with_two_mistakes();
    let only = |kind: &str| folder.run_bare(&["gen-manifest", "--check", "--only", kind]);
    only("manifest").exits(0).says(&["android/post-notifications"]).keeps(&["vivo/placeholder"]);
    only("gradle").exits(1).says(&["vivo/placeholder"]).keeps(&["post-notifications"]);
    only("dart").exits(0).keeps(&["error[", "warning[android"]);
    let of = |vendor: &str| folder.run_bare(&["gen-manifest", "--check", "--vendor", vendor]);
    of("honor").exits(0).says(&["honor ", "android/post-notifications"]).keeps(&["vivo/", "vivo "]);
    of("vivo").exits(1).says(&["vivo/placeholder"]).keeps(&["honor "]);
    of("apple").exits(0).says(&["apple "]).keeps(&["post-notifications", "vivo"]);
}

#[test]
fn rules_can_be_switched_off_and_made_heavier() {
    let folder = with_two_mistakes();
    let with_rules = |rules: &str| {
        let own = std::fs::read_to_string(fixtures().join("push.toml")).expect("push.toml");
        write(&folder, "push.toml", format!("{own}\n[rules]\n{rules}\n"));
        folder.run_bare(&CHECK)
    };
    with_rules("\"vivo/placeholder\" = \"off\"")
        .exits(0)
        .says(&["1 finding(s) switched off"])
        .keeps(&["[vivo/placeholder]"]);
    with_rules("\"vivo/placeholder\" = \"warning\"").exits(0).says(&["warning[vivo/placeholder]"]);
    with_rules("\"vivo/placeholder\" = \"off\"\n\"android/post-notifications\" = \"error\"")
        .exits(1)
        .says(&["error[android/post-notifications]"]);
    // What is switched off is not patched in either.
    with_rules("\"vivo/placeholder\" = \"off\"");
    let before = text(&folder, GRADLE);
    folder
        .run_bare(&APPLY)
        .exits(0)
        .says(&["changed android/app/src/main/AndroidManifest.xml"])
        .keeps(&["build.gradle.kts"]);
    assert_eq!(text(&folder, GRADLE), before);
}

#[test]
fn every_format_names_the_same_places() {
    let folder = with_two_mistakes().file(".git/HEAD", "");
    let expected: Vec<_> = TWO.iter().map(|(rule, place)| found(rule, place)).collect();
    let run = |format: &str| folder.run_bare(&["gen-manifest", "--check", "--format", format]).exits(1);
    assert_eq!(findings(&run("json").json()), expected);

    let github = run("github").stdout;
    assert!(github.contains("::error file=android/app/build.gradle.kts,line=41,col=58,"), "{github}");
    assert!(github.contains("::warning file=android/app/src/main/AndroidManifest.xml,line=4,col=83,"), "{github}");

    let gitlab: Value = run("gitlab").json();
    let places: Vec<_> = gitlab
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| {
            let line = &one["location"]["lines"]["begin"];
            let line = if line.is_null() { &one["location"]["positions"]["begin"]["line"] } else { line };
            (
                one["check_name"].as_str().unwrap_or_default().to_owned(),
                format!("{}:{line}", one["location"]["path"].as_str().unwrap_or_default()),
            )
        })
        .collect();
    assert_eq!(places, expected);

    let sarif = run("sarif").json();
    let results = sarif["runs"][0]["results"].as_array().expect("results").clone();
    let places: Vec<_> = results
        .iter()
        .map(|one| {
            let place = &one["locations"][0]["physicalLocation"];
            let file = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
            (one["ruleId"].as_str().unwrap_or_default().to_owned(), format!("{file}:{}", place["region"]["startLine"]))
        })
        .collect();
    assert_eq!(places, expected);

    let junit = run("junit").stdout;
    let junit = Document::parse(&junit).unwrap_or_else(|error| panic!("{error}: {junit}"));
    let failed: Vec<_> = junit.descendants().filter(|node| node.has_tag_name("failure")).collect();
    assert_eq!(failed.len(), 1, "a warning fails no test");
    let cases = junit.descendants().filter(|node| node.has_tag_name("testcase")).count();
    assert!(cases > 60, "what holds is a test too: {cases}");
}

#[test]
fn reports_are_written_beside_what_is_printed() {
    let folder = with_two_mistakes();
    let reports = ["--report", "sarif=push.sarif", "--report", "junit=push.xml"];
    let arguments: Vec<&str> = CHECK.iter().chain(&reports).copied().collect();
    folder.run_bare(&arguments).exits(1).says(&["error[vivo/placeholder]"]);
    let sarif: Value = serde_json::from_str(&text(&folder, "push.sarif")).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
    assert!(Document::parse(&text(&folder, "push.xml")).is_ok());
    // A clean project still makes a report.
    let folder = set_up();
    folder.run_bare(&arguments).exits(0);
    let sarif: Value = serde_json::from_str(&text(&folder, "push.sarif")).expect("JSON");
    assert_eq!(sarif["runs"][0]["results"].as_array().map(Vec::len), Some(0));
}

#[test]
fn a_project_without_the_plugin_owes_nothing() {
    let folder = laid(&["kotlin/bare"]);
    let before = bytes(&folder);
    folder.run_bare(&CHECK).exits(0).says(&["project/no-plugin"]).keeps(&["error["]);
    for verb in [&["gen-manifest", "--diff"][..], &APPLY] {
        folder.run_bare(verb).exits(0).says(&["project/no-plugin"]);
    }
    assert_eq!(bytes(&folder), before);
    change(&folder, "push.toml", "[app]\n", "[app]\nplugin = \"tencent_cloud_chat_push\"\n");
    folder.run_bare(&CHECK).exits(1).says(&["error[project/plugin-missing]", "push.toml:4:10", "flutter pub add"]);
    std::fs::remove_file(folder.path("pubspec.yaml")).expect("removed");
    folder.run_bare(&CHECK).exits(2).says(&["no Flutter project"]);
    folder.run_bare(&["gen-manifest", "--check", "--project", "."]).exits(2).says(&["pubspec.yaml"]);
}

#[test]
fn a_project_deep_in_a_repository_is_found_from_everywhere() {
    let folder = Folder::empty().file(".git/HEAD", "");
    lay_over(&fixtures().join("push.toml"), folder.root());
    let app = "Flutter/Demo/im-app";
    lay(&folder, app, &["kotlin/bare", "kotlin/g3"]);
    change(&folder, &format!("{app}/{GRADLE}"), "manifestPlaceholders[\"VIVO_APPID\"] = \"105000042\"", "");
    let arguments = ["gen-manifest", "--check", "--format", "github"];
    let inside = format!("{app}/android/app");
    for below in ["", "Flutter", app, &inside] {
        let out = run_in(&folder, below, &arguments).exits(1).stdout;
        assert!(out.contains(&format!("::error file={app}/{GRADLE},line=42,")), "from `{below}`: {out}");
    }
    // A person gets a path that can be opened from where they are.
    run_in(&folder, "", &CHECK).exits(1).says(&[&format!("--> {app}/{GRADLE}:42:")]);
    run_in(&folder, app, &CHECK).exits(1).says(&[&format!("--> {GRADLE}:42:")]);
    run_in(&folder, &inside, &CHECK).exits(1).says(&["--> ../../android/app/build.gradle.kts:42:"]);
    // A patch is for the repository's root.
    let diff = run_in(&folder, &inside, &["gen-manifest", "--diff"]).exits(1).stdout;
    assert!(diff.contains(&format!("--- a/{app}/{GRADLE}\n+++ b/{app}/{GRADLE}\n")), "{diff}");
    run_in(&folder, &inside, &APPLY).exits(0);
    run_in(&folder, "", &CHECK).exits(0);
    // Two of them: which one is asked for has to be said.
    lay(&folder, "other", &["kotlin/bare", "kotlin/g3"]);
    run_in(&folder, "", &CHECK).exits(2).says(&["several projects", app, "other"]);
    run_in(&folder, "", &["gen-manifest", "--check", "--project", "other"]).exits(0);
}

fn has_git() -> bool {
    Command::new("git").arg("--version").output().is_ok_and(|output| output.status.success())
}

/// All vendors but OPPO: with its secret masked the text is no patch.
const NO_SECRET: [&str; 14] = [
    "--vendor", "apple", "--vendor", "google", "--vendor", "huawei", "--vendor", "honor", "--vendor", "xiaomi",
    "--vendor", "vivo", "--vendor", "meizu",
];

#[test]
fn a_diff_is_what_git_applies_and_what_apply_writes() {
    for template in ["legacy", "groovy-plugins", "kotlin", "newest"] {
        let (by_git, by_us) = (begun(template), begun(template));
        let diff: Vec<&str> = ["gen-manifest", "--diff"].into_iter().chain(NO_SECRET).collect();
        let patch = by_git.run_bare(&diff).exits(1).stdout;
        let apply: Vec<&str> = APPLY.into_iter().chain(NO_SECRET).collect();
        by_us.run_bare(&apply).exits(0).says(&["changed android/app/", "left to you:", "android/signing-debug"]);
        assert!(patch.contains("+++ b/android/app/"), "{patch}");
        if has_git() {
            write(&by_git, "change.patch", &patch);
            let git = Command::new("git")
                .args(["apply", "-p1", "change.patch"])
                .current_dir(by_git.root())
                .env("GIT_CEILING_DIRECTORIES", "/")
                .output();
            let git = git.expect("git starts");
            assert!(git.status.success(), "{template}: {}\n{patch}", String::from_utf8_lossy(&git.stderr));
            std::fs::remove_file(by_git.path("change.patch")).expect("removed");
            let below = |folder: &Folder| -> BTreeMap<String, Vec<u8>> {
                let root = folder.root().to_string_lossy().into_owned();
                bytes(folder).into_iter().map(|(path, bytes)| (path.replace(&root, ""), bytes)).collect()
            };
            let (git, us) = (below(&by_git), below(&by_us));
            let differing: Vec<_> =
                us.iter().filter(|(path, bytes)| git.get(*path) != Some(*bytes)).map(|one| one.0).collect();
            assert!(differing.is_empty() && git.len() == us.len(), "{template}: {differing:?}");
        }
        let again: Vec<&str> = ["gen-manifest", "--diff"].into_iter().chain(NO_SECRET).collect();
        assert_eq!(by_us.run_bare(&again).exits(0).stdout, "", "{template}");
    }
}

#[test]
fn apply_makes_check_clean_and_a_second_one_changes_nothing() {
    for template in ["legacy", "groovy-plugins", "kotlin", "newest"] {
        let folder = begun(template);
        folder.run_bare(&CHECK).exits(1);
        let ran = folder.run_bare(&APPLY).exits(0).keeps(&[SECRET]);
        assert!(ran.stdout.contains("\"oppoPushAppSecret\": \"***\""), "{}", ran.stdout);
        assert!(text(&folder, TIM_PUSH).contains(SECRET));
        // Signing is left: its key is nobody's but the person's.
        let checked = folder.run_bare(&CHECK).exits(0).says(&["android/signing-debug"]).keeps(&["error[", SECRET]);
        assert_eq!(checked.stdout.matches("warning[").count(), 1, "{}", checked.stdout);
        let after = bytes(&folder);
        folder.run_bare(&APPLY).exits(0).says(&["nothing to change", "left to you:"]);
        assert_eq!(bytes(&folder), after, "{template}");
    }
}

#[test]
fn apply_asks_before_it_writes() {
    let folder = with_two_mistakes();
    let before = bytes(&folder);
    let ran = folder.run_bare(&["gen-manifest", "--apply"]).exits(2);
    ran.says(&[
        "change 2 file(s)?",
        "--yes",
        "+    <uses-permission android:name=\"android.permission.POST_NOTIFICATIONS\" />",
    ]);
    assert_eq!(bytes(&folder), before);
    folder.run_bare(&["gen-manifest", "--diff"]).exits(1);
    assert_eq!(bytes(&folder), before, "--diff writes nothing");
    folder.run_bare(&APPLY).exits(0).says(&["changed android/app/build.gradle.kts", "next: "]);
    let after = bytes(&folder);
    let changed: Vec<_> =
        before.iter().filter(|(path, bytes)| after.get(*path) != Some(*bytes)).map(|one| one.0).collect();
    assert_eq!(changed.len(), 2, "{changed:?}");
    let all: Vec<_> = after.keys().collect();
    assert_eq!(all, before.keys().collect::<Vec<_>>(), "no draft is left");
}

#[test]
fn what_is_not_committed_is_mentioned() {
    if !has_git() {
        return;
    }
    let folder = with_two_mistakes();
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command
            .args(["-c", "user.name=x", "-c", "user.email=x@example.com"])
            .args(arguments)
            .current_dir(folder.root());
        assert!(command.output().expect("git").status.success(), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "x"]);
    folder.run_bare(&["gen-manifest", "--apply"]).exits(2).keeps(&["not committed"]);
    write(&folder, MANIFEST, text(&folder, MANIFEST) + "\n");
    folder.run_bare(&["gen-manifest", "--apply"]).exits(2).says(&["not committed yet:", "AndroidManifest.xml"]);
}

#[test]
fn check_looks_at_the_project_too() {
    let ran = with_two_mistakes().run_bare(&["check", "--offline"]);
    ran.says(&[
        "project",
        "tencent_cloud_chat_push 8.9.7538",
        "error[vivo/placeholder]",
        "warning[android/post-notifications]",
    ])
    .keeps(&[SECRET]);
    let json = with_two_mistakes().run_bare(&["check", "--offline", "--format", "json"]).json();
    let found = findings(&json);
    for (rule, place) in TWO {
        assert!(found.contains(&self::found(rule, place)), "{rule}: {found:?}");
    }
}

#[test]
fn the_secret_in_the_app_is_never_shown() {
    let differing = set_up();
    change(&differing, TIM_PUSH, SECRET, "ffffffffeeeeeeeeddddddddcccccccc");
    let commands: [&[&str]; 8] = [
        &["gen-manifest"],
        &CHECK,
        &["gen-manifest", "--check", "--format", "json"],
        &["gen-manifest", "--check", "--format", "sarif"],
        &["gen-manifest", "--check", "--format", "github", "--verbose"],
        &["gen-manifest", "--diff"],
        &["gen-manifest", "--diff", "--format", "json"],
        &["check", "--offline"],
    ];
    for arguments in commands {
        // Neither the one of push.toml nor the one that stands in the file by mistake.
        differing.run_bare(arguments).keeps(&[SECRET, "ffffffffeeeeeeeeddddddddcccccccc"]);
        begun("kotlin").run_bare(arguments).keeps(&[SECRET]);
    }
    differing.run_bare(&CHECK).exits(1).says(&["error[oppo/keys]", "differs from push.toml", "***"]);
    let applied = differing.run_bare(&APPLY).exits(0).keeps(&[SECRET, "ffffffffeeeeeeeeddddddddcccccccc"]);
    applied.says(&["***"]);
    assert!(text(&differing, TIM_PUSH).contains(SECRET));
}
