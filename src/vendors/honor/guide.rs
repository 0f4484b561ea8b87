//! What `explain honor` tells, and Honor's own points of `explain no-push`. As known on 2026-11-23.
//!
//! Quotas and classes: titles and excerpts of developer.honor.com/cn/docs/11002, Tencent Cloud document 269/130977
//! (2026-05), Tencent TPNS 1024/47652; calls a second and devices: help.aliyun.com 459553, 2637414. Receipts: two public
//! servers (masastack/MASA.MC, doopush). Hosts: five public servers. Honor's page of the server interface itself could
//! not be read.

use crate::config::Values;
use crate::text::Text;
use crate::vendors::{Point, Production};

/// Heading and words. A table in the words is laid out by display width: a Chinese character takes two columns.
pub(super) static GUIDE: &[(Text, Text)] = &[
    (
        Text::new("as known on", "资料日期"),
        Text::new(
            "2026-11-23; Honor's page of the server interface could not be read, nothing was tried live",
            "2026-11-23；没能直接读到荣耀的服务端接口页面，也没有联网实测",
        ),
    ),
    (
        Text::new("apply", "申请"),
        Text::new(
            "Honor is a company apart from Huawei: a company account of its own at developer.honor.com (formerly \
             developer.hihonor.com), then management centre, app services, push service (推送服务), apply for this app, \
             and enter the SHA-256 of the signing certificate, debug builds included",
            "荣耀与华为是两家公司：要在 developer.honor.com（原 developer.hihonor.com）另外注册企业账号，然后 管理中心 → \
             生态服务 → 应用服务 → 推送服务，给应用申请开通，并填写签名证书的 SHA-256，debug 包的也要",
        ),
    ),
    (
        Text::new("four values", "四个值"),
        Text::new(
            "App ID        app and server: manifest, path of the push
Client ID     server: `[honor] client_id`
Client Secret server: `[honor] client_secret`
App Secret    not used for push; in the place of Client Secret it is refused",
            "App ID        App 和服务端：清单、推送路径
Client ID     服务端：`[honor] client_id`
Client Secret 服务端：`[honor] client_secret`
App Secret    推送不用；填成 Client Secret 会被拒绝",
        ),
    ),
    (
        Text::new("message classes", "消息分类"),
        Text::new(
            "NORMAL  service and communication (服务与通讯), needs the right
LOW     marketing (资讯营销)",
            "NORMAL  服务与通讯，需要自分类权益
LOW     资讯营销",
        ),
    ),
    (
        Text::new("choosing one", "怎么选"),
        Text::new(
            "`[honor] importance`; rules of 2024-12-31. Without the right of self-classification (自分类权益, applied for in \
             the console) NORMAL counts as marketing. Notification channels and categories play no part",
            "填 `[honor] importance`；规则自 2024-12-31 起。没有在控制台申请自分类权益时，NORMAL 也按资讯营销处理。\
             通知通道和 category 不起作用",
        ),
    ),
    (
        Text::new("a day, per phone", "单机每日"),
        Text::new(
            "service and communication: no limit. Marketing: 2 of an app on a phone, news apps 5, since 2023-02-01. Above \
             it the server still accepts: only the receipt says 40000009. By third parties marketing is held back from \
             00:00 to 06:00",
            "服务与通讯：不限。资讯营销：每个应用每台手机 2 条，新闻类 5 条，2023-02-01 起。超出后服务端仍会接收，\
             只有回执是 40000009。第三方资料：资讯营销 0:00 到 6:00 暂缓",
        ),
    ),
    (
        Text::new("calls a second", "调用频率"),
        Text::new(
            "3000 a second for an app, cannot be raised (one source). An access token lives as long as `expires_in` says, \
             3600 seconds in examples: keep it",
            "每个应用每秒 3000 次，不能提高（单一来源）。access token 的有效期以 `expires_in` 为准，示例是 3600 秒：缓存起来",
        ),
    ),
    (
        Text::new("test pushes", "测试推送"),
        Text::new(
            "`targetUserType` 1 in the message, which `pushctl send-test` sends by default: 1000 a day for an app, outside \
             the limit per phone. No phone has to be registered, so it reaches whatever token it is sent to",
            "消息里的 `targetUserType` 1，`pushctl send-test` 默认就是：每个应用每天 1000 条，不占单机每日条数。\
             不需要登记测试设备，发给哪个 token 就到哪台手机",
        ),
    ),
    (
        Text::new("push token", "push token"),
        Text::new(
            "opaque, of no documented shape. Print it in the app and copy it whole: `getDevicePushToken()` in \
             tim_ui_kit_push_plugin, `getAndroidPushToken()` in tencent_cloud_chat_push. Honor phones on Magic UI below 4 \
             give a Huawei token and use Huawei's channel, Magic OS below 8.0 may; those of 2024 and later have Honor's \
             alone. The app must upload which vendor a token is of",
            "没有公开的格式。在 App 里打印，完整复制：tim_ui_kit_push_plugin 用 `getDevicePushToken()`，\
             tencent_cloud_chat_push 用 `getAndroidPushToken()`。Magic UI 4 以下的荣耀手机给的是华为 token，走华为通道；\
             Magic OS 8.0 以下也可能走华为；2024 年及以后的机型只有荣耀推送。App 要把 token 属于哪个厂商一起上报",
        ),
    ),
    (
        Text::new("is a token alive", "token 是否有效"),
        Text::new(
            "there is no query. `pushctl status token --probe` sends a test message without a notification and reads \
             failTokens and expireTokens; only a receipt is proof. Nothing can be revoked either",
            "没有查询接口。`pushctl status token --probe` 会真的发一条不弹通知的测试消息，再看 failTokens 和 expireTokens；\
             只有回执才算证明。消息也不能撤回",
        ),
    ),
    (
        Text::new("receipts", "回执"),
        Text::new(
            "set once per app in the console, push service, app receipt (应用回执): Honor posts {\"statuses\":[...]} with \
             biTag, token and status to your server, which answers {\"code\":\"0\",\"message\":\"success\"}. No signature \
             is known. `pushctl explain honor 40000009` explains a status",
            "在控制台 推送服务 → 应用回执 为应用配置一次：荣耀把 {\"statuses\":[...]}（含 biTag、token、status）POST 到你的服务器，\
             你回答 {\"code\":\"0\",\"message\":\"success\"}。没有已知的签名。`pushctl explain honor 40000009` 解释一个状态",
        ),
    ),
    (
        Text::new("hosts", "域名"),
        Text::new(
            "iam.developer.honor.com for the access token, push-api.cloud.honor.com for pushes. Honor moved from hihonor.com; \
             `[honor] domain` goes back to it, if it still answers. oauth-login.cloud.honor.com, \
             hnoauth-login.cloud.honor.com and paths with messages:send are Huawei's with the name exchanged: no sign that \
             they exist",
            "换取 access token 用 iam.developer.honor.com，推送用 push-api.cloud.honor.com。荣耀从 hihonor.com 迁移而来，\
             `[honor] domain` 可以改回旧域名，是否还能用不确定。oauth-login.cloud.honor.com、hnoauth-login.cloud.honor.com \
             和带 messages:send 的路径是把华为的地址换了名字，没有证据表明它们存在",
        ),
    ),
    (
        Text::new("overseas", "海外"),
        Text::new(
            "no other host is known; phones outside China need Magic UI 4.2 or later. Otherwise: FCM",
            "没有已知的海外域名；海外手机需要 Magic UI 4.2 及以上。否则请用 FCM",
        ),
    ),
];

