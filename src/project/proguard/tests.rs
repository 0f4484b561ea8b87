//! Rules as apps and vendors write them.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::project::edit::edited;

const APP: &str = "# Flutter
-keep class io.flutter.** { *; }
-keepattributes *Annotation*
-keepattributes Exceptions,InnerClasses,Signature
-keepattributes SourceFile , LineNumberTable # 行号
#-keep class com.vivo.vms.** { *; }
-dontwarn com.vivo.push.**, com.heytap.msp.**
-keep class com.vivo.push.**{*; }
-keep class com.huawei.** {
    *;
}
-keep,allowobfuscation class com.xiaomi.** { *; }
-keep class com.meizu.cloud.pushsdk.* { *; }
-keep class com.hihonor.push.** { public *; }
-keep class * extends android.app.Service
-keep public class * extends android.content.BroadcastReceiver
";

fn holds(rules: &str, rule: &str) -> bool {
    let all = Rules::read(rules).holds(rule);
    assert_eq!(Rules::read(&rules.replace('\n', "\r\n")).holds(rule), all, "{rules}");
    all
}

#[test]
fn rules_of_an_app_hold_however_they_are_written() {
    for rule in [
        "-keep class com.vivo.push.** { *; }",
        "-keep class com.huawei.hms.** { *; }",
        "-keep class com.huawei.hms.flutter.** { *; }",
        "-keep class com.huawei.updatesdk.** { *; }",
        "-dontwarn com.vivo.push.**",
        "-dontwarn com.heytap.msp.**",
        "-keepattributes *Annotation*, Exceptions, InnerClasses, Signature, SourceFile, LineNumberTable",
        "-keep public class * extends android.app.Service",
        "-keep public class * extends android.content.BroadcastReceiver",
    ] {
        assert!(holds(APP, rule), "{rule}");
    }
    for rule in [
        "-keep class com.vivo.vms.** { *; }",
        "-keep class com.hianalytics.android.** { *; }",
        "-keep class com.xiaomi.** { *; }",
        "-keep class com.meizu.cloud.pushsdk.** { *; }",
        "-keep class com.hihonor.push.** { *; }",
        "-keep class * extends android.content.BroadcastReceiver",
        "-keep public class * extends android.app.Activity",
        "-dontwarn com.heytap.mcssdk.**",
        "-keepattributes EnclosingMethod",
        "-ignorewarnings",
        "",
        "# nothing",
    ] {
        assert!(!holds(APP, rule), "{rule}");
    }
}

#[test]
fn a_rule_is_met_by_any_that_keeps_as_much() {
    let wanted = "-keep class com.vivo.push.** { *; }";
    for enough in [
        "-keep class com.vivo.** { *; }",
        "-keep class com.** {*;}",
        "-keep class ** { *; }",
        "-keep class * { *; }",
        "-keep class com.vivo.push.**{*;}",
        "-keep class com.vivo.push.*** { *; }",
        "-keep\nclass\ncom.vivo.push.** # a } b\n{\n\n*\n;\n}",
        "-keep class com.example.A, com.vivo.push.** { *; }",
        "-keep,includedescriptorclasses class com.vivo.push.** { *; }",
        "-keep class com.vivo.push.** { <fields>; <methods>; }",
        "-keep class com.vivo.push.** { public *; *; }",
        "-keep class com.vivo.push.**\n-keepclassmembers class com.vivo.push.** { *; }",
        "-keep class !com.example.**,com.vivo.push.** { *; }",
        "-keep class com.v?vo.push.** { *; }",
        "\u{feff}-keep class com.vivo.push.** { *; }",
        "-keep class com.a.B { *; } -keep class com.vivo.push.** { *; }",
    ] {
        assert!(holds(enough, wanted), "{enough}");
    }
    for little in [
        "",
        "# -keep class com.vivo.push.** { *; }",
        "-keep class com.vivo.push.**",
        "-keep class com.vivo.push.** {}",
        "-keep class com.vivo.push.* { *; }",
        "-keep class com.vivo.push.sdk.** { *; }",
        "-keep class com.vivo.push { *; }",
        "-keep class com.vivo.pus?.* { *; }",
        "-keep class com.vivo.push.** { public *; }",
        "-keep class com.vivo.push.** { <methods>; }",
        "-keep class com.vivo.push.** { void *(...); }",
        "-keep public class com.vivo.push.** { *; }",
        "-keep interface com.vivo.push.** { *; }",
        "-keep @com.vivo.Keep class com.vivo.push.** { *; }",
        "-keep class com.vivo.push.** extends android.app.Service { *; }",
        "-keep class !com.vivo.push.a.**,com.vivo.push.** { *; }",
        "-keep,allowshrinking class com.vivo.push.** { *; }",
        "-keep , allowobfuscation class com.vivo.push.** { *; }",
        "-keepnames class com.vivo.push.** { *; }",
        "-keepclassmembers class com.vivo.push.** { *; }",
        "-keepclasseswithmembers class com.vivo.push.** { *; }",
        "-if class com.example.A\n-keep class com.vivo.push.** { *; }",
        "-keep class com.vivo.push.** { *;",
        "-dontwarn com.vivo.push.**",
    ] {
        assert!(!holds(little, wanted), "{little}");
    }
}

