//! A vendor's whole answer, as it stands in a log.

use serde_json::Value;

use crate::vendors::Vendor;

/// A code that stood in an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Where: the scope of errors.toml.
    pub scope: &'static str,
    /// The code.
    pub code: String,
    /// The vendor's words beside it.
    pub text: Option<String>,
}

/// The codes in a text: the first JSON object in it, read as an answer of `vendor`. `None`: there is no JSON in it.
#[must_use]
pub fn codes_in(vendor: &Vendor, text: &str) -> Option<Vec<Found>> {
    text.match_indices('{').find_map(|(at, _)| {
        // A log line may go on behind the answer.
        let mut values = serde_json::Deserializer::from_str(&text[at..]).into_iter::<Value>();
        let value = values.next()?.ok()?;
        Some((vendor.read_answer)(&value))
    })
}
