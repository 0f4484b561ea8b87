//! The desk of one vendor: reads its lines, asks, writes down.
//!
//! Calls are made as fast as the vendor's pace allows and no more of them at once than its limit. What comes back is
//! written before the next call takes its place.

use std::collections::HashMap;
use std::io;
use std::time::Duration;

use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use tokio::time::Instant;

use super::book::{Answered, Book, Repeated};
use super::call::{Batch, Called, call};
use super::fate::{Fate, fate};
use super::probation::{Probation, Withheld};
use super::{Asked, Ended, Inquiry, Job, Origin};
use crate::outcome::{Class, Outcome, State};
use crate::tokens::pace::Pace;
use crate::tokens::questions::{Found, Questions};
use crate::tokens::results::suspected;
use crate::tokens::seen::LAST_PLACE;
use crate::tokens::{Key, Seen};

/// How often a token is asked about at most.
const TRIES: u32 = 5;
/// The pause before the second try; each further one is twice as long.
const PAUSE: Duration = Duration::from_millis(300);
/// A vendor that asks for more patience than this is not waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(300);
/// So many lines whose token is being asked about are kept waiting; then their answers are waited for.
const MOST_WAITING: usize = 10_000;
/// So many lines are passed over in one go; the other desks want to work too.
const STRETCH: usize = 5_000;
/// So many answers are written with one call; more would only take memory.
const DECIDED_AT_ONCE: usize = 200;
/// The place of a token that is being asked about.
const PENDING: u64 = LAST_PLACE;

/// What to do next.
enum Step {
    Ask(Instant, Batch),
    /// Nothing before this time.
    Until(Instant),
    /// Nothing before an answer comes.
    Answer,
    /// There is more to be read.
    Read,
}

pub(super) struct Desk<'a> {
    job: &'a Job<'a>,
    inquiry: &'a Inquiry<'a>,
    book: &'a Book<'a>,
    questions: Questions<'a>,
    seen: Option<Seen>,
    /// Lines that hold a token which is being asked about.
    waiting: HashMap<Key, Vec<Origin>>,
    waiting_lines: usize,
    /// What was read and waits for the pace.
    next: Batch,
    /// What is to be asked again, and when.
    again: Vec<(Instant, Batch)>,
    is_exhausted: bool,
    pace: Pace,
    probation: Probation,
    /// How many tokens were taken up whose answers are not there.
    outstanding: usize,
    /// Whether a call was answered: the first one goes alone. It mints the access token that the others use, and APNs
    /// wants it so.
    is_open: bool,
    /// How many calls in a row nobody answered, after all their tries.
    unanswered: usize,
    ended: Option<Ended>,
}

impl<'a> Desk<'a> {
    pub(super) fn new(job: &'a Job<'a>, inquiry: &'a Inquiry<'a>, book: &'a Book<'a>) -> io::Result<Self> {
        let key = inquiry.vendor.key;
        let earlier = book.tallies().vendors.get(key).cloned().unwrap_or_default();
        let withheld = job.held.iter().filter(|held| held.vendor == key);
        let withheld =
            withheld.map(|held| Withheld { asked: None, line: held.line, bytes: held.bytes.clone() }).collect();
        let is_trusted = job.keep_going || earlier.has_alive();
        Ok(Self {
            job,
            inquiry,
            book,
            questions: Questions::open(job.source, job.plan)?,
            seen: job.dedupe.then(|| Seen::with_room(inquiry.different)),
            waiting: HashMap::new(),
            waiting_lines: 0,
            next: Vec::new(),
            again: Vec::new(),
            is_exhausted: false,
            pace: Pace::new(inquiry.calls_per_second, Instant::now()),
            probation: Probation::new(is_trusted, earlier.answered(), withheld),
            outstanding: 0,
            is_open: false,
            unanswered: 0,
            ended: None,
        })
    }

