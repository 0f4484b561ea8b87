//! `pushctl init`: from what people have already to push.toml and push.local.toml.
//!
//! Files and projects are read first (`--from`), flags win over them, and on a terminal what is still missing is asked
//! for. Nothing is written before everything is known, and what is written has passed the rules of `check`. With
//! `--update` the files that are there are added to, and nothing in them is replaced unless somebody decided so.

mod answers;
mod files;
mod show;
mod sources;
mod there;
mod wizard;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use serde_json::json;

use super::check;
use super::exit::Stop;
use super::prompt;
use super::run::{Run, variable};
use answers::{Answers, Blank};
use pushctl::config;
use pushctl::files::{NewFile, write_all};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, diagnostics, layout};
use pushctl::project::patch::{Patch, Patched, unified};
use pushctl::report::{Findings, Report, Severity};
use pushctl::text;
use pushctl::text::Text;
use sources::Imported;
use there::There;

/// Make push.toml and push.local.toml, asking for what is needed
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Android applicationId
    #[arg(long, value_name = "ID")]
    package_name: Option<String>,
    /// Set a key, such as `vivo.app_id=105000042`; repeatable, wins over what is imported
    #[arg(long, value_name = "TABLE.KEY=VALUE")]
    set: Vec<String>,
    /// Replace push.toml and push.local.toml if they are there
    #[arg(long, conflicts_with = "update")]
    force: bool,
    /// Add to the push.toml that is there, after showing the diff; comments and order stay
    #[arg(long)]
    update: bool,
    /// Read values from a Flutter project, Dart code, a console's JSON, a service account or a .p8; repeatable
    #[arg(long, value_name = "FILE|DIR")]
    from: Vec<PathBuf>,
}

/// What an interrupted question leaves undone.
const NOTHING_WRITTEN: Text = Text::new("nothing was written", "什么也没有写入");

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let folder = Run::folder();
    let path = target(run, args, &folder);
    let local_path = config::local_path(&path);
    let there = if args.update { Some(There::load(run, &path)?) } else { None };
    if there.is_none() {
        keep(&folder, &path, args.force)?;
    }
    let mut answers = Answers::of(run, args.package_name.as_deref(), &args.set, there)?;
    let imported = sources::import(run, args, &mut answers, &path)?;
    if let (Some(there), true) = (&answers.there, answers.vendors.is_empty()) {
        answers.vendors = there.vendors();
    }
    let is_asking = !answers.blanks().is_empty() && run.terminal.is_interactive();
    if answers.there.is_none() && (is_asking || !answers.local().is_empty()) {
        keep(&folder, &local_path, args.force)?;
    }
    if is_asking {
        drop_what_is_wrong(run, &mut answers, &imported, &path)?;
        wizard::complete(run, &mut answers, &path)?;
    } else {
        refuse_gaps(&answers, &imported)?;
    }
    let findings = answers.judge(&path, run.terminal.lang);
    if findings.has_errors() {
        return Err(findings.into());
    }
    // The wizard showed them when they arose.
    if !is_asking {
        warn(run, &findings);
    }

    let files = new_files(run, &answers, &path, &local_path)?;
    let report = run.report().with("imported", imported.json()).with("not_filled", json!(imported.blanks));
    let report = if answers.there.is_some() { agreed(run, &folder, &files, report)? } else { report };
    write_all(&files).map_err(anyhow::Error::from)?;
    let verdict = conclude(run, &answers, &folder, &files, report)?;
    if is_asking && run.format() == Format::Table && wants_check(run)? {
        check::run(run, &check::Args::usual())
    } else {
        Ok(verdict)
    }
}

/// Offers what everybody does next. It asks the vendors and sends nothing.
fn wants_check(run: &Run) -> Result<bool, Stop> {
    let question = Text::new("check it now, with the vendors too?", "现在就检查（会联网询问厂商）？");
    let confirm = dialoguer::Confirm::new().with_prompt(run.terminal.say(&question)).default(true);
    let not_done = Text::new("the files are written, nothing was checked", "文件已经写好，没有检查");
    if run.globals.yes { Ok(false) } else { prompt::ask(&run.terminal, &not_done, || confirm.interact()) }
}

