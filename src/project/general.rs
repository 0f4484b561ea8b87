//! What a project needs whatever the vendor, and the rules on the project as a whole.

use super::{Generation, Item, Requirement};
use crate::report::{Rule, Severity};
use crate::text::Text;

/// Every rule of this module.
pub static RULES: &[&Rule] = &[&POST_NOTIFICATIONS, &PLUGIN_MISSING, &NO_PLUGIN];

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
    vec![Requirement {
        rule: &POST_NOTIFICATIONS,
        generations: &[Generation::Classic, Generation::TimPush],
        item: Item::Permission("android.permission.POST_NOTIFICATIONS"),
        comment: Text::new("Android 13 and later", "Android 13 及以上"),
    }]
}
