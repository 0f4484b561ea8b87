//! Vendors' whole answers, as they stand in a log.

use serde_json::{Deserializer, Value};

use crate::vendors::{Found, Vendor};

/// How deep an answer may be wrapped: JSON in a JSON string in a log line's JSON is as deep as loggers go.
const DEPTH: usize = 8;

/// An answer with its codes, in the vendor's order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// What the vendor said, at least one code.
    pub codes: Vec<Found>,
    /// How often the same codes came.
    pub times: usize,
}

impl Answer {
    /// The code that decides: the first that is a refusal, else the first.
    #[must_use]
    pub fn decisive(&self) -> Option<&Found> {
        self.codes.iter().find(|found| found.is_refusal()).or(self.codes.first())
    }

    /// What is to be explained: every refusal, or the acceptance if there is none.
    pub fn worth_explaining(&self) -> impl Iterator<Item = &Found> {
        let refused = self.codes.iter().any(Found::is_refusal);
        self.codes.iter().filter(move |found| found.is_refusal() || !refused)
    }
}

/// The answers of `vendor` in a text: a body alone, or lines of a log with bodies in them, plain, as a part of the
/// line's own JSON, as a JSON string, or with escaped quotes. Equal answers are counted.
#[must_use]
pub fn answers_in(vendor: &Vendor, text: &str) -> Vec<Answer> {
    let mut found = in_text(vendor, text, DEPTH);
    if found.is_empty() && text.contains("\\\"") {
        found = in_text(vendor, &text.replace("\\\"", "\""), DEPTH);
    }
    let mut answers: Vec<Answer> = Vec::new();
    for codes in found {
        match answers.iter_mut().find(|answer| answer.codes == codes) {
            Some(answer) => answer.times += 1,
            None => answers.push(Answer { codes, times: 1 }),
        }
    }
    answers
}

fn in_text(vendor: &Vendor, text: &str, depth: usize) -> Vec<Vec<Found>> {
    let mut answers = Vec::new();
    let mut at = 0;
    while let Some(ahead) = text[at..].find('{') {
        at += ahead;
        let mut values = Deserializer::from_str(&text[at..]).into_iter::<Value>();
        match values.next() {
            Some(Ok(value)) => {
                answers.extend(in_value(vendor, &value, depth));
                at += values.byte_offset();
            }
            // Not the beginning of JSON: a set of words, a cut-off line.
            _ => at += 1,
        }
    }
    answers
}

/// The answer that `value` is, else those inside it.
fn in_value(vendor: &Vendor, value: &Value, depth: usize) -> Vec<Vec<Found>> {
    let found = (vendor.read_answer)(value);
    if !found.is_empty() {
        return vec![found];
    }
    let Some(depth) = depth.checked_sub(1) else { return Vec::new() };
    match value {
        Value::Object(members) => members.values().flat_map(|member| in_value(vendor, member, depth)).collect(),
        Value::Array(items) => items.iter().flat_map(|item| in_value(vendor, item, depth)).collect(),
        Value::String(text) => in_text(vendor, text, depth),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::Class;
    use crate::vendors::vivo::VENDOR;

    fn codes(text: &str) -> Vec<Vec<(&'static str, String)>> {
        let answers = answers_in(&VENDOR, text);
        answers
            .into_iter()
            .map(|answer| answer.codes.into_iter().map(|found| (found.scope, found.code)).collect())
            .collect()
    }

    #[test]
    fn an_answer_is_found_wherever_a_log_puts_it() {
        let expected = [[("result", "10302".to_owned())]];
        for text in [
            r#"{"result":10302,"desc":"regId 不合法"}"#,
            r#"{"result":"10302"}"#,
            r#"2026-11-24 INFO {req-7} headers={} body={"result":10302} took {5 ms}"#,
            r#"{"level":"info","response":{"result":10302}}"#,
            r#"{"level":"info","response":[{"result":10302}]}"#,
            r#"{"level":"info","message":"vivo said {\"result\":10302}"}"#,
            r#"vivo said {\"result\":10302}"#,
            "{\n  \"result\": 10302\n}\n",
        ] {
            assert_eq!(codes(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_answer_of_the_vendor_is_none() {
        for text in ["", "10302", "<html>", "{", r#"{"result":103"#, r#"{"result":"fail"}"#, r#"{"result":null}"#, "{}"]
        {
            assert_eq!(codes(text), Vec::<Vec<_>>::new(), "{text}");
        }
    }

    #[test]
    fn many_lines_are_many_answers_and_equal_ones_are_counted() {
        let line = r#"{"result":0,"taskId":"1"}"#;
        let answers = answers_in(&VENDOR, &format!("{line}\n{{\"result\":10302}}\n{line}\n"));
        let times: Vec<_> = answers.iter().map(|answer| (answer.codes[0].code.as_str(), answer.times)).collect();
        assert_eq!(times, [("0", 2), ("10302", 1)]);
    }

    #[test]
    fn a_refusal_of_the_device_decides_although_result_is_0() {
        for users in [r#""invalidUser":{"status":2}"#, r#""invalidUsers":[{"status":2},{"status":"2"}]"#] {
            let answers = answers_in(&VENDOR, &format!(r#"{{"result":0,{users}}}"#));
            let decisive = answers[0].decisive().expect("a code");
            assert_eq!((decisive.scope, decisive.class), ("invalidUser.status", Class::TokenInvalid));
            assert_eq!(answers[0].worth_explaining().count(), 1);
        }
    }

    #[test]
    fn an_unknown_code_keeps_the_vendor_s_words_and_gets_the_class_of_its_range() {
        let answers = answers_in(&VENDOR, r#"{"result":10209,"desc":"新的错误"}"#);
        let found = answers[0].decisive().expect("a code");
        assert_eq!((found.class, found.text.as_deref()), (Class::Credentials, Some("新的错误")));
    }

    #[test]
    fn deep_or_endless_brackets_end() {
        assert_eq!(codes(&"{".repeat(50_000)), Vec::<Vec<_>>::new());
        assert_eq!(codes(&r#"{"a":"#.repeat(2_000)), Vec::<Vec<_>>::new());
    }
}
