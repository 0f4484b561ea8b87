//! timpush-configs.json: a block per package, and one without a name for certificates that were uploaded without a
//! package. The block of the app counts before the one without a name.

use std::sync::Arc;

use super::facts::{Fact, Spot, app_field};
use super::hits::{Hit, is_blank, sorted};
use super::{Found, Import, Refusal, Remark};
use crate::config::{Place, Source};
use crate::project::edit::Stated;
use crate::project::json::{Json, Kind, Node};
use crate::text;
use crate::text::Text;

/// The block with values of Gradle inside of a package's.
const PLACEHOLDERS: &str = "manifestPlaceholders";

/// Which package is meant.
pub(super) struct Which<'a> {
    /// The one that the user named.
    pub(super) named: Option<&'a str>,
    /// Those that other files are of.
    pub(super) known: &'a [String],
}

/// Whether a file is one.
pub(super) fn is_one(json: &Json, facts: &[Fact]) -> bool {
    let is_key = |key: &Stated| {
        let name = key.value.as_deref();
        name == Some(PLACEHOLDERS)
            || facts.iter().any(|fact| matches!(fact.spot, Spot::TimPush(own) if name == Some(own)))
    };
    json.root().members().iter().any(|(_, block)| block.members().iter().any(|(key, _)| is_key(key)))
}

/// Its values.
pub(super) fn read(source: &Arc<Source>, json: &Json, which: &Which<'_>, facts: &[Fact]) -> Result<Import, Refusal> {
    let mut import = Import::default();
    let blocks = blocks(source, json, which, &mut import)?;
    let hits = facts.iter().filter_map(|fact| {
        let places = blocks.iter().filter_map(|block| stands_in(block, fact));
        // What is filled in nowhere is shown at its first place.
        let mut all: Vec<(&'static str, &Stated, &Node)> = places.collect();
        all.sort_by_key(|(_, _, node)| node.as_stated().is_none_or(|own| is_blank(own.value.as_deref().unwrap_or(""))));
        let (origin, key, node) = *all.first()?;
        let stated = node.as_stated();
        let value = stated.and_then(|stated| stated.value).unwrap_or_default();
        let place = Place { source: Arc::clone(source), span: node.span.clone() };
        Some(Hit { fact, name: key.value.clone().unwrap_or_default(), value: Ok(value), origin, place })
    });
    let values = sorted(hits.collect());
    import.append(values);
    misspelt(source, &blocks, facts, &mut import.remarks);
    Ok(import)
}

/// Where a fact stands in a block.
fn stands_in<'a>(block: &'a Node, fact: &Fact) -> Option<(&'static str, &'a Stated, &'a Node)> {
    let (members, wanted, origin) = match fact.spot {
        Spot::TimPush(key) => (block.members(), key, ""),
        Spot::Placeholder(key) => (block.get(&[PLACEHOLDERS])?.members(), key, PLACEHOLDERS),
        _ => return None,
    };
    members.iter().rev().find(|(key, _)| key.value.as_deref() == Some(wanted)).map(|(key, node)| (origin, key, node))
}

/// The blocks that count, in their order. The package of the first becomes a value of its own.
fn blocks<'a>(
    source: &Arc<Source>,
    json: &'a Json,
    which: &Which<'_>,
    import: &mut Import,
) -> Result<Vec<&'a Node>, Refusal> {
    let packages: Vec<(&Stated, &Node)> = json
        .root()
        .members()
        .iter()
        .filter(|(key, node)| {
            matches!(node.kind, Kind::Object(_)) && key.value.as_deref().is_some_and(|key| !key.is_empty())
        })
        .map(|(key, node)| (key, node))
        .collect();
    let names = || packages.iter().filter_map(|(key, _)| key.value.clone()).collect::<Vec<_>>().join(", ");
    let is = |key: &Stated, package: &str| key.value.as_deref() == Some(package);
    let own = match (which.named, packages.as_slice()) {
        (Some(package), all) => all.iter().find(|(key, _)| is(key, package)),
        (None, [only]) => Some(only),
        (None, all) => {
            let known = all.iter().find(|(key, _)| which.known.iter().any(|package| is(key, package)));
            if known.is_none() && !all.is_empty() {
                return Err(several(source, &names()));
            }
            known
        }
    };
    if let (None, Some(package), Some((key, _))) = (own, which.named, packages.first()) {
        let all = names();
        let text = text!("it is for {all}, not for {package}", "里面是 {all} 的，没有 {package} 的");
        import.remarks.push(Remark { place: Place { source: Arc::clone(source), span: key.span.clone() }, text });
    }
    if let (Some((key, _)), Some(field)) = (own, app_field("package_name")) {
        let place = Place { source: Arc::clone(source), span: key.span.clone() };
        let value = key.value.clone().unwrap_or_default();
        import.found.push(Found { table: "app", field, value, origin: "", place });
    }
    let of_all = json.get(&[""]);
    Ok(own.map(|(_, node)| *node).into_iter().chain(of_all).collect())
}

fn several(source: &Arc<Source>, names: &str) -> Refusal {
    let name = &source.name;
    Refusal {
        message: text!("{name} is for several packages: {names}", "{name} 里有多个包名：{names}"),
        hint: Text::new("--package-name says which one is meant", "用 --package-name 指定一个"),
    }
}

/// Keys that somebody spelt right where the vendor does not.
fn misspelt(source: &Arc<Source>, blocks: &[&Node], facts: &[Fact], remarks: &mut Vec<Remark>) {
    let known: Vec<&str> =
        facts.iter().filter_map(|fact| if let Spot::TimPush(key) = fact.spot { Some(key) } else { None }).collect();
    for (key, _) in blocks.iter().flat_map(|block| block.members()) {
        let Some(name) = key.value.as_deref().filter(|name| !known.contains(name)) else { continue };
        let Some(meant) = known.iter().find(|known| strsim::osa_distance(name, known) == 1) else { continue };
        let text = text!(
            "nobody reads `{name}`, the key is `{meant}`: not taken over",
            "`{name}` 没有人读取，应当是 `{meant}`：没有导入"
        );
        remarks.push(Remark { place: Place { source: Arc::clone(source), span: key.span.clone() }, text });
    }
}
