//! The `Podfile`: the least version of iOS, and whether pods are built as frameworks.
//!
//! A Podfile is a program. It is read line by line, conditions are not evaluated, and what it calls is not followed.

mod ruby;

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use self::ruby::Line;
use crate::project::edit::{CannotEdit, Edit, Stated, Style, indentation_at, without_bom};
use crate::text;
use crate::text::Text;

/// The target of the app in every project that Flutter makes.
const RUNNER: &str = "Runner";

/// A Podfile as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Podfile {
    text: String,
    platform: Option<Platform>,
    commented: Option<Commented>,
    use_frameworks: Option<Range<usize>>,
    /// Where the line ends that opens the app's target.
    runner: Option<usize>,
}

/// `platform :ios, '13.0'`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Platform {
    /// Where `:ios` ends.
    name_end: usize,
    version: Option<Stated>,
}

/// A `# platform :ios, '13.0'` as Flutter's template has it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Commented {
    /// What makes it a comment: `# `.
    mark: Range<usize>,
    platform: Platform,
}

/// What a line means here.
enum Statement {
    Platform(Platform),
    UseFrameworks(Range<usize>),
    Target(String),
    Other,
}

impl Podfile {
    /// Reads a Podfile. Ruby that is not understood is passed over.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let start = without_bom(text).1;
        let lines = ruby::lines(text, start);
        let found = Found::of(text, &lines);
        let runner = found.runner.map(|(_, line_end)| line_end);
        Self {
            text: text.to_owned(),
            platform: found.innermost(&found.platforms).cloned(),
            commented: found.commented.clone(),
            use_frameworks: found.innermost(&found.use_frameworks).cloned(),
            runner,
        }
    }

    /// The version that `platform :ios` demands, for the app's target or for all; none where only a comment does.
    #[must_use]
    pub fn platform(&self) -> Option<&Stated> {
        self.platform.as_ref()?.version.as_ref()
    }

    /// Where `use_frameworks!` stands, with its options, for the app's target or for all.
    #[must_use]
    pub fn use_frameworks(&self) -> Option<Range<usize>> {
        self.use_frameworks.clone()
    }

    /// Demands at least this version of iOS, such as `13.0`. What demands more stays.
    pub fn set_platform(&self, version: &str) -> Result<Vec<Edit>, CannotEdit> {
        match (&self.platform, &self.commented) {
            (Some(Platform { version: Some(stated), .. }), _) => raised(stated, version),
            (Some(Platform { name_end, version: None }), _) => {
                Ok(vec![Edit::insert(*name_end, format!(", '{version}'"))])
            }
            (None, Some(commented)) => uncommented(commented, version),
            (None, None) => Ok(vec![self.on_top(&format!("platform :ios, '{version}'"))]),
        }
    }

    /// Builds the pods of the app's target as frameworks.
    pub fn add_use_frameworks(&self) -> Result<Vec<Edit>, CannotEdit> {
        if self.use_frameworks.is_some() {
            return Ok(Vec::new());
        }
        let end = self.runner.ok_or_else(|| {
            let reason = text!("there is no line `target '{RUNNER}' do`", "没有 `target '{RUNNER}' do` 这一行");
            CannotEdit { reason, at: None }
        })?;
        let Style { newline, indent } = Style::of(&self.text, "  ");
        let outer = indentation_at(&self.text, end);
        Ok(vec![Edit::insert(end, format!("{newline}{outer}{indent}use_frameworks!"))])
    }

    /// A first line, but below a comment that has to be the first.
    fn on_top(&self, line: &str) -> Edit {
        let newline = Style::of(&self.text, "  ").newline;
        let (content, start) = without_bom(&self.text);
        let first = content.lines().next().unwrap_or_default();
        let is_magic = first.starts_with("#!")
            || first.starts_with('#') && ["coding:", "frozen_string_literal:"].iter().any(|word| first.contains(word));
        if !is_magic {
            return Edit::insert(start, format!("{line}{newline}"));
        }
        Edit::insert(start + first.len(), format!("{newline}{line}"))
    }
}

/// The statements of a file, each with the innermost target that it is in.
#[derive(Default)]
struct Found {
    platforms: Vec<(Option<usize>, Platform)>,
    use_frameworks: Vec<(Option<usize>, Range<usize>)>,
    commented: Option<Commented>,
    /// Every target by its number: the one around it.
    targets: Vec<Option<usize>>,
    /// The number of the app's target, and where its line ends.
    runner: Option<(usize, usize)>,
}

