//! Looks at Gradle files: placeholders, dependencies, plugins, repositories.

use std::ops::Range;
use std::rc::Rc;

use super::{no_file, not_known};
use crate::project::edit::{CannotEdit, Edit, Stated};
use crate::project::gradle::{Build, Module, Placeholder, Repository, Scope, Where};
use crate::project::look::{Look, Spot, State, differing};
use crate::project::model::{Doc, Model, excerpt, is_android_plugin};
use crate::project::{GradlePlugin, Likeness, Shown, version};
use crate::text;
use crate::text::Text;

type Gradle = Rc<Doc<Build>>;

/// A Gradle file, or what to say where it cannot be looked at.
fn readable(doc: Option<Gradle>, path: &str) -> Result<Gradle, Look> {
    match doc {
        Some(doc) if doc.parsed.is_ok() => Ok(doc),
        Some(doc) => Err(not_known(&doc.path)),
        None => Err(no_file(path)),
    }
}

fn on_app(model: &Model, look: impl FnOnce(&Doc<Build>, &Build) -> Vec<Look>) -> Vec<Look> {
    match readable(model.app_build(), &format!("{}/build.gradle", model.module())) {
        Ok(doc) => doc.get().map(|build| look(&doc, build)).unwrap_or_default(),
        Err(look) => vec![look],
    }
}

/// Every placeholder that the app's Gradle file sets, with its path.
pub(crate) fn placeholders(model: &Model) -> Vec<(String, Placeholder)> {
    let app = model.app_build();
    let of = |doc: &Gradle| {
        let path = doc.path.clone();
        doc.get().map(|build| build.placeholders().into_iter().map(move |own| (path.clone(), own)).collect::<Vec<_>>())
    };
    app.as_ref().and_then(of).unwrap_or_default()
}

pub(super) fn placeholder(model: &Model, key: &str, expected: &Shown, likeness: Option<Likeness>) -> Vec<Look> {
    on_app(model, |doc, build| {
        let all = build.placeholders();
        let own = in_force(model, all.iter().filter(|own| own.key.value.as_deref() == Some(key)).collect());
        if own.is_empty() {
            return vec![no_placeholder(doc, build, &all, key, expected)];
        }
        let wrong = |own: &&Placeholder| {
            let look = differing(key, &doc.path, &own.value, expected, likeness)?;
            Some(replaced(doc, build, &own.value, expected, look))
        };
        let looks: Vec<Look> = own.iter().filter_map(wrong).collect();
        // Flavours of which none was chosen: one of them has to be that of push.toml.
        let is_one_right = looks.len() < own.len() && own.iter().all(|own| matches!(own.scope, Scope::Flavor(_)));
        if is_one_right {
            return vec![Look::holds()];
        }
        if looks.is_empty() { vec![Look::holds()] } else { looks }
    })
}

/// Of the values of one placeholder those that count: a flavour's win over the default ones.
pub(crate) fn in_force<'a>(model: &Model, own: Vec<&'a Placeholder>) -> Vec<&'a Placeholder> {
    let chosen = |own: &&&Placeholder| matches!(&own.scope, Scope::Flavor(name) if Some(name) == model.flavor.as_ref());
    let of_flavor: Vec<&Placeholder> = own.iter().filter(chosen).copied().collect();
    if !of_flavor.is_empty() {
        return of_flavor;
    }
    let of_all: Vec<&Placeholder> = own.iter().filter(|own| !matches!(own.scope, Scope::Flavor(_))).copied().collect();
    if of_all.is_empty() && model.flavor.is_none() { own } else { of_all }
}

/// The look at a value with its fix: what push.toml says, in the quotes that are there.
fn replaced(doc: &Doc<Build>, build: &Build, found: &Stated, expected: &Shown, look: Look) -> Look {
    let (Shown::Value(value) | Shown::Secret(value)) = expected else { return look };
    match build.replacement(found, value) {
        Some(edit) if look.state != State::NotKnown => look.fix(&doc.path, Ok(vec![edit])),
        _ => look,
    }
}

