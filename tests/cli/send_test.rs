use super::harness::{APP_SECRET, Folder, REG_ID, Ran};
use super::served::Served;

fn scenario(rest: &str) -> Folder {
    Folder::usual().file("scenario.toml", rest)
}

fn emulated(folder: &Folder, lang: &str) -> Ran {
    folder.run(&["send-test", "-d", "my-vivo", "--emulator=scenario.toml", "--lang", lang]).keeps(&[APP_SECRET, REG_ID])
}

#[test]
fn a_test_push_is_accepted_by_the_emulator() {
    let ran = Folder::usual().run(&["send-test", "--vendor", "vivo", "--emulator"]).exits(0);
    ran.says(&["my-vivo", "vivo", "test", "accepted", "task_id", "no vendor was asked"]).keeps(&[APP_SECRET, REG_ID]);
}

/// Five outcomes, each with vivo's code where there is one, cause and remedy, in both languages.
#[test]
fn five_ways_to_fail_are_told_apart() {
    let token = |state: &str| format!("[[token]]\nvendor = \"vivo\"\ntoken = \"{REG_ID}\"\nstate = \"{state}\"\n");
    let cases = [
        (
            "[credentials.vivo]\napp_secret = \"00000000-0000-0000-0000-000000000000\"\n".to_owned(),
            1,
            "10206",
            "credentials",
        ),
        (token("unregistered"), 1, "10302", "token-invalid"),
        (token("not-test"), 1, "invalidUser.status 4", "permission"),
        ("[quota]\nvivo = 0\n".to_owned(), 1, "10073", "quota"),
        ("[[fault]]\nvendor = \"vivo\"\nkind = \"status\"\nstatus = 503\n".to_owned(), 3, "HTTP 503", "transient"),
    ];
    for (text, code, words, class) in cases {
        let folder = scenario(&text);
        emulated(&folder, "en").exits(code).says(&[words, "cause", "remedy"]);
        emulated(&folder, "zh").exits(code).says(&[words, "原因", "改法"]);
        let arguments = ["send-test", "-d", "my-vivo", "--emulator=scenario.toml", "--format", "json"];
        let json = folder.run(&arguments).exits(code).json();
        let last = json["outcomes"].as_array().and_then(|outcomes| outcomes.last()).expect("an outcome").clone();
        assert_eq!(last["class"], class, "{json:#}");
        assert_eq!(json["emulated"], true);
        assert_eq!(json["verdict"], if code == 1 { "problem" } else { "undetermined" });
    }
}

#[test]
fn exit_zero_turns_a_problem_into_success() {
    let folder = scenario("[quota]\nvivo = 0\n");
    folder.run(&["send-test", "-d", "my-vivo", "--emulator=scenario.toml", "--exit-zero"]).exits(0);
}

#[test]
fn what_cannot_be_sent_is_said_before_anything_is_sent() {
    let served = Served::start(APP_SECRET);
    let endpoint = format!("vivo={}", served.url());
    let folder = Folder::usual();
    let send = |more: &[&str]| {
        let mut arguments = vec!["send-test", "-d", "my-vivo", "--endpoint", &endpoint];
        arguments.extend_from_slice(more);
        folder.run(&arguments)
    };
    let long = "题".repeat(41);
    send(&["--title", &long]).exits(2).says(&["vivo/title-length", "41 characters"]);
    send(&["--ext", "[1]"]).exits(2).says(&["--ext: JSON, but not an object"]);
    send(&["--ext", "{\"a\":"]).exits(2).says(&["--ext: not a JSON object"]);
    send(&["--ext", "@nowhere.json"]).exits(2).says(&["--ext @nowhere.json"]);
    send(&["--set", "vivo.notify_typ=1"]).exits(2).says(&["did you mean `notify_type`?"]);
    send(&["--set", "vivo.notify_type=9"]).exits(2).says(&["a whole number from 1 to 4"]);
    send(&["--set", "notify_type"]).exits(2).says(&["VENDOR.KEY=VALUE"]);
    send(&["--ttl", "30s"]).exits(2).says(&["vivo/ttl"]);
    send(&["--ttl", "soon"]).exits(2);
    send(&["--click", "nonsense"]).exits(2);
    send(&["--category", "im"]).exits(2).says(&["write `IM`"]);
    send(&["--token", "v2-AAAA BBBB"]).exits(2).says(&["holds a blank or a line break"]);
    send(&["--user", "alice"]).exits(2).says(&["[tencent] lacks"]);
    send(&["--live"]).exits(2).says(&["nobody can be asked here: add --yes"]);
    assert!(served.entries().is_empty(), "{:?}", served.entries());
}

