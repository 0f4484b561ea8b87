//! Looks at AndroidManifest.xml.

use std::rc::Rc;

use super::{no_file, not_known};
use crate::project::edit::{Edit, Stated};
use crate::project::look::{Change, Look, Spot, State, differing};
use crate::project::manifest::resolve::{Expanded, Placeholder as Resolved, expand, resolve_class};
use crate::project::manifest::{AttributeName, Manifest, MetaData, Permission, attribute_text};
use crate::project::model::{Doc, Model};
use crate::project::{Likeness, Shown, application};
use crate::text;
use crate::text::Text;

/// The manifest of all builds, or what to say where it cannot be looked at.
fn main_manifest(model: &Model) -> Result<Rc<Doc<Manifest>>, Look> {
    match model.manifest() {
        Some(doc) if doc.parsed.is_ok() => Ok(doc),
        Some(doc) => Err(not_known(&doc.path)),
        None if model.tree.has(&model.manifest_path()) => Err(not_known(&model.manifest_path())),
        None => Err(no_file(&model.manifest_path())),
    }
}

/// Runs a look on the manifest of all builds.
fn on_main(model: &Model, look: impl FnOnce(&Doc<Manifest>, &Manifest) -> Vec<Look>) -> Vec<Look> {
    match main_manifest(model) {
        Ok(doc) => doc.get().map(|manifest| look(&doc, manifest)).unwrap_or_default(),
        Err(look) => vec![look],
    }
}

pub(super) fn permission(model: &Model, name: &str) -> Vec<Look> {
    on_main(model, |doc, manifest| {
        let is_it = |permission: &&Permission| permission.name.value.as_deref() == Some(name);
        let look = match manifest.permissions().iter().find(is_it) {
            Some(removed) if removed.tools_node.as_deref() == Some("remove") => {
                let message =
                    text!("{name} is taken away by tools:node=\"remove\"", "{name} 被 tools:node=\"remove\" 去掉了");
                Look::new(State::Wrong, message).at(Spot::new(&doc.path, removed.span.clone()))
            }
            Some(_) => Look::holds(),
            None if every_flavor(model, |own| own.permissions().iter().any(|own| is_it(&own))) => Look::holds(),
            None => permission_elsewhere(model, doc, manifest, name),
        };
        vec![look]
    })
}

/// Whether the manifest of each flavour that counts satisfies a test, and there are such manifests.
fn every_flavor(model: &Model, test: impl Fn(&Manifest) -> bool) -> bool {
    let docs = model.flavor_manifests();
    !docs.is_empty() && docs.iter().all(|doc| doc.get().is_some_and(&test))
}

