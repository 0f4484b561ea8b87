//! zstd as a reader: one frame after another, each with its checksum verified.
//!
//! Of `ruzstd` only the frame decoder is used. Its own streaming reader stops after the first frame, fails at frames
//! that are to be skipped, and leaves the checksum to its caller.

use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

use super::Reader;

/// How far back a frame may refer, in bytes, and thereby what a reader holds: 8 MiB is what RFC 8878 section 3.1.1.1.2
/// asks of every decoder and what `zstd -19` needs. Only `--ultra` and `--long` go further.
const LARGEST_WINDOW: u64 = 8 << 20;

/// What a zstd list says, unpacked.
pub(super) struct Decoder {
    input: BufReader<Reader>,
    frame: FrameDecoder,
    is_in_frame: bool,
}

impl Decoder {
    pub(super) fn new(input: BufReader<Reader>) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(LARGEST_WINDOW);
        Self { input, frame, is_in_frame: false }
    }

    /// Goes to the next frame that holds data. `false`: there is none.
    fn enter_frame(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            match self.frame.reset(&mut self.input) {
                Ok(()) => {
                    self.is_in_frame = true;
                    return Ok(true);
                }
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    self.skip(u64::from(length))?;
                }
                Err(error) => return Err(damaged(&error)),
            }
        }
        Ok(false)
    }

    fn skip(&mut self, length: u64) -> io::Result<()> {
        let skipped = io::copy(&mut self.input.by_ref().take(length), &mut io::sink())?;
        if skipped == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    /// All of a frame was handed out: what its checksum says can be compared.
    fn leave_frame(&mut self) -> io::Result<()> {
        self.is_in_frame = false;
        let stated = self.frame.get_checksum_from_data();
        if stated.is_some() && stated != self.frame.get_calculated_checksum() {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "zstd: the checksum does not match"));
        }
        Ok(())
    }
}

impl Read for Decoder {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_in_frame && !self.enter_frame()? {
                return Ok(0);
            }
            let read = self.frame.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if self.frame.is_finished() {
                self.leave_frame()?;
            } else {
                let one = BlockDecodingStrategy::UptoBlocks(1);
                self.frame.decode_blocks(&mut self.input, one).map_err(|error| damaged(&error))?;
            }
        }
    }
}

fn damaged(error: &FrameDecoderError) -> io::Error {
    let reason = match error {
        FrameDecoderError::WindowSizeTooBig { requested, max } => format!(
            "zstd: unpacking takes {} MiB of memory, {} are allowed; unpack it with the zstd program first",
            requested.div_ceil(1 << 20),
            max >> 20
        ),
        error => format!("zstd: {error}"),
    };
    io::Error::new(io::ErrorKind::InvalidData, reason)
}
