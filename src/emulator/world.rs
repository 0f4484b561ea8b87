//! What the emulated vendors believe: credentials, phones, quotas, faults.
//!
//! A scenario weighs most, then push.toml; what neither states is made up from [`Field::example`].

use std::collections::BTreeMap;
use std::path::Path;

use super::{Fault, Scenario};
use crate::config::{Config, Contents, Field, Kind, Side, Values};
use crate::outcome::Class;
use crate::report::Findings;
use crate::secret::Secret;
use crate::vendors::{Addressee, Entry, USUAL_SCOPE, VENDORS, Vendor};

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

/// The file of a key in push.toml, as the emulated vendor knows it.
#[derive(Debug, Clone)]
pub struct KeyFile {
    /// What it holds.
    pub contents: Secret,
    /// Whether it was made up.
    pub made_up: bool,
}

/// Everything that the emulated vendors believe.
#[derive(Debug, Clone, Default)]
pub struct World {
    /// By vendor, the keys of its table in push.toml.
    pub credentials: BTreeMap<&'static str, BTreeMap<&'static str, Credential>>,
    /// By vendor and key, the files that are keys.
    pub key_files: BTreeMap<(&'static str, &'static str), KeyFile>,
    /// Known tokens, the first match holds.
    pub tokens: Vec<TokenRule>,
    /// By vendor, how many pushes it takes before its quota is used up.
    pub quota: BTreeMap<&'static str, u64>,
    /// What goes wrong on the way.
    pub faults: Vec<Fault>,
    /// Android applicationId, where it is known.
    pub package_name: Option<String>,
    /// iOS bundle identifier, where it is known.
    pub bundle_id: Option<String>,
}

impl World {
    /// The world of a scenario, completed from push.toml and then from made-up values.
    #[must_use]
    pub fn from(config: Option<&Config>, scenario: Scenario) -> Self {
        let mut world = Self {
            credentials: scenario.credentials,
            key_files: scenario.key_files,
            tokens: scenario.tokens,
            quota: scenario.quota,
            faults: scenario.faults,
            package_name: None,
            bundle_id: None,
        };
        // Mistakes in push.toml are reported by the command that reads it; here they only leave a value unset.
        let mut unused = Findings::default();
        for vendor in VENDORS {
            let values = match config {
                Some(config) => config.values(vendor, &mut unused),
                None => Values::empty(vendor.key, vendor.fields),
            };
            let values = values.made_up();
            complete(world.credentials.entry(vendor.key).or_default(), &values, vendor.fields);
            world.add_key_files(vendor, &values);
        }
        if let Some(config) = config {
            world.add_devices(config, &mut unused);
            let app = config.app(&mut unused);
            world.package_name = app.package_name.map(|name| name.as_str().to_owned());
            world.bundle_id = app.bundle_id.map(|id| id.as_str().trim().to_owned());
        }
        world.make_up_devices();
        world
    }

    /// A key of a vendor's table; empty if the vendor has no such key.
    #[must_use]
    pub fn credential(&self, vendor: &str, key: &str) -> Secret {
        let known = self.credentials.get(vendor).and_then(|keys| keys.get(key));
        known.map_or_else(|| Secret::new(""), |credential| credential.value.clone())
    }

    /// What the file of a key holds, if there is one.
    #[must_use]
    pub fn key_file(&self, vendor: &'static str, key: &'static str) -> Option<&[u8]> {
        self.key_files.get(&(vendor, key)).map(|file| file.contents.expose().as_bytes())
    }

    /// Whether a value, or the file it names, was made up: what a client proves with its own cannot be judged by it.
    #[must_use]
    pub fn is_made_up(&self, vendor: &'static str, key: &'static str) -> bool {
        match self.key_files.get(&(vendor, key)) {
            Some(file) => file.made_up,
            None => self.credentials.get(vendor).and_then(|keys| keys.get(key)).is_some_and(|known| known.made_up),
        }
    }

