//! Lists of device tokens, asked about.

pub mod pace;
