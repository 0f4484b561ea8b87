//! A Flutter project: what the vendors require of it, and how that is written down in each of its files.

#[cfg(feature = "cli")]
mod flutter;
pub mod general;
mod render;
mod requirement;

#[cfg(feature = "cli")]
pub use flutter::{Error, Plugin, Project};
pub use render::{Dsl, Kind, Snippet, Target, render};
pub use requirement::{Generation, Item, Moment, Requirement, Shown};
