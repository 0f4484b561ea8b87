//! What cannot be used gets a message with its place and the right exit code, and not one byte is changed.

use std::fs;
use std::time::{Duration, Instant};

use super::*;

/// A fresh project with one file made unusable.
fn spoilt(path: &str, bytes: &[u8]) -> Folder {
    begun("kotlin").bytes(path, bytes)
}

/// Looking says what is wrong: exit 1, a finding. Patching refuses: exit 2. Neither writes.
#[track_caller]
fn refuses(folder: &Folder, words: &[&str]) {
    let before = bytes(folder);
    folder.run_bare(&CHECK).exits(1).says(words);
    folder.run_bare(&["gen-manifest", "--diff"]).exits(2).says(words);
    folder.run_bare(&APPLY).exits(2).says(words).says(&["nothing was changed"]);
    assert_eq!(bytes(folder), before);
}

#[test]
fn a_manifest_that_is_not_well_formed() {
    let own = text(&begun("kotlin"), MANIFEST);
    let broken = own.replace("android:label=\"imdemo\"", "android:label=\"imdemo\" // name");
    refuses(&spoilt(MANIFEST, broken.as_bytes()), &["AndroidManifest.xml:3:", "a comment `//` inside a tag"]);
    refuses(&spoilt(MANIFEST, own.replace("</application>", "").as_bytes()), &["AndroidManifest.xml:"]);
    refuses(&spoilt(MANIFEST, b""), &["AndroidManifest.xml:1:1"]);
}

#[test]
fn a_gradle_file_with_an_unclosed_brace() {
    let own = text(&begun("kotlin"), GRADLE);
    let at = own.find("defaultConfig {").expect("a block");
    let line = own[..at].matches('\n').count() + 1;
    let broken = own.replacen("    }\n\n    buildTypes", "\n    buildTypes", 1);
    assert_ne!(broken, own);
    refuses(&spoilt(GRADLE, broken.as_bytes()), &["build.gradle.kts:"]);
    let ran = spoilt(GRADLE, broken.as_bytes()).run_bare(&CHECK).exits(1);
    let is_near = (1..=line).any(|line| ran.stdout.contains(&format!("build.gradle.kts:{line}:")));
    assert!(is_near, "the brace that is open, not the end of the file:\n{}", ran.stdout);
}

#[test]
fn json_that_is_empty_or_broken() {
    let agconnect = "android/app/agconnect-services.json";
    for broken in ["", "\n", "{\"client\": {\"app_id\": \"102345678\",}}", "{\"client\""] {
        refuses(&spoilt(agconnect, broken.as_bytes()), &["agconnect-services.json:1:"]);
    }
    refuses(&spoilt(TIM_PUSH, b"{\n  \"version\": \"1.0.1\"\n  \"a\": {}\n}\n"), &["timpush-configs.json:3:3"]);
}

#[test]
fn a_plist_in_binary_form() {
    let words = ["ios/Runner/Runner.entitlements", "plutil -convert xml1"];
    refuses(&spoilt("ios/Runner/Runner.entitlements", b"bplist00\xd1\x01\x02"), &words);
    let latin = spoilt(MANIFEST, b"<manifest><!-- caf\xe9 --></manifest>");
    refuses(&latin, &["AndroidManifest.xml", "not UTF-8 from byte 18"]);
}

#[cfg(unix)]
#[test]
fn a_symlink_that_leads_out_of_the_project() {
    use std::os::unix::fs::symlink;
    let outside = Folder::empty().file("own.kts", "// hush-hush\n").file("new/keep", "");
    let folder = begun("kotlin");
    fs::remove_file(folder.path(GRADLE)).expect("removed");
    symlink(outside.path("own.kts"), folder.path(GRADLE)).expect("a link");
    let before = bytes(&outside);
    refuses(&folder, &["build.gradle.kts", "leads out of the project"]);
    folder.run_bare(&CHECK).keeps(&["hush-hush"]);
    // A folder in which a file would be made.
    let folder = begun("kotlin");
    symlink(outside.path("new"), folder.path("android/app/src/main/assets")).expect("a link");
    let own = bytes(&folder);
    folder.run_bare(&APPLY).exits(2).says(&["outside of the project"]);
    assert_eq!((bytes(&outside), bytes(&folder)), (before, own));
    // A link within the project stays one.
    let folder = begun("kotlin");
    fs::rename(folder.path(GRADLE), folder.path("android/real.kts")).expect("moved");
    symlink("../real.kts", folder.path(GRADLE)).expect("a link");
    folder.run_bare(&APPLY).exits(0);
    assert!(fs::symlink_metadata(folder.path(GRADLE)).is_ok_and(|own| own.is_symlink()));
    assert!(text(&folder, "android/real.kts").contains("VIVO_APPID"));
}

