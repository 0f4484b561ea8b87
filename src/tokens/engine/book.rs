//! Where every desk writes: the results, the counts, and whoever watches.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};
use std::io;

use serde::Deserialize;
use serde_json::Value;

use super::{Asked, Origin, Watcher, Withheld};
use crate::device::DeviceToken;
use crate::outcome::{Outcome, State};
use crate::output::json;
use crate::secret::mask;
use crate::tokens::results::{self, AnswerLines, Journal, Opened, Places, Record, Results, SkippedLine, for_line};
use crate::tokens::tally::Tallies;

/// So many results are read back at once; as JSON values they take some kilobytes each.
const READ_BACK_AT_ONCE: usize = 100;

/// How tokens are shown.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// Whether the results stay: then each line that has no reference holds its token whole, else nobody could tell
    /// which it is about.
    pub keeps_results: bool,
    /// Whether tokens are whole everywhere.
    pub whole: bool,
}

/// The results, the counts, and whoever watches.
pub struct Book<'a> {
    results: RefCell<Results>,
    journal: RefCell<Option<Journal>>,
    places: RefCell<Places>,
    tallies: RefCell<Tallies>,
    decided: Cell<u64>,
    shown: Shown,
    watcher: &'a dyn Watcher,
}

/// An answer about a token, and the lines that hold the same token.
pub(super) struct Answered {
    pub(super) asked: Asked,
    pub(super) duplicates: Vec<Origin>,
    pub(super) outcome: Outcome,
}

/// A line that holds a token whose result stands at a place already.
pub(super) struct Repeated {
    pub(super) place: u64,
    pub(super) token: DeviceToken,
    pub(super) origin: Origin,
}

impl Answered {
    /// The lines that it is about.
    fn origins(&self) -> impl Iterator<Item = &Origin> {
        std::iter::once(&self.asked.origin).chain(&self.duplicates)
    }
}

impl<'a> Book<'a> {
    /// A book over results that were begun or gone on with.
    pub fn new(opened: Opened, shown: Shown, watcher: &'a dyn Watcher) -> Self {
        Self {
            results: RefCell::new(opened.results),
            journal: RefCell::new(opened.journal),
            places: RefCell::new(opened.places),
            tallies: RefCell::new(opened.tallies),
            decided: Cell::new(opened.decided),
            shown,
            watcher,
        }
    }