/// Behind the points that hold for every vendor.
pub(super) static CHECKLIST: &[Point] = &[
    Point {
        text: Text::new(
            "Are Client ID and Client Secret those of the console, not App ID and App Secret beside them? The token endpoint \
             refuses the others",
            "填的是控制台的 Client ID 和 Client Secret，而不是旁边的 App ID 和 App Secret 吗？填错时鉴权会被拒绝",
        ),
        commands: &["pushctl check --vendor honor"],
    },
    Point {
        text: Text::new(
            "Does your server count `code` 200 as success? `data.sendResult` must be true as well, and the token in neither \
             list. A server that waits for Huawei's 80000000 sees failures only",
            "你的服务端把 `code` 200 当成功吗？还要 `data.sendResult` 为 true，而且 token 不在两个列表里。\
             按华为的 80000000 判断则全是失败",
        ),
        commands: &["pushctl send-test --vendor honor", "pushctl explain honor 80100000"],
    },
    Point {
        text: Text::new(
            "Does the phone give an Honor token? On Magic UI below 4 it is one of Huawei, which Honor does not know",
            "手机给的是荣耀 token 吗？Magic UI 4 以下给的是华为 token，荣耀不认识",
        ),
        commands: &["pushctl status token --probe --vendor honor", "pushctl explain honor failTokens"],
    },
    Point {
        text: Text::new(
            "Does the phone's log say 8001002, 8001003 or 8003004? App ID, package name or SHA-256 fingerprint do not match \
             the console; a debug build has a fingerprint of its own",
            "手机日志里有 8001002、8001003 或 8003004 吗？App ID、包名或 SHA-256 指纹与控制台不一致；debug 包有自己的指纹",
        ),
        commands: &["pushctl explain honor 8001003", "pushctl gen-manifest --vendor honor"],
    },
    Point {
        text: Text::new(
            "Did two arrive and then none? Marketing is limited to 2 a day on a phone, and without the right everything is \
             marketing; the receipt says 40000009. The test mode is outside the limit",
            "收到两条以后就没有了？资讯营销每台手机每天 2 条，没有自分类权益时全部算营销；回执是 40000009。测试模式不占条数",
        ),
        commands: &["pushctl explain honor 40000009", "pushctl send-test --vendor honor"],
    },
    Point {
        text: Text::new(
            "It arrives, but a tap opens nothing? The IM console needs the URI of this app with /honorMessage, and the \
             activity must be exported",
            "能收到但点击没反应？IM 控制台要填这个应用的 URI（/honorMessage），Activity 要 exported",
        ),
        commands: &["pushctl gen-manifest --only console --vendor honor"],
    },
];

