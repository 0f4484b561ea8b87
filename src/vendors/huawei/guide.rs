//! What `explain huawei` tells, and Huawei's own points of `explain no-push`. As known on 2026-11-23.
//!
//! Huawei's own pages: messages:send (2025-08), message classification, restrictions, receipts, the HarmonyOS pages
//! (2026-04). Calls a second: Tencent Cloud documents 269/130977 and 548/41407. Where a source is not Huawei's the
//! texts say so.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new(
            "2026-11-23, from Huawei's own pages; nothing was tried against the live service",
            "2026-11-23，来自华为官网的页面；没有在线上验证过",
        ),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "register at developer.huawei.com and have the account verified; AppGallery Connect, my projects: create a \
             project and an app, add the SHA-256 fingerprint of every key that signs the app, debug builds too, select \
             the data processing location, enable Push Kit (推送服务). App ID and App secret stand in project settings",
            "在 developer.huawei.com 注册并实名认证；AppGallery Connect → 我的项目：创建项目和应用，添加签名证书的 SHA-256 指纹\
             （调试包的也要），选择数据处理位置，开通推送服务。App ID 和 App secret 在项目设置里",
        ),
    ),
    (
        Text::new("three interfaces", "三代接口"),
        Text::new(
            "v1  by client id   Android, EMUI, HarmonyOS up to 4  app secret, or JWT
v2  by project id  the same phones                   app secret, or JWT
v3  by project id  HarmonyOS NEXT and 5 on, alone    JWT only",
            "v1  按 client id  Android、EMUI、HarmonyOS 4 及以下  App secret 或 JWT
v2  按项目 ID     同上                               App secret 或 JWT
v3  按项目 ID     只有 HarmonyOS NEXT、5 及以上      只能用 JWT",
        ),
    ),
    (
        Text::new("choosing one", "怎么选"),
        Text::new(
            "an Android app needs v1, the default; `[huawei] api` or `--set huawei.api=v3` takes another. A token of one \
             generation sent to the other is answered with 80300007. After a phone's upgrade to NEXT the app must fetch a \
             new token",
            "Android 应用用 v1（默认）；`[huawei] api` 或 `--set huawei.api=v3` 换成别的。把一代的 token 发给另一代，返回 80300007。\
             手机升级到 NEXT 之后，App 要重新获取 token",
        ),
    ),
    (
        Text::new("credentials", "凭据"),
        Text::new(
            "app_secret: an access token for an hour, kept and used again. service_account_file: a JWT signed here with \
             PS256, valid for an hour; the clock of this machine must be right. App and project have a client id each; id, \
             secret and path must be of the same one. `pushctl check` asks v1 or v2 with validate_only; v3 has no dry run, \
             of it only the JWT is proven",
            "app_secret：换取一小时有效的 access token，缓存复用。service_account_file：本地用 PS256 签名的 JWT，一小时有效，\
             本机时间必须准确。应用和项目各有一个 Client ID；ID、密钥、路径必须出自同一个。`pushctl check` 用 v1、v2 的 \
             validate_only 询问；v3 没有只校验的接口，只验证 JWT",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "service and communication (服务与通讯): rings, banner, lock screen. Marketing (资讯营销): silent, in the \
             notification centre only. Without the self-classification right (自分类权益) everything is marketing, or Huawei \
             judges by itself; with it `category` decides, and a message without one is marketing. EMUI before 10 \
             shows no difference",
            "服务与通讯：响铃、横幅、锁屏展示。资讯营销：静默，只在通知中心。没有自分类权益时全部按资讯营销，或由华为判断；\
             有权益时由 `category` 决定，不填就是资讯营销。EMUI 10 以下没有区别",
        ),
    ),
    (
        Text::new("self-classification", "自分类权益"),
        Text::new(
            "AppGallery Connect, Push Kit, Config: apply, about 5 working days; in force some 5 minutes after approval. \
             IM is the category of chat messages and the default of `pushctl send-test`; without the right it has no \
             effect, and the message still arrives",
            "AppGallery Connect → 推送服务 → 配置 里申请，约 5 个工作日；批准约 5 分钟后生效。聊天消息的 category 是 IM，\
             也是 `pushctl send-test` 的默认值；没有权益时它不起作用，消息照样送达",
        ),
    ),
    (
        Text::new("categories", "分类取值"),
        Text::new(
            "IM                chat
VOIP              call
MISS_CALL         missed call (v3)
SUBSCRIPTION      what the user subscribed to
TRAVEL            travel
HEALTH            health
WORK              work
ACCOUNT           account
EXPRESS           orders and delivery
FINANCE           finance
DEVICE_REMINDER   devices
MAIL              mail
PLAY_VOICE        spoken aloud, data messages only, needs a right
MARKETING         marketing
SYSTEM_REMINDER   seen on v3 and in others' lists only
CUSTOMER_SERVICE  seen on v3 and in others' lists only",
            "IM                聊天
VOIP              通话
MISS_CALL         未接来电（v3）
SUBSCRIPTION      用户订阅
TRAVEL            出行
HEALTH            健康
WORK              工作
ACCOUNT           账号
EXPRESS           订单与物流
FINANCE           财务
DEVICE_REMINDER   设备提醒
MAIL              邮件
PLAY_VOICE        语音播报，只用于透传消息，需要权益
MARKETING         资讯营销
SYSTEM_REMINDER   只在 v3 和别家的列表里见过
CUSTOMER_SERVICE  只在 v3 和别家的列表里见过",
        ),
    ),
    (
        Text::new("per phone and day", "单机每日上限"),
        Text::new(
            "marketing: 2, news apps with a licence 5; the surplus is dropped (receipt 256). Service and communication: no \
             number, unreasonable use is throttled. Everything together: 3000 (v1, v2; receipt 102). The send itself is \
             accepted in either case: only receipts tell",
            "资讯营销：2 条，有资质的新闻类 5 条；超出的丢弃（回执 256）。服务与通讯：没有固定数字，不合理的会被限流。\
             合计 3000 条（v1、v2；回执 102）。超出时发送仍然返回成功，只有回执知道",
        ),
    ),
    (
        Text::new("test messages", "测试消息"),
        Text::new(
            "target_user_type 1, the default of `pushctl send-test`: 500 a day for an app, not counted against the phone's \
             limit, to any phone: no test devices have to be registered. v3: testMessage, 1000 a day for a project, at \
             most 10 tokens a call",
            "target_user_type 1，`pushctl send-test` 默认使用：每个应用每天 500 条，不计入单机上限；任何手机都能收到，\
             不需要登记测试设备。v3：testMessage，每个项目每天 1000 条，一次最多 10 个 token",
        ),
    ),
    (
        Text::new("calls a second", "调用频率"),
        Text::new(
            "devices a second: monthly active users × weight × 0.00072, at least 6000; weight 5 for social and finance, 4 \
             news, 3 content, shopping, life and business, 2 games, 1 else. The app's number stands in AppGallery Connect, \
             Push Kit, Config. Above it: HTTP 503. The token call has a limit too, of which no number is published",
            "每秒设备数：月活 × 权重 × 0.00072，至少 6000；权重：社交、金融 5，新闻 4，内容、购物、生活、商务 3，游戏 2，其它 1。\
             应用的数字在 AppGallery Connect → 推送服务 → 配置。超出返回 HTTP 503。获取 token 的接口也有限制，没有公布数字",
        ),
    ),
    (
        Text::new("push token", "push token"),
        Text::new(
            "print it in the app and copy it whole: `getDevicePushToken()` in tim_ui_kit_push_plugin, \
             `getAndroidPushToken()` in tencent_cloud_chat_push. Its length and beginning differ between generations and \
             prove nothing; reinstalling, clearing data and a reset make a new one",
            "在 App 里打印，完整复制：tim_ui_kit_push_plugin 用 `getDevicePushToken()`，tencent_cloud_chat_push 用 \
             `getAndroidPushToken()`。长度和开头各代不同，不能作为判断；重装、清除数据、恢复出厂都会变",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "a web hook to your server, set in AppGallery Connect, Push Kit, Config, per project or app; https with a \
             commercial certificate. `huawei.receipt_id` picks another configuration, `huawei.bi_tag` comes back in it. \
             There is no query by request id; the console has a message trace in self-service analysis (自助分析). Codes: \
             `pushctl explain huawei 256`",
            "回调到你的服务器，在 AppGallery Connect → 推送服务 → 配置 里按项目或应用设置；要 https 和商业 CA 证书。\
             `huawei.receipt_id` 选用别的配置，`huawei.bi_tag` 会原样带回。不能按 requestId 查询；控制台的自助分析里有消息轨迹。\
             状态码：`pushctl explain huawei 256`",
        ),
    ),
    (
        Text::new("cached", "离线缓存"),
        Text::new("15 days at most, 120 messages of an app", "最长 15 天，每个应用 120 条"),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "the same host everywhere; the project's data processing location must be selected (907122053, 82000012), and \
             sending abroad may have to be enabled (80300002)",
            "全球同一个域名；项目要选择数据处理位置（907122053、82000012），发往海外可能需要开通（80300002）",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Does the phone get a token at all? Its log names a code: 907135000 the file agconnect-services.json, 6003 the \
             signature, 907122036 Push Kit not enabled, 907135003 HMS Core",
            "手机拿到 token 了吗？日志里有错误码：907135000 是 agconnect-services.json，6003 是签名，907122036 是没开通推送，\
             907135003 是 HMS Core",
        ),
        commands: &["pushctl explain huawei 907135000", "pushctl explain huawei 6003"],
    },
    Point {
        text: Text::new(
            "Is this build signed with a key whose SHA-256 stands in AppGallery Connect? Debug builds are checked too",
            "这个包的签名证书 SHA-256 填到 AppGallery Connect 了吗？调试包也会校验",
        ),
        commands: &["pushctl explain huawei 6003", "pushctl gen-manifest --vendor huawei"],
    },
    Point {
        text: Text::new(
            "Is Push Kit enabled, and does the secret belong to the app id? The check asks Huawei and sends nothing",
            "开通推送服务了吗？密钥和 App ID 是同一个应用的吗？检查时会询问华为，不发送任何消息",
        ),
        commands: &["pushctl check --vendor huawei"],
    },
    Point {
        text: Text::new(
            "Does the phone run HarmonyOS NEXT? It is reached by v3 only, and by an app built for it",
            "手机是 HarmonyOS NEXT 吗？它只能用 v3，而且要是为它构建的应用",
        ),
        commands: &["pushctl send-test --vendor huawei --set huawei.api=v3"],
    },
    Point {
        text: Text::new(
            "Accepted, but nothing rings? Without the self-classification right a message is marketing: silent, in the \
             notification centre, two a day. Look down the list on the phone",
            "发送成功但不响？没有自分类权益的消息是资讯营销：静默，只在通知中心，每天两条。在手机通知列表里往下找",
        ),
        commands: &["pushctl explain huawei"],
    },
    Point {
        text: Text::new(
            "Did a few arrive and then none? Receipt 256 or 102 says so; test messages have a quota of their own",
            "前几条能收到，后来收不到了？回执 256、102 能说明；测试消息有单独的额度",
        ),
        commands: &["pushctl explain huawei 256", "pushctl send-test --vendor huawei"],
    },
    Point {
        text: Text::new(
            "It arrives, but the badge stays? Name the launcher activity, in the IM console too (角标参数); a package name \
             will not do",
            "能收到但角标不变？填写入口 Activity 的类名，IM 控制台的「角标参数」也要填；填包名没有用",
        ),
        commands: &["pushctl gen-manifest --only console --vendor huawei"],
    },
    Point {
        text: Text::new(
            "It arrives, but a tap opens nothing? The plugin wants the action to open the app; with a page of one's own it \
             must be exported (receipt 31)",
            "能收到但点击没反应？插件要求点击动作是打开应用；打开自己的页面时它必须导出（回执 31）",
        ),
        commands: &["pushctl explain huawei 31", "pushctl send-test --vendor huawei --click open"],
    },
];

