//! What a Flutter project must hold for Huawei.
//!
//! The file agconnect-services.json carries the ids into the app; Huawei's Gradle plugin reads it, and plugin and SDK
//! come from Huawei's own Maven repository. Versions: Tencent's demos and projects of 2025.

use super::rules::BADGE_CLASS;
use crate::config::{App, Values};
use crate::project::general::rules::SIGNING_DEBUG;
use crate::project::{Expected, Generation, GradlePlugin, Item, JsonFact, Likeness, Requirement, Shown, When};
use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::{is_class, shown};

/// Huawei's guide to adding the SDK to an app.
const DOCUMENT: Option<&str> =
    Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/android-integrating-sdk-0000001050040084");

pub(super) static AGCONNECT_JSON: Rule = Rule {
    id: "huawei/agconnect-json",
    severity: Severity::Error,
    title: Text::new("android/app holds agconnect-services.json", "android/app 里有 agconnect-services.json"),
    cause: Text::new(
        "without it the build fails, and with the file of another app the phone gets no token: 907135000, or 6003 where package or signature differ",
        "缺少它构建会失败；放了别的应用的文件，手机拿不到 token：907135000，包名或签名不一致时是 6003",
    ),
    remedy: Text::new(
        "download it in AppGallery Connect, project settings, choose not to put secrets into it, and place it into android/app; client.package_name must be the applicationId",
        "在 AppGallery Connect 的项目设置里下载（选择不含密钥），放到 android/app；client.package_name 必须等于 applicationId",
    ),
    link: DOCUMENT,
};

pub(super) static AGCP_PLUGIN: Rule = Rule {
    id: "huawei/agcp-plugin",
    severity: Severity::Error,
    title: Text::new("the app applies com.huawei.agconnect", "App 应用了 com.huawei.agconnect 插件"),
    cause: Text::new(
        "the plugin puts agconnect-services.json into the app; without it HMS finds no app id (907135000)",
        "这个插件把 agconnect-services.json 打进 App；没有它 HMS 找不到 app id（907135000）",
    ),
    remedy: Text::new(
        "apply it behind com.android.application in android/app",
        "在 android/app 里应用它，放在 com.android.application 之后",
    ),
    link: DOCUMENT,
};

pub(super) static AGCP_CLASSPATH: Rule = Rule {
    id: "huawei/agcp-classpath",
    severity: Severity::Error,
    title: Text::new("the build knows com.huawei.agconnect:agcp", "构建能找到 com.huawei.agconnect:agcp"),
    cause: Text::new(
        "the plugin is on no plugin portal: it needs a classpath or `useModule`, and looks for `com.android.tools.build:gradle` beside it",
        "插件不在插件门户上：需要 classpath 或 `useModule`，而且旁边要有 `com.android.tools.build:gradle`",
    ),
    remedy: Text::new(
        "add both classpaths to the root buildscript; 1.3.1.300 of Tencent's guide is too old for today's Android Gradle plugin",
        "在根 buildscript 里加上这两个 classpath；腾讯云教程里的 1.3.1.300 对现在的 Android Gradle 插件太旧",
    ),
    link: DOCUMENT,
};

pub(super) static REPO: Rule = Rule {
    id: "huawei/repo",
    severity: Severity::Error,
    title: Text::new(
        "the build looks into https://developer.huawei.com/repo/",
        "构建会查找 https://developer.huawei.com/repo/",
    ),
    cause: Text::new(
        "SDK and plugin are there and in no mirror: without it the build finds neither",
        "SDK 和插件只在这里，镜像里没有：缺少时构建找不到它们",
    ),
    remedy: Text::new(
        "add it to the repositories of plugins and of dependencies, with https",
        "在插件和依赖的 repositories 里都加上，用 https",
    ),
    link: DOCUMENT,
};

