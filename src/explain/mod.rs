//! Every rule and every code with its cause and remedy, offline.

use crate::config;
use crate::report::Rule;
use crate::vendors::VENDORS;

/// Every rule of the program: those of push.toml, those of the emulator's scenario, of the project, of the vendors.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    #[cfg(feature = "emulator")]
    let scenario = crate::emulator::RULES;
    #[cfg(not(feature = "emulator"))]
    let scenario: &[&'static Rule] = &[];
    let own = config::rules::RULES.iter().chain(scenario).chain(crate::project::general::RULES);
    own.chain(VENDORS.iter().flat_map(|vendor| vendor.rules)).copied()
}

/// The rule with that id.
#[must_use]
pub fn rule(id: &str) -> Option<&'static Rule> {
    rules().find(|rule| rule.id == id)
}
