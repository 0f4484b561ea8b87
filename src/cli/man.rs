//! `pushctl man`: the help as man pages, one per command, with what only a manual says: examples, files, variables, exit
//! codes.

use std::path::{Path, PathBuf};

use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;

use super::examples::Examples;
use super::exit::Stop;
use super::run::Run;
use super::{localize, send_test};
use pushctl::outcome::Verdict;
use pushctl::text;
use pushctl::text::{Lang, Phrase, Text};

/// Print the man page, or write one per command
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Write the pages of all commands into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let lang = run.terminal.lang;
    // The tree below `help` is the same pages once more.
    let mut program = localize::command(super::Cli::command().disable_help_subcommand(true), lang);
    program.build();
    let program = send_test::names::shown(program, lang);
    let pages = Pages { examples: Examples::load(), lang };
    match &args.out {
        Some(folder) => pages.write(&program, folder).map_err(|error| not_written(folder, &error))?,
        None => run.terminal.line(&pages.page(&program, "")?)?,
    }
    Ok(Verdict::Ok)
}

fn not_written(folder: &Path, error: &std::io::Error) -> Stop {
    let folder = folder.display().to_string();
    Stop::new(
        text!("--out {folder}: {error}", "--out {folder}：{error}"),
        Text::new("name a folder that you may write to", "请指定一个可以写入的文件夹"),
    )
}

/// What the pages have in common.
struct Pages {
    examples: Examples,
    lang: Lang,
}

impl Pages {
    fn write(&self, program: &Command, folder: &Path) -> std::io::Result<()> {
        std::fs::create_dir_all(folder)?;
        self.write_below(program, "", folder)
    }

    fn write_below(&self, command: &Command, path: &str, folder: &Path) -> std::io::Result<()> {
        let name = format!("pushctl {path}").trim_end().replace(' ', "-");
        std::fs::write(folder.join(format!("{name}.1")), self.page(command, path)?)?;
        for subcommand in command.get_subcommands() {
            let path = format!("{path} {}", subcommand.get_name());
            self.write_below(subcommand, path.trim_start(), folder)?;
        }
        Ok(())
    }

    /// One page. `path` is empty for the program itself.
    fn page(&self, command: &Command, path: &str) -> std::io::Result<String> {
        let usage = command.clone().render_usage().to_string();
        let usage = usage.trim_start_matches("Usage: ").to_owned();
        let man = Man::new(command.clone().mut_args(told_in_full).override_usage(usage));
        let mut page = Vec::new();
        man.render_title(&mut page)?;
        man.render_name_section(&mut page)?;
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        let mut page = String::from_utf8_lossy(&page).into_owned();
        page += &self.example_section(path);
        let mut rest = Vec::new();
        man.render_options_section(&mut rest)?;
        if command.has_subcommands() {
            man.render_subcommands_section(&mut rest)?;
        }
        page += &String::from_utf8_lossy(&rest);
        if let Some(more) = command.get_after_long_help() {
            page.extend([self.heading(&NOTES), literal(&more.to_string())]);
        }
        if path.is_empty() {
            page += &self.list(&FILES_HEADING, FILES);
            page += &self.list(&ENVIRONMENT_HEADING, ENVIRONMENT);
        }
        page += &self.list(&EXIT_HEADING, EXIT);
        if !path.is_empty() {
            page.extend([self.heading(&SEE_ALSO).as_str(), ".BR pushctl (1)\n"]);
        }
        Ok(self.with_headings(&page))
    }

    /// The page with the generator's headings in the language of its text.
    fn with_headings(&self, page: &str) -> String {
        if self.lang == Lang::En {
            return page.to_owned();
        }
        let heading = |line: &str| {
            let english = line.strip_prefix(".SH ")?.trim_matches('"');
            let words = localize::word(english)?;
            Some(format!(".SH \"{words}\""))
        };
        page.lines().map(|line| heading(line).unwrap_or_else(|| line.to_owned()) + "\n").collect()
    }

