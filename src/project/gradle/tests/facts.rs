//! Every notation, read.

use super::super::samples::{
    GROOVY_APP, GROOVY_SETTINGS, KOTLIN_APP, KOTLIN_APP_AGP_9, KOTLIN_ROOT, KOTLIN_SETTINGS, LEGACY_APP, LEGACY_ROOT,
    LEGACY_SETTINGS,
};
use super::super::{Build, Module, RepositoryKind, Scope, Where};
use super::{groovy, kotlin, values};

/// Kind, address and place of each repository.
fn repositories(build: &Build) -> Vec<(RepositoryKind, Option<String>, Where)> {
    let repositories = build.repositories().into_iter();
    repositories.map(|it| (it.kind, it.url.map(|url| url.value.unwrap_or("?".to_owned())), it.place)).collect()
}

/// Configuration, name and version of each module.
fn modules(modules: &[Module]) -> Vec<(&str, &str, &str)> {
    let version = |module: &'_ Module| module.version.as_ref().map(|version| version.value.is_some());
    modules
        .iter()
        .map(|module| {
            let text = match version(module) {
                None => "-",
                Some(false) => "?",
                Some(true) => module.version.as_ref().unwrap().value.as_deref().unwrap(),
            };
            (module.configuration.as_str(), module.name.as_deref().unwrap_or("-"), text)
        })
        .collect()
}

fn plugins(build: &Build) -> Vec<(String, Option<String>, bool)> {
    let plugins = build.plugins().into_iter();
    let id = |id: Option<String>, alias| id.or(alias).unwrap_or("?".to_owned());
    plugins
        .map(|it| {
            (id(it.id.value, it.catalogue_alias), it.version.map(|v| v.value.unwrap_or("?".into())), it.is_applied)
        })
        .collect()
}

#[test]
fn repositories_of_the_templates() {
    use RepositoryKind::{Google, Maven, MavenCentral, PluginPortal};
    let huawei = Some("https://developer.huawei.com/repo/".to_owned());
    let insecure = Some("http://developer.huawei.com/repo/".to_owned());
    let root = groovy(LEGACY_ROOT);
    let expected = [
        (Google, None, Where::Buildscript),
        (MavenCentral, None, Where::Buildscript),
        (Maven, huawei, Where::Buildscript),
        (Google, None, Where::AllProjects),
        (MavenCentral, None, Where::AllProjects),
        (Maven, insecure, Where::AllProjects),
    ];
    assert_eq!(repositories(&root), expected);
    let flags: Vec<bool> = root.repositories().iter().map(|repository| repository.is_insecure_allowed).collect();
    assert_eq!(flags, [false, false, false, false, false, true]);
    let maven = &root.repositories()[2];
    assert_eq!(&LEGACY_ROOT[maven.span.clone()], "maven {url 'https://developer.huawei.com/repo/'}");
    assert_eq!(&LEGACY_ROOT[maven.url.clone().unwrap().inner], "https://developer.huawei.com/repo/");
    let settings = [Google, MavenCentral, PluginPortal].map(|kind| (kind, None, Where::PluginManagement));
    assert_eq!(repositories(&groovy(GROOVY_SETTINGS)), settings);
    assert_eq!(repositories(&kotlin(KOTLIN_SETTINGS)), settings);
    assert_eq!(repositories(&kotlin(KOTLIN_ROOT)), [Google, MavenCentral].map(|kind| (kind, None, Where::AllProjects)));
}

