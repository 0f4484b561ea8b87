//! What is found in a Flutter project's own files.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use saphyr::{LoadableYamlNode, Yaml};

use super::{Dsl, Generation};
use crate::text;
use crate::text::Text;

/// A push plugin of Tencent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plugin {
    /// `tencent_cloud_chat_push`, the current one.
    TencentCloudChatPush,
    /// `tencent_chat_push_for_china`, superseded.
    TencentChatPushForChina,
    /// `tim_ui_kit_push_plugin`, discontinued.
    TimUiKitPushPlugin,
}

impl Plugin {
    /// Every plugin, newest first: where a project has two, the newer one is what it is moving to.
    pub const ALL: [Self; 3] = [Self::TencentCloudChatPush, Self::TencentChatPushForChina, Self::TimUiKitPushPlugin];

    /// Its name in pubspec.yaml.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::TencentCloudChatPush => "tencent_cloud_chat_push",
            Self::TencentChatPushForChina => "tencent_chat_push_for_china",
            Self::TimUiKitPushPlugin => "tim_ui_kit_push_plugin",
        }
    }

    /// The plugin of that name.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|plugin| plugin.name() == name)
    }

    /// Where it wants its ids.
    #[must_use]
    pub const fn generation(self) -> Generation {
        match self {
            Self::TencentCloudChatPush => Generation::TimPush,
            Self::TencentChatPushForChina => Generation::China,
            Self::TimUiKitPushPlugin => Generation::Classic,
        }
    }
}

/// Why a folder cannot be read as a Flutter project.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no pubspec.yaml.
    #[error("there is no {}", .0.display())]
    NoPubspec(PathBuf),
    /// pubspec.yaml cannot be read.
    #[error("{}: {source}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// pubspec.yaml is no YAML, or no map.
    #[error("{}: not YAML: {reason}", path.display())]
    NotYaml {
        /// The file.
        path: PathBuf,
        /// What the parser says.
        reason: String,
    },
}

impl Error {
    /// The error in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NoPubspec(path) => {
                let path = path.display();
                text!("there is no {path}", "没有 {path}")
            }
            Self::Unreadable { path, source } => {
                let path = path.display();
                text!("{path}: {source}", "{path}：{source}")
            }
            Self::NotYaml { path, reason } => {
                let path = path.display();
                text!("{path}: not YAML: {reason}", "{path}：不是 YAML：{reason}")
            }
        }
    }
}

/// What pubspec.yaml and pubspec.lock say of the packages that the app is built with.
#[derive(Debug, Clone, Default)]
pub struct Pubspec {
    /// Each package with its constraint as written; `None` where it comes from a path or git.
    dependencies: BTreeMap<String, Option<String>>,
    /// Each package with the version that it is resolved to.
    locked: BTreeMap<String, String>,
}

impl Pubspec {
    /// The packages among `dependencies` and `dependency_overrides`. What is only tested with is not in the app.
    fn read(text: &str, lock: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let documents = Yaml::load_from_str(text).map_err(|error| error.to_string())?;
        let Some(pubspec) = documents.first() else { return Ok(Self::default()) };
        if pubspec.as_mapping().is_none() {
            return Err("no keys at the top".to_owned());
        }
        let tables = ["dependencies", "dependency_overrides"].into_iter().filter_map(|key| pubspec.as_mapping_get(key));
        let entries = tables.filter_map(|table| table.as_mapping()).flatten();
        let dependencies =
            entries.filter_map(|(name, constraint)| Some((name.as_str()?.to_owned(), constraint_of(constraint))));
        Ok(Self { dependencies: dependencies.collect(), locked: locked(lock) })
    }

    /// Whether the app is built with a package that pubspec.yaml itself names.
    #[must_use]
    pub fn has(&self, package: &str) -> bool {
        self.dependencies.contains_key(package)
    }

    /// The constraint on a package, as written: `^2.21.0`.
    #[must_use]
    pub fn constraint(&self, package: &str) -> Option<&str> {
        self.dependencies.get(package)?.as_deref()
    }

    /// The version that a package is resolved to.
    #[must_use]
    pub fn locked(&self, package: &str) -> Option<&str> {
        self.locked.get(package).map(String::as_str)
    }
}

/// `^1.2.3`, or the `version` of a longer form.
fn constraint_of(value: &Yaml<'_>) -> Option<String> {
    let plain = |value: &Yaml<'_>| {
        value.as_str().map(str::to_owned).or_else(|| value.as_floating_point().map(|number| number.to_string()))
    };
    plain(value).or_else(|| value.as_mapping_get("version").and_then(plain))
}

/// The versions of pubspec.lock. They end up in build files, so nothing else may stand there. A project that was never
/// resolved has no lock.
fn locked(lock: &str) -> BTreeMap<String, String> {
    let documents = Yaml::load_from_str(lock).unwrap_or_default();
    let packages =
        documents.first().and_then(|lock| lock.as_mapping_get("packages")).and_then(|packages| packages.as_mapping());
    let known = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
    let version = |(name, package): (&Yaml<'_>, &Yaml<'_>)| {
        let version = package.as_mapping_get("version")?.as_str()?;
        let is_version = !version.is_empty() && version.bytes().all(known);
        is_version.then(|| Some((name.as_str()?.to_owned(), version.to_owned())))?
    };
    packages.into_iter().flatten().filter_map(version).collect()
}

/// A Flutter project.
#[derive(Debug, Clone)]
pub struct Project {
    /// Its folder.
    pub folder: PathBuf,
    /// The push plugins that pubspec.yaml names, newest first.
    pub plugins: Vec<Plugin>,
    /// The packages it is built with.
    pub pubspec: Pubspec,
    /// The language of its Gradle files; `None` where it has none.
    pub dsl: Option<Dsl>,
}

