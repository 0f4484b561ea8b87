//! New files, written all or none: each beside its place first, then moved there.

use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use pushctl::text;
use pushctl::text::Text;

/// A file to be written.
pub(super) struct NewFile {
    /// Where.
    pub(super) path: PathBuf,
    /// What.
    pub(super) text: String,
    /// Whether only its owner may read it.
    pub(super) is_private: bool,
    /// A word on it for the user.
    pub(super) remark: Text,
}

/// Writes them all. On an error none has taken its place, unless the last step itself failed half-way.
pub(super) fn write(files: &[NewFile]) -> anyhow::Result<()> {
    let mut drafts: Vec<(PathBuf, &Path)> = Vec::new();
    let result = files.iter().try_for_each(|file| {
        let draft = beside(&file.path);
        drafts.push((draft.clone(), &file.path));
        write_draft(&draft, file).map_err(|error| not_written(&file.path, &error))
    });
    let result = result.and_then(|()| {
        drafts.iter().try_for_each(|(draft, path)| fs::rename(draft, path).map_err(|error| not_written(path, &error)))
    });
    if result.is_err() {
        for (draft, _) in &drafts {
            let _ = fs::remove_file(draft);
        }
    }
    result
}

fn not_written(path: &Path, error: &io::Error) -> anyhow::Error {
    anyhow::anyhow!("{}: {error}", path.display())
}

/// The name a file has until it is complete.
fn beside(path: &Path) -> PathBuf {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    path.with_file_name(format!(".{name}.{}.tmp", std::process::id()))
}

fn write_draft(draft: &Path, file: &NewFile) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if file.is_private {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let mut out = options.open(draft)?;
    out.write_all(file.text.as_bytes())?;
    out.sync_all()
}

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
    let remark = text!("{name} added", "加上了 {name}");
    Some(NewFile { path, text, is_private: false, remark })
}

/// By a line of the file itself, else by what git says.
fn is_ignored(folder: &Path, name: &str, gitignore: &str) -> bool {
    let is_named =
        |line: &str| matches!(line.trim().trim_start_matches('/'), line if line == name || line == "*.local.toml");
    if gitignore.lines().any(is_named) {
        return true;
    }
    let mut git = Command::new("git");
    git.arg("-C").arg(folder).args(["check-ignore", "-q", "--"]).arg(name);
    git.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    git.status().is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(path: PathBuf, is_private: bool) -> NewFile {
        NewFile { path, text: "text\n".to_owned(), is_private, remark: Text::new("", "") }
    }

    #[test]
    fn all_or_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let good = folder.path().join("push.toml");
        let bad = folder.path().join("missing/push.local.toml");
        assert!(write(&[file(good.clone(), false), file(bad, true)]).is_err());
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
        write(&[file(good.clone(), true)]).expect("written");
        assert_eq!(fs::read_to_string(&good).expect("there"), "text\n");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(&good).expect("there").permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn gitignore_is_completed_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let local = folder.path().join("push.local.toml");
        assert!(gitignore(&local).is_none(), "nobody uses git here");
        fs::write(folder.path().join(".gitignore"), "target").expect("written");
        let new = gitignore(&local).expect("needed");
        assert_eq!(new.text, "target\npush.local.toml\n");
        write(&[new]).expect("written");
        assert!(gitignore(&local).is_none());
        fs::write(folder.path().join(".gitignore"), "/*.local.toml\n").expect("written");
        assert!(gitignore(&local).is_none());
    }
}
