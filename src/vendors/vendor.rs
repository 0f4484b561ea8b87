//! What every vendor has: a descriptor that is data, and a client that is behaviour.

use std::time::Duration;

use async_trait::async_trait;

use super::{Codes, Error};
use crate::config::{App, Field, Values};
use crate::context::{Clock, Context};
use crate::device::DeviceToken;
#[cfg(feature = "emulator")]
use crate::emulator::{EmulatedVendor, World};
use crate::http::Call;
use crate::message::Message;
use crate::outcome::{Class, Operation, Outcome, Verdict};
use crate::project::Requirement;
use crate::report::{Findings, Rule};
use crate::secret::Secret;
use crate::text::Text;

/// A vendor: everything that pushctl knows about it.
pub struct Vendor {
    /// Its one name, everywhere.
    pub key: &'static str,
    /// Other spellings, accepted on input.
    pub aliases: &'static [&'static str],
    /// The name for people.
    pub name: Text,
    /// The console's address.
    pub console: &'static str,
    /// The keys of its table in push.toml, those of its message extension included.
    pub fields: &'static [Field],
    /// The keys of `[app]` without which it cannot be set up.
    pub app_keys: &'static [&'static str],
    /// Its rules.
    pub rules: &'static [&'static Rule],
    /// Its codes.
    pub codes: Codes,
    /// What its answers call their one main code: the wire name of the scope [`USUAL_SCOPE`](super::USUAL_SCOPE).
    pub code_name: &'static str,
    /// What `explain VENDOR` tells: message classes, quotas, how to apply, dated. `(heading, paragraphs)`.
    pub guide: &'static [(Text, Text)],
    /// Points of `explain no-push` that only this vendor has.
    pub checklist: &'static [Point],
    /// The codes in an answer of this vendor, for `explain VENDOR -`. None at all: it is no answer of this vendor.
    pub read_answer: fn(&serde_json::Value) -> Vec<Found>,
    /// What it offers.
    pub capability: Capability,
    /// What its table still lacks for production. Test pushes may well work without it.
    pub production: fn(&Values) -> Production,
    /// What a device of it is addressed by.
    pub addressee: Addressee,
    /// A made-up device: shown in push.example.toml, and the phone of an emulator that knows no other.
    pub example_device: ExampleDevice,
    /// Reads a credential that this vendor takes, for `sign --decode`; with the table's values it is verified too.
    /// `None`: the text is none of this vendor's.
    pub decode: Option<Decode>,
    /// Rules on raw values, also when other keys are missing or misspelt.
    pub lint: fn(&Values, &App, &mut Findings),
    /// The rule on a device token, if it breaks it. Lists of a million are looked at with it.
    pub lint_token: fn(&str) -> Option<crate::report::Finding>,
    /// What a Flutter project must hold. Needs the app side only; what is unset is shown as a placeholder.
    pub requirements: fn(&Values, &App) -> Vec<Requirement>,
    /// The files that prove who one is, which push.toml names by their path.
    pub credential_files: &'static [CredentialFile],
    /// The client, or the keys of the server side that it still needs.
    pub client: MakeClient,
    /// The vendor's server.
    #[cfg(feature = "emulator")]
    pub emulator: fn(&World) -> Box<dyn EmulatedVendor>,
}

impl std::fmt::Debug for Vendor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Vendor").field("key", &self.key).finish_non_exhaustive()
    }
}

/// Makes a client of a table's values.
pub type MakeClient = fn(&Values, &App) -> Result<Box<dyn VendorClient>, MissingFields>;

/// Reads a credential, seen from a time.
pub type Decode = fn(&str, Option<&Values>, &Clock) -> Option<Decoded>;

/// A file that proves who one is, such as a private key. push.toml names it by its path.
#[derive(Debug)]
pub struct CredentialFile {
    /// The key that holds the path.
    pub key: &'static str,
    /// Reads the file's name and bytes. `None`: it is another kind of file.
    pub read: fn(&str, &[u8]) -> Option<CredentialRead>,
}

