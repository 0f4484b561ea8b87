//! The JSON document that scripts rely on: `"schema": "pushctl/1"`. Fields may be added, never renamed or removed.

use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value, json};

use crate::outcome::Outcome;
use crate::report::{Finding, Report};
use crate::text::Lang;

/// The whole document of a report.
#[must_use]
pub fn document(report: &Report, lang: Lang) -> Value {
    let mut document = json!({
        "schema": "pushctl/1",
        "command": report.command,
        "profile": report.profile,
        "emulated": report.emulated,
        "verdict": report.verdict(),
        "findings": report.findings.iter().map(|finding| self::finding(finding, lang)).collect::<Vec<_>>(),
        "outcomes": report.outcomes.iter().map(outcome).collect::<Vec<_>>(),
    });
    if let Some(document) = document.as_object_mut() {
        if let Some((message, hint)) = &report.stopped {
            let error = json!({ "message": message.get(lang), "hint": some(hint.get(lang)) });
            document.insert("error".to_owned(), error);
        }
        if report.switched_off > 0 {
            document.insert("switched_off".to_owned(), report.switched_off.into());
        }
        if report.left > 0 {
            document.insert("not_asked".to_owned(), report.left.into());
        }
        document.extend(report.members.clone());
    }
    document
}

fn finding(finding: &Finding, lang: Lang) -> Value {
    let place = finding.place.as_ref().map(|place| (place.source.name.replace('\\', "/"), place.line_column()));
    json!({
        "rule": finding.rule.id,
        "severity": finding.severity,
        "vendor": finding.vendor,
        "message": finding.message.get(lang),
        "remedy": some(finding.remedy.get(lang)),
        "link": finding.rule.link,
        "file": place.as_ref().map(|(file, _)| file),
        "line": place.as_ref().map(|(_, (line, _))| line),
        "column": place.as_ref().map(|(_, (_, column))| column),
    })
}

/// One outcome, also as a line of ndjson.
#[must_use]
pub fn outcome(outcome: &Outcome) -> Value {
    Line::of(outcome).to_value()
}

/// An outcome as it stands in the document, to be written without making a [`Value`] of it first: a [`Head`] that goes on
/// as an [`Answer`].
#[derive(Debug, Clone, Copy)]
pub struct Line<'a> {
    /// What the vendor answered.
    pub outcome: &'a Outcome,
    /// The device: its name in push.toml, or the token as it may be shown.
    pub target: Option<&'a str>,
    /// The line of the input that the token stands in.
    pub line: Option<u64>,
    /// The caller's own reference for the token.
    pub reference: Option<&'a str>,
}

impl<'a> Line<'a> {
    /// An outcome that is of no list.
    #[must_use]
    pub fn of(outcome: &'a Outcome) -> Self {
        Self { outcome, target: outcome.target.as_deref(), line: None, reference: None }
    }

    /// The same as a value.
    #[must_use]
    pub fn to_value(&self) -> Value {
        serde_json::to_value(self).unwrap_or_default()
    }
}

/// The members that say what was asked.
#[derive(Debug, Clone, Copy)]
pub struct Head<'a>(pub Line<'a>);

/// The members that say what the answer was.
#[derive(Debug, Clone, Copy)]
pub struct Answer<'a>(pub &'a Outcome);

impl Serialize for Line<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        Head(*self).write(&mut fields)?;
        Answer(self.outcome).write(&mut fields)?;
        fields.end()
    }
}

impl Serialize for Head<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        self.write(&mut fields)?;
        fields.end()
    }
}

impl Serialize for Answer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_map(None)?;
        self.write(&mut fields)?;
        fields.end()
    }
}

impl Head<'_> {
    fn write<M: SerializeMap>(self, fields: &mut M) -> Result<(), M::Error> {
        let Line { outcome, target, line, reference } = self.0;
        fields.serialize_entry("vendor", outcome.vendor)?;
        fields.serialize_entry("operation", &outcome.operation)?;
        fields.serialize_entry("target", &target)?;
        if let Some(line) = line {
            fields.serialize_entry("line", &line)?;
        }
        if let Some(reference) = reference {
            fields.serialize_entry("ref", reference)?;
        }
        Ok(())
    }
}

impl Answer<'_> {
    fn write<M: SerializeMap>(self, fields: &mut M) -> Result<(), M::Error> {
        let Self(outcome) = self;
        fields.serialize_entry("class", &outcome.class)?;
        fields.serialize_entry("code", &outcome.code)?;
        fields.serialize_entry("text", &outcome.text)?;
        if let Some(state) = outcome.state {
            fields.serialize_entry("state", &state)?;
            fields.serialize_entry("advice", state.advice().get(Lang::En))?;
        }
        if !outcome.scope.is_empty() && outcome.code.is_some() {
            fields.serialize_entry("scope", outcome.scope)?;
        }
        if !outcome.ids.is_empty() {
            fields.serialize_entry("ids", &outcome.ids)?;
        }
        if !outcome.figures.is_empty() {
            let figures: Map<String, Value> =
                outcome.figures.iter().map(|figure| (figure.key.to_owned(), figure.value.into())).collect();
            fields.serialize_entry("figures", &figures)?;
        }
        if !outcome.facts.is_empty() {
            fields.serialize_entry("facts", &facts(outcome))?;
        }
        if let Some((reason, _)) = &outcome.failure {
            fields.serialize_entry("reason", reason.get(Lang::En))?;
        }
        if let Some(raw) = &outcome.raw {
            fields.serialize_entry("raw", raw)?;
        }
        Ok(())
    }
}

/// What became known of one user.
#[must_use]
pub fn user(outcome: &Outcome) -> Value {
    json!({ "user": outcome.target, "state": outcome.code, "class": outcome.class, "facts": facts(outcome) })
}

/// What else the vendor told. A name that comes several times, such as one per device, holds all its values.
fn facts(outcome: &Outcome) -> Map<String, Value> {
    let mut facts = Map::new();
    for fact in &outcome.facts {
        let value = Value::from(fact.value.as_str());
        match facts.get_mut(fact.key) {
            None => {
                facts.insert(fact.key.to_owned(), value);
            }
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    facts
}

/// Absent facts are null, never empty strings.
fn some(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}
