//! The changes to an app delegate: an import, a protocol, methods, and the notification centre's delegate.

use std::ops::Range;

use super::launch::DelegateLine;
use super::{Class, Delegate, Launch};
use crate::project::edit::{CannotEdit, Edit, Style, edited, indentation_at};
use crate::project::ios::lexer::{Code, Kind, Language};
use crate::project::ios::lines::{is_first_on_line, is_last_on_line, line_end, line_start, next_line};
use crate::text;
use crate::text::Text;

const CENTRE_DELEGATE: &str = "UNUserNotificationCenterDelegate";

impl Delegate {
    /// Makes the app delegate that of the notification centre before plugins are registered and the superclass is
    /// called. Nothing is moved; a statement that comes too late goes if it is a line of its own.
    pub fn add_notification_delegate(&self) -> Result<Vec<Edit>, CannotEdit> {
        if self.sets_notification_delegate() == DelegateLine::Before {
            return Ok(Vec::new());
        }
        let (class, launch) = self.class.as_ref().zip(self.launch.as_ref()).ok_or_else(|| {
            let reason = Text::new(
                "there is no method `didFinishLaunchingWithOptions`",
                "没有 `didFinishLaunchingWithOptions` 方法",
            );
            CannotEdit { reason, at: None }
        })?;
        self.may_be_centre_delegate(class, launch)?;
        let limit = launch.limit.ok_or_else(|| {
            let reason = Text::new(
                "`didFinishLaunchingWithOptions` neither registers plugins nor calls `super`",
                "`didFinishLaunchingWithOptions` 中既没有注册插件，也没有调用 `super`",
            );
            CannotEdit { reason, at: Some(launch.body.start) }
        })?;
        let level = level(&self.code, launch.brackets);
        let statement = statement_start(&self.code, self.language, &level, limit);
        let mut edits = vec![self.before(self.code.start(statement), self.delegate_statement())];
        let late =
            launch.settings.iter().filter(|setting| setting.is_direct && level.binary_search(&setting.token).is_ok());
        edits.extend(late.filter_map(|setting| self.whole_line(&setting.span)).map(|line| Edit::replace(line, "")));
        self.verified(edits, |done| done.sets_notification_delegate() == DelegateLine::Before)
    }

    /// Imports a module, in Objective-C by the header that has its name.
    pub fn add_import(&self, name: &str) -> Result<Vec<Edit>, CannotEdit> {
        if self.has_import(name) {
            return Ok(Vec::new());
        }
        let statement = match self.language {
            Language::Swift => format!("import {name}"),
            Language::ObjectiveC => format!("#import <{name}/{name}.h>"),
        };
        let newline = self.style().newline;
        let Some(last) = self.last_unconditional_import() else {
            let first = self.code.start(0);
            let before = if is_first_on_line(&self.code.text, first) { "" } else { newline };
            let edits = vec![Edit::insert(first, format!("{before}{statement}{newline}{newline}"))];
            return self.verified(edits, |done| done.has_import(name));
        };
        let end = line_end(&self.code.text, last.end);
        let rest = self.code.text[last.end..end].trim_start();
        let at = if rest.is_empty() || rest.starts_with("//") { end } else { last.end };
        let indentation = indentation_at(&self.code.text, last.start);
        let edits = vec![Edit::insert(at, format!("{newline}{indentation}{statement}"))];
        self.verified(edits, |done| done.has_import(name))
    }

    /// Adds a protocol to the class. In Objective-C it is the header that says so, which is another file.
    pub fn add_conformance(&self, protocol: &str) -> Result<Vec<Edit>, CannotEdit> {
        if self.conforms_to(protocol) {
            return Ok(Vec::new());
        }
        let class = self.swift_class()?;
        let separator = if class.inherits { ", " } else { ": " };
        let edits = vec![Edit::insert(self.code.end(class.heading_end), format!("{separator}{protocol}"))];
        self.verified(edits, |done| done.conforms_to(protocol))
    }

