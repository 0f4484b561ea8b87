//! Our side of OPPO's protocol, in the order of its own guide: authenticate, send.
//!
//! Credentials are proven by `/server/v1/auth` alone, which changes nothing and sends nothing. It proves AppKey and
//! `MasterSecret`; AppSecret and `AppId` are in no request of a server. There is no test mode and no validate-only, and
//! OPPO cannot be asked about a token or a message: receipts tell.

use std::borrow::Cow;
use std::time::Duration;

use async_trait::async_trait;

use super::region::Region;
use super::section::FIELDS;
use super::{Credentials, review, sign, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::Answer;
use crate::message::Message;
use crate::outcome::{Operation, Outcome};
use crate::report::Findings;
use crate::secret::{MASK, Secret};
use crate::vendors::access::{self, Minted, Minting, exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, usual};

/// How long OPPO honours an access token.
const LIFETIME: Duration = Duration::from_secs(24 * 3600);
/// How long we use one.
const USED_FOR: Duration = Duration::from_secs(3600);
/// The vendor, in outcomes and errors.
const VENDOR: &str = "oppo";
/// The shell variable of printed requests.
const VARIABLE: &str = "OPPO_AUTH_TOKEN";

/// A client for one OPPO app.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
}

/// The client of `[oppo]`, or the keys that it still needs.
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

    fn at(&self, region: Region) -> Account<'_> {
        Account { credentials: &self.credentials, region }
    }
}

/// The app at the server of one region. Whether the servers share access tokens is not documented, so each gets one of
/// its own.
struct Account<'a> {
    credentials: &'a Credentials,
    region: Region,
}

impl Minting for Account<'_> {
    fn cache_key(&self) -> Cow<'_, str> {
        let Credentials { app_key, master_secret } = self.credentials;
        format!("{VENDOR} {} {}", self.region.host(), access::fingerprint(&[app_key, master_secret.expose()])).into()
    }

    async fn mint(&self, ctx: &Context) -> Result<(Outcome, Option<Minted>), Error> {
        let timestamp = ctx.clock.millis();
        let Credentials { app_key, master_secret } = self.credentials;
        ctx.redactor.learn(master_secret);
        ctx.redactor.learn(&Secret::new(sign(app_key, timestamp, master_secret.expose())));
        let operation = Operation::Authenticate;
        let answer = exchange(ctx, operation, &wire::auth(self.region, self.credentials, timestamp)).await?;
        let (outcome, token) = wire::auth_outcome(&answer).map_err(failed(VENDOR, operation))?;
        Ok((outcome, token.map(|token| Minted { token, used_for: USED_FOR })))
    }

    /// 11: the vendor's SDK authenticates again and repeats the call once, and so do we.
    fn is_stale(&self, answer: &Answer) -> bool {
        wire::token_expired(answer)
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        self.at(Region::Domestic).sign_in(ctx).await.map(|(outcome, _)| outcome)
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message)
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        // One id for both tries: the same id reaches a phone only once.
        let call = wire::unicast(message, token, &ctx.request_id());
        let with_token = |token: &Secret| wire::authorised(call.clone(), token);
        let account = self.at(Region::of(token.as_str()));
        match account.authorised(ctx, Operation::Send, with_token).await {
            Ok(answer) => wire::send_outcome(&answer).map_err(failed(VENDOR, Operation::Send)),
            Err(refused) => refused.into_result(),
        }
    }

    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let call = wire::unicast(message, token, &ctx.request_id());
        let call = wire::with_variable(call, VARIABLE);
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: None }
    }

    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        match self.at(Region::Domestic).access_token(ctx).await {
            // It is a field of the form, not a header.
            Ok(value) => Ok(Credential { kind: "access token", header: "", value, lifetime: Some(LIFETIME) }),
            Err(refused) => Err(refused.into_result()),
        }
    }

    fn explain_sign(&self, millis: u64) -> Option<SignParts> {
        let Credentials { app_key, master_secret } = &self.credentials;
        let shown = |length: usize| format!("{MASK} ({length})");
        Some(SignParts {
            parts: vec![
                ("app_key", shown(app_key.chars().count())),
                ("timestamp", millis.to_string()),
                ("master_secret", shown(master_secret.chars())),
            ],
            function: "sha256",
            sign: Secret::new(sign(app_key, millis, master_secret.expose())),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::oppo::VENDOR;

    #[test]
    fn each_region_has_an_access_token_of_its_own_under_a_key_without_secrets() {
        let credentials = Credentials { app_key: "app-key".to_owned(), master_secret: Secret::new("master-secret") };
        let client = Client::new(credentials.clone());
        let keys = [Region::Domestic, Region::Overseas].map(|region| client.at(region).cache_key().into_owned());
        assert_ne!(keys[0], keys[1]);
        assert!(keys.iter().all(|key| !key.contains("app-key") && !key.contains("master-secret")));
        let other = Client::new(Credentials { master_secret: Secret::new("another"), ..credentials });
        assert_ne!(other.at(Region::Domestic).cache_key(), keys[0]);
    }

    #[test]
    fn a_server_needs_neither_the_app_secret_nor_the_app_id() {
        let missing = client(&Values::empty("oppo", VENDOR.fields), &App::default()).err().expect("keys are missing");
        assert_eq!(missing.iter().map(|field| field.key).collect::<Vec<_>>(), ["app_key", "master_secret"]);
    }
}
