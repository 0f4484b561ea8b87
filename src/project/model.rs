//! A Flutter project as its files describe it: each file found by its place, read and parsed when something asks.
//!
//! A file that is not well-formed is remembered with the reason; what should stand in it is then not known.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::rc::Rc;

use super::dart::{Library, mentions};
use super::edit::{Malformed, Stated};
use super::flutter::{Plugin, Project, Pubspec};
use super::gradle::{Build, Catalogue, Scope};
use super::ios::{Delegate, Language, Plist, Podfile, XcodeProject};
use super::json::Json;
use super::look::Spot;
use super::manifest::Manifest;
use super::proguard::Rules;
use super::tree::Tree;
use super::{Dsl, version};
use crate::config::{Place, Source};

/// A file and what its reader made of it.
#[derive(Debug)]
pub struct Doc<T> {
    /// Its path, from the project's folder, with `/`.
    pub path: String,
    /// Its text.
    pub text: Rc<str>,
    /// What stands in it, or why it cannot be read.
    pub parsed: Result<T, Malformed>,
}

impl<T> Doc<T> {
    /// What stands in it; `None` where it is not well-formed.
    #[must_use]
    pub fn get(&self) -> Option<&T> {
        self.parsed.as_ref().ok()
    }
}

type Reader<T> = fn(&str, &str) -> Result<T, Malformed>;

/// Files of one kind, parsed once.
struct Shelf<T> {
    docs: RefCell<BTreeMap<String, Option<Rc<Doc<T>>>>>,
    read: Reader<T>,
}

impl<T> Shelf<T> {
    fn new(read: Reader<T>) -> Self {
        Self { docs: RefCell::default(), read }
    }

    fn get(&self, tree: &Tree, path: &str) -> Option<Rc<Doc<T>>> {
        if let Some(known) = self.docs.borrow().get(path) {
            return known.clone();
        }
        let doc = tree.text(path).map(|text| {
            let parsed = (self.read)(path, &text);
            Rc::new(Doc { path: path.to_owned(), text, parsed })
        });
        self.docs.borrow_mut().insert(path.to_owned(), doc.clone());
        doc
    }

    fn forget(&self, path: &str) {
        self.docs.borrow_mut().remove(path);
    }

    fn malformed(&self) -> Vec<(String, Malformed)> {
        let docs = self.docs.borrow();
        let broken = |doc: &Rc<Doc<T>>| Some((doc.path.clone(), doc.parsed.as_ref().err()?.clone()));
        docs.values().flatten().filter_map(broken).collect()
    }
}

/// A project and the plugin that it is looked at for.
pub struct Model {
    /// The files.
    pub tree: Tree,
    /// The push plugin.
    pub plugin: Plugin,
    /// Its version, where pubspec.lock tells it.
    pub plugin_version: Option<String>,
    /// pubspec.yaml.
    pub pubspec: Pubspec,
    /// The flavour that counts, `[app] flavor`.
    pub flavor: Option<String>,
    /// The applicationId of push.toml.
    pub package_name: Option<String>,
    manifests: Shelf<Manifest>,
    builds: Shelf<Build>,
    jsons: Shelf<Json>,
    plists: Shelf<Plist>,
    rules: Shelf<Rules>,
    libraries: Shelf<Library>,
    xcode: Shelf<XcodeProject>,
    delegates: Shelf<Delegate>,
    podfiles: Shelf<Podfile>,
    dart_paths: RefCell<Option<Rc<Vec<String>>>>,
}

/// An applicationId, and where it is stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationId {
    /// The flavour that has it.
    pub flavor: Option<String>,
    /// The whole id, with the flavour's suffix.
    pub id: String,
    /// What it was made of.
    pub stated: Stated,
}

/// The main manifest of the app module, below its folder.
const MANIFEST: &str = "src/main/AndroidManifest.xml";

impl Model {
    /// A project, looked at for one plugin.
    #[must_use]
    pub fn new(tree: Tree, project: &Project, plugin: Plugin) -> Self {
        Self {
            tree,
            plugin,
            plugin_version: project.version(plugin).map(str::to_owned),
            pubspec: project.pubspec.clone(),
            flavor: None,
            package_name: None,
            manifests: Shelf::new(|_, text| Manifest::read(text)),
            builds: Shelf::new(|path, text| Build::read(text, dsl_of(path))),
            jsons: Shelf::new(|_, text| Json::read(text)),
            plists: Shelf::new(|_, text| Plist::read(text)),
            rules: Shelf::new(|_, text| Ok(Rules::read(text))),
            libraries: Shelf::new(|_, text| Library::read(text)),
            xcode: Shelf::new(|_, text| XcodeProject::read(text)),
            delegates: Shelf::new(|path, text| Delegate::read(text, language_of(path))),
            podfiles: Shelf::new(|_, text| Ok(Podfile::read(text))),
            dart_paths: RefCell::default(),
        }
    }

