//! One table of push.toml, read by the declared fields of its vendor.
//!
//! Everything that is wrong is collected: a misspelt key hides neither a missing one nor a wrong value. Environment
//! variables and files are looked up only when a value is asked for.

mod lint;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use std::{fs, io};

pub use lint::Missing;
#[cfg(feature = "cli")]
pub(crate) use lint::is_template_text;

use super::document::{Key, Node, Table, Value};
use super::source::Place;
use super::{Environment, Field, Kind, rules};
use crate::report::{Finding, Findings, Severity};
use crate::secret::{Secret, shown};
use crate::text;
use crate::text::Text;

/// A value that is there, with its place. Prints as `***`, whatever it is: nobody knows what was pasted where.
#[derive(Debug, Clone)]
pub struct Given {
    value: Secret,
    /// Where it stands; `None` for a value from the command line or made up by the emulator.
    pub place: Option<Place>,
}

impl Given {
    /// A value that comes from no file.
    #[must_use]
    pub fn new(value: impl Into<String>) -> Self {
        Self { value: Secret::new(value), place: None }
    }

    /// The same value, standing at `place`.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// The value.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.value.expose()
    }

    /// The value as a secret.
    #[must_use]
    pub fn secret(&self) -> Secret {
        self.value.clone()
    }
}

/// What asking for a key gives.
#[derive(Debug, Clone)]
pub enum Reading {
    /// The key is not there.
    Absent,
    /// It is there but says nothing: `""` or `0`.
    NotFilled(Place),
    /// It names an environment variable that is not set.
    Unset {
        /// The variable.
        variable: String,
        /// Where it is named.
        place: Place,
    },
    /// It is there and cannot be used; a finding says why.
    Unusable,
    /// A value.
    Given(Given),
}

impl Reading {
    /// The value, if there is one.
    #[must_use]
    pub fn given(&self) -> Option<&Given> {
        match self {
            Self::Given(given) => Some(given),
            _ => None,
        }
    }
}

/// What asking for a file gives.
#[derive(Debug)]
pub enum Contents {
    /// The key is not set.
    Absent,
    /// The file cannot be read, for this reason.
    Unreadable(Box<Finding>),
    /// What it holds. Secret as a whole.
    Bytes(Vec<u8>),
}

#[derive(Debug, Clone)]
struct Cell {
    key: Key,
    node: Node,
    is_file: bool,
}

/// The values of one table.
#[derive(Clone)]
pub struct Values {
    name: &'static str,
    place: Option<Place>,
    fields: &'static [Field],
    cells: BTreeMap<&'static str, Cell>,
    leniency: Leniency,
    environment: Environment,
}

/// What is asked of values, by who will see them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Leniency {
    /// A vendor: values must be one's own.
    #[default]
    None,
    /// A server on this machine: example values will do.
    Examples,
    /// An emulator inside this process: what is required and unset is made up.
    MadeUp,
}

impl std::fmt::Debug for Values {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Values")
            .field("name", &self.name)
            .field("keys", &self.cells.keys())
            .finish_non_exhaustive()
    }
}

impl Values {
    /// Reads a table by its fields. Unknown keys, doubled forms and wrong types become findings.
    pub(super) fn read(
        name: &'static str,
        table: Option<&Table>,
        fields: &'static [Field],
        environment: &Environment,
        findings: &mut Findings,
    ) -> Self {
        let mut cells: BTreeMap<&'static str, Cell> = BTreeMap::new();
        for (key, node) in table.iter().flat_map(|table| &table.entries) {
            let Some(field) = fields.iter().find(|field| field.is_written(&key.name)) else {
                findings.push(unknown_key(name, key, fields));
                continue;
            };
            let is_file = field.file_key().as_deref() == Some(&key.name);
            if let Some(first) = cells.get(field.key) {
                findings.push(both_forms(name, field, key, &first.key));
                continue;
            }
            if !has_right_type(field.kind, &node.value, is_file) {
                findings.push(wrong_type(name, field, node));
            }
            cells.insert(field.key, Cell { key: key.clone(), node: node.clone(), is_file });
        }
        Self {
            name,
            place: table.map(|table| table.place.clone()),
            fields,
            cells,
            leniency: Leniency::None,
            environment: environment.clone(),
        }
    }

