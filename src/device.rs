//! A phone, seen from a vendor.

use std::sync::Arc;

use crate::secret::mask;

/// The address of one app on one device, shown only in part; or, for a vendor that is told users instead, a user.
/// Clones share the text.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeviceToken {
    text: Arc<str>,
    is_user: bool,
}

impl DeviceToken {
    /// A token without the blanks around it. `None`: it is empty or has a blank or line break inside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        is_whole(text).then(|| Self::whole(text, false))
    }

    /// A user. `None`: it is empty or has a line break inside.
    #[must_use]
    pub fn user(text: &str) -> Option<Self> {
        let text = text.trim();
        let whole = !text.is_empty() && !text.chars().any(char::is_control);
        whole.then(|| Self::whole(text, true))
    }

    /// A token or a user that was looked at.
    pub(crate) fn whole(text: &str, is_user: bool) -> Self {
        Self { text: text.into(), is_user }
    }

    /// The token itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is a user, who is no secret.
    #[must_use]
    pub const fn is_user(&self) -> bool {
        self.is_user
    }

    /// The token as it may be shown.
    #[must_use]
    pub fn masked(&self) -> String {
        if self.is_user { self.text.to_string() } else { mask(&self.text) }
    }
}

/// Whether a text can be a token: not empty, no blank or control character in it.
pub(crate) fn is_whole(text: &str) -> bool {
    // What all tokens known consist of is told at once, and without a branch.
    let is_graphic = text.bytes().fold(true, |all, byte| all & byte.is_ascii_graphic());
    let is_part = |character: char| !character.is_whitespace() && !character.is_control();
    !text.is_empty() && (is_graphic || text.chars().all(is_part))
}

impl std::fmt::Debug for DeviceToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DeviceToken({})", self.masked())
    }
}
