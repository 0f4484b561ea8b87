//! Our side of Honor's protocol: authenticate, send, probe.
//!
//! Credentials are proven by the token endpoint alone, which changes nothing and sends nothing. It says nothing about
//! the App ID, nor whether push is enabled for the app: only a push does. There is no query for tokens either; a probe
//! sends a pass-through message that shows nothing, in the test mode.

use std::borrow::Cow;
use std::time::Duration;

use async_trait::async_trait;

use super::answer::{auth_outcome, probe_outcomes, send_outcome, token_expired};
use super::section::{DOMAINS, FIELDS};
use super::{Credentials, review, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{self, Answer, Call, HeaderValue};
use crate::message::Message;
use crate::outcome::{Operation, Outcome, State};
use crate::report::Findings;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::access::{self, Minted, Minting, exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, usual};

/// How long Honor honours an access token, by its example; the answer says it anew each time.
const LIFETIME: Duration = Duration::from_secs(3600);
/// The vendor, in outcomes and errors.
const VENDOR: &str = "honor";
/// The shell variable of printed requests.
const VARIABLE: &str = "HONOR_ACCESS_TOKEN";

/// A client for one Honor app.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
    package_name: Option<String>,
    launcher_activity: Option<String>,
}

/// The client of `[honor]`, or the keys that it still needs.
pub(super) fn client(values: &Values, app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let credentials = Credentials::read(values).ok_or_else(|| usual::needed(FIELDS, values))?;
    let [package_name, launcher_activity] =
        [&app.package_name, &app.launcher_activity].map(|given| given.as_ref().map(|given| given.as_str().to_owned()));
    Ok(Box::new(Client::new(credentials, package_name, launcher_activity)))
}

impl Client {
    /// A client. The package name is needed for the click target of Tencent's plugin only, the full class of the
    /// launcher activity for badges only.
    #[must_use]
    pub fn new(credentials: Credentials, package_name: Option<String>, launcher_activity: Option<String>) -> Self {
        Self { credentials, package_name, launcher_activity }
    }

    fn sender(&self) -> wire::Sender<'_> {
        wire::Sender {
            credentials: &self.credentials,
            package_name: self.package_name.as_deref(),
            launcher_activity: self.launcher_activity.as_deref(),
        }
    }

    /// The domain that is not in use. Honor moved from one to the other.
    fn other_domain(&self) -> &'static str {
        DOMAINS.iter().copied().find(|domain| *domain != self.credentials.domain).unwrap_or_default()
    }

    /// What failed on the way; where the host was not reached the other domain is worth a word.
    fn unreached(&self, error: Error) -> Result<Outcome, Error> {
        if !matches!(error.source, http::Error::Dns { .. } | http::Error::Tls { .. }) {
            return Err(error);
        }
        let mut outcome = error.outcome();
        let (hint, other) = (error.source.hint(), self.other_domain());
        let [en, zh] = [text::Lang::En, text::Lang::Zh].map(|lang| hint.get(lang));
        let hint = Text::owned(
            format!("{en}; or set [honor] domain to \"{other}\": Honor has used both"),
            format!("{zh}；或把 [honor] domain 改成 \"{other}\"：荣耀用过这两个域名"),
        );
        outcome.failure = Some((error.source.message(), hint));
        Ok(outcome)
    }
}

/// A call with the access token and the time in its headers.
fn with_token(ctx: &Context, call: &Call) -> impl Fn(&Secret) -> Call {
    |token| wire::authorised(call.clone(), HeaderValue::bearer(token), ctx.clock.millis())
}

