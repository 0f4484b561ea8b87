//! How a report is shown: tables for people, JSON for scripts, and what CI servers and code hosts read. Knows formats
//! and no vendors.

mod diagnostic;
pub mod github;
pub mod gitlab;
pub mod json;
pub mod junit;
pub mod layout;
mod names;
mod remark;
pub mod sarif;
mod terminal;
#[cfg(test)]
mod testing;

pub use diagnostic::diagnostics;
pub use names::{Name, Names};
pub use terminal::{Color, Terminal};

use crate::outcome::Outcome;
use crate::report::Report;
use crate::secret::Redactor;
use crate::text::{Lang, Text};

/// What every output says when an emulator answered in place of the vendors.
pub const EMULATED: Text = Text::new("emulated: no vendor was asked", "模拟运行：没有询问任何厂商");

/// The formats of `--format` and `--report`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One document.
    Json,
    /// One object a line, as it happens.
    Ndjson,
    /// Annotations of GitHub Actions.
    Github,
    /// Code Quality of GitLab.
    Gitlab,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// `JUnit` XML, for test reports.
    Junit,
}

impl Format {
    /// Every format, by the name used on the command line.
    pub const ALL: [(&'static str, Self); 7] = [
        ("table", Self::Table),
        ("json", Self::Json),
        ("ndjson", Self::Ndjson),
        ("github", Self::Github),
        ("gitlab", Self::Gitlab),
        ("sarif", Self::Sarif),
        ("junit", Self::Junit),
    ];

    /// The format of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(other, _)| *other == name).map(|(_, format)| *format)
    }

    /// The name used on the command line.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name)
    }

    /// Whether it is made for CI servers. Only a command that judges files has something to tell them.
    #[must_use]
    pub const fn is_for_ci(self) -> bool {
        matches!(self, Self::Github | Self::Gitlab | Self::Sarif | Self::Junit)
    }

    /// A report as one text of this format. `None`: the format has none, being printed as things happen, or in a way
    /// that each command has of its own.
    #[must_use]
    pub fn document(self, report: &Report, view: &View<'_>) -> Option<String> {
        match self {
            Self::Table | Self::Ndjson => None,
            Self::Json => Some(format!("{:#}", json::document(report, view.lang))),
            Self::Github => Some(github::document(report, view)),
            Self::Gitlab => Some(gitlab::document(report, view)),
            Self::Sarif => Some(sarif::document(report, view)),
            Self::Junit => Some(junit::document(report, view)),
        }
    }
}

/// What a format needs to know beside the report.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The language.
    pub lang: Lang,
    /// How files are called.
    pub names: &'a Names,
    /// Every value that must not be shown. A format escapes texts, after which a value is not recognised any more.
    pub redactor: &'a Redactor,
    /// What a vendor's answer means.
    pub explain: &'a dyn Fn(&Outcome) -> Words,
    /// The version of this program.
    pub version: &'a str,
}

/// What a vendor's answer means, in our words and its own.
#[derive(Debug, Clone)]
pub struct Words {
    /// Its class, in a few words.
    pub meaning: Text,
    /// The vendor's code and words.
    pub said: Option<String>,
    /// Why; may be empty.
    pub cause: Text,
    /// What to do; may be empty.
    pub remedy: Text,
    /// The command that says more.
    pub page: Option<String>,
}

impl View<'_> {
    /// A message in this language, fit to be shown.
    fn say(&self, text: &Text) -> String {
        self.clean(text.get(self.lang))
    }

    /// `text` without secrets, and without characters that would move a cursor.
    fn clean(&self, text: &str) -> String {
        let text = self.redactor.redact(text);
        let is_harmless = |character: &char| !character.is_control() || *character == '\n';
        text.replace('\t', " ").replace("\r\n", "\n").chars().filter(is_harmless).collect()
    }
}
