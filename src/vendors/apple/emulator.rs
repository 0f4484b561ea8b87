//! APNs on this machine, written from Apple's pages as the module above names them.
//!
//! It reads raw bytes and shares nothing with our side but the table of reasons and the reading of JWTs. The order in
//! which it looks is that of Apple's text: who asks, for which topic, what, to whom. Where the documents leave a slip
//! open that real servers take (padded Base64, DER, no push type), the push is taken and a remark says so.
//!
//! It sees requests, not connections: `UnrelatedKeyIdInToken` and `TooManyProviderTokenUpdates` belong to a connection
//! and are only remarked on. It cannot judge certificates, of which only a TLS handshake knows.

mod audience;
mod body;
mod headers;
mod provider;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use serde_json::json;

use self::headers::Push;
use crate::context::Clock;
use crate::emulator::read::joined;
use crate::emulator::{EmulatedVendor, RawAnswer, RawRequest, World};
use crate::encoding;
use crate::outcome::Operation;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::USUAL_SCOPE;
use crate::vendors::usual::is_uuid;

/// The hosts, each with its environment. The third is an older name of the first.
const HOSTS: &[(&str, &str)] = &[
    ("api.sandbox.push.apple.com", "sandbox"),
    ("api.push.apple.com", "production"),
    ("api.development.push.apple.com", "sandbox"),
];

/// The one path, in front of a device token.
const DEVICE: &str = "/3/device/";
const PATHS: &[&str] = &[DEVICE];

const JSON: &str = "application/json";

/// A device token that no device has, by which servers prove their key: to be refused is what they want.
const NOBODY: [&str; 2] = [
    "0000000000000000000000000000000000000000000000000000000000000000",
    "abababababababababababababababababababababababababababababababab",
];

/// The server of one team.
struct Apple {
    team_id: String,
    key_id: String,
    /// The environment of push.toml or of a scenario, where one of them states it.
    environment: String,
    world: World,
    /// Provider tokens by their digest, and when each came first, in milliseconds since 1970.
    provider_tokens: BTreeMap<String, u64>,
    delivered: u64,
    answered: u64,
}

/// Why a push is refused: Apple's word, and a word for the journal.
#[derive(Debug, Clone, PartialEq)]
struct Refusal {
    reason: String,
    remark: Text,
}

fn refuse<T>(reason: &str, remark: Text) -> Result<T, Refusal> {
    Err(Refusal { reason: reason.to_owned(), remark })
}

pub(super) fn emulator(world: &World) -> Box<dyn EmulatedVendor> {
    let own = |key| world.credential("apple", key).expose().to_owned();
    Box::new(Apple {
        team_id: own("team_id"),
        key_id: own("key_id"),
        environment: own("environment"),
        world: world.clone(),
        provider_tokens: BTreeMap::new(),
        delivered: 0,
        answered: 0,
    })
}

impl EmulatedVendor for Apple {
    fn takes(&self, request: &RawRequest) -> bool {
        match request.authority() {
            Some(host) => HOSTS.iter().any(|(own, _)| host.eq_ignore_ascii_case(own)),
            None => request.path == DEVICE.trim_end_matches('/') || request.path.starts_with(DEVICE),
        }
    }

    fn paths(&self) -> &'static [&'static str] {
        PATHS
    }

    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer {
        self.answered += 1;
        let id = self.apns_id(request, clock);
        let token = request.path.strip_prefix(DEVICE).unwrap_or_default();
        let operation = operation(request, token);
        let answer = match self.judge(request, token, clock) {
            Ok(remark) => {
                let answer = RawAnswer::new(200, JSON, "").remark(remark);
                match environment_of(request) {
                    // For the delivery log of Apple's console, which knows the sandbox only.
                    "sandbox" => answer.header("apns-unique-id", self.unique_id(clock)),
                    _ => answer,
                }
            }
            Err(refusal) => refused(refusal, operation, clock),
        };
        let title = body::title(&request.body);
        RawAnswer {
            operation: Some(operation),
            target: Some(token.to_owned()).filter(|token| !token.is_empty()),
            title,
            ..answer.header("apns-id", id)
        }
    }
}

impl Apple {
    /// Everything that APNs looks at, in its order. `Ok` is a word on what it did.
    fn judge(&mut self, request: &RawRequest, token: &str, clock: &Clock) -> Result<Text, Refusal> {
        if request.method != "POST" {
            let method = &request.method;
            return refuse("MethodNotAllowed", text!("POST, not {method}", "应当用 POST，不是 {method}"));
        }
        in_place(&request.path)?;
        let mut remarks = vec![self.known_sender(request, clock)?];
        remarks.extend(self.other_environment(request));
        headers::sent_once(request)?;
        let push = headers::read(request, &self.expected())?;
        let is_silent = push.push_type == "background";
        let body = body::read(&request.body, &push)?;
        let why = self.arrival(token)?;
        self.delivered += 1;
        remarks.push(why);
        remarks.extend(what(&push, is_silent));
        remarks.extend(push.remarks);
        remarks.extend(body);
        Ok(joined(remarks))
    }

