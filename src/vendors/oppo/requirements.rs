//! What a Flutter project must hold for OPPO.

use super::click::ACTIVITY;
use crate::config::{App, Values};
use crate::project::{DartCall, Generation, Item, Moment, Requirement, Shown};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::{created_channel, shown};

/// OPPO's overview of push.
const DOCUMENT: Option<&str> = Some("https://open.oppomobile.com/new/developmentDoc/info?id=11236");

pub(super) static PERMISSION: Rule = Rule {
    id: "oppo/perm",
    severity: Severity::Error,
    title: Text::new(
        "the manifest asks for both RECIEVE_MCS_MESSAGE permissions",
        "清单声明了两个 RECIEVE_MCS_MESSAGE 权限",
    ),
    cause: Text::new(
        "the SDK inside the plugin brings none; without them, or with the spelling `RECEIVE`, the push client hands nothing to the app",
        "插件里的 SDK 不带这两个权限；缺少它们，或者写成 `RECEIVE`，推送客户端就不会把消息交给 App",
    ),
    remedy: Text::new(
        "add both <uses-permission> before <application>; `RECIEVE` is OPPO's own spelling, do not correct it",
        "在 <application> 之前加上两条 <uses-permission>；`RECIEVE` 是 OPPO 自己的拼写，不要改正",
    ),
    link: DOCUMENT,
};

pub(super) static KEYS: Rule = Rule {
    id: "oppo/keys",
    severity: Severity::Error,
    title: Text::new(
        "the app names AppKey, AppSecret and the certificate id of Tencent IM",
        "App 里写了 AppKey、AppSecret 和腾讯云 IM 的证书 ID",
    ),
    cause: Text::new(
        "the phone registers with AppKey and AppSecret (never MasterSecret): without either there is no registration_id and no error; under a wrong certificate id Tencent IM sends to nobody",
        "手机用 AppKey 和 AppSecret 注册（不是 MasterSecret）：缺一个就拿不到 registration_id，而且没有报错；证书 ID 写错时腾讯云 IM 找不到推送对象",
    ),
    remedy: Text::new(
        "oppo_app_key, oppo_app_secret and oppo_buz_id in PushAppInfo, or oppoPushAppKey, oppoPushAppSecret and oppoPushBussinessId in timpush-configs.json",
        "填写 PushAppInfo 的 oppo_app_key、oppo_app_secret、oppo_buz_id，或 timpush-configs.json 的 oppoPushAppKey、oppoPushAppSecret、oppoPushBussinessId",
    ),
    link: None,
};

pub(super) static CHANNEL: Rule = Rule {
    id: "oppo/channel",
    severity: Severity::Note,
    title: Text::new("the app makes the notification channel of push.toml", "App 创建了 push.toml 里的通知通道"),
    cause: Text::new(
        "Android 8 and later show nothing in a channel that does not exist; the same id must stand in the app, at push.oppo.com and beside the certificate in the IM console",
        "通道不存在时 Android 8 以上什么都不显示；App、push.oppo.com、IM 控制台的证书三处要用同一个 ID",
    ),
    remedy: Text::new(
        "call createNotificationChannel after init, without await: in plugin 3.1.2 its Future never completes",
        "在 init 之后调用 createNotificationChannel，不要 await：插件 3.1.2 里它的 Future 不会结束",
    ),
    link: DOCUMENT,
};

pub(super) static NOTIFICATION_PERMISSION: Rule = Rule {
    id: "oppo/notification-permission",
    severity: Severity::Note,
    title: Text::new("the app asks for the notification permission", "App 申请了通知权限"),
    cause: Text::new(
        "on OPPO notifications are off after install; the request works once",
        "OPPO 手机安装应用后通知默认关闭；申请只有一次机会",
    ),
    remedy: Text::new(
        "call requireNotificationPermission after login, at a moment when the user understands why",
        "登录之后、用户能理解原因的时候调用 requireNotificationPermission",
    ),
    link: None,
};

pub(super) static IMPLEMENTATION: Rule = Rule {
    id: "oppo/implementation",
    severity: Severity::Error,
    title: Text::new("the app depends on com.tencent.timpush:oppo", "App 依赖 com.tencent.timpush:oppo"),
    cause: Text::new(
        "tencent_cloud_chat_push brings no vendor's SDK: without this line there is no OPPO channel in the app",
        "tencent_cloud_chat_push 不带任何厂商的 SDK：没有这一行，App 里就没有 OPPO 通道",
    ),
    remedy: Text::new(
        "add it to dependencies of android/app, in the version of the plugin and of every other com.tencent.timpush",
        "加到 android/app 的 dependencies，版本与插件以及其它 com.tencent.timpush 一致",
    ),
    link: None,
};

pub(super) static PROGUARD: Rule = Rule {
    id: "oppo/proguard",
    severity: Severity::Warning,
    title: Text::new("OPPO's classes survive shrinking", "混淆时保留 OPPO 的类"),
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

pub(super) static CONSOLE: Rule = Rule {
    id: "oppo/console",
    severity: Severity::Note,
    title: Text::new(
        "the IM console signs with MasterSecret and opens the plugin's page on a tap",
        "IM 控制台填的是 MasterSecret，点击动作指向插件的页面",
    ),
    cause: Text::new(
        "with AppSecret in its place OPPO refuses every push with 16; with another page a tap leads nowhere and the app learns nothing",
        "填成 AppSecret 时 OPPO 用 16 拒绝每条推送；页面不对时点击没有反应，App 收不到内容",
    ),
    remedy: Text::new(
        "IM console, OPPO's certificate: AppKey, MasterSecret, ChannelID, and as action on tap what `pushctl gen-manifest --only console` prints",
        "IM 控制台 → OPPO 证书：AppKey、MasterSecret、ChannelID；点击后续动作填 `pushctl gen-manifest --only console` 的输出",
    ),
    // For TIMPush; read 2026-11-24.
    link: Some("https://cloud.tencent.com/document/product/269/100648"),
};

const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];
const ALL: &[Generation] = Generation::ALL;