/// The default class is the better one, and the right to it is applied for.
pub(super) fn production(values: &Values) -> Production {
    let is_low = values.text("importance").is_some_and(|importance| importance.as_str() == "LOW");
    let lacks = is_low.then(|| {
        Text::new("importance is LOW (marketing, 2 a day per phone)", "importance 是 LOW，算资讯营销，每机每天 2 条")
    });
    let beside = Text::new("the right of self-classification (自分类权益)", "自分类权益");
    Production { lacks, beside: Some(beside) }
}

#[cfg(test)]
mod tests {
    use super::super::section::FIELDS;
    use super::*;
    use crate::config::Kind;
    use crate::text::Lang;

    /// The words stand in `section.rs`; here they only get a meaning.
    #[test]
    fn the_table_of_classes_is_that_of_the_section() {
        let importance = FIELDS.iter().find(|field| field.key == "importance").expect("a field");
        let Kind::Choice(words) = importance.kind else { panic!("importance is a choice") };
        for lang in [Lang::En, Lang::Zh] {
            let table = GUIDE.iter().find(|(heading, _)| heading.get(Lang::En) == "message classes").expect("a table");
            let first: Vec<_> = table.1.get(lang).lines().filter_map(|line| line.split_whitespace().next()).collect();
            assert_eq!(first, words);
        }
    }

    #[test]
    fn the_guide_says_when_it_was_true() {
        assert!(GUIDE[0].1.get(Lang::En).starts_with("2026-11-23"));
    }
}
