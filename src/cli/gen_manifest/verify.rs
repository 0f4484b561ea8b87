//! A project verified.

use super::apply::{self, Shown};
use super::{Args, Needs};
use crate::cli::check::note_line;
use crate::cli::exit::Stop;
use crate::cli::project;
use crate::cli::run::Run;
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, diagnostics, layout};
use pushctl::project::inspection::weight;
use pushctl::project::look::{Fix, Look, State};
use pushctl::project::verify::Checked;
use pushctl::project::{Inspection, Kind, Model, Project, Requirement, inspect, subjects};
use pushctl::report::{Check, Findings, Report, Severity};
use pushctl::text;
use pushctl::text::{Lang, Text};
use serde_json::{Value, json};

/// A project and everything that it is looked at for.
pub(super) struct Work {
    pub(super) project: Project,
    pub(super) model: Model,
    pub(super) requirements: Vec<Requirement>,
    pub(super) only: Option<Kind>,
}

pub(super) fn run(run: &Run, args: &Args, needs: &Needs) -> Result<Verdict, Stop> {
    let mut report = run.report();
    report.deny_warnings = args.deny_warnings;
    let Some(work) = open(run, args, needs, &mut report)? else {
        report.switched_off = report.findings.apply_levels(&needs.levels);
        return run.finish(&report, |terminal| show_findings(terminal, &report));
    };
    needs.say_not_offered(&run.terminal, work.model.plugin);
    if args.apply {
        return apply::apply(run, args, needs, &work);
    }
    // A patch is planned in memory, in a model of its own.
    let patched = if args.diff { open(run, args, needs, &mut run.report())? } else { None };
    let shown = patched.map(|work| Shown::of(run, needs, &work)).transpose()?;
    let report = match &shown {
        Some(shown) => report.with("diff", shown.text().into()),
        None => report,
    };
    let verdict = if args.check { check(run, args, needs, &work, report)? } else { run.finish(&report, |_| Ok(()))? };
    match (shown, run.format()) {
        (Some(shown), Format::Table) => shown.print(&run.terminal).map(|()| verdict.max(shown.verdict())),
        (Some(shown), _) => Ok(verdict.max(shown.verdict())),
        (None, _) => Ok(verdict),
    }
}

fn open(run: &Run, args: &Args, needs: &Needs, report: &mut Report) -> Result<Option<Work>, Stop> {
    if !needs.is_configured && run.named_vendors()?.is_empty() {
        let message = Text::new(
            "there is no push.toml that says which vendors the app uses",
            "没有 push.toml，不知道 App 用了哪些厂商",
        );
        let hint =
            Text::new("name them with --vendor, or run `pushctl init`", "用 --vendor 指定，或运行 `pushctl init`");
        return Err(Stop::new(message, hint));
    }
    let project = project::find_or_search(args.project.as_deref(), &needs.app)?;
    let plugin = match project::plugin(&project, args.plugin.as_deref(), &needs.app) {
        Ok(plugin) => plugin,
        Err(finding) => {
            report.findings.push(finding);
            return Ok(None);
        }
    };
    let model = project::model(&project, plugin, &needs.app)?;
    let only = args.only.as_deref().and_then(Kind::find);
    Ok(Some(Work { requirements: needs.requirements(plugin), project, model, only }))
}

fn check(run: &Run, args: &Args, needs: &Needs, work: &Work, mut report: Report) -> Result<Verdict, Stop> {
    let prefix = project::prefix(&work.project);
    let found = inspect(&work.model, &subjects(&work.requirements, work.only), &prefix);
    report.findings = found.findings.iter().cloned().collect();
    report.switched_off = report.findings.apply_levels(&needs.levels);
    report.findings.sort_by_severity();
    report.checks = checks(&found);
    let report = report.with("project", json!(work.project.folder)).with("requirements", requirements_json(&found));
    let apply = run.again_about("gen-manifest --apply", args.project.as_deref());
    run.finish(&report, |terminal| {
        if !terminal.quiet {
            terminal.line(&project::heading(run, &work.model, &work.project))?;
            terminal.line(&tally_lines(terminal, &found))?;
        }
        show_findings(terminal, &report)?;
        if !terminal.quiet {
            terminal.line(&closing(terminal, &found, &report, &apply))?;
        }
        Ok(())
    })
}

