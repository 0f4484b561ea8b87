//! What becomes of a token after an answer: decided, to be asked about again, or a reason to stop.

use crate::outcome::{Class, Outcome, State};
use crate::vendors::{Retry, Vendor};

/// What becomes of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// The answer stands.
    Decided,
    /// The vendor was called too fast: asked again, more slowly.
    Throttled,
    /// Nobody answered, and asking again does no harm.
    Repeated,
    /// Every further call would end like this one.
    Hopeless,
}

/// What becomes of a token. `is_probe`: asking reaches a phone, and is repeated only if it provably did not.
pub(super) fn fate(vendor: &Vendor, outcome: &Outcome, is_probe: bool) -> Fate {
    if outcome.state.is_some_and(|state| state != State::Unknown) {
        return Fate::Decided;
    }
    match outcome.class {
        Class::RateLimited => Fate::Throttled,
        // Some count pushes by the minute, and call that a quota.
        Class::Quota if asks_for_patience(vendor, outcome) => Fate::Throttled,
        Class::Credentials | Class::Permission | Class::Quota => Fate::Hopeless,
        Class::Network | Class::Transient | Class::Protocol if !is_probe || outcome.unprocessed => Fate::Repeated,
        _ => Fate::Decided,
    }
}

fn asks_for_patience(vendor: &Vendor, outcome: &Outcome) -> bool {
    let code = outcome.code.as_deref().unwrap_or_default();
    vendor.codes.find(outcome.scope, code).is_some_and(|entry| entry.retry == Retry::Backoff)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Operation;
    use crate::vendors;

    fn vendor(key: &str) -> &'static Vendor {
        vendors::find(key).unwrap()
    }

    fn outcome(class: Class) -> Outcome {
        Outcome::new("apple", Operation::TokenStatus, class).with_state(State::Unknown)
    }

    #[test]
    fn what_has_a_state_is_decided_and_what_has_none_may_be_asked_again() {
        let dead = outcome(Class::TokenInvalid).with_state(State::Dead);
        assert_eq!(fate(vendor("apple"), &dead, false), Fate::Decided);
        assert_eq!(fate(vendor("apple"), &outcome(Class::RateLimited), true), Fate::Throttled);
        for class in [Class::Credentials, Class::Permission, Class::Quota] {
            assert_eq!(fate(vendor("apple"), &outcome(class), false), Fate::Hopeless);
        }
        for class in [Class::Network, Class::Transient, Class::Protocol] {
            assert_eq!(fate(vendor("apple"), &outcome(class), false), Fate::Repeated);
            assert_eq!(fate(vendor("apple"), &outcome(class), true), Fate::Decided, "a push that may have arrived");
        }
        assert_eq!(
            fate(vendor("apple"), &Outcome { unprocessed: true, ..outcome(Class::Network) }, true),
            Fate::Repeated
        );
    }

    #[test]
    fn a_quota_by_the_minute_is_waited_for() {
        let entries = vendor("google").codes.entries().iter().filter(|entry| entry.class == Class::Quota);
        for entry in entries.filter(|entry| entry.scope == crate::vendors::USUAL_SCOPE) {
            let outcome = outcome(Class::Quota).with_code(crate::vendors::USUAL_SCOPE, entry.code.clone());
            let expected = if entry.retry == Retry::Backoff { Fate::Throttled } else { Fate::Hopeless };
            assert_eq!(fate(vendor("google"), &outcome, false), expected, "{}", entry.code);
        }
    }
}
