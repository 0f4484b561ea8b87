//! Looks at Dart code: what the app passes to `PushAppInfo`, and which functions it calls.

use std::rc::Rc;

use super::not_known;
use crate::project::dart::{Argument, Call, Constants, Found, Library, Literal, Resolved};
use crate::project::edit::{CannotEdit, Edit};
use crate::project::look::{Change, Look, Spot, State, differing};
use crate::project::model::{Doc, Model};
use crate::project::{DartCall, Likeness, Shown};
use crate::report::Severity;
use crate::text;

/// The class that the ids are passed to.
const INFO: &str = "PushAppInfo";

/// Where it is written when the app has none yet.
const NEW_FILE: &str = "lib/push_config.dart";

/// Whether the app's code calls one of these functions.
pub(super) fn calls_any(model: &Model, names: &[&str]) -> bool {
    let docs = sources(model);
    docs.iter().filter_map(|doc| doc.get()).any(|library| names.iter().any(|name| !library.calls(name).is_empty()))
}

type Source = Rc<Doc<Library>>;

/// What is said where nothing is found, and a file is there that nobody can read.
fn broken(model: &Model) -> Option<Look> {
    model.dart().iter().find(|doc| doc.parsed.is_err()).map(|doc| not_known(&doc.path))
}

/// The Dart files that matter and are well-formed.
fn sources(model: &Model) -> Vec<Source> {
    model.dart().into_iter().filter(|doc| doc.parsed.is_ok()).collect()
}

/// Every call of a name, with the file it stands in.
pub(super) fn calls(docs: &[Source], name: &str) -> Vec<(usize, Call)> {
    let of = |(file, doc): (usize, &Source)| {
        let calls = doc.get().map(|library| library.calls(name)).unwrap_or_default();
        calls.into_iter().map(move |call| (file, call)).collect::<Vec<_>>()
    };
    docs.iter().enumerate().flat_map(of).collect()
}

/// The files of an app and the constants in them.
struct Code<'a> {
    docs: &'a [Source],
    constants: Constants<'a>,
}

impl<'a> Code<'a> {
    fn of(docs: &'a [Source]) -> Self {
        Self { docs, constants: Constants::of(docs.iter().filter_map(|doc| doc.get())) }
    }

    /// The literals that an argument stands for, wherever they are.
    fn literals(&self, file: usize, argument: &Argument) -> Vec<Found> {
        match self.constants.resolve(file, &argument.value) {
            Some(Resolved::One(found)) => vec![found],
            Some(Resolved::Either(found)) => found,
            None => Vec::new(),
        }
    }
}

/// A named argument of `PushAppInfo`. Certificate ids are numbers there, everything else is text.
pub(super) fn argument(model: &Model, name: &str, expected: &Shown, likeness: Option<Likeness>) -> Vec<Look> {
    let docs = sources(model);
    let infos = calls(&docs, INFO);
    if infos.is_empty() {
        return vec![broken(model).unwrap_or_else(|| no_info(model, name, expected))];
    }
    let code = Code::of(&docs);
    infos.iter().map(|(file, call)| one_argument(&code, *file, call, name, expected, likeness)).collect()
}

fn one_argument(
    code: &Code<'_>,
    file: usize,
    call: &Call,
    name: &str,
    expected: &Shown,
    likeness: Option<Likeness>,
) -> Look {
    let doc = &code.docs[file];
    let Some(argument) = call.arguments.iter().find(|own| own.name.as_deref() == Some(name)) else {
        let message = text!("{INFO} has no {name}", "{INFO} 里没有 {name}");
        let look = Look::new(State::Missing, message).at(Spot::new(&doc.path, call.name_span.clone()));
        let edits =
            doc.get().map(|library| with_literal(name, expected, |value| library.set_argument(call, name, value)));
        return edits.flatten().map_or(look.clone(), |edits| look.fix(&doc.path, edits));
    };
    let found = code.literals(file, argument);
    if found.is_empty() {
        let expression = crate::project::model::excerpt(&doc.text, &argument.value.span);
        let message = text!(
            "{name} is `{expression}`: its value is not known here",
            "{name} 是 `{expression}`，这里不知道它的值"
        );
        return Look::new(State::NotKnown, message).at(Spot::new(&doc.path, argument.span.clone()));
    }
    let different = |one: &Found| differing(name, &code.docs[one.file].path, &one.stated, expected, likeness);
    let wrong: Vec<(&Found, Look)> = found.iter().filter_map(|one| Some((one, different(one)?))).collect();
    // Of several, each is for another build, and push.toml names the one of its profile.
    let (true, Some((one, look))) = (wrong.len() == found.len(), wrong.into_iter().next()) else {
        return Look::holds();
    };
    let look = if one.stated.span == argument.value.span {
        look
    } else {
        let used = Spot::new(&doc.path, argument.span.clone());
        look.related(used, text!("passed to {INFO} here", "在这里传给 {INFO}"))
    };
    if found.len() > 1 || matches!(expected, Shown::Placeholder(_)) {
        return look;
    }
    let there = &code.docs[one.file];
    let set = |library: &Library| with_literal(name, expected, |value| library.set_value(&one.stated, value));
    there.get().and_then(set).map_or(look.clone(), |edits| look.fix(&there.path, edits))
}

