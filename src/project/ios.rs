//! The files of an app's `ios/` folder: what they say, with its place, and the few changes that push needs there.
//!
//! Nothing here knows a vendor or decides what is right. Each reader answers questions about one text, and each change
//! is a list of [edits](crate::project::edit::Edit) that leave everything else as it is. Texts come in as they are in
//! the file, with a byte order mark if they have one.

mod delegate;
mod lexer;
mod lines;
mod pbxproj;
mod plist;
mod podfile;

pub use delegate::{Class, Delegate, DelegateLine, Import, Launch, Method};
pub use lexer::Language;
pub use pbxproj::{Configuration, Product, Setting, Target, XcodeProject};
pub use plist::{Kind as ValueKind, Plist, Value, is_binary, new_plist};
pub use podfile::Podfile;

#[cfg(test)]
mod robustness;
#[cfg(test)]
mod samples;
