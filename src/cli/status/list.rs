//! `status token --from`: a list of any length. What is asked, and in which order things may fail: everything that can
//! be wrong with list, vendors, keys and output is told before the first question.

mod progress;
mod summary;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use serde_json::Value;

use super::{TokenArgs, Uncertain, askable, confirm_probe};
use crate::cli::exit::Stop;
use crate::cli::run::{Run, word};
use crate::cli::wait::block_on;
use progress::Progress;
use pushctl::config::{Config, Kind, Side};
use pushctl::http::Pace;
use pushctl::outcome::Verdict;
use pushctl::output::Format;
use pushctl::report::Findings;
use pushctl::text;
use pushctl::text::Text;
use pushctl::tokens::census::{Broken, Census, SkippedLines};
use pushctl::tokens::engine::{self, Book, Ended, Inquiry, Job, Shown, Watcher};
use pushctl::tokens::questions::{Plan, Whose};
use pushctl::tokens::results::{self, Identity, Input, Opened, Refusal, Results};
use pushctl::tokens::source::Source;
use pushctl::tokens::tally::Tallies;
use pushctl::vendors::{Vendor, VendorClient};

/// How often progress is shown.
const TICK: Duration = Duration::from_millis(200);
/// How often results are written through to the disk.
const SYNC: Duration = Duration::from_secs(1);

pub(super) fn run(run: &Run, args: &TokenArgs, from: &Path) -> Result<Verdict, Stop> {
    let config = run.config()?;
    let list = List::read(run, &config, from)?;
    let vendors: Vec<&'static Vendor> = list.census.vendors.iter().map(|(vendor, _)| *vendor).collect();
    let vendors = askable(run, vendors, args.probe, Uncertain::Refused)?;
    let clients = vendors.iter().map(|vendor| run.client(&config, vendor)).collect::<Result<Vec<_>, Stop>>()?;
    list.remark_skipped(run);
    confirm_probe(run, &list.census.vendors)?;
    let again = again(run, args, from);
    let mut opened = list.open(run, args, &config, &vendors, &again)?;
    let held = std::mem::take(&mut opened.held);
    let is_finished = args.out.is_some() && opened.journal.is_none();
    let shown = Shown { keeps_results: args.out.is_some(), whole: args.show_tokens };
    let seen = Seen::new(run, args);
    let book = Book::new(opened, shown, &seen);
    let mut ended = Vec::new();
    if is_finished {
        run.terminal.remark(run.terminal.say(&Text::new("every line has its result already", "每一行都已经有结果")));
    } else {
        let (ctx, _emulator) = run.context_at(Pace::once(), Some(&config))?;
        let job = Job {
            source: &list.source,
            plan: &list.plan,
            ctx: &ctx,
            dedupe: !args.no_dedupe,
            keep_going: args.keep_going,
            held,
            is_observed: run.globals.verbose,
            stop: engine::Stop::default(),
        };
        let inquiries: Vec<Inquiry<'_>> = vendors
            .iter()
            .zip(&clients)
            .filter_map(|(vendor, client)| inquiry(args, vendor, client.as_ref()))
            .collect();
        ended = ask(run, &job, &inquiries, &book, &list.census)?;
    }
    conclude(run, args, &list, book, &seen, &vendors, ended, &again)
}

/// A list, looked through once.
struct List {
    source: Source,
    plan: Plan,
    census: Census,
}

