//! Every line that a project needs is missed: each one is taken out, and what is found has to be its requirement.
//!
//! Which requirement a line belongs to is told by the requirement's own data: the permission's name, the placeholder's
//! key, the URL. A line that belongs to none may be taken out without a word, or leave a file that cannot be read.

mod line;

use std::collections::{BTreeMap, BTreeSet};

use pushctl::project::general::CHECKS;
use pushctl::project::look::State;
use pushctl::project::patch::Patch;
use pushctl::project::verify::{Subject, look};
use pushctl::project::{Item, Model, Requirement, When};
use pushctl::text::Lang;

use self::line::{Line, belongs, belongs_to_check, kind};
use super::fixture::{Fixture, required};
use super::set_up::{patched, projects, write};

type Rules = BTreeSet<&'static str>;

/// What all removals of a project showed.
#[derive(Default)]
pub(crate) struct Taken {
    /// How many lines were taken out.
    pub(crate) count: usize,
    /// What some removal violated: the rule, and what it is about.
    pub(crate) violated: BTreeSet<(&'static str, String)>,
    /// What held before.
    pub(crate) held: BTreeSet<(&'static str, String)>,
    /// How often a file could not be read any more.
    pub(crate) malformed: usize,
    /// What still holds without the line: another one says the same.
    pub(crate) spare: BTreeSet<(&'static str, String)>,
    /// What is wrong with the program.
    pub(crate) wrong: Vec<String>,
}

/// A project that nothing is wrong with.
struct Bench<'a> {
    fixture: &'a Fixture,
    model: Model,
    /// What it requires, with the rule.
    concerns: Vec<&'a Requirement>,
    files: BTreeMap<String, String>,
    before: Seen,
}

/// What is wrong, and what nobody can tell.
#[derive(Debug, Default, PartialEq, Eq)]
struct Seen {
    wrong: BTreeSet<(&'static str, String)>,
    /// The rules with the files that they point to.
    places: BTreeSet<(&'static str, String)>,
    not_known: BTreeSet<(&'static str, String)>,
    malformed: Vec<String>,
}

impl<'a> Bench<'a> {
    fn new(fixture: &'a Fixture) -> Self {
        let model = fixture.model();
        let is_concern = |one: &&Requirement| look(&model, Subject::Requirement(one)).is_some();
        let own = |one: &&Requirement| one.generations.contains(&model.plugin.generation());
        let concerns = fixture.requirements.iter().filter(own).filter(is_concern).collect();
        let files = fixture.files().into_iter().filter(|path| matters(path));
        let files = files.map(|path| (path.clone(), fixture.text(&path))).collect();
        let mut bench = Self { fixture, model, concerns, files, before: Seen::default() };
        bench.before = bench.seen();
        bench
    }

    fn seen(&self) -> Seen {
        let inspection = self.fixture.inspect(&self.model);
        let mut seen = Seen::default();
        for checked in &inspection.checked {
            for look in &checked.looks {
                let one = (look.rule.unwrap_or(checked.rule).id, checked.name.get(Lang::En).to_owned());
                match look.state {
                    State::Holds => {}
                    State::NotKnown => _ = seen.not_known.insert(one),
                    _ => {
                        seen.places.extend(look.at.iter().map(|spot| (one.0, spot.path.clone())));
                        seen.wrong.insert(one);
                    }
                }
            }
        }
        let malformed = inspection.findings.iter().filter(|finding| finding.rule.id == "project/malformed");
        seen.malformed =
            malformed.map(|finding| finding.place.as_ref().map(ToString::to_string).unwrap_or_default()).collect();
        let reported: Rules = inspection.findings.iter().map(|finding| finding.rule.id).collect();
        let unreported: Vec<_> = seen.wrong.iter().filter(|(rule, _)| !reported.contains(rule)).collect();
        assert!(unreported.is_empty(), "{unreported:?}");
        seen
    }

    /// What is seen with a file changed.
    fn seen_with(&self, path: &str, text: String) -> Seen {
        self.model.change(path, text);
        let seen = self.seen();
        self.model.change(path, self.files[path].clone());
        seen
    }

    fn expected(&self, line: &Line<'_>) -> Vec<&'a Requirement> {
        self.concerns.iter().copied().filter(|one| belongs(line, &one.item)).collect()
    }

    /// Takes out the lines of a file that `wanted` picks, one at a time.
    fn take_out(&self, path: &str, wanted: impl Fn(&Line<'_>) -> bool, taken: &mut Taken) {
        let lines: Vec<&str> = self.files[path].split_inclusive('\n').collect();
        for at in (0..lines.len()).filter(|at| !is_comment(path, lines[*at])) {
            let line = Line { path, lines: &lines, at };
            if !wanted(&line) {
                continue;
            }
            self.take(&line, &[at], taken);
            if line.is_plist_key() {
                self.take(&line, &[at, at + 1], taken);
            }
            if let Some(end) = line.block_end() {
                self.take(&line, &(at..=end).collect::<Vec<_>>(), taken);
            }
        }
    }

    /// Takes lines out, and looks at what is left. In JSON the last entry takes the comma before it along.
    fn take(&self, line: &Line<'_>, numbers: &[usize], taken: &mut Taken) {
        taken.count += 1;
        let rest = without(line.path, line.lines, numbers);
        let seen = self.seen_with(line.path, rest);
        self.judge(line, numbers, &seen, taken);
    }

    /// Whatever still holds without one of its lines does not hold without all of them.
    fn take_all(&self, spare: &(&'static str, String), taken: &mut Taken) {
        let is_it = |one: &&Requirement| one.rule.id == spare.0 && one.item.name() == spare.1;
        let Some(requirement) = self.concerns.iter().copied().find(is_it) else { return };
        for (path, text) in &self.files {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let is_its = |at: &usize| belongs(&Line { path, lines: &lines, at: *at }, &requirement.item);
            let numbers: Vec<usize> = (0..lines.len()).filter(is_its).collect();
            self.model.change(path, without(path, &lines, &numbers));
        }
        let seen = self.seen();
        for (path, text) in &self.files {
            self.model.change(path, text.clone());
        }
        let is_gone = seen.wrong.contains(spare) || seen.not_known.contains(spare);
        if !is_gone {
            taken.wrong.push(format!("{spare:?} holds without all of its lines"));
        }
        taken.violated.extend(seen.wrong.contains(spare).then(|| spare.clone()));
    }

    /// What is seen without these lines, of which `line` is the first, beside what they are about.
    fn judge(&self, line: &Line<'_>, numbers: &[usize], seen: &Seen, taken: &mut Taken) {
        let place = format!("{}:{} `{}`", line.path, line.at + 1, line.text().trim());
        let found: BTreeSet<&(&str, String)> = seen.wrong.difference(&self.before.wrong).collect();
        let rules: Rules = found.iter().map(|(rule, _)| *rule).collect();
        taken.violated.extend(found.into_iter().cloned());
        if !seen.malformed.is_empty() {
            taken.malformed += 1;
            let is_here = seen.malformed.iter().all(|at| at.starts_with(line.path));
            if !is_here || !rules.is_empty() {
                taken.wrong.push(format!("{place}: malformed at {:?}, and {rules:?}", seen.malformed));
            }
            return;
        }
        let gone: Vec<Line<'_>> = numbers.iter().map(|at| Line { at: *at, ..*line }).collect();
        let expected: Vec<&Requirement> = gone.iter().flat_map(|line| self.expected(line)).collect();
        let mut wanted: Rules = expected.iter().map(|one| one.rule.id).collect();
        let checks = CHECKS.iter().map(|check| check.rule.id);
        wanted.extend(checks.filter(|rule| gone.iter().any(|line| belongs_to_check(line, rule))));
        let not_known: Rules = seen.not_known.difference(&self.before.not_known).map(|(rule, _)| *rule).collect();
        // A name that nothing stands behind any more: the compiler will say so.
        let is_constant = line.is_kind("dart") && (line.has("const ") || line.has("final "));
        for (rule, path) in seen.places.difference(&self.before.places) {
            if path != line.path && !ELSEWHERE.iter().any(|(known, _)| known == rule) {
                taken.wrong.push(format!("{place}: {rule} points to {path}"));
            }
        }
        let is_named = rules == wanted && (not_known.is_empty() || !wanted.is_empty());
        if is_named || is_constant && rules.is_empty() && not_known == wanted {
            return;
        }
        if rules.is_empty() && not_known.is_empty() {
            taken.spare.extend(expected.iter().map(|one| (one.rule.id, one.item.name())));
            return;
        }
        taken.wrong.push(format!("{place}: found {rules:?}, not known {not_known:?}, the line is of {wanted:?}"));
    }
}

/// What is missing in one file and shown in another, and why that is right.
const ELSEWHERE: &[(&str, &str)] = &[
    ("android/agp8-g1", "the Android Gradle plugin's version asks for it, in settings"),
    ("android/application-class", "the manifest names the class"),
    ("google/plugin", "without a `plugins` block in settings the root file is where it goes"),
];

/// Lines without some of them.
fn without(path: &str, lines: &[&str], numbers: &[usize]) -> String {
    let mut rest: Vec<String> = Vec::new();
    for (at, line) in lines.iter().enumerate().filter(|(at, _)| !numbers.contains(at)) {
        let is_end = kind(path) == "json" && numbers.contains(&at.wrapping_sub(1)) && line.trim().starts_with('}');
        if let (true, Some(last)) = (is_end, rest.last_mut().filter(|last| last.trim_end().ends_with(','))) {
            *last = last.replacen(',', "", 1);
        }
        rest.push((*line).to_owned());
    }
    rest.concat()
}

/// Files in which something may be required.
fn matters(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let is_other = path.contains("/debug/") || path.contains("/profile/") || path.contains("RunnerTests/");
    let is_kind = [".gradle", ".kts", ".json", ".plist", ".entitlements", ".dart", ".kt", ".pro", ".pbxproj"];
    let is_named = ["AndroidManifest.xml", "AppDelegate.swift", "Podfile"].contains(&name);
    !is_other && name != "firebase_options.dart" && (is_named || is_kind.iter().any(|end| name.ends_with(end)))
}

fn is_comment(path: &str, line: &str) -> bool {
    let line = line.trim();
    let is_block = line.starts_with("/*") && (!line.contains("*/") || line.ends_with("*/"));
    let marks: &[&str] = match path.rsplit(['.', '/']).next().unwrap_or_default() {
        "xml" | "plist" | "entitlements" => &["<!--"],
        "pro" | "Podfile" => &["#"],
        _ => &["//", "* "],
    };
    line.is_empty() || is_block || marks.iter().any(|mark| line.starts_with(mark))
}

/// Which of the lines that nothing is required of are taken out: one of so many.
#[derive(Clone, Copy)]
struct Sample {
    /// Lines that a fresh project has too.
    old: usize,
    /// Those that it has not.
    new: usize,
    /// Which of them; another one for each project.
    turn: usize,
}

/// Takes out every line that something is required of, and a sample of the others.
fn every_line(fixture: &Fixture, fresh: &Fixture, sample: Sample) -> Taken {
    let bench = Bench::new(fixture);
    let mut taken = Taken::default();
    let holding = bench.fixture.inspect(&bench.model).checked;
    let holding = holding.iter().filter(|one| one.state() == State::Holds);
    taken.held = holding.map(|one| (one.rule.id, one.name.get(Lang::En).to_owned())).collect();
    for path in bench.files.keys() {
        let fresh = std::fs::read_to_string(fresh.path(path)).unwrap_or_default();
        let fresh: BTreeSet<&str> = fresh.lines().map(str::trim).collect();
        let is_of_xcode = kind(path) == "pbxproj";
        let is_wanted = |line: &Line<'_>| {
            let is_checked = CHECKS.iter().any(|check| belongs_to_check(line, check.rule.id));
            let is_needed = is_checked || !bench.expected(line).is_empty();
            let is_new = !fresh.contains(line.text().trim());
            let step = if is_new { sample.new } else { sample.old };
            is_needed || (!is_of_xcode && line.at % step == sample.turn % step)
        };
        bench.take_out(path, is_wanted, &mut taken);
    }
    for spare in std::mem::take(&mut taken.spare) {
        bench.take_all(&spare, &mut taken);
        taken.spare.insert(spare);
    }
    bench_pubspec(fixture, &bench, &mut taken);
    taken
}

/// pubspec.yaml is read before everything else, so each of its lines takes a project of its own.
fn bench_pubspec(fixture: &Fixture, bench: &Bench<'_>, taken: &mut Taken) {
    let path = "pubspec.yaml";
    let text = fixture.text(path);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in (0..lines.len()).filter(|at| lines[*at].trim_start().starts_with("firebase_")) {
        let line = Line { path, lines: &lines, at };
        fixture.write(path, without(path, &lines, &[at]).as_bytes());
        let other = Bench {
            model: fixture.model(),
            concerns: Vec::new(),
            files: BTreeMap::new(),
            before: Seen::default(),
            fixture,
        };
        bench.judge(&line, &[at], &other.seen(), taken);
        taken.count += 1;
    }
    fixture.write(path, text.as_bytes());
}

/// What still holds when one of its lines is gone, and why that is right.
const SPARE: &[(&str, &str)] = &[
    ("apple/bundle-id", "each build configuration names it; a flavour may have another one"),
    ("huawei/proguard", "com.huawei.hms.** covers com.huawei.hms.flutter.**"),
    ("oppo/channel", "a constant with the same text beside the literal"),
];

/// Every project of the fixtures at once, on as many threads.
fn on_every_project(look: impl Fn(&'static str, &'static str, usize) -> Taken + Sync) -> Vec<(String, Taken)> {
    std::thread::scope(|scope| {
        let look = &look;
        let threads: Vec<_> = projects()
            .enumerate()
            .map(|(turn, (template, generation))| {
                (format!("{template} {generation}"), scope.spawn(move || look(template, generation, turn)))
            })
            .collect();
        threads.into_iter().map(|(name, thread)| (name, thread.join().expect("no panic"))).collect()
    })
}

fn assert_right(all: &[(String, Taken)]) {
    let wrong: Vec<String> =
        all.iter().flat_map(|(name, taken)| taken.wrong.iter().map(move |wrong| format!("{name}: {wrong}"))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let spare: Rules = all.iter().flat_map(|(_, taken)| &taken.spare).map(|(rule, _)| *rule).collect();
    let known: Rules = SPARE.iter().map(|(rule, _)| *rule).collect();
    assert!(spare.is_subset(&known), "{spare:?}");
}

#[test]
fn every_line_that_is_needed_is_missed() {
    assert_missed(|turn| Sample { old: 8, new: 3, turn }, 1200);
}

#[test]
#[ignore = "takes half a minute: the one above without a sample"]
fn every_line_of_all_is_missed_or_not_needed() {
    assert_missed(|turn| Sample { old: 1, new: 1, turn }, 3500);
}

fn assert_missed(sample: impl Fn(usize) -> Sample + Sync, at_least: usize) {
    let all = on_every_project(|template, generation, turn| {
        let fresh = Fixture::laid(&[&format!("{template}/bare")]);
        every_line(&Fixture::set_up(template, generation), &fresh, sample(turn))
    });
    assert_right(&all);
    let count: usize = all.iter().map(|(_, taken)| taken.count).sum();
    let malformed: usize = all.iter().map(|(_, taken)| taken.malformed).sum();
    assert!(count > at_least && malformed > 200 && malformed < count / 2, "{malformed} of {count}");
    let violated: BTreeSet<_> = all.iter().flat_map(|(_, taken)| taken.violated.clone()).collect();
    for (name, taken) in &all {
        let never = taken.held.difference(&taken.violated).map(|(rule, _)| *rule).filter(|rule| !is_by_presence(rule));
        let unknown: Rules = never.filter(|rule| !UNSEEN.iter().any(|(known, _)| known == rule)).collect();
        assert!(unknown.is_empty(), "{name}: no line of {unknown:?} was missed");
    }
    let unseen: Vec<_> = required()
        .0
        .into_iter()
        .filter(is_verifiable)
        .map(|one| (one.rule.id, one.item.name()))
        .filter(|one| !violated.contains(one) && !is_by_presence(one.0))
        .collect();
    assert!(unseen.is_empty(), "{unseen:?}");
}

/// What one of the projects holds in a way that no single line can be missing; another project's lines are.
const UNSEEN: &[(&str, &str)] = &[
    ("apple/background-mode", "asked of nobody who does not have it"),
    ("honor/asplugin", "mcs-services.json on one line"),
    ("project/plugin-object", "the argument on the line of its call"),
];

/// Whether something can be missing from a file.
fn is_verifiable(requirement: &Requirement) -> bool {
    !matches!(requirement.item, Item::Console { .. } | Item::Fingerprint { .. } | Item::DartCode { call: None, .. })
        && !matches!(requirement.when, When::IfThere | When::Optional)
}

/// Rules that are violated by what is there, not by what is missing: `planted` and `mistakes` have an example of each.
fn is_by_presence(rule: &str) -> bool {
    BY_PRESENCE.contains(&rule)
}

/// See [`is_by_presence`].
pub(crate) const BY_PRESENCE: &[&str] = &[
    "android/agp-version-twice",
    "android/application-id",
    "android/cleartext",
    "android/discontinued",
    "android/gradle-syntax",
    "android/gradle-twice",
    "android/jcenter",
    "android/keystore-secret",
    "android/min-sdk",
    "android/misplaced-block",
    "android/placeholders-assign",
    "android/repo-https",
    "android/repos-fail-mode",
    "android/timpush-version",
    "android/unknown-placeholder",
    "apple/bundle-id",
    "apple/entitlement-mac-key",
    "google/version-twice",
    "huawei/manifest-appid",
    "meizu/phone-state",
    "online/delegate",
    "online/icon",
    "online/removed",
    "project/guide-code",
    "project/init-early",
    "vivo/dead-placeholder",
    "vivo/swapped",
];

#[test]
fn every_line_of_a_patch_is_needed() {
    let all = on_every_project(|template, generation, _| {
        let fixture = Fixture::begun(template, generation);
        let before = Fixture::begun(template, generation);
        let (_, patch) = patched(&fixture);
        write(&fixture, &patch);
        added_lines(&fixture, &before, &patch)
    });
    assert_right(&all);
    let count: usize = all.iter().map(|(_, taken)| taken.count).sum();
    assert!(count > 500, "{count}");
}

/// Takes out every line that a patch put in.
fn added_lines(fixture: &Fixture, before: &Fixture, patch: &Patch) -> Taken {
    let bench = Bench::new(fixture);
    let mut taken = Taken::default();
    for file in &patch.files {
        let old = std::fs::read_to_string(before.path(&file.path)).unwrap_or_default();
        let old: BTreeSet<&str> = old.lines().collect();
        bench.take_out(&file.path, |line| !old.contains(line.text().trim_end_matches(['\r', '\n'])), &mut taken);
    }
    taken
}
