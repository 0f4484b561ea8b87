//! What each file of the project needs, ready to paste.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Args, Needs, assumed};
use crate::cli::exit::Stop;
use crate::cli::project;
use crate::cli::run::Run;
use pushctl::config::{App, Given};
use pushctl::files::{NewFile, write_all};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, diagnostics};
use pushctl::project::{Dsl, Kind, Plugin, Snippet, Target, render};
use pushctl::report::Report;
use pushctl::text;
use pushctl::text::{Lang, Text};
use serde_json::{Value, json};

/// For what the snippets are.
struct Subject {
    plugin: Plugin,
    version: Option<String>,
    /// The package of the project's own classes.
    namespace: Option<String>,
    dsls: Vec<Dsl>,
}

pub(super) fn run(run: &Run, args: &Args, needs: &Needs) -> Result<Verdict, Stop> {
    let mut report = run.report();
    report.deny_warnings = args.deny_warnings;
    let subject = subject(run, args, &needs.app, &mut report)?;
    report.switched_off = report.findings.apply_levels(&needs.levels);
    let mut shown = Vec::new();
    if let Some(subject) = &subject {
        needs.say_not_offered(&run.terminal, subject.plugin);
        shown = snippets(args, subject, needs, run.terminal.lang, false);
        say_placeholders(&run.terminal, &shown);
        if shown.is_empty() {
            nothing_needed(&run.terminal, args, subject.plugin);
        } else if let Some(folder) = &args.out {
            let lang = run.terminal.lang;
            let written = write_snippets(folder, &snippets(args, subject, needs, lang, true), lang)?;
            say_written(&run.terminal, &written);
        }
    }
    let lines: Vec<Value> = shown.iter().map(|snippet| snippet_json(snippet, run.terminal.lang)).collect();
    if run.format() == Format::Ndjson {
        lines.iter().try_for_each(|line| run.terminal.line(&line.to_string()))?;
    }
    let report = report.with("snippets", lines.into());
    run.finish(&report, |terminal| {
        if !report.findings.is_empty() {
            terminal.complain(&diagnostics(report.findings.iter(), terminal, terminal.stderr_color));
        }
        if args.out.is_some() { Ok(()) } else { show(terminal, &shown) }
    })
}

/// Plugin and DSL: of the project, where there is one. `None`: the project uses no plugin of ours.
fn subject(run: &Run, args: &Args, app: &App, report: &mut Report) -> Result<Option<Subject>, Stop> {
    let dsl = args.dsl.as_deref().and_then(|name| Dsl::ALL.into_iter().find(|dsl| dsl.name() == name));
    let dsls = |found: Option<Dsl>| dsl.or(found).map_or(Dsl::ALL.to_vec(), |dsl| vec![dsl]);
    let named = args.plugin.as_deref().or(app.plugin.as_ref().map(Given::as_str)).and_then(Plugin::find);
    let Some(project) = project::find(args.project.as_deref(), app)? else {
        let plugin = named.unwrap_or_else(|| assumed(&run.terminal));
        return Ok(Some(Subject { plugin, version: None, namespace: None, dsls: dsls(None) }));
    };
    let plugin = match (project::plugin(&project, args.plugin.as_deref(), app), named) {
        (Ok(plugin), _) => plugin,
        // What was asked for is printed all the same; the finding says that the project lacks it.
        (Err(finding), named) => {
            report.findings.push(finding);
            let Some(plugin) = named else { return Ok(None) };
            plugin
        }
    };
    let version = project.version(plugin).map(str::to_owned);
    let namespace = project::model(&project, plugin, app)?.namespace();
    Ok(Some(Subject { plugin, version, namespace, dsls: dsls(project.dsl) }))
}

/// A person who pastes a placeholder should have been told.
fn say_placeholders(terminal: &Terminal, snippets: &[Snippet]) {
    if snippets.iter().any(|snippet| snippet.text.contains("YOUR_")) {
        let remark = Text::new(
            "YOUR_… stands for what push.toml does not say: put the value there",
            "YOUR_… 是 push.toml 里没有的值：请换成实际的值",
        );
        terminal.remark(terminal.say(&remark));
    }
}

fn snippets(args: &Args, subject: &Subject, needs: &Needs, lang: Lang, reveal: bool) -> Vec<Snippet> {
    let target = Target {
        plugin: subject.plugin.name(),
        generation: subject.plugin.generation(),
        version: subject.version.as_deref(),
        dsls: &subject.dsls,
        lang,
        package_name: needs.package_name.as_deref(),
        namespace: subject.namespace.as_deref(),
        reveal,
    };
    let requirements = needs.requirements(subject.plugin);
    let mut snippets = render(&requirements, &target);
    snippets.retain(|snippet| args.only.as_deref().is_none_or(|only| only == snippet.kind.name()));
    snippets
}

