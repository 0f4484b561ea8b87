//! Goes through the statements of a file and knows for each of them which blocks it stands in.
//!
//! `if`, `else`, `afterEvaluate {}` and the like are looked through: what stands in them counts as standing outside.
//! The body of a function, the value of a variable and a closure that is only passed on are no blocks of the build;
//! statements in those are shown too, but stand in a block without a name.

use std::borrow::Cow;
use std::ops::Range;

use super::Build;
use super::lexer::{Delimiter, Kind, Token};
use super::tree::{Group, Node, Statement, span_of};
use crate::project::Dsl;
use crate::project::edit::Stated;

/// A statement in its place.
pub(super) struct Visit<'v, 't> {
    /// The names of the blocks around it.
    path: &'v [Cow<'t, str>],
    /// The id that the plugin is compared with around it.
    pub(super) plugin: Option<&'v Stated>,
    /// All of the statement.
    pub(super) nodes: &'t [Node],
    /// The statement taken apart.
    pub(super) chain: Chain<'t>,
}

/// `a.b("c") { … }.d = e` taken apart: links joined by dots, and what follows them.
pub(super) struct Chain<'t> {
    /// At least one.
    pub(super) links: Vec<Link<'t>>,
    /// An operator with its operand, or the arguments of a Groovy command.
    pub(super) rest: &'t [Node],
}

/// A name with what directly follows it.
pub(super) struct Link<'t> {
    /// The name, without backticks or quotes.
    pub(super) name: Cow<'t, str>,
    /// Where the name stands.
    pub(super) span: Range<usize>,
    /// `(…)`
    pub(super) arguments: Option<&'t Group>,
    /// `[…]`
    pub(super) index: Option<&'t Group>,
    /// `{…}`, also where it is the last argument.
    pub(super) block: Option<&'t Group>,
    /// What the block is called, `None` for one that is looked through.
    step: Option<Cow<'t, str>>,
}

/// More blocks than any fact is looked for in.
const PATH_LIMIT: usize = 8;

/// Receivers that change nothing about where a statement stands.
const RECEIVERS: [&str; 6] = ["project", "rootProject", "this", "settings", "gradle", "extensions"];

/// Methods whose block belongs to the element or project that they are given.
const BY_NAME: [&str; 7] = ["create", "getByName", "named", "register", "maybeCreate", "configure", "with"];

/// Methods whose block runs in the place where they stand.
const LOOKED_THROUGH: [&str; 7] = ["afterEvaluate", "beforeEvaluate", "run", "apply", "also", "let", "with"];

/// Words that a statement with a body begins with.
const CONTROL: [&str; 12] =
    ["if", "else", "for", "while", "do", "when", "switch", "case", "default", "try", "catch", "finally"];

/// Words that a declaration begins with.
const DECLARATION: [&str; 14] = [
    "def",
    "val",
    "var",
    "final",
    "const",
    "String",
    "fun",
    "class",
    "object",
    "interface",
    "enum",
    "private",
    "void",
    "data",
];

impl<'t> Visit<'_, 't> {
    /// Where the statement stands.
    pub(super) fn span(&self) -> Range<usize> {
        span_of(self.nodes)
    }

    /// The names of the blocks around the link with this number, those of the same statement included; not more than
    /// anybody compares them with.
    pub(super) fn blocks_of(&self, link: usize) -> Vec<&str> {
        let own = self.chain.links[..link].iter().filter_map(|link| link.step.as_deref());
        self.path.iter().map(AsRef::as_ref).chain(own).take(PATH_LIMIT).collect()
    }

    /// The names of all blocks that the statement stands in or opens.
    pub(super) fn all_blocks(&self) -> Vec<&str> {
        self.blocks_of(self.chain.links.len())
    }

    /// The last link, and the blocks around it.
    pub(super) fn last(&self) -> (&Link<'t>, Vec<&str>) {
        let last = self.chain.links.len() - 1;
        (&self.chain.links[last], self.blocks_of(last))
    }
}

