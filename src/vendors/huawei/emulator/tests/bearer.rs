//! The token call, access tokens and JWTs: which part is wrong, and in which way.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::*;
use crate::emulator::{KeyFile, Scenario, made_up};
use crate::jwt::{self, Algorithm, PrivateKey};

#[track_caller]
fn sub_error(answer: &RawAnswer, expected: u64) {
    assert_eq!(answer.status, 400, "{answer:?}");
    assert_eq!((&body(answer)["error"], &body(answer)["sub_error"]), (&json!(1101), &json!(expected)), "{answer:?}");
    assert!(body(answer)["error_description"].is_string() && !answer.accepted);
    assert_eq!((answer.scope, answer.code.clone()), ("sub_error", Some(expected.to_string())));
    assert!(!answer.remark.get(Lang::Zh).is_empty());
}

fn form(id: &str, secret: &str) -> String {
    format!("grant_type=client_credentials&client_id={id}&client_secret={secret}")
}

#[test]
fn the_token_call_answers_in_huawei_s_shape() {
    let mut server = Server::new();
    let answer = server.oauth(&form(ID, SECRET));
    assert_eq!(answer.status, 200);
    assert!(answer.body.contains("\\/"), "a slash may be written so: {}", answer.body);
    assert_eq!((&body(&answer)["expires_in"], &body(&answer)["token_type"]), (&json!(3600), &json!("Bearer")));
}

#[test]
fn what_is_wrong_with_a_token_call_is_named() {
    let mut server = Server::new();
    for (written, expected, word) in [
        (form(ID, "0123"), 12304, "not that of this client id"),
        (form(ID, ""), 20171, "client_secret is missing"),
        (form(ID, &format!("+{SECRET}+")), 12304, "blanks around"),
        (form(ID, &SECRET.to_uppercase()), 12304, "upper and lower case"),
        (form(ID, &format!("%22{SECRET}%22")), 12304, "quotes"),
        (form(ID, ID), 12304, "holds the client id"),
        (form("", SECRET), 20002, "client_id is missing"),
        (form("abc", SECRET), 20002, "not 1 to 64 digits"),
        (form(&"1".repeat(65), SECRET), 20002, "not 1 to 64 digits"),
        (form(&format!("{ID}+"), SECRET), 20002, "blanks around"),
        (form(SECRET, ID), 20002, "swapped"),
        (form("999999999", SECRET), 20003, "no client 999999999"),
        (format!("client_id={ID}&client_secret={SECRET}"), 20182, "grant_type"),
        (format!("{{\"client_id\":\"{ID}\"}}"), 20182, "JSON"),
    ] {
        let answer = server.oauth(&written);
        sub_error(&answer, expected);
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
        assert!(!answer.body.contains(SECRET) && !remark(&answer).contains(SECRET));
    }
}

/// `+`, `/`, `=`, `&` and a blank, form-encoded as in the vector of the notes.
#[test]
fn a_secret_with_awkward_characters_must_be_encoded() {
    let secret = "a1b2+c3/d4=e5&f6 0123456789abcdef";
    let encoded = "a1b2%2Bc3%2Fd4%3De5%26f6+0123456789abcdef";
    let own = |world: &mut World| {
        let keys = world.credentials.get_mut("huawei").expect("keys");
        keys.get_mut("app_secret").expect("a secret").value = Secret::new(secret);
    };
    let mut world = World::from(None, Scenario::default());
    own(&mut world);
    let mut server = Server { huawei: emulator(&world), token: String::new(), now: NOW };
    assert_eq!(server.oauth(&form(ID, encoded)).status, 200);
    assert_eq!(server.oauth(&form(ID, &encoded.replace('+', "%20"))).status, 200);
    let twice = encoded.replace('%', "%25").replace('+', "%2B");
    assert!(remark(&server.oauth(&form(ID, &twice))).contains("encoded twice"));
}

#[test]
fn an_access_token_lives_for_an_hour_and_others_beside_it() {
    let mut server = Server::new();
    let push = to(&format!("[\"{PHONE}\"]"));
    let first = server.token.clone();
    let second = server.mint();
    assert_ne!(first, second);
    for token in [first, second] {
        server.token = token;
        server.now = NOW + 3_600_000 - 1;
        code(&server.send(&push), 200, "80000000");
        server.now += 1;
        code(&server.send(&push), 401, "80200003");
    }
}

#[test]
fn what_is_wrong_with_a_bearer_is_named() {
    let mut server = Server::new();
    let token = server.token.clone();
    let push = to(&format!("[\"{PHONE}\"]"));
    for (written, expected, word) in [
        (String::new(), "80200001", "no header"),
        (token.clone(), "80200001", "Bearer"),
        ("Bearer x".to_owned(), "80200001", "none that this emulator gave"),
        (format!("Bearer {}", token.replace('/', "\\/")), "80200003", "back-slash"),
        (format!("Bearer {}", &token[..20]), "80200003", "cut off"),
        (format!("Bearer \"{token}\""), "80200003", "quotes"),
        ("Bearer a.b.c".to_owned(), "80200001", "cannot be read"),
    ] {
        let headers = [("content-type", JSON_TYPE), ("authorization", written.as_str())];
        let answer = server.ask("POST", &format!("/v1/{ID}/messages:send"), &headers, push.as_bytes());
        code(&answer, 401, expected);
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
    }
    let other = server.post("/v1/999999999/messages:send", &push);
    code(&other, 401, "80200001");
    assert!(remark(&other).contains("999999999"));
}

