//! The only network I/O of the crate.
//!
//! Certificates are always checked, plain HTTP goes to this machine only, redirects are not followed, and answers
//! have a size limit. One pool of connections per vendor and kind of target, made when it is first needed.

mod call;
mod endpoint;
mod error;
mod lookup;
mod record;
mod retry;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, Once, PoisonError};
use std::time::{Duration, Instant, UNIX_EPOCH};

use reqwest::Url;
use reqwest::header::HeaderMap;

use self::call::BEARER;
use self::lookup::Lookup;
use crate::context::Clock;

pub use call::{Call, Effect, HeaderValue, Identity, Method};
pub use endpoint::{AUTHORITY_HEADER, Endpoint};
pub use error::Error;
pub use record::{Exchange, curl, quoted};
pub use retry::{Pace, TRIES, pause};

/// Vendors answer with a few hundred bytes; statistics of a hundred tasks with some ten thousand.
pub const LARGEST_ANSWER: usize = 1 << 20;

/// What a vendor's host answered.
#[derive(Debug, Clone, Default)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: HeaderMap,
    /// The body; bytes that are no UTF-8 are replaced.
    pub body: String,
    /// The host that was asked.
    pub host: String,
    /// What must not be shown of the body.
    pub redactor: crate::secret::Redactor,
}

impl Answer {
    /// A header's value, by its name in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }

    /// The same answer with one more header. For answers that were made up.
    #[cfg(test)]
    pub(crate) fn with_header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.append(name, value.parse().expect("the value of a header"));
        self
    }

    /// The beginning of the body, on one line. A vendor that quotes our sign back does not make us print it.
    #[must_use]
    pub fn excerpt(&self) -> String {
        let body = self.redactor.redact(&self.body);
        let line: String = body.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut excerpt: String = line.chars().take(200).collect();
        if excerpt.len() < line.len() {
            excerpt.push('…');
        }
        excerpt
    }

    /// The body as JSON. `Err`: it is something else, and says what.
    pub fn json(&self) -> Result<serde_json::Value, Error> {
        serde_json::from_str(&self.body).map_err(|error| {
            let status = self.status;
            let what = if self.body.trim().is_empty() {
                "an empty answer".to_owned()
            } else if self.body.trim_start().starts_with('<') {
                "HTML, not JSON: a gateway or proxy answered".to_owned()
            } else if error.is_eof() {
                "JSON that ends in the middle".to_owned()
            } else {
                "not JSON".to_owned()
            };
            self.not_the_vendor(&format!("{what} (HTTP {status} from {})", self.host))
        })
    }

    /// An answer that the vendor's documents do not know.
    #[must_use]
    pub fn not_the_vendor(&self, reason: &str) -> Error {
        Error::NotTheVendor { reason: reason.to_owned(), excerpt: self.excerpt() }
    }

    /// `Retry-After`, in either of its forms.
    #[must_use]
    pub fn retry_after(&self, clock: &Clock) -> Option<Duration> {
        let value = self.header("retry-after")?.trim();
        if let Ok(seconds) = value.parse::<u64>() {
            return Some(Duration::from_secs(seconds));
        }
        let at = httpdate::parse_http_date(value).ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(at.saturating_sub(Duration::from_millis(clock.millis())))
    }
}

/// How to reach the vendors.
#[derive(Debug, Clone, Default)]
pub struct Settings {
    /// Limit per request; zero means ten seconds.
    pub timeout: Duration,
    /// PEM certificates trusted beside the system's.
    pub ca: Option<Vec<u8>>,
    /// Vendors whose requests go elsewhere.
    pub endpoints: BTreeMap<&'static str, Endpoint>,
    /// Vendors with a proxy of their own; `None` inside means "direct".
    pub proxies: BTreeMap<&'static str, Option<String>>,
    /// Pauses between tries.
    pub pace: Pace,
}

/// Sees every exchange after it happened, already free of secrets.
pub type Observer = Box<dyn Fn(&Exchange) + Send + Sync>;

/// What needs a pool of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pool {
    /// A vendor with a proxy.
    proxied: Option<&'static str>,
    /// Plain HTTP, to this machine.
    plain: bool,
    /// HTTP/2 only.
    http2: bool,
    /// A certificate of ours, by its fingerprint.
    identity: Option<String>,
}

