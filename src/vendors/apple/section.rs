//! What `[apple]` makes: the environment, the topic, and the proof of who sends.

use std::sync::Arc;

use super::certificate::{Certificate, Problem};
pub(super) use super::fields::FIELDS;
use crate::config::{APP_FIELDS, App, Contents, Given, Values};
use crate::jwt::PrivateKey;

/// The two worlds of APNs. A device token lives in one of them, and so may a key or a certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Environment {
    /// Builds that Xcode runs.
    #[default]
    Sandbox,
    /// `TestFlight`, App Store, Ad Hoc, Enterprise.
    Production,
}

impl Environment {
    /// The host of this environment, port 443. There are no regional ones.
    #[must_use]
    pub const fn host(self) -> &'static str {
        match self {
            Self::Sandbox => "api.sandbox.push.apple.com",
            Self::Production => "api.push.apple.com",
        }
    }

    /// The word of push.toml.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Production => "production",
        }
    }

    pub(super) fn read(values: &Values) -> Self {
        match values.text("environment") {
            Some(word) if word.as_str() == Self::Production.name() => Self::Production,
            _ => Self::Sandbox,
        }
    }
}

/// How a server proves who it is.
#[derive(Debug, Clone)]
pub enum Proof {
    /// A provider token, signed anew for each run.
    Key {
        /// `iss`.
        team_id: String,
        /// `kid`.
        key_id: String,
        /// The `.p8`. Never sent.
        key: Arc<PrivateKey>,
    },
    /// A certificate in the TLS handshake.
    Certificate(Box<Certificate>),
}

/// What a server needs to send.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// Which host is asked.
    pub environment: Environment,
    /// The bundle id, to which a push type adds its suffix. A certificate for one app goes without.
    pub topic: Option<String>,
    /// Who sends.
    pub proof: Proof,
}

impl Credentials {
    /// The credentials, if one of the two ways is there whole. The key weighs more than the certificate: Apple
    /// recommends it, and it does not expire. A key that an emulator made up weighs less.
    #[must_use]
    pub fn read(values: &Values, app: &App) -> Option<Self> {
        let by_certificate = || Some(Proof::Certificate(Box::new(certificate(values)?.ok()?)));
        let proof = if is_set(values, "certificate_file") && !is_set(values, "key_file") {
            by_certificate().or_else(|| key_proof(values))?
        } else {
            key_proof(values).or_else(by_certificate)?
        };
        let own = match &proof {
            Proof::Certificate(certificate) => certificate.topic.clone(),
            Proof::Key { .. } => None,
        };
        let topic = app.bundle_id.as_ref().map(|id| id.as_str().trim().to_owned());
        let topic = topic.filter(|topic| !topic.is_empty()).or(own).or_else(|| made_up_topic(values));
        Some(Self { environment: Environment::read(values), topic, proof })
    }
}

/// Whether the user set it: what an emulator makes up stands nowhere.
pub(super) fn is_set(values: &Values, key: &str) -> bool {
    values.text(key).is_some_and(|given| given.place.is_some())
}

fn key_proof(values: &Values) -> Option<Proof> {
    let text = |key| values.text(key).map(|given| given.as_str().trim().to_owned()).filter(|text| !text.is_empty());
    let (team_id, key_id) = (text("team_id")?, text("key_id")?);
    let Contents::Bytes(file) = values.contents("key_file") else { return None };
    let key = PrivateKey::from_pem(&file).ok().filter(PrivateKey::is_ec)?;
    Some(Proof::Key { team_id, key_id, key: Arc::new(key) })
}

/// The certificate, or why it cannot be used. `None`: there is no such file.
pub(super) fn certificate(values: &Values) -> Option<Result<Certificate, Problem>> {
    let Contents::Bytes(file) = values.contents("certificate_file") else { return None };
    let (path, password) = (values.text("certificate_file")?, values.text("certificate_password"));
    let password = password.as_ref().map_or("", Given::as_str);
    Some(Certificate::read(&file, password).map(|read| read.of_file(&file, path.as_str(), password)))
}

/// In a run whose credentials are made up, the topic is too.
fn made_up_topic(values: &Values) -> Option<String> {
    let made_up = values.text("key_id").is_some_and(|given| given.place.is_none());
    let field = APP_FIELDS.iter().find(|field| field.key == "bundle_id").filter(|_| made_up);
    field.map(|field| field.example.to_owned())
}
