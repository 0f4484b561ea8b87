//! `pushctl explain`: a code, a rule, a vendor's whole answer, a vendor, or what to do when nothing arrives. Offline,
//! without push.toml, and without reading more catalogues than the question needs.

mod page;

use std::io::Read;

use super::exit::Stop;
use super::run::{self, Run};
use pushctl::config;
use pushctl::explain::{self, Answer};
use pushctl::outcome::Verdict;
use pushctl::output::{Color, Format, Terminal, layout};
use pushctl::report::{Report, Rule};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{self, Entry, Point, VENDORS, Vendor};
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
    Overview,
    Checklist,
    Vendors,
    Rule(&'static Rule),
    Code(&'a str),
    Answer,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let (vendors, what) = scope(run, &args.words)?;
    let is_narrowed = !args.words.is_empty() || !run.globals.vendor.is_empty();
    match question(&vendors, what, is_narrowed)? {
        Question::Overview => overview(run),
        Question::Checklist => checklist(run, &vendors),
        Question::Vendors => guide(run, &vendors),
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
        [word, ..] if vendors::find(word).is_some() => Ok((vec![run::vendor(word)?], None)),
        [word, ..] => Ok((all(), Some(word.as_str()))),
    }
}

fn question<'a>(vendors: &[&'static Vendor], what: Option<&'a str>, is_narrowed: bool) -> Result<Question<'a>, Stop> {
    match what {
        None if is_narrowed => Ok(Question::Vendors),
        None => Ok(Question::Overview),
        Some("no-push") => Ok(Question::Checklist),
        Some("-") => Ok(Question::Answer),
        // Codes of Google's SDK hold a slash too.
        Some(id) if id.contains('/') && explain::code(vendors, id).next().is_none() => rule(id).map(Question::Rule),
        Some(word) => Ok(short_rule(vendors, word).map_or(Question::Code(word), Question::Rule)),
    }
}

fn rule(id: &str) -> Result<&'static Rule, Stop> {
    if let Some(rule) = explain::rule(id) {
        return Ok(rule);
    }
    let message = text!("there is no rule `{id}`", "没有规则 `{id}`");
    let hint = match explain::nearest_rule(id) {
        Some(nearest) => config::did_you_mean(nearest),
        None => Text::new("all rules: pushctl explain", "全部规则：pushctl explain"),
    };
    Err(Stop::new(message, hint))
}