    fn example_section(&self, path: &str) -> String {
        let examples = self.examples.of(if path.is_empty() { "pushctl" } else { path });
        let one = |example: &super::examples::Example| {
            format!(".PP\n{}\n{}", escaped(example.about(self.lang)), literal(&example.run))
        };
        let all: String = examples.iter().map(one).collect();
        if all.is_empty() { all } else { format!("{}{all}", self.heading(&EXAMPLES)) }
    }

    fn list(&self, heading: &Phrase, items: &[(&str, Phrase)]) -> String {
        let item = |(term, words): &(&str, Phrase)| {
            format!(".TP\n\\fB{}\\fR\n{}\n", escaped(term), escaped(words.get(self.lang)))
        };
        self.heading(heading) + &items.iter().map(item).collect::<String>()
    }

    fn heading(&self, heading: &Phrase) -> String {
        format!(".SH \"{}\"\n", heading.get(self.lang))
    }
}

/// A flag that `-h` leaves out is left without a word by the generator, unless it has a long text.
fn told_in_full(argument: Arg) -> Arg {
    match (argument.get_help().cloned(), argument.get_long_help()) {
        (Some(help), None) => argument.long_help(help),
        _ => argument,
    }
}

/// Lines that are shown as they stand.
fn literal(text: &str) -> String {
    format!(".RS 4\n.nf\n{}\n.fi\n.RE\n", escaped(text.trim_end()))
}

/// Text in which nothing is a command of the formatter.
fn escaped(text: &str) -> String {
    let line = |line: &str| {
        let line = line.replace('\\', "\\e").replace('-', "\\-");
        if line.starts_with(['.', '\'']) { format!("\\&{line}") } else { line }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

const EXAMPLES: Phrase = Phrase::new("EXAMPLES", "示例");
const NOTES: Phrase = Phrase::new("NOTES", "说明");
const SEE_ALSO: Phrase = Phrase::new("SEE ALSO", "参见");

const FILES_HEADING: Phrase = Phrase::new("FILES", "文件");
const FILES: &[(&str, Phrase)] = &[
    (
        "push.toml",
        Phrase::new(
            "What the app uses, in this folder or one above it. It is committed and holds no secret.",
            "应用的推送配置，在当前目录或上级目录。提交到仓库，不含密钥。",
        ),
    ),
    (
        "push.local.toml",
        Phrase::new(
            "Beside it: secrets and one's own phones. It wins key by key and is not committed.",
            "放在旁边：密钥和自己的手机。逐键优先，不提交。",
        ),
    ),
];

const ENVIRONMENT_HEADING: Phrase = Phrase::new("ENVIRONMENT", "环境变量");
const ENVIRONMENT: &[(&str, Phrase)] = &[
    (
        "PUSHCTL_CONFIG, PUSHCTL_PROFILE, PUSHCTL_VENDOR, ...",
        Phrase::new(
            "Every global option has a variable of its name; the option wins.",
            "每个全局选项都有同名的变量；命令行上的选项优先。",
        ),
    ),
    ("NO_COLOR", Phrase::new("No colour; --color wins.", "不用颜色；--color 优先。")),
    (
        "CLICOLOR_FORCE",
        Phrase::new("Colour, although it is no terminal; NO_COLOR wins.", "不是终端也用颜色；NO_COLOR 优先。"),
    ),
    (
        "LC_ALL, LC_MESSAGES, LANG",
        Phrase::new("The language of messages, unless --lang names it.", "文字的语言，没有 --lang 时使用。"),
    ),
    ("HTTPS_PROXY, NO_PROXY", Phrase::new("The proxy of requests to vendors.", "访问厂商时使用的代理。")),
];

const EXIT_HEADING: Phrase = Phrase::new("EXIT STATUS", "退出码");
const EXIT: &[(&str, Phrase)] = &[
    ("0", Phrase::new("All is well.", "没有问题。")),
    ("1", Phrase::new("Something is wrong; with --exit-zero this is 0.", "有问题；加 --exit-zero 时为 0。")),
    ("2", Phrase::new("The command line or the files could not be used.", "命令行或文件无法使用。")),
    ("3", Phrase::new("Undetermined: a vendor could not be asked.", "无法判断：问不到厂商。")),
];