impl List {
    fn read(run: &Run, config: &Config, from: &Path) -> Result<Self, Stop> {
        let shown = from.display().to_string();
        let unreadable = |error: std::io::Error| {
            Stop::new(
                text!("--from {shown}: {error}", "--from {shown}：{error}"),
                Text::new("name a file that you may read", "请指定一个可以读取的文件"),
            )
        };
        let source = Source::open(from).map_err(unreadable)?;
        let named = run.named_vendors()?;
        let usual = match run.vendors(config)?.as_slice() {
            [vendor] => Some(*vendor),
            _ => None,
        };
        let plan = Plan::of(&source, Whose { named, usual }).map_err(unreadable)?;
        let broken = |Broken { behind, error }| {
            Stop::new(
                text!("--from {shown}: {error}, behind line {behind}", "--from {shown}：第 {behind} 行之后：{error}"),
                Text::new("nothing was asked; the file is damaged or cut off", "什么也没有查询；文件损坏或不完整"),
            )
        };
        let census = Census::take(&source, &plan).map_err(broken)?;
        if census.vendors.is_empty() {
            let reasons =
                |lang| census.skipped.iter().map(|own| passed_over(own).get(lang).to_owned()).collect::<Vec<_>>();
            let (en, zh) = (reasons(text::Lang::En).join("\n  "), reasons(text::Lang::Zh).join("\n  "));
            return Err(Stop::new(
                text!("no line of {shown} holds a token\n  {en}", "{shown} 里没有一行是 token\n  {zh}"),
                Text::new("nothing was asked", "什么也没有查询"),
            ));
        }
        Ok(Self { source, plan, census })
    }

    fn remark_skipped(&self, run: &Run) {
        for skipped in &self.census.skipped {
            run.terminal.remark(run.terminal.say(&passed_over(skipped)));
        }
    }

