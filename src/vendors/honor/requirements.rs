//! What a Flutter project must hold for Honor.

use super::intent;
use super::rules::BADGE_CLASS;
use crate::config::{App, Given, Values};
use crate::project::general::rules::SIGNING_DEBUG;
use crate::project::{Expected, Generation, GradlePlugin, Item, JsonFact, Likeness, Requirement, Shown, When};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::{is_class, shown};

/// Honor's guide for the client SDK.
const DOCUMENT: Option<&str> = Some("https://developer.honor.com/cn/docs/11002/guides/intergrate");

pub(super) static APP_ID: Rule = Rule {
    id: "honor/app-id",
    severity: Severity::Error,
    title: Text::new("the app holds Honor's App ID", "App 里有荣耀的 App ID"),
    cause: Text::new(
        "tim_ui_kit_push_plugin (from 2.0.0 on) brings Honor's SDK, which reads com.hihonor.push.app_id from the manifest; com.tencent.timpush:honor refers to the placeholder HONOR_APPID. Without it the SDK answers 8001002 and the phone gets no token",
        "tim_ui_kit_push_plugin（2.0.0 起）带了荣耀的 SDK，它从清单读 com.hihonor.push.app_id；com.tencent.timpush:honor 引用占位符 HONOR_APPID。缺少时 SDK 返回 8001002，手机拿不到 token",
    ),
    remedy: Text::new(
        "the plain digits, without a prefix: a <meta-data> inside <application>, or the placeholder with `+=`; `pushctl gen-manifest --vendor honor` prints it",
        "直接写数字，不加前缀：<application> 里的 <meta-data>，或用 `+=` 加占位符；`pushctl gen-manifest --vendor honor` 会打印出来",
    ),
    link: DOCUMENT,
};

pub(super) static REPOSITORY: Rule = Rule {
    id: "honor/repo",
    severity: Severity::Error,
    title: Text::new("Gradle knows Honor's repository", "Gradle 配置了荣耀的仓库"),
    cause: Text::new(
        "com.hihonor.mcs is in no other repository: the build stops with an artifact that cannot be found. The host is still hihonor.com, whatever the console's domain is",
        "com.hihonor.mcs 只在这个仓库里：缺少时构建找不到依赖。控制台换了域名，仓库仍在 hihonor.com",
    ),
    remedy: Text::new(
        "add https://developer.hihonor.com/repo to the repositories of plugins and of dependencies",
        "在插件仓库和依赖仓库里都加上 https://developer.hihonor.com/repo",
    ),
    link: DOCUMENT,
};

pub(super) static BADGE_PERMISSION: Rule = Rule {
    id: "honor/badge-perm",
    severity: Severity::Warning,
    title: Text::new(
        "the manifest asks for com.hihonor.android.launcher.permission.CHANGE_BADGE",
        "清单声明了 com.hihonor.android.launcher.permission.CHANGE_BADGE",
    ),
    cause: Text::new(
        "without it the number on the app's icon does not change on Honor phones; Huawei's permission of the same end is another one",
        "没有它，荣耀手机上的桌面角标不会变化；结尾相同的华为权限是另一个",
    ),
    remedy: Text::new(
        "add the <uses-permission> before <application>, without a blank inside the quotes",
        "在 <application> 之前加上这条 <uses-permission>，引号里不要有空格",
    ),
    link: DOCUMENT,
};

pub(super) static ASPLUGIN: Rule = Rule {
    id: "honor/asplugin",
    severity: Severity::Warning,
    title: Text::new(
        "Honor's Gradle plugin is applied and mcs-services.json lies in android/app",
        "应用了荣耀的 Gradle 插件，并且 android/app 里有 mcs-services.json",
    ),
    cause: Text::new(
        "tencent_cloud_chat_push from 7.7.5283 on wants both; in the repository's root the file has no effect",
        "tencent_cloud_chat_push 7.7.5283 起需要这两项；放在仓库根目录没有作用",
    ),
    remedy: Text::new(
        "download mcs-services.json from Honor's console into android/app; its app_id must be HONOR_APPID, its package_name the applicationId",
        "从荣耀控制台下载 mcs-services.json 放进 android/app；里面的 app_id 要等于 HONOR_APPID，package_name 要等于 applicationId",
    ),
    link: DOCUMENT,
};

