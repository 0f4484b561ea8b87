//! What a file declares: its classes, and the variables and functions in and outside of them.

use std::ops::Range;

use super::code::Code;

/// The declarations of a file. Ranges count tokens.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    pub(super) classes: Vec<Class>,
    pub(super) variables: Vec<Variable>,
    /// The names of functions, methods and constructors where they are declared, in order.
    pub(super) headers: Vec<usize>,
    /// Everything that is declared and is not itself a class, in order.
    pub(super) members: Vec<Range<usize>>,
    /// `x` of `import '…' as x`.
    pub(super) prefixes: Vec<String>,
}

/// A class, mixin, enum or extension.
#[derive(Debug, Clone)]
pub(super) struct Class {
    pub(super) name: String,
    pub(super) body: Range<usize>,
}

/// A variable with its first value, or a getter with `=>`.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    pub(super) name: String,
    /// Its class, as an index.
    pub(super) class: Option<usize>,
    /// Can be named from everywhere: it belongs to no object.
    pub(super) is_static: bool,
    /// Neither `const` nor `final`: another value may come later.
    pub(super) is_mutable: bool,
    /// The name's token.
    pub(super) at: usize,
    pub(super) expression: Range<usize>,
}

impl Outline {
    pub(super) fn of(code: Code<'_>) -> Self {
        let mut outline = Self::default();
        outline.region(code, 0..code.tokens.len(), None);
        // Classes stand in no classes, so this list does not grow any more.
        for class in 0..outline.classes.len() {
            outline.region(code, outline.classes[class].body.clone(), Some(class));
        }
        outline.headers.sort_unstable();
        outline.members.sort_unstable_by_key(|member| member.start);
        outline
    }

    /// The declaration that a token belongs to.
    pub(super) fn member(&self, token: usize) -> Option<&Range<usize>> {
        let next = self.members.partition_point(|member| member.start <= token);
        self.members.get(next.checked_sub(1)?).filter(|member| member.contains(&token))
    }

    fn region(&mut self, code: Code<'_>, region: Range<usize>, class: Option<usize>) {
        let mut at = region.start;
        while at < region.end {
            let member = Member::read(code, at..region.end);
            match member.body_of_class.filter(|_| class.is_none()) {
                Some(body) => {
                    let name = member.name_of_class.unwrap_or_default().to_owned();
                    self.classes.push(Class { name, body });
                }
                None => {
                    self.variables(code, &member.range, member.assigned, class);
                    self.members.push(member.range.clone());
                }
            }
            self.headers.extend(member.headers);
            at = member.range.end;
        }
    }

    fn variables(&mut self, code: Code<'_>, member: &Range<usize>, assigned: Option<usize>, class: Option<usize>) {
        let first = code.word(member.start);
        if matches!(first, "import" | "export") {
            let names = member.clone().filter(|at| code.word_before(*at) == "as" && code.is_name(*at));
            self.prefixes.extend(names.map(|at| code.word(at).to_owned()));
        }
        let Some(assigned) = assigned.filter(|at| first != "typedef" && *at > member.start) else { return };
        let head = member.start..assigned;
        let says = |word: &str| head.clone().any(|at| code.word(at) == word);
        let is_getter = code.word(assigned) == "=>";
        let is_declared = code.is_name(assigned - 1) && (!is_getter || (says("get") && !says("(")));
        if !is_declared {
            return;
        }
        let is_static = class.is_none() || says("static");
        let is_mutable = !(says("const") || says("final") || is_getter);
        let mut add = |at: usize, expression: Range<usize>| {
            let name = code.word(at).to_owned();
            self.variables.push(Variable { name, class, is_static, is_mutable, at, expression });
        };
        let end = if code.word(member.end - 1) == ";" { member.end - 1 } else { member.end };
        let mut pieces = code.split(assigned + 1..end).into_iter();
        add(assigned - 1, pieces.next().unwrap_or(end..end));
        // `int a = 1, b = 2;`
        for piece in pieces.filter(|piece| code.is_name(piece.start) && code.word(piece.start + 1) == "=") {
            add(piece.start, piece.start + 2..piece.end);
        }
    }
}

/// One declaration.
struct Member<'a> {
    range: Range<usize>,
    name_of_class: Option<&'a str>,
    body_of_class: Option<Range<usize>>,
    /// Its first `=` or `=>`.
    assigned: Option<usize>,
    headers: Vec<usize>,
}

impl<'a> Member<'a> {
    /// Reads the declaration that a region begins with: up to its `;`, or the `}` of its body.
    fn read(code: Code<'a>, region: Range<usize>) -> Self {
        let start = region.start;
        let mut member = Self {
            range: region.clone(),
            name_of_class: None,
            body_of_class: None,
            assigned: None,
            headers: Vec::new(),
        };
        // Behind `Name(…) :`, where `=` begins no value of a variable and a body may follow all the same.
        let mut in_initialisers = false;
        let mut at = start;
        while at < region.end {
            let before = code.word_before(at);
            match code.word(at) {
                ";" => {
                    member.range.end = at + 1;
                    break;
                }
                "{" if member.assigned.is_none() || (in_initialisers && ends_value(code, at)) => {
                    member.end_with_body(code, at);
                    break;
                }
                "=" if code.is_name(at.saturating_sub(1)) || before == ")" => {
                    member.assigned.get_or_insert(at);
                }
                "=>" => {
                    member.assigned.get_or_insert(at);
                }
                ":" if before == ")" && member.assigned.is_none() => in_initialisers = true,
                _ if member.assigned.is_none() && code.is_name(at) => member.read_name(code, at),
                _ => {}
            }
            // Type arguments need no care here: nothing that ends a declaration stands in them.
            at = code.partner(at).unwrap_or(at) + 1;
        }
        // `Name() : field = 1;` declares no variable.
        if in_initialisers {
            member.assigned = None;
        }
        member
    }

    fn end_with_body(&mut self, code: Code<'a>, brace: usize) {
        let end = code.partner(brace).unwrap_or(brace);
        self.range.end = end + 1;
        if self.name_of_class.is_some() {
            self.body_of_class = Some(brace + 1..end);
        }
    }

    fn read_name(&mut self, code: Code<'a>, at: usize) {
        if code.word(at + 1) == "(" {
            self.headers.push(at);
        }
        // `mixin` and `extension` are names elsewhere.
        let is_keyword = match code.word(at) {
            "class" | "enum" => true,
            "mixin" | "extension" => code.is_name(at + 1),
            _ => false,
        };
        if is_keyword && (self.name_of_class.is_none() || code.word(at) == "class") {
            let name = (at + 1..at + 4).find(|name| !matches!(code.word(*name), "class" | "type" | "const"));
            self.name_of_class = name.map(|name| code.word(name));
        }
    }
}

/// Whether a `{` here follows something complete, so that it begins a body and no map or set.
fn ends_value(code: Code<'_>, brace: usize) -> bool {
    let before = code.word_before(brace);
    matches!(before, ")" | "]" | "}")
        || before.starts_with(|letter: char| letter.is_alphanumeric() || "_$'\"".contains(letter))
}
