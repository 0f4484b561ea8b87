//! What a file states, read from its statements. One submodule for each kind of fact; here what they share.

pub(super) mod mistakes;
mod modules;
pub(super) mod placeholders;
mod plugins;
mod repositories;
mod values;

use super::Build;
use super::lexer::{Delimiter, Kind, Token};
use super::tree::{Group, Node};
use super::walk::Chain;

impl Build {
    /// The value of an argument with this name: `name: value`, in Kotlin `name = value`.
    fn named_argument<'t>(&self, arguments: &[&'t [Node]], name: &str) -> Option<&'t [Node]> {
        arguments.iter().find_map(|nodes| match nodes {
            [key, colon, value @ ..] if self.word(key) == Some(name) => {
                (self.is_symbol(Some(colon), ":") || self.is_symbol(Some(colon), "=")).then_some(value)
            }
            _ => None,
        })
    }

    /// The dotted name that an expression is, `["libs", "plugins", "x"]`, without calls such as `.get()`.
    fn dotted<'t>(&'t self, nodes: &'t [Node]) -> Vec<&'t str> {
        let mut names = Vec::new();
        let mut nodes = nodes;
        while let [name, rest @ ..] = nodes {
            let Some(word) = self.word(name) else { break };
            if matches!(rest.first(), Some(Node::Group(_))) {
                break;
            }
            names.push(word);
            match rest {
                [dot, rest @ ..] if self.is_symbol(Some(dot), ".") => nodes = rest,
                _ => break,
            }
        }
        names
    }
}

/// The arguments of the last link: in its brackets or, in Groovy, after it.
pub(super) fn arguments<'t>(chain: &Chain<'t>) -> Vec<&'t [Node]> {
    match chain.links.last().and_then(|last| last.arguments) {
        Some(group) => items(group),
        None => split(chain.rest),
    }
}

/// The items of a group.
pub(super) fn items(group: &Group) -> Vec<&[Node]> {
    group.statements.iter().map(|item| item.nodes.as_slice()).collect()
}

/// The arguments of a Groovy command.
fn split(nodes: &[Node]) -> Vec<&[Node]> {
    let is_comma = |node: &Node| matches!(node, Node::Leaf(Token { kind: Kind::Comma, .. }));
    nodes.split(is_comma).filter(|argument| !argument.is_empty()).collect()
}

/// The content of `(…)`, if that is all there is.
fn in_brackets(nodes: &[Node]) -> Option<&Group> {
    match nodes {
        [node] => node.group(Delimiter::Round),
        _ => None,
    }
}
