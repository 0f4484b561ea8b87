//! What files that people have already tell for push.toml: an app's Dart code, a console's downloads, keys, or a whole
//! Flutter project.
//!
//! Which value stands where is not said here: `facts` are the vendors' requirements read backwards. Each kind of file
//! has a reader of its own, from text to values with their places. Nothing is guessed: what cannot be read is
//! [`Unread`], what two places say differently a [`Conflict`]; whoever asks decides. Nothing is written or printed.

mod console;
mod credential;
mod dart;
mod facts;
mod hits;
mod merge;
mod project;
#[cfg(test)]
mod tests;
mod tim_push;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use merge::{Conflict, Merged, merged};

use crate::config::{Field, Kind, Place, Source};
use crate::project::dart::{Library, mentions};
use crate::project::edit::Malformed;
use crate::project::json::Json;
use crate::project::tree::LARGEST;
use crate::secret::{MASK, looks_like_credential, mask};
use crate::text;
use crate::text::{Lang, Text};
use facts::Fact;

/// A value for a key of push.toml.
#[derive(Debug, Clone)]
pub struct Found {
    /// The table.
    pub table: &'static str,
    /// The key.
    pub field: &'static Field,
    /// The value, as push.toml writes it.
    pub value: String,
    /// What it was read from within its file, such as `PushAppInfo`; may be empty.
    pub origin: &'static str,
    /// Where it stands.
    pub place: Place,
}

impl Found {
    /// The value as it may be shown: a key only in part, a secret not at all.
    #[must_use]
    pub fn shown(&self) -> String {
        match self.field.kind {
            Kind::Secret => MASK.to_owned(),
            Kind::Id if looks_like_credential(&self.value) => mask(&self.value),
            _ => self.value.clone(),
        }
    }
}

/// A value that is there and cannot be read.
#[derive(Debug, Clone)]
pub struct Unread {
    /// The table.
    pub table: &'static str,
    /// The key.
    pub field: &'static Field,
    /// What the file calls it: `mi_app_key`.
    pub name: String,
    /// The expression in its place.
    pub expression: String,
    /// Where it stands.
    pub place: Place,
}

/// A value that is not filled in: 0, empty, or the text of a template.
#[derive(Debug, Clone)]
pub struct Blank {
    /// The table.
    pub table: &'static str,
    /// The key.
    pub field: &'static Field,
    /// What the file calls it.
    pub name: String,
    /// Where it stands.
    pub place: Place,
}

/// Something that a person should know of a file.
#[derive(Debug, Clone)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What.
    pub text: Text,
}

/// Everything that was read.
#[derive(Debug, Default)]
pub struct Import {
    /// Projects, each in a line.
    pub projects: Vec<Text>,
    /// Values, in the order of the files.
    pub found: Vec<Found>,
    /// What cannot be read.
    pub unread: Vec<Unread>,
    /// What is not filled in anywhere.
    pub blanks: Vec<Blank>,
    /// Remarks.
    pub remarks: Vec<Remark>,
}

/// What is known before a file is read.
#[derive(Debug, Default)]
pub struct Wanted {
    /// The vendors to read for; none: all.
    pub vendors: Vec<&'static str>,
    /// The applicationId that the user named.
    pub package_name: Option<String>,
    /// The flavour that the user named.
    pub flavor: Option<String>,
    /// The folder of push.toml, from which its paths start.
    pub base: PathBuf,
}

/// Why a file was not read.
#[derive(Debug)]
pub struct Refusal {
    /// What is wrong, with the file's name.
    pub message: Text,
    /// What to do.
    pub hint: Text,
}

/// Reads files and projects, in the order given.
pub fn read(paths: &[PathBuf], wanted: &Wanted) -> Result<Import, Refusal> {
    let facts = facts::all();
    let mut import = Import::default();
    let (mut dart, mut tim_push) = (Vec::new(), Vec::new());
    for path in paths {
        if path.is_dir() {
            import.append(project::read(path, wanted, &facts)?);
            continue;
        }
        match recognised(path)? {
            File::Credential(file) => import.append(credential::read(file, &wanted.base)),
            File::Dart(source, library) => dart.push((source, library)),
            File::Console(source, json) => {
                let known: Vec<String> = wanted.package_name.iter().cloned().collect();
                import.append(console::read(&source, &json, &known, &facts).unwrap_or_default());
            }
            File::TimPush(source, json) => tim_push.push((source, json)),
        }
    }
    import.append(dart_files(&dart, &facts)?);
    // Which of its blocks counts, the other files tell.
    for (source, json) in tim_push {
        let known = import.values("app", "package_name");
        let which = tim_push::Which { named: wanted.package_name.as_deref(), known: &known };
        import.append(tim_push::read(&source, &json, &which, &facts)?);
    }
    import.settle(wanted);
    Ok(import)
}

/// A file by what it holds.
enum File {
    Credential(credential::File),
    Dart(Arc<Source>, Library),
    Console(Arc<Source>, Json),
    TimPush(Arc<Source>, Json),
}

