//! `pushctl send-test`: a real push to one's own phone, in the vendor's test mode where it has one.

mod message;
pub(crate) mod names;
mod watch;

use std::sync::Arc;

use super::answer;
use super::exit::Stop;
use super::run::Run;
use super::target::{Target, Wanted, hide, targets};
use pushctl::config::Config;
use pushctl::context::Context;
use pushctl::http;
use pushctl::message::{Message, Mode};
use pushctl::outcome::{Class, Operation, Outcome, Verdict};
use pushctl::output::{Color, Format, Terminal, diagnostics, layout};
use pushctl::report::{Finding, Findings};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{Addressee, VendorClient};
use serde_json::{Value, json};
use tokio::sync::OnceCell;

/// Send a test push to one device, or to several of one's own
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A device of push.toml; repeatable, or `all`
    #[arg(short, long, value_name = "NAME", help_heading = "Phones")]
    device: Vec<String>,
    /// A device token; exactly one vendor
    #[arg(long, value_name = "TOKEN", help_heading = "Phones")]
    token: Vec<String>,
    /// An IM user instead of a phone: a chat message through Tencent IM; asks first
    #[arg(long, value_name = "ID", help_heading = "Phones")]
    user: Vec<String>,
    /// Leave the vendor's test mode; asks first
    #[arg(long)]
    live: bool,
    /// Do everything but the push
    #[arg(long)]
    dry_run: bool,
    /// Print the requests instead of sending them; needs no network
    #[arg(long, value_name = "FORM", value_enum)]
    print: Option<Print>,
    /// Ask the vendor what became of it, for DURATION
    #[arg(long, value_name = "DURATION", num_args = 0..=1, require_equals = true, default_missing_value = "60s", value_parser = super::globals::duration)]
    watch: Option<std::time::Duration>,
    #[command(flatten)]
    message: message::MessageArgs,
}

/// How requests are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Print {
    /// As HTTP writes them
    Request,
    /// As curl commands for a shell
    Curl,
}

/// One phone with all that is needed to send to it.
struct Prepared {
    target: Target,
    account: Arc<Account>,
    message: Message,
}

/// What phones of one vendor and environment share.
struct Account {
    client: Box<dyn VendorClient>,
    /// What the vendor said of the credentials. It is asked once, however many phones there are.
    signed_in: OnceCell<Outcome>,
}

impl Account {
    async fn sign_in(&self, ctx: &Context) -> Outcome {
        let ask = || async {
            let outcome = pushctl::send::patiently(ctx, || self.client.authenticate(ctx)).await;
            outcome.unwrap_or_else(|error| error.outcome())
        };
        self.signed_in.get_or_init(ask).await.clone()
    }
}

impl Prepared {
    /// Whether the vendor looks at this push without sending it.
    fn can_validate(&self) -> bool {
        self.target.vendor.capability.validate_only && self.account.client.can_validate(&self.message)
    }
}

/// What happened to one phone.
struct Sent {
    at: usize,
    outcomes: Vec<Outcome>,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    let config = run.config()?;
    let targets = targets(run, &config, Wanted { devices: &args.device, tokens: &args.token, users: &args.user })?;
    hide(run, &targets);
    let (prepared, findings) = prepare(run, &config, args, targets)?;
    if args.print.is_none() && !args.dry_run {
        confirm(run, args, &prepared)?;
    }
    let (context, _emulator) = run.context(Some(&config))?;
    remark_on(run, &findings);
    if let Some(form) = args.print {
        return print(run, &context, &prepared, form);
    }
    if !args.dry_run {
        say_what_it_uses(run, &prepared);
    }
    let names: Vec<String> = prepared.iter().map(|prepared| prepared.target.shown()).collect();
    let done = run.wait_for_all(&names, prepared.iter().map(|prepared| send_one(&context, prepared, args.dry_run)))?;
    let left = done.left();
    let results = done.results.into_iter().enumerate();
    let sent: Vec<Sent> = results.filter_map(|(at, outcomes)| Some(Sent { at, outcomes: outcomes? })).collect();
    let mut report = run.report();
    report.findings = findings;
    report.left = left;
    report.outcomes = sent.iter().flat_map(|sent| sent.outcomes.clone()).collect();
    if args.dry_run {
        dry_run_remark(run, &prepared);
    }
    let verdict = run.finish(&report, |terminal| show(run, terminal, &prepared, &sent))?;
    let Some(duration) = args.watch.filter(|_| !args.dry_run && left == 0) else { return Ok(verdict) };
    let watched = watch::watch(run, &context, &prepared, &sent, duration)?;
    Ok(verdict.max(watched))
}

