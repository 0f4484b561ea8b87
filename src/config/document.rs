//! push.toml and push.local.toml as one document, in which every value still knows its place.
//!
//! Order of weight, each laid over the one before, key by key: push.toml, push.local.toml, the profile in push.toml,
//! the profile in push.local.toml.

use std::ops::Range;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::source::{Place, Source};
use super::{Field, rules};
use crate::report::{Finding, Findings};
use crate::secret::{looks_like_credential, looks_like_key_file};
use crate::text::Text;
use crate::{text, vendors};

/// A value and where it stands.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// The value.
    pub value: Value,
    /// Its place, quotes included.
    pub place: Place,
}

/// A value as TOML has it.
#[derive(Debug, Clone)]
pub(super) enum Value {
    /// A string.
    Text(String),
    /// A whole number that fits 64 bits.
    Integer(i64),
    /// A boolean.
    Flag(bool),
    /// A table.
    Table(Table),
    /// What no key of ours holds: a float, a date, an array, a number that is too large.
    Other,
}

/// A key of a table.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// The name in the glossary's spelling: aliases are already replaced.
    pub name: String,
    /// Where it is written.
    pub place: Place,
}

/// A table, its entries in the order of the file.
#[derive(Debug, Clone)]
pub(super) struct Table {
    /// Its header or braces.
    pub place: Place,
    /// Keys and values.
    pub entries: Vec<(Key, Node)>,
}

impl Table {
    /// The value under a key.
    #[must_use]
    pub(super) fn get(&self, name: &str) -> Option<&Node> {
        self.entry(name).map(|(_, node)| node)
    }

    /// A key and its value.
    #[must_use]
    pub(super) fn entry(&self, name: &str) -> Option<&(Key, Node)> {
        self.entries.iter().find(|(key, _)| key.name == name)
    }

    /// The table under a key.
    #[must_use]
    pub(super) fn table(&self, name: &str) -> Option<&Table> {
        match self.get(name) {
            Some(Node { value: Value::Table(table), .. }) => Some(table),
            _ => None,
        }
    }

    /// Takes a key out.
    fn take(&mut self, name: &str) -> Option<Node> {
        let at = self.entries.iter().position(|(key, _)| key.name == name)?;
        Some(self.entries.remove(at).1)
    }

    /// Lays `upper` over this table, key by key.
    fn lay(&mut self, upper: Table) {
        for (key, node) in upper.entries {
            match self.entries.iter_mut().find(|(own, _)| own.name == key.name) {
                Some((_, Node { value: Value::Table(own), .. })) if matches!(node.value, Value::Table(_)) => {
                    if let Value::Table(upper) = node.value {
                        own.lay(upper);
                    }
                }
                Some(slot) => *slot = (key, node),
                None => self.entries.push((key, node)),
            }
        }
    }
}

/// Parses one file. `Err` holds every syntax error of it.
pub(super) fn parse(source: &Arc<Source>, findings: &mut Findings) -> Result<Table, Findings> {
    let text = source.text();
    let offset = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let (document, errors) = DeTable::parse_recoverable(&text[offset..]);
    if !errors.is_empty() {
        source.hide(&spans_of_doubtful_values(text));
        return Err(errors.iter().map(|error| syntax_error(source, error, offset)).collect());
    }
    let reader = Reader { source, offset };
    let mut root = reader.table(document.get_ref(), &document.span());
    canonical_names(&mut root, findings);
    let mut hidden = Vec::new();
    hide_values(&root, "", &mut hidden);
    source.hide(&hidden);
    Ok(root)
}

/// The files' tables as one: local over base, then the profile over both, with the names of all profiles. `Err`: there
/// is no such profile among these.
pub(super) fn merge(
    mut base: Table,
    local: Option<Table>,
    profile: Option<&str>,
) -> Result<(Table, Vec<String>), Vec<String>> {
    if let Some(local) = local {
        base.lay(local);
    }
    let profiles = match base.take("profiles") {
        Some(Node { value: Value::Table(profiles), .. }) => Some(profiles),
        _ => None,
    };
    let names = profiles.iter().flat_map(|table| &table.entries).map(|(key, _)| key.name.clone()).collect();
    let Some(name) = profile else { return Ok((base, names)) };
    match profiles.as_ref().and_then(|profiles| profiles.table(name)) {
        Some(upper) => base.lay(upper.clone()),
        None => return Err(names),
    }
    Ok((base, names))
}

fn syntax_error(source: &Arc<Source>, error: &toml::de::Error, offset: usize) -> Finding {
    let span = error.span().unwrap_or(0..0);
    let place = Place { source: Arc::clone(source), span: span.start + offset..span.end + offset };
    let message = error.message();
    let message = match message {
        "duplicate key" => Text::new("this table or key is there twice", "这个表或键写了两次"),
        other => text!("not valid TOML: {other}", "TOML 语法错误：{other}", other = other),
    };
    Finding::new(&rules::SYNTAX, message).at(place)
}

struct Reader<'a> {
    source: &'a Arc<Source>,
    offset: usize,
}

