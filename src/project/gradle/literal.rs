//! Values as the two languages write them: what a literal says, and how a value is written as one.

use std::borrow::Cow;
use std::ops::Range;

use super::Build;
use super::lexer::{Kind, Quote, Token};
use super::tree::{Node, span_of};
use crate::project::Dsl;
use crate::project::edit::{Edit, Stated};

impl Build {
    /// The edit that gives a literal another value, in the quotes it has. `None` if it is computed.
    #[must_use]
    pub fn replacement(&self, stated: &Stated, value: &str) -> Option<Edit> {
        stated.value.as_ref()?;
        let quote = match self.slice(stated.span.start..stated.inner.start) {
            "'" => Quote::Single,
            "\"" => Quote::Double,
            "'''" => Quote::TripleSingle,
            "\"\"\"" if self.dsl == Dsl::Groovy => Quote::TripleDouble,
            _ => return Some(Edit::replace(stated.span.clone(), self.quoted(value))),
        };
        Some(Edit::replace(stated.inner.clone(), escaped(value, quote)))
    }

    /// What an expression says.
    pub(super) fn stated(&self, nodes: &[Node]) -> Stated {
        let span = span_of(nodes);
        let [Node::Leaf(token)] = nodes else { return Stated { value: None, inner: span.clone(), span } };
        let inner = inner_of(token);
        let words = self.slice(inner.clone());
        let value = match token.kind {
            Kind::Text { is_computed: true, .. } => None,
            Kind::Text { quote, .. } => Some(unescaped(words, quote, self.dsl).into_owned()),
            Kind::Number => Some(words.to_owned()),
            Kind::Word if matches!(words, "true" | "false") => Some(words.to_owned()),
            _ => None,
        };
        Stated { value, span, inner }
    }

    /// The value of a string that nothing in it is computed of.
    pub(super) fn string(&self, node: &Node) -> Option<Cow<'_, str>> {
        let Node::Leaf(token) = node else { return None };
        match token.kind {
            Kind::Text { quote, is_computed: false } => Some(unescaped(self.slice(inner_of(token)), quote, self.dsl)),
            _ => None,
        }
    }

    /// A value as a new string: in Groovy with the quotes that the file has more of.
    pub(super) fn quoted(&self, value: &str) -> String {
        let quote = self.usual_quote();
        let (open, close) = quote.marks();
        format!("{open}{}{close}", escaped(value, quote))
    }

    fn usual_quote(&self) -> Quote {
        if self.dsl == Dsl::Kotlin {
            return Quote::Double;
        }
        let (mut single, mut double) = (0, 0);
        let mut open: Vec<&Node> = self.statements.iter().flat_map(|statement| &statement.nodes).collect();
        while let Some(node) = open.pop() {
            match node {
                Node::Group(group) => open.extend(group.statements.iter().flat_map(|statement| &statement.nodes)),
                // A computed string needs its double quotes, which says nothing about taste.
                Node::Leaf(Token { kind: Kind::Text { quote, is_computed: false }, .. }) => {
                    single += usize::from(*quote == Quote::Single);
                    double += usize::from(*quote == Quote::Double);
                }
                Node::Leaf(_) => {}
            }
        }
        if double > single { Quote::Double } else { Quote::Single }
    }
}

/// The content of a string; of anything else all of it.
fn inner_of(token: &Token) -> Range<usize> {
    match token.kind {
        Kind::Text { quote, .. } => {
            let (open, close) = quote.marks();
            token.span.start + open.len()..token.span.end - close.len()
        }
        _ => token.span.clone(),
    }
}

/// What the content of a string means.
fn unescaped(words: &str, quote: Quote, dsl: Dsl) -> Cow<'_, str> {
    match quote {
        Quote::Slashy => Cow::Owned(words.replace("\\/", "/")),
        Quote::DollarSlashy => Cow::Owned(words.replace("$$", "$").replace("$/", "/")),
        _ if !quote.has_escapes(dsl) || !words.contains('\\') => Cow::Borrowed(words),
        _ => Cow::Owned(without_escapes(words)),
    }
}

fn without_escapes(words: &str) -> String {
    let mut value = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, after)) = rest.split_once('\\') {
        value.push_str(before);
        let mut characters = after.chars();
        match characters.next() {
            Some('n') => value.push('\n'),
            Some('t') => value.push('\t'),
            Some('r') => value.push('\r'),
            Some('b') => value.push('\u{8}'),
            Some('f') => value.push('\u{c}'),
            Some('u') => {
                let code = after.get(1..5).and_then(|digits| u32::from_str_radix(digits, 16).ok());
                if let Some(character) = code.and_then(char::from_u32) {
                    value.push(character);
                    characters = after[5..].chars();
                }
            }
            // `\` at the end of a line joins it with the next.
            Some('\n') | None => {}
            Some(other) => value.push(other),
        }
        rest = characters.as_str();
    }
    value + rest
}

/// A value as the content of a string.
fn escaped(value: &str, quote: Quote) -> String {
    let mut words = String::with_capacity(value.len());
    for character in value.chars() {
        match character {
            '\n' => words.push_str("\\n"),
            '\r' => words.push_str("\\r"),
            '\t' => words.push_str("\\t"),
            '\\' => words.push_str("\\\\"),
            '\'' if matches!(quote, Quote::Single | Quote::TripleSingle) => words.push_str("\\'"),
            '"' | '$' if quote.has_interpolation() => words.extend(['\\', character]),
            _ => words.push(character),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn literals_say_what_they_mean() {
        let value = |text: &str, dsl| {
            let build = Build::read(text, dsl).unwrap();
            build.stated(&build.statements[0].nodes[1..]).value
        };
        let groovy = |text: &str| value(text, Dsl::Groovy);
        assert_eq!(groovy(r"x 'a\'\\b'").as_deref(), Some(r"a'\b"));
        assert_eq!(groovy(r#"x "a\$b\u4e2d\n""#).as_deref(), Some("a$b中\n"));
        assert_eq!(groovy("x '''a\nb'''").as_deref(), Some("a\nb"));
        assert_eq!(groovy("x 33").as_deref(), Some("33"));
        assert_eq!(groovy("x true").as_deref(), Some("true"));
        for computed in ["x \"$y\"", "x \"a${y}\"", "x y", "x 'a' + 'b'", "x y.z()", "x null"] {
            assert_eq!(groovy(computed), None, "{computed}");
        }
        assert_eq!(value(r#"x """a\b""""#, Dsl::Kotlin).as_deref(), Some(r"a\b"));
    }

    #[test]
    fn what_is_escaped_reads_back() {
        for value in ["a'b", "a\"b", "$a${b}", "\\", "a\nb", "中文"] {
            for quote in [Quote::Single, Quote::Double, Quote::TripleSingle, Quote::TripleDouble] {
                assert_eq!(unescaped(&escaped(value, quote), quote, Dsl::Groovy), value);
            }
        }
    }
}
