//! Dart sources: what an app passes to `PushAppInfo(…)` and the like, and where the values really stand.
//!
//! A reader of our own, and a small one. A grammar such as tree-sitter's would add megabytes to the program and still
//! not say where a constant comes from. This one knows strings, comments, brackets and the shape of declarations. It
//! evaluates nothing: what is neither a literal nor the plain name of one is an expression that nobody here knows.

use std::ops::Range;

use memchr::memmem;

use crate::project::edit::{Malformed, Stated};

mod code;
mod constants;
mod lexer;
mod literal;
mod outline;
mod set;
#[cfg(test)]
mod tests;

pub use constants::{Constants, Found, Resolved};
pub use literal::Literal;

use code::Code;
use lexer::Token;
use outline::Outline;

/// One Dart file that was read.
#[derive(Debug, Clone)]
pub struct Library {
    text: String,
    tokens: Vec<Token>,
    outline: Outline,
}

/// A call of a function, method or constructor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// From the name to the closing bracket.
    pub span: Range<usize>,
    /// The name that was asked for, without a prefix.
    pub name_span: Range<usize>,
    /// What is passed, in the order of the file.
    pub arguments: Vec<Argument>,
    /// The token of the opening bracket.
    open: usize,
}

/// What is passed to a call, or assigned to a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The name in front of the `:`, or that of the field.
    pub name: Option<String>,
    /// The value: that of a literal (numbers in decimal), else none. Its span is empty where the value is left out, as
    /// in `hw_buz_id: ,`.
    pub value: Stated,
    /// The value as it is written.
    pub expression: String,
    /// With its name.
    pub span: Range<usize>,
}

/// A variable that keeps its first value as far as the file tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constant {
    /// `name` outside of classes, `Class.name` of a static member.
    pub name: String,
    /// The value: that of a literal, else none.
    pub value: Stated,
    /// The value as it is written.
    pub expression: String,
}

impl Library {
    /// Reads a file. Not all of it has to be right: only strings, comments and brackets have to be closed.
    pub fn read(text: &str) -> Result<Self, Malformed> {
        let tokens = lexer::tokens(text)?;
        let outline = Outline::of(Code { text, tokens: &tokens });
        Ok(Self { text: text.to_owned(), tokens, outline })
    }

    /// Every call of a name: `name(…)`, `const name(…)`, `prefix.name(…)`, `object.name(…)`. Neither what declares
    /// that name nor what comments and strings say.
    #[must_use]
    pub fn calls(&self, name: &str) -> Vec<Call> {
        let code = self.code();
        let named = (0..self.tokens.len()).filter(|at| code.word(*at) == name && code.is_name(*at));
        named.filter_map(|at| self.call(at)).collect()
    }

    /// The variables outside of functions that have a value from the beginning, and the static ones of classes.
    #[must_use]
    pub fn constants(&self) -> Vec<Constant> {
        let statics = self.outline.variables.iter().filter(|variable| variable.is_static);
        let constant = |variable: &outline::Variable| {
            let class = variable.class.map(|class| format!("{}.", self.outline.classes[class].name));
            let value = self.code().stated(&variable.expression);
            let name = class.unwrap_or_default() + &variable.name;
            Constant { name, expression: self.text[value.span.clone()].to_owned(), value }
        };
        statics.map(constant).collect()
    }

    /// What is assigned to a field of an object: `appInfo.hw_buz_id = 1`, `PushAppInfo()..hw_buz_id = 1`.
    #[must_use]
    pub fn assignments(&self, field: &str) -> Vec<Argument> {
        let code = self.code();
        let is_assigned = |at: &usize| {
            code.word(*at) == field
                && matches!(code.word_before(*at), "." | ".." | "?.." | "?.")
                && code.word(at + 1) == "="
        };
        let named = (1..self.tokens.len()).filter(is_assigned);
        named.map(|at| self.argument(Some(at), at + 2..self.end_of_expression(at + 2))).collect()
    }

    /// Every place where these words and signs stand one after another, such as `["split", "(", "'_'", ")"]`; not in
    /// comments, and a string is one word with its quotes.
    #[must_use]
    pub fn sequences(&self, words: &[&str]) -> Vec<Range<usize>> {
        let code = self.code();
        let is_here = |at: usize| words.iter().enumerate().all(|(offset, word)| code.word(at + offset) == *word);
        let starts = (0..self.tokens.len()).filter(|at| !words.is_empty() && is_here(*at));
        starts.map(|at| self.tokens[at].span.start..self.tokens[at + words.len() - 1].span.end).collect()
    }

    /// The body of the first function or method of a name, with its name.
    #[must_use]
    pub fn function(&self, name: &str) -> Option<Range<usize>> {
        let at = *self.outline.headers.iter().find(|at| self.code().word(**at) == name)?;
        let member = self.outline.member(at)?;
        let last = member.end.checked_sub(1)?.min(self.tokens.len().checked_sub(1)?);
        Some(self.tokens[at].span.start..self.tokens[last].span.end)
    }

    fn code(&self) -> Code<'_> {
        Code { text: &self.text, tokens: &self.tokens }
    }

    fn call(&self, at: usize) -> Option<Call> {
        let code = self.code();
        let open = at + 1;
        let close = code.partner(open).filter(|_| code.word(open) == "(")?;
        if self.is_declaration(at, close) {
            return None;
        }
        let arguments = code.split(open + 1..close).into_iter().filter(|piece| !piece.is_empty());
        let arguments = arguments.map(|piece| {
            let is_named = code.is_name(piece.start) && code.word(piece.start + 1) == ":";
            if is_named {
                self.argument(Some(piece.start), piece.start + 2..piece.end)
            } else {
                self.argument(None, piece)
            }
        });
        let name_span = self.tokens[at].span.clone();
        let span = name_span.start..self.tokens[close].span.end;
        Some(Call { span, name_span, arguments: arguments.collect(), open })
    }

    /// Whether `name(…)` declares a function, method or constructor, or is the pattern of a `switch`.
    fn is_declaration(&self, name: usize, close: usize) -> bool {
        let code = self.code();
        if self.outline.headers.binary_search(&name).is_ok() {
            return true;
        }
        let first = if matches!(code.word_before(name), "const" | "new") { name - 1 } else { name };
        // The last initialiser of a constructor is followed by its body: `A() : b = PushAppInfo() {…}`.
        let is_value = code.word_before(first) == "=";
        !is_value && matches!(code.word(close + 1), "{" | "=>" | "async" | "sync")
    }

    /// An argument or assignment, given the token of its name and those of its value.
    fn argument(&self, name: Option<usize>, value: Range<usize>) -> Argument {
        let code = self.code();
        let value = code.stated(&value);
        let start = name.map_or(value.span.start, |name| self.tokens[name].span.start);
        Argument {
            name: name.map(|name| code.word(name).to_owned()),
            expression: self.text[value.span.clone()].to_owned(),
            span: start..value.span.end,
            value,
        }
    }

    fn end_of_expression(&self, start: usize) -> usize {
        let code = self.code();
        let mut at = start;
        while at < self.tokens.len() && !matches!(code.word(at), ";" | "," | ".." | "?.." | ")" | "]" | "}") {
            at = code.past(at);
        }
        at
    }
}

/// Whether a file has a word anywhere: quick enough to pass over thousands of files that need not be read.
#[must_use]
pub fn mentions(bytes: &[u8], word: &str) -> bool {
    memmem::find(bytes, word.as_bytes()).is_some()
}
