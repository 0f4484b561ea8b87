//! The rules on a project as a whole: Gradle, the manifest and Dart code, whatever the vendor.

use crate::report::{Rule, Severity};
use crate::text::Text;

/// Every rule of this module.
pub static RULES: &[&Rule] = &[
    &POST_NOTIFICATIONS,
    &TIMPUSH_REPO,
    &PROGUARD,
    &APPLICATION_CLASS,
    &PLUGIN_MISSING,
    &NO_PLUGIN,
    &APPLICATION_ID,
    &EXPORTED,
    &NAMESPACE,
    &REPO_HTTPS,
    &JCENTER,
    &PLACEHOLDERS_ASSIGN,
    &UNKNOWN_PLACEHOLDER,
    &SIGNING_DEBUG,
    &SIGNING_CERTIFICATE,
    &KEYSTORE_SECRET,
    &REPOS_FAIL_MODE,
    &MIN_SDK,
    &AGP8_CLASSIC,
    &DISCONTINUED,
    &TIMPUSH_VERSION,
    &AGP_VERSION_TWICE,
    &GRADLE_TWICE,
    &GRADLE_SYNTAX,
    &MISPLACED_BLOCK,
    &CLEARTEXT,
    &MALFORMED,
    &UNREADABLE,
    &PLUGIN_OBJECT,
    &INIT_EARLY,
    &GUIDE_CODE,
    &ONLINE_REMOVED,
    &ONLINE_ICON,
    &ONLINE_LOCK_SCREEN,
    &ONLINE_DELEGATE,
];

/// The applicationId is that of push.toml.
pub static APPLICATION_ID: Rule = Rule {
    id: "android/application-id",
    severity: Severity::Error,
    title: Text::new("the applicationId is that of push.toml", "applicationId 与 push.toml 一致"),
    cause: Text::new(
        "every vendor's console, JSON file and click target is bound to the applicationId; `namespace` and the manifest's `package` are other things",
        "各厂商控制台、JSON 文件、点击目标都以 applicationId 为准；`namespace` 和清单的 `package` 是另一回事",
    ),
    remedy: Text::new(
        "correct `[app] package_name`, name the flavour in `[app] flavor`, or mend android/app/build.gradle",
        "改正 `[app] package_name`，用 `[app] flavor` 指定 flavor，或修改 android/app/build.gradle",
    ),
    link: Some("https://developer.android.com/build/configure-app-module#set-application-id"),
};

/// Components with an intent filter say whether they are exported.
pub static EXPORTED: Rule = Rule {
    id: "android/exported",
    severity: Severity::Error,
    title: Text::new(
        "components with an intent filter say whether they are exported",
        "带 intent-filter 的组件写了 android:exported",
    ),
    cause: Text::new(
        "with targetSdk 31 and later the build fails, or Android 12 refuses to install the app",
        "targetSdk 31 起，缺少它会构建失败，或在 Android 12 上无法安装",
    ),
    remedy: Text::new(
        "add android:exported: `true` where other apps or the launcher start it, else `false`",
        "加上 android:exported：由桌面或其它应用启动的填 `true`，否则填 `false`",
    ),
    link: Some("https://developer.android.com/about/versions/12/behavior-changes-12#exported"),
};

/// The namespace stands in Gradle.
pub static NAMESPACE: Rule = Rule {
    id: "android/namespace",
    severity: Severity::Error,
    title: Text::new("the namespace stands in Gradle", "namespace 写在 Gradle 里"),
    cause: Text::new(
        "Android Gradle plugin 8 takes it from `namespace` only and stops at a manifest with `package`",
        "Android Gradle 插件 8 只认 `namespace`，清单里还有 `package` 时会中断构建",
    ),
    remedy: Text::new(
        "write `namespace` into android {}, and delete `package` from <manifest>",
        "在 android {} 里写 `namespace`，并删掉 <manifest> 的 `package`",
    ),
    link: Some("https://developer.android.com/build/configure-app-module#set-namespace"),
};