#[test]
fn a_title_of_push_toml_is_shown_with_its_place() {
    let text = format!("{}\n[message]\ntitle = \"{}\"\n", super::harness::push_toml(), "题".repeat(41));
    Folder::with(&text).run(&["send-test", "--emulator"]).exits(2).says(&["push.toml:15:9", "vivo/title-length"]);
}

#[test]
fn what_vivo_cannot_say_is_a_note() {
    let ran = Folder::usual().run(&["send-test", "--emulator", "--subtitle", "x", "--sound", "x"]).exits(0);
    ran.says(&["vivo has no subtitle", "vivo/not-expressible"]);
}

#[test]
fn the_printed_curl_works_in_a_shell_with_the_secret_in_the_environment() {
    let served = Served::start(APP_SECRET);
    let folder = Folder::usual();
    let endpoint = format!("vivo={}", served.url());
    let arguments =
        ["send-test", "-d", "my-vivo", "--print", "curl", "--endpoint", &endpoint, "--title", "it's 新消息"];
    let script = folder.run_bare(&arguments);
    // Without the secret nothing can be signed, but the request can be shown.
    assert!(script.code == 0 || script.code == 2);
    let script = folder.run(&arguments).exits(0).keeps(&[APP_SECRET]).stdout;
    assert!(script.starts_with("VIVO_AUTH_TOKEN=$(pushctl "), "{script}");
    assert!(served.entries().is_empty(), "printing asks nobody");
    let mut shell = std::process::Command::new("sh");
    shell.arg("-c").arg(&script).current_dir(folder.root()).env("VIVO_APP_SECRET", APP_SECRET);
    shell.env("PATH", super::harness::search_path());
    let ran = super::harness::ran(&mut shell).exits(0).says(&["\"result\":0", "taskId"]);
    drop(ran);
    let titles: Vec<_> = served.entries().into_iter().filter_map(|entry| entry.title).collect();
    assert_eq!(titles, ["it's 新消息"]);
}

#[test]
fn a_dry_run_does_everything_but_the_push() {
    let served = Served::start(APP_SECRET);
    let endpoint = format!("vivo={}", served.url());
    Folder::usual().run(&["send-test", "--dry-run", "--endpoint", &endpoint]).exits(0).says(&["dry run"]);
    let paths: Vec<String> = served.entries().into_iter().map(|entry| entry.path).collect();
    assert_eq!(paths, ["/message/auth"]);
}

#[test]
fn which_phone_has_to_be_clear() {
    let two = format!(
        "{}\n[devices.other]\nvendor = \"vivo\"\ntoken = \"v2-OTHERAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK0000\"\n",
        super::harness::push_toml()
    );
    let folder = Folder::with(&two);
    folder.run(&["send-test", "--emulator"]).exits(2).says(&["which of the 2 devices?", "my-vivo, other"]);
    folder.run(&["send-test", "--emulator", "-d", "all"]).exits(0).says(&["my-vivo", "other"]);
    folder.run(&["send-test", "--emulator", "--vendor", "vivo"]).exits(0).says(&["my-vivo", "other"]);
    let none = super::harness::push_toml().split("[devices").next().expect("a part").to_owned();
    Folder::with(&none).run(&["send-test", "--emulator"]).exits(2).says(&["no device in push.toml"]);
}

#[test]
fn unset_secrets_stop_a_send_with_their_place() {
    Folder::usual().run_bare(&["send-test"]).exits(2).says(&["app_secret", "push.toml:"]);
}

#[test]
fn watching_ends_with_what_the_vendor_counts() {
    Folder::usual().run(&["send-test", "--emulator", "--watch=1s"]).exits(0).says(&["task_id"]);
}

/// Xiaomi's query that proves a secret may be asked once a second: two phones of one vendor ask once.
#[test]
fn phones_of_one_vendor_share_what_it_said_of_the_credentials() {
    let phones = "[devices.other-xiaomi]\nvendor = \"xiaomi\"\ntoken = \"d//igwEhgBGCI2TG6lWqlA+gxg6Mb2EYPZBFMDkBIV0=\"\n\
                  [devices.my-xiaomi]\nvendor = \"xiaomi\"\ntoken = \"yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=\"\n";
    let folder = Folder::with(&format!(
        "[app]\npackage_name = \"com.acme.chat\"\n[xiaomi]\napp_secret = \"AAECAwQFBgcICQoLDA0ODw==\"\n{phones}"
    ));
    let ran = folder.run(&["send-test", "-d", "my-xiaomi", "-d", "other-xiaomi", "--emulator", "-v"]).exits(0);
    let all = ran.all();
    assert_eq!(all.matches("* xiaomi send").count(), 2, "{all}");
    assert_eq!(all.matches("* xiaomi quota").count(), 1, "{all}");
}
