//! The only place that turns what happened into an exit code: 0 ok, 1 problem, 2 unusable, 3 undetermined.

use std::process::ExitCode;

use super::localize;
use super::run::Run;
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, diagnostics};
use pushctl::report::{Findings, Report};
use pushctl::secret::Redactor;
use pushctl::text::{Lang, Text};

/// Why a command could not be done at all.
#[derive(Debug)]
pub(crate) enum Stop {
    /// The user's files cannot be used: what is wrong in them.
    Files(Findings),
    /// The command line cannot be used, or something outside failed: what, and what to do.
    Said {
        /// What is wrong.
        message: Text,
        /// What to do next; may be empty.
        hint: Text,
    },
    /// Ctrl-C, before the one answer that was waited for.
    Interrupted,
    /// Standard output is gone: the reader has seen enough.
    Closed,
    /// The command run by `pushctl emulator -- CMD` ended with this exit code.
    Code(u8),
}

impl Stop {
    /// A stop with a next step.
    pub(crate) fn new(message: Text, hint: Text) -> Self {
        Self::Said { message, hint }
    }
}

impl From<Findings> for Stop {
    fn from(findings: Findings) -> Self {
        Self::Files(findings)
    }
}

impl From<std::io::Error> for Stop {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Self::Closed;
        }
        Self::from(anyhow::Error::from(error))
    }
}

impl From<anyhow::Error> for Stop {
    fn from(error: anyhow::Error) -> Self {
        Self::new(Text::same(format!("{error:#}")), Text::new("", ""))
    }
}

/// The exit code of a report.
pub(crate) fn verdict(run: &Run, verdict: Verdict) -> ExitCode {
    match verdict {
        Verdict::Ok => ExitCode::SUCCESS,
        Verdict::Problem if run.globals.exit_zero => ExitCode::SUCCESS,
        Verdict::Problem => ExitCode::from(1),
        Verdict::Unusable => ExitCode::from(2),
        Verdict::Undetermined => ExitCode::from(3),
    }
}

/// Prints why a command could not be done.
pub(crate) fn stopped(run: &Run, stop: Stop) -> ExitCode {
    let mut report = run.report();
    report.found = Verdict::Unusable;
    match stop {
        Stop::Closed => return ExitCode::SUCCESS,
        Stop::Code(code) => return ExitCode::from(code),
        Stop::Interrupted => return interrupted(run, report),
        Stop::Files(findings) => report.findings = findings,
        Stop::Said { message, hint } => report.stopped = Some((message, hint)),
    }
    let terminal = &run.terminal;
    let table = |page: &Terminal| {
        if !report.findings.is_empty() {
            page.line(&diagnostics(&report.findings, page, page.color))?;
        }
        if let Some((message, hint)) = &report.stopped {
            page.line(&said(page, page.say(message), page.say(hint)))?;
        }
        Ok(())
    };
    let written = run.write_reports(&report, table);
    if run.format() == Format::Json || run.format().is_for_ci() {
        // Without a reader there is nobody left to tell.
        let _ = run.print_document(&report);
    }
    if run.format() != Format::Json {
        if !report.findings.is_empty() {
            terminal.complain(&diagnostics(&report.findings, terminal, terminal.stderr_color));
        }
        if let Some((message, hint)) = &report.stopped {
            complain(run, terminal.say(message), terminal.say(hint));
        }
    }
    run.close(&report, &written);
    ExitCode::from(2)
}

/// Nothing is known of what was asked.
fn interrupted(run: &Run, mut report: Report) -> ExitCode {
    report.found = Verdict::Undetermined;
    report.left = 1;
    match run.finish(&report, |_| Ok(())) {
        Ok(found) => verdict(run, found),
        // Without a reader there is nobody left to tell.
        Err(_) => ExitCode::from(3),
    }
}

/// Says on standard error what went wrong, and what to do about it.
pub(super) fn complain(run: &Run, message: &str, hint: &str) {
    run.terminal.complain(&said(&run.terminal, message, hint));
}

/// `error: …`, and below it `  hint: …`.
fn said(terminal: &Terminal, message: &str, hint: &str) -> String {
    let (error, help) = match terminal.lang {
        Lang::En => ("error: ", "  hint: "),
        Lang::Zh => ("错误：", "  提示："),
    };
    let first = format!("{}{message}", terminal.paint_stderr(Color::Red, error));
    if hint.is_empty() { first } else { format!("{first}\n{}{hint}", terminal.paint_stderr(Color::Cyan, help)) }
}

/// What clap has to say: help and version to stdout with 0, the rest to stderr with 2.
pub(crate) fn usage(error: &clap::Error, lang: Lang, arguments: &[std::ffi::OsString]) -> ExitCode {
    let run = Run::bare(lang, arguments);
    let terminal = &run.terminal;
    if !error.use_stderr() {
        let _ = terminal.line(&localize::page(error, lang, terminal.color, terminal.width));
        return ExitCode::SUCCESS;
    }
    if run.format() == Format::Json {
        let mut report = run.report();
        report.found = Verdict::Unusable;
        report.stopped = Some((Text::same(localize::message(error, lang)), Text::new("", "")));
        let _ = run.print_document(&report);
    } else {
        terminal.complain(&localize::usage_error(error, lang, terminal.stderr_color, terminal.width));
    }
    ExitCode::from(2)
}

/// A bug must not print what it was working on: its message goes past the redactor, without a backtrace.
pub(crate) fn silence_panics(run: &Run) {
    let redactor = run.redactor.clone();
    std::panic::set_hook(Box::new(move |panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic_message(&redactor, &place, panic.payload_as_str().unwrap_or_default());
        let _ = std::io::Write::write_all(&mut std::io::stderr(), message.as_bytes());
    }));
}

fn panic_message(redactor: &Redactor, place: &str, words: &str) -> String {
    format!("pushctl: internal error at {place}: {}\n", redactor.redact(words))
}

#[cfg(test)]
mod tests {
    use super::*;
    use pushctl::secret::Secret;

    #[test]
    fn a_panic_keeps_secrets_and_tokens() {
        let redactor = Redactor::default();
        redactor.learn(&Secret::new("99999999-8888-7777"));
        redactor.learn_token("v2-AAAABBBBCCCCDDDD9f3c");
        let message = panic_message(&redactor, "src/x.rs:1:1", "99999999-8888-7777 of v2-AAAABBBBCCCCDDDD9f3c");
        assert_eq!(message, "pushctl: internal error at src/x.rs:1:1: *** of v2-AAAA…9f3c\n");
    }
}
