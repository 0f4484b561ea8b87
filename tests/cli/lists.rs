//! `status token --from`: lists of any length, what is wrong in them, and what survives an end that nobody planned.

use std::collections::{BTreeMap, HashSet};
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::harness::{APP_SECRET, Folder, REG_ID, Ran};
use super::served::Served;

const SCENARIO: &str = "[[token]]\nvendor = \"vivo\"\npattern = \"*dead\"\nstate = \"dead\"\n\
                        [[token]]\nvendor = \"vivo\"\npattern = \"*aaaa\"\nstate = \"ok\"\n";

/// A token that the scenario knows. Every third is dead.
fn token(number: usize) -> String {
    let end = if number % 3 == 0 { "dead" } else { "aaaa" };
    format!("v2-{number:06}BBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK{end}")
}

fn list(numbers: impl IntoIterator<Item = usize>) -> String {
    numbers.into_iter().map(|number| format!("{}\n", token(number))).collect()
}

fn folder() -> Folder {
    Folder::usual().file("scenario.toml", SCENARIO)
}

const STATUS: [&str; 8] =
    ["status", "token", "--vendor", "vivo", "--emulator=scenario.toml", "--rate", "1000", "--from"];

/// Asks about a list, with the results in `out.ndjson`.
fn ask(folder: &Folder, from: &str, more: &[&str]) -> Ran {
    folder.run(&[&STATUS[..], &[from, "--out", "out.ndjson"], more].concat())
}

fn results(folder: &Folder) -> Vec<Value> {
    let text = std::fs::read_to_string(folder.path("out.ndjson")).expect("results");
    text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
}

/// State by line; what was passed over has its reason.
fn states(folder: &Folder) -> BTreeMap<u64, String> {
    let results = results(folder);
    let state = |one: &Value| one["state"].as_str().or(one["skipped"].as_str()).expect("either").to_owned();
    let states: BTreeMap<u64, String> =
        results.iter().map(|one| (one["line"].as_u64().expect("a line"), state(one))).collect();
    assert_eq!(states.len(), results.len(), "one result a line");
    states
}

#[test]
fn a_list_may_come_in_any_form() {
    let plain = list(1..6);
    let cells: String = (1..6).map(|number| format!("r{number};{}\n", token(number))).collect();
    let objects: String =
        (1..6).map(|number| format!("{{\"ref\":{number},\"token\":\"{}\"}}\n", token(number))).collect();
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(plain.as_bytes()).expect("packed");
    let folder = folder()
        .file("plain.txt", &plain)
        .file("cells.csv", &format!("ref;token\n{cells}"))
        .file("objects.ndjson", &objects)
        .bytes("packed.gz", &packed.finish().expect("packed"));
    for (name, reference) in
        [("plain.txt", None), ("cells.csv", Some("r4")), ("objects.ndjson", Some("4")), ("packed.gz", None)]
    {
        let json = folder.run(&[&STATUS[..], &[name, "--format", "json"]].concat()).exits(1).json();
        let outcomes = json["outcomes"].as_array().expect("outcomes");
        let states: Vec<&str> = outcomes.iter().filter_map(|one| one["state"].as_str()).collect();
        assert_eq!(states, ["alive", "alive", "dead", "alive", "alive"], "{name}");
        assert_eq!(outcomes[3]["ref"].as_str(), reference, "{name}");
        assert_eq!(json["tokens"]["vendors"]["vivo"]["dead"], 1, "{name}");
        assert!(!json.to_string().contains(&token(3)), "{name}: tokens are masked");
    }
}

#[test]
fn standard_input_is_a_list_too() {
    let folder = folder().file("plain.txt", &list(1..6));
    let mut command = folder.command(&[&STATUS[..], &["-", "--out", "out.ndjson"]].concat());
    command.env("VIVO_APP_SECRET", APP_SECRET).stdin(std::fs::File::open(folder.path("plain.txt")).expect("a file"));
    super::harness::ran(&mut command).exits(1);
    assert_eq!(states(&folder).len(), 5);
}

