use std::io::{self, Read};

use proptest::prelude::*;

use super::*;

/// Hands out its bytes in pieces of the sizes given, again and again, and then perhaps fails.
struct Pieces {
    bytes: Vec<u8>,
    at: usize,
    sizes: Vec<usize>,
    turn: usize,
    failure: Option<io::ErrorKind>,
}

impl Pieces {
    fn of(bytes: &[u8], sizes: &[usize]) -> Self {
        Self { bytes: bytes.to_vec(), at: 0, sizes: sizes.to_vec(), turn: 0, failure: None }
    }
}

impl Read for Pieces {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.turn += 1;
        if self.turn.is_multiple_of(3) {
            return Err(io::ErrorKind::Interrupted.into());
        }
        let rest = &self.bytes[self.at..];
        if let (true, Some(failure)) = (rest.is_empty(), self.failure) {
            return Err(failure.into());
        }
        let size = self.sizes[self.turn % self.sizes.len()].min(buffer.len()).min(rest.len());
        buffer[..size].copy_from_slice(&rest[..size]);
        self.at += size;
        Ok(size)
    }
}

fn lines_of(input: Pieces) -> Vec<(u64, Result<Vec<u8>, TooLong>)> {
    let mut lines = Lines::new(Box::new(input));
    let mut all = Vec::new();
    while let Some(line) = lines.next_line().unwrap() {
        all.push((line.number, line.bytes.map(<[u8]>::to_vec)));
    }
    assert_eq!(lines.next_line().unwrap(), None, "the end stays the end");
    assert_eq!(lines.number(), all.len() as u64);
    all
}

fn texts(input: &[u8]) -> Vec<String> {
    lines_of(Pieces::of(input, &[7, 1, 100_000]))
        .into_iter()
        .map(|(_, bytes)| String::from_utf8(bytes.unwrap()).unwrap())
        .collect()
}

#[test]
fn ends_of_lines_and_of_the_list() {
    assert_eq!(texts(b""), [""; 0]);
    assert_eq!(texts(b"\n"), [""]);
    assert_eq!(texts(b"a\nb"), ["a", "b"]);
    assert_eq!(texts(b"a\nb\n"), ["a", "b"]);
    assert_eq!(texts(b"a\r\n\r\nb\r\n"), ["a", "", "b"]);
    assert_eq!(texts(b"a\r\r\nb\rc\nd\r"), ["a\r", "b\rc", "d\r"]);
}

#[test]
fn numbers_count_physical_lines() {
    let numbers: Vec<u64> = lines_of(Pieces::of(b"a\n\n\r\nb", &[2])).into_iter().map(|(number, _)| number).collect();
    assert_eq!(numbers, [1, 2, 3, 4]);
}

#[test]
fn byte_order_mark_only_at_the_start() {
    for sizes in [&[1][..], &[2, 5], &[4096]] {
        let line = |input: &[u8]| lines_of(Pieces::of(input, sizes));
        assert_eq!(line(b"\xef\xbb\xbf"), []);
        assert_eq!(line(b"\xef\xbb\xbf\n"), [(1, Ok(Vec::new()))]);
        assert_eq!(line(b"\xef\xbb\xbfa\r\n\xef\xbb\xbf"), [(1, Ok(b"a".to_vec())), (2, Ok(b"\xef\xbb\xbf".to_vec()))]);
        assert_eq!(line(b"\xef\xbb"), [(1, Ok(b"\xef\xbb".to_vec()))]);
    }
}

#[test]
fn longest_line_and_one_byte_more() {
    for sizes in [&[1000][..], &[65_535, 1, 2], &[1_000_000]] {
        for (end, is_last) in [("\n", false), ("\r\n", false), ("", true)] {
            for (length, fits) in [(LONGEST - 1, true), (LONGEST, true), (LONGEST + 1, false), (3 * LONGEST, false)] {
                let long = vec![b'x'; length];
                let mut input = [b"a\n", long.as_slice(), end.as_bytes()].concat();
                let mut expected = vec![(1, Ok(b"a".to_vec())), (2, if fits { Ok(long) } else { Err(TooLong) })];
                if !is_last {
                    input.extend(b"b");
                    expected.push((3, Ok(b"b".to_vec())));
                }
                assert!(lines_of(Pieces::of(&input, sizes)) == expected, "{length} bytes, end {end:?}, by {sizes:?}");
            }
        }
    }
}

#[test]
fn megabytes_without_an_end_take_no_more_memory() {
    let endless = io::repeat(b'x').take(20 << 20).chain(&b"\nb\n"[..]);
    let mut lines = Lines::new(Box::new(endless));
    assert_eq!(lines.next_line().unwrap(), Some(RawLine { number: 1, bytes: Err(TooLong) }));
    assert_eq!(lines.next_line().unwrap(), Some(RawLine { number: 2, bytes: Ok(b"b") }));
    assert_eq!(lines.next_line().unwrap(), None);
    assert_eq!(lines.buffer.len(), BUFFER);
}

#[test]
fn half_a_line_before_an_error_is_no_line() {
    let mut input = Pieces::of(b"a\nb\nhalf", &[3]);
    input.failure = Some(io::ErrorKind::UnexpectedEof);
    let mut lines = Lines::new(Box::new(input));
    assert_eq!(lines.next_line().unwrap().unwrap().bytes, Ok(&b"a"[..]));
    assert_eq!(lines.next_line().unwrap().unwrap().bytes, Ok(&b"b"[..]));
    let unread = lines.next_line().unwrap_err();
    assert_eq!((unread.line, unread.source.kind()), (2, io::ErrorKind::UnexpectedEof));
    assert_eq!(lines.next_line().unwrap(), None);
}

proptest! {
    /// However the bytes arrive, the lines are those that the standard library sees in a text.
    #[test]
    fn pieces_make_no_difference(
        text in "([a-z\u{e9}\u{1f4f1} ,\"]{0,9}(\n|\r\n|\r|\n\n)){0,40}[a-z\r]{0,3}",
        sizes in prop::collection::vec(1_usize..20, 1..6),
    ) {
        let expected: Vec<&str> = text.lines().collect();
        let lines: Vec<String> = lines_of(Pieces::of(text.as_bytes(), &sizes))
            .into_iter()
            .map(|(_, bytes)| String::from_utf8(bytes.unwrap()).unwrap())
            .collect();
        prop_assert_eq!(lines, expected);
    }

    #[test]
    fn any_bytes_are_lines(bytes in prop::collection::vec(any::<u8>(), 0..400), size in 1_usize..50) {
        let lines = lines_of(Pieces::of(&bytes, &[size]));
        let ends = memchr::memchr_iter(b'\n', &bytes).count();
        prop_assert!(lines.len() == ends || lines.len() == ends + 1);
    }
}
