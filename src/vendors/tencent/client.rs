//! Our side of Tencent IM's REST API: prove, send, ask.
//!
//! Credentials are proven by asking whether the admin's own account exists: that takes `SDKAppID`, key, admin right and
//! data centre, changes nothing and sends nothing. There is no access token to fetch: the `UserSig` is made here, once
//! per run.

use std::time::Duration;

use async_trait::async_trait;
use futures_util::future::join_all;

use super::fields::FIELDS;
use super::section::Credentials;
use super::usersig::{Claims, signature, user_sig};
use super::wire::{self, Access};
use super::{Region, review};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{Answer, Call};
use crate::message::Message;
use crate::outcome::{Operation, Outcome};
use crate::report::Findings;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::access::{self, exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, usual};

/// How long a `UserSig` of ours holds. It may do all that an admin may, so it is short; a day and more is for apps.
const LIFETIME: Duration = Duration::from_secs(3600);
/// The vendor, in outcomes and errors.
const VENDOR: &str = "tencent";
/// The shell variable of printed requests.
const VARIABLE: &str = "TENCENT_USERSIG";
/// How it stands in the URL of a printed request.
const IN_URL: &str = "${TENCENT_USERSIG}";
/// How many users one call asks about.
const BATCH: usize = 500;

/// A client for one IM app.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
}

/// The client of `[tencent]`, or the keys that it still needs.
pub(super) fn client(values: &Values, _app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let credentials = Credentials::read(values).ok_or_else(|| usual::needed(FIELDS, values))?;
    Ok(Box::new(Client::new(credentials)))
}

impl Client {
    /// A client.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials }
    }

    fn claims(&self, time: u64) -> Claims<'_> {
        let Credentials { sdk_app_id, admin, .. } = &self.credentials;
        Claims { identifier: admin, sdk_app_id: *sdk_app_id, time, expire: LIFETIME.as_secs() }
    }

    /// The `UserSig` of this run. It is a credential, although it stands in the URL.
    fn user_sig(&self, ctx: &Context) -> Secret {
        let Credentials { sdk_app_id, admin, secret_key, .. } = &self.credentials;
        let parts = [&sdk_app_id.to_string(), admin, secret_key.expose()];
        let key = format!("{VENDOR} {}", access::fingerprint(&parts));
        if let Some(kept) = ctx.access_tokens.get(&key, &ctx.clock) {
            return kept;
        }
        let made = Secret::new(user_sig(&self.claims(ctx.clock.millis() / 1000), secret_key.expose()));
        ctx.redactor.learn(secret_key);
        ctx.redactor.learn(&made);
        ctx.access_tokens.keep(&key, made.clone(), LIFETIME, &ctx.clock);
        made
    }

    async fn ask(
        &self,
        ctx: &Context,
        operation: Operation,
        region: Region,
        call: impl Fn(Access<'_>) -> Call + Send,
    ) -> Result<Answer, Error> {
        let user_sig = self.user_sig(ctx);
        let call = call(Access {
            credentials: &self.credentials,
            region,
            user_sig: user_sig.expose(),
            random: wire::random(&ctx.request_id()),
        });
        exchange(ctx, operation, &call).await
    }

    async fn check(&self, ctx: &Context, region: Region) -> Result<Outcome, Error> {
        let admin = self.credentials.admin.as_str();
        let operation = Operation::Authenticate;
        let answer = self.ask(ctx, operation, region, |access| access.account_check(&[admin])).await?;
        wire::check_outcome(&answer, admin).map_err(failed(VENDOR, operation))
    }

    /// The app is not where it was looked for: asks the other data centres once each. One that knows it is told,
    /// whatever else it says about key and admin. Mumbai's host is in older lists only and may be gone.
    async fn look_elsewhere(&self, ctx: &Context, mut outcome: Outcome) -> Outcome {
        let own = self.credentials.region;
        let others = Region::ALL.into_iter().map(|(region, ..)| region);
        let others: Vec<Region> = others.filter(|region| *region != own && *region != Region::Mumbai).collect();
        let asked = join_all(others.iter().map(|region| self.check(ctx, *region))).await;
        let knows = |outcome: &Result<Outcome, Error>| {
            outcome.as_ref().is_ok_and(|outcome| outcome.scope != "http" && !wire::is_elsewhere(outcome))
        };
        let Some((region, _)) = others.into_iter().zip(&asked).find(|(_, outcome)| knows(outcome)) else {
            return outcome;
        };
        let word = region.word();
        outcome.failure = Some((
            text!(
                "the app does not live in {own}: the data centre {word} knows it",
                "应用不在 {own}：数据中心 {word} 认识它",
                own = own.word()
            ),
            text!("set `region = \"{word}\"` in [tencent]", "在 [tencent] 里写 `region = \"{word}\"`"),
        ));
        outcome.with_fact("region", Text::new("the app is known in", "认识这个应用的数据中心"), word)
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        let outcome = self.check(ctx, self.credentials.region).await?;
        if wire::is_elsewhere(&outcome) {
            return Ok(self.look_elsewhere(ctx, outcome).await);
        }
        Ok(outcome)
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message)
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let operation = Operation::Send;
        let answer = self.ask(ctx, operation, self.credentials.region, |access| access.send(message, token)).await?;
        wire::send_outcome(&answer).map_err(failed(VENDOR, operation))
    }

    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let access = Access {
            credentials: &self.credentials,
            region: self.credentials.region,
            user_sig: IN_URL,
            random: wire::random(&ctx.request_id()),
        };
        let call = access.send(message, token).with_variable(VARIABLE);
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: None }
    }

    async fn message_status(&self, ctx: &Context, id: &str) -> Result<Outcome, Error> {
        let operation = Operation::MessageStatus;
        let answer = self.ask(ctx, operation, self.credentials.region, |access| access.trace(id)).await?;
        wire::trace_outcome(&answer, id).map_err(failed(VENDOR, operation))
    }

    async fn user_status(&self, ctx: &Context, users: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let operation = Operation::UserStatus;
        let mut outcomes = Vec::with_capacity(users.len());
        for users in users.chunks(BATCH) {
            let region = self.credentials.region;
            let answer = self.ask(ctx, operation, region, |access| access.online_status(users)).await?;
            outcomes.extend(wire::status_outcomes(&answer, users).map_err(failed(VENDOR, operation))?);
        }
        Ok(outcomes)
    }

    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        let value = self.user_sig(ctx);
        Ok(Credential { kind: "UserSig", header: "usersig", value, lifetime: Some(LIFETIME) })
    }

    fn explain_sign(&self, millis: u64) -> Option<SignParts> {
        let claims = self.claims(millis / 1000);
        Some(SignParts {
            parts: vec![
                ("TLS.identifier", claims.identifier.to_owned()),
                ("TLS.sdkappid", claims.sdk_app_id.to_string()),
                ("TLS.time", claims.time.to_string()),
                ("TLS.expire", claims.expire.to_string()),
            ],
            function: "four lines NAME:VALUE -> HMAC-SHA256 with secret_key as text -> Base64",
            sign: Secret::new(signature(&claims, self.credentials.secret_key.expose())),
        })
    }
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
