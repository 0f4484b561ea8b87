//! Every rule and every code with its cause and remedy, offline.

mod answer;
mod checklist;

pub use answer::{Answer, answers_in};
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
    let own = config::rules::RULES.iter().chain(scenario).chain(crate::project::general::rules::RULES);
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

/// The rule that a misspelt id most probably means.
#[must_use]
pub fn nearest_rule(id: &str) -> Option<&'static str> {
    config::nearest(id, rules().map(|rule| rule.id))
}

/// The known codes that a code nobody knows may be a slip of: one character off, for words a few. More than a handful
/// say nothing, so there are none then.
#[must_use]
pub fn nearest_codes(vendors: &[&'static Vendor], code: &str) -> Vec<&'static str> {
    const HANDFUL: usize = 5;
    let written = code.to_lowercase();
    let known = vendors.iter().flat_map(|vendor| vendor.codes.entries()).map(|entry| entry.code.as_str());
    let allowed = 1 + written.len() / 8;
    let mut near: Vec<(usize, &'static str)> = known
        // One digit is one character off every other digit.
        .filter(|known| known.len() > 1)
        .map(|known| (strsim::osa_distance(&written, &known.to_lowercase()), known))
        .filter(|(distance, _)| *distance <= allowed)
        .collect();
    near.sort_unstable();
    near.dedup();
    if near.len() > HANDFUL { Vec::new() } else { near.into_iter().map(|(_, known)| known).collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::text::{Lang, Text};
    use crate::vendors::vivo;

    #[test]
    fn every_rule_has_an_id_of_its_own_with_a_group() {
        let mut seen = BTreeSet::new();
        for rule in rules() {
            assert!(seen.insert(rule.id), "twice: {}", rule.id);
            let word = |part: &str| {
                !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || b"-0123456789".contains(&byte))
            };
            let (group, name) = rule.id.split_once('/').expect(rule.id);
            assert!(word(group) && word(name), "{}", rule.id);
        }
    }

    #[test]
    fn every_rule_of_a_vendor_is_in_its_group() {
        for vendor in VENDORS {
            for rule in vendor.rules {
                assert_eq!(rule.id.split('/').next(), Some(vendor.key), "{}", rule.id);
            }
        }
    }

    #[test]
    fn every_rule_speaks_both_languages() {
        for rule in rules() {
            for text in [&rule.title, &rule.cause, &rule.remedy] {
                is_whole(rule.id, text);
            }
        }
    }

    #[test]
    fn every_guide_and_checklist_speaks_both_languages() {
        for vendor in VENDORS {
            assert!(!vendor.guide.is_empty() && !vendor.checklist.is_empty(), "{}", vendor.key);
            for (heading, words) in vendor.guide {
                is_whole(vendor.key, heading);
                is_whole(vendor.key, words);
            }
        }
        for (_, point) in checklist(VENDORS) {
            is_whole("checklist", &point.text);
            assert!(!point.commands.is_empty(), "{point:?}");
        }
    }

    /// Both languages are there, with as many literals, and neither ends in a full stop.
    fn is_whole(of: &str, text: &Text) {
        let [en, zh] = [Lang::En, Lang::Zh].map(|lang| text.get(lang));
        assert!(!en.is_empty() && !zh.is_empty(), "{of}: {en} / {zh}");
        assert!(!en.ends_with('.') && !zh.ends_with('。'), "{of}: {en} / {zh}");
        assert_eq!(en.matches('`').count(), zh.matches('`').count(), "{of}: {en} / {zh}");
    }

    #[test]
    fn a_slip_is_put_right() {
        assert!(nearest_codes(&[&vivo::VENDOR], "1032").contains(&"10302"));
        assert!(nearest_codes(&[&vivo::VENDOR], "10320").contains(&"10302"), "two digits changed places");
        assert!(nearest_codes(&[&vivo::VENDOR], "10059999").is_empty());
        assert!(nearest_codes(&[&vivo::VENDOR], "7").is_empty());
        assert_eq!(nearest_rule("vivo/swaped"), Some("vivo/swapped"));
    }

    #[test]
    fn a_code_is_found_in_every_scope() {
        let scopes: Vec<_> = code(&[&vivo::VENDOR], "10000").map(|(_, entry)| entry.scope.as_str()).collect();
        assert_eq!(scopes, ["result", "client"]);
    }
}
