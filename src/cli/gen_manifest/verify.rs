//! A project verified, and patched.

use super::{Args, Needs};
use crate::cli::exit::Stop;
use crate::cli::project;
use crate::cli::run::Run;
use pushctl::files::write_all;
use pushctl::git;
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, diagnostics, layout};
use pushctl::project::look::State;
use pushctl::project::patch::{Patch, Refusal, plan, unified};
use pushctl::project::{Inspection, Kind, Model, Project, Requirement, Snippet, Target, inspect, render, subjects};
use pushctl::report::{Check, Findings, Report, Severity};
use pushctl::text;
use pushctl::text::{Lang, Text};
use serde_json::{Value, json};

/// A project and everything that it is looked at for.
struct Work {
    project: Project,
    model: Model,
    requirements: Vec<Requirement>,
    only: Option<Kind>,
}

pub(super) fn run(run: &Run, args: &Args, needs: &Needs) -> Result<Verdict, Stop> {
    let mut report = run.report();
    report.deny_warnings = args.deny_warnings;
    let Some(work) = open(run, args, needs, &mut report)? else {
        report.switched_off = report.findings.apply_levels(&needs.levels);
        return run.finish(&report, |terminal| show_findings(terminal, &report));
    };
    needs.say_not_offered(&run.terminal, work.model.plugin);
    let verdict = if args.check { check(run, needs, &work, report)? } else { Verdict::Ok };
    if args.apply {
        return apply(run, args, needs, &work);
    }
    if args.diff {
        let patch = planned(run, needs, &work)?;
        print_diff(run, &work.model, &patch)?;
        return Ok(if patch.files.is_empty() { verdict } else { verdict.max(Verdict::Problem) });
    }
    Ok(verdict)
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
    let Some(project) = project::find(args.project.as_deref(), &needs.app)? else {
        return Err(project::missing(&needs.app));
    };
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

fn check(run: &Run, needs: &Needs, work: &Work, mut report: Report) -> Result<Verdict, Stop> {
    let prefix = project::prefix(&work.project);
    let found = inspect(&work.model, &subjects(&work.requirements, work.only), &prefix);
    report.findings = found.findings.iter().cloned().collect();
    report.switched_off = report.findings.apply_levels(&needs.levels);
    report.findings.sort_by_severity();
    report.checks = checks(&found);
    let report = report.with("project", json!(work.project.folder)).with("requirements", requirements_json(&found));
    run.finish(&report, |terminal| {
        if !terminal.quiet {
            terminal.line(&project::heading(run, &work.model, &work.project))?;
            terminal.line(&tally_lines(terminal, &found))?;
        }
        show_findings(terminal, &report)?;
        if !terminal.quiet {
            terminal.line(&closing(terminal, &found, &report, fixable(&found)))?;
        }
        Ok(())
    })
}

/// Every requirement, for reports that list what was tested.
pub(in crate::cli) fn checks(found: &Inspection) -> Vec<Check> {
    let one = |checked: &pushctl::project::verify::Checked| {
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
    let one = |checked: &pushctl::project::verify::Checked| {
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
        terminal.line(&crate::cli::check::note_line(terminal, note))?;
    }
    Ok(())
}

/// How many of the looks that are wrong a patch would put right.
pub(in crate::cli) fn fixable(found: &Inspection) -> usize {
    use pushctl::project::inspection::weight;
    use pushctl::project::look::Fix;
    let looks = found.checked.iter().flat_map(|checked| checked.looks.iter().map(move |look| (checked, look)));
    let is_fixable = |(checked, look): &(&pushctl::project::verify::Checked, &pushctl::project::look::Look)| {
        weight(checked.rule, look) > Severity::Note && matches!(look.fix, Fix::Changes(_))
    };
    looks.filter(is_fixable).count()
}

fn closing(terminal: &Terminal, found: &Inspection, report: &Report, fixable: usize) -> String {
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
    if fixable > 0 {
        lines.push(text!(
            "{fixable} of them can be mended: pushctl gen-manifest --apply",
            "其中 {fixable} 个可以自动修改：pushctl gen-manifest --apply"
        ));
    }
    let lines = lines.iter().flat_map(|line| layout::wrap(terminal.say(line), terminal.width));
    format!("\n{}", lines.collect::<Vec<_>>().join("\n"))
}

fn planned(run: &Run, needs: &Needs, work: &Work) -> Result<Patch, Stop> {
    let subjects = subjects(&work.requirements, work.only);
    plan(&work.model, &subjects, &needs.levels).map_err(|refusal| refused(run, work, needs, refusal))
}

fn print_diff(run: &Run, model: &Model, patch: &Patch) -> Result<(), Stop> {
    let diff = unified(patch, &model.tree.prefix());
    let shown = run.terminal.redacted(&diff);
    match run.format() {
        Format::Json => {
            let report = run.report().with("diff", shown.clone().into());
            run.finish(&report, |_| Ok(()))?;
        }
        _ => {
            for line in shown.lines() {
                run.terminal.line(&painted(&run.terminal, line))?;
            }
        }
    }
    if shown != diff {
        let remark = Text::new(
            "*** stands for a secret of the app: this text is no patch for git, --apply writes the value itself",
            "*** 代替了 App 里的密钥：这段文字不能交给 git apply，--apply 会写入真实的值",
        );
        run.terminal.remark(run.terminal.say(&remark));
    }
    Ok(())
}

fn painted(terminal: &Terminal, line: &str) -> String {
    match line.chars().next() {
        _ if line.starts_with("---") || line.starts_with("+++") => terminal.paint(Color::Bold, line),
        Some('-') => terminal.paint(Color::Red, line),
        Some('+') => terminal.paint(Color::Green, line),
        Some('@') => terminal.paint(Color::Cyan, line),
        _ => line.to_owned(),
    }
}

fn apply(run: &Run, args: &Args, needs: &Needs, work: &Work) -> Result<Verdict, Stop> {
    let patch = planned(run, needs, work)?;
    if patch.files.is_empty() {
        run.terminal.remark(run.terminal.say(&Text::new("nothing to change", "没有需要修改的")));
        say_what_is_left(&run.terminal, &patch);
        return Ok(Verdict::Ok);
    }
    if !args.diff || run.format() != Format::Json {
        print_diff(run, &work.model, &patch)?;
    }
    let count = patch.files.len();
    say_dirty(&run.terminal, &work.model, &patch);
    run.confirm(&text!("change {count} file(s)?", "修改 {count} 个文件？"))?;
    let files = patch.new_files(&work.model).map_err(|(path, reason)| {
        let path = path.display();
        let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
        Stop::new(text!("{path}: {en}", "{path}：{zh}"), Text::new("run it again", "请再运行一次"))
    })?;
    write_all(&files).map_err(|error| {
        let error = anyhow::Error::from(error);
        Stop::new(text!("{error:#}", "{error:#}"), Text::new("nothing was changed", "什么也没有改动"))
    })?;
    for file in &patch.files {
        let path = format!("{}{}", project::prefix(&work.project), file.path);
        run.terminal.remark(run.terminal.say(&text!("changed {path}", "已修改 {path}")));
    }
    say_what_is_left(&run.terminal, &patch);
    let next = run.again("gen-manifest --check");
    run.terminal.remark(run.terminal.say(&text!(
        "install the app anew: what is on the phone has none of it. next: {next}",
        "请重新安装 App：手机上的旧安装包里没有这些。下一步：{next}"
    )));
    Ok(Verdict::Ok)
}

/// Whoever has changes of their own in these files may want to commit them first.
fn say_dirty(terminal: &Terminal, model: &Model, patch: &Patch) {
    let changed =
        patch.files.iter().filter(|file| file.before.is_some() && git::is_changed(&model.tree.path(&file.path)));
    let names: Vec<&str> = changed.map(|file| file.path.as_str()).collect();
    if !names.is_empty() {
        let names = names.join(", ");
        terminal.remark(terminal.say(&text!("not committed yet: {names}", "还没有提交到 git：{names}")));
    }
}

fn say_what_is_left(terminal: &Terminal, patch: &Patch) {
    if patch.by_hand.is_empty() {
        return;
    }
    terminal.remark(terminal.say(&Text::new("left to you:", "还需要你自己做：")));
    for (rule, message) in &patch.by_hand {
        let (id, words) = (rule.id, terminal.say(message));
        terminal.remark(&format!("  {id}: {words}"));
        terminal.remark(&format!("    {}", terminal.say(&rule.remedy)));
    }
}

/// Why nothing is changed; what a person can paste in its place goes to standard output.
fn refused(run: &Run, work: &Work, needs: &Needs, refusal: Refusal) -> Stop {
    let nothing = Text::new("nothing was changed", "什么也没有改动");
    match refusal {
        Refusal::Unreadable(files) => {
            let prefix = project::prefix(&work.project);
            let of = |lang| {
                let line = |(path, reason): &(String, Text)| format!("{prefix}{path}: {}", reason.get(lang));
                files.iter().map(line).collect::<Vec<_>>().join("\n")
            };
            Stop::new(Text::owned(of(Lang::En), of(Lang::Zh)), nothing)
        }
        Refusal::CannotEdit { rule, message, reason, at, kind } => {
            let snippets = snippets_for(run, work, needs, rule.id, kind);
            for snippet in &snippets {
                let _ = run.terminal.line(&snippet.with_place(run.terminal.lang));
            }
            let place = at.map(|spot| work.model.shown_place(&spot)).unwrap_or_default();
            let of = |lang, colon: &str| {
                format!("{}{colon}{}{colon}{}{place}", rule.id, message.get(lang), reason.get(lang))
            };
            let hint = Text::new(
                "nothing was changed; paste the lines above by hand, or leave this vendor out with --vendor",
                "什么也没有改动；请手工粘贴上面的内容，或用 --vendor 跳过这个厂商",
            );
            Stop::new(Text::owned(of(Lang::En, ": "), of(Lang::Zh, "：")), hint)
        }
        Refusal::Broken { what, reason } => {
            let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
            Stop::new(text!("{what}: the change does not hold: {en}", "{what}：修改没有生效：{zh}"), nothing)
        }
    }
}

/// What would have been written, to be pasted.
fn snippets_for(run: &Run, work: &Work, needs: &Needs, rule: &str, kind: Option<Kind>) -> Vec<Snippet> {
    let own: Vec<Requirement> = work.requirements.iter().filter(|one| one.rule.id == rule).cloned().collect();
    let dsls: Vec<_> = work.project.dsl.map_or(pushctl::project::Dsl::ALL.to_vec(), |dsl| vec![dsl]);
    let target = Target {
        plugin: work.model.plugin.name(),
        generation: work.model.plugin.generation(),
        version: work.model.plugin_version.as_deref(),
        dsls: &dsls,
        lang: run.terminal.lang,
        package_name: needs.package_name.as_deref(),
        reveal: false,
    };
    let mut snippets = render(&own, &target);
    snippets.retain(|snippet| kind.is_none_or(|kind| snippet.kind == kind));
    snippets
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
