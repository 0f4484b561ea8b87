//! Lines of a list, one at a time in bounded memory. Knows nothing of what stands in them.

use std::io::{self, BufRead};

/// A longer line is passed over. Tokens have 36 to some hundred characters, and nobody's reference is longer.
pub const LONGEST: usize = 64 * 1024;

/// One line.
#[derive(Debug, PartialEq, Eq)]
pub struct RawLine<'a> {
    /// Its number in the file, beginning with 1.
    pub number: u64,
    /// Its bytes without the line end. `None`: it is longer than [`LONGEST`].
    pub bytes: Option<&'a [u8]>,
}

/// The lines of a reader.
pub struct Lines {
    reader: Box<dyn BufRead>,
    line: Vec<u8>,
    number: u64,
}

impl std::fmt::Debug for Lines {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Lines").field("number", &self.number).finish_non_exhaustive()
    }
}

impl Lines {
    /// The lines of `reader`.
    #[must_use]
    pub fn new(reader: Box<dyn BufRead>) -> Self {
        Self { reader, line: Vec::new(), number: 0 }
    }

    /// The number of the line that was read last.
    #[must_use]
    pub const fn number(&self) -> u64 {
        self.number
    }

    /// The next line. What follows the last line end is a line only if it holds anything.
    pub fn next_line(&mut self) -> io::Result<Option<RawLine<'_>>> {
        self.line.clear();
        let mut is_too_long = false;
        let mut has_begun = false;
        loop {
            let piece = match self.reader.fill_buf() {
                Ok(piece) => piece,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            if piece.is_empty() {
                break;
            }
            has_begun = true;
            let end = memchr::memchr(b'\n', piece);
            let content = &piece[..end.unwrap_or(piece.len())];
            is_too_long |= self.line.len() + content.len() > LONGEST;
            if !is_too_long {
                self.line.extend_from_slice(content);
            }
            let used = end.map_or(piece.len(), |end| end + 1);
            self.reader.consume(used);
            if end.is_some() {
                break;
            }
        }
        if !has_begun {
            return Ok(None);
        }
        self.number += 1;
        let bytes = self.line.strip_suffix(b"\r").unwrap_or(&self.line);
        let bytes = if self.number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
        Ok(Some(RawLine { number: self.number, bytes: (!is_too_long).then_some(bytes) }))
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Cursor, Read};

    use proptest::prelude::*;

    use super::*;

    /// Gives out a few bytes at a time.
    struct Drops(Cursor<Vec<u8>>, usize);

    impl Read for Drops {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(self.1);
            self.0.read(&mut buffer[..most])
        }
    }

    fn lines(bytes: &[u8], at_once: usize) -> Vec<Option<Vec<u8>>> {
        let mut lines = Lines::new(Box::new(BufReader::with_capacity(7, Drops(Cursor::new(bytes.to_vec()), at_once))));
        let mut all = Vec::new();
        while let Some(line) = lines.next_line().expect("no error") {
            assert_eq!(line.number, all.len() as u64 + 1);
            all.push(line.bytes.map(<[u8]>::to_vec));
        }
        all
    }

    fn text(lines: &[Option<Vec<u8>>]) -> Vec<&str> {
        lines.iter().map(|line| std::str::from_utf8(line.as_deref().expect("short")).expect("UTF-8")).collect()
    }

    #[test]
    fn every_line_end_and_none() {
        assert_eq!(text(&lines(b"a\r\nb\n\nc", 3)), ["a", "b", "", "c"]);
        assert_eq!(text(&lines(b"a\n", 1)), ["a"]);
        assert_eq!(text(&lines(b"\n", 1)), [""]);
        assert!(lines(b"", 1).is_empty());
        assert_eq!(text(&lines("\u{feff}token\n\u{feff}x".as_bytes(), 2)), ["token", "\u{feff}x"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_passed_over_to_its_end() {
        let mut bytes = vec![b'x'; 1 << 20];
        bytes.extend_from_slice(b"\nnext\n");
        bytes.extend(std::iter::repeat_n(b'y', LONGEST));
        let lines = lines(&bytes, 4096);
        assert_eq!((lines.len(), lines[0].is_none(), lines[1].as_deref()), (3, true, Some(&b"next"[..])));
        assert_eq!(lines[2].as_ref().map(Vec::len), Some(LONGEST));
    }

    proptest! {
        #[test]
        fn however_it_comes_in(bytes in proptest::collection::vec(prop_oneof![Just(b'\n'), Just(b'\r'), any::<u8>()], 0..80), at_once in 1..9_usize) {
            prop_assume!(!bytes.starts_with(b"\xef\xbb\xbf"));
            let mut expected: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line).to_vec()).collect();
            if bytes.is_empty() || bytes.ends_with(b"\n") {
                expected.pop();
            }
            let lines: Vec<Vec<u8>> = lines(&bytes, at_once).into_iter().map(|line| line.expect("short")).collect();
            prop_assert_eq!(lines, expected);
        }
    }
}
