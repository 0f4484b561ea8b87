//! The client against the emulated servers, in the ways that the shared promises do not go: a service account, v2 and
//! v3, ids of another app.

use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::context::Clock;
use crate::emulator::{Emulator, KeyFile, Options, Scenario, TokenRule, TokenState, World, made_up};
use crate::http::{Endpoint, Http, Settings};
use crate::outcome::State;
use crate::secret::Redactor;
use crate::vendors::huawei::service_account;

const NEXT: &str = "MAMzLgIkEUzEXAMPLE0000000000000000000000000000000000001";
const PHONE: &str = "IQAAAACy0PHONE000000000000000000000000000000000000000001";

struct Bench {
    client: Client,
    ctx: Context,
    emulator: Emulator,
}

fn account() -> ServiceAccount {
    ServiceAccount::parse(&service_account::made_up()).expect("an account")
}

fn oauth() -> Credentials {
    Credentials {
        client_id: "102345678".to_owned(),
        app_secret: Some(Secret::new("fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210")),
        project_id: Some(account().project_id),
        service_account: None,
    }
}

fn jwt() -> Credentials {
    Credentials { app_secret: None, service_account: Some(account()), ..oauth() }
}

impl Bench {
    fn new(credentials: Credentials, api: Api) -> Self {
        Self::of(credentials, api, |_| {})
    }

    fn of(credentials: Credentials, api: Api, change: impl FnOnce(&mut World)) -> Self {
        let mut world = World::from(None, Scenario::default());
        let contents = String::from_utf8(service_account::made_up()).expect("text");
        let file = KeyFile { contents: Secret::new(contents), made_up: false };
        world.key_files.insert(("huawei", "service_account_file"), file);
        for pattern in [PHONE, NEXT] {
            let pattern = pattern.to_owned();
            world.tokens.push(TokenRule { vendor: "huawei", pattern, state: TokenState::Ok, made_up: false });
        }
        change(&mut world);
        let emulator = Emulator::start(&world, Options::default()).expect("a port");
        let settings = Settings {
            timeout: Duration::from_secs(10),
            endpoints: BTreeMap::from([("huawei", Endpoint::parse(emulator.url()).expect("loopback"))]),
            ..Settings::default()
        };
        let redactor = Redactor::default();
        let ctx = Context::new(Http::new(settings, redactor.clone()), Clock::system(), redactor);
        Self { client: Client::new(credentials, api), ctx, emulator }
    }

    fn wait<T>(future: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
    }

    fn authenticate(&self) -> Outcome {
        Self::wait(self.client.authenticate(&self.ctx)).expect("an answer")
    }

    fn send(&self, api: &str, token: &str) -> Outcome {
        let (message, token) = (message(api), DeviceToken::parse(token).expect("a token"));
        Self::wait(self.client.send(&self.ctx, &message, &token)).expect("an answer")
    }

    fn validate(&self, api: &str, token: &str) -> Outcome {
        let (message, token) = (message(api), DeviceToken::parse(token).expect("a token"));
        Self::wait(self.client.validate(&self.ctx, &message, &token)).expect("an answer")
    }

    /// The paths asked, in order.
    fn paths(&self) -> Vec<String> {
        let entries = self.emulator.journal().entries();
        entries.into_iter().map(|entry| entry.path.split('/').next_back().unwrap_or_default().to_owned()).collect()
    }
}

fn message(api: &str) -> Message {
    Message {
        title: "新消息提醒".to_owned(),
        body: "您有一条新消息".to_owned(),
        ext: Some("{}".to_owned()),
        extension: [("api".to_owned(), api.to_owned())].into(),
        ..Message::default()
    }
}

#[test]
fn a_service_account_alone_sends_on_every_interface_and_asks_for_no_token() {
    let bench = Bench::new(jwt(), Api::V1);
    for (api, token) in [("v1", PHONE), ("v2", PHONE), ("v3", NEXT)] {
        let sent = bench.send(api, token);
        assert_eq!((sent.class, sent.code.as_deref()), (Class::Accepted, Some("80000000")), "{api}: {sent:?}");
    }
    assert_eq!(bench.paths(), ["messages:send"; 3]);
}