fn recognised(path: &Path) -> Result<File, Refusal> {
    let name = path.display().to_string();
    let bytes = bytes_of(path).map_err(|reason| {
        let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
        Refusal { message: text!("{name}: {en}", "{name}：{zh}"), hint: Text::new("", "") }
    })?;
    if let Some(file) = credential::recognised(path, &bytes)? {
        return Ok(File::Credential(file));
    }
    let Ok(text) = String::from_utf8(bytes) else { return Err(unknown(&name)) };
    let source = Source::new(name, path, text);
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_lowercase();
    let text = source.text().trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') || extension == "json" {
        return json_file(source);
    }
    if extension == "dart" || mentions(text.as_bytes(), dart::INFO) {
        let library = Library::read(source.text()).map_err(|malformed| malformed_file(&source, &malformed))?;
        return Ok(File::Dart(source, library));
    }
    Err(unknown(&source.name))
}

fn json_file(source: Arc<Source>) -> Result<File, Refusal> {
    let json = Json::read(source.text()).map_err(|malformed| malformed_file(&source, &malformed))?;
    let facts = facts::all();
    if console::is_one(&json, &facts) {
        return Ok(File::Console(source, json));
    }
    if tim_push::is_one(&json, &facts) {
        return Ok(File::TimPush(source, json));
    }
    Err(unknown(&source.name))
}

fn bytes_of(path: &Path) -> Result<Vec<u8>, Text> {
    let said = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::NotFound => Text::new("there is no such file", "没有这个文件"),
        _ => Text::same(error.to_string()),
    };
    let metadata = fs::metadata(path).map_err(said)?;
    if metadata.len() > LARGEST {
        return Err(Text::new("it is too large for a file of this kind", "文件太大，不像是这类文件"));
    }
    fs::read(path).map_err(said)
}

fn dart_files(files: &[(Arc<Source>, Library)], facts: &[Fact]) -> Result<Import, Refusal> {
    let files: Vec<dart::File<'_>> = files.iter().map(|(source, library)| dart::File { source, library }).collect();
    let import = dart::read(&files, facts);
    match files.first() {
        // One file may hold the constants of another.
        Some(first) if !files.iter().any(|file| file.is_of_use(facts)) => {
            let (name, info) = (&first.source.name, dart::INFO);
            Err(Refusal {
                message: text!("{name} has no `{info}(…)`", "{name} 里没有 `{info}(…)`"),
                hint: text!(
                    "name the file in which the app makes {info}, or the folder of the Flutter project",
                    "请指定创建 {info} 的那个文件，或 Flutter 项目的目录"
                ),
            })
        }
        _ => Ok(import),
    }
}

fn malformed_file(source: &Arc<Source>, malformed: &Malformed) -> Refusal {
    let place = Place { source: Arc::clone(source), span: malformed.at..malformed.at };
    let (en, zh) = (malformed.reason.get(Lang::En), malformed.reason.get(Lang::Zh));
    Refusal { message: text!("{place}: {en}", "{place}：{zh}"), hint: Text::new("", "") }
}

fn unknown(name: &str) -> Refusal {
    Refusal {
        message: text!("{name} is no file that values can be read from", "{name} 不是可以导入的文件"),
        hint: Text::new(
            "read are: Dart code with PushAppInfo, timpush-configs.json, agconnect-services.json, google-services.json, mcs-services.json, a service account's JSON, a .p8, the folder of a Flutter project",
            "可以导入：含 PushAppInfo 的 Dart 文件、timpush-configs.json、agconnect-services.json、google-services.json、mcs-services.json、服务账号 JSON、.p8、Flutter 项目目录",
        ),
    }
}

impl Import {
    fn append(&mut self, other: Self) {
        self.projects.extend(other.projects);
        self.found.extend(other.found);
        self.unread.extend(other.unread);
        self.blanks.extend(other.blanks);
        self.remarks.extend(other.remarks);
    }

    /// The different values that a key has so far.
    fn values(&self, table: &str, key: &str) -> Vec<String> {
        let of_key = self.found.iter().filter(|found| found.table == table && found.field.key == key);
        let mut values: Vec<String> = of_key.map(|found| found.value.clone()).collect();
        values.sort();
        values.dedup();
        values
    }

    /// Keeps what was asked for. What one place leaves empty and another one fills in is filled in.
    fn settle(&mut self, wanted: &Wanted) {
        let is_wanted = |table: &str| table == "app" || wanted.vendors.is_empty() || wanted.vendors.contains(&table);
        self.found.retain(|found| is_wanted(found.table));
        self.unread.retain(|unread| is_wanted(unread.table));
        let found = &self.found;
        let is_found =
            |blank: &Blank| found.iter().any(|found| found.table == blank.table && found.field.key == blank.field.key);
        self.blanks.retain(|blank| is_wanted(blank.table) && !is_found(blank));
        let mut known: Vec<(&str, &str)> = Vec::new();
        self.blanks.retain(|blank| {
            let is_new = !known.contains(&(blank.table, blank.field.key));
            known.push((blank.table, blank.field.key));
            is_new
        });
    }
}
