//! Tells the program which commit it is of and from when, for `--version`.
//!
//! From a repository git is asked; a package from the registry has its commit in a file, and no date. Nothing of it is
//! needed: without both, `--version` shows the number alone. A debug build does not ask, since every commit would make
//! it stale and be compiled anew. `SOURCE_DATE_EPOCH` takes the place of the commit's date.
#![expect(clippy::disallowed_methods, reason = "cargo tells a build script everything by variables")]

use std::path::{Path, PathBuf};
use std::process::Command;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=SOURCE_DATE_EPOCH");
    let is_release = std::env::var("PROFILE").is_ok_and(|profile| profile == "release");
    let root = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    let (commit, date) = if is_release { of_repository(&root).or_else(|| of_package(&root)) } else { None }.unzip();
    let date = source_date().or(date.flatten());
    let facts: Vec<String> = commit.into_iter().chain(date).collect();
    let facts = if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(" ")) };
    println!("cargo::rustc-env=PUSHCTL_BUILD={facts}");
}

/// Commit and its date, if this folder is the root of a repository: it may also lie in somebody else's.
pub(crate) fn of_repository(root: &Path) -> Option<(String, Option<String>)> {
    let top = git(root, &["rev-parse", "--show-toplevel"])?;
    if Path::new(&top).canonicalize().ok()? != root.canonicalize().ok()? {
        return None;
    }
    for file in ["HEAD", "logs/HEAD"] {
        let path = root.join(git(root, &["rev-parse", "--git-path", file])?);
        if path.is_file() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    let commit = git(root, &["rev-parse", "--short=10", "HEAD"])?;
    let date = git(root, &["log", "-1", "--format=%cs"])?;
    Some((commit, Some(date)))
}

/// The commit that a package was made of, which cargo writes into it.
pub(crate) fn of_package(root: &Path) -> Option<(String, Option<String>)> {
    let facts = std::fs::read_to_string(root.join(".cargo_vcs_info.json")).ok()?;
    let commit: String = facts.split("\"sha1\": \"").nth(1)?.chars().take(10).collect();
    commit.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some((commit, None))
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").arg("-C").arg(root).args(arguments).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (output.status.success() && !text.is_empty()).then_some(text)
}

/// The day of `SOURCE_DATE_EPOCH`, by which packagers make a build reproducible.
fn source_date() -> Option<String> {
    std::env::var("SOURCE_DATE_EPOCH").ok()?.trim().parse().ok().map(day)
}

/// The day in UTC that so many seconds since 1970 lie in.
pub(crate) fn day(seconds: i64) -> String {
    // Days to a date by way of eras of 400 years that begin on the first of March.
    let days = seconds.div_euclid(86_400) + 719_468;
    let (era, day_of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = era * 400 + year_of_era + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}
