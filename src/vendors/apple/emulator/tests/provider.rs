use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};

use super::*;

/// The answer to a push with this `authorization`.
fn answer_to(authorization: &str) -> RawAnswer {
    Server::new().with(&[("authorization", authorization)])
}

fn refused_when(token: &str, reason: &str, words: &str) {
    refused_with(&answer_to(&format!("bearer {token}")), 403, reason, words);
}

fn remarked_when(token: &str, words: &str) {
    let answer = answer_to(&format!("bearer {token}"));
    accepted(&answer);
    assert!(remark(&answer).contains(words), "{}", remark(&answer));
}

fn claims() -> Value {
    json!({ "iss": TEAM_ID, "iat": NOW / 1000 })
}

fn with_header(header: &Value, claims: &Value) -> String {
    jwt::sign(Algorithm::Es256, &key(0), header, claims).expect("an EC key")
}

#[test]
fn a_provider_token_is_needed_and_a_bearer() {
    let token = signed(&claims());
    refused_with(&answer_to(""), 403, "MissingProviderToken", "no header");
    refused_with(&answer_to(&token), 403, "MissingProviderToken", "no `bearer`");
    refused_with(&answer_to("Basic YTpi"), 403, "MissingProviderToken", "another scheme");
    for scheme in ["bearer", "Bearer", "BEARER"] {
        accepted(&answer_to(&format!("{scheme} {token}")));
    }
}

#[test]
fn what_is_no_jwt_is_named() {
    refused_when("x", "InvalidProviderToken", "1 part(s)");
    refused_when("x.y.z", "InvalidProviderToken", "base64url of JSON");
    let rsa = PrivateKey::from_pem(made_up::rsa_key_pem(0).as_bytes()).expect("a key");
    let token = jwt::sign(Algorithm::Rs256, &rsa, &json!({ "kid": KEY_ID }), &claims()).expect("an RSA key");
    refused_when(&token, "InvalidProviderToken", "`alg` is RS256");
}

#[test]
fn ids_are_those_of_push_toml() {
    let kid = |kid: &str| with_header(&json!({ "kid": kid }), &claims());
    refused_when(&kid("ZZZ123DEFG"), "InvalidProviderToken", "`kid` ZZZ123DEFG");
    let swapped = with_header(&json!({ "kid": TEAM_ID }), &json!({ "iss": KEY_ID, "iat": NOW / 1000 }));
    refused_when(&swapped, "InvalidProviderToken", "swap the two");
    let other = signed(&json!({ "iss": "ZZZ123GHIJ", "iat": NOW / 1000 }));
    refused_when(&other, "InvalidProviderToken", "`iss` ZZZ123GHIJ");
    refused_when(&with_header(&json!({}), &claims()), "InvalidProviderToken", "no `kid`");
    refused_when(&signed(&json!({ "iat": NOW / 1000 })), "InvalidProviderToken", "no `iss`");
    refused_when(&signed(&json!({ "iss": 7, "iat": NOW / 1000 })), "InvalidProviderToken", "a number");
    // What somebody pasted there may be a secret.
    let pasted = with_header(&json!({ "kid": "0123456789abcdef0123456789abcdef" }), &claims());
    let answer = answer_to(&format!("bearer {pasted}"));
    assert!(!remark(&answer).contains("0123456789") && remark(&answer).contains("32 characters"), "{answer:?}");
}

#[test]
fn iat_is_in_seconds_and_less_than_an_hour_away() {
    let iat = |iat: Value| signed(&json!({ "iss": TEAM_ID, "iat": iat }));
    let now = NOW / 1000;
    for good in [now, now - 3600, now + 3600] {
        accepted(&answer_to(&format!("bearer {}", iat(good.into()))));
    }
    refused_when(&iat((now - 3601).into()), "ExpiredProviderToken", "60 minutes old");
    refused_when(&iat((now + 3601).into()), "ExpiredProviderToken", "in the future");
    refused_when(&iat(NOW.into()), "ExpiredProviderToken", "milliseconds");
    refused_when(&iat(u64::MAX.into()), "ExpiredProviderToken", "in the future");
    refused_when(&iat((u64::MAX / 1000).into()), "ExpiredProviderToken", "in the future");
    refused_when(&signed(&json!({ "iss": TEAM_ID })), "InvalidProviderToken", "no `iat`");
    refused_when(&iat("now".into()), "InvalidProviderToken", "whole seconds");
    remarked_when(&iat(now.to_string().into()), "`iat` is a string");
}

