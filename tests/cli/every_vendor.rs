//! push.example.toml with every vendor in it, against the emulator inside the program: one row each, and no secret.

use pushctl::config::{Field, Kind, Side};
use pushctl::emulator::made_up;
use pushctl::vendors::{Addressee, VENDORS, Vendor};

use super::harness::{Folder, Ran, ran};

/// A folder with the example file, every key file that it names, and a scenario.
fn folder(scenario: &str) -> Folder {
    let mut folder = Folder::empty().file("scenario.toml", scenario);
    let text = ran(&mut folder.command(&["schema", "--example"])).exits(0).stdout;
    for (_, field) in needed().filter(|(_, field)| field.kind == Kind::KeyFile) {
        folder = folder.file(field.example, &key_file(field));
    }
    folder.file("push.toml", &text)
}

fn key_file(field: &Field) -> String {
    String::from_utf8((field.made_up.expect("it can be made up"))()).expect("text")
}

/// The same file with the other one of the made-up keys in it.
fn other_key_file(field: &Field) -> String {
    let escaped = |pem: &str| serde_json::to_string(pem).expect("a string").trim_matches('"').to_owned();
    let pairs = [(made_up::ec_key_pem(0), made_up::ec_key_pem(1)), (made_up::rsa_key_pem(0), made_up::rsa_key_pem(1))];
    pairs
        .iter()
        .fold(key_file(field), |text, (own, other)| text.replace(own, other).replace(&escaped(own), &escaped(other)))
}

/// What a server proves itself with.
fn needed() -> impl Iterator<Item = (&'static Vendor, &'static Field)> {
    let of = |vendor: &'static Vendor| vendor.fields.iter().map(move |field| (vendor, field));
    let is_needed = |field: &Field| field.required && field.side != Side::App;
    VENDORS.iter().copied().flat_map(of).filter(move |(_, field)| is_needed(field))
}

/// Another secret of the same shape.
fn other_secret(secret: &str) -> String {
    secret.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).rev().collect()
}

/// Runs the program with secrets in its environment that are none of the examples.
fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    let mut command = folder.command(arguments);
    for (vendor, field) in secrets() {
        command.env(format!("{}_{}", vendor.key, field.key).to_uppercase(), other_secret(field.example));
    }
    ran(&mut command)
}

fn secrets() -> impl Iterator<Item = (&'static Vendor, &'static Field)> {
    let of = |vendor: &'static Vendor| vendor.fields.iter().map(move |field| (vendor, field));
    VENDORS.iter().copied().flat_map(of).filter(|(_, field)| field.kind == Kind::Secret)
}

#[test]
fn check_has_a_row_per_vendor_and_says_that_nobody_was_asked() {
    let folder = folder("");
    let checked = run(&folder, &["check", "--emulator"]).exits(0).says(&["emulated"]).keeps(&["ready"]);
    let rows: Vec<&str> = checked.stdout.lines().filter(|line| line.contains("✓ valid")).collect();
    assert_eq!(rows.len(), VENDORS.len(), "{}", checked.stdout);
    let json = run(&folder, &["check", "--emulator", "--format", "json"]).exits(0).json();
    let named: Vec<&str> =
        json["rows"].as_array().expect("rows").iter().filter_map(|row| row["vendor"].as_str()).collect();
    assert_eq!(named, VENDORS.iter().map(|vendor| vendor.key).collect::<Vec<_>>(), "in the file's order");
    assert_eq!((&json["emulated"], &json["verdict"]), (&true.into(), &"ok".into()));
}

