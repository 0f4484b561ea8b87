//! Our side of APNs: prove oneself, send.
//!
//! Credentials are proven by a push to a device token of zeros, which no device has: APNs looks at the token last, so
//! `BadDeviceToken` is the good answer, and nothing can arrive. There is no query for tokens or messages; a token is
//! asked about by a silent background push, which reaches the phone.

use std::time::Duration;

use async_trait::async_trait;

use super::certificate::Certificate;
use super::section::FIELDS;
use super::{Credentials, Proof, decode, provider_token, review, sign, wire};
use crate::config::{App, Values};
use crate::context::Context;
use crate::device::DeviceToken;
use crate::http::{self, Answer, Call, HeaderValue};
use crate::message::Message;
use crate::outcome::{Class, Operation, Outcome, State};
use crate::report::Findings;
use crate::secret::Secret;
use crate::text;
use crate::text::Text;
use crate::vendors::access::{exchange, failed};
use crate::vendors::{Composed, Credential, Error, MissingFields, SignParts, VendorClient, no_credential, usual};

/// How long APNs honours a provider token.
const LIFETIME: Duration = Duration::from_secs(3600);
/// How long we use one: Apple refuses more than one in 20 minutes, and any that is older than an hour.
const USED_FOR: Duration = Duration::from_secs(50 * 60);
/// The vendor, in outcomes and errors.
const VENDOR: &str = "apple";
/// The shell variable of printed requests.
const VARIABLE: &str = "APPLE_PROVIDER_TOKEN";
/// A certificate that ends within so many days is spoken of.
const SOON_DAYS: i64 = 30;
/// The TLS alerts that speak of our certificate. Which of them APNs sends is not documented; `HandshakeFailure` and the
/// like may be about something else.
const ALERTS: &[&str] = &[
    "BadCertificate",
    "UnsupportedCertificate",
    "CertificateRevoked",
    "CertificateExpired",
    "CertificateUnknown",
    "UnknownCA",
    "AccessDenied",
    "CertificateRequired",
];

/// A client for one app in one environment.
#[derive(Debug, Clone)]
pub struct Client {
    credentials: Credentials,
}

/// The client of `[apple]`, or the keys that it still needs.
pub(super) fn client(values: &Values, app: &App) -> Result<Box<dyn VendorClient>, MissingFields> {
    let credentials = Credentials::read(values, app).ok_or_else(|| usual::needed(FIELDS, values))?;
    Ok(Box::new(Client::new(credentials)))
}

impl Client {
    /// A client.
    #[must_use]
    pub fn new(credentials: Credentials) -> Self {
        Self { credentials }
    }

    /// The call with the proof of who sends it.
    fn authorised(&self, ctx: &Context, call: Call) -> Result<Call, http::Error> {
        Ok(match &self.credentials.proof {
            Proof::Key { .. } => call.header("authorization", HeaderValue::bearer(&self.provider_token(ctx)?)),
            Proof::Certificate(certificate) => call.with_identity(certificate.identity.clone()),
        })
    }

    /// The provider token of this run: signed once, then kept, since APNs refuses those that change too often.
    fn provider_token(&self, ctx: &Context) -> Result<Secret, http::Error> {
        let Proof::Key { team_id, key_id, key } = &self.credentials.proof else {
            return Err(http::Error::Setup("a certificate needs no provider token".to_owned()));
        };
        let cache_key = format!("{VENDOR} {team_id} {key_id}");
        if let Some(token) = ctx.access_tokens.get(&cache_key, &ctx.clock) {
            return Ok(token);
        }
        let token = provider_token(key, key_id, team_id, ctx.clock.millis() / 1000)
            .ok_or_else(|| http::Error::Setup("key_file signs nothing: it is not on P-256".to_owned()))?;
        let token = Secret::new(token);
        ctx.redactor.learn(&token);
        ctx.access_tokens.keep(&cache_key, token.clone(), USED_FOR, &ctx.clock);
        Ok(token)
    }

    async fn ask(&self, ctx: &Context, operation: Operation, call: Call) -> Result<Answer, Error> {
        let call = self.authorised(ctx, call).map_err(failed(VENDOR, operation))?;
        exchange(ctx, operation, &call).await
    }

