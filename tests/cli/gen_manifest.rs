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
fn what_comes_later_says_so() {
    for flag in ["--check", "--diff", "--apply"] {
        Folder::usual().run(&["gen-manifest", flag]).exits(2).says(&["comes with a later version"]);
    }
}

#[test]
fn a_server_s_secret_is_neither_needed_nor_shown() {
    let folder = Folder::usual();
    folder.run_bare(&["gen-manifest"]).exits(0);
    folder.run(&["gen-manifest"]).exits(0).keeps(&[super::harness::APP_SECRET]);
}
