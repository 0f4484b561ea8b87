//! The push.toml that `init --update` adds to, with its push.local.toml.

use std::path::Path;
use std::sync::Arc;

use crate::cli::exit::Stop;
use crate::cli::run::Run;
use pushctl::config::{self, Config, Given, Options, Reading, Source, Values};
use pushctl::report::Findings;
use pushctl::secret::Secret;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{self, VENDORS, Vendor};

/// The files as they are.
pub(super) struct There {
    config: Config,
}

impl There {
    /// Reads them. No secret in them is shown from now on.
    pub(super) fn load(run: &Run, path: &Path) -> Result<Self, Stop> {
        if !path.exists() {
            let name = path.display();
            let message = text!("there is no {name} to add to", "没有可以补充的 {name}");
            return Err(Stop::new(message, Text::new("without --update it is made", "不加 --update 就会新建")));
        }
        let options = Options { file: Some(path.to_owned()), profile: None, ..run.options() };
        let there = Self { config: config::load(&options)? };
        for vendor in VENDORS {
            let values = run.values(&there.config, vendor, &mut Findings::default());
            for (_, place) in values.literal_secrets() {
                let written = place.source.text().get(place.span.clone()).unwrap_or_default();
                run.redactor.learn(&Secret::new(written.trim_matches(['"', '\''])));
            }
        }
        for device in there.config.devices(&mut Findings::default()) {
            if let Some(address) = &device.address {
                run.redactor.learn_token(address.as_str());
            }
        }
        Ok(there)
    }

    /// push.toml.
    pub(super) fn base(&self) -> &Arc<Source> {
        &self.config.sources[0]
    }

    /// push.local.toml.
    pub(super) fn local(&self) -> Option<&Arc<Source>> {
        self.config.sources.get(1)
    }

    /// The vendors that have a table.
    pub(super) fn vendors(&self) -> Vec<&'static Vendor> {
        self.config.vendors()
    }

    /// What a key holds.
    pub(super) fn reading(&self, table: &str, key: &str) -> Reading {
        self.values(table).map_or(Reading::Absent, |values| values.get(key))
    }

    /// The value of a key.
    pub(super) fn given(&self, table: &str, key: &str) -> Option<Given> {
        self.reading(table, key).given().cloned()
    }

    /// Whether a key holds anything, be it a variable that is not set here.
    pub(super) fn is_set(&self, table: &str, key: &str) -> bool {
        !matches!(self.reading(table, key), Reading::Absent | Reading::NotFilled(_))
    }

    /// Whether a key stands in push.local.toml.
    pub(super) fn is_in_local(&self, table: &str, key: &str) -> bool {
        let values = self.values(table);
        let place = values.as_ref().and_then(|values| values.place_of(key));
        place.is_some_and(|place| self.local().is_some_and(|local| Arc::ptr_eq(local, &place.source)))
    }

    /// Whether a vendor has a phone.
    pub(super) fn has_phone(&self, vendor: &Vendor) -> bool {
        let devices = self.config.devices(&mut Findings::default());
        devices.iter().any(|device| device.vendor == Some(vendor.key))
    }

    fn values(&self, table: &str) -> Option<Values> {
        let findings = &mut Findings::default();
        match table {
            "app" => Some(self.config.app_values(findings)),
            "message" => Some(self.config.message(findings)),
            name => Some(self.config.values(vendors::find(name)?, findings)),
        }
    }
}
