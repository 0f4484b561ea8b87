//! A phone, seen from a vendor.

use crate::secret::mask;

/// The address of one app on one device. Shown only in part.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct DeviceToken(String);

impl DeviceToken {
    /// A token without the blanks around it. `None`: it is empty or has a blank or line break inside.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let whole =
            !text.is_empty() && !text.chars().any(|character| character.is_whitespace() || character.is_control());
        whole.then(|| Self(text.to_owned()))
    }

    /// The token itself.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The token as it may be shown.
    #[must_use]
    pub fn masked(&self) -> String {
        mask(&self.0)
    }
}

impl std::fmt::Debug for DeviceToken {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "DeviceToken({})", self.masked())
    }
}
