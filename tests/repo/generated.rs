//! Files in the repository that the program itself prints.

use std::process::{Command, Output};

use super::sources::root;

/// What the program prints, whoever runs the tests.
fn printed(arguments: &[&str]) -> String {
    let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_pushctl"))
        .args(arguments)
        .env_clear()
        .env("LANG", "en_US.UTF-8")
        .output()
        .expect("the program starts");
    assert!(status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("UTF-8")
}

#[track_caller]
fn is_fresh(name: &str, arguments: &[&str]) {
    let committed = std::fs::read_to_string(root().join(name)).expect("a committed file").replace("\r\n", "\n");
    let command = arguments.join(" ");
    assert!(committed == printed(arguments), "{name} is stale: cargo run -q -- {command} > {name}");
}

#[test]
fn push_example_toml_is_fresh() {
    is_fresh("push.example.toml", &["schema", "--example"]);
}

#[test]
fn completions_are_fresh() {
    for (shell, name) in [
        ("bash", "pushctl.bash"),
        ("zsh", "_pushctl"),
        ("fish", "pushctl.fish"),
        ("powershell", "_pushctl.ps1"),
        ("elvish", "pushctl.elv"),
    ] {
        is_fresh(&format!("completions/{name}"), &["completions", shell]);
    }
}

#[test]
fn completions_are_the_same_in_every_language() {
    assert_eq!(printed(&["--lang", "zh", "completions", "bash"]), printed(&["completions", "bash"]));
}

#[test]
fn the_schema_is_one_json_document_in_both_languages() {
    for lang in ["en", "zh"] {
        let schema: serde_json::Value = serde_json::from_str(&printed(&["--lang", lang, "schema"])).expect("JSON");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#");
        assert_eq!(schema["additionalProperties"], false);
    }
}

#[test]
fn the_example_works_as_it_stands() {
    let example = root().join("push.example.toml");
    let example = example.to_str().expect("UTF-8");
    printed(&["--config", example, "--emulator", "check"]);
    let sent = printed(&["--config", example, "--emulator", "send-test", "--vendor", "vivo"]);
    assert!(sent.contains("my-vivo"), "{sent}");
}

/// Every page of `man --out`, by its name.
fn pages(lang: &str) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let folder = folder.path().join("man1");
    printed(&["--lang", lang, "man", "--out", folder.to_str().expect("UTF-8")]);
    let page = |entry: std::io::Result<std::fs::DirEntry>| {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(&path).expect("a page"))
    };
    std::fs::read_dir(folder).expect("the folder").map(page).collect()
}

#[test]
fn every_command_has_a_man_page() {
    assert!(printed(&["man"]).contains(".TH pushctl 1"));
    let pages = pages("en");
    for name in ["pushctl", "pushctl-check", "pushctl-send-test", "pushctl-status-token"] {
        assert!(pages.iter().any(|(page, _)| *page == format!("{name}.1")), "{name}");
    }
    assert!(!pages.iter().any(|(name, _)| name.contains("help")), "the help is no command to read about");
    for (name, page) in pages {
        for heading in ["NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "OPTIONS", "GLOBAL OPTIONS", "EXIT STATUS"] {
            let is_there =
                [format!(".SH {heading}\n"), format!(".SH \"{heading}\"\n")].iter().any(|line| page.contains(line));
            assert!(is_there, "{name} has no {heading}");
        }
        assert!(!page.contains("\\fR\n\n.TP"), "{name}: a flag without a word on it");
        let is_main = name == "pushctl.1";
        assert_eq!(page.contains(".SH \"FILES\""), is_main, "{name}");
        assert_eq!(page.contains(".BR pushctl (1)"), !is_main, "{name}");
    }
}

#[test]
fn chinese_man_pages_have_chinese_headings() {
    for (name, page) in pages("zh") {
        for heading in page.lines().filter_map(|line| line.strip_prefix(".SH ")) {
            assert!(!heading.is_ascii(), "{name}: {heading}");
        }
    }
}