/// Clients and messages. Every mistake of every vendor is shown at once; nothing is sent after one.
fn prepare(run: &Run, config: &Config, args: &Args, targets: Vec<Target>) -> Result<(Vec<Prepared>, Findings), Stop> {
    let mut findings = Findings::default();
    let mut prepared: Vec<Prepared> = Vec::new();
    let clock = pushctl::context::Clock::system();
    let mode = if args.live { Mode::Live } else { Mode::Test };
    for target in targets {
        let account = match prepared.iter().find(|other| other.target.shares_client_with(&target)) {
            Some(other) => Arc::clone(&other.account),
            None => Arc::new(Account { client: run.client_of(config, &target)?, signed_in: OnceCell::new() }),
        };
        let message = args.message.build(run, config, target.vendor, mode, &clock)?;
        if !prepared.iter().any(|other| other.target.vendor.key == target.vendor.key) {
            findings.append(account.client.review(&message));
        }
        if target.name.is_none() {
            findings.extend((target.vendor.lint_token)(target.token.as_str()));
        }
        prepared.push(Prepared { target, account, message });
    }
    if findings.has_errors() {
        return Err(findings.into());
    }
    Ok((prepared, findings))
}

/// Warnings and notes on the message, before it is sent.
fn remark_on(run: &Run, findings: &Findings) {
    if run.format() != Format::Table || findings.is_empty() {
        return;
    }
    let placed: Vec<&Finding> = findings.iter().collect();
    run.terminal.remark(&diagnostics(placed, &run.terminal, run.terminal.stderr_color));
}

/// The first phone of each vendor, in order.
fn one_per_vendor<'a>(prepared: impl IntoIterator<Item = &'a Prepared>) -> Vec<&'a Prepared> {
    let mut firsts: Vec<&Prepared> = Vec::new();
    for one in prepared {
        if !firsts.iter().any(|other| other.target.vendor.key == one.target.vendor.key) {
            firsts.push(one);
        }
    }
    firsts
}

/// Which phones a push reaches and which quota it uses, a line per vendor.
fn say_what_it_uses(run: &Run, prepared: &[Prepared]) {
    if run.format() != Format::Table {
        return;
    }
    for Prepared { target, message, .. } in one_per_vendor(prepared) {
        let capability = &target.vendor.capability;
        let words = match (&capability.test_mode, message.mode) {
            (Some(test_mode), Mode::Test) => test_mode,
            _ => &capability.live_quota,
        };
        let line = format!("{}: {}", run.terminal.say(&target.vendor.name), run.terminal.say(words));
        run.terminal.remark(&layout::wrap(&line, run.terminal.width).join("\n"));
    }
}