/// The network.
pub struct Http {
    settings: Settings,
    /// A few at most.
    clients: Mutex<Vec<(Pool, reqwest::Client)>>,
    lookup: Arc<Lookup>,
    observer: Option<Observer>,
    redactor: crate::secret::Redactor,
    /// By vendor, until when it asked us to wait.
    patience: Mutex<BTreeMap<&'static str, Instant>>,
}

impl fmt::Debug for Http {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Http").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Http {
    /// A network with these settings. Opens nothing yet.
    #[must_use]
    pub fn new(mut settings: Settings, redactor: crate::secret::Redactor) -> Self {
        if settings.timeout.is_zero() {
            settings.timeout = Duration::from_secs(10);
        }
        let (clients, lookup, patience) = (Mutex::default(), Arc::default(), Mutex::default());
        Self { settings, clients, lookup, observer: None, redactor, patience }
    }

    /// With an observer of every exchange.
    #[must_use]
    pub fn observed(mut self, observer: Observer) -> Self {
        self.observer = Some(observer);
        self
    }

    /// The pauses between tries.
    #[must_use]
    pub fn pace(&self) -> Pace {
        self.settings.pace
    }

    /// Sends a request, again where that is safe, and returns the last answer.
    pub async fn send(&self, call: &Call, clock: &Clock) -> Result<Answer, Error> {
        let mut pauses = None;
        let mut call = Cow::Borrowed(call);
        loop {
            let result = self.send_once(&call).await;
            let asked = result.as_ref().ok().and_then(|answer| answer.retry_after(clock));
            if let Some(asked) = asked {
                self.patience_of(call.vendor, asked);
            }
            if let (Err(Error::Dns { .. }), Some(host)) = (&result, call.other_host) {
                call = Cow::Owned(elsewhere(&call, host));
                continue;
            }
            if !retry::may_repeat(&call, &result) {
                return result;
            }
            let pauses = pauses.get_or_insert_with(|| self.settings.pace.pauses());
            match pauses.next().and_then(|own| retry::pause(own, asked)) {
                Some(pause) => tokio::time::sleep(pause).await,
                None => return result,
            }
        }
    }

    /// How much longer a vendor wants us to wait, by the last `Retry-After` of its answers.
    #[must_use]
    pub fn asked_to_wait(&self, vendor: &str) -> Option<Duration> {
        let patience = self.patience.lock().unwrap_or_else(PoisonError::into_inner);
        let until = patience.get(vendor)?;
        Some(until.saturating_duration_since(Instant::now())).filter(|left| !left.is_zero())
    }

    fn patience_of(&self, vendor: &'static str, asked: Duration) {
        let Some(until) = Instant::now().checked_add(asked) else { return };
        self.patience.lock().unwrap_or_else(PoisonError::into_inner).insert(vendor, until);
    }

    async fn send_once(&self, call: &Call) -> Result<Answer, Error> {
        let target = self.target(call)?;
        let Some(observer) = &self.observer else { return self.exchange(call, &target).await };
        let started = Instant::now();
        let result = self.exchange(call, &target).await;
        observer(&Exchange::new(call, &target.url, &result, started.elapsed(), &self.redactor));
        result
    }

    /// Where a call goes, redirected if its vendor is.
    pub(crate) fn target(&self, call: &Call) -> Result<Target, Error> {
        if let Some(endpoint) = self.settings.endpoints.get(call.vendor) {
            let (url, own) =
                endpoint.apply(&call.url).ok_or_else(|| Error::Setup(format!("{}: not a URL", call.name)))?;
            let authority = endpoint.is_loopback().then(|| own.to_owned());
            return Ok(Target { url, authority, host: endpoint.host().to_owned() });
        }
        let url = Url::parse(&call.url).map_err(|error| Error::Setup(format!("{}: {error}", call.name)))?;
        let host = url.host_str().unwrap_or_default().to_owned();
        if url.scheme() != "https" && !endpoint::is_loopback(&url) {
            return Err(Error::Setup(format!("{host}: plain http:// goes to this machine only")));
        }
        Ok(Target { url, authority: None, host })
    }

    /// The host that is asked in place of a vendor's own; this machine is called so, whatever port it is.
    #[must_use]
    pub fn other_host(&self, vendor: &str) -> Option<String> {
        let endpoint = self.settings.endpoints.get(vendor)?;
        Some(if endpoint.is_loopback() { "localhost".to_owned() } else { endpoint.host().to_owned() })
    }

