//! `pushctl schema`: push.toml described for editors, or shown.

use super::exit::Stop;
use super::run::Run;
use pushctl::config::{schema, template};
use pushctl::outcome::Verdict;

/// Print the JSON Schema of push.toml, for editors
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Print push.example.toml instead: every key with remarks
    #[arg(long)]
    example: bool,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let terminal = &run.terminal;
    if args.example {
        terminal.line(&template::example())?;
    } else {
        terminal.line(&format!("{:#}", schema::json_schema(terminal.lang)))?;
    }
    Ok(Verdict::Ok)
}
