//! Adds modules to the classpath of the build and to the dependencies of a module.

use super::super::{Build, Module, Where};
use super::cannot;
use super::insert::Snippet;
use super::repositories::usual_repositories;
use crate::project::Dsl;
use crate::project::edit::{CannotEdit, Edit};
use crate::text;

/// Configurations that have the same effect for the app.
const ALIKE: [&str; 2] = ["implementation", "api"];

impl Build {
    /// Adds `classpath 'g:a:v'` to the build script; a module that is there in any version is left alone.
    pub fn add_classpath(&self, notation: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.classpath_added(notation))
    }

    fn classpath_added(&self, notation: &str) -> Result<Vec<Edit>, CannotEdit> {
        let classpaths = self.classpaths();
        let name = name_of(notation)?;
        if classpaths.iter().any(|module| module.name.as_deref() == Some(name)) {
            return Ok(Vec::new());
        }
        let line = Snippet::Line(self.module_line("classpath", notation, &classpaths));
        if let Some(block) = self.blocks(&["buildscript", "dependencies"]).first() {
            return Ok(vec![self.append(block, &[line])]);
        }
        let mut content = vec![Snippet::block("dependencies", vec![line])];
        // The classpath has no repositories but those of the build script.
        if !self.has_block(&["buildscript", "repositories"]) {
            content.insert(0, Snippet::block("repositories", usual_repositories(Where::Buildscript)));
        }
        Ok(vec![match self.blocks(&["buildscript"]).first() {
            Some(block) => self.append(block, &content),
            None => self.new_root_block(Where::Buildscript, Snippet::block("buildscript", content)),
        }])
    }

    /// Adds `implementation 'g:a:v'`; a module that is there in any version is left alone.
    pub fn add_dependency(&self, configuration: &str, notation: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.dependency_added(configuration, notation))
    }

    fn dependency_added(&self, configuration: &str, notation: &str) -> Result<Vec<Edit>, CannotEdit> {
        let dependencies = self.dependencies();
        let name = name_of(notation)?;
        let is_alike =
            |other: &str| other == configuration || (ALIKE.contains(&other) && ALIKE.contains(&configuration));
        let is_there = |module: &&Module| module.name.as_deref() == Some(name) && is_alike(&module.configuration);
        if dependencies.iter().any(|module| is_there(&module)) {
            return Ok(Vec::new());
        }
        let line = Snippet::Line(self.module_line(configuration, notation, &dependencies));
        Ok(vec![match self.blocks(&["dependencies"]).last() {
            Some(block) => self.append(block, &[line]),
            None => self.at_end(&[Snippet::block("dependencies", vec![line])]),
        }])
    }

    /// The declaration, written like the others there.
    fn module_line(&self, configuration: &str, notation: &str, neighbours: &[Module]) -> String {
        let plain = neighbours.iter().rev().find(|module| {
            let between = module.span.start + module.configuration.len()..module.notation.span.start;
            module.notation.value.is_some()
                && self.slice(module.span.clone()).starts_with(&module.configuration)
                && self.is_made_of(between, &['('])
        });
        let quoted = self.quoted_like(plain.map(|module| &module.notation), notation);
        let is_call = plain.is_some_and(|module| self.slice(module.span.clone()).contains('('));
        if is_call || self.dsl == Dsl::Kotlin {
            format!("{configuration}({quoted})")
        } else {
            format!("{configuration} {quoted}")
        }
    }
}

/// `g:a` of `g:a:v`
fn name_of(notation: &str) -> Result<&str, CannotEdit> {
    let mut colons = notation.match_indices(':').map(|(at, _)| at);
    match (colons.next(), colons.next()) {
        (Some(_), Some(second)) => Ok(&notation[..second]),
        (Some(_), None) => Ok(notation),
        _ => Err(cannot(text!("`{notation}` names no module", "`{notation}` 不是模块坐标"), None)),
    }
}
