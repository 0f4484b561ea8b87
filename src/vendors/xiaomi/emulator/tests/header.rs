//! `Authorization`, right and wrong.

use super::*;

fn header(value: &str) -> RawAnswer {
    Server::new().ask("GET", "/v1/trace/quota/get", &[("authorization", value)], b"")
}

#[test]
fn the_secret_behind_key_is_right() {
    code(&header("key=AAECAwQFBgcICQoLDA0ODw=="), 0);
}

#[test]
fn every_usual_slip_is_refused_and_named() {
    for (value, word) in [
        ("", "is empty"),
        ("key=", "nothing follows"),
        (SECRET, "the bare AppSecret; `key=` goes before it"),
        ("Bearer AAECAwQFBgcICQoLDA0ODw==", "begins with `Bearer`"),
        ("Basic AAECAwQFBgcICQoLDA0ODw==", "begins with `Basic`"),
        ("Key=AAECAwQFBgcICQoLDA0ODw==", "`key` must be in lower case"),
        ("KEY=AAECAwQFBgcICQoLDA0ODw==", "`key` must be in lower case"),
        ("key =AAECAwQFBgcICQoLDA0ODw==", "without anything between them"),
        ("key: AAECAwQFBgcICQoLDA0ODw==", "without anything between them"),
        ("key= AAECAwQFBgcICQoLDA0ODw==", "blanks around"),
        ("key=\"AAECAwQFBgcICQoLDA0ODw==\"", "in quotes or brackets"),
        ("key=key=AAECAwQFBgcICQoLDA0ODw==", "twice"),
        ("key=AAECAwQFBgcICQoLDA0ODw%3D%3D", "percent-encoded"),
        ("key=AAECAwQFBgcICQoLDA0ODw", "the final `==` of the AppSecret is missing"),
        ("key=AAECAwQFBgcICQoLDA0ODw=", "the final `==` of the AppSecret is missing"),
        ("key=aaecawqfbgcicqolda0odw==", "upper and lower case"),
        // printf %s 'AAECAwQFBgcICQoLDA0ODw==' | base64
        ("key=QUFFQ0F3UUZCZ2NJQ1FvTERBME9Edz09", "Base64-encoded once more"),
        ("key=5123456789012", "that is the AppKey"),
        ("5123456789012", "that is the AppKey"),
        ("key=2882303761517000001", "that is the AppID"),
        ("key=com.example.app", "that is the package name"),
        ("key=5999999999999", "only digits"),
        ("key=BBECAwQFBgcICQoLDA0ODw==", "not the AppSecret of this app"),
        ("token", "does not begin with `key=`"),
    ] {
        let answer = header(value);
        code(&answer, 21301);
        assert!(remark(&answer).contains(word), "{value}: {}", remark(&answer));
        for secret in [SECRET, KEY] {
            assert!(!remark(&answer).contains(secret) && !answer.body.contains(secret), "{answer:?}");
        }
    }
}

#[test]
fn without_the_header_nothing_goes() {
    let mut server = Server::new();
    let answer = server.ask("POST", "/v3/message/regid", &[("content-type", FORM)], message(&[]).as_bytes());
    code(&answer, 21301);
    assert_eq!(body(&answer)["reason"], "Invalid application secret.");
    assert_eq!(body(&answer)["description"], "认证失败");
    assert_eq!(remark(&answer), "no header Authorization");
    let elsewhere = server.ask("GET", "/v1/trace/quota/get", &[("key", SECRET)], b"");
    assert!(remark(&elsewhere).contains("another header"));
}