/// Whoever is root may write everywhere.
#[cfg(unix)]
fn is_root() -> bool {
    let folder = Folder::empty().file("a", "");
    let path = folder.path("a");
    set_mode(&path, 0o000);
    fs::read(&path).is_ok()
}

#[cfg(unix)]
fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("permissions");
}

/// A file that its owner made read-only is not written to, whoever starts the program.
#[cfg(unix)]
#[test]
fn a_read_only_file() {
    let folder = begun("kotlin");
    set_mode(&folder.path(GRADLE), 0o444);
    folder.run_bare(&CHECK).exits(1).says(&["vivo/placeholder"]);
    let before = bytes(&folder);
    folder.run_bare(&APPLY).exits(2).says(&["build.gradle.kts", "read-only", "nothing was"]);
    assert_eq!(bytes(&folder), before);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_or_read() {
    if is_root() {
        return;
    }
    let folder = begun("kotlin");
    let before = bytes(&folder);
    set_mode(&folder.path("android/app"), 0o555);
    folder.run_bare(&APPLY).exits(2).says(&["android/app", "nothing was changed"]);
    set_mode(&folder.path("android/app"), 0o755);
    assert_eq!(bytes(&folder), before);
    set_mode(&folder.path("android/app"), 0o000);
    let ran = folder.run_bare(&CHECK);
    set_mode(&folder.path("android/app"), 0o755);
    ran.exits(1).says(&["android/app", "ermission"]);
    set_mode(folder.root(), 0o000);
    let outside = Folder::empty();
    let ran = outside.run_bare(&[
        "gen-manifest",
        "--check",
        "--vendor",
        "vivo",
        "--project",
        &folder.root().to_string_lossy(),
    ]);
    set_mode(folder.root(), 0o755);
    ran.exits(2).says(&["pubspec.yaml"]);
}

#[test]
fn a_manifest_of_a_megabyte() {
    let folder = begun("kotlin");
    let own = text(&folder, MANIFEST);
    let activity = "        <activity android:name=\".A\" android:exported=\"false\" />\n";
    let many = activity.repeat(1_000_000 / activity.len() + 1);
    change(&folder, MANIFEST, "    </application>", &format!("{many}    </application>"));
    assert!(text(&folder, MANIFEST).len() > 1_000_000);
    let start = Instant::now();
    folder.run_bare(&CHECK).exits(1).says(&["android/post-notifications"]);
    // In a debug build, on a machine that does other things.
    assert!(start.elapsed() < Duration::from_secs(15), "{:?}", start.elapsed());
    folder.run_bare(&APPLY).exits(0);
    let patched = text(&folder, MANIFEST).replace(&many, "");
    assert!(patched.contains("POST_NOTIFICATIONS") && patched.len() < own.len() + 2000);
}

/// Byte order mark, CRLF, tabs, no newline at the end: what is there stays, and what is new is like it.
#[test]
fn bytes_that_editors_destroy_are_kept() {
    for template in ["legacy", "groovy-plugins", "kotlin", "newest"] {
        let folder = begun(template);
        let before = bytes(&folder);
        folder.run_bare(&APPLY).exits(0);
        for (path, after) in bytes(&folder) {
            let Some(before) = before.get(&path).filter(|before| **before != after) else { continue };
            let count = |bytes: &[u8], wanted: &[u8]| bytes.windows(wanted.len()).filter(|own| *own == wanted).count();
            let is_crlf = count(before, b"\r\n") > 0;
            if is_crlf {
                assert_eq!(count(&after, b"\r\n"), count(&after, b"\n"), "{path}");
            } else {
                assert_eq!(count(&after, b"\r"), 0, "{path}");
            }
            let bom = b"\xef\xbb\xbf";
            assert_eq!(
                (after.starts_with(bom), count(&after, bom)),
                (before.starts_with(bom), count(before, bom)),
                "{path}"
            );
            assert_eq!(after.ends_with(b"\n"), before.ends_with(b"\n"), "{path}: the end of the file");
            // Every line is there still, in its order; a few are changed in place.
            let lines = |bytes: &[u8]| String::from_utf8_lossy(bytes).lines().map(str::to_owned).collect::<Vec<_>>();
            let (old, new) = (lines(before), lines(&after));
            let mut rest = new.iter();
            let lost: Vec<&String> = old
                .iter()
                .filter(|line| {
                    let mut ahead = rest.clone();
                    let is_there = ahead.any(|own| own == *line);
                    if is_there {
                        rest = ahead;
                    }
                    !is_there
                })
                .collect();
            assert!(lost.iter().all(|line| is_changed_in_place(line)), "{path}: {lost:?}");
            let uses_tabs = old.iter().any(|line| line.starts_with('\t'));
            let added = new.iter().filter(|line| !old.contains(line));
            if uses_tabs && !path.ends_with(".pbxproj") {
                let blank: Vec<&String> = added.filter(|line| line.starts_with("  ")).collect();
                assert!(blank.is_empty(), "{path}: {blank:?}");
            }
        }
    }
}

/// Lines that a patch has to change: the class that gets a protocol, the application that gets a class, the platform
/// that was commented out, a map that gets an entry.
fn is_changed_in_place(line: &str) -> bool {
    ["class AppDelegate", "<application", "android:name=\"${applicationName}\"", "platform :ios", "}"]
        .iter()
        .any(|part| line.contains(part))
}

#[test]
fn hostile_names_are_text_and_nothing_else() {
    // A flavour folder that a shell would run, and one with a newline.
    let folder = set_up().file("android/app/src/$(touch pwned)/AndroidManifest.xml", "<manifest");
    let folder = folder.file("android/app/src/a\nb/AndroidManifest.xml", "<manifest/>");
    let ran = folder.run_bare(&["gen-manifest", "--check", "--format", "github"]);
    assert_eq!(
        ran.stdout.lines().filter(|line| !line.starts_with("::") && !line.contains(" error")).count(),
        0,
        "{}",
        ran.stdout
    );
    assert!(!folder.path("pwned").exists() && !folder.path("android/app/pwned").exists());
    // A package name with quotes, a newline, a `$` of Gradle, a tag: it is shown on one line, and nothing comes of it.
    for hostile in ["com.example\\\"; rm -rf /", "com.example\\n::error::x", "com.$${x}.y", "com.example.<b>"] {
        let folder = begun("kotlin");
        change(&folder, "push.toml", "package_name = \"com.example.imdemo\"", &format!("package_name = \"{hostile}\""));
        let shown = folder.run_bare(&["gen-manifest", "--check", "--format", "github"]);
        assert!([1, 2].contains(&shown.code), "{hostile}: {}", shown.all());
        assert!(!shown.stdout.lines().any(|line| line.starts_with("::error::x")), "{}", shown.stdout);
        let before = bytes(&folder);
        if folder.run_bare(&APPLY).code == 2 {
            assert_eq!(bytes(&folder), before, "{hostile}");
            continue;
        }
        folder.run_bare(&CHECK).exits(1).says(&["android/application-id"]);
        for (path, after) in bytes(&folder) {
            let is_new = before.get(&path) != Some(&after);
            assert!(!is_new || !String::from_utf8_lossy(&after).contains("rm -rf"), "{path}");
        }
    }
    // A value that could break out of its quotes stays inside of them.
    let folder = begun("kotlin");
    let value = "a\\\"b$c$${d}'<e>&\\\\f";
    change(&folder, "push.toml", "app_key = \"fedcba9876543210fedcba9876543210\"", &format!("app_key = \"{value}\""));
    let before = bytes(&folder);
    let ran = folder.run_bare(&APPLY);
    if ran.code == 2 {
        assert_eq!(bytes(&folder), before);
    } else {
        let gradle = text(&folder, GRADLE);
        assert!(gradle.contains("[\"VIVO_APPKEY\"] = \"a\\\"b\\$c\\${d}'<e>&\\\\f\""), "{gradle}");
        folder.run_bare(&CHECK).exits(0);
    }
}

#[test]
fn a_project_that_is_none() {
    let folder = laid(&[]).file("pubspec.yaml", "a: [1\n");
    folder.run_bare(&CHECK).exits(2).says(&["pubspec.yaml", "not YAML"]);
    let folder = laid(&[]).file("pubspec.yaml", "- just\n- a list\n");
    folder.run_bare(&CHECK).exits(2).says(&["pubspec.yaml"]);
    let folder = laid(&[]).bytes("pubspec.yaml", b"name: \xff\xfe\n");
    folder.run_bare(&CHECK).exits(2).says(&["pubspec.yaml"]);
    let folder = laid(&[]).file("x/pubspec.yaml/keep", "");
    folder.run_bare(&["gen-manifest", "--check", "--project", "x"]).exits(2).says(&["pubspec.yaml"]);
}
