//! What an emulated vendor knows, and the shape of its questions and answers.

use std::collections::BTreeMap;

use crate::context::Clock;
use crate::text::Text;

/// The state of a device token in the emulated world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TokenState {
    /// Registered, and a test device.
    #[default]
    Ok,
    /// Registered, but no test device.
    NotTest,
    /// Never registered with this app.
    Unregistered,
    /// Was registered once; the app is gone.
    Dead,
    /// Registered by another app.
    Foreign,
    /// Registered; notifications are off.
    Muted,
}

/// A device token, or a pattern of them, and its state.
#[derive(Debug, Clone)]
pub struct TokenRule {
    /// The vendor.
    pub vendor: String,
    /// The token; a `*` stands for any characters.
    pub pattern: String,
    /// Its state.
    pub state: TokenState,
}

/// Everything that the emulated vendors believe.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// By vendor, the keys of its table in push.toml.
    pub credentials: BTreeMap<String, BTreeMap<String, String>>,
    /// Known tokens, the first match holds.
    pub tokens: Vec<TokenRule>,
    /// By vendor, how many pushes it takes before its quota is used up.
    pub quota: BTreeMap<String, u64>,
    /// Android applicationId, where it is known.
    pub package_name: Option<String>,
}

/// A request as it arrived, nothing decoded.
#[derive(Debug, Clone)]
pub struct RawRequest {
    /// Method in capitals.
    pub method: String,
    /// Path without query.
    pub path: String,
    /// What follows the `?`, undecoded.
    pub query: Option<String>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

/// An answer as it goes out, with what the journal says of it.
#[derive(Debug, Clone)]
pub struct RawAnswer {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
    /// Whether the vendor accepted the request.
    pub accepted: bool,
    /// The vendor's code in it.
    pub code: Option<String>,
    /// What was wrong with a refused request, or what an accepted one did, in words.
    pub remark: Text,
    /// The device token it was for.
    pub target: Option<String>,
}

/// One vendor's server.
pub trait EmulatedVendor: Send {
    /// Whether a request is for this vendor, judged by its path or by the host it was meant for.
    fn takes(&self, request: &RawRequest) -> bool;

    /// The vendor's answer.
    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer;
}
