//! Our side of Meizu's protocol: every request is signed, there is no access token.
//!
//! Credentials are proven by asking for today's statistics, which changes nothing and sends nothing.

use async_trait::async_trait;

use super::day::Day;
use super::section::FIELDS;
use super::wire::Request;
use super::{Credentials, Region, answer, review, sign, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::Answer;
use crate::message::Message;
use crate::outcome::{Operation, Outcome};
use crate::report::Findings;
use crate::secret::{MASK, Secret};
use crate::text::Text;
use crate::vendors::access::{exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, no_credential, usual};

/// The vendor, in outcomes and errors.
const VENDOR: &str = "meizu";
/// The shell variable of printed requests.
const VARIABLE: &str = "MEIZU_SIGN";

/// A client for one Meizu app.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
    region: Region,
}

/// The client of `[meizu]`, or the keys that it still needs.
pub(super) fn client(values: &Values, _app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let credentials = Credentials::read(values).ok_or_else(|| usual::needed(FIELDS, values))?;
    Ok(Box::new(Client::new(credentials, Region::read(values))))
}

impl Client {
    /// A client.
    #[must_use]
    pub fn new(credentials: Credentials, region: Region) -> Self {
        Self { credentials, region }
    }

    fn sign(&self, text: &str) -> Secret {
        Secret::new(sign(text, self.credentials.app_secret.expose()))
    }

    /// Signs a request and sends it. A sign has no time in it and never expires: whoever sees one can send the request
    /// again, so no recording may show it.
    async fn ask(&self, ctx: &Context, operation: Operation, request: &Request) -> Result<Answer, Error> {
        let sign = self.sign(&request.sign_text());
        ctx.redactor.learn(&self.credentials.app_secret);
        ctx.redactor.learn(&sign);
        let first = exchange(ctx, operation, &request.signed(sign.expose())).await?;
        // Code 300: Meizu did nothing but name the address to ask instead, and documents that the request be repeated
        // there. Followed once, and only to a host of meizu.com over HTTPS: the sign can be used again by whoever has it.
        match answer::redirect(&first) {
            Some(url) => exchange(ctx, operation, &request.to(&url, sign.expose())).await,
            None => Ok(first),
        }
    }

    /// What became of a task. Only pushes that a server sent as a task have such counters: a single push has a `msgId`,
    /// which can be looked up in the console alone.
    ///
    /// # Errors
    /// There was no answer of Meizu's.
    pub async fn task_statistics(&self, ctx: &Context, task_id: &str) -> Result<Outcome, Error> {
        let operation = Operation::MessageStatus;
        let answer = self.ask(ctx, operation, &wire::task(&self.credentials, self.region, task_id)).await?;
        answer::task_outcome(&answer, task_id).map_err(failed(VENDOR, operation))
    }

    async fn switch(&self, ctx: &Context, token: &DeviceToken) -> Result<Outcome, Error> {
        let operation = Operation::TokenStatus;
        let answer = self.ask(ctx, operation, &wire::switch(&self.credentials, self.region, token)).await?;
        answer::switch_outcome(&answer).map_err(failed(VENDOR, operation))
    }
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        let operation = Operation::Authenticate;
        let today = Day::in_beijing(ctx.clock.millis());
        let answer = self.ask(ctx, operation, &wire::daily(&self.credentials, self.region, today)).await?;
        answer::credentials_outcome(&answer).map_err(failed(VENDOR, operation))
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message)
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let operation = Operation::Send;
        let answer = self.ask(ctx, operation, &wire::send(&self.credentials, self.region, message, token)).await?;
        answer::send_outcome(&answer, token).map_err(failed(VENDOR, operation))
    }

    fn compose(&self, _ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let request = wire::send(&self.credentials, self.region, message, token);
        let call = request.signed(&format!("${{{VARIABLE}}}")).with_variable(VARIABLE);
        Composed { calls: vec![call], variable: Some(VARIABLE), sign_text: Some(request.sign_text()) }
    }

    /// One question per token: Meizu has no call for several.
    async fn token_status(&self, ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let mut outcomes = Vec::with_capacity(tokens.len());
        for token in tokens {
            outcomes.push(self.switch(ctx, token).await?);
        }
        Ok(outcomes)
    }

    async fn credential(&self, _ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        no_credential(
            VENDOR,
            Text::new(
                "Meizu has no access token: a sign belongs to one request and covers all its parameters",
                "魅族没有 access token：签名只属于一个请求，覆盖它的全部参数",
            ),
            Text::new(
                "`pushctl sign meizu --text TEXT` signs the text of one request; `pushctl send-test --vendor meizu --print curl` prints a whole one",
                "`pushctl sign meizu --text TEXT` 给一个请求的文本签名；`pushctl send-test --vendor meizu --print curl` 打印完整的请求",
            ),
        )
    }

    /// Of the request that proves credentials, which has no secret part but the app secret.
    fn explain_sign(&self, millis: u64) -> Option<SignParts> {
        let today = Day::in_beijing(millis);
        let sign = self.sign(&wire::daily(&self.credentials, self.region, today).sign_text());
        let parts = vec![
            ("appId=", self.credentials.app_id.clone()),
            ("endTime=", today.compact()),
            ("startTime=", today.compact()),
            ("appSecret", format!("{MASK} ({})", self.credentials.app_secret.chars())),
        ];
        Some(SignParts { parts, function: "md5", sign })
    }

    fn sign_text(&self, text: &str) -> Option<Secret> {
        Some(self.sign(text))
    }
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
