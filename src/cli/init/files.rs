//! The .gitignore that keeps push.local.toml out of git.

use std::fs;
use std::path::Path;

use pushctl::files::NewFile;
use pushctl::git;

/// The .gitignore that keeps push.local.toml out of git, where one is needed and does not do so yet.
pub(super) fn gitignore(local_path: &Path) -> Option<NewFile> {
    let folder = local_path.parent()?;
    let name = local_path.file_name()?.to_string_lossy();
    let path = folder.join(".gitignore");
    let is_in_git = folder.ancestors().any(|folder| folder.join(".git").exists());
    let text = fs::read_to_string(&path).ok();
    if (!is_in_git && text.is_none()) || is_ignored(folder, &name, text.as_deref().unwrap_or_default()) {
        return None;
    }
    let mut text = text.unwrap_or_default();
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    text.push_str(&name);
    text.push('\n');
    Some(NewFile { path, text, is_private: false })
}

/// By a line of the file itself, else by what git says.
fn is_ignored(folder: &Path, name: &str, gitignore: &str) -> bool {
    let is_named =
        |line: &str| matches!(line.trim().trim_start_matches('/'), line if line == name || line == "*.local.toml");
    if gitignore.lines().any(is_named) {
        return true;
    }
    git::is_ignored(&folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gitignore_is_completed_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let local = folder.path().join("push.local.toml");
        assert!(gitignore(&local).is_none(), "nobody uses git here");
        fs::write(folder.path().join(".gitignore"), "target").expect("written");
        let new = gitignore(&local).expect("needed");
        assert_eq!(new.text, "target\npush.local.toml\n");
        pushctl::files::write_all(&[new]).expect("written");
        assert!(gitignore(&local).is_none());
        fs::write(folder.path().join(".gitignore"), "/*.local.toml\n").expect("written");
        assert!(gitignore(&local).is_none());
    }
}
