//! Xiaomi push (`MiPush`).
//!
//! One host, forms over HTTPS, answers in JSON. There is no access token and no sign: every request carries
//! `Authorization: key=<AppSecret>`. `POST /v3/message/regid` sends, `GET /v1/trace/message/status` tells what became
//! of a message, `GET /v1/trace/quota/get` is harmless and proves the AppSecret. Business failures are a `code` other
//! than 0 with a `reason`, by all that was seen with HTTP 200. There is no test mode, no dry run and no documented
//! query for the state of a regId: `/v1/regid/presence` and `/v1/validation/regids` exist, what they answer is
//! written down nowhere.
//!
//! Vendor pages (base `https://dev.mi.com/xiaomihyperos/documentation/detail?pId=`) could be read in part: 1559 REST
//! interface (2024-10-21), 1560 codes (2024-10-18), 1656 limits (2026-02-04), 2314 templates (2026-06-02), 2321
//! classification of 2026. The rest is of the official Java SDK 1.0.x as decompiled in ggg17226/xmpush-server-api-http2,
//! of requests recorded from `MiPush_SDK_Server` 2.2.19, and of servers in production (modood/pushapi 2025-07,
//! mizhousoft/push-sdk 2025-12, Mininglamp-OSS/octo-server and octo-android 2026). State of 2026-11-23. What only one
//! source says is marked where it stands. Sure: header, form, path, codes. Not sure: HTTP status of refusals, fields of
//! the quota answer, the exact size limit, what `/v2` answers without a package name.
//!
//! push-xiaomi 0.1.6 (npm) sends `extra.callback`, `extra.callback.type` and `extra.intent_uri` even where they are
//! empty, and the time in milliseconds as `notify_id`, which is above the documented maximum. We send what was asked
//! for, `extra.notify_effect` (1 unless said otherwise: without one nothing is delivered since 2024-09-30), a
//! `time_to_live` of an hour, and an own `notify_id` of 31 bits. `ext` goes out twice: `extra.ext` is what Tencent's
//! plugin reads; `payload`, which the documents demand and the plugin ignores, is what an app of one's own finds in
//! `MiPushMessage.getContent()`.

mod answer;
mod client;
#[cfg(feature = "emulator")]
mod emulator;
mod fields;
mod guide;
mod requirements;
mod review;
mod rules;
mod section;
mod sign;
mod wire;

pub use client::Client;
pub use section::Credentials;
pub use sign::authorization;

use super::{Addressee, Capability, Codes, ExampleDevice, Vendor};
use crate::text::Text;

/// Xiaomi.
pub static VENDOR: Vendor = Vendor {
    key: "xiaomi",
    aliases: &["mi"],
    name: Text::new("Xiaomi", "小米"),
    console: "https://dev.mi.com",
    fields: fields::FIELDS,
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
            "counts against the daily quota of its channel; without a channel it is this phone's one message of the day",
            "计入所用通道的每日额度；不带通道时就是这台手机当天唯一的一条",
        ),
        validate_only: false,
        token_query: None,
        instead_of_token_query: Some(Text::new(
            "Xiaomi documents no answer about a regId: `pushctl send-test -d NAME` is refused with 20301 where it is not of this app, and receipts of type 16 name dead ones",
            "小米没有写明 regId 查询的回答：用 `pushctl send-test -d NAME`，不属于这个应用时得到 20301；失效的 regId 由类型 16 的回执给出",
        )),
        message_status: true,
        user_status: false,
        not_judged: Some(Text::new(
            "only the phone can tell whether AppID, AppKey and package name fit; if not, its log has 70000002",
            "AppID、AppKey 和包名是否匹配只有手机能判断，不对时日志里是 70000002",
        )),
    },
    production: guide::production,
    addressee: Addressee::Token,
    example_device: ExampleDevice { name: "my-xiaomi", address: "yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=" },
    decode: None,
    lint: section::lint,
    lint_token: section::lint_token,
    requirements: requirements::requirements,
    credential_files: &[],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};

/// The rules of Xiaomi: on values, on messages, then on the project.
static RULES: &[&crate::report::Rule] = &[
    &rules::BUZ_ID_FORMAT,
    &rules::APP_ID_FORMAT,
    &rules::APP_KEY_FORMAT,
    &rules::APP_SECRET_FORMAT,
    &rules::SWAPPED,
    &rules::SECRET_IS_KEY,
    &rules::KEY_IS_SECRET,
    &rules::FOREIGN_NOTATION,
    &rules::REG_ID_FORMAT,
    &rules::PACKAGE_NAME,
    &rules::CHANNEL,
    &rules::TEMPLATE,
    &rules::TITLE,
    &rules::BODY,
    &rules::TTL,
    &rules::CLICK,
    &rules::EXT,
    &rules::OPTION,
    &rules::NOT_EXPRESSIBLE,
    &rules::PASS_THROUGH,
    &rules::TEST_CONTENT,
    &requirements::PERMISSION,
    &requirements::IMPLEMENTATION,
    &requirements::PROGUARD,
    &requirements::KEYS,
    &requirements::CHANNEL,
    &requirements::CONSOLE,
];
