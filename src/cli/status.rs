//! `pushctl status`: are these tokens alive, what became of that message.

mod list;
mod token;

use super::answer;
use super::exit::Stop;
use super::run::Run;
use super::target::of_user;
use pushctl::outcome::{Class, Outcome, Verdict};
use pushctl::output::{Terminal, json};
use pushctl::text;
use pushctl::text::Text;
use token::{TokenArgs, Uncertain, tokens};

/// Ask a vendor about device tokens and messages; alone: about all named devices
#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    Token(TokenArgs),
    Message(MessageArgs),
    User(UserArgs),
}

/// What became of a message?
#[derive(Debug, clap::Args)]
struct MessageArgs {
    /// The id that the vendor gave, such as vivo's taskId
    #[arg(value_name = "ID")]
    id: String,
}

/// Is a user online, and what does IM know about pushing to this user?
#[derive(Debug, clap::Args)]
struct UserArgs {
    /// The IM user
    #[arg(value_name = "ID")]
    id: String,
}

pub(crate) fn run(run: &Run, args: &Args) -> Result<Verdict, Stop> {
    match &args.what {
        None => tokens(run, &TokenArgs { device: vec!["all".to_owned()], ..TokenArgs::default() }, Uncertain::Skipped),
        Some(What::Token(args)) => tokens(run, args, Uncertain::Refused),
        Some(What::Message(args)) => message(run, &args.id),
        Some(What::User(args)) => user(run, &args.id),
    }
}

fn message(run: &Run, id: &str) -> Result<Verdict, Stop> {
    let config = run.config()?;
    let vendors = run.vendors(&config)?;
    let [vendor] = vendors.as_slice() else {
        let message = Text::new("a message id belongs to exactly one vendor", "一个消息编号只属于一个厂商");
        return Err(Stop::new(message, Text::new("name it: --vendor NAME", "请指明：--vendor 厂商")));
    };
    if !vendor.capability.message_status {
        let name = run.terminal.say(&vendor.name).to_owned();
        let message = text!("{name} cannot be asked what became of a message", "{name} 没有查询消息的接口");
        let key = vendor.key;
        return Err(Stop::new(
            message,
            text!("what there is instead: pushctl explain {key}", "可以用什么代替：pushctl explain {key}"),
        ));
    }
    let client = run.client(&config, vendor)?;
    let (context, _emulator) = run.context(Some(&config))?;
    let outcome = run.wait_for(client.message_status(&context, id))?.unwrap_or_else(|error| error.outcome());
    let mut report = run.report();
    report.outcomes.push(outcome.clone());
    run.finish(&report, |terminal| {
        terminal.line(&figures(terminal, &outcome))?;
        if outcome.class != Class::Accepted {
            terminal.line(&answer::details(terminal, &outcome))?;
        } else if !outcome.facts.is_empty() {
            terminal.line(&answer::facts(terminal, &outcome))?;
        }
        Ok(())
    })
}

/// What the vendor counted for a message, on one line.
pub(crate) fn figures(terminal: &Terminal, outcome: &Outcome) -> String {
    let id = outcome.ids.iter().map(|(name, id)| format!("{name} {id}")).collect::<Vec<_>>().join(" ");
    let mark = answer::mark(terminal, outcome.class.verdict());
    let vendor = outcome.vendor;
    if outcome.class != Class::Accepted {
        return format!("{mark} {vendor}  {id}  {}", terminal.say(&outcome.class.label()));
    }
    if outcome.figures.is_empty() && !outcome.facts.is_empty() {
        return format!("{mark} {vendor}  {id}");
    }
    if outcome.figures.is_empty() {
        let nothing = Text::new(
            "the vendor counts nothing for it (yet); single pushes may not be counted at all",
            "厂商（还）没有统计；单推消息可能根本不统计",
        );
        return format!("{mark} {vendor}  {id}  {}", terminal.say(&nothing));
    }
    let figures = outcome.figures.iter().map(|figure| format!("{} {}", terminal.say(&figure.label), figure.value));
    format!("{mark} {vendor}  {id}   {}", figures.collect::<Vec<_>>().join("   "))
}

/// What a vendor that is told users knows about one of them.
fn user(run: &Run, id: &str) -> Result<Verdict, Stop> {
    let config = run.config()?;
    let target = of_user(id)?;
    if !target.vendor.capability.user_status {
        let name = run.terminal.say(&target.vendor.name).to_owned();
        let message = text!("{name} cannot be asked about users", "{name} 没有查询用户的接口");
        return Err(Stop::new(message, Text::new("", "")));
    }
    let client = run.client(&config, target.vendor)?;
    let (context, _emulator) = run.context(Some(&config))?;
    let answer = run.wait_for(client.user_status(&context, std::slice::from_ref(&target.token)))?;
    let outcomes = answer.unwrap_or_else(|error| vec![error.outcome()]);
    let outcomes: Vec<Outcome> = outcomes.into_iter().map(|outcome| outcome.with_target(target.shown())).collect();
    let users = outcomes.iter().map(json::user).collect();
    let mut report = run.report();
    report.outcomes = outcomes;
    let report = report.with("users", users);
    run.finish(&report, |terminal| {
        for outcome in &report.outcomes {
            terminal.line(&answer::paint_marks(terminal, &of_one_user(terminal, outcome)))?;
            if outcome.class != Class::Accepted {
                terminal.line(&answer::details(terminal, outcome))?;
            }
        }
        Ok(())
    })
}

/// One line on the user, and one for each thing that the vendor told.
fn of_one_user(terminal: &Terminal, outcome: &Outcome) -> String {
    let mark = answer::mark_plain(outcome.verdict());
    let user = outcome.target.clone().unwrap_or_default();
    let said = match outcome.class {
        Class::Accepted => outcome.code.clone().unwrap_or_default(),
        _ => terminal.say(&answer::label(outcome)).to_owned(),
    };
    // A refusal shows them among its details.
    let facts = if outcome.class == Class::Accepted { answer::facts(terminal, outcome) } else { String::new() };
    let line = format!("{mark} {user}  {}", answer::clean(&said));
    if facts.is_empty() { line } else { format!("{line}\n{facts}") }
}
