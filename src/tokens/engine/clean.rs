//! What may be kept of an answer.

use crate::device::DeviceToken;
use crate::outcome::Outcome;
use crate::secret::{Redactor, SHORTEST, mask};
use crate::text::{Lang, Text};

/// Takes secrets, and the tokens that were asked about, out of what the vendor said.
pub(super) struct Cleaner<'a> {
    pub(super) redactor: &'a Redactor,
    pub(super) tokens: &'a [DeviceToken],
    /// What was found clean last: most of what is said about the tokens of one call is the same.
    pub(super) clean: Option<String>,
}

impl Cleaner<'_> {
    pub(super) fn clean(&mut self, outcome: &mut Outcome) {
        for text in [&mut outcome.text, &mut outcome.raw, &mut outcome.code].into_iter().flatten() {
            self.clean_text(text);
        }
        for fact in &mut outcome.facts {
            self.clean_text(&mut fact.value);
        }
        for id in outcome.ids.values_mut() {
            self.clean_text(id);
        }
        if let Some((reason, _)) = &mut outcome.failure {
            let [en, zh] = [Lang::En, Lang::Zh].map(|lang| {
                let mut text = reason.get(lang).to_owned();
                self.clean_text(&mut text);
                text
            });
            *reason = Text::owned(en, zh);
        }
    }

    fn clean_text(&mut self, text: &mut String) {
        // Most codes are: nothing of what is hidden is so short.
        if text.len() < SHORTEST || self.clean.as_ref() == Some(text) {
            return;
        }
        self.redactor.redact_in(text);
        for token in self.tokens.iter().map(DeviceToken::as_str) {
            if text.len() >= token.len() && text.contains(token) {
                *text = text.replace(token, &mask(token));
            }
        }
        match &mut self.clean {
            Some(clean) => clean.clone_from(text),
            None if self.tokens.len() > 1 => self.clean = Some(text.clone()),
            None => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::{Class, Operation};

    #[test]
    fn a_vendor_that_quotes_a_token_or_a_secret_does_not_make_us_keep_it() {
        let redactor = Redactor::default();
        redactor.learn(&crate::secret::Secret::new("s3cret-value"));
        let outcome = Outcome::new("vivo", Operation::TokenStatus, Class::Protocol);
        let mut outcome = outcome.with_text("no such token: v2-AAAABBBBCCCCDDDD9f3c (s3cret-value)");
        outcome.raw = Some("v2-AAAABBBBCCCCDDDD9f3c".to_owned());
        let tokens = ["other", "v2-AAAABBBBCCCCDDDD9f3c"].map(|token| DeviceToken::parse(token).unwrap());
        let mut again = outcome.clone();
        let mut cleaner = Cleaner { redactor: &redactor, tokens: &tokens, clean: None };
        cleaner.clean(&mut outcome);
        cleaner.clean(&mut again);
        assert_eq!(outcome, again);
        assert_eq!(outcome.text.as_deref(), Some("no such token: v2-AAAA…9f3c (***)"));
        assert_eq!(outcome.raw.as_deref(), Some("v2-AAAA…9f3c"));
    }
}
