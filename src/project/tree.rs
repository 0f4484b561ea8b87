//! The text files of a project's folder: read when asked for, once, and changed in memory only.
//!
//! Nothing outside of the user's own tree is read, whatever symlinks a repository holds: its lines would end up on a
//! screen or in the log of a CI run. The tree is the folder with `.git`, else the project's own folder.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use crate::git;
use crate::text;
use crate::text::Text;

/// The largest file that is read. The largest one seen in a real project, a `project.pbxproj`, has 120 kB.
pub const LARGEST: u64 = 16 * 1024 * 1024;

/// Why a file cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// A symlink leads out of the tree.
    Outside,
    /// It is larger than [`LARGEST`].
    TooLarge,
    /// It is not UTF-8 from this byte on.
    NotUtf8(usize),
    /// A plist in Apple's binary form.
    BinaryPlist,
    /// What the operating system says.
    Io(String),
}

impl Unreadable {
    /// The reason in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Outside => Text::new("a symlink that leads out of the project", "是指向工程之外的符号链接"),
            Self::TooLarge => {
                let limit = LARGEST / 1024 / 1024;
                text!("it is larger than {limit} MB", "超过 {limit} MB")
            }
            Self::NotUtf8(at) => text!("it is not UTF-8 from byte {at} on", "从第 {at} 字节起不是 UTF-8"),
            Self::BinaryPlist => Text::new(
                "a plist in binary form: `plutil -convert xml1 FILE` makes it readable",
                "是二进制 plist：用 `plutil -convert xml1 文件` 转换",
            ),
            Self::Io(words) => Text::same(words.clone()),
        }
    }
}

/// The files of a project.
#[derive(Debug)]
pub struct Tree {
    folder: PathBuf,
    boundary: PathBuf,
    texts: RefCell<BTreeMap<String, Rc<Reading>>>,
    /// The files that were changed in memory. Some of them may not be on the disk yet.
    changed: RefCell<BTreeSet<String>>,
}

/// What became of reading one file.
type Reading = Result<Option<Rc<str>>, Unreadable>;

