//! What `didFinishLaunchingWithOptions` does, and whether the notification centre has its delegate in time.
//!
//! Only what runs at once counts: not what stands in a closure, an Objective-C block or a nested function, which may
//! run later, elsewhere or never. The body of an `if` counts as run.

use std::collections::HashSet;
use std::ops::Range;

use super::{Class, Method};
use crate::project::ios::lexer::{Code, Kind, Language};

/// Whether the app delegate makes itself the delegate of the notification centre, and in time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DelegateLine {
    /// Nowhere in the launch.
    Missing,
    /// Before plugins are registered there and before the superclass takes over.
    Before,
    /// Only after one of the two, at this statement.
    TooLate(Range<usize>),
}

/// The method in which the app is launched.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Launch {
    /// Its body, with the braces.
    pub body: Range<usize>,
    /// Where it registers plugins, if it does that itself.
    pub registration: Option<Range<usize>>,
    /// Where it calls the superclass.
    pub super_call: Option<Range<usize>>,
    /// The braces of the body.
    pub(super) brackets: (usize, usize),
    /// The earlier of registration and superclass: its first token.
    pub(super) limit: Option<usize>,
    /// Where the centre is given the app delegate.
    pub(super) settings: Vec<DelegateSetting>,
    /// Where the centre is given another delegate than this.
    pub(super) stranger: Option<Range<usize>>,
    verdict: DelegateLine,
}

/// A statement after which the app delegate is that of the notification centre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct DelegateSetting {
    pub(super) span: Range<usize>,
    /// The first token.
    pub(super) token: usize,
    /// Whether it is the assignment itself, not a call of a method that has it.
    pub(super) is_direct: bool,
}

impl Launch {
    pub(super) fn read(code: &Code, language: Language, class: &Class) -> Option<Self> {
        let with_body = |name: &str| {
            let named = |method: &&Method| method.signature.contains(name);
            class.methods.iter().filter(named).find_map(|method| method.body)
        };
        let brackets = with_body("didFinishLaunchingWithOptions:")?;
        let live = live(code, language, brackets);
        let first = |found: fn(&Code, Language, usize) -> Option<Range<usize>>| {
            live.iter().find_map(|index| Some((*index, found(code, language, *index)?)))
        };
        let (registration, super_call) = (first(registration), first(super_call));
        let limit = [&registration, &super_call].into_iter().flatten().map(|(index, _)| *index).min();
        let centre = Centre::read(code, language);
        let (settings, stranger) = centre.settings(class, brackets, &live);
        let earlier = with_body("willFinishLaunchingWithOptions:").is_some_and(|body| centre.is_set_in(body));
        let in_time = |setting: &DelegateSetting| limit.is_none_or(|limit| setting.token < limit);
        let verdict = match settings.first() {
            _ if earlier || settings.iter().any(in_time) => DelegateLine::Before,
            Some(late) => DelegateLine::TooLate(late.span.clone()),
            None => DelegateLine::Missing,
        };
        Some(Self {
            body: code.start(brackets.0)..code.end(brackets.1),
            registration: registration.map(|(_, span)| span),
            super_call: super_call.map(|(_, span)| span),
            brackets,
            limit,
            settings,
            stranger,
            verdict,
        })
    }

    pub(super) fn delegate_line(&self) -> &DelegateLine {
        &self.verdict
    }
}

/// The call that registers plugins, if it begins at this token.
pub(super) fn registration(code: &Code, language: Language, index: usize) -> Option<Range<usize>> {
    let is_registrant = |index| matches!(code.word(index), "GeneratedPluginRegistrant" | "FlutterPluginRegistrant");
    let (first, last) = match language {
        Language::Swift if is_registrant(index) && code.has(index + 1, &[".", "register", "("]) => {
            (index, code.partner(index + 3))
        }
        Language::ObjectiveC if code.is(index, "[") && is_registrant(index + 1) => {
            code.is(index + 2, "registerWithRegistry").then(|| (index, code.partner(index)))?
        }
        _ => return None,
    };
    Some(code.start(first)..code.end(last))
}

