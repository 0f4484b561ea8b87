//! What a release is made of: its version, its package, its workflow, the licences of what is in it.

use std::process::Command;

use super::sources::root;

#[path = "../../build.rs"]
#[expect(
    dead_code,
    clippy::print_stdout,
    reason = "cargo calls the rest of the build script, and reads what it prints"
)]
mod build;

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A key of Cargo.toml's package.
fn package(key: &str) -> toml::Value {
    let manifest: toml::Table = toml::from_str(&read("Cargo.toml")).expect("TOML");
    manifest["package"].get(key).unwrap_or_else(|| panic!("no {key}")).clone()
}

#[test]
fn a_day_is_told_from_seconds() {
    for (seconds, expected) in [
        (0, "1970-01-01"),
        (-1, "1969-12-31"),
        (951_782_400, "2000-02-29"),
        (1_709_164_800, "2024-02-29"),
        (1_709_251_199, "2024-02-29"),
        (1_709_251_200, "2024-03-01"),
        (4_107_542_400, "2100-03-01"),
    ] {
        assert_eq!(build::day(seconds), expected, "{seconds}");
    }
}

/// A package from the registry has no git; a folder in somebody else's repository must not show that one's commit.
#[test]
fn a_commit_is_ours_or_none() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(build::of_package(folder.path()), None);
    assert_eq!(build::of_repository(folder.path()), None);
    assert_eq!(build::of_repository(&root().join("src")), None);
    let write = |text: &str| std::fs::write(folder.path().join(".cargo_vcs_info.json"), text).expect("a file");
    write("{\n  \"git\": {\n    \"sha1\": \"6973546aaa0000000000000000000000000000ff\"\n  }\n}");
    assert_eq!(build::of_package(folder.path()), Some(("6973546aaa".to_owned(), None)));
    write("{\"git\": {\"sha1\": \"not a commit\"}}");
    assert_eq!(build::of_package(folder.path()), None);
}

#[test]
fn the_version_begins_with_its_number() {
    let printed = |flag: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_pushctl")).arg(flag).env_clear().output().expect("it starts");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let number = format!("pushctl {}", env!("CARGO_PKG_VERSION"));
    assert_eq!(printed("-V"), format!("{number}\n"));
    let long = printed("--version");
    let facts = long.trim_end().strip_prefix(&number).expect("the number first");
    assert!(facts.is_empty() || (facts.starts_with(" (") && facts.ends_with(')')), "{long}");
}

/// Everything that is compiled in has to be in the package, and nothing that is nobody's business.
#[test]
fn the_package_is_complete_and_clean() {
    let cargo = option_env!("CARGO").unwrap_or("cargo");
    let listed = Command::new(cargo)
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(root())
        .output()
        .expect("cargo starts");
    let list = String::from_utf8(listed.stdout).expect("UTF-8").replace('\\', "/");
    assert!(listed.status.success(), "{}", String::from_utf8_lossy(&listed.stderr));
    for name in ["build.rs", "THIRD-PARTY.md", "LICENSE-MIT", "LICENSE-APACHE", "src/cli/help.zh.toml", "docs/ci.md"] {
        assert!(list.lines().any(|line| line == name), "{name} is not in the package");
    }
    let made_by_cargo = [".cargo_vcs_info.json", "Cargo.lock", "Cargo.toml", "Cargo.toml.orig"];
    let wanted = ["build.rs", "CHANGELOG.md", "push.example.toml", "THIRD-PARTY.md", "README.md", "README.zh.md"];
    let folders = ["src/", "benches/", "completions/", "docs/", "tests/fixtures/", "LICENSE-"];
    for line in list.lines() {
        let is_wanted = made_by_cargo.contains(&line)
            || wanted.contains(&line)
            || folders.iter().any(|folder| line.starts_with(folder));
        assert!(is_wanted && !line.contains(".local."), "{line} is in the package");
    }
}

#[test]
fn everything_names_the_same_rust() {
    let version = package("rust-version");
    let version = version.as_str().expect("a version");
    for name in [".github/workflows/release.yml", "docs/ci.md", "docs/ci.zh.md", "README.md", "README.zh.md"] {
        let text = read(name);
        assert!(text.contains(version), "{name} does not name Rust {version}");
    }
}