pub(super) static IMPLEMENTATION: Rule = Rule {
    id: "honor/implementation",
    severity: Severity::Error,
    title: Text::new("the app depends on com.tencent.timpush:honor", "App 依赖 com.tencent.timpush:honor"),
    cause: Text::new(
        "tencent_cloud_chat_push brings no vendor's SDK: without this line there is no Honor channel in the app",
        "tencent_cloud_chat_push 不带任何厂商的 SDK：没有这一行，App 里就没有荣耀通道",
    ),
    remedy: Text::new(
        "add it to dependencies of android/app, in the version of the plugin and of every other com.tencent.timpush",
        "加到 android/app 的 dependencies，版本与插件以及其它 com.tencent.timpush 一致",
    ),
    link: None,
};

pub(super) static PROGUARD: Rule = Rule {
    id: "honor/proguard",
    severity: Severity::Warning,
    title: Text::new("Honor's classes survive shrinking", "混淆时保留荣耀的类"),
    cause: Text::new(
        "Flutter shrinks release builds, and the rules that the plugin ships do not reach the app: push then works in debug builds only",
        "Flutter 的 release 构建默认压缩代码，而插件自带的规则传不到 App：结果是只有 debug 包能收到推送",
    ),
    remedy: Text::new(
        "add the rules to android/app/proguard-rules.pro, which Flutter reads by itself; Honor's own -ignorewarnings is not needed",
        "把规则写进 android/app/proguard-rules.pro，Flutter 会自动读取；荣耀文档里的 -ignorewarnings 不需要",
    ),
    link: DOCUMENT,
};

pub(super) static KEYS: Rule = Rule {
    id: "honor/keys",
    severity: Severity::Error,
    title: Text::new("the app names Honor's certificate id of Tencent IM", "App 里写了荣耀在腾讯云 IM 的证书 ID"),
    cause: Text::new(
        "the app uploads its token under this id; without it, or with Huawei's, Tencent IM sends to nobody. Before plugin 2.0.0 there is no honor_buz_id",
        "App 用这个 ID 上报 token；缺少或填成华为的，腾讯云 IM 找不到推送对象。插件 2.0.0 之前没有 honor_buz_id",
    ),
    remedy: Text::new(
        "honor_buz_id in PushAppInfo, or honorPushBussinessId in timpush-configs.json: the id that the IM console shows for the certificate",
        "PushAppInfo 的 honor_buz_id，或 timpush-configs.json 的 honorPushBussinessId：填 IM 控制台里这张证书的 ID",
    ),
    link: None,
};

pub(super) static CONSOLE: Rule = Rule {
    id: "honor/console",
    severity: Severity::Note,
    title: Text::new("the IM console opens the plugin's page on a tap", "IM 控制台的点击动作指向插件的页面"),
    cause: Text::new(
        "with a page that the plugin does not know, vivo's /message among them, a tap leads nowhere and the app learns nothing",
        "页面不是插件认识的（例如填成 vivo 的 /message）：点击后没有反应，App 收不到内容",
    ),
    remedy: Text::new(
        "IM console, Honor's certificate, action on tap: open a page in the app, and enter what `pushctl gen-manifest --only console` prints",
        "IM 控制台 → 荣耀证书 → 点击后续动作：打开应用内指定页面，填入 `pushctl gen-manifest --only console` 的输出",
    ),
    link: None,
};

pub(super) static FINGERPRINT: Rule = Rule {
    id: "honor/fingerprint",
    severity: Severity::Note,
    title: Text::new(
        "Honor's console holds the SHA-256 fingerprint of the signing certificate",
        "荣耀控制台里填了签名证书的 SHA-256 指纹",
    ),
    cause: Text::new(
        "the SDK compares it on the phone: where none was entered it answers 8001003 and the phone gets no token",
        "SDK 在手机上比对指纹：没有填指纹时返回 8001003，手机拿不到 token",
    ),
    remedy: Text::new(
        "enter the fingerprint of every key that signs the app, that of debug builds too; `pushctl gen-manifest --keystore FILE` prints it",
        "把每个签名的指纹都填上，debug 包的也要；`pushctl gen-manifest --keystore FILE` 会打印出来",
    ),
    link: DOCUMENT,
};

const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];
const ALL: &[Generation] = Generation::ALL;