const OPPO: Text = Text::new("OPPO", "OPPO");

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, _app: &App) -> Vec<Requirement> {
    let one = |rule, generations, item| Requirement::new(rule, generations, item, OPPO);
    let app_key = || shown(values, "app_key", "YOUR_OPPO_APP_KEY");
    let app_secret = || secret(shown(values, "app_secret", "YOUR_OPPO_APP_SECRET"));
    let certificate = || shown(values, "buz_id", "YOUR_OPPO_CERTIFICATE_ID");
    let channel = shown(values, "channel_id", "YOUR_OPPO_CHANNEL_ID");
    let spelling = Text::new("OPPO: the spelling RECIEVE is its own", "OPPO：RECIEVE 是它自己的拼写");
    let permission = |name| one(&PERMISSION, CLASSIC, Item::Permission(name)).comment(spelling.clone());
    let console = |setting, value| Item::Console { setting, value };
    let tap = || {
        Text::new(
            "OPPO certificate, action on tap, open a page in the app, activity",
            "OPPO 证书 → 点击后续动作 → 打开应用内指定页面 → activity",
        )
    };
    vec![
        permission("com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE"),
        permission("com.heytap.mcs.permission.RECIEVE_MCS_MESSAGE"),
        one(&IMPLEMENTATION, TIM_PUSH, Item::Implementation { module: "com.tencent.timpush:oppo" }),
        one(
            &PROGUARD,
            CLASSIC,
            Item::Proguard(&[
                "-dontwarn com.heytap.msp.**",
                "-dontwarn com.heytap.mcssdk.**",
                "-keep class com.heytap.mcssdk.** { *; }",
                "-keep class com.heytap.msp.push.** { *; }",
                "-keep public class * extends android.app.Service",
            ]),
        ),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "oppoPushBussinessId", value: certificate() }),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "oppoPushAppKey", value: app_key() }),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "oppoPushAppSecret", value: app_secret() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "oppo_buz_id", value: certificate() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "oppo_app_key", value: app_key() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "oppo_app_secret", value: app_secret() }),
        one(&CHANNEL, CLASSIC, created_channel(&channel)),
        one(&NOTIFICATION_PERMISSION, CLASSIC, ask_permission()),
        one(
            &CONSOLE,
            ALL,
            console(Text::new("OPPO certificate, ChannelID", "OPPO 证书 → ChannelID"), Text::same(channel.plain())),
        ),
        one(&CONSOLE, &[Generation::Classic], console(tap(), Text::same(ACTIVITY))),
        // This plugin's own name of the activity is not known.
        one(
            &CONSOLE,
            &[Generation::China],
            console(
                tap(),
                Text::new(
                    "the full name of OPPOMessageActivity, as the merged manifest has it",
                    "合并后的清单里 OPPOMessageActivity 的完整类名",
                ),
            ),
        ),
        // For TIMPush the console fills in its own page.
        one(
            &CONSOLE,
            TIM_PUSH,
            console(tap(), Text::new("the default that the console fills in", "保留控制台自动填写的默认值")),
        ),
    ]
}

/// Built into the app, but a secret all the same.
fn secret(shown: Shown) -> Shown {
    match shown {
        Shown::Value(value) => Shown::Secret(value),
        other => other,
    }
}

fn ask_permission() -> Item {
    let call = DartCall { name: "requireNotificationPermission", argument: None };
    let code = "cPush.requireNotificationPermission();".to_owned();
    Item::DartCode { moment: Moment::LoggedIn, code, call: Some(call) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::oppo::VENDOR;

    fn all() -> Vec<Requirement> {
        requirements(&Values::empty("oppo", VENDOR.fields).made_up(), &App::default())
    }

    /// OPPO's own misspelling, which guides like to correct.
    #[test]
    fn the_permissions_keep_the_vendor_s_spelling() {
        let requirements = all();
        let permissions: Vec<&str> = requirements
            .iter()
            .filter_map(|one| match one.item {
                Item::Permission(name) => Some(name),
                _ => None,
            })
            .collect();
        assert_eq!(
            permissions,
            ["com.coloros.mcs.permission.RECIEVE_MCS_MESSAGE", "com.heytap.mcs.permission.RECIEVE_MCS_MESSAGE"]
        );
    }

    #[test]
    fn the_app_secret_is_in_both_generations_and_a_secret() {
        let requirements = all();
        let of = |name: &str| {
            let one = requirements.iter().find(|one| match &one.item {
                Item::Dart { argument, .. } => *argument == name,
                Item::TimPush { key, .. } => *key == name,
                _ => false,
            });
            one.and_then(|one| one.item.value()).cloned()
        };
        let secret = Some(Shown::Secret("89abcdef0123456789abcdef01234567".to_owned()));
        assert_eq!((of("oppo_app_secret"), of("oppoPushAppSecret")), (secret.clone(), secret));
        let key = Some(Shown::Value("00112233445566778899aabbccddeeff".to_owned()));
        assert_eq!((of("oppo_app_key"), of("oppoPushAppKey")), (key.clone(), key));
    }
}
