//! What a Flutter project must hold for FCM.

use crate::config::{App, Values};
use crate::project::{DartCall, Expected, Generation, GradlePlugin, Item, JsonFact, Moment, Requirement};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::shown;

/// What the Android app needs.
const ANDROID: Option<&str> = Some("https://firebase.google.com/docs/cloud-messaging/android/client");

pub(super) static JSON: Rule = Rule {
    id: "google/json",
    severity: Severity::Warning,
    title: Text::new(
        "android/app/google-services.json is there and holds the app's package",
        "有 android/app/google-services.json，里面有这个应用的包名",
    ),
    cause: Text::new(
        "its Gradle plugin stops the build with `No matching client found for package name`; only an app that gives `firebase_options.dart` to Firebase.initializeApp does without it",
        "否则 Gradle 插件会中断构建：`No matching client found for package name`；只有把 `firebase_options.dart` 传给 Firebase.initializeApp 的 App 才可以没有它",
    ),
    remedy: Text::new(
        "download it: Firebase console, project settings, general, your Android app; or run `flutterfire configure`",
        "下载：Firebase 控制台 → 项目设置 → 常规 → 你的 Android 应用；或运行 `flutterfire configure`",
    ),
    link: ANDROID,
};

pub(super) static PLUGIN: Rule = Rule {
    id: "google/plugin",
    severity: Severity::Warning,
    title: Text::new(
        "the Gradle plugin com.google.gms.google-services is known and applied",
        "引入并应用了 Gradle 插件 com.google.gms.google-services",
    ),
    cause: Text::new(
        "it turns google-services.json into resources; a classpath without applying it in android/app does nothing",
        "它把 google-services.json 变成资源；只有 classpath、没有在 android/app 里应用时不起作用",
    ),
    remedy: Text::new(
        "add both lines: `pushctl gen-manifest --vendor google` prints them, `flutterfire configure` writes them",
        "两处都要加：`pushctl gen-manifest --vendor google` 会打印，`flutterfire configure` 会写入",
    ),
    link: ANDROID,
};

pub(super) static VERSION_TWICE: Rule = Rule {
    id: "google/version-twice",
    severity: Severity::Warning,
    title: Text::new("com.google.gms.google-services has one version", "com.google.gms.google-services 只有一个版本"),
    cause: Text::new(
        "settings.gradle and the root's buildscript both bring the plugin; which of two versions is used depends on the class path",
        "settings.gradle 和根 buildscript 都引入了这个插件；版本不同时，用哪一个取决于 classpath",
    ),
    remedy: Text::new("keep one of the two lines", "只保留其中一行"),
    link: ANDROID,
};

pub(super) static FIREBASE_CORE: Rule = Rule {
    id: "google/firebase-core",
    severity: Severity::Error,
    title: Text::new(
        "pubspec.yaml has firebase_core in a version that suits the push plugin",
        "pubspec.yaml 里的 firebase_core 版本与推送插件匹配",
    ),
    cause: Text::new(
        "1.12.0 of Tencent's guide is right for tim_ui_kit_push_plugin 0.4 only; from 2.1 on the plugin asks for ^2.21.0, and `flutter pub get` finds no solution",
        "腾讯云教程里的 1.12.0 只适合 tim_ui_kit_push_plugin 0.4；2.1 起插件要求 ^2.21.0，`flutter pub get` 无法解析",
    ),
    remedy: Text::new(
        "`flutter pub add firebase_core` finds the version",
        "运行 `flutter pub add firebase_core` 会选对版本",
    ),
    link: None,
};

pub(super) static IMPLEMENTATION: Rule = Rule {
    id: "google/implementation",
    severity: Severity::Error,
    title: Text::new("the app depends on com.tencent.timpush:fcm", "App 依赖 com.tencent.timpush:fcm"),
    cause: Text::new(
        "tencent_cloud_chat_push brings no vendor's SDK: without this line there is no FCM in the app",
        "tencent_cloud_chat_push 不带任何厂商的 SDK：没有这一行，App 里就没有 FCM 通道",
    ),
    remedy: Text::new(
        "add it to dependencies of android/app, in the version of the plugin and of every other com.tencent.timpush",
        "加到 android/app 的 dependencies，版本与插件以及其它 com.tencent.timpush 一致",
    ),
    link: None,
};

pub(super) static INIT: Rule = Rule {
    id: "google/init",
    severity: Severity::Warning,
    title: Text::new(
        "the app starts Firebase before it makes the push plugin's object",
        "App 先初始化 Firebase，再创建推送插件对象",
    ),
    cause: Text::new(
        "with `isUseGoogleFCM: true` the plugin asks Firebase for a token; left out, the argument is no default but a type error in plugin 3.1.2, so give `false` where FCM is not used",
        "`isUseGoogleFCM: true` 时插件会向 Firebase 要 token；插件 3.1.2 不写这个参数会报类型错误，不用 FCM 时要写 `false`",
    ),
    remedy: Text::new(
        "call Firebase.initializeApp in main(), then TimUiKitPushPlugin(isUseGoogleFCM: true)",
        "在 main() 里先调用 Firebase.initializeApp，再创建 TimUiKitPushPlugin(isUseGoogleFCM: true)",
    ),
    link: ANDROID,
};

