//! `pushctl gen-manifest`: what each file of the project needs, printed, verified and applied.

mod apply;
mod keystore;
mod snippets;
pub(super) mod verify;

pub(super) use apply::painted;

use std::path::PathBuf;

use super::exit::Stop;
use super::project;
use super::reports::Judges;
use super::run::Run;
use clap::builder::PossibleValuesParser;
use pushctl::config::{self, App, Config, Missing, Place, Side, Values};
use pushctl::outcome::Verdict;
use pushctl::output::Terminal;
use pushctl::project::patch::Levels;
use pushctl::project::{Dsl, Kind, Plugin, Requirement};
use pushctl::report::{Finding, Findings, Severity};
use pushctl::text;
use pushctl::vendors::{VENDORS, Vendor};

/// Print what the project's files need, verify it, put it in
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The Flutter project; default: `[app] project`, else the one that this folder lies in
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Only what stands in this kind of file
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name)))]
    only: Option<String>,
    /// The push plugin; default: the one in pubspec.yaml, else `[app] plugin`
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Plugin::ALL.map(Plugin::name)))]
    plugin: Option<String>,
    /// The language of the Gradle files; default: that of the project, else both
    #[arg(long, value_name = "DSL", value_parser = PossibleValuesParser::new(Dsl::ALL.map(Dsl::name)))]
    dsl: Option<String>,
    /// Verify that all of it is there and right
    #[arg(long, conflicts_with = "apply", help_heading = WHAT_TO_DO)]
    check: bool,
    /// Print what --apply would change, as a patch that `git apply` takes
    #[arg(long, help_heading = WHAT_TO_DO)]
    diff: bool,
    /// Write the snippets to files in this folder; files that are there are not changed
    #[arg(long, value_name = "DIR", conflicts_with_all = ["apply", "check", "diff"], help_heading = WHAT_TO_DO)]
    out: Option<PathBuf>,
    /// Change the project's files: shows the patch and asks
    #[arg(long, help_heading = WHAT_TO_DO)]
    apply: bool,
    /// Print the fingerprints of this keystore's certificates, and compare them with `[app] signing_sha256`; asks for
    /// the password, or takes it from `PUSHCTL_KEYSTORE_PASSWORD`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["check", "diff", "apply", "out", "only", "plugin", "dsl"])]
    keystore: Option<PathBuf>,
    /// Only this entry of the keystore
    #[arg(long, value_name = "NAME", requires = "keystore")]
    keystore_alias: Option<String>,
    /// A warning is a problem too
    #[arg(long)]
    deny_warnings: bool,
}

/// The heading of the flags that exclude each other.
const WHAT_TO_DO: &str = "Instead of printing";

impl Args {
    /// A project or a keystore that is verified; snippets are nothing to judge.
    pub(crate) const fn judges(&self) -> Judges {
        if self.check || self.keystore.is_some() { Judges::Files } else { Judges::Nothing }
    }
}

/// What the files have to hold, as far as push.toml tells.
struct Needs {
    app: App,
    package_name: Option<String>,
    tables: Vec<(&'static Vendor, Values)>,
    levels: Levels,
    /// Whether there is a push.toml.
    is_configured: bool,
}

impl Needs {
    fn requirements(&self, plugin: Plugin) -> Vec<Requirement> {
        let tables = self.tables.iter().map(|(vendor, values)| (*vendor, values));
        project::requirements(tables, &self.app, plugin)
    }

