//! Desks against a vendor of the tests' own, on a clock that stands still unless somebody waits.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use serde_json::Value;
use tokio::time::Instant;

use super::*;
use crate::context::Clock;
use crate::http::{Http, Pace, Settings};
use crate::message::Message;
use crate::outcome::{Class, Operation, State};
use crate::report::Findings;
use crate::secret::{Redactor, Secret};
use crate::tokens::results::{Identity, Input, Opened, create, resume};
use crate::tokens::{Census, Unread};
use crate::vendors::{self, Composed, Credential, Error, SignParts};

/// How long a call takes.
const TAKES: Duration = Duration::from_millis(20);

/// What the vendor makes of a token, by its number and how often it was asked about.
type Judge = fn(u64, u32) -> Outcome;

/// A vendor that answers as it is told to, and remembers.
struct Fake {
    judge: Judge,
    /// Calls that it takes in any second.
    takes: usize,
    state: Mutex<Memory>,
}

#[derive(Default)]
struct Memory {
    calls: usize,
    under_way: usize,
    most_under_way: usize,
    first_was_alone: Option<bool>,
    asked: BTreeMap<String, u32>,
    taken: VecDeque<Instant>,
    refused: usize,
}

impl Fake {
    fn new(judge: Judge) -> Self {
        Self { judge, takes: usize::MAX, state: Mutex::default() }
    }

    fn state(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_too_fast(&self) -> bool {
        let now = Instant::now();
        let mut state = self.state();
        while state.taken.front().is_some_and(|first| now - *first >= Duration::from_secs(1)) {
            state.taken.pop_front();
        }
        let is_too_fast = state.taken.len() >= self.takes;
        if is_too_fast {
            state.refused += 1;
        } else {
            state.taken.push_back(now);
        }
        is_too_fast
    }
}

#[async_trait]
impl VendorClient for Fake {
    async fn token_status(&self, _ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        {
            let mut state = self.state();
            state.calls += 1;
            state.under_way += 1;
            state.most_under_way = state.most_under_way.max(state.under_way);
        }
        let too_fast = self.is_too_fast();
        tokio::time::sleep(TAKES).await;
        let mut state = self.state();
        let is_alone = state.calls == 1;
        state.first_was_alone.get_or_insert(is_alone);
        state.under_way -= 1;
        Ok(tokens
            .iter()
            .map(|token| {
                if too_fast {
                    return outcome(State::Unknown, Class::RateLimited);
                }
                let times = state.asked.entry(token.as_str().to_owned()).or_default();
                *times += 1;
                (self.judge)(number(token.as_str()), *times)
            })
            .collect())
    }

    async fn authenticate(&self, _ctx: &Context) -> Result<Outcome, Error> {
        unreachable!("lists ask about tokens")
    }
    fn review(&self, _message: &Message) -> Findings {
        unreachable!("lists ask about tokens")
    }
    async fn send(&self, _ctx: &Context, _message: &Message, _token: &DeviceToken) -> Result<Outcome, Error> {
        unreachable!("lists ask about tokens")
    }
    fn compose(&self, _ctx: &Context, _message: &Message, _token: &DeviceToken) -> Composed {
        unreachable!("lists ask about tokens")
    }
    async fn credential(&self, _ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        unreachable!("lists ask about tokens")
    }
    fn explain_sign(&self, _millis: u64) -> Option<SignParts> {
        unreachable!("lists ask about tokens")
    }
    fn sign_text(&self, _text: &str) -> Option<Secret> {
        None
    }
}

fn outcome(state: State, class: Class) -> Outcome {
    Outcome::new("vivo", Operation::TokenStatus, class).with_state(state)
}

fn alive(_: u64, _: u32) -> Outcome {
    outcome(State::Alive, Class::Accepted)
}

fn dead(_: u64, _: u32) -> Outcome {
    outcome(State::Dead, Class::TokenInvalid).with_code("result", "1")
}

fn token(number: u64) -> String {
    format!("v2-{number:048}")
}

fn number(token: &str) -> u64 {
    token.trim_start_matches("v2-").parse().unwrap()
}

/// A list of tokens by their numbers.
fn list(numbers: impl IntoIterator<Item = u64>) -> String {
    numbers.into_iter().map(|number| token(number) + "\n").collect()
}

/// What came of a run.
struct Came {
    ended: Ended,
    lines: BTreeMap<u64, Value>,
    seconds: f64,
    held: usize,
}

/// How a list is asked about.
struct Way {
    batch: usize,
    rate: f64,
    concurrent: usize,
    dedupe: bool,
    keep_going: bool,
    is_probe: bool,
    has_skipped: bool,
    /// Ends the run after so long.
    stop_after: Option<Duration>,
    /// Kills it after so long: nothing under way comes back.
    kill_after: Option<Duration>,
}

impl Default for Way {
    fn default() -> Self {
        Self {
            batch: 1,
            rate: 1000.0,
            concurrent: 10,
            dedupe: true,
            keep_going: false,
            is_probe: false,
            has_skipped: true,
            stop_after: None,
            kill_after: None,
        }
    }
}

struct Unwatched;

impl Watcher for Unwatched {
    fn wants_lines(&self) -> bool {
        false
    }
    fn line(&self, _line: &Value) {}
}

fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap()
}