/// `explain vivo swapped` is `explain vivo/swapped`.
fn short_rule(vendors: &[&'static Vendor], word: &str) -> Option<&'static Rule> {
    let [vendor] = vendors else { return None };
    vendor.rules.iter().copied().find(|rule| rule.id.split_once('/').is_some_and(|(_, name)| name == word))
}

/// Prints a report. ndjson has no report around it: each code, rule or point is a line.
fn finish(run: &Run, report: &Report, table: impl Fn(&Terminal) -> Result<(), Stop>) -> Result<Verdict, Stop> {
    if run.format() == Format::Ndjson {
        for item in report.members.values().filter_map(Value::as_array).flatten() {
            run.terminal.line(&item.to_string())?;
        }
        return Ok(Verdict::Ok);
    }
    run.finish(report, table)
}

/// Nothing named: what there is to explain. For scripts the whole catalogue.
fn overview(run: &Run) -> Result<Verdict, Stop> {
    let lang = run.terminal.lang;
    let mut report = run.report();
    if run.format() != Format::Table {
        let rules = explain::rules().map(|rule| page::rule_json(rule, lang));
        report = report.with("codes", codes_json(run, VENDORS)).with("rules", rules.collect());
    }
    finish(run, &report, |terminal| {
        let columns = TOPICS.iter().map(|(command, _)| command.len()).max().unwrap_or(0) + 2;
        for (command, what) in TOPICS {
            let line = layout::hang(command, columns, terminal.say(what), terminal.width);
            let (command, rest) = line.split_at(command.len());
            terminal.line(&format!("{}{rest}", terminal.paint(Color::Cyan, command)))?;
        }
        let names = VENDORS.iter().map(|vendor| vendor.key).collect::<Vec<_>>().join(", ");
        let known = text!("vendors: {names}", "厂商：{names}");
        let rules = Text::new("rules:", "规则：");
        terminal.line(&format!("\n{}\n{}", terminal.say(&known), terminal.say(&rules)))?;
        let columns = explain::rules().map(|rule| rule.id.len()).max().unwrap_or(0) + 4;
        for rule in explain::rules() {
            let id = format!("  {}", rule.id);
            terminal.line(&layout::hang(&id, columns, terminal.say(&rule.title), terminal.width))?;
        }
        Ok(())
    })
}

/// What can be asked.
static TOPICS: &[(&str, Text)] = &[
    ("pushctl explain 10302", Text::new("a code, of every vendor that has it", "一个错误码，列出有这个码的每个厂商")),
    ("pushctl explain vivo 10302", Text::new("a code of one vendor", "某个厂商的错误码")),
    ("pushctl explain vivo/swapped", Text::new("a rule that `check` reports", "`check` 报告的一条规则")),
    ("pushctl explain vivo", Text::new("how to apply, message classes, quotas", "申请流程、消息分类、配额")),
    ("pushctl explain vivo -", Text::new("an answer or log lines on stdin", "从标准输入读厂商的回答或日志")),
    ("pushctl explain no-push", Text::new("the checklist when nothing arrives", "收不到推送时的排查清单")),
    ("pushctl explain --format json", Text::new("the whole catalogue", "全部内容，供脚本使用")),
];

fn codes_json(run: &Run, vendors: &[&'static Vendor]) -> Value {
    let of = |vendor: &&'static Vendor| {
        let vendor = *vendor;
        vendor.codes.entries().iter().map(move |entry| page::entry_json(vendor, entry, run.terminal.lang))
    };
    vendors.iter().flat_map(of).collect()
}

fn checklist(run: &Run, vendors: &[&'static Vendor]) -> Result<Verdict, Stop> {
    let points = explain::checklist(vendors);
    let object = |(vendor, point): &(Option<&Vendor>, &Point)| {
        let vendor = vendor.map(|vendor| vendor.key);
        json!({ "vendor": vendor, "text": run.terminal.say(&point.text), "commands": point.commands })
    };
    let report = run.report().with("checklist", points.iter().map(object).collect());
    finish(run, &report, |terminal| {
        for (at, (vendor, point)) in points.iter().enumerate() {
            let of = vendor.map(|vendor| format!("{}  ", terminal.say(&vendor.name))).unwrap_or_default();
            let text = format!("{of}{}", terminal.say(&point.text));
            terminal.line(&layout::hang(&format!("{:>2}  ", at + 1), 4, &text, terminal.width))?;
            // A command is not wrapped, so that it can be copied.
            for command in point.commands {
                terminal.line(&format!("      {}", terminal.paint(Color::Cyan, command)))?;
            }
        }
        Ok(())
    })
}

fn guide(run: &Run, vendors: &[&'static Vendor]) -> Result<Verdict, Stop> {
    let lang = run.terminal.lang;
    let mut report = run.report();
    if run.format() != Format::Table {
        let topic = |vendor: &Vendor, (heading, words): &(Text, Text)| json!({ "vendor": vendor.key, "topic": heading.get(lang), "text": words.get(lang) });
        let guide = vendors.iter().flat_map(|vendor| vendor.guide.iter().map(move |part| topic(vendor, part)));
        let rules = vendors.iter().flat_map(|vendor| vendor.rules).map(|rule| page::rule_json(rule, lang));
        report = report
            .with("guide", guide.collect())
            .with("codes", codes_json(run, vendors))
            .with("rules", rules.collect());
    }
    finish(run, &report, |terminal| {
        for (at, vendor) in vendors.iter().enumerate() {
            let gap = if at > 0 { "\n" } else { "" };
            let name = terminal.paint(Color::Bold, terminal.say(&vendor.name));
            terminal.line(&format!("{gap}{name}  {}", vendor.console))?;
            print_guide(terminal, vendor)?;
        }
        Ok(())
    })
}

fn print_guide(terminal: &Terminal, vendor: &Vendor) -> Result<(), Stop> {
    let columns = vendor.guide.iter().map(|(heading, _)| layout::width(terminal.say(heading))).max().unwrap_or(0) + 2;
    for (heading, words) in vendor.guide {
        terminal.line(&layout::hang(terminal.say(heading), columns, terminal.say(words), terminal.width))?;
    }
    Ok(())
}

fn one_rule(run: &Run, rule: &'static Rule) -> Result<Verdict, Stop> {
    let report = run.report().with("rules", json!([page::rule_json(rule, run.terminal.lang)]));
    finish(run, &report, |terminal| page::rule(terminal, rule))
}

fn one_code(run: &Run, vendors: &[&'static Vendor], code: &str) -> Result<Verdict, Stop> {
    let found: Vec<(&'static Vendor, &'static Entry)> = explain::code(vendors, code).collect();
    let Some((first, _)) = found.first() else { return Err(unknown_word(vendors, code)) };
    let entries = found.iter().map(|(vendor, entry)| page::entry_json(vendor, entry, run.terminal.lang)).collect();
    let report = run.report().with("codes", entries);
    finish(run, &report, |terminal| {
        for (at, (vendor, entry)) in found.iter().enumerate() {
            if at > 0 {
                terminal.line("")?;
            }
            page::entry(terminal, vendor, entry)?;
        }
        if vendors.len() > 1 && found.iter().all(|(vendor, _)| vendor.key == first.key) {
            let text = text!("no other vendor has {code}", "其它厂商没有 {code}");
            terminal.line(&terminal.paint(Color::Grey, terminal.say(&text)))?;
        }
        Ok(())
    })
}

/// Neither a vendor nor a code nor a topic.
fn unknown_word(vendors: &[&'static Vendor], word: &str) -> Stop {
    let is_number = word.parse::<i64>().is_ok();
    let names = vendors.iter().map(|vendor| vendor.key).collect::<Vec<_>>().join(", ");
    let message = if is_number {
        text!("no code `{word}` is known of {names}", "没有收录 {names} 的码 `{word}`")
    } else {
        text!(
            "`{word}` is neither a vendor nor a rule nor a known code of {names}",
            "`{word}` 不是厂商、规则，也不是 {names} 的已知码"
        )
    };
    let topics = ["no-push"].into_iter().chain(vendors::names());
    let topic = if is_number { None } else { config::nearest(word, topics) };
    let near = explain::nearest_codes(vendors, word);
    let hint = match (topic, near.as_slice()) {
        (Some(topic), _) => config::did_you_mean(topic),
        (None, []) if !is_number => {
            Text::new("what can be explained: pushctl explain", "可以解释的内容：pushctl explain")
        }
        (None, []) => Text::new(
            "the vendor's words beside a code say most; all codes: pushctl explain --format json",
            "以码旁边厂商的原话为准；全部的码：pushctl explain --format json",
        ),
        (None, near) => {
            let near = near.iter().map(|code| format!("`{code}`")).collect::<Vec<_>>();
            let (en, zh) = (near.join(" or "), near.join("、"));
            Text::owned(format!("did you mean {en}?"), format!("是不是 {zh}？"))
        }
    };
    Stop::new(message, hint)
}

/// Answers on standard input. Logs are not always UTF-8; codes are ASCII.
fn answer(run: &Run, vendors: &[&'static Vendor]) -> Result<Verdict, Stop> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(anyhow::Error::from)?;
    let text = String::from_utf8_lossy(&bytes);
    let read: Vec<(&'static Vendor, Answer)> = vendors
        .iter()
        .flat_map(|vendor| explain::answers_in(vendor, &text).into_iter().map(|answer| (*vendor, answer)))
        .collect();
    if read.is_empty() {
        let message = Text::new("no answer of a vendor on standard input", "标准输入里没有厂商的回答");
        let hint = Text::new(
            "pass the JSON that the vendor sent: tail -1 push.log | pushctl explain vivo -",
            "传入厂商返回的 JSON：tail -1 push.log | pushctl explain vivo -",
        );
        return Err(Stop::new(message, hint));
    }
    let codes = read.iter().flat_map(|(vendor, answer)| {
        let found = |found| page::found_json(vendor, found, answer.times, run.terminal.lang);
        answer.codes.iter().map(found)
    });
    let report = run.report().with("codes", codes.collect());
    finish(run, &report, |terminal| {
        for (at, (vendor, answer)) in read.iter().enumerate() {
            if at > 0 {
                terminal.line("")?;
            }
            page::answer(terminal, vendor, answer)?;
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::cli::Cli;
    use pushctl::text::Lang;

    /// The commands between backticks.
    fn commands(text: &str) -> Vec<&str> {
        text.split('`').skip(1).step_by(2).filter(|literal| literal.starts_with("pushctl ")).collect()
    }

    fn is_right(command: &str) {
        let parsed = Cli::try_parse_from(command.split_whitespace());
        assert!(parsed.is_ok(), "{command}: {}", parsed.err().map(|error| error.to_string()).unwrap_or_default());
    }

    #[test]
    fn every_command_that_is_recommended_exists() {
        let guides = VENDORS.iter().flat_map(|vendor| vendor.guide).map(|(_, words)| words);
        let entries = || VENDORS.iter().flat_map(|vendor| vendor.codes.entries());
        let rules = explain::rules().flat_map(|rule| [&rule.cause, &rule.remedy]);
        let codes = entries().flat_map(|entry| [&entry.cause, &entry.remedy]);
        for text in guides.chain(rules).chain(codes) {
            let [en, zh] = [Lang::En, Lang::Zh].map(|lang| commands(text.get(lang)));
            assert_eq!(en.len(), zh.len(), "{text:?}");
            for command in en.into_iter().chain(zh) {
                is_right(command);
            }
        }
        let points = explain::checklist(VENDORS);
        for command in points.iter().flat_map(|(_, point)| point.commands) {
            is_right(command);
        }
        for (command, _) in TOPICS {
            is_right(command);
        }
    }

    #[test]
    fn what_is_recommended_as_an_example_is_known() {
        let codes: Vec<_> = explain::code(VENDORS, "10302").collect();
        assert_eq!(codes.len(), 1);
        assert!(explain::rule("vivo/swapped").is_some());
    }
}
