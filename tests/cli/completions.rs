//! What completion scripts are told, without a shell.

use super::harness::{Folder, ran};

/// What scripts ask for needs no push.toml, no sound variables and no whole words.
#[test]
fn answers_come_whatever_is_wrong() {
    let folder = Folder::with("[vivo\n");
    let asked = |words: &[&str]| {
        let mut command = folder.command(&[&["__complete", "zsh"], words].concat());
        ran(command.env("PUSHCTL_TIMEOUT", "soon").env("PUSHCTL_FORMAT", "x")).exits(0)
    };
    assert_eq!(asked(&["send-test", "-d", ""]).stdout, "\n");
    assert_eq!(asked(&["check", "--profile", ""]).stdout, "\n");
    assert_eq!(asked(&["--nonsense", "--", "-x"]).stdout, "\n");
    assert!(asked(&[]).stdout.contains("check\t"));
    let chinese = ran(folder.command(&["__complete", "fish", "sche"]).env("LANG", "zh_CN.UTF-8")).stdout;
    assert_eq!(chinese, "schema\t打印 push.toml 的 JSON Schema，供编辑器使用\n");
}

/// Names out of a file must not reach a shell as anything but a word, nor a token as a help text.
#[test]
fn names_are_words_and_tokens_are_not_shown() {
    let folder = Folder::with(
        "[devices.\"a\\nb\"]\nvendor = \"vivo\"\ntoken = \"v2-hidden\"\n\
         [devices.c]\nvendor = \"vivo\"\ntoken = \"v2-hidden\"\n",
    );
    let answer = folder.run(&["__complete", "zsh", "send-test", "-d", ""]).exits(0).keeps(&["v2-hidden"]);
    assert_eq!(answer.stdout, "c\tvivo\nall\tevery device\n");
}
