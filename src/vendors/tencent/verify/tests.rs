//! The vectors of the vendor's libraries, and the same `UserSig` made in the ways in which people get it wrong.

use super::*;
use crate::text::Lang;

/// The JSON of vector 1: identifier `pushctl_admin`, 1400000001, made 2026-01-01 for a day.
const JSON: &str = r#"{"TLS.ver":"2.0","TLS.identifier":"pushctl_admin","TLS.sdkappid":1400000001,"TLS.expire":86400,"TLS.time":1767225600,"TLS.sig":"7VMrusvtnJ6Bsbjdcburru73x1BijmaDIX1eoyEXAlI="}"#;
const SIG: &str = "7VMrusvtnJ6Bsbjdcburru73x1BijmaDIX1eoyEXAlI=";

/// Vector 1 as zlib 1.2.13 packs it, stored, as miniz packs it, and as the vendor's Node library makes it.
const FIRST: [&str; 4] = [
    "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwgWlxRnJJTnxiSm5mXlQBcUp2YkFBZkpSlaGJgYQYAiRSa0oyCxKVbKyMANKQIRKMnOBAobmZuZGRqZmMNHizHSg4eZhvkWlxWUleV5mTsVJWSnJSaVFRaXmxhWGTplZuYkunhGGqfmVrhGOOZ62SrUA4mo1Lg__",
    "eAEBrgBR-3siVExTLnZlciI6IjIuMCIsIlRMUy5pZGVudGlmaWVyIjoicHVzaGN0bF9hZG1pbiIsIlRMUy5zZGthcHBpZCI6MTQwMDAwMDAwMSwiVExTLmV4cGlyZSI6ODY0MDAsIlRMUy50aW1lIjoxNzY3MjI1NjAwLCJUTFMuc2lnIjoiN1ZNcnVzdnRuSjZCc2JqZGNidXJydTczeDFCaWptYURJWDFlb3lFWEFsST0ifeJqNS4_",
    "eJw1jMsOgjAURP-lrg2hqK0hcSHRBUZXGsPOAK16EWrTB8EY-92GyuzmnMl84Hw4Rb3QkEISxTAbO3IhLd5wxMqZR23ba8k7lP*B4c9SKeSQkkUcQoIRg0ItIF1RLwKy2HlAGGVJsqQTNXj35*xy1M70Vu5pZqqG15XT2rH5QDJsunKbF0S83rti0*Zr*P4A4mo1Lg__",
    "eJw1yssKwjAUBNB-uWspSayJBFxYdFHRlSLdSdtEvbWtIY9SEf9daHR2c2becNofk0FbkMASArOpo9K9xytObIK71769lKrD-ndw6lEagwokTUkMjYvHToOkggvGFpyQqHo0aDXIJU--5PAGEsT5YIMbfL-jmasaVVfB2iDmI82w6cpNXlD9fG2LdZuv4PMF1Qg1Lg__",
];
const SECOND: &str = "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwokpuZl5mcUlRYkl*UVQBcUp2YkFBZkpSlaGZgYQYASRSa0oyCxKVbIyNbQwAYpCBEsyc4FChuaWpsaWRnDR4sx0oPE5PqlehVmuiSUZacbZSe6GpgZezkFR7kl*of6upgVBqe5uYW7JuUbB-lGhtkq1ACAjNC8_";
const THIRD: &str = "eJyrVgrxCdYrSy1SslIy0jNQ0gHzM1NS80oy0zLBwqXFqUW6BoYOFVDJ4pTsxIKCzBQlKyMDMDCEiKdWFGQWpSpZmRmYWBgYQMRKMnOBIobmlqbGliDVUBMy04HmVga7W0YFGaX7lZtmehYVu*QZlvukuHqlFRmmhuQ7JZokG6fk*Jl6pHgFe9oq1QIALZUxYw__";

fn key() -> String {
    "0123456789abcdef".repeat(4)
}

/// Everything in the order of the vendor's checks.
fn judged(read: &Read, app: &str, user: &str, now: u64) -> Result<(), Wrong> {
    read.form()?;
    read.app(app)?;
    read.user(user)?;
    read.in_time(now)?;
    read.signed(&key())
}

fn first(text: &str) -> Result<(), Wrong> {
    judged(&read(text).expect("readable"), "1400000001", "pushctl_admin", 1_767_225_700)
}