    async fn exchange(&self, call: &Call, target: &Target) -> Result<Answer, Error> {
        let seconds = self.settings.timeout.as_secs_f64();
        let failed = |error: reqwest::Error| Error::from_reqwest(&error, &target.host, seconds);
        let client = self.client(call, target)?;
        let method = match call.method {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
        };
        let mut request = client.request(method, target.url.clone());
        for (name, value) in &call.headers {
            request = request.header(*name, header(name, value)?);
        }
        if let Some(authority) = &target.authority {
            request = request.header(AUTHORITY_HEADER, authority);
        }
        request = match &call.body {
            Some(Cow::Borrowed(body)) => request.body(*body),
            Some(Cow::Owned(body)) => request.body(body.clone()),
            None => request,
        };
        let mut response = request.send().await.map_err(failed)?;
        let status = response.status().as_u16();
        let headers = std::mem::take(response.headers_mut());
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(failed)? {
            if body.len() + chunk.len() > LARGEST_ANSWER {
                return Err(Error::TooLarge { host: target.host.clone(), limit: LARGEST_ANSWER });
            }
            body.extend_from_slice(&chunk);
        }
        let body =
            String::from_utf8(body).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
        if let Some(credential) = call.mints.and_then(|key| text_after(key, &body)) {
            self.redactor.learn(&crate::secret::Secret::new(credential));
        }
        Ok(Answer { status, headers, body, host: target.host.clone(), redactor: self.redactor.clone() })
    }

    fn client(&self, call: &Call, target: &Target) -> Result<reqwest::Client, Error> {
        let plain = target.url.scheme() == "http";
        let proxied = self.settings.proxies.contains_key(call.vendor).then_some(call.vendor);
        let identity = call.identity.as_ref().map(|identity| identity.fingerprint.clone());
        let key = Pool { proxied, plain, http2: call.http2, identity };
        let mut clients = self.clients.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, client)) = clients.iter().find(|(pool, _)| *pool == key) {
            return Ok(client.clone());
        }
        let client = self.build(call, target, plain)?;
        clients.push((key, client.clone()));
        Ok(client)
    }

    fn build(&self, call: &Call, target: &Target, plain: bool) -> Result<reqwest::Client, Error> {
        install_crypto();
        #[expect(clippy::disallowed_methods, reason = "the one home of the network")]
        let builder = reqwest::Client::builder();
        let mut builder = builder
            .timeout(self.settings.timeout)
            .redirect(reqwest::redirect::Policy::none())
            // What may be repeated is decided in `retry.rs`, and seen by whoever counts.
            .retry(reqwest::retry::never().max_retries_per_request(0))
            .dns_resolver(Arc::clone(&self.lookup))
            .user_agent(concat!("pushctl/", env!("CARGO_PKG_VERSION")));
        if plain {
            // Without a CA bundle on the machine the default client cannot even be built; loopback needs none.
            builder = builder.tls_certs_only([]);
            if call.http2 {
                builder = builder.http2_prior_knowledge();
            }
        }
        if endpoint::is_loopback(&target.url) {
            builder = builder.no_proxy();
        }
        if let Some(identity) = &call.identity {
            // Its error may quote what could not be read, which is a private key.
            let identity = reqwest::Identity::from_pem(identity.pem().expose().as_bytes())
                .map_err(|_| Error::Setup("the certificate and its key cannot be used".to_owned()))?;
            builder = builder.identity(identity);
        }
        if let (Some(pem), false) = (&self.settings.ca, plain) {
            let certificates = reqwest::Certificate::from_pem_bundle(pem)
                .map_err(|_| Error::Setup("the --ca-file holds no PEM certificate".to_owned()))?;
            builder = builder.tls_certs_merge(certificates);
        }
        match self.settings.proxies.get(call.vendor) {
            Some(None) => builder = builder.no_proxy(),
            Some(Some(url)) => {
                let proxy = reqwest::Proxy::all(url)
                    .map_err(|_| Error::Setup(format!("[proxies] {}: not a proxy URL", call.vendor)))?;
                builder = builder.no_proxy().proxy(proxy);
            }
            None => {}
        }
        builder.build().map_err(|error| Error::from_reqwest(&error, &target.host, 0.0))
    }
}

/// The same call to another host.
fn elsewhere(call: &Call, host: &'static str) -> Call {
    let mut moved = Call { other_host: None, ..call.clone() };
    if let Ok(mut url) = Url::parse(&call.url)
        && url.set_host(Some(host)).is_ok()
    {
        moved.url = url.into();
    }
    moved
}

