use std::time::{Duration, Instant};

use pushctl::config::Kind;
use pushctl::device::DeviceToken;
use pushctl::outcome::{Class, State, Verdict};
use pushctl::vendors::{VENDORS, Vendor};

use super::bench::{Bench, is_of_auth, rules};

/// Runs a promise for every vendor.
fn each(promise: impl AsyncFn(&'static Vendor)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for vendor in VENDORS {
        runtime.block_on(promise(vendor));
    }
}

fn fault(vendor: &Vendor, rest: &str) -> String {
    format!("[[fault]]\nvendor = \"{}\"\n{rest}\n", vendor.key)
}

#[test]
fn a_good_push_is_accepted_and_has_an_id() {
    each(async |vendor| {
        let bench = Bench::new(vendor, "");
        assert_eq!(bench.authenticate().await.class, Class::Accepted);
        let sent = bench.send().await;
        assert_eq!(sent.class, Class::Accepted, "{sent:?}");
        assert!(!sent.ids.is_empty(), "{sent:?}");
        assert_eq!(bench.pushes().len(), 1);
        assert!(bench.pushes()[0].accepted);
    });
}

#[test]
fn an_access_token_is_minted_once_per_run() {
    each(async |vendor| {
        let bench = Bench::new(vendor, "");
        for _ in 0..3 {
            bench.send().await;
        }
        let (all, pushes) = (bench.emulator.journal().entries().len(), bench.pushes().len());
        assert_eq!(pushes, 3);
        assert!(all - pushes <= 1, "{all} requests for {pushes} pushes");
    });
}

#[test]
fn every_wrong_secret_is_credentials() {
    each(async |vendor| {
        for field in vendor.fields.iter().filter(|field| field.kind == Kind::Secret) {
            let other =
                format!("[credentials.{}]\n{} = \"00000000-0000-0000-0000-000000000000\"\n", vendor.key, field.key);
            let bench = Bench::new(vendor, &other);
            for outcome in [bench.authenticate().await, bench.send().await] {
                assert_eq!(outcome.class, Class::Credentials, "{} {}: {outcome:?}", vendor.key, field.key);
                assert!(outcome.code.is_some());
            }
            assert!(bench.pushes().is_empty());
            bench.recording();
        }
    });
}

#[test]
fn a_token_nobody_knows_is_refused_with_the_vendor_s_code() {
    each(async |vendor| {
        let bench = Bench::new(vendor, "");
        let mut unknown = bench.token.as_str().to_owned();
        unknown.replace_range(4..8, "ZZZZ");
        let sent = bench.send_to(&DeviceToken::parse(&unknown).expect("a token")).await;
        assert_eq!(sent.class, Class::TokenInvalid, "{sent:?}");
        assert!(sent.code.is_some());
    });
}

#[test]
fn states_of_tokens_are_told_apart_where_the_vendor_can_be_asked() {
    each(async |vendor| {
        let Some(query) = &vendor.capability.token_query else { return };
        assert!(query.batch > 0);
        let text = format!(
            "[[token]]\nvendor = \"{0}\"\npattern = \"*dead\"\nstate = \"dead\"\n[[token]]\nvendor = \"{0}\"\npattern = \"*good\"\nstate = \"ok\"\n",
            vendor.key
        );
        let bench = Bench::new(
            vendor,
            &format!("{text}[[token]]\nvendor = \"{}\"\ntoken = \"x-good\"\nstate = \"ok\"\n", vendor.key),
        );
        let tokens = ["one-good", "two-dead", "three-good"].map(|token| DeviceToken::parse(token).expect("a token"));
        let outcomes = bench.client.token_status(&bench.ctx, &tokens).await.expect("an answer");
        let states: Vec<Option<State>> = outcomes.iter().map(|outcome| outcome.state).collect();
        assert_eq!(states, [Some(State::Alive), Some(State::Dead), Some(State::Alive)]);
        assert!(bench.pushes().is_empty(), "asking sends nothing");
    });
}

#[test]
fn what_became_of_a_message_can_be_asked_where_offered() {
    each(async |vendor| {
        if !vendor.capability.message_status {
            return;
        }
        let bench = Bench::new(vendor, "");
        let sent = bench.send().await;
        let id = sent.ids.values().next().expect("an id");
        let status = bench.client.message_status(&bench.ctx, id).await.expect("an answer");
        assert_eq!(status.class, Class::Accepted);
        assert!(!status.figures.is_empty());
    });
}

#[test]
fn the_test_mode_reaches_test_devices_only() {
    each(async |vendor| {
        if vendor.capability.test_mode.is_none() {
            return;
        }
        let plain = Bench::new(vendor, "");
        let text = format!(
            "[[token]]\nvendor = \"{}\"\ntoken = \"{}\"\nstate = \"not-test\"\n",
            vendor.key,
            plain.token.as_str()
        );
        let bench = Bench::new(vendor, &text);
        let sent = bench.send().await;
        assert_eq!(sent.class.verdict(), Verdict::Problem, "{sent:?}");
        let entry = vendor.codes.find(sent.scope, sent.code.as_deref().expect("a code"));
        assert!(entry.is_some(), "the catalogue knows {sent:?}");
    });
}

