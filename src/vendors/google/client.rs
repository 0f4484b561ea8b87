//! Our side of Google's protocol: sign an assertion, exchange it, send; and what can be asked without sending.
//!
//! Credentials are proven in two steps, neither of which sends anything: the exchange proves key and account, a dry
//! run to a topic that nobody has proves that the API is enabled and the account may send for this project.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;

use super::section::FIELDS;
use super::{Credentials, review, sign, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{self, Answer, Call, HeaderValue};
use crate::message::Message;
use crate::outcome::{Operation, Outcome, State};
use crate::report::Findings;
use crate::secret::Secret;
use crate::text::Text;
use crate::vendors::access::{self, Minted, Minting, Refused, exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, usual};

/// The vendor, in outcomes and errors.
const VENDOR: &str = "google";
/// The shell variable of printed requests.
const VARIABLE: &str = "GOOGLE_ACCESS_TOKEN";
/// How long Google honours an access token.
const LIFETIME: Duration = Duration::from_secs(3600);

/// A client for one Firebase project.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
    cache_key: OnceLock<String>,
}

/// The client of `[google]`, or the keys that it still needs.
pub(super) fn client(values: &Values, _app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    match Credentials::read(values) {
        Some(credentials) => Ok(Box::new(Client::new(credentials))),
        None => {
            let mut needed = usual::needed(FIELDS, values);
            // The file is named but is none of a service account; what it is instead is a finding of the lint.
            if needed.is_empty() {
                needed.extend(FIELDS.iter().filter(|field| field.key == "service_account_file"));
            }
            Err(needed)
        }
    }
}

/// A call with the access token in its header.
fn with_token(call: impl Fn() -> Call) -> impl Fn(&Secret) -> Call {
    move |token| wire::authorised(call(), HeaderValue::bearer(token))
}

/// What failed on the way. From mainland China Google's hosts answer through a proxy only; without one it looks as if
/// they were slow or gone.
fn unreached(error: Error) -> Result<Outcome, Error> {
    let is_google = match &error.source {
        http::Error::Dns { host }
        | http::Error::Connect { host, .. }
        | http::Error::Tls { host, .. }
        | http::Error::Timeout { host, .. }
        | http::Error::CutOff { host } => host.ends_with(".googleapis.com") || host.ends_with(".google.com"),
        _ => false,
    };
    if !is_google {
        return Err(error);
    }
    let mut outcome = error.outcome();
    let hint = Text::new(
        "in mainland China Google is reached through a proxy only: [proxies] google, or HTTPS_PROXY; elsewhere check the network, or allow more time with --timeout 30s",
        "在中国大陆只能通过代理访问 Google：设置 [proxies] google 或 HTTPS_PROXY；在其它地方检查网络，或用 --timeout 30s 放宽时限",
    );
    outcome.failure = Some((error.source.message(), hint));
    Ok(outcome)
}

impl Client {
    /// A client.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials, cache_key: OnceLock::new() }
    }

    async fn ask(
        &self,
        ctx: &Context,
        operation: Operation,
        call: impl Fn() -> Call + Send + Sync,
    ) -> Result<Answer, Refused> {
        self.authorised(ctx, operation, with_token(call)).await
    }

    /// What a dry run says; for a token that is neither alive nor gone, whose it is.
    async fn state_of(&self, ctx: &Context, token: &DeviceToken) -> Result<Outcome, Error> {
        let operation = Operation::TokenStatus;
        let answer = match self.ask(ctx, operation, || wire::look_at(&self.credentials.project, token)).await {
            Ok(answer) => answer,
            Err(refused) => return Ok(refused.into_result()?.with_state(State::Unknown)),
        };
        let mut outcome = wire::token_outcome(&answer).map_err(failed(VENDOR, operation))?;
        if matches!(outcome.state, Some(State::Foreign | State::Suspect)) {
            // The legacy server only adds to what is known already: where it says nothing, nothing is lost.
            if let Ok(answer) = self.ask(ctx, operation, || wire::look_up(token)).await {
                outcome.facts.extend(wire::facts(&answer));
            }
        }
        Ok(outcome)
    }
}

impl Minting for Client {
    fn cache_key(&self) -> Cow<'_, str> {
        let account = &self.credentials.account;
        let fingerprint = || access::fingerprint(&[&account.client_email, account.private_key.expose()]);
        self.cache_key.get_or_init(|| format!("{VENDOR} {}", fingerprint())).into()
    }

    async fn mint(&self, ctx: &Context) -> Result<(Outcome, Option<Minted>), Error> {
        let (account, now) = (&self.credentials.account, ctx.clock.millis());
        ctx.redactor.learn(&account.private_key);
        ctx.redactor.learn(&Secret::new(sign::assertion(account, now)));
        let operation = Operation::Authenticate;
        let answer = exchange(ctx, operation, &wire::exchange(account, now)).await?;
        let (outcome, token) = wire::exchange_outcome(&answer, now).map_err(failed(VENDOR, operation))?;
        Ok((outcome, token.map(|(token, used_for)| Minted { token, used_for })))
    }

    /// 401, unless it is about APNs: Google looks at the access token before it looks at the rest.
    fn is_stale(&self, answer: &Answer) -> bool {
        wire::blames_access_token(answer)
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        let operation = Operation::Authenticate;
        let (outcome, token) = match self.sign_in(ctx).await {
            Ok(signed_in) => signed_in,
            Err(error) => return unreached(error),
        };
        if token.is_none() {
            return Ok(outcome);
        }
        match self.ask(ctx, operation, || wire::probe(&self.credentials.project)).await {
            Ok(answer) => wire::probe_outcome(&answer).map_err(failed(VENDOR, operation)),
            Err(refused) => refused.into_result().or_else(unreached),
        }
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message)
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let operation = Operation::Send;
        match self.ask(ctx, operation, || wire::send(&self.credentials.project, message, token)).await {
            Ok(answer) => wire::send_outcome(&answer, operation).map_err(failed(VENDOR, operation)),
            Err(refused) => refused.into_result().or_else(unreached),
        }
    }

    async fn validate(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let operation = Operation::Validate;
        match self.ask(ctx, operation, || wire::validate(&self.credentials.project, message, token)).await {
            Ok(answer) => wire::send_outcome(&answer, operation).map_err(failed(VENDOR, operation)),
            Err(refused) => refused.into_result().or_else(unreached),
        }
    }

    fn compose(&self, _ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let call = wire::send(&self.credentials.project, message, token);
        let call = wire::authorised(call, HeaderValue::bearer_variable(VARIABLE));
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: None }
    }

    async fn token_status(&self, ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(tokens.len());
        for token in tokens {
            outcomes.push(self.state_of(ctx, token).await?);
        }
        Ok(outcomes)
    }

    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        match self.access_token(ctx).await {
            Ok(value) => {
                Ok(Credential { kind: "access token", header: "Authorization", value, lifetime: Some(LIFETIME) })
            }
            Err(refused) => Err(refused.into_result().or_else(unreached)),
        }
    }

    fn explain_sign(&self, millis: u64) -> Option<SignParts> {
        let account = &self.credentials.account;
        let mut header = serde_json::json!({ "alg": "RS256" });
        if let (Some(header), Some(rest)) = (header.as_object_mut(), sign::header(account).as_object()) {
            header.extend(rest.clone());
        }
        Some(SignParts {
            parts: vec![("header", header.to_string()), ("claims", sign::claims(account, millis).to_string())],
            function: "RS256 over base64url(header) + \".\" + base64url(claims)",
            sign: Secret::new(sign::assertion(account, millis)),
        })
    }
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
