//! The sign of `/message/auth`.

use md5::{Digest, Md5};

use crate::encoding;

/// The text that is signed: app id, app key, timestamp and app secret without separators.
#[must_use]
pub fn base(app_id: &str, app_key: &str, timestamp: u64, app_secret: &str) -> String {
    format!("{app_id}{app_key}{timestamp}{app_secret}")
}

/// md5 of the [`base`] in lower-case hex. `timestamp` is in milliseconds, the one that is also sent.
#[must_use]
pub fn sign(app_id: &str, app_key: &str, timestamp: u64, app_secret: &str) -> String {
    encoding::hex(&Md5::digest(base(app_id, app_key, timestamp, app_secret).as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Made-up credentials; the sign was computed with coreutils:
    /// `printf %s '1050000010123456789abcdef0123456789abcdef173568960000011111111-2222-3333-4444-555555555555' | md5sum`
    #[test]
    fn the_sign_is_md5_of_the_plain_concatenation() {
        let key = "0123456789abcdef0123456789abcdef";
        let secret = "11111111-2222-3333-4444-555555555555";
        assert_eq!(sign("105000001", key, 1_735_689_600_000, secret), "5816e04b32f7eac7fd51e1ccaf8a624e");
    }
}
