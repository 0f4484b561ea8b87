//! What a key of push.toml is: declared once, and read, linted, documented and asked for from this declaration.

use crate::project::certificate;
use crate::text::{Phrase, Text};

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An id: a string; a whole number is accepted for one that has only digits.
    Id,
    /// A whole number within bounds; quoted digits are accepted.
    Integer {
        /// Smallest value.
        min: i64,
        /// Largest value.
        max: i64,
    },
    /// Free text.
    Text,
    /// A server secret. Also accepted as `KEY_file`.
    Secret,
    /// A device token: no secret, but shown only in part.
    Token,
    /// A path, relative to the file it stands in.
    Path,
    /// The path of a file that is a secret as a whole: a private key, a certificate with its key.
    KeyFile,
    /// A URL.
    Url,
    /// SHA-256 fingerprints of certificates, separated by blanks.
    Fingerprints,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A table of strings: `{ key = "value" }`.
    Map,
}

impl Kind {
    /// Whether a value of this kind must not be shown whole.
    #[must_use]
    pub const fn is_sensitive(self) -> bool {
        matches!(self, Self::Secret | Self::Token)
    }

    /// Whether a value from the command line is of this kind. `Err` says what is expected.
    pub fn accepts(self, text: &str) -> Result<(), Text> {
        let fits = match self {
            Self::Integer { min, max } => text.trim().parse().is_ok_and(|number| (min..=max).contains(&number)),
            Self::Flag => matches!(text, "true" | "false"),
            Self::Choice(words) => words.contains(&text),
            Self::Fingerprints => certificate::fingerprints(text).is_some(),
            _ => true,
        };
        if fits { Ok(()) } else { Err(self.expected()) }
    }

    /// What is expected, in a few words.
    #[must_use]
    pub fn expected(self) -> Text {
        match self {
            Self::Id => Text::new("an id in quotes", "带引号的 ID"),
            Self::Integer { min, max } => {
                crate::text!("a whole number from {min} to {max}", "{min} 到 {max} 的整数", min = min, max = max)
            }
            Self::Text => Text::new("text in quotes", "带引号的文字"),
            Self::Secret => Text::new("text in quotes, or \"${ENV_NAME}\"", "带引号的文字，或 \"${环境变量名}\""),
            Self::Token => Text::new("a device token in quotes", "带引号的 device token"),
            Self::Path | Self::KeyFile => Text::new("a path in quotes", "带引号的路径"),
            Self::Url => Text::new("a URL in quotes", "带引号的 URL"),
            Self::Fingerprints => Text::new(
                "SHA-256 fingerprints in quotes: 32 bytes in hex each, with or without colons",
                "带引号的 SHA-256 指纹：每个是 32 字节的十六进制，冒号可有可无",
            ),
            Self::Flag => Text::new("true or false", "true 或 false"),
            Self::Choice(words) => {
                let words = words.join(", ");
                crate::text!("one of: {words}", "以下之一：{words}", words = words)
            }
            Self::Map => Text::new("a table of strings", "由字符串组成的表"),
        }
    }
}

/// Who needs a key. A vendor has an app side and a server side, each complete or absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Only what is built into the app.
    App,
    /// Only a server (and pushctl, which acts as one).
    Server,
    /// Both.
    Both,
    /// A default for messages, as with `--set VENDOR.KEY=VALUE`.
    Message,
}

/// One key of a table of push.toml.
#[derive(Debug)]
pub struct Field {
    /// The key.
    pub key: &'static str,
    /// Other spellings, accepted on input only.
    pub aliases: &'static [&'static str],
    /// What it holds.
    pub kind: Kind,
    /// Who needs it.
    pub side: Side,
    /// Whether its side is incomplete without it.
    pub required: bool,
    /// The key that makes this one needless where it is set.
    pub unless: Option<&'static str>,
    /// The field of Tencent's `PushAppInfo` that it mirrors.
    pub push_app_info: Option<&'static str>,
    /// What it is: unit, limits, default.
    pub doc: Phrase,
    /// Where in a console it stands.
    pub found: Phrase,
    /// A made-up value of the right shape: shown in push.example.toml, used by the emulator for what is unset.
    pub example: &'static str,
    /// For [`Kind::KeyFile`]: what an emulator inside this process takes for the file where there is none.
    pub made_up: Option<fn() -> Vec<u8>>,
}

impl Field {
    /// A field with nothing but its key and kind, to be completed with `..Field::new(..)`.
    #[must_use]
    pub const fn new(key: &'static str, kind: Kind, side: Side) -> Self {
        Self {
            key,
            aliases: &[],
            kind,
            side,
            required: false,
            unless: None,
            push_app_info: None,
            doc: Phrase::new("", ""),
            found: Phrase::new("", ""),
            example: "",
            made_up: None,
        }
    }

    /// Whether `written` is this key, one of its aliases, or its `_file` form.
    #[must_use]
    pub fn is_written(&self, written: &str) -> bool {
        self.key == written || self.aliases.contains(&written) || self.file_key().as_deref() == Some(written)
    }

    /// `app_secret_file` for a secret `app_secret`; other kinds have none.
    #[must_use]
    pub fn file_key(&self) -> Option<String> {
        (self.kind == Kind::Secret).then(|| format!("{}_file", self.key))
    }
}
