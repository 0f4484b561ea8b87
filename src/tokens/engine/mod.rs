//! Asks the vendors about every token of a list.
//!
//! Each vendor has a desk of its own, which reads the list for itself and passes over what is not its: no vendor waits
//! for another, there are no queues, and memory does not grow with the list. All desks write into one [`Book`]. What is
//! asked again, and when a vendor is not asked any more, is decided in `fate.rs`, `probation.rs` and `desk.rs`.

mod book;
mod call;
mod clean;
mod desk;
mod fate;
mod probation;
#[cfg(test)]
mod tests;

use std::cell::Cell;
use std::io;
use std::time::Duration;

use futures_util::future::{Either, join_all, select};
use tokio::sync::Notify;

use self::desk::Desk;
use super::questions::Questions;
use super::results::{Held, SkippedLine};
use super::{Key, Plan, Source};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::outcome::Outcome;
use crate::text::Lang;
use crate::vendors::{Vendor, VendorClient};

pub use self::book::{Book, Shown};
pub use self::probation::FIRST;
use self::probation::Withheld;

/// How long what was written may be lost in a power failure. A killed process loses nothing of it.
const SYNC: Duration = Duration::from_secs(1);
/// So many lines without a token are written with one call.
const SKIPPED_AT_ONCE: usize = 500;

/// What is asked of one vendor, and how fast.
pub struct Inquiry<'a> {
    /// The vendor.
    pub vendor: &'static Vendor,
    /// Its client.
    pub client: &'a dyn VendorClient,
    /// About how many different tokens the list holds: room is made for them.
    pub different: usize,
    /// How many tokens one call is about.
    pub batch: usize,
    /// Calls a second at most.
    pub calls_per_second: f64,
    /// Calls under way at most.
    pub concurrent: usize,
    /// Whether asking reaches a phone.
    pub is_probe: bool,
}

/// What is asked, and what all vendors have in common.
pub struct Job<'a> {
    /// The network and the clock. Its HTTP must repeat nothing by itself.
    pub ctx: &'a Context,
    /// The list.
    pub source: &'a Source,
    /// How its lines find their vendor.
    pub plan: &'a Plan,
    /// Whether a token that stands in several lines is asked about once.
    pub dedupe: bool,
    /// Whether to go on although none of the first hundred tokens is alive.
    pub keep_going: bool,
    /// Whether exchanges are shown to a person, so that tokens must be hidden while they are under way.
    pub is_observed: bool,
    /// Whether there are lines without a token, which want a result too.
    pub has_skipped: bool,
    /// What earlier runs held back.
    pub held: Vec<Held>,
    /// Ends it early.
    pub stop: Stop,
}

/// Ends the work: nothing more is asked, and what is under way is waited for.
#[derive(Debug, Default)]
pub struct Stop {
    is_set: Cell<bool>,
    notify: Notify,
}

/// Told of every result as it comes.
pub trait Watcher {
    /// Whether it wants to be.
    fn wants_lines(&self) -> bool;
    /// A result as it may be shown.
    fn line(&self, line: &serde_json::Value);
}

/// Why a vendor's work ended.
#[derive(Debug)]
pub enum Ended {
    /// There is nothing left.
    Done,
    /// Somebody wanted it to.
    Interrupted,
    /// None of so many answers said that a token is alive.
    NoneAlive(u64),
    /// The vendor refused what every call has in common: credentials, permission, a daily quota.
    Refused(Outcome),
    /// Nobody answered any more.
    Unreachable(Outcome),
    /// The vendor wants to be left alone for so long.
    AskedToWait(Duration),
    /// The results could not be written, or the list not be read: then it holds an [`Unread`](super::Unread).
    Failed(io::Error),
}

/// A line that wants an answer.
#[derive(Debug, Clone)]
struct Origin {
    line: u64,
    reference: Option<String>,
}

/// A token that is asked about.
#[derive(Debug, Clone)]
struct Asked {
    token: DeviceToken,
    /// The first line that holds it.
    origin: Origin,
    /// By what it is known again. `None`: nobody wants to know.
    key: Option<Key>,
    tries: u32,
}

impl Stop {
    /// Asks for the end.
    pub fn set(&self) {
        self.is_set.set(true);
        self.notify.notify_waiters();
    }

    /// Whether somebody asked for it.
    pub fn is_set(&self) -> bool {
        self.is_set.get()
    }

    async fn wait(&self) {
        let notified = self.notify.notified();
        if !self.is_set() {
            notified.await;
        }
    }
}

/// Asks about every line that has no result yet. Why each vendor's work ended, in the order of `inquiries`.
pub async fn ask(job: &Job<'_>, inquiries: &[Inquiry<'_>], book: &Book<'_>) -> io::Result<Vec<Ended>> {
    if job.has_skipped {
        write_skipped(job, book)?;
    }
    let desks = inquiries.iter().map(|inquiry| Desk::new(job, inquiry, book)).collect::<io::Result<Vec<_>>>()?;
    let work = join_all(desks.into_iter().map(|desk| async move {
        let ended = desk.run().await;
        if matches!(ended, Ended::Failed(_)) {
            // The others could not write either.
            job.stop.set();
        }
        ended
    }));
    let ended = match select(std::pin::pin!(work), std::pin::pin!(sync_now_and_then(book))).await {
        Either::Left((ended, _)) => ended,
        Either::Right((never, _)) => match never {},
    };
    if let Some(file) = book.to_sync() {
        file.sync_all()?;
    }
    Ok(ended)
}

/// Lines without a token have their results before anything is asked.
fn write_skipped(job: &Job<'_>, book: &Book<'_>) -> io::Result<()> {
    let mut questions = Questions::open(job.source, job.plan)?;
    let mut pending = Vec::new();
    loop {
        let next = questions.next_line()?;
        if pending.len() >= SKIPPED_AT_ONCE || next.is_none() {
            let lines: Vec<SkippedLine<'_>> = pending.iter().map(|(line, skipped)| line_of(*line, skipped)).collect();
            book.skipped(&lines)?;
            drop(lines);
            pending.clear();
        }
        match next {
            None => return Ok(()),
            Some((line, Err(skipped))) if book.place(line).is_none() => {
                let reason = skipped.why.text().get(Lang::En).to_owned();
                pending.push((line, (skipped, reason)));
            }
            Some(_) => {}
        }
    }
}

fn line_of(line: u64, skipped: &(super::questions::Skipped, String)) -> SkippedLine<'_> {
    let (skipped, reason) = skipped;
    SkippedLine {
        line,
        reference: skipped.reference.as_deref(),
        vendor: skipped.vendor.map(|vendor| vendor.key),
        reason,
    }
}

/// Writes the results through to the disk every second, on another thread: a disk may take its time.
async fn sync_now_and_then(book: &Book<'_>) -> std::convert::Infallible {
    loop {
        tokio::time::sleep(SYNC).await;
        if let Some(file) = book.to_sync() {
            // What cannot be written through now is written through at the end, or that fails.
            let _ = tokio::task::spawn_blocking(move || file.sync_data()).await;
        }
    }
}
