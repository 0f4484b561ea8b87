//! A request as a vendor describes it, before anything is sent.

use crate::secret::Secret;

/// What a request does to the world; retry, `--dry-run` and the emulator's journal go by it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// Only asks. May be repeated.
    Read,
    /// Gets an access token. May be repeated.
    Mint,
    /// Reaches a phone. Repeated only if it provably was not processed.
    Push,
}

/// The methods vendors use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// GET.
    Get,
    /// POST.
    Post,
}

impl Method {
    /// The word on the wire.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
        }
    }
}

/// The value of a header.
#[derive(Debug, Clone)]
pub enum HeaderValue {
    /// Anyone may see it.
    Plain(String),
    /// An access token or the like.
    Secret(Secret),
    /// Only in printed requests: a shell variable that holds the value.
    Variable(&'static str),
}

/// One request.
#[derive(Debug, Clone)]
pub struct Call {
    /// The vendor it goes to.
    pub vendor: &'static str,
    /// What it is called in logs: `vivo auth`.
    pub name: &'static str,
    /// Its method.
    pub method: Method,
    /// The vendor's own URL, before any redirection.
    pub url: String,
    /// Its headers, without those that HTTP itself needs.
    pub headers: Vec<(&'static str, HeaderValue)>,
    /// Its body.
    pub body: Option<String>,
    /// What it does.
    pub effect: Effect,
    /// Whether the vendor speaks HTTP/2 only.
    pub http2: bool,
    /// The key in the answer's JSON that holds a credential: it is hidden before anybody sees the answer.
    pub mints: Option<&'static str>,
    /// HTTP statuses after which the vendor documents that nothing was processed.
    pub unprocessed: &'static [u16],
}

impl Call {
    /// A POST of JSON.
    #[must_use]
    pub fn post_json(
        vendor: &'static str,
        name: &'static str,
        url: impl Into<String>,
        body: &serde_json::Value,
    ) -> Self {
        Self {
            vendor,
            name,
            method: Method::Post,
            url: url.into(),
            headers: vec![("content-type", HeaderValue::Plain("application/json".to_owned()))],
            body: Some(body.to_string()),
            effect: Effect::Push,
            http2: false,
            mints: None,
            unprocessed: &[],
        }
    }

    /// A GET.
    #[must_use]
    pub fn get(vendor: &'static str, name: &'static str, url: impl Into<String>) -> Self {
        Self {
            vendor,
            name,
            method: Method::Get,
            url: url.into(),
            headers: Vec::new(),
            body: None,
            effect: Effect::Read,
            http2: false,
            mints: None,
            unprocessed: &[],
        }
    }

    /// Gets a credential, which stands under `key` in the answer.
    #[must_use]
    pub fn mints(mut self, key: &'static str) -> Self {
        self.mints = Some(key);
        self.effect(Effect::Mint)
    }

    /// With an effect other than the method suggests.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effect = effect;
        self
    }

    /// With one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }
}