#[track_caller]
fn says(wrong: Result<(), Wrong>, code: &str, word: &str) {
    let (own, remark) = wrong.expect_err("wrong");
    assert_eq!(own, code, "{}", remark.get(Lang::En));
    assert!(remark.get(Lang::En).contains(word), "{}", remark.get(Lang::En));
    assert!(!remark.get(Lang::Zh).is_empty() && !remark.get(Lang::En).contains(&key()));
}

/// Base64 in Tencent's alphabet over zlib, written down here once more and not with our encoder.
fn packed(json: &str) -> String {
    let bytes = json.as_bytes();
    let (mut low, mut high) = (1_u32, 0_u32);
    for byte in bytes {
        low = (low + u32::from(*byte)) % 65_521;
        high = (high + low) % 65_521;
    }
    let length = u16::try_from(bytes.len()).expect("short");
    let mut stored = vec![0x78, 0x01, 0x01];
    stored.extend(length.to_le_bytes());
    stored.extend((!length).to_le_bytes());
    stored.extend(bytes);
    stored.extend(((high << 16) | low).to_be_bytes());
    tencent(&stored)
}

fn tencent(bytes: &[u8]) -> String {
    STANDARD.encode(bytes).replace('+', "*").replace('/', "-").replace('=', "_")
}

/// Vector 1 with another text in place of part of its JSON.
fn changed(from: &str, to: &str) -> String {
    assert!(JSON.contains(from));
    packed(&JSON.replace(from, to))
}

#[test]
fn every_vector_decodes_and_verifies() {
    for text in FIRST {
        first(text).expect("vector 1");
    }
    assert_eq!(packed(JSON), FIRST[1]);
    let second = read(SECOND).expect("vector 2");
    judged(&second, "1600000002", "administrator", 1_795_392_001).expect("vector 2");
    let third = read(THIRD).expect("vector 3");
    judged(&third, "20000001", "user-01@x", 1_795_392_001).expect("vector 3");
}

