//! THIRD-PARTY.md: the licences of everything that is in the binaries.
//!
//! Freshness is checked against what this machine builds, without the network; writing it needs the crates of all
//! platforms, and is done by hand: `cargo test --test repo -- --ignored write_third_party`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::sources::root;

const NAME: &str = "THIRD-PARTY.md";
const REFRESH: &str = "cargo test --test repo -- --ignored write_third_party";

/// The platforms that releases are built for. The workflow names the same.
const PLATFORMS: &[&str] = &[
    "x86_64-unknown-linux-musl",
    "aarch64-unknown-linux-musl",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
];

fn cargo(arguments: &[&str]) -> String {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let output = Command::new(cargo).args(arguments).current_dir(root()).output().expect("cargo starts");
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// The rows of the table: name and version.
fn rows(text: &str) -> BTreeSet<(String, String)> {
    let cells = |line: &str| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        Some((cells.next()?.to_owned(), cells.next()?.to_owned()))
    };
    text.lines().filter_map(cells).filter(|(name, _)| name != "crate").collect()
}

#[test]
fn the_notice_names_what_is_built() {
    let text = std::fs::read_to_string(root().join(NAME)).expect("the notice").replace("\r\n", "\n");
    let noted = rows(&text);
    let tree = cargo(&["tree", "--locked", "--offline", "-e", "normal,no-proc-macro", "--prefix", "none"]);
    for line in tree.lines().filter(|line| !line.starts_with("pushctl ")) {
        let mut words = line.split(' ');
        let (name, version) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let row = (name.to_owned(), version.trim_start_matches('v').to_owned());
        assert!(noted.contains(&row), "{NAME} lacks {name} {version}: {REFRESH}");
    }
    let lock: toml::Table =
        toml::from_str(&std::fs::read_to_string(root().join("Cargo.lock")).expect("a lock file")).expect("TOML");
    let locked: BTreeSet<(String, String)> = lock["package"]
        .as_array()
        .expect("packages")
        .iter()
        .map(|package| (text_of(&package["name"]), text_of(&package["version"])))
        .collect();
    for (name, version) in &noted {
        assert!(
            locked.contains(&(name.clone(), version.clone())),
            "{NAME} has {name} {version}, which is gone: {REFRESH}"
        );
    }
}

fn text_of(value: &toml::Value) -> String {
    value.as_str().expect("text").to_owned()
}

#[test]
fn releases_are_built_for_the_same_platforms() {
    let workflow = std::fs::read_to_string(root().join(".github/workflows/release.yml")).expect("the workflow");
    for platform in PLATFORMS {
        assert!(workflow.contains(&format!("target: {platform}")), "{platform}");
    }
    assert_eq!(workflow.matches("{ target: ").count(), PLATFORMS.len());
}

/// A crate that is in a binary.
struct Crate {
    name: String,
    version: String,
    licence: String,
    folder: std::path::PathBuf,
}

#[test]
#[ignore = "writes THIRD-PARTY.md; needs the crates of all platforms, and so the registry"]
fn write_third_party() {
    let crates = crates();
    let mut text = String::from(
        "# Third-party licences\n\nThe binaries of pushctl hold these crates, each under the licence named; where there is a choice, MIT is\n\
         taken. Their notices follow. Generated from Cargo.lock for all platforms of a release:\n\n",
    );
    let _ = write!(text, "```sh\n{REFRESH}\n```\n\n| crate | version | licence |\n|---|---|---|\n");
    for Crate { name, version, licence, .. } in &crates {
        let _ = writeln!(text, "| {name} | {version} | {licence} |");
    }
    let bare: Vec<&str> =
        crates.iter().filter(|one| notice_files(one).is_empty()).map(|one| one.name.as_str()).collect();
    if !bare.is_empty() {
        let _ =
            writeln!(text, "\nWithout a notice of its own, under the usual text of its licence: {}.", bare.join(", "));
    }
    for (body, holders) in notices(&crates) {
        let crates: BTreeSet<&str> = holders.keys().map(String::as_str).collect();
        let _ = write!(text, "\n## {}\n\n", crates.into_iter().collect::<Vec<_>>().join(", "));
        let lines: BTreeSet<&str> = holders.values().flatten().map(String::as_str).collect();
        let lines = lines.into_iter().flat_map(|line| [line, "\n"]).collect::<String>();
        let _ = write!(text, "```text\n{lines}{}{body}\n```\n", if lines.is_empty() { "" } else { "\n" });
    }
    std::fs::write(root().join(NAME), text).expect("written");
}

