use super::*;
use crate::config::{App, Given, Values};
use crate::project::general;
use crate::report::{Rule, Severity};
use crate::vendors::{VENDORS, vivo};
use serde_json::Value;

mod every_vendor;

const APP_KEY: &str = "0123456789abcdef0123456789abcdef";
const APP_ID: &str = "105000001";

/// The requirements of a push.toml that holds every example, or of none.
fn requirements(filled: bool) -> Vec<Requirement> {
    let values = Values::empty("vivo", vivo::VENDOR.fields);
    let (values, app) = if filled {
        let app = App { package_name: Some(Given::new("com.example.imdemo")), ..App::default() };
        (values.made_up(), app)
    } else {
        (values, App::default())
    };
    let mut all = general::requirements();
    all.extend((vivo::VENDOR.requirements)(&values, &app));
    all
}

fn target(generation: Generation, dsls: &'static [Dsl], lang: Lang) -> Target<'static> {
    let plugin = match generation {
        Generation::Classic => "tim_ui_kit_push_plugin",
        Generation::China => "tencent_chat_push_for_china",
        Generation::TimPush => "tencent_cloud_chat_push",
    };
    // Where nobody knows the version of a classic plugin, everything is shown.
    let version = (generation == Generation::TimPush).then_some("8.6.7019+1");
    let package_name = Some("com.example.imdemo");
    Target { plugin, generation, version, dsls, lang, package_name, namespace: None, reveal: false }
}

/// All snippets as one text, each below its file.
fn text(snippets: &[Snippet]) -> String {
    snippets.iter().flat_map(|snippet| ["== ", snippet.file.as_ref(), "\n", &snippet.text]).collect()
}

/// The one snippet of an item that no vendor asks for yet.
fn one(item: Item, dsl: &'static [Dsl], reveal: bool) -> String {
    static RULE: Rule = Rule {
        id: "vivo/test",
        severity: Severity::Note,
        title: Text::new("", ""),
        cause: Text::new("", ""),
        remedy: Text::new("", ""),
        link: None,
    };
    let generations = &[Generation::Classic];
    let requirement = Requirement::new(&RULE, generations, item, Text::new("test", "测试"));
    let target = Target { reveal, ..target(Generation::Classic, dsl, Lang::En) };
    text(&render(&[requirement], &target))
}

#[test]
fn classic_plugins_get_meta_data_and_dart() {
    let snippets = render(&requirements(true), &target(Generation::Classic, &Dsl::ALL, Lang::En));
    let expected = r#"== android/app/src/main/AndroidManifest.xml
    <!-- Android 13 and later -->
    <uses-permission android:name="android.permission.POST_NOTIFICATIONS" />
    <!-- vivo: badge -->
    <uses-permission android:name="com.vivo.notification.permission.BADGE_ICON" />
== android/app/src/main/AndroidManifest.xml
        <!-- vivo -->
        <meta-data android:name="com.vivo.push.api_key" android:value="0123456789abcdef0123456789abcdef" />
        <meta-data android:name="com.vivo.push.app_id" android:value="105000001" />
== android/app/proguard-rules.pro
# services and receivers of the plugin
-keep public class * extends android.app.Service
-keep public class * extends android.content.BroadcastReceiver
# vivo
-dontwarn com.vivo.push.**
-keep class com.vivo.push.** { *; }
-keep class com.vivo.vms.** { *; }
== lib/push_config.dart
import 'package:tim_ui_kit_push_plugin/model/appInfo.dart';

final PushAppInfo appInfo = PushAppInfo(
  // vivo
  vivo_buz_id: 34564,
);
== tencent-im-console.txt
vivo certificate, action on tap, open a page in the app:
tencent_im_push://com.example.imdemo/message?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end
"#;
    assert_eq!(text(&snippets), expected);
    assert!(snippets.iter().all(|snippet| snippet.dsl.is_none()), "{snippets:?}");
    assert!(snippets.iter().all(|snippet| snippet.vendors == ["vivo"]), "{snippets:?}");
}

const TIM_PUSH_TAIL: &str = r#"== android/app/src/main/assets/timpush-configs.json
{
  "version": "1.0.1",
  "com.example.imdemo": {
    "vivoPushBussinessId": "34564"
  }
}
== tencent-im-console.txt
vivo certificate, action on tap, open a page in the app:
the default that the console fills in
"#;

const TIM_PUSH_HEAD: &str = r#"== android/app/src/main/AndroidManifest.xml
    <!-- Android 13 and later -->
    <uses-permission android:name="android.permission.POST_NOTIFICATIONS" />
    <!-- vivo: badge -->
    <uses-permission android:name="com.vivo.notification.permission.BADGE_ICON" />
== android/app/src/main/AndroidManifest.xml
        android:name=".PushApplication"
== android/app/src/main/kotlin/com/example/imdemo/PushApplication.kt
package com.example.imdemo

import com.tencent.chat.flutter.push.tencent_cloud_chat_push.application.TencentCloudChatPushApplication

class PushApplication : TencentCloudChatPushApplication()
"#;

#[test]
fn tim_push_gets_placeholders_in_groovy() {
    let snippets = render(&requirements(true), &target(Generation::TimPush, &[Dsl::Groovy], Lang::En));
    let gradle = r#"== android/app/build.gradle
android {
    defaultConfig {
        // vivo
        manifestPlaceholders += [VIVO_APPKEY: "0123456789abcdef0123456789abcdef", VIVO_APPID: "105000001"]
    }
}
== android/app/build.gradle
dependencies {
    // the version of tencent_cloud_chat_push in pubspec.lock
    // vivo
    implementation "com.tencent.timpush:vivo:8.6.7019"
}
== android/build.gradle
allprojects {
    repositories {
        google()
        mavenCentral()
        // Tencent
        maven { url "https://mirrors.tencent.com/nexus/repository/maven-public/" }
    }
}
== android/settings.gradle
pluginManagement {
    repositories {
        // Tencent
        maven { url "https://mirrors.tencent.com/nexus/repository/maven-public/" }
    }
}
"#;
    assert_eq!(text(&snippets), format!("{TIM_PUSH_HEAD}{gradle}{TIM_PUSH_TAIL}"));
}

#[test]
fn tim_push_gets_placeholders_in_kotlin() {
    let snippets = render(&requirements(true), &target(Generation::TimPush, &[Dsl::Kotlin], Lang::En));
    let gradle = r#"== android/app/build.gradle.kts
android {
    defaultConfig {
        // vivo
        manifestPlaceholders["VIVO_APPKEY"] = "0123456789abcdef0123456789abcdef"
        manifestPlaceholders["VIVO_APPID"] = "105000001"
    }
}
== android/app/build.gradle.kts
dependencies {
    // the version of tencent_cloud_chat_push in pubspec.lock
    // vivo
    implementation("com.tencent.timpush:vivo:8.6.7019")
}
== android/build.gradle.kts
allprojects {
    repositories {
        google()
        mavenCentral()
        // Tencent
        maven { url = uri("https://mirrors.tencent.com/nexus/repository/maven-public/") }
    }
}
== android/settings.gradle.kts
pluginManagement {
    repositories {
        // Tencent
        maven { url = uri("https://mirrors.tencent.com/nexus/repository/maven-public/") }
    }
}
"#;
    assert_eq!(text(&snippets), format!("{TIM_PUSH_HEAD}{gradle}{TIM_PUSH_TAIL}"));
}

#[test]
fn without_a_lock_the_version_has_to_be_put_in() {
    let unknown = Target { version: None, ..target(Generation::TimPush, &Dsl::ALL, Lang::En) };
    let text = text(&render(&requirements(true), &unknown));
    assert!(text.contains("// VERSION: the version of tencent_cloud_chat_push in pubspec.lock"), "{text}");
    assert!(text.contains("implementation \"com.tencent.timpush:vivo:VERSION\""), "{text}");
}

#[test]
fn comments_are_in_the_language_of_the_run() {
    let snippets = render(&requirements(true), &target(Generation::Classic, &[], Lang::Zh));
    assert!(text(&snippets).contains("<!-- vivo：角标 -->"), "{snippets:?}");
}

#[test]
fn without_values_the_snippets_say_what_to_put_there_and_stay_valid() {
    let unset = Target { package_name: None, ..target(Generation::Classic, &Dsl::ALL, Lang::En) };
    let classic = text(&render(&requirements(false), &unset));
    assert!(classic.contains(r#"api_key" android:value="YOUR_VIVO_APP_KEY""#), "{classic}");
    assert!(classic.contains("vivo_buz_id: 0, // YOUR_VIVO_CERTIFICATE_ID"), "{classic}");
    assert!(classic.contains("tencent_im_push://YOUR_APPLICATION_ID/message"), "{classic}");
    let current = text(&render(&requirements(false), &Target { generation: Generation::TimPush, ..unset }));
    assert!(current.contains(r#"[VIVO_APPKEY: "YOUR_VIVO_APP_KEY", VIVO_APPID: "YOUR_VIVO_APP_ID"]"#), "{current}");
    assert!(current.contains(r#""vivoPushBussinessId": "YOUR_VIVO_CERTIFICATE_ID""#), "{current}");
}

/// The values of `<meta-data>` and the names of `<uses-permission>`, as an XML parser reads them.
fn parsed(snippets: &[Snippet]) -> (Vec<String>, Vec<(String, String)>) {
    const ANDROID: &str = "http://schemas.android.com/apk/res/android";
    let texts: Vec<&str> =
        snippets.iter().filter(|one| one.kind == Kind::Manifest).map(|one| one.text.as_str()).collect();
    let [permissions, meta_data] = texts.as_slice() else { panic!("{snippets:?}") };
    let xml = format!(
        "<manifest xmlns:android=\"{ANDROID}\">\n{permissions}<application>\n{meta_data}</application>\n</manifest>"
    );
    let document = roxmltree::Document::parse(&xml).unwrap();
    let of = |tag: &'static str| document.descendants().filter(move |node| node.has_tag_name(tag));
    let get = |node: roxmltree::Node<'_, '_>, name| node.attribute((ANDROID, name)).unwrap_or_default().to_owned();
    let permissions = of("uses-permission").map(|node| get(node, "name")).collect();
    (permissions, of("meta-data").map(|node| (get(node, "name"), get(node, "value"))).collect())
}

#[test]
fn the_manifest_is_well_formed_and_holds_the_right_values() {
    let snippets = render(&requirements(true), &target(Generation::Classic, &[], Lang::Zh));
    let (permissions, meta_data) = parsed(&snippets);
    let badge = "com.vivo.notification.permission.BADGE_ICON";
    assert_eq!(permissions, ["android.permission.POST_NOTIFICATIONS", badge]);
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(meta_data, [pair("com.vivo.push.api_key", APP_KEY), pair("com.vivo.push.app_id", APP_ID)]);
}

#[test]
fn every_syntax_takes_every_value() {
    const ODD: &str = "a\"b'c$d${e}\\f<&>\n";
    let value = || Shown::Value(ODD.to_owned());
    let placeholder = |dsl| one(Item::Placeholder { key: "K", value: value() }, dsl, false);
    let escaped = r#""a\"b'c\$d\${e}\\f<&>\n""#;
    assert!(placeholder(&[Dsl::Groovy]).contains(&format!("+= [K: {escaped}]\n")));
    assert!(placeholder(&[Dsl::Kotlin]).contains(&format!("[\"K\"] = {escaped}\n")));
    let dart = one(Item::Dart { argument: "mi_app_key", value: value() }, &[], false);
    assert!(dart.contains(r#"  mi_app_key: 'a"b\'c\$d\${e}\\f<&>\n',"#), "{dart}");
    let xml = one(Item::MetaData { name: "n", value: value() }, &[], false);
    let line = xml.lines().find(|line| line.contains("<meta-data")).unwrap();
    let line = line.replace("android:", "");
    let document = roxmltree::Document::parse(line.trim()).unwrap();
    assert_eq!(document.root_element().attribute("value"), Some(ODD));
    let json = one(Item::TimPush { key: "k", value: value() }, &[], false);
    let json: Value = serde_json::from_str(json.split_once('\n').unwrap().1).unwrap();
    assert_eq!(json["com.example.imdemo"]["k"], ODD);
}

#[test]
fn ids_of_vendors_are_strings_in_dart_and_certificate_ids_numbers() {
    let dart = |argument, value: &str| one(Item::Dart { argument, value: Shown::Value(value.to_owned()) }, &[], false);
    assert!(dart("mi_app_id", "123456").contains("mi_app_id: '123456',"));
    assert!(dart("mi_buz_id", "123456").contains("mi_buz_id: 123456,"));
}

#[test]
fn a_secret_is_written_to_files_only() {
    let item = || Item::Dart { argument: "oppo_app_secret", value: Shown::Secret("hush".to_owned()) };
    assert!(one(item(), &[], false).contains("oppo_app_secret: '***',"));
    assert!(one(item(), &[], true).contains("oppo_app_secret: 'hush',"));
}

/// What Tencent's guide has wrong at these places must never come from here.
#[test]
fn no_known_mistake_is_generated() {
    let forbidden = [
        "manifestPlaceholders = [",
        "android: {",
        "vivo_APPID",
        "vivo_APPKEY",
        "jcenter",
        "-ignorewarnings",
        " \" />",
        "tencent_im_push://${",
        "....",
        "http://",
    ];
    for (filled, generation) in [
        (true, Generation::Classic),
        (true, Generation::TimPush),
        (false, Generation::Classic),
        (false, Generation::TimPush),
    ] {
        for lang in [Lang::En, Lang::Zh] {
            let text = text(&render(&requirements(filled), &target(generation, &Dsl::ALL, lang)));
            for mistake in forbidden {
                assert!(!text.contains(mistake), "{mistake}: {text}");
            }
            assert!(!text.contains(&format!("VIVO_APPID: \"{APP_KEY}\"")), "{text}");
            assert!(!text.contains(&format!("api_key\" android:value=\"{APP_ID}\"")), "{text}");
            let both = text.contains("<meta-data") && text.contains("manifestPlaceholders");
            assert!(!both, "meta-data and placeholders exclude each other: {text}");
        }
    }
}

#[test]
fn every_rule_of_a_requirement_is_listed() {
    for vendor in VENDORS {
        let values = Values::empty(vendor.key, vendor.fields);
        for requirement in (vendor.requirements)(&values, &App::default()) {
            let id = requirement.rule.id;
            let listed = vendor.rules.iter().chain(general::rules::RULES);
            assert!(listed.map(|rule| rule.id).any(|listed| listed == id), "{id}");
        }
    }
    for rule in crate::explain::rules() {
        let texts = [&rule.title, &rule.cause, &rule.remedy];
        assert!(
            texts.iter().all(|text| !text.get(Lang::En).is_empty() && !text.get(Lang::Zh).is_empty()),
            "{}",
            rule.id
        );
    }
}
