//! vivo push (`VPush`).
//!
//! One host, JSON over HTTPS, two calls: `POST /message/auth` with an md5 sign gives an `authToken` for 24 hours,
//! `POST /message/send` with that token sends to one device. Business failures are HTTP 200 with `result` other than
//! 0; a server failure is HTTP 500 with plain text. Test pushes are the field `pushMode` 1, not another host.
//!
//! The vendor's own pages could not be read; the facts are of its Java SDKs 2.2 (2020-06) and 3.3 (2024-04), of code
//! that mirrors its field tables, and of other push vendors' guides, state of 2026-11-23. What only one source says
//! is marked where it stands.
//!
//! Sources: vendor SDK 2.2 (shishuihao/third-party-api), vendor SDK 3.3 (`wildfirechat/push_server`), modood/pushapi
//! (mirrors document 362), meetleev/go-multipush (mirrors document 362 of 2025-11), mizhousoft/push-sdk, Tencent's
//! plugin 3.1.2 with its script testvivo.js (`zmhbh/tim_ui_kit_push_plugin`).

mod client;
mod codes;
#[cfg(feature = "emulator")]
mod emulator;
mod guide;
mod intent;
mod requirements;
mod review;
mod section;
mod sign;
mod wire;

pub use client::Client;
pub use section::Credentials;
pub use sign::{base, sign};

use super::{Addressee, Capability, Codes, ExampleDevice, TokenQuery, Vendor};
use crate::text::Text;

/// vivo.
pub static VENDOR: Vendor = Vendor {
    key: "vivo",
    aliases: &[],
    name: Text::new("vivo", "vivo"),
    console: "https://dev.vivo.com.cn",
    fields: section::FIELDS,
    app_keys: &["package_name"],
    rules: RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "result",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: wire::codes_in,
    capability: Capability {
        test_mode: Some(Text::new(
            "test mode (pushMode 1: test devices only, uses no quota)",
            "测试模式（pushMode 1：只发给测试设备，不占额度）",
        )),
        test_devices: true,
        live_quota: Text::new(
            "counts against vivo's daily quota of this app and phone",
            "计入 vivo 对这个应用和这台手机的每日额度",
        ),
        validate_only: false,
        token_query: Some(TokenQuery {
            batch: 100,
            // Nothing is documented for this query; pushes have 3000 to 5000 a second by app. Both limits are ours.
            calls_per_second: 10.0,
            concurrent: 4,
            caveat: Some(Text::new(
                "the call has no official document; one public program used it",
                "接口没有官方文档，只有一处公开代码用过",
            )),
            probe: None,
        }),
        instead_of_token_query: None,
        message_status: true,
        user_status: false,
        not_judged: None,
    },
    production: guide::production,
    addressee: Addressee::Token,
    example_device: ExampleDevice {
        name: "my-vivo",
        address: "v2-EXAMPLE0000000000000000000000000000000000000000000001",
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

/// The rules of vivo: on values, then on the project.
static RULES: &[&crate::report::Rule] = &[
    &section::BUZ_ID_FORMAT,
    &section::APP_ID_FORMAT,
    &section::APP_KEY_FORMAT,
    &section::APP_SECRET_FORMAT,
    &section::SWAPPED,
    &section::SECRET_IS_KEY,
    &section::REG_ID_FORMAT,
    &section::CATEGORY,
    &section::TITLE,
    &section::BODY,
    &section::TTL,
    &section::CLICK,
    &section::EXT,
    &section::OPTION,
    &section::NOT_EXPRESSIBLE,
    &section::TEST_CONTENT,
    &requirements::META,
    &requirements::PLACEHOLDER,
    &requirements::DEAD_PLACEHOLDER,
    &requirements::BADGE_PERMISSION,
    &requirements::IMPLEMENTATION,
    &requirements::PROGUARD,
    &requirements::KEYS,
    &requirements::CONSOLE,
];
