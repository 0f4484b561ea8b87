//! `pushctl explain`: a code, a rule, a vendor's whole answer, a vendor, or what to do when nothing arrives. Offline.

use std::io::Read;

use super::answer::clean;
use super::exit::Stop;
use super::run::{self, Run};
use pushctl::config;
use pushctl::explain::{self, Found};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Terminal, layout};
use pushctl::report::Rule;
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::vendors::{self, Entry, VENDORS, Vendor};
use serde_json::{Value, json};

/// Explain a code, a rule, a whole answer, a vendor, or why no push arrives; offline
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A vendor, a code, a rule, `no-push`, or `-` for an answer on stdin; `VENDOR CODE` too
    #[arg(value_name = "WHAT", num_args = 0..=2, allow_negative_numbers = true)]
    words: Vec<String>,
}

/// What was asked.
enum Question<'a> {
    Everything,
    Checklist,
    Vendor(&'static Vendor),
    Rule(&'static Rule),
    Code(&'a str),
    Answer,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let (vendors, what) = scope(run, &args.words)?;
    match question(&vendors, what, args.words.is_empty())? {
        Question::Everything => everything(run),
        Question::Checklist => checklist(run, &vendors),
        Question::Vendor(vendor) => guide(run, vendor),
        Question::Rule(rule) => one_rule(run, rule),
        Question::Code(code) => one_code(run, &vendors, code),
        Question::Answer => answer(run, &vendors),
    }
}

/// The vendors to look at, and the word that is left. A leading vendor's name narrows the search.
fn scope<'a>(run: &Run, words: &'a [String]) -> Result<(Vec<&'static Vendor>, Option<&'a str>), Stop> {
    let named = run.named_vendors()?;
    let all = || if named.is_empty() { VENDORS.to_vec() } else { named.clone() };
    match words {
        [] => Ok((all(), None)),
        [first, second] => Ok((vec![run::vendor(first)?], Some(second.as_str()))),
        [word, ..] if vendors::canonical_name(word).is_some() => Ok((vec![run::vendor(word)?], None)),
        [word, ..] => Ok((all(), Some(word.as_str()))),
    }
}

fn question<'a>(vendors: &[&'static Vendor], what: Option<&'a str>, bare: bool) -> Result<Question<'a>, Stop> {
    match (what, vendors) {
        (None, _) if bare => Ok(Question::Everything),
        (None, [vendor]) => Ok(Question::Vendor(vendor)),
        (None, _) => Ok(Question::Everything),
        (Some("no-push"), _) => Ok(Question::Checklist),
        (Some("-"), _) => Ok(Question::Answer),
        (Some(word), _) if word.contains('/') => {
            explain::rule(word).map(Question::Rule).ok_or_else(|| unknown_rule(word))
        }
        (Some(word), _) => Ok(Question::Code(word)),
    }
}

fn unknown_rule(id: &str) -> Stop {
    let message = text!("there is no rule `{id}`", "没有规则 `{id}`");
    let hint = match config::nearest(id, explain::rules().map(|rule| rule.id)) {
        Some(nearest) => text!("did you mean `{nearest}`?", "是不是 `{nearest}`？"),
        None => Text::new("all rules: pushctl explain", "全部规则：pushctl explain"),
    };
    Stop::new(message, hint)
}

/// Nothing named: what there is to explain. As JSON the whole catalogue.
fn everything(run: &Run) -> Result<Verdict, Stop> {
    let lang = run.terminal.lang;
    let codes = || VENDORS.iter().flat_map(|vendor| vendor.codes.entries().iter().map(move |entry| (*vendor, entry)));
    let mut report = run.report();
    if run.format() != pushctl::output::Format::Table {
        report = report
            .with("codes", codes().map(|(vendor, entry)| code_json(vendor, entry, lang)).collect())
            .with("rules", explain::rules().map(|rule| rule_json(rule, lang)).collect());
    }
    run.finish(&report, |terminal| {
        for vendor in VENDORS {
            let (name, key, count) = (terminal.say(&vendor.name).to_owned(), vendor.key, vendor.codes.entries().len());
            let line = text!(
                "{name}: {count} codes, guide: pushctl explain {key}",
                "{name}：{count} 个码，说明：pushctl explain {key}"
            );
            terminal.line(terminal.say(&line))?;
        }
        let line = Text::new("nothing arrives: pushctl explain no-push", "收不到推送：pushctl explain no-push");
        terminal.line(terminal.say(&line))?;
        terminal.line("")?;
        let columns = explain::rules().map(|rule| rule.id.len()).max().unwrap_or(0) + 2;
        for rule in explain::rules() {
            terminal.line(&layout::hang(rule.id, columns, rule.title.get(lang), terminal.width))?;
        }
        Ok(())
    })
}

