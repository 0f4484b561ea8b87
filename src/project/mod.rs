//! A Flutter project: what the vendors require of it, and how that is written down in each of its files.

mod requirement;

pub use requirement::{Generation, Item, Requirement, Shown};
