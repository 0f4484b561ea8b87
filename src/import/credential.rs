//! Files that prove who one is, such as a `.p8` or a service account: push.toml names them by their path, and they tell
//! an id or two. They are never copied.

use std::path::{Component, Path, PathBuf};

use super::{Found, Import, Refusal, Remark};
use crate::config::{Field, Place, Source};
use crate::text;
use crate::text::{Lang, Text};
use crate::vendors::{VENDORS, Vendor};

/// A file that a vendor knows as its own.
pub(super) struct File {
    path: PathBuf,
    vendor: &'static Vendor,
    /// The key for its path.
    field: &'static Field,
    /// What else it tells.
    values: Vec<(&'static str, String)>,
}

/// The file as a vendor knows it; `Err`: it is meant to be one and cannot be used.
pub(super) fn recognised(path: &Path, bytes: &[u8]) -> Result<Option<File>, Refusal> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    for vendor in VENDORS {
        for kind in vendor.credential_files {
            let field = vendor.fields.iter().find(|field| field.key == kind.key);
            let (Some(field), Some(read)) = (field, (kind.read)(name, bytes)) else { continue };
            let values = read.map_err(|reason| unusable(path, &reason))?;
            return Ok(Some(File { path: path.to_owned(), vendor, field, values }));
        }
    }
    Ok(None)
}

/// Its values. Paths in push.toml start from `base`.
pub(super) fn read(file: File, base: &Path) -> Import {
    let source = Source::new(file.path.display().to_string(), &file.path, String::new());
    let place = || Place { source: source.clone(), span: 0..0 };
    let table = file.vendor.key;
    let found = |field, value| Found { table, field, value, origin: "", place: place() };
    let mut import = Import::default();
    import.found.push(found(file.field, relative(base, &file.path)));
    for (key, value) in file.values {
        let field = file.vendor.fields.iter().find(|field| field.key == key);
        import.found.extend(field.map(|field| found(field, value)));
    }
    if import.found.len() == 1 {
        let text = Text::new("neither it nor its name tells an id", "文件和文件名里都没有 ID");
        import.remarks.push(Remark { place: place(), text });
    }
    import
}

fn unusable(path: &Path, reason: &Text) -> Refusal {
    let name = path.display();
    let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
    Refusal { message: text!("{name} is {en}", "{name} 是{zh}"), hint: Text::new("", "") }
}

/// A path as seen from a folder, with `/`; where the two have nothing in common, the whole path.
pub(super) fn relative(base: &Path, path: &Path) -> String {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    // The file itself may be a symlink, and is named as one.
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let (base, path) = (whole(base), whole(folder).join(path.file_name().unwrap_or_default()));
    let common = base.components().zip(path.components()).take_while(|(one, other)| one == other).count();
    let is_apart = common == 0
        || (common == 1 && path.components().next() == Some(Component::RootDir) && base.components().count() > 1);
    if is_apart {
        return path.display().to_string();
    }
    let up = std::iter::repeat_n("..".to_owned(), base.components().count() - common);
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
