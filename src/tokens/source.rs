//! A list of tokens: a file, or what came in at standard input, plain or compressed. It is read as often as wanted,
//! each time from its beginning.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;
use ring::digest;
use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::lines::Lines;
use crate::encoding::hex;

/// Read from the file at once.
const PIECE: usize = 64 * 1024;

/// A list.
#[derive(Debug, Clone)]
pub struct Source {
    file: Arc<File>,
    packing: Packing,
}

/// What identifies a list: the bytes of its file, packed as they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fingerprint {
    /// Its length in bytes.
    pub size: u64,
    /// Its SHA-256 in lower-case hex.
    pub sha256: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

impl Source {
    /// The list of that name; `-` is standard input. What can be read only once, such as a pipe, goes into an unnamed
    /// temporary file first.
    pub fn open(path: &Path) -> io::Result<Self> {
        if path == Path::new("-") {
            return Self::spooled(io::stdin().lock());
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        if metadata.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        if metadata.is_file() { Self::of(file) } else { Self::spooled(file) }
    }

    /// A list that can be read only once.
    pub fn spooled(mut reader: impl Read) -> io::Result<Self> {
        let mut file = tempfile::tempfile()?;
        io::copy(&mut reader, &mut file)?;
        Self::of(file)
    }

    fn of(file: File) -> io::Result<Self> {
        let file = Arc::new(file);
        let mut magic = Vec::new();
        At { file: file.clone(), offset: 0 }.take(4).read_to_end(&mut magic)?;
        // RFC 1952, section 2.3.1; RFC 8878, sections 3.1.1 and 3.1.2.
        let packing = match magic.as_slice() {
            [0x1f, 0x8b, ..] => Packing::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Packing::Zstd,
            _ => Packing::Plain,
        };
        Ok(Self { file, packing })
    }

    /// Its lines, from the first. What is damaged in a packed list is an error of the reader, at the line where it
    /// shows.
    #[must_use]
    pub fn lines(&self) -> Lines {
        let raw = BufReader::with_capacity(PIECE, At { file: self.file.clone(), offset: 0 });
        Lines::new(match self.packing {
            Packing::Plain => Box::new(raw),
            Packing::Gzip => Box::new(BufReader::with_capacity(PIECE, MultiGzDecoder::new(raw))),
            Packing::Zstd => Box::new(BufReader::with_capacity(PIECE, Frames::new(raw))),
        })
    }

    /// What identifies it.
    pub fn fingerprint(&self) -> io::Result<Fingerprint> {
        let mut reader = At { file: self.file.clone(), offset: 0 };
        let mut context = digest::Context::new(&digest::SHA256);
        let mut piece = vec![0; PIECE];
        loop {
            match reader.read(&mut piece) {
                Ok(0) => break,
                Ok(count) => context.update(&piece[..count]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(Fingerprint { size: reader.offset, sha256: hex(context.finish().as_ref()) })
    }
}

/// A reader with a position of its own on a file that others read too.
struct At {
    file: Arc<File>,
    offset: u64,
}

impl Read for At {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        #[cfg(unix)]
        let count = std::os::unix::fs::FileExt::read_at(&*self.file, buffer, self.offset)?;
        #[cfg(windows)]
        let count = std::os::windows::fs::FileExt::seek_read(&*self.file, buffer, self.offset)?;
        self.offset += count as u64;
        Ok(count)
    }
}

/// The frames of a zstd file, one after the other (RFC 8878, section 3).
struct Frames<R> {
    reader: R,
    decoder: FrameDecoder,
    is_inside: bool,
}

impl<R: BufRead> Frames<R> {
    fn new(reader: R) -> Self {
        Self { reader, decoder: FrameDecoder::new(), is_inside: false }
    }

    /// Goes to the next frame that holds anything. `false`: there is none.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.reader.fill_buf()?.is_empty() {
            match self.decoder.init(&mut self.reader) {
                Ok(()) => {
                    self.is_inside = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.reader).take(u64::from(length)), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// Goes behind a frame that was read to its end, and is what was packed.
    fn end(&mut self) -> io::Result<()> {
        self.is_inside = false;
        let expected = self.decoder.get_checksum_from_data();
        if expected.is_some() && expected != self.decoder.get_calculated_checksum() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "zstd: wrong checksum"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while self.is_inside || self.begin()? {
            if self.decoder.can_collect() == 0 && !self.decoder.is_finished() {
                let wanted = BlockDecodingStrategy::UptoBytes(buffer.len());
                self.decoder.decode_blocks(&mut self.reader, wanted).map_err(io::Error::other)?;
                continue;
            }
            match self.decoder.read(buffer)? {
                0 if !buffer.is_empty() => self.end()?,
                count => return Ok(count),
            }
        }
        Ok(0)
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;
    use ruzstd::encoding::{CompressionLevel, compress_to_vec};

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).expect("packed");
        encoder.finish().expect("packed")
    }

    fn zstd(text: &str) -> Vec<u8> {
        compress_to_vec(text.as_bytes(), CompressionLevel::Fastest)
    }

    /// The lines, up to an error.
    fn read(bytes: &[u8]) -> (Vec<String>, Option<io::Error>) {
        let mut lines = Source::spooled(bytes).expect("a temporary file").lines();
        let mut all = Vec::new();
        loop {
            match lines.next_line() {
                Ok(Some(line)) => all.push(String::from_utf8_lossy(line.bytes.unwrap_or_default()).into_owned()),
                Ok(None) => return (all, None),
                Err(error) => return (all, Some(error)),
            }
        }
    }

    fn many() -> String {
        (0..30_000).map(|number| format!("v2-{number:050}\n")).collect()
    }

    #[test]
    fn packed_or_not() {
        let (text, expected) = (many(), many().lines().map(str::to_owned).collect::<Vec<_>>());
        for bytes in [text.clone().into_bytes(), gzip(&text), zstd(&text)] {
            let (lines, error) = read(&bytes);
            assert!(error.is_none(), "{error:?}");
            assert_eq!(lines, expected);
        }
    }

    #[test]
    fn files_that_were_packed_one_by_one_and_put_together() {
        // A frame that decoders pass over: RFC 8878, section 3.1.2.
        let skippable: &[u8] = &[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3];
        for bytes in [
            [gzip("a\nb"), gzip("c\n")].concat(),
            [zstd("a\nb"), skippable.to_vec(), zstd(""), zstd("c\n")].concat(),
            [skippable.to_vec(), zstd("a\nbc")].concat(),
        ] {
            let (lines, error) = read(&bytes);
            assert!(error.is_none(), "{error:?}");
            assert_eq!(lines, ["a", "bc"]);
        }
    }

    #[test]
    fn what_is_damaged_is_an_error_and_no_end() {
        for whole in [gzip(&many()), zstd(&many())] {
            let (lines, error) = read(&whole[..whole.len() - 5]);
            assert!(error.is_some(), "cut off after {} lines", lines.len());
            let mut changed = whole.clone();
            let middle = changed.len() / 2;
            changed[middle..middle + 20].iter_mut().for_each(|byte| *byte = !*byte);
            assert!(read(&changed).1.is_some(), "changed in the middle");
        }
        assert!(read(&[0x28, 0xb5, 0x2f, 0xfd]).1.is_some());
    }

    #[test]
    fn it_is_read_as_often_as_wanted() {
        let source = Source::spooled(&b"a\nb\n"[..]).expect("a temporary file");
        let (mut one, mut other) = (source.lines(), source.lines());
        assert_eq!(one.next_line().expect("read").and_then(|line| line.bytes), Some(&b"a"[..]));
        assert_eq!(other.next_line().expect("read").and_then(|line| line.bytes), Some(&b"a"[..]));
        assert_eq!(one.next_line().expect("read").and_then(|line| line.bytes), Some(&b"b"[..]));
    }

    #[test]
    fn it_is_known_by_its_bytes() {
        let fingerprint = Source::spooled(&b"abc"[..]).and_then(|source| source.fingerprint()).expect("read");
        // FIPS 180-2, appendix B.1.
        let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(fingerprint, Fingerprint { size: 3, sha256: sha256.to_owned() });
    }

    #[test]
    fn a_folder_and_nothing_are_errors() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(Source::open(folder.path()).is_err());
        assert!(Source::open(&folder.path().join("none")).is_err());
    }
}
