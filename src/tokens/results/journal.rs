//! `OUT.resume`, the file beside the results: what they are of, and answers that are held back for the time being.
//!
//! Its first line is the [`Identity`]. Each further line is a result that calls a token dead although none of its vendor
//! has proven to be alive so far. It is locked while a run is under way, and removed when everything is decided.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{self, BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use super::Identity;

/// More than any identity takes.
const LONGEST: u64 = 1 << 20;

/// The file beside the results, locked.
#[derive(Debug)]
pub struct Journal {
    file: File,
    path: PathBuf,
}

/// What became of opening it.
#[derive(Debug)]
pub(super) enum Lock {
    /// It is ours.
    Own(Journal),
    /// Another run has it.
    Taken,
}

/// Where it lies: `tokens.ndjson.resume` beside `tokens.ndjson`.
#[must_use]
pub fn resume_path(out: &Path) -> PathBuf {
    let mut name = OsString::from(out);
    name.push(".resume");
    PathBuf::from(name)
}

impl Journal {
    /// Opens it, and makes it where there is none.
    pub(super) fn open(path: PathBuf) -> io::Result<Lock> {
        let mut options = OpenOptions::new();
        let file = options.read(true).write(true).create(true).truncate(false).open(&path)?;
        match file.try_lock() {
            Ok(()) => Ok(Lock::Own(Self { file, path })),
            Err(TryLockError::WouldBlock) => Ok(Lock::Taken),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// Begins it anew.
    pub(super) fn begin(&mut self, identity: &Identity) -> io::Result<()> {
        self.file.set_len(0)?;
        self.file.seek(SeekFrom::Start(0))?;
        let mut line = serde_json::to_vec(identity).map_err(io::Error::other)?;
        line.push(b'\n');
        self.file.write_all(&line)?;
        self.file.sync_all()
    }

    /// What the results are of. `None`: it was not written to its end, or is something else.
    pub(super) fn identity(&mut self) -> io::Result<Option<Identity>> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut line = Vec::new();
        io::Read::take(BufReader::new(&self.file), LONGEST).read_until(b'\n', &mut line)?;
        Ok(line.strip_suffix(b"\n").and_then(|line| serde_json::from_slice(line).ok()))
    }

    /// The results that are held back. A last one that was not written to its end is cut off.
    pub(super) fn held(&mut self) -> io::Result<Vec<Vec<u8>>> {
        self.file.seek(SeekFrom::Start(0))?;
        let mut reader = BufReader::new(&self.file);
        let (mut lines, mut length) = (Vec::new(), 0);
        loop {
            let mut line = Vec::new();
            let count = reader.read_until(b'\n', &mut line)? as u64;
            if !line.ends_with(b"\n") {
                break;
            }
            if length > 0 {
                lines.push(line);
            }
            length += count;
        }
        self.file.set_len(length)?;
        Ok(lines)
    }

    /// Keeps results that are not to be among the others yet.
    pub fn hold(&mut self, lines: &[u8]) -> io::Result<()> {
        self.file.seek(SeekFrom::End(0))?;
        self.file.write_all(lines)
    }

    /// Everything is decided: removes the file. Where it cannot be it does no harm.
    pub fn done(self) {
        drop(self.file);
        let _ = std::fs::remove_file(self.path);
    }
}