#[test]
fn one_broken_credential_turns_one_row() {
    for (vendor, field) in needed().filter(|(_, field)| matches!(field.kind, Kind::Secret | Kind::KeyFile)) {
        let (name, key) = (vendor.key, field.key);
        let folder = match field.kind {
            Kind::KeyFile => folder(&format!("[credentials.{name}]\n{key} = \"other-key\"\n"))
                .file("other-key", &other_key_file(field)),
            _ => folder(&format!("[credentials.{name}]\n{key} = \"{}\"\n", field.example)),
        };
        let json = run(&folder, &["check", "--emulator=scenario.toml", "--format", "json"]).exits(1).json();
        for row in json["rows"].as_array().expect("rows") {
            let expected = if row["vendor"] == name { "credentials" } else { "accepted" };
            assert_eq!(row["credentials"], expected, "{name}.{key}: {row}");
        }
        let outcomes = json["outcomes"].as_array().expect("outcomes");
        let own = outcomes.iter().find(|outcome| outcome["vendor"] == name).expect("an outcome");
        assert!(own["code"].is_string(), "the vendor's own code: {own}");
    }
}

#[test]
fn one_vendor_that_hangs_hides_no_other() {
    let hanging = VENDORS[0].key;
    let folder = folder(&format!("[[fault]]\nvendor = \"{hanging}\"\nkind = \"slow\"\ndelay = \"60s\"\n"));
    let json = run(&folder, &["check", "--emulator=scenario.toml", "--timeout", "300ms", "--format", "json"]);
    let json = json.exits(3).json();
    for row in json["rows"].as_array().expect("rows") {
        let expected = if row["vendor"] == hanging { "network" } else { "accepted" };
        assert_eq!(row["credentials"], expected, "{row}");
    }
}

#[test]
fn a_push_reaches_a_phone_of_every_vendor() {
    let folder = folder("");
    let sent = run(&folder, &["send-test", "-d", "all", "--emulator"]).exits(0).says(&["emulated"]);
    assert_eq!(sent.stdout.matches("✓ accepted").count(), VENDORS.len(), "{}", sent.stdout);
    let json = run(&folder, &["send-test", "-d", "all", "--emulator", "--format", "json"]).exits(0).json();
    let outcomes = json["outcomes"].as_array().expect("outcomes");
    for vendor in VENDORS {
        let own = outcomes.iter().find(|outcome| outcome["vendor"] == vendor.key && outcome["operation"] == "send");
        let own = own.unwrap_or_else(|| panic!("no push to {}", vendor.key));
        assert_eq!((&own["class"], &own["target"]), (&"accepted".into(), &vendor.example_device.name.into()));
        assert!(own["ids"].as_object().is_some_and(|ids| !ids.is_empty()), "{own}");
    }
}

#[test]
fn a_dry_run_sends_nothing() {
    let folder = folder("");
    let dry = run(&folder, &["send-test", "-d", "all", "--dry-run", "--emulator", "--format", "json"]).exits(0).json();
    let operations: Vec<&str> =
        dry["outcomes"].as_array().expect("outcomes").iter().filter_map(|one| one["operation"].as_str()).collect();
    assert!(!operations.contains(&"send"), "{operations:?}");
    let validated = operations.iter().filter(|operation| **operation == "validate").count();
    assert_eq!(validated, VENDORS.iter().filter(|vendor| vendor.capability.validate_only).count());
}

/// The way through Tencent IM: what a user is told stays in the chat, so a person is asked; the state of the user is
/// the last link of `check -d`.
/// Huawei validates on v1 and v2; v3 has no such call.
#[test]
fn a_dry_run_says_where_an_interface_has_none() {
    let huawei = VENDORS.iter().find(|vendor| vendor.key == "huawei").expect("Huawei");
    let account = huawei.fields.iter().find(|field| field.key == "service_account_file").expect("its key");
    let folder = folder("")
        .file(account.example, &key_file(account))
        .file("push.local.toml", &format!("[huawei]\nservice_account_file = \"{}\"\n", account.example));
    let of = |api: &str| {
        let set = format!("huawei.api={api}");
        run(&folder, &["send-test", "-d", "my-huawei", "--dry-run", "--emulator", "--format", "json", "--set", &set])
            .exits(0)
    };
    let operations = |ran: &Ran| -> Vec<String> {
        let json = ran.json();
        let outcomes = json["outcomes"].as_array().expect("outcomes").iter();
        outcomes.map(|outcome| outcome["operation"].as_str().unwrap_or_default().to_owned()).collect()
    };
    assert_eq!(operations(&of("v1").says(&["looked at the push"])), ["authenticate", "validate"]);
    assert_eq!(operations(&of("v3").says(&["no validate-only call"])), ["authenticate"]);
}

