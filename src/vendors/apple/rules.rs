//! The rules on the values of `[apple]` and on messages, as they are explained. What checks them stands in `lint` and
//! `review`.

use crate::report::{Rule, Severity};
use crate::text::Text;
use crate::vendors::usual::usual_rules;

/// Apple's page on provider tokens.
const TOKENS: Option<&str> =
    Some("https://developer.apple.com/documentation/usernotifications/establishing-a-token-based-connection-to-apns");
/// Apple's page on certificates.
const CERTIFICATES: Option<&str> = Some(
    "https://developer.apple.com/documentation/usernotifications/establishing-a-certificate-based-connection-to-apns",
);
/// Apple's page on requests.
const REQUESTS: Option<&str> =
    Some("https://developer.apple.com/documentation/usernotifications/sending-notification-requests-to-apns");
/// Apple's page on payloads.
const PAYLOADS: Option<&str> =
    Some("https://developer.apple.com/documentation/usernotifications/generating-a-remote-notification");

usual_rules!("apple", "Apple", "Apple ");

pub(super) static TEAM_ID_FORMAT: Rule = Rule {
    id: "apple/team-id-format",
    severity: Severity::Error,
    title: Text::new("team_id is 10 capital letters and digits", "team_id 是 10 位大写字母和数字"),
    cause: Text::new(
        "it is `iss` of the provider token; with another one APNs answers InvalidProviderToken",
        "它是 provider token 的 `iss`；不对时 APNs 回答 InvalidProviderToken",
    ),
    remedy: Text::new(
        "copy Team ID from developer.apple.com, Membership details",
        "从 developer.apple.com → Membership details 复制 Team ID",
    ),
    link: TOKENS,
};

pub(super) static KEY_ID_FORMAT: Rule = Rule {
    id: "apple/key-id-format",
    severity: Severity::Error,
    title: Text::new("key_id is 10 capital letters and digits", "key_id 是 10 位大写字母和数字"),
    cause: Text::new(
        "it is `kid` of the provider token; with another one APNs answers InvalidProviderToken",
        "它是 provider token 的 `kid`；不对时 APNs 回答 InvalidProviderToken",
    ),
    remedy: Text::new(
        "copy Key ID from developer.apple.com, Keys, or from the file's name AuthKey_KEYID.p8",
        "从 developer.apple.com → Keys 复制 Key ID，或看文件名 AuthKey_KEYID.p8",
    ),
    link: TOKENS,
};

pub(super) static SWAPPED_IDS: Rule = Rule {
    id: "apple/swapped-ids",
    severity: Severity::Error,
    title: Text::new("team_id and key_id are not swapped", "team_id 和 key_id 没有写反"),
    cause: Text::new(
        "both are 10 letters and digits, so nothing else tells them apart; APNs answers InvalidProviderToken",
        "两个都是 10 位字母和数字，看不出区别；写反时 APNs 回答 InvalidProviderToken",
    ),
    remedy: Text::new(
        "key_id is the one in the name AuthKey_KEYID.p8, team_id is that of the membership page",
        "文件名 AuthKey_KEYID.p8 里的是 key_id，会员页面上的是 team_id",
    ),
    link: TOKENS,
};

pub(super) static KEY_ID_FILE: Rule = Rule {
    id: "apple/key-id-file",
    severity: Severity::Warning,
    title: Text::new("key_id is that of the file's name", "key_id 与文件名一致"),
    cause: Text::new(
        "Apple names the download AuthKey_KEYID.p8; another id beside it is most probably that of another key",
        "Apple 给下载的文件起名 AuthKey_KEYID.p8；不一致多半是填了另一个密钥的 ID",
    ),
    remedy: Text::new(
        "set key_id to the one in the name, or name the right file",
        "按文件名改 key_id，或换成对应的文件",
    ),
    link: TOKENS,
};

pub(super) static KEY_FILE_FORMAT: Rule = Rule {
    id: "apple/key-file-format",
    severity: Severity::Error,
    title: Text::new("key_file is a .p8: PKCS#8, EC P-256", "key_file 是 .p8：PKCS#8、EC P-256"),
    cause: Text::new(
        "provider tokens are signed with ES256, which wants such a key",
        "provider token 用 ES256 签名，只能用这种密钥",
    ),
    remedy: Text::new(
        "use the file as it was downloaded from developer.apple.com, Keys; a lost one is made anew, since it is downloaded once only",
        "使用从 developer.apple.com → Keys 下载的原文件；只能下载一次，丢了就新建",
    ),
    link: TOKENS,
};