    /// The results: a new file, one that is gone on with, or one that nobody keeps.
    fn open(
        &self,
        run: &Run,
        args: &TokenArgs,
        config: &Config,
        vendors: &[&'static Vendor],
        again: &str,
    ) -> Result<Opened, Stop> {
        let Some(out) = &args.out else {
            let results = Results::temporary().map_err(anyhow::Error::from)?;
            return Ok(Opened::unkept(results));
        };
        let fingerprint = self.census.fingerprint.clone();
        let input = Input { bytes: fingerprint.size, sha256: fingerprint.sha256 };
        let mut identity = Identity::new(run.globals.profile.clone(), run.is_emulated(), input);
        for vendor in vendors {
            identity = identity.with_vendor(vendor.key, ids(run, config, vendor), run.host_of(vendor, config));
        }
        let opened = if args.resume {
            results::resume(out, &identity, self.census.last, self.census.lines)
        } else {
            results::create(out, &identity)
        };
        opened.map_err(|refusal| refused(out, refusal, again))
    }
}

/// `line 4 passed over: …`, `lines 3, 6, 7, … (2310) passed over: …`.
fn passed_over(skipped: &SkippedLines) -> Text {
    let SkippedLines { reason, count, first } = skipped;
    let (en, zh) = (reason.get(text::Lang::En), reason.get(text::Lang::Zh));
    if let [line] = first.as_slice() {
        return text!("line {line} passed over: {en}", "跳过第 {line} 行：{zh}");
    }
    let numbers = first.iter().map(u64::to_string).collect::<Vec<_>>().join(", ");
    let more = if *count > first.len() as u64 { ", …" } else { "" };
    text!("{count} lines passed over ({numbers}{more}): {en}", "跳过 {count} 行（{numbers}{more}）：{zh}")
}

/// What a vendor knows the app by. No secret.
fn ids(run: &Run, config: &Config, vendor: &'static Vendor) -> BTreeMap<String, String> {
    let values = run.values(config, vendor, &mut Findings::default());
    let is_id = |kind: Kind| matches!(kind, Kind::Id | Kind::Choice(_) | Kind::Text);
    let fields = vendor.fields.iter().filter(|field| field.side != Side::Message && is_id(field.kind));
    let own = fields.filter_map(|field| Some((field.key.to_owned(), values.text(field.key)?.as_str().to_owned())));
    let app = config.app(&mut Findings::default());
    let of_app = [("app.package_name", &app.package_name), ("app.bundle_id", &app.bundle_id)];
    let of_app =
        of_app.into_iter().filter_map(|(key, given)| Some((key.to_owned(), given.as_ref()?.as_str().to_owned())));
    own.chain(of_app).collect()
}

fn refused(out: &Path, refusal: Refusal, again: &str) -> Stop {
    let name = out.display();
    let keeps = Text::new("it was left as it is", "没有改动它");
    match refusal {
        Refusal::Exists => Stop::new(
            text!("--out {name}: it is there already", "--out {name}：已经存在"),
            text!("go on with it: {again}; or name another file", "接着做：{again}；或换一个文件名"),
        ),
        Refusal::Taken => {
            Stop::new(text!("--out {name}: another run is writing it", "--out {name}：另一个 pushctl 正在写"), keeps)
        }
        Refusal::Other(reason) | Refusal::Damaged(reason) => {
            let (en, zh) = (reason.get(text::Lang::En), reason.get(text::Lang::Zh));
            Stop::new(
                text!("--out {name} cannot be gone on with: {en}", "--out {name} 不能接着做：{zh}"),
                Text::new("it was left as it is; name another file", "没有改动它；请换一个文件名"),
            )
        }
        Refusal::Io(path, error) => {
            let path = path.display();
            Stop::new(
                text!("--out {path}: {error}", "--out {path}：{error}"),
                Text::new("name a file in a folder that you may write to", "请指定一个可以写入的位置"),
            )
        }
    }
}

/// Whom to ask, and how fast; `--rate` and `--concurrency` win over the vendor's own limits.
fn inquiry<'a>(args: &TokenArgs, vendor: &'static Vendor, client: &'a dyn VendorClient) -> Option<Inquiry<'a>> {
    let query = vendor.capability.token_query.as_ref()?;
    Some(Inquiry {
        vendor,
        client,
        batch: query.batch,
        calls_per_second: args.rate.unwrap_or(query.calls_per_second),
        concurrent: args.concurrency.map_or(query.concurrent, usize::from),
        is_probe: query.probe.is_some(),
    })
}

/// Asks, shows how far it is, and ends early when Ctrl-C is pressed: once to finish what is under way, twice to leave
/// that too.
fn ask(
    run: &Run,
    job: &Job<'_>,
    inquiries: &[Inquiry<'_>],
    book: &Book<'_>,
    census: &Census,
) -> Result<Vec<Ended>, Stop> {
    if census.skipped_lines() > 0
        && let Err(error) = engine::pass_over(job.source, job.plan, book)
    {
        return Ok(vec![Ended::Failed(error)]);
    }
    let _syncing = Syncing::start(book);
    let mut progress = Progress::start(run, &census.vendors);
    let ended = block_on(async {
        let mut work = std::pin::pin!(engine::ask(job, inquiries, book));
        let mut interrupt = Box::pin(tokio::signal::ctrl_c());
        let mut ticks = tokio::time::interval(TICK);
        loop {
            tokio::select! {
                ended = &mut work => break ended,
                _ = &mut interrupt => {
                    if job.stop.is_set() {
                        break vec![Ended::Interrupted];
                    }
                    job.stop.set();
                    interrupt = Box::pin(tokio::signal::ctrl_c());
                    progress.say(&Text::new(
                        "finishing what is under way; Ctrl-C again leaves that too",
                        "正在等待已发出的查询；再按一次 Ctrl-C 立即结束",
                    ));
                }
                _ = ticks.tick() => progress.show(&book.tallies()),
            }
        }
    });
    progress.clear();
    ended
}

/// A thread that writes results through to the disk now and then: a process may die without it, a machine not.
struct Syncing {
    _end: mpsc::Sender<()>,
}

impl Syncing {
    fn start(book: &Book<'_>) -> Self {
        let (end, ended) = mpsc::channel();
        if let Some(file) = book.to_sync() {
            std::thread::spawn(move || {
                while ended.recv_timeout(SYNC) == Err(mpsc::RecvTimeoutError::Timeout) {
                    // A disk that fails says so when the next result is written.
                    let _ = file.sync_data();
                }
            });
        }
        Self { _end: end }
    }
}

/// Sees every result where standard output wants them.
struct Seen<'a> {
    run: &'a Run,
    streams: bool,
    /// For the one JSON document, unless the results are in a file.
    kept: Option<RefCell<Vec<Value>>>,
}

impl<'a> Seen<'a> {
    fn new(run: &'a Run, args: &TokenArgs) -> Self {
        let kept = (run.format() == Format::Json && args.out.is_none()).then(RefCell::default);
        Self { run, streams: run.format() == Format::Ndjson, kept }
    }
}

impl Watcher for Seen<'_> {
    fn wants_lines(&self) -> bool {
        self.streams || self.kept.is_some()
    }

