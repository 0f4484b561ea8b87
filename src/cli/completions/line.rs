//! A command line that is still being written: which command it is of, and what its last word is to be.

use clap::{Arg, Command};

/// What stands before the cursor.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// The command it is of.
    pub(super) command: &'a Command,
    /// Its name behind `pushctl`, such as `status token`.
    pub(super) path: String,
    /// The flags so far with their values, by the id of the argument.
    pub(super) given: Vec<(&'a str, String)>,
    /// The words so far that belong to no flag.
    pub(super) words: Vec<&'a str>,
    /// What the last word is to be.
    pub(super) wanted: Wanted<'a>,
}

/// What the last word is to be.
#[derive(Debug)]
pub(super) enum Wanted<'a> {
    /// The value of this argument. `before`: what of the word comes before the value, such as `--vendor=`.
    Value { argument: &'a Arg, before: &'a str, value: &'a str },
    /// A flag.
    Flag(&'a str),
    /// A command, or a word that belongs to no flag.
    Word(&'a str),
    /// Such a word, behind `--`.
    Escaped(&'a str),
}

impl<'a> Line<'a> {
    /// Reads words behind the program's name, the last of which is being written.
    pub(super) fn read(program: &'a Command, words: &'a [String]) -> Self {
        let (last, before) = words.split_last().map_or(("", &[][..]), |(last, before)| (last.as_str(), before));
        let mut line =
            Self { command: program, path: String::new(), given: vec![], words: vec![], wanted: Wanted::Word(last) };
        let mut waiting = None;
        let mut is_escaped = false;
        for word in before {
            if is_escaped {
                line.words.push(word);
            } else if let Some(argument) = waiting.take() {
                line.give(argument, word);
            } else if word == "--" {
                is_escaped = true;
            } else if word.len() > 1 && word.starts_with('-') {
                waiting = line.flag(word);
            } else {
                line.word(word);
            }
        }
        line.wanted = match waiting {
            _ if is_escaped => Wanted::Escaped(last),
            Some(argument) => Wanted::Value { argument, before: "", value: last },
            None => line.last(last),
        };
        line
    }

    fn last(&self, word: &'a str) -> Wanted<'a> {
        if let Some((name, value)) = word.split_once('=')
            && let Some(argument) = name.strip_prefix("--").and_then(|name| self.long(name))
        {
            return Wanted::Value { argument, before: &word[..=name.len()], value };
        }
        if word.starts_with('-') { Wanted::Flag(word) } else { Wanted::Word(word) }
    }

    /// A word that is a command below this one, or one of this one's own.
    fn word(&mut self, word: &'a str) {
        let below = self.command.find_subcommand(word).filter(|_| self.words.is_empty());
        match below {
            Some(command) => {
                let space = if self.path.is_empty() { "" } else { " " };
                self.path = format!("{}{space}{}", self.path, command.get_name());
                self.command = command;
            }
            None => self.words.push(word),
        }
    }

    /// A flag, or several short ones. Returns the one whose value is the next word.
    fn flag(&mut self, word: &'a str) -> Option<&'a Arg> {
        if let Some(long) = word.strip_prefix("--") {
            let (name, value) = long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            let argument = self.long(name)?;
            return match value {
                Some(value) => {
                    self.give(argument, value);
                    None
                }
                None => self.without_value(argument),
            };
        }
        for (at, short) in word.char_indices().skip(1) {
            let argument = self.command.get_arguments().find(|argument| argument.get_short() == Some(short))?;
            let rest = &word[at + short.len_utf8()..];
            if takes_value(argument) && !rest.is_empty() {
                self.give(argument, rest.trim_start_matches('='));
                return None;
            }
            if let Some(waiting) = self.without_value(argument) {
                return Some(waiting);
            }
        }
        None
    }

    fn without_value(&mut self, argument: &'a Arg) -> Option<&'a Arg> {
        if takes_value(argument) && !argument.is_require_equals_set() {
            return Some(argument);
        }
        self.give(argument, "");
        None
    }

    fn give(&mut self, argument: &'a Arg, value: &str) {
        self.given.push((argument.get_id().as_str(), value.to_owned()));
    }

    fn long(&self, name: &str) -> Option<&'a Arg> {
        self.command.get_arguments().find(|argument| argument.get_long() == Some(name))
    }

    /// The value that a flag was given last.
    pub(super) fn value(&self, id: &str) -> Option<&str> {
        self.given.iter().rev().find(|(given, _)| *given == id).map(|(_, value)| value.as_str())
    }
}

/// Whether an argument of a built command has a value.
pub(super) fn takes_value(argument: &Arg) -> bool {
    argument.get_num_args().is_some_and(|values| values.takes_values())
}

/// Puts together what bash tears apart at `=` and `:`, and takes quotes off. Returns how much of the last word bash
/// does not take for a part of it.
pub(super) fn join(words: &mut Vec<String>) -> usize {
    let is_break = |word: &str| !word.is_empty() && word.chars().all(|character| matches!(character, '=' | ':'));
    let mut joined: Vec<String> = Vec::with_capacity(words.len());
    let mut cut = 0;
    let mut is_open = false;
    for word in words.drain(..) {
        let breaks = is_break(&word);
        match joined.last_mut() {
            Some(last) if breaks || is_open => {
                cut = if breaks { last.len() + word.len() } else { last.len() };
                last.push_str(unquoted(&word));
            }
            _ => {
                cut = 0;
                joined.push(unquoted(&word).to_owned());
            }
        }
        is_open = breaks;
    }
    *words = joined;
    cut
}

/// Takes the quotes off the last word, where a shell has not done so since they are still open.
pub(super) fn open(words: &mut [String]) -> usize {
    if let Some(last) = words.last_mut() {
        *last = unquoted(last).to_owned();
    }
    0
}

fn unquoted(word: &str) -> &str {
    let inner = |quote| word.strip_prefix(quote).map(|word: &str| word.strip_suffix(quote).unwrap_or(word));
    inner('"').or_else(|| inner('\'')).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;
    use crate::cli::Cli;

    /// What is said of a line.
    fn read(words: &[&str], check: impl Fn(&Line<'_>)) {
        let mut program = Cli::command();
        program.build();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        check(&Line::read(&program, &words));
    }

    fn wants_value(words: &[&str], id: &str, expected: (&str, &str)) {
        read(words, |line| match &line.wanted {
            Wanted::Value { argument, before, value } => {
                assert_eq!((argument.get_id().as_str(), (*before, *value)), (id, expected), "{words:?}");
            }
            other => panic!("{words:?}: {other:?}"),
        });
    }

    #[test]
    fn values_of_flags() {
        wants_value(&["send-test", "-d", "my"], "device", ("", "my"));
        wants_value(&["send-test", "-qvd", ""], "device", ("", ""));
        wants_value(&["--vendor", ""], "vendor", ("", ""));
        wants_value(&["status", "token", "--vendor=vivo,o"], "vendor", ("--vendor=", "vivo,o"));
        wants_value(&["check", "--emulator", "--profile", "p"], "profile", ("", "p"));
        wants_value(&["check", "--emulator="], "emulator", ("--emulator=", ""));
    }

    #[test]
    fn commands_flags_and_words() {
        read(&["--vendor", "vivo", "status", "token", "-q", "--"], |line| {
            assert!(matches!(line.wanted, Wanted::Flag("--")));
            assert_eq!((line.path.as_str(), line.value("vendor")), ("status token", Some("vivo")));
        });
        read(&["doctor", ""], |line| assert_eq!(line.path, "check"));
        read(&["explain", "vivo", "-1"], |line| assert_eq!(line.words, ["vivo"]));
        read(&["emulator", "--", "sh", "-d", ""], |line| {
            assert!(matches!(line.wanted, Wanted::Escaped("")));
            assert_eq!(line.words, ["sh", "-d"]);
        });
        read(&[], |line| assert!(matches!(line.wanted, Wanted::Word(""))));
        read(&["--nonsense", "-Z", "嗯", "-嗯"], |line| assert!(matches!(line.wanted, Wanted::Flag(_))));
    }

    #[test]
    fn what_bash_tore_apart() {
        for (torn, whole, expected) in [
            (&["check", "--vendor", "=", "vi"][..], &["check", "--vendor=vi"][..], "--vendor=".len()),
            (&["check", "--vendor", "="], &["check", "--vendor="], "--vendor=".len()),
            (&["--set", "vivo.x", "=", "1", "ab"], &["--set", "vivo.x=1", "ab"], 0),
            (&["--endpoint", "vivo", "=", "http", ":", "//h"], &["--endpoint", "vivo=http://h"], "vivo=http:".len()),
            (&["--config", "\"my file.toml\"", ""], &["--config", "my file.toml", ""], 0),
        ] {
            let mut words: Vec<String> = torn.iter().map(|word| (*word).to_owned()).collect();
            assert_eq!(join(&mut words), expected, "{torn:?}");
            assert_eq!(words, whole);
        }
    }
}
