//! The examples of every command, in both languages: the first thing that `--help` and the man pages show.
//!
//! They stand in `help.examples.toml`, which is read only when one of them is asked for.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use clap::Command;
use serde::Deserialize;

use pushctl::text::Lang;

/// One command line, and what it is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Example {
    /// What is typed.
    pub(crate) run: String,
    en: String,
    zh: String,
}

impl Example {
    /// What it is for.
    pub(crate) fn about(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }
}

/// Every command's examples, by its name as in `status token`; those of the program by its own.
#[derive(Debug)]
pub(crate) struct Examples(BTreeMap<String, Vec<Example>>);

impl Examples {
    pub(crate) fn load() -> Self {
        // A test parses it; without it the help has no examples.
        Self(toml::from_str(include_str!("help.examples.toml")).unwrap_or_default())
    }

    /// The examples of a command.
    pub(crate) fn of(&self, command: &str) -> &[Example] {
        self.0.get(command).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The command line, each of its long pages beginning with what it is and how it is used.
pub(crate) fn shown_first(mut command: Command, lang: Lang) -> Command {
    command.build();
    let name = command.get_name().to_owned();
    let examples = Examples::load();
    below(with(command, &name, &examples, lang), "", &examples, lang)
}

/// The commands below one. Below `help` stands the whole tree once more, whose pages are the same.
fn below(command: Command, path: &str, examples: &Examples, lang: Lang) -> Command {
    command.mut_subcommands(|subcommand| {
        let path = match path {
            "" => subcommand.get_name().to_owned(),
            path => format!("{path} {}", subcommand.get_name()),
        };
        below(with(subcommand, &path, examples, lang), &path, examples, lang)
    })
}

fn with(command: Command, path: &str, examples: &Examples, lang: Lang) -> Command {
    let own = examples.of(path);
    if own.is_empty() {
        return command;
    }
    let heading = match lang {
        Lang::En => "Examples:",
        Lang::Zh => "示例：",
    };
    // Coloured as clap's own headings are; without colour clap leaves the sequences out.
    let mut page = format!("\x1b[1m\x1b[4m{heading}\x1b[0m");
    for example in own {
        let (run, about) = (&example.run, example.about(lang));
        let _ = write!(page, "\n  \x1b[90m# {about}\x1b[0m\n  {run}");
    }
    command.before_long_help(page).help_template(TEMPLATE)
}

/// clap's own, but for what comes before: clap puts it above the first line.
const TEMPLATE: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

#[cfg(test)]
mod tests {
    use clap::{CommandFactory, Parser};

    use super::*;
    use crate::cli::Cli;
    use pushctl::output::layout;

    fn all() -> BTreeMap<String, Vec<Example>> {
        toml::from_str(include_str!("help.examples.toml")).expect("valid TOML")
    }

    fn every_path(command: &Command, path: &str, paths: &mut Vec<String>) {
        for subcommand in command.get_subcommands() {
            let path = format!("{path} {}", subcommand.get_name()).trim().to_owned();
            every_path(subcommand, &path, paths);
            paths.push(path);
        }
    }

    #[test]
    fn every_command_has_two_to_four_of_its_own() {
        let mut paths = vec!["pushctl".to_owned()];
        every_path(&Cli::command(), "", &mut paths);
        let examples = all();
        assert!(examples.keys().all(|path| paths.contains(path)), "{:?}", examples.keys());
        for path in paths {
            let own = examples.get(&path).unwrap_or_else(|| panic!("{path} has no examples"));
            assert!((2..=4).contains(&own.len()), "{path}");
            let last = path.rsplit(' ').next().expect("a name");
            assert!(own.iter().any(|example| example.run.contains(last)), "{path}");
        }
    }

    #[test]
    fn every_example_is_a_command_in_one_line() {
        for example in all().values().flatten() {
            assert!(layout::width(&example.run) <= 78 && example.run.contains("pushctl "), "{}", example.run);
            for lang in [Lang::En, Lang::Zh] {
                let about = example.about(lang);
                assert!(!about.is_empty() && layout::width(about) <= 76, "{about}");
            }
            for part in example.run.split(" | ").filter(|part| part.starts_with("pushctl ")) {
                let words = part.split(" >").next().expect("a command").split_whitespace();
                let words = words.map(|word| word.replace('\'', ""));
                let parsed = Cli::try_parse_from(words);
                assert!(parsed.is_ok(), "{part}: {}", parsed.expect_err("a mistake"));
            }
        }
    }

    #[test]
    fn long_help_shows_what_it_is_then_how_it_is_used() {
        let page = |words: &[&str]| {
            let command = shown_first(Cli::command(), Lang::En);
            command.try_get_matches_from(words).expect_err("help").render().to_string()
        };
        for words in [&["pushctl", "send-test", "--help"][..], &["pushctl", "help", "send-test"]] {
            let page = page(words);
            assert!(page.starts_with("Send a test push"), "{page}");
            let place = |word: &str| page.find(word).unwrap_or_else(|| panic!("no {word} in {page}"));
            assert!(place("Examples:\n  # ") < place("  pushctl send-test -d my-vivo\n"), "{page}");
            assert!(place("pushctl send-test -d my-vivo") < place("Usage: pushctl send-test [OPTIONS]"), "{page}");
        }
        assert!(!page(&["pushctl", "send-test", "-h"]).contains("Examples"));
    }
}