/// Asks about a list, into results that were opened.
fn ask_into(opened: Opened, keeps: bool, list: impl AsRef<[u8]>, fake: &Fake, way: &Way) -> (Option<Ended>, f64) {
    let vendor = vendors::find("vivo").unwrap();
    let source = Source::spooled(list.as_ref()).unwrap();
    let plan = Plan { fallback: Some(vendor), wanted: Vec::new() };
    let redactor = Redactor::default();
    let http = Http::new(Settings { pace: Pace::once(), ..Settings::default() }, redactor.clone());
    let ctx = Context::new(http, Clock::system(), redactor);
    let held = opened.held.clone();
    let book = Book::new(opened, Shown { keeps_results: keeps, whole: false }, &Unwatched);
    let job = Job {
        ctx: &ctx,
        source: &source,
        plan: &plan,
        dedupe: way.dedupe,
        keep_going: way.keep_going,
        is_observed: false,
        has_skipped: way.has_skipped,
        held,
        stop: Stop::default(),
    };
    let inquiries = [Inquiry {
        vendor,
        client: fake,
        different: 0,
        batch: way.batch,
        calls_per_second: way.rate,
        concurrent: way.concurrent,
        is_probe: way.is_probe,
    }];
    let forever = Duration::from_secs(1_000_000_000);
    runtime().block_on(async {
        let start = Instant::now();
        let mut work = std::pin::pin!(ask(&job, &inquiries, &book));
        let mut kill = std::pin::pin!(tokio::time::sleep(way.kill_after.unwrap_or(forever)));
        let mut stop = std::pin::pin!(tokio::time::sleep(way.stop_after.unwrap_or(forever)));
        loop {
            tokio::select! {
                ended = &mut work => {
                    let ended = ended.unwrap().remove(0);
                    return (Some(ended), start.elapsed().as_secs_f64());
                }
                () = &mut kill => return (None, start.elapsed().as_secs_f64()),
                () = &mut stop, if !job.stop.is_set() => job.stop.set(),
            }
        }
    })
}

fn identity() -> Identity {
    Identity::new(None, false, Input { bytes: 1, sha256: "ab".to_owned() })
}

fn lines_of(path: &std::path::Path) -> BTreeMap<u64, Value> {
    let text = std::fs::read_to_string(path).unwrap();
    let mut lines = BTreeMap::new();
    for line in text.lines() {
        let value: Value = serde_json::from_str(line).unwrap();
        assert!(lines.insert(value["line"].as_u64().unwrap(), value).is_none(), "one result a line");
    }
    lines
}

fn came(list: &str, fake: &Fake, way: &Way) -> Came {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let (ended, seconds) = ask_into(create(&out, &identity()).unwrap(), true, list, fake, way);
    let held = std::fs::read_to_string(crate::tokens::results::resume_path(&out)).unwrap().lines().count() - 1;
    Came { ended: ended.unwrap(), lines: lines_of(&out), seconds, held }
}

fn states(came: &Came) -> BTreeMap<String, usize> {
    let mut states = BTreeMap::new();
    for line in came.lines.values() {
        *states.entry(line["state"].as_str().unwrap_or("skipped").to_owned()).or_default() += 1;
    }
    states
}