pub(super) static BADGE_PERMISSION: Rule = Rule {
    id: "huawei/badge-perm",
    severity: Severity::Warning,
    title: Text::new(
        "the manifest asks for com.huawei.android.launcher.permission.CHANGE_BADGE",
        "清单声明了 com.huawei.android.launcher.permission.CHANGE_BADGE",
    ),
    cause: Text::new(
        "without it the number on the app's icon does not change; Tencent's guide has a blank inside the quotes, which makes it another name",
        "没有它，桌面角标不会变化；腾讯云教程在引号里多了一个空格，那就成了别的名字",
    ),
    remedy: Text::new(
        "add the <uses-permission> before <application>, without a blank inside the quotes",
        "在 <application> 之前加上这条 <uses-permission>，引号里不要有空格",
    ),
    link: DOCUMENT,
};

pub(super) static IMPLEMENTATION: Rule = Rule {
    id: "huawei/implementation",
    severity: Severity::Error,
    title: Text::new("the app depends on com.tencent.timpush:huawei", "App 依赖 com.tencent.timpush:huawei"),
    cause: Text::new(
        "tencent_cloud_chat_push brings no vendor's SDK: without this line there is no Huawei channel in the app",
        "tencent_cloud_chat_push 不带任何厂商的 SDK：没有这一行，App 里就没有华为通道",
    ),
    remedy: Text::new(
        "add it to dependencies of android/app, in the version of the plugin and of every other com.tencent.timpush",
        "加到 android/app 的 dependencies，版本与插件以及其它 com.tencent.timpush 一致",
    ),
    link: None,
};

pub(super) static MANIFEST_APP_ID: Rule = Rule {
    id: "huawei/manifest-appid",
    severity: Severity::Warning,
    title: Text::new(
        "the manifest names no other app id than agconnect-services.json",
        "清单里没有与 agconnect-services.json 不同的 app id",
    ),
    cause: Text::new(
        "with Huawei's Gradle plugin com.huawei.hms.client.appid and .cpid are needless, and a wrong one wins",
        "有华为的 Gradle 插件时不需要 com.huawei.hms.client.appid 和 .cpid；写错了却会生效",
    ),
    remedy: Text::new(
        "delete both <meta-data>, or make them equal to the file",
        "删掉这两个 <meta-data>，或改成与文件一致",
    ),
    link: DOCUMENT,
};

pub(super) static PROGUARD: Rule = Rule {
    id: "huawei/proguard",
    severity: Severity::Warning,
    title: Text::new("Huawei's classes survive shrinking", "混淆时保留华为的类"),
    cause: Text::new(
        "Flutter shrinks release builds, and the rules that the plugin ships do not reach the app: getToken then fails with -5 in release builds only",
        "Flutter 的 release 构建默认压缩代码，而插件自带的规则传不到 App：结果是只有 release 包里 getToken 失败（-5）",
    ),
    remedy: Text::new(
        "add the rules to android/app/proguard-rules.pro, which Flutter reads by itself",
        "把规则写进 android/app/proguard-rules.pro，Flutter 会自动读取",
    ),
    link: DOCUMENT,
};

pub(super) static KEYS: Rule = Rule {
    id: "huawei/keys",
    severity: Severity::Error,
    title: Text::new("the app names Huawei's certificate id of Tencent IM", "App 里写了华为在腾讯云 IM 的证书 ID"),
    cause: Text::new(
        "the app uploads its token under this id; without it, or with another one, Tencent IM sends to nobody",
        "App 用这个 ID 上报 token；缺少或写错时，腾讯云 IM 找不到推送对象",
    ),
    remedy: Text::new(
        "hw_buz_id in PushAppInfo, or huaweiPushBussinessId in timpush-configs.json: the id that the IM console shows for the certificate",
        "PushAppInfo 的 hw_buz_id，或 timpush-configs.json 的 huaweiPushBussinessId：填 IM 控制台里这张证书的 ID",
    ),
    link: None,
};

