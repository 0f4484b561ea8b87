//! The program: parse, run, print, exit.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