impl Project {
    /// Reads a project's pubspec.yaml, and looks which Gradle files there are.
    pub fn open(folder: &Path) -> Result<Self, Error> {
        let path = folder.join("pubspec.yaml");
        let text = fs::read_to_string(&path).map_err(|source| match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoPubspec(path.clone()),
            _ => Error::Unreadable { path: path.clone(), source },
        })?;
        let lock = fs::read_to_string(folder.join("pubspec.lock")).unwrap_or_default();
        let pubspec = Pubspec::read(&text, &lock).map_err(|reason| Error::NotYaml { path, reason })?;
        let plugins = Plugin::ALL.into_iter().filter(|plugin| pubspec.has(plugin.name())).collect();
        Ok(Self { folder: folder.to_owned(), plugins, pubspec, dsl: dsl(folder) })
    }

    /// The version of a plugin in pubspec.lock.
    #[must_use]
    pub fn version(&self, plugin: Plugin) -> Option<&str> {
        self.pubspec.locked(plugin.name())
    }

    /// Whether a folder is a Flutter project at all.
    #[must_use]
    pub fn is_at(folder: &Path) -> bool {
        folder.join("pubspec.yaml").is_file()
    }
}

/// The language of the app's Gradle file, else that of the settings. Where both forms of one file exist, Gradle reads
/// the Groovy one.
fn dsl(folder: &Path) -> Option<Dsl> {
    ["android/app/build.gradle", "android/settings.gradle"].into_iter().find_map(|file| {
        let groovy = folder.join(file).is_file().then_some(Dsl::Groovy);
        groovy.or_else(|| folder.join(format!("{file}.kts")).is_file().then_some(Dsl::Kotlin))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn project(files: &[(&str, &str)]) -> Result<Project, Error> {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        Project::open(folder.path())
    }

    fn plugins_of(pubspec: &str) -> Vec<Plugin> {
        project(&[("pubspec.yaml", pubspec)]).unwrap().plugins
    }

    #[test]
    fn plugins_are_found_in_every_form_of_dependency() {
        let current = [Plugin::TencentCloudChatPush];
        assert_eq!(plugins_of("name: a\ndependencies:\n  tencent_cloud_chat_push: ^8.9.7538\n"), current);
        assert_eq!(plugins_of("dependencies:\n  tencent_cloud_chat_push:\n    path: ../push\n"), current);
        assert_eq!(plugins_of("dependency_overrides:\n  tencent_cloud_chat_push:\n    git: https://a/b\n"), current);
        assert_eq!(plugins_of("dependencies: {tencent_cloud_chat_push: any}\r\n"), current);
        assert_eq!(plugins_of("\u{feff}dependencies:\n  tencent_cloud_chat_push:\n"), current);
    }

    #[test]
    fn what_is_no_dependency_is_not_found() {
        assert_eq!(plugins_of("dependencies:\n  # tencent_cloud_chat_push: ^8.9.7538\n  http: any\n"), []);
        assert_eq!(plugins_of("dev_dependencies:\n  tencent_cloud_chat_push: any\n"), []);
        assert_eq!(plugins_of("description: tencent_cloud_chat_push\ndependencies:\n"), []);
        assert_eq!(plugins_of(""), []);
    }

    #[test]
    fn the_newer_of_two_plugins_comes_first() {
        let text = "dependencies:\n  tim_ui_kit_push_plugin: any\n  tencent_cloud_chat_push: any\n";
        assert_eq!(plugins_of(text), [Plugin::TencentCloudChatPush, Plugin::TimUiKitPushPlugin]);
    }

    #[test]
    fn the_version_is_that_of_the_lock() {
        let version_in = |lock: &str| {
            let pubspec = ("pubspec.yaml", "dependencies:\n  tencent_cloud_chat_push: any\n");
            let project = project(&[pubspec, ("pubspec.lock", lock)]).unwrap();
            project.version(Plugin::TencentCloudChatPush).map(str::to_owned)
        };
        let lock = |version: &str| format!("packages:\n  tencent_cloud_chat_push:\n    version: {version}\n");
        assert_eq!(version_in(&lock("\"8.6.7019+1\"")).as_deref(), Some("8.6.7019+1"));
        for useless in ["", "{", "packages:\n", &lock("\"\""), &lock("'1\" }; evil'"), &lock("[1]")] {
            assert_eq!(version_in(useless), None, "{useless}");
        }
    }

    #[test]
    fn what_is_no_project_says_why() {
        assert!(matches!(project(&[]), Err(Error::NoPubspec(_))));
        assert!(matches!(project(&[("pubspec.yaml", "a: [1\nb: }")]), Err(Error::NotYaml { .. })));
        assert!(matches!(project(&[("pubspec.yaml", "just words")]), Err(Error::NotYaml { .. })));
    }

    #[test]
    fn the_dsl_is_that_of_the_file_gradle_reads() {
        let of = |files: &[&str]| {
            let mut all = vec![("pubspec.yaml", "name: a\n")];
            all.extend(files.iter().map(|file| (*file, "")));
            project(&all).unwrap().dsl
        };
        assert_eq!(of(&[]), None);
        assert_eq!(of(&["android/app/build.gradle"]), Some(Dsl::Groovy));
        assert_eq!(of(&["android/app/build.gradle.kts"]), Some(Dsl::Kotlin));
        assert_eq!(of(&["android/app/build.gradle", "android/app/build.gradle.kts"]), Some(Dsl::Groovy));
        assert_eq!(of(&["android/settings.gradle.kts"]), Some(Dsl::Kotlin));
        assert_eq!(of(&["android/app/build.gradle.kts", "android/settings.gradle"]), Some(Dsl::Kotlin));
    }
}
