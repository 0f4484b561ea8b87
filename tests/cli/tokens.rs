//! `status token --from`: lists of every kind, what becomes of bad lines, results that are kept and gone on with.

mod ends;
mod kill;

use std::collections::BTreeMap;
use std::io::Write;
use std::process::Stdio;

use serde_json::Value;

use super::harness::{APP_SECRET, Folder, REG_ID, Ran, ran};

/// Phones by the beginning of their tokens.
const PHONES: &str = "[[token]]\nvendor = \"vivo\"\npattern = \"v2-LIVE*\"\nstate = \"ok\"\n\
                      [[token]]\nvendor = \"vivo\"\npattern = \"v2-DEAD*\"\nstate = \"dead\"\n";

fn live(number: u32) -> String {
    format!("v2-LIVE{number:045}")
}

fn dead(number: u32) -> String {
    format!("v2-DEAD{number:045}")
}

fn folder() -> Folder {
    Folder::usual().file("s.toml", PHONES)
}

/// Asks about a list of vivo's.
fn ask(folder: &Folder, from: &str, more: &[&str]) -> Ran {
    let arguments = ["status", "token", "--vendor", "vivo", "--emulator=s.toml", "--rate", "1000", "--from", from];
    folder.run(&[&arguments[..], more].concat())
}

/// The results in a file by line of the list, of which each has one.
#[track_caller]
fn results(folder: &Folder, out: &str) -> BTreeMap<u64, Value> {
    let text = std::fs::read_to_string(folder.path(out)).expect("results");
    let mut lines = BTreeMap::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {line}"));
        let number = value["line"].as_u64().expect("a line");
        assert!(lines.insert(number, value).is_none(), "line {number} has two results");
    }
    lines
}

fn states(lines: &BTreeMap<u64, Value>) -> Vec<(u64, &str)> {
    lines.iter().map(|(line, value)| (*line, value["state"].as_str().unwrap_or("skipped"))).collect()
}

fn gzip(text: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text.as_bytes()).expect("memory");
    encoder.finish().expect("memory")
}

/// A zstd frame with one raw block, written by hand: RFC 8878 sections 3.1.1 and 3.1.1.2.
fn zstd(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).expect("a short text");
    let header = u32::from(length) << 3 | 1;
    let mut frame = vec![0x28, 0xb5, 0x2f, 0xfd, 0x20, length];
    frame.extend_from_slice(&header.to_le_bytes()[..3]);
    frame.extend_from_slice(text.as_bytes());
    frame
}

#[test]
fn every_kind_of_list_is_read_from_a_file_and_from_standard_input() {
    let (a, b) = (live(1), dead(2));
    let kinds: [(&str, Vec<u8>, [u64; 2]); 8] = [
        ("lines", format!("{a}\n{b}\n").into(), [1, 2]),
        ("crlf", format!("\u{feff}{a}\r\n{b}").into(), [1, 2]),
        ("csv", format!("ref,token\n1,{a}\n2,\"{b}\"\n").into(), [2, 3]),
        ("semicolons", format!("token;ref\n{a};1\n{b};2\n").into(), [2, 3]),
        ("tsv", format!("vendor\ttoken\nvivo\t{a}\nvivo\t{b}\n").into(), [2, 3]),
        (
            "ndjson",
            format!("{{\"token\":\"{a}\",\"ref\":1}}\n{{\"vendor\":\"vivo\",\"token\":\"{b}\"}}\n").into(),
            [1, 2],
        ),
        ("gzip", gzip(&format!("{a}\n{b}\n")), [1, 2]),
        ("zstd", zstd(&format!("{a}\n{b}\n")), [1, 2]),
    ];
    let mut folder = folder();
    for (name, bytes, _) in &kinds {
        folder = folder.bytes(name, bytes);
    }
    for (name, bytes, lines) in kinds {
        let out = format!("{name}.out");
        ask(&folder, name, &["--out", &out]).exits(1);
        let found = results(&folder, &out);
        assert_eq!(states(&found), [(lines[0], "alive"), (lines[1], "dead")], "{name}");
        let piped = format!("{name}.piped");
        let arguments =
            ["status", "token", "--vendor", "vivo", "--emulator=s.toml", "--from", "-", "--out", piped.as_str()];
        let mut command = folder.command(&arguments);
        command.env("VIVO_APP_SECRET", APP_SECRET).stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("starts");
        child.stdin.take().expect("a pipe").write_all(&bytes).expect("read to the end");
        assert_eq!(child.wait().expect("ends").code(), Some(1), "{name}");
        assert_eq!(results(&folder, &piped), found, "{name}");
    }
}

