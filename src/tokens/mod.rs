//! Lists of device tokens, asked about.

pub mod pace;
pub mod results;
pub mod tally;
