//! The vendors' servers on this machine. Not an Android emulator.
//!
//! Each vendor's side is written from the vendor's documents and decodes raw bytes: it shares no encoding code with
//! the client, else both would share one mistake.

mod world;

pub use world::{EmulatedVendor, RawAnswer, RawRequest, TokenRule, TokenState, World};

/// A running emulator.
#[derive(Debug)]
pub struct Emulator;
