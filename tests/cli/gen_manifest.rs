use super::harness::{APP_ID, APP_KEY, Folder};

const CLASSIC: &str = "tim_ui_kit_push_plugin";

fn project(pubspec: &str) -> Folder {
    Folder::usual().file("app/pubspec.yaml", pubspec).file("app/android/app/build.gradle.kts", "plugins { }\n")
}

#[test]
fn values_of_push_toml_stand_where_they_belong() {
    let ran = Folder::usual().run_bare(&["gen-manifest", "--plugin", CLASSIC, "--only", "manifest"]).exits(0);
    ran.says(&[
        &format!("android:name=\"com.vivo.push.api_key\" android:value=\"{APP_KEY}\""),
        &format!("android:name=\"com.vivo.push.app_id\" android:value=\"{APP_ID}\""),
        "com.vivo.notification.permission.BADGE_ICON",
    ]);
}

#[test]
fn both_gradle_languages_are_printed_unless_one_is_named() {
    let all = Folder::usual().run(&["gen-manifest"]).exits(0);
    all.says(&[
        "build.gradle ",
        "build.gradle.kts ",
        "manifestPlaceholders += [",
        "manifestPlaceholders[\"VIVO_APPID\"]",
    ])
    .keeps(&["manifestPlaceholders = ["]);
    Folder::usual().run(&["gen-manifest", "--dsl", "kotlin"]).exits(0).keeps(&["manifestPlaceholders += ["]);
}

#[test]
fn a_project_says_which_plugin_and_which_language_it_uses() {
    let folder = project("name: app\ndependencies:\n  tencent_cloud_chat_push: ^8.9.7538\n");
    folder
        .run(&["gen-manifest", "--project", "app"])
        .exits(0)
        .says(&["build.gradle.kts"])
        .keeps(&["manifestPlaceholders += ["]);
    let folder =
        project("name: app\ndependencies:\n  # tencent_cloud_chat_push: ^8.9.7538\n  tim_ui_kit_push_plugin: ^3.1.2\n");
    folder.run(&["gen-manifest", "--project", "app"]).exits(0).says(&["com.vivo.push.api_key"]);
}

#[test]
fn a_project_without_our_plugin_is_left_alone_unless_one_is_demanded() {
    let folder = project("name: app\ndependencies:\n  jpush_flutter: ^1.0.0\n");
    folder.run(&["gen-manifest", "--project", "app"]).exits(0).says(&["project/no-plugin"]);
    folder.run(&["gen-manifest", "--project", "app", "--plugin", CLASSIC]).exits(1).says(&["project/plugin-missing"]);
    folder.run(&["gen-manifest", "--project", "nowhere"]).exits(2).says(&["pubspec.yaml"]);
    project("a: [1\n").run(&["gen-manifest", "--project", "app"]).exits(2).says(&["pubspec.yaml"]);
}

#[test]
fn without_push_toml_placeholders_are_printed() {
    Folder::empty()
        .run(&["gen-manifest", "--vendor", "vivo", "--plugin", CLASSIC])
        .exits(0)
        .says(&["com.vivo.push.app_id"]);
    let json = Folder::empty().run(&["gen-manifest", "--format", "json"]).exits(0).json();
    assert!(json["snippets"].as_array().is_some_and(|snippets| snippets.len() > 4));
}

#[test]
fn a_server_s_secret_is_neither_needed_nor_shown() {
    let folder = Folder::usual();
    folder.run_bare(&["gen-manifest"]).exits(0);
    folder.run(&["gen-manifest"]).exits(0).keeps(&[super::harness::APP_SECRET]);
}

const PUBSPEC: &str = "name: x\ndependencies:\n  tencent_cloud_chat_push:\n    path: ../push\n";
const LOCK: &str = "packages:\n  tencent_cloud_chat_push:\n    version: \"8.6.7019+1\"\n";

/// A project with the current plugin and Kotlin files, in the folder of push.toml.
fn current_project() -> Folder {
    let folder = Folder::usual().file("pubspec.yaml", PUBSPEC).file("pubspec.lock", LOCK);
    folder.file("android/app/build.gradle.kts", "")
}