impl Minting for Client {
    fn cache_key(&self) -> Cow<'_, str> {
        let Credentials { client_id, client_secret, domain, .. } = &self.credentials;
        format!("{VENDOR} {}", access::fingerprint(&[domain, client_id, client_secret.expose()])).into()
    }

    async fn mint(&self, ctx: &Context) -> Result<(Outcome, Option<Minted>), Error> {
        ctx.redactor.learn(&self.credentials.client_secret);
        let answer = exchange(ctx, Operation::Authenticate, &wire::auth(&self.credentials)).await?;
        auth_outcome(&answer).map_err(failed(VENDOR, Operation::Authenticate))
    }

    /// 401, in the answer or as its status.
    fn is_stale(&self, answer: &Answer) -> bool {
        token_expired(answer)
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        self.sign_in(ctx).await.map_or_else(|error| self.unreached(error), |(outcome, _)| Ok(outcome))
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message, self.sender())
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let call = wire::send(self.sender(), message, token, &ctx.request_id());
        match self.authorised(ctx, Operation::Send, with_token(ctx, &call)).await {
            Ok(answer) => send_outcome(&answer, token).map_err(failed(VENDOR, Operation::Send)),
            Err(refused) => refused.into_result().or_else(|error| self.unreached(error)),
        }
    }

    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let call = wire::send(self.sender(), message, token, &ctx.request_id());
        let call = wire::authorised(call, HeaderValue::bearer_variable(VARIABLE), ctx.clock.millis());
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: None }
    }

    async fn token_status(&self, ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let operation = Operation::TokenStatus;
        let call = wire::probe(&self.credentials, tokens, &ctx.request_id());
        match self.authorised(ctx, operation, with_token(ctx, &call)).await {
            Ok(answer) => probe_outcomes(&answer, tokens).map_err(failed(VENDOR, operation)),
            Err(refused) => {
                let outcome = refused.into_result().or_else(|error| self.unreached(error))?.with_state(State::Unknown);
                Ok(vec![outcome; tokens.len()])
            }
        }
    }

    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        match self.access_token(ctx).await {
            Ok(value) => {
                Ok(Credential { kind: "access token", header: "Authorization", value, lifetime: Some(LIFETIME) })
            }
            Err(refused) => Err(refused.into_result().or_else(|error| self.unreached(error))),
        }
    }

    /// Honor has no sign: `timestamp` is only the time of the request.
    fn explain_sign(&self, _millis: u64) -> Option<SignParts> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Class;

    fn client(domain: &'static str) -> Client {
        let credentials = Credentials {
            app_id: "104400000".to_owned(),
            client_id: "0123456789abcdef0123456789abcdef".to_owned(),
            client_secret: Secret::new("Ab+c/d=e f&g"),
            domain,
        };
        Client::new(credentials, None, None)
    }

    fn failure(source: http::Error) -> Error {
        Error { vendor: VENDOR, operation: Operation::Authenticate, source }
    }

    /// Honor moved its hosts; which of the two domains answers is not known.
    #[test]
    fn a_host_that_is_not_found_suggests_the_other_domain() {
        for (own, other) in [("honor.com", "\"hihonor.com\""), ("hihonor.com", "\"honor.com\"")] {
            let host = format!("iam.developer.{own}");
            let outcome = client(own).unreached(failure(http::Error::Dns { host })).expect("an outcome");
            assert_eq!(outcome.class, Class::Network);
            let (_, hint) = outcome.failure.expect("a hint");
            for lang in [text::Lang::En, text::Lang::Zh] {
                assert!(hint.get(lang).contains(other), "{}", hint.get(lang));
            }
        }
        let slow = http::Error::Timeout { host: "iam.developer.honor.com".to_owned(), seconds: 1.0 };
        assert!(client("honor.com").unreached(failure(slow)).is_err());
    }

    #[test]
    fn the_key_of_the_cache_tells_credentials_apart_and_holds_no_secret() {
        let own = client("honor.com");
        assert!(!own.cache_key().contains("Ab+c/d=e"));
        assert_ne!(own.cache_key(), client("hihonor.com").cache_key());
        let mut other = own.clone();
        other.credentials.client_secret = Secret::new("another");
        assert_ne!(own.cache_key(), other.cache_key());
    }
}
