//! One line of the results: how it is written, and what is read back of it.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde::{Deserialize, de};
use serde_json::Value;

use crate::outcome::{Class, Operation, Outcome, State};
use crate::output::json;
use crate::text::Lang;

/// How long a line is that holds its token whole, and no message of a vendor to speak of.
const USUAL: usize = 256;

/// What is read back of a line.
#[derive(Debug, Clone, Deserialize)]
pub struct Record {
    /// The line of the input.
    pub line: u64,
    /// The vendor asked; absent only for a line that names none.
    pub vendor: Option<String>,
    /// What became known of the token.
    pub state: Option<State>,
    /// What the answer means.
    pub class: Option<Class>,
    /// Where in the answer its code stood.
    pub scope: Option<String>,
    /// The vendor's code.
    #[serde(default, deserialize_with = "text")]
    pub code: Option<String>,
    /// The vendor's words.
    pub text: Option<String>,
    /// Why there was no answer.
    pub reason: Option<String>,
    /// Why the line was not asked about.
    pub skipped: Option<String>,
}

/// A code that was written as a number by whoever touched the file is the same code.
fn text<'de, D: de::Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

impl Record {
    /// Reads a line. `None`: it is not one of ours.
    #[must_use]
    pub fn parse(line: &[u8]) -> Option<Self> {
        serde_json::from_slice(line).ok()
    }

    /// Whether nothing needs to be asked about it any more.
    #[must_use]
    pub fn is_decided(&self) -> bool {
        self.skipped.is_some() || self.state.is_some_and(|state| state != State::Unknown)
    }
}

/// A line of the input that holds no token which could be asked about.
#[derive(Debug, Clone, Copy)]
pub struct SkippedLine<'a> {
    /// Its number.
    pub line: u64,
    /// The caller's own reference, where it could be read.
    pub reference: Option<&'a str>,
    /// The vendor, where it is known.
    pub vendor: Option<&'static str>,
    /// Why, in English as all of the file.
    pub reason: &'a str,
}

impl Serialize for SkippedLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        fields.serialize_entry("vendor", &self.vendor)?;
        fields.serialize_entry("operation", &Operation::TokenStatus)?;
        fields.serialize_entry("target", &None::<&str>)?;
        fields.serialize_entry("line", &self.line)?;
        if let Some(reference) = self.reference {
            fields.serialize_entry("ref", reference)?;
        }
        fields.serialize_entry("state", &None::<&str>)?;
        fields.serialize_entry("skipped", self.reason)?;
        fields.end()
    }
}

/// Outcomes as lines. Most answers to one call are alike: what lines have in common becomes JSON once.
#[derive(Debug)]
pub struct AnswerLines<'a> {
    bytes: Vec<u8>,
    /// The last answer.
    last: Option<&'a Outcome>,
    /// Its JSON.
    answer: Vec<u8>,
}

impl<'a> AnswerLines<'a> {
    /// None yet, and room for so many.
    #[must_use]
    pub fn with_room(count: usize) -> Self {
        Self { bytes: Vec::with_capacity(count * USUAL), last: None, answer: Vec::new() }
    }

    /// Appends a line: the answer about the token of a line of the input, and what that is called.
    pub fn push(&mut self, outcome: &'a Outcome, target: &str, line: u64, reference: Option<&str>) {
        // Writing into memory does not fail, and neither does an outcome.
        if self.last != Some(outcome) {
            self.answer.clear();
            let _ = serde_json::to_writer(&mut self.answer, &json::Answer(outcome));
            self.last = Some(outcome);
        }
        let line = json::Line { outcome, target: Some(target), line: Some(line), reference };
        let _ = serde_json::to_writer(&mut self.bytes, &json::Head(line));
        // One object goes on as the other.
        self.bytes.pop();
        self.bytes.push(b',');
        self.bytes.extend_from_slice(&self.answer[1..]);
        self.bytes.push(b'\n');
    }

