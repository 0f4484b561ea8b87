//! "It does not arrive": what to look at, in the order in which a push travels.

use crate::text::Text;
use crate::vendors::{Point, Vendor};

/// The points that hold for every vendor, then those of `vendors`, each with its vendor.
#[must_use]
pub fn checklist(vendors: &[&'static Vendor]) -> Vec<(Option<&'static Vendor>, &'static Point)> {
    let own = vendors.iter().flat_map(|vendor| vendor.checklist.iter().map(|point| (Some(*vendor), point)));
    POINTS.iter().map(|point| (None, point)).chain(own).collect()
}

/// From the troubleshooting part of Tencent's guide, and what its readers stumble over.
static POINTS: &[Point] = &[
    Point {
        text: Text::new(
            "Do values, credentials and project hold? Everything at once, or one phone link by link",
            "各项取值、密钥、工程都对吗？一次看完，或者逐段检查一台手机",
        ),
        commands: &["pushctl check", "pushctl check -d NAME"],
    },
    Point {
        text: Text::new(
            "Does a push sent straight to the vendor arrive? Then vendor, token and phone are fine, and what remains is \
             between the app and Tencent IM; a chat message to the user takes the whole way",
            "直接向厂商发的推送能到吗？能到就说明厂商、token、手机都没问题，问题在 App 与腾讯云 IM 之间；\
             再发一条聊天消息，走完整条路",
        ),
        commands: &["pushctl send-test -d NAME", "pushctl send-test --user ID"],
    },
    Point {
        text: Text::new(
            "Is the device token that of this install? Reinstalling, clearing data or another build makes a new one",
            "token 是这次安装得到的吗？重装、清除数据、换了构建都会变",
        ),
        commands: &["pushctl status token -d NAME"],
    },
    Point {
        text: Text::new(
            "Was the app rebuilt and installed again after its files were changed? An old package holds the old ids",
            "改了工程之后重新构建安装了吗？旧安装包里还是旧的 ID",
        ),
        commands: &["pushctl gen-manifest"],
    },
    Point {
        text: Text::new(
            "Is the user still signed in to IM? After logout, or kicked off by another device, nothing is pushed, by \
             design; nor to an earlier phone once the user signed in on another. The IM console has its own offline push \
             self-check (离线推送自查)",
            "用户还登录着 IM 吗？主动 logout 或被其它设备踢下线后不会推送，这是设计如此；换手机登录后，旧手机也收不到。\
             IM 控制台也有 离线推送自查",
        ),
        commands: &["pushctl status user ID", "pushctl check -d NAME"],
    },
    Point {
        text: Text::new(
            "Is the app in the background, locked or killed? In the foreground there is no vendor push, by design; the app \
             has to report the change, `doBackground()` and `doForeground()`. A push that does not go through IM tells \
             the two apart",
            "App 在后台、锁屏或已被杀掉吗？在前台时没有厂商推送，这是设计如此；App 要上报前后台切换：`doBackground()`、\
             `doForeground()`。发一条不经过 IM 的推送就能区分",
        ),
        commands: &["pushctl status user ID", "pushctl send-test -d NAME"],
    },
    Point {
        text: Text::new(
            "Did the app report token and certificate id after login? `uploadToken` some 5 seconds after init, with the \
             buz_id that the IM console shows for this very vendor, not 0 and not of another SDKAppID",
            "登录之后上报 token 和证书 ID 了吗？初始化约 5 秒后调用 `uploadToken`，buz_id 要与 IM 控制台里这个厂商的一致，\
             不能是 0，也不能是别的 SDKAppID 的",
        ),
        commands: &["pushctl gen-manifest --only dart"],
    },
    Point {
        text: Text::new(
            "Does the vendor refuse what Tencent IM sends on your behalf, such as a class without its template? The same \
             options sent straight to the vendor get the vendor's own code",
            "腾讯云 IM 代发时，厂商会不会拒绝，例如分类没有对应的模板？用同样的选项直接发给厂商，就能看到厂商的错误码",
        ),
        commands: &["pushctl send-test -d NAME --category WORD"],
    },
    Point {
        text: Text::new(
            "Is it a custom message? IM cannot know what to show and pushes it only with `desc` in offlinePushInfo; nothing \
             is pushed with `disablePush`, nor in a muted conversation. A push that arrives shows what has to be there",
            "是自定义消息吗？IM 不知道该显示什么，要在 offlinePushInfo 里填 `desc` 才会推送；设置了 `disablePush`\
             或会话免打扰也不推送。能收到的推送里有哪些内容，可以对照",
        ),
        commands: &["pushctl send-test -d NAME --print request"],
    },
    Point {
        text: Text::new(
            "Is `ext` a JSON object as text? Some vendors drop a push with another one",
            "`ext` 是 JSON 对象的文本吗？有的厂商会丢弃其它内容的推送",
        ),
        commands: &["pushctl send-test -d NAME --ext conversationID=c2c_alice"],
    },
    Point {
        text: Text::new(
            "Which class has the message, does that class need an approved template or channel, and is a quota used up? \
             Late or occasional pushes are mostly of a low class; every vendor has rules of its own",
            "消息属于哪个分类，这个分类要不要先申请模板或通道，配额用完了吗？到得晚、时有时无，多半是分类级别低；\
             每个厂商的规则不同",
        ),
        commands: &["pushctl explain VENDOR"],
    },
    Point {
        text: Text::new(
            "What did the vendor answer your own server? Pass its log on standard input",
            "自己的服务端得到了厂商的什么回答？把日志从标准输入传进来",
        ),
        commands: &["pushctl explain VENDOR -"],
    },
    Point {
        text: Text::new(
            "Are notifications allowed on the phone? The app's switch (off by default on some phones), its notification \
             channels, the lock screen, the status bar icon, silent mode; Android 13 asks the user first",
            "手机允许通知吗？看应用的通知开关（有的手机默认关闭）、通知渠道、锁屏通知、状态栏图标、静默通知；\
             Android 13 要先得到用户同意",
        ),
        commands: &["pushctl check -d NAME"],
    },
];