#[test]
fn every_notation_of_a_maven_repository() {
    let url = |read: fn(&str) -> Build, line: &str| {
        let build = read(&format!("allprojects {{ repositories {{ {line} }} }}"));
        let [repository] = <[_; 1]>::try_from(build.repositories()).unwrap();
        assert_eq!((repository.kind, repository.place), (RepositoryKind::Maven, Where::AllProjects), "{line}");
        repository.url.and_then(|url| url.value)
    };
    let notations = [
        "maven {url 'https://a/'}",
        "maven { url \"https://a/\" }",
        "maven { url = 'https://a/' }",
        "maven { url('https://a/') }",
        "maven { url uri('https://a/') }",
        "maven { url = uri('https://a/') }",
        "maven { setUrl('https://a/') }",
        "maven { name 'x'; url new URI('https://a/') }",
        "maven { url URI.create(\"https://a/\") }",
        "maven url: 'https://a/'",
        "maven(url: 'https://a/')",
        "maven({ url 'https://a/' })",
        "exclusiveContent { forRepository { maven { url 'https://a/' } }\n filter { includeGroup 'b' } }",
    ];
    for line in notations {
        assert_eq!(url(groovy, line).as_deref(), Some("https://a/"), "{line}");
    }
    let notations = [
        "maven { url = uri(\"https://a/\") }",
        "maven { setUrl(\"https://a/\") }",
        "maven(\"https://a/\")",
        "maven(url = \"https://a/\")",
        "maven(uri(\"https://a/\")) { isAllowInsecureProtocol = true }",
        "maven { url = java.net.URI(\"https://a/\"); credentials { username = \"b\" } }",
    ];
    for line in notations {
        assert_eq!(url(kotlin, line).as_deref(), Some("https://a/"), "{line}");
    }
    assert_eq!(url(groovy, "maven { url \"$mirror/a\" }"), None);
    assert_eq!(url(kotlin, "maven { url = uri(mirror) }"), None);
}

#[test]
fn places_of_repositories() {
    let place = |text: &str| groovy(text).repositories()[0].place;
    assert_eq!(place("repositories { jcenter() }"), Where::Own);
    assert_eq!(place("subprojects { repositories { jcenter() } }"), Where::AllProjects);
    assert_eq!(place("rootProject.allprojects { repositories { jcenter() } }"), Where::AllProjects);
    assert_eq!(place("allprojects { repositories.jcenter() }"), Where::AllProjects);
    assert_eq!(place("configure(allprojects) { repositories { jcenter() } }"), Where::AllProjects);
    assert_eq!(place("allprojects { afterEvaluate { repositories { jcenter() } } }"), Where::AllProjects);
    assert_eq!(place("if (a) { repositories { jcenter() } } else { }"), Where::Own);
    assert_eq!(place("dependencyResolutionManagement { repositories { jcenter() } }"), Where::DependencyResolution);
    assert_eq!(place("publishing { repositories { jcenter() } }"), Where::Other);
    assert_eq!(place("def x = { repositories { jcenter() } }()"), Where::Other);
    assert_eq!(place("def repo() { repositories { jcenter() } }"), Where::Other);
    assert_eq!(groovy("repositories { google(); mavenCentral() }").repositories().len(), 2);
    assert_eq!(groovy("repositories { flatDir { dirs 'libs' } }").repositories()[0].kind, RepositoryKind::Other);
    assert!(groovy("// repositories { jcenter() }\n/* repositories { jcenter() } */").repositories().is_empty());
}

#[test]
fn classpaths_with_literal_and_computed_versions() {
    let root = groovy(LEGACY_ROOT);
    let classpaths = root.classpaths();
    let expected = [
        ("classpath", "com.android.tools.build:gradle", "7.3.1"),
        ("classpath", "org.jetbrains.kotlin:kotlin-gradle-plugin", "?"),
        ("classpath", "com.huawei.agconnect:agcp", "1.6.0.300"),
    ];
    assert_eq!(modules(&classpaths), expected);
    let version = classpaths[1].version.as_ref().unwrap();
    assert_eq!(&LEGACY_ROOT[version.span.clone()], "$kotlin_version");
    assert_eq!(&LEGACY_ROOT[classpaths[2].version.as_ref().unwrap().inner.clone()], "1.6.0.300");
    assert_eq!(classpaths[1].notation.value, None);

    let other = groovy("buildscript { dependencies { classpath libs.agcp; classpath(\"g:a:1\"); classpath g } }");
    let classpaths = other.classpaths();
    assert_eq!(classpaths[0].catalogue_alias.as_deref(), Some("agcp"));
    assert_eq!(modules(&classpaths)[1..], [("classpath", "g:a", "1"), ("classpath", "-", "-")]);
    let named = kotlin("buildscript { dependencies { classpath(group = \"g\", name = \"a\", version = v) } }");
    assert_eq!(modules(&named.classpaths()), [("classpath", "g:a", "?")]);
}

