//! "It does not arrive": what to look at, in the order in which it goes wrong most often.

use crate::text::Text;
use crate::vendors::Vendor;

/// The points that hold for every vendor, then those of `vendors`. Each names what settles it.
#[must_use]
pub fn checklist(vendors: &[&'static Vendor]) -> Vec<&'static Text> {
    POINTS.iter().chain(vendors.iter().flat_map(|vendor| vendor.checklist)).collect()
}

/// From the troubleshooting part of Tencent's guide, and what its readers stumble over.
static POINTS: &[Text] = &[
    Text::new("Do the files and credentials hold? `pushctl check`", "文件和密钥都对吗？`pushctl check`"),
    Text::new(
        "Does a push sent straight to the vendor arrive? Then the phone and the vendor are fine and the way through IM is not: \
         `pushctl send-test -d NAME`",
        "直接向厂商发的推送能到吗？能到就说明手机和厂商没问题，问题在 IM 这一段：`pushctl send-test -d 名字`",
    ),
    Text::new(
        "Is the device token still the one of this install? Reinstalling, clearing data or another build makes a new one: \
         `pushctl status token -d NAME`",
        "token 还是这次安装的吗？重装、清除数据、换了构建都会变：`pushctl status token -d 名字`",
    ),
    Text::new(
        "Is the app in the background or closed? In the foreground, and while IM calls the user online, there is no vendor push \
         by design",
        "App 在后台或已关闭吗？在前台、或 IM 认为用户在线时没有厂商推送，这是设计如此",
    ),
    Text::new(
        "Is the user still signed in to IM? After logout, or when kicked off by another device, nothing is pushed: \
         IM console, offline push self-check (离线推送自查)",
        "用户还登录着 IM 吗？主动退出或被其它设备踢下线后不会推送：IM 控制台 → 离线推送自查",
    ),
    Text::new(
        "Did the app report token and certificate id after login? `uploadToken` with the buz_id of this very channel: \
         compare it with `pushctl gen-manifest --only dart`",
        "登录之后上报 token 和证书 ID 了吗？`uploadToken` 要用这个渠道的 buz_id：与 `pushctl gen-manifest --only dart` 对照",
    ),
    Text::new(
        "Is it a custom message? Those are pushed only with `desc` in offlinePushInfo",
        "是自定义消息吗？要在 offlinePushInfo 里填 `desc` 才会推送",
    ),
    Text::new(
        "Is `ext` a JSON object? Some vendors drop others: `pushctl send-test --ext '{\"conversationID\":\"…\"}'`",
        "`ext` 是 JSON 对象吗？有的厂商会丢弃其它内容：`pushctl send-test --ext '{\"conversationID\":\"…\"}'`",
    ),
    Text::new(
        "Are notifications allowed on the phone? The app's switch (off by default on some), the channel, the lock screen, the \
         status bar icon; Android 13 asks the user first",
        "手机允许通知吗？看应用的通知开关（有的默认关闭）、通知类别、锁屏显示、状态栏图标；Android 13 要先得到用户同意",
    ),
    Text::new(
        "Which message class does the push have, and is a quota used up? `pushctl explain VENDOR`",
        "消息属于哪个分类，配额用完了吗？`pushctl explain 厂商`",
    ),
    Text::new(
        "Was the app rebuilt and reinstalled after the manifest was changed? An old package has old ids: \
         `pushctl gen-manifest`",
        "改了清单之后重新构建安装了吗？旧安装包里还是旧的 ID：`pushctl gen-manifest`",
    ),
];
