use super::super::VENDOR;
use super::super::account::made_up;
use super::*;
use crate::text::Lang;

/// What is signed for the published vector: header and claims to the byte, as Google's documents have them.
const PUBLISHED: &str = "eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6IjAxMjM0NTY3ODlhYmNkZWYwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1NjcifQ.eyJpc3MiOiJmaXJlYmFzZS1hZG1pbnNkay1hYmNkZUBkZW1vLXByb2plY3QuaWFtLmdzZXJ2aWNlYWNjb3VudC5jb20iLCJzY29wZSI6Imh0dHBzOi8vd3d3Lmdvb2dsZWFwaXMuY29tL2F1dGgvZmlyZWJhc2UubWVzc2FnaW5nIiwiYXVkIjoiaHR0cHM6Ly9vYXV0aDIuZ29vZ2xlYXBpcy5jb20vdG9rZW4iLCJpYXQiOjE3MDAwMDAwMDAsImV4cCI6MTcwMDAwMzYwMH0";

/// The signature over it by the made-up key 0, computed with openssl:
/// `printf %s INPUT | openssl dgst -sha256 -sign KEY | base64 -w0 | tr +/ -_ | tr -d =`
const SIGNATURE: &str = "vhS1jZWAcZ--9dXYtckKx9OqVt0IAjB1_l8dqpI7Trgy4jFO7IpmOdNtnvRqm5Tc3XytWHL5Z614LDuL2A23Ty52okJoOFK5ezVcE828y7yF9V-GNLeB-sJGUAeogRvxTbQC_xgJLOxpIBt72tSdB-GuMcUU-sKCWRLwmIk9Bf7va9qjQHvI_6hyCbxWObKKlPobkiAPRkGPoTet-4pVcPEkciIO_Mbg2coHUU-em25bh-N2JmLy3kKbdgovIV_PVYnz9Jmy_Vu_LPvV8LY5pt_OHmy2-zVdI4bSags8edJjIHKGwQtrjnVdNbIB1Sr9G96kanDRdGLqkcX2bNWw1w";

fn account() -> ServiceAccount {
    ServiceAccount {
        client_email: "firebase-adminsdk-abcde@demo-project.iam.gserviceaccount.com".to_owned(),
        ..ServiceAccount::parse(&made_up()).expect("an account")
    }
}

#[test]
fn the_signed_text_is_that_of_the_published_vector() {
    let assertion = assertion(&account(), 1_700_000_000_999);
    let (input, signature) = assertion.rsplit_once('.').expect("three parts");
    assert_eq!(input, PUBLISHED);
    assert_eq!(signature, SIGNATURE);
}

#[test]
fn without_a_key_id_there_is_no_kid() {
    let account = ServiceAccount { private_key_id: None, ..account() };
    let jwt = jwt::decode(&assertion(&account, 1_700_000_000_000)).expect("a token");
    assert_eq!(jwt.header, json!({ "alg": "RS256", "typ": "JWT" }));
}

fn read(text: &str, seconds: u64) -> Decoded {
    let values = Values::empty("google", VENDOR.fields).made_up();
    decode(text, Some(&values), &Clock::fixed(seconds * 1000)).expect("ours")
}

fn words(decoded: &Decoded) -> Vec<&str> {
    decoded.remarks.iter().map(|remark| remark.get(Lang::En)).collect()
}

#[test]
fn an_assertion_of_ours_is_read_and_verified() {
    let own = ServiceAccount::parse(&made_up()).expect("an account");
    let decoded = read(&assertion(&own, 1_700_000_000_000), 1_700_000_000);
    assert_eq!((decoded.signature, words(&decoded)), (Signature::Right, vec![]));
    assert_eq!(decoded.parts[0], ("alg".to_owned(), "RS256".to_owned()));
    assert!(decoded.parts.contains(&("exp".to_owned(), "1700003600".to_owned())));
}

#[test]
fn what_is_wrong_with_an_assertion_is_said() {
    let signed = |claims: &Value| jwt::sign(Algorithm::Rs256, &account().key, &Value::Null, claims).expect("signed");
    let claims = json!({ "iss": "a@demo-project.iam.gserviceaccount.com", "aud": "https://fcm.googleapis.com/",
                         "sub": "x", "iat": 1_700_000_000, "exp": 1_700_003_601 });
    let decoded = read(&signed(&claims), 1_700_003_611);
    assert_eq!(
        words(&decoded),
        [
            "aud is `https://fcm.googleapis.com/`, not `https://oauth2.googleapis.com/token`",
            "scope lacks `https://www.googleapis.com/auth/firebase.messaging`",
            "sub is set: that asks for domain-wide delegation",
            "it lives 3601 s; Google takes 3600 at most",
            "expired 10 s ago",
            "iss is another account than that of service_account_file",
        ]
    );
    let other = jwt::sign(Algorithm::Ps256, &account().key, &Value::Null, &claims).expect("signed");
    let decoded = read(&other, 1_700_000_000);
    assert_eq!(decoded.signature, Signature::Wrong);
    assert_eq!(words(&decoded)[0], "alg is `PS256`; Google wants RS256");
}

#[test]
fn tokens_of_others_are_left_to_others() {
    let ours = |claims: Value| {
        let token = jwt::sign(Algorithm::Rs256, &account().key, &Value::Null, &claims).expect("signed");
        decode(&token, None, &Clock::fixed(0)).is_some()
    };
    assert!(!ours(json!({ "iss": "ABCDE12345", "iat": 1 })));
    assert!(!ours(json!({ "iss": "1", "aud": "https://oauth-login.cloud.huawei.com/oauth2/v3/token" })));
    assert!(ours(json!({ "aud": "https://oauth2.googleapis.com/token" })));
    assert!(decode("eyJ", None, &Clock::fixed(0)).is_none());
}
