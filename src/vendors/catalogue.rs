//! A vendor's codes: `errors.toml` beside the vendor, read when somebody asks.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::outcome::{Class, State};
use crate::text::Text;

/// The codes of one vendor, parsed at the first look.
pub struct Codes {
    toml: &'static str,
    entries: OnceLock<Vec<Entry>>,
    /// Where each entry is, in the order of code and scope.
    sorted: OnceLock<Vec<usize>>,
}

/// Whether the same request may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Retry {
    /// Never: it will be refused again.
    Never,
    /// Not before something was mended.
    AfterFix,
    /// At once, with a new access token.
    Refresh,
    /// After a pause that grows.
    Backoff,
    /// On another day.
    Tomorrow,
}

impl Retry {
    /// The same for people.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Never => Text::new("never", "不要重试"),
            Self::AfterFix => Text::new("after a fix", "改正之后"),
            Self::Refresh => Text::new("once, with a new access token", "换新的 access token 后重试一次"),
            Self::Backoff => Text::new("after a pause that grows", "逐渐延长间隔重试"),
            Self::Tomorrow => Text::new("tomorrow", "明天"),
        }
    }
}

/// What to do with the device token.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Advice {
    /// Says nothing about it.
    Keep,
    /// Delete it.
    Delete,
    /// Delete it, unless many are refused at once: then the app id is of another app.
    DeleteUnlessMany,
}

impl Advice {
    /// The same for people.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Keep => Text::new("keep", "保留"),
            Self::Delete => Text::new("delete", "删除"),
            Self::DeleteUnlessMany => Text::new("delete, unless many appear at once", "删除；同时出现很多个时先不要删"),
        }
    }
}

/// How sure we are of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// The vendor's own document or SDK.
    Official,
    /// Two independent sources.
    TwoSources,
    /// One credible source.
    OneSource,
    /// Inferred, old or conflicting.
    Unsure,
}

impl Confidence {
    /// The same for people.
    #[must_use]
    pub const fn label(self) -> Text {
        match self {
            Self::Official => Text::new("official", "厂商官方"),
            Self::TwoSources => Text::new("two sources", "两个来源"),
            Self::OneSource => Text::new("one source", "一个来源"),
            Self::Unsure => Text::new("unsure", "不确定"),
        }
    }
}

/// One code.
#[derive(Debug)]
pub struct Entry {
    /// Where in the vendor's answer it stands: `result`, `invalidUser.status`, `client`.
    pub scope: String,
    /// The code as the vendor writes it.
    pub code: String,
    /// What it means.
    pub class: Class,
    /// The vendor's words, if known.
    pub text: Option<String>,
    /// Why.
    pub cause: Text,
    /// What to do.
    pub remedy: Text,
    /// Whether to send again.
    pub retry: Retry,
    /// What to do with the token.
    pub token: Advice,
    /// What it says about the token's state.
    pub state: Option<State>,
    /// How sure we are.
    pub confidence: Confidence,
    /// Where this was read.
    pub source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    code: Vec<Written>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default = "usual_scope")]
    scope: String,
    code: String,
    class: Class,
    text: Option<String>,
    cause: Both,
    remedy: Both,
    retry: Retry,
    #[serde(default = "keep")]
    token: Advice,
    state: Option<State>,
    confidence: Confidence,
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Both {
    en: String,
    zh: String,
}

/// The scope of a code that stands where the vendor's answer has its one code.
pub const USUAL_SCOPE: &str = "result";

fn usual_scope() -> String {
    USUAL_SCOPE.to_owned()
}

fn keep() -> Advice {
    Advice::Keep
}

impl Codes {
    /// The codes written in `toml`, the text of an errors.toml.
    #[must_use]
    pub const fn new(toml: &'static str) -> Self {
        Self { toml, entries: OnceLock::new(), sorted: OnceLock::new() }
    }

    /// All codes, in the order of the file.
    ///
    /// # Panics
    /// If errors.toml, which is compiled in and tested, is not right.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        self.entries.get_or_init(|| {
            let file: File = toml::from_str(self.toml).expect("errors.toml is compiled in and parsed by a test");
            file.code.into_iter().map(Entry::from).collect()
        })
    }

    /// The entry of a code.
    #[must_use]
    pub fn find(&self, scope: &str, code: &str) -> Option<&Entry> {
        let entries = self.entries();
        let key = |at: &usize| (entries[*at].code.as_str(), entries[*at].scope.as_str());
        let sorted = self.sorted.get_or_init(|| {
            let mut sorted: Vec<usize> = (0..entries.len()).collect();
            sorted.sort_by(|one, other| key(one).cmp(&key(other)));
            sorted
        });
        let found = sorted.binary_search_by(|at| key(at).cmp(&(code, scope))).ok()?;
        Some(&entries[sorted[found]])
    }
}

impl From<Written> for Entry {
    fn from(written: Written) -> Self {
        Self {
            scope: written.scope,
            code: written.code,
            class: written.class,
            text: written.text,
            cause: Text::owned(written.cause.en, written.cause.zh),
            remedy: Text::owned(written.remedy.en, written.remedy.zh),
            retry: written.retry,
            token: written.token,
            state: written.state,
            confidence: written.confidence,
            source: written.source,
        }
    }
}