#[test]
fn bad_lines_are_passed_over_told_by_number_and_have_a_result() {
    let long = "v2-".to_owned() + &"A".repeat(1 << 20);
    let apple = "a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90";
    let lines: Vec<Vec<u8>> = vec![
        b"ref,vendor,token".to_vec(),
        format!("1,vivo,{}", live(1)).into(),
        b"".to_vec(),
        b"2,vivo,v2-\xff\xfe".to_vec(),
        format!("3,vivo,{long}").into(),
        format!("4,nokia,{}", live(2)).into(),
        format!("5,vivo,{apple}").into(),
        b"6,vivo".to_vec(),
        b"7,vivo,v2 LIVE".to_vec(),
        b"{\"token\":".to_vec(),
        format!("8,google,{}", live(3)).into(),
        format!("9,,{}", dead(4)).into(),
    ];
    let folder = folder().bytes("list", &lines.join(&b'\n'));
    let ran = ask(&folder, "list", &["--out", "out"]).exits(1);
    let found = results(&folder, "out");
    assert!(found.keys().copied().eq(2..=12), "{found:?}");
    assert_eq!((&found[&2]["state"], &found[&12]["state"]), (&"alive".into(), &"dead".into()));
    let reasons = [
        (3, "empty line"),
        (4, "not UTF-8"),
        (5, "longer than 64 KiB"),
        (6, "no vendor `nokia`"),
        (7, "the shape of a token of apple, not of vivo"),
        (8, "too few columns"),
        (9, "a blank or control character"),
        (10, "not a JSON object"),
        (11, "google is not among --vendor"),
    ];
    for (line, reason) in reasons {
        let skipped = found[&line]["skipped"].as_str().unwrap_or_default();
        assert!(skipped.contains(reason) && found[&line]["state"].is_null(), "line {line}: {}", found[&line]);
        assert!(ran.stderr.contains(&format!("line {line} passed over")), "{}", ran.stderr);
    }
    assert_eq!(found[&7]["ref"], "5");
    let json = ask(&folder, "list", &["--format", "json", "-q"]).exits(1).json();
    assert_eq!(json["tokens"]["skipped"].as_array().map(Vec::len), Some(9), "{}", json["tokens"]);
}

#[test]
fn a_list_without_a_single_token_says_so() {
    for text in ["", "\n\n", "token,ref\n", "not a token\n"] {
        let folder = folder().file("list", text);
        let ran = ask(&folder, "list", &[]).exits(1).says(&["no line holds a token that can be asked about"]);
        ran.keeps(&["vendor says"]);
    }
}

#[test]
fn a_list_that_cannot_be_read_is_told() {
    let mut cut = gzip(&(live(1) + "\n").repeat(100));
    cut.truncate(cut.len() - 12);
    let folder = folder().bytes("cut.gz", &cut).bytes("utf16", b"\xff\xfev\x002\x00");
    ask(&folder, "cut.gz", &["--out", "out"]).exits(2).says(&["--from cut.gz: after line"]);
    assert!(!folder.path("out").exists(), "nothing was begun");
    ask(&folder, "utf16", &[]).exits(2).says(&["UTF-16"]);
    ask(&folder, ".", &[]).exits(2).says(&["folder"]);
    ask(&folder, "nowhere", &[]).exits(2).says(&["--from nowhere"]);
}

#[test]
fn duplicates_are_asked_once_and_answered_for_every_line() {
    let list = format!("token,ref\n{a},1\n{b},2\n{a},3\n{a},4\n", a = live(1), b = dead(2));
    let folder = folder().file("list", &list);
    for (more, calls) in [(&[][..], 2), (&["--no-dedupe"], 4)] {
        let out = format!("out{calls}");
        let seen = ask(&folder, "list", &[more, &["--out", &out, "-v"]].concat()).exits(1);
        let found = results(&folder, &out);
        assert_eq!(states(&found), [(2, "alive"), (3, "dead"), (4, "alive"), (5, "alive")]);
        let references: Vec<&str> = found.values().filter_map(|line| line["ref"].as_str()).collect();
        assert_eq!(references, ["1", "2", "3", "4"]);
        let body = seen.stderr.lines().find(|line| line.contains("userIds")).expect("a call").to_owned();
        assert_eq!(body.matches("v2-").count(), calls, "{body}");
    }
}