    /// Asks about every line of this vendor.
    pub(super) async fn run(mut self) -> Ended {
        match self.work().await {
            Ok(()) => self.ended.unwrap_or(Ended::Done),
            Err(error) => Ended::Failed(error),
        }
    }

    async fn work(&mut self) -> io::Result<()> {
        if !self.probation.is_on() {
            self.release()?;
        }
        self.judge()?;
        let mut calls = FuturesUnordered::new();
        loop {
            if self.job.stop.is_set() && self.ended.is_none() {
                self.ended = Some(Ended::Interrupted);
            }
            let limit = if self.is_open { self.inquiry.concurrent } else { 1 };
            let step = match self.ended {
                None if calls.len() < limit => self.step(calls.len())?,
                _ => Step::Answer,
            };
            match step {
                Step::Ask(now, batch) => calls.push(call(self.job, self.inquiry, now, batch)),
                Step::Read => tokio::task::yield_now().await,
                Step::Answer => match calls.next().await {
                    Some(called) => self.take(called, &mut calls)?,
                    None => break,
                },
                Step::Until(time) => tokio::select! {
                    Some(called) = calls.next() => self.take(called, &mut calls)?,
                    () = tokio::time::sleep_until(time) => {}
                    () = self.job.stop.wait() => {}
                },
            }
        }
        match self.ended {
            // Too few tokens to tell: what was answered about them stands.
            None => self.release(),
            Some(_) => Ok(()),
        }
    }

    fn step(&mut self, under_way: usize) -> io::Result<Step> {
        let now = Instant::now();
        let due = self.again.iter().enumerate().min_by_key(|(_, (time, _))| *time).map(|(at, (time, _))| (at, *time));
        let is_due = due.is_some_and(|(_, time)| time <= now);
        if !is_due && !self.is_exhausted && self.next.len() < self.size() && !self.fill(under_way)? {
            return Ok(Step::Read);
        }
        if !is_due && self.next.is_empty() {
            return Ok(due.map_or(Step::Answer, |(_, time)| Step::Until(time)));
        }
        let ready = self.pace.ready(now);
        if ready > now {
            return Ok(Step::Until(ready));
        }
        self.pace.called(now);
        let batch = match due {
            Some((at, _)) if is_due => self.again.swap_remove(at).1,
            _ => std::mem::take(&mut self.next),
        };
        Ok(Step::Ask(now, batch))
    }

    /// How many tokens the next call is about.
    fn size(&self) -> usize {
        self.inquiry.batch.min(self.next.len().saturating_add(self.probation.room(self.outstanding)))
    }

    /// Reads until there are tokens for a call, or no more to be had for the time being. `false`: there is more to read.
    fn fill(&mut self, under_way: usize) -> io::Result<bool> {
        let (mut repeated, mut lines) = (Vec::new(), Vec::new());
        let (mut is_done, mut left) = (false, STRETCH);
        while !is_done && !self.is_exhausted && left > 0 {
            let missing = self.size().saturating_sub(self.next.len());
            self.read(missing, &mut left, &mut lines)?;
            // One after another: then the processor waits for several places of the table at once.
            for (line, found) in lines.drain(..) {
                self.sort(line, found, &mut repeated);
            }
            // Where nothing is under way nothing could be waited for either.
            let can_wait = under_way + self.again.len() + self.next.len() > 0;
            is_done = self.next.len() >= self.size() || can_wait && self.waiting_lines >= MOST_WAITING;
        }
        self.book.repeated(repeated)?;
        Ok(is_done || self.is_exhausted)
    }

    /// Reads up to so many lines of this vendor, passing over no more than `left`.
    fn read(&mut self, most: usize, left: &mut usize, lines: &mut Vec<(u64, Found)>) -> io::Result<()> {
        while lines.len() < most && *left > 0 {
            *left -= 1;
            match self.questions.next_of(self.inquiry.vendor)? {
                Some((line, Some(found))) => lines.push((line, found)),
                Some(_) => {}
                None => {
                    self.is_exhausted = true;
                    break;
                }
            }
        }
        Ok(())
    }

