//! `pushctl explain`.

use super::exit::Stop;
use super::run::Run;
use pushctl::outcome::Verdict;

/// Explain a code, a rule, an answer or a vendor, offline
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_run: &Run, _args: &Args) -> Result<Verdict, Stop> {
    Ok(Verdict::Ok)
}