    /// Adds members at the end of the class, given line by line and not yet indented but for what is inside.
    /// Methods that are there already are not added again.
    pub fn add_members(&self, lines: &[&str]) -> Result<Vec<Edit>, CannotEdit> {
        let class = self.swift_class()?;
        if self.has_members(class, lines)? {
            return Ok(Vec::new());
        }
        let Style { newline, indent } = self.style();
        let text = &self.code.text;
        let brace = self.code.start(class.body.1);
        let outer = indentation_at(text, brace);
        let leading = |line: &&str| line.len() - line.trim_start().len();
        let step = lines.iter().map(leading).filter(|width| *width > 0).min().unwrap_or(1);
        let line = |line: &&str| match line.trim_end() {
            "" => newline.to_owned(),
            line => {
                let steps = 1 + leading(&line) / step;
                format!("{outer}{}{}{newline}", indent.repeat(steps), line.trim_start())
            }
        };
        let members: String = lines.iter().map(line).collect();
        let has_members = class.body.0 + 1 < class.body.1;
        let edit = if is_first_on_line(text, brace) {
            let at = line_start(text, brace);
            let blank = &text[text[..at].trim_end().len()..at];
            let separator = if has_members && blank.matches('\n').count() < 2 { newline } else { "" };
            Edit::insert(at, format!("{separator}{members}"))
        } else {
            let separator = newline.repeat(1 + usize::from(has_members));
            Edit::insert(brace, format!("{separator}{members}{outer}"))
        };
        let has_members =
            |done: &Delegate| done.class.as_ref().is_some_and(|class| done.has_members(class, lines).unwrap_or(false));
        self.verified(vec![edit], has_members)
    }

    /// Edits that have the wanted effect when the text is read again. Code can be stranger than it looks here.
    fn verified(&self, edits: Vec<Edit>, is_done: impl Fn(&Delegate) -> bool) -> Result<Vec<Edit>, CannotEdit> {
        let done = edited(&self.code.text, &edits);
        let is_done = Delegate::read(&done, self.language).is_ok_and(|done| is_done(&done));
        is_done.then_some(edits).ok_or_else(|| CannotEdit {
            reason: Text::new("the code is written in a way that is not understood", "无法理解这段代码的写法"),
            at: None,
        })
    }

    /// Whether all methods that these lines declare are there; an error if only some are.
    fn has_members(&self, class: &Class, lines: &[&str]) -> Result<bool, CannotEdit> {
        let probe = format!("class Probe: FlutterAppDelegate {{\n{}\n}}", lines.join("\n"));
        let probe = Delegate::read(&probe, Language::Swift);
        let probe = probe.map_err(|malformed| CannotEdit { reason: malformed.reason, at: None })?;
        let wanted = probe.class.map(|class| class.methods).unwrap_or_default();
        let mut there = wanted.iter().filter(|method| self.has_method(&method.signature)).peekable();
        let Some(first) = there.peek().map(|method| &method.signature) else {
            let body = &self.code.text[self.code.end(class.body.0)..self.code.start(class.body.1)];
            return Ok(wanted.is_empty() && has_lines(body, lines));
        };
        let reason = text!("the class has a method `{first}` already", "类中已有方法 `{first}`");
        if there.count() == wanted.len() { Ok(true) } else { Err(CannotEdit { reason, at: Some(class.span.start) }) }
    }

    fn swift_class(&self) -> Result<&Class, CannotEdit> {
        if self.language == Language::ObjectiveC {
            let reason = Text::new("the app delegate is written in Objective-C", "AppDelegate 是用 Objective-C 编写的");
            return Err(CannotEdit { reason, at: None });
        }
        self.class.as_ref().ok_or_else(|| {
            let reason = Text::new("there is no app delegate class", "没有找到 AppDelegate 类");
            CannotEdit { reason, at: None }
        })
    }

    /// An assignment has to compile, and to stay.
    fn may_be_centre_delegate(&self, class: &Class, launch: &Launch) -> Result<(), CannotEdit> {
        if let Some(stranger) = &launch.stranger {
            let reason = Text::new(
                "another object is made the delegate of the notification centre",
                "通知中心的 delegate 被设为了其他对象",
            );
            return Err(CannotEdit { reason, at: Some(stranger.start) });
        }
        let conforms = class.conforms_to("FlutterAppDelegate") || class.conforms_to(CENTRE_DELEGATE);
        if conforms || self.language == Language::ObjectiveC {
            return Ok(());
        }
        let name = &class.name;
        let reason = text!(
            "`{name}` is neither a `FlutterAppDelegate` nor a `{CENTRE_DELEGATE}`",
            "`{name}` 既没有继承 `FlutterAppDelegate`，也没有遵循 `{CENTRE_DELEGATE}`"
        );
        Err(CannotEdit { reason, at: Some(class.span.start) })
    }

