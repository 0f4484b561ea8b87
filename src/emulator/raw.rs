//! The shape of an emulated vendor's questions and answers: bytes in, bytes and a word on them out.

use crate::context::Clock;
use crate::http::AUTHORITY_HEADER;
use crate::outcome::Operation;
use crate::text;
use crate::text::Text;

/// A request as it arrived, nothing decoded.
#[derive(Debug, Clone, Default)]
pub struct RawRequest {
    /// Method in capitals.
    pub method: String,
    /// Path without query.
    pub path: String,
    /// What follows the `?`, undecoded.
    pub query: Option<String>,
    /// Headers, names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
}

impl RawRequest {
    /// A header's value. `name` in lower case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The host that the request was meant for, where pushctl redirected it to this machine.
    #[must_use]
    pub fn authority(&self) -> Option<&str> {
        self.header(AUTHORITY_HEADER)
    }
}

/// An answer as it goes out, with what the journal says of it.
#[derive(Debug, Clone)]
pub struct RawAnswer {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// The body.
    pub body: String,
    /// Whether the vendor accepted the request.
    pub accepted: bool,
    /// What the request asked for; `None` where that cannot be told.
    pub operation: Option<Operation>,
    /// Where in the answer the code stands, as in the vendor's errors.toml.
    pub scope: &'static str,
    /// The vendor's code in it.
    pub code: Option<String>,
    /// The vendor's words in it.
    pub words: Option<String>,
    /// What was wrong with a refused request, or what an accepted one did, in words.
    pub remark: Text,
    /// The device token it was for, whole; the journal masks it.
    pub target: Option<String>,
    /// The title of the message it carried.
    pub title: Option<String>,
}

impl RawAnswer {
    /// An answer without code, target or title.
    #[must_use]
    pub fn new(status: u16, content_type: &'static str, body: impl Into<String>) -> Self {
        Self {
            status,
            content_type,
            body: body.into(),
            accepted: (200..300).contains(&status),
            operation: None,
            scope: "",
            code: None,
            words: None,
            remark: Text::new("", ""),
            target: None,
            title: None,
        }
    }

    /// The answer to a path that the vendor does not have, or that is not emulated.
    #[must_use]
    pub fn no_such_path(paths: &[&str]) -> Self {
        let paths = paths.join(", ");
        let remark = text!("no such path here; there are: {paths}", "没有这个路径；可用的路径：{paths}");
        Self::new(404, "text/plain; charset=utf-8", "Not Found").remark(remark)
    }

    /// With a word for the journal.
    #[must_use]
    pub fn remark(mut self, remark: Text) -> Self {
        self.remark = remark;
        self
    }
}

/// One vendor's server.
pub trait EmulatedVendor: Send {
    /// Whether a request is for this vendor: by [`RawRequest::authority`] where it is there, else by its path.
    fn takes(&self, request: &RawRequest) -> bool;

    /// The paths that this server has, to be named where a request asks for another one.
    fn paths(&self) -> &'static [&'static str];

    /// The vendor's answer.
    fn answer(&mut self, request: &RawRequest, clock: &Clock) -> RawAnswer;
}
