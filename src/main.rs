//! The program: parse, run, print, exit.

mod cli;

/// Every call to a vendor takes some hundred small pieces of memory. With this a list of tokens takes an
/// eighth less time than with glibc's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> std::process::ExitCode {
    cli::main()
}
