//! `pushctl emulator`.

use std::collections::HashMap;

use super::exit::Stop;
use super::run::Run;
use pushctl::config::Config;
use pushctl::emulator::Emulator;
use pushctl::http::Endpoint;
use pushctl::outcome::Verdict;

/// The vendors' servers on this machine, not an Android emulator
#[derive(Debug, clap::Args)]
pub(crate) struct Args {}

pub(crate) fn run(_run: &Run, _args: &Args) -> Result<Verdict, Stop> {
    Ok(Verdict::Ok)
}

impl Run {
    /// Starts the emulator of `--emulator` and sends every vendor's requests to it.
    pub(super) fn start_emulator(
        &self,
        _config: Option<&Config>,
        _endpoints: &mut HashMap<&'static str, Endpoint>,
    ) -> Result<Option<Emulator>, Stop> {
        Ok(None)
    }
}
