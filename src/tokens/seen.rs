//! Which tokens were asked about, and where the answer stands: at most twenty bytes a token, while it grows too.
//!
//! Tokens themselves are not kept. A token is known by 98 bits of its SHA-256, so that nobody can make two of them
//! collide, and by accident two of a million do with a probability of 2⁻⁵⁹, two of a hundred million with 2⁻⁴⁵.

use ring::digest;

/// One of so many tables, each of which grows alone: only one is copied at a time.
const SHARDS: usize = 1 << 10;
/// A table that has fewer free entries than one in this many grows.
const FREE: usize = 16;
/// By one in this many entries.
const GROWTH: usize = 8;
/// Places are below 2⁴⁰: results of a terabyte.
const PLACE_BITS: u32 = 40;
const PLACE: u64 = (1 << PLACE_BITS) - 1;

/// What a token is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Print {
    shard: u16,
    /// Never zero: an entry with a zero is free.
    low: u64,
    /// 24 bits, above those of a place.
    high: u64,
}

impl Print {
    /// The print of a token.
    #[must_use]
    pub fn of(token: &str) -> Self {
        let digest = digest::digest(&digest::SHA256, token.as_bytes());
        let mut words = digest.as_ref().chunks_exact(8).map(|bytes| {
            let mut word = [0; 8];
            word.copy_from_slice(bytes);
            u64::from_le_bytes(word)
        });
        let (low, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
        let shard = u16::try_from(second % SHARDS as u64).unwrap_or_default();
        Self { shard, low: low.max(1), high: second & !PLACE }
    }
}

/// Tokens with a place each.
#[derive(Debug)]
pub struct Seen {
    shards: Vec<Shard>,
}

impl Default for Seen {
    fn default() -> Self {
        Self::new()
    }
}

impl Seen {
    /// Nothing seen yet. The empty tables take 24 KB.
    #[must_use]
    pub fn new() -> Self {
        Self { shards: vec![Shard::default(); SHARDS] }
    }

    /// The place of a token, if it was seen.
    #[must_use]
    pub fn get(&self, print: Print) -> Option<u64> {
        self.shards[usize::from(print.shard)].get(print)
    }

    /// Sees a token, or gives it another place. Of a place the lower 40 bits are kept.
    pub fn set(&mut self, print: Print, place: u64) {
        self.shards[usize::from(print.shard)].set(print, place);
    }

    /// How much memory it takes.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let entries: usize = self.shards.iter().map(|shard| shard.entries.len()).sum();
        SHARDS * size_of::<Shard>() + entries * size_of::<Entry>()
    }
}

/// Open addressing: an entry stands at the first free place behind the one that its print points to.
#[derive(Debug, Clone, Default)]
struct Shard {
    entries: Box<[Entry]>,
    used: u32,
}

#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    low: u64,
    /// 24 bits of the print, 40 bits of place.
    rest: u64,
}

impl Entry {
    const fn is_free(self) -> bool {
        self.low == 0
    }

    const fn is_of(self, print: Print) -> bool {
        self.low == print.low && self.rest & !PLACE == print.high
    }
}

impl Shard {
    fn get(&self, print: Print) -> Option<u64> {
        let at = self.find(print)?;
        self.entries[at].is_of(print).then(|| self.entries[at].rest & PLACE)
    }

    fn set(&mut self, print: Print, place: u64) {
        let entry = Entry { low: print.low, rest: print.high | place & PLACE };
        match self.find(print) {
            Some(at) if self.entries[at].is_of(print) => self.entries[at] = entry,
            _ => self.add(entry),
        }
    }

    fn add(&mut self, entry: Entry) {
        let (used, length) = (self.used as usize, self.entries.len());
        if (used + 1) * FREE > length * (FREE - 1) {
            self.grow(length + length / GROWTH + 2);
        }
        self.put(entry);
    }

    fn grow(&mut self, length: usize) {
        let before = std::mem::replace(&mut self.entries, vec![Entry::default(); length].into_boxed_slice());
        self.used = 0;
        before.iter().filter(|entry| !entry.is_free()).for_each(|entry| self.put(*entry));
    }

    /// Adds an entry of whose print there is none yet.
    fn put(&mut self, entry: Entry) {
        let mut at = self.start(entry.low);
        while !self.entries[at].is_free() {
            at = (at + 1) % self.entries.len();
        }
        self.entries[at] = entry;
        self.used += 1;
    }

    /// Where an entry of a print stands, or the free one that ends the search. `None`: there are no entries.
    fn find(&self, print: Print) -> Option<usize> {
        if self.entries.is_empty() {
            return None;
        }
        let mut at = self.start(print.low);
        while !self.entries[at].is_free() && !self.entries[at].is_of(print) {
            at = (at + 1) % self.entries.len();
        }
        Some(at)
    }

    /// Spreads all prints evenly over the entries, without a division.
    fn start(&self, low: u64) -> usize {
        let at = (u128::from(low) * self.entries.len() as u128) >> 64;
        usize::try_from(at).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(number: u64) -> String {
        format!("v2-{number:050}")
    }

    /// The largest that the tables ever were while they grew, old and new one counted together.
    fn filled(count: u64) -> (Seen, usize) {
        let mut seen = Seen::new();
        let mut most = 0;
        for number in 0..count {
            let print = Print::of(&token(number));
            let before = seen.shards[usize::from(print.shard)].entries.len();
            seen.set(print, number);
            let after = seen.shards[usize::from(print.shard)].entries.len();
            let copied = if after > before { before * size_of::<Entry>() } else { 0 };
            if number % 1000 == 0 || copied > 0 && number > count / 2 {
                most = most.max(seen.bytes() + copied);
            }
        }
        (seen, most)
    }

    #[test]
    fn a_million_tokens_take_twenty_bytes_each_at_most() {
        const COUNT: u64 = 1_000_000;
        let (seen, most) = filled(COUNT);
        assert!(most <= 20 * usize::try_from(COUNT).expect("fits"), "{most}");
        for number in 0..COUNT {
            assert_eq!(seen.get(Print::of(&token(number))), Some(number));
        }
        assert!((COUNT..COUNT + 10_000).all(|number| seen.get(Print::of(&token(number))).is_none()));
    }

    #[test]
    fn the_limit_holds_at_every_size_that_matters() {
        let mut seen = Seen::new();
        for number in 0..300_000_u64 {
            seen.set(Print::of(&token(number)), 0);
            if number >= 100_000 && number % 500 == 0 {
                assert!(
                    seen.bytes() <= 20 * (usize::try_from(number).expect("fits") + 1),
                    "{number}: {}",
                    seen.bytes()
                );
            }
        }
    }

    #[test]
    fn a_place_can_be_given_anew() {
        let mut seen = Seen::default();
        let print = Print::of("v2-a");
        assert_eq!(seen.get(print), None);
        seen.set(print, PLACE);
        assert_eq!(seen.get(print), Some(PLACE));
        seen.set(print, 7);
        assert_eq!((seen.get(print), seen.get(Print::of("v2-b"))), (Some(7), None));
    }

    /// Full tables with prints that all begin at the same place.
    #[test]
    fn neighbours_do_not_hide_each_other() {
        let mut shard = Shard::default();
        let print = |number: u64| Print { shard: 0, low: u64::MAX - number % 3, high: number << PLACE_BITS };
        for number in 0..1000 {
            shard.set(print(number), number);
        }
        assert!((0..1000).all(|number| shard.get(print(number)) == Some(number)));
        assert_eq!(shard.get(print(1000)), None);
    }
}
