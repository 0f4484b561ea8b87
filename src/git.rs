//! What git says of a file. It is asked only where a `.git` is found upwards, and its absence is no error.

use std::path::Path;
use std::process::{Command, Stdio};

/// Whether git tracks a file.
#[must_use]
pub fn is_tracked(path: &Path) -> bool {
    asked(path, &["ls-files", "--error-unmatch", "--"]).is_some()
}

/// Whether git is told to ignore a file, which need not be there.
#[must_use]
pub fn is_ignored(path: &Path) -> bool {
    asked(path, &["check-ignore", "--"]).is_some()
}

/// Whether a file differs from what was committed last, or was never committed.
#[must_use]
pub fn is_changed(path: &Path) -> bool {
    asked(path, &["status", "--porcelain", "--"]).is_some_and(|answer| !answer.is_empty())
}

/// What git prints about a file; `None` where it says no, or there is no repository.
fn asked(path: &Path, arguments: &[&str]) -> Option<Vec<u8>> {
    let name = path.file_name()?;
    let folder = path.parent()?.ancestors().find(|folder| folder.is_dir() || folder.as_os_str().is_empty())?;
    let start = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let real = start.canonicalize().ok()?;
    real.ancestors().find(|folder| folder.join(".git").exists())?;
    let inside = path.strip_prefix(folder).map_or(Path::new(name), |inside| inside);
    let mut git = Command::new("git");
    git.arg("-C").arg(start).args(arguments).arg(inside);
    let output = git.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then_some(output.stdout)
}
