//! How far a list is: a bar per vendor on a terminal, else a line every few seconds.

use std::io::IsTerminal;
use std::time::{Duration, Instant};

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::summary::grouped;
use crate::cli::run::Run;
use pushctl::outcome::State;
use pushctl::output::{Terminal, layout};
use pushctl::text;
use pushctl::text::Text;
use pushctl::tokens::tally::Tallies;
use pushctl::vendors::Vendor;

/// Where there is no bar, so often there is a line.
const PAUSE: Duration = Duration::from_secs(5);
/// Over about so long the rate is measured.
const MEMORY: f64 = 3.0;

/// What is shown of a run that is under way.
pub(super) struct Progress<'a> {
    terminal: &'a Terminal,
    lanes: Vec<Lane>,
    all: MultiProgress,
    is_drawn: bool,
    said: Instant,
}

/// One vendor's.
struct Lane {
    vendor: &'static Vendor,
    total: u64,
    rate: Rate,
    bar: ProgressBar,
}

/// Tokens a second, the last few seconds weighing most.
struct Rate {
    at: Instant,
    done: u64,
    per_second: Option<f64>,
}

impl Rate {
    fn update(&mut self, now: Instant, done: u64) {
        let passed = now.duration_since(self.at).as_secs_f64();
        if passed < 0.1 {
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "shown in three digits")]
        let current = done.saturating_sub(self.done) as f64 / passed;
        let weight = (passed / MEMORY).min(1.0);
        self.per_second = Some(self.per_second.map_or(current, |before| before + (current - before) * weight));
        (self.at, self.done) = (now, done);
    }
}

impl<'a> Progress<'a> {
    /// Begins to show the progress of these vendors' tokens.
    pub(super) fn start(run: &'a Run, vendors: &[(&'static Vendor, u64)]) -> Self {
        let is_drawn = !run.terminal.quiet && !run.globals.verbose && std::io::stderr().is_terminal();
        let all = MultiProgress::new();
        let now = Instant::now();
        let lane = |(vendor, total): &(&'static Vendor, u64)| Lane {
            vendor,
            total: *total,
            rate: Rate { at: now, done: 0, per_second: None },
            bar: if is_drawn { bar(&all, *total) } else { ProgressBar::hidden() },
        };
        let lanes = vendors.iter().map(lane).collect();
        Self { terminal: &run.terminal, lanes, all, is_drawn, said: now }
    }

    /// Shows how far it is.
    pub(super) fn show(&mut self, tallies: &Tallies) {
        let now = Instant::now();
        let says = !self.is_drawn && now.duration_since(self.said) >= PAUSE;
        let columns =
            self.lanes.iter().map(|lane| layout::width(self.terminal.say(&lane.vendor.name))).max().unwrap_or(0);
        for lane in &mut self.lanes {
            let tally = tallies.vendors.get(lane.vendor.key);
            let done = tally.map_or(0, |tally| tally.answers.iter().map(|said| said.count).sum());
            let of = |state| tally.map_or(0, |tally| tally.of(state));
            // What earlier runs found out was not done at any speed.
            if lane.rate.per_second.is_none() && lane.rate.done == 0 && done > 0 {
                lane.rate.done = done.min(lane.rate.done.max(done));
            }
            lane.rate.update(now, done);
            let words = lane.words(done, of(State::Dead), of(State::Unknown));
            let name = layout::pad(self.terminal.say(&lane.vendor.name), columns);
            let line = format!("{name}  {}", self.terminal.say(&words));
            if self.is_drawn {
                lane.bar.set_position(done);
                lane.bar.set_message(line);
            } else if says {
                self.terminal.remark(&line);
            }
        }
        if says {
            self.said = now;
        }
    }

    /// Says something above the bars.
    pub(super) fn say(&self, words: &Text) {
        self.all.suspend(|| self.terminal.complain(self.terminal.say(words)));
    }

    /// Takes the bars away.
    pub(super) fn clear(&self) {
        self.lanes.iter().for_each(|lane| lane.bar.finish_and_clear());
        let _ = self.all.clear();
    }
}

impl Lane {
    fn words(&self, done: u64, dead: u64, unknown: u64) -> Text {
        let (shown, total) = (grouped(done), grouped(self.total));
        let rate = self.rate.per_second.unwrap_or_default();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a rate is a small positive number"
        )]
        let per_second = grouped(rate.round().max(0.0) as u64);
        let mut words = text!("{shown} / {total}  {per_second}/s", "{shown} / {total}  {per_second}/秒");
        for (count, en, zh) in [(dead, "dead", "失效"), (unknown, "unknown", "未知")] {
            if count > 0 {
                let count = grouped(count);
                words = joined(&words, &text!("{count} {en}", "{zh} {count}"));
            }
        }
        match self.time_left(done, rate) {
            Some(left) => joined(&words, &text!("{left} left", "还要 {left}")),
            None => words,
        }
    }

    fn time_left(&self, done: u64, rate: f64) -> Option<String> {
        if rate < 0.1 || done >= self.total {
            return None;
        }
        #[expect(clippy::cast_precision_loss, reason = "an estimate")]
        let seconds = (self.total - done) as f64 / rate;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "an estimate, and positive")]
        let seconds = seconds.ceil() as u64;
        Some(match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
            (0, 0, seconds) => format!("{seconds}s"),
            (0, minutes, seconds) => format!("{minutes}m{seconds:02}s"),
            (hours, minutes, _) => format!("{hours}h{minutes:02}m"),
        })
    }
}

fn joined(one: &Text, other: &Text) -> Text {
    use text::Lang::{En, Zh};
    let of = |lang| format!("{}  {}", one.get(lang), other.get(lang));
    Text::owned(of(En), of(Zh))
}

fn bar(all: &MultiProgress, total: u64) -> ProgressBar {
    let bar = all.add(ProgressBar::new(total));
    if let Ok(style) = ProgressStyle::with_template("{msg}  {wide_bar}") {
        bar.set_style(style.progress_chars("━╸ "));
    }
    bar
}
