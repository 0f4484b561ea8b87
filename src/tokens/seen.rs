//! Which tokens were there already, and where their results are: a million of them in less than twenty megabytes.
//!
//! A token is remembered by 86 bits of its SHA-256 and never itself. That two different tokens of a list are taken for
//! one has a chance of n² / 2⁸⁷: less than 10⁻¹⁴ for a million, less than 10⁻¹⁰ for a hundred million. Nobody
//! can make up a token that is taken for someone else's; two of his own would cost 2⁴³ digests, and the only thing he
//! would win is the one's answer for the other.
//!
//! The table is 64 shards of open addressing with fifteen bytes a slot. A shard that is 90 % full grows by a twelfth,
//! so that it is never less than 83 % full, and its pages are only ever added: no block of memory is given back that
//! is too small for anything that follows, and what is copied meanwhile is one shard. With all that a token costs 17
//! to 19 bytes, and all together at most 64 KiB more, which only a short list notices.

#[cfg(test)]
mod tests;

use ring::digest::{Context, SHA256};

/// The last place that can be remembered: a terabyte into a file.
pub const LAST_PLACE: u64 = (1 << PLACE_BITS) - 2;

const PLACE_BITS: u32 = 40;
const PLACE_MASK: u128 = (1 << PLACE_BITS) - 1;
/// The bits of a digest by which a token is told from others of its shard.
const TAG_BITS: u32 = 80;
const SHARDS: usize = 64;
const PAGE: usize = 64;
/// A slot without an entry.
const EMPTY: Slot = [0; size_of::<Slot>()];
/// How full a shard may be, in percent.
const FULLEST: usize = 90;

/// A vendor's token, unrecognisable and 16 bytes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key(u128);

/// Places by token.
pub struct Seen {
    shards: Vec<Shard>,
    /// For what is moved while a shard grows; kept, so that no hole in the memory comes of it.
    moved: Vec<Slot>,
    bytes: usize,
}

/// A part of the table, to which a token belongs by its digest.
#[derive(Default)]
struct Shard {
    pages: Vec<Page>,
    entries: usize,
}

type Page = Box<[Slot; PAGE]>;

/// The tag of a token above its place plus one, so that nothing but zeros is an empty slot; the least byte first.
type Slot = [u8; (TAG_BITS + PLACE_BITS) as usize / 8];

/// Where a token is, or where it would go.
enum Found {
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
        self.0 >> (u128::BITS - TAG_BITS)
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
        self.make_room(key);
        self.shards[key.shard()].insert(key.tag(), place);
    }

    /// The place of a token that was there already; else it is remembered with `place`.
    pub fn place_or_insert(&mut self, key: Key, place: u64) -> Option<u64> {
        self.make_room(key);
        let (shard, tag) = (&mut self.shards[key.shard()], key.tag());
        match shard.find(tag)? {
            Found::Taken(at) => Some(shard.place_at(at)),
            Found::Free(at) => {
                shard.set(at, tag, place);
                shard.entries += 1;
                None
            }
        }
    }

    fn make_room(&mut self, key: Key) {
        let shard = &mut self.shards[key.shard()];
        if shard.is_full() {
            let pages = shard.grow(&mut self.moved);
            let now: usize = self.shards.iter().map(Shard::bytes).sum();
            self.bytes = self.bytes.max(now + pages + self.moved.capacity() * size_of::<Slot>());
        }
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
        Self { bytes: size_of_val(shards.as_slice()), shards, moved: Vec::new() }
    }
}

impl Shard {
    fn place(&self, tag: u128) -> Option<u64> {
        match self.find(tag)? {
            Found::Taken(at) => Some(self.place_at(at)),
            Found::Free(_) => None,
        }
    }

    /// The shard must not be full.
    fn insert(&mut self, tag: u128, place: u64) {
        match self.find(tag) {
            Some(Found::Taken(at)) => self.set(at, tag, place),
            Some(Found::Free(at)) => {
                self.set(at, tag, place);
                self.entries += 1;
            }
            None => {}
        }
    }

    /// Where the tag is, or the first free slot behind its home. `None`: there are no slots at all.
    fn find(&self, tag: u128) -> Option<Found> {
        let home = self.home(tag);
        (home..self.slots()).chain(0..home).find_map(|at| match self.slot(at) {
            0 => Some(Found::Free(at)),
            entry if entry >> PLACE_BITS == tag => Some(Found::Taken(at)),
            _ => None,
        })
    }

    /// Slots in the order of the tags, so that what was near is near in a larger shard as well.
    #[expect(clippy::cast_possible_truncation, reason = "less than the number of slots")]
    fn home(&self, tag: u128) -> usize {
        (((tag >> (TAG_BITS - 64)) * self.slots() as u128) >> 64) as usize
    }

    fn is_full(&self) -> bool {
        (self.entries + 1) * 100 > self.slots() * FULLEST
    }

    /// Adds a twelfth and spreads the entries over all. Returns the bytes that the list of pages took for a moment.
    fn grow(&mut self, moved: &mut Vec<Slot>) -> usize {
        moved.clear();
        moved.reserve_exact(self.entries);
        for page in &mut self.pages {
            moved.extend(page.iter().filter(|slot| **slot != EMPTY));
            page.fill(EMPTY);
        }
        let more = (self.pages.len() / 12).max(1);
        let pages = size_of_val(self.pages.as_slice());
        self.pages.reserve_exact(more);
        self.pages.extend((0..more).map(|_| Page::new([EMPTY; PAGE])));
        for slot in &*moved {
            if let Some(Found::Free(at)) = self.find(entry(slot) >> PLACE_BITS) {
                *self.slot_mut(at) = *slot;
            }
        }
        pages
    }

    fn slots(&self) -> usize {
        self.pages.len() * PAGE
    }

    fn slot(&self, at: usize) -> u128 {
        entry(&self.pages[at / PAGE][at % PAGE])
    }

    fn slot_mut(&mut self, at: usize) -> &mut Slot {
        &mut self.pages[at / PAGE][at % PAGE]
    }

    fn place_at(&self, at: usize) -> u64 {
        u64::try_from(self.slot(at) & PLACE_MASK).unwrap_or_default().saturating_sub(1)
    }

    fn set(&mut self, at: usize, tag: u128, place: u64) {
        let entry = tag << PLACE_BITS | (u128::from(place.min(LAST_PLACE)) + 1);
        let slot = self.slot_mut(at);
        slot.copy_from_slice(&entry.to_le_bytes()[..size_of::<Slot>()]);
    }

    fn bytes(&self) -> usize {
        size_of::<Self>() + self.pages.capacity() * size_of::<Page>() + self.pages.len() * size_of::<[Slot; PAGE]>()
    }
}

/// What stands in a slot, as a number.
fn entry(slot: &Slot) -> u128 {
    let mut bytes = [0; size_of::<u128>()];
    bytes[..slot.len()].copy_from_slice(slot);
    u128::from_le_bytes(bytes)
}
