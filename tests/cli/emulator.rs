//! `pushctl emulator`: address, journal, the command it accompanies, exit codes.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::Stdio;

use crate::harness::{APP_SECRET, Folder, REG_ID};

/// A push server under test, in the fewest words a shell has: it asks the emulator with its own program.
const PUSH: &str = "\"$PUSHCTL\" send-test -d my-vivo --endpoint vivo=$PUSHCTL_EMULATOR_URL";

/// Runs `script` under the emulator.
fn accompany(folder: &Folder, more: &[&str], script: &str) -> crate::harness::Ran {
    let arguments = [&["emulator"], more, &["--", "sh", "-c", script]].concat();
    let mut command = folder.command(&arguments);
    crate::harness::ran(command.env("VIVO_APP_SECRET", APP_SECRET).env("PUSHCTL", env!("CARGO_BIN_EXE_pushctl")))
}

#[test]
fn a_command_gets_the_address_and_its_requests_are_told() {
    let ran = accompany(&Folder::usual(), &[], PUSH).exits(0).keeps(&[APP_SECRET, REG_ID]);
    let first = ran.stdout.lines().next().expect("a line");
    assert!(first.starts_with("http://127.0.0.1:") && !first.ends_with(":8790"), "{first}");
    assert!(ran.stderr.starts_with("the vendors' servers, not an Android emulator\n"), "{}", ran.stderr);
    ran.says(&["POST /message/auth", "POST /message/send", "test mode", "v2-TEST…9f3c", "from your files"]);
}

#[test]
fn the_exit_code_is_the_commands_or_1_when_a_request_was_refused() {
    let folder = Folder::usual().file("s.toml", "[credentials.vivo]\napp_secret = \"another-secret-of-vivo\"\n");
    accompany(&folder, &[], "exit 7").exits(7);
    accompany(&folder, &[], "true").exits(0);
    let refused = accompany(&folder, &["--scenario", "s.toml"], &format!("{PUSH} || true")).exits(1);
    refused.says(&["10206", "1 of 1 requests were refused"]).keeps(&["another-secret-of-vivo", APP_SECRET]);
    accompany(&folder, &["--scenario", "s.toml", "--exit-zero"], &format!("{PUSH} || true")).exits(0);
    folder.run(&["emulator", "--", "no-such-program"]).exits(2).says(&["no-such-program"]);
}

#[test]
fn a_fault_that_was_asked_for_is_no_refusal() {
    let fault = "[[fault]]\nvendor = \"vivo\"\nkind = \"status\"\ntimes = 1\n";
    let folder = Folder::usual().file("s.toml", fault);
    accompany(&folder, &["--scenario", "s.toml"], PUSH).exits(0).says(&["HTTP 503"]);
}

#[test]
fn every_line_of_ndjson_is_an_object() {
    let script = format!("{PUSH} >&2");
    let ran = accompany(&Folder::usual(), &["--format", "ndjson"], &script).exits(0);
    let lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    assert!(lines[0]["url"].as_str().is_some_and(|url| url.starts_with("http://")));
    assert_eq!(lines.len(), 3, "{}", ran.stdout);
    assert_eq!((&lines[1]["operation"], &lines[1]["class"]), (&"authenticate".into(), &"accepted".into()));
    assert_eq!((&lines[2]["operation"], &lines[2]["target"]), (&"send".into(), &"v2-TEST…9f3c".into()));
    let document = accompany(&Folder::usual(), &["--format", "json"], &script).exits(0).json();
    assert_eq!(document["requests"].as_array().map(Vec::len), Some(2));
    assert_eq!((&document["emulated"], &document["verdict"]), (&true.into(), &"ok".into()));
}

#[test]
fn without_push_toml_it_says_which_credentials_it_made_up() {
    let ran = Folder::empty().run_bare(&["emulator", "--lang", "zh", "--", "true"]).exits(0);
    assert!(ran.stderr.starts_with("厂商推送服务器的模拟，不是 Android 模拟器\n"), "{}", ran.stderr);
    ran.says(&["app_id 105000001", "app_secret 11111111-2222-3333-4444-555555555555", "编造"]);
}

#[test]
fn mistakes_of_a_scenario_are_shown_with_their_place() {
    let folder = Folder::empty().file("s.toml", "[[fault]]\nvendor = \"vivo\"\nkind = \"slwo\"\n\n[quotas]\n");
    let ran = folder.run_bare(&["emulator", "--scenario", "s.toml", "--", "true"]).exits(2);
    ran.says(&["s.toml:3:8", "`slow`", "s.toml:5:2", "`quota`", "config/scenario"]);
    folder.run_bare(&["emulator", "--scenario", "none.toml"]).exits(2).says(&["none.toml"]);
}

#[test]
fn it_listens_where_it_is_told_until_it_is_told_to_end() {
    let folder = Folder::empty();
    let mut emulator = folder
        .command(&["emulator", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the program starts");
    let mut lines = BufReader::new(emulator.stdout.take().expect("piped")).lines();
    let url = lines.next().expect("a line").expect("text");
    let address = url.strip_prefix("http://").expect("a URL");
    let taken = folder.run_bare(&["emulator", "--listen", address]).exits(2);
    taken.says(&[address, "in use", "--listen"]);

    let mut stream = TcpStream::connect(address).expect("it listens");
    stream.write_all(b"GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").expect("sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 404"), "{answer}");
    let line = lines.next().expect("a line").expect("text");
    assert!(line.contains("GET /nowhere") && line.contains("no vendor has this path"), "{line}");

    let told = std::process::Command::new("kill").args(["-INT", &emulator.id().to_string()]).status();
    if told.is_ok_and(|told| told.success()) {
        assert_eq!(emulator.wait().expect("it ends").code(), Some(0));
    } else {
        emulator.kill().expect("killed");
        emulator.wait().expect("it ends");
    }
}

#[test]
fn over_tls_it_is_reached_with_its_own_ca() {
    let folder = Folder::usual();
    let script = format!("{PUSH} --ca-file \"$PUSHCTL_EMULATOR_CA\"");
    accompany(&folder, &["--tls"], &script).exits(0).says(&["https://127.0.0.1:", "accepted"]);
    assert!(folder.path("pushctl-emulator-ca.pem").is_file());
}
