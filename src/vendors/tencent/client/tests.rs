//! What only this client does, against the emulator over a real socket.

use std::collections::BTreeMap;

use super::*;
use crate::context::Clock;
use crate::emulator::{Emulator, Fault, FaultKind, Options, Scenario, TokenRule, TokenState, World};
use crate::http::{self, Endpoint, Http, Settings};
use crate::outcome::Class;
use crate::secret::Redactor;

/// A client of an app whose admin is `administrator`, and an emulator that believes `change`.
struct Bench {
    client: Client,
    ctx: Context,
    emulator: Emulator,
}

fn bench(region: Region, change: impl FnOnce(&mut World)) -> Bench {
    let mut world = World::from(None, Scenario::default());
    change(&mut world);
    let emulator = Emulator::start(&world, Options::default()).expect("a port");
    let values = Values::empty(VENDOR, FIELDS).made_up();
    let credentials = Credentials { region, ..Credentials::read(&values).expect("complete") };
    let redactor = Redactor::default();
    let endpoint = Endpoint::parse(emulator.url()).expect("loopback");
    let settings = Settings { endpoints: BTreeMap::from([(VENDOR, endpoint)]), ..Settings::default() };
    let ctx = Context::new(Http::new(settings, redactor.clone()), Clock::system(), redactor);
    Bench { client: Client::new(credentials), ctx, emulator }
}

fn run<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(future)
}

/// A push signs in first, and for it nobody but the app's own data centre is asked.
#[test]
fn signing_in_asks_one_data_centre() {
    let bench = bench(Region::Seoul, |_| {});
    let outcome = run(bench.client.authenticate(&bench.ctx)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("70020")));
    assert!(outcome.failure.is_none());
    assert_eq!(bench.emulator.journal().entries().len(), 1);
}

#[test]
fn a_check_finds_a_wrong_region_out_by_asking_the_others_once() {
    let bench = bench(Region::Seoul, |_| {});
    let outcome = run(crate::check::credentials(&bench.ctx, &bench.client));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("70020")));
    assert_eq!((outcome.facts[0].key, outcome.facts[0].value.as_str()), ("region", "china"));
    let (_, remedy) = outcome.failure.expect("a remedy of its own");
    assert!(remedy.get(text::Lang::En).contains("region = \"china\""));
    // Its own, and all but Mumbai's.
    assert_eq!(bench.emulator.journal().entries().len(), Region::ALL.len() - 1);
}

#[test]
fn an_app_that_nobody_knows_is_told_as_such() {
    let mut bench = bench(Region::China, |_| {});
    bench.client.credentials.sdk_app_id = 1_400_000_009;
    let outcome = run(crate::check::credentials(&bench.ctx, &bench.client));
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("70020")));
    assert!(outcome.facts.is_empty());
    let (cause, remedy) = outcome.failure.expect("words");
    assert!(cause.get(text::Lang::En).contains("asked knows this SDKAppID: china, singapore, "), "{cause:?}");
    assert!(remedy.get(text::Lang::En).contains("sdk_app_id"), "{remedy:?}");
}

/// A wrong key is no matter of the region.
#[test]
fn what_the_own_data_centre_knows_is_not_asked_elsewhere() {
    let mut bench = bench(Region::China, |_| {});
    bench.client.credentials.secret_key = Secret::new("f".repeat(64));
    let outcome = run(crate::check::credentials(&bench.ctx, &bench.client));
    assert_eq!((outcome.code.as_deref(), outcome.failure), (Some("70009"), None));
    assert_eq!(bench.emulator.journal().entries().len(), 1);
}

/// A data centre that fails knows nothing of the app, and is not asked again.
#[test]
fn silence_is_no_knowledge() {
    let bench = bench(Region::China, |world| {
        world.faults.push(Fault { vendor: VENDOR, path: None, kind: FaultKind::Status(503), left: None, above: None });
    });
    let refused = Outcome::new(VENDOR, Operation::Authenticate, Class::Credentials).with_code("result", "70016");
    let outcome = run(bench.client.look_closer(&bench.ctx, refused));
    assert!(outcome.facts.is_empty());
    let (cause, _) = outcome.failure.expect("words");
    assert!(cause.get(text::Lang::En).contains("without a clear answer: singapore, seoul, tokyo"), "{cause:?}");
    assert_eq!(bench.emulator.journal().entries().len(), Region::ALL.len() - 2);
}

#[test]
fn key_and_admin_are_told_apart() {
    let of = |change: fn(&mut Credentials)| {
        let mut bench = bench(Region::China, |_| {});
        change(&mut bench.client.credentials);
        let outcome = run(bench.client.authenticate(&bench.ctx)).expect("an answer");
        (outcome.class, outcome.code.unwrap_or_default())
    };
    assert_eq!(of(|_| {}), (Class::Accepted, "0".to_owned()));
    assert_eq!(
        of(|credentials| credentials.secret_key = Secret::new("f".repeat(64))),
        (Class::Credentials, "70009".to_owned())
    );
    assert_eq!(of(|credentials| credentials.admin = "somebody".to_owned()), (Class::Permission, "70403".to_owned()));
}

#[test]
fn a_user_sig_is_made_once_per_run_and_never_shown() {
    let bench = bench(Region::China, |_| {});
    let sig = || run(bench.client.credential(&bench.ctx)).expect("made here").value;
    let first = sig();
    assert_eq!(first.expose(), sig().expose());
    assert_eq!(bench.ctx.redactor.redact(&format!("?usersig={}&x", first.expose())), "?usersig=***&x");
    let user = DeviceToken::user("alice").expect("a user");
    let composed = bench.client.compose(&bench.ctx, &Message::default(), &user);
    let curl = http::curl(&bench.ctx.http, &composed.calls[0]).expect("a URL");
    assert!(curl.contains("&usersig='\"$TENCENT_USERSIG\"'&random="), "{curl}");
    assert!(!curl.contains(first.expose()));
}

#[test]
fn users_are_asked_about_in_one_call_and_in_order() {
    let bench = bench(Region::China, |world| {
        let rule = |(pattern, state): (&str, TokenState)| TokenRule {
            vendor: VENDOR,
            pattern: pattern.to_owned(),
            state,
            made_up: false,
        };
        world.tokens.extend([("bob", TokenState::NotTest), ("carol", TokenState::Muted)].map(rule));
    });
    let users = ["alice", "bob", "carol", "dave"].map(|user| DeviceToken::user(user).expect("a user"));
    let outcomes = run(bench.client.user_status(&bench.ctx, &users)).expect("an answer");
    let codes: Vec<&str> = outcomes.iter().filter_map(|outcome| outcome.code.as_deref()).collect();
    assert_eq!(codes, ["PushOnline", "Online", "Offline", "70107"]);
    assert_eq!(bench.emulator.journal().entries().len(), 1);
}
