//! How a report is shown: tables for people, JSON for scripts. Knows formats and no vendors.

mod diagnostic;
pub mod json;
pub mod layout;
mod terminal;

pub use diagnostic::diagnostics;
pub use terminal::{Color, Terminal};

use crate::text::Text;

/// The formats of `--format`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One document.
    Json,
    /// One object a line, as it happens.
    Ndjson,
    /// Annotations of GitHub Actions. Still to come.
    Github,
    /// Code Quality of GitLab. Still to come.
    Gitlab,
    /// SARIF. Still to come.
    Sarif,
    /// `JUnit`. Still to come.
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

    /// Why it cannot be used yet.
    #[must_use]
    pub fn not_yet(self) -> Option<Text> {
        let name = Self::ALL.iter().find(|(_, format)| *format == self).map_or("", |(name, _)| name);
        match self {
            Self::Table | Self::Json | Self::Ndjson => None,
            Self::Github | Self::Gitlab | Self::Sarif | Self::Junit => Some(crate::text!(
                "the format `{name}` comes with a later version",
                "格式 `{name}` 要等以后的版本",
                name = name
            )),
        }
    }
}