    /// The counts so far.
    pub fn tallies(&self) -> Ref<'_, Tallies> {
        self.tallies.borrow()
    }

    /// How many lines of the input have a result that stands.
    pub fn decided(&self) -> u64 {
        self.decided.get()
    }

    /// A handle by which another thread can write the results through to the disk.
    pub fn to_sync(&self) -> Option<std::fs::File> {
        if self.shown.keeps_results { self.results.borrow().to_sync() } else { None }
    }

    /// The file beside the results, when nobody writes any more.
    pub fn into_journal(self) -> Option<Journal> {
        self.journal.into_inner()
    }

    /// Where the result of an earlier run stands.
    pub(super) fn place(&self, line: u64) -> Option<u64> {
        self.places.borrow().get(line)
    }

    /// Writes answers with one call. The place of each, in order.
    pub(super) fn answered(&self, answers: &[Answered]) -> io::Result<Vec<u64>> {
        let mut lines = AnswerLines::with_room(answers.len());
        let start = self.results.borrow().length();
        let mut places = Vec::with_capacity(answers.len());
        for answered in answers {
            places.push(start + lines.bytes().len() as u64);
            for origin in answered.origins() {
                self.write(&mut lines, &answered.asked.token, origin, &answered.outcome);
            }
        }
        self.append(lines.bytes())?;
        for answered in answers {
            for origin in answered.origins() {
                self.tallies.borrow_mut().count(&answered.outcome);
                self.note(answered.outcome.state);
                if self.watcher.wants_lines() {
                    let target = shown(&answered.asked.token, self.shown.whole);
                    self.watcher.line(&line(&answered.outcome, origin, &target).to_value());
                }
            }
        }
        Ok(places)
    }

    /// A result that is to be withheld, as it would be written.
    pub(super) fn line_of(&self, asked: &Asked, outcome: &Outcome) -> Vec<u8> {
        let mut lines = AnswerLines::with_room(1);
        self.write(&mut lines, &asked.token, &asked.origin, outcome);
        lines.into_bytes()
    }

    /// Keeps results where they survive a kill without being among the others.
    pub(super) fn withhold(&self, lines: &[u8]) -> io::Result<()> {
        match self.journal.borrow_mut().as_mut() {
            Some(journal) if !lines.is_empty() => journal.hold(lines),
            _ => Ok(()),
        }
    }

    /// Writes what was withheld. The place of each, in order.
    pub(super) fn released(&self, withheld: &[Withheld]) -> io::Result<Vec<u64>> {
        let start = self.results.borrow().length();
        let (mut bytes, mut places, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for one in withheld {
            let place = start + bytes.len() as u64;
            places.push(place);
            bytes.extend_from_slice(&one.bytes);
            let value: Value = serde_json::from_slice(&one.bytes).map_err(io::Error::other)?;
            if one.asked.is_none() {
                // This run has not read the line yet; when it does it is decided.
                self.places.borrow_mut().set(one.line, place);
            }
            values.push((value, one.asked.as_ref().map(|asked| &asked.token)));
        }
        self.append(&bytes)?;
        for (value, token) in values {
            self.tell(value, token);
        }
        Ok(places)
    }

    /// Answers lines whose tokens have a result already.
    pub(super) fn repeated(&self, lines: impl IntoIterator<Item = Repeated>) -> io::Result<()> {
        let mut lines = lines.into_iter();
        loop {
            let some: Vec<Repeated> = lines.by_ref().take(READ_BACK_AT_ONCE).collect();
            if some.is_empty() {
                return Ok(());
            }
            self.read_back(&some)?;
        }
    }

    fn read_back(&self, lines: &[Repeated]) -> io::Result<()> {
        let (mut bytes, mut values) = (Vec::new(), Vec::new());
        for Repeated { place, token, origin } in lines {
            let line = self.results.borrow_mut().read(*place)?;
            let value = serde_json::from_slice(&line).map_err(io::Error::other)?;
            values.push((self.add(&mut bytes, value, token, origin), token));
        }
        self.append(&bytes)?;
        for (value, token) in values {
            self.tell(value, Some(token));
        }
        Ok(())
    }

    /// Writes lines that hold no token which could be asked about.
    pub(super) fn skipped(&self, lines: &[SkippedLine<'_>]) -> io::Result<()> {
        let mut bytes = Vec::new();
        for line in lines {
            results::write_skipped(&mut bytes, line);
        }
        self.append(&bytes)?;
        self.tallies.borrow_mut().skipped += lines.len() as u64;
        self.decided.set(self.decided.get() + lines.len() as u64);
        for line in lines.iter().filter(|_| self.watcher.wants_lines()) {
            self.watcher.line(&serde_json::to_value(line).unwrap_or_default());
        }
        Ok(())
    }

    fn add(&self, bytes: &mut Vec<u8>, mut value: Value, token: &DeviceToken, origin: &Origin) -> Value {
        let target = shown(token, self.is_whole(origin));
        for_line(&mut value, origin.line, origin.reference.as_deref(), &target);
        bytes.extend_from_slice(value.to_string().as_bytes());
        bytes.push(b'\n');
        value
    }

    fn tell(&self, mut value: Value, token: Option<&DeviceToken>) {
        if let Ok(record) = Record::deserialize(&value) {
            self.tallies.borrow_mut().count_record(&record);
            self.note(record.state);
        }
        if !self.watcher.wants_lines() {
            return;
        }
        if let Some(target) = value.get_mut("target") {
            let in_results = target.as_str().unwrap_or_default();
            let masked = if in_results.contains('…') { in_results.to_owned() } else { mask(in_results) };
            *target = token.map_or(masked, |token| shown(token, self.shown.whole).into_owned()).into();
        }
        self.watcher.line(&value);
    }

    fn append(&self, bytes: &[u8]) -> io::Result<()> {
        if bytes.is_empty() { Ok(()) } else { self.results.borrow_mut().append(bytes) }
    }

    fn note(&self, state: Option<State>) {
        if state.is_some_and(|state| state != State::Unknown) {
            self.decided.set(self.decided.get() + 1);
        }
    }

    fn write<'o>(&self, lines: &mut AnswerLines<'o>, token: &DeviceToken, origin: &Origin, outcome: &'o Outcome) {
        let target = shown(token, self.is_whole(origin));
        lines.push(outcome, &target, origin.line, origin.reference.as_deref());
    }

    /// Whether the results hold the token of a line whole.
    fn is_whole(&self, origin: &Origin) -> bool {
        self.shown.whole || self.shown.keeps_results && origin.reference.is_none()
    }
}

fn shown(token: &DeviceToken, whole: bool) -> Cow<'_, str> {
    if whole { token.as_str().into() } else { token.masked().into() }
}

fn line<'a>(outcome: &'a Outcome, origin: &'a Origin, target: &'a str) -> json::Line<'a> {
    json::Line { outcome, target: Some(target), line: Some(origin.line), reference: origin.reference.as_deref() }
}
