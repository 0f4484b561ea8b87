//! The Flutter project of a run: where it lies, which plugin it has, and what the vendors require of it.

use std::path::{Path, PathBuf};

use super::exit::Stop;
use super::run::Run;
use pushctl::config::{App, Given, Values};
use pushctl::project::tree::Tree;
use pushctl::project::{Error, Model, Plugin, Project, Requirement, general};
use pushctl::report::Finding;
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::Vendor;

/// How deep a project may lie below the current folder, as in `Flutter/Demo/app`.
const DEPTH: usize = 4;

/// How many folders are looked into on the way: whoever starts the program in a home folder does not want to wait.
const FOLDERS: usize = 400;

/// Folders that hold no projects of one's own, and many files.
const SKIPPED: &[&str] =
    &["build", "node_modules", "Pods", "ios", "android", "lib", "test", "web", "macos", "windows", "linux"];

/// The project that a command is about: the one named on the command line, which has to be there; `[app] project`; the
/// one that the current folder lies in.
pub(crate) fn find(named: Option<&Path>, app: &App) -> Result<Option<Project>, Stop> {
    if let Some(folder) = named {
        return open(folder).map(Some);
    }
    let configured = app.project.as_ref().map(|path| PathBuf::from(path.as_str()));
    match configured.map_or_else(around, |folder| Some(folder).filter(|folder| Project::is_at(folder))) {
        Some(folder) => open(&folder).map(Some),
        None => Ok(None),
    }
}

/// The same for a command that is about nothing else: where none is named, the only project below the current folder
/// that has a push plugin.
pub(crate) fn find_or_search(named: Option<&Path>, app: &App) -> Result<Project, Stop> {
    if let Some(project) = find(named, app)? {
        return Ok(project);
    }
    let mut below = Vec::new();
    if app.project.is_none() {
        search(Path::new(""), DEPTH, &mut FOLDERS.clone(), &mut below);
    }
    match below.as_slice() {
        [] => Err(missing(app)),
        [folder] => open(folder),
        several => {
            let list = several.iter().map(|folder| folder.display().to_string()).collect::<Vec<_>>().join(", ");
            let message = text!("several projects have a push plugin: {list}", "有多个工程用到推送插件：{list}");
            let hint =
                Text::new("name one with --project or `[app] project`", "用 --project 或 `[app] project` 指定一个");
            Err(Stop::new(message, hint))
        }
    }
}

/// The nearest folder upwards that is a project, as a path from the current one.
fn around() -> Option<PathBuf> {
    let folder = Run::folder();
    let at = folder.ancestors().position(Project::is_at)?;
    Some(if at == 0 { PathBuf::from(".") } else { std::iter::repeat_n("..", at).collect() })
}

fn search(folder: &Path, depth: usize, left: &mut usize, found: &mut Vec<PathBuf>) {
    let start = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let mut inner: Vec<PathBuf> = std::fs::read_dir(start)
        .into_iter()
        .flatten()
        .flatten()
        .filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()))
        .filter_map(|entry| entry.file_name().into_string().ok())
        .filter(|name| !name.starts_with('.') && !SKIPPED.contains(&name.as_str()))
        .map(|name| folder.join(name))
        .collect();
    inner.sort();
    for folder in inner {
        let Some(less) = left.checked_sub(1) else { return };
        *left = less;
        match Project::is_at(&folder) {
            true if Project::open(&folder).is_ok_and(|project| !project.plugins.is_empty()) => found.push(folder),
            _ if depth > 1 => search(&folder, depth - 1, left, found),
            _ => {}
        }
    }
}

fn open(folder: &Path) -> Result<Project, Stop> {
    Project::open(folder).map_err(|error| {
        let hint = match error {
            Error::NoPubspec(_) => {
                Text::new("name the folder that holds pubspec.yaml", "请指定 pubspec.yaml 所在的目录")
            }
            _ => Text::new("`flutter pub get` says more", "`flutter pub get` 会给出更多说明"),
        };
        Stop::new(error.text(), hint)
    })
}

/// What is said where there is no project to look at.
fn missing(app: &App) -> Stop {
    let message = match &app.project {
        Some(path) => {
            let path = Path::new(path.as_str()).join("pubspec.yaml").display().to_string();
            text!("there is no {path}, which `[app] project` names", "`[app] project` 指向的 {path} 不存在")
        }
        None => Text::new("there is no Flutter project here", "这里没有 Flutter 工程"),
    };
    Stop::new(message, Text::new("name its folder with --project", "用 --project 指定工程目录"))
}

