//! Where new lines go, and how they look there: the indentation of their neighbours, the newlines of the file, and on
//! one line where the block is on one line.

use super::super::Build;
use super::super::lexer::begins_name;
use super::super::tree::{Group, Statement};
use crate::project::edit::{Edit, Style, indentation_at, without_bom};

/// Something new, before its place says how it is laid out.
pub(super) enum Snippet {
    /// A statement on one line.
    Line(String),
    /// A block with what is in it.
    Block(String, Vec<Snippet>),
}

impl Snippet {
    pub(super) fn line(line: impl Into<String>) -> Self {
        Self::Line(line.into())
    }

    pub(super) fn block(name: &str, content: Vec<Self>) -> Self {
        Self::Block(name.to_owned(), content)
    }
}

impl Build {
    /// Puts something at the end of a block.
    pub(super) fn append(&self, block: &Group, snippets: &[Snippet]) -> Edit {
        let style = self.style();
        let close = block.close();
        if self.slice(block.inner()).trim_matches([' ', '\t']).is_empty() {
            let outer = indentation_at(&self.text, block.span.start);
            let lines = rendered(snippets, &format!("{outer}{}", style.indent), &style);
            return Edit::replace(block.inner(), format!("{0}{lines}{0}{outer}", style.newline));
        }
        if self.begins_line(close) {
            // Above blank lines at the end of the block, below whatever is there.
            let content = self.text[..close].trim_end().len();
            let newline = self.text[content..].find('\n').map_or(close, |at| content + at + 1);
            let lines = rendered(snippets, &self.indentation_in(block, &style), &style);
            return Edit::insert(newline, lines + style.newline);
        }
        match block.statements.last().map(|last| last.span().end) {
            Some(end) if !self.slice(end..close).contains('\n') => {
                Edit::insert(end, format!("; {}", one_line(snippets)))
            }
            _ => Edit::insert(close, format!("{} ", one_line(snippets))),
        }
    }

    /// Puts something behind a statement, on a line of its own if that is possible.
    pub(super) fn after(&self, statement: std::ops::Range<usize>, snippets: &[Snippet]) -> Edit {
        let style = self.style();
        match self.free_line_end(statement.end) {
            Some(end) => {
                let lines = rendered(snippets, indentation_at(&self.text, statement.start), &style);
                Edit::insert(end, format!("{}{lines}", style.newline))
            }
            None => Edit::insert(statement.end, format!("; {}", one_line(snippets))),
        }
    }

    /// Puts a block behind another one of the file itself, with a blank line between them.
    pub(super) fn below(&self, statement: &Statement, snippets: &[Snippet]) -> Edit {
        let style = self.style();
        let lines = rendered(snippets, "", &style);
        match self.free_line_end(statement.span().end) {
            Some(end) => {
                let next_line = self.text[end..].lines().nth(1).unwrap_or_default();
                let after = if next_line.trim().is_empty() { "" } else { style.newline };
                Edit::insert(end, format!("{0}{0}{lines}{after}", style.newline))
            }
            None => Edit::insert(statement.span().end, format!("{0}{0}{lines}{0}", style.newline)),
        }
    }

    /// Puts a block before all statements but imports.
    pub(super) fn at_top(&self, snippets: &[Snippet]) -> Edit {
        let style = self.style();
        let is_header = |statement: &&Statement| {
            let first = &statement.nodes[0];
            self.is_symbol(Some(first), "@") || matches!(self.word(first), Some("import" | "package"))
        };
        match self.statements.iter().find(|statement| !is_header(statement)) {
            Some(first) => {
                let lines = rendered(snippets, "", &style);
                Edit::insert(self.place_above(first.span().start), format!("{lines}{0}{0}", style.newline))
            }
            None => self.at_end(snippets),
        }
    }