    /// A table that is not in any file: every key absent.
    #[must_use]
    pub fn empty(name: &'static str, fields: &'static [Field]) -> Self {
        let nothing = Environment::new(|_| None);
        Self { name, place: None, fields, cells: BTreeMap::new(), leniency: Leniency::None, environment: nothing }
    }

    /// Required keys that are unset get their example value: for runs in which no vendor is asked.
    #[must_use]
    pub fn made_up(self) -> Self {
        self.lenient(Leniency::MadeUp)
    }

    /// Asked for less.
    #[must_use]
    pub fn lenient(mut self, leniency: Leniency) -> Self {
        self.leniency = leniency;
        self
    }

    /// The table's header.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        self.place.as_ref()
    }

    /// The place of a key's value, whatever it is.
    #[must_use]
    pub fn place_of(&self, key: &str) -> Option<&Place> {
        self.cells.get(key).map(|cell| &cell.node.place)
    }

    /// The fields that this table was read by.
    #[must_use]
    pub fn fields(&self) -> &'static [Field] {
        self.fields
    }

    /// Where a secret stands literally in the file, neither as a variable nor as a file of its own.
    pub fn literal_secrets(&self) -> impl Iterator<Item = (&'static str, &Place)> {
        let literal =
            |cell: &Cell| matches!(&cell.node.value, Value::Text(text) if !text.is_empty() && !text.contains("${"));
        self.fields.iter().filter(|field| field.kind == Kind::Secret).filter_map(move |field| {
            let cell = self.cells.get(field.key)?;
            (!cell.is_file && literal(cell)).then_some((field.key, &cell.node.place))
        })
    }

    /// The files that secrets of this table stand in, and the places that name them.
    pub fn secret_files(&self) -> impl Iterator<Item = (std::path::PathBuf, &Place)> {
        let is_file = |key: &str| self.field(key).is_some_and(|field| field.kind == Kind::KeyFile);
        self.cells.iter().filter(move |(key, cell)| cell.is_file || is_file(key)).filter_map(|(_, cell)| {
            let Value::Text(path) = &cell.node.value else { return None };
            let path = self.environment.expand(path).ok()?;
            Some((cell.node.place.source.folder().join(path), &cell.node.place))
        })
    }

    /// Reads one key. Asks the environment and the file system only now.
    #[must_use]
    pub fn get(&self, key: &str) -> Reading {
        let reading =
            self.cells.get(key).map_or(Reading::Absent, |cell| self.resolve(cell, key).unwrap_or(Reading::Unusable));
        match (reading, self.field(key)) {
            (Reading::Given(given), _) => Reading::Given(given),
            (_, Some(field)) if self.leniency == Leniency::MadeUp && field.required => {
                Reading::Given(Given::new(field.example))
            }
            (reading, _) => reading,
        }
    }

    /// The value of a key, if it has one.
    #[must_use]
    pub fn text(&self, key: &str) -> Option<Given> {
        self.get(key).given().cloned()
    }

    /// What the file of a [`Kind::KeyFile`] key holds.
    #[must_use]
    pub fn contents(&self, key: &str) -> Contents {
        let Some(path) = self.text(key) else { return Contents::Absent };
        let error = match read_limited(Path::new(path.as_str())) {
            Ok(bytes) => return Contents::Bytes(bytes),
            Err(error) => error,
        };
        if self.leniency == Leniency::MadeUp {
            let made_up = self.field(key).and_then(|field| field.made_up);
            return made_up.map_or(Contents::Absent, |make| Contents::Bytes(make()));
        }
        // The key itself may have been pasted in place of its path.
        let (name, file) = (self.name, shown(path.as_str()));
        let message =
            text!("[{name}] {key}: {file} cannot be read ({error})", "[{name}] {key}：读不到 {file}（{error}）");
        Contents::Unreadable(Box::new(Finding::new(&rules::FILE, message).at_value(Some(&path))))
    }

    /// The same table with another value for a key, as a device may have one of its own.
    #[must_use]
    pub fn with(mut self, key: &str, value: &Given) -> Self {
        if let (Some(field), Some(place)) = (self.field(key), &value.place) {
            let node = Node { value: Value::Text(value.as_str().to_owned()), place: place.clone() };
            let key = Key { name: field.key.to_owned(), place: place.clone() };
            self.cells.insert(field.key, Cell { key, node, is_file: false });
        }
        self
    }

    /// Whether a side is incomplete without this key.
    #[must_use]
    pub fn needs(&self, field: &Field) -> bool {
        field.required && !field.unless.is_some_and(|key| self.is_set(key))
    }

    /// The strings of a [`Kind::Map`] key, in the order of the file.
    #[must_use]
    pub fn map(&self, key: &str) -> Vec<(String, String)> {
        let Some(Cell { node: Node { value: Value::Table(table), .. }, .. }) = self.cells.get(key) else {
            return Vec::new();
        };
        let text = |node: &Node| match &node.value {
            Value::Text(text) => Some(text.clone()),
            Value::Integer(number) => Some(number.to_string()),
            Value::Flag(flag) => Some(flag.to_string()),
            _ => None,
        };
        table.entries.iter().filter_map(|(key, node)| Some((key.name.clone(), text(node)?))).collect()
    }

    /// Whether some required key is needless where this one is set.
    fn is_alternative(&self, field: &Field) -> bool {
        self.fields.iter().any(|other| other.required && other.unless == Some(field.key))
    }

    fn is_set(&self, key: &str) -> bool {
        // An unset variable is a value that this machine does not have, not a hole in the file.
        matches!(self.get(key), Reading::Given(_) | Reading::Unset { .. } | Reading::Unusable)
    }

    fn is_filled(&self, key: &str) -> bool {
        matches!(self.get(key), Reading::Given(_) | Reading::Unusable)
    }

    fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }

    fn resolve(&self, cell: &Cell, key: &str) -> Result<Reading, Box<Finding>> {
        let place = cell.node.place.clone();
        let kind = self.field(key).map_or(Kind::Text, |field| field.kind);
        let written = match &cell.node.value {
            value if !has_right_type(kind, value, cell.is_file) => return Ok(Reading::Unusable),
            Value::Text(text) => text.clone(),
            Value::Integer(0) if !matches!(kind, Kind::Integer { min: ..=0, .. }) => {
                return Ok(Reading::NotFilled(place));
            }
            Value::Integer(number) => number.to_string(),
            Value::Flag(flag) => flag.to_string(),
            Value::Table(_) => String::new(),
            Value::Other => return Ok(Reading::Unusable),
        };
        let text = match self.environment.expand(&written) {
            Ok(text) => text,
            Err(super::Unexpanded::Unset(variable)) => return Ok(Reading::Unset { variable, place }),
            Err(super::Unexpanded::NoName(name)) => return Err(Box::new(self.not_a_variable(key, &name, place))),
        };
        if text.is_empty() && kind != Kind::Map || (kind == Kind::Id && text == "0") {
            return Ok(Reading::NotFilled(place));
        }
        let text = match kind {
            Kind::Secret if cell.is_file => self.read_file(key, &text, &place)?,
            Kind::Path | Kind::KeyFile => place.source.folder().join(&text).to_string_lossy().into_owned(),
            _ => text,
        };
        Ok(Reading::Given(Given { value: Secret::new(text), place: Some(place) }))
    }

    fn read_file(&self, key: &str, path: &str, place: &Place) -> Result<String, Box<Finding>> {
        let full = place.source.folder().join(path);
        let read = read_limited(&full);
        let read = read.and_then(|bytes| String::from_utf8(bytes).map_err(|_| io::ErrorKind::InvalidData.into()));
        let text = read.map_err(|error| {
            let name = self.name;
            let message = text!(
                "[{name}] {key}_file: {path} cannot be read ({error})",
                "[{name}] {key}_file：读不到 {path}（{error}）"
            );
            Box::new(Finding::new(&rules::FILE, message).at(place.clone()))
        })?;
        Ok(text.trim_end_matches(['\n', '\r']).to_owned())
    }

    fn not_a_variable(&self, key: &str, name: &str, place: Place) -> Finding {
        let name = shown(name);
        let table = self.name;
        let message =
            text!("[{table}] {key}: `${{{name}}}` is no variable name", "[{table}] {key}：`${{{name}}}` 不是变量名");
        Finding::new(&rules::VARIABLE, message).at(place)
    }
}

