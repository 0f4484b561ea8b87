//! A finding: one remark about the user's files or command line, with its place.

use std::collections::BTreeMap;

use super::{Rule, Severity};
use crate::config::{Given, Place};
use crate::text::Text;

/// One remark. What is wrong in the user's files is a finding; a run that could not be done is an error.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule that was violated.
    pub rule: &'static Rule,
    /// The rule's level, or what `[rules]` makes of it.
    pub severity: Severity,
    /// The vendor concerned.
    pub vendor: Option<&'static str>,
    /// What is wrong here, in one line. Never holds a secret.
    pub message: Text,
    /// What to do here; the rule's own remedy unless set.
    pub remedy: Text,
    /// Where it stands.
    pub place: Option<Place>,
    /// A word at the caret.
    pub label: Option<Text>,
    /// Other places that belong to it, each with a word on why.
    pub related: Vec<(Place, Text)>,
    /// What it is about, where that may be no file: `title` for `[message] title` or `--title`.
    pub subject: Option<&'static str>,
}

impl Finding {
    /// A finding of `rule`.
    #[must_use]
    pub fn new(rule: &'static Rule, message: Text) -> Self {
        Self {
            rule,
            severity: rule.severity,
            vendor: None,
            message,
            remedy: rule.remedy.clone(),
            place: None,
            label: None,
            related: Vec::new(),
            subject: None,
        }
    }

    /// With the place it stands at.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// With the place of a value, if it has one.
    #[must_use]
    pub fn at_value(self, value: Option<&Given>) -> Self {
        match value.and_then(|value| value.place.clone()) {
            Some(place) => self.at(place),
            None => self,
        }
    }

    /// With the vendor it concerns.
    #[must_use]
    pub fn of(mut self, vendor: &'static str) -> Self {
        self.vendor = Some(vendor);
        self
    }

    /// With a word at the caret.
    #[must_use]
    pub fn label(mut self, label: Text) -> Self {
        self.label = Some(label);
        self
    }

    /// With a remedy for this very case.
    #[must_use]
    pub fn remedy(mut self, remedy: Text) -> Self {
        self.remedy = remedy;
        self
    }

    /// With another place that belongs to it.
    #[must_use]
    pub fn related(mut self, place: Place, label: Text) -> Self {
        self.related.push((place, label));
        self
    }

    /// With the field of the message it is about.
    #[must_use]
    pub fn about(mut self, subject: &'static str) -> Self {
        self.subject = Some(subject);
        self
    }

    /// Weighing other than its rule does by default.
    #[must_use]
    pub fn severity(mut self, severity: Severity) -> Self {
        self.severity = severity;
        self
    }
}

/// A level that `[rules]` gives a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Never reported, only counted.
    Off,
    /// Reported with this weight.
    At(Severity),
}

/// Findings in the order in which they were made.
#[derive(Debug, Default)]
pub struct Findings(Vec<Finding>);

impl Findings {
    /// Adds one.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Adds all of `other`.
    pub fn append(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Finding> {
        self.0.iter()
    }

    /// How many weigh `severity`.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|finding| finding.severity == severity).count()
    }

    /// Whether any is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Applies the levels of `[rules]`; returns how many findings were switched off.
    pub fn apply_levels(&mut self, levels: &BTreeMap<String, Level>) -> usize {
        let before = self.0.len();
        self.0.retain(|finding| levels.get(finding.rule.id) != Some(&Level::Off));
        for finding in &mut self.0 {
            if let Some(Level::At(severity)) = levels.get(finding.rule.id) {
                finding.severity = *severity;
            }
        }
        before - self.0.len()
    }

    /// Puts findings into the order of the files, those without a place last.
    pub fn sort_by_place(&mut self) {
        self.0.sort_by_key(|finding| {
            finding
                .place
                .as_ref()
                .map_or((1, String::new(), 0), |place| (0, place.source.name.clone(), place.span.start))
        });
    }
}

impl<'a> IntoIterator for &'a Findings {
    type Item = &'a Finding;
    type IntoIter = std::slice::Iter<'a, Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}

impl IntoIterator for Findings {
    type Item = Finding;
    type IntoIter = std::vec::IntoIter<Finding>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl FromIterator<Finding> for Findings {
    fn from_iter<I: IntoIterator<Item = Finding>>(findings: I) -> Self {
        Self(findings.into_iter().collect())
    }
}
