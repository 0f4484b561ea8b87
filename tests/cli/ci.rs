//! The documents on CI and the hooks of pre-commit: every command of ours in them is executed as it stands.

use std::process::Command;

use saphyr::{LoadableYamlNode, Yaml};

use super::harness::lay_over;
use super::harness::{Folder, Ran, push_toml, ran, search_path};

const DOCUMENTS: [&str; 2] = [include_str!("../../docs/ci.md"), include_str!("../../docs/ci.zh.md")];
const HOOKS: &str = include_str!("../../.pre-commit-hooks.yaml");

/// A repository whose project is right, with the profile that the documents name.
fn project() -> Folder {
    let folder = Folder::empty();
    let fixtures = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects");
    for part in ["kotlin/bare", "kotlin/g3"] {
        lay_over(&fixtures.join(part), folder.root());
    }
    let push_toml = push_toml().replace("com.acme.chat", "com.example.imdemo");
    folder.file("push.toml", &format!("{push_toml}\n[profiles.prod.vivo]\ncategory = \"IM\"\n"))
}

/// Runs a command line as a job does. No vendor is there to be asked: the emulator is.
fn job(folder: &Folder, line: &str) -> Ran {
    let mut shell = Command::new("sh");
    shell.args(["-e", "-c", line]).current_dir(folder.root()).env("PATH", search_path());
    shell.env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
    if line.contains("pushctl check") && !line.contains("--offline") {
        shell.env("PUSHCTL_EMULATOR", "");
    }
    ran(&mut shell)
}

/// The blocks of a document in this language, such as `yaml`.
fn blocks<'a>(document: &'a str, language: &str) -> Vec<&'a str> {
    let start = format!("```{language}\n");
    document.split(start.as_str()).skip(1).filter_map(|rest| rest.split("```").next()).collect()
}

/// Every string below a node.
fn strings(node: &Yaml<'_>, found: &mut Vec<String>) {
    match node {
        Yaml::Sequence(items) => items.iter().for_each(|item| strings(item, found)),
        Yaml::Mapping(entries) => entries.iter().for_each(|(_, value)| strings(value, found)),
        node => found.extend(node.as_str().map(str::to_owned)),
    }
}

fn yaml(text: &str) -> Yaml<'_> {
    let mut documents = Yaml::load_from_str(text).unwrap_or_else(|error| panic!("{error} in\n{text}"));
    documents.remove(0)
}

#[test]
fn every_command_of_the_documents_works() {
    for document in DOCUMENTS {
        let folder = project();
        let mut lines: Vec<String> = Vec::new();
        let examples = blocks(document, "yaml");
        assert_eq!(examples.len(), 3, "GitHub, GitLab, pre-commit");
        for block in &examples {
            strings(&yaml(block), &mut lines);
        }
        lines.retain(|line| line.starts_with("pushctl "));
        lines.extend(blocks(document, "sh").iter().flat_map(|block| block.lines()).map(str::to_owned));
        assert_eq!(lines.len(), 6, "{lines:?}");
        for line in lines {
            job(&folder, &line).exits(0);
        }
        for report in ["push.sarif", "push.xml", "cq.json"] {
            assert!(folder.path(report).is_file(), "{report}");
        }
    }
}

#[test]
fn both_documents_show_the_same_jobs() {
    let commands = DOCUMENTS.map(|document| {
        let mut found = Vec::new();
        for block in blocks(document, "yaml").iter().take(2) {
            strings(&yaml(block), &mut found);
        }
        found
    });
    assert_eq!(commands[0], commands[1]);
}

/// A vendor that is down leaves the nightly job yellow; wrong secrets do not.
#[test]
fn a_vendor_that_is_down_is_a_warning() {
    let folder = Folder::usual().file("x", "");
    let lines = blocks(DOCUMENTS[0], "yaml").concat();
    let line = lines.lines().find(|line| line.contains("vendor not reachable")).expect("the nightly job");
    let line = line.trim().trim_start_matches("- run: ").replace(" --profile prod", "");
    let run = |endpoint: &str| {
        let mut shell = Command::new("sh");
        shell.args(["-e", "-c", &line]).current_dir(folder.root()).env("PATH", search_path());
        shell.env("VIVO_APP_SECRET", super::harness::APP_SECRET).env("PUSHCTL_ENDPOINT", endpoint);
        ran(&mut shell)
    };
    run("vivo=http://127.0.0.1:9").exits(0).says(&["::warning::vendor not reachable"]);
    let refused = super::served::Served::start("00000000-0000-0000-0000-000000000000");
    run(&format!("vivo={}", refused.url())).exits(1).keeps(&["::warning::"]);
}

#[test]
fn the_hooks_of_pre_commit_work() {
    let hooks = yaml(HOOKS);
    let hooks = hooks.as_sequence().expect("a list of hooks");
    let text = |hook: &Yaml<'_>, key: &str| {
        hook.as_mapping_get(key).and_then(|value| value.as_str()).unwrap_or_else(|| panic!("no {key}")).to_owned()
    };
    let mut ids: Vec<String> = Vec::new();
    for hook in hooks {
        assert_eq!(text(hook, "language"), "rust");
        assert!(!text(hook, "name").is_empty() && !text(hook, "description").is_empty());
        let folder = project();
        let entry = text(hook, "entry");
        job(&folder, &entry).exits(0);
        // What the documents advise where push.toml lies elsewhere.
        job(&folder, &format!("{entry} --config push.toml")).exits(0);
        let broken = project().file("push.toml", "[vivo]\napp_id = \"1\"\n");
        let code = job(&broken, &entry).code;
        assert!((1..=2).contains(&code), "{entry}: {code}");
        ids.push(text(hook, "id"));
    }
    for document in DOCUMENTS {
        for id in &ids {
            assert!(document.contains(&format!("- id: {id}\n")), "{id}");
        }
    }
}