/// More than any key or secret has; a device or a disk image named by mistake is not read to its end.
const LARGEST_FILE: u64 = 1 << 20;

fn read_limited(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(LARGEST_FILE + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST_FILE { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}

fn has_right_type(kind: Kind, value: &Value, is_file: bool) -> bool {
    match (kind, value) {
        (_, Value::Text(_)) if is_file => true,
        (_, _) if is_file => false,
        (Kind::Integer { min, max }, Value::Integer(number)) => (min..=max).contains(number),
        (Kind::Integer { min, max }, Value::Text(text)) => {
            text.is_empty()
                || text.contains("${")
                || text.trim().parse().is_ok_and(|number| (min..=max).contains(&number))
        }
        (Kind::Flag, Value::Flag(_)) | (Kind::Map, Value::Table(_)) => true,
        (Kind::Flag, Value::Text(text)) => text.contains("${"),
        (Kind::Map | Kind::Integer { .. }, _) => false,
        (Kind::Id, Value::Integer(number)) => *number >= 0,
        (_, Value::Text(_)) => true,
        _ => false,
    }
}

fn unknown_key(table: &'static str, key: &Key, fields: &'static [Field]) -> Finding {
    let written = shown(&key.name);
    let finding = Finding::new(
        &rules::UNKNOWN_KEY,
        text!("[{table}] has no key `{written}`", "[{table}] 没有 `{written}` 这个键"),
    )
    .at(key.place.clone());
    let names = fields.iter().flat_map(|field| std::iter::once(field.key).chain(field.aliases.iter().copied()));
    match super::nearest(&key.name, names) {
        Some(nearest) => finding.remedy(super::did_you_mean(nearest)),
        None => {
            let known = fields.iter().map(|field| field.key).collect::<Vec<_>>().join(", ");
            finding.remedy(text!("its keys are: {known}", "可用的键：{known}"))
        }
    }
}

fn both_forms(table: &'static str, field: &Field, second: &Key, first: &Key) -> Finding {
    let key = field.key;
    Finding::new(&rules::BOTH_FORMS, text!("[{table}] {key} is given twice", "[{table}] {key} 写了两次"))
        .at(second.place.clone())
        .related(first.place.clone(), Text::new("the first one", "第一个在这里"))
}

fn wrong_type(table: &'static str, field: &Field, node: &Node) -> Finding {
    let key = field.key;
    let expected = field.kind.expected();
    let (en, zh) = (expected.get(text::Lang::En), expected.get(text::Lang::Zh));
    Finding::new(
        &rules::TYPE,
        Text::owned(format!("[{table}] {key} should be {en}"), format!("[{table}] {key} 应当是{zh}")),
    )
    .at(node.place.clone())
    .label(Text::owned(format!("expected {en}"), format!("这里应当是{zh}")))
    .severity(Severity::Error)
}
