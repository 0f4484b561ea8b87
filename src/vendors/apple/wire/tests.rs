use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::*;
use crate::http::Method;
use crate::outcome::Verdict;
use crate::vendors::apple::{Environment, Proof};

const TOKEN: &str = "00fc13adff785122b4ad28809a3420982341241421348097878e577c991de8f0";
const BAD_TOKEN: &str = include_str!("../../../../tests/fixtures/vendors/apple/bad-device-token.json");
const BAD_KEY: &str = include_str!("../../../../tests/fixtures/vendors/apple/invalid-provider-token.json");
const BAD_ENVIRONMENT: &str = include_str!("../../../../tests/fixtures/vendors/apple/bad-environment-key.json");
const DISALLOWED: &str = include_str!("../../../../tests/fixtures/vendors/apple/topic-disallowed.json");
const UNREGISTERED: &str = include_str!("../../../../tests/fixtures/vendors/apple/unregistered.json");
const OTHER_TOPIC: &str = include_str!("../../../../tests/fixtures/vendors/apple/device-token-not-for-topic.json");
const TOO_MANY: &str = include_str!("../../../../tests/fixtures/vendors/apple/too-many-requests.json");

/// Credentials with a made-up key.
pub(in super::super) fn credentials(environment: Environment) -> Credentials {
    let pem = crate::emulator::made_up::ec_key_pem(0);
    let key = Arc::new(crate::jwt::PrivateKey::from_pem(pem.as_bytes()).expect("a key"));
    let proof = Proof::Key { team_id: "DEF123GHIJ".to_owned(), key_id: "ABC123DEFG".to_owned(), key };
    Credentials { environment, topic: Some("com.acme.chat".to_owned()), proof }
}

fn token(text: &str) -> DeviceToken {
    DeviceToken::parse(text).expect("a token")
}

fn with(set: &[(&str, &str)]) -> Message {
    let extension: BTreeMap<String, String> =
        set.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Message {
        title: "新消息提醒".to_owned(), body: "您有一条新消息".to_owned(), extension, ..Message::default()
    }
}

fn pushed(message: &Message) -> Call {
    push(&credentials(Environment::Sandbox), message, &token(TOKEN), 1_735_689_600_000)
}

fn headers(call: &Call) -> Vec<(&str, &str)> {
    let plain = call.headers.iter().filter_map(|(name, value)| match value {
        HeaderValue::Plain(text) => Some((*name, &**text)),
        _ => None,
    });
    plain.collect()
}

fn header(message: &Message, name: &str) -> Option<String> {
    let call = pushed(message);
    headers(&call).into_iter().find(|(own, _)| *own == name).map(|(_, value)| value.to_owned())
}

