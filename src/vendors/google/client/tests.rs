//! What only this client does, against the emulator over a real socket.

use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::context::Clock;
use crate::emulator::{Emulator, Options, Scenario, TokenRule, TokenState, World};
use crate::http::{Endpoint, Http, Settings};
use crate::outcome::Class;
use crate::secret::Redactor;

struct Bench {
    client: Client,
    ctx: Context,
    emulator: Emulator,
}

fn bench(state: TokenState) -> Bench {
    let mut world = World::from(None, Scenario::default());
    // As if the made-up account were the user's own: everything it says is judged.
    world.key_files.get_mut(&(VENDOR, "service_account_file")).expect("a key file").made_up = false;
    world.package_name = Some("com.acme.chat".to_owned());
    world.tokens.insert(0, TokenRule { vendor: VENDOR, pattern: "*".to_owned(), state, made_up: false });
    let emulator = Emulator::start(&world, Options::default()).expect("a port");
    let credentials = Credentials::read(&Values::empty(VENDOR, FIELDS).made_up()).expect("complete");
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

fn token() -> DeviceToken {
    DeviceToken::parse(super::super::VENDOR.example_device.address).expect("a token")
}

fn paths(bench: &Bench) -> Vec<String> {
    bench.emulator.journal().entries().iter().map(|entry| entry.path.clone()).collect()
}

#[test]
fn credentials_are_proven_by_a_dry_run_that_sends_nothing() {
    let bench = bench(TokenState::Ok);
    let outcome = run(bench.client.authenticate(&bench.ctx)).expect("an answer");
    assert_eq!((outcome.class, outcome.operation), (Class::Accepted, Operation::Authenticate));
    assert_eq!(paths(&bench), ["/token", "/v1/projects/imdemo-12345/messages:send"]);
    assert!(bench.emulator.journal().entries().iter().all(|entry| entry.operation != Some(Operation::Send)));
}

/// The exchange alone would call this key right.
#[test]
fn an_account_that_may_not_send_for_the_project_is_found_out() {
    let mut bench = bench(TokenState::Ok);
    bench.client.credentials.project = "another-project".to_owned();
    let outcome = run(bench.client.authenticate(&bench.ctx)).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Permission, Some("IAM_PERMISSION_DENIED")));
    assert!(outcome.text.expect("Google's words").contains("cloudmessaging.messages.create"));
    assert_eq!(outcome.raw, None, "code and words are known");
}

#[test]
fn an_access_token_that_is_no_longer_taken_is_renewed_once() {
    let bench = bench(TokenState::Ok);
    let stale = Secret::new("ya29.c.of-another-run");
    bench.ctx.access_tokens.keep(&bench.client.cache_key(), stale, Duration::from_secs(3600), &bench.ctx.clock);
    let message = Message { title: "新消息".to_owned(), ..Message::default() };
    let outcome = run(bench.client.send(&bench.ctx, &message, &token())).expect("an answer");
    assert_eq!(outcome.class, Class::Accepted, "{outcome:?}");
    let send = "/v1/projects/imdemo-12345/messages:send";
    assert_eq!(paths(&bench), [send, "/token", send]);
}

#[test]
fn of_a_foreign_token_its_project_is_told() {
    let bench = bench(TokenState::Foreign);
    let outcomes = run(bench.client.token_status(&bench.ctx, &[token()])).expect("an answer");
    assert_eq!(outcomes[0].state, Some(State::Foreign));
    let told: Vec<_> = outcomes[0].facts.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
    assert_eq!(told[..2], [("project_number", "210987654321"), ("package_name", "com.acme.chat")]);
}

#[test]
fn a_token_that_is_alive_or_gone_needs_one_question() {
    for (state, expected) in [(TokenState::Ok, State::Alive), (TokenState::Dead, State::Dead)] {
        let bench = bench(state);
        let outcomes = run(bench.client.token_status(&bench.ctx, &[token()])).expect("an answer");
        assert_eq!((outcomes[0].state, paths(&bench).len()), (Some(expected), 2));
    }
}

/// A network without a proxy in China looks like a server that is slow or gone.
#[test]
fn a_host_of_google_s_that_does_not_answer_is_reached_through_a_proxy() {
    let failed = |source| unreached(Error { vendor: VENDOR, operation: Operation::Send, source });
    let host = || "oauth2.googleapis.com".to_owned();
    for source in [
        http::Error::Dns { host: host() },
        http::Error::Connect { host: host(), reason: "refused".to_owned() },
        http::Error::Timeout { host: host(), seconds: 10.0 },
    ] {
        let outcome = failed(source).expect("an outcome");
        assert_eq!(outcome.class, Class::Network);
        let (_, hint) = outcome.failure.expect("a hint");
        assert!(hint.get(crate::text::Lang::Zh).contains("[proxies] google"));
    }
    assert!(failed(http::Error::Dns { host: "127.0.0.1".to_owned() }).is_err(), "an endpoint of one's own");
    assert!(failed(http::Error::NoCertificates).is_err());
}

#[test]
fn a_file_that_is_no_account_is_needed_still() {
    let missing = client(&Values::empty(VENDOR, FIELDS), &App::default()).err().expect("something is missing");
    assert_eq!(missing.iter().map(|field| field.key).collect::<Vec<_>>(), ["service_account_file"]);
}