    /// A line is decided, holds a token that is known, or wants an answer.
    fn sort(&mut self, line: u64, found: Found, repeated: &mut Vec<Repeated>) {
        let Found { token, reference } = found;
        let decided = self.book.place(line);
        let key = self.seen.as_ref().map(|seen| seen.key(token.as_str()));
        let place = decided.unwrap_or(PENDING);
        let known = key.and_then(|key| self.seen.as_mut()?.place_or_insert(key, place));
        if decided.is_some() {
            return;
        }
        let origin = Origin { line, reference };
        if let Some(withheld) = self.probation.withheld.iter_mut().find(|withheld| withheld.line == line) {
            withheld.asked = Some(Asked { token, origin, key, tries: 0 });
            self.remember(key, PENDING);
            return;
        }
        match (known, key) {
            (Some(PENDING), Some(key)) => {
                self.waiting.entry(key).or_default().push(origin);
                self.waiting_lines += 1;
            }
            (Some(place), _) => repeated.push(Repeated { place, token, origin }),
            (None, _) => {
                self.next.push(Asked { token, origin, key, tries: 0 });
                self.outstanding += 1;
            }
        }
    }

    fn remember(&mut self, key: Option<Key>, place: u64) {
        if let (Some(seen), Some(key)) = (&mut self.seen, key) {
            seen.insert(key, place);
        }
    }

    /// Takes in a call that came back, and those that came back meanwhile: what is decided is written with one call.
    fn take(&mut self, first: Called, calls: &mut FuturesUnordered<impl Future<Output = Called>>) -> io::Result<()> {
        let mut decided = Vec::with_capacity(first.outcomes.len());
        self.sort_out(first, &mut decided);
        while decided.len() < DECIDED_AT_ONCE
            && let Some(Some(called)) = calls.next().now_or_never()
        {
            self.sort_out(called, &mut decided);
        }
        self.decide(decided)?;
        self.judge()
    }

    /// Which tokens of a call are decided, and which are asked about again.
    fn sort_out(&mut self, called: Called, decided: &mut Vec<Answered>) {
        let Called { batch, at, outcomes } = called;
        let now = Instant::now();
        let is_throttled = outcomes.iter().any(|outcome| self.fate(outcome) == Fate::Throttled);
        if is_throttled {
            self.throttled(at, now);
        } else {
            self.pace.taken(now);
        }
        let (mut slower, mut later) = (Batch::new(), Batch::new());
        let before = decided.len();
        for (mut asked, outcome) in batch.into_iter().zip(outcomes) {
            let fate = self.fate(&outcome);
            asked.tries += u32::from(fate == Fate::Repeated || self.pace.is_at_floor());
            match fate {
                Fate::Throttled if asked.tries < TRIES => slower.push(asked),
                Fate::Repeated if asked.tries < TRIES => later.push(asked),
                _ => decided.push(Answered { asked, duplicates: Vec::new(), outcome }),
            }
        }
        if !slower.is_empty() {
            self.again.push((now, slower));
        }
        if let Some(tries) = later.iter().map(|asked| asked.tries).max() {
            self.again.push((now + PAUSE * 2_u32.pow(tries.saturating_sub(1)), later));
        }
        self.look_around(&decided[before..]);
    }

    fn fate(&self, outcome: &Outcome) -> Fate {
        fate(self.inquiry.vendor, outcome, self.inquiry.is_probe)
    }

    fn throttled(&mut self, at: Instant, now: Instant) {
        let asked = self.job.ctx.http.asked_to_wait(self.inquiry.vendor.key);
        match asked {
            Some(asked) if asked > LONGEST_WAIT => self.end(Ended::AskedToWait(asked)),
            asked => self.pace.throttled(at, now, asked),
        }
    }

