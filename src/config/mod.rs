//! push.toml -> [`Config`].
//!
//! Four steps, in this order: [`load`] finds and reads the two files, `document` parses and merges them keeping every
//! value's place, [`Values`] reads one table by its declared [`Field`]s, and environment variables and secret files
//! are looked up only when a command asks for the value.

#[cfg(feature = "cli")]
pub mod amend;
mod app;
mod document;
mod environment;
mod field;
pub mod rules;
pub mod schema;
mod source;
pub mod template;
mod values;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use app::{APP_FIELDS, App, DEVICE_FIELDS, DeviceEntry, MESSAGE_FIELDS, Redirect};
use document::{Node, Table, Value};
pub use environment::{Environment, Unexpanded};
pub use field::{Field, Kind, Side};
pub use source::{Place, Source};
#[cfg(feature = "cli")]
pub(crate) use values::is_template_text;
pub use values::{Contents, Given, Leniency, Missing, Reading, Values};

use crate::report::{Finding, Findings};
use crate::text;
use crate::text::Text;
use crate::vendors::{self, VENDORS, Vendor};

/// The file's usual name.
pub const FILE_NAME: &str = "push.toml";

/// What [`load`] needs to know.
#[derive(Debug, Clone)]
pub struct Options {
    /// The file; without it push.toml is looked for in `folder` and above.
    pub file: Option<PathBuf>,
    /// The folder to start from, and the one that shown file names are relative to.
    pub folder: PathBuf,
    /// The profile to lay over the base.
    pub profile: Option<String>,
    /// Where `${NAME}` comes from.
    pub environment: Environment,
}

/// push.toml, push.local.toml and a profile as one.
#[derive(Debug)]
pub struct Config {
    root: Table,
    /// The files read, push.toml first.
    pub sources: Vec<Arc<Source>>,
    /// The profile in force.
    pub profile: Option<String>,
    /// The names of all profiles, in the order of the files.
    pub profiles: Vec<String>,
    environment: Environment,
    structure: Vec<Finding>,
    leniency: Leniency,
}

/// Reads push.toml and push.local.toml. `Err`: they cannot be used at all, for the reasons given.
pub fn load(options: &Options) -> Result<Config, Findings> {
    let path = locate(options).ok_or_else(|| one(not_found(&options.folder)))?;
    let base = read(&path, &options.folder).map_err(one)?;
    let local_path = local_path(&path);
    let local = if local_path.is_file() { Some(read(&local_path, &options.folder).map_err(one)?) } else { None };
    assemble(base, local, options)
}

/// The push.toml that [`load`] reads: the one named, which need not be there, else the nearest upwards.
#[must_use]
pub fn locate(options: &Options) -> Option<PathBuf> {
    match &options.file {
        Some(file) => Some(options.folder.join(file)),
        None => options.folder.ancestors().map(|folder| folder.join(FILE_NAME)).find(|path| path.is_file()),
    }
}

/// What [`load`] makes of two texts, which need not be files yet.
pub fn assemble(base: Arc<Source>, local: Option<Arc<Source>>, options: &Options) -> Result<Config, Findings> {
    let mut structure = Findings::default();
    let parsed = document::parse(&base, &mut structure);
    let parsed_local = local.as_ref().map(|source| document::parse(source, &mut structure)).transpose();
    let (root, root_local) = match (parsed, parsed_local) {
        (Ok(root), Ok(local)) => (root, local),
        (first, second) => {
            let mut all = first.err().unwrap_or_default();
            all.append(second.err().unwrap_or_default());
            return Err(all);
        }
    };
    let (root, profiles) = document::merge(root, root_local, options.profile.as_deref())
        .map_err(|names| one(no_profile(options.profile.as_deref().unwrap_or_default(), &names)))?;
    let mut config = Config {
        root,
        sources: std::iter::once(base).chain(local).collect(),
        profile: options.profile.clone(),
        profiles,
        environment: options.environment.clone(),
        structure: structure.into_iter().collect(),
        leniency: Leniency::None,
    };
    config.structure.extend(config.lint_tables());
    Ok(config)
}

impl Config {
    /// From now on less is asked of values, since no vendor will see them.
    pub fn be_lenient(&mut self, leniency: Leniency) {
        self.leniency = self.leniency.max(leniency);
    }

    /// Whether [`be_lenient`](Self::be_lenient) was called.
    #[must_use]
    pub fn is_lenient(&self) -> bool {
        self.leniency > Leniency::None
    }

