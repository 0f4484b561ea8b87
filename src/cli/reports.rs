//! `--report FORMAT=FILE`, and what the formats for CI servers have in common on the command line.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::answer;
use super::exit::{self, Stop};
use super::run::{Run, variable};
use pushctl::config::{self, FILE_NAME};
use pushctl::files::{NewFile, write_all};
use pushctl::outcome::Verdict;
use pushctl::output::{EMULATED, Format, Names, Terminal, View};
use pushctl::report::{Report, Severity};
use pushctl::text;
use pushctl::text::{Lang, Text};

/// What a command judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Judges {
    /// The user's files: CI servers and code hosts have a use for what it says.
    Files,
    /// Nothing that they could show.
    Nothing,
}

/// One `--report`.
#[derive(Debug)]
pub(crate) struct ReportFile {
    format: Format,
    /// As it was written.
    shown: String,
    /// Where it will really lie.
    path: PathBuf,
}

/// What became of the files of `--report`.
pub(super) struct Written {
    /// Those that are complete, as they were written on the command line.
    shown: Vec<String>,
    /// What kept the others from being written.
    failed: Vec<Text>,
}

impl Written {
    /// Whether all were written.
    pub(super) fn is_complete(&self) -> bool {
        self.failed.is_empty()
    }
}

impl Run {
    /// Reads `--format` and `--report`, before anybody is asked anything.
    pub(super) fn open_reports(&mut self, judges: Judges) -> Result<(), Stop> {
        let refused = if self.format().is_for_ci() {
            Some(text!("the format `{name}`", "格式 `{name}`", name = self.format().name()))
        } else if self.globals.report.is_empty() {
            None
        } else {
            Some(Text::new("`--report`", "`--report`"))
        };
        if let (Judges::Nothing, Some(what)) = (judges, refused) {
            // Nothing can be said in a format that this command does not have.
            self.globals.format = self.globals.format.filter(|name| !name.0.is_for_ci());
            return Err(refusal(&what));
        }
        let mut reports: Vec<ReportFile> = Vec::new();
        for written in &self.globals.report {
            let report = ReportFile::parse(written)?;
            if reports.iter().any(|other| other.path == report.path) {
                let shown = &report.shown;
                let message = text!("two reports would go to {shown}", "两份报告写的是同一个文件 {shown}");
                return Err(Stop::new(message, Text::new("give each a file of its own", "每份报告用各自的文件")));
            }
            reports.push(report);
        }
        self.reports = reports;
        Ok(())
    }

    /// Prints a report as the document that the format asked for has.
    pub(super) fn print_document(&self, report: &Report) -> io::Result<()> {
        match self.document(self.format(), report) {
            Some(document) if !document.is_empty() => self.terminal.line(&document),
            _ => Ok(()),
        }
    }

    fn document(&self, format: Format, report: &Report) -> Option<String> {
        let workspace = variable("GITHUB_WORKSPACE").map(PathBuf::from);
        let config = config::locate(&self.options()).unwrap_or_else(|| Self::folder().join(FILE_NAME));
        let names = Names::new(&Self::folder(), workspace.as_deref(), &config);
        let view = View {
            lang: self.terminal.lang,
            names: &names,
            redactor: &self.redactor,
            explain: &answer::words,
            version: env!("CARGO_PKG_VERSION"),
        };
        format.document(report, &view)
    }

    /// Writes the files of `--report`. One that cannot be written keeps no other from being so.
    pub(super) fn write_reports(&self, report: &Report, table: impl Fn(&Terminal) -> Result<(), Stop>) -> Written {
        let mut written = Written { shown: Vec::new(), failed: Vec::new() };
        for file in &self.reports {
            let text = self.document(file.format, report).unwrap_or_else(|| {
                let page = Terminal::page(self.terminal.lang, self.terminal.width, self.redactor.clone());
                // A page takes everything.
                let _ = table(&page);
                page.into_page()
            });
            let shown = file.shown.clone();
            match file.write(&self.terminal.redacted(&text)) {
                Ok(()) => written.shown.push(shown),
                Err(error) => written.failed.push(text!("cannot write {shown}: {error}", "写不了 {shown}：{error}")),
            }
        }
        written
    }

    /// What is left to say on standard error: counts where standard output is for a program, and the files written.
    pub(super) fn close(&self, report: &Report, written: &Written) {
        let terminal = &self.terminal;
        let lang = terminal.lang;
        if self.format().is_for_ci() {
            if report.emulated {
                terminal.remark(terminal.say(&EMULATED));
            }
            terminal.remark(&closing(&counts(report, lang), &files(written, lang), lang));
        } else if !written.shown.is_empty() {
            terminal.remark(&files(written, lang));
        }
        for failure in &written.failed {
            exit::complain(self, terminal.say(failure), "");
        }
    }
}

fn refusal(what: &Text) -> Stop {
    let (en, zh) = (what.get(Lang::En), what.get(Lang::Zh));
    let message = text!(
        "{en} is for commands that judge files: {check}, {verify}",
        "{zh} 只用于检查文件的命令：{check}、{verify}",
        check = "`check`",
        verify = "`gen-manifest --check`"
    );
    Stop::new(message, Text::new("use --format json here", "这里请用 --format json"))
}

