//! `pushctl completions`: scripts for shells, always of the English command line, so that packages do not depend on who
//! builds them.
//!
//! The scripts for bash, zsh and fish know nothing: at each press of Tab they ask `pushctl __complete`, so that names out of
//! push.toml are completed too, and a script is never older than the program. It is not clap's own dynamic completion,
//! whose scripts belong to one build of the program and may not be packaged, and whose interface is unstable. Those for
//! PowerShell and elvish are clap's, with every flag and word but nothing of push.toml.

mod candidates;
mod line;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use self::candidates::{Answer, Candidate};
use self::line::Line;
use super::exit::Stop;
use super::localize;
use super::run::Run;
use pushctl::outcome::Verdict;
use pushctl::output::Terminal;
use pushctl::secret::Redactor;
use pushctl::text::Lang;

/// Print a completion script for a shell
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    run.terminal.line(script(args.shell).trim_end())?;
    Ok(Verdict::Ok)
}

/// A script, rendered before it is printed: the generator panics where a pipe is closed.
fn script(shell: Shell) -> String {
    match shell {
        Shell::Bash => include_str!("../../completions/pushctl.bash").to_owned(),
        Shell::Zsh => include_str!("../../completions/_pushctl").to_owned(),
        Shell::Fish => include_str!("../../completions/pushctl.fish").to_owned(),
        _ => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut super::Cli::command(), "pushctl", &mut script);
            String::from_utf8_lossy(&script).into_owned()
        }
    }
}

/// `pushctl __complete SHELL WORD...`, which scripts call: what can stand in place of the last word.
///
/// One candidate a line, for shells that show it followed by a tab and what it is; or one line, `:files` or
/// `:folders`, which a shell finds best itself. It is no command of the command line: a wrong variable or a half
/// written flag must not keep it from answering.
const ANSWER: &str = "__complete";

/// Answers a script. `None`: these are the arguments of a person.
pub(crate) fn answered(arguments: &[OsString]) -> Option<ExitCode> {
    let [_, command, shell, words @ ..] = arguments else { return None };
    if command != ANSWER {
        return None;
    }
    let splits_words = shell == "bash";
    let lang = if splits_words { Lang::En } else { localize::language(arguments) };
    let mut program = localize::command(super::Cli::command(), lang);
    program.build();
    let mut words: Vec<String> = words.iter().map(|word| word.to_string_lossy().into_owned()).collect();
    let cut = if splits_words { line::join(&mut words) } else { line::open(&mut words) };
    let answer = candidates::answer(&Line::read(&program, &words), lang);
    let terminal = Terminal::new(lang, usize::MAX, Redactor::default());
    // A shell that is gone needs no answer.
    let _ = terminal.line(&printed(&answer, cut, !splits_words));
    Some(ExitCode::SUCCESS)
}

/// `cut`: how many bytes of each candidate the shell takes for another word.
fn printed(answer: &Answer, cut: usize, with_help: bool) -> String {
    let line = |Candidate { value, help }: &Candidate| {
        let value = value.get(cut..).unwrap_or_default();
        if with_help && !help.is_empty() { format!("{value}\t{help}") } else { value.to_owned() }
    };
    match answer {
        Answer::Files => ":files".to_owned(),
        Answer::Folders => ":folders".to_owned(),
        Answer::Words(candidates) => candidates.iter().map(line).collect::<Vec<_>>().join("\n"),
    }
}
