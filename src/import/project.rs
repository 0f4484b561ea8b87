//! A Flutter project: its ids, its plugin, its Dart code, its manifest with Gradle's placeholders, and the JSON files in
//! it.

use std::path::Path;
use std::rc::Rc;
use std::sync::Arc;

use super::facts::{Fact, Spot, app_field};
use super::hits::{Hit, sorted};
use super::{Found, Import, Refusal, Remark, Wanted, console, credential, dart, tim_push};
use crate::config::{Place, Source};
use crate::project::dart::Library;
use crate::project::edit::Stated;
use crate::project::json::Json;
use crate::project::manifest::resolve::{Expanded, Placeholder, expand, resolve_class};
use crate::project::model::{Doc, excerpt};
use crate::project::tree::Tree;
use crate::project::verify::gradle::{in_force, placeholders};
use crate::project::verify::json::{TIM_PUSH, files};
use crate::project::{Error, Model, Plugin, Project};
use crate::text;
use crate::text::{Lang, Text};

/// Everything that a project tells.
pub(super) fn read(folder: &Path, wanted: &Wanted, facts: &[Fact]) -> Result<Import, Refusal> {
    let project = Project::open(folder).map_err(|error| unreadable(&error))?;
    let tree = Tree::open(folder).map_err(|error| {
        let name = folder.display();
        Refusal { message: text!("{name}: {error}", "{name}：{error}"), hint: Text::new("", "") }
    })?;
    let plugin = project.plugins.first().copied().unwrap_or(Plugin::ALL[0]);
    let mut model = Model::new(tree, &project, plugin);
    model.flavor.clone_from(&wanted.flavor);
    model.package_name.clone_from(&wanted.package_name);
    let reader = Reader { model: &model, project: &project, facts, wanted };
    let mut import = reader.about();
    for part in [reader.dart(), reader.android_values(), reader.console_files(), reader.tim_push(), reader.broken()] {
        import.append(part);
    }
    Ok(import)
}

fn unreadable(error: &Error) -> Refusal {
    Refusal {
        message: error.text(),
        hint: Text::new(
            "name the folder of the Flutter project, the one with pubspec.yaml",
            "请指定 Flutter 项目的目录，也就是 pubspec.yaml 所在的目录",
        ),
    }
}

struct Reader<'a> {
    model: &'a Model,
    project: &'a Project,
    facts: &'a [Fact],
    wanted: &'a Wanted,
}

