//! Files written whole or not at all, and several of them all or none.
//!
//! Each is written beside its place and moved there when all are complete. Should a move fail half-way, what was moved
//! already is put back as it was.

use std::fs::{self, OpenOptions, Permissions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file to be written. One that is there is replaced and keeps its permissions.
#[derive(Debug, Clone)]
pub struct NewFile {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub text: String,
    /// Whether only its owner may read it, where it is not there yet.
    pub is_private: bool,
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct NotWritten {
    /// The file that could not be written.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// Writes them all, making the folders that are missing.
pub fn write_all(files: &[NewFile]) -> Result<(), NotWritten> {
    let mut work = Work::default();
    let done = work.draft(files).and_then(|()| work.put());
    if done.is_err() {
        work.undo();
    }
    done
}

/// What was made so far.
#[derive(Default)]
struct Work {
    folders: Vec<PathBuf>,
    drafts: Vec<Draft>,
}

struct Draft {
    path: PathBuf,
    beside: PathBuf,
    state: State,
}

/// How far one file has come.
enum State {
    /// Written beside its place.
    Beside,
    /// Moved to where nothing was.
    New,
    /// Moved to where this was.
    Replaced(Vec<u8>, Permissions),
}

impl Work {
    fn draft(&mut self, files: &[NewFile]) -> Result<(), NotWritten> {
        files.iter().try_for_each(|file| {
            // A symlink stays one: what it leads to is replaced.
            let path = file.path.canonicalize().unwrap_or_else(|_| file.path.clone());
            let beside = beside(&path);
            let failed = |source| NotWritten { path: file.path.clone(), source };
            self.make_folders(path.parent().unwrap_or(Path::new(""))).map_err(failed)?;
            self.drafts.push(Draft { path: path.clone(), beside: beside.clone(), state: State::Beside });
            write_draft(&path, &beside, file).map_err(failed)
        })
    }

    fn make_folders(&mut self, folder: &Path) -> io::Result<()> {
        let is_missing = |folder: &&Path| !folder.as_os_str().is_empty() && !folder.exists();
        let missing: Vec<PathBuf> = folder.ancestors().take_while(is_missing).map(Path::to_owned).collect();
        fs::create_dir_all(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })?;
        self.folders.extend(missing);
        Ok(())
    }

    fn put(&mut self) -> Result<(), NotWritten> {
        self.drafts.iter_mut().try_for_each(|draft| {
            let failed = |source| NotWritten { path: draft.path.clone(), source };
            let before = match fs::metadata(&draft.path) {
                Ok(metadata) => State::Replaced(fs::read(&draft.path).map_err(failed)?, metadata.permissions()),
                Err(_) => State::New,
            };
            fs::rename(&draft.beside, &draft.path).map_err(failed)?;
            draft.state = before;
            Ok(())
        })
    }

    /// Puts everything back. The first error is the one to tell; what fails here is left as it is.
    fn undo(&self) {
        for draft in &self.drafts {
            let _ = match &draft.state {
                State::Beside => fs::remove_file(&draft.beside),
                State::New => fs::remove_file(&draft.path),
                State::Replaced(bytes, permissions) => {
                    fs::write(&draft.path, bytes).and_then(|()| fs::set_permissions(&draft.path, permissions.clone()))
                }
            };
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The name that a file has until it is complete.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write_draft(path: &Path, beside: &Path, file: &NewFile) -> io::Result<()> {
    let there = fs::metadata(path).ok();
    if there.as_ref().is_some_and(|there| there.permissions().readonly()) {
        return Err(io::Error::from(io::ErrorKind::PermissionDenied));
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if file.is_private {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut out = options.open(beside)?;
    if let Some(there) = there {
        fs::set_permissions(beside, there.permissions())?;
    }
    out.write_all(file.text.as_bytes())?;
    out.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: PathBuf, text: &str) -> NewFile {
        NewFile { path, text: text.to_owned(), is_private: false }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = entries.collect();
        names.sort();
        names
    }

    #[test]
    fn all_are_written_with_their_folders() {
        let folder = tempfile::tempdir().unwrap();
        let [one, two] = ["a/b/one", "two"].map(|name| folder.path().join(name));
        write_all(&[file(one.clone(), "1"), NewFile { is_private: true, ..file(two.clone(), "2") }]).unwrap();
        assert_eq!((fs::read_to_string(&one).unwrap(), fs::read_to_string(&two).unwrap()), ("1".into(), "2".into()));
        assert_eq!(names(folder.path()), ["a", "two"]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&two).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn none_is_written_where_one_cannot_be() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("file"), "x").unwrap();
        let good = folder.path().join("new/good");
        let refused = write_all(&[file(good, "1"), file(folder.path().join("file/bad"), "2")]).unwrap_err();
        assert_eq!(refused.path, folder.path().join("file/bad"));
        assert_eq!(names(folder.path()), ["file"]);
    }

    #[test]
    fn a_move_that_fails_takes_the_others_back() {
        let folder = tempfile::tempdir().unwrap();
        let (old, new) = (folder.path().join("old"), folder.path().join("new"));
        fs::write(&old, "before").unwrap();
        // A folder that is not empty cannot be replaced by a file.
        fs::create_dir_all(folder.path().join("folder/inside")).unwrap();
        let files = [file(old.clone(), "after"), file(new, "n"), file(folder.path().join("folder"), "f")];
        assert!(write_all(&files).is_err());
        assert_eq!(fs::read_to_string(&old).unwrap(), "before");
        assert_eq!(names(folder.path()), ["folder", "old"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions_and_a_read_only_one_its_bytes() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "before").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o640)).unwrap();
        write_all(&[file(path.clone(), "after")]).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o640);
        fs::set_permissions(&path, Permissions::from_mode(0o444)).unwrap();
        assert!(write_all(&[file(path.clone(), "again")]).is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "after");
        assert_eq!(names(folder.path()), ["file"]);
    }
}