/// The string that stands under `key` in JSON. Looked for as text, since an answer that is cut off in the middle of a
/// credential must not show its beginning either.
fn text_after<'a>(key: &str, json: &'a str) -> Option<&'a str> {
    let (_, rest) = json.split_once(&format!("\"{key}\""))?;
    let value = rest.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    Some(value.split('"').next().unwrap_or(value))
}

/// Where a request goes.
#[derive(Debug)]
pub(crate) struct Target {
    /// The URL asked.
    pub(crate) url: Url,
    /// The vendor's own host, where the emulator must be told.
    pub(crate) authority: Option<String>,
    host: String,
}

fn header(name: &str, value: &HeaderValue) -> Result<reqwest::header::HeaderValue, Error> {
    let (text, sensitive) = match value {
        HeaderValue::Plain(text) => (Cow::Borrowed(&**text), false),
        HeaderValue::Secret(secret) => (Cow::Borrowed(secret.expose()), true),
        HeaderValue::Bearer(token) => (Cow::Owned([BEARER, token.expose()].concat()), true),
        HeaderValue::Variable { name, .. } => (Cow::Borrowed(*name), false),
    };
    let mut header = reqwest::header::HeaderValue::from_str(&text)
        .map_err(|_| Error::Setup(format!("the value for header {name} holds characters that no header may hold")))?;
    header.set_sensitive(sensitive);
    Ok(header)
}

/// Whether a file has at least one certificate that can be read, so that a wrong `--ca-file` is told before anything
/// is asked.
#[must_use]
pub fn holds_certificate(pem: &[u8]) -> bool {
    reqwest::Certificate::from_pem_bundle(pem).is_ok_and(|certificates| !certificates.is_empty())
}

/// Whether a text can be the URL of a proxy.
#[must_use]
pub fn is_proxy(url: &str) -> bool {
    let known = |url: &Url| matches!(url.scheme(), "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h");
    Url::parse(url).is_ok_and(|url| known(&url) && url.has_host()) && reqwest::Proxy::all(url).is_ok()
}

/// rustls wants its cryptography named once per process; a second call is harmless.
pub fn install_crypto() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = rustls::crypto::ring::default_provider().install_default();
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credential_is_found_also_in_what_is_left_of_an_answer() {
        assert_eq!(text_after("authToken", r#"{"result":0,"authToken" : "abc","x":1}"#), Some("abc"));
        assert_eq!(text_after("authToken", r#"{"result":0,"authToken":"abc"#), Some("abc"));
        assert_eq!(text_after("authToken", r#"{"result":0,"authToken":null}"#), None);
        assert_eq!(text_after("authToken", "<html>"), None);
    }

    #[test]
    fn another_host_keeps_path_and_query() {
        let call = Call::get("oppo", "test", "https://api.push.oppomobile.com/server/v1/x?a=1")
            .or_host("api.push.heytapmobi.com");
        let moved = elsewhere(&call, "api.push.heytapmobi.com");
        assert_eq!(moved.url, "https://api.push.heytapmobi.com/server/v1/x?a=1");
        assert_eq!(moved.other_host, None, "it is asked once");
    }

    #[test]
    fn a_form_keeps_what_a_reg_id_holds() {
        let call = Call::post_form(
            "xiaomi",
            "test",
            "https://example.com/",
            &[("registration_id", "a+b/c= d".to_owned()), ("title", "新".to_owned())],
        );
        assert_eq!(call.body.as_deref(), Some("registration_id=a%2Bb%2Fc%3D+d&title=%E6%96%B0"));
    }

    #[test]
    fn retry_after_has_two_forms() {
        let answer = |value: &str| Answer::default().with_header("retry-after", value);
        let now = &Clock::fixed(784_111_770_000); // Sun, 06 Nov 1994 08:49:30 GMT
        assert_eq!(answer("7").retry_after(now), Some(Duration::from_secs(7)));
        assert_eq!(answer("Sun, 06 Nov 1994 08:49:37 GMT").retry_after(now), Some(Duration::from_secs(7)));
        assert_eq!(answer("Sun, 06 Nov 1994 08:49:00 GMT").retry_after(now), Some(Duration::ZERO));
        assert_eq!(answer("soon").retry_after(now), None);
    }
}
