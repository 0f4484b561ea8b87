//! Looks at pubspec.yaml.

use crate::project::look::{Look, Spot, State};
use crate::project::model::Model;
use crate::project::version;
use crate::text;

const PUBSPEC: &str = "pubspec.yaml";

/// A package in a version that suits the push plugin. Whether it is resolvable as a whole, only pub can tell; what is
/// told here is a pinned version that cannot be.
pub(super) fn package(model: &Model, name: &str, since: &[(&str, &str)]) -> Vec<Look> {
    let plugin = model.plugin.name();
    if !model.pubspec.has(name) {
        let message = text!("pubspec.yaml has no {name}", "pubspec.yaml 里没有 {name}");
        return vec![Look::new(State::Missing, message)];
    }
    let own = model.plugin_version.clone().or_else(|| version::lowest(model.pubspec.constraint(plugin)?));
    let Some(own) = own else { return vec![Look::holds()] };
    let needed = since.iter().rev().find(|(plugin, _)| !version::is_before(&own, plugin)).map(|(_, needed)| *needed);
    let (Some(needed), Some(written)) = (needed, model.pubspec.constraint(name)) else { return vec![Look::holds()] };
    let is_pinned = written.starts_with(|first: char| first.is_ascii_digit());
    if !is_pinned || !version::is_before(written, needed) {
        return vec![Look::holds()];
    }
    let message = text!(
        "{name} is pinned to {written}, {plugin} {own} needs {needed} or later",
        "{name} 固定为 {written}，{plugin} {own} 需要 {needed} 以上"
    );
    let look = Look::new(State::Wrong, message);
    vec![match place(model, name) {
        Some(spot) => look.at(spot),
        None => look,
    }]
}

/// The line of a dependency. YAML's own reader has said already that it is there.
fn place(model: &Model, name: &str) -> Option<Spot> {
    let text = model.text(PUBSPEC)?;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let written = line.trim_start();
        if written.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(':')) {
            let at = start + line.len() - written.len();
            return Some(Spot::new(PUBSPEC, at..start + line.trim_end().len()));
        }
        start += line.len();
    }
    None
}
