//! The client against its own emulator where `tests/protocol` cannot: certificates, over TLS, and the cache.

mod handshake;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use super::super::certificate::tests::{Said, UNIVERSAL, made, p12};
use super::super::wire::tests::credentials;
use super::*;
use crate::context::Clock;
use crate::emulator::{Emulator, KeyFile, Options, Scenario, World};
use crate::http::{Endpoint, Http, Settings};
use crate::secret::Redactor;
use crate::text::Lang;
use crate::vendors::apple::Environment;

/// 2026-11-25T00:00:00Z
const NOW: u64 = 1_795_564_800_000;

fn by_certificate(said: &Said<'_>) -> Credentials {
    let (der, key) = made(said);
    let certificate = Certificate::read(&p12(&der, &key, "Kirschbaum-2026"), "Kirschbaum-2026").expect("a certificate");
    Credentials { proof: Proof::Certificate(Box::new(certificate)), ..credentials(Environment::Sandbox) }
}

/// A world whose push.toml names a `.p12`, which is no text.
fn world_with_certificate() -> World {
    let mut world = World::from(None, Scenario::default());
    let file = KeyFile { contents: Secret::new(""), made_up: false };
    world.key_files.insert(("apple", "certificate_file"), file);
    world
}

struct Bench {
    ctx: Context,
    emulator: Emulator,
    recording: Arc<Mutex<String>>,
}

fn bench(world: &World, tls: bool, clock: &Clock) -> Bench {
    let emulator = Emulator::start(world, Options { tls, clock: clock.clone(), ..Options::default() }).expect("a port");
    let settings = Settings {
        endpoints: BTreeMap::from([("apple", Endpoint::parse(emulator.url()).expect("loopback"))]),
        ca: emulator.ca_pem().map(|pem| pem.as_bytes().to_vec()),
        ..Settings::default()
    };
    let redactor = Redactor::default();
    let recording = Arc::new(Mutex::new(String::new()));
    let record = Arc::clone(&recording);
    let http = Http::new(settings, redactor.clone()).observed(Box::new(move |exchange| {
        record.lock().expect("one writer").push_str(&exchange.to_string());
    }));
    Bench { ctx: Context::new(http, clock.clone(), redactor), emulator, recording }
}

fn run<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(work)
}

fn phone() -> DeviceToken {
    DeviceToken::parse(super::super::VENDOR.example_device.address).expect("a token")
}

fn message() -> Message {
    Message { title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), ..Message::default() }
}

#[test]
fn the_emulator_says_that_it_cannot_judge_a_certificate() {
    run(async {
        let bench = bench(&world_with_certificate(), true, &Clock::fixed(NOW));
        let client = Client::new(by_certificate(&UNIVERSAL));
        let proven = client.authenticate(&bench.ctx).await.expect("an answer");
        assert_eq!(proven.class, Class::Accepted, "{proven:?}");
        let (caveat, _) = proven.failure.as_ref().expect("a caveat");
        assert!(caveat.get(Lang::En).contains("emulator cannot judge the certificate"), "{caveat:?}");
        let facts: Vec<(&str, &str)> = proven.facts.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
        assert!(facts.contains(&("certificate", "Apple Push Services: com.acme.chat")), "{facts:?}");
        assert!(facts.contains(&("certificate_ends", "Fri, 24 Dec 2027 00:00:00 GMT")), "{facts:?}");
        assert!(facts.contains(&("certificate_team", "DEF123GHIJ")), "{facts:?}");
        let sent = client.send(&bench.ctx, &message(), &phone()).await.expect("an answer");
        assert_eq!(sent.class, Class::Accepted, "{sent:?}");
        let recording = bench.recording.lock().expect("one writer").clone();
        assert!(!recording.contains("authorization") && !recording.contains("PRIVATE"), "{recording}");
        let entries = bench.emulator.journal().entries();
        assert!(entries.iter().any(|entry| entry.remark.get(Lang::En).contains("cannot judge")), "{entries:?}");
    });
}

