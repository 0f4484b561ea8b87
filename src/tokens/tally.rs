//! Counts of what became known of a list: states, and what the vendors said.

use std::collections::BTreeMap;

use crate::outcome::{Class, Outcome, State, Verdict};
use crate::text::Text;

use super::results::Record;

/// Of more different answers nobody wants a list; the rest is counted together.
const MOST: usize = 40;

/// Counts by vendor.
#[derive(Debug, Clone, Default)]
pub struct Tallies {
    /// By the vendor's key.
    pub vendors: BTreeMap<String, Tally>,
    /// How many lines held no token that could be asked about.
    pub skipped: u64,
}

/// What became known of one vendor's tokens.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Every answer that came, the commonest need not be first.
    pub answers: Vec<Said>,
}

/// An answer, and how often it came.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The state of the tokens.
    pub state: State,
    /// What the answer means.
    pub class: Class,
    /// Where in the answer its code stood.
    pub scope: String,
    /// Its code, if it had one.
    pub code: Option<String>,
    /// The vendor's words, of the first such answer.
    pub text: Option<String>,
    /// Why there was no answer, of the first such token.
    pub reason: Option<Text>,
    /// How many tokens.
    pub count: u64,
}

impl Tallies {
    /// Counts an outcome.
    pub fn count(&mut self, outcome: &Outcome) {
        let tally = match self.vendors.get_mut(outcome.vendor) {
            Some(tally) => tally,
            None => self.vendors.entry(outcome.vendor.to_owned()).or_default(),
        };
        let state = outcome.state.unwrap_or(State::Unknown);
        let said = tally.find(state, outcome.class, outcome.scope, outcome.code.as_deref());
        said.count += 1;
        if said.count == 1 {
            said.text.clone_from(&outcome.text);
            said.reason = outcome.failure.as_ref().map(|(reason, _)| reason.clone());
        }
    }

    /// Counts a line of the results.
    pub fn count_record(&mut self, record: &Record) {
        let Some(vendor) = record.vendor.as_ref().filter(|_| record.skipped.is_none()) else {
            self.skipped += 1;
            return;
        };
        let tally = self.vendors.entry(vendor.clone()).or_default();
        let state = record.state.unwrap_or(State::Unknown);
        let class = record.class.unwrap_or(Class::Protocol);
        let scope = record.scope.as_deref().unwrap_or_default();
        let said = tally.find(state, class, scope, record.code.as_deref());
        said.count += 1;
        if said.count == 1 {
            said.text.clone_from(&record.text);
            said.reason = record.reason.clone().map(Text::same);
        }
    }

    /// How many tokens of all vendors are of a state.
    #[must_use]
    pub fn of(&self, state: State) -> u64 {
        self.vendors.values().map(|tally| tally.of(state)).sum()
    }

    /// A problem outweighs undetermined outweighs ok. Lines without a token are the input's fault, not the tokens'.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let answers = self.vendors.values().flat_map(|tally| &tally.answers);
        answers.map(|said| said.state.verdict(said.class)).fold(Verdict::Ok, Ord::max)
    }
}

impl Tally {
    /// How many tokens are of a state.
    #[must_use]
    pub fn of(&self, state: State) -> u64 {
        self.answers.iter().filter(|said| said.state == state).map(|said| said.count).sum()
    }

    /// How many tokens there was an answer about, `unknown` being none.
    #[must_use]
    pub fn answered(&self) -> u64 {
        self.answers.iter().filter(|said| said.state != State::Unknown).map(|said| said.count).sum()
    }

    /// Whether any token was good.
    #[must_use]
    pub fn has_alive(&self) -> bool {
        self.of(State::Alive) + self.of(State::Muted) > 0
    }

    fn find(&mut self, state: State, class: Class, scope: &str, code: Option<&str>) -> &mut Said {
        let is_same = |said: &Said| {
            said.state == state && said.class == class && said.scope == scope && said.code.as_deref() == code
        };
        let at = self.answers.iter().position(is_same);
        let (scope, code) = if at.is_none() && self.answers.len() >= MOST { ("", None) } else { (scope, code) };
        let rest =
            |said: &Said| said.state == state && said.class == class && said.scope.is_empty() && said.code.is_none();
        let at = at.or_else(|| self.answers.iter().position(rest).filter(|_| code.is_none() && scope.is_empty()));
        let at = at.unwrap_or_else(|| {
            let (scope, code) = (scope.to_owned(), code.map(str::to_owned));
            self.answers.push(Said { state, class, scope, code, text: None, reason: None, count: 0 });
            self.answers.len() - 1
        });
        &mut self.answers[at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Operation;

    fn dead(code: &str) -> Outcome {
        let outcome = Outcome::new("vivo", Operation::TokenStatus, Class::TokenInvalid).with_state(State::Dead);
        outcome.with_code("status", code)
    }

    #[test]
    fn answers_are_counted_by_state_and_code() {
        let mut tallies = Tallies::default();
        for code in ["1", "2", "1"] {
            tallies.count(&dead(code).with_text("gone"));
        }
        tallies.count(&Outcome::new("vivo", Operation::TokenStatus, Class::Accepted).with_state(State::Alive));
        let tally = &tallies.vendors["vivo"];
        let counts: Vec<(Option<&str>, u64)> =
            tally.answers.iter().map(|said| (said.code.as_deref(), said.count)).collect();
        assert_eq!(counts, [(Some("1"), 2), (Some("2"), 1), (None, 1)]);
        assert_eq!((tally.of(State::Dead), tally.answered(), tally.has_alive()), (3, 4, true));
        assert_eq!(tallies.verdict(), Verdict::Problem);
    }

    #[test]
    fn a_vendor_with_a_thousand_codes_takes_no_more_room() {
        let mut tallies = Tallies::default();
        for code in 0..1000 {
            tallies.count(&dead(&code.to_string()));
        }
        assert!(tallies.vendors["vivo"].answers.len() <= MOST + 1);
        assert_eq!(tallies.of(State::Dead), 1000);
    }
}