    /// The vendors with a table, in the order of the file.
    #[must_use]
    pub fn vendors(&self) -> Vec<&'static Vendor> {
        self.root.entries.iter().filter_map(|(key, _)| vendors::find(&key.name)).collect()
    }

    /// A vendor's table. Findings about its keys and types are added; a missing table has no values and no findings.
    pub fn values(&self, vendor: &'static Vendor, findings: &mut Findings) -> Values {
        let mut own = Findings::default();
        let values = self.read_table(vendor.key, vendor.fields, &mut own);
        findings.extend(own.into_iter().map(|finding| finding.of(vendor.key)));
        values
    }

    /// Whether a vendor has a table.
    #[must_use]
    pub fn has(&self, vendor: &Vendor) -> bool {
        self.root.table(vendor.key).is_some()
    }

    /// Mistakes in the structure: tables nobody knows, two tables of one vendor.
    #[must_use]
    pub fn structure(&self) -> Findings {
        self.structure.iter().cloned().collect()
    }

    fn read_table(&self, name: &'static str, fields: &'static [Field], findings: &mut Findings) -> Values {
        let values = Values::read(name, self.root.table(name), fields, &self.environment, findings);
        values.lenient(self.leniency)
    }

    fn lint_tables(&self) -> Vec<Finding> {
        self.root.entries.iter().filter_map(|(key, node)| lint_table(&key.name, key.place.clone(), node)).collect()
    }
}

/// Tables that belong to no vendor.
const TABLES: &[&str] = &["app", "message", "devices", "endpoints", "proxies", "rules", "profiles"];

fn lint_table(name: &str, place: Place, node: &Node) -> Option<Finding> {
    let known = TABLES.contains(&name) || vendors::find(name).is_some();
    let is_table = matches!(node.value, Value::Table(_));
    if known && is_table {
        return None;
    }
    if known {
        let message = text!("`{name}` should be a table: [{name}]", "`{name}` 应当是一个表：[{name}]");
        return Some(Finding::new(&rules::TYPE, message).at(place));
    }
    let message = if is_table {
        text!("there is no table [{name}]", "没有 [{name}] 这个表")
    } else {
        text!("`{name}` stands in no table", "`{name}` 不属于任何表")
    };
    let finding = Finding::new(&rules::UNKNOWN_TABLE, message).at(place);
    let names = TABLES.iter().copied().chain(vendors::names());
    Some(match nearest(name, names) {
        Some(nearest) => finding.remedy(did_you_mean(nearest)),
        None => finding,
    })
}

/// The fields of a table by its name; `devices.NAME` for any device.
#[must_use]
pub fn fields_of(table: &str) -> &'static [Field] {
    match table {
        "app" => APP_FIELDS,
        "message" => MESSAGE_FIELDS,
        name if name.starts_with("devices.") => DEVICE_FIELDS,
        name => vendors::find(name).map_or(&[], |vendor| vendor.fields),
    }
}

fn all_fields() -> impl Iterator<Item = &'static Field> {
    let own = [APP_FIELDS, MESSAGE_FIELDS, DEVICE_FIELDS].into_iter().flatten();
    own.chain(VENDORS.iter().flat_map(|vendor| vendor.fields))
}

/// `push.local.toml` for `push.toml`, `X.local.toml` for `X.toml`.
#[must_use]
pub fn local_path(path: &Path) -> PathBuf {
    path.with_extension("local.toml")
}

fn read(path: &Path, folder: &Path) -> Result<Arc<Source>, Finding> {
    let name = path.strip_prefix(folder).unwrap_or(path).to_string_lossy().into_owned();
    let bytes = fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Finding::new(&rules::NOT_FOUND, text!("{name} does not exist", "{name} 不存在"))
        }
        _ => Finding::new(&rules::UNREADABLE, text!("{name} cannot be read: {error}", "读不到 {name}：{error}")),
    })?;
    String::from_utf8(bytes).map(|text| Source::new(name.clone(), path, text)).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]).into_owned();
        let source = Source::new(name.clone(), path, text);
        source.hide(std::slice::from_ref(&(0..valid)));
        let place = Place { source, span: valid..valid };
        let message = text!("{name} is not valid UTF-8 from byte {valid} on", "{name} 从第 {valid} 字节起不是 UTF-8");
        Finding::new(&rules::UTF8, message).at(place)
    })
}

fn not_found(folder: &Path) -> Finding {
    let folder = folder.display().to_string();
    Finding::new(&rules::NOT_FOUND, text!("no push.toml in {folder} or above", "{folder} 及其上级目录里没有 push.toml"))
}

fn no_profile(name: &str, names: &[String]) -> Finding {
    let finding = Finding::new(&rules::PROFILE, text!("there is no profile `{name}`", "没有 profile `{name}`"));
    if names.is_empty() {
        return finding;
    }
    if let Some(nearest) = nearest(name, names.iter().map(String::as_str)) {
        return finding.remedy(did_you_mean(nearest));
    }
    let known = names.join(", ");
    finding.remedy(text!("profiles are: {known}", "现有的 profile：{known}"))
}

fn one(finding: Finding) -> Findings {
    std::iter::once(finding).collect()
}

/// The question that goes with a [`nearest`] name.
#[must_use]
pub fn did_you_mean(nearest: &str) -> Text {
    text!("did you mean `{nearest}`?", "是不是 `{nearest}`？")
}

/// The known name that `written` most probably means.
#[must_use]
pub fn nearest<'a>(written: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|name| (strsim::jaro_winkler(&written.to_lowercase(), name), name))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
}
