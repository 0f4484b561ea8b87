//! What can stand at the cursor. Names come from where the commands have them: the vendors, the rules, push.toml.
//!
//! Nothing here may fail or be slow: without a push.toml, or with a broken one, its names are merely missing. Secrets
//! are not looked up, tokens not shown.

use clap::{Arg, Command, ValueHint};

use super::super::run::{Run, variable};
use super::line::{Line, Wanted, takes_value};
use pushctl::config::{self, Config, Environment, Options, Side};
use pushctl::explain;
use pushctl::output::Format;
use pushctl::report::Findings;
use pushctl::text::{Lang, Text};
use pushctl::vendors::{self, VENDORS, Vendor};

/// What can stand at the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// One of these.
    Words(Vec<Candidate>),
    /// A file.
    Files,
    /// A folder.
    Folders,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The word.
    pub(super) value: String,
    /// What it is, in one line; may be empty.
    pub(super) help: String,
}

impl Candidate {
    fn new(value: impl Into<String>, help: impl Into<String>) -> Self {
        Self { value: value.into(), help: help.into() }
    }
}

/// What can stand in place of the last word of a line.
pub(super) fn answer(line: &Line<'_>, lang: Lang) -> Answer {
    let names = Names { line, lang };
    match &line.wanted {
        Wanted::Value { argument, before, value } => of_argument(&names, argument, before, value),
        Wanted::Flag(word) => words(flags(line), "", word),
        Wanted::Word(word) => {
            let commands = if line.words.is_empty() { subcommands(line.command) } else { Vec::new() };
            match of_position(&names, word) {
                Some(Answer::Words(own)) => words(commands.into_iter().chain(own), "", word),
                Some(path) => path,
                None => words(commands, "", word),
            }
        }
        Wanted::Escaped(word) => of_position(&names, word).unwrap_or(Answer::Words(Vec::new())),
    }
}

/// The candidates that begin with what is there.
fn words(all: impl IntoIterator<Item = Candidate>, before: &str, written: &str) -> Answer {
    let fits =
        |candidate: &Candidate| candidate.value.starts_with(written) && !candidate.value.chars().any(char::is_control);
    let whole = |Candidate { value, help }: Candidate| {
        let line = help.lines().next().unwrap_or_default();
        Candidate::new(format!("{before}{value}"), line.replace(char::is_control, " "))
    };
    Answer::Words(all.into_iter().filter(fits).map(whole).collect())
}

fn of_position(names: &Names<'_>, word: &str) -> Option<Answer> {
    let positions: Vec<&Arg> = names.line.command.get_positionals().collect();
    let at = names.line.words.len();
    let takes_more = |argument: &&&Arg| argument.get_num_args().is_some_and(|values| values.max_values() > at);
    let argument = positions.get(at).or_else(|| positions.last().filter(takes_more))?;
    Some(of_argument(names, argument, "", word))
}

/// The values of an argument. In a list only the last one is completed.
fn of_argument(names: &Names<'_>, argument: &Arg, before: &str, written: &str) -> Answer {
    let at = argument.get_value_delimiter().and_then(|comma| written.rfind(comma)).map_or(0, |at| at + 1);
    let (list, value) = written.split_at(at);
    if let Some(candidates) = names.of(argument) {
        return words(candidates, &format!("{before}{list}"), value);
    }
    let possible = argument.get_possible_values();
    if !possible.is_empty() {
        let shown = possible.iter().filter(|value| !value.is_hide_set());
        let help = |value: &clap::builder::PossibleValue| value.get_help().map(ToString::to_string);
        let candidates = shown.map(|value| Candidate::new(value.get_name(), help(value).unwrap_or_default()));
        return words(candidates, before, value);
    }
    let is_folder = argument.get_value_names().is_some_and(|names| names.iter().any(|name| name == "DIR"));
    match argument.get_value_hint() {
        _ if is_folder => Answer::Folders,
        ValueHint::Unknown if PATHS.contains(&argument.get_id().as_str()) => Answer::Files,
        ValueHint::Unknown => Answer::Words(Vec::new()),
        _ => Answer::Files,
    }
}

/// Arguments that name files although they are text to clap.
const PATHS: &[&str] = &["emulator", "command"];

/// The flags that can still be given.
fn flags(line: &Line<'_>) -> Vec<Candidate> {
    let is_open = |argument: &&Arg| {
        let is_repeatable = matches!(argument.get_action(), clap::ArgAction::Append);
        let is_given = line.given.iter().any(|(id, _)| argument.get_id() == id);
        !argument.is_hide_set() && (is_repeatable || !is_given)
    };
    let spelled = |argument: &Arg| {
        let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
        // What needs its equals sign and has a value of its own works alone too.
        let long = argument.get_long().map(|long| Candidate::new(format!("--{long}"), help.as_str()));
        let short = argument.get_short().map(|short| Candidate::new(format!("-{short}"), help.as_str()));
        let with_value = argument.is_require_equals_set() && takes_value(argument);
        let equals = argument.get_long().filter(|_| with_value).map(|long| Candidate::new(format!("--{long}="), help));
        short.into_iter().chain(long).chain(equals)
    };
    line.command.get_arguments().filter(is_open).flat_map(spelled).collect()
}

fn subcommands(command: &Command) -> Vec<Candidate> {
    let named = |command: &Command| {
        let help = command.get_about().map(ToString::to_string).unwrap_or_default();
        let names = std::iter::once(command.get_name()).chain(command.get_visible_aliases());
        names.map(|name| Candidate::new(name, help.as_str())).collect::<Vec<_>>()
    };
    command.get_subcommands().filter(|command| !command.is_hide_set()).flat_map(named).collect()
}

