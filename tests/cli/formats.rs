//! `--format github|gitlab|sarif|junit` and `--report`, read by parsers that are not ours.

use std::process::Command;

use roxmltree::Document;
use serde_json::Value;

use super::harness::{APP_SECRET, Folder, REG_ID, Ran, push_toml, ran};
use super::served::Served;

/// A repository with the app in a subfolder: a misspelt key, Chinese before a mistake, a warning, a note.
const MISTAKES: &str = "[vivo]\r\nbuz_id = \"34567\"\r\n\"app_id\" = \"中文\" # 注释\r\napp_key = \"unusual\"\r\n\
                        app_secret = \"${VIVO_APP_SECRET}\"\r\ncategry = \"IM\"\r\n";

fn repository(push_toml: &str) -> Folder {
    Folder::empty().file(".git/HEAD", "").file("app/push.toml", push_toml).file("app/lib/main.dart", "")
}

fn command(folder: &Folder, below: &str, arguments: &[&str]) -> Command {
    let mut command = folder.command(arguments);
    command.current_dir(folder.path(below));
    command
}

fn run_in(folder: &Folder, below: &str, arguments: &[&str]) -> Ran {
    ran(&mut command(folder, below, arguments))
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error} in:\n{text}"))
}

/// Class, name and what stands inside of every case.
fn cases(xml: &str) -> Vec<(String, String, String)> {
    let document = Document::parse(xml).unwrap_or_else(|error| panic!("{error} in:\n{xml}"));
    let attribute = |node: &roxmltree::Node<'_, '_>, name| node.attribute(name).expect("an attribute").to_owned();
    let cases = document.descendants().filter(|node| node.has_tag_name("testcase"));
    cases
        .map(|case| {
            let inside = case.first_element_child().map_or(String::new(), |child| child.tag_name().name().to_owned());
            (attribute(&case, "classname"), attribute(&case, "name"), inside)
        })
        .collect()
}

#[track_caller]
fn has_case(xml: &str, class: &str, name: &str, inside: &str) {
    let cases = cases(xml);
    let is_there = cases.iter().any(|case| case.0 == class && case.1.starts_with(name) && case.2 == inside);
    assert!(is_there, "no {class} {name} with `{inside}` in {cases:#?}");
}

#[test]
fn github_gets_annotations_from_the_root_of_the_repository() {
    let folder = repository(MISTAKES);
    for below in ["app", "app/lib"] {
        let ran = run_in(&folder, below, &["check", "--offline", "--format", "github"]).exits(1);
        let lines: Vec<&str> = ran.stdout.lines().collect();
        let begins = [
            "::error file=app/push.toml,line=3,col=12,endLine=3,endColumn=16,title=vivo/app-id-format::",
            "::error file=app/push.toml,line=6,col=1,endLine=6,endColumn=8,title=config/unknown-key::[vivo] has no key \
             `categry`. Fix: did you mean `category`?",
            "::warning file=app/push.toml,line=4,col=11,endLine=4,endColumn=20,title=vivo/app-key-format::",
            "::notice file=app/push.toml,line=5,col=14,endLine=5,endColumn=34,title=config/not-set::",
        ];
        assert_eq!(lines.len(), begins.len(), "{}", ran.stdout);
        for (line, begin) in lines.iter().zip(begins) {
            assert!(line.starts_with(begin), "{line}\n{begin}");
        }
        assert_eq!(ran.stderr, "2 errors, 1 warning, 1 note\n");
    }
}

#[test]
fn the_workspace_of_github_comes_before_the_nearest_repository() {
    let folder = repository(MISTAKES).file("app/.git", "gitdir: ../.git/modules/app\n");
    let mut inner = command(&folder, "app", &["check", "--offline", "--format", "github"]);
    assert!(ran(&mut inner).stdout.starts_with("::error file=push.toml,"));
    assert!(ran(inner.env("GITHUB_WORKSPACE", folder.root())).stdout.starts_with("::error file=app/push.toml,"));
}