impl Reader<'_> {
    /// What the project itself is: package, bundle, plugin, where it lies.
    fn about(&self) -> Import {
        let mut import = Import { projects: vec![self.heading()], ..Import::default() };
        import.found.extend(self.application_ids());
        import.found.extend(self.bundle_ids());
        import.found.extend(self.launcher());
        import.found.extend(self.plugin());
        import
    }

    fn heading(&self) -> Text {
        let folder = self.project.folder.display().to_string();
        let id = self.model.application_id().map(|id| format!(" · {id}")).unwrap_or_default();
        let Some(plugin) = self.project.plugins.first() else {
            return text!(
                "Flutter project {folder}{id} · no push plugin of Tencent",
                "Flutter 项目 {folder}{id} · 没有腾讯云的推送插件"
            );
        };
        let version = self.model.plugin_version.as_deref().map(|own| format!(" {own}")).unwrap_or_default();
        let (name, newest) = (plugin.name(), Plugin::ALL[0].name());
        if *plugin == Plugin::ALL[0] {
            return text!(
                "Flutter project {folder}{id} · {name}{version}",
                "Flutter 项目 {folder}{id} · {name}{version}"
            );
        }
        text!(
            "Flutter project {folder}{id} · {name}{version} (no longer maintained; its successor is {newest})",
            "Flutter 项目 {folder}{id} · {name}{version}（已停止维护，后继 {newest}）"
        )
    }

    fn application_ids(&self) -> Vec<Found> {
        let (Some(field), Some(build)) = (app_field("package_name"), self.model.app_build()) else { return Vec::new() };
        let found = |own: crate::project::model::ApplicationId| {
            let place = self.place(&build, own.stated.span);
            Found { table: "app", field, value: own.id, origin: "applicationId", place }
        };
        self.model.application_ids().into_iter().map(found).collect()
    }

    fn bundle_ids(&self) -> Vec<Found> {
        let (Some(field), Some(doc)) = (app_field("bundle_id"), self.model.xcode()) else { return Vec::new() };
        let Some(xcode) = doc.get() else { return Vec::new() };
        let app = xcode.apps().find(|target| target.name == "Runner").or_else(|| xcode.apps().next());
        let settings = app.into_iter().flat_map(|target| &target.configurations);
        let settings = settings.filter_map(|configuration| configuration.setting("PRODUCT_BUNDLE_IDENTIFIER"));
        let found = |stated: Stated| {
            let value = stated.value.filter(|value| !value.contains("$("))?;
            let place = self.place(&doc, stated.span);
            Some(Found { table: "app", field, value, origin: "PRODUCT_BUNDLE_IDENTIFIER", place })
        };
        settings.filter_map(|setting| found(setting.stated)).collect()
    }

    fn launcher(&self) -> Option<Found> {
        let (field, doc) = (app_field("launcher_activity")?, self.model.manifest()?);
        let launcher = doc.get()?.components().iter().find(|component| component.is_launcher)?;
        let name = launcher.name.value.as_deref().filter(|name| !name.contains("${"))?;
        let value = resolve_class(name, &self.model.namespace()?);
        let place = self.place(&doc, launcher.name.span.clone());
        Some(Found { table: "app", field, value, origin: "LAUNCHER", place })
    }

    /// The plugin, and the project's folder where push.toml lies elsewhere.
    fn plugin(&self) -> Vec<Found> {
        let name = "pubspec.yaml";
        let text = self.model.text(name).unwrap_or_else(|| "".into());
        let source = self.source(name, &text);
        let found = |key: &str, value: String, span| {
            let place = Place { source: Arc::clone(&source), span };
            Some(Found { table: "app", field: app_field(key)?, value, origin: "", place })
        };
        let plugin = self.project.plugins.first();
        let span = plugin.and_then(|plugin| {
            let start = text.find(&format!("{}:", plugin.name()))?;
            Some(start..start + plugin.name().len())
        });
        let span = span.unwrap_or(0..0);
        let plugin = plugin.and_then(|plugin| found("plugin", plugin.name().to_owned(), span.clone()));
        let lies = credential::relative(&self.wanted.base, &self.project.folder.join(name));
        let folder = lies.strip_suffix(name).unwrap_or(&lies).trim_end_matches('/');
        let folder = if folder.is_empty() { None } else { found("project", folder.to_owned(), span) };
        plugin.into_iter().chain(folder).collect()
    }

    fn dart(&self) -> Import {
        let docs: Vec<Rc<Doc<Library>>> = self.model.dart().into_iter().filter(|doc| doc.parsed.is_ok()).collect();
        let sources: Vec<Arc<Source>> = docs.iter().map(|doc| self.source(&doc.path, &doc.text)).collect();
        let pairs = docs.iter().zip(&sources);
        let files: Vec<dart::File<'_>> =
            pairs.filter_map(|(doc, source)| Some(dart::File { source, library: doc.get()? })).collect();
        dart::read(&files, self.facts)
    }

    /// Meta-data of the manifest with its placeholders filled in, and placeholders that libraries read.
    fn android_values(&self) -> Import {
        let mut hits = Vec::new();
        for fact in self.facts {
            match fact.spot {
                Spot::MetaData(name) => hits.extend(self.meta_data(fact, name)),
                Spot::Placeholder(key) => hits.extend(self.placeholder(fact, key)),
                _ => {}
            }
        }
        sorted(hits)
    }

    fn meta_data<'f>(&self, fact: &'f Fact, name: &str) -> Vec<Hit<'f>> {
        let docs = self.model.manifest().into_iter().chain(self.model.flavor_manifests());
        let hits = docs.filter_map(|doc| {
            let own = doc.get()?.meta_data().iter().find(|own| own.name.value.as_deref() == Some(name))?;
            let value = own.value.as_ref()?;
            let written = value.value.as_deref()?;
            let hit = |value, place| Hit { fact, name: name.to_owned(), value, origin: "meta-data", place };
            let here = || self.place(&doc, value.span.clone());
            let own = placeholders(self.model);
            let find = |key: &str| own.iter().rev().find(|(_, own)| own.key.value.as_deref() == Some(key));
            let expanded = expand(written, |key| find(key).map(|(_, own)| Placeholder::from(&own.value)));
            Some(match expanded {
                Expanded::Known(known) => {
                    let whole = written.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
                    let place = whole.and_then(find).and_then(|(_, own)| self.place_in_build(&own.value));
                    let origin = if place.is_some() { "manifestPlaceholders" } else { "meta-data" };
                    Hit { origin, ..hit(Ok(known), place.unwrap_or_else(here)) }
                }
                Expanded::Unset(_) | Expanded::NotKnown => hit(Err(excerpt(&doc.text, &value.inner)), here()),
            })
        });
        hits.collect()
    }

    fn placeholder<'f>(&self, fact: &'f Fact, key: &str) -> Vec<Hit<'f>> {
        let all = placeholders(self.model);
        let own = all.iter().map(|(_, own)| own).filter(|own| own.key.value.as_deref() == Some(key)).collect();
        let hits = in_force(self.model, own).into_iter().filter_map(|own| {
            let place = self.place_in_build(&own.value)?;
            let expression = excerpt(place.source.text(), &own.value.span);
            let value = own.value.value.clone().ok_or(expression);
            Some(Hit { fact, name: key.to_owned(), value, origin: "manifestPlaceholders", place })
        });
        hits.collect()
    }

    /// The consoles' files, where the app's builds look for them.
    fn console_files(&self) -> Import {
        let mut paths: Vec<&'static str> = self.facts.iter().filter_map(|fact| json_file(&fact.spot)).collect();
        paths.dedup();
        let mut import = Import::default();
        let known: Vec<String> = match &self.wanted.package_name {
            Some(name) => vec![name.clone()],
            None => self.model.application_ids().into_iter().map(|own| own.id).collect(),
        };
        for path in paths.iter().flat_map(|path| files(self.model, path)).map(|(path, _)| path) {
            let Some(doc) = self.model.json(&path) else { continue };
            let Some(json) = doc.get() else { continue };
            let source = self.source(&doc.path, &doc.text);
            match console::read(&source, json, &known, self.facts) {
                Some(read) => import.append(read),
                None => import.remarks.push(self.other_file(&doc)),
            }
        }
        import
    }

    fn other_file(&self, doc: &Doc<Json>) -> Remark {
        let text = Text::new("it does not hold what its name says: not read", "内容与文件名不符：没有读取");
        Remark { place: self.place(doc, 0..0), text }
    }

    fn tim_push(&self) -> Import {
        let path = format!("{}/{TIM_PUSH}", self.model.module());
        let Some(doc) = self.model.json(&path) else { return Import::default() };
        let Some(json) = doc.get() else { return Import::default() };
        let known: Vec<String> = self.model.application_ids().into_iter().map(|own| own.id).collect();
        let which = tim_push::Which { named: self.wanted.package_name.as_deref(), known: &known };
        let source = self.source(&doc.path, &doc.text);
        tim_push::read(&source, json, &which, self.facts).unwrap_or_else(|refusal| {
            let remarks = vec![Remark { place: self.place(&doc, 0..0), text: refusal.message }];
            Import { remarks, ..Import::default() }
        })
    }

    /// The files that could not be read. Nobody knows what stands in them.
    fn broken(&self) -> Import {
        let mut import = Import::default();
        for (path, malformed) in self.model.malformed() {
            let text = self.model.text(&path).unwrap_or_else(|| "".into());
            let (en, zh) = (malformed.reason.get(Lang::En), malformed.reason.get(Lang::Zh));
            let said = text!("not read: {en}", "没有读取：{zh}");
            let place = Place { source: self.source(&path, &text), span: malformed.at..malformed.at };
            import.remarks.push(Remark { place, text: said });
        }
        for (path, reason) in self.model.tree.unreadable() {
            let reason = reason.text();
            let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
            let place = Place { source: self.source(&path, ""), span: 0..0 };
            import.remarks.push(Remark { place, text: text!("not read: {en}", "没有读取：{zh}") });
        }
        import
    }

    fn place_in_build(&self, stated: &Stated) -> Option<Place> {
        let build = self.model.app_build()?;
        Some(self.place(&build, stated.span.clone()))
    }

    fn place<T>(&self, doc: &Doc<T>, span: std::ops::Range<usize>) -> Place {
        Place { source: self.source(&doc.path, &doc.text), span }
    }

    /// A file of the project under the name that people see.
    fn source(&self, path: &str, text: &str) -> Arc<Source> {
        let folder = &self.project.folder;
        let name = if folder == Path::new(".") { path.to_owned() } else { folder.join(path).display().to_string() };
        Source::new(name.replace('\\', "/"), self.model.tree.path(path), text.to_owned())
    }
}

fn json_file(spot: &Spot) -> Option<&'static str> {
    match spot {
        Spot::Json(json) => Some(json.file),
        _ => None,
    }
}