#[test]
fn bad_lines_are_named_and_passed_over() {
    let mut bytes = b"token,vendor\n".to_vec();
    let good = token(1);
    for line in [
        good.as_bytes(),
        b"",
        b"v2-\xb2\xe2,vivo",
        &[b'x'; 1 << 20],
        b"abc,nokia",
        b"a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90,vivo",
        b"\"open,vivo",
        b"{\"token\":",
        b"two words,vivo",
    ] {
        bytes.extend_from_slice(line);
        bytes.push(b'\n');
    }
    let folder = folder().bytes("list.csv", &bytes);
    let ran = ask(&folder, "list.csv", &[]).exits(0);
    ran.says(&["line 3 passed over: empty line", "line 5 passed over: line longer than 64 KiB"]);
    let states = states(&folder);
    assert_eq!((states[&2].as_str(), states.len()), ("alive", 9));
    for (line, word) in [
        (3, "empty"),
        (4, "UTF-8"),
        (5, "64 KiB"),
        (6, "vendor"),
        (7, "vivo"),
        (8, "quoted"),
        (9, "JSON"),
        (10, "blank"),
    ] {
        assert!(states[&line].contains(word), "{line}: {}", states[&line]);
    }
    assert!(!folder.path("out.ndjson.resume").exists(), "everything is decided");
}

#[test]
fn a_list_without_a_token_and_one_that_is_damaged_are_told_before_anything_is_asked() {
    let folder = folder().file("bad.txt", "\n\n").bytes("cut.gz", b"\x1f\x8b\x08\x00cut");
    for (name, code, words) in
        [("bad.txt", 1, "no line holds a token"), ("cut.gz", 2, "--from cut.gz"), ("none.txt", 2, "--from none.txt")]
    {
        ask(&folder, name, &[]).exits(code).says(&[words]);
        assert!(code == 1 || !folder.path("out.ndjson").exists(), "{name}");
        let _ = std::fs::remove_file(folder.path("out.ndjson"));
    }
}

/// How often each token was asked about.
fn asked(served: &Served) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for entry in served.entries().iter().filter(|entry| entry.path.contains("getRegisterSwitch")) {
        *counts.entry(entry.target.clone().unwrap_or_default()).or_default() += 1;
    }
    counts
}

const MEIZU: &str = "[app]\npackage_name = \"com.acme.chat\"\n[meizu]\nbuz_id = \"40568\"\napp_id = \"150777\"\n\
                     app_key = \"1a2b3c4d5e6f70819203a4b5c6d7e8f9\"\napp_secret = \"0a1b2c3d4e5f60718293a4b5c6d7e8f0\"\n";

const MEIZU_SCENARIO: &str = "[credentials.meizu]\napp_id = \"150777\"\napp_key = \"1a2b3c4d5e6f70819203a4b5c6d7e8f9\"\n\
                              app_secret = \"0a1b2c3d4e5f60718293a4b5c6d7e8f0\"\n\
                              [[token]]\nvendor = \"meizu\"\npattern = \"*\"\nstate = \"ok\"\n";

/// Tokens of Meizu differ in what is shown of them.
fn meizu_token(number: usize) -> String {
    format!("AAA0011223344556677889900aabbccddeeff{number:07}")
}

fn meizu_list(count: usize) -> String {
    (0..count).map(|number| format!("{}\n", meizu_token(number))).collect()
}