/// Repositories are read over https.
pub static REPO_HTTPS: Rule = Rule {
    id: "android/repo-https",
    severity: Severity::Error,
    title: Text::new("repositories are read over https", "仓库地址是 https"),
    cause: Text::new("Gradle 7 and later refuse plain http", "Gradle 7 起拒绝 http 仓库"),
    remedy: Text::new("write https", "改成 https"),
    link: Some("https://docs.gradle.org/current/userguide/upgrading_version_6.html"),
};

/// `jcenter()` is not used.
pub static JCENTER: Rule = Rule {
    id: "android/jcenter",
    severity: Severity::Warning,
    title: Text::new("jcenter() is not used", "没有使用 jcenter()"),
    cause: Text::new(
        "JCenter is read-only since 2021; a build that asks it gets slower or fails, and newer Gradle does not know the name",
        "JCenter 从 2021 年起只读；仍然使用会变慢或失败，新版 Gradle 已不认识这个名字",
    ),
    remedy: Text::new("use mavenCentral()", "改用 mavenCentral()"),
    link: Some("https://developer.android.com/build/jcenter-migration"),
};

/// `manifestPlaceholders` are added to, not replaced.
pub static PLACEHOLDERS_ASSIGN: Rule = Rule {
    id: "android/placeholders-assign",
    severity: Severity::Error,
    title: Text::new("manifestPlaceholders are added to, not replaced", "manifestPlaceholders 用追加，不用赋值"),
    cause: Text::new(
        "Flutter puts applicationName there before; `=` throws it away, and the build stops at `${applicationName}` of the manifest",
        "Flutter 事先放了 applicationName；用 `=` 会把它丢掉，构建时清单里的 `${applicationName}` 没有值",
    ),
    remedy: Text::new(
        "write `+=`, or `manifestPlaceholders[\"KEY\"] = …`",
        "改成 `+=`，或 `manifestPlaceholders[\"KEY\"] = …`",
    ),
    link: Some("https://github.com/MaikuB/flutter_appauth/issues/287"),
};

/// Every placeholder of the manifest is set.
pub static UNKNOWN_PLACEHOLDER: Rule = Rule {
    id: "android/unknown-placeholder",
    severity: Severity::Error,
    title: Text::new("every placeholder of the manifest is set", "清单里的占位符都有值"),
    cause: Text::new(
        "the build stops at a `${…}` that no Gradle file sets; names are case-sensitive",
        "构建遇到 Gradle 没有设置的 `${…}` 会中断；名字区分大小写",
    ),
    remedy: Text::new(
        "set it in manifestPlaceholders, or write the value itself, without `${` and `}`",
        "在 manifestPlaceholders 里设置，或直接写值，去掉 `${` 和 `}`",
    ),
    link: Some("https://developer.android.com/build/manage-manifests#inject_build_variables_into_the_manifest"),
};

/// Debug builds are signed with the registered key.
pub static SIGNING_DEBUG: Rule = Rule {
    id: "android/signing-debug",
    severity: Severity::Warning,
    title: Text::new("debug builds are signed with the registered key", "debug 包也用登记过的签名"),
    cause: Text::new(
        "Huawei and Honor check the SHA-256 fingerprint in debug builds too: with Android's own debug key the phone gets no token",
        "华为和荣耀对 debug 包也校验 SHA-256 指纹：用系统默认的调试签名时手机拿不到 token",
    ),
    remedy: Text::new(
        "give buildTypes.debug the signingConfig whose fingerprint is registered, or register that of the debug key; `keytool` tells it",
        "给 buildTypes.debug 设置已登记指纹的 signingConfig，或把调试签名的指纹也登记上；用 `keytool` 查看",
    ),
    link: Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/android-config-agc-0000001050170137"),
};