/// The push.toml in question: one that is there may lie further up.
fn target(run: &Run, args: &Args, folder: &Path) -> PathBuf {
    let named = folder.join(run.globals.config.as_deref().unwrap_or(Path::new(config::FILE_NAME)));
    if args.update { config::locate(&run.options()).unwrap_or(named) } else { named }
}

/// What is missing and nobody can be asked for. Where files told something, the rest may come later, as it may when
/// somebody is asked.
fn refuse_gaps(answers: &Answers, imported: &Imported) -> Result<(), Stop> {
    let blanks = answers.blanks();
    let may_wait = !imported.taken.is_empty() || answers.there.is_some();
    let is_open = |blank: &Blank| may_wait && matches!(blank, Blank::Key(..));
    if blanks.iter().all(is_open) { Ok(()) } else { Err(missing(&blanks)) }
}

/// Imported values that break a rule are asked for anew; what flags say has to be right.
fn drop_what_is_wrong(run: &Run, answers: &mut Answers, imported: &Imported, path: &Path) -> Result<(), Stop> {
    let lang = run.terminal.lang;
    let findings = answers.judge(path, lang);
    let errors = |answers: &Answers| answers.judge(path, lang).count(Severity::Error);
    let mut left = findings.count(Severity::Error);
    for found in imported.taken.iter().filter(|_| findings.has_errors()) {
        let mut without = answers.clone();
        without.draft.remove(found.table, found.field.key);
        let count = errors(&without);
        if count < left {
            let key = format!("{}.{}", found.table, found.field.key);
            let place = show::place(&found.place);
            let said = text!("{place}: {key} is not taken over", "{place}：{key} 没有导入");
            run.terminal.complain(run.terminal.say(&said));
            (*answers, left) = (without, count);
        }
    }
    if left > 0 {
        return Err(findings.into());
    }
    warn(run, &findings);
    Ok(())
}

/// A file that is there stays, unless it may be replaced.
fn keep(folder: &Path, path: &Path, force: bool) -> Result<(), Stop> {
    if force || !path.exists() {
        return Ok(());
    }
    let name = shown(folder, path);
    let message = text!("{name} is there already", "{name} 已经存在");
    let hint = Text::new(
        "edit it and run `pushctl check`; --force replaces it",
        "直接修改它，再运行 `pushctl check`；要覆盖请加 --force",
    );
    Err(Stop::new(message, hint))
}

fn missing(blanks: &[Blank]) -> Stop {
    let flags = blanks.iter().map(Blank::flag).collect::<Vec<_>>().join(" ");
    Stop::new(
        Text::new("nobody can be asked here, and answers are missing", "这里没有人可以回答，而且缺少一些值"),
        text!("add: {flags}", "请加上：{flags}"),
    )
}

fn warn(run: &Run, findings: &Findings) {
    if !findings.is_empty() {
        run.terminal.complain(&diagnostics(findings.iter(), &run.terminal, run.terminal.stderr_color));
    }
}

/// The files to write; those that are there already and stay as they are, are left out.
fn new_files(run: &Run, answers: &Answers, path: &Path, local_path: &Path) -> Result<Vec<NewFile>, Stop> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (base, local) = answers.texts(run.terminal.lang).map_err(|reason| {
        let (en, zh) = (reason.get(text::Lang::En), reason.get(text::Lang::Zh));
        Stop::new(text!("{name}: {en}", "{name}：{zh}"), Text::new("edit it by hand", "请手工修改"))
    })?;
    let before = |local: bool| {
        let there = answers.there.as_ref()?;
        Some(if local { there.local()? } else { there.base() }.text().to_owned())
    };
    let mut files = Vec::new();
    if before(false).as_ref() != Some(&base) {
        files.push(NewFile { path: path.to_owned(), text: base, is_private: false });
    }
    if let Some(text) = local.filter(|text| before(true).as_ref() != Some(text)) {
        files.push(NewFile { path: local_path.to_owned(), text, is_private: true });
        files.extend(files::gitignore(local_path));
    }
    Ok(files)
}