fn no_placeholder(doc: &Doc<Build>, build: &Build, all: &[Placeholder], key: &str, expected: &Shown) -> Look {
    let add = || build.set_placeholder(key, expected.plain());
    let is_unset = matches!(expected, Shown::Placeholder(_));
    let slip = all.iter().find(|own| own.key.value.as_deref().is_some_and(|name| name.eq_ignore_ascii_case(key)));
    if let Some(slip) = slip {
        let written = slip.key.value.clone().unwrap_or_default();
        let message = text!(
            "`{written}` is not `{key}`: names of placeholders are case-sensitive",
            "`{written}` 不是 `{key}`：占位符的名字区分大小写"
        );
        let renamed = Edit::replace(slip.key.inner.clone(), key);
        let look = Look::new(State::Wrong, message).at(Spot::new(&doc.path, slip.key.span.clone()));
        return look.fix(&doc.path, Ok(vec![renamed]));
    }
    let message = text!("manifestPlaceholders has no {key}", "manifestPlaceholders 里没有 {key}");
    let look = Look::new(State::Missing, message);
    if is_unset { look } else { look.fix(&doc.path, add()) }
}

/// Placeholders that nothing reads: nothing but the manifest could.
pub(super) fn no_placeholders(model: &Model, keys: &[&str]) -> Vec<Look> {
    let is_read = |key: &str| {
        let manifest = model.manifest();
        manifest.is_some_and(|doc| doc.get().is_some_and(|manifest| manifest.uses_variable(key).is_some()))
    };
    on_app(model, |doc, build| {
        let dead = |own: &Placeholder| own.key.value.as_deref().is_some_and(|key| keys.contains(&key) && !is_read(key));
        let dead = build.placeholders().into_iter().filter(dead);
        dead.map(|own| {
            let key = own.key.value.unwrap_or_default();
            let message = text!("nothing reads the placeholder {key}", "没有地方读取占位符 {key}");
            Look::new(State::Wrong, message).at(Spot::new(&doc.path, own.span))
        })
        .collect()
    })
}

pub(super) fn implementation(model: &Model, module: &str) -> Vec<Look> {
    on_app(model, |doc, build| {
        let dependencies = build.dependencies();
        let catalogue = model.catalogue();
        let is_it = |own: &&Module| own.is_or_names(module, catalogue.as_ref());
        match dependencies.iter().find(is_it) {
            Some(own) if own.configuration == "implementation" || own.configuration == "api" => vec![Look::holds()],
            Some(own) => {
                let configuration = &own.configuration;
                let message =
                    text!("{module} is a dependency of `{configuration}` only", "{module} 只写在 `{configuration}` 里");
                let severity = crate::report::Severity::Warning;
                vec![Look::new(State::Misplaced, message).severity(severity).at(Spot::new(&doc.path, own.span.clone()))]
            }
            None if dependencies
                .iter()
                .any(|own| own.name.is_none() && own.catalogue_alias.is_some() && catalogue.is_none()) =>
            {
                let message = text!(
                    "{module} may come from a version catalogue: not known",
                    "{module} 可能来自版本目录，不知道结果"
                );
                vec![Look::new(State::NotKnown, message)]
            }
            None => {
                let message = text!("dependencies has no {module}", "dependencies 里没有 {module}");
                let edits = sibling_version(model, &dependencies, module)
                    .ok_or_else(no_version)
                    .and_then(|version| build.add_dependency("implementation", &format!("{module}:{version}")));
                vec![Look::new(State::Missing, message).fix(&doc.path, edits)]
            }
        }
    })
}

/// The version of the group's other modules in the file, else that of the plugin, else the lowest that pubspec.yaml
/// allows. What follows a `+` there counts releases of the plugin, not of the native libraries.
fn sibling_version(model: &Model, dependencies: &[Module], module: &str) -> Option<String> {
    let group = module.split(':').next().unwrap_or(module);
    let of_group = |own: &&Module| own.name.as_deref().is_some_and(|name| name.split(':').next() == Some(group));
    let sibling = dependencies.iter().filter(of_group).find_map(|own| own.version.as_ref()?.value.clone());
    let allowed = || version::lowest(model.pubspec.constraint(model.plugin.name())?);
    let of_plugin = || model.plugin_version.clone().or_else(allowed);
    sibling.or_else(|| Some(of_plugin()?.split('+').next()?.to_owned()))
}

fn no_version() -> CannotEdit {
    let reason = Text::new(
        "its version is not known: run `flutter pub get`, so that pubspec.lock tells the plugin's",
        "不知道版本：先运行 `flutter pub get`，pubspec.lock 里才有插件的版本",
    );
    CannotEdit { reason, at: None }
}

