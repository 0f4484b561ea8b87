//! Names followed to the literals that they stand for, through all files of an app.

use std::collections::HashMap;
use std::ops::Range;

use super::Library;
use super::outline::Variable;
use crate::project::edit::Stated;

/// How many names and conditions one value may lead through. Real code needs three; the rest is a circle.
const STEPS: usize = 64;

/// The constants of several files.
#[derive(Debug)]
pub struct Constants<'a> {
    libraries: Vec<&'a Library>,
    /// Every variable outside of functions by its own name.
    variables: HashMap<&'a str, Vec<Place>>,
    /// The files that declare a class of a name.
    classes: HashMap<&'a str, Vec<usize>>,
}

/// What an expression stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolved {
    /// One literal.
    One(Found),
    /// One of several, in the order of the code: `kReleaseMode ? a : b`. What decides is not looked at.
    Either(Vec<Found>),
}

/// A literal, and the file that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The file, by its place among those that were given.
    pub file: usize,
    /// The literal.
    pub stated: Stated,
}

/// A variable: its file, and its place among that file's.
#[derive(Debug, Clone, Copy)]
struct Place {
    file: usize,
    variable: usize,
}

impl<'a> Constants<'a> {
    /// Gathers the constants of these files. Their numbers are the places in this list.
    #[must_use]
    pub fn of(libraries: impl IntoIterator<Item = &'a Library>) -> Self {
        let libraries: Vec<&Library> = libraries.into_iter().collect();
        let mut variables: HashMap<&str, Vec<Place>> = HashMap::new();
        let mut classes: HashMap<&str, Vec<usize>> = HashMap::new();
        for (file, library) in libraries.iter().enumerate() {
            for (variable, declared) in library.outline.variables.iter().enumerate() {
                variables.entry(&declared.name).or_default().push(Place { file, variable });
            }
            for class in &library.outline.classes {
                classes.entry(&class.name).or_default().push(file);
            }
        }
        Self { libraries, variables, classes }
    }

    /// The literals that a value of a file stands for: itself, or what the constants that it names are set to.
    /// Nothing where it is computed, or where a name could mean two different things.
    #[must_use]
    pub fn resolve(&self, file: usize, value: &Stated) -> Option<Resolved> {
        let range = self.libraries.get(file)?.code().range(&value.span);
        let mut found = self.follow(file, range, &mut STEPS.clone())?;
        if found.len() == 1 { found.pop().map(Resolved::One) } else { Some(Resolved::Either(found)) }
    }

    fn follow(&self, file: usize, range: Range<usize>, steps: &mut usize) -> Option<Vec<Found>> {
        *steps = steps.checked_sub(1)?;
        let code = self.libraries[file].code();
        let stated = code.stated(&range);
        if stated.value.is_some() {
            return Some(vec![Found { file, stated }]);
        }
        if code.word(range.start) == "(" && code.partner(range.start)? + 1 == range.end {
            return self.follow(file, range.start + 1..range.end - 1, steps);
        }
        if let Some((first, second)) = branches(self.libraries[file], &range) {
            let mut found = self.follow(file, first, steps)?;
            found.extend(self.follow(file, second, steps)?);
            return Some(found);
        }
        self.variable(file, &range, steps)
    }

    fn variable(&self, file: usize, range: &Range<usize>, steps: &mut usize) -> Option<Vec<Found>> {
        let code = self.libraries[file].code();
        let is_path = range
            .clone()
            .all(|at| if (at - range.start).is_multiple_of(2) { code.is_name(at) } else { code.word(at) == "." });
        let names: Vec<&str> = range.clone().step_by(2).map(|at| code.word(at)).collect();
        let is_prefix = |name: &str| self.libraries[file].outline.prefixes.iter().any(|prefix| prefix == name);
        let places = match names.as_slice() {
            _ if !is_path => return None,
            [name] => self.bare(file, range.start, name)?,
            [prefix, name] if is_prefix(prefix) => self.outside(name, None, file),
            [class, name] | [_, class, name] if names.len() == 2 || is_prefix(names[0]) => {
                self.member(file, class, name)
            }
            _ => return None,
        };
        let (first, others) = places.split_first()?;
        let found = self.value(*first, steps)?;
        let values = |found: &[Found]| found.iter().map(|found| found.stated.value.clone()).collect::<Vec<_>>();
        for other in others {
            if values(&self.value(*other, steps)?) != values(&found) {
                return None;
            }
        }
        Some(found)
    }

