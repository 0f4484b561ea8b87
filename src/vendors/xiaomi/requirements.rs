//! What a Flutter project must hold for Xiaomi.

use crate::config::{App, Values};
use crate::project::{Generation, Item, Requirement, Shown, When};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::{created_channel, shown};

/// The client SDK's guide.
const DOCUMENT: Option<&str> = Some("https://dev.mi.com/xiaomihyperos/documentation/detail?pId=1544");

pub(super) static PERMISSION: Rule = Rule {
    id: "xiaomi/perm-declare",
    severity: Severity::Note,
    title: Text::new(
        "the manifest declares and uses ${applicationId}.permission.MIPUSH_RECEIVE",
        "清单声明并使用 ${applicationId}.permission.MIPUSH_RECEIVE",
    ),
    cause: Text::new(
        "Xiaomi's SDK brings both since 5.6.2, so that they need not stand here; where they do, the name must begin with the applicationId, flavours included",
        "小米 SDK 5.6.2 起自带这两条，不必再写；写了的话，名字必须以 applicationId 开头，flavor 也一样",
    ),
    remedy: Text::new(
        "write `${applicationId}` instead of a literal package name, protectionLevel signature",
        "不要写死包名，用 `${applicationId}`；protectionLevel 为 signature",
    ),
    link: DOCUMENT,
};

pub(super) static IMPLEMENTATION: Rule = Rule {
    id: "xiaomi/implementation",
    severity: Severity::Error,
    title: Text::new("the app depends on com.tencent.timpush:xiaomi", "App 依赖 com.tencent.timpush:xiaomi"),
    cause: Text::new(
        "tencent_cloud_chat_push brings no vendor's SDK: without this line there is no Xiaomi channel in the app",
        "tencent_cloud_chat_push 不带任何厂商的 SDK：没有这一行，App 里就没有小米通道",
    ),
    remedy: Text::new(
        "add it to dependencies of android/app, in the version of the plugin and of every other com.tencent.timpush",
        "加到 android/app 的 dependencies，版本与插件以及其它 com.tencent.timpush 一致",
    ),
    link: None,
};

pub(super) static PROGUARD: Rule = Rule {
    id: "xiaomi/proguard",
    severity: Severity::Warning,
    title: Text::new("Xiaomi's classes survive shrinking", "混淆时保留小米的类"),
    cause: Text::new(
        "Flutter shrinks release builds, and the rules that the plugin ships do not reach the app: push then works in debug builds only",
        "Flutter 的 release 构建默认压缩代码，而插件自带的规则传不到 App：结果是只有 debug 包能收到推送",
    ),
    remedy: Text::new(
        "add the rules to android/app/proguard-rules.pro, which Flutter reads by itself",
        "把规则写进 android/app/proguard-rules.pro，Flutter 会自动读取",
    ),
    link: DOCUMENT,
};

pub(super) static KEYS: Rule = Rule {
    id: "xiaomi/keys",
    severity: Severity::Error,
    title: Text::new(
        "the app holds Xiaomi's AppID and AppKey and the certificate id of Tencent IM",
        "App 里写了小米的 AppID、AppKey 和腾讯云 IM 的证书 ID",
    ),
    cause: Text::new(
        "without AppID and AppKey, both not empty, the plugin does not register with Xiaomi and logs nothing in Dart; without the certificate id Tencent IM sends to nobody",
        "缺少 AppID 或 AppKey（或为空）时插件不向小米注册，Dart 侧没有报错；缺少证书 ID 时腾讯云 IM 找不到推送对象",
    ),
    remedy: Text::new(
        "mi_app_id, mi_app_key and mi_buz_id in PushAppInfo, or their namesakes in timpush-configs.json: the AppKey, not the AppSecret",
        "填 PushAppInfo 的 mi_app_id、mi_app_key、mi_buz_id，或 timpush-configs.json 里对应的键：填 AppKey，不是 AppSecret",
    ),
    link: None,
};

pub(super) static CHANNEL: Rule = Rule {
    id: "xiaomi/create-channel",
    severity: Severity::Note,
    title: Text::new("the app makes the notification channel of push.toml", "App 创建了 push.toml 里的通知通道"),
    cause: Text::new(
        "Tencent's guide has the app make a channel for Xiaomi and OPPO; Xiaomi's own documents read so far do not demand it",
        "腾讯云教程要求为小米和 OPPO 创建通道；目前读到的小米文档没有这样要求",
    ),
    remedy: Text::new(
        "call createNotificationChannel after init, without await: in plugin 3.1.2 its Future never completes",
        "在 init 之后调用 createNotificationChannel，不要 await：插件 3.1.2 里它的 Future 不会结束",
    ),
    link: DOCUMENT,
};

