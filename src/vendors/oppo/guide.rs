//! What `explain oppo` tells, and OPPO's own points of `explain no-push`. As known on 2026-11-23.
//!
//! Classes: a mirror of document 13189 (2025-11), Tencent's documents trtc.io 60576 and 73940 (2025). Limits: Getui's
//! table of vendors' limits, yimenapp's pages on OPPO (2022, 2023). Receipts: copies of document 11239. Where sources
//! contradict each other the texts say so: OPPO's own pages could not be read.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new("2026-11-23; OPPO's own pages were read as copies only", "2026-11-23；OPPO 官网的页面只读到了转载"),
    ),
    (
        Text::new("phones", "手机"),
        Text::new(
            "OPPO, OnePlus and realme with ColorOS 3.1 or later; single pushes are notifications, there are no silent ones",
            "OPPO、一加、realme，ColorOS 3.1 以上；单推只有通知栏消息，没有透传",
        ),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "open.oppomobile.com, management centre (管理中心), app service platform, the app, development services, push: a company \
             account, an app in OPPO's store, not mainly lending. Individual developers are refused. Then push.oppo.com, \
             configuration management (配置管理), application configuration (应用配置) holds AppId, AppKey, AppSecret and \
             MasterSecret; only the main account sees the secrets",
            "open.oppomobile.com → 管理中心 → 应用服务平台 → 应用 → 开发服务 → 推送服务：需要企业账号、应用在 OPPO 商店上架、\
             不是借贷类为主。个人开发者申请不到。之后在 push.oppo.com → 配置管理 → 应用配置 里有 AppId、AppKey、AppSecret、\
             MasterSecret；密钥只有主账号看得到",
        ),
    ),
    (
        Text::new("two secrets", "两个密钥"),
        Text::new(
            "AppSecret is built into the app (`oppo_app_secret`), MasterSecret signs on a server and in the IM console. One in \
             place of the other is the usual mistake: 16 Invalid Signature",
            "AppSecret 写进 App（`oppo_app_secret`），MasterSecret 给服务端和 IM 控制台签名。最常见的错误就是两者混用：\
             16 Invalid Signature",
        ),
    ),
    (
        Text::new("channel", "通道"),
        Text::new(
            "push.oppo.com, configuration management (配置管理), new channel (新建通道). The same id in three places: there, in \
             the app (`createNotificationChannel`), and in `[oppo] channel_id`; the IM console's certificate holds it too. \
             Without it Android 8 and later may show nothing",
            "push.oppo.com → 配置管理 → 新建通道。同一个 ID 要写在三处：那里、App（`createNotificationChannel`）、\
             `[oppo] channel_id`；IM 控制台的证书里也要填。没有它，Android 8 以上可能什么都不显示",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "IM               communication  chat messages
ACCOUNT          communication  account and assets
DEVICE_REMINDER  communication  device information
ORDER            communication  orders and delivery
TODO             communication  schedule, to-do
SUBSCRIPTION     communication  reminders the user subscribed to
NEWS             content        news
CONTENT          content        content recommendation
MARKETING        content        campaigns
SOCIAL           content        social activity",
            "IM               通讯与服务  聊天消息
ACCOUNT          通讯与服务  账号与资产
DEVICE_REMINDER  通讯与服务  设备信息
ORDER            通讯与服务  订单与物流
TODO             通讯与服务  日程待办
SUBSCRIPTION     通讯与服务  用户订阅的提醒
NEWS             内容与营销  新闻
CONTENT          内容与营销  内容推荐
MARKETING        内容与营销  营销活动
SOCIAL           内容与营销  社交动态",
        ),
    ),
    (
        Text::new("old and new rules", "新旧规则"),
        Text::new(
            "apps that opened push near or after 2024-11-20 use `[oppo] category`; older ones with a private channel (私信通道) \
             may stay with `channel_id` alone. Do not mix both for one phone. Where exactly the line is was not found",
            "2024-11-20 前后或之后开通推送的应用用 `[oppo] category`；以前申请过私信通道的应用可以继续只用 `channel_id`。\
             同一台手机不要混用。确切的界线没有查到",
        ),
    ),
    (
        Text::new("templates", "私信模板"),
        Text::new(
            "each message of communication and service needs an approved private template: `[oppo] template_id` and, for its \
             `${name}$`, `template_params` and `template_title_params`; without it code 54. The IM console can hold one for \
             IM, with `${title}$` and `${desc}$`",
            "通讯与服务类的每条消息都要有审核通过的私信模板：`[oppo] template_id`，模板里的 `${name}$` 用 `template_params` 和 \
             `template_title_params` 填写；没有模板返回 54。IM 控制台可以为 IM 存一个模板，变量是 `${title}$` 和 `${desc}$`",
        ),
    ),
    (
        Text::new("strong reminder", "强提醒"),
        Text::new(
            "`[oppo] notify_level` 16 adds banner, vibration and sound; it has to be applied for (social, phone and office apps, \
             chat messages) and needs a category, else 67",
            "`[oppo] notify_level` 16 加上横幅、震动和铃声；需要申请（社交、通讯、办公类应用的聊天消息），而且必须有 category，否则返回 67",
        ),
    ),
    (
        Text::new("quota a day", "每日额度"),
        Text::new(
            "communication and service: no limit. Content and marketing: per app 100000 below 50000 accumulated users, else 2 \
             times the users (33 above it); per phone 2, news apps 5 (receipt user_daily_limit). Since 2024-07-29 an app \
             installed from elsewhere than OPPO's store gets no content and marketing messages",
            "通讯与服务类不限量。内容与营销类：累计用户不到 5 万时每个应用 10 万条，否则是累计用户数的 2 倍，超出返回 33；\
             每台手机 2 条，新闻类应用 5 条（回执 user_daily_limit）。2024-07-29 起，不是从 OPPO 商店安装的应用收不到内容与营销类消息",
        ),
    ),
    (
        Text::new("calls a second", "调用频率"),
        Text::new(
            "5000 for all calls of an app together, 10000 from 10 million accumulated users, 20000 from 50 million, 30000 from \
             100 million (2022, one source); above it 13, 55 or -2. The auth_token lives 24 hours: keep it for some hours",
            "一个应用的所有接口合计每秒 5000 次；累计用户 1000 万以上 10000 次，5000 万以上 20000 次，1 亿以上 30000 次\
             （2022 年，单一来源）；超出返回 13、55 或 -2。auth_token 有效期 24 小时：缓存几个小时",
        ),
    ),
    (
        Text::new("test devices", "测试设备"),
        Text::new(
            "there are none, and no test mode: every push is a real one and counts",
            "没有测试设备，也没有测试模式：每条推送都是正式的，都计入额度",
        ),
    ),
    (
        Text::new("registration_id", "registration_id"),
        Text::new(
            "OPPO's device token: `CN_` and 32 hex digits, abroad another region in place of CN. Print it in the app and copy it \
             whole: `getDevicePushToken()` in tim_ui_kit_push_plugin, `getAndroidPushToken()` in tencent_cloud_chat_push",
            "就是 OPPO 的 device token：`CN_` 加 32 位十六进制，海外是别的区域。在 App 里打印，完整复制：\
             tim_ui_kit_push_plugin 用 `getDevicePushToken()`，tencent_cloud_chat_push 用 `getAndroidPushToken()`",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "a web hook per message: `[oppo] call_back_url` (200 characters) and `call_back_parameter`. OPPO posts an array of \
             events: push_arrive, regid_invalid (delete the token), user_daily_limit. There is no query for a token or for a \
             message; a list of invalid ids (fetch_invalid_regidList) exists, but whether reading empties it is not known",
            "按消息回调：`[oppo] call_back_url`（200 个字符）和 `call_back_parameter`。OPPO 用 POST 发来事件数组：push_arrive、\
             regid_invalid（删除 token）、user_daily_limit。没有查询 token 或消息的接口；有一个无效 ID 列表\
             （fetch_invalid_regidList），但读取后是否清空没有查到",
        ),
    ),
    (
        Text::new("badge", "角标"),
        Text::new(
            "a privilege of OPPO's: ask its contact for push; a push cannot set it",
            "属于 OPPO 的高级权益，要联系推送对接人；推送里不能设置",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "ids that are not CN go to api-intl.push.oppomobile.com; pushctl chooses by the id. Sent to the domestic host they \
             are refused",
            "不是 CN 的 ID 要发到 api-intl.push.oppomobile.com，pushctl 按 ID 选择；发到国内域名会被拒绝",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Are notifications on? On OPPO they are off after install: the app has to call `requireNotificationPermission()`, \
             which works once; else settings, notifications, the app",
            "通知打开了吗？OPPO 手机安装应用后默认关闭：App 要调用 `requireNotificationPermission()`，只有一次机会；\
             否则到 设置 → 通知 → 应用 里打开",
        ),
        commands: &["pushctl send-test --vendor oppo"],
    },
    Point {
        text: Text::new(
            "Does the channel exist in the app and at push.oppo.com under the same id? Tencent's guide registers `tuikit` and \
             creates `new_message`; Android 8 and later then show nothing",
            "通道在 App 和 push.oppo.com 里都有，而且 ID 相同吗？腾讯云教程登记的是 `tuikit`，创建的却是 `new_message`；\
             这样 Android 8 以上什么都不显示",
        ),
        commands: &["pushctl gen-manifest --vendor oppo", "pushctl send-test --vendor oppo --channel-id tuikit"],
    },
    Point {
        text: Text::new(
            "Is ext a JSON object? OPPO accepts any text and the phone then shows nothing",
            "ext 是 JSON 对象吗？别的文字 OPPO 也会接收，但手机什么都不显示",
        ),
        commands: &["pushctl send-test --vendor oppo --ext '{\"conversationID\":\"c2c_administrator\"}'"],
    },
    Point {
        text: Text::new(
            "Was AppSecret taken for MasterSecret, here or in the IM console? OPPO answers 16",
            "这里或 IM 控制台把 AppSecret 当成 MasterSecret 了吗？OPPO 会回答 16",
        ),
        commands: &["pushctl check --vendor oppo", "pushctl explain oppo 16"],
    },
    Point {
        text: Text::new(
            "Did it work until the classes of 2024-11-20? The category IM needs a template; without one code 54",
            "新分类之前能收到吗？category 为 IM 时需要私信模板，没有模板返回 54",
        ),
        commands: &["pushctl explain oppo 54", "pushctl send-test --vendor oppo --category IM"],
    },
    Point {
        text: Text::new(
            "Did a few arrive and then none? Content and marketing messages are limited per phone and day; an app installed \
             from elsewhere than OPPO's store gets none of them",
            "前几条能收到，后来收不到了？内容与营销类消息每台手机每天有上限；不是从 OPPO 商店安装的应用一条也收不到",
        ),
        commands: &["pushctl explain oppo user_daily_limit"],
    },
    Point {
        text: Text::new(
            "Is there no registration_id? Then onRegister names a code in the phone's log: 14 and 15 are the AppKey",
            "拿不到 registration_id？手机日志里 onRegister 会给出编号：14、15 是 AppKey 的问题",
        ),
        commands: &["pushctl explain oppo 14"],
    },
    Point {
        text: Text::new(
            "Are both permissions spelt RECIEVE, as OPPO does? Corrected to RECEIVE they have no effect",
            "两个权限是按 OPPO 的拼写 RECIEVE 写的吗？改成 RECEIVE 就不起作用",
        ),
        commands: &["pushctl gen-manifest --only manifest --vendor oppo"],
    },
    Point {
        text: Text::new(
            "It arrives, but a tap opens nothing? The IM console needs the plugin's activity",
            "能收到但点击没反应？IM 控制台要填插件的 activity",
        ),
        commands: &["pushctl gen-manifest --only console --vendor oppo"],
    },
];

