//! An emulator in the test's own process, for programs that are pointed at it with `--endpoint`.

use pushctl::config::{Environment, Source};
use pushctl::emulator::{Emulator, Entry, Options, Scenario, World};

use super::harness::{APP_ID, APP_KEY, REG_ID};

/// A running emulator that knows the usual credentials and the usual phone.
pub(crate) struct Served(Emulator);

impl Served {
    /// An emulator that believes in this secret.
    pub(crate) fn start(secret: &str) -> Self {
        Self::under(secret, "")
    }

    /// The same with more of a scenario.
    pub(crate) fn under(secret: &str, scenario: &str) -> Self {
        let text = format!(
            "[credentials.vivo]\napp_id = \"{APP_ID}\"\napp_key = \"{APP_KEY}\"\napp_secret = \"{secret}\"\n\n\
             {scenario}\n[[token]]\nvendor = \"vivo\"\ntoken = \"{REG_ID}\"\nstate = \"ok\"\n"
        );
        let source = Source::new("scenario.toml", "scenario.toml", text);
        let scenario = Scenario::parse(&source, &Environment::new(|_| None)).expect("a right scenario");
        Self(Emulator::start(&World::from(None, scenario), Options::default()).expect("a port"))
    }

    pub(crate) fn url(&self) -> &str {
        self.0.url()
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.0.journal().entries()
    }
}
