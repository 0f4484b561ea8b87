//! Reads the Gradle files of a Flutter project, in Groovy and in Kotlin, and proposes changes to them.
//!
//! One reader of our own serves both languages, since their block structure is alike and nobody needs more of it:
//! a lexer, a tree of statements with every byte span, and facts read from that tree. The Groovy grammar there is for
//! tree-sitter is no alternative: on nearly every real `build.gradle` it gives error nodes, often for the whole
//! `android {}` block.
//!
//! Nothing is evaluated. What a file computes has a place but no value, and is never taken for something missing.
//! A change is the smallest edit of the text that was read; several changes of one file are made one after the other,
//! reading it again in between, because each of them may create the same block.

mod catalogue;
mod edit;
mod facts;
mod lexer;
mod literal;
mod matching;
mod tree;
mod walk;

#[cfg(test)]
mod samples;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use catalogue::{Catalogue, CatalogueEntry};

use self::tree::Statement;
use crate::project::Dsl;
use crate::project::edit::{Malformed, Stated};

/// A Gradle file that was read.
#[derive(Debug, Clone)]
pub struct Build {
    text: String,
    dsl: Dsl,
    statements: Vec<Statement>,
    /// Sorted, as they do not overlap.
    comments: Vec<Range<usize>>,
}

impl Build {
    /// Reads a file; an error names the bracket, string or comment that has no end or no beginning.
    pub fn read(text: &str, dsl: Dsl) -> Result<Self, Malformed> {
        let lexed = lexer::lex(text, dsl)?;
        let statements = tree::parse(text, dsl, lexed.tokens)?;
        Ok(Self { text: text.to_owned(), dsl, statements, comments: lexed.comments })
    }

    /// The language of the file.
    #[must_use]
    pub fn dsl(&self) -> Dsl {
        self.dsl
    }

    /// The text as it was given.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words at a place.
    fn slice(&self, span: Range<usize>) -> &str {
        &self.text[span]
    }
}

/// A plugin that a file applies or declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plugin {
    /// Its id; without a value for an alias of the catalogue. The value of `kotlin("android")` is the full id.
    pub id: Stated,
    /// The version beside it.
    pub version: Option<Stated>,
    /// Whether it takes effect in this file: not with `apply false`, nor in `pluginManagement`.
    pub is_applied: bool,
    /// `google.services` of `alias(libs.plugins.google.services)`.
    pub catalogue_alias: Option<String>,
    /// The whole statement.
    pub span: Range<usize>,
}

/// A repository that modules or plugins are fetched from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repository {
    /// What kind it is.
    pub kind: RepositoryKind,
    /// Its address, of `maven` ones.
    pub url: Option<Stated>,
    /// For whom it is declared.
    pub place: Where,
    /// Whether plain HTTP is allowed for it by `allowInsecureProtocol`.
    pub is_insecure_allowed: bool,
    /// The whole statement.
    pub span: Range<usize>,
}

/// The kinds of repositories.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RepositoryKind {
    /// `maven { … }`
    Maven,
    /// `jcenter()`
    JCenter,
    /// `google()`
    Google,
    /// `mavenCentral()`
    MavenCentral,
    /// `gradlePluginPortal()`
    PluginPortal,
    /// `flatDir { … }`, `mavenLocal()` and what else there is.
    Other,
}

/// For whom a repository is declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// `buildscript {}`: the classpath of the build.
    Buildscript,
    /// `allprojects {}` or `subprojects {}`: the dependencies of the modules.
    AllProjects,
    /// `pluginManagement {}` of the settings.
    PluginManagement,
    /// `dependencyResolutionManagement {}` of the settings.
    DependencyResolution,
    /// `repositories {}` at the top level: this project alone.
    Own,
    /// Anywhere else.
    Other,
}

/// A module that a configuration asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// `classpath`, `implementation`, `debugImplementation`.
    pub configuration: String,
    /// `group:artifact:version` as it is written.
    pub notation: Stated,
    /// `group:artifact`, also where the version is computed.
    pub name: Option<String>,
    /// The version, if there is one.
    pub version: Option<Stated>,
    /// `agcp` of `libs.agcp`.
    pub catalogue_alias: Option<String>,
    /// The whole statement.
    pub span: Range<usize>,
}

/// A module that `useModule` puts in for a plugin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedModule {
    /// The id of the plugin, where a plain comparison says so.
    pub plugin: Option<Stated>,
    /// The module; its configuration is `useModule`.
    pub module: Module,
}

/// A value for `${KEY}` in the manifest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// The key.
    pub key: Stated,
    /// The value.
    pub value: Stated,
    /// Which variants it is for.
    pub scope: Scope,
    /// The entry of the map, or the statement that sets it.
    pub span: Range<usize>,
}

/// A statement that puts other placeholders in the place of those there were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    /// The `=`, or the name of the method that does the same.
    pub operator: Range<usize>,
    /// The keys that it sets, as far as they are literals.
    pub keys: Vec<String>,
    /// Which variants it is for.
    pub scope: Scope,
}

/// The block of an app's build file that a statement belongs to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The file itself.
    TopLevel,
    /// `android {}`
    Android,
    /// `android { defaultConfig {} }`
    DefaultConfig,
    /// One of `buildTypes {}`.
    BuildType(String),
    /// One of `productFlavors {}`.
    Flavor(String),
    /// One of `signingConfigs {}`.
    SigningConfig(String),
    /// Any other block.
    Elsewhere,
}

impl Scope {
    /// The scope of a statement in these blocks.
    fn of(names: &[&str]) -> Self {
        match names {
            [] => Self::TopLevel,
            ["android"] => Self::Android,
            ["android", "defaultConfig"] => Self::DefaultConfig,
            ["android", "buildTypes", name] => Self::BuildType((*name).to_owned()),
            ["android", "productFlavors", name] => Self::Flavor((*name).to_owned()),
            ["android", "signingConfigs", name] => Self::SigningConfig((*name).to_owned()),
            _ => Self::Elsewhere,
        }
    }

    /// The blocks it stands in; `None` where there is no single way to it.
    fn path(&self) -> Option<Vec<&str>> {
        match self {
            Self::TopLevel => Some(Vec::new()),
            Self::Android => Some(vec!["android"]),
            Self::DefaultConfig => Some(vec!["android", "defaultConfig"]),
            Self::BuildType(name) => Some(vec!["android", "buildTypes", name]),
            Self::Flavor(name) => Some(vec!["android", "productFlavors", name]),
            Self::SigningConfig(name) => Some(vec!["android", "signingConfigs", name]),
            Self::Elsewhere => None,
        }
    }
}