pub(super) static KEYS: Rule = Rule {
    id: "google/keys",
    severity: Severity::Error,
    title: Text::new("the app names Google's certificate id of Tencent IM", "App 里写了 Google 在腾讯云 IM 的证书 ID"),
    cause: Text::new(
        "the app uploads its token under this id; without it, or with another one, Tencent IM sends to nobody",
        "App 用这个 ID 上报 token；缺少或写错时，腾讯云 IM 找不到推送对象",
    ),
    remedy: Text::new(
        "google_buz_id in PushAppInfo, or fcmPushBussinessId in timpush-configs.json: the id that the IM console shows for the certificate",
        "PushAppInfo 的 google_buz_id，或 timpush-configs.json 的 fcmPushBussinessId：填 IM 控制台里这张证书的 ID",
    ),
    link: None,
};

pub(super) static CONSOLE: Rule = Rule {
    id: "google/console",
    severity: Severity::Note,
    title: Text::new("the IM console holds the service account's file", "IM 控制台里上传的是服务账号文件"),
    cause: Text::new(
        "a legacy server key entered there sends nothing since 2024, and AndroidInfo.GoogleChannelID works with a file only",
        "填旧版 server key 从 2024 年起就发不出推送，而且 AndroidInfo.GoogleChannelID 只对证书文件有效",
    ),
    remedy: Text::new(
        "IM console, Android certificate of Google: choose to upload a certificate, the same file as `[google] service_account_file`",
        "IM 控制台 → Google 的 Android 证书：选择上传证书，文件与 `[google] service_account_file` 相同",
    ),
    link: Some("https://console.cloud.tencent.com/im/detail"),
};

/// `tencent_chat_push_for_china` has no FCM.
const CLASSIC: &[Generation] = &[Generation::Classic];
const TIM_PUSH: &[Generation] = &[Generation::TimPush];
const BOTH: &[Generation] = &[Generation::Classic, Generation::TimPush];

const FCM: Text = Text::new("Google FCM", "Google FCM");

/// `init` of the plugin makes an FCM token, for which Firebase must be there.
const START: &str = "WidgetsFlutterBinding.ensureInitialized();
await Firebase.initializeApp(options: DefaultFirebaseOptions.currentPlatform);
final TimUiKitPushPlugin cPush = TimUiKitPushPlugin(isUseGoogleFCM: true);";

/// What turns google-services.json into resources. 4.4.0 is what real projects of both generations use; 4.3.15 and later
/// know the plugins block.
const SERVICES: GradlePlugin = GradlePlugin {
    id: "com.google.gms.google-services",
    module: "com.google.gms:google-services",
    version: "4.4.0",
    oldest: None,
    by_id: true,
    beside_android: false,
};

/// What each version of `tim_ui_kit_push_plugin` asks of `firebase_core`.
const FIREBASE_CORE_SINCE: &[(&str, &str)] = &[("0.4.0", "1.12.0"), ("2.1.0", "2.21.0")];

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, _app: &App) -> Vec<Requirement> {
    let certificate = || shown(values, "buz_id", "YOUR_GOOGLE_CERTIFICATE_ID");
    let one = |rule, generations, item| Requirement::new(rule, generations, item, FCM);
    vec![
        one(&JSON, BOTH, services(values)),
        gradle(&PLUGIN, Item::KnownPlugin(SERVICES)),
        gradle(&PLUGIN, Item::AppliedPlugin(SERVICES)),
        gradle(&VERSION_TWICE, Item::OneVersion(SERVICES)),
        one(&FIREBASE_CORE, CLASSIC, Item::DartPackage { name: "firebase_core", since: FIREBASE_CORE_SINCE }),
        one(&IMPLEMENTATION, TIM_PUSH, Item::Implementation { module: "com.tencent.timpush:fcm" }),
        one(&INIT, CLASSIC, start()).comment(Text::new(
            "Google FCM: firebase_options.dart comes from `flutterfire configure`",
            "Google FCM：firebase_options.dart 由 `flutterfire configure` 生成",
        )),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "fcmPushBussinessId", value: certificate() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "google_buz_id", value: certificate() }),
        one(
            &CONSOLE,
            BOTH,
            Item::Console {
                setting: Text::new("Google certificate, upload a certificate", "Google 证书 → 上传证书"),
                value: Text::new(
                    "the service account's JSON key, the same file as `[google] service_account_file`",
                    "服务账号的 JSON 密钥，与 `[google] service_account_file` 是同一个文件",
                ),
            },
        ),
    ]
}

fn gradle(rule: &'static Rule, item: Item) -> Requirement {
    let comment = Text::new(
        "Google FCM: not where `flutterfire configure` wrote it already",
        "Google FCM：`flutterfire configure` 已经写过的不用再写",
    );
    Requirement::new(rule, BOTH, item, comment)
}

fn services(values: &Values) -> Item {
    let project = Expected::Value(shown(values, "project_id", "YOUR_FIREBASE_PROJECT_ID"));
    let client = &["client", "*", "client_info", "android_client_info", "package_name"];
    let certificate = &["client", "*", "oauth_client", "*", "android_info", "certificate_hash"];
    Item::File {
        path: "android/app/google-services.json",
        origin: Text::new(
            "Firebase console, project settings, general, your Android app; its package_name is the applicationId",
            "Firebase 控制台 → 项目设置 → 常规 → 你的 Android 应用；其中的 package_name 要等于 applicationId",
        ),
        holds: vec![
            JsonFact { path: client, expected: Expected::ApplicationId, optional: false },
            JsonFact { path: &["project_info", "project_id"], expected: project, optional: false },
            JsonFact { path: certificate, expected: Expected::SigningCertificate, optional: true },
        ],
    }
}

fn start() -> Item {
    let call = DartCall { name: "initializeApp", argument: None };
    Item::DartCode { moment: Moment::Start, code: START.to_owned(), call: Some(call) }
}
