//! `pushctl status`: are these tokens alive, what became of that message.

mod list;

use std::cell::{Cell, RefCell};
use std::io::Write;
use std::path::PathBuf;

use super::answer;
use super::exit::Stop;
use super::run::Run;
use super::target::{Target, Wanted, hide, of_user, targets};
use pushctl::config::Config;
use pushctl::context::Context;
use pushctl::device::DeviceToken;
use pushctl::outcome::{Class, Operation, Outcome, State, Verdict};
use pushctl::output::{Terminal, json, layout};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{self, Error, Vendor, VendorClient};

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

/// Is a device token alive, of this app, of this environment?
#[derive(Debug, Default, clap::Args)]
struct TokenArgs {
    /// Device tokens; exactly one vendor
    #[arg(value_name = "TOKEN")]
    tokens: Vec<String>,
    /// A device of push.toml; repeatable, or `all`
    #[arg(short, long, value_name = "NAME")]
    device: Vec<String>,
    /// Read tokens from FILE, one a line, or CSV/TSV with a header, or NDJSON; `-` is stdin
    #[arg(long, value_name = "FILE")]
    from: Option<PathBuf>,
    /// Write one JSON object a line to FILE
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Go on where an interrupted run stopped
    #[arg(long, requires_all = ["from", "out"])]
    resume: bool,
    /// Ask about a token once for every line that holds it
    #[arg(long, requires = "from")]
    no_dedupe: bool,
    /// Calls a second and vendor at most; default: what the vendor allows
    #[arg(long, value_name = "N", requires = "from", value_parser = rate)]
    rate: Option<f64>,
    /// Calls under way at once and vendor at most
    #[arg(long, value_name = "N", requires = "from", value_parser = clap::value_parser!(u16).range(1..=1000))]
    concurrency: Option<u16>,
    /// Permit what reaches a phone or uses a quota; asks first
    #[arg(long)]
    probe: bool,
    /// Print tokens whole
    #[arg(long)]
    show_tokens: bool,
    /// Go on even if none of the first 100 answers is `alive`
    #[arg(long)]
    keep_going: bool,
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

/// One token to be asked about.
struct Question {
    target: Target,
    line: Option<u64>,
    reference: Option<String>,
}

/// What becomes of a device whose vendor cannot be asked, or only by reaching it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Uncertain {
    /// The run ends before anything is asked: the user named it.
    Refused,
    /// It is named and passed over: the user asked about all there are.
    Skipped,
}

fn tokens(run: &Run, args: &TokenArgs, uncertain: Uncertain) -> Result<Verdict, Stop> {
    if let Some(from) = &args.from {
        return list::run(run, args, from);
    }
    let config = run.config()?;
    let wanted = Wanted { devices: &args.device, tokens: &args.tokens, ..Wanted::default() };
    let questions = of_targets(targets(run, &config, wanted)?);
    if !args.show_tokens {
        for question in &questions {
            hide(run, std::slice::from_ref(&question.target));
        }
    }
    let mut vendors: Vec<&'static Vendor> = Vec::new();
    for question in &questions {
        if !vendors.iter().any(|vendor| vendor.key == question.target.vendor.key) {
            vendors.push(question.target.vendor);
        }
    }
    vendors = askable(run, vendors, args.probe, uncertain)?;
    let of = |vendor: &Vendor| questions.iter().filter(|one| one.target.vendor.key == vendor.key).count() as u64;
    confirm_probe(run, &vendors.iter().map(|vendor| (*vendor, of(vendor))).collect::<Vec<_>>())?;
    let inquiries = inquiries(run, &config, &vendors, &questions)?;
    let mut out = args.out.as_ref().map(open).transpose()?;
    let (context, _emulator) = run.context(Some(&config))?;
    let name = |inquiry: &Inquiry<'_>| run.terminal.say(&inquiry.vendor().name).to_owned();
    let names: Vec<String> = inquiries.iter().map(name).collect();
    run.wait_for_all(&names, inquiries.iter().map(|inquiry| inquiry.ask(&context, args.keep_going)))?;
    let mut report = run.report();
    report.left = inquiries.iter().map(Inquiry::left).sum();
    let stopped =
        inquiries.iter().find(|one| one.is_stopped.get()).map(|one| (one.vendor(), one.answers.borrow().len()));
    report.outcomes = inquiries.into_iter().flat_map(|inquiry| inquiry.outcomes(args.show_tokens)).collect();
    if let Some(file) = &mut out {
        for outcome in &report.outcomes {
            writeln!(file, "{}", json::outcome(outcome)).map_err(anyhow::Error::from)?;
        }
    }
    let verdict = run.finish(&report, |terminal| show(terminal, &report.outcomes))?;
    match stopped {
        Some((vendor, count)) => Ok(stopped_early(run, vendor, count)),
        None => Ok(verdict),
    }
}

