//! The program killed at random points and started again until it is done.

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use serde_json::Value;

use super::results;
use crate::harness::{Folder, ran};

const CONCURRENCY: u64 = 8;

/// The emulator as a process of its own, and what it says of each request.
struct Emulator {
    child: Child,
    url: String,
    requests: Receiver<Value>,
}

impl Emulator {
    fn start(folder: &Folder) -> Self {
        let arguments = ["emulator", "--listen", "127.0.0.1:0", "--scenario", "s.toml", "--format", "ndjson"];
        let mut command = folder.command(&arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("starts");
        let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines();
        let first: Value = serde_json::from_str(&lines.next().expect("a line").expect("UTF-8")).expect("an object");
        let url = first["url"].as_str().expect("an address").to_owned();
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                let _ = sender.send(serde_json::from_str(&line).expect("an object"));
            }
        });
        Self { child, url, requests }
    }

    /// How often each token was asked about: by a dry run of a push.
    fn asked(mut self) -> BTreeMap<String, u64> {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
        let mut asked = BTreeMap::new();
        for request in self.requests.iter().filter(|request| request["operation"] == "validate") {
            *asked.entry(request["target"].as_str().expect("a token").to_owned()).or_default() += 1;
        }
        asked
    }
}

/// A test that fails leaves no process behind.
impl Drop for Emulator {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A token of FCM whose shown part is unlike any other's.
fn token(number: u32) -> String {
    let kind = if number % 3 == 2 { 'd' } else { 'a' };
    format!("c{kind}{:05x}{:014}1:APA91b{}{:04x}", number >> 16, 0, "E".repeat(130), number & 0xffff)
}

/// The same numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }
}

/// Kills the program `kills` times, then lets it end. The figures.
fn killed(kills: u64, tokens: u32) -> String {
    let folder = Folder::empty();
    let example = ran(&mut folder.command(&["schema", "--example"])).exits(0).stdout;
    let scenario = "[[token]]\nvendor = \"google\"\npattern = \"ca*\"\nstate = \"ok\"\n\
                    [[token]]\nvendor = \"google\"\npattern = \"cd*\"\nstate = \"dead\"\n";
    // Some tokens twice, some lines without one.
    let line = |number: u32| match number % 50 {
        17 => format!("{},again\n", token(number - 9)),
        33 => "\n".to_owned(),
        _ => format!("{},{number}\n", token(number)),
    };
    let list = format!("token,ref\n{}", (0..tokens).map(line).collect::<String>());
    let google = pushctl::vendors::find("google").expect("a vendor");
    let key = google.fields.iter().find(|field| field.key == "service_account_file").expect("a key file");
    let folder = folder.bytes(key.example, &key.made_up.expect("one that is made up")());
    let folder = folder.file("push.toml", &example).file("s.toml", scenario).file("list", &list);
    let emulator = Emulator::start(&folder);
    let endpoint = format!("google={}", emulator.url);
    let run = |more: &[&str]| {
        let arguments = ["status", "token", "--vendor", "google", "--endpoint", &endpoint, "--from", "list"];
        let own = ["--out", "out", "--resume", "--concurrency", "8", "-q"];
        folder.command(&[&arguments[..], &own, more].concat())
    };
    let mut random = Random(2026);
    let mut before: BTreeMap<u64, Value> = BTreeMap::new();
    for kill in 0..kills {
        let mut child = run(&["--rate", "150"]).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("starts");
        std::thread::sleep(Duration::from_millis(random.below(800)));
        assert!(
            child.try_wait().expect("a child").is_none(),
            "kill {kill}: it ended by itself {:?}",
            child.wait_with_output()
        );
        child.kill().expect("it runs");
        child.wait().expect("it ends");
        if folder.path("out").exists() {
            let now = whole(&folder);
            assert!(before.iter().all(|(line, value)| now.get(line) == Some(value)), "a decided line was changed");
            before = now;
        }
    }
    ran(&mut run(&["--rate", "5000"])).exits(1);
    let all = results(&folder, "out");
    assert!(all.keys().copied().eq(2..=u64::from(tokens) + 1), "one result a line");
    assert!(before.iter().all(|(line, value)| all[line] == *value), "a decided line was changed");
    assert!(!folder.path("out.resume").exists());
    let asked = emulator.asked();
    let (distinct, requests) = (asked.len() as u64, asked.values().sum::<u64>());
    let repeats = requests - distinct;
    assert_eq!(all.values().filter(|line| line["state"] == "unknown").count(), 0);
    let tokens_of_list = (0..tokens).filter(|number| !matches!(number % 50, 17 | 33)).count() as u64;
    assert_eq!(distinct, tokens_of_list, "every token was asked about");
    assert!(repeats <= kills * CONCURRENCY, "{repeats} repeats in {kills} kills");
    let decided = before.len();
    format!(
        "{kills} kills, {tokens} lines, {decided} decided before the last run, {distinct} tokens, \
         {requests} requests, {repeats} repeats"
    )
}

/// The decided results so far, without a last line that was not written to its end.
fn whole(folder: &Folder) -> BTreeMap<u64, Value> {
    let text = std::fs::read(folder.path("out")).expect("results");
    let whole = text.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let lines = text[..whole].split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let lines = lines.map(|line| serde_json::from_slice::<Value>(line).expect("a whole line"));
    lines.filter(|line| line["state"] != "unknown").map(|line| (line["line"].as_u64().expect("a line"), line)).collect()
}

#[test]
fn killed_ten_times_it_loses_nothing_and_repeats_only_what_was_under_way() {
    killed(10, 1500);
}

/// `cargo test --test cli -- --ignored killed_a_few_hundred_times --nocapture`
#[test]
#[ignore = "takes minutes"]
fn killed_a_few_hundred_times_it_loses_nothing_and_repeats_only_what_was_under_way() {
    println!("{}", killed(300, 20_000));
}
