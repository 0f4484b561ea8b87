//! Our side of vivo's protocol, in the order of its own guide: authenticate, send, ask.
//!
//! Credentials are proven by `/message/auth` alone, which changes nothing and sends nothing.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;

use super::section::FIELDS;
use super::{Credentials, review, sign, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{Answer, Call, HeaderValue};
use crate::message::Message;
use crate::outcome::{Operation, Outcome, State};
use crate::report::Findings;
use crate::secret::{MASK, Secret};
use crate::vendors::access::{self, Minted, Minting, exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, usual};

/// How long vivo honours an access token.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);
/// How long we use one: vivo advises to renew every one or two hours.
const USED_FOR: Duration = Duration::from_secs(3600);
/// The vendor, in outcomes and errors.
const VENDOR: &str = "vivo";
/// The shell variable of printed requests.
const VARIABLE: &str = "VIVO_AUTH_TOKEN";

/// A client for one vivo app.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
    package_name: Option<String>,
    cache_key: OnceLock<String>,
}

/// The client of `[vivo]`, or the keys that it still needs.
pub(super) fn client(values: &Values, app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let credentials = Credentials::read(values).ok_or_else(|| usual::needed(FIELDS, values))?;
    let package_name = app.package_name.as_ref().map(|name| name.as_str().to_owned());
    Ok(Box::new(Client::new(credentials, package_name)))
}

impl Client {
    /// A client. The package name is needed for the click target of Tencent's plugin only.
    #[must_use]
    pub fn new(credentials: Credentials, package_name: Option<String>) -> Self {
        Self { credentials, package_name, cache_key: OnceLock::new() }
    }

    fn send_call(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Call {
        wire::send(&self.credentials, self.package_name.as_deref(), message, token, &ctx.request_id())
    }
}

/// A call with the access token in its header.
fn with_token(call: impl Fn() -> Call) -> impl Fn(&Secret) -> Call {
    move |token| wire::authorised(call(), HeaderValue::Secret(token.clone()))
}

impl Minting for Client {
    fn cache_key(&self) -> Cow<'_, str> {
        let Credentials { app_id, app_key, app_secret } = &self.credentials;
        let fingerprint = || access::fingerprint(&[&app_id.to_string(), app_key, app_secret.expose()]);
        self.cache_key.get_or_init(|| format!("{VENDOR} {}", fingerprint())).into()
    }

    async fn mint(&self, ctx: &Context) -> Result<(Outcome, Option<Minted>), Error> {
        let timestamp = ctx.clock.millis();
        let Credentials { app_id, app_key, app_secret } = &self.credentials;
        ctx.redactor.learn(app_secret);
        ctx.redactor.learn(&Secret::new(sign(&app_id.to_string(), app_key, timestamp, app_secret.expose())));
        let operation = Operation::Authenticate;
        let answer = exchange(ctx, operation, &wire::auth(&self.credentials, timestamp)).await?;
        let (outcome, token) = wire::auth_outcome(&answer).map_err(failed(VENDOR, operation))?;
        Ok((outcome, token.map(|token| Minted { token, used_for: USED_FOR })))
    }

    /// 10000: vivo looks at the token before it looks at the rest.
    fn is_stale(&self, answer: &Answer) -> bool {
        wire::token_expired(answer)
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        self.sign_in(ctx).await.map(|(outcome, _)| outcome)
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message, self.package_name.as_deref())
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let call = self.send_call(ctx, message, token);
        match self.authorised(ctx, Operation::Send, with_token(|| call.clone())).await {
            Ok(answer) => wire::send_outcome(&answer).map_err(failed(VENDOR, Operation::Send)),
            Err(refused) => refused.into_result(),
        }
    }

    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let call = wire::authorised(self.send_call(ctx, message, token), HeaderValue::variable(VARIABLE));
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: None }
    }

    async fn token_status(&self, ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let operation = Operation::TokenStatus;
        let call = || wire::check_tokens(&self.credentials, tokens);
        match self.authorised(ctx, operation, with_token(call)).await {
            Ok(answer) => wire::check_outcomes(&answer, tokens).map_err(failed(VENDOR, operation)),
            Err(refused) => {
                let outcome = refused.into_result()?.with_state(State::Unknown);
                Ok(vec![outcome; tokens.len()])
            }
        }
    }

    async fn message_status(&self, ctx: &Context, id: &str) -> Result<Outcome, Error> {
        let operation = Operation::MessageStatus;
        match self.authorised(ctx, operation, with_token(|| wire::statistics(id))).await {
            Ok(answer) => wire::statistics_outcome(&answer, id).map_err(failed(VENDOR, operation)),
            Err(refused) => refused.into_result(),
        }
    }

    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        match self.access_token(ctx).await {
            Ok(value) => Ok(Credential { kind: "access token", header: "authToken", value, lifetime: Some(LIFETIME) }),
            Err(refused) => Err(refused.into_result()),
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
