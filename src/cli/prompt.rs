//! Questions to a person at a terminal. Ctrl-C ends the program with a word on what was not done, and leaves the
//! terminal as it was: a secret is asked for with the echo switched off, and a list with the cursor hidden.

use std::sync::mpsc;
use std::thread;

use dialoguer::console::Term;
use tokio::sync::oneshot;

use super::exit::Stop;
use super::wait::block_on;
use pushctl::output::Terminal;
use pushctl::text;
use pushctl::text::{Lang, Text};

/// What a shell reports of a program that was interrupted.
const INTERRUPTED: i32 = 130;

/// Asks one question. `not_done` ends the sentence on an interrupted run: "nothing was written".
pub(crate) fn ask<T>(
    terminal: &Terminal,
    not_done: &Text,
    question: impl FnOnce() -> dialoguer::Result<T>,
) -> Result<T, Stop> {
    let (en, zh) = (not_done.get(Lang::En), not_done.get(Lang::Zh));
    let words = text!("interrupted; {en}", "已中断，{zh}");
    let watch = Watch::start(terminal.say(&words).to_owned());
    let answer = question();
    match &answer {
        // The watch hears of the same Ctrl-C and ends the program.
        Err(dialoguer::Error::IO(error)) if error.kind() == std::io::ErrorKind::Interrupted => watch.await_end(),
        _ => watch.end(),
    }
    answer.map_err(|_| {
        let _ = Term::stderr().show_cursor();
        Stop::new(words, Text::new("", ""))
    })
}

/// A thread that waits for Ctrl-C while a question is open: reading the answer blocks this one.
struct Watch {
    answered: oneshot::Sender<()>,
    thread: thread::JoinHandle<()>,
}

impl Watch {
    fn start(words: String) -> Self {
        let (answered, is_answered) = oneshot::channel();
        let (listens, is_listening) = mpsc::channel();
        let before = Attributes::of_terminal();
        let thread = thread::spawn(move || {
            let interrupted = async {
                tokio::select! {
                    // In this order: what is polled first is listening when the others are.
                    biased;
                    pressed = tokio::signal::ctrl_c() => pressed.is_ok(),
                    _ = is_answered => false,
                    () = says(listens) => false,
                }
            };
            if block_on(interrupted).unwrap_or(false) {
                end_program(&before, &words);
            }
        });
        // It fails only where no signal can be waited for.
        let _ = is_listening.recv();
        Self { answered, thread }
    }

    fn end(self) {
        // It is gone only if no signal can be waited for; then there is nothing to end.
        let _ = self.answered.send(());
        let _ = self.thread.join();
    }

    fn await_end(self) {
        let _ = self.thread.join();
    }
}

/// Says so once, and is never done.
async fn says(listens: mpsc::Sender<()>) {
    let _ = listens.send(());
    std::future::pending::<()>().await;
}

#[expect(clippy::exit, reason = "the question that was interrupted cannot be taken back from its thread")]
fn end_program(before: &Attributes, words: &str) {
    before.restore();
    let term = Term::stderr();
    // A terminal that is gone needs no word.
    let _ = term.show_cursor().and_then(|()| term.write_line("")).and_then(|()| term.write_line(words));
    std::process::exit(INTERRUPTED);
}

/// What a terminal does with what is typed.
struct Attributes {
    #[cfg(unix)]
    termios: Option<rustix::termios::Termios>,
}

#[cfg(unix)]
impl Attributes {
    fn of_terminal() -> Self {
        Self { termios: rustix::termios::tcgetattr(std::io::stdin()).ok() }
    }

    fn restore(&self) {
        if let Some(termios) = &self.termios {
            let now = rustix::termios::OptionalActions::Now;
            let _ = rustix::termios::tcsetattr(std::io::stdin(), now, termios);
        }
    }
}

/// The console of Windows is put back by the system.
#[cfg(not(unix))]
impl Attributes {
    const fn of_terminal() -> Self {
        Self {}
    }

    const fn restore(&self) {}
}
