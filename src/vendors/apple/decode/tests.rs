use serde_json::json;

use super::*;
use crate::emulator::made_up;
use crate::text::Lang;
use crate::vendors::apple::fields::FIELDS;
use crate::vendors::apple::provider_token;

/// 2023-11-14T22:13:20Z
const SIGNED: u64 = 1_700_000_000;

fn key() -> PrivateKey {
    PrivateKey::from_pem(made_up::ec_key_pem(0).as_bytes()).expect("a key")
}

fn token() -> String {
    provider_token(&key(), "ABC123DEFG", "DEF123GHIJ", SIGNED).expect("an EC key")
}

/// The values that a run against an emulator makes up: the ids above, and the same key.
fn values() -> Values {
    Values::empty("apple", FIELDS).made_up()
}

fn decoded(text: &str, seconds: u64) -> Decoded {
    decode(text, Some(&values()), &Clock::fixed(seconds * 1000)).expect("a provider token")
}

fn remarks(decoded: &Decoded) -> Vec<&str> {
    decoded.remarks.iter().map(|remark| remark.get(Lang::En)).collect()
}

#[test]
fn a_token_of_ours_is_right_and_unremarkable() {
    for text in [token(), format!("bearer {}", token()), format!(" Bearer {}\n", token())] {
        let decoded = decoded(&text, SIGNED + 60);
        assert_eq!((decoded.kind, decoded.signature), ("provider token", Signature::Right));
        assert!(decoded.remarks.is_empty(), "{:?}", remarks(&decoded));
        let parts: Vec<(&str, &str)> =
            decoded.parts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        assert_eq!(
            parts,
            [
                ("alg", "ES256"),
                ("kid", "ABC123DEFG"),
                ("iss", "DEF123GHIJ"),
                ("iat", "1700000000 (Tue, 14 Nov 2023 22:13:20 GMT)"),
            ]
        );
    }
}

#[test]
fn age_is_judged_by_the_clock() {
    for (seconds, words) in [(SIGNED + 3601, "ExpiredProviderToken"), (SIGNED - 3601, "in the future")] {
        let decoded = decoded(&token(), seconds);
        assert_eq!(decoded.remarks.len(), 1);
        assert!(remarks(&decoded)[0].contains(words), "{:?}", remarks(&decoded));
    }
    assert!(decoded(&token(), SIGNED + 3600).remarks.is_empty());
}

#[test]
fn another_key_is_wrong_and_none_is_not_judged() {
    let other = PrivateKey::from_pem(made_up::ec_key_pem(1).as_bytes()).expect("a key");
    let foreign = provider_token(&other, "ABC123DEFG", "DEF123GHIJ", SIGNED).expect("an EC key");
    assert_eq!(decoded(&foreign, SIGNED).signature, Signature::Wrong);
    let clock = Clock::fixed(SIGNED * 1000);
    assert_eq!(decode(&foreign, None, &clock).expect("a token").signature, Signature::NotJudged);
}

#[test]
fn other_ids_and_swapped_ids_are_named() {
    let of = |key_id: &str, team_id: &str| provider_token(&key(), key_id, team_id, SIGNED).expect("an EC key");
    assert_eq!(remarks(&decoded(&of("DEF123GHIJ", "ABC123DEFG"), SIGNED)), ["`kid` and `iss` are swapped"]);
    assert_eq!(remarks(&decoded(&of("ZZZ123DEFG", "DEF123GHIJ"), SIGNED)), ["`kid` is not [apple] key_id"]);
    assert_eq!(remarks(&decoded(&of("ABC123DEFG", "ZZZ123GHIJ"), SIGNED)), ["`iss` is not [apple] team_id"]);
}

#[test]
fn slips_of_the_form_are_named() {
    let with = |claims: &Value| {
        let header = json!({ "kid": "ABC123DEFG" });
        jwt::sign(Algorithm::Es256, &key(), &header, claims).expect("an EC key")
    };
    for (claims, words) in [
        (json!({ "iss": "DEF123GHIJ", "iat": SIGNED * 1000 }), "milliseconds"),
        (json!({ "iss": "DEF123GHIJ", "iat": "1700000000" }), "a string"),
        (json!({ "iss": "DEF123GHIJ", "iat": -5 }), "not a whole number"),
        (json!({ "iss": "DEF123GHIJ", "iat": 1.7e9 }), "not a whole number"),
        (json!({ "iss": "DEF123GHIJ" }), "no `iat`"),
    ] {
        let decoded = decoded(&with(&claims), SIGNED);
        assert!(remarks(&decoded)[0].contains(words), "{:?}", remarks(&decoded));
    }
    // The vector's signature in DER: of another key, but that it is DER is seen.
    let der = "eyJhbGciOiJFUzI1NiIsImtpZCI6IkFCQzEyM0RFRkcifQ.eyJpc3MiOiJERUYxMjNHSElKIiwiaWF0IjoxNzAwMDAwMDAwfQ.MEYCIQCGe-oSQnDeK36iwDnMzl5-daFrYAlDObcAlnjGHwrmZAIhANbEvBoek3zXdMl1N34cQrVDxAEqLBEcr28zL1LkDARW";
    let der = decoded(der, SIGNED);
    assert!(remarks(&der)[0].contains("DER"), "{:?}", remarks(&der));
    assert_eq!(der.signature, Signature::Wrong);
}

#[test]
fn what_is_no_provider_token_is_left_to_others() {
    let rsa = PrivateKey::from_pem(made_up::rsa_key_pem(0).as_bytes()).expect("a key");
    let google = jwt::sign(Algorithm::Rs256, &rsa, &json!({}), &json!({ "iss": "a@b.iam", "aud": "x" }));
    for text in [google.expect("an RSA key"), "a.b.c".to_owned(), String::new(), "eJyrVgrxCdYrSy1S".to_owned()] {
        assert!(decode(&text, None, &Clock::fixed(0)).is_none(), "{text}");
    }
}
