//! What stands in a line of a list: a token, and perhaps its vendor and the caller's own reference.

use std::borrow::Cow;

use serde::Deserialize;

use crate::text::Text;

/// How the lines of a list are written. Lines that begin with `{` are JSON whatever the others are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Layout {
    /// A token a line.
    Plain,
    /// Cells, as RFC 4180 has them, but a record is one line.
    Cells {
        /// What stands between cells.
        separator: u8,
        /// Which cell is the token.
        token: usize,
        /// Which one is the vendor.
        vendor: Option<usize>,
        /// Which one is the reference.
        reference: Option<usize>,
    },
}

/// What a line says.
#[derive(Debug, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The token, never empty.
    pub token: Cow<'a, str>,
    /// The vendor's name, as it is written.
    pub vendor: Option<Cow<'a, str>>,
    /// The caller's own name for it.
    pub reference: Option<Cow<'a, str>>,
}

/// Why a line holds no token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unreadable {
    /// Nothing stands in it.
    Empty,
    /// It is longer than [`LONGEST`](super::lines::LONGEST).
    TooLong,
    /// Its bytes are no UTF-8.
    NotUtf8,
    /// It begins like JSON and is none, or not an object with these strings.
    NotJson,
    /// The token's cell is empty, or the object has no `token`.
    NoToken,
    /// It ends before the token's cell.
    TooFewCells,
    /// A quote is opened and not closed, or something stands behind it.
    BadQuotes,
}

impl Unreadable {
    /// The reason in words.
    #[must_use]
    pub const fn text(self) -> Text {
        match self {
            Self::Empty => Text::new("an empty line", "空行"),
            Self::TooLong => Text::new("longer than 64 KiB", "超过 64 KiB"),
            Self::NotUtf8 => Text::new("not UTF-8", "不是 UTF-8"),
            Self::NotJson => Text::new("not a JSON object with a `token`", "不是带 `token` 的 JSON 对象"),
            Self::NoToken => Text::new("no token", "没有 token"),
            Self::TooFewCells => Text::new("too few cells", "列数不够"),
            Self::BadQuotes => Text::new("a quote that is not closed", "引号没有闭合"),
        }
    }
}

impl Layout {
    /// The layout that a list's first line shows, and whether that line is but a header. A header names `token`.
    #[must_use]
    pub fn of(first: &str) -> (Self, bool) {
        // A tab is in no token and in no name; of the others the header decides.
        for separator in [b'\t', b',', b';'] {
            let Ok(names) = cells(first, separator).collect::<Result<Vec<_>, _>>() else { continue };
            let find = |wanted: &str| names.iter().position(|name| name.eq_ignore_ascii_case(wanted));
            if let Some(token) = find("token") {
                return (Self::Cells { separator, token, vendor: find("vendor"), reference: find("ref") }, true);
            }
        }
        (Self::Plain, false)
    }

    /// What a line says.
    pub fn entry<'a>(&self, line: &'a [u8]) -> Result<Entry<'a>, Unreadable> {
        let line = std::str::from_utf8(line).map_err(|_| Unreadable::NotUtf8)?;
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return Err(Unreadable::Empty);
        }
        if trimmed.starts_with('{') {
            return object(trimmed);
        }
        match *self {
            Self::Plain => Ok(Entry { token: trimmed.into(), vendor: None, reference: None }),
            Self::Cells { separator, token, vendor, reference } => {
                let mut entry = Entry { token: "".into(), vendor: None, reference: None };
                let mut count = 0;
                for cell in cells(line, separator) {
                    let cell = cell?;
                    if count == token {
                        entry.token = cell;
                    } else if Some(count) == vendor {
                        entry.vendor = filled(cell);
                    } else if Some(count) == reference {
                        entry.reference = filled(cell);
                    }
                    count += 1;
                }
                match (count > token, entry.token.is_empty()) {
                    (false, _) => Err(Unreadable::TooFewCells),
                    (true, true) => Err(Unreadable::NoToken),
                    (true, false) => Ok(entry),
                }
            }
        }
    }
}

fn filled(cell: Cow<'_, str>) -> Option<Cow<'_, str>> {
    (!cell.is_empty()).then_some(cell)
}

/// A line of NDJSON. Other members are nobody's business here.
#[derive(Deserialize)]
struct Object<'a> {
    #[serde(borrow)]
    token: Option<Word<'a>>,
    #[serde(borrow)]
    vendor: Option<Word<'a>>,
    #[serde(borrow, rename = "ref")]
    reference: Option<Word<'a>>,
}

/// A string; databases write ids as numbers.
#[derive(Deserialize)]
#[serde(untagged)]
enum Word<'a> {
    Text(#[serde(borrow)] Cow<'a, str>),
    Number(serde_json::Number),
}

impl<'a> Word<'a> {
    fn text(self) -> Option<Cow<'a, str>> {
        match self {
            Self::Text(text) if text.trim().is_empty() => None,
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(number.to_string().into()),
        }
    }
}

fn object(line: &str) -> Result<Entry<'_>, Unreadable> {
    let Object { token, vendor, reference } = serde_json::from_str(line).map_err(|_| Unreadable::NotJson)?;
    let token = token.and_then(Word::text).ok_or(Unreadable::NoToken)?;
    let token = match token {
        Cow::Borrowed(token) => token.trim().into(),
        Cow::Owned(token) => token.trim().to_owned().into(),
    };
    Ok(Entry { token, vendor: vendor.and_then(Word::text), reference: reference.and_then(Word::text) })
}

