use super::harness::{APP_SECRET, Folder, REG_ID};
use super::served::Served;

#[test]
fn the_state_of_every_named_device_is_asked() {
    let ran = Folder::usual().run(&["status", "--emulator"]).exits(0);
    ran.says(&["my-vivo", "alive", "keep"]).keeps(&[REG_ID, APP_SECRET]);
}

#[test]
fn states_are_told_apart_and_only_dead_ones_are_a_problem() {
    let text = "[[token]]\nvendor = \"vivo\"\npattern = \"*dead\"\nstate = \"dead\"\n";
    let folder = Folder::usual().file("scenario.toml", text);
    let dead = "v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKKdead";
    let arguments =
        ["status", "token", REG_ID, dead, "--vendor", "vivo", "--emulator=scenario.toml", "--format", "json"];
    let json = folder.run(&arguments).exits(1).json();
    let states: Vec<&str> =
        json["outcomes"].as_array().expect("outcomes").iter().filter_map(|one| one["state"].as_str()).collect();
    assert_eq!(states, ["alive", "dead"]);
    assert_eq!(json["outcomes"][1]["target"], "v2-TEST…dead");
    assert_eq!(json["outcomes"][1]["advice"], "delete");
}

#[test]
fn tokens_come_from_lines_csv_and_ndjson_with_their_references() {
    let csv = format!("ref,token\n81734,{REG_ID}\n\n81735,v2 broken\n");
    let folder = Folder::usual().file("tokens.csv", &csv).file("tokens.txt", &format!("{REG_ID}\n"));
    let folder = folder
        .file("tokens.ndjson", &format!("{{\"token\":\"{REG_ID}\",\"vendor\":\"vivo\",\"ref\":7}}\nnonsense here\n"));
    let run = |file: &str| {
        folder.run(&["status", "token", "--from", file, "--vendor", "vivo", "--emulator", "--format", "ndjson"])
    };
    let ran = run("tokens.csv").exits(0);
    let mut lines: Vec<serde_json::Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("an object")).collect();
    lines.sort_by_key(|line| line["line"].as_u64());
    assert_eq!((&lines[0]["line"], &lines[0]["ref"]), (&2.into(), &"81734".into()));
    assert_eq!((&lines[0]["state"], &lines[0]["emulated"]), (&"alive".into(), &true.into()));
    assert_eq!((&lines[1]["line"], &lines[1]["skipped"]), (&3.into(), &"empty line".into()));
    assert_eq!((&lines[2]["line"], &lines[2]["ref"], lines.len()), (&4.into(), &serde_json::Value::Null, 3));
    ran.says(&["line 3 passed over: empty line", "line 4 passed over: a blank"]);
    run("tokens.txt").exits(0).says(&["\"line\":1"]);
    run("tokens.ndjson").exits(0).says(&["\"ref\":\"7\"", "line 2 passed over"]);
    run("nowhere.txt").exits(2).says(&["--from nowhere.txt"]);
}

#[test]
fn a_hundred_strangers_mean_that_the_app_is_wrong() {
    let tokens: String = (0..150)
        .map(|number| format!("v2-STRANGER-{number:04}-0000000000000000000000000000000000000000"))
        .collect::<Vec<_>>()
        .join("\n");
    let folder = Folder::usual().file("tokens.txt", &tokens);
    let arguments = ["status", "token", "--from", "tokens.txt", "--vendor", "vivo", "--emulator"];
    let ran = folder.run(&arguments).exits(3).says(&["none of the first 100 tokens is alive", "suspect"]);
    ran.keeps(&["✗ dead"]);
    let json = folder.run(&[&arguments[..], &["--format", "json"]].concat()).exits(3).json();
    assert_eq!(json["verdict"], "undetermined");
    folder.run(&[&arguments[..], &["--keep-going"]].concat()).exits(1).says(&["dead", "150"]);
}

#[test]
fn results_go_to_a_file_that_is_not_overwritten() {
    let folder = Folder::usual();
    let arguments = ["status", "token", "-d", "my-vivo", "--emulator", "--out", "out.ndjson"];
    folder.run(&arguments).exits(0);
    let written = std::fs::read_to_string(folder.path("out.ndjson")).expect("a file");
    assert!(written.contains("\"state\":\"alive\""), "{written}");
    folder.run(&arguments).exits(2).says(&["--out out.ndjson"]);
    folder.run(&[&arguments[..], &["--resume"]].concat()).exits(2).says(&["--resume is for lists", "--from FILE"]);
}

#[test]
fn what_became_of_a_message_is_shown() {
    let served = Served::start(APP_SECRET);
    let endpoint = format!("vivo={}", served.url());
    let folder = Folder::usual();
    let sent = folder.run(&["send-test", "--endpoint", &endpoint, "--format", "json"]).exits(0).json();
    let id = sent["outcomes"][1]["ids"]["task_id"].as_str().expect("an id").to_owned();
    folder.run(&["status", "message", &id, "--endpoint", &endpoint]).exits(0).says(&[&id, "sent 1"]);
    folder.run(&["status", "message", "99", "--endpoint", &endpoint]).exits(0).says(&["counts nothing for it"]);
    folder.run(&["status", "user", "alice"]).exits(2).says(&["[tencent] lacks"]);
}
