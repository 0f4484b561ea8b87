//! `pushctl status`.

use super::exit::Stop;
use super::run::Run;
use pushctl::outcome::Verdict;

/// Ask about device tokens and messages
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_run: &Run, _args: &Args) -> Result<Verdict, Stop> {
    Ok(Verdict::Ok)
}
