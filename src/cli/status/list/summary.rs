//! What came of a list: a table by state, or by line where there are few, and a verdict.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::progress::thousands;
use super::{List, ending};
use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::status::token::print_table;
use pushctl::outcome::{Class, State, Verdict};
use pushctl::output::Terminal;
use pushctl::text::{Lang, Text};
use pushctl::tokens::Census;
use pushctl::tokens::census::Share;
use pushctl::tokens::engine::Ended;
use pushctl::tokens::tally::{Said, Tallies, Tally};
use pushctl::vendors;

/// States in the order of the table.
const STATES: [State; 6] = [State::Alive, State::Muted, State::Dead, State::Foreign, State::Suspect, State::Unknown];
/// So many different answers are named for a state.
const MOST_SAID: usize = 4;

/// What came of a list.
pub(super) struct Summary<'a> {
    pub(super) list: &'a List<'a>,
    pub(super) tallies: Tallies,
    /// Why each vendor's work ended, in the order of the clients.
    pub(super) ended: Vec<Ended>,
    /// How many lines have no result that stands, `unknown` being none.
    pub(super) left: u64,
    /// The results themselves, where there are few or a document wants them.
    pub(super) lines: Vec<Value>,
}

/// Names the lines that hold no token, by reason.
pub(super) fn remark_skipped(run: &Run, census: &Census) {
    for group in &census.skipped {
        run.terminal.remark(run.terminal.say(&skipped(group.count, &group.first, &group.reason)));
    }
}

fn skipped(count: u64, first: &[u64], reason: &Text) -> Text {
    let mut lines = first.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let (en, zh) = (reason.get(Lang::En), reason.get(Lang::Zh));
    if count == 1 {
        return Text::owned(format!("line {lines} passed over: {en}"), format!("跳过第 {lines} 行：{zh}"));
    }
    if count > first.len() as u64 {
        lines.push_str(" …");
    }
    let count = thousands(count);
    Text::owned(format!("{count} lines passed over: {en} ({lines})"), format!("跳过 {count} 行：{zh}（第 {lines} 行）"))
}

impl Summary<'_> {
    /// Prints it, and says how the run ended.
    pub(super) fn finish(mut self, run: &Run) -> Result<Verdict, Stop> {
        let mut report = run.report();
        report.found = self.verdict();
        report.stopped = ending::stopped(&self);
        report = report.with("tokens", self.document());
        if self.list.args.out.is_none() {
            report = report.with("outcomes", std::mem::take(&mut self.lines).into());
        }
        if self.left > 0 {
            report = report.with("not_asked", self.not_asked().into());
        }
        let lines = report.members.get("outcomes").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let verdict = run.finish(&report, |terminal| self.table(terminal, lines))?;
        ending::say(run, &self);
        Ok(verdict)
    }

    /// Nothing but states and an early end decide. Where none is alive nobody knows about any of them; a list without
    /// a single token is a mistake.
    fn verdict(&self) -> Verdict {
        if self.ended.iter().any(|ended| matches!(ended, Ended::NoneAlive(_))) {
            return Verdict::Undetermined;
        }
        if self.ended.iter().any(|ended| matches!(ended, Ended::Failed(_))) {
            return Verdict::Unusable;
        }
        if self.list.census.tokens() == 0 {
            return Verdict::Problem;
        }
        let early = if self.left > 0 { Verdict::Undetermined } else { Verdict::Ok };
        self.tallies.verdict().max(early)
    }

    /// How many lines were not asked about at all.
    pub(super) fn not_asked(&self) -> u64 {
        self.left.saturating_sub(self.tallies.of(State::Unknown))
    }

    /// The command's own member of the JSON document.
    fn document(&self) -> Value {
        let census = &self.list.census;
        let of = |tally: Option<&Tally>| -> Map<String, Value> {
            let count = |state: &State| tally.map_or(0, |tally| tally.of(*state));
            STATES.iter().map(|state| (state.name().to_owned(), count(state).into())).collect()
        };
        let vendors = census.vendors.iter().map(|share| {
            let mut counts = of(self.tallies.vendors.get(share.vendor.key));
            counts.insert("tokens".to_owned(), share.tokens.into());
            (share.vendor.key.to_owned(), counts.into())
        });
        let skipped = census
            .skipped
            .iter()
            .map(|group| json!({ "reason": group.reason.get(Lang::En), "lines": group.count, "first": group.first }));
        json!({
            "lines": census.lines,
            "vendors": vendors.collect::<Map<String, Value>>(),
            "skipped": skipped.collect::<Vec<_>>(),
            "out": self.list.args.out.as_ref().map(|out| out.display().to_string()),
        })
    }

    fn table(&self, terminal: &Terminal, lines: &[Value]) -> Result<(), Stop> {
        let say = |en, zh| terminal.say(&Text::new(en, zh)).to_owned();
        if !lines.is_empty() {
            return each(terminal, lines);
        }
        let several = self.list.census.vendors.len() > 1;
        let mut head =
            vec![say("state", "状态"), say("tokens", "数量"), say("vendor says", "厂商的回答"), say("do", "处理")];
        if several {
            head.insert(0, say("vendor", "渠道"));
        }
        let mut rows = Vec::new();
        for Share { vendor, .. } in &self.list.census.vendors {
            let Some(tally) = self.tallies.vendors.get(vendor.key) else { continue };
            for state in STATES.into_iter().filter(|state| tally.of(*state) > 0) {
                let mut row = vec![
                    answer::state(terminal, state),
                    thousands(tally.of(state)),
                    terminal.redacted(&answer::clean(&said(terminal, tally, state))),
                    terminal.say(&self.advice(state)).to_owned(),
                ];
                if several {
                    row.insert(0, terminal.say(&vendor.name).to_owned());
                }
                rows.push(row);
            }
        }
        if rows.is_empty() { Ok(()) } else { print_table(terminal, &head, &rows) }
    }

    fn advice(&self, state: State) -> Text {
        match state {
            State::Unknown if self.list.args.out.is_some() => {
                Text::new("run again with --resume", "加 --resume 再运行一次")
            }
            _ => state.advice(),
        }
    }
}

