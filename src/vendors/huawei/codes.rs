//! What codes mean that no list has.

use crate::outcome::Class;

/// The class of a `code` that errors.toml does not know: Huawei numbers them by family, 801 the message, 802 the
/// authentication, 803 rights and tokens, 806 and 810 its own failures, 820 topics and groups. HTTP tells the rest.
pub(super) fn class_of_unknown(code: &str, status: u16) -> Class {
    match code.get(..3) {
        Some("801" | "820") => Class::Payload,
        Some("802") => Class::Credentials,
        Some("803") => Class::Permission,
        Some("806" | "810") => Class::Transient,
        _ => class_of_status(status),
    }
}

/// The class of a `sub_error` or `error` that errors.toml does not know. The request holds nothing but credentials;
/// 2015x are about grants that nobody here asks for.
pub(super) fn class_of_unknown_grant(code: &str, status: u16) -> Class {
    match status {
        429 => Class::RateLimited,
        500..=599 => Class::Transient,
        _ if code.len() == 5 && code.starts_with("2015") => Class::Payload,
        _ => Class::Credentials,
    }
}

/// What an answer without a code of its own means.
pub(super) fn class_of_status(status: u16) -> Class {
    match status {
        400 => Class::Payload,
        401 => Class::Credentials,
        429 => Class::RateLimited,
        500..=599 => Class::Transient,
        _ => Class::Protocol,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::State;
    use crate::vendors::Confidence;
    use crate::vendors::huawei::VENDOR;

    #[test]
    fn unknown_codes_go_by_their_family_and_then_by_http() {
        assert_eq!(class_of_unknown("80100099", 200), Class::Payload);
        assert_eq!(class_of_unknown("80200099", 200), Class::Credentials);
        assert_eq!(class_of_unknown("80300099", 200), Class::Permission);
        assert_eq!(class_of_unknown("80600099", 200), Class::Transient);
        assert_eq!(class_of_unknown("81000099", 200), Class::Transient);
        assert_eq!(class_of_unknown("82000099", 200), Class::Payload);
        assert_eq!(class_of_unknown("99999999", 503), Class::Transient);
        assert_eq!(class_of_unknown("99999999", 200), Class::Protocol);
        assert_eq!(class_of_unknown_grant("20151", 400), Class::Payload);
        assert_eq!(class_of_unknown_grant("20999", 400), Class::Credentials);
        assert_eq!(class_of_unknown_grant("1203", 500), Class::Transient);
    }

    /// Every code of the vendor's lists, written out once more.
    #[test]
    fn the_catalogue_is_complete() {
        let expected: &[(&str, &str)] = &[
            (
                "result",
                "80000000 80100000 80100001 80100002 80100003 80100004 80100013 80100016 80100017 80100018 80100022 \
                 80200001 80200003 80200005 80300002 80300007 80300008 80300010 80300011 80300013 80300017 80300028 \
                 80300029 80300030 80300036 80300037 80600003 81000001",
            ),
            ("revoke.code", "80000001 80100020 80300032"),
            (
                "token.code",
                "82000001 82000002 82000003 82000004 82000005 82000006 82000007 82000008 82000009 82000010 82000011 \
                 82000012 82000013",
            ),
            ("sub_error", "12304 20002 20003 20171 20172 20173 20182"),
            ("error", "1101"),
            ("NSP_STATUS", "6 102 105 403 500 503 1302 31204"),
            ("http", "400 401 403 404 405 429 500 502 503 504 590"),
            (
                "illegalTokens",
                "tokenFormatError noRight noPushTypeRight tokenPlatformNotSupport countryNotSupport appinfoError \
                 disableSendHuaweiMsgBecauseOfPenalty differentImgVerifyPolicy notSupportPlayVoice \
                 atomicUnableSendUnsubscribedMsg noRightToSendThisLiveNotificationEvent",
            ),
            (
                "receipt",
                "0 2 5 6 10 14 15 22 27 31 51 102 144 151 155 156 158 265 268 269 188 191 201 256 259 261 262 264",
            ),
            (
                "client",
                "907122030 907122031 907122032 907122034 907122036 907122037 907122038 907122053 907122041 907122042 \
                 907122043 907122044 907122045 907122046 907122047 907122054 907135000 907135001 907135002 907135003 \
                 907135004 907135005 907135700 907135701 907135702 907135703 6002 6003 6004 6005 6006 -5 1000900010",
            ),
        ];
        for (scope, codes) in expected {
            let entries = VENDOR.codes.entries().iter().filter(|entry| entry.scope == *scope);
            let found: Vec<&str> = entries.map(|entry| entry.code.as_str()).collect();
            assert_eq!(found, codes.split_whitespace().collect::<Vec<_>>(), "{scope}");
        }
        let all: usize = expected.iter().map(|(_, codes)| codes.split_whitespace().count()).sum();
        assert_eq!(VENDOR.codes.entries().len(), all);
    }

    /// Nobody deletes a row of a database on the word of a source that is not the vendor's.
    #[test]
    fn dead_is_said_by_official_sources_only() {
        let dead: Vec<_> = VENDOR.codes.entries().iter().filter(|entry| entry.state == Some(State::Dead)).collect();
        assert_eq!(dead.iter().map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["2", "5"]);
        for entry in dead {
            assert_eq!((entry.confidence, entry.scope.as_str()), (Confidence::Official, "receipt"), "{}", entry.code);
        }
    }
}
