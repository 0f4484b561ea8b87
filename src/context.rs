//! What a vendor call needs from outside: the network, the clock, the access tokens of this run.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use crate::http::Http;
use crate::secret::{Redactor, Secret};

/// Passed first to every vendor call.
#[derive(Debug)]
pub struct Context {
    /// The network.
    pub http: Http,
    /// The clock.
    pub clock: Clock,
    /// Every value that must not be shown.
    pub redactor: Redactor,
    /// Access tokens minted in this run; never written to disk.
    pub access_tokens: AccessTokens,
    requests: AtomicU64,
}

impl Context {
    /// A context over a network and a clock.
    #[must_use]
    pub fn new(http: Http, clock: Clock, redactor: Redactor) -> Self {
        Self { http, clock, redactor, access_tokens: AccessTokens::default(), requests: AtomicU64::new(0) }
    }

    /// An id that no other request of this run has, and with the clock in it none of another run.
    #[must_use]
    pub fn request_id(&self) -> String {
        let count = self.requests.fetch_add(1, Ordering::Relaxed) + 1;
        format!("pushctl-{}-{count}", self.clock.millis())
    }
}

/// The time. The only place where the system's clock is read; tests use a fixed one.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> u64 + Send + Sync>);

impl Clock {
    /// The system's clock.
    #[must_use]
    pub fn system() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one home of the clock")]
        let now = SystemTime::now;
        Self(Arc::new(move || {
            let since = now().duration_since(UNIX_EPOCH).unwrap_or_default();
            u64::try_from(since.as_millis()).unwrap_or(u64::MAX)
        }))
    }

    /// A clock that stands still.
    #[must_use]
    pub fn fixed(millis: u64) -> Self {
        Self(Arc::new(move || millis))
    }

    /// Milliseconds since 1970.
    #[must_use]
    pub fn millis(&self) -> u64 {
        self.0()
    }

    /// The time of day in Beijing, `14:36:20`: the vendors' limits and their users' phones go by it.
    #[must_use]
    pub fn beijing_time(&self) -> String {
        let seconds = (self.millis() / 1000 + 8 * 3600) % 86_400;
        format!("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60)
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Clock({})", self.millis())
    }
}

/// Access tokens by vendor and credentials, each with the end of its life in milliseconds since 1970.
#[derive(Debug, Default)]
pub struct AccessTokens {
    kept: Mutex<BTreeMap<String, (Secret, u64)>>,
    minting: Mutex<BTreeMap<String, Arc<tokio::sync::Mutex<()>>>>,
}

impl AccessTokens {
    /// The token under `key`, if it lives a minute longer.
    #[must_use]
    pub fn get(&self, key: &str, clock: &Clock) -> Option<Secret> {
        let tokens = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        tokens.get(key).filter(|(_, end)| clock.millis() + 60_000 < *end).map(|(token, _)| token.clone())
    }

    /// Keeps a token for `lifetime`.
    pub fn keep(&self, key: &str, token: Secret, lifetime: Duration, clock: &Clock) {
        let end = clock.millis().saturating_add(u64::try_from(lifetime.as_millis()).unwrap_or(u64::MAX));
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).insert(key.to_owned(), (token, end));
    }

    /// Forgets a token that the vendor no longer takes, unless another one stands in its place already.
    pub fn forget(&self, key: &str, token: &Secret) {
        let mut tokens = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if tokens.get(key).is_some_and(|(kept, _)| kept.expose() == token.expose()) {
            tokens.remove(key);
        }
    }

    /// To be held by whoever mints a token for `key`: of a hundred calls that need one at the same time one mints it,
    /// since vendors count how often they are asked for one.
    pub(crate) async fn minting(&self, key: &str) -> tokio::sync::OwnedMutexGuard<()> {
        let turn = {
            let mut minting = self.minting.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(minting.entry(key.to_owned()).or_default())
        };
        turn.lock_owned().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beijing_is_eight_hours_ahead() {
        // 2025-01-01T00:00:00Z
        assert_eq!(Clock::fixed(1_735_689_600_000).beijing_time(), "08:00:00");
    }

    #[test]
    fn an_access_token_is_not_used_in_its_last_minute() {
        let tokens = AccessTokens::default();
        tokens.keep("vivo", Secret::new("t0ken"), Duration::from_secs(120), &Clock::fixed(0));
        assert!(tokens.get("vivo", &Clock::fixed(59_999)).is_some());
        assert!(tokens.get("vivo", &Clock::fixed(60_000)).is_none());
    }
}
