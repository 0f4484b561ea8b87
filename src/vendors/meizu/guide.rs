//! What `explain meizu` tells, and Meizu's own points of `explain no-push`. As known on 2026-11-23.
//!
//! The vendor's `PushAPI` README (2025-04-09), its Java SDK (2025-04-22) and `PushDemo` README with its questions and
//! answers (2023-09); Alibaba EMAS help 616229 for calls a second; Tencent Cloud document 269/130977 (2026-05-14) for
//! messages a day. Where sources contradict each other the texts say so.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new(
            "2026-11-23; Meizu's server document was last changed on 2025-04-09",
            "2026-11-23；魅族的服务端文档最后更新于 2025-04-09",
        ),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "register at open.flyme.cn (about 3 days), then services (服务), integrated push (集成推送服务), push console \
             (推送后台), and make an app of the kind 普通应用. Configuration management (配置管理), app configuration \
             (应用配置) holds AppID, AppKey, AppSecret and the package name, which belong together",
            "在 open.flyme.cn 注册并通过认证（约 3 天），然后 服务 → 集成推送服务 → 推送后台，创建类型为普通应用的应用；\
             配置管理 → 应用配置 里有互相绑定的 AppID、AppKey、AppSecret 和包名",
        ),
    ),
    (
        Text::new("which one goes where", "哪个填在哪里"),
        Text::new(
            "AppID, AppKey: the app (PushAppInfo)
AppID, AppSecret: a server, the IM console, pushctl
Tencent's guide tells to note AppSecret and then asks for AppKey",
            "AppID、AppKey：App（PushAppInfo）
AppID、AppSecret：服务端、IM 控制台、pushctl
腾讯云教程让人记录 AppSecret，到了 App 里又要 AppKey",
        ),
    ),
    (
        Text::new("test devices", "测试设备"),
        Text::new(
            "Meizu has neither a test mode nor test devices: every push is a real one. The console's troubleshooting page \
             (配置管理, 问题排查) sends a test push to one pushId and shows whether the phone is online, subscribed, and \
             which switches are on",
            "魅族没有测试模式，也没有测试设备：每条都是真实推送。控制台 配置管理 → 问题排查 可以向一个 pushId 发测试推送，\
             还能看到设备是否在线、是否订阅、各个开关的状态",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "0  public   公信  3 a day per phone, news reading apps 5
1  private  私信  no limit; IM, account, orders and the like; needs the right",
            "0  公信  每台手机每天 3 条，新闻阅读类应用 5 条
1  私信  不限量；IM、账号、订单等内容；需要权限",
        ),
    ),
    (
        Text::new("choosing one", "怎么选"),
        Text::new(
            "`[meizu] notice_msg_type`, since 2025-03; without it every message is public, and a test phone has had enough \
             after 3. Without the right a private one is probably refused with 201 in `value`; where to apply is not \
             documented: ask push_support@meizu.com",
            "填 `[meizu] notice_msg_type`，2025-03 起可用；不填都按公信处理，测试手机 3 条之后就收不到了。没有权限时发私信，\
             很可能在 `value` 里得到 201；申请方法没有公开文档，可以问 push_support@meizu.com",
        ),
    ),
    (
        Text::new("per phone", "单机上限"),
        Text::new(
            "public messages since 2025-05-07: 3 a day, news reading apps 5 (110011 in `value`); at most 5 messages of an app \
             a minute, more are folded (520)",
            "公信消息 2025-05-07 起每天 3 条，新闻阅读类应用 5 条，超出在 `value` 里得到 110011；同一应用每分钟最多 5 条，\
             超出会被折叠（520）",
        ),
    ),
    (
        Text::new("calls a second", "调用频率"),
        Text::new(
            "200 a second for an app by default (Alibaba's help; other vendors' pages say 500), above it 110010; more on \
             application to push_support@meizu.com. 100 pushIds per call, 1000 until 2023-08",
            "每个应用默认每秒 200 次（阿里云帮助；也有别家写 500），超出返回 110010；可发邮件到 push_support@meizu.com 申请提高。\
             每次最多 100 个 pushId，2023-08 之前是 1000",
        ),
    ),
    (
        Text::new("sign", "签名"),
        Text::new(
            "md5 over `name=value` of every parameter, sorted by name, nothing between them, values not urlencoded, then \
             AppSecret. There is no access token and no timestamp: `pushctl sign meizu --text TEXT`",
            "对全部参数的 `name=value` 按名称排序后直接相连（值不做 urlencode），最后接上 AppSecret，取 md5。\
             没有 access token，也没有时间戳：`pushctl sign meizu --text TEXT`",
        ),
    ),
    (
        Text::new("pushId", "pushId"),
        Text::new(
            "Meizu's device token: 3 capital letters or digits and 42 hex digits, newer phones may differ. Print it in the \
             app and copy it whole: `getDevicePushToken()` in tim_ui_kit_push_plugin, `getAndroidPushToken()` in \
             tencent_cloud_chat_push. It changes with an uninstall or after a month without use; it is personal data, \
             since the old form holds the device id",
            "就是魅族的 device token：3 位大写字母或数字，加 42 位十六进制；新机型可能不同。在 App 里打印，完整复制：\
             tim_ui_kit_push_plugin 用 `getDevicePushToken()`，tencent_cloud_chat_push 用 `getAndroidPushToken()`。\
             卸载或一个月不用会变；旧的写法里含有设备号，属于个人信息",
        ),
    ),
    (
        Text::new("what became of it", "查询结果"),
        Text::new(
            "a single push has no statistics: its msgId can be looked up in the console only. A push sent as a task has \
             counters at /garcia/api/server/push/statistics/getTaskStatistics, with the parameters appId, taskId and sign: \
             `pushctl sign meizu --text appId=APPIDtaskId=TASKID`",
            "单推没有统计接口，msgId 只能在控制台查。按任务发送的推送可以查 \
             /garcia/api/server/push/statistics/getTaskStatistics，参数是 appId、taskId 和 sign：\
             `pushctl sign meizu --text appId=APPIDtaskId=TASKID`",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "as a web hook to your server: `[meizu] callback`, a URL registered in the console (配置管理, 回执管理, at most \
             100 per app), with `callback_param` and `callback_type` (1 delivered, 2 clicked, 3 both)",
            "回调到你的服务器：`[meizu] callback`，URL 要先在控制台 配置管理 → 回执管理 登记，每个应用最多 100 个，\
             可带 `callback_param`、`callback_type`（1 送达，2 点击，3 两者）",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "`[meizu] region = \"overseas\"`: the hosts of in.meizu.com, in the vendor's SDK since 2023-08",
            "`[meizu] region = \"overseas\"`：使用 in.meizu.com 的服务器，厂商 SDK 2023-08 起支持",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Did the first three of the day arrive and then none? Public messages are limited to 3 a day per phone \
             (110011); private ones are not, if the app has the right",
            "当天前三条能到，后来收不到了？公信消息每台手机每天 3 条（110011）；有权限的应用发私信不受限",
        ),
        commands: &["pushctl send-test --vendor meizu --set meizu.notice_msg_type=1"],
    },
    Point {
        text: Text::new(
            "Are notifications of the app switched off? Its own switch can be asked for; the switch of the system and \
             whether the phone is online are in Meizu's console only: configuration management (配置管理), \
             troubleshooting (问题排查)",
            "应用的通知关掉了吗？应用级开关可以查询；系统开关和设备是否在线只能在魅族控制台 → 配置管理 → 问题排查 里看",
        ),
        commands: &["pushctl status token -d NAME"],
    },
    Point {
        text: Text::new(
            "Does registration on the phone end with 110000? AppID, AppKey and applicationId are not of one app, or the \
             phone remembers an earlier wrong registration: clear the data of the system app 推送服务 and restart it",
            "手机上注册得到 110000？AppID、AppKey、applicationId 不是同一个应用的，或者手机记住了之前错误的注册：\
             清除系统应用“推送服务”的数据并重启",
        ),
        commands: &["pushctl check --vendor meizu", "pushctl explain meizu 110000"],
    },
    Point {
        text: Text::new(
            "Does the app hold AppSecret where AppKey belongs? Tencent's guide names the wrong one of the two",
            "App 里该填 AppKey 的地方填了 AppSecret 吗？腾讯云教程这里写混了",
        ),
        commands: &["pushctl check --vendor meizu", "pushctl gen-manifest --only dart --vendor meizu"],
    },
    Point {
        text: Text::new(
            "Has the app a second receiver for Meizu's messages, of its own or of another push library? Only one is \
             called, and the plugin then learns nothing",
            "App 里有第二个接收魅族消息的 receiver 吗（自己写的或别的推送库的）？只会调用一个，插件就收不到回调",
        ),
        commands: &["pushctl gen-manifest --only manifest --vendor meizu"],
    },
    Point {
        text: Text::new(
            "Accepted but not to be seen? Look into the box of collected notifications (收纳盒) and at the phone's clock; \
             more than 5 a minute are folded (520)",
            "已接收却看不到？看看通知收纳盒和手机时间；一分钟超过 5 条会被折叠（520）",
        ),
        commands: &["pushctl send-test --vendor meizu"],
    },
    Point {
        text: Text::new(
            "It arrives, but a tap opens nothing? The IM console must say: open the app; a page's name misspelt or with \
             blanks leads nowhere, and a debug build or no network gives `invalid push message`",
            "能收到但点击没反应？IM 控制台要选打开应用；页面名写错或带空格都打不开，调试包或断网时会提示 `invalid push message`",
        ),
        commands: &["pushctl gen-manifest --only console --vendor meizu"],
    },
];

/// Public messages are few, and the right to private ones is applied for.
pub(super) fn production(values: &Values) -> Production {
    let is_private = values.text("notice_msg_type").is_some_and(|kind| kind.as_str() == "1");
    let lacks = (!is_private).then(|| {
        Text::new(
            "notice_msg_type is not 1 (public, 3 a day per phone)",
            "notice_msg_type 不是 1，算公信，每机每天 3 条",
        )
    });
    let beside = Text::new("the right to private messages (私信)", "私信权限");
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

    #[test]
    fn every_code_named_in_the_guide_is_in_the_catalogue() {
        let texts = GUIDE.iter().map(|(_, words)| words).chain(CHECKLIST.iter().map(|point| &point.text));
        for text in texts {
            let words = text.get(Lang::En).split(|character: char| !character.is_ascii_digit());
            for code in words.filter(|word| word.len() == 6 && word.starts_with("110")) {
                assert!(crate::vendors::meizu::VENDOR.codes.entries().iter().any(|entry| entry.code == code), "{code}");
            }
        }
    }

    #[test]
    fn every_point_has_a_command() {
        assert!(CHECKLIST.iter().all(|point| !point.commands.is_empty()));
    }
}
