//! Lists of device tokens: read as often as wanted, in bounded memory, whatever is in them; and asked about as fast as
//! the vendors allow, without losing an answer.
//!
//! [`source`] is the list's bytes, [`lines`] its lines, [`record`] what a line says, [`seen`] which tokens were there
//! already. [`questions`] says which line asks which vendor, [`census`] how many there are and about how many
//! [`different`] ones, [`engine`] asks, at a [`pace`], and writes [`results`], which are its journal at the same time. No
//! vendor's facts are here, and nothing is printed.

pub mod census;
pub mod different;
pub mod engine;
pub mod lines;
pub mod pace;
pub mod questions;
pub mod record;
pub mod results;
pub mod seen;
pub mod source;
pub mod tally;

pub use census::Census;
pub use different::Different;
pub use lines::{Lines, RawLine, TooLong, Unread};
pub use questions::Plan;
pub use record::{Entry, Layout, Skip};
pub use seen::{Key, Seen};
pub use source::{Fingerprint, Source, SourceError};
