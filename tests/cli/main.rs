//! The program as its users start it: standard output, standard error and exit code together.

mod answers;
mod bad_input;
mod check;
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
mod readme;
mod secrets;
mod send_test;
mod served;
mod status;