/// The vendors that can be asked. The others end the run, or are named on standard error.
fn askable(
    run: &Run,
    vendors: Vec<&'static Vendor>,
    probe: bool,
    uncertain: Uncertain,
) -> Result<Vec<&'static Vendor>, Stop> {
    let mut askable = Vec::new();
    for vendor in vendors {
        match why_not(vendor, probe) {
            None => askable.push(vendor),
            Some((message, hint)) if uncertain == Uncertain::Refused => return Err(Stop::new(message, hint)),
            Some((message, hint)) => {
                run.terminal.remark(&format!("{}: {}", run.terminal.say(&message), run.terminal.say(&hint)));
            }
        }
    }
    Ok(askable)
}

/// Why a vendor cannot be asked, and what works instead.
fn why_not(vendor: &Vendor, probe: bool) -> Option<(Text, Text)> {
    let (en, zh) = (vendor.name.get(text::Lang::En), vendor.name.get(text::Lang::Zh));
    let Some(query) = &vendor.capability.token_query else {
        let instead = vendor.capability.instead_of_token_query.clone();
        return Some((
            Text::owned(
                format!("{en} has no call that says whether a token is alive"),
                format!("{zh} 没有查询 token 是否有效的接口"),
            ),
            instead.unwrap_or_else(|| Text::new("dead tokens are named in receipts", "失效的 token 会出现在回执里")),
        ));
    };
    let reaches = query.probe.clone().filter(|_| !probe)?;
    let message =
        Text::owned(format!("{en} has no query that reaches no phone"), format!("{zh} 没有不触达手机的查询接口"));
    let (en, zh) = (reaches.get(text::Lang::En), reaches.get(text::Lang::Zh));
    Some((message, Text::owned(format!("--probe permits it: {en}"), format!("加 --probe 允许：{zh}"))))
}

/// What reaches phones is asked for, once.
fn confirm_probe(run: &Run, vendors: &[(&'static Vendor, u64)]) -> Result<(), Stop> {
    for (vendor, count) in vendors {
        let Some(reaches) = vendor.capability.token_query.as_ref().and_then(|query| query.probe.as_ref()) else {
            continue;
        };
        let reaches = run.terminal.say(reaches);
        if !run.is_emulated() {
            run.ask(&text!("{reaches}\nContinue with {count} token(s)?", "{reaches}\n继续查询 {count} 个 token 吗？"))?;
        }
    }
    Ok(())
}

/// Calls a second.
fn rate(text: &str) -> Result<f64, String> {
    let wants = "a number from 0.1 to 100000";
    match text.parse() {
        Ok(rate) if (0.1..=100_000.0).contains(&rate) => Ok(rate),
        _ => Err(wants.to_owned()),
    }
}

fn of_targets(targets: Vec<Target>) -> Vec<Question> {
    targets.into_iter().map(|target| Question { target, line: None, reference: None }).collect()
}

fn open(path: &PathBuf) -> Result<std::fs::File, Stop> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
    file.map_err(|error| {
        let path = path.display().to_string();
        Stop::new(
            text!("--out {path}: {error}", "--out {path}：{error}"),
            Text::new("name a file that does not exist yet", "请指定一个还不存在的文件"),
        )
    })
}

/// So many answers without one `alive` mean that not the tokens are wrong, but what they were asked with.
const FIRST: usize = 100;

/// The phones that one client asks about, and what came of it so far: Ctrl-C loses no answer.
struct Inquiry<'a> {
    client: Box<dyn VendorClient>,
    questions: Vec<&'a Question>,
    answers: RefCell<Vec<Outcome>>,
    is_stopped: Cell<bool>,
}

/// The questions to these vendors, by client. Every vendor's keys are there before any is asked.
fn inquiries<'a>(
    run: &Run,
    config: &Config,
    vendors: &[&'static Vendor],
    questions: &'a [Question],
) -> Result<Vec<Inquiry<'a>>, Stop> {
    let mut inquiries: Vec<Inquiry<'a>> = Vec::new();
    for vendor in vendors {
        for question in questions.iter().filter(|question| question.target.vendor.key == vendor.key) {
            let target = &question.target;
            match inquiries.iter_mut().find(|other| other.questions[0].target.shares_client_with(target)) {
                Some(inquiry) => inquiry.questions.push(question),
                None => inquiries.push(Inquiry {
                    client: run.client_of(config, target)?,
                    questions: vec![question],
                    answers: RefCell::default(),
                    is_stopped: Cell::default(),
                }),
            }
        }
    }
    Ok(inquiries)
}

