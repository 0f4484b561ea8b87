//! What `explain google` tells, and Google's own points of `explain no-push`. As known on 2026-11-23.
//!
//! Limits: firebase.google.com/docs/cloud-messaging, pages throttling-and-quotas, manage-tokens, scale-fcm. What
//! Tencent's plugin does: its code of version 3.1.2.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new(
            "2026-11-23; from Google's own documents and SDKs, nothing was tried against the live service",
            "2026-11-23；依据 Google 官方文档和 SDK，没有在真实服务上试过",
        ),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "console.firebase.google.com, create a project, add an Android app with your applicationId, download \
             google-services.json; then project settings, service accounts, generate new private key. No review, no fee",
            "console.firebase.google.com → 创建项目 → 用 applicationId 添加 Android 应用 → 下载 google-services.json；\
             然后 项目设置 → 服务账号 → 生成新的私钥。不用审核，免费",
        ),
    ),
    (
        Text::new("two files", "两个文件"),
        Text::new(
            "google-services.json belongs into the app and is no secret; the service account's JSON key belongs on a \
             server and into the IM console (Google, upload a certificate), never into the app or git",
            "google-services.json 放在 App 里，不是机密；服务账号的 JSON 密钥放在服务端和 IM 控制台（Google → 上传证书），\
             不能放进 App 或 git",
        ),
    ),
    (
        Text::new("not any more", "已经停用"),
        Text::new(
            "server keys (`AAAA…:APA91b…`), `/fcm/send` and `/batch` were shut down in 2024; HTTP v1 is the only way",
            "server key（`AAAA…:APA91b…`）、`/fcm/send`、`/batch` 已在 2024 年停用；只剩 HTTP v1",
        ),
    ),
    (
        Text::new("permissions", "权限"),
        Text::new(
            "the account needs `cloudmessaging.messages.create`; firebase-adminsdk-… has it, else give it the role \
             Firebase Cloud Messaging API Admin. The API (V1) must be enabled: project settings, Cloud Messaging. Both \
             take some minutes to work",
            "账号需要 `cloudmessaging.messages.create`；firebase-adminsdk-… 自带，其它账号授予 \
             Firebase Cloud Messaging API Admin 角色。还要启用 API (V1)：项目设置 → Cloud Messaging。两者都要等几分钟才生效",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "none; there is only priority. HIGH wakes the phone and is the default for notifications; Google lowers it for \
             apps whose HIGH data messages lead to no notification",
            "没有分类，只有优先级。HIGH 会唤醒手机，是通知的默认值；如果 HIGH 的数据消息总不产生通知，Google 会降低优先级",
        ),
    ),
    (
        Text::new("limits", "限制"),
        Text::new(
            "600000 a minute per project; 240 a minute and 5000 an hour per Android phone; 4 collapse keys per phone, bursts \
             of 20 collapsible messages and one more every 3 minutes; 100 waiting messages per app, then all are dropped; \
             4096 bytes of data and notification; picture 1 MB; TTL up to 4 weeks. No daily quota",
            "每个项目每分钟 600000 条；每台 Android 手机每分钟 240 条、每小时 5000 条；每台手机 4 个 collapse key，可折叠消息\
             最多突发 20 条、之后每 3 分钟 1 条；每个应用最多积压 100 条，超出全部丢弃；data 和通知 4096 字节；图片 1 MB；\
             有效期最长 4 周。没有每日额度",
        ),
    ),
    (
        Text::new("test devices", "测试设备"),
        Text::new(
            "there are none and no test mode: every push is real. `--dry-run` has Google check a push without sending it",
            "没有测试设备，也没有测试模式：每次推送都是真实的。`--dry-run` 让 Google 检查而不发送",
        ),
    ),
    (
        Text::new("device token", "device token"),
        Text::new(
            "an installation id, `:APA91b` and about 140 characters; or, since 2026, the installation id (22 characters) \
             alone. Print it with `getDevicePushToken()` after `init`, in the same run: tim_ui_kit_push_plugin deletes the \
             token at every start. Unused for 270 days, or reinstalled: a new one",
            "安装 ID、`:APA91b` 加约 140 个字符；2026 年起也可能只有安装 ID（22 个字符）。在同一次运行中、`init` 之后用 \
             `getDevicePushToken()` 打印：tim_ui_kit_push_plugin 每次启动都会删除旧 token。270 天没有使用或重装后会变",
        ),
    ),
    (
        Text::new("a tap", "点击"),
        Text::new(
            "opens the launcher activity with every pair of data as an extra; Tencent's plugin reads `ext` there. An \
             activity of one's own: `[google] click_action`, an intent action",
            "打开应用入口，data 的每一对都作为 extra 带入；腾讯的插件从中读取 `ext`。要打开自己的 activity：\
             `[google] click_action`，填 intent action",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "none per message, and no query; only daily figures in the Firebase console, some days late. A later message \
             with the same collapse_key or tag replaces an earlier one; nothing can be recalled",
            "没有单条回执，也不能查询；Firebase 控制台只有按天的统计，晚几天。相同 collapse_key 或 tag 的新消息会替换旧消息；\
             不能撤回",
        ),
    ),
    (
        Text::new("mainland China", "中国大陆"),
        Text::new(
            "fcm.googleapis.com and oauth2.googleapis.com are normally unreachable: set `[proxies] google` or HTTPS_PROXY. \
             Phones there have Google services switched off or none at all, and Google answers 200 anyway. Elsewhere FCM is \
             the usual way to every Android phone",
            "通常连不上 fcm.googleapis.com 和 oauth2.googleapis.com：设置 `[proxies] google` 或 HTTPS_PROXY。\
             大陆的手机大多没有 Google 服务或被关闭，而 Google 照样返回 200。在海外，FCM 是所有 Android 手机的通用通道",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Is the token from the run that is going on? tim_ui_kit_push_plugin deletes it at every start, and Google then \
             answers UNREGISTERED; print it after `init`",
            "token 是 App 本次运行时打印的吗？tim_ui_kit_push_plugin 每次启动都会删除旧 token，Google 就回答 UNREGISTERED；\
             请在 `init` 之后打印",
        ),
        commands: &["pushctl status token -d NAME", "pushctl explain google UNREGISTERED"],
    },
    Point {
        text: Text::new(
            "Is google-services.json of the same project as the service account? If not, SENDER_ID_MISMATCH",
            "google-services.json 和服务账号是同一个项目吗？不是就会得到 SENDER_ID_MISMATCH",
        ),
        commands: &["pushctl check --vendor google"],
    },
    Point {
        text: Text::new(
            "Is the Firebase Cloud Messaging API (V1) enabled, and may the account send? The check asks Google by a dry run",
            "启用 Firebase Cloud Messaging API (V1) 了吗，账号有权限吗？check 会用试运行询问 Google",
        ),
        commands: &["pushctl check --vendor google", "pushctl explain google SERVICE_DISABLED"],
    },
    Point {
        text: Text::new(
            "Does the phone use FCM at all? It needs Google services and `isUseGoogleFCM: true`; then FCM wins over the \
             maker's channel, and the IM console needs the certificate of `google_buz_id`",
            "手机真的在用 FCM 吗？需要 Google 服务和 `isUseGoogleFCM: true`；这时 FCM 优先于手机厂商通道，\
             IM 控制台要有 `google_buz_id` 对应的证书",
        ),
        commands: &["pushctl gen-manifest --check --vendor google"],
    },
    Point {
        text: Text::new(
            "Does main() call Firebase.initializeApp before the push plugin is made, and is isUseGoogleFCM passed? Left out, \
             it throws in tim_ui_kit_push_plugin 3.1.2",
            "main() 里在创建推送插件之前调用 Firebase.initializeApp 了吗？写明 isUseGoogleFCM 了吗？在 tim_ui_kit_push_plugin \
             3.1.2 里不写会抛异常",
        ),
        commands: &["pushctl gen-manifest --only dart --vendor google"],
    },
    Point {
        text: Text::new(
            "Was the app stopped by force (Settings, force stop)? Android then delivers nothing until it is opened again, \
             and Google answers 200",
            "应用被强行停止了吗（设置 → 强行停止）？再次打开之前 Android 不会投递，而 Google 照样返回 200",
        ),
        commands: &["pushctl send-test --vendor google"],
    },
    Point {
        text: Text::new(
            "Was the notification channel made by the app? An unknown one falls back to the manifest's default channel, \
             which may be silent",
            "App 创建了这个通知通道吗？没有就用清单里的默认通道，它可能是静音的",
        ),
        commands: &["pushctl send-test --vendor google --channel-id CHANNEL"],
    },
    Point {
        text: Text::new(
            "Can this machine reach Google at all? In mainland China only through a proxy",
            "本机连得上 Google 吗？在中国大陆需要代理",
        ),
        commands: &["pushctl check --vendor google"],
    },
];

/// Google makes no difference between test and production.
pub(super) fn production(_values: &Values) -> Production {
    Production::default()
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
    fn the_checklist_asks_and_settles() {
        for point in CHECKLIST {
            assert!(point.text.get(Lang::En).contains('?') && point.text.get(Lang::Zh).contains('？'));
            assert!(!point.commands.is_empty());
        }
    }
}
