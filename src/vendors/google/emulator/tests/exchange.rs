//! The token endpoint: what it takes, and each slip by its name.

use super::*;
use crate::emulator::Scenario;

fn grant(error: &str, description: &str, answer: &RawAnswer, word: &str) {
    refused(answer, 400, "error", error, word);
    let body = body(answer);
    assert_eq!(body["error"], error);
    assert!(body["error_description"].as_str().expect("words").starts_with(description), "{body}");
}

#[test]
fn an_assertion_is_exchanged_for_an_access_token() {
    let mut server = Server::new();
    let answer = server.exchange(&signed(&json!({})));
    assert!(answer.accepted, "{answer:?}");
    let first = body(&answer);
    assert_eq!((&first["expires_in"], &first["token_type"]), (&json!(3599), &json!("Bearer")));
    assert!(first["access_token"].as_str().expect("a token").starts_with("ya29."));
    let second = body(&server.exchange(&signed(&json!({}))));
    assert_ne!(first["access_token"], second["access_token"]);
    assert!(server.send("").accepted, "older ones stay valid");
    for changes in [
        json!({ "scope": "https://www.googleapis.com/auth/cloud-platform" }),
        json!({ "scope": "https://www.googleapis.com/auth/x https://www.googleapis.com/auth/firebase.messaging" }),
        json!({ "aud": "https://accounts.google.com/o/oauth2/token" }),
        json!({ "sub": EMAIL }),
        json!({ "iat": NOW / 1000 + 300, "exp": NOW / 1000 + 3900 }),
        json!({ "iat": NOW / 1000 - 3600, "exp": NOW / 1000 }),
    ] {
        assert!(server.exchange(&signed(&changes)).accepted, "{changes}");
    }
}

#[test]
fn every_slip_in_the_claims_has_its_name() {
    let mut server = Server::new();
    let now = NOW / 1000;
    let time = "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe";
    for (changes, error, description, word) in [
        (json!({ "iss": null }), "invalid_grant", "Invalid grant: account not found", "iss is missing"),
        (json!({ "iss": KEY_ID }), "invalid_grant", "Invalid grant: account not found", "client_email"),
        (json!({ "iss": "x@y.z" }), "invalid_grant", "Invalid grant: account not found", "another account"),
        (json!({ "aud": null }), "invalid_grant", "Invalid JWT: Failed audience check", "aud is missing"),
        (
            json!({ "aud": "https://fcm.googleapis.com/" }),
            "invalid_grant",
            "Invalid JWT: Failed audience check",
            "self-signed",
        ),
        (json!({ "aud": "https://x.y" }), "invalid_grant", "Invalid JWT: Failed audience check", "https://x.y"),
        (json!({ "iat": null }), "invalid_grant", time, "missing"),
        (json!({ "iat": NOW, "exp": NOW + 3600 }), "invalid_grant", time, "milliseconds"),
        (json!({ "exp": now + 3601 }), "invalid_grant", time, "3601 s after iat"),
        (json!({ "iat": now + 301, "exp": now + 3000 }), "invalid_grant", time, "301 s ahead"),
        (json!({ "iat": now - 3601, "exp": now - 1 }), "invalid_grant", time, "1 s behind"),
        (json!({ "iat": i64::MIN, "exp": 5 }), "invalid_grant", time, "s after iat"),
        (json!({ "iat": 0, "exp": i64::MIN }), "invalid_grant", time, "s behind"),
        (json!({ "sub": "alice@acme.com" }), "unauthorized_client", "Client is unauthorized", "leave it out"),
        (json!({ "scope": null }), "invalid_scope", "Invalid OAuth scope", "missing"),
        (json!({ "scope": "firebase.messaging" }), "invalid_scope", "Invalid OAuth scope", "firebase.messaging"),
    ] {
        grant(error, description, &server.exchange(&signed(&changes)), word);
    }
}

#[test]
fn a_scope_that_may_not_send_is_found_out_at_the_push() {
    let mut server = Server::new();
    let answer = server.exchange(&signed(&json!({ "scope": "https://www.googleapis.com/auth/firebase" })));
    server.token = body(&answer)["access_token"].as_str().expect("a token").to_owned();
    refused(&server.send(""), 403, "reason", "ACCESS_TOKEN_SCOPE_INSUFFICIENT", "firebase.messaging");
}

#[test]
fn every_slip_in_the_signature_has_its_name() {
    let mut server = Server::new();
    let wrong = "Invalid JWT Signature.";
    let key = PrivateKey::from_pem(made_up::rsa_key_pem(0).as_bytes()).expect("a key");
    let claims = json!({ "iss": EMAIL });
    let with_header = |header: Value| jwt::sign(Algorithm::Ps256, &key, &header, &claims).expect("signed");
    let other_key = jwt::sign(
        Algorithm::Rs256,
        &PrivateKey::from_pem(made_up::rsa_key_pem(1).as_bytes()).expect("a key"),
        &json!({ "kid": "another" }),
        &claims,
    );
    let own = signed(&json!({}));
    let (input, _) = own.rsplit_once('.').expect("three parts");
    let padded = own.replacen('.', "=.", 1);
    for (assertion, word) in [
        (signed_by(Algorithm::Ps256, &made_up::rsa_key_pem(0), &json!({})), "PS256 (RSA-PSS), which is Huawei's"),
        (signed_by(Algorithm::Es256, &made_up::ec_key_pem(0), &json!({})), "ES256, which is Apple's"),
        (with_header(json!({ "alg": "HS256" })), "HS256"),
        (with_header(json!({ "alg": "none" })), "alg is none"),
        (with_header(json!({ "alg": "RS256" })), "the padding of the signature is that of PS256"),
        (signed_by(Algorithm::Rs256, &made_up::rsa_key_pem(1), &json!({})), "not signed with the private key"),
        (other_key.expect("signed"), "kid is not private_key_id"),
        (format!("{input}.{}", "A".repeat(43)), "a hash or an HMAC"),
        (padded, "padded"),
    ] {
        // A `+` in a form is a blank.
        grant("invalid_grant", wrong, &server.exchange(&assertion.replace('+', "%2B")), word);
    }
}

#[test]
fn a_malformed_form_is_named() {
    let mut server = Server::new();
    let mut ask = |body: &str| {
        server.ask("POST", "/token", &[("content-type", "application/x-www-form-urlencoded")], body.as_bytes())
    };
    for (body, word) in [
        ("", "no grant_type"),
        ("grant_type=client_credentials", "client_credentials"),
        ("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer", "no assertion"),
        ("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion=x", "no JWT"),
        ("{\"grant_type\":1}", "the body is JSON"),
    ] {
        grant("invalid_request", "Bad Request", &ask(body), word);
    }
    assert_eq!(server.ask("GET", "/token", &[], b"").status, 404);
}

/// Alone on a machine, without a key file of the user's, the emulator cannot judge what another key signed.
#[test]
fn without_a_stated_account_a_signature_is_taken_with_a_word() {
    let mut google = emulator(&World::from(None, Scenario::default()));
    let assertion = signed_by(Algorithm::Rs256, &made_up::rsa_key_pem(1), &json!({}));
    let body = format!("grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer&assertion={assertion}");
    let request = RawRequest {
        method: "POST".to_owned(),
        path: "/token".to_owned(),
        headers: vec![("content-type".to_owned(), "application/x-www-form-urlencoded".to_owned())],
        body: body.into_bytes(),
        ..RawRequest::default()
    };
    let answer = google.answer(&request, &Clock::fixed(NOW));
    assert!(answer.accepted && remark(&answer).contains("was not judged"), "{answer:?}");
}
