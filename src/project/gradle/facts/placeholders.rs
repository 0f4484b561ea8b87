//! The manifest placeholders of a file, in all the ways there are to set them.

use std::ops::Range;

use super::super::lexer::Delimiter;
use super::super::tree::{Group, Node, span_of};
use super::super::walk::{Link, Visit};
use super::super::{Assignment, Build, Placeholder, Scope};
use super::items;
use crate::project::edit::Stated;

/// The property and the methods around it.
const NAMES: [&str; 3] = ["manifestPlaceholders", "addManifestPlaceholders", "setManifestPlaceholders"];

/// Functions of Kotlin that make a map of pairs.
const MAPS: [&str; 4] = ["mapOf", "mutableMapOf", "hashMapOf", "linkedMapOf"];

/// How far `<` may stand before its `>`, in nodes.
const TYPE_LIMIT: usize = 16;

/// A statement that sets placeholders.
pub(in super::super) struct Setting<'t> {
    /// Which variants it is for.
    pub(in super::super) scope: Scope,
    /// How it is written.
    pub(in super::super) form: Form,
    /// What it sets.
    pub(in super::super) entries: Vec<Placeholder>,
    /// The literal maps in it.
    pub(in super::super) maps: Vec<&'t Group>,
    /// What makes it throw away what there was.
    pub(in super::super) replaces: Option<Range<usize>>,
    /// The whole statement.
    pub(in super::super) span: Range<usize>,
}

/// How a statement sets placeholders.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Form {
    /// `= [K: "v"]`, `+= mapOf("K" to "v")`, `addManifestPlaceholders(…)`
    Map,
    /// `["K"] = "v"`, `.K = "v"`
    Element,
    /// `.put("K", "v")`
    Put,
    /// `put("K", "v")` in a block of the map.
    PutInBlock,
}

impl Build {
    /// Every placeholder with its value, in source order.
    #[must_use]
    pub fn placeholders(&self) -> Vec<Placeholder> {
        self.placeholder_settings().into_iter().flat_map(|setting| setting.entries).collect()
    }

