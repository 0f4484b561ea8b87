//! What a project needs whatever the vendor: as items, and as checks that are code.

#[cfg(feature = "cli")]
mod android;
#[cfg(feature = "cli")]
mod checks;
#[cfg(feature = "cli")]
mod dart;
pub mod rules;

#[cfg(feature = "cli")]
pub use checks::{CHECKS, Check};

use self::rules::{APPLICATION_CLASS, POST_NOTIFICATIONS, PROGUARD, TIMPUSH_REPO};
use super::{Generation, Item, Requirement, When};
use crate::text::Text;

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