/// It is not where it should be: misspelt, in the wrong place, in another manifest, or nowhere.
fn permission_elsewhere(model: &Model, doc: &Doc<Manifest>, manifest: &Manifest, name: &str) -> Look {
    if let Some(slip) = manifest.permissions().iter().find(|own| is_slip(own.name.value.as_deref(), name)) {
        let written = slip.name.value.clone().unwrap_or_default();
        let message = if written.trim() == name {
            text!("the permission name has a blank in its quotes: \"{written}\"", "权限名的引号里有空格：\"{written}\"")
        } else {
            text!("`{written}` is a misspelt `{name}`", "`{written}` 拼写有误，应当是 `{name}`")
        };
        let edit = Edit::replace(slip.name.inner.clone(), attribute_text(name));
        let spot = Spot::new(&doc.path, slip.name.span.clone());
        return Look::new(State::Wrong, message).at(spot).fix(&doc.path, Ok(vec![edit]));
    }
    let is_it = |value: Option<&str>| value == Some(name);
    if let Some(misplaced) = manifest.misplaced_permissions().iter().find(|one| is_it(one.found.name.value.as_deref()))
    {
        let (parent, span) = (&misplaced.inside, misplaced.found.span.clone());
        let message =
            text!("{name} stands in <{parent}>, where it has no effect", "{name} 写在 <{parent}> 里，不起作用");
        let edits = manifest.remove_element(&span).and_then(|removed| {
            let added = manifest.add_permission(name)?;
            Ok(removed.into_iter().chain(added).collect())
        });
        return Look::new(State::Misplaced, message).at(Spot::new(&doc.path, span)).fix(&doc.path, edits);
    }
    if let Some(unprefixed) = manifest.unprefixed_names().iter().find(|one| is_it(one.value.value.as_deref())) {
        let message = text!("{name}: `name` needs the prefix `android:`", "{name}：`name` 要写成 `android:name`");
        return Look::new(State::Wrong, message).at(Spot::new(&doc.path, unprefixed.value.span.clone()));
    }
    let message = text!("the manifest does not ask for {name}", "清单没有声明 {name}");
    let look = Look::new(State::Missing, message).fix(&doc.path, manifest.add_permission(name));
    let overlay = model.overlays().into_iter().find_map(|overlay| {
        let own = overlay.get()?.permissions().iter().find(|own| is_it(own.name.value.as_deref()))?;
        Some(Spot::new(&overlay.path, own.span.clone()))
    });
    match overlay {
        Some(spot) => Look { state: State::Misplaced, ..look }
            .related(spot, Text::new("only builds of this kind have it", "只有这种构建里有")),
        None => look,
    }
}

/// Whether a written name is meant to be another one: a blank too many, letters left out or swapped.
fn is_slip(written: Option<&str>, name: &str) -> bool {
    let Some(written) = written.filter(|written| written.len() <= name.len() + 8) else { return false };
    written != name
        && (written.trim() == name || strsim::osa_distance(&written.to_lowercase(), &name.to_lowercase()) <= 1)
}

pub(super) fn no_permission(model: &Model, name: &str) -> Vec<Look> {
    on_main(model, |doc, manifest| {
        let own = manifest.permissions().iter().filter(|own| own.name.value.as_deref() == Some(name));
        let kept = own.filter(|own| own.tools_node.as_deref() != Some("remove"));
        kept.map(|own| {
            let message = text!("the manifest asks for {name}", "清单声明了 {name}");
            Look::new(State::Wrong, message).at(Spot::new(&doc.path, own.name.span.clone()))
        })
        .collect()
    })
}

/// A permission of the app's own, `${applicationId}` and the rest. A literal applicationId is as good where it is right.
pub(super) fn own_permission(model: &Model, name: &str) -> Vec<Look> {
    on_main(model, |doc, manifest| {
        let suffix = name.strip_prefix("${applicationId}").unwrap_or(name);
        let used = manifest.permissions().iter().map(|own| &own.name);
        let declared = manifest.declared_permissions().iter().map(|own| &own.name);
        let mut ours: Vec<&Stated> =
            used.clone().chain(declared.clone()).filter(|own| ends_with(own, suffix)).collect();
        ours.sort_by_key(|own| own.span.start);
        let mut looks: Vec<Look> = ours.iter().filter_map(|own| other_app(model, doc, own, name, suffix)).collect();
        // Declared and used it is one name: a word on the first is enough.
        looks.dedup_by(|next, first| next.state == State::Holds && first.state == State::Holds);
        let is_there = |mut names: Box<dyn Iterator<Item = &Stated> + '_>| names.any(|own| ends_with(own, suffix));
        let (is_used, is_declared) = (is_there(Box::new(used)), is_there(Box::new(declared)));
        if !is_used || !is_declared {
            let message = match (is_declared, is_used) {
                (false, false) => text!("{name} is neither declared nor used", "没有声明也没有使用 {name}"),
                (true, _) => text!(
                    "{name} is declared but not used: no <uses-permission>",
                    "声明了 {name}，但没有 <uses-permission>"
                ),
                (false, true) => {
                    text!("{name} is used but not declared: no <permission>", "使用了 {name}，但没有 <permission> 声明")
                }
            };
            // A half is a mistake of its own; nothing at all may be what the SDK brings along.
            let state = if is_used || is_declared { State::Wrong } else { State::Missing };
            looks.push(Look::new(state, message).fix(&doc.path, manifest.add_own_permission(name)));
        }
        if looks.is_empty() { vec![Look::holds().at_first(&ours, doc)] } else { looks }
    })
}

