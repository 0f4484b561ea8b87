//! Huawei Push Kit.
//!
//! Two hosts for the whole world. `POST oauth-login.cloud.huawei.com/oauth2/v3/token`, a form with client id and app
//! secret, gives an access token for an hour; a service account signs a JWT (PS256) itself and needs no call. Either
//! stands as a bearer before `POST push-api.cloud.huawei.com/v1/{client id}/messages:send` or `/v2/{project id}/…`,
//! which reach Android, EMUI and HarmonyOS up to 4. HarmonyOS NEXT is reached by `/v3/{project id}/…` alone, with a
//! JWT alone and a body of its own. `token:query` tells whether Huawei knows a token. Test pushes are a field
//! (`target_user_type` 1, v3 `testMessage`), a dry run is a field too (`validate_only`, not on v3).
//!
//! `category` is IM unless something else is said. Without the self-classification right it has no effect: the message
//! is marketing, as it is without a category; with the right a message without one is marketing as well. Huawei names
//! no code for a category without its right. `data` holds `ext` under that key, since a tap makes intent extras of the
//! keys and Tencent's plugin reads the extra `ext`.
//!
//! `code` is a text of eight digits; 80000000 is the success. Which tokens were refused stands in `msg`, as JSON
//! inside a text. The rest of a message's life is told by receipts, which no query replaces.
//!
//! Sources, all of developer.huawei.com unless named: `https-send-api` (2025-08), the HarmonyOS references of
//! `push-scenariozed-api` and guide `push-jwt-token` (2026-04), `open-platform-error`, `query-data-api`,
//! `msg-receipt-guide`, `message-classification`; the server demos of HMS-Core at GitHub. What is not documented, the
//! order of the server's checks and what `token:query` says of a dead token among it, is said where it matters.
//!
//! Huawei's own sample for Python (hpa 1.0.0) leaves `category` and `target_user_type` out, hands `data` over as
//! it is, and always writes `foreground_show` false, `use_default_light` and `use_default_vibrate` true and `urgency`
//! NORMAL. Ours is a test message for Tencent's plugin and leaves out what it is not told to say: Huawei's defaults are
//! the same, but for `foreground_show`, with which an app in the foreground would show nothing.

mod api;
mod body;
mod client;
mod codes;
mod decode;
#[cfg(feature = "emulator")]
mod emulator;
mod guide;
mod lint;
mod reading;
mod requirements;
mod review;
mod rules;
mod section;
mod service_account;
mod sign;
mod wire;

pub use api::Api;
pub use client::Client;
pub use section::Credentials;
pub use service_account::{AccountProblem, ServiceAccount};
pub use sign::{claims, header, jwt};

use super::{Addressee, Capability, Codes, ExampleDevice, TokenQuery, Vendor};
use crate::text::Text;

/// Huawei.
pub static VENDOR: Vendor = Vendor {
    key: "huawei",
    aliases: &["hw"],
    name: Text::new("Huawei", "华为"),
    console: "https://developer.huawei.com/consumer/cn/service/josp/agc/index.html",
    fields: section::FIELDS,
    app_keys: &["package_name"],
    rules: RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "code",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: reading::codes_in,
    capability: Capability {
        test_mode: Some(Text::new(
            "test message (target_user_type 1: 500 a day, not counted against the phone's limit)",
            "测试消息（target_user_type 1：每天 500 条，不计入单机上限）",
        )),
        test_devices: false,
        live_quota: Text::new(
            "counts against Huawei's daily limit of this app and phone",
            "计入华为对这个应用和这台手机的每日上限",
        ),
        validate_only: true,
        token_query: Some(TokenQuery {
            batch: 1,
            // Nothing is documented for this query; pushes have 6000 a second or more by app. Both limits are ours.
            calls_per_second: 500.0,
            concurrent: 50,
            caveat: Some(Text::new(
                "Huawei documents no code for a dead token: alive means known to Huawei, a refused one is suspect, and only a receipt proves delivery",
                "华为没有写明失效 token 的返回码：有效只表示华为认识它，被拒绝的算可疑，是否送达只有回执能证明",
            )),
            probe: None,
        }),
        instead_of_token_query: None,
        message_status: false,
        user_status: false,
        not_judged: None,
    },
    production: guide::production,
    addressee: Addressee::Token,
    example_device: ExampleDevice {
        name: "my-huawei",
        address: "IQAAAACy0EXAMPLE00000000000000000000000000000000000000000000000000000000000000000000000000000001",
    },
    decode: Some(decode::decode),
    lint: lint::lint,
    lint_token: lint::lint_token,
    requirements: requirements::requirements,
    credential_files: &[service_account::FILE],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};

/// The rules of Huawei: on values, on messages, then on the project.
static RULES: &[&crate::report::Rule] = &[
    &rules::BUZ_ID_FORMAT,
    &rules::APP_ID_FORMAT,
    &rules::CLIENT_ID,
    &rules::APP_SECRET_FORMAT,
    &rules::SWAPPED,
    &rules::SECRET_IS_OTHER,
    &rules::API_KEY,
    &rules::PASTED_FILE,
    &rules::PROJECT_ID_FORMAT,
    &rules::PROJECT_IS_APP,
    &rules::SERVICE_ACCOUNT,
    &rules::PROJECT_IS_OTHER,
    &rules::API,
    &rules::V3_NOT_ASKED,
    &rules::TOKEN_FORMAT,
    &rules::CATEGORY,
    &rules::TEXT,
    &rules::SIZE,
    &rules::TTL,
    &rules::CLICK,
    &rules::BADGE,
    &rules::BADGE_CLASS,
    &rules::IMAGE,
    &rules::SOUND,
    &rules::STYLE,
    &rules::RIGHT,
    &rules::OPTION,
    &rules::NOT_EXPRESSIBLE,
    &requirements::AGCONNECT_JSON,
    &requirements::AGCP_PLUGIN,
    &requirements::AGCP_CLASSPATH,
    &requirements::REPO,
    &requirements::BADGE_PERMISSION,
    &requirements::IMPLEMENTATION,
    &requirements::MANIFEST_APP_ID,
    &requirements::PROGUARD,
    &requirements::KEYS,
    &requirements::CONSOLE,
    &requirements::FINGERPRINT,
];
