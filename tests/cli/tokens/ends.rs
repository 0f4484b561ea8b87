//! Runs that end early, and vendors that want to be asked more slowly.

use super::{PHONES, ask, dead, folder, live, results, states};
use crate::harness::{APP_SECRET, Folder, ran};
use crate::served::Served;
use pushctl::outcome::Operation;

/// A list of vivo's with this many phones, every fourth of which is dead.
fn list(count: u32) -> String {
    (0..count).map(|number| if number % 4 == 3 { dead(number) } else { live(number) } + "\n").collect()
}

#[cfg(unix)]
#[test]
fn ctrl_c_keeps_every_answer_and_names_the_command_that_goes_on() {
    use std::process::{Command, Stdio};
    let folder = folder().file("my list.txt", &list(3000));
    let arguments =
        ["status", "token", "--vendor", "vivo", "--emulator=s.toml", "--from", "my list.txt", "--out", "out"];
    let mut command = folder.command(&arguments);
    command.env("VIVO_APP_SECRET", APP_SECRET).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("starts");
    std::thread::sleep(std::time::Duration::from_millis(1200));
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    let output = child.wait_with_output().expect("ends");
    let stderr = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(1), "dead ones were found: {stderr}");
    let kept = results(&folder, "out");
    assert!((1..3000).contains(&kept.len()), "{}", kept.len());
    let left = 3000 - kept.len();
    let shown = format!("{},{:03}", left / 1000, left % 1000);
    let shown = if left < 1000 { left.to_string() } else { shown };
    assert!(stderr.contains(&format!("stopped: {shown} of 3,000 not asked")), "{stderr}");
    let command = stderr.lines().find_map(|line| line.strip_prefix("go on with: ")).expect("the command");
    assert!(
        command.starts_with("pushctl status token --vendor vivo") && command.contains("'my list.txt'"),
        "{command}"
    );
    let mut shell = Command::new("sh");
    let path = crate::harness::search_path();
    shell.current_dir(folder.root()).env_clear().env("PATH", path).env("VIVO_APP_SECRET", APP_SECRET);
    ran(shell.args(["-c", &format!("{command} --rate 1000")]).stdin(Stdio::null())).exits(1);
    let all = results(&folder, "out");
    assert_eq!(all.len(), 3000);
    assert!(kept.iter().all(|(line, value)| all[line] == *value), "a decided line was changed");
}

#[test]
fn a_vendor_that_says_too_fast_is_asked_more_slowly_and_leaves_nothing_unknown() {
    let by_status =
        "[[fault]]\nvendor = \"vivo\"\npath = \"/invalidUser/*\"\nkind = \"rate-limit\"\nretry_after = 0\nabove = 3\n";
    let by_code = "[[fault]]\nvendor = \"vivo\"\npath = \"/invalidUser/*\"\nkind = \"answer\"\nabove = 3\n\
                   body = '{\"result\":10072,\"desc\":\"too frequent\"}'\n";
    for fault in [by_status, by_code] {
        let folder = Folder::usual().file("s.toml", &format!("{PHONES}{fault}")).file("list", &list(1500));
        let arguments = ["status", "token", "--vendor", "vivo", "--emulator=s.toml", "--from", "list", "--out", "out"];
        let ran = folder.run(&[&arguments[..], &["--rate", "20"]].concat());
        let ran = ran.exits(1).keeps(&["unknown", "go on with"]);
        let found = results(&folder, "out");
        assert_eq!(found.len(), 1500, "{}", ran.stderr);
        assert_eq!(states(&found).iter().filter(|(_, state)| *state == "dead").count(), 375);
    }
}

#[test]
fn production_tokens_against_the_sandbox_stop_it_and_nothing_is_called_dead() {
    let example = ran(&mut Folder::empty().command(&["schema", "--example"])).exits(0).stdout;
    let list: Vec<String> = (0..250).map(|number| format!("{number:064x}\n")).collect();
    let folder = Folder::with(&example).file("ios.txt", &list.concat());
    let arguments =
        ["status", "token", "--vendor", "apple", "--probe", "--emulator", "--from", "ios.txt", "--out", "ios.ndjson"];
    let ran = folder.run(&arguments).exits(3);
    ran.says(&[
        "none of the first 100 tokens is alive; 100 answered BadDeviceToken",
        "nothing was called dead",
        "? suspect",
        "[apple] environment",
        "--keep-going",
        "150 of 250 not asked",
    ]);
    let found = results(&folder, "ios.ndjson");
    assert_eq!(found.len(), 100);
    assert!(found.values().all(|line| line["state"] == "suspect"));
    let again = folder.run(&[&arguments[..], &["--resume"]].concat()).exits(3);
    assert_eq!(results(&folder, "ios.ndjson"), found, "{}", again.stderr);
    let on = folder.run(&[&arguments[..], &["--resume", "--keep-going"]].concat()).exits(3);
    assert_eq!(results(&folder, "ios.ndjson").len(), 250, "{}", on.stderr);
}

#[test]
fn many_calls_share_one_access_token() {
    let served = Served::under(APP_SECRET, PHONES);
    let folder = Folder::usual().file("list", &list(1000));
    let endpoint = format!("vivo={}", served.url());
    let arguments =
        ["status", "token", "--vendor", "vivo", "--from", "list", "--endpoint", &endpoint, "--rate", "1000"];
    folder.run(&arguments).exits(1);
    let entries = served.entries();
    let of = |operation| entries.iter().filter(|entry| entry.operation == Some(operation)).count();
    assert_eq!((of(Operation::Authenticate), of(Operation::TokenStatus)), (1, 10));
}

#[test]
fn refused_credentials_are_told_once() {
    let wrong = "[credentials.vivo]\napp_secret = \"another-secret-of-vivo\"\n";
    let folder = Folder::usual().file("s.toml", &format!("{wrong}{PHONES}")).file("list", &list(2000));
    let ran = ask(&folder, "list", &["--out", "out"]).exits(1);
    ran.says(&["vivo was not asked any more: credentials refused: 10206"])
        .keeps(&["another-secret-of-vivo", APP_SECRET]);
    assert!(results(&folder, "out").len() <= 100);
}

#[test]
fn both_languages_say_it() {
    let folder = folder().file("list", &list(40));
    let ran = ask(&folder, "list", &["--lang", "zh"]).exits(1);
    ran.says(&["状态", "已失效", "删除", "有效", "保留"]).keeps(&["state", "keep"]);
}
