//! No command prints a secret, a sign, an access token or a whole device token, whatever goes wrong; `sign` aside.

use super::harness::{APP_SECRET, Folder, REG_ID};
use super::served::Served;

/// Every command that touches a secret, plain, verbose, as JSON, in both languages.
#[test]
fn nothing_but_sign_prints_a_credential() {
    let served = Served::start(APP_SECRET);
    let wrong = Served::start("00000000-0000-0000-0000-000000000000");
    let folder = Folder::usual().file("scenario.toml", "[[fault]]\nvendor = \"vivo\"\nkind = \"html\"\n");
    let commands: &[&[&str]] = &[
        &["check"],
        &["check", "-d", "my-vivo"],
        &["send-test", "-d", "my-vivo"],
        &["send-test", "--token", REG_ID, "--vendor", "vivo"],
        &["send-test", "-d", "my-vivo", "--dry-run"],
        &["status"],
        &["status", "token", REG_ID],
        &["status", "message", "1"],
        &["gen-manifest"],
        &["explain", "10206"],
        &["schema"],
    ];
    let mut minted = Vec::new();
    for served in [&served, &wrong] {
        let endpoint = format!("vivo={}", served.url());
        for command in commands {
            for more in
                [&[][..], &["-v"], &["--format", "json", "-v"], &["--format", "ndjson"], &["--lang", "zh", "-v"]]
            {
                let arguments = [command, &["--endpoint", endpoint.as_str()][..], more].concat();
                let ran = folder.run(&arguments);
                minted.extend(tokens_in(&ran.all()));
                ran.keeps(&[APP_SECRET, REG_ID, "panicked"]);
            }
        }
    }
    assert!(minted.is_empty(), "{minted:?}");
    for command in commands {
        let arguments = [command, &["--emulator=scenario.toml", "-v"][..]].concat();
        folder.run(&arguments).keeps(&[APP_SECRET, REG_ID]);
    }
}

/// What looks like a sign or an access token: 32 hex digits or more in a row, the app key aside.
fn tokens_in(text: &str) -> Vec<String> {
    text.split(|character: char| !character.is_ascii_hexdigit())
        .filter(|word| word.len() >= 32 && *word != super::harness::APP_KEY)
        .map(str::to_owned)
        .collect()
}

#[test]
fn sign_prints_the_access_token_and_nothing_else() {
    let served = Served::start(APP_SECRET);
    let endpoint = format!("vivo={}", served.url());
    let folder = Folder::usual();
    let ran = folder.run(&["sign", "vivo", "--endpoint", &endpoint]).exits(0);
    assert_eq!(ran.stdout.lines().count(), 1);
    assert!(ran.stderr.is_empty(), "{}", ran.stderr);
    let json = folder.run(&["sign", "vivo", "--endpoint", &endpoint, "--format", "json"]).exits(0).json();
    assert_eq!(
        (&json["credential"]["header"], &json["credential"]["expires_in"]),
        (&"authToken".into(), &86_400.into())
    );
    // The sign itself for a given time; computed with md5sum over the four parts.
    let ran = folder.run(&["sign", "vivo", "--explain", "--at", "1795392000000"]).exits(0);
    ran.says(&[
        "sign  482ed3a264d68a145d3063e5ae1d8a9f",
        "appId 105000042 + appKey *** (32) + timestamp 1795392000000 + appSecret *** (36) -> md5",
    ])
    .keeps(&[APP_SECRET]);
}

#[test]
fn a_refused_sign_leaves_standard_output_empty() {
    let served = Served::start("00000000-0000-0000-0000-000000000000");
    let endpoint = format!("vivo={}", served.url());
    let ran = Folder::usual().run(&["sign", "vivo", "--endpoint", &endpoint]).exits(1);
    assert!(ran.stdout.is_empty());
    ran.says(&["10206"]);
}