impl Look {
    /// With the place of the first of these, for whoever has a word to add.
    fn at_first(self, stated: &[&Stated], doc: &Doc<Manifest>) -> Self {
        match stated.first() {
            Some(first) => self.at(Spot::new(&doc.path, first.span.clone())),
            None => self,
        }
    }
}

fn ends_with(stated: &Stated, suffix: &str) -> bool {
    stated.value.as_deref().is_some_and(|value| value.ends_with(suffix))
}

/// A literal package in front that is not this app's.
fn other_app(model: &Model, doc: &Doc<Manifest>, own: &Stated, name: &str, suffix: &str) -> Option<Look> {
    let package = own.value.as_deref()?.strip_suffix(suffix)?;
    if package == "${applicationId}" {
        return None;
    }
    let ids = model.application_ids();
    if ids.is_empty() {
        return None;
    }
    if ids.iter().all(|own| own.id == package) {
        let message = text!(
            "`{package}{suffix}` writes the package out: `{name}` is right under flavours too",
            "`{package}{suffix}` 写死了包名：写成 `{name}`，有 flavor 时也正确"
        );
        return Some(Look::new(State::Holds, message).at(Spot::new(&doc.path, own.span.clone())));
    }
    let message = text!(
        "`{package}{suffix}` is not of this app's applicationId",
        "`{package}{suffix}` 不是这个 App 的 applicationId"
    );
    let edit = Edit::replace(own.inner.clone(), name);
    let severity = crate::report::Severity::Error;
    Some(
        Look::new(State::Wrong, message)
            .severity(severity)
            .at(Spot::new(&doc.path, own.span.clone()))
            .fix(&doc.path, Ok(vec![edit])),
    )
}

pub(super) fn meta_data(model: &Model, name: &str, expected: &Shown, likeness: Option<Likeness>) -> Vec<Look> {
    on_main(model, |doc, manifest| {
        let is_it = |own: &&MetaData| own.name.value.as_deref() == Some(name);
        let found = manifest.meta_data().iter().find(is_it);
        let Some(found) = found else {
            if every_flavor(model, |own| own.meta_data().iter().any(|own| is_it(&own))) {
                return meta_data_of_flavors(model, name, expected, likeness);
            }
            return vec![meta_data_elsewhere(doc, manifest, name, expected)];
        };
        let Some(value) = &found.value else {
            let message = text!("{name} has no android:value", "{name} 没有 android:value");
            let look = Look::new(State::NotFilled, message).at(Spot::new(&doc.path, found.span.clone()));
            return vec![look.fix(&doc.path, manifest.set_meta_data(name, expected.plain()))];
        };
        let look = meta_data_value(model, doc, name, value, expected, likeness);
        vec![look.map_or_else(Look::holds, |look| mended(doc, manifest, name, expected, look))]
    })
}

/// The same in the manifests of flavours. Where none was chosen, one of them has to be that of push.toml.
fn meta_data_of_flavors(model: &Model, name: &str, expected: &Shown, likeness: Option<Likeness>) -> Vec<Look> {
    let docs = model.flavor_manifests();
    let looks = docs.iter().filter_map(|doc| {
        let own = doc.get()?.meta_data().iter().find(|own| own.name.value.as_deref() == Some(name))?;
        meta_data_value(model, doc, name, own.value.as_ref()?, expected, likeness)
    });
    let looks: Vec<Look> = looks.collect();
    if looks.len() < docs.len() { vec![Look::holds()] } else { looks }
}

