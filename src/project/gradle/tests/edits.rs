//! Every change, as it looks in the file afterwards.

use super::super::samples::{
    GROOVY_APP, GROOVY_SETTINGS, KOTLIN_APP, KOTLIN_APP_AGP_9, KOTLIN_ROOT, KOTLIN_SETTINGS, LEGACY_APP, LEGACY_ROOT,
    LEGACY_SETTINGS,
};
use super::super::{Build, Scope, Where};
use super::{groovy, kotlin};
use crate::project::edit::{CannotEdit, Edit, edited};

type Edits = Result<Vec<Edit>, CannotEdit>;

/// The text after a change, which must not be needed again.
fn changed(read: fn(&str) -> Build, text: &str, change: impl Fn(&Build) -> Edits) -> String {
    let after = edited(text, &change(&read(text)).unwrap());
    assert_eq!(change(&read(&after)), Ok(Vec::new()), "again in\n{after}");
    after
}

/// What a change did, as `-` and `+` lines.
fn difference(read: fn(&str) -> Build, text: &str, change: impl Fn(&Build) -> Edits) -> String {
    let after = changed(read, text, change);
    let (old, new): (Vec<&str>, Vec<&str>) = (text.lines().collect(), after.lines().collect());
    let start = old.iter().zip(&new).take_while(|(old, new)| old == new).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let removed = old[..old.len() - end].iter().map(|line| format!("-{line}\n"));
    removed.chain(new[..new.len() - end].iter().map(|line| format!("+{line}\n"))).collect()
}

/// A `defaultConfig` with this content, changed.
fn in_default(read: fn(&str) -> Build, content: &str, change: impl Fn(&Build) -> Edits) -> String {
    let (before, after) = ("android {\n    defaultConfig {\n        ", "\n    }\n}\n");
    let changed = changed(read, &format!("{before}{content}{after}"), change);
    changed.strip_prefix(before).and_then(|rest| rest.strip_suffix(after)).unwrap_or(&changed).to_owned()
}

fn reason(edits: Edits) -> String {
    edits.unwrap_err().reason.get(crate::text::Lang::En).to_owned()
}

#[test]
fn a_placeholder_is_updated_in_its_place() {
    let set = |build: &Build| build.set_placeholder("K", "n'w");
    assert_eq!(
        in_default(groovy, "manifestPlaceholders = [K: 'v', L: 'w']", set),
        "manifestPlaceholders = [K: 'n\\'w', L: 'w']"
    );
    assert_eq!(
        in_default(groovy, "manifestPlaceholders += [\"K\" : \"\"]", set),
        "manifestPlaceholders += [\"K\" : \"n'w\"]"
    );
    assert_eq!(in_default(groovy, "manifestPlaceholders.K = 5", set), "manifestPlaceholders.K = 'n\\'w'");
    let element = "manifestPlaceholders[\"K\"] = \"v\" // 小米";
    assert_eq!(in_default(kotlin, element, set), "manifestPlaceholders[\"K\"] = \"n'w\" // 小米");
    let same = groovy("android { defaultConfig { manifestPlaceholders = [K: \"n'w\"] } }");
    assert_eq!(same.set_placeholder("K", "n'w"), Ok(Vec::new()));
    let computed = groovy("android { defaultConfig { manifestPlaceholders = [K: props['k']] } }");
    let refused = computed.set_placeholder("K", "v").unwrap_err();
    assert_eq!(refused.at, Some(computed.text().find("props").unwrap()));
    assert_eq!(refused.reason.get(crate::text::Lang::En), "the value of `K` is an expression");
    assert_eq!(reason(groovy("x 1").set_placeholder("K", "v")), "there is no block `android` in this file");
}