/// The guide's example is a package.
const CLASS: Likeness = Likeness { can_be: is_class, rule: &BADGE_CLASS };

const HONOR: Text = Text::new("Honor", "荣耀");

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, app: &App) -> Vec<Requirement> {
    let app_id = || shown(values, "app_id", "YOUR_HONOR_APP_ID");
    let certificate = || shown(values, "buz_id", "YOUR_HONOR_CERTIFICATE_ID");
    let launcher = app.launcher_activity.as_ref().map(|class| class.as_str().trim().to_owned());
    let badge_class = launcher.clone().map_or(Shown::Placeholder("YOUR_LAUNCHER_ACTIVITY"), Shown::Value);
    let one = |rule, generations, item| Requirement::new(rule, generations, item, HONOR);
    let mut all = vec![
        one(&BADGE_PERMISSION, ALL, Item::Permission("com.hihonor.android.launcher.permission.CHANGE_BADGE"))
            .comment(Text::new("Honor: badge", "荣耀：角标")),
        one(&APP_ID, CLASSIC, Item::MetaData { name: "com.hihonor.push.app_id", value: app_id() }).when(SINCE_2),
        one(&APP_ID, TIM_PUSH, Item::Placeholder { key: "HONOR_APPID", value: app_id() }),
        one(&REPOSITORY, CLASSIC, Item::MavenRepository { url: REPOSITORY_URL, of_plugins: false }).when(SINCE_2),
        one(&REPOSITORY, TIM_PUSH, Item::MavenRepository { url: REPOSITORY_URL, of_plugins: false }),
        asplugin(Item::MavenRepository { url: REPOSITORY_URL, of_plugins: true }),
        asplugin(Item::KnownPlugin(PLUGIN)),
        asplugin(Item::AppliedPlugin(PLUGIN)),
        asplugin(services(values)),
        one(&SIGNING_DEBUG, ALL, Item::SignedDebug),
        one(&FINGERPRINT, ALL, Item::Fingerprint { place: FINGERPRINT_PLACE }),
        one(&IMPLEMENTATION, TIM_PUSH, Item::Implementation { module: "com.tencent.timpush:honor" }),
        one(&PROGUARD, CLASSIC, Item::Proguard(PROGUARD_RULES)).when(SINCE_2),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "honorPushBussinessId", value: certificate() }),
        one(&BADGE_CLASS, TIM_PUSH, Item::TimPush { key: "honorBadgeClassName", value: badge_class }).like(CLASS),
        one(&KEYS, CLASSIC, Item::Dart { argument: "honor_buz_id", value: certificate() })
            .comment(Text::new("Honor: from 2.0.0 of the plugin on", "荣耀：插件 2.0.0 起"))
            .when(SINCE_2),
    ];
    all.extend(console(app.package_name.as_ref(), launcher));
    all
}

/// The channel is in the plugin since then.
const SINCE_2: When = When::PluginSince("2.0.0");

/// Honor's Maven repository.
const REPOSITORY_URL: &str = "https://developer.hihonor.com/repo";

/// What puts mcs-services.json into the app.
const PLUGIN: GradlePlugin = GradlePlugin {
    id: "com.hihonor.mcs.asplugin",
    module: "com.hihonor.mcs:asplugin",
    version: "2.0.1.300",
    oldest: None,
    by_id: false,
    beside_android: false,
};

/// What Honor's Gradle plugin needs.
fn asplugin(item: Item) -> Requirement {
    let comment = Text::new("Honor: from 7.7.5283 of the plugin on", "荣耀：插件 7.7.5283 起");
    Requirement::new(&ASPLUGIN, TIM_PUSH, item, comment).when(When::PluginSince("7.7.5283"))
}

fn services(values: &Values) -> Item {
    let app_id = Expected::Value(shown(values, "app_id", "YOUR_HONOR_APP_ID"));
    Item::File {
        path: "android/app/mcs-services.json",
        origin: ORIGIN,
        holds: vec![
            JsonFact { path: &["app_id"], expected: app_id, optional: false },
            JsonFact { path: &["package_name"], expected: Expected::ApplicationId, optional: false },
        ],
    }
}

const FINGERPRINT_PLACE: Text = Text::new(
    "developer.honor.com, management centre (管理中心), app services (应用服务), push service (推送服务), the app, SHA-256 fingerprint",
    "developer.honor.com → 管理中心 → 应用服务 → 推送服务 → 应用 → SHA256 证书指纹",
);

