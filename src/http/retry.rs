//! Whether to send again, and after how long. Nothing is sent twice that may have been processed.

use std::time::Duration;

use backon::{BackoffBuilder, ExponentialBackoff, ExponentialBuilder};

use super::{Answer, Call, Effect, Error};

/// How often a request is sent at most, unless [`Pace::tries`] says otherwise.
pub const TRIES: usize = 3;

/// A vendor that asks for more patience than this is not waited for: the run ends with what it said.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// How often to try, and how long to wait between tries.
#[derive(Debug, Clone, Copy)]
pub struct Pace {
    /// The first pause; each further one is twice as long.
    pub first: Duration,
    /// How often a request is sent at most; never less than once.
    pub tries: usize,
}

impl Default for Pace {
    fn default() -> Self {
        Self { first: Duration::from_millis(300), tries: TRIES }
    }
}

impl Pace {
    /// Every request once: for a caller that repeats by itself, and must see that it was too fast.
    #[must_use]
    pub fn once() -> Self {
        Self { tries: 1, ..Self::default() }
    }

    /// The pauses between the tries.
    #[must_use]
    pub fn pauses(self) -> ExponentialBackoff {
        let pauses = self.tries.saturating_sub(1);
        ExponentialBuilder::default().with_min_delay(self.first).with_max_times(pauses).with_jitter().build()
    }
}

/// Whether a request that got this result may be sent again.
#[must_use]
pub(super) fn may_repeat(call: &Call, result: &Result<Answer, Error>) -> bool {
    if call.once {
        return false;
    }
    match (call.effect, result) {
        (Effect::Read | Effect::Mint, Ok(answer)) => matches!(answer.status, 429 | 500..=599),
        (Effect::Read | Effect::Mint, Err(error)) => error.may_pass(),
        (Effect::Push, Ok(answer)) => call.unprocessed.contains(&answer.status),
        (Effect::Push, Err(error)) => error.may_pass() && error.unprocessed(),
    }
}

/// The pause before the next try: what the vendor asks for, else our own. `None`: it asks for too much.
#[must_use]
pub fn pause(own: Duration, asked: Option<Duration>) -> Option<Duration> {
    match asked {
        Some(asked) if asked > LONGEST_WAIT => None,
        Some(asked) => Some(asked.max(own)),
        None => Some(own),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(effect: Effect, unprocessed: &'static [u16]) -> Call {
        let mut call = Call::get("vivo", "test", "https://example.com/").effect(effect);
        call.unprocessed = unprocessed;
        call
    }

    fn status(status: u16) -> Result<Answer, Error> {
        Ok(Answer { status, ..Answer::default() })
    }

    #[test]
    fn a_push_is_repeated_only_if_it_was_not_processed() {
        let push = call(Effect::Push, &[]);
        let host = || "h".to_owned();
        assert!(!may_repeat(&push, &status(500)));
        assert!(!may_repeat(&push, &status(429)));
        assert!(!may_repeat(&push, &Err(Error::Timeout { host: host(), seconds: 1.0 })));
        assert!(!may_repeat(&push, &Err(Error::CutOff { host: host() })));
        assert!(may_repeat(&push, &Err(Error::Dns { host: host() })));
        assert!(may_repeat(&push, &Err(Error::Connect { host: host(), reason: String::new() })));
        assert!(may_repeat(&call(Effect::Push, &[503]), &status(503)));
    }

    #[test]
    fn asking_is_repeated_when_it_may_help() {
        for effect in [Effect::Read, Effect::Mint] {
            let ask = call(effect, &[]);
            assert!(may_repeat(&ask, &status(503)));
            assert!(may_repeat(&ask, &status(429)));
            assert!(!may_repeat(&ask, &status(400)));
            assert!(!may_repeat(&ask, &status(200)));
            assert!(may_repeat(&ask, &Err(Error::Timeout { host: String::new(), seconds: 1.0 })));
            assert!(!may_repeat(&ask, &Err(Error::NoCertificates)));
            assert!(!may_repeat(&ask.once(), &status(503)));
        }
    }

    #[test]
    fn the_vendor_s_own_pause_holds_unless_it_is_too_long() {
        let own = Duration::from_millis(300);
        assert_eq!(pause(own, None), Some(own));
        assert_eq!(pause(own, Some(Duration::from_secs(2))), Some(Duration::from_secs(2)));
        assert_eq!(pause(own, Some(Duration::from_secs(3600))), None);
    }
}
