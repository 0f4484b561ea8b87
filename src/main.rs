//! The program: parse, run, print, exit.

mod cli;

/// Every call to a vendor takes some hundred small pieces of memory. A list of tokens is asked about a sixth faster with
/// this than with glibc's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
