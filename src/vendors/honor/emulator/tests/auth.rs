//! `/auth/token`: which of three fields is wrong, and in which way.

use super::*;

#[track_caller]
fn refused(answer: &RawAnswer, status: u16, error: &str, word: &str) {
    assert_eq!((answer.status, answer.code.as_deref(), answer.scope), (status, Some(error), "error"), "{answer:?}");
    assert_eq!(body(answer)["error"], error);
    assert!(body(answer)["error_description"].is_string());
    assert!(!answer.accepted);
    assert!(remark(answer).contains(word), "{word}: {}", remark(answer));
    assert!(!answer.remark.get(Lang::Zh).is_empty());
    assert!(!answer.body.contains(SECRET) && !remark(answer).contains(SECRET));
}

#[test]
fn the_form_of_the_vector_is_right() {
    let mut server = Server::new();
    for secret in [ENCODED, "Ab%2Bc%2Fd%3De%20f%26g"] {
        let answer = server.auth(&form("client_credentials", CLIENT, secret));
        assert!(answer.accepted, "{answer:?}");
        let token = body(&answer)["access_token"].as_str().expect("a token").to_owned();
        assert_eq!(answer.body, format!(r#"{{"access_token":"{token}","expires_in":3600,"token_type":"Bearer"}}"#));
        assert_eq!(answer.operation, Some(Operation::Authenticate));
    }
}

#[test]
fn the_older_path_still_answers_with_a_word() {
    let mut server = Server::new();
    let headers = [("content-type", "application/x-www-form-urlencoded")];
    let form = form("client_credentials", CLIENT, ENCODED);
    let answer = server.ask("POST", "/auth/realms/developer/protocol/openid-connect/token", &headers, form.as_bytes());
    assert!(answer.accepted && remark(&answer).contains("older path"), "{answer:?}");
}

#[test]
fn a_wrong_grant_is_named() {
    let mut server = Server::new();
    let wrong = "unsupported_grant_type";
    for (grant, word) in [
        ("", "grant_type is missing"),
        ("password", "grant_type is password"),
        ("CLIENT_CREDENTIALS", "Honor takes client_credentials"),
    ] {
        refused(&server.auth(&form(grant, CLIENT, ENCODED)), 400, wrong, word);
    }
    refused(&server.auth(""), 400, wrong, "the body is empty");
    refused(&server.auth(r#"{"grant_type":"client_credentials"}"#), 400, wrong, "JSON");
    let in_url = format!("/auth/token?{}", form("client_credentials", CLIENT, ENCODED));
    refused(&server.ask("POST", &in_url, &[], b""), 400, wrong, "in the URL");
}

#[test]
fn a_wrong_id_is_named() {
    let mut server = Server::new();
    let upper = CLIENT.to_ascii_uppercase();
    for (id, secret, word) in [
        ("", ENCODED, "client_id is missing"),
        (APP, ENCODED, "holds the App ID"),
        (ENCODED, CLIENT, "swapped"),
        ("%200123456789abcdef0123456789abcdef%0A", ENCODED, "blanks around"),
        (&upper, ENCODED, "upper and lower case"),
        ("other", ENCODED, "no client with this client_id"),
    ] {
        refused(&server.auth(&form("client_credentials", id, secret)), 401, "invalid_client", word);
    }
    let basic = [("authorization", "Basic eDp5"), ("content-type", "application/x-www-form-urlencoded")];
    let answer = server.ask("POST", "/auth/token", &basic, b"grant_type=client_credentials");
    refused(&answer, 401, "invalid_client", "Authorization: Basic");
}

#[test]
fn a_wrong_secret_is_named() {
    let mut server = Server::new();
    for (secret, word) in [
        ("", "client_secret is missing"),
        ("Ab%252Bc%252Fd%253De%2Bf%2526g", "twice"),
        (CLIENT, "holds the Client ID"),
        (APP, "holds the App ID"),
        ("%20Ab%2Bc%2Fd%3De+f%26g%0A", "blanks or a line break"),
        ("aB%2Bc%2Fd%3De+f%26g", "upper and lower case"),
        ("anything", "App Secret in its place"),
    ] {
        refused(&server.auth(&form("client_credentials", CLIENT, secret)), 401, "unauthorized_client", word);
    }
}

#[test]
fn a_secret_that_was_not_encoded_is_told_from_a_wrong_one() {
    let mut server = Server::of(|world| {
        let own = world.credentials.get_mut("honor").expect("Honor is there");
        own.get_mut("client_secret").expect("a secret").value = Secret::new("Ab+c/d=e");
    });
    let answer = server.auth(&form("client_credentials", CLIENT, "Ab+c/d=e"));
    refused(&answer, 401, "unauthorized_client", "not form-encoded");
    assert!(server.auth(&form("client_credentials", CLIENT, "Ab%2Bc%2Fd%3De")).accepted);
}

#[test]
fn another_content_type_gets_a_word() {
    let mut server = Server::new();
    let form = form("client_credentials", CLIENT, ENCODED);
    let answer = server.ask("POST", "/auth/token", &[("content-type", "text/plain")], form.as_bytes());
    assert!(answer.accepted && remark(&answer).contains("Content-Type is text/plain"), "{answer:?}");
}
