//! `check` on a screen: the table, a sentence per channel, every finding, the counts and the one next step.

use std::path::Path;

use super::row::{Asked, Credentials, Row};
use super::{Args, note_line, project};
use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::{Run, word};
use pushctl::check::Offline;
use pushctl::config::{self, Config, rules};
use pushctl::outcome::{Class, Verdict};
use pushctl::output::{Color, Terminal, diagnostics, layout};
use pushctl::report::{Finding, Report, Severity};
use pushctl::text;
use pushctl::text::{Lang, Text};

/// Everything that was found out.
pub(super) struct Screen<'a> {
    pub(super) run: &'a Run,
    pub(super) args: &'a Args,
    pub(super) terminal: &'a Terminal,
    pub(super) config: &'a Config,
    pub(super) offline: &'a Offline,
    pub(super) rows: &'a [Row<'a>],
    pub(super) project: Option<&'a project::Looked>,
    pub(super) report: &'a Report,
    pub(super) asked: Asked,
}

impl Screen<'_> {
    pub(super) fn show(&self) -> Result<(), Stop> {
        let (terminal, quiet) = (self.terminal, self.terminal.quiet);
        if !quiet {
            terminal.line(&heading(terminal, self.config))?;
            if let Some(heading) = self.project.and_then(|project| project.heading.as_ref()) {
                terminal.line(heading)?;
            }
            terminal.line("")?;
        }
        if !self.rows.is_empty() && (!quiet || self.report.verdict() != Verdict::Ok) {
            terminal.line(&self.table())?;
        }
        if !quiet && !self.rows.is_empty() {
            terminal.line("")?;
            terminal.line(&self.sentences())?;
        }
        self.refusals()?;
        self.findings()?;
        if !quiet {
            terminal.line("")?;
            terminal.line(&self.closing())?;
        }
        Ok(())
    }

    fn table(&self) -> String {
        let say = |en, zh| self.terminal.say(&Text::new(en, zh)).to_owned();
        let head = [say("vendor", "渠道"), say("values", "填写"), say("credentials", "密钥"), say("project", "工程")];
        let head: Vec<&str> = head.iter().map(String::as_str).collect();
        let count = |errors: usize, warnings: usize| match (errors, warnings) {
            (0, 0) => "✓".to_owned(),
            (0, warnings) => format!("! {warnings}"),
            (errors, _) => format!("✗ {errors}"),
        };
        let cells = |row: &Row<'_>| {
            let credentials = match &row.credentials {
                Credentials::Tried(outcome) => answer::summary(self.terminal, outcome),
                Credentials::NotTried(reason) => format!("– {}", self.terminal.say(reason)),
            };
            let project = match row.project {
                None => format!("– {}", say("not looked at", "没有检查")),
                Some(of) => count(of.errors, of.warnings),
            };
            let name = self.terminal.say(&row.section.vendor.name).to_owned();
            vec![name, count(row.section.errors, row.section.warnings), credentials, project]
        };
        let cells: Vec<Vec<String>> = self.rows.iter().map(cells).collect();
        answer::paint_marks(self.terminal, &layout::table(&head, &cells, self.terminal.width))
    }

    /// What each channel is good for.
    fn sentences(&self) -> String {
        let name = |row: &Row<'_>| self.terminal.say(&row.section.vendor.name).to_owned();
        let columns = self.rows.iter().map(|row| layout::width(&name(row))).max().unwrap_or(0) + 4;
        let sentence = |row: &Row<'_>| {
            let mark = row.verdict().map_or("–", answer::mark_plain);
            let label = format!("{mark} {}", name(row));
            let words = row.readiness(self.asked);
            let hung = layout::hang(&label, columns, self.terminal.say(&words), self.terminal.width.saturating_sub(1));
            hung.lines().map(|line| format!(" {line}")).collect::<Vec<_>>().join("\n")
        };
        let lines = self.rows.iter().map(sentence).collect::<Vec<_>>().join("\n");
        answer::paint_marks(self.terminal, &lines)
    }

    /// What vendors said no to, in their own words.
    fn refusals(&self) -> Result<(), Stop> {
        let terminal = self.terminal;
        for row in self.rows {
            let Some(outcome) = row.outcome().filter(|outcome| outcome.class != Class::Accepted) else { continue };
            let mark = answer::mark(terminal, outcome.class.verdict());
            let (name, label) = (terminal.say(&row.section.vendor.name), outcome.class.label());
            let details = answer::details(terminal, outcome);
            terminal.line(&format!("\n  {mark} {name}: {}\n{details}", terminal.say(&label)))?;
        }
        Ok(())
    }

    fn findings(&self) -> Result<(), Stop> {
        let terminal = self.terminal;
        let (notes, worse): (Vec<&Finding>, Vec<&Finding>) =
            self.report.findings.iter().partition(|finding| finding.severity == Severity::Note);
        for finding in worse {
            terminal.line("")?;
            terminal.line(&diagnostics([finding], terminal, terminal.color))?;
        }
        if terminal.quiet {
            return Ok(());
        }
        let (not_set, other): (Vec<&Finding>, Vec<&Finding>) =
            notes.into_iter().partition(|note| note.rule.id == rules::NOT_SET.id);
        if !not_set.is_empty() || !other.is_empty() {
            terminal.line("")?;
        }
        if !not_set.is_empty() {
            terminal.line(&not_set_line(terminal, &not_set))?;
        }
        other.into_iter().try_for_each(|note| Ok(terminal.line(&note_line(terminal, note))?))
    }

    /// The counts, and the one next step.
    fn closing(&self) -> String {
        let mut lines = Vec::new();
        if let count @ 1.. = self.report.switched_off {
            lines.push(text!("{count} finding(s) switched off by [rules]", "[rules] 关掉了 {count} 条"));
        }
        lines.extend(self.rows.iter().filter_map(Row::caveat));
        lines.push(self.summary());
        let wrapped = |line: &Text| layout::wrap(self.terminal.say(line), self.terminal.width);
        let grey = |line: String| self.terminal.paint(Color::Grey, &line);
        let not_judged: Vec<Text> = self.rows.iter().filter_map(Row::not_judged).collect();
        let not_judged = not_judged.iter().flat_map(wrapped).map(grey);
        let mut lines: Vec<String> = not_judged.chain(lines.iter().flat_map(wrapped)).collect();
        if let Some(next) = self.next() {
            let bold = |line: String| self.terminal.paint(Color::Bold, &line);
            lines.extend(wrapped(&behind_next(&next)).into_iter().map(bold));
        }
        lines.join("\n")
    }

    fn summary(&self) -> Text {
        let count = |severity| self.report.findings.count(severity);
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        let refused = self.report.outcomes.iter().filter(|own| own.class.verdict() == Verdict::Problem).count();
        let problems = errors + refused;
        match self.report.verdict() {
            Verdict::Ok if self.rows.is_empty() => Text::new("no vendor to check", "没有可检查的厂商"),
            Verdict::Ok if warnings > 0 => text!("ok, {warnings} warning(s)", "没有错误，{warnings} 个警告"),
            Verdict::Ok if self.asked == Asked::Nobody => {
                Text::new("ok as far as can be told offline", "离线能看的都没有问题")
            }
            Verdict::Ok if self.asked == Asked::Emulator => Text::new("ok against the emulator", "对模拟器没有问题"),
            Verdict::Ok if self.asked == Asked::ThisMachine => Text::new(
                "ok against the server on this machine; no vendor was asked",
                "对本机的服务器没有问题；没有询问厂商",
            ),
            Verdict::Ok if self.report.outcomes.is_empty() => {
                Text::new("ok; no credentials were tried", "没有问题；没有检查密钥")
            }
            Verdict::Ok => Text::new("ok", "没有问题"),
            Verdict::Undetermined => Text::new(
                "undetermined: a vendor could not be asked; nothing else is wrong",
                "无法确定：有厂商没有给出回答；其它没有问题",
            ),
            Verdict::Problem | Verdict::Unusable => {
                text!("{problems} error(s), {warnings} warning(s)", "{problems} 个错误，{warnings} 个警告")
            }
        }
    }

    /// What to do first. What is wrong comes before what is missing, and push.toml before the project, which is
    /// patched from it.
    fn next(&self) -> Option<Text> {
        if self.rows.is_empty() {
            return Some(Text::new("add a table such as [vivo] to push.toml", "在 push.toml 里加一个表，例如 [vivo]"));
        }
        self.next_for_what_is_wrong().or_else(|| self.next_for_what_is_right())
    }

    fn next_for_what_is_wrong(&self) -> Option<Text> {
        let is_of_files = |finding: &&Finding| {
            finding.place.as_ref().is_none_or(|place| {
                self.config.sources.iter().any(|source| std::sync::Arc::ptr_eq(source, &place.source))
            })
        };
        let mut errors = self.report.findings.iter().filter(|finding| finding.severity == Severity::Error);
        let fixable = self.project.map_or(0, |project| project.fixable);
        let check = self.check();
        if let Some(finding) = errors.clone().find(is_of_files) {
            return Some(mend(finding, &check));
        }
        let refused = self.rows.iter().find(|row| row.outcome().is_some_and(|own| own.verdict() == Verdict::Problem));
        if let Some(row) = refused {
            let (en, zh) = (row.section.vendor.name.get(Lang::En), row.section.vendor.name.get(Lang::Zh));
            return Some(text!(
                "put right what {en} refuses, as said above, then {check}",
                "按上面的改法改好{zh}拒绝的值，再运行 {check}"
            ));
        }
        if fixable > 0 {
            let apply = self.run.again_about("gen-manifest --apply", self.args.project.as_deref());
            return Some(text!(
                "{apply} mends {fixable} of the project's",
                "{apply} 可以自动修改工程里的 {fixable} 个"
            ));
        }
        errors.next().map(|finding| mend(finding, &check))
    }

    /// This command once more.
    fn check(&self) -> String {
        self.run.again_about("check", self.args.project.as_deref())
    }

    fn next_for_what_is_right(&self) -> Option<Text> {
        let check = self.check();
        match (self.report.verdict(), self.asked) {
            (Verdict::Undetermined, _) => {
                return Some(text!("{check} again, in a while", "过一会儿再运行 {check}"));
            }
            (_, Asked::Nobody) => return Some(Text::same(check)),
            (_, Asked::Emulator) => {
                return Some(text!(
                    "{check} without --emulator asks the vendors",
                    "去掉 --emulator 再运行 {check}，询问真正的厂商"
                ));
            }
            (_, Asked::ThisMachine) => return None,
            (_, Asked::Vendors) => {}
        }
        let mut ready = self.rows.iter().filter(|row| row.is_ready()).map(|row| row.section.vendor).peekable();
        let Some(first) = ready.peek().copied() else {
            let update = self.run.again("init --update");
            return Some(text!(
                "fill in what is missing ({update} asks for it), then {check}",
                "补上缺的值（{update} 会逐个询问），再运行 {check}"
            ));
        };
        let of_ready = |vendor| self.offline.devices.iter().find(move |device| device.vendor == Some(vendor));
        let device = ready.find_map(|vendor| of_ready(vendor.key));
        let send = |name: &str| self.run.again(&format!("send-test -d {}", word(name)));
        Some(match device {
            Some(device) => Text::same(send(&device.name)),
            None => {
                let (key, name) = (first.key, first.example_device.name);
                let send = send(name);
                let file = self.config.sources.first().map_or("push.toml", |source| &source.name);
                let file = config::local_path(Path::new(file)).display().to_string();
                text!(
                    "add a phone to {file}, [devices.{name}], and {send}; \
                     pushctl explain {key} tells where its token comes from",
                    "在 {file} 里加一台手机 [devices.{name}]，再运行 {send}；\
                     token 怎么来：pushctl explain {key}"
                )
            }
        })
    }
}

