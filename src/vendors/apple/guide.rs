//! What `explain apple` tells, and Apple's own points of `explain no-push`. As known on 2026-11-23.
//!
//! Keys, environments, limits: Apple's pages named in the module above. Certificate ids: Tencent IM's documents.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new(
            "2026-11-23, from Apple's pages of 2026; nothing was tried live",
            "2026-11-23，依据 Apple 2026 年的文档；没有实际连接验证",
        ),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "a paid Apple Developer account; developer.apple.com, Identifiers, an App ID with an explicit bundle id and Push \
             Notifications switched on; then a key or a certificate",
            "需要付费的 Apple 开发者账号；developer.apple.com → Identifiers，建一个 Bundle ID 明确（不带通配符）的 App ID，\
             打开 Push Notifications；然后建密钥或证书",
        ),
    ),
    (
        Text::new("the .p8 key", ".p8 密钥"),
        Text::new(
            "Keys, +, Apple Push Notifications service (APNs), choose the environment; download AuthKey_KEYID.p8 once. It \
             does not expire. pushctl wants key_file, key_id (in the file's name) and team_id (Membership details). A new key \
             may need minutes to hours before APNs knows it",
            "Keys → + → Apple Push Notifications service (APNs)，选择环境；AuthKey_KEYID.p8 只能下载一次，不会过期。\
             pushctl 需要 key_file、key_id（文件名里就有）和 team_id（Membership details）。新建的密钥可能要几分钟到几小时才生效",
        ),
    ),
    (
        Text::new("kinds of keys", "密钥的种类"),
        Text::new(
            "since February 2025: team-scoped (all topics, one environment, two per environment) or topic-specific (named \
             topics, one environment). Older ones serve both environments. The file does not say which kind it is; APNs \
             answers BadEnvironmentKeyInToken or TopicDisallowed",
            "2025 年 2 月起：团队密钥（所有 topic，一个环境，每个环境最多两个）或限定 topic 的密钥（指定 topic，一个环境）。\
             更早的密钥两个环境都能用。文件里看不出种类；用错时 APNs 回答 BadEnvironmentKeyInToken 或 TopicDisallowed",
        ),
    ),
    (
        Text::new("the certificate", "证书"),
        Text::new(
            "what the IM console takes: Certificates, Apple Push Notification service SSL (Sandbox & Production), then \
             Keychain Access, select certificate and key together, export as .p12. It lasts about 13 months and serves one \
             bundle id. certificate_file and certificate_password look at it here, and try it when key_file is not set. A curl with \
             OpenSSL 3 does not read the Keychain's .p12: openssl pkcs12 -legacy -nodes -in apns.p12 -out apns.pem, then --cert \
             apns.pem",
            "IM 控制台要的就是它：Certificates → Apple Push Notification service SSL (Sandbox & Production)，\
             再到钥匙串访问同时选中证书和私钥，导出 .p12。有效期约 13 个月，只用于一个 Bundle ID。\
             填 certificate_file 和 certificate_password 就会检查它；没填 key_file 时用它访问 APNs。\
             使用 OpenSSL 3 的 curl 读不了钥匙串导出的 .p12：先 openssl pkcs12 -legacy -nodes -in apns.p12 -out apns.pem，\
             再用 --cert apns.pem",
        ),
    ),
    (
        Text::new("environments", "环境"),
        Text::new(
            "sandbox     builds that Xcode or `flutter run` puts on the phone
production  TestFlight, App Store, Ad Hoc, Enterprise",
            "sandbox     用 Xcode 或 `flutter run` 装到手机上的包
production  TestFlight、App Store、Ad Hoc、Enterprise",
        ),
    ),
    (
        Text::new("told apart", "能区分什么"),
        Text::new(
            "InvalidProviderToken      key, Key ID or Team ID wrong
BadEnvironmentKeyInToken  a right key, of the other environment
TopicDisallowed           a right key, not for this bundle id
BadDeviceToken            of the other environment, unknown, or malformed
Unregistered              device token dead; so is ExpiredToken
Not told: which of several causes in one row it is",
            "InvalidProviderToken      密钥、Key ID 或 Team ID 不对
BadEnvironmentKeyInToken  密钥没错，属于另一个环境
TopicDisallowed           密钥没错，不能用于这个 Bundle ID
BadDeviceToken            属于另一个环境、不认识，或格式不对
Unregistered              device token 已失效；ExpiredToken 也是
一行里有几种原因的，APNs 不说明是哪一种",
        ),
    ),
    (
        Text::new("which is mine", "怎么判断"),
        Text::new(
            "the entitlement aps-environment of the signed build decides; a device token works in its own environment only, in \
             the other APNs answers BadDeviceToken. `environment` in [apple], or in [devices.NAME] for one phone",
            "由安装包签名里的 aps-environment 决定；device token 只能用于自己的环境，用错时 APNs 回答 BadDeviceToken。\
             在 [apple] 里填 `environment`，某一台手机不同就填在 [devices.名字]",
        ),
    ),
    (
        Text::new("buz_id per environment", "每个环境一个证书 ID"),
        Text::new(
            "the development and the production certificate are two uploads in the IM console with two ids; apple_buz_id in \
             the app must be the one of the build: choose by kReleaseMode, and keep both with [profiles]",
            "开发证书和生产证书在 IM 控制台分别上传，有两个 ID；App 里的 apple_buz_id 必须与安装包一致：\
             用 kReleaseMode 区分，push.toml 里用 [profiles] 保存两个",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "none. The nearest is `[apple] interruption_level`: passive, active, time-sensitive, critical",
            "没有。最接近的是 `[apple] interruption_level`：passive、active、time-sensitive、critical",
        ),
    ),
    (
        Text::new("quota", "配额"),
        Text::new(
            "none published. Background pushes: two or three an hour per phone. One notification per app is kept for a phone \
             that is off. A new provider token at most every 20 minutes per connection; many connections in a row look like an \
             attack",
            "没有公布的配额。后台推送：每台手机每小时两三条。手机离线时每个 App 只保留一条通知。\
             每个连接最多 20 分钟换一次 provider token；频繁建立连接会被当成攻击",
        ),
    ),
    (
        Text::new("limits", "限制"),
        Text::new(
            "payload 4096 bytes, for voip 5120; collapse key 64 bytes; kept up to 30 days for a phone that is off. A Chinese \
             character is 3 bytes",
            "payload 4096 字节，voip 5120；collapse key 64 字节；手机离线时最多保存 30 天。一个汉字 3 字节",
        ),
    ),
    (
        Text::new("test devices", "测试设备"),
        Text::new(
            "no test mode and no list of test devices: every push is a real one. Simulators of Xcode 14 and later on Apple \
             silicon get sandbox tokens; `xcrun simctl push` works offline",
            "没有测试模式，也没有测试设备名单：每条推送都是真的。Xcode 14 起，Apple 芯片 Mac 上的模拟器能拿到 sandbox token；\
             `xcrun simctl push` 可以离线试",
        ),
    ),
    (
        Text::new("device token", "device token"),
        Text::new(
            "hex, usually 64 digits; print it in the app with `getDevicePushToken()` (tim_ui_kit_push_plugin), or in \
             didRegisterForRemoteNotificationsWithDeviceToken as hex of the bytes, never as description or Base64. A new \
             install gets a new one",
            "十六进制，通常 64 位；在 App 里用 `getDevicePushToken()`（tim_ui_kit_push_plugin）打印，\
             或在 didRegisterForRemoteNotificationsWithDeviceToken 里把字节转成十六进制，不要用 description 或 Base64。重装后会变",
        ),
    ),
    (
        Text::new("sound", "声音"),
        Text::new(
            "without --sound a test push plays the default one. `push.no_sound` is Tencent IM's word for none; \
             kIOSOfflinePushNoSound is the name of that constant, which in Dart is just a file that does not exist. Own \
             sounds: a file in the Xcode project, name with suffix, at most 30 seconds",
            "不填 --sound 时测试推送用默认声音。腾讯云 IM 的静音写法是 `push.no_sound`；kIOSOfflinePushNoSound 是常量名，\
             在 Dart 里只是一个不存在的文件名。自定义声音：放进 Xcode 工程的文件，名字带后缀，最长 30 秒",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "none. On the sandbox the answer holds apns_unique_id: paste it into the delivery log of the Push Notifications \
             Console (icloud.developer.apple.com), kept up to 7 days. In production there are totals only",
            "没有。sandbox 的回答里有 apns_unique_id：粘贴到 Push Notifications Console（icloud.developer.apple.com）的投递日志，\
             保留 7 天。production 只有汇总数据",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new("one service worldwide, reachable from mainland China too", "全球同一个服务，中国大陆也能访问"),
    ),
    (
        Text::new("network", "网络"),
        Text::new(
            "HTTP/2 over TLS on port 443: a proxy has to pass CONNECT through untouched; one that opens TLS or knows \
             HTTP/1.1 only cuts the connection",
            "443 端口、TLS 上的 HTTP/2：代理要原样转发 CONNECT；会拆 TLS 或只懂 HTTP/1.1 的代理会断开连接",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Is the environment right? A token of an Xcode build is for the sandbox, one of TestFlight for production; the \
             other one answers BadDeviceToken",
            "环境对吗？Xcode 直接运行的包的 token 属于 sandbox，TestFlight 的属于 production；用错时回答 BadDeviceToken",
        ),
        commands: &["pushctl send-test -d NAME", "pushctl explain apple BadDeviceToken"],
    },
    Point {
        text: Text::new(
            "Is apple_buz_id the one of this build's environment? The IM console gives each certificate its own",
            "apple_buz_id 与这个安装包的环境一致吗？IM 控制台里每张证书有自己的 ID",
        ),
        commands: &["pushctl gen-manifest --only dart --vendor apple"],
    },
    Point {
        text: Text::new(
            "Has the certificate in the IM console ended? It lasts about 13 months; look at the same .p12 here",
            "IM 控制台里的证书过期了吗？有效期约 13 个月；可以在这里检查同一个 .p12",
        ),
        commands: &["pushctl check --vendor apple"],
    },
    Point {
        text: Text::new(
            "Does the app get a device token at all? It needs the entitlement aps-environment and a provisioning profile with \
             push",
            "App 拿到 device token 了吗？需要 entitlements 里的 aps-environment 和带推送的描述文件",
        ),
        commands: &["pushctl gen-manifest --only entitlements --vendor apple"],
    },
    Point {
        text: Text::new(
            "Was it accepted and not shown? Notifications off, Focus, the app in the foreground without a delegate, or replaced \
             by a later one while the phone was off",
            "APNs 接受了但没有显示？通知被关闭、专注模式、App 在前台却没有设 delegate，或手机离线时被后一条覆盖",
        ),
        commands: &["pushctl gen-manifest --only delegate --vendor apple"],
    },
    Point {
        text: Text::new(
            "Is the app still installed? A silent push tells, hours to days late",
            "App 还装着吗？静默推送可以试出来，但会晚几小时到几天",
        ),
        commands: &["pushctl status token -d NAME --probe"],
    },
];

/// An environment is that of a build, so that production is a profile of push.toml.
pub(super) fn production(values: &Values) -> Production {
    let is_sandbox = super::section::Environment::read(values) == super::section::Environment::Sandbox;
    let lacks = is_sandbox.then(|| Text::new("environment is sandbox", "environment 是 sandbox"));
    Production { lacks, beside: None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn the_guide_says_when_it_was_true() {
        for lang in [Lang::En, Lang::Zh] {
            assert!(GUIDE[0].1.get(lang).starts_with("2026-11-23"));
        }
    }

    /// The words are those of `[apple] environment`.
    #[test]
    fn the_table_of_environments_names_both() {
        for lang in [Lang::En, Lang::Zh] {
            let table = GUIDE.iter().map(|(_, words)| words.get(lang)).find(|words| words.contains('\n'));
            let words: Vec<_> =
                table.expect("a table").lines().filter_map(|line| line.split_whitespace().next()).collect();
            assert_eq!(words, ["sandbox", "production"]);
        }
    }

    #[test]
    fn every_point_has_a_command() {
        assert!(CHECKLIST.iter().all(|point| !point.commands.is_empty()));
    }
}