/// Whether the app applies a plugin, and behind the Android plugin.
pub(super) fn applied_plugin(model: &Model, plugin: &GradlePlugin) -> Vec<Look> {
    let id = plugin.id;
    on_app(model, |doc, build| {
        let applied: Vec<_> = build.plugins().into_iter().filter(|own| own.is_applied).collect();
        let catalogue = model.catalogue();
        let is_it = |own: &crate::project::gradle::Plugin| own.is(id, catalogue.as_ref());
        let Some(at) = applied.iter().position(is_it) else {
            let message = text!("the app does not apply {id}", "App 没有应用插件 {id}");
            return vec![Look::new(State::Missing, message).fix(&doc.path, build.apply_plugin(id))];
        };
        if applied.iter().skip(at).any(is_android_plugin) {
            let message = text!("{id} is applied before the Android plugin", "{id} 写在了 Android 插件之前");
            let look = Look::new(State::Misplaced, message).severity(crate::report::Severity::Warning);
            return vec![look.at(Spot::new(&doc.path, applied[at].span.clone()))];
        }
        vec![Look::holds()]
    })
}

/// Whether Gradle knows where a plugin comes from, and finds what the plugin looks for beside it.
pub(super) fn known_plugin(model: &Model, plugin: &GradlePlugin) -> Vec<Look> {
    let (root, settings) = (model.root_build(), model.settings());
    if let Some(broken) = [&root, &settings].into_iter().flatten().find(|doc| doc.parsed.is_err()) {
        return vec![not_known(&broken.path)];
    }
    let by_classpath = root.as_ref().and_then(|doc| classpath(doc, plugin.module));
    let is_known = by_classpath.is_some() || is_known_by_id(model, plugin);
    let mut looks = Vec::new();
    if !is_known {
        let module = plugin.module;
        let message = text!("Gradle is not told where {module} comes from", "Gradle 找不到 {module}");
        looks.push(made_known(model, plugin, Look::new(State::Missing, message)));
    } else if plugin.beside_android {
        looks.extend(android_beside(model, plugin));
    }
    let version = by_classpath.zip(root.as_ref()).and_then(|((_, version), doc)| Some((doc, version?)));
    looks.extend(version.and_then(|(doc, version)| too_old(doc, plugin, &version)));
    if looks.is_empty() { vec![Look::holds()] } else { looks }
}

/// A version from before the Android Gradle plugins of today. Which one suits which, its vendor does not say, so that a
/// person has to choose.
fn too_old(doc: &Gradle, plugin: &GradlePlugin, version: &Stated) -> Option<Look> {
    let oldest = plugin.oldest?;
    let written = version.value.as_deref().filter(|written| version::is_before(written, oldest))?;
    let (module, usual) = (plugin.module, plugin.version);
    let message = text!(
        "{module} {written} is of the time of Android Gradle plugin 3; {usual} is in use today",
        "{module} {written} 是 Android Gradle 插件 3 时代的版本；现在用的是 {usual}"
    );
    let look = Look::new(State::Wrong, message).severity(crate::report::Severity::Warning);
    Some(look.at(Spot::new(&doc.path, version.span.clone())))
}

/// In the `plugins` block of settings or of the root, by its id; where it has none of its own, by `useModule`.
fn is_known_by_id(model: &Model, plugin: &GradlePlugin) -> bool {
    let catalogue = model.catalogue();
    let docs = [model.settings(), model.root_build()];
    let builds = || docs.iter().flatten().filter_map(|doc| doc.get());
    let is_named = builds().any(|build| build.plugins().iter().any(|own| own.is(plugin.id, catalogue.as_ref())));
    let is_mapped = builds().any(|build| build.use_modules().iter().any(|own| own.module.is(plugin.module)));
    if plugin.by_id { is_named } else { is_mapped }
}

fn classpath(doc: &Gradle, module: &str) -> Option<(Range<usize>, Option<Stated>)> {
    let own = doc.get()?.classpaths().into_iter().find(|own| own.is(module))?;
    Some((own.span, own.version))
}

