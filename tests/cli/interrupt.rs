//! Ctrl-C prints what is known, says what was not asked, and ends with 3.

use std::process::{Command, Stdio};
use std::time::Duration;

use super::harness::{APP_SECRET, Folder, REG_ID, Ran, ran};

/// A vendor that takes so long that nobody waits for it.
const SLOW: &str = "[[fault]]\nvendor = \"vivo\"\nkind = \"slow\"\ndelay = \"60s\"\n";

fn interrupted(arguments: &[&str]) -> Ran {
    interrupted_in(&Folder::usual().file("slow.toml", SLOW), arguments)
}

fn interrupted_in(folder: &Folder, arguments: &[&str]) -> Ran {
    let arguments = [arguments, &["--emulator=slow.toml", "--timeout", "60s"]].concat();
    let mut command = folder.command(&arguments);
    command.env("VIVO_APP_SECRET", APP_SECRET).stdout(Stdio::piped()).stderr(Stdio::piped());
    let child = command.spawn().expect("starts");
    std::thread::sleep(Duration::from_millis(1500));
    let killed = Command::new("kill").args(["-INT", &child.id().to_string()]).status().expect("kill");
    assert!(killed.success());
    let output = child.wait_with_output().expect("ends");
    Ran {
        stdout: String::from_utf8(output.stdout).expect("UTF-8"),
        stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        code: output.status.code().expect("it ends by itself"),
    }
}

#[test]
fn every_command_that_waits_can_be_interrupted() {
    let commands: [&[&str]; 6] = [
        &["check"],
        &["check", "-d", "my-vivo"],
        &["send-test", "-d", "my-vivo"],
        &["status", "token", "-d", "my-vivo"],
        &["status", "message", "--vendor", "vivo", "12139732"],
        &["sign", "vivo"],
    ];
    for command in commands {
        interrupted(command).exits(3).says(&["interrupted: 1 not asked"]).keeps(&[APP_SECRET, REG_ID]);
    }
    interrupted(&["check"]).says(&["vivo", "interrupted", "undetermined"]);
    let json = interrupted(&["check", "--format", "json"]).exits(3).json();
    assert_eq!((&json["verdict"], &json["not_asked"]), (&"undetermined".into(), &1.into()));
}

/// The example file, and one vendor that hangs.
fn all_but(slow: &str) -> Folder {
    let folder = Folder::empty().file("slow.toml", &SLOW.replace("vivo", slow));
    let example = ran(&mut folder.command(&["schema", "--example"])).exits(0).stdout;
    folder.file("push.toml", &example)
}

/// The first of all vendors hangs; what the others answered is not lost with it.
#[test]
fn what_others_answered_is_shown() {
    let names: Vec<&str> = pushctl::vendors::names().collect();
    let folder = all_but(names[0]);
    let json = interrupted_in(&folder, &["check", "--format", "json"]).exits(3).json();
    let rows = json["rows"].as_array().expect("rows");
    assert!(rows[0]["credentials"].is_null(), "{}", rows[0]);
    assert_eq!(rows.iter().filter(|row| row["credentials"] == "accepted").count(), names.len() - 1, "{json}");
    let sent = interrupted_in(&folder, &["send-test", "-d", "all"]).exits(3).says(&["interrupted: 1 not asked"]);
    assert_eq!(sent.stdout.matches("✓ accepted").count(), names.len() - 1, "{}", sent.stdout);
}

#[test]
fn one_vendor_that_hangs_keeps_no_other_from_being_asked_about_tokens() {
    let is_asked = |vendor: &&&pushctl::vendors::Vendor| {
        vendor.capability.token_query.as_ref().is_some_and(|query| query.probe.is_none())
    };
    let asked: Vec<&str> = pushctl::vendors::VENDORS.iter().filter(is_asked).map(|vendor| vendor.key).collect();
    let ran = interrupted_in(&all_but(asked[0]), &["status"]).exits(3).says(&["interrupted: 1 not asked"]);
    assert_eq!(ran.stdout.matches("✓ alive").count(), asked.len() - 1, "{}", ran.stdout);
}

/// vivo counts a display at once, Tencent IM tells of none: it is asked until the time is up, or until Ctrl-C.
#[test]
fn pushes_are_watched_all_at_once_and_no_answer_is_lost() {
    let folder = all_but("vivo").file("slow.toml", "");
    let ran = interrupted_in(&folder, &["send-test", "-d", "all", "--watch=60s"]).exits(0);
    let counted = pushctl::vendors::VENDORS.iter().filter(|vendor| vendor.capability.message_status);
    for vendor in counted {
        let line = format!("✓ {}  ", vendor.key);
        assert_eq!(ran.stdout.matches(&line).count(), 1, "{line} in {}", ran.stdout);
    }
}
