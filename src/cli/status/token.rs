//! `pushctl status token`: which tokens, and may their vendors be asked; a handful of them is asked about here, a list in
//! `list.rs`.

use std::cell::RefCell;
use std::io::Write;
use std::path::PathBuf;

use super::list;
use crate::cli::answer;
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::target::{Target, Wanted, hide, targets};
use pushctl::config::Config;
use pushctl::context::Context;
use pushctl::device::DeviceToken;
use pushctl::outcome::{Class, Operation, Outcome, State, Verdict};
use pushctl::output::{Terminal, json, layout};
use pushctl::text;
use pushctl::text::Text;
use pushctl::vendors::{self, Error, Vendor, VendorClient};

/// Is a device token alive, of this app, of this environment?
#[derive(Debug, Default, clap::Args)]
pub(super) struct TokenArgs {
    /// Device tokens; exactly one vendor
    #[arg(value_name = "TOKEN", conflicts_with = "from")]
    pub(super) tokens: Vec<String>,
    /// A device of push.toml; repeatable, or `all`
    #[arg(short, long, value_name = "NAME", conflicts_with = "from")]
    pub(super) device: Vec<String>,
    /// Permit what reaches a phone or uses a quota; asks first
    #[arg(long)]
    pub(super) probe: bool,
    /// Print tokens whole
    #[arg(long)]
    pub(super) show_tokens: bool,
    /// Write one JSON object a line to FILE
    #[arg(long, value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) list: ListArgs,
}

/// What only lists have.
#[derive(Debug, Default, clap::Args)]
#[command(next_help_heading = "Lists")]
pub(super) struct ListArgs {
    /// Read tokens from FILE, one a line, or CSV/TSV with a header, or NDJSON; `-` is stdin
    ///
    /// A header names the columns `token` and, where there are such, `vendor` and `ref`; NDJSON has the same members.
    /// gzip and zstd are unpacked. Lines that hold no token are passed over and named.
    #[arg(long, value_name = "FILE")]
    pub(super) from: Option<PathBuf>,
    /// Go on where an interrupted run with the same --out stopped
    ///
    /// Asks only about lines that have no result yet, or none that could be determined. Another list, profile, app or
    /// version is refused. Where there is no result yet it simply begins.
    #[arg(long, requires_all = ["from", "out"])]
    pub(super) resume: bool,
    /// Go on even if none of the first 100 answers is `alive`
    #[arg(long)]
    pub(super) keep_going: bool,
    /// Ask about a token as often as it stands in the list
    #[arg(long, requires = "from")]
    pub(super) no_dedupe: bool,
    /// At most N calls a second to each vendor; default: the vendor's own limit
    ///
    /// Lowered by itself when the vendor says that it is too much, and back up when it no longer does.
    #[arg(long, value_name = "N", requires = "from", value_parser = rate)]
    pub(super) rate: Option<f64>,
    /// At most N calls to each vendor at once; default: by vendor
    #[arg(long, value_name = "N", requires = "from", value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) concurrency: Option<u16>,
}

impl ListArgs {
    /// clap does not ask for `--from` where `-d` forbids it.
    fn refuse_without_list(&self) -> Result<(), Stop> {
        let flags = [
            ("--resume", self.resume),
            ("--no-dedupe", self.no_dedupe),
            ("--rate", self.rate.is_some()),
            ("--concurrency", self.concurrency.is_some()),
        ];
        match flags.into_iter().find(|(_, is_set)| *is_set) {
            None => Ok(()),
            Some((flag, _)) => Err(Stop::new(
                text!("{flag} is for lists of tokens", "{flag} 用于 token 列表"),
                Text::new("read one with --from FILE", "用 --from FILE 读取列表"),
            )),
        }
    }
}

/// Calls a second.
fn rate(text: &str) -> Result<f64, String> {
    let rate = text.trim().parse::<f64>().ok().filter(|rate| (0.5..=100_000.0).contains(rate));
    rate.ok_or_else(|| "write a number from 0.5 to 100000".to_owned())
}

/// What becomes of a device whose vendor cannot be asked, or only by reaching it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Uncertain {
    /// The run ends before anything is asked: the user named it.
    Refused,
    /// It is named and passed over: the user asked about all there are.
    Skipped,
}

