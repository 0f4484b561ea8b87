//! Which tokens were there already, and where their results are: a million of them in less than twenty megabytes.
//!
//! A token is remembered by 86 bits of its SHA-256 and never itself. That two different tokens of a list are taken for
//! one has a chance of n² / 2⁸⁷: less than 10⁻¹⁴ for a million, less than 10⁻¹⁰ for a hundred million. Nobody
//! can make up a token that is taken for someone else's; two of his own would cost 2⁴³ digests, and the only thing he
//! would win is the one's answer for the other.
//!
//! The table is 64 shards of open addressing with sixteen bytes a slot. A shard that is 92 % full grows by a twelfth,
//! so that it is never less than 84 % full, and its pages are only ever added: no block of memory is given back that
//! is too small for anything that follows, and what is copied meanwhile is one shard. With all that a token costs 18
//! to 20 bytes, and all together at most 64 KiB more, which only a short list notices.

#[cfg(test)]
mod tests;

use ring::digest::{Context, SHA256};

/// The last place that can be remembered: 281 TB into a file.
pub const LAST_PLACE: u64 = (1 << PLACE_BITS) - 2;

const PLACE_BITS: u32 = 48;
const PLACE_MASK: u128 = (1 << PLACE_BITS) - 1;
const SHARDS: usize = 64;
const PAGE: usize = 64;

/// A vendor's token, unrecognisable and 16 bytes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u128);

/// Places by token.
pub struct Seen {
    shards: Vec<Shard>,
    bytes: usize,
}

/// A part of the table, to which a token belongs by its digest.
#[derive(Default)]
struct Shard {
    pages: Vec<Page>,
    entries: usize,
}

/// Slots: 80 bits of the token's digest above 48 bits of its place plus one, so that 0 is an empty slot.
type Page = Box<[u128; PAGE]>;

/// Where a token is, or where it would go.
enum Slot {
    Taken(usize),
    Free(usize),
}

impl Key {
    /// The same token at two vendors is two tokens.
    #[must_use]
    pub fn of(vendor: &str, token: &str) -> Self {
        let mut digest = Context::new(&SHA256);
        digest.update(vendor.as_bytes());
        digest.update(&[0]);
        digest.update(token.as_bytes());
        let digest = digest.finish();
        Self(digest.as_ref().iter().take(16).fold(0, |bits, byte| bits << 8 | u128::from(*byte)))
    }

    const fn shard(self) -> usize {
        self.0 as usize % SHARDS
    }

    const fn tag(self) -> u128 {
        self.0 & !PLACE_MASK
    }
}

impl Seen {
    /// The place of a token that was there already.
    #[must_use]
    pub fn place(&self, key: Key) -> Option<u64> {
        self.shards[key.shard()].place(key.tag())
    }

    /// Remembers a token, or the new place of one that was there already. A place behind [`LAST_PLACE`] becomes that.
    pub fn insert(&mut self, key: Key, place: u64) {
        let shard = &mut self.shards[key.shard()];
        if shard.is_full() {
            let copied = shard.grow();
            let now: usize = self.shards.iter().map(Shard::bytes).sum();
            self.bytes = self.bytes.max(now + copied);
        }
        self.shards[key.shard()].insert(key.tag(), place.min(LAST_PLACE));
    }

    /// The most memory that the table ever took at once, in bytes, what was copied while it grew included.
    #[must_use]
    pub const fn bytes(&self) -> usize {
        self.bytes
    }
}

impl Default for Seen {
    fn default() -> Self {
        let shards: Vec<Shard> = (0..SHARDS).map(|_| Shard::default()).collect();
        Self { bytes: size_of_val(shards.as_slice()), shards }
    }
}

impl Shard {
    fn place(&self, tag: u128) -> Option<u64> {
        match self.find(tag)? {
            Slot::Taken(at) => u64::try_from((self.slot(at) & PLACE_MASK) - 1).ok(),
            Slot::Free(_) => None,
        }
    }

    /// The shard must not be full.
    fn insert(&mut self, tag: u128, place: u64) {
        let at = match self.find(tag) {
            Some(Slot::Taken(at)) => at,
            Some(Slot::Free(at)) => {
                self.entries += 1;
                at
            }
            None => return,
        };
        *self.slot_mut(at) = tag | (u128::from(place) + 1);
    }

    /// Where the tag is, or the first free slot behind its home. `None`: there are no slots at all.
    fn find(&self, tag: u128) -> Option<Slot> {
        let home = self.home(tag);
        (home..self.slots()).chain(0..home).find_map(|at| match self.slot(at) {
            0 => Some(Slot::Free(at)),
            entry if entry & !PLACE_MASK == tag => Some(Slot::Taken(at)),
            _ => None,
        })
    }

    /// Slots in the order of the tags, so that what was near is near in a larger shard as well.
    #[expect(clippy::cast_possible_truncation, reason = "less than the number of slots")]
    fn home(&self, tag: u128) -> usize {
        (((tag >> 64) * self.slots() as u128) >> 64) as usize
    }

    fn is_full(&self) -> bool {
        (self.entries + 1) * 100 > self.slots() * 92
    }

    /// Adds a twelfth and spreads the entries over all. Returns the bytes that this took for a moment.
    fn grow(&mut self) -> usize {
        let mut entries = Vec::with_capacity(self.entries);
        for page in &mut self.pages {
            entries.extend(page.iter().filter(|entry| **entry != 0));
            page.fill(0);
        }
        let more = (self.pages.len() / 12).max(1);
        let moved = size_of_val(self.pages.as_slice());
        self.pages.reserve_exact(more);
        self.pages.extend((0..more).map(|_| Page::new([0; PAGE])));
        for entry in &entries {
            if let Some(Slot::Free(at)) = self.find(entry & !PLACE_MASK) {
                *self.slot_mut(at) = *entry;
            }
        }
        moved + entries.capacity() * size_of::<u128>()
    }

    fn slots(&self) -> usize {
        self.pages.len() * PAGE
    }

    fn slot(&self, at: usize) -> u128 {
        self.pages[at / PAGE][at % PAGE]
    }

    fn slot_mut(&mut self, at: usize) -> &mut u128 {
        &mut self.pages[at / PAGE][at % PAGE]
    }

    fn bytes(&self) -> usize {
        size_of::<Self>() + self.pages.capacity() * size_of::<Page>() + self.pages.len() * size_of::<[u128; PAGE]>()
    }
}