#[test]
fn gitlab_gets_code_quality() {
    let folder = repository(MISTAKES);
    let issues = |folder: &Folder| {
        let ran = run_in(folder, "app", &["check", "--offline", "--format", "gitlab", "-q"]).exits(1);
        assert_eq!(ran.stderr, "");
        ran.json().as_array().expect("an array").clone()
    };
    let before = issues(&folder);
    let severities: Vec<&Value> = before.iter().map(|issue| &issue["severity"]).collect();
    assert_eq!(severities, ["critical", "critical", "minor", "info"]);
    assert!(before.iter().all(|issue| issue["location"]["path"] == "app/push.toml"));
    let after = issues(&repository(&format!("# a new line\r\n{MISTAKES}")));
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before["fingerprint"], after["fingerprint"]);
        let line = |issue: &Value| issue["location"]["lines"]["begin"].as_u64().expect("a line");
        assert_eq!(line(before) + 1, line(after));
    }
}

#[test]
fn several_reports_of_one_run() {
    let folder = repository(MISTAKES);
    let arguments = [
        "check",
        "--offline",
        "--format",
        "github",
        "--report",
        "sarif=push.sarif",
        "--report",
        "junit=lib/push.xml",
        "--report",
        "json=push.json",
        "--report",
        "table=push.txt",
        "--report",
        "gitlab=../cq.json",
    ];
    let all = run_in(&folder, "app", &arguments).exits(1);
    let written = "push.sarif, lib/push.xml, push.json, push.txt, ../cq.json written";
    assert_eq!(all.stderr, format!("2 errors, 1 warning, 1 note ({written})\n"));
    let alone = |format| run_in(&folder, "app", &["check", "--offline", "--format", format]).stdout;
    assert_eq!(read(&folder, "app/push.sarif"), alone("sarif"));
    assert_eq!(read(&folder, "app/lib/push.xml"), alone("junit"));
    assert_eq!(read(&folder, "app/push.json"), alone("json"));
    assert_eq!(read(&folder, "app/push.txt"), alone("table"));
    assert_eq!(read(&folder, "cq.json"), alone("gitlab"));
    let log = json(&read(&folder, "app/push.sarif"));
    assert_eq!(log["runs"][0]["results"].as_array().map(Vec::len), Some(4));
    let xml = read(&folder, "app/lib/push.xml");
    has_case(&xml, "pushctl.general", "push.toml", "");
    has_case(&xml, "pushctl.vivo", "credentials", "skipped");
    has_case(&xml, "pushctl.vivo", "vivo/app-id-format", "failure");
    has_case(&xml, "pushctl.vivo", "vivo/app-key-format", "system-out");
    has_case(&xml, "pushctl.vivo", "config/not-set", "skipped");
    let left: Vec<_> = std::fs::read_dir(folder.path("app")).expect("a folder").filter_map(Result::ok).collect();
    assert!(left.iter().all(|entry| !entry.file_name().to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn a_report_takes_the_place_of_an_older_one_and_says_so() {
    let folder = Folder::usual().file("push.sarif", "old");
    let arguments = ["check", "--offline", "--report", "sarif=push.sarif", "--lang", "zh"];
    let ran = folder.run(&arguments).exits(0);
    assert_eq!(ran.stderr, "已写入 push.sarif\n");
    assert!(ran.stdout.contains('✓'), "{}", ran.stdout);
    assert_eq!(json(&read(&folder, "push.sarif"))["version"], "2.1.0");
    let ran = folder.run(&[&arguments[..], &["--format", "github"]].concat()).exits(0);
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("", "没有问题（已写入 push.sarif）\n"));
}

#[test]
fn what_a_vendor_says_is_reported_too() {
    let folder = Folder::usual();
    let all = ["--report", "sarif=push.sarif", "--report", "junit=push.xml", "--report", "gitlab=cq.json"];
    let check = |served: &str, more: &[&str]| {
        let endpoint = format!("vivo={served}");
        folder.run(&[&["check", "--format", "github", "--endpoint", &endpoint][..], &all, more].concat())
    };
    let good = Served::start(APP_SECRET);
    check(good.url(), &[]).exits(0);
    has_case(&read(&folder, "push.xml"), "pushctl.vivo", "credentials", "");

    let wrong = Served::start("00000000-0000-0000-0000-000000000000");
    let refused = check(wrong.url(), &[]).exits(1);
    assert!(refused.stdout.starts_with("::error title=vivo/credentials::vivo: credentials refused (10206 "));
    assert!(refused.stdout.contains(". Fix: "), "{}", refused.stdout);
    has_case(&read(&folder, "push.xml"), "pushctl.vivo", "credentials", "failure");
    let result = json(&read(&folder, "push.sarif"))["runs"][0]["results"][0].clone();
    assert_eq!(result["ruleId"], "vivo/credentials");
    assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "push.toml");
    assert_eq!(json(&read(&folder, "cq.json"))[0]["location"]["path"], "push.toml");
    refused.keeps(&[APP_SECRET]);
    check(wrong.url(), &["--exit-zero"]).exits(0);

    let silent = check("http://127.0.0.1:9", &[]).exits(3).says(&["1 undetermined"]);
    assert!(silent.stdout.starts_with("::warning title=vivo/network::vivo: no answer ("), "{}", silent.stdout);
    has_case(&read(&folder, "push.xml"), "pushctl.vivo", "credentials", "skipped");
    let run = json(&read(&folder, "push.sarif"))["runs"][0].clone();
    assert_eq!(run["results"].as_array().map(Vec::len), Some(0));
    assert_eq!(run["invocations"][0]["toolExecutionNotifications"][0]["descriptor"]["id"], "vivo/network");
}

#[test]
fn one_phone_is_reported_link_by_link() {
    let served = Served::start(APP_SECRET);
    let endpoint = format!("vivo={}", served.url());
    let arguments = ["check", "-d", "my-vivo", "--format", "junit", "--endpoint", &endpoint];
    let xml = Folder::usual().run(&arguments).exits(0).keeps(&[REG_ID]).stdout;
    has_case(&xml, "pushctl.vivo", "project", "skipped");
    has_case(&xml, "pushctl.vivo", "credentials my-vivo", "");
    has_case(&xml, "pushctl.vivo", "token my-vivo", "");
    has_case(&xml, "pushctl.vivo", "certificate id", "skipped");
}

#[test]
fn a_file_that_cannot_be_used_is_reported_too() {
    let folder = repository("[vivo]\napp_id = 1 2\n");
    let ran = run_in(&folder, "app", &["check", "--format", "github", "--report", "junit=push.xml"]).exits(2);
    assert!(ran.stdout.starts_with("::error file=app/push.toml,line=2,"), "{}", ran.stdout);
    ran.says(&["push.toml:2:", "(push.xml written)"]);
    has_case(&read(&folder, "app/push.xml"), "pushctl.general", "config/syntax", "failure");
    let run = run_in(&folder, "app", &["check", "--format", "sarif"]).exits(2).json()["runs"][0].clone();
    assert_eq!(run["results"][0]["ruleId"], "config/syntax");
    assert_eq!(run["invocations"][0]["executionSuccessful"], false);

    // No file at all, and so no place.
    let folder = Folder::empty().file(".git/HEAD", "").file("app/x", "");
    let ran = run_in(&folder, "app", &["check", "--format", "gitlab", "--report", "table=push.txt"]).exits(2);
    assert_eq!(ran.json()[0]["check_name"], "config/not-found");
    assert_eq!(ran.json()[0]["location"]["path"], "app/push.toml");
    assert!(read(&folder, "app/push.txt").contains("config/not-found"));

    // The command line, and so no finding.
    let ran = Folder::usual().run(&["check", "--vendor", "vvo", "--format", "github"]).exits(2);
    assert_eq!(ran.stdout, "::error title=pushctl/unusable::there is no vendor `vvo`. Fix: did you mean `vivo`?\n");
    assert!(ran.stderr.starts_with("error: there is no vendor `vvo`\n"), "{}", ran.stderr);
    let xml = Folder::usual().run(&["check", "--vendor", "vvo", "--format", "junit"]).exits(2).stdout;
    has_case(&xml, "pushctl.general", "pushctl/unusable", "error");
    let json = Folder::usual().run(&["check", "--vendor", "vvo", "--format", "json"]).exits(2).json();
    assert_eq!((&json["verdict"], &json["error"]["hint"]), (&"unusable".into(), &"did you mean `vivo`?".into()));
}

#[test]
fn a_report_that_cannot_be_written_stops_before_a_vendor_is_asked() {
    let served = Served::start(APP_SECRET);
    let endpoint = format!("vivo={}", served.url());
    let folder = Folder::usual().file("folder/x", "");
    let refuse = |reports: &[&str], words: &[&str]| {
        let reports = reports.iter().flat_map(|report| ["--report", report]);
        let arguments: Vec<&str> = ["check", "--endpoint", endpoint.as_str()].into_iter().chain(reports).collect();
        let ran = folder.run(&arguments).exits(2).says(words);
        assert_eq!(ran.stdout, "");
    };
    refuse(&["sarif=nowhere/push.sarif"], &["--report sarif=nowhere/push.sarif: there is no folder nowhere"]);
    refuse(&["sarif=folder"], &["that is a folder"]);
    refuse(&["junit=a.xml", "sarif=./folder/../a.xml"], &["two reports would go to ./folder/../a.xml"]);
    refuse(&["ndjson=a"], &["`ndjson` is printed as things happen", "table, json, github, gitlab, sarif, junit"]);
    refuse(&["sarrif=a"], &["there is no format `sarrif`", "did you mean `sarif`?"]);
    refuse(&["push.sarif"], &["`--report` wants FORMAT=FILE"]);
    refuse(&["sarif="], &["`--report` wants FORMAT=FILE"]);
    assert!(served.entries().is_empty());
    assert!(!folder.path("a.xml").exists());
}

#[cfg(unix)]
#[test]
fn a_device_is_written_to_and_not_replaced() {
    let ran = Folder::usual().run(&["check", "--offline", "-q", "--report", "sarif=/dev/stdout"]).exits(0);
    assert_eq!(ran.json()["version"], "2.1.0");
}

#[test]
fn only_commands_that_judge_files_have_them() {
    for command in [&["send-test"][..], &["explain", "10302"], &["gen-manifest"], &["status"], &["schema"]] {
        for format in ["github", "gitlab", "sarif", "junit"] {
            let ran = Folder::usual().run(&[command, &["--format", format]].concat()).exits(2);
            assert_eq!(ran.stdout, "");
            ran.says(&[
                &format!("the format `{format}` is for commands that judge files"),
                "`check`, `gen-manifest --check`",
            ]);
        }
        let report =
            Folder::usual().run(&[command, &["--report", "sarif=push.sarif", "--lang", "zh"]].concat()).exits(2);
        report.says(&["`--report` 只用于检查文件的命令：`check`、`gen-manifest --check`"]);
    }
}

#[test]
fn no_format_shows_a_secret() {
    let local = format!(
        "[vivo]\napp_id = \"{APP_SECRET}\"\napp_secret = \"{APP_SECRET}\"\ncategory = \"{APP_SECRET}\"\n\
         secret = \"{APP_SECRET}\"\n[devices.x]\nvendor = \"vivo\"\ntoken = \"{REG_ID} \"\n"
    );
    let broken = format!("{local}\n[vivo]\n");
    for local in [local, broken] {
        let folder = Folder::with(&push_toml()).file("push.local.toml", &local);
        for format in ["table", "json", "github", "gitlab", "sarif", "junit"] {
            let report = format!("{format}=report");
            let ran = folder.run(&["check", "--offline", "--format", format, "--report", &report]);
            assert!(ran.code > 0, "{}", ran.all());
            assert!(!read(&folder, "report").is_empty(), "{format}");
            for secret in [APP_SECRET, REG_ID] {
                assert!(!read(&folder, "report").contains(secret), "{format}: {}", read(&folder, "report"));
            }
            ran.keeps(&[APP_SECRET, REG_ID]);
        }
    }
}

#[test]
fn an_emulator_is_never_taken_for_the_vendors() {
    let folder = Folder::usual();
    let check = |format| folder.run(&["--emulator", "check", "--format", format]).exits(0);
    for format in ["github", "gitlab", "sarif", "junit"] {
        assert!(check(format).stderr.contains("emulated: no vendor was asked"), "{format}");
    }
    assert!(check("github").stdout.contains("::notice title=pushctl::emulated: no vendor was asked"));
    assert_eq!(check("sarif").json()["runs"][0]["properties"]["emulated"], true);
    assert!(check("junit").stdout.contains("<property name=\"emulated\" value=\"true\"/>"));
}