/// `status 1 (9,902), status 2 (3,385)`.
fn said(terminal: &Terminal, tally: &Tally, state: State) -> String {
    let mut answers: Vec<&Said> = tally.answers.iter().filter(|said| said.state == state).collect();
    answers.sort_by_key(|said| std::cmp::Reverse(said.count));
    let alone = answers.len() == 1;
    let one = |said: &&Said| {
        let words = match (&said.code, &said.text, &said.reason) {
            (Some(_), text, _) => match text {
                Some(text) if alone => format!("{} {text}", code_of(said)),
                _ => code_of(said),
            },
            (None, Some(text), _) => text.clone(),
            (None, None, Some(reason)) => terminal.say(reason).to_owned(),
            (None, None, None) => terminal.say(&said.class.label()).to_owned(),
        };
        if alone { words } else { format!("{words} ({})", thousands(said.count)) }
    };
    let mut named: Vec<String> = answers.iter().take(MOST_SAID).map(one).collect();
    if answers.len() > MOST_SAID {
        named.push("…".to_owned());
    }
    named.join(", ")
}

/// A code as it is shown: with the place where it stood, unless that is the usual one.
pub(super) fn code_of(said: &Said) -> String {
    answer::code(&said.scope, said.code.as_deref().unwrap_or_default())
}

/// One row per line.
fn each(terminal: &Terminal, lines: &[Value]) -> Result<(), Stop> {
    let say = |en, zh| terminal.say(&Text::new(en, zh)).to_owned();
    let head = [
        say("line", "行"),
        say("token", "token"),
        say("vendor", "渠道"),
        say("state", "状态"),
        say("vendor says", "厂商的回答"),
        say("do", "处理"),
    ];
    // Lines without a token were named on standard error.
    let mut sorted: Vec<&Value> = lines.iter().filter(|line| line.get("skipped").is_none()).collect();
    sorted.sort_by_key(|line| line["line"].as_u64());
    let rows: Vec<Vec<String>> = sorted.into_iter().map(|line| row(terminal, line)).collect();
    if rows.is_empty() { Ok(()) } else { print_table(terminal, &head, &rows) }
}

fn row(terminal: &Terminal, line: &Value) -> Vec<String> {
    let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let vendor = text("vendor");
    let name = vendors::find(&vendor).map_or(vendor.clone(), |vendor| terminal.say(&vendor.name).to_owned());
    let number = line["line"].as_u64().map(|line| line.to_string()).unwrap_or_default();
    let state = STATES.into_iter().find(|state| state.name() == line["state"]).unwrap_or(State::Unknown);
    let code = line["code"].as_str().map(|code| answer::code(line["scope"].as_str().unwrap_or_default(), code));
    let said = [code.unwrap_or_default(), text("text")];
    let mut said = said.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
    if let (true, Ok(class)) = (said.is_empty(), Class::deserialize(&line["class"])) {
        terminal.say(&class.label()).clone_into(&mut said);
    }
    let target = if line["ref"].is_string() { format!("{} ({})", text("target"), text("ref")) } else { text("target") };
    vec![
        number,
        target,
        name,
        answer::state(terminal, state),
        terminal.redacted(&answer::clean(&said)),
        terminal.say(&state.advice()).to_owned(),
    ]
}
