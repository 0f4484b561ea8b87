//! What a Flutter project must hold for vivo.

use super::intent;
use super::section::SWAPPED;
use crate::config::{App, Values};
use crate::project::{Generation, Item, Likeness, Requirement, When};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::{is_digits, is_hex, is_uuid, shown};

/// vivo's overview of message push.
const DOCUMENT: Option<&str> = Some("https://dev.vivo.com.cn/documentCenter/doc/180");

pub(super) static META: Rule = Rule {
    id: "vivo/meta",
    severity: Severity::Error,
    title: Text::new(
        "the manifest holds com.vivo.push.api_key (APP key) and com.vivo.push.app_id (APP ID)",
        "清单里有 com.vivo.push.api_key（APP key）和 com.vivo.push.app_id（APP ID）",
    ),
    cause: Text::new(
        "tim_ui_kit_push_plugin and tencent_chat_push_for_china bring vivo's SDK but not these two; without them, or with the two swapped, vivo gives the phone no regId",
        "tim_ui_kit_push_plugin 和 tencent_chat_push_for_china 带了 vivo 的 SDK，但没有这两项；缺少或写反时，vivo 不会给手机 regId",
    ),
    remedy: Text::new(
        "add both <meta-data> inside <application>: `pushctl gen-manifest --only manifest` prints them",
        "在 <application> 里加上两个 <meta-data>：`pushctl gen-manifest --only manifest` 会打印出来",
    ),
    link: DOCUMENT,
};

pub(super) static PLACEHOLDER: Rule = Rule {
    id: "vivo/placeholder",
    severity: Severity::Error,
    title: Text::new(
        "manifestPlaceholders holds VIVO_APPKEY and VIVO_APPID",
        "manifestPlaceholders 里有 VIVO_APPKEY 和 VIVO_APPID",
    ),
    cause: Text::new(
        "the manifest of com.tencent.timpush:vivo refers to both: without them the build fails, and empty they leave the phone without a regId",
        "com.tencent.timpush:vivo 的清单引用了这两个占位符：缺少时构建失败，为空时手机拿不到 regId",
    ),
    remedy: Text::new(
        "add both to defaultConfig, with `+=` or `[\"KEY\"] =`: `=` throws away what Flutter put there; names are in capitals",
        "在 defaultConfig 里加上，用 `+=` 或 `[\"KEY\"] =`；用 `=` 会丢掉 Flutter 放进去的值；名字要大写",
    ),
    link: None,
};

pub(super) static DEAD_PLACEHOLDER: Rule = Rule {
    id: "vivo/dead-placeholder",
    severity: Severity::Note,
    title: Text::new("no placeholders for vivo that nothing reads", "没有无人读取的 vivo 占位符"),
    cause: Text::new(
        "Tencent's guide names vivo_APPID and vivo_APPKEY, but nothing in tim_ui_kit_push_plugin or tencent_chat_push_for_china reads them: harmless and without effect",
        "腾讯云教程写了 vivo_APPID 和 vivo_APPKEY，但 tim_ui_kit_push_plugin、tencent_chat_push_for_china 都不读取：无害，也没有作用",
    ),
    remedy: Text::new(
        "delete them from manifestPlaceholders; the ids belong into the manifest's <meta-data>",
        "从 manifestPlaceholders 里删掉；ID 要写在清单的 <meta-data> 里",
    ),
    link: None,
};

pub(super) static BADGE_PERMISSION: Rule = Rule {
    id: "vivo/badge-perm",
    severity: Severity::Warning,
    title: Text::new(
        "the manifest asks for com.vivo.notification.permission.BADGE_ICON",
        "清单声明了 com.vivo.notification.permission.BADGE_ICON",
    ),
    cause: Text::new(
        "without it the number on the app's icon does not change on vivo phones",
        "没有它，vivo 手机上的桌面角标不会变化",
    ),
    remedy: Text::new(
        "add the <uses-permission> before <application>, without a blank inside the quotes",
        "在 <application> 之前加上这条 <uses-permission>，引号里不要有空格",
    ),
    link: DOCUMENT,
};

pub(super) static IMPLEMENTATION: Rule = Rule {
    id: "vivo/implementation",
    severity: Severity::Error,
    title: Text::new("the app depends on com.tencent.timpush:vivo", "App 依赖 com.tencent.timpush:vivo"),
    cause: Text::new(
        "tencent_cloud_chat_push brings no vendor's SDK: without this line there is no vivo channel in the app",
        "tencent_cloud_chat_push 不带任何厂商的 SDK：没有这一行，App 里就没有 vivo 通道",
    ),
    remedy: Text::new(
        "add it to dependencies of android/app, in the version of the plugin and of every other com.tencent.timpush",
        "加到 android/app 的 dependencies，版本与插件以及其它 com.tencent.timpush 一致",
    ),
    link: None,
};

