//! The lines of a list, one after another in one buffer: no allocation per line, and no line however long that fills
//! the memory.

#[cfg(test)]
mod tests;

use std::io::{self, Read};
use std::ops::Range;

use memchr::memchr;

/// The longest line that is read, in bytes and without its end. The longest tokens known have a few hundred.
pub const LONGEST: usize = 64 * 1024;

/// Holds the longest line, its end, and enough besides for large reads.
const BUFFER: usize = 2 * LONGEST;

/// UTF-8's byte order mark, which Windows programs put in front.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line as it stands in the list.
#[derive(Debug, PartialEq, Eq)]
pub struct RawLine<'a> {
    /// Which line of the list, the first being 1 and every physical line counted.
    pub number: u64,
    /// The line without `\n` or `\r\n`.
    pub bytes: Result<&'a [u8], TooLong>,
}

/// The line has more than [`LONGEST`] bytes and was passed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TooLong;

/// The list could not be read to its end.
#[derive(Debug, thiserror::Error)]
#[error("after line {line}: {source}")]
pub struct Unread {
    /// The last line that could be read.
    pub line: u64,
    /// Why.
    pub source: io::Error,
}

/// So that it is told from other errors by whoever passes them on alike.
impl From<Unread> for io::Error {
    fn from(unread: Unread) -> Self {
        Self::other(unread)
    }
}

/// The lines of a list that are still to come.
pub struct Lines {
    input: Box<dyn Read + Send>,
    buffer: Box<[u8]>,
    /// What was read and not yet handed out.
    rest: Range<usize>,
    has_ended: bool,
    number: u64,
}

impl Lines {
    pub(super) fn new(input: Box<dyn Read + Send>) -> Self {
        Self { input, buffer: vec![0; BUFFER].into_boxed_slice(), rest: 0..0, has_ended: false, number: 0 }
    }

    /// The next line. A last line needs no end, and what is empty behind the last end is no line.
    ///
    /// After an error there is nothing more: the piece of a line before it is not handed out, since half a token would
    /// be taken for a token.
    pub fn next_line(&mut self) -> Result<Option<RawLine<'_>>, Unread> {
        let line = match self.find_line() {
            Ok(line) => line,
            Err(source) => {
                self.has_ended = true;
                self.rest = 0..0;
                return Err(Unread { line: self.number, source });
            }
        };
        Ok(line.map(|line| {
            self.number += 1;
            let bytes = line.map(|place| &self.buffer[place]);
            RawLine { number: self.number, bytes }
        }))
    }

    /// Lines handed out so far, which is the number of the last one.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Where the next line is in the buffer.
    fn find_line(&mut self) -> io::Result<Option<Result<Range<usize>, TooLong>>> {
        if self.number == 0 {
            self.pass_byte_order_mark()?;
        }
        let mut is_too_long = false;
        let mut searched = 0;
        loop {
            let start = self.rest.start;
            if let Some(at) = memchr(b'\n', &self.buffer[start + searched..self.rest.end]) {
                let end = start + searched + at;
                self.rest.start = end + 1;
                let has_return = end > start && self.buffer[end - 1] == b'\r';
                return Ok(Some(fitting(start..end - usize::from(has_return), is_too_long)));
            }
            if self.has_ended {
                let line = std::mem::replace(&mut self.rest, 0..0);
                return Ok((is_too_long || !line.is_empty()).then(|| fitting(line, is_too_long)));
            }
            // One more than the longest may be a `\r` that belongs to the end.
            if self.rest.len() > LONGEST + 1 {
                is_too_long = true;
                self.rest = 0..0;
            }
            searched = self.rest.len();
            self.fill()?;
        }
    }

    fn pass_byte_order_mark(&mut self) -> io::Result<()> {
        while self.rest.len() < BYTE_ORDER_MARK.len() && !self.has_ended {
            self.fill()?;
        }
        if self.buffer[self.rest.clone()].starts_with(BYTE_ORDER_MARK) {
            self.rest.start += BYTE_ORDER_MARK.len();
        }
        Ok(())
    }

    /// Reads more behind the rest, which goes to the front. The rest must leave room.
    fn fill(&mut self) -> io::Result<()> {
        self.buffer.copy_within(self.rest.clone(), 0);
        self.rest = 0..self.rest.len();
        loop {
            match self.input.read(&mut self.buffer[self.rest.end..]) {
                Ok(read) => {
                    self.rest.end += read;
                    self.has_ended = read == 0;
                    return Ok(());
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }
}

fn fitting(line: Range<usize>, is_too_long: bool) -> Result<Range<usize>, TooLong> {
    if is_too_long || line.len() > LONGEST { Err(TooLong) } else { Ok(line) }
}
