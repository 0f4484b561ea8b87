//! What a Flutter project must hold for iOS.

use crate::config::{App, Values};
use crate::project::{DartCall, DelegateMethod, Generation, Item, Moment, Requirement, Shown, When};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::shown;

/// Apple's page on registering an app.
const DOCUMENT: Option<&str> =
    Some("https://developer.apple.com/documentation/usernotifications/registering-your-app-with-apns");

pub(super) static ENTITLEMENT: Rule = Rule {
    id: "apple/entitlement",
    severity: Severity::Error,
    title: Text::new("the entitlements hold aps-environment", "entitlements 里有 aps-environment"),
    cause: Text::new(
        "without it iOS gives the app no device token; its value decides which of APNs' two hosts the token belongs to",
        "没有它 iOS 不给 App device token；它的值决定 token 属于 APNs 的哪个环境",
    ),
    remedy: Text::new(
        "in Xcode, target Runner, Signing & Capabilities, add Push Notifications: that writes the file and CODE_SIGN_ENTITLEMENTS of all three configurations. com.apple.developer.aps-environment is the key of macOS and does nothing on iOS",
        "在 Xcode 的 Runner → Signing & Capabilities 添加 Push Notifications：它会写好这个文件和三个配置的 CODE_SIGN_ENTITLEMENTS。com.apple.developer.aps-environment 是 macOS 的键，在 iOS 上不起作用",
    ),
    link: DOCUMENT,
};

pub(super) static MAC_KEY: Rule = Rule {
    id: "apple/entitlement-mac-key",
    severity: Severity::Warning,
    title: Text::new("the entitlements hold the key of iOS", "entitlements 用的是 iOS 的键"),
    cause: Text::new(
        "com.apple.developer.aps-environment is the key of macOS; on iOS it has no effect",
        "com.apple.developer.aps-environment 是 macOS 的键，在 iOS 上不起作用",
    ),
    remedy: Text::new("write aps-environment", "改成 aps-environment"),
    link: DOCUMENT,
};

pub(super) static PBXPROJ: Rule = Rule {
    id: "apple/pbxproj",
    severity: Severity::Error,
    title: Text::new(
        "every build configuration of the app names its entitlements",
        "App 的每个构建配置都指定了 entitlements 文件",
    ),
    cause: Text::new(
        "a configuration without CODE_SIGN_ENTITLEMENTS is built without them: that build gets no device token",
        "没有 CODE_SIGN_ENTITLEMENTS 的配置，构建出来的 App 不带 entitlements，拿不到 device token",
    ),
    remedy: Text::new(
        "in Xcode, target Runner, Signing & Capabilities, with All chosen, add Push Notifications",
        "在 Xcode 的 Runner → Signing & Capabilities 选择 All，添加 Push Notifications",
    ),
    link: DOCUMENT,
};

pub(super) static BUNDLE_ID: Rule = Rule {
    id: "apple/bundle-id",
    severity: Severity::Error,
    title: Text::new("the app's bundle id is that of push.toml", "App 的 Bundle ID 与 push.toml 一致"),
    cause: Text::new(
        "it is the topic that pushes are sent to: with another one APNs answers DeviceTokenNotForTopic",
        "它就是推送的 topic：不一致时 APNs 返回 DeviceTokenNotForTopic",
    ),
    remedy: Text::new(
        "correct `[app] bundle_id`, or the bundle identifier in Xcode, target Runner, General",
        "改正 `[app] bundle_id`，或 Xcode → Runner → General 里的 Bundle Identifier",
    ),
    link: DOCUMENT,
};

pub(super) static DELEGATE: Rule = Rule {
    id: "apple/delegate",
    severity: Severity::Error,
    title: Text::new(
        "the AppDelegate becomes the delegate of the notification centre",
        "AppDelegate 设为通知中心的 delegate",
    ),
    cause: Text::new(
        "without it a tap does not reach the plugin, and nothing is shown while the app is in the foreground; the plugin asserts it in debug builds",
        "没有它，点击通知传不到插件，App 在前台时也不显示；插件在 debug 包里会断言失败",
    ),
    remedy: Text::new(
        "add the line to application(_:didFinishLaunchingWithOptions:) before the plugins are registered and before super",
        "把这一行加到 application(_:didFinishLaunchingWithOptions:)，在注册插件和 super 之前",
    ),
    link: DOCUMENT,
};

pub(super) static TIMPUSH_DELEGATE: Rule = Rule {
    id: "apple/timpush-delegate",
    severity: Severity::Warning,
    title: Text::new("the AppDelegate is TIMPush's delegate", "AppDelegate 是 TIMPush 的 delegate"),
    cause: Text::new(
        "TIMPush asks businessID() (older versions: offlinePushCertificateID()) under which id it uploads the device token, and tells onRemoteNotificationReceived(_:) of a tap; without the latter pushes arrive and a tap does nothing",
        "TIMPush 用 businessID()（旧版本是 offlinePushCertificateID()）返回的 ID 上报 device token，点击通知时调用 onRemoteNotificationReceived(_:)；缺少后者时能收到推送，点击却没有反应",
    ),
    remedy: Text::new(
        "import TIMPush and tencent_cloud_chat_push, let the class conform to TIMPushDelegate, hand both on to the plugin; the id itself stands in Dart, registerPush(apnsCertificateID: …)",
        "import TIMPush 和 tencent_cloud_chat_push，让这个类遵循 TIMPushDelegate，把两者转给插件；ID 写在 Dart 的 registerPush(apnsCertificateID: …)",
    ),
    link: Some("https://cloud.tencent.com/document/product/269/100648"),
};

