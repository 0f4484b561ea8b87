//! What a command found out, before anybody decides how to show it.

mod finding;
mod rule;

pub use finding::{Finding, Findings, Level};
pub use rule::{Rule, Severity};