/// Without a category a message is marketing, and the right to one is applied for.
pub(super) fn production(values: &Values) -> Production {
    let lacks = values
        .text("category")
        .is_none()
        .then(|| Text::new("no category (marketing, 2 a day per phone)", "没有 category，算资讯营销，每机每天 2 条"));
    let beside = Text::new("the right of self-classification (自分类权益)", "自分类权益");
    Production { lacks, beside: Some(beside) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_guide_says_when_it_was_true() {
        assert!(GUIDE[0].1.get(Lang::En).starts_with("2026-11-23"));
    }

    /// The words stand in `lint.rs`; here they only get a meaning.
    #[test]
    fn the_table_of_categories_is_that_of_the_rule() {
        for lang in [Lang::En, Lang::Zh] {
            let table = GUIDE.iter().map(|(_, words)| words.get(lang)).find(|words| words.starts_with("IM "));
            let words = table.expect("a table").lines().filter_map(|line| line.split_whitespace().next());
            assert_eq!(words.collect::<Vec<_>>(), super::super::lint::CATEGORIES);
        }
    }

    #[test]
    fn every_point_has_a_command_and_every_code_it_names_is_known() {
        for point in CHECKLIST {
            assert!(!point.commands.is_empty(), "{:?}", point.text);
            for command in point.commands {
                let Some(code) = command.strip_prefix("pushctl explain huawei ") else { continue };
                let known = super::super::VENDOR.codes.entries().iter().any(|entry| entry.code == code);
                assert!(known, "{code}");
            }
        }
    }
}
