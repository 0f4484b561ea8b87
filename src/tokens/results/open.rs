//! Beginning results, and going on with them.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use super::journal::Lock;
use super::recovery::{Damage, Held, Places, Recovered, is_complete, recover};
use super::{Identity, Journal, Results, resume_path};
use crate::text;
use crate::text::Text;
use crate::tokens::tally::Tallies;

/// Results that were begun or gone on with.
#[derive(Debug)]
pub struct Opened {
    /// The results.
    pub results: Results,
    /// The file beside them. `None`: everything is decided.
    pub journal: Option<Journal>,
    /// Where the results of earlier runs stand.
    pub places: Places,
    /// What earlier runs found out.
    pub tallies: Tallies,
    /// How many lines of the input are decided.
    pub decided: u64,
    /// What earlier runs held back.
    pub held: Vec<Held>,
}

impl Opened {
    /// Results that nobody asked to be kept.
    pub fn temporary() -> io::Result<Self> {
        let recovered = Recovered::default();
        let Recovered { places, tallies, decided, .. } = recovered;
        Ok(Self { results: Results::temporary()?, journal: None, places, tallies, decided, held: Vec::new() })
    }
}

/// Why results cannot be written.
#[derive(Debug)]
pub enum Refusal {
    /// The file is there already.
    Exists,
    /// Another run writes it.
    Taken,
    /// It is of something else.
    Other(Text),
    /// It is not what this program wrote.
    Damaged(Text),
    /// The system does not allow it.
    Io(PathBuf, io::Error),
}

/// Begins results. A file that is there is left as it is.
pub fn create(out: &Path, identity: &Identity) -> Result<Opened, Refusal> {
    let mut options = OpenOptions::new();
    let file = options.read(true).write(true).create_new(true).open(out).map_err(|error| match error.kind() {
        io::ErrorKind::AlreadyExists => Refusal::Exists,
        _ => Refusal::Io(out.to_owned(), error),
    })?;
    let begun = begin(out, identity);
    if begun.is_err() {
        // Nothing is in it yet; left there it would stand in the way of the next try.
        let _ = std::fs::remove_file(out);
    }
    Ok(fresh(file, begun?))
}

/// Goes on with results: those of the same list, app and program. Where there are none yet they are begun.
///
/// `last` is the last line of the input, `lines` how many lines of it want a result.
pub fn resume(out: &Path, identity: &Identity, last: u64, lines: u64) -> Result<Opened, Refusal> {
    let Ok(metadata) = std::fs::metadata(out) else { return create(out, identity) };
    let failed = |error| Refusal::Io(out.to_owned(), error);
    let path = resume_path(out);
    if !path.exists() && metadata.len() > 0 {
        return finished(out, last, lines);
    }
    let mut journal = lock(path.clone())?;
    let of_journal = |error| Refusal::Io(path.clone(), error);
    let Some(begun) = journal.identity().map_err(of_journal)? else {
        if metadata.len() > 0 {
            let name = path.display();
            return Err(Refusal::Damaged(text!("{name} cannot be read", "{name} 无法读取")));
        }
        journal.begin(identity).map_err(of_journal)?;
        return Ok(fresh(open(out).map_err(failed)?, journal));
    };
    if let Some(reason) = begun.differs_from(identity) {
        return Err(Refusal::Other(reason));
    }
    let recovered = recover(out, last).map_err(|damage| refusal(out, damage))?;
    let held = journal.held().map_err(of_journal)?.into_iter().filter_map(Held::parse);
    let held = held.filter(|held| held.line <= last && recovered.places.get(held.line).is_none()).collect();
    Ok(opened(open(out).map_err(failed)?, Some(journal), recovered, held))
}

/// Results without the file beside them are complete, or nobody knows what they are of.
fn finished(out: &Path, last: u64, lines: u64) -> Result<Opened, Refusal> {
    let unknown = || {
        let name = resume_path(out).display().to_string();
        Refusal::Damaged(text!(
            "{name} is gone, so nobody knows which list they are of",
            "{name} 不见了，无法知道它们是哪份列表的结果"
        ))
    };
    let failed = |error| Refusal::Io(out.to_owned(), error);
    if !is_complete(out, lines).map_err(failed)? {
        return Err(unknown());
    }
    let recovered = recover(out, last).map_err(|_| unknown())?;
    let file = open(out).map_err(failed)?;
    Ok(opened(file, None, recovered, Vec::new()))
}

fn begin(out: &Path, identity: &Identity) -> Result<Journal, Refusal> {
    let path = resume_path(out);
    let mut journal = lock(path.clone())?;
    journal.begin(identity).map_err(|error| Refusal::Io(path, error))?;
    Ok(journal)
}

fn lock(path: PathBuf) -> Result<Journal, Refusal> {
    match Journal::open(path.clone()) {
        Ok(Lock::Own(journal)) => Ok(journal),
        Ok(Lock::Taken) => Err(Refusal::Taken),
        Err(error) => Err(Refusal::Io(path, error)),
    }
}

fn open(out: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).write(true).open(out)
}

fn fresh(file: File, journal: Journal) -> Opened {
    opened(file, Some(journal), Recovered::default(), Vec::new())
}

fn opened(file: File, journal: Option<Journal>, recovered: Recovered, held: Vec<Held>) -> Opened {
    let Recovered { places, tallies, length, decided } = recovered;
    Opened { results: Results::at_end(Box::new(file), length), journal, places, tallies, decided, held }
}

fn refusal(out: &Path, damage: Damage) -> Refusal {
    match damage {
        Damage::Io(error) => Refusal::Io(out.to_owned(), error),
        Damage::NoResult(number) => {
            Refusal::Damaged(text!("its line {number} is no result", "第 {number} 行不是查询结果"))
        }
        Damage::NoSuchLine(line) => Refusal::Damaged(text!(
            "line {line} of the list has two results, or is not in the list",
            "列表的第 {line} 行有两个结果，或者列表里没有这一行"
        )),
    }
}