pub(super) static CONSOLE: Rule = Rule {
    id: "huawei/console",
    severity: Severity::Note,
    title: Text::new(
        "the IM console has the right action on a tap and names the badge's activity",
        "IM 控制台的点击动作正确，并填写了角标参数",
    ),
    cause: Text::new(
        "with another action the plugin learns nothing of the tap; without the launcher activity (角标参数) the badge does not change",
        "点击动作不对时插件收不到内容；没有入口 Activity（角标参数）时角标不会变化",
    ),
    remedy: Text::new(
        "IM console, Huawei's certificate: action on tap, open the app (with tencent_cloud_chat_push the default that is filled in); badge parameter, the launcher activity's class",
        "IM 控制台 → 华为证书：点击后续动作选「打开应用」（tencent_cloud_chat_push 保留默认值），角标参数填入口 Activity 的类名",
    ),
    link: Some("https://cloud.tencent.com/document/product/269/100648"),
};

pub(super) static FINGERPRINT: Rule = Rule {
    id: "huawei/fingerprint",
    severity: Severity::Note,
    title: Text::new(
        "AppGallery Connect holds the SHA-256 fingerprint of the signing certificate",
        "AppGallery Connect 里填了签名证书的 SHA-256 指纹",
    ),
    cause: Text::new(
        "HMS compares it on the phone: an app signed with another key gets 6003, and 907135702 where none was entered",
        "HMS 在手机上比对指纹：签名不一致返回 6003，一个指纹都没有填返回 907135702",
    ),
    remedy: Text::new(
        "enter the fingerprint of every key that signs the app, that of debug builds too; `pushctl gen-manifest --keystore FILE` prints it",
        "把每个签名的指纹都填上，debug 包的也要；`pushctl gen-manifest --keystore FILE` 会打印出来",
    ),
    link: Some("https://developer.huawei.com/consumer/cn/doc/HMSCore-Guides/android-config-agc-0000001050170137"),
};

const CLASSIC: &[Generation] = Generation::CLASSIC;
const TIM_PUSH: &[Generation] = &[Generation::TimPush];
const ALL: &[Generation] = Generation::ALL;

/// The guide's example is a package.
const CLASS: Likeness = Likeness { can_be: is_class, rule: &BADGE_CLASS };

const HUAWEI: Text = Text::new("Huawei", "华为");

/// What puts agconnect-services.json into the app. It is on no plugin portal (hms-flutter-plugin #390) and stops
/// without the Android plugin beside it (#398).
const AGCP: GradlePlugin = GradlePlugin {
    id: "com.huawei.agconnect",
    module: "com.huawei.agconnect:agcp",
    version: "1.9.1.301",
    // Tencent's demo builds with it and Android Gradle plugin 4.1 to 7.3; 1.3.1.300 of the guide is for 3.x.
    oldest: Some("1.6.0"),
    by_id: false,
    beside_android: true,
};

/// The file that Huawei's console gives out.
const SERVICES: &str = "android/app/agconnect-services.json";

/// Huawei's Maven repository.
const REPOSITORY: &str = "https://developer.huawei.com/repo/";

