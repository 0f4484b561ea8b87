//! `init` at a terminal: wrong answers, contradictions, Ctrl-C.

use super::dialogue::Dialogue;
use super::harness::{APP_SECRET, Folder, REG_ID};
use super::shells::has;

const CTRL_C: &str = "\x03";
const ENTER: &str = "\r";
const DOWN: &str = "\x1b[B";
const APP_KEY: &str = "c3b2a19087f6e5d4c3b2a19087f6e5d4\r";
const WRITTEN: [&str; 3] = ["push.toml", "push.local.toml", ".gitignore"];

fn start(folder: &Folder, arguments: &str) -> Dialogue {
    Dialogue::start(folder.root(), &format!("pushctl {arguments}"), &[])
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn ctrl_c_at_any_prompt_leaves_nothing_behind() {
    if !has(&["script", "stty"]) {
        return;
    }
    let secret = format!("{APP_SECRET}\r");
    let answers = [
        ("Vendors", ENTER),
        ("Push plugin", ENTER),
        ("package_name: ", "com.acme.chat\r"),
        ("buz_id: ", "40567\r"),
        ("app_id: ", "105000042\r"),
        ("app_secret: ", secret.as_str()),
        ("Phones", " \r"),
        ("token: ", ""),
    ];
    for (last, (prompt, _)) in answers.iter().enumerate() {
        let folder = Folder::empty();
        // With one vendor the list of vendors is not asked for.
        let is_list = *prompt == "Vendors";
        let mut dialogue = start(&folder, if is_list { "init" } else { "init --vendor vivo --set vivo.app_key=x1" });
        let before = &answers[usize::from(!is_list)..last.max(usize::from(!is_list))];
        for (question, answer) in before.iter().copied().chain([(*prompt, CTRL_C)]) {
            match question {
                "app_secret: " => dialogue.answers_hidden(question, answer),
                _ => dialogue.answers(question, answer),
            }
        }
        let (code, screen) = dialogue.ends();
        assert_eq!(code, 130, "{prompt}\n{}", screen.join("\n"));
        assert_eq!(screen.last().map(String::as_str), Some("interrupted; nothing was written"), "{prompt}");
        assert!(!screen.join("\n").contains(APP_SECRET), "{prompt}");
        for name in WRITTEN {
            assert!(!folder.path(name).exists(), "{name} was written at {prompt}");
        }
    }
}

/// A terminal that shows no more what is typed would be the worst thing to leave behind.
#[test]
fn ctrl_c_at_a_secret_gives_the_echo_back() {
    if !has(&["script", "stty"]) {
        return;
    }
    let folder = Folder::empty();
    let command = "sh -c 'trap : INT; pushctl init --vendor vivo --package-name com.acme.chat --set vivo.buz_id=40567 \
                   --set vivo.app_id=105000042 --set vivo.app_key=c3b2a19087f6e5d4c3b2a19087f6e5d4; stty -a'";
    let mut dialogue = Dialogue::start(folder.root(), command, &[]);
    dialogue.answers("Push plugin", ENTER);
    dialogue.answers_hidden("app_secret: ", CTRL_C);
    let (_, screen) = dialogue.ends();
    let screen = screen.join("\n");
    assert!(screen.contains("interrupted; nothing was written"), "{screen}");
    assert!(screen.contains(" echo ") && !screen.contains(" -echo "), "{screen}");
}

#[test]
fn a_wrong_answer_is_explained_and_asked_for_again() {
    if !has(&["script", "stty"]) {
        return;
    }
    let folder = Folder::empty();
    let mut dialogue = start(&folder, "init --vendor vivo --package-name com.acme.chat --set vivo.buz_id=40567");
    dialogue.answers("Push plugin", ENTER);
    dialogue.answers("app_id: ", APP_KEY);
    dialogue.answers("error[vivo/swapped]", "");
    dialogue.answers("app_id: ", "105000042\r");
    dialogue.answers("app_key: ", APP_KEY);
    dialogue.answers_hidden("app_secret: ", &format!("{APP_SECRET}\r"));
    dialogue.answers("Phones", " \r");
    dialogue.answers("token: ", &format!("{REG_ID}\r"));
    dialogue.answers("check it now", "n");
    let (code, screen) = dialogue.ends();
    let screen = screen.join("\n");
    assert_eq!(code, 0, "{screen}");
    assert!(!screen.contains(APP_SECRET), "{screen}");
    assert!(screen.contains("in CI, set VIVO_APP_SECRET"), "{screen}");
    let written = read(&folder, "push.toml");
    assert!(written.contains("app_secret = \"${VIVO_APP_SECRET}\""), "{written}");
    assert!(written.contains("\nplugin = \"tencent_cloud_chat_push\""), "{written}");
    let local = read(&folder, "push.local.toml");
    assert!(local.contains(APP_SECRET) && local.contains(REG_ID), "{local}");
    folder.run(&["check", "--offline"]).exits(0);
}

#[test]
fn a_secret_may_stay_in_the_environment() {
    if !has(&["script", "stty"]) {
        return;
    }
    let folder = Folder::empty();
    let arguments = "init --vendor vivo --package-name com.acme.chat --set vivo.buz_id=40567 \
                     --set vivo.app_id=105000042 --set vivo.app_key=c3b2a19087f6e5d4c3b2a19087f6e5d4";
    let mut dialogue = start(&folder, arguments);
    dialogue.answers("Push plugin", ENTER);
    dialogue.answers_hidden("app_secret: ", ENTER);
    dialogue.answers("Phones", ENTER);
    dialogue.answers("check it now", "n");
    let (code, screen) = dialogue.ends();
    assert_eq!(code, 0);
    assert!(screen.iter().any(|line| line == "  export VIVO_APP_SECRET='…'"), "{}", screen.join("\n"));
    assert!(!folder.path("push.local.toml").exists());
}

#[test]
fn of_two_values_a_person_chooses() {
    if !has(&["script", "stty"]) {
        return;
    }
    let configs = |id: &str| format!("{{\n  \"com.acme.chat\": {{ \"vivoPushBussinessId\": \"{id}\" }}\n}}\n");
    let folder = Folder::empty().file("a.json", &configs("40567")).file("b.json", &configs("40599"));
    let mut dialogue = start(&folder, "init --from a.json --from b.json");
    dialogue.answers("vivo.buz_id has different values", &format!("{DOWN}\r"));
    dialogue.answers("Push plugin", &format!("{DOWN}{DOWN}{DOWN}\r"));
    dialogue.answers("app_id: ", ENTER);
    dialogue.answers("app_key: ", ENTER);
    dialogue.answers_hidden("app_secret: ", ENTER);
    dialogue.answers("Phones", ENTER);
    dialogue.answers("check it now", "n");
    let (code, screen) = dialogue.ends();
    let screen = screen.join("\n");
    assert_eq!(code, 0, "{screen}");
    assert!(screen.contains("a.json:2") && screen.contains("b.json:2"), "{screen}");
    let written = read(&folder, "push.toml");
    assert!(written.contains("buz_id = \"40599\"") && written.contains("#plugin = "), "{written}");
    // Interrupted at the choice, nothing is decided.
    let folder = Folder::empty().file("a.json", &configs("40567")).file("b.json", &configs("40599"));
    let mut dialogue = start(&folder, "init --from a.json --from b.json");
    dialogue.answers("vivo.buz_id has different values", CTRL_C);
    assert_eq!(dialogue.ends().0, 130);
    assert!(WRITTEN.iter().all(|name| !folder.path(name).exists()));
}

#[test]
fn an_update_asks_for_what_is_missing_and_shows_the_diff_first() {
    if !has(&["script", "stty"]) {
        return;
    }
    let mine = "# 改之前问老王\n[app]\npackage_name = \"com.acme.chat\"\n\n[vivo]\nbuz_id = \"40567\" # 控制台\n\
                app_id = \"105000042\"\napp_key = \"c3b2a19087f6e5d4c3b2a19087f6e5d4\"\n";
    for (answer, code) in [("n", 2), ("y", 0)] {
        let folder = Folder::with(mine);
        let mut dialogue = start(&folder, "init --update");
        dialogue.answers("Push plugin", &format!("{DOWN}{DOWN}{DOWN}\r"));
        dialogue.answers_hidden("app_secret: ", &format!("{APP_SECRET}\r"));
        dialogue.answers("Phones", ENTER);
        dialogue.answers("change 2 file(s)?", answer);
        if code == 0 {
            dialogue.answers("check it now", "n");
        }
        let (ended, screen) = dialogue.ends();
        let screen = screen.join("\n");
        assert_eq!(ended, code, "{screen}");
        assert!(screen.contains("+app_secret = \"${VIVO_APP_SECRET}\"") && !screen.contains(APP_SECRET), "{screen}");
        let after = read(&folder, "push.toml");
        assert!(after.starts_with(mine), "{after}");
        assert_eq!(after == mine, code != 0, "{after}");
        assert_eq!(folder.path("push.local.toml").exists(), code == 0);
    }
}
