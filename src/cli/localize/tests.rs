use clap::CommandFactory;

use super::*;
use crate::cli::Cli;

/// Every key that the command line asks for, and every English text that a table of words must know.
#[derive(Default)]
struct Wanted {
    keys: Vec<(String, String)>,
    headings: Vec<String>,
}

impl Wanted {
    fn of(command: &Command, path: &str) -> Self {
        let mut wanted = Self::default();
        wanted.collect(command, path);
        wanted
    }

    fn collect(&mut self, command: &Command, path: &str) {
        let table = if path.is_empty() { "pushctl" } else { path };
        self.keys.push((table.to_owned(), "about".to_owned()));
        if command.get_after_long_help().is_some() || command.get_after_help().is_some() {
            self.keys.push((table.to_owned(), "after".to_owned()));
        }
        for argument in command.get_arguments() {
            let everywhere = argument.is_global_set() || matches!(argument.get_id().as_str(), "help" | "version");
            if !everywhere || path.is_empty() {
                self.keys.push((table.to_owned(), argument.get_id().to_string()));
            }
            self.headings.extend(argument.get_help_heading().map(|heading| format!("{heading}:")));
        }
        for subcommand in command.get_subcommands().filter(|_| path != "help") {
            self.collect(subcommand, &below(path, subcommand.get_name()));
        }
    }
}

fn built() -> Command {
    let mut command = Cli::command();
    command.build();
    command
}

#[test]
fn every_command_and_argument_has_a_chinese_text_and_no_text_is_left_over() {
    let texts = Texts::load();
    let wanted = Wanted::of(&built(), "");
    let missing: Vec<_> = wanted.keys.iter().filter(|(table, key)| texts.get(table, key).is_none()).collect();
    assert!(missing.is_empty(), "help.zh.toml lacks {missing:?}");
    let mut stale = Vec::new();
    for (table, keys) in texts.0.iter().filter(|(table, _)| !matches!(table.as_str(), "words" | "reasons" | "manual")) {
        for key in keys.as_table().expect("tables only").keys() {
            if !wanted.keys.contains(&(table.clone(), key.clone())) {
                stale.push(format!("[{table}] {key}"));
            }
        }
    }
    assert!(stale.is_empty(), "help.zh.toml has {stale:?}, which nobody asks for");
    for heading in wanted.headings {
        assert!(texts.get("words", &heading).is_some(), "help.zh.toml has no word for `{heading}`");
    }
}

/// The page that these words get, in Chinese.
fn page_of(words: &[&str], columns: usize) -> String {
    let error = said(words);
    page(&error, Lang::Zh, false, columns)
}

fn said(words: &[&str]) -> clap::Error {
    let arguments: Vec<OsString> = std::iter::once("pushctl").chain(words.iter().copied()).map(Into::into).collect();
    let error = Cli::command().try_get_matches_from(&arguments).expect_err("clap has something to say");
    again(error, Cli::command(), Lang::Zh, &arguments)
}

fn every_path(command: &Command, path: &[String], paths: &mut Vec<Vec<String>>) {
    paths.push(path.to_vec());
    for subcommand in command.get_subcommands().filter(|subcommand| subcommand.get_name() != "help") {
        let mut path = path.to_vec();
        path.push(subcommand.get_name().to_owned());
        every_path(subcommand, &path, paths);
    }
}

#[test]
fn every_page_is_chinese_and_fits() {
    let mut paths = Vec::new();
    every_path(&built(), &[], &mut paths);
    assert!(paths.len() > 12);
    for flag in ["-h", "--help"] {
        for path in &paths {
            let words: Vec<&str> = path.iter().map(String::as_str).chain([flag]).collect();
            let page = page_of(&words, 80);
            for english in ["Usage", "Options", "Commands", "Print", "[default", "[possible", "[alias", " the "] {
                assert!(!page.contains(english), "`{english}` in {words:?}:\n{page}");
            }
            let long: Vec<&str> = page.lines().filter(|line| layout::width(line) > 80).collect();
            assert!(long.is_empty(), "{words:?}: {long:#?}");
        }
    }
}

