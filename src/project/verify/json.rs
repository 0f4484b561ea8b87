//! Looks at JSON files: those of vendors' consoles, and timpush-configs.json.

use super::{no_file, not_known};
use crate::project::edit::{Edit, Stated};
use crate::project::json::{Json, quoted};
use crate::project::look::{Change, Look, Spot, State, differing};
use crate::project::model::{Doc, Model};
use crate::project::{Expected, JsonFact, Likeness, Shown};
use crate::report::Severity;
use crate::text;
use crate::text::Text;

/// A file that a person downloads. Where git ignores it, CI brings it, and its absence is but a warning.
pub(super) fn file(model: &Model, path: &str, holds: &[JsonFact]) -> Vec<Look> {
    // Each flavour has its own app at the vendor, and push.toml knows that of the chosen one.
    let is_known = |own: &str| own == path || model.flavor.is_some();
    let of_file = |(own, ids): &(String, Vec<String>)| {
        let facts = holds.iter().filter(|fact| is_known(own) || fact.expected == Expected::ApplicationId);
        one_file(model, own, ids, facts)
    };
    let looks: Vec<Look> = files(model, path).iter().flat_map(of_file).collect();
    if looks.is_empty() { vec![Look::holds()] } else { looks }
}

/// The files that builds use, each with the application ids that it has to be of: a flavour's own below `src`, else the
/// one of the app.
pub(crate) fn files(model: &Model, path: &str) -> Vec<(String, Vec<String>)> {
    let mut files: Vec<(String, Vec<String>)> = Vec::new();
    for own in model.application_ids() {
        let of_flavor = own.flavor.and_then(|flavor| {
            let (folder, name) = path.rsplit_once('/')?;
            Some(format!("{folder}/src/{flavor}/{name}")).filter(|path| model.tree.has(path))
        });
        let used = of_flavor.unwrap_or_else(|| path.to_owned());
        match files.iter_mut().find(|(other, _)| *other == used) {
            Some((_, ids)) => ids.push(own.id),
            None => files.push((used, vec![own.id])),
        }
    }
    if files.is_empty() { vec![(path.to_owned(), model.application_id().into_iter().collect())] } else { files }
}

fn one_file<'a>(model: &Model, path: &str, ids: &[String], facts: impl Iterator<Item = &'a JsonFact>) -> Vec<Look> {
    let Some(doc) = model.json(path) else {
        return vec![if model.tree.has(path) { not_known(path) } else { absent(model, path) }];
    };
    let Some(json) = doc.get() else { return vec![not_known(path)] };
    facts.filter_map(|fact| look_at(&doc, json, ids, fact)).collect()
}

fn absent(model: &Model, path: &str) -> Look {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stray = ["", "android/", "lib/", "android/app/src/main/", "android/app/src/main/assets/"];
    let stray =
        stray.iter().map(|folder| format!("{folder}{name}")).find(|other| other != path && model.tree.has(other));
    if let Some(stray) = stray {
        let message = text!("{stray} has no effect there: it belongs at {path}", "{stray} 放错了位置，应当是 {path}");
        return Look::new(State::Misplaced, message);
    }
    let look = no_file(path);
    if model.tree.is_ignored(path) {
        let message = text!(
            "there is no {path}; git ignores it, so CI may bring it",
            "没有 {path}；它被 git 忽略，可能由 CI 提供"
        );
        return Look { message, ..look }.severity(Severity::Warning);
    }
    look
}

