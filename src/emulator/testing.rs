//! What the vendors' own tests of their servers share.

use serde_json::Value;

use super::{RawAnswer, Scenario, TokenRule, TokenState, World};
use crate::text::Lang;

impl World {
    /// Made-up credentials, and device tokens of one vendor as if the user had named them.
    pub(crate) fn with_tokens(vendor: &'static str, states: &[(&str, TokenState)]) -> Self {
        let mut world = Self::from(None, Scenario::default());
        let rule = |&(pattern, state): &(&str, TokenState)| TokenRule {
            vendor,
            pattern: pattern.to_owned(),
            state,
            made_up: false,
        };
        world.tokens = states.iter().map(rule).collect();
        world
    }
}

/// The body of an answer, which has to be JSON.
#[track_caller]
pub(crate) fn body(answer: &RawAnswer) -> Value {
    serde_json::from_str(&answer.body).expect("JSON")
}

/// What the journal says of it, in English.
pub(crate) fn remark(answer: &RawAnswer) -> &str {
    answer.remark.get(Lang::En)
}