/// A push to a real audience is asked for, once.
fn confirm(run: &Run, args: &Args, prepared: &[Prepared]) -> Result<(), Stop> {
    let real: Vec<&Prepared> = prepared
        .iter()
        .filter(|prepared| {
            let vendor = prepared.target.vendor;
            let raw = vendor.capability.test_mode.is_none() && prepared.target.name.is_none();
            // What a user is told stays in the chat, also where the user is one's own.
            args.live || raw || vendor.addressee == Addressee::User
        })
        .collect();
    if real.is_empty() || run.is_emulated() {
        return Ok(());
    }
    let count = real.len();
    let line = |prepared: &Prepared| {
        let vendor = prepared.target.vendor;
        let (name, quota) = (run.terminal.say(&vendor.name), run.terminal.say(&vendor.capability.live_quota));
        format!("  {name}: {quota}\n")
    };
    let uses: String = one_per_vendor(real).into_iter().map(line).collect();
    run.ask(&text!("{count} real push(es):\n{uses}Send?", "{count} 条正式推送：\n{uses}发送吗？"))
}

/// Authenticates, and when that went well sends.
async fn send_one(ctx: &Context, prepared: &Prepared, dry_run: bool) -> Vec<Outcome> {
    let Prepared { target, account, message } = prepared;
    let client = &account.client;
    let shown = target.shown();
    let named = |outcome: Outcome| outcome.with_target(shown.clone());
    let signed_in = named(account.sign_in(ctx).await);
    if signed_in.class != Class::Accepted {
        return vec![signed_in];
    }
    if dry_run {
        if !prepared.can_validate() {
            return vec![signed_in];
        }
        let validated = client.validate(ctx, message, &target.token).await;
        return vec![signed_in, named(validated.unwrap_or_else(|error| error.outcome()))];
    }
    let sent = pushctl::send::patiently(ctx, || client.send(ctx, message, &target.token)).await;
    vec![signed_in, named(sent.unwrap_or_else(|error| error.outcome()))]
}

/// How far each vendor went.
fn dry_run_remark(run: &Run, prepared: &[Prepared]) {
    for one in one_per_vendor(prepared) {
        let name = run.terminal.say(&one.target.vendor.name).to_owned();
        let text = if one.can_validate() {
            text!("dry run: {name} looked at the push without sending it", "演练：{name} 校验了这条推送，没有发送")
        } else {
            text!(
                "dry run: {name} has no validate-only call for this push; everything but sending it was done",
                "演练：{name} 没有能只校验这条推送的接口；除了发送，其余都做了"
            )
        };
        run.terminal.remark(run.terminal.say(&text));
    }
}

/// One row per phone, and below the table what went wrong.
fn show(run: &Run, terminal: &Terminal, prepared: &[Prepared], sent: &[Sent]) -> Result<(), Stop> {
    let say = |en, zh| terminal.say(&Text::new(en, zh)).to_owned();
    let head = [
        say("device", "设备"),
        say("vendor", "渠道"),
        say("mode", "模式"),
        say("sign-in", "鉴权"),
        say("push", "推送"),
        say("id", "编号"),
    ];
    // Whoever was not reached before Ctrl-C has a row too.
    let rows = prepared.iter().enumerate().map(|(at, prepared)| {
        let sent = sent.iter().find(|sent| sent.at == at);
        row(terminal, prepared, sent.map_or(&[], |sent| &sent.outcomes))
    });
    let rows: Vec<Vec<String>> = rows.collect();
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    terminal.line(&answer::paint_marks(terminal, &layout::table(&head, &rows, terminal.width)))?;
    // Most vendors are told the same; it is shown once.
    let mut told: Vec<String> = Vec::new();
    for sent in sent {
        let Prepared { target, message, .. } = &prepared[sent.at];
        let Some(last) = sent.outcomes.last() else { continue };
        if last.class == Class::Accepted {
            let content = content(terminal, message);
            if last.operation == Operation::Send && !told.contains(&content) {
                terminal.line(&content)?;
                told.push(content);
            }
            continue;
        }
        let mark = answer::mark(terminal, last.class.verdict());
        let label = answer::label(last);
        let heading = format!("  {mark} {}: {}", target.shown(), terminal.say(&label));
        terminal.line(&format!("\n{heading}\n{}", answer::details(terminal, last)))?;
    }
    if run.is_emulated() {
        return Ok(());
    }
    let accepted = |sent: &&Sent| {
        sent.outcomes.iter().any(|outcome| outcome.operation == Operation::Send && outcome.class == Class::Accepted)
    };
    if let Some(sent) = sent.iter().find(accepted) {
        let key = prepared[sent.at].target.vendor.key;
        let text = text!(
            "accepted is not yet shown; nothing on the phone after 30 seconds: pushctl explain no-push --vendor {key}",
            "已接收不等于已显示。30 秒内手机没有反应时：pushctl explain no-push --vendor {key}"
        );
        terminal.line(&terminal.paint(Color::Grey, &layout::wrap(terminal.say(&text), terminal.width).join("\n")))?;
    }
    Ok(())
}

