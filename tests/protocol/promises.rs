use std::time::{Duration, Instant};

use pushctl::config::{Kind, Side};
use pushctl::device::DeviceToken;
use pushctl::outcome::{Class, Operation, State, Verdict};
use pushctl::vendors::{Entry, USUAL_SCOPE, VENDORS, Vendor};

use super::bench::{Bench, address, is_of_auth, other_address, rules};

/// Runs a promise for every vendor.
fn each(promise: impl AsyncFn(&'static Vendor)) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    for vendor in VENDORS {
        #[expect(clippy::print_stdout, reason = "shown where a promise is broken: most do not say whose they are")]
        {
            println!("{}", vendor.key);
        }
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
        // What is built into the app only is never shown to the vendor's server.
        for field in vendor.fields.iter().filter(|field| field.required && field.side != Side::App) {
            let bench = match field.kind {
                Kind::Secret => Bench::new(
                    vendor,
                    &format!("[credentials.{}]\n{} = \"{}\"\n", vendor.key, field.key, other_secret(field.example)),
                ),
                Kind::KeyFile => Bench::with_other_key_file(vendor, field.key),
                _ => continue,
            };
            for outcome in [bench.authenticate().await, bench.send().await] {
                assert_eq!(outcome.class, Class::Credentials, "{} {}: {outcome:?}", vendor.key, field.key);
                assert!(outcome.code.is_some(), "{outcome:?}");
            }
            assert!(bench.pushes().iter().all(|push| !push.accepted));
            bench.recording();
        }
    });
}

/// Another secret of the same shape.
fn other_secret(secret: &str) -> String {
    secret.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).rev().collect()
}

#[test]
fn a_token_nobody_knows_is_refused_with_the_vendor_s_code() {
    each(async |vendor| {
        let bench = Bench::new(vendor, "");
        let sent = bench.send_to(&other_address(vendor, &bench.token, 1)).await;
        assert!(matches!(sent.class, Class::TokenInvalid | Class::TokenMismatch), "{sent:?}");
        assert!(sent.code.is_some(), "{sent:?}");
    });
}

#[test]
fn states_of_tokens_are_told_apart_where_the_vendor_can_be_asked() {
    each(async |vendor| {
        let Some(query) = &vendor.capability.token_query else { return };
        assert!(query.batch > 0);
        let known = address(vendor, vendor.example_device.address);
        let tokens = [0, 1, 2].map(|steps| other_address(vendor, &known, steps));
        let rule = |token: &DeviceToken, state: &str| {
            format!("[[token]]\nvendor = \"{}\"\ntoken = '{}'\nstate = \"{state}\"\n", vendor.key, token.as_str())
        };
        let scenario = rule(&tokens[1], "dead") + &rule(&tokens[2], "ok") + &rule(&tokens[0], "ok");
        let bench = Bench::new(vendor, &scenario);
        let mut states = Vec::new();
        for tokens in tokens.chunks(query.batch) {
            let outcomes = bench.client.token_status(&bench.ctx, tokens).await.expect("an answer");
            assert_eq!(outcomes.len(), tokens.len());
            states.extend(outcomes.iter().map(|outcome| outcome.state.expect("a state")));
        }
        assert_eq!([states[0], states[2]], [State::Alive; 2], "{states:?}");
        // `dead` is for codes that an official source calls so; a vendor that is vague leaves it at `suspect`.
        assert!(matches!(states[1], State::Dead | State::Suspect), "{states:?}");
        assert!(query.probe.is_some() || bench.pushes().is_empty(), "asking sends nothing");
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
        assert!(!status.figures.is_empty() || !status.facts.is_empty(), "{status:?}");
    });
}

#[test]
fn the_test_mode_reaches_test_devices_only() {
    each(async |vendor| {
        if !vendor.capability.test_devices {
            return;
        }
        assert!(vendor.capability.test_mode.is_some());
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
        // A vendor without daily limits has one on how fast a phone gets pushes.
        assert!(matches!(second.class, Class::Quota | Class::RateLimited), "{second:?}");
    });
}

#[test]
fn a_push_is_not_repeated_after_a_server_error() {
    each(async |vendor| {
        let plain = Bench::new(vendor, "");
        let (path, unprocessed) = (plain.push_path(), plain.push().unprocessed);
        for (kind, status) in [
            ("kind = \"status\"\nstatus = 503", Some(503)),
            ("kind = \"status\"\nstatus = 500", Some(500)),
            ("kind = \"html\"\nstatus = 502", Some(502)),
            ("kind = \"cut-off\"", None),
            ("kind = \"reset\"", None),
            ("kind = \"redirect\"", None),
        ] {
            let bench = Bench::new(vendor, &fault(vendor, &format!("path = \"{path}\"\ntimes = 1\n{kind}")));
            let sent = bench.send().await;
            // Once more only where the vendor documents that it did nothing.
            if status.is_some_and(|status| unprocessed.contains(&status)) {
                assert_eq!((sent.class, bench.pushes().len()), (Class::Accepted, 2), "{kind}: {sent:?}");
            } else {
                assert_eq!(sent.class.verdict(), Verdict::Undetermined, "{kind}: {sent:?}");
                assert_eq!(bench.pushes().len(), 1, "{kind}");
            }
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
        for kind in ["html", "cut-off", "reset", "large", "redirect"] {
            let bench = Bench::new(vendor, &fault(vendor, &format!("kind = \"{kind}\"")));
            let outcome = bench.send().await;
            assert_eq!(outcome.class.verdict(), Verdict::Undetermined, "{kind}: {outcome:?}");
            let says =
                is_of_auth(&outcome) || outcome.failure.is_some() || outcome.raw.is_some() || outcome.code.is_some();
            assert!(says, "{kind}: {outcome:?} says why");
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
        for entry in vendor.codes.entries().iter().filter(|entry| is_refusal(entry)) {
            let token = address(vendor, &format!("{}{}", bench.token.as_str(), entry.code));
            let sent = bench.send_to(&token).await;
            assert_eq!((sent.class, sent.code.as_deref()), (entry.class, Some(entry.code.as_str())), "{sent:?}");
        }
    });
}

/// A code of the vendor's main scope that says no.
fn is_refusal(entry: &Entry) -> bool {
    entry.scope == USUAL_SCOPE && entry.class != Class::Accepted
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
        if vendor.capability.validate_only {
            let message = Bench::message();
            let validated = bench.client.validate(&bench.ctx, &message, &bench.token).await.expect("an answer");
            assert_eq!((validated.operation, validated.class), (Operation::Validate, Class::Accepted), "{validated:?}");
            assert!(bench.pushes().iter().all(|push| push.operation != Some(Operation::Send)), "nothing is sent");
        }
        if vendor.capability.user_status {
            let users = bench.client.user_status(&bench.ctx, std::slice::from_ref(&bench.token)).await;
            assert_eq!(users.expect("an answer")[0].class, Class::Accepted);
        }
        assert_eq!(vendor.capability.token_query.is_none(), vendor.capability.instead_of_token_query.is_some());
        if vendor.capability.message_status {
            assert!(bench.client.message_status(&bench.ctx, "1").await.is_ok());
        }
        let live = pushctl::message::Message { mode: pushctl::message::Mode::Live, ..Bench::message() };
        assert!(!bench.client.review(&live).has_errors(), "{:?}", rules(&bench.client.review(&live)));
    });
}