#[test]
fn an_app_secret_sends_on_v1_and_v2_and_not_on_v3() {
    let bench = Bench::new(oauth(), Api::V1);
    assert_eq!(bench.send("v1", PHONE).class, Class::Accepted);
    assert_eq!(bench.send("v2", PHONE).class, Class::Accepted);
    let sent = bench.send("v3", NEXT);
    assert_eq!((sent.class, sent.code.as_deref()), (Class::Credentials, Some("80200001")));
    assert_eq!(bench.paths().iter().filter(|path| *path == "token").count(), 1, "one token for all of them");
}

#[test]
fn with_both_each_interface_takes_its_own() {
    let both = Credentials { service_account: Some(account()), ..oauth() };
    let bench = Bench::new(both, Api::V1);
    assert_eq!(bench.send("v1", PHONE).class, Class::Accepted);
    assert_eq!(bench.send("v3", NEXT).class, Class::Accepted);
    assert_eq!(bench.paths(), ["token", "messages:send", "messages:send"]);
    assert_eq!(bench.authenticate().class, Class::Accepted);
    // Both are proven: the token call with its probe, and the JWT with another.
    assert_eq!(bench.paths()[3..], ["token", "messages:send", "messages:send"]);
}

#[test]
fn credentials_are_proven_without_sending() {
    for (credentials, api) in
        [(oauth(), Api::V1), (oauth(), Api::V2), (jwt(), Api::V1), (jwt(), Api::V2), (jwt(), Api::V3)]
    {
        let bench = Bench::new(credentials, api);
        let outcome = bench.authenticate();
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, None), "{api:?}: {outcome:?}");
        assert_eq!(outcome.facts[0].key, "probe");
        assert!(bench.emulator.journal().entries().iter().all(|entry| entry.code.as_deref() != Some("80000000")));
        // v3 has no dry run: nothing is asked there.
        assert!(bench.emulator.journal().entries().iter().all(|entry| !entry.path.starts_with("/v3/")), "{api:?}");
    }
}

#[test]
fn ids_of_another_app_are_credentials() {
    let other = Credentials { client_id: "999999999".to_owned(), ..oauth() };
    let outcome = Bench::new(other, Api::V1).authenticate();
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("20003")));
    let other = Credentials { project_id: Some("999999999999".to_owned()), ..oauth() };
    let outcome = Bench::new(other, Api::V2).authenticate();
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("80200001")));
    let swapped = Credentials { client_id: account().project_id, ..jwt() };
    let outcome = Bench::new(swapped, Api::V1).authenticate();
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("80200001")));
}

#[test]
fn another_key_than_the_console_s_is_credentials() {
    let bench = Bench::of(jwt(), Api::V3, |world| {
        let file = world.key_files.get_mut(&("huawei", "service_account_file")).expect("a file");
        let mut account: serde_json::Value = serde_json::from_str(file.contents.expose()).expect("JSON");
        account["private_key"] = made_up::rsa_key_pem(1).into();
        file.contents = Secret::new(account.to_string());
    });
    let outcome = bench.authenticate();
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("80200001")));
}