/// Python's library puts blanks behind `:` and `,`, Go's ends with a line break, Node's has time before expire.
#[test]
fn the_vendors_libraries_write_json_in_their_own_ways() {
    let python = JSON.replace("\":", "\": ").replace(",\"", ", \"");
    let go = format!("{JSON}\n");
    let node =
        JSON.replace(r#""TLS.expire":86400,"TLS.time":1767225600"#, r#""TLS.time":1767225600,"TLS.expire":86400"#);
    for json in [python, go, node] {
        assert_ne!(json, JSON);
        let text = packed(&json);
        first(&text).expect(&json);
        let read = read(&text).expect("readable");
        assert!(read.slips.is_empty() && read.remarks.is_empty(), "{read:?}");
    }
}

#[test]
fn numbers_may_be_text() {
    let text = changed("1400000001", "\"1400000001\"");
    let read = read(&text).expect("readable");
    assert_eq!(read.remarks.len(), 1, "{read:?}");
    first(&text).expect("accepted");
}

#[test]
fn the_alphabet_and_the_packing_are_named() {
    let standard = FIRST[3].replace('*', "+").replace('-', "/").replace('_', "=");
    let url_safe = standard.replace('+', "-").replace('/', "_");
    says(first(&standard), "70003", "standard Base64");
    says(first(url_safe.trim_end_matches('=')), "70003", "Base64url");
    says(first(FIRST[0].trim_end_matches('_')), "70003", "padding is missing");
    says(first(&tencent(JSON.as_bytes())), "70003", "not compressed");
    let mut gzip = Vec::new();
    flate2::read::GzEncoder::new(JSON.as_bytes(), flate2::Compression::default()).read_to_end(&mut gzip).expect("gzip");
    says(first(&tencent(&gzip)), "70003", "gzip");
    let zlib = STANDARD.decode(STANDARD.encode(STANDARD.decode(&standard).expect("Base64"))).expect("Base64");
    says(first(&tencent(&zlib[2..zlib.len() - 4])), "70003", "raw deflate");
}

#[test]
fn what_cannot_be_read_says_what_it_is() {
    for (text, word) in [
        ("", "empty"),
        (key().as_str(), "SecretKey"),
        ("eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJYIn0.c2ln", "JWT"),
        (&FIRST[0][..120], "cut off"),
        (&FIRST[0][..FIRST[0].len() - 4], "cut off"),
        (&FIRST[3].replace('_', "%5F"), "percent-encoded"),
        ("hello", "neither"),
    ] {
        let why = read(text).expect_err(text);
        assert!(why.get(Lang::En).contains(word), "{word}: {}", why.get(Lang::En));
    }
}

#[test]
fn a_bomb_is_not_inflated() {
    let mut bomb = Vec::new();
    let zeros = vec![b' '; 10 << 20];
    flate2::read::ZlibEncoder::new(&zeros[..], flate2::Compression::best()).read_to_end(&mut bomb).expect("zlib");
    assert!(read(&tencent(&bomb)).is_err());
}

#[test]
fn version_app_user_and_time_are_looked_at_in_that_order() {
    says(first(&changed("\"2.0\"", "\"1.0\"")), "70003", "ECDSA");
    says(first(&changed("\"TLS.ver\":\"2.0\",", "")), "70003", "missing");
    says(first(&changed("\"TLS.expire\":86400,", "")), "70003", "`TLS.expire` is missing");
    let whole = read(FIRST[0]).expect("readable");
    says(judged(&whole, "1400000002", "other", 0), "70014", "1400000001");
    says(judged(&whole, "1400000001", "other", 0), "70013", "pushctl_admin");
    says(judged(&whole, "1400000001", "Pushctl_Admin", 1_767_225_700), "70013", "upper and lower case");
    says(first(&changed("pushctl_admin", "pushctl_admin ")), "70013", "padded");
    says(judged(&whole, "1400000001", "pushctl_admin", 1_767_312_001), "70001", "expired 1 s ago");
    judged(&whole, "1400000001", "pushctl_admin", 1_767_312_000).expect("the last second");
    judged(&whole, "1400000001", "pushctl_admin", 1_767_225_000).expect("ten minutes ahead");
    says(judged(&whole, "1400000001", "pushctl_admin", 1_767_224_999), "70001", "in the future");
    says(first(&changed("1767225600", "1767225600000")), "70001", "milliseconds");
    says(first(&changed("86400", "\"soon\"")), "70003", "whole numbers");
}

/// The two wrong signatures of the vendor's vectors, and further ones computed with Python's hmac.
#[test]
fn the_slip_in_a_signature_is_named() {
    for (sig, word) in [
        ("bCGNfZ/mRNEZsVSKybGG6XWofc3GzXf6P7+uCbkUUm4=", "hex-decoded"),
        ("onHs37DSX39FWowX2fwONrka4CnjYYfYhZAOxnizlW8=", "run together"),
        ("ed532bbacbed9c9e81b1b8dd71bbabaeeef7c750628e6683217d5ea321170252", "is hex"),
        ("7VMrusvtnJ6Bsbjdcburru73x1BijmaDIX1eoyEXAlI", "lacks its padding"),
        ("AAAAusvtnJ6Bsbjdcburru73x1BijmaDIX1eoyEXAlI=", "another key"),
    ] {
        says(first(&changed(SIG, sig)), "70009", word);
    }
    let text = "TLS.identifier:pushctl_admin\nTLS.sdkappid:1400000001\nTLS.time:1767225600\nTLS.expire:86400\n";
    let of = |key: &str, text: &str| STANDARD.encode(hmac_sha256(key.as_bytes(), text.as_bytes()));
    for (sig, word) in [
        (of(&key().to_uppercase(), text), "UPPER"),
        (of(&format!("{}\n", key()), text), "line break or blank"),
        (of(&key(), text.trim_end()), "without the line break"),
        (of(&key(), &text.replace('\n', "\r\n")), "CR LF"),
        (
            of(
                &key(),
                "TLS.identifier:pushctl_admin\nTLS.sdkappid:1400000001\nTLS.expire:86400\nTLS.time:1767225600\n",
            ),
            "expire before time",
        ),
    ] {
        says(first(&changed(SIG, &sig)), "70009", word);
    }
}

proptest::proptest! {
    #[test]
    fn nothing_that_is_read_makes_it_panic(text in "\\PC{0,120}", cut in 0..FIRST[0].len(), other in "[a-zA-Z0-9*_-]") {
        let _ = read(&text).map(|read| judged(&read, "1", "u", 0));
        let changed = format!("{}{other}{}", &FIRST[0][..cut], &FIRST[0][cut + 1..]);
        let _ = read(&changed).map(|read| judged(&read, "1400000001", "pushctl_admin", 1_767_225_700));
    }
}
