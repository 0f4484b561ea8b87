//! One call, and what came of it.

use tokio::time::Instant;

use super::clean::Cleaner;
use super::{Asked, Inquiry, Job};
use crate::device::DeviceToken;
use crate::outcome::{Class, Operation, Outcome, State};

/// Tokens that are asked about together.
pub(super) type Batch = Vec<Asked>;

/// A call that came back.
pub(super) struct Called {
    pub(super) batch: Batch,
    /// When it was made.
    pub(super) at: Instant,
    /// One per token, each with a state and free of what must not be kept.
    pub(super) outcomes: Vec<Outcome>,
}

/// Asks about a batch.
pub(super) async fn call<'a>(job: &'a Job<'a>, inquiry: &'a Inquiry<'a>, at: Instant, batch: Batch) -> Called {
    let tokens: Vec<DeviceToken> = batch.iter().map(|asked| asked.token.clone()).collect();
    // Of a list only those tokens are known to the redactor that are under way.
    let hidden = if job.is_observed { tokens.as_slice() } else { &[] };
    for token in hidden {
        job.ctx.redactor.learn_token(token.as_str());
    }
    let result = inquiry.client.token_status(job.ctx, &tokens).await;
    for token in hidden {
        job.ctx.redactor.forget_token(token.as_str());
    }
    let mut outcomes = result.unwrap_or_else(|error| vec![error.outcome(); tokens.len()]);
    // No vendor answers for fewer tokens than it was asked about; if one did, nothing is known of the rest.
    let missing = || Outcome::new(inquiry.vendor.key, Operation::TokenStatus, Class::Protocol);
    outcomes.resize_with(tokens.len(), missing);
    let mut cleaner = Cleaner { redactor: &job.ctx.redactor, tokens: &tokens, clean: None };
    for outcome in &mut outcomes {
        outcome.state = outcome.state.or(Some(State::Unknown));
        cleaner.clean(outcome);
    }
    Called { batch, at, outcomes }
}
