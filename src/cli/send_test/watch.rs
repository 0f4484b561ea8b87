//! `--watch`: asks the vendor what became of a push until it was shown or time is up.

use std::cell::RefCell;
use std::time::Duration;

use super::{Prepared, Sent, one_per_vendor};
use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::status;
use pushctl::context::Context;
use pushctl::outcome::{Figure, Outcome, Verdict};
use pushctl::output::Format;
use pushctl::text;

/// Pause between two questions. Vendors count in batches; more often brings nothing new.
const PAUSE: Duration = Duration::from_secs(5);

/// One push that the vendor can be asked about.
struct Watched<'a> {
    prepared: &'a Prepared,
    id: &'a str,
    /// The vendor's last answer: Ctrl-C does not lose it.
    latest: RefCell<Option<Outcome>>,
}

/// Watches every accepted push that the vendor can be asked about, all at once.
pub(super) fn watch(
    run: &Run,
    ctx: &Context,
    prepared: &[Prepared],
    sent: &[Sent],
    duration: Duration,
) -> Result<Verdict, Stop> {
    let mut watched: Vec<Watched<'_>> = Vec::new();
    let mut not_offered: Vec<&Prepared> = Vec::new();
    for sent in sent {
        let prepared = &prepared[sent.at];
        let Some(id) = sent.outcomes.last().and_then(|outcome| outcome.ids.values().next()) else { continue };
        if prepared.target.vendor.capability.message_status {
            watched.push(Watched { prepared, id, latest: RefCell::default() });
        } else {
            not_offered.push(prepared);
        }
    }
    for prepared in one_per_vendor(not_offered) {
        say_not_offered(run, prepared);
    }
    let names: Vec<String> = watched.iter().map(|one| one.prepared.target.shown()).collect();
    for name in &names {
        let seconds = duration.as_secs();
        let text = text!("watching {name} for {seconds} s", "观察 {name}，{seconds} 秒");
        run.terminal.remark(run.terminal.say(&text));
    }
    let done = run.wait_for_all(&names, watched.iter().map(|one| one.until_shown(ctx, duration)))?;
    if done.left() > 0 {
        answer::interrupted(&run.terminal, watched.iter().filter(|one| one.latest.borrow().is_none()).count());
    }
    let mut verdict = Verdict::Ok;
    for (one, name) in watched.into_iter().zip(names) {
        let Some(outcome) = one.latest.into_inner() else {
            verdict = verdict.max(Verdict::Undetermined);
            continue;
        };
        let outcome = outcome.with_target(name);
        verdict = verdict.max(outcome.class.verdict());
        match run.format() {
            Format::Table => run.terminal.line(&status::figures(&run.terminal, &outcome))?,
            _ => run.ndjson(&outcome)?,
        }
    }
    Ok(verdict)
}

fn say_not_offered(run: &Run, prepared: &Prepared) {
    let vendor = run.terminal.say(&prepared.target.vendor.name).to_owned();
    let text = text!(
        "{vendor} cannot be asked what became of it; receipts, where it has any, are web hooks, which cannot reach \
         this machine",
        "{vendor} 没有查询接口；有回执的话也是网络回调，到不了这台机器"
    );
    run.terminal.remark(run.terminal.say(&text));
}

impl Watched<'_> {
    async fn until_shown(&self, ctx: &Context, duration: Duration) {
        let deadline = tokio::time::Instant::now() + duration;
        loop {
            let answer = self.prepared.account.client.message_status(ctx, self.id).await;
            let outcome = answer.unwrap_or_else(|error| error.outcome());
            let is_seen = |figure: &Figure| matches!(figure.key, "display" | "click") && figure.value > 0;
            let is_shown = outcome.figures.iter().any(is_seen);
            self.latest.replace(Some(outcome));
            if is_shown || tokio::time::Instant::now() + PAUSE > deadline {
                return;
            }
            tokio::time::sleep(PAUSE).await;
        }
    }
}