/// A server that knows the key of the service account.
fn with_account() -> Server {
    Server::of(|world| {
        let file = json!({"project_id": PROJECT, "key_id": "0123456789abcdef0123456789abcdef",
            "private_key": made_up::rsa_key_pem(0), "sub_account": "101234567"});
        let file = KeyFile { contents: Secret::new(file.to_string()), made_up: false };
        world.key_files.insert(("huawei", "service_account_file"), file);
    })
}

/// A JWT with these changes to its header and claims.
fn token(algorithm: Algorithm, key: usize, header: &Value, claims: &Value) -> String {
    let key = PrivateKey::from_pem(made_up::rsa_key_pem(key).as_bytes()).expect("a key");
    let mut whole = json!({"kid": "0123456789abcdef0123456789abcdef", "typ": "JWT"});
    whole.as_object_mut().expect("an object").extend(header.as_object().cloned().unwrap_or_default());
    let mut said = json!({"aud": "https://oauth-login.cloud.huawei.com/oauth2/v3/token", "iss": "101234567",
        "exp": 1_700_003_600, "iat": 1_700_000_000});
    said.as_object_mut().expect("an object").extend(claims.as_object().cloned().unwrap_or_default());
    jwt::sign(algorithm, &key, &whole, &said).expect("an RSA key")
}

#[test]
fn a_jwt_is_judged_by_form_time_and_signature() {
    let none = json!({});
    let ps256 = |claims: Value| token(Algorithm::Ps256, 0, &none, &claims);
    let good = ps256(json!({}));
    let padded = {
        let (input, signature) = good.rsplit_once('.').expect("three parts");
        let standard = signature.replace('-', "+").replace('_', "/");
        format!("{input}.{standard}==")
    };
    let renamed = token(Algorithm::Rs256, 0, &json!({"alg": "PS256"}), &none);
    for (written, status, expected, word) in [
        (good, 200, "80000000", ""),
        (ps256(json!({"exp": 1_700_086_400})), 200, "80000000", ""),
        (ps256(json!({"exp": 1_700_086_401})), 401, "80300036", "86401 s"),
        (ps256(json!({"iat": NOW, "exp": NOW + 3_600_000})), 401, "80300036", "milliseconds"),
        (ps256(json!({"iat": 1_699_990_000, "exp": 1_700_000_000})), 401, "80200005", "expired 0 s"),
        (ps256(json!({"aud": "x"})), 401, "80200001", "aud"),
        (ps256(json!({"iss": "1"})), 401, "80200001", "iss"),
        (ps256(json!({"exp": "soon"})), 401, "80200001", "whole number"),
        (token(Algorithm::Ps256, 0, &json!({"kid": "x"}), &none), 401, "80200001", "kid"),
        (token(Algorithm::Rs256, 0, &none, &none), 401, "80200001", "wants PS256"),
        (renamed, 401, "80200001", "signed as RS256"),
        (token(Algorithm::Ps256, 1, &none, &none), 401, "80200001", "not signed with"),
        (padded, 401, "80200001", "base64url"),
    ] {
        let mut server = with_account();
        server.token = written;
        let answer = server.send(&to(&format!("[\"{PHONE}\"]")));
        code(&answer, status, expected);
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
    }
}

#[test]
fn a_key_that_nobody_stated_is_not_judged() {
    let mut server = Server::new();
    server.token = token(Algorithm::Ps256, 1, &json!({}), &json!({}));
    let answer = server.send(&to(&format!("[\"{PHONE}\"]")));
    code(&answer, 200, "80000000");
    assert!(remark(&answer).contains("not judged"));
}

#[test]
fn ids_of_app_and_project_are_told_apart() {
    let mut server = with_account();
    let push = to(&format!("[\"{PHONE}\"]"));
    code(&server.post(&format!("/v2/{PROJECT}/messages:send"), &push), 200, "80000000");
    let answer = server.post(&format!("/v1/{PROJECT}/messages:send"), &push);
    code(&answer, 401, "80200001");
    assert!(remark(&answer).contains("v1 wants the client id"));
    let answer = server.post(&format!("/v2/{ID}/messages:send"), &push);
    code(&answer, 401, "80200001");
    assert!(remark(&answer).contains("want the project id"));
}

/// What is put in the token call's place of a token is plain Base64 with a slash, so that `\/` can be met at all.
#[test]
fn an_access_token_is_base64_with_a_slash() {
    let server = Server::new();
    let (_, rest) = server.token.split_once('/').expect("a slash");
    assert!(STANDARD.decode(format!("{rest}=")).is_ok(), "{rest}");
}
