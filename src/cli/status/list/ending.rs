//! How a list ended, on standard error: why it ended early, and the command that goes on.

use std::io;
use std::path::Path;

use super::progress::thousands;
use super::summary::{Summary, code_of};
use crate::cli::answer;
use crate::cli::exit;
use crate::cli::run::{Run, word};
use pushctl::outcome::{Outcome, State};
use pushctl::text;
use pushctl::text::{Lang, Text};
use pushctl::tokens::Unread;
use pushctl::tokens::engine::{Ended, FIRST};
use pushctl::tokens::tally::{Said, Tally};
use pushctl::vendors::{self, Vendor};

/// Says it. Nothing is said of a list that was asked about to its end.
pub(super) fn say(run: &Run, summary: &Summary<'_>) {
    let terminal = &run.terminal;
    for (message, hint) in reasons(summary) {
        exit::complain(run, terminal.say(&message), terminal.say(&hint));
    }
    let not_asked = summary.not_asked();
    if not_asked > 0 {
        let (count, lines) = (thousands(not_asked), thousands(summary.list.census.lines));
        let stopped = text!("stopped: {count} of {lines} not asked", "已停止：{lines} 行中还有 {count} 行没有查询");
        terminal.complain(terminal.say(&stopped));
    }
    if summary.left > 0 {
        terminal.complain(terminal.say(&go_on(run, summary)));
    }
}

/// The same for a document: all reasons in one.
pub(super) fn stopped(summary: &Summary<'_>) -> Option<(Text, Text)> {
    reasons(summary).into_iter().reduce(|all, one| (joined(&all.0, &one.0), joined(&all.1, &one.1)))
}

fn joined(one: &Text, other: &Text) -> Text {
    let [en, zh] = [Lang::En, Lang::Zh].map(|lang| [one.get(lang), other.get(lang)].join("\n").trim().to_owned());
    Text::owned(en, zh)
}

/// Why it ended early: what, and what to do. What all vendors' work ended by is told once.
fn reasons(summary: &Summary<'_>) -> Vec<(Text, Text)> {
    if summary.list.census.tokens() == 0 {
        let message = Text::new("no line holds a token that can be asked about", "没有一行含有可以查询的 token");
        return vec![(message, Text::new("", ""))];
    }
    if let Some(Ended::Failed(error)) = summary.ended.iter().find(|ended| matches!(ended, Ended::Failed(_))) {
        return vec![failed(summary, error)];
    }
    let vendors = summary.list.clients.iter().map(|(vendor, _)| *vendor);
    vendors.zip(&summary.ended).filter_map(|(vendor, ended)| reason(summary, vendor, ended)).collect()
}

