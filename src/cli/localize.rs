//! The language of a run, and clap's help and errors in Chinese.
//!
//! English is clap's own. Chinese and the examples are loaded only when clap has something to say: the command line is
//! parsed without them, and parsed once more with them where that fails. Texts stand in `help.zh.toml`.

use std::ffi::OsString;
use std::fmt::Write as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};

use super::{examples, send_test};
use pushctl::output::layout;
use pushctl::text::Lang;

/// The language: `--lang`, else `PUSHCTL_LANG`, else the locale. Needed before the command line is parsed.
pub(crate) fn language(arguments: &[OsString]) -> Lang {
    let flag = super::run::value_of(arguments, "--lang");
    let named = flag.or_else(|| super::run::variable("PUSHCTL_LANG"));
    match named.as_deref() {
        Some("zh") => return Lang::Zh,
        Some("en") => return Lang::En,
        _ => {}
    }
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(super::run::variable);
    let locale = locale.or_else(sys_locale::get_locale).unwrap_or_default();
    if locale.starts_with("zh") { Lang::Zh } else { Lang::En }
}

/// The command line in a language.
pub(crate) fn command(command: Command, lang: Lang) -> Command {
    match lang {
        Lang::En => command,
        Lang::Zh => Texts::load().command(command),
    }
}

/// What clap said, in `lang`: the same arguments once more, now with the texts loaded.
pub(crate) fn again(error: clap::Error, command: Command, lang: Lang, arguments: &[OsString]) -> clap::Error {
    match meant(&error, &command, arguments) {
        None => in_words(error, command, lang, arguments),
        Some(meant) => {
            let mut error = in_words(error, command, lang, arguments);
            error.remove(ContextKind::Suggested);
            error.insert(ContextKind::SuggestedArg, ContextValue::String(meant));
            error
        }
    }
}

/// What was probably meant by an argument that clap does not know, where clap does not guess it.
fn meant(error: &clap::Error, command: &Command, arguments: &[OsString]) -> Option<String> {
    let argument = (error.kind() == ErrorKind::UnknownArgument).then(|| Said(error).one(ContextKind::InvalidArg))?;
    // Only `emulator` has it.
    if argument == "--scenario" {
        return Some("--emulator=SCENARIO".to_owned());
    }
    let at = arguments.iter().position(|typed| **typed == *argument)?;
    let flag = arguments.get(at.checked_sub(1)?)?.to_str()?;
    wants_equals_sign(command, flag).then(|| format!("{flag}={argument}"))
}

/// Whether the value of a flag stands behind `=` only.
fn wants_equals_sign(command: &Command, flag: &str) -> bool {
    let is_it = |argument: &Arg| {
        argument.is_require_equals_set()
            && argument.get_long().is_some_and(|long| flag.strip_prefix("--") == Some(long))
    };
    command.get_arguments().any(is_it) || command.get_subcommands().any(|below| wants_equals_sign(below, flag))
}

fn in_words(error: clap::Error, command: Command, lang: Lang, arguments: &[OsString]) -> clap::Error {
    let is_help = error.kind() == ErrorKind::DisplayHelp;
    if lang == Lang::En && !is_help {
        return error;
    }
    let mut command = self::command(command, lang);
    if is_help {
        command = examples::shown_first(command, lang);
        // They take a moment to be found out.
        if arguments.iter().any(|word| word == "send-test") {
            command = send_test::names::shown(command, lang);
        }
    }
    command.try_get_matches_from(arguments).err().unwrap_or(error)
}

/// A page of help or the version as it is printed.
pub(crate) fn page(error: &clap::Error, lang: Lang, color: bool, columns: usize) -> String {
    let page = rendered(&error.render(), color);
    match lang {
        Lang::En => page,
        Lang::Zh => wrap(&Texts::load().words(&page), columns.min(MOST_COLUMNS)),
    }
}

/// What clap says about a wrong command line, as it is printed.
pub(crate) fn usage_error(error: &clap::Error, lang: Lang, color: bool, columns: usize) -> String {
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return page(error, lang, color, columns);
    }
    match lang {
        Lang::En => rendered(&error.render(), color),
        Lang::Zh => Texts::load().error(error, color),
    }
}

/// What is wrong, in one line.
pub(crate) fn message(error: &clap::Error, lang: Lang) -> String {
    match lang {
        Lang::En => {
            let text = error.render().to_string();
            text.lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
        }
        Lang::Zh => Texts::load().message(error).replace('\n', " "),
    }
}

/// A heading of a manual in Chinese, by its English one, in whatever case.
pub(crate) fn word(heading: &str) -> Option<String> {
    let texts = Texts::load();
    let words = texts.0.get("words").and_then(toml::Value::as_table)?;
    let manual = texts.0.get("manual").and_then(toml::Value::as_table)?;
    let is_it = |english: &str| english.trim_end_matches(':').eq_ignore_ascii_case(heading);
    let (_, chinese) = manual.iter().chain(words).find(|(english, _)| is_it(english))?;
    Some(chinese.as_str()?.trim_end_matches('：').to_owned())
}

