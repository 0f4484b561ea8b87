//! The sign of `/server/v1/auth`.

use crate::encoding::{hex, sha256};

/// The text that is signed: AppKey, timestamp and `MasterSecret` without separators.
#[must_use]
pub fn base(app_key: &str, timestamp: u64, master_secret: &str) -> String {
    format!("{app_key}{timestamp}{master_secret}")
}

/// sha256 of the [`base`] in lower-case hex. `timestamp` is in milliseconds, the one that is also sent.
#[must_use]
pub fn sign(app_key: &str, timestamp: u64, master_secret: &str) -> String {
    hex(&sha256(base(app_key, timestamp, master_secret).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made-up credentials; the sign was computed with coreutils:
    /// `printf %s 00112233445566778899aabbccddeeff1735689600000ffeeddccbbaa99887766554433221100 | sha256sum`
    #[test]
    fn the_sign_is_sha256_of_the_plain_concatenation() {
        assert_eq!(
            sign("00112233445566778899aabbccddeeff", 1_735_689_600_000, "ffeeddccbbaa99887766554433221100"),
            "b0e6934953711ec17b6006b6c78e7ea4aece1b3565edb7e4e5b974fe23bd9b9b"
        );
    }
}
