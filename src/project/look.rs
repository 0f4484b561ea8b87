//! What a look at a project finds: a state, a place, a word on it, and the change that would put it right.

use std::ops::Range;

use super::edit::{CannotEdit, Edit, Stated};
use super::requirement::{Likeness, Shown};
use crate::report::{Rule, Severity};
use crate::secret::looks_like_credential;
use crate::text;
use crate::text::Text;

/// How something required stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum State {
    /// It is there and right.
    Holds,
    /// It is an expression, or its file cannot be read: nobody here can tell.
    NotKnown,
    /// It is not there.
    Missing,
    /// It is there and empty, 0, or the text of a template.
    NotFilled,
    /// It is there and says something else than push.toml, or is harmful.
    Wrong,
    /// It is there, but where it has no effect.
    Misplaced,
}

impl State {
    /// Its name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Holds => "holds",
            Self::NotKnown => "not-known",
            Self::Missing => "missing",
            Self::NotFilled => "not-filled-in",
            Self::Wrong => "wrong",
            Self::Misplaced => "misplaced",
        }
    }
}

/// A stretch of a file of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// The file, from the project's folder, with `/`.
    pub path: String,
    /// Bytes of its text.
    pub span: Range<usize>,
}

impl Spot {
    /// A stretch of a file.
    #[must_use]
    pub fn new(path: impl Into<String>, span: Range<usize>) -> Self {
        Self { path: path.into(), span }
    }
}

/// Edits of one file. One that is not there yet is empty text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, from the project's folder, with `/`.
    pub path: String,
    /// Its edits.
    pub edits: Vec<Edit>,
}

/// What can be done about it.
#[derive(Debug, Clone, Default)]
pub enum Fix {
    /// Nothing that a program should do: download a file, write code, decide.
    #[default]
    ByHand,
    /// These changes.
    Changes(Vec<Change>),
    /// It would be changed, were it not for this.
    Refused(Text),
}

/// One look at one thing.
#[derive(Debug, Clone)]
pub struct Look {
    /// How it stands.
    pub state: State,
    /// What is wrong, in one line. Empty where it holds.
    pub message: Text,
    /// Where it stands, or would be put.
    pub at: Option<Spot>,
    /// A word at the caret.
    pub label: Option<Text>,
    /// Other places that belong to it.
    pub related: Vec<(Spot, Text)>,
    /// The rule, where it is not the requirement's own.
    pub rule: Option<&'static Rule>,
    /// The weight, where it is not the rule's.
    pub severity: Option<Severity>,
    /// What to do, where it is not what the rule says.
    pub remedy: Option<Text>,
    /// What can be done about it.
    pub fix: Fix,
    /// Values in the files that must not be shown.
    pub hidden: Vec<Spot>,
}

impl Look {
    /// All is well.
    #[must_use]
    pub fn holds() -> Self {
        Self::new(State::Holds, Text::new("", ""))
    }

    /// Something to remark.
    #[must_use]
    pub fn new(state: State, message: Text) -> Self {
        Self {
            state,
            message,
            at: None,
            label: None,
            related: Vec::new(),
            rule: None,
            severity: None,
            remedy: None,
            fix: Fix::ByHand,
            hidden: Vec::new(),
        }
    }

    /// With its place.
    #[must_use]
    pub fn at(self, spot: Spot) -> Self {
        Self { at: Some(spot), ..self }
    }

    /// With a word at the caret.
    #[must_use]
    pub fn label(self, label: Text) -> Self {
        Self { label: Some(label), ..self }
    }

    /// With another place.
    #[must_use]
    pub fn related(mut self, spot: Spot, label: Text) -> Self {
        self.related.push((spot, label));
        self
    }

    /// Of another rule.
    #[must_use]
    pub fn of(self, rule: &'static Rule) -> Self {
        Self { rule: Some(rule), ..self }
    }

