use std::collections::BTreeMap;

use super::*;
use crate::context::Clock;
use crate::emulator::{Emulator, Options, Scenario, World};
use crate::http::{Endpoint, Http, Settings};
use crate::outcome::Class;
use crate::secret::{Redactor, Secret};

fn context(emulator: &Emulator) -> Context {
    let endpoint = Endpoint::parse(emulator.url()).expect("loopback");
    let settings = Settings { endpoints: BTreeMap::from([("xiaomi", endpoint)]), ..Settings::default() };
    let redactor = Redactor::default();
    Context::new(Http::new(settings, redactor.clone()), Clock::fixed(1_795_399_200_000), redactor)
}

fn client(secret: &str) -> Client {
    Client::new(Credentials { app_secret: Secret::new(secret) }, Some("com.example.app".to_owned()))
}

fn run<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(future)
}

/// The quota may be asked for once a second; clones of a client share the answer.
#[test]
fn the_quota_is_asked_for_once() {
    let emulator = Emulator::start(&World::from(None, Scenario::default()), Options::default()).expect("a port");
    let (ctx, client) = (context(&emulator), client("AAECAwQFBgcICQoLDA0ODw=="));
    run(async {
        for client in [&client, &client.clone(), &client] {
            assert_eq!(client.authenticate(&ctx).await.expect("an answer").class, Class::Accepted);
        }
    });
    assert_eq!(emulator.journal().entries().len(), 1);
}

#[test]
fn a_wrong_secret_stays_wrong_without_asking_again() {
    let emulator = Emulator::start(&World::from(None, Scenario::default()), Options::default()).expect("a port");
    let (ctx, client) = (context(&emulator), client("BBECAwQFBgcICQoLDA0ODw=="));
    run(async {
        for _ in 0..2 {
            let outcome = client.authenticate(&ctx).await.expect("an answer");
            assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Credentials, Some("21301")));
        }
    });
    assert_eq!(emulator.journal().entries().len(), 1);
}

/// A printed request names the variable that `pushctl sign xiaomi` fills, and holds no secret.
#[test]
fn a_composed_request_holds_a_variable() {
    let emulator = Emulator::start(&World::from(None, Scenario::default()), Options::default()).expect("a port");
    let (ctx, client) = (context(&emulator), client("AAECAwQFBgcICQoLDA0ODw=="));
    let token = DeviceToken::parse("yMnKy8zNzs/Q0dLT1NXW19jZ2tvc3d7f4OHi4+Tl5uc=").expect("a token");
    let composed = client.compose(&ctx, &Message::default(), &token);
    let written = format!("{composed:?}");
    assert!(written.contains("key=") && written.contains("XIAOMI_APP_SECRET") && !written.contains("AAECAw"));
    assert_eq!(composed.variable, Some("XIAOMI_APP_SECRET"));
    let credential = run(client.credential(&ctx)).expect("a credential");
    assert_eq!((credential.kind, credential.header), ("app secret", "authorization"));
    assert_eq!(credential.value.expose(), "AAECAwQFBgcICQoLDA0ODw==");
    assert_eq!(ctx.redactor.redact("AAECAwQFBgcICQoLDA0ODw=="), "***");
}
