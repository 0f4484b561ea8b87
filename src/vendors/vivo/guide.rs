//! What `explain vivo` tells, and vivo's own points of `explain no-push`. As known on 2026-11-23.
//!
//! Classes and quotas: Tencent's TPNS documents (2024-10), guides of ZEGO and Yunxin quoting vivo's document
//! 695, Tencent Cloud document 269/130977 (2026-05-14), Jiguang's table (2025-04-07). Calls a second: a `MobPush`
//! article (2023-08). Test devices: the vendor SDK's manual and Tencent's guide. Where sources contradict each other
//! the texts say so: vivo's own pages could not be read.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new("2026-11-23; vivo's own pages could not be read", "2026-11-23；没能直接读到 vivo 官网的页面"),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "register at dev.vivo.com.cn as a company (about 3 days), then management centre, message push (消息推送), \
             create, test push (测试推送); the app's details hold APP ID, APP key and App secret",
            "在 dev.vivo.com.cn 注册并通过企业认证（约 3 天），然后 管理中心 → 消息推送 → 创建 → 测试推送；\
             应用详情里有 APP ID、APP key 和 App secret",
        ),
    ),
    (
        Text::new("before the store", "上架之前"),
        Text::new(
            "only test pushes (pushMode 1) work, one device at a time, to registered test devices; production messages \
             are refused, with 10045 while the app is under review",
            "只能发测试推送（pushMode 1），只能单推，而且只发给登记过的测试设备；正式消息会被拒绝，审核期间返回 10045",
        ),
    ),
    (
        Text::new("test devices", "测试设备"),
        Text::new(
            "in the console only: message push, test devices (测试设备), add the whole regId; at most 20. A phone that is \
             not among them is answered with invalidUser.status 4",
            "只能在控制台管理：消息推送 → 测试设备 → 添加完整的 regId，最多 20 台。没登记的手机会得到 invalidUser.status 4",
        ),
    ),
    (
        Text::new("test pushes", "测试推送"),
        Text::new(
            "`pushctl send-test --vendor vivo` uses the test mode, Tencent's console and chat messages cannot. No limit by \
             vivo's document 695 as others quote it; an older text says 100 operational and 10000 system ones a day",
            "`pushctl send-test --vendor vivo` 用测试模式；IM 控制台的测试推送和聊天消息都不能用。\
             别家引用的 vivo 文档 695 写不限量；旧资料写每天运营类 100 条、系统类 10000 条",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "IM               system       instant messages
ACCOUNT          system       account and assets
TODO             system       schedule, to-do
DEVICE_REMINDER  system       device information
ORDER            system       orders and delivery
SUBSCRIPTION     system       reminders the user subscribed to, needs approval
NEWS             operational  news
CONTENT          operational  content recommendation
MARKETING        operational  campaigns
SOCIAL           operational  social activity",
            "IM               系统消息  即时消息
ACCOUNT          系统消息  账号与资产
TODO             系统消息  日程待办
DEVICE_REMINDER  系统消息  设备信息
ORDER            系统消息  订单与物流
SUBSCRIPTION     系统消息  用户订阅的提醒，需要审批
NEWS             运营消息  新闻
CONTENT          运营消息  内容推荐
MARKETING        运营消息  营销活动
SOCIAL           运营消息  社交动态",
        ),
    ),
    (
        Text::new("choosing one", "怎么选"),
        Text::new(
            "`[vivo] category`, in capitals; without one a message is in practice operational. vivo checks system messages \
             again, may demote them and punishes misuse; wrongly demoted: mail push@vivo.com",
            "填 `[vivo] category`，必须大写；不填实际上按运营消息处理。vivo 会复核系统消息，可能降为运营消息，滥用会受罚；\
             误判可发邮件到 push@vivo.com",
        ),
    ),
    (
        Text::new("hours, per phone", "时段、单机上限"),
        Text::new(
            "operational: 07:00 to 23:00 Beijing time, 2 a day per phone, news apps 5; identical text is dropped as a \
             duplicate. System: any hour, no limit per phone",
            "运营消息：北京时间 7:00 到 23:00，每台手机每天 2 条，新闻类应用 5 条；相同的文字按重复消息丢弃。\
             系统消息：不限时段，单机不限量",
        ),
    ),
    (
        Text::new("quota a day", "每日总量"),
        Text::new(
            "operational: 2 times the valid users, licensed news apps 3 times (10070 above it). System (10073): sources \
             contradict each other, 3 times in texts up to 2025-04, 20 times in Tencent's overview of 2026-05-14; more on \
             application. Valid: subscribed, seen in the last 14 days, notifications on; fewer than 10000 count as 10000. \
             Arrivals count, not requests; calling on above the limit lowers it",
            "运营消息：有效用户数的 2 倍，有资质的新闻类应用 3 倍，超出返回 10070。系统消息（超出返回 10073）：资料互相矛盾，\
             2025-04 及以前写 3 倍，腾讯云 2026-05-14 的汇总写 20 倍；可以申请提高。有效用户：已订阅、14 天内在线、通知已开启，\
             不足 10000 按 10000 算。按到达数计，不按请求数；超出后继续调用会降低配额",
        ),
    ),
    (
        Text::new("calls a second", "调用频率"),
        Text::new(
            "sending: 3000 to 5000 messages a second, by the number of valid users (2023, one source); authentication: 10 a \
             second, above it 10093. The authToken lives 24 hours: keep it, renew it every hour or two",
            "发送：每秒 3000 到 5000 条，由有效用户数决定（2023 年，单一来源）；鉴权：每秒 10 次，超出返回 10093。\
             authToken 有效期 24 小时：缓存起来，一两个小时换一次",
        ),
    ),
    (
        Text::new("regId", "regId"),
        Text::new(
            "vivo's device token. Print it in the app and copy it whole: `getDevicePushToken()` in tim_ui_kit_push_plugin, \
             `getAndroidPushToken()` in tencent_cloud_chat_push. Old ones are 23 digits, new ones begin with v2- and have \
             more than 50 characters; a new install gets a new one",
            "就是 vivo 的 device token。在 App 里打印，完整复制：tim_ui_kit_push_plugin 用 `getDevicePushToken()`，\
             tencent_cloud_chat_push 用 `getAndroidPushToken()`。旧的是 23 位数字，新的以 v2- 开头、超过 50 个字符；重装后会变",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "for single pushes in production only, as a web hook to your server: `[vivo] callback_id` (an address registered \
             in the console) or the older `[vivo] callback` (a URL), with `callback_param`",
            "只有正式的单推有回执，回调到你的服务器：`[vivo] callback_id`（在控制台登记的地址），\
             或旧的 `[vivo] callback`（URL），可带 `callback_param`",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "no server outside mainland China is known; phones there: FCM",
            "没有已知的海外服务器；海外手机请用 FCM",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Is the app in vivo's store? Before that only test pushes to registered test devices arrive, no chat message does",
            "应用在 vivo 商店上架了吗？上架之前只有发给测试设备的测试推送能到，聊天消息到不了",
        ),
        commands: &["pushctl send-test --vendor vivo"],
    },
    Point {
        text: Text::new(
            "Is the phone a test device? invalidUser.status 4 says that it is not; add its whole regId in vivo's console, \
             message push, test devices (测试设备)",
            "手机登记为测试设备了吗？invalidUser.status 4 表示没有；在 vivo 控制台 → 消息推送 → 测试设备 里添加完整的 regId",
        ),
        commands: &["pushctl explain vivo 4"],
    },
    Point {
        text: Text::new(
            "Are APP ID and APP key swapped in the app? Tencent's guide has them so, and the phone then gets no regId",
            "App 里的 APP ID 和 APP key 写反了吗？腾讯云教程就写反了，后果是拿不到 regId",
        ),
        commands: &["pushctl check --vendor vivo", "pushctl gen-manifest --vendor vivo"],
    },
    Point {
        text: Text::new(
            "Does the phone's log say `errorCode`? That is a state of the client SDK",
            "手机日志里有 `errorCode` 吗？那是客户端 SDK 的状态码",
        ),
        commands: &["pushctl explain vivo 10003"],
    },
    Point {
        text: Text::new(
            "Did a few arrive and then none? Operational messages are limited per phone and day, and identical text is \
             dropped; try a system class",
            "前几条能收到，后来收不到了？运营消息每台手机每天有上限，相同的文字会被丢弃；换系统消息分类再试",
        ),
        commands: &["pushctl send-test --vendor vivo --category IM"],
    },
    Point {
        text: Text::new(
            "It arrives, but a tap opens nothing? A debug build needs the permission for background pop-ups \
             (后台弹出界面), and the IM console needs the URI of this app",
            "能收到但点击没反应？调试包要在手机上打开「后台弹出界面」权限；IM 控制台要填这个应用的 URI",
        ),
        commands: &["pushctl gen-manifest --only console --vendor vivo"],
    },
];