#[test]
fn every_line_has_one_result_and_every_token_is_asked_once() {
    for batch in [1, 7, 100] {
        let fake = Fake::new(alive);
        let came = came(&list(0..250), &fake, &Way { batch, ..Way::default() });
        assert!(matches!(came.ended, Ended::Done));
        assert!(came.lines.keys().copied().eq(1..=250));
        assert!(fake.state().asked.values().all(|times| *times == 1));
        assert_eq!(came.lines[&3]["target"], token(2), "without a reference the token itself");
    }
}

#[test]
fn the_first_call_goes_alone_and_then_no_more_at_once_than_allowed() {
    let fake = Fake::new(alive);
    came(&list(0..500), &fake, &Way { concurrent: 8, ..Way::default() });
    let state = fake.state();
    assert_eq!((state.first_was_alone, state.most_under_way), (Some(true), 8));
}

#[test]
fn a_token_that_stands_in_many_lines_is_asked_about_once() {
    let numbers: Vec<u64> = (0..1000).map(|at| at % 90).collect();
    let fake = Fake::new(alive);
    let own = came(&list(numbers.iter().copied()), &fake, &Way::default());
    assert!(own.lines.keys().copied().eq(1..=1000));
    assert!(
        own.lines.iter().all(|(line, value)| value["target"] == token(numbers[usize::try_from(*line).unwrap() - 1]))
    );
    assert_eq!(fake.state().asked.values().sum::<u32>(), 90);
    let fake = Fake::new(alive);
    came(&list(numbers), &fake, &Way { dedupe: false, ..Way::default() });
    assert_eq!(fake.state().asked.values().sum::<u32>(), 1000);
}

#[test]
fn a_list_of_one_dead_token_over_and_over_ends() {
    let came = came(&list((0..30_000).map(|_| 7)), &Fake::new(dead), &Way::default());
    assert_eq!(states(&came)["dead"], 30_000);
}

#[test]
fn it_settles_just_below_what_the_vendor_takes_and_leaves_nothing_unknown() {
    for takes in [4, 50, 200] {
        let fake = Fake { takes, ..Fake::new(alive) };
        let count = takes as u64 * 40;
        let came = came(&list(0..count), &fake, &Way { rate: 400.0, concurrent: 20, ..Way::default() });
        assert_eq!(
            states(&came).into_iter().collect::<Vec<_>>(),
            [("alive".to_owned(), usize::try_from(count).unwrap())]
        );
        assert!(came.seconds < 60.0, "{takes} a second: {} s instead of 40", came.seconds);
        assert!(fake.state().refused < 600, "{takes} a second: {} refused", fake.state().refused);
    }
}

#[test]
fn what_nobody_answered_is_asked_five_times_and_then_unknown() {
    fn judge(number: u64, times: u32) -> Outcome {
        match number {
            3 => outcome(State::Unknown, Class::Transient),
            4 if times < 5 => outcome(State::Unknown, Class::Network),
            _ => alive(number, times),
        }
    }
    let fake = Fake::new(judge);
    let came = came(&list(0..20), &fake, &Way::default());
    assert_eq!((&came.lines[&4]["state"], &came.lines[&5]["state"]), (&"unknown".into(), &"alive".into()));
    let state = fake.state();
    assert_eq!((state.asked[&token(3)], state.asked[&token(4)]), (5, 5));
    assert!(matches!(came.ended, Ended::Done));
}

#[test]
fn a_push_that_may_have_arrived_is_not_repeated() {
    let fake = Fake::new(|_, _| outcome(State::Unknown, Class::Transient));
    came(&list(0..5), &fake, &Way { is_probe: true, ..Way::default() });
    assert!(fake.state().asked.values().all(|times| *times == 1));
}

#[test]
fn a_lost_network_ends_it_and_most_is_left_for_another_run() {
    let fake = Fake::new(
        |number, times| {
            if number < 100 { alive(number, times) } else { outcome(State::Unknown, Class::Network) }
        },
    );
    let came = came(&list(0..10_000), &fake, &Way::default());
    assert!(matches!(came.ended, Ended::Unreachable(_)), "{:?}", came.ended);
    assert!(came.lines.len() < 150, "{}", came.lines.len());
}

