//! What codes mean that no list has.

use crate::outcome::Class;

/// The class of a `result` that errors.toml does not know, by the range it falls into.
pub(super) fn class_of_unknown(code: &str) -> Class {
    match code.parse::<u32>() {
        Ok(10_200..=10_209) => Class::Credentials,
        Ok(10_300..=10_309) => Class::TokenInvalid,
        _ => Class::Payload,
    }
}