/// Everything below the program that is no build script, test or macro, sorted by name.
fn crates() -> Vec<Crate> {
    let mut arguments = vec!["metadata", "--locked", "--format-version", "1"];
    arguments.extend(PLATFORMS.iter().flat_map(|platform| ["--filter-platform", platform]));
    let metadata: Value = serde_json::from_str(&cargo(&arguments)).expect("JSON");
    let nodes: BTreeMap<&str, &Value> =
        list(&metadata["resolve"]["nodes"]).map(|node| (text(&node["id"]), node)).collect();
    let packages: BTreeMap<&str, &Value> =
        list(&metadata["packages"]).map(|package| (text(&package["id"]), package)).collect();
    let is_macro = |package: &Value| {
        list(&package["targets"]).any(|target| list(&target["kind"]).any(|kind| kind == "proc-macro"))
    };
    let mut seen = BTreeSet::new();
    let mut left = vec![text(&metadata["resolve"]["root"])];
    while let Some(id) = left.pop() {
        let normal = list(&nodes[id]["deps"])
            .filter(|dependency| list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null()))
            .map(|dependency| text(&dependency["pkg"]));
        left.extend(normal.filter(|id| !is_macro(packages[id]) && seen.insert(*id)));
    }
    let described = |id: &str| {
        let package = packages[id];
        let manifest = Path::new(text(&package["manifest_path"]));
        Crate {
            name: text(&package["name"]).to_owned(),
            version: text(&package["version"]).to_owned(),
            licence: package["license"].as_str().unwrap_or("see below").to_owned(),
            folder: manifest.parent().expect("a folder").to_owned(),
        }
    };
    let mut crates: Vec<Crate> = seen.into_iter().map(described).collect();
    crates.sort_by(|one, other| (&one.name, &one.version).cmp(&(&other.name, &other.version)));
    crates
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> &str {
    value.as_str().expect("text")
}

/// Each different notice, with the crates that have it and their own lines of copyright.
fn notices(crates: &[Crate]) -> Vec<(String, BTreeMap<String, Vec<String>>)> {
    let mut notices: BTreeMap<String, (String, BTreeMap<String, Vec<String>>)> = BTreeMap::new();
    for one in crates {
        for file in notice_files(one) {
            let text = String::from_utf8_lossy(&std::fs::read(&file).expect("a notice")).replace("\r\n", "\n");
            let is_own = |line: &&str| {
                let line = line.trim().to_lowercase();
                line.starts_with("copyright (c)") || line.starts_with("copyright ©") || line.starts_with("copyright 2")
            };
            let own = text.lines().filter(is_own).map(|line| line.trim().to_owned()).collect();
            let body: Vec<&str> = text.lines().filter(|line| !is_own(line)).map(str::trim_end).collect();
            let body = body.join("\n").trim_matches('\n').to_owned();
            // Texts that differ in their line breaks alone are one.
            let key = body.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let (_, holders) = notices.entry(key).or_insert_with(|| (body, BTreeMap::new()));
            holders.insert(one.name.clone(), own);
        }
    }
    let mut notices: Vec<_> = notices.into_values().collect();
    notices.sort_by(|(_, one), (_, other)| other.len().cmp(&one.len()).then_with(|| one.keys().cmp(other.keys())));
    notices
}

/// The files that hold a crate's notice. Where MIT may be chosen, its text is enough.
fn notice_files(one: &Crate) -> Vec<std::path::PathBuf> {
    let mut files: Vec<_> = std::fs::read_dir(&one.folder)
        .expect("a crate")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().to_uppercase();
            let begins = ["LICENSE", "LICENCE", "COPYING", "NOTICE", "COPYRIGHT", "UNLICENSE"];
            path.is_file()
                && path.extension().is_none_or(|extension| extension != "rs")
                && begins.iter().any(|word| name.starts_with(word))
        })
        .collect();
    files.sort();
    let may_be_mit = one.licence.split(" AND ").count() == 1 && one.licence.contains("MIT");
    let is_mit = |path: &std::path::PathBuf| path.to_string_lossy().to_uppercase().contains("MIT");
    let mit: Vec<_> = files.iter().filter(|path| is_mit(&path.file_name().expect("a name").into())).cloned().collect();
    if may_be_mit && !mit.is_empty() { mit } else { files }
}
