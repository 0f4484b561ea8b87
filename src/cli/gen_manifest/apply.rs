//! The changes that put a project right: shown as a patch, or made.

use super::verify::Work;
use super::{Args, Needs};
use crate::cli::exit::Stop;
use crate::cli::project;
use crate::cli::run::Run;
use pushctl::files::write_all;
use pushctl::git;
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal};
use pushctl::project::patch::{Patch, Refusal, plan, unified};
use pushctl::project::{Dsl, Kind, Model, Requirement, Snippet, Target, render, subjects};
use pushctl::text;
use pushctl::text::{Lang, Text};
use serde_json::Value;

/// What `--apply` would change, as text that may be shown.
pub(super) struct Shown {
    text: String,
    /// Whether a secret of the app is masked in it.
    is_masked: bool,
}

impl Shown {
    pub(super) fn of(run: &Run, needs: &Needs, work: &Work) -> Result<Self, Stop> {
        Ok(Self::of_patch(run, &work.model, &planned(run, needs, work)?))
    }

    fn of_patch(run: &Run, model: &Model, patch: &Patch) -> Self {
        let diff = unified(patch, &model.tree.prefix());
        let text = run.terminal.redacted(&diff);
        let text = patch.hidden.iter().fold(text, |text, hidden| text.replace(hidden, "***"));
        Self { is_masked: text != diff, text }
    }

    /// A patch is a problem: something is not as it should be.
    pub(super) fn verdict(&self) -> Verdict {
        if self.text.is_empty() { Verdict::Ok } else { Verdict::Problem }
    }

    /// The patch itself, for JSON.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Prints it line by line.
    pub(super) fn print(&self, terminal: &Terminal) -> Result<(), Stop> {
        // With the carriage returns: git compares whole lines.
        let mut lines = self.text.split_terminator('\n');
        lines.try_for_each(|line| terminal.line(&painted(terminal, line)))?;
        if self.is_masked {
            let remark = Text::new(
                "*** stands for a secret of the app: this text is no patch for git, --apply writes the value itself",
                "*** 代替了 App 里的密钥：这段文字不能交给 git apply，--apply 会写入真实的值",
            );
            terminal.remark(terminal.say(&remark));
        }
        Ok(())
    }
}

fn planned(run: &Run, needs: &Needs, work: &Work) -> Result<Patch, Stop> {
    let subjects = subjects(&work.requirements, work.only);
    plan(&work.model, &subjects, &needs.levels).map_err(|refusal| refused(run, work, needs, refusal))
}

pub(in crate::cli) fn painted(terminal: &Terminal, line: &str) -> String {
    match line.chars().next() {
        _ if line.starts_with("---") || line.starts_with("+++") => terminal.paint(Color::Bold, line),
        Some('-') => terminal.paint(Color::Red, line),
        Some('+') => terminal.paint(Color::Green, line),
        Some('@') => terminal.paint(Color::Cyan, line),
        _ => line.to_owned(),
    }
}

/// Shows the patch, asks, and makes the changes.
pub(super) fn apply(run: &Run, args: &Args, needs: &Needs, work: &Work) -> Result<Verdict, Stop> {
    let patch = planned(run, needs, work)?;
    let shown = Shown::of_patch(run, &work.model, &patch);
    let report = run.report().with("diff", shown.text().into()).with("changed", changed(&patch));
    if patch.files.is_empty() {
        run.terminal.remark(run.terminal.say(&Text::new("nothing to change", "没有需要修改的")));
        say_what_is_left(&run.terminal, &patch);
        return run.finish(&report, |_| Ok(()));
    }
    if run.format() == Format::Table {
        shown.print(&run.terminal)?;
    }
    let count = patch.files.len();
    say_dirty(&run.terminal, &work.model, &patch);
    run.confirm(&text!("change {count} file(s)?", "修改 {count} 个文件？"))?;
    let files = patch.new_files(&work.model).map_err(|(path, reason)| {
        let shown = path.display();
        let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
        Stop::new(
            text!("{shown}: {en}", "{shown}：{zh}"),
            Text::new("mend that, and run it again", "处理之后再运行一次"),
        )
    })?;
    write_all(&files).map_err(|error| {
        let error = anyhow::Error::from(error);
        Stop::new(text!("{error:#}", "{error:#}"), Text::new("nothing was changed", "什么也没有改动"))
    })?;
    for file in &patch.files {
        let name = format!("{}{}", project::prefix(&work.project), file.path);
        run.terminal.remark(run.terminal.say(&text!("changed {name}", "已修改 {name}")));
    }
    say_what_is_left(&run.terminal, &patch);
    let next = run.again_about("gen-manifest --check", args.project.as_deref());
    run.terminal.remark(run.terminal.say(&text!(
        "install the app anew: what is on the phone has none of it. next: {next}",
        "请重新安装 App：手机上的旧安装包里没有这些。下一步：{next}"
    )));
    run.finish(&report, |_| Ok(()))
}

fn changed(patch: &Patch) -> Value {
    patch.files.iter().map(|file| Value::from(file.path.as_str())).collect::<Vec<_>>().into()
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
            let place = at.map(|spot| format!("  ({})", work.model.shown_place(&spot))).unwrap_or_default();
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
    let dsls: Vec<_> = work.project.dsl.map_or(Dsl::ALL.to_vec(), |dsl| vec![dsl]);
    let namespace = work.model.namespace();
    let target = Target {
        plugin: work.model.plugin.name(),
        generation: work.model.plugin.generation(),
        version: work.model.plugin_version.as_deref(),
        dsls: &dsls,
        lang: run.terminal.lang,
        package_name: needs.package_name.as_deref(),
        namespace: namespace.as_deref(),
        reveal: false,
    };
    let mut snippets = render(&own, &target);
    snippets.retain(|snippet| kind.is_none_or(|kind| snippet.kind == kind));
    snippets
}