#[test]
fn a_placeholder_joins_the_others() {
    let set = |build: &Build| build.set_placeholder("K", "v");
    for (before, after) in [
        ("manifestPlaceholders = [A: \"a\"]", "manifestPlaceholders = [A: \"a\", K: \"v\"]"),
        ("manifestPlaceholders += ['A':'a',]", "manifestPlaceholders += ['A':'a', 'K':'v',]"),
        ("manifestPlaceholders = [:]", "manifestPlaceholders = [K: 'v']"),
        (
            "manifestPlaceholders = [\n            A: 'a',\n            B: 'b' // x\n        ]",
            "manifestPlaceholders = [\n            A: 'a',\n            B: 'b', // x\n            K: 'v'\n        ]",
        ),
        (
            "manifestPlaceholders = [\n            A: 'a', // x\n        ]",
            "manifestPlaceholders = [\n            A: 'a', // x\n            K: 'v',\n        ]",
        ),
        (
            "manifestPlaceholders = [A: 'a',\n            B: 'b']",
            "manifestPlaceholders = [A: 'a',\n            B: 'b',\n            K: 'v']",
        ),
        (
            "manifestPlaceholders['A'] = 'a'\n        x 1",
            "manifestPlaceholders['A'] = 'a'\n        manifestPlaceholders['K'] = 'v'\n        x 1",
        ),
        (
            "manifestPlaceholders.put('A', 'a')",
            "manifestPlaceholders.put('A', 'a')\n        manifestPlaceholders.put('K', 'v')",
        ),
        ("minSdk 21", "minSdk 21\n        manifestPlaceholders += [K: 'v']"),
    ] {
        assert_eq!(in_default(groovy, before, set), after);
    }
    for (before, after) in [
        (
            "manifestPlaceholders += mapOf(\"A\" to \"a\")",
            "manifestPlaceholders += mapOf(\"A\" to \"a\", \"K\" to \"v\")",
        ),
        (
            "manifestPlaceholders += mapOf(\n            \"A\" to \"a\",\n        )",
            "manifestPlaceholders += mapOf(\n            \"A\" to \"a\",\n            \"K\" to \"v\",\n        )",
        ),
        (
            "manifestPlaceholders.apply {\n            put(\"A\", \"a\")\n        }",
            "manifestPlaceholders.apply {\n            put(\"A\", \"a\")\n            put(\"K\", \"v\")\n        }",
        ),
        ("minSdk = 21", "minSdk = 21\n        manifestPlaceholders[\"K\"] = \"v\""),
    ] {
        assert_eq!(in_default(kotlin, before, set), after);
    }
    let quoted = |build: &Build| build.set_placeholder("a-b", "v");
    assert_eq!(
        in_default(groovy, "manifestPlaceholders = [A: 'a']", quoted),
        "manifestPlaceholders = [A: 'a', 'a-b': 'v']"
    );
}

#[test]
fn placeholders_of_the_samples() {
    let set = |build: &Build| build.set_placeholder("HONOR_APPID", "105000001");
    assert_eq!(
        difference(groovy, LEGACY_APP, set),
        "-            vivo_APPID : \"\"\n+            vivo_APPID : \"\",\n+            HONOR_APPID : \"105000001\"\n"
    );
    assert_eq!(difference(groovy, GROOVY_APP, set), "+        manifestPlaceholders += [HONOR_APPID: \"105000001\"]\n");
    assert_eq!(difference(kotlin, KOTLIN_APP, set), "+        manifestPlaceholders[\"HONOR_APPID\"] = \"105000001\"\n");
    assert_eq!(
        changed(groovy, "android { defaultConfig { minSdk 21 } }", set),
        "android { defaultConfig { minSdk 21; manifestPlaceholders += [HONOR_APPID: '105000001'] } }"
    );
    assert_eq!(
        changed(kotlin, "android {\n}\n", set),
        "android {\n    defaultConfig {\n        manifestPlaceholders[\"HONOR_APPID\"] = \"105000001\"\n    }\n}\n"
    );
    // What is thrown away below does not count.
    let dead = "manifestPlaceholders['K'] = 'v'\n        manifestPlaceholders = [A: 'a']";
    let set = |build: &Build| build.set_placeholder("K", "v");
    assert!(in_default(groovy, dead, set).ends_with("[A: 'a', K: 'v']"));
    let broken = groovy("android { defaultConfig { manifestPlaceholders = [\nA: 'a'\nB: 'b'\n] } }");
    assert_eq!(reason(set(&broken)), "the map does not compile as it is");
}

