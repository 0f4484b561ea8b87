//! Our side of Huawei's protocol: an access token or a JWT, then `messages:send` and `token:query`.
//!
//! Credentials are proven in two steps. The token call proves id and secret. A push with `validate_only` to a token
//! that nobody has proves that the id in the path is of the same app and that Push Kit is enabled: right credentials
//! end in the answer that the token is not valid. The JWT of a service account is proven by the second step alone.
//!
//! v3 is never asked for the sake of a proof: it has no dry run, and Huawei counts every test message that it takes,
//! whether a phone gets it or not. Its JWT is proven on v1; project id and right of v3 are not, and `lint.rs` says so.

use std::borrow::Cow;
use std::sync::OnceLock;
use std::time::Duration;

use async_trait::async_trait;

use super::api::Api;
use super::body::Own;
use super::section::{Credentials, FIELDS};
use super::service_account::ServiceAccount;
use super::{review, sign, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{Answer, Call, HeaderValue};
use crate::message::Message;
use crate::outcome::{Class, Operation, Outcome};
use crate::report::Findings;
use crate::secret::Secret;
use crate::text::Text;
use crate::vendors::access::{self, Minted, Minting, Refused, exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, usual};

/// The vendor, in outcomes and errors.
const VENDOR: &str = "huawei";
/// The shell variable of printed requests.
const VARIABLE: &str = "HUAWEI_ACCESS_TOKEN";

/// A client for one Huawei app.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
    api: Api,
    own: Own,
    /// By way: see [`Minting::cache_key`].
    cache_keys: [OnceLock<String>; 2],
}

/// The client of `[huawei]`, or the keys that it still needs.
pub(super) fn client(values: &Values, app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let credentials = Credentials::read(values).ok_or_else(|| match usual::needed(FIELDS, values) {
        // The file is named and cannot be used: the rules say why.
        missing if missing.is_empty() => FIELDS.iter().filter(|field| field.key == "service_account_file").collect(),
        missing => missing,
    })?;
    let text = |given: &Option<crate::config::Given>| given.as_ref().map(|given| given.as_str().trim().to_owned());
    let own = Own { package_name: text(&app.package_name), launcher_activity: text(&app.launcher_activity) };
    let api = Api::of(values.text("api").as_ref().map(crate::config::Given::as_str));
    Ok(Box::new(Client { own, ..Client::new(credentials, api) }))
}

/// How a request is authorised.
#[derive(Debug, Clone, Copy)]
enum Way<'a> {
    /// An access token, minted with the app secret.
    OAuth(&'a Secret),
    /// A JWT, made here.
    Jwt(&'a ServiceAccount),
}

impl Way<'_> {
    /// The key of push.toml that holds it.
    fn key(self) -> &'static str {
        match self {
            Self::OAuth(_) => "app_secret",
            Self::Jwt(_) => "service_account_file",
        }
    }
}

/// A way with the id it belongs to.
struct Access<'a> {
    client_id: &'a str,
    way: Way<'a>,
    cache_key: &'a OnceLock<String>,
}

impl Client {
    /// A client for an app, without what its messages may say of it.
    #[must_use]
    pub fn new(credentials: Credentials, api: Api) -> Self {
        Self { credentials, api, own: Own::default(), cache_keys: Default::default() }
    }

    fn access<'a>(&'a self, way: Way<'a>) -> Access<'a> {
        let [of_oauth, of_jwt] = &self.cache_keys;
        let cache_key = if matches!(way, Way::OAuth(_)) { of_oauth } else { of_jwt };
        Access { client_id: &self.credentials.client_id, way, cache_key }
    }

    /// The way of an interface: v3 takes nothing but a JWT; the others take either, and the app secret is what most
    /// have. `None`: there is neither.
    fn way(&self, api: Api) -> Option<Way<'_>> {
        let oauth = self.credentials.app_secret.as_ref().map(Way::OAuth);
        let jwt = self.credentials.service_account.as_ref().map(Way::Jwt);
        if api == Api::V3 { jwt.or(oauth) } else { oauth.or(jwt) }
    }

    /// Proves one way, in the interface that it will be used for.
    async fn prove(&self, ctx: &Context, way: Way<'_>) -> Result<Outcome, Error> {
        let (outcome, token) = self.access(way).sign_in(ctx).await?;
        let Some(token) = token else { return Ok(outcome) };
        let call = with_bearer(|| wire::probe(&self.credentials, self.api))(&token);
        let operation = Operation::Authenticate;
        let answer = exchange(ctx, operation, &call).await?;
        wire::probe_outcome(&answer, self.api).map_err(failed(VENDOR, operation))
    }

    /// Sends a call that needs an authorisation, in the way of an interface.
    async fn ask(
        &self,
        ctx: &Context,
        operation: Operation,
        api: Api,
        call: impl Fn() -> Call + Send + Sync,
    ) -> Result<Answer, Refused> {
        match self.way(api) {
            Some(way) => self.access(way).authorised(ctx, operation, with_bearer(call)).await,
            None => Err(Refused::Outcome(Outcome::new(VENDOR, operation, Class::Credentials))),
        }
    }
}

/// A call with the access token in its header.
fn with_bearer(call: impl Fn() -> Call) -> impl Fn(&Secret) -> Call {
    move |token| wire::authorised(call(), HeaderValue::bearer(token))
}