/// Every requirement, for reports that list what was tested.
pub(in crate::cli) fn checks(found: &Inspection) -> Vec<Check> {
    let one = |checked: &Checked| {
        let name = format!("{} {}", checked.rule.id, checked.name.get(Lang::En));
        match checked.state() {
            State::Holds => Some(Check::held(checked.vendor, name)),
            State::NotKnown => {
                let reason = checked.looks.iter().find(|look| look.state == State::NotKnown);
                Some(Check::skipped(checked.vendor, name, reason?.message.clone()))
            }
            // What does not hold is a finding.
            _ => None,
        }
    };
    found.checked.iter().filter_map(one).collect()
}

fn requirements_json(found: &Inspection) -> Value {
    let one = |checked: &Checked| {
        json!({
            "rule": checked.rule.id,
            "vendor": checked.vendor,
            "name": checked.name.get(Lang::En),
            "state": checked.state().name(),
        })
    };
    found.checked.iter().map(one).collect::<Vec<_>>().into()
}

/// `vivo 4 of 4   oppo 3 of 4`, as many on a line as there is room for.
fn tally_lines(terminal: &Terminal, found: &Inspection) -> String {
    let mut lines: Vec<(usize, String)> = Vec::new();
    for tally in &found.tallies {
        let (name, held, all) = (terminal.say(&tally.name()).to_owned(), tally.held, tally.all);
        let count = text!("{name} {held} of {all}", "{name} {held}/{all}");
        let count = terminal.say(&count);
        let color = match (tally.errors, held + tally.not_known == all) {
            (0, true) => Color::Green,
            (0, false) => Color::Yellow,
            _ => Color::Red,
        };
        let (width, painted) = (layout::width(count), terminal.paint(color, count));
        match lines.last_mut() {
            Some((used, line)) if *used + 3 + width <= terminal.width => {
                *used += 3 + width;
                line.push_str("   ");
                line.push_str(&painted);
            }
            _ => lines.push((width, painted)),
        }
    }
    lines.into_iter().map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

fn show_findings(terminal: &Terminal, report: &Report) -> Result<(), Stop> {
    let shown = report.findings.iter().filter(|finding| !terminal.quiet || finding.severity > Severity::Note);
    let (notes, worse): (Vec<_>, Vec<_>) = shown.partition(|finding| finding.severity == Severity::Note);
    if !worse.is_empty() {
        terminal.line("")?;
        terminal.line(&diagnostics(worse, terminal, terminal.color))?;
    }
    if !notes.is_empty() {
        terminal.line("")?;
    }
    for note in notes {
        terminal.line(&note_line(terminal, note))?;
    }
    Ok(())
}

/// How many of the looks that are wrong a patch would put right.
pub(in crate::cli) fn fixable(found: &Inspection) -> usize {
    let looks = found.checked.iter().flat_map(|checked| checked.looks.iter().map(move |look| (checked, look)));
    let is_fixable = |(checked, look): &(&Checked, &Look)| {
        weight(checked.rule, look) > Severity::Note && matches!(look.fix, Fix::Changes(_))
    };
    looks.filter(is_fixable).count()
}

fn closing(terminal: &Terminal, found: &Inspection, report: &Report, apply: &str) -> String {
    let (errors, warnings) = (report.findings.count(Severity::Error), report.findings.count(Severity::Warning));
    let held: usize = found.tallies.iter().map(|tally| tally.held).sum();
    let off = report.switched_off;
    let mut lines = Vec::new();
    if off > 0 {
        lines.push(text!("{off} finding(s) switched off by [rules]", "[rules] 关掉了 {off} 条"));
    }
    lines.push(match (errors, warnings) {
        (0, 0) => text!("ok: {held} requirements hold", "没有问题：{held} 项要求全部满足"),
        (0, _) => text!(
            "ok: {held} requirements hold; {warnings} warning(s)",
            "没有错误：{held} 项要求满足，{warnings} 个警告"
        ),
        _ => text!("{errors} error(s), {warnings} warning(s)", "{errors} 个错误，{warnings} 个警告"),
    });
    let fixable = fixable(found);
    if fixable > 0 {
        lines.push(text!("{fixable} of them can be mended: {apply}", "其中 {fixable} 个可以自动修改：{apply}"));
    }
    let lines = lines.iter().flat_map(|line| layout::wrap(terminal.say(line), terminal.width));
    format!("\n{}", lines.collect::<Vec<_>>().join("\n"))
}

/// Findings in the order in which a person reads them.
trait BySeverity {
    fn sort_by_severity(&mut self);
}

impl BySeverity for Findings {
    fn sort_by_severity(&mut self) {
        let mut all: Vec<_> = std::mem::take(self).into_iter().collect();
        all.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        self.extend(all);
    }
}
