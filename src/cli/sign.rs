//! `pushctl sign`.

use super::exit::Stop;
use super::run::Run;
use pushctl::outcome::Verdict;

/// Print the one header value that a request needs
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_run: &Run, _args: &Args) -> Result<Verdict, Stop> {
    Ok(Verdict::Ok)
}