    /// The statements that throw away the placeholders there were, among them those of Flutter.
    #[must_use]
    pub fn placeholder_assignments(&self) -> Vec<Assignment> {
        let settings = self.placeholder_settings().into_iter();
        let assignment = |setting: Setting<'_>| {
            let keys = setting.entries.into_iter().filter_map(|entry| entry.key.value).collect();
            setting.replaces.map(|operator| Assignment { operator, keys, scope: setting.scope })
        };
        settings.filter_map(assignment).collect()
    }

    /// Every statement that sets placeholders, in source order.
    pub(in super::super) fn placeholder_settings(&self) -> Vec<Setting<'_>> {
        let mut settings = Vec::new();
        self.walk(&mut |visit| {
            let number = visit.chain.links.iter().position(|link| NAMES.contains(&&*link.name));
            settings.extend(match number {
                Some(number) => self.placeholder_setting(visit, number),
                None => self.put_in_block(visit),
            });
        });
        settings
    }

    fn placeholder_setting<'t>(&'t self, visit: &Visit<'_, 't>, number: usize) -> Option<Setting<'t>> {
        let scope = Scope::of(&visit.blocks_of(number));
        let span = visit.span();
        let rest = visit.chain.rest;
        let link = &visit.chain.links[number];
        let element = |key, form| {
            let value = rest.get(1..).filter(|value| !value.is_empty() && self.is_symbol(rest.first(), "="))?;
            let entries = vec![self.placeholder(key, value, &scope, span.clone())];
            Some(Setting { scope: scope.clone(), form, entries, maps: Vec::new(), replaces: None, span: span.clone() })
        };
        match (link.index, &visit.chain.links[number + 1..]) {
            (Some(index), []) if self.pairs(index).is_empty() => {
                element(self.stated(items(index).first()?), Form::Element)
            }
            (None, []) => self.map_setting(visit, link, scope),
            // `manifestPlaceholders [K: "v"]`
            (Some(index), []) => Some(self.setting_of_maps(vec![index], &[], Some(link.span.clone()), scope, span)),
            (_, [method]) => match (&*method.name, method.arguments) {
                ("put" | "set", Some(arguments)) => {
                    let [key, value] = items(arguments)[..] else { return None };
                    let entries = vec![self.placeholder(self.stated(key), value, &scope, span.clone())];
                    Some(Setting { scope, form: Form::Put, entries, maps: Vec::new(), replaces: None, span })
                }
                ("putAll" | "plusAssign", Some(arguments)) => {
                    let (maps, pairs) = self.maps(&items(arguments));
                    Some(self.setting_of_maps(maps, &pairs, None, scope, span))
                }
                // `manifestPlaceholders.K = "v"`
                (name, None) if method.block.is_none() => {
                    let place = method.span.clone();
                    element(Stated { value: Some(name.to_owned()), span: place.clone(), inner: place }, Form::Element)
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// `put("K", "v")` in `manifestPlaceholders.apply { … }`
    fn put_in_block<'t>(&'t self, visit: &Visit<'_, 't>) -> Option<Setting<'t>> {
        let (last, blocks) = visit.last();
        let (around, outer) = blocks.split_last()?;
        let arguments = last.arguments.filter(|_| last.name == "put" && *around == "manifestPlaceholders")?;
        let [key, value] = items(arguments)[..] else { return None };
        let (scope, span) = (Scope::of(outer), visit.span());
        let entries = vec![self.placeholder(self.stated(key), value, &scope, span.clone())];
        Some(Setting { scope, form: Form::PutInBlock, entries, maps: Vec::new(), replaces: None, span })
    }

    /// `manifestPlaceholders = …`, `+= …`, `addManifestPlaceholders(…)`
    fn map_setting<'t>(&'t self, visit: &Visit<'_, 't>, link: &Link<'t>, scope: Scope) -> Option<Setting<'t>> {
        let rest = visit.chain.rest;
        let adds = link.name == "addManifestPlaceholders";
        if let Some(arguments) = link.arguments {
            let (mut maps, mut pairs) = self.maps(&items(arguments));
            // `addManifestPlaceholders(K: "v")`: the brackets are the map.
            if maps.is_empty() && !pairs.is_empty() {
                maps.push(arguments);
                pairs.clear();
            }
            let replaces = (!adds).then(|| link.span.clone());
            return Some(self.setting_of_maps(maps, &pairs, replaces, scope, visit.span()));
        }
        let [operator, value @ ..] = rest else { return None };
        let is = |symbol| self.is_symbol(Some(operator), symbol);
        if is("=") || is("+=") || is("<<") {
            let keeps = value.iter().any(|node| self.word(node).is_some_and(|word| word == "manifestPlaceholders"));
            let replaces = (is("=") && !keeps).then(|| operator.span());
            let (maps, pairs) = self.maps(&[value]);
            return Some(self.setting_of_maps(maps, &pairs, replaces, scope, visit.span()));
        }
        // `addManifestPlaceholders K: "v"`
        let (maps, pairs) = self.maps(&super::split(rest));
        let replaces = (!adds).then(|| link.span.clone());
        let is_setting = adds || !maps.is_empty();
        is_setting.then(|| self.setting_of_maps(maps, &pairs, replaces, scope, visit.span()))
    }

    fn setting_of_maps<'t>(
        &self,
        maps: Vec<&'t Group>,
        pairs: &[&'t [Node]],
        replaces: Option<Range<usize>>,
        scope: Scope,
        span: Range<usize>,
    ) -> Setting<'t> {
        let in_maps = maps.iter().flat_map(|map| self.pairs(map));
        let alone = pairs.iter().filter_map(|nodes| self.pair(nodes));
        let entries = in_maps
            .chain(alone)
            .map(|(key, value, nodes)| self.placeholder(self.key(key), value, &scope, span_of(nodes)));
        let entries = entries.collect();
        Setting { entries, scope, form: Form::Map, maps, replaces, span }
    }

    fn placeholder(&self, key: Stated, value: &[Node], scope: &Scope, span: Range<usize>) -> Placeholder {
        Placeholder { key, value: self.stated(value), scope: scope.clone(), span }
    }

    /// The literal maps in expressions, and the pairs that stand there without one: `+= "K" to "v"`.
    fn maps<'t>(&self, expressions: &[&'t [Node]]) -> (Vec<&'t Group>, Vec<&'t [Node]>) {
        let (mut maps, mut pairs) = (Vec::new(), Vec::new());
        for nodes in expressions {
            let found = nodes.iter().enumerate().filter_map(|(at, node)| {
                let square = node.group(Delimiter::Square).filter(|group| {
                    let is_empty =
                        group.statements.len() == 1 && self.is_symbol(group.statements[0].nodes.first(), ":");
                    is_empty || !self.pairs(group).is_empty()
                });
                square.or_else(|| node.group(Delimiter::Round).filter(|_| self.is_map_call(&nodes[..at])))
            });
            let before = maps.len();
            maps.extend(found);
            if maps.len() == before && self.pair(nodes).is_some() {
                pairs.push(*nodes);
            }
        }
        (maps, pairs)
    }

    /// Whether `mapOf` or `mapOf<String, Any>` comes last.
    fn is_map_call(&self, before: &[Node]) -> bool {
        let name = match before {
            [.., close] if self.is_symbol(Some(close), ">") => {
                let open = before.iter().rev().take(TYPE_LIMIT).position(|node| self.is_symbol(Some(node), "<"));
                open.map(|open| &before[..before.len() - 1 - open])
            }
            _ => Some(before),
        };
        let name = name.and_then(<[Node]>::last).and_then(|node| self.word(node));
        name.is_some_and(|name| MAPS.contains(&name))
    }

    /// Key, value and all of each entry of a map.
    fn pairs<'t>(&self, map: &'t Group) -> Vec<(&'t [Node], &'t [Node], &'t [Node])> {
        let entries = map.statements.iter().flat_map(|item| self.entries(&item.nodes));
        entries.filter_map(|entry| self.pair(entry)).collect()
    }

    /// `K: "v"`, `"K" to "v"`, `Pair("K", "v")`
    fn pair<'t>(&self, entry: &'t [Node]) -> Option<(&'t [Node], &'t [Node], &'t [Node])> {
        match entry {
            [key, separator, value @ ..] if !value.is_empty() => {
                let is_pair = self.is_symbol(Some(separator), ":") || self.word(separator) == Some("to");
                is_pair.then_some((std::slice::from_ref(key), value, entry))
            }
            [name, arguments] if self.word(name) == Some("Pair") => {
                let arguments = arguments.group(Delimiter::Round)?;
                match items(arguments)[..] {
                    [key, value] => Some((key, value, entry)),
                    _ => None,
                }
            }
            _ => None,
        }
    }

    /// A key is its own name in Groovy, unless it is in brackets.
    fn key(&self, nodes: &[Node]) -> Stated {
        let mut key = self.stated(nodes);
        if let [node] = nodes
            && let Some(word) = self.word(node)
        {
            let is_name = self.dsl == crate::project::Dsl::Groovy;
            key.value = is_name.then(|| word.to_owned());
        }
        key
    }
}
