//! Values that must never be printed, and the last line of defence against printing them.
//!
//! [`Secret`] prints as `***` whatever formats it. [`Redactor`] knows every secret and minted token of a run and
//! replaces them in any text on its way out: a vendor's error that quotes our sign, a URL, a panic message.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use secrecy::{ExposeSecret, SecretString};

/// What is printed in place of a secret.
pub const MASK: &str = "***";

/// A secret of the user or an access token of a vendor. Clones share one copy, which is wiped from memory with the last.
#[derive(Clone)]
pub struct Secret(Arc<SecretString>);

impl Secret {
    /// Wraps a value. From here on it can only be read with [`Secret::expose`].
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self(Arc::new(SecretString::from(value.into())))
    }

    /// The value itself: to sign with, or to put into a request.
    #[must_use]
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// How many characters it has. Safe to show, and often what tells a wrong paste from a right one.
    #[must_use]
    pub fn chars(&self) -> usize {
        self.expose().chars().count()
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

impl fmt::Display for Secret {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(MASK)
    }
}

impl serde::Serialize for Secret {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(MASK)
    }
}

/// Shorter values are not replaced: they would turn up inside ordinary words and numbers.
pub(crate) const SHORTEST: usize = 6;

/// Every value of this run that must not be shown, and what stands in its place. Clones share one list.
#[derive(Clone, Default)]
pub struct Redactor(Arc<Mutex<Vec<(Secret, String)>>>);

impl Redactor {
    /// Remembers a secret; it is replaced by `***` from now on, also where it stands in a URL, a form or JSON.
    pub fn learn(&self, secret: &Secret) {
        self.learn_as(secret.expose(), MASK);
    }

    /// Remembers a device token; it is replaced by its [masked](mask) form.
    pub fn learn_token(&self, token: &str) {
        self.learn_as(token, &mask(token));
    }

    /// Forgets a device token that was learnt: of a long list only those are known that are being asked about.
    pub fn forget_token(&self, token: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let forms = forms(token.trim());
        known.retain(|(secret, _)| !forms.iter().any(|form| form == secret.expose()));
    }

    fn learn_as(&self, value: &str, shown: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for form in forms(value.trim()) {
            if form.len() >= SHORTEST && !known.iter().any(|(secret, _)| secret.expose() == form) {
                known.push((Secret::new(form), shown.to_owned()));
            }
        }
        // A secret that contains another one must be replaced first.
        known.sort_by_key(|(secret, _)| std::cmp::Reverse(secret.expose().len()));
    }

    /// `text` with every remembered value replaced.
    #[must_use]
    pub fn redact(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        self.redact_in(&mut clean);
        clean
    }

    /// Replaces every remembered value in `text`.
    pub fn redact_in(&self, text: &mut String) {
        self.replace_in(text, |_| true);
    }

    /// `text` with every secret replaced and device tokens left in: for requests that a person wants to send.
    #[must_use]
    pub fn redact_secrets(&self, text: &str) -> String {
        let mut clean = text.to_owned();
        self.replace_in(&mut clean, |shown| shown == MASK);
        clean
    }

    fn replace_in(&self, text: &mut String, wanted: impl Fn(&str) -> bool) {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (secret, shown) in known.iter().filter(|(_, shown)| wanted(shown)) {
            if text.contains(secret.expose()) {
                *text = text.replace(secret.expose(), shown);
            }
        }
    }
}

impl fmt::Debug for Redactor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Redactor(***)")
    }
}

