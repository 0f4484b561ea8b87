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
    /// A request to `target`, a path with its query; names of headers in lower case.
    #[must_use]
    pub fn of(method: &str, target: &str, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let (path, query) = target.split_once('?').map_or((target, None), |(path, query)| (path, Some(query)));
        Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.map(str::to_owned),
            headers: headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
            body: body.to_vec(),
        }
    }

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
    /// Further headers, names in lower case.
    pub headers: Vec<(&'static str, String)>,
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
            headers: Vec::new(),
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

    /// With one more header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// With the vendor's code in it, and where it stands.
    #[must_use]
    pub fn code(mut self, scope: &'static str, code: impl Into<String>) -> Self {
        self.scope = scope;
        self.code = Some(code.into());
        self
    }

    /// With the vendor's words in it.
    #[must_use]
    pub fn words(mut self, words: impl Into<String>) -> Self {
        self.words = Some(words.into());
        self
    }

    /// A refusal, whatever its HTTP status is.
    #[must_use]
    pub fn refused(mut self) -> Self {
        self.accepted = false;
        self
    }

    /// To a request for this device.
    #[must_use]
    pub fn targeting(mut self, token: impl Into<String>) -> Self {
        self.target = Some(token.into());
        self
    }

    /// To a request with a message of this title.
    #[must_use]
    pub fn titled(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// To a request that asks for this.
    #[must_use]
    pub fn asking(mut self, operation: Operation) -> Self {
        self.operation = Some(operation);
        self
    }

    /// With one more word for the journal.
    #[must_use]
    pub fn noting(mut self, note: Option<Text>) -> Self {
        if let Some(note) = note {
            self.remark = super::read::joined([self.remark, note]);
        }
        self
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
