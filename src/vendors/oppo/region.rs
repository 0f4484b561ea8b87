//! Which of OPPO's servers a phone belongs to.

/// Inside or outside of mainland China.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Region {
    /// Mainland China.
    Domestic,
    /// Everywhere else.
    Overseas,
}

/// What OPPO's document names today.
const DOMESTIC: &str = "api-push-cn.heytapmobi.com";
/// What every SDK and older copies of the document name; still served.
const DOMESTIC_BEFORE: &str = "api.push.oppomobile.com";
/// For phones abroad.
const OVERSEAS: &str = "api-intl.push.oppomobile.com";

impl Region {
    /// The region of a `registration_id`: `CN_…` and `BRAND_CN_…` are domestic, and so are old ids without any prefix.
    pub(super) fn of(registration_id: &str) -> Self {
        match registration_id.split('_').collect::<Vec<_>>().as_slice() {
            [_] | ["CN", _] | [_, "CN", _] => Self::Domestic,
            _ => Self::Overseas,
        }
    }

    /// The host to ask.
    pub(super) const fn host(self) -> &'static str {
        match self {
            Self::Domestic => DOMESTIC,
            Self::Overseas => OVERSEAS,
        }
    }

    /// The host to ask where the name of the first cannot be resolved. Of the overseas one no newer name is known.
    pub(super) const fn other_host(self) -> Option<&'static str> {
        match self {
            Self::Domestic => Some(DOMESTIC_BEFORE),
            Self::Overseas => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_region_stands_before_the_last_part() {
        for domestic in ["CN_0011", "OPPO_CN_0011", "0011"] {
            assert_eq!(Region::of(domestic), Region::Domestic, "{domestic}");
        }
        for overseas in ["IN_0011", "EUEX_0011", "OPPO_IN_0011", "CN_IN_0011", "A_B_CN_0011"] {
            assert_eq!(Region::of(overseas), Region::Overseas, "{overseas}");
        }
    }
}