    /// Changes a file in memory; whatever was read from it is read anew.
    pub fn change(&self, path: &str, text: String) {
        self.tree.set(path, text);
        self.manifests.forget(path);
        self.builds.forget(path);
        self.jsons.forget(path);
        self.plists.forget(path);
        self.rules.forget(path);
        self.libraries.forget(path);
        self.xcode.forget(path);
        self.delegates.forget(path);
        self.podfiles.forget(path);
        if has_ending(path, "dart") {
            self.dart_paths.take();
        }
    }

    /// The files that were looked at and are not well-formed.
    #[must_use]
    pub fn malformed(&self) -> Vec<(String, Malformed)> {
        let mut all = self.manifests.malformed();
        all.extend(self.builds.malformed());
        all.extend(self.jsons.malformed());
        all.extend(self.plists.malformed());
        all.extend(self.libraries.malformed());
        all.extend(self.xcode.malformed());
        all.extend(self.delegates.malformed());
        all.extend(self.podfiles.malformed());
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }

    /// `FILE:LINE:COLUMN` of a spot, for a message.
    #[must_use]
    pub fn shown_place(&self, spot: &Spot) -> String {
        let text = self.text(&spot.path).unwrap_or_else(|| "".into());
        let source = Source::new(spot.path.as_str(), spot.path.as_str(), text.to_string());
        Place { source, span: spot.span.clone() }.to_string()
    }

    /// A file's text, as it is now.
    #[must_use]
    pub fn text(&self, path: &str) -> Option<Rc<str>> {
        self.tree.text(path)
    }
}

/// The Android app.
impl Model {
    /// Whether the project has an Android app.
    #[must_use]
    pub fn has_android(&self) -> bool {
        self.tree.path("android").is_dir()
    }

    /// The settings file of Gradle.
    #[must_use]
    pub fn settings(&self) -> Option<Rc<Doc<Build>>> {
        self.build("android/settings.gradle")
    }

    /// The root build file.
    #[must_use]
    pub fn root_build(&self) -> Option<Rc<Doc<Build>>> {
        self.build("android/build.gradle")
    }

    /// The build file of the app's module.
    #[must_use]
    pub fn app_build(&self) -> Option<Rc<Doc<Build>>> {
        self.build(&format!("{}/build.gradle", self.module()))
    }

    /// A Gradle file in either language. Where both are there, Gradle reads the Groovy one.
    fn build(&self, path: &str) -> Option<Rc<Doc<Build>>> {
        self.builds.get(&self.tree, path).or_else(|| self.builds.get(&self.tree, &format!("{path}.kts")))
    }

    /// The folder of the app's module: the one that settings.gradle includes and that applies the Android plugin;
    /// `android/app` in nearly every project.
    #[must_use]
    pub fn module(&self) -> String {
        let usual = "android/app";
        if self.tree.has("android/app/build.gradle") || self.tree.has("android/app/build.gradle.kts") {
            return usual.to_owned();
        }
        let settings = self.settings();
        let includes = settings.iter().filter_map(|doc| doc.get()).flat_map(Build::includes);
        let folders = includes.filter_map(|name| Some(format!("android{}", name.value?.replace(':', "/"))));
        let is_app = |folder: &String| {
            let build = self.build(&format!("{folder}/build.gradle"));
            build.is_some_and(|doc| doc.get().is_some_and(|build| build.plugins().iter().any(is_android_plugin)))
        };
        folders.into_iter().find(is_app).unwrap_or_else(|| usual.to_owned())
    }

    /// The manifest of all builds.
    #[must_use]
    pub fn manifest(&self) -> Option<Rc<Doc<Manifest>>> {
        self.manifests.get(&self.tree, &self.manifest_path())
    }

    /// Its path.
    #[must_use]
    pub fn manifest_path(&self) -> String {
        format!("{}/{MANIFEST}", self.module())
    }

    /// The manifests of build types and flavours, which are merged on top.
    #[must_use]
    pub fn overlays(&self) -> Vec<Rc<Doc<Manifest>>> {
        let module = self.module();
        let sets = self.tree.names(&format!("{module}/src")).into_iter().filter(|set| set != "main");
        sets.filter_map(|set| self.manifests.get(&self.tree, &format!("{module}/src/{set}/AndroidManifest.xml")))
            .collect()
    }

    /// The manifests of the flavours that count; nothing where one of them has none, so that not every build has what
    /// stands in them.
    #[must_use]
    pub fn flavor_manifests(&self) -> Vec<Rc<Doc<Manifest>>> {
        let module = self.module();
        let path = |name: &String| format!("{module}/src/{name}/AndroidManifest.xml");
        let docs: Option<Vec<_>> =
            self.flavors().iter().map(|name| self.manifests.get(&self.tree, &path(name))).collect();
        docs.unwrap_or_default()
    }