/// The plugin that a project is looked at for: the one asked for, else the newest of pubspec.yaml. `Err`: what to say
/// where there is none, or another one.
pub(crate) fn plugin(project: &Project, asked: Option<&str>, app: &App) -> Result<Plugin, Finding> {
    let configured = app.plugin.as_ref().filter(|_| asked.is_none());
    let wanted = asked.or(configured.map(Given::as_str)).and_then(Plugin::find);
    match (wanted, project.plugins.first()) {
        (Some(plugin), _) if project.plugins.contains(&plugin) => Ok(plugin),
        (Some(plugin), _) => Err(plugin_missing(plugin, configured)),
        (None, Some(plugin)) => Ok(*plugin),
        (None, None) => Err(Finding::new(
            &general::rules::NO_PLUGIN,
            Text::new("pubspec.yaml has no push plugin of Tencent", "pubspec.yaml 里没有腾讯云的推送插件"),
        )),
    }
}

fn plugin_missing(plugin: Plugin, configured: Option<&Given>) -> Finding {
    let name = plugin.name();
    let message = text!("pubspec.yaml does not have {name}", "pubspec.yaml 里没有 {name}");
    let remedy = text!(
        "run `flutter pub add {name}`, or name the plugin that the project uses",
        "运行 `flutter pub add {name}`，或指定工程实际使用的插件"
    );
    let finding = Finding::new(&general::rules::PLUGIN_MISSING, message).remedy(remedy);
    match configured.and_then(|given| given.place.clone()) {
        Some(place) => finding.at(place),
        None => finding,
    }
}

/// The files of a project, to be looked at for one plugin.
pub(crate) fn model(project: &Project, plugin: Plugin, app: &App) -> Result<Model, Stop> {
    let tree = Tree::open(&project.folder).map_err(anyhow::Error::from)?;
    let mut model = Model::new(tree, project, plugin);
    let text = |given: &Given| given.as_str().trim().to_owned();
    model.flavor = app.flavor.as_ref().map(text);
    model.package_name = app.package_name.as_ref().map(text);
    Ok(model)
}

/// What stands before a path of the project in everything that is shown.
pub(crate) fn prefix(project: &Project) -> String {
    let folder = project.folder.display().to_string().replace('\\', "/");
    match folder.trim_end_matches('/') {
        "" | "." => String::new(),
        folder => format!("{}/", folder.strip_prefix("./").unwrap_or(folder)),
    }
}

/// What every app needs, then what the vendors require, with the values that push.toml has.
pub(crate) fn requirements<'a>(
    tables: impl IntoIterator<Item = (&'static Vendor, &'a Values)>,
    app: &App,
    plugin: Plugin,
) -> Vec<Requirement> {
    let own = tables.into_iter().flat_map(|(vendor, values)| (vendor.requirements)(values, app));
    let mut all: Vec<Requirement> = own.collect();
    let is_for_it = |one: &Requirement| one.generations.contains(&plugin.generation());
    // What every Android app needs is nothing to one that asked for iOS only.
    if all.iter().any(|one| is_for_it(one) && one.item.is_of_android()) {
        all.splice(0..0, general::requirements());
    }
    all
}

/// The heading of everything that is said of a project.
pub(crate) fn heading(run: &Run, model: &Model, project: &Project) -> String {
    let version = model.plugin_version.as_deref().map(|version| format!(" {version}")).unwrap_or_default();
    let plugin = format!("{}{version}", model.plugin.name());
    let flavor = model.flavor.as_ref().map(|flavor| format!("flavor {flavor}"));
    let dsl = project.dsl.map(|dsl| match dsl {
        pushctl::project::Dsl::Groovy => "Groovy DSL".to_owned(),
        pushctl::project::Dsl::Kotlin => "Kotlin DSL".to_owned(),
    });
    let agp = model.android_plugin().and_then(|(_, stated)| stated.value).map(|agp| format!("AGP {agp}"));
    let folder = match prefix(project) {
        prefix if prefix.is_empty() => ".".to_owned(),
        prefix => prefix.trim_end_matches('/').to_owned(),
    };
    let parts = [Some(folder), flavor, model.application_id(), Some(plugin), dsl, agp];
    run.terminal.paint(pushctl::output::Color::Bold, &parts.into_iter().flatten().collect::<Vec<_>>().join(" · "))
}