    /// A TLS alert in answer to our certificate is a refusal of it, not a broken network.
    fn refused_certificate(&self, error: Error) -> Result<Outcome, Error> {
        let (Proof::Certificate(_), http::Error::Tls { reason, .. }) = (&self.credentials.proof, &error.source) else {
            return Err(error);
        };
        let Some(alert) = ALERTS.iter().find(|alert| reason.strip_prefix("received fatal alert: ") == Some(**alert))
        else {
            return Err(error);
        };
        let mut outcome = Outcome::new(VENDOR, error.operation, Class::Credentials).with_code("tls", *alert);
        outcome.failure = Some((
            Text::new(
                "APNs broke off the TLS handshake: it does not take the certificate",
                "APNs 中断了 TLS 握手：它不接受这个证书",
            ),
            Text::new(
                "make a new push certificate, and upload it to the IM console too; behind a proxy that opens TLS none arrives",
                "重新创建推送证书，IM 控制台也要上传；拆开 TLS 的代理会丢掉证书",
            ),
        ));
        Ok(outcome)
    }

    /// With the environment that was asked.
    fn with_environment(&self, outcome: Outcome) -> Outcome {
        outcome.with_fact("environment", Text::new("environment", "环境"), self.credentials.environment.name())
    }

    async fn token_state(&self, ctx: &Context, token: &DeviceToken) -> Outcome {
        let operation = Operation::TokenStatus;
        let outcome = match self.ask(ctx, operation, wire::probe(&self.credentials, token)).await {
            Ok(answer) => wire::outcome(&answer, operation).map_err(failed(VENDOR, operation)),
            Err(error) => self.refused_certificate(error),
        };
        let outcome = outcome.unwrap_or_else(|error| error.outcome());
        let state = wire::state_of(&outcome);
        outcome.with_state(state)
    }
}

/// What a certificate says of its own end at a time in milliseconds since 1970: over, or how long it lasts.
fn ended(certificate: &Certificate, millis: u64) -> Result<Option<i64>, Outcome> {
    let now = i64::try_from(millis / 1000).unwrap_or(i64::MAX);
    if certificate.ends > now {
        let days = (certificate.ends - now) / 86_400;
        return Ok((days < SOON_DAYS).then_some(days));
    }
    let date = ends(certificate);
    let mut outcome = Outcome::new(VENDOR, Operation::Authenticate, Class::Credentials);
    outcome.failure = Some((
        text!("the certificate ended on {date}; APNs was not asked", "证书已于 {date} 到期；没有询问 APNs"),
        Text::new(
            "make a new one in the developer portal, and upload it to the IM console too: push certificates last about 13 months",
            "在开发者网站重新创建，IM 控制台也要上传：推送证书有效期约 13 个月",
        ),
    ));
    Err(outcome)
}

fn ends(certificate: &Certificate) -> String {
    let seconds = u64::try_from(certificate.ends).ok();
    seconds.and_then(decode::date).unwrap_or_else(|| certificate.ends.to_string())
}

/// What is known about the certificate, beside the answer.
fn with_certificate(outcome: Outcome, certificate: &Certificate, days: Option<i64>) -> Outcome {
    let mut outcome = outcome
        .with_fact("certificate", Text::new("certificate", "证书"), certificate.name.clone())
        .with_fact("certificate_ends", Text::new("ends", "到期时间"), ends(certificate));
    if let Some(team) = &certificate.team {
        outcome = outcome.with_fact("certificate_team", Text::new("Team ID", "Team ID"), team.clone());
    }
    let Some(days) = days else { return outcome };
    if outcome.class == Class::Accepted {
        outcome.failure = Some((
            text!("the certificate ends in {days} day(s)", "证书还有 {days} 天到期"),
            Text::new(
                "make a new one in the developer portal, and upload it to the IM console too",
                "在开发者网站重新创建，IM 控制台也要上传",
            ),
        ));
    }
    outcome.with_fact("certificate_days_left", Text::new("days left, renew it", "剩余天数，请更换"), days.to_string())
}

/// A yes of the emulator, which no certificate was shown to.
fn not_judged(mut outcome: Outcome) -> Outcome {
    if outcome.class == Class::Accepted {
        outcome.failure = Some((
            Text::new(
                "the emulator cannot judge the certificate: only the TLS handshake with APNs can",
                "模拟器无法判断证书：只有与 APNs 的 TLS 握手才能",
            ),
            Text::new(
                "what the certificate says of itself was checked; ask APNs without --emulator",
                "证书自身的内容已经检查；去掉 --emulator 就会询问 APNs",
            ),
        ));
    }
    outcome
}

