//! `pushctl status token --from FILE`: a list of any length. What is asked, written and gone on with is decided in
//! [`pushctl::tokens`]; here are the words for it.

mod ending;
mod progress;
mod refusal;
mod summary;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde_json::Value;

use self::progress::Progress;
use self::summary::Summary;
use super::token::{TokenArgs, confirm_probe, why_not};
use crate::cli::exit::Stop;
use crate::cli::run::Run;
use crate::cli::wait::block_on;
use pushctl::config::{Config, Kind, Side};
use pushctl::context::Context;
use pushctl::http::Pace;
use pushctl::outcome::Verdict;
use pushctl::output::Format;
use pushctl::report::Findings;
use pushctl::text;
use pushctl::text::Text;
use pushctl::tokens::census::Share;
use pushctl::tokens::engine::{self, Book, Ended, Inquiry, Job, Shown, Watcher};
use pushctl::tokens::results::{self, Identity, Input, Opened};
use pushctl::tokens::{Census, Plan, Source};
use pushctl::vendors::{Vendor, VendorClient};

/// So many tokens are shown one by one.
const FEW: u64 = 20;
/// So many results are printed as one document; until then each takes five kilobytes.
const MOST_IN_A_DOCUMENT: u64 = 20_000;
/// How often progress is shown.
const TICK: Duration = Duration::from_millis(200);

/// A list that was looked at, and whom it asks.
struct List<'a> {
    args: &'a TokenArgs,
    from: &'a Path,
    source: Source,
    plan: Plan,
    census: Census,
    clients: Vec<(&'static Vendor, Box<dyn VendorClient>)>,
}

pub(super) fn run(run: &Run, config: &Config, args: &TokenArgs, from: &Path) -> Result<Verdict, Stop> {
    let list = look_at(run, config, args, from)?;
    if run.format() == Format::Json && args.out.is_none() && list.census.lines > MOST_IN_A_DOCUMENT {
        return Err(refusal::of_document(list.census.lines, MOST_IN_A_DOCUMENT));
    }
    summary::remark_skipped(run, &list.census);
    for share in &list.census.vendors {
        confirm_probe(run, share.vendor, share.tokens)?;
    }
    // Whoever counts calls must see each of them, and that one was too fast.
    let (ctx, _emulator) = run.context_at(Pace::once(), Some(config))?;
    let opened = open(run, config, &list, &ctx)?;
    let (is_resumed, held) = (opened.decided > 0, opened.held.clone());
    let shown = Shown { keeps_results: args.out.is_some(), whole: args.show_tokens };
    let lines = Collected::new(run, &list, is_resumed);
    let job = Job {
        ctx: &ctx,
        source: &list.source,
        plan: &list.plan,
        dedupe: !args.list.no_dedupe,
        keep_going: args.list.keep_going,
        is_observed: run.globals.verbose,
        has_skipped: list.census.skipped() > 0,
        held,
        stop: engine::Stop::default(),
    };
    let has_journal = opened.journal.is_some();
    let book = Book::new(opened, shown, &lines);
    if args.out.is_some() && !has_journal {
        run.terminal.remark(run.terminal.say(&Text::new("nothing is left to be asked", "没有需要再查询的")));
    }
    let ended = work(run, &list, &job, &book, &lines.is_closed)?;
    let tallies = book.tallies().clone();
    let left = list.census.lines.saturating_sub(book.decided());
    if let Some(journal) = book.into_journal().filter(|_| left == 0) {
        journal.done();
    }
    Summary { list: &list, tallies, ended, left, lines: lines.lines.into_inner() }.finish(run)
}

/// Reads the list once, and sees to it that everybody in it can be asked.
fn look_at<'a>(run: &Run, config: &Config, args: &'a TokenArgs, from: &'a Path) -> Result<List<'a>, Stop> {
    let wanted = run.named_vendors()?;
    wanted.iter().try_for_each(|vendor| askable(vendor, args.probe))?;
    let fallback = match run.vendors(config)?.as_slice() {
        [vendor] => Some(*vendor),
        _ => None,
    };
    let plan = Plan { fallback, wanted };
    let source = Source::open(from).map_err(|error| refusal::unread(from, &error.text()))?;
    let census = Census::take(&source, &plan).map_err(|error| {
        let (line, reason) = (error.line, &error.source);
        refusal::unread(from, &text!("after line {line}: {reason}", "第 {line} 行之后：{reason}"))
    })?;
    let mut clients = Vec::new();
    for Share { vendor, .. } in &census.vendors {
        askable(vendor, args.probe)?;
        clients.push((*vendor, run.client(config, vendor)?));
    }
    Ok(List { args, from, source, plan, census, clients })
}

fn askable(vendor: &Vendor, probe: bool) -> Result<(), Stop> {
    why_not(vendor, probe).map_or(Ok(()), |(message, hint)| Err(Stop::new(message, hint)))
}

/// The results: those of `--out`, or some that nobody sees.
fn open(run: &Run, config: &Config, list: &List<'_>, ctx: &Context) -> Result<Opened, Stop> {
    let Some(out) = &list.args.out else {
        return Ok(Opened::temporary().map_err(anyhow::Error::from)?);
    };
    let identity = identity(run, config, list, ctx);
    let opened = if list.args.list.resume {
        results::resume(out, &identity, list.census.last, list.census.lines)
    } else {
        results::create(out, &identity)
    };
    opened.map_err(|reason| refusal::of_results(out, reason))
}

