//! The third part of `check`: the Flutter project.

use std::path::Path;

use crate::cli::exit::Stop;
use crate::cli::gen_manifest::verify::{checks, fixable};
use crate::cli::project;
use crate::cli::run::Run;
use pushctl::check::Offline;
use pushctl::config::Config;
use pushctl::project::{inspect, subjects};
use pushctl::report::{Check, Finding, Findings, Severity};

/// A project that was looked at.
pub(super) struct Looked {
    /// Folder, plugin, versions; `None` where it has no plugin of ours.
    pub(super) heading: Option<String>,
    /// What is wrong with it.
    pub(super) findings: Findings,
    /// How many findings `[rules]` switched off.
    pub(super) switched_off: usize,
    /// What was found right, and what nobody can tell.
    pub(super) checks: Vec<Check>,
    /// How much a patch would put right.
    pub(super) fixable: usize,
}

/// What is wrong with a vendor's part of the project.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) errors: usize,
    pub(super) warnings: usize,
}

impl Looked {
    /// What is wrong whatever the vendor.
    pub(super) fn general_errors(&self) -> usize {
        let is_general = |finding: &&Finding| finding.vendor.is_none() && finding.severity == Severity::Error;
        self.findings.iter().filter(is_general).count()
    }

    /// The vendor's part; `None`: nothing is required for it.
    pub(super) fn of(&self, vendor: &str) -> Option<Count> {
        let is_its = |finding: &&Finding| finding.vendor == Some(vendor);
        let count = |severity| self.findings.iter().filter(is_its).filter(|own| own.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let was_looked_at = self.checks.iter().any(|check| check.vendor == Some(vendor));
        (was_looked_at || errors + warnings > 0).then_some(Count { errors, warnings })
    }
}

/// Looks at the project, where there is one.
pub(super) fn look(
    run: &Run,
    named: Option<&Path>,
    config: &Config,
    offline: &Offline,
) -> Result<Option<Looked>, Stop> {
    let Some(found) = project::find(named, &offline.app)? else { return Ok(None) };
    let levels = config.levels(&mut Findings::default());
    let plugin = match project::plugin(&found, None, &offline.app) {
        Ok(plugin) => plugin,
        Err(finding) => {
            let mut findings: Findings = std::iter::once(finding).collect();
            let switched_off = findings.apply_levels(&levels);
            return Ok(Some(Looked { heading: None, findings, switched_off, checks: Vec::new(), fixable: 0 }));
        }
    };
    let model = project::model(&found, plugin, &offline.app)?;
    let tables = offline.sections.iter().map(|section| (section.vendor, &section.values));
    let requirements = project::requirements(tables, &offline.app, plugin);
    let inspection = inspect(&model, &subjects(&requirements, None), &project::prefix(&found));
    let mut findings: Findings = inspection.findings.iter().cloned().collect();
    let switched_off = findings.apply_levels(&levels);
    Ok(Some(Looked {
        heading: Some(project::heading(run, &model, &found)),
        findings,
        switched_off,
        checks: checks(&inspection),
        fixable: fixable(&inspection),
    }))
}
