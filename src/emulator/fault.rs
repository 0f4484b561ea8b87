//! What goes wrong between a server and its client, on demand.

use std::time::Duration;

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
}

/// The kinds of fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// HTTP 302 to elsewhere, as a company's gateway sends it to people who have to sign in.
    Redirect,
}

impl FaultKind {
    /// The word used in a scenario.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slow(_) => "slow",
            Self::Status(_) => "status",
            Self::RateLimit(_) => "rate-limit",
            Self::CutOff => "cut-off",
            Self::Html(_) => "html",
            Self::ContentType => "content-type",
            Self::Reset => "reset",
            Self::Large => "large",
            Self::Redirect => "redirect",
        }
    }

    /// Whether the vendor sees the request at all.
    #[must_use]
    pub const fn reaches_vendor(self) -> bool {
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
    let hit = faults.iter_mut().find(|fault| {
        let path = fault.path.as_ref().is_none_or(|path| super::world::matches(path, &request.path));
        fault.vendor == vendor && path && fault.left != Some(0)
    })?;
    hit.left = hit.left.map(|left| left - 1);
    Some(hit.kind)
}