/// The keystore holds the certificate whose fingerprint is registered.
pub static SIGNING_CERTIFICATE: Rule = Rule {
    id: "android/signing-certificate",
    severity: Severity::Error,
    title: Text::new(
        "the keystore holds the certificate of `[app] signing_sha256`",
        "keystore 里的证书与 `[app] signing_sha256` 一致",
    ),
    cause: Text::new(
        "Huawei and Honor compare the certificate of the installed app with the registered fingerprint: with another one Huawei answers 6003 and the phone gets no token",
        "华为和荣耀会比对已安装 App 的证书和登记的指纹：不一致时华为返回 6003，手机拿不到 token",
    ),
    remedy: Text::new(
        "sign with the registered key; or, if this one is right, enter its SHA-256 in the vendors' consoles and in `[app] signing_sha256`",
        "换用登记过的签名；如果这个签名才是对的，把它的 SHA-256 填到各厂商控制台和 `[app] signing_sha256`",
    ),
    link: Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/android-config-agc-0000001050170137"),
};

/// Gradle files hold no passwords.
pub static KEYSTORE_SECRET: Rule = Rule {
    id: "android/keystore-secret",
    severity: Severity::Warning,
    title: Text::new("Gradle files hold no passwords", "Gradle 文件里没有密码"),
    cause: Text::new("whoever reads the repository can sign as you", "看到仓库的人都可以用你的签名"),
    remedy: Text::new(
        "read storePassword and keyPassword from key.properties, which git ignores, or from the environment",
        "从被 git 忽略的 key.properties 或环境变量读取 storePassword、keyPassword",
    ),
    link: Some("https://docs.flutter.dev/deployment/android#configure-signing-in-gradle"),
};

/// Projects may have repositories of their own.
pub static REPOS_FAIL_MODE: Rule = Rule {
    id: "android/repos-fail-mode",
    severity: Severity::Error,
    title: Text::new("projects may have repositories of their own", "允许工程自己的 repositories"),
    cause: Text::new(
        "tim_ui_kit_push_plugin adds repositories to every project: with FAIL_ON_PROJECT_REPOS the build stops",
        "tim_ui_kit_push_plugin 会给每个工程添加仓库：FAIL_ON_PROJECT_REPOS 会中断构建",
    ),
    remedy: Text::new(
        "write PREFER_PROJECT, or leave repositoriesMode out",
        "改成 PREFER_PROJECT，或去掉 repositoriesMode",
    ),
    link: Some("https://docs.gradle.org/current/userguide/declaring_repositories.html"),
};

/// `minSdk` is high enough for the push SDKs.
pub static MIN_SDK: Rule = Rule {
    id: "android/min-sdk",
    severity: Severity::Warning,
    title: Text::new("minSdk is high enough for the push SDKs", "minSdk 满足推送 SDK 的要求"),
    cause: Text::new(
        "the manifests of the vendors' SDKs ask for it, else merging fails",
        "厂商 SDK 的清单有要求，低于它时合并清单会失败",
    ),
    remedy: Text::new("raise minSdk, or leave it to flutter.minSdkVersion", "提高 minSdk，或用 flutter.minSdkVersion"),
    link: None,
};

/// The push plugin builds with this Android Gradle plugin.
pub static AGP8_CLASSIC: Rule = Rule {
    id: "android/agp8-g1",
    severity: Severity::Warning,
    title: Text::new(
        "the push plugin builds with this Android Gradle plugin",
        "推送插件能用这个 Android Gradle 插件构建",
    ),
    cause: Text::new(
        "tim_ui_kit_push_plugin has no namespace of its own: from version 8 on the build stops with `Namespace not specified`; the huawei_push that it pins does not compile with Flutter 3.29",
        "tim_ui_kit_push_plugin 没有 namespace：8 起构建报 `Namespace not specified`；它锁定的 huawei_push 在 Flutter 3.29 上不能编译",
    ),
    remedy: Text::new(
        "move to tencent_cloud_chat_push; until then the root build.gradle has to set the namespace of subprojects",
        "迁移到 tencent_cloud_chat_push；在此之前要在根 build.gradle 里给子工程设置 namespace",
    ),
    link: None,
};