    /// The package of the app's classes: `namespace`, before Android Gradle plugin 8 the manifest's `package`.
    #[must_use]
    pub fn namespace(&self) -> Option<String> {
        let app = self.app_build();
        let own = app.as_ref().and_then(|doc| doc.get()?.values(&Scope::Android, "namespace").pop()?.value);
        own.or_else(|| self.manifest()?.get()?.package()?.value.clone())
    }

    /// The version catalogue, where there is one.
    #[must_use]
    pub fn catalogue(&self) -> Option<Catalogue> {
        let text = self.text("android/gradle/libs.versions.toml")?;
        Catalogue::read(&text).ok()
    }

    /// A JSON file.
    #[must_use]
    pub fn json(&self, path: &str) -> Option<Rc<Doc<Json>>> {
        self.jsons.get(&self.tree, path)
    }

    /// A file of rules for shrinking.
    #[must_use]
    pub fn proguard(&self, path: &str) -> Option<Rc<Doc<Rules>>> {
        self.rules.get(&self.tree, path)
    }

    /// The flavours that count: `[app] flavor`, else all that the app's Gradle file has.
    #[must_use]
    pub fn flavors(&self) -> Vec<String> {
        let app = self.app_build();
        let all = app.as_ref().and_then(|doc| doc.get()).map(Build::flavors).unwrap_or_default();
        all.into_iter().filter(|name| self.flavor.as_ref().is_none_or(|own| own == name)).collect()
    }

    /// Every applicationId that a build of the app can have, where they are literals: one per flavour that counts, else
    /// the only one. Without an `applicationId`, `namespace` or the manifest's `package` stands in.
    #[must_use]
    pub fn application_ids(&self) -> Vec<ApplicationId> {
        let Some(app) = self.app_build() else { return Vec::new() };
        let Some(build) = app.get() else { return Vec::new() };
        let last = |scope: &Scope, name: &str| build.values(scope, name).pop();
        let base = last(&Scope::DefaultConfig, "applicationId");
        let stands_in = || {
            let package = || self.manifest()?.get()?.package().cloned();
            last(&Scope::Android, "namespace").or_else(package)
        };
        let base = base.or_else(stands_in);
        let flavors = self.flavors();
        if flavors.is_empty() {
            let only = |stated: Stated| Some(ApplicationId { flavor: None, id: stated.value.clone()?, stated });
            return base.and_then(only).into_iter().collect();
        }
        let of_flavor = |name: String| {
            let scope = Scope::Flavor(name.clone());
            let stated = last(&scope, "applicationId").or_else(|| base.clone())?;
            let suffix = last(&scope, "applicationIdSuffix");
            let id = stated.value.clone()? + &suffix.map_or(Some(String::new()), |suffix| suffix.value)?;
            Some(ApplicationId { flavor: Some(name), id, stated })
        };
        flavors.into_iter().filter_map(of_flavor).collect()
    }

    /// The applicationId that counts: the only one of the project, else that of push.toml.
    #[must_use]
    pub fn application_id(&self) -> Option<String> {
        let ids = self.application_ids();
        match ids.as_slice() {
            [only] => Some(only.id.clone()),
            _ => self.package_name.clone().or_else(|| ids.first().map(|own| own.id.clone())),
        }
    }

    /// The version of the Android Gradle plugin, and where it stands.
    #[must_use]
    pub fn android_plugin(&self) -> Option<(String, Stated)> {
        let of_plugins = |doc: Rc<Doc<Build>>| {
            let plugins = doc.get()?.plugins();
            let version = plugins.into_iter().filter(is_android_plugin).find_map(|plugin| plugin.version)?;
            Some((doc.path.clone(), version))
        };
        let of_classpath = |doc: Rc<Doc<Build>>| {
            let module =
                doc.get()?.classpaths().into_iter().find(|module| module.is("com.android.tools.build:gradle"))?;
            Some((doc.path.clone(), module.version?))
        };
        let settings = self.settings().and_then(of_plugins);
        settings.or_else(|| self.root_build().and_then(of_plugins)).or_else(|| self.root_build().and_then(of_classpath))
    }

    /// A number of the app's Gradle file, such as `targetSdk`; in either notation.
    #[must_use]
    pub fn sdk(&self, name: &str) -> Option<Stated> {
        let app = self.app_build()?;
        let build = app.get()?;
        let names = [name.to_owned(), format!("{name}Version")];
        let scopes = [Scope::DefaultConfig, Scope::Android];
        scopes.iter().find_map(|scope| names.iter().find_map(|name| build.values(scope, name).pop()))
    }
}

