//! TOML with places: what a scenario's tables, texts and numbers are read with, each mistake a finding.

use std::fmt::Display;
use std::ops::{Range, RangeInclusive};
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::SCENARIO;
use crate::config::{Environment, Place, Source, Unexpanded, nearest};
use crate::report::{Finding, Findings};
use crate::text;
use crate::text::Text;
use crate::vendors;

/// One key and its value.
#[derive(Clone)]
pub(super) struct Item<'a> {
    pub(super) name: &'a str,
    pub(super) key_span: Range<usize>,
    pub(super) span: Range<usize>,
    value: &'a DeValue<'a>,
}

/// A table of the scenario.
pub(super) struct Section<'a> {
    /// How it is written: `[[fault]]`.
    pub(super) title: &'static str,
    /// Its last name: the vendor of `[credentials.vivo]`.
    pub(super) name: &'a str,
    pub(super) span: Range<usize>,
    table: &'a DeTable<'a>,
}

/// Collects what is wrong.
pub(super) struct Reader<'a> {
    source: &'a Arc<Source>,
    offset: usize,
    environment: &'a Environment,
    findings: Findings,
    hidden: Vec<Range<usize>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(source: &'a Arc<Source>, offset: usize, environment: &'a Environment) -> Self {
        Self { source, offset, environment, findings: Findings::default(), hidden: Vec::new() }
    }

    /// `value`, unless something was wrong.
    pub(super) fn done<T>(mut self, value: T) -> Result<T, Findings> {
        if !self.hidden.is_empty() {
            self.source.hide(&self.hidden);
        }
        if self.findings.is_empty() {
            return Ok(value);
        }
        self.findings.sort_by_place();
        Err(self.findings)
    }

    /// Notes a mistake.
    pub(super) fn wrong(&mut self, span: Range<usize>, message: Text, remedy: Option<Text>) {
        let place = Place { source: Arc::clone(self.source), span: self.shifted(span) };
        let finding = Finding::new(&SCENARIO, message).at(place);
        self.findings.push(match remedy {
            Some(remedy) => finding.remedy(remedy),
            None => finding,
        });
    }

    /// Keeps a value off every screen.
    pub(super) fn hide(&mut self, item: &Item<'_>) {
        let span = self.shifted(item.span.clone());
        self.hidden.push(span);
    }

    fn shifted(&self, span: Range<usize>) -> Range<usize> {
        span.start + self.offset..span.end + self.offset
    }

    fn expected(&mut self, item: &Item<'_>, en: impl Display, zh: impl Display) {
        let key = item.name;
        let message = Text::owned(format!("`{key}` should be {en}"), format!("`{key}` 应当是{zh}"));
        self.wrong(item.span.clone(), message, None);
    }

    pub(super) fn unknown_key(&mut self, title: &str, item: &Item<'_>, known: &[&str]) {
        let key = item.name;
        let message = text!("{title} has no key `{key}`", "{title} 没有 `{key}` 这个键");
        let remedy = match nearest(key, known.iter().copied()) {
            Some(nearest) => crate::config::did_you_mean(nearest),
            None => {
                let known = known.join(", ");
                text!("its keys are: {known}", "可用的键：{known}")
            }
        };
        self.wrong(item.key_span.clone(), message, Some(remedy));
    }

    /// The one spelling of a vendor's name.
    pub(super) fn vendor(&mut self, written: &str, span: Range<usize>) -> Option<&'static str> {
        if let Some(vendor) = vendors::find(written) {
            return Some(vendor.key);
        }
        let message = text!("there is no vendor `{written}`", "没有 `{written}` 这个厂商");
        let remedy = match nearest(written, vendors::names()) {
            Some(nearest) => crate::config::did_you_mean(nearest),
            None => {
                let known = vendors::names().collect::<Vec<_>>().join(", ");
                text!("vendors are: {known}", "可用的厂商：{known}")
            }
        };
        self.wrong(span, message, Some(remedy));
        None
    }

    /// A text in quotes, its variables replaced.
    pub(super) fn text(&mut self, item: &Item<'_>) -> Option<String> {
        let DeValue::String(text) = item.value else {
            self.expected(item, "text in quotes", "带引号的文字");
            return None;
        };
        match self.environment.expand(text) {
            Ok(text) if text.is_empty() => {
                self.expected(item, "no empty text", "非空的文字");
                None
            }
            Ok(text) => Some(text),
            Err(Unexpanded::Unset(name)) => {
                self.wrong(item.span.clone(), text!("${{{name}}} is not set", "${{{name}}} 没有设置"), None);
                None
            }
            Err(Unexpanded::NoName(name)) => {
                let message = text!("`${{{name}}}` is no variable name", "`${{{name}}}` 不是变量名");
                self.wrong(item.span.clone(), message, None);
                None
            }
        }
    }

    /// A text, or a whole number in its place.
    pub(super) fn id(&mut self, item: &Item<'_>) -> Option<String> {
        match item.value {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            _ => self.text(item),
        }
    }

    /// What the file named by a text holds; its path starts at the scenario's folder.
    pub(super) fn file(&mut self, item: &Item<'_>) -> Option<String> {
        let path = self.text(item)?;
        match std::fs::read_to_string(self.source.folder().join(&path)) {
            Ok(text) => Some(text),
            Err(error) => {
                let message = text!("{path} cannot be read: {error}", "读不到 {path}：{error}");
                self.wrong(item.span.clone(), message, None);
                None
            }
        }
    }

    /// One of a few words.
    pub(super) fn word(&mut self, item: &Item<'_>, words: &[&'static str]) -> Option<&'static str> {
        let written = self.text(item)?;
        let found = words.iter().find(|word| **word == written).copied();
        if found.is_none() {
            let known = words.join(", ");
            let message = text!("`{written}` is none of: {known}", "`{written}` 不在可用的取值里：{known}");
            let remedy = nearest(&written, words.iter().copied());
            let remedy = remedy.map(crate::config::did_you_mean);
            self.wrong(item.span.clone(), message, remedy);
        }
        found
    }

    /// A whole number within bounds.
    pub(super) fn number(&mut self, item: &Item<'_>, bounds: RangeInclusive<u64>) -> Option<u64> {
        let number = match item.value {
            DeValue::Integer(number) => u64::from_str_radix(number.as_str(), number.radix()).ok(),
            _ => None,
        };
        let number = number.filter(|number| bounds.contains(number));
        if number.is_none() {
            let (low, high) = bounds.into_inner();
            self.expected(item, format!("a whole number from {low} to {high}"), format!("{low} 到 {high} 的整数"));
        }
        number
    }
}