    /// What is known about the app and its sender.
    fn expected(&self) -> headers::Expected<'_> {
        headers::Expected {
            bundle_id: self.world.bundle_id.as_deref(),
            team_id: &self.team_id,
            has_certificate: self.has_certificate(),
        }
    }

    fn has_certificate(&self) -> bool {
        self.world.key_file("apple", "certificate_file").is_some()
    }

    /// A phone may have another environment than its table: what a restricted key would be told is only remarked.
    fn other_environment(&self, request: &RawRequest) -> Option<Text> {
        let asked = request.authority().map(|_| environment_of(request))?;
        let own = self.environment.as_str();
        (!own.is_empty() && own != asked).then(|| {
            text!(
                "to the host of {asked}: a key restricted to {own} is answered BadEnvironmentKeyInToken there, and a token of {own} BadDeviceToken",
                "发到了 {asked} 的主机：限定 {own} 的密钥会得到 BadEnvironmentKeyInToken，{own} 的 token 会得到 BadDeviceToken"
            )
        })
    }

    /// The id that the request gave, else one that is made here.
    fn apns_id(&self, request: &RawRequest, clock: &Clock) -> String {
        match request.header("apns-id").filter(|id| is_uuid(id)) {
            Some(id) => id.to_owned(),
            None => self.made_id("apns-id", clock).to_ascii_uppercase(),
        }
    }

    fn unique_id(&self, clock: &Clock) -> String {
        self.made_id("apns-unique-id", clock)
    }

    fn made_id(&self, name: &str, clock: &Clock) -> String {
        let (now, count) = (clock.millis(), self.answered);
        let digest = encoding::hex(&encoding::sha256(format!("{name} {now} {count}").as_bytes()));
        let part = |range: std::ops::Range<usize>| digest.get(range).unwrap_or_default().to_owned();
        [part(0..8), part(8..12), part(12..16), part(16..20), part(20..32)].join("-")
    }
}

/// The environment of the host that a request was meant for; a host nobody named is the sandbox.
fn environment_of(request: &RawRequest) -> &'static str {
    let host = request.authority().unwrap_or_default();
    let known = HOSTS.iter().find(|(own, _)| host.eq_ignore_ascii_case(own));
    known.map_or("sandbox", |(_, environment)| environment)
}

/// The path must be the one path, with a token behind it.
fn in_place(path: &str) -> Result<(), Refusal> {
    match path.strip_prefix(DEVICE) {
        Some("") => refuse("MissingDeviceToken", Text::new("no device token in the path", "路径里没有 device token")),
        Some(token) if token.contains('/') => {
            refuse("BadPath", Text::new("a slash behind the device token", "device token 后面有斜杠"))
        }
        Some(_) => Ok(()),
        None if path == DEVICE.trim_end_matches('/') => {
            refuse("MissingDeviceToken", Text::new("no device token in the path", "路径里没有 device token"))
        }
        None => refuse(
            "BadPath",
            Text::new(
                "not /3/device/TOKEN; the calls about channels are not emulated",
                "不是 /3/device/TOKEN；没有模拟频道接口",
            ),
        ),
    }
}

/// What a request is about: nobody's token proves a key, a silent push asks about a token.
fn operation(request: &RawRequest, token: &str) -> Operation {
    if NOBODY.contains(&token) {
        return Operation::Authenticate;
    }
    match request.header("apns-push-type") {
        Some("background") => Operation::TokenStatus,
        _ => Operation::Send,
    }
}

/// The answer with a reason. The proof of a key ends in one too, and is no refusal then.
fn refused(refusal: Refusal, operation: Operation, clock: &Clock) -> RawAnswer {
    let Refusal { reason, remark } = refusal;
    let status = status(&reason);
    let body = match status {
        // Since when: a day ago, so that whoever registered today keeps its token.
        410 => json!({ "reason": reason, "timestamp": clock.millis().saturating_sub(86_400_000) }),
        _ => json!({ "reason": reason }),
    };
    let proves = operation == Operation::Authenticate && reason == "BadDeviceToken";
    let answer = RawAnswer::new(status, JSON, body.to_string()).code(USUAL_SCOPE, reason).remark(remark);
    if !proves {
        return answer.refused();
    }
    let remark = Text::new(
        "a token that no device has: BadDeviceToken is the good answer, the credentials are right",
        "没有设备用这个 token：回答 BadDeviceToken 就说明密钥正确",
    );
    RawAnswer { accepted: true, ..answer.remark(remark) }
}

/// The HTTP status that goes with a reason, by Apple's table.
fn status(reason: &str) -> u16 {
    match reason {
        "BadCertificate"
        | "BadCertificateEnvironment"
        | "ExpiredProviderToken"
        | "Forbidden"
        | "InvalidProviderToken"
        | "MissingProviderToken"
        | "UnrelatedKeyIdInToken"
        | "BadEnvironmentKeyInToken"
        | "BadEnvironmentKeyIdInToken" => 403,
        "BadPath" => 404,
        "MethodNotAllowed" => 405,
        "ExpiredToken" | "Unregistered" => 410,
        "PayloadTooLarge" => 413,
        "TooManyProviderTokenUpdates" | "TooManyRequests" => 429,
        "InternalServerError" => 500,
        "ServiceUnavailable" | "Shutdown" => 503,
        _ => 400,
    }
}

/// What an accepted push was.
fn what(push: &Push, is_silent: bool) -> Option<Text> {
    let push_type = &push.push_type;
    (is_silent || push_type != "alert").then(|| text!("push type {push_type}", "推送类型 {push_type}"))
}

/// A private key that the world holds, without the blanks of a file.
fn key_of(world: &World) -> Option<Secret> {
    let file = world.key_file("apple", "key_file")?;
    std::str::from_utf8(file).ok().filter(|text| !text.is_empty()).map(Secret::new)
}
