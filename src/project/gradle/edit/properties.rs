//! Sets properties and adds rule files.

use super::super::facts::arguments;
use super::super::lexer::Delimiter;
use super::super::tree::{Group, Statement};
use super::super::{Build, Scope};
use super::insert::Snippet;
use super::is_computed;
use crate::project::Dsl;
use crate::project::edit::{CannotEdit, Edit};

impl Build {
    /// Gives a property a value: `literal` is `"x"`, `'x'`, `33` or `true`, as it is to stand in the file.
    ///
    /// A string that is there keeps its quotes. A value that is computed cannot be edited.
    pub fn set_value(&self, scope: &Scope, name: &str, literal: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.value_set(scope, name, literal))
    }

    fn value_set(&self, scope: &Scope, name: &str, literal: &str) -> Result<Vec<Edit>, CannotEdit> {
        if let Some(stated) = self.values(scope, name).pop() {
            let wanted = Self::read(literal, self.dsl).ok();
            let wanted = wanted.and_then(|read| read.statements.first().map(|only| read.stated(&only.nodes)));
            let is_string = wanted.as_ref().is_some_and(|wanted| wanted.span != wanted.inner);
            let wanted = wanted.and_then(|wanted| wanted.value);
            if self.slice(stated.span.clone()) == literal || (wanted.is_some() && stated.value == wanted) {
                return Ok(Vec::new());
            }
            return match (stated.value.is_some(), wanted.filter(|_| is_string && stated.inner != stated.span)) {
                (false, _) => Err(is_computed(name, &stated)),
                (true, Some(value)) => Ok(self.replacement(&stated, &value).into_iter().collect()),
                (true, None) => Ok(vec![Edit::replace(stated.span, literal)]),
            };
        }
        let path = self.path_of(scope)?;
        let block = self.blocks(&path).first().copied();
        let line = Snippet::Line(if self.assigns(block) {
            format!("{name} = {literal}")
        } else {
            format!("{name} {literal}")
        });
        match block.and_then(|block| self.last_property(block)) {
            Some(neighbour) => Ok(vec![self.after(neighbour, &[line])]),
            None => Ok(vec![self.put_into(&path, vec![line])?]),
        }
    }

    /// Adds a rule file to the release build, beside that of the Android plugin.
    pub fn add_proguard_file(&self, name: &str) -> Result<Vec<Edit>, CannotEdit> {
        self.settled(|build| build.proguard_file_added(name))
    }

    fn proguard_file_added(&self, name: &str) -> Result<Vec<Edit>, CannotEdit> {
        let release = Scope::BuildType("release".to_owned());
        let files = self.proguard_files(&release);
        if files.iter().any(|file| file.value.as_deref() == Some(name)) {
            return Ok(Vec::new());
        }
        if let Some(edit) = self.proguard_argument(&release, name) {
            return Ok(vec![edit]);
        }
        let android = self.quoted("proguard-android-optimize.txt");
        let name = self.quoted(name);
        let line = match self.dsl {
            Dsl::Groovy => format!("proguardFiles getDefaultProguardFile({android}), {name}"),
            Dsl::Kotlin => format!("proguardFiles(getDefaultProguardFile({android}), {name})"),
        };
        Ok(vec![self.put_into(&["android", "buildTypes", "release"], vec![Snippet::Line(line)])?])
    }

    /// One more argument of `proguardFiles`, or one more statement beside another way of writing it.
    fn proguard_argument(&self, scope: &Scope, name: &str) -> Option<Edit> {
        let mut edit = None;
        self.walk(&mut |visit| {
            let (last, blocks) = visit.last();
            let is_setting = matches!(&*last.name, "proguardFiles" | "proguardFile" | "setProguardFiles");
            if !is_setting || Scope::of(&blocks) != *scope {
                return;
            }
            let arguments = arguments(&visit.chain);
            let neighbour = arguments.last().map(|nodes| self.stated(nodes));
            let quoted = self.quoted_like(neighbour.as_ref(), name);
            let is_list = last.name == "proguardFiles"
                && !["=", "+="].iter().any(|operator| self.is_symbol(visit.chain.rest.first(), operator));
            edit = Some(match neighbour.filter(|_| is_list) {
                Some(neighbour) => Edit::insert(neighbour.span.end, format!(", {quoted}")),
                None if self.dsl == Dsl::Kotlin => {
                    self.after(visit.span(), &[Snippet::Line(format!("proguardFile({quoted})"))])
                }
                None => self.after(visit.span(), &[Snippet::Line(format!("proguardFile {quoted}"))]),
            });
        });
        edit
    }

    /// Whether properties of a block are written with `=`.
    fn assigns(&self, block: Option<&Group>) -> bool {
        let (mut assigned, mut called) = (0, 0);
        for statement in block.map(|block| block.statements.as_slice()).unwrap_or_default() {
            match statement.nodes.as_slice() {
                [name, operator, _, ..] if self.word(name).is_some() && self.is_symbol(Some(operator), "=") => {
                    assigned += 1;
                }
                [name, value, ..] if self.word(name).is_some() && value.group(Delimiter::Curly).is_none() => {
                    called += 1;
                }
                _ => {}
            }
        }
        self.dsl == Dsl::Kotlin || assigned > called
    }

    /// Where the last statement of a block stands that sets a property.
    fn last_property(&self, block: &Group) -> Option<std::ops::Range<usize>> {
        let is_property = |statement: &&Statement| {
            let chain = self.chain(&statement.nodes);
            chain.is_some_and(|chain| {
                let link = &chain.links[0];
                chain.links.len() == 1
                    && link.block.is_none()
                    && link.index.is_none()
                    && !chain.rest.is_empty()
                    && !matches!(&*link.name, "manifestPlaceholders" | "if" | "def" | "val" | "var")
            })
        };
        block.statements.iter().rfind(is_property).map(Statement::span)
    }
}