#[test]
fn dependencies_of_all_configurations() {
    let app = groovy(LEGACY_APP);
    let expected = [
        ("implementation", "org.jetbrains.kotlin:kotlin-stdlib-jdk7", "?"),
        ("implementation", "com.google.firebase:firebase-bom", "32.0.0"),
        ("implementation", "com.example:lib", "1.0.0"),
        ("debugImplementation", "com.example:debug", "2.0"),
        ("prodImplementation", "com.tencent.timpush:vivo", "8.3.6498"),
        ("implementation", "-", "-"),
    ];
    assert_eq!(modules(&app.dependencies()), expected);
    let app = kotlin(KOTLIN_APP);
    let expected = [
        ("implementation", "com.google.firebase:firebase-bom", "33.0.0"),
        ("implementation", "-", "-"),
        ("implementation", "com.tencent.timpush:vivo", "8.9.7537"),
        ("devImplementation", "com.tencent.timpush:xiaomi", "8.9.7537"),
    ];
    assert_eq!(modules(&app.dependencies()), expected);
    assert_eq!(app.dependencies()[1].catalogue_alias.as_deref(), Some("agcp"));
    let several = groovy("dependencies {\n  implementation 'a:b:1',\n    'c:d'\n  api \"a:$b:1\"\n}");
    let expected = [("implementation", "a:b", "1"), ("implementation", "c:d", "-"), ("api", "-", "-")];
    assert_eq!(modules(&several.dependencies()), expected);
}

#[test]
fn modules_that_stand_in_for_plugins() {
    let used = groovy(GROOVY_SETTINGS).use_modules();
    let plugins: Vec<_> = used.iter().map(|it| it.plugin.as_ref().unwrap().value.as_deref().unwrap()).collect();
    assert_eq!(plugins, ["com.huawei.agconnect", "com.hihonor.mcs.asplugin"]);
    assert_eq!(used[0].module.name.as_deref(), Some("com.huawei.agconnect:agcp"));
    assert_eq!(used[0].module.version.as_ref().unwrap().value.as_deref(), Some("1.9.1.304"));
    assert_eq!(used[1].module.name.as_deref(), Some("com.hihonor.mcs:asplugin"));
    assert_eq!(used[1].module.version.as_ref().unwrap().value, None);

    let plugin = |build: Build| build.use_modules()[0].plugin.clone().and_then(|plugin| plugin.value);
    let around = |body: &str| format!("pluginManagement {{ resolutionStrategy {{ eachPlugin {{ {body} }} }} }}");
    let when = "when (requested.id.id) {\n \"a.b\" -> useModule(\"g:a:1\")\n else -> {}\n}";
    assert_eq!(plugin(kotlin(&around(when))).as_deref(), Some("a.b"));
    let switch = "switch (requested.id.id) {\n case 'a.b':\n useModule('g:a:1')\n break\n}";
    assert_eq!(plugin(groovy(&around(switch))).as_deref(), Some("a.b"));
    let details = "details -> if (details.requested.id.id == 'a.b') details.useModule('g:a:1')";
    assert_eq!(plugin(groovy(&around(details))).as_deref(), Some("a.b"));
    assert_eq!(plugin(groovy(&around("if (requested.id.namespace == 'a') useModule('g:a:1')"))), None);
    assert_eq!(plugin(groovy(&around("if (requested.id.id == 'a') { x() }\nuseModule('g:a:1')"))), None);
}

#[test]
fn plugins_of_the_templates() {
    let id = |id: &str, version: Option<&str>, applied| (id.to_owned(), version.map(str::to_owned), applied);
    let settings = [
        id("dev.flutter.flutter-plugin-loader", Some("1.0.0"), true),
        id("com.android.application", Some("8.1.0"), false),
        id("org.jetbrains.kotlin.android", Some("1.8.22"), false),
    ];
    assert_eq!(plugins(&groovy(GROOVY_SETTINGS)), settings);
    assert_eq!(plugins(&kotlin(KOTLIN_SETTINGS))[1], id("com.android.application", Some("8.9.1"), false));
    let names = |build| plugins(&build).into_iter().map(|(name, ..)| name).collect::<Vec<_>>();
    assert_eq!(names(groovy(LEGACY_APP)), ["com.android.application", "kotlin-android", "com.huawei.agconnect"]);
    let app = ["com.android.application", "kotlin-android", "dev.flutter.flutter-gradle-plugin"];
    assert_eq!(names(groovy(GROOVY_APP)), app);
    let expected = [
        id("com.android.application", None, true),
        id("org.jetbrains.kotlin.android", None, true),
        id("google.services", None, true),
        id("dev.flutter.flutter-gradle-plugin", None, true),
    ];
    assert_eq!(plugins(&kotlin(KOTLIN_APP)), expected);
    assert_eq!(names(kotlin(KOTLIN_APP_AGP_9)).len(), 2);
    assert!(plugins(&groovy(LEGACY_SETTINGS)).is_empty() && plugins(&groovy(LEGACY_ROOT)).is_empty());
}

