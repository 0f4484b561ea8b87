//! What an app delegate in Objective-C declares.

use super::{Class, Import, Method};
use crate::project::ios::lexer::{Code, Kind};

/// `#import "A.h"`, `#import <A/B.h>`, `#include`, `@import A;`.
pub(super) fn imports(code: &Code) -> Vec<Import> {
    let mut imports = Vec::new();
    for (index, token) in code.tokens.iter().enumerate() {
        let name = if token.kind == Kind::Directive {
            header(code.word(index))
        } else if code.has(index, &["@", "import"]) && code.is_kind(index + 2, Kind::Word) {
            Some(code.word(index + 2))
        } else {
            None
        };
        let last = if token.kind == Kind::Directive { index } else { index + 2 };
        let last = last + usize::from(code.is(last + 1, ";"));
        imports.extend(name.map(|name| Import { name: name.to_owned(), span: code.start(index)..code.end(last) }));
    }
    imports
}

/// The path that a directive imports, without quotes.
fn header(directive: &str) -> Option<&str> {
    let words = directive[1..].trim_start();
    let rest = words.strip_prefix("import").or_else(|| words.strip_prefix("include"))?.trim();
    let angular = rest.strip_prefix('<').and_then(|path| path.strip_suffix('>'));
    angular.or_else(|| rest.strip_prefix('"').and_then(|path| path.strip_suffix('"')))
}

/// The delegate's class: the one that the app starts in, or else the first.
pub(super) fn class(code: &Code) -> Option<Class> {
    let mut classes = Vec::new();
    let mut interfaces = Vec::new();
    let mut index = 0;
    while index < code.tokens.len() {
        if code.has(index, &["@", "implementation"]) {
            classes.extend(implementation(code, index + 2));
        } else if code.has(index, &["@", "interface"]) {
            interfaces.push((code.word(index + 2), interface(code, index + 3)));
        }
        index = code.after(index);
    }
    let starts = |class: &Class| class.methods.iter().any(|method| method.signature.contains("didFinishLaunching"));
    let position = classes.iter().position(starts).unwrap_or_default();
    let mut class = classes.into_iter().nth(position)?;
    for (_, conformances) in interfaces.into_iter().filter(|(name, _)| *name == class.name) {
        class.conformances.extend(conformances);
    }
    Some(class)
}

fn implementation(code: &Code, name: usize) -> Option<Class> {
    let span = code.tokens.get(name).filter(|token| token.kind == Kind::Word)?.span.clone();
    let mut methods = Vec::new();
    let mut index = name + 1;
    while index < code.tokens.len() && !code.has(index, &["@", "end"]) && !code.has(index, &["@", "implementation"]) {
        if (code.is(index, "-") || code.is(index, "+")) && code.is(index + 1, "(") {
            let (found, next) = method(code, code.after(index + 1));
            methods.extend(found);
            index = next;
        } else {
            index = code.after(index);
        }
    }
    Some(Class {
        name: code.word(name).to_owned(),
        span,
        conformances: Vec::new(),
        methods,
        inherits: false,
        heading_end: name,
        body: (name, index),
    })
}

/// A method from its name on, and where to read on.
fn method(code: &Code, name: usize) -> (Option<Method>, usize) {
    let mut signature = String::new();
    let mut index = name;
    while code.is_kind(index, Kind::Word) && code.is(index + 1, ":") {
        signature.push_str(code.word(index));
        signature.push(':');
        index += 2;
        // The type and the name of the argument.
        while code.is(index, "(") {
            index = code.after(index);
        }
        index += 1;
    }
    if signature.is_empty() {
        signature.push_str(code.word(name));
    }
    while index < code.tokens.len() && !code.is(index, "{") && !code.is(index, ";") && !code.is(index, "@") {
        index = code.after(index);
    }
    let body = code.is(index, "{").then(|| (index, code.partner(index)));
    let next = if code.is(index, "@") { index } else { code.after(index) };
    let token = code.tokens.get(name).filter(|token| token.kind == Kind::Word);
    let method =
        token.map(|token| Method { name: code.word(name).to_owned(), signature, span: token.span.clone(), body });
    (method, next)
}

/// The superclass and protocols of an interface, from behind its name: `() <A, B>`, `: A <B>`.
fn interface(code: &Code, start: usize) -> Vec<String> {
    let mut index = if code.is(start, "(") { code.after(start) } else { start };
    let mut conformances = Vec::new();
    if code.is(index, ":") && code.is_kind(index + 1, Kind::Word) {
        conformances.push(code.word(index + 1).to_owned());
        index += 2;
    }
    if code.is(index, "<") {
        while code.is_kind(index + 1, Kind::Word) && (code.is(index, "<") || code.is(index, ",")) {
            conformances.push(code.word(index + 1).to_owned());
            index += 2;
        }
    }
    conformances
}
