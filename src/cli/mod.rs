//! The command line: global flags, one file per subcommand, one place that turns results into exit codes.

mod answer;
mod check;
mod completions;
mod emulator;
mod examples;
mod exit;
mod explain;
mod gen_manifest;
mod globals;
mod init;
mod localize;
mod man;
mod project;
mod prompt;
mod reports;
mod run;
mod schema;
mod send_test;
mod sign;
mod status;
mod target;
mod wait;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use exit::Stop;
use globals::Globals;
use pushctl::outcome::Verdict;
use reports::Judges;
use run::Run;

/// The version with commit and date, as far as the build knows them.
const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), env!("PUSHCTL_BUILD"));

/// Set up, verify and debug offline push of apps on Tencent Cloud IM
#[derive(Debug, Parser)]
#[command(name = "pushctl", version, long_version = VERSION, disable_help_subcommand = false, max_term_width = 100)]
struct Cli {
    #[command(flatten)]
    globals: Globals,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(init::Args),
    Check(check::Args),
    GenManifest(gen_manifest::Args),
    SendTest(send_test::Args),
    Status(status::Args),
    Explain(explain::Args),
    Sign(sign::Args),
    Emulator(emulator::Args),
    Completions(completions::Args),
    Man(man::Args),
    Schema(schema::Args),
}

impl Command {
    /// The command as it is typed.
    const fn name(&self) -> &'static str {
        match self {
            Self::Init(_) => "init",
            Self::Check(_) => "check",
            Self::GenManifest(_) => "gen-manifest",
            Self::SendTest(_) => "send-test",
            Self::Status(_) => "status",
            Self::Explain(_) => "explain",
            Self::Sign(_) => "sign",
            Self::Emulator(_) => "emulator",
            Self::Completions(_) => "completions",
            Self::Man(_) => "man",
            Self::Schema(_) => "schema",
        }
    }

    /// Whether there is something in it for CI servers and code hosts.
    const fn judges(&self) -> Judges {
        match self {
            Self::Check(_) => Judges::Files,
            Self::GenManifest(args) => args.judges(),
            _ => Judges::Nothing,
        }
    }

    fn run(&self, run: &Run) -> Result<Verdict, Stop> {
        match self {
            Self::Init(args) => init::run(run, args),
            Self::Check(args) => check::run(run, args),
            Self::GenManifest(args) => gen_manifest::run(run, args),
            Self::SendTest(args) => send_test::run(run, args),
            Self::Status(args) => status::run(run, args),
            Self::Explain(args) => explain::run(run, args),
            Self::Sign(args) => sign::run(run, args),
            Self::Emulator(args) => emulator::run(run, args),
            Self::Completions(args) => completions::run(run, args),
            Self::Man(args) => man::run(run, args),
            Self::Schema(args) => schema::run(run, args),
        }
    }
}

/// The arguments as clap is given them: `help COMMAND` is `COMMAND --help`, which knows the global flags and what a
/// misspelt command may mean.
fn for_clap(arguments: &[OsString]) -> Vec<OsString> {
    match arguments {
        [program, help, rest @ ..] if help == "help" && rest.first().is_none_or(|first| first != "help") => {
            std::iter::once(program).chain(rest).cloned().chain(["--help".into()]).collect()
        }
        _ => arguments.to_vec(),
    }
}

/// The whole program.
pub(crate) fn main() -> ExitCode {
    let arguments = run::arguments();
    if let Some(answered) = completions::answered(&arguments) {
        return answered;
    }
    let lang = localize::language(&arguments);
    let typed = for_clap(&arguments);
    let parsed = Cli::command().try_get_matches_from(&typed).and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(error) => {
            let error = localize::again(error, Cli::command(), lang, &typed);
            return exit::usage(&error, lang, &arguments);
        }
    };
    let run = match Run::new(cli.globals, cli.command.name(), cli.command.judges(), lang) {
        Ok(run) => run,
        Err((run, stop)) => return exit::stopped(&run, stop),
    };
    exit::silence_panics(&run);
    match cli.command.run(&run) {
        Ok(verdict) => exit::verdict(&run, verdict),
        Err(stop) => exit::stopped(&run, stop),
    }
}