const ORIGIN: Text = Text::new(
    "Honor's console, push service, View of the app, for plugin 7.7.5283 and later; its app_id must be HONOR_APPID, its package_name the applicationId",
    "荣耀控制台 → 推送服务 → 应用的「查看」，插件 7.7.5283 起需要；app_id 必须等于 HONOR_APPID，package_name 必须等于 applicationId",
);

const PROGUARD_RULES: &[&str] = &[
    "-keepattributes *Annotation*, Exceptions, InnerClasses, Signature, SourceFile, LineNumberTable",
    "-keep class com.hihonor.push.** { *; }",
];

/// What the IM console holds for Honor. Only the classic plugin has an activity for the URI; for `TIMPush` the console
/// fills in its own page.
fn console(package_name: Option<&Given>, launcher: Option<String>) -> [Requirement; 3] {
    let package_name = package_name.map_or("YOUR_APPLICATION_ID", |name| name.as_str().trim());
    let tap = |value| Item::Console {
        setting: Text::new(
            "Honor certificate, action on tap, open a page in the app",
            "荣耀证书 → 点击后续动作 → 打开应用内指定页面",
        ),
        value,
    };
    let badge = Item::Console {
        setting: Text::new("Honor certificate, badge parameter", "荣耀证书 → 角标参数"),
        value: Text::same(launcher.unwrap_or_else(|| "YOUR_LAUNCHER_ACTIVITY".to_owned())),
    };
    let one = |rule, generations, item| Requirement::new(rule, generations, item, HONOR);
    [
        one(&CONSOLE, CLASSIC, tap(Text::same(intent::uri(package_name)))),
        one(&CONSOLE, TIM_PUSH, tap(Text::new("the default that the console fills in", "保留控制台自动填写的默认值"))),
        one(&BADGE_CLASS, ALL, badge),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::honor::VENDOR;

    fn of(generation: Generation) -> Vec<(&'static str, Item)> {
        let values = Values::empty("honor", VENDOR.fields).made_up();
        let app = App {
            package_name: Some(Given::new("com.example.imdemo")),
            launcher_activity: Some(Given::new("com.example.imdemo.MainActivity")),
            ..App::default()
        };
        let all = requirements(&values, &app).into_iter();
        let wanted = all.filter(|requirement| requirement.generations.contains(&generation));
        wanted.map(|requirement| (requirement.rule.id, requirement.item)).collect()
    }

    fn ids(generation: Generation) -> Vec<&'static str> {
        let mut ids: Vec<_> = of(generation).into_iter().map(|(id, _)| id).collect();
        ids.dedup();
        ids
    }

    #[test]
    fn the_classic_plugin_reads_the_manifest_and_dart() {
        assert_eq!(
            ids(Generation::Classic),
            [
                "honor/badge-perm",
                "honor/app-id",
                "honor/repo",
                "android/signing-debug",
                "honor/fingerprint",
                "honor/proguard",
                "honor/keys",
                "honor/console",
                "honor/badge-class"
            ]
        );
        let all = of(Generation::Classic);
        let uri = "tencent_im_push://com.example.imdemo/honorMessage?#Intent;scheme=tencent_im_push;launchFlags=0x4000000;end";
        assert!(all.iter().any(|(_, item)| matches!(item, Item::Console { value, .. } if value == &Text::same(uri))));
    }

    #[test]
    fn tim_push_reads_placeholders_and_its_json() {
        assert_eq!(
            ids(Generation::TimPush),
            [
                "honor/badge-perm",
                "honor/app-id",
                "honor/repo",
                "honor/asplugin",
                "android/signing-debug",
                "honor/fingerprint",
                "honor/implementation",
                "honor/keys",
                "honor/badge-class",
                "honor/console",
                "honor/badge-class"
            ]
        );
        let keys: Vec<&str> = of(Generation::TimPush)
            .iter()
            .filter_map(|(_, item)| match item {
                Item::TimPush { key, .. } | Item::Placeholder { key, .. } => Some(*key),
                _ => None,
            })
            .collect();
        assert_eq!(keys, ["HONOR_APPID", "honorPushBussinessId", "honorBadgeClassName"]);
    }
}
