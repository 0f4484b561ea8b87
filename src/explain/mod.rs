//! Every rule and every code with its cause and remedy, offline.

mod answer;
mod checklist;

pub use answer::{Found, codes_in};
pub use checklist::checklist;

use crate::config;
use crate::report::Rule;
use crate::vendors::{Entry, VENDORS, Vendor};

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

/// What the vendors say of a code, in whatever scope it stands. Codes may be negative or words.
pub fn code<'a>(
    vendors: &'a [&'static Vendor],
    code: &'a str,
) -> impl Iterator<Item = (&'static Vendor, &'static Entry)> + 'a {
    let of = move |vendor: &'static Vendor| {
        vendor
            .codes
            .entries()
            .iter()
            .filter(move |entry| entry.code.eq_ignore_ascii_case(code))
            .map(move |entry| (vendor, entry))
    };
    vendors.iter().copied().flat_map(of)
}