#[test]
fn a_token_in_many_lines_is_asked_about_once() {
    let list = meizu_list(20).repeat(3);
    for (more, expected) in [(&[][..], 1), (&["--no-dedupe"][..], 3)] {
        let served = Served::under(APP_SECRET, MEIZU_SCENARIO);
        let folder = Folder::with(MEIZU).file("list.txt", &list);
        let endpoint = format!("meizu={}", served.url());
        let arguments =
            ["status", "token", "--from", "list.txt", "--out", "out.ndjson", "--endpoint", &endpoint, "--rate", "1000"];
        folder.run(&[&arguments[..], more].concat()).exits(0);
        assert_eq!(states(&folder).len(), 60);
        let asked = asked(&served);
        assert!(asked.len() == 20 && asked.values().all(|count| *count == expected), "{asked:?}");
        // Without a reference the line says which token it is about.
        let results = results(&folder);
        let targets: HashSet<&str> = results.iter().filter_map(|one| one["target"].as_str()).collect();
        assert_eq!(targets, (0..20).map(meizu_token).collect::<Vec<_>>().iter().map(String::as_str).collect());
    }
}

#[test]
fn lines_with_references_hold_no_token() {
    let text: String = (1..50).map(|number| format!("{number},{}\n", token(number))).collect();
    let folder = folder().file("list.csv", &format!("ref,token\n{text}"));
    let ran = ask(&folder, "list.csv", &["-v"]).exits(1);
    let written = std::fs::read_to_string(folder.path("out.ndjson")).expect("results");
    for number in 1..50 {
        assert!(!written.contains(&token(number)) && !ran.all().contains(&token(number)), "{}", token(number));
    }
    assert!(!ran.all().contains(APP_SECRET));
}

#[test]
fn several_vendors_in_one_list() {
    let config = format!(
        "{MEIZU}[vivo]\napp_id = \"105000042\"\napp_key = \"fedcba9876543210fedcba9876543210\"\napp_secret = \"{APP_SECRET}\"\n"
    );
    let scenario = format!("{SCENARIO}[[token]]\nvendor = \"meizu\"\npattern = \"*\"\nstate = \"ok\"\n");
    let mut list = "vendor,token\n".to_owned();
    for number in 1..40 {
        list.push_str(&format!("vivo,{}\nmz,{}\n", token(number), meizu_token(number)));
    }
    let folder = Folder::with(&config).file("scenario.toml", &scenario).file("list.csv", &list);
    let arguments =
        ["status", "token", "--from", "list.csv", "--out", "out.ndjson", "--emulator=scenario.toml", "--rate", "1000"];
    folder.run(&arguments).exits(1).says(&["Meizu", "vivo", "13"]);
    assert_eq!(states(&folder).len(), 78);
    // One that cannot be asked ends the run before the first question.
    let folder = Folder::with(&config).file("list.csv", &format!("{list}oppo,CN_00112233445566778899aabbccddeeff\n"));
    folder
        .run(&["status", "token", "--from", "list.csv", "--out", "out.ndjson", "--emulator"])
        .exits(2)
        .says(&["OPPO has no call"]);
    assert!(!folder.path("out.ndjson").exists());
}