/// Before the app is in the store only test pushes work, and nobody can be asked whether it is.
pub(super) fn production(values: &Values) -> Production {
    let is_set = |key| values.text(key).is_some();
    let lacks = (!is_set("category") && !is_set("classification"))
        .then(|| Text::new("no category (operational, 2 a day per phone)", "没有 category，算运营消息，每机每天 2 条"));
    let beside = Text::new("the app in vivo's store", "App 在 vivo 应用商店上架");
    Production { lacks, beside: Some(beside) }
}

#[cfg(test)]
mod tests {
    use super::super::section::CATEGORIES;
    use super::*;
    use crate::text::Lang;

    /// The words and classes stand in `section.rs`; here they only get a meaning.
    #[test]
    fn the_table_of_classes_is_that_of_the_section() {
        for (lang, names) in [(Lang::En, ["operational", "system"]), (Lang::Zh, ["运营消息", "系统消息"])] {
            let table = GUIDE.iter().map(|(_, words)| words.get(lang)).find(|words| words.contains('\n'));
            let rows: Vec<_> = table.expect("a table").lines().map(|line| line.split_whitespace().take(2)).collect();
            assert_eq!(rows.len(), CATEGORIES.len());
            for (row, (category, class)) in rows.into_iter().zip(CATEGORIES) {
                assert_eq!(row.collect::<Vec<_>>(), [*category, names[usize::from(*class)]]);
            }
        }
    }

    #[test]
    fn the_guide_says_when_it_was_true() {
        assert!(GUIDE[0].1.get(Lang::En).starts_with("2026-11-23"));
    }
}
