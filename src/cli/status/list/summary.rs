//! What came of a list: the table of states, how each vendor ended, how to go on.

use std::path::Path;

use serde_json::{Value, json};

use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::status::print_table;
use pushctl::outcome::State;
use pushctl::output::Terminal;
use pushctl::text;
use pushctl::text::Text;
use pushctl::tokens::census::Census;
use pushctl::tokens::engine::Ended;
use pushctl::tokens::tally::{Said, Tallies, Tally};
use pushctl::vendors::{self, USUAL_SCOPE, Vendor};

/// Of a state's different answers so many are named.
const NAMED: usize = 3;

const STATES: [State; 6] = [State::Alive, State::Muted, State::Dead, State::Foreign, State::Suspect, State::Unknown];

/// A row per state, and per vendor where there are several.
pub(super) fn show(terminal: &Terminal, tallies: &Tallies, vendors: &[&'static Vendor]) -> Result<(), Stop> {
    let say = |en, zh| terminal.say(&Text::new(en, zh)).to_owned();
    let names_vendors = vendors.len() > 1;
    let mut head =
        vec![say("state", "状态"), say("tokens", "数量"), say("vendor says", "厂商的回答"), say("do", "处理")];
    if names_vendors {
        head.insert(0, say("vendor", "渠道"));
    }
    let mut rows = Vec::new();
    for vendor in vendors {
        let Some(tally) = tallies.vendors.get(vendor.key) else { continue };
        for state in STATES.into_iter().filter(|state| tally.of(*state) > 0) {
            let mut row = vec![
                answer::state(terminal, state),
                grouped(tally.of(state)),
                terminal.redacted(&said(terminal, tally, state)),
                terminal.say(&state.advice()).to_owned(),
            ];
            if names_vendors {
                row.insert(0, terminal.say(&vendor.name).to_owned());
            }
            rows.push(row);
        }
    }
    if tallies.skipped > 0 {
        let row = [say("– passed over", "– 跳过"), grouped(tallies.skipped), String::new(), String::new()];
        rows.push(if names_vendors { std::iter::once(String::new()).chain(row).collect() } else { row.into() });
    }
    print_table(terminal, &head, &rows)
}

/// `status 1 (9,902), status 2 (3,385)`.
fn said(terminal: &Terminal, tally: &Tally, state: State) -> String {
    let mut answers: Vec<&Said> = tally.answers.iter().filter(|said| said.state == state).collect();
    answers.sort_by_key(|said| std::cmp::Reverse(said.count));
    let words = |said: &&Said| {
        let words = in_words(terminal, said);
        if answers.len() == 1 { words } else { format!("{words} ({})", grouped(said.count)) }
    };
    let named: Vec<String> = answers.iter().take(NAMED).map(words).collect();
    let more = if answers.len() > NAMED { ", …" } else { "" };
    format!("{}{more}", named.join(", "))
}

fn in_words(terminal: &Terminal, said: &Said) -> String {
    let label = || terminal.say(&said.class.label()).to_owned();
    let code = said.code.as_ref().map(|code| match said.scope.as_str() {
        "" | USUAL_SCOPE => code.clone(),
        "http" => format!("HTTP {code}"),
        scope => format!("{scope} {code}"),
    });
    let text = said.text.as_deref().filter(|text| !text.is_empty());
    let words = match (code, text, &said.reason) {
        (Some(code), Some(text), _) => format!("{code} {text}"),
        (Some(code), None, _) => code,
        (None, Some(text), _) => text.to_owned(),
        (None, None, Some(reason)) => terminal.say(reason).to_owned(),
        (None, None, None) => label(),
    };
    answer::clean(&words)
}

/// The counts for `--format json`.
pub(super) fn json(tallies: &Tallies, census: &Census, out: Option<&Path>, left: u64) -> Value {
    let counts = |tally: &Tally| {
        let counts = STATES.into_iter().map(|state| (state.name().to_owned(), tally.of(state).into()));
        Value::Object(counts.collect())
    };
    let vendors = tallies.vendors.iter().map(|(vendor, tally)| (vendor.clone(), counts(tally)));
    json!({
        "lines": census.lines,
        "passed_over": tallies.skipped,
        "not_asked": left,
        "vendors": Value::Object(vendors.collect()),
        "out": out.map(|out| out.display().to_string()),
    })
}

/// Says of every vendor that did not get to its end why. Whether list or results failed.
pub(super) fn say_how_it_ended(run: &Run, vendors: &[&'static Vendor], ended: Vec<Ended>) -> bool {
    let mut failed = false;
    for (at, ended) in ended.into_iter().enumerate() {
        let vendor = vendors.get(at).copied();
        let key = vendor.map_or("", |vendor| vendor.key);
        let (en, zh) =
            vendor.map_or(("", ""), |vendor| (vendor.name.get(text::Lang::En), vendor.name.get(text::Lang::Zh)));
        let terminal = &run.terminal;
        let words = match ended {
            Ended::Done | Ended::Interrupted => continue,
            Ended::NoneAlive(count) => none_alive(en, zh, key, count),
            Ended::Refused(outcome) | Ended::Unreachable(outcome) => {
                let label = outcome.class.label();
                let (en_label, zh_label) = (label.get(text::Lang::En), label.get(text::Lang::Zh));
                let words = text!("{en}: stopped, {en_label}", "{zh}：已停止，{zh_label}");
                terminal.complain(&format!("{}\n{}", terminal.say(&words), answer::details(terminal, &outcome)));
                continue;
            }
            Ended::AskedToWait(time) => {
                let seconds = time.as_secs();
                text!("{en}: stopped, it asks to wait {seconds} seconds", "{zh}：已停止，厂商要求等待 {seconds} 秒")
            }
            Ended::Failed(error) => {
                failed = true;
                text!("stopped: {error}; what was decided is kept", "已停止：{error}；已有的结果都保留了")
            }
        };
        terminal.complain(terminal.say(&words));
    }
    failed
}

fn none_alive(en: &str, zh: &str, key: &str, count: u64) -> Text {
    let environment =
        vendors::find(key).is_some_and(|vendor| vendor.fields.iter().any(|field| field.key == "environment"));
    let (en_more, zh_more) = if environment { (" environment,", " environment、") } else { ("", "") };
    text!(
        "{en}: none of the first {count} tokens is alive; the{en_more} app or key is probably wrong, nothing was called dead\n  hint: check [{key}], or go on with --keep-going",
        "{zh}：前 {count} 个 token 没有一个有效；多半是{zh_more}应用或密钥填错了，没有把任何 token 判为失效\n  提示：检查 [{key}]，或用 --keep-going 继续"
    )
}

/// What is left, and the command that goes on with it.
pub(super) fn how_to_go_on(left: u64, unknown: u64, again: &str) -> Text {
    let (left, unknown_count) = (grouped(left), grouped(unknown));
    match (left.as_str(), unknown) {
        ("0", _) => text!("{unknown_count} unknown; ask again: {again}", "{unknown_count} 个未知，再问一次：{again}"),
        (_, 0) => text!("stopped with {left} left; go on with: {again}", "已停止，还剩 {left} 个；接着做：{again}"),
        _ => text!(
            "stopped with {left} left and {unknown_count} unknown; go on with: {again}",
            "已停止，还剩 {left} 个，未知 {unknown_count} 个；接着做：{again}"
        ),
    }
}

/// `200,000`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        let of = [0, 999, 1000, 88_412, 1_000_000].map(grouped);
        assert_eq!(of, ["0", "999", "1,000", "88,412", "1,000,000"]);
    }
}
