//! What codes mean that no list has.

use crate::outcome::Class;

/// The class of a `result` that errors.toml does not know. Known codes cluster: 1020x are about credentials, 1030x
/// about the target; a refusal anywhere else is most probably about the message. It stays a refusal: vivo answered,
/// and its own words are shown.
pub(super) fn class_of_unknown(code: &str) -> Class {
    match code.parse::<u32>() {
        Ok(10_200..=10_209) => Class::Credentials,
        Ok(10_300..=10_309) => Class::TokenInvalid,
        _ => Class::Payload,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::vivo::VENDOR;

    #[test]
    fn unknown_codes_go_by_their_range() {
        assert_eq!(class_of_unknown("10208"), Class::Credentials);
        assert_eq!(class_of_unknown("10309"), Class::TokenInvalid);
        assert_eq!(class_of_unknown("10099"), Class::Payload);
        assert_eq!(class_of_unknown("-1"), Class::Payload);
    }

    /// Every number of the vendor's lists, written out once more.
    #[test]
    fn the_catalogue_is_complete() {
        let result = [
            0, 10000, 10045, 10050, 10054, 10055, 10056, 10057, 10058, 10059, 10060, 10061, 10062, 10063, 10064, 10065,
            10066, 10067, 10068, 10069, 10070, 10072, 10073, 10093, 10094, 10096, 10097, 10104, 10150, 10151, 10153,
            10154, 10200, 10201, 10202, 10203, 10204, 10205, 10206, 10207, 10250, 10252, 10254, 10301, 10302, 10305,
            10306, 10352, 10353, 10471, 10473, 10601, 10609, 10614, 10616, 11000,
        ];
        let status = [1, 2, 3, 4];
        let client = [0, 1, 101, 102, 1001, 1002, 1003, 1004, 1005, 10000, 10003, 10004, 10005];
        let expected = [("result", &result[..]), ("invalidUser.status", &status), ("client", &client)];
        for (scope, codes) in expected {
            let mut found: Vec<i32> = VENDOR
                .codes
                .entries()
                .iter()
                .filter(|entry| entry.scope == scope)
                .map(|entry| entry.code.parse().expect("vivo's codes are numbers"))
                .collect();
            found.sort_unstable();
            assert_eq!(found, codes, "{scope}");
        }
    }
}
