//! `pushctl check`.

use super::exit::Stop;
use super::run::Run;
use pushctl::outcome::Verdict;

/// Check push.toml, its values, the credentials and the Flutter project
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_run: &Run, _args: &Args) -> Result<Verdict, Stop> {
    Ok(Verdict::Ok)
}
