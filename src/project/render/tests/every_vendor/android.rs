//! Manifest, Gradle files, shrinking rules and timpush-configs.json.

use super::*;

const HUAWEI: &str = "https://developer.huawei.com/repo/";
const HONOR: &str = "https://developer.hihonor.com/repo";
const TENCENT: &str = "https://mirrors.tencent.com/nexus/repository/maven-public/";

/// All that stands between two texts, each time.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> Vec<&'a str> {
    text.split(before).skip(1).filter_map(|rest| rest.split_once(after)).map(|(found, _)| found).collect()
}

fn names<'a>(document: &'a roxmltree::Document<'_>, tag: &'static str) -> Vec<&'a str> {
    let nodes = document.descendants().filter(move |node| node.has_tag_name(tag));
    nodes.map(|node| node.attribute((ANDROID, "name")).unwrap()).collect()
}

const PERMISSIONS: [&str; 4] = [
    "android.permission.POST_NOTIFICATIONS",
    "com.huawei.android.launcher.permission.CHANGE_BADGE",
    "com.hihonor.android.launcher.permission.CHANGE_BADGE",
    "com.vivo.notification.permission.BADGE_ICON",
];
const OWN_PERMISSIONS: [&str; 3] = [
    "${applicationId}.permission.MIPUSH_RECEIVE",
    "${applicationId}.push.permission.MESSAGE",
    "${applicationId}.permission.C2D_MESSAGE",
];
const CLASSIC_PERMISSIONS: [&str; 4] = [
    "com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE",
    "com.heytap.mcs.permission.RECIEVE_MCS_MESSAGE",
    "com.meizu.flyme.push.permission.RECEIVE",
    "com.meizu.c2dm.permission.RECEIVE",
];

#[test]
fn the_classic_manifest_asks_for_every_permission_and_holds_three_ids() {
    for generation in Generation::CLASSIC {
        let document = manifest(&snippets(*generation, &[]));
        let used: Vec<&str> = names(&document, "uses-permission");
        let expected: BTreeSet<&str> =
            PERMISSIONS.into_iter().chain(OWN_PERMISSIONS).chain(CLASSIC_PERMISSIONS).collect();
        assert_eq!(used.iter().copied().collect::<BTreeSet<_>>(), expected);
        assert_eq!(used.len(), expected.len(), "none twice: {used:?}");
        assert_eq!(names(&document, "permission"), OWN_PERMISSIONS);
        let mut declared = document.descendants().filter(|node| node.has_tag_name("permission"));
        assert!(declared.all(|node| node.attribute((ANDROID, "protectionLevel")) == Some("signature")));
        let pairs: Vec<(&str, &str)> = document
            .descendants()
            .filter(|node| {
                node.has_tag_name("meta-data") && node.parent().is_some_and(|it| it.has_tag_name("application"))
            })
            .map(|node| (node.attribute((ANDROID, "name")).unwrap(), node.attribute((ANDROID, "value")).unwrap()))
            .collect();
        let expected = [
            ("com.hihonor.push.app_id", "honor-app_id"),
            ("com.vivo.push.api_key", "vivo-app_key"),
            ("com.vivo.push.app_id", "vivo-app_id"),
        ];
        assert_eq!(pairs, expected);
    }
}

/// The AARs of `TIMPush` bring everything else, and two values for one `<meta-data>` stop the merger.
#[test]
fn the_current_manifest_asks_for_badges_only() {
    let document = manifest(&snippets(Generation::TimPush, &[]));
    assert_eq!(names(&document, "uses-permission"), PERMISSIONS);
    assert_eq!(names(&document, "permission").len() + names(&document, "meta-data").len(), 0);
}

/// The class of the manifest is the one of the file.
#[test]
fn the_application_extends_that_of_the_current_plugin() {
    const NAMED: [&str; 1] = [".PushApplication"];
    let all = snippets(Generation::TimPush, &[]);
    assert_eq!(names(&manifest(&all), "application"), NAMED);
    let expected = "package com.example.imdemo\n\n\
        import com.tencent.chat.flutter.push.tencent_cloud_chat_push.application.TencentCloudChatPushApplication\n\n\
        class PushApplication : TencentCloudChatPushApplication()\n";
    let path = "android/app/src/main/kotlin/com/example/imdemo/PushApplication.kt";
    assert_eq!(only(&all, path, ""), expected);
    let position = |file: &str| all.iter().position(|one| one.file == file);
    assert!(position("android/app/src/main/AndroidManifest.xml") < position(path));
    // Classes lie in the namespace, which need not be the applicationId.
    let target = Target { namespace: Some("com.example.chat"), ..target(Generation::TimPush, &[], Lang::En) };
    let moved = render(&everything(true), &target);
    only(&moved, "android/app/src/main/kotlin/com/example/chat/PushApplication.kt", "package com.example.chat\n");
    for generation in Generation::CLASSIC {
        assert!(!text(&snippets(*generation, &[])).contains("PushApplication"));
    }
}

