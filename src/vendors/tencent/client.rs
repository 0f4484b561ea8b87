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

    /// Asks a data centre whether the admin's account exists.
    async fn check(&self, ctx: &Context, region: Region) -> Result<Outcome, Error> {
        let admin = self.credentials.admin.as_str();
        let is_search = region != self.credentials.region;
        let call = |access: Access<'_>| match access.account_check(&[admin]) {
            call if is_search => call.once(),
            call => call,
        };
        let answer = self.ask(ctx, Operation::Authenticate, region, call).await?;
        wire::check_outcome(&answer, admin).map_err(failed(VENDOR, Operation::Authenticate))
    }

    /// The app is not where it was looked for: asks the other data centres once each, which sends nothing. All their
    /// hosts are Tencent's own; Mumbai's stands in older lists only and may be gone, so it gets no `UserSig` unasked.
    async fn look_elsewhere(&self, ctx: &Context, mut outcome: Outcome) -> Outcome {
        let own = self.credentials.region;
        let others = Region::ALL.into_iter().map(|(region, ..)| region);
        let others: Vec<Region> = others.filter(|region| ![own, Region::Mumbai].contains(region)).collect();
        let asked = join_all(others.iter().map(|region| self.check(ctx, *region))).await;
        let answers = || others.iter().zip(&asked);
        let is = |answer: &Result<Outcome, Error>, what: fn(&Outcome) -> bool| answer.as_ref().is_ok_and(what);
        let home = answers().find(|(_, answer)| is(answer, wire::knows_the_app)).map(|(region, _)| region.word());
        let silent = answers().filter(|(_, answer)| !is(answer, wire::is_elsewhere)).map(|(region, _)| region.word());
        let words: Vec<&str> = [own].iter().chain(&others).map(|region| region.word()).collect();
        outcome.failure = Some(whereabouts(&words, home, &silent.collect::<Vec<_>>()));
        match home {
            Some(word) => outcome.with_fact("region", Text::new("data centre", "数据中心"), word),
            None => outcome,
        }
    }
}

/// Cause and remedy when the first of the data centres `asked` does not know the app: whether another one does.
fn whereabouts(asked: &[&str], home: Option<&str>, silent: &[&str]) -> (Text, Text) {
    let own = asked.first().copied().unwrap_or_default();
    if let Some(home) = home {
        return (
            text!(
                "the app does not live in {own}: the data centre {home} knows it",
                "应用不在 {own}：数据中心 {home} 认识它"
            ),
            text!("set `region = \"{home}\"` in [tencent]", "在 [tencent] 里写 `region = \"{home}\"`"),
        );
    }
    let look_up = Text::new(
        "compare `[tencent] sdk_app_id` with the IM console, then `[tencent] region` with the app's data centre",
        "核对 IM 控制台里的 SDKAppID 与 `[tencent] sdk_app_id`，再核对应用所在数据中心与 `[tencent] region`",
    );
    if silent.is_empty() {
        let asked = asked.join(", ");
        let cause = text!(
            "none of the data centres asked knows this SDKAppID: {asked}",
            "询问过的数据中心都不认识这个 SDKAppID：{asked}"
        );
        return (cause, look_up);
    }
    let silent = silent.join(", ");
    let cause = text!(
        "{own} does not know this SDKAppID; without a clear answer: {silent}",
        "{own} 不认识这个 SDKAppID；没有明确回答的数据中心：{silent}"
    );
    (cause, look_up)
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        self.check(ctx, self.credentials.region).await
    }

    /// A wrong region looks like a wrong `SDKAppID`: the other data centres tell the two apart.
    async fn look_closer(&self, ctx: &Context, refused: Outcome) -> Outcome {
        if wire::is_elsewhere(&refused) { self.look_elsewhere(ctx, refused).await } else { refused }
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