/// What a file of credentials tells beside itself, by key. `Err`: what is wrong with it, as the end of a sentence.
pub type CredentialRead = Result<Vec<(&'static str, String)>, Text>;

/// What a device is addressed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressee {
    /// A device token, `token` in `[devices.NAME]`. Shown only in part.
    Token,
    /// A user, `user` in `[devices.NAME]`. No secret.
    User,
}

impl Addressee {
    /// The key of `[devices.NAME]` that holds it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Token => "token",
            Self::User => "user",
        }
    }
}

/// A made-up device.
#[derive(Debug)]
pub struct ExampleDevice {
    /// Its name: `my-vivo`.
    pub name: &'static str,
    /// Its device token, or its user.
    pub address: &'static str,
}

/// A credential that was read.
#[derive(Debug)]
pub struct Decoded {
    /// What it is: `UserSig`, `provider token`, ...
    pub kind: &'static str,
    /// What it says, in its own order and words.
    pub parts: Vec<(String, String)>,
    /// Whether it is signed as it should be.
    pub signature: Signature,
    /// Until when it is taken, in seconds since 1970, where it says so.
    pub expires: Option<u64>,
    /// What is remarkable about it: expired, of another app, encoded in another way than documented.
    pub remarks: Vec<Text>,
}

/// What is known about a signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signature {
    /// Made with the key of push.toml.
    Right,
    /// Made with another key, or changed since.
    Wrong,
    /// There is no key to judge it by.
    NotJudged,
}

/// The keys of the server side that are missing.
pub type MissingFields = Vec<&'static Field>;

/// One point of `explain no-push`.
#[derive(Debug)]
pub struct Point {
    /// What may be wrong, how to tell, and where to look when nobody can be asked.
    pub text: Text,
    /// The commands that settle it. `NAME` stands for a phone of push.toml.
    pub commands: &'static [&'static str],
}

/// A code that stood in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where: the scope of errors.toml.
    pub scope: &'static str,
    /// The code, as it came.
    pub code: String,
    /// What it means; of a code that errors.toml does not know, by its range.
    pub class: Class,
    /// The vendor's words beside it.
    pub text: Option<String>,
}

impl Found {
    /// Whether the vendor did not do what it was asked.
    #[must_use]
    pub fn is_refusal(&self) -> bool {
        self.class.verdict() != Verdict::Ok
    }
}

/// What a vendor offers beyond sending.
#[derive(Debug)]
pub struct Capability {
    /// A mode for tests, and what to say about it.
    pub test_mode: Option<Text>,
    /// Whether the test mode reaches registered devices only. Else it is but a label on the message.
    pub test_devices: bool,
    /// Which quota a push outside the test mode uses.
    pub live_quota: Text,
    /// Whether the vendor validates a push without sending it.
    pub validate_only: bool,
    /// A query for the state of tokens.
    pub token_query: Option<TokenQuery>,
    /// Without such a query: what works instead.
    pub instead_of_token_query: Option<Text>,
    /// Whether the vendor can be asked what became of a message.
    pub message_status: bool,
    /// Whether the vendor can be asked about users.
    pub user_status: bool,
    /// What no interface of the vendor can tell about the credentials.
    pub not_judged: Option<Text>,
}

/// What pushes to the users of a published app need beyond what a test push does. Both are ends of a sentence.
#[derive(Debug, Default)]
pub struct Production {
    /// What push.toml does not say, and what follows from it.
    pub lacks: Option<Text>,
    /// What nobody can be asked about, such as a right that is applied for in the console.
    pub beside: Option<Text>,
}

/// A vendor's query for the state of tokens.
#[derive(Debug)]
pub struct TokenQuery {
    /// How many tokens one call takes.
    pub batch: usize,
    /// How many calls a second we make at most, unless the user says otherwise. Where asking uses the quota of pushes,
    /// at most a tenth of it.
    pub calls_per_second: f64,
    /// How many calls are under way at once at most, unless the user says otherwise.
    pub concurrent: usize,
    /// What a person should know about the query, such as that it is not documented.
    pub caveat: Option<Text>,
    /// The query reaches a phone or uses a quota, and how: only with `--probe`.
    pub probe: Option<Text>,
}

