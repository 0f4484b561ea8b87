//! Lists of device tokens of any length: read, asked about at the speed that each vendor allows, answered line by line
//! into a file that survives whatever ends the run.
//!
//! - [`source`], [`lines`], [`record`], [`questions`]: from a file to questions.
//! - [`census`]: what is in a list, before anything is asked.
//! - [`pace`], [`seen`]: how fast, and what already.
//! - [`results`]: the file of results, which is the journal at the same time.
//! - [`engine`]: asks. [`tally`]: counts what came of it.

pub mod census;
pub mod engine;
pub mod lines;
pub mod pace;
pub mod questions;
pub mod record;
pub mod results;
pub mod seen;
pub mod source;
pub mod tally;
