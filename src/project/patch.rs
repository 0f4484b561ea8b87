//! The changes that put a project right: planned in memory one after another, then shown as a diff or written.
//!
//! Each change is asked for anew on the text that the one before it left, so that no two can overlap, and what comes out
//! is read again before anything is written: a file that is not well-formed any more, or a requirement that still does
//! not hold, ends the run.

mod diff;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::rc::Rc;

pub use diff::unified;

use super::edit::edited;
use super::inspection::weight;
use super::look::{Change, Fix, Look, Spot, State};
use super::model::Model;
use super::verify::{Checked, Subject, look};
use crate::files::NewFile;
use crate::report::{Level, Rule, Severity};
use crate::text;
use crate::text::Text;

/// The levels of `[rules]`.
pub type Levels = BTreeMap<String, Level>;

/// A file before and after.
#[derive(Debug, Clone)]
pub struct Patched {
    /// Its path, from the project's folder.
    pub path: String,
    /// Its text now; `None`: it is not there.
    pub before: Option<Rc<str>>,
    /// Its text afterwards.
    pub after: Rc<str>,
}

/// What would be changed.
#[derive(Debug, Default)]
pub struct Patch {
    /// The files, in the order of their paths.
    pub files: Vec<Patched>,
    /// How many looks are put right.
    pub mended: usize,
    /// What is left to a person: rule and message.
    pub by_hand: Vec<(&'static Rule, Text)>,
    /// Values that are replaced and must not be shown: one vendor's secret may stand in another value's place.
    pub hidden: Vec<String>,
}

/// Why nothing is changed.
#[derive(Debug)]
pub enum Refusal {
    /// A file cannot be read.
    Unreadable(Vec<(String, Text)>),
    /// A change cannot be made safely.
    CannotEdit {
        /// The rule.
        rule: &'static Rule,
        /// What is missing or wrong.
        message: Text,
        /// What is in the way.
        reason: Text,
        /// Where.
        at: Option<Spot>,
        /// What to look up in the snippets.
        kind: Option<super::Kind>,
    },
    /// A change did not do what it was made for, or broke its file. A mistake of this program.
    Broken {
        /// The file, or the rule.
        what: String,
        /// What was found.
        reason: Text,
    },
}

/// How many changes one requirement may take. The longest, an AppDelegate, takes six.
const ROUNDS: usize = 64;

/// Plans the changes; they are made in the model. On a refusal the model is of no use any more.
pub fn plan(model: &Model, subjects: &[Subject<'_>], levels: &Levels) -> Result<Patch, Refusal> {
    let mut patch = Patch::default();
    let mut before: BTreeMap<String, Option<Rc<str>>> = BTreeMap::new();
    for subject in subjects {
        mend(model, *subject, levels, &mut patch, &mut before)?;
    }
    readable(model)?;
    // Nothing may have been put wrong by a later change.
    let again = subjects.iter().filter_map(|subject| look(model, *subject));
    for checked in again {
        if let Some(left) = checked.looks.iter().find(|look| is_to_mend(&checked, look, levels)) {
            return Err(Refusal::Broken { what: checked.rule.id.to_owned(), reason: left.message.clone() });
        }
    }
    patch.files = before
        .into_iter()
        .filter_map(|(path, before)| Some(Patched { after: model.text(&path)?, path, before }))
        .filter(|file| file.before.as_deref() != Some(&*file.after))
        .collect();
    Ok(patch)
}

/// Every file that was looked at is text and well-formed.
fn readable(model: &Model) -> Result<(), Refusal> {
    let mut broken: Vec<(String, Text)> =
        model.tree.unreadable().into_iter().map(|(path, why)| (path, why.text())).collect();
    broken.extend(model.malformed().into_iter().map(|(path, malformed)| {
        let place = model.shown_place(&Spot::new(path, malformed.at..malformed.at));
        (place, malformed.reason)
    }));
    if broken.is_empty() { Ok(()) } else { Err(Refusal::Unreadable(broken)) }
}

fn mend(
    model: &Model,
    subject: Subject<'_>,
    levels: &Levels,
    patch: &mut Patch,
    before: &mut BTreeMap<String, Option<Rc<str>>>,
) -> Result<(), Refusal> {
    for _ in 0..ROUNDS {
        let Some(checked) = look(model, subject) else { return Ok(()) };
        readable(model)?;
        let Some(next) = checked.looks.iter().find(|look| is_to_mend(&checked, look, levels)) else {
            let rest = checked.looks.iter().filter(|look| is_left(&checked, look, levels));
            patch.by_hand.extend(rest.map(|look| (look.rule.unwrap_or(checked.rule), look.message.clone())));
            return Ok(());
        };
        match &next.fix {
            Fix::Changes(changes) => {
                patch.hidden.extend(next.hidden.iter().filter_map(|spot| hidden_text(model, spot)));
                for change in changes {
                    make(model, change, before);
                }
                patch.mended += 1;
            }
            Fix::Refused(reason) => {
                return Err(Refusal::CannotEdit {
                    rule: next.rule.unwrap_or(checked.rule),
                    message: next.message.clone(),
                    reason: reason.clone(),
                    at: next.at.clone(),
                    kind: checked.kind,
                });
            }
            Fix::ByHand => return Ok(()),
        }
    }
    let what = match subject {
        Subject::Requirement(requirement) => requirement.rule.id,
        Subject::Check(check) => check.rule.id,
    };
    Err(Refusal::Broken {
        what: what.to_owned(),
        reason: text!("still not right after {ROUNDS} changes", "改了 {ROUNDS} 次仍然不对"),
    })
}

/// The value at a spot, without the quotes around it. What is too short for a secret would be masked in other words.
fn hidden_text(model: &Model, spot: &Spot) -> Option<String> {
    let text = model.text(&spot.path)?;
    let value = text.get(spot.span.clone())?.trim_matches(['"', '\'']);
    (value.len() >= 8).then(|| value.to_owned())
}

/// Whether a look is wrong, weighs enough, and has a change that is not the person's to make.
fn is_to_mend(checked: &Checked, look: &Look, levels: &Levels) -> bool {
    is_left(checked, look, levels) && !matches!(look.fix, Fix::ByHand)
}

/// Whether a look is wrong and weighs enough.
fn is_left(checked: &Checked, look: &Look, levels: &Levels) -> bool {
    let rule = look.rule.unwrap_or(checked.rule);
    let is_wrong = !matches!(look.state, State::Holds | State::NotKnown);
    let severity = match levels.get(rule.id) {
        Some(Level::Off) => return false,
        Some(Level::At(severity)) => *severity,
        None => weight(checked.rule, look),
    };
    is_wrong && severity > Severity::Note
}

fn make(model: &Model, change: &Change, before: &mut BTreeMap<String, Option<Rc<str>>>) {
    let text = model.text(&change.path);
    before.entry(change.path.clone()).or_insert_with(|| text.clone());
    let after = edited(text.as_deref().unwrap_or_default(), &change.edits);
    model.change(&change.path, after);
}

impl Patch {
    /// The files to write. `Err`: one has changed since it was read, lies outside of the tree, or is read-only.
    pub fn new_files(&self, model: &Model) -> Result<Vec<NewFile>, (PathBuf, Text)> {
        let file = |file: &Patched| {
            let path = model.tree.path(&file.path);
            let refused = |reason| Err((path.clone(), reason));
            let now = fs::read(&path).ok();
            if now.as_deref() != file.before.as_deref().map(str::as_bytes) {
                return refused(Text::new(
                    "it changed in the meantime; nothing was written",
                    "读取之后它被改动过；什么也没有写",
                ));
            }
            if !model.tree.may_write(&path) {
                return refused(Text::new(
                    "it lies outside of the project; nothing was written",
                    "它在工程之外；什么也没有写",
                ));
            }
            if fs::metadata(&path).is_ok_and(|file| file.permissions().readonly()) {
                return refused(Text::new("it is read-only; nothing was written", "它是只读的；什么也没有写"));
            }
            Ok(NewFile { path: path.clone(), text: file.after.to_string(), is_private: false })
        };
        self.files.iter().map(file).collect()
    }
}
