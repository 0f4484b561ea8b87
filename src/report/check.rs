//! A check: one thing that was looked at and found right, or that nobody could look at.

use crate::outcome::Outcome;
use crate::text::Text;

/// What is wrong is a [`Finding`](super::Finding) or a refusal among the outcomes; a check says what is not. Formats
/// that list what was tested, such as `JUnit`, need both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The vendor concerned.
    pub vendor: Option<&'static str>,
    /// What was looked at. The same in every language and run, since CI servers tell tests apart by it.
    pub name: String,
    /// What came of it.
    pub state: CheckState,
}

/// What came of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckState {
    /// It holds.
    Held,
    /// It was not looked at, for this reason.
    Skipped(Text),
}

impl Check {
    /// Something that holds.
    #[must_use]
    pub fn held(vendor: Option<&'static str>, name: impl Into<String>) -> Self {
        Self { vendor, name: name.into(), state: CheckState::Held }
    }

    /// Something that was not looked at.
    #[must_use]
    pub fn skipped(vendor: Option<&'static str>, name: impl Into<String>, reason: Text) -> Self {
        Self { vendor, name: name.into(), state: CheckState::Skipped(reason) }
    }

    /// What a vendor said yes to.
    #[must_use]
    pub fn accepted(outcome: &Outcome) -> Self {
        Self::held(Some(outcome.vendor), outcome.asked())
    }
}