#[test]
fn every_notation_of_a_plugin() {
    let first = |build: Build| plugins(&build).remove(0);
    let applied = ("a.b".to_owned(), None, true);
    for text in [
        "apply plugin: 'a.b'",
        "apply(plugin: \"a.b\")",
        "plugins { id 'a.b' }",
        "plugins { id('a.b') }",
        "project.apply plugin: 'a.b'",
        "plugins.apply('a.b')",
        "pluginManager.apply 'a.b'",
        "if (x) { apply plugin: 'a.b' }",
        "if (x) apply plugin: 'a.b'",
    ] {
        assert_eq!(first(groovy(text)), applied, "{text}");
    }
    for text in ["apply(plugin = \"a.b\")", "plugins { `a.b` }", "apply { plugin(\"a.b\") }"] {
        assert_eq!(first(kotlin(text)), applied, "{text}");
    }
    let declared = ("a.b".to_owned(), Some("1".to_owned()), false);
    for text in [
        "plugins { id 'a.b' version '1' apply false }",
        "plugins { id('a.b') version('1') apply(false) }",
        "plugins { id('a.b').version('1').apply(false) }",
        "pluginManagement { plugins { id 'a.b' version '1' } }",
    ] {
        assert_eq!(first(groovy(text)), declared, "{text}");
    }
    assert_eq!(first(groovy("plugins { id 'a.b' version \"$v\" }")).1.as_deref(), Some("?"));
    assert_eq!(first(groovy("plugins { alias libs.plugins.a.b }")).0, "a.b");
    assert_eq!(first(kotlin("plugins { alias(libs.plugins.a.b) apply false }")), ("a.b".to_owned(), None, false));
    let kotlin_jvm = first(kotlin("plugins { kotlin(\"jvm\") version \"2.0\" }"));
    assert_eq!(kotlin_jvm, ("org.jetbrains.kotlin.jvm".to_owned(), Some("2.0".to_owned()), true));
    assert_eq!(first(groovy("apply plugin: com.a.B")).0, "?");
    assert!(groovy("subprojects { apply plugin: 'a' }\n// apply plugin: 'b'").plugins().is_empty());
}

#[test]
fn values_in_their_scopes() {
    let app = groovy(LEGACY_APP);
    let value = |scope: &Scope, name: &str| app.values(scope, name).pop().map(|it| it.value.unwrap_or("?".to_owned()));
    assert_eq!(value(&Scope::DefaultConfig, "applicationId").as_deref(), Some("com.example.imdemo"));
    assert_eq!(value(&Scope::DefaultConfig, "targetSdkVersion").as_deref(), Some("33"));
    assert_eq!(value(&Scope::DefaultConfig, "minSdkVersion").as_deref(), Some("?"));
    assert_eq!(value(&Scope::Android, "applicationId"), None);
    let prod = Scope::Flavor("prod".to_owned());
    assert_eq!(value(&prod, "applicationId").as_deref(), Some("com.example.imdemo.prod"));
    let dev = Scope::Flavor("dev".to_owned());
    assert_eq!(value(&dev, "applicationIdSuffix").as_deref(), Some(".dev"));
    let release = Scope::BuildType("release".to_owned());
    let minify = app.values(&release, "minifyEnabled").pop().unwrap();
    assert!(minify.value.is_none() && LEGACY_APP[minify.span].ends_with("false"));
    let signing = app.values(&Scope::BuildType("debug".to_owned()), "signingConfig").pop().unwrap();
    assert_eq!(&LEGACY_APP[signing.span], "signingConfigs.release");
    let minimum = app.values(&Scope::DefaultConfig, "minSdkVersion").pop().unwrap();
    assert_eq!(&LEGACY_APP[minimum.span], "flutter.minSdkVersion");

    let app = kotlin(KOTLIN_APP);
    assert_eq!(values(&app.values(&Scope::Android, "namespace")), ["com.example.imdemo"]);
    assert_eq!(values(&app.values(&Scope::DefaultConfig, "targetSdk")), ["35"]);
    assert_eq!(values(&app.values(&release, "isMinifyEnabled")), ["true"]);
    assert_eq!(values(&app.values(&dev, "applicationIdSuffix")), [".dev"]);
    let signing = Scope::SigningConfig("release".to_owned());
    assert_eq!(values(&app.values(&signing, "storePassword")), ["hunter2hunter2"]);
}

