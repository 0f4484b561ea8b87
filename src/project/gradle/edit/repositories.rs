//! Adds repositories.

use super::super::{Build, Repository, RepositoryKind, Where};
use super::cannot;
use super::insert::Snippet;
use crate::project::Dsl;
use crate::project::edit::{CannotEdit, Edit};
use crate::text::Text;

impl Build {
    /// Adds a `maven` repository. A final `/` of an address makes no difference, its scheme does.
    ///
    /// Blocks that are missing are made, with `google()` and `mavenCentral()`, in `pluginManagement` with
    /// `gradlePluginPortal()` too, which are what a build has without them. [`Where::Own`] and [`Where::Other`] cannot
    /// be edited.
    pub fn add_repository(&self, place: Where, url: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.repository_added(place, url))
    }

    fn repository_added(&self, place: Where, url: &str) -> Result<Vec<Edit>, CannotEdit> {
        let bare = |url: &str| url.trim_end_matches('/').to_owned();
        let is_there = |repository: &Repository| {
            let stated = repository.url.as_ref().and_then(|url| url.value.as_deref());
            repository.place == place && stated.is_some_and(|stated| bare(stated) == bare(url))
        };
        if self.repositories().iter().any(is_there) {
            return Ok(Vec::new());
        }
        let outer = match place {
            Where::Buildscript => "buildscript",
            Where::AllProjects => "allprojects",
            Where::PluginManagement => "pluginManagement",
            Where::DependencyResolution => "dependencyResolutionManagement",
            Where::Own | Where::Other => {
                let reason = Text::new("there is no usual place for such a repository", "这种仓库没有固定的位置");
                return Err(cannot(reason, None));
            }
        };
        let maven = Snippet::Line(self.maven(place, url));
        let there = self.blocks(&[outer, "repositories"]);
        let there = if place == Where::AllProjects && there.is_empty() {
            self.blocks(&["subprojects", "repositories"])
        } else {
            there
        };
        if let Some(block) = there.first() {
            return Ok(vec![self.append(block, &[maven])]);
        }
        let mut content = usual_repositories(place);
        content.push(maven);
        let repositories = Snippet::block("repositories", content);
        Ok(vec![match self.blocks(&[outer]).first() {
            Some(block) => self.append(block, &[repositories]),
            None => self.new_root_block(place, Snippet::block(outer, vec![repositories])),
        }])
    }

    /// Puts a new block of the file itself where Gradle allows it.
    pub(super) fn new_root_block(&self, place: Where, block: Snippet) -> Edit {
        // `pluginManagement` must come first, `plugins` may only have `buildscript` before it.
        let above: &[&str] = match place {
            Where::PluginManagement => &[],
            Where::Buildscript => &["pluginManagement"],
            _ => &["pluginManagement", "buildscript", "plugins"],
        };
        let above = above.iter().filter_map(|name| self.root_block(name)).max_by_key(|block| block.span().start);
        match above {
            Some(above) => self.below(above, &[block]),
            None => self.at_top(&[block]),
        }
    }

    /// The declaration, written like the others of the file.
    fn maven(&self, place: Where, url: &str) -> String {
        let repositories = self.repositories();
        let (near, far): (Vec<_>, Vec<_>) = repositories.iter().partition(|repository| repository.place == place);
        let alike = near.iter().rev().chain(far.iter().rev()).find_map(|neighbour| self.maven_like(neighbour, url));
        alike.unwrap_or_else(|| {
            let url = self.quoted(url);
            match self.dsl {
                Dsl::Groovy => format!("maven {{ url {url} }}"),
                Dsl::Kotlin => format!("maven {{ url = uri({url}) }}"),
            }
        })
    }

    /// The same with another address, if a repository has nothing but its address on one line.
    fn maven_like(&self, neighbour: &Repository, url: &str) -> Option<String> {
        let stated = neighbour.url.as_ref().filter(|_| neighbour.kind == RepositoryKind::Maven)?;
        let before = self.slice(neighbour.span.start..stated.span.start);
        let letters: String = before.chars().filter(|c| c.is_alphanumeric()).collect();
        let is_plain = matches!(letters.as_str(), "maven" | "mavenurl" | "mavenuri" | "mavenurluri" | "mavensetUrl")
            && !before.contains('\n')
            && self.is_made_of(stated.span.end..neighbour.span.end, &[')', '}']);
        stated.value.as_ref().filter(|_| is_plain)?;
        let after = self.slice(stated.span.end..neighbour.span.end);
        Some(format!("{before}{}{after}", self.quoted_like(Some(stated), url)))
    }
}

/// What a build has as long as it says nothing, or what every Android build needs.
pub(super) fn usual_repositories(place: Where) -> Vec<Snippet> {
    let mut usual = vec![Snippet::line("google()"), Snippet::line("mavenCentral()")];
    if place == Where::PluginManagement {
        usual.push(Snippet::line("gradlePluginPortal()"));
    }
    usual
}