pub(super) static FLAG: Rule = Rule {
    id: "apple/flag",
    severity: Severity::Error,
    title: Text::new(
        "Info.plist lets firebase_core register where the app uses it",
        "App 使用 Firebase 时，Info.plist 允许注册 firebase_core",
    ),
    cause: Text::new(
        "flutter_apns blocks firebase_core on iOS unless flutter_apns.disable_firebase_core is false; an app that calls Firebase.initializeApp() then fails. Without Firebase the key does not matter: Tencent's guide has it the other way round",
        "flutter_apns.disable_firebase_core 不是 false 时，flutter_apns 会在 iOS 上屏蔽 firebase_core，调用 Firebase.initializeApp() 的 App 会出错。不用 Firebase 时这个键无所谓：腾讯云教程写反了",
    ),
    remedy: Text::new("add the key as a boolean, not as a string", "加上这个键，类型是布尔，不是字符串"),
    link: None,
};

pub(super) static BACKGROUND_MODE: Rule = Rule {
    id: "apple/background-mode",
    severity: Severity::Note,
    title: Text::new("Info.plist allows remote notifications in the background", "Info.plist 允许后台远程通知"),
    cause: Text::new(
        "only silent pushes need it: without it iOS does not wake the app for them",
        "只有静默推送需要：没有它 iOS 不会为静默推送唤醒 App",
    ),
    remedy: Text::new(
        "in Xcode, Signing & Capabilities, Background Modes, Remote notifications",
        "在 Xcode → Signing & Capabilities → Background Modes 勾选 Remote notifications",
    ),
    link: DOCUMENT,
};

pub(super) static PODFILE: Rule = Rule {
    id: "apple/podfile",
    severity: Severity::Warning,
    title: Text::new("the Podfile uses frameworks", "Podfile 使用 frameworks"),
    cause: Text::new(
        "the plugin's iOS part is written in Swift; without the line `pod install` or the build fails",
        "插件的 iOS 部分是 Swift；缺少这一行时 `pod install` 或构建会失败",
    ),
    remedy: Text::new(
        "add it inside target 'Runner', set platform :ios to what the plugin and Flutter ask for (13.0 suits today's), then run pod install",
        "加在 target 'Runner' 里，platform :ios 按插件和 Flutter 的要求（现在写 13.0 即可），然后执行 pod install",
    ),
    link: None,
};

pub(super) static KEYS: Rule = Rule {
    id: "apple/keys",
    severity: Severity::Error,
    title: Text::new("the app names the APNs certificate id of Tencent IM", "App 里写了 APNs 证书在腾讯云 IM 的 ID"),
    cause: Text::new(
        "the app uploads its device token under this id; with the one of the other environment the IM server asks the wrong host, and nothing arrives",
        "App 用这个 ID 上报 device token；填成另一个环境的 ID 时，IM 服务器会问错环境，推送到不了",
    ),
    remedy: Text::new(
        "the id beside the certificate in the IM console; development and production certificates have one each, so choose by kReleaseMode",
        "填 IM 控制台里证书旁边的 ID；开发证书和生产证书各有一个，用 kReleaseMode 区分",
    ),
    link: None,
};

pub(super) static CONSOLE: Rule = Rule {
    id: "apple/console",
    severity: Severity::Note,
    title: Text::new("the IM console holds the certificate of each environment", "IM 控制台里两个环境的证书都有"),
    cause: Text::new(
        "the IM server sends with the certificate whose id the app uploaded; it ends after about 13 months, and pushes stop without a word",
        "IM 服务器用 App 上报的 ID 对应的证书发送；证书约 13 个月到期，之后推送会悄悄停掉",
    ),
    remedy: Text::new(
        "IM console, basic configuration, add iOS certificate: the .p12, its password, the environment; switch mutable-content on for pictures",
        "IM 控制台 → 基础配置 → 添加 iOS 证书：.p12、密码、环境；要显示图片就打开 mutable-content",
    ),
    link: Some("https://cloud.tencent.com/document/product/269/3898"),
};

const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];
const ALL: &[Generation] = Generation::ALL;

const APPLE: Text = Text::new("Apple", "Apple");

/// The key of macOS, which people copy.
const MAC_ENTITLEMENT: &str = "com.apple.developer.aps-environment";

const PLATFORM: Text =
    Text::new("Apple: at the top; a higher version stays", "Apple：写在文件开头；已有更高的版本就不改");

