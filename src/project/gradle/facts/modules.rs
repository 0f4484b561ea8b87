//! The modules that a file asks for.

use std::ops::Range;

use super::super::tree::Node;
use super::super::walk::Visit;
use super::super::{Build, Module, UsedModule};
use super::{arguments, in_brackets};
use crate::project::edit::Stated;

impl Build {
    /// What `buildscript { dependencies {} }` has.
    #[must_use]
    pub fn classpaths(&self) -> Vec<Module> {
        self.modules_in(&["buildscript", "dependencies"])
    }

    /// What `dependencies {}` at the top level has.
    #[must_use]
    pub fn dependencies(&self) -> Vec<Module> {
        self.modules_in(&["dependencies"])
    }

    /// What `useModule` puts in for plugins.
    #[must_use]
    pub fn use_modules(&self) -> Vec<UsedModule> {
        let mut modules = Vec::new();
        self.walk(&mut |visit| {
            if visit.last().0.name == "useModule"
                && let Some(notation) = arguments(&visit.chain).first()
            {
                let module = self.module("useModule", notation, visit.span());
                modules.push(UsedModule { plugin: visit.plugin.cloned(), module });
            }
        });
        modules
    }

    fn modules_in(&self, blocks: &[&str]) -> Vec<Module> {
        let mut modules = Vec::new();
        self.walk(&mut |visit| {
            if visit.last().1 == blocks {
                modules.extend(self.modules(visit));
            }
        });
        modules
    }

    /// The modules of a statement: Groovy allows several.
    fn modules(&self, visit: &Visit<'_, '_>) -> Vec<Module> {
        let (last, _) = visit.last();
        let mut arguments = arguments(&visit.chain);
        let mut configuration = last.name.as_ref();
        let added = arguments.first().and_then(|nodes| self.stated(nodes).value);
        if let ("add", [_, ..], Some(name)) = (configuration, arguments.as_slice(), added.as_deref()) {
            configuration = name;
            arguments.remove(0);
        }
        let is_assignment = self.is_symbol(visit.chain.rest.first(), "=");
        if arguments.is_empty() || is_assignment {
            return Vec::new();
        }
        if let Some(name) = self.named_argument(&arguments, "name") {
            return vec![self.module_of_parts(configuration, &arguments, name, visit)];
        }
        let is_block = |nodes: &[Node]| matches!(nodes, [Node::Group(_)]);
        let notations = arguments.iter().filter(|nodes| !is_block(nodes));
        notations.map(|nodes| self.module(configuration, nodes, visit.span())).collect()
    }

    /// `group: 'g', name: 'a', version: 'v'`
    fn module_of_parts(&self, configuration: &str, arguments: &[&[Node]], name: &[Node], visit: &Visit) -> Module {
        let part = |key| self.named_argument(arguments, key).map(|nodes| self.stated(nodes));
        let artifact = self.stated(name);
        let group = part("group").and_then(|group| group.value);
        let name = group.zip(artifact.value.as_deref()).map(|(group, artifact)| format!("{group}:{artifact}"));
        let span = artifact.span.clone();
        let notation = Stated { value: None, inner: span.clone(), span };
        let configuration = configuration.to_owned();
        Module { configuration, notation, name, version: part("version"), catalogue_alias: None, span: visit.span() }
    }

    fn module(&self, configuration: &str, nodes: &[Node], span: Range<usize>) -> Module {
        let nodes = in_brackets(nodes).and_then(|group| group.statements.first()).map_or(nodes, |item| &item.nodes);
        let notation = self.stated(nodes);
        let mut module = Module {
            configuration: configuration.to_owned(),
            notation,
            name: None,
            version: None,
            catalogue_alias: None,
            span,
        };
        if module.notation.inner == module.notation.span {
            self.describe_call(&mut module, nodes);
        } else {
            (module.name, module.version) = self.coordinates(&module.notation);
        }
        module
    }

    /// `platform("g:a:v")`, `kotlin("stdlib", "v")`, `libs.x`
    fn describe_call(&self, module: &mut Module, nodes: &[Node]) {
        let names = self.dotted(nodes);
        if let ["libs", alias @ ..] = names.as_slice()
            && !alias.is_empty()
        {
            module.catalogue_alias = Some(alias.join("."));
            return;
        }
        let Some(chain) = self.chain(nodes) else { return };
        let Some(arguments) = chain.links[0].arguments else { return };
        let Some(first) = arguments.statements.first() else { return };
        match chain.links[0].name.as_ref() {
            "platform" | "enforcedPlatform" | "testFixtures" => {
                let inner = self.module(&module.configuration, &first.nodes, module.span.clone());
                *module = inner;
            }
            "kotlin" => {
                let artifact = self.stated(&first.nodes).value;
                module.name = artifact.map(|artifact| format!("org.jetbrains.kotlin:kotlin-{artifact}"));
                module.version = arguments.statements.get(1).map(|version| self.stated(&version.nodes));
            }
            _ => {}
        }
    }

    /// Group and artifact, and the version, of `g:a:v`; also where only the version is computed.
    fn coordinates(&self, notation: &Stated) -> (Option<String>, Option<Stated>) {
        let words = self.slice(notation.inner.clone());
        let mut colons = words.match_indices(':').map(|(at, _)| at);
        let (Some(first), second) = (colons.next(), colons.next()) else { return (None, None) };
        let name = &words[..second.unwrap_or(words.len())];
        let is_known = first > 0 && !name.contains(['$', '\\']);
        let name = is_known.then(|| name.split('@').next().unwrap_or(name).to_owned());
        let version = second.filter(|_| is_known).map(|second| {
            let rest = &words[second + 1..];
            // `g:a:v:classifier@aar`; a computed version may hold a colon.
            let end = rest.find('@').unwrap_or(rest.len());
            let end = if rest.contains('$') { end } else { rest[..end].find(':').unwrap_or(end) };
            let start = notation.inner.start + second + 1;
            let value = notation.value.is_some() && !rest.contains('\\');
            let value = value.then(|| rest[..end].to_owned());
            Stated { value, span: start..start + end, inner: start..start + end }
        });
        (name, version)
    }
}
