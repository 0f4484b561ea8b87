//! What a Flutter project must hold for Meizu.
//!
//! The plugins before `TIMPush` bring Meizu's SDK and its receiver, but no permissions: those carry the app's own name.
//! `READ_PHONE_STATE`, which Tencent's guide lists, is for an old Flyme 5 only and a risk in privacy reviews: it is not
//! asked for. [`PushDemo` README, manifest of `zmhbh/tim_ui_kit_push_plugin`]

use super::rules::CLIENT;
use crate::config::{App, Values};
use crate::project::{Generation, Item, Requirement};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::shown;

pub(super) static FLYME_5: Rule = Rule {
    id: "meizu/perm-flyme5",
    severity: Severity::Error,
    title: Text::new(
        "the manifest holds Meizu's permissions for Flyme 5 and later",
        "清单里有魅族 Flyme 5 及以后的权限",
    ),
    cause: Text::new(
        "tim_ui_kit_push_plugin and tencent_chat_push_for_china bring Meizu's receiver but not the permissions: com.meizu.flyme.push.permission.RECEIVE, and one of the app's own, declared and used, by which only Meizu's service may speak to it",
        "tim_ui_kit_push_plugin 和 tencent_chat_push_for_china 带了魅族的 receiver，但没有权限：com.meizu.flyme.push.permission.RECEIVE，以及一个声明并使用的自有权限",
    ),
    remedy: Text::new(
        "add them before <application>, with `${applicationId}` and not the package name written out: that is also right under flavours",
        "加在 <application> 之前；用 `${applicationId}`，不要写死包名，这样在 flavor 下也对",
    ),
    link: CLIENT,
};

pub(super) static FLYME_3: Rule = Rule {
    id: "meizu/perm-flyme3",
    severity: Severity::Warning,
    title: Text::new("the manifest holds Meizu's permissions for Flyme 3", "清单里有魅族 Flyme 3 的权限"),
    cause: Text::new(
        "phones with Flyme 3 use the older names: com.meizu.c2dm.permission.RECEIVE, and C2D_MESSAGE of the app's own",
        "Flyme 3 的手机用旧的名字：com.meizu.c2dm.permission.RECEIVE，以及自有的 C2D_MESSAGE",
    ),
    remedy: Text::new(
        "add them before <application>, with `${applicationId}`; without them such phones get nothing",
        "加在 <application> 之前，用 `${applicationId}`；缺少时这类手机收不到推送",
    ),
    link: CLIENT,
};

pub(super) static PHONE_STATE: Rule = Rule {
    id: "meizu/phone-state",
    severity: Severity::Note,
    title: Text::new("READ_PHONE_STATE is not asked for on Meizu's account", "不需要为魅族声明 READ_PHONE_STATE"),
    cause: Text::new(
        "Tencent's guide lists it among Meizu's permissions, but only an old push service on Flyme 5 looks at it, and privacy reviews object to it. tim_ui_kit_push_plugin merges it into the app in any case",
        "腾讯云教程把它列在魅族的权限里，但只有 Flyme 5 的旧版推送服务才用，隐私审核会有意见。tim_ui_kit_push_plugin 无论如何都会把它合并进 App",
    ),
    remedy: Text::new(
        "leave it out; to be rid of the plugin's: the same <uses-permission> with `tools:node=\"remove\"`",
        "不要写；要去掉插件带来的，就写同一条 <uses-permission>，加上 `tools:node=\"remove\"`",
    ),
    link: CLIENT,
};

pub(super) static RECEIVER: Rule = Rule {
    id: "meizu/receiver",
    severity: Severity::Warning,
    title: Text::new("the app has one receiver for Meizu's messages", "App 只有一个接收魅族消息的 receiver"),
    cause: Text::new(
        "Meizu calls one receiver with the action com.meizu.flyme.push.intent.MESSAGE only; a second one, of the app or of another push library, silences the plugin's",
        "魅族只调用一个 action 为 com.meizu.flyme.push.intent.MESSAGE 的 receiver；App 自己或别的推送库的第二个会让插件收不到回调",
    ),
    remedy: Text::new(
        "look for the action in the merged manifest, and remove every receiver but MEIZUPushImpl of the plugin",
        "在合并后的清单里搜索这个 action，除插件的 MEIZUPushImpl 之外都删掉",
    ),
    link: CLIENT,
};

pub(super) static IMPLEMENTATION: Rule = Rule {
    id: "meizu/implementation",
    severity: Severity::Error,
    title: Text::new("the app depends on com.tencent.timpush:meizu", "App 依赖 com.tencent.timpush:meizu"),
    cause: Text::new(
        "tencent_cloud_chat_push brings no vendor's SDK: without this line there is no Meizu channel in the app",
        "tencent_cloud_chat_push 不带任何厂商的 SDK：没有这一行，App 里就没有魅族通道",
    ),
    remedy: Text::new(
        "add it to dependencies of android/app, in the version of the plugin and of every other com.tencent.timpush",
        "加到 android/app 的 dependencies，版本与插件以及其它 com.tencent.timpush 一致",
    ),
    link: None,
};

pub(super) static PROGUARD: Rule = Rule {
    id: "meizu/proguard",
    severity: Severity::Warning,
    title: Text::new("Meizu's classes survive shrinking", "混淆时保留魅族的类"),
    cause: Text::new(
        "Flutter shrinks release builds, and the rules that the plugin ships do not reach the app: push then works in debug builds only",
        "Flutter 的 release 构建默认压缩代码，而插件自带的规则传不到 App：结果是只有 debug 包能收到推送",
    ),
    remedy: Text::new(
        "add the rules to android/app/proguard-rules.pro, which Flutter reads by itself",
        "把规则写进 android/app/proguard-rules.pro，Flutter 会自动读取",
    ),
    link: CLIENT,
};