impl ReportFile {
    fn parse(written: &str) -> Result<Self, Stop> {
        let (name, shown) = written.split_once('=').filter(|(_, file)| !file.is_empty()).ok_or_else(|| {
            let message = Text::new("`--report` wants FORMAT=FILE", "`--report` 要写成 格式=文件");
            Stop::new(message, Text::new("write --report sarif=push.sarif", "写成 --report sarif=push.sarif"))
        })?;
        let format = format(name)?;
        let path = place(Path::new(shown)).map_err(|reason| {
            let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
            let message =
                Text::owned(format!("--report {name}={shown}: {en}"), format!("--report {name}={shown}：{zh}"));
            Stop::new(message, Text::new("name a file in a folder that is there", "请指定已有文件夹里的文件"))
        })?;
        Ok(Self { format, shown: shown.to_owned(), path })
    }

    /// Complete or not at all: a CI server must not read half a report.
    fn write(&self, text: &str) -> io::Result<()> {
        let text = if text.is_empty() || text.ends_with('\n') { text.to_owned() } else { format!("{text}\n") };
        if self.path.exists() && !self.path.is_file() {
            // A pipe or a device is no file that another could take the place of.
            return OpenOptions::new().write(true).open(&self.path)?.write_all(text.as_bytes());
        }
        let file = NewFile { path: self.path.clone(), text, is_private: false };
        write_all(&[file]).map_err(|error| error.source)
    }
}

fn format(name: &str) -> Result<Format, Stop> {
    let names: Vec<&str> =
        Format::ALL.iter().filter(|(_, format)| *format != Format::Ndjson).map(|(name, _)| *name).collect();
    let known = names.join(", ");
    let hint = || text!("reports are: {known}", "可用的报告格式：{known}");
    match Format::find(name) {
        Some(Format::Ndjson) => {
            let message = Text::new(
                "`ndjson` is printed as things happen and is no report",
                "`ndjson` 是边运行边输出的，不能写成报告",
            );
            Err(Stop::new(message, hint()))
        }
        Some(format) => Ok(format),
        None => {
            let message = text!("there is no format `{name}`", "没有 `{name}` 这种格式");
            let nearest = config::nearest(name, names.iter().copied());
            Err(Stop::new(message, nearest.map_or_else(hint, config::did_you_mean)))
        }
    }
}

/// Where a file that is to be written really lies, so that no two names of it are taken for two files.
fn place(path: &Path) -> Result<PathBuf, Text> {
    if path.is_dir() {
        return Err(Text::new("that is a folder", "这是一个文件夹"));
    }
    if let Ok(real) = fs::canonicalize(path) {
        return Ok(real);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let shown = folder.display();
    match (fs::canonicalize(folder), path.file_name()) {
        (Ok(real), Some(name)) if real.is_dir() => Ok(real.join(name)),
        _ => Err(text!("there is no folder {shown}", "没有 {shown} 这个文件夹")),
    }
}

/// `2 errors, 1 warning`.
fn counts(report: &Report, lang: Lang) -> String {
    let of_answers = |verdict| report.outcomes.iter().filter(|outcome| outcome.verdict() == verdict).count();
    let stopped = usize::from(report.stopped.is_some());
    let errors = report.findings.count(Severity::Error) + of_answers(Verdict::Problem) + stopped;
    let warnings = report.findings.count(Severity::Warning);
    let (notes, open) = (report.findings.count(Severity::Note), of_answers(Verdict::Undetermined));
    let off = report.switched_off;
    let plural = |count: usize, word: &str| format!("{count} {word}{}", if count == 1 { "" } else { "s" });
    let all = [
        (errors, Text::owned(plural(errors, "error"), format!("{errors} 个错误"))),
        (warnings, Text::owned(plural(warnings, "warning"), format!("{warnings} 个警告"))),
        (notes, Text::owned(plural(notes, "note"), format!("{notes} 条提示"))),
        (open, text!("{open} undetermined", "{open} 项无法确定")),
        (off, text!("{off} switched off by [rules]", "[rules] 关掉了 {off} 条")),
    ];
    let counted: Vec<&str> = all.iter().filter(|(count, _)| *count > 0).map(|(_, text)| text.get(lang)).collect();
    match (counted.is_empty(), lang) {
        (true, _) => Text::new("nothing to report", "没有问题").get(lang).to_owned(),
        (false, Lang::En) => counted.join(", "),
        (false, Lang::Zh) => counted.join("，"),
    }
}

/// `push.sarif written`.
fn files(written: &Written, lang: Lang) -> String {
    match (written.shown.is_empty(), lang) {
        (true, _) => String::new(),
        (false, Lang::En) => format!("{} written", written.shown.join(", ")),
        (false, Lang::Zh) => format!("已写入 {}", written.shown.join("、")),
    }
}

fn closing(counts: &str, files: &str, lang: Lang) -> String {
    match lang {
        _ if files.is_empty() => counts.to_owned(),
        Lang::En => format!("{counts} ({files})"),
        Lang::Zh => format!("{counts}（{files}）"),
    }
}
