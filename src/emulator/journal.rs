//! What arrived, what was answered, and why.
//!
//! No entry holds a secret: device tokens are masked, signs and access tokens are never put in, and what a client
//! wrote into the wrong field goes past the world's secrets before it is kept.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde::{Serialize, Serializer};

use super::{FaultKind, RawAnswer, RawRequest, World};
use crate::config::Kind;
use crate::outcome::{Class, Operation};
use crate::secret::{Redactor, mask};
use crate::text::{Lang, Text};
use crate::vendors::{Addressee, VENDORS, Vendor};

/// One request that arrived. Serialises as a line of ndjson in the manner of an
/// [`Outcome`](crate::outcome::Outcome).
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The vendor it was for, if one took it.
    pub vendor: Option<&'static str>,
    /// What it asked for.
    pub operation: Option<Operation>,
    /// The device token, masked.
    pub target: Option<String>,
    /// What the answer means.
    pub class: Class,
    /// The vendor's code.
    pub code: Option<String>,
    /// Where in the answer the code stands.
    pub scope: Option<&'static str>,
    /// The vendor's words.
    pub text: Option<String>,
    /// When it arrived, in milliseconds since 1970.
    pub time: u64,
    /// Its method.
    pub method: String,
    /// Its path, what looks like a device token masked.
    pub path: String,
    /// The HTTP status of the answer; absent where the connection was closed instead.
    pub status: Option<u16>,
    /// Whether the vendor did what was asked.
    pub accepted: bool,
    /// Why not, or what it did.
    #[serde(serialize_with = "in_english")]
    pub remark: Text,
    /// The title of the message.
    pub title: Option<String>,
    /// The fault of the scenario that hit it.
    pub fault: Option<&'static str>,
}

impl Entry {
    /// Whether the vendor said no. A fault of the scenario is not the client's doing.
    #[must_use]
    pub const fn refused(&self) -> bool {
        !self.accepted && self.fault.is_none()
    }

    pub(super) fn new(
        time: u64,
        request: &RawRequest,
        vendor: Option<&'static Vendor>,
        answer: &RawAnswer,
        fault: Option<&FaultKind>,
    ) -> Self {
        let some = |text: &Option<String>| text.as_deref().filter(|text| !text.is_empty()).map(tidy);
        Self {
            vendor: vendor.map(|vendor| vendor.key),
            operation: answer.operation,
            target: answer.target.as_deref().map(|target| shown_target(vendor, target)),
            class: class(vendor, answer),
            code: some(&answer.code),
            scope: Some(answer.scope).filter(|scope| !scope.is_empty()),
            text: some(&answer.words),
            time,
            method: tidy(&request.method),
            path: shown_path(&request.path),
            status: (fault != Some(&FaultKind::Reset)).then_some(answer.status),
            accepted: answer.accepted,
            remark: Text::owned(tidy(answer.remark.get(Lang::En)), tidy(answer.remark.get(Lang::Zh))),
            title: some(&answer.title),
            fault: fault.map(FaultKind::name),
        }
    }

    fn redacted(mut self, redactor: &Redactor) -> Self {
        self.remark =
            Text::owned(redactor.redact(self.remark.get(Lang::En)), redactor.redact(self.remark.get(Lang::Zh)));
        self.title = self.title.map(|title| redactor.redact(&title));
        self.path = redactor.redact(&self.path);
        self
    }
}

/// Told of every request as soon as it is answered.
pub type Observer = Box<dyn Fn(&Entry) + Send + Sync>;

/// How many entries are kept: enough for any test, and an emulator that runs for weeks does not grow.
const KEPT: usize = 10_000;

/// Every request that arrived, the last ones in full.
pub struct Journal {
    kept: Mutex<Kept>,
    redactor: Redactor,
    observer: Option<Observer>,
}

#[derive(Debug, Default)]
struct Kept {
    entries: VecDeque<Entry>,
    arrived: u64,
    refused: u64,
}

impl Journal {
    /// An empty journal that keeps the secrets of `world` to itself.
    #[must_use]
    pub fn new(world: &World, observer: Option<Observer>) -> Self {
        let redactor = Redactor::default();
        for (vendor, keys) in &world.credentials {
            let fields = VENDORS.iter().filter(|known| known.key == *vendor).flat_map(|vendor| vendor.fields);
            for field in fields.filter(|field| field.kind == Kind::Secret) {
                if let Some(credential) = keys.get(field.key).filter(|credential| !credential.made_up) {
                    redactor.learn(&credential.value);
                }
            }
        }
        Self { kept: Mutex::default(), redactor, observer }
    }

    /// The last requests, oldest first.
    #[must_use]
    pub fn entries(&self) -> Vec<Entry> {
        self.lock(|kept| kept.entries.iter().cloned().collect())
    }

    /// How many requests arrived, and how many of them were refused.
    #[must_use]
    pub fn counts(&self) -> (u64, u64) {
        self.lock(|kept| (kept.arrived, kept.refused))
    }

    pub(super) fn add(&self, entry: Entry) {
        let entry = entry.redacted(&self.redactor);
        if let Some(observer) = &self.observer {
            observer(&entry);
        }
        self.lock(|kept| {
            kept.arrived += 1;
            kept.refused += u64::from(entry.refused());
            kept.entries.push_back(entry);
            if kept.entries.len() > KEPT {
                kept.entries.pop_front();
            }
        });
    }

    fn lock<T>(&self, look: impl FnOnce(&mut Kept) -> T) -> T {
        look(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl std::fmt::Debug for Journal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Journal").field("counts", &self.counts()).finish_non_exhaustive()
    }
}

fn in_english<S: Serializer>(text: &Text, serializer: S) -> Result<S::Ok, S::Error> {
    Some(text.get(Lang::En)).filter(|text| !text.is_empty()).serialize(serializer)
}

/// What the vendor's table says of the code; without one, the HTTP status decides.
fn class(vendor: Option<&'static Vendor>, answer: &RawAnswer) -> Class {
    let code = answer.code.as_deref().unwrap_or_default();
    match vendor.and_then(|vendor| vendor.codes.find(answer.scope, code)) {
        _ if answer.accepted => Class::Accepted,
        Some(entry) => entry.class,
        None if answer.status == 429 => Class::RateLimited,
        None if answer.status >= 500 => Class::Transient,
        None if answer.status == 404 => Class::Protocol,
        None => Class::Payload,
    }
}

/// A device token is shown in part; a user is no secret.
fn shown_target(vendor: Option<&'static Vendor>, target: &str) -> String {
    match vendor.map(|vendor| vendor.addressee) {
        Some(Addressee::User) => tidy(target),
        _ => mask(target),
    }
}

/// Text of a client on one line, without control characters: a terminal must not be driven by a request.
fn tidy(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { '\u{fffd}' } else { character }).take(300).collect()
}

/// A path as the journal shows it: some vendors have the device token in the path.
#[must_use]
pub fn shown_path(path: &str) -> String {
    let shown = |segment: &str| {
        let token = segment.chars().count() >= 16 && segment.bytes().any(|byte| byte.is_ascii_digit());
        if token { mask(segment) } else { segment.to_owned() }
    };
    tidy(&path.split('/').map(shown).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_device_token_in_the_path_is_masked() {
        assert_eq!(
            shown_path("/3/device/00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0"),
            "/3/device/00fc13a…e8f0"
        );
        assert_eq!(shown_path("/message/send"), "/message/send");
    }

    #[test]
    fn a_title_cannot_drive_the_terminal() {
        assert_eq!(tidy("a\u{1b}[2Jb\nc"), "a\u{fffd}[2Jb\u{fffd}c");
    }
}