#[test]
fn gradle_gets_every_repository_three_times_and_every_plugin_known_and_applied() {
    for (dsl, suffix) in [(&[Dsl::Groovy], ""), (&[Dsl::Kotlin], ".kts")] {
        for generation in Generation::ALL {
            let snippets = snippets(*generation, dsl);
            let file = |name: &str| format!("{name}{suffix}");
            let (root, settings) = (file("android/build.gradle"), file("android/settings.gradle"));
            let (root, settings) = (only(&snippets, &root, ""), only(&snippets, &settings, ""));
            let repositories: &[&str] =
                if *generation == Generation::TimPush { &[TENCENT, HUAWEI, HONOR] } else { &[HUAWEI, HONOR] };
            let urls =
                |text| between(text, "https://", "\"").iter().map(|url| format!("https://{url}")).collect::<Vec<_>>();
            let (build, all) = root.split_once("allprojects {").unwrap();
            assert!(build.starts_with("buildscript {"), "{root}");
            for part in [build, all, settings] {
                assert_eq!(urls(part), repositories);
            }
            let (apply, ends) = if suffix.is_empty() { ("apply plugin: \"", "\"") } else { ("    id(\"", "\")") };
            let applied = between(only(&snippets, &file("android/app/build.gradle"), apply), apply, ends);
            let google = ("com.google.gms.google-services", "com.google.gms:google-services:4.4.0");
            let huawei = ("com.huawei.agconnect", "com.huawei.agconnect:agcp:1.9.1.301");
            let honor = ("com.hihonor.mcs.asplugin", "com.hihonor.mcs:asplugin:2.0.1.300");
            let plugins = match generation {
                Generation::Classic => vec![google, huawei],
                Generation::China => vec![huawei],
                Generation::TimPush => vec![google, huawei, honor],
            };
            assert_eq!(applied, plugins.iter().map(|(id, _)| *id).collect::<Vec<_>>());
            let classpath = if suffix.is_empty() { "classpath \"" } else { "classpath(\"" };
            // agcp stops where the root does not know the Android plugin.
            let known = std::iter::once("com.android.tools.build:gradle:AGP_VERSION");
            let known: Vec<&str> = known.chain(plugins.iter().map(|(_, module)| *module)).collect();
            assert_eq!(between(build, classpath, "\""), known);
        }
    }
}

#[test]
fn only_the_current_plugin_gets_dependencies_and_placeholders() {
    for generation in Generation::CLASSIC {
        let text = text(&snippets(*generation, &Dsl::ALL));
        assert!(!text.contains("manifestPlaceholders") && !text.contains("timpush"), "{text}");
    }
    let all = snippets(Generation::TimPush, &Dsl::ALL);
    let text = text(&all);
    let modules = ["fcm", "huawei", "honor", "xiaomi", "oppo", "vivo", "meizu"];
    for name in modules {
        assert!(text.contains(&format!("implementation \"com.tencent.timpush:{name}:8.6.7019\"\n")), "{text}");
        assert!(text.contains(&format!("implementation(\"com.tencent.timpush:{name}:8.6.7019\")\n")), "{text}");
    }
    assert_eq!(text.matches("implementation").count(), 2 * modules.len());
    for (key, value) in
        [("VIVO_APPKEY", "vivo-app_key"), ("VIVO_APPID", "vivo-app_id"), ("HONOR_APPID", "honor-app_id")]
    {
        assert!(text.contains(&format!("{key}: \"{value}\"")), "{text}");
        assert!(text.contains(&format!("manifestPlaceholders[\"{key}\"] = \"{value}\"\n")), "{text}");
    }
}

/// The vendor's own spelling: "Bussiness". Everything is a string.
#[test]
fn timpush_configs_holds_every_key_under_the_package() {
    let snippets = snippets(Generation::TimPush, &[]);
    let text = only(&snippets, "android/app/src/main/assets/timpush-configs.json", "");
    let number = |vendor| mark(vendor, "buz_id");
    let expected = serde_json::json!({
        "version": "1.0.1",
        "com.example.imdemo": {
            "huaweiPushBussinessId": number("huawei"),
            "huaweiBadgeClassName": "com.example.imdemo.MainActivity",
            "honorPushBussinessId": number("honor"),
            "honorBadgeClassName": "com.example.imdemo.MainActivity",
            "xiaomiPushBussinessId": number("xiaomi"),
            "xiaomiPushAppId": "xiaomi-app_id",
            "xiaomiPushAppKey": "xiaomi-app_key",
            "meizuPushBussinessId": number("meizu"),
            "meizuPushAppId": "meizu-app_id",
            "meizuPushAppKey": "meizu-app_key",
            "vivoPushBussinessId": number("vivo"),
            "oppoPushBussinessId": number("oppo"),
            "oppoPushAppKey": "oppo-app_key",
            "oppoPushAppSecret": "***",
            "fcmPushBussinessId": number("google"),
        }
    });
    assert_eq!(serde_json::from_str::<Value>(text).unwrap(), expected);
}

#[test]
fn shrinking_leaves_every_vendor_alone() {
    let snippets = snippets(Generation::Classic, &[]);
    let text = only(&snippets, "android/app/proguard-rules.pro", "");
    for kept in [
        "com.huawei.hms.**",
        "com.huawei.hms.flutter.**",
        "com.hianalytics.android.**",
        "com.huawei.updatesdk.**",
        "com.xiaomi.**",
        "com.tencent.flutter.tim_ui_kit_push_plugin.receiver.XIAOMIPushImpl",
        "com.meizu.cloud.pushsdk.**",
        "com.vivo.push.**",
        "com.vivo.vms.**",
        "com.heytap.mcssdk.**",
        "com.heytap.msp.push.**",
        "com.hihonor.push.**",
    ] {
        assert!(text.contains(&format!("-keep class {kept} {{ *; }}\n")), "{kept}: {text}");
    }
    for line in [
        "-keepattributes *Annotation*, Exceptions, InnerClasses, Signature, SourceFile, LineNumberTable",
        "-dontwarn com.meizu.cloud.pushsdk.**",
        "-dontwarn com.vivo.push.**",
        "-keep public class * extends android.app.Service",
        "-keep public class * extends android.content.BroadcastReceiver",
    ] {
        assert!(text.contains(&format!("{line}\n")), "{line}: {text}");
    }
}
