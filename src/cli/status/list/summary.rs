//! What came of a list: a table by state, why it ended early, and the command that goes on.

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::List;
use super::progress::thousands;
use crate::cli::answer;
use crate::cli::exit::{self, Stop};
use crate::cli::run::{Run, word};
use crate::cli::status::token::print_table;
use pushctl::outcome::{Class, Outcome, State, Verdict};
use pushctl::output::Terminal;
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::tokens::Census;
use pushctl::tokens::engine::{Ended, FIRST};
use pushctl::tokens::tally::{Said, Tallies, Tally};
use pushctl::vendors::{self, Entry, Vendor};

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
        report = report.with("tokens", self.document());
        if self.list.args.out.is_none() {
            report = report.with("outcomes", std::mem::take(&mut self.lines).into());
        }
        if self.left > 0 {
            report = report.with("not_asked", self.not_asked().into());
        }
        let lines = report.members.get("outcomes").and_then(Value::as_array).cloned().unwrap_or_default();
        let verdict = run.finish(&report, |terminal| self.table(terminal, &lines))?;
        self.say_how_it_ended(run);
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
    fn not_asked(&self) -> u64 {
        self.left.saturating_sub(self.tallies.of(State::Unknown))
    }

    /// The command's own member of the JSON document.
    fn document(&self) -> Value {
        let census = &self.list.census;
        let of = |tally: Option<&Tally>| -> Map<String, Value> {
            let count = |state: &State| tally.map_or(0, |tally| tally.of(*state));
            STATES.iter().map(|state| (state.name().to_owned(), count(state).into())).collect()
        };
        let vendors = census.vendors.iter().map(|(vendor, tokens)| {
            let mut counts = of(self.tallies.vendors.get(vendor.key));
            counts.insert("tokens".to_owned(), (*tokens).into());
            (vendor.key.to_owned(), counts.into())
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
        for (vendor, _) in &self.list.census.vendors {
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

    /// Why it ended early, on standard error, and the command that goes on.
    fn say_how_it_ended(&self, run: &Run) {
        let terminal = &run.terminal;
        if self.list.census.tokens() == 0 {
            let message = Text::new("no line holds a token that can be asked about", "没有一行含有可以查询的 token");
            exit::complain(run, terminal.say(&message), "");
        }
        let vendors = self.list.clients.iter().map(|(vendor, _)| *vendor);
        for (vendor, ended) in vendors.zip(&self.ended) {
            if let Some((message, hint)) = self.reason(vendor, ended) {
                exit::complain(run, terminal.say(&message), terminal.say(&hint));
            }
        }
        // One that failed before any desk was at work.
        if let (true, [Ended::Failed(error)]) = (self.list.clients.len() != 1, self.ended.as_slice()) {
            let (message, hint) = self.failed(error);
            exit::complain(run, terminal.say(&message), terminal.say(&hint));
        }
        let not_asked = self.not_asked();
        if not_asked > 0 {
            let (count, lines) = (thousands(not_asked), thousands(self.list.census.lines));
            let stopped = text!("stopped: {count} of {lines} not asked", "已停止：{lines} 行中还有 {count} 行没有查询");
            terminal.complain(terminal.say(&stopped));
        }
        if self.left > 0 {
            terminal.complain(terminal.say(&self.go_on(run)));
        }
    }

    fn reason(&self, vendor: &'static Vendor, ended: &Ended) -> Option<(Text, Text)> {
        let (en, zh) = (vendor.name.get(Lang::En), vendor.name.get(Lang::Zh));
        match ended {
            Ended::Done | Ended::Interrupted => None,
            Ended::NoneAlive(_) => Some(self.none_alive(vendor)),
            Ended::Refused(outcome) | Ended::Unreachable(outcome) => {
                let (words_en, words_zh) = words(outcome);
                let message = Text::owned(
                    format!("{en} was not asked any more: {words_en}"),
                    format!("不再查询 {zh}：{words_zh}"),
                );
                Some((message, remedy(outcome)))
            }
            Ended::AskedToWait(time) => {
                let seconds = time.as_secs();
                let message = Text::owned(
                    format!("{en} wants to be left alone for {seconds} s"),
                    format!("{zh} 要求 {seconds} 秒后再来"),
                );
                Some((message, Text::new("", "")))
            }
            Ended::Failed(error) => Some(self.failed(error)),
        }
    }

    fn failed(&self, error: &std::io::Error) -> (Text, Text) {
        let name = match &self.list.args.out {
            Some(out) => format!("--out {}", out.display()),
            None => "a temporary file".to_owned(),
        };
        let message = text!("{name}: {error}; nothing more was asked", "{name}：{error}；没有继续查询");
        (message, Text::new("what was decided is kept; make room and go on", "已有的结果都还在；腾出空间后继续"))
    }

    /// What a vendor's refusals have in common is most often not the tokens' fault.
    fn none_alive(&self, vendor: &'static Vendor) -> (Text, Text) {
        let (en, zh) = (vendor.name.get(Lang::En), vendor.name.get(Lang::Zh));
        let empty = Tally::default();
        let tally = self.tallies.vendors.get(vendor.key).unwrap_or(&empty);
        let refusals = tally.answers.iter().filter(|said| said.state != State::Unknown);
        let commonest = refusals.max_by_key(|said| said.count);
        let mut message_en = format!("{en}: none of the first {FIRST} tokens is alive");
        let mut message_zh = format!("{zh}：前 {FIRST} 个 token 没有一个有效");
        if let Some(said) = commonest {
            let (count, code) = (said.count, code_of(said));
            message_en.push_str(&format!("; {count} answered {code}"));
            message_zh.push_str(&format!("；{count} 个回答 {code}"));
            if let Some(entry) = entry_of(vendor, said) {
                message_en.push_str(&format!("\n  cause: {}", entry.cause.get(Lang::En)));
                message_zh.push_str(&format!("\n  原因：{}", entry.cause.get(Lang::Zh)));
            }
        }
        message_en
            .push_str("\n  the app, key or environment is probably wrong: nothing was called dead (state `suspect`)");
        message_zh.push_str("\n  多半是应用、密钥或环境填错了：没有把任何 token 判为失效（状态 `suspect`）");
        let key = vendor.key;
        let environment = vendor.fields.iter().any(|field| field.key == "environment");
        let what = if environment { format!("[{key}] environment") } else { format!("[{key}]") };
        (
            Text::owned(message_en, message_zh),
            text!(
                "check {what} in push.toml, or go on with --keep-going",
                "检查 push.toml 的 {what}，或用 --keep-going 继续"
            ),
        )
    }

    /// The command that goes on.
    fn go_on(&self, run: &Run) -> Text {
        let args = self.list.args;
        let Some(out) = &args.out else {
            return Text::new(
                "nothing was kept that could be gone on with; --out FILE keeps it",
                "没有留下可以继续的结果；用 --out FILE 保存",
            );
        };
        let shown = |path: &std::path::Path| word(&path.display().to_string());
        let mut command = String::from("status token");
        if !run.globals.vendor.is_empty() {
            command.push_str(&format!(" --vendor {}", run.globals.vendor.join(",")));
        }
        if let Some(scenario) = &run.globals.emulator {
            command.push_str(" --emulator");
            if !scenario.is_empty() {
                command.push_str(&format!("={}", word(scenario)));
            }
        }
        command.push_str(&format!(" --from {} --out {} --resume", shown(self.list.from), shown(out)));
        let flags = [
            (args.probe, " --probe"),
            (args.show_tokens, " --show-tokens"),
            (args.list.keep_going, " --keep-going"),
            (args.list.no_dedupe, " --no-dedupe"),
        ];
        command.extend(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag));
        if let Some(rate) = args.list.rate {
            command.push_str(&format!(" --rate {rate}"));
        }
        if let Some(concurrency) = args.list.concurrency {
            command.push_str(&format!(" --concurrency {concurrency}"));
        }
        let command = run.again(&command);
        if self.list.from == std::path::Path::new("-") {
            return text!("go on with the same input: … | {command}", "用同样的输入继续：… | {command}");
        }
        text!("go on with: {command}", "继续：{command}")
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
fn code_of(said: &Said) -> String {
    let code = said.code.clone().unwrap_or_default();
    match said.scope.as_str() {
        "" | vendors::USUAL_SCOPE => code,
        "http" => format!("HTTP {code}"),
        scope => format!("{scope} {code}"),
    }
}

fn entry_of(vendor: &'static Vendor, said: &Said) -> Option<&'static Entry> {
    vendor.codes.find(&said.scope, said.code.as_deref()?)
}

/// What an answer says, in both languages.
fn words(outcome: &Outcome) -> (String, String) {
    let label = answer::label(outcome);
    let own = answer::said(outcome);
    let reason = outcome.failure.as_ref().map(|(reason, _)| reason.clone());
    let of = |lang: Lang| match (&own, &reason) {
        (Some(said), _) => format!("{}: {said}", label.get(lang)),
        (None, Some(reason)) => reason.get(lang).to_owned(),
        (None, None) => label.get(lang).to_owned(),
    };
    (of(Lang::En), of(Lang::Zh))
}

fn remedy(outcome: &Outcome) -> Text {
    let code = outcome.code.as_deref().unwrap_or_default();
    let entry = || vendors::find(outcome.vendor)?.codes.find(outcome.scope, code);
    match &outcome.failure {
        Some((_, remedy)) => remedy.clone(),
        None => entry().map_or(Text::new("", ""), |entry| entry.remedy.clone()),
    }
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
    print_table(terminal, &head, &rows)
}

fn row(terminal: &Terminal, line: &Value) -> Vec<String> {
    let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
    let vendor = text("vendor");
    let name = vendors::find(&vendor).map_or(vendor.clone(), |vendor| terminal.say(&vendor.name).to_owned());
    let number = line["line"].as_u64().map(|line| line.to_string()).unwrap_or_default();
    let state = STATES.into_iter().find(|state| state.name() == line["state"]).unwrap_or(State::Unknown);
    let code = line["code"].as_str().map(|code| match line["scope"].as_str() {
        None | Some("" | vendors::USUAL_SCOPE) => code.to_owned(),
        Some("http") => format!("HTTP {code}"),
        Some(scope) => format!("{scope} {code}"),
    });
    let said = [code.unwrap_or_default(), text("text")];
    let mut said = said.into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ");
    if let (true, Ok(class)) = (said.is_empty(), Class::deserialize(&line["class"])) {
        said = terminal.say(&class.label()).to_owned();
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
