//! `pushctl check`: the files, every value, the credentials live, the project; one line per vendor.

mod device;
mod project;

use std::path::PathBuf;

use super::answer;
use super::exit::Stop;
use super::run::Run;
use pushctl::check::{self, Offline, Section};
use pushctl::config::{Config, FILE_NAME};
use pushctl::outcome::{Class, Outcome, Verdict};
use pushctl::output::{Color, Terminal, diagnostics, layout};
use pushctl::report::{Check, Finding, Findings, Report, Severity};
use pushctl::text;
use pushctl::text::Text;
use serde_json::{Value, json};

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

/// What became of one vendor's credentials.
enum Credentials {
    /// They were tried.
    Tried(Outcome),
    /// They were not: keys are missing, or values are wrong already.
    NotTried(Text),
}

/// One line of the table.
struct Row<'a> {
    section: &'a Section,
    credentials: Credentials,
    /// What is wrong with its part of the project; `None`: not looked at.
    project: Option<project::Count>,
}

impl Row<'_> {
    /// What the vendor's yes does not prove, behind the vendor's name.
    fn not_judged(&self) -> Option<Text> {
        let vendor = self.section.vendor;
        let accepted = matches!(&self.credentials, Credentials::Tried(outcome) if outcome.class == Class::Accepted);
        let words = vendor.capability.not_judged.as_ref().filter(|_| accepted)?;
        let in_both = |lang| (vendor.name.get(lang), words.get(lang));
        let ((name, en), (zh_name, zh)) = (in_both(text::Lang::En), in_both(text::Lang::Zh));
        let behind = |name: &str, colon: &str, words: &str| {
            if words.starts_with(name) { words.to_owned() } else { format!("{name}{colon}{words}") }
        };
        Some(Text::owned(behind(name, ": ", en), behind(zh_name, "：", zh)))
    }

    /// What the vendor's code has to say of a yes to these credentials, and what to do about it.
    fn caveat(&self) -> Option<Text> {
        let Credentials::Tried(Outcome { class: Class::Accepted, failure: Some((words, remedy)), .. }) =
            &self.credentials
        else {
            return None;
        };
        let of = |lang, colon: &str, stop: &str| {
            format!("{}{colon}{}{stop}{}", self.section.vendor.name.get(lang), words.get(lang), remedy.get(lang))
        };
        Some(Text::owned(of(text::Lang::En, ": ", "; "), of(text::Lang::Zh, "：", "；")))
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
    report.outcomes = rows
        .iter()
        .filter_map(|row| match &row.credentials {
            Credentials::Tried(outcome) => Some(outcome.clone()),
            Credentials::NotTried(_) => None,
        })
        .collect();
    report.deny_warnings = args.deny_warnings;
    report.switched_off = offline.switched_off + project.as_ref().map_or(0, |project| project.switched_off);
    report.left = left;
    report.findings = offline.findings.iter().cloned().collect();
    report.findings.extend(project.iter().flat_map(|project| project.findings.iter().cloned()));
    report.checks = checks(&rows, &report.findings);
    report.checks.extend(project.iter().flat_map(|project| project.checks.iter().cloned()));
    let report = report.with("rows", rows.iter().map(row_json).collect());
    run.finish(&report, |terminal| show(terminal, args, &config, &rows, project.as_ref(), &report))
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

fn row_json(row: &Row<'_>) -> Value {
    let values = match (row.section.errors, row.section.warnings) {
        (0, 0) => "ok",
        (0, _) => "warning",
        _ => "problem",
    };
    let credentials = match &row.credentials {
        Credentials::Tried(outcome) => json!(outcome.class),
        Credentials::NotTried(_) => Value::Null,
    };
    let project = row.project.map(|count| match (count.errors, count.warnings) {
        (0, 0) => "ok",
        (0, _) => "warning",
        _ => "problem",
    });
    let mut row_json = json!({
        "vendor": row.section.vendor.key, "values": values, "credentials": credentials, "project": project,
    });
    if let (Some(text), Some(fields)) = (row.not_judged(), row_json.as_object_mut()) {
        fields.insert("not_judged".to_owned(), text.get(text::Lang::En).into());
    }
    row_json
}

fn show(
    terminal: &Terminal,
    args: &Args,
    config: &Config,
    rows: &[Row<'_>],
    project: Option<&project::Looked>,
    report: &Report,
) -> Result<(), Stop> {
    let quiet = terminal.quiet;
    if !quiet {
        terminal.line(&heading(terminal, config))?;
        if let Some(heading) = project.and_then(|project| project.heading.as_ref()) {
            terminal.line(heading)?;
        }
        terminal.line("")?;
    }
    let bad = report.verdict() != Verdict::Ok;
    if !rows.is_empty() && (!quiet || bad) {
        terminal.line(&table(terminal, rows))?;
    }
    for row in rows {
        if let Credentials::Tried(outcome) = &row.credentials
            && outcome.class != Class::Accepted
        {
            let mark = answer::mark(terminal, outcome.class.verdict());
            let (name, label) = (terminal.say(&row.section.vendor.name), outcome.class.label());
            terminal.line(&format!(
                "\n  {mark} {name}: {}\n{}",
                terminal.say(&label),
                answer::details(terminal, outcome)
            ))?;
        }
    }
    let shown: Vec<_> = report.findings.iter().filter(|finding| !quiet || finding.severity > Severity::Note).collect();
    if !shown.is_empty() {
        let (notes, worse): (Vec<_>, Vec<_>) =
            shown.into_iter().partition(|finding| finding.severity == Severity::Note);
        for finding in worse {
            terminal.line("")?;
            terminal.line(&diagnostics([finding], terminal, terminal.color))?;
        }
        if !notes.is_empty() {
            terminal.line("")?;
        }
        for note in notes {
            terminal.line(&note_line(terminal, note))?;
        }
    }
    if !quiet {
        terminal.line("")?;
        terminal.line(&closing(terminal, args, config, rows, project, report))?;
    }
    Ok(())
}

/// A note is one line: it is not the user's mistake and must not crowd out what is.
pub(super) fn note_line(terminal: &Terminal, note: &Finding) -> String {
    let place = note.place.as_ref().map(|place| format!("  ({place})")).unwrap_or_default();
    let label = terminal.say(&note.severity.label()).to_owned();
    let text = format!("{}[{}]: {}{place}", label, note.rule.id, terminal.say(&note.message));
    terminal.paint(Color::Grey, &layout::wrap(&text, terminal.width).join("\n"))
}

fn heading(terminal: &Terminal, config: &Config) -> String {
    let files: Vec<&str> = config.sources.iter().map(|source| source.name.as_str()).collect();
    let files = terminal.paint(Color::Bold, &files.join(" + "));
    match &config.profile {
        Some(profile) => {
            let text = text!("profile {profile}", "profile {profile}");
            format!("{files}   {}", terminal.say(&text))
        }
        None => files,
    }
}

fn table(terminal: &Terminal, rows: &[Row<'_>]) -> String {
    let say = |en, zh| terminal.say(&Text::new(en, zh)).to_owned();
    let head = [say("vendor", "渠道"), say("values", "填写"), say("credentials", "密钥"), say("project", "工程")];
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    let cells: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            let values = match (row.section.errors, row.section.warnings) {
                (0, 0) => "✓".to_owned(),
                (0, warnings) => format!("! {warnings}"),
                (errors, _) => format!("✗ {errors}"),
            };
            let credentials = match &row.credentials {
                Credentials::Tried(outcome) => answer::summary(terminal, outcome),
                Credentials::NotTried(reason) => format!("– {}", terminal.say(reason)),
            };
            let project = match row.project {
                None => format!("– {}", say("not looked at", "没有检查")),
                Some(project::Count { errors: 0, warnings: 0 }) => "✓".to_owned(),
                Some(project::Count { errors: 0, warnings }) => format!("! {warnings}"),
                Some(project::Count { errors, .. }) => format!("✗ {errors}"),
            };
            vec![terminal.say(&row.section.vendor.name).to_owned(), values, credentials, project]
        })
        .collect();
    answer::paint_marks(terminal, &layout::table(&head, &cells, terminal.width))
}

/// The counts, and the one next step.
fn closing(
    terminal: &Terminal,
    args: &Args,
    config: &Config,
    rows: &[Row<'_>],
    project: Option<&project::Looked>,
    report: &Report,
) -> String {
    let (errors, warnings) = (report.findings.count(Severity::Error), report.findings.count(Severity::Warning));
    let refused = report.outcomes.iter().filter(|outcome| outcome.class.verdict() == Verdict::Problem).count();
    let mut lines = Vec::new();
    if report.switched_off > 0 {
        let count = report.switched_off;
        lines.push(text!("{count} finding(s) switched off by [rules]", "[rules] 关掉了 {count} 条"));
    }
    lines.extend(rows.iter().filter_map(Row::caveat));
    lines.extend(rows.iter().filter_map(Row::not_judged));
    let problems = errors + refused;
    lines.push(match report.verdict() {
        Verdict::Ok if rows.is_empty() => Text::new(
            "no vendor to check: add a table such as [vivo] to push.toml",
            "没有可检查的厂商：在 push.toml 里加一个表，例如 [vivo]",
        ),
        Verdict::Ok if warnings > 0 => text!("ok, {warnings} warning(s)", "没有错误，{warnings} 个警告"),
        Verdict::Ok if args.offline => Text::new(
            "ok as far as can be told offline; next: pushctl check",
            "离线能看的都没有问题。下一步：pushctl check",
        ),
        Verdict::Ok if report.emulated => Text::new("ok against the emulator", "对模拟器没有问题"),
        // A server on this machine is no vendor.
        Verdict::Ok if config.is_lenient() => Text::new(
            "ok against the server on this machine; no vendor was asked",
            "对本机的服务器没有问题；没有询问厂商",
        ),
        Verdict::Ok if report.outcomes.is_empty() => {
            Text::new("ok; no credentials were tried", "没有问题；没有检查密钥")
        }
        Verdict::Ok => Text::new(
            "ready for test pushes; next: pushctl send-test -d NAME",
            "可以发测试推送了。下一步：pushctl send-test -d 名字",
        ),
        Verdict::Undetermined => Text::new(
            "undetermined: a vendor could not be asked; nothing else is wrong",
            "无法确定：有厂商没有给出回答；其它没有问题",
        ),
        Verdict::Problem | Verdict::Unusable => {
            text!("{problems} error(s), {warnings} warning(s)", "{problems} 个错误，{warnings} 个警告")
        }
    });
    if let Some(fixable) = project.map(|project| project.fixable).filter(|fixable| *fixable > 0) {
        lines.push(text!(
            "{fixable} of the project's can be mended: pushctl gen-manifest --apply",
            "工程里有 {fixable} 个可以自动修改：pushctl gen-manifest --apply"
        ));
    }
    lines.iter().flat_map(|line| layout::wrap(terminal.say(line), terminal.width)).collect::<Vec<_>>().join("\n")
}