/// What `TIMPush` asks the AppDelegate for; the plugin knows the certificate id from Dart. [Tencent's guide to
/// `tencent_cloud_chat_push`]
const TIM_PUSH_DELEGATE: Item = Item::DelegateProtocol {
    imports: &["TIMPush", "tencent_cloud_chat_push"],
    protocol: "TIMPushDelegate",
    methods: &[
        DelegateMethod {
            names: &["businessID", "offlinePushCertificateID"],
            optional: false,
            swift: &[
                "@objc func businessID() -> Int32 {",
                "    return TencentCloudChatPushFlutterModal.shared.businessID()",
                "}",
            ],
        },
        DelegateMethod {
            names: &["applicationGroupID"],
            optional: true,
            swift: &[
                "@objc func applicationGroupID() -> String {",
                "    return TencentCloudChatPushFlutterModal.shared.applicationGroupID()",
                "}",
            ],
        },
        DelegateMethod {
            names: &["onRemoteNotificationReceived"],
            optional: false,
            swift: &[
                "@objc func onRemoteNotificationReceived(_ notice: String?) -> Bool {",
                "    TencentCloudChatPushPlugin.shared.tryNotifyDartOnNotificationClickEvent(notice)",
                "    return true",
                "}",
            ],
        },
    ],
};

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, app: &App) -> Vec<Requirement> {
    let certificate = || shown(values, "buz_id", "YOUR_APPLE_CERTIFICATE_ID");
    let one = |rule, generations, item| Requirement::new(rule, generations, item, APPLE);
    vec![
        one(
            &ENTITLEMENT,
            ALL,
            Item::Entitlement { key: "aps-environment", debug: "development", release: "production" },
        ),
        one(&MAC_KEY, ALL, Item::NoEntitlement { key: MAC_ENTITLEMENT, instead: "aps-environment" }),
        one(&PBXPROJ, ALL, Item::EntitlementsFile),
        one(&BUNDLE_ID, ALL, Item::BundleId(bundle_id(app))),
        one(&DELEGATE, CLASSIC, Item::NotificationDelegate),
        one(&TIMPUSH_DELEGATE, TIM_PUSH, TIM_PUSH_DELEGATE).comment(Text::new(
            "Apple: `class AppDelegate: FlutterAppDelegate, TIMPushDelegate`; where the plugin has no businessID yet, offlinePushCertificateID in both places",
            "Apple：`class AppDelegate: FlutterAppDelegate, TIMPushDelegate`；旧版插件没有 businessID 时，两处都写 offlinePushCertificateID",
        )),
        one(&FLAG, CLASSIC, Item::Plist { key: "flutter_apns.disable_firebase_core", xml: "<false/>" })
            .when(When::Package("firebase_core"))
            .comment(Text::new(
                "Apple: where the app calls Firebase.initializeApp()",
                "Apple：App 调用了 Firebase.initializeApp() 时",
            )),
        one(
            &BACKGROUND_MODE,
            ALL,
            Item::Plist { key: "UIBackgroundModes", xml: "<array><string>remote-notification</string></array>" },
        )
        .when(When::Optional)
        .comment(Text::new("Apple: for silent pushes only", "Apple：只有静默推送需要")),
        one(&PODFILE, CLASSIC, Item::PodPlatform { at_least: "10.0", usual: "13.0" }).comment(PLATFORM),
        one(&PODFILE, TIM_PUSH, Item::PodPlatform { at_least: "12.0", usual: "13.0" }).comment(PLATFORM),
        one(&PODFILE, ALL, Item::UseFrameworks)
            .comment(Text::new("Apple: inside target 'Runner'", "Apple：写在 target 'Runner' 里")),
        one(&KEYS, CLASSIC, Item::Dart { argument: "apple_buz_id", value: certificate() }).when(When::Ios),
        one(&KEYS, TIM_PUSH, register_push(certificate())).when(When::Ios),
        one(
            &CONSOLE,
            ALL,
            Item::Console {
                setting: Text::new("add iOS certificate, one per environment", "添加 iOS 证书，每个环境一个"),
                value: Text::new(
                    "the .p12 with its password; development for builds that Xcode runs, production for TestFlight and App Store",
                    ".p12 和密码；Xcode 直接运行的包用开发证书，TestFlight、App Store 用生产证书",
                ),
            },
        ),
    ]
}

fn bundle_id(app: &App) -> Shown {
    app.bundle_id
        .as_ref()
        .map_or(Shown::Placeholder("YOUR_BUNDLE_ID"), |id| Shown::Value(id.as_str().trim().to_owned()))
}

/// What is not known yet is 0, so that the code compiles.
fn register_push(certificate: Shown) -> Item {
    let id = match &certificate {
        Shown::Value(number) | Shown::Secret(number) => number.clone(),
        Shown::Placeholder(placeholder) => format!("0 /* {placeholder} */"),
    };
    let code = format!(
        "TencentCloudChatPush().registerPush(onNotificationClicked: onNotificationClicked, apnsCertificateID: {id});"
    );
    let call = DartCall { name: "registerPush", argument: Some(("apnsCertificateID", certificate)) };
    Item::DartCode { moment: Moment::LoggedIn, code, call: Some(call) }
}