    fn delegate_statement(&self) -> &'static str {
        match self.language {
            Language::Swift => "UNUserNotificationCenter.current().delegate = self",
            Language::ObjectiveC => {
                "[UNUserNotificationCenter currentNotificationCenter].delegate = \
                 (id<UNUserNotificationCenterDelegate>)self;"
            }
        }
    }

    /// A statement before another, on a line of its own if the other begins one.
    fn before(&self, at: usize, statement: &str) -> Edit {
        if is_first_on_line(&self.code.text, at) {
            let newline = self.style().newline;
            return Edit::insert(at, format!("{statement}{newline}{}", indentation_at(&self.code.text, at)));
        }
        let separator = if statement.ends_with(';') { " " } else { "; " };
        Edit::insert(at, format!("{statement}{separator}"))
    }

    /// The line that a statement fills alone, with its newline.
    fn whole_line(&self, span: &Range<usize>) -> Option<Range<usize>> {
        let text = &self.code.text;
        let is_alone = is_first_on_line(text, span.start) && is_last_on_line(text, span.end);
        is_alone.then(|| line_start(text, span.start)..next_line(text, span.end))
    }

    /// The last import that stands in no conditional compilation.
    fn last_unconditional_import(&self) -> Option<Range<usize>> {
        let code = &self.code;
        let mut depth = 0_isize;
        let mut directives =
            code.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Directive).peekable();
        let mut last = None;
        for import in &self.imports {
            while let Some((index, _)) = directives.next_if(|(_, token)| token.span.start <= import.span.start) {
                depth += condition_step(code.word(index));
            }
            if depth == 0 {
                last = Some(import.span.clone());
            }
        }
        last
    }

    fn style(&self) -> Style {
        Style::of(&self.code.text, if self.language == Language::Swift { "    " } else { "  " })
    }
}

/// Whether these lines stand one after another in a text, however they are indented.
fn has_lines(text: &str, lines: &[&str]) -> bool {
    let lines: Vec<&str> = lines.iter().map(|line| line.trim()).collect();
    let text: Vec<&str> = text.lines().map(str::trim).collect();
    !lines.is_empty() && text.windows(lines.len()).any(|window| window == lines)
}

/// The tokens of a body that are in no bracket within it; a bracket that opens stands for all that it holds.
fn level(code: &Code, (open, close): (usize, usize)) -> Vec<usize> {
    std::iter::successors(Some(open + 1), |index| Some(code.after(*index))).take_while(|index| *index < close).collect()
}

/// Where the statement begins that a token belongs to: the one of a body's own level, outside of any condition.
fn statement_start(code: &Code, language: Language, level: &[usize], token: usize) -> usize {
    let level = &level[..level.partition_point(|index| *index <= token)];
    let begins = |position: &usize| match language {
        Language::Swift => begins_in_swift(code, level, *position),
        Language::ObjectiveC => begins_in_objective_c(code, level, *position),
    };
    let start = (1..level.len()).rev().find(begins).unwrap_or_default();
    let mut conditions = Vec::new();
    for (position, index) in level.iter().enumerate().take(start) {
        match condition_step(directive(code, *index)) {
            1 => conditions.push(position),
            -1 => {
                conditions.pop();
            }
            _ => {}
        }
    }
    let start = conditions.first().copied().unwrap_or(start);
    level.get(start).copied().unwrap_or(token)
}

fn begins_in_swift(code: &Code, level: &[usize], position: usize) -> bool {
    const CONTINUES: [&str; 8] = ["else", "catch", "as", "is", "in", "where", "while", "throws"];
    const AWAITS: [&str; 18] = [
        "return", "let", "var", "try", "await", "throw", "as", "is", "in", "if", "guard", "while", "for", "switch",
        "case", "else", "do", "defer",
    ];
    let (index, previous) = (level[position], level[position - 1]);
    // A bracket that opens stands for the whole; what counts is where it closes.
    let previous = code.partner(previous).max(previous);
    if code.is_kind(index, Kind::Directive) || code.is_kind(previous, Kind::Directive) {
        return true;
    }
    let is_separate = code.is(previous, ";") || code.text[code.end(previous)..code.start(index)].contains('\n');
    let begins = code.is_kind(index, Kind::Word) && !CONTINUES.contains(&code.word(index));
    let ends = match code.word(previous) {
        ";" | "?" | "!" => true,
        word => !code.is_kind(previous, Kind::Symbol) && !AWAITS.contains(&word),
    };
    is_separate && begins && ends
}

fn begins_in_objective_c(code: &Code, level: &[usize], position: usize) -> bool {
    const CONTINUES: [&str; 2] = ["else", "while"];
    let (index, previous) = (level[position], level[position - 1]);
    let previous = code.partner(previous).max(previous);
    let is_caught = code.is(index, "@") && matches!(code.word(index + 1), "catch" | "finally");
    let ends = matches!(code.word(previous), ";" | "}") || code.is_kind(previous, Kind::Directive);
    ends && !is_caught && !CONTINUES.contains(&code.word(index))
}

fn directive(code: &Code, index: usize) -> &str {
    if code.is_kind(index, Kind::Directive) { code.word(index) } else { "" }
}

/// How much deeper a directive leads into conditional compilation.
fn condition_step(directive: &str) -> isize {
    let word = directive.strip_prefix('#').map_or("", str::trim_start);
    match word.split(|character: char| !character.is_alphanumeric()).next() {
        Some("if" | "ifdef" | "ifndef") => 1,
        Some("endif") => -1,
        _ => 0,
    }
}