#[test]
fn a_placeholder_goes_with_its_comma_or_line() {
    let remove = |build: &Build| build.remove_placeholder("K");
    for (before, after) in [
        ("manifestPlaceholders = [K: 'v', L: 'w']", "manifestPlaceholders = [L: 'w']"),
        ("manifestPlaceholders = [L: 'w', K: 'v']", "manifestPlaceholders = [L: 'w']"),
        ("manifestPlaceholders = [L: 'w', K: 'v', M: 'x']", "manifestPlaceholders = [L: 'w', M: 'x']"),
        (
            "manifestPlaceholders = [\n            K: 'v', // x\n            L: 'w'\n        ]",
            "manifestPlaceholders = [\n            L: 'w'\n        ]",
        ),
        (
            "manifestPlaceholders = [\n            L: 'w', // x\n            K: 'v'\n        ]",
            "manifestPlaceholders = [\n            L: 'w' // x\n        ]",
        ),
        ("a 1\n        manifestPlaceholders += [K: 'v'] // x\n        b 2", "a 1\n        b 2"),
        ("a 1; manifestPlaceholders['K'] = 'v'; b 2", "a 1; b 2"),
        ("a 1; manifestPlaceholders = manifestPlaceholders + [K: 'v']", "a 1"),
        ("a 1", "a 1"),
    ] {
        assert_eq!(in_default(groovy, before, remove), after);
    }
    let kept = "manifestPlaceholders += mapOf(\n            \"L\" to \"w\",\n            \"K\" to \"v\",\n        )";
    assert_eq!(
        in_default(kotlin, kept, remove),
        "manifestPlaceholders += mapOf(\n            \"L\" to \"w\",\n        )"
    );
    let computed = groovy("android { defaultConfig { manifestPlaceholders = other + [K: 'v'] } }");
    assert_eq!(reason(remove(&computed)), "the placeholders are computed here");
}

#[test]
fn an_assignment_becomes_an_addition() {
    let merge = Build::merge_placeholders;
    assert_eq!(
        difference(groovy, LEGACY_APP, merge),
        "-        manifestPlaceholders = [\n+        manifestPlaceholders += [\n"
    );
    let assigned = "manifestPlaceholders = mutableMapOf(\"K\" to \"v\")";
    assert_eq!(in_default(kotlin, assigned, merge), "manifestPlaceholders += mutableMapOf(\"K\" to \"v\")");
    assert_eq!(in_default(groovy, "setManifestPlaceholders([K: 'v'])", merge), "addManifestPlaceholders([K: 'v'])");
    assert_eq!(in_default(groovy, "manifestPlaceholders [K: 'v']", merge), "manifestPlaceholders += [K: 'v']");
    assert_eq!(kotlin(KOTLIN_APP).merge_placeholders(), Ok(Vec::new()));
}

#[test]
fn repositories_join_the_others() {
    let honor = |place| move |build: &Build| build.add_repository(place, "https://developer.hihonor.com/repo");
    assert_eq!(
        difference(groovy, LEGACY_ROOT, honor(Where::Buildscript)),
        "+        maven {url 'https://developer.hihonor.com/repo'}\n"
    );
    // The one there allows plain HTTP, which this one must not.
    assert_eq!(
        difference(groovy, LEGACY_ROOT, honor(Where::AllProjects)),
        "+        maven {url 'https://developer.hihonor.com/repo'}\n"
    );
    assert_eq!(
        difference(groovy, GROOVY_SETTINGS, honor(Where::PluginManagement)),
        "+        maven { url \"https://developer.hihonor.com/repo\" }\n"
    );
    let line = "+        maven { url = uri(\"https://developer.hihonor.com/repo\") }\n";
    assert_eq!(difference(kotlin, KOTLIN_SETTINGS, honor(Where::PluginManagement)), line);
    assert_eq!(difference(kotlin, KOTLIN_ROOT, honor(Where::AllProjects)), line);
    assert_eq!(
        changed(groovy, "allprojects { repositories { google(); mavenCentral() } }", honor(Where::AllProjects)),
        "allprojects { repositories { google(); mavenCentral(); maven { url 'https://developer.hihonor.com/repo' } } }"
    );
    assert_eq!(
        changed(
            kotlin,
            "allprojects {\n\trepositories {\n\t\tmaven(\"https://a\")\n\n\t}\n}",
            honor(Where::AllProjects)
        ),
        "allprojects {\n\trepositories {\n\t\tmaven(\"https://a\")\n\t\tmaven(\"https://developer.hihonor.com/repo\")\n\n\t}\n}"
    );
}