fn reason(summary: &Summary<'_>, vendor: &'static Vendor, ended: &Ended) -> Option<(Text, Text)> {
    let (en, zh) = (vendor.name.get(Lang::En), vendor.name.get(Lang::Zh));
    match ended {
        Ended::Done | Ended::Interrupted | Ended::Failed(_) => None,
        Ended::NoneAlive(_) => Some(none_alive(summary, vendor)),
        Ended::Refused(outcome) | Ended::Unreachable(outcome) => {
            let words = words(outcome);
            let message = Text::owned(
                format!("{en} was not asked any more: {}", words.get(Lang::En)),
                format!("不再查询 {zh}：{}", words.get(Lang::Zh)),
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
    }
}

fn failed(summary: &Summary<'_>, error: &io::Error) -> (Text, Text) {
    if let Some(Unread { line, source }) = error.get_ref().and_then(|inside| inside.downcast_ref()) {
        let from = summary.list.from.display();
        let message = text!(
            "--from {from}: after line {line}: {source}; nothing more was asked",
            "--from {from}：第 {line} 行之后：{source}；没有继续查询"
        );
        return (message, Text::new("what was decided is kept", "已有的结果都还在"));
    }
    let message = match &summary.list.args.out {
        Some(out) => {
            let out = out.display();
            text!("--out {out}: {error}; nothing more was asked", "--out {out}：{error}；没有继续查询")
        }
        None => text!("a temporary file: {error}; nothing more was asked", "临时文件：{error}；没有继续查询"),
    };
    (message, Text::new("what was decided is kept; make room, then go on", "已有的结果都还在；腾出空间后继续"))
}

/// What a vendor's refusals have in common is most often not the tokens' fault.
fn none_alive(summary: &Summary<'_>, vendor: &'static Vendor) -> (Text, Text) {
    let empty = Tally::default();
    let tally = summary.tallies.vendors.get(vendor.key).unwrap_or(&empty);
    let commonest = tally.answers.iter().filter(|said| said.state != State::Unknown).max_by_key(|said| said.count);
    let (name_en, name_zh) = (vendor.name.get(Lang::En), vendor.name.get(Lang::Zh));
    let mut en = vec![format!("{name_en}: none of the first {FIRST} tokens is alive")];
    let mut zh = vec![format!("{name_zh}：前 {FIRST} 个 token 没有一个有效")];
    if let Some(said) = commonest {
        let (count, code) = (said.count, code_of(said));
        en.push(format!("; {count} answered {code}"));
        zh.push(format!("；{count} 个回答 {code}"));
        if let Some(cause) = cause(vendor, said) {
            en.push(format!("\n  cause: {}", cause.get(Lang::En)));
            zh.push(format!("\n  原因：{}", cause.get(Lang::Zh)));
        }
    }
    en.push("\n  app, key or environment is probably wrong: nothing was called dead (state `suspect`)".to_owned());
    zh.push("\n  多半是应用、密钥或环境填错了：没有把任何 token 判为失效（状态 `suspect`）".to_owned());
    let key = vendor.key;
    let has_environment = vendor.fields.iter().any(|field| field.key == "environment");
    let what = if has_environment { format!("[{key}] environment") } else { format!("[{key}]") };
    let hint = text!(
        "check {what} in push.toml, or go on with --keep-going",
        "检查 push.toml 的 {what}，或用 --keep-going 继续"
    );
    (Text::owned(en.concat(), zh.concat()), hint)
}

fn cause(vendor: &'static Vendor, said: &Said) -> Option<&'static Text> {
    vendor.codes.find(&said.scope, said.code.as_deref()?).map(|entry| &entry.cause)
}

/// What an answer says.
fn words(outcome: &Outcome) -> Text {
    let label = answer::label(outcome);
    match (answer::said(outcome), &outcome.failure) {
        (Some(said), _) => {
            Text::owned(format!("{}: {said}", label.get(Lang::En)), format!("{}：{said}", label.get(Lang::Zh)))
        }
        (None, Some((reason, _))) => reason.clone(),
        (None, None) => label,
    }
}

fn remedy(outcome: &Outcome) -> Text {
    let code = outcome.code.as_deref().unwrap_or_default();
    let entry = || vendors::find(outcome.vendor)?.codes.find(outcome.scope, code);
    match &outcome.failure {
        Some((_, remedy)) => remedy.clone(),
        None => entry().map_or(Text::new("", ""), |entry| entry.remedy.clone()),
    }
}

/// The command that goes on.
fn go_on(run: &Run, summary: &Summary<'_>) -> Text {
    let list = summary.list;
    let Some(out) = &list.args.out else {
        return Text::new(
            "nothing was kept that could be gone on with; --out FILE keeps it",
            "没有留下可以继续的结果；用 --out FILE 保存",
        );
    };
    let mut words = vec![run.of_vendors("status token")];
    match run.globals.emulator.as_deref() {
        None => {}
        Some("") => words.push("--emulator".to_owned()),
        Some(scenario) => words.push(format!("--emulator={}", word(scenario))),
    }
    words.push(format!("--from {} --out {} --resume", of_path(list.from), of_path(out)));
    let flags = [
        (list.args.probe, "--probe"),
        (list.args.show_tokens, "--show-tokens"),
        (list.args.list.keep_going, "--keep-going"),
        (list.args.list.no_dedupe, "--no-dedupe"),
    ];
    words.extend(flags.into_iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag.to_owned()));
    words.extend(list.args.list.rate.map(|rate| format!("--rate {rate}")));
    words.extend(list.args.list.concurrency.map(|concurrency| format!("--concurrency {concurrency}")));
    let command = run.again(&words.join(" "));
    if list.from == Path::new("-") {
        return text!("go on with the same input: … | {command}", "用同样的输入继续：… | {command}");
    }
    text!("go on with: {command}", "继续：{command}")
}

fn of_path(path: &Path) -> String {
    word(&path.display().to_string())
}