fn checklist(run: &Run, vendors: &[&'static Vendor]) -> Result<Verdict, Stop> {
    let lang = run.terminal.lang;
    let points = explain::checklist(vendors);
    let report = run.report().with("checklist", points.iter().map(|point| point.get(lang)).collect());
    run.finish(&report, |terminal| {
        for (at, point) in points.iter().enumerate() {
            terminal.line(&layout::hang(&format!("{:>2}  ", at + 1), 4, point.get(lang), terminal.width))?;
        }
        Ok(())
    })
}

fn guide(run: &Run, vendor: &'static Vendor) -> Result<Verdict, Stop> {
    let lang = run.terminal.lang;
    let guide =
        vendor.guide.iter().map(|(heading, words)| json!({ "topic": heading.get(lang), "text": words.get(lang) }));
    let codes = vendor.codes.entries().iter().map(|entry| code_json(vendor, entry, lang));
    let report = run.report().with("guide", guide.collect()).with("codes", codes.collect());
    run.finish(&report, |terminal| {
        terminal.line(&terminal.paint(Color::Bold, &format!("{}  {}", vendor.name.get(lang), vendor.console)))?;
        let columns = vendor.guide.iter().map(|(heading, _)| layout::width(heading.get(lang))).max().unwrap_or(0) + 2;
        for (heading, words) in vendor.guide {
            terminal.line(&layout::hang(heading.get(lang), columns, words.get(lang), terminal.width))?;
        }
        Ok(())
    })
}

fn one_rule(run: &Run, rule: &'static Rule) -> Result<Verdict, Stop> {
    let lang = run.terminal.lang;
    let report = run.report().with("rules", json!([rule_json(rule, lang)]));
    run.finish(&report, |terminal| {
        let heading = format!("{}  {}", rule.id, rule.title.get(lang));
        terminal.line(&terminal.paint(Color::Bold, &layout::wrap(&heading, terminal.width).join("\n")))?;
        let severity = rule.severity.label();
        let mut rows =
            vec![(LEVEL, severity.get(lang)), (CAUSE, rule.cause.get(lang)), (REMEDY, rule.remedy.get(lang))];
        rows.extend(rule.link.map(|link| (LINK, link)));
        print_rows(terminal, &rows)
    })
}

fn one_code(run: &Run, vendors: &[&'static Vendor], code: &str) -> Result<Verdict, Stop> {
    let found: Vec<(&'static Vendor, &'static Entry)> = explain::code(vendors, code).collect();
    if found.is_empty() {
        return Err(unknown_code(vendors, code));
    }
    let lang = run.terminal.lang;
    let entries = found.iter().map(|(vendor, entry)| code_json(vendor, entry, lang)).collect();
    let report = run.report().with("codes", entries);
    run.finish(&report, |terminal| {
        for (at, (vendor, entry)) in found.iter().enumerate() {
            if at > 0 {
                terminal.line("")?;
            }
            print_entry(terminal, vendor, entry)?;
        }
        let several = vendors.len() > 1 && found.iter().all(|(vendor, _)| vendor.key == found[0].0.key);
        if several {
            let text = text!("no other vendor has {code}", "其它厂商没有 {code}");
            terminal.line(&terminal.paint(Color::Grey, terminal.say(&text)))?;
        }
        Ok(())
    })
}

fn unknown_code(vendors: &[&'static Vendor], code: &str) -> Stop {
    let names = vendors.iter().map(|vendor| vendor.key).collect::<Vec<_>>().join(", ");
    let message =
        text!("{names} has no code or topic `{code}` that is known here", "{names} 没有已知的码或主题 `{code}`");
    let topics = ["no-push"].into_iter().chain(vendors::known_names());
    let known = vendors.iter().flat_map(|vendor| vendor.codes.entries()).map(|entry| entry.code.as_str());
    let is_word = code.chars().any(char::is_alphabetic);
    let nearest = if is_word { config::nearest(code, topics.chain(known)) } else { None };
    let hint = match nearest {
        Some(nearest) => text!("did you mean `{nearest}`?", "是不是 `{nearest}`？"),
        None => Text::new(
            "the vendor's own words beside the code say most; all codes: pushctl explain --format json",
            "以码旁边厂商的原话为准；全部的码：pushctl explain --format json",
        ),
    };
    Stop::new(message, hint)
}

/// A whole answer on standard input.
fn answer(run: &Run, vendors: &[&'static Vendor]) -> Result<Verdict, Stop> {
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text).map_err(anyhow::Error::from)?;
    let read: Vec<(&'static Vendor, Vec<Found>)> = vendors
        .iter()
        .filter_map(|vendor| Some((*vendor, explain::codes_in(vendor, &text)?)))
        .filter(|(_, found)| !found.is_empty())
        .collect();
    if read.is_empty() {
        let message = Text::new("no answer of a vendor on standard input", "标准输入里没有厂商的回答");
        let hint = Text::new(
            "pass the JSON that the vendor sent: tail -1 push.log | pushctl explain vivo -",
            "传入厂商返回的 JSON：tail -1 push.log | pushctl explain vivo -",
        );
        return Err(Stop::new(message, hint));
    }
    let lang = run.terminal.lang;
    let entries =
        read.iter().flat_map(|(vendor, found)| found.iter().map(|found| found_json(vendor, found, lang))).collect();
    let report = run.report().with("codes", entries);
    run.finish(&report, |terminal| {
        for (at, (vendor, found)) in
            read.iter().flat_map(|(vendor, found)| found.iter().map(move |one| (vendor, one))).enumerate()
        {
            if at > 0 {
                terminal.line("")?;
            }
            print_found(terminal, vendor, found)?;
        }
        Ok(())
    })
}

fn print_found(terminal: &Terminal, vendor: &Vendor, found: &Found) -> Result<(), Stop> {
    if let Some(entry) = vendor_entry(vendor, found) {
        return print_entry(terminal, vendor, entry);
    }
    let (key, code) = (vendor.key, &found.code);
    let words = found.text.as_deref().map(clean).unwrap_or_default();
    let text = text!(
        "{key} {code}  {words}   not known here; the words are the vendor's",
        "{key} {code}  {words}   这里没有收录；文字是厂商的原话"
    );
    terminal.line(terminal.say(&text))?;
    Ok(())
}

fn vendor_entry<'a>(vendor: &'a Vendor, found: &Found) -> Option<&'a Entry> {
    vendor.codes.find(found.scope, &found.code)
}

const LEVEL: Text = Text::new("level", "级别");
const CLASS: Text = Text::new("class", "类别");
const CAUSE: Text = Text::new("cause", "原因");
const REMEDY: Text = Text::new("remedy", "改法");
const RETRY: Text = Text::new("retry", "重试");
const TOKEN: Text = Text::new("token", "token");
const CONFIDENCE: Text = Text::new("confidence", "可信度");
const LINK: Text = Text::new("link", "链接");

fn print_entry(terminal: &Terminal, vendor: &Vendor, entry: &Entry) -> Result<(), Stop> {
    let lang = terminal.lang;
    let scope = if entry.scope == "result" { String::new() } else { format!("{} ", entry.scope) };
    let words = entry.text.as_deref().unwrap_or_default();
    let heading = format!("{} {scope}{}  {words}", vendor.key, entry.code);
    terminal.line(&terminal.paint(Color::Bold, heading.trim_end()))?;
    let class = format!("{}  ({})", entry.class.name(), entry.class.label().get(lang));
    let (retry, token) = (entry.retry.label(), entry.token.label());
    let confidence = format!("{} ({})", entry.confidence.label().get(lang), entry.source);
    print_rows(
        terminal,
        &[
            (CLASS, class.as_str()),
            (CAUSE, entry.cause.get(lang)),
            (REMEDY, entry.remedy.get(lang)),
            (RETRY, retry.get(lang)),
            (TOKEN, token.get(lang)),
            (CONFIDENCE, confidence.as_str()),
        ],
    )
}

fn print_rows(terminal: &Terminal, rows: &[(Text, &str)]) -> Result<(), Stop> {
    let columns = rows.iter().map(|(label, _)| layout::width(terminal.say(label))).max().unwrap_or(0) + 4;
    for (label, text) in rows {
        terminal.line(&layout::hang(&format!("  {}", terminal.say(label)), columns, text, terminal.width))?;
    }
    Ok(())
}

fn code_json(vendor: &Vendor, entry: &Entry, lang: Lang) -> Value {
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

fn found_json(vendor: &Vendor, found: &Found, lang: Lang) -> Value {
    match vendor_entry(vendor, found) {
        Some(entry) => code_json(vendor, entry, lang),
        None => {
            json!({ "vendor": vendor.key, "scope": found.scope, "code": found.code, "text": found.text, "class": null })
        }
    }
}

fn rule_json(rule: &Rule, lang: Lang) -> Value {
    json!({
        "rule": rule.id,
        "severity": rule.severity,
        "title": rule.title.get(lang),
        "cause": rule.cause.get(lang),
        "remedy": rule.remedy.get(lang),
        "link": rule.link,
    })
}
