//! The cells of one line of CSV or TSV, quoted as RFC 4180 says.

use std::borrow::Cow;

use super::Skip;

/// The cells of a line that are still to come.
///
/// Blanks around a cell are no part of it, those inside of quotes are. A quote inside of an unquoted cell is text.
pub(super) struct Cells<'a> {
    /// `None`: the last cell was handed out.
    rest: Option<&'a str>,
    separator: char,
}

impl<'a> Cells<'a> {
    pub(super) fn of(line: &'a str, separator: char) -> Self {
        Self { rest: Some(line), separator }
    }

    /// A cell whose opening quote is gone. Sets the rest.
    fn quoted(&mut self, body: &'a str) -> Result<Cow<'a, str>, Skip> {
        let (end, has_quotes) = closing_quote(body).ok_or(Skip::UnclosedQuote)?;
        let behind = self.without_blanks(&body[end + 1..]);
        self.rest = behind.strip_prefix(self.separator);
        if self.rest.is_none() && !behind.is_empty() {
            return Err(Skip::TextBehindQuote);
        }
        let cell = &body[..end];
        Ok(if has_quotes { Cow::Owned(cell.replace("\"\"", "\"")) } else { Cow::Borrowed(cell) })
    }

    /// A tab is a blank unless it separates.
    fn without_blanks(&self, text: &'a str) -> &'a str {
        text.trim_start_matches(|character: char| character != self.separator && character.is_whitespace())
    }
}

impl<'a> Iterator for Cells<'a> {
    type Item = Result<Cow<'a, str>, Skip>;

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.rest.take()?;
        let text = self.without_blanks(rest);
        if let Some(body) = text.strip_prefix('"') {
            return Some(self.quoted(body));
        }
        let cell = match text.split_once(self.separator) {
            Some((cell, rest)) => {
                self.rest = Some(rest);
                cell
            }
            None => text,
        };
        Some(Ok(Cow::Borrowed(cell.trim_end())))
    }
}

/// Where the cell ends, and whether it holds (doubled) quotes.
fn closing_quote(body: &str) -> Option<(usize, bool)> {
    let mut from = 0;
    loop {
        let at = from + body[from..].find('"')?;
        if !body[at + 1..].starts_with('"') {
            return Some((at, from > 0));
        }
        from = at + 2;
    }
}
