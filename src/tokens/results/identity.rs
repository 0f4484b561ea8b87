//! What results are of: which list, asked by whom, as what. Only the same again may be gone on with.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::text;
use crate::text::Text;

/// The form of the file; another one is not read.
const FORMAT: u32 = 1;

/// What results are of. Holds no secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The form of the file.
    #[serde(rename = "pushctl_resume")]
    format: u32,
    /// The version of the program.
    version: String,
    /// The profile in force.
    profile: Option<String>,
    /// Whether an emulator answered in place of the vendors.
    emulated: bool,
    /// By vendor, the ids by which the app is known to it.
    vendors: BTreeMap<String, BTreeMap<String, String>>,
    /// By vendor, the host that is asked in place of its own.
    hosts: BTreeMap<String, String>,
    /// The list.
    input: Input,
}

/// What tells one list from another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its size in bytes, as it lies there.
    pub bytes: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
}

impl Identity {
    /// The results of a list, asked by this program.
    #[must_use]
    pub fn new(profile: Option<String>, emulated: bool, input: Input) -> Self {
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            profile,
            emulated,
            vendors: BTreeMap::new(),
            hosts: BTreeMap::new(),
            input,
        }
    }

    /// With a vendor, its ids of the app, and the host asked in place of its own.
    #[must_use]
    pub fn with_vendor(mut self, vendor: &str, ids: BTreeMap<String, String>, host: Option<String>) -> Self {
        self.vendors.insert(vendor.to_owned(), ids);
        if let Some(host) = host {
            self.hosts.insert(vendor.to_owned(), host);
        }
        self
    }

    /// Why results of `self` cannot be gone on with as `now`. `None`: they can.
    #[must_use]
    pub fn differs_from(&self, now: &Self) -> Option<Text> {
        if (self.format, &self.version) != (now.format, &now.version) {
            let (begun, own) = (&self.version, &now.version);
            return Some(text!(
                "they were begun by pushctl {begun}, this is {own}",
                "它们由 pushctl {begun} 开始，现在是 {own}"
            ));
        }
        if self.input != now.input {
            return Some(Text::new("they are of another list", "它们是另一份列表的结果"));
        }
        if self.profile != now.profile {
            let [begun, own] = [&self.profile, &now.profile].map(|name| profile(name.as_deref()));
            let [en, zh] = [text::Lang::En, text::Lang::Zh].map(|lang| (begun.get(lang), own.get(lang)));
            return Some(Text::owned(
                format!("they were begun with {}, this is {}", en.0, en.1),
                format!("它们开始时用的是{}，现在是{}", zh.0, zh.1),
            ));
        }
        if self.emulated != now.emulated {
            return Some(if self.emulated {
                Text::new("an emulator gave them, not the vendors", "它们来自模拟器，不是厂商")
            } else {
                Text::new("the vendors gave them, not an emulator", "它们来自厂商，不是模拟器")
            });
        }
        self.other_app(now).or_else(|| {
            (self.hosts != now.hosts)
                .then(|| Text::new("they came from another host (--endpoint)", "它们来自另一个主机（--endpoint）"))
        })
    }

    fn other_app(&self, now: &Self) -> Option<Text> {
        let names = |identity: &Self| identity.vendors.keys().cloned().collect::<Vec<_>>().join(", ");
        if !self.vendors.keys().eq(now.vendors.keys()) {
            let (begun, own) = (names(self), names(now));
            return Some(text!(
                "they were begun for {begun}, this is for {own}",
                "它们开始时查询的是 {begun}，现在是 {own}"
            ));
        }
        let changed = self.vendors.iter().find(|(vendor, ids)| now.vendors.get(*vendor) != Some(ids));
        let (vendor, before) = changed?;
        let after = now.vendors.get(vendor)?;
        let key = before.keys().chain(after.keys()).find(|key| before.get(*key) != after.get(*key))?;
        Some(text!("[{vendor}] {key} was another one when they were begun", "开始时 [{vendor}] {key} 的值与现在不同"))
    }
}

fn profile(name: Option<&str>) -> Text {
    match name {
        Some(name) => text!("profile {name}", "配置 {name}"),
        None => Text::new("no profile", "基础配置"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn identity() -> Identity {
        let input = Input { bytes: 5, sha256: "ab".to_owned() };
        let ids = [("app_id".to_owned(), "105000042".to_owned())].into();
        Identity::new(Some("prod".to_owned()), false, input).with_vendor("vivo", ids, None)
    }

    #[test]
    fn the_same_again_may_be_gone_on_with() {
        let read: Identity = serde_json::from_str(&serde_json::to_string(&identity()).unwrap()).unwrap();
        assert_eq!(read.differs_from(&identity()), None);
    }

    #[test]
    fn anything_else_is_named() {
        type Change = fn(&mut Identity);
        let cases: [(Change, &str); 9] = [
            (|own| own.version = "0.0.1".to_owned(), "pushctl 0.0.1"),
            (|own| own.format = 2, "begun by pushctl"),
            (|own| own.input.bytes = 6, "another list"),
            (|own| own.input.sha256 = "cd".to_owned(), "another list"),
            (|own| own.profile = None, "no profile, this is profile prod"),
            (|own| own.emulated = true, "emulator"),
            (|own| own.vendors = [("apple".to_owned(), BTreeMap::new())].into(), "for apple, this is for vivo"),
            (|own| own.vendors = [("vivo".to_owned(), BTreeMap::new())].into(), "[vivo] app_id"),
            (|own| own.hosts = [("vivo".to_owned(), "example.com".to_owned())].into(), "another host"),
        ];
        for (change, words) in cases {
            let mut begun = identity();
            change(&mut begun);
            let reason = begun.differs_from(&identity()).expect(words);
            assert!(reason.get(Lang::En).contains(words), "{words}: {}", reason.get(Lang::En));
            assert_ne!(reason.get(Lang::En), reason.get(Lang::Zh));
        }
    }
}