/// The iOS app and the Dart code.
impl Model {
    /// Whether the project has an iOS app.
    #[must_use]
    pub fn has_ios(&self) -> bool {
        self.tree.path("ios").is_dir()
    }

    /// A plist or an entitlements file.
    #[must_use]
    pub fn plist(&self, path: &str) -> Option<Rc<Doc<Plist>>> {
        self.plists.get(&self.tree, path)
    }

    /// The Xcode project.
    #[must_use]
    pub fn xcode(&self) -> Option<Rc<Doc<XcodeProject>>> {
        self.xcode.get(&self.tree, "ios/Runner.xcodeproj/project.pbxproj")
    }

    /// The AppDelegate, in whichever language. `flutter create` run over an old app leaves a second one in the other
    /// language, which Xcode does not compile: then it is the one that the project knows.
    #[must_use]
    pub fn delegate(&self) -> Option<Rc<Doc<Delegate>>> {
        let names = ["AppDelegate.swift", "AppDelegate.m", "AppDelegate.mm"];
        let path = |name: &str| format!("ios/Runner/{name}");
        let mut there = names.into_iter().filter(|name| self.tree.has(&path(name))).collect::<Vec<_>>();
        if there.len() > 1 {
            let xcode = self.xcode();
            let is_known =
                |name: &str| xcode.as_ref().is_some_and(|doc| doc.get().is_some_and(|own| own.has_file(name)));
            there.sort_by_key(|name| !is_known(name));
        }
        self.delegates.get(&self.tree, &path(there.first()?))
    }

    /// The Podfile.
    #[must_use]
    pub fn podfile(&self) -> Option<Rc<Doc<Podfile>>> {
        self.podfiles.get(&self.tree, "ios/Podfile")
    }

    /// The Dart files below `lib` that mention one of `WORDS`. All of them are searched, only these are parsed.
    #[must_use]
    pub fn dart(&self) -> Vec<Rc<Doc<Library>>> {
        let paths = self.dart_paths.borrow().clone();
        let paths = paths.unwrap_or_else(|| {
            let found = Rc::new(self.search_dart());
            self.dart_paths.replace(Some(Rc::clone(&found)));
            found
        });
        paths.iter().filter_map(|path| self.libraries.get(&self.tree, path)).collect()
    }

    fn search_dart(&self) -> Vec<String> {
        let mut folders = vec!["lib".to_owned()];
        let mut found = Vec::new();
        while let Some(folder) = folders.pop() {
            let (inner, files) = self.tree.entries(&folder);
            folders.extend(inner.into_iter().map(|name| format!("{folder}/{name}")));
            let sources = files.into_iter().filter(|name| has_ending(name, "dart"));
            let paths = sources.map(|name| format!("{folder}/{name}"));
            found.extend(
                paths.filter(|path| self.tree.mentions(path, |text| WORDS.iter().any(|word| mentions(text, word)))),
            );
        }
        let is_new = |path: &String| path.starts_with("lib/") && has_ending(path, "dart") && !found.contains(path);
        let new: Vec<String> = self.tree.changed().into_iter().filter(is_new).collect();
        found.extend(new);
        found.sort();
        found
    }
}

/// What the rules on Dart code are about, and constants that `PushAppInfo` is made of in other files.
const WORDS: &[&str] = &[
    "PushAppInfo",
    "TimUiKitPushPlugin",
    "TencentCloudChatPush",
    "createNotificationChannel",
    "requireNotificationPermission",
    "initializeApp",
    "displayNotification",
    "displayDefaultNotificationForMessage",
    "registerPush",
    "PushBuzID",
    "PushAPPID",
    "PushAPPKEY",
    "buz_id",
];

/// Whether a plugin is that of an Android app.
#[must_use]
pub fn is_android_plugin(plugin: &super::gradle::Plugin) -> bool {
    plugin.id.value.as_deref() == Some("com.android.application")
}

fn has_ending(path: &str, ending: &str) -> bool {
    Path::new(path).extension().is_some_and(|own| own == ending)
}

fn dsl_of(path: &str) -> Dsl {
    if has_ending(path, "kts") { Dsl::Kotlin } else { Dsl::Groovy }
}

fn language_of(path: &str) -> Language {
    if has_ending(path, "swift") { Language::Swift } else { Language::ObjectiveC }
}

/// A literal version, compared; `false` where it is not known.
#[must_use]
pub fn is_at_least(stated: Option<&Stated>, least: &str) -> bool {
    stated.and_then(|stated| stated.value.as_deref()).is_some_and(|found| !version::is_before(found, least))
}

/// The text of a stretch, on one line and short enough for a message.
#[must_use]
pub fn excerpt(text: &str, span: &Range<usize>) -> String {
    let words = text.get(span.clone()).unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    if words.chars().count() <= 60 { words } else { words.chars().take(59).chain(['…']).collect() }
}