/// What the results are of.
fn identity(run: &Run, config: &Config, list: &List<'_>, ctx: &Context) -> Identity {
    let fingerprint = &list.census.fingerprint;
    let input = Input { bytes: fingerprint.size, sha256: fingerprint.sha256.clone() };
    let identity = Identity::new(run.globals.profile.clone(), run.is_emulated(), input);
    list.clients.iter().fold(identity, |identity, (vendor, _)| {
        let host = if run.is_emulated() { None } else { ctx.http.other_host(vendor.key) };
        identity.with_vendor(vendor.key, ids(config, vendor), host)
    })
}

/// By what a vendor knows the app; none of it is secret.
fn ids(config: &Config, vendor: &'static Vendor) -> BTreeMap<String, String> {
    let mut unused = Findings::default();
    let values = config.values(vendor, &mut unused);
    let is_id = |kind: Kind, side: Side| {
        !matches!(kind, Kind::Secret | Kind::KeyFile) && matches!(side, Side::Server | Side::Both)
    };
    let fields = vendor.fields.iter().filter(|field| is_id(field.kind, field.side));
    let own = fields.filter_map(|field| Some((field.key.to_owned(), values.text(field.key)?.as_str().to_owned())));
    let app = config.app(&mut unused);
    let of_app = [("package_name", app.package_name), ("bundle_id", app.bundle_id)];
    let of_app = of_app.into_iter().filter(|(key, _)| vendor.app_keys.contains(key));
    own.chain(of_app.filter_map(|(key, given)| Some((key.to_owned(), given?.as_str().to_owned())))).collect()
}

/// Asks, and shows how far it is. Ctrl-C waits for what is under way, a second one for nothing.
fn work(
    run: &Run,
    list: &List<'_>,
    job: &Job<'_>,
    book: &Book<'_>,
    is_closed: &Cell<bool>,
) -> Result<Vec<Ended>, Stop> {
    let shares = list.census.vendors.iter().zip(&list.clients);
    let inquiries: Vec<Inquiry<'_>> = shares.map(|(share, (_, client))| inquiry(list, share, &**client)).collect();
    let mut progress = Progress::new(run, &list.census, book);
    let result = block_on(async {
        let mut work = std::pin::pin!(engine::ask(job, &inquiries, book));
        let mut interrupt = std::pin::pin!(tokio::signal::ctrl_c());
        let mut ticks = tokio::time::interval(TICK);
        loop {
            tokio::select! {
                result = &mut work => return result,
                _ = ticks.tick() => {
                    progress.show(book);
                    // A reader that went away has seen enough, unless there are results to be kept.
                    if is_closed.get() && list.args.out.is_none() {
                        job.stop.set();
                    }
                }
                _ = &mut interrupt => {
                    if job.stop.is_set() {
                        return Ok(inquiries.iter().map(|_| Ended::Interrupted).collect());
                    }
                    job.stop.set();
                    progress.draining();
                    interrupt.set(tokio::signal::ctrl_c());
                }
            }
        }
    })?;
    progress.clear();
    Ok(result.unwrap_or_else(|error| vec![Ended::Failed(error)]))
}

fn inquiry<'a>(list: &List<'_>, share: &Share, client: &'a dyn VendorClient) -> Inquiry<'a> {
    let vendor = share.vendor;
    let query = vendor.capability.token_query.as_ref();
    let limits = query.map_or((1, 1.0, 1), |query| (query.batch, query.calls_per_second, query.concurrent));
    Inquiry {
        vendor,
        client,
        different: share.different.about(),
        batch: limits.0,
        calls_per_second: list.args.list.rate.unwrap_or(limits.1),
        concurrent: list.args.list.concurrency.map_or(limits.2, usize::from),
        is_probe: query.is_some_and(|query| query.probe.is_some()),
    }
}

/// Results as they come: printed at once, or kept for a document or a short table.
struct Collected<'a> {
    run: &'a Run,
    streams: bool,
    keeps: bool,
    lines: RefCell<Vec<Value>>,
    /// Whether the reader went away.
    is_closed: Cell<bool>,
}

impl<'a> Collected<'a> {
    fn new(run: &'a Run, list: &List<'_>, is_resumed: bool) -> Self {
        let keeps = match run.format() {
            Format::Json => list.args.out.is_none(),
            Format::Table => list.census.lines <= FEW && !is_resumed,
            _ => false,
        };
        Self {
            run,
            streams: run.format() == Format::Ndjson,
            keeps,
            lines: RefCell::default(),
            is_closed: Cell::default(),
        }
    }
}

impl Watcher for Collected<'_> {
    fn wants_lines(&self) -> bool {
        self.streams || self.keeps
    }

    fn line(&self, line: &Value) {
        if self.keeps {
            self.lines.borrow_mut().push(line.clone());
            return;
        }
        let mut line = line.clone();
        if let (true, Some(fields)) = (self.run.is_emulated(), line.as_object_mut()) {
            fields.insert("emulated".to_owned(), true.into());
        }
        if self.run.terminal.line(&line.to_string()).is_err() {
            self.is_closed.set(true);
        }
    }
}
