//! A fixture's project in a folder of its own, with everything that push.toml beside it asks for.

use std::fs;
use std::path::{Path, PathBuf};

use pushctl::config::{self, App, Environment, Options};
use pushctl::project::tree::Tree;
use pushctl::project::{Inspection, Model, Plugin, Project, Requirement, general, inspect, subjects};
use pushctl::report::{Finding, Findings, Severity};
use tempfile::TempDir;

/// The four generations of Flutter's templates.
pub(crate) const TEMPLATES: [&str; 4] = ["legacy", "groovy-plugins", "kotlin", "newest"];

/// The two generations of the push plugin.
pub(crate) const GENERATIONS: [&str; 2] = ["g1", "g3"];

/// Where all of them lie.
pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/projects")
}

/// A project in a temporary folder.
pub(crate) struct Fixture {
    dir: TempDir,
    pub(crate) requirements: Vec<Requirement>,
    app: App,
}

impl Fixture {
    /// Folders of the fixtures, laid over each other.
    pub(crate) fn laid(layers: &[&str]) -> Self {
        let dir = TempDir::new().expect("a folder");
        for layer in layers {
            copy(&fixtures().join(layer), dir.path());
        }
        let (requirements, app) = required();
        Self { dir, requirements, app }
    }

    /// A project that a careful person has set up.
    pub(crate) fn set_up(template: &str, generation: &str) -> Self {
        Self::laid(&[&format!("{template}/bare"), &format!("{template}/{generation}")])
    }

    /// A fresh project with the plugin in its pubspec.yaml and with what no program can make: what a console gives to
    /// download, the app's own Dart code, its signing key, and the help that G1 needs on Android Gradle plugin 8.
    pub(crate) fn begun(template: &str, generation: &str) -> Self {
        let own = Self::laid(&[&format!("{template}/bare")]);
        let done = Self::set_up(template, generation);
        let given = ["pubspec.yaml", "pubspec.lock", "lib/main.dart", "lib/firebase_options.dart"];
        let downloaded = ["agconnect-services.json", "google-services.json", "mcs-services.json"];
        let downloaded = downloaded.map(|name| format!("android/app/{name}"));
        for path in given.into_iter().chain(downloaded.iter().map(String::as_str)) {
            if let Ok(bytes) = fs::read(done.path(path)) {
                own.write(path, &bytes);
            }
        }
        let app = own.one_of(&["android/app/build.gradle", "android/app/build.gradle.kts"]);
        own.write(&app, signed(&own.text(&app), &done.text(&app)).as_bytes());
        if generation == "g1" {
            let root = own.one_of(&["android/build.gradle", "android/build.gradle.kts"]);
            let (before, help) = (own.text(&root), done.text(&root));
            let help: String = help.split("\n\n").filter(|part| part.contains("namespace")).collect();
            own.write(&root, format!("{before}\n{help}\n").as_bytes());
        }
        own
    }

    pub(crate) fn root(&self) -> &Path {
        self.dir.path()
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    pub(crate) fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
        fs::write(path, bytes).expect("a file");
    }

    /// The first of these files that is there.
    pub(crate) fn one_of(&self, paths: &[&str]) -> String {
        let there = paths.iter().find(|path| self.path(path).is_file());
        (*there.unwrap_or_else(|| panic!("none of {paths:?}"))).to_owned()
    }

    /// Every file, from the project's folder.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut files = Vec::new();
        walk(self.root(), &mut files);
        let mut names: Vec<String> = files
            .iter()
            .map(|path| path.strip_prefix(self.root()).expect("inside").to_string_lossy().replace('\\', "/"))
            .collect();
        names.sort();
        names
    }

    pub(crate) fn model(&self) -> Model {
        let project = Project::open(self.root()).expect("a project");
        let plugin: Plugin = *project.plugins.first().expect("a push plugin");
        let mut model = Model::new(Tree::open(self.root()).expect("a folder"), &project, plugin);
        model.package_name = self.app.package_name.as_ref().map(|name| name.as_str().to_owned());
        model
    }

    pub(crate) fn inspect(&self, model: &Model) -> Inspection {
        inspect(model, &subjects(&self.requirements, None), "")
    }
}

/// What a finding is, for messages of tests: `rule FILE:LINE message`.
pub(crate) fn shown(finding: &Finding) -> String {
    let place = finding.place.as_ref().map(ToString::to_string).unwrap_or_default();
    format!("{} {place} {}", finding.rule.id, finding.message.get(pushctl::text::Lang::En))
}

/// The findings that weigh at least this much.
pub(crate) fn at_least(inspection: &Inspection, severity: Severity) -> Vec<String> {
    inspection.findings.iter().filter(|finding| finding.severity >= severity).map(shown).collect()
}

/// What push.toml of the fixtures requires, and its `[app]`.
pub(crate) fn required() -> (Vec<Requirement>, App) {
    let options = Options {
        file: Some(fixtures().join("push.toml")),
        folder: fixtures(),
        profile: None,
        environment: Environment::new(|_| None),
    };
    let config = config::load(&options).expect("push.toml of the fixtures");
    let mut findings = Findings::default();
    let app = config.app(&mut findings);
    let mut all = general::requirements();
    for vendor in config.vendors() {
        all.extend((vendor.requirements)(&config.values(vendor, &mut findings), &app));
    }
    assert!(findings.is_empty(), "{:?}", findings.iter().map(shown).collect::<Vec<_>>());
    (all, app)
}

/// The app's Gradle file of a fresh project with the signing of one that is set up.
fn signed(fresh: &str, done: &str) -> String {
    let block = |name: &str| -> String {
        let is_start = |line: &&str| line.trim_start().starts_with(name);
        let start = done.lines().position(|line| is_start(&line)).unwrap_or_else(|| panic!("no {name} in\n{done}"));
        let first = done.lines().nth(start).expect("a line");
        let indentation = &first[..first.len() - first.trim_start().len()];
        let end = format!("{indentation}}}");
        let count = if first.contains('}') {
            1
        } else {
            done.lines().skip(start).position(|line| line.trim_end() == end).expect("its end") + 1
        };
        done.lines().skip(start).take(count).flat_map(|line| [line, "\n"]).collect()
    };
    let at = fresh.find("buildTypes {").expect("build types");
    let line = fresh[..at].rfind('\n').map_or(0, |at| at + 1);
    let inside = at + fresh[at..].find('\n').expect("a line's end") + 1;
    let (configs, debug) = (block("signingConfigs {"), block("debug {"));
    format!("{}{configs}\n{}{debug}{}", &fresh[..line], &fresh[line..inside], &fresh[inside..])
}

fn copy(from: &Path, to: &Path) {
    let mut files = Vec::new();
    walk(from, &mut files);
    for file in files {
        let target = to.join(file.strip_prefix(from).expect("inside"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("folders");
        fs::copy(&file, target).expect("a copy");
    }
}

fn walk(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() { walk(&entry, files) } else { files.push(entry) }
    }
}
