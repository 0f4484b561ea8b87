//! How far a list is: a line per vendor that is drawn anew on a terminal, else a line now and then.

use std::collections::VecDeque;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use crate::cli::run::Run;
use pushctl::outcome::State;
use pushctl::output::{Format, Terminal};
use pushctl::text;
use pushctl::text::Text;
use pushctl::tokens::Census;
use pushctl::tokens::census::Share;
use pushctl::tokens::engine::Book;
use pushctl::tokens::tally::Tally;
use pushctl::vendors::Vendor;

/// How often a line is printed where none is drawn anew. The first comes early, so that one sees that it works.
const LINES: Duration = Duration::from_secs(5);
/// Over how long the rate is measured.
const WINDOW: Duration = Duration::from_secs(10);

pub(super) struct Progress<'a> {
    terminal: &'a Terminal,
    all: MultiProgress,
    vendors: Vec<OfVendor>,
    draws: bool,
    printed: Instant,
}

struct OfVendor {
    vendor: &'static Vendor,
    total: u64,
    bar: Option<ProgressBar>,
    seen: VecDeque<(Instant, u64)>,
}

impl<'a> Progress<'a> {
    pub(super) fn new(run: &'a Run, census: &Census, book: &Book<'_>) -> Self {
        let err = std::io::stderr().is_terminal();
        // Lines on the same terminal would be mixed with it.
        let streams = run.format() == Format::Ndjson && std::io::stdout().is_terminal();
        let draws = err && !streams && !run.globals.verbose && !run.terminal.quiet;
        let all = MultiProgress::new();
        let now = Instant::now();
        let tallies = book.tallies();
        let of = |share: &Share| {
            let done = tallies.vendors.get(share.vendor.key).map_or(0, done);
            let bar = draws.then(|| bar(&all));
            OfVendor { vendor: share.vendor, total: share.tokens, bar, seen: VecDeque::from([(now, done)]) }
        };
        let vendors = census.vendors.iter().map(of).collect();
        Self { terminal: &run.terminal, all, vendors, draws, printed: now }
    }

    /// Shows how far it is.
    pub(super) fn show(&mut self, book: &Book<'_>) {
        let now = Instant::now();
        let prints = !self.draws && now.duration_since(self.printed) >= LINES;
        if prints {
            self.printed = now;
        }
        for of in &mut self.vendors {
            let tallies = book.tallies();
            let empty = Tally::default();
            let line = of.line(self.terminal, tallies.vendors.get(of.vendor.key).unwrap_or(&empty), now);
            match &of.bar {
                Some(bar) => bar.set_message(line),
                None if prints => self.terminal.remark(&line),
                None => {}
            }
        }
    }

    /// Says that nothing more is asked.
    pub(super) fn draining(&self) {
        let text = Text::new(
            "waiting for what is under way; Ctrl-C again ends at once",
            "正在等待已发出的请求；再按一次 Ctrl-C 立即结束",
        );
        self.all.suspend(|| self.terminal.remark(self.terminal.say(&text)));
    }

    /// Takes the lines off the terminal.
    pub(super) fn clear(&self) {
        for bar in self.vendors.iter().filter_map(|of| of.bar.as_ref()) {
            bar.finish_and_clear();
        }
        // Nothing can be done about a terminal that went away.
        let _ = self.all.clear();
    }
}

impl OfVendor {
    /// `vivo  88,000 / 200,000  2,140 dead  1,000/s  eta 1m52s`.
    fn line(&mut self, terminal: &Terminal, tally: &Tally, now: Instant) -> String {
        let done = done(tally);
        self.seen.push_back((now, done));
        while self.seen.len() > 2 && self.seen.front().is_some_and(|(time, _)| now.duration_since(*time) > WINDOW) {
            self.seen.pop_front();
        }
        let rate = self.rate(now, done);
        let name = terminal.say(&self.vendor.name);
        let mut parts = vec![format!("{name}  {} / {}", thousands(done), thousands(self.total))];
        for (state, label) in [
            (State::Dead, Text::new("dead", "已失效")),
            (State::Foreign, Text::new("foreign", "不属于这个应用")),
            (State::Suspect, Text::new("suspect", "可疑")),
            (State::Unknown, Text::new("unknown", "未知")),
        ] {
            let (count, label) = (tally.of(state), terminal.say(&label));
            if count > 0 {
                let count = thousands(count);
                parts.push(terminal.say(&text!("{count} {label}", "{label} {count}")).to_owned());
            }
        }
        if let Some(rate) = rate.filter(|rate| *rate > 0) {
            let shown = thousands(rate);
            parts.push(terminal.say(&text!("{shown}/s", "每秒 {shown}")).to_owned());
            let left = duration(self.total.saturating_sub(done) / rate);
            parts.push(terminal.say(&text!("eta {left}", "还需 {left}")).to_owned());
        }
        parts.join("  ")
    }

    /// Tokens a second.
    fn rate(&self, now: Instant, done: u64) -> Option<u64> {
        let (time, before) = self.seen.front()?;
        let millis = u64::try_from(now.duration_since(*time).as_millis()).ok().filter(|millis| *millis >= 500)?;
        Some(done.saturating_sub(*before) * 1000 / millis)
    }
}

fn done(tally: &Tally) -> u64 {
    tally.answered() + tally.of(State::Unknown)
}

fn bar(all: &MultiProgress) -> ProgressBar {
    // Added before it is first drawn: alone it would leave a line of its own behind.
    let bar = all.add(ProgressBar::new_spinner());
    if let Ok(style) = ProgressStyle::with_template("{msg}") {
        bar.set_style(style);
    }
    bar
}

/// `1,234,567`.
pub(super) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

/// `1m52s`.
fn duration(seconds: u64) -> String {
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds}s"),
        (0, minutes, seconds) => format!("{minutes}m{seconds:02}s"),
        (hours, minutes, _) => format!("{hours}h{minutes:02}m"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_by_people() {
        let shown: Vec<String> = [0, 999, 1000, 123_456, 1_234_567].map(thousands).into();
        assert_eq!(shown, ["0", "999", "1,000", "123,456", "1,234,567"]);
        assert_eq!([5, 112, 3725].map(duration), ["5s", "1m52s", "1h02m"]);
    }
}