pub(super) static KEYS: Rule = Rule {
    id: "meizu/keys",
    severity: Severity::Error,
    title: Text::new(
        "the app holds AppID, AppKey and Meizu's certificate id of Tencent IM",
        "App 里有 AppID、AppKey 和魅族在腾讯云 IM 的证书 ID",
    ),
    cause: Text::new(
        "the phone registers with AppID and AppKey, and uploads its pushId under the certificate id; with AppSecret in place of AppKey registration fails",
        "手机用 AppID 和 AppKey 注册，再用证书 ID 上报 pushId；该填 AppKey 的地方填了 AppSecret，注册会失败",
    ),
    remedy: Text::new(
        "mz_app_id, mz_app_key and mz_buz_id in PushAppInfo, or meizuPushAppId, meizuPushAppKey and meizuPushBussinessId in timpush-configs.json",
        "PushAppInfo 的 mz_app_id、mz_app_key、mz_buz_id，或 timpush-configs.json 的 meizuPushAppId、meizuPushAppKey、meizuPushBussinessId",
    ),
    link: CLIENT,
};

pub(super) static CONSOLE: Rule = Rule {
    id: "meizu/console",
    severity: Severity::Note,
    title: Text::new("the IM console opens the app on a tap", "IM 控制台的点击动作是打开应用"),
    cause: Text::new(
        "the plugin gets ext by Meizu's own callback when the app is opened; with a URL it gets the URL and no ext",
        "打开应用时，插件从魅族的回调里得到 ext；选网页时拿到的是 URL，没有 ext",
    ),
    remedy: Text::new(
        "IM console, Meizu's certificate, action on tap: open the app. Tencent's guide says Huawei at this step, which is a slip",
        "IM 控制台 → 魅族证书 → 点击后续动作：打开应用。腾讯云教程这一步写的是华为，是笔误",
    ),
    link: None,
};

const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];

const MEIZU: Text = Text::new("Meizu", "魅族");

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, _app: &App) -> Vec<Requirement> {
    let app_id = || shown(values, "app_id", "YOUR_MEIZU_APP_ID");
    let app_key = || shown(values, "app_key", "YOUR_MEIZU_APP_KEY");
    let certificate = || shown(values, "buz_id", "YOUR_MEIZU_CERTIFICATE_ID");
    let one = |rule, generations, item| Requirement::new(rule, generations, item, MEIZU);
    let flyme_3 =
        |item| one(&FLYME_3, CLASSIC, item).comment(Text::new("Meizu: phones with Flyme 3", "魅族：Flyme 3 的手机"));
    let console = |value| Item::Console {
        setting: Text::new("Meizu certificate, action on tap", "魅族证书 → 点击后续动作"),
        value,
    };
    vec![
        one(&FLYME_5, CLASSIC, Item::Permission("com.meizu.flyme.push.permission.RECEIVE")),
        one(&FLYME_5, CLASSIC, Item::OwnPermission("${applicationId}.push.permission.MESSAGE")),
        flyme_3(Item::Permission("com.meizu.c2dm.permission.RECEIVE")),
        flyme_3(Item::OwnPermission("${applicationId}.permission.C2D_MESSAGE")),
        one(&PHONE_STATE, Generation::ALL, Item::NoPermission("android.permission.READ_PHONE_STATE")),
        one(&IMPLEMENTATION, TIM_PUSH, Item::Implementation { module: "com.tencent.timpush:meizu" }),
        one(
            &PROGUARD,
            CLASSIC,
            Item::Proguard(&["-dontwarn com.meizu.cloud.pushsdk.**", "-keep class com.meizu.cloud.pushsdk.** { *; }"]),
        ),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "meizuPushBussinessId", value: certificate() }),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "meizuPushAppId", value: app_id() }),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "meizuPushAppKey", value: app_key() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "mz_app_id", value: app_id() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "mz_app_key", value: app_key() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "mz_buz_id", value: certificate() }),
        one(&CONSOLE, CLASSIC, console(Text::new("open the app", "打开应用"))),
        // For TIMPush the console fills in its own page.
        one(
            &CONSOLE,
            TIM_PUSH,
            console(Text::new("the default that the console fills in", "保留控制台自动填写的默认值")),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::super::section::FIELDS;
    use super::*;

    fn items(generation: Generation) -> Vec<Item> {
        let all = requirements(&Values::empty("meizu", FIELDS).made_up(), &App::default());
        all.into_iter().filter(|one| one.generations.contains(&generation)).map(|one| one.item).collect()
    }

    #[test]
    fn permissions_of_the_app_carry_its_own_id() {
        let items = items(Generation::Classic);
        let own: Vec<&str> = items
            .iter()
            .filter_map(|item| if let Item::OwnPermission(name) = item { Some(*name) } else { None })
            .collect();
        assert_eq!(own, ["${applicationId}.push.permission.MESSAGE", "${applicationId}.permission.C2D_MESSAGE"]);
    }

    /// The app gets AppKey; the secret is for a server.
    #[test]
    fn the_secret_is_never_built_into_the_app() {
        for generation in [Generation::Classic, Generation::TimPush] {
            let items = items(generation);
            let text = format!("{items:?}");
            assert!(text.contains("fedcba9876543210fedcba9876543210"), "{text}");
            assert!(!text.contains("0123456789abcdef0123456789abcdef"), "{text}");
        }
    }

    #[test]
    fn timpush_needs_no_permission_of_ours() {
        let items = items(Generation::TimPush);
        assert!(!items.iter().any(|item| matches!(item, Item::Permission(_) | Item::OwnPermission(_))));
    }
}