pub(super) static PROGUARD: Rule = Rule {
    id: "vivo/proguard",
    severity: Severity::Warning,
    title: Text::new("vivo's classes survive shrinking", "混淆时保留 vivo 的类"),
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
    id: "vivo/keys",
    severity: Severity::Error,
    title: Text::new("the app names vivo's certificate id of Tencent IM", "App 里写了 vivo 在腾讯云 IM 的证书 ID"),
    cause: Text::new(
        "the app uploads its regId under this id; without it, or with another one, Tencent IM sends to nobody",
        "App 用这个 ID 上报 regId；缺少或写错时，腾讯云 IM 找不到推送对象",
    ),
    remedy: Text::new(
        "vivo_buz_id in PushAppInfo, or vivoPushBussinessId in timpush-configs.json: the id that the IM console shows for the certificate",
        "PushAppInfo 的 vivo_buz_id，或 timpush-configs.json 的 vivoPushBussinessId：填 IM 控制台里这张证书的 ID",
    ),
    link: None,
};

pub(super) static CONSOLE: Rule = Rule {
    id: "vivo/console",
    severity: Severity::Note,
    title: Text::new("the IM console opens the plugin's page on a tap", "IM 控制台的点击动作指向插件的页面"),
    cause: Text::new(
        "with a page that the plugin does not know, or `${}` left around the package name, a tap leads nowhere and the app learns nothing",
        "页面不是插件认识的，或者包名外面留着 `${}`：点击后没有反应，App 收不到内容",
    ),
    remedy: Text::new(
        "IM console, vivo's certificate, action on tap: open a page in the app, and enter what `pushctl gen-manifest --only console` prints",
        "IM 控制台 → vivo 证书 → 点击后续动作：打开应用内指定页面，填入 `pushctl gen-manifest --only console` 的输出",
    ),
    // For TIMPush; read 2026-11-24.
    link: Some("https://cloud.tencent.com/document/product/269/100648"),
};

const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];
const ALL: &[Generation] = Generation::ALL;

const VIVO: Text = Text::new("vivo", "vivo");

/// An app key may be anything but short digits.
const KEY: Likeness = Likeness { can_be: |value| !is_digits(value, 1..=12), rule: &SWAPPED };

/// An app id may be anything but what every app key is.
const ID: Likeness = Likeness { can_be: |value| !is_hex(value, 32) && !is_uuid(value), rule: &SWAPPED };

/// As the guide, and readers of it, write them. `VIVO_APPID` and `VIVO_APPKEY` serve `TIMPush` only.
const DEAD_PLACEHOLDERS: &[&str] = &["vivo_APPID", "vivo_APPKEY", "VIVO_APPID", "VIVO_APPKEY"];

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, app: &App) -> Vec<Requirement> {
    let app_key = || shown(values, "app_key", "YOUR_VIVO_APP_KEY");
    let app_id = || shown(values, "app_id", "YOUR_VIVO_APP_ID");
    let certificate = || shown(values, "buz_id", "YOUR_VIVO_CERTIFICATE_ID");
    let package_name = app.package_name.as_ref().map_or("YOUR_APPLICATION_ID", |name| name.as_str().trim());
    let one = |rule, generations, item| Requirement::new(rule, generations, item, VIVO);
    let console = |value| Item::Console {
        setting: Text::new(
            "vivo certificate, action on tap, open a page in the app",
            "vivo 证书 → 点击后续动作 → 打开应用内指定页面",
        ),
        value,
    };
    vec![
        one(&BADGE_PERMISSION, ALL, Item::Permission("com.vivo.notification.permission.BADGE_ICON"))
            .comment(Text::new("vivo: badge", "vivo：角标")),
        one(&META, CLASSIC, Item::MetaData { name: "com.vivo.push.api_key", value: app_key() }).like(KEY),
        one(&META, CLASSIC, Item::MetaData { name: "com.vivo.push.app_id", value: app_id() }).like(ID),
        one(&DEAD_PLACEHOLDER, CLASSIC, Item::NoPlaceholders(DEAD_PLACEHOLDERS)),
        one(&PLACEHOLDER, TIM_PUSH, Item::Placeholder { key: "VIVO_APPKEY", value: app_key() }).like(KEY),
        one(&PLACEHOLDER, TIM_PUSH, Item::Placeholder { key: "VIVO_APPID", value: app_id() }).like(ID),
        // The SDK brings both with the placeholders as their values: a second one must say the same.
        one(&PLACEHOLDER, TIM_PUSH, Item::MetaData { name: "com.vivo.push.api_key", value: app_key() })
            .when(When::IfThere)
            .like(KEY),
        one(&PLACEHOLDER, TIM_PUSH, Item::MetaData { name: "com.vivo.push.app_id", value: app_id() })
            .when(When::IfThere)
            .like(ID),
        one(&IMPLEMENTATION, TIM_PUSH, Item::Implementation { module: "com.tencent.timpush:vivo" }),
        one(
            &PROGUARD,
            CLASSIC,
            Item::Proguard(&[
                "-dontwarn com.vivo.push.**",
                "-keep class com.vivo.push.** { *; }",
                "-keep class com.vivo.vms.** { *; }",
            ]),
        ),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "vivoPushBussinessId", value: certificate() }),
        one(&KEYS, CLASSIC, Item::Dart { argument: "vivo_buz_id", value: certificate() }),
        one(&CONSOLE, CLASSIC, console(Text::same(intent::uri(package_name)))),
        // Only the classic plugins have an activity for that URI; for TIMPush the console fills in its own page.
        one(
            &CONSOLE,
            TIM_PUSH,
            console(Text::new("the default that the console fills in", "保留控制台自动填写的默认值")),
        ),
    ]
}