    /// Of another weight.
    #[must_use]
    pub fn severity(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// With a remedy for this very case.
    #[must_use]
    pub fn remedy(self, remedy: Text) -> Self {
        Self { remedy: Some(remedy), ..self }
    }

    /// With the edits of one file that put it right. Where it has no place yet, it is that of the first edit.
    #[must_use]
    pub fn fix(mut self, path: &str, edits: Result<Vec<Edit>, CannotEdit>) -> Self {
        let spot = match &edits {
            Ok(edits) => edits.first().map(|edit| edit.span.clone()),
            Err(refused) => refused.at.map(|at| at..at),
        };
        if let (None, Ok([edit, ..])) = (&self.label, edits.as_deref())
            && self.at.is_none()
        {
            self.label = added(edit);
        }
        self.at = self.at.or_else(|| Some(Spot::new(path, spot?)));
        match edits {
            Ok(edits) => self.change(Change { path: path.to_owned(), edits }),
            Err(refused) => Self { fix: Fix::Refused(refused.reason), ..self },
        }
    }

    /// With one more change that is needed to put it right.
    #[must_use]
    pub fn change(mut self, change: Change) -> Self {
        if change.edits.is_empty() {
            return self;
        }
        match &mut self.fix {
            Fix::Changes(changes) => changes.push(change),
            Fix::ByHand => self.fix = Fix::Changes(vec![change]),
            Fix::Refused(_) => {}
        }
        self
    }
}

/// What would be put in, for the caret at the place where it is missing.
fn added(edit: &Edit) -> Option<Text> {
    let whole = edit.text.split_whitespace().collect::<Vec<_>>().join(" ");
    let first = || edit.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default().to_owned();
    let is_short = |line: &str| (1..=100).contains(&line.chars().count());
    let line = if is_short(&whole) { whole } else { first() };
    (is_short(&line) && edit.span.is_empty()).then(|| text!("missing here: {line}", "这里缺少：{line}"))
}

/// A value in a file beside what push.toml says. `None`: it is right. `what` names it: `com.vivo.push.app_id`.
#[must_use]
pub fn differing(what: &str, path: &str, found: &Stated, expected: &Shown, likeness: Option<Likeness>) -> Option<Look> {
    let spot = Spot::new(path, found.span.clone());
    let Some(value) = &found.value else {
        let message =
            text!("{what} is an expression: its value is not known here", "{what} 是表达式，这里不知道它的值");
        return Some(Look::new(State::NotKnown, message).at(spot));
    };
    let wanted = match expected {
        Shown::Value(wanted) | Shown::Secret(wanted) => Some(wanted),
        Shown::Placeholder(_) => None,
    };
    if wanted.is_some_and(|wanted| wanted == value) {
        return None;
    }
    if let Some(look) = not_filled(what, value) {
        return Some(look.at(spot));
    }
    if let Some(likeness) = likeness.filter(|likeness| !(likeness.can_be)(value)) {
        let message = text!("{what} holds another value of this vendor", "{what} 里填的是这个厂商的另一个值");
        // Nobody knows which value it is; it may be a secret.
        let hidden = if looks_like_credential(value) { vec![spot.clone()] } else { Vec::new() };
        return Some(Look { hidden, ..Look::new(State::Wrong, message).at(spot).of(likeness.rule) });
    }
    let wanted = wanted?;
    let message = match expected {
        _ if value.trim() == wanted => text!("{what} has a blank before or behind it", "{what} 的值前后有空白"),
        Shown::Value(_) if !looks_like_credential(value) => {
            text!("{what} is `{value}`, push.toml has `{wanted}`", "{what} 是 `{value}`，push.toml 里是 `{wanted}`")
        }
        _ => text!("{what} differs from push.toml", "{what} 与 push.toml 不一致"),
    };
    let look = Look::new(State::Wrong, message).at(spot.clone());
    let is_hidden = !matches!(expected, Shown::Value(_)) || looks_like_credential(value);
    Some(if is_hidden { Look { hidden: vec![spot], ..look } } else { look })
}

/// What every template writes in the place of a value.
fn not_filled(what: &str, value: &str) -> Option<Look> {
    let trimmed = value.trim();
    let message = match trimmed {
        "" => text!("{what} is empty", "{what} 是空的"),
        "0" => text!("{what} is 0: not filled in", "{what} 是 0：还没有填"),
        _ if crate::config::is_template_text(trimmed) => {
            text!("{what} still holds the text of a template, `{trimmed}`", "{what} 还是模板里的文字 `{trimmed}`")
        }
        _ => return None,
    };
    Some(Look::new(State::NotFilled, message))
}