/// What is not set, in one line: every channel's sentence says what it lacks.
fn not_set_line(terminal: &Terminal, notes: &[&Finding]) -> String {
    if let [note] = notes {
        return note_line(terminal, note);
    }
    let places: Vec<String> = notes.iter().filter_map(|note| note.place.as_ref().map(ToString::to_string)).collect();
    let (count, en, zh) = (notes.len(), places.join(", "), places.join("、"));
    let merged = Finding::new(
        &rules::NOT_SET,
        text!("{count} not set, so not looked at: {en}", "{count} 处没有填写，所以没有检查：{zh}"),
    );
    note_line(terminal, &merged)
}

fn mend(finding: &Finding, check: &str) -> Text {
    let place = finding.place.as_ref().map(|place| format!(" {place}")).unwrap_or_default();
    let id = finding.rule.id;
    text!("mend{place} ({id}), then {check}", "先改{place}（{id}），再运行 {check}")
}

fn behind_next(next: &Text) -> Text {
    let (en, zh) = (next.get(Lang::En), next.get(Lang::Zh));
    text!("next: {en}", "下一步：{zh}")
}

fn heading(terminal: &Terminal, config: &Config) -> String {
    let files: Vec<&str> = config.sources.iter().map(|source| source.name.as_str()).collect();
    let files = terminal.paint(Color::Bold, &files.join(" + "));
    match &config.profile {
        Some(profile) => format!("{files}   profile {profile}"),
        None => files,
    }
}