pub(super) fn tokens(run: &Run, args: &TokenArgs, uncertain: Uncertain) -> Result<Verdict, Stop> {
    let config = run.config()?;
    if let Some(from) = &args.list.from {
        return list::run(run, &config, args, from);
    }
    args.list.refuse_without_list()?;
    let wanted = Wanted { devices: &args.device, tokens: &args.tokens, ..Wanted::default() };
    let questions = targets(run, &config, wanted)?;
    if !args.show_tokens {
        hide(run, &questions);
    }
    let mut vendors: Vec<&'static Vendor> = Vec::new();
    for question in &questions {
        if !vendors.iter().any(|vendor| vendor.key == question.vendor.key) {
            vendors.push(question.vendor);
        }
    }
    vendors = askable(run, vendors, args.probe, uncertain)?;
    for vendor in &vendors {
        confirm_probe(run, vendor, questions.iter().filter(|one| one.vendor.key == vendor.key).count() as u64)?;
    }
    let inquiries = inquiries(run, &config, &vendors, &questions)?;
    let mut out = args.out.as_ref().map(open).transpose()?;
    let (context, _emulator) = run.context(Some(&config))?;
    let name = |inquiry: &Inquiry<'_>| run.terminal.say(&inquiry.vendor().name).to_owned();
    let names: Vec<String> = inquiries.iter().map(name).collect();
    run.wait_for_all(&names, inquiries.iter().map(|inquiry| inquiry.ask(&context)))?;
    let mut report = run.report();
    report.left = inquiries.iter().map(Inquiry::left).sum();
    report.outcomes = inquiries.into_iter().flat_map(|inquiry| inquiry.outcomes(args.show_tokens)).collect();
    if let Some(file) = &mut out {
        for outcome in &report.outcomes {
            writeln!(file, "{}", json::outcome(outcome)).map_err(anyhow::Error::from)?;
        }
    }
    run.finish(&report, |terminal| show(terminal, &report.outcomes))
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
pub(super) fn why_not(vendor: &Vendor, probe: bool) -> Option<(Text, Text)> {
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
pub(super) fn confirm_probe(run: &Run, vendor: &Vendor, count: u64) -> Result<(), Stop> {
    let Some(probe) = vendor.capability.token_query.as_ref().and_then(|query| query.probe.as_ref()) else {
        return Ok(());
    };
    if run.is_emulated() {
        return Ok(());
    }
    let reaches = run.terminal.say(probe).to_owned();
    run.ask(&text!("{reaches}\nContinue with {count} token(s)?", "{reaches}\n继续查询 {count} 个 token 吗？"))
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

/// The phones that one client asks about, and what came of it so far: Ctrl-C loses no answer.
struct Inquiry<'a> {
    client: Box<dyn VendorClient>,
    questions: Vec<&'a Target>,
    answers: RefCell<Vec<Outcome>>,
}

/// The questions to these vendors, by client. Every vendor's keys are there before any is asked.
fn inquiries<'a>(
    run: &Run,
    config: &Config,
    vendors: &[&'static Vendor],
    questions: &'a [Target],
) -> Result<Vec<Inquiry<'a>>, Stop> {
    let mut inquiries: Vec<Inquiry<'a>> = Vec::new();
    for vendor in vendors {
        for question in questions.iter().filter(|question| question.vendor.key == vendor.key) {
            match inquiries.iter_mut().find(|other| other.questions[0].shares_client_with(question)) {
                Some(inquiry) => inquiry.questions.push(question),
                None => inquiries.push(Inquiry {
                    client: run.client_of(config, question)?,
                    questions: vec![question],
                    answers: RefCell::default(),
                }),
            }
        }
    }
    Ok(inquiries)
}

impl Inquiry<'_> {
    fn vendor(&self) -> &'static Vendor {
        self.questions[0].vendor
    }

    /// How many were not asked about.
    fn left(&self) -> usize {
        self.questions.len() - self.answers.borrow().len()
    }

    async fn ask(&self, ctx: &Context) {
        let batch = self.vendor().capability.token_query.as_ref().map_or(1, |query| query.batch);
        for questions in self.questions.chunks(batch) {
            // What is wrong with the credentials is asked once.
            let is_refusal = |last: &Outcome| matches!(last.class, Class::Credentials | Class::Permission);
            let refused = self.answers.borrow().last().filter(|last| is_refusal(last)).cloned();
            let answers = match refused {
                Some(refused) => vec![refused.with_state(State::Unknown); questions.len()],
                None => self.answers_to(ctx, questions).await,
            };
            self.answers.borrow_mut().extend(answers);
        }
    }

    async fn answers_to(&self, ctx: &Context, questions: &[&Target]) -> Vec<Outcome> {
        let tokens: Vec<DeviceToken> = questions.iter().map(|question| question.token.clone()).collect();
        let unknown = |error: Error| vec![error.outcome().with_state(State::Unknown); tokens.len()];
        self.client.token_status(ctx, &tokens).await.unwrap_or_else(unknown)
    }

    /// The answers, each with the phone it is about.
    fn outcomes(self, show_tokens: bool) -> Vec<Outcome> {
        let about = |(outcome, target): (Outcome, &&Target)| {
            outcome.with_target(if show_tokens { target.token.as_str().to_owned() } else { target.shown() })
        };
        self.answers.into_inner().into_iter().zip(&self.questions).map(about).collect()
    }
}

/// One row per token.
fn show(terminal: &Terminal, outcomes: &[Outcome]) -> Result<(), Stop> {
    let say = |en, zh| terminal.say(&Text::new(en, zh)).to_owned();
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

pub(super) fn print_table(terminal: &Terminal, head: &[String], rows: &[Vec<String>]) -> Result<(), Stop> {
    let head: Vec<&str> = head.iter().map(String::as_str).collect();
    terminal.line(&answer::paint_marks(terminal, &layout::table(&head, rows, terminal.width)))?;
    Ok(())
}