impl<'a> Section<'a> {
    /// The whole file.
    pub(super) fn root(table: &'a DeTable<'a>, span: Range<usize>) -> Self {
        Self { title: "the scenario", name: "", span, table }
    }

    /// Keys and values in the order of the file.
    pub(super) fn items(&self) -> Vec<Item<'a>> {
        let item = |(key, value): (&'a Spanned<toml::de::DeString<'a>>, &'a Spanned<DeValue<'a>>)| Item {
            name: key.get_ref(),
            key_span: key.span(),
            span: value.span(),
            value: value.get_ref(),
        };
        let mut items: Vec<Item<'a>> = self.table.iter().map(item).collect();
        items.sort_by_key(|item| item.key_span.start);
        items
    }

    pub(super) fn item(&self, name: &str) -> Option<Item<'a>> {
        self.items().into_iter().find(|item| item.name == name)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.item(name).is_some()
    }

    /// Reports every key that is not in `known`.
    pub(super) fn known_keys(&self, known: &[&str], reader: &mut Reader<'_>) {
        for item in self.items().iter().filter(|item| !known.contains(&item.name)) {
            // It may be a misspelt token.
            reader.hide(item);
            reader.unknown_key(self.title, item, known);
        }
    }

    pub(super) fn required(&self, name: &str, reader: &mut Reader<'_>) -> Option<Item<'a>> {
        let item = self.item(name);
        if item.is_none() {
            let title = self.title;
            reader.wrong(self.span.clone(), text!("{title} lacks `{name}`", "{title} 缺少 `{name}`"), None);
        }
        item
    }

    /// The text under a key that may be absent.
    pub(super) fn text(&self, name: &str, reader: &mut Reader<'_>) -> Option<String> {
        self.item(name).and_then(|item| reader.text(&item))
    }

    /// The vendor under `vendor`, which must be there.
    pub(super) fn vendor(&self, reader: &mut Reader<'_>) -> Option<&'static str> {
        let item = self.required("vendor", reader)?;
        let written = reader.text(&item)?;
        reader.vendor(&written, item.span)
    }

    /// The table under a key that may be absent.
    pub(super) fn table(&self, name: &'static str, reader: &mut Reader<'_>) -> Option<Section<'a>> {
        let item = self.item(name)?;
        match item.value {
            DeValue::Table(table) => Some(Section { title: title(name), name: item.name, span: item.span, table }),
            _ => {
                reader.expected(&item, format!("a table: [{name}]"), format!("一个表：[{name}]"));
                None
            }
        }
    }

    /// The tables inside the table under a key.
    pub(super) fn tables_in(&self, name: &'static str, reader: &mut Reader<'_>) -> Vec<Section<'a>> {
        let Some(outer) = self.table(name, reader) else { return Vec::new() };
        let mut sections = Vec::new();
        for item in outer.items() {
            match item.value {
                DeValue::Table(table) => {
                    sections.push(Section { title: title(name), name: item.name, span: item.key_span, table });
                }
                _ => {
                    reader.hide(&item);
                    reader.expected(&item, format!("a table: [{name}.VENDOR]"), format!("一个表：[{name}.厂商]"));
                }
            }
        }
        sections
    }

    /// The tables of an array that may be absent.
    pub(super) fn array(&self, name: &'static str, reader: &mut Reader<'_>) -> Vec<Section<'a>> {
        let Some(item) = self.item(name) else { return Vec::new() };
        let DeValue::Array(array) = item.value else {
            reader.expected(&item, format!("an array of tables: [[{name}]]"), format!("表的数组：[[{name}]]"));
            return Vec::new();
        };
        let mut sections = Vec::new();
        for value in array {
            match value.get_ref() {
                DeValue::Table(table) => {
                    sections.push(Section { title: title(name), name: item.name, span: value.span(), table });
                }
                _ => reader.expected(&item, format!("an array of tables: [[{name}]]"), format!("表的数组：[[{name}]]")),
            }
        }
        sections
    }
}

const fn title(name: &str) -> &'static str {
    match name.as_bytes() {
        b"credentials" => "[credentials]",
        b"token" => "[[token]]",
        b"quota" => "[quota]",
        _ => "[[fault]]",
    }
}
