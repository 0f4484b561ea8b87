//! Looks at the rules for shrinking.

use super::not_known;
use crate::project::Requirement;
use crate::project::edit::Edit;
use crate::project::gradle::{Build, Scope};
use crate::project::look::{Change, Look, Spot, State};
use crate::project::model::Model;
use crate::text;
use crate::text::Lang;

/// Flutter's Gradle plugin reads this file of the app's module in every build that shrinks, whether `proguardFiles`
/// names it or not. [`packages/flutter_tools/gradle` of flutter/flutter]
const FILE: &str = "proguard-rules.pro";

pub(super) fn rules(model: &Model, rules: &[&str], requirement: &Requirement) -> Vec<Look> {
    let Some(app) = model.app_build() else { return Vec::new() };
    let Some(build) = app.get() else { return vec![not_known(&app.path)] };
    if is_switched_off(build) {
        return Vec::new();
    }
    let module = model.module();
    let scopes = [Scope::BuildType("release".to_owned()), Scope::DefaultConfig];
    let named = scopes.iter().flat_map(|scope| build.proguard_files(scope)).filter_map(|file| file.value);
    let docs: Vec<_> = std::iter::once(FILE.to_owned())
        .chain(named)
        .filter_map(|file| model.proguard(&format!("{module}/{file}")))
        .collect();
    let holds = |rule: &&&str| docs.iter().filter_map(|doc| doc.get()).any(|own| own.holds(rule));
    let missing: Vec<&str> = rules.iter().filter(|rule| !holds(rule)).copied().collect();
    if missing.is_empty() {
        return vec![Look::holds()];
    }
    vec![missing_rules(model, &format!("{module}/{FILE}"), &missing, requirement)]
}

fn missing_rules(model: &Model, path: &str, missing: &[&str], requirement: &Requirement) -> Look {
    let (count, first) = (missing.len(), missing.first().copied().unwrap_or_default());
    let message =
        text!("{path} lacks {count} rule(s), `{first}` first", "{path} 缺少 {count} 条规则，第一条是 `{first}`");
    let comment = requirement.comment.get(Lang::En);
    let there = model.proguard(path);
    match there.as_ref().and_then(|doc| Some((doc, doc.get()?))) {
        Some((doc, own)) => {
            let end = doc.text.trim_end().len();
            let look = Look::new(State::Missing, message).at(Spot::new(path, end..end));
            look.fix(path, own.add(missing, Some(comment)))
        }
        None => {
            let text = missing.iter().fold(format!("# {comment}\n"), |text, rule| text + rule + "\n");
            Look::new(State::Missing, message)
                .change(Change { path: path.to_owned(), edits: vec![Edit::insert(0, text)] })
        }
    }
}

/// Flutter shrinks release builds unless Gradle is told not to.
fn is_switched_off(build: &Build) -> bool {
    let release = Scope::BuildType("release".to_owned());
    let off = |name: &str| build.values(&release, name).iter().any(|own| own.value.as_deref() == Some("false"));
    off("minifyEnabled") || off("isMinifyEnabled")
}