#[test]
fn what_all_calls_have_in_common_is_refused_once() {
    for class in [Class::Credentials, Class::Permission, Class::Quota] {
        let fake = Fake::new(match class {
            Class::Credentials => |_, _| outcome(State::Unknown, Class::Credentials),
            Class::Permission => |_, _| outcome(State::Unknown, Class::Permission),
            _ => |_, _| outcome(State::Unknown, Class::Quota),
        });
        let came = came(&list(0..1000), &fake, &Way::default());
        assert!(matches!(came.ended, Ended::Refused(_)));
        assert_eq!(fake.state().calls, 1, "{class:?}");
    }
}

#[test]
fn a_hundred_answers_without_one_alive_end_it_and_call_nothing_dead() {
    for batch in [1, 30, 100] {
        let fake = Fake::new(dead);
        let came = came(&list(0..5000), &fake, &Way { batch, ..Way::default() });
        assert!(matches!(came.ended, Ended::NoneAlive(100)), "{:?}", came.ended);
        assert_eq!(states(&came).into_iter().collect::<Vec<_>>(), [("suspect".to_owned(), 100)]);
        assert_eq!(fake.state().asked.len(), 100, "no one else was asked about");
    }
}

#[test]
fn with_keep_going_or_one_alive_the_dead_are_called_so() {
    let way = Way { keep_going: true, ..Way::default() };
    assert_eq!(states(&came(&list(0..300), &Fake::new(dead), &way))["dead"], 300);
    let late = Fake::new(|number, times| if number == 99 { alive(number, times) } else { dead(number, times) });
    let came = came(&list(0..300), &late, &Way::default());
    assert_eq!((states(&came)["dead"], states(&came)["alive"]), (299, 1));
    assert!(matches!(came.ended, Ended::Done));
}

#[test]
fn fewer_than_a_hundred_dead_are_dead() {
    let came = came(&list(0..99), &Fake::new(dead), &Way::default());
    assert_eq!((states(&came)["dead"], matches!(came.ended, Ended::Done)), (99, true));
}

/// Also when they are more than are read back at once.
#[test]
fn lines_with_a_token_that_may_be_dead_wait_with_it() {
    let fake = Fake::new(dead);
    let thrice = list((0..99).flat_map(|number| [number; 3]));
    let came = came(&(thrice + &list(98..99).repeat(1000)), &fake, &Way::default());
    assert!(came.lines.keys().copied().eq(1..=1297));
    assert_eq!((states(&came)["dead"], fake.state().asked.len()), (1297, 99));
    assert!((298..=1297).all(|line| came.lines[&line]["target"] == came.lines[&297]["target"]));
}

#[test]
fn an_interruption_waits_for_what_is_under_way() {
    let fake = Fake::new(alive);
    let way = Way { stop_after: Some(Duration::from_millis(505)), ..Way::default() };
    let came = came(&list(0..5000), &fake, &way);
    assert!(matches!(came.ended, Ended::Interrupted));
    assert_eq!(came.lines.len(), fake.state().asked.len(), "every answer that was asked for is there");
    assert!((100..5000).contains(&came.lines.len()), "{}", came.lines.len());
    assert!(came.seconds < 0.6, "{}", came.seconds);
}

#[test]
fn what_was_withheld_survives_a_kill_and_is_told_when_one_is_alive() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let judge: Judge = |number, times| if number == 90 { alive(number, times) } else { dead(number, times) };
    let list = list((0..200).chain(0..50));
    let way = Way { concurrent: 1, kill_after: Some(Duration::from_millis(810)), ..Way::default() };
    let first = Fake::new(judge);
    ask_into(create(&out, &identity()).unwrap(), true, &list, &first, &way);
    assert!(lines_of(&out).is_empty(), "nobody was proven to be alive");
    let second = Fake::new(judge);
    let (ended, _) = ask_into(resume(&out, &identity(), 250, 250).unwrap(), true, &list, &second, &Way::default());
    assert!(matches!(ended, Some(Ended::Done)));
    assert!(lines_of(&out).keys().copied().eq(1..=250));
    let (first, second) = (first.state(), second.state());
    let again = first.asked.keys().filter(|token| second.asked.contains_key(*token)).count();
    assert!(again <= 1, "{again} asked again");
}

