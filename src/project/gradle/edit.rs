//! Changes to a Gradle file. One submodule for each kind of change; `insert` knows where and how new lines go in.
//!
//! Every method gives the edits that make a fact true, none if it is true already, and [`CannotEdit`] where only a
//! person can tell what is right. None of them evaluates, reorders or reformats anything.

mod insert;
mod modules;
mod placeholders;
mod plugins;
mod properties;
mod repositories;

use std::ops::Range;

use self::insert::Snippet;
use super::lexer::Delimiter;
use super::tree::Statement;
use super::{Build, Scope};
use crate::project::edit::{CannotEdit, Edit, Stated, edited};
use crate::text;
use crate::text::Text;

impl Build {
    /// The edits of a change, once they have proved to do what they are for: the file reads afterwards and needs the
    /// change no more. In a file of a shape that nobody thought of they may not.
    fn settled(&self, change: impl Fn(&Self) -> Result<Vec<Edit>, CannotEdit>) -> Result<Vec<Edit>, CannotEdit> {
        let edits = change(self)?;
        if edits.is_empty() {
            return Ok(edits);
        }
        let after = Self::read(&edited(&self.text, &edits), self.dsl);
        if after.is_ok_and(|after| change(&after).is_ok_and(|more| more.is_empty())) {
            return Ok(edits);
        }
        let reason =
            Text::new("the file is written too unusually to be changed safely", "该文件的写法过于特殊，无法安全修改");
        Err(cannot(reason, edits.first().map(|edit| edit.span.start)))
    }

    /// Puts lines at the end of the innermost block of a path; those that are missing are made, the first one must be
    /// there.
    fn put_into(&self, path: &[&str], mut snippets: Vec<Snippet>) -> Result<Edit, CannotEdit> {
        for depth in (1..=path.len()).rev() {
            if let Some(block) = self.blocks(&path[..depth]).first() {
                return Ok(self.append(block, &snippets));
            }
            snippets = vec![Snippet::block(path[depth - 1], snippets)];
        }
        Err(no_block(path.first().copied().unwrap_or_default()))
    }

    /// The blocks of a scope, if a new one of its name may be made without knowing more about the project.
    fn path_of<'s>(&self, scope: &'s Scope) -> Result<Vec<&'s str>, CannotEdit> {
        let path = scope.path().filter(|path| !path.is_empty());
        let path =
            path.ok_or_else(|| cannot(Text::new("there is no block to put it into", "没有可以写入的块"), None))?;
        let is_usual = match scope {
            Scope::BuildType(name) => matches!(name.as_str(), "release" | "debug"),
            Scope::Flavor(_) | Scope::SigningConfig(_) => false,
            _ => true,
        };
        if is_usual || self.has_block(&path) { Ok(path) } else { Err(no_block(path[path.len() - 1])) }
    }

    /// The last statement of the file itself that opens a block of this name.
    fn root_block(&self, name: &str) -> Option<&Statement> {
        let opens = |statement: &&Statement| match statement.nodes.as_slice() {
            [first, block] => self.word(first) == Some(name) && block.group(Delimiter::Curly).is_some(),
            _ => false,
        };
        self.statements.iter().rfind(opens)
    }

    /// A value in the quotes that another one has.
    fn quoted_like(&self, neighbour: Option<&Stated>, value: &str) -> String {
        let literal = neighbour.filter(|stated| stated.inner != stated.span);
        let edit = literal.and_then(|stated| self.replacement(stated, value).map(|edit| (stated, edit)));
        match edit {
            Some((stated, edit)) if edit.span == stated.inner => {
                let open = self.slice(stated.span.start..stated.inner.start);
                let close = self.slice(stated.inner.end..stated.span.end);
                if open.len() > 1 { self.quoted(value) } else { format!("{open}{}{close}", edit.text) }
            }
            _ => self.quoted(value),
        }
    }

    /// Whether the words at a place consist of these characters and blanks only.
    fn is_made_of(&self, span: Range<usize>, characters: &[char]) -> bool {
        self.slice(span).chars().all(|c| c == ' ' || characters.contains(&c))
    }
}

fn cannot(reason: Text, at: Option<usize>) -> CannotEdit {
    CannotEdit { reason, at }
}

fn no_block(name: &str) -> CannotEdit {
    cannot(text!("there is no block `{name}` in this file", "该文件中没有 `{name}` 块"), None)
}

fn is_computed(name: &str, stated: &Stated) -> CannotEdit {
    let reason = text!("the value of `{name}` is an expression", "`{name}` 的值是表达式");
    cannot(reason, Some(stated.span.start))
}