/// The push plugin is maintained.
pub static DISCONTINUED: Rule = Rule {
    id: "android/discontinued",
    severity: Severity::Note,
    title: Text::new("the push plugin is maintained", "推送插件还在维护"),
    cause: Text::new(
        "tim_ui_kit_push_plugin and tencent_chat_push_for_china get no updates; their successor is tencent_cloud_chat_push",
        "tim_ui_kit_push_plugin 和 tencent_chat_push_for_china 已停止维护，后继是 tencent_cloud_chat_push",
    ),
    remedy: Text::new(
        "plan to move to tencent_cloud_chat_push: `pushctl gen-manifest --plugin tencent_cloud_chat_push` prints what it needs",
        "计划迁移到 tencent_cloud_chat_push：`pushctl gen-manifest --plugin tencent_cloud_chat_push` 打印它需要的内容",
    ),
    link: Some("https://pub.dev/packages/tim_ui_kit_push_plugin"),
};

/// All of `com.tencent.timpush` have the plugin's version.
pub static TIMPUSH_VERSION: Rule = Rule {
    id: "android/timpush-version",
    severity: Severity::Warning,
    title: Text::new(
        "all of com.tencent.timpush have the plugin's version",
        "com.tencent.timpush 的版本一致，并与插件相同",
    ),
    cause: Text::new(
        "the native libraries call each other: of different versions they fail at run time",
        "这些原生库互相调用，版本不同会在运行时出错",
    ),
    remedy: Text::new(
        "write the version of tencent_cloud_chat_push in pubspec.lock, without what follows a +",
        "写成 pubspec.lock 里 tencent_cloud_chat_push 的版本，去掉 + 及其后面的部分",
    ),
    link: Some("https://cloud.tencent.com/document/product/269/100648"),
};

/// The Android Gradle plugin has one version.
pub static AGP_VERSION_TWICE: Rule = Rule {
    id: "android/agp-version-twice",
    severity: Severity::Warning,
    title: Text::new("the Android Gradle plugin has one version", "Android Gradle 插件只有一个版本"),
    cause: Text::new(
        "settings and the root's buildscript both bring it; agcp then looks at another version than the build uses",
        "settings 和根 buildscript 都引入了它；agcp 看到的版本和构建用的不一样",
    ),
    remedy: Text::new(
        "write the version of settings.gradle into the classpath line",
        "把 classpath 那一行改成 settings.gradle 里的版本",
    ),
    link: None,
};

/// A Gradle file is there in one language.
pub static GRADLE_TWICE: Rule = Rule {
    id: "android/gradle-twice",
    severity: Severity::Warning,
    title: Text::new("a Gradle file is there in one language", "Gradle 文件只有一种语言"),
    cause: Text::new(
        "Gradle reads build.gradle and passes over build.gradle.kts beside it: what is written there has no effect",
        "同时存在时 Gradle 只读 build.gradle，旁边的 build.gradle.kts 不起作用",
    ),
    remedy: Text::new("delete one of the two", "删掉其中一个"),
    link: None,
};

/// Gradle understands its files.
pub static GRADLE_SYNTAX: Rule = Rule {
    id: "android/gradle-syntax",
    severity: Severity::Error,
    title: Text::new("Gradle understands its files", "Gradle 能读懂文件"),
    cause: Text::new("the build stops there before anything is compiled", "构建在这里中断"),
    remedy: Text::new(
        "mend the place; Tencent's guide has several such lines",
        "改正这一处；腾讯云教程里有几处这样的写法",
    ),
    link: None,
};

