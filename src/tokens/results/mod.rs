//! The results of a list, which are its journal at the same time: one JSON object a line, one line per line of the
//! input, only ever appended to.
//!
//! What a vendor answered is written with one call, with no buffer between, before the next question takes its place:
//! a process that is killed loses what was under way and nothing else. `OUT.resume` beside the file says what the
//! results are of; see [`Journal`].

mod identity;
mod journal;
mod line;
mod open;
mod recovery;

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};

pub use identity::{Identity, Input};
pub use journal::{Journal, resume_path};
pub use line::{AnswerLines, Record, SkippedLine, write_skipped};
pub(in crate::tokens) use line::{for_line, suspected};
pub use open::{Opened, Refusal, create, resume};
pub use recovery::{Held, Places};

/// Where results are kept: a file, or in tests a disk that is full.
pub trait Medium: Read + Write + Seek {
    /// Cuts it off after `length` bytes.
    fn cut(&mut self, length: u64) -> io::Result<()>;
    /// Another handle on it, to write through to the disk while this one is used.
    fn to_sync(&self) -> Option<File>;
}

impl Medium for File {
    fn cut(&mut self, length: u64) -> io::Result<()> {
        self.set_len(length)
    }

    fn to_sync(&self) -> Option<File> {
        self.try_clone().ok()
    }
}

/// The results so far.
pub struct Results {
    medium: Box<dyn Medium>,
    length: u64,
    /// Whether the medium stands where the next line goes.
    is_at_end: bool,
}

impl std::fmt::Debug for Results {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Results").field("length", &self.length).finish_non_exhaustive()
    }
}

impl Results {
    /// Results that nobody asked to be kept: answers to duplicates are read back from them.
    pub fn temporary() -> io::Result<Self> {
        Ok(Self::at_end(Box::new(tempfile::tempfile()?), 0))
    }

    /// Results that are `length` bytes long by now.
    #[must_use]
    pub fn at_end(medium: Box<dyn Medium>, length: u64) -> Self {
        Self { medium, length, is_at_end: false }
    }

    /// How long they are, in bytes: the place of what is appended next.
    #[must_use]
    pub const fn length(&self) -> u64 {
        self.length
    }

    /// Appends whole lines with one call. `Err`: of them only those were kept that were written whole; nothing more
    /// should be asked.
    pub fn append(&mut self, lines: &[u8]) -> io::Result<()> {
        if !self.is_at_end {
            self.medium.seek(SeekFrom::Start(self.length))?;
        }
        self.is_at_end = false;
        let mut written = 0;
        while written < lines.len() {
            match self.medium.write(&lines[written..]) {
                Ok(0) => return Err(self.undo_partly(&lines[..written], io::ErrorKind::WriteZero.into())),
                Ok(count) => written += count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(self.undo_partly(&lines[..written], error)),
            }
        }
        self.length += lines.len() as u64;
        self.is_at_end = true;
        Ok(())
    }

    /// Takes back the line that was not written to its end. The first error is the one to tell.
    fn undo_partly(&mut self, written: &[u8], error: io::Error) -> io::Error {
        let whole = written.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        self.length += whole as u64;
        let _ = self.medium.cut(self.length);
        error
    }

    /// The line that was written at a place, without its end.
    pub fn read(&mut self, place: u64) -> io::Result<Vec<u8>> {
        self.is_at_end = false;
        self.medium.seek(SeekFrom::Start(place))?;
        let mut line = Vec::new();
        let mut piece = [0; 1024];
        loop {
            let count = self.medium.read(&mut piece)?;
            if count == 0 {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
            match piece[..count].iter().position(|byte| *byte == b'\n') {
                Some(end) => {
                    line.extend_from_slice(&piece[..end]);
                    return Ok(line);
                }
                None => line.extend_from_slice(&piece[..count]),
            }
        }
    }

    /// A handle by which another thread can write them through to the disk.
    #[must_use]
    pub fn to_sync(&self) -> Option<File> {
        self.medium.to_sync()
    }
}

#[cfg(test)]
mod tests;
