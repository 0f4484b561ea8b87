//! What proves a request: the AppSecret itself, in a header. Nothing is signed and nothing expires.

/// The value of `Authorization`. `key` is in lower case, no blank stands around `=`, and the secret is verbatim: its
/// final `==` belongs to it, and it is neither percent-encoded nor Base64-encoded once more.
#[must_use]
pub fn authorization(app_secret: &str) -> String {
    format!("key={app_secret}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The made-up secret is Base64 of the bytes 0 to 15: `printf '\0\1…\17' | base64`.
    #[test]
    fn the_header_is_the_secret_behind_a_word() {
        assert_eq!(authorization("AAECAwQFBgcICQoLDA0ODw=="), "key=AAECAwQFBgcICQoLDA0ODw==");
    }
}
