//! What `explain tencent` tells, and IM's own points of `explain no-push`. As known on 2026-11-23.
//!
//! States: Tencent document 1047/35477. Classes and quotas of the vendors: Tencent's overview 269/130977 (2026-05); the
//! vendors' own guides win where they differ. What the plugin does: read in the code of `tim_ui_kit_push_plugin` 3.1.2.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new("2026-11-23, from Tencent's documents and server SDKs", "2026-11-23，依据腾讯云文档和服务端 SDK"),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "create an app at console.cloud.tencent.com/im and choose its data centre, which cannot be changed; basic \
             configuration holds SDKAppID and SecretKey (密钥). For each vendor upload its certificate (证书) there: the \
             number that the console gives it is the buz_id of that vendor's table in push.toml",
            "在 console.cloud.tencent.com/im 创建应用并选择数据中心，之后不能更改；基础配置里有 SDKAppID 和密钥。\
             每个厂商的证书都上传到这里：控制台给它的编号就是 push.toml 里该厂商的 buz_id",
        ),
    ),
    (
        Text::new("data centres", "数据中心"),
        Text::new(
            "china           console.tim.qq.com
singapore       adminapisgp.im.qcloud.com
seoul           adminapikr.im.qcloud.com
tokyo           adminapijpn.im.qcloud.com
frankfurt       adminapiger.im.qcloud.com
silicon-valley  adminapiusa.im.qcloud.com
jakarta         adminapiidn.im.qcloud.com
mumbai          adminapiind.im.qcloud.com (older lists only)",
            "china           console.tim.qq.com
singapore       adminapisgp.im.qcloud.com
seoul           adminapikr.im.qcloud.com
tokyo           adminapijpn.im.qcloud.com
frankfurt       adminapiger.im.qcloud.com
silicon-valley  adminapiusa.im.qcloud.com
jakarta         adminapiidn.im.qcloud.com
mumbai          adminapiind.im.qcloud.com（只见于旧资料）",
        ),
    ),
    (
        Text::new("keys", "密钥"),
        Text::new(
            "requests carry the UserSig of an admin account (App 管理员, by default administrator), made from the SecretKey: \
             `pushctl sign tencent` makes one for an hour, `pushctl sign --decode VALUE` reads one. SecretId and SecretKey of the \
             cloud account are for another interface. The SecretKey must not be in the app, the demos' generator \
             notwithstanding",
            "请求要带管理员账号（App 管理员，默认 administrator）的 UserSig，由密钥生成：`pushctl sign tencent` 生成一个，\
             有效一小时，`pushctl sign --decode VALUE` 查看。云账号的 SecretId、SecretKey 是另一套接口用的。\
             密钥不能放进 App，虽然官方 Demo 里有生成代码",
        ),
    ),
    (
        Text::new("states of a user", "用户状态"),
        Text::new(
            "Online      connected: the message goes over the connection, no vendor push
PushOnline  killed or disconnected, but signed in: pushed
Offline     signed out, kicked off or away too long: not pushed",
            "Online      保持连接：走长连接，不发厂商推送
PushOnline  进程被杀或断线，但仍登录：会推送
Offline     已退出登录、被踢下线或离开太久：不推送",
        ),
    ),
    (
        Text::new("ask for it", "查询状态"),
        Text::new(
            "`pushctl status user ID`. How long a user stays PushOnline: 7 days by old documents; the Push service counts \
             users of the last 30 days",
            "`pushctl status user ID`。PushOnline 能保持多久：旧文档写 7 天；推送服务按 30 天内活跃的用户算",
        ),
    ),
    (
        Text::new("test pushes", "测试推送"),
        Text::new(
            "there is no test mode and no dry run: `pushctl send-test --user ID` sends a real chat message, and OK means that \
             IM took it, not that it was pushed. The vendors' test modes work only straight at the vendor: \
             `pushctl send-test -d NAME`",
            "没有测试模式，也没有预检：`pushctl send-test --user ID` 会发一条真实的聊天消息；返回 OK 只表示 IM 收下了，\
             不等于已推送。厂商的测试模式只能直接向厂商发：`pushctl send-test -d NAME`",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "the vendors' own: set in the console per certificate, or per message with `tencent.huawei_category`, \
             `tencent.vivo_category`, `tencent.oppo_category`, `tencent.xiaomi_channel_id`, \
             `tencent.meizu_notice_msg_type`. Without a class of chat messages the small quota for marketing holds",
            "用各厂商自己的分类：在控制台按证书设置，或按消息设置 `tencent.huawei_category`、`tencent.vivo_category`、\
             `tencent.oppo_category`、`tencent.xiaomi_channel_id`、`tencent.meizu_notice_msg_type`。\
             没有申请即时消息类的，按营销类的小额度算",
        ),
    ),
    (
        Text::new("vendors' quotas", "厂商额度"),
        Text::new(
            "Huawei, Honor  chat: no limit           marketing: 2 a day per phone
Xiaomi         private: no limit        public: 2 to 3 times the installs a day
OPPO           communication: no limit  2 a day per phone
vivo           system: 20 times users   operational: 2 times users
Meizu          private: no limit        public: 3 a day per phone
FCM, APNs      no daily limit",
            "华为、荣耀  即时消息：不限    营销：每台手机每天 2 条
小米        私信：不限        公信：每天安装数的 2 到 3 倍
OPPO        通讯：不限        每台手机每天 2 条
vivo        系统：用户数×20   运营：用户数×2
魅族        私信：不限        公信：每台手机每天 3 条
FCM、APNs   没有每日上限",
        ),
    ),
    (
        Text::new("quotas of IM", "IM 的额度"),
        Text::new(
            "most calls 200 a second per SDKAppID, account checks 100, push records 1; a message at most 12 KB (8 KB by texts \
             of 2023), kept at most 7 days; a trial has 100 accounts",
            "多数接口每个 SDKAppID 每秒 200 次，账号检查 100 次，推送记录 1 次；一条消息最多 12 KB（2023 年写 8 KB），\
             最多保存 7 天；体验版 100 个账号",
        ),
    ),
    (
        Text::new("device", "设备"),
        Text::new(
            "a device of tencent is an IM user: `user = \"ID\"` in [devices.NAME], at most 32 bytes. Which token and \
             certificate id the phone uploaded shows in the IM console only: offline push self-check (离线推送自查)",
            "tencent 的设备就是 IM 用户：在 [devices.名字] 里写 `user = \"ID\"`，最多 32 字节。手机上报了哪个 token 和证书 ID，\
             只有 IM 控制台的离线推送自查看得到",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "with the paid Push service: `pushctl status message ID` shows vendor, token, certificate id and each step of the \
             last 7 days; a web hook tells sent, arrived and tapped. Without it the call is refused",
            "开通付费的推送服务后：`pushctl status message ID` 能看到 7 天内推送的厂商、token、证书 ID 和每一步；\
             还有已发送、已到达、已点击的回调。没有开通时接口会拒绝",
        ),
    ),
    (
        Text::new("click", "点击"),
        Text::new(
            "what a tap opens stands in the console, per certificate: `pushctl gen-manifest --only console`. The app gets \
             Ext; by convention {\"conversationID\":\"c2c_SENDER\"} or \"group_ID\"",
            "点击动作在控制台按证书设置：`pushctl gen-manifest --only console`。App 会收到 Ext；\
             约定是 {\"conversationID\":\"c2c_发送方\"} 或 \"group_群ID\"",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "an app of another data centre needs its `region`. Outside China Tencent names FCM, Huawei, OPPO and APNs; Xiaomi \
             and vivo only for apps in their stores",
            "其它数据中心的应用要填对应的 `region`。海外可用的是 FCM、华为、OPPO、APNs；小米和 vivo 只支持在其商店上架的应用",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "What does IM say of the user? `Offline`: the app called logout, was kicked off by another device, or its UserSig \
             expired; sign in again, then go to the background",
            "IM 怎么看这个用户？`Offline`：App 调用了 logout、被其它设备踢下线，或 UserSig 过期；重新登录，再退到后台",
        ),
        commands: &["pushctl status user ID"],
    },
    Point {
        text: Text::new(
            "`Online` although the app is closed? Then it is in the foreground on some device, or connected in the \
             background: lock the phone or kill the app, and call doBackground() on the way there",
            "App 已经关了却是 `Online`？说明某台设备还在前台，或在后台仍连着：锁屏或杀掉 App，退到后台时要调用 doBackground()",
        ),
        commands: &["pushctl status user ID"],
    },
    Point {
        text: Text::new(
            "Does a chat message with OfflinePushInfo from here arrive? Then the app's own messages lack it: a custom message \
             is pushed only with `desc`, none with `disablePush`, and an ext that is no JSON is dropped by OPPO",
            "从这里发一条带 OfflinePushInfo 的聊天消息能到吗？能到就是 App 发的消息里缺了它：自定义消息要有 `desc` 才推送，\
             设了 `disablePush` 不推送，ext 不是 JSON 时 OPPO 会丢弃",
        ),
        commands: &["pushctl send-test --user ID", "pushctl send-test --user ID --set tencent.custom_data=x"],
    },
    Point {
        text: Text::new(
            "Is the buz_id in the app the number that the console shows for this vendor's certificate today? Uploaded again it \
             has a new one; development and production of iOS have two; uploadToken with a missing one uploads 0",
            "App 里的 buz_id 是控制台现在给这个厂商证书的编号吗？重新上传会得到新编号；iOS 开发和生产各有一个；\
             没填时 uploadToken 上报的是 0",
        ),
        commands: &["pushctl check -d NAME", "pushctl gen-manifest --only dart"],
    },
    Point {
        text: Text::new(
            "Did init run before the login to IM? Since 0.4.1 of the plugin it then does nothing and returns false. uploadToken \
             belongs some 5 seconds after init, once the vendor's SDK has a token",
            "init 在登录 IM 之前执行了吗？插件 0.4.1 起这样什么都不做，返回 false。uploadToken 要在 init 约 5 秒之后调用，\
             等厂商 SDK 拿到 token",
        ),
        commands: &["pushctl check -d NAME"],
    },
    Point {
        text: Text::new(
            "Is the token in push.toml of an earlier install? With FCM every init deletes the token and makes a new one: take \
             it from the running app. IM itself keeps only that of the device that signed in last",
            "push.toml 里的 token 是以前安装时的吗？用 FCM 时每次 init 都会删除并重建 token：要从正在运行的 App 里取。\
             IM 只保留最后登录的那台设备的 token",
        ),
        commands: &["pushctl check -d NAME", "pushctl send-test -d NAME"],
    },
    Point {
        text: Text::new(
            "Is the app's SDKAppID that of push.toml, and the certificate uploaded to this very app? 22001 in the phone's log \
             says that it has none",
            "App 里的 SDKAppID 与 push.toml 一致吗？证书上传到这个应用了吗？手机日志里的 22001 表示没有证书",
        ),
        commands: &["pushctl check --vendor tencent", "pushctl explain tencent 22001"],
    },
    Point {
        text: Text::new(
            "Does it arrive from here, but not from the app? Messages over REST ignore blacklist, friendship and muting: then \
             the sender is blacklisted or no friend (20007, 20009), or the receiver muted the conversation. The audit (80001) \
             looks at both",
            "从这里发能到，从 App 发不到？REST 发的消息不检查黑名单、好友关系和免打扰：那是发送方被拉黑或不是好友\
             （20007、20009），或接收方设了免打扰。内容审核（80001）对两者都检查",
        ),
        commands: &[
            "pushctl send-test --user ID --set tencent.mute_notifications=true",
            "pushctl explain tencent 20007",
        ],
    },
];

