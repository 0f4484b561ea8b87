//! What one line of a list says: a token, perhaps whose, perhaps the reader's own name for it.
//!
//! Three notations: a token a line, CSV or TSV under a header that names `token`, and NDJSON. One physical line is one
//! record, also in CSV: a quoted cell that goes on in the next line is a mistake here, because whoever is told "line 7"
//! must find it with an editor. Whether a vendor exists or the token is one of its own is not judged here.

mod cells;
mod object;
mod skip;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use cells::Cells;
pub use skip::Skip;

use super::{Lines, Unread};
use crate::device::is_whole;

/// What a line says. Nothing in it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// The device token, without blanks or control characters in or around it.
    pub token: Cow<'a, str>,
    /// Whose it is, as written.
    pub vendor: Option<Cow<'a, str>>,
    /// `ref`: what the list calls the token, as written. A JSON number stands digit by digit.
    pub reference: Option<Cow<'a, str>>,
}

/// How the lines of a list are to be read. A line that is a JSON object is read as one in every layout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// The line is the token.
    Plain,
    /// A header named the columns.
    Columns(Columns),
}

/// Which column holds what.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    header: u64,
    separator: char,
    token: usize,
    vendor: Option<usize>,
    reference: Option<usize>,
}

impl Layout {
    /// Reads on to the first line that is not empty, which is a header or the first token.
    ///
    /// The lines must be read from the beginning again afterwards.
    pub fn find(lines: &mut Lines) -> Result<Self, Unread> {
        while let Some(line) = lines.next_line()? {
            match line.bytes.map(str::from_utf8) {
                Ok(Ok(text)) if text.trim().is_empty() => {}
                Ok(Ok(text)) => return Ok(Columns::named_by(line.number, text).map_or(Self::Plain, Self::Columns)),
                _ => return Ok(Self::Plain),
            }
        }
        Ok(Self::Plain)
    }

    /// The line that holds the header and no token.
    #[must_use]
    pub const fn header(&self) -> Option<u64> {
        match self {
            Self::Plain => None,
            Self::Columns(columns) => Some(columns.header),
        }
    }

    /// What `line` says, which must not be the [`header`](Self::header).
    pub fn entry<'a>(&self, line: &'a [u8]) -> Result<Entry<'a>, Skip> {
        let line = str::from_utf8(line).map_err(|_| Skip::NotUtf8)?;
        let text = line.trim();
        if text.is_empty() {
            return Err(Skip::Empty);
        }
        let entry = match self {
            _ if text.starts_with('{') => object::entry(text)?,
            Self::Plain => Entry { token: Cow::Borrowed(text), vendor: None, reference: None },
            Self::Columns(columns) => columns.entry(line)?,
        };
        entry.checked()
    }
}

impl Columns {
    /// `None`: the line is no header. Excel writes `;` where the comma stands in decimal numbers.
    fn named_by(number: u64, header: &str) -> Option<Self> {
        [',', ';', '\t'].into_iter().find_map(|separator| {
            let names: Vec<Cow<'_, str>> = Cells::of(header, separator).collect::<Result<_, _>>().ok()?;
            let find = |wanted: &str| names.iter().position(|name| name.trim().eq_ignore_ascii_case(wanted));
            let token = find("token")?;
            Some(Self { header: number, separator, token, vendor: find("vendor"), reference: find("ref") })
        })
    }

    /// Cells behind the last one of interest are not looked at. Spreadsheets leave out empty cells at the end of a
    /// line, so that only the token's must be there.
    fn entry<'a>(&self, line: &'a str) -> Result<Entry<'a>, Skip> {
        let last = self.token.max(self.vendor.unwrap_or(0)).max(self.reference.unwrap_or(0));
        let (mut token, mut vendor, mut reference) = (None, None, None);
        for (column, cell) in Cells::of(line, self.separator).take(last + 1).enumerate() {
            let cell = Some(cell?);
            if column == self.token {
                token = cell;
            } else if Some(column) == self.vendor {
                vendor = cell;
            } else if Some(column) == self.reference {
                reference = cell;
            }
        }
        Ok(Entry { token: token.ok_or(Skip::TooFewColumns)?, vendor, reference })
    }
}

impl Entry<'_> {
    /// The same with an address for a token and nothing empty.
    fn checked(self) -> Result<Self, Skip> {
        let token = trimmed(self.token);
        if token.is_empty() {
            return Err(Skip::NoToken);
        }
        if !is_whole(&token) {
            return Err(Skip::BlankInside);
        }
        let vendor = self.vendor.map(trimmed).filter(|vendor| !vendor.is_empty());
        let reference = self.reference.filter(|reference| !reference.is_empty());
        Ok(Self { token, vendor, reference })
    }
}

fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
