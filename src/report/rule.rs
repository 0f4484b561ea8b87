//! A rule: one thing pushctl looks at, with a stable id and a page in `pushctl explain`.

use serde::Serialize;

use crate::text::Text;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never changes the verdict.
    Note,
    /// Probably wrong; a problem only with `--deny-warnings`.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// The word used in JSON and English output.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Note => Text::new("note", "提示"),
            Self::Warning => Text::new("warning", "警告"),
            Self::Error => Text::new("error", "错误"),
        }
    }
}

/// A rule stands as a `const` beside the check that emits it.
#[derive(Debug)]
pub struct Rule {
    /// `vivo/app-id-format`: a vendor (or config, project, android, ios, online), a slash, the rule.
    pub id: &'static str,
    /// Its level unless `[rules]` says otherwise.
    pub severity: Severity,
    /// What is looked at, in one line.
    pub title: Text,
    /// Why it matters: what happens when it is violated.
    pub cause: Text,
    /// What to do about it.
    pub remedy: Text,
    /// The vendor's page, where there is one.
    pub link: Option<&'static str>,
}
