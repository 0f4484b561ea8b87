//! Values and arguments set in place.

use super::lexer::{Kind, Token, comment_end};
use super::literal::{Literal, Quotes, usual_quote};
use super::{Argument, Call, Library};
use crate::project::edit::{CannotEdit, Edit, Stated, Style, indentation_at};
use crate::text::Text;

impl Library {
    /// The edits that give a call this named argument: its literal is replaced, or a new argument becomes the last
    /// one. An expression is left alone: what it stands for may be found with [`super::Constants`] and set where it
    /// stands with [`Library::set_value`].
    pub fn set_argument(&self, call: &Call, name: &str, value: Literal<'_>) -> Result<Vec<Edit>, CannotEdit> {
        match call.arguments.iter().find(|argument| argument.name.as_deref() == Some(name)) {
            Some(argument) => self.set_value(&argument.value, value),
            None => Ok(self.new_argument(call, name, value)),
        }
    }

    /// The edits that put another literal in the place of a literal of this file, of a value left out or of `null`.
    /// A string stays in the quotes that it has.
    pub fn set_value(&self, stated: &Stated, value: Literal<'_>) -> Result<Vec<Edit>, CannotEdit> {
        let code = self.code();
        let written = &self.text[stated.span.clone()];
        if stated.value.is_none() && !matches!(written, "" | "null") {
            let reason = Text::new("the value is an expression", "值是表达式");
            return Err(CannotEdit { reason, at: Some(stated.span.start) });
        }
        if value.is(stated, code) {
            return Ok(Vec::new());
        }
        let token = &self.tokens[code.range(&stated.span)];
        if let (Literal::Text(text), [Token { kind: Kind::Text { .. }, span }]) = (value, token) {
            let quotes = Quotes::of(&self.text, span);
            if let Some(inner) = quotes.fit(text) {
                return Ok(vec![Edit::replace(quotes.inner, inner)]);
            }
        }
        let quote = usual_quote(code, token).or_else(|| usual_quote(code, &self.tokens)).unwrap_or('\'');
        Ok(vec![Edit::replace(stated.span.clone(), value.written(quote))])
    }

    fn new_argument(&self, call: &Call, name: &str, value: Literal<'_>) -> Vec<Edit> {
        let code = self.code();
        let close = code.partner(call.open).unwrap_or(call.open);
        let inside = &self.tokens[call.open + 1..close];
        let quote = usual_quote(code, inside).or_else(|| usual_quote(code, &self.tokens)).unwrap_or('\'');
        let argument = format!("{name}: {}", value.written(quote));
        match (call.arguments.last(), inside.last()) {
            (Some(last), Some(token)) => self.after(last, token, &argument, close),
            _ => vec![self.first_argument(call, &argument, close)],
        }
    }

    /// A new argument behind the last one: on a line of its own if that one is.
    fn after(&self, last: &Argument, token: &Token, argument: &str, close: usize) -> Vec<Edit> {
        let has_comma = self.text[token.span.clone()] == *",";
        let comma = if has_comma { "," } else { "" };
        let end = if has_comma { token.span.end } else { token.span.end.max(last.span.end) };
        let line = self.text[..last.span.start].rfind('\n').map_or(0, |newline| newline + 1);
        if !self.text[line..last.span.start].trim().is_empty() {
            let text = if has_comma { format!(" {argument},") } else { format!(", {argument}") };
            return vec![Edit::insert(end, text)];
        }
        let indentation = indentation_at(&self.text, last.span.start);
        let text = format!("{}{indentation}{argument}{comma}", self.newline());
        // A comment behind the last argument stays with it.
        let line_end = self.newlines(end, self.tokens[close].span.start).map_or(end, |(first, _)| first);
        match (has_comma, line_end == end) {
            (true, _) => vec![Edit::insert(line_end, text)],
            (false, true) => vec![Edit::insert(end, format!(",{text}"))],
            (false, false) => vec![Edit::insert(end, ","), Edit::insert(line_end, text)],
        }
    }

    /// An argument between brackets that have nothing, or comments only, between them.
    fn first_argument(&self, call: &Call, argument: &str, close: usize) -> Edit {
        let open = self.tokens[call.open].span.end;
        let close = self.tokens[close].span.start;
        match self.newlines(open, close) {
            None => Edit::insert(close, argument),
            Some((_, last)) => {
                let style = Style::of(&self.text, "  ");
                let indentation = indentation_at(&self.text, call.span.start);
                Edit::insert(last, format!("{}{indentation}{}{argument},", style.newline, style.indent))
            }
        }
    }

    /// The first and the last end of a line between two tokens. Those in block comments are none.
    fn newlines(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let bytes = &self.text.as_bytes()[..end];
        let mut found = None;
        let mut at = start;
        while at < end {
            if let Some(Ok(behind)) = comment_end(bytes, at) {
                at = behind;
                continue;
            }
            if bytes[at..].starts_with(b"\r\n") || bytes[at] == b'\n' {
                found = Some((found.map_or(at, |(first, _)| first), at));
                at += usize::from(bytes[at] == b'\r');
            }
            at += 1;
        }
        found
    }

    fn newline(&self) -> &'static str {
        Style::of(&self.text, "  ").newline
    }
}