/// Blocks stand where Gradle looks for them.
pub static MISPLACED_BLOCK: Rule = Rule {
    id: "android/misplaced-block",
    severity: Severity::Error,
    title: Text::new("blocks stand where Gradle looks for them", "代码块写在正确的位置"),
    cause: Text::new(
        "signingConfigs and buildTypes belong to the Android plugin: inside `buildscript` the build stops with `Could not find method`",
        "signingConfigs、buildTypes 属于 Android 插件：写在 `buildscript` 里构建报 `Could not find method`",
    ),
    remedy: Text::new(
        "move the block into android {} of android/app/build.gradle",
        "移到 android/app/build.gradle 的 android {} 里",
    ),
    link: None,
};

/// The app does not allow plain http everywhere.
pub static CLEARTEXT: Rule = Rule {
    id: "android/cleartext",
    severity: Severity::Warning,
    title: Text::new("the app does not allow plain http everywhere", "App 没有全局允许明文 http"),
    cause: Text::new(
        "usesCleartextTraffic is for the Firebase emulator on a developer's machine only, and in the main manifest it is in release builds too",
        "usesCleartextTraffic 只有本机的 Firebase 模拟器需要；写在主清单里，release 包也会带上",
    ),
    remedy: Text::new("move it into src/debug/AndroidManifest.xml", "移到 src/debug/AndroidManifest.xml"),
    link: Some("https://firebase.google.com/docs/emulator-suite/connect_and_prototype"),
};

/// The project's files are well-formed.
pub static MALFORMED: Rule = Rule {
    id: "project/malformed",
    severity: Severity::Error,
    title: Text::new("the project's files are well-formed", "工程文件格式正确"),
    cause: Text::new(
        "a file that cannot be read cannot be built either; what should stand in it is not known",
        "读不懂的文件也无法构建；里面的内容没有检查",
    ),
    remedy: Text::new("mend the place, then run this again", "改正这一处，再运行一次"),
    link: None,
};

/// The project's files can be read.
pub static UNREADABLE: Rule = Rule {
    id: "project/unreadable",
    severity: Severity::Error,
    title: Text::new("the project's files can be read", "工程文件可以读取"),
    cause: Text::new("what should stand in the file is not known", "文件里的内容没有检查"),
    remedy: Text::new("make it a readable text file inside the project", "让它成为工程内可读的文本文件"),
    link: None,
};

/// The plugin's object is told whether FCM is used.
pub static PLUGIN_OBJECT: Rule = Rule {
    id: "project/plugin-object",
    severity: Severity::Error,
    title: Text::new("the plugin's object is told whether FCM is used", "创建插件对象时说明是否使用 FCM"),
    cause: Text::new(
        "plugin 3.1.2 has no default for isUseGoogleFCM: left out it is a type error at run time",
        "插件 3.1.2 的 isUseGoogleFCM 没有默认值：不写会在运行时报类型错误",
    ),
    remedy: Text::new(
        "write TimUiKitPushPlugin(isUseGoogleFCM: true), or false where FCM is not used",
        "写成 TimUiKitPushPlugin(isUseGoogleFCM: true)，不用 FCM 时写 false",
    ),
    link: None,
};

/// The plugin is initialised after the login to IM.
pub static INIT_EARLY: Rule = Rule {
    id: "project/init-early",
    severity: Severity::Warning,
    title: Text::new("the plugin is initialised after the login to IM", "登录 IM 之后再初始化插件"),
    cause: Text::new(
        "since 0.4.1 `init` returns false before the login, and no token is uploaded",
        "0.4.1 起，登录之前调用 `init` 返回 false，不会上报 token",
    ),
    remedy: Text::new("call init when the login has succeeded", "登录成功之后再调用 init"),
    link: None,
};

/// The code does not repeat mistakes of Tencent's guide.
pub static GUIDE_CODE: Rule = Rule {
    id: "project/guide-code",
    severity: Severity::Warning,
    title: Text::new("the code does not repeat mistakes of Tencent's guide", "代码里没有照抄教程的错误"),
    cause: Text::new(
        "the lines look as in the guide, and do not work as they stand",
        "这几行和教程里一样，照抄不能正常工作",
    ),
    remedy: Text::new("write it as the message says", "按说明改写"),
    link: None,
};

