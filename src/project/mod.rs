//! A Flutter project: what the vendors require of it, how that is written down in each of its files, whether it is
//! there, and the changes that put it there.
//!
//! One model, three verbs. [`Requirement`]s are data; [`render`] writes them down, `verify` looks for each of them, and
//! `patch` makes the changes that a look comes with. Each kind of file has one reader of its own, which knows its
//! syntax and no vendor; `model` finds the files.

pub mod application;
pub mod certificate;
#[cfg(feature = "cli")]
pub mod dart;
#[cfg(feature = "cli")]
pub mod edit;
#[cfg(feature = "cli")]
mod flutter;
pub mod general;
#[cfg(feature = "cli")]
pub mod gradle;
#[cfg(feature = "cli")]
pub mod inspection;
#[cfg(feature = "cli")]
pub mod ios;
#[cfg(feature = "cli")]
pub mod json;
#[cfg(feature = "cli")]
pub mod look;
#[cfg(feature = "cli")]
pub mod manifest;
#[cfg(feature = "cli")]
pub mod model;
#[cfg(feature = "cli")]
pub mod patch;
#[cfg(feature = "cli")]
pub mod proguard;
mod render;
mod requirement;
#[cfg(feature = "cli")]
pub mod tree;
#[cfg(feature = "cli")]
pub mod verify;
pub mod version;

#[cfg(feature = "cli")]
pub use flutter::{Error, Plugin, Project, Pubspec};
#[cfg(feature = "cli")]
pub use inspection::{Inspection, Tally, inspect, subjects};
#[cfg(feature = "cli")]
pub use model::Model;
pub use render::{Dsl, Kind, Snippet, Target, render};
pub use requirement::{
    DartCall, DelegateMethod, Expected, Generation, GradlePlugin, Item, JsonFact, Likeness, Moment,
    NOTIFICATION_DELEGATE_OBJC, NOTIFICATION_DELEGATE_SWIFT, Requirement, Shown, When,
};
