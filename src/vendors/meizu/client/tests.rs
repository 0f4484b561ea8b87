use std::collections::BTreeMap;
use std::time::Duration;

use super::*;
use crate::context::Clock;
use crate::emulator::{Emulator, Options, Scenario, World};
use crate::http::{Endpoint, Http, Pace, Settings};
use crate::outcome::{Class, State};
use crate::secret::Redactor;

const SECRET: &str = "0123456789abcdef0123456789abcdef";
const PHONE: &str = "EXA00112233445566778899aabbccddeeff0011223344";
/// 2026-11-23T00:00:00Z
const NOW: u64 = 1_795_392_000_000;

fn own() -> Client {
    let credentials = Credentials { app_id: "123456".to_owned(), app_secret: Secret::new(SECRET) };
    Client::new(credentials, Region::China)
}

fn message() -> Message {
    Message { title: "订单提醒".to_owned(), body: "您的订单已发货".to_owned(), ..Message::default() }
}

fn token(text: &str) -> DeviceToken {
    DeviceToken::parse(text).expect("a token")
}

fn context(endpoint: Option<&str>) -> Context {
    let endpoints = endpoint.map(|url| ("meizu", Endpoint::parse(url).expect("loopback")));
    let settings = Settings {
        endpoints: BTreeMap::from_iter(endpoints),
        pace: Pace { first: Duration::from_millis(10), ..Pace::default() },
        ..Settings::default()
    };
    let redactor = Redactor::default();
    Context::new(Http::new(settings, redactor.clone()), Clock::fixed(NOW), redactor)
}

fn with_emulator<T: AsyncFn(&Context, &Emulator)>(test: &T) {
    let emulator = Emulator::start(&World::from(None, Scenario::default()), Options::default()).expect("a port");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(test(&context(Some(emulator.url())), &emulator));
}

/// What a person pastes: the request with a variable, and the text that `pushctl sign meizu --text` turns into it.
#[test]
fn a_printed_request_is_completed_by_its_sign() {
    let composed = own().compose(&context(None), &message(), &token(PHONE));
    let body = composed.calls[0].body.clone().expect("a body");
    assert!(body.ends_with("&sign=${MEIZU_SIGN}"), "{body}");
    assert_eq!((composed.variable, composed.calls[0].variable), (Some("MEIZU_SIGN"), Some("MEIZU_SIGN")));
    let text = composed.sign_text.expect("a text");
    assert!(text.starts_with("appId=123456messageJson={") && text.ends_with(&format!("pushIds={PHONE}")), "{text}");
    assert!(!text.contains(SECRET));
    let sign = own().sign_text(&text).expect("a sign");
    let request = wire::send(&own().credentials, Region::China, &message(), &token(PHONE));
    assert_eq!(request.signed(sign.expose()).body, Some(body.replace("${MEIZU_SIGN}", sign.expose()).into()));
}

/// The vendor's own example, and vector B of the statistics call.
#[test]
fn signs_are_those_of_the_vectors() {
    let vendors =
        Client::new(Credentials { app_id: "10000".to_owned(), app_secret: Secret::new("<APP_SECRET>") }, Region::China);
    let text = concat!(
        r#"appId=10000messageJson={"title":"title","content":"content","pushTimeInfo":{"offLine":1,"validTime":24}}"#,
        "pushIds=RA50c6348036344485d01776773577c64740465480a6b"
    );
    let sign = vendors.sign_text(text).expect("a sign");
    assert_eq!(sign.expose(), "ac076ff25d9900015a681cb5172aa53b");

    let explained = own().explain_sign(NOW).expect("parts");
    assert_eq!(explained.sign.expose(), "71a3beacb9ed8d4580d4c0418b327e25");
    let parts: String = explained.parts.iter().flat_map(|(name, value)| [*name, value]).collect();
    assert_eq!(parts, "appId=123456endTime=20261123startTime=20261123appSecret*** (32)");
}

#[test]
fn there_is_no_credential_without_a_request() {
    let runtime = tokio::runtime::Builder::new_current_thread().build().expect("a runtime");
    let refused = runtime.block_on(own().credential(&context(None))).expect_err("nothing to give");
    let (why, instead) = refused.expect("an outcome").failure.expect("words");
    for lang in [crate::text::Lang::En, crate::text::Lang::Zh] {
        assert!(!why.get(lang).is_empty() && instead.get(lang).contains("pushctl sign meizu --text TEXT"));
    }
}

#[test]
fn no_recording_shows_a_sign() {
    with_emulator(&async |ctx, _| {
        let sent = own().send(ctx, &message(), &token(PHONE)).await.expect("an answer");
        assert_eq!(sent.class, Class::Accepted, "{sent:?}");
        let request = wire::send(&own().credentials, Region::China, &message(), &token(PHONE));
        let sign = own().sign(&request.sign_text());
        assert_eq!(ctx.redactor.redact(sign.expose()), MASK);
        assert_eq!(ctx.redactor.redact(SECRET), MASK);
    });
}

#[test]
fn one_question_per_token_in_their_order() {
    with_emulator(&async |ctx, emulator| {
        let tokens = [token(PHONE), token(&PHONE.replace("EXA", "XYZ")), token("nothing-like-it")];
        let outcomes = own().token_status(ctx, &tokens).await.expect("answers");
        let states: Vec<Option<State>> = outcomes.iter().map(|outcome| outcome.state).collect();
        assert_eq!(states, [Some(State::Alive), Some(State::Dead), Some(State::Suspect)]);
        assert_eq!(emulator.journal().entries().len(), 3);
    });
}

/// Code 300: asked once more at the address that Meizu names, and not a third time.
#[test]
fn a_redirection_is_followed_once() {
    with_emulator(&async |ctx, emulator| {
        let sent = own().send(ctx, &message(), &token(&format!("{PHONE}300"))).await.expect("an answer");
        assert_eq!((sent.class, sent.code.as_deref()), (Class::Transient, Some("300")));
        assert_eq!(emulator.journal().entries().len(), 2);
    });
}

#[test]
fn a_task_that_nobody_made_is_told_as_such() {
    with_emulator(&async |ctx, _| {
        let outcome = own().task_statistics(ctx, "1").await.expect("an answer");
        assert_eq!((outcome.class, outcome.code.as_deref()), (Class::Payload, Some("110032")));
    });
}