/// Shows what would change in the files that are there, and asks.
fn agreed(run: &Run, folder: &Path, files: &[NewFile], report: Report) -> Result<Report, Stop> {
    let patched = |file: &NewFile| {
        let before = std::fs::read_to_string(&file.path).ok().map(Rc::from);
        Patched { path: shown(folder, &file.path), before, after: file.text.as_str().into() }
    };
    let patch = Patch { files: files.iter().map(patched).collect(), ..Patch::default() };
    let diff = run.terminal.redacted(&unified(&patch, ""));
    let report = report.with("diff", diff.as_str().into());
    if files.is_empty() {
        run.terminal.remark(run.terminal.say(&Text::new("nothing to add", "没有需要补充的")));
        return Ok(report);
    }
    if run.format() == Format::Table {
        diff.lines().try_for_each(|line| run.terminal.line(&super::gen_manifest::painted(&run.terminal, line)))?;
    }
    let count = files.len();
    run.confirm(&text!("change {count} file(s)?", "修改 {count} 个文件？"))?;
    Ok(report)
}

/// A word on a file for the user.
fn remark(file: &NewFile) -> Text {
    match file.path.file_name().and_then(|name| name.to_str()) {
        Some(".gitignore") => Text::new("keeps your own file out of git", "让你自己的文件不进 git"),
        _ if file.is_private => {
            Text::new("secrets and your own phones; only you may read it", "密钥和自己的测试机，只有自己能读")
        }
        _ => Text::new("holds no secret; commit it", "不含密钥，请提交到 git"),
    }
}

fn conclude(run: &Run, answers: &Answers, folder: &Path, files: &[NewFile], report: Report) -> Result<Verdict, Stop> {
    let names: Vec<String> = files.iter().map(|file| shown(folder, &file.path)).collect();
    let open: Vec<String> = answers.blanks().iter().map(Blank::name).collect();
    let report = report.with("files", json!(names)).with("open", json!(open));
    run.finish(&report, |terminal| {
        let columns = names.iter().map(|name| layout::width(name)).max().unwrap_or(0) + 2;
        if !files.is_empty() {
            terminal.line(terminal.say(&Text::new("written:", "已写入：")))?;
        }
        for (name, file) in names.iter().zip(files) {
            let line = layout::hang(name, columns, terminal.say(&remark(file)), terminal.width.saturating_sub(2));
            terminal.line(&line.lines().map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"))?;
        }
        say_what_is_open(terminal, answers, &open)?;
        let check = run.again("check");
        let next = text!("next: {check}", "下一步：{check}");
        terminal.line(&terminal.paint(Color::Bold, terminal.say(&next)))?;
        Ok(())
    })
}

/// Variables to export and keys to fill in.
fn say_what_is_open(terminal: &Terminal, answers: &Answers, open: &[String]) -> Result<(), Stop> {
    let unset: Vec<String> = answers.variables().into_iter().filter(|name| variable(name).is_none()).collect();
    if !unset.is_empty() {
        let text = Text::new("set in your shell and in CI:", "在 shell 和 CI 里设置：");
        terminal.line(terminal.say(&text))?;
        for name in unset {
            terminal.line(&terminal.paint(Color::Cyan, &format!("  export {name}='…'")))?;
        }
    }
    let for_ci = answers.variables_of_ci().join(", ");
    if !for_ci.is_empty() {
        let text = text!("in CI, set {for_ci}", "在 CI 里设置 {for_ci}");
        layout::wrap(terminal.say(&text), terminal.width).iter().try_for_each(|line| terminal.line(line))?;
    }
    if !open.is_empty() {
        let keys = open.join(", ");
        let text = text!("still to be filled in: {keys}", "还没有填写：{keys}");
        layout::wrap(terminal.say(&text), terminal.width).iter().try_for_each(|line| terminal.line(line))?;
    }
    Ok(())
}

fn shown(folder: &Path, path: &Path) -> String {
    path.strip_prefix(folder).unwrap_or(path).display().to_string()
}

/// Findings that came with an answer: those that were not there before it.
fn new_findings(before: &Findings, after: Findings) -> Findings {
    let known = |finding: &pushctl::report::Finding| {
        before.iter().any(|other| other.rule.id == finding.rule.id && other.message == finding.message)
    };
    after.into_iter().filter(|finding| !known(finding) && finding.severity > Severity::Note).collect()
}