impl Build {
    /// Shows every statement of the file, outer ones before those in them.
    pub(super) fn walk<'t>(&'t self, visit: &mut dyn FnMut(&Visit<'_, 't>)) {
        Walker { build: self, path: Vec::new(), plugin: None, visit }.statements(&self.statements);
    }

    /// The blocks that stand exactly there.
    pub(super) fn blocks(&self, path: &[&str]) -> Vec<&Group> {
        let mut found = Vec::new();
        self.walk(&mut |visit| {
            for (number, link) in visit.chain.links.iter().enumerate() {
                if let Some(block) = link.block
                    && link.step.is_some()
                    && visit.blocks_of(number + 1) == path
                {
                    found.push(block);
                }
            }
        });
        found
    }

    /// The word that a node is.
    pub(super) fn word(&self, node: &Node) -> Option<&str> {
        match node {
            Node::Leaf(Token { kind: Kind::Word, span }) => Some(self.slice(span.clone()).trim_matches('`')),
            _ => None,
        }
    }

    /// Whether a node is this operator.
    pub(super) fn is_symbol(&self, node: Option<&Node>, symbol: &str) -> bool {
        matches!(node, Some(Node::Leaf(Token { kind: Kind::Symbol, span })) if self.slice(span.clone()) == symbol)
    }

    /// Takes a statement or expression apart; `None` if it does not begin with a name.
    pub(super) fn chain<'t>(&'t self, nodes: &'t [Node]) -> Option<Chain<'t>> {
        let mut links = Vec::new();
        let mut at = 0;
        loop {
            let (link, length) = self.link(&nodes[at..], links.is_empty())?;
            links.push(link);
            at += length;
            let dot = [".", "?.", "*."].iter().any(|dot| self.is_symbol(nodes.get(at), dot));
            if !dot || nodes.get(at + 1).and_then(|node| self.word(node)).is_none() {
                break;
            }
            at += 1;
        }
        // `this.android {}`, but not `project(":app") {}`.
        let last = links.len() - 1;
        for link in &mut links[..last] {
            if RECEIVERS.contains(&link.name.as_ref()) && link.arguments.is_none() && link.block.is_none() {
                link.step = None;
            }
        }
        Some(Chain { links, rest: &nodes[at..] })
    }

    /// The name at the beginning with what belongs to it, and how many nodes that are.
    fn link<'t>(&'t self, nodes: &'t [Node], is_first: bool) -> Option<(Link<'t>, usize)> {
        let first = nodes.first()?;
        let name = match self.word(first) {
            Some(word) => Cow::Borrowed(word),
            // `"prod" { … }` in Groovy, `"implementation"("g:a:v")` in Kotlin.
            None if matches!(nodes.get(1)?, Node::Group(group) if group.delimiter != Delimiter::Square) => {
                self.string(first)?
            }
            None => return None,
        };
        let mut link = Link { name, span: first.span(), arguments: None, index: None, block: None, step: None };
        let (mut at, generic) = self.type_arguments(nodes);
        // `android: { … }` is a mistake, but what is meant is clear.
        if is_first && self.dsl == Dsl::Groovy && self.is_symbol(nodes.get(1), ":") {
            at += usize::from(nodes.get(2).is_some_and(|node| node.group(Delimiter::Curly).is_some()));
        }
        at += self.attach(&mut link, &nodes[at..]);
        link.step = self.step(&link, generic, is_first);
        Some((link, at))
    }

    /// Gives a link the brackets that follow its name; how many nodes that are.
    fn attach<'t>(&self, link: &mut Link<'t>, nodes: &'t [Node]) -> usize {
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            let Node::Group(group) = node else {
                if !self.is_symbol(Some(node), "!!") {
                    break;
                }
                at += 1;
                continue;
            };
            let place = match group.delimiter {
                Delimiter::Round => &mut link.arguments,
                Delimiter::Square => &mut link.index,
                Delimiter::Curly => &mut link.block,
            };
            if place.is_some() {
                break;
            }
            *place = Some(group);
            at += 1;
        }
        if link.block.is_none() {
            let last = link.arguments.and_then(|arguments| arguments.statements.last());
            link.block = last.and_then(|last| last.nodes.first()).and_then(|node| node.group(Delimiter::Curly));
        }
        at
    }

    /// `<A, B>` after a name: the nodes up to its end, and the last name in it.
    fn type_arguments<'t>(&'t self, nodes: &'t [Node]) -> (usize, Option<&'t str>) {
        if !self.is_symbol(nodes.get(1), "<") {
            return (1, None);
        }
        let mut name = None;
        let mut depth = 1;
        for (number, node) in nodes.iter().enumerate().skip(2) {
            match node {
                Node::Leaf(Token { kind: Kind::Word, .. }) => name = self.word(node),
                Node::Leaf(Token { kind: Kind::Comma, .. }) => {}
                Node::Leaf(Token { kind: Kind::Symbol, span }) => match self.slice(span.clone()) {
                    "<" => depth += 1,
                    ">" => depth -= 1,
                    "." | "*" | "?" => {}
                    _ => break,
                },
                _ => break,
            }
            if depth == 0 {
                let is_called = matches!(nodes.get(number + 1), Some(Node::Group(_)));
                return if is_called { (number + 1, name) } else { (1, None) };
            }
        }
        (1, None)
    }

    /// What the block of a link is called.
    fn step<'t>(&'t self, link: &Link<'t>, generic: Option<&str>, is_first: bool) -> Option<Cow<'t, str>> {
        let name = link.name.as_ref();
        if BY_NAME.contains(&name) {
            let argument = link.arguments.and_then(|arguments| arguments.statements.first());
            if let Some([node, ..]) = argument.map(|argument| argument.nodes.as_slice()) {
                let word = self.word(node).filter(|_| matches!(name, "configure" | "with"));
                if let Some(element) = self.string(node).or_else(|| word.map(Cow::Borrowed)) {
                    return Some(element);
                }
            }
            // `configure<ApplicationExtension> { … }`
            let extension = |generic: &str| {
                ["AppExtension", "ApplicationExtension", "AppModuleExtension"]
                    .iter()
                    .any(|name| generic.ends_with(name))
            };
            if generic.is_some_and(extension) {
                return Some(Cow::Borrowed("android"));
            }
        }
        // `apply { plugin("x") }` alone is a block of its own, unlike `x.apply { … }`.
        let is_own = name == "apply" && is_first;
        (!LOOKED_THROUGH.contains(&name) || is_own).then(|| link.name.clone())
    }
}

