//! The bytes of a token list, which can be read from the beginning as often as wanted.
//!
//! A list is a file, or whatever comes through a pipe: that is spooled into an unnamed temporary file, since it comes
//! only once. Plain, gzip and zstd are told apart by their first bytes and never by a name, which a pipe has not.
//! What the bytes mean is the business of [`lines`](super::lines) and [`record`](super::record).

mod zstd;

#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;
use std::sync::Arc;

use flate2::bufread::MultiGzDecoder;
use ring::digest::{Context, SHA256};

use super::Lines;
use crate::encoding::hex;
use crate::text;
use crate::text::Text;

/// A token list.
///
/// It stays open, so that all who read it read the same file even if another one is put in its place meanwhile.
#[derive(Debug, Clone)]
pub struct Source {
    file: Arc<File>,
    packing: Packing,
}

/// What tells one list from another: the raw bytes, as they are on disk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fingerprint {
    /// Bytes, packed if the list is packed.
    pub size: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
}

/// Why a list cannot be read at all.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SourceError {
    /// It is not there or may not be read.
    #[error(transparent)]
    Unreadable(io::Error),
    /// It is a folder.
    #[error("it is a folder")]
    Folder,
    /// What comes through a pipe could not be read to its end or not be kept.
    #[error("not copied to a temporary file: {0}")]
    NotSpooled(io::Error),
    /// It is UTF-16, as older PowerShell writes it.
    #[error("it is UTF-16")]
    Utf16,
}

/// How a list is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    Plain,
    Gzip,
    Zstd,
}

/// A place in the file that is nobody else's: a cloned handle would share its place with the original.
#[derive(Debug)]
struct Reader {
    file: Arc<File>,
    at: u64,
}

impl Source {
    /// Opens the list at `path`; `-` is standard input.
    ///
    /// Standard input and every other pipe is read to its end before this returns.
    pub fn open(path: &Path) -> Result<Self, SourceError> {
        if path == Path::new("-") {
            return Self::spooled(io::stdin().lock());
        }
        // Windows would call a folder a file that may not be read.
        let metadata = path.metadata().map_err(SourceError::Unreadable)?;
        if metadata.is_dir() {
            return Err(SourceError::Folder);
        }
        let file = File::open(path).map_err(SourceError::Unreadable)?;
        if metadata.is_file() { Self::over(file) } else { Self::spooled(file) }
    }

    /// Reads a list to its end and keeps it in a temporary file that has no name and goes away by itself.
    pub fn spooled(mut input: impl Read) -> Result<Self, SourceError> {
        let mut file = tempfile::tempfile().map_err(SourceError::NotSpooled)?;
        io::copy(&mut input, &mut file).map_err(SourceError::NotSpooled)?;
        Self::over(file)
    }

    /// The lines, unpacked, from the beginning. Every call has its own place in the list.
    ///
    /// A packed list that is cut short or damaged ends with an error after the last line that is whole.
    #[must_use]
    pub fn lines(&self) -> Lines {
        let reader = self.reader();
        match self.packing {
            Packing::Plain => Lines::new(Box::new(reader)),
            Packing::Gzip => Lines::new(Box::new(MultiGzDecoder::new(BufReader::new(reader)))),
            Packing::Zstd => Lines::new(Box::new(zstd::Decoder::new(BufReader::new(reader)))),
        }
    }

    /// Reads the whole list once and says what tells it from others.
    pub fn fingerprint(&self) -> io::Result<Fingerprint> {
        let mut reader = self.reader();
        let mut digest = Context::new(&SHA256);
        let mut size = 0;
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(Fingerprint { size, sha256: hex(digest.finish().as_ref()) }),
                Ok(read) => {
                    digest.update(&buffer[..read]);
                    size += read as u64;
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    fn over(file: File) -> Result<Self, SourceError> {
        let mut source = Self { file: Arc::new(file), packing: Packing::Plain };
        let mut start = Vec::new();
        source.reader().take(4).read_to_end(&mut start).map_err(SourceError::Unreadable)?;
        source.packing = Packing::told_by(&start)?;
        Ok(source)
    }

    fn reader(&self) -> Reader {
        Reader { file: Arc::clone(&self.file), at: 0 }
    }
}

impl SourceError {
    /// The reason in both languages, without the name of the list.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Unreadable(error) => Text::same(error.to_string()),
            Self::Folder => Text::new("it is a folder, not a file", "这是目录，不是文件"),
            Self::NotSpooled(error) => {
                text!("it could not be copied to a temporary file: {error}", "无法复制到临时文件：{error}")
            }
            Self::Utf16 => Text::new("it is UTF-16; save it as UTF-8", "编码是 UTF-16，请另存为 UTF-8"),
        }
    }
}

impl Packing {
    /// RFC 1952 section 2.3.1 and RFC 8878 sections 3.1.1 and 3.1.2: a zstd file may begin with a frame to be skipped,
    /// as pzstd's do.
    fn told_by(start: &[u8]) -> Result<Self, SourceError> {
        match start {
            [0x1f, 0x8b, ..] => Ok(Self::Gzip),
            [0x28, 0xb5, 0x2f, 0xfd] | [0x50..=0x5f, 0x2a, 0x4d, 0x18] => Ok(Self::Zstd),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(SourceError::Utf16),
            _ => Ok(Self::Plain),
        }
    }
}

impl Read for Reader {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = read_at(&self.file, buffer, self.at)?;
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buffer, at)
}

/// Windows moves the file's own place as well, which nobody here relies on.
#[cfg(windows)]
fn read_at(file: &File, buffer: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buffer, at)
}
