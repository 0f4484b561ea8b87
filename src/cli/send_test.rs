//! `pushctl send-test`.

use super::exit::Stop;
use super::run::Run;
use pushctl::outcome::Verdict;

/// Send a test push
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_run: &Run, _args: &Args) -> Result<Verdict, Stop> {
    Ok(Verdict::Ok)
}
