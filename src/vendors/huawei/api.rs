//! The three generations of the interface.

use crate::message::Message;

/// A generation of `messages:send`. Which one is taken decides which phones can be reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Api {
    /// By client id: Android, EMUI, HarmonyOS up to 4.
    #[default]
    V1,
    /// By project id: the same phones.
    V2,
    /// By project id: HarmonyOS NEXT alone.
    V3,
}

impl Api {
    /// The words of `[huawei] api`.
    pub(super) const WORDS: &'static [&'static str] = &["v1", "v2", "v3"];

    /// The generation of that word; v1 for any other.
    #[must_use]
    pub fn of(word: Option<&str>) -> Self {
        match word {
            Some("v2") => Self::V2,
            Some("v3") => Self::V3,
            _ => Self::V1,
        }
    }

    /// The generation that a message asks for.
    pub(super) fn of_message(message: &Message) -> Self {
        Self::of(message.option("api"))
    }

    /// Its word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
        }
    }

    /// Whether a token has the look of the other generation: tokens of HarmonyOS NEXT were seen with `MA` in front
    /// only. No document says so; it is a hint and no more.
    pub(super) fn is_foreign(self, token: &str) -> bool {
        token.starts_with("MA") != (self == Self::V3)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_the_other_generation_look_so() {
        assert!(Api::V1.is_foreign("MAMzLgIkEUz") && Api::V2.is_foreign("MAAAAB"));
        assert!(!Api::V3.is_foreign("MAMzLgIkEUz") && Api::V3.is_foreign("IQAAAACy0"));
        assert!(!Api::V1.is_foreign("IQAAAACy0"));
    }

    #[test]
    fn every_word_has_its_generation() {
        for word in Api::WORDS {
            assert_eq!(Api::of(Some(word)).word(), *word);
        }
        assert_eq!(Api::of(None), Api::V1);
    }
}