#[test]
fn without_a_certificate_in_its_world_the_emulator_misses_the_token() {
    run(async {
        let bench = bench(&World::from(None, Scenario::default()), false, &Clock::fixed(NOW));
        let client = Client::new(by_certificate(&UNIVERSAL));
        let outcome = client.authenticate(&bench.ctx).await.expect("an answer");
        assert_eq!(outcome.code.as_deref(), Some("MissingProviderToken"));
    });
}

#[test]
fn a_certificate_that_has_ended_is_not_shown() {
    run(async {
        let bench = bench(&world_with_certificate(), false, &Clock::fixed(NOW));
        let client = Client::new(by_certificate(&Said { ends: (2026, 11, 24), ..UNIVERSAL }));
        let outcome = client.authenticate(&bench.ctx).await.expect("an answer");
        assert_eq!(outcome.class, Class::Credentials);
        let (why, _) = outcome.failure.expect("why");
        assert!(why.get(Lang::En).contains("Tue, 24 Nov 2026"), "{why:?}");
        assert!(bench.emulator.journal().entries().is_empty());
    });
}

#[test]
fn a_certificate_that_ends_soon_says_so() {
    let days = |ends| {
        let Proof::Certificate(certificate) = by_certificate(&Said { ends, ..UNIVERSAL }).proof else { unreachable!() };
        let days = ended(&certificate, NOW).expect("not over");
        let accepted = Outcome::new(VENDOR, Operation::Authenticate, Class::Accepted);
        let caveat = with_certificate(accepted, &certificate, days).failure;
        (days, caveat.map(|(words, _)| words.get(Lang::En).to_owned()))
    };
    let says = |words: &str| Some(format!("the certificate ends in {words}"));
    assert_eq!(days((2026, 11, 26)), (Some(1), says("1 day(s)")));
    assert_eq!(days((2026, 12, 24)), (Some(29), says("29 day(s)")));
    assert_eq!(days((2026, 12, 25)), (None, None));
}

#[test]
fn a_certificate_has_no_header_to_print() {
    run(async {
        let bench = bench(&world_with_certificate(), false, &Clock::fixed(NOW));
        let client = Client::new(by_certificate(&UNIVERSAL));
        assert!(client.credential(&bench.ctx).await.is_err());
        assert!(client.explain_sign(NOW).is_none());
        let composed = client.compose(&bench.ctx, &message(), &phone());
        assert!(composed.variable.is_none() && composed.calls[0].identity.is_some());
        assert!(composed.calls[0].headers.iter().all(|(name, _)| *name != "authorization"));
    });
}

#[test]
fn a_tls_alert_in_answer_to_a_certificate_is_a_refusal() {
    let error = |reason: &str| Error {
        vendor: "apple",
        operation: Operation::Send,
        source: http::Error::Tls { host: "h".to_owned(), reason: reason.to_owned() },
    };
    let client = Client::new(by_certificate(&UNIVERSAL));
    for alert in ["CertificateUnknown", "UnknownCA", "CertificateExpired", "CertificateRevoked"] {
        let outcome = client.refused_certificate(error(&format!("received fatal alert: {alert}"))).expect("a refusal");
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some(alert)));
    }
    for other in [
        "invalid peer certificate: UnknownIssuer",
        "received fatal alert: ProtocolVersion",
        "received fatal alert: HandshakeFailure",
        "received fatal alert: NoApplicationProtocol",
    ] {
        assert!(client.refused_certificate(error(other)).is_err(), "{other} is not about our certificate");
    }
    let by_key = Client::new(credentials(Environment::Sandbox));
    assert!(by_key.refused_certificate(error("received fatal alert: CertificateRevoked")).is_err());
}

