//! Colour, dumb terminals, and readers that go away.

use std::process::Command;

use super::harness::{Folder, ran, search_path};

/// One page of each kind: a result, help, an error of the command line, mistakes in a file.
const PAGES: &[&[&str]] =
    &[&["explain", "vivo", "10302"], &["send-test", "--help"], &["chek"], &["check", "--offline"], &["-h"]];

fn folder() -> Folder {
    Folder::with("[vivo]\napp_id = \"12\"\n")
}

/// Whether any page is coloured with these variables and flags; they all have to agree.
#[track_caller]
fn is_colored(variables: &[(&str, &str)], flags: &[&str]) -> bool {
    let folder = folder();
    let colored = PAGES.iter().map(|page| {
        let mut command = folder.command(&[flags, page].concat());
        ran(command.envs(variables.iter().copied())).all().contains('\x1b')
    });
    let colored: Vec<bool> = colored.collect();
    assert!(colored.iter().all(|one| *one == colored[0]), "{variables:?} {flags:?}: {colored:?}");
    colored[0]
}

#[test]
fn color_is_for_terminals_and_for_those_who_ask() {
    assert!(!is_colored(&[], &[]));
    assert!(is_colored(&[("CLICOLOR_FORCE", "1")], &[]));
    assert!(!is_colored(&[("CLICOLOR_FORCE", "0")], &[]));
    assert!(!is_colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], &[]));
    assert!(is_colored(&[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "")], &[]), "an empty NO_COLOR is none");
    assert!(is_colored(&[("NO_COLOR", "1")], &["--color", "always"]));
    assert!(!is_colored(&[("CLICOLOR_FORCE", "1")], &["--color=never"]));
    assert!(is_colored(&[("PUSHCTL_COLOR", "always"), ("PUSHCTL_LANG", "zh")], &[]));
}

/// What a program prints at a terminal of this kind.
#[cfg(target_os = "linux")]
fn at_terminal(terminal: &str, more: &[(&str, &str)]) -> String {
    let folder = folder();
    let mut script = Command::new("script");
    script.args(["-qec", "pushctl explain vivo 10302; pushctl check --offline; pushctl -h", "/dev/null"]);
    script.current_dir(folder.root()).env_clear().env("PATH", search_path()).env("TERM", terminal);
    script.envs(more.iter().copied()).stdin(std::process::Stdio::null());
    ran(&mut script).stdout
}

#[cfg(target_os = "linux")]
#[test]
fn a_dumb_terminal_gets_no_color() {
    if !super::shells::has(&["script"]) {
        return;
    }
    assert!(at_terminal("xterm-256color", &[]).contains("\x1b["));
    for (terminal, more) in [("dumb", &[][..]), ("xterm", &[("NO_COLOR", "1")])] {
        let printed = at_terminal(terminal, more);
        assert!(printed.contains("10302") && printed.contains("Usage"), "{printed}");
        assert!(!printed.contains('\x1b'), "{printed:?}");
    }
}

/// `| head`: the reader is gone before the first line.
#[test]
fn a_closed_pipe_is_no_error() {
    let folder = Folder::usual();
    for arguments in [
        &["explain"][..],
        &["explain", "--format", "json"],
        &["schema"],
        &["schema", "--example"],
        &["man"],
        &["completions", "bash"],
        &["completions", "elvish"],
        &["--help"],
        &["--version"],
        &["help", "send-test"],
        &["__complete", "bash", ""],
        &["check", "--offline", "--format", "json"],
        &["gen-manifest"],
        &["--emulator", "send-test", "-d", "my-vivo"],
    ] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let output = folder.command(arguments).stdout(writer).output().expect("the program starts");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}: {stderr}");
        for word in ["panicked", "internal error", "roken pipe"] {
            assert!(!stderr.contains(word), "{arguments:?}: {stderr}");
        }
    }
}

#[test]
fn a_pager_gets_the_whole_page() {
    let mut shell = Command::new("sh");
    shell.args(["-c", "pushctl --help | cat; pushctl help send-test | head -1"]).env("PATH", search_path());
    shell.env("LANG", "en_US.UTF-8").env_remove("LC_ALL");
    let page = ran(&mut shell).exits(0).stdout;
    assert!(page.starts_with("Set up, verify and debug offline push"), "{page}");
    assert!(page.contains("Global options:") && page.contains("Send a test push to one device"), "{page}");
}

#[test]
fn help_takes_a_language_before_and_behind_the_command() {
    let folder = folder();
    for arguments in [
        &["--lang", "zh", "help", "check"][..],
        &["help", "check", "--lang", "zh"],
        &["help", "--lang=zh", "check", "--color", "always"],
        &["check", "--help", "--lang", "zh"],
    ] {
        folder.run(arguments).exits(0).says(&["示例", "pushctl check -d my-vivo"]);
    }
    assert!(folder.run(&["help", "check", "--color=always"]).exits(0).stdout.contains('\x1b'));
    folder.run(&["help", "chek", "--lang", "zh"]).exits(2).says(&["没有命令 `chek`", "是不是 `check`"]);
}
