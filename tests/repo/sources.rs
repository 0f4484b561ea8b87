//! The program's own sources, as lines of code.

use std::path::{Path, PathBuf};

/// A file below `src`.
pub(crate) struct Source {
    /// Its path from the root, with `/`.
    pub(crate) path: String,
    /// Its lines without comments and tests, numbered from 1.
    pub(crate) code: Vec<(usize, String)>,
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below `src` whose path `wanted` accepts, tests left out.
pub(crate) fn sources(wanted: impl Fn(&str) -> bool) -> Vec<Source> {
    let mut files = Vec::new();
    collect(&root().join("src"), &mut files);
    files.sort();
    let mut sources: Vec<Source> = files.iter().map(|path| read(path)).collect();
    sources.retain(|source| !is_test(&source.path) && wanted(&source.path));
    sources
}

fn is_test(path: &str) -> bool {
    path.ends_with("/tests.rs") || path.contains("/tests/")
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn read(path: &Path) -> Source {
    let text = std::fs::read_to_string(path).expect("a source");
    let name = path.strip_prefix(root()).expect("below the root").to_string_lossy().replace('\\', "/");
    let until_tests = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    let lines = until_tests.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    Source { path: name, code: lines.map(|(at, line)| (at + 1, line.to_owned())).collect() }
}

/// Fails with place and line for every line of `sources` that holds one of `words`.
#[track_caller]
pub(crate) fn refuse(sources: &[Source], words: &[&str], why: &str) {
    assert!(!sources.is_empty(), "nothing was looked at: {why}");
    let mut found = Vec::new();
    for source in sources {
        for (at, line) in &source.code {
            found.extend(
                words
                    .iter()
                    .filter(|word| line.contains(**word))
                    .map(|word| format!("{}:{at}: `{word}`: {}", source.path, line.trim())),
            );
        }
    }
    assert!(found.is_empty(), "{why}\n{}", found.join("\n"));
}
