use super::harness::{APP_ID, APP_KEY, APP_SECRET, Folder, REG_ID, Ran};

/// `init` with every answer but the secret.
fn init(folder: &Folder, more: &[&str]) -> Ran {
    let (id, key) = (format!("vivo.app_id={APP_ID}"), format!("vivo.app_key={APP_KEY}"));
    let mut words = vec!["init", "--package-name", "com.acme.chat", "--set", "vivo.buz_id=34567", "--set", &id];
    words.extend(["--set", &key]);
    words.extend(more);
    folder.run_bare(&words)
}

const FROM_VARIABLE: [&str; 2] = ["--set", "vivo.app_secret=${VIVO_APP_SECRET}"];

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

#[test]
fn what_init_writes_passes_check() {
    let folder = Folder::empty();
    init(&folder, &FROM_VARIABLE).exits(0).says(&["push.toml", "export VIVO_APP_SECRET=", "next: pushctl check"]);
    assert!(read(&folder, "push.toml").contains("app_secret = \"${VIVO_APP_SECRET}\""));
    assert!(!folder.path("push.local.toml").exists());
    assert!(!folder.path(".gitignore").exists(), "nobody uses git here");
    folder.run(&["check", "--offline", "--deny-warnings"]).exits(0);
}

#[test]
fn secrets_and_phones_go_into_the_local_file() {
    let folder = Folder::empty().file(".gitignore", "build");
    let (secret, token) = (format!("vivo.app_secret={APP_SECRET}"), format!("devices.my-vivo.token={REG_ID}"));
    let ran = init(&folder, &["--set", &secret, "--set", &token]).exits(0);
    ran.says(&["shell's history", "push.local.toml", ".gitignore"]).keeps(&[APP_SECRET]);
    let (committed, local) = (read(&folder, "push.toml"), read(&folder, "push.local.toml"));
    assert!(!committed.contains(APP_SECRET) && !committed.contains(REG_ID), "{committed}");
    assert!(local.contains(APP_SECRET) && local.contains(REG_ID) && local.contains("vendor = \"vivo\""), "{local}");
    assert_eq!(read(&folder, ".gitignore"), "build\npush.local.toml\n");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = std::fs::metadata(folder.path("push.local.toml")).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    folder.run_bare(&["check", "--offline", "--deny-warnings"]).exits(0);
    folder.run_bare(&["--emulator", "send-test", "-d", "my-vivo"]).exits(0);
}

#[test]
fn a_secret_may_stand_in_a_file_of_its_own() {
    let folder = Folder::empty().file("secret.txt", APP_SECRET);
    init(&folder, &["--set", "vivo.app_secret_file=secret.txt"]).exits(0);
    assert!(read(&folder, "push.toml").contains("app_secret_file = \"secret.txt\""));
    folder.run_bare(&["check", "--offline"]).exits(0);
}

#[test]
fn nothing_is_overwritten_unless_told_so() {
    let folder = Folder::with("# mine\n");
    init(&folder, &FROM_VARIABLE).exits(2).says(&["push.toml is there already", "--force"]);
    assert_eq!(read(&folder, "push.toml"), "# mine\n");
    init(&folder, &["--force", FROM_VARIABLE[0], FROM_VARIABLE[1]]).exits(0);
    assert!(read(&folder, "push.toml").contains(APP_ID));

    let folder = Folder::empty().file("push.local.toml", "# mine\n");
    let secret = format!("vivo.app_secret={APP_SECRET}");
    init(&folder, &["--set", &secret]).exits(2).says(&["push.local.toml is there already"]);
    assert!(!folder.path("push.toml").exists());
    init(&folder, &FROM_VARIABLE).exits(0);
    assert_eq!(read(&folder, "push.local.toml"), "# mine\n");
}

#[test]
fn without_a_terminal_the_flags_that_are_missing_are_named() {
    let folder = Folder::empty();
    folder.run_bare(&["init"]).exits(2).says(&["--vendor ", "--package-name"]);
    let ran = folder.run_bare(&["init", "--vendor", "vivo"]).exits(2);
    ran.says(&["--set vivo.buz_id=", "--set vivo.app_secret='${VIVO_APP_SECRET}'"]);
    folder.run_bare(&["init", "--lang", "zh"]).exits(2).says(&["请加上：--vendor "]);
    assert_eq!(std::fs::read_dir(folder.root()).expect("a folder").count(), 0);
}

#[test]
fn a_mistake_is_shown_and_nothing_written() {
    let folder = Folder::empty();
    let (id, key) = (format!("vivo.app_id={APP_KEY}"), format!("vivo.app_key={APP_ID}"));
    let words = ["--force", "--set", &id, "--set", &key, FROM_VARIABLE[0], FROM_VARIABLE[1]];
    init(&folder, &words).exits(2).says(&["vivo/swapped", "(not written)"]).keeps(&[APP_KEY]);
    for (set, said) in [
        ("vivo.ap_id=1", "did you mean `app_id`?"),
        ("vvo.app_id=1", "did you mean `vivo`?"),
        ("nokia.app_id=1", "there is no"),
        ("app_id", "TABLE.KEY=VALUE"),
        ("vivo.notify_type=9", "from 1 to 4"),
        ("devices.x.token=a b", "blank"),
    ] {
        let more = ["--set", set, FROM_VARIABLE[0], FROM_VARIABLE[1]];
        init(&folder, &more).exits(2).says(&[said]);
    }
    assert_eq!(std::fs::read_dir(folder.root()).expect("a folder").count(), 0);
}

#[test]
fn another_name_has_another_local_file() {
    let folder = Folder::empty();
    let secret = format!("vivo.app_secret={APP_SECRET}");
    let ran = init(&folder, &["--config", "demo.toml", "--set", &secret]).exits(0);
    ran.says(&["demo.toml", "demo.local.toml", "next: pushctl --config demo.toml check"]);
    folder.run_bare(&["--config", "demo.toml", "check", "--offline"]).exits(0);
}

#[test]
fn json_names_the_files() {
    let folder = Folder::empty();
    let document = init(&folder, &["--format", "json", FROM_VARIABLE[0], FROM_VARIABLE[1]]).exits(0).json();
    assert_eq!(document["files"], serde_json::json!(["push.toml"]));
    assert_eq!(document["verdict"], "ok");
}

#[test]
fn a_vendor_asks_for_what_it_needs_of_the_app() {
    let folder = Folder::empty();
    let needs = |vendor: &str| folder.run_bare(&["init", "--vendor", vendor]).exits(2);
    needs("apple").says(&["--set app.bundle_id="]).keeps(&["--package-name"]);
    needs("oppo").says(&["--package-name"]).keeps(&["bundle_id"]);
    needs("tencent").keeps(&["--package-name", "bundle_id"]);
    needs("apple,oppo").says(&["--package-name", "--set app.bundle_id="]);
}
