//! What `explain xiaomi` tells, and Xiaomi's own points of `explain no-push`. As known on 2026-11-23.
//!
//! Limits: pId=1656 (2026-02-04) and Mininglamp-OSS/octo-android (2026-08-19). Classification of 2026: pId=2321 and
//! 2314 (2026-06-02). Overseas: the notices of two push providers of 2024-04. Vendor pages were readable in part only.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new(
            "2026-11-23; Xiaomi's own pages could be read in part only",
            "2026-11-23；小米官网的页面只读到一部分",
        ),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "register at dev.mi.com (about 2 days), create the app under application services, PUSH service \
             (应用服务 > PUSH服务), enable push and choose channels; app information (应用信息) holds AppID, AppKey and \
             AppSecret. The app needs AppID and AppKey, a server and the IM console the AppSecret",
            "在 dev.mi.com 注册认证（约 2 天），在 应用服务 > PUSH服务 创建应用，启用推送并选择通知类别；应用信息里有 AppID、\
             AppKey 和 AppSecret。App 用 AppID 和 AppKey，服务端和 IM 控制台用 AppSecret",
        ),
    ),
    (
        Text::new("channels", "通道"),
        Text::new(
            "default        no application   1 a day per phone    total 1 × base
public (公信)  application      5 a day (8 news)     total 2 × base (3 × news)
private (私信) application      no limit             no limit",
            "默认  不用申请  每台手机每天 1 条            总量 1 × 基数
公信  需要申请  每台手机每天 5 条（新闻 8）  总量 2 × 基数（新闻 3 ×）
私信  需要申请  不限                         不限",
        ),
    ),
    (
        Text::new("choosing one", "怎么选"),
        Text::new(
            "chat, group chat, audio and video calls are among the 41 message types of the private channel. Apply at \
             admin.xmpush.xiaomi.com (at most 8 at once, 30 an app, review 3 to 5 working days), then set \
             `[xiaomi] channel_id`, and the same id in the IM console. Base: devices with the app and notifications on, at \
             least 10000. Delivered messages count, not requests",
            "单聊、群聊、音视频通话都在私信的 41 个消息类型里。在 admin.xmpush.xiaomi.com 申请（一次最多 8 个，一个应用最多 30 个，\
             审核 3 到 5 个工作日），再填 `[xiaomi] channel_id`，IM 控制台也填同一个 id。基数：装有应用且通知开启的设备数，\
             至少按 10000 算。按送达数计，不按请求数",
        ),
    ),
    (
        Text::new("rules of 2026", "2026 年新规"),
        Text::new(
            "2026-07-01: new apps need a template id for private messages; 2026-08-01: the new classification; \
             2026-12-31: every app needs a template id for private messages, and the personal subscription channel closes. \
             Apps of the full migration of 2024-11-04 get 27001 without a channel; others fall back to the default channel \
             without a word",
            "2026-07-01：新应用的私信消息必须带模板 ID；2026-08-01：新的消息分类；2026-12-31：所有应用的私信消息必须带模板 ID，\
             个人订阅通道关闭。2024-11-04 全量迁移的应用不带通道会得到 27001；其它应用则悄悄落到默认通道",
        ),
    ),
    (
        Text::new("templates", "模板"),
        Text::new(
            "`[xiaomi] template_id` and `template_params`: at most 9 variables, one value each, 1 to 128 characters, no \
             emoji or symbols such as ℃ and °; a title cannot begin with a variable",
            "`[xiaomi] template_id` 和 `template_params`：最多 9 个变量，每个一个值，1 到 128 个字符，不能有 emoji 和 ℃、° \
             之类的符号；标题不能以变量开头",
        ),
    ),
    (
        Text::new("no test mode", "没有测试模式"),
        Text::new(
            "every push is real and counts; there is no dry run, no test device, and the sandbox host is for iOS only. \
             Avoid `test` and 测试 in the text: one source reports that such messages are intercepted",
            "每条推送都是真实的，都计数；没有试发，没有测试设备，沙盒地址只用于 iOS。文字里不要有 `test` 和“测试”：\
             有资料提到这样的消息会被拦截",
        ),
    ),
    (
        Text::new("calls a second", "调用频率"),
        Text::new(
            "by devices with notifications on: from 10 million 3000, from 5 million 2500, from 1 million 2000, from \
             100000 1000, fewer 500; each call at most 1000 regIds; above it 200002. The quota query: 1 a second",
            "按通知开启的设备数：1000 万以上 3000，500 万以上 2500，100 万以上 2000，10 万以上 1000，更少 500；每次最多 1000 个 \
             regId；超出返回 200002。额度查询：每秒 1 次",
        ),
    ),
    (
        Text::new("how long kept", "保留时间"),
        Text::new(
            "for a phone that is off: 1 day, private channel 10 days at most; shown on the phone for 24 hours, private 48",
            "手机不在线时保留 1 天，私信最多 10 天；在手机上展示 24 小时，私信 48 小时",
        ),
    ),
    (
        Text::new("regId", "regId"),
        Text::new(
            "Xiaomi's device token, Base64 of 44 or 64 characters, some longer. Print it in the app and copy it whole: \
             `getDevicePushToken()` in tim_ui_kit_push_plugin, `getAndroidPushToken()` in tencent_cloud_chat_push. It dies \
             after 30 days offline, a new install, cleared data, a factory reset. In a form `+` must be sent as %2B, else \
             it arrives as a blank and the answer is 20301",
            "就是小米的 device token，44 或 64 个字符的 Base64，也有更长的。在 App 里打印，完整复制：tim_ui_kit_push_plugin 用 \
             `getDevicePushToken()`，tencent_cloud_chat_push 用 `getAndroidPushToken()`。30 天不在线、重装、清数据、恢复出厂后失效。\
             放进表单时 `+` 要写成 %2B，否则变成空格，得到 20301",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "a web hook to your server: `[xiaomi] callback`, `callback_param`, `callback_type` (3 = delivered and clicked, \
             16 = invalid target, which is how dead regIds are told since the list of them was retired). \
             `pushctl explain xiaomi 16` and the other types; \
             `pushctl status message ID` asks without a web hook",
            "回调到你的服务器：`[xiaomi] callback`、`callback_param`、`callback_type`（3 = 送达和点击，16 = 目标无效；\
             失效 regId 列表下线之后靠它得知）。各类型见 `pushctl explain xiaomi 16` 等；不用回调也可以 `pushctl status message ID`",
        ),
    ),
    (
        Text::new("a tap", "点击"),
        Text::new(
            "a push without notify_effect is no longer delivered (2024-09-30); with it Xiaomi's SDK opens the app itself, \
             and the click callback of tim_ui_kit_push_plugin may not run. The activity finds the data under the extra \
             `key_message`",
            "不带 notify_effect 的推送 2024-09-30 起不再送达；带上之后由小米 SDK 自己打开应用，tim_ui_kit_push_plugin 的点击回调\
             可能不触发。数据在 activity 的 extra `key_message` 里",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "discontinued on 2024-04-02 according to two push providers; phones outside mainland China: FCM",
            "据两家推送服务商，2024-04-02 起停止；中国大陆以外的手机请用 FCM",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Did one push of the day arrive and the next ones not? Without an approved channel a phone gets one a day; \
             the IM console needs the channel too",
            "当天第一条能收到，后面的收不到？没有已审核的通道时每台手机每天只有一条；IM 控制台也要填通道",
        ),
        commands: &[
            "pushctl send-test --vendor xiaomi --channel-id ID",
            "pushctl gen-manifest --only console --vendor xiaomi",
        ],
    },
    Point {
        text: Text::new(
            "Was the push accepted? Ask Xiaomi: 0 targets found means the regId is not of this app, found but not delivered \
             that the phone is off, notifications are off, or the message was filtered",
            "小米接收了推送吗？查询一下：有效目标为 0 表示 regId 不属于这个应用；有目标但没送达，是手机不在线、通知关闭或消息被过滤",
        ),
        commands: &["pushctl send-test -d NAME --watch", "pushctl status message ID --vendor xiaomi"],
    },
    Point {
        text: Text::new(
            "Is the AppSecret right? The AppKey (13 digits) in its place is answered with 21301",
            "AppSecret 对吗？填成 AppKey（13 位数字）会得到 21301",
        ),
        commands: &["pushctl check --vendor xiaomi", "pushctl explain xiaomi 21301"],
    },
    Point {
        text: Text::new(
            "Does the phone's log say 70000002? AppID, AppKey and package name in the app do not fit each other; nobody but \
             the phone can tell",
            "手机日志里有 70000002 吗？App 里的 AppID、AppKey 和包名对不上；只有手机能判断",
        ),
        commands: &["pushctl gen-manifest --check --vendor xiaomi", "pushctl explain xiaomi 70000002"],
    },
    Point {
        text: Text::new(
            "Is the answer 20301? A regId of another app or vendor, one that died, or a `+` that became a blank on the way",
            "返回 20301？regId 属于别的应用或别的厂商、已失效，或者 `+` 在路上变成了空格",
        ),
        commands: &["pushctl explain xiaomi 20301", "pushctl send-test -d NAME --print request"],
    },
    Point {
        text: Text::new(
            "Does only the newest message show? They share a notify_id, 0 unless the sender sets one",
            "只看得到最新一条？它们的 notify_id 相同，发送方不填就是 0",
        ),
        commands: &["pushctl send-test -d NAME --set xiaomi.notify_id=7"],
    },
];