/// Everything for every generation, as data.
pub(super) fn requirements(values: &Values, app: &App) -> Vec<Requirement> {
    let certificate = || shown(values, "buz_id", "YOUR_HUAWEI_CERTIFICATE_ID");
    let launcher = app.launcher_activity.as_ref().map(|class| class.as_str().trim().to_owned());
    let one = |rule, generations, item| Requirement::new(rule, generations, item, HUAWEI);
    let console = |en, zh, value| Item::Console { setting: Text::new(en, zh), value };
    let tap = |value| console("Huawei certificate, action on tap", "华为证书 → 点击后续动作", value);
    let badge_class = launcher.clone().map_or(Shown::Placeholder("YOUR_LAUNCHER_ACTIVITY"), Shown::Value);
    let launcher = launcher.unwrap_or_else(|| "YOUR_LAUNCHER_ACTIVITY".to_owned());
    vec![
        one(&BADGE_PERMISSION, ALL, Item::Permission("com.huawei.android.launcher.permission.CHANGE_BADGE"))
            .comment(Text::new("Huawei: badge", "华为：角标")),
        same_as_file("com.huawei.hms.client.appid", "appid=", &["client", "app_id"]),
        same_as_file("com.huawei.hms.client.cpid", "cpid=", &["client", "cp_id"]),
        one(&REPO, ALL, Item::MavenRepository { url: REPOSITORY, of_plugins: true }),
        one(&AGCP_CLASSPATH, ALL, Item::KnownPlugin(AGCP)),
        one(&AGCP_PLUGIN, ALL, Item::AppliedPlugin(AGCP)),
        one(&AGCONNECT_JSON, ALL, services(values)),
        one(&SIGNING_DEBUG, ALL, Item::SignedDebug),
        one(&FINGERPRINT, ALL, Item::Fingerprint { place: FINGERPRINT_PLACE }),
        one(&IMPLEMENTATION, TIM_PUSH, Item::Implementation { module: "com.tencent.timpush:huawei" }),
        one(
            &PROGUARD,
            CLASSIC,
            Item::Proguard(&[
                "-keepattributes *Annotation*, Exceptions, InnerClasses, Signature, SourceFile, LineNumberTable",
                "-keep class com.huawei.hms.** { *; }",
                "-keep class com.huawei.hms.flutter.** { *; }",
                "-keep class com.hianalytics.android.** { *; }",
                "-keep class com.huawei.hianalytics.** { *; }",
                "-keep class com.huawei.updatesdk.** { *; }",
            ]),
        ),
        one(&KEYS, TIM_PUSH, Item::TimPush { key: "huaweiPushBussinessId", value: certificate() }),
        one(&BADGE_CLASS, TIM_PUSH, Item::TimPush { key: "huaweiBadgeClassName", value: badge_class }).like(CLASS),
        one(&KEYS, CLASSIC, Item::Dart { argument: "hw_buz_id", value: certificate() }),
        one(&CONSOLE, CLASSIC, tap(Text::new("open the app", "打开应用"))),
        // For TIMPush the console fills in its own page.
        one(&CONSOLE, TIM_PUSH, tap(Text::new("the default that the console fills in", "保留控制台自动填写的默认值"))),
        one(&CONSOLE, ALL, console("Huawei certificate, badge parameter", "华为证书 → 角标参数", Text::same(launcher))),
    ]
}

const FINGERPRINT_PLACE: Text = Text::new(
    "AppGallery Connect, my projects (我的项目), the project, project settings (项目设置), general (常规), the app, SHA-256 certificate fingerprint (SHA256 证书指纹)",
    "AppGallery Connect → 我的项目 → 项目 → 项目设置 → 常规 → 应用 → SHA256 证书指纹",
);

const ORIGIN: Text = Text::new(
    "AppGallery Connect, project settings (项目设置), the app, agconnect-services.json; client.package_name must be the applicationId",
    "AppGallery Connect → 项目设置 → 应用 → agconnect-services.json；client.package_name 必须等于 applicationId",
);

fn services(values: &Values) -> Item {
    let package_name = |path, optional| JsonFact { path, expected: Expected::ApplicationId, optional };
    let app_id = Expected::Value(shown(values, "app_id", "YOUR_HUAWEI_APP_ID"));
    let project_id = Expected::Value(shown(values, "project_id", "YOUR_HUAWEI_PROJECT_ID"));
    Item::File {
        path: SERVICES,
        origin: ORIGIN,
        holds: vec![
            JsonFact { path: &["client", "app_id"], expected: app_id, optional: false },
            package_name(&["client", "package_name"], false),
            // The console calls a project's id `product_id` here.
            JsonFact { path: &["client", "product_id"], expected: project_id, optional: true },
            package_name(&["app_info", "package_name"], true),
        ],
    }
}

/// With the plugin these are needless; a wrong one wins over the file.
fn same_as_file(name: &'static str, prefix: &'static str, path: &'static [&'static str]) -> Requirement {
    let item = Item::MetaDataLikeFile { name, prefix, file: SERVICES, path };
    Requirement::new(&MANIFEST_APP_ID, ALL, item, HUAWEI).when(When::IfThere)
}