#[test]
fn equal_addresses_are_there_already() {
    let root = groovy(LEGACY_ROOT);
    let add = |place, url| root.add_repository(place, url).unwrap().len();
    assert_eq!(add(Where::Buildscript, "https://developer.huawei.com/repo"), 0);
    assert_eq!(add(Where::Buildscript, "https://developer.huawei.com/repo/"), 0);
    assert_eq!(add(Where::AllProjects, "https://developer.huawei.com/repo/"), 1);
    assert!(root.add_repository(Where::Own, "https://a").is_err());
}

#[test]
fn missing_blocks_of_repositories_are_made() {
    let huawei = |place| move |build: &Build| build.add_repository(place, "https://developer.huawei.com/repo/");
    assert_eq!(
        difference(kotlin, KOTLIN_ROOT, huawei(Where::Buildscript)),
        "+buildscript {\n+    repositories {\n+        google()\n+        mavenCentral()\n+        maven { url = uri(\"https://developer.huawei.com/repo/\") }\n+    }\n+}\n+\n"
    );
    assert_eq!(
        changed(
            groovy,
            "// root\nplugins {\n  id 'a' apply false\n}\n\nsubprojects {\n  x 1\n}\n",
            huawei(Where::AllProjects)
        ),
        "// root\nplugins {\n  id 'a' apply false\n}\n\nallprojects {\n  repositories {\n    google()\n    mavenCentral()\n    maven { url 'https://developer.huawei.com/repo/' }\n  }\n}\n\nsubprojects {\n  x 1\n}\n"
    );
    assert_eq!(
        difference(groovy, LEGACY_SETTINGS, huawei(Where::PluginManagement)),
        "+pluginManagement {\n+    repositories {\n+        google()\n+        mavenCentral()\n+        gradlePluginPortal()\n+        maven { url \"https://developer.huawei.com/repo/\" }\n+    }\n+}\n+\n"
    );
    assert_eq!(
        changed(groovy, "buildscript {}\n", huawei(Where::Buildscript)),
        "buildscript {\n    repositories {\n        google()\n        mavenCentral()\n        maven { url 'https://developer.huawei.com/repo/' }\n    }\n}\n"
    );
    assert_eq!(
        changed(kotlin, "\u{feff}import a.B\r\n\r\n// x\r\nplugins {\r\n}\r\n", huawei(Where::Buildscript)),
        "\u{feff}import a.B\r\n\r\nbuildscript {\r\n    repositories {\r\n        google()\r\n        mavenCentral()\r\n        maven { url = uri(\"https://developer.huawei.com/repo/\") }\r\n    }\r\n}\r\n\r\n// x\r\nplugins {\r\n}\r\n"
    );
}

#[test]
fn classpaths_are_added_once() {
    let services = |build: &Build| build.add_classpath("com.google.gms:google-services:4.4.2");
    assert_eq!(
        difference(groovy, LEGACY_ROOT, services),
        "+        classpath 'com.google.gms:google-services:4.4.2'\n"
    );
    assert_eq!(groovy(LEGACY_ROOT).add_classpath("com.huawei.agconnect:agcp:1.9.1.301"), Ok(Vec::new()));
    assert_eq!(groovy(LEGACY_ROOT).add_classpath("org.jetbrains.kotlin:kotlin-gradle-plugin:2.0"), Ok(Vec::new()));
    assert_eq!(
        difference(kotlin, KOTLIN_ROOT, services),
        "+buildscript {\n+    repositories {\n+        google()\n+        mavenCentral()\n+    }\n+    dependencies {\n+        classpath(\"com.google.gms:google-services:4.4.2\")\n+    }\n+}\n+\n"
    );
    assert_eq!(
        changed(
            groovy,
            "buildscript {\n  repositories { google() }\n  dependencies { classpath(\"a:b:1\") }\n}",
            services
        ),
        "buildscript {\n  repositories { google() }\n  dependencies { classpath(\"a:b:1\"); classpath(\"com.google.gms:google-services:4.4.2\") }\n}"
    );
    assert!(groovy("").add_classpath("nothing").is_err());
}