/// A list of all vendors that can be asked, all of whose phones are alive.
#[test]
fn vendors_are_mixed_in_one_list() {
    let asked: Vec<_> = pushctl::vendors::VENDORS
        .iter()
        .filter(|vendor| vendor.capability.token_query.as_ref().is_some_and(|query| query.probe.is_none()))
        .collect();
    let folder = Folder::empty();
    let example = ran(&mut folder.command(&["schema", "--example"])).exits(0).stdout;
    let line = |vendor: &&&pushctl::vendors::Vendor| format!("{},{}\n", vendor.key, vendor.example_device.address);
    let lines = asked.iter().map(line).collect::<Vec<_>>().concat();
    let folder = folder.file("push.toml", &example).file("list", &format!("vendor,token\n{lines}oppo,CN_{:032}\n", 0));
    let arguments = ["status", "token", "--from", "list", "--emulator", "--out", "out"];
    folder.run(&arguments).exits(2).says(&["OPPO has no call", "regid_invalid"]);
    assert!(!folder.path("out").exists(), "nothing was begun");
    let names = asked.iter().map(|vendor| vendor.key).collect::<Vec<_>>().join(",");
    let ran = folder.run(&[&arguments[..], &["--vendor", &names]].concat()).exits(0);
    ran.says(&["oppo is not among --vendor"]);
    let found = results(&folder, "out");
    assert_eq!(found.len(), asked.len() + 1);
    for (line, vendor) in (2..).zip(&asked) {
        assert_eq!((&found[&line]["vendor"], &found[&line]["state"]), (&vendor.key.into(), &"alive".into()));
    }
}

#[test]
fn results_hold_a_reference_or_the_token_and_nothing_else_holds_one() {
    let (a, b) = (live(1), dead(2));
    let folder = folder().file("refs", &format!("token,ref\n{a},1\n{b},2\n")).file("bare", &format!("{a}\n{b}\n"));
    let tokens = [a.as_str(), b.as_str(), REG_ID, APP_SECRET];
    ask(&folder, "refs", &["--out", "refs.out", "-v"]).keeps(&tokens);
    let text = std::fs::read_to_string(folder.path("refs.out")).expect("results");
    assert!(tokens.iter().all(|token| !text.contains(token)), "{text}");
    ask(&folder, "bare", &["--out", "bare.out"]).keeps(&tokens);
    assert_eq!(results(&folder, "bare.out")[&1]["target"], a.as_str());
    for format in ["json", "ndjson", "table"] {
        let ran = ask(&folder, "bare", &["--format", format, "-v"]).keeps(&tokens);
        assert!(ran.stdout.contains("v2-LIVE…0001"), "{format}: {}", ran.stdout);
        let shown = ask(&folder, "bare", &["--format", format, "--show-tokens"]);
        assert!(format == "table" || shown.stdout.contains(&a), "{format}: {}", shown.stdout);
    }
}

#[test]
fn a_document_has_the_results_or_says_where_they_are() {
    let folder = folder().file("list", &format!("{}\n{}\n", live(1), dead(2)));
    let json = ask(&folder, "list", &["--format", "json"]).exits(1).json();
    assert_eq!(json["outcomes"].as_array().map(Vec::len), Some(2));
    assert_eq!((&json["verdict"], &json["emulated"]), (&"problem".into(), &true.into()));
    let json = ask(&folder, "list", &["--format", "json", "--out", "out"]).exits(1).json();
    assert_eq!(json["outcomes"].as_array().map(Vec::len), Some(0));
    let vivo = &json["tokens"]["vendors"]["vivo"];
    assert_eq!((&vivo["alive"], &vivo["dead"], &vivo["tokens"]), (&1.into(), &1.into(), &2.into()));
    assert_eq!(json["tokens"]["out"], "out");
    let lines = ask(&folder, "list", &["--format", "ndjson"]).exits(1).stdout;
    assert_eq!(lines.lines().count(), 2);
    assert!(lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok_and(|line| line["emulated"] == true)));
}

/// It has to be in memory as a whole.
#[test]
fn a_document_that_would_be_too_large_is_refused_before_anything_is_asked() {
    let folder = folder().file("list", &(live(1) + "\n").repeat(20_001));
    let refused = ask(&folder, "list", &["--format", "json"]).exits(2);
    let error = &refused.json()["error"];
    assert!(error["message"].as_str().unwrap_or_default().contains("20,000 results at most"), "{error}");
    assert!(error["hint"].as_str().unwrap_or_default().contains("--format ndjson"), "{error}");
    let json = ask(&folder, "list", &["--format", "json", "--out", "out"]).exits(0).json();
    assert_eq!(json["tokens"]["vendors"]["vivo"]["alive"], 20_001);
}

#[test]
fn a_document_says_why_a_list_was_not_asked_to_its_end() {
    let folder = folder().file("list", &(0..130).map(|number| dead(number) + "\n").collect::<String>());
    let json = ask(&folder, "list", &["--format", "json"]).exits(3).json();
    let message = json["error"]["message"].as_str().unwrap_or_default();
    assert!(message.starts_with("vivo: none of the first 100 tokens is alive; 100 answered"), "{}", json["error"]);
    assert!(json["error"]["hint"].as_str().unwrap_or_default().contains("--keep-going"), "{}", json["error"]);
    assert_eq!((&json["not_asked"], &json["verdict"]), (&30.into(), &"undetermined".into()));
}