impl Reader<'_> {
    fn place(&self, span: &Range<usize>) -> Place {
        Place { source: Arc::clone(self.source), span: span.start + self.offset..span.end + self.offset }
    }

    fn table(&self, table: &DeTable<'_>, span: &Range<usize>) -> Table {
        let mut entries: Vec<(Key, Node)> =
            table.iter().map(|(key, value)| (self.key(key), self.node(value))).collect();
        entries.sort_by_key(|(key, _)| key.place.span.start);
        Table { place: self.place(span), entries }
    }

    fn key(&self, key: &Spanned<DeString<'_>>) -> Key {
        Key { name: key.get_ref().to_string(), place: self.place(&key.span()) }
    }

    fn node(&self, value: &Spanned<DeValue<'_>>) -> Node {
        let own = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).map_or(Value::Other, Value::Integer)
            }
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Table(table) => Value::Table(self.table(table, &value.span())),
            _ => Value::Other,
        };
        Node { value: own, place: self.place(&value.span()) }
    }
}

/// Replaces aliases of tables and keys, also inside profiles, and reports two tables of one vendor.
fn canonical_names(root: &mut Table, findings: &mut Findings) {
    canonical_tables(root, findings);
    for (key, node) in &mut root.entries {
        if let (true, Value::Table(profiles)) = (key.name == "profiles", &mut node.value) {
            for (_, profile) in &mut profiles.entries {
                if let Value::Table(profile) = &mut profile.value {
                    canonical_tables(profile, findings);
                }
            }
        }
    }
}

fn canonical_tables(root: &mut Table, findings: &mut Findings) {
    let mut seen: Vec<(&'static str, Place)> = Vec::new();
    for (key, node) in &mut root.entries {
        let Some(name) = vendors::find(&key.name).map(|vendor| vendor.key) else { continue };
        if let Some((_, first)) = seen.iter().find(|(seen, _)| *seen == name) {
            let written = &key.name;
            findings.push(
                Finding::new(
                    &rules::TWO_TABLES,
                    text!("`[{written}]` is a second table of {name}", "`[{written}]` 是 {name} 的第二个表"),
                )
                .at(key.place.clone())
                .related(first.clone(), Text::new("the first one", "第一个在这里")),
            );
        }
        seen.push((name, key.place.clone()));
        name.clone_into(&mut key.name);
        if let Value::Table(table) = &mut node.value {
            for (key, _) in &mut table.entries {
                if let Some(field) =
                    super::fields_of(name).iter().find(|field| field.aliases.contains(&key.name.as_str()))
                {
                    field.key.clone_into(&mut key.name);
                }
            }
        }
    }
}

/// Collects the spans of values that must not be shown: secrets and tokens, whatever stands under a key that nobody
/// knows (it may be a misspelt secret), and whatever looks like a credential although it stands elsewhere.
fn hide_values(table: &Table, name: &str, hidden: &mut Vec<Range<usize>>) {
    let fields = super::fields_of(name);
    for (key, node) in &table.entries {
        let field = fields.iter().find(|field| field.is_written(&key.name));
        match &node.value {
            Value::Table(inner) => {
                let inner_name = match name {
                    "" => key.name.as_str(),
                    "devices" => "devices.NAME",
                    "profiles" => "",
                    other => other,
                };
                hide_values(inner, inner_name, hidden);
            }
            Value::Text(text) => {
                let sensitive = field.map_or(!is_open_map(name), |field| field.kind.is_sensitive());
                let password = name == "proxies" && text.contains('@');
                let reference = is_reference(text);
                let file_key = field.is_some_and(|field| field.file_key().as_deref() == Some(&key.name));
                if !reference
                    && !file_key
                    && (sensitive
                        || password
                        || looks_like_key_file(text)
                        || text.split_whitespace().any(looks_like_credential))
                {
                    hidden.push(inside_quotes(node));
                }
            }
            // No key of ours holds these, but what stands in an array may be a secret all the same.
            Value::Other => hidden.push(node.place.span.clone()),
            Value::Integer(_) | Value::Flag(_) => {}
        }
    }
}

/// Whether a text is nothing but the name of a variable. A secret put between the braces is none.
fn is_reference(text: &str) -> bool {
    let inside = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    inside.is_some_and(|name| super::environment::is_name(name) && !looks_like_credential(name))
}

/// Tables whose keys are free: the values there are URLs and levels.
fn is_open_map(name: &str) -> bool {
    matches!(name, "endpoints" | "proxies" | "rules")
}

fn inside_quotes(node: &Node) -> Range<usize> {
    let text = &node.place.source.text()[node.place.span.clone()];
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| text.starts_with(quote)).map_or(0, str::len);
    if text.len() < quote * 2 {
        return node.place.span.clone();
    }
    node.place.span.start + quote..node.place.span.end - quote
}

/// In a file that does not parse nobody knows where values begin: on each line, all behind the first `=` is hidden
/// unless its key is known to hold no secret, and lines without one that are neither comment nor header too.
fn spans_of_doubtful_values(text: &str) -> Vec<Range<usize>> {
    let mut spans = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        let from = match line.find('=') {
            _ if trimmed.starts_with('#') || trimmed.is_empty() => None,
            _ if trimmed.starts_with('[') && !trimmed.contains('=') => None,
            Some(at) if is_plain_key(line[..at].trim()) => None,
            Some(at) => Some(at + 1),
            None => Some(line.len() - line.trim_start().len()),
        };
        if let Some(from) = from {
            let value = line[from..].trim_end();
            let blanks = value.len() - value.trim_start().len();
            spans.push(start + from + blanks..start + from + value.len());
        }
        start += line.len();
    }
    spans
}

fn is_plain_key(written: &str) -> bool {
    let mut fields = super::all_fields().filter(|field| field.is_written(written)).peekable();
    fields.peek().is_some() && fields.all(|field: &Field| !field.kind.is_sensitive())
}
