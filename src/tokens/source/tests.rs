use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use proptest::prelude::*;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::*;

/// The lines `EXAMPLE-EXAMPLE-100` to `130` as the `zstd` program packs them: sixteen at level 19, the rest at level
/// 3 in a second frame, both with a checksum.
const ZSTD_PROGRAM: &[u8] = &[
    0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x68, 0xa5, 0x01, 0x00, 0xe8, 0x45, 0x58, 0x41, 0x4d, 0x50, 0x4c, 0x45, 0x2d, 0x31,
    0x30, 0x30, 0x0a, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x31, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35,
    0x0a, 0x10, 0xa8, 0x10, 0xd8, 0x8b, 0xe5, 0xd0, 0x57, 0x03, 0x10, 0x6e, 0x84, 0xb7, 0x7c, 0xd8, 0xe9, 0x90, 0x9e,
    0x0c, 0xbd, 0x3b, 0x05, 0xbd, 0x28, 0xbb, 0x93, 0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0x1d, 0x02, 0x00, 0xf8, 0x45,
    0x58, 0x41, 0x4d, 0x50, 0x4c, 0x45, 0x2d, 0x31, 0x31, 0x36, 0x0a, 0x31, 0x31, 0x37, 0x38, 0x39, 0x32, 0x30, 0x31,
    0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x33, 0x30, 0x0a, 0x10, 0x00, 0xc0, 0x13, 0x90, 0x1c, 0x48, 0x18,
    0x48, 0x04, 0x24, 0x07, 0x12, 0x06, 0x12, 0x01, 0xc9, 0x81, 0x84, 0x81, 0xa4, 0x01, 0x4f, 0x40, 0x72, 0x6f, 0xa6,
    0x01, 0x04, 0xbc, 0x10, 0x32, 0xa2, 0x70, 0x01, 0x08, 0xf0, 0xec, 0xc5,
];

fn examples() -> String {
    list_of((100..=130).map(|number| format!("EXAMPLE-EXAMPLE-{number}")))
}

