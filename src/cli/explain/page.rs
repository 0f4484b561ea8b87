//! How an entry of the catalogue looks: as a page for people, as an object for scripts.

use crate::cli::answer::clean;
use crate::cli::exit::Stop;
use pushctl::explain::Answer;
use pushctl::outcome::Class;
use pushctl::output::{Color, Terminal, layout};
use pushctl::report::Rule;
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::vendors::{Entry, Found, USUAL_SCOPE, Vendor};
use serde_json::{Value, json};

const CAUSE: Text = Text::new("cause", "原因");
const REMEDY: Text = Text::new("remedy", "改法");
const RETRY: Text = Text::new("retry", "重试");
const TOKEN: Text = Text::new("token", "token");
const CONFIDENCE: Text = Text::new("confidence", "可信度");
const LINK: Text = Text::new("link", "链接");
const LEVEL: Text = Text::new("level", "级别");

/// The columns of what is left in a heading, where there is room.
const HEADING: usize = 50;

/// The page of a code.
pub(super) fn entry(terminal: &Terminal, vendor: &Vendor, entry: &Entry) -> Result<(), Stop> {
    with_words(terminal, vendor, entry, entry.text.as_deref().unwrap_or_default())
}

/// The page of a code, under the words that came with it.
fn with_words(terminal: &Terminal, vendor: &Vendor, entry: &Entry, words: &str) -> Result<(), Stop> {
    let code = code(&entry.scope, &entry.code, terminal.lang);
    heading(terminal, format!("{} {code}  {words}", vendor.key).trim_end(), entry.class)?;
    let words = [(CAUSE, terminal.say(&entry.cause)), (REMEDY, terminal.say(&entry.remedy))];
    let (retry, token) = (entry.retry.label(), entry.token.label());
    let confidence = entry.confidence.label();
    let confidence = match terminal.lang {
        Lang::En => format!("{} ({})", terminal.say(&confidence), entry.source),
        Lang::Zh => format!("{}（{}）", terminal.say(&confidence), entry.source),
    };
    let facts = [(RETRY, terminal.say(&retry)), (TOKEN, terminal.say(&token)), (CONFIDENCE, confidence.as_str())];
    match beside_each_other(terminal, label_columns(terminal, &words), &facts) {
        Some(line) => {
            rows(terminal, &words)?;
            Ok(terminal.line(&line)?)
        }
        None => rows(terminal, &[&words[..], &facts].concat()),
    }
}

/// The page of a rule.
pub(super) fn rule(terminal: &Terminal, rule: &Rule) -> Result<(), Stop> {
    let head = format!("{}  {}", rule.id, terminal.say(&rule.title));
    terminal.line(&terminal.paint(Color::Bold, &layout::wrap(&head, terminal.width).join("\n")))?;
    let (id, severity) = (rule.id, rule.severity.label());
    let (en, zh) = (severity.get(Lang::En), severity.get(Lang::Zh));
    let level = Text::owned(
        format!("{en}; push.toml changes it: [rules] \"{id}\" = \"off\""),
        format!("{zh}；可以在 push.toml 里改：[rules] \"{id}\" = \"off\""),
    );
    let mut lines =
        vec![(CAUSE, terminal.say(&rule.cause)), (REMEDY, terminal.say(&rule.remedy)), (LEVEL, terminal.say(&level))];
    lines.extend(rule.link.map(|link| (LINK, link)));
    rows(terminal, &lines)
}

/// A whole answer: what it says in one line if that is more than one code, then the page of what matters in it.
pub(super) fn answer(terminal: &Terminal, vendor: &Vendor, answer: &Answer) -> Result<(), Stop> {
    if answer.codes.len() > 1 || answer.times > 1 {
        summary(terminal, vendor, answer)?;
    }
    for (at, found) in answer.worth_explaining().enumerate() {
        if at > 0 {
            terminal.line("")?;
        }
        match vendor.codes.find(found.scope, &found.code) {
            // What the vendor said this time may hold more than what it usually says.
            Some(known) => match found.text.as_deref().map(clean) {
                Some(words) => with_words(terminal, vendor, known, &words)?,
                None => entry(terminal, vendor, known)?,
            },
            None => unknown(terminal, vendor, found)?,
        }
    }
    Ok(())
}

/// `vivo  result 0, but invalidUser.status 2`, and what to learn from it.
fn summary(terminal: &Terminal, vendor: &Vendor, answer: &Answer) -> Result<(), Stop> {
    let Some(decisive) = answer.decisive() else { return Ok(()) };
    let first = &answer.codes[0];
    let hidden = !first.is_refusal() && decisive.is_refusal();
    let said: Vec<_> =
        answer.codes.iter().map(|found| format!("{} {}", place(vendor, found.scope), clean(&found.code))).collect();
    let said = match (hidden, said.as_slice(), terminal.lang) {
        (true, [first, rest @ ..], Lang::En) => format!("{first}, but {}", rest.join(", ")),
        (true, [first, rest @ ..], Lang::Zh) => format!("{first}，但是 {}", rest.join("，")),
        (_, all, Lang::En) => all.join(", "),
        (_, all, Lang::Zh) => all.join("，"),
    };
    let times = answer.times;
    let times = if times > 1 { text!("  ({times} times)", "  （{times} 次）") } else { Text::new("", "") };
    heading(terminal, &format!("{}  {said}{}", vendor.key, terminal.say(&times)), decisive.class)?;
    if hidden {
        let (scope, code) = (place(vendor, first.scope), &first.code);
        let place = place(vendor, decisive.scope);
        let place = place.split('.').next().unwrap_or(place);
        let lesson = text!(
            "your server should look at `{place}` even when `{scope}` is {code}",
            "`{scope}` 为 {code} 时，你的服务端也要看 `{place}`"
        );
        terminal.line(&layout::hang("  ", 2, terminal.say(&lesson), terminal.width))?;
    }
    Ok(())
}

