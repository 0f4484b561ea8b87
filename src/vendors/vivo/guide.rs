//! What `explain vivo` tells, and vivo's own points of the checklist. Knowledge of 2026-11-23.
//!
//! Quotas and classes: Tencent TPNS documents (2024-10), guides of ZEGO and NetEase Yunxin quoting document 695,
//! Tencent Cloud document 269/130977 (2026-05-14). Test devices: vendor SDK 2.2's manual, Tencent's guide.

use crate::text::Text;

pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new("2026-11-23; the vendor's own pages could not be read", "2026-11-23；没能直接读到 vivo 官网的页面"),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "a company account at dev.vivo.com.cn (about 3 days), then management centre, message push (消息推送), create; \
             the app's details hold APP ID, APP key and App secret",
            "在 dev.vivo.com.cn 注册企业账号（约 3 天），然后 管理中心 → 消息推送 → 创建；应用详情里有 APP ID、APP key 和 App secret",
        ),
    ),
    (
        Text::new("before the store", "上架之前"),
        Text::new(
            "only test pushes (pushMode 1) work, to registered test devices; production messages are refused with 10045",
            "只能发测试推送（pushMode 1），而且只发给登记过的测试设备；正式消息会被拒绝（10045）",
        ),
    ),
    (
        Text::new("test devices", "测试设备"),
        Text::new(
            "console only: message push, test devices (测试设备), add the whole regId; at most 20. The IM console's test \
             push and chat messages cannot use the test mode, `pushctl send-test` can",
            "只能在控制台管理：消息推送 → 测试设备 → 添加完整的 regId，最多 20 台。IM 控制台的测试推送和聊天消息都不能用测试模式，\
             `pushctl send-test` 可以",
        ),
    ),
    (
        Text::new("system messages", "系统消息"),
        Text::new(
            "category IM, ACCOUNT, TODO, DEVICE_REMINDER, ORDER, SUBSCRIPTION (the last needs approval): any hour, no \
             limit per phone. vivo checks again and may demote; misuse is punished. Wrongly demoted: mail push@vivo.com",
            "category 为 IM、ACCOUNT、TODO、DEVICE_REMINDER、ORDER、SUBSCRIPTION（最后一个需要审批）：任何时间都可以发，单机不限量。\
             vivo 会自动复核并可能降级，滥用会受罚。误判可发邮件到 push@vivo.com",
        ),
    ),
    (
        Text::new("operational messages", "运营消息"),
        Text::new(
            "category NEWS, CONTENT, MARKETING, SOCIAL, and in practice whatever names no class: 07:00 to 23:00 Beijing \
             time, 2 a day per phone (news apps 5); identical text is dropped as a duplicate",
            "category 为 NEWS、CONTENT、MARKETING、SOCIAL，以及实际上没写分类的消息：北京时间 7 点到 23 点，每台手机每天 2 条\
             （新闻类 5 条）；相同的文字会被当作重复消息丢弃",
        ),
    ),
    (
        Text::new("quota a day", "每日配额"),
        Text::new(
            "operational: 2 times the valid users, news apps 3 times; system: 3 times by texts up to 2025-04, 20 times by \
             Tencent's overview of 2026-05, which holds is not known. Valid: subscribed, seen in 14 days, notifications \
             on; fewer than 10000 count as 10000. Counted are arrivals. Over it: 10070 (operational), 10073 (system)",
            "运营消息：有效用户数的 2 倍，新闻类 3 倍；系统消息：2025-04 之前的资料写 3 倍，腾讯 2026-05 的汇总写 20 倍，以哪个为准不清楚。\
             有效用户：已订阅、14 天内在线、通知已开启；不足 10000 按 10000 算。按到达数计。超出：10070（运营）、10073（系统）",
        ),
    ),
    (
        Text::new("test messages", "测试消息"),
        Text::new(
            "no limit by newer texts; an older one says 100 operational and 10000 system ones a day",
            "新资料写不限量；旧资料写运营类每天 100 条、系统类每天 10000 条",
        ),
    ),
    (
        Text::new("regId", "regId"),
        Text::new(
            "print it on the phone with getDevicePushToken() and copy it whole; old ones are 23 digits, new ones begin \
             with v2- and have more than 50 characters",
            "在手机上用 getDevicePushToken() 打印，完整复制；旧的是 23 位数字，新的以 v2- 开头、超过 50 个字符",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "single pushes in production only, as a web hook: vivo.callback (a URL) or vivo.callback_id (registered in the console)",
            "只有正式的单推有回执，以网络回调方式送达：vivo.callback（URL）或 vivo.callback_id（在控制台登记）",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "no host outside mainland China was found: use FCM there",
            "没有找到海外的服务器地址：海外手机请用 FCM",
        ),
    ),
];

pub(super) static CHECKLIST: &[Text] = &[
    Text::new(
        "Not in the store yet? Only test pushes to registered test devices arrive: `pushctl send-test --vendor vivo`; \
         invalidUser.status 4 means that the phone is not registered",
        "还没上架？只有发给登记过的测试设备的测试推送能到：`pushctl send-test --vendor vivo`；invalidUser.status 4 表示没有登记",
    ),
    Text::new(
        "Are APP ID and APP key swapped in the manifest? Tencent's guide has them so: `pushctl gen-manifest --vendor vivo`",
        "清单里的 APP ID 和 APP key 写反了吗？腾讯云教程就写反了：`pushctl gen-manifest --vendor vivo`",
    ),
    Text::new(
        "Did it arrive a few times and then stop? Operational messages are limited to 2 a day per phone, and identical text is \
         dropped: send with a system category, `pushctl send-test --vendor vivo --category IM`",
        "前几条能收到，后来收不到了？运营消息每台手机每天 2 条，相同的文字会被丢弃：用系统消息分类，\
         `pushctl send-test --vendor vivo --category IM`",
    ),
    Text::new(
        "A tap does not open the app of a debug build? Allow background pop-ups (后台弹出界面) for it on the phone",
        "调试包点击通知打不开？在手机上给应用打开「后台弹出界面」权限",
    ),
];
