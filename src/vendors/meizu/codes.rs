//! What codes mean that no list has.

use crate::outcome::Class;

/// The class of a `code` that errors.toml does not know. Known codes cluster: 5xx, and 1000 to 1004, are failures of the
/// server; a refusal anywhere else is most probably about the request. It stays a refusal: Meizu answered, and its own
/// words are shown.
pub(super) fn class_of_unknown(code: &str) -> Class {
    match code.parse::<u32>() {
        Ok(500..=599 | 1000..=1004) => Class::Transient,
        _ => Class::Payload,
    }
}

/// The class of a code in `value` that errors.toml does not know: 5xx are failures of the server, what begins with
/// 1100 is about the pushId.
pub(super) fn class_of_unknown_target(code: &str) -> Class {
    match code.parse::<u32>() {
        Ok(500..=599) => Class::Transient,
        Ok(110_000..=110_009) => Class::TokenInvalid,
        _ => Class::Payload,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::vendors::meizu::VENDOR;

    #[test]
    fn unknown_codes_go_by_their_range() {
        for (code, class) in [("502", Class::Transient), ("1002", Class::Transient), ("1007", Class::Payload)] {
            assert_eq!(class_of_unknown(code), class, "{code}");
        }
        assert_eq!(class_of_unknown("110099"), Class::Payload);
        assert_eq!(class_of_unknown("-1"), Class::Payload);
        assert_eq!(class_of_unknown_target("514"), Class::Transient);
        assert_eq!(class_of_unknown_target("110006"), Class::TokenInvalid);
        assert_eq!(class_of_unknown_target("202"), Class::Payload);
    }

    /// Every number of the vendor's lists, written out once more.
    #[test]
    fn the_catalogue_is_complete() {
        let result = [
            200, 300, 500, 1001, 1003, 1005, 1006, 110_000, 110_001, 110_002, 110_003, 110_004, 110_009, 110_010,
            110_019, 110_031, 110_032, 110_033, 110_051, 110_053,
        ];
        let value = [200, 201, 501, 513, 518, 519, 520, 110_002, 110_003, 110_005, 110_010, 110_011];
        let expected =
            [("result", &result[..]), ("value", &value), ("client", &[200, 110_000, 110_001]), ("sdk", &[-1])];
        for (scope, codes) in expected {
            let entries = VENDOR.codes.entries().iter().filter(|entry| entry.scope == scope);
            let mut found: Vec<i32> = entries.map(|entry| entry.code.parse().expect("numbers")).collect();
            found.sort_unstable();
            assert_eq!(found, codes, "{scope}");
        }
        let all: usize = expected.iter().map(|(_, codes)| codes.len()).sum();
        assert_eq!(VENDOR.codes.entries().len(), all, "no other scope");
    }

    /// The vendor's file, section 9: which codes are about what.
    #[test]
    fn classes_are_those_of_the_vendors_file() {
        let class = |scope: &str, code: &str| VENDOR.codes.find(scope, code).map(|entry| entry.class).expect(code);
        for code in ["1006", "110000", "110001", "110031", "110033"] {
            assert_eq!(class("result", code), Class::Credentials, "{code}");
        }
        for (scope, code) in [
            ("result", "110002"),
            ("result", "110003"),
            ("value", "110002"),
            ("value", "110003"),
            ("value", "110005"),
            ("value", "110010"),
        ] {
            assert_eq!(class(scope, code), Class::TokenInvalid, "{scope} {code}");
        }
        for (scope, code) in [("value", "201"), ("result", "110009"), ("result", "110053")] {
            assert_eq!(class(scope, code), Class::Permission, "{scope} {code}");
        }
        for (scope, code) in [("value", "110011"), ("result", "110019"), ("result", "110051")] {
            assert_eq!(class(scope, code), Class::Quota, "{scope} {code}");
        }
        for (scope, code) in [("result", "110010"), ("value", "518"), ("value", "520")] {
            assert_eq!(class(scope, code), Class::RateLimited, "{scope} {code}");
        }
        for code in ["1005", "110004", "110032"] {
            assert_eq!(class("result", code), Class::Payload, "{code}");
        }
        for (scope, code) in
            [("result", "1001"), ("result", "1003"), ("value", "501"), ("value", "513"), ("value", "519")]
        {
            assert_eq!(class(scope, code), Class::Transient, "{scope} {code}");
        }
    }
}
