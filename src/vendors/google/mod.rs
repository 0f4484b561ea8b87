//! Google FCM (Firebase Cloud Messaging), HTTP v1.
//!
//! A service account's JSON key is the only credential. An assertion (JWT, RS256, one hour at most) goes to
//! `POST https://oauth2.googleapis.com/token` and gives an access token for an hour;
//! `POST https://fcm.googleapis.com/v1/projects/PROJECT/messages:send` with it as bearer sends one message to one
//! device token. Success is HTTP 200 with the `name` of the message. Errors are those of Google's API model: HTTP
//! status, `error.status`, and in `error.details` an `FcmError` whose `errorCode` says most. 401 and 403 have two
//! meanings each: with an `FcmError` they are about APNs and about the device token, without one about the access token
//! and about permissions. There is no sandbox and no test mode; `validate_only` has Google look at a message without
//! sending it, and so tells whether a device token is registered. What became of one message cannot be asked.
//!
//! The legacy API (`/fcm/send`, server key) is dead since 2024. Since 2026 Firebase installation ids (FID) come to
//! replace registration tokens; both are taken here.
//!
//! Beside Google's own firebase-admin 7.7.0 for Python the bodies of messages are the same. Its assertion asks for six
//! scopes (cloud-platform, datastore, devstorage, firebase, identitytoolkit, userinfo), since one access token serves all
//! of its products; ours asks for firebase.messaging alone, which is all that sending needs.
//!
//! How sure: fields, limits and codes are official (discovery document); the reasons and English words of generic 401
//! and 403 answers and what the Instance ID server answers are not, and are shown as they came.
//!
//! Sources, state of 2026-11-23: discovery document of fcm v1, revision 20261023; firebase-admin-node (2026-08-19),
//! firebase-admin-go (2026-07-08), google-auth-library-python (2026-03-06), google/play-services-plugins (2025-05-29),
//! bloomberg/pushiko `docs/fcm_responses.md` (2026-08-05); developers.google.com/identity/protocols/oauth2/service-account,
//! developers.google.com/instance-id/reference/server, firebase.google.com/docs/cloud-messaging; Tencent's plugin 3.1.2
//! (`zmhbh/tim_ui_kit_push_plugin`).

mod account;
mod client;
mod codes;
#[cfg(feature = "emulator")]
mod emulator;
mod fields;
mod google_services;
mod guide;
mod requirements;
mod review;
mod rules;
mod section;
mod sign;
mod wire;

pub use account::ServiceAccount;
pub use client::Client;
pub use section::Credentials;

use super::{Addressee, Capability, Codes, ExampleDevice, TokenQuery, Vendor};
use crate::text::Text;

/// Google FCM.
pub static VENDOR: Vendor = Vendor {
    key: "google",
    aliases: &["fcm"],
    name: Text::new("Google FCM", "Google FCM"),
    console: "https://console.firebase.google.com",
    fields: section::FIELDS,
    app_keys: &["package_name"],
    rules: RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "errorCode",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: wire::codes_in,
    capability: Capability {
        test_mode: None,
        test_devices: false,
        live_quota: Text::new(
            "FCM has no daily quota; it counts against 600000 messages a minute of the project",
            "FCM 没有每日额度；只计入项目每分钟 600000 条的限制",
        ),
        validate_only: true,
        token_query: Some(TokenQuery {
            batch: 1,
            // A tenth of the project's 600,000 pushes a minute, of which a dry run is one.
            // https://firebase.google.com/docs/cloud-messaging/throttling-and-quotas. How many at once is ours.
            calls_per_second: 1_000.0,
            concurrent: 100,
            caveat: Some(Text::new(
                "a dry run (validate_only): nothing reaches the phone; it counts as one request of the project's 600000 a minute, and does not judge the APNs token behind an iOS registration",
                "试运行（validate_only）：不会发到手机；计入项目每分钟 600000 次的限制，也不检查 iOS 注册背后的 APNs token",
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
        name: "my-pixel",
        address: "cEXAMPLE00000000000001:APA91bEXAMPLE000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001",
    },
    decode: Some(sign::decode),
    lint: section::lint,
    lint_token: section::lint_token,
    requirements: requirements::requirements,
    credential_files: &[account::FILE],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};

/// The rules of Google: on values, on messages, then on the project.
static RULES: &[&crate::report::Rule] = &[
    &rules::BUZ_ID_FORMAT,
    &rules::SERVICE_ACCOUNT,
    &rules::PRIVATE_KEY,
    &rules::TOKEN_URI,
    &rules::ACCOUNT_SHAPE,
    &rules::LEGACY_KEY,
    &rules::PROJECT_ID_FORMAT,
    &rules::PROJECT_MISMATCH,
    &rules::OTHER_PROJECT,
    &rules::GOOGLE_SERVICES,
    &rules::TOKEN_FORMAT,
    &rules::TTL,
    &rules::DATA_KEY,
    &rules::PAYLOAD_SIZE,
    &rules::EMPTY,
    &rules::IMAGE,
    &rules::OPTION,
    &rules::NOT_EXPRESSIBLE,
    &requirements::JSON,
    &requirements::PLUGIN,
    &requirements::IMPLEMENTATION,
    &requirements::INIT,
    &requirements::KEYS,
    &requirements::CONSOLE,
    &requirements::VERSION_TWICE,
    &requirements::FIREBASE_CORE,
];
