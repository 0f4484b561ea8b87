//! Sending and asking with patience: what a vendor refused for being asked too fast is asked again, more slowly.

use crate::context::Context;
use crate::http;
use crate::outcome::Outcome;
use crate::vendors::{self, Error, Retry};

/// Runs `ask` until its outcome is not one that the vendor's catalogue calls worth repeating after a pause. Such codes
/// mean that the vendor did not process the request, so a push may be repeated too.
pub async fn patiently<F>(ctx: &Context, mut ask: impl FnMut() -> F) -> Result<Outcome, Error>
where
    F: Future<Output = Result<Outcome, Error>>,
{
    let mut pauses = ctx.http.pace().pauses();
    loop {
        let outcome = ask().await?;
        if !asks_for_patience(&outcome) {
            return Ok(outcome);
        }
        match pauses.next().and_then(|own| http::pause(own, None)) {
            Some(pause) => tokio::time::sleep(pause).await,
            None => return Ok(outcome),
        }
    }
}

fn asks_for_patience(outcome: &Outcome) -> bool {
    let code = outcome.code.as_deref().unwrap_or_default();
    let entry = vendors::find(outcome.vendor).and_then(|vendor| vendor.codes.find(outcome.scope, code));
    entry.is_some_and(|entry| entry.retry == Retry::Backoff)
}