fn list_of(lines: impl Iterator<Item = String>) -> String {
    lines.flat_map(|line| [line, "\n".to_owned()]).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

fn zstd(text: &str) -> Vec<u8> {
    compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
}

/// What `4D 18` frames hold is nobody's but the program's that wrote it.
fn frame_to_skip(length: u32) -> Vec<u8> {
    let mut frame = vec![0x53, 0x2a, 0x4d, 0x18];
    frame.extend(length.to_le_bytes());
    frame.extend(vec![b'?'; length as usize]);
    frame
}

/// All lines up to the end or the error, each with an end.
fn unpacked(packed: &[u8]) -> (String, io::Result<()>) {
    let mut lines = Source::spooled(packed).unwrap().lines();
    let mut text = String::new();
    loop {
        match lines.next_line() {
            Ok(Some(line)) => {
                text += std::str::from_utf8(line.bytes.unwrap_or(b"(too long)")).unwrap_or("(not UTF-8)");
                text.push('\n');
            }
            Ok(None) => return (text, Ok(())),
            Err(error) => return (text, Err(error.source)),
        }
    }
}

fn assert_unpacks(packed: &[u8], expected: &str) {
    let (text, end) = unpacked(packed);
    end.unwrap();
    assert_eq!(text, expected);
}

#[test]
fn plain_and_packed() {
    let list = examples();
    assert_unpacks(list.as_bytes(), &list);
    assert_unpacks(&gzip(&list), &list);
    assert_unpacks(&zstd(&list), &list);
    assert_unpacks(ZSTD_PROGRAM, &list);
    for short in ["", "a", "\n", "abc"] {
        let line = if short.is_empty() || short == "\n" { short.to_owned() } else { format!("{short}\n") };
        assert_unpacks(short.as_bytes(), &line);
        assert_unpacks(&gzip(short), &line);
        assert_unpacks(&zstd(short), &line);
    }
}

#[test]
fn byte_order_mark_before_and_inside_of_packing() {
    assert_unpacks("\u{feff}token\naa\n".as_bytes(), "token\naa\n");
    assert_unpacks(&gzip("\u{feff}token\naa\n"), "token\naa\n");
    assert_unpacks(&zstd("\u{feff}token\naa\n"), "token\naa\n");
}

/// `cat a.gz b.gz`, bgzip, pzstd: one list in several pieces, a line perhaps in two of them.
#[test]
fn several_members_and_frames() {
    assert_unpacks(&[gzip("a\nb"), gzip(""), gzip("c\n"), gzip("d")].concat(), "a\nbc\nd\n");
    assert_unpacks(&[zstd("a\nb"), zstd(""), frame_to_skip(0), zstd("c\n"), zstd("d")].concat(), "a\nbc\nd\n");
    assert_unpacks(&[frame_to_skip(9), frame_to_skip(70_000), zstd("a\n"), frame_to_skip(3)].concat(), "a\n");
}

#[test]
fn large_lists_in_every_packing() {
    let list = list_of((0..40_000).map(|number| format!("EXAMPLE-{}", number * 7_919 % 1_000_003)));
    assert_unpacks(list.as_bytes(), &list);
    assert_unpacks(&gzip(&list), &list);
    assert_unpacks(&zstd(&list), &list);
}

/// Cut anywhere: whole lines, then an error, never a panic and never half a token.
#[test]
fn cut_short() {
    let list = examples();
    let gzip = gzip(&list);
    for packed in [gzip.as_slice(), ZSTD_PROGRAM] {
        // Fewer bytes are no packed list yet. The end of the first frame is the end of a whole list.
        for length in (4..packed.len()).filter(|length| *length != first_frame()) {
            let (text, end) = unpacked(&packed[..length]);
            assert!(end.is_err(), "{length} of {} bytes", packed.len());
            assert!(list.starts_with(&text), "{length} of {} bytes", packed.len());
        }
    }
}

fn first_frame() -> usize {
    ZSTD_PROGRAM.windows(4).rposition(|bytes| bytes == [0x28, 0xb5, 0x2f, 0xfd]).unwrap()
}

/// One bit anywhere behind the first bytes: an error, or the same lines where the bit had no meaning.
#[test]
fn damaged() {
    let list = examples();
    let gzip = gzip(&list);
    for packed in [gzip.as_slice(), ZSTD_PROGRAM] {
        for at in 4..packed.len() {
            for bit in 0..8 {
                let mut packed = packed.to_vec();
                packed[at] ^= 1 << bit;
                let (text, end) = unpacked(&packed);
                assert!(end.is_err() || text == list, "bit {bit} of byte {at}");
            }
        }
    }
}

#[test]
fn a_window_beyond_the_limit_is_an_error() {
    // Frame header: no checksum, no size, a window of 2^27 bytes; then an empty last block.
    let (_, end) = unpacked(&[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x88, 0x01, 0x00, 0x00]);
    assert_eq!(
        end.unwrap_err().to_string(),
        "zstd: unpacking takes 128 MiB of memory, 8 are allowed; unpack it with the zstd program first"
    );
    // The same with 2^23, as `zstd -19` writes it.
    assert_unpacks(&[0x28, 0xb5, 0x2f, 0xfd, 0x00, 0x68, 0x01, 0x00, 0x00], "");
}

#[test]
fn readers_do_not_disturb_each_other() {
    let list = examples();
    for packed in [list.clone().into_bytes(), gzip(&list), zstd(&list)] {
        let source = Source::spooled(packed.as_slice()).unwrap();
        let (mut one, mut other) = (source.lines(), source.clone().lines());
        let before = source.fingerprint().unwrap();
        for number in 100..=130 {
            let expected = format!("EXAMPLE-EXAMPLE-{number}");
            assert_eq!(one.next_line().unwrap().unwrap().bytes, Ok(expected.as_bytes()));
            if number % 2 == 0 {
                assert!(other.next_line().unwrap().is_some());
            }
        }
        assert_eq!((one.number(), other.number()), (31, 16));
        assert_eq!(source.fingerprint().unwrap(), before);
    }
}

/// FIPS 180-2, appendix B.1.
#[test]
fn fingerprint_of_the_raw_bytes() {
    let abc = Source::spooled(&b"abc"[..]).unwrap().fingerprint().unwrap();
    assert_eq!(abc.size, 3);
    assert_eq!(abc.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let packed = gzip("abc");
    assert_eq!(Source::spooled(packed.as_slice()).unwrap().fingerprint().unwrap().size, packed.len() as u64);
}

#[test]
fn files() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens.txt");
    std::fs::write(&path, "aa\nbb\n").unwrap();
    let source = Source::open(&path).unwrap();
    std::fs::write(folder.path().join("other"), "cc\n").unwrap();
    #[cfg(unix)]
    std::fs::rename(folder.path().join("other"), &path).unwrap();
    assert_eq!(source.lines().next_line().unwrap().unwrap().bytes, Ok(&b"aa"[..]), "the file that was opened");

    assert!(matches!(Source::open(folder.path()), Err(SourceError::Folder)));
    let missing = Source::open(&folder.path().join("missing")).unwrap_err();
    assert!(matches!(&missing, SourceError::Unreadable(error) if error.kind() == io::ErrorKind::NotFound));
}

/// `--from <(zcat tokens.gz)`: a path, and yet no file.
#[cfg(unix)]
#[test]
fn named_pipes_are_spooled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let writer = std::thread::spawn({
        let path = path.clone();
        move || std::fs::write(path, gzip("aa\nbb\n")).unwrap()
    });
    let source = Source::open(&path).unwrap();
    writer.join().unwrap();
    for _ in 0..2 {
        let mut lines = source.lines();
        assert_eq!(lines.next_line().unwrap().unwrap().bytes, Ok(&b"aa"[..]));
    }
}

#[test]
fn utf_16_says_so() {
    for start in [[0xff, 0xfe, b'a', 0], [0xfe, 0xff, 0, b'a']] {
        let error = Source::spooled(&start[..]).unwrap_err();
        assert!(matches!(error, SourceError::Utf16));
        assert_eq!(error.text(), Text::new("it is UTF-16; save it as UTF-8", "编码是 UTF-16，请另存为 UTF-8"));
    }
}

#[test]
fn a_list_that_cannot_be_spooled() {
    struct Broken;
    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
            Err(io::ErrorKind::ConnectionReset.into())
        }
    }
    assert!(matches!(Source::spooled(Broken), Err(SourceError::NotSpooled(_))));
}

/// A file that shrinks or grows while it is read is no reason to panic.
#[test]
fn a_file_that_changes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("tokens.txt");
    std::fs::write(&path, "aa\n".repeat(200_000)).unwrap();
    let source = Source::open(&path).unwrap();
    let mut lines = source.lines();
    lines.next_line().unwrap();
    std::fs::write(&path, "b").unwrap();
    while lines.next_line().unwrap().is_some() {}
    assert_eq!(source.fingerprint().unwrap().size, 1);
}

proptest! {
    #[test]
    fn any_bytes_have_an_end(
        start in prop::sample::select(vec![&b""[..], &[0x1f, 0x8b, 8, 0], &[0x28, 0xb5, 0x2f, 0xfd], &ZSTD_PROGRAM[..20]]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        if let Ok(source) = Source::spooled([start, bytes.as_slice()].concat().as_slice()) {
            let mut lines = source.lines();
            while let Ok(Some(_)) = lines.next_line() {}
        }
    }
}