impl Found {
    fn of(text: &str, lines: &[Line<'_>]) -> Self {
        let mut found = Self::default();
        // For each block that is open, the innermost target in it.
        let mut blocks = Vec::new();
        for line in lines {
            if blocks.is_empty() && found.commented.is_none() {
                found.commented = commented(text, line);
            }
            found.add(statement(line), line, &mut blocks);
        }
        found
    }

    fn add(&mut self, statement: Statement, line: &Line<'_>, blocks: &mut Vec<Option<usize>>) {
        let around = blocks.last().copied().flatten();
        let mut inside = around;
        match statement {
            Statement::Platform(platform) => self.platforms.push((around, platform)),
            Statement::UseFrameworks(span) => self.use_frameworks.push((around, span)),
            Statement::Target(name) if line.opens() > 0 => {
                inside = Some(self.targets.len());
                self.targets.push(around);
                if name == RUNNER {
                    self.runner = self.runner.or(inside.map(|target| (target, line.span.end)));
                }
            }
            Statement::Target(_) | Statement::Other => {}
        }
        blocks.extend(std::iter::repeat_n(inside, line.opens()));
        blocks.truncate(blocks.len().saturating_sub(line.closes()));
    }

    /// The one that counts for the app's target: of those in it and around it, the one nearest to it.
    fn innermost<'a, T>(&self, statements: &'a [(Option<usize>, T)]) -> Option<&'a T> {
        let runner = self.runner.map(|(target, _)| target);
        let around = |target: &Option<usize>| target.map(|target| self.targets.get(target).copied().flatten());
        let nearest_first = std::iter::successors(Some(runner), around);
        let ranks: HashMap<Option<usize>, usize> = nearest_first.zip(0..).collect();
        // Of two in one place the later is in force.
        let ranked = statements.iter().rev().filter_map(|(target, statement)| Some((*ranks.get(target)?, statement)));
        ranked.min_by_key(|(rank, _)| *rank).map(|(_, statement)| statement)
    }
}

fn statement(line: &Line<'_>) -> Statement {
    let first = line.word(0);
    let argument = 1 + usize::from(line.word(1) == "(");
    match first {
        "platform" if line.has(argument, &[":", "ios"]) => Statement::Platform(platform(line, argument + 1)),
        "use_frameworks!" => {
            let start = line.words.first().map_or(line.span.start, |word| word.span.start);
            let end = line.words.last().map_or(line.span.end, |word| word.span.end);
            Statement::UseFrameworks(start..end)
        }
        "target" | "abstract_target" => {
            let name = if line.word(argument) == ":" { line.word(argument + 1) } else { line.word(argument) };
            let is_name = name.starts_with(['\'', '"']) || line.word(argument) == ":";
            if is_name { Statement::Target(name.trim_matches(['\'', '"']).to_owned()) } else { Statement::Other }
        }
        _ => Statement::Other,
    }
}

/// The version behind `:ios`, the word at `name`.
fn platform(line: &Line<'_>, name: usize) -> Platform {
    let name_end = line.words.get(name).map_or(line.span.end, |word| word.span.end);
    if line.word(name + 1) != "," {
        return Platform { name_end, version: None };
    }
    let words = line.words.get(name + 2..).unwrap_or_default();
    let closes = |text: &str| matches!(text, ")" | ";" | "if" | "unless" | ",");
    let words: Vec<_> = words.iter().take_while(|word| !closes(word.text)).collect();
    let version = words.first().zip(words.last()).map(|(first, last)| {
        let span = first.span.start..last.span.end;
        let is_quoted = |quote| first.text.len() > 1 && first.text.starts_with(quote) && first.text.ends_with(quote);
        let quotes = usize::from(words.len() == 1 && (is_quoted('\'') || is_quoted('"')));
        let inner = span.start + quotes..span.end - quotes;
        let value = if quotes == 1 {
            first.text[1..first.text.len() - 1].to_owned()
        } else {
            words.iter().map(|word| word.text).collect()
        };
        Stated { value: Some(value).filter(|value| numbers(value).is_some()), span, inner }
    });
    Platform { name_end, version }
}

/// A platform in a comment, if that is all there is on the line.
fn commented(text: &str, line: &Line<'_>) -> Option<Commented> {
    let comment = line.comment.filter(|_| line.words.is_empty())?;
    let code = text[comment..line.span.end].trim_start_matches(['#', ' ', '\t']);
    let start = line.span.end - code.len();
    let lines = ruby::lines(&text[..line.span.end], start);
    match statement(lines.first()?) {
        Statement::Platform(platform) if platform.version.as_ref().is_some_and(|stated| stated.value.is_some()) => {
            Some(Commented { mark: comment..start, platform })
        }
        _ => None,
    }
}

fn uncommented(commented: &Commented, version: &str) -> Result<Vec<Edit>, CannotEdit> {
    let mut edits = vec![Edit::replace(commented.mark.clone(), "")];
    if let Some(stated) = &commented.platform.version {
        edits.extend(raised(stated, version)?);
    }
    Ok(edits)
}

fn raised(stated: &Stated, version: &str) -> Result<Vec<Edit>, CannotEdit> {
    match stated.value.as_deref().and_then(|found| compared(found, version)) {
        Some(Ordering::Less) => Ok(vec![Edit::replace(stated.inner.clone(), version)]),
        Some(_) => Ok(Vec::new()),
        None => {
            let reason =
                Text::new("the version of `platform :ios` is no plain number", "`platform :ios` 的版本不是固定的数字");
            Err(CannotEdit { reason, at: Some(stated.span.start) })
        }
    }
}

fn compared(one: &str, other: &str) -> Option<Ordering> {
    let (mut one, mut other) = (numbers(one)?, numbers(other)?);
    let length = one.len().max(other.len());
    one.resize(length, 0);
    other.resize(length, 0);
    Some(one.cmp(&other))
}

/// The numbers of a version: `13.0`.
fn numbers(version: &str) -> Option<Vec<u64>> {
    version.split('.').map(|number| number.parse().ok()).collect()
}

#[cfg(test)]
mod tests;