#[test]
fn of_two_credentials_the_wrong_one_is_named() {
    let named = |credentials, change: fn(&mut World)| {
        let outcome = Bench::of(credentials, Api::V1, change).authenticate();
        let fact = outcome.facts.iter().find(|fact| fact.key == "credential");
        (outcome.class, fact.map(|fact| fact.value.clone()))
    };
    let both = Credentials { service_account: Some(account()), ..oauth() };
    let other_key = |world: &mut World| {
        let file = world.key_files.get_mut(&("huawei", "service_account_file")).expect("a file");
        let mut account: serde_json::Value = serde_json::from_str(file.contents.expose()).expect("JSON");
        account["private_key"] = made_up::rsa_key_pem(1).into();
        file.contents = Secret::new(account.to_string());
    };
    assert_eq!(named(both.clone(), other_key), (Class::Credentials, Some("service_account_file".to_owned())));
    let wrong = Credentials { app_secret: Some(Secret::new("0".repeat(64))), ..both };
    assert_eq!(named(wrong, |_| {}), (Class::Credentials, Some("app_secret".to_owned())));
    // Of one alone there is nothing to tell.
    let wrong = Credentials { app_secret: Some(Secret::new("0".repeat(64))), ..oauth() };
    assert_eq!(named(wrong, |_| {}), (Class::Credentials, None));
}

#[test]
fn a_dry_run_is_huawei_s_own_and_on_v3_there_is_none() {
    let bench = Bench::new(jwt(), Api::V1);
    let outcome = bench.validate("v1", PHONE);
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Accepted, Some("80000000")));
    let outcome = bench.validate("v1", "IQAAAACy0UNKNOWN0000000000000000000000000000000000000002");
    assert_eq!((outcome.class, outcome.code.as_deref()), (Class::TokenInvalid, Some("80300007")));
    let offered = |api| bench.client.can_validate(&message(api));
    assert_eq!((offered("v1"), offered("v2"), offered("v3")), (true, true, false));
    let asked = bench.paths().len();
    let outcome = bench.validate("v3", NEXT);
    assert!(outcome.class != Class::Accepted && outcome.failure.is_some(), "{outcome:?}");
    assert_eq!(bench.paths().len(), asked, "nothing is sent");
}

#[test]
fn an_expired_jwt_is_made_anew_once() {
    let bench = Bench::new(jwt(), Api::V1);
    // Signed long ago and kept too long.
    let stale = sign::jwt(&account(), 1_000_000_000);
    let access = bench.client.access(bench.client.way(Api::V1).expect("a way"));
    bench.ctx.access_tokens.keep(&access.cache_key(), stale, Duration::from_secs(3600), &bench.ctx.clock);
    assert_eq!(bench.send("v1", PHONE).class, Class::Accepted);
    assert_eq!(bench.paths(), ["messages:send"; 2]);
}

#[test]
fn tokens_are_asked_about_one_by_one() {
    let bench = Bench::new(oauth(), Api::V1);
    let tokens = [PHONE, "IQAAAACy0UNKNOWN0000000000000000000000000000000000000002", NEXT];
    let tokens = tokens.map(|token| DeviceToken::parse(token).expect("a token"));
    let outcomes = Bench::wait(bench.client.token_status(&bench.ctx, &tokens)).expect("an answer");
    let states: Vec<Option<State>> = outcomes.iter().map(|outcome| outcome.state).collect();
    assert_eq!(states, [Some(State::Alive), Some(State::Suspect), Some(State::Alive)]);
}

/// A printed request may be for v3 though push.toml says v1.
#[test]
fn the_credential_is_good_for_every_interface_where_there_is_one() {
    let both = Credentials { service_account: Some(account()), ..oauth() };
    let kind = |credentials: &Credentials, api| {
        let bench = Bench::new(credentials.clone(), api);
        Bench::wait(bench.client.credential(&bench.ctx)).expect("a credential").kind
    };
    for api in [Api::V1, Api::V2, Api::V3] {
        assert_eq!((kind(&both, api), kind(&jwt(), api), kind(&oauth(), api)), ("JWT", "JWT", "access token"));
    }
    let parts = Bench::new(jwt(), Api::V1).client.explain_sign(1_700_000_000_123).expect("a sign");
    assert_eq!(parts.parts[2], ("private_key", "***".to_owned()));
    assert!(parts.parts[0].1.contains("\"alg\":\"PS256\"") && parts.parts[1].1.contains("\"iat\":1700000000"));
    assert!(Bench::new(oauth(), Api::V1).client.explain_sign(0).is_none());
}
