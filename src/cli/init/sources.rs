//! `--from`: what files and projects tell, shown with its places, and where they contradict each other a decision.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::answers::Answers;
use super::{Args, NOTHING_WRITTEN, show};
use crate::cli::exit::Stop;
use crate::cli::prompt;
use crate::cli::run::Run;
use dialoguer::Select;
use pushctl::config::{Field, Kind, Reading};
use pushctl::import::{self, Conflict, Found, Import, Unread, Wanted, merged};
use pushctl::project::Project;
use pushctl::secret::Secret;
use pushctl::text;
use pushctl::text::{Lang, Text};

/// What came of the sources.
#[derive(Default)]
pub(super) struct Imported {
    /// The values that were taken over.
    pub(super) taken: Vec<Found>,
    /// What is not filled in, as the files call it.
    pub(super) blanks: Vec<String>,
}

impl Imported {
    /// The same for a script. Values stand in the files.
    pub(super) fn json(&self) -> Value {
        let of = |found: &Found| {
            let (line, column) = found.place.line_column();
            let key = format!("{}.{}", found.table, found.field.key);
            json!({ "key": key, "file": found.place.source.name, "line": line, "column": column })
        };
        self.taken.iter().map(of).collect::<Vec<_>>().into()
    }
}

/// Reads the sources and takes over what the flags do not say.
pub(super) fn import(run: &Run, args: &Args, answers: &mut Answers, path: &Path) -> Result<Imported, Stop> {
    let sources = sources(args);
    if sources.is_empty() {
        return Ok(Imported::default());
    }
    let wanted = Wanted {
        vendors: run.named_vendors()?.iter().map(|vendor| vendor.key).collect(),
        package_name: answers.of_app("package_name"),
        flavor: answers.of_app("flavor"),
        base: path.parent().unwrap_or(Path::new("")).to_owned(),
    };
    let import = import::read(&sources, &wanted).map_err(|refusal| Stop::new(refusal.message, refusal.hint))?;
    for found in import.found.iter().filter(|found| found.field.kind == Kind::Secret) {
        run.redactor.learn(&Secret::new(found.value.as_str()));
    }
    show::import(&run.terminal, &import);
    refuse_unread(run, answers, &import)?;
    let known = beside_what_is_there(answers, &import, &wanted.base);
    let merged = merged(&known);
    let mut taken = merged.agreed;
    taken.extend(decided(run, &merged.conflicts)?);
    // What stands in push.toml already is no news.
    taken.retain(|found| !is_there(answers, found));
    for found in &taken {
        answers.take(found);
    }
    let blanks = import.blanks.iter().map(|blank| blank.name.clone()).collect();
    Ok(Imported { taken, blanks })
}

/// The sources that were named, else the project that the current folder is.
fn sources(args: &Args) -> Vec<PathBuf> {
    let here = PathBuf::from(".");
    if args.from.is_empty() && Project::is_at(&here) { vec![here] } else { args.from.clone() }
}

/// A value that cannot be read is asked for on a terminal; elsewhere somebody has to give it.
fn refuse_unread(run: &Run, answers: &Answers, import: &Import) -> Result<(), Stop> {
    let is_found =
        |own: &Unread| import.found.iter().any(|found| found.table == own.table && found.field.key == own.field.key);
    let is_needed = |own: &&Unread| own.field.required && !answers.is_set(own.table, own.field) && !is_found(own);
    let needed: Vec<&Unread> = import.unread.iter().filter(is_needed).collect();
    if needed.is_empty() || run.terminal.is_interactive() {
        return Ok(());
    }
    let message = |lang| {
        let lines = needed.iter().map(|own| show::unread(own).get(lang).to_owned());
        lines.collect::<Vec<_>>().join("\n")
    };
    let flags = needed.iter().map(|own| flag(own.table, own.field)).collect::<Vec<_>>().join(" ");
    Err(Stop::new(
        Text::owned(message(Lang::En), message(Lang::Zh)),
        text!("nothing was written; give the values: {flags}", "什么也没有写入；请直接给出这些值：{flags}"),
    ))
}

