//! `pushctl init`: from answers to push.toml and push.local.toml.
//!
//! Answers come from flags; on a terminal what is still missing is asked for. Nothing is written before everything
//! is known, and what is written has passed the rules of `check`.

mod answers;
mod files;
mod wizard;

use std::path::{Path, PathBuf};

use serde_json::json;

use super::exit::Stop;
use super::run::{Run, variable};
use answers::{Answers, Blank};
use pushctl::config::{self, template};
use pushctl::files::{NewFile, write_all};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Terminal, diagnostics, layout};
use pushctl::report::{Findings, Severity};
use pushctl::text;
use pushctl::text::Text;

/// Make push.toml and push.local.toml, asking for what is needed
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Android applicationId
    #[arg(long, value_name = "ID")]
    package_name: Option<String>,
    /// Set a key, such as `vivo.app_id=105000042`; repeatable
    #[arg(long, value_name = "TABLE.KEY=VALUE")]
    set: Vec<String>,
    /// Replace push.toml and push.local.toml if they are there
    #[arg(long, conflicts_with = "update")]
    force: bool,
    /// Add to the push.toml that is there (comes with a later version)
    #[arg(long)]
    update: bool,
    /// Import from a Flutter project or a console's file (comes with a later version)
    #[arg(long, value_name = "FILE|DIR")]
    from: Vec<PathBuf>,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    refuse_what_is_still_to_come(args)?;
    let folder = Run::folder();
    let path = folder.join(run.globals.config.as_deref().unwrap_or(Path::new(config::FILE_NAME)));
    let local_path = config::local_path(&path);
    keep(&folder, &path, args.force)?;

    let mut answers = Answers::of(run, args.package_name.as_deref(), &args.set)?;
    let blanks = answers.blanks();
    let is_asking = !blanks.is_empty() && run.terminal.is_interactive();
    if is_asking || !answers.local().is_empty() {
        keep(&folder, &local_path, args.force)?;
    }
    if is_asking {
        accept(run, answers.judge(&path, run.terminal.lang))?;
        wizard::complete(run, &mut answers, &path)?;
    } else if !blanks.is_empty() {
        return Err(missing(&blanks));
    }
    accept(run, answers.judge(&path, run.terminal.lang))?;

    let files = new_files(run, &answers, &path, &local_path);
    write_all(&files).map_err(anyhow::Error::from)?;
    conclude(run, &answers, &folder, &files)
}

fn refuse_what_is_still_to_come(args: &Args) -> Result<(), Stop> {
    let flag = match (args.update, args.from.is_empty()) {
        (true, _) => "--update",
        (_, false) => "--from",
        _ => return Ok(()),
    };
    let message = text!("`{flag}` comes with a later version", "`{flag}` 要等以后的版本");
    let hint = Text::new("without it, `pushctl init` asks for each value", "不加它，`pushctl init` 会逐项询问");
    Err(Stop::new(message, hint))
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

/// What `check` would call a mistake ends the run before anything is written; warnings are shown.
fn accept(run: &Run, findings: Findings) -> Result<(), Stop> {
    if findings.has_errors() {
        return Err(findings.into());
    }
    if !findings.is_empty() {
        run.terminal.complain(&diagnostics(findings.iter(), &run.terminal, run.terminal.stderr_color));
    }
    Ok(())
}

fn new_files(run: &Run, answers: &Answers, path: &Path, local_path: &Path) -> Vec<NewFile> {
    let lang = run.terminal.lang;
    let text = template::push_toml(&answers.vendors, &answers.committed(), lang);
    let mut files = vec![NewFile { path: path.to_owned(), text, is_private: false }];
    let local = answers.local();
    if !local.is_empty() {
        let text = template::push_local_toml(&local, lang);
        files.push(NewFile { path: local_path.to_owned(), text, is_private: true });
    }
    files.extend(files::gitignore(local_path));
    files
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

fn conclude(run: &Run, answers: &Answers, folder: &Path, files: &[NewFile]) -> Result<Verdict, Stop> {
    let names: Vec<String> = files.iter().map(|file| shown(folder, &file.path)).collect();
    let open: Vec<String> = answers.blanks().iter().map(Blank::name).collect();
    let report = run.report().with("files", json!(names)).with("open", json!(open));
    run.finish(&report, |terminal| {
        let columns = names.iter().map(|name| layout::width(name)).max().unwrap_or(0) + 2;
        terminal.line(terminal.say(&Text::new("written:", "已写入：")))?;
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
    if !open.is_empty() {
        let keys = open.join(", ");
        let text = text!("still to be filled in: {keys}", "还没有填写：{keys}");
        terminal.line(terminal.say(&text))?;
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
