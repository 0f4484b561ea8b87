//! What looks like Groovy but does not compile, as guides on the web have it.
//!
//! Such a file is read all the same: what is meant is clear, and one mistake should not be reported as ten others.

use std::ops::Range;

use super::super::Build;
use super::super::lexer::{Delimiter, Kind, Token};
use super::super::tree::{Group, Node, Statement};
use crate::project::Dsl;
use crate::project::edit::Malformed;
use crate::text;
use crate::text::Text;

/// Blocks that belong into `android {}` of the app.
const OF_ANDROID: [&str; 7] =
    ["android", "signingConfigs", "buildTypes", "defaultConfig", "productFlavors", "compileOptions", "lintOptions"];

impl Build {
    /// What Groovy does not compile, in source order; nothing for Kotlin.
    #[must_use]
    pub fn mistakes(&self) -> Vec<Malformed> {
        let mut found = Vec::new();
        if self.dsl == Dsl::Groovy {
            self.mistakes_in(&self.statements, None, &mut found);
            found.sort_by_key(|mistake| mistake.at);
        }
        found
    }

    /// Blocks of an app that stand in `buildscript {}`, with the place of their name.
    #[must_use]
    pub fn misplaced_blocks(&self) -> Vec<(String, Range<usize>)> {
        let mut found = Vec::new();
        self.walk(&mut |visit| {
            for (number, link) in visit.chain.links.iter().enumerate() {
                if OF_ANDROID.contains(&&*link.name)
                    && link.block.is_some()
                    && visit.blocks_of(number) == ["buildscript"]
                {
                    found.push((link.name.clone().into_owned(), link.span.clone()));
                }
            }
        });
        found
    }

    /// The entries of an item of a map: more than one where a comma is missing.
    pub(super) fn entries<'t>(&self, item: &'t [Node]) -> Vec<&'t [Node]> {
        let mut entries = Vec::new();
        let mut start = 0;
        // In `a ? b as int : c` the colon is that of the condition.
        let mut is_condition = false;
        for at in 1..item.len() {
            is_condition |= self.is_symbol(item.get(at - 1), "?");
            let is_key = matches!(&item[at], Node::Leaf(Token { kind: Kind::Word | Kind::Text { .. }, .. }))
                && self.is_symbol(item.get(at + 1), ":");
            let follows_value = match &item[at - 1] {
                Node::Leaf(token) => token.kind != Kind::Symbol || self.is_omission(&item[at - 1]),
                Node::Group(_) => true,
            };
            if is_key && follows_value && !is_condition {
                entries.push(&item[start..at]);
                start = at;
            }
        }
        entries.push(&item[start..]);
        entries.into_iter().map(|entry| self.without_omissions(entry)).filter(|entry| !entry.is_empty()).collect()
    }

    /// Whether a group has a mistake directly in it.
    pub(in super::super) fn has_mistake(&self, group: &Group) -> bool {
        let mut found = Vec::new();
        self.mistakes_in(&group.statements, Some(group), &mut found);
        self.dsl == Dsl::Groovy && !found.is_empty()
    }

    fn mistakes_in(&self, statements: &[Statement], group: Option<&Group>, found: &mut Vec<Malformed>) {
        let is_list = group.is_some_and(|group| group.delimiter != Delimiter::Curly);
        for statement in statements {
            if is_list {
                found.extend(self.entries(&statement.nodes).iter().skip(1).map(|entry| missing_comma(entry)));
            } else {
                found.extend(self.label(&statement.nodes));
            }
            for node in &statement.nodes {
                match node {
                    Node::Group(group) => self.mistakes_in(&group.statements, Some(group), found),
                    Node::Leaf(token) if self.is_omission(node) => {
                        // `...` also stands before the last parameter of a method.
                        let is_in_map = group.is_some_and(|group| group.delimiter == Delimiter::Square);
                        if is_in_map || self.slice(token.span.clone()) != "..." {
                            found.push(self.omission(token));
                        }
                    }
                    Node::Leaf(_) => {}
                }
            }
        }
    }

    /// `android: {`
    fn label(&self, nodes: &[Node]) -> Option<Malformed> {
        let [name, colon, block, ..] = nodes else { return None };
        let word = self.word(name).filter(|_| self.is_symbol(Some(colon), ":"))?;
        block.group(Delimiter::Curly)?;
        let reason = text!(
            "`{word}:` is a label, which Gradle refuses: it must be `{word} {{`",
            "`{word}:` 是标签，Gradle 不允许：应写成 `{word} {{`"
        );
        Some(Malformed { reason, at: name.span().start })
    }

    /// `....` or `…`, where a guide left something out.
    fn is_omission(&self, node: &Node) -> bool {
        let Node::Leaf(Token { kind: Kind::Symbol, span }) = node else { return false };
        let words = self.slice(span.clone());
        words == "…" || (words.len() >= 3 && words.bytes().all(|byte| byte == b'.'))
    }

    fn omission(&self, token: &Token) -> Malformed {
        let dots = self.slice(token.span.clone());
        let reason =
            text!("`{dots}` is no Groovy: something was left out here", "`{dots}` 不是 Groovy 代码：这里省略了内容");
        Malformed { reason, at: token.span.start }
    }

    fn without_omissions<'t>(&self, mut entry: &'t [Node]) -> &'t [Node] {
        while let [first, rest @ ..] = entry
            && self.is_omission(first)
        {
            entry = rest;
        }
        while let [rest @ .., last] = entry
            && self.is_omission(last)
        {
            entry = rest;
        }
        entry
    }
}

fn missing_comma(entry: &[Node]) -> Malformed {
    let reason = Text::new("a comma is missing before this entry of the map", "映射中这一项之前缺少逗号");
    Malformed { reason, at: entry[0].span().start }
}
