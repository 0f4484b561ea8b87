//! What an app delegate in Swift declares.

use super::{Class, Import, Method};
use crate::project::ios::lexer::{Code, Kind};

/// More tokens than any list of generic parameters has.
const GENERICS: usize = 200;

/// `import A`, `import class A.B`; of attributes before it, nothing is kept.
pub(super) fn imports(code: &Code) -> Vec<Import> {
    const KINDS: [&str; 8] = ["class", "struct", "enum", "protocol", "func", "let", "var", "typealias"];
    let mut imports = Vec::new();
    let mut index = 0;
    while index < code.tokens.len() {
        if code.is(index, "import") {
            let first = index + 1 + usize::from(KINDS.contains(&code.word(index + 1)));
            if code.is_kind(first, Kind::Word) {
                let last = path_end(code, first);
                let name = code.word(first).to_owned();
                imports.push(Import { name, span: code.start(index)..code.end(last) });
            }
        }
        index = code.after(index);
    }
    imports
}

/// The delegate's class: the one that is Flutter's, or else that of `UIKit`, or else the one that the app begins with.
pub(super) fn class(code: &Code) -> Option<Class> {
    let mut classes = Vec::new();
    let mut extensions = Vec::new();
    let mut index = 0;
    while index < code.tokens.len() {
        match code.word(index) {
            "class" => classes.extend(declaration(code, index)),
            "extension" => extensions.extend(declaration(code, index)),
            _ => {}
        }
        index = code.after(index);
    }
    let by_conformance = |name: &str| classes.iter().position(|class: &Class| class.conforms_to(name));
    let position = by_conformance("FlutterAppDelegate")
        .or_else(|| by_conformance("UIApplicationDelegate"))
        .or_else(|| classes.iter().position(|class| class.methods.iter().any(is_launch)))?;
    let mut class = classes.swap_remove(position);
    for extension in extensions.into_iter().filter(|extension| extension.name == class.name) {
        class.conformances.extend(extension.conformances);
        class.methods.extend(extension.methods);
    }
    Some(class)
}

fn is_launch(method: &Method) -> bool {
    method.signature.contains("didFinishLaunchingWithOptions:")
}

/// A class or extension, from its keyword on.
fn declaration(code: &Code, keyword: usize) -> Option<Class> {
    let name = keyword + 1;
    if !code.is_kind(name, Kind::Word) {
        return None;
    }
    let (mut index, mut last) = (path_end(code, name) + 1, path_end(code, name));
    let mut conformances = Vec::new();
    if code.is(index, "<") {
        index = generics_end(code, index) + 1;
        last = index - 1;
    }
    if code.is(index, ":") {
        (conformances, last) = conformances_from(code, index + 1);
        index = last + 1;
    }
    if code.is(index, "where") {
        index = (index..code.tokens.len()).find(|index| ends_heading(code, *index))?;
    }
    if !code.is(index, "{") {
        return None;
    }
    let body = (index, code.partner(index));
    let methods = methods(code, body);
    let span = code.tokens.get(name)?.span.clone();
    let inherits = !conformances.is_empty();
    Some(Class { name: code.word(name).to_owned(), span, conformances, methods, inherits, heading_end: last, body })
}

/// The superclass and protocols up to the body or a `where`, and the last token of them.
fn conformances_from(code: &Code, first: usize) -> (Vec<String>, usize) {
    let mut conformances = vec![String::new()];
    let mut index = first;
    while index < code.tokens.len() && !ends_heading(code, index) && !code.is(index, "where") {
        match code.word(index) {
            "," | "&" => conformances.push(String::new()),
            // An attribute, such as `@unchecked` or `@preconcurrency`.
            "@" => index += 1,
            "<" => index = generics_end(code, index),
            word => {
                if let Some(conformance) = conformances.last_mut() {
                    conformance.push_str(word);
                }
            }
        }
        index += 1;
    }
    conformances.retain(|conformance| !conformance.is_empty());
    (conformances, index - 1)
}

/// Whether a body begins here, or another declaration, so that there is no body.
fn ends_heading(code: &Code, index: usize) -> bool {
    matches!(code.word(index), "{" | "}" | "class" | "extension")
}

/// The functions directly in a body, also those of a conditional compilation.
fn methods(code: &Code, (open, close): (usize, usize)) -> Vec<Method> {
    let mut methods = Vec::new();
    let mut index = open + 1;
    while index < close {
        if code.is(index, "func") && code.is_kind(index + 1, Kind::Word) {
            methods.extend(method(code, index + 1, close));
        }
        index = code.after(index);
    }
    methods
}

fn method(code: &Code, name: usize, class_end: usize) -> Option<Method> {
    let mut index = if code.is(name + 1, "<") { generics_end(code, name + 1) + 1 } else { name + 1 };
    if !code.is(index, "(") {
        return None;
    }
    let labels = labels(code, index);
    index = code.after(index);
    while index < class_end && !code.is(index, "{") && !code.is(index, "func") {
        index = code.after(index);
    }
    let name_text = code.word(name).trim_matches('`').to_owned();
    Some(Method {
        signature: format!("{name_text}({labels})"),
        name: name_text,
        span: code.tokens.get(name)?.span.clone(),
        body: (index < class_end && code.is(index, "{")).then(|| (index, code.partner(index))),
    })
}

/// The outer names of the parameters in a pair of brackets: `_:didFinishLaunchingWithOptions:`.
fn labels(code: &Code, open: usize) -> String {
    let mut labels = String::new();
    let mut is_next = true;
    let mut index = open + 1;
    while index < code.partner(open) {
        if is_next && code.is_kind(index, Kind::Word) {
            labels.push_str(code.word(index));
            labels.push(':');
            is_next = false;
        } else if code.is(index, "<") {
            index = generics_end(code, index);
        } else if code.is(index, ",") {
            is_next = true;
        }
        index = code.after(index);
    }
    labels
}

/// The last word of `A.B.C`.
pub(super) fn path_end(code: &Code, first: usize) -> usize {
    let mut last = first;
    while code.is(last + 1, ".") && code.is_kind(last + 2, Kind::Word) {
        last += 2;
    }
    last
}

/// The `>` that closes a `<`, or the token before what cannot be in between.
fn generics_end(code: &Code, open: usize) -> usize {
    let mut depth = 0_usize;
    let mut index = open;
    while index < code.tokens.len().min(open + GENERICS) {
        match code.word(index) {
            "<" => depth += 1,
            // The arrow of a function type.
            ">" if code.is(index - 1, "-") => {}
            ">" if depth == 1 => return index,
            ">" => depth -= 1,
            "{" | "}" | ")" | "]" => return index - 1,
            _ => {}
        }
        index = code.after(index);
    }
    index.min(code.tokens.len()) - 1
}
