//! `pushctl gen-manifest`: what each file of the project needs, ready to paste.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::exit::Stop;
use super::reports::Judges;
use super::run::Run;
use clap::builder::PossibleValuesParser;
use pushctl::config::{self, Config, Given, Missing, Place, Side, Values};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, diagnostics};
use pushctl::project::{self, Dsl, Error, Kind, Plugin, Project, Requirement, Snippet, Target, general};
use pushctl::report::{Finding, Findings, Severity};
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::vendors::{VENDORS, Vendor};
use serde_json::{Value, json};

/// Print what the project's files need
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The Flutter project; default: `[app] project`, else this folder if it is one
    #[arg(long, value_name = "DIR")]
    project: Option<PathBuf>,
    /// Only what stands in this kind of file
    #[arg(long, value_name = "KIND", value_parser = PossibleValuesParser::new(Kind::NAMES))]
    only: Option<String>,
    /// The push plugin; default: the one in pubspec.yaml, else `[app] plugin`
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(Plugin::ALL.map(Plugin::name)))]
    plugin: Option<String>,
    /// The language of the Gradle files; default: that of the project, else both
    #[arg(long, value_name = "DSL", value_parser = PossibleValuesParser::new(Dsl::ALL.map(Dsl::name)))]
    dsl: Option<String>,
    /// Verify the project (comes with a later version)
    #[arg(long)]
    check: bool,
    /// Print what is missing as a patch (comes with a later version)
    #[arg(long)]
    diff: bool,
    /// Write the snippets to files in this folder; files that are there are not changed
    #[arg(long, value_name = "DIR", conflicts_with = "apply")]
    out: Option<PathBuf>,
    /// Patch the project (comes with a later version)
    #[arg(long)]
    apply: bool,
    /// A warning is a problem too
    #[arg(long)]
    deny_warnings: bool,
}

impl Args {
    /// A project that is verified; snippets are nothing to judge.
    pub(crate) const fn judges(&self) -> Judges {
        if self.check { Judges::Files } else { Judges::Nothing }
    }
}

/// For what the snippets are.
struct Subject {
    plugin: Plugin,
    version: Option<String>,
    dsls: Vec<Dsl>,
}

