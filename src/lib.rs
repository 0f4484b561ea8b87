//! Library and program to set up, verify and debug offline push of apps on Tencent Cloud IM.

pub mod check;
pub mod config;
pub mod context;
pub mod device;
#[cfg(feature = "emulator")]
pub mod emulator;
pub mod explain;
pub mod http;
pub mod message;
pub mod outcome;
#[cfg(feature = "cli")]
pub mod output;
pub mod project;
pub mod report;
pub mod secret;
pub mod send;
pub mod text;
pub mod vendors;