fn super_call(code: &Code, language: Language, index: usize) -> Option<Range<usize>> {
    let last = match language {
        Language::Swift if code.has(index, &["super", ".", "application", "("]) => code.partner(index + 3),
        Language::ObjectiveC if code.has(index, &["[", "super", "application", ":"]) => code.partner(index),
        _ => return None,
    };
    Some(code.start(index)..code.end(last))
}

/// The tokens of a body that run when it runs.
fn live(code: &Code, language: Language, (open, close): (usize, usize)) -> Vec<usize> {
    let mut live = Vec::new();
    // How many `(` and `[` are open, and at which number of them a statement of Swift, or a `^` of Objective-C, awaits
    // its block.
    let (mut depth, mut awaiting) = (0_usize, None);
    let mut index = open + 1;
    while index < close {
        let word = code.word(index);
        if word == "{" {
            let is_awaited = awaiting.take_if(|at| *at == depth).is_some();
            let runs = match language {
                Language::Swift => is_awaited,
                Language::ObjectiveC => !is_awaited,
            };
            if !runs {
                index = code.partner(index) + 1;
                continue;
            }
        }
        match word {
            "(" | "[" => depth += 1,
            ")" | "]" => {
                depth = depth.saturating_sub(1);
                awaiting = awaiting.filter(|at| *at <= depth);
            }
            "^" if language == Language::ObjectiveC => awaiting = Some(depth),
            ";" if language == Language::ObjectiveC => awaiting = None,
            _ if language == Language::Swift && has_block(code, index) => awaiting = Some(depth),
            _ => {}
        }
        live.push(index);
        index += 1;
    }
    live
}

/// Whether a Swift statement begins here whose block runs at once. `for:` can also be a label, `.catch` a method.
fn has_block(code: &Code, index: usize) -> bool {
    const KEYWORDS: [&str; 9] = ["if", "guard", "else", "do", "catch", "for", "while", "repeat", "switch"];
    KEYWORDS.contains(&code.word(index)) && !code.is(index + 1, ":") && !code.is(index - 1, ".")
}

/// The notification centre in one file: by which names it goes, and who becomes its delegate.
struct Centre<'c> {
    code: &'c Code,
    language: Language,
    /// Variables that hold it.
    variables: HashSet<&'c str>,
}

/// Whom an assignment makes the delegate.
enum Owner {
    This,
    Nobody,
    Stranger,
}

/// An assignment: whom it names, and its last token.
type Assignment = (Owner, usize);

impl<'c> Centre<'c> {
    fn read(code: &'c Code, language: Language) -> Self {
        let variables = (0..code.tokens.len()).filter_map(|index| variable(code, language, index)).collect();
        Self { code, language, variables }
    }

    /// Every statement of the launch that makes the app delegate the centre's, and one that names another.
    fn settings(
        &self,
        class: &Class,
        body: (usize, usize),
        live: &[usize],
    ) -> (Vec<DelegateSetting>, Option<Range<usize>>) {
        let others = class.methods.iter().filter_map(|method| Some((method, method.body?)));
        let helpers = others.filter(|(_, other)| *other != body && self.is_set_in(*other));
        let helpers: HashSet<&str> = helpers.map(|(method, _)| method.name.as_str()).collect();
        let (mut settings, mut stranger) = (Vec::new(), None);
        for &token in live {
            let span = |last| self.code.start(token)..self.code.end(last);
            match self.assignment(token) {
                Some((Owner::This, last)) => {
                    settings.push(DelegateSetting { span: span(last), token, is_direct: true });
                }
                Some((Owner::Stranger, last)) => stranger = stranger.or_else(|| Some(span(last))),
                None if helpers.contains(self.code.word(token)) && self.is_own_call(token) => {
                    settings.push(DelegateSetting { span: span(token), token, is_direct: false });
                }
                Some((Owner::Nobody, _)) | None => {}
            }
        }
        (settings, stranger)
    }

    fn is_set_in(&self, body: (usize, usize)) -> bool {
        let live = live(self.code, self.language, body);
        live.into_iter().any(|index| matches!(self.assignment(index), Some((Owner::This, _))))
    }

    /// Whether a method of the object itself is called by the name at this token.
    fn is_own_call(&self, index: usize) -> bool {
        let before = |words: &[&str]| index.checked_sub(words.len()).is_some_and(|start| self.code.has(start, words));
        match self.language {
            Language::Swift => self.code.is(index + 1, "(") && (!before(&["."]) || before(&["self", "."])),
            Language::ObjectiveC => before(&["[", "self"]),
        }
    }

