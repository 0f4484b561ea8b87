//! One vendor answer for people: what it means, the vendor's words, cause and remedy.

use pushctl::outcome::{Class, Fact, Operation, Outcome, State, Verdict};
use pushctl::output::{Color, Terminal, Words, layout};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{self, Addressee, Entry, USUAL_SCOPE};

/// `✓`, `✗` or `?`, in colour.
pub(crate) fn mark(terminal: &Terminal, verdict: Verdict) -> String {
    match verdict {
        Verdict::Ok => terminal.paint(Color::Green, "✓"),
        Verdict::Undetermined => terminal.paint(Color::Yellow, "?"),
        Verdict::Problem | Verdict::Unusable => terminal.paint(Color::Red, "✗"),
    }
}

/// What an outcome means, in a few words. Who is told users speaks of the user, not of a device token.
pub(crate) fn label(outcome: &Outcome) -> Text {
    let is_told_users = vendors::find(outcome.vendor).is_some_and(|vendor| vendor.addressee == Addressee::User);
    match outcome.class {
        Class::TokenInvalid if is_told_users => Text::new("no push to this user", "这个用户收不到推送"),
        class => class.label(),
    }
}

/// A few words on an outcome, for a cell of a table.
pub(crate) fn summary(terminal: &Terminal, outcome: &Outcome) -> String {
    let label = match (outcome.class, outcome.operation) {
        (Class::Accepted, Operation::Authenticate) => Text::new("valid", "有效"),
        (Class::Accepted, Operation::Validate) => Text::new("passes", "校验通过"),
        _ => label(outcome),
    };
    format!("{} {}", mark_plain(outcome.class.verdict()), terminal.say(&label))
}

/// The same mark without colour: inside a table it would upset the columns.
pub(crate) fn mark_plain(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Ok => "✓",
        Verdict::Undetermined => "?",
        Verdict::Problem | Verdict::Unusable => "✗",
    }
}

/// Colours the marks of a finished table.
pub(crate) fn paint_marks(terminal: &Terminal, table: &str) -> String {
    table.replace('✓', &terminal.paint(Color::Green, "✓")).replace('✗', &terminal.paint(Color::Red, "✗"))
}

/// The lines below a row that went wrong: what the vendor said, why, what to do.
pub(crate) fn details(terminal: &Terminal, outcome: &Outcome) -> String {
    let entry = entry(outcome);
    let mut lines: Vec<(Text, String)> = Vec::new();
    if let Some(said) = said(outcome) {
        lines.push((SAID, terminal.redacted(&said)));
    }
    let value = |fact: &Fact| terminal.redacted(&clean(&fact.value));
    lines.extend(outcome.facts.iter().map(|fact| (fact.label.clone(), value(fact))));
    let (cause, remedy) = why(outcome, entry);
    let known = [(CAUSE, cause), (REMEDY, remedy)].into_iter().filter(|(_, text)| !text.is_empty());
    lines.extend(known.map(|(label, text)| (label, terminal.say(&text).to_owned())));
    lines.extend(entry.map(|entry| (DETAILS, page(outcome, entry))));
    if let Some(raw) = &outcome.raw {
        lines.push((RAW, terminal.redacted(raw)));
    }
    let columns = lines.iter().map(|(label, _)| layout::width(terminal.say(label))).max().unwrap_or(0) + 2;
    let indented = |(label, text): &(Text, String)| {
        let hung = layout::hang(terminal.say(label), columns, text, terminal.width.saturating_sub(4));
        hung.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
    };
    lines.iter().map(indented).collect::<Vec<_>>().join("\n")
}

/// The same for formats that other programs read.
pub(crate) fn words(outcome: &Outcome) -> Words {
    let entry = entry(outcome);
    let (cause, remedy) = why(outcome, entry);
    let page = entry.map(|entry| page(outcome, entry));
    Words { meaning: label(outcome), said: said(outcome), cause, remedy, page }
}