/// The notification functions are still in the plugin.
pub static ONLINE_REMOVED: Rule = Rule {
    id: "online/removed",
    severity: Severity::Warning,
    title: Text::new("the notification functions are still in the plugin", "插件里还有显示通知的函数"),
    cause: Text::new(
        "displayNotification and displayDefaultNotificationForMessage are gone since tim_ui_kit_push_plugin 3.0.0: the app does not compile",
        "tim_ui_kit_push_plugin 3.0.0 去掉了 displayNotification 和 displayDefaultNotificationForMessage，App 无法编译",
    ),
    remedy: Text::new("use flutter_local_notifications", "改用 flutter_local_notifications"),
    link: None,
};

/// The small icon that the plugin names is there.
pub static ONLINE_ICON: Rule = Rule {
    id: "online/icon",
    severity: Severity::Error,
    title: Text::new("the small icon that the plugin names is there", "插件使用的小图标存在"),
    cause: Text::new(
        "the plugin shows notifications with @mipmap/ic_launcher; without it Android refuses them",
        "插件用 @mipmap/ic_launcher 显示通知；没有这个图标 Android 会拒绝",
    ),
    remedy: Text::new(
        "put ic_launcher into android/app/src/main/res/mipmap-…",
        "在 android/app/src/main/res/mipmap-… 里放 ic_launcher",
    ),
    link: None,
};

/// Notifications can light the lock screen.
pub static ONLINE_LOCK_SCREEN: Rule = Rule {
    id: "online/lock-screen",
    severity: Severity::Note,
    title: Text::new("notifications can light the lock screen", "通知可以点亮锁屏"),
    cause: Text::new(
        "without showWhenLocked and turnScreenOn a full-screen notification stays dark",
        "没有 showWhenLocked 和 turnScreenOn，全屏通知不会点亮屏幕",
    ),
    remedy: Text::new("add both to the main activity", "给主 Activity 加上这两个属性"),
    link: None,
};

/// The AppDelegate shows notifications in the foreground.
pub static ONLINE_DELEGATE: Rule = Rule {
    id: "online/delegate",
    severity: Severity::Error,
    title: Text::new("the AppDelegate shows notifications in the foreground", "AppDelegate 允许前台显示通知"),
    cause: Text::new(
        "without a delegate of the notification centre iOS shows nothing while the app is open",
        "没有设置通知中心的 delegate，App 打开时 iOS 什么都不显示",
    ),
    remedy: Text::new("add the line before the plugins are registered", "在注册插件之前加上这一行"),
    link: None,
};

/// Without this permission Android 13 shows no notification.
pub static POST_NOTIFICATIONS: Rule = Rule {
    id: "android/post-notifications",
    severity: Severity::Warning,
    title: Text::new(
        "the manifest asks for android.permission.POST_NOTIFICATIONS",
        "清单声明了 android.permission.POST_NOTIFICATIONS",
    ),
    cause: Text::new(
        "with targetSdk 33 and later, Android 13 shows no notification of an app that neither declares nor asks for it",
        "targetSdk 33 起，没有声明并申请这个权限的 App 在 Android 13 上不显示通知",
    ),
    remedy: Text::new(
        "add the <uses-permission> before <application>, and ask the user for it at run time",
        "在 <application> 之前加上这条 <uses-permission>，并在运行时向用户申请",
    ),
    link: Some("https://developer.android.com/develop/ui/views/notifications/notification-permission"),
};