fn answer(status: u16, body: &str, headers: &[(&'static str, &str)]) -> Answer {
    let answer = Answer { status, body: body.to_owned(), ..Answer::default() };
    headers.iter().fold(answer, |answer, (name, value)| answer.with_header(name, value))
}

const ACCEPTED: &[(&str, &str)] =
    &[("apns-id", "EC1BF194-B3B2-424A-89A9-5A918A6E6B5D"), ("apns-unique-id", "a6739d99-8244-4d37-a2b8-a4b4b4b4b4b4")];

#[test]
fn a_push_goes_over_http_2_to_the_host_of_its_environment() {
    let call = pushed(&with(&[]));
    assert_eq!(call.url, format!("https://api.sandbox.push.apple.com/3/device/{TOKEN}"));
    assert!(call.http2 && call.method == Method::Post && call.effect == Effect::Push);
    assert_eq!(
        headers(&call),
        [("content-type", "application/json"), ("apns-push-type", "alert"), ("apns-topic", "com.acme.chat")]
    );
    let call = push(&credentials(Environment::Production), &with(&[]), &token(TOKEN), 0);
    assert_eq!(call.url, format!("https://api.push.apple.com/3/device/{TOKEN}"));
}

#[test]
fn every_header_option_has_its_header() {
    let message = Message {
        ttl: Some(Duration::from_secs(3600)),
        priority: Some(message::Priority::Normal),
        collapse_key: Some("order-1".to_owned()),
        ..with(&[("apns_id", "123e4567-e89b-12d3-a456-42665544000a"), ("apns_topic", "com.acme.other")])
    };
    assert_eq!(
        headers(&pushed(&message)),
        [
            ("content-type", "application/json"),
            ("apns-push-type", "alert"),
            ("apns-topic", "com.acme.other"),
            ("apns-priority", "5"),
            ("apns-expiration", "1735693200"),
            ("apns-id", "123e4567-e89b-12d3-a456-42665544000a"),
            ("apns-collapse-id", "order-1"),
        ]
    );
}

#[test]
fn a_ttl_of_nothing_is_one_attempt() {
    let of = |seconds| header(&Message { ttl: Some(Duration::from_secs(seconds)), ..with(&[]) }, "apns-expiration");
    assert_eq!(of(0).as_deref(), Some("0"));
    assert_eq!(of(1).as_deref(), Some("1735689601"));
    assert_eq!(header(&with(&[]), "apns-expiration"), None);
}

/// Apple's table: each push type has its topic.
#[test]
fn the_topic_follows_the_push_type() {
    for (word, topic) in [
        ("voip", "com.acme.chat.voip"),
        ("complication", "com.acme.chat.complication"),
        ("fileprovider", "com.acme.chat.pushkit.fileprovider"),
        ("location", "com.acme.chat.location-query"),
        ("liveactivity", "com.acme.chat.push-type.liveactivity"),
        ("pushtotalk", "com.acme.chat.voip-ptt"),
        ("widgets", "com.acme.chat.push-type.widgets"),
        ("controls", "com.acme.chat.push-type.controls"),
        ("mdm", "com.acme.chat"),
    ] {
        let message = with(&[("push_type", word)]);
        assert_eq!(header(&message, "apns-topic").as_deref(), Some(topic));
        assert_eq!(header(&message, "apns-push-type").as_deref(), Some(word), "also where a2 has no word for it");
    }
}

#[test]
fn priorities_are_apple_s_numbers() {
    let of = |set: &[(&str, &str)], priority| header(&Message { priority, ..with(set) }, "apns-priority");
    let (high, normal) = (Some(message::Priority::High), Some(message::Priority::Normal));
    assert_eq!(of(&[], None), None);
    assert_eq!(of(&[], high).as_deref(), Some("10"));
    assert_eq!(of(&[], normal).as_deref(), Some("5"));
    assert_eq!(of(&[("priority", "1")], high).as_deref(), Some("1"));
    assert_eq!(of(&[("priority", "10")], normal).as_deref(), Some("10"));
    assert_eq!(of(&[("priority", "5")], high).as_deref(), Some("5"));
    assert_eq!(of(&[("push_type", "background")], None).as_deref(), Some("5"));
    assert_eq!(of(&[("push_type", "background")], high).as_deref(), Some("5"));
}

#[test]
fn a_wrong_token_cannot_change_the_path() {
    let call = push(&credentials(Environment::Sandbox), &with(&[]), &token("a/../b?c#d<e>"), 0);
    assert_eq!(call.url, "https://api.sandbox.push.apple.com/3/device/a%2F..%2Fb%3Fc%23d%3Ce%3E");
}

#[test]
fn the_proof_reaches_nobody() {
    let call = prove(&credentials(Environment::Production));
    assert_eq!(call.url, format!("https://api.push.apple.com/3/device/{}", "0".repeat(64)));
    assert!(call.http2 && call.effect == Effect::Read);
    assert_eq!(
        headers(&call)[1..],
        [
            ("apns-push-type", "alert"),
            ("apns-topic", "com.acme.chat"),
            ("apns-priority", "5"),
            ("apns-expiration", "0")
        ]
    );
}

/// Section 6 of the vendor's facts: background, 5, 0, nothing but content-available.
#[test]
fn the_probe_of_a_token_is_silent() {
    let call = probe(&credentials(Environment::Sandbox), &token(TOKEN));
    assert_eq!(call.body.as_deref(), Some(r#"{"aps":{"content-available":1}}"#));
    assert_eq!(call.effect, Effect::Push, "it reaches the phone");
    assert_eq!(
        headers(&call)[1..],
        [
            ("apns-push-type", "background"),
            ("apns-topic", "com.acme.chat"),
            ("apns-priority", "5"),
            ("apns-expiration", "0")
        ]
    );
}

#[test]
fn an_accepted_push_has_its_ids() {
    let outcome = outcome(&answer(200, "", ACCEPTED), Operation::Send).expect("an answer");
    assert_eq!((outcome.class, outcome.code.as_deref(), outcome.text.as_deref()), (Class::Accepted, None, None));
    assert_eq!(outcome.ids["apns_id"], "EC1BF194-B3B2-424A-89A9-5A918A6E6B5D");
    assert_eq!(outcome.ids["apns_unique_id"], "a6739d99-8244-4d37-a2b8-a4b4b4b4b4b4");
    let production = super::outcome(&answer(200, "", &ACCEPTED[..1]), Operation::Send).expect("an answer");
    assert_eq!(production.ids.len(), 1);
}

#[test]
fn a_refusal_keeps_its_reason() {
    for (status, body, class, reason, state) in [
        (400, BAD_TOKEN, Class::TokenInvalid, "BadDeviceToken", State::Suspect),
        (403, BAD_KEY, Class::Credentials, "InvalidProviderToken", State::Unknown),
        (403, BAD_ENVIRONMENT, Class::Credentials, "BadEnvironmentKeyInToken", State::Unknown),
        (400, DISALLOWED, Class::Permission, "TopicDisallowed", State::Unknown),
        (410, UNREGISTERED, Class::TokenInvalid, "Unregistered", State::Dead),
        (400, OTHER_TOPIC, Class::TokenMismatch, "DeviceTokenNotForTopic", State::Foreign),
        (429, TOO_MANY, Class::RateLimited, "TooManyRequests", State::Unknown),
    ] {
        let outcome = outcome(&answer(status, body, &[]), Operation::TokenStatus).expect("an answer");
        assert_eq!((outcome.class, outcome.scope, outcome.code.as_deref()), (class, "result", Some(reason)));
        assert_eq!(outcome.text, None, "APNs has no words beside the reason");
        assert_eq!(state_of(&outcome), state, "{reason}");
    }
}

#[test]
fn a_dead_token_says_since_when() {
    let outcome = outcome(&answer(410, UNREGISTERED, &[]), Operation::Send).expect("an answer");
    let facts: Vec<(&str, &str)> = outcome.facts.iter().map(|fact| (fact.key, fact.value.as_str())).collect();
    assert_eq!(facts, [("invalid_since", "Tue, 17 Oct 2017 14:17:45 GMT")]);
}

#[test]
fn an_expired_provider_token_shows_the_other_clock() {
    let date = [("date", "Tue, 14 Nov 2023 22:13:20 GMT")];
    let of = |body| outcome(&answer(403, body, &date), Operation::Send).expect("an answer").facts;
    let facts = of(r#"{"reason":"ExpiredProviderToken"}"#);
    assert_eq!((facts[0].key, facts[0].value.as_str()), ("server_clock", "Tue, 14 Nov 2023 22:13:20 GMT"));
    assert!(of(BAD_KEY).is_empty());
}

#[test]
fn an_unknown_reason_is_shown_as_it_came() {
    for (status, class) in [(400, Class::Payload), (403, Class::Credentials), (410, Class::TokenInvalid)] {
        let outcome =
            outcome(&answer(status, r#"{"reason":"BrandNewReason"}"#, &[]), Operation::Send).expect("an answer");
        assert_eq!((outcome.class, outcome.code.as_deref()), (class, Some("BrandNewReason")));
        assert_eq!(outcome.class.verdict(), Verdict::Problem);
    }
    let gone = outcome(&answer(410, r#"{"reason":"BrandNewReason"}"#, &[]), Operation::TokenStatus).expect("an answer");
    assert_eq!(state_of(&gone), State::Suspect, "nobody deletes a row for a word that Apple has not explained");
}

#[test]
fn what_is_no_answer_of_apns_is_no_verdict() {
    for (status, body) in [
        (200, ""),
        (200, "<html>sign in</html>"),
        (200, r#"{"reason":"BadDeviceToken"}"#),
        (302, ""),
        (400, "<html>"),
        (403, "{}"),
        (403, r#"{"reason":""}"#),
        (403, r#"{"reason":7}"#),
        (404, "Not Found"),
    ] {
        let error = outcome(&answer(status, body, &[]), Operation::Send).expect_err(body);
        assert_eq!(error.class(), Class::Protocol, "{status} {body}");
    }
    for (status, body, class) in [
        (502, "<html>", Class::Transient),
        (503, "", Class::Transient),
        (500, "{}", Class::Transient),
        (429, "slow down", Class::RateLimited),
    ] {
        let outcome = outcome(&answer(status, body, &[]), Operation::Send).expect("an answer");
        assert_eq!((outcome.class, outcome.scope, outcome.code), (class, "http", Some(status.to_string())));
    }
}

#[test]
fn a_token_that_nobody_has_proves_the_key() {
    let own = credentials(Environment::Sandbox);
    let good = proof_outcome(&own, &answer(400, BAD_TOKEN, &[])).expect("an answer");
    assert_eq!((good.class, good.code.as_deref()), (Class::Accepted, Some("BadDeviceToken")));
    assert_eq!((good.facts[0].key, good.facts[0].value.as_str()), ("topic", "com.acme.chat"));
    for (status, body, class) in [
        (403, BAD_KEY, Class::Credentials),
        (403, BAD_ENVIRONMENT, Class::Credentials),
        (400, DISALLOWED, Class::Permission),
    ] {
        assert_eq!(proof_outcome(&own, &answer(status, body, &[])).expect("an answer").class, class);
    }
    let odd = proof_outcome(&own, &answer(200, "", ACCEPTED)).expect("an answer");
    assert_eq!(odd.class, Class::Protocol, "it should not happen, and proves nothing");
    assert!(odd.failure.is_some());
}

#[test]
fn a_reason_out_of_a_log_is_found() {
    let found = |json: &str| {
        let value: Value = serde_json::from_str(json).expect("JSON");
        codes_in(&value).into_iter().map(|found| (found.scope, found.code, found.class)).collect::<Vec<_>>()
    };
    assert_eq!(found(UNREGISTERED), [("result", "Unregistered".to_owned(), Class::TokenInvalid)]);
    assert_eq!(
        found(r#"{"reason":"FeatureNotEnabled"}"#),
        [("channel", "FeatureNotEnabled".to_owned(), Class::Permission)]
    );
    assert_eq!(found(r#"{"reason":"BrandNewReason"}"#), [("result", "BrandNewReason".to_owned(), Class::Payload)]);
    for none in [r#"{"reason":"timeout"}"#, r#"{"reason":"Not found"}"#, r#"{"result":0}"#, r#"{"reason":1}"#, "[]"] {
        assert!(found(none).is_empty(), "{none}");
    }
}
