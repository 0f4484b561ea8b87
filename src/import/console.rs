//! JSON files that consoles give for download and that belong into the app: agconnect-services.json,
//! google-services.json, mcs-services.json.
//!
//! A file is known by the values that it has to hold, wherever it lies and whatever it is called.

use std::sync::Arc;

use super::facts::{Fact, JsonSpot, Spot};
use super::hits::{Hit, sorted};
use super::{Import, Remark};
use crate::config::{Place, Source};
use crate::project::json::{Json, Node};
use crate::text;

/// Secrets that such a file may hold and that no push is signed with.
const NOT_OURS: [&str; 2] = ["client_secret", "api_key"];

/// Whether a file is one of them.
pub(super) fn is_one(json: &Json, facts: &[Fact]) -> bool {
    kind(json, facts).is_some()
}

/// Its values; `None`: it is another file. `known` are the app's packages, as far as anybody knows them.
pub(super) fn read(source: &Arc<Source>, json: &Json, known: &[String], facts: &[Fact]) -> Option<Import> {
    let file = kind(json, facts)?;
    let mut hits = Vec::new();
    let mut remarks = Vec::new();
    for (fact, spot) in spots(facts).filter(|(_, spot)| spot.file == file) {
        let nodes: Vec<&Node> = json.root().all(spot.path);
        match chosen(&nodes, known) {
            Ok(nodes) => hits.extend(nodes.into_iter().filter_map(|node| hit(source, fact, spot, node))),
            Err(all) => {
                let text = text!(
                    "it is for several packages: {all}; --package-name says which one is meant",
                    "里面有多个包名：{all}；用 --package-name 指定一个"
                );
                remarks.push(Remark { place: place(source, json.root()), text });
            }
        }
    }
    let mut import = sorted(hits);
    import.remarks.extend(remarks);
    secrets(source, json.root(), &mut import.remarks);
    Some(import)
}

fn spots(facts: &[Fact]) -> impl Iterator<Item = (&Fact, &JsonSpot)> {
    facts.iter().filter_map(|fact| match &fact.spot {
        Spot::Json(spot) => Some((fact, spot)),
        _ => None,
    })
}

/// The file that everything stands in which has to stand in it.
fn kind(json: &Json, facts: &[Fact]) -> Option<&'static str> {
    let files: Vec<&'static str> = spots(facts).map(|(_, spot)| spot.file).collect();
    files.into_iter().find(|file| {
        let mut needed = spots(facts).filter(|(_, spot)| spot.file == *file && !spot.optional);
        needed.all(|(_, spot)| json.root().all(spot.path).iter().any(|node| node.as_stated().is_some()))
    })
}

/// Of several values those of this app; `Err`: nobody knows which one that is.
fn chosen<'a>(nodes: &[&'a Node], known: &[String]) -> Result<Vec<&'a Node>, String> {
    let value = |node: &Node| node.as_stated().and_then(|stated| stated.value).unwrap_or_default();
    let mut values: Vec<String> = nodes.iter().map(|node| value(node)).collect();
    values.dedup();
    if values.len() < 2 {
        return Ok(nodes.first().copied().into_iter().collect());
    }
    let own: Vec<&Node> = nodes.iter().copied().filter(|node| known.contains(&value(node))).collect();
    if own.is_empty() { Err(values.join(", ")) } else { Ok(own) }
}

fn hit<'a>(source: &Arc<Source>, fact: &'a Fact, spot: &JsonSpot, node: &Node) -> Option<Hit<'a>> {
    let value = node.as_stated()?.value?;
    let name = spot.path.iter().filter(|key| **key != "*").copied().collect::<Vec<_>>().join(".");
    Some(Hit { fact, name, value: Ok(value), origin: "", place: place(source, node) })
}

fn place(source: &Arc<Source>, node: &Node) -> Place {
    let start = node.span.start;
    let end = if node.as_stated().is_some() { node.span.end } else { start };
    Place { source: Arc::clone(source), span: start..end }
}

/// Remarks on the secrets of other services in it.
fn secrets(source: &Arc<Source>, node: &Node, remarks: &mut Vec<Remark>) {
    for (key, inner) in node.members() {
        let name = key.value.as_deref().unwrap_or_default();
        let is_filled = inner.as_stated().is_some_and(|stated| stated.value.is_some_and(|value| !value.is_empty()));
        if NOT_OURS.contains(&name) && is_filled {
            let text = text!(
                "{name} in it is for other services than push: not taken over",
                "其中的 {name} 用于推送以外的服务：没有导入"
            );
            if !remarks.iter().any(|own| own.text == text) {
                remarks.push(Remark { place: Place { source: Arc::clone(source), span: key.span.clone() }, text });
            }
        }
        secrets(source, inner, remarks);
    }
    node.items().iter().for_each(|inner| secrets(source, inner, remarks));
}
