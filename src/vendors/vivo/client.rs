//! Our side of vivo's protocol, in the order of its own guide: authenticate, send, ask.
//!
//! Credentials are proven by `/message/auth` alone, which changes nothing and sends nothing.

use std::time::Duration;

use async_trait::async_trait;

use super::section::FIELDS;
use super::{Credentials, review, sign, wire};
use crate::config::{App, Field, Side, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{Answer, Call, HeaderValue};
use crate::message::Message;
use crate::outcome::{Operation, Outcome};
use crate::report::Findings;
use crate::secret::{MASK, Secret};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient};

/// How long vivo honours an access token.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);
/// How long we use one: vivo advises to renew every one or two hours.
const USED_FOR: Duration = Duration::from_secs(3600);
/// The shell variable of printed requests.
const VARIABLE: &str = "VIVO_AUTH_TOKEN";

/// A client for one vivo app.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
    package_name: Option<String>,
}

/// The client of `[vivo]`, or the keys that it still needs.
pub(super) fn client(values: &Values, app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let needed = |field: &&Field| field.required && field.side != Side::App;
    let credentials = Credentials::read(values).ok_or_else(|| {
        FIELDS.iter().filter(needed).filter(|field| values.text(field.key).is_none()).collect::<Vec<_>>()
    })?;
    let package_name = app.package_name.as_ref().map(|name| name.as_str().to_owned());
    Ok(Box::new(Client::new(credentials, package_name)))
}

/// Why a call that needs an access token gave no answer of its own.
enum Refused {
    /// vivo refused to mint one.
    Outcome(Outcome),
    /// There was no answer.
    Error(Error),
}

impl Client {
    /// A client. The package name is needed for the click target of Tencent's plugin only.
    #[must_use]
    pub fn new(credentials: Credentials, package_name: Option<String>) -> Self {
        Self { credentials, package_name }
    }

    fn cache_key(&self) -> String {
        // The secret's sign stands in for the secret: two secrets must not share a token.
        let id = self.credentials.app_id.to_string();
        format!("vivo {id} {}", sign(&id, &self.credentials.app_key, 0, self.credentials.app_secret.expose()))
    }

    async fn mint(&self, ctx: &Context) -> Result<(Outcome, Option<Secret>), Error> {
        let timestamp = ctx.clock.millis();
        let id = self.credentials.app_id.to_string();
        let secret = &self.credentials.app_secret;
        ctx.redactor.learn(secret);
        ctx.redactor.learn(&Secret::new(sign(&id, &self.credentials.app_key, timestamp, secret.expose())));
        let call = wire::auth(&self.credentials, timestamp);
        let answer = self.exchange(ctx, &call, Operation::Authenticate).await?;
        let (outcome, token) = wire::auth_outcome(&answer).map_err(|source| error(Operation::Authenticate, source))?;
        if let Some(token) = &token {
            ctx.redactor.learn(token);
            ctx.access_tokens.keep(&self.cache_key(), token.clone(), USED_FOR, &ctx.clock);
        }
        Ok((outcome, token))
    }

    async fn access_token(&self, ctx: &Context) -> Result<Secret, Refused> {
        if let Some(token) = ctx.access_tokens.get(&self.cache_key(), &ctx.clock) {
            return Ok(token);
        }
        let (outcome, token) = self.mint(ctx).await.map_err(Refused::Error)?;
        token.ok_or(Refused::Outcome(outcome))
    }

    /// Sends a call with an access token. 10000 means that vivo no longer takes the token and did nothing else: a new
    /// one is fetched and the call repeated, once.
    async fn authorised(&self, ctx: &Context, call: Call, operation: Operation) -> Result<Answer, Refused> {
        let mut answer = self.with_token(ctx, call.clone(), operation).await?;
        if wire::token_expired(&answer) {
            ctx.access_tokens.forget(&self.cache_key());
            answer = self.with_token(ctx, call, operation).await?;
        }
        Ok(answer)
    }

    async fn with_token(&self, ctx: &Context, call: Call, operation: Operation) -> Result<Answer, Refused> {
        let token = self.access_token(ctx).await?;
        let call = wire::authorised(call, HeaderValue::Secret(token));
        self.exchange(ctx, &call, operation).await.map_err(Refused::Error)
    }

    async fn exchange(&self, ctx: &Context, call: &Call, operation: Operation) -> Result<Answer, Error> {
        ctx.http.send(call, ctx.clock.millis()).await.map_err(|source| error(operation, source))
    }

    fn send_call(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Call {
        wire::send(&self.credentials, self.package_name.as_deref(), message, token, &ctx.request_id())
    }
}

fn error(operation: Operation, source: crate::http::Error) -> Error {
    Error { vendor: "vivo", operation, source }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        self.mint(ctx).await.map(|(outcome, _)| outcome)
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message, self.package_name.as_deref())
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let call = self.send_call(ctx, message, token);
        match self.authorised(ctx, call, Operation::Send).await {
            Ok(answer) => wire::send_outcome(&answer).map_err(|source| error(Operation::Send, source)),
            Err(Refused::Outcome(outcome)) => Ok(outcome),
            Err(Refused::Error(error)) => Err(error),
        }
    }

    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let call = wire::authorised(self.send_call(ctx, message, token), HeaderValue::Variable(VARIABLE));
        Composed { calls: vec![call], variable: Some(VARIABLE) }
    }

    async fn token_status(&self, ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let operation = Operation::TokenStatus;
        match self.authorised(ctx, wire::check_tokens(&self.credentials, tokens), operation).await {
            Ok(answer) => wire::check_outcomes(&answer, tokens).map_err(|source| error(operation, source)),
            Err(Refused::Outcome(outcome)) => {
                let of = |token: &DeviceToken| outcome.clone().with_target(token.masked());
                Ok(tokens.iter().map(|token| of(token).with_state(crate::outcome::State::Unknown)).collect())
            }
            Err(Refused::Error(error)) => Err(error),
        }
    }

    async fn message_status(&self, ctx: &Context, id: &str) -> Result<Outcome, Error> {
        let operation = Operation::MessageStatus;
        match self.authorised(ctx, wire::statistics(id), operation).await {
            Ok(answer) => wire::statistics_outcome(&answer, id).map_err(|source| error(operation, source)),
            Err(Refused::Outcome(outcome)) => Ok(outcome),
            Err(Refused::Error(error)) => Err(error),
        }
    }

    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        match self.access_token(ctx).await {
            Ok(value) => Ok(Credential { kind: "access token", header: "authToken", value, lifetime: Some(LIFETIME) }),
            Err(Refused::Outcome(outcome)) => Err(Ok(outcome)),
            Err(Refused::Error(error)) => Err(Err(error)),
        }
    }

    fn explain_sign(&self, millis: u64) -> Option<SignParts> {
        let Credentials { app_id, app_key, app_secret } = &self.credentials;
        let shown = |length: usize| format!("{MASK} ({length})");
        let id = app_id.to_string();
        Some(SignParts {
            parts: vec![
                ("appId", id.clone()),
                ("appKey", shown(app_key.chars().count())),
                ("timestamp", millis.to_string()),
                ("appSecret", shown(app_secret.chars())),
            ],
            function: "md5",
            sign: Secret::new(sign(&id, app_key, millis, app_secret.expose())),
        })
    }
}