    /// What a name without anything in front of it means, the nearest first.
    fn bare(&self, file: usize, at: usize, name: &str) -> Option<Vec<Place>> {
        let library = &self.libraries[file];
        if library.has_local(name, at) {
            return None;
        }
        let class = library.outline.classes.iter().position(|class| class.body.contains(&at));
        let own = |class: Option<usize>| {
            self.places(name).iter().find(|place| place.file == file && self.declared(**place).class == class)
        };
        let nearest = class.and_then(|class| own(Some(class))).or_else(|| own(None));
        Some(nearest.map_or_else(|| self.outside(name, None, file), |place| vec![*place]))
    }

    /// The static member of a class: of this file's own, else of any other's.
    fn member(&self, file: usize, class: &str, name: &str) -> Vec<Place> {
        let is_own = self.classes.get(class).is_some_and(|files| files.contains(&file));
        let own = self.places(name).iter().copied().filter(|place| {
            place.file == file && self.declared(*place).is_static && self.class_of(*place) == Some(class)
        });
        if is_own { own.collect() } else { self.outside(name, Some(class), file) }
    }

    /// What can be named in other files.
    fn outside(&self, name: &str, class: Option<&str>, file: usize) -> Vec<Place> {
        let is_meant =
            |place: &Place| place.file != file && self.declared(*place).is_static && self.class_of(*place) == class;
        self.places(name).iter().copied().filter(is_meant).collect()
    }

    fn value(&self, place: Place, steps: &mut usize) -> Option<Vec<Found>> {
        let variable = self.declared(place);
        let is_set_later = || self.libraries.iter().any(|library| library.sets(&variable.name));
        if variable.is_mutable && is_set_later() {
            return None;
        }
        self.follow(place.file, variable.expression.clone(), steps)
    }

    fn places(&self, name: &str) -> &[Place] {
        self.variables.get(name).map_or(&[], Vec::as_slice)
    }

    fn declared(&self, place: Place) -> &'a Variable {
        &self.libraries[place.file].outline.variables[place.variable]
    }

    fn class_of(&self, place: Place) -> Option<&'a str> {
        let class = self.declared(place).class?;
        Some(self.libraries[place.file].outline.classes[class].name.as_str())
    }
}

impl Library {
    /// Whether a function has a variable or parameter of this name where the token stands. Blocks are not told apart:
    /// a name that is local anywhere in the function is taken for local.
    fn has_local(&self, name: &str, token: usize) -> bool {
        let code = self.code();
        let is_declared = |at: usize| {
            let type_is_before = match code.word_before(at) {
                "return" | "await" | "yield" | "throw" | "else" | "in" | "case" | "is" | "as" | "new" | "do"
                | "when" => false,
                "?" => code.word(at + 1) != ":",
                ">" => true,
                _ => at > 0 && code.is_name(at - 1),
            };
            type_is_before && code.word(at) == name
        };
        self.outline.member(token).is_some_and(|member| member.clone().skip(1).any(is_declared))
    }

    /// Whether a variable of this name is given a value anywhere but where one is declared.
    fn sets(&self, name: &str) -> bool {
        let code = self.code();
        let is_declared = |at: usize| {
            let type_is_before = at > 0 && code.is_name(at - 1) && code.word(at - 1) != "else";
            type_is_before || self.outline.variables.iter().any(|variable| variable.at == at)
        };
        let is_set = |at: usize| code.word(at) == name && matches!(code.word(at + 1), "=" | "??=");
        (0..self.tokens.len()).any(|at| is_set(at) && !is_declared(at))
    }
}

/// The two values of `condition ? a : b`.
fn branches(library: &Library, range: &Range<usize>) -> Option<(Range<usize>, Range<usize>)> {
    let code = library.code();
    let (mut question, mut depth) = (None, 0_usize);
    let mut at = range.start;
    while at < range.end {
        match (code.word(at), question) {
            ("?", None) => question = Some(at),
            ("?", Some(_)) => depth += 1,
            (":", Some(question)) if depth == 0 => return Some((question + 1..at, at + 1..range.end)),
            (":", Some(_)) => depth -= 1,
            _ => {}
        }
        at = code.past(at);
    }
    None
}
