//! The repositories of a file.

use super::super::lexer::Delimiter;
use super::super::tree::{Group, Node};
use super::super::walk::{Chain, Visit};
use super::super::{Build, Repository, RepositoryKind, Where};
use super::{arguments, items};
use crate::project::edit::Stated;

/// Blocks within `repositories {}` that hold repositories themselves.
const WRAPPERS: [&str; 2] = ["exclusiveContent", "forRepository"];

impl Build {
    /// Every repository with the place that it is declared in.
    #[must_use]
    pub fn repositories(&self) -> Vec<Repository> {
        let mut repositories = Vec::new();
        self.walk(&mut |visit| {
            for number in 0..visit.chain.links.len() {
                if let Some(place) = place_of(&visit.blocks_of(number)) {
                    repositories.extend(self.repository(visit, number, place));
                    break;
                }
            }
        });
        repositories
    }

    /// The repository that the link with this number declares.
    fn repository(&self, visit: &Visit<'_, '_>, number: usize, place: Where) -> Option<Repository> {
        let link = &visit.chain.links[number];
        let kind = match link.name.as_ref() {
            "maven" => RepositoryKind::Maven,
            "jcenter" => RepositoryKind::JCenter,
            "google" => RepositoryKind::Google,
            "mavenCentral" => RepositoryKind::MavenCentral,
            "gradlePluginPortal" => RepositoryKind::PluginPortal,
            name if WRAPPERS.contains(&name) || name == "filter" => return None,
            _ if link.arguments.is_some() || link.block.is_some() => RepositoryKind::Other,
            _ => return None,
        };
        let (mut url, mut is_insecure_allowed) = (None, false);
        if kind == RepositoryKind::Maven {
            url = link.block.and_then(|block| self.url_in(block));
            url = url.or_else(|| self.url_argument(&arguments(&visit.chain)));
            is_insecure_allowed = link.block.is_some_and(|block| self.allows_insecure(block));
        }
        Some(Repository { kind, url, place, is_insecure_allowed, span: visit.span() })
    }

    /// `maven("U")`, `maven(url = "U")`, `maven url: 'U'`
    fn url_argument(&self, arguments: &[&[Node]]) -> Option<Stated> {
        let named = self.named_argument(arguments, "url");
        let first = || arguments.first().copied().filter(|nodes| nodes[0].group(Delimiter::Curly).is_none());
        named.or_else(first).map(|nodes| self.address(nodes))
    }

    fn url_in(&self, block: &Group) -> Option<Stated> {
        let mut chains = block.statements.iter().filter_map(|statement| self.chain(&statement.nodes));
        chains.find_map(|chain| self.value_of(&chain, "url").map(|nodes| self.address(nodes)))
    }

    fn allows_insecure(&self, block: &Group) -> bool {
        let chains = block.statements.iter().filter_map(|statement| self.chain(&statement.nodes));
        let says_true = |chain: Chain<'_>| {
            ["allowInsecureProtocol", "isAllowInsecureProtocol"].iter().any(|name| {
                self.value_of(&chain, name).is_some_and(|nodes| self.stated(nodes).value.as_deref() == Some("true"))
            })
        };
        chains.into_iter().any(says_true)
    }

    /// The address that an expression gives: `"U"`, `uri("U")`, `URI.create("U")`, `new URI("U")`.
    fn address(&self, nodes: &[Node]) -> Stated {
        let call = match nodes {
            [new, rest @ ..] if self.word(new) == Some("new") => rest,
            _ => nodes,
        };
        let Some(chain) = self.chain(call).filter(|chain| chain.rest.is_empty()) else { return self.stated(nodes) };
        let last = &chain.links[chain.links.len() - 1];
        let of_uri = chain.links.iter().any(|link| link.name == "URI") && matches!(&*last.name, "URI" | "create");
        match last.arguments.map(items).as_deref() {
            Some([argument]) if of_uri || last.name == "uri" => self.stated(argument),
            _ => self.stated(nodes),
        }
    }
}

/// For whom a repository is declared that stands directly in these blocks; `None` if none is.
fn place_of(blocks: &[&str]) -> Option<Where> {
    let end = blocks.iter().rposition(|name| !WRAPPERS.contains(name))?;
    if blocks[end] != "repositories" {
        return None;
    }
    Some(match &blocks[..end] {
        [] => Where::Own,
        ["buildscript"] => Where::Buildscript,
        ["allprojects" | "subprojects"] => Where::AllProjects,
        ["pluginManagement"] => Where::PluginManagement,
        ["dependencyResolutionManagement"] => Where::DependencyResolution,
        _ => Where::Other,
    })
}