/// Runs an edit with the value as Dart needs it; `None` where push.toml has none.
fn with_literal(
    name: &str,
    expected: &Shown,
    edit: impl FnOnce(Literal<'_>) -> Result<Vec<Edit>, CannotEdit>,
) -> Option<Result<Vec<Edit>, CannotEdit>> {
    let (Shown::Value(value) | Shown::Secret(value)) = expected else { return None };
    let number = value.parse::<i64>().ok().filter(|_| name.ends_with("_buz_id"));
    Some(edit(number.map_or(Literal::Text(value), Literal::Number)))
}

/// The app has no `PushAppInfo` at all: a new file with it.
fn no_info(model: &Model, name: &str, expected: &Shown) -> Look {
    let message = text!("no Dart file has {INFO}({name}: …)", "没有 Dart 文件写了 {INFO}({name}: …)");
    let look = Look::new(State::Missing, message);
    let (false, Shown::Value(value) | Shown::Secret(value)) = (model.tree.has(NEW_FILE), expected) else { return look };
    let plugin = model.plugin.name();
    let line = crate::project::render::dart_argument(name, value);
    let text = format!(
        "import 'package:{plugin}/model/appInfo.dart';\n\nfinal PushAppInfo appInfo = PushAppInfo(\n  {line}\n);\n"
    );
    look.change(Change { path: NEW_FILE.to_owned(), edits: vec![Edit::insert(0, text)] })
}

/// A call that the app makes somewhere; with an argument, one that has it.
pub(super) fn call(model: &Model, wanted: &DartCall) -> Vec<Look> {
    let name = wanted.name;
    let docs = sources(model);
    let made = calls(&docs, name);
    if made.is_empty() {
        let message = text!("the app does not call {name}", "App 没有调用 {name}");
        return vec![broken(model).unwrap_or_else(|| Look::new(State::Missing, message))];
    }
    let Some((argument, expected)) = &wanted.argument else { return vec![Look::holds()] };
    let code = Code::of(&docs);
    let mut looks = Vec::new();
    for (file, call) in &made {
        let look = call_argument(&code, *file, call, argument, expected);
        if look.state == State::Holds {
            return vec![look];
        }
        looks.push(look);
    }
    // One call that nobody here can read may be the right one.
    let not_known = looks.iter().position(|look| look.state == State::NotKnown);
    vec![looks.swap_remove(not_known.unwrap_or(0))]
}

fn call_argument(code: &Code<'_>, file: usize, call: &Call, argument: &str, expected: &Shown) -> Look {
    let doc = &code.docs[file];
    let spot = Spot::new(&doc.path, call.span.clone());
    let Some(own) = call.arguments.iter().find(|own| own.name.as_deref() == Some(argument)) else {
        let message = text!("the call has no {argument}", "调用里没有 {argument}");
        return Look::new(State::Missing, message).at(spot);
    };
    let found = code.literals(file, own);
    let different = |one: &Found| differing(argument, &code.docs[one.file].path, &one.stated, expected, None);
    let wrong: Vec<Look> = found.iter().filter_map(different).collect();
    if found.is_empty() {
        let message =
            text!("{argument} is an expression: its value is not known here", "{argument} 是表达式，这里不知道它的值");
        return Look::new(State::NotKnown, message).at(spot);
    }
    match wrong.into_iter().next() {
        // What is not filled in or another one has no effect; that is more than a remark.
        Some(look) => look.severity(Severity::Error),
        None => Look::holds(),
    }
}

/// Words on a place in Dart code, for the general rules.
pub(in crate::project) fn made_at(model: &Model, name: &str) -> Vec<(Spot, Call)> {
    let docs = sources(model);
    calls(&docs, name).into_iter().map(|(file, call)| (Spot::new(&docs[file].path, call.span.clone()), call)).collect()
}
