//! Versions of plugins, Gradle plugins and libraries, as far as one has to be told from a later one.

use std::cmp::Ordering;

/// Whether a version is older than another: `7.7.5283` before `7.10.0`. What follows a `+` or `-` does not count, and
/// what is no number counts as 0.
#[must_use]
pub fn is_before(version: &str, other: &str) -> bool {
    compare(version, other) == Ordering::Less
}

/// Which of two versions is the later one.
#[must_use]
pub fn compare(version: &str, other: &str) -> Ordering {
    let (one, two) = (parts(version), parts(other));
    let at = |parts: &[u64], at: usize| parts.get(at).copied().unwrap_or_default();
    (0..one.len().max(two.len()))
        .map(|index| at(&one, index).cmp(&at(&two, index)))
        .fold(Ordering::Equal, Ordering::then)
}

/// The number before the first dot.
#[must_use]
pub fn major(version: &str) -> u64 {
    parts(version).first().copied().unwrap_or_default()
}

/// The lowest version that a constraint allows: `^3.1.2` and `>=3.1.2 <4.0.0`.
#[must_use]
pub fn lowest(constraint: &str) -> Option<String> {
    let first = constraint.split_whitespace().next()?.trim_start_matches(['^', '>', '=']);
    first.starts_with(|first: char| first.is_ascii_digit()).then(|| first.to_owned())
}

fn parts(version: &str) -> Vec<u64> {
    let core = version.trim().split(['+', '-']).next().unwrap_or_default();
    core.split('.').map(|part| part.parse().unwrap_or_default()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_numbers() {
        assert!(is_before("7.7.5283", "7.10.0") && is_before("0.4.2", "2.0.0") && is_before("8", "8.0.1"));
        assert!(!is_before("8.9.7538+1", "8.9.7538") && !is_before("9.0", "9"));
        assert_eq!((major("9.0.1"), major("x")), (9, 0));
        assert_eq!(lowest("^8.9.7538").as_deref(), Some("8.9.7538"));
        assert_eq!(lowest(">=3.1.2 <4.0.0").as_deref(), Some("3.1.2"));
        assert_eq!((lowest("any"), lowest("")), (None, None));
    }
}
