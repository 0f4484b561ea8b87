//! The two languages of the program.
//!
//! A [`Text`] always holds both, so no message can exist in one language only. Which one is shown is decided
//! where it is rendered, never where it is made.

use std::borrow::Cow;

/// A language that pushctl speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Lang {
    /// English.
    #[default]
    En,
    /// Simplified Chinese (简体中文).
    Zh,
}

/// A fixed message in both languages: a [`Text`] that is cheap to copy and can be part of other constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Phrase {
    en: &'static str,
    zh: &'static str,
}

impl Phrase {
    /// A fixed message. `en` first.
    #[must_use]
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en, zh }
    }

    /// The message in `lang`.
    #[must_use]
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }

    /// Whether nothing is said at all.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }
}

impl From<Phrase> for Text {
    fn from(phrase: Phrase) -> Self {
        Self::new(phrase.en, phrase.zh)
    }
}

/// One message in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    en: Cow<'static, str>,
    zh: Cow<'static, str>,
}

impl Text {
    /// A fixed message. `en` first.
    #[must_use]
    pub const fn new(en: &'static str, zh: &'static str) -> Self {
        Self { en: Cow::Borrowed(en), zh: Cow::Borrowed(zh) }
    }

    /// A message that was put together; [`text!`](crate::text!) is the usual way to it.
    #[must_use]
    pub fn owned(en: String, zh: String) -> Self {
        Self { en: Cow::Owned(en), zh: Cow::Owned(zh) }
    }

    /// The same words in both languages: a vendor's own text, a file name, an identifier.
    #[must_use]
    pub fn same(words: impl Into<String>) -> Self {
        let words = words.into();
        Self::owned(words.clone(), words)
    }

    /// The message in `lang`.
    #[must_use]
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::En => &self.en,
            Lang::Zh => &self.zh,
        }
    }

    /// Whether nothing is said at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.en.is_empty() && self.zh.is_empty()
    }
}

/// Formats one message in both languages: `text!("{n} of {all} keys", "{all} 个键中的 {n} 个")`.
///
/// Arguments are captured by name or given once for both strings, so that both must use all of them.
#[macro_export]
macro_rules! text {
    ($en:literal, $zh:literal $(, $name:ident = $value:expr)* $(,)?) => {
        $crate::text::Text::owned(
            format!($en $(, $name = $value)*),
            format!($zh $(, $name = $value)*),
        )
    };
}