    /// The assignment of the centre's delegate that begins at this token.
    fn assignment(&self, index: usize) -> Option<Assignment> {
        match self.language {
            Language::Swift => self.swift_assignment(index),
            Language::ObjectiveC => self.objective_c_assignment(index),
        }
    }

    fn swift_assignment(&self, index: usize) -> Option<Assignment> {
        let code = self.code;
        let centre = self.centre_end(index)?;
        if !code.has(centre, &[".", "delegate", "="]) || code.is(centre + 3, "=") {
            return None;
        }
        let value = centre + 3;
        let first = if code.is(value, "(") { value + 1 } else { value };
        let owner = owner(code, first);
        let mut last = if code.is(value, "(") { code.partner(value) } else { value };
        if code.is(last + 1, "as") {
            let kind = last + 2 + usize::from(matches!(code.word(last + 2), "?" | "!"));
            last = super::swift::path_end(code, kind);
        }
        Some((owner, last + usize::from(code.is(last + 1, ";"))))
    }

    fn objective_c_assignment(&self, index: usize) -> Option<Assignment> {
        let code = self.code;
        let message = code.is(index, "[").then(|| self.centre_end(index + 1)).flatten();
        let message = message.filter(|receiver| code.has(*receiver, &["setDelegate", ":"]));
        let property = || self.centre_end(index).filter(|centre| code.has(*centre, &[".", "delegate", "="]));
        let mut value = match message {
            Some(receiver) => receiver + 2,
            None => property().filter(|centre| !code.is(centre + 3, "=")).map(|centre| centre + 3)?,
        };
        // A cast: `(id<UNUserNotificationCenterDelegate>)`.
        if code.is(value, "(") && !code.is(value + 1, "self") {
            value = code.after(value);
        }
        let first = if code.is(value, "(") { value + 1 } else { value };
        let last = if message.is_some() { code.partner(index) } else { code.partner(value).max(value) };
        Some((owner(code, first), last + usize::from(code.is(last + 1, ";"))))
    }

    /// Behind an expression that is the notification centre, if one begins at this token.
    fn centre_end(&self, index: usize) -> Option<usize> {
        let code = self.code;
        if let Some(end) = current_centre_end(code, self.language, index) {
            return Some(end);
        }
        let is_member = index > 0 && code.is(index - 1, ".") && !(index > 1 && code.is(index - 2, "self"));
        (self.variables.contains(code.word(index)) && !is_member).then_some(index + 1)
    }
}

/// Behind the call that gives the notification centre.
fn current_centre_end(code: &Code, language: Language, index: usize) -> Option<usize> {
    const CENTRE: &str = "UNUserNotificationCenter";
    let writings: &[&[&str]] = match language {
        Language::Swift => &[&[CENTRE, ".", "current", "(", ")"]],
        Language::ObjectiveC => {
            &[&["[", CENTRE, "currentNotificationCenter", "]"], &[CENTRE, ".", "currentNotificationCenter"]]
        }
    };
    writings.iter().find(|writing| code.has(index, writing)).map(|writing| index + writing.len())
}

/// The variable that is given the centre by the `=` at this token.
fn variable(code: &Code, language: Language, index: usize) -> Option<&str> {
    if !code.is(index, "=") || index == 0 {
        return None;
    }
    let is_typed = index >= 3 && code.has(index - 2, &[":", "UNUserNotificationCenter"]);
    let end = current_centre_end(code, language, index + 1);
    let end = end.or_else(|| (is_typed && code.has(index + 1, &[".", "current", "(", ")"])).then_some(index + 5))?;
    let name = if is_typed { index - 3 } else { index - 1 };
    (code.is_kind(name, Kind::Word) && !code.is(end, ".")).then(|| code.word(name))
}

/// Who a value is, from its first token behind casts and brackets on.
fn owner(code: &Code, first: usize) -> Owner {
    match code.word(first) {
        "self" if !code.is(first + 1, ".") => Owner::This,
        "nil" | "NULL" => Owner::Nobody,
        _ => Owner::Stranger,
    }
}
