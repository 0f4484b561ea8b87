//! Where Meizu's servers stand. There is no host for tests.

use crate::config::Values;

/// Mainland China, or everywhere else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Region {
    /// `meizu.com`.
    #[default]
    China,
    /// `in.meizu.com`, in the vendor's Java SDK since 2023-08 (`initOverSea`).
    Overseas,
}

impl Region {
    /// `[meizu] region`.
    #[must_use]
    pub fn read(values: &Values) -> Self {
        match values.text("region") {
            Some(region) if region.as_str() == "overseas" => Self::Overseas,
            _ => Self::China,
        }
    }

    /// Pushes, tasks and statistics. HTTPS only, although the document's examples say `http://`.
    pub(super) const fn push_host(self) -> &'static str {
        match self {
            Self::China => "https://server-api-push.meizu.com",
            Self::Overseas => "https://server-api-push.in.meizu.com",
        }
    }

    /// Questions about a pushId, apart since 2017-08-15.
    pub(super) const fn subscription_host(self) -> &'static str {
        match self {
            Self::China => "https://api-push.meizu.com",
            Self::Overseas => "https://api-push.in.meizu.com",
        }
    }
}
