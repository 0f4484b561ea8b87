//! What goes wrong between a server and its client, on demand.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{RawAnswer, RawRequest};

/// Something that goes wrong.
#[derive(Debug, Clone)]
pub struct Fault {
    /// The vendor whose requests it hits.
    pub vendor: &'static str,
    /// Only requests to this path; a `*` stands for any characters.
    pub path: Option<String>,
    /// What happens.
    pub kind: FaultKind,
    /// How many more times; `None`: always.
    pub left: Option<u64>,
    /// Only requests that come too fast.
    pub above: Option<Above>,
}

/// More requests than a server takes in any second. Those that it does not take are not counted.
#[derive(Debug, Clone)]
pub struct Above {
    calls: usize,
    taken: VecDeque<Instant>,
}

impl Above {
    /// More than so many.
    #[must_use]
    pub fn new(calls: usize) -> Self {
        Self { calls, taken: VecDeque::new() }
    }

    /// Whether a request that comes now is one too many.
    fn is_exceeded(&mut self, now: Instant) -> bool {
        while self.taken.front().is_some_and(|first| now.duration_since(*first) >= Duration::from_secs(1)) {
            self.taken.pop_front();
        }
        let is_exceeded = self.taken.len() >= self.calls;
        if !is_exceeded {
            self.taken.push_back(now);
        }
        is_exceeded
    }
}

/// The kinds of fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FaultKind {
    /// The right answer, late.
    Slow(Duration),
    /// A server error in plain text; the request is not looked at.
    Status(u16),
    /// HTTP 429 with `Retry-After` in seconds; the request is not looked at.
    RateLimit(u64),
    /// The right answer, of which the end is missing.
    CutOff,
    /// A gateway's HTML in place of the answer; the request does not reach the vendor.
    Html(u16),
    /// The right answer under the wrong `Content-Type`.
    ContentType,
    /// The connection is closed without an answer; the request does not reach the vendor.
    Reset,
    /// An answer of ten megabytes.
    Large,
    /// This HTTP status and JSON, whatever was asked; the request is not looked at.
    Answer(u16, Arc<str>),
    /// HTTP 302 to elsewhere, as a company's gateway sends it to people who have to sign in.
    Redirect,
}

impl FaultKind {
    /// The word used in a scenario.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Slow(_) => "slow",
            Self::Status(_) => "status",
            Self::RateLimit(_) => "rate-limit",
            Self::CutOff => "cut-off",
            Self::Html(_) => "html",
            Self::ContentType => "content-type",
            Self::Reset => "reset",
            Self::Large => "large",
            Self::Answer(..) => "answer",
            Self::Redirect => "redirect",
        }
    }

    /// Whether the vendor sees the request at all.
    #[must_use]
    pub const fn reaches_vendor(&self) -> bool {
        matches!(self, Self::Slow(_) | Self::CutOff | Self::ContentType)
    }
}

/// How an answer goes out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Outgoing {
    pub(super) delay: Duration,
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) headers: Vec<(&'static str, String)>,
    pub(super) retry_after: Option<u64>,
    pub(super) body: Vec<u8>,
    pub(super) ending: Ending,
}

/// How an answer ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// As it should.
    Whole,
    /// In the middle.
    CutOff,
    /// Before it began.
    Reset,
}

/// What a gateway in front of a vendor says.
const GATEWAY: &str = "<html>\r\n<head><title>Bad Gateway</title></head>\r\n<body>\r\n<center><h1>Bad Gateway</h1>\
                       </center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";

/// More than any client should read of an answer.
const LARGE: usize = 10 << 20;

impl Outgoing {
    /// An answer as the vendor gives it.
    pub(super) fn of(answer: &RawAnswer) -> Self {
        Self {
            delay: Duration::ZERO,
            status: answer.status,
            content_type: answer.content_type,
            headers: answer.headers.clone(),
            retry_after: None,
            body: answer.body.clone().into_bytes(),
            ending: Ending::Whole,
        }
    }

    /// The answer after the fault happened to it.
    pub(super) fn spoilt(mut self, kind: FaultKind) -> Self {
        let text = |status, body: &str| Self {
            status,
            content_type: "text/plain; charset=utf-8",
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
            ..self.clone()
        };
        match kind {
            FaultKind::Slow(delay) => self.delay = delay,
            FaultKind::Status(status) => self = text(status, "service unavailable"),
            FaultKind::RateLimit(seconds) => {
                self = Self { retry_after: Some(seconds), ..text(429, "too many requests") };
            }
            FaultKind::CutOff => self.ending = Ending::CutOff,
            FaultKind::Html(status) => self = Self { content_type: "text/html", ..text(status, GATEWAY) },
            FaultKind::ContentType => self.content_type = "text/plain; charset=utf-8",
            FaultKind::Reset => self.ending = Ending::Reset,
            FaultKind::Answer(status, body) => {
                self = Self { content_type: "application/json; charset=utf-8", ..text(status, &body) };
            }
            FaultKind::Redirect => {
                let location = ("location", "https://gateway.example.com/sign-in".to_owned());
                self = Self { headers: vec![location], content_type: "text/html", ..text(302, "") };
            }
            FaultKind::Large => {
                self.body = vec![b'a'; LARGE];
                self.status = 200;
            }
        }
        self
    }
}

/// The fault that hits a request, used up by one.
pub(super) fn take(faults: &mut [Fault], vendor: &str, request: &RawRequest) -> Option<FaultKind> {
    let is_meant = |fault: &&mut Fault| {
        let path = fault.path.as_ref().is_none_or(|path| super::world::matches(path, &request.path));
        fault.vendor == vendor && path && fault.left != Some(0)
    };
    let exceeds = |fault: &mut Fault| fault.above.as_mut().is_none_or(|above| above.is_exceeded(Instant::now()));
    let hit = faults.iter_mut().filter(is_meant).find_map(|fault| exceeds(fault).then_some(fault))?;
    hit.left = hit.left.map(|left| left - 1);
    Some(hit.kind.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_too_fast_is_counted_over_any_second() {
        let start = Instant::now();
        let mut above = Above::new(2);
        let exceeded: Vec<bool> =
            [0, 500, 900, 1000, 1001, 1499, 1500].map(|at| above.is_exceeded(start + Duration::from_millis(at))).into();
        assert_eq!(exceeded, [false, false, true, false, true, true, false]);
    }
}
