use super::harness::{APP_SECRET, Folder, REG_ID};

/// Ten mistakes, four of them in one table, in two files.
const TEN: &str = r#"[app]
package_nam = "com.acme.chat"
plugin = "tim_push"

[vivo]
buz_id = [1]
app_id = "0123456789abcdef0123456789abcdef"
app_key = "105000001"
app_secert = "99999999-8888-7777-6666-555555555555"
category = "im"

[vvio]
app_id = "1"

[devices.my-vivo]
vendor = "vivoo"
token = "v2-TESTAAAABBBB CCCC"

[rules]
"vivo/swaped" = "off"
"#;

#[test]
fn ten_mistakes_are_listed_at_once_with_line_and_column() {
    let local = "[endpoints]\nvivo = \"http://192.168.1.1\"\n";
    let folder = Folder::with(TEN).file("push.local.toml", local);
    let ran = folder.run(&["check", "--offline"]).exits(1);
    let places = [
        ("config/unknown-key", "push.toml:2:1"),
        ("config/type", "push.toml:3:10"),
        ("config/type", "push.toml:6:10"),
        ("vivo/swapped", "push.toml:7:10"),
        ("config/unknown-key", "push.toml:9:1"),
        ("vivo/category", "push.toml:10:12"),
        ("config/unknown-table", "push.toml:12:2"),
        ("config/device", "push.toml:16:10"),
        ("config/blanks", "push.toml:17:9"),
        ("config/rule-level", "push.toml:20:1"),
        ("config/endpoint", "push.local.toml:2:8"),
    ];
    for (rule, place) in places {
        assert!(ran.stdout.contains(&format!("--> {place}\n")), "{rule} at {place} is not in:\n{}", ran.stdout);
    }
    let json = folder.run(&["check", "--offline", "--format", "json"]).exits(1).json();
    let found: Vec<(String, String)> = json["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["severity"] == "error")
        .map(|finding| {
            let text = |key: &str| finding[key].as_str().unwrap_or_default().to_owned();
            (text("rule"), format!("{}:{}:{}", text("file"), finding["line"], finding["column"]))
        })
        .collect();
    let mut expected: Vec<(String, String)> =
        places.iter().map(|(rule, place)| ((*rule).to_owned(), (*place).to_owned())).collect();
    expected.sort_by_key(|(_, place)| !place.starts_with("push.local"));
    assert_eq!(found, expected);
    ran.keeps(&["99999999-8888", "v2-TESTAAAABBBB"])
        .says(&["did you mean `package_name`?", "did you mean `app_secret`?"]);
}

#[test]
fn both_languages_say_the_same_places() {
    let folder = Folder::with(TEN);
    let places = |lang: &str| {
        let ran = folder.run(&["check", "--offline", "--lang", lang]).exits(1);
        ran.stdout.lines().filter(|line| line.contains("-->")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(places("en"), places("zh"));
    folder
        .run(&["check", "--offline", "--lang", "zh"])
        .says(&["错误[vivo/swapped]: [vivo] app_id 里填的是 AppKey", "改法"]);
}

#[test]
fn a_right_file_passes_offline_and_an_unset_secret_is_a_note() {
    let folder = Folder::usual();
    folder.run(&["check", "--offline"]).exits(0).says(&["✓"]);
    folder.run_bare(&["check", "--offline"]).exits(0).says(&[
        "note[config/not-set]",
        "${VIVO_APP_SECRET} is not set, [vivo] app_secret was not looked at",
        "push.toml:8:14",
    ]);
}

#[test]
fn a_side_is_complete_or_absent() {
    let check = |text: &str| Folder::with(text).run(&["check", "--offline"]);
    check("[vivo]\napp_secret = \"${VIVO_APP_SECRET}\"\n").exits(1).says(&["config/half-filled", "app_id, app_key"]);
    check("[vivo]\nbuz_id = \"34567\"\n").exits(1).says(&["lacks app_id, app_key for the app"]);
    check("[vivo]\napp_id = \"105000042\"\n").exits(1).says(&["config/half-filled"]);
    check("[vivo]\n").exits(0).says(&["config/not-set"]);
    check("[vivo]\nbuz_id = 0\napp_id = \"\"\n").exits(0).says(&["config/not-set"]);
    let both = "[vivo]\napp_id = 105000042\napp_key = \"fedcba9876543210fedcba9876543210\"\n";
    check(both).exits(0).keeps(&["half-filled"]);
}

#[test]
fn values_are_judged_each_for_itself() {
    let check = |lines: &str| Folder::with(&format!("[vivo]\n{lines}\n")).run(&["check", "--offline"]);
    check("buz_id = \"12a\"").exits(1).says(&["vivo/buz-id-format"]);
    check("app_id = \"3000000000\"").exits(1).says(&["vivo/app-id-format"]);
    check("app_id = \"105000001\"").exits(1).says(&["config/placeholder"]);
    check("app_key = \"填入您申请的vivo AppKey\"").exits(1).says(&["config/placeholder", "config/blanks"]);
    check("app_key = \"fedcba9876543210fedcba9876543210\\n\"").exits(1).says(&["config/blanks"]);
    check("app_secret = \"${替换成您的}\"").exits(1).says(&["config/variable"]);
    check("app_secret_file = \"nowhere.txt\"").exits(1).says(&["config/file", "nowhere.txt"]);
    check("app_secret = \"a\"\napp_secret_file = \"b\"").exits(1).says(&["config/both-forms"]);
}

#[test]
fn a_secret_in_the_wrong_place_is_not_shown() {
    for lines in [
        format!("app_secret = \"${{{APP_SECRET}}}\""),
        format!("app_id = \"{APP_SECRET}\""),
        format!("app_key = \"{APP_SECRET} \""),
        format!("category = \"{APP_SECRET}\""),
        format!("secret = \"{APP_SECRET}\""),
        format!("app_secret = [\"{APP_SECRET}\"]"),
        format!("app_secret = \"\"\"\n{APP_SECRET}\n\"\"\""),
        format!("app_secret_file = \"a\"\napp_secret = \"{APP_SECRET}\""),
        "app_secret = \"${ABCDEF0123456789ABCDEF0123456789}\"".to_owned(),
    ] {
        let folder = Folder::with(&format!("[vivo]\n{lines}\n"));
        for arguments in
            [&["check", "--offline"][..], &["check", "--offline", "--format", "json"], &["send-test", "--token", "x"]]
        {
            folder.run_bare(arguments).keeps(&[APP_SECRET, "ABCDEF0123456789ABCDEF0123456789"]);
        }
    }
    let proxy = "[proxies]\nvivo = \"nonsense://user:hunter22@proxy\"\n";
    Folder::with(proxy).run(&["check", "--offline"]).exits(1).says(&["config/proxy"]).keeps(&["hunter22"]);
}

#[test]
fn a_secret_may_stand_in_a_file_of_its_own() {
    let text = super::harness::push_toml()
        .replace("app_secret = \"${VIVO_APP_SECRET}\"", "app_secret_file = \"keys/vivo.txt\"");
    let folder = Folder::with(&text).file("keys/vivo.txt", &format!("{APP_SECRET}\n")).file("sub/x", "");
    folder.run_bare(&["check", "--offline", "--format", "json"]).exits(0);
    let mut from_below = folder.command(&["check", "--offline", "--deny-warnings"]);
    from_below.current_dir(folder.path("sub"));
    super::harness::ran(&mut from_below).says(&["config/secret-readable"]).exits(1);
}

#[test]
fn the_local_file_wins_key_by_key_and_findings_point_into_it() {
    let folder = Folder::usual().file("push.local.toml", "[vivo]\napp_id = \"9\"\napp_secret = \"x\"\n");
    folder.run(&["check", "--offline"]).exits(1).says(&["push.local.toml:2:10", "vivo/app-id-format"]);
}

#[test]
fn the_next_step_is_about_the_same_files_profile_and_vendors() {
    let text = format!("{}\n[profiles.prod.vivo]\ncategory = \"IM\"\n", super::harness::push_toml());
    let folder = Folder::empty().file("demo.toml", &text);
    let of = ["--config", "demo.toml", "--profile", "prod", "--vendor", "vivo"];
    let run = |more: &[&str]| folder.run(&[&["check"], &of[..], more].concat());
    let begun = "pushctl --config demo.toml --profile prod";
    run(&["--offline"]).exits(0).says(&[&format!("next: {begun} check --vendor vivo\n")]);
    run(&["--emulator"]).exits(0).says(&[&format!("next: {begun} check --vendor vivo without --emulator")]);
    let wrong = folder.file("demo.toml", &text.replace("\"IM\"", "\"im\""));
    let ran = wrong.run(&[&["check", "--offline"], &of[..]].concat()).exits(1);
    // Longer than a line.
    let said = ran.stdout.replace('\n', " ");
    assert!(said.contains(&format!("(vivo/category), then {begun} check --vendor vivo ")), "{}", ran.stdout);
}

#[test]
fn a_profile_is_laid_over_the_base() {
    let text = format!("{}\n[profiles.prod.vivo]\napp_id = \"x9\"\n", super::harness::push_toml());
    let folder = Folder::with(&text);
    folder.run(&["check", "--offline"]).exits(0);
    folder.run(&["check", "--offline", "--profile", "prod"]).exits(1).says(&["profile prod", "push.toml:15:10"]);
    folder
        .run(&["check", "--offline", "--profile", "pord"])
        .exits(2)
        .says(&["there is no profile `pord`", "did you mean `prod`?"]);
}

#[test]
fn rules_can_be_switched_off_and_are_counted() {
    let text = super::harness::push_toml().replace("fedcba9876543210fedcba9876543210", "unusual");
    let folder = Folder::with(&text);
    folder.run(&["check", "--offline", "--deny-warnings"]).exits(1).says(&["vivo/app-key-format"]);
    let folder = Folder::with(&format!("{text}\n[rules]\n\"vivo/app-key-format\" = \"off\"\n"));
    folder.run(&["check", "--offline", "--deny-warnings"]).exits(0).says(&["1 finding(s) switched off"]);
    let folder = Folder::with(&format!("{text}\n[rules]\n\"vivo/app-key-format\" = \"error\"\n"));
    folder.run(&["check", "--offline"]).exits(1);
}

#[test]
fn two_tables_of_one_vendor_are_an_error() {
    let text = format!("{}\n[apns]\n[ios]\n", super::harness::push_toml());
    Folder::with(&text).run(&["check", "--offline"]).exits(1).says(&["config/two-tables", "second table of apple"]);
}

#[test]
fn git_is_asked_for_secrets_that_are_committed() {
    let literal = super::harness::push_toml().replace("${VIVO_APP_SECRET}", APP_SECRET);
    let folder = Folder::with(&literal).file("push.local.toml", "");
    let git = |arguments: &[&str]| {
        let mut command = std::process::Command::new("git");
        command.current_dir(folder.root()).args(arguments).env("GIT_CONFIG_GLOBAL", "/dev/null");
        assert!(command.output().expect("git").status.success());
    };
    git(&["init", "-q"]);
    folder.run(&["check", "--offline"]).keeps(&["config/secret-in-git", "config/local-in-git"]);
    git(&["add", "push.toml", "push.local.toml"]);
    let ran =
        folder.run(&["check", "--offline"]).says(&["config/secret-in-git", "config/local-in-git", "push.toml:8:14"]);
    ran.keeps(&[APP_SECRET, REG_ID]);
}

#[test]
fn two_vendors_with_one_certificate_id_are_found() {
    let text = format!(
        "{}\n[meizu]\nbuz_id = \"34567\"\napp_id = \"123457\"\napp_key = \"0a1b2c3d4e5f60718293a4b5c6d7e8f9\"\n",
        super::harness::push_toml()
    );
    let folder = Folder::with(&text);
    folder.run(&["check", "--offline"]).exits(1).says(&[
        "config/buz-id-twice",
        "[meizu] buz_id is that of [vivo] too",
        "✗ 1",
    ]);
    let right = Folder::with(&text.replacen("34567", "34566", 1));
    right.run(&["check", "--offline"]).exits(0).keeps(&["config/buz-id-twice"]);
}

#[cfg(unix)]
#[test]
fn a_file_without_end_is_not_read_to_its_end() {
    let text = super::harness::push_toml().replace("app_secret = ", "app_secret_file = \"/dev/zero\" # ");
    let ran = Folder::with(&text).run(&["check", "--offline"]).exits(1);
    ran.says(&["[vivo] app_secret_file: /dev/zero cannot be read", "file too large"]);
}
