//! `--watch`: asks the vendor what became of a push until it was shown or time is up.

use std::time::Duration;

use super::{Prepared, Sent};
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::status;
use pushctl::context::Context;
use pushctl::outcome::{Outcome, Verdict};
use pushctl::output::Format;
use pushctl::text;

/// Pause between two questions. Vendors count in batches; more often brings nothing new.
const PAUSE: Duration = Duration::from_secs(5);

/// Watches every accepted push that the vendor can be asked about.
pub(super) fn watch(
    run: &Run,
    ctx: &Context,
    prepared: &[Prepared],
    sent: &[Sent],
    duration: Duration,
) -> Result<Verdict, Stop> {
    let mut verdict = Verdict::Ok;
    for sent in sent {
        let Prepared { target, account, .. } = &prepared[sent.at];
        let Some(id) = sent.outcomes.last().and_then(|outcome| outcome.ids.values().next()) else { continue };
        let vendor = run.terminal.say(&target.vendor.name).to_owned();
        if !target.vendor.capability.message_status {
            let text = text!(
                "{vendor} cannot be asked what became of it; receipts, where it has any, are web hooks, which cannot reach \
                 this machine",
                "{vendor} 没有查询接口；有回执的话也是网络回调，到不了这台机器"
            );
            run.terminal.remark(run.terminal.say(&text));
            continue;
        }
        let shown = target.shown();
        let seconds = duration.as_secs();
        let text = text!("watching {shown} for {seconds} s", "观察 {shown}，{seconds} 秒");
        run.terminal.remark(run.terminal.say(&text));
        let outcome = run.wait_for(until_shown(ctx, account.client.as_ref(), id, duration))?.with_target(shown);
        verdict = verdict.max(outcome.class.verdict());
        match run.format() {
            Format::Table => run.terminal.line(&status::figures(&run.terminal, &outcome))?,
            _ => run.ndjson(&outcome)?,
        }
    }
    Ok(verdict)
}

async fn until_shown(
    ctx: &Context,
    client: &dyn pushctl::vendors::VendorClient,
    id: &str,
    duration: Duration,
) -> Outcome {
    let deadline = tokio::time::Instant::now() + duration;
    loop {
        let outcome = client.message_status(ctx, id).await.unwrap_or_else(|error| error.outcome());
        let shown = outcome.figures.iter().any(|figure| matches!(figure.key, "display" | "click") && figure.value > 0);
        if shown || tokio::time::Instant::now() + PAUSE > deadline {
            return outcome;
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = tokio::signal::ctrl_c() => return outcome,
        }
    }
}