pub(super) static CERTIFICATE_FILE: Rule = Rule {
    id: "apple/certificate-file",
    severity: Severity::Error,
    title: Text::new(
        "certificate_file opens, and holds a certificate with its key",
        "certificate_file 能打开，含证书和配对的私钥",
    ),
    cause: Text::new(
        "without both nothing can be shown to APNs, and the IM console takes no such file either",
        "缺一样就无法向 APNs 证明身份，IM 控制台也不接受这样的文件",
    ),
    remedy: Text::new(
        "in Keychain Access, my certificates, select the certificate and the key below it, export both as .p12",
        "在钥匙串访问 → 我的证书里同时选中证书和下面的私钥，导出为 .p12",
    ),
    link: CERTIFICATES,
};

pub(super) static CERTIFICATE_KIND: Rule = Rule {
    id: "apple/certificate-kind",
    severity: Severity::Error,
    title: Text::new("certificate_file is a push certificate", "certificate_file 是推送证书"),
    cause: Text::new(
        "the certificates that sign apps lie in the same keychain and are exported by mistake; APNs refuses them",
        "签名用的证书也在同一个钥匙串里，容易导错；APNs 会拒绝",
    ),
    remedy: Text::new(
        "export the one named Apple Push Services: BUNDLE_ID",
        "导出名字是 Apple Push Services: BUNDLE_ID 的证书",
    ),
    link: CERTIFICATES,
};

pub(super) static CERTIFICATE_ENVIRONMENT: Rule = Rule {
    id: "apple/certificate-environment",
    severity: Severity::Error,
    title: Text::new("the certificate is for the environment", "证书适用于这个环境"),
    cause: Text::new(
        "a development certificate is for the sandbox only; on the other host APNs answers BadCertificateEnvironment",
        "开发证书只能用于 sandbox；用在另一个环境，APNs 回答 BadCertificateEnvironment",
    ),
    remedy: Text::new(
        "change environment, or use a certificate of the kind “Sandbox & Production”",
        "改 environment，或改用 “Sandbox & Production” 类型的证书",
    ),
    link: CERTIFICATES,
};

pub(super) static CERTIFICATE_TOPIC: Rule = Rule {
    id: "apple/certificate-topic",
    severity: Severity::Error,
    title: Text::new("the certificate is for [app] bundle_id", "证书属于 [app] bundle_id"),
    cause: Text::new(
        "a push certificate is for one app; for another topic APNs answers TopicDisallowed",
        "推送证书只用于一个 App；topic 不同时 APNs 回答 TopicDisallowed",
    ),
    remedy: Text::new(
        "correct [app] bundle_id, or export the certificate of this app",
        "改正 [app] bundle_id，或导出这个 App 的证书",
    ),
    link: CERTIFICATES,
};

pub(super) static TWO_WAYS: Rule = Rule {
    id: "apple/two-ways",
    severity: Severity::Note,
    title: Text::new("one way to prove oneself is used", "只用一种鉴权方式"),
    cause: Text::new(
        "with a .p8 and a certificate both set, the .p8 is used to ask APNs; the certificate is only looked at on this machine",
        "同时填了 .p8 和证书时，用 .p8 访问 APNs；证书只在本机检查",
    ),
    remedy: Text::new("to try the certificate, take key_file out", "想试证书就去掉 key_file"),
    link: None,
};

pub(super) static TOPIC: Rule = Rule {
    id: "apple/topic",
    severity: Severity::Error,
    title: Text::new("[app] bundle_id is there and can be a topic", "填了 [app] bundle_id，而且能作为 topic"),
    cause: Text::new(
        "it is the topic of every push: without it APNs answers MissingTopic, with a slip in it BadTopic or TopicDisallowed",
        "它是每条推送的 topic：不填时 APNs 回答 MissingTopic，写错时回答 BadTopic 或 TopicDisallowed",
    ),
    remedy: Text::new(
        "copy the bundle identifier of target Runner from Xcode: no wildcard, no Team ID in front",
        "从 Xcode 复制 Runner 的 Bundle Identifier：不能有通配符，前面不带 Team ID",
    ),
    link: REQUESTS,
};