fn row(terminal: &Terminal, prepared: &Prepared, outcomes: &[Outcome]) -> Vec<String> {
    let Prepared { target, message, .. } = prepared;
    let of = |operation| outcomes.iter().find(|outcome| outcome.operation == operation);
    let cell = |operation| of(operation).map_or("–".to_owned(), |outcome| answer::summary(terminal, outcome));
    let mode = match (message.mode, target.vendor.capability.test_mode.is_some()) {
        (Mode::Test, true) => Text::new("test", "测试"),
        _ => Text::new("real push", "正式推送"),
    };
    let ids = of(Operation::Send)
        .map(|outcome| outcome.ids.iter().map(|(name, id)| format!("{name} {id}")).collect::<Vec<_>>().join(" "));
    vec![
        match &target.name {
            // In a narrow terminal the name alone tells the phone; the token would only break the column.
            Some(name) if terminal.width < 80 => name.clone(),
            Some(name) => format!("{name} ({})", target.token.masked()),
            None => target.token.masked(),
        },
        terminal.say(&target.vendor.name).to_owned(),
        terminal.say(&mode).to_owned(),
        cell(Operation::Authenticate),
        cell(if of(Operation::Validate).is_some() { Operation::Validate } else { Operation::Send }),
        ids.unwrap_or_default(),
    ]
}

/// What the phone should show.
fn content(terminal: &Terminal, message: &Message) -> String {
    let (title, body) = (&message.title, &message.body);
    let text = text!("title \"{title}\"  body \"{body}\"", "标题「{title}」 正文「{body}」");
    terminal.paint(Color::Grey, &format!("  {}", terminal.say(&text)))
}

/// The requests, for `--print`. Nothing is sent; the token of the device is in them, since they would be no use
/// without it.
fn print(run: &Run, ctx: &Context, prepared: &[Prepared], form: Print) -> Result<Verdict, Stop> {
    let mut texts = Vec::new();
    let mut requests: Vec<Value> = Vec::new();
    for Prepared { target, account, message } in prepared {
        let composed = account.client.compose(ctx, message, &target.token);
        if let (Some(variable), Print::Curl) = (composed.variable, form) {
            let text = composed.sign_text.as_ref().map(|text| format!(" --text {}", http::quoted(text)));
            let sign = format!("sign {}{}", target.vendor.key, text.unwrap_or_default());
            texts.push(format!("{variable}=$({})", run.again(&sign)));
        }
        for call in &composed.calls {
            let text = match form {
                Print::Request => ctx.http.preview(call),
                Print::Curl => http::curl(&ctx.http, call),
            };
            let text = text.map_err(|error| Stop::new(error.message(), error.hint()))?;
            requests.push(json!({ "vendor": target.vendor.key, "name": call.name, "text": text }));
            texts.push(text);
        }
    }
    match run.format() {
        Format::Table => {
            for text in texts {
                run.terminal.request(&text)?;
            }
            Ok(Verdict::Ok)
        }
        _ => {
            let report = run.report().with("requests", requests.into());
            let document = pushctl::output::json::document(&report, run.terminal.lang);
            run.terminal.request(&format!("{document:#}"))?;
            Ok(Verdict::Ok)
        }
    }
}