#[test]
fn the_project_in_this_folder_tells_plugin_version_and_language() {
    let ran = current_project().run_bare(&["gen-manifest", "--only", "gradle"]).exits(0);
    ran.says(&[
        "build.gradle.kts",
        &format!("manifestPlaceholders[\"VIVO_APPID\"] = \"{APP_ID}\""),
        "implementation(\"com.tencent.timpush:vivo:8.6.7019\")",
    ])
    .keeps(&["+=", "VERSION", "--plugin", "YOUR_"]);
    current_project().run_bare(&["gen-manifest", "--only", "gradle", "--dsl", "groovy"]).exits(0).says(&["+= ["]);
}

#[test]
fn standard_output_holds_snippets_and_headings_only() {
    let ran = Folder::empty().run(&["gen-manifest", "--vendor", "vivo", "--only", "timpush"]).exits(0);
    let (heading, json) = ran.stdout.split_once('\n').expect("a heading");
    assert!(heading.starts_with("== android/app/src/main/assets/timpush-configs.json"), "{heading}");
    let json: serde_json::Value = serde_json::from_str(json).expect("JSON");
    assert_eq!(json["YOUR_APPLICATION_ID"]["vivoPushBussinessId"], "YOUR_VIVO_CERTIFICATE_ID");
    assert!(ran.stderr.contains("--plugin") && ran.stderr.contains("YOUR_…"), "{}", ran.stderr);
}

#[test]
fn a_tap_opens_the_page_that_the_plugin_knows() {
    let console = |plugin| {
        let ran = Folder::usual().run_bare(&["gen-manifest", "--only", "console", "--plugin", plugin]).exits(0);
        ran.stdout
    };
    assert!(console("tim_ui_kit_push_plugin").contains("tencent_im_push://com.acme.chat/message?#Intent;"));
    assert!(!console("tencent_cloud_chat_push").contains("tencent_im_push"));
}

#[test]
fn the_apps_side_is_complete_or_absent() {
    let run = |table: &str| {
        let folder = Folder::with(&format!("[vivo]\n{table}\n"));
        folder.run_bare(&["gen-manifest", "--plugin", "tim_ui_kit_push_plugin", "--only", "manifest"])
    };
    let half = "buz_id = 34567\napp_id = \"105000042\"";
    run(half).exits(2).says(&["config/half-filled", "lacks app_key for the app"]);
    run("app_id = \"${NOWHERE}\"").exits(0).says(&["YOUR_VIVO_APP_ID"]);
    let swapped = format!("app_id = \"{APP_KEY}\"\napp_key = \"{APP_ID}\"");
    run(&swapped).exits(2).says(&["vivo/swapped"]);
}

#[test]
fn what_only_a_server_uses_is_no_error_here() {
    let rest = "app_secret = 5\ncategory = \"im\"\nnotify_type = \"x\"";
    let table = format!("[vivo]\nbuz_id = 34567\napp_id = \"{APP_ID}\"\napp_key = \"{APP_KEY}\"\n{rest}\n");
    Folder::with(&table).run_bare(&["gen-manifest"]).exits(0);
    // A secret that stands in the app's key as well would be printed.
    let leaked = table.replace("app_secret = 5", &format!("app_secret = \"{APP_KEY}\""));
    Folder::with(&leaked).run_bare(&["gen-manifest"]).exits(2).says(&["vivo/secret-is-key"]).keeps(&[APP_KEY]);
}

#[test]
fn out_writes_nothing_over_anything_else() {
    let folder = Folder::usual();
    let arguments = ["gen-manifest", "--dsl", "kotlin", "--out", "parts"];
    folder.run_bare(&arguments).exits(0).says(&["wrote parts/android/app/build.gradle.kts"]);
    folder.run_bare(&arguments).exits(0).keeps(&["wrote"]);
    let file = folder.path("parts/android/app/build.gradle.kts");
    std::fs::write(&file, "mine\n").expect("a file");
    folder.run_bare(&arguments).exits(2).says(&["holds something else"]);
    assert_eq!(std::fs::read_to_string(file).expect("a file"), "mine\n");
}