#[test]
fn results_are_begun_gone_on_with_and_never_mixed_with_others() {
    let profile = "[profiles.other.vivo]\napp_id = \"105000099\"\n";
    let text = super::harness::push_toml() + profile;
    let folder = Folder::with(&text).file("s.toml", PHONES).file("list", &format!("{}\n{}\n", live(1), dead(2)));
    // Without results to go on with it simply begins.
    ask(&folder, "list", &["--out", "out", "--resume"]).exits(1);
    assert!(!folder.path("out.resume").exists(), "everything is decided");
    let written = std::fs::read(folder.path("out")).expect("results");
    ask(&folder, "list", &["--out", "out"]).exits(2).says(&["the file is there already", "--resume"]);
    let again = ask(&folder, "list", &["--out", "out", "--resume"]).exits(1);
    again.says(&["nothing is left to be asked", "dead"]).keeps(&["interrupted"]);
    assert_eq!(std::fs::read(folder.path("out")).expect("results"), written);

    // Half of it, as a kill leaves it.
    let slow = format!("{PHONES}[[fault]]\nvendor = \"vivo\"\npath = \"/invalidUser/*\"\nkind = \"status\"\n");
    let folder = folder.file("slow.toml", &slow).file("other", &format!("{}\n", live(7)));
    let arguments = ["status", "token", "--vendor", "vivo", "--emulator=slow.toml", "--from", "list", "--out", "half"];
    let ran = folder.run(&arguments).exits(3);
    ran.says(&["? unknown", "run again with --resume", "go on with: pushctl status token --vendor vivo"]);
    assert!(folder.path("half.resume").exists());
    let other = |more: &[&str], words: &str| {
        let before = std::fs::read(folder.path("half")).expect("results");
        let arguments = [&["status", "token", "--emulator=s.toml", "--out", "half", "--resume"], more].concat();
        folder.run(&arguments).exits(2).says(&[words]);
        assert_eq!(std::fs::read(folder.path("half")).expect("results"), before);
    };
    other(&["--vendor", "vivo", "--from", "other"], "of another list");
    other(&["--vendor", "vivo", "--from", "list", "--profile", "other"], "profile other");
    ask(&folder, "list", &["--out", "half", "--resume"]).exits(1);
    assert_eq!(states(&results(&folder, "half")), [(1, "alive"), (2, "dead")]);
    assert!(!folder.path("half.resume").exists());
}

#[test]
fn results_that_are_not_ours_are_left_alone() {
    let folder = folder().file("list", &format!("{}\n", live(1))).file("mine", "dear diary\n");
    ask(&folder, "list", &["--out", "mine", "--resume"]).exits(2).says(&["mine.resume is gone"]);
    assert_eq!(std::fs::read_to_string(folder.path("mine")).expect("mine"), "dear diary\n");
    ask(&folder, "list", &["--out", "no/such/folder"]).exits(2).says(&["--out no/such/folder"]);
    ask(&folder, "list", &["--resume"]).exits(2).says(&["--out"]);
}

/// A file may not grow beyond so many blocks, which stands for a disk that is full.
#[cfg(unix)]
#[test]
fn on_a_full_disk_what_was_decided_is_kept_and_gone_on_with() {
    let list: String = (0..400).map(|number| live(number) + "\n").collect();
    let folder = folder().file("list", &list);
    let binary = env!("CARGO_BIN_EXE_pushctl");
    let script = format!(
        "trap '' XFSZ; ulimit -f 64; exec '{binary}' status token --vendor vivo --emulator=s.toml --rate 1000 --from list --out out"
    );
    let mut shell = std::process::Command::new("sh");
    shell.current_dir(folder.root()).env_clear().env("PATH", super::harness::search_path()).env("LANG", "C");
    shell.args(["-c", &script]).env("VIVO_APP_SECRET", APP_SECRET).stdin(Stdio::null());
    let stopped = ran(&mut shell).exits(2).says(&["--out out: ", "nothing more was asked", "go on with: "]);
    let kept = results(&folder, "out");
    assert!(!kept.is_empty() && kept.len() < 400, "{}: {}", kept.len(), stopped.stderr);
    ask(&folder, "list", &["--out", "out", "--resume"]).exits(0);
    let all = results(&folder, "out");
    assert_eq!(all.len(), 400);
    assert!(kept.iter().all(|(line, value)| all[line] == *value));
}
