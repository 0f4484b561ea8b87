//! What is misspelt gets the right one, in both languages, wherever it stands.

use super::harness::{Folder, push_toml};

#[test]
fn what_is_misspelt_gets_the_right_one() {
    let folder = Folder::with(&format!("{}\n[profiles.prod.app]\npackage_name = \"com.acme.prod\"\n", push_toml()));
    for (typed, meant) in [
        ("chek", "check"),
        ("doctr", "doctor"),
        ("genmanifest", "gen-manifest"),
        ("send_test", "send-test"),
        ("status tokn", "token"),
        ("check --ofline", "--offline"),
        ("send-test --dryrun", "--dry-run"),
        ("send-test --tittle x", "--title"),
        ("check --vendor vvo", "vivo"),
        ("check --vendor vivo,opo", "oppo"),
        ("check --endpoint vvo=http://127.0.0.1:1", "vivo"),
        ("sign vvo", "vivo"),
        ("check --profile prd", "prod"),
        ("send-test -d my-vvo", "my-vivo"),
        ("check -d my-vvo", "my-vivo"),
        ("status token -d my-vvo", "my-vivo"),
        ("send-test --set vvo.notify_type=2", "vivo"),
        ("send-test --set vivo.notfy_type=2", "notify_type"),
        ("gen-manifest --plugin tencent_cloud_chat_pus", "tencent_cloud_chat_push"),
        ("gen-manifest --only manifst", "manifest"),
        ("explain vvo", "vivo"),
        ("explain vivo/swaped", "vivo/swapped"),
        ("explain nopush", "no-push"),
        ("check --format jsn", "json"),
        ("check --report srif=x", "sarif"),
        ("completions bsh", "bash"),
        ("check --color alway", "always"),
    ] {
        for (lang, question) in [("en", ["did you mean", "tip: "]), ("zh", ["是不是", "提示："])] {
            let words: Vec<&str> = typed.split(' ').chain(["--lang", lang]).collect();
            let ran = folder.run(&words).exits(2);
            let line = ran.stderr.lines().find(|line| question.iter().any(|question| line.contains(question)));
            let line = line.unwrap_or_else(|| panic!("{typed}: no suggestion in\n{}", ran.all()));
            assert!(line.contains(&format!("`{meant}`")) || line.contains(&format!("'{meant}'")), "{typed}: {line}");
        }
    }
}
