use super::harness::{Folder, ran};
use std::io::Write;
use std::process::Stdio;

fn explain(words: &[&str]) -> super::harness::Ran {
    Folder::empty().run_bare(&[&["explain"], words].concat())
}

fn explain_answer(text: &str, more: &[&str]) -> super::harness::Ran {
    let folder = Folder::empty();
    let mut command = folder.command(&[&["explain", "vivo", "-"], more].concat());
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    child.stdin.take().expect("piped").write_all(text.as_bytes()).expect("reads");
    let output = child.wait_with_output().expect("ends");
    super::harness::Ran {
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().expect("no signal"),
    }
}

#[test]
fn a_code_has_class_cause_and_remedy_in_both_languages() {
    explain(&["10302"]).exits(0).says(&["vivo 10302  regId 不合法", "token-invalid", "cause", "remedy", "confidence"]);
    explain(&["vivo", "10206", "--lang", "zh"]).exits(0).says(&["原因", "改法", "App secret"]);
    explain(&["4"]).exits(0).says(&["vivo invalidUser.status 4", "test devices"]);
    explain(&["vivo", "10000"]).exits(0).says(&["vivo 10000", "vivo client SDK 10000"]);
}

#[test]
fn a_rule_has_its_page() {
    explain(&["vivo/swapped"]).exits(0).says(&["app_id and app_key are not swapped", "remedy"]);
    explain(&["vivo", "swapped"]).exits(0).says(&["vivo/swapped"]);
    explain(&["nokia/swapped"]).exits(2).says(&["there is no rule `nokia/swapped`"]);
    explain(&["vivo/swaped"]).exits(2).says(&["did you mean `vivo/swapped`?"]);
}

#[test]
fn an_answer_out_of_a_log_is_read() {
    let line = r#"2026-11-24 push {"result":0,"desc":"请求成功","taskId":"121","invalidUser":{"status":2,"userid":"v2-Ck"}} end"#;
    explain_answer(line, &[])
        .exits(0)
        .says(&["result 0, but invalidUser.status 2", "should look at `invalidUser`", "uninstalled"])
        .keeps(&["v2-Ck"]);
    let json = explain_answer(r#"{"result":"19999","desc":"新的"}"#, &["--format", "json"]).exits(0).json();
    assert_eq!((&json["codes"][0]["code"], &json["codes"][0]["text"]), (&"19999".into(), &"新的".into()));
    explain_answer(r#"{"result":10209,"desc":"a\u001b[31mred"}"#, &[])
        .exits(0)
        .says(&["vivo 10209  a [31mred", "class credentials", "does not know"])
        .keeps(&["\u{1b}"]);
    explain_answer(&format!("{line}\n{line}"), &["--lang", "zh"])
        .exits(0)
        .says(&["result 0，但是 invalidUser.status 2", "2 次"]);
    explain_answer("", &[]).exits(2).says(&["no answer of a vendor on standard input"]);
    explain_answer("<html>", &[]).exits(2);
    explain_answer(r#"{"result":0,"de"#, &[]).exits(2);
}

#[test]
fn the_whole_catalogue_is_json() {
    let json = explain(&["--format", "json"]).exits(0).json();
    let codes = json["codes"].as_array().expect("codes");
    let of = |vendor: &str| codes.iter().filter(|code| code["vendor"] == vendor).count();
    for vendor in pushctl::vendors::VENDORS {
        assert_eq!(of(vendor.key), vendor.codes.entries().len(), "{}", vendor.key);
    }
    assert!(codes.iter().all(|code| code["class"].is_string() && code["retry"].is_string()));
    assert!(json["rules"].as_array().is_some_and(|rules| rules.len() > 20));
}

#[test]
fn what_is_named_narrows_the_document() {
    let narrowed = explain(&["--vendor", "vivo", "--format", "json"]).exits(0).json();
    let named = explain(&["vivo", "--format", "json"]).exits(0).json();
    assert_eq!((&named["codes"], &named["rules"]), (&narrowed["codes"], &narrowed["rules"]));
    let rules = named["rules"].as_array().expect("rules");
    assert!(rules.iter().all(|rule| rule["rule"].as_str().is_some_and(|id| id.starts_with("vivo/"))));
    let lines = explain(&["vivo", "10000", "--format", "ndjson"]).exits(0).stdout;
    let scopes: Vec<_> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["scope"].clone())
        .collect();
    assert_eq!(scopes, ["result", "client"]);
}

#[test]
fn a_log_need_not_be_utf_8() {
    let folder = Folder::empty().bytes("push.log", b"\xcd\xc6\xcb\xcd {\"result\":10302,\"desc\":\"regId \xb2\xbb\"}");
    let mut command = folder.command(&["explain", "vivo", "-"]);
    ran(command.stdin(std::fs::File::open(folder.path("push.log")).expect("there"))).exits(0).says(&["vivo 10302"]);
}

#[test]
fn a_narrow_terminal_cuts_nothing_off() {
    let folder = Folder::empty();
    let ran = ran(folder.command(&["explain", "vivo", "10302", "--lang", "zh"]).env("COLUMNS", "40"));
    for line in ran.exits(0).stdout.lines() {
        assert!(pushctl::output::layout::width(line) <= 40, "{line}");
    }
}

#[test]
fn what_nobody_knows_gets_a_next_step() {
    explain(&["nopush"]).exits(2).says(&["did you mean `no-push`?"]);
    explain(&["vivo", "1032"]).exits(2).says(&["no code `1032`", "`10302`"]);
    explain(&["vivo", "-99"]).exits(2).says(&["`-99`"]);
    explain(&["vvo", "1"]).exits(2).says(&["did you mean `vivo`?"]);
}

#[test]
fn the_checklist_ends_with_the_vendor_s_own_points() {
    let ran = explain(&["no-push", "--lang", "zh"]).exits(0).says(&["pushctl check", "离线推送自查", "测试设备"]);
    assert!(ran.stdout.lines().count() > 24);
    let points = explain(&["no-push", "--format", "json"]).exits(0).json()["checklist"].clone();
    let last = points.as_array().and_then(|points| points.last()).expect("points");
    let last_vendor = pushctl::vendors::VENDORS.last().expect("a vendor").key;
    assert_eq!((&points[0]["vendor"], &last["vendor"]), (&serde_json::Value::Null, &last_vendor.into()));
    assert!(last["commands"][0].as_str().is_some_and(|command| command.starts_with("pushctl ")));
    explain(&["vivo"]).exits(0).says(&["2026-11-23", "SUBSCRIPTION     system", "10073"]);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let folder = Folder::empty();
    let mut shell = std::process::Command::new("sh");
    shell
        .arg("-c")
        .arg(format!("'{}' explain --format json | head -1; '{0}' explain | head -1", env!("CARGO_BIN_EXE_pushctl")));
    let ran = ran(shell.current_dir(folder.root())).exits(0);
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
}