#[test]
fn a_hundred_answers_are_a_hundred_over_all_runs() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let list = list(0..500);
    let way = Way { stop_after: Some(Duration::from_millis(610)), concurrent: 1, ..Way::default() };
    let first = Fake::new(dead);
    ask_into(create(&out, &identity()).unwrap(), true, &list, &first, &way);
    let second = Fake::new(dead);
    let opened = resume(&out, &identity(), 500, 500).unwrap();
    let (ended, _) = ask_into(opened, true, &list, &second, &Way::default());
    assert!(matches!(ended, Some(Ended::NoneAlive(100))));
    let asked = first.state().asked.len();
    assert_eq!(asked + second.state().asked.len(), 100);
    let third = Fake::new(dead);
    let opened = resume(&out, &identity(), 500, 500).unwrap();
    let (ended, _) = ask_into(opened, true, &list, &third, &Way::default());
    assert!(matches!(ended, Some(Ended::NoneAlive(100))) && third.state().calls == 0);
}

/// Killed again and again at any time: one result a line, none changed, no more asked twice than was under way.
#[test]
fn a_run_that_is_killed_many_times_loses_and_repeats_nothing_but_what_was_under_way() {
    fn judge(number: u64, times: u32) -> Outcome {
        match number % 10 {
            0..=2 => dead(number, times),
            3 if number % 20 == 3 => outcome(State::Muted, Class::Accepted),
            _ => alive(number, times),
        }
    }
    for (batch, concurrent) in [(1, 8), (25, 3)] {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let numbers: Vec<u64> = (0..3000).map(|at| if at % 7 == 6 { at - 5 } else { at }).collect();
        let list = list(numbers.iter().copied());
        let census = Census::take(&Source::spooled(list.as_bytes()).unwrap(), &Plan::default()).unwrap();
        assert_eq!(census.lines, 3000);
        let (mut asked, mut kills, mut before) = (BTreeMap::<String, u32>::new(), 0, BTreeMap::new());
        loop {
            let fake = Fake::new(judge);
            let opened = resume(&out, &identity(), 3000, 3000).unwrap();
            let kill_after = Some(Duration::from_millis(30 + kills * 37 % 190));
            let way = Way { batch, concurrent, kill_after, ..Way::default() };
            let (ended, _) = ask_into(opened, true, &list, &fake, &way);
            for token in fake.state().asked.keys() {
                *asked.entry(token.clone()).or_default() += 1;
            }
            let lines = lines_of(&out);
            assert!(before.iter().all(|(line, value)| lines.get(line) == Some(value)), "a decided line was changed");
            before = lines;
            if ended.is_some() {
                break;
            }
            kills += 1;
        }
        assert!(before.keys().copied().eq(1..=3000));
        let repeats: u64 = asked.values().map(|times| u64::from(*times) - 1).sum();
        assert!(kills > 5 && repeats <= kills * (batch * concurrent) as u64, "{repeats} repeats in {kills} kills");
        for (line, value) in &before {
            let expected = judge(numbers[usize::try_from(*line).unwrap() - 1], 1).state.unwrap().name();
            assert_eq!(value["state"], expected, "line {line}");
        }
    }
}

#[test]
fn a_list_that_ends_in_an_error_is_no_fault_of_the_results() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::none());
    std::io::Write::write_all(&mut packed, list(0..5000).as_bytes()).unwrap();
    let mut packed = packed.finish().unwrap();
    packed.truncate(packed.len() - 100);
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let way = Way { has_skipped: false, ..Way::default() };
    let (ended, _) = ask_into(create(&out, &identity()).unwrap(), true, &packed, &Fake::new(alive), &way);
    let Some(Ended::Failed(error)) = ended else { panic!("{ended:?}") };
    let unread: &Unread = error.get_ref().unwrap().downcast_ref().unwrap();
    assert!((4900..5000).contains(&unread.line), "{unread}");
}

#[test]
fn lines_without_a_token_have_a_result_and_are_not_asked_about() {
    let fake = Fake::new(alive);
    let text = format!("{}\n\n{}\nnot a token\n", token(1), token(2));
    let came = came(&text, &fake, &Way::default());
    assert!(came.lines.keys().copied().eq(1..=4));
    assert_eq!((&came.lines[&2]["state"], &came.lines[&2]["skipped"]), (&Value::Null, &"empty line".into()));
    assert_eq!((fake.state().asked.len(), came.held), (2, 0));
}
