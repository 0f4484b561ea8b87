//! What codes mean that no list has.

use std::ops::RangeInclusive;

use crate::outcome::Class;

/// Codes common to all calls, by OPPO's own words -1 to 100; the SDKs' own numbers lie just below.
const COMMON: RangeInclusive<i64> = -9..=100;
/// Codes of one call each.
const BUSINESS: RangeInclusive<i64> = 10_000..=20_000;

/// Whether OPPO gives such numbers at all.
pub(super) fn is_in_range(code: i64) -> bool {
    COMMON.contains(&code) || BUSINESS.contains(&code)
}

/// The class of a code that errors.toml does not know. Below 0 OPPO speaks of its own service; what else it refuses
/// without a reason that we know is most probably about the message. It stays a refusal: OPPO answered, and its own
/// words are shown.
pub(super) fn class_of_unknown(code: &str) -> Class {
    match code.parse::<i64>() {
        Ok(..0) => Class::Transient,
        _ => Class::Payload,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::State;
    use crate::vendors::Confidence;
    use crate::vendors::oppo::VENDOR;

    #[test]
    fn unknown_codes_go_by_their_range() {
        assert_eq!(class_of_unknown("-3"), Class::Transient);
        assert_eq!(class_of_unknown("52"), Class::Payload);
        assert_eq!(class_of_unknown("10001"), Class::Payload);
        assert_eq!(class_of_unknown("UNKNOWN"), Class::Payload);
        assert!(is_in_range(-1) && is_in_range(100) && is_in_range(10_000) && is_in_range(20_000));
        assert!(!is_in_range(101) && !is_in_range(9_999) && !is_in_range(20_001));
    }

    /// Every number of the vendor's lists, written out once more.
    #[test]
    fn the_catalogue_is_complete() {
        let result = [
            "0", "-2", "-1", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25",
            "26", "27", "28", "29", "30", "31", "32", "33", "34", "40", "41", "51", "54", "55", "59", "67", "10000",
        ];
        let client = [
            "-2", "-1", "0", "11", "12", "13", "14", "15", "16", "17", "18", "19", "20", "21", "22", "23", "24", "25",
            "26", "40", "41",
        ];
        let receipts = ["push_arrive", "regid_invalid", "user_daily_limit"];
        let expected =
            [("result", &result[..]), ("data.errorCode", &["10000"]), ("eventType", &receipts), ("client", &client)];
        for (scope, codes) in expected {
            let entries = VENDOR.codes.entries().iter();
            let found: Vec<&str> =
                entries.filter(|entry| entry.scope == scope).map(|entry| entry.code.as_str()).collect();
            assert_eq!(found, codes, "{scope}");
        }
        assert_eq!(VENDOR.codes.entries().len(), result.len() + client.len() + receipts.len() + 1);
    }

    /// The column "type" of the vendor's list: who has to act.
    #[test]
    fn classes_follow_the_vendor_s_list() {
        let of = |code: &str| VENDOR.codes.find("result", code).expect("a code").class;
        for (class, codes) in [
            (Class::RateLimited, &["-2", "13", "55"][..]),
            (Class::Transient, &["-1"]),
            (Class::Credentials, &["11", "14", "15", "16", "17", "18", "19", "29"]),
            (Class::Permission, &["26", "27", "28", "30", "59"]),
            (Class::Quota, &["33", "34"]),
            (Class::TokenInvalid, &["10000"]),
            (Class::Payload, &["12", "20", "25", "31", "32", "40", "41", "51", "54", "67"]),
        ] {
            for code in codes {
                assert_eq!(of(code), class, "{code}");
            }
        }
    }

    /// Nobody deletes a row of a database on the word of a source that is not the vendor's.
    #[test]
    fn dead_is_said_by_the_vendor_s_receipts_only() {
        let dead: Vec<_> = VENDOR.codes.entries().iter().filter(|entry| entry.state == Some(State::Dead)).collect();
        assert_eq!(dead.iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["regid_invalid"]);
        assert!(dead.iter().all(|entry| entry.confidence == Confidence::Official));
    }
}
