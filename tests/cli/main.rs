//! The program as its users start it: standard output, standard error and exit code together.

mod answers;
mod bad_input;
mod check;
mod ci;
mod completions;
#[cfg(target_os = "linux")]
mod dialogue;
#[cfg(unix)]
mod emulator;
mod every_vendor;
mod explain;
mod formats;
mod gen_manifest;
mod harness;
mod import;
mod init;
#[cfg(unix)]
mod interrupt;
mod keystore;
mod project;
mod readme;
mod secrets;
mod send_test;
mod served;
#[cfg(target_os = "linux")]
mod shells;
mod status;
mod suggestions;
mod terminals;
mod tokens;
