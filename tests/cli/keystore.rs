//! `gen-manifest --keystore`. Keystores are made by the machine's own keytool; without one the tests that need it say so
//! and pass.

use std::process::{Command, Stdio};
use std::sync::OnceLock;

use super::harness::{Folder, Ran, ran};

const PASSWORD: &str = "hush-hush-9";

/// A folder with a keystore of two keys, `release` and `upload`. `None`: there is no keytool here.
fn folder() -> Option<Folder> {
    static KEYSTORE: OnceLock<Option<Vec<u8>>> = OnceLock::new();
    let keystore = KEYSTORE.get_or_init(made).as_deref()?;
    Some(Folder::empty().bytes("release.jks", keystore))
}

/// Made once: each start of Java takes its time.
#[expect(clippy::print_stderr, reason = "whoever reads the tests should know what was left out")]
fn made() -> Option<Vec<u8>> {
    let folder = Folder::empty();
    for alias in ["release", "upload"] {
        let mut keytool = Command::new("keytool");
        keytool.args(["-genkeypair", "-keystore", "release.jks", "-alias", alias, "-keyalg", "EC"]);
        keytool.args(["-dname", "CN=Example", "-storepass", PASSWORD, "-keypass", PASSWORD]);
        let quiet = keytool.current_dir(folder.root()).stdout(Stdio::null()).stderr(Stdio::null());
        match quiet.status() {
            Ok(status) => assert!(status.success(), "keytool makes a keystore"),
            Err(error) => {
                eprintln!("skipped, keytool does not start: {error}");
                return None;
            }
        }
    }
    Some(std::fs::read(folder.path("release.jks")).expect("a keystore"))
}

fn with_password(folder: &Folder, password: &str, arguments: &[&str]) -> Ran {
    let arguments = [&["gen-manifest", "--keystore", "release.jks"], arguments].concat();
    ran(folder.command(&arguments).env("PUSHCTL_KEYSTORE_PASSWORD", password))
}

/// The fingerprints of an alias, SHA-256 and SHA-1.
fn fingerprints(folder: &Folder, alias: &str) -> [String; 2] {
    let document = with_password(folder, PASSWORD, &["--format", "json"]).exits(0).json();
    let certificates = document["certificates"].as_array().expect("certificates");
    assert_eq!(certificates.len(), 2, "{document}");
    let own = certificates.iter().find(|own| own["alias"] == alias).expect("the alias");
    ["sha256", "sha1"].map(|name| own[name].as_str().expect("a fingerprint").to_owned())
}

fn push_toml(fingerprint: &str) -> String {
    format!("[app]\npackage_name = \"com.acme.chat\"\nsigning_sha256 = \"{fingerprint}\"\n\n[google]\n")
}

#[test]
fn fingerprints_are_printed_with_where_they_belong() {
    let Some(folder) = folder() else { return };
    let [sha256, sha1] = fingerprints(&folder, "release");
    assert_eq!((sha256.len(), sha1.len()), (95, 59), "{sha256} {sha1}");
    let all = with_password(&folder, PASSWORD, &[]).exits(0);
    all.says(&[
        "  release\n",
        "  upload\n",
        &sha256,
        &sha1,
        "AppGallery Connect",
        "developer.honor.com",
        "signing_sha256",
    ])
    .keeps(&[PASSWORD, "[app]\npackage"]);
    let one = with_password(&folder, PASSWORD, &["--keystore-alias", "upload", "--vendor", "huawei"]).exits(0);
    one.says(&["  upload\n", "AppGallery Connect"]).keeps(&[&sha256, "developer.honor.com"]);
    let chinese = with_password(&folder, PASSWORD, &["--lang", "zh"]).exits(0);
    chinese.says(&[&sha256, "项目设置 → 常规"]).keeps(&["project settings"]);
}

#[test]
fn the_certificate_of_push_toml_is_found_in_any_form() {
    let Some(folder) = folder() else { return };
    let [sha256, _] = fingerprints(&folder, "release");
    let other = "00:".repeat(31) + "00";
    for written in [sha256.clone(), sha256.replace(':', "").to_lowercase(), format!("{other} {sha256}")] {
        std::fs::write(folder.path("push.toml"), push_toml(&written)).expect("a file");
        let equal = with_password(&folder, PASSWORD, &[]).exits(0);
        equal.says(&["the one of `[app] signing_sha256`"]).keeps(&["android/signing-certificate", "AppGallery"]);
    }
    // The other key of the keystore is not it.
    with_password(&folder, PASSWORD, &["--keystore-alias", "upload"]).exits(1).says(&["android/signing-certificate"]);
}

#[test]
fn another_certificate_is_an_error_with_both_fingerprints() {
    let Some(folder) = folder() else { return };
    let ([release, _], [upload, _]) = (fingerprints(&folder, "release"), fingerprints(&folder, "upload"));
    let other = "00:".repeat(31) + "00";
    let folder = folder.file("push.toml", &push_toml(&other));
    let ran = with_password(&folder, PASSWORD, &[]).exits(1);
    ran.says(&["error[android/signing-certificate]", "push.toml:3:18", &release, &upload, &other, "6003"]);
    let document = with_password(&folder, PASSWORD, &["--format", "json"]).exits(1).json();
    assert_eq!((&document["verdict"], &document["findings"][0]["line"]), (&"problem".into(), &3.into()), "{document}");
    with_password(&folder, PASSWORD, &["--format", "github"]).exits(1).says(&["::error file=push.toml,line=3,"]);
    let folder =
        folder.file("push.toml", &(push_toml(&other) + "[rules]\n\"android/signing-certificate\" = \"off\"\n"));
    with_password(&folder, PASSWORD, &[]).exits(0).keeps(&["error["]);
}

