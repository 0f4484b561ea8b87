//! The order of `pushctl check`: the file, each value, the credentials, the project.

mod leaks;

use crate::config::{App, Config, DeviceEntry, Given, Reading, Side, Values, rules};
use crate::context::Context;
use crate::outcome::{Outcome, Verdict};
use crate::report::{Finding, Findings, Severity};
use crate::send::patiently;
use crate::text;
use crate::text::Text;
use crate::vendors::{Vendor, VendorClient};

/// One vendor's table, looked at.
#[derive(Debug)]
pub struct Section {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// Its values.
    pub values: Values,
    /// How many errors they have.
    pub errors: usize,
    /// How many warnings.
    pub warnings: usize,
}

impl Section {
    /// The required keys of the server side that are not there: why credentials cannot be tried. Empty: they can.
    #[must_use]
    pub fn missing_for_credentials(&self) -> Vec<&'static str> {
        let needed = self.vendor.fields.iter().filter(|field| self.values.needs(field) && field.side != Side::App);
        needed.filter(|field| !matches!(self.values.get(field.key), Reading::Given(_))).map(|field| field.key).collect()
    }
}

/// Proves a client's credentials; what was refused is looked at more closely.
pub async fn credentials(ctx: &Context, client: &dyn VendorClient) -> Outcome {
    let outcome = patiently(ctx, || client.authenticate(ctx)).await.unwrap_or_else(|error| error.outcome());
    match outcome.verdict() {
        Verdict::Problem => client.look_closer(ctx, outcome).await,
        _ => outcome,
    }
}

/// Everything that can be said about the files without asking anybody.
#[derive(Debug)]
pub struct Offline {
    /// The vendors' tables, in the order of the file.
    pub sections: Vec<Section>,
    /// The devices.
    pub devices: Vec<DeviceEntry>,
    /// `[app]`.
    pub app: App,
    /// Every remark, in the order of the files.
    pub findings: Findings,
    /// How many findings `[rules]` switched off.
    pub switched_off: usize,
}

/// Looks at the files: structure, every value of every table of `vendors`, devices, leaks.
#[must_use]
pub fn offline(
    config: &Config,
    vendors: &[&'static Vendor],
    read: impl Fn(&'static Vendor, &mut Findings) -> Values,
) -> Offline {
    let mut findings = config.structure();
    let app = config.app(&mut Findings::default());
    for values in [config.app_values(&mut findings), config.message(&mut findings)] {
        findings.append(lint_all(&values));
    }
    let levels = config.levels(&mut findings);
    let mut switched_off = 0;
    let mut sections = Vec::new();
    for vendor in vendors.iter().copied().filter(|vendor| config.has(vendor)) {
        let mut own = Findings::default();
        let values = read(vendor, &mut own);
        own.append(lint_all(&values));
        own.append(values.lint_sides(vendor.key));
        (vendor.lint)(&values, &app, &mut own);
        let mut own: Findings = own.into_iter().map(|finding| finding.of(vendor.key)).collect();
        switched_off += own.apply_levels(&levels);
        let (errors, warnings) = (own.count(Severity::Error), own.count(Severity::Warning));
        findings.append(own);
        sections.push(Section { vendor, values, errors, warnings });
    }
    let mut twice = same_certificate_ids(&sections);
    switched_off += twice.apply_levels(&levels);
    for section in &mut sections {
        let is_error =
            |finding: &&Finding| finding.vendor == Some(section.vendor.key) && finding.severity == Severity::Error;
        section.errors += twice.iter().filter(is_error).count();
    }
    findings.append(twice);
    let devices = config.devices(&mut findings);
    let _ = (config.endpoints(&mut findings), config.proxies(&mut findings));
    findings.append(leaks::find(config, sections.iter().map(|section| &section.values)));
    switched_off += findings.apply_levels(&levels);
    findings.sort_by_place();
    Offline { sections, devices, app, findings, switched_off }
}

/// Which vendor a certificate id is of cannot be told from the number; that two have the same one can.
fn same_certificate_ids(sections: &[Section]) -> Findings {
    let mut seen: Vec<(&Section, Given)> = Vec::new();
    let mut findings = Findings::default();
    for section in sections {
        let Some(id) = section.values.text("buz_id") else { continue };
        match seen.iter().find(|(_, other)| other.as_str().trim() == id.as_str().trim()) {
            None => seen.push((section, id)),
            Some((first, other)) => {
                let (key, first) = (section.vendor.key, first.vendor.key);
                let message = text!("[{key}] buz_id is that of [{first}] too", "[{key}] buz_id 与 [{first}] 的相同");
                let mut finding = Finding::new(&rules::BUZ_ID_TWICE, message).of(key).at_value(Some(&id));
                if let Some(place) = &other.place {
                    finding = finding.related(place.clone(), Text::new("the first one", "第一个在这里"));
                }
                findings.push(finding);
            }
        }
    }
    findings
}

fn lint_all(values: &Values) -> Findings {
    values.lint(|_| true)
}
