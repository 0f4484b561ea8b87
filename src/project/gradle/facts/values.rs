//! Properties, and the blocks that hold them.

use super::super::lexer::{Delimiter, Kind};
use super::super::tree::Node;
use super::super::walk::Chain;
use super::super::{Build, Scope};
use super::{arguments, items, split};
use crate::project::edit::Stated;

/// Methods of a container that configure several of its elements or none in particular.
const NOT_AN_ELEMENT: [&str; 8] =
    ["all", "each", "forEach", "configureEach", "whenObjectAdded", "matching", "withType", "if"];

impl Build {
    /// What a property is set to in a scope, in source order: `name "x"`, `name = "x"`, `name("x")`, `setName("x")`.
    #[must_use]
    pub fn values(&self, scope: &Scope, name: &str) -> Vec<Stated> {
        let mut values = Vec::new();
        self.walk(&mut |visit| {
            if let Some((nodes, link)) = self.setting(&visit.chain, name)
                && Scope::of(&visit.blocks_of(link)) == *scope
            {
                values.push(self.stated(nodes));
            }
        });
        values
    }

    /// What a property or variable of this name is set to anywhere in the file.
    #[must_use]
    pub fn values_anywhere(&self, name: &str) -> Vec<Stated> {
        let mut values = Vec::new();
        self.walk(&mut |visit| values.extend(self.value_of(&visit.chain, name).map(|nodes| self.stated(nodes))));
        values
    }

    /// The names in `buildTypes {}`, in source order.
    #[must_use]
    pub fn build_types(&self) -> Vec<String> {
        self.elements("buildTypes")
    }

    /// The names in `productFlavors {}`, in source order.
    #[must_use]
    pub fn flavors(&self) -> Vec<String> {
        self.elements("productFlavors")
    }

    /// The names in `signingConfigs {}`, in source order.
    #[must_use]
    pub fn signing_configs(&self) -> Vec<String> {
        self.elements("signingConfigs")
    }

    /// The rule files of a scope, without those that come with the Android plugin.
    #[must_use]
    pub fn proguard_files(&self, scope: &Scope) -> Vec<Stated> {
        let mut files = Vec::new();
        self.walk(&mut |visit| {
            let (last, blocks) = visit.last();
            let is_setting = matches!(&*last.name, "proguardFiles" | "proguardFile" | "setProguardFiles");
            if is_setting && Scope::of(&blocks) == *scope {
                let arguments = match visit.chain.rest {
                    [operator, value @ ..] if ["=", "+="].iter().any(|it| self.is_symbol(Some(operator), it)) => {
                        vec![value]
                    }
                    _ => arguments(&visit.chain),
                };
                let listed = arguments.iter().flat_map(|nodes| self.listed(nodes));
                files.extend(listed.filter(|nodes| !self.comes_with_android(nodes)).map(|nodes| self.file(nodes)));
            }
        });
        files
    }

    /// The modules that the settings include.
    #[must_use]
    pub fn includes(&self) -> Vec<Stated> {
        let mut includes = Vec::new();
        self.walk(&mut |visit| {
            if visit.last().0.name == "include" && visit.last().1.is_empty() {
                includes.extend(arguments(&visit.chain).into_iter().map(|nodes| self.stated(nodes)));
            }
        });
        includes
    }

    /// Whether a block stands there, such as `["android", "defaultConfig"]`.
    #[must_use]
    pub fn has_block(&self, path: &[&str]) -> bool {
        !self.blocks(path).is_empty()
    }

    /// What a statement sets a property to, if it does.
    pub(super) fn value_of<'t>(&self, chain: &Chain<'t>, name: &str) -> Option<&'t [Node]> {
        self.setting(chain, name).map(|(value, _)| value)
    }

    /// The same with the number of the link that names the property.
    fn setting<'t>(&self, chain: &Chain<'t>, name: &str) -> Option<(&'t [Node], usize)> {
        let number = chain.links.len() - 1;
        let last = &chain.links[number];
        let first_argument = || last.arguments.and_then(|group| group.statements.first()).map(|it| it.nodes.as_slice());
        if is_setter(&last.name, name) {
            return first_argument().map(|value| (value, number));
        }
        if last.name == "set" && number > 0 && chain.links[number - 1].name == name {
            return first_argument().map(|value| (value, number - 1));
        }
        if last.name != name || last.index.is_some() {
            return None;
        }
        let value = match (last.arguments, chain.rest) {
            (Some(_), []) => first_argument(),
            (None, [operator, value @ ..]) if self.is_symbol(Some(operator), "=") => Some(value),
            // `val name: String = "x"`
            (None, [colon, typed @ ..]) if self.is_symbol(Some(colon), ":") => {
                let equals = typed.iter().position(|node| self.is_symbol(Some(node), "="));
                equals.map(|equals| &typed[equals + 1..])
            }
            (None, rest @ [first, ..]) if !is_operator(first) => split(rest).first().copied(),
            _ => None,
        };
        value.filter(|value| !value.is_empty()).map(|value| (value, number))
    }

    fn elements(&self, container: &str) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        self.walk(&mut |visit| {
            let outside = visit.blocks_of(0).len();
            let blocks = visit.all_blocks();
            let ["android", found, name, ..] = blocks.as_slice() else { return };
            let link = visit.chain.links.iter().position(|link| link.block.is_some() || link.arguments.is_some());
            let is_element = outside > 2 || blocks.len() > 3 || link.is_some();
            if *found == container && is_element && !NOT_AN_ELEMENT.contains(name) && !names.iter().any(|n| n == name) {
                names.push((*name).to_owned());
            }
        });
        names
    }

    /// The items of `[..]` or `listOf(..)`, or the expression itself.
    fn listed<'t>(&self, nodes: &'t [Node]) -> Vec<&'t [Node]> {
        match nodes {
            [list] if list.group(Delimiter::Square).is_some() => {
                list.group(Delimiter::Square).map(items).unwrap_or_default()
            }
            [name, list] if self.word(name) == Some("listOf") => {
                list.group(Delimiter::Round).map(items).unwrap_or_default()
            }
            _ => vec![nodes],
        }
    }

    /// `getDefaultProguardFile(…)`
    fn comes_with_android(&self, nodes: &[Node]) -> bool {
        nodes.iter().any(|node| self.word(node) == Some("getDefaultProguardFile"))
    }

    /// `"x"` or `file("x")`
    fn file(&self, nodes: &[Node]) -> Stated {
        match nodes {
            [file, argument] if self.word(file) == Some("file") => match super::in_brackets(&nodes[1..]).map(items) {
                Some(arguments) if arguments.len() == 1 => self.stated(arguments[0]),
                _ => self.stated(std::slice::from_ref(argument)),
            },
            _ => self.stated(nodes),
        }
    }
}

fn is_operator(node: &Node) -> bool {
    matches!(node, Node::Leaf(token) if token.kind == Kind::Symbol)
}

/// Whether `method` is the setter of `property`.
fn is_setter(method: &str, property: &str) -> bool {
    let Some(name) = method.strip_prefix("set") else { return false };
    let mut characters = property.chars();
    let Some(first) = characters.next() else { return false };
    name.strip_prefix(first.to_ascii_uppercase()).is_some_and(|rest| rest == characters.as_str())
}
