//! Asks about every token of a list: one desk a vendor, all at the same time, one book that they write into.
//!
//! Knows nothing of any vendor, prints nothing, and reads no clock but tokio's. Memory does not grow with the list but
//! for the tokens that are remembered so as to be asked about once.

mod book;
mod desk;
mod fate;
mod probation;

use std::cell::Cell;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::Notify;

use super::questions::{Judged, Plan, Questions, Skipped};
use super::results::{Held, SkippedLine};
use super::seen::Print;
use super::source::Source;
use crate::context::Context;
use crate::device::DeviceToken;
use crate::outcome::Outcome;
use crate::text::Lang;
use crate::vendors::{Vendor, VendorClient};
use desk::Desk;
use probation::Withheld;

pub use book::{Book, Shown};
pub use probation::FIRST;

/// What is to be done.
#[derive(Debug)]
pub struct Job<'a> {
    /// The list.
    pub source: &'a Source,
    /// How it is read.
    pub plan: &'a Plan,
    /// The network.
    pub ctx: &'a Context,
    /// Whether a token that stands in several lines is asked about once.
    pub dedupe: bool,
    /// Whether to go on when none of the first [`FIRST`] answers is `alive`.
    pub keep_going: bool,
    /// What earlier runs held back.
    pub held: Vec<Held>,
    /// Whether exchanges are shown, so that the tokens in them must be masked.
    pub is_observed: bool,
    /// The wish to end early.
    pub stop: Stop,
}

/// Whom to ask, and how fast.
pub struct Inquiry<'a> {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// Its client.
    pub client: &'a dyn VendorClient,
    /// How many tokens one call is about.
    pub batch: usize,
    /// How many calls a second at most.
    pub calls_per_second: f64,
    /// How many calls at once at most.
    pub concurrent: usize,
    /// Asking reaches a phone: a call is repeated only if it provably was not processed.
    pub is_probe: bool,
}

/// How a vendor's desk ended.
#[derive(Debug)]
pub enum Ended {
    /// With an answer to every line, be it `unknown`.
    Done,
    /// By the user's wish.
    Interrupted,
    /// So many answers came without one `alive`.
    NoneAlive(u64),
    /// The vendor refuses whoever asks: every further call would end like this one.
    Refused(Outcome),
    /// Nobody answers any more.
    Unreachable(Outcome),
    /// The vendor asks for more patience than anybody has.
    AskedToWait(Duration),
    /// The list could not be read on, or the results not written on.
    Failed(std::io::Error),
}

/// Sees results as they come.
pub trait Watcher {
    /// Whether it wants to see them.
    fn wants_lines(&self) -> bool;
    /// Sees one.
    fn line(&self, line: &Value);
}

/// The wish to end: what is under way is waited for.
#[derive(Debug, Default)]
pub struct Stop {
    is_set: Cell<bool>,
    wish: Notify,
}

impl Stop {
    /// Wishes it.
    pub fn set(&self) {
        self.is_set.set(true);
        self.wish.notify_waiters();
    }

    /// Whether somebody wishes it.
    #[must_use]
    pub fn is_set(&self) -> bool {
        self.is_set.get()
    }

    async fn wait(&self) {
        let wish = self.wish.notified();
        if !self.is_set() {
            wish.await;
        }
    }
}

/// A line with a token that is to be asked about.
#[derive(Debug)]
struct Question {
    line: u64,
    token: DeviceToken,
    reference: Option<String>,
}

/// A token that is being asked about.
#[derive(Debug)]
struct Asked {
    question: Question,
    print: Option<Print>,
    tries: u32,
}

/// Asks everybody. How each ended, in their order.
pub async fn ask(job: &Job<'_>, inquiries: &[Inquiry<'_>], book: &Book<'_>) -> Vec<Ended> {
    let desks = inquiries.iter().map(|inquiry| Desk::new(job, inquiry, book).run());
    futures_util::future::join_all(desks).await
}

/// Writes a result for every line that holds no token which could be asked about.
pub fn pass_over(source: &Source, plan: &Plan, book: &Book<'_>) -> std::io::Result<()> {
    const AT_ONCE: usize = 1000;
    let mut questions = Questions::open(source, plan);
    let mut lines: Vec<(u64, Skipped)> = Vec::new();
    loop {
        let line = questions.next_line()?;
        if line.is_none() || lines.len() >= AT_ONCE {
            book.skipped(&lines.iter().map(|(number, skipped)| result_of(*number, skipped)).collect::<Vec<_>>())?;
            lines.clear();
        }
        match line {
            Some((number, Judged::Skipped(skipped))) if book.place(number).is_none() => lines.push((number, skipped)),
            Some(_) => {}
            None => return Ok(()),
        }
    }
}

fn result_of(line: u64, skipped: &Skipped) -> SkippedLine<'_> {
    SkippedLine {
        line,
        reference: skipped.reference.as_deref(),
        vendor: skipped.vendor.map(|vendor| vendor.key),
        reason: skipped.reason.get(Lang::En),
    }
}
