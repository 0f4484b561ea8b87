//! The statements of a Gradle file with their blocks and groups.
//!
//! Decides where a statement ends, and nothing more: what a statement means is read from it later.

use std::ops::Range;

use super::lexer::{DEPTH_LIMIT, Delimiter, Kind, Token, too_deep};
use crate::project::Dsl;
use crate::project::edit::Malformed;
use crate::text;

/// A token, or brackets with what is in them.
#[derive(Debug, Clone)]
pub(super) enum Node {
    /// A single token.
    Leaf(Token),
    /// `(…)`, `[…]` or `{…}`.
    Group(Group),
}

impl Node {
    /// Where it stands.
    pub(super) fn span(&self) -> Range<usize> {
        match self {
            Self::Leaf(token) => token.span.clone(),
            Self::Group(group) => group.span.clone(),
        }
    }

    /// The group with these brackets, if it is one.
    pub(super) fn group(&self, delimiter: Delimiter) -> Option<&Group> {
        match self {
            Self::Group(group) if group.delimiter == delimiter => Some(group),
            _ => None,
        }
    }
}

/// Brackets with what is in them.
#[derive(Debug, Clone)]
pub(super) struct Group {
    /// Which brackets.
    pub(super) delimiter: Delimiter,
    /// From the opening to the closing bracket.
    pub(super) span: Range<usize>,
    /// The statements between `{` and `}`, the items between `(` and `)` or `[` and `]`.
    pub(super) statements: Vec<Statement>,
    /// Where the commas between items are.
    pub(super) commas: Vec<usize>,
}

impl Group {
    /// The byte of the closing bracket.
    pub(super) fn close(&self) -> usize {
        self.span.end - 1
    }

    /// What stands between the brackets.
    pub(super) fn inner(&self) -> Range<usize> {
        self.span.start + 1..self.close()
    }
}

/// A statement, or an item of a group. Never empty.
#[derive(Debug, Clone)]
pub(super) struct Statement {
    /// What it consists of.
    pub(super) nodes: Vec<Node>,
}

impl Statement {
    /// Where it stands.
    pub(super) fn span(&self) -> Range<usize> {
        span_of(&self.nodes)
    }
}

/// From the beginning of the first to the end of the last.
pub(super) fn span_of(nodes: &[Node]) -> Range<usize> {
    match (nodes.first(), nodes.last()) {
        (Some(first), Some(last)) => first.span().start..last.span().end,
        _ => 0..0,
    }
}

/// Puts the tokens of a file into statements.
pub(super) fn parse(text: &str, dsl: Dsl, tokens: Vec<Token>) -> Result<Vec<Statement>, Malformed> {
    let mut parser = Parser { text, dsl, open: Vec::new(), level: Level::default() };
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token.kind {
            Kind::Open(delimiter) => parser.open(delimiter, token.span.start)?,
            Kind::Close(delimiter) => parser.close(delimiter, token.span.start)?,
            Kind::Newline => {
                while tokens.next_if(|next| next.kind == Kind::Newline).is_some() {}
                parser.newline(tokens.peek());
            }
            Kind::Semicolon => parser.level.end_statement(),
            Kind::Comma if parser.is_listing() => {
                parser.level.commas.push(token.span.start);
                parser.level.end_statement();
            }
            _ => parser.leaf(token),
        }
    }
    parser.finish()
}

struct Parser<'t> {
    text: &'t str,
    dsl: Dsl,
    /// The brackets that are open here, with what stood before each of them.
    open: Vec<(Delimiter, usize, Level)>,
    level: Level,
}

/// What was read since the last bracket that is still open.
#[derive(Default)]
struct Level {
    done: Vec<Statement>,
    current: Vec<Node>,
    commas: Vec<usize>,
}

impl Level {
    fn end_statement(&mut self) {
        if !self.current.is_empty() {
            self.done.push(Statement { nodes: std::mem::take(&mut self.current) });
        }
    }
}

