//! How files are called in reports that other programs read: from the root of the repository, with `/`, wherever the
//! command was run. A code host finds a line by that name and by no other.

use std::fs;
use std::path::{Path, PathBuf};

use crate::config::Source;

/// The roots that files are named from.
#[derive(Debug, Clone)]
pub struct Names {
    current: PathBuf,
    roots: Vec<PathBuf>,
    config: PathBuf,
}

/// A file's name in a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Name {
    /// The name, with `/`.
    pub path: String,
    /// Whether it starts at the root. If not, it is as people are shown it.
    pub is_rooted: bool,
}

impl Names {
    /// Names for a command that runs in `current` and reads the settings in `config`. `workspace` is where a CI server
    /// says that it checked the repository out.
    #[must_use]
    pub fn new(current: &Path, workspace: Option<&Path>, config: &Path) -> Self {
        let current = fs::canonicalize(current).unwrap_or_else(|_| current.to_owned());
        let workspace = workspace.and_then(|folder| fs::canonicalize(folder).ok());
        let roots = workspace.into_iter().chain(repository(&current)).collect();
        Self { current, roots, config: config.to_owned() }
    }

    /// The name of a file that was read.
    #[must_use]
    pub fn of(&self, source: &Source) -> Name {
        self.name(&source.path, &source.name)
    }

    /// The name of the file of settings, where everything is reported that stands nowhere else.
    #[must_use]
    pub fn config(&self) -> Name {
        self.name(&self.config, &self.config.to_string_lossy())
    }

    fn name(&self, path: &Path, shown: &str) -> Name {
        let rooted = self.real(path).and_then(|real| self.below_root(&real));
        let is_rooted = rooted.is_some();
        Name { path: rooted.unwrap_or_else(|| shown.replace('\\', "/")), is_rooted }
    }

    fn below_root(&self, real: &Path) -> Option<String> {
        let root = self.roots.iter().find(|root| real.starts_with(root)).cloned();
        // The command may look at a repository from outside of it.
        let root = root.or_else(|| repository(real)).unwrap_or_else(|| self.current.clone());
        let below = real.strip_prefix(root).ok()?;
        let parts: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        Some(parts.join("/"))
    }

    /// Where a file really lies. One that is not there lies where its folder does.
    fn real(&self, path: &Path) -> Option<PathBuf> {
        let path = self.current.join(path);
        fs::canonicalize(&path).ok().or_else(|| {
            let folder = fs::canonicalize(path.parent()?).ok()?;
            Some(folder.join(path.file_name()?))
        })
    }
}

/// The nearest folder upwards that git knows as a root. In a work tree or submodule `.git` is a file.
fn repository(path: &Path) -> Option<PathBuf> {
    path.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use tempfile::TempDir;

    fn folder(files: &[&str]) -> TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
            fs::write(path, "").expect("a file");
        }
        folder
    }

    fn name(names: &Names, path: impl Into<PathBuf>) -> (String, bool) {
        let Name { path, is_rooted } = names.of(&Source::new("as\\shown", path, String::new()));
        (path, is_rooted)
    }

    fn rooted(path: &str) -> (String, bool) {
        (path.to_owned(), true)
    }

    #[test]
    fn from_the_root_of_the_repository_whichever_folder_it_runs_in() {
        let folder = folder(&[".git/HEAD", "app/push.toml", "app/android/文件.gradle"]);
        let root = folder.path();
        for current in ["", "app", "app/android"] {
            let names = Names::new(&root.join(current), None, &root.join("app/push.toml"));
            assert_eq!(name(&names, root.join("app/push.toml")), rooted("app/push.toml"), "{current}");
            assert_eq!(names.config().path, "app/push.toml");
        }
        let names = Names::new(&root.join("app"), None, Path::new("push.toml"));
        assert_eq!(name(&names, "android/文件.gradle"), rooted("app/android/文件.gradle"));
        assert_eq!(name(&names, "android/../push.toml"), rooted("app/push.toml"));
        assert_eq!(name(&names, "not-there.toml"), rooted("app/not-there.toml"));
        assert_eq!(names.config().path, "app/push.toml");
    }

    #[test]
    fn the_workspace_comes_first_where_it_holds_the_file() {
        let folder = folder(&["repo/.git", "repo/module/.git", "repo/module/push.toml", "elsewhere/x"]);
        let root = folder.path();
        let module = root.join("repo/module");
        let in_workspace =
            |workspace: &str| name(&Names::new(&module, Some(&root.join(workspace)), Path::new("")), "push.toml");
        assert_eq!(in_workspace("repo"), rooted("module/push.toml"));
        assert_eq!(in_workspace("elsewhere"), rooted("push.toml"));
        assert_eq!(in_workspace("nowhere"), rooted("push.toml"));
    }

    #[test]
    fn a_repository_is_looked_at_from_outside() {
        let folder = folder(&["repo/.git", "repo/app/push.toml", "elsewhere/push.toml"]);
        let names = Names::new(&folder.path().join("elsewhere"), None, Path::new(""));
        assert_eq!(name(&names, "../repo/app/push.toml"), rooted("app/push.toml"));
        // Below no repository: from the current folder, or as it is shown.
        assert_eq!(name(&names, "push.toml"), rooted("push.toml"));
        assert_eq!(name(&names, ".."), ("as/shown".to_owned(), false));
        assert_eq!(name(&names, "no/such/folder/file"), ("as/shown".to_owned(), false));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_to_the_folder_changes_nothing() {
        let folder = folder(&["repo/.git", "repo/app/push.toml"]);
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(folder.path().join("repo"), &link).expect("a link");
        let names = Names::new(&link.join("app"), Some(&link), &link.join("app/push.toml"));
        assert_eq!(name(&names, link.join("app/push.toml")), rooted("app/push.toml"));
        assert_eq!(names.config(), Name { path: "app/push.toml".to_owned(), is_rooted: true });
    }
}
