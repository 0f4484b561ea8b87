//! What codes mean that no list has.

use crate::outcome::Class;

/// The class of an `ErrorCode` that errors.toml does not know, by its range: 60xxx are the front door's, 70xxx are
/// about `UserSig` and account, what is left is about messages. IM answered, so it stays a refusal, and its own words
/// are shown.
pub(super) fn class_of_unknown(code: &str) -> Class {
    match code.parse::<i64>() {
        Ok(60_000..=60_999) => Class::Protocol,
        Ok(70_000..=70_999) => Class::Credentials,
        Ok(71_000..=71_999 | 91_000..=91_999) => Class::Transient,
        _ => Class::Payload,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::outcome::State;
    use crate::text::Lang;
    use crate::vendors::Confidence;
    use crate::vendors::tencent::VENDOR;

    #[test]
    fn unknown_codes_go_by_their_range() {
        assert_eq!(class_of_unknown("60022"), Class::Protocol);
        assert_eq!(class_of_unknown("70015"), Class::Credentials);
        assert_eq!(class_of_unknown("91001"), Class::Transient);
        assert_eq!(class_of_unknown("90057"), Class::Payload);
        assert_eq!(class_of_unknown("-1"), Class::Payload);
    }

    /// Every code of the vendor's lists, written out once more.
    #[test]
    fn the_catalogue_is_complete() {
        let front = [
            0, 60002, 60003, 60004, 60005, 60006, 60007, 60008, 60009, 60010, 60011, 60012, 60013, 60014, 60015, 60016,
            60017, 60018, 60019, 60020, 60021,
        ];
        let account = [
            70001, 70002, 70003, 70005, 70009, 70013, 70014, 70016, 70020, 70050, 70051, 70052, 70107, 70114, 70169,
            70202, 70206, 70398, 70402, 70403, 70404, 70500, 71000, 72001,
        ];
        let message = [
            20001, 20002, 20003, 20004, 20005, 20006, 20007, 20009, 20010, 20011, 20012, 20016, 80001, 80002, 80003,
            80004, 80005, 90001, 90002, 90003, 90005, 90006, 90007, 90008, 90009, 90010, 90011, 90012, 90018, 90020,
            90022, 90024, 90026, 90030, 90031, 90032, 90033, 90034, 90039, 90040, 90043, 90044, 90045, 90047, 90048,
            90049, 90050, 90051, 90052, 90053, 90054, 90055, 90056, 90992, 90994, 90995, 91000, 93000,
        ];
        let client = [
            6014, 9523, 21005, 22001, 22002, 22003, 22004, 22005, 22006, 800_001, 800_002, 800_003, 800_004, 800_005,
            800_006, 800_007, 800_008, 800_009, 800_010, 800_011, 800_012, 800_013, 800_014, 800_015, 800_016,
        ];
        let mut result: Vec<i64> = front.into_iter().chain(account).chain(message).collect();
        result.sort_unstable();
        for (scope, codes) in [("result", result), ("client", client.to_vec())] {
            let own = VENDOR.codes.entries().iter().filter(|entry| entry.scope == scope);
            let mut found: Vec<i64> = own.map(|entry| entry.code.parse().expect("a number")).collect();
            found.sort_unstable();
            assert_eq!(found, codes, "{scope}");
        }
        let words = |scope: &str| {
            let own = VENDOR.codes.entries().iter().filter(|entry| entry.scope == scope);
            own.map(|entry| entry.code.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(words("State"), ["Online", "PushOnline", "Offline"]);
        assert_eq!(words("AccountStatus"), ["Imported", "NotImported"]);
    }

    /// The classes that decide what a person does next, as the vendor's lists have them.
    #[test]
    fn what_is_mixed_up_most_is_told_apart() {
        for (code, class) in [
            ("70009", Class::Credentials),
            ("70001", Class::Credentials),
            ("70016", Class::Credentials),
            ("70020", Class::Credentials),
            ("60010", Class::Permission),
            ("70403", Class::Permission),
            ("90009", Class::Permission),
            ("60021", Class::Permission),
            ("90012", Class::TokenInvalid),
            ("70107", Class::TokenInvalid),
            ("90047", Class::Quota),
            ("60018", Class::RateLimited),
            ("90995", Class::Transient),
        ] {
            let entry = VENDOR.codes.find("result", code).expect("known");
            assert_eq!(entry.class, class, "{code}");
        }
        for code in ["70016", "70020", "60006"] {
            let remedy = &VENDOR.codes.find("result", code).expect("known").remedy;
            assert!(remedy.get(Lang::En).contains("`[tencent] region`"), "{code}");
        }
    }

    /// A user who signed out comes back: no code of IM says that a row may be deleted.
    #[test]
    fn nobody_is_called_dead() {
        assert!(VENDOR.codes.entries().iter().all(|entry| entry.state != Some(State::Dead)));
        let unsure = VENDOR.codes.entries().iter().filter(|entry| entry.confidence == Confidence::Unsure);
        assert_eq!(unsure.map(|entry| entry.code.as_str()).collect::<Vec<_>>(), ["72001", "90044", "90054", "90055"]);
    }
}