    fn line(&self, line: &Value) {
        if let Some(kept) = &self.kept {
            kept.borrow_mut().push(line.clone());
        }
        if self.streams {
            // A reader that went away wants no more; the results are asked for nobody then, but harm nobody.
            let _ = self.run.ndjson_line(line.clone());
        }
    }
}

/// Tells what came of it, and how to go on.
#[expect(clippy::too_many_arguments, reason = "everything that is known at the end")]
fn conclude(
    run: &Run,
    args: &TokenArgs,
    list: &List,
    book: Book<'_>,
    seen: &Seen<'_>,
    vendors: &[&'static Vendor],
    ended: Vec<Ended>,
    again: &str,
) -> Result<Verdict, Stop> {
    let tallies: Tallies = book.tallies().clone();
    let decided = book.decided();
    if let Some(file) = book.to_sync() {
        file.sync_data().map_err(anyhow::Error::from)?;
    }
    let written: u64 = tallies.vendors.values().flat_map(|tally| &tally.answers).map(|said| said.count).sum();
    let left = list.census.lines.saturating_sub(written + tallies.skipped);
    match book.into_journal() {
        Some(journal) if decided == list.census.lines => journal.done(),
        _ => {}
    }
    let mut report = run.report();
    report.found = tallies.verdict();
    report.left = usize::try_from(left).unwrap_or(usize::MAX);
    let report = report.with("tokens", summary::json(&tallies, &list.census, args.out.as_deref(), left));
    let report = match &seen.kept {
        Some(kept) => report.with("outcomes", kept.borrow_mut().drain(..).collect()),
        None => report,
    };
    let verdict = run.finish_quietly(&report, |terminal| summary::show(terminal, &tallies, vendors))?;
    let failed = summary::say_how_it_ended(run, vendors, ended);
    let unknown = tallies.of(pushctl::outcome::State::Unknown);
    if args.out.is_some() && (left > 0 || unknown > 0) {
        run.terminal.complain(run.terminal.say(&summary::how_to_go_on(left, unknown, again)));
    } else if left > 0 {
        run.terminal.complain(run.terminal.say(&text!("{left} not asked", "还有 {left} 个没有查询")));
    }
    Ok(if failed { Verdict::Unusable } else { verdict })
}

/// The command that goes on where this one stopped.
fn again(run: &Run, args: &TokenArgs, from: &Path) -> String {
    let path = |path: &Path| word(&path.display().to_string());
    let mut words = vec!["status token".to_owned()];
    if !run.globals.vendor.is_empty() {
        words.push(format!("--vendor {}", word(&run.globals.vendor.join(","))));
    }
    words.push(format!("--from {}", path(from)));
    if let Some(out) = &args.out {
        words.push(format!("--out {} --resume", path(out)));
    }
    let flags = [
        (args.probe, "--probe"),
        (args.keep_going, "--keep-going"),
        (args.no_dedupe, "--no-dedupe"),
        (args.show_tokens, "--show-tokens"),
    ];
    words.extend(flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| (*flag).to_owned()));
    words.extend(args.rate.map(|rate| format!("--rate {rate}")));
    words.extend(args.concurrency.map(|count| format!("--concurrency {count}")));
    words.extend(run.globals.emulator.as_ref().map(|scenario| match scenario.as_str() {
        "" => "--emulator".to_owned(),
        scenario => format!("--emulator={}", word(scenario)),
    }));
    run.again(&words.join(" "))
}
