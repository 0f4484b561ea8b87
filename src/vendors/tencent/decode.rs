//! `pushctl sign --decode VALUE` for a `UserSig`: what it says, and whether it would be taken.

use std::time::{Duration, UNIX_EPOCH};

use super::section::Credentials;
use super::verify::slips::looks_like_user_sig;
use super::verify::{self, Read};
use crate::config::Values;
use crate::context::Clock;
use crate::secret::MASK;
use crate::text::Text;
use crate::vendors::{Decoded, Signature};

/// What is told of a `UserSig`. `None`: it is none, nor meant to be one.
pub(super) fn decode(text: &str, values: Option<&Values>, clock: &Clock) -> Option<Decoded> {
    match verify::read(text) {
        Ok(read) if read.version.is_empty() && read.sig.is_empty() => None,
        Ok(read) => Some(judge(&read, values.and_then(Credentials::read).as_ref(), clock.millis() / 1000)),
        Err(_) if !looks_like_user_sig(text.trim()) => None,
        // Whatever the key is, IM refuses what cannot be read.
        Err(why) => Some(Decoded {
            kind: "UserSig",
            parts: Vec::new(),
            signature: Signature::Wrong,
            expires: None,
            remarks: vec![why],
        }),
    }
}

/// Everything that is remarkable, not only the first thing: a person mends all of it at once.
fn judge(read: &Read, credentials: Option<&Credentials>, now: u64) -> Decoded {
    let mut remarks = read.slips.clone();
    remarks.extend(read.remarks.iter().cloned());
    let mut note = |result: Result<(), verify::Wrong>| match result {
        Ok(()) => true,
        Err((_, remark)) => {
            if !remarks.contains(&remark) {
                remarks.push(remark);
            }
            false
        }
    };
    note(read.form());
    note(read.in_time(now));
    let signature = match credentials {
        Some(credentials) => {
            note(read.app(&credentials.sdk_app_id.to_string()));
            let right = note(read.signed(credentials.secret_key.expose()));
            if right { Signature::Right } else { Signature::Wrong }
        }
        None => Signature::NotJudged,
    };
    if credentials.is_some_and(|credentials| credentials.admin != read.identifier) {
        remarks.push(Text::new(
            "it is not of `[tencent] admin`: good for a login of this user, not for the REST API",
            "它不是 `[tencent] admin` 的：可以用来登录这个用户，不能用来调用 REST API",
        ));
    }
    if read.user_buffer.is_some() {
        remarks.push(Text::new(
            "it holds `TLS.userbuf`: a PrivateMapKey for TRTC rooms, not a UserSig for IM",
            "里面有 `TLS.userbuf`：这是 TRTC 房间的 PrivateMapKey，不是 IM 的 UserSig",
        ));
    }
    let end = read.time.parse::<u64>().ok().zip(read.expire.parse::<u64>().ok());
    let expires = end.map(|(time, expire)| time.saturating_add(expire));
    Decoded { kind: "UserSig", parts: parts(read), signature, expires, remarks }
}

fn parts(read: &Read) -> Vec<(String, String)> {
    let named = [
        ("TLS.ver", read.version.clone()),
        ("TLS.identifier", read.identifier.clone()),
        ("TLS.sdkappid", read.sdk_app_id.clone()),
        ("TLS.time", with_date(&read.time)),
        ("TLS.expire", with_end(read)),
        // All parts together are the credential again, so one of them stays hidden.
        ("TLS.sig", format!("{MASK} ({})", read.sig.chars().count())),
    ];
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// Seconds since 1970 with their date.
fn with_date(seconds: &str) -> String {
    match seconds.parse().ok().and_then(date) {
        Some(date) => format!("{seconds} ({date})"),
        None => seconds.to_owned(),
    }
}

/// How long it holds, and until when.
fn with_end(read: &Read) -> String {
    let numbers = read.time.parse().ok().zip(read.expire.parse().ok());
    match numbers.and_then(|(time, expire): (u64, u64)| date(time.checked_add(expire)?)) {
        Some(date) => format!("{} (→ {date})", read.expire),
        None => read.expire.clone(),
    }
}

/// A date up to the year 9999.
fn date(seconds: u64) -> Option<String> {
    let known = (seconds < 253_402_300_800).then_some(seconds)?;
    Some(httpdate::fmt_http_date(UNIX_EPOCH + Duration::from_secs(known)))
}

#[cfg(test)]
mod tests {
    use super::super::usersig::{Claims, user_sig};
    use super::super::{Region, VENDOR};
    use super::*;
    use crate::secret::Secret;
    use crate::text::Lang;

    fn credentials() -> Credentials {
        Credentials {
            sdk_app_id: 1_400_000_001,
            secret_key: Secret::new("0123456789abcdef".repeat(4)),
            admin: "administrator".to_owned(),
            region: Region::China,
        }
    }

    fn made(identifier: &str) -> String {
        let claims = Claims { identifier, sdk_app_id: 1_400_000_001, time: 1_767_225_600, expire: 86_400 };
        user_sig(&claims, credentials().secret_key.expose())
    }

    fn words(decoded: &Decoded) -> String {
        decoded.remarks.iter().map(|remark| remark.get(Lang::En)).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn a_good_one_says_what_it_is() {
        let read = verify::read(&made("administrator")).expect("readable");
        let decoded = judge(&read, Some(&credentials()), 1_767_225_700);
        assert_eq!(decoded.signature, Signature::Right);
        assert!(decoded.remarks.is_empty(), "{}", words(&decoded));
        let part = |name: &str| decoded.parts.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        assert_eq!(part("TLS.identifier"), Some("administrator"));
        assert_eq!(part("TLS.time"), Some("1767225600 (Thu, 01 Jan 2026 00:00:00 GMT)"));
        assert_eq!(part("TLS.expire"), Some("86400 (→ Fri, 02 Jan 2026 00:00:00 GMT)"));
        assert_eq!(part("TLS.sig"), Some("*** (44)"));
    }

    #[test]
    fn all_that_is_wrong_is_told() {
        let read = verify::read(&made("alice")).expect("readable");
        let other = Credentials { secret_key: Secret::new("f".repeat(64)), sdk_app_id: 1_400_000_002, ..credentials() };
        let decoded = judge(&read, Some(&other), 1_800_000_000);
        assert_eq!(decoded.signature, Signature::Wrong);
        for word in ["expired", "1400000001", "another key", "not for the REST API"] {
            assert!(words(&decoded).contains(word), "{word}: {}", words(&decoded));
        }
    }

    #[test]
    fn without_a_key_nothing_is_judged_and_other_texts_are_not_ours() {
        let clock = Clock::fixed(1_767_225_700_000);
        let decode = VENDOR.decode.expect("decodes");
        let decoded = decode(&made("alice"), None, &clock).expect("a UserSig");
        assert_eq!((decoded.kind, decoded.signature), ("UserSig", Signature::NotJudged));
        let cut = decode(&made("alice")[..100], None, &clock).expect("meant to be one");
        assert!(words(&cut).contains("cut off"), "{}", words(&cut));
        assert_eq!(cut.signature, Signature::Wrong);
        for other in ["", "eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJYIn0.c2ln", "hello", "e30="] {
            assert!(decode(other, None, &clock).is_none(), "{other}");
        }
    }
}
