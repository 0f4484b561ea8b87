//! How fast a vendor is called: at its limit, slower once it says that this was too fast, and back towards where it did.
//!
//! Knows neither network nor vendor, and does not wait: it is told the time, so that tests need none.

use std::time::Duration;

use tokio::time::Instant;

/// A vendor that cannot take this many calls a second takes none.
const FLOOR: f64 = 0.5;
/// Of the rate that a vendor took before it said that this was too fast, what is made use of at first.
const CUT: f64 = 0.7;
/// Of the same, what is come back to.
const BELOW: f64 = 0.95;
/// Of the ceiling, how much comes back in a second.
const RECOVERY: f64 = 0.04;
/// Vendors change their minds, and a throttle may have been meant for somebody else: after so long at the ceiling a
/// higher one is tried.
const PATIENCE: Duration = Duration::from_secs(60);
/// How much higher.
const PROBE: f64 = 1.1;
/// Calls that could have been made and were not are made up for, but no more than what belongs into this time: a burst
/// is what limits are against.
const BURST: Duration = Duration::from_millis(50);
/// Over how long the rate that a vendor takes is measured. Also how long its refusals say nothing new after the rate was
/// lowered: what it counts by is most often a second.
const WINDOW: Duration = Duration::from_secs(1);

/// Calls a second, and when the next one may be made.
#[derive(Debug)]
pub struct Pace {
    /// What was allowed in the first place.
    limit: f64,
    /// What the vendor seems to take.
    ceiling: f64,
    /// What is made use of.
    rate: f64,
    /// When the next call may be made.
    next: Instant,
    /// When the rate was last lowered.
    lowered: Option<Instant>,
    /// Until when the rate has been brought up to date.
    updated: Instant,
    /// Since when the ceiling has been reached.
    at_ceiling: Option<Instant>,
    window: Window,
}

/// Calls that the vendor took, to measure the rate.
#[derive(Debug)]
struct Window {
    start: Instant,
    calls: u32,
    /// How long the window before was, and the calls in it.
    before: (Duration, u32),
}

impl Pace {
    /// A pace of `limit` calls a second.
    #[must_use]
    pub fn new(limit: f64, now: Instant) -> Self {
        let limit = limit.max(FLOOR);
        Self {
            limit,
            ceiling: limit,
            rate: limit,
            next: now,
            lowered: None,
            updated: now,
            at_ceiling: None,
            window: Window { start: now, calls: 0, before: (Duration::ZERO, 0) },
        }
    }

    /// When the next call may be made: now, or later.
    pub fn ready(&mut self, now: Instant) -> Instant {
        self.recover(now);
        self.next.max(now)
    }

    /// A call is made now.
    pub fn called(&mut self, now: Instant) {
        let earliest = now.checked_sub(BURST).unwrap_or(now);
        self.next = self.next.max(earliest) + Duration::from_secs_f64(1.0 / self.rate);
    }

    /// The vendor took a call.
    pub fn taken(&mut self, now: Instant) {
        self.window.count(now);
    }

    /// The vendor says that a call, made at `called`, was one too many, and perhaps how long it wants to be left alone.
    /// Soon after the rate was lowered that says nothing new.
    pub fn throttled(&mut self, called: Instant, now: Instant, asked: Option<Duration>) {
        if let Some(until) = asked.and_then(|asked| now.checked_add(asked)) {
            self.next = self.next.max(until);
        }
        if self.lowered.is_some_and(|lowered| called <= lowered || now < lowered + WINDOW) {
            return;
        }
        self.recover(now);
        let took = self.window.rate(now).map_or(self.rate, |measured| measured.min(self.rate));
        self.ceiling = (took * BELOW).max(FLOOR);
        self.rate = (took * CUT).max(FLOOR);
        self.lowered = Some(now);
        self.at_ceiling = None;
        self.next = self.next.max(now + Duration::from_secs_f64(1.0 / self.rate));
    }

    /// Calls a second at present.
    #[must_use]
    pub const fn rate(&self) -> f64 {
        self.rate
    }

    /// Whether it cannot become slower.
    #[must_use]
    pub fn is_at_floor(&self) -> bool {
        self.rate <= FLOOR
    }

    fn recover(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.updated);
        self.updated = now;
        if self.lowered.is_none() {
            return;
        }
        self.rate = (self.rate + self.ceiling * RECOVERY * passed.as_secs_f64()).min(self.ceiling);
        if self.rate < self.ceiling {
            return;
        }
        let since = *self.at_ceiling.get_or_insert(now);
        if now.saturating_duration_since(since) >= PATIENCE && self.ceiling < self.limit {
            self.ceiling = (self.ceiling * PROBE).max(self.ceiling + FLOOR).min(self.limit);
            self.at_ceiling = None;
        }
    }
}