struct Walker<'w, 't> {
    build: &'t Build,
    path: Vec<Cow<'t, str>>,
    plugin: Option<Stated>,
    visit: &'w mut dyn FnMut(&Visit<'_, 't>),
}

impl<'t> Walker<'_, 't> {
    fn statements(&mut self, statements: &'t [Statement]) {
        for statement in statements {
            let plugin = self.plugin.clone();
            self.nodes(&statement.nodes);
            self.plugin = plugin;
        }
    }

    /// A statement, or what an `if` and its like have as a body.
    fn nodes(&mut self, mut nodes: &'t [Node]) {
        let build = self.build;
        let mut is_control = false;
        while let Some(first) = nodes.first() {
            if let Some(block) = first.group(Delimiter::Curly) {
                self.statements(&block.statements);
                nodes = &nodes[1..];
            } else if let Some(word) = build.word(first).filter(|word| self.is_control(word, nodes)) {
                is_control = true;
                nodes = self.head(word, &nodes[1..]);
            } else if build.is_symbol(nodes.get(1), "->") {
                // A case of `when`.
                self.plugin = build.string(first).map(|_| build.stated(&nodes[..1]));
                is_control = true;
                nodes = &nodes[2..];
            } else {
                let ends = |node: &Node| is_control && build.word(node) == Some("else");
                let end = nodes.iter().position(ends).unwrap_or(nodes.len());
                self.statement(&nodes[..end]);
                nodes = &nodes[end..];
            }
        }
    }

    /// Whether a word begins a control statement: `default` is also a name.
    fn is_control(&self, word: &str, nodes: &[Node]) -> bool {
        CONTROL.contains(&word) && (word != "default" || self.build.is_symbol(nodes.get(1), ":"))
    }

    /// What comes after the head of a control statement; remembers what it compares the plugin's id with.
    fn head(&mut self, word: &str, nodes: &'t [Node]) -> &'t [Node] {
        let build = self.build;
        self.plugin = None;
        let condition = nodes.first().and_then(|node| node.group(Delimiter::Round));
        if let Some(condition) = condition {
            if word == "if" {
                self.plugin = condition.statements.first().and_then(|it| self.compared(&it.nodes));
            }
            return &nodes[1..];
        }
        let is_case = word == "case" && build.is_symbol(nodes.get(1), ":");
        if is_case {
            self.plugin = build.string(&nodes[0]).map(|_| build.stated(&nodes[..1]));
        }
        let skipped = if is_case { 2 } else { 0 };
        let symbols = [":", "->"].iter().any(|symbol| build.is_symbol(nodes.get(skipped), symbol));
        &nodes[skipped + usize::from(symbols)..]
    }

    /// The literal of `requested.id.id == "…"`.
    fn compared(&self, nodes: &[Node]) -> Option<Stated> {
        let [left @ .., equals, literal] = nodes else { return None };
        let is_id = left.iter().rev().any(|node| self.build.word(node) == Some("id"))
            && !left.iter().any(|node| self.build.word(node) == Some("namespace"));
        (is_id && self.build.is_symbol(Some(equals), "==") && self.build.string(literal).is_some())
            .then(|| self.build.stated(std::slice::from_ref(literal)))
    }

    fn statement(&mut self, nodes: &'t [Node]) {
        let build = self.build;
        let declares = |node: &Node| build.word(node).is_some_and(|word| DECLARATION.contains(&word));
        let name = nodes.iter().position(|node| !declares(node)).unwrap_or(nodes.len());
        // `data { … }` is a block, `data class` is not; the same goes for a flavour of such a name.
        let rest = &nodes[name..];
        if name == 0 || rest.first().is_some_and(|node| build.word(node).is_none()) {
            return self.plain(nodes);
        }
        if self.delegated(rest).is_none() {
            self.within(Cow::Borrowed(""), |walker| walker.plain(rest));
        }
    }

    /// `val prod by creating { … }`
    fn delegated(&mut self, nodes: &'t [Node]) -> Option<()> {
        let [name, by, method, .., block] = nodes else { return None };
        let name = self.build.word(name)?;
        let is_delegate = self.build.word(by) == Some("by")
            && matches!(self.build.word(method), Some("creating" | "getting" | "registering" | "existing"));
        let block = block.group(Delimiter::Curly).filter(|_| is_delegate)?;
        self.within(Cow::Borrowed(name), |walker| walker.statements(&block.statements));
        Some(())
    }

    fn plain(&mut self, nodes: &'t [Node]) {
        let Some(chain) = self.build.chain(nodes) else { return self.hidden(nodes) };
        let visit = Visit { path: &self.path, plugin: self.plugin.as_ref(), nodes, chain };
        (self.visit)(&visit);
        let Chain { links, rest } = visit.chain;
        let depth = self.path.len();
        for link in links {
            self.path.extend(link.step);
            if let Some(block) = link.block {
                self.statements(&block.statements);
            }
            for group in [link.arguments, link.index].into_iter().flatten() {
                self.hidden_in(group, link.block);
            }
        }
        self.path.truncate(depth);
        self.hidden(rest);
    }

    /// Blocks somewhere in an expression: whoever evaluates it decides what they are for.
    fn hidden(&mut self, nodes: &'t [Node]) {
        for node in nodes {
            match node {
                Node::Group(group) if group.delimiter == Delimiter::Curly => {
                    self.within(Cow::Borrowed(""), |walker| walker.statements(&group.statements));
                }
                Node::Group(group) => self.hidden_in(group, None),
                Node::Leaf(_) => {}
            }
        }
    }

    fn hidden_in(&mut self, group: &'t Group, except: Option<&Group>) {
        for item in &group.statements {
            let is_shown = item.nodes.first().and_then(|node| node.group(Delimiter::Curly));
            if !is_shown.is_some_and(|shown| except.is_some_and(|except| std::ptr::eq(shown, except))) {
                self.hidden(&item.nodes);
            }
        }
    }

    fn within(&mut self, name: Cow<'t, str>, walk: impl FnOnce(&mut Self)) {
        self.path.push(name);
        walk(self);
        self.path.pop();
    }
}
