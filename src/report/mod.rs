//! What a command found out, before anybody decides how to show it.

mod check;
mod finding;
#[expect(clippy::module_inception, reason = "a report is what this module is about")]
mod report;
mod rule;

pub use check::{Check, CheckState};
pub use finding::{Finding, Findings, Level};
pub use report::Report;
pub use rule::{Rule, Severity};
