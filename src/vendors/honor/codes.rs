//! The catalogue of Honor's codes, compared with the vendor's lists.

use super::VENDOR;
use crate::outcome::State;
use crate::text::Lang;
use crate::vendors::Confidence;

/// Every code of the lists, written out once more.
#[test]
fn the_catalogue_is_complete() {
    let result = ["200", "400", "401", "403", "404", "429", "500", "502", "503", "504", "80100000"];
    let receipt = [
        "40000001", "40000002", "40000003", "40000004", "40000005", "40000006", "40000007", "40000009", "40000011",
        "40000013", "40000014", "40000015", "50000003",
    ];
    let client = [
        "0", "10214", "8001000", "8001001", "8001002", "8001003", "8001004", "8001005", "8002001", "8002002",
        "8002003", "8002004", "8002005", "8002006", "8002007", "8002008", "8003001", "8003002", "8003003", "8003004",
        "8003005", "8003006", "8003007", "8003008",
    ];
    let unconfirmed =
        ["80100001", "80100003", "80200001", "80200003", "80300002", "80300007", "80300008", "80300010", "81000001"];
    let expected: [(&str, &[&str]); 7] = [
        ("result", &result),
        ("data", &["expireTokens", "failTokens"]),
        ("data.sendResult", &["false"]),
        ("error", &["invalid_client", "unauthorized_client", "unsupported_grant_type"]),
        ("receipt", &receipt),
        ("client", &client),
        ("unconfirmed", &unconfirmed),
    ];
    for (scope, codes) in expected {
        let entries = VENDOR.codes.entries().iter().filter(|entry| entry.scope == scope);
        let mut found: Vec<&str> = entries.map(|entry| entry.code.as_str()).collect();
        found.sort_unstable();
        assert_eq!(found, codes, "{scope}");
    }
    let listed: usize = expected.iter().map(|(_, codes)| codes.len()).sum();
    assert_eq!(VENDOR.codes.entries().len(), listed, "no scope is left out");
}

/// Nobody deletes a row of a database on the word of a source that is not the vendor's, and no source here is.
#[test]
fn nothing_is_called_dead() {
    for entry in VENDOR.codes.entries() {
        assert_ne!(entry.state, Some(State::Dead), "{}", entry.code);
        assert_ne!(entry.confidence, Confidence::Official, "{}", entry.code);
    }
}

/// What only another vendor's table has says so.
#[test]
fn unconfirmed_numbers_are_labelled() {
    for entry in VENDOR.codes.entries().iter().filter(|entry| entry.scope == "unconfirmed") {
        assert!(entry.cause.get(Lang::En).starts_with("not confirmed for Honor"), "{}", entry.code);
        assert!(entry.cause.get(Lang::Zh).starts_with("荣耀未证实"), "{}", entry.code);
        assert_eq!(entry.confidence, Confidence::Unsure, "{}", entry.code);
    }
}
