//! What the emulated vendors believe: credentials, phones, quotas, faults.
//!
//! A scenario weighs most, then push.toml; what neither states is made up from [`Field::example`].

use std::collections::BTreeMap;

use super::{Fault, Scenario};
use crate::config::{Config, DEVICE_FIELDS, Field, Side, Values};
use crate::report::Findings;
use crate::secret::Secret;
use crate::vendors::{Entry, VENDORS, Vendor};

/// The state of a device token in the emulated world.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TokenState {
    /// Registered, and a test device.
    #[default]
    Ok,
    /// Registered, but no test device.
    NotTest,
    /// Never registered with this app.
    Unregistered,
    /// Was registered once; the app is gone.
    Dead,
    /// Registered by another app.
    Foreign,
    /// Registered; notifications are off.
    Muted,
}

impl TokenState {
    /// Every state, by the word used in a scenario.
    pub const ALL: [(&'static str, Self); 6] = [
        ("ok", Self::Ok),
        ("not-test", Self::NotTest),
        ("unregistered", Self::Unregistered),
        ("dead", Self::Dead),
        ("foreign", Self::Foreign),
        ("muted", Self::Muted),
    ];
}

/// A device token, or a pattern of them, and its state.
#[derive(Debug, Clone)]
pub struct TokenRule {
    /// The vendor.
    pub vendor: &'static str,
    /// The token; a `*` stands for any characters.
    pub pattern: String,
    /// Its state.
    pub state: TokenState,
    /// Whether nobody stated it: it was made up so that there is a phone at all.
    pub made_up: bool,
}

/// One key of a vendor's table in push.toml, as the emulated vendor knows it.
#[derive(Debug, Clone)]
pub struct Credential {
    /// The value, without blanks around it: a console never has any.
    pub value: Secret,
    /// Whether it was made up. A made-up value is no secret.
    pub made_up: bool,
}

/// Everything that the emulated vendors believe.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// By vendor, the keys of its table in push.toml.
    pub credentials: BTreeMap<&'static str, BTreeMap<&'static str, Credential>>,
    /// Known tokens, the first match holds.
    pub tokens: Vec<TokenRule>,
    /// By vendor, how many pushes it takes before its quota is used up.
    pub quota: BTreeMap<&'static str, u64>,
    /// What goes wrong on the way.
    pub faults: Vec<Fault>,
    /// Android applicationId, where it is known.
    pub package_name: Option<String>,
}

impl World {
    /// The world of a scenario, completed from push.toml and then from made-up values.
    #[must_use]
    pub fn from(config: Option<&Config>, scenario: Scenario) -> Self {
        let mut world = Self {
            credentials: scenario.credentials,
            tokens: scenario.tokens,
            quota: scenario.quota,
            faults: scenario.faults,
            package_name: None,
        };
        // Mistakes in push.toml are reported by the command that reads it; here they only leave a value unset.
        let mut unused = Findings::default();
        for vendor in VENDORS {
            let values = match config {
                Some(config) => config.values(vendor, &mut unused),
                None => Values::empty(vendor.key, vendor.fields),
            };
            complete(world.credentials.entry(vendor.key).or_default(), &values.made_up(), vendor.fields);
        }
        if let Some(config) = config {
            world.add_devices(config, &mut unused);
            world.package_name = config.app(&mut unused).package_name.map(|name| name.as_str().to_owned());
        }
        world.make_up_device();
        world
    }

    /// A key of a vendor's table; empty if the vendor has no such key.
    #[must_use]
    pub fn credential(&self, vendor: &str, key: &str) -> Secret {
        let known = self.credentials.get(vendor).and_then(|keys| keys.get(key));
        known.map_or_else(|| Secret::new(""), |credential| credential.value.clone())
    }

    /// What is known about a token.
    #[must_use]
    pub fn state(&self, vendor: &str, token: &str) -> Option<TokenState> {
        let rule = self.tokens.iter().find(|rule| rule.vendor == vendor && matches(&rule.pattern, token));
        rule.map(|rule| rule.state)
    }

    fn add_devices(&mut self, config: &Config, findings: &mut Findings) {
        for device in config.devices(findings) {
            if let (Some(vendor), Some(token)) = (device.vendor, device.token) {
                let pattern = token.as_str().trim().to_owned();
                self.tokens.push(TokenRule { vendor, pattern, state: TokenState::Ok, made_up: false });
            }
        }
    }

    /// A vendor without any phone could accept nothing; the example device of push.toml stands in for one.
    fn make_up_device(&mut self) {
        let example = |key: &str| DEVICE_FIELDS.iter().find(|field| field.key == key).map_or("", |field| field.example);
        let (vendor, token) = (example("vendor"), example("token"));
        if !self.tokens.iter().any(|rule| rule.vendor == vendor) {
            self.tokens.push(TokenRule { vendor, pattern: token.to_owned(), state: TokenState::Ok, made_up: true });
        }
    }
}

/// Adds the keys that the scenario did not state.
fn complete(known: &mut BTreeMap<&'static str, Credential>, values: &Values, fields: &'static [Field]) {
    for field in fields.iter().filter(|field| field.side != Side::Message) {
        if known.contains_key(field.key) {
            continue;
        }
        if let Some(given) = values.text(field.key) {
            let value = Secret::new(given.as_str().trim());
            known.insert(field.key, Credential { value, made_up: given.place.is_none() });
        }
    }
}

/// The code that an unknown token ends in, and with which it is answered: the longest one of `result`, if any.
#[must_use]
pub(crate) fn code_in(vendor: &'static Vendor, token: &str) -> Option<&'static Entry> {
    let refusals = vendor.codes.entries().iter().filter(|entry| entry.scope == "result" && entry.code != "0");
    refusals.filter(|entry| token.ends_with(&entry.code)).max_by_key(|entry| entry.code.len())
}

/// Whether `token` is what `pattern` says; each `*` stands for any characters, none included.
pub(super) fn matches(pattern: &str, token: &str) -> bool {
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == token };
    let Some(mut token) = token.strip_prefix(head) else { return false };
    let mut parts: Vec<&str> = rest.split('*').collect();
    let tail = parts.pop().unwrap_or_default();
    for part in parts {
        let Some(at) = token.find(part) else { return false };
        token = &token[at + part.len()..];
    }
    token.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_star_stands_for_any_characters() {
        for (pattern, token, expected) in [
            ("v2-A", "v2-A", true),
            ("v2-A", "v2-AB", false),
            ("v2-*", "v2-", true),
            ("v2-*9", "v2-119", true),
            ("*9", "v2-118", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("a*a", "a", false),
            ("*", "", true),
        ] {
            assert_eq!(matches(pattern, token), expected, "{pattern} {token}");
        }
    }

    #[test]
    fn without_files_everything_is_made_up_from_the_examples_of_the_fields() {
        let world = World::from(None, Scenario::default());
        for vendor in VENDORS {
            for field in vendor.fields.iter().filter(|field| field.required) {
                assert_eq!(
                    world.credential(vendor.key, field.key).expose(),
                    field.example,
                    "{} {}",
                    vendor.key,
                    field.key
                );
                assert!(world.credentials[vendor.key][field.key].made_up);
            }
        }
        assert_eq!(
            world.state("vivo", "v2-EXAMPLE0000000000000000000000000000000000000000000001"),
            Some(TokenState::Ok)
        );
    }
}
