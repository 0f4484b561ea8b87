//! The program at a terminal, spoken to as a person does: wait for a prompt, type the answer.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use super::harness::{ran, search_path};

/// A prompt that does not come in this time never will.
const PATIENCE: Duration = Duration::from_secs(30);

/// One command at a terminal of its own.
pub(crate) struct Dialogue {
    child: Child,
    screen: Receiver<Vec<u8>>,
    seen: String,
    /// Up to where prompts were answered.
    answered: usize,
}

impl Dialogue {
    /// Starts a shell command in a folder. `script` of util-linux gives it a terminal.
    pub(crate) fn start(folder: &Path, command: &str, variables: &[(&str, &str)]) -> Self {
        let mut script = Command::new("script");
        script.args(["-qec", &format!("tty; stty cols 100 rows 40; exec {command}"), "/dev/null"]);
        script.current_dir(folder).env_clear().env("PATH", search_path()).env("TERM", "xterm");
        script.env("LANG", "en_US.UTF-8").env("COLUMNS", "100").envs(variables.iter().copied());
        let mut child = script.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("script starts");
        let (sender, screen) = channel();
        let mut output = child.stdout.take().expect("its output");
        std::thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = output.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    return;
                }
            }
        });
        let mut dialogue = Self { child, screen, seen: String::new(), answered: 0 };
        dialogue.waits_for("\n");
        dialogue
    }

    /// Waits until `prompt` is there, behind the last one, and types `answer`.
    #[track_caller]
    pub(crate) fn answers(&mut self, prompt: &str, answer: &str) {
        self.waits_for(prompt);
        self.types(answer);
    }

    /// The same, where what is typed must not be shown. Typed before the echo is off, it would be lost.
    #[track_caller]
    pub(crate) fn answers_hidden(&mut self, prompt: &str, answer: &str) {
        self.waits_for(prompt);
        let started = Instant::now();
        while !self.attributes().contains(" -echo ") {
            assert!(started.elapsed() < PATIENCE, "the echo stays on:\n{}", self.seen);
            std::thread::sleep(Duration::from_millis(5));
        }
        self.types(answer);
    }

    /// What `stty` says of the terminal, which named itself first of all.
    fn attributes(&self) -> String {
        let name = self.seen.lines().next().unwrap_or_default();
        ran(Command::new("stty").args(["-F", name.trim(), "-a"])).stdout
    }

    fn types(&mut self, text: &str) {
        let input = self.child.stdin.as_mut().expect("its input");
        input.write_all(text.as_bytes()).and_then(|()| input.flush()).expect("typed");
    }

    #[track_caller]
    fn waits_for(&mut self, prompt: &str) {
        let started = Instant::now();
        let at = loop {
            if let Some(at) = self.seen[self.answered..].find(prompt) {
                break self.answered + at + prompt.len();
            }
            let left = PATIENCE.saturating_sub(started.elapsed());
            let Ok(bytes) = self.screen.recv_timeout(left) else {
                panic!("`{prompt}` never came:\n{}", self.seen);
            };
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        };
        self.answered = at;
    }

    /// Waits for its end: the exit code, and the lines that were on the screen.
    #[track_caller]
    pub(crate) fn ends(mut self) -> (i32, Vec<String>) {
        let started = Instant::now();
        while let Ok(bytes) = self.screen.recv_timeout(PATIENCE.saturating_sub(started.elapsed())) {
            self.seen.push_str(&String::from_utf8_lossy(&bytes));
        }
        drop(self.child.stdin.take());
        assert!(started.elapsed() < PATIENCE, "it never ended:\n{}", self.seen);
        let status = self.child.wait().expect("an end");
        (status.code().expect("no signal"), lines(&self.seen).split_off(1))
    }
}

impl Drop for Dialogue {
    fn drop(&mut self) {
        // A test that failed leaves nothing behind.
        let _ = self.child.kill();
    }
}

/// What a terminal printed, without colours and movements of the cursor.
fn lines(screen: &str) -> Vec<String> {
    let mut text = String::new();
    let mut rest = screen.chars();
    while let Some(character) = rest.next() {
        match character {
            // `ESC [ … letter`: all that is used here. With K a line is drawn anew.
            '\x1b' if rest.find(char::is_ascii_alphabetic) == Some('K') => {
                text.truncate(text.rfind('\n').map_or(0, |at| at + 1));
            }
            '\x1b' | '\r' => {}
            other => text.push(other),
        }
    }
    text.lines().map(|line| line.trim_end().to_owned()).collect()
}
