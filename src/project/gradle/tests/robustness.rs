//! Broken and hostile files.

use proptest::prelude::*;

use super::super::samples::{ALL, LEGACY_APP};
use super::super::{Build, Scope, Where};
use crate::project::Dsl;
use crate::project::edit::{CannotEdit, Edit, Stated, edited};

/// Asks for everything and looks at every place that is given.
fn examine(text: &str, dsl: Dsl) {
    let Ok(build) = Build::read(text, dsl) else { return };
    let stated = |stated: &Stated| {
        assert!(text.get(stated.span.clone()).is_some() && text.get(stated.inner.clone()).is_some());
        assert!(stated.span.start <= stated.inner.start && stated.inner.end <= stated.span.end);
    };
    build.plugins().iter().for_each(|it| stated(&it.id));
    build.repositories().iter().filter_map(|it| it.url.as_ref()).for_each(stated);
    for module in build.classpaths().into_iter().chain(build.dependencies()) {
        stated(&module.notation);
        module.version.iter().for_each(stated);
    }
    build.use_modules().iter().for_each(|it| stated(&it.module.notation));
    build.placeholders().iter().for_each(|it| [&it.key, &it.value].into_iter().for_each(stated));
    assert!(build.placeholder_assignments().iter().all(|it| text.get(it.operator.clone()).is_some()));
    for scope in [Scope::TopLevel, Scope::Android, Scope::DefaultConfig, Scope::BuildType("release".to_owned())] {
        build.values(&scope, "applicationId").iter().for_each(stated);
        build.proguard_files(&scope).iter().for_each(stated);
    }
    build.values_anywhere("storePassword").iter().chain(&build.includes()).for_each(stated);
    let _ = (build.build_types(), build.flavors(), build.signing_configs(), build.misplaced_blocks());
    assert!(build.mistakes().iter().all(|mistake| text.is_char_boundary(mistake.at)));
}

type Change = fn(&Build) -> Result<Vec<Edit>, CannotEdit>;

/// One of each kind of change.
pub(super) const CHANGES: [Change; 13] = [
    |build| build.set_placeholder("VIVO_APPID", "105000001"),
    |build| build.set_placeholder("HONOR'APPID", "$1"),
    |build| build.remove_placeholder("vivo_APPID"),
    Build::merge_placeholders,
    |build| build.add_repository(Where::Buildscript, "https://developer.hihonor.com/repo"),
    |build| build.add_repository(Where::AllProjects, "https://developer.huawei.com/repo/"),
    |build| build.add_repository(Where::PluginManagement, "https://developer.huawei.com/repo/"),
    |build| build.add_classpath("com.google.gms:google-services:4.4.2"),
    |build| build.declare_plugin("com.google.gms.google-services", "4.4.2"),
    |build| build.apply_plugin("com.google.gms.google-services"),
    |build| build.add_dependency("implementation", "com.tencent.timpush:honor:8.9.7537"),
    |build| build.add_proguard_file("push-rules.pro"),
    |build| build.set_value(&Scope::DefaultConfig, "applicationId", "\"com.example.other\""),
];

/// Makes a change where it can be made; the file must read afterwards and need the change no more.
fn change(text: &str, dsl: Dsl, change: Change) -> Option<String> {
    let build = Build::read(text, dsl).ok()?;
    let edits = change(&build).ok()?;
    let after = edited(text, &edits);
    let read = Build::read(&after, dsl).unwrap_or_else(|malformed| panic!("{malformed:?} in\n{after}"));
    assert_eq!(change(&read), Ok(Vec::new()), "made again in\n{after}");
    Some(after)
}

#[test]
fn every_change_of_every_sample_reads_back() {
    for (text, dsl) in ALL {
        let windows = text.replace('\n', "\r\n");
        let tabs = format!("\u{feff}{}", text.replace("    ", "\t"));
        for text in [text, text.trim_end(), &windows, &tabs] {
            let mut all = text.to_owned();
            for made in CHANGES {
                change(text, dsl, made);
                all = change(&all, dsl, made).unwrap_or(all);
            }
            assert_eq!(all.starts_with('\u{feff}'), text.starts_with('\u{feff}'));
            let bare = all.matches('\n').count() - all.matches("\r\n").count();
            assert!(!text.contains('\r') || bare == 0, "{all}");
        }
    }
}

#[test]
fn every_prefix_is_read_or_refused() {
    for (text, dsl) in ALL {
        for end in (0..text.len()).filter(|end| text.is_char_boundary(*end)) {
            let _ = Build::read(&text[..end], dsl);
            if end % 7 == 0 {
                examine(&text[..end], dsl);
            }
        }
    }
}

#[test]
fn deep_and_long_files_take_no_time() {
    let started = std::time::Instant::now();
    for part in [
        "{", "(", "[", "a{", "\"${", "if(a)", "else ", "a.", "a<", "/*", "'", "\n", "a\n", "....", "a:b ", "$/", "x/",
        "= /", "a,",
    ] {
        let long = part.repeat(60_000 / part.len());
        for dsl in [Dsl::Groovy, Dsl::Kotlin] {
            examine(&long, dsl);
            examine(&format!("android {{ defaultConfig {{ manifestPlaceholders = [{long}] }} }}"), dsl);
        }
    }
    let nested = "if (a) { ".repeat(150) + "x 'y'" + &" }".repeat(150);
    examine(&nested, Dsl::Groovy);
    let long = LEGACY_APP.repeat(300);
    assert!(long.len() > 800_000);
    assert!(Build::read(&long, Dsl::Groovy).unwrap().plugins().len() >= 300);
    assert!(started.elapsed().as_secs() < 60);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn changed_samples_never_panic(sample in 0..ALL.len(), at in any::<prop::sample::Index>(), length in 0_usize..40, what in "[ \\n{}()\\[\\],;:'\"/*$a中.=>-]{0,4}") {
        let (text, dsl) = ALL[sample];
        let start = text.floor_char_boundary(at.index(text.len()));
        let end = text.ceil_char_boundary((start + length).min(text.len()));
        let broken = format!("{}{what}{}", &text[..start], &text[end..]);
        examine(&broken, dsl);
        for made in CHANGES {
            if let Ok(build) = Build::read(&broken, dsl)
                && let Ok(edits) = made(&build)
            {
                let after = edited(&broken, &edits);
                let read = Build::read(&after, dsl);
                prop_assert!(read.is_ok(), "{after}");
                let again = made(&read.unwrap());
                prop_assert!(again == Ok(Vec::new()), "{again:?} in {after}");
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}", soup in "[ \\r\\n{}()\\[\\],;:'\"/*$a\\\\.=<>-]{0,200}") {
        for dsl in [Dsl::Groovy, Dsl::Kotlin] {
            examine(&text, dsl);
            examine(&soup, dsl);
        }
    }
}
