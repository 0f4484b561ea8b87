//! The plugins of a file.

use super::super::tree::Node;
use super::super::walk::Visit;
use super::super::{Build, Plugin};
use super::{arguments, in_brackets};
use crate::project::edit::Stated;

/// The plugin that `kotlin("android")` means.
const KOTLIN: &str = "org.jetbrains.kotlin.";

impl Build {
    /// The plugins that the file applies or declares, in source order.
    #[must_use]
    pub fn plugins(&self) -> Vec<Plugin> {
        let mut plugins = Vec::new();
        self.walk(&mut |visit| {
            let plugin = match visit.blocks_of(0).as_slice() {
                ["plugins"] => self.declared_plugin(visit, true),
                ["pluginManagement", "plugins"] => self.declared_plugin(visit, false),
                [] => self.applied_plugin(visit),
                ["apply"] => self.plugin_of_closure(visit),
                _ => None,
            };
            plugins.extend(plugin);
        });
        plugins
    }

    /// `id "x" version "y" apply false`
    fn declared_plugin(&self, visit: &Visit<'_, '_>, is_applied: bool) -> Option<Plugin> {
        let first = visit.chain.links.first()?;
        let name = first.name.as_ref();
        let in_call = first.arguments.and_then(|group| group.statements.first());
        let (argument, rest) = match in_call {
            Some(argument) => (argument.nodes.as_slice(), visit.chain.rest),
            None => visit.chain.rest.split_at(visit.chain.rest.len().min(1)),
        };
        let mut id = self.stated(argument);
        let mut catalogue_alias = None;
        match name {
            "id" => {}
            "kotlin" => id.value = id.value.map(|name| format!("{KOTLIN}{name}")),
            "alias" => {
                let nodes = if in_call.is_some() { argument } else { visit.chain.rest };
                let names = self.dotted(nodes);
                id = self.stated(nodes);
                catalogue_alias = names.strip_prefix(&["libs", "plugins"]).map(|names| names.join("."));
            }
            // `java` or `` `kotlin-dsl` `` of the Kotlin DSL.
            _ if argument.is_empty() && first.block.is_none() => {
                let inner = first.span.clone();
                id = Stated { value: Some(name.to_owned()), span: inner.clone(), inner };
            }
            _ => return None,
        }
        let version = self.option(visit, rest, "version").map(|nodes| self.stated(nodes));
        let apply = self.option(visit, rest, "apply").map(|nodes| self.stated(nodes));
        let is_applied = is_applied && apply.is_none_or(|apply| apply.value.as_deref() != Some("false"));
        Some(Plugin { id, version, is_applied, catalogue_alias, span: visit.span() })
    }

    /// What follows `version` or `apply`: as a word after the id, or as a method `.version("x")`.
    fn option<'t>(&self, visit: &Visit<'_, 't>, rest: &'t [Node], name: &str) -> Option<&'t [Node]> {
        let method = visit.chain.links.iter().skip(1).find(|link| link.name == name);
        if let Some(group) = method.and_then(|link| link.arguments) {
            return group.statements.first().map(|argument| argument.nodes.as_slice());
        }
        let (at, is_method) = match method {
            Some(_) => (0, true),
            None => (rest.iter().position(|node| self.word(node) == Some(name))? + 1, false),
        };
        let value = rest.get(at..at + 1)?;
        match in_brackets(value) {
            Some(group) if !is_method => group.statements.first().map(|argument| argument.nodes.as_slice()),
            _ => Some(value),
        }
    }

    /// `apply plugin: 'x'`, `apply(plugin = "x")`, `plugins.apply("x")`
    fn applied_plugin(&self, visit: &Visit<'_, '_>) -> Option<Plugin> {
        let arguments = arguments(&visit.chain);
        let names: Vec<&str> = visit.chain.links.iter().map(|link| link.name.as_ref()).collect();
        let id = match names.as_slice() {
            ["apply"] | ["project" | "this", "apply"] => self.named_argument(&arguments, "plugin")?,
            [.., "plugins" | "pluginManager", "apply"] => arguments.first()?,
            _ => return None,
        };
        Some(self.plain_plugin(id, visit))
    }

    /// `apply { plugin("x") }`
    fn plugin_of_closure(&self, visit: &Visit<'_, '_>) -> Option<Plugin> {
        let is_plugin = visit.chain.links.len() == 1 && visit.chain.links[0].name == "plugin";
        let arguments = arguments(&visit.chain);
        arguments.first().filter(|_| is_plugin).map(|id| self.plain_plugin(id, visit))
    }

    fn plain_plugin(&self, id: &[Node], visit: &Visit<'_, '_>) -> Plugin {
        Plugin { id: self.stated(id), version: None, is_applied: true, catalogue_alias: None, span: visit.span() }
    }
}