    /// All of them, each with its end.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same, to be kept.
    #[must_use]
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Appends a line that was not asked about.
pub fn write_skipped(bytes: &mut Vec<u8>, skipped: &SkippedLine<'_>) {
    let _ = serde_json::to_writer(&mut *bytes, skipped);
    bytes.push(b'\n');
}

/// The same answer for another line that holds the same token.
pub(in crate::tokens) fn for_line(answer: &mut Value, line: u64, reference: Option<&str>, target: &str) {
    let Some(fields) = answer.as_object_mut() else { return };
    fields.insert("target".to_owned(), target.into());
    fields.insert("line".to_owned(), line.into());
    match reference {
        Some(reference) => fields.insert("ref".to_owned(), reference.into()),
        None => fields.shift_remove("ref"),
    };
}

/// The same line with a token that may be dead called suspect.
pub(in crate::tokens) fn suspected(line: &[u8]) -> Vec<u8> {
    let Ok(mut value) = serde_json::from_slice::<Value>(line) else { return line.to_vec() };
    if let Some(fields) = value.as_object_mut() {
        fields.insert("state".to_owned(), State::Suspect.name().into());
        fields.insert("advice".to_owned(), State::Suspect.advice().get(Lang::En).into());
    }
    let mut bytes = value.to_string().into_bytes();
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome() -> Outcome {
        let outcome = Outcome::new("vivo", Operation::TokenStatus, Class::TokenInvalid).with_code("status", "1");
        outcome.with_state(State::Dead).with_text("没有")
    }

    const TARGET: &str = "v2-AAAA…9f3c";

    fn line(outcome: &Outcome) -> json::Line<'_> {
        json::Line { outcome, target: Some(TARGET), line: Some(7), reference: Some("81734") }
    }

    fn written(outcome: &Outcome) -> Vec<u8> {
        written_all(&[outcome])
    }

    fn written_all(outcomes: &[&Outcome]) -> Vec<u8> {
        let mut lines = AnswerLines::with_room(1);
        for outcome in outcomes {
            lines.push(outcome, TARGET, 7, Some("81734"));
        }
        lines.into_bytes()
    }

    #[test]
    fn a_line_holds_the_whole_outcome_and_is_read_back() {
        let bytes = written(&outcome());
        assert_eq!(serde_json::from_slice::<Value>(&bytes).unwrap(), line(&outcome()).to_value());
        let record = Record::parse(&bytes).unwrap();
        assert_eq!((record.line, record.vendor.as_deref(), record.state), (7, Some("vivo"), Some(State::Dead)));
        assert_eq!((record.scope.as_deref(), record.code.as_deref()), (Some("status"), Some("1")));
        assert!(record.is_decided());
        assert!(!Record::parse(&written(&outcome().with_state(State::Unknown))).unwrap().is_decided());
    }

    #[test]
    fn lines_of_like_and_of_other_answers_are_whole() {
        let (dead, alive) = (outcome(), Outcome::new("vivo", Operation::TokenStatus, Class::Accepted));
        let other_words = outcome().with_text("gone");
        let all = [&dead, &dead, &alive, &alive, &other_words, &dead];
        let whole: String = all.iter().map(|one| serde_json::to_string(&line(one)).unwrap() + "\n").collect();
        assert_eq!(String::from_utf8(written_all(&all)).unwrap(), whole);
    }

    #[test]
    fn a_line_that_was_not_asked_about_says_why() {
        let mut bytes = Vec::new();
        write_skipped(&mut bytes, &SkippedLine { line: 3, reference: None, vendor: None, reason: "an empty line" });
        let text = String::from_utf8(bytes.clone()).unwrap();
        assert!(text.contains(r#""state":null"#) && text.contains(r#""skipped":"an empty line""#), "{text}");
        let record = Record::parse(&bytes).unwrap();
        assert!(record.is_decided() && record.state.is_none());
    }

    #[test]
    fn a_duplicate_gets_the_answer_under_its_own_line_and_reference() {
        let mut answer = line(&outcome()).to_value();
        for_line(&mut answer, 9, None, "v2-whole");
        assert_eq!(
            (&answer["line"], &answer["target"], &answer["state"]),
            (&9.into(), &"v2-whole".into(), &"dead".into())
        );
        assert!(answer.get("ref").is_none());
    }

    #[test]
    fn what_may_not_be_called_dead_is_suspect() {
        let record: Value = serde_json::from_slice(&suspected(&written(&outcome()))).unwrap();
        assert_eq!((&record["state"], &record["code"]), (&"suspect".into(), &"1".into()));
        assert_ne!(record["advice"], "delete");
    }

    #[test]
    fn what_is_no_result_is_told_from_one() {
        for line in ["", "{", "[]", "{\"line\":-1}", "{\"state\":\"alive\"}", "{\"line\":1,\"state\":\"fine\"}"] {
            assert!(Record::parse(line.as_bytes()).is_none(), "{line}");
        }
    }
}