impl Tree {
    /// The files below a folder.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let real = folder.canonicalize()?;
        let boundary = real.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&real).to_owned();
        Ok(Self { folder: folder.to_owned(), boundary, texts: RefCell::default(), changed: RefCell::default() })
    }

    /// The project's folder, as it was named.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder that nothing is read or written outside of: that of the git repository, where there is one.
    #[must_use]
    pub fn boundary(&self) -> &Path {
        &self.boundary
    }

    /// The real path of a file, from the project's folder, with `/`.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.folder.join(path)
    }

    /// A file's text; `None` where there is no such file or it cannot be read.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<Rc<str>> {
        match &*self.outcome(path) {
            Ok(text) => text.clone(),
            Err(_) => None,
        }
    }

    /// Whether the file is there, readable or not.
    #[must_use]
    pub fn has(&self, path: &str) -> bool {
        !matches!(&*self.outcome(path), Ok(None))
    }

    /// The files that were asked for and could not be read.
    #[must_use]
    pub fn unreadable(&self) -> Vec<(String, Unreadable)> {
        let texts = self.texts.borrow();
        let failed =
            |(path, text): (&String, &Rc<Reading>)| Some((path.clone(), text.as_ref().as_ref().err()?.clone()));
        texts.iter().filter_map(failed).collect()
    }

    /// Whether git is told to ignore a file.
    #[must_use]
    pub fn is_ignored(&self, path: &str) -> bool {
        git::is_ignored(&self.path(path))
    }

    /// Changes a file in memory.
    pub fn set(&self, path: &str, text: String) {
        self.texts.borrow_mut().insert(path.to_owned(), Rc::new(Ok(Some(text.into()))));
        self.changed.borrow_mut().insert(path.to_owned());
    }

    /// The files that were changed in memory.
    #[must_use]
    pub fn changed(&self) -> Vec<String> {
        self.changed.borrow().iter().cloned().collect()
    }

    /// The names in a folder, in order. Those of hidden files are left out.
    #[must_use]
    pub fn names(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| !name.starts_with('.')).collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// The folders and the files in a folder, in order. Symlinks to folders are left out: they may lead round in circles.
    #[must_use]
    pub fn entries(&self, folder: &str) -> (Vec<String>, Vec<String>) {
        let mut entries: (Vec<String>, Vec<String>) = Default::default();
        for entry in fs::read_dir(self.path(folder)).into_iter().flatten().flatten() {
            let (Ok(name), Ok(kind)) = (entry.file_name().into_string(), entry.file_type()) else { continue };
            match (name.starts_with('.'), kind.is_dir()) {
                (true, _) => {}
                (false, true) => entries.0.push(name),
                (false, false) => entries.1.push(name),
            }
        }
        entries
    }

    /// Whether a file's bytes satisfy a test. Unless the file was read already, nothing of it is kept.
    #[must_use]
    pub fn mentions(&self, path: &str, test: impl Fn(&[u8]) -> bool) -> bool {
        if let Some(Ok(Some(text))) = self.texts.borrow().get(path).map(Rc::as_ref) {
            return test(text.as_bytes());
        }
        fs::read(self.path(path)).is_ok_and(|bytes| test(&bytes))
    }

    fn outcome(&self, path: &str) -> Rc<Reading> {
        if let Some(known) = self.texts.borrow().get(path) {
            return Rc::clone(known);
        }
        let read = Rc::new(self.read(path));
        self.texts.borrow_mut().insert(path.to_owned(), Rc::clone(&read));
        read
    }

    fn read(&self, path: &str) -> Reading {
        let path = self.path(path);
        let metadata = match fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() => metadata,
            Ok(_) => return Ok(None),
            Err(error) if is_absence(&error) => return Self::absent(&path),
            Err(error) => return Err(Unreadable::Io(error.to_string())),
        };
        if !self.is_inside(&path) {
            return Err(Unreadable::Outside);
        }
        if metadata.len() > LARGEST {
            return Err(Unreadable::TooLarge);
        }
        let bytes = fs::read(&path).map_err(|error| Unreadable::Io(error.to_string()))?;
        if bytes.starts_with(b"bplist0") {
            return Err(Unreadable::BinaryPlist);
        }
        let text = String::from_utf8(bytes).map_err(|error| Unreadable::NotUtf8(error.utf8_error().valid_up_to()))?;
        Ok(Some(text.into()))
    }

    /// A symlink that leads nowhere is no absent file: whoever writes there writes somewhere else.
    fn absent(path: &Path) -> Reading {
        match fs::symlink_metadata(path) {
            Ok(link) if link.is_symlink() => Err(Unreadable::Outside),
            _ => Ok(None),
        }
    }

    /// Whether a file may be written there: it, or the folder that it will be made in, lies in the tree.
    #[must_use]
    pub fn may_write(&self, path: &Path) -> bool {
        let there = path.ancestors().find(|path| fs::symlink_metadata(path).is_ok());
        there.is_some_and(|there| self.is_inside(there))
    }

    /// What leads from the tree's folder to the project's, with a `/` at its end; nothing where they are one.
    #[must_use]
    pub fn prefix(&self) -> String {
        let real = self.folder.canonicalize().unwrap_or_default();
        let inside = real.strip_prefix(&self.boundary).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
        if inside.is_empty() { inside } else { inside + "/" }
    }

    /// Whether the file itself lies in the tree, all symlinks followed.
    fn is_inside(&self, path: &Path) -> bool {
        path.canonicalize().is_ok_and(|real| real.starts_with(&self.boundary))
    }
}

fn is_absence(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tree() -> (tempfile::TempDir, Tree) {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("app/android")).unwrap();
        fs::write(folder.path().join("secret"), "s").unwrap();
        let tree = Tree::open(&folder.path().join("app")).unwrap();
        (folder, tree)
    }

    #[test]
    fn a_file_is_read_once_and_changed_in_memory() {
        let (_folder, tree) = tree();
        assert_eq!((tree.text("android/a"), tree.has("android/a")), (None, false));
        tree.set("android/a", "x".to_owned());
        assert_eq!(tree.text("android/a").as_deref(), Some("x"));
        assert!(!tree.path("android/a").exists());
    }

    #[test]
    fn what_is_no_text_says_why() {
        let (_folder, tree) = tree();
        fs::write(tree.path("a"), b"ab\xff").unwrap();
        fs::write(tree.path("b"), b"bplist00...").unwrap();
        fs::create_dir(tree.path("c")).unwrap();
        assert_eq!((tree.text("a"), tree.text("b"), tree.text("c")), (None, None, None));
        let expected = [("a".to_owned(), Unreadable::NotUtf8(2)), ("b".to_owned(), Unreadable::BinaryPlist)];
        assert_eq!(tree.unreadable(), expected);
    }

    #[cfg(unix)]
    #[test]
    fn nothing_outside_of_the_tree_is_read() {
        use std::os::unix::fs::symlink;
        let (folder, tree) = tree();
        symlink("../secret", tree.path("link")).unwrap();
        symlink("nowhere", tree.path("dangling")).unwrap();
        symlink("../../secret", tree.path("android/deep")).unwrap();
        for path in ["link", "dangling", "android/deep"] {
            assert_eq!((tree.text(path), tree.has(path)), (None, true), "{path}");
        }
        // In a git repository the whole of it is the tree.
        fs::create_dir(folder.path().join(".git")).unwrap();
        let tree = Tree::open(&folder.path().join("app")).unwrap();
        assert_eq!(tree.text("link").as_deref(), Some("s"));
    }
}