pub(super) static TOKEN_FORMAT: Rule = Rule {
    id: "apple/token-format",
    severity: Severity::Warning,
    title: Text::new("a device token is hex, usually 64 digits", "device token 是十六进制，通常 64 位"),
    cause: Text::new(
        "APNs answers BadDeviceToken to anything else. Live Activity tokens are longer, and Apple says not to rely on a length",
        "其它写法 APNs 回答 BadDeviceToken。实时活动的 token 更长；Apple 说明不要依赖长度",
    ),
    remedy: Text::new(
        "print it on the phone with getDevicePushToken() and copy it whole",
        "在手机上用 getDevicePushToken() 打印，完整复制",
    ),
    link: Some("https://developer.apple.com/documentation/usernotifications/registering-your-app-with-apns"),
};

pub(super) static PAYLOAD_SIZE: Rule = Rule {
    id: "apple/payload-size",
    severity: Severity::Error,
    title: Text::new("the payload has at most 4096 bytes, for voip 5120", "payload 不超过 4096 字节，voip 是 5120"),
    cause: Text::new("APNs answers PayloadTooLarge", "超出时 APNs 回答 PayloadTooLarge"),
    remedy: Text::new("shorten body or ext; a Chinese character is 3 bytes", "缩短正文或 ext；一个汉字 3 字节"),
    link: PAYLOADS,
};

pub(super) static COLLAPSE_KEY: Rule = Rule {
    id: "apple/collapse-key",
    severity: Severity::Error,
    title: Text::new("the collapse key has at most 64 bytes", "collapse key 不超过 64 字节"),
    cause: Text::new("APNs answers BadCollapseId", "超出时 APNs 回答 BadCollapseId"),
    remedy: Text::new("shorten it; a Chinese character is 3 bytes", "缩短；一个汉字 3 字节"),
    link: REQUESTS,
};

pub(super) static BACKGROUND: Rule = Rule {
    id: "apple/background",
    severity: Severity::Error,
    title: Text::new("a background push is silent and of priority 5", "后台推送不提示，优先级是 5"),
    cause: Text::new(
        "with priority 10 APNs answers BadPriority; it throttles background pushes to two or three an hour",
        "优先级 10 时 APNs 回答 BadPriority；后台推送每小时只能有两三条",
    ),
    remedy: Text::new("leave apple.priority out, or use push_type alert", "不填 apple.priority，或用 push_type alert"),
    link: REQUESTS,
};

pub(super) static PUSH_TYPE: Rule = Rule {
    id: "apple/push-type",
    severity: Severity::Warning,
    title: Text::new("push type, topic and credentials go together", "推送类型、topic 与密钥相配"),
    cause: Text::new(
        "each type has its own topic and its own kind of device token, and some take no certificate",
        "每种类型有自己的 topic 和 device token，有些不能用证书",
    ),
    remedy: Text::new(
        "use push_type alert unless the app registered for another",
        "App 没有注册其它类型时用 push_type alert",
    ),
    link: REQUESTS,
};

pub(super) static SOUND: Rule = Rule {
    id: "apple/sound",
    severity: Severity::Warning,
    title: Text::new("a sound is default, or a file in the app", "声音是 default，或 App 里的文件"),
    cause: Text::new(
        "a name without the suffix of a sound file (.aiff, .wav, .caf) is most probably none; iOS then plays the default sound",
        "没有声音文件后缀（.aiff、.wav、.caf）多半写错了；iOS 会改放默认声音",
    ),
    remedy: Text::new(
        "use `default`, `push.no_sound` for silence, or the name of a file linked into the Xcode project with its suffix, at most 30 seconds",
        "用 `default`、静音用 `push.no_sound`，或 Xcode 工程里声音文件的全名（带后缀，最长 30 秒）",
    ),
    link: PAYLOADS,
};

pub(super) static NEEDS_PERMISSION: Rule = Rule {
    id: "apple/needs-permission",
    severity: Severity::Note,
    title: Text::new("some options need a capability of the app", "有些选项要 App 先开启能力"),
    cause: Text::new(
        "without it iOS shows the notification as an ordinary one; APNs does not say so",
        "没有时 iOS 按普通通知显示，APNs 不会提示",
    ),
    remedy: Text::new(
        "time-sensitive: the capability in Xcode; critical: an entitlement that Apple grants; pictures: a notification service extension",
        "time-sensitive：在 Xcode 里开启能力；critical：Apple 批准的 entitlement；图片：通知服务扩展",
    ),
    link: PAYLOADS,
};
