//! OPPO push (heytap push, `OPush`): OPPO, `OnePlus` and realme phones.
//!
//! HTTPS, forms in, JSON out, two calls: `POST /server/v1/auth` with a sha256 sign over AppKey, the time in
//! milliseconds and `MasterSecret` gives an `auth_token` for 24 hours; `POST /server/v1/message/notification/unicast`
//! with that token and a `message`, which is JSON text inside the form, sends to one phone. Answers are
//! `{"code":0,"message":"success","data":{…}}`, with HTTP 200 also for a refusal. There is no test mode, no
//! validate-only and no query for a token or a message: receipts (回执) come to a URL that each message names.
//!
//! The host follows the `registration_id`: `CN_…` (and old ids without a prefix) go to the domestic one, others abroad.
//! Of the domestic host two names are known; the older one is asked where the newer one cannot be resolved.
//!
//! Sure (the vendor's SDKs 2.3.1 and 1.0.6, copies of its documents 11234 to 11239): auth, sign, hosts abroad, the
//! shape of an id, codes, receipts. One source: the newer domestic host, the list of categories. Not known: whether
//! the hosts share access tokens (each is asked for its own), the exact form of template values (text is tried), and
//! limits of `channel_id` and `app_message_id`. The access token is sent as the document has it, as a field of the
//! form; some servers send it as a header, and OPPO takes that too. State of 2026-11-23.
//!
//! Sources: vendor SDK 1.0.6 (`shishuihao/third-party-api`) and 2.3.1 (`taoweiji/MixPush`), modood/pushapi (2025-07)
//! and meetleev/go-multipush (2025-11), both mirrors of document 11236, Mininglamp-OSS/octo-server (2026-08, read the
//! documents on 2026-08-24), Tencent's plugin 3.1.2 (`zmhbh/tim_ui_kit_push_plugin`).

mod click;
mod client;
mod codes;
#[cfg(feature = "emulator")]
mod emulator;
mod guide;
mod region;
mod requirements;
mod review;
mod section;
mod sign;
mod wire;

pub use client::Client;
pub use section::Credentials;
pub use sign::{base, sign};

use super::{Addressee, Capability, Codes, ExampleDevice, Vendor};
use crate::text::Text;

/// OPPO.
pub static VENDOR: Vendor = Vendor {
    key: "oppo",
    aliases: &[],
    name: Text::new("OPPO", "OPPO"),
    console: "https://push.oppo.com",
    fields: section::FIELDS,
    app_keys: &["package_name"],
    rules: RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "code",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: wire::codes_in,
    capability: Capability {
        test_mode: None,
        test_devices: false,
        live_quota: Text::new(
            "counts against the daily quota of this app and phone, unless its category is of communication and service",
            "计入这个应用和这台手机的每日额度，通讯与服务类除外",
        ),
        validate_only: false,
        token_query: None,
        instead_of_token_query: Some(Text::new(
            "dead ones are named in receipts (eventType regid_invalid): pushctl explain oppo regid_invalid",
            "失效的 token 由回执指出（eventType 为 regid_invalid）：pushctl explain oppo regid_invalid",
        )),
        message_status: false,
        user_status: false,
        not_judged: Some(Text::new(
            "AppSecret and AppId cannot be proven by any interface of OPPO: only a phone uses them",
            "OPPO 的 AppSecret、AppId 没有任何接口可以验证：只有手机用到它们",
        )),
    },
    production: guide::production,
    addressee: Addressee::Token,
    example_device: ExampleDevice { name: "my-oppo", address: "CN_00112233445566778899aabbccddeeff" },
    decode: None,
    lint: section::lint,
    lint_token: section::lint_token,
    requirements: requirements::requirements,
    credential_files: &[],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};

/// The rules of OPPO: on values, then on messages, then on the project.
static RULES: &[&crate::report::Rule] = &[
    &section::BUZ_ID_FORMAT,
    &section::APP_ID_FORMAT,
    &section::APP_KEY_FORMAT,
    &section::APP_SECRET_FORMAT,
    &section::MASTER_SECRET_FORMAT,
    &section::SWAPPED,
    &section::MASTER_SECRET_IS_APP_SECRET,
    &section::SECRET_IS_KEY,
    &section::REGISTRATION_ID_FORMAT,
    &section::CHANNEL_ID,
    &section::CATEGORY,
    &section::TEMPLATE,
    &section::NOTIFY_LEVEL,
    &section::TITLE,
    &section::SUBTITLE,
    &section::BODY,
    &section::TTL,
    &section::CLICK,
    &section::EXT,
    &section::EXT_LENGTH,
    &section::SHOW_TIME,
    &section::OPTION,
    &section::NOT_EXPRESSIBLE,
    &requirements::PERMISSION,
    &requirements::KEYS,
    &requirements::CHANNEL,
    &requirements::NOTIFICATION_PERMISSION,
    &requirements::IMPLEMENTATION,
    &requirements::PROGUARD,
    &requirements::CONSOLE,
];
