//! The signing key: Gradle, key.properties, and where its fingerprint goes.

use super::*;

const FORMS: [(&[Dsl], &str); 2] =
    [(&[Dsl::Groovy], "android/app/build.gradle"), (&[Dsl::Kotlin], "android/app/build.gradle.kts")];

/// The whole of what is pasted, read as a patch or a check would read it.
#[test]
fn every_build_type_is_signed_with_the_key_of_key_properties() {
    use crate::project::gradle::{Build, Scope};
    for (dsls, file) in FORMS {
        for generation in Generation::ALL {
            let all = snippets(*generation, dsls);
            let text = only(&all, file, "signingConfigs");
            let build = Build::read(text, dsls[0]).expect("Gradle");
            assert_eq!(build.signing_configs(), ["release"], "{text}");
            for name in ["debug", "release"] {
                let signed = build.values(&Scope::BuildType(name.to_owned()), "signingConfig");
                assert!(signed.len() == 1 && text[signed[0].span.clone()].contains("release"), "{name}: {text}");
            }
            let scope = Scope::SigningConfig("release".to_owned());
            let properties = only(&all, "android/key.properties", "");
            for key in ["storeFile", "storePassword", "keyAlias", "keyPassword"] {
                let stated = build.values(&scope, key);
                assert!(stated.len() == 1 && stated[0].value.is_none(), "{key} is no literal: {text}");
                assert!(text.contains(&format!("\"{key}\"")), "{key} is read: {text}");
                assert!(properties.lines().any(|line| line.starts_with(&format!("{key}="))), "{key}: {properties}");
            }
        }
    }
}

#[test]
fn key_properties_is_no_file_for_git() {
    let all = snippets(Generation::Classic, &Dsl::ALL);
    let one = all.iter().find(|one| one.file == "android/key.properties").unwrap();
    for (lang, words) in [(Lang::En, "never in git"), (Lang::Zh, "不能提交到 git")] {
        assert!(one.with_place(lang).starts_with("# ") && one.with_place(lang).contains(words), "{one:?}");
    }
}

#[test]
fn fingerprints_go_to_the_vendors_that_look_at_them() {
    let all = snippets(Generation::TimPush, &[Dsl::Kotlin]);
    let fingerprint = only(&all, "signing-fingerprint.txt", "");
    for line in [
        "keytool -list -v -keystore /PATH/TO/release.jks -alias KEY_ALIAS\n",
        "keytool -list -v -keystore ~/.android/debug.keystore -alias androiddebugkey -storepass android\n",
        "\nHuawei:\nAppGallery Connect, ",
        "\nHonor:\ndeveloper.honor.com, ",
    ] {
        assert_eq!(fingerprint.matches(line).count(), 1, "{line}: {fingerprint}");
    }
    let is_about_signing = |one: &&Snippet| one.text.contains("key.properties") || one.text.contains("keytool");
    let about_signing: Vec<_> = all.iter().filter(is_about_signing).collect();
    assert!(about_signing.iter().all(|one| one.vendors == ["huawei", "honor"]), "{about_signing:?}");
    assert_eq!(about_signing.len(), 2);
}

/// vivo looks at no signature.
#[test]
fn nobody_else_has_to_sign_debug_builds() {
    let snippets = render(&requirements(true), &target(Generation::Classic, &Dsl::ALL, Lang::En));
    let text = text(&snippets);
    assert!(!text.contains("signingConfig") && !text.contains("keytool") && !text.contains("storePassword"), "{text}");
}
