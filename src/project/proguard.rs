//! R8 and `ProGuard` rules: whether a file keeps what push needs, and rules added at its end.
//!
//! A rule of ours is met by any rule that keeps at least as much, however it is written. Where that cannot be told,
//! the answer is no: a rule too many does no harm, one too few breaks the release build only. Other files that are
//! named by `-include` are not looked at.

use crate::project::edit::{CannotEdit, Edit, Style, without_bom};
use crate::text::Text;

mod pattern;
mod rule;
#[cfg(test)]
mod tests;

use rule::Rule;

/// The rules of one file.
#[derive(Debug, Clone)]
pub struct Rules {
    text: String,
    rules: Vec<Rule>,
    /// The last rule is not complete: what is added at the end would become a part of it.
    unfinished: bool,
}

impl Rules {
    /// Reads a file. There is no text that cannot be read: what is no rule is passed over.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let (plain, _) = without_bom(text);
        let (rules, unfinished) = rule::read(plain);
        Self { text: text.to_owned(), rules, unfinished }
    }

    /// Whether these rules do all that `rule` asks for.
    #[must_use]
    pub fn holds(&self, rule: &str) -> bool {
        let (wanted, _) = rule::read(rule);
        !wanted.is_empty() && wanted.iter().all(|wanted| wanted.is_met_by(&self.rules))
    }

    /// The edits that add those of `rules` that do not hold yet, as last lines of the file; above them the comment,
    /// which is given without its `#`.
    pub fn add(&self, rules: &[&str], comment: Option<&str>) -> Result<Vec<Edit>, CannotEdit> {
        let mut missing: Vec<&str> = Vec::new();
        for rule in rules {
            if !self.holds(rule) && !missing.contains(rule) {
                missing.push(rule);
            }
        }
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        if self.unfinished {
            let reason = Text::new("the last rule of the file is not complete", "文件的最后一条规则不完整");
            return Err(CannotEdit { reason, at: Some(self.text.len()) });
        }
        let newline = Style::of(&self.text, "    ").newline;
        let mut added = String::new();
        if !without_bom(&self.text).0.is_empty() && !self.text.ends_with('\n') {
            added.push_str(newline);
        }
        // What was added last may stand under the same heading.
        let heading = self.text.lines().rfind(|line| line.starts_with('#')).and_then(|line| line.strip_prefix("# "));
        let comment = comment.filter(|comment| heading.map(str::trim_end) != Some(comment));
        let comments = comment.unwrap_or_default().lines().map(|line| format!("# {line}"));
        for line in comments.chain(missing.iter().flat_map(|rule| rule.lines()).map(str::to_owned)) {
            added.push_str(line.trim_end());
            added.push_str(newline);
        }
        Ok(vec![Edit::insert(self.text.len(), added)])
    }
}
