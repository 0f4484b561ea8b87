//! What becomes of a token after an answer: decided, to be asked about again, or a reason to stop.

use crate::device::DeviceToken;
use crate::outcome::{Class, Outcome, State};
use crate::secret::{Redactor, SHORTEST, mask};
use crate::text::{Lang, Text};
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

/// Takes secrets, and the tokens that were asked about, out of what the vendor said.
pub(super) struct Cleaner<'a> {
    pub(super) redactor: &'a Redactor,
    pub(super) tokens: &'a [DeviceToken],
    /// What was found clean last: most of what is said about the tokens of one call is the same.
    pub(super) clean: Option<String>,
}

impl Cleaner<'_> {
    pub(super) fn clean(&mut self, outcome: &mut Outcome) {
        for text in [&mut outcome.text, &mut outcome.raw, &mut outcome.code].into_iter().flatten() {
            self.clean_text(text);
        }
        for fact in &mut outcome.facts {
            self.clean_text(&mut fact.value);
        }
        for id in outcome.ids.values_mut() {
            self.clean_text(id);
        }
        if let Some((reason, _)) = &mut outcome.failure {
            let [en, zh] = [Lang::En, Lang::Zh].map(|lang| {
                let mut text = reason.get(lang).to_owned();
                self.clean_text(&mut text);
                text
            });
            *reason = Text::owned(en, zh);
        }
    }

    fn clean_text(&mut self, text: &mut String) {
        // Most codes are: nothing of what is hidden is so short.
        if text.len() < SHORTEST || self.clean.as_ref() == Some(text) {
            return;
        }
        self.redactor.redact_in(text);
        for token in self.tokens.iter().map(DeviceToken::as_str) {
            if text.len() >= token.len() && text.contains(token) {
                *text = text.replace(token, &mask(token));
            }
        }
        match &mut self.clean {
            Some(clean) => clean.clone_from(text),
            None if self.tokens.len() > 1 => self.clean = Some(text.clone()),
            None => {}
        }
    }
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

    #[test]
    fn a_vendor_that_quotes_a_token_or_a_secret_does_not_make_us_keep_it() {
        let redactor = Redactor::default();
        redactor.learn(&crate::secret::Secret::new("s3cret-value"));
        let mut outcome = outcome(Class::Protocol).with_text("no such token: v2-AAAABBBBCCCCDDDD9f3c (s3cret-value)");
        outcome.raw = Some("v2-AAAABBBBCCCCDDDD9f3c".to_owned());
        let tokens = ["other", "v2-AAAABBBBCCCCDDDD9f3c"].map(|token| DeviceToken::parse(token).unwrap());
        let mut again = outcome.clone();
        let mut cleaner = Cleaner { redactor: &redactor, tokens: &tokens, clean: None };
        cleaner.clean(&mut outcome);
        cleaner.clean(&mut again);
        assert_eq!(outcome, again);
        assert_eq!(outcome.text.as_deref(), Some("no such token: v2-AAAA…9f3c (***)"));
        assert_eq!(outcome.raw.as_deref(), Some("v2-AAAA…9f3c"));
    }
}