#[test]
fn names_and_attributes_are_covered_one_by_one() {
    for (rules, rule, expected) in [
        ("-dontwarn", "-dontwarn com.a.**", true),
        ("-dontwarn **", "-dontwarn com.a.**", true),
        ("-dontwarn com.a.**\n-dontwarn com.b.C", "-dontwarn com.b.C, com.a.d.**", true),
        ("-dontwarn com.a.*", "-dontwarn com.a.**", false),
        ("-dontwarn com.a.**", "-dontwarn", false),
        ("-dontwarn !com.a.b.**,com.a.**", "-dontwarn com.a.**", false),
        ("-keepattributes", "-keepattributes Signature", true),
        ("-keepattributes *", "-keepattributes *Annotation*, Signature", true),
        ("-keepattributes *Annotation*", "-keepattributes RuntimeVisibleAnnotations", true),
        ("-keepattributes RuntimeVisibleAnnotations", "-keepattributes *Annotation*", false),
        ("-keepattributes !Signature,*", "-keepattributes Signature", false),
        ("-keepattributes\n  Signature,\n  # a\n  Exceptions", "-keepattributes Exceptions,Signature", true),
        ("-dontobfuscate", "-dontobfuscate", true),
        ("-keep class com.x.Receiver { *; }", "-keep class com.x.Receiver { *; }", true),
        ("-keep class com.x.Receiver$* { *; }", "-keep class com.x.Receiver { *; }", false),
        ("-keep class com.x.* { *; }", "-keep class com.x.Receiver { *; }", true),
        ("-keep class com.x.A { <init>(); }", "-keep class com.x.A { <init>(); }", true),
        ("-keep class com.x.A { *; }", "-keep class com.x.A { <init>(); }", true),
        ("-keep class ** extends android.app.*", "-keep public class * extends android.app.Service", true),
    ] {
        assert_eq!(holds(rules, rule), expected, "{rules} / {rule}");
    }
}

#[test]
fn rules_are_added_at_the_end() {
    let wanted =
        ["-dontwarn com.vivo.push.**", "-keep class com.vivo.push.** { *; }", "-keep class com.vivo.push.** { *; }"];
    for (before, after) in [
        ("", "# vivo 推送\n-dontwarn com.vivo.push.**\n-keep class com.vivo.push.** { *; }\n"),
        ("-a", "-a\n# vivo 推送\n-dontwarn com.vivo.push.**\n-keep class com.vivo.push.** { *; }\n"),
        ("# a\n", "# a\n# vivo 推送\n-dontwarn com.vivo.push.**\n-keep class com.vivo.push.** { *; }\n"),
        (
            "# a\r\n# b",
            "# a\r\n# b\r\n# vivo 推送\r\n-dontwarn com.vivo.push.**\r\n-keep class com.vivo.push.** { *; }\r\n",
        ),
        ("-dontwarn com.vivo.**\n", "-dontwarn com.vivo.**\n# vivo 推送\n-keep class com.vivo.push.** { *; }\n"),
        ("\u{feff}", "\u{feff}# vivo 推送\n-dontwarn com.vivo.push.**\n-keep class com.vivo.push.** { *; }\n"),
    ] {
        let done = edited(before, &Rules::read(before).add(&wanted, Some("vivo 推送")).unwrap());
        assert_eq!(done, after);
        let again = Rules::read(&done);
        assert!(wanted.iter().all(|rule| again.holds(rule)));
        assert_eq!(again.add(&wanted, Some("vivo 推送")).unwrap(), []);
    }
    let plain = Rules::read("").add(&["-dontwarn a"], None).unwrap();
    assert_eq!(edited("", &plain), "-dontwarn a\n");
}

#[test]
fn nothing_is_added_behind_half_a_rule() {
    for text in ["-keep class a.B {\n  *;\n", "-if class a.B\n"] {
        let refused = Rules::read(text).add(&["-dontwarn a.**"], None).unwrap_err();
        assert_eq!(refused.at, Some(text.len()));
    }
}

#[test]
fn long_files_take_no_time() {
    let start = Instant::now();
    for piece in ["-keep class com.a.** { *; }\n", "{", "*", "a*?", "com.vivo.push.", "-keep class a,", "'", "-", "#"] {
        let text = piece.repeat(1_000_000 / piece.len());
        for text in [format!("-keep class {text} {{ *; }}"), text] {
            let _ = Rules::read(&text).holds("-keep class com.vivo.push.** { *; }");
        }
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

proptest! {
    #[test]
    fn whatever_is_there_rules_can_be_added_or_are_refused(pieces in proptest::collection::vec(
        proptest::sample::select(vec![
            "-keep", "-if", "-dontwarn", "class", "com.a.**", "*", "{", "}", ";", ",", "!", "\n", "\r\n", " ", "#", "'",
            "\"", "-", "(", "extends", "@A", "public", "中", ",allowshrinking", "-keepattributes", "\u{feff}",
        ]),
        0..30,
    )) {
        let text = pieces.concat();
        let rules = ["-keep class com.vivo.push.** { *; }", "-keepattributes Signature"];
        if let Ok(edits) = Rules::read(&text).add(&rules, Some("a")) {
            let done = Rules::read(&edited(&text, &edits));
            prop_assert!(rules.iter().all(|rule| done.holds(rule)), "{:?}", text);
            prop_assert_eq!(done.add(&rules, Some("a")).unwrap(), []);
        }
    }
}

#[test]
fn a_heading_is_not_written_twice_in_a_row() {
    let add = |text: &str, rule: &str| edited(text, &Rules::read(text).add(&[rule], Some("Xiaomi")).unwrap());
    let once = add("# Huawei\n-keep class a.** { *; }\n", "-keep class b.** { *; }");
    let twice = add(&once, "-keep class c.** { *; }");
    let added = "# Xiaomi\n-keep class b.** { *; }\n-keep class c.** { *; }\n";
    assert_eq!(twice, format!("# Huawei\n-keep class a.** {{ *; }}\n{added}"));
}