/// Where com.tencent.timpush comes from.
pub static TIMPUSH_REPO: Rule = Rule {
    id: "android/timpush-repo",
    severity: Severity::Warning,
    title: Text::new("Gradle knows Tencent's repository", "Gradle 配置了腾讯的仓库"),
    cause: Text::new(
        "Tencent's guide to tencent_cloud_chat_push fetches com.tencent.timpush from its own mirror; whether Maven Central has every version is not documented",
        "tencent_cloud_chat_push 的教程从腾讯自己的镜像下载 com.tencent.timpush；Maven Central 是否有全部版本，没有文档说明",
    ),
    remedy: Text::new(
        "add https://mirrors.tencent.com/nexus/repository/maven-public/ to the repositories of plugins and of dependencies; it does not replace those of Huawei and Honor",
        "在插件仓库和依赖仓库里都加上 https://mirrors.tencent.com/nexus/repository/maven-public/；它代替不了华为、荣耀的仓库",
    ),
    link: None,
};

/// What shrinking must leave alone whatever the vendor.
pub static PROGUARD: Rule = Rule {
    id: "android/proguard",
    severity: Severity::Warning,
    title: Text::new("services and receivers survive shrinking", "混淆时保留 Service 和 BroadcastReceiver"),
    cause: Text::new(
        "vendors' SDKs start services and receivers of the plugin by name; the rules that the plugin ships do not reach the app",
        "厂商 SDK 按类名启动插件里的 Service 和 BroadcastReceiver；插件自带的规则传不到 App",
    ),
    remedy: Text::new(
        "add the rules to android/app/proguard-rules.pro, which Flutter reads by itself",
        "把规则写进 android/app/proguard-rules.pro，Flutter 会自动读取",
    ),
    link: None,
};

/// Where a tap on a notification arrives.
pub static APPLICATION_CLASS: Rule = Rule {
    id: "android/application-class",
    severity: Severity::Warning,
    title: Text::new(
        "the app's Application extends TencentCloudChatPushApplication",
        "App 的 Application 继承 TencentCloudChatPushApplication",
    ),
    cause: Text::new(
        "the plugin's Application class starts Flutter when a notification is tapped while the app is not running; without it such a tap gets lost",
        "App 没有运行时点击通知，由插件的 Application 类启动 Flutter；没有它，这样的点击会丢失",
    ),
    remedy: Text::new(
        "extend com.tencent.chat.flutter.push.tencent_cloud_chat_push.application.TencentCloudChatPushApplication, and name the class in android:name of <application>",
        "继承 com.tencent.chat.flutter.push.tencent_cloud_chat_push.application.TencentCloudChatPushApplication，并写到 <application> 的 android:name",
    ),
    // Tencent's guide to the plugin; read 2026-11-25.
    link: Some("https://cloud.tencent.com/document/product/269/100648"),
};

/// The plugin that was asked for is not in pubspec.yaml.
pub static PLUGIN_MISSING: Rule = Rule {
    id: "project/plugin-missing",
    severity: Severity::Error,
    title: Text::new("pubspec.yaml has the push plugin", "pubspec.yaml 里有推送插件"),
    cause: Text::new(
        "without the plugin nothing in the app reads what the other files say",
        "没有插件，其它文件里写的内容没有人读取",
    ),
    remedy: Text::new(
        "add it with `flutter pub add`, or name the right one with --plugin or `[app] plugin`",
        "用 `flutter pub add` 加上，或用 --plugin、`[app] plugin` 指定正确的插件",
    ),
    link: None,
};

/// No push plugin of Tencent at all.
pub static NO_PLUGIN: Rule = Rule {
    id: "project/no-plugin",
    severity: Severity::Note,
    title: Text::new("the project uses a push plugin of Tencent", "工程用到了腾讯云的推送插件"),
    cause: Text::new(
        "pushctl knows what tencent_cloud_chat_push, tim_ui_kit_push_plugin and tencent_chat_push_for_china need",
        "pushctl 了解 tencent_cloud_chat_push、tim_ui_kit_push_plugin、tencent_chat_push_for_china 的要求",
    ),
    remedy: Text::new(
        "add tencent_cloud_chat_push to pubspec.yaml, or name a plugin with --plugin",
        "在 pubspec.yaml 里加上 tencent_cloud_chat_push，或用 --plugin 指定插件",
    ),
    link: None,
};
