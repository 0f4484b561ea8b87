//! A project that is set up has nothing wrong with it, and a fresh one is set up by its patch.

use std::collections::BTreeSet;

use pushctl::project::patch::{Levels, Patch, plan};
use pushctl::project::{Model, subjects};
use pushctl::report::Severity;

use super::fixture::{Fixture, GENERATIONS, TEMPLATES, at_least};

#[test]
fn a_project_that_is_set_up_is_clean() {
    for (template, generation) in projects() {
        let fixture = Fixture::set_up(template, generation);
        let found = fixture.inspect(&fixture.model());
        assert_eq!(at_least(&found, Severity::Warning), [""; 0], "{template} {generation}");
        for tally in &found.tallies {
            let (name, count) = (tally.vendor, (tally.held, tally.not_known, tally.errors));
            assert_eq!(count, (tally.all, 0, 0), "{template} {generation} {name:?}");
        }
        let vendors: BTreeSet<_> = found.tallies.iter().map(|tally| tally.vendor).collect();
        assert_eq!(vendors.len(), 9, "eight channels and the project itself: {vendors:?}");
    }
}

/// What a patch leaves to a person, by generation.
const LEFT: [(&str, &[&str]); 2] = [("g1", &[]), ("g3", &[])];

#[test]
fn a_fresh_project_is_set_up_by_its_patch() {
    for (template, generation) in projects() {
        let name = format!("{template} {generation}");
        let fixture = Fixture::begun(template, generation);
        let (model, patch) = patched(&fixture);
        let left: BTreeSet<&str> = patch.by_hand.iter().map(|(rule, _)| rule.id).collect();
        let expected = LEFT.iter().find(|(own, _)| *own == generation).expect("a generation").1;
        assert_eq!(left, expected.iter().copied().collect(), "{name}");
        let found = fixture.inspect(&model);
        assert_eq!(at_least(&found, Severity::Warning), [""; 0], "{name}");
        for tally in &found.tallies {
            assert_eq!((tally.held, tally.not_known), (tally.all, 0), "{name} {:?}", tally.vendor);
        }
        // What was written is read anew, from the disk and by nobody who knows of the patch.
        write(&fixture, &patch);
        let again = fixture.model();
        assert_eq!(at_least(&fixture.inspect(&again), Severity::Warning), [""; 0], "{name}");
        assert!(again.malformed().is_empty() && again.tree.unreadable().is_empty(), "{name}");
        let second = plan(&again, &subjects(&fixture.requirements, None), &Levels::new()).expect("a plan");
        assert!(second.files.is_empty() && second.mended == 0, "{name}: {:?}", second.files);
    }
}

/// Every project of the fixtures.
pub(crate) fn projects() -> impl Iterator<Item = (&'static str, &'static str)> {
    TEMPLATES.into_iter().flat_map(|template| GENERATIONS.map(|generation| (template, generation)))
}

/// A fixture's project with its patch made in memory.
pub(crate) fn patched(fixture: &Fixture) -> (Model, Patch) {
    let model = fixture.model();
    let patch = plan(&model, &subjects(&fixture.requirements, None), &Levels::new()).expect("a plan");
    (model, patch)
}

/// Writes what a patch says.
pub(crate) fn write(fixture: &Fixture, patch: &Patch) {
    for file in &patch.files {
        fixture.write(&file.path, file.after.as_bytes());
    }
}
