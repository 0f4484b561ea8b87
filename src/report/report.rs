//! A report: everything a command found out, in one piece.

use serde_json::{Map, Value};

use super::{Check, Findings, Severity};
use crate::outcome::{Outcome, Verdict};
use crate::text::Text;

/// What a command hands to a renderer.
#[derive(Debug)]
pub struct Report {
    /// The command, as it is typed.
    pub command: &'static str,
    /// The profile in force.
    pub profile: Option<String>,
    /// Whether an emulator answered in place of the vendors.
    pub emulated: bool,
    /// Remarks on the user's files and command line.
    pub findings: Findings,
    /// Answers of vendors.
    pub outcomes: Vec<Outcome>,
    /// What holds, and what nobody could look at.
    pub checks: Vec<Check>,
    /// Why the run could not be done at all where that is no finding: what is wrong, and what to do.
    pub stopped: Option<(Text, Text)>,
    /// How many findings `[rules]` switched off.
    pub switched_off: usize,
    /// How much was not asked any more when the user ended the run, or the run itself.
    pub left: usize,
    /// Whether a warning is a problem too.
    pub deny_warnings: bool,
    /// What the command found out without asking anybody.
    pub found: Verdict,
    /// The command's own members of the JSON document.
    pub members: Map<String, Value>,
}

impl Report {
    /// An empty report.
    #[must_use]
    pub fn new(command: &'static str) -> Self {
        Self {
            command,
            profile: None,
            emulated: false,
            findings: Findings::default(),
            outcomes: Vec::new(),
            checks: Vec::new(),
            stopped: None,
            switched_off: 0,
            left: 0,
            deny_warnings: false,
            found: Verdict::Ok,
            members: Map::new(),
        }
    }

    /// With a member of the command's own.
    #[must_use]
    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.members.insert(name.to_owned(), value);
        self
    }

    /// A problem outweighs undetermined outweighs ok.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        let denied = self.deny_warnings && self.findings.count(Severity::Warning) > 0;
        let found = match (self.findings.has_errors() || denied, self.left > 0) {
            (true, _) => Verdict::Problem,
            (false, true) => Verdict::Undetermined,
            (false, false) => Verdict::Ok,
        };
        self.outcomes.iter().map(Outcome::verdict).fold(found.max(self.found), Ord::max)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::{Class, Operation};

    fn report(classes: &[Class]) -> Verdict {
        let mut report = Report::new("check");
        report.outcomes = classes.iter().map(|class| Outcome::new("vivo", Operation::Send, *class)).collect();
        report.verdict()
    }

    #[test]
    fn a_problem_outweighs_undetermined_outweighs_ok() {
        assert_eq!(report(&[Class::Accepted]), Verdict::Ok);
        assert_eq!(report(&[Class::Accepted, Class::Network]), Verdict::Undetermined);
        assert_eq!(report(&[Class::Network, Class::Credentials, Class::Accepted]), Verdict::Problem);
    }
}