#[test]
fn plugins_are_declared_and_applied_in_the_notation_of_the_file() {
    let declare = |build: &Build| build.declare_plugin("com.google.gms.google-services", "4.4.2");
    assert_eq!(
        difference(groovy, GROOVY_SETTINGS, declare),
        "+    id \"com.google.gms.google-services\" version \"4.4.2\" apply false\n"
    );
    assert_eq!(
        difference(kotlin, KOTLIN_SETTINGS, declare),
        "+    id(\"com.google.gms.google-services\") version \"4.4.2\" apply false\n"
    );
    assert_eq!(groovy(GROOVY_SETTINGS).declare_plugin("com.android.application", "9.0.1"), Ok(Vec::new()));
    assert_eq!(
        changed(groovy, "pluginManagement {\n}\ninclude ':app'\n", declare),
        "pluginManagement {\n}\n\nplugins {\n    id 'com.google.gms.google-services' version '4.4.2' apply false\n}\n\ninclude ':app'\n"
    );

    let apply = |build: &Build| build.apply_plugin("com.huawei.agconnect");
    assert_eq!(difference(groovy, GROOVY_APP, apply), "+    id \"com.huawei.agconnect\"\n");
    assert_eq!(difference(kotlin, KOTLIN_APP, apply), "+    id(\"com.huawei.agconnect\")\n");
    assert_eq!(difference(kotlin, KOTLIN_APP_AGP_9, apply), "+    id(\"com.huawei.agconnect\")\n");
    assert_eq!(groovy(LEGACY_APP).apply_plugin("com.huawei.agconnect"), Ok(Vec::new()));
    assert_eq!(
        changed(groovy, "apply plugin: \"a\"\napply from: \"$b/c.gradle\" // x\nandroid {\n}\n", apply),
        "apply plugin: \"a\"\napply from: \"$b/c.gradle\" // x\napply plugin: \"com.huawei.agconnect\"\nandroid {\n}\n"
    );
    assert_eq!(
        changed(kotlin, "apply(plugin = \"a\")\n", apply),
        "apply(plugin = \"a\")\napply(plugin = \"com.huawei.agconnect\")\n"
    );
    assert!(apply(&groovy("android { }")).is_err());
    assert!(apply(&groovy("plugins { id 'com.huawei.agconnect' apply false }")).is_err());
}

#[test]
fn dependencies_are_added_once() {
    let honor = |build: &Build| build.add_dependency("implementation", "com.tencent.timpush:honor:8.9.7537");
    assert_eq!(difference(kotlin, KOTLIN_APP, honor), "+    implementation(\"com.tencent.timpush:honor:8.9.7537\")\n");
    assert_eq!(
        changed(groovy, "flutter {\n}", honor),
        "flutter {\n}\n\ndependencies {\n    implementation 'com.tencent.timpush:honor:8.9.7537'\n}"
    );
    assert_eq!(
        changed(groovy, "flutter {\n}\n\ndependencies {}\n", honor),
        "flutter {\n}\n\ndependencies {\n    implementation 'com.tencent.timpush:honor:8.9.7537'\n}\n"
    );
    assert_eq!(
        changed(groovy, "dependencies {\n    // nothing yet\n}\n", honor),
        "dependencies {\n    // nothing yet\n    implementation 'com.tencent.timpush:honor:8.9.7537'\n}\n"
    );
    let app = kotlin(KOTLIN_APP);
    assert_eq!(app.add_dependency("api", "com.tencent.timpush:vivo:9.0"), Ok(Vec::new()));
    assert_eq!(app.add_dependency("debugImplementation", "com.tencent.timpush:vivo:9.0").unwrap().len(), 1);
}