fn made_known(model: &Model, plugin: &GradlePlugin, look: Look) -> Look {
    let settings = model.settings().filter(|doc| doc.get().is_some_and(|build| build.has_block(&["plugins"])));
    if let (true, Some(doc)) = (plugin.by_id, settings) {
        let edits = doc.get().map(|build| build.declare_plugin(plugin.id, plugin.version));
        return edits.map_or(look.clone(), |edits| look.fix(&doc.path, edits));
    }
    let notation = format!("{}:{}", plugin.module, plugin.version);
    on_root(model, look, |build| build.add_classpath(&notation))
}

/// A change of the root build file.
fn on_root(model: &Model, look: Look, edits: impl FnOnce(&Build) -> Result<Vec<Edit>, CannotEdit>) -> Look {
    match model.root_build() {
        Some(doc) => doc.get().map_or(look.clone(), |build| look.fix(&doc.path, edits(build))),
        None => look,
    }
}

/// The Android plugin as a classpath of the root's buildscript, in the version that is used.
fn android_beside(model: &Model, plugin: &GradlePlugin) -> Option<Look> {
    const ANDROID: &str = "com.android.tools.build:gradle";
    let id = plugin.id;
    let root = model.root_build()?;
    if root.get()?.classpaths().iter().any(|own| own.is(ANDROID)) {
        return None;
    }
    let message = text!(
        "{id} looks for {ANDROID} in the root's buildscript, and it is not there",
        "{id} 要在根 buildscript 里找 {ANDROID}，那里没有"
    );
    let look = Look::new(State::Missing, message);
    let version = model.android_plugin().and_then(|(_, stated)| stated.value);
    Some(on_root(model, look, |build| match version {
        Some(version) => build.add_classpath(&format!("{ANDROID}:{version}")),
        None => Err(CannotEdit {
            reason: Text::new(
                "the version of the Android Gradle plugin is not known",
                "不知道 Android Gradle 插件的版本",
            ),
            at: None,
        }),
    }))
}

pub(super) fn one_version(model: &Model, plugin: &GradlePlugin) -> Vec<Look> {
    let Some(root) = model.root_build() else { return Vec::new() };
    let Some((span, Some(version))) = classpath(&root, plugin.module) else { return Vec::new() };
    let Some(settings) = model.settings() else { return Vec::new() };
    let named = settings
        .get()
        .and_then(|build| build.plugins().into_iter().find(|own| own.id.value.as_deref() == Some(plugin.id))?.version);
    let (Some(one), Some(other)) = (version.value, named.as_ref().and_then(|stated| stated.value.clone())) else {
        return Vec::new();
    };
    if version::compare(&one, &other).is_eq() {
        return vec![Look::holds()];
    }
    let id = plugin.id;
    let message = text!(
        "{id} is {other} in settings and {one} in the root",
        "{id} 在 settings 里是 {other}，在根 build.gradle 里是 {one}"
    );
    let other_place = named.map(|stated| Spot::new(&settings.path, stated.span));
    let look = Look::new(State::Wrong, message).at(Spot::new(&root.path, span));
    vec![match other_place {
        Some(spot) => look.related(spot, Text::new("the other version", "另一个版本")),
        None => look,
    }]
}

/// A repository, where dependencies come from; with `of_plugins`, where the root's classpaths come from.
pub(super) fn repository(model: &Model, url: &str, of_plugins: bool) -> Vec<Look> {
    let docs = [model.root_build(), model.settings()];
    if let Some(broken) = docs.iter().flatten().find(|doc| doc.parsed.is_err()) {
        return vec![not_known(&broken.path)];
    }
    let has = |wanted: Where| {
        let builds = docs.iter().flatten().filter_map(|doc| doc.get());
        builds.flat_map(Build::repositories).any(|own| own.place == wanted && is_at(&own, url))
    };
    let mut looks = Vec::new();
    if !has(Where::AllProjects) && !has(Where::DependencyResolution) {
        let message = text!("{url} is no repository of dependencies", "依赖的 repositories 里没有 {url}");
        let insecure = insecure_twin(&docs, &[Where::AllProjects, Where::DependencyResolution], url);
        looks.push(insecure.unwrap_or_else(|| added(model, url, Look::new(State::Missing, message), &docs)));
    }
    let uses_modules = docs.iter().flatten().filter_map(|doc| doc.get()).any(|build| !build.use_modules().is_empty());
    let place = if uses_modules { Where::PluginManagement } else { Where::Buildscript };
    if of_plugins && !has(place) {
        let message = text!("{url} is no repository of Gradle plugins", "Gradle 插件的 repositories 里没有 {url}");
        let look = Look::new(State::Missing, message);
        let doc = if uses_modules { &docs[1] } else { &docs[0] };
        let added = || match doc {
            Some(doc) => {
                let edits = doc.get().map(|build| build.add_repository(place, url));
                edits.map_or(look.clone(), |edits| look.clone().fix(&doc.path, edits))
            }
            None => look.clone(),
        };
        looks.push(insecure_twin(&docs, &[place], url).unwrap_or_else(added));
    }
    if looks.is_empty() { vec![Look::holds()] } else { looks }
}

