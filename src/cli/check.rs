//! `pushctl check`: the files, every value, the credentials live, the project; one line per vendor.

mod device;
mod project;
mod row;
mod screen;

use std::path::PathBuf;

use super::exit::Stop;
use super::run::Run;
use pushctl::check::{self, Offline, Section};
use pushctl::config::{Config, FILE_NAME};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Terminal, layout};
use pushctl::report::{Check, Finding, Findings, Severity};
use pushctl::text;
use pushctl::text::Text;
use row::{Asked, Credentials, Row};
use screen::Screen;

/// Check push.toml, every value in it, the credentials and the Flutter project
#[derive(Debug, clap::Args)]
#[command(visible_alias = "doctor")]
pub(crate) struct Args {
    /// Follow one phone in the order in which a push travels
    #[arg(short, long, value_name = "NAME")]
    device: Option<String>,
    /// Ask no vendor
    #[arg(long)]
    offline: bool,
    /// The Flutter project; default: `[app] project`
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// A warning is a problem too
    #[arg(long)]
    deny_warnings: bool,
}

impl Args {
    /// As `pushctl check` without a flag.
    pub(super) const fn usual() -> Self {
        Self { device: None, offline: false, project: None, deny_warnings: false }
    }
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let config = run.config()?;
    if let Some(name) = &args.device {
        return device::run(run, args, &config, name);
    }
    let vendors = run.vendors(&config)?;
    let offline = check::offline(&config, &vendors, |vendor, findings| run.values(&config, vendor, findings));
    let project = project::look(run, args.project.as_deref(), &config, &offline)?;
    let (mut rows, left) = credentials(run, args, &config, &offline)?;
    for row in &mut rows {
        row.project = project.as_ref().and_then(|project| project.of(row.section.vendor.key));
    }
    let mut report = run.report();
    report.outcomes = rows.iter().filter_map(|row| row.outcome().cloned()).collect();
    report.deny_warnings = args.deny_warnings;
    report.switched_off = offline.switched_off + project.as_ref().map_or(0, |project| project.switched_off);
    report.left = left;
    report.findings = offline.findings.iter().cloned().collect();
    report.findings.extend(project.iter().flat_map(|project| project.findings.iter().cloned()));
    report.checks = checks(&rows, &report.findings);
    report.checks.extend(project.iter().flat_map(|project| project.checks.iter().cloned()));
    let asked = asked(run, args, &config);
    let report = report.with("rows", rows.iter().map(|row| row.json(asked)).collect());
    let (offline, project) = (&offline, project.as_ref());
    run.finish(&report, |terminal| {
        Screen { run, args, terminal, config: &config, offline, rows: &rows, project, report: &report, asked }.show()
    })
}

fn asked(run: &Run, args: &Args, config: &Config) -> Asked {
    if args.offline {
        Asked::Nobody
    } else if run.is_emulated() {
        Asked::Emulator
    } else if config.is_lenient() {
        Asked::ThisMachine
    } else {
        Asked::Vendors
    }
}

/// Tries the credentials of every vendor that has them, all at once. The second value says how many were not finished
/// when the user pressed Ctrl-C.
fn credentials<'a>(
    run: &Run,
    args: &Args,
    config: &Config,
    offline: &'a Offline,
) -> Result<(Vec<Row<'a>>, usize), Stop> {
    let why_not: Vec<Option<Text>> = offline.sections.iter().map(|section| why_not(args, section)).collect();
    if why_not.iter().all(Option::is_some) {
        let row = |(section, reason): (&'a Section, Option<Text>)| {
            reason.map(|reason| Row { section, credentials: Credentials::NotTried(reason), project: None })
        };
        return Ok((offline.sections.iter().zip(why_not).filter_map(row).collect(), 0));
    }
    let (context, _emulator) = run.context(Some(config))?;
    let context = &context;
    let names: Vec<String> =
        offline.sections.iter().map(|section| run.terminal.say(&section.vendor.name).to_owned()).collect();
    let work = offline.sections.iter().zip(why_not).map(|(section, reason)| async move {
        match (reason, (section.vendor.client)(&section.values, &offline.app)) {
            (Some(reason), _) => Credentials::NotTried(reason),
            (None, Ok(client)) => Credentials::Tried(pushctl::check::credentials(context, client.as_ref()).await),
            (None, Err(_)) => Credentials::NotTried(Text::new("values are wrong", "先改正填写")),
        }
    });
    let done = run.wait_for_all(&names, work)?;
    let left = done.left();
    let interrupted = || Credentials::NotTried(Text::new("interrupted", "已中断"));
    let rows = offline.sections.iter().zip(done.results);
    let rows =
        rows.map(|(section, result)| Row { section, credentials: result.unwrap_or_else(interrupted), project: None });
    Ok((rows.collect(), left))
}

fn why_not(args: &Args, section: &Section) -> Option<Text> {
    let missing = section.missing_for_credentials();
    if args.offline {
        return Some(Text::new("not asked", "没有询问"));
    }
    if !missing.is_empty() {
        let missing = missing.join(", ");
        return Some(text!("no {missing}", "没有 {missing}"));
    }
    // A wrong value is the vendor's to refuse only if it could be right.
    (section.errors > 0).then(|| Text::new("values first", "先改正填写"))
}

/// What was looked at and holds, and what was not looked at. What a vendor refused stands among the outcomes.
fn checks(rows: &[Row<'_>], findings: &Findings) -> Vec<Check> {
    let is_wrong = |finding: &Finding| finding.vendor.is_none() && finding.severity == Severity::Error;
    let mut checks = Vec::new();
    if !findings.iter().any(is_wrong) {
        checks.push(Check::held(None, FILE_NAME));
    }
    for row in rows {
        let vendor = Some(row.section.vendor.key);
        if row.section.errors == 0 {
            checks.push(Check::held(vendor, "values"));
        }
        match &row.credentials {
            Credentials::Tried(outcome) if outcome.verdict() == Verdict::Ok => checks.push(Check::accepted(outcome)),
            Credentials::Tried(_) => {}
            Credentials::NotTried(reason) => checks.push(Check::skipped(vendor, "credentials", reason.clone())),
        }
    }
    checks
}

/// A note is one line: it is not the user's mistake and must not crowd out what is.
pub(super) fn note_line(terminal: &Terminal, note: &Finding) -> String {
    let place = note.place.as_ref().map(|place| format!("  ({place})")).unwrap_or_default();
    let label = terminal.say(&note.severity.label()).to_owned();
    let text = format!("{}[{}]: {}{place}", label, note.rule.id, terminal.say(&note.message));
    terminal.paint(Color::Grey, &layout::wrap(&text, terminal.width).join("\n"))
}