/// The cells of a line.
fn cells(line: &str, separator: u8) -> impl Iterator<Item = Result<Cow<'_, str>, Unreadable>> {
    let mut rest = Some(line);
    std::iter::from_fn(move || {
        let (cell, behind) = cell(rest?, separator);
        rest = behind;
        Some(cell)
    })
}

/// The first cell, and what stands behind its separator.
fn cell(line: &str, separator: u8) -> (Result<Cow<'_, str>, Unreadable>, Option<&str>) {
    let separator = char::from(separator);
    let blank = |character: char| character != separator && character.is_whitespace();
    let Some(mut rest) = line.trim_start_matches(blank).strip_prefix('"') else {
        return match line.split_once(separator) {
            Some((cell, behind)) => (Ok(cell.trim().into()), Some(behind)),
            None => (Ok(line.trim().into()), None),
        };
    };
    let mut cell = Cow::Borrowed("");
    loop {
        let Some((part, behind)) = rest.split_once('"') else { return (Err(Unreadable::BadQuotes), None) };
        cell += part;
        match behind.strip_prefix('"') {
            // Two of them stand for one.
            Some(behind) => {
                cell += "\"";
                rest = behind;
            }
            None => {
                let behind = behind.trim_start_matches(blank);
                return match behind.strip_prefix(separator) {
                    Some(next) => (Ok(cell), Some(next)),
                    None if behind.is_empty() => (Ok(cell), None),
                    None => (Err(Unreadable::BadQuotes), None),
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Token, vendor and reference of a line behind a header.
    fn entry<'a>(header: &str, line: &'a str) -> Result<(String, Option<String>, Option<String>), Unreadable> {
        let (layout, _) = Layout::of(header);
        let text = |cell: Cow<'a, str>| cell.into_owned();
        layout
            .entry(line.as_bytes())
            .map(|entry| (text(entry.token), entry.vendor.map(text), entry.reference.map(text)))
    }

    fn found(
        token: &str,
        vendor: Option<&str>,
        reference: Option<&str>,
    ) -> Result<(String, Option<String>, Option<String>), Unreadable> {
        Ok((token.to_owned(), vendor.map(str::to_owned), reference.map(str::to_owned)))
    }

    #[test]
    fn a_token_a_line() {
        assert_eq!(Layout::of("v2-abc"), (Layout::Plain, false));
        // FCM's tokens hold a colon, Xiaomi's regIds end with `=`.
        assert_eq!(entry("x", "  cEX:APA91b_-  "), found("cEX:APA91b_-", None, None));
        assert_eq!(entry("x", "yMnKy8zNzs/Q0d+="), found("yMnKy8zNzs/Q0d+=", None, None));
    }

    #[test]
    fn cells_by_their_header() {
        assert_eq!(entry("ref,token", "81734,v2-C"), found("v2-C", None, Some("81734")));
        assert_eq!(entry("Token\tVENDOR\tother", "v2-C\tvivo\tx"), found("v2-C", Some("vivo"), None));
        assert_eq!(entry("\"ref\";\"token\"", "\"a;\"\"b\"\"\" ; v2-C"), found("v2-C", None, Some("a;\"b\"")));
        assert_eq!(entry("token,ref", "v2-C"), found("v2-C", None, None), "the reference may be left out");
        assert_eq!(entry("token,ref", "v2-C,"), found("v2-C", None, None));
        assert_eq!(entry("a,token", "1,2,3"), found("2", None, None), "more cells than names");
        assert!(Layout::of("ref,token").1);
    }

    #[test]
    fn objects_whatever_the_others_are() {
        let line = r#"{"ref": 81734, "token": " v2-C ", "vendor": null, "created": [1, {"a": "b"}]}"#;
        assert_eq!(entry("x", line), found("v2-C", None, Some("81734")));
        assert_eq!(entry("ref,token", line), found("v2-C", None, Some("81734")));
        assert_eq!(entry("x", r#"{"token":"\u0076\/2","vendor":"vivo","ref":""}"#), found("v/2", Some("vivo"), None));
    }

    #[test]
    fn what_holds_no_token_says_why() {
        use Unreadable::{BadQuotes, Empty, NoToken, NotJson, NotUtf8, TooFewCells};
        for (header, line, expected) in [
            ("x", "", Empty),
            ("x", " \t ", Empty),
            ("x", "{", NotJson),
            ("x", "{\"token\":[1]}", NotJson),
            ("x", "{\"token\":\"a\"} {}", NotJson),
            ("x", "{\"vendor\":\"vivo\"}", NoToken),
            ("x", "{\"token\":null}", NoToken),
            ("x", "{\"token\":\"\"}", NoToken),
            ("ref,token", "81734", TooFewCells),
            ("ref,token", "81734,", NoToken),
            ("ref,token", "\"81734,v2-C", BadQuotes),
            ("ref,token", "\"81734\"x,v2-C", BadQuotes),
        ] {
            assert_eq!(entry(header, line), Err(expected), "{header} {line}");
        }
        assert_eq!(Layout::Plain.entry(b"v2-\xb2\xe2"), Err(NotUtf8));
    }

    proptest! {
        #[test]
        fn nothing_panics(header in ".{0,30}", line in proptest::collection::vec(any::<u8>(), 0..60)) {
            let _ = Layout::of(&header).0.entry(&line);
            let _ = Layout::of("ref,token").0.entry(&line);
        }

        #[test]
        fn what_was_quoted_comes_back(reference in "[^\r\n]{1,20}", token in "[!-~]{1,20}") {
            let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
            let line = format!("{},{}", quoted(&reference), quoted(&token));
            prop_assert_eq!(entry("ref,token", &line), found(&token, None, Some(&reference)));
        }
    }
}
