//! Dart, the files of the iOS app, and the IM console.

use super::*;

#[test]
fn push_app_info_holds_every_argument_once() {
    let of = |generation: Generation| {
        let snippets = snippets(generation, &[]);
        let text = only(&snippets, "lib/push_config.dart", "");
        statements(text).filter_map(|line| line.strip_suffix(',')).map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let number = |vendor| mark(vendor, "buz_id");
    let mut expected: BTreeSet<String> = [
        ("mi_app_id", "xiaomi-app_id"),
        ("mi_app_key", "xiaomi-app_key"),
        ("mz_app_id", "meizu-app_id"),
        ("mz_app_key", "meizu-app_key"),
        ("oppo_app_key", "oppo-app_key"),
        ("oppo_app_secret", "***"),
    ]
    .map(|(argument, value)| format!("{argument}: '{value}'"))
    .into();
    let certificates = [
        ("apple_buz_id", "apple"),
        ("google_buz_id", "google"),
        ("honor_buz_id", "honor"),
        ("hw_buz_id", "huawei"),
        ("mi_buz_id", "xiaomi"),
        ("mz_buz_id", "meizu"),
        ("oppo_buz_id", "oppo"),
        ("vivo_buz_id", "vivo"),
    ];
    expected.extend(certificates.map(|(argument, vendor)| format!("{argument}: {}", number(vendor))));
    assert_eq!(of(Generation::Classic), expected);
    // Without FCM.
    expected.remove(&format!("google_buz_id: {}", number("google")));
    assert_eq!(of(Generation::China), expected);
}

#[test]
fn plists_hold_booleans_and_the_environment_of_each_build() {
    let background = ("UIBackgroundModes", "<array><string>remote-notification</string></array>");
    let flag = ("flutter_apns.disable_firebase_core", "<false/>");
    let owned = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect::<Vec<_>>()
    };
    for (generation, expected) in [
        (Generation::Classic, vec![flag, background]),
        (Generation::China, vec![flag, background]),
        (Generation::TimPush, vec![background]),
    ] {
        let snippets = snippets(generation, &[]);
        let plist = snippets.iter().find(|one| one.kind == Kind::Plist).unwrap().with_place(Lang::Zh);
        assert_eq!(entries(&format!("<plist><dict>{plist}</dict></plist>")), owned(&expected));
        let development = [("aps-environment", "<string>development</string>")];
        assert_eq!(entries(only(&snippets, "ios/Runner/Runner.entitlements", "")), owned(&development));
        let production = [("aps-environment", "<string>production</string>")];
        assert_eq!(entries(only(&snippets, "ios/Runner/RunnerRelease.entitlements", "")), owned(&production));
    }
}

#[test]
fn the_app_delegate_is_that_of_the_generation() {
    let line = "    UNUserNotificationCenter.current().delegate = self\n";
    for generation in Generation::CLASSIC {
        let snippets = snippets(*generation, &[]);
        assert!(only(&snippets, "ios/Runner/AppDelegate.swift", "").ends_with(line));
        let objc = only(&snippets, "ios/Runner/AppDelegate.m", "");
        assert!(objc.contains("[UNUserNotificationCenter currentNotificationCenter].delegate = "), "{objc}");
    }
    let snippets = snippets(Generation::TimPush, &[]);
    let swift = only(&snippets, "ios/Runner/AppDelegate.swift", "");
    let imports: Vec<&str> = swift.lines().filter_map(|line| line.strip_prefix("import ")).collect();
    assert_eq!(imports, ["TIMPush", "tencent_cloud_chat_push"]);
    for member in [
        "FlutterAppDelegate, TIMPushDelegate",
        "@objc func businessID() -> Int32 {",
        "@objc func onRemoteNotificationReceived(_ notice: String?) -> Bool {",
    ] {
        assert!(swift.contains(member), "{member}: {swift}");
    }
    assert!(!swift.contains("UNUserNotificationCenter"), "{swift}");
    let call = only(&snippets, "lib/main.dart", "registerPush");
    assert!(call.contains(&format!("apnsCertificateID: {});", mark("apple", "buz_id"))), "{call}");
}

/// The plugin asks Firebase for a token, and a missing `isUseGoogleFCM` is a type error.
#[test]
fn firebase_is_there_before_the_plugin() {
    let snippets = snippets(Generation::Classic, &[]);
    let start = only(&snippets, "lib/main.dart", "Firebase");
    let (firebase, plugin) =
        (start.find("await Firebase.initializeApp("), start.find("TimUiKitPushPlugin(isUseGoogleFCM: true)"));
    assert!(firebase.is_some() && firebase < plugin, "{start}");
    let later = only(&snippets, "lib/main.dart", "createNotificationChannel");
    assert!(!later.contains("await") && later.contains("channelId: \"oppo-channel_id\""), "{later}");
    let at = |part: &str| snippets.iter().position(|one| one.text.contains(part)).unwrap();
    assert!(at("Firebase.initializeApp(options") < at("createNotificationChannel"));
}

#[test]
fn a_plugin_without_fcm_gets_nothing_of_google() {
    for snippet in snippets(Generation::China, &Dsl::ALL) {
        assert!(!snippet.vendors.contains(&"google"), "{snippet:?}");
        let foreign = ["tim_ui_kit_push_plugin", "com.google.gms", "google_buz_id"];
        assert!(!foreign.iter().any(|name| snippet.text.contains(name)), "{snippet:?}");
    }
}

#[test]
fn taps_lead_to_what_the_plugin_declares() {
    let console = |generation| {
        let snippets = snippets(generation, &[]);
        only(&snippets, "tencent-im-console.txt", "").to_owned()
    };
    let classic = console(Generation::Classic);
    for target in [
        "\ntencent_im_push://com.example.imdemo/message?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end\n",
        "\ntencent_im_push://com.example.imdemo/honorMessage?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end\n",
        "\ncom.tencent.flutter.tim_ui_kit_push_plugin.pushActivity.OPPOMessageActivity\n",
        "Huawei certificate, badge parameter:\ncom.example.imdemo.MainActivity\n",
        "Huawei certificate, action on tap:\nopen the app\n",
        "Xiaomi certificate, action on tap:\nopen the app\n",
        "Meizu certificate, action on tap:\nopen the app\n",
    ] {
        assert!(classic.contains(target), "{target}: {classic}");
    }
    let current = console(Generation::TimPush);
    assert!(!current.contains("tencent_im_push") && !current.contains("open the app\n"), "{current}");
}
