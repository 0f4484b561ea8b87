//! `pushctl init`.

use super::exit::Stop;
use super::run::Run;
use pushctl::outcome::Verdict;

/// Make push.toml, asking for what is needed
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_run: &Run, _args: &Args) -> Result<Verdict, Stop> {
    Ok(Verdict::Ok)
}