/// Names that clap does not know.
struct Names<'a> {
    line: &'a Line<'a>,
    lang: Lang,
}

impl Names<'_> {
    /// The names that an argument takes. `None`: it takes none of ours.
    fn of(&self, argument: &Arg) -> Option<Vec<Candidate>> {
        let path = self.line.path.as_str();
        Some(match (path, argument.get_id().as_str()) {
            (_, "vendor") | ("sign", "name") => self.vendors(""),
            (_, "endpoint") => self.vendors("="),
            (_, "profile") => self.profiles(),
            (_, "report") => formats(),
            (_, "device") => self.devices(matches!(argument.get_action(), clap::ArgAction::Append)),
            (_, "user") | ("status user", "id") => self.users(),
            ("send-test", "set") => self.keys(|side| side == Side::Message),
            ("init", "set") => self.keys(|side| side != Side::Message),
            ("explain", "words") => self.topics(),
            _ => return None,
        })
    }

    fn vendors(&self, end: &str) -> Vec<Candidate> {
        let named = |vendor: &&Vendor| Candidate::new(format!("{}{end}", vendor.key), vendor.name.get(self.lang));
        VENDORS.iter().map(named).collect()
    }

    /// push.toml as this line means it.
    fn config(&self, profile: Option<String>) -> Option<Config> {
        let flag = |id: &str, name: &str| self.line.value(id).map(str::to_owned).or_else(|| variable(name));
        let options = Options {
            file: flag("config", "PUSHCTL_CONFIG").map(Into::into),
            folder: Run::folder(),
            profile,
            environment: Environment::new(variable),
        };
        config::load(&options).ok()
    }

    fn profiles(&self) -> Vec<Candidate> {
        let names = self.config(None).map(|config| config.profiles).unwrap_or_default();
        names.into_iter().map(|name| Candidate::new(name, "")).collect()
    }

    /// The devices, of the vendors named so far if any are.
    fn devices(&self, with_all: bool) -> Vec<Candidate> {
        let profile = self.line.value("profile").map(str::to_owned).or_else(|| variable("PUSHCTL_PROFILE"));
        let Some(config) = self.config(profile) else { return Vec::new() };
        let named = self.line.given.iter().filter(|(id, _)| *id == "vendor");
        let named: Vec<&str> =
            named.flat_map(|(_, list)| list.split(',')).filter_map(vendors::find).map(|vendor| vendor.key).collect();
        let devices = config.devices(&mut Findings::default()).into_iter().filter_map(|device| {
            let vendor = device.vendor.and_then(vendors::find);
            let is_wanted = named.is_empty() || vendor.is_some_and(|vendor| named.contains(&vendor.key));
            is_wanted.then(|| Candidate::new(device.name, vendor.map_or("", |vendor| vendor.name.get(self.lang))))
        });
        devices
            .chain(with_all.then(|| Candidate::new("all", Text::new("every device", "全部设备").get(self.lang))))
            .collect()
    }

    /// The IM users of the devices.
    fn users(&self) -> Vec<Candidate> {
        let Some(config) = self.config(None) else { return Vec::new() };
        let devices = config.devices(&mut Findings::default());
        let mut users: Vec<Candidate> =
            devices.into_iter().filter_map(|device| Some(Candidate::new(device.user?.as_str(), device.name))).collect();
        users.sort_by(|one, other| one.value.cmp(&other.value));
        users.dedup_by(|one, other| one.value == other.value);
        users
    }

    /// `VENDOR.KEY=` of every key of such a side.
    fn keys(&self, wanted: impl Fn(Side) -> bool) -> Vec<Candidate> {
        let all = VENDORS.iter().flat_map(|vendor| vendor.fields.iter().map(move |field| (vendor, field)));
        let named = all
            .filter(|(_, field)| wanted(field.side))
            .map(|(vendor, field)| Candidate::new(format!("{}.{}=", vendor.key, field.key), field.doc.get(self.lang)));
        named.collect()
    }

    /// What `explain` can explain. Behind a vendor: its codes and the short names of its rules.
    fn topics(&self) -> Vec<Candidate> {
        let title = |rule: &'static pushctl::report::Rule| rule.title.get(self.lang);
        match self.line.words.as_slice() {
            [] => {
                let rules = explain::rules().map(|rule| Candidate::new(rule.id, title(rule)));
                let checklist = Text::new("the checklist when nothing arrives", "收不到推送时的排查清单");
                let no_push = Candidate::new("no-push", checklist.get(self.lang));
                self.vendors("").into_iter().chain([no_push]).chain(rules).collect()
            }
            [name] => {
                let Some(vendor) = vendors::find(name) else { return Vec::new() };
                let entries = vendor.codes.entries().iter();
                let codes = entries.map(|entry| Candidate::new(entry.code.as_str(), entry.cause.get(self.lang)));
                let short = |rule: &&'static pushctl::report::Rule| rule.id.split_once('/').map(|(_, name)| name);
                let rules = vendor.rules.iter().filter_map(|rule| Some(Candidate::new(short(rule)?, title(rule))));
                codes.chain(rules).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// `FORMAT=` of every format that a report can have.
fn formats() -> Vec<Candidate> {
    let whole = Format::ALL.iter().filter(|(_, format)| *format != Format::Ndjson);
    whole.map(|(name, _)| Candidate::new(format!("{name}="), "")).collect()
}

#[cfg(test)]
mod tests;