impl Minting for Access<'_> {
    fn cache_key(&self) -> Cow<'_, str> {
        let key = self.cache_key.get_or_init(|| match self.way {
            Way::OAuth(secret) => {
                format!("{VENDOR} {}", access::fingerprint(&[self.client_id, secret.expose()]))
            }
            Way::Jwt(account) => {
                format!("{VENDOR} jwt {}", access::fingerprint(&[&account.sub_account, &account.key_id]))
            }
        });
        key.into()
    }

    async fn mint(&self, ctx: &Context) -> Result<(Outcome, Option<Minted>), Error> {
        let operation = Operation::Authenticate;
        let secret = match self.way {
            Way::OAuth(secret) => secret,
            Way::Jwt(account) => {
                let token = sign::jwt(account, ctx.clock.millis() / 1000);
                let minted = Minted { token, used_for: Duration::from_secs(sign::VALID_SECS) };
                return Ok((Outcome::new(VENDOR, operation, Class::Accepted), Some(minted)));
            }
        };
        ctx.redactor.learn(secret);
        let call = wire::oauth(self.client_id, secret);
        let answer = exchange(ctx, operation, &call).await?;
        let (outcome, minted) = wire::oauth_outcome(&answer).map_err(failed(VENDOR, operation))?;
        Ok((outcome, minted.map(|(token, used_for)| Minted { token, used_for })))
    }

    /// 80200003 and 80200005: Huawei looks at the token before it looks at the rest.
    fn is_stale(&self, answer: &Answer) -> bool {
        wire::is_stale(answer)
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        let oauth = self.credentials.app_secret.as_ref().map(Way::OAuth);
        let jwt = self.credentials.service_account.as_ref().map(Way::Jwt);
        let are_both = oauth.is_some() && jwt.is_some();
        let mut outcome = Outcome::new(VENDOR, Operation::Authenticate, Class::Credentials);
        for way in oauth.into_iter().chain(jwt) {
            outcome = self.prove(ctx, way).await?;
            if outcome.class != Class::Accepted {
                let label = Text::new("proven by", "所用凭据");
                return Ok(if are_both { outcome.with_fact("credential", label, way.key()) } else { outcome });
            }
        }
        Ok(outcome)
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(&self.credentials, &self.own, message)
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let (operation, api) = (Operation::Send, Api::of_message(message));
        let call = wire::send(&self.credentials, api, &self.own, message, token);
        match self.ask(ctx, operation, api, || call.clone()).await {
            Ok(answer) => wire::send_outcome(&answer, operation, api, token).map_err(failed(VENDOR, operation)),
            Err(refused) => refused.into_result(),
        }
    }

    async fn validate(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let (operation, api) = (Operation::Validate, Api::of_message(message));
        let Some(call) = wire::validate(&self.credentials, api, &self.own, message, token) else {
            let mut outcome = Outcome::new(VENDOR, operation, Class::Payload);
            outcome.failure = Some((
                Text::new("v3 has no dry run", "v3 没有只校验的接口"),
                Text::new("send a test message to a phone of your own", "给自己的手机发一条测试消息"),
            ));
            return Ok(outcome);
        };
        match self.ask(ctx, operation, api, || call.clone()).await {
            Ok(answer) => wire::send_outcome(&answer, operation, api, token).map_err(failed(VENDOR, operation)),
            Err(refused) => refused.into_result(),
        }
    }

    fn can_validate(&self, message: &Message) -> bool {
        Api::of_message(message) != Api::V3
    }

    fn compose(&self, _ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let call = wire::send(&self.credentials, Api::of_message(message), &self.own, message, token);
        let call = wire::authorised(call, HeaderValue::bearer_variable(VARIABLE));
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: None }
    }

    async fn token_status(&self, ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let operation = Operation::TokenStatus;
        let mut outcomes = Vec::with_capacity(tokens.len());
        for token in tokens {
            // The query has one generation, whatever that of the pushes is.
            let outcome = match self.ask(ctx, operation, Api::V1, || wire::query(&self.credentials, token)).await {
                Ok(answer) => wire::query_outcome(&answer, token).map_err(failed(VENDOR, operation))?,
                Err(refused) => refused.into_result()?.with_state(crate::outcome::State::Unknown),
            };
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    /// Of both the JWT, which every interface takes: a printed request may be for another one than push.toml names.
    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        let Some(way) = self.way(Api::V3) else {
            return Err(Ok(Outcome::new(VENDOR, Operation::Authenticate, Class::Credentials)));
        };
        let kind = if matches!(way, Way::Jwt(_)) { "JWT" } else { "access token" };
        let lifetime = Some(Duration::from_secs(sign::VALID_SECS));
        match self.access(way).access_token(ctx).await {
            Ok(value) => Ok(Credential { kind, header: "Authorization", value, lifetime }),
            Err(refused) => Err(refused.into_result()),
        }
    }

    /// Of the JWT; an access token has no sign.
    fn explain_sign(&self, millis: u64) -> Option<SignParts> {
        let account = self.credentials.service_account.as_ref()?;
        let issued = millis / 1000;
        Some(SignParts {
            parts: vec![
                ("header", sign::header(account).to_string()),
                ("claims", sign::claims(account, issued).to_string()),
                ("private_key", crate::secret::MASK.to_owned()),
            ],
            function: "PS256",
            sign: sign::jwt(account, issued),
        })
    }
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