/// The requests of one push, for `--print`: nothing is sent.
#[derive(Debug)]
pub struct Composed {
    /// The requests in order. A header that must be minted first holds the variable's name.
    pub calls: Vec<Call>,
    /// The shell variable that `pushctl sign VENDOR` fills.
    pub variable: Option<&'static str>,
    /// What is signed for it, where a sign belongs to one request: `pushctl sign VENDOR --text TEXT`.
    pub sign_text: Option<String>,
}

/// What `pushctl sign` prints.
#[derive(Debug)]
pub struct Credential {
    /// What it is: `access token`, `sign`, ...
    pub kind: &'static str,
    /// The header it goes into.
    pub header: &'static str,
    /// The value.
    pub value: Secret,
    /// How long the vendor honours it.
    pub lifetime: Option<Duration>,
}

/// How a sign comes about, for `pushctl sign --explain`.
#[derive(Debug)]
pub struct SignParts {
    /// The parts in order: name, value as it may be shown.
    pub parts: Vec<(&'static str, String)>,
    /// The function over their concatenation.
    pub function: &'static str,
    /// The sign.
    pub sign: Secret,
}

/// One vendor's server, seen from this side. Implementations neither print nor wait nor retry.
#[async_trait]
pub trait VendorClient: Send + Sync {
    /// Proves the credentials without sending anything.
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error>;

    /// Looks closer at credentials that were refused, to name the cause better. Only `check` does; what is asked for it
    /// sends nothing and is asked once.
    async fn look_closer(&self, _ctx: &Context, refused: Outcome) -> Outcome {
        refused
    }

    /// What this vendor makes of a message: limits that are broken are errors, what it cannot express are notes.
    fn review(&self, message: &Message) -> Findings;

    /// Sends one push to one device.
    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error>;

    /// Has the vendor look at a push without sending it.
    ///
    /// # Panics
    /// Not offered unless [`Capability::validate_only`] says so.
    async fn validate(&self, _ctx: &Context, _message: &Message, _token: &DeviceToken) -> Result<Outcome, Error> {
        unreachable!("not offered: Capability::validate_only is false")
    }

    /// Whether [`validate`](Self::validate) can look at this very message: a vendor may offer it for one of its
    /// interfaces and not for another.
    fn can_validate(&self, _message: &Message) -> bool {
        true
    }

    /// The requests that [`send`](Self::send) would make.
    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed;

    /// Whether tokens are alive: one outcome per token, in order and without a target: how a token may be shown is known
    /// to whoever asks. At most [`TokenQuery::batch`] at once.
    ///
    /// # Panics
    /// Not offered unless [`Capability::token_query`] says so.
    async fn token_status(&self, _ctx: &Context, _tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        unreachable!("not offered: Capability::token_query is None")
    }

    /// What became of a message.
    ///
    /// # Panics
    /// Not offered unless [`Capability::message_status`] says so.
    async fn message_status(&self, _ctx: &Context, _id: &str) -> Result<Outcome, Error> {
        unreachable!("not offered: Capability::message_status is false")
    }

    /// What the vendor knows about users: one outcome per user, in order.
    ///
    /// # Panics
    /// Not offered unless [`Capability::user_status`] says so.
    async fn user_status(&self, _ctx: &Context, _users: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        unreachable!("not offered: Capability::user_status is false")
    }

    /// The one header value that a request needs. `Err(Ok(outcome))`: the vendor refused to give it.
    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>>;

    /// How the sign comes about at `millis`, milliseconds since 1970.
    fn explain_sign(&self, millis: u64) -> Option<SignParts>;

    /// The sign over a text of one's own, where a sign belongs to one request.
    fn sign_text(&self, _text: &str) -> Option<Secret> {
        None
    }
}

/// The answer of [`VendorClient::credential`] where there is nothing to give without a request; `why` says what helps.
pub(crate) fn no_credential(
    vendor: &'static str,
    why: Text,
    instead: Text,
) -> Result<Credential, Result<Outcome, Error>> {
    let mut outcome = Outcome::new(vendor, Operation::Authenticate, Class::Payload);
    outcome.failure = Some((why, instead));
    Err(Ok(outcome))
}
