//! Every command line of both READMEs is executed as it stands; only the test command is not, since it would run
//! this test.

use std::path::Path;
use std::process::Command;

use super::harness::{APP_SECRET, Folder, REG_ID, ran, search_path};
use super::served::Served;

/// The commands of a README, in order.
fn commands(readme: &str) -> Vec<&str> {
    let mut commands = Vec::new();
    let mut inside = false;
    for line in readme.lines() {
        match line {
            "```sh" => inside = true,
            "```" => inside = false,
            line if inside && !line.is_empty() && line != "cargo test" => commands.push(line),
            _ => {}
        }
    }
    commands
}

fn run_all(readme: &str) {
    let served = Served::start(APP_SECRET);
    let folder = Folder::empty();
    let device = format!("[devices.my-vivo]\nvendor = \"vivo\"\ntoken = \"{REG_ID}\"\nuser = \"alice\"\n");
    let root = env!("CARGO_MANIFEST_DIR");
    // A fresh app with the plugin in its pubspec.yaml.
    for part in ["bare", "g3/pubspec.yaml", "g3/pubspec.lock"] {
        lay_over(&Path::new(root).join("tests/fixtures/projects/kotlin").join(part), &folder.path("app"));
    }
    let gradle = folder.path("app/android/app/build.gradle.kts");
    let text = std::fs::read_to_string(&gradle).expect("a file");
    std::fs::write(&gradle, text.replace("com.example.imdemo", "com.acme.chat")).expect("the app of the tour");
    for command in commands(readme) {
        let mut shell = Command::new("sh");
        shell.arg("-c").env("PATH", search_path()).env("VIVO_APP_SECRET", APP_SECRET).env("LANG", "en_US.UTF-8");
        if let Some(arguments) = command.strip_prefix("cargo run -q -- ") {
            // The same program, already built: a second cargo would wait for this one.
            shell.arg(format!("pushctl {arguments}")).current_dir(root).env_remove("VIVO_APP_SECRET");
        } else {
            shell.arg(command).current_dir(folder.root()).env("PUSHCTL_ENDPOINT", format!("vivo={}", served.url()));
        }
        let ran = ran(&mut shell);
        assert_eq!(ran.code, 0, "{command}\n{}", ran.all());
        assert!(!ran.stdout.is_empty(), "{command} printed nothing");
        if command.starts_with("pushctl init") {
            std::fs::write(folder.path("push.local.toml"), &device).expect("a phone of one's own");
        }
    }
    assert!(commands(readme).len() > 20, "the tour is shorter than it was");
}

/// Copies a folder, or a file into it, over another one.
pub(crate) fn lay_over(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    if from.is_file() {
        std::fs::copy(from, to.join(from.file_name().expect("a name"))).expect("a copy");
        return;
    }
    for entry in std::fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name");
        if path.is_dir() { lay_over(&path, &to.join(name)) } else { lay_over(&path, to) }
    }
}

/// The workflow that the README shows is the one line of it that is ours, and works.
#[test]
fn the_workflow_of_the_readme_works() {
    for readme in [include_str!("../../README.md"), include_str!("../../README.zh.md")] {
        let block = readme.split("```yaml").nth(1).and_then(|rest| rest.split("```").next()).expect("a workflow");
        let command = block.lines().find_map(|line| line.trim().strip_prefix("- run: pushctl ")).expect("our line");
        let folder = Folder::empty();
        for part in ["kotlin/bare", "kotlin/g3", "push.toml"] {
            let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects").join(part);
            lay_over(&from, folder.root());
        }
        let arguments: Vec<&str> = command.split_whitespace().collect();
        folder.run(&arguments).exits(0);
        assert!(folder.path("push.sarif").is_file());
    }
}

#[test]
fn every_command_of_the_readme_works() {
    run_all(include_str!("../../README.md"));
}

#[test]
fn every_command_of_the_chinese_readme_works() {
    run_all(include_str!("../../README.zh.md"));
}

#[test]
fn both_readmes_show_the_same_commands() {
    let plain = |readme| commands(readme).into_iter().map(|line| line.replace("--lang zh ", "")).collect::<Vec<_>>();
    assert_eq!(plain(include_str!("../../README.md")), plain(include_str!("../../README.zh.md")));
}