#[async_trait]
impl VendorClient for Client {
    async fn authenticate(&self, ctx: &Context) -> Result<Outcome, Error> {
        let operation = Operation::Authenticate;
        let days = match &self.credentials.proof {
            Proof::Certificate(certificate) => match ended(certificate, ctx.clock.millis()) {
                Ok(days) => days,
                Err(outcome) => return Ok(outcome),
            },
            Proof::Key { .. } => None,
        };
        let call = wire::prove(&self.credentials);
        // Whoever is told the host by a header is no APNs.
        let is_emulator = ctx.http.target(&call).is_ok_and(|target| target.authority.is_some());
        let outcome = match self.ask(ctx, operation, call).await {
            Ok(answer) => wire::proof_outcome(&self.credentials, &answer).map_err(failed(VENDOR, operation))?,
            Err(error) => self.refused_certificate(error)?,
        };
        let outcome = self.with_environment(outcome);
        Ok(match &self.credentials.proof {
            Proof::Certificate(certificate) if is_emulator => not_judged(with_certificate(outcome, certificate, days)),
            Proof::Certificate(certificate) => with_certificate(outcome, certificate, days),
            Proof::Key { .. } => outcome,
        })
    }

    fn review(&self, message: &Message) -> Findings {
        review::review(message, &self.credentials)
    }

    async fn send(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Result<Outcome, Error> {
        let call = wire::push(&self.credentials, message, token, ctx.clock.millis());
        let outcome = match self.ask(ctx, Operation::Send, call).await {
            Ok(answer) => wire::outcome(&answer, Operation::Send).map_err(failed(VENDOR, Operation::Send))?,
            Err(error) => self.refused_certificate(error)?,
        };
        Ok(match outcome.class {
            Class::Accepted => outcome,
            // The first question behind most refusals.
            _ => self.with_environment(outcome),
        })
    }

    fn compose(&self, ctx: &Context, message: &Message, token: &DeviceToken) -> Composed {
        let call = wire::push(&self.credentials, message, token, ctx.clock.millis());
        match &self.credentials.proof {
            Proof::Key { .. } => Composed {
                calls: vec![call.header("authorization", HeaderValue::bearer_variable(VARIABLE))],
                variable: Some(VARIABLE),
                sign_text: None,
            },
            Proof::Certificate(certificate) => Composed {
                calls: vec![call.with_identity(certificate.identity.clone())],
                variable: None,
                sign_text: None,
            },
        }
    }

    /// One silent push per token, one after the other: APNs ends connections on which many go wrong. What is wrong with
    /// the credentials is asked once.
    async fn token_status(&self, ctx: &Context, tokens: &[DeviceToken]) -> Result<Vec<Outcome>, Error> {
        let mut outcomes: Vec<Outcome> = Vec::with_capacity(tokens.len());
        for token in tokens {
            let refused = outcomes.last().filter(|last| matches!(last.class, Class::Credentials | Class::Permission));
            let outcome = match refused {
                Some(refused) => refused.clone().with_state(State::Unknown),
                None => self.token_state(ctx, token).await,
            };
            outcomes.push(outcome);
        }
        Ok(outcomes)
    }

    async fn credential(&self, ctx: &Context) -> Result<Credential, Result<Outcome, Error>> {
        if matches!(self.credentials.proof, Proof::Certificate(_)) {
            let why = Text::new(
                "a certificate is shown in the TLS handshake, in no header",
                "证书在 TLS 握手时出示，不在请求头里",
            );
            let instead = Text::new(
                "pushctl send-test --print curl names it to curl; for a provider token set key_file, key_id and team_id",
                "pushctl send-test --print curl 会把它写进 curl 命令；要 provider token 请填 key_file、key_id、team_id",
            );
            return no_credential(VENDOR, why, instead);
        }
        match self.provider_token(ctx) {
            Ok(value) => {
                Ok(Credential { kind: "provider token", header: "authorization", value, lifetime: Some(LIFETIME) })
            }
            Err(source) => Err(Err(failed(VENDOR, Operation::Authenticate)(source))),
        }
    }

    fn explain_sign(&self, millis: u64) -> Option<SignParts> {
        let Proof::Key { team_id, key_id, key } = &self.credentials.proof else { return None };
        let seconds = millis / 1000;
        let (header, claims) = sign::parts(key_id, team_id, seconds);
        Some(SignParts {
            parts: vec![("header", sign::whole_header(&header)), ("claims", claims.to_string())],
            function: "ES256 (base64url of each, joined with a dot, signed with key_file)",
            sign: Secret::new(provider_token(key, key_id, team_id, seconds)?),
        })
    }
}

#[cfg(all(test, feature = "emulator"))]
mod tests;
