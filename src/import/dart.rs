//! Dart code: what an app passes to `PushAppInfo(…)` and to the calls that hold an id.

use std::sync::Arc;

use super::Import;
use super::facts::{Fact, Spot};
use super::hits::{Hit, sorted};
use crate::config::{Place, Source};
use crate::project::dart::{Argument, Constants, Library, Resolved};
use crate::project::model::excerpt;

/// The class that ids are passed to.
pub(super) const INFO: &str = "PushAppInfo";

/// One file.
pub(super) struct File<'a> {
    /// Its text.
    pub(super) source: &'a Arc<Source>,
    /// What stands in it.
    pub(super) library: &'a Library,
}

impl File<'_> {
    /// Whether it holds a call that values are passed to.
    pub(super) fn is_of_use(&self, facts: &[Fact]) -> bool {
        let is_called = |fact: &Fact| matches!(fact.spot, Spot::Call(..)) && !arguments(self.library, fact).is_empty();
        !self.library.calls(INFO).is_empty() || facts.iter().any(is_called)
    }
}

/// The values of all files of one app: constants of one may be used in another.
pub(super) fn read(files: &[File<'_>], facts: &[Fact]) -> Import {
    let constants = Constants::of(files.iter().map(|file| file.library));
    let mut hits = Vec::new();
    for (at, file) in files.iter().enumerate() {
        for fact in facts {
            for argument in arguments(file.library, fact) {
                hits.extend(hits_of(files, &constants, at, fact, &argument));
            }
        }
    }
    sorted(hits)
}

fn arguments(library: &Library, fact: &Fact) -> Vec<Argument> {
    let (function, name) = match fact.spot {
        Spot::Info(name) => (INFO, name),
        Spot::Call(function, name) => (function, name),
        _ => return Vec::new(),
    };
    let calls = library.calls(function);
    let is_made = !calls.is_empty() && function == INFO;
    let passed = calls.into_iter().flat_map(|call| call.arguments);
    let mut all: Vec<Argument> = passed.filter(|own| own.name.as_deref() == Some(name)).collect();
    if is_made {
        all.extend(library.assignments(name));
    }
    all
}

fn hits_of<'a>(
    files: &[File<'_>],
    constants: &Constants<'_>,
    at: usize,
    fact: &'a Fact,
    argument: &Argument,
) -> Vec<Hit<'a>> {
    let name = argument.name.clone().unwrap_or_default();
    let origin = match fact.spot {
        Spot::Call(function, _) => function,
        _ => INFO,
    };
    let hit = |file: usize, span, value| {
        let place = Place { source: Arc::clone(files[file].source), span };
        Hit { fact, name: name.clone(), value, origin, place }
    };
    if argument.expression.trim() == "null" {
        return vec![hit(at, argument.span.clone(), Ok(String::new()))];
    }
    let literals = match constants.resolve(at, &argument.value) {
        Some(Resolved::One(found)) => vec![found],
        Some(Resolved::Either(found)) => found,
        None => Vec::new(),
    };
    if literals.is_empty() {
        let expression = excerpt(files[at].source.text(), &argument.value.span);
        return vec![hit(at, argument.span.clone(), Err(expression))];
    }
    let value = |found: &crate::project::dart::Found| found.stated.value.clone().unwrap_or_default();
    literals.iter().map(|found| hit(found.file, found.stated.span.clone(), Ok(value(found)))).collect()
}