/// What the project needs, and under which applicationId.
struct Needs {
    requirements: Vec<Requirement>,
    package_name: Option<String>,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    refuse_what_is_still_to_come(args)?;
    let config = run.config_if_any()?;
    let app = app(run, config.as_ref())?;
    let mut report = run.report();
    report.deny_warnings = args.deny_warnings;
    let subject = subject(run, args, &app, &mut report.findings)?;
    if let Some(config) = &config {
        report.switched_off = report.findings.apply_levels(&config.levels(&mut Findings::default()));
    }
    let mut shown = Vec::new();
    if let Some(subject) = &subject {
        let needs = needs(run, config.as_ref(), app, subject.plugin)?;
        shown = snippets(args, subject, &needs, run.terminal.lang, false);
        say_placeholders(&run.terminal, &shown);
        if shown.is_empty() {
            nothing_needed(&run.terminal, args, subject.plugin);
        } else if let Some(folder) = &args.out {
            let lang = run.terminal.lang;
            let written = write_all(folder, &snippets(args, subject, &needs, lang, true), lang)?;
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

fn refuse_what_is_still_to_come(args: &Args) -> Result<(), Stop> {
    let asked = [("--check", args.check), ("--diff", args.diff), ("--apply", args.apply)];
    let Some((flag, _)) = asked.into_iter().find(|(_, asked)| *asked) else { return Ok(()) };
    let message = text!("`{flag}` comes with a later version", "`{flag}` 要等以后的版本");
    Err(Stop::new(message, Text::new("without it the snippets are printed", "不加它会打印要写的内容")))
}

/// `[app]`, with the keys that this command reads free of mistakes.
fn app(run: &Run, config: Option<&Config>) -> Result<pushctl::config::App, Stop> {
    let Some(config) = config else { return Ok(pushctl::config::App::default()) };
    let mut findings = Findings::default();
    let values = config.app_values(&mut findings);
    findings.append(values.lint(|field| matches!(field.key, "package_name" | "project" | "plugin")));
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

/// Plugin and DSL: of the project, where there is one. `None`: the project uses no plugin of ours.
fn subject(
    run: &Run,
    args: &Args,
    app: &pushctl::config::App,
    findings: &mut Findings,
) -> Result<Option<Subject>, Stop> {
    let configured = app.plugin.as_ref().filter(|_| args.plugin.is_none());
    let named = args.plugin.as_deref().or(configured.map(Given::as_str)).and_then(Plugin::find);
    let dsl = args.dsl.as_deref().and_then(|name| Dsl::ALL.into_iter().find(|dsl| dsl.name() == name));
    let dsls = |found: Option<Dsl>| dsl.or(found).map_or(Dsl::ALL.to_vec(), |dsl| vec![dsl]);
    let Some(project) = open(args, app)? else {
        let plugin = named.unwrap_or_else(|| assumed(&run.terminal));
        return Ok(Some(Subject { plugin, version: None, dsls: dsls(None) }));
    };
    let plugin = match named {
        Some(plugin) => {
            if !project.plugins.contains(&plugin) {
                findings.push(plugin_missing(plugin, configured));
            }
            plugin
        }
        None => match project.plugins.first() {
            Some(plugin) => *plugin,
            None => {
                findings.push(Finding::new(
                    &general::NO_PLUGIN,
                    Text::new("pubspec.yaml has no push plugin of Tencent", "pubspec.yaml 里没有腾讯云的推送插件"),
                ));
                return Ok(None);
            }
        },
    };
    let version = project.version(plugin).map(str::to_owned);
    Ok(Some(Subject { plugin, version, dsls: dsls(project.dsl) }))
}

/// The project. One named on the command line has to be there; `[app] project` may come into being later. Where
/// neither names one, the current folder may be it.
fn open(args: &Args, app: &pushctl::config::App) -> Result<Option<Project>, Stop> {
    let configured = || app.project.as_ref().map(|path| PathBuf::from(path.as_str()));
    let folder = match &args.project {
        Some(folder) => Some(folder.clone()),
        None => Some(configured().unwrap_or_else(|| PathBuf::from("."))).filter(|folder| Project::is_at(folder)),
    };
    let Some(folder) = folder else { return Ok(None) };
    Project::open(&folder).map(Some).map_err(|error| {
        let hint = match error {
            Error::NoPubspec(_) => {
                Text::new("name the folder that holds pubspec.yaml", "请指定 pubspec.yaml 所在的目录")
            }
            _ => Text::new("`flutter pub get` says more", "`flutter pub get` 会给出更多说明"),
        };
        Stop::new(error.text(), hint)
    })
}

fn assumed(terminal: &Terminal) -> Plugin {
    let plugin = Plugin::TencentCloudChatPush;
    let name = plugin.name();
    terminal.remark(
        terminal.say(&text!("for {name}; another one: --plugin NAME", "按 {name} 生成；换一个：--plugin NAME")),
    );
    plugin
}

fn plugin_missing(plugin: Plugin, configured: Option<&Given>) -> Finding {
    let name = plugin.name();
    let message = text!("pubspec.yaml does not have {name}", "pubspec.yaml 里没有 {name}");
    let remedy = text!(
        "run `flutter pub add {name}`, or name the plugin that the project uses",
        "运行 `flutter pub add {name}`，或指定工程实际使用的插件"
    );
    let finding = Finding::new(&general::PLUGIN_MISSING, message).remedy(remedy);
    match configured.and_then(|given| given.place.clone()) {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// The vendors that were named, else those of push.toml, else all.
fn vendors(run: &Run, config: Option<&Config>) -> Result<Vec<&'static Vendor>, Stop> {
    let vendors = match config {
        Some(config) => run.vendors(config)?,
        None => run.named_vendors()?,
    };
    Ok(if vendors.is_empty() { VENDORS.to_vec() } else { vendors })
}

fn needs(run: &Run, config: Option<&Config>, app: pushctl::config::App, plugin: Plugin) -> Result<Needs, Stop> {
    let is_for_it = |one: &Requirement| one.generations.contains(&plugin.generation());
    let mut requirements = Vec::new();
    for vendor in vendors(run, config)? {
        let values = match config {
            Some(config) => values(run, config, vendor, &app)?,
            None => Values::empty(vendor.key, vendor.fields),
        };
        let own = (vendor.requirements)(&values, &app);
        if !own.is_empty() && !own.iter().any(is_for_it) {
            say_not_offered(&run.terminal, vendor, plugin);
        }
        requirements.extend(own);
    }
    // What every Android app needs is nothing to one that asked for iOS only.
    if requirements.iter().any(|one| is_for_it(one) && one.item.is_of_android()) {
        requirements.splice(0..0, general::requirements());
    }
    let package_name = app.package_name.map(|name| name.as_str().trim().to_owned());
    Ok(Needs { requirements, package_name })
}

/// A vendor that was asked for and is nowhere in what is printed.
fn say_not_offered(terminal: &Terminal, vendor: &Vendor, plugin: Plugin) {
    let (key, name) = (vendor.key, plugin.name());
    terminal.remark(terminal.say(&text!("{key}: {name} does not offer it", "{key}：{name} 不支持")));
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

/// A vendor's values. Only what is built into the app is looked at: a server's secret is no concern of these files.
fn values(run: &Run, config: &Config, vendor: &'static Vendor, app: &pushctl::config::App) -> Result<Values, Stop> {
    let mut findings = Findings::default();
    let values = config.values(vendor, &mut findings);
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

fn snippets(args: &Args, subject: &Subject, needs: &Needs, lang: Lang, reveal: bool) -> Vec<Snippet> {
    let target = Target {
        plugin: subject.plugin.name(),
        generation: subject.plugin.generation(),
        version: subject.version.as_deref(),
        dsls: &subject.dsls,
        lang,
        package_name: needs.package_name.as_deref(),
        reveal,
    };
    let mut snippets = project::render(&needs.requirements, &target);
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
fn file(snippet: &Snippet) -> Option<&'static str> {
    (snippet.kind != Kind::Console).then_some(snippet.file)
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
fn write_all(folder: &Path, snippets: &[Snippet], lang: Lang) -> Result<Vec<PathBuf>, Stop> {
    let mut files: Vec<(PathBuf, String)> = Vec::new();
    for snippet in snippets {
        let path = folder.join(snippet.file);
        match files.iter_mut().find(|(other, _)| *other == path) {
            Some((_, text)) => *text = format!("{text}\n{}", snippet.with_place(lang)),
            None => files.push((path, snippet.with_place(lang))),
        }
    }
    for (path, text) in &files {
        refuse_to_overwrite(path, text)?;
    }
    files.retain(|(path, _)| fs::symlink_metadata(path).is_err());
    for (path, text) in &files {
        write(path, text).map_err(|error| {
            let path = path.display();
            Stop::new(text!("{path}: {error}", "{path}：{error}"), Text::new("", ""))
        })?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
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

/// A reader sees the whole file or none: it is written beside its place and then moved there.
fn write(path: &Path, text: &str) -> std::io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let beside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::OpenOptions::new().write(true).create_new(true).open(&beside).and_then(|mut file| {
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    if written.is_err() {
        // The first error is the one to tell.
        let _ = fs::remove_file(&beside);
    }
    written
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
        Snippet { file, where_to_paste, kind, dsl: None, vendors: Vec::new(), text: text.to_owned() }
    }

    #[test]
    fn files_say_where_each_part_belongs() {
        let folder = tempfile::tempdir().expect("a folder");
        let parts = [
            snippet("a.gradle", Kind::Gradle, "one\n"),
            snippet("a.gradle", Kind::Gradle, "two\n"),
            snippet("a.json", Kind::TimPush, "{}\n"),
        ];
        assert_eq!(write_all(folder.path(), &parts, Lang::En).map_err(|_| ()).map(|files| files.len()), Ok(2));
        let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a file");
        assert_eq!(read("a.gradle"), "// inside\none\n\n// inside\ntwo\n");
        assert_eq!(read("a.json"), "{}\n");
        assert_eq!(write_all(folder.path(), &parts, Lang::En).map_err(|_| ()).map(|files| files.len()), Ok(0));
    }

    #[test]
    fn what_is_done_in_a_console_stands_in_no_file() {
        let console = snippet_json(&snippet("console.txt", Kind::Console, "x\n"), Lang::En);
        assert_eq!((&console["file"], &console["where"]), (&Value::Null, &json!("inside")));
        let gradle = snippet_json(&snippet("a.gradle", Kind::Gradle, "x\n"), Lang::Zh);
        assert_eq!((&gradle["file"], &gradle["where"]), (&json!("a.gradle"), &json!("里面")));
    }
}
