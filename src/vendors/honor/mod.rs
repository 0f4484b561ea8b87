//! Honor Push (荣耀推送).
//!
//! Two hosts. `POST https://iam.developer.honor.com/auth/token`, a form with `grant_type=client_credentials`, Client ID
//! and Client Secret, gives an access token for `expires_in` seconds. `POST
//! https://push-api.cloud.honor.com/api/v1/{appId}/sendMessage` takes it as `Authorization: Bearer`, with a header
//! `timestamp` in milliseconds and a flat JSON body: `token` (1 to 1000), `data`, `android`. There is no signature.
//!
//! `code` 200 alone is no success: `data.sendResult` must be true, and the token in neither `data.failTokens` nor
//! `data.expireTokens`. A test push is the field `targetUserType` 1, for any phone. There is no validate-only, no query
//! for tokens or messages, no recall; what became of a message only a receipt (a web hook) says.
//!
//! The service began as a copy of Huawei's and differs in every detail: no `message` wrapper, camelCase names,
//! `badgeClass` for `class`, an integer `code`.
//!
//! How sure: hosts, token call, path and success are in several independent servers of 2024 to 2026; fields and limits
//! are the vendor's table as one client copies it; meanings of 400 to 504, 80100000 and of receipts are one server
//! author's; the answer to wrong credentials is inferred. The vendor's own page could not be read, and nothing was
//! tried live (2026-11-23).
//!
//! Sources: zandala88/honor-push (2024-10, the vendor's field descriptions), HONORDevelopers/Honor-Push-Client-Demo-demo
//! (2024-05), `wildfirechat/push_server` (2026-06, its issue 53), masastack/MASA.MC (2026-07), doopush (2026-08),
//! Honor's blog articles at my.oschina.net/u/5873522, lack21115/blued-7.20.6-src (constants of the client SDK),
//! help.aliyun.com 459553 and 2637414, Tencent Cloud document 269/130977 (2026-05).

mod answer;
mod client;
#[cfg(test)]
mod codes;
#[cfg(feature = "emulator")]
mod emulator;
mod guide;
mod intent;
mod requirements;
mod review;
mod rules;
mod section;
mod wire;

pub use client::Client;
pub use section::Credentials;

use super::{Addressee, Capability, Codes, ExampleDevice, TokenQuery, Vendor};
use crate::text::Text;

/// Honor.
pub static VENDOR: Vendor = Vendor {
    key: "honor",
    aliases: &[],
    name: Text::new("Honor", "荣耀"),
    console: "https://developer.honor.com",
    fields: section::FIELDS,
    app_keys: &["package_name"],
    rules: RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "code",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: answer::codes_in,
    capability: Capability {
        test_mode: Some(Text::new(
            "test mode (targetUserType 1: 1000 a day per app, outside the limit per phone; reaches any phone)",
            "测试模式（targetUserType 1：每个应用每天 1000 条，不占单机条数；能发到任何手机）",
        )),
        test_devices: false,
        live_quota: Text::new(
            "counts against Honor's daily number for this app and phone, if it is marketing",
            "如果属于资讯营销，计入荣耀对这个应用和这台手机的每日条数",
        ),
        validate_only: false,
        token_query: Some(TokenQuery {
            batch: 100,
            // A tenth of the 3000 devices a second that one source (not Honor itself) gives an app's pushes, a hundred of
            // which go in one call. How many at once is ours.
            calls_per_second: 3.0,
            concurrent: 2,
            caveat: Some(Text::new(
                "accepted is no proof that a token lives: only a receipt is, and the meaning of the two lists is not documented",
                "被接收不等于 token 有效：只有回执才算证明，两个列表的含义也没有官方文档",
            )),
            probe: Some(Text::new(
                "a test message without a notification goes to each phone and counts against the 1000 test messages a day",
                "会给每台手机真的发一条不弹通知的测试消息，计入每天 1000 条测试消息",
            )),
        }),
        instead_of_token_query: None,
        message_status: false,
        user_status: false,
        not_judged: Some(Text::new(
            "Honor: nothing proves the App ID, or that push is enabled for the app, without sending: a test push does",
            "荣耀：App ID 是否正确、是否开通推送，不发送就无法验证：发一条测试推送才知道",
        )),
    },
    production: guide::production,
    addressee: Addressee::Token,
    example_device: ExampleDevice {
        name: "my-honor",
        address: "HONOR-EXAMPLE0000000000000000000000000000000000000000000001",
    },
    decode: None,
    lint: section::lint,
    lint_token: section::lint_token,
    requirements: requirements::requirements,
    credential_files: &[],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};

/// The rules of Honor: on values, on messages, on the project.
static RULES: &[&crate::report::Rule] = &[
    &section::BUZ_ID_FORMAT,
    &rules::APP_ID_FORMAT,
    &rules::CLIENT_ID_IS_APP_ID,
    &rules::CLIENT_SECRET_FORMAT,
    &rules::SECRET_IS_ID,
    &rules::TOKEN_FORMAT,
    &rules::BADGE_CLASS,
    &rules::TITLE,
    &rules::BODY,
    &rules::TTL,
    &rules::CLICK,
    &rules::IMAGE,
    &rules::BUTTONS,
    &rules::SIZE,
    &section::OPTION,
    &section::NOT_EXPRESSIBLE,
    &requirements::APP_ID,
    &requirements::REPOSITORY,
    &requirements::BADGE_PERMISSION,
    &requirements::ASPLUGIN,
    &requirements::IMPLEMENTATION,
    &requirements::PROGUARD,
    &requirements::KEYS,
    &requirements::CONSOLE,
    &requirements::FINGERPRINT,
];
