//! Our side of Xiaomi's protocol: send, ask what became of it, ask for the quota.
//!
//! Credentials are proven by the quota query, which sends and changes nothing. It may be asked once a second: one
//! client asks once. It proves the AppSecret alone; app id, AppKey and package name are used by the app only.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::fields::FIELDS;
use super::{Credentials, answer, review, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{Answer, Call, HeaderValue};
use crate::message::Message;
use crate::outcome::{Operation, Outcome, Verdict};
use crate::report::Findings;
use crate::vendors::access::{exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, usual};

/// The vendor, in outcomes and errors.
const VENDOR: &str = "xiaomi";
/// The shell variable of printed requests.
const VARIABLE: &str = "XIAOMI_APP_SECRET";

/// A client for one app at Xiaomi.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
    package_name: Option<String>,
    /// What Xiaomi said of the credentials. Clones share it.
    judged: Arc<Mutex<Option<Outcome>>>,
}

/// The client of `[xiaomi]`, or the keys that it still needs.
pub(super) fn client(values: &Values, app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let credentials = Credentials::read(values).ok_or_else(|| usual::needed(FIELDS, values))?;
    let package_name = app.package_name.as_ref().map(|name| name.as_str().trim().to_owned());
    Ok(Box::new(Client::new(credentials, package_name)))
}

impl Client {
    /// A client. Every push names the package; without one Xiaomi may refuse it, and the review says so.
    #[must_use]
    pub fn new(credentials: Credentials, package_name: Option<String>) -> Self {
        Self { credentials, package_name, judged: Arc::default() }
    }

    fn send_call(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Call {
        wire::send(self.package_name.as_deref(), message, token, &ctx.request_id())
    }

    async fn ask(&self, ctx: &Context, operation: Operation, call: Call) -> Result<Answer, Error> {
        let app_secret = &self.credentials.app_secret;
        ctx.redactor.learn(app_secret);
        exchange(ctx, operation, &wire::authorised(call, app_secret)).await
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        // Held over the request: whoever comes second waits for the first one's answer.
        let mut judged = self.judged.lock().await;
        if let Some(outcome) = judged.as_ref() {
            return Ok(outcome.clone());
        }
        let operation = Operation::Authenticate;
        let answer = self.ask(ctx, operation, wire::quota()).await?;
        let outcome = answer::quota_outcome(&answer).map_err(failed(VENDOR, operation))?;
        if outcome.verdict() != Verdict::Undetermined {
            *judged = Some(outcome.clone());
        }
        Ok(outcome)
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message, self.package_name.as_deref())
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let answer = self.ask(ctx, Operation::Send, self.send_call(ctx, message, token)).await?;
        answer::send_outcome(&answer).map_err(failed(VENDOR, Operation::Send))
    }

    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let secret = HeaderValue::variable_after("key=", VARIABLE);
        let call = self.send_call(ctx, message, token).header("authorization", secret);
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: None }
    }

    async fn message_status(&self, ctx: &Context, id: &str) -> Result<Outcome, Error> {
        let operation = Operation::MessageStatus;
        let answer = self.ask(ctx, operation, wire::status(id)).await?;
        answer::status_outcome(&answer, id).map_err(failed(VENDOR, operation))
    }

    /// The AppSecret itself: Xiaomi has no access token and nothing expires.
    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        let value = self.credentials.app_secret.clone();
        ctx.redactor.learn(&value);
        Ok(Credential { kind: "app secret", header: "authorization", value, lifetime: None })
    }

    /// Nothing is signed.
    fn explain_sign(&self, _millis: u64) -> Option<SignParts> {
        None
    }
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