    /// What is known about a token.
    #[must_use]
    pub fn state(&self, vendor: &str, token: &str) -> Option<TokenState> {
        let rule = self.tokens.iter().find(|rule| rule.vendor == vendor && matches(&rule.pattern, token));
        rule.map(|rule| rule.state)
    }

    /// A key whose file lies in no folder is made up; one that is there was read by `values`.
    fn add_key_files(&mut self, vendor: &'static Vendor, values: &Values) {
        for field in vendor.fields.iter().filter(|field| field.kind == Kind::KeyFile) {
            let Contents::Bytes(contents) = values.contents(field.key) else { continue };
            let made_up = values.text(field.key).is_none_or(|path| !Path::new(path.as_str()).is_file());
            // A certificate store is no text; nothing that is emulated reads one, but that there is one is known.
            let contents = String::from_utf8(contents).unwrap_or_default();
            let file = KeyFile { contents: Secret::new(contents), made_up };
            self.key_files.entry((vendor.key, field.key)).or_insert(file);
        }
    }

    /// The phones of push.toml, and the users on them.
    fn add_devices(&mut self, config: &Config, findings: &mut Findings) {
        let told_users = || VENDORS.iter().filter(|vendor| vendor.addressee == Addressee::User);
        for device in config.devices(findings) {
            let own = device.vendor.zip(device.address);
            let of_user = device.user.iter().flat_map(|user| told_users().map(|vendor| (vendor.key, user.clone())));
            for (vendor, address) in own.into_iter().chain(of_user) {
                let pattern = address.as_str().trim().to_owned();
                self.tokens.push(TokenRule { vendor, pattern, state: TokenState::Ok, made_up: false });
            }
        }
    }

    /// A vendor without any phone could accept nothing; its example device stands in for one.
    fn make_up_devices(&mut self) {
        for vendor in VENDORS.iter().filter(|vendor| !vendor.example_device.address.is_empty()) {
            if !self.tokens.iter().any(|rule| rule.vendor == vendor.key) {
                let pattern = vendor.example_device.address.to_owned();
                self.tokens.push(TokenRule { vendor: vendor.key, pattern, state: TokenState::Ok, made_up: true });
            }
        }
    }
}

/// Adds the keys that the scenario did not state.
fn complete(known: &mut BTreeMap<&'static str, Credential>, values: &Values, fields: &'static [Field]) {
    for field in fields.iter().filter(|field| field.side != Side::Message && field.kind != Kind::KeyFile) {
        if known.contains_key(field.key) {
            continue;
        }
        if let Some(given) = values.text(field.key) {
            let value = Secret::new(given.as_str().trim());
            known.insert(field.key, Credential { value, made_up: given.place.is_none() });
        }
    }
}

/// The code that an unknown token ends in, and with which it is answered: the longest one of the vendor's main scope,
/// if any. Letters may be of either case.
#[must_use]
pub(crate) fn code_in(vendor: &'static Vendor, token: &str) -> Option<&'static Entry> {
    let refusals =
        vendor.codes.entries().iter().filter(|entry| entry.scope == USUAL_SCOPE && entry.class != Class::Accepted);
    let ends_in = |code: &str| token.len().checked_sub(code.len()).and_then(|at| token.get(at..));
    refusals
        .filter(|entry| ends_in(&entry.code).is_some_and(|end| end.eq_ignore_ascii_case(&entry.code)))
        .max_by_key(|entry| entry.code.len())
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
                let name = format!("{} {}", vendor.key, field.key);
                assert!(world.is_made_up(vendor.key, field.key), "{name}");
                if field.kind == Kind::KeyFile {
                    assert!(world.key_file(vendor.key, field.key).is_some_and(|file| !file.is_empty()), "{name}");
                } else {
                    assert_eq!(world.credential(vendor.key, field.key).expose(), field.example, "{name}");
                }
            }
            assert_eq!(world.state(vendor.key, vendor.example_device.address), Some(TokenState::Ok));
        }
    }
}
