//! Tab in real shells: a shell that this machine does not have is not tried, and the test says so.
//!
//! bash and zsh complete only what is typed at a terminal, so each gets one; a key of its own then writes down the line
//! as it stands.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::harness::{Folder, ran, search_path};

/// A folder with devices, a profile and a folder.
fn folder() -> Folder {
    let push_toml = "[vivo]\napp_id = \"105000042\"\n[devices.my-vivo]\nvendor = \"vivo\"\ntoken = \"v2-x\"\n\
                     user = \"alice\"\n[devices.\"two words\"]\nvendor = \"oppo\"\ntoken = \"x\"\n\
                     [profiles.prod.app]\npackage_name = \"com.acme.chat\"\n";
    Folder::with(push_toml).file("app/x", "")
}

/// What is typed, and what stands there after Tab.
const LINES: &[(&str, &str)] = &[
    ("pushctl send-test -d my", "pushctl send-test -d my-vivo"),
    ("pushctl send-test --device=my", "pushctl send-test --device=my-vivo"),
    ("pushctl status token -d my-", "pushctl status token -d my-vivo"),
    ("pushctl send-test --vendor oppo -d tw", "pushctl send-test --vendor oppo -d two\\ words"),
    ("pushctl check --profile pr", "pushctl check --profile prod"),
    ("pushctl status user al", "pushctl status user alice"),
    ("pushctl check --vendor=vivo,hon", "pushctl check --vendor=vivo,honor"),
    ("pushctl explain vivo/swa", "pushctl explain vivo/swapped"),
    ("pushctl sche", "pushctl schema"),
    ("pushctl check --offl", "pushctl check --offline"),
    ("pushctl check --config push.t", "pushctl check --config push.toml"),
    ("pushctl check --project a", "pushctl check --project app/"),
    ("pushctl send-test --set vivo.notify_t", "pushctl send-test --set vivo.notify_type="),
];

fn script(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").join(name).display().to_string()
}

/// Whether the machine has these programs. Says so where it has not.
#[expect(clippy::print_stderr, reason = "a test that tried nothing must not look like one that did")]
pub(super) fn has(programs: &[&str]) -> bool {
    let missing = programs.iter().find(|program| {
        let found = Command::new("sh").args(["-c", &format!("command -v {program}")]).stdout(Stdio::null()).status();
        !found.is_ok_and(|status| status.success())
    });
    if let Some(missing) = missing {
        eprintln!("not tried: there is no {missing} on this machine");
    }
    missing.is_none()
}

/// Types every line into a shell that writes them down on Ctrl-X p.
fn typed(folder: &Folder, shell: &str) -> Vec<String> {
    let mut command = Command::new("script");
    command.args(["-qec", shell, "/dev/null"]).current_dir(folder.root()).env_clear();
    command.env("PATH", search_path()).env("HOME", folder.root()).env("TERM", "dumb").env("LC_ALL", "C.UTF-8");
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("a terminal");
    let mut keys = child.stdin.take().expect("a keyboard");
    let written = || std::fs::read_to_string(folder.path("lines")).unwrap_or_default();
    // A line is typed when the one before it is written down: a shell that is busy would miss it.
    for (count, (line, _)) in std::iter::once(&("", "")).chain(LINES).enumerate() {
        write!(keys, "{line}{}\x18p", if line.is_empty() { "" } else { "\t" }).expect("typed");
        for _ in 0..200 {
            if written().lines().count() > count {
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
    writeln!(keys, "exit").expect("typed");
    drop(keys);
    child.wait().expect("the shell ends");
    written().lines().skip(1).map(str::to_owned).collect()
}

#[track_caller]
fn are_complete(lines: &[String]) {
    let expected: Vec<&str> = LINES.iter().map(|(_, complete)| *complete).collect();
    let lines: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    assert_eq!(lines, expected);
}

#[test]
fn bash_completes() {
    if !has(&["bash", "script"]) {
        return;
    }
    let start = format!(
        "source '{}'\nshow() {{ printf '%s\\n' \"$READLINE_LINE\" >>lines; READLINE_LINE=; READLINE_POINT=0; }}\n\
         bind -x '\"\\C-xp\": show'\n",
        script("pushctl.bash")
    );
    let folder = folder().file("start", &start);
    are_complete(&typed(&folder, "bash --noprofile --rcfile start -i"));
}

#[test]
fn zsh_completes() {
    if !has(&["zsh", "script"]) {
        return;
    }
    let start = format!(
        "fpath=('{}' $fpath)\nautoload -Uz compinit && compinit -u -D\n\
         show() {{ print -r -- \"$BUFFER\" >>lines; BUFFER=; }}\nzle -N show\nbindkey -e\nbindkey '^Xp' show\n",
        Path::new(env!("CARGO_MANIFEST_DIR")).join("completions").display()
    );
    let folder = folder().file(".zshrc", &start);
    are_complete(&typed(&folder, "zsh -d -i"));
}

#[test]
fn fish_completes() {
    if !has(&["fish"]) {
        return;
    }
    let folder = folder();
    for (line, complete) in LINES {
        let mut fish = Command::new("fish");
        fish.args(["--no-config", "-c", &format!("source '{}'; complete -C '{line}'", script("pushctl.fish"))]);
        fish.current_dir(folder.root()).env("PATH", search_path()).env("HOME", folder.root());
        let ran = ran(&mut fish);
        // fish prints words without the line before them, and quotes them when they are taken.
        let offered: Vec<&str> = ran.stdout.lines().filter_map(|line| line.split('\t').next()).collect();
        let word = complete.replace("\\ ", "\u{1}").rsplit(' ').next().expect("a word").replace('\u{1}', " ");
        assert_eq!(offered, [word], "{line}: {}", ran.all());
    }
}
