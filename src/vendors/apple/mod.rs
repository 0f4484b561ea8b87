//! Apple Push Notification service (APNs).
//!
//! One call, over HTTP/2 only: `POST /3/device/TOKEN` to `api.push.apple.com` or `api.sandbox.push.apple.com`. Which of
//! the two is decided by the build that printed the device token; a token lives on one of them. Headers say topic
//! (bundle id and a suffix per push type), push type, priority, expiration, collapse id; the body is `aps` with the
//! app's own keys beside it, 4096 bytes at most. HTTP 200 with `apns-id` and no body is success; everything else has
//! `{"reason":"…"}`, for HTTP 410 with `timestamp`.
//!
//! A server proves itself by a provider token (a JWT signed with a `.p8`, one to sixty minutes old, renewed no more than
//! every 20 minutes) or by a certificate in the TLS handshake (`.p12`, which is also what the IM console holds). No
//! interface tells about tokens or messages; there is no quota and no test mode.
//!
//! Beside `@parse/node-apn` (`tests/compare`) two things differ. It sends `apns-priority: 10` unless told otherwise, we
//! send no priority unless asked for one: APNs takes its absence as 10, and a header that is not there cannot be wrong
//! for a push type. And we add `sound` "default" to `aps`, because a test push that nobody hears looks like one that did
//! not arrive; `--sound push.no_sound` leaves it out.
//!
//! The facts are of Apple's pages as of 2026: sending notification requests to APNs, handling notification responses
//! from APNs, establishing a token-based connection to APNs, generating a remote notification. What they do not say is
//! of client libraries: `APNSwift`, jchambers/pushy, parse-community/node-apn, ndx-technologies/go-apple (probes against
//! both hosts, 2026-09-30), a2 0.10. Where those contradict Apple or each other it is said where it stands.

mod certificate;
mod client;
mod codes;
mod decode;
#[cfg(feature = "emulator")]
mod emulator;
mod fields;
mod guide;
mod jose;
mod key_file;
mod lint;
mod payload;
mod requirements;
mod review;
mod rules;
mod section;
mod sign;
mod wire;

pub use certificate::{Certificate, Usage};
pub use client::Client;
pub use section::{Credentials, Environment, Proof};
pub use sign::provider_token;

use super::{Addressee, Capability, Codes, ExampleDevice, TokenQuery, Vendor};
use crate::text::Text;

/// Apple.
pub static VENDOR: Vendor = Vendor {
    key: "apple",
    aliases: &["apns", "ios"],
    name: Text::new("Apple", "Apple"),
    console: "https://developer.apple.com/account",
    fields: section::FIELDS,
    app_keys: &["bundle_id"],
    rules: RULES,
    codes: Codes::new(include_str!("errors.toml")),
    code_name: "reason",
    guide: guide::GUIDE,
    checklist: guide::CHECKLIST,
    read_answer: wire::codes_in,
    capability: Capability {
        test_mode: None,
        test_devices: false,
        live_quota: Text::new("APNs has no daily quota", "APNs 没有每日额度"),
        validate_only: false,
        token_query: Some(TokenQuery {
            batch: 1,
            // Apple publishes no rate. The number of streams is told by each connection, commonly 1000, which reqwest heeds;
            // both limits are ours, since APNs ends connections on which too many pushes go wrong.
            calls_per_second: 1_000.0,
            concurrent: 100,
            caveat: Some(Text::new(
                "alive: APNs took a push for it; of a removed app APNs learns hours to days late",
                "有效：APNs 接受了发给它的推送；App 卸载后 APNs 要过几小时到几天才知道",
            )),
            probe: Some(Text::new(
                "sends each phone a silent background push: it shows nothing and wakes the app at most; iOS allows two or three an hour",
                "给每台手机发一条静默的后台推送：不显示，最多唤醒 App；iOS 每小时只允许两三条",
            )),
        }),
        instead_of_token_query: None,
        message_status: false,
        user_status: false,
        not_judged: Some(Text::new(
            "that the key is for this topic is likely, not proven: APNs may look at the device token first; and which certificate the IM console holds, nobody can be asked",
            "密钥能用于这个 topic 只是很可能，没有得到证明：APNs 也许先看 device token；IM 控制台里是哪张证书也无法查询",
        )),
    },
    production: guide::production,
    addressee: Addressee::Token,
    example_device: ExampleDevice {
        name: "my-iphone",
        address: "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90",
    },
    decode: Some(decode::decode),
    lint: lint::lint,
    lint_token: lint::lint_token,
    requirements: requirements::requirements,
    credential_files: &[key_file::KEY_FILE],
    client: client::client,
    #[cfg(feature = "emulator")]
    emulator: emulator::emulator,
};

/// The rules of Apple: on values, on messages, on the project.
static RULES: &[&crate::report::Rule] = &[
    &rules::BUZ_ID_FORMAT,
    &rules::TEAM_ID_FORMAT,
    &rules::KEY_ID_FORMAT,
    &rules::SWAPPED_IDS,
    &rules::KEY_ID_FILE,
    &rules::KEY_FILE_FORMAT,
    &rules::CERTIFICATE_FILE,
    &rules::CERTIFICATE_KIND,
    &rules::CERTIFICATE_ENVIRONMENT,
    &rules::CERTIFICATE_TOPIC,
    &rules::TWO_WAYS,
    &rules::TOPIC,
    &rules::TOKEN_FORMAT,
    &rules::PAYLOAD_SIZE,
    &rules::COLLAPSE_KEY,
    &rules::BACKGROUND,
    &rules::PUSH_TYPE,
    &rules::SOUND,
    &rules::NEEDS_PERMISSION,
    &rules::OPTION,
    &rules::NOT_EXPRESSIBLE,
    &requirements::ENTITLEMENT,
    &requirements::DELEGATE,
    &requirements::TIMPUSH_DELEGATE,
    &requirements::FLAG,
    &requirements::BACKGROUND_MODE,
    &requirements::PODFILE,
    &requirements::KEYS,
    &requirements::CONSOLE,
    &requirements::MAC_KEY,
    &requirements::PBXPROJ,
    &requirements::BUNDLE_ID,
];
