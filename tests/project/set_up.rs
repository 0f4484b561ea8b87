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

#[test]
fn a_fresh_project_is_set_up_by_its_patch() {
    for (template, generation) in projects() {
        let name = format!("{template} {generation}");
        let fixture = Fixture::begun(template, generation);
        let (model, patch) = patched(&fixture);
        let left: Vec<&str> = patch.by_hand.iter().map(|(rule, _)| rule.id).collect();
        assert_eq!(left, [""; 0], "{name}");
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

/// What no program can make: downloads, signing, Dart code of the app's own, the way around G1's missing namespace.
const BY_HAND: [(&str, &[&str]); 2] = [
    ("g1", &["android/agp8-g1", "android/signing-debug", "google/init", "google/json", "huawei/agconnect-json"]),
    ("g3", &["android/signing-debug", "apple/keys", "google/json", "honor/asplugin", "huawei/agconnect-json"]),
];

#[test]
fn of_a_project_with_nothing_but_the_plugin_only_this_is_left() {
    for (template, generation) in projects() {
        let fixture = Fixture::laid(&[&format!("{template}/bare")]);
        let done = Fixture::set_up(template, generation);
        for path in ["pubspec.yaml", "pubspec.lock"] {
            fixture.write(path, done.text(path).as_bytes());
        }
        let (model, patch) = patched(&fixture);
        let mut expected: BTreeSet<&str> =
            BY_HAND.iter().find(|(own, _)| *own == generation).expect("a generation").1.iter().copied().collect();
        if template == "legacy" {
            expected.remove("android/agp8-g1");
        }
        let left: BTreeSet<&str> = patch.by_hand.iter().map(|(rule, _)| rule.id).collect();
        assert_eq!(left, expected, "{template} {generation}");
        let found = fixture.inspect(&model);
        let still: BTreeSet<&str> =
            found.findings.iter().filter(|one| one.severity > Severity::Note).map(|one| one.rule.id).collect();
        assert_eq!(still, expected, "{template} {generation}");
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