/// Wider pages are hard to read; clap is told the same.
const MOST_COLUMNS: usize = 100;

fn rendered(text: &clap::builder::StyledStr, color: bool) -> String {
    if color { text.ansi().to_string() } else { text.to_string() }
}

/// help.zh.toml.
struct Texts(toml::Table);

impl Texts {
    fn load() -> Self {
        // A test parses it; without it the help stays English.
        Self(toml::from_str(include_str!("help.zh.toml")).unwrap_or_default())
    }

    fn get(&self, table: &str, key: &str) -> Option<&str> {
        self.0.get(table)?.get(key)?.as_str()
    }

    /// The whole tree with these texts. clap wraps at blanks only, so it is told not to; [`wrap`] does it.
    fn command(&self, mut command: Command) -> Command {
        command = command.term_width(usize::MAX);
        command.build();
        self.translate(command, "")
    }

    /// One command and those below it. `path` is empty for the program itself, and then as it is typed.
    fn translate(&self, command: Command, path: &str) -> Command {
        let table = if path.is_empty() { "pushctl" } else { path };
        let mut command = command;
        if let Some(about) = self.get(table, "about") {
            command = command.about(first_paragraph(about));
            if about.contains("\n\n") {
                command = command.long_about(about.to_owned());
            }
        }
        if let Some(after) = self.get(table, "after") {
            command = command.after_long_help(after.to_owned());
        }
        let command = command.mut_args(|argument| self.argument(argument, table));
        command.mut_subcommands(|subcommand| {
            let path = below(path, subcommand.get_name());
            self.translate(subcommand, &path)
        })
    }

    fn argument(&self, argument: Arg, table: &str) -> Arg {
        let id = argument.get_id().as_str();
        // Flags that every command knows are described once.
        let Some(help) = self.get(table, id).or_else(|| self.get("pushctl", id)) else { return argument };
        let short = with_values(first_paragraph(help), &argument);
        let long: Option<clap::builder::StyledStr> = help.contains("\n\n").then(|| with_values(help, &argument).into());
        let argument = argument.help(short).hide_possible_values(true).hide_default_value(true);
        // clap's own long texts of a flag are English too.
        argument.long_help(clap::builder::Resettable::from(long))
    }

    /// The words that clap has no setting for. Longer ones first: some begin with others.
    fn words(&self, page: &str) -> String {
        let words = self.0.get("words").and_then(toml::Value::as_table);
        let mut words: Vec<_> = words.into_iter().flatten().collect();
        words.sort_by_key(|(english, _)| std::cmp::Reverse(english.len()));
        words.into_iter().fold(page.to_owned(), |page, (english, chinese)| {
            page.replace(english.as_str(), chinese.as_str().unwrap_or(english))
        })
    }

    /// `错误：…`, what may have been meant, how it is used.
    fn error(&self, error: &clap::Error, color: bool) -> String {
        let (red, cyan, end) = if color { ("\x1b[31m", "\x1b[36m", "\x1b[0m") } else { ("", "", "") };
        let mut text = format!("{red}错误：{end}{}\n", self.message(error));
        for tip in tips(error) {
            let _ = writeln!(text, "  {cyan}提示：{end}{tip}");
        }
        if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
            let _ = writeln!(text, "\n{}", self.words(&rendered(usage, color)));
        }
        text.push_str("\n详细用法请加 --help 查看");
        text
    }

    fn message(&self, error: &clap::Error) -> String {
        let said = Said(error);
        let (argument, value) = (said.one(ContextKind::InvalidArg), said.one(ContextKind::InvalidValue));
        match error.kind() {
            ErrorKind::UnknownArgument => format!("没有参数 `{argument}`"),
            ErrorKind::InvalidSubcommand => format!("没有命令 `{}`", said.one(ContextKind::InvalidSubcommand)),
            ErrorKind::InvalidValue if value.is_empty() => {
                format!("`{argument}` 后面要写值{}", one_of(&said.all(ContextKind::ValidValue)))
            }
            ErrorKind::InvalidValue => {
                format!("`{argument}` 不能是 `{value}`{}", one_of(&said.all(ContextKind::ValidValue)))
            }
            ErrorKind::ValueValidation => {
                let reason = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
                let reason = self.get("reasons", &reason).unwrap_or(&reason);
                let colon = if reason.is_empty() { "" } else { "：" };
                format!("`{argument}` 不能是 `{value}`{colon}{reason}")
            }
            ErrorKind::MissingRequiredArgument => {
                format!("缺少参数：{}", said.all(ContextKind::InvalidArg).join(" "))
            }
            ErrorKind::MissingSubcommand => {
                let command = said.one(ContextKind::InvalidSubcommand);
                format!("`{command}` 后面要写命令{}", one_of(&said.all(ContextKind::ValidSubcommand)))
            }
            ErrorKind::ArgumentConflict => conflict(&argument, &said.all(ContextKind::PriorArg)),
            ErrorKind::NoEquals => format!("`{argument}` 的值要用等号连接"),
            ErrorKind::TooManyValues => format!("`{argument}` 多了一个值 `{value}`"),
            ErrorKind::TooFewValues => {
                let (least, actual) = (said.one(ContextKind::MinValues), said.one(ContextKind::ActualNumValues));
                format!("`{argument}` 至少要 {least} 个值，只写了 {actual} 个")
            }
            ErrorKind::WrongNumberOfValues => {
                let wanted = said.one(ContextKind::ExpectedNumValues);
                format!("`{argument}` 要 {wanted} 个值，写了 {} 个", said.one(ContextKind::ActualNumValues))
            }
            ErrorKind::InvalidUtf8 => "参数不是 UTF-8 编码".to_owned(),
            _ => self::message(error, Lang::En),
        }
    }
}

