//! A patch as the text that `git apply` takes.

use similar::TextDiff;

use super::{Patch, Patched};

/// Every file's changes with three lines around them. `prefix` leads from git's folder to the project's: `app/` or
/// nothing.
#[must_use]
pub fn unified(patch: &Patch, prefix: &str) -> String {
    patch.files.iter().map(|file| of_file(file, prefix)).collect()
}

fn of_file(file: &Patched, prefix: &str) -> String {
    let path = quoted(&format!("{prefix}{}", file.path));
    let before = file.before.as_deref().unwrap_or_default();
    let diff = TextDiff::from_lines(before, &file.after);
    let old = match file.before {
        Some(_) => format!("a/{path}"),
        None => "/dev/null".to_owned(),
    };
    let new = format!("b/{path}");
    let header = match file.before {
        Some(_) => format!("diff --git a/{path} b/{path}\n"),
        None => format!("diff --git a/{path} b/{path}\nnew file mode 100644\n"),
    };
    header + &diff.unified_diff().context_radius(3).header(&old, &new).to_string()
}

/// A path as git writes it; the few that a project's files could have need no quotes.
fn quoted(path: &str) -> String {
    path.replace('\\', "/")
}
