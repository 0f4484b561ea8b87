//! `pushctl completions`: always of the English command line, so that packages do not depend on who builds them.

use clap::CommandFactory;
use clap_complete::Shell;

use super::exit::Stop;
use super::run::Run;
use pushctl::outcome::Verdict;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    run.terminal.line(&script(args.shell))?;
    Ok(Verdict::Ok)
}

/// A script, rendered before it is printed: the generator panics where a pipe is closed.
fn script(shell: Shell) -> String {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut super::Cli::command(), "pushctl", &mut script);
    String::from_utf8_lossy(&script).into_owned()
}