/// Where in an answer of this vendor a code stands.
fn place(vendor: &Vendor, scope: &'static str) -> &'static str {
    if scope == USUAL_SCOPE { vendor.code_name } else { scope }
}

/// What can be said of a code that nobody listed.
fn unknown(terminal: &Terminal, vendor: &Vendor, found: &Found) -> Result<(), Stop> {
    let words = found.text.as_deref().map(clean).unwrap_or_default();
    let code = code(found.scope, &clean(&found.code), terminal.lang);
    heading(terminal, format!("{} {code}  {words}", vendor.key).trim_end(), found.class)?;
    let cause = Text::new(
        "a code that pushctl does not know; the words are the vendor's, the class is that of its neighbours",
        "pushctl 没有收录这个码；文字是厂商的原话，类别按相邻的码推断",
    );
    rows(terminal, &[(CAUSE, terminal.say(&cause))])
}

/// The code with where it stands, unless it stands in the usual place.
fn code(scope: &str, code: &str, lang: Lang) -> String {
    match (scope, lang) {
        (USUAL_SCOPE, _) => code.to_owned(),
        ("client", Lang::En) => format!("client SDK {code}"),
        ("client", Lang::Zh) => format!("客户端 SDK {code}"),
        _ => format!("{scope} {code}"),
    }
}

/// What it is on the left, its class on the right; below each other where the terminal is narrow.
fn heading(terminal: &Terminal, left: &str, class: Class) -> Result<(), Stop> {
    let (name, label) = (class.name(), class.label());
    let right = match terminal.lang {
        Lang::En => format!("class {name}"),
        Lang::Zh => format!("类别 {name}（{}）", terminal.say(&label)),
    };
    let gap = HEADING.saturating_sub(layout::width(left)).max(2);
    let painted = (terminal.paint(Color::Bold, left), terminal.paint(Color::Yellow, &right));
    if layout::width(left) + gap + layout::width(&right) <= terminal.width {
        return Ok(terminal.line(&format!("{}{}{}", painted.0, " ".repeat(gap), painted.1))?);
    }
    for line in layout::wrap(left, terminal.width) {
        terminal.line(&terminal.paint(Color::Bold, &line))?;
    }
    Ok(terminal.line(&format!("  {}", painted.1))?)
}

/// Labels in a column, texts wrapped beside them.
fn rows(terminal: &Terminal, rows: &[(Text, &str)]) -> Result<(), Stop> {
    let columns = label_columns(terminal, rows);
    for (label, text) in rows {
        terminal.line(&layout::hang(&format!("  {}", terminal.say(label)), columns, text, terminal.width))?;
    }
    Ok(())
}

/// Short facts in one line, the first in line with the rows above, if they fit.
fn beside_each_other(terminal: &Terminal, columns: usize, facts: &[(Text, &str)]) -> Option<String> {
    let mut line = String::new();
    for (label, words) in facts {
        let label = terminal.say(label);
        line = match line.as_str() {
            "" => format!("{}{words}", layout::pad(&format!("  {label}"), columns)),
            line => format!("{line}    {label}  {words}"),
        };
    }
    (layout::width(&line) <= terminal.width).then_some(line)
}

fn label_columns(terminal: &Terminal, rows: &[(Text, &str)]) -> usize {
    rows.iter().map(|(label, _)| layout::width(terminal.say(label))).max().unwrap_or(0) + 4
}

/// A code for scripts.
pub(super) fn entry_json(vendor: &Vendor, entry: &Entry, lang: Lang) -> Value {
    json!({
        "vendor": vendor.key,
        "scope": entry.scope,
        "code": entry.code,
        "class": entry.class,
        "text": entry.text,
        "cause": entry.cause.get(lang),
        "remedy": entry.remedy.get(lang),
        "retry": entry.retry,
        "token": entry.token,
        "state": entry.state,
        "confidence": entry.confidence,
        "source": entry.source,
    })
}

/// A code of an answer for scripts: the vendor's words of that answer, and how often it came.
pub(super) fn found_json(vendor: &Vendor, found: &Found, times: usize, lang: Lang) -> Value {
    let mut object = match vendor.codes.find(found.scope, &found.code) {
        Some(entry) => entry_json(vendor, entry, lang),
        None => json!({
            "vendor": vendor.key,
            "scope": found.scope,
            "code": found.code,
            "class": found.class,
            "text": null,
            "cause": null,
            "remedy": null,
            "retry": null,
            "token": null,
            "state": null,
            "confidence": null,
            "source": null,
        }),
    };
    if let Some(text) = &found.text {
        object["text"] = text.as_str().into();
    }
    object["times"] = times.into();
    object
}

/// A rule for scripts.
pub(super) fn rule_json(rule: &Rule, lang: Lang) -> Value {
    json!({
        "rule": rule.id,
        "severity": rule.severity,
        "title": rule.title.get(lang),
        "cause": rule.cause.get(lang),
        "remedy": rule.remedy.get(lang),
        "link": rule.link,
    })
}