#[test]
fn another_key_is_refused_and_slips_of_the_signature_are_named() {
    let sign_with = |number: usize| {
        let header = json!({ "kid": KEY_ID });
        jwt::sign(Algorithm::Es256, &key(number), &header, &claims()).expect("an EC key")
    };
    refused_when(&sign_with(1), "InvalidProviderToken", "another key");
    let right = sign_with(0);
    let (input, signature) = right.rsplit_once('.').expect("three parts");
    let bytes = URL_SAFE_NO_PAD.decode(signature).expect("base64url");
    let with = |bytes: &[u8]| format!("{input}.{}", base64url(bytes));
    refused_when(&with(&[7; 32]), "InvalidProviderToken", "HS256");
    refused_when(&with(&[7; 256]), "InvalidProviderToken", "RSA");
    refused_when(&with(&bytes[..63]), "InvalidProviderToken", "63 bytes");
    let reversed: Vec<u8> = bytes.iter().rev().copied().collect();
    refused_when(&with(&reversed), "InvalidProviderToken", "little endian");
}

/// a2 sends both: Apple's servers take them, RFC 7515 and 7518 do not.
#[test]
fn der_and_padding_are_taken_with_a_remark() {
    let header = STANDARD.encode(format!(r#"{{"alg":"ES256","kid":"{KEY_ID}"}}"#));
    let claims = STANDARD.encode(format!(r#"{{"iss":"{TEAM_ID}","iat":{}}}"#, NOW / 1000));
    let input = format!("{header}.{claims}");
    assert!(input.contains('='), "padded: {input}");
    let ring = ring::signature::EcdsaKeyPair::from_pkcs8(
        &ring::signature::ECDSA_P256_SHA256_ASN1_SIGNING,
        &der_of(&made_up::ec_key_pem(0)),
        &ring::rand::SystemRandom::new(),
    );
    let der = ring.expect("a key").sign(&ring::rand::SystemRandom::new(), input.as_bytes()).expect("signed");
    let token = format!("{input}.{}", STANDARD.encode(der.as_ref()));
    remarked_when(&token, "DER");
    remarked_when(&token, "padded");
    // What was signed in one form and sent in another is no signature of what was sent.
    let plain = signed(&json!({ "iss": TEAM_ID, "iat": NOW / 1000 }));
    let (signed_input, signature) = plain.rsplit_once('.').expect("three parts");
    let padded = signed_input.split('.').map(|part| format!("{part}{}", "=".repeat((4 - part.len() % 4) % 4)));
    let padded = padded.collect::<Vec<_>>().join(".");
    assert_ne!(padded, signed_input);
    refused_when(&format!("{padded}.{signature}"), "InvalidProviderToken", "sign what is sent");
}

fn der_of(pem: &str) -> Vec<u8> {
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body).expect("Base64")
}

#[test]
fn claims_that_apns_does_not_read_are_remarked_on() {
    remarked_when(&signed(&json!({ "iss": TEAM_ID, "iat": NOW / 1000, "exp": NOW / 1000 + 60 })), "`exp`");
}

#[test]
fn without_a_key_of_the_user_s_nothing_is_judged() {
    let mut server = Server::of(|world| {
        let contents = Secret::new(made_up::ec_key_pem(0));
        world.key_files.insert(("apple", "key_file"), KeyFile { contents, made_up: true });
        for credential in world.credentials.get_mut("apple").expect("apple").values_mut() {
            credential.made_up = true;
        }
    });
    let foreign = jwt::sign(Algorithm::Es256, &key(1), &json!({ "kid": "ZZZ123DEFG" }), &claims()).expect("an EC key");
    let answer = server.with(&[("authorization", &format!("bearer {foreign}"))]);
    accepted(&answer);
    assert!(remark(&answer).contains("not judged") && remark(&answer).contains("taken as they come"));
}

#[test]
fn a_new_token_too_soon_is_remarked_on() {
    let mut server = Server::new();
    let at = |seconds: u64| format!("bearer {}", signed(&json!({ "iss": TEAM_ID, "iat": seconds })));
    let (first, second) = (at(NOW / 1000), at(NOW / 1000 + 1));
    let said = |server: &mut Server, token: &str| remark(&server.with(&[("authorization", token)])).to_owned();
    assert_eq!(said(&mut server, &first), "");
    assert_eq!(said(&mut server, &first), "");
    assert!(said(&mut server, &second).contains("TooManyProviderTokenUpdates"));
    server.now += 20 * 60_000;
    let later = at(server.now / 1000);
    assert_eq!(said(&mut server, &later), "");
}

#[test]
fn with_a_certificate_nothing_can_be_judged() {
    let mut server = Server::of(|world| {
        let contents = Secret::new("");
        world.key_files.insert(("apple", "certificate_file"), KeyFile { contents, made_up: false });
    });
    let answer = server.with(&[("authorization", ""), ("apns-topic", "")]);
    accepted(&answer);
    assert!(remark(&answer).contains("cannot judge") && remark(&answer).contains("the certificate's own"));
}
