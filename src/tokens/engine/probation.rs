//! Whether what a vendor is asked with is right at all: no answer calls a token dead before one of them was alive.

use super::Asked;

/// So many answers without one `alive` mean that not the tokens are wrong, but what they were asked with.
pub const FIRST: u64 = 100;

/// A result that waits until the vendor has proven to know the app.
#[derive(Debug)]
pub(super) struct Withheld {
    /// Which token it is about. `None`: an earlier run asked, and this one has not come across the line yet.
    pub(super) asked: Option<Asked>,
    /// The line of the input.
    pub(super) line: u64,
    /// The line of the results.
    pub(super) bytes: Vec<u8>,
}

/// One vendor's.
#[derive(Debug)]
pub(super) struct Probation {
    is_over: bool,
    answered: u64,
    pub(super) withheld: Vec<Withheld>,
}

impl Probation {
    /// `answered`: how many answers there were in earlier runs; `is_over`: there was an `alive` among them, or nobody
    /// cares.
    pub(super) fn new(is_over: bool, answered: u64, withheld: Vec<Withheld>) -> Self {
        let answered = answered + withheld.len() as u64;
        Self { is_over, answered, withheld }
    }

    /// Whether answers that call a token dead are to be withheld.
    pub(super) const fn is_on(&self) -> bool {
        !self.is_over
    }

    /// An answer that is about a token's state came.
    pub(super) const fn answered(&mut self) {
        self.answered += 1;
    }

    /// A token is alive: what was withheld may be told.
    pub(super) const fn passed(&mut self) {
        self.is_over = true;
    }

    /// Whether so many answers came without one `alive` that nothing should be asked any more.
    pub(super) const fn failed(&self) -> bool {
        !self.is_over && self.answered >= FIRST
    }

    /// How many answers came.
    pub(super) const fn answers(&self) -> u64 {
        self.answered
    }

    /// How many more tokens may be asked about while the answers to `outstanding` others are not there.
    pub(super) fn room(&self, outstanding: usize) -> usize {
        if self.is_over {
            return usize::MAX;
        }
        let left = FIRST.saturating_sub(self.answered);
        usize::try_from(left).unwrap_or(usize::MAX).saturating_sub(outstanding)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hundred_answers_without_one_alive_are_enough() {
        let mut probation = Probation::new(false, 0, Vec::new());
        for _ in 0..FIRST - 1 {
            assert!(!probation.failed());
            probation.answered();
        }
        assert_eq!((probation.room(0), probation.room(1)), (1, 0));
        probation.answered();
        assert!(probation.failed());
    }

    #[test]
    fn one_alive_ends_it() {
        let mut probation = Probation::new(false, FIRST, Vec::new());
        assert!(probation.failed() && probation.room(0) == 0);
        probation.passed();
        assert!(!probation.failed() && probation.room(10_000) == usize::MAX);
    }
}
