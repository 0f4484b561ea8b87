//! Tencent Cloud IM (腾讯云即时通信), which stands in front of the eight vendor channels.
//!
//! `POST https://HOST/v4/SERVICE/COMMAND?sdkappid=…&identifier=ADMIN&usersig=…&random=…&contenttype=json`, JSON both
//! ways, HTTP 200 also for refusals: `ActionStatus`, `ErrorCode` (0 is OK) and `ErrorInfo` stand in every answer. The
//! host is that of the data centre where the app was created; asked elsewhere, IM does not know the app. `check`, and
//! nothing else, then asks the other hosts once each which one does.
//!
//! A request proves itself with the `UserSig` of an admin: HMAC-SHA256 over four lines, keyed with the text of the
//! app's secret key, in zlib-packed JSON, in Base64 with an alphabet of Tencent's own. It stands in the URL.
//!
//! Tencent's own libraries for Python and Node make one for 180 days unless told otherwise, and space or order its JSON
//! in other ways; ours holds for an hour, since it can do all that an admin can. Both are read and let in here, as
//! `tests/compare` shows.
//!
//! A message goes to a user, not to a phone. It is pushed only while the user is `PushOnline`: signed in, but not
//! connected. Over REST, friendship, blacklist and muting are not looked at (the sendmsg page, as mirrored in two server
//! SDKs). Which vendor, certificate and token are used was decided by the app's last upload; no call of the REST
//! API shows it, but for the push records of the paid Push service. There is no dry run and no test mode. Calls that
//! push to everybody exist and have no place here.
//!
//! How sure: `UserSig`, hosts (Tokyo, Jakarta: one source; Mumbai: older lists only), message, `OfflinePushInfo`,
//! states and codes are from Tencent's documents and at least one server SDK. Unsure: the REST names of OPPO's notify
//! level and template, the size limit of a message, what values `PushStatus` has, the meaning of 72001, 90044, 90054
//! and 90055. State of 2026-11-23.
//!
//! Sources: tls-sig-api-v2 for Python, Go and Node (`UserSig`); cloud.tencent.com/document/product/269/1519 (REST),
//! 269/2720, 269/133879, 269/128209 (message, `OfflinePushInfo`), 269/38417 (account check), 1047/35477 (states),
//! 1047/71893 (push records), 269/117847 and 1047/74196 (codes), 679/131708 (common codes); doocs/
//! qcloud-im-server-sdk-java and dobyte/tencent-im (server SDKs).

mod client;
mod codes;
mod decode;
#[cfg(feature = "emulator")]
mod emulator;
mod fields;
mod guide;
mod message;
mod review;
mod rules;
mod section;
mod trace;
mod usersig;
mod verify;
mod wire;

pub use client::Client;
pub use section::{Credentials, Region};
pub use usersig::{Claims, base, signature, user_sig};

use super::{Addressee, Capability, Codes, ExampleDevice, Vendor};
use crate::text::Text;

/// Tencent Cloud IM.
pub static VENDOR: Vendor = Vendor {
    key: "tencent",
    aliases: &["im"],
    name: Text::new("Tencent IM", "腾讯云 IM"),
    console: "https://console.cloud.tencent.com/im",
    fields: fields::FIELDS,
    app_keys: &[],
    rules: rules::RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "ErrorCode",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: wire::codes_in,
    capability: Capability {
        test_mode: None,
        test_devices: false,
        live_quota: Text::new(
            "a real chat message from the admin: it appears in the user's chat and history, on every device",
            "会以管理员身份发送一条真实的聊天消息：出现在用户的聊天和历史记录里，所有设备都能看到",
        ),
        validate_only: false,
        token_query: None,
        instead_of_token_query: Some(Text::new(
            "Tencent IM is told users, not tokens: pushctl status user ID",
            "腾讯云 IM 按用户查询，不按 token：pushctl status user ID",
        )),
        message_status: true,
        user_status: true,
        not_judged: Some(Text::new(
            "no call lists the push certificates in the IM console: whether each is there and right shows only when a push arrives",
            "没有接口能列出 IM 控制台里的推送证书：证书有没有、对不对，只有推送能到才知道",
        )),
    },
    production: guide::production,
    addressee: Addressee::User,
    example_device: ExampleDevice { name: "my-im-user", address: "alice" },
    decode: Some(decode::decode),
    lint: section::lint,
    lint_token: section::lint_user,
    // The app holds SDKAppID and certificate ids of the vendors; nothing in its files belongs to Tencent IM alone.
    requirements: |_, _| Vec::new(),
    credential_files: &[],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};
