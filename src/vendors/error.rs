//! Why there is no verdict of a vendor.

use crate::http;
use crate::outcome::{Class, Operation, Outcome};

/// A call to which the vendor gave no answer. A vendor that says no is an [`Outcome`], not an error.
#[derive(Debug, thiserror::Error)]
#[error("{vendor}: {source}")]
pub struct Error {
    /// The vendor.
    pub vendor: &'static str,
    /// What it was asked.
    pub operation: Operation,
    /// What went wrong on the way.
    #[source]
    pub source: http::Error,
}

impl Error {
    /// Which of transient, network or protocol it is.
    #[must_use]
    pub fn class(&self) -> Class {
        self.source.class()
    }

    /// The same as a row of a report, so that every row has exactly one class.
    #[must_use]
    pub fn outcome(&self) -> Outcome {
        let mut outcome = Outcome::new(self.vendor, self.operation, self.class());
        outcome.failure = Some((self.source.message(), self.source.hint()));
        outcome.raw = self.source.excerpt().map(str::to_owned);
        outcome.unprocessed = self.source.unprocessed();
        outcome
    }
}
