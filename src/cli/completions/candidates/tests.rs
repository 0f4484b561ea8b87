use clap::CommandFactory;

use super::*;
use crate::cli::Cli;

fn asked(words: &[&str], lang: Lang) -> Answer {
    let mut program = Cli::command();
    program.build();
    let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
    answer(&Line::read(&program, &words), lang)
}

fn values(words: &[&str]) -> Vec<String> {
    match asked(words, Lang::En) {
        Answer::Words(candidates) => candidates.into_iter().map(|candidate| candidate.value).collect(),
        other => panic!("{words:?}: {other:?}"),
    }
}

#[test]
fn commands_and_flags() {
    assert_eq!(values(&["se"]), ["send-test"]);
    assert_eq!(values(&["do"]), ["doctor"]);
    assert_eq!(values(&["status", "m"]), ["message"]);
    assert_eq!(values(&["check", "--off"]), ["--offline"]);
    assert_eq!(values(&["check", "--offline", "--off"]), [""; 0]);
    assert_eq!(values(&["check", "--vendor", "vivo", "--vend"]), ["--vendor"]);
    assert!(values(&["help", "st"]).contains(&"status".to_owned()));
    assert_eq!(values(&["send-test", "--wat"]), ["--watch", "--watch="]);
}

#[test]
fn vendors_rules_and_codes() {
    assert_eq!(values(&["check", "--vendor", "vi"]), ["vivo"]);
    assert_eq!(values(&["check", "--vendor=vivo,op"]), ["--vendor=vivo,oppo"]);
    assert_eq!(values(&["sign", "me"]), ["meizu"]);
    assert_eq!(values(&["check", "--endpoint", "vi"]), ["vivo="]);
    assert_eq!(values(&["explain", "vivo/sw"]), ["vivo/swapped"]);
    assert_eq!(values(&["explain", "no-"]), ["no-push"]);
    assert_eq!(values(&["explain", "vivo", "10302"]), ["10302"]);
    assert_eq!(values(&["explain", "vivo", "swap"]), ["swapped"]);
    assert_eq!(values(&["send-test", "--set", "vivo.notify_t"]), ["vivo.notify_type="]);
    assert_eq!(values(&["check", "--report", "sa"]), ["sarif="]);
    assert_eq!(values(&["send-test", "--print", ""]), ["request", "curl"]);
    assert_eq!(values(&["gen-manifest", "--title", ""]), [""; 0]);
}

#[test]
fn files_and_folders_are_left_to_the_shell() {
    assert_eq!(asked(&["--config", "x"], Lang::En), Answer::Files);
    assert_eq!(asked(&["check", "--config=x"], Lang::En), Answer::Files);
    assert_eq!(asked(&["check", "--project", ""], Lang::En), Answer::Folders);
    assert_eq!(asked(&["check", "--emulator="], Lang::En), Answer::Files);
    assert_eq!(asked(&["emulator", "--", ""], Lang::En), Answer::Files);
}

#[test]
fn help_is_in_the_language_of_the_shell() {
    let Answer::Words(words) = asked(&["sign", "vivo"], Lang::Zh) else { panic!("words") };
    assert!(!words[0].help.is_empty());
    let Answer::Words(words) = asked(&["explain", "vivo/swapped"], Lang::Zh) else { panic!("words") };
    assert!(!words[0].help.is_ascii(), "{words:?}");
}

/// What is named by its id here must be on the command line.
#[test]
fn every_argument_that_has_names_is_there() {
    let mut program = Cli::command();
    program.build();
    for id in PATHS.iter().chain(&["vendor", "endpoint", "profile", "report", "device", "user", "set", "words", "name"])
    {
        let has = |command: &Command| command.get_arguments().any(|argument| argument.get_id() == *id);
        assert!(has(&program) || program.get_subcommands().any(has), "{id}");
    }
}
