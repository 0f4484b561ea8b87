//! Every command line of both READMEs is executed as it stands; only the test command is not, since it would run
//! this test.

use std::path::Path;
use std::process::Command;

use super::harness::{APP_SECRET, Folder, REG_ID, lay_over, ran, search_path};
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

/// A prompt in either language, and what is typed at it.
#[cfg(target_os = "linux")]
type Typed = (&'static str, &'static str, &'static str);

/// What is typed at the prompts of each command.
#[cfg(target_os = "linux")]
const ANSWERS: &[(&str, &[Typed])] = &[
    (
        "init",
        &[
            ("app_secret: ", "app_secret: ", "99999999-8888-7777-6666-555555555555\r"),
            ("Phones to send tests to", "有哪些测试手机", " \r"),
            ("token: ", "token: ", "v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c\r"),
            ("check it now", "现在就检查", "y"),
        ],
    ),
    ("gen-manifest", &[("change 4 file(s)?", "修改 4 个文件？", "y")]),
    ("check", &[]),
    ("send-test", &[]),
];

/// A fresh app with the plugin, vivo's ids in its Gradle file, and Tencent's id of the channel in its assets.
#[cfg(target_os = "linux")]
fn app_of_the_five_minutes() -> Folder {
    let folder = Folder::empty();
    for part in ["bare", "g3/pubspec.yaml", "g3/pubspec.lock"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects/kotlin").join(part);
        lay_over(&from, folder.root());
    }
    let gradle = folder.path("android/app/build.gradle.kts");
    let text = std::fs::read_to_string(&gradle).expect("a file");
    let ids = "applicationId = \"com.acme.chat\"
        manifestPlaceholders[\"VIVO_APPID\"] = \"105000042\"
        manifestPlaceholders[\"VIVO_APPKEY\"] = \"c3b2a19087f6e5d4c3b2a19087f6e5d4\"";
    let text =
        text.replace("applicationId = \"com.example.imdemo\"", ids).replace("com.example.imdemo", "com.acme.chat");
    std::fs::write(&gradle, text).expect("written");
    for name in ["android/app/src/main/AndroidManifest.xml", "ios/Runner.xcodeproj/project.pbxproj"] {
        let text = std::fs::read_to_string(folder.path(name)).expect("a file");
        std::fs::write(folder.path(name), text.replace("com.example.imdemo", "com.acme.chat")).expect("written");
    }
    let configs = "{\n    \"com.acme.chat\": {\n        \"vivoPushBussinessId\": \"40567\"\n    }\n}\n";
    folder.file("android/app/src/main/assets/timpush-configs.json", configs)
}

/// The first five minutes, typed prompt by prompt: every line that the READMEs show is on the screen, in that order.
#[cfg(target_os = "linux")]
#[test]
fn the_five_minutes_are_as_the_readmes_show_them() {
    if !super::shells::has(&["script", "stty"]) {
        return;
    }
    for (readme, lang) in [(include_str!("../../README.md"), "en"), (include_str!("../../README.zh.md"), "zh")] {
        let block = readme.split("```console\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a sitting");
        let folder = app_of_the_five_minutes();
        let sitting = block.split("$ pushctl ").skip(1).map(|part| part.split_once('\n').expect("a screen"));
        let commands: Vec<&str> = sitting.clone().map(|(command, _)| command).collect();
        assert_eq!(commands.len(), ANSWERS.len(), "{commands:?}");
        for ((command, shown), (name, answers)) in sitting.zip(ANSWERS) {
            assert!(command.starts_with(name), "{command}");
            let mut dialogue = super::dialogue::Dialogue::start(
                folder.root(),
                &format!("pushctl {command}"),
                &[("PUSHCTL_LANG", lang)],
            );
            for (en, zh, answer) in *answers {
                match if lang == "zh" { *zh } else { *en } {
                    prompt @ "app_secret: " => dialogue.answers_hidden(prompt, answer),
                    prompt => dialogue.answers(prompt, answer),
                }
            }
            let (code, screen) = dialogue.ends();
            // Only the first look at the project finds something.
            assert_eq!(code, i32::from(*name == "init"), "{command}\n{}", screen.join("\n"));
            let mut rest = screen.iter();
            for line in shown.lines().filter(|line| !line.is_empty() && *line != "…") {
                let is_it = |own: &&String| match line.strip_suffix('…') {
                    Some(beginning) => own.starts_with(beginning),
                    None => own.as_str() == line,
                };
                assert!(rest.any(|own| is_it(&own)), "`{line}` is not shown by {command}:\n{}", screen.join("\n"));
            }
        }
    }
}