    /// Puts a block at the end of the file.
    pub(super) fn at_end(&self, snippets: &[Snippet]) -> Edit {
        let style = self.style();
        let (content, _) = without_bom(&self.text);
        let lines = rendered(snippets, "", &style);
        let newline = style.newline;
        Edit::insert(
            self.text.len(),
            match (content.is_empty(), content.ends_with('\n')) {
                (true, _) => format!("{lines}{newline}"),
                (_, true) => format!("{newline}{lines}{newline}"),
                // A file without a newline at its end stays one.
                _ => format!("{newline}{newline}{lines}"),
            },
        )
    }

    pub(super) fn style(&self) -> Style {
        Style::of(&self.text, "    ")
    }

    /// Whether nothing but blanks stands before it on its line.
    pub(super) fn begins_line(&self, at: usize) -> bool {
        let before = &self.text[..at];
        let before = before.strip_prefix('\u{feff}').unwrap_or(before).trim_end_matches([' ', '\t']);
        before.is_empty() || before.ends_with('\n')
    }

    /// The end of the line, if nothing but blanks, a `;` and comments comes before it.
    pub(super) fn free_line_end(&self, mut at: usize) -> Option<usize> {
        loop {
            let rest = &self.text[at..];
            at += rest.len() - rest.trim_start_matches([' ', '\t', ';']).len();
            let rest = &self.text[at..];
            if rest.is_empty() || rest.starts_with('\n') || rest.starts_with("\r\n") {
                return Some(at);
            }
            let number = self.comments.binary_search_by_key(&at, |comment| comment.start).ok()?;
            let comment = self.comments[number].clone();
            if self.slice(comment.clone()).contains('\n') {
                return None;
            }
            at = comment.end;
        }
    }

    /// The beginning of a statement's line, or of the comments directly above it.
    fn place_above(&self, statement: usize) -> usize {
        let mut at = statement;
        let mut comments = self.comments.partition_point(|comment| comment.end <= statement);
        while comments > 0 {
            let comment = &self.comments[comments - 1];
            let between = self.slice(comment.end..at);
            let is_shebang = self.slice(comment.clone()).starts_with("#!");
            if is_shebang || !between.trim().is_empty() || between.matches('\n').count() > 1 {
                break;
            }
            // A comment behind the statement before belongs to that one.
            if between.contains('\n') && !self.begins_line(comment.start) {
                break;
            }
            at = comment.start;
            comments -= 1;
        }
        let before = self.text[..at].trim_end_matches([' ', '\t']).len();
        if self.begins_line(at) { before } else { at }
    }

    /// The indentation of what stands in a block.
    fn indentation_in(&self, block: &Group, style: &Style) -> String {
        let starts = block.statements.iter().map(|statement| statement.span().start);
        match starts.rev().find(|start| self.begins_line(*start)) {
            Some(start) => indentation_at(&self.text, start).to_owned(),
            None => format!("{}{}", indentation_at(&self.text, block.close()), style.indent),
        }
    }
}

/// Whether a key of a Groovy map needs no quotes.
pub(super) fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(begins_name) && word.chars().all(|c| begins_name(c) || c.is_ascii_digit())
}

/// On lines of their own; the last one without its newline.
fn rendered(snippets: &[Snippet], indentation: &str, style: &Style) -> String {
    let lines = snippets.iter().map(|snippet| match snippet {
        Snippet::Line(line) => format!("{indentation}{line}"),
        Snippet::Block(name, content) => {
            let content = rendered(content, &format!("{indentation}{}", style.indent), style);
            format!("{indentation}{name} {{{0}{content}{0}{indentation}}}", style.newline)
        }
    });
    lines.collect::<Vec<_>>().join(style.newline)
}

fn one_line(snippets: &[Snippet]) -> String {
    let parts = snippets.iter().map(|snippet| match snippet {
        Snippet::Line(line) => line.clone(),
        Snippet::Block(name, content) => format!("{name} {{ {} }}", one_line(content)),
    });
    parts.collect::<Vec<_>>().join("; ")
}