/// Test messages go the way that all others go.
pub(super) fn production(_values: &Values) -> Production {
    let beside = Text::new("each vendor's certificate in the IM console", "IM 控制台里各厂商的证书");
    Production { lacks: None, beside: Some(beside) }
}

#[cfg(test)]
mod tests {
    use super::super::Region;
    use super::*;
    use crate::text::Lang;

    /// The hosts stand in `section.rs`; here they are shown.
    #[test]
    fn the_table_of_data_centres_is_that_of_the_section() {
        for lang in [Lang::En, Lang::Zh] {
            let table = GUIDE.iter().map(|(_, words)| words.get(lang)).find(|words| words.contains("tim.qq.com"));
            let rows: Vec<&str> = table.expect("a table").lines().collect();
            assert_eq!(rows.len(), Region::ALL.len());
            for (row, (_, word, host)) in rows.iter().zip(Region::ALL) {
                let columns: Vec<&str> = row.split_whitespace().collect();
                assert!(columns[0] == word && columns[1].starts_with(host), "{row}");
            }
        }
    }

    #[test]
    fn the_guide_says_when_it_was_true() {
        assert!(GUIDE[0].1.get(Lang::En).starts_with("2026-11-23"));
    }

    #[test]
    fn every_point_has_a_command() {
        for point in CHECKLIST {
            assert!(!point.commands.is_empty(), "{}", point.text.get(Lang::En));
            assert!(point.commands.iter().all(|command| command.starts_with("pushctl ")));
        }
    }
}