/// The look with its fix, unless the value comes from a placeholder: then that one is wrong.
fn mended(doc: &Doc<Manifest>, manifest: &Manifest, name: &str, expected: &Shown, look: Look) -> Look {
    let is_here = look.related.is_empty() && look.state != State::NotKnown;
    match expected {
        Shown::Value(value) | Shown::Secret(value) if is_here => {
            look.fix(&doc.path, manifest.set_meta_data(name, value))
        }
        _ => look,
    }
}

fn meta_data_elsewhere(doc: &Doc<Manifest>, manifest: &Manifest, name: &str, expected: &Shown) -> Look {
    let edits = || manifest.set_meta_data(name, expected.plain());
    let misplaced = manifest.misplaced_meta_data().iter().find(|one| one.found.name.value.as_deref() == Some(name));
    let Some(misplaced) = misplaced else {
        let message = text!("<application> has no meta-data {name}", "<application> 里没有 {name}");
        let look = Look::new(State::Missing, message);
        return if matches!(expected, Shown::Placeholder(_)) { look } else { look.fix(&doc.path, edits()) };
    };
    let (parent, span) = (&misplaced.inside, misplaced.found.span.clone());
    let message = text!(
        "{name} stands in <{parent}>, not in <application>: it has no effect there",
        "{name} 写在 <{parent}> 里，不在 <application> 里，不起作用"
    );
    let moved = manifest.remove_element(&span).and_then(|removed| Ok(removed.into_iter().chain(edits()?).collect()));
    Look::new(State::Misplaced, message).at(Spot::new(&doc.path, span)).fix(&doc.path, moved)
}

/// The value with its placeholders filled in from Gradle.
fn meta_data_value(
    model: &Model,
    doc: &Doc<Manifest>,
    name: &str,
    value: &Stated,
    expected: &Shown,
    likeness: Option<Likeness>,
) -> Option<Look> {
    let placeholders = super::gradle::placeholders(model);
    let find = |key: &str| placeholders.iter().rev().find(|(_, own)| own.key.value.as_deref() == Some(key));
    let written = value.value.as_deref()?;
    let spot = Spot::new(&doc.path, value.span.clone());
    match expand(written, |key| find(key).map(|(_, own)| Resolved::from(&own.value))) {
        Expanded::Known(known) if known == written => differing(name, &doc.path, value, expected, likeness),
        Expanded::Known(known) => {
            let resolved = Stated { value: Some(known), ..value.clone() };
            let mut look = differing(name, &doc.path, &resolved, expected, likeness)?;
            let key = written.trim_start_matches("${").trim_end_matches('}');
            if let Some((path, own)) = find(key) {
                look = look
                    .related(Spot::new(path, own.value.span.clone()), Text::new("the value stands here", "值写在这里"));
                if let Shown::Value(wanted) | Shown::Secret(wanted) = expected {
                    let edit = Edit::replace(own.value.inner.clone(), wanted.clone());
                    look = look.change(Change { path: path.clone(), edits: vec![edit] });
                }
            }
            Some(look)
        }
        Expanded::Unset(key) => {
            let message = text!("{name}: nothing sets the placeholder `{key}`", "{name}：没有地方设置占位符 `{key}`");
            Some(Look::new(State::Wrong, message).at(spot))
        }
        Expanded::NotKnown => {
            let message = text!(
                "{name} comes from an expression: its value is not known here",
                "{name} 来自表达式，这里不知道它的值"
            );
            Some(Look::new(State::NotKnown, message).at(spot))
        }
    }
}