fn look_at(doc: &Doc<Json>, json: &Json, ids: &[String], fact: &JsonFact) -> Option<Look> {
    let what = fact.path.iter().filter(|key| **key != "*").copied().collect::<Vec<_>>().join(".");
    let found = json.root().all(fact.path);
    let Some(first) = found.first() else {
        let path = &doc.path;
        let message = text!("{path} has no {what}", "{path} 里没有 {what}");
        return (!fact.optional).then(|| Look::new(State::Missing, message).at(Spot::new(path, 0..0)));
    };
    let values: Vec<Stated> = found.iter().filter_map(|node| node.as_stated()).collect();
    match &fact.expected {
        Expected::Value(expected) => differing(&what, &doc.path, values.first()?, expected, None),
        Expected::SigningCertificate => None,
        Expected::ApplicationId => {
            let missing = ids.iter().find(|id| !values.iter().any(|own| own.value.as_ref() == Some(id)))?;
            let (path, written) = (&doc.path, values.first().and_then(|own| own.value.clone()).unwrap_or_default());
            let message = text!(
                "{path} is of `{written}`, the applicationId is `{missing}`",
                "{path} 是 `{written}` 的，applicationId 是 `{missing}`"
            );
            Some(Look::new(State::Wrong, message).at(Spot::new(path, first.span.clone())))
        }
    }
}

/// Where the push SDK looks for its ids.
pub(crate) const TIM_PUSH: &str = "src/main/assets/timpush-configs.json";

/// A key of timpush-configs.json: in the block of the applicationId, else in that of certificates without a package.
pub(super) fn tim_push(model: &Model, key: &str, expected: &Shown, likeness: Option<Likeness>) -> Vec<Look> {
    let path = format!("{}/{TIM_PUSH}", model.module());
    let Some(doc) = model.json(&path) else {
        if model.tree.has(&path) {
            return vec![not_known(&path)];
        }
        return vec![whole_file(model, &path, key, expected)];
    };
    let Some(json) = doc.get() else { return vec![not_known(&path)] };
    let Some(id) = model.application_id() else { return vec![not_known(&path)] };
    let blocks = [id.as_str(), ""];
    let found = blocks.iter().find_map(|block| Some((*block, json.get(&[block, key])?)));
    let set = |block: &str| json.set(&[block, key], expected.plain());
    let is_unset = matches!(expected, Shown::Placeholder(_));
    let Some((block, node)) = found else {
        let message = text!("timpush-configs.json has no {key} for {id}", "timpush-configs.json 里没有 {id} 的 {key}");
        let look = other_package(&doc, json, &id, Look::new(State::Missing, message));
        return vec![if is_unset { look } else { look.fix(&path, set(&id)) }];
    };
    let Some(stated) = node.as_stated() else {
        let message = text!("{key} is no text", "{key} 不是文本");
        return vec![
            Look::new(State::NotFilled, message).at(Spot::new(&path, node.span.clone())).fix(&path, set(block)),
        ];
    };
    let look = differing(key, &path, &stated, expected, likeness);
    vec![match look {
        None => Look::holds(),
        Some(look) if is_unset => look,
        Some(look) => look.fix(&path, set(block)),
    }]
}

/// The keys stand under the package of another app.
fn other_package(doc: &Doc<Json>, json: &Json, id: &str, look: Look) -> Look {
    if json.get(&[id]).is_some() {
        return look;
    }
    let other = json.root().members().iter().find(|(key, node)| {
        key.value.as_deref().is_some_and(|key| key != id && key.contains('.')) && !node.members().is_empty()
    });
    match other {
        Some((key, _)) => {
            look.related(Spot::new(&doc.path, key.span.clone()), Text::new("this is another package", "这是别的包名"))
        }
        None => look,
    }
}

fn whole_file(model: &Model, path: &str, key: &str, expected: &Shown) -> Look {
    let message = text!("there is no {path}", "没有 {path}");
    let look = Look::new(State::Missing, message);
    let (Some(id), Shown::Value(value) | Shown::Secret(value)) = (model.application_id(), expected) else {
        return look;
    };
    let text = format!(
        "{{\n  \"version\": \"1.0.1\",\n  {}: {{\n    {}: {}\n  }}\n}}\n",
        quoted(&id),
        quoted(key),
        quoted(value)
    );
    look.change(Change { path: path.to_owned(), edits: vec![Edit::insert(0, text)] })
}