#[test]
fn results_are_gone_on_with_by_the_same_run_only() {
    let folder = folder().file("list.txt", &list(1..200)).file("other.txt", &list(1..201));
    ask(&folder, "list.txt", &["--resume"]).exits(1);
    let first = std::fs::read(folder.path("out.ndjson")).expect("results");
    ask(&folder, "list.txt", &[]).exits(2).says(&["is there already", "--resume"]);
    ask(&folder, "list.txt", &["--resume"]).exits(1).says(&["nothing is left to be asked", "66"]);
    // As if it had been interrupted: half of the results, and what stands beside them.
    let half = first.len() / 2;
    let begun = || {
        let folder = Folder::usual()
            .file("scenario.toml", SCENARIO)
            .file("list.txt", &list(1..200))
            .file("other.txt", &list(1..201));
        let slow = [&STATUS[..5], &["--rate", "0.5", "--from", "list.txt", "--out", "out.ndjson"]].concat();
        let mut child = folder.command(&slow).env("VIVO_APP_SECRET", APP_SECRET).spawn().expect("starts");
        for _ in 0..500 {
            if std::fs::metadata(folder.path("out.ndjson")).is_ok_and(|metadata| metadata.len() > 0) {
                break;
            }
            std::thread::sleep(std::time::Duration::from_millis(20));
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        std::fs::write(folder.path("out.ndjson"), &first[..half]).expect("a torn line");
        folder
    };
    let folder = begun();
    let before = std::fs::read(folder.path("out.ndjson")).expect("results");
    ask(&folder, "other.txt", &["--resume"]).exits(2).says(&["another list"]);
    let profile = ["--resume", "--config", "prod.toml"];
    let other = Folder::usual();
    std::fs::copy(other.path("push.toml"), folder.path("prod.toml")).expect("a copy");
    let text = std::fs::read_to_string(folder.path("prod.toml")).expect("text").replace("105000042", "105000077");
    std::fs::write(folder.path("prod.toml"), text).expect("written");
    ask(&folder, "list.txt", &profile).exits(2).says(&["[vivo] app_id was another one"]);
    assert_eq!(std::fs::read(folder.path("out.ndjson")).expect("results"), before, "left as it was");
    ask(&folder, "list.txt", &["--resume"]).exits(1);
    assert_eq!(states(&folder).len(), 199);
    let after = std::fs::read(folder.path("out.ndjson")).expect("results");
    let whole = before.iter().rposition(|byte| *byte == b'\n').expect("a line");
    assert_eq!(after[..=whole], before[..=whole], "what was decided stays");
    // Without the file beside them nobody knows what they are of.
    let folder = begun();
    std::fs::remove_file(folder.path("out.ndjson.resume")).expect("removed");
    ask(&folder, "list.txt", &["--resume"]).exits(2).says(&["out.ndjson.resume is gone"]);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_and_no_loss() {
    if !std::path::Path::new("/dev/full").exists() {
        return;
    }
    let folder = folder().file("list.txt", &list(1..20));
    let arguments = [&STATUS[..], &["list.txt", "--out", "nowhere/out.ndjson"]].concat();
    folder.run(&arguments).exits(2).says(&["--out nowhere/out.ndjson"]);
}

#[test]
fn a_vendor_that_says_too_fast_is_called_more_slowly_until_everything_is_known() {
    for fault in [
        "[[fault]]\nvendor = \"meizu\"\nkind = \"rate-limit\"\nabove = 60\n",
        // 110010 in the outer code is "called too often": https://github.com/MEIZUPUSH/PushAPI
        "[[fault]]\nvendor = \"meizu\"\nkind = \"answer\"\nstatus = 200\nbody = '{\"code\":\"110010\",\"message\":\"\",\"value\":\"\",\"redirect\":\"\",\"msgId\":null}'\nabove = 60\n",
    ] {
        let served = Served::under(APP_SECRET, &format!("{MEIZU_SCENARIO}{fault}"));
        let folder = Folder::with(MEIZU).file("list.txt", &meizu_list(300));
        let endpoint = format!("meizu={}", served.url());
        let arguments =
            ["status", "token", "--from", "list.txt", "--out", "out.ndjson", "--endpoint", &endpoint, "--rate", "500"];
        folder.run(&arguments).exits(0);
        let states = states(&folder);
        assert_eq!((states.len(), states.values().filter(|state| *state != "alive").count()), (300, 0));
        let refused = served.entries().iter().filter(|entry| entry.fault.is_some()).count();
        assert!(refused > 0, "it was never too fast");
        assert!(refused < 150, "{refused} calls were refused: it does not slow down");
    }
}

#[test]
fn tokens_of_another_environment_stop_it_and_none_is_called_dead() {
    let tokens: String = (0..300_u64).map(|number| format!("{number:064x}\n")).collect();
    let scenario = "[[token]]\nvendor = \"apple\"\npattern = \"*\"\nstate = \"dead\"\n";
    let config = "[app]\nbundle_id = \"com.acme.chat\"\n[apple]\nbuz_id = \"40571\"\nenvironment = \"production\"\n";
    let folder = Folder::with(config).file("list.txt", &tokens).file("scenario.toml", scenario);
    let arguments = [
        "status",
        "token",
        "--vendor",
        "apple",
        "--from",
        "list.txt",
        "--out",
        "out.ndjson",
        "--emulator=scenario.toml",
    ];
    folder.run(&arguments).exits(2).says(&["--probe"]);
    let ran = folder.run(&[&arguments[..], &["--probe"]].concat()).exits(3);
    ran.says(&["none of the first 100 tokens is alive", "environment", "--keep-going", "200 of 300 not asked"]);
    let states = states(&folder);
    assert_eq!(states.len(), 100);
    assert!(states.values().all(|state| state == "suspect"), "{states:?}");
}

/// Kills the program again and again while it works through a list, and looks at every result that was there.
fn survives(kills: usize, count: usize) {
    const CONCURRENCY: usize = 8;
    let served = Served::under(APP_SECRET, MEIZU_SCENARIO);
    let folder = Folder::with(MEIZU).file("list.txt", &meizu_list(count));
    let endpoint = format!("meizu={}", served.url());
    let concurrency = CONCURRENCY.to_string();
    let arguments = [
        "status",
        "token",
        "--from",
        "list.txt",
        "--out",
        "out.ndjson",
        "--resume",
        "--endpoint",
        &endpoint,
        "--rate",
        "100000",
        "--concurrency",
        &concurrency,
    ];
    let mut known: BTreeMap<u64, Value> = BTreeMap::new();
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    let mut killed = 0;
    loop {
        let mut command = folder.command(&arguments);
        let mut child =
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::null()).spawn().expect("starts");
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        let end = if killed < kills {
            std::thread::sleep(std::time::Duration::from_micros(20_000 + random % 80_000));
            child.try_wait().expect("a state")
        } else {
            Some(child.wait().expect("an end"))
        };
        if let Some(status) = end {
            assert_eq!(status.code(), Some(0));
            break;
        }
        child.kill().expect("killed");
        child.wait().expect("gone");
        killed += 1;
        let text = std::fs::read(folder.path("out.ndjson")).unwrap_or_default();
        for line in text.split_inclusive(|byte| *byte == b'\n').filter(|line| line.ends_with(b"\n")) {
            let result: Value = serde_json::from_slice(line).expect("a whole line is whole");
            let number = result["line"].as_u64().expect("a line");
            assert_eq!(*known.entry(number).or_insert_with(|| result.clone()), result, "line {number} changed");
        }
    }
    let results = results(&folder);
    let lines: HashSet<u64> = results.iter().filter_map(|one| one["line"].as_u64()).collect();
    assert_eq!((results.len(), lines.len()), (count, count));
    for result in &results {
        let number = result["line"].as_u64().expect("a line");
        assert!(known.get(&number).is_none_or(|before| before == result), "line {number} changed");
    }
    let asked = asked(&served);
    let repeats: usize = asked.values().map(|count| count - 1).sum();
    assert!(repeats <= killed * CONCURRENCY, "{repeats} repeats in {killed} kills");
    assert!(killed * 2 >= kills.min(6), "it was too fast to be killed: {killed}");
    eprintln!("{killed} kills, {repeats} of {count} tokens asked about again");
}

#[test]
fn a_kill_loses_nothing() {
    survives(8, 1200);
}

/// Takes minutes: `cargo test --test cli -- --ignored hundreds_of_kills`.
#[test]
#[ignore = "takes minutes"]
fn hundreds_of_kills_lose_nothing() {
    survives(300, 12_000);
}

#[test]
fn the_usual_token_is_alive_in_a_list_too() {
    let folder = Folder::usual().file("list.txt", &format!("{REG_ID}\n"));
    let ran = folder.run(&["status", "token", "--from", "list.txt", "--emulator", "--lang", "zh"]).exits(0);
    ran.says(&["有效", "保留", "模拟运行"]).keeps(&[REG_ID]);
}
