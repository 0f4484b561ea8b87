//! `/server/v1/auth`: which of three fields is wrong, and in which way.

use super::*;
use crate::encoding::{hex, hmac_sha256, sha256};

/// sha256 of a text in hex, as `sha256sum` prints it.
fn sha256sum(text: &str) -> String {
    hex(&sha256(text.as_bytes()))
}

#[test]
fn the_sign_of_the_vector_is_right() {
    let mut server = Server::new();
    let answer = server.auth(&auth_form(&[]));
    code(&answer, 0);
    assert_eq!(answer.operation, Some(Operation::Authenticate));
    assert_eq!(remark(&answer), "an auth_token for 24 hours");
    // What the vendor's SDK adds to every post.
    code(&server.auth(&auth_form(&[("sdk_version", "JAVA_SDK_V1.0.6")])), 0);
}

#[test]
fn each_missing_field_of_auth_has_its_code() {
    let mut server = Server::new();
    for (field, expected) in [("app_key", 15), ("sign", 17), ("timestamp", 18)] {
        let answer = server.auth(&auth_form(&[(field, "")]));
        code(&answer, expected);
        assert_eq!(remark(&answer), format!("{field} is missing"));
        let empty = format!("{}&{field}=", auth_form(&[(field, "")]));
        let answer = server.auth(&empty);
        code(&answer, expected);
        assert_eq!(remark(&answer), format!("{field} is empty"));
    }
    code(&server.auth(""), 15);
}

#[test]
fn wrong_keys_are_told_apart_and_never_quoted() {
    let mut server = Server::new();
    for (key, word) in [
        ("30123456", "AppId"),
        ("99999999", "AppId"),
        (APP_SECRET, "holds AppSecret"),
        (MASTER_SECRET, "holds MasterSecret"),
        (&KEY.to_uppercase(), "upper and lower case"),
        (&format!(" {KEY}"), "blanks around"),
        ("00112233445566778899aabbccddeef0", "no app with this app_key"),
    ] {
        let answer = server.auth(&auth_form(&[("app_key", key)]));
        code(&answer, 14);
        assert!(remark(&answer).contains(word), "{key}: {}", remark(&answer));
        assert!(!remark(&answer).contains(key), "{}", remark(&answer));
    }
}

#[test]
fn the_clock_may_be_ten_minutes_off_and_no_millisecond_more() {
    let mut server = Server::new();
    for (timestamp, expected) in [(NOW - 600_000, 0), (NOW + 600_000, 0), (NOW - 600_001, 19), (NOW + 600_001, 19)] {
        let sign = sha256sum(&format!("{KEY}{timestamp}{MASTER_SECRET}"));
        let answer = server.auth(&auth_form(&[("timestamp", &timestamp.to_string()), ("sign", &sign)]));
        code(&answer, expected);
    }
}

#[test]
fn slips_of_the_timestamp_are_named() {
    let mut server = Server::new();
    let mut remark_on = |timestamp: &str| {
        let answer = server.auth(&auth_form(&[("timestamp", timestamp)]));
        code(&answer, 19);
        remark(&answer).to_owned()
    };
    assert_eq!(remark_on("1735689600"), "timestamp 1735689600 has 10 digits: seconds; OPPO wants milliseconds");
    assert!(remark_on("1735689600000000").contains("microseconds"));
    assert!(remark_on(&(NOW + 8 * 3_600_000).to_string()).contains("8 hours off"));
    assert!(remark_on(&(NOW - 700_000).to_string()).contains("700 s behind"));
    assert!(remark_on(&(NOW + 700_000).to_string()).contains("700 s ahead"));
    for bad in ["abc", "1.5e3", "-1", "99999999999999999999999", " 1735689600000"] {
        assert!(remark_on(bad).contains("no whole number"), "{bad}");
    }
}

#[test]
fn what_is_wrong_with_a_sign_is_named() {
    let of = |text: &str| sha256sum(text);
    let hmac = hex(&hmac_sha256(MASTER_SECRET.as_bytes(), format!("{KEY}{NOW}").as_bytes()));
    for (sign, word) in [
        (SIGN.to_uppercase(), "UPPER"),
        (format!(" {SIGN} "), "blanks around"),
        (of(&format!("{KEY}{NOW}{APP_SECRET}")), "AppSecret in place of MasterSecret"),
        (of(&format!("{KEY}{NOW}{KEY}")), "AppKey in place of MasterSecret"),
        (of(&format!("30123456{NOW}{MASTER_SECRET}")), "AppId in place of AppKey"),
        (of(&format!("{KEY}{NOW}")), "without MasterSecret"),
        (of(&format!("{KEY}{MASTER_SECRET}")), "without the timestamp"),
        (of(&format!("{NOW}{MASTER_SECRET}")), "without app_key"),
        (of(&format!("{KEY}{MASTER_SECRET}{NOW}")), "app_key + master_secret + timestamp;"),
        (of(&format!("{MASTER_SECRET}{KEY}{NOW}")), "master_secret + app_key + timestamp;"),
        (of(&format!("{NOW}{KEY}{MASTER_SECRET}")), "timestamp + app_key + master_secret;"),
        (of(&format!("{KEY}&{NOW}&{MASTER_SECRET}")), "joined with"),
        (of(&format!("{KEY}{NOW}{MASTER_SECRET}\n")), "around master_secret was signed"),
        (of(&format!("{KEY}{}{MASTER_SECRET}", NOW / 1000)), "in seconds"),
        (of(&format!("{KEY}{}{MASTER_SECRET}", NOW + 3)), "3 ms apart"),
        (of(SIGN), "sha256 of the sha256"),
        (hmac, "HMAC"),
        (of(&format!("app_key={KEY}&timestamp={NOW}&master_secret={MASTER_SECRET}")), "names of the fields"),
        ("0".repeat(32), "md5"),
        ("0".repeat(40), "SHA-1"),
        ("0".repeat(128), "SHA-512"),
        (format!("{}=", "A".repeat(43)), "Base64"),
        ("xyz".to_owned(), "3 characters"),
        (of("anything"), "this app's MasterSecret"),
    ] {
        let mut server = Server::new();
        let answer = server.auth(&auth_form(&[("sign", &sign)]));
        code(&answer, 16);
        assert_eq!(answer.body, "{\"code\":16,\"message\":\"Invalid Signature\"}");
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
        for secret in [KEY, APP_SECRET, MASTER_SECRET] {
            assert!(!remark(&answer).contains(secret));
        }
    }
}

#[test]
fn a_timestamp_rounded_for_the_sign_is_named() {
    let mut server = Server::new();
    let sent = NOW + 123;
    let sign = sha256sum(&format!("{KEY}{NOW}{MASTER_SECRET}"));
    let answer = server.auth(&auth_form(&[("timestamp", &sent.to_string()), ("sign", &sign)]));
    code(&answer, 16);
    assert!(remark(&answer).contains("rounded to seconds"), "{}", remark(&answer));
}