#[test]
fn over_quota_is_quota() {
    each(async |vendor| {
        let bench = Bench::new(vendor, &format!("[quota]\n{} = 1\n", vendor.key));
        let message = pushctl::message::Message { mode: pushctl::message::Mode::Live, ..Bench::message() };
        let first = bench.client.send(&bench.ctx, &message, &bench.token).await.expect("an answer");
        assert_eq!(first.class, Class::Accepted, "{first:?}");
        let second = bench.client.send(&bench.ctx, &message, &bench.token).await.expect("an answer");
        assert_eq!(second.class, Class::Quota, "{second:?}");
    });
}

#[test]
fn a_push_is_not_repeated_after_a_server_error() {
    each(async |vendor| {
        let path = Bench::new(vendor, "").push_paths().remove(0);
        for kind in [
            "kind = \"status\"\nstatus = 503",
            "kind = \"cut-off\"",
            "kind = \"reset\"",
            "kind = \"html\"\nstatus = 502",
        ] {
            let bench = Bench::new(vendor, &fault(vendor, &format!("path = \"{path}\"\ntimes = 1\n{kind}")));
            let sent = bench.send().await;
            assert_eq!(sent.class.verdict(), Verdict::Undetermined, "{kind}: {sent:?}");
            assert_eq!(bench.pushes().len(), 1, "{kind}");
        }
    });
}

#[test]
fn minting_is_repeated_after_a_server_error() {
    each(async |vendor| {
        let bench = Bench::new(vendor, &fault(vendor, "kind = \"status\"\nstatus = 503\ntimes = 2"));
        let outcome = bench.authenticate().await;
        assert_eq!(outcome.class, Class::Accepted, "{outcome:?}");
    });
}

#[test]
fn a_server_that_stays_down_is_undetermined() {
    each(async |vendor| {
        let bench = Bench::new(vendor, &fault(vendor, "kind = \"status\"\nstatus = 503"));
        let outcome = bench.send().await;
        assert_eq!(outcome.class, Class::Transient, "{outcome:?}");
        assert!(bench.emulator.journal().entries().len() <= pushctl::http::TRIES);
    });
}

#[test]
fn retry_after_is_waited_for() {
    each(async |vendor| {
        let bench = Bench::new(vendor, &fault(vendor, "kind = \"rate-limit\"\nretry_after = 1\ntimes = 1"));
        let started = Instant::now();
        assert_eq!(bench.authenticate().await.class, Class::Accepted);
        assert!(started.elapsed() >= Duration::from_secs(1));
    });
}

#[test]
fn what_is_no_answer_decides_nothing() {
    each(async |vendor| {
        for kind in ["html", "cut-off", "reset", "large"] {
            let bench = Bench::new(vendor, &fault(vendor, &format!("kind = \"{kind}\"")));
            let outcome = bench.send().await;
            assert_eq!(outcome.class.verdict(), Verdict::Undetermined, "{kind}: {outcome:?}");
            let auth_failed = is_of_auth(&outcome) || outcome.failure.is_some() || outcome.raw.is_some();
            assert!(auth_failed, "{kind}: {outcome:?} says why");
        }
    });
}

#[test]
fn a_wrong_content_type_around_the_right_answer_is_read() {
    each(async |vendor| {
        let bench = Bench::new(vendor, &fault(vendor, "kind = \"content-type\""));
        assert_eq!(bench.send().await.class, Class::Accepted);
    });
}

#[test]
fn silence_is_a_timeout() {
    each(async |vendor| {
        let text = fault(vendor, "kind = \"slow\"\ndelay = \"5s\"");
        let bench = Bench::with_timeout(vendor, &text, Duration::from_millis(200));
        let outcome = bench.send().await;
        assert_eq!(outcome.class, Class::Network, "{outcome:?}");
    });
}

#[test]
fn every_code_that_a_token_ends_in_comes_back_with_its_class() {
    each(async |vendor| {
        let bench = Bench::new(vendor, "");
        for entry in vendor.codes.entries().iter().filter(|entry| entry.scope == "result" && entry.code != "0") {
            let token = DeviceToken::parse(&format!("{}{}", bench.token.as_str(), entry.code)).expect("a token");
            let sent = bench.send_to(&token).await;
            assert_eq!((sent.class, sent.code.as_deref()), (entry.class, Some(entry.code.as_str())), "{sent:?}");
        }
    });
}

#[test]
fn no_recording_holds_a_secret_a_sign_or_an_access_token() {
    each(async |vendor| {
        let bench = Bench::new(vendor, "");
        bench.send().await;
        let credential = bench.client.credential(&bench.ctx).await;
        let recording = bench.recording();
        assert!(!recording.is_empty());
        if let Ok(credential) = credential {
            assert!(!recording.contains(credential.value.expose()), "the access token is in:\n{recording}");
        }
        for part in bench.client.explain_sign(1_735_689_600_000).into_iter().flat_map(|parts| parts.parts) {
            assert!(!part.1.contains(bench.token.as_str()));
        }
        assert!(!recording.to_lowercase().contains("\"sign\":\"0") || recording.contains("***"));
    });
}

#[test]
fn a_capability_is_what_the_client_does() {
    each(async |vendor| {
        let bench = Bench::new(vendor, "");
        if vendor.capability.token_query.is_some() {
            assert!(bench.client.token_status(&bench.ctx, std::slice::from_ref(&bench.token)).await.is_ok());
        }
        if vendor.capability.message_status {
            assert!(bench.client.message_status(&bench.ctx, "1").await.is_ok());
        }
        let live = pushctl::message::Message { mode: pushctl::message::Mode::Live, ..Bench::message() };
        assert!(!bench.client.review(&live).has_errors(), "{:?}", rules(&bench.client.review(&live)));
    });
}