#[test]
fn rule_files_join_the_others() {
    let push = |build: &Build| build.add_proguard_file("push-rules.pro");
    assert_eq!(
        difference(groovy, LEGACY_APP, push),
        "-            proguardFiles getDefaultProguardFile('proguard-android.txt'), 'proguard-rules.pro'\n+            proguardFiles getDefaultProguardFile('proguard-android.txt'), 'proguard-rules.pro', 'push-rules.pro'\n"
    );
    assert_eq!(
        difference(groovy, GROOVY_APP, push),
        "+            proguardFiles getDefaultProguardFile(\"proguard-android-optimize.txt\"), \"push-rules.pro\"\n"
    );
    assert_eq!(
        difference(kotlin, KOTLIN_APP_AGP_9, push),
        "+            proguardFiles(getDefaultProguardFile(\"proguard-android-optimize.txt\"), \"push-rules.pro\")\n"
    );
    assert_eq!(kotlin(KOTLIN_APP).add_proguard_file("proguard-rules.pro"), Ok(Vec::new()));
    assert_eq!(
        changed(groovy, "android {\n  buildTypes {\n    debug { }\n  }\n}", push),
        "android {\n  buildTypes {\n    debug { }\n    release {\n      proguardFiles getDefaultProguardFile('proguard-android-optimize.txt'), 'push-rules.pro'\n    }\n  }\n}"
    );
    assert_eq!(
        changed(groovy, "android { buildTypes { release { proguardFile 'a.pro' } } }", push),
        "android { buildTypes { release { proguardFile 'a.pro'; proguardFile 'push-rules.pro' } } }"
    );
    assert_eq!(reason(push(&groovy("plugins { }"))), "there is no block `android` in this file");
}

#[test]
fn properties_are_set() {
    let namespace = |build: &Build| build.set_value(&Scope::Android, "namespace", "\"com.example.other\"");
    assert_eq!(
        difference(groovy, GROOVY_APP, namespace),
        "-    namespace = \"com.example.imdemo\"\n+    namespace = \"com.example.other\"\n"
    );
    assert_eq!(difference(groovy, LEGACY_APP, namespace), "+    namespace \"com.example.other\"\n");
    assert!(changed(groovy, LEGACY_APP, namespace).contains("flavorDimensions \"env\"\n    namespace"));
    let target = |build: &Build| build.set_value(&Scope::DefaultConfig, "targetSdk", "36");
    assert_eq!(difference(kotlin, KOTLIN_APP, target), "-        targetSdk = 35\n+        targetSdk = 36\n");
    assert_eq!(
        changed(groovy, "android {\n}\n", target),
        "android {\n    defaultConfig {\n        targetSdk 36\n    }\n}\n"
    );
    let single = "android {\n    namespace 'com.example.imdemo' // x\n}\n";
    assert_eq!(changed(groovy, single, namespace), "android {\n    namespace 'com.example.other' // x\n}\n");
    let same = groovy(single);
    assert_eq!(same.set_value(&Scope::Android, "namespace", "\"com.example.imdemo\""), Ok(Vec::new()));
    assert_eq!(reason(target(&groovy(GROOVY_APP))), "the value of `targetSdk` is an expression");
    let flavor = Scope::Flavor("beta".to_owned());
    assert_eq!(reason(groovy(GROOVY_APP).set_value(&flavor, "a", "1")), "there is no block `beta` in this file");
    let debug = Scope::BuildType("debug".to_owned());
    assert_eq!(
        changed(groovy, "android { }", |build| build.set_value(&debug, "minifyEnabled", "true")),
        "android {\n    buildTypes {\n        debug {\n            minifyEnabled true\n        }\n    }\n}"
    );
}

#[test]
fn a_literal_gets_another_value_in_its_own_quotes() {
    let build = groovy("maven { url 'http://a/' }\nrepositories { maven { url \"http://$a/\" } }");
    let http = groovy("repositories { maven { url 'http://a/' } }");
    let url = http.repositories()[0].url.clone().unwrap();
    let edit = http.replacement(&url, "https://a/").unwrap();
    assert_eq!(edited(http.text(), &[edit]), "repositories { maven { url 'https://a/' } }");
    assert_eq!(build.replacement(&build.repositories()[0].url.clone().unwrap(), "x"), None);
}
