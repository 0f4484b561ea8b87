//! Meizu push (Flyme push, 魅族推送).
//!
//! Form bodies over HTTPS, no access token: every request carries `sign`, the md5 of its sorted parameters and the app
//! secret, without a time in it. `POST …/push/varnished/pushByPushId` sends to up to 100 phones; the message is JSON
//! text in the parameter `messageJson`. Answers are HTTP 200 with a `code` in quotes; with code 200 single phones may
//! still have failed, which `value` lists by code. There is no test mode and no host for tests. Pushes and statistics
//! have one host, questions about a pushId another, and there is a pair of both for phones overseas. Code 300 asks for a
//! repetition at the address in `redirect`: it is followed once, to hosts of meizu.com alone. HTTP's own redirections
//! are not.
//!
//! The vendor's document, SDK and demo were read completely; its own example of the sign is a test. What was not to be
//! found: words of most codes, the real answer of empty statistics, what a private message (私信) without the right is
//! answered with. State of 2026-11-23.
//!
//! Sources: `MEIZUPUSH/PushAPI` README (2025-04-09), `MEIZUPUSH/JavaSdk` (2025-04-22), `MEIZUPUSH/PushDemo` README
//! (2023-09), Alibaba EMAS help 616229, Tencent Cloud document 269/130977 (2026-05-14), the decompiled client SDK of
//! lack21115/blued-7.20.6-src, Tencent's plugin 3.1.2 (`zmhbh/tim_ui_kit_push_plugin`).

mod answer;
mod client;
mod codes;
mod day;
#[cfg(feature = "emulator")]
mod emulator;
mod guide;
mod region;
mod requirements;
mod review;
mod rules;
mod section;
mod sign;
mod wire;

pub use client::Client;
pub use region::Region;
pub use section::Credentials;
pub use sign::{Parameters, base, sign};

use super::{Addressee, Capability, Codes, ExampleDevice, TokenQuery, Vendor};
use crate::text::Text;

/// Meizu.
pub static VENDOR: Vendor = Vendor {
    key: "meizu",
    aliases: &["mz"],
    name: Text::new("Meizu", "魅族"),
    console: "https://open.flyme.cn",
    fields: section::FIELDS,
    app_keys: &["package_name"],
    rules: RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "code",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: answer::codes_in,
    capability: Capability {
        test_mode: None,
        test_devices: false,
        live_quota: Text::new(
            "counts against Meizu's public messages of this phone and day: 3, from news apps 5",
            "计入魅族对这台手机每天的公信消息：3 条，新闻类应用 5 条",
        ),
        validate_only: false,
        token_query: Some(TokenQuery {
            batch: 1,
            // Half of the 200 a second that an app has for all its calls, by one source (not Meizu itself). How many at
            // once is ours.
            calls_per_second: 100.0,
            concurrent: 20,
            caveat: Some(Text::new(
                "tells the app's own switch; the system's switch is in Meizu's console only",
                "查到的是应用级开关；系统开关只能在魅族控制台里看",
            )),
            probe: None,
        }),
        instead_of_token_query: None,
        // Only tasks have statistics, and a single push is none.
        message_status: false,
        user_status: false,
        not_judged: Some(Text::new(
            "nobody can be asked whether AppKey is right: only the phone uses it",
            "AppKey 是否正确没有接口可以查：只有手机会用到它",
        )),
    },
    production: guide::production,
    addressee: Addressee::Token,
    example_device: ExampleDevice { name: "my-meizu", address: "EXA00112233445566778899aabbccddeeff0011223344" },
    decode: None,
    lint: section::lint,
    lint_token: section::lint_token,
    requirements: requirements::requirements,
    credential_files: &[],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};

/// The rules of Meizu: on values, on messages, on the project.
static RULES: &[&crate::report::Rule] = &[
    &rules::BUZ_ID_FORMAT,
    &rules::APP_ID_FORMAT,
    &rules::APP_KEY_FORMAT,
    &rules::APP_SECRET_FORMAT,
    &rules::SWAPPED,
    &rules::SECRET_IS_KEY,
    &rules::PUSH_ID_FORMAT,
    &rules::TITLE,
    &rules::BODY,
    &rules::TTL,
    &rules::CLICK,
    &rules::OPTION,
    &rules::NOT_EXPRESSIBLE,
    &requirements::FLYME_5,
    &requirements::FLYME_3,
    &requirements::PHONE_STATE,
    &requirements::RECEIVER,
    &requirements::IMPLEMENTATION,
    &requirements::PROGUARD,
    &requirements::KEYS,
    &requirements::CONSOLE,
];
