//! Sending and asking with patience: what a vendor refused for being asked too fast is asked again, more slowly.

use crate::context::Context;
use crate::http;
use crate::outcome::{Class, Operation, Outcome};
use crate::vendors::{self, Error, Retry};

/// Runs `ask` until its outcome is not one that the vendor's catalogue calls worth repeating after a pause.
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

/// A push is repeated only where the vendor refused it for coming too fast. After a failure of the vendor's own nobody
/// knows whether the phone got it, whatever the vendor advises its servers' clients.
fn asks_for_patience(outcome: &Outcome) -> bool {
    // A vendor may prove credentials by saying that they were asked about too often.
    if outcome.class == Class::Accepted || outcome.operation == Operation::Send && outcome.class != Class::RateLimited {
        return false;
    }
    let code = outcome.code.as_deref().unwrap_or_default();
    let entry = vendors::find(outcome.vendor).and_then(|vendor| vendor.codes.find(outcome.scope, code));
    entry.is_some_and(|entry| entry.retry == Retry::Backoff)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_failure_of_any_vendor_has_a_push_repeated() {
        for vendor in vendors::VENDORS {
            for entry in vendor.codes.entries().iter().filter(|entry| entry.scope == vendors::USUAL_SCOPE) {
                let mut outcome = Outcome::new(vendor.key, Operation::Send, entry.class);
                outcome = outcome.with_code(vendors::USUAL_SCOPE, entry.code.clone());
                let accepted =
                    Outcome { class: Class::Accepted, operation: Operation::Authenticate, ..outcome.clone() };
                assert!(!asks_for_patience(&accepted), "{} {} is an answer", vendor.key, entry.code);
                let fast = entry.class == Class::RateLimited && entry.retry == Retry::Backoff;
                assert_eq!(asks_for_patience(&outcome), fast, "{} {}", vendor.key, entry.code);
                outcome.operation = Operation::TokenStatus;
                assert_eq!(asks_for_patience(&outcome), entry.retry == Retry::Backoff, "{} {}", vendor.key, entry.code);
            }
        }
    }
}
