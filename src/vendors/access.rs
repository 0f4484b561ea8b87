//! Access tokens: minted once per run, renewed once when the vendor no longer takes one.

use std::borrow::Cow;
use std::time::Duration;

use ring::digest;

use super::Error;
use crate::context::Context;
use crate::encoding;
use crate::http::{self, Answer, Call};
use crate::outcome::{Operation, Outcome};
use crate::secret::Secret;

/// An access token as the vendor gave it.
#[derive(Debug)]
pub(crate) struct Minted {
    /// The token.
    pub(crate) token: Secret,
    /// How long we use it: the vendor's own lifetime, or less where the vendor advises so.
    pub(crate) used_for: Duration,
}

/// Why a call that needs an access token gave no answer of its own.
#[derive(Debug)]
pub(crate) enum Refused {
    /// The vendor refused to give one.
    Outcome(Outcome),
    /// There was no answer.
    Error(Error),
}

impl Refused {
    /// The same as what a call gives: the vendor's no is an outcome.
    pub(crate) fn into_result(self) -> Result<Outcome, Error> {
        match self {
            Self::Outcome(outcome) => Ok(outcome),
            Self::Error(error) => Err(error),
        }
    }
}

/// A client whose calls need an access token.
pub(crate) trait Minting: Sync {
    /// What tells these credentials from others; holds no secret. See [`fingerprint`]. Asked for at every call.
    fn cache_key(&self) -> Cow<'_, str>;

    /// Asks the vendor for an access token.
    fn mint(&self, ctx: &Context) -> impl Future<Output = Result<(Outcome, Option<Minted>), Error>> + Send;

    /// Whether an answer says that the vendor no longer takes the token, and did nothing else.
    fn is_stale(&self, answer: &Answer) -> bool;

    /// Mints a token and keeps it for this run.
    fn sign_in(&self, ctx: &Context) -> impl Future<Output = Result<(Outcome, Option<Secret>), Error>> + Send {
        async move {
            let (outcome, minted) = self.mint(ctx).await?;
            let token = minted.map(|minted| {
                ctx.redactor.learn(&minted.token);
                ctx.access_tokens.keep(&self.cache_key(), minted.token.clone(), minted.used_for, &ctx.clock);
                minted.token
            });
            Ok((outcome, token))
        }
    }

    /// The token of this run, minted if there is none yet.
    fn access_token(&self, ctx: &Context) -> impl Future<Output = Result<Secret, Refused>> + Send {
        async move {
            let key = self.cache_key();
            if let Some(token) = ctx.access_tokens.get(&key, &ctx.clock) {
                return Ok(token);
            }
            let _turn = ctx.access_tokens.minting(&key).await;
            if let Some(token) = ctx.access_tokens.get(&key, &ctx.clock) {
                return Ok(token);
            }
            // Once an hour: the calls in between need not carry the room for it.
            let (outcome, token) = Box::pin(self.sign_in(ctx)).await.map_err(Refused::Error)?;
            token.ok_or(Refused::Outcome(outcome))
        }
    }

    /// Sends a call with an access token. If the vendor no longer takes the token, a new one is fetched and the call
    /// repeated, once.
    fn authorised(
        &self,
        ctx: &Context,
        operation: Operation,
        call: impl for<'a> Fn(&'a Secret) -> Call + Send + Sync,
    ) -> impl Future<Output = Result<Answer, Refused>> + Send {
        async move {
            let token = self.access_token(ctx).await?;
            let answer = exchange(ctx, operation, &call(&token)).await.map_err(Refused::Error)?;
            if !self.is_stale(&answer) {
                return Ok(answer);
            }
            ctx.access_tokens.forget(&self.cache_key(), &token);
            let token = self.access_token(ctx).await?;
            Box::pin(exchange(ctx, operation, &call(&token))).await.map_err(Refused::Error)
        }
    }
}

/// A digest of credentials, to tell them apart without holding them: not even in one text for a moment.
pub(crate) fn fingerprint(parts: &[&str]) -> String {
    let mut context = digest::Context::new(&digest::SHA256);
    for part in parts {
        context.update(part.as_bytes());
        context.update(b"\n");
    }
    encoding::hex(context.finish().as_ref())
}

/// Sends a request and names what failed.
pub(crate) async fn exchange(ctx: &Context, operation: Operation, call: &Call) -> Result<Answer, Error> {
    ctx.http.send(call, &ctx.clock).await.map_err(failed(call.vendor, operation))
}

/// Names the vendor and the operation of a failure.
pub(crate) fn failed(vendor: &'static str, operation: Operation) -> impl Fn(http::Error) -> Error {
    move |source| Error { vendor, operation, source }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use futures_util::future::join_all;

    use super::*;
    use crate::context::Clock;
    use crate::http::{Http, Settings};
    use crate::outcome::Class;
    use crate::secret::Redactor;

    /// Mints one token after another, each after a while.
    struct Mint(AtomicUsize);

    impl Minting for Mint {
        fn cache_key(&self) -> Cow<'_, str> {
            "mint".into()
        }

        async fn mint(&self, _ctx: &Context) -> Result<(Outcome, Option<Minted>), Error> {
            let number = self.0.fetch_add(1, Ordering::Relaxed) + 1;
            tokio::time::sleep(Duration::from_millis(50)).await;
            let token = Secret::new(format!("token-number-{number}"));
            let outcome = Outcome::new("vivo", Operation::Authenticate, Class::Accepted);
            Ok((outcome, Some(Minted { token, used_for: Duration::from_secs(3600) })))
        }

        fn is_stale(&self, _answer: &Answer) -> bool {
            false
        }
    }

    #[tokio::test(start_paused = true)]
    async fn a_hundred_calls_at_once_mint_one_token() {
        let redactor = Redactor::default();
        let ctx =
            Context::new(Http::new(Settings::default(), redactor.clone()), Clock::fixed(1_735_689_600_000), redactor);
        let mint = Mint(AtomicUsize::new(0));
        let all = || join_all((0..100).map(|_| async { mint.access_token(&ctx).await.expect("a token") }));
        let first = all().await;
        assert_eq!((mint.0.load(Ordering::Relaxed), first[99].expose()), (1, "token-number-1"));
        // All of them are told that it is stale; one of them fetches another, which the others do not forget.
        for stale in &first {
            ctx.access_tokens.forget(&mint.cache_key(), stale);
        }
        let second = all().await;
        for stale in &first {
            ctx.access_tokens.forget(&mint.cache_key(), stale);
        }
        assert_eq!(all().await[0].expose(), second[0].expose());
        assert_eq!(mint.0.load(Ordering::Relaxed), 2);
    }
}