    /// Whether it makes sense to go on.
    fn look_around(&mut self, decided: &[Answered]) {
        if decided.is_empty() {
            return;
        }
        if let Some(refused) = decided.iter().find(|answered| self.fate(&answered.outcome) == Fate::Hopeless) {
            self.end(Ended::Refused(refused.outcome.clone()));
        }
        match decided.iter().find(|answered| answered.outcome.class != Class::Network) {
            Some(_) => (self.is_open, self.unanswered) = (true, 0),
            None => self.unanswered += 1,
        }
        if self.unanswered >= self.inquiry.concurrent.min(10) {
            let outcome = decided.first().map(|answered| answered.outcome.clone());
            self.ended = self.ended.take().or(outcome.map(Ended::Unreachable));
        }
    }

    fn end(&mut self, ended: Ended) {
        self.ended.get_or_insert(ended);
    }

    /// Writes down what is decided, or withholds it.
    fn decide(&mut self, mut decided: Vec<Answered>) -> io::Result<()> {
        self.outstanding -= decided.len();
        if self.probation.is_on() {
            decided = self.withhold(decided)?;
        }
        for answered in &mut decided {
            answered.duplicates = self.duplicates(answered.asked.key);
        }
        let places = self.book.answered(&decided)?;
        for (answered, place) in decided.iter().zip(places) {
            self.remember(answered.asked.key, place);
        }
        if self.probation.is_on() { Ok(()) } else { self.release() }
    }

    /// Keeps back answers that call a token dead before one is alive. What is left of them.
    fn withhold(&mut self, decided: Vec<Answered>) -> io::Result<Vec<Answered>> {
        let (mut left, mut kept) = (Vec::with_capacity(decided.len()), Vec::new());
        for Answered { asked, duplicates, outcome } in decided {
            match outcome.state {
                Some(State::Alive | State::Muted) => self.probation.passed(),
                Some(State::Unknown) | None => {}
                Some(_) => self.probation.answered(),
            }
            if outcome.state == Some(State::Dead) && self.probation.is_on() {
                let bytes = self.book.line_of(&asked, &outcome);
                kept.extend_from_slice(&bytes);
                self.probation.withheld.push(Withheld { line: asked.origin.line, asked: Some(asked), bytes });
            } else {
                left.push(Answered { asked, duplicates, outcome });
            }
        }
        if self.probation.is_on() {
            self.book.withhold(&kept)?;
        }
        Ok(left)
    }

    /// The lines that wait for the answer about a token.
    fn duplicates(&mut self, key: Option<Key>) -> Vec<Origin> {
        if self.waiting.is_empty() {
            return Vec::new();
        }
        let lines = key.and_then(|key| self.waiting.remove(&key)).unwrap_or_default();
        self.waiting_lines -= lines.len();
        lines
    }

    /// Writes what was withheld among the other results, and answers the lines that hold the same tokens.
    fn release(&mut self) -> io::Result<()> {
        let withheld = std::mem::take(&mut self.probation.withheld);
        if withheld.is_empty() {
            return Ok(());
        }
        let places = self.book.released(&withheld)?;
        for (one, place) in withheld.into_iter().zip(places) {
            let Some(Asked { token, key, .. }) = one.asked else { continue };
            self.remember(key, place);
            let lines = self.duplicates(key).into_iter();
            self.book.repeated(lines.map(|origin| Repeated { place, token: token.clone(), origin }))?;
        }
        Ok(())
    }

    /// Ends it when a hundred answers came without one `alive`: none of them may call a token dead.
    fn judge(&mut self) -> io::Result<()> {
        if !self.probation.failed() || matches!(self.ended, Some(Ended::NoneAlive(_))) {
            return Ok(());
        }
        self.ended = Some(Ended::NoneAlive(self.probation.answers()));
        for withheld in &mut self.probation.withheld {
            withheld.bytes = suspected(&withheld.bytes);
        }
        self.release()
    }
}