impl Window {
    fn count(&mut self, now: Instant) {
        let passed = now.saturating_duration_since(self.start);
        if passed >= WINDOW {
            self.before = (passed, self.calls);
            (self.start, self.calls) = (now, 0);
        }
        self.calls += 1;
    }

    /// Calls a second, as far as enough was seen.
    fn rate(&self, now: Instant) -> Option<f64> {
        let passed = now.saturating_duration_since(self.start) + self.before.0;
        (passed * 2 >= WINDOW).then(|| f64::from(self.calls + self.before.1) / passed.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Makes calls for `seconds`; of those above `allowed` in any second the vendor says so. The calls made and those
    /// refused, second by second.
    fn run(pace: &mut Pace, start: Instant, seconds: u32, allowed: usize) -> Vec<(usize, usize)> {
        let mut now = start;
        let mut taken: std::collections::VecDeque<Instant> = std::collections::VecDeque::new();
        let mut counts = vec![(0, 0); seconds as usize];
        loop {
            now = pace.ready(now);
            let second = usize::try_from((now - start).as_secs()).unwrap();
            let Some(count) = counts.get_mut(second) else { return counts };
            while taken.front().is_some_and(|first| now - *first >= Duration::from_secs(1)) {
                taken.pop_front();
            }
            pace.called(now);
            count.0 += 1;
            if taken.len() >= allowed {
                count.1 += 1;
                pace.throttled(now, now, None);
            } else {
                taken.push_back(now);
                pace.taken(now);
            }
        }
    }

    #[test]
    fn a_vendor_that_does_not_mind_is_called_at_its_limit() {
        for limit in [2.0, 10.0, 1000.0] {
            let start = Instant::now();
            let mut pace = Pace::new(limit, start);
            let calls: usize = run(&mut pace, start, 20, usize::MAX).iter().map(|(calls, _)| calls).sum();
            let expected = limit * 20.0;
            #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
            let calls = calls as f64;
            assert!((calls - expected).abs() <= (limit * BURST.as_secs_f64()).max(1.0) + 1.0, "{calls} of {expected}");
        }
    }

    #[test]
    fn it_settles_just_below_what_the_vendor_takes() {
        for allowed in [5, 50, 400] {
            let start = Instant::now();
            let mut pace = Pace::new(500.0, start);
            let counts = run(&mut pace, start, 60, allowed);
            let settled = &counts[20..];
            let calls: usize = settled.iter().map(|(calls, _)| calls).sum();
            let refused: usize = settled.iter().map(|(_, refused)| refused).sum();
            assert!(calls >= allowed * settled.len() * 7 / 10, "{allowed}: {calls} in {} s, {counts:?}", settled.len());
            assert!(refused <= 3 + calls / 100, "{allowed}: {refused} refused of {calls}, {counts:?}");
        }
    }

    #[test]
    fn calls_of_before_the_rate_was_lowered_do_not_lower_it_again() {
        let start = Instant::now();
        let mut pace = Pace::new(100.0, start);
        pace.called(start);
        pace.throttled(start, start, None);
        let lowered = pace.rate();
        for millis in [0, 10, 5000] {
            pace.throttled(start, start + Duration::from_millis(millis), None);
        }
        assert!(pace.rate() >= lowered);
        assert!((lowered - 70.0).abs() < 1e-9, "{lowered}");
    }

    #[test]
    fn it_waits_as_long_as_it_was_asked_to_and_then_makes_no_burst() {
        let start = Instant::now();
        let mut pace = Pace::new(100.0, start);
        pace.called(start);
        pace.throttled(start, start, Some(Duration::from_secs(7)));
        assert_eq!(pace.ready(start), start + Duration::from_secs(7));
        let later = start + Duration::from_secs(60);
        let mut at_once = 0;
        while pace.ready(later) == later {
            pace.called(later);
            at_once += 1;
        }
        assert!(at_once <= 1 + 5, "{at_once} at once");
    }

    #[test]
    fn after_a_while_it_tries_whether_more_is_taken_again() {
        let start = Instant::now();
        let mut pace = Pace::new(100.0, start);
        pace.called(start);
        pace.throttled(start, start, None);
        let counts = run(&mut pace, start + Duration::from_secs(1), 1200, usize::MAX);
        assert!(counts[30].0 <= 96, "{counts:?}");
        assert!(counts[1199].0 >= 99, "{:?}", counts[1199]);
    }

    #[test]
    fn there_is_a_floor() {
        let start = Instant::now();
        let mut pace = Pace::new(100.0, start);
        for second in 1..100 {
            assert!(!pace.is_at_floor() || pace.rate() > 0.0);
            let now = start + Duration::from_secs(second * 10);
            pace.called(now);
            pace.throttled(now, now, None);
        }
        assert!(pace.is_at_floor());
        let last = start + Duration::from_secs(10_000);
        assert!(pace.ready(last) <= last + Duration::from_secs(3));
    }
}