#[test]
fn english_pages_fit_too() {
    let mut paths = Vec::new();
    every_path(&built(), &[], &mut paths);
    for path in paths {
        let words = std::iter::once("pushctl").chain(path.iter().map(String::as_str)).chain(["-h"]);
        let error = Cli::command().term_width(80).try_get_matches_from(words).expect_err("help");
        let page = error.render().to_string();
        let long: Vec<&str> = page.lines().filter(|line| layout::width(line) > 80).collect();
        assert!(long.is_empty(), "{path:?}: {long:#?}");
    }
}

/// `-h` is seen as a whole: nobody scrolls back for the first line.
#[test]
fn short_help_fits_on_a_screen() {
    let mut paths = Vec::new();
    every_path(&built(), &[], &mut paths);
    for path in &paths {
        let words: Vec<&str> = path.iter().map(String::as_str).chain(["-h"]).collect();
        let english = std::iter::once("pushctl").chain(words.iter().copied());
        let english = Cli::command().term_width(100).try_get_matches_from(english).expect_err("help");
        for page in [english.render().to_string(), page_of(&words, 100)] {
            assert!(page.lines().count() <= 40, "{words:?} has {} lines:\n{page}", page.lines().count());
        }
    }
}

#[test]
fn a_long_line_is_hung_below_its_text() {
    let line = "      --config <FILE>  读取 FILE，而不是当前目录里的";
    assert_eq!(wrap(line, 40), "      --config <FILE>  读取 FILE，而不是\n                       当前目录里的");
    assert_eq!(wrap("短", 40), "短");
    let colored = "  \x1b[1m--yes\x1b[0m  一二三四五六七八九十";
    assert_eq!(wrap(colored, 27), "  \x1b[1m--yes\x1b[0m  一二三四五六七八九\n         十");
}

#[test]
fn mistakes_are_told_in_chinese() {
    for (words, expected) in [
        (
            &["check", "--ofline"][..],
            &["没有参数 `--ofline`", "是不是 `--offline`？", "用法：pushctl check --offline"][..],
        ),
        (&["chek"], &["没有命令 `chek`", "是不是 `check`、"]),
        (&["check", "--lang", "fr"], &["不能是 `fr`，可选：en、zh"]),
        (&["check", "--timeout", "soon"], &["`--timeout <DURATION>` 不能是 `soon`：写成 10s"]),
        (&["check", "--config"], &["`--config <FILE>` 后面要写值"]),
        (&["check", "--yes", "--yes"], &["`--yes` 只能写一次"]),
        (&["check", "surplus"], &["没有参数 `surplus`"]),
        (&["completions"], &["缺少参数：<SHELL>"]),
        (&["completions", "tcsh"], &["可选：bash、"]),
        (&["status", "message"], &["缺少参数：<ID>"]),
        (&["check", "--emulator", "x.toml"], &["没有参数 `x.toml`", "是不是 `--emulator=x.toml`？"]),
        (&["send-test", "--watch", "60s"], &["没有参数 `60s`", "是不是 `--watch=60s`？"]),
        (&["check", "--scenario", "x.toml"], &["没有参数 `--scenario`", "是不是 `--emulator=SCENARIO`？"]),
    ] {
        let text = usage_error(&said(words), Lang::Zh, false, 80);
        for part in expected {
            assert!(text.contains(part), "`{part}` is not in what {words:?} gets:\n{text}");
        }
        assert!(!text.contains("error"), "{text}");
    }
}

#[test]
fn what_the_parsers_say_is_known() {
    let texts = Texts::load();
    for bad in ["soon", "1e999d"] {
        let reason = crate::cli::globals::duration(bad).expect_err("no duration");
        assert!(texts.get("reasons", &reason).is_some(), "{reason}");
    }
}

#[test]
fn without_a_command_the_help_is_shown() {
    let error = said(&[]);
    assert!(error.use_stderr());
    assert!(usage_error(&error, Lang::Zh, false, 80).contains("用法：pushctl [选项] <命令>"));
}

#[test]
fn short_help_in_english_is_claps_own() {
    let error = Cli::command().try_get_matches_from(["pushctl", "-h"]).expect_err("help");
    let english = error.render().to_string();
    assert_eq!(page(&again(error, Cli::command(), Lang::En, &[]), Lang::En, false, 80), english);
}
