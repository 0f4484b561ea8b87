//! Single rules: read, and compared.

use super::pattern::{covers, list_covers};

/// What `*` means between braces.
const EVERY_MEMBER: [&str; 2] = ["<fields>", "<methods>"];

/// A rule as far as it matters whether another one makes it superfluous.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Rule {
    /// `-keep`, `-keepclassmembers` and so on.
    Keep(Keep),
    /// `-dontwarn` or `-keepattributes`, and of what.
    Names { option: String, names: Vec<String> },
    /// Anything else, word for word.
    Other(Vec<String>),
}

/// `-keep,allowshrinking @Annotation public class a.**,b.* extends c.D { *; }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Keep {
    option: String,
    /// `allowobfuscation` and the like: what is nevertheless not kept.
    allowances: Vec<String>,
    /// Annotations and `public`, `!final`…: what classes have to be.
    conditions: Vec<String>,
    /// `class`, which means interfaces and enums too, or `interface`, `enum`, `@interface`.
    kind: String,
    names: Vec<String>,
    parent: Option<String>,
    /// What is between the braces; `*` as the `<fields>` and `<methods>` that it means.
    members: Vec<String>,
}

impl Rule {
    pub(super) fn is_met_by(&self, rules: &[Self]) -> bool {
        match self {
            Self::Keep(wanted) if wanted.option == "-keep" => wanted.is_met_by(rules),
            Self::Names { option, names } => {
                let given: Vec<&Vec<String>> = rules.iter().filter_map(|rule| rule.names_of(option)).collect();
                names.iter().all(|name| given.iter().any(|given| list_covers(given, name)))
            }
            Self::Keep(_) | Self::Other(_) => rules.contains(self),
        }
    }

    fn names_of(&self, wanted: &str) -> Option<&Vec<String>> {
        match self {
            Self::Names { option, names } if option == wanted => Some(names),
            _ => None,
        }
    }
}

impl Keep {
    /// The class has to be kept by one rule; its members may be kept by others.
    fn is_met_by(&self, rules: &[Rule]) -> bool {
        let keeps = rules.iter().filter_map(|rule| if let Rule::Keep(keep) = rule { Some(keep) } else { None });
        let reaching: Vec<&Self> = keeps.filter(|keep| keep.reaches(self)).collect();
        let is_kept = |member| reaching.iter().any(|keep| keep.members.contains(member) || keep.has_every_member());
        reaching.iter().any(|keep| keep.option == "-keep") && self.members.iter().all(is_kept)
    }

    /// Whether this rule applies to every class that `wanted` is about, and holds it as tightly.
    fn reaches(&self, wanted: &Self) -> bool {
        let within = |own: &[String], others: &[String]| own.iter().all(|word| others.contains(word));
        matches!(self.option.as_str(), "-keep" | "-keepclassmembers")
            && within(&self.allowances, &wanted.allowances)
            && within(&self.conditions, &wanted.conditions)
            && (self.kind == "class" || self.kind == wanted.kind)
            && wanted.names.iter().all(|name| list_covers(&self.names, name))
            && match (&self.parent, &wanted.parent) {
                (None, _) => true,
                (Some(parent), Some(wanted)) => covers(parent, wanted),
                (Some(_), None) => false,
            }
    }

    fn has_every_member(&self) -> bool {
        EVERY_MEMBER.iter().all(|kind| self.members.iter().any(|member| member == kind))
    }

    fn read(option: &str, words: &[String]) -> Option<Self> {
        let mut words = words.iter().map(String::as_str).peekable();
        let mut allowances = Vec::new();
        while words.next_if_eq(&",").is_some() {
            let modifier = words.next()?;
            // The others (`includedescriptorclasses`, `includecode`) only keep more.
            if modifier.starts_with("allow") {
                allowances.push(modifier.to_owned());
            }
        }
        let mut conditions = Vec::new();
        let kind = loop {
            match words.next()? {
                kind @ ("class" | "interface" | "enum" | "@interface") => break kind.to_owned(),
                condition => conditions.push(condition.to_owned()),
            }
        };
        let mut names = Vec::new();
        while let Some(name) = words.next_if(|word| !matches!(*word, "extends" | "implements" | "{")) {
            if name != "," {
                names.push(name.to_owned());
            }
        }
        if names.is_empty() {
            return None;
        }
        let parent = words.next_if(|word| matches!(*word, "extends" | "implements"));
        let parent: Vec<&str> =
            parent.map_or_else(Vec::new, |_| std::iter::from_fn(|| words.next_if(|word| *word != "{")).collect());
        let parent = Some(parent.join(" ")).filter(|parent| !parent.is_empty());
        Some(Self { option: option.to_owned(), allowances, conditions, kind, names, parent, members: members(words) })
    }
}

/// The members between the braces, each without its `;`.
fn members<'a>(words: impl Iterator<Item = &'a str>) -> Vec<String> {
    let inside: Vec<&str> = words.filter(|word| !matches!(*word, "{" | "}")).collect();
    let members = inside.split(|word| *word == ";").filter(|member| !member.is_empty());
    members
        .flat_map(|member| match member {
            ["*"] => EVERY_MEMBER.map(str::to_owned).to_vec(),
            words => vec![words.join(" ")],
        })
        .collect()
}

/// The rules of a text, and whether the last one is left open.
pub(super) fn read(text: &str) -> (Vec<Rule>, bool) {
    let mut rules = Vec::new();
    let mut conditional = false;
    let (statements, open) = statements(text);
    for statement in &statements {
        let [option, words @ ..] = statement.as_slice() else { continue };
        let is_condition = option == "-if";
        // What follows a condition holds only then.
        if !is_condition && !conditional {
            rules.push(rule(option, words));
        }
        conditional = is_condition;
    }
    (rules, open || conditional)
}

fn rule(option: &str, words: &[String]) -> Rule {
    if matches!(option, "-dontwarn" | "-keepattributes") {
        let names = words.split(|word| word == ",").filter_map(|name| name.first()).cloned();
        let mut names: Vec<String> = names.collect();
        // Without names, all are meant.
        if names.is_empty() {
            names.push("**".to_owned());
        }
        return Rule::Names { option: option.to_owned(), names };
    }
    let keep = Some(option).filter(|option| option.starts_with("-keep")).and_then(|option| Keep::read(option, words));
    keep.map_or_else(|| Rule::Other([&[option.to_owned()], words].concat()), Rule::Keep)
}

/// The words of every rule, which begins with a `-` outside of braces; and whether braces are open at the end, in which
/// case that last rule is left out.
fn statements(text: &str) -> (Vec<Vec<String>>, bool) {
    let mut statements: Vec<Vec<String>> = Vec::new();
    let mut depth = 0_usize;
    for word in text.lines().flat_map(words) {
        match word {
            "{" => depth += 1,
            "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && word.starts_with('-') {
            statements.push(Vec::new());
        }
        if let Some(statement) = statements.last_mut() {
            statement.push(word.to_owned());
        }
    }
    let is_open = depth > 0;
    if is_open {
        statements.pop();
    }
    (statements, is_open)
}

/// The words of a line up to its comment; file names may stand in quotes.
fn words(line: &str) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = line.trim_start();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '#' => break,
            '{' | '}' | '(' | ')' | ',' | ';' => 1,
            '"' | '\'' => rest[1..].find(first).map_or(rest.len(), |end| end + 2),
            _ => {
                let ends = |letter: char| letter.is_whitespace() || "#{}(),;".contains(letter);
                rest.find(ends).unwrap_or(rest.len())
            }
        };
        words.push(&rest[..length]);
        rest = rest[length..].trim_start();
    }
    words
}