#[test]
fn what_is_no_fingerprint_is_refused_before_the_keystore_is_opened() {
    let folder = Folder::with(&push_toml("40:BF:B8")).file("release.jks", "");
    folder.run(&["gen-manifest", "--keystore", "release.jks"]).exits(2).says(&["config/type", "signing_sha256"]);
    folder.run(&["check", "--offline"]).exits(1).says(&["config/type", "signing_sha256"]);
}

#[test]
fn a_project_with_another_certificate_at_google_gets_a_note() {
    let Some(folder) = folder() else { return };
    let ([sha256, _], [_, upload]) = (fingerprints(&folder, "release"), fingerprints(&folder, "upload"));
    let services = |hash: &str| {
        format!(
            "{{\"client\": [{{\"oauth_client\": [{{\"android_info\": {{\"certificate_hash\": \"{hash}\"}}}}],\n\
             \"api_key\": [{{\"current_key\": \"EXAMPLE-KEY\"}}]}}]}}"
        )
    };
    let folder = folder.file("push.toml", &push_toml(&sha256)).file("pubspec.yaml", "name: x\n");
    let folder = folder.file("android/app/google-services.json", &services(&"0".repeat(40)));
    let noted = with_password(&folder, PASSWORD, &[]).exits(0);
    noted.says(&["note[google/json]", "android/app/google-services.json", "00:00:00"]).keeps(&["EXAMPLE-KEY"]);
    // Any certificate of the keystore will do.
    let own = upload.replace(':', "").to_lowercase();
    let folder = folder.file("android/app/google-services.json", &services(&own));
    with_password(&folder, PASSWORD, &[]).exits(0).keeps(&["note["]);
}

#[test]
fn a_keystore_that_cannot_be_read_says_why() {
    Folder::empty()
        .run(&["gen-manifest", "--keystore", "nowhere.jks"])
        .exits(2)
        .says(&["nowhere.jks", "key.properties"]);
    Folder::empty().run(&["gen-manifest", "--keystore", "."]).exits(2).says(&["there is no file"]);
    let Some(folder) = folder() else { return };
    let wrong = with_password(&folder, "another-one-8", &[]).exits(2);
    wrong.says(&["the password of release.jks is wrong", "storePassword"]).keeps(&[
        "another-one-8",
        "Exception",
        "\tat ",
    ]);
    folder
        .run_bare(&["gen-manifest", "--keystore", "release.jks"])
        .exits(2)
        .says(&["nobody can be asked", "PUSHCTL_KEYSTORE_PASSWORD"]);
    with_password(&folder, PASSWORD, &["--keystore-alias", "nope"]).exits(2).says(&["<nope> does not exist"]);
    let document = with_password(&folder, "another-one-8", &["--format", "json"]).exits(2).json();
    assert!(document["error"]["hint"].as_str().is_some_and(|hint| hint.contains("storePassword")), "{document}");
    let broken = folder.file("release.jks", "hello");
    with_password(&broken, PASSWORD, &[]).exits(2).says(&["keytool cannot read release.jks", "PKCS12"]);
}

#[test]
fn without_keytool_it_says_where_there_is_one() {
    let folder = Folder::empty().file("release.jks", "");
    let mut command = folder.command(&["gen-manifest", "--keystore", "release.jks"]);
    command.env("PATH", folder.root()).env("PUSHCTL_KEYSTORE_PASSWORD", PASSWORD);
    ran(&mut command).exits(2).says(&["keytool", "JAVA_HOME"]).keeps(&[PASSWORD]);
}

/// Any program of that name, to see where it is looked for and what it is given.
#[cfg(unix)]
#[test]
fn the_keytool_of_java_home_gets_the_password_through_the_environment() {
    use std::os::unix::fs::PermissionsExt;
    let script = "#!/bin/sh\necho \"keytool error: java.lang.Exception: $*\"\nexit 1\n";
    let folder = Folder::empty().file("release.jks", "").file("script", script).file("jdk/bin/README", "");
    std::fs::set_permissions(folder.path("script"), std::fs::Permissions::from_mode(0o755)).expect("a mode");
    // A file that this process writes itself may still be open in what another test starts, and cannot be run then.
    let copied = Command::new("cp").arg("-p").args([folder.path("script"), folder.path("jdk/bin/keytool")]).status();
    assert!(copied.is_ok_and(|status| status.success()));
    let mut command = folder.command(&["gen-manifest", "--keystore", "release.jks", "--keystore-alias", "a b"]);
    command.env("PATH", folder.root()).env("JAVA_HOME", folder.path("jdk")).env("PUSHCTL_KEYSTORE_PASSWORD", PASSWORD);
    let arguments = "-list -v -storepass:env PUSHCTL_KEYSTORE_PASSWORD -keystore release.jks -alias a b";
    ran(&mut command).exits(2).says(&[arguments]).keeps(&[PASSWORD]);
}

#[test]
fn it_stands_alone() {
    for other in [&["--check"][..], &["--diff"], &["--apply"], &["--out", "x"], &["--only", "gradle"]] {
        let arguments = [&["gen-manifest", "--keystore", "release.jks"], other].concat();
        Folder::empty().run(&arguments).exits(2).says(&["cannot be used with"]);
    }
    Folder::empty().run(&["gen-manifest", "--keystore-alias", "release"]).exits(2).says(&["--keystore <FILE>"]);
}
