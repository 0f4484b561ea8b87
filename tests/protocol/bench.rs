//! A vendor's client and its emulator, wired together.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use pushctl::config::{App, Environment, Given, Kind, Source, Values};
use pushctl::context::{Clock, Context};
use pushctl::device::DeviceToken;
use pushctl::emulator::{Emulator, Entry, Options, Scenario, World, made_up, shown_path};
use pushctl::http::{Call, Effect, Endpoint, Http, Pace, Settings};
use pushctl::message::Message;
use pushctl::outcome::{Operation, Outcome};
use pushctl::report::Findings;
use pushctl::secret::{Redactor, Secret};
use pushctl::vendors::{Addressee, Vendor, VendorClient};

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
        Self::in_world(vendor, &World::from(None, scenario(text)), timeout)
    }

    /// A bench whose vendor believes in another key than the client has in the file under `key`.
    pub(crate) fn with_other_key_file(vendor: &'static Vendor, key: &'static str) -> Self {
        let mut world = World::from(None, Scenario::default());
        let file = world.key_files.get_mut(&(vendor.key, key)).expect("a key file");
        file.contents = Secret::new(with_other_key(file.contents.expose()));
        file.made_up = false;
        Self::in_world(vendor, &world, Duration::from_secs(10))
    }

    fn in_world(vendor: &'static Vendor, world: &World, timeout: Duration) -> Self {
        let device = world.tokens.iter().rfind(|rule| rule.vendor == vendor.key && !rule.pattern.contains('*'));
        let token = address(vendor, &device.expect("a device").pattern);
        let emulator = Emulator::start(world, Options::default()).expect("a port");
        let values = Values::empty(vendor.key, vendor.fields).made_up();
        let app = App {
            package_name: Some(Given::new("com.acme.chat")),
            bundle_id: Some(Given::new("com.acme.chat")),
            launcher_activity: Some(Given::new("com.acme.chat.MainActivity")),
            ..App::default()
        };
        let client = (vendor.client)(&values, &app).expect("made-up credentials are complete");
        let secrets = secrets(vendor);
        let redactor = Redactor::default();
        let recording = Arc::new(Mutex::new(String::new()));
        let settings = Settings {
            timeout,
            endpoints: BTreeMap::from([(vendor.key, Endpoint::parse(emulator.url()).expect("loopback"))]),
            pace: Pace { first: Duration::from_millis(10), ..Pace::default() },
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

    /// The request that reaches a phone.
    pub(crate) fn push(&self) -> Call {
        let composed = self.client.compose(&self.ctx, &Self::message(), &self.token);
        composed.calls.into_iter().find(|call| call.effect == Effect::Push).expect("a push")
    }

    /// The path of that request.
    pub(crate) fn push_path(&self) -> String {
        let url = self.push().url;
        let path = url.splitn(4, '/').nth(3).unwrap_or_default();
        format!("/{}", path.split('?').next().unwrap_or_default())
    }

    /// What arrived as a push. What a vendor only looks at may have the same path.
    pub(crate) fn pushes(&self) -> Vec<Entry> {
        let path = shown_path(&self.push_path());
        let is_push = |entry: &Entry| entry.path == path && entry.operation != Some(Operation::Validate);
        self.emulator.journal().entries().into_iter().filter(is_push).collect()
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

/// An address as the vendor is told it.
pub(crate) fn address(vendor: &Vendor, text: &str) -> DeviceToken {
    let address = match vendor.addressee {
        Addressee::Token => DeviceToken::parse(text),
        Addressee::User => DeviceToken::user(text),
    };
    address.expect("an address")
}

/// An address of the same shape that nobody knows: `steps` make different ones.
pub(crate) fn other_address(vendor: &Vendor, known: &DeviceToken, steps: u8) -> DeviceToken {
    let turned = |character: char| match character {
        '0'..='8' | 'a'..='e' | 'A'..='E' | 'g'..='y' | 'G'..='Y' => char::from(character as u8 + 1),
        '9' => '0',
        'f' => 'a',
        'F' => 'A',
        'z' => 'g',
        'Z' => 'G',
        other => other,
    };
    // From the middle on: the beginning may say of which kind a token is.
    let half = known.as_str().chars().count() / 2;
    let turn = |(at, mut character): (usize, char)| {
        for _ in 0..if at >= half && at < half + 4 { steps } else { 0 } {
            character = turned(character);
        }
        character
    };
    address(vendor, &known.as_str().chars().enumerate().map(turn).collect::<String>())
}

/// The same file with the other one of the made-up keys in it.
fn with_other_key(contents: &str) -> String {
    let pairs = [(made_up::ec_key_pem(0), made_up::ec_key_pem(1)), (made_up::rsa_key_pem(0), made_up::rsa_key_pem(1))];
    let escaped = |pem: &str| serde_json::to_string(pem).expect("a string").trim_matches('"').to_owned();
    let changed = pairs.iter().fold(contents.to_owned(), |text, (own, other)| {
        text.replace(own, other).replace(&escaped(own), &escaped(other))
    });
    assert_ne!(changed, contents, "the made-up file holds a made-up key");
    changed
}

/// What no recording may hold: secrets, and every line of the key in a key file.
fn secrets(vendor: &'static Vendor) -> Vec<Secret> {
    let mut secrets: Vec<Secret> = Vec::new();
    for field in vendor.fields {
        match (field.kind, field.made_up) {
            (Kind::Secret, _) => secrets.push(Secret::new(field.example)),
            (Kind::KeyFile, Some(make)) => {
                let contents = String::from_utf8(make()).expect("text").replace("\\n", "\n");
                let lines = contents.lines().filter(|line| line.len() == 64 && !line.contains(' '));
                secrets.extend(lines.map(Secret::new));
            }
            _ => {}
        }
    }
    secrets
}

/// The findings of a review, by rule.
pub(crate) fn rules(findings: &Findings) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.rule.id).collect()
}

/// An outcome of a send that failed before it had an answer of its own.
pub(crate) fn is_of_auth(outcome: &Outcome) -> bool {
    outcome.operation == Operation::Authenticate
}