/// Apple refuses provider tokens that change more often than every 20 minutes, and those older than 60.
#[test]
fn a_provider_token_is_kept_for_more_than_20_minutes_and_less_than_an_hour() {
    let client = Client::new(credentials(Environment::Sandbox));
    let http = Http::new(Settings::default(), Redactor::default());
    let mut ctx = Context::new(http, Clock::fixed(NOW), Redactor::default());
    let mut token = |minutes: u64| {
        ctx.clock = Clock::fixed(NOW + minutes * 60_000);
        client.provider_token(&ctx).expect("signed").expose().to_owned()
    };
    let first = token(0);
    assert_eq!(token(20), first);
    assert_eq!(token(48), first);
    let next = token(50);
    assert_ne!(next, first);
    let jwt = crate::jwt::decode(&next).expect("a token");
    assert_eq!(jwt.claims["iat"], (NOW / 1000 + 50 * 60));
}

#[test]
fn what_is_wrong_with_the_key_is_asked_once_for_many_tokens() {
    run(async {
        let mut world = World::from(None, Scenario::default());
        let file = world.key_files.get_mut(&("apple", "key_file")).expect("a key file");
        file.contents = Secret::new(crate::emulator::made_up::ec_key_pem(1));
        file.made_up = false;
        let bench = bench(&world, false, &Clock::system());
        let client = Client::new(credentials(Environment::Sandbox));
        let tokens = [phone(), phone(), phone()];
        let outcomes = client.token_status(&bench.ctx, &tokens).await.expect("answers");
        assert!(outcomes.iter().all(|outcome| outcome.state == Some(State::Unknown)));
        assert!(outcomes.iter().all(|outcome| outcome.code.as_deref() == Some("InvalidProviderToken")));
        assert_eq!(bench.emulator.journal().counts(), (1, 1));
    });
}

/// A token of the other environment is the first guess, so the answer names the one that was asked.
#[test]
fn a_push_that_is_refused_says_which_environment_was_asked() {
    run(async {
        let bench = bench(&World::from(None, Scenario::default()), false, &Clock::system());
        for (environment, word) in [(Environment::Sandbox, "sandbox"), (Environment::Production, "production")] {
            let client = Client::new(credentials(environment));
            let unknown = DeviceToken::parse(&"12".repeat(32)).expect("a token");
            let outcome = client.send(&bench.ctx, &message(), &unknown).await.expect("an answer");
            assert_eq!((outcome.class, outcome.code.as_deref()), (Class::TokenInvalid, Some("BadDeviceToken")));
            let facts: Vec<(&str, &str)> = outcome.facts.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
            assert_eq!(facts, [("environment", word)]);
        }
    });
}

/// What APNs calls its own failure may have reached the phone: it is told, and not sent again.
#[test]
fn a_push_is_sent_once_whatever_failure_apns_names() {
    run(async {
        for reason in ["InternalServerError", "ServiceUnavailable", "Shutdown", "IdleTimeout"] {
            let bench = bench(&World::from(None, Scenario::default()), false, &Clock::system());
            let client = Client::new(credentials(Environment::Sandbox));
            let token = DeviceToken::parse(&format!("{}{reason}", "12".repeat(32))).expect("a token");
            let message = message();
            let outcome = crate::send::patiently(&bench.ctx, || client.send(&bench.ctx, &message, &token)).await;
            assert_eq!(outcome.expect("an answer").code.as_deref(), Some(reason));
            assert_eq!(bench.emulator.journal().counts().0, 1, "{reason}");
            let states = client.token_status(&bench.ctx, &[token]).await.expect("an answer");
            assert_eq!(states[0].code.as_deref(), Some(reason));
            assert_eq!(bench.emulator.journal().counts().0, 2, "the silent push too: {reason}");
        }
    });
}

#[test]
fn the_sign_is_explained_without_the_key() {
    let client = Client::new(credentials(Environment::Sandbox));
    let parts = client.explain_sign(1_700_000_000_999).expect("a sign");
    assert_eq!(
        parts.parts,
        [
            ("header", r#"{"alg":"ES256","kid":"ABC123DEFG"}"#.to_owned()),
            ("claims", r#"{"iss":"DEF123GHIJ","iat":1700000000}"#.to_owned()),
        ]
    );
}