pub(super) fn meta_data_like_file(model: &Model, name: &str, prefix: &str, file: &str, path: &[&str]) -> Vec<Look> {
    on_main(model, |doc, manifest| {
        let is_it = |own: &&MetaData| own.name.value.as_deref() == Some(name);
        let Some(value) = manifest.meta_data().iter().find(is_it).and_then(|own| own.value.as_ref()) else {
            return vec![no_file(name)];
        };
        let json = model.json(file);
        let expected = json.as_ref().and_then(|json| json.get()?.get(path)?.as_stated()?.value);
        let found = value.value.as_deref().unwrap_or_default();
        let found = found.strip_prefix(prefix).unwrap_or(found);
        match expected {
            Some(expected) if expected != found => {
                let message = text!(
                    "{name} is `{found}`, {file} has `{expected}`",
                    "{name} 是 `{found}`，{file} 里是 `{expected}`"
                );
                vec![Look::new(State::Wrong, message).at(Spot::new(&doc.path, value.span.clone()))]
            }
            _ => vec![Look::holds()],
        }
    })
}

/// `android:name` of `<application>`: a class of the app whose source extends the plugin's.
pub(super) fn application_class(model: &Model, base: &str) -> Vec<Look> {
    let short = base.rsplit('.').next().unwrap_or(base);
    on_main(model, |doc, manifest| {
        let Some(application) = manifest.application() else {
            let message = text!("the manifest has no <application>", "清单里没有 <application>");
            return vec![Look::new(State::Missing, message)];
        };
        let name = application.name.as_ref();
        let class = name.and_then(|name| name.value.as_deref()).filter(|name| !name.contains("${") && *name != base);
        let spot = name.map_or_else(|| application.tag_span.clone(), |name| name.span.clone());
        let spot = Spot::new(&doc.path, spot);
        if name.and_then(|name| name.value.as_deref()) == Some(base) {
            return vec![Look::holds()];
        }
        let Some(class) = class else {
            let message =
                text!("<application> names no class that extends {short}", "<application> 没有指定继承 {short} 的类");
            return vec![own_class(model, doc, manifest, base, Look::new(State::Missing, message).at(spot))];
        };
        vec![extends(model, class, short).map_or_else(
            || {
                let message =
                    text!("the source of {class} is not found: not known", "找不到 {class} 的源码，不知道结果");
                Look::new(State::NotKnown, message).at(spot.clone())
            },
            |(path, does)| {
                if does {
                    return Look::holds();
                }
                let message = text!("{class} does not extend {short}  ({path})", "{class} 没有继承 {short}（{path}）");
                Look::new(State::Wrong, message).at(spot.clone())
            },
        )]
    })
}

/// Whether the source of a class mentions the base class outside of imports and comments, and where that source is.
fn extends(model: &Model, class: &str, base: &str) -> Option<(String, bool)> {
    let full = resolve_class(class, &model.namespace()?);
    let module = model.module();
    let paths = ["kotlin", "java"].iter().flat_map(|folder| {
        let path = format!("{module}/src/main/{folder}/{}", full.replace('.', "/"));
        [format!("{path}.kt"), format!("{path}.java")]
    });
    let (path, text) = paths.into_iter().find_map(|path| Some((path.clone(), model.text(&path)?)))?;
    let is_code = |line: &&str| !["import ", "//", "/*", "*"].iter().any(|start| line.trim_start().starts_with(start));
    let does = text.lines().filter(is_code).any(|line| line.contains(base));
    Some((path, does))
}

/// A class of the app's own, in a new file beside `MainActivity`.
fn own_class(model: &Model, doc: &Doc<Manifest>, manifest: &Manifest, base: &str, look: Look) -> Look {
    let Some(namespace) = model.namespace() else {
        return Look {
            fix: crate::project::look::Fix::Refused(Text::new(
                "the app's namespace is not known",
                "不知道 App 的 namespace",
            )),
            ..look
        };
    };
    let (path, source) = (application::path(&model.module(), &namespace), application::source(&namespace, base));
    let edits = manifest.application().map_or(Ok(Vec::new()), |own| {
        manifest.set_attribute(&own.tag_span, AttributeName::Android("name"), application::NAME)
    });
    let look = look.fix(&doc.path, edits);
    if model.tree.has(&path) { look } else { look.change(Change { path, edits: vec![Edit::insert(0, source)] }) }
}