/// What the vendor's catalogue knows of an answer's code.
fn entry(outcome: &Outcome) -> Option<&'static Entry> {
    let code = outcome.code.as_deref().unwrap_or_default();
    vendors::find(outcome.vendor)?.codes.find(outcome.scope, code)
}

/// The command that prints it.
fn page(outcome: &Outcome, entry: &Entry) -> String {
    format!("pushctl explain {} {}", outcome.vendor, entry.code)
}

/// Cause and remedy, once: what is known of this very answer says more than the catalogue's words on its code. Either
/// may be empty.
fn why(outcome: &Outcome, entry: Option<&Entry>) -> (Text, Text) {
    if let Some((cause, remedy)) = &outcome.failure {
        (cause.clone(), remedy.clone())
    } else if let Some(entry) = entry {
        (entry.cause.clone(), entry.remedy.clone())
    } else if outcome.class == Class::Transient {
        let cause = Text::new("the vendor's server failed", "厂商的服务器出错");
        (cause, Text::new("try again later", "稍后再试"))
    } else if outcome.class == Class::RateLimited {
        let cause = Text::new("too many requests at once", "短时间内请求太多");
        (cause, Text::new("wait a little, then try again", "稍等片刻再试"))
    } else if outcome.code.is_some() {
        let unknown = Text::new(
            "a code that pushctl does not know; the words above are the vendor's",
            "pushctl 不认识这个码；上面是厂商的原话",
        );
        (unknown, Text::new("", ""))
    } else {
        (Text::new("", ""), Text::new("", ""))
    }
}

/// What the vendor told beside code and words, one line each.
pub(crate) fn facts(terminal: &Terminal, outcome: &Outcome) -> String {
    let columns = outcome.facts.iter().map(|fact| layout::width(terminal.say(&fact.label))).max().unwrap_or(0) + 2;
    let line = |fact: &Fact| {
        let value = terminal.redacted(&clean(&fact.value));
        let hung = layout::hang(terminal.say(&fact.label), columns, &value, terminal.width.saturating_sub(4));
        hung.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
    };
    outcome.facts.iter().map(line).collect::<Vec<_>>().join("\n")
}

const SAID: Text = Text::new("answer", "厂商的回答");
const CAUSE: Text = Text::new("cause", "原因");
const REMEDY: Text = Text::new("remedy", "改法");
const DETAILS: Text = Text::new("details", "详细");
const RAW: Text = Text::new("as it came", "原文");

/// The vendor's code and words: `invalidUser.status 4`, `10302 regId 不合法`.
pub(crate) fn said(outcome: &Outcome) -> Option<String> {
    let code = code(outcome.scope, outcome.code.as_deref()?);
    let text = outcome.text.as_deref().map(|text| format!(" {}", clean(text))).unwrap_or_default();
    Some(format!("{code}{text}"))
}

/// A code with where it stood, unless that is the usual place.
pub(crate) fn code(scope: &str, code: &str) -> String {
    match scope {
        "" | USUAL_SCOPE => code.to_owned(),
        "http" => format!("HTTP {code}"),
        scope => format!("{scope} {code}"),
    }
}

/// A vendor's words without characters that would move the cursor or colour the screen.
pub(crate) fn clean(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

/// The state of a token, for a cell of a table.
pub(crate) fn state(terminal: &Terminal, state: State) -> String {
    let (mark, label) = match state {
        State::Alive => ("✓", Text::new("alive", "有效")),
        State::Muted => ("✓", Text::new("muted", "通知已关闭")),
        State::Dead => ("✗", Text::new("dead", "已失效")),
        State::Foreign => ("✗", Text::new("foreign", "不属于这个应用")),
        State::Suspect => ("?", Text::new("suspect", "可疑")),
        State::Unknown => ("?", Text::new("unknown", "未知")),
    };
    format!("{mark} {}", terminal.say(&label))
}

/// What is left to say when a run was ended by Ctrl-C.
pub(crate) fn interrupted(terminal: &Terminal, left: usize) {
    let text = text!("interrupted: {left} not asked", "已中断：还有 {left} 项没有询问");
    terminal.complain(terminal.say(&text));
}