impl Inquiry<'_> {
    fn vendor(&self) -> &'static Vendor {
        self.questions[0].target.vendor
    }

    /// How many were not asked about. What was stopped was stopped for a reason of its own.
    fn left(&self) -> usize {
        if self.is_stopped.get() { 0 } else { self.questions.len() - self.answers.borrow().len() }
    }

    async fn ask(&self, ctx: &Context, keep_going: bool) {
        let batch = self.vendor().capability.token_query.as_ref().map_or(1, |query| query.batch);
        for questions in self.questions.chunks(batch) {
            let tokens: Vec<DeviceToken> = questions.iter().map(|question| question.target.token.clone()).collect();
            let unknown = |error: Error| tokens.iter().map(|_| error.outcome().with_state(State::Unknown)).collect();
            let answers = self.client.token_status(ctx, &tokens).await.unwrap_or_else(unknown);
            let mut known = self.answers.borrow_mut();
            known.extend(answers);
            let is_alive = |outcome: &Outcome| matches!(outcome.state, Some(State::Alive | State::Muted));
            if !keep_going && known.len() >= FIRST && !known.iter().any(is_alive) {
                known.iter_mut().for_each(|outcome| outcome.state = Some(State::Suspect));
                self.is_stopped.set(true);
                return;
            }
        }
    }

    /// The answers, each with the phone it is about.
    fn outcomes(self, show_tokens: bool) -> Vec<Outcome> {
        let about = |(outcome, question): (Outcome, &&Question)| {
            let target = &question.target;
            let shown = if show_tokens { target.token.as_str().to_owned() } else { target.shown() };
            Outcome { line: question.line, reference: question.reference.clone(), ..outcome.with_target(shown) }
        };
        self.answers.into_inner().into_iter().zip(&self.questions).map(about).collect()
    }
}

fn stopped_early(run: &Run, vendor: &Vendor, count: usize) -> Verdict {
    let name = run.terminal.say(&vendor.name).to_owned();
    let text = text!(
        "{name}: none of the first {count} tokens is alive; the app or key is probably wrong, nothing was called dead\n  hint: check [{key}], or go on with --keep-going",
        "{name}：前 {count} 个 token 没有一个有效；多半是应用或密钥填错了，没有把任何 token 判为失效\n  提示：检查 [{key}]，或用 --keep-going 继续",
        key = vendor.key
    );
    run.terminal.complain(run.terminal.say(&text));
    Verdict::Undetermined
}

/// One row per token; when there are many, one row per state.
fn show(terminal: &Terminal, outcomes: &[Outcome]) -> Result<(), Stop> {
    const FEW: usize = 20;
    let say = |en, zh| terminal.say(&Text::new(en, zh)).to_owned();
    if outcomes.len() > FEW {
        let head = [say("state", "状态"), say("tokens", "数量"), say("do", "处理")];
        let states = [State::Alive, State::Muted, State::Dead, State::Foreign, State::Suspect, State::Unknown];
        let count = |state: State| outcomes.iter().filter(|outcome| outcome.state == Some(state)).count();
        let rows: Vec<Vec<String>> = states
            .into_iter()
            .filter(|state| count(*state) > 0)
            .map(|state| {
                vec![answer::state(terminal, state), count(state).to_string(), terminal.say(&state.advice()).to_owned()]
            })
            .collect();
        return print_table(terminal, &head, &rows);
    }
    let head = [
        say("device", "设备"),
        say("vendor", "渠道"),
        say("state", "状态"),
        say("vendor says", "厂商的回答"),
        say("do", "处理"),
    ];
    let row = |outcome: &Outcome| {
        let state = outcome.state.unwrap_or(State::Unknown);
        let said = match outcome.class {
            Class::Accepted if outcome.operation == Operation::TokenStatus => outcome.text.clone().unwrap_or_default(),
            _ => answer::said(outcome).unwrap_or_else(|| terminal.say(&outcome.class.label()).to_owned()),
        };
        vec![
            outcome.target.clone().unwrap_or_default(),
            vendors::find(outcome.vendor).map_or(outcome.vendor, |vendor| terminal.say(&vendor.name)).to_owned(),
            answer::state(terminal, state),
            terminal.redacted(&answer::clean(&said)),
            terminal.say(&state.advice()).to_owned(),
        ]
    };
    print_table(terminal, &head, &outcomes.iter().map(row).collect::<Vec<_>>())?;
    // Twenty tokens refused for one reason need it told once.
    let mut told: Vec<String> = Vec::new();
    for outcome in outcomes.iter().filter(|outcome| outcome.class != Class::Accepted) {
        let details = answer::details(terminal, outcome);
        if !told.contains(&details) {
            let shown = outcome.target.clone().unwrap_or_default();
            terminal.line(&format!("\n  {shown}\n{details}"))?;
            told.push(details);
        }
    }
    Ok(())
}

fn print_table(terminal: &Terminal, head: &[String], rows: &[Vec<String>]) -> Result<(), Stop> {
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    terminal.line(&answer::paint_marks(terminal, &layout::table(&head, rows, terminal.width)))?;
    Ok(())
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