/// Both ids are given out on Xiaomi's operation platform, after a review.
pub(super) fn production(values: &Values) -> Production {
    let is_set = |key| values.text(key).is_some();
    let lacks = match (is_set("channel_id"), is_set("template_id")) {
        (false, _) => Some(Text::new("no channel_id (1 message a day per phone)", "没有 channel_id，每机每天 1 条")),
        (true, false) => {
            Some(Text::new("no template_id (private messages need one)", "没有 template_id，私信消息需要它"))
        }
        (true, true) => None,
    };
    Production { lacks, beside: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_guide_says_when_it_was_true() {
        assert!(GUIDE[0].1.get(Lang::En).starts_with("2026-11-23"));
    }

    /// The numbers are those of Xiaomi's limits, written out once more.
    #[test]
    fn the_table_of_channels_has_the_limits() {
        for lang in [Lang::En, Lang::Zh] {
            let table = GUIDE.iter().map(|(_, words)| words.get(lang)).find(|words| words.contains('\n'));
            let rows: Vec<&str> = table.expect("a table").lines().collect();
            assert_eq!(rows.len(), 3);
            for (row, numbers) in rows.into_iter().zip([&["1", "1 ×"][..], &["5", "8", "2 ×", "3 ×"], &[]]) {
                assert!(numbers.iter().all(|number| row.contains(number)), "{row}");
            }
        }
    }

    #[test]
    fn every_point_has_a_command() {
        for point in CHECKLIST {
            assert!(point.commands.iter().all(|command| command.starts_with("pushctl ")) && !point.commands.is_empty());
        }
    }
}