fn flag(table: &str, field: &Field) -> String {
    format!("--set {table}.{}=…", field.key)
}

/// What was read, without what flags say, and with what push.toml says of the same keys.
fn beside_what_is_there(answers: &Answers, import: &Import, base: &Path) -> Vec<Found> {
    let is_answered = |found: &&Found| {
        let file_key = found.field.file_key();
        let answer = |key: &str| answers.draft.get(found.table, key).is_some();
        !answer(found.field.key) && !file_key.is_some_and(|key| answer(&key))
    };
    let mut known = Vec::new();
    for found in import.found.iter().filter(is_answered) {
        let there = answers.there.as_ref().map_or(Reading::Absent, |there| there.reading(found.table, found.field.key));
        match there {
            Reading::Absent | Reading::NotFilled(_) => known.push(found.clone()),
            Reading::Given(given) => {
                let whole = base.join(&found.value);
                let is_path = matches!(found.field.kind, Kind::Path | Kind::KeyFile);
                let is_same = given.as_str().trim() == found.value
                    || (is_path && whole.canonicalize().ok() == Path::new(given.as_str()).canonicalize().ok());
                let place = given.place.clone().unwrap_or_else(|| found.place.clone());
                let value = if is_same { found.value.clone() } else { given.as_str().trim().to_owned() };
                known.push(Found { value, place, ..found.clone() });
                known.push(found.clone());
            }
            // A variable that is not set here, or a mistake that `check` shows: not for an import to replace.
            Reading::Unset { .. } | Reading::Unusable => {}
        }
    }
    known
}

fn is_there(answers: &Answers, found: &Found) -> bool {
    answers.there.as_ref().is_some_and(|there| {
        [Some(there.base()), there.local()].into_iter().flatten().any(|own| own.path == found.place.source.path)
    })
}

/// One value for each key with several: chosen on a terminal, else nobody decides.
fn decided(run: &Run, conflicts: &[Conflict]) -> Result<Vec<Found>, Stop> {
    if conflicts.is_empty() {
        return Ok(Vec::new());
    }
    if !run.terminal.is_interactive() {
        let message = |lang| conflicts.iter().map(|own| contradiction(own, lang)).collect::<Vec<_>>().join("\n");
        let flags = conflicts.iter().map(|own| flag(own.table, own.field)).collect::<Vec<_>>().join(" ");
        return Err(Stop::new(
            Text::owned(message(Lang::En), message(Lang::Zh)),
            text!("nothing was written; decide with {flags}", "什么也没有写入；用 {flags} 决定用哪一个"),
        ));
    }
    conflicts.iter().map(|conflict| ask(run, conflict)).collect()
}

fn contradiction(conflict: &Conflict, lang: Lang) -> String {
    let key = format!("{}.{}", conflict.table, conflict.field.key);
    let of = |found: &Found| format!("\n    {}  {}", show::place(&found.place), found.shown());
    let all: String = conflict.candidates.iter().map(of).collect();
    text!("{key} has different values:{all}", "{key} 有不同的值：{all}").get(lang).to_owned()
}

fn ask(run: &Run, conflict: &Conflict) -> Result<Found, Stop> {
    let key = format!("{}.{}", conflict.table, conflict.field.key);
    let question = text!("{key} has different values; choose the right one", "{key} 有不同的值，请选择正确的一个");
    let items: Vec<String> =
        conflict.candidates.iter().map(|found| format!("{}  {}", found.shown(), show::place(&found.place))).collect();
    let select = Select::new().with_prompt(run.terminal.say(&question)).items(&items).default(0);
    let chosen = prompt::ask(&run.terminal, &NOTHING_WRITTEN, || select.interact())?;
    Ok(conflict.candidates[chosen].clone())
}