/// Apple's development environment alone adds `apns-unique-id`.
#[test]
fn a_device_token_is_asked_about_in_its_own_environment() {
    let folder = folder("");
    let device = |name: &str, environment: &str| {
        let token = format!("{name:f>64}");
        format!("[devices.{name}]\nvendor = \"apple\"\nenvironment = \"{environment}\"\ntoken = \"{token}\"\n")
    };
    let local = device("a1", "sandbox") + &device("b2", "production") + &device("c3", "sandbox");
    let folder = folder.file("push.local.toml", &local);
    let devices = ["-d", "a1", "-d", "b2", "-d", "c3"];
    let ran = run(&folder, &[&["status", "token", "--probe", "--emulator", "-v"], &devices[..]].concat()).exits(0);
    assert_eq!(ran.stderr.matches("< HTTP 200").count(), 3, "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("< apns-unique-id: ").count(), 2, "{}", ran.stderr);
}

#[test]
fn who_is_asked_for_real_pushes_reads_each_quota_once() {
    let text = "[app]\npackage_name = \"com.acme.chat\"\n\
                [vivo]\napp_id = \"105000042\"\napp_key = \"fedcba9876543210fedcba9876543210\"\n\
                app_secret = \"${VIVO_APP_SECRET}\"\n\
                [meizu]\napp_id = \"123457\"\napp_secret = \"${MEIZU_APP_SECRET}\"\n\
                [devices.a]\nvendor = \"vivo\"\n\
                token = \"v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3a\"\n\
                [devices.b]\nvendor = \"meizu\"\ntoken = \"EXA00112233445566778899aabbccddeeff0011223345\"\n\
                [devices.c]\nvendor = \"vivo\"\n\
                token = \"v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c\"\n";
    let folder = Folder::with(text);
    let asked = run(&folder, &["send-test", "-d", "all", "--live"]).exits(2).says(&["3 real push(es)", "add --yes"]);
    for vendor in ["  vivo: ", "  Meizu: "] {
        assert_eq!(asked.stderr.matches(vendor).count(), 1, "{vendor} in {}", asked.stderr);
    }
}

#[test]
fn a_user_is_told_through_im_and_looked_up() {
    let folder = folder("");
    let text = "[tencent]\nsdk_app_id = \"1400000042\"\nsecret_key = \"${TENCENT_SECRET_KEY}\"\n\
                [vivo]\nbuz_id = \"34567\"\napp_id = \"105000042\"\n\
                app_key = \"fedcba9876543210fedcba9876543210\"\napp_secret = \"${VIVO_APP_SECRET}\"\n\
                [app]\npackage_name = \"com.acme.chat\"\n\
                [devices.my-vivo]\nvendor = \"vivo\"\nuser = \"alice\"\n\
                token = \"v2-TESTAAAABBBBCCCCDDDDEEEEFFFFGGGGHHHHIIIIJJJJKKKK9f3c\"\n";
    let folder = folder.file("push.toml", text);
    run(&folder, &["send-test", "--user", "alice"]).exits(2).says(&["chat", "add --yes"]);
    run(&folder, &["send-test", "--user", "alice", "--emulator"]).exits(0).says(&["alice", "✓ accepted", "msg_key"]);
    let user = run(&folder, &["status", "user", "alice", "--emulator", "--format", "json"]).exits(0).json();
    assert_eq!((&user["users"][0]["user"], &user["users"][0]["state"]), (&"alice".into(), &"PushOnline".into()));
    run(&folder, &["status", "user", "nobody", "--emulator"]).exits(1).says(&["no such account"]);
    run(&folder, &["check", "-d", "my-vivo", "--emulator"]).exits(0).says(&["IM user alice", "✓ PushOnline"]);
    let offline = "[[token]]\nvendor = \"tencent\"\ntoken = \"alice\"\nstate = \"muted\"\n";
    let folder = folder.file("scenario.toml", offline);
    run(&folder, &["check", "-d", "my-vivo", "--emulator=scenario.toml"]).exits(1).says(&["✗ Offline"]);
}

#[test]
fn a_user_sig_is_read_and_verified() {
    let folder = folder("");
    let sig = run(&folder, &["sign", "tencent", "--emulator"]).exits(0).stdout;
    let sig = sig.trim();
    let decode = |more: &[&str]| run(&folder, &[&["sign", "--decode", sig][..], more].concat());
    decode(&[]).exits(0).says(&["TLS.identifier", "administrator", "✓"]).keeps(&[sig]);
    let json = decode(&["--format", "json"]).exits(0).json();
    assert_eq!(
        (&json["credential"]["vendor"], &json["credential"]["signature_is_right"]),
        (&"tencent".into(), &true.into())
    );
    assert_eq!(json["credential"]["is_expired"], false);
    let other = folder.file("push.local.toml", &format!("[tencent]\nsecret_key = \"{}\"\n", "0".repeat(64)));
    run(&other, &["sign", "--decode", sig]).exits(1).says(&["✗"]);
    run(&other, &["sign", "--decode", &sig[..100]]).exits(1).says(&["✗", "cut off"]);
    run(&other, &["sign", "--decode", "nonsense"]).exits(2).says(&["neither a UserSig nor a JWT"]);
    ran(&mut Folder::empty().command(&["sign", "--decode", sig])).exits(0).says(&["no key to judge it by"]);
    // Who made it chose the identifier.
    let hostile = other.file("push.local.toml", "[tencent]\nadmin = \"a\\u001b[31mb\"\n");
    let sig = run(&hostile, &["sign", "tencent", "--emulator"]).exits(0).stdout;
    run(&hostile, &["sign", "--decode", sig.trim()]).exits(0).says(&["a [31mb"]).keeps(&["\u{1b}"]);
}

/// Every command over every vendor, plain, verbose, as JSON, with right and with wrong answers: no secret, no line of a
/// key file, no whole device token.
#[test]
fn no_output_holds_a_secret_of_any_vendor() {
    let html = VENDORS.iter().map(|vendor| format!("[[fault]]\nvendor = \"{}\"\nkind = \"html\"\n", vendor.key));
    let folder = folder(&html.collect::<String>());
    let mut hidden: Vec<String> = secrets().map(|(_, field)| other_secret(field.example)).collect();
    hidden.extend(
        VENDORS
            .iter()
            .filter(|vendor| vendor.addressee == Addressee::Token)
            .map(|vendor| vendor.example_device.address.to_owned()),
    );
    for (_, field) in needed().filter(|(_, field)| field.kind == Kind::KeyFile) {
        let text = key_file(field).replace("\\n", "\n");
        hidden.extend(text.lines().filter(|line| line.len() == 64 && !line.contains(' ')).map(str::to_owned));
    }
    let hidden: Vec<&str> = hidden.iter().map(String::as_str).chain(["panicked"]).collect();
    let commands: &[&[&str]] = &[
        &["check"],
        &["send-test", "-d", "all"],
        &["send-test", "-d", "all", "--dry-run"],
        &["status"],
        &["gen-manifest"],
    ];
    for command in commands {
        for emulator in ["--emulator", "--emulator=scenario.toml"] {
            for more in [&["-v"][..], &["-v", "--format", "json"], &["--lang", "zh"]] {
                run(&folder, &[command, &[emulator][..], more].concat()).keeps(&hidden);
            }
        }
    }
    // A printed request holds the token, or it would be no use; it holds no secret.
    let tokens = VENDORS.iter().map(|vendor| vendor.example_device.address).collect::<Vec<_>>();
    let secrets: Vec<&str> = hidden.into_iter().filter(|value| !tokens.contains(value)).collect();
    for form in ["curl", "request"] {
        run(&folder, &["send-test", "-d", "all", "--print", form, "--emulator"]).exits(0).keeps(&secrets);
    }
}
