//! A line of NDJSON.

use std::borrow::Cow;

use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Entry, Skip};

/// The members of interest, as written: a number of more digits than a machine's must not lose any, for databases have
/// such keys and vivo such tokens.
#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow)]
    token: Option<&'a RawValue>,
    #[serde(borrow)]
    vendor: Option<&'a RawValue>,
    #[serde(borrow, rename = "ref")]
    reference: Option<&'a RawValue>,
}

/// What the object in `text` says. Other members are ignored, `null` is as good as absent.
pub(super) fn entry(text: &str) -> Result<Entry<'_>, Skip> {
    let object: Object<'_> = serde_json::from_str(text).map_err(|_| Skip::NotJson)?;
    Ok(Entry {
        token: word(object.token)?.ok_or(Skip::NoToken)?,
        vendor: word(object.vendor)?,
        reference: word(object.reference)?,
    })
}

fn word(value: Option<&RawValue>) -> Result<Option<Cow<'_, str>>, Skip> {
    let Some(value) = value else { return Ok(None) };
    let text = value.get();
    match text.as_bytes() {
        [b'"', inside @ .., b'"'] if inside.contains(&b'\\') => {
            let unescaped = serde_json::from_str(text).map_err(|_| Skip::NotJson)?;
            Ok(Some(Cow::Owned(unescaped)))
        }
        [b'"', .., b'"'] => Ok(Some(Cow::Borrowed(&text[1..text.len() - 1]))),
        [b'-' | b'0'..=b'9', ..] => Ok(Some(Cow::Borrowed(text))),
        _ => Err(Skip::NotText),
    }
}
