//! About how many different tokens there are, without remembering them.
//!
//! A sample: the tokens whose digest begins with so many zeros, all of them at first, half of them whenever they become
//! too many. As many as are left, doubled as often, is the number of all, as a rule within 1.2 / √n, where n is how many
//! are remembered at most (P. Flajolet, "On adaptive sampling", Computing 43, 1990). Up to n it is exact.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// So many are remembered, which takes 72 KiB: two percent.
const MOST: usize = 4_096;

/// Counts tokens that are not the same.
#[derive(Debug, Default)]
pub struct Different {
    zeros: u32,
    sample: HashSet<u64>,
    hasher: RandomState,
}

impl Different {
    /// Takes one in.
    pub fn add(&mut self, token: &str) {
        let digest = self.hasher.hash_one(token);
        if digest.leading_zeros() >= self.zeros && self.sample.insert(digest) {
            while self.sample.len() > MOST {
                self.zeros += 1;
                self.sample.retain(|digest| digest.leading_zeros() >= self.zeros);
            }
        }
    }

    /// About how many there were.
    #[must_use]
    pub fn about(&self) -> usize {
        self.sample.len() << self.zeros
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(tokens: usize, times: usize) -> usize {
        let mut different = Different::default();
        for number in (0..times).flat_map(|_| 0..tokens) {
            different.add(&number.to_string());
        }
        different.about()
    }

    #[test]
    fn a_few_are_counted() {
        assert_eq!((about(0, 1), about(1, 3), about(MOST, 2)), (0, 1, MOST));
    }

    /// Six times what is usual, which happens to one run of five hundred million.
    #[test]
    fn many_are_estimated_however_often_they_come() {
        for (tokens, times) in [(10_000, 1), (10_000, 10), (300_000, 2)] {
            let about = about(tokens, times);
            assert!(about.abs_diff(tokens) * 100 < tokens * 12, "{about} for {tokens}");
        }
    }
}
