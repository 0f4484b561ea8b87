//! A whole project looked at: every look as a finding with its place, and how many requirements hold per vendor.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use super::general::CHECKS;
use super::look::{Look, Spot, State};
use super::model::Model;
use super::verify::{Checked, Subject, look};
use super::{Kind, Requirement, general};
use crate::config::{Place, Source};
use crate::report::{Finding, Rule, Severity};
use crate::text;
use crate::text::Text;
use crate::vendors;

/// What is looked at: the general rules first, then what the vendors require, in their order.
#[must_use]
pub fn subjects(requirements: &[Requirement], only: Option<Kind>) -> Vec<Subject<'_>> {
    let wanted = move |kind: Option<Kind>| only.is_none() || kind == only;
    let checks = CHECKS.iter().filter(move |check| wanted(Some(check.kind))).map(Subject::Check);
    let mut seen: BTreeSet<(&str, String)> = BTreeSet::new();
    // Two vendors may ask for the same under one rule.
    let mut is_new =
        |one: &&Requirement| seen.insert((one.rule.id, format!("{:?} {:?} {:?}", one.generations, one.when, one.item)));
    let required = requirements.iter().filter(|one| wanted(one.item.kind()) && is_new(one)).map(Subject::Requirement);
    checks.chain(required).collect()
}

/// A project looked at.
#[derive(Debug)]
pub struct Inspection {
    /// Everything that concerns this project.
    pub checked: Vec<Checked>,
    /// What is wrong with it, worst first in each file.
    pub findings: Vec<Finding>,
    /// How many requirements hold.
    pub tallies: Vec<Tally>,
}

/// How many requirements of a vendor hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// The vendor; `None`: what every app needs.
    pub vendor: Option<&'static str>,
    /// How many hold.
    pub held: usize,
    /// Of how many.
    pub all: usize,
    /// Of how many nobody here can tell.
    pub not_known: usize,
    /// How many of those that do not hold are errors.
    pub errors: usize,
}

/// Looks at a project.
#[must_use]
pub fn inspect(model: &Model, subjects: &[Subject<'_>], prefix: &str) -> Inspection {
    let checked: Vec<Checked> = subjects.iter().filter_map(|subject| look(model, *subject)).collect();
    let mut sources = Sources { model, prefix, read: BTreeMap::new(), hidden: BTreeMap::new() };
    for spot in checked.iter().flat_map(|checked| &checked.looks).flat_map(|look| &look.hidden) {
        sources.hidden.entry(spot.path.clone()).or_default().push(spot.span.clone());
    }
    let mut findings = broken_files(model, &mut sources);
    for one in &checked {
        findings.extend(one.looks.iter().filter_map(|look| finding(one, look, &mut sources)));
    }
    // A file that is not there lacks many things under one rule: once is enough.
    let mut said: BTreeSet<(&str, String)> = BTreeSet::new();
    findings.retain(|finding| {
        let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
        said.insert((finding.rule.id, format!("{place} {}", finding.message.get(text::Lang::En))))
    });
    let tallies = tallies(&checked);
    Inspection { checked, findings, tallies }
}

fn tallies(checked: &[Checked]) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = Vec::new();
    for one in checked.iter().filter(|one| one.rule.severity > Severity::Note) {
        let tally = match tallies.iter().position(|tally| tally.vendor == one.vendor) {
            Some(at) => &mut tallies[at],
            None => {
                tallies.push(Tally { vendor: one.vendor, held: 0, all: 0, not_known: 0, errors: 0 });
                let last = tallies.len() - 1;
                &mut tallies[last]
            }
        };
        tally.all += 1;
        match one.state() {
            State::Holds => tally.held += 1,
            State::NotKnown => tally.not_known += 1,
            _ => tally.errors += usize::from(one.looks.iter().any(|look| weight(one.rule, look) == Severity::Error)),
        }
    }
    tallies
}

/// How much a look weighs, before `[rules]`.
#[must_use]
pub fn weight(rule: &'static Rule, look: &Look) -> Severity {
    match look.state {
        State::Holds | State::NotKnown => Severity::Note,
        _ => look.severity.unwrap_or(look.rule.unwrap_or(rule).severity),
    }
}

fn finding(checked: &Checked, look: &Look, sources: &mut Sources<'_>) -> Option<Finding> {
    if look.message.is_empty() {
        return None;
    }
    let rule = look.rule.unwrap_or(checked.rule);
    let mut finding = Finding::new(rule, look.message.clone()).severity(weight(checked.rule, look));
    if let Some(remedy) = &look.remedy {
        finding = finding.remedy(remedy.clone());
    } else if matches!(look.state, State::Holds | State::NotKnown) {
        finding = finding.remedy(Text::new("", ""));
    }
    if let Some(vendor) = checked.vendor {
        finding = finding.of(vendor);
    }
    if let Some(place) = look.at.as_ref().and_then(|spot| sources.place(spot)) {
        finding = finding.at(place);
    }
    if let Some(label) = &look.label {
        finding = finding.label(label.clone());
    }
    for (spot, label) in &look.related {
        if let Some(place) = sources.place(spot) {
            finding = finding.related(place, label.clone());
        }
    }
    Some(finding)
}

/// Files that were looked at and cannot be read.
fn broken_files(model: &Model, sources: &mut Sources<'_>) -> Vec<Finding> {
    let unreadable = model.tree.unreadable().into_iter().map(|(path, why)| {
        let why = why.text();
        let message =
            Text::owned(format!("{path}: {}", why.get(text::Lang::En)), format!("{path}：{}", why.get(text::Lang::Zh)));
        Finding::new(&general::rules::UNREADABLE, message)
    });
    let mut findings: Vec<Finding> = unreadable.collect();
    for (path, malformed) in model.malformed() {
        let finding = Finding::new(&general::rules::MALFORMED, malformed.reason.clone());
        findings.push(match sources.place(&Spot::new(path, malformed.at..malformed.at)) {
            Some(place) => finding.at(place),
            None => finding,
        });
    }
    findings
}

/// The files that findings point into.
struct Sources<'a> {
    model: &'a Model,
    /// What is put before a path so that it can be opened from the current folder.
    prefix: &'a str,
    read: BTreeMap<String, Arc<Source>>,
    hidden: BTreeMap<String, Vec<Range<usize>>>,
}

impl Sources<'_> {
    fn place(&mut self, spot: &Spot) -> Option<Place> {
        if let Some(source) = self.read.get(&spot.path) {
            return Some(Place { source: Arc::clone(source), span: spot.span.clone() });
        }
        let text = self.model.text(&spot.path)?;
        let name = format!("{}{}", self.prefix, spot.path);
        let source = Source::new(name, self.model.tree.path(&spot.path), text.to_string());
        if let Some(hidden) = self.hidden.get(&spot.path) {
            source.hide(hidden);
        }
        self.read.insert(spot.path.clone(), Arc::clone(&source));
        Some(Place { source, span: spot.span.clone() })
    }
}

impl Tally {
    /// The vendor's name, or a word for what every app needs.
    #[must_use]
    pub fn name(&self) -> Text {
        let vendor = self.vendor.and_then(vendors::find);
        vendor.map_or_else(|| Text::new("project", "工程"), |vendor| Text::same(vendor.key))
    }
}