/// The facts of an error.
struct Said<'a>(&'a clap::Error);

impl Said<'_> {
    fn all(&self, kind: ContextKind) -> Vec<String> {
        match self.0.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
            Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
            Some(ContextValue::Number(number)) => vec![number.to_string()],
            _ => Vec::new(),
        }
    }

    fn one(&self, kind: ContextKind) -> String {
        self.all(kind).join(" ")
    }
}

fn conflict(argument: &str, others: &[String]) -> String {
    match others {
        [] => format!("`{argument}` 不能与其它参数一起用"),
        [other] if other == argument => format!("`{argument}` 只能写一次"),
        others => format!("`{argument}` 不能与 {} 一起用", others.join("、")),
    }
}

fn one_of(values: &[String]) -> String {
    if values.is_empty() { String::new() } else { format!("，可选：{}", values.join("、")) }
}

/// The path of a command below another. Below `help` stands the whole tree once more.
fn below(path: &str, name: &str) -> String {
    match path {
        _ if name == "help" => name.to_owned(),
        "" | "help" => name.to_owned(),
        path => format!("{path} {name}"),
    }
}

/// What may have been meant.
fn tips(error: &clap::Error) -> Vec<String> {
    let said = Said(error);
    let similar = [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let mut tips: Vec<String> = similar
        .into_iter()
        .map(|kind| said.all(kind))
        .filter(|names| !names.is_empty())
        // clap names the likeliest last.
        .map(|names| format!("是不是 `{}`？", names.into_iter().rev().collect::<Vec<_>>().join("`、`")))
        .collect();
    // These come as English sentences; what to type stands in their quotes.
    for tip in said.all(ContextKind::Suggested) {
        let quoted: Vec<&str> = tip.split('\'').skip(1).step_by(2).collect();
        match quoted.as_slice() {
            [value, typed] if tip.starts_with("to pass") => tips.push(format!("要把 `{value}` 当作值，请写 `{typed}`")),
            [command] if tip.ends_with("exists") => tips.push(format!("有 `{command}` 这个写法")),
            [command, ..] if tip.starts_with("subcommand") => {
                tips.push(format!("有命令 `{command}`；要使用它，请去掉前面的 `--`"));
            }
            _ => {}
        }
    }
    tips
}

fn first_paragraph(text: &str) -> String {
    text.split("\n\n").next().unwrap_or(text).trim().to_owned()
}

/// A help text with the words that may stand for the value, and the one that holds without the flag.
fn with_values(help: impl Into<String>, argument: &Arg) -> String {
    let mut help = help.into();
    if !argument.get_action().takes_values() {
        return help;
    }
    let values = argument.get_possible_values();
    let names: Vec<&str> =
        values.iter().filter(|value| !value.is_hide_set()).map(clap::builder::PossibleValue::get_name).collect();
    if !names.is_empty() {
        let _ = write!(help, " [可选：{}]", names.join("、"));
    }
    let defaults: Vec<_> = argument.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    if !defaults.is_empty() {
        let _ = write!(help, " [默认：{}]", defaults.join("、"));
    }
    help
}

/// Breaks lines that are too long, where Chinese may be broken. What follows is hung below the column in which the
/// text begins: behind the last run of blanks, such as the one between a flag and its description.
fn wrap(page: &str, columns: usize) -> String {
    page.lines().map(|line| wrap_line(line, columns)).collect::<Vec<_>>().join("\n")
}

fn wrap_line(line: &str, columns: usize) -> String {
    if layout::width(&without_colors(line)) <= columns {
        return line.to_owned();
    }
    let start = line.rfind("  ").map_or(0, |at| at + 2);
    let (label, text) = line.split_at(start);
    layout::hang(label, layout::width(&without_colors(label)), text, columns)
}

/// The text without its escape sequences, to be measured.
fn without_colors(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('\x1b') {
        plain.push_str(&rest[..at]);
        rest = rest[at..].find('m').map_or("", |end| &rest[at + end + 1..]);
    }
    plain + rest
}

#[cfg(test)]
mod tests;