/// A value as it may stand in text: itself, percent-encoded, in a form, inside a JSON string.
fn forms(value: &str) -> Vec<String> {
    let encoded: String = value
        .bytes()
        .map(|byte| match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect();
    let json = serde_json::to_string(value).unwrap_or_default();
    let escaped = json.trim_matches('"').to_owned();
    let in_form: String = form_urlencoded::byte_serialize(value.as_bytes()).collect();
    // Some vendors write JSON with `\/`, and JSON inside JSON.
    let slashes = escaped.replace('/', "\\/");
    let inner = slashes.replace('\\', "\\\\");
    let mut forms = vec![value.to_owned(), encoded, in_form, escaped, slashes, inner];
    forms.dedup();
    forms
}

/// Long runs without blanks or dots that hold a digit: keys, secrets, tokens.
#[must_use]
pub(crate) fn looks_like_credential(text: &str) -> bool {
    text.len() >= 20
        && text.bytes().any(|byte| byte.is_ascii_digit())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_+/=:".contains(&byte))
}

/// A key file that was pasted where its path belongs.
#[must_use]
pub(crate) fn looks_like_key_file(text: &str) -> bool {
    text.contains("-----BEGIN") || text.contains("private_key")
}

/// A word of the user's as it may be shown: nobody knows what was pasted where, so what looks like a secret is none of
/// a message's business.
#[must_use]
pub fn shown(word: &str) -> &str {
    if looks_like_key_file(word) || word.split_whitespace().any(looks_like_credential) { MASK } else { word }
}

/// A device token as it may be shown: `v2-AAAA…9f3c`. Enough to tell one phone from another, not to push to it.
#[must_use]
pub fn mask(token: &str) -> String {
    // Where the eighth character begins, the sixteenth, and the fourth from the end.
    let mut begins = token.char_indices().map(|(at, _)| at);
    let (head, is_long) = (begins.nth(7), begins.nth(7).is_some());
    let tail = token.char_indices().map(|(at, _)| at).nth_back(3);
    match (head, tail) {
        (Some(head), Some(tail)) if is_long => [&token[..head], "…", &token[tail..]].concat(),
        _ => MASK.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_prints_as_stars_whatever_formats_it() {
        let secret = Secret::new("11111111-2222");
        assert_eq!(format!("{secret} {secret:?} {:?}", Some(&secret)), "*** *** Some(***)");
        assert_eq!(serde_json::to_string(&secret).expect("serialises"), "\"***\"");
    }

    #[test]
    fn a_redactor_replaces_every_form_of_a_value() {
        let redactor = Redactor::default();
        redactor.learn(&Secret::new("s3cret/+=~*\"x"));
        let text =
            r#"plain s3cret/+=~*"x url s3cret%2F%2B%3D~%2A%22x form s3cret%2F%2B%3D%7E*%22x json "s3cret/+=~*\"x""#;
        assert_eq!(redactor.redact(text), r#"plain *** url *** form *** json "***""#);
    }

    #[test]
    fn json_with_escaped_slashes_hides_nothing_from_it() {
        let redactor = Redactor::default();
        redactor.learn(&Secret::new("s3cret/+x"));
        assert_eq!(
            redactor.redact(r#"{"a":"s3cret\/+x","b":"{\"c\":\"s3cret\\/+x\"}"}"#),
            r#"{"a":"***","b":"{\"c\":\"***\"}"}"#
        );
    }

    #[test]
    fn the_longer_secret_is_replaced_first() {
        let redactor = Redactor::default();
        redactor.learn(&Secret::new("abcdef"));
        redactor.learn(&Secret::new("abcdef-and-more"));
        assert_eq!(redactor.redact("abcdef-and-more abcdef"), "*** ***");
    }

    #[test]
    fn what_may_be_a_secret_is_not_shown() {
        for text in [r#"{"private_key":"x"}"#, "-----BEGIN PRIVATE KEY-----\nMIIE", "a 0123456789abcdef0123"] {
            assert_eq!(shown(text), MASK, "{text}");
        }
        assert_eq!(shown("keys/AuthKey_ABC123DEFG.p8"), "keys/AuthKey_ABC123DEFG.p8");
    }

    #[test]
    fn a_device_token_keeps_its_ends() {
        assert_eq!(mask("v2-AAAABBBBCCCCDDDD9f3c"), "v2-AAAA…9f3c");
        assert_eq!(mask("123456789012345"), "***", "fifteen are too few");
        assert_eq!(mask("1234567890123456"), "1234567…3456");
        assert_eq!(mask("一二三四五六七八九十一二三四五六"), "一二三四五六七…三四五六");
        assert_eq!(mask(""), "***");
    }
}
