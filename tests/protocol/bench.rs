//! A vendor's client and its emulator, wired together.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pushctl::config::{App, Environment, Given, Kind, Source, Values};
use pushctl::context::{Clock, Context};
use pushctl::device::DeviceToken;
use pushctl::emulator::{Emulator, Entry, Options, Scenario, World};
use pushctl::http::{Effect, Endpoint, Http, Pace, Settings};
use pushctl::message::Message;
use pushctl::outcome::{Operation, Outcome};
use pushctl::report::Findings;
use pushctl::secret::{Redactor, Secret};
use pushctl::vendors::{Vendor, VendorClient};

/// A test bench for one vendor under one scenario.
pub(crate) struct Bench {
    pub(crate) client: Box<dyn VendorClient>,
    pub(crate) ctx: Context,
    pub(crate) emulator: Emulator,
    pub(crate) token: DeviceToken,
    recording: Arc<Mutex<String>>,
    secrets: Vec<Secret>,
}

/// The parts of a scenario that tests put together.
pub(crate) fn scenario(text: &str) -> Scenario {
    let source = Source::new("scenario.toml", "scenario.toml", text.to_owned());
    let read = Scenario::parse(&source, &Environment::new(|_| None));
    read.unwrap_or_else(|findings| {
        panic!("{:?} in\n{text}", findings.iter().map(|one| &one.message).collect::<Vec<_>>())
    })
}

impl Bench {
    /// A bench whose credentials are made up, on both sides the same unless the scenario says otherwise.
    pub(crate) fn new(vendor: &'static Vendor, text: &str) -> Self {
        Self::with_timeout(vendor, text, Duration::from_secs(10))
    }

    pub(crate) fn with_timeout(vendor: &'static Vendor, text: &str, timeout: Duration) -> Self {
        let world = World::from(None, scenario(text));
        let device = world.tokens.iter().rfind(|rule| rule.vendor == vendor.key && !rule.pattern.contains('*'));
        let token = DeviceToken::parse(&device.expect("a device").pattern).expect("a token");
        let emulator = Emulator::start(&world, Options::default()).expect("a port");
        let values = Values::empty(vendor.key, vendor.fields).made_up();
        let app = App { package_name: Some(Given::new("com.acme.chat")), ..App::default() };
        let client = (vendor.client)(&values, &app).expect("made-up credentials are complete");
        let secrets = vendor.fields.iter().filter(|field| field.kind == Kind::Secret);
        let secrets = secrets.map(|field| Secret::new(field.example)).collect();
        let redactor = Redactor::default();
        let recording = Arc::new(Mutex::new(String::new()));
        let settings = Settings {
            timeout,
            endpoints: HashMap::from([(vendor.key, Endpoint::parse(emulator.url()).expect("loopback"))]),
            pace: Pace { first: Duration::from_millis(10) },
            ..Settings::default()
        };
        let record = Arc::clone(&recording);
        let http = Http::new(settings, redactor.clone()).observed(Box::new(move |exchange| {
            record.lock().expect("one writer").push_str(&exchange.to_string());
        }));
        let ctx = Context::new(http, Clock::system(), redactor);
        Self { client, ctx, emulator, token, recording, secrets }
    }

    pub(crate) fn message() -> Message {
        Message {
            title: "新消息提醒".to_owned(),
            body: "您有一条新消息".to_owned(),
            ext: Some(r#"{"conversationID":"c2c_alice"}"#.to_owned()),
            ..Message::default()
        }
    }

    pub(crate) async fn send(&self) -> Outcome {
        self.send_to(&self.token).await
    }

    pub(crate) async fn send_to(&self, token: &DeviceToken) -> Outcome {
        let message = Self::message();
        assert!(!self.client.review(&message).has_errors(), "the usual message passes");
        let sent = self.client.send(&self.ctx, &message, token).await;
        sent.unwrap_or_else(|error| error.outcome())
    }

    pub(crate) async fn authenticate(&self) -> Outcome {
        self.client.authenticate(&self.ctx).await.unwrap_or_else(|error| error.outcome())
    }

    /// The paths of the requests that reach a phone.
    pub(crate) fn push_paths(&self) -> Vec<String> {
        let composed = self.client.compose(&self.ctx, &Self::message(), &self.token);
        let pushes = composed.calls.iter().filter(|call| call.effect == Effect::Push);
        pushes.map(|call| call.url.splitn(4, '/').nth(3).map_or_else(String::new, |path| format!("/{path}"))).collect()
    }

    /// What arrived as a push.
    pub(crate) fn pushes(&self) -> Vec<Entry> {
        let paths = self.push_paths();
        self.emulator.journal().entries().into_iter().filter(|entry| paths.contains(&entry.path)).collect()
    }

    /// Everything that was recorded, checked for secrets.
    #[track_caller]
    pub(crate) fn recording(&self) -> String {
        let recording = self.recording.lock().expect("one writer").clone();
        for secret in &self.secrets {
            assert!(!recording.contains(secret.expose()), "a secret is in the recording:\n{recording}");
        }
        recording
    }
}

/// The findings of a review, by rule.
pub(crate) fn rules(findings: &Findings) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

/// An outcome of a send that failed before it had an answer of its own.
pub(crate) fn is_of_auth(outcome: &Outcome) -> bool {
    outcome.operation == Operation::Authenticate
}
