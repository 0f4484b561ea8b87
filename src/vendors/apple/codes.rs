//! What reasons mean that no list has.

use crate::outcome::Class;

/// The class of a `reason` that errors.toml does not know, by HTTP status. Apple adds reasons without notice.
pub(super) const fn class_of_unknown(status: u16) -> Class {
    match status {
        403 => Class::Credentials,
        410 => Class::TokenInvalid,
        429 => Class::RateLimited,
        500..=599 => Class::Transient,
        400..=499 => Class::Payload,
        _ => Class::Protocol,
    }
}

#[cfg(test)]
mod tests {
    use a2::ErrorReason;

    use super::*;
    use crate::outcome::State;
    use crate::vendors::Confidence;
    use crate::vendors::apple::VENDOR;

    #[test]
    fn unknown_reasons_go_by_their_status() {
        assert_eq!(class_of_unknown(400), Class::Payload);
        assert_eq!(class_of_unknown(403), Class::Credentials);
        assert_eq!(class_of_unknown(410), Class::TokenInvalid);
        assert_eq!(class_of_unknown(429), Class::RateLimited);
        assert_eq!(class_of_unknown(503), Class::Transient);
        assert_eq!(class_of_unknown(302), Class::Protocol);
    }

    /// Every reason of Apple's lists, and those that were seen only, written out once more.
    #[test]
    fn the_catalogue_is_complete() {
        let device = [
            "BadCollapseId",
            "BadDeviceToken",
            "BadExpirationDate",
            "BadMessageId",
            "BadPriority",
            "BadTopic",
            "DeviceTokenNotForTopic",
            "DuplicateHeaders",
            "IdleTimeout",
            "InvalidPushType",
            "MissingDeviceToken",
            "MissingTopic",
            "PayloadEmpty",
            "TopicDisallowed",
            "BadCertificate",
            "BadCertificateEnvironment",
            "ExpiredProviderToken",
            "Forbidden",
            "InvalidProviderToken",
            "MissingProviderToken",
            "UnrelatedKeyIdInToken",
            "BadEnvironmentKeyInToken",
            "BadEnvironmentKeyIdInToken",
            "BadPath",
            "MethodNotAllowed",
            "ExpiredToken",
            "Unregistered",
            "PayloadTooLarge",
            "TooManyProviderTokenUpdates",
            "TooManyRequests",
            "InternalServerError",
            "ServiceUnavailable",
            "Shutdown",
        ];
        let broadcast = [
            "FeatureNotEnabled",
            "BroadcastFeatureNotEnabled",
            "MissingChannelId",
            "BadChannelId",
            "ChannelNotRegistered",
            "BadRequestParams",
            "BadRequestPayload",
            "MissingPushType",
            "CannotCreateChannelConfig",
            "TopicMismatch",
            "MissingChannelQueueSize",
            "Service Unavailable",
        ];
        for (scope, reasons) in [("result", &device[..]), ("channel", &broadcast)] {
            let entries = VENDOR.codes.entries().iter().filter(|entry| entry.scope == scope);
            assert_eq!(entries.map(|entry| entry.code.as_str()).collect::<Vec<_>>(), reasons, "{scope}");
        }
    }

    /// What the library knows, the catalogue knows: its enum is closed, ours is a list that grows.
    #[test]
    fn a2_has_no_reason_that_the_catalogue_lacks() {
        let entries = || VENDOR.codes.entries().iter().filter(|entry| entry.scope == "result");
        let known = |code: &str| serde_json::from_value::<ErrorReason>(code.into()).is_ok();
        assert_eq!(entries().filter(|entry| known(&entry.code)).count(), 28);
        let newer: Vec<&str> = entries().map(|entry| entry.code.as_str()).filter(|code| !known(code)).collect();
        assert_eq!(
            newer,
            [
                "InvalidPushType",
                "UnrelatedKeyIdInToken",
                "BadEnvironmentKeyInToken",
                "BadEnvironmentKeyIdInToken",
                "ExpiredToken"
            ]
        );
    }

    /// Apple names these two, and only these, as a reason to delete a token. [developer forums 807380]
    #[test]
    fn dead_is_what_apple_calls_so() {
        let dead = VENDOR.codes.entries().iter().filter(|entry| entry.state == Some(State::Dead));
        let dead: Vec<(&str, Confidence)> = dead.map(|entry| (entry.code.as_str(), entry.confidence)).collect();
        assert_eq!(dead, [("ExpiredToken", Confidence::Official), ("Unregistered", Confidence::Official)]);
    }
}
