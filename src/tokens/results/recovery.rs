//! Reading results back: what is decided, where it stands, and what an interruption left half done.

use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Record;
use crate::tokens::tally::Tallies;

/// A line of results is a token, a reference and a vendor's words; none comes near it.
const LONGEST: u64 = 4 << 20;

/// For each line of the input, where its result stands. Five bytes a line; none before the first is known.
#[derive(Debug, Default)]
pub struct Places(Vec<[u8; 5]>);

/// Stands for "nowhere".
const NOWHERE: [u8; 5] = [0xff; 5];

impl Places {
    /// Where the result of a line stands. `None`: it is not decided.
    #[must_use]
    pub fn get(&self, line: u64) -> Option<u64> {
        let place = *self.0.get(usize::try_from(line).ok()?)?;
        let mut bytes = [0; 8];
        bytes[..5].copy_from_slice(&place);
        (place != NOWHERE).then(|| u64::from_le_bytes(bytes))
    }

    /// Whether nothing is known at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Remembers the place of a line's result. `false`: it has one already.
    pub(in crate::tokens) fn set(&mut self, line: u64, place: u64) -> bool {
        let Ok(at) = usize::try_from(line) else { return false };
        if at >= self.0.len() {
            self.0.resize(at + 1, NOWHERE);
        }
        let is_new = self.0[at] == NOWHERE;
        self.0[at].copy_from_slice(&place.to_le_bytes()[..5]);
        is_new
    }

    fn for_lines(last: u64) -> Self {
        Self(vec![NOWHERE; usize::try_from(last + 1).unwrap_or_default()])
    }
}

/// A result that is held back, whole.
#[derive(Debug, Clone)]
pub struct Held {
    /// The line of the input.
    pub line: u64,
    /// Its vendor.
    pub vendor: String,
    /// The line of the results.
    pub bytes: Vec<u8>,
}

impl Held {
    pub(super) fn parse(bytes: Vec<u8>) -> Option<Self> {
        let record = Record::parse(&bytes)?;
        Some(Self { line: record.line, vendor: record.vendor?, bytes })
    }
}

/// What the results say.
#[derive(Debug, Default)]
pub(super) struct Recovered {
    pub(super) places: Places,
    pub(super) tallies: Tallies,
    pub(super) length: u64,
    /// How many lines of the input are decided.
    pub(super) decided: u64,
}

/// Why results cannot be gone on with.
#[derive(Debug)]
pub(super) enum Damage {
    /// They cannot be read or written.
    Io(io::Error),
    /// This line of them, counted from one, is no result.
    NoResult(u64),
    /// This line of the input has two results, or the input has no such line.
    NoSuchLine(u64),
}

impl From<io::Error> for Damage {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads results. What was not written to its end is cut off, and what could not be determined is taken out, so that
/// it is asked about again. `last` is the last line of the input.
pub(super) fn recover(path: &Path, last: u64) -> Result<Recovered, Damage> {
    let (length, undecided) = survey(path)?;
    let file = File::options().write(true).open(path)?;
    if file.metadata()?.len() != length {
        file.set_len(length)?;
        file.sync_all()?;
    }
    if undecided {
        keep_decided(path)?;
    }
    let mut recovered = Recovered { places: Places::for_lines(last), ..Recovered::default() };
    let mut reader = Lines::open(path)?;
    while let Some((place, line)) = reader.next()? {
        let record = Record::parse(line).ok_or(Damage::NoResult(reader.number))?;
        if record.line > last || !recovered.places.set(record.line, place) {
            return Err(Damage::NoSuchLine(record.line));
        }
        recovered.tallies.count_record(&record);
        recovered.decided += 1;
    }
    recovered.length = reader.place;
    Ok(recovered)
}

/// Whether these are results of so many lines, all of them decided and none half written. Changes nothing: the file may
/// be anything.
pub(super) fn is_complete(path: &Path, lines: u64) -> io::Result<bool> {
    let mut reader = Lines::open(path)?;
    while let Some((_, line)) = reader.next()? {
        if !Record::parse(line).is_some_and(|record| record.is_decided()) {
            return Ok(false);
        }
    }
    Ok(reader.number == lines && reader.line.is_empty())
}

/// How far the results are whole, and whether any is undecided. A power failure may leave a last stretch of zeros.
fn survey(path: &Path) -> Result<(u64, bool), Damage> {
    let mut reader = Lines::open(path)?;
    let mut undecided = false;
    loop {
        let whole = reader.place;
        let Some((_, line)) = reader.next()? else { return Ok((whole, undecided)) };
        match Record::parse(line) {
            Some(record) => undecided |= !record.is_decided(),
            None if line.iter().all(|byte| *byte == 0) => return Ok((whole, undecided)),
            None if reader.is_last()? => return Ok((whole, undecided)),
            None => return Err(Damage::NoResult(reader.number)),
        }
    }
}

/// Writes the results anew without those that could not be determined; moved to their place when complete.
fn keep_decided(path: &Path) -> Result<(), Damage> {
    let path = path.canonicalize()?;
    let beside = beside(&path);
    let result = copy_decided(&path, &beside).and_then(|()| Ok(std::fs::rename(&beside, &path)?));
    if result.is_err() {
        let _ = std::fs::remove_file(&beside);
    }
    result
}

fn copy_decided(path: &Path, beside: &Path) -> Result<(), Damage> {
    let mut reader = Lines::open(path)?;
    let mut out = BufWriter::new(File::create(beside)?);
    std::fs::set_permissions(beside, std::fs::metadata(path)?.permissions())?;
    while let Some((_, line)) = reader.next()? {
        if Record::parse(line).is_some_and(|record| record.is_decided()) {
            out.write_all(line)?;
            out.write_all(b"\n")?;
        }
    }
    out.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
    Ok(())
}

/// The name that the file has until it is complete.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

/// Whole lines of a file, each with its place.
struct Lines {
    reader: BufReader<File>,
    line: Vec<u8>,
    place: u64,
    number: u64,
}

impl Lines {
    fn open(path: &Path) -> io::Result<Self> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(0))?;
        Ok(Self { reader: BufReader::with_capacity(1 << 16, file), line: Vec::new(), place: 0, number: 0 })
    }

    /// The next line without its end. `None`: there is none that was written to its end.
    fn next(&mut self) -> io::Result<Option<(u64, &[u8])>> {
        self.line.clear();
        io::Read::take(&mut self.reader, LONGEST).read_until(b'\n', &mut self.line)?;
        let Some(line) = self.line.strip_suffix(b"\n") else { return Ok(None) };
        let place = self.place;
        self.place += line.len() as u64 + 1;
        self.number += 1;
        Ok(Some((place, line)))
    }

    /// Whether nothing but zeros follows.
    fn is_last(&mut self) -> io::Result<bool> {
        loop {
            let rest = self.reader.fill_buf()?;
            if rest.is_empty() {
                return Ok(true);
            }
            if rest.iter().any(|byte| *byte != 0) {
                return Ok(false);
            }
            let count = rest.len();
            self.reader.consume(count);
        }
    }
}
