//! `/message/auth`: which of four fields is wrong, and in which way.

use super::*;

#[test]
fn the_sign_of_the_vector_is_right() {
    let mut server = Server::new();
    result(&server.auth(&fields(&[])), 0);
    let quoted = fields(&[("appId", "\"105000001\""), ("timestamp", "\"1735689600000\"")]);
    result(&server.auth(&quoted), 0);
}

#[test]
fn each_missing_field_of_auth_has_its_code() {
    let mut server = Server::new();
    for (field, code) in [("appId", 10200), ("appKey", 10201), ("timestamp", 10203), ("sign", 10204)] {
        for value in ["", "null", "\"\"", "\" \""] {
            result(&server.auth(&fields(&[(field, value)])), code);
        }
    }
}

#[test]
fn wrong_ids_are_told_apart() {
    let mut server = Server::new();
    result(&server.auth(&fields(&[("appId", "105000002")])), 10205);
    result(&server.auth(&fields(&[("appKey", "\"0123456789abcdef0123456789abcdee\"")])), 10202);
    let swapped = server.auth(&fields(&[("appId", &format!("\"{KEY}\"")), ("appKey", ID)]));
    result(&swapped, 10205);
    assert!(remark(&swapped).contains("swap"), "{swapped:?}");
    let secret = server.auth(&fields(&[("appKey", &format!("\"{SECRET}\""))]));
    result(&secret, 10202);
    assert!(!remark(&secret).contains(SECRET));
}

#[test]
fn the_clock_may_be_ten_minutes_off_and_no_millisecond_more() {
    let mut server = Server::new();
    for (timestamp, code) in [(NOW - 600_000, 0), (NOW + 600_000, 0), (NOW - 600_001, 10207), (NOW + 600_001, 10207)] {
        let sign = md5sum(&format!("{ID}{KEY}{timestamp}{SECRET}"));
        let bytes = fields(&[("timestamp", &timestamp.to_string()), ("sign", &format!("\"{sign}\""))]);
        result(&server.auth(&bytes), code);
    }
}

#[test]
fn seconds_for_milliseconds_are_named() {
    let mut server = Server::new();
    server.now = 1_795_392_000_123;
    let answer = server.auth(&fields(&[("timestamp", "1795392000")]));
    result(&answer, 10207);
    assert_eq!(remark(&answer), "timestamp 1795392000 has 10 digits: seconds; vivo wants milliseconds");
    for bad in ["\"abc\"", "1.5e3", "-1", "true", "[1]", "{}", "99999999999999999999999"] {
        result(&server.auth(&fields(&[("timestamp", bad)])), 10207);
    }
}

#[test]
fn what_is_wrong_with_a_sign_is_named() {
    let upper = SIGN.to_ascii_uppercase();
    let of = |text: &str| md5sum(text);
    for (sign, word) in [
        (upper.as_str(), "UPPER"),
        (&format!(" {SIGN} "), "blanks around"),
        (&SIGN[8..24], "short md5"),
        (&of(&format!("{ID}{KEY}{NOW}{SECRET}\n")), "appSecret was signed"),
        (&of(&format!("{ID} {KEY} {NOW} {SECRET}")), "joined with"),
        (&of(&format!("{ID} {KEY}{NOW}{SECRET}")), "around"),
        (&of(&format!("{KEY}{ID}{NOW}{SECRET}")), "appKey + appId + timestamp + appSecret"),
        (&of(&format!("{SECRET}{ID}{KEY}{NOW}")), "appSecret + appId"),
        (&of(&format!("{ID}{KEY}{NOW}{KEY}")), "app key in place"),
        (&of(&format!("{ID}{KEY}{}{SECRET}", NOW / 1000)), "in seconds"),
        (&of(&format!("{ID}{KEY}{}{SECRET}", NOW + 3)), "3 ms apart"),
        (&of(SIGN), "md5 of the md5"),
        (&of("anything"), "this app's secret"),
        (&"0".repeat(40), "SHA-1"),
        ("xyz", "3 characters"),
    ] {
        let mut server = Server::new();
        let answer = server.auth(&fields(&[("sign", &format!("\"{}\"", sign.replace('\n', "\\n")))]));
        result(&answer, 10206);
        assert!(remark(&answer).contains(word), "{word}: {}", remark(&answer));
        assert!(!answer.body.contains(SECRET) && !remark(&answer).contains(SECRET));
    }
}