/// The repository is there, but with http: what is found is one mistake, not two.
fn insecure_twin(docs: &[Option<Gradle>; 2], places: &[Where], url: &str) -> Option<Look> {
    docs.iter().flatten().find_map(|doc| {
        let is_it = |own: &Repository| places.contains(&own.place) && is_insecure_twin(own, url);
        let stated = doc.get()?.repositories().into_iter().find(is_it)?.url?;
        let edit = Edit::replace(stated.inner.clone(), url);
        let message = text!("{url} is written with http, which Gradle refuses", "{url} 写成了 http，Gradle 会拒绝");
        Some(Look::new(State::Wrong, message).at(Spot::new(&doc.path, stated.span)).fix(&doc.path, Ok(vec![edit])))
    })
}

/// Into the settings where only they may have repositories, else into the root.
fn added(model: &Model, url: &str, look: Look, docs: &[Option<Gradle>; 2]) -> Look {
    let settings = docs[1].as_ref().filter(|doc| doc.get().is_some_and(only_settings));
    match settings {
        Some(doc) => {
            let edits = doc.get().map(|build| build.add_repository(Where::DependencyResolution, url));
            edits.map_or(look.clone(), |edits| look.fix(&doc.path, edits))
        }
        None => on_root(model, look, |build| build.add_repository(Where::AllProjects, url)),
    }
}

/// `repositoriesMode` forbids or overrules repositories of projects.
fn only_settings(build: &Build) -> bool {
    let modes = build.values_anywhere("repositoriesMode");
    modes.iter().any(|mode| {
        let written = build.text().get(mode.span.clone()).unwrap_or_default();
        written.contains("FAIL_ON_PROJECT_REPOS") || written.contains("PREFER_SETTINGS")
    })
}

fn is_at(repository: &Repository, url: &str) -> bool {
    let written = repository.url.as_ref().and_then(|url| url.value.as_deref());
    written.is_some_and(|written| written.trim_end_matches('/') == url.trim_end_matches('/'))
}

fn is_insecure_twin(repository: &Repository, url: &str) -> bool {
    let written = repository.url.as_ref().and_then(|url| url.value.as_deref());
    let secure = written.and_then(|written| written.strip_prefix("http://"));
    secure.is_some_and(|rest| {
        Some(rest.trim_end_matches('/')) == url.strip_prefix("https://").map(|own| own.trim_end_matches('/'))
    })
}

/// Whether debug builds are signed with a key of the app's own.
pub(super) fn signed_debug(model: &Model) -> Vec<Look> {
    on_app(model, |doc, build| {
        let debug = Scope::BuildType("debug".to_owned());
        let own = build.values(&debug, "signingConfig");
        let is_default = |own: &Stated| excerpt(&doc.text, &own.span).contains("debug");
        let look = match own.first() {
            // `signingConfigs { debug { … } }` may be the registered key itself.
            Some(own) if is_default(own) && !build.signing_configs().iter().any(|name| name == "debug") => {
                let message = Text::new(
                    "debug builds are signed with Android's own debug key",
                    "debug 包用的是系统默认的调试签名",
                );
                Look::new(State::Wrong, message).at(Spot::new(&doc.path, own.span.clone()))
            }
            Some(_) => Look::holds(),
            None if build.signing_configs().iter().any(|name| name == "debug") => Look::holds(),
            None => {
                let message =
                    Text::new("buildTypes.debug names no signingConfig", "buildTypes.debug 没有指定 signingConfig");
                // Beside the one of release builds is where it would stand.
                let release = build.values(&Scope::BuildType("release".to_owned()), "signingConfig").pop();
                Look::new(State::Missing, message).at(Spot::new(&doc.path, release.map_or(0..0, |own| own.span)))
            }
        };
        vec![look]
    })
}