impl Parser<'_> {
    /// Whether commas separate here and newlines do not.
    fn is_listing(&self) -> bool {
        self.open.last().is_some_and(|(delimiter, ..)| *delimiter != Delimiter::Curly)
    }

    fn leaf(&mut self, token: Token) {
        let begins_block = self.level.done.is_empty() && self.open.last().is_some_and(|o| o.0 == Delimiter::Curly);
        if begins_block && &self.text[token.span.clone()] == "->" {
            // What stands before it are the parameters of a closure, unless it is the first case of a `when`.
            let is_case = matches!(self.level.current.first(), Some(Node::Leaf(Token { kind: Kind::Text { .. }, .. })));
            if !is_case {
                self.level.current.clear();
                return;
            }
        }
        self.level.current.push(Node::Leaf(token));
    }

    fn open(&mut self, delimiter: Delimiter, at: usize) -> Result<(), Malformed> {
        if self.open.len() >= DEPTH_LIMIT {
            return Err(too_deep(at));
        }
        self.open.push((delimiter, at, std::mem::take(&mut self.level)));
        Ok(())
    }

    fn close(&mut self, delimiter: Delimiter, at: usize) -> Result<(), Malformed> {
        let (open, close) = delimiter.characters();
        let Some((opened, start, before)) = self.open.pop() else {
            let reason = text!("`{close}` without `{open}`", "`{close}` 没有对应的 `{open}`");
            return Err(Malformed { reason, at });
        };
        if opened != delimiter {
            return Err(unclosed(opened, start));
        }
        self.level.end_statement();
        let level = std::mem::replace(&mut self.level, before);
        let group = Group { delimiter, span: start..at + 1, statements: level.done, commas: level.commas };
        self.level.current.push(Node::Group(group));
        Ok(())
    }

    fn newline(&mut self, next: Option<&Token>) {
        let goes_on = next.is_some_and(|token| self.goes_on_with(token));
        if !self.is_listing() && !goes_on && !self.goes_on_after() {
            self.level.end_statement();
        }
    }

    /// Whether the statement cannot end where it is now.
    fn goes_on_after(&self) -> bool {
        let word = |node: &Node| match node {
            Node::Leaf(Token { kind: Kind::Word, span }) => &self.text[span.clone()],
            _ => "",
        };
        match self.level.current.as_slice() {
            [.., head, Node::Group(_)] if matches!(word(head), "if" | "for") => return true,
            [.., last] if word(last) == "else" => return true,
            _ => {}
        }
        let mut last = self.level.current.iter().rev().map(|node| match node {
            Node::Leaf(token) if matches!(token.kind, Kind::Symbol | Kind::Comma) => &self.text[token.span.clone()],
            _ => "",
        });
        match last.next().unwrap_or_default() {
            // `import a.*`
            "*" => last.next() != Some("."),
            // A ternary in Groovy, a type that allows null in Kotlin.
            "?" => self.dsl == Dsl::Groovy,
            "," | "." | "?." | "*." | "+" | "-" | "/" | "%" | "=" | "+=" | "-=" | "*=" | "/=" | "%=" | "==" | "!="
            | "===" | "!==" | "<" | "<=" | ">=" | "<=>" | "&&" | "||" | "?:" | "->" | ":" | "=~" | "==~" | "<<"
            | ".." | "!" | "\\" => true,
            _ => false,
        }
    }

    /// Whether a line that begins with this token goes on with the statement before.
    fn goes_on_with(&self, token: &Token) -> bool {
        match token.kind {
            Kind::Open(delimiter) => delimiter == Delimiter::Curly,
            Kind::Word => matches!(&self.text[token.span.clone()], "else" | "catch" | "finally"),
            Kind::Symbol => matches!(
                &self.text[token.span.clone()],
                "." | "?." | "*." | "?:" | "?" | ":" | "&&" | "||" | "=" | "+=" | "->"
            ),
            Kind::Comma => true,
            _ => false,
        }
    }

    fn finish(mut self) -> Result<Vec<Statement>, Malformed> {
        if let Some((delimiter, start, _)) = self.open.pop() {
            return Err(unclosed(delimiter, start));
        }
        self.level.end_statement();
        Ok(self.level.done)
    }
}

fn unclosed(delimiter: Delimiter, at: usize) -> Malformed {
    let (open, close) = delimiter.characters();
    Malformed { reason: text!("`{open}` without `{close}`", "`{open}` 没有对应的 `{close}`"), at }
}

#[cfg(test)]
mod tests {
    use super::super::lexer::lex;
    use super::*;

    fn statements(text: &str, dsl: Dsl) -> Vec<&str> {
        let parsed = parse(text, dsl, lex(text, dsl).unwrap().tokens).unwrap();
        parsed.iter().map(|statement| &text[statement.span()]).collect()
    }

    #[test]
    fn a_newline_ends_a_statement() {
        assert_eq!(statements("a 'x'\nb\r\n\nc; d", Dsl::Groovy), ["a 'x'", "b", "c", "d"]);
        assert_eq!(statements("import a.*\nval x: String?\nval y: List<String>\nz", Dsl::Kotlin).len(), 4);
        assert_eq!(statements("i++\nj", Dsl::Groovy).len(), 2);
    }

    #[test]
    fn a_statement_goes_on() {
        assert_eq!(statements("a(\n1,\n2)\nb", Dsl::Groovy), ["a(\n1,\n2)", "b"]);
        assert_eq!(statements("include ':a', // x\n ':b'\nc", Dsl::Groovy).len(), 2);
        assert_eq!(statements("a\n  .b()\n  ?.c\nd", Dsl::Kotlin).len(), 2);
        assert_eq!(statements("if (a) {\n} \nelse {\n}\nd", Dsl::Groovy).len(), 2);
        assert_eq!(statements("def a = b ?\n 1 :\n 2\nd", Dsl::Groovy).len(), 2);
        assert_eq!(statements("def a = b\n ? 1\n : 2\nd", Dsl::Groovy).len(), 2);
        assert_eq!(statements("val a = b\n ?: c\nd", Dsl::Kotlin).len(), 2);
        assert_eq!(statements("android\n{\n}\nd", Dsl::Groovy).len(), 2);
        assert_eq!(statements("if (a)\n  b\nelse\n  c\nd", Dsl::Groovy).len(), 2);
    }

    #[test]
    fn brackets_must_match() {
        let at = |text: &str| parse(text, Dsl::Groovy, lex(text, Dsl::Groovy).unwrap().tokens).unwrap_err().at;
        assert_eq!(at("a {\n b {\n }\n"), 2);
        assert_eq!(at("a {\n}\n}"), 6);
        assert_eq!(at("a ( }"), 2);
        assert_eq!(at("a = [1, 2\n b {}"), 4);
        assert_eq!(at("// {\n a { '}' "), 8);
        assert_eq!(at(&"{".repeat(1_000_000)), DEPTH_LIMIT);
    }
}