    /// A vendor that was asked for and is nowhere in what is printed.
    fn say_not_offered(&self, terminal: &Terminal, plugin: Plugin) {
        for (vendor, values) in &self.tables {
            let own = (vendor.requirements)(values, &self.app);
            let is_for_it = |one: &Requirement| one.generations.contains(&plugin.generation());
            if !own.is_empty() && !own.iter().any(is_for_it) {
                let (key, name) = (vendor.key, plugin.name());
                terminal.remark(terminal.say(&text!("{key}: {name} does not offer it", "{key}：{name} 不支持")));
            }
        }
    }
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let config = run.config_if_any()?;
    if let Some(keystore) = &args.keystore {
        return keystore::run(run, args, keystore, config.as_ref());
    }
    let needs = needs(run, config.as_ref())?;
    if args.check || args.diff || args.apply {
        verify::run(run, args, &needs)
    } else {
        snippets::run(run, args, &needs)
    }
}

fn needs(run: &Run, config: Option<&Config>) -> Result<Needs, Stop> {
    let app = app(run, config)?;
    let mut tables = Vec::new();
    for vendor in vendors(run, config)? {
        let values = match config {
            Some(config) => values(run, config, vendor, &app)?,
            None => Values::empty(vendor.key, vendor.fields),
        };
        tables.push((vendor, values));
    }
    let levels = config.map(|config| config.levels(&mut Findings::default())).unwrap_or_default();
    let package_name = app.package_name.as_ref().map(|name| name.as_str().trim().to_owned());
    Ok(Needs { app, package_name, tables, levels, is_configured: config.is_some() })
}

/// `[app]`, with the keys that this command reads free of mistakes.
fn app(run: &Run, config: Option<&Config>) -> Result<App, Stop> {
    let Some(config) = config else { return Ok(App::default()) };
    let mut findings = Findings::default();
    let values = config.app_values(&mut findings);
    findings.append(values.lint(|field| matches!(field.key, "package_name" | "project" | "plugin" | "signing_sha256")));
    stop_at_errors(run, config, findings)?;
    Ok(config.app(&mut Findings::default()))
}

/// Snippets made of wrong values would be pasted as they are. Example values are only warned of: whoever looks at what
/// this command prints may well look at the example file first.
fn stop_at_errors(run: &Run, config: &Config, mut findings: Findings) -> Result<(), Stop> {
    findings.apply_levels(&config.levels(&mut Findings::default()));
    let errors = findings.into_iter().filter(|finding| finding.severity == Severity::Error);
    let (examples, errors): (Vec<Finding>, Vec<Finding>) =
        errors.partition(|finding| finding.rule.id == config::rules::PLACEHOLDER.id);
    if !errors.is_empty() {
        return Err(errors.into_iter().collect::<Findings>().into());
    }
    for example in examples {
        let label = Severity::Warning.label();
        let place = example.place.as_ref().map(ToString::to_string).unwrap_or_default();
        let (label, message) = (run.terminal.say(&label), run.terminal.say(&example.message));
        run.terminal.remark(&format!("{label}[{}]: {message}  ({place})", example.rule.id));
    }
    Ok(())
}

/// The plugin that snippets are for where nothing says which.
fn assumed(terminal: &Terminal) -> Plugin {
    let plugin = Plugin::TencentCloudChatPush;
    let name = plugin.name();
    terminal.remark(
        terminal.say(&text!("for {name}; another one: --plugin NAME", "按 {name} 生成；换一个：--plugin NAME")),
    );
    plugin
}

/// The vendors that were named, else those of push.toml, else all.
fn vendors(run: &Run, config: Option<&Config>) -> Result<Vec<&'static Vendor>, Stop> {
    let vendors = match config {
        Some(config) => run.vendors(config)?,
        None => run.named_vendors()?,
    };
    Ok(if vendors.is_empty() { VENDORS.to_vec() } else { vendors })
}

/// A vendor's values. Only what is built into the app is looked at: a server's secret is no concern of these files.
fn values(run: &Run, config: &Config, vendor: &'static Vendor, app: &App) -> Result<Values, Stop> {
    let mut findings = Findings::default();
    let values = run.values(config, vendor, &mut findings);
    findings.append(values.lint(|field| matches!(field.side, Side::App | Side::Both)));
    (vendor.lint)(&values, app, &mut findings);
    if let Missing::Some(missing) = values.missing(Side::App) {
        findings.push(values.lacks_for_app(vendor.key, &missing));
    }
    stop_at_errors(run, config, findings.into_iter().filter(|finding| is_of_app(finding, &values)).collect())?;
    Ok(values)
}

/// Whether a finding is about anything but keys that only a server or a message uses.
fn is_of_app(finding: &Finding, values: &Values) -> bool {
    let same = |one: &Place, other: &Place| one.source.path == other.source.path && one.span == other.span;
    let is_foreign = |place: &Place| {
        let foreign = values.fields().iter().filter(|field| matches!(field.side, Side::Server | Side::Message));
        foreign.filter_map(|field| values.place_of(field.key)).any(|other| same(place, other))
    };
    let places = finding.place.iter().chain(finding.related.iter().map(|(place, _)| place));
    finding.subject.is_none() && (finding.place.is_none() || places.into_iter().any(|place| !is_foreign(place)))
}