/// The channel is what the phone shows a message in, the category what OPPO counts it as.
pub(super) fn production(values: &Values) -> Production {
    let is_set = |key| values.text(key).is_some();
    let lacks = if !is_set("channel_id") {
        Some(Text::new(
            "no channel_id (Android 8 or later may show nothing)",
            "没有 channel_id，Android 8 以上可能不显示",
        ))
    } else if !is_set("category") {
        Some(Text::new("no category (marketing, 2 a day per phone)", "没有 category，算内容与营销，每机每天 2 条"))
    } else {
        None
    };
    let beside = Text::new("the app in OPPO's store", "App 在 OPPO 软件商店上架");
    Production { lacks, beside: Some(beside) }
}

#[cfg(test)]
mod tests {
    use super::super::section::{CATEGORIES, MessageClass};
    use super::*;
    use crate::text::Lang;

    /// The words and classes stand in `section.rs`; here they only get a meaning.
    #[test]
    fn the_table_of_classes_is_that_of_the_section() {
        for (lang, communication, content) in
            [(Lang::En, "communication", "content"), (Lang::Zh, "通讯与服务", "内容与营销")]
        {
            let table = GUIDE.iter().map(|(_, words)| words.get(lang)).find(|words| words.contains('\n'));
            let rows: Vec<_> = table.expect("a table").lines().map(|line| line.split_whitespace().take(2)).collect();
            assert_eq!(rows.len(), CATEGORIES.len());
            for (row, (category, class)) in rows.into_iter().zip(CATEGORIES) {
                let name = if *class == MessageClass::Communication { communication } else { content };
                assert_eq!(row.collect::<Vec<_>>(), [*category, name]);
            }
        }
    }

    #[test]
    fn the_guide_says_when_it_was_true() {
        assert!(GUIDE[0].1.get(Lang::En).starts_with("2026-11-23"));
    }
}