pub(super) static CONSOLE: Rule = Rule {
    id: "xiaomi/console",
    severity: Severity::Note,
    title: Text::new(
        "the IM console opens the app on a tap and knows the channel",
        "IM 控制台设为打开应用，并填了通道",
    ),
    cause: Text::new(
        "the certificate takes AppID and AppSecret; chat messages go out with the channel entered there, and without one a phone gets one a day",
        "证书里填的是 AppID 和 AppSecret；聊天消息按那里填的通道发送，不填时每台手机每天只有一条",
    ),
    remedy: Text::new(
        "IM console, Xiaomi's certificate: AppSecret (not AppKey), action on tap: open the app (with tencent_cloud_chat_push the default that is filled in), channel id: an approved private channel (私信)",
        "IM 控制台 → 小米证书：填 AppSecret（不是 AppKey），点击后续动作选打开应用（tencent_cloud_chat_push 保留默认值），ChannelID 填已通过审核的私信通道",
    ),
    link: Some("https://console.cloud.tencent.com/im/detail"),
};

const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];
const ALL: &[Generation] = Generation::ALL;

const XIAOMI: Text = Text::new("Xiaomi", "小米");

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, _app: &App) -> Vec<Requirement> {
    let app_id = || shown(values, "app_id", "YOUR_XIAOMI_APP_ID");
    let app_key = || shown(values, "app_key", "YOUR_XIAOMI_APP_KEY");
    let certificate = || shown(values, "buz_id", "YOUR_XIAOMI_CERTIFICATE_ID");
    let one = |rule, generations, item| Requirement::new(rule, generations, item, XIAOMI);
    let console = |generations, setting, value| one(&CONSOLE, generations, Item::Console { setting, value });
    let tap = |generations, value| {
        console(generations, Text::new("Xiaomi certificate, action on tap", "小米证书 → 点击后续动作"), value)
    };
    let channel = values.text("channel_id").map(|id| Text::same(id.as_str().trim()));
    let own_channel = values
        .text("channel_id")
        .map(|id| one(&CHANNEL, CLASSIC, created_channel(&Shown::Value(id.as_str().trim().to_owned()))));
    let all = [
        one(&PERMISSION, CLASSIC, Item::OwnPermission("${applicationId}.permission.MIPUSH_RECEIVE"))
            .when(When::PluginBefore("2.6.0"))
            .comment(Text::new(
                "Xiaomi: its SDK brings both from 5.6.2 on (plugin 2.6.0); twice does no harm",
                "小米：SDK 5.6.2（插件 2.6.0）起自带；重复声明没有影响",
            )),
        one(&IMPLEMENTATION, TIM_PUSH, Item::Implementation { module: "com.tencent.timpush:xiaomi" }),
        one(&PROGUARD, CLASSIC, Item::Proguard(&["-dontwarn com.xiaomi.push.**", "-keep class com.xiaomi.** { *; }"])),
        // Only this plugin's name of the class is known.
        one(
            &PROGUARD,
            &[Generation::Classic],
            Item::Proguard(&["-keep class com.tencent.flutter.tim_ui_kit_push_plugin.receiver.XIAOMIPushImpl { *; }"]),
        ),
        one(&KEYS, CLASSIC, Item::Dart { argument: "mi_buz_id", value: certificate() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "mi_app_id", value: app_id() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "mi_app_key", value: app_key() }),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "xiaomiPushBussinessId", value: certificate() }),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "xiaomiPushAppId", value: app_id() }),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "xiaomiPushAppKey", value: app_key() }),
        tap(CLASSIC, Text::new("open the app", "打开应用")),
        // For TIMPush the console fills in its own page.
        tap(TIM_PUSH, Text::new("the default that the console fills in", "保留控制台自动填写的默认值")),
        console(
            ALL,
            Text::new("Xiaomi certificate, channel id", "小米证书 → ChannelID"),
            channel.unwrap_or_else(|| {
                Text::new(
                    "an approved channel of admin.xmpush.xiaomi.com",
                    "admin.xmpush.xiaomi.com 里已通过审核的通知类别",
                )
            }),
        ),
    ];
    all.into_iter().chain(own_channel).collect()
}

#[cfg(test)]
mod tests;
