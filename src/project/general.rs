//! What a project needs whatever the vendor, and the rules on the project as a whole.

#[cfg(feature = "cli")]
mod android;
#[cfg(feature = "cli")]
mod checks;
#[cfg(feature = "cli")]
mod dart;
pub mod rules;

#[cfg(feature = "cli")]
pub use checks::{CHECKS, Check};

use super::{Generation, Item, Requirement, When};
use crate::report::{Rule, Severity};
use crate::text::Text;

/// The rules of this module that items carry. Those that code looks at are in [`rules::RULES`].
pub static RULES: &[&Rule] =
    &[&POST_NOTIFICATIONS, &TIMPUSH_REPO, &APPLICATION_CLASS, &PROGUARD, &PLUGIN_MISSING, &NO_PLUGIN];

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

/// What every app needs.
#[must_use]
pub fn requirements() -> Vec<Requirement> {
    let one = Requirement::new;
    vec![
        one(
            &POST_NOTIFICATIONS,
            Generation::ALL,
            Item::Permission("android.permission.POST_NOTIFICATIONS"),
            Text::new("Android 13 and later", "Android 13 及以上"),
        )
        .when(When::TargetSdk(33)),
        one(
            &TIMPUSH_REPO,
            &[Generation::TimPush],
            Item::MavenRepository {
                url: "https://mirrors.tencent.com/nexus/repository/maven-public/",
                of_plugins: false,
            },
            Text::new("Tencent", "腾讯"),
        ),
        one(
            &APPLICATION_CLASS,
            &[Generation::TimPush],
            Item::ApplicationClass(
                "com.tencent.chat.flutter.push.tencent_cloud_chat_push.application.TencentCloudChatPushApplication",
            ),
            Text::new("Tencent", "腾讯"),
        ),
        one(
            &PROGUARD,
            Generation::CLASSIC,
            Item::Proguard(&[
                "-keep public class * extends android.app.Service",
                "-keep public class * extends android.content.BroadcastReceiver",
            ]),
            Text::new("services and receivers of the plugin", "插件里的 Service 和 BroadcastReceiver"),
        ),
    ]
}
