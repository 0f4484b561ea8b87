//! What codes mean that no list has.

use crate::outcome::Class;

/// The class of a code that errors.toml does not know, by the HTTP status that it came with. A refusal stays one:
/// Google answered, and its own words are shown.
pub(super) const fn class_of_status(status: u16) -> Class {
    match status {
        401 => Class::Credentials,
        403 => Class::Permission,
        429 => Class::RateLimited,
        408 | 500..=599 => Class::Transient,
        400..=499 => Class::Payload,
        _ => Class::Protocol,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::outcome::State;
    use crate::vendors::Confidence;
    use crate::vendors::google::VENDOR;

    #[test]
    fn unknown_codes_go_by_the_status() {
        for (status, class) in [
            (400, Class::Payload),
            (401, Class::Credentials),
            (403, Class::Permission),
            (408, Class::Transient),
            (409, Class::Payload),
            (429, Class::RateLimited),
            (503, Class::Transient),
            (200, Class::Protocol),
        ] {
            assert_eq!(class_of_status(status), class, "{status}");
        }
    }

    /// Every word of Google's lists, written out once more.
    #[test]
    fn the_catalogue_is_complete() {
        let expected = [
            (
                "result",
                "UNSPECIFIED_ERROR INVALID_ARGUMENT UNREGISTERED SENDER_ID_MISMATCH QUOTA_EXCEEDED UNAVAILABLE \
                 INTERNAL THIRD_PARTY_AUTH_ERROR APNS_AUTH_ERROR",
            ),
            ("field", "message.token"),
            ("name", "message_id fake_message_id"),
            (
                "reason",
                "ACCESS_TOKEN_EXPIRED ACCESS_TOKEN_TYPE_UNSUPPORTED CREDENTIALS_MISSING ACCOUNT_STATE_INVALID \
                 IAM_PERMISSION_DENIED SERVICE_DISABLED ACCESS_TOKEN_SCOPE_INSUFFICIENT BILLING_DISABLED \
                 USER_PROJECT_DENIED CONSUMER_INVALID",
            ),
            (
                "status",
                "UNAUTHENTICATED PERMISSION_DENIED INVALID_ARGUMENT NOT_FOUND RESOURCE_EXHAUSTED UNAVAILABLE INTERNAL \
                 ALREADY_EXISTS",
            ),
            ("http", "404"),
            (
                "error",
                "invalid_grant invalid_client invalid_scope unauthorized_client invalid_request internal_failure \
                 server_error temporarily_unavailable",
            ),
            (
                "iid",
                "InvalidParameters InvalidToken InvalidPackageName Unauthorized NoPermission NotFound \
                 InternalServerError ServiceUnavailable",
            ),
            (
                "topic",
                "NOT_FOUND INVALID_ARGUMENT TOO_MANY_TOPICS RESOURCE_EXHAUSTED PERMISSION_DENIED DEADLINE_EXCEEDED \
                 INTERNAL UNKNOWN",
            ),
            (
                "legacy",
                "InvalidParameters MismatchSenderId Unavailable InternalServerError InvalidRegistration NotRegistered \
                 InvalidPackageName MessageTooBig InvalidDataKey InvalidTtl DeviceMessageRateExceeded \
                 TopicsMessageRateExceeded InvalidApnsCredential MissingRegistration",
            ),
            (
                "sdk",
                "messaging/registration-token-not-registered messaging/installation-id-not-registered \
                 messaging/invalid-registration-token messaging/mismatched-credential messaging/third-party-auth-error \
                 messaging/message-rate-exceeded messaging/device-message-rate-exceeded \
                 messaging/payload-size-limit-exceeded messaging/invalid-argument messaging/authentication-error \
                 messaging/server-unavailable messaging/internal-error",
            ),
        ];
        let mut found: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for entry in VENDOR.codes.entries() {
            found.entry(&entry.scope).or_default().push(&entry.code);
        }
        for (scope, codes) in expected {
            assert_eq!(
                found.remove(scope).unwrap_or_default(),
                codes.split_whitespace().collect::<Vec<_>>(),
                "{scope}"
            );
        }
        assert_eq!(
            found.remove("error_description").unwrap_or_default(),
            [
                "Invalid JWT Signature.",
                "Invalid JWT: Token must be a short-lived token",
                "Invalid grant: account not found",
                "Invalid JWT: Failed audience check",
            ]
        );
        assert!(found.is_empty(), "{found:?}");
    }

    /// Nobody deletes a row of a database on the word of a source that is not Google's.
    #[test]
    fn dead_is_said_by_official_sources_only() {
        let dead = VENDOR.codes.entries().iter().filter(|entry| entry.state == Some(State::Dead));
        assert_eq!(dead.clone().map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["UNREGISTERED"]);
        for entry in dead {
            assert_eq!(entry.confidence, Confidence::Official, "{}", entry.code);
        }
    }
}