#[test]
fn every_notation_of_a_value() {
    let value = |text: &str| {
        let build = groovy(text);
        values(&build.values(&Scope::DefaultConfig, "applicationId")).join(",")
    };
    for text in [
        "applicationId 'a'",
        "applicationId \"a\"",
        "applicationId = 'a'",
        "applicationId('a')",
        "setApplicationId('a')",
        "applicationId.set('a')",
        "applicationId = '''a'''",
    ] {
        assert_eq!(value(&format!("android {{\n defaultConfig {{\n {text}\n}}\n}}")), "a", "{text}");
    }
    for text in ["applicationId \"$a\"", "applicationId = project.findProperty('a')", "applicationId a ?: 'b'"] {
        assert_eq!(value(&format!("android {{ defaultConfig {{ {text} }} }}")), "?", "{text}");
    }
    for text in [
        "android.defaultConfig.applicationId = 'a'",
        "android.defaultConfig { applicationId 'a' }",
        "project.android { defaultConfig { applicationId 'a' } }",
        "android { defaultConfig { if (x) { applicationId 'a' } else { } } }",
        "afterEvaluate { android { defaultConfig { applicationId 'a' } } }",
        "android\n{\n  defaultConfig\n  {\n    applicationId 'a'\n  }\n}",
    ] {
        assert_eq!(value(text), "a", "{text}");
    }
    assert_eq!(value("android { defaultConfig { // applicationId 'a'\n applicationIdSuffix 'b' } }"), "");
    assert_eq!(value("android { defaultConfig { applicationId == 'a' } }"), "");
    let configured = kotlin("extensions.configure<ApplicationExtension> { defaultConfig { minSdk = 21 } }");
    assert_eq!(values(&configured.values(&Scope::DefaultConfig, "minSdk")), ["21"]);
    let by_name = kotlin("android { buildTypes.getByName(\"release\").isMinifyEnabled = false }");
    assert_eq!(values(&by_name.values(&Scope::BuildType("release".to_owned()), "isMinifyEnabled")), ["false"]);
}

#[test]
fn values_wherever_they_stand() {
    assert_eq!(values(&groovy(LEGACY_APP).values_anywhere("storePassword")), ["hunter2hunter2"]);
    assert_eq!(values(&groovy(LEGACY_APP).values_anywhere("keyPassword")), ["?"]);
    assert_eq!(
        values(&groovy("def keyPassword = 'a'\next.keyPassword = 'b'").values_anywhere("keyPassword")),
        ["a", "b"]
    );
    assert_eq!(values(&kotlin("val keyPassword: String = \"a\"").values_anywhere("keyPassword")), ["a"]);
    let text = "dependencyResolutionManagement {\n repositoriesMode.set(RepositoriesMode.FAIL_ON_PROJECT_REPOS)\n}";
    let mode = kotlin(text).values_anywhere("repositoriesMode").pop().unwrap();
    assert_eq!(&text[mode.span], "RepositoriesMode.FAIL_ON_PROJECT_REPOS");
}

