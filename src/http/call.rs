//! A request as a vendor describes it, before anything is sent.

use std::borrow::Cow;

use serde::Serialize;

use crate::encoding;
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
    Plain(Cow<'static, str>),
    /// An access token or the like.
    Secret(Secret),
    /// An access token behind the word `Bearer`.
    Bearer(Secret),
    /// Only in printed requests: a shell variable that holds the value, or what follows `before` of it.
    Variable {
        /// What stands before the variable, such as `Bearer `.
        before: &'static str,
        /// The variable.
        name: &'static str,
    },
}

/// How an access token stands in `Authorization`, by RFC 6750.
pub(super) const BEARER: &str = "Bearer ";

impl HeaderValue {
    /// A value that anyone may see.
    pub fn plain(text: impl Into<Cow<'static, str>>) -> Self {
        Self::Plain(text.into())
    }

    /// An access token as a bearer.
    #[must_use]
    pub fn bearer(token: &Secret) -> Self {
        Self::Bearer(token.clone())
    }

    /// A shell variable.
    #[must_use]
    pub const fn variable(name: &'static str) -> Self {
        Self::variable_after("", name)
    }

    /// A shell variable that holds a bearer's access token.
    #[must_use]
    pub const fn bearer_variable(name: &'static str) -> Self {
        Self::variable_after(BEARER, name)
    }

    /// A shell variable behind a word.
    #[must_use]
    pub const fn variable_after(before: &'static str, name: &'static str) -> Self {
        Self::Variable { before, name }
    }
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
    pub body: Option<Cow<'static, str>>,
    /// What it does.
    pub effect: Effect,
    /// Whether the vendor speaks HTTP/2 only.
    pub http2: bool,
    /// The key in the answer's JSON that holds a credential: it is hidden before anybody sees the answer.
    pub mints: Option<&'static str>,
    /// HTTP statuses after which the vendor documents that nothing was processed.
    pub unprocessed: &'static [u16],
    /// The host asked in place of the URL's own when that name cannot be resolved.
    pub other_host: Option<&'static str>,
    /// The certificate that this side shows.
    pub identity: Option<Identity>,
    /// Only in printed requests: `${NAME}` of this name, in the URL's query or in the body, is a shell variable.
    pub variable: Option<&'static str>,
    /// Whether it is never repeated, whatever became of it.
    pub once: bool,
}

/// A certificate with its private key, for vendors that know their clients by it.
#[derive(Debug, Clone)]
pub struct Identity {
    pem: Secret,
    /// How curl is told of it: the file and its password's shell variable.
    pub curl: String,
    /// What tells it from others, without its key.
    pub fingerprint: String,
}

impl Identity {
    /// The certificate, those above it, and its private key (PKCS#8), all as PEM.
    #[must_use]
    pub fn from_pem(pem: Secret) -> Self {
        let fingerprint = encoding::hex(&encoding::sha256(pem.expose().as_bytes()));
        Self { pem, curl: String::new(), fingerprint }
    }

    /// With the options of curl that name its file, for printed requests.
    #[must_use]
    pub fn known_to_curl_as(mut self, options: String) -> Self {
        self.curl = options;
        self
    }

    pub(super) fn pem(&self) -> &Secret {
        &self.pem
    }
}

impl Call {
    /// A POST of JSON.
    #[must_use]
    pub fn post_json(vendor: &'static str, name: &'static str, url: impl Into<String>, body: &impl Serialize) -> Self {
        // What we write as JSON has text for keys and no value that refuses.
        Self::post_json_text(vendor, name, url, serde_json::to_string(body).unwrap_or_default())
    }

    /// A POST of JSON that was written already.
    #[must_use]
    pub fn post_json_text(
        vendor: &'static str,
        name: &'static str,
        url: impl Into<String>,
        body: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::post(vendor, name, url.into(), "application/json", body.into())
    }

    /// A POST of a form: UTF-8, blanks as `+`, everything but letters, digits and `*-._` percent-encoded.
    #[must_use]
    pub fn post_form(
        vendor: &'static str,
        name: &'static str,
        url: impl Into<String>,
        pairs: &[(&str, String)],
    ) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        Self::post(vendor, name, url.into(), "application/x-www-form-urlencoded", body.into())
    }

    fn post(
        vendor: &'static str,
        name: &'static str,
        url: String,
        content_type: &'static str,
        body: Cow<'static, str>,
    ) -> Self {
        Self {
            method: Method::Post,
            headers: vec![("content-type", HeaderValue::plain(content_type))],
            body: Some(body),
            effect: Effect::Push,
            ..Self::get(vendor, name, url)
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
            other_host: None,
            identity: None,
            variable: None,
            once: false,
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

    /// With the statuses after which the vendor documents that nothing was processed.
    #[must_use]
    pub fn unprocessed(mut self, statuses: &'static [u16]) -> Self {
        self.unprocessed = statuses;
        self
    }

    /// To a vendor that speaks HTTP/2 only.
    #[must_use]
    pub fn over_http2(mut self) -> Self {
        self.http2 = true;
        self
    }

    /// With a host to ask when the URL's own name cannot be resolved.
    #[must_use]
    pub fn or_host(mut self, host: &'static str) -> Self {
        self.other_host = Some(host);
        self
    }

    /// With a certificate to show.
    #[must_use]
    pub fn with_identity(mut self, identity: Identity) -> Self {
        self.identity = Some(identity);
        self
    }

    /// Never repeated, also where asking again would be harmless.
    #[must_use]
    pub fn once(mut self) -> Self {
        self.once = true;
        self
    }

    /// With `${NAME}` in query or body standing for a shell variable.
    #[must_use]
    pub fn with_variable(mut self, name: &'static str) -> Self {
        self.variable = Some(name);
        self
    }
}
