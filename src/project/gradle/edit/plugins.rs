//! Declares and applies plugins.

use super::super::tree::Statement;
use super::super::{Build, Plugin};
use super::cannot;
use super::insert::Snippet;
use crate::project::Dsl;
use crate::project::edit::{CannotEdit, Edit};
use crate::text;
use crate::text::Text;

impl Build {
    /// Adds `id "x" version "v" apply false` to `plugins {}`; a plugin that is there in any version is left alone.
    pub fn declare_plugin(&self, id: &str, version: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.plugin_declared(id, version))
    }

    fn plugin_declared(&self, id: &str, version: &str) -> Result<Vec<Edit>, CannotEdit> {
        let plugins = self.plugins_in_block();
        if plugins.iter().any(|plugin| plugin.id.value.as_deref() == Some(id)) {
            return Ok(Vec::new());
        }
        let neighbour = plugins.iter().rev().find(|plugin| self.is_by_id(plugin));
        let version_neighbour = neighbour.map(|plugin| plugin.version.as_ref().unwrap_or(&plugin.id));
        let version = self.quoted_like(version_neighbour, version);
        let line = Snippet::Line(format!("{} version {version} apply false", self.by_id(id, neighbour)));
        if let Some(block) = self.blocks(&["plugins"]).first() {
            return Ok(vec![self.append(block, &[line])]);
        }
        let block = Snippet::block("plugins", vec![line]);
        let above = ["pluginManagement", "buildscript"].iter().filter_map(|name| self.root_block(name));
        Ok(vec![match above.max_by_key(|above| above.span().start) {
            Some(above) => self.below(above, &[block]),
            None => self.at_top(&[block]),
        }])
    }

    /// Applies a plugin: at the end of `plugins {}`, else behind the last `apply`.
    pub fn apply_plugin(&self, id: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.plugin_applied(id))
    }

    fn plugin_applied(&self, id: &str) -> Result<Vec<Edit>, CannotEdit> {
        let plugins = self.plugins();
        if plugins.iter().any(|plugin| plugin.is_applied && plugin.id.value.as_deref() == Some(id)) {
            return Ok(Vec::new());
        }
        if let Some(block) = self.blocks(&["plugins"]).first() {
            let plugins = self.plugins_in_block();
            if let Some(declared) = plugins.iter().find(|plugin| plugin.id.value.as_deref() == Some(id)) {
                let reason = text!("`{id}` is declared with `apply false` here", "`{id}` 在此处声明为 `apply false`");
                return Err(cannot(reason, Some(declared.span.start)));
            }
            let neighbour = plugins.iter().rev().find(|plugin| self.is_by_id(plugin));
            return Ok(vec![self.append(block, &[Snippet::Line(self.by_id(id, neighbour))])]);
        }
        let is_apply = |statement: &&Statement| self.word(&statement.nodes[0]) == Some("apply");
        let last = self.statements.iter().rfind(is_apply);
        let reason = || {
            Text::new(
                "the file neither has `plugins {}` nor applies a plugin",
                "该文件既没有 `plugins {}`，也没有应用任何插件",
            )
        };
        let last = last.ok_or_else(|| cannot(reason(), None))?;
        let neighbour = plugins.iter().rev().find(|plugin| plugin.version.is_none());
        let quoted = self.quoted_like(neighbour.map(|plugin| &plugin.id), id);
        let line = match self.dsl {
            Dsl::Groovy => format!("apply plugin: {quoted}"),
            Dsl::Kotlin => format!("apply(plugin = {quoted})"),
        };
        Ok(vec![self.after(last.span(), &[Snippet::Line(line)])])
    }

    /// The plugins that stand in `plugins {}`.
    fn plugins_in_block(&self) -> Vec<Plugin> {
        let blocks = self.blocks(&["plugins"]);
        let is_in_block = |plugin: &Plugin| blocks.iter().any(|block| block.span.contains(&plugin.span.start));
        self.plugins().into_iter().filter(is_in_block).collect()
    }

    fn is_by_id(&self, plugin: &Plugin) -> bool {
        self.slice(plugin.span.clone()).starts_with("id") && plugin.id.value.is_some()
    }

    /// `id "x"` or `id("x")`, like the neighbour.
    fn by_id(&self, id: &str, neighbour: Option<&Plugin>) -> String {
        let quoted = self.quoted_like(neighbour.map(|plugin| &plugin.id), id);
        let before = neighbour.map(|plugin| self.slice(plugin.span.start..plugin.id.span.start));
        if self.dsl == Dsl::Kotlin || before.is_some_and(|before| before.contains('(')) {
            format!("id({quoted})")
        } else {
            format!("id {quoted}")
        }
    }
}