fn nothing_needed(terminal: &Terminal, args: &Args, plugin: Plugin) {
    let name = plugin.name();
    let remark = match args.only.as_deref() {
        Some(only) => text!("{only}: nothing is needed with {name}", "{only}：{name} 不需要写任何内容"),
        None => text!("nothing is needed with {name}", "{name} 不需要写任何内容"),
    };
    terminal.remark(terminal.say(&remark));
}

fn show(terminal: &Terminal, snippets: &[Snippet]) -> Result<(), Stop> {
    for (at, snippet) in snippets.iter().enumerate() {
        if at > 0 {
            terminal.line("")?;
        }
        let place = terminal.say(&snippet.where_to_paste);
        let heading = match (file(snippet), terminal.lang) {
            (None, _) => format!("== {place}"),
            (Some(file), Lang::En) => format!("== {file}  ({place})"),
            (Some(file), Lang::Zh) => format!("== {file}（{place}）"),
        };
        terminal.line(&terminal.paint(Color::Bold, &heading))?;
        terminal.line(&snippet.text)?;
    }
    Ok(())
}

/// The file of the project that it stands in; what is done in a console stands in none.
fn file(snippet: &Snippet) -> Option<&str> {
    (snippet.kind != Kind::Console).then_some(&snippet.file)
}

fn snippet_json(snippet: &Snippet, lang: Lang) -> Value {
    json!({
        "file": file(snippet),
        "where": snippet.where_to_paste.get(lang),
        "kind": snippet.kind.name(),
        "dsl": snippet.dsl.map(Dsl::name),
        "vendors": snippet.vendors,
        "text": snippet.text,
    })
}

/// Writes every snippet, those of one file together, and gives the files written: one that is there already with the
/// same text stays as it is. Nothing is written if any other file is in the way.
fn write_snippets(folder: &Path, snippets: &[Snippet], lang: Lang) -> Result<Vec<PathBuf>, Stop> {
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for snippet in snippets {
        let path = folder.join(snippet.file.as_ref());
        match files.iter_mut().find(|(other, _)| *other == path) {
            Some((_, text)) => *text = format!("{text}\n{}", snippet.with_place(lang)),
            None => files.push((path, snippet.with_place(lang))),
        }
    }
    for (path, text) in &files {
        refuse_to_overwrite(path, text)?;
    }
    files.retain(|(path, _)| fs::symlink_metadata(path).is_err());
    let files: Vec<NewFile> = files.into_iter().map(|(path, text)| NewFile { path, text, is_private: false }).collect();
    write_all(&files).map_err(anyhow::Error::from)?;
    Ok(files.into_iter().map(|file| file.path).collect())
}

fn refuse_to_overwrite(path: &Path, text: &str) -> Result<(), Stop> {
    let same = match fs::read(path) {
        Ok(found) => found == text.as_bytes(),
        // Whatever else is wrong shows when it is written, but nothing that exists may be replaced.
        Err(_) => fs::symlink_metadata(path).is_err(),
    };
    if same {
        return Ok(());
    }
    let path = path.display();
    let message = text!("{path} is there already and holds something else", "{path} 已经存在，内容不同");
    Err(Stop::new(message, Text::new("name an empty folder with --out", "用 --out 指定一个空目录")))
}

fn say_written(terminal: &Terminal, files: &[PathBuf]) {
    for file in files {
        let file = file.display();
        terminal.remark(terminal.say(&text!("wrote {file}", "已写入 {file}")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snippet(file: &'static str, kind: Kind, text: &str) -> Snippet {
        let where_to_paste = Text::new("inside", "里面");
        Snippet { file: file.into(), where_to_paste, kind, dsl: None, vendors: Vec::new(), text: text.to_owned() }
    }

    #[test]
    fn files_say_where_each_part_belongs() {
        let folder = tempfile::tempdir().expect("a folder");
        let parts = [
            snippet("a.gradle", Kind::Gradle, "one\n"),
            snippet("a.gradle", Kind::Gradle, "two\n"),
            snippet("a.json", Kind::TimPush, "{}\n"),
        ];
        assert_eq!(write_snippets(folder.path(), &parts, Lang::En).map_err(|_| ()).map(|files| files.len()), Ok(2));
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
        assert_eq!(read("a.gradle"), "// inside\none\n\n// inside\ntwo\n");
        assert_eq!(read("a.json"), "{}\n");
        assert_eq!(write_snippets(folder.path(), &parts, Lang::En).map_err(|_| ()).map(|files| files.len()), Ok(0));
    }

    #[test]
    fn what_is_done_in_a_console_stands_in_no_file() {
        let console = snippet_json(&snippet("console.txt", Kind::Console, "x\n"), Lang::En);
        assert_eq!((&console["file"], &console["where"]), (&Value::Null, &json!("inside")));
        let gradle = snippet_json(&snippet("a.gradle", Kind::Gradle, "x\n"), Lang::Zh);
        assert_eq!((&gradle["file"], &gradle["where"]), (&json!("a.gradle"), &json!("里面")));
    }
}