#[test]
fn names_of_elements() {
    let app = groovy(LEGACY_APP);
    assert_eq!(app.build_types(), ["debug", "release"]);
    assert_eq!(app.flavors(), ["dev", "prod"]);
    assert_eq!(app.signing_configs(), ["release"]);
    let app = kotlin(KOTLIN_APP);
    assert_eq!(app.build_types(), ["debug", "release"]);
    assert_eq!(app.flavors(), ["dev", "prod"]);
    assert_eq!(app.signing_configs(), ["release"]);
    let other = groovy("android { productFlavors { 'a-b' { }\n all { x 1 }\n println 'x'\n create('c') } }");
    assert_eq!(other.flavors(), ["a-b", "c"]);
    let other = kotlin("android { buildTypes { named(\"release\") {}\n val beta by creating { x = 1 }\n debug {} } }");
    assert_eq!(other.build_types(), ["release", "beta", "debug"]);
}

#[test]
fn conditions_and_long_expressions_of_real_apps() {
    let text = r#"fun orEnvironment(name: String): String? {
    return (project.findProperty(name) as String?)?.takeIf { it.isNotBlank() }
        ?: System.getenv(name)?.takeIf { it.isNotBlank() }
}
val hasSigning = listOf(a, b).all { !it.isNullOrBlank() }
if (file("google-services.json").exists()) {
    apply(plugin = "com.google.gms.google-services")
}
android {
    defaultConfig {
        applicationId = orEnvironment("ID")
            ?: "com.example.imdemo"
        manifestPlaceholders["label"] =
            orEnvironment("LABEL") ?: "demo"
        manifestPlaceholders["host"] = "a.example.com"
    }
    signingConfigs {
        if (hasSigning) {
            create("release") { storeFile = file(storeFile!!) }
        }
    }
    buildTypes {
        release {
            signingConfig = if (hasSigning) {
                signingConfigs.getByName("release")
            } else {
                signingConfigs.getByName("debug")
            }
            isMinifyEnabled = true
        }
    }
}
"#;
    let app = kotlin(text);
    assert_eq!(plugins(&app), [("com.google.gms.google-services".to_owned(), None, true)]);
    assert_eq!(values(&app.values(&Scope::DefaultConfig, "applicationId")), ["?"]);
    let keys: Vec<_> = app.placeholders().into_iter().map(|it| (it.key.value.unwrap(), it.value.value)).collect();
    assert_eq!(keys, [("label".to_owned(), None), ("host".to_owned(), Some("a.example.com".to_owned()))]);
    assert_eq!((app.signing_configs(), app.build_types()), (vec!["release".to_owned()], vec!["release".to_owned()]));
    let release = Scope::BuildType("release".to_owned());
    let signing = app.values(&release, "signingConfig").pop().unwrap();
    assert!(signing.value.is_none() && text[signing.span].ends_with('}'));
    assert_eq!(values(&app.values(&release, "isMinifyEnabled")), ["true"]);
}

#[test]
fn rule_files_without_those_of_android() {
    let release = Scope::BuildType("release".to_owned());
    let files = |build: &Build| values(&build.proguard_files(&release)).join(",");
    assert_eq!(files(&groovy(LEGACY_APP)), "proguard-rules.pro");
    assert_eq!(files(&kotlin(KOTLIN_APP)), "proguard-rules.pro");
    assert_eq!(files(&groovy(GROOVY_APP)), "");
    let more = "android { buildTypes { release { proguardFile file('a.pro')\n setProguardFiles(['b.pro'])\n consumerProguardFiles 'c' } } }";
    assert_eq!(files(&groovy(more)), "a.pro,b.pro");
}

#[test]
fn includes_and_blocks() {
    assert_eq!(values(&groovy(LEGACY_SETTINGS).includes()), [":app"]);
    assert_eq!(values(&groovy(GROOVY_SETTINGS).includes()), [":app"]);
    assert_eq!(values(&kotlin(KOTLIN_SETTINGS).includes()), [":app"]);
    assert_eq!(values(&groovy("include ':a', \":b\"\ninclude(':c')\n// include ':d'").includes()), [":a", ":b", ":c"]);
    let settings = groovy(GROOVY_SETTINGS);
    assert!(settings.has_block(&["pluginManagement", "repositories"]));
    assert!(!settings.has_block(&["dependencyResolutionManagement"]) && !settings.has_block(&["repositories"]));
    assert!(groovy(LEGACY_APP).has_block(&["android", "buildTypes", "release"]));
    assert!(!groovy("def android = { }").has_block(&["android"]));
}
